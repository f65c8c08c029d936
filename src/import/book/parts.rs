//! A file that holds several chapters of a book, parted where the table of contents says that they begin. A note
//! goes to the chapter that refers to it, wherever in the file it stands.

use std::collections::HashMap;

use super::contents::Entry;
use super::notes::{self, Note};
use crate::import::builder::{Builder, Piece};
use crate::import::html::chapter::{Printed, Section, is_same};
use crate::model::{Block, BlockKind, Document, Inline};
use crate::text::Span;

/// More chapters of one file are sections of one.
const MOST: usize = 2_000;
/// Blocks at the beginning of a chapter among which it may say in which part it is.
const SAID: usize = 4;

/// What is known of the chapters of a file before it is read.
#[derive(Debug)]
pub(super) struct Plan {
    lines: Vec<Entry>,
    /// Depth of the lines that are chapters.
    top: usize,
    /// What is referred to as a note.
    notes: Vec<Note>,
}

/// The depth at which the chapters of a book are at the highest: where one line alone is above all others and says
/// the title of the book, they are below it.
pub(super) fn least(lines: &[Entry], title: &str) -> usize {
    let mut above = lines.iter().filter(|line| line.depth == 0);
    let is_whole = above.next().is_some_and(|line| is_same(&line.title, title)) && above.next().is_none();
    usize::from(is_whole && lines.len() > 1)
}

/// A chapter out of a file: the id where it begins, its title, its text.
#[derive(Debug)]
pub(super) struct Parted {
    /// `None` for what stands before the first chapter.
    pub place: Option<String>,
    pub title: Option<String>,
    pub document: Document,
}

impl Plan {
    /// The chapters that the lines which lead into a file are, if they are several; no line above the depth `least`
    /// is one. Where the first leads to the beginning of the file, the others are sections of that, unless it
    /// is a part which holds them or the book has no other file.
    pub(super) fn of(
        lines: &[Entry],
        (least, is_only): (usize, bool),
        text: &str,
        depth: usize,
    ) -> Option<Self> {
        let top = lines.iter().map(|line| line.depth).filter(|depth| *depth >= least).min()?;
        let chapters = lines.iter().filter(|line| line.depth == top);
        let first = chapters.clone().next()?;
        let begun = chapters.clone().filter(|line| line.target.place.is_some()).count();
        let is_several = chapters.count() > 1 && begun > 0 && begun <= MOST;
        if !is_several || (first.target.place.is_none() && !is_only && !first.holds) {
            return None;
        }
        let mut plan = Self { lines: lines.to_vec(), top, notes: Vec::new() };
        let begins = plan.chapters().enumerate().map(|(at, (place, _))| (place, at)).collect();
        plan.notes = notes::find(text, depth, &begins);
        Some(plan)
    }

    /// The sections of the file, whose highest are the chapters.
    pub(super) fn sections(&self) -> Vec<Section<'_>> {
        let sections = self.lines.iter().filter_map(|line| {
            let level =
                u8::try_from(line.depth.saturating_sub(self.top)).unwrap_or(u8::MAX).saturating_add(1);
            // Those of a chapter stand above the whole of it.
            let above = if line.depth == self.top { &[][..] } else { &line.above };
            let place = line.target.place.as_deref()?;
            Some(Section { place, title: &line.title, level: level.min(6), above })
        });
        sections.collect()
    }

    /// The lines that are chapters and begin somewhere within the file.
    fn chapters(&self) -> impl Iterator<Item = (&str, &str)> {
        self.begun().filter_map(|line| Some((line.target.place.as_deref()?, line.title.as_str())))
    }

    fn begun(&self) -> impl Iterator<Item = &Entry> {
        self.lines.iter().filter(|line| line.depth == self.top && line.target.place.is_some())
    }

    /// The groups that begin with a chapter, by the place where that begins; `None` is what stands before the first.
    pub(super) fn above(&self, place: Option<&str>) -> &[String] {
        let line = match place {
            Some(_) => self.begun().find(|line| line.target.place.as_deref() == place),
            None => self.lines.first().filter(|line| line.target.place.is_none()),
        };
        line.map(|line| line.above.as_slice()).unwrap_or_default()
    }

    /// Where chapters and notes begin, as pages that are called by their numbers: read with these instead of the
    /// printed ones, the file says in which blocks that is.
    pub(super) fn marks<'a>(&'a self, numbers: &'a [String]) -> Printed<'a> {
        let places = self.chapters().map(|(place, _)| place);
        let places = places.chain(self.notes.iter().map(|note| note.id.as_str()));
        let pages = places.zip(numbers).map(|(place, number)| (Some(place), number.as_str())).collect();
        Printed { begins: None, pages }
    }

    pub(super) fn numbers(&self) -> Vec<String> {
        (0..self.chapters().count() + self.notes.len()).map(|n| n.to_string()).collect()
    }

    /// Parts the text of the file. `marked` is the same file read with [`Plan::marks`]. Nothing where the chapters
    /// do not begin in it.
    pub(super) fn part(&self, whole: &Document, marked: &Document) -> Vec<Parted> {
        let chapters: Vec<(&str, &str)> = self.chapters().collect();
        let is_heading = |block: &Block, title: &str| {
            block.kind == BlockKind::Heading && is_same(whole.slice(block.span), title)
        };
        let (mut starts, mut notes) = (Vec::new(), Vec::new());
        for page in &marked.pages {
            let Ok(number) = page.label.parse::<usize>() else { continue };
            let block = marked.block_at(page.start);
            let Some((_, title)) = chapters.get(number) else {
                notes.push((block, number - chapters.len()));
                continue;
            };
            // A heading that was put before it is its own.
            let above = block.checked_sub(1).and_then(|above| whole.blocks.get(above));
            let is_own = above.is_some_and(|above| is_heading(above, title))
                && !whole.blocks.get(block).is_some_and(|own| is_heading(own, title));
            starts.push((block - usize::from(is_own), number));
        }
        starts.sort_unstable();
        starts.dedup_by_key(|(block, _)| *block);
        if whole.blocks.len() != marked.blocks.len() || starts.is_empty() {
            return Vec::new();
        }
        let home = self.homes(&starts, notes, whole);
        let mut blocks: Vec<Vec<usize>> = vec![Vec::new(); starts.len() + 1];
        // Those that stand in their chapter, then the notes that come to it.
        for comes in [false, true] {
            for block in 0..whole.blocks.len() {
                let own = starts.partition_point(|(start, _)| *start <= block);
                let to = home.get(&block).copied().unwrap_or(own);
                if (to != own) == comes
                    && let Some(part) = blocks.get_mut(to)
                {
                    part.push(block);
                }
            }
        }
        let named = || std::iter::once(None).chain(starts.iter().map(|(_, number)| chapters.get(*number)));
        let front = self.lines.first().filter(|line| line.target.place.is_none());
        let holds = |named: Option<&(&str, &str)>| match named {
            None => front.is_some_and(|line| line.holds),
            Some((place, _)) => {
                self.begun().any(|line| line.holds && line.target.place.as_deref() == Some(place))
            }
        };
        let is_words = |at: &usize| whole.blocks.get(*at).is_some_and(|b| b.kind != BlockKind::Heading);
        // Of a part that says no word of its own, the name stands above its first chapter.
        for (at, named) in named().enumerate() {
            if let Some([part, first]) = blocks.get_mut(at..at + 2)
                && holds(named)
                && !part.iter().any(is_words)
            {
                part.append(first);
                std::mem::swap(part, first);
            }
        }
        let parts = named().zip(&blocks).filter(|(named, blocks)| {
            // Before the first chapter the headings alone say what the book is called.
            if named.is_some() { !blocks.is_empty() } else { blocks.iter().any(is_words) }
        });
        let parts = parts.map(|(named, blocks)| Parted {
            place: named.map(|(place, _)| (*place).to_owned()),
            title: named.map(|(_, title)| (*title).to_owned()).or_else(|| Some(front?.title.clone())),
            document: of(whole, blocks, &[]),
        });
        parts.collect()
    }

    /// The part that each block of a note goes to which another one than its own refers to: 0 is what stands before
    /// the first chapter. A note goes on up to the next place of one or a heading, if such a place follows before
    /// the next chapter; else to the end of the element that holds it alone, or it is a block.
    fn homes(
        &self,
        starts: &[(usize, usize)],
        mut notes: Vec<(usize, usize)>,
        whole: &Document,
    ) -> HashMap<usize, usize> {
        notes.sort_unstable();
        let mut homes = HashMap::new();
        for (at, (block, note)) in notes.iter().enumerate() {
            let own = starts.partition_point(|(start, _)| start <= block);
            let Some(note) = self.notes.get(*note).filter(|note| note.shows) else { continue };
            let home = match note.from {
                None => 0,
                Some(number) => {
                    starts.iter().position(|(_, other)| *other == number).map_or(own, |at| at + 1)
                }
            };
            if home == own {
                continue;
            }
            let next = notes.get(at + 1).map(|(next, _)| *next);
            let is_before = |next: &usize| starts.partition_point(|(start, _)| start <= next) == own;
            let end = next.filter(|next| note.goes_on && is_before(next));
            let end = end.unwrap_or_else(|| {
                let all = *block + 1 + held(whole, *block + 1, &note.rest);
                next.map_or(all, |next| all.min(next))
            });
            let own = whole.blocks.iter().enumerate().take(end.max(block + 1)).skip(*block);
            let words = own.take_while(|(_, block)| block.kind != BlockKind::Heading);
            homes.extend(words.map(|(part, _)| (part, home)));
        }
        homes
    }
}

/// How many blocks from `from` on say no more than these letters and digits.
fn held(whole: &Document, from: usize, mut rest: &str) -> usize {
    let blocks = whole.blocks.iter().skip(from);
    let is_held = |block: &&Block| {
        let said: String = notes::letters(whole.slice(block.span)).collect();
        let after = rest.strip_prefix(said.as_str()).filter(|_| !rest.is_empty());
        rest = after.unwrap_or_default();
        after.is_some()
    };
    blocks.take_while(is_held).count()
}

/// A chapter below the headings of the groups that begin with it, but for those that it says itself, or what stands
/// just `before` it in its file.
pub(super) fn below(above: &[String], before: Option<&Document>, chapter: Document) -> Document {
    let says = |document: &Document, title: &str| {
        document.blocks.iter().take(SAID).any(|block| is_same(document.slice(block.span), title))
    };
    let is_said = |title: &str| says(&chapter, title) || before.is_some_and(|before| says(before, title));
    let above: Vec<&str> = above.iter().map(String::as_str).filter(|title| !is_said(title)).collect();
    if above.is_empty() || chapter.blocks.is_empty() {
        return chapter;
    }
    let blocks: Vec<usize> = (0..chapter.blocks.len()).collect();
    of(&chapter, &blocks, &above)
}

/// Some blocks of a document as one of their own, each on its page, below headings.
fn of(whole: &Document, blocks: &[usize], above: &[&str]) -> Document {
    let mut builder = Builder::default();
    let mut before = None;
    if let Some(first) = blocks.first().and_then(|at| whole.blocks.get(*at)) {
        for title in above {
            let page = whole.pages.iter().rev().find(|page| page.start <= first.span.start);
            let label = page.map(|page| page.label.as_str()).filter(|label| before != Some(*label));
            let pages: Vec<(usize, &str)> = label.map(|label| (0, label)).into_iter().collect();
            builder.push_paged(&Piece::new(BlockKind::Heading, 1, *title), &pages);
            before = label.or(before);
        }
    }
    for at in blocks {
        let Some(block) = whole.blocks.get(*at) else { continue };
        let (start, end) = (block.span.start, block.span.end);
        let first = whole.inlines.partition_point(|inline| inline.span.start < start);
        let own = whole.inlines.iter().skip(first).take_while(|inline| inline.span.start < end);
        let inlines = own.map(|inline| Inline {
            span: Span::new(inline.span.start.0 - start.0, inline.span.end.0 - start.0),
            ..inline.clone()
        });
        let inlines = inlines.collect();
        let piece = Piece {
            furniture: block.furniture,
            // What it keeps of its lines is among its inlines.
            lines: false,
            inlines,
            ..Piece::new(block.kind, block.level, whole.slice(block.span))
        };
        let mut pages: Vec<(usize, &str)> = Vec::new();
        let begun = whole.pages.partition_point(|page| page.start <= start);
        // The page that it stands on is said where that is not the one of the block before it.
        if let Some(page) = begun.checked_sub(1).and_then(|at| whole.pages.get(at))
            && before != Some(page.label.as_str())
        {
            pages.push((0, &page.label));
        }
        let within = whole.pages.iter().skip(begun).take_while(|page| page.start < end);
        pages.extend(within.map(|page| (page.start.0 - start.0, page.label.as_str())));
        before = pages.last().map(|(_, label)| *label).or(before);
        builder.push_paged(&piece, &pages);
    }
    builder.finish()
}
