//! Annotations that had no place in their text any more when postil wrote them into a project: each a note
//! on its source, `Lost annotation (START-END)`, with the old words, and the other parts of it, as passages
//! of the note. To other programs it is a note that says all of it.

use uuid::Uuid;

use super::parse::{Memo, Selection};
use super::place::Positions;
use super::{LOST, Project, text, time, uuid};
use crate::import::clean;
use crate::text::Span;

/// Code points of what stands before and after a passage that are kept, far more than postil writes: a text
/// is compared with them wherever the passage may be.
const AROUND: usize = 512;

/// An annotation without a place, with indexes of its codes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lost {
    pub uuid: Option<Uuid>,
    /// Where it was thought to be: bytes of the document, on grapheme boundaries.
    pub span: Span,
    /// Not empty.
    pub quote: String,
    pub prefix: String,
    pub suffix: String,
    pub codes: Vec<usize>,
    pub note: Option<String>,
    /// RFC 3339 in UTC.
    pub created: Option<String>,
    pub updated: Option<String>,
}

impl Project<'_> {
    /// The lost annotations among the notes on a source, out of which they are taken.
    pub(super) fn lost(&mut self, notes: &mut Vec<String>, plain: &str, taken: &text::Taken) -> Vec<Lost> {
        let mut memos: Vec<(String, Memo)> = Vec::new();
        notes.retain(|key| {
            let memo = self.memos.get(key).and_then(|at| self.parsed.memos.get_mut(*at));
            // One that another source has taken already is empty.
            let Some(memo) = memo.filter(|memo| memo.name.starts_with(LOST)) else { return true };
            if memo.selections.is_empty() && memo.content.is_some() {
                return true;
            }
            memos.push((key.clone(), Memo { name: memo.name.clone(), ..std::mem::take(memo) }));
            false
        });
        let places: Vec<Selection> = memos.iter().map(|(_, memo)| place(&memo.name)).collect();
        let positions = Positions::of(plain, false, places.iter().flat_map(|at| [at.start, at.end]));
        let mut all = Vec::with_capacity(memos.len());
        for ((key, memo), at) in memos.into_iter().zip(&places) {
            let document = &taken.document;
            let bytes = positions.bytes(at, false).unwrap_or_default();
            let nothing = if bytes.0 < plain.len() { 0 } else { document.text.len() };
            let found = taken.find(bytes.0, bytes.1).map(|found| found.span);
            let lost = self.read_lost(&memo, found.unwrap_or_else(|| Span::new(nothing, nothing)));
            if lost.is_none() {
                // Somebody changed it: it is a note like others.
                if let Some(own) = self.memos.get(&key).and_then(|at| self.parsed.memos.get_mut(*at)) {
                    *own = memo;
                }
                notes.push(key);
            }
            all.extend(lost);
        }
        all
    }

    fn read_lost(&mut self, memo: &Memo, span: Span) -> Option<Lost> {
        let text = memo.content.as_deref()?;
        let (quoted, parts) = memo.selections.split_first()?;
        let quoted: Vec<&str> = words(text, quoted)
            .split('\n')
            .map(|line| line.strip_prefix("> ").or_else(|| line.strip_prefix('>')).unwrap_or(line))
            .collect();
        let quote = clean::characters(&quoted.join("\n")).into_owned();
        let part = |name: &str| {
            let words = parts.iter().find(|part| part.name == name).map(|part| words(text, part));
            clean::characters(words.unwrap_or_default()).into_owned()
        };
        let (note, prefix, suffix) = (part("Note"), part("Before"), part("After"));
        let from = prefix.char_indices().nth_back(AROUND - 1).map_or(0, |(at, _)| at);
        let to = suffix.char_indices().nth(AROUND).map_or(suffix.len(), |(at, _)| at);
        let own = memo.selections.first()?;
        (!quote.trim().is_empty()).then(|| Lost {
            uuid: uuid(&own.key).filter(|uuid| self.seen.insert(*uuid)),
            span,
            quote,
            prefix: prefix.get(from..).unwrap_or_default().to_owned(),
            suffix: suffix.get(..to).unwrap_or_default().to_owned(),
            codes: self.codes_of(own),
            note: (!note.trim().is_empty()).then_some(note),
            created: time(&own.created),
            updated: time(&own.modified),
        })
    }
}

/// The place that a name tells: code points; nowhere where it tells none.
fn place(name: &str) -> Selection {
    let told = name.strip_prefix(LOST).map(|rest| rest.trim().trim_matches(['(', ')']));
    let told = told.and_then(|told| told.split_once('-'));
    let (start, end) =
        told.and_then(|(start, end)| Some((start.parse().ok()?, end.parse().ok()?))).unwrap_or((-1, -1));
    Selection { start, end, ..Selection::default() }
}

/// The words of a selection of a text; nothing where it has no such place.
fn words<'a>(text: &'a str, of: &Selection) -> &'a str {
    let positions = Positions::of(text, false, [of.start, of.end].into_iter());
    positions.bytes(of, false).and_then(|(start, end)| text.get(start..end)).unwrap_or_default()
}
