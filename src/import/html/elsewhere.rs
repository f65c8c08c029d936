//! What sends its readers elsewhere and is none of the article, as its words and links show together: lines that begin with
//! small pictures, titles of other articles with their dates.

use super::super::dates;
use super::super::plain::is_sentence;
use super::blocks::Found;
use crate::model::BlockKind;

/// So many titles with dates below them are a list of other articles, and characters of a title.
const DATED: usize = 3;
const TITLE: usize = 100;

pub(super) fn mark(chosen: &mut [Found]) {
    for found in chosen.iter_mut().filter(|f| is_of_pictures(f)) {
        found.piece.furniture = true;
    }
    dated(chosen);
}

/// Whether each line of a paragraph begins with a small picture, and half of it is links.
fn is_of_pictures(found: &Found) -> bool {
    let begins = |line: &str| {
        line.trim_start().starts_with(|c: char| {
            matches!(c, '\u{25a0}'..='\u{25ff}' | '\u{2600}'..='\u{27bf}' | '\u{1f300}'..='\u{1faff}')
        })
    };
    let text = found.piece.text.trim();
    found.piece.kind == BlockKind::Paragraph
        && found.linked * 2 >= found.all
        && found.linked > 0
        && !text.ends_with(['.', '!', '?', '。'])
        && text.lines().all(begins)
}

/// Marks what ends a page as titles of other articles do: lines with nothing but a date below each.
fn dated(chosen: &mut [Found]) {
    let is_line = |f: &Found| {
        matches!(f.piece.kind, BlockKind::Paragraph | BlockKind::ListItem)
            && f.piece.text.chars().count() <= TITLE
            && !is_sentence(&f.piece.text)
    };
    let is_date = |f: &Found| is_line(f) && dates::whole(&f.piece.text).is_some();
    let mut shown = chosen.iter().enumerate().rev().filter(|(_, f)| !f.piece.furniture);
    let mut last = Vec::new();
    while let Some(((date, below), (title, above))) = shown.next().zip(shown.next()) {
        if !is_date(below) || is_date(above) || !is_line(above) {
            break;
        }
        last.extend([date, title]);
    }
    if last.len() < DATED * 2 {
        return;
    }
    for at in last {
        if let Some(found) = chosen.get_mut(at) {
            found.piece.furniture = true;
        }
    }
}
