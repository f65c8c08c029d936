//! Rows of a table that lays out a page: an article that begins in one of them may go on in the next.

use std::collections::HashSet;

use dom_query::{NodeId, NodeRef};

use super::super::plain::is_sentence;
use super::node;
use super::pick::{self, Weights};

/// Characters without white space: a paragraph has as many, and so many paragraphs of a row are an article's.
const PARAGRAPH: usize = 60;
const PARAGRAPHS: usize = 2;
/// Rows of a table that are looked at.
const ROWS: usize = 200;

/// Keeps the rows of prose below those in which the article stands, where they are as wide as the page: what
/// stands in a column beside is another part.
pub(super) fn keep(weights: &mut Weights, body: &NodeRef<'_>) {
    let is_told = |node: &NodeRef<'_>| weights.keeps(node) && pick::length(node) >= PARAGRAPH;
    let Some(words) = body.descendants_it().find(is_told) else { return };
    let mut found = HashSet::new();
    for row in words.ancestors_it(None).filter(|above| above.has_name("tr")) {
        let rows = row.parent().into_iter().flat_map(|table| table.children_it(false));
        let below = rows.skip_while(|next| next.id != row.id).skip(1).filter(|next| next.has_name("tr"));
        for next in below.take(ROWS) {
            found.extend(paragraphs(weights, &next).into_iter().flatten());
        }
    }
    weights.kept.extend(found);
}

/// The words of a row with one cell that holds paragraphs of prose, of which nothing is kept.
fn paragraphs(weights: &Weights, row: &NodeRef<'_>) -> Option<Vec<NodeId>> {
    let mut cells = row.children_it(false).filter(node::says_something);
    let cell = cells.next().filter(|_| cells.next().is_none())?;
    let mut words = Vec::new();
    let mut told = 0;
    for paragraph in cell.descendants_it().filter(|below| below.has_name("p")) {
        let texts: Vec<NodeRef<'_>> = paragraph.descendants_it().filter(NodeRef::is_text).collect();
        if texts.iter().any(|text| weights.keeps(text)) {
            return None;
        }
        let linked = |text: &&NodeRef<'_>| text.ancestors_it(Some(3)).any(|above| above.has_name("a"));
        let all: usize = texts.iter().map(pick::length).sum();
        let links: usize = texts.iter().filter(linked).map(pick::length).sum();
        if links * 4 < all && all >= PARAGRAPH && is_sentence(&node::words(&paragraph)) {
            told += 1;
        }
        words.extend(texts.iter().map(|text| text.id));
    }
    (told >= PARAGRAPHS).then_some(words)
}
