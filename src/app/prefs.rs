//! What the shell hands over at the start: settings and what the terminal can do.

use crate::command::Keymap;

/// Colours that the terminal shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Colors {
    /// None: `NO_COLOR`. Passages are underlined and signed.
    None,
    /// The sixteen that the terminal names.
    #[default]
    Sixteen,
    Indexed,
    /// 24 bits.
    True,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Prefs {
    pub keymap: Keymap,
    /// Width of the text in cells.
    pub measure: u16,
    /// Lines kept between the cursor and the edge of the screen.
    pub margin: u16,
    pub colors: Colors,
}
