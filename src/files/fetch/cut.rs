//! A connection that is torn down is not one that ends. Where a page names no length and comes in no pieces,
//! the end of the connection is the end of the page, and ureq takes a reset for that too.

use std::io::ErrorKind;

use ureq::unversioned::transport::{Buffers, ConnectionDetails, Connector, NextTimeout, Transport};

use super::FetchError;

/// Comes after the connectors that connect.
#[derive(Debug)]
pub(super) struct Ends;

/// A connection that says [`FetchError::Cut`] where it was reset.
#[derive(Debug)]
pub(super) struct Told(Box<dyn Transport>);

impl Connector<Box<dyn Transport>> for Ends {
    type Out = Told;

    fn connect(
        &self,
        _: &ConnectionDetails<'_>,
        chained: Option<Box<dyn Transport>>,
    ) -> Result<Option<Told>, ureq::Error> {
        Ok(chained.map(Told))
    }
}

impl Transport for Told {
    fn buffers(&mut self) -> &mut dyn Buffers {
        self.0.buffers()
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), ureq::Error> {
        self.0.transmit_output(amount, timeout)
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, ureq::Error> {
        self.0.await_input(timeout).map_err(|error| match error {
            ureq::Error::Io(io)
                if matches!(io.kind(), ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted) =>
            {
                ureq::Error::Other(Box::new(FetchError::Cut))
            }
            other => other,
        })
    }

    fn is_open(&mut self) -> bool {
        self.0.is_open()
    }

    fn is_tls(&self) -> bool {
        self.0.is_tls()
    }
}
