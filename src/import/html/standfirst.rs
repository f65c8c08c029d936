//! The lines between title and article that sum it up.

use super::super::plain::is_sentence;
use super::super::{credits, dates};
use super::blocks::Found;
use super::choose::{is_linked, is_same, is_solid};
use super::part::{Named, Part};
use crate::model::BlockKind;

/// A standfirst has so many words or more, and stands so many blocks above the article or fewer.
const STANDFIRST: usize = 6;
const ABOVE: usize = 12;
/// Characters without white space of a sentence that is one by itself.
const SENTENCE: usize = 40;
/// The same of a line that has no full stop, and blocks below the title among which it is looked for.
const LINE: usize = 30;
const BELOW: usize = 5;

/// Keeps the lines between title and article with which the page describes itself elsewhere too.
pub(super) fn keep(found: &mut [Found], title: &str, descriptions: &[&str]) {
    let Some(first) = found.iter().position(|f| is_solid(f) && f.piece.kind != BlockKind::Heading) else {
        return;
    };
    let is_summary = summaries(found, title);
    let above = found.iter_mut().zip(is_summary).take(first).rev().take(ABOVE);
    let is_told = |f: &Found, is_lead: bool| {
        !f.part.is_frame()
            && !is_linked(f)
            && !is_signed(&f.piece.text)
            && matches!(f.piece.kind, BlockKind::Heading | BlockKind::Paragraph)
            && f.piece.text.split_whitespace().nth(STANDFIRST - 1).is_some()
            && (is_lead || descriptions.iter().any(|said| is_same(said, &f.piece.text)))
    };
    // What is named a lead above the title is one of another article.
    let mut below_title = true;
    let is_title = |f: &Found| f.piece.kind == BlockKind::Heading && f.piece.level == 1;
    for (standfirst, is_summary) in above {
        below_title &= !is_title(standfirst);
        let is_lead = standfirst.named == Named::Lead && below_title;
        if !is_told(standfirst, is_lead || is_summary) {
            continue;
        }
        standfirst.piece.kind = BlockKind::Paragraph;
        standfirst.piece.level = 0;
        standfirst.part = Part::Body;
        standfirst.kept = standfirst.all;
    }
}

/// Which blocks sum up what is told: a sentence right below the title among what tells who wrote, and when; a line that
/// has no full stop, with nothing but that between it and the title.
fn summaries(found: &[Found], title: &str) -> Vec<bool> {
    let is_heading = |f: &Found| f.piece.kind == BlockKind::Heading && f.piece.level == 1;
    let is_title = |f: &Found| is_heading(f) && is_same(&f.piece.text, title);
    let is_new = |f: &Found| !f.piece.text.contains('\n') && !is_of_writer(f);
    let is_told = |f: &Found| f.part == Part::Credit && f.all >= SENTENCE && is_sentence(&f.piece.text);
    let is_line = |f: &Found| {
        f.part == Part::Body
            && f.all >= LINE
            && f.linked == 0
            && !is_sentence(&f.piece.text)
            && !is_same(&f.piece.text, title)
    };
    let mut summaries = vec![false; found.len()];
    for at in (0..found.len()).filter(|at| found.get(*at).is_some_and(is_heading)) {
        let is_title = found.get(at).is_some_and(is_title);
        let mut below = found.iter().enumerate().skip(at + 1).take(BELOW);
        let Some((below, f)) = below.find(|(_, f)| !is_of_writer(f)) else { continue };
        if let Some(summary) = summaries.get_mut(below) {
            *summary = is_new(f) && ((below == at + 1 && is_told(f)) || (is_title && is_line(f)));
        }
    }
    summaries
}

/// Whether a block says no more than who wrote, and when.
fn is_of_writer(f: &Found) -> bool {
    let text = &f.piece.text;
    dates::within(text).is_some()
        || credits::is_credit(text)
        || credits::is_about_somebody(text)
        || is_signed(text)
        || f.piece.kind == BlockKind::Caption
        || (f.part == Part::Credit && f.all < SENTENCE)
}

/// Whether words below a title begin as those that tell who wrote, or when.
pub(super) fn is_signed(text: &str) -> bool {
    const SIGNS: &[&str] = &["by ", "posted ", "published ", "updated "];
    let start: String = text.chars().take(12).flat_map(char::to_lowercase).collect();
    SIGNS.iter().any(|sign| start.starts_with(sign))
}
