//! What was typed and is not on disk: known from the request to its end, on whatever way the program ends.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::app::{Ask, Outcome, Ticket};
use crate::model::{Draft, DraftOn};

/// Drafts that were asked to be stored and are not.
#[derive(Debug, Clone, Default)]
pub struct Unkept(Arc<Mutex<BTreeMap<DraftOn, Entry>>>);

#[derive(Debug)]
struct Entry {
    /// The newest request for it.
    ticket: Ticket,
    unstored: Unstored,
}

/// A draft that is not on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unstored {
    pub draft: Draft,
    /// What it is on, in words, where that is known.
    pub what: Option<String>,
    /// A copy of the library that has it as it is.
    pub copy: Option<PathBuf>,
}

impl Unkept {
    fn lock(&self) -> MutexGuard<'_, BTreeMap<DraftOn, Entry>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Something is asked for. What is dropped is stored as a note by then, or was emptied.
    pub fn asked(&self, ticket: Ticket, ask: &Ask) {
        match ask {
            Ask::SaveDraft(draft) | Ask::MoveDraft { draft, .. } => {
                let mut unkept = self.lock();
                let (what, copy) = match unkept.remove(&draft.on) {
                    Some(Entry { unstored, .. }) => {
                        (unstored.what, unstored.copy.filter(|_| unstored.draft.text == draft.text))
                    }
                    None => (None, None),
                };
                let unstored = Unstored { draft: draft.clone(), what, copy };
                unkept.insert(draft.on, Entry { ticket, unstored });
            }
            Ask::DropDraft(on) => drop(self.lock().remove(on)),
            _ => {}
        }
    }

    /// It has come to an end. `named` tells what a draft is on, and is asked once for one that was not stored.
    pub fn ended(
        &self,
        ticket: Ticket,
        ask: &Ask,
        outcome: &Outcome,
        named: impl FnOnce(&Draft) -> Option<String>,
    ) {
        match (ask, outcome) {
            (Ask::SaveDraft(draft), Outcome::Saved) => self.is_kept(ticket, draft.on),
            (Ask::MoveDraft { from, draft }, Outcome::Saved) => {
                self.is_kept(ticket, draft.on);
                if *from != draft.on {
                    self.lock().remove(from);
                }
            }
            (Ask::SaveDraft(draft) | Ask::MoveDraft { draft, .. }, Outcome::Failed(_)) => {
                if let Some(entry) = self.lock().get_mut(&draft.on)
                    && entry.unstored.what.is_none()
                {
                    entry.unstored.what = named(draft);
                }
            }
            // They are in the copy, and have yet to be stored here.
            (Ask::Backup { .. }, Outcome::BackedUp(path, _, taken)) => {
                let mut unkept = self.lock();
                for draft in taken {
                    if let Some(entry) = unkept.get_mut(&draft.on)
                        && entry.unstored.draft.text == draft.text
                    {
                        entry.unstored.copy = Some(path.clone());
                    }
                }
            }
            _ => {}
        }
    }

    fn is_kept(&self, ticket: Ticket, on: DraftOn) {
        let mut unkept = self.lock();
        if unkept.get(&on).is_some_and(|entry| entry.ticket == ticket) {
            unkept.remove(&on);
        }
    }

    /// What is left of it.
    pub fn left(&self) -> Vec<Unstored> {
        self.lock().values().map(|entry| entry.unstored.clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(text: &str) -> Draft {
        Draft { on: DraftOn::Library, text: text.to_owned(), was: None, updated: String::new() }
    }

    fn left(unkept: &Unkept) -> Vec<String> {
        unkept.left().into_iter().map(|one| one.draft.text).collect()
    }

    #[test]
    fn what_is_not_on_disk_is_known_until_it_is() {
        let unkept = Unkept::default();
        let (one, two) = (Ask::SaveDraft(draft("one")), Ask::SaveDraft(draft("one two")));
        unkept.asked(Ticket(1), &one);
        unkept.asked(Ticket(2), &two);
        unkept.ended(Ticket(1), &one, &Outcome::Saved, |_| None);
        assert_eq!(left(&unkept), ["one two"], "an older one is no newer one");
        let full = Outcome::Failed("the disk is full".into());
        unkept.ended(Ticket(2), &two, &full, |_| Some("the library".into()));
        unkept.ended(Ticket(2), &two, &full, |_| panic!("that is known"));
        assert_eq!(left(&unkept), ["one two"]);
        assert_eq!(unkept.left()[0].what.as_deref(), Some("the library"));
        let backup = |asked: &str, taken: Vec<Draft>| {
            let backup = Ask::Backup { to: "a".into(), drafts: vec![draft(asked)] };
            unkept.ended(Ticket(3), &backup, &Outcome::BackedUp("a".into(), 1, taken), |_| None);
            unkept.left().remove(0).copy
        };
        let copied = |text: &str| backup(text, vec![draft(text)]);
        assert_eq!(backup("one two", Vec::new()), None, "the copy did not take it");
        assert_eq!(copied("one"), None, "an older one is no newer one");
        assert_eq!(copied("one two"), Some("a".into()));
        assert_eq!(left(&unkept), ["one two"], "a copy is another library");
        unkept.asked(Ticket(4), &two);
        assert_eq!(unkept.left()[0].copy, Some("a".into()), "it is tried again as it is there");
        unkept.asked(Ticket(4), &Ask::SaveDraft(draft("three")));
        assert_eq!(unkept.left()[0].copy, None);
        unkept.asked(Ticket(4), &two);
        unkept.asked(Ticket(5), &Ask::DropDraft(DraftOn::Library));
        assert!(left(&unkept).is_empty(), "it is a note by now");
        let moved = Ask::MoveDraft { from: DraftOn::Gone(1), draft: draft("x") };
        unkept.asked(Ticket(6), &moved);
        assert_eq!(left(&unkept), ["x"]);
        unkept.ended(Ticket(6), &moved, &Outcome::Saved, |_| None);
        assert!(left(&unkept).is_empty());
    }
}
