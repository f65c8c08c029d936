//! How much is taken from an archive that a book or a document is kept in, of a page, and of a file of
//! annotations.

use crate::import::PageLimits;
use crate::import::archive::Limits;
use crate::import::w3c;

/// See `assets/config.toml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Archives {
    /// Megabytes of an entry.
    pub entry: u16,
    /// Megabytes of all that is read.
    pub total: u16,
    pub entries: u16,
    /// How many times its packed size an entry may have.
    pub ratio: u16,
    /// Elements within each other.
    pub depth: u16,
}

impl Archives {
    pub fn limits(self) -> Limits {
        Limits {
            entry: u64::from(self.entry) << 20,
            total: u64::from(self.total) << 20,
            entries: self.entries.into(),
            ratio: self.ratio.into(),
            depth: self.depth.into(),
        }
    }
}

/// See `assets/config.toml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Pages {
    /// Megabytes.
    pub size: u16,
    /// Thousands.
    pub elements: u16,
    /// Elements within each other.
    pub depth: u16,
    /// Millions of steps.
    pub work: u16,
}

impl Pages {
    pub fn limits(self) -> PageLimits {
        PageLimits {
            bytes: usize::from(self.size) << 20,
            elements: usize::from(self.elements) * 1000,
            depth: self.depth.into(),
            work: u64::from(self.work) * 1_000_000,
        }
    }
}

/// See `assets/config.toml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Annotations {
    /// Megabytes.
    pub size: u16,
    /// Thousands.
    pub number: u16,
}

impl Annotations {
    pub fn limits(self) -> w3c::Limits {
        w3c::Limits { bytes: usize::from(self.size) << 20, annotations: usize::from(self.number) * 1000 }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Config;
    use super::*;

    #[test]
    fn the_defaults_are_those_of_what_they_limit() {
        assert_eq!(Config::default().archives.limits(), Limits::default());
        assert_eq!(Config::default().pages.limits(), PageLimits::default());
        assert_eq!(Config::default().annotations.limits(), w3c::Limits::default());
        assert_eq!(Config::default().source_bytes(), crate::import::LIMIT);
    }

    #[test]
    fn limits_hold_within_their_bounds() {
        let text = "[limits]\narchive-entry = 5\narchive-total = 0\ndepths = 3\n";
        let (config, mistakes) = Config::with_user("my.toml", text, &[]);
        assert_eq!(config.archives, Archives { entry: 5, ..Config::default().archives });
        let mistakes: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
        assert_eq!(
            mistakes,
            [
                "my.toml:3:17: this wants a whole number from 1 to 16384.",
                "my.toml:4:1: there is no setting “depths”; did you mean “depth”?",
            ]
        );
    }
}
