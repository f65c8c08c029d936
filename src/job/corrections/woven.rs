//! The new text of a source with what the user corrected in it.

use std::ops::Range;
use std::sync::Arc;

use super::super::diff::{Sign, Work, compared};
use super::runs::Run;
use super::{Found, Stopped, text};
use crate::model::mend::{Patch, inlines, pages};
use crate::model::{Block, BlockKind, Document, Inline, Page};
use crate::text::{Offset, Span};

/// Between two blocks that did not stand beside each other.
const GAP: &str = "\n\n";

/// What comparing the words of all corrections may cost: about half a second. One for which
/// there is no more of it has the styles and links of the source only where it begins and ends as the source does.
pub(super) const WORK: u64 = 1 << 28;

/// What is made of two texts.
#[derive(Debug, Default)]
struct Made {
    text: String,
    blocks: Vec<Block>,
    /// Whether the last block is the user's, and which of theirs or of the source's.
    last: Option<(bool, usize)>,
}

impl Made {
    /// Puts a block of a text behind the others; where it begins.
    fn put(&mut self, document: &Document, (is_mine, at): (bool, usize), block: Block) -> usize {
        if self.last.is_some() {
            let beside = at.checked_sub(1).filter(|before| self.last == Some((is_mine, *before)));
            let before = beside.and_then(|before| document.blocks.get(before));
            let between = before.map(|before| Span { start: before.span.end, end: block.span.start });
            self.text += between.map_or(GAP, |between| document.slice(between));
        }
        self.last = Some((is_mine, at));
        let start = self.text.len();
        self.text += document.slice(block.span);
        self.blocks.push(Block { span: Span::new(start, self.text.len()), marked: None, ..block });
        start
    }
}

/// Styles and pages of blocks beside each other, in bytes from the first of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Marks {
    inlines: Vec<Inline>,
    pages: Vec<Page>,
}

impl Marks {
    fn of(document: &Document, range: &Range<usize>) -> Self {
        let all = document.blocks.get(range.clone()).unwrap_or_default();
        let (Some(first), Some(last)) = (all.first(), all.last()) else { return Self::default() };
        let near = |at: Offset| at.0.saturating_sub(first.span.start.0);
        // What begins between two blocks goes with the first of them, as with what begins where a text ends.
        let from = if range.start == 0 { Offset(0) } else { first.span.start };
        let next = document.blocks.get(range.end).map(|next| next.span.start);
        let is_here = |at: Offset| next.is_none_or(|next| at < next);
        let start = document.inlines.partition_point(|inline| inline.span.start < from);
        let within = document.inlines.iter().skip(start).take_while(|inline| is_here(inline.span.start));
        let inlines = within.map(|inline| Inline {
            span: Span::new(near(inline.span.start), near(inline.span.end.min(last.span.end))),
            ..inline.clone()
        });
        let start = document.pages.partition_point(|page| page.start < from);
        let within = document.pages.iter().skip(start).take_while(|page| is_here(page.start));
        let pages = within.map(|page| Page { start: Offset(near(page.start)), label: page.label.clone() });
        Self { inlines: inlines.collect(), pages: pages.collect() }
    }
}

/// Puts the corrections to their places, which are in order, into the new text; `None` where nothing would be left of it.
/// Of `title`, a block of the corrected text, others are the title no more. It is asked for each correction whether to go
/// on.
pub(super) fn weave(
    texts: (&Document, &Document, &Document),
    found: &[Found<'_>],
    title: Option<usize>,
    go_on: &dyn Fn() -> Result<(), Stopped>,
) -> Result<Option<Document>, Stopped> {
    let (_, mine, theirs) = texts;
    let is_titled = title.is_some_and(|title| found.iter().any(|(run, _)| run.is.contains(&title)));
    let mut made = Made::default();
    // For each block of the new text where it begins, if it is as it was.
    let mut kept: Vec<Option<usize>> = Vec::with_capacity(theirs.blocks.len());
    // For each correction which block is its first, or comes after it.
    let mut firsts = Vec::with_capacity(found.len());
    let keep = |made: &mut Made, kept: &mut Vec<Option<usize>>, to: usize| {
        for (at, block) in theirs.blocks.iter().enumerate().take(to).skip(kept.len()) {
            let is_top = is_titled && block.kind == BlockKind::Heading && block.level == 1;
            let level = if is_top { 2 } else { block.level };
            kept.push(Some(made.put(theirs, (false, at), Block { level, ..*block })));
        }
    };
    for (run, place) in found {
        keep(&mut made, &mut kept, place.start);
        firsts.push(made.blocks.len());
        for (at, block) in mine.blocks.iter().enumerate().take(run.is.end).skip(run.is.start) {
            let furniture = furniture(texts, (run, place), (at, block));
            made.put(mine, (true, at), Block { furniture, ..*block });
        }
        kept.resize(place.end, None);
    }
    keep(&mut made, &mut kept, theirs.blocks.len());
    let Made { text: whole, blocks, .. } = made;
    if blocks.is_empty() {
        return Ok(None);
    }
    let (mut inlines, mut pages) = as_they_were(theirs, &kept, whole.len());
    let mut work = Work::new(WORK);
    for ((run, place), first) in found.iter().zip(firsts) {
        go_on()?;
        let at = blocks.get(first).map_or(whole.len(), |block| block.span.start.0);
        let own = marks_of(texts, (run, place), &mut work);
        inlines.extend(own.inlines.into_iter().map(|inline| Inline {
            span: Span::new(at + inline.span.start.0, at + inline.span.end.0),
            ..inline
        }));
        let before = theirs.blocks.get(place.start).map_or(theirs.text.len(), |block| block.span.start.0);
        let page = |page: Page| (Offset(before), Page { start: Offset(at + page.start.0), ..page });
        pages.extend(own.pages.into_iter().map(page));
    }
    inlines.sort_by_key(|inline| inline.span.start);
    // What was on the page before one that begins in the same place may be gone.
    pages.sort_by_key(|(before, page)| (page.start, *before));
    let pages = pages.into_iter().map(|(_, page)| page).collect();
    Ok(Some(Document { text: Arc::new(whole), blocks, inlines, pages }))
}

/// Whether a block of a correction is furniture by the rule: as the new text has it, unless the user's has it otherwise
/// than the old one had.
fn furniture(
    (base, _, theirs): (&Document, &Document, &Document),
    (run, place): (&Run, &Range<usize>),
    (at, block): (usize, &Block),
) -> bool {
    let like = (at - run.is.start).min(run.was.len().saturating_sub(1));
    let before = base.blocks.get(run.was.start + like).filter(|_| !run.was.is_empty());
    let now = theirs.blocks.get(place.start + like);
    match (before, now) {
        (Some(before), Some(now)) if before.furniture == block.furniture => now.furniture,
        _ => block.furniture,
    }
}

/// Styles and pages of the new text in the blocks that are as they were, in their new places, and where the pages began
/// before. `end` is that of all.
fn as_they_were(theirs: &Document, kept: &[Option<usize>], end: usize) -> (Vec<Inline>, Vec<(Offset, Page)>) {
    let moved = |at: usize, to: Offset| {
        let block = theirs.blocks.get(at)?;
        Some(kept.get(at).copied().flatten()? + to.0.saturating_sub(block.span.start.0))
    };
    let inline = |inline: &Inline| {
        let first = theirs.block_at(inline.span.start);
        let last = theirs.blocks.partition_point(|block| block.span.end < inline.span.end);
        let start = moved(first, inline.span.start)?;
        let own = || moved(first, theirs.blocks.get(first)?.span.end);
        let end = moved(last, inline.span.end).or_else(own)?;
        (start < end).then(|| Inline { span: Span::new(start, end), ..inline.clone() })
    };
    let page = |page: &Page| {
        let start = moved(theirs.block_at(page.start), page.start)?.min(end);
        Some((page.start, Page { start: Offset(start), label: page.label.clone() }))
    };
    (theirs.inlines.iter().filter_map(inline).collect(), theirs.pages.iter().filter_map(page).collect())
}

/// Styles and pages of a correction: those that the user's text has, or, where the source has others by now, these.
fn marks_of(
    (base, mine, theirs): (&Document, &Document, &Document),
    (run, place): (&Run, &Range<usize>),
    work: &mut Work,
) -> Marks {
    let now = Marks::of(theirs, place);
    if run.is.is_empty() {
        // What follows is on these pages.
        let pages = now.pages.into_iter().map(|page| Page { start: Offset(0), ..page }).collect();
        return Marks { inlines: Vec::new(), pages };
    }
    let (before, own) = (Marks::of(base, &run.was), Marks::of(mine, &run.is));
    let is_inlines = before.inlines == now.inlines;
    let is_pages = before.pages == now.pages && now.pages.len() == own.pages.len();
    if is_inlines && is_pages {
        return own;
    }
    let patches = patches(text(theirs, place), text(mine, &run.is), work);
    Marks {
        inlines: if is_inlines { own.inlines } else { inlines(&now.inlines, &patches) },
        pages: if is_pages { own.pages } else { pages(&now.pages, &patches) },
    }
}

/// The words of one text that are others in the other, as far as the work allows to compare those between what both
/// begin and end with.
fn patches(was: &str, is: &str, work: &mut Work) -> Vec<Patch> {
    let head = was.bytes().zip(is.bytes()).take_while(|(a, b)| a == b).count();
    let head = was.char_indices().take_while(|(at, _)| *at < head).filter(|(_, c)| c.is_whitespace());
    let head = head.last().map_or(0, |(at, _)| at);
    let (before, after) = (was.get(head..).unwrap_or_default(), is.get(head..).unwrap_or_default());
    let tail = before.bytes().rev().zip(after.bytes().rev()).take_while(|(a, b)| a == b).count();
    let tail = before.len() - tail;
    let tail = before.char_indices().find(|(at, c)| *at >= tail && c.is_whitespace());
    let tail = tail.map_or(0, |(at, _)| before.len() - at);
    let before = before.get(..before.len() - tail).unwrap_or_default();
    let after = after.get(..after.len() - tail).unwrap_or_default();
    let mut all: Vec<Patch> = Vec::new();
    let mut at = head;
    let mut goes_on = false;
    for (sign, words) in compared(before, after, work) {
        if sign == Sign::Same {
            (at, goes_on) = (at + words.len(), false);
            continue;
        }
        if !goes_on {
            all.push(Patch { span: Span::new(at, at), text: String::new() });
        }
        goes_on = true;
        let Some(patch) = all.last_mut() else { continue };
        if sign == Sign::Removed {
            at += words.len();
            patch.span.end = Offset(at);
        } else {
            patch.text += &words;
        }
    }
    all
}
