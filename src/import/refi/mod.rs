//! Projects (`.qdpx`, or the list of contents of one, `.qde`) and codebooks (`.qdc`) of REFI-QDA 1.5 (<https://www.qdasoftware.org>), by which
//! programs for qualitative analysis hand work on: sources with coded passages, codes, notes. Read as the
//! programs write them, which is not always as the standard has it, and told about at the end. Sources
//! come one after the other, so that no more than one text of an archive is in memory.

mod about;
mod files;
mod lost;
mod notes;
mod odd;
mod parse;
mod place;
mod sniff;
#[cfg(test)]
mod tests;
mod text;

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use jiff::civil::DateTime;
use uuid::Uuid;

use super::archive::{Archive, Limits};
use super::{ImportError, Imported, clean, decode, title_for, xml};
use crate::model::{Status, is_color};
use crate::text::Span;
use about::About;
use files::Files;
pub use files::Folder;
pub use lost::Lost;
pub use notes::with as joined;
use odd::Dropped;
use parse::{Parsed, Selection, Source};
use place::{Counting, Positions, Votes};
use sniff::{ends, is_list};
pub use sniff::{files_named, is_codebook, is_project, is_unpacked};

/// Sources that are looked at, and selections with names, to tell how a file counts.
const ASKED: usize = 64;
const ENOUGH: usize = 24;
/// Selections, or parts of the list of contents, between two looks at whether to stop.
const LOOK: usize = 256;
/// What postil calls itself in what it writes.
const OURS: &str = "postil";
/// How it names a note that is a lost annotation.
const LOST: &str = "Lost annotation";
/// Bytes of notes that are taken over: many passages may refer to one note, and each gets it.
const ROOM: usize = 64 << 20;
/// An open project, or a codebook, which has no sources.
#[derive(Debug)]
pub struct Project<'a> {
    files: Option<Files<'a>>,
    /// The names of entries by how they compare: in lower case.
    entries: HashMap<String, String>,
    parsed: Parsed,
    /// Codes by their keys.
    codes: HashMap<String, usize>,
    memos: HashMap<String, usize>,
    inclusive: bool,
    /// Passages that were read.
    seen: HashSet<Uuid>,
    /// Bytes of notes that may still be given out.
    room: usize,
}

/// A code: a theme as others call it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    pub uuid: Option<Uuid>,
    /// On one line, not empty.
    pub name: String,
    /// Index of the code that it lies below; always one before it.
    pub parent: Option<usize>,
    /// `#rrggbb`
    pub color: Option<String>,
    pub description: Option<String>,
    pub note: Option<String>,
}

/// A source with the passages on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The name of its file in the project; empty where its text stands in the list of contents.
    pub file: String,
    pub uuid: Option<Uuid>,
    pub imported: Imported,
    pub status: Status,
    pub starred: bool,
    pub note: Option<String>,
    /// Each on a span of its own.
    pub passages: Vec<Passage>,
    /// Of a project of postil's.
    pub lost: Vec<Lost>,
}

/// A passage, with indexes of its codes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    pub uuid: Option<Uuid>,
    /// Bytes of the document, on grapheme boundaries, not empty.
    pub span: Span,
    pub codes: Vec<usize>,
    pub note: Option<String>,
    /// RFC 3339 in UTC.
    pub created: Option<String>,
    pub updated: Option<String>,
}

impl<'a> Project<'a> {
    /// Opens a project: reads its list of contents, and as many of its texts as tell how it counts.
    /// Stopped, as an error, once `stop` says that nobody waits for it.
    pub fn open(bytes: &'a [u8], limits: Limits, stop: &dyn Fn() -> bool) -> Result<Self, ImportError> {
        let mut archive = Archive::open(bytes, limits)?;
        let mut lists: Vec<String> =
            archive.names().filter(|name| is_list(name)).map(str::to_owned).collect();
        if lists.len() > 1 {
            lists.retain(|name| name.to_lowercase() == "project.qde");
        }
        let [list] = lists.as_slice() else {
            return Err(ImportError::NoProject {
                what: "there is not one list of contents (a .qde file) in it",
            });
        };
        let text = xml::decode(&archive.read(list)?)?;
        let mut parsed = parse::parse(&text, limits.depth, stop)?;
        drop(text);
        parsed.odd.tolerate_if(list != "project.qde", "another name for project.qde");
        // What tells how it counts is read again when it is its turn, and counts only then.
        let again = Files::Archive(Archive::open(bytes, limits)?);
        Self::with(parsed, again, Files::Archive(archive), stop)
    }

    /// Opens a project by its list of contents alone, with the folder of its sources beside it; `None` where
    /// nobody knows what is beside it.
    pub fn beside(
        list: &[u8],
        folder: Option<&'a dyn Folder>,
        limits: Limits,
        stop: &dyn Fn() -> bool,
    ) -> Result<Self, ImportError> {
        if list.len() as u64 > limits.entry {
            return Err(ImportError::LongList { limit: limits.entry });
        }
        let parsed = parse::parse(&xml::decode(list)?, limits.depth, stop)?;
        Self::with(parsed, Files::beside(folder, limits), Files::beside(folder, limits), stop)
    }

    /// `again` has the same files as `files`.
    fn with(
        parsed: Parsed,
        again: Files<'a>,
        files: Files<'a>,
        stop: &dyn Fn() -> bool,
    ) -> Result<Self, ImportError> {
        let entries = files.names().into_iter().map(|name| (name.to_lowercase(), name)).collect();
        let mut project = Self::of(parsed, entries);
        project.inclusive = project.ask(again, stop);
        project.parsed.odd.inclusive = project.inclusive;
        project.files = Some(files);
        if stop() { Err(ImportError::Stopped) } else { Ok(project) }
    }

    /// Reads a codebook.
    pub fn codebook(bytes: &[u8], limits: Limits, stop: &dyn Fn() -> bool) -> Result<Self, ImportError> {
        let text = xml::decode(bytes)?;
        Ok(Self::of(parse::parse(&text, limits.depth, stop)?, HashMap::new()))
    }

    fn of(mut parsed: Parsed, entries: HashMap<String, String>) -> Self {
        let index = |key: &String, at| (key.clone(), at);
        let codes = parsed.codes.iter().enumerate().map(|(at, code)| index(&code.key, at)).collect();
        let memos = parsed.memos.iter().enumerate().map(|(at, memo)| index(&memo.key, at)).collect();
        notes::link(&mut parsed, &memos);
        // What is on nothing is on the whole.
        let free = notes::free(&parsed);
        parsed.notes.extend(free);
        Self {
            files: None,
            entries,
            parsed,
            codes,
            memos,
            inclusive: false,
            seen: HashSet::new(),
            room: ROOM,
        }
    }

    /// What it is called; may be empty.
    pub fn name(&self) -> &str {
        &self.parsed.name
    }

    pub fn codes(&mut self) -> Vec<Code> {
        let ours = self.is_ours();
        let codes = std::mem::take(&mut self.parsed.codes);
        let read = codes.iter().map(|code| Code {
            uuid: uuid(&code.key),
            name: code.name.clone(),
            parent: code.parent,
            color: color(&code.color),
            description: notes::some(&code.description, ours),
            note: self.joined("", &code.notes),
        });
        let read = read.collect();
        self.parsed.codes = codes;
        read
    }

    /// The note on the whole: its description and its notes, and those that are on nothing else.
    pub fn note(&mut self) -> Option<String> {
        let description = std::mem::take(&mut self.parsed.description);
        let notes = std::mem::take(&mut self.parsed.notes);
        self.joined(&description, &notes)
    }

    /// How many sources it has.
    pub fn count(&self) -> usize {
        self.parsed.sources.len()
    }

    /// What a source is called in messages: the name of its file, else its own.
    pub fn file(&self, at: usize) -> String {
        let source = self.parsed.sources.get(at);
        let file = source.and_then(|source| self.entry(source));
        file.or_else(|| Some(source?.name.clone())).unwrap_or_default()
    }

    /// Reads a source; `None` where it has no plain text, which the remarks tell. Once `stop` says that nobody
    /// waits for it, what comes is not all of it.
    pub fn read(&mut self, at: usize, stop: &dyn Fn() -> bool) -> Result<Option<Text>, ImportError> {
        let Some(mut source) = self.parsed.sources.get_mut(at).map(std::mem::take) else { return Ok(None) };
        let ours = self.is_ours();
        let Some((file, plain)) = self.plain(&source)? else { return Ok(None) };
        let taken = text::take(&plain, &source.name, ours);
        if taken.document.blocks.is_empty() {
            self.parsed.odd.without.push(format!("“{}” is without words and was left out", source.name));
            return Ok(None);
        }
        let votes = Votes::of(&plain, &source.selections);
        let whole = source.content.is_some() || self.parsed.origin.to_lowercase().contains("atlas");
        let counting = Counting { inclusive: self.inclusive, one: votes.is_one(self.inclusive, whole) };
        if counting.one && plain.contains("\r\n") && !source.selections.is_empty() {
            self.parsed.odd.lines += 1;
        }
        let passages = self.passages(&source, (&plain, &taken), counting, stop);
        let lost = self.lost(&mut source.notes, &plain, &taken);
        drop(plain);
        let About { mut meta, status, starred } = self.about(&source.values);
        source.name.clone_into(&mut meta.title);
        if meta.title.is_empty() {
            self.parsed.odd.tolerate_if(!ours, "sources without a name");
            meta.title = title_for(&taken.document, None);
        }
        let note = self.joined(&source.description, &source.notes);
        let imported = Imported {
            meta,
            document: taken.document,
            themes: Vec::new(),
            remarks: Vec::new(),
            is_stored: false,
            is_cut: false,
        };
        let uuid = uuid(&source.key);
        Ok(Some(Text { file, uuid, imported, status, starred, note, passages, lost }))
    }

    fn is_ours(&self) -> bool {
        self.parsed.origin == OURS
    }

    /// Whether its ends are the last characters, as the names of its passages tell.
    fn ask(&mut self, files: Files<'a>, stop: &dyn Fn() -> bool) -> bool {
        if self.is_ours() {
            return false;
        }
        self.files = Some(files);
        let mut votes = Votes::default();
        let sources = std::mem::take(&mut self.parsed.sources);
        let named = |source: &&Source| source.selections.iter().any(|selection| !selection.name.is_empty());
        for source in sources.iter().filter(named).take(ASKED) {
            if votes.count() >= ENOUGH || stop() {
                break;
            }
            // What cannot be read is told of when it is its turn.
            if let Ok(Some((_, plain))) = self.text(source) {
                votes.add(Votes::of(&plain, &source.selections));
            }
        }
        self.parsed.sources = sources;
        votes.is_inclusive()
    }

    /// The plain text of a source and the name of its file; where there is none, the remarks tell.
    fn plain(&mut self, source: &Source) -> Result<Option<(String, String)>, ImportError> {
        let found = match self.text(source) {
            Err(ImportError::Empty) => None,
            found => found?,
        };
        if found.is_none() {
            let name = if source.name.is_empty() { &source.key } else { &source.name };
            let name = clean::line(name);
            let outside = [&source.path, &source.rich]
                .iter()
                .any(|path| path.contains("://") && !path.starts_with("internal:"));
            let why = match source.kind {
                "" if outside => "its text is kept outside of the project",
                "" => "there is no plain text of it in the project",
                kind => &format!("it is {kind}, and there is no plain text of it in the project"),
            };
            let why = if source.kind == "PDF" {
                why.replacen("it is PDF", "it is a PDF", 1)
            } else {
                why.to_owned()
            };
            self.parsed.odd.without.push(format!("“{name}” was left out: {why}"));
        }
        Ok(found)
    }

    fn text(&mut self, source: &Source) -> Result<Option<(String, String)>, ImportError> {
        if let Some(content) = source.content.as_ref().filter(|content| !content.trim().is_empty()) {
            return Ok(Some((String::new(), content.clone())));
        }
        let Some(entry) = self.entry(source) else {
            let named = [&source.path, &source.rich].into_iter().find(|path| !path.is_empty());
            let named = named.filter(|path| !source.path.is_empty() || ends(path, ".txt"));
            let missing = named.and_then(|path| self.files.as_ref()?.missing(path));
            return missing.map_or(Ok(None), Err);
        };
        let odd = &mut self.parsed.odd;
        odd.tolerate_if(source.path.is_empty(), "plain text under richTextPath");
        let path = if source.path.is_empty() { &source.rich } else { &source.path };
        odd.tolerate_if(!path.contains("://"), "names of files without internal://");
        odd.tolerate_if(
            path.to_lowercase().starts_with("internal://sources/"),
            "sources/ in the names of files",
        );
        odd.tolerate_if(!entry.starts_with("sources/"), "another folder than sources/");
        let Some(files) = &mut self.files else { return Ok(None) };
        let bytes = files.read(&entry)?;
        Ok(Some((entry, decode::decode(&bytes)?.into_owned())))
    }

    /// The name of the entry that holds a source's plain text.
    fn entry(&self, source: &Source) -> Option<String> {
        let rich = Some(&source.rich).filter(|rich| ends(rich, ".txt"));
        [Some(&source.path), rich].into_iter().flatten().find_map(|path| self.place(path)).cloned()
    }

    /// The entry that a path names.
    fn place(&self, path: &str) -> Option<&String> {
        let path = path.to_lowercase().replace('\\', "/");
        let path = path.strip_prefix("internal://").unwrap_or(&path).trim_start_matches('/');
        if path.is_empty() || path.contains("://") {
            return None;
        }
        let name = path.strip_prefix("sources/").unwrap_or(path);
        self.entries.get(&format!("sources/{name}")).or_else(|| self.entries.get(path))
    }

    fn passages(
        &mut self,
        source: &Source,
        (plain, taken): (&str, &text::Taken),
        counting: Counting,
        stop: &dyn Fn() -> bool,
    ) -> Vec<Passage> {
        let ends = source.selections.iter().flat_map(|s| [s.start, s.end, s.end.saturating_add(1)]);
        let positions = Positions::of(plain, counting.one, ends);
        let mut by_span: HashMap<Span, usize> = HashMap::new();
        let mut passages: Vec<Passage> = Vec::new();
        for (number, selection) in source.selections.iter().enumerate() {
            if number % LOOK == 0 && stop() {
                break;
            }
            let Some((start, end)) = positions.bytes(selection, counting.inclusive) else {
                self.parsed.odd.outside += 1;
                continue;
            };
            let Some(found) = taken.find(start, end) else {
                self.parsed.odd.empty += 1;
                continue;
            };
            self.parsed.odd.widened += usize::from(found.widened);
            let mut codes = self.codes_of(selection);
            // Some programs say there once more what is selected.
            let words = taken.document.slice(found.span);
            let is_words = place::says(words, &selection.description);
            let description = if is_words { "" } else { &selection.description };
            let note = self.joined(description, &selection.notes);
            if let Some(there) = by_span.get(&found.span).and_then(|at| passages.get_mut(*at)) {
                self.parsed.odd.merged += 1;
                codes.retain(|code| !there.codes.contains(code));
                there.codes.extend(codes);
                there.note = notes::with(there.note.take(), note);
                continue;
            }
            by_span.insert(found.span, passages.len());
            passages.push(Passage {
                uuid: uuid(&selection.key).filter(|uuid| self.seen.insert(*uuid)),
                span: found.span,
                codes,
                note,
                created: time(&selection.created),
                updated: time(&selection.modified),
            });
        }
        passages
    }

    /// The codes on a passage.
    fn codes_of(&mut self, selection: &Selection) -> Vec<usize> {
        let mut codes = Vec::new();
        for code in &selection.codes {
            match self.codes.get(code) {
                Some(code) if codes.contains(code) => {}
                Some(code) => codes.push(*code),
                None => self.parsed.odd.drop(Dropped::Missing),
            }
        }
        codes
    }

    /// Takes in how many of the passages are not in the text that the library has of their source, and how
    /// many that were lost already are so here.
    pub fn miss(&mut self, passages: usize, lost: usize) {
        self.parsed.odd.elsewhere += passages;
        self.parsed.odd.lost += lost;
    }

    /// Takes in that a code is one theme with another.
    pub fn meet(&mut self) {
        self.parsed.odd.same += 1;
    }

    /// What there is to know of it once it is read: sentences without a full stop.
    pub fn remarks(&self) -> Vec<String> {
        self.parsed.odd.remarks()
    }
}

/// The UUID that a key is, if it is one that can name a thing.
fn uuid(key: &str) -> Option<Uuid> {
    Uuid::parse_str(key).ok().filter(|uuid| !uuid.is_nil())
}

/// `#rrggbb` of `#rgb` or `#rrggbb`.
fn color(text: &str) -> Option<String> {
    let text = text.trim().to_ascii_lowercase();
    let long = match text.strip_prefix('#') {
        Some(short) if short.len() == 3 => {
            format!("#{}", short.chars().flat_map(|c| [c, c]).collect::<String>())
        }
        _ => text,
    };
    is_color(&long).then_some(long)
}

/// A time to the second, in UTC; one without a zone is taken to be in it.
fn time(text: &str) -> Option<String> {
    let text = text.trim();
    let time: Timestamp = text.parse().ok().or_else(|| {
        let civil: DateTime = text.parse().ok()?;
        civil.to_zoned(jiff::tz::TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
    })?;
    Timestamp::from_second(time.as_second()).ok().map(|time| time.to_string())
}
