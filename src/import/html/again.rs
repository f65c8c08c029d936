//! What a page says twice: what a picture shows, as its alternative and below it; a sentence of the article, large beside
//! it; a teaser, above and below the next paragraph; the controls of pictures.

use std::collections::{HashMap, HashSet};

use super::blocks::Found;
use super::choose::{fold, is_linked};
use super::part::{Named, Part};
use crate::model::BlockKind;

/// Blocks before and after a picture among which the words below it are looked for.
const BEFORE: usize = 1;
const AFTER: usize = 3;
/// Letters that tell a picture, those that make a caption of a line, and how many more that line has, besides.
const TOLD: usize = 12;
const CAPTION: usize = 40;
const MORE: usize = 80;
/// Pull quotes of an article, at most.
const MANY: usize = 100;
/// Words of what is pulled out of the article, and characters of it at most.
const PULLED: usize = 4;
const LONGEST: usize = 400;
/// Characters of a teaser at least.
const TEASER: usize = 30;
/// Longer paragraphs are no names of controls; said so often they are.
const CONTROL: usize = 24;
const AGAIN: usize = 3;
/// Headings that say the same so often are above the pictures of a row.
const HEADINGS: usize = 3;

/// Leaves out or marks what is said again.
pub(super) fn leave_out(chosen: &mut Vec<Found>) {
    teasers(chosen);
    rows(chosen);
    pulled(chosen);
    pictures(chosen);
    alternatives(chosen);
    unscripted(chosen);
}

/// Leaves out what is shown where no script runs and stands in the page besides, or is nothing but links.
fn unscripted(chosen: &mut Vec<Found>) {
    let is_one = |f: &Found| f.part == Part::Unscripted;
    if !chosen.iter().any(is_one) {
        return;
    }
    let told: HashSet<String> = chosen.iter().filter(|f| !is_one(f)).map(|f| fold(&f.piece.text)).collect();
    chosen.retain(|f| !is_one(f) || !(is_linked(f) || told.contains(&fold(&f.piece.text))));
}

/// Marks short paragraphs that say the same again and again, each beside a caption or furniture: the controls
/// of a row of pictures.
pub(super) fn controls(chosen: &mut [Found]) {
    // Numbers in them may differ: `3 pictures`.
    let words = |text: &str| -> String {
        text.trim()
            .chars()
            .map(|c| if c.is_ascii_digit() { '#' } else { c })
            .collect::<String>()
            .replace("##", "#")
    };
    let mut times: HashMap<String, (usize, bool)> = HashMap::new();
    let is_control = |text: &str| text.contains(char::is_alphabetic) && !text.ends_with(['.', ':', '?', '!']);
    // What is called a row of pictures has its controls within.
    let is_line = |f: &Found| match f.piece.kind {
        BlockKind::Caption => f.part == Part::Gallery && f.piece.furniture && f.all > 0,
        kind => kind == BlockKind::Paragraph,
    };
    let is_aside = |f: &Found| f.piece.furniture || f.piece.kind == BlockKind::Caption;
    for (at, found) in chosen.iter().enumerate() {
        let text = found.piece.text.trim();
        if !is_line(found) || found.all > CONTROL || !is_control(text) {
            continue;
        }
        let before = at.checked_sub(1).and_then(|before| chosen.get(before));
        let beside = before.into_iter().chain(chosen.get(at + 1)).any(is_aside);
        let (times, all_beside) = times.entry(words(text)).or_insert((0, true));
        *times += 1;
        *all_beside &= beside;
    }
    let controls: HashSet<String> = times
        .into_iter()
        .filter(|(_, (times, beside))| *times >= AGAIN && *beside)
        .map(|(text, _)| text)
        .collect();
    // A number alone may be what is told of each picture.
    let is_short = |f: &Found| is_line(f) && f.all <= CONTROL;
    for found in chosen.iter_mut().filter(|f| is_short(f)) {
        if controls.contains(&words(&found.piece.text)) {
            found.piece.kind = BlockKind::Paragraph;
            found.piece.furniture = true;
        }
    }
}

/// What the alternative of a picture says.
fn alternative(found: &Found) -> Option<&str> {
    let is_one = found.piece.kind == BlockKind::Caption && found.all == 0;
    found.piece.text.strip_prefix("[image: ")?.strip_suffix(']').filter(|_| is_one)
}

/// Leaves out the alternatives of pictures that begin another block of the page, or that were said before. Numbers before
/// them are those of the pictures.
fn alternatives(chosen: &mut Vec<Found>) {
    let words = |text: &str| {
        fold(text.trim_end_matches(['…', '.'])).trim_start_matches(|c: char| c.is_ascii_digit()).to_owned()
    };
    let mut told: Vec<String> =
        chosen.iter().filter(|f| alternative(f).is_none()).map(|f| words(&f.piece.text)).collect();
    told.sort_unstable();
    let mut said = HashSet::new();
    chosen.retain(|found| {
        let Some(own) = alternative(found).map(words) else { return true };
        let next = told.partition_point(|told| *told < own);
        let is_told = told.get(next).is_some_and(|told| told.starts_with(&own));
        own.chars().count() < TOLD || (!is_told && said.insert(own))
    });
}

/// Leaves out the alternatives of pictures that have the same words below them. Those words are a caption,
/// whatever they are called.
fn pictures(chosen: &mut Vec<Found>) {
    let mut again = vec![false; chosen.len()];
    for at in 0..chosen.len() {
        let Some(said) = chosen.get(at).and_then(alternative) else { continue };
        let said = fold(said.trim_end_matches(['…', '.']));
        let length = said.chars().count();
        if length < TOLD {
            continue;
        }
        let near = at.saturating_sub(BEFORE)..(at + 1 + AFTER).min(chosen.len());
        let below = chosen.iter_mut().enumerate().take(near.end).skip(near.start);
        let mut others = below.filter(|(other, f)| *other != at && alternative(f).is_none());
        let Some((_, below)) = others.find(|(_, f)| fold(&f.piece.text).contains(&said)) else { continue };
        let is_line = match below.piece.kind {
            BlockKind::Heading => below.piece.level > 2,
            kind => kind == BlockKind::Paragraph,
        };
        // A few words may be the name of what is shown.
        if is_line && length >= CAPTION && fold(&below.piece.text).chars().count() <= length + MORE {
            below.piece.kind = BlockKind::Caption;
            below.piece.level = 0;
        }
        if let Some(again) = again.get_mut(at) {
            *again = true;
        }
    }
    let mut again = again.into_iter();
    chosen.retain(|_| !again.next().unwrap_or_default());
}

/// Marks what is called pulled out of the article where the article has the same words.
fn pulled(chosen: &mut [Found]) {
    let is_pulled = |f: &Found| {
        f.named == Named::Pulled
            && !f.piece.furniture
            && f.piece.text.len() <= LONGEST
            && f.piece.text.split_whitespace().nth(PULLED - 1).is_some()
            && matches!(f.piece.kind, BlockKind::Paragraph | BlockKind::Quotation | BlockKind::Heading)
    };
    // Each is sought in all of the text: a page of very many has none that a reader would take for one.
    if !(1..=MANY).contains(&chosen.iter().filter(|f| is_pulled(f)).count()) {
        return;
    }
    let told: Vec<String> = chosen
        .iter()
        .filter(|f| f.named != Named::Pulled && !f.piece.furniture && f.piece.kind != BlockKind::Caption)
        .map(|f| fold(&f.piece.text))
        .collect();
    for found in chosen.iter_mut().filter(|f| is_pulled(f)) {
        let words = fold(&found.piece.text);
        found.piece.furniture = told.iter().any(|told| told.contains(&words));
    }
}

/// Marks paragraphs that are said twice or more, each right below furniture.
fn teasers(chosen: &mut [Found]) {
    let mut times: HashMap<&str, (usize, bool)> = HashMap::new();
    let mut below = false;
    for found in chosen.iter() {
        if found.piece.kind == BlockKind::Paragraph && !found.piece.furniture && found.all >= TEASER {
            let (times, all_below) = times.entry(found.piece.text.trim()).or_insert((0, true));
            *times += 1;
            *all_below &= below;
        }
        below = found.piece.furniture;
    }
    let again: HashSet<String> = times
        .into_iter()
        .filter(|(_, (times, below))| *times > 1 && *below)
        .map(|(text, _)| text.to_owned())
        .collect();
    for found in chosen.iter_mut().filter(|f| f.piece.kind == BlockKind::Paragraph) {
        found.piece.furniture |= again.contains(found.piece.text.trim());
    }
}

/// Marks what stands below headings that say the same again and again and are furniture, where it is called
/// another part of the page as they are: the rows of pictures of another article.
fn rows(chosen: &mut [Found]) {
    let mut times: HashMap<String, usize> = HashMap::new();
    let is_heading =
        |f: &Found| f.piece.kind == BlockKind::Heading && f.piece.furniture && f.part != Part::Body;
    for found in chosen.iter().filter(|f| is_heading(f)) {
        *times.entry(fold(&found.piece.text)).or_default() += 1;
    }
    times.retain(|_, times| *times >= HEADINGS);
    if times.is_empty() {
        return;
    }
    let mut row = None;
    for found in chosen.iter_mut() {
        if is_heading(found) && times.contains_key(&fold(&found.piece.text)) {
            row = Some(found.part);
        } else if row.is_some_and(|part| part == found.part) {
            found.piece.furniture = true;
        } else {
            row = None;
        }
    }
}
