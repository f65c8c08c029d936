//! Which line of a plain text is its title.

use super::super::builder::Piece;
use super::{Placed, credits, furniture, headline, is_sentence};
use crate::model::BlockKind;
use crate::text::segment::is_abbreviation;

/// Signs that underline a title, at least.
const UNDERLINE: usize = 3;
/// Words of the name of a paper, at most.
const NAME: usize = 5;
/// Characters of a title, at most; where it asks or calls out, which a sentence of the text may do as well; and where a
/// sentence ends within it.
const LONGEST: usize = 160;
/// Blocks below a title among which its text begins.
const BELOW: usize = 16;
/// Blocks of a menu above a line.
const MENU: usize = 3;
/// Characters of a line above a title that names the part of a paper.
const KICKER: usize = 40;
const LONGEST_CALL: usize = 110;
const LONGEST_TWO: usize = 90;

/// Takes the marks from a title that begins the text, or stands right below the name of a paper, and is marked as
/// one: `# Title`, or `Title` over `=====`. The place of its block, if there is such.
pub(super) fn unmark(pieces: &mut Vec<Placed>) -> Option<usize> {
    let first = pieces.first().filter(|first| first.piece.kind == BlockKind::Paragraph)?;
    let run = first.run;
    // In a hard-wrapped text what stands in one run of lines is one block.
    let (line, rest) = first.text().split_once('\n').unwrap_or((first.text(), ""));
    if is_name(line) && is_marked(rest) {
        let (line, rest) = (line.to_owned(), rest.to_owned());
        replace(pieces, 0, 1, &line, &rest, run);
    }
    if unmark_at(pieces, 0) {
        return Some(0);
    }
    let is_below = pieces.first().is_some_and(|first| is_name(first.text()))
        && pieces.get(1).is_some_and(|next| is_marked(next.text()));
    (is_below && unmark_at(pieces, 1)).then_some(1)
}

/// Whether a text begins with a marked title, as it may stand below a name: not with a sentence, nor with the first line
/// of one.
fn is_marked(text: &str) -> bool {
    let (line, rest) = text.split_once('\n').unwrap_or((text, ""));
    let goes_on = rest.trim_start().starts_with(char::is_lowercase);
    let title = line.strip_prefix("# ").map(|title| title.trim_end_matches('#').trim());
    title.is_some_and(|title| !(goes_on || is_sentence(title) && is_closed(title)))
}

/// Whether a text ends as no title does.
fn is_closed(text: &str) -> bool {
    let end = bare(text).chars().next_back();
    matches!(end, Some('.' | ',' | ';' | ':' | '…' | '。' | '،')) && !ends_in_abbreviation(text)
}

/// A text without the quotation marks and brackets that close it.
fn bare(text: &str) -> &str {
    text.trim_end_matches(['"', '”', '’', ')', '»'])
}

/// Whether a line is as the name of a paper is.
fn is_name(line: &str) -> bool {
    let words = line.split_whitespace().count();
    (1..=NAME).contains(&words)
        && credits::is_proper(line)
        && !line.contains('\n')
        && !line.ends_with(['.', ':', ','])
}

fn unmark_at(pieces: &mut Vec<Placed>, at: usize) -> bool {
    let Some(first) = pieces.get(at).filter(|first| first.piece.kind == BlockKind::Paragraph) else {
        return false;
    };
    let run = first.run;
    let (line, rest) = first.text().split_once('\n').unwrap_or((first.text(), ""));
    if let Some(title) = line.strip_prefix("# ").map(|title| title.trim_end_matches('#').trim()) {
        if title.is_empty() || title.chars().count() > LONGEST {
            return false;
        }
        let (title, rest) = (title.to_owned(), rest.to_owned());
        replace(pieces, at, 1, &title, &rest, run);
        return true;
    }
    let is_underline = |line: &str| {
        line.len() >= UNDERLINE && (line.bytes().all(|b| b == b'=') || line.bytes().all(|b| b == b'-'))
    };
    let title = line.trim().to_owned();
    // A rule may stand below a paragraph too.
    if !title.contains(char::is_alphanumeric) || title.chars().count() > LONGEST {
        return false;
    }
    if !rest.is_empty() {
        let (under, rest) = rest.split_once('\n').unwrap_or((rest, ""));
        let rest = rest.to_owned();
        let is_title = is_underline(under.trim());
        if is_title {
            replace(pieces, at, 1, &title, &rest, run);
        }
        return is_title;
    }
    let is_title = pieces.get(at + 1).is_some_and(|next| next.run == run && is_underline(next.text().trim()));
    if is_title {
        replace(pieces, at, 2, &title, "", run);
    }
    is_title
}

/// Puts a title and what follows it in the place of so many blocks.
fn replace(pieces: &mut Vec<Placed>, at: usize, count: usize, title: &str, rest: &str, run: usize) {
    let parts = [title, rest].into_iter().map(str::trim).filter(|text| !text.is_empty());
    let made: Vec<Placed> =
        parts.map(|text| Placed { piece: Piece::new(BlockKind::Paragraph, 0, text), run }).collect();
    pieces.splice(at.min(pieces.len())..(at + count).min(pieces.len()), made);
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
    let own = at(pieces, first)?;
    Some(below_kicker(pieces, own).unwrap_or(own))
}

/// The place of the title of a page that has all of its menus above it.
pub(super) fn find_below_menus(pieces: &[Placed]) -> Option<headline::Headline> {
    headline::find(pieces, &|place| at(pieces, place) == Some(place))
}

/// The title right below a line that names the part of a paper, or the paper, as the first line of a page may: what tells
/// is who wrote and when, below, and that the line is known, said again, or stands above a title and what sums it up.
fn below_kicker(pieces: &[Placed], above: usize) -> Option<usize> {
    let body: Vec<usize> = (above..pieces.len())
        .filter(|at| pieces.get(*at).is_some_and(|p| !p.piece.furniture))
        .take(5)
        .collect();
    let text = |at: usize| body.get(at).and_then(|at| pieces.get(*at)).map(Placed::text).unwrap_or_default();
    let words = |at: usize| text(at).split_whitespace().count();
    let is_short = words(0) < NAME && text(0).chars().count() <= KICKER && !text(1).contains('\n');
    let credit = (1..body.len()).find(|at| credits::tells(text(*at))).filter(|credit| *credit > 1)?;
    let title = *body.get(1)?;
    if !is_short || at(pieces, title) != Some(title) {
        return None;
    }
    let line = text(0).trim();
    let is_said = |placed: &Placed| {
        let other = placed.text().trim();
        let owns = other.starts_with(['©', '('])
            && other.split_once(line).is_some_and(|(_, rest)| !rest.starts_with(char::is_alphanumeric));
        other == line
            || owns
            || other.strip_suffix(line).is_some_and(|before| before.ends_with(": "))
            || ["Thanks for reading ", "Subscribe to "]
                .iter()
                .any(|start| other.strip_prefix(start).is_some_and(|rest| rest.starts_with(line)))
    };
    let is_said_again = || pieces.iter().filter(|placed| is_said(placed)).nth(1).is_some();
    // The last entry of a menu.
    let is_below_menu = || {
        let menu = pieces.get(above.saturating_sub(MENU)..above).unwrap_or_default();
        words(0) == 1
            && words(1) > MENU
            && menu.len() == MENU
            && menu.iter().all(|placed| placed.piece.furniture)
    };
    let is_known = || furniture::names_part(line) || is_said_again() || is_below_menu();
    // A kicker, a title, a sentence that sums up.
    let is_above_all = || credit > 2 && is_sentence(text(2)) && (words(1) > words(0) || !text(1).is_ascii());
    (is_known() || is_above_all()).then_some(title)
}

/// The place from which on the next block that is not furniture stands, if that looks like a title of what follows.
fn at(pieces: &[Placed], from: usize) -> Option<usize> {
    let mut body = pieces.iter().enumerate().skip(from).filter(|(_, p)| !p.piece.furniture);
    let (at, first) = body.next()?;
    let text = first.text();
    // What stands before it, an outlet and its country, is none of its length.
    let (outlet, own) = credits::title(text);
    let words = own.split_whitespace().count();
    let closed = is_closed(text);
    let asks = bare(text).ends_with(['?', '!', '？', '！']);
    let starts =
        text.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase() || c.is_numeric());
    let opens = text.starts_with(|c: char| {
        c.is_alphanumeric() || matches!(c, '"' | '“' | '‘' | '«' | '\'' | '¿' | '¡' | '「')
    });
    let most = match (asks, has_stop(text)) {
        _ if outlet.is_some() => LONGEST,
        (_, true) => LONGEST_TWO,
        (true, false) => LONGEST_CALL,
        (false, false) => LONGEST,
    };
    let fits = own.chars().count() <= most && words <= 28 && !text.contains('\n');
    let named = first.piece.kind == BlockKind::Paragraph && !credits::tells(text);
    let named = named && !furniture::is_list_of_subjects(text);
    if closed || !starts || !opens || !fits || !named {
        return None;
    }
    let mut body = body.peekable();
    // What is followed by who wrote it is a title, however short the rest.
    if body.peek().is_some_and(|(_, next)| credits::is_byline(next.text())) && body.clone().nth(1).is_some() {
        return Some(at);
    }
    // Something longer than a title, or a full sentence, has to follow for it to be the title of.
    body.take(BELOW).any(|(_, p)| p.text().chars().count() > 160 || is_sentence(p.text())).then_some(at)
}

/// Whether a sentence of the text ends within what may be its title: a stop after a word of some length that is not
/// short for another, and a capital after it. Headlines ask and call out, and then go on.
fn has_stop(text: &str) -> bool {
    text.match_indices('.').any(|(at, stop)| {
        let (before, after) =
            (text.get(..at).unwrap_or_default(), text.get(at + stop.len()..).unwrap_or_default());
        let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let next = after.trim_start_matches(['"', '”', '’', ')', '»']).strip_prefix(' ');
        word.chars().count() > 3
            && !is_abbreviation(word)
            && next.is_some_and(|next| next.starts_with(char::is_uppercase))
    })
}

fn ends_in_abbreviation(text: &str) -> bool {
    let last = text.split_whitespace().next_back().unwrap_or_default();
    last.len() <= 5 && last.matches('.').count() >= 2 && last.starts_with(char::is_uppercase)
}
