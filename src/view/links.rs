//! Links of the terminal (OSC 8): which cells lead where, beside the buffer, whose cells have no room for it.

use ratatui::buffer::Buffer;

use crate::model::address;

/// How addresses begin that a terminal may be told of: those of the web and of mail.
const SCHEMES: &[&str] = &["https://", "http://", "mailto:"];

/// The links of a frame. Cells are those of the screen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Links {
    /// Columns of the screen.
    width: usize,
    /// For each cell, row by row, 1 more than the index of its target; 0 for none. Empty without a target.
    cells: Vec<u16>,
    targets: Vec<String>,
}

/// A target that [`Links::target`] has taken up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target(u16);

impl Links {
    /// The address that a cell leads to: of the web or of mail, in visible ASCII.
    pub fn at(&self, x: u16, y: u16) -> Option<&str> {
        let cell = self.cells.get(self.index(x, y)?)?;
        self.targets.get(usize::from(*cell).checked_sub(1)?).map(String::as_str)
    }

    fn index(&self, x: u16, y: u16) -> Option<usize> {
        (usize::from(x) < self.width).then(|| usize::from(y) * self.width + usize::from(x))
    }

    /// Takes up an address for the cells of a buffer, if a terminal may be told of it.
    pub fn target(&mut self, buffer: &Buffer, address: &str) -> Option<Target> {
        let address = address::fit(address, SCHEMES)?;
        if self.cells.is_empty() {
            self.width = usize::from(buffer.area.right());
            self.cells = vec![0; self.width * usize::from(buffer.area.bottom())];
        }
        let at = self.targets.iter().position(|known| *known == address).unwrap_or_else(|| {
            self.targets.push(address.into_owned());
            self.targets.len() - 1
        });
        u16::try_from(at + 1).ok().map(Target)
    }

    /// The cell leads there from now on, or nowhere.
    pub fn set(&mut self, x: u16, y: u16, target: Option<Target>) {
        if self.cells.is_empty() {
            return;
        }
        if let Some(cell) = self.index(x, y).and_then(|at| self.cells.get_mut(at)) {
            *cell = target.map_or(0, |target| target.0);
        }
    }
}
