//! The notes of a project: each a text of its own to which others refer, or through links.

use std::collections::{HashMap, HashSet};

use super::Project;
use super::odd::Dropped;
use super::parse::{Memo, Parsed};
use crate::import::{clean, decode};

/// A name that says no more than that it is a note.
const PLAIN: &[&str] = &["note", "memo", "annotation", "comment"];

/// A text of a note, or nothing where there are no words in it. One of postil's own stays as it is.
pub(super) fn some(text: &str, ours: bool) -> Option<String> {
    let text = clean::characters(text);
    let text = if ours { &*text } else { text.trim() };
    (!text.trim().is_empty()).then(|| text.to_owned())
}

/// A note with another below it, where that says something else.
pub fn with(note: Option<String>, more: Option<String>) -> Option<String> {
    match (note, more) {
        (Some(note), Some(more)) if note.contains(more.trim()) => Some(note),
        (Some(note), Some(more)) => Some(format!("{}\n\n{more}", note.trim_end())),
        (note, more) => note.or(more),
    }
}

/// Puts notes that are linked with something on it.
pub(super) fn link(parsed: &mut Parsed, memos: &HashMap<String, usize>) {
    let links = std::mem::take(&mut parsed.links);
    if links.is_empty() {
        return;
    }
    let mut on: HashMap<String, Vec<String>> = HashMap::new();
    for (from, to) in links {
        match (memos.contains_key(&from), memos.contains_key(&to)) {
            (false, true) => on.entry(from).or_default().push(to),
            (true, false) => on.entry(to).or_default().push(from),
            _ => parsed.odd.drop(Dropped::Link),
        }
    }
    let mut put = |key: &str, notes: &mut Vec<String>| notes.extend(on.remove(key).into_iter().flatten());
    for code in &mut parsed.codes {
        put(&code.key, &mut code.notes);
    }
    for source in &mut parsed.sources {
        put(&source.key, &mut source.notes);
        for selection in &mut source.selections {
            put(&selection.key, &mut selection.notes);
        }
    }
    (0..on.into_values().flatten().count()).for_each(|_| parsed.odd.drop(Dropped::Link));
}

/// The notes that nothing refers to.
pub(super) fn free(parsed: &Parsed) -> Vec<String> {
    let codes = parsed.codes.iter().flat_map(|code| &code.notes);
    let sources = parsed.sources.iter().flat_map(|source| {
        source.notes.iter().chain(source.selections.iter().flat_map(|selection| &selection.notes))
    });
    let used: HashSet<&String> = codes.chain(sources).chain(&parsed.notes).collect();
    parsed.memos.iter().map(|memo| &memo.key).filter(|key| !used.contains(key)).cloned().collect()
}

impl Project<'_> {
    /// A description and notes, one below the other.
    pub(super) fn joined(&mut self, description: &str, notes: &[String]) -> Option<String> {
        let mut all: Vec<String> = some(description, self.is_ours()).into_iter().collect();
        let mut seen = HashSet::new();
        for key in notes.iter().filter(|key| seen.insert(*key)) {
            match self.memos.get(key) {
                Some(at) => all.extend(self.memo(*at).filter(|note| !all.contains(note))),
                None => self.parsed.odd.drop(Dropped::Missing),
            }
        }
        let all = all.join("\n\n");
        let Some(room) = self.room.checked_sub(all.len()) else {
            self.parsed.odd.drop(Dropped::Crowd);
            return None;
        };
        self.room = room;
        (!all.is_empty()).then_some(all)
    }

    fn memo(&mut self, at: usize) -> Option<String> {
        let ours = self.is_ours();
        let Memo { name, path, rich, content, .. } = self.parsed.memos.get(at)?.clone();
        let text = if let Some(content) = &content {
            some(content, ours)
        } else {
            let entry =
                [&path, &rich].into_iter().filter(|path| !path.is_empty()).find_map(|path| self.place(path));
            let entry = entry.filter(|entry| entry.to_lowercase().ends_with(".txt")).cloned();
            let read = entry.and_then(|entry| self.files.as_mut()?.read(&entry).ok());
            let text = read.and_then(|bytes| some(&decode::decode(&bytes).ok()?, ours));
            if let (Some(memo), Some(text)) = (self.parsed.memos.get_mut(at), &text) {
                memo.content = Some(text.clone());
            }
            if text.is_none() && !(path.is_empty() && rich.is_empty()) {
                self.parsed.odd.drop(Dropped::Note);
            }
            text
        };
        let is_plain = name.is_empty() || ours || PLAIN.contains(&name.to_lowercase().as_str());
        match text {
            Some(text) if is_plain || text.starts_with(name.as_str()) => Some(text),
            Some(text) => Some(format!("**{name}**\n\n{text}")),
            None if is_plain => None,
            None => Some(name),
        }
    }
}
