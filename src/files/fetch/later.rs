//! When a server wants to be asked again.

use std::time::Duration;

/// Nobody is kept waiting for longer.
const LONGEST: u64 = 7 * 24 * 3600;

/// What `Retry-After` says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Later {
    In(Duration),
    /// At a time: seconds since 1970 in UTC.
    At(i64),
    /// Whatever it says.
    Sometime,
}

/// Reads the value of the header: seconds, or a date (RFC 9110, 10.2.3).
pub(super) fn read(value: &str) -> Later {
    if let Ok(seconds) = value.parse::<u64>() {
        return Later::In(Duration::from_secs(seconds.min(LONGEST)));
    }
    let date = jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(value);
    date.map_or(Later::Sometime, |at| Later::At(at.as_second()))
}

impl Later {
    /// How long that is from `now` (seconds since 1970) on.
    pub fn from(self, now: i64) -> Duration {
        match self {
            Self::In(wait) => wait,
            Self::At(at) => Duration::from_secs(u64::try_from(at - now).unwrap_or(0).min(LONGEST)),
            Self::Sometime => Duration::from_secs(3600),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_and_dates_are_read() {
        assert_eq!(read("120"), Later::In(Duration::from_secs(120)));
        assert_eq!(read("99999999999"), Later::In(Duration::from_secs(LONGEST)));
        let at = read("Fri, 02 Jan 2026 00:00:10 GMT");
        assert_eq!(at, Later::At(1_767_312_010));
        assert_eq!(at.from(1_767_312_000), Duration::from_secs(10));
        assert_eq!(at.from(1_867_312_000), Duration::ZERO);
        assert_eq!(read("soon"), Later::Sometime);
        assert_eq!(read("-1"), Later::Sometime);
    }
}
