//! Plain text to blocks, and what a page says of itself. Only what is certain is taken for more
//! than a paragraph.

mod headline;
pub(super) mod lines;
mod title;
mod turns;
pub(super) mod verse;

use super::builder::{Builder, Piece};
use super::{Hint, ImportError, Imported, credits, furniture};
use crate::model::{BlockKind, Metadata};

/// Reads cleaned plain text. O(bytes); asks now and then whether it is to stop.
pub(super) fn read(text: &str, hint: &Hint<'_>) -> Result<Imported, ImportError> {
    let mut pieces = lines::pieces(text);
    hint.go_on()?;
    turns::part(&mut pieces);
    let marked = title::unmark(&mut pieces);
    part_credits(&mut pieces);
    furniture::mark_until(&mut pieces, &|| hint.go_on())?;
    let mut meta = Metadata::default();
    let below_menus = if marked.is_none() { title::find_below_menus(&pieces) } else { None };
    if let Some(title) = below_menus.filter(|title| title.is_below_known) {
        headline::mark_above(&mut pieces, title.at);
    }
    if let Some(at) = marked.or(below_menus.map(|title| title.at)).or_else(|| title::find(&pieces))
        && let Some(piece) = pieces.get_mut(at)
    {
        piece.piece.kind = BlockKind::Heading;
        piece.piece.level = 1;
        piece.piece.furniture &= marked.is_none();
        (meta.publication, meta.title) = credits::title(&piece.piece.text);
    }
    credits::find(&mut pieces, &mut meta);
    meta.publication = meta.publication.or_else(|| furniture::publisher(&pieces, meta.byline.as_deref()));
    hint.go_on()?;
    verse::mark(&mut pieces);
    let mut builder = Builder::sized(text.len());
    // A long text is not held twice: each piece goes once it is taken over.
    for piece in pieces {
        hint.go_on()?;
        builder.push(&piece.piece);
    }
    Ok(Imported {
        meta,
        document: builder.finish(),
        themes: Vec::new(),
        remarks: Vec::new(),
        is_stored: false,
        is_cut: false,
    })
}

/// A block of plain text and the run of lines, between blank lines, that it stands in.
#[derive(Debug)]
pub(super) struct Placed {
    pub piece: Piece,
    pub run: usize,
}

impl Placed {
    pub(super) fn text(&self) -> &str {
        &self.piece.text
    }
}

/// Parts a title from the lines right below it that tell who wrote and when.
fn part_credits(pieces: &mut Vec<Placed>) {
    let Some(first) = pieces.first().filter(|first| first.piece.kind == BlockKind::Paragraph) else { return };
    let lines: Vec<&str> = first.text().lines().collect();
    let Some((title, credits)) = lines.split_first().filter(|(_, credits)| matches!(credits.len(), 1..=3))
    else {
        return;
    };
    let names_who = credits.first().is_some_and(|line| credits::is_byline(line));
    if !names_who || credits::tells(title) || !credits.iter().all(|line| credits::tells(line)) {
        return;
    }
    let run = first.run;
    let parted: Vec<Placed> = lines
        .iter()
        .map(|line| Placed { piece: Piece::new(BlockKind::Paragraph, 0, line.trim()), run })
        .collect();
    pieces.splice(..1, parted);
}

/// Whether a text has a stop at its end.
fn ends_sentence(text: &str) -> bool {
    let end = text.trim_end_matches(['"', '”', '’', '\'', ')', '»', ']']).chars().next_back();
    matches!(end, Some('.' | '!' | '?' | '…' | '。' | '？' | '！' | '؟' | '।'))
}

/// Whether a text reads as one or more sentences: several words and a stop at the end.
pub(super) fn is_sentence(text: &str) -> bool {
    ends_sentence(text)
        && (text.split_whitespace().nth(4).is_some() || (!text.is_ascii() && text.chars().nth(10).is_some()))
}

#[cfg(test)]
mod tests;
