//! What may be set: the values of a setting, as they are typed.

use std::fmt;

/// The values of a setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Values {
    /// A whole number from the one to the other.
    Number(u16, u16),
    /// True or false, on or off.
    Switch,
    OneOf(Vec<String>),
    /// A program and its arguments, or `none`.
    Program,
}

impl Values {
    /// The values that can be counted up.
    pub fn choices(&self) -> Vec<&str> {
        match self {
            Self::Number(..) => Vec::new(),
            Self::Switch => vec!["true", "false"],
            Self::OneOf(words) => words.iter().map(String::as_str).collect(),
            Self::Program => vec!["none"],
        }
    }

    /// Whether a value as it is typed is one of these.
    pub fn has(&self, typed: &str) -> bool {
        match self {
            Self::Number(least, most) => typed.parse().is_ok_and(|n: u16| (*least..=*most).contains(&n)),
            Self::Switch => ["true", "false", "on", "off", "yes", "no"].contains(&typed),
            Self::OneOf(words) => words.iter().any(|word| word == typed),
            Self::Program => !typed.is_empty(),
        }
    }
}

impl fmt::Display for Values {
    /// As the end of a sentence.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(least, most) => write!(f, "a whole number from {least} to {most}"),
            Self::Program => f.write_str("a program and its arguments, or none"),
            Self::Switch | Self::OneOf(_) => f.write_str(&self.choices().join(", ")),
        }
    }
}
