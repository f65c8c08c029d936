//! Which hosts are asked: those of the open network only, unless the user wants others. A name is
//! looked up once and the connection goes to the addresses that were checked, so a name server that
//! changes its mind in between gains nothing.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver as Resolve};
use ureq::unversioned::transport::NextTimeout;

use super::FetchError;

/// Finds hosts, and leaves out what is local unless `any` is wanted.
#[derive(Debug)]
pub(super) struct Resolver {
    any: bool,
    inner: DefaultResolver,
}

impl Resolver {
    pub(super) fn new(any: bool) -> Self {
        Self { any, inner: DefaultResolver::default() }
    }
}

impl Resolve for Resolver {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.inner.resolve(uri, config, timeout).map_err(|error| match error {
            // The system has no kind of error of its own for a name that nobody knows.
            ureq::Error::Io(_) => ureq::Error::HostNotFound,
            other => other,
        })?;
        if self.any {
            return Ok(found);
        }
        let mut open = self.empty();
        for address in found.iter().filter(|address| !is_local(address.ip())) {
            open.push(*address);
        }
        if open.is_empty() { Err(ureq::Error::Other(Box::new(FetchError::Local))) } else { Ok(open) }
    }
}

/// Refuses what is local by its name or number. Behind a proxy that is all there is to go by, so there
/// a number in any other spelling than the usual one is refused too.
pub(super) fn refuse_host(uri: &Uri, proxied: bool) -> Result<(), FetchError> {
    let host = uri.host().unwrap_or_default().trim_end_matches('.').to_ascii_lowercase();
    if host == "localhost" || host.ends_with(".localhost") {
        return Err(FetchError::Local);
    }
    let number = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(&host);
    if let Ok(ip) = number.parse::<IpAddr>() {
        return if is_local(ip) { Err(FetchError::Local) } else { Ok(()) };
    }
    let last = host.rsplit('.').next().unwrap_or_default();
    if proxied && (last.starts_with(|c: char| c.is_ascii_digit()) || host.starts_with('[')) {
        return Err(FetchError::Local);
    }
    Ok(())
}

/// Whether an address is not one of the open network.
fn is_local(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_local_v4(ip),
        IpAddr::V6(ip) => is_local_v6(ip),
    }
}

fn is_local_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    ip.is_loopback()
        || ip.is_private()
        || ip.is_link_local()
        || ip.is_multicast()
        || ip.is_documentation()
        || a == 0
        // Behind the NAT of a provider, for protocols, for measurements, for later (with broadcast).
        || (a == 100 && (64..128).contains(&b))
        || (a, b, c) == (192, 0, 0)
        || (a == 198 && (b == 18 || b == 19))
        || a >= 240
}

fn is_local_v6(ip: Ipv6Addr) -> bool {
    let v4 = |bytes: [u8; 4]| is_local_v4(Ipv4Addr::from(bytes));
    match ip.octets() {
        // NAT64 and 6to4 lead where the IPv4 address in them does.
        [0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0, to @ ..] => v4(to),
        [0x20, 0x02, a, b, c, d, ..] => v4([a, b, c, d]),
        // Teredo and what stands in examples.
        [0x20, 0x01, 0, 0, ..] | [0x20, 0x01, 0x0d, 0xb8, ..] => true,
        // Only 2000::/3 is open. Loopback and IPv4 in the clothes of IPv6 are before it; unique local,
        // link local and multicast are beyond.
        [first, ..] => first >> 5 != 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn local_addresses_are_known_in_every_spelling() {
        for local in [
            "127.0.0.1", "127.9.9.9", "0.0.0.0", "0.1.2.3", "10.1.2.3", "172.16.0.1", "172.31.255.255",
            "192.168.1.1", "169.254.169.254", "100.64.0.1", "100.127.255.255", "224.0.0.1",
            "255.255.255.255", "198.18.0.1", "192.0.0.8", "::", "::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8",
            "::127.0.0.1", "fe80::1", "fec0::1", "fc00::1", "fdff::1", "ff02::1", "64:ff9b::10.0.0.1",
            "2002:7f00:1::", "2001:0:1::", "2001:db8::1",
        ] {
            assert!(is_local(local.parse().unwrap()), "{local}");
        }
        for open in [
            "8.8.8.8", "172.32.0.1", "100.63.0.1", "100.128.0.1", "192.169.0.1", "198.20.0.1",
            "223.255.255.255", "2606:4700::1111", "64:ff9b::8.8.8.8", "2002:808:808::", "2001:4860::8888",
        ] {
            assert!(!is_local(open.parse().unwrap()), "{open}");
        }
    }

    #[test]
    fn hosts_are_refused_before_they_are_asked() {
        let refused = |address: &str, proxied| refuse_host(&address.parse().unwrap(), proxied).is_err();
        for local in ["http://localhost/", "http://a.LOCALHOST./", "http://127.0.0.1:80/", "http://[::1]:80/"]
        {
            assert!(refused(local, false) && refused(local, true), "{local}");
        }
        for odd in ["http://0x7f.1/", "http://2130706433/", "http://127.1/", "http://0177.0.0.01/"] {
            assert!(refused(odd, true), "{odd}");
        }
        for open in
            ["http://example.org/", "http://8.8.8.8/", "http://[2606:4700::1111]/", "http://3com.example/"]
        {
            assert!(!refused(open, false) && !refused(open, true), "{open}");
        }
    }
}
