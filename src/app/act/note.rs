//! Notes: the editor, drafts, and the editor outside.

use super::super::{App, Effect, NoteEditor, Overlay, Target};
use crate::app::msg::Ask;
use crate::model::{Draft, DraftOn, Edit, NoteOn};
use crate::text::grapheme;

/// Opens the editor on what is underlined, with the draft that waits there, if one does.
pub fn open(app: &mut App) {
    let Some(target) = app.target_meant() else { return };
    let Target { article, span, annotation } = target;
    let Some(reader) = &app.reader else { return };
    let found = annotation.and_then(|id| reader.marks.get(id));
    let stored = found.and_then(|a| a.note.clone()).unwrap_or_default();
    let quote = found.map_or_else(|| reader.document.slice(span), |a| &a.quote);
    let quote = one_line(quote);
    let on = annotation.map_or(DraftOn::Passage { article, span }, DraftOn::Annotation);
    begin(app, on, format!("Note on “{quote}”"), &stored);
}

pub fn on_article(app: &mut App) {
    let Some(article) = app.article_meant() else { return };
    let on = DraftOn::Article(article.id);
    let title = format!("Note on the article “{}”", article.title());
    let stored = article.note.clone().unwrap_or_default();
    begin(app, on, title, &stored);
}

/// As much of a quote as a row can show.
fn one_line(quote: &str) -> String {
    grapheme::clip(quote, 500).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn begin(app: &mut App, on: DraftOn, title: String, stored: &str) {
    // A draft begun on a passage belongs to the annotation that is there by now.
    let draft = app.drafts.get(&on).cloned();
    let mut editor = NoteEditor::new(on, title, stored, draft.as_ref().map_or(stored, |d| &d.text));
    if draft.is_some() {
        editor.drafted = true;
        app.say("This is the draft that waited; Ctrl-S saves it.");
    }
    app.overlays.push(Overlay::Note(Box::new(editor)));
}

/// Saves the note and closes. An unchanged one closes only; an emptied one is no note.
pub fn save(app: &mut App) {
    app.keep_draft();
    let Some(Overlay::Note(editor)) = app.overlays.last() else { return };
    let (on, note, changed) = (editor.on, editor.note(), editor.is_changed());
    if !changed {
        app.overlays.pop();
        drop_draft(app, on);
        return;
    }
    let edit = match on {
        DraftOn::Library => Edit::SetNote { on: NoteOn::Library, note },
        DraftOn::Article(id) => Edit::SetNote { on: NoteOn::Article(id), note },
        DraftOn::Theme(id) => Edit::SetNote { on: NoteOn::Theme(id), note },
        DraftOn::Annotation(id) => Edit::SetNote { on: NoteOn::Annotation(id), note },
        DraftOn::Passage { article, span } => Edit::Annotate { article, span, themes: Vec::new(), note },
    };
    // The draft stays, and the editor open, until the act is on disk.
    app.saving = Some(on);
    app.apply(vec![edit]);
}

fn drop_draft(app: &mut App, on: DraftOn) {
    if app.drafts.remove(&on).is_some() {
        app.ask(Ask::DropDraft(on));
    }
}

/// Closes and keeps what is written as a draft.
pub fn set_aside(app: &mut App) {
    app.keep_draft();
    if let Some(Overlay::Note(editor)) = app.overlays.last() {
        let kept = app.drafts.contains_key(&editor.on);
        app.overlays.pop();
        app.say(if kept {
            "Set aside as a draft; c here takes it up again."
        } else {
            "Nothing was written."
        });
    }
}

/// Hands the text to the editor outside.
pub fn outside(app: &mut App) {
    app.keep_draft();
    if let Some(Overlay::Note(editor)) = app.overlays.last() {
        let text = editor.text();
        app.out.push(Effect::EditOutside(text));
    }
}

impl App {
    /// Puts what is typed into the drafts, if anything was typed since.
    pub(in crate::app) fn keep_draft(&mut self) {
        let Some(editor) = self.overlays.iter_mut().find_map(|overlay| match overlay {
            Overlay::Note(editor) if editor.unsaved => Some(editor),
            _ => None,
        }) else {
            return;
        };
        editor.unsaved = false;
        editor.drafted = true;
        let draft = Draft { on: editor.on, text: editor.text(), updated: String::new() };
        self.drafts.insert(draft.on, draft.clone());
        self.ask(Ask::SaveDraft(draft));
    }

    /// The note that was being saved is on disk: its editor closes and its draft goes.
    pub(in crate::app) fn note_saved(&mut self) {
        let Some(on) = self.saving.take() else { return };
        self.overlays.retain(|overlay| !matches!(overlay, Overlay::Note(editor) if editor.on == on));
        drop_draft(self, on);
        super::tag::leave_selection(self);
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
            Err(why) => self.complain(why),
        }
    }
}
