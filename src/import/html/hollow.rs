//! Labels among the words of an article that belong to what stands beside it: headings and lines above nothing but links,
//! and teasers, which say a line or two below a link to what they are about.

use super::blocks::Found;
use super::choose::is_linked;
use super::part::Part;
use crate::model::BlockKind;

/// Longer headings and lines (characters without white space) say something by themselves.
const HEADING: usize = 80;
const LINE: usize = 40;
/// Longer paragraphs are no teasers.
const TEASER: usize = 150;
/// So many teasers in a row are one; so many links are more than a way to a source.
const ROW: usize = 3;
const LINKS: usize = 2;

/// Marks labels above nothing and rows of teasers. `links` has, for each block, how many links were left out right
/// before it, and one more for what was left out at the end.
pub(super) fn mark(chosen: &mut [Found], links: &[usize]) {
    let teasers = teasers(chosen);
    rows(chosen, &teasers);
    headings(chosen, &teasers, links);
    lines(chosen, links);
}

/// Which paragraphs are short and stand right below a link that is none of the article, and no name of who says them.
fn teasers(chosen: &[Found]) -> Vec<bool> {
    let mut below_link = false;
    let mut teasers = Vec::with_capacity(chosen.len());
    for f in chosen {
        let is_told =
            !f.piece.furniture && !f.said && f.piece.kind == BlockKind::Paragraph && f.all <= TEASER;
        teasers.push(below_link && is_told);
        let is_between = f.piece.kind == BlockKind::Caption || (f.piece.furniture && f.part == Part::Credit);
        below_link = if is_between { below_link } else { f.piece.furniture && is_linked(f) };
    }
    teasers
}

/// Marks teasers that stand in a row, with no more between them than what is none of the article, if it is much longer.
fn rows(chosen: &mut [Found], teasers: &[bool]) {
    let told = |found: &[Found], teasers: &[bool], wanted: bool| -> usize {
        let counts = |(f, teaser): &(&Found, &bool)| !f.piece.furniture && **teaser == wanted;
        found.iter().zip(teasers).filter(counts).map(|(f, _)| f.all).sum()
    };
    if told(chosen, teasers, true) * 4 > told(chosen, teasers, false) {
        return;
    }
    let mut row: Vec<usize> = Vec::new();
    let mut rows: Vec<usize> = Vec::new();
    let (mut length, mut is_lost) = (0, true);
    for (at, (f, teaser)) in chosen.iter().zip(teasers).enumerate() {
        if *teaser {
            row.push(at);
            length += 1;
            is_lost &= f.kept == 0;
        } else if !f.piece.furniture && f.piece.kind != BlockKind::Caption {
            row.clear();
            (length, is_lost) = (0, true);
        }
        // Of what Readability does not keep, either, two are enough.
        if length >= ROW - usize::from(is_lost) {
            rows.append(&mut row);
        }
    }
    for at in rows {
        if let Some(f) = chosen.get_mut(at) {
            f.piece.furniture = true;
        }
    }
}

/// Marks headings below which nothing stands but links and teasers, with these.
fn headings(chosen: &mut [Found], teasers: &[bool], links: &[usize]) {
    let is_shown = |f: &Found| !f.piece.furniture && f.piece.kind != BlockKind::Caption;
    let is_heading = |f: &Found| !f.piece.furniture && f.piece.kind == BlockKind::Heading;
    let last = chosen
        .iter()
        .zip(teasers)
        .rposition(|(f, teaser)| is_shown(f) && !teaser && f.piece.kind != BlockKind::Heading);
    let mut hollow: Vec<usize> = Vec::new();
    for (at, heading) in chosen.iter().enumerate() {
        let level = heading.piece.level;
        if !is_heading(heading) || level < 2 || heading.all > HEADING {
            continue;
        }
        let below = chosen.iter().enumerate().skip(at + 1);
        let below = below.take_while(|(_, f)| !(is_heading(f) && f.piece.level <= level));
        let (mut led, mut told, mut end) = (0, 0, at);
        let mut is_hollow = true;
        for (under, f) in below {
            end = under;
            led += links.get(under).copied().unwrap_or_default()
                + usize::from(f.piece.furniture && is_linked(f));
            if is_shown(f) {
                told += 1;
                is_hollow &= teasers.get(under) == Some(&true);
            }
        }
        led += links.get(end + 1).copied().unwrap_or_default();
        // Among the words of the article a line below a link may be told of what it leads to.
        let closes = last.is_some_and(|last| at > last);
        if is_hollow && led >= LINKS && (told == 0 || closes) {
            hollow.extend(at..=end);
        }
    }
    for at in hollow {
        if let Some(f) = chosen.get_mut(at) {
            f.piece.furniture |= is_shown(f);
        }
    }
}

/// Marks lines such as `See also:` right above links that are none of the article.
fn lines(chosen: &mut [Found], links: &[usize]) {
    let is_label = |f: &Found| {
        !f.piece.furniture
            && matches!(f.piece.kind, BlockKind::Paragraph | BlockKind::ListItem)
            && f.all <= LINE
            && f.piece.text.trim_end().ends_with([':', '：'])
    };
    let above = |at: &usize| {
        let next = chosen.get(at + 1);
        let is_left_out = links.get(at + 1).is_some_and(|links| *links > 0);
        chosen.get(*at).is_some_and(is_label)
            && (is_left_out || next.is_some_and(|f| f.piece.furniture && is_linked(f)))
    };
    let labels: Vec<usize> = (0..chosen.len()).filter(above).collect();
    for at in labels {
        if let Some(f) = chosen.get_mut(at) {
            f.piece.furniture = true;
        }
    }
}
