//! Chunks to blocks: paragraphs over columns and pages, headings and their levels, captions; what
//! stands at the edge of a page comes after the paragraph that runs over it.

use super::super::builder::Piece;
use super::super::credits::people;
use super::super::markdown::table::Table;
use super::items::{Mark, item};
use super::join::{self, Known, is_ended};
use super::labels::{Label, is_entry, is_number, is_remark, label};
use super::lines::{Line, median};
use super::strips::{Chunk, Look, Usual};
use super::verse;
use super::words::Unit;
use crate::model::BlockKind;

/// Sizes of headings that are told apart.
const LEVELS: usize = 4;

/// A block and the pages that it stands on: from which byte of it on, the index of the page.
#[derive(Debug)]
pub(super) struct Placed {
    pub piece: Piece,
    pub pages: Vec<(usize, usize)>,
}

pub(super) struct Body<'a> {
    known: &'a Known,
    usual: Usual,
    /// Sizes of letters of headings, the largest first.
    sizes: Vec<Unit>,
    out: Vec<Placed>,
    /// What waits for the end of a paragraph.
    held: Vec<Placed>,
    /// Whether the last block may go on: in the next column or on the next page.
    open: bool,
    /// Whether new paragraphs are set in rather than set apart.
    set_in: bool,
    /// How far down each page is of the table of contents.
    contents: Vec<Option<Unit>>,
    /// Where the listing began from the left that the last page ended with.
    listing: Option<Unit>,
    /// The page that was read last.
    page: Option<usize>,
}

impl<'a> Body<'a> {
    /// `chunks`: those of all pages.
    pub(super) fn new<'c>(
        known: &'a Known,
        usual: Usual,
        chunks: impl Iterator<Item = &'c Chunk>,
        contents: Vec<Option<Unit>>,
    ) -> Self {
        let mut sizes: Vec<Unit> = Vec::new();
        let (mut set_in, mut apart) = (0, 0);
        for chunk in chunks {
            match chunk.look {
                Look::Large => sizes.push(chunk.size),
                Look::Text if !chunk.first && chunk.apart => apart += 1,
                Look::Text if !chunk.first && chunk.indented => set_in += 1,
                _ => {}
            }
        }
        sizes.sort_unstable_by(|a, b| b.cmp(a));
        sizes.dedup_by(|small, large| *small * 100 > *large * 92);
        sizes.truncate(LEVELS);
        let set_in = set_in > apart;
        let (out, held) = (Vec::new(), Vec::new());
        Self { known, usual, sizes, out, held, open: false, set_in, contents, listing: None, page: None }
    }

    pub(super) fn finish(mut self) -> Vec<Placed> {
        self.out.append(&mut self.held);
        self.out
    }

    /// A line of the page's frame.
    pub(super) fn frame(&mut self, line: &Line, page: usize) {
        let piece = Piece { furniture: true, ..Piece::new(BlockKind::Paragraph, 0, line.text.as_str()) };
        self.hold(Placed { piece, pages: vec![(0, page)] });
    }

    fn hold(&mut self, placed: Placed) {
        if self.open || self.listing.is_some() { self.held.push(placed) } else { self.out.push(placed) }
    }

    /// A chunk; `next` is the one after it on the page.
    pub(super) fn chunk(&mut self, chunk: &Chunk, next: Option<&Chunk>, page: usize) {
        let is_first = self.page.replace(page) != Some(page);
        let listing = self.listing.take().filter(|_| is_first && chunk.look == Look::Code);
        if listing.is_none() && !self.open {
            self.out.append(&mut self.held);
        }
        let text = self.text(chunk);
        let placed = |piece: Piece| Placed { piece, pages: vec![(0, page)] };
        if is_caption(&text) && chunk.look != Look::Large {
            self.hold(placed(Piece::new(BlockKind::Caption, 0, text)));
            return;
        }
        let (kind, level) = match chunk.look {
            Look::Note => {
                self.hold(placed(Piece::new(BlockKind::Paragraph, 0, text)));
                return;
            }
            Look::Table => {
                self.out.append(&mut self.held);
                self.out.push(placed(table(&chunk.lines, self.known)));
                self.open = false;
                return;
            }
            Look::Code => {
                self.code(chunk, listing, page);
                self.listing = if next.is_none() { Some(leftmost(&chunk.lines)) } else { None };
                self.open = false;
                return;
            }
            Look::Verse => {
                self.out.append(&mut self.held);
                self.out.push(placed(Piece::new(BlockKind::Paragraph, 0, verse::text(&chunk.lines))));
                self.open = false;
                return;
            }
            Look::Large | Look::Text | Look::Item if self.is_in_contents(chunk, page) && is_entry(&text) => {
                self.out.append(&mut self.held);
                self.out.push(placed(Piece::new(BlockKind::Paragraph, 0, text)));
                self.open = false;
                return;
            }
            Look::Large | Look::Text if is_remark(&text) => (BlockKind::Paragraph, 0),
            Look::Large => (BlockKind::Heading, self.level(chunk.size, &text)),
            Look::Text | Look::Item if is_heading(chunk, &text, next) && !self.is_author(chunk, &text) => {
                (BlockKind::Heading, self.low_level(&text))
            }
            Look::Item => (BlockKind::ListItem, chunk.depth),
            Look::Text => (BlockKind::Paragraph, 0),
        };
        if kind == BlockKind::Heading && self.joins_label(&text, page) {
            return;
        }
        if kind == BlockKind::Paragraph && self.goes_on(chunk, &text) {
            if let Some(last) = self.out.last_mut() {
                join::add(&mut last.piece.text, &text, self.known);
                // The page begins with what stands first on it, be it the end of a word.
                let at = last.piece.text.len() - text.len().min(last.piece.text.len());
                last.pages.push((at, page));
            }
        } else {
            self.out.append(&mut self.held);
            let text = if chunk.look == Look::Item && kind == BlockKind::ListItem {
                unbulleted(&text)
            } else {
                &text
            };
            self.out.push(placed(Piece::new(kind, level, text)));
        }
        self.open = chunk.open && matches!(kind, BlockKind::Paragraph | BlockKind::ListItem);
        if !self.open {
            self.out.append(&mut self.held);
        }
    }

    /// Whether a line names one more of the people who are named one by one above it.
    fn is_author(&self, chunk: &Chunk, text: &str) -> bool {
        let last = self.out.last().filter(|last| last.piece.kind == BlockKind::Paragraph);
        !chunk.apart && is_name(text) && last.is_some_and(|last| is_name(&last.piece.text))
    }

    /// Whether a chunk stands among the entries of the table of contents.
    fn is_in_contents(&self, chunk: &Chunk, page: usize) -> bool {
        let end = self.contents.get(page).copied().flatten();
        chunk.lines.first().zip(end).is_some_and(|(line, end)| line.area.top < end)
    }

    /// A listing, or the rest of the one that the page before ended with.
    fn code(&mut self, chunk: &Chunk, before: Option<Unit>, page: usize) {
        let text = code(&chunk.lines, before);
        let last = self.out.last_mut().filter(|last| last.piece.kind == BlockKind::Preformatted);
        if let Some(last) = last.filter(|_| before.is_some()) {
            last.piece.text.push('\n');
            last.pages.push((last.piece.text.len(), page));
            last.piece.text.push_str(&text);
            return;
        }
        self.out.append(&mut self.held);
        self.out.push(Placed { piece: Piece::new(BlockKind::Preformatted, 0, text), pages: vec![(0, page)] });
    }

    /// Adds the title of a chapter, or its number, to the line above that says it is one.
    fn joins_label(&mut self, text: &str, page: usize) -> bool {
        let Some(last) = self.out.last_mut() else { return false };
        let is_near = last.piece.kind == BlockKind::Heading
            && !last.piece.furniture
            && last.pages.last().is_some_and(|(_, at)| *at == page);
        let gap = match label(&last.piece.text).filter(|_| is_near) {
            Some(Label::Kind) if is_number(text) => " ",
            Some(Label::Whole) => ". ",
            _ => return false,
        };
        last.piece.text.push_str(gap);
        last.piece.text.push_str(text);
        last.piece.level = 1;
        true
    }

    /// Whether a chunk goes on with the block before it.
    fn goes_on(&self, chunk: &Chunk, text: &str) -> bool {
        let Some(last) = self.out.last().filter(|_| self.open && chunk.look == Look::Text) else {
            return false;
        };
        if !matches!(last.piece.kind, BlockKind::Paragraph | BlockKind::ListItem) || last.piece.furniture {
            return false;
        }
        let low = text.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_lowercase);
        let before = &last.piece.text;
        if !is_ended(before) {
            // Lines that stand alone, as on a title page, end without a stop.
            return low
                || before.ends_with(['-', '\u{2010}', '\u{ad}', ',', ';'])
                || (!chunk.indented && before.len() > 80);
        }
        // After a stop, only where a new paragraph would be set in, and this is none.
        low || (self.set_in
            && !chunk.indented
            && chunk.lines.len() > 1
            && last.piece.kind == BlockKind::Paragraph
            && before.len() > 80)
    }

    fn text(&self, chunk: &Chunk) -> String {
        if chunk.look == Look::Code {
            return String::new();
        }
        let mut lines = chunk.lines.iter();
        let mut text = lines.next().map(|line| line.text.clone()).unwrap_or_default();
        for line in lines {
            join::add(&mut text, &line.text, self.known);
        }
        leaders(text)
    }

    fn level(&self, size: Unit, text: &str) -> u8 {
        let rank = self
            .sizes
            .iter()
            .position(|known| size * 100 > known * 92)
            .unwrap_or(self.sizes.len().saturating_sub(1));
        let by_size = u8::try_from(rank + 1).unwrap_or(1);
        match parts_of_large(text) {
            0 => by_size,
            parts => (parts + 1).min(6).max(by_size.min(2)),
        }
    }

    /// The level of a heading whose letters are no larger than those of the text.
    fn low_level(&self, text: &str) -> u8 {
        let below = u8::try_from(self.sizes.len() + 1).unwrap_or(2).max(2);
        match parts(text) {
            0 => below,
            parts => (parts + 1).min(6),
        }
    }

    /// The words set largest on the first page, if they are larger than the others.
    pub(super) fn title(&self) -> Option<&str> {
        let large = self.out.iter().filter(|placed| {
            placed.piece.kind == BlockKind::Heading && placed.pages.iter().all(|(_, page)| *page == 0)
        });
        let first = large.min_by_key(|placed| placed.piece.level)?;
        let is_large = self.sizes.first().is_some_and(|size| size * 100 >= self.usual.size * 120);
        (first.piece.level == 1 && is_large).then_some(first.piece.text.as_str())
    }
}

/// Whether a chunk of ordinary letters is a heading: one line that stands by itself, numbered, in capitals
/// or by one of the names that parts of articles have.
fn is_heading(chunk: &Chunk, text: &str, next: Option<&Chunk>) -> bool {
    const NAMES: &[&str] = &[
        "abstract", "introduction", "background", "methods", "results", "discussion", "conclusion",
        "conclusions", "references", "bibliography", "acknowledgements", "acknowledgments", "appendix",
        "contents", "summary", "notes", "keywords", "zusammenfassung", "einleitung", "literatur", "résumé",
        "bibliographie",
    ];
    let stands = chunk.lines.len() <= 2 && (chunk.apart || chunk.first || chunk.short) && !chunk.open_ended();
    let followed = next.is_some_and(|next| next.look != Look::Item);
    let words = text.split_whitespace().count();
    let ends = text.ends_with(['.', ',', ';', ':', '?', '。', '、', '，', '；', '：']);
    if !stands || !followed || ends || words > 14 || text.chars().count() > 110 {
        return false;
    }
    let letters = || text.chars().filter(|c| c.is_alphabetic());
    let alone = chunk.lines.len() == 1
        && chunk.short
        && words <= 12
        && chunk.look == Look::Text
        && text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        && !text.contains('@')
        && letters().count() * 4 >= text.chars().filter(|c| !c.is_whitespace()).count() * 3
        && next.is_some_and(|next| matches!(next.look, Look::Text | Look::Verse) && next.lines.len() > 1);
    // Scripts without capitals have no lower case either.
    let large = letters().filter(|c| c.is_uppercase()).count();
    let capitals = large >= 4 && large == letters().count();
    let name = text.to_lowercase();
    (parts(text) > 0 && words > 1) || capitals || alone || NAMES.contains(&name.as_str())
}

/// Whether words are the whole name of somebody, as far as they tell.
fn is_name(text: &str) -> bool {
    text.contains(' ') && matches!(&people(text)[..], [name] if name == text)
}

impl Chunk {
    /// Whether its words go on elsewhere.
    fn open_ended(&self) -> bool {
        self.last_line().ends_with(['-', ','])
    }
}

/// How many parts the number of a section has: 2 of `2.1 Methods`, 1 of `IV. METHODS`; 0 without one.
fn parts(text: &str) -> u8 {
    let Some((head, rest)) = text.split_once(' ') else { return 0 };
    if !rest.trim_start().starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '"' | '«' | '‘')) {
        return 0;
    }
    numbered(head).unwrap_or_else(|| {
        let bare = head.trim_end_matches('.');
        let roman = !bare.is_empty() && bare.len() <= 6 && bare.bytes().all(|b| b"IVXLC".contains(&b));
        u8::from(roman && head.ends_with('.'))
    })
}

/// How many parts a number such as `2.1` has.
fn numbered(head: &str) -> Option<u8> {
    let bare = head.trim_end_matches('.');
    let numbers = bare.split('.');
    let are_short =
        numbers.clone().all(|n| (1..=2).contains(&n.len()) && n.bytes().all(|b| b.is_ascii_digit()));
    (!bare.is_empty() && are_short).then(|| u8::try_from(numbers.count()).unwrap_or(6))
}

/// The same of a line that is a heading by its size, whatever its words begin with: `3.4. /bin`.
fn parts_of_large(text: &str) -> u8 {
    let inner = text.split_once(' ').and_then(|(head, _)| numbered(head)).filter(|parts| *parts > 1);
    inner.unwrap_or_else(|| parts(text))
}

/// `Figure 3: …`, `Table 1. …` and so on.
fn is_caption(text: &str) -> bool {
    const NAMES: &[&str] = &[
        "figure", "fig.", "table", "tab.", "abbildung", "abb.", "tabelle", "figura", "tableau", "chart",
        "box",
    ];
    let mut words = text.split_whitespace();
    let name = words.next().unwrap_or_default().to_lowercase();
    let number = words.next().unwrap_or_default();
    let bare = number.trim_end_matches([':', '.', ')']);
    NAMES.contains(&name.as_str())
        && !bare.is_empty()
        && bare.len() <= 5
        && bare.starts_with(|c: char| c.is_ascii_digit() || c.is_ascii_uppercase())
        && bare.chars().all(|c| c.is_ascii_digit() || c.is_ascii_uppercase() || matches!(c, '.' | '-'))
        && (number.len() > bare.len() || words.next().is_some_and(|w| matches!(w, "|" | "–" | "—" | ":")))
}

/// An item without its bullet; a number stays.
fn unbulleted(text: &str) -> &str {
    match item(text) {
        Some(Mark::Bullet) => text.split_once(' ').map_or(text, |(_, rest)| rest.trim_start()),
        _ => text,
    }
}

/// Dots that lead over to a page number, as one sign.
fn leaders(text: String) -> String {
    if !text.contains(". . .") && !text.contains("....") {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut dots = String::new();
    for c in text.chars() {
        if c == '.' || (c == ' ' && !dots.is_empty()) {
            dots.push(c);
            continue;
        }
        settle(&mut out, &mut dots);
        out.push(c);
    }
    settle(&mut out, &mut dots);
    out
}

fn settle(out: &mut String, dots: &mut String) {
    if dots.bytes().filter(|b| *b == b'.').count() > 3 {
        out.truncate(out.trim_end().len());
        out.push_str(" … ");
    } else {
        out.push_str(dots);
    }
    dots.clear();
}

fn table(lines: &[Line], known: &Known) -> Piece {
    let mut table = Table::new(Vec::new());
    for line in lines {
        table.row();
        for cell in line.text.split('\t') {
            let mut parts = cell.split('\n');
            let mut text = parts.next().unwrap_or_default().to_owned();
            for part in parts {
                join::add(&mut text, part, known);
            }
            table.words(&leaders(text), Vec::new());
        }
    }
    table.finish(0)
}

fn leftmost(lines: &[Line]) -> Unit {
    lines.iter().map(|line| line.area.left).min().unwrap_or_default()
}

/// Lines of code with the spaces before them that their places tell, from `edge` on if they stand within it.
fn code(lines: &[Line], edge: Option<Unit>) -> String {
    let cell =
        |line: &Line| line.area.width() / Unit::try_from(line.text.chars().count()).unwrap_or(1).max(1);
    let cell = median(lines.iter().filter(|line| line.mono).map(cell)).max(1);
    let left = leftmost(lines);
    let left = edge.map_or(left, |edge| edge.min(left));
    let each = lines.iter().map(|line| {
        let spaces = usize::try_from((line.area.left - left + cell / 2) / cell).unwrap_or(0).min(60);
        format!("{}{}", " ".repeat(spaces), line.text)
    });
    each.collect::<Vec<_>>().join("\n")
}
