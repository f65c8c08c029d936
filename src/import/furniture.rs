//! Page furniture in scraped text: menus, sign-up appeals, photo credits and the like.
//!
//! A false alarm is worse than a miss: a hidden sentence is lost to its reader, a line too many is
//! only a nuisance. So a rule speaks only where the words can hardly be anything else; words that
//! might be (`Related`, `Home`) count only beside what is furniture for certain, or above the title.

mod abroad;
mod adverts;
mod besides;
mod counts;
mod forms;
mod owner;
mod parts;
mod pasted;
mod phrases;
mod pictures;
mod players;
mod regions;
mod rules;
mod teasers;
mod zones;

pub(super) use self::owner::publisher;
use super::ImportError;
use super::plain::Placed;
use crate::model::BlockKind;

/// Longer blocks (bytes) are no furniture by themselves.
const LONGEST: usize = 700;

/// What a block looks like by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    /// Nothing that a rule knows.
    Plain,
    /// Furniture where it stands beside furniture.
    Perhaps,
    /// Furniture wherever it stands.
    Furniture,
}

/// Marks blocks that are furniture; captions among them become captions. O(bytes).
pub(super) fn mark(pieces: &mut [Placed]) {
    // Nothing stops it.
    let _ = mark_as(pieces, false, &|| Ok(()));
}

/// The same of a page of which only the words are left, which may be long; asks at each block whether it goes on, and
/// where it does not has marked nothing.
pub(super) fn mark_until(
    pieces: &mut [Placed],
    go_on: &dyn Fn() -> Result<(), ImportError>,
) -> Result<(), ImportError> {
    mark_as(pieces, true, go_on)
}

fn mark_as(
    pieces: &mut [Placed],
    is_bare: bool,
    go_on: &dyn Fn() -> Result<(), ImportError>,
) -> Result<(), ImportError> {
    let folded = |piece: &Placed| go_on().map(|()| folded(piece.text()));
    let lines: Vec<Option<String>> = pieces.iter().map(folded).collect::<Result<_, _>>()?;
    let look = |line: &Option<String>| go_on().map(|()| line.as_deref().map_or(Look::Plain, rules::look));
    let mut looks: Vec<Look> = lines.iter().map(look).collect::<Result<_, _>>()?;
    let captions = pictures::find(pieces, &lines);
    for at in &captions {
        set(&mut looks, *at);
    }
    // An article may be about advertising, and somebody's answer may be the one word.
    let announces = |line: &Option<String>| line.as_deref().is_some_and(adverts::announces);
    let mut is_asked = false;
    for (at, (piece, line)) in pieces.iter().zip(&lines).enumerate() {
        if piece.piece.kind != BlockKind::Heading && announces(line) && !is_asked {
            set(&mut looks, at);
        }
        is_asked = piece.text().trim_end().ends_with(['?', ':', '？', '：']);
    }
    regions::menus(&lines, &mut looks);
    regions::sign_ups(&lines, &mut looks);
    regions::appeals(&lines, &mut looks);
    regions::subjects(&lines, &mut looks);
    regions::below_teasers(pieces, &lines, &mut looks);
    let page = zones::Page { pieces, lines: &lines, captions: &captions };
    let zones = if is_bare { page.zones(&looks) } else { None };
    if let Some(zones) = &zones {
        page.rows(zones, &mut looks);
    }
    top(&mut looks);
    spread(&mut looks);
    if let Some(zones) = &zones {
        page.lists(zones, &mut looks);
        spread(&mut looks);
    }
    for (piece, look) in pieces.iter_mut().zip(&looks) {
        piece.piece.furniture = *look == Look::Furniture;
    }
    for at in captions {
        if let Some(piece) = pieces.get_mut(at) {
            piece.piece.kind = BlockKind::Caption;
        }
    }
    Ok(())
}

/// Whether a line is furniture for certain, wherever it stands.
pub(super) fn is_certain(line: &str) -> bool {
    folded(line).is_some_and(|line| rules::look(&line) == Look::Furniture)
}

/// Whether a line may name the part of a paper that what stands below it is from.
pub(super) fn names_part(line: &str) -> bool {
    folded(line).is_some_and(|line| parts::names_part(&line) || rules::look(&line) != Look::Plain)
}

/// Whether a line is known from pages, and may be no more than furniture.
pub(super) fn is_known(line: &str) -> bool {
    folded(line).is_some_and(|line| rules::look(&line) != Look::Plain)
}

/// Whether a heading stands above teasers of other articles: `Related stories`, `More from the Gazette`.
pub(super) fn is_above_teasers(heading: &str) -> bool {
    folded(heading).is_some_and(|line| rules::is_above_teasers(&line) || rules::is_more_of_them(&line))
}

/// Whether a line names no more than the list of subjects below it, as no title does.
pub(super) fn is_list_of_subjects(text: &str) -> bool {
    folded(text).is_some_and(|line| regions::is_list_of_subjects(&line))
}

/// Whether a text says no more than what forms for comments do: what is to be filled in, and what comes of it.
pub(super) fn is_of_form(text: &str) -> bool {
    folded(text).is_some_and(|line| forms::asks(&line))
}

/// Whether a text in place of a film says what a browser lacks to show it.
pub(super) fn is_of_player(text: &str) -> bool {
    folded(text).is_some_and(|line| players::asks(&line))
}

fn set(looks: &mut [Look], at: usize) {
    if let Some(look) = looks.get_mut(at) {
        *look = Look::Furniture;
    }
}

/// What might be furniture is so at the top of a page, before anything else, if there are two of it.
fn top(looks: &mut [Look]) {
    let high = looks.iter().take_while(|look| **look != Look::Plain).count();
    if high >= 2 && high < looks.len() {
        looks.iter_mut().take(high).for_each(|look| *look = Look::Furniture);
    }
}

/// What might be furniture is so beside furniture.
fn spread(looks: &mut [Look]) {
    let mut before = false;
    for look in looks.iter_mut() {
        if before && *look == Look::Perhaps {
            *look = Look::Furniture;
        }
        before = *look == Look::Furniture;
    }
    let mut after = false;
    for look in looks.iter_mut().rev() {
        if after && *look == Look::Perhaps {
            *look = Look::Furniture;
        }
        after = *look == Look::Furniture;
    }
}

/// The form in which words compare: lower case, straight quotation marks, single spaces; nothing for
/// blocks that are too long.
fn folded(text: &str) -> Option<String> {
    if text.len() > LONGEST {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        for c in word.chars() {
            match c {
                '’' | '‘' => out.push('\''),
                '“' | '”' => out.push('"'),
                c => out.extend(c.to_lowercase()),
            }
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests;
