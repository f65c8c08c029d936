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
        _ => return Err(damaged("its blocks are in a form that this program does not know")),
    };
    let bytes = |n: u64| size(i64::try_from(n).unwrap_or(i64::MAX));
    let mut end = 0;
    let blocks = stored.blocks.into_iter().map(|block| {
        let start = end + bytes(block.gap);
        end = start + bytes(block.len);
        let kind =
            BLOCKS.get(usize::from(block.kind)).ok_or_else(|| damaged("a block of an unknown kind"))?;
        Ok(Block {
            kind: *kind,
            level: block.level,
            span: Span::new(start, end),
            furniture: block.furniture,
            marked: None,
        })
    });
    let blocks = blocks.collect::<Result<_>>()?;
    let inlines = stored.inlines.into_iter().map(|inline| {
        let start = bytes(inline.start);
        let kind =
            INLINES.get(usize::from(inline.kind)).ok_or_else(|| damaged("a style of an unknown kind"))?;
        Ok(Inline { kind: *kind, span: Span::new(start, start + bytes(inline.len)), target: inline.target })
    });
    let mut start = 0;
    let pages = pages.into_iter().map(|page| {
        start += bytes(page.gap);
        Page { start: Offset(start), label: page.label }
    });
    Ok(Parts { pages: pages.collect(), inlines: inlines.collect::<Result<_>>()?, blocks })
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
        let Parts { blocks, inlines, pages } = decode(&blob).unwrap();
        assert_eq!((&blocks, &inlines, &pages), (&document.blocks, &document.inlines, &document.pages));
        // What the first version wrote, byte for byte: a block, a style, and nothing after them.
        let first = [1, 1, 3, 2, 6, 4, 1, 1, 2, 6, 3, 0];
        let old = decode(&first).unwrap();
        assert_eq!((old.blocks, old.inlines, old.pages), (document.blocks, document.inlines, Vec::new()));
        assert_eq!(blob.get(1..12), first.get(1..));
        blob[0] = 3;
        assert!(decode(&blob).is_err() && decode(&[]).is_err());
    }
}
