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

/// Keeps the lines between title and article with which the page describes itself elsewhere too.
pub(super) fn keep(found: &mut [Found], descriptions: &[&str]) {
    let Some(first) = found.iter().position(|f| is_solid(f) && f.piece.kind != BlockKind::Heading) else {
        return;
    };
    let is_summary = summaries(found);
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

/// Which blocks are a sentence right below the title, among what tells who wrote, and when: it sums up what is told.
fn summaries(found: &[Found]) -> Vec<bool> {
    let is_title = |f: &Found| f.piece.kind == BlockKind::Heading && f.piece.level == 1;
    let sums_up = |f: &Found| {
        let text = &f.piece.text;
        f.part == Part::Credit
            && f.all >= SENTENCE
            && is_sentence(text)
            && !text.contains('\n')
            && dates::within(text).is_none()
            && !credits::is_credit(text)
            && !credits::is_about_somebody(text)
    };
    let pairs = found.windows(2).map(|pair| match pair {
        [title, line] => is_title(title) && title.at + 1 == line.at && sums_up(line),
        _ => false,
    });
    std::iter::once(false).chain(pairs).collect()
}

/// Whether words below a title begin as those that tell who wrote, or when.
pub(super) fn is_signed(text: &str) -> bool {
    const SIGNS: &[&str] = &["by ", "posted ", "published ", "updated "];
    let start: String = text.chars().take(12).flat_map(char::to_lowercase).collect();
    SIGNS.iter().any(|sign| start.starts_with(sign))
}
