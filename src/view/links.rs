//! Links of the terminal (OSC 8): which cells lead where, beside the buffer, whose cells have no room for it.

use std::borrow::Cow;
use std::fmt::Write as _;

use ratatui::buffer::Buffer;

/// Bytes of an address that is made a link: terminals take no longer ones.
const LONGEST: usize = 2000;

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
        let address = fit(address)?;
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

/// An address as a terminal may have it: of the web or of mail, in visible ASCII; other characters
/// escaped as in URIs. One with control characters means no good and is none.
fn fit(address: &str) -> Option<Cow<'_, str>> {
    let is = |scheme: &str| address.get(..scheme.len()).is_some_and(|s| s.eq_ignore_ascii_case(scheme));
    if !["https://", "http://", "mailto:"].into_iter().any(is) || address.len() > LONGEST {
        return None;
    }
    if address.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Some(Cow::Borrowed(address));
    }
    if address.contains(|c: char| crate::text::visible_line(c.encode_utf8(&mut [0; 4])) != *c.to_string()) {
        return None;
    }
    let mut escaped = String::new();
    for byte in address.bytes() {
        if byte.is_ascii_graphic() {
            escaped.push(char::from(byte));
        } else {
            // A string takes all that is written to it.
            let _ = write!(escaped, "%{byte:02X}");
        }
    }
    (escaped.len() <= LONGEST).then_some(Cow::Owned(escaped))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_of_the_web_or_mail_and_in_visible_ascii() {
        for (address, fitting) in [
            ("https://e.example/a?b#c", Some("https://e.example/a?b#c")),
            ("HTTP://e.example", Some("HTTP://e.example")),
            ("mailto:a@e.example", Some("mailto:a@e.example")),
            ("https://e.example/ä b", Some("https://e.example/%C3%A4%20b")),
            ("https://e.example/\u{1b}\\x", None),
            ("https://e.example/\u{7}x", None),
            ("https://e.example/\u{9c}x", None),
            ("https://e.example/\n", None),
            ("https://e.example/\u{202e}x", None),
            ("file:///etc/passwd", None),
            ("javascript:alert(1)", None),
            ("ä", None),
            ("", None),
        ] {
            assert_eq!(fit(address).as_deref(), fitting, "{address:?}");
        }
        assert_eq!(fit(&format!("https://e.example/{}", "x".repeat(LONGEST))), None);
        assert_eq!(fit(&format!("https://e.example/{}", "ä".repeat(LONGEST / 3))), None);
    }
}
