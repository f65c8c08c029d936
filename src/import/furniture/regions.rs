//! Furniture that shows only over several blocks: menus, sign-up boxes, appeals.

use super::super::dates;
use super::super::plain::{Placed, is_sentence};
use super::phrases::MENU;
use super::rules::{appeal_signs, is_above_teasers, is_brief, is_perhaps, is_promise, is_sign_up, words};
use super::{Look, set};
use crate::model::BlockKind;

/// Lines at the end of a page among which its subjects are looked for.
const SUBJECTS: usize = 24;
/// Bytes of a sentence in an appeal that neither asks nor speaks to its reader.
const SHORT: usize = 60;
/// Blocks that an appeal may have.
const APPEAL: usize = 16;

/// Words of a title in a list of other articles.
const ENTRY: usize = 18;
/// Entries of a menu that is long enough to have entries of its own page only.
const LONG: usize = 10;

fn line(lines: &[Option<String>], at: usize) -> Option<&str> {
    lines.get(at).and_then(Option::as_deref)
}

/// Four or more entries of menus in a row, as blocks of a word or two; of long rows a fourth need be known.
pub(super) fn menus(lines: &[Option<String>], looks: &mut [Look]) {
    let entry = |line: &str| {
        is_brief(line, 3) && !line.ends_with(['.', '?', '!', ',', '"']) && dates::line(line).is_none()
    };
    let known = |line: &str| is_perhaps(line) || words(line).all(|word| MENU.contains(&word));
    let mut at = 0;
    while at < lines.len() {
        let from = at;
        while line(lines, at).is_some_and(&entry) {
            at += 1;
        }
        let row = lines.get(from..at).unwrap_or_default();
        let is_known = |i: usize| line(lines, i).is_some_and(known);
        let sure = (from..at).filter(|i| is_known(*i)).count();
        if row.len() >= 4 && sure * 3 >= row.len() * 2 {
            // What is not known counts only between what is.
            let first = (from..at).find(|i| is_known(*i)).unwrap_or(at);
            let last = (from..at).rev().find(|i| is_known(*i)).unwrap_or(first);
            (first..=last).for_each(|i| set(looks, i));
        } else if row.len() >= LONG && sure >= 4 && sure * 4 >= row.len() {
            // In a long menu what is not known counts beside what is, on either hand.
            let near = |mut range: std::ops::RangeInclusive<usize>| range.any(is_known);
            (from..at)
                .filter(|i| near(i.saturating_sub(2).max(from)..=*i) && near(*i..=(i + 2).min(at - 1)))
                .for_each(|i| set(looks, i));
        }
        at = at.max(from + 1);
    }
}

/// The name of the list of subjects that ends a page: nothing but words of a few letters comes after it.
pub(super) fn subjects(lines: &[Option<String>], looks: &mut [Look]) {
    const SHORT: usize = 4;
    let is_subject =
        |line: &str| words(line).nth(SHORT).is_none() && !line.ends_with(['.', '?', '!', ',', ':', '"']);
    let after = lines.iter().rev().take(SUBJECTS).take_while(|line| line.as_deref().is_some_and(is_subject));
    let from = lines.len() - after.count();
    let name = (from.max(1)..lines.len()).find(|at| line(lines, *at).is_some_and(is_list_of_subjects));
    if let Some(at) = name {
        set(looks, at);
    }
}

/// Whether a line names no more than the list of subjects below it.
pub(super) fn is_list_of_subjects(line: &str) -> bool {
    matches!(line, "topics" | "related topics")
}

/// What a sign-up promises stands below it, or above it.
pub(super) fn sign_ups(lines: &[Option<String>], looks: &mut [Look]) {
    for at in 0..lines.len() {
        if line(lines, at).is_some_and(is_sign_up) {
            for beside in [at.wrapping_sub(1), at + 1] {
                if line(lines, beside).is_some_and(is_promise) {
                    set(looks, beside);
                }
            }
        }
    }
}

/// The list of other articles below a heading that says so: `Most read`.
pub(super) fn below_teasers(pieces: &[Placed], lines: &[Option<String>], looks: &mut [Look]) {
    let mut below = false;
    for (at, placed) in pieces.iter().enumerate() {
        let entry = |line: &str| !line.ends_with(['.', ';', ',']) && words(line).count() <= ENTRY;
        if placed.piece.kind == BlockKind::ListItem {
            below &= line(lines, at).is_some_and(entry);
            if below {
                set(looks, at);
            }
        } else {
            below = line(lines, at).is_some_and(is_above_teasers);
        }
    }
}

/// A letter to the readers that asks for money or members: from its heading to its last request.
pub(super) fn appeals(lines: &[Option<String>], looks: &mut [Look]) {
    let mut at = 0;
    while at < lines.len() {
        let end = line(lines, at).filter(|l| begins_appeal(l)).and_then(|_| appeal_end(lines, at));
        let Some(end) = end else {
            at += 1;
            continue;
        };
        (at..end).for_each(|i| set(looks, i));
        at = end;
    }
}

fn begins_appeal(line: &str) -> bool {
    const STARTS: &[&str] = &[
        "a message from ",
        "a note from our editor",
        "a note to our readers",
        "a letter to our readers",
        "dear reader,",
        "dear readers,",
        "dear reader:",
        "dear readers:",
        "before you go",
        "we have a favour to ask",
        "we have a favor to ask",
        "since you're here",
        "while you're here",
        "you've read ",
        "a word from our editor",
        "why your support matters",
        "we need your help",
        "we need your support",
        "support our journalism",
        "support independent journalism",
    ];
    line.len() <= 300 && STARTS.iter().any(|start| line.starts_with(start))
}

/// The end of the appeal that begins at `from`: after a button that ends it, else after the last
/// block that asks, if each block up to there speaks as such letters do. An appeal asks at least twice.
fn appeal_end(lines: &[Option<String>], from: usize) -> Option<usize> {
    let (mut asking, mut end) = (0, None);
    for at in from..lines.len().min(from + APPEAL) {
        let Some(here) = line(lines, at) else { break };
        let signs = appeal_signs(here);
        let button = is_button(here);
        asking += usize::from(signs > 0 || at > from && is_request(here));
        if asking >= 2 && (signs > 0 || button || is_request(here)) {
            end = Some(at + 1);
        }
        if button && asking >= 2 {
            break;
        }
        let personal = words(here).any(|w| {
            matches!(
                w,
                "we" | "our"
                    | "us"
                    | "you"
                    | "your"
                    | "we're"
                    | "we've"
                    | "you're"
                    | "you've"
                    | "reader"
                    | "readers"
            )
        });
        // What tells of something else is of the article, though a button comes below.
        let tells = is_sentence(here) && here.len() > SHORT;
        if at > from && !personal && signs == 0 && (tells || !goes_on(lines, at)) {
            break;
        }
        if here.contains('"') && !personal {
            break;
        }
    }
    end
}

/// Whether a button that ends an appeal comes soon, so that what stands between belongs to it.
fn goes_on(lines: &[Option<String>], at: usize) -> bool {
    (at..at + 6).any(|i| line(lines, i).is_some_and(is_button))
}

/// `support the outlet`: what is asked for at the end.
fn is_request(line: &str) -> bool {
    line.starts_with("support ") && words(line).count() <= 4 && !line.ends_with('.')
}

fn is_button(line: &str) -> bool {
    let bare = line.trim_end_matches(['.', '!', ' ']);
    matches!(
        bare,
        "remind me later"
            | "maybe later"
            | "no thanks"
            | "not now"
            | "donate now"
            | "support us"
            | "contribute"
            | "close"
    )
}
