//! What `pdftotext -bbox-layout` prints, as the words of each page with their places. The form is
//! read for what it is, a tag after the other: whatever else stands there is passed over.

use memchr::memchr;

/// A place on a page or a length, in hundredths of a point.
pub(super) type Unit = i32;

/// Further out than this is nowhere (hundredths of a point).
const FARTHEST: Unit = 10_000_000;

/// A rectangle; `top` is less than `bottom`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Area {
    pub left: Unit,
    pub top: Unit,
    pub right: Unit,
    pub bottom: Unit,
}

impl Area {
    pub(super) fn width(self) -> Unit {
        self.right - self.left
    }

    pub(super) fn height(self) -> Unit {
        self.bottom - self.top
    }

    /// Where its middle lies from top to bottom.
    pub(super) fn middle(self) -> Unit {
        i32::midpoint(self.top, self.bottom)
    }

    /// How much of it lies beside the other, from left to right; less than 0 is the gap between them.
    pub(super) fn beside(self, other: Self) -> Unit {
        self.right.min(other.right) - self.left.max(other.left)
    }

    #[must_use]
    pub(super) fn with(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    pub area: Area,
    pub text: String,
}

/// A page with its words, in the runs in which they were printed: never over the edge of a column.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Sheet {
    pub height: Unit,
    pub runs: Vec<Vec<Word>>,
}

/// Reads all pages. O(bytes).
pub(super) fn read(text: &str) -> Vec<Sheet> {
    let mut sheets: Vec<Sheet> = Vec::new();
    let mut rest = text;
    while let Some(at) = memchr(b'<', rest.as_bytes()) {
        let after = rest.get(at + 1..).unwrap_or_default();
        let Some(end) = memchr(b'>', after.as_bytes()) else { break };
        let (tag, next) = (after.get(..end).unwrap_or_default(), after.get(end + 1..).unwrap_or_default());
        rest = next;
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        match (name, sheets.last_mut()) {
            ("page", _) => {
                let height = unit(attributes, "height").unwrap_or_default();
                sheets.push(Sheet { height, runs: Vec::new() });
            }
            ("line", Some(sheet)) => sheet.runs.push(Vec::new()),
            ("word", Some(sheet)) => {
                let words = next.get(..memchr(b'<', next.as_bytes()).unwrap_or(next.len()));
                if let Some(word) = word(attributes, words.unwrap_or_default()) {
                    if sheet.runs.is_empty() {
                        sheet.runs.push(Vec::new());
                    }
                    if let Some(run) = sheet.runs.last_mut() {
                        run.push(word);
                    }
                }
            }
            _ => {}
        }
    }
    for sheet in &mut sheets {
        sheet.runs.retain(|run| !run.is_empty());
    }
    sheets
}

fn word(attributes: &str, text: &str) -> Option<Word> {
    let side = |name| unit(attributes, name);
    let area = Area { left: side("xMin")?, top: side("yMin")?, right: side("xMax")?, bottom: side("yMax")? };
    let text = letters(&plain(text));
    (area.left <= area.right && area.top <= area.bottom && !text.is_empty()).then_some(Word { area, text })
}

/// The value of an attribute, such as `xMin="106.887000"`.
fn unit(attributes: &str, name: &str) -> Option<Unit> {
    let mut parts = attributes.split('"');
    while let (Some(key), Some(value)) = (parts.next(), parts.next()) {
        if key.trim().trim_end_matches('=') == name {
            return hundredths(value);
        }
    }
    None
}

fn hundredths(value: &str) -> Option<Unit> {
    let (sign, digits) = value.strip_prefix('-').map_or((1, value), |digits| (-1, digits));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let part: String = part.chars().chain("00".chars()).take(2).collect();
    let number: Unit = format!("{whole}{part}").parse().ok()?;
    (number <= FARTHEST).then_some(sign * number)
}

/// Text without the references of XML. A reference that is none stays as it is.
fn plain(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    // The ampersand comes last, so that what it makes is not read once more.
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

/// Letters as they are typed: those that were drawn as one sign are taken apart, and what shows nothing
/// goes, but for the hyphen at the end of a word that is broken there.
fn letters(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.trim().chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\u{fb00}' => out.push_str("ff"),
            '\u{fb01}' => out.push_str("fi"),
            '\u{fb02}' => out.push_str("fl"),
            '\u{fb03}' => out.push_str("ffi"),
            '\u{fb04}' => out.push_str("ffl"),
            '\u{fb05}' | '\u{fb06}' => out.push_str("st"),
            '\u{ad}' if chars.peek().is_none() => out.push('\u{ad}'),
            '\u{ad}' | '\u{200b}' | '\u{feff}' | '\u{2060}' => {}
            // Signs of a font's own, which no other font shows.
            '\u{f0b7}' | '\u{f0a7}' | '\u{f0d8}' | '\u{f076}' => out.push('•'),
            '\u{e000}'..='\u{f8ff}' => out.push('\u{fffd}'),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_with_their_places_and_pages() {
        let text = "<!DOCTYPE html><html><head><title>a <b</title></head><body><doc>\n\
            <page width=\"595.280000\" height=\"841.890000\">\n<flow><block xMin=\"1\">\n\
            <line xMin=\"1\">\n<word xMin=\"106.887000\" yMin=\"-1.5\" xMax=\"201.9\" yMax=\"16\">o&amp;lt;\u{fb01}\u{ad}x</word>\n\
            <word xMin=\"nan\" yMin=\"1\" xMax=\"2\" yMax=\"3\">lost</word>\n\
            <word xMin=\"3\" yMin=\"1\" xMax=\"2\" yMax=\"3\">askew</word>\n</line></block></flow></page>\n\
            <page width=\"1\" height=\"2\">\n</page></doc></body></html>";
        let sheets = read(text);
        assert_eq!(sheets.len(), 2);
        let area = Area { left: 10688, top: -150, right: 20190, bottom: 1600 };
        assert_eq!(sheets[0].runs, [vec![Word { area, text: "o&lt;fix".into() }]]);
        assert_eq!((sheets[0].height, sheets[1].runs.len()), (84189, 0));
    }

    #[test]
    fn what_is_cut_off_or_strange_is_passed_over() {
        for text in [
            "",
            "<",
            "<word xMin=\"1\"",
            "<page",
            "<page><word>x</word>",
            "<word xMin=\"1\" yMin=\"1\" xMax=\"2\" yMax=\"2\">x",
        ] {
            assert!(read(text).iter().all(|sheet| sheet.runs.is_empty()), "{text}");
        }
        assert_eq!(hundredths("99999999999.0"), None);
        assert_eq!(hundredths("12.3456"), Some(1234));
    }
}
