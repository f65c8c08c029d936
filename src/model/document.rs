//! The canonical text of an article and what its parts are.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::text::segment::Bounds;
use crate::text::{Offset, Span};

/// What a block is. A heading's level is 1 to 6; the level of other kinds is their nesting depth from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BlockKind {
    Heading,
    Paragraph,
    Quotation,
    ListItem,
    Table,
    Preformatted,
    Caption,
}

/// A part of a document: a stretch of the text without the blank line that follows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    pub kind: BlockKind,
    pub level: u8,
    pub span: Span,
    /// Furniture by the rule of the importer.
    pub furniture: bool,
    /// What the user said instead, if anything.
    pub marked: Option<bool>,
}

impl Block {
    /// Where its sentences are looked for: in a table none goes over the end of a row.
    pub fn bounds(self) -> Bounds {
        Bounds { span: self.span, rows: self.kind == BlockKind::Table }
    }

    /// Whether it counts as furniture: the user's word, else the rule's.
    pub fn is_furniture(self) -> bool {
        self.marked.unwrap_or(self.furniture)
    }

    /// Whether a paragraph number counts it (paragraphs, quotations, list items and tables outside furniture).
    pub fn is_counted(self) -> bool {
        !self.is_furniture()
            && matches!(
                self.kind,
                BlockKind::Paragraph | BlockKind::Quotation | BlockKind::ListItem | BlockKind::Table
            )
    }
}

/// A style over part of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InlineKind {
    Emphasis,
    Strong,
    Code,
    Strikethrough,
    Link,
    /// No style: its lines end where they are meant to. Elsewhere a line end in prose is a space.
    Lines,
}

/// A style and, for a link, its address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inline {
    pub kind: InlineKind,
    pub span: Span,
    pub target: Option<String>,
}

/// From here on, to the next of its kind, the text stands on that page of its source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    pub start: Offset,
    /// As the page is cited (`12`, `iv`); empty where its number is not known.
    pub label: String,
}

/// The label of the page that a place stands on. O(log pages).
pub fn page_at(pages: &[Page], at: Offset) -> Option<&str> {
    let here = pages.partition_point(|page| page.start <= at).checked_sub(1)?;
    pages.get(here).map(|page| page.label.as_str()).filter(|label| !label.is_empty())
}

/// The canonical text (line ends LF, no control characters but LF and TAB, blocks parted by a
/// blank line), its blocks in order and without overlap, and its inlines sorted by start.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    /// Shared, and never copied: a `String` is taken over as it is, where an `Arc<str>` would need room for it twice.
    pub text: Arc<String>,
    pub blocks: Vec<Block>,
    pub inlines: Vec<Inline>,
    /// Sorted by start; none where the source has no pages. What stands apart from the text around
    /// it, as a note at the foot of a page does, has an entry of its own, so a label may come twice.
    pub pages: Vec<Page>,
}

impl Document {
    /// The text under a span; nothing where the span is not on character boundaries.
    pub fn slice(&self, span: Span) -> &str {
        span.of(&self.text)
    }

    /// Index of the block that holds the place, or of the last block that begins before it;
    /// 0 in an empty document. O(log blocks).
    pub fn block_at(&self, at: Offset) -> usize {
        self.blocks.partition_point(|b| b.span.start <= at).saturating_sub(1)
    }

    /// What of a span lies in the block that has most of it, without the white space at its ends.
    pub fn in_one_block(&self, span: Span) -> Span {
        let first = self.block_at(span.start);
        let parts = self.blocks.iter().skip(first).take_while(|block| block.span.start < span.end);
        let within = |block: &Block| {
            Span::new(block.span.start.max(span.start).0, block.span.end.min(span.end).max(span.start).0)
        };
        // Of several that have as much the first.
        let most = parts.map(within).reduce(|a, b| if b.len() > a.len() { b } else { a }).unwrap_or(span);
        let words = self.slice(most);
        let start = most.start.0 + (words.len() - words.trim_start().len());
        Span::new(start, start + words.trim().len())
    }

    /// The number, from 1, of the paragraph that holds the place; `None` in furniture, headings
    /// and other blocks that are not counted. O(blocks).
    pub fn paragraph_at(&self, at: Offset) -> Option<u32> {
        let here = self.block_at(at);
        let block = self.blocks.get(here)?;
        if !block.is_counted() {
            return None;
        }
        let before = self.blocks.iter().take(here).filter(|b| b.is_counted()).count();
        u32::try_from(before + 1).ok()
    }

    /// The label of the page that a place stands on, where that is known.
    pub fn page_at(&self, at: Offset) -> Option<&str> {
        page_at(&self.pages, at)
    }

    /// How far into the text a place lies, 0 to 100, rounded down.
    pub fn percent_at(&self, at: Offset) -> u8 {
        percent(at.0, self.text.len())
    }
}

/// `part` of `whole` in percent, 0 to 100, rounded down; 0 of nothing is 0.
pub fn percent(part: usize, whole: usize) -> u8 {
    if whole == 0 {
        return 0;
    }
    u8::try_from((part.min(whole) as u128 * 100 / whole as u128).min(100)).unwrap_or(100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_over_several_blocks_is_cut_to_the_one_that_has_most_of_it() {
        let text = "One two.\n\nThree four five.\n\nSix.";
        let block = |start, end| Block {
            kind: BlockKind::Paragraph,
            level: 1,
            span: Span::new(start, end),
            furniture: false,
            marked: None,
        };
        let blocks = vec![block(0, 8), block(10, 26), block(28, 32)];
        let document = Document { text: Arc::new(text.to_owned()), blocks, ..Document::default() };
        let cut = |start, end| document.slice(document.in_one_block(Span::new(start, end)));
        assert_eq!(cut(4, 30), "Three four five.");
        assert_eq!(cut(0, 13), "One two.");
        assert_eq!(cut(15, 21), "four");
        assert_eq!(cut(26, 32), "Six.");
        assert_eq!(Document::default().in_one_block(Span::new(0, 0)), Span::new(0, 0));
    }
}
