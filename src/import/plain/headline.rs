//! The title of a page that was copied with all of its menus: the line that stands above who wrote and when, and below
//! many that no text has.

use super::{Placed, ends_sentence, furniture, is_sentence};
use crate::import::{credits, dates};
use crate::text::grapheme;

/// Blocks among which a title is looked for, blocks between it and who wrote, and between that and the text.
const FIRST: usize = 300;
const BETWEEN: usize = 8;
const BELOW: usize = 60;
/// Blocks above it, and how many of them are known from pages.
const ABOVE: usize = 8;
const KNOWN: usize = 2;
/// Of so many lines above it one may be more than an entry of a menu.
const FEW: usize = 5;
/// Words of a title, or letters where no spaces part them; and of a line that is none.
const WORDS: usize = 4;
const LETTERS: usize = 8;
/// Characters of a line that tells who wrote, when, or where in its site a page is, at most.
const CREDIT: usize = 120;
/// Cells of a paragraph.
const PARAGRAPH: usize = 90;

/// The title of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Headline {
    /// Its block.
    pub at: usize,
    /// Whether lines are above it that only pages have.
    pub is_below_known: bool,
}

/// The title, if `is_title` has it for one: above who wrote and when, or else the last long line above the text.
pub(super) fn find(pieces: &[Placed], is_title: &dyn Fn(usize) -> bool) -> Option<Headline> {
    let page = Page { pieces, is_title };
    let found = |at: usize| Headline { at, is_below_known: page.is_below_known(at) };
    let above_credit = page.above_credit().map(found);
    let title = above_credit.filter(|title| title.is_below_known || page.is_below_short(title.at));
    let title = title.or_else(|| page.above_text().map(found).filter(|title| title.is_below_known))?;
    (title.at >= ABOVE).then_some(title)
}

struct Page<'p> {
    pieces: &'p [Placed],
    is_title: &'p dyn Fn(usize) -> bool,
}

impl<'p> Page<'p> {
    fn is_own(&self, at: usize) -> bool {
        self.pieces.get(at).is_some_and(|placed| !placed.piece.furniture)
    }

    fn text(&self, at: usize) -> &'p str {
        self.pieces.get(at).map(Placed::text).unwrap_or_default()
    }

    fn may_be_title(&self, at: usize) -> bool {
        let text = self.text(at);
        is_long(text)
            && !is_path(text)
            && !is_credit(text)
            && !credits::may_be_byline(text)
            && (self.is_title)(at)
    }

    /// The title above the first line that tells who wrote or when and has a text below it.
    fn above_credit(&self) -> Option<usize> {
        let is_told =
            |from: usize| (from..from + BELOW).any(|at| self.is_own(at) && is_paragraph(self.text(at)));
        let mut credits =
            (0..self.pieces.len().min(FIRST)).filter(|at| self.is_own(*at) && is_credit(self.text(*at)));
        let title =
            credits.by_ref().filter(|credit| is_told(*credit + 1)).find_map(|credit| self.above(credit))?;
        // Below the text of the page stand those of others, with who wrote them.
        let is_text = |at: &usize| self.is_own(*at) && is_text(self.text(*at));
        (0..title).filter(is_text).nth(1).is_none().then_some(title)
    }

    fn above(&self, credit: usize) -> Option<usize> {
        let mut found: Option<usize> = None;
        for at in (0..credit).rev().filter(|at| self.is_own(*at)).take(BETWEEN) {
            let is_one = self.may_be_title(at);
            match found {
                // What sums up the text may stand below its title, and is as long.
                Some(below)
                    if is_one
                        && has_words(self.text(at), WORDS + 1)
                        && !self.text(at).contains(self.text(below)) =>
                {
                    return Some(at);
                }
                Some(_) => break,
                None if is_one => found = Some(at),
                None => {}
            }
        }
        found
    }

    /// The last line above the first paragraphs that may be their title.
    fn above_text(&self) -> Option<usize> {
        let is_text = |at: &usize| self.is_own(*at) && is_text(self.text(*at)) && is_sentence(self.text(*at));
        let begins = (0..self.pieces.len().min(FIRST))
            .filter(is_text)
            .find(|at| (at + 1..at + BETWEEN).any(|next| is_text(&next)))?;
        (0..begins).rev().filter(|at| self.is_own(*at)).take(BETWEEN).find(|at| self.may_be_title(*at))
    }

    fn is_below_known(&self, title: usize) -> bool {
        let known = (0..title).filter(|at| !self.is_own(*at) || furniture::names_part(self.text(*at)));
        known.take(KNOWN).count() == KNOWN
    }

    /// Whether nearly all that stands above are short lines.
    fn is_below_short(&self, title: usize) -> bool {
        let is_entry = |at: &usize| !self.is_own(*at) || is_entry(self.text(*at));
        (0..title).filter(is_entry).count() * FEW >= title * (FEW - 1)
    }
}

/// Marks the short lines above a title that was found so: entries of menus, and no sentence.
pub(super) fn mark_above(pieces: &mut [Placed], title: usize) {
    for placed in pieces.iter_mut().take(title) {
        let text = placed.text();
        placed.piece.furniture |= is_entry(text);
    }
}

/// Whether a line tells who wrote or when, be it beside other things.
fn is_credit(line: &str) -> bool {
    let is_short = line.chars().nth(CREDIT).is_none() && !is_sentence(line);
    credits::tells(line) || (is_short && (dates::credit(line).is_some() || credits::begins_as_byline(line)))
}

/// Whether a line says where in its site a page is, or leads to parts of it: `Home > Money > Text`.
fn is_path(line: &str) -> bool {
    let parts = |sign: char| line.split(sign).skip(1).filter(|part| part.starts_with(' ')).count();
    ['>', '›', '»', '→'].iter().any(|sign| parts(*sign) > 0) || parts('|') > 1
}

/// Whether a text may be an entry of a menu: short, and no sentence.
fn is_entry(text: &str) -> bool {
    (!is_long(text) || (is_path(text) && text.chars().nth(CREDIT).is_none()))
        && !ends_sentence(text)
        && text.lines().nth(1).is_none()
}

fn has_words(text: &str, least: usize) -> bool {
    text.split_whitespace().nth(least - 1).is_some()
}

fn is_long(text: &str) -> bool {
    has_words(text, WORDS)
        || text.chars().filter(|c| *c > '\u{2e80}' && c.is_alphabetic()).nth(LETTERS - 1).is_some()
}

/// Whether a text is so long that it is one of a page.
fn is_text(text: &str) -> bool {
    is_paragraph(text) && is_wide(text)
}

fn is_paragraph(text: &str) -> bool {
    !is_credit(text) && (is_sentence(text) || is_wide(text))
}

fn is_wide(text: &str) -> bool {
    text.len() > PARAGRAPH && grapheme::str_width(text) > PARAGRAPH
}
