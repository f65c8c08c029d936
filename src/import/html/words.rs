//! The words of one block of a page, white space made one space, with the styles over them.

use crate::model::{Inline, InlineKind};
use crate::text::Span;

use super::super::clean;

#[derive(Debug, Default, Clone)]
pub(super) struct Words {
    text: String,
    inlines: Vec<Inline>,
    /// Styles not ended yet: their kind, address and start.
    open: Vec<(InlineKind, Option<String>, usize)>,
    /// Whether white space was read that is not written yet.
    space: bool,
    /// Whether white space is kept.
    pub verbatim: bool,
}

impl Words {
    pub(super) fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Adds text as it stands in the page.
    pub(super) fn push(&mut self, raw: &str) {
        let text = clean::characters(raw);
        if self.verbatim {
            self.text.extend(text.chars().filter(|c| !is_unseen(*c)));
            return;
        }
        let mut chars = text.chars().filter(|c| !is_unseen(*c)).peekable();
        while let Some(c) = chars.next() {
            if c.is_whitespace() && !(is_fixed(c) && self.stays(chars.peek().copied())) {
                self.space = true;
                continue;
            }
            self.gap();
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

    fn gap(&mut self) {
        if std::mem::take(&mut self.space) && !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push(' ');
        }
    }

    /// Ends the line within the block.
    pub(super) fn line_end(&mut self) {
        self.space = false;
        if !self.text.is_empty() || self.verbatim {
            self.text.push('\n');
        }
    }

    /// Whether the last thing was the end of a line.
    pub(super) fn at_line_start(&self) -> bool {
        self.text.ends_with('\n')
    }

    pub(super) fn open(&mut self, kind: InlineKind, target: Option<String>) {
        // White space before the style is not under it.
        self.gap();
        self.open.push((kind, target, self.text.len()));
    }

    pub(super) fn close(&mut self) {
        if let Some((kind, target, start)) = self.open.pop() {
            self.inlines.push(Inline { kind, span: Span::new(start, self.text.len()), target });
        }
    }

    /// Takes the words out; styles that are open go on in what comes next.
    pub(super) fn take(&mut self) -> (String, Vec<Inline>) {
        let end = self.text.len();
        for (kind, target, start) in &mut self.open {
            let inline = Inline { kind: *kind, span: Span::new(*start, end), target: target.clone() };
            self.inlines.push(inline);
            *start = 0;
        }
        self.space = false;
        let mut inlines = std::mem::take(&mut self.inlines);
        inlines.retain(|i| !i.span.is_empty() && (i.kind != InlineKind::Link || i.target.is_some()));
        (std::mem::take(&mut self.text), inlines)
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
