//! The notes of a file that holds several chapters: which they are, and which chapter refers to each. Only what
//! shows that it is a note is one: the words of a chapter stay in it, whatever leads to them.

use std::collections::{HashMap, HashSet};

use crate::import::html::chapter::is_block;
use crate::import::xml::{Element, Token, Xml};

/// Places that are looked at as notes.
const MOST: usize = 50_000;
/// Elements around a place that may say that it is in a note.
const AROUND: usize = 4;
/// Bytes of words before a place that begins its block, such as the number of a note.
const BEFORE: usize = 16;
/// What an element calls itself that is a note, and one that holds nothing but notes.
const NOTE: [&str; 3] = ["footnote", "endnote", "rearnote"];
const NOTES: [&str; 3] = ["footnotes", "endnotes", "rearnotes"];

/// A place that a reference to a note leads to.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Note {
    pub id: String,
    /// The number of the chapter that refers to it first; `None` before the first.
    pub from: Option<usize>,
    /// Whether it shows that it is a note.
    pub shows: bool,
    /// Whether it may go on behind its first block.
    pub goes_on: bool,
    /// Letters and digits behind its first block, to the end of the element that holds it alone; empty where none
    /// does, or where more refers to a note in it.
    pub rest: String,
}

/// What an element may be by its form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// It says that it holds notes.
    Notes,
    /// It says that it is one.
    Note,
    /// What begins with it may be one.
    Item,
    /// It may hold anything; one alone, if it is what a reference leads to.
    Box,
    Words,
}

/// An element that is open.
#[derive(Debug)]
struct Open {
    is_block: bool,
    is_raised: bool,
    form: Form,
    /// The block that it begins in.
    block: usize,
}

/// The place of a note that is being read.
#[derive(Debug, Clone, Copy)]
struct Here {
    /// Its number among the notes.
    note: usize,
    block: usize,
    /// How many elements are open around the one that holds the note alone, as long as that is open too.
    within: Option<usize>,
}

#[derive(Debug)]
struct Reading<'a> {
    /// The ids where chapters begin, and their numbers.
    begins: &'a HashMap<&'a str, usize>,
    notes: Vec<Note>,
    numbers: HashMap<String, usize>,
    open: Vec<Open>,
    /// The blocks with words so far.
    block: usize,
    /// Whether the next words begin a block.
    is_new: bool,
    /// Bytes of words in this block so far.
    said: usize,
    /// The ids that were passed, and the blocks that they stand in.
    passed: HashMap<String, usize>,
    /// The notes with the blocks that refer to them.
    referring: HashSet<(usize, usize)>,
    /// The last block that refers to a note.
    last: Option<usize>,
    chapter: Option<usize>,
    here: Option<Here>,
    /// What was said behind the first block of the note that is read.
    rest: String,
    link: Option<String>,
}

/// The places that are referred to as notes, in the order in which they are first. Where the file is no XML,
/// there are none from there on. O(bytes).
pub(super) fn find(text: &str, depth: usize, begins: &HashMap<&str, usize>) -> Vec<Note> {
    let mut xml = Xml::new(text, depth);
    let mut reading = Reading {
        begins,
        notes: Vec::new(),
        numbers: HashMap::new(),
        open: Vec::new(),
        block: 0,
        is_new: true,
        said: 0,
        passed: HashMap::new(),
        referring: HashSet::new(),
        last: None,
        chapter: None,
        here: None,
        rest: String::new(),
        link: None,
    };
    while let Ok(Some(token)) = xml.next() {
        match token {
            Token::Open(element) => reading.open(&element),
            Token::Text(text) => reading.say(text.trim()),
            Token::Close(name) => {
                if name == "a" {
                    reading.link = None;
                }
                reading.is_new |= reading.open.pop().is_some_and(|open| open.is_block);
                reading.close();
            }
        }
    }
    reading.notes
}

impl Form {
    fn of(element: &Element) -> Self {
        match element.name.as_str() {
            _ if says(element, |kind| NOTES.contains(&kind)) => Self::Notes,
            _ if says(element, |kind| NOTE.contains(&kind)) => Self::Note,
            "aside" | "li" => Self::Item,
            "div" => Self::Box,
            _ => Self::Words,
        }
    }
}

impl Reading<'_> {
    fn say(&mut self, words: &str) {
        if words.is_empty() {
            return;
        }
        if std::mem::take(&mut self.is_new) {
            (self.block, self.said) = (self.block + 1, 0);
        }
        self.said += words.len();
        if self.here.is_some_and(|here| here.within.is_some() && here.block != self.block) {
            self.rest.extend(letters(words));
        }
    }

    /// Comes to the end of an element, which may be that of a note.
    fn close(&mut self) {
        let Some(here) = self.here.as_mut().filter(|here| here.within == Some(self.open.len())) else {
            return;
        };
        here.within = None;
        if let Some(note) = self.notes.get_mut(here.note) {
            note.rest = std::mem::take(&mut self.rest);
        }
    }

    /// The block in which the next words stand.
    fn at(&self) -> usize {
        self.block + usize::from(self.is_new)
    }

    fn open(&mut self, element: &Element) {
        let is_block = is_block(&element.name);
        self.is_new |= is_block;
        if matches!(element.name.as_str(), "h1" | "h2" | "h3" | "h4" | "h5" | "h6") {
            self.here = None;
        }
        self.open.push(Open {
            is_block,
            is_raised: element.name == "sup",
            form: Form::of(element),
            block: self.at(),
        });
        let (id, name) = (element.get("id"), element.get("name"));
        for id in [id, name.filter(|name| id != Some(*name))].into_iter().flatten() {
            self.pass(id);
        }
        if element.name == "a" {
            let to = element.get("href").and_then(|href| href.rsplit_once('#'));
            self.link = to.map(|(_, id)| id.to_owned());
            self.lead_back();
            if says(element, |kind| kind == "backlink") {
                self.link = None;
            }
            if says(element, |kind| kind == "noteref") || self.open.iter().any(|open| open.is_raised) {
                self.refer();
            }
        } else if element.name == "sup" {
            self.refer();
        }
    }

    /// Comes to a place.
    fn pass(&mut self, id: &str) {
        let at = self.at();
        if self.passed.contains_key(id) {
            return;
        }
        self.passed.insert(id.to_owned(), at);
        if let Some(chapter) = self.begins.get(id) {
            (self.chapter, self.here) = (Some(*chapter), None);
        }
        let Some(note) = self.numbers.get(id).copied() else { return };
        self.here = None;
        // Within a block, or in one that refers to a note, it is words of the chapter.
        let begins = self.is_new || self.said <= BEFORE;
        if !begins || self.last == Some(at) {
            return;
        }
        let around = || self.open.iter().rev().take(AROUND + 1).enumerate();
        let shows = around().any(|(_, open)| match open.form {
            Form::Note | Form::Notes => true,
            Form::Item => open.block == at,
            Form::Box | Form::Words => false,
        });
        let mut alone = around().filter(|(above, open)| match open.form {
            Form::Note | Form::Item => open.block == at,
            Form::Box => *above == 0,
            Form::Notes | Form::Words => false,
        });
        let within = alone.next().map(|(above, _)| self.open.len() - 1 - above);
        self.here = Some(Here { note, block: at, within });
        self.rest.clear();
        if let Some(note) = self.notes.get_mut(note) {
            note.shows = shows;
        }
    }

    /// A link back to where a note is referred to shows that it is one.
    fn lead_back(&mut self) {
        let (Some(here), Some(to)) = (self.here, self.link.as_ref()) else { return };
        let to = self.passed.get(to);
        if to.is_some_and(|block| self.referring.contains(&(here.note, *block)))
            && let Some(note) = self.notes.get_mut(here.note)
        {
            note.shows = true;
        }
    }

    /// The link refers to a note, if that comes later: one to what was passed leads back.
    fn refer(&mut self) {
        let Some(id) = self.link.take().filter(|id| !self.passed.contains_key(id)) else { return };
        let at = self.at();
        self.last = Some(at);
        // What refers to a note is not moved itself.
        if let Some(here) = &mut self.here
            && let Some(note) = self.notes.get_mut(here.note)
        {
            (note.goes_on, here.within) = (false, None);
            if here.block == at {
                note.shows = false;
                self.here = None;
            }
        }
        let known = self.numbers.get(&id).copied();
        if known.is_none() && (self.notes.len() >= MOST || self.begins.contains_key(id.as_str())) {
            return;
        }
        let note = known.unwrap_or(self.notes.len());
        if known.is_none() {
            self.numbers.insert(id.clone(), note);
            self.notes.push(Note {
                id,
                from: self.chapter,
                shows: false,
                goes_on: true,
                rest: String::new(),
            });
        }
        self.referring.insert((note, at));
    }
}

/// What of some words is the same however they are set.
pub(super) fn letters(words: &str) -> impl Iterator<Item = char> {
    words.chars().filter(|c| c.is_alphanumeric())
}

/// Whether an element says of itself what is asked.
fn says(element: &Element, is: impl Fn(&str) -> bool) -> bool {
    let said = ["type", "role"].into_iter().filter_map(|key| element.get(key)).map(str::to_lowercase);
    said.into_iter()
        .any(|said| said.split_whitespace().any(|kind| is(kind.strip_prefix("doc-").unwrap_or(kind))))
}
