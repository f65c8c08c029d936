//! The steps that an import becomes, and what undo takes back of it.

use super::{Job, Of, Report, book};
use crate::model::{Applied, Edit};
use crate::store::{As, Result, Store};

/// The steps of an import: one, or more where steps of others come between.
#[derive(Debug, Clone)]
pub(super) struct Steps {
    /// What a step is called, with the number of its articles.
    pub label: fn(usize) -> String,
    /// The title of the book or project that is imported, if that is all, and what it holds one of.
    pub title: Option<(String, &'static str)>,
    /// Annotations of others that they bring, those that are saved, and those of all but the newest.
    pub brought: usize,
    saved: usize,
    earlier: usize,
    newest: Option<i64>,
    pub all: Vec<i64>,
    /// Articles changed by the newest.
    changed: usize,
}

impl Steps {
    pub(super) fn new(label: fn(usize) -> String) -> Self {
        Self {
            label,
            title: None,
            brought: 0,
            saved: 0,
            earlier: 0,
            newest: None,
            all: Vec::new(),
            changed: 0,
        }
    }

    /// Adds edits of `count` articles to the step of this import, or begins it.
    pub(super) fn apply(&mut self, store: &mut Store, edits: &[Edit], count: usize) -> Result<Applied> {
        self.apply_until(store, edits, count, &|| false)
    }

    /// The same; interrupted, as an error and with nothing done, once `stop` says so.
    pub(super) fn apply_until(
        &mut self,
        store: &mut Store,
        edits: &[Edit],
        count: usize,
        stop: &dyn Fn() -> bool,
    ) -> Result<Applied> {
        let total = self.changed + count;
        let (title, plain) = (self.title.clone(), self.label);
        let label = |n, brought| {
            let notes =
                if brought == 1 { "1 annotation".to_owned() } else { format!("{brought} annotations") };
            match (n, brought) {
                (n, 0) => book::label(title.as_ref(), plain, n),
                (0, _) => format!("import {notes}"),
                (n, _) => format!("{} and {notes}", book::label(title.as_ref(), plain, n)),
            }
        };
        // Where another step came between, what follows is a step of its own.
        if let Some(step) = self.newest
            && store.takes_more(step)?
        {
            let label = label(total, self.brought.saturating_sub(self.earlier));
            let applied = store.apply_until(As::More(step, &label), edits, stop)?;
            (self.changed, self.saved) = (total, self.brought);
            return Ok(applied);
        }
        // What is taken back is what was saved since that one.
        let brought = self.brought.saturating_sub(self.saved);
        let is_project = title.as_ref().is_some_and(|(_, one)| *one != "chapter");
        let is_part = self.newest.is_some() && count + brought > 0;
        let applied = if count > 1 || brought > 1 || (title.is_some() && count > 0) || is_project || is_part {
            store.apply_until(As::Called(&label(count, brought)), edits, stop)?
        } else {
            store.apply_until(As::Itself, edits, stop)?
        };
        if applied.step.is_some() {
            self.newest = applied.step;
            self.all.extend(applied.step);
            self.earlier = self.saved;
            (self.changed, self.saved) = (count, self.brought);
        }
        Ok(applied)
    }
}

impl Job<'_, '_> {
    /// Reports what of this import was undone while it went on, and how undo takes back the rest where that is parted.
    pub(super) fn tell_undone(&mut self) -> Result<()> {
        let mut remarks = Vec::new();
        let undone = self.store.undone_of(&self.steps.all)?;
        let left = self.steps.all.len() - undone.len();
        if left > 1 {
            remarks.push(format!(
                "what came in is {left} steps, since something else was changed meanwhile: each undo takes back one of them \
                 (`postil history` shows them)"
            ));
        }
        for label in undone {
            remarks
                .push(format!("“{label}” was taken back while the rest came in (`postil history` shows it)"));
        }
        if !remarks.is_empty() {
            (self.with.each)(Report::of_whole("undo", Of::Undone, "undo".to_owned(), remarks));
        }
        Ok(())
    }
}
