//! What stands within the words of a block and is more than a style: raised figures, ends of lines, pictures.

use dom_query::NodeRef;

use super::super::super::builder::Piece;
use super::super::super::{address, clean};
use super::super::node;
use super::super::part::Part;
use super::{Count, Walk};
use crate::model::{BlockKind, Inline, InlineKind};
use crate::text::Span;

/// What stands before the name of what a frame shows.
const BEFORE: &str = "[embedded: ";

/// Nodes of a figure among which its caption is looked for, so that a page of pictures in one figure
/// costs no more than another.
const NEAR: usize = 64;

/// Characters without white space of what is told in place of a film or the like.
const INSTEAD: usize = 30;

impl Walk<'_> {
    /// What stands in place of a film or the like: a few words, and words within a line, are left out.
    pub(super) fn instead(&mut self, node: &NodeRef<'_>) {
        let holds_blocks = || node.descendants_it().any(|below| node::is_block(&node::name(&below)));
        if self.weights.of(node).all < INSTEAD || (!self.words.is_empty() && !holds_blocks()) {
            return;
        }
        self.flush();
        self.children(node);
        self.flush();
    }

    /// A number of a note stands in brackets; powers and indices become raised and lowered digits.
    pub(super) fn raised(&mut self, node: &NodeRef<'_>, up: bool) {
        let text = node::few_words(node, 4).unwrap_or_default();
        let digits = !text.is_empty() && text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit());
        let noted = digits
            && node.descendants_it().any(|below| {
                below.has_name("a") && below.attr("href").is_some_and(|href| href.contains('#'))
            });
        if digits && up && noted {
            self.words.push("[");
            self.children(node);
            self.words.push("]");
        } else if digits && !noted {
            const UP: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
            const DOWN: [char; 10] = ['₀', '₁', '₂', '₃', '₄', '₅', '₆', '₇', '₈', '₉'];
            let signs = if up { UP } else { DOWN };
            let shown: String =
                text.bytes().filter_map(|b| signs.get(usize::from(b.wrapping_sub(b'0')))).collect();
            self.begin();
            self.words.push(&shown);
        } else {
            self.children(node);
        }
    }

    /// One `<br>` ends a line, more of them a paragraph.
    pub(super) fn line_break(&mut self, node: &NodeRef<'_>) {
        if self.words.verbatim {
            self.words.line_end();
            return;
        }
        if self.is_plain {
            self.words.push(" ");
            return;
        }
        if self.words.is_empty() {
            return;
        }
        let mut next = node.next_sibling();
        while let Some(after) = next.filter(|n| (n.is_text() && n.text().trim().is_empty()) || n.is_comment())
        {
            next = after.next_sibling();
        }
        if self.words.at_line_start() || next.is_some_and(|n| n.has_name("br")) {
            let kind = self.block;
            self.flush();
            self.block = kind.filter(|(kind, _)| *kind == BlockKind::Caption);
        } else {
            self.words.line_end();
        }
    }

    /// A picture within words is what it says; one by itself becomes a caption, unless it has one.
    pub(super) fn picture(&mut self, node: &NodeRef<'_>) {
        let Some(words) = node::attribute(node, "alt") else { return };
        let words = clean::line(&words);
        let is_sign = words.chars().count() <= 2
            || node::labels(node).iter().any(|l| l == "math" || l == "emoji" || l == "latex" || l == "tex");
        if is_sign && !self.words.is_empty() {
            self.words.push(&words);
            return;
        }
        let figure = node.ancestors_it(Some(6)).find(|above| above.has_name("figure"));
        let is_caption = |n: NodeRef<'_>| n.has_name("figcaption") && node::says_something(&n);
        let captioned = figure.is_some_and(|figure| figure.descendants_it().take(NEAR).any(is_caption));
        if captioned
            || self.is_plain
            || !self.words.is_empty()
            || words.split_whitespace().count() < 3
            || words.len() > 1000
        {
            return;
        }
        let piece =
            Piece { furniture: true, ..Piece::new(BlockKind::Caption, 0, format!("[image: {words}]")) };
        let kept = usize::from(self.weights.of(node).kept > 0);
        self.push(piece, Part::Caption.max(self.part), Count { kept, ..Count::default() });
    }

    /// What a frame shows is named in a line of its own that leads there, behind the words in which it stands.
    pub(super) fn frame(&mut self, node: &NodeRef<'_>) {
        let words = node::attribute(node, "title").map(|title| clean::line(&title)).unwrap_or_default();
        if words.is_empty() || self.is_plain {
            return;
        }
        let target = node::attribute(node, "src").and_then(|src| address::join(self.base, &src));
        let link = target.map(|target| Inline {
            kind: InlineKind::Link,
            span: Span::new(BEFORE.len(), BEFORE.len() + words.len()),
            target: Some(target),
        });
        let level = super::bounded(self.items.len());
        let named = Piece::new(BlockKind::Paragraph, level, format!("{BEFORE}{words}]"));
        self.frames.push(Piece { furniture: true, inlines: link.into_iter().collect(), ..named });
        if self.words.is_empty() {
            self.push_frames();
        }
    }

    pub(super) fn push_frames(&mut self) {
        for piece in std::mem::take(&mut self.frames) {
            self.push(piece, self.part, Count::default());
        }
    }
}

/// Whether struck words that are whole are followed by those that take their place.
pub(super) fn is_replaced(struck: &NodeRef<'_>) -> bool {
    let ends_in_word = |node: NodeRef<'_>| node.is_text() && node.text().ends_with(char::is_alphanumeric);
    struck.next_sibling().is_some_and(|next| next.has_name("ins"))
        && !struck.prev_sibling().is_some_and(ends_in_word)
}
