//! What the open article consists of: its headings, or, where it has none, its paragraphs.

use super::Reader;
use crate::model::BlockKind;
use crate::text::{Offset, grapheme, one_line};

/// A heading or a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub name: String,
    pub at: Offset,
    /// From 1; of a heading.
    pub level: u8,
    /// How far into the text it stands.
    pub right: String,
}

/// Entries that are listed at most: those around the cursor, whatever the length of the text.
const MOST: usize = 2_000;
/// Bytes of a heading or a paragraph that are shown at most.
const BYTES: usize = 300;

impl Reader {
    /// The place so many percent into the text.
    pub fn place_of_percent(&self, percent: usize) -> Offset {
        let at = self.text().len() as u128 * percent.min(100) as u128 / 100;
        grapheme::floor(self.text(), usize::try_from(at).unwrap_or(usize::MAX))
    }

    /// Where the paragraph of a number from 1 begins.
    pub fn place_of_paragraph(&self, number: usize) -> Option<Offset> {
        let block = self.outline.paragraph(number)?;
        self.document.blocks.get(block).map(|block| block.span.start)
    }

    /// How many paragraphs there are.
    pub fn paragraphs(&self) -> usize {
        self.outline.counted().len()
    }

    /// A title for the list, its entries in order, and the index of the one that is being read.
    /// Headings, unless there is at most the title; then the paragraphs by how they begin.
    pub fn contents(&self) -> (String, Vec<Entry>, usize) {
        let by_headings = self.outline.headings().len() > 1;
        let blocks = if by_headings { self.outline.headings() } else { self.outline.counted() };
        let here = self.document.block_at(self.cursor);
        // The last that begins at or before the cursor.
        let here = blocks.partition_point(|block| *block <= here).saturating_sub(1);
        let from = here.saturating_sub(MOST / 2);
        let entries = blocks.iter().enumerate().skip(from).take(MOST);
        let entries: Vec<Entry> = entries.filter_map(|(i, block)| self.entry(i, *block)).collect();
        let title = match (by_headings, blocks.len() > entries.len()) {
            (true, false) => "Outline".to_owned(),
            (true, true) => {
                format!("Outline: {} headings around this place, of {}", entries.len(), blocks.len())
            }
            (false, false) => "Outline: no headings here, so the paragraphs".to_owned(),
            (false, true) => {
                format!("Outline: {} paragraphs around this place, of {}", entries.len(), blocks.len())
            }
        };
        (title, entries, here - from)
    }

    fn entry(&self, number: usize, block: usize) -> Option<Entry> {
        let block = self.document.blocks.get(block)?;
        let text = self.document.slice(block.span);
        let head = text.get(..grapheme::floor(text, BYTES).0).unwrap_or_default();
        let is_heading = block.kind == BlockKind::Heading;
        Some(Entry {
            name: one_line(head),
            at: block.span.start,
            level: if is_heading { block.level.max(1) } else { 1 },
            right: if is_heading {
                format!("{}%", self.document.percent_at(block.span.start))
            } else {
                format!("¶{}", number + 1)
            },
        })
    }
}
