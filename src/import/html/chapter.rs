//! The chapter of a book: all that its body says, since nothing in it is furniture. Marks of notes stand
//! in brackets, and the sections of the table of contents have headings.

use std::collections::{HashMap, HashSet};
use std::iter::successors;

use dom_query::{Document, NodeRef};

use super::super::builder::{Builder, Piece};
use super::super::{ImportError, PageLimits, clean};
pub(in crate::import) use super::choose::is_same;
pub(in crate::import) use super::node::is_block;
use super::{blocks, node, scan, sheets, xhtml};
use crate::model::{self, BlockKind};

/// Blocks at the top in which a heading is the chapter's own.
const TOP: usize = 3;
/// Characters that the mark of a note has at most.
const LONGEST_MARK: usize = 200;
/// Characters of a page of contents that are no link.
const LABEL: usize = 80;
/// Characters that the number of a page has at most.
const LONGEST_PAGE: usize = 20;
/// Elements within one that only marks a place.
const WITHIN: usize = 40;
/// Elements beside the beginning of a section among which it may say in which group it is.
const BESIDE: usize = 4;

/// A line of the table of contents that leads into the chapter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::import) struct Section<'a> {
    /// The id of the element where it begins.
    pub place: &'a str,
    pub title: &'a str,
    pub level: u8,
    /// The groups that begin with it and lead nowhere, the outermost first.
    pub above: &'a [String],
}

/// Pages of the printed book.
#[derive(Debug, Default)]
pub(in crate::import) struct Printed<'a> {
    /// The one on which the chapter begins.
    pub begins: Option<&'a str>,
    /// The ids of the elements where others begin, or `None` for the beginning, and what they are called.
    pub pages: Vec<(Option<&'a str>, &'a str)>,
}

#[derive(Debug)]
pub(in crate::import) struct Chapter {
    pub document: model::Document,
    /// The heading it begins with.
    pub heading: Option<String>,
    pub page_title: Option<String>,
    pub language: Option<String>,
}

/// Reads a chapter. One with a title that does not begin with a heading gets it for one. The document has
/// no blocks where there is no text: a cover, or the table of contents itself. O(bytes).
pub(in crate::import) fn read(
    page: &str,
    title: Option<&str>,
    (sections, printed): (&[Section<'_>], &Printed<'_>),
    is_contents: bool,
    limits: &PageLimits,
) -> Result<Chapter, ImportError> {
    super::refuse_large(page.len(), limits)?;
    // What is hidden in a book, such as notes that a reading device shows on demand, is shown.
    let scanned = scan::scan(&xhtml::as_html(page), scan::Lenient::Hidden, limits)?;
    let document = Document::from(scanned.html.as_str());
    let page_title =
        document.select_single("title").nodes().first().and_then(|node| clean::some_line(&node.text()));
    let mut builder = Builder::default();
    let mut heading = None;
    if let Some(body) = document.body() {
        let places = places(&body);
        notes(&body, &places);
        let begun =
            sections.iter().filter_map(|section| Some(begin(places.get(section.place)?, section, &body)));
        let lower: Vec<Option<u8>> = begun.collect();
        if is_contents {
            document.select("nav").remove();
        }
        let breaks = breaks(&body);
        let own = breaks.iter().map(|(_, label)| (None, label.as_str())).collect();
        let own = Printed { begins: None, pages: own };
        // Where the book has no list of its pages, a chapter may say itself where they begin.
        let is_unlisted = printed.pages.is_empty() && printed.begins.is_none();
        let mut sheets = sheets::Sheets::begin(printed);
        if is_unlisted {
            breaks.iter().enumerate().for_each(|(at, (node, _))| sheets::mark(node, at));
            sheets = sheets::Sheets::within(&own);
        }
        for (at, (place, _)) in printed.pages.iter().enumerate() {
            if let Some(node) = place.and_then(|place| places.get(place)) {
                sheets::mark(node, at);
            }
        }
        let found = blocks::read_all(&body);
        let words = || found.iter().filter(|found| found.piece.kind != BlockKind::Heading);
        let (all, linked) = words().fold((0, 0), |(all, linked), f| (all + f.all, linked + f.linked));
        // A page of links to chapters, in books older than `<nav>`.
        let leads_on = is_contents && linked * 10 >= all * 8 && all - linked.min(all) <= LABEL;
        let pieces = found.into_iter().map(|found| found.piece);
        let mut pieces: Vec<Piece> = pieces.filter_map(|piece| sheets.take(piece)).collect();
        let own = pieces.iter().take(TOP).position(|piece| {
            let begins = |section: &Section<'_>| is_same(&piece.text, section.title);
            piece.kind == BlockKind::Heading && !sections.iter().any(begins)
        });
        heading = own.and_then(|at| clean::some_line(&pieces.get(at)?.text));
        // Where the sections have headings of the same order as the chapter, all below it go down.
        if let Some(down) = lower.into_iter().min().flatten().filter(|_| own.is_some()) {
            let below = pieces.iter_mut().skip(own.map_or(0, |at| at + 1));
            for piece in below.filter(|piece| piece.kind == BlockKind::Heading) {
                piece.level = (piece.level + down).min(6);
            }
        }
        let says = |piece: &Piece| !piece.furniture && (!is_contents || piece.kind != BlockKind::Heading);
        if leads_on || !pieces.iter().any(says) {
            pieces.clear();
        }
        if let Some(title) = title.filter(|_| heading.is_none() && !pieces.is_empty()) {
            let heading = Piece::new(BlockKind::Heading, 1, clean::line(title));
            builder.push_paged(&heading, &sheets.first());
        }
        for (at, piece) in pieces.iter().enumerate() {
            builder.push_paged(piece, &sheets.of(at));
        }
    }
    Ok(Chapter { document: builder.finish(), heading, page_title, language: scanned.language })
}

/// The elements that something may lead to.
fn places<'a>(body: &NodeRef<'a>) -> HashMap<String, NodeRef<'a>> {
    let mut places = HashMap::new();
    for node in body.descendants_it().filter(NodeRef::is_element) {
        for key in ["id", "name"] {
            if let Some(id) = node::attribute(&node, key) {
                places.entry(id).or_insert(node);
            }
        }
    }
    places
}

/// Where pages of the printed book begin, with their numbers, as far as the chapter says so in words or titles: those
/// words are taken out of it.
fn breaks<'a>(body: &NodeRef<'a>) -> Vec<(NodeRef<'a>, String)> {
    let mut breaks = Vec::new();
    let found: Vec<NodeRef<'_>> = body.descendants_it().filter(|node| says(node, &["pagebreak"])).collect();
    for node in found {
        // What holds more than a number is a page and not its beginning.
        let Some(words) = node::few_words(&node, LONGEST_PAGE) else { continue };
        node.children_it(false).collect::<Vec<_>>().iter().for_each(NodeRef::remove_from_parent);
        let titles = || ["title", "aria-label"].iter().find_map(|key| node::attribute(&node, key));
        let label = clean::some_line(&words).or_else(|| clean::some_line(&titles()?));
        breaks.extend(label.filter(|label| label.chars().count() <= LONGEST_PAGE).map(|label| (node, label)));
    }
    breaks
}

/// Whether an element says that it is one of these.
fn says(node: &NodeRef<'_>, kinds: &[&str]) -> bool {
    let said = |key| node.attr(key).map(|value| value.to_lowercase()).unwrap_or_default();
    let (kind, role) = (said("itemtype"), said("role"));
    let mut words = kind.split_whitespace().chain(role.split_whitespace());
    words.any(|word| kinds.contains(&word.strip_prefix("doc-").unwrap_or(word)))
}

/// Puts the mark of every reference to a note in brackets, and the mark before a note that does not
/// begin with it.
fn notes(body: &NodeRef<'_>, places: &HashMap<String, NodeRef<'_>>) {
    // A note that many refer to is numbered once.
    let mut numbered = HashSet::new();
    let links: Vec<NodeRef<'_>> = body.descendants_it().filter(|node| node.has_name("a")).collect();
    for link in links {
        let Some(words) = node::few_words(&link, LONGEST_MARK) else { continue };
        let mark = words.trim_matches(['[', ']', '(', ')', ' ']).to_owned();
        let href = node::attribute(&link, "href").unwrap_or_default();
        let raised = link.descendants_it().any(|below| below.has_name("sup"))
            && href.contains('#')
            && mark.chars().count() <= 4;
        if mark.is_empty() || !(says(&link, &["noteref"]) || raised) {
            continue;
        }
        link.set_text(format!("[{mark}]"));
        let note = href.rsplit_once('#').and_then(|(_, place)| places.get(place));
        if let Some(note) = note.filter(|note| says(note, &["footnote", "endnote", "rearnote", "note"]))
            && numbered.insert(note.id)
        {
            number(note, &mark);
        }
    }
}

/// Puts the mark before the words of a note, if they do not begin with it.
fn number(note: &NodeRef<'_>, mark: &str) {
    let first = note.descendants_it().find(|below| below.is_text() && !below.text().trim().is_empty());
    let Some(first) = first.filter(|_| !note.has_name("li")) else { return };
    if !first.text().trim_start_matches(['[', '(', ' ', '\n', '\t', '\r']).starts_with(mark) {
        first.insert_before(&note.tree.new_text(format!("[{mark}] ")));
    }
}

/// Whether an element says the title and nothing more. Looks at no more than it must.
fn says_only(node: &NodeRef<'_>, title: &str) -> bool {
    node::few_words(node, title.len() * 4 + 64).is_some_and(|words| is_same(&words, title))
}

/// Which order of heading an element is.
fn order(heading: &NodeRef<'_>) -> u8 {
    node::name(heading).bytes().next_back().map_or(1, |digit| digit.wrapping_sub(b'0'))
}

/// What stands before an element, or else around it, within the body.
fn up<'a>(node: &NodeRef<'a>, body: &NodeRef<'_>) -> Option<NodeRef<'a>> {
    node.prev_element_sibling().or_else(|| node.parent().filter(|outer| outer.id != body.id))
}

/// Puts the headings of groups before the beginning of the section that they begin with, but for those that the
/// book says there itself.
fn group(begin: &NodeRef<'_>, above: &[String], level: u8, body: &NodeRef<'_>) {
    for title in above {
        let before = successors(up(begin, body), |node| up(node, body)).take(BESIDE);
        let after = successors(Some(*begin), NodeRef::next_element_sibling).take(BESIDE);
        if !before.chain(after).any(|near| says_only(&near, title)) {
            let heading = begin.tree.new_element(&format!("h{}", level.clamp(1, 6)));
            heading.set_text(title.as_str());
            begin.insert_before(&heading);
        }
    }
}

/// Makes a heading of the element where a section begins, if it says no more than the title, or puts one
/// before it, unless there is one: then how many levels lower the table of contents has it, if it is the same.
fn begin(node: &NodeRef<'_>, section: &Section<'_>, body: &NodeRef<'_>) -> Option<u8> {
    let mut block = *node;
    while !is_block(&node::name(&block)) {
        match block.parent() {
            Some(above) if above.id != body.id => block = above,
            _ => break,
        }
    }
    let name = format!("h{}", section.level.clamp(1, 6));
    let near = || block.ancestors_it(Some(4)).chain([block]).find(node::is_heading);
    let within = || block.descendants_it().take(WITHIN).find(node::is_heading);
    let there = near().or_else(within);
    let level = there.as_ref().map_or(section.level, order);
    group(there.as_ref().unwrap_or(&block), section.above, level, body);
    if let Some(there) = there {
        let is_own = !says_only(&there, section.title);
        return if is_own { None } else { Some(section.level.saturating_sub(level)) };
    }
    if says_only(&block, section.title) {
        block.rename(&name);
        return None;
    }
    // An empty element marks a place: what comes after it may be the heading.
    let says_nothing = |below: NodeRef<'_>| !node::look_at_text(&below, |text| !text.trim().is_empty());
    let is_empty = block.descendants_it().enumerate().all(|(at, below)| at < WITHIN && says_nothing(below));
    if let Some(next) = block.next_element_sibling().filter(|_| is_empty) {
        if node::is_heading(&next) {
            return None;
        }
        if says_only(&next, section.title) {
            next.rename(&name);
            return None;
        }
    }
    let heading = block.tree.new_element(&name);
    heading.set_text(section.title);
    block.insert_before(&heading);
    None
}
