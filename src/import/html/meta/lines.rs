//! Short lines of a page, for a byline or date that no markup names.

use dom_query::{Document, NodeRef};

use super::super::super::clean;
use super::super::part::Part;
use super::super::{node, pick};
use super::{date, elsewhere};

/// Lines that are kept, and bytes of one; and those of the article in which it may be told who wrote.
const MOST: usize = 3000;
pub(super) const ASKED: usize = 120;
const LONGEST: usize = 400;
/// Longer lines (characters) are prose.
const SHORT: usize = 160;

/// A line of the page.
#[derive(Debug)]
pub(super) struct Line {
    pub words: String,
    /// The number of the element that it follows, among the elements of the page.
    pub at: usize,
    /// Whether it stands in a menu, a list of other articles, the foot of the page.
    pub aside: bool,
    /// Whether it is longer than what says who wrote, and when.
    pub is_prose: bool,
}

/// The lines of a page. O(nodes).
pub(super) fn read(document: &Document, weights: &pick::Weights) -> Vec<Line> {
    let mut walk = Walk {
        weights,
        lines: Vec::new(),
        open: String::new(),
        from: 0,
        at: 0,
        aside: 0,
        around_title: 0,
        within: false,
    };
    walk.children(&document.root());
    walk.flush();
    walk.lines
}

struct Walk<'a> {
    weights: &'a pick::Weights,
    lines: Vec<Line>,
    open: String,
    from: usize,
    at: usize,
    /// Parts that are open and not of the article.
    aside: usize,
    /// Those around the title of the article, of which the smaller parts tell, whatever they are called.
    around_title: usize,
    within: bool,
}

impl Walk<'_> {
    fn children(&mut self, node: &NodeRef<'_>) {
        for child in node.children_it(false) {
            self.node(&child);
        }
    }

    fn node(&mut self, node: &NodeRef<'_>) {
        if node.is_text() {
            if self.within && self.lines.len() < MOST && self.open.len() < LONGEST {
                self.from = if self.open.is_empty() { self.at } else { self.from };
                self.open.push_str(&node.text());
            }
            return;
        }
        if !node.is_element() {
            return;
        }
        self.at += 1;
        let name = node::name(node);
        // Beside the day of its appearance, that of its last change may stand unseen or unmarked.
        if node.has_attr("hidden") || (!node::is_block(&name) && date::is_of_change(node)) {
            self.at += node.descendants_it().filter(NodeRef::is_element).count();
            return;
        }
        let parts = node::is_block(&name) || name == "br" || name == "body";
        let is_band = matches!(name.as_str(), "div" | "section" | "header");
        let mut is_frame = parts && elsewhere::is_frame(node, &name, self.weights);
        let around_title = is_frame && is_band && elsewhere::is_around_title(node);
        is_frame &= !(around_title || is_band && self.around_title > 0);
        let aside = parts && name == "blockquote" || is_frame;
        if parts {
            self.flush();
        }
        // What readers say tells nothing of the article.
        if self.weights.beside.get(&node.id) == Some(&Part::Comments) && !self.weights.holds_article(node) {
            self.at += node.descendants_it().filter(NodeRef::is_element).count();
            return;
        }
        self.within |= name == "body";
        self.aside += usize::from(aside);
        self.around_title += usize::from(around_title);
        self.children(node);
        if parts {
            self.flush();
        }
        self.aside -= usize::from(aside);
        self.around_title -= usize::from(around_title);
    }

    fn flush(&mut self) {
        let Some(mut words) = clean::some_line(&std::mem::take(&mut self.open)) else { return };
        let is_prose = words.chars().count() > SHORT;
        if is_prose {
            words = words.chars().take(SHORT).collect();
        }
        self.lines.push(Line { words, at: self.from, aside: self.aside > 0, is_prose });
    }
}
