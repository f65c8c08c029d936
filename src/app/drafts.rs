//! What was typed and is no step yet: what of it is on disk, what is on its way there and what could not be
//! stored. Nothing here is forgotten before it is stored, and what is said of it waits for that.

use std::collections::BTreeMap;
use std::path::Path;

use super::msg::{Ask, Ticket};
use super::sentence::sentence;
use super::{App, Message, Overlay};
use crate::command::{Command, Context};
use crate::model::{ArticleId, Draft, DraftLine, DraftOn, Orphan, WaitingDraft};

/// The drafts as far as this program knows them.
#[derive(Debug, Default)]
pub struct Drafts {
    all: BTreeMap<DraftOn, Draft>,
    /// Those on their way to the disk.
    storing: BTreeMap<Ticket, DraftOn>,
    /// Those that could not be stored as they are by now, and why, as it was said.
    unstored: BTreeMap<DraftOn, String>,
    /// What of those was put into a copy of the library, as it was then.
    copied: BTreeMap<DraftOn, String>,
    /// Those that nothing shows, since what they are on is gone or in the trash.
    orphans: Vec<Orphan>,
    /// How many became so, which is still to be said.
    parted: usize,
    /// What was set aside, to be said once it is stored.
    aside: Option<DraftOn>,
    /// The rows of the list that is open.
    pub(super) listed: Vec<WaitingDraft>,
}

impl Drafts {
    pub fn get(&self, on: DraftOn) -> Option<&Draft> {
        self.all.get(&on)
    }

    pub fn values(&self) -> impl Iterator<Item = &Draft> {
        self.all.values()
    }

    /// Whether it is only in memory.
    pub fn is_unstored(&self, on: DraftOn) -> bool {
        self.unstored.contains_key(&on)
    }

    /// Whether there is anything that could not be stored, here or in a copy.
    pub fn would_lose(&self) -> bool {
        let is_copied = |on| self.all.get(on).is_some_and(|now| self.copied.get(on) == Some(&now.text));
        !self.unstored.keys().all(is_copied)
    }

    /// Whether nothing shows it.
    pub fn orphan(&self, on: DraftOn) -> Option<&Orphan> {
        self.orphans.iter().find(|orphan| orphan.on == on)
    }

    /// How many drafts are on articles that lie in the trash: on some of them, or on any.
    pub fn in_trash(&self, articles: Option<&[ArticleId]>) -> usize {
        let is_meant = |id: ArticleId| articles.is_none_or(|articles| articles.contains(&id));
        self.orphans.iter().filter(|orphan| orphan.trashed && orphan.article.is_some_and(is_meant)).count()
    }

    fn is_on_its_way(&self, on: DraftOn) -> bool {
        self.storing.values().any(|storing| *storing == on)
    }

    /// What is not on disk for all that is known.
    fn unsure(&self) -> Vec<Draft> {
        let unsure = |on: &DraftOn| self.unstored.contains_key(on) || self.is_on_its_way(*on);
        self.all.values().filter(|draft| unsure(&draft.on)).cloned().collect()
    }
}

impl App {
    /// Puts what is typed into the drafts, if anything was typed since.
    pub(in crate::app) fn keep_draft(&mut self) {
        let mut typed = Vec::new();
        let mut emptied = Vec::new();
        for overlay in &mut self.overlays {
            match overlay {
                Overlay::Note(editor) if editor.unsaved => {
                    editor.unsaved = false;
                    let was =
                        if editor.corrects() { Some(editor.stored.clone()) } else { editor.words.clone() };
                    typed.push(Draft { on: editor.draft, text: editor.text(), was, updated: String::new() });
                }
                Overlay::Details(form) if form.unsaved => {
                    form.unsaved = false;
                    let on = DraftOn::Details(form.article);
                    match form.draft() {
                        Some(text) => typed.push(Draft { on, text, was: None, updated: String::new() }),
                        None => emptied.push(on),
                    }
                }
                Overlay::Prompt(prompt) if prompt.unsaved => {
                    prompt.unsaved = false;
                    let Some(on) = prompt.draft() else { continue };
                    let text = prompt.field.text().to_owned();
                    if prompt.is_changed() {
                        typed.push(Draft { on, text, was: None, updated: String::new() });
                    } else {
                        emptied.push(on);
                    }
                }
                _ => {}
            }
        }
        for draft in typed {
            self.store_draft(draft);
        }
        for on in emptied {
            self.drop_draft(on);
        }
    }

    fn store_draft(&mut self, draft: Draft) {
        let on = draft.on;
        self.drafts.all.insert(on, draft.clone());
        let ticket = self.ask(Ask::SaveDraft(draft));
        self.drafts.storing.insert(ticket, on);
    }

    /// What is written goes on from a draft that another program may have begun: it is this one's from now on.
    pub(in crate::app) fn hold_draft(&mut self, draft: &Draft) {
        if !self.drafts.unstored.contains_key(&draft.on) && !self.drafts.is_on_its_way(draft.on) {
            self.ask(Ask::HoldDraft(draft.clone()));
        }
    }

    /// Of several drafts on a thing this is the one that is taken up there.
    pub(in crate::app) fn choose_draft(&mut self, draft: &Draft) {
        if !self.drafts.unstored.contains_key(&draft.on) && !self.drafts.is_on_its_way(draft.on) {
            self.drafts.all.insert(draft.on, draft.clone());
        }
    }

    /// Tries once more to store what could not be.
    pub(in crate::app) fn store_unstored(&mut self) {
        let unstored: Vec<DraftOn> = self.drafts.unstored.keys().copied().collect();
        for on in unstored {
            if let Some(draft) = self.drafts.all.get(&on).filter(|_| !self.drafts.is_on_its_way(on)) {
                self.store_draft(draft.clone());
            }
        }
    }

    /// What was written has another home from now on, where `draft` holds it.
    pub(in crate::app) fn move_draft(&mut self, from: DraftOn, draft: Draft) {
        let on = draft.on;
        self.drafts.all.insert(on, draft.clone());
        let ticket = self.ask(Ask::MoveDraft { from, draft });
        self.drafts.storing.insert(ticket, on);
        self.drafts.orphans.retain(|orphan| orphan.on != from);
        if from != on {
            self.drafts.all.remove(&from);
            self.drafts.unstored.remove(&from);
            // That it could not be stored there, as may be told yet, is nothing to be mended.
            self.drafts.storing.retain(|_, storing| *storing != from);
        }
    }

    /// A draft is a step by now, or was emptied.
    pub(in crate::app) fn drop_draft(&mut self, on: DraftOn) {
        self.drafts.unstored.remove(&on);
        self.drafts.storing.retain(|_, storing| *storing != on);
        self.drafts.aside.take_if(|aside| *aside == on);
        if self.drafts.all.remove(&on).is_some() {
            self.ask(Ask::DropDraft(on));
        }
    }

    /// What is typed was closed: says that it waits, once that is true.
    pub(in crate::app) fn put_aside(&mut self, on: DraftOn) {
        if self.drafts.is_on_its_way(on) {
            self.drafts.aside = Some(on);
        } else if self.drafts.get(on).is_some() {
            self.say_aside(on);
        } else {
            self.say("Nothing was written.");
        }
    }

    fn say_aside(&mut self, on: DraftOn) {
        let again = self.taking_up(on);
        self.say(match on {
            DraftOn::Details(_) | DraftOn::Line(_) => format!("Not saved, but kept as a draft; {again}."),
            _ => format!("Set aside as a draft; {again}."),
        });
    }

    /// What takes a draft up again, in words.
    fn taking_up(&self, on: DraftOn) -> String {
        let (context, command) = match on {
            DraftOn::Correction { .. } => (Context::Reader, Command::CorrectText),
            DraftOn::Details(_) => (Context::List, Command::EditDetails),
            DraftOn::Article(_) => (Context::Reader, Command::ArticleNote),
            DraftOn::Theme(_) => (Context::Themes, Command::Note),
            DraftOn::Line(line) => match line {
                DraftLine::Description(_) => (Context::Themes, Command::DescribeTheme),
                DraftLine::Name(_) => (Context::Themes, Command::RenameTheme),
                DraftLine::NewTheme => (Context::Themes, Command::AddTheme),
                DraftLine::Source => (Context::List, Command::AddArticles),
                DraftLine::Feed => (Context::Feeds, Command::Subscribe),
            },
            DraftOn::Annotation(_) | DraftOn::Passage { .. } => (Context::Reader, Command::Note),
            DraftOn::Library => (Context::Reader, Command::LibraryNote),
            DraftOn::Gone(_) => (Context::Reader, Command::Drafts),
        };
        let key = self.prefs.keymap.chord(context, command);
        let key = key.map_or_else(|| format!(":{}", command.name()), |key| key.to_string());
        match command {
            Command::Drafts | Command::LibraryNote => format!("{key} takes it up again"),
            Command::EditDetails if self.context() != Context::List => {
                format!("{key} in the list takes it up again")
            }
            _ => format!("{key} here takes it up again"),
        }
    }

    /// Something beside the steps is on disk: that another was not is no news any more, and what could not
    /// be stored is tried again.
    pub(in crate::app) fn kept(&mut self, ticket: Ticket) {
        let draft = self.drafts.storing.remove(&ticket);
        let kept = self.keeping.remove(&ticket);
        let mut all_are_now = false;
        if let Some(on) = draft.filter(|on| !self.drafts.is_on_its_way(*on)) {
            all_are_now = self.drafts.unstored.remove(&on).is_some() && self.drafts.unstored.is_empty();
        }
        let is_mended = (kept || draft.is_some()) && self.drafts.unstored.is_empty();
        if is_mended && std::mem::take(&mut self.unkept) {
            self.message = None;
        }
        self.unkept_why = None;
        let is_gone = |theme| self.themes.iter().all(|one| one.id != theme);
        if draft.and_then(DraftOn::theme).is_some_and(is_gone) {
            // It is where the theme went, if that became another.
            self.refresh();
        }
        if let Some(on) = draft
            && self.drafts.aside.take_if(|aside| *aside == on).is_some()
        {
            self.say_aside(on);
        } else if all_are_now {
            self.say_beside("what you wrote is on disk now");
        }
        self.store_unstored();
    }

    /// Something was not done. A place that was not kept is news once; what is typed is held here.
    pub(in crate::app) fn not_kept(&mut self, ticket: Ticket, why: String) {
        let kept = self.keeping.remove(&ticket);
        let Some(on) = self.drafts.storing.remove(&ticket) else {
            if !kept || self.unkept_why.as_ref() != Some(&why) {
                self.complain(why.clone());
                self.unkept = kept;
            }
            if kept {
                self.unkept_why = Some(why);
            }
            return;
        };
        if self.drafts.is_on_its_way(on) {
            // What was typed since has yet to fail.
            return;
        }
        let is_known = self.drafts.all.contains_key(&on)
            && self.drafts.unstored.insert(on, why.clone()).as_ref() == Some(&why);
        let mut is_open = false;
        for overlay in &mut self.overlays {
            let unsaved = match overlay {
                Overlay::Note(editor) if editor.draft == on => &mut editor.unsaved,
                Overlay::Details(form) if DraftOn::Details(form.article) == on => &mut form.unsaved,
                Overlay::Prompt(prompt) if prompt.draft() == Some(on) => &mut prompt.unsaved,
                _ => continue,
            };
            (*unsaved, is_open) = (true, true);
        }
        let aside = self.drafts.aside.take_if(|aside| *aside == on).is_some();
        if is_known && !aside {
            // It was said, and the status line goes on showing it.
            return;
        }
        if is_open && !aside {
            self.complain(why.clone());
        } else {
            let again = self.taking_up(on);
            self.complain(format!("Not on disk, but held until you leave; {again}. {why}"));
        }
        (self.unkept, self.unkept_why) = (true, Some(why));
    }

    /// The library was copied, with what is not on disk here, and goes on being tried.
    pub(in crate::app) fn backed_up(&mut self, path: &Path, bytes: u64, drafts: &[Draft]) {
        self.drafts.copied.extend(drafts.iter().map(|draft| (draft.on, draft.text.clone())));
        let with = match drafts.len() {
            _ if self.drafts.would_lose() => {
                ", but without what you wrote that is not on disk here".to_owned()
            }
            0 => String::new(),
            1 => ", with the draft that is not on disk here".to_owned(),
            n => format!(", with the {n} drafts that are not on disk here"),
        };
        let size = bytes.div_ceil(1024);
        self.say(format!("The library was copied to {}, {size} KB{with}.", path.display()));
    }

    /// Copies the library with all that is typed, also where its own file is gone.
    pub(in crate::app) fn back_up(&mut self, path: &str) {
        self.keep_draft();
        let drafts = self.drafts.unsure();
        self.ask(Ask::Backup { to: path.into(), drafts });
        self.say(format!("Copying the library to {path}…"));
    }

    /// Asks for the drafts that wait, to list them.
    pub(in crate::app) fn ask_for_drafts(&mut self) {
        let unstored = self.drafts.unsure();
        self.ask(Ask::WaitingDrafts { unstored });
    }

    /// Whether something that was written is in memory alone.
    pub fn has_unstored(&self) -> bool {
        !self.drafts.unstored.is_empty()
    }

    /// Why another library cannot be opened now: this one's drafts would be left behind.
    pub(in crate::app) fn would_lose(&self) -> Option<&'static str> {
        self.drafts.would_lose().then_some(
            "What you wrote could not be stored here: :backup FILE takes it along, and gd lists it. \
             Leaving postil puts it into a file.",
        )
    }

    /// The drafts there are, at the start.
    pub(in crate::app) fn take_drafts(&mut self, drafts: Vec<Draft>, orphans: Vec<Orphan>) {
        let waiting = drafts.len();
        self.drafts.all.clear();
        // Of several on a thing the newest, which comes first.
        for draft in drafts {
            self.drafts.all.entry(draft.on).or_insert(draft);
        }
        self.drafts.orphans = orphans;
        let shown = || self.drafts.all.keys().filter(|on| self.drafts.orphan(**on).is_none());
        let some = |is: fn(&DraftOn) -> bool| shown().any(is);
        let keys: Vec<&str> = [
            (some(is_note), "c where a note was begun"),
            (some(|on| matches!(on, DraftOn::Correction { .. })), "gE where a correction was begun"),
            (some(|on| matches!(on, DraftOn::Details(_))), "e in the list where details were changed"),
        ]
        .into_iter()
        .filter_map(|(has, key)| has.then_some(key))
        .collect();
        let (what, them) = match waiting {
            0 => return,
            1 => ("A draft waits", "it"),
            _ => ("Drafts wait", "them"),
        };
        let again = match keys.as_slice() {
            [] => String::new(),
            keys => format!("{} takes {them} up again; ", keys.join(", ")),
        };
        self.say(format!("{what}: {again}gd lists {them}."));
    }

    /// Takes in which themes drafts are on by now: what was on one that became another is on that.
    pub(in crate::app) fn follow_themes(&mut self, stored: &[Draft]) {
        let is_there = |on: DraftOn| stored.iter().any(|draft| draft.on == on);
        let is_sure = |drafts: &Drafts, on| !drafts.unstored.contains_key(&on) && !drafts.is_on_its_way(on);
        let is_stored =
            |draft: &Draft| stored.iter().any(|one| (one.on, &one.text) == (draft.on, &draft.text));
        // What went along before, and was written on since, is no other.
        let is_free = |on: DraftOn| {
            self.drafts.all.get(&on).is_none_or(|draft| is_sure(&self.drafts, on) && !is_stored(draft))
        };
        let went = |(on, held): (&DraftOn, &Draft)| {
            let is_it = |draft: &&Draft| {
                let is_like = draft.on.theme().is_some_and(|theme| on.of_theme(theme) == draft.on);
                is_like && draft.text == held.text && is_free(draft.on)
            };
            (on.theme().is_some() && is_sure(&self.drafts, *on) && !is_there(*on))
                .then(|| Some((*on, stored.iter().find(is_it)?.clone())))
                .flatten()
        };
        let moved: Vec<(DraftOn, Draft)> = self.drafts.all.iter().filter_map(went).collect();
        for (from, draft) in moved {
            self.drafts.all.remove(&from);
            for overlay in &mut self.overlays {
                if let Overlay::Note(editor) = overlay
                    && editor.draft == from
                {
                    editor.draft = draft.on;
                }
            }
            self.drafts.all.insert(draft.on, draft);
        }
    }

    /// Takes in which drafts nothing shows by now.
    pub(in crate::app) fn take_orphans(&mut self, orphans: Vec<Orphan>) {
        let is_new = |orphan: &&Orphan| {
            !matches!(orphan.on, DraftOn::Gone(_)) && self.drafts.orphan(orphan.on).is_none()
        };
        self.drafts.parted += orphans.iter().filter(is_new).count();
        self.drafts.orphans = orphans;
    }

    /// Says that drafts hung on what was taken away: by an act of ours behind what is said of that.
    pub(in crate::app) fn tell_parted(&mut self, is_ours: bool) {
        let parted = std::mem::take(&mut self.drafts.parted);
        let what = match parted {
            0 => return,
            _ if !is_ours => {
                "a draft of yours hung on what another program took away (gd lists it)".to_owned()
            }
            1 => "a draft hung on it and waits (gd lists it)".to_owned(),
            n => format!("{n} drafts hung on that and wait (gd lists them)"),
        };
        let is_error = self.message.as_ref().is_some_and(|message| message.is_error);
        if is_ours || is_error { self.say_beside(&what) } else { self.say(sentence(&what)) }
    }

    /// Says something behind what was said just now, which stays to be read.
    fn say_beside(&mut self, what: &str) {
        match &self.message {
            Some(message) => {
                let text = format!("{}; {what}", message.text.trim_end_matches('.'));
                self.tell(Message { text, is_error: message.is_error });
            }
            None => self.say(sentence(what)),
        }
    }

    /// The form or line that was being saved is on disk.
    pub(in crate::app) fn form_saved(&mut self, ticket: Ticket) {
        if let Some((_, on)) = self.saving_form.take_if(|(saving, _)| *saving == ticket) {
            self.drop_draft(on);
        }
    }
}

fn is_note(on: &DraftOn) -> bool {
    !matches!(on, DraftOn::Correction { .. } | DraftOn::Details(_) | DraftOn::Gone(_) | DraftOn::Line(_))
}
