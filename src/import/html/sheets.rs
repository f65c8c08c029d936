//! Where the pages of the printed book begin in a chapter. A mark that no text has goes into the page of the
//! book before that is read to blocks, and out of these after: so a page may begin within a paragraph.

use dom_query::NodeRef;

use super::chapter::Printed;
use super::node::{self, is_block};
use crate::import::builder::Piece;
use crate::model::{BlockKind, Inline};
use crate::text::Span;

/// Around the number of a page: characters that Unicode keeps from texts.
const OPEN: char = '\u{fdd0}';
const CLOSE: char = '\u{fdd1}';

/// Elements within each other that begin in one place.
const WITHIN: usize = 16;

/// Marks the place where a page begins: the words that come first there. A mark between two blocks would be one of
/// its own, and part the number of an item of a list from its words.
pub(super) fn mark(node: &NodeRef<'_>, page: usize) {
    let mark = node.tree.new_text(format!("{OPEN}{page}{CLOSE}"));
    let next = if node.first_child().is_some() { Some(*node) } else { block_from(node.next_sibling()) };
    let Some(mut at) = next else { return node.insert_before(&mark) };
    for _ in 0..WITHIN {
        match block_from(at.first_child()) {
            Some(within) => at = within,
            None => break,
        }
    }
    if let Some(first) = at.first_child() {
        first.insert_before(&mark);
    }
}

/// The block that begins with a node, white space aside, if it holds words or blocks of them.
fn block_from(first: Option<NodeRef<'_>>) -> Option<NodeRef<'_>> {
    let mut first = first?;
    while node::own_text(&first).is_some_and(|text| text.trim().is_empty()) {
        first = first.next_sibling()?;
    }
    let name = node::name(&first);
    let is_kept = is_block(&name) && !matches!(name.as_str(), "table" | "pre" | "listing" | "hr");
    Some(first).filter(|first| is_kept && first.first_child().is_some())
}

/// The pages of the blocks of a chapter.
pub(super) struct Sheets<'a> {
    printed: &'a Printed<'a>,
    /// For each block the pages that begin in it, each with the byte where.
    blocks: Vec<Vec<(usize, &'a str)>>,
    /// Those that have begun since the last block with words.
    waiting: Option<&'a str>,
}

impl<'a> Sheets<'a> {
    pub(super) fn begin(printed: &'a Printed<'a>) -> Self {
        let mut at_start = printed.pages.iter().filter(|(place, _)| place.is_none()).map(|(_, label)| *label);
        Self { printed, blocks: Vec::new(), waiting: at_start.next_back().or(printed.begins) }
    }

    /// Pages that the chapter itself says begin in it.
    pub(super) fn within(printed: &'a Printed<'a>) -> Self {
        Self { printed, blocks: Vec::new(), waiting: None }
    }

    /// A block without the marks in it; `None` where it has no words.
    pub(super) fn take(&mut self, piece: Piece) -> Option<Piece> {
        let (piece, marks) = unmarked(piece);
        let label = |page: usize| self.printed.pages.get(page).map(|(_, label)| *label);
        if piece.text.trim().is_empty() {
            self.waiting = marks.iter().rev().find_map(|(_, page)| label(*page)).or(self.waiting);
            return None;
        }
        // One that begins where the words do leaves nothing of the page before.
        let start = piece.text.len() - piece.text.trim_start().len();
        let mut pages: Vec<(usize, &str)> = self.waiting.take().map(|label| (0, label)).into_iter().collect();
        for (at, page) in marks {
            if at <= start {
                pages.clear();
            }
            pages.extend(label(page).map(|label| (at, label)));
        }
        self.blocks.push(pages);
        Some(piece)
    }

    /// What was taken in the order of the blocks that were kept.
    pub(super) fn of(&self, block: usize) -> Vec<(usize, &'a str)> {
        self.blocks.get(block).cloned().unwrap_or_default()
    }

    /// The page on which the chapter begins, for what stands before its first block.
    pub(super) fn first(&self) -> Vec<(usize, &'a str)> {
        let first = self.blocks.first().and_then(|pages| pages.first());
        first.filter(|(at, _)| *at == 0).map(|(_, label)| (0, *label)).into_iter().collect()
    }
}

/// A piece without marks, and where these were: the byte of its text, and the number of the page.
fn unmarked(mut piece: Piece) -> (Piece, Vec<(usize, usize)>) {
    if !piece.text.contains(OPEN) {
        return (piece, Vec::new());
    }
    let (mut text, mut marks) = (String::with_capacity(piece.text.len()), Vec::new());
    // Each place behind which bytes are missing, and how many up to it.
    let mut cuts: Vec<(usize, usize)> = Vec::new();
    let mut rest = piece.text.as_str();
    while let Some((before, after)) = rest.split_once(OPEN) {
        text.push_str(before);
        let number = after.split_once(CLOSE).and_then(|(number, after)| Some((number.parse().ok()?, after)));
        let Some((page, mut after)) = number else {
            text.push(OPEN);
            rest = after;
            continue;
        };
        marks.push((text.len(), page));
        // The spaces around an empty element are one.
        if piece.kind != BlockKind::Preformatted && text.ends_with([' ', '\n']) {
            after = after.strip_prefix(' ').unwrap_or(after);
        }
        let gone = piece.text.len() - after.len() - text.len();
        cuts.push((piece.text.len() - after.len(), gone));
        rest = after;
    }
    text.push_str(rest);
    let to = |at: usize| {
        let cut = cuts.partition_point(|(from, _)| *from <= at).checked_sub(1);
        // A place within a mark is that of the mark.
        let next = cuts.get(cut.map_or(0, |i| i + 1)).map_or(usize::MAX, |(from, gone)| from - gone);
        (at - cut.and_then(|i| cuts.get(i)).map_or(0, |(_, gone)| *gone)).min(next)
    };
    let inlines = piece
        .inlines
        .into_iter()
        .map(|inline| Inline { span: Span::new(to(inline.span.start.0), to(inline.span.end.0)), ..inline });
    piece.inlines = inlines.collect();
    piece.text = text;
    (piece, marks)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::InlineKind;

    #[test]
    fn marks_go_and_leave_one_space_and_the_styles_where_they_were() {
        let text = format!("one {OPEN}0{CLOSE} two{OPEN}1{CLOSE}three {OPEN}x");
        let at = |words: &str| text.find(words).unwrap();
        let style = |words: &str| Inline {
            kind: InlineKind::Emphasis,
            span: Span::new(at(words), at(words) + words.len()),
            target: None,
        };
        let inlines = vec![style("one"), style("two"), style("three")];
        let (piece, marks) = unmarked(Piece { inlines, ..Piece::new(BlockKind::Paragraph, 0, text.clone()) });
        assert_eq!(piece.text, format!("one twothree {OPEN}x"));
        assert_eq!(marks, [(4, 0), (7, 1)]);
        let words: Vec<&str> = piece.inlines.iter().map(|inline| inline.span.of(&piece.text)).collect();
        assert_eq!(words, ["one", "two", "three"]);
    }
}
