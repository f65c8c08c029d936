//! When a server wants to be asked again.

use std::fmt;
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
    /// The same as a time, as far as it says one.
    #[must_use]
    pub fn at(self, now: i64) -> Self {
        match self {
            Self::Sometime => Self::Sometime,
            Self::In(_) | Self::At(_) => Self::At(now.saturating_add_unsigned(self.from(now).as_secs())),
        }
    }

    /// How long that is from `now` (seconds since 1970) on.
    pub fn from(self, now: i64) -> Duration {
        match self {
            Self::In(wait) => wait,
            Self::At(at) => Duration::from_secs(u64::try_from(at - now).unwrap_or(0).min(LONGEST)),
            Self::Sometime => Duration::from_secs(3600),
        }
    }
}

/// When to ask again, in words.
impl fmt::Display for Later {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = match self {
            Self::At(at) => jiff::Timestamp::from_second(*at).ok(),
            Self::In(_) | Self::Sometime => None,
        };
        match at {
            Some(at) => write!(f, "try again after {}", at.strftime("%Y-%m-%d %H:%M UTC")),
            None => f.write_str("try again later"),
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
        assert_eq!(read("120").at(1_767_312_000), Later::At(1_767_312_120));
        assert_eq!(at.at(1_867_312_000), Later::At(1_867_312_000), "not before now");
        assert_eq!(read("soon"), Later::Sometime);
        assert_eq!(read("-1"), Later::Sometime);
    }
}
