//! What was typed and is not on disk: known from the request to its end, on whatever way the program ends.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::app::{Ask, Outcome, Ticket};
use crate::model::{Draft, DraftOn};

/// Drafts that were asked to be stored and are not, each with the newest request for it.
#[derive(Debug, Clone, Default)]
pub struct Unkept(Arc<Mutex<BTreeMap<DraftOn, (Ticket, Draft)>>>);

impl Unkept {
    fn lock(&self) -> MutexGuard<'_, BTreeMap<DraftOn, (Ticket, Draft)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Something is asked for. What is dropped is stored as a note by then, or was emptied.
    pub fn asked(&self, ticket: Ticket, ask: &Ask) {
        match ask {
            Ask::SaveDraft(draft) | Ask::MoveDraft { draft, .. } => {
                self.lock().insert(draft.on, (ticket, draft.clone()));
            }
            Ask::DropDraft(on) => drop(self.lock().remove(on)),
            _ => {}
        }
    }

    /// It has come to an end.
    pub fn ended(&self, ticket: Ticket, ask: &Ask, outcome: &Outcome) {
        match (ask, outcome) {
            (Ask::SaveDraft(draft), Outcome::Saved) => self.is_kept(ticket, draft.on),
            (Ask::MoveDraft { from, draft }, Outcome::Saved) => {
                self.is_kept(ticket, draft.on);
                if *from != draft.on {
                    self.lock().remove(from);
                }
            }
            // They are in the copy.
            (Ask::Backup { drafts, .. }, Outcome::BackedUp(..)) => {
                let mut unkept = self.lock();
                for draft in drafts {
                    if unkept.get(&draft.on).is_some_and(|(_, now)| now.text == draft.text) {
                        unkept.remove(&draft.on);
                    }
                }
            }
            _ => {}
        }
    }

    fn is_kept(&self, ticket: Ticket, on: DraftOn) {
        let mut unkept = self.lock();
        if unkept.get(&on).is_some_and(|(newest, _)| *newest == ticket) {
            unkept.remove(&on);
        }
    }

    /// What is left of it.
    pub fn drafts(&self) -> Vec<Draft> {
        self.lock().values().map(|(_, draft)| draft.clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(text: &str) -> Draft {
        Draft { on: DraftOn::Library, text: text.to_owned(), was: None, updated: String::new() }
    }

    fn left(unkept: &Unkept) -> Vec<String> {
        unkept.drafts().into_iter().map(|draft| draft.text).collect()
    }

    #[test]
    fn what_is_not_on_disk_is_known_until_it_is() {
        let unkept = Unkept::default();
        let (one, two) = (Ask::SaveDraft(draft("one")), Ask::SaveDraft(draft("one two")));
        unkept.asked(Ticket(1), &one);
        unkept.asked(Ticket(2), &two);
        unkept.ended(Ticket(1), &one, &Outcome::Saved);
        assert_eq!(left(&unkept), ["one two"], "an older one is no newer one");
        unkept.ended(Ticket(2), &two, &Outcome::Failed("the disk is full".into()));
        assert_eq!(left(&unkept), ["one two"]);
        let copied = |text: &str| {
            let backup = Ask::Backup { to: "a".into(), drafts: vec![draft(text)] };
            unkept.ended(Ticket(3), &backup, &Outcome::BackedUp("a".into(), 1, Vec::new()));
            left(&unkept)
        };
        assert_eq!(copied("one").len(), 1);
        assert!(copied("one two").is_empty());
        unkept.asked(Ticket(4), &two);
        unkept.asked(Ticket(5), &Ask::DropDraft(DraftOn::Library));
        assert!(left(&unkept).is_empty(), "it is a note by now");
        let moved = Ask::MoveDraft { from: DraftOn::Gone(1), draft: draft("x") };
        unkept.asked(Ticket(6), &moved);
        assert_eq!(left(&unkept), ["x"]);
        unkept.ended(Ticket(6), &moved, &Outcome::Saved);
        assert!(left(&unkept).is_empty());
    }
}
