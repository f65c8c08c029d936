//! Notes: the editor, drafts, and the editor outside.

use super::super::{App, Effect, NoteEditor, Overlay, Target};
use super::furniture;
use crate::app::msg::{Ask, Ticket};
use crate::app::sentence::sentence;
use crate::command::Context;
use crate::model::{ArticleId, Draft, DraftOn, Edit, Elsewhere, NoteOn, ThemeId, ThemeName, below_words};
use crate::text::{Span, excerpt};

/// Words of a passage that are kept with its draft, in bytes at most; a draft on more is known by its place.
const LONGEST: usize = 64 << 10;

/// Cells of a quote that a row can show.
const ROW: usize = 500;

/// What is said of a note that has nothing to be on.
const ADRIFT: &str = "What it is on is there no more; set aside it stays as a draft (gd finds it).";

/// Opens the editor on what is underlined, with the draft that waits there, if one does.
pub fn open(app: &mut App) {
    if app.context() == Context::Themes {
        on_theme(app);
        return;
    }
    if let Some(target) = furniture::target_in_sight(app) {
        open_with(app, target, "");
    }
}

/// Opens the editor on a target and adds a text below what stands there.
pub fn open_with(app: &mut App, target: Target, more: &str) {
    let Target { article, span, annotation } = target;
    let found = app.annotation_meant();
    let stored = found.and_then(|a| a.note.clone()).unwrap_or_default();
    let there = || app.reader.as_ref().map_or("", |reader| reader.document.slice(span));
    let quote = found.map_or_else(there, |a| a.words());
    let quote = excerpt(quote, ROW);
    let on = annotation.map_or(DraftOn::Passage { article, span }, DraftOn::Annotation);
    let words = Some(found.map_or_else(there, |a| &a.quote)).filter(|words| words.len() <= LONGEST);
    let words = words.map(str::to_owned);
    let themes = found.map(|a| a.themes.clone()).unwrap_or_default();
    begin(app, on, format!("Note on “{quote}”"), &stored, words);
    if let Some(Overlay::Note(editor)) = app.overlays.last_mut() {
        editor.themes = themes;
    }
    if let Some(Overlay::Note(editor)) = app.overlays.last_mut().filter(|_| !more.is_empty()) {
        let gap = if editor.text().trim().is_empty() { "" } else { "\n\n" };
        editor.paste(&format!("{gap}{more}"));
        app.keep_draft_soon();
    }
}

/// Adds a paragraph to the note on what is underlined, or makes one, and saves it.
pub fn write(app: &mut App, text: &str) {
    open(app);
    if let Some(Overlay::Note(editor)) = app.overlays.last_mut() {
        let there = editor.text();
        let gap = if there.trim().is_empty() { "" } else { "\n\n" };
        editor.replace(&format!("{}{gap}{text}", there.trim_end()));
        save(app);
    }
}

pub fn on_article(app: &mut App) {
    let Some(article) = app.article_meant() else { return };
    let on = DraftOn::Article(article.id);
    let title = format!("Note on the article “{}”", article.title());
    let stored = article.note.clone().unwrap_or_default();
    begin(app, on, title, &stored, None);
}

fn on_theme(app: &mut App) {
    let Some(theme) = app.theme_meant() else { return };
    let (on, title) = (DraftOn::Theme(theme.id), format!("Note on the theme “{}”", theme.path));
    let stored = theme.note.clone().unwrap_or_default();
    begin(app, on, title, &stored, None);
}

/// `words`: those of the passage, where it is on one.
fn begin(app: &mut App, on: DraftOn, title: String, stored: &str, words: Option<String>) {
    // A draft begun on a passage belongs to the annotation that is there by now.
    let passage = match on {
        DraftOn::Annotation(_) => {
            app.annotation_meant().map(|a| DraftOn::Passage { article: a.article.id, span: a.span })
        }
        DraftOn::Passage { .. } => Some(on),
        _ => None,
    };
    let own = app.drafts.get(on).filter(|_| passage != Some(on));
    let draft = own.or_else(|| draft_on_words(app, passage?, words.as_deref())).cloned();
    if let Some(draft) = &draft {
        app.hold_draft(draft);
    }
    // One that says what is stored already was saved, and only its end was missed.
    let draft = draft.filter(|draft| draft.text.trim_end() != stored.trim_end());
    let mut editor = NoteEditor::new(on, title, stored, draft.as_ref().map_or(stored, |d| &d.text));
    editor.words = words;
    if let Some(draft) = draft {
        editor.draft = draft.on;
        editor.unsaved = app.drafts.is_unstored(draft.on);
        app.say("This is the draft that waited; Ctrl-S saves it.");
    }
    app.overlays.push(Overlay::Note(Box::new(editor)));
}

/// Saves the note and closes. An unchanged one closes only; an emptied one is no note.
pub fn save(app: &mut App) {
    app.keep_draft();
    let Some(Overlay::Note(editor)) = app.overlays.last() else { return };
    if editor.is_adrift {
        app.complain(match editor.on {
            DraftOn::Passage { .. } | DraftOn::Correction { .. } => {
                "Its words are in the text no more; set aside it stays as a draft (gd finds it)."
            }
            _ => ADRIFT,
        });
        return;
    }
    let (on, draft) = (editor.on, editor.draft);
    let (note, text, changed) = (editor.note(), editor.text(), editor.is_changed());
    let there = |id: &ThemeId| app.theme(*id).is_some();
    let themes = editor.themes.iter().copied().filter(there).map(ThemeName::Id).collect();
    let before = Some(editor.stored.clone()).filter(|stored| !stored.is_empty());
    if !changed {
        app.overlays.pop();
        app.drop_draft(draft);
        return;
    }
    let edit = match on {
        DraftOn::Library => Edit::SetNote { on: NoteOn::Library, note },
        DraftOn::Article(id) => Edit::SetNote { on: NoteOn::Article(id), note },
        DraftOn::Theme(id) => Edit::SetNote { on: NoteOn::Theme(id), note },
        DraftOn::Annotation(id) => Edit::SetNote { on: NoteOn::Annotation(id), note },
        DraftOn::Passage { article, span } => Edit::Annotate { article, span, themes, note },
        // Neither is written in the editor.
        DraftOn::Details(_) | DraftOn::Gone(_) | DraftOn::Line(_) => return,
        DraftOn::Correction { span, .. } => {
            super::mend::corrected(app, span, text);
            app.saving = app.in_flight.map(|ticket| (ticket, draft));
            return;
        }
    };
    // The draft stays, and the editor open, until the act is on disk.
    let open = app.open_article();
    app.undo_anyway = None;
    let text = app.text_of_places(std::slice::from_ref(&edit));
    let ticket = app.ask(Ask::SaveNote { edit: Box::new(edit), before, open, text });
    app.in_flight = Some(ticket);
    app.saving = Some((ticket, draft));
}

/// The draft on a passage: by its words, since the text may have moved them since; one that knows none
/// by its place.
fn draft_on_words<'a>(app: &'a App, passage: DraftOn, words: Option<&str>) -> Option<&'a Draft> {
    let DraftOn::Passage { article, span } = passage else { return None };
    // Of very many words none are kept with the editor.
    let here = || app.reader.as_ref().map_or("", |reader| reader.document.slice(span));
    let is_on = |draft: &&Draft| match &draft.was {
        Some(was) if words.is_none() => was.len() > LONGEST && was == here(),
        Some(was) => Some(was.as_str()) == words,
        None => draft.on == passage,
    };
    let of_article = |draft: &&Draft| match draft.on {
        DraftOn::Passage { article: of, .. } => of == article,
        // Its annotation is gone, and its words may be there.
        DraftOn::Annotation(_) => app.drafts.orphan(draft.on).is_some_and(|one| one.article == Some(article)),
        _ => false,
    };
    let there = app.drafts.get(passage).filter(is_on);
    there.or_else(|| app.drafts.values().filter(of_article).find(is_on))
}

/// Closes and keeps what is written as a draft.
pub fn set_aside(app: &mut App) {
    app.keep_draft();
    if let Some(Overlay::Note(editor)) = app.overlays.last() {
        let draft = editor.draft;
        app.overlays.pop();
        app.put_aside(draft);
    }
}

/// Puts the words of a draft whose home is gone below what another note says, as that note's draft.
pub fn take_up(app: &mut App, draft: &Draft, what: &str, elsewhere: &Elsewhere) {
    app.hold_draft(draft);
    let title = elsewhere.title.as_deref();
    let title = title
        .map_or_else(|| "Note on the library".to_owned(), |title| format!("Note on the article “{title}”"));
    begin(app, elsewhere.on, title, elsewhere.note.as_deref().unwrap_or_default(), None);
    let Some(Overlay::Note(editor)) = app.overlays.last_mut() else { return };
    // The words of one that was deleted for good stand in it already, and its title in their place.
    let words = draft.was.as_deref().filter(|_| !matches!(draft.on, DraftOn::Gone(_)));
    let gap = if editor.text().trim().is_empty() { "" } else { "\n\n" };
    let from = if elsewhere.on == DraftOn::Library { format!("“{what}”:\n\n") } else { String::new() };
    editor.paste(&format!("{gap}{from}{}", below_words(words, &draft.text)));
    editor.unsaved = false;
    let taken = Draft { on: editor.draft, text: editor.text(), was: None, updated: String::new() };
    app.move_draft(draft.on, taken);
    app.say("The words of the draft stand in this note now; Ctrl-S saves it.");
}

/// The note on the library.
pub fn on_library(app: &mut App, stored: Option<&str>) {
    begin(app, DraftOn::Library, "Note on the library".to_owned(), stored.unwrap_or_default(), None);
}

/// Hands the text to the editor outside.
pub fn outside(app: &mut App) {
    app.keep_draft();
    if let Some(Overlay::Note(editor)) = app.overlays.last() {
        // A text file ends with a line end; what comes back loses it again.
        let text = editor.text() + "\n";
        app.out.push(Effect::EditOutside(text));
    }
}

impl App {
    /// Asks for the note on the library, to write it. What is typed next is meant for its editor.
    pub(in crate::app) fn ask_for_library_note(&mut self) {
        self.noting = Some(self.ask(Ask::LibraryNote));
    }

    pub(in crate::app) fn take_library_note(&mut self, ticket: Ticket, note: Option<&str>) {
        if self.noting.take_if(|noting| *noting == ticket).is_some() {
            on_library(self, note);
            self.release();
        }
    }

    /// The note that was being saved is on disk: its editor closes and its draft goes.
    pub(in crate::app) fn note_saved(&mut self, ticket: Ticket) {
        let Some((_, draft)) = self.saving.take_if(|(saving, _)| *saving == ticket) else { return };
        self.overlays.retain(|overlay| !matches!(overlay, Overlay::Note(editor) if editor.draft == draft));
        self.drop_draft(draft);
        super::tag::leave_selection(self);
    }

    /// Another program changed the note meanwhile: neither is lost, and the user says which stays.
    pub(in crate::app) fn note_changed(&mut self, ticket: Ticket, now: Option<String>) {
        let Some((_, draft)) = self.saving.take_if(|(saving, _)| *saving == ticket) else { return };
        let now = now.unwrap_or_default();
        self.complain(if now.trim().is_empty() {
            "Another program took the note away meanwhile; saving again puts it back.".to_owned()
        } else {
            format!(
                "Saving again replaces what another program wrote here meanwhile: “{}”.",
                excerpt(&now, ROW)
            )
        });
        for overlay in &mut self.overlays {
            if let Overlay::Note(editor) = overlay
                && editor.draft == draft
            {
                editor.stored.clone_from(&now);
            }
        }
    }

    /// Another program took away what the note was to be on: saving again makes it anew on its words.
    pub(in crate::app) fn note_homeless(&mut self, ticket: Ticket, place: Option<(ArticleId, Span)>) {
        let Some((_, draft)) = self.saving.take_if(|(saving, _)| *saving == ticket) else { return };
        self.complain(match place {
            Some(_) => "Another program deleted the annotation meanwhile; saving again makes it anew.",
            None => ADRIFT,
        });
        for overlay in &mut self.overlays {
            if let Overlay::Note(editor) = overlay
                && editor.draft == draft
            {
                editor.stored.clear();
                match place {
                    Some((article, span)) => editor.on = DraftOn::Passage { article, span },
                    None => editor.is_adrift = true,
                }
            }
        }
    }

    /// The editor outside has ended.
    pub(in crate::app) fn edited(&mut self, result: Result<String, String>) {
        match result {
            Ok(text) => {
                if let Some(Overlay::Note(editor)) = self.overlays.last_mut() {
                    editor.replace(text.trim_end_matches('\n'));
                    self.keep_draft();
                }
            }
            Err(why) => self.complain(sentence(&why)),
        }
    }
}
