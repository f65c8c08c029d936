//! Plain text to blocks, and what a page says of itself. Only what is certain is taken for more
//! than a paragraph.

pub(super) mod lines;
mod verse;

use super::builder::{Builder, Piece};
use super::{Imported, credits, furniture};
use crate::model::{BlockKind, Metadata};

/// Reads cleaned plain text. O(bytes).
pub(super) fn read(text: &str) -> Imported {
    let mut pieces = lines::pieces(text);
    part_credits(&mut pieces);
    furniture::mark(&mut pieces);
    let mut meta = Metadata::default();
    if let Some(at) = title(&pieces)
        && let Some(piece) = pieces.get_mut(at)
    {
        piece.piece.kind = BlockKind::Heading;
        piece.piece.level = 1;
        (meta.publication, meta.title) = credits::title(&piece.piece.text);
    }
    credits::find(&mut pieces, &mut meta);
    meta.publication = meta.publication.or_else(|| furniture::publisher(&pieces));
    verse::mark(&mut pieces);
    let mut builder = Builder::sized(text.len());
    // A long text is not held twice: each piece goes once it is taken over.
    for piece in pieces {
        builder.push(&piece.piece);
    }
    Imported {
        meta,
        document: builder.finish(),
        themes: Vec::new(),
        remarks: Vec::new(),
        is_stored: false,
        is_cut: false,
    }
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
    if !names_who || credits::is_credit(title) || !credits.iter().all(|line| credits::is_credit(line)) {
        return;
    }
    let run = first.run;
    let parted: Vec<Placed> = lines
        .iter()
        .map(|line| Placed { piece: Piece::new(BlockKind::Paragraph, 0, line.trim()), run })
        .collect();
    pieces.splice(..1, parted);
}

/// The place of the title: the first block that is not furniture, if it looks like one and
/// something to read comes after it.
fn title(pieces: &[Placed]) -> Option<usize> {
    let mut body = pieces.iter().enumerate().filter(|(_, p)| !p.piece.furniture);
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

/// Whether a text reads as one or more sentences: several words and a stop at the end.
pub(super) fn is_sentence(text: &str) -> bool {
    let end = text.trim_end_matches(['"', '”', '’', '\'', ')', '»', ']']).chars().next_back();
    matches!(end, Some('.' | '!' | '?' | '…' | '。' | '？' | '！' | '؟' | '।'))
        && (text.split_whitespace().nth(4).is_some() || (!text.is_ascii() && text.chars().nth(10).is_some()))
}

#[cfg(test)]
mod tests;
