//! Who wrote, when and for whom, as the lines between the title of a page and its text say.

use super::super::dates;
use super::super::plain::Placed;
use super::alone::{self, Head};
use super::{BY_AND_WHEN, byline, byline_of, date, is_date_or_place, is_handle, of_source, rows};
use crate::model::{BlockKind, Metadata};

/// Blocks below a title that are looked at, and characters of a line.
const FIRST: usize = 8;
const LONGEST: usize = 160;

/// Who and when, as one line says.
#[derive(Debug, Default)]
struct Said {
    names: Option<String>,
    when: Option<String>,
    outlet: Option<String>,
}

/// Fills in what the head of a page says.
pub(super) fn find(pieces: &[Placed], by_abroad: &[&str], meta: &mut Metadata) {
    let lines = lines(pieces, by_abroad);
    for line in &lines {
        let said = said(line, by_abroad);
        if let Some(names) = said.names {
            meta.byline.get_or_insert(names);
        }
        meta.published = meta.published.take().or(said.when);
        meta.publication = meta.publication.take().or(said.outlet);
    }
    meta.published = meta.published.take().or_else(|| lines.iter().find_map(|line| dated(line)));
    for pair in lines.windows(2) {
        if let [line, next] = pair
            && super::is_name(line)
            && is_handle(next)
        {
            meta.byline.get_or_insert_with(|| super::in_case(line));
        }
    }
    if meta.byline.is_none() {
        let all: Vec<&str> = pieces.iter().map(Placed::text).collect();
        // Without a title nothing stands below one.
        let head = Head { lines: &lines, title: &meta.title, all: &all };
        meta.byline = Some(&meta.title).filter(|title| !title.is_empty()).and_then(|_| head.names());
    }
}

/// The date that a line begins with, where names stand behind it and no sentence: `2019年09月07日 04:04 港口日报`.
fn dated(line: &str) -> Option<String> {
    const SMALL: usize = 1;
    let begins = line.starts_with(|c: char| c.is_ascii_digit())
        || line.split_whitespace().next().is_some_and(|word| dates::is_month(word.trim_end_matches('.')));
    let small = line.split_whitespace().filter(|word| word.starts_with(char::is_lowercase));
    (begins && small.take(SMALL + 1).count() <= SMALL).then(|| dates::credit(line)).flatten()
}

/// The lines of the head. A paragraph that sums up the text may stand among them.
fn lines<'a>(pieces: &'a [Placed], by_abroad: &[&str]) -> Vec<&'a str> {
    let is_of_head =
        |p: &&Placed| p.piece.kind != BlockKind::Heading && (!p.piece.furniture || is_handle(p.text()));
    // Above the title stands nothing of it.
    let title = pieces.iter().position(|p| p.piece.kind == BlockKind::Heading).unwrap_or_default();
    let blocks: Vec<&str> =
        pieces.iter().skip(title).filter(is_of_head).map(Placed::text).take(FIRST + 1).collect();
    let (mut found, mut is_summed_up) = (Vec::new(), false);
    for (at, block) in blocks.iter().enumerate().take(FIRST) {
        if block.chars().nth(LONGEST).is_some() {
            let next = blocks.get(at + 1).copied().unwrap_or_default();
            let is_told = byline(next).is_some()
                || (dates::tells_when(next) && dates::line(next).is_some())
                || byline_of(next, by_abroad).is_some();
            if is_summed_up || !is_told {
                break;
            }
            is_summed_up = true;
            continue;
        }
        found.extend(rows(block, by_abroad));
    }
    found
}

/// What one line says, as a whole or in parts that signs tell apart.
fn said(line: &str, by_abroad: &[&str]) -> Said {
    let (outlet, author) = of_source(line);
    let mut whole = one(line, by_abroad);
    if outlet.is_some() || author.is_some() {
        whole.when = whole.when.or_else(|| dates::within(line));
    }
    if whole.names.is_some() || whole.when.is_some() {
        return Said { names: whole.names.or(author), outlet, ..whole };
    }
    let mut all = Said { names: author, outlet, when: None };
    for part in line.split(['|', '·', '•']).map(str::trim).filter(|part| *part != line && !part.is_empty())
    {
        let said = one(part, by_abroad);
        all.names = all.names.or(said.names);
        all.when = all.when.or(said.when);
    }
    all
}

fn one(line: &str, by_abroad: &[&str]) -> Said {
    let abroad = || {
        let line = without_kind(line);
        byline_of(line, by_abroad).filter(|(_, rest)| rest.is_none_or(is_date_or_place))
    };
    let by = byline(line).or_else(abroad);
    let (names, rest) = by.map_or((None, None), |(names, rest)| (Some(names), rest));
    let when = rest.and_then(when).or_else(|| when(line));
    Said { names, when, outlet: None }
}

/// The date on which a line says that something appeared.
pub(super) fn when(line: &str) -> Option<String> {
    let own = |line| dates::line(line).filter(|when| !when.is_change).map(|when| when.date);
    date(line).or_else(|| own(line)).or_else(|| own(alone::without_city(line)))
}

/// A line that says what kind of text somebody wrote, from who that is on: `Ein Kommentar von Hans Groß`.
fn without_kind(line: &str) -> &str {
    const KINDS: &[(&str, &str)] =
        &[("Ein ", " von "), ("Eine ", " von "), ("Un ", " par "), ("Une ", " par ")];
    const WORDS: usize = 3;
    let from = KINDS.iter().find_map(|(start, by)| {
        let at = line.find(by).filter(|_| line.starts_with(start))?;
        (line.get(..at)?.split_whitespace().count() <= WORDS).then_some(at + 1)
    });
    from.and_then(|from| line.get(from..)).unwrap_or(line)
}

/// Whether a line tells who wrote or when, whatever the language of the page.
pub(in crate::import) fn tells(line: &str) -> bool {
    if line.chars().nth(LONGEST).is_some() {
        return false;
    }
    byline(line).is_some()
        || byline_of(line, BY_AND_WHEN).is_some_and(|(_, rest)| rest.is_some())
        || date(line).is_some()
        || dates::line(alone::without_city(line)).is_some()
        || of_source(line) != (None, None)
}
