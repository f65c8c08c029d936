//! The table of contents and the list of pages: the navigation document of EPUB 3, or the NCX of EPUB 2.
//! Landmarks are not looked at.

use super::path::{Target, target};
use super::ranks;
use crate::import::xml::{Token, Xml};
use crate::import::{ImportError, clean};

/// Entries that are read at most.
const MOST: usize = 20_000;

/// A line of the table of contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// 0 for a chapter or part at the top. Groups that lead nowhere themselves do not count.
    pub depth: usize,
    pub title: String,
    pub target: Target,
    /// The groups that lead nowhere, or just there, and begin with it, the outermost first.
    pub above: Vec<String>,
    /// It may be a part whose first chapter, the next line, begins in the same file: the others are in other files.
    pub is_part: bool,
    /// It is a part whose chapters begin in the same file, as deep in the list as it is.
    pub holds: bool,
}

/// An entry that is being read.
#[derive(Debug, Default)]
struct Open {
    depth: usize,
    words: String,
    to: Option<String>,
    /// Where it goes in the list.
    at: usize,
}

/// An item of a list that is being read.
#[derive(Debug, Default)]
struct Item {
    /// What it says outside of links and of the lists in it.
    words: String,
    leads: bool,
    /// How many lists it is in, and how many entries there were before it.
    lists: usize,
    at: usize,
}

/// Reads either kind; what is broken in it is passed over. `from` is its own name in the book.
pub(super) fn read(text: &str, from: &str, depth: usize) -> Result<Vec<Entry>, ImportError> {
    let is_ncx = text.contains("navPoint");
    let found = if is_ncx {
        ncx(text, from, depth, ["navMap", "navPoint"])?
    } else {
        nav(text, from, depth, Some("toc"))?
    };
    // A list that does not say what it is may be the one all the same.
    let found = if found.is_empty() && !is_ncx { nav(text, from, depth, None)? } else { found };
    Ok(parts(&found))
}

/// Reads the list of the pages of the printed book: where each begins, called by its number.
pub(super) fn pages(text: &str, from: &str, depth: usize) -> Result<Vec<Entry>, ImportError> {
    if text.contains("pageTarget") {
        ncx(text, from, depth, ["pageList", "pageTarget"])
    } else {
        nav(text, from, depth, Some("page-list"))
    }
}

/// The `<nav>` of an `epub:type`, or one without any: lists within lists of links.
fn nav(text: &str, from: &str, depth: usize, wanted: Option<&str>) -> Result<Vec<Entry>, ImportError> {
    let mut xml = Xml::new(text, depth);
    let mut found = Vec::new();
    let (mut inside, mut lists) = (0_usize, 0_usize);
    let mut open: Option<Open> = None;
    let mut items: Vec<Item> = Vec::new();
    while let Some(token) = xml.next()? {
        match token {
            Token::Open(element) if inside == 0 => {
                let kinds = element.get("type").unwrap_or_default();
                let is_it = match wanted {
                    Some(wanted) => kinds.split_whitespace().any(|kind| kind == wanted),
                    None => kinds.is_empty(),
                };
                if element.name == "nav" && is_it {
                    inside = 1;
                    lists = 0;
                }
            }
            Token::Open(element) => {
                inside += 1;
                match element.name.as_str() {
                    "ol" | "ul" => lists += 1,
                    "li" => items.push(Item { lists, at: found.len(), ..Item::default() }),
                    "a" => {
                        open = Some(Open {
                            depth: lists.saturating_sub(1),
                            to: element.get("href").map(str::to_owned),
                            ..Open::default()
                        });
                    }
                    "img" => {
                        if let (Some(open), Some(alt)) = (&mut open, element.get("alt")) {
                            open.words.push_str(alt);
                        }
                    }
                    _ => {}
                }
            }
            Token::Text(text) => {
                if let Some(open) = &mut open {
                    open.words.push_str(&text);
                } else if let Some(item) = items.last_mut().filter(|item| item.lists == lists) {
                    item.words.push_str(&text);
                }
            }
            Token::Close(name) => {
                inside = inside.saturating_sub(1);
                match name.as_str() {
                    "ol" | "ul" => lists = lists.saturating_sub(1),
                    "a" => {
                        let Some(open) = open.take() else { continue };
                        let entry = entry(&open, from);
                        if let Some(item) = items.last_mut() {
                            item.leads |= entry.is_some();
                            item.words.push_str(&open.words);
                        }
                        found.extend(entry);
                    }
                    "li" => {
                        if let Some(item) = items.pop().filter(|item| !item.leads) {
                            let held = found.get_mut(item.at..).unwrap_or_default();
                            group(&item.words, held.iter_mut());
                        }
                    }
                    _ => {}
                }
                if found.len() >= MOST || (inside == 0 && !found.is_empty()) {
                    break;
                }
            }
        }
    }
    Ok(found)
}

/// `navPoint`s within each other in a `navMap`, or what these are called in another list, each with a
/// `navLabel` and a `content`.
fn ncx(text: &str, from: &str, depth: usize, [map, point]: [&str; 2]) -> Result<Vec<Entry>, ImportError> {
    let mut xml = Xml::new(text, depth);
    let mut found: Vec<Option<Entry>> = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    let (mut in_map, mut in_label) = (false, false);
    while let Some(token) = xml.next()? {
        match token {
            Token::Open(element) => match element.name.as_str() {
                name if name == map => in_map = true,
                name if name == point && in_map && found.len() < MOST => {
                    open.push(Open { depth: open.len(), at: found.len(), ..Open::default() });
                    found.push(None);
                }
                "navLabel" => in_label = true,
                "content" => {
                    if let Some(open) = open.last_mut() {
                        open.to = element.get("src").map(str::to_owned);
                    }
                }
                _ => {}
            },
            Token::Text(text) => {
                if let Some(open) = open.last_mut().filter(|_| in_label) {
                    open.words.push_str(&text);
                }
            }
            Token::Close(name) => match name.as_str() {
                name if name == map => in_map = false,
                "navLabel" => in_label = false,
                name if name == point => {
                    if let Some(open) = open.pop()
                        && let Some(place) = found.get_mut(open.at)
                    {
                        *place = entry(&open, from);
                        if place.is_none() {
                            let held = found.get_mut(open.at..).unwrap_or_default();
                            group(&open.words, held.iter_mut().flatten());
                        }
                    }
                }
                _ => {}
            },
        }
    }
    Ok(found.into_iter().flatten().collect())
}

fn entry(open: &Open, from: &str) -> Option<Entry> {
    let title = clean::some_line(&open.words)?;
    let to = open.to.as_deref().filter(|to| !to.trim().is_empty())?;
    let target = target(from, to)?;
    Some(Entry { depth: open.depth, title, target, above: Vec::new(), is_part: false, holds: false })
}

/// Names a group that leads nowhere at the first of the entries that it holds, and takes it out of the depth of all.
fn group<'a>(words: &str, held: impl Iterator<Item = &'a mut Entry>) {
    let Some(title) = clean::some_line(words) else { return };
    for (at, entry) in held.enumerate() {
        entry.depth = entry.depth.saturating_sub(1);
        if at == 0 {
            entry.above.insert(0, title.clone());
        }
    }
}

/// The lines with the parts among them marked. One that leads just where its first chapter does is a group above it.
fn parts(lines: &[Entry]) -> Vec<Entry> {
    let mut lines = lines.to_vec();
    let (mut found, mut above) = (Vec::with_capacity(lines.len()), Vec::new());
    for at in 0..lines.len() {
        let Some((line, below)) = lines.get_mut(at..).and_then(<[Entry]>::split_first_mut) else { break };
        let mut line = line.clone();
        above.append(&mut line.above);
        let alone = first_of_part(&line, below);
        line.holds = alone.is_none() && holds_chapters(&line, below);
        let is_begun =
            alone.map_or(line.holds && leads_there(&line, below), |first| first.target == line.target);
        line.is_part = alone.is_some();
        if line.holds {
            let held = below.iter_mut().take_while(|held| held.depth > line.depth);
            held.for_each(|held| held.depth -= 1);
        }
        if is_begun {
            above.push(line.title);
            continue;
        }
        line.above = std::mem::take(&mut above);
        found.push(line);
    }
    found
}

/// Whether the first of the lines below a part leads just where that does.
fn leads_there(part: &Entry, below: &[Entry]) -> bool {
    below.first().is_some_and(|first| first.target == part.target)
}

/// Whether a line is called a part of a book, or those that it holds are called chapters, and several of these begin
/// in its own file.
fn holds_chapters(part: &Entry, below: &[Entry]) -> bool {
    let held = || below.iter().take_while(|line| line.depth > part.depth);
    let Some(first) = held().next() else { return false };
    let chapters = || held().filter(|line| line.depth == first.depth);
    let is_here = |line: &&Entry| line.target.path == part.target.path && line.target.place.is_some();
    chapters().filter(is_here).nth(1).is_some()
        && (ranks::is_part(&part.title) || chapters().all(|line| ranks::is_chapter(&line.title)))
}

/// The first chapter of a part, where it alone of all its chapters is in the same file.
fn first_of_part<'a>(part: &Entry, below: &'a [Entry]) -> Option<&'a Entry> {
    let mut held = below.iter().take_while(|line| line.depth > part.depth);
    let is_here = |line: &Entry| line.target.path == part.target.path;
    let first = held.next().filter(|first| is_here(first))?;
    let mut others = held.filter(|line| line.depth == first.depth).peekable();
    (others.peek().is_some() && !others.any(is_here)).then_some(first)
}
