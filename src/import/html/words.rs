//! The words of one block of a page, white space made one space, with the styles over them.

use crate::model::{Inline, InlineKind};
use crate::text::{Span, joint};

use super::super::clean;

/// Bytes that the addresses of all links may have. A link over many blocks is one in each of them, and a
/// short link may have a long address, so that a page could make much more of its addresses than it has.
const ADDRESSES: usize = 32 << 20;

/// A style that is not ended yet.
#[derive(Debug, Clone)]
struct Open {
    kind: InlineKind,
    target: Option<String>,
    start: usize,
    /// Whether one around it says the same already.
    is_double: bool,
}

#[expect(clippy::struct_excessive_bools, reason = "each says one thing of what was read")]
#[derive(Debug, Clone)]
pub(super) struct Words {
    text: String,
    /// Whether there is more in the text than white space.
    says: bool,
    inlines: Vec<Inline>,
    open: Vec<Open>,
    /// Bytes of addresses that may still be written.
    room: usize,
    /// Whether white space was read that is not written yet.
    space: bool,
    /// Whether a line of the page ended in it.
    breaks: bool,
    /// Whether white space is kept.
    pub verbatim: bool,
}

impl Default for Words {
    fn default() -> Self {
        Self {
            text: String::new(),
            says: false,
            inlines: Vec::new(),
            open: Vec::new(),
            room: ADDRESSES,
            space: false,
            breaks: false,
            verbatim: false,
        }
    }
}

impl Words {
    pub(super) fn is_empty(&self) -> bool {
        !self.says
    }

    /// Adds text as it stands in the page.
    pub(super) fn push(&mut self, raw: &str) {
        let text = clean::characters(raw);
        if self.verbatim {
            for c in text.chars().filter(|c| !is_unseen(*c)) {
                self.says |= !c.is_whitespace();
                self.text.push(c);
            }
            return;
        }
        let mut chars = text.char_indices().filter(|(_, c)| !is_unseen(*c)).peekable();
        while let Some((at, c)) = chars.next() {
            if c.is_whitespace() && !(is_fixed(c) && self.stays(chars.peek().map(|(_, c)| *c))) {
                self.space = true;
                self.breaks |= c == '\n';
                continue;
            }
            self.gap(text.get(at..));
            self.says |= !c.is_whitespace();
            self.text.push(c);
        }
    }

    /// Whether a space that must not break a line says something here: beside French marks and
    /// between digits. Elsewhere it is only used to keep words together, and becomes a plain one.
    fn stays(&self, next: Option<char>) -> bool {
        let before = if self.space { None } else { self.text.chars().next_back() };
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        before.is_some_and(|c| !c.is_whitespace())
            && (matches!(next, Some('»' | ':' | ';' | '!' | '?' | '%' | '€'))
                || (before == Some('«') && next.is_some_and(|c| !c.is_whitespace()))
                || (digit(before) && digit(next)))
    }

    /// Writes the white space before a text, if any was read; `None` where that is not known yet. A line end
    /// between letters that stand close is none, and is told from one only when the next is known.
    fn gap(&mut self, next: Option<&str>) {
        if !self.space {
            return;
        }
        if let Some(before) = self.text.chars().next_back().filter(|_| self.breaks) {
            match next {
                None if joint::is_close(before) => return,
                Some(next) if joint::are_close(&self.text, next) => self.space = false,
                _ => {}
            }
        }
        self.breaks = false;
        if std::mem::take(&mut self.space) && !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push(' ');
        }
    }

    /// Ends the line within the block.
    pub(super) fn line_end(&mut self) {
        (self.space, self.breaks) = (false, false);
        if !self.text.is_empty() || self.verbatim {
            self.text.push('\n');
        }
    }

    /// Whether the last thing was the end of a line.
    pub(super) fn at_line_start(&self) -> bool {
        self.text.ends_with('\n')
    }

    pub(super) fn open(&mut self, kind: InlineKind, target: Option<String>) {
        // White space before the style is not under it: what is written later goes where the block is made.
        self.gap(None);
        let is_double = kind != InlineKind::Link && self.open.iter().any(|open| open.kind == kind);
        self.open.push(Open { kind, target, start: self.text.len(), is_double });
    }

    pub(super) fn close(&mut self) {
        if let Some(open) = self.open.pop() {
            self.style(&open);
        }
    }

    /// Lays a style over the text from where it began on.
    fn style(&mut self, open: &Open) {
        let span = Span::new(open.start, self.text.len());
        let bytes = open.target.as_ref().map_or(0, String::len);
        if open.is_double || span.is_empty() || bytes > self.room {
            return;
        }
        if open.kind != InlineKind::Link || open.target.is_some() {
            self.room -= bytes;
            self.inlines.push(Inline { kind: open.kind, span, target: open.target.clone() });
        }
    }

    /// Takes the words out; styles that are open go on in what comes next.
    pub(super) fn take(&mut self) -> (String, Vec<Inline>) {
        let mut open = std::mem::take(&mut self.open);
        for style in &mut open {
            self.style(style);
            style.start = 0;
        }
        self.open = open;
        (self.space, self.breaks) = (false, false);
        self.says = false;
        (std::mem::take(&mut self.text), std::mem::take(&mut self.inlines))
    }
}

/// Characters that show nothing and only stand in the way of finding words: soft hyphens, zero-width
/// spaces and joiners of words. Joiners of letters stay, as they change what is seen.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
}

fn is_fixed(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{202f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(parts: &[&str]) -> String {
        let mut words = Words::default();
        for part in parts {
            words.push(part);
        }
        words.take().0
    }

    #[test]
    fn white_space_becomes_one_space() {
        assert_eq!(read(&["\n  one\t\t", " two\n"]), "one two");
        assert_eq!(read(&["one", "two ", "three"]), "onetwo three");
    }

    #[test]
    fn a_line_end_between_letters_that_stand_close_is_no_space() {
        assert_eq!(read(&["情報\n  ", "機関の\n", "NATO 情 報"]), "情報機関の NATO 情 報");
        assert_eq!(read(&["한국\n어 그"]), "한국 어 그");
        assert_eq!(read(&["the “hukou”\n户口\n“hukou”\n户口"]), "the “hukou” 户口 “hukou” 户口");
        assert_eq!(read(&["他说：“\n好”\n是\n……\n好"]), "他说：“好”是……好");
        let mut words = Words::default();
        words.push("情報\n");
        words.open(InlineKind::Strong, None);
        words.push("機関");
        words.close();
        words.push("\n");
        words.open(InlineKind::Strong, None);
        words.push("NATO");
        words.close();
        let (text, inlines) = words.take();
        assert_eq!(text, "情報機関 NATO");
        let styled: Vec<&str> = inlines.iter().map(|inline| inline.span.of(&text).trim()).collect();
        assert_eq!(styled, ["機関", "NATO"]);
    }

    #[test]
    fn fixed_spaces_stay_where_they_say_something() {
        assert_eq!(read(&["one\u{a0}two \u{a0} three"]), "one two three");
        assert_eq!(
            read(&["« oui » : 10\u{a0}000 «\u{a0}non\u{a0}»\u{202f}!"]),
            "« oui » : 10\u{a0}000 «\u{a0}non\u{a0}»\u{202f}!"
        );
    }

    #[test]
    fn characters_that_show_nothing_go() {
        assert_eq!(
            read(&["Donau\u{ad}dampf\u{200b}schiff\u{feff} \u{1b}[31mred\u{7}"]),
            "Donaudampfschiff red"
        );
        assert_eq!(read(&["می\u{200c}خواهم"]), "می\u{200c}خواهم");
    }

    #[test]
    fn a_style_within_its_like_says_nothing_more() {
        let mut words = Words::default();
        for kind in [InlineKind::Strong, InlineKind::Emphasis, InlineKind::Strong] {
            words.open(kind, None);
        }
        for block in 0..3 {
            words.push("words");
            assert_eq!(words.take().1.len(), 2, "in block {block}");
        }
        words.push("words");
        (0..3).for_each(|_| words.close());
        assert_eq!(words.take().1.len(), 2);
    }

    #[test]
    fn addresses_of_links_over_many_blocks_are_bounded() {
        let mut words = Words::default();
        words.open(InlineKind::Link, Some("x".repeat(1 << 20)));
        let mut linked = 0;
        for _ in 0..100 {
            words.push("words");
            linked += words.take().1.len();
        }
        assert_eq!(linked, ADDRESSES >> 20);
    }

    #[test]
    fn white_space_alone_is_nothing() {
        let mut words = Words { verbatim: true, ..Words::default() };
        words.push(" \n");
        words.line_end();
        assert!(words.is_empty() && words.at_line_start());
        words.push(" x");
        assert!(!words.is_empty());
        words.take();
        assert!(words.is_empty());
    }

    #[test]
    fn styles_go_on_in_the_next_block() {
        let mut words = Words::default();
        words.push("a ");
        words.open(InlineKind::Strong, None);
        words.push("b c");
        assert_eq!(words.take().1.len(), 1);
        words.push("d");
        words.close();
        let (text, inlines) = words.take();
        assert_eq!((text.as_str(), inlines.len()), ("d", 1));
    }
}
