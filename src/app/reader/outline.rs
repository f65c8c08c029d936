//! Which blocks are headings, furniture, or counted as paragraphs: found once for a text, so that
//! no key and no draw has to look through it.

use std::ops::Range;

use crate::model::{BlockKind, Document, Inline, InlineKind};
use crate::text::{Offset, Span};

/// Indexes of blocks, sorted.
#[derive(Debug, Default)]
pub struct Outline {
    headings: Vec<usize>,
    counted: Vec<usize>,
    /// Those whose lines end where they are meant to.
    lines: Vec<usize>,
    /// Runs of furniture.
    furniture: Vec<Range<usize>>,
    /// Blocks of furniture before each block, and at the end in all.
    pieces: Vec<usize>,
    /// Bytes outside furniture before each block, and at the end in all.
    body: Vec<usize>,
    /// Where the last block outside furniture ends, else the last one.
    end: Offset,
    /// Bytes of the longest style: how far back one that reaches a place can begin.
    longest: usize,
}

impl Outline {
    /// Looks through a document. O(blocks + inlines).
    pub fn of(document: &Document) -> Self {
        let styles = document.inlines.iter().filter(|inline| is_style(inline));
        let mut outline =
            Self { longest: styles.map(|style| style.span.len()).max().unwrap_or(0), ..Self::default() };
        let lines = document.inlines.iter().filter(|inline| inline.kind == InlineKind::Lines);
        outline.lines.extend(lines.map(|lines| document.block_at(lines.span.start)));
        let (mut body, mut pieces) = (0, 0);
        outline.end = document.blocks.last().map_or(Offset(0), |block| block.span.end);
        outline.body.reserve(document.blocks.len() + 1);
        outline.pieces.reserve(document.blocks.len() + 1);
        for (i, block) in document.blocks.iter().enumerate() {
            outline.body.push(body);
            outline.pieces.push(pieces);
            if block.is_furniture() {
                pieces += 1;
            } else {
                body += block.span.len();
            }
            if block.kind == BlockKind::Heading {
                outline.headings.push(i);
            }
            if block.is_counted() {
                outline.counted.push(i);
            }
            match outline.furniture.last_mut() {
                Some(run) if block.is_furniture() && run.end == i => run.end += 1,
                _ if block.is_furniture() => outline.furniture.push(i..i + 1),
                _ => {}
            }
        }
        outline.body.push(body);
        outline.pieces.push(pieces);
        if let Some(last) = document.blocks.iter().rev().find(|block| !block.is_furniture()) {
            outline.end = last.span.end;
        }
        outline
    }

    /// Bytes outside furniture.
    pub fn body(&self) -> usize {
        self.body.last().copied().unwrap_or(0)
    }

    /// Those before a block.
    pub fn body_before(&self, block: usize) -> usize {
        self.body.get(block).copied().unwrap_or(0)
    }

    /// Where the text ends, but for furniture behind it.
    pub fn body_end(&self) -> Offset {
        self.end
    }

    /// The run of furniture that a block is in.
    pub fn run(&self, at: usize) -> Option<Range<usize>> {
        let next = self.furniture.partition_point(|run| run.end <= at);
        self.furniture.get(next).filter(|run| run.contains(&at)).cloned()
    }

    /// Blocks that are furniture.
    pub fn furniture(&self) -> usize {
        self.pieces.last().copied().unwrap_or(0)
    }

    /// Those from a block to another, both included.
    pub fn furniture_within(&self, first: usize, last: usize) -> usize {
        let before = |block: usize| self.pieces.get(block).copied().unwrap_or_else(|| self.furniture());
        before(last + 1).saturating_sub(before(first))
    }

    /// The block of the paragraph of a number from 1.
    pub fn paragraph(&self, number: usize) -> Option<usize> {
        self.counted.get(number.saturating_sub(1)).copied()
    }

    /// The number of a block as paragraphs are counted, from 1.
    pub fn number(&self, block: usize) -> Option<u32> {
        self.counted.binary_search(&block).ok().and_then(|i| u32::try_from(i + 1).ok())
    }

    /// The blocks that are headings.
    pub fn headings(&self) -> &[usize] {
        &self.headings
    }

    /// The blocks that paragraph numbers count.
    pub fn counted(&self) -> &[usize] {
        &self.counted
    }

    /// Whether the lines of a block end where they are meant to.
    pub fn keeps_lines(&self, block: usize) -> bool {
        self.lines.binary_search(&block).is_ok()
    }

    /// The headings from a block on, forward.
    pub fn headings_from(&self, at: usize) -> impl Iterator<Item = usize> {
        self.headings.iter().skip(self.headings.partition_point(|h| *h < at)).copied()
    }

    /// The headings before a block, backward.
    pub fn headings_before(&self, at: usize) -> impl Iterator<Item = usize> {
        self.headings.iter().take(self.headings.partition_point(|h| *h < at)).rev().copied()
    }

    /// The styles and links of the document that share text with a span.
    pub fn inlines<'a>(&self, document: &'a Document, span: Span) -> impl Iterator<Item = &'a Inline> {
        let from = span.start.0.saturating_sub(self.longest);
        let first = document.inlines.partition_point(|inline| inline.span.start.0 < from);
        let reach =
            document.inlines.iter().skip(first).take_while(move |inline| inline.span.start < span.end);
        reach.filter(move |inline| is_style(inline) && inline.span.overlaps(span))
    }
}

/// Whether it shows in the letters under it.
fn is_style(inline: &Inline) -> bool {
    inline.kind != InlineKind::Lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Block, InlineKind};

    #[test]
    fn it_answers_as_one_would_by_looking_through_the_text() {
        let kinds = [BlockKind::Heading, BlockKind::Paragraph, BlockKind::Caption, BlockKind::ListItem];
        let block = |i: usize| Block {
            kind: kinds[i % kinds.len()],
            level: 0,
            span: Span::new(10 * i, 10 * i + 8),
            furniture: i % 7 < 3,
            marked: (i.is_multiple_of(11)).then_some(false),
        };
        let inline = |i: usize| Inline {
            kind: InlineKind::Strong,
            span: Span::new(3 * i, 3 * i + if i.is_multiple_of(5) { 40 } else { 2 }),
            target: None,
        };
        let document = Document {
            text: "x".repeat(400).into(),
            blocks: (0..40).map(block).collect(),
            inlines: (0..100).map(inline).collect(),
            pages: Vec::new(),
        };
        let outline = Outline::of(&document);
        let is_furniture = |i: usize| document.blocks.get(i).is_some_and(|b| b.is_furniture());
        for at in 0..40 {
            let run = outline.run(at);
            assert_eq!(run.is_some(), is_furniture(at));
            if let Some(run) = run {
                assert!(run.clone().all(is_furniture) && !is_furniture(run.end));
                assert!(run.start == 0 || !is_furniture(run.start - 1));
            }
            let heading = |i: &usize| document.blocks[*i].kind == BlockKind::Heading;
            assert_eq!(outline.headings_from(at).next(), (at..40).find(heading));
            assert_eq!(outline.headings_before(at).next(), (0..at).rev().find(heading));
            let within = (at..=20.max(at)).filter(|i| is_furniture(*i)).count();
            assert_eq!(outline.furniture_within(at, 20.max(at)), within);
            let span = Span::new(10 * at, 10 * at + 8);
            let found: Vec<&Inline> = outline.inlines(&document, span).collect();
            let looked: Vec<&Inline> = document.inlines.iter().filter(|i| i.span.overlaps(span)).collect();
            assert_eq!(found, looked);
        }
        assert_eq!(outline.furniture(), (0..40).filter(|i| is_furniture(*i)).count());
        assert_eq!(outline.paragraph(3), (0..40).filter(|i| document.blocks[*i].is_counted()).nth(2));
        assert_eq!(outline.paragraph(99), None);
        for number in 1..=document.blocks.iter().filter(|b| b.is_counted()).count() {
            assert_eq!(outline.paragraph(number).and_then(|i| outline.number(i)), u32::try_from(number).ok());
        }
    }
}
