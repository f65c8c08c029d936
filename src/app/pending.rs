//! Keys pressed that are not yet a command: a count, the beginning of a chord, a command that waits
//! for a character, an operator that waits for a motion.

use std::fmt::Write as _;

use super::msg::Ticket;
use crate::command::{Command, Key};

/// See the module.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pending {
    /// The beginning of a chord, or all of the one whose command waits for a character.
    pub keys: Vec<Key>,
    pub count: Option<usize>,
    /// The command that waits for a character.
    pub taker: Option<Command>,
    /// The command that waits for a motion or a text object; what else is here came after it.
    pub operator: Option<Operator>,
    /// Whether the pause was long enough to show what may follow.
    pub menu: bool,
    pub(super) ticket: Ticket,
}

/// A command that waits for a motion or a text object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operator {
    pub command: Command,
    pub keys: Vec<Key>,
    pub count: Option<usize>,
}

impl Pending {
    /// Whether something was begun that more has to follow.
    pub fn is_begun(&self) -> bool {
        !self.keys.is_empty() || self.taker.is_some() || self.operator.is_some()
    }

    /// What was pressed so far, as the status line shows it: `3g`, `2y3f`.
    pub fn shown(&self) -> String {
        let mut shown = String::new();
        let mut add = |count: Option<usize>, keys: &[Key]| {
            // Writing into a string cannot fail.
            let _ = count.map(|n| write!(shown, "{n}"));
            shown.extend(keys.iter().map(ToString::to_string));
        };
        if let Some(operator) = &self.operator {
            add(operator.count, &operator.keys);
        }
        add(self.count, &self.keys);
        shown
    }

    /// The keys again, digits of counts and all.
    pub fn typed(&self) -> Vec<Key> {
        let digits = |count: Option<usize>| {
            let digits = count.map_or_else(String::new, |n| n.to_string());
            digits.chars().map(Key::char).collect::<Vec<_>>()
        };
        let mut keys = Vec::new();
        if let Some(operator) = &self.operator {
            keys.extend(digits(operator.count));
            keys.extend(&operator.keys);
        }
        keys.extend(digits(self.count));
        keys.extend(&self.keys);
        keys
    }
}
