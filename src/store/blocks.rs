//! The blocks, inlines and pages of a text as bytes: a version, then postcard. Codes, not the names or
//! the order of our enums, are what is stored. The first version had no pages.

use serde::{Deserialize, Serialize};

use super::pieces::{count, size};
use super::{Result, StoreError};
use crate::model::{Block, BlockKind, Document, Inline, InlineKind, Page};
use crate::text::{Offset, Span};

const FIRST: u8 = 1;
const VERSION: u8 = 2;

/// What a document is beside its text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Parts {
    pub blocks: Vec<Block>,
    pub inlines: Vec<Inline>,
    pub pages: Vec<Page>,
    /// How many of its blocks and styles are of kinds that a newer postil made: such blocks are read as paragraphs, and such
    /// styles are left out.
    pub newer: usize,
}

/// A kind's code is its place here: only ever append.
const BLOCKS: [BlockKind; 7] = [
    BlockKind::Heading,
    BlockKind::Paragraph,
    BlockKind::Quotation,
    BlockKind::ListItem,
    BlockKind::Table,
    BlockKind::Preformatted,
    BlockKind::Caption,
];
const INLINES: [InlineKind; 6] = [
    InlineKind::Emphasis,
    InlineKind::Strong,
    InlineKind::Code,
    InlineKind::Strikethrough,
    InlineKind::Link,
    InlineKind::Lines,
];

#[derive(Serialize, Deserialize)]
struct Stored {
    blocks: Vec<StoredBlock>,
    inlines: Vec<StoredInline>,
}

/// `gap`: bytes since the end of the block before.
#[derive(Serialize, Deserialize)]
struct StoredBlock {
    kind: u8,
    level: u8,
    gap: u64,
    len: u64,
    furniture: bool,
}

/// `start` in the whole text: inlines may lie in each other.
#[derive(Serialize, Deserialize)]
struct StoredInline {
    kind: u8,
    start: u64,
    len: u64,
    target: Option<String>,
}

/// `gap`: bytes since the start of the page before.
#[derive(Serialize, Deserialize)]
struct StoredPage {
    gap: u64,
    label: String,
}

fn damaged(what: &(impl ToString + ?Sized)) -> StoreError {
    StoreError::Damaged(what.to_string())
}

fn code<T: PartialEq>(all: &[T], kind: &T) -> u8 {
    all.iter().position(|k| k == kind).and_then(|n| u8::try_from(n).ok()).unwrap_or(u8::MAX)
}

pub(super) fn encode(document: &Document) -> Result<Vec<u8>> {
    let Document { blocks, inlines, pages, .. } = document;
    let mut end = 0;
    let stored = Stored {
        blocks: blocks
            .iter()
            .map(|block| {
                let gap = block.span.start.0 - end;
                end = block.span.end.0;
                StoredBlock {
                    kind: code(&BLOCKS, &block.kind),
                    level: block.level,
                    gap: count(gap),
                    len: count(block.span.len()),
                    furniture: block.furniture,
                }
            })
            .collect(),
        inlines: inlines
            .iter()
            .map(|inline| StoredInline {
                kind: code(&INLINES, &inline.kind),
                start: count(inline.span.start.0),
                len: count(inline.span.len()),
                target: inline.target.clone(),
            })
            .collect(),
    };
    let mut last = 0;
    let pages: Vec<StoredPage> = pages
        .iter()
        .map(|page| {
            let gap = count(page.start.0.saturating_sub(last));
            last = page.start.0;
            StoredPage { gap, label: page.label.clone() }
        })
        .collect();
    postcard::to_extend(&(stored, pages), vec![VERSION]).map_err(|error| damaged(&error))
}

pub(super) fn decode(blob: &[u8]) -> Result<Parts> {
    let (stored, pages): (Stored, Vec<StoredPage>) = match blob.split_first() {
        Some((&FIRST, bytes)) => (postcard::from_bytes(bytes).map_err(|error| damaged(&error))?, Vec::new()),
        Some((&VERSION, bytes)) => postcard::from_bytes(bytes).map_err(|error| damaged(&error))?,
        Some((version, _)) if *version > VERSION => return Err(StoreError::NewerText),
        _ => return Err(damaged("its blocks are in a form that this program does not know")),
    };
    let mut newer = 0;
    let bytes = |n: u64| size(i64::try_from(n).unwrap_or(i64::MAX));
    let mut end = 0;
    let blocks = stored.blocks.into_iter().map(|block| {
        let start = end + bytes(block.gap);
        end = start + bytes(block.len);
        let kind = BLOCKS.get(usize::from(block.kind)).copied();
        newer += usize::from(kind.is_none());
        Block {
            kind: kind.unwrap_or(BlockKind::Paragraph),
            level: if kind.is_none() { 0 } else { block.level },
            span: Span::new(start, end),
            furniture: block.furniture,
            marked: None,
        }
    });
    let blocks: Vec<Block> = blocks.collect();
    let all = stored.inlines.len();
    let inlines = stored.inlines.into_iter().filter_map(|inline| {
        let start = bytes(inline.start);
        let kind = *INLINES.get(usize::from(inline.kind))?;
        Some(Inline { kind, span: Span::new(start, start + bytes(inline.len)), target: inline.target })
    });
    let inlines: Vec<Inline> = inlines.collect();
    newer += all - inlines.len();
    let mut start = 0;
    let pages = pages.into_iter().map(|page| {
        start += bytes(page.gap);
        Page { start: Offset(start), label: page.label }
    });
    Ok(Parts { pages: pages.collect(), inlines, blocks, newer })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_of_the_first_version_are_still_read() {
        let document = Document {
            text: "One.\n\nTwo.".to_owned().into(),
            blocks: vec![Block {
                kind: BlockKind::ListItem,
                level: 2,
                span: Span::new(6, 10),
                furniture: true,
                marked: None,
            }],
            inlines: vec![Inline { kind: InlineKind::Code, span: Span::new(6, 9), target: None }],
            pages: vec![
                Page { start: Offset(0), label: "iv".into() },
                Page { start: Offset(6), label: String::new() },
            ],
        };
        let mut blob = encode(&document).unwrap();
        let Parts { blocks, inlines, pages, newer } = decode(&blob).unwrap();
        assert_eq!((&blocks, &inlines, &pages), (&document.blocks, &document.inlines, &document.pages));
        assert_eq!(newer, 0);
        // What the first version wrote, byte for byte: a block, a style, and nothing after them.
        let first = [1, 1, 3, 2, 6, 4, 1, 1, 2, 6, 3, 0];
        let old = decode(&first).unwrap();
        assert_eq!((old.blocks, old.inlines, old.pages), (document.blocks, document.inlines, Vec::new()));
        assert_eq!(blob.get(1..12), first.get(1..));
        blob[0] = 3;
        assert!(matches!(decode(&blob), Err(StoreError::NewerText)));
        assert!(matches!(decode(&[]), Err(StoreError::Damaged(_))));
    }

    #[test]
    fn kinds_of_a_newer_program_are_read_past() {
        // A block and two styles as the first version wrote them, the block and one style of kinds that are not known.
        let newer = [1, 1, 99, 2, 0, 4, 0, 2, 88, 0, 3, 0, 1, 1, 2, 0];
        let Parts { blocks, inlines, newer, .. } = decode(&newer).unwrap();
        assert_eq!(
            (blocks[0].kind, blocks[0].level, blocks[0].span),
            (BlockKind::Paragraph, 0, Span::new(0, 4))
        );
        assert_eq!(inlines, [Inline { kind: InlineKind::Strong, span: Span::new(1, 3), target: None }]);
        assert_eq!(newer, 2);
    }
}
