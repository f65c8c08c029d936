//! The lines between title and article that sum it up.

use super::blocks::Found;
use super::choose::{is_linked, is_same, is_solid};
use super::part::{Named, Part};
use crate::model::BlockKind;

/// A standfirst has so many words or more, and stands so many blocks above the article or fewer.
const STANDFIRST: usize = 6;
const ABOVE: usize = 12;

/// Keeps the lines between title and article with which the page describes itself elsewhere too.
pub(super) fn keep(found: &mut [Found], descriptions: &[&str]) {
    let Some(first) = found.iter().position(|f| is_solid(f) && f.piece.kind != BlockKind::Heading) else {
        return;
    };
    let above = found.iter_mut().take(first).rev().take(ABOVE);
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
    for standfirst in above {
        below_title &= !is_title(standfirst);
        let is_lead = standfirst.named == Named::Lead && below_title;
        if !is_told(standfirst, is_lead) {
            continue;
        }
        standfirst.piece.kind = BlockKind::Paragraph;
        standfirst.piece.level = 0;
        standfirst.part = Part::Body;
        standfirst.kept = standfirst.all;
    }
}

/// Whether words below a title begin as those that tell who wrote, or when.
pub(super) fn is_signed(text: &str) -> bool {
    const SIGNS: &[&str] = &["by ", "posted ", "published ", "updated "];
    let start: String = text.chars().take(12).flat_map(char::to_lowercase).collect();
    SIGNS.iter().any(|sign| start.starts_with(sign))
}
