//! The blocks and inlines of a text as bytes: a version, then postcard. Codes, not the names or
//! the order of our enums, are what is stored.

use serde::{Deserialize, Serialize};

use super::pieces::{count, size};
use super::{Result, StoreError};
use crate::model::{Block, BlockKind, Inline, InlineKind};
use crate::text::Span;

const VERSION: u8 = 1;

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
const INLINES: [InlineKind; 5] =
    [InlineKind::Emphasis, InlineKind::Strong, InlineKind::Code, InlineKind::Strikethrough, InlineKind::Link];

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

fn damaged(what: &(impl ToString + ?Sized)) -> StoreError {
    StoreError::Damaged(what.to_string())
}

fn code<T: PartialEq>(all: &[T], kind: &T) -> u8 {
    all.iter().position(|k| k == kind).and_then(|n| u8::try_from(n).ok()).unwrap_or(u8::MAX)
}

pub(super) fn encode(blocks: &[Block], inlines: &[Inline]) -> Result<Vec<u8>> {
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
    postcard::to_extend(&stored, vec![VERSION]).map_err(|error| damaged(&error))
}

pub(super) fn decode(blob: &[u8]) -> Result<(Vec<Block>, Vec<Inline>)> {
    let Some((&VERSION, bytes)) = blob.split_first() else {
        return Err(damaged("its blocks are in a form that this program does not know"));
    };
    let stored: Stored = postcard::from_bytes(bytes).map_err(|error| damaged(&error))?;
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
    Ok((blocks, inlines.collect::<Result<_>>()?))
}
