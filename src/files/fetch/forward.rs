//! Plain HTTP through a proxy: the proxy is asked for the whole address where a server is asked for a path
//! (RFC 9112, 3.2.2). ureq would ask it for a tunnel, and proxies as they come open one to port 443 alone.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use ureq::Proxy;
use ureq::http::HeaderValue;
use ureq::unversioned::transport::{
    Buffers, ChainedConnector, ConnectionDetails, Connector, DefaultConnector, NextTimeout, RustlsConnector,
    TcpConnector, Transport,
};

/// Connects to the proxy, if there is one for plain HTTP, and as ureq does for all else.
#[derive(Debug)]
pub(super) struct Ways {
    to_proxy: ChainedConnector<(), ChainedConnector<(), (), TcpConnector>, RustlsConnector>,
    others: DefaultConnector,
}

impl Default for Ways {
    fn default() -> Self {
        Self {
            to_proxy: ().chain(TcpConnector::default()).chain(RustlsConnector::default()),
            others: DefaultConnector::default(),
        }
    }
}

impl Connector for Ways {
    type Out = Box<dyn Transport>;

    fn connect(
        &self,
        details: &ConnectionDetails<'_>,
        chained: Option<()>,
    ) -> Result<Option<Self::Out>, ureq::Error> {
        let proxy = details.config.proxy().filter(|_| !details.needs_tls());
        let (Some(proxy), Some(authority)) = (proxy, details.uri.authority()) else {
            return self.others.connect(details, chained);
        };
        let there = ConnectionDetails {
            uri: proxy.uri(),
            addrs: details.resolver.resolve(proxy.uri(), details.config, details.timeout)?,
            config: details.config,
            request_level: details.request_level,
            resolver: details.resolver,
            now: details.now,
            timeout: details.timeout,
            current_time: details.current_time.clone(),
            run_connector: details.run_connector.clone(),
            register_shutdown: details.register_shutdown.clone(),
        };
        let connected = self.to_proxy.connect(&there, chained)?;
        let origin = format!("http://{authority}");
        Ok(connected.map(|inner| Box::new(Whole { inner, origin: Some(origin) }) as Self::Out))
    }
}

/// A connection on which the first request is for a whole address.
#[derive(Debug)]
struct Whole<T> {
    inner: T,
    /// What the path is put behind, until it has been.
    origin: Option<String>,
}

impl<T: Transport> Transport for Whole<T> {
    fn buffers(&mut self) -> &mut dyn Buffers {
        self.inner.buffers()
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), ureq::Error> {
        let Some(origin) = self.origin.take() else { return self.inner.transmit_output(amount, timeout) };
        let sent = self.inner.buffers().output().get(..amount).unwrap_or_default();
        let path = sent.iter().position(|byte| *byte == b' ').map_or(0, |space| space + 1);
        let (method, rest) = sent.split_at(path);
        let whole = [method, origin.as_bytes(), rest].concat();
        let room = self.inner.buffers().output().len().max(1);
        for piece in whole.chunks(room) {
            for (place, byte) in self.inner.buffers().output().iter_mut().zip(piece) {
                *place = *byte;
            }
            self.inner.transmit_output(piece.len(), timeout)?;
        }
        Ok(())
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, ureq::Error> {
        self.inner.await_input(timeout)
    }

    fn is_open(&mut self) -> bool {
        self.inner.is_open()
    }
}

/// What a request that a proxy sends on says of the user, where the address of the proxy does.
pub(super) fn authorization(proxy: &Proxy) -> Option<HeaderValue> {
    let (user, password) = (proxy.username(), proxy.password());
    let known = user
        .or(password)
        .map(|_| format!("{}:{}", user.unwrap_or_default(), password.unwrap_or_default()))?;
    let mut value = HeaderValue::from_str(&format!("Basic {}", BASE64_STANDARD.encode(known))).ok()?;
    value.set_sensitive(true);
    Some(value)
}
