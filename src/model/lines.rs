//! Which line ends of a text are read as such: those of verse, of tables and of code. Elsewhere a line ended where it
//! was full.

use std::borrow::Cow;

use super::{Annotation, Block, BlockKind, Inline, InlineKind, State};
use crate::text::{Offset, Span, joint};

/// The stretches of a text whose line ends are read, sorted and apart from each other.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lines(Vec<Span>);

impl Lines {
    pub fn of(blocks: &[Block], inlines: &[Inline]) -> Self {
        let inlines =
            inlines.iter().filter(|inline| inline.kind == InlineKind::Lines).map(|inline| inline.span);
        let is_set = |block: &&Block| matches!(block.kind, BlockKind::Table | BlockKind::Preformatted);
        let mut spans: Vec<Span> =
            inlines.chain(blocks.iter().filter(is_set).map(|block| block.span)).collect();
        spans.sort_unstable();
        Self(spans)
    }

    /// Whether a line end at a place is one of them. O(log stretches).
    fn has(&self, at: usize) -> bool {
        let before = self.0.partition_point(|span| span.start.0 <= at).checked_sub(1);
        before.and_then(|i| self.0.get(i)).is_some_and(|span| span.contains(Offset(at)))
    }

    /// Words as they are read that begin at a byte of the text: each line end that is not read is a space, or
    /// nothing where it parts nothing; those between blocks stay.
    pub fn flowed<'a>(&self, words: &'a str, start: usize) -> Cow<'a, str> {
        let bytes = words.as_bytes();
        let is_lf = |at: usize| bytes.get(at) == Some(&b'\n');
        let is_soft = |at: usize| {
            let is_gap = is_lf(at + 1) || at.checked_sub(1).is_some_and(is_lf);
            is_lf(at) && !is_gap && !self.has(start + at)
        };
        if !(0..bytes.len()).any(is_soft) {
            return Cow::Borrowed(words);
        }
        let mut flowed = String::with_capacity(words.len());
        for (at, c) in words.char_indices() {
            if !is_soft(at) {
                flowed.push(c);
            } else if !joint::is_joint(words, at) {
                flowed.push(' ');
            }
        }
        Cow::Owned(flowed)
    }

    /// An annotation with its words as they are read. Of words that the text no more has it is not known which line
    /// ends were meant: all are, if any are where they stood.
    #[must_use]
    pub fn read(&self, mut annotation: Annotation) -> Annotation {
        let span = annotation.span;
        let flowed = |lines: &Self, words: &str| lines.flowed(words, span.start.0).into_owned();
        annotation.now = annotation.now.map(|now| flowed(self, &now));
        let is_any = match annotation.state {
            State::Placed | State::Moved => None,
            State::Changed => Some(self.0.iter().any(|lines| lines.overlaps(span))),
            State::Lost => Some(!self.0.is_empty()),
        };
        match is_any {
            None => annotation.quote = flowed(self, &annotation.quote),
            Some(false) => annotation.quote = flowed(&Self::default(), &annotation.quote),
            Some(true) => {}
        }
        annotation
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_flow_but_for_lines_that_are_meant() {
        let text = "A line that\nwas full.\n\nVerse\nis verse.\n\n情報\n機関\n\na  b\nc  d";
        let block = |kind, words: &str| {
            let at = text.find(words).unwrap();
            Block { kind, level: 0, span: Span::new(at, at + words.len()), furniture: false, marked: None }
        };
        let verse = block(BlockKind::Paragraph, "Verse\nis verse.");
        let blocks = [verse, block(BlockKind::Table, "a  b\nc  d")];
        let inlines = [Inline { kind: InlineKind::Lines, span: verse.span, target: None }];
        let lines = Lines::of(&blocks, &inlines);
        assert_eq!(
            lines.flowed(text, 0),
            "A line that was full.\n\nVerse\nis verse.\n\n情報機関\n\na  b\nc  d"
        );
        assert_eq!(lines.flowed("was\nfull", 12), "was full");
        assert!(matches!(lines.flowed("Verse\nis", verse.span.start.0), Cow::Borrowed(_)));
    }
}
