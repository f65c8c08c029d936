//! Books in EPUB 2 and 3: what a book says of itself, and its chapters one after the other, so that no
//! more than one of them is in memory.

mod contents;
mod notes;
mod package;
mod parts;
mod path;
mod ranks;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use contents::Entry;
pub use package::BookMeta;

use super::archive::{Archive, ArchiveError, Limits};
use super::html::chapter::{self, Printed, Section};
use super::html::charset;
use super::{ImportError, Imported, PageLimits, clean};
use crate::model::{BlockKind, Document, Metadata};
use parts::{Parted, Plan};

/// More files in the order of reading are refused.
const MOST: usize = 20_000;
/// Sections of a chapter that the table of contents may name.
const SECTIONS: usize = 2_000;

/// An open book.
#[derive(Debug)]
pub struct Book<'a> {
    archive: Archive<'a>,
    pages: PageLimits,
    pub meta: BookMeta,
    spine: Vec<String>,
    /// The lines of the table of contents that lead into a file.
    contents: HashMap<String, Vec<Entry>>,
    /// The pages of the printed book that begin in a file.
    printed: HashMap<String, Vec<Entry>>,
    /// The page on which a file begins that does not say it itself.
    begins: HashMap<String, String>,
    /// The files of the table of contents, which some books have among their chapters.
    nav: [Option<String>; 2],
    /// The chapter that was read last, for those that go on with it.
    last: String,
    /// How deep files may nest.
    depth: usize,
    /// The depth at which its table of contents has chapters at the highest.
    least: usize,
    /// What the order of reading names and is no file of the book.
    outside: Vec<String>,
}

/// A chapter of a book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chapter {
    /// The name of its file in the book; where that holds several, a colon and the id where it begins behind it.
    pub file: String,
    pub imported: Imported,
}

impl<'a> Book<'a> {
    /// Opens a book: reads its metadata and its table of contents.
    pub fn open(bytes: &'a [u8], limits: Limits, pages: PageLimits) -> Result<Self, ImportError> {
        let mut archive = Archive::open(bytes, limits)?;
        package::refuse_encrypted(&mut archive)?;
        let path = package::find(&mut archive)?;
        let package = package::read(&mut archive, &path)?;
        if package.spine.is_empty() {
            return Err(ImportError::NoBook { what: "a list of its chapters" });
        }
        if package.spine.len() > MOST {
            return Err(ImportError::TooComplex { what: "chapters", limit: MOST });
        }
        let (mut lines, mut printed) = (Vec::new(), Vec::new());
        for file in [&package.nav, &package.ncx].into_iter().flatten() {
            // A table of contents that cannot be read is no reason to leave the book unread.
            let text = archive.read(file).ok().and_then(|bytes| super::xml::decode(&bytes).ok());
            let Some(text) = text else { continue };
            if lines.is_empty() {
                lines = contents::read(&text, file, limits.depth).unwrap_or_default();
            }
            if printed.is_empty() {
                printed = contents::pages(&text, file, limits.depth).unwrap_or_default();
            }
            if !lines.is_empty() && !printed.is_empty() {
                break;
            }
        }
        let least = parts::least(&lines, &package.meta.title);
        let (contents, printed) = (by_file(lines, &archive), by_file(printed, &archive));
        let begins = begins(&package.spine, &printed);
        let package::Package { meta, spine, nav, shown, outside, .. } = package;
        let nav = [nav, shown];
        Ok(Self {
            archive,
            pages,
            meta,
            spine,
            contents,
            printed,
            begins,
            nav,
            last: String::new(),
            depth: limits.depth,
            least,
            outside,
        })
    }

    /// The files of its chapters, in their order.
    pub fn files(&self) -> &[String] {
        &self.spine
    }

    /// What the order of reading names and is no file of the book, each once: it is left out.
    pub fn outside(&self) -> &[String] {
        &self.outside
    }

    /// The first chapters, as many as can be read, and files that hold several as if they were one.
    pub fn first_texts(&mut self, most: usize) -> Vec<Document> {
        let files: Vec<String> = self.spine.iter().take(most).cloned().collect();
        let mut texts = Vec::new();
        for file in &files {
            let mut keep = |whole: &Document| {
                texts.push(whole.clone());
                false
            };
            let chapters = self.chapters_unless(file, Some(&mut keep)).unwrap_or_default();
            let room = most.saturating_sub(texts.len());
            texts.extend(chapters.into_iter().take(room).map(|chapter| chapter.imported.document));
            if texts.len() >= most {
                break;
            }
        }
        self.last.clear();
        texts
    }

    /// Reads the chapters in a file, in their order: one, or those that the table of contents has in it; none
    /// where there is no text in it. What one is called in the table of contents is its title.
    pub fn chapters(&mut self, file: &str) -> Result<Vec<Chapter>, ImportError> {
        self.chapters_unless(file, None)
    }

    /// Like [`Book::chapters`], but a file that holds several chapters is one where `is_one` says so of all of it.
    pub fn chapters_unless(
        &mut self,
        file: &str,
        is_one: Option<&mut dyn FnMut(&Document) -> bool>,
    ) -> Result<Vec<Chapter>, ImportError> {
        let bytes = self.archive.read(file)?;
        if bytes.is_empty() {
            return Ok(Vec::new());
        }
        let text = charset::decode(&bytes, None)?;
        let lines = self.contents.get(file).map(Vec::as_slice).unwrap_or_default();
        let (title, sections) = outline(lines);
        let is_contents = self.nav.iter().flatten().any(|nav| nav == file);
        let printed = self.printed.get(file).map(Vec::as_slice).unwrap_or_default();
        let printed = Printed {
            begins: self.begins.get(file).map(String::as_str),
            pages: printed.iter().map(|page| (page.target.place.as_deref(), page.title.as_str())).collect(),
        };
        let read_whole = || chapter::read(&text, title, (&sections, &printed), is_contents, &self.pages);
        let mut plan = Plan::of(lines, (self.least, self.contents.len() == 1), &text, self.depth);
        let mut one = None;
        if plan.is_some()
            && let Some(is_one) = is_one
        {
            let read = read_whole()?;
            if is_one(&read.document) {
                plan = None;
            }
            one = Some(read);
        }
        if let Some(plan) = plan {
            let sections = plan.sections();
            let read = |printed: &Printed<'_>| {
                chapter::read(&text, None, (&sections, printed), is_contents, &self.pages)
            };
            let (whole, marked) = (read(&printed)?, read(&plan.marks(&plan.numbers()))?);
            let parts = plan.part(&whole.document, &marked.document);
            if !parts.is_empty() {
                let language = whole.language.as_deref();
                let front = self.front(whole.heading, whole.page_title);
                let begins =
                    parts.first().filter(|part| part.place.is_none()).map(|part| part.document.clone());
                let named = parts.into_iter().map(|part| {
                    let Parted { place, title, document } = part;
                    let before = begins.as_ref().filter(|_| place.is_some());
                    let document = parts::below(plan.above(place.as_deref()), before, document);
                    let file = place.map_or_else(|| file.to_owned(), |place| format!("{file}:{place}"));
                    let title = title.unwrap_or_else(|| front.clone());
                    Chapter { file, imported: self.imported(title, document, language) }
                });
                let chapters: Vec<Chapter> = named.collect();
                if let Some(last) = chapters.last() {
                    self.last.clone_from(&last.imported.meta.title);
                }
                return Ok(chapters);
            }
        }
        let read = match one {
            Some(read) => read,
            None => read_whole()?,
        };
        if read.document.blocks.is_empty() {
            return Ok(Vec::new());
        }
        let first = match lines {
            [part, first, ..] if part.is_part && title == Some(&part.title) => Some(first),
            _ => None,
        };
        let first = first.filter(|first| {
            let place = first.target.place.as_deref();
            let mark = Printed { begins: None, pages: vec![(place, "1")] };
            let read = chapter::read(&text, title, (&sections, &mark), is_contents, &self.pages);
            read.is_ok_and(|marked| is_below_headings(&marked.document))
        });
        let title = match first.map(|first| first.title.as_str()).or(title) {
            Some(title) => title.to_owned(),
            None => self.front(read.heading, read.page_title),
        };
        let is_continued = title.ends_with(" (continued)");
        if !is_continued {
            self.last.clone_from(&title);
        }
        let above = self.contents.get(file).and_then(|lines| lines.first()).map(|line| line.above.as_slice());
        let document = parts::below(above.unwrap_or_default(), None, read.document);
        let imported = self.imported(title, document, read.language.as_deref());
        Ok(vec![Chapter { file: file.to_owned(), imported }])
    }

    /// What a file is called that the table of contents has no line for.
    fn front(&self, heading: Option<String>, page_title: Option<String>) -> String {
        let own = heading.or_else(|| page_title.filter(|page| !chapter::is_same(page, &self.meta.title)));
        match own {
            Some(own) => own,
            // A chapter in several files has one line in the table of contents.
            None if !self.last.is_empty() => format!("{} (continued)", self.last),
            None => self.meta.title.clone(),
        }
    }

    /// A chapter with what the book says of itself; its file may say in which language it is.
    fn imported(&self, title: String, document: Document, said: Option<&str>) -> Imported {
        let BookMeta { byline, publisher, published, language, .. } = self.meta.clone();
        let meta = Metadata {
            title,
            byline,
            publication: publisher,
            published,
            language: language.or_else(|| clean::language(said?)),
            format: "epub".to_owned(),
            ..Metadata::default()
        };
        Imported { meta, document, themes: Vec::new(), remarks: Vec::new(), is_stored: false, is_cut: false }
    }
}

/// Whether the only page of a document begins with nothing but headings above it.
fn is_below_headings(document: &Document) -> bool {
    let Some(page) = document.pages.first() else { return false };
    let above = document.blocks.iter().take(document.block_at(page.start));
    above.into_iter().all(|block| block.kind == BlockKind::Heading)
}

/// Whether an error is about the whole book, so that its other chapters need not be tried.
pub fn is_fatal(error: &ImportError) -> bool {
    matches!(error, ImportError::Archive(ArchiveError::Full { .. }))
}

/// Lines by the files that they lead into, as these are called in the archive.
fn by_file(lines: Vec<Entry>, archive: &Archive<'_>) -> HashMap<String, Vec<Entry>> {
    let mut found: HashMap<String, Vec<Entry>> = HashMap::new();
    for line in lines {
        let file = archive.called(&line.target.path).unwrap_or(&line.target.path).to_owned();
        found.entry(file).or_default().push(line);
    }
    found
}

/// On which page each file begins: the last that began before it.
fn begins(spine: &[String], printed: &HashMap<String, Vec<Entry>>) -> HashMap<String, String> {
    let mut found = HashMap::new();
    let mut here: Option<&String> = None;
    for file in spine {
        found.extend(here.map(|page| (file.clone(), page.clone())));
        here = printed.get(file).and_then(|pages| pages.last()).map(|page| &page.title).or(here);
    }
    found
}

/// The title of a file out of the lines that lead into it, and the sections that the others begin. A
/// file into which several lines of one depth lead is no one chapter of them.
fn outline(lines: &[Entry]) -> (Option<&str>, Vec<Section<'_>>) {
    let Some(first) = lines.first() else { return (None, Vec::new()) };
    let top = lines.iter().map(|line| line.depth).min().unwrap_or_default();
    // Beside a part those do not stand that it holds.
    let is_beside = |line: &&Entry| line.depth == top && (line.holds || !first.holds);
    let beside = lines.iter().filter(is_beside).count();
    let is_title = first.depth == top && (first.target.place.is_none() || beside == 1);
    let title = is_title.then_some(first.title.as_str());
    let sections = lines.iter().enumerate().skip(usize::from(is_title)).filter_map(|(at, line)| {
        let level = u8::try_from(line.depth - top).unwrap_or(u8::MAX).saturating_add(1);
        let level = if is_title { level.max(2) } else { level.saturating_add(1) };
        // The groups of the first stand above the whole file.
        let above = if at == 0 { &[][..] } else { &line.above };
        let place = line.target.place.as_deref()?;
        Some(Section { place, title: &line.title, level: level.min(6), above })
    });
    (title, sections.take(SECTIONS).collect())
}
