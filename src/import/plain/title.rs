//! Which line of a plain text is its title.

use super::super::builder::Piece;
use super::{Placed, credits, is_sentence};
use crate::model::BlockKind;

/// Signs that underline a title, at least.
const UNDERLINE: usize = 3;
/// Words of the name of a paper, at most.
const NAME: usize = 5;

/// Takes the marks from a title that begins the text and is marked as one: `# Title`, or `Title` over `=====`.
pub(super) fn unmark(pieces: &mut Vec<Placed>) -> bool {
    let Some(first) = pieces.first().filter(|first| first.piece.kind == BlockKind::Paragraph) else {
        return false;
    };
    let run = first.run;
    let (line, rest) = first.text().split_once('\n').unwrap_or((first.text(), ""));
    if let Some(title) = line.strip_prefix("# ").map(|title| title.trim_end_matches('#').trim()) {
        if title.is_empty() {
            return false;
        }
        let (title, rest) = (title.to_owned(), rest.to_owned());
        replace(pieces, 1, &title, &rest, run);
        return true;
    }
    let is_underline = |line: &str| {
        line.len() >= UNDERLINE && (line.bytes().all(|b| b == b'=') || line.bytes().all(|b| b == b'-'))
    };
    let title = line.trim().to_owned();
    if !title.contains(char::is_alphanumeric) {
        return false;
    }
    if !rest.is_empty() {
        let (under, rest) = rest.split_once('\n').unwrap_or((rest, ""));
        let rest = rest.to_owned();
        let is_title = is_underline(under.trim());
        if is_title {
            replace(pieces, 1, &title, &rest, run);
        }
        return is_title;
    }
    let is_title = pieces.get(1).is_some_and(|next| next.run == run && is_underline(next.text().trim()));
    if is_title {
        replace(pieces, 2, &title, "", run);
    }
    is_title
}

fn replace(pieces: &mut Vec<Placed>, count: usize, title: &str, rest: &str, run: usize) {
    let parts = [title, rest].into_iter().map(str::trim).filter(|text| !text.is_empty());
    let made: Vec<Placed> =
        parts.map(|text| Placed { piece: Piece::new(BlockKind::Paragraph, 0, text), run }).collect();
    pieces.splice(..count.min(pieces.len()), made);
}

/// The place of the title: the first block that is not furniture, if it looks like one and something to read comes
/// after it. The name of the paper, or what leads to its parts, stands with the furniture above it.
pub(super) fn find(pieces: &[Placed]) -> Option<usize> {
    let first = pieces.iter().position(|p| !p.piece.furniture)?;
    let begun = pieces.get(first)?;
    let is_with_furniture =
        first.checked_sub(1).and_then(|at| pieces.get(at)).is_some_and(|above| above.run == begun.run);
    let next = pieces.iter().skip(first).position(|p| !p.piece.furniture && p.run != begun.run);
    if let Some(next) = next.map(|at| first + at).filter(|_| is_with_furniture) {
        let after = pieces.iter().skip(next + 1).find(|p| !p.piece.furniture);
        let text = begun.text();
        let is_name = text.split_whitespace().count() <= NAME && credits::is_proper(text);
        let is_above =
            text.contains(" | ") || (is_name && after.is_some_and(|after| credits::is_byline(after.text())));
        if is_above && let Some(at) = at(pieces, next) {
            return Some(at);
        }
        if text.contains(" | ") {
            return None;
        }
    }
    at(pieces, first)
}

/// The place from which on the next block that is not furniture stands, if that looks like a title of what follows.
fn at(pieces: &[Placed], from: usize) -> Option<usize> {
    let mut body = pieces.iter().enumerate().skip(from).filter(|(_, p)| !p.piece.furniture);
    let (at, first) = body.next()?;
    let text = first.text();
    let words = text.split_whitespace().count();
    let end = text.trim_end_matches(['"', '”', '’', ')', '»']).chars().next_back()?;
    let closed = matches!(end, '.' | ',' | ';' | ':' | '…' | '。' | '،') && !ends_in_abbreviation(text);
    let asks = matches!(end, '?' | '!' | '？' | '！');
    let starts =
        text.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase() || c.is_numeric());
    let opens = text.starts_with(|c: char| {
        c.is_alphanumeric() || matches!(c, '"' | '“' | '‘' | '«' | '\'' | '¿' | '¡' | '「')
    });
    let fits = text.chars().count() <= if asks { 110 } else { 160 } && words <= 28 && !text.contains('\n');
    let named = first.piece.kind == BlockKind::Paragraph && !credits::is_credit(text);
    if closed || !starts || !opens || !fits || !named {
        return None;
    }
    let mut body = body.peekable();
    // What is followed by who wrote it is a title, however short the rest.
    if body.peek().is_some_and(|(_, next)| credits::is_byline(next.text())) && body.clone().nth(1).is_some() {
        return Some(at);
    }
    // Something longer than a title, or a full sentence, has to follow for it to be the title of.
    body.take(8).any(|(_, p)| p.text().chars().count() > 160 || is_sentence(p.text())).then_some(at)
}

fn ends_in_abbreviation(text: &str) -> bool {
    let last = text.split_whitespace().next_back().unwrap_or_default();
    last.len() <= 5 && last.matches('.').count() >= 2 && last.starts_with(char::is_uppercase)
}
