//! The title of a page that was copied with all of its menus: the line that stands above who wrote and when, and below
//! many that no text has.

use super::{Placed, ends_sentence, furniture, is_sentence};
use crate::import::credits;

/// Blocks among which a title is looked for, blocks between it and who wrote, and between that and the text.
const FIRST: usize = 300;
const BETWEEN: usize = 8;
const BELOW: usize = 25;
/// Blocks above it, and how many of them are known from pages.
const ABOVE: usize = 8;
const KNOWN: usize = 2;
/// Words of a title, or letters where no spaces part them; and of a line that is none.
const WORDS: usize = 4;
const LETTERS: usize = 8;
/// Characters of a paragraph.
const PARAGRAPH: usize = 90;

/// The place of the title, if `is_title` has it for one.
pub(super) fn find(pieces: &[Placed], is_title: &dyn Fn(usize) -> bool) -> Option<usize> {
    let is_own = |at: usize| pieces.get(at).is_some_and(|placed| !placed.piece.furniture);
    let text = |at: usize| pieces.get(at).map(Placed::text).unwrap_or_default();
    let is_told = |from: usize| (from..from + BELOW).any(|at| is_own(at) && is_paragraph(text(at)));
    let credits = (0..pieces.len().min(FIRST)).filter(|at| is_own(*at) && credits::tells(text(*at)));
    let title = credits.filter(|credit| is_told(*credit + 1)).find_map(|credit| {
        let mut found: Option<usize> = None;
        for at in (0..credit).rev().filter(|at| is_own(*at)).take(BETWEEN) {
            let is_one = is_long(text(at)) && is_title(at) && !credits::may_be_byline(text(at));
            match found {
                // What sums up the text may stand below its title, and is as long.
                Some(below)
                    if is_one && has_words(text(at), WORDS + 1) && !text(at).contains(text(below)) =>
                {
                    return Some(at);
                }
                Some(_) => break,
                None if is_one => found = Some(at),
                None => {}
            }
        }
        found
    })?;
    let known = (0..title).filter(|at| !is_own(*at) || furniture::names_part(text(*at)));
    // Below the text of the page stand those of others, with who wrote them.
    let is_text =
        |at: &usize| is_own(*at) && is_paragraph(text(*at)) && text(*at).chars().nth(PARAGRAPH).is_some();
    let is_below_text = (0..title).filter(is_text).nth(1).is_some();
    (!is_below_text && title >= ABOVE && known.take(KNOWN).count() == KNOWN).then_some(title)
}

/// Marks the short lines above a title that was found so: entries of menus, and no sentence.
pub(super) fn mark_above(pieces: &mut [Placed], title: usize) {
    for placed in pieces.iter_mut().take(title) {
        let text = placed.text();
        placed.piece.furniture |= !is_long(text) && !ends_sentence(text) && text.lines().nth(1).is_none();
    }
}

fn has_words(text: &str, least: usize) -> bool {
    text.split_whitespace().nth(least - 1).is_some()
}

fn is_long(text: &str) -> bool {
    has_words(text, WORDS)
        || text.chars().filter(|c| *c > '\u{2e80}' && c.is_alphabetic()).nth(LETTERS - 1).is_some()
}

fn is_paragraph(text: &str) -> bool {
    !credits::tells(text) && (is_sentence(text) || text.chars().nth(PARAGRAPH).is_some())
}
