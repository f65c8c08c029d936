//! The one place that makes documents, and so the one that keeps their promises: blocks parted by
//! one blank line, no other blank line at their edges, no white space at the end of a line, no control
//! characters, inlines inside blocks, on grapheme boundaries and sorted.

use std::sync::Arc;

use unicode_segmentation::UnicodeSegmentation;

use super::clean;
use crate::model::{Block, BlockKind, Document, Inline, InlineKind, Page};
use crate::text::{Offset, Span};

/// Deeper nesting than this shows as this.
pub(super) const DEEPEST: u8 = 12;

/// A block on its way in; inlines count bytes from the start of `text`.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub kind: BlockKind,
    pub level: u8,
    pub furniture: bool,
    /// Whether its lines end where the source wants them to, and not where they were full.
    pub lines: bool,
    pub text: String,
    pub inlines: Vec<Inline>,
}

impl Piece {
    pub(super) fn new(kind: BlockKind, level: u8, text: impl Into<String>) -> Self {
        Self { kind, level, furniture: false, lines: true, text: text.into(), inlines: Vec::new() }
    }

    /// The piece; an empty one is left.
    pub(super) fn take(&mut self) -> Self {
        std::mem::replace(self, Self::new(self.kind, self.level, String::new()))
    }
}

#[derive(Debug, Default)]
pub(super) struct Builder {
    text: String,
    blocks: Vec<Block>,
    inlines: Vec<Inline>,
    pages: Vec<Page>,
}

impl Builder {
    /// A builder for a text of about that many bytes.
    pub(super) fn sized(bytes: usize) -> Self {
        Self { text: String::with_capacity(bytes), ..Self::default() }
    }

    /// Adds a block; one with nothing but white space is passed over.
    pub(super) fn push(&mut self, piece: &Piece) {
        self.push_paged(piece, &[]);
    }

    /// The same for a block whose text, from these bytes of it on, stands on these pages.
    pub(super) fn push_paged(&mut self, piece: &Piece, pages: &[(usize, &str)]) {
        let cleaned = clean::characters(&piece.text);
        // Cleaning moves bytes. It is for safety only, as markup was cleaned before it was read, and
        // only a character reference can bring a control character back; styles are given up then.
        let same = cleaned.len() == piece.text.len();
        let tidied = tidy(&cleaned, piece.kind == BlockKind::Preformatted);
        if tidied.text.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let start = self.text.len();
        self.text.push_str(&tidied.text);
        let span = Span::new(start, self.text.len());
        let level = match piece.kind {
            BlockKind::Heading => piece.level.clamp(1, 6),
            _ => piece.level.min(DEEPEST),
        };
        self.blocks.push(Block { kind: piece.kind, level, span, furniture: piece.furniture, marked: None });
        // Where a line says what it is by its place, that it ends is not said again.
        let is_prose = !matches!(piece.kind, BlockKind::Preformatted | BlockKind::Table);
        if piece.lines && is_prose && tidied.text.contains('\n') {
            self.inlines.push(Inline { kind: InlineKind::Lines, span, target: None });
        }
        if same && !piece.inlines.is_empty() {
            self.style(start, &piece.inlines, &tidied);
        }
        for (at, label) in pages {
            let at = Offset(start + if same { tidied.place(*at) } else { 0 });
            if self.pages.last().is_none_or(|last| last.label != **label) {
                self.pages.push(Page { start: at, label: (*label).to_owned() });
            }
        }
    }

    /// Takes the inlines of a block that begins at `start` over to the tidied text.
    fn style(&mut self, start: usize, inlines: &[Inline], tidied: &Tidied) {
        let mut styled: Vec<Inline> = inlines
            .iter()
            .map(|inline| {
                let span = Span::new(tidied.place(inline.span.start.0), tidied.place(inline.span.end.0));
                Inline { span: trimmed(&tidied.text, span), ..inline.clone() }
            })
            .collect();
        snap(&tidied.text, &mut styled);
        styled.retain(|inline| !inline.span.of(&tidied.text).trim().is_empty());
        styled.sort_by_key(|inline| (inline.span.start, std::cmp::Reverse(inline.span.end)));
        self.inlines.extend(styled.into_iter().map(|inline| Inline {
            span: Span::new(inline.span.start.0 + start, inline.span.end.0 + start),
            ..inline
        }));
    }

    pub(super) fn finish(self) -> Document {
        let mut text = self.text;
        text.shrink_to_fit();
        Document { text: Arc::new(text), blocks: self.blocks, inlines: self.inlines, pages: self.pages }
    }
}

/// A block's text without white space where none belongs, and where its bytes came from.
struct Tidied {
    text: String,
    /// From this byte of the source (first) on, bytes stand from that byte of the text (second) on.
    moves: Vec<(usize, usize)>,
}

impl Tidied {
    /// Where a byte of the source stands in the text.
    fn place(&self, at: usize) -> usize {
        let next = self.moves.partition_point(|(from, _)| *from <= at);
        let last = self.moves.get(next).map_or(self.text.len(), |(_, to)| *to);
        match next.checked_sub(1).and_then(|i| self.moves.get(i)) {
            Some((from, to)) => (to + at - from).min(last),
            None => 0,
        }
    }
}

/// Drops white space at the ends of lines and blank lines at the ends of the block; a blank line
/// within stays, as one, where `blanks` says so.
fn tidy(text: &str, blanks: bool) -> Tidied {
    let mut out = String::with_capacity(text.len());
    let mut moves = Vec::new();
    let mut from = 0;
    let mut blank = false;
    for line in text.split('\n') {
        let mut kept = line.trim_end();
        let mut at = from;
        if out.is_empty() && !blanks {
            let whole = kept.len();
            kept = kept.trim_start();
            at += whole - kept.len();
        }
        from += line.len() + 1;
        if kept.is_empty() {
            blank = true;
            continue;
        }
        if !out.is_empty() {
            out.push_str(if blank && blanks { "\n\n" } else { "\n" });
        }
        blank = false;
        moves.push((at, out.len()));
        out.push_str(kept);
    }
    Tidied { text: out, moves }
}

/// The span without the white space at its ends.
fn trimmed(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let end = span.start.0 + words.trim_end().len();
    Span::new(end - words.trim().len(), end)
}

/// Widens spans to grapheme boundaries of `text`: one walk for all of them.
fn snap(text: &str, inlines: &mut [Inline]) {
    if text.is_ascii() {
        return;
    }
    let mut places: Vec<usize> =
        inlines.iter().flat_map(|inline| [inline.span.start.0, inline.span.end.0]).collect();
    places.sort_unstable();
    places.dedup();
    let mut clusters = Vec::with_capacity(places.len());
    let mut walk = text.grapheme_indices(true).peekable();
    for place in places {
        while walk.next_if(|(at, cluster)| at + cluster.len() <= place).is_some() {}
        let (floor, ceiling) = match walk.peek() {
            Some((at, _)) if *at == place => (place, place),
            Some((at, cluster)) => (*at, at + cluster.len()),
            None => (text.len(), text.len()),
        };
        clusters.push((place, floor, ceiling));
    }
    let find =
        |place: usize| clusters.binary_search_by_key(&place, |c| c.0).ok().and_then(|i| clusters.get(i));
    for inline in inlines {
        let start = find(inline.span.start.0).map_or(0, |c| c.1);
        let end = find(inline.span.end.0).map_or(start, |c| c.2);
        inline.span = Span::new(start, end.max(start));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn emphasis(a: usize, b: usize) -> Inline {
        Inline { kind: InlineKind::Emphasis, span: Span::new(a, b), target: None }
    }

    fn built(kind: BlockKind, text: &str, inlines: Vec<Inline>) -> Document {
        let mut builder = Builder::default();
        builder.push(&Piece::new(BlockKind::Paragraph, 0, "before"));
        builder.push(&Piece { inlines, ..Piece::new(kind, 0, text) });
        builder.finish()
    }

    #[test]
    fn blocks_are_parted_by_one_blank_line() {
        let document = built(BlockKind::Paragraph, "\n\n  one  \n\n\n two \n", Vec::new());
        assert_eq!(&*document.text, "before\n\none\n two");
        assert_eq!(document.blocks.last().map(|b| b.span), Some(Span::new(8, 16)));
    }

    #[test]
    fn code_keeps_one_blank_line_and_its_indent() {
        let document = built(BlockKind::Preformatted, "\n  one\n\n\n\n  two\n\n", Vec::new());
        assert_eq!(&*document.text, "before\n\n  one\n\n  two");
    }

    #[test]
    fn inlines_follow_what_they_cover() {
        let document =
            built(BlockKind::Paragraph, "  one  \n two three", vec![emphasis(13, 18), emphasis(2, 7)]);
        let found: Vec<&str> = document.inlines.iter().map(|i| document.slice(i.span)).collect();
        assert_eq!(found, ["one\n two three", "one", "three"], "the lines, and the styles on them");
    }

    #[test]
    fn inlines_are_widened_to_clusters() {
        let document = built(BlockKind::Paragraph, "ae\u{301}b", vec![emphasis(1, 2), emphasis(2, 4)]);
        assert!(document.inlines.iter().all(|i| document.slice(i.span) == "e\u{301}"), "{document:?}");
        assert_eq!(document.inlines.len(), 2);
    }

    #[test]
    fn nothing_but_white_space_is_no_block() {
        let mut builder = Builder::default();
        builder.push(&Piece::new(BlockKind::Paragraph, 0, " \n\u{a0}\t\n"));
        assert_eq!(builder.finish(), Document::default());
    }
}
