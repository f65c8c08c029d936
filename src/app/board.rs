//! A theme's board: its passages in all articles, each with what stands around it.

use super::msg::{Passage, Ticket};
use crate::model::ThemeId;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Board {
    pub theme: ThemeId,
    pub passages: Vec<Passage>,
    pub cursor: usize,
    /// The request whose outcome fills it.
    pub ticket: Ticket,
    pub loaded: bool,
}

impl Board {
    pub fn new(theme: ThemeId, ticket: Ticket) -> Self {
        Self { theme, passages: Vec::new(), cursor: 0, ticket, loaded: false }
    }
}
