//! How the blocks of a document stand on the page: indents, gaps, what is folded.

use std::cell::Cell;

use super::outline::Outline;
use crate::model::{Block, BlockKind, Document};
use crate::text::Offset;
use crate::text::layout::{Blocks, LayoutBlock};

/// A document as the layout sees it.
#[derive(Debug, Clone, Copy)]
pub struct Shape<'a> {
    pub document: &'a Document,
    pub(super) outline: &'a Outline,
    /// Whether furniture is folded away.
    pub folded: bool,
    /// Counts the blocks that are asked for.
    pub(super) looked: &'a Cell<usize>,
}

impl Blocks for Shape<'_> {
    fn len(&self) -> usize {
        self.document.blocks.len()
    }

    fn get(&self, at: usize) -> LayoutBlock {
        self.looked.set(self.looked.get() + 1);
        let Some(block) = self.document.blocks.get(at).copied() else { return LayoutBlock::default() };
        let before = at.checked_sub(1).and_then(|i| self.document.blocks.get(i)).copied();
        let (first, hang) = indents(block, self.document);
        LayoutBlock {
            span: block.span,
            first,
            hang,
            verbatim: block.kind == BlockKind::Preformatted,
            breaks: block.kind == BlockKind::Table || self.outline.keeps_lines(at),
            runs_on: block.kind != BlockKind::Table,
            ragged: matches!(block.kind, BlockKind::Heading | BlockKind::Caption | BlockKind::Table),
            gap: gap(block, before),
            folded: self.folded && block.is_furniture(),
        }
    }

    fn at(&self, place: Offset) -> usize {
        self.document.block_at(place)
    }

    fn folded_run(&self, at: usize) -> (usize, usize) {
        self.outline.run(at).map_or((at, at + 1), |run| (run.start, run.end))
    }
}

/// Whether a list item carries its own number in the text.
pub fn is_numbered(text: &str) -> bool {
    let digits = text.bytes().take(10).take_while(u8::is_ascii_digit).count();
    digits > 0 && matches!(text.as_bytes().get(digits), Some(b'.' | b')'))
}

fn indents(block: Block, document: &Document) -> (u16, u16) {
    // However deep it is, the layout leaves half of a narrow column for the text.
    let level = u16::from(block.level);
    match block.kind {
        BlockKind::ListItem if is_numbered(document.slice(block.span)) => (2 * level, 2 * level + 3),
        BlockKind::Quotation | BlockKind::ListItem => (2 * level + 2, 2 * level + 2),
        BlockKind::Preformatted | BlockKind::Caption => (2, 2),
        BlockKind::Table => (0, 2),
        // Below the words of the item that it stands in.
        BlockKind::Paragraph => (2 * level, 2 * level),
        BlockKind::Heading => (0, 0),
    }
}

fn gap(block: Block, before: Option<Block>) -> u16 {
    match before {
        None => 0,
        Some(before) if block.kind == BlockKind::ListItem && before.kind == BlockKind::ListItem => 0,
        Some(_) => 1,
    }
}
