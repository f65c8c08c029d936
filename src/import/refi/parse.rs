//! The XML of a project or a codebook to values, whatever the order of its elements. What is not taken
//! over is counted.

use std::collections::HashMap;

use super::odd::{Dropped, Odd};
use super::{LOOK, LOST, OURS};
use crate::import::xml::{Element, Token, Xml};
use crate::import::{ImportError, clean};

/// More codes are refused.
const CODES: usize = 10_000;
/// Characters of the name of a code; the rest is cut off.
const NAME: usize = 400;
/// Codes below each other, and characters of the names of all of them: a theme has the names of those above
/// it in its path. What lies deeper is put on the level above.
const LEVELS: usize = 32;
const PATH: usize = 4_000;
/// More selections, codings, notes and references together are refused.
const MOST: usize = 1_000_000;

/// What a file says. Keys are GUIDs as they compare: in lower case, without braces.
#[derive(Debug, Default)]
pub(super) struct Parsed {
    pub name: String,
    pub origin: String,
    pub description: String,
    /// The notes on it.
    pub notes: Vec<String>,
    /// A code stands behind the one above it.
    pub codes: Vec<Code>,
    pub sources: Vec<Source>,
    pub memos: Vec<Memo>,
    /// Names of variables by their keys.
    pub variables: HashMap<String, String>,
    /// The ends of links.
    pub links: Vec<(String, String)>,
    pub odd: Odd,
}

#[derive(Debug, Default)]
pub(super) struct Code {
    pub key: String,
    pub name: String,
    pub color: String,
    pub description: String,
    pub notes: Vec<String>,
    /// Index of the code above it.
    pub parent: Option<usize>,
}

#[derive(Debug, Default)]
pub(super) struct Source {
    pub key: String,
    pub name: String,
    /// What it is beside a text; empty for one that is nothing else.
    pub kind: &'static str,
    pub path: String,
    pub rich: String,
    pub content: Option<String>,
    pub description: String,
    pub notes: Vec<String>,
    /// Variables by their keys, and their values.
    pub values: Vec<(String, String)>,
    pub selections: Vec<Selection>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Selection {
    pub key: String,
    pub name: String,
    /// Code points; −1 where it says none.
    pub start: i64,
    pub end: i64,
    pub description: String,
    pub codes: Vec<String>,
    pub notes: Vec<String>,
    pub created: String,
    pub modified: String,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Memo {
    pub key: String,
    pub name: String,
    pub path: String,
    pub rich: String,
    pub content: Option<String>,
    /// Those of a lost annotation of postil's.
    pub selections: Vec<Selection>,
}

/// What a selection is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Of {
    Source(usize),
    Memo(usize),
}

/// Where the reading stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Frame {
    Top,
    Project,
    CodeBook,
    Codes,
    Code(usize),
    Variables,
    Cases,
    Sources,
    Source(usize),
    /// The text of a source that is something else.
    Twin(usize),
    Selection(Of, usize),
    Coding(Of, usize),
    Value(usize),
    Notes,
    Memo(usize),
    Links,
    Sets,
    Graphs,
    /// Its words are wanted.
    Words,
    /// Nothing in it is.
    Skipped,
}

/// A GUID as it compares.
pub(super) fn key(guid: &str) -> String {
    guid.trim().trim_start_matches('{').trim_end_matches('}').to_ascii_lowercase()
}

/// Reads a file. O(bytes). Stopped, as an error, once `stop` says so.
pub(super) fn parse(text: &str, depth: usize, stop: &dyn Fn() -> bool) -> Result<Parsed, ImportError> {
    let mut xml = Xml::new(text, depth);
    let mut reading = Reading::default();
    let mut tokens = 0_usize;
    while let Some(token) = xml.next()? {
        if tokens.is_multiple_of(LOOK) && stop() {
            return Err(ImportError::Stopped);
        }
        tokens += 1;
        match token {
            Token::Open(element) => {
                let top = reading.top();
                let frame = reading.open(&element, top)?;
                if frame == Frame::Words {
                    reading.words.clear();
                }
                reading.frames.push((frame, element.name));
            }
            Token::Text(words) if reading.top() == Frame::Words => reading.words.push_str(&words),
            Token::Text(_) => {}
            Token::Close(_) => {
                if let Some((Frame::Words, name)) = reading.frames.pop() {
                    reading.say(&name);
                }
            }
        }
    }
    if !reading.has_begun {
        return Err(ImportError::NoProject { what: "it begins neither a project nor a codebook" });
    }
    reading.parsed.odd.cut = xml.is_cut();
    Ok(reading.parsed)
}

#[derive(Debug, Default)]
struct Reading {
    parsed: Parsed,
    frames: Vec<(Frame, String)>,
    words: String,
    /// There was an outermost element of a project or a codebook.
    has_begun: bool,
    /// For each code how deep it lies and how many characters its name and those above it have.
    levels: Vec<(usize, usize)>,
    /// The variable whose value is being read.
    variable: String,
    count: usize,
}

impl Reading {
    fn top(&self) -> Frame {
        self.frames.last().map_or(Frame::Top, |(frame, _)| *frame)
    }

    fn counted(&mut self) -> Result<(), ImportError> {
        self.count += 1;
        if self.count > MOST {
            return Err(ImportError::NoProject { what: "it has more than 1,000,000 selections and notes" });
        }
        Ok(())
    }

    fn drop(&mut self, what: Dropped) -> Frame {
        self.parsed.odd.drop(what);
        Frame::Skipped
    }

    fn open(&mut self, element: &Element, top: Frame) -> Result<Frame, ImportError> {
        if matches!(top, Frame::Skipped | Frame::Words) {
            return Ok(Frame::Skipped);
        }
        let name = element.name.as_str();
        Ok(match (name, top) {
            ("Project", Frame::Top) => self.begin(element, Frame::Project),
            ("CodeBook" | "Codebook", Frame::Top) => self.begin(element, Frame::CodeBook),
            ("CodeBook" | "Codebook", Frame::Project) => {
                self.parsed.odd.tolerate_if(name == "Codebook", "Codebook for CodeBook");
                Frame::CodeBook
            }
            ("Codes", Frame::CodeBook) => Frame::Codes,
            ("Code", Frame::Codes | Frame::Code(_) | Frame::CodeBook) => self.code(element, top)?,
            ("Variables", Frame::Project) => Frame::Variables,
            ("Variable", Frame::Variables) => {
                let (guid, name) = (get(element, "guid"), clean::line(&get(element, "name")));
                self.parsed.variables.insert(key(&guid), name);
                Frame::Skipped
            }
            ("Cases", Frame::Project) => Frame::Cases,
            ("Case", Frame::Cases) => self.drop(Dropped::Case),
            ("Links", Frame::Project) => Frame::Links,
            ("Link", Frame::Links) => {
                self.counted()?;
                let (from, to) = (get(element, "originGUID"), get(element, "targetGUID"));
                self.parsed.links.push((key(&from), key(&to)));
                Frame::Skipped
            }
            ("Sets", Frame::Project | Frame::CodeBook) => Frame::Sets,
            ("Set", Frame::Sets) => self.drop(Dropped::Set),
            ("Graphs", Frame::Project) => Frame::Graphs,
            ("Graph", Frame::Graphs) => self.drop(Dropped::Graph),
            ("Sources", Frame::Project) => Frame::Sources,
            (_, Frame::Sources) => match kind(name) {
                Some(kind) => self.source(element, kind)?,
                None => Frame::Skipped,
            },
            (_, Frame::Source(at) | Frame::Twin(at)) => self.within_source(element, top, at)?,
            (_, Frame::Selection(of, at) | Frame::Coding(of, at)) => {
                self.within_selection(element, top, (of, at))?
            }
            ("Notes", Frame::Project) => Frame::Notes,
            ("Note", Frame::Notes) => {
                self.counted()?;
                self.parsed.memos.push(Memo {
                    key: key(&get(element, "guid")),
                    name: clean::line(&get(element, "name")),
                    path: get(element, "plainTextPath"),
                    rich: get(element, "richTextPath"),
                    content: None,
                    selections: Vec::new(),
                });
                Frame::Memo(self.parsed.memos.len() - 1)
            }
            ("PlainTextContent", Frame::Memo(_)) | ("Description", Frame::Project | Frame::Code(_)) => {
                Frame::Words
            }
            ("PlainTextSelection", Frame::Memo(at)) if self.parsed.origin == OURS => {
                self.counted()?;
                let memo = self.parsed.memos.get_mut(at).filter(|memo| memo.name.starts_with(LOST));
                // In a note of another name, as postil wrote them once, the words say it all.
                memo.map_or(Frame::Skipped, |memo| {
                    memo.selections.push(selection(element));
                    Frame::Selection(Of::Memo(at), memo.selections.len() - 1)
                })
            }
            ("PlainTextSelection" | "Coding", Frame::Memo(_)) => self.drop(Dropped::OnNote),
            ("NoteRef", Frame::Project) => {
                self.counted()?;
                self.parsed.notes.push(target(element));
                Frame::Skipped
            }
            ("NoteRef", Frame::Code(at)) => {
                self.counted()?;
                if let Some(code) = self.parsed.codes.get_mut(at) {
                    code.notes.push(target(element));
                }
                Frame::Skipped
            }
            (_, Frame::Value(_)) if name == "VariableRef" => {
                self.variable = target(element);
                Frame::Skipped
            }
            (_, Frame::Value(_)) if name.ends_with("Value") => Frame::Words,
            _ => Frame::Skipped,
        })
    }

    fn begin(&mut self, element: &Element, frame: Frame) -> Frame {
        let odd = &mut self.parsed.odd;
        odd.tolerate_if(element.name == "Codebook", "Codebook for CodeBook");
        let old = element.get("xmlns").is_some_and(|space| space.ends_with("0:4") || space.ends_with("0.4"));
        odd.tolerate_if(old, "an old namespace (0:4)");
        self.parsed.name = clean::line(&get(element, "name"));
        self.parsed.origin = clean::line(&get(element, "origin"));
        self.has_begun = true;
        frame
    }

    fn code(&mut self, element: &Element, top: Frame) -> Result<Frame, ImportError> {
        if self.parsed.codes.len() >= CODES {
            return Err(ImportError::NoProject { what: "it has more than 10,000 codes" });
        }
        let mut name = clean::line(&get(element, "name"));
        if name.is_empty() {
            self.parsed.odd.tolerate("codes without a name");
            "unnamed".clone_into(&mut name);
        }
        let mut length = name.chars().count();
        if let Some((end, _)) = name.char_indices().nth(NAME) {
            self.parsed.odd.long += 1;
            name.truncate(end);
            length = NAME;
        }
        let above = if let Frame::Code(at) = top { Some(at) } else { None };
        let parent = self.parent(above, length);
        self.parsed.odd.deep += usize::from(parent != above);
        let (depth, path) = parent.and_then(|at| self.levels.get(at)).copied().unwrap_or_default();
        self.levels.push((depth + 1, path + length));
        let (guid, color) = (key(&get(element, "guid")), get(element, "color"));
        self.parsed.odd.tolerate_if(uuid::Uuid::parse_str(&guid).is_err(), "ids that are no GUIDs");
        self.parsed.codes.push(Code { key: guid, name, color, parent, ..Code::default() });
        Ok(Frame::Code(self.parsed.codes.len() - 1))
    }

    /// What a code is put below: what it is below in the file, or the next above that on which it has room.
    fn parent(&self, mut above: Option<usize>, length: usize) -> Option<usize> {
        while let Some((depth, path)) = above.and_then(|at| self.levels.get(at)) {
            if *depth < LEVELS && path + length <= PATH {
                break;
            }
            above = above.and_then(|at| self.parsed.codes.get(at)).and_then(|code| code.parent);
        }
        above
    }

    fn source(&mut self, element: &Element, kind: &'static str) -> Result<Frame, ImportError> {
        self.counted()?;
        self.parsed.sources.push(Source {
            key: key(&get(element, "guid")),
            name: clean::line(&get(element, "name")),
            kind,
            path: get(element, "plainTextPath"),
            rich: get(element, "richTextPath"),
            ..Source::default()
        });
        Ok(Frame::Source(self.parsed.sources.len() - 1))
    }

    fn within_source(&mut self, element: &Element, top: Frame, at: usize) -> Result<Frame, ImportError> {
        let Some(source) = self.parsed.sources.get_mut(at) else { return Ok(Frame::Skipped) };
        let is_twin = matches!(top, Frame::Twin(_));
        Ok(match element.name.as_str() {
            "Description" if !is_twin => Frame::Words,
            "PlainTextContent" => Frame::Words,
            "Representation" | "TextDescription" | "Transcript" if !is_twin => {
                if source.path.is_empty() && source.content.is_none() {
                    source.path = get(element, "plainTextPath");
                    source.rich = get(element, "richTextPath");
                    Frame::Twin(at)
                } else {
                    self.drop(Dropped::Transcript)
                }
            }
            "PlainTextSelection" => {
                source.selections.push(selection(element));
                let frame = Frame::Selection(Of::Source(at), source.selections.len() - 1);
                self.counted()?;
                frame
            }
            "NoteRef" => {
                source.notes.push(target(element));
                self.counted()?;
                Frame::Skipped
            }
            "VariableValue" => {
                self.variable.clear();
                Frame::Value(at)
            }
            "Coding" => self.drop(Dropped::OnSource),
            name if name.ends_with("Selection") => self.drop(Dropped::Selection),
            _ => Frame::Skipped,
        })
    }

    fn within_selection(
        &mut self,
        element: &Element,
        top: Frame,
        (of, at): (Of, usize),
    ) -> Result<Frame, ImportError> {
        self.counted()?;
        let Some(selection) = self.parsed.selection(of, at) else { return Ok(Frame::Skipped) };
        Ok(match (element.name.as_str(), top) {
            ("Coding", Frame::Selection(of, at)) => Frame::Coding(of, at),
            ("CodeRef", Frame::Coding(..)) => {
                selection.codes.push(target(element));
                Frame::Skipped
            }
            ("NoteRef", _) => {
                selection.notes.push(target(element));
                Frame::Skipped
            }
            ("Description", Frame::Selection(..)) => Frame::Words,
            _ => Frame::Skipped,
        })
    }

    /// Takes the words of an element that has ended.
    fn say(&mut self, name: &str) {
        let words = std::mem::take(&mut self.words);
        let parsed = &mut self.parsed;
        let is_content = name == "PlainTextContent";
        match self.frames.last().map_or(Frame::Top, |(frame, _)| *frame) {
            Frame::Project => parsed.description = words,
            Frame::Code(at) => {
                if let Some(code) = parsed.codes.get_mut(at) {
                    code.description = words;
                }
            }
            Frame::Source(at) | Frame::Twin(at) => match parsed.sources.get_mut(at) {
                Some(source) if is_content => source.content = Some(words),
                Some(source) => source.description = words,
                None => {}
            },
            Frame::Selection(of, at) => {
                if let Some(selection) = parsed.selection(of, at) {
                    selection.description = words;
                }
            }
            Frame::Memo(at) => {
                if let Some(memo) = parsed.memos.get_mut(at) {
                    memo.content = Some(words);
                }
            }
            Frame::Value(at) => {
                if let Some(source) = parsed.sources.get_mut(at) {
                    source.values.push((std::mem::take(&mut self.variable), words));
                }
            }
            _ => {}
        }
    }
}

impl Parsed {
    fn selection(&mut self, of: Of, at: usize) -> Option<&mut Selection> {
        let all = match of {
            Of::Source(source) => &mut self.sources.get_mut(source)?.selections,
            Of::Memo(memo) => &mut self.memos.get_mut(memo)?.selections,
        };
        all.get_mut(at)
    }
}

fn selection(element: &Element) -> Selection {
    let number = |name| element.get(name).and_then(|n| n.parse().ok()).unwrap_or(-1);
    Selection {
        key: key(&get(element, "guid")),
        name: get(element, "name"),
        start: number("startPosition"),
        end: number("endPosition"),
        created: get(element, "creationDateTime"),
        modified: get(element, "modifiedDateTime"),
        ..Selection::default()
    }
}

/// What a kind of source is beside a text.
fn kind(element: &str) -> Option<&'static str> {
    Some(match element {
        "TextSource" => "",
        "PDFSource" => "PDF",
        "PictureSource" => "a picture",
        "AudioSource" => "a sound",
        "VideoSource" => "a film",
        _ => return None,
    })
}

fn get(element: &Element, name: &str) -> String {
    element.get(name).unwrap_or_default().to_owned()
}

fn target(element: &Element) -> String {
    key(element.get("targetGUID").unwrap_or_default())
}
