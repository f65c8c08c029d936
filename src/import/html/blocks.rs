//! The blocks of a page: a walk over its elements, one block after the other.

mod inline;
mod list;
mod table;

use dom_query::{NodeId, NodeRef};

use super::super::address;
use super::super::builder::{DEEPEST, Piece};
use super::super::plain::is_sentence;
use super::node;
use super::part::{self, Named, Part};
use super::pick::Weights;
use super::scan;
use super::words::Words;
use crate::model::{BlockKind, InlineKind};

/// What stands aside and has more characters says more than where to go.
const ASIDE: usize = 200;

/// Characters of a line in a figure that says more than whose it is.
const LABEL: usize = 48;
/// Characters of what names a field of a form, of a line that is none in one that says little, and of a form that says more.
const FIELD: usize = 120;
const LINE: usize = 60;
const FORM: usize = 300;

/// A block of a page and where it stands.
#[derive(Debug)]
pub(super) struct Found {
    pub piece: Piece,
    pub part: Part,
    /// Characters without white space: all, those that Readability keeps, those in links, those that name what a form asks
    /// for.
    pub all: usize,
    pub kept: usize,
    pub linked: usize,
    pub asked: usize,
    /// Whether it stands below the element that holds the article.
    pub inside: bool,
    /// Whether it stands where the page says that all of it is what the page is about.
    pub main: bool,
    /// Whether it is of what people say to each other, where that is what the page is about.
    pub said: bool,
    /// What it is named besides.
    pub named: Named,
    /// Which of the blocks that were read it is.
    pub at: usize,
    /// How many elements that stand on lines of their own hold both it and the block before it, and it and the next.
    pub above: usize,
    pub below: usize,
}

/// Reads all blocks below `top`. O(nodes × depth).
pub(super) fn read(
    top: &NodeRef<'_>,
    weights: &Weights,
    region: &NodeRef<'_>,
    base: Option<&str>,
) -> Vec<Found> {
    let total = weights.of(top).kept;
    walk(top, Walk { region: region.id, total, ..Walk::new(weights, base, top) })
}

/// Reads all blocks below `body` that do not stand below `top`: those before it, and those after it.
pub(super) fn read_around(
    body: &NodeRef<'_>,
    weights: &Weights,
    top: &NodeRef<'_>,
    base: Option<&str>,
) -> (Vec<Found>, Vec<Found>) {
    let mut walk = Walk { around: Some((top.id, 0)), ..Walk::new(weights, base, top) };
    walk.node(body);
    walk.flush();
    let before = walk.around.map_or(0, |(_, before)| before);
    let after = walk.found.split_off(before);
    (walk.found, after)
}

/// Reads all blocks below `top`, none of which is more than another.
pub(super) fn read_all(top: &NodeRef<'_>) -> Vec<Found> {
    walk(top, Walk { is_whole: true, ..Walk::new(&Weights::default(), None, top) })
}

fn walk(top: &NodeRef<'_>, mut walk: Walk<'_>) -> Vec<Found> {
    walk.node(top);
    walk.flush();
    walk.found
}

#[derive(Debug, Default, Clone, Copy)]
struct Count {
    all: usize,
    kept: usize,
    linked: usize,
    asked: usize,
}

#[expect(clippy::struct_excessive_bools, reason = "each says one thing of where the walk is")]
struct Walk<'a> {
    weights: &'a Weights,
    base: Option<&'a str>,
    region: NodeId,
    /// Characters that Readability keeps on the whole page.
    total: usize,
    found: Vec<Found>,
    words: Words,
    count: Count,
    /// The kind that an element asked for, if one did.
    block: Option<(BlockKind, u8)>,
    quotes: usize,
    /// Items of lists that are open, each with what its first block begins with, until that has begun.
    items: Vec<Option<String>>,
    /// What the next item begins with.
    mark: Option<String>,
    part: Part,
    inside: bool,
    main: bool,
    named: Named,
    /// Whether it is in a form that does not hold much of the article, and in what names something that this asks for.
    in_form: bool,
    asks: bool,
    /// Whether that form says little.
    in_small_form: bool,
    /// Whether it is in notes that belong to the article.
    in_notes: bool,
    /// The mark of a note, which the words that it belongs to follow.
    number: Option<String>,
    /// Links that are open.
    links: usize,
    /// Whether blocks within do not part words, as in the cells of a table.
    is_plain: bool,
    /// Whether all of it is the article, whatever its parts are called.
    is_whole: bool,
    /// The element that is left out, and how many blocks stand before it.
    around: Option<(NodeId, usize)>,
    /// Elements that are open and stand on lines of their own, and the fewest of them since the last block.
    depth: usize,
    shared: usize,
    /// Frames within the words of the block being read.
    frames: Vec<Piece>,
}

impl<'a> Walk<'a> {
    fn new(weights: &'a Weights, base: Option<&'a str>, top: &NodeRef<'_>) -> Self {
        Self {
            weights,
            base,
            region: top.id,
            total: 0,
            found: Vec::new(),
            words: Words::default(),
            count: Count::default(),
            block: None,
            quotes: 0,
            items: Vec::new(),
            mark: None,
            part: Part::Body,
            inside: false,
            main: false,
            named: Named::default(),
            in_form: false,
            in_small_form: false,
            asks: false,
            in_notes: false,
            number: None,
            links: 0,
            is_plain: false,
            is_whole: false,
            around: None,
            depth: 0,
            shared: 0,
            frames: Vec::new(),
        }
    }

    fn children(&mut self, node: &NodeRef<'_>) {
        for child in node.children_it(false) {
            self.node(&child);
        }
    }

    fn node(&mut self, node: &NodeRef<'_>) {
        if let Some(text) = node::own_text(node) {
            self.text(node, &text);
            return;
        }
        if !node.is_element() || node.has_attr("hidden") {
            return;
        }
        if self.around.is_some_and(|(top, _)| top == node.id) {
            self.flush();
            self.around = Some((node.id, self.found.len()));
            return;
        }
        let name = node::name(node);
        let before = (self.part, self.inside, self.in_notes);
        let around = (self.main, self.named, self.in_form, self.asks, self.in_small_form);
        let block = node::is_block(&name);
        if block && !self.in_notes && part::is_notes(node) {
            self.flush();
            self.in_notes = true;
        }
        self.inside |= node.id == self.region;
        self.main |= self.weights.main == Some(node.id);
        let named =
            if block && self.named != Named::Lead { part::named(node, &name) } else { Named::Nothing };
        self.named = if named == Named::Nothing { self.named } else { named };
        let weight = self.weights.of(node);
        // What holds much of the article is no furniture, whatever it is called.
        let is_main = weight.kept * 5 >= self.total * 2 && self.total > 0;
        let is_main = is_main || self.weights.talk.contains(&node.id);
        let is_main = is_main || (self.is_whole && !matches!(name.as_str(), "figcaption" | "caption"));
        // A link within a sentence is part of it, whatever its label.
        let within = name == "a" && !self.words.is_empty();
        let part = if is_main || within { None } else { part::of(node, &name) };
        // Nor is a section of much prose that Readability keeps, but for what its name is in markup.
        let part = part.filter(|part| !part.is_doubtful() || !weight.is_prose() || name == "footer");
        // What is related leads there.
        let part = part.filter(|part| !part::is_of_its_own(*part, node, weight.linked));
        // A section is not what its heading is about.
        let part = part.filter(|part| {
            let may_be = part.is_beside() && !weight.is_told();
            may_be || !part::is_about(node)
        });
        let is_away = name == "aside" && weight.kept == 0 && weight.all < ASIDE && part::is_pointer(node);
        let is_row = !is_main && (is_away || self.weights.rows.contains(&node.id));
        let part = is_row.then_some(Part::Related).or(part);
        // Some sites put all of a page into one form.
        self.in_form |= name == "form" && !is_main;
        self.asks |= self.in_form && matches!(name.as_str(), "label" | "legend") && weight.all < FIELD;
        // A form that says little asks its reader for something.
        let asks = name == "form" && !is_main && (1..FORM).contains(&weight.all);
        self.in_small_form |= asks;
        let part = asks.then_some(Part::Appeal).max(part);
        let part = self.weights.beside.get(&node.id).copied().or(part);
        if (part.is_some() && part != Some(self.part)) || node.id == self.region {
            if block || part.is_some_and(Part::is_frame) {
                self.flush();
            }
            self.part = self.part.max(part.unwrap_or_default());
        }
        if block {
            self.flush();
            self.depth += 1;
            self.block_element(node, &name);
            self.flush();
            self.depth -= 1;
            self.shared = self.shared.min(self.depth);
        } else {
            self.inline_element(node, &name);
        }
        if (self.part, self.inside, self.in_notes) != before {
            if self.part != before.0 && self.part.is_frame() {
                self.flush();
            }
            if self.in_notes != before.2 {
                self.number = None;
            }
            (self.part, self.inside, self.in_notes) = before;
        }
        (self.main, self.named, self.in_form, self.asks, self.in_small_form) = around;
    }

    fn text(&mut self, node: &NodeRef<'_>, text: &str) {
        if self.words.is_empty() && text.trim().is_empty() && !self.words.verbatim {
            return;
        }
        self.begin();
        let length = text.chars().filter(|c| !c.is_whitespace()).count();
        self.count.all += length;
        // Readability drops what stands aside.
        let is_kept = self.weights.keeps(node) || (self.in_notes && self.inside);
        self.count.kept += if is_kept { length } else { 0 };
        self.count.linked += if self.links > 0 { length } else { 0 };
        self.count.asked += if self.asks { length } else { 0 };
        self.words.push(text);
    }

    /// Writes what an item begins with, once, before its first words.
    fn begin(&mut self) {
        if self.is_plain || !self.words.is_empty() {
            return;
        }
        if let Some(number) = self.number.take() {
            self.words.push(&number);
        }
        if let Some(mark) = self.items.last_mut().and_then(Option::take) {
            let level = bounded(self.items.len()).saturating_sub(1);
            if !matches!(
                self.block,
                Some((BlockKind::Heading | BlockKind::Preformatted | BlockKind::Table, _))
            ) {
                self.block = Some((BlockKind::ListItem, level));
            }
            if !self.words.verbatim {
                self.words.push(&mark);
            }
        }
    }

    fn block_element(&mut self, node: &NodeRef<'_>, name: &str) {
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" if !self.is_plain && part::is_sign(node) => {
                self.styled(node, InlineKind::Strong, None);
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" if !self.is_plain => {
                let level = name.bytes().next_back().map_or(1, |b| b.wrapping_sub(b'0'));
                self.block = Some((BlockKind::Heading, level));
                let of_links = usize::from(part::is_above_links(node, self.weights));
                self.links += of_links;
                self.children(node);
                self.links -= of_links;
            }
            "blockquote" => {
                self.quotes += 1;
                self.children(node);
                self.flush();
                self.quotes -= 1;
            }
            "pre" | "listing" if !self.is_plain => {
                self.block = Some((BlockKind::Preformatted, bounded(self.items.len())));
                self.words.verbatim = true;
                self.children(node);
                self.flush();
                self.words.verbatim = false;
            }
            "ul" | "ol" | "dir" if !self.is_plain => self.list(node, name == "ol"),
            "dd" | "li" if !self.is_plain => self.item(node),
            // Terms within an item are items as the first of them is, which takes its place.
            "dt" if !self.is_plain && !self.items.is_empty() => {
                self.block = Some((BlockKind::ListItem, bounded(self.items.len() - 1)));
                self.children(node);
            }
            "table" if !self.is_plain => self.table(node),
            "figcaption" | "caption" => {
                self.block = Some((BlockKind::Caption, 0));
                self.children(node);
            }
            "hr" => {}
            "figure" if !self.is_plain => {
                let from = self.found.len();
                self.children(node);
                self.flush();
                for found in self.found.iter_mut().skip(from).filter(|f| is_label(f)) {
                    found.piece.kind = BlockKind::Caption;
                    found.part = found.part.max(Part::PictureCredit);
                }
            }
            _ => self.children(node),
        }
    }

    fn inline_element(&mut self, node: &NodeRef<'_>, name: &str) {
        match name {
            "br" => self.line_break(node),
            // The sign by which documentation links to a heading.
            "a" if !node::leads_away(node)
                && node::few_words(node, 1)
                    .is_some_and(|words| words == "#" || words.starts_with(node::is_anchor_sign)) => {}
            // That by which notes lead back.
            "a" if !self.is_whole
                && !node::leads_away(node)
                && node::few_words(node, 2).is_some_and(|words| words.starts_with(['^', '↑', '↩', '⏎'])) =>
                {}
            "a" => {
                let target = node::attribute(node, "href").and_then(|href| address::join(self.base, &href));
                let away = usize::from(node::leads_away(node));
                self.links += away;
                self.styled(node, InlineKind::Link, target);
                self.links -= away;
            }
            "em" | "i" | "cite" | "dfn" | "var" => self.styled(node, InlineKind::Emphasis, None),
            "strong" | "b" => self.styled(node, InlineKind::Strong, None),
            "code" | "tt" | "kbd" | "samp" if !self.words.verbatim => {
                self.styled(node, InlineKind::Code, None);
            }
            "del" | "s" | "strike" => {
                self.styled(node, InlineKind::Strikethrough, None);
                // What takes its place may follow without a space, told apart by the stroke alone.
                if inline::is_replaced(node) {
                    self.words.push(" ");
                }
            }
            "q" => {
                self.begin();
                self.words.push("“");
                self.children(node);
                self.words.push("”");
            }
            "sup" | "sub" => self.raised(node, name == "sup"),
            "rt" => {
                self.words.push("(");
                self.children(node);
                self.words.push(")");
            }
            "rp" => {}
            "object" => self.instead(node),
            "img" => self.picture(node),
            "span" if node::is_written_as(node, scan::embedded::NAME) => self.frame(node),
            _ => self.children(node),
        }
    }

    fn styled(&mut self, node: &NodeRef<'_>, kind: InlineKind, target: Option<String>) {
        self.words.open(kind, target);
        self.children(node);
        self.words.close();
    }

    fn push(&mut self, piece: Piece, part: Part, count: Count) {
        let Count { all, kept, linked, asked } = count;
        let (inside, main, named, at) = (self.inside, self.main, self.named, self.found.len());
        let said = !self.weights.talk.is_empty() && kept > 0;
        let above = std::mem::replace(&mut self.shared, self.depth);
        if let Some(before) = self.found.last_mut() {
            before.below = above;
        }
        self.found.push(Found {
            piece,
            part,
            all,
            kept,
            linked,
            asked,
            inside,
            main,
            said,
            named,
            at,
            above,
            below: 0,
        });
    }

    /// Ends the block being read.
    fn flush(&mut self) {
        if self.is_plain {
            self.words.push(" ");
            return;
        }
        let asked = self.block.take();
        let mut count = std::mem::take(&mut self.count);
        let (text, inlines) = self.words.take();
        if self.in_small_form && count.all < LINE && !is_sentence(&text) {
            count.asked = count.all;
        }
        if text.trim().is_empty() {
            self.push_frames();
            return;
        }
        if self.in_notes && is_mark(text.trim()) {
            self.number = Some(format!("{} ", text.trim()));
            return;
        }
        let nesting = bounded(self.items.len());
        let (kind, level) = match asked {
            Some(asked) => asked,
            None if matches!(self.part, Part::Caption | Part::Gallery | Part::PictureCredit) => {
                (BlockKind::Caption, 0)
            }
            None if self.quotes > 0 => (BlockKind::Quotation, bounded(self.quotes - 1)),
            None => (BlockKind::Paragraph, nesting),
        };
        self.push(Piece { inlines, ..Piece::new(kind, level, text) }, self.part, count);
        self.push_frames();
    }
}

/// Whether a block of a figure says no more than whose picture it is, or of what kind.
fn is_label(found: &Found) -> bool {
    found.piece.kind == BlockKind::Paragraph
        && found.part == Part::Body
        && found.all <= LABEL
        && !is_sentence(&found.piece.text)
}

/// Whether a text is the mark of a note and nothing else: `[3]`, `[3].`, `†`.
fn is_mark(text: &str) -> bool {
    let inner = text.trim_matches(['[', ']', '(', ')', '.', ' ']);
    let digits = inner.len() <= 3 && inner.bytes().all(|b| b.is_ascii_digit());
    !inner.is_empty() && (digits || matches!(inner, "*" | "†" | "‡" | "§"))
}

fn bounded(depth: usize) -> u8 {
    u8::try_from(depth).unwrap_or(DEEPEST).min(DEEPEST)
}
