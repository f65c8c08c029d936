//! Mending a badly scraped article: paragraphs joined or split, the title line chosen, words
//! corrected. What lies outside a change is mapped to its new place, not searched for.

use std::sync::Arc;

use super::anchor::{Sought, context, replace_all};
use super::annotation::{Annotation, State};
use super::document::{Block, BlockKind, Document, Inline, Page};
use super::edit::Placement;
use crate::text::grapheme::char_floor;
use crate::text::{Offset, Span, one_line};

/// Bytes on each side of a correction in which an annotation's words are sought.
const AROUND: usize = 2048;

/// One act of mending, in bytes of the present text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mend {
    /// Joins the paragraph at the place with the one after it.
    Join { at: Offset },
    /// Begins a new paragraph at the place.
    Split { at: Offset },
    /// Makes the line at the place the article's title and its only heading of the first level.
    TitleLine { at: Offset },
    /// Puts other words in the place of a span; a blank line in them begins a paragraph.
    Replace { span: Span, text: String },
}

impl Mend {
    /// What it does, as a label has it.
    pub fn label(&self) -> &'static str {
        match self {
            Self::Join { .. } => "join paragraphs in",
            Self::Split { .. } => "split a paragraph in",
            Self::TitleLine { .. } => "title line of",
            Self::Replace { .. } => "correct the text of",
        }
    }
}

/// An article's text as it is mended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mended {
    pub document: Document,
    /// The title, where that was chosen.
    pub title: Option<String>,
    patches: Vec<Patch>,
    /// Whether the words are the same, and only white space changed.
    same_words: bool,
}

/// A span of the old text and what takes its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Patch {
    pub span: Span,
    pub text: String,
}

/// Mends a document; the error is a sentence that says why it cannot be done.
pub fn mend(document: &Document, mend: &Mend) -> Result<Mended, String> {
    match mend {
        Mend::Join { at } => join(document, *at),
        Mend::Split { at } => split(document, *at),
        Mend::TitleLine { at } => title_line(document, *at),
        Mend::Replace { span, text } => replace(document, *span, text),
    }
}

fn block_at(document: &Document, at: Offset) -> Result<(usize, Block), String> {
    let i = document.block_at(at);
    document
        .blocks
        .get(i)
        .map(|block| (i, *block))
        .ok_or_else(|| "there is no text here (choose a paragraph)".to_owned())
}

fn join(document: &Document, at: Offset) -> Result<Mended, String> {
    let (i, first) = block_at(document, at)?;
    let Some(second) = document.blocks.get(i + 1) else {
        return Err("this is the last paragraph, so there is none to join it with".to_owned());
    };
    let mut blocks = document.blocks.clone();
    blocks.remove(i + 1);
    if let Some(block) = blocks.get_mut(i) {
        block.span = first.span.join(second.span);
        if first.marked.or(second.marked).is_some() {
            // Of what is no furniture nothing is to be hidden.
            block.marked = Some(first.is_furniture() && second.is_furniture());
        }
    }
    let between = Span { start: first.span.end, end: second.span.start };
    Ok(patched(document, blocks, vec![Patch { span: between, text: " ".to_owned() }]))
}

fn split(document: &Document, at: Offset) -> Result<Mended, String> {
    let (i, block) = block_at(document, at)?;
    let gap = gap(document, block.span, at);
    let halves = [Span { end: gap.start, ..block.span }, Span { start: gap.end, ..block.span }];
    if halves.iter().any(|half| document.slice(*half).trim().is_empty()) {
        return Err(
            "there is text on one side only (put the cursor on the word that is to begin the new paragraph)"
                .to_owned(),
        );
    }
    let mut blocks = document.blocks.clone();
    let [head, tail] = halves;
    let kind = if block.kind == BlockKind::Heading { BlockKind::Paragraph } else { block.kind };
    let level = if block.kind == BlockKind::Heading { 0 } else { block.level };
    blocks.splice(i..=i, [Block { span: head, ..block }, Block { span: tail, kind, level, ..block }]);
    Ok(patched(document, blocks, vec![Patch { span: gap, text: "\n\n".to_owned() }]))
}

/// The white space around a place within a block.
fn gap(document: &Document, block: Span, at: Offset) -> Span {
    let at = Offset(at.0.clamp(block.start.0, block.end.0));
    let before = document.slice(Span { start: block.start, end: at });
    let after = document.slice(Span { start: at, end: block.end });
    let start = at.0 - (before.len() - before.trim_end().len());
    let end = at.0 + (after.len() - after.trim_start().len());
    Span::new(start, end)
}

fn title_line(document: &Document, at: Offset) -> Result<Mended, String> {
    let (i, block) = block_at(document, at)?;
    let at = Offset(at.0.clamp(block.span.start.0, block.span.end.0));
    let before = document.slice(Span { start: block.span.start, end: at });
    let after = document.slice(Span { start: at, end: block.span.end });
    let start = Offset(before.rfind('\n').map_or(block.span.start.0, |n| block.span.start.0 + n + 1));
    let end = Offset(after.find('\n').map_or(block.span.end.0, |n| at.0 + n));
    let title = document.slice(Span { start, end }).trim().to_owned();
    if title.is_empty() {
        return Err("this line is empty (put the cursor on the line that is the title)".to_owned());
    }
    let mut patches = Vec::new();
    let mut own = Vec::new();
    let mut line = Span { start, end };
    for (there, edge, is_head) in
        [(start > block.span.start, start, true), (end < block.span.end, end, false)]
    {
        if !there {
            continue;
        }
        let gap = gap(document, block.span, edge);
        let rest = if is_head {
            Span { end: gap.start, ..block.span }
        } else {
            Span { start: gap.end, ..block.span }
        };
        if is_head {
            line.start = gap.end;
        } else {
            line.end = gap.start;
        }
        if !document.slice(rest).trim().is_empty() {
            own.push(Block { span: rest, ..block });
            patches.push(Patch { span: gap, text: "\n\n".to_owned() });
        }
    }
    own.push(Block { kind: BlockKind::Heading, level: 1, span: line, furniture: false, marked: Some(false) });
    own.sort_by_key(|block| block.span.start);
    let mut blocks = document.blocks.clone();
    for other in &mut blocks {
        // There is one title: what was taken for it is a heading below it.
        if other.kind == BlockKind::Heading && other.level == 1 {
            other.level = 2;
        }
    }
    blocks.splice(i..=i, own);
    let mut mended = patched(document, blocks, patches);
    mended.title = Some(one_line(&title));
    Ok(mended)
}

fn replace(document: &Document, span: Span, text: &str) -> Result<Mended, String> {
    let touched = |b: &&Block| {
        b.span.overlaps(span) || (span.is_empty() && b.span.start <= span.start && span.start <= b.span.end)
    };
    let first = document
        .blocks
        .iter()
        .position(|b| touched(&b))
        .ok_or("there is no text in this place (choose a paragraph)")?;
    let count = document.blocks.iter().skip(first).take_while(touched).count();
    let old: Vec<Block> = document.blocks.iter().skip(first).take(count).copied().collect();
    let (Some(head), Some(tail)) = (old.first().copied(), old.last().copied()) else {
        return Err("there is no text in this place (choose a paragraph)".to_owned());
    };
    let mut whole = head.span.join(tail.span);
    let span = Span::new(
        span.start.0.clamp(whole.start.0, whole.end.0),
        span.end.0.clamp(whole.start.0, whole.end.0),
    );
    let new = [
        document.slice(Span { end: span.start, ..whole }),
        &clean(text),
        document.slice(Span { start: span.end, ..whole }),
    ]
    .concat();
    let verbatim = old.len() == 1 && matches!(head.kind, BlockKind::Preformatted | BlockKind::Table);
    let paragraphs: Vec<&str> = if verbatim {
        vec![new.trim_matches('\n')]
    } else {
        new.split("\n\n").map(|p| p.trim_matches(|c| c == '\n' || c == ' ')).collect()
    };
    let paragraphs: Vec<&str> = paragraphs.into_iter().filter(|p| !p.trim().is_empty()).collect();
    if paragraphs.is_empty() {
        if old.len() == document.blocks.len() {
            return Err("nothing would be left of the article (`dd` in the list removes it)".to_owned());
        }
        // A paragraph that goes takes a blank line with it.
        if let Some(next) = document.blocks.get(first + count) {
            whole.end = next.span.start;
        } else if let Some(before) = first.checked_sub(1).and_then(|i| document.blocks.get(i)) {
            whole.start = before.span.end;
        }
    }
    let mut at = whole.start.0;
    let made: Vec<Block> = paragraphs
        .iter()
        .enumerate()
        .map(|(n, p)| {
            let like = old.get(n).copied().unwrap_or(tail);
            let block = Block { span: Span::new(at, at + p.len()), ..like };
            at = block.span.end.0 + 2;
            block
        })
        .collect();
    let text = paragraphs.join("\n\n");
    let patch = smallest(document.slice(whole), whole.start, &text);
    let grown = |b: &Block| {
        let shift = |o: Offset| Offset(o.0 + text.len() - whole.len().min(o.0 + text.len()));
        Block { span: Span { start: shift(b.span.start), end: shift(b.span.end) }, ..*b }
    };
    let blocks = document
        .blocks
        .iter()
        .take(first)
        .copied()
        .chain(made)
        .chain(document.blocks.iter().skip(first + count).map(grown))
        .collect();
    let patches = vec![patch];
    let document = Document {
        text: splice(&document.text, &patches),
        blocks,
        inlines: inlines(&document.inlines, &patches),
        pages: pages(&document.pages, &patches),
    };
    Ok(Mended { document, title: None, patches, same_words: false })
}

/// Text as a document may hold it: line ends LF, no control characters but LF and TAB, one blank line at most.
fn clean(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut clean: String = text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
    while clean.contains("\n\n\n") {
        clean = clean.replace("\n\n\n", "\n\n");
    }
    clean
}

/// The part of a change that is one, to whole words, so that no character is cut.
fn smallest(old: &str, start: Offset, new: &str) -> Patch {
    let same = old.bytes().zip(new.bytes()).take_while(|(a, b)| a == b).count();
    let head = old.get(..same).or_else(|| old.get(..char_floor(old, same))).unwrap_or_default();
    let head = head.rfind([' ', '\n']).map_or(0, |at| at + 1);
    let (old_rest, new_rest) = (old.get(head..).unwrap_or_default(), new.get(head..).unwrap_or_default());
    let same = old_rest.bytes().rev().zip(new_rest.bytes().rev()).take_while(|(a, b)| a == b).count();
    let from = (old_rest.len() - same..=old_rest.len())
        .find(|at| old_rest.is_char_boundary(*at))
        .unwrap_or(old_rest.len());
    let tail = old_rest.get(from..).unwrap_or_default();
    let tail = tail.find([' ', '\n']).map_or(0, |at| tail.len() - at);
    Patch {
        span: Span::new(start.0 + head, start.0 + old.len() - tail),
        text: new_rest.get(..new_rest.len() - tail).unwrap_or(new_rest).to_owned(),
    }
}

/// A document with its patches in order; `blocks` are the new ones in places of the old text.
fn patched(document: &Document, mut blocks: Vec<Block>, patches: Vec<Patch>) -> Mended {
    for block in &mut blocks {
        block.span = map(&patches, block.span);
    }
    let inlines = inlines(&document.inlines, &patches);
    let pages = pages(&document.pages, &patches);
    let document = Document { text: splice(&document.text, &patches), blocks, inlines, pages };
    Mended { document, title: None, patches, same_words: true }
}

fn splice(text: &str, patches: &[Patch]) -> Arc<String> {
    if patches.is_empty() {
        return Arc::new(text.to_owned());
    }
    let mut new = String::with_capacity(text.len() + patches.iter().map(|p| p.text.len()).sum::<usize>());
    let mut at = 0;
    for patch in patches {
        new.push_str(text.get(at..patch.span.start.0).unwrap_or_default());
        new.push_str(&patch.text);
        at = patch.span.end.0;
    }
    new.push_str(text.get(at..).unwrap_or_default());
    Arc::new(new)
}

/// Styles in their new places; the patches are in order. One that a change cuts keeps the part before it, or else the
/// part after it.
pub fn inlines(old: &[Inline], patches: &[Patch]) -> Vec<Inline> {
    let mut new = Vec::new();
    for inline in old {
        let mut rest = inline.span;
        let mut add = |span: Span| {
            if !span.is_empty() {
                new.push(Inline { span: map(patches, span), ..inline.clone() });
            }
        };
        for patch in
            patches.iter().filter(|p| p.span.start < inline.span.end && inline.span.start < p.span.end)
        {
            if rest.start < patch.span.start {
                add(Span { start: rest.start, end: patch.span.start });
            }
            rest.start = patch.span.end.min(rest.end).max(rest.start);
        }
        add(rest);
    }
    new.sort_by_key(|inline| inline.span.start);
    new
}

/// Pages begin where they began; one that begins within a change begins after it.
pub fn pages(old: &[Page], patches: &[Patch]) -> Vec<Page> {
    let moved = |page: &Page| Page {
        start: map(patches, Span { start: page.start, end: page.start }).start,
        label: page.label.clone(),
    };
    old.iter().map(moved).collect()
}

/// A span that no patch cuts, in the new text; an end within a patch goes to the patch's edge, so
/// that the span does not grow.
fn map(patches: &[Patch], span: Span) -> Span {
    let place = |at: Offset, is_start: bool| {
        let (mut more, mut less) = (0, 0);
        for patch in patches {
            let passed = if is_start {
                at >= patch.span.end
            } else {
                at > patch.span.end || (at == patch.span.end && !patch.span.is_empty())
            };
            if passed {
                more += patch.text.len();
                less += patch.span.len();
            } else if at > patch.span.start {
                less += at.0 - patch.span.start.0;
                if is_start {
                    more += patch.text.len();
                }
            }
        }
        (at.0 + more).saturating_sub(less)
    };
    let (start, end) = (place(span.start, true), place(span.end, false));
    Span::new(start, end.max(start))
}

/// Where the annotations of the old text are in the mended one. Those whose words are the same are what they
/// were: whoever mends a text knows that what is on it goes along, so nothing is told as moved.
pub fn carry(old: &str, mended: &Mended, annotations: &[Annotation]) -> Vec<Placement> {
    annotations.iter().map(|a| carry_one(old, mended, a)).collect()
}

fn carry_one(old: &str, mended: &Mended, a: &Annotation) -> Placement {
    let new = mended.document.text.as_str();
    let mapped = map(&mended.patches, a.span);
    let placed = |span: Span, state: State| Placement { annotation: a.id, was: a.span, span, state };
    let cuts = |p: &Patch| {
        if p.span.is_empty() {
            a.span.start < p.span.start && p.span.start < a.span.end
        } else {
            p.span.overlaps(a.span)
        }
    };
    let lost = || {
        let end = char_floor(new, a.span.end.0);
        placed(Span::new(char_floor(new, a.span.start.0), end), State::Lost)
    };
    if a.state == State::Lost || mapped.is_empty() {
        return lost();
    }
    if !mended.patches.iter().any(cuts) {
        return placed(mapped, a.state);
    }
    if mended.same_words {
        // The words are as they were; what stands between them belongs to them now.
        return placed(mapped, a.state);
    }
    let inside = |p: &&Patch| cuts(p) && !(a.span.start <= p.span.start && p.span.end <= a.span.end);
    if !mended.patches.iter().any(|p| inside(&p) || p.span == a.span) {
        // Both its ends are outside the change, so there is no doubt where it is.
        return placed(mapped, State::Changed);
    }
    let near = |text: &str, span: Span| {
        let start = char_floor(text, span.start.0.saturating_sub(AROUND));
        Span::new(start, char_floor(text, span.end.0.saturating_add(AROUND)))
    };
    let (here, there) = (near(old, a.span), near(new, mapped));
    let was = Span::new(a.span.start.0 - here.start.0, a.span.end.0 - here.start.0);
    let (prefix, suffix) = context(here.of(old), was);
    let sought = Sought { quote: was.of(here.of(old)), prefix: &prefix, suffix: &suffix, was };
    match replace_all(here.of(old), there.of(new), &[sought]).pop() {
        Some(found) if found.state != State::Lost => {
            let span = Span::new(found.span.start.0 + there.start.0, found.span.end.0 + there.start.0);
            placed(span, if found.state == State::Changed { State::Changed } else { a.state })
        }
        _ => lost(),
    }
}

#[cfg(test)]
mod tests;
