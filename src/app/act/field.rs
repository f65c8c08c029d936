//! Typing: into a line of input, the chooser, the help, a note.

use super::super::{App, Asking, Field, Overlay, Prompt};
use super::{
    add, board, bulk, details, export, finder, finding, list, margin, note, pipe, search, themes, top,
};
use crate::command::Command;
use crate::model::query;

pub fn edit(app: &mut App, command: Command) {
    match app.overlays.last_mut() {
        Some(Overlay::Note(note)) => {
            note.edit(command);
            if note.unsaved {
                app.keep_draft_soon();
            }
        }
        Some(Overlay::Details(details)) => {
            if let Some(row) = details.current() {
                row.field.edit(command);
                row.mistake = None;
            }
            details.unsaved = true;
            app.keep_draft_soon();
        }
        Some(Overlay::Chooser(chooser)) => {
            chooser.field.edit(command);
            chooser.retype(&app.themes);
        }
        Some(Overlay::Line(line)) => {
            line.settle();
            line.field.edit(command);
            super::line::typed(app);
        }
        Some(Overlay::Finder(finder)) => {
            finder.field.edit(command);
            finder::sought(app);
        }
        Some(Overlay::Help(help)) => {
            help.field.edit(command);
            help.top = 0;
        }
        Some(Overlay::Finding(found)) => {
            let before = found.field.text().to_owned();
            found.field.edit(command);
            if before != found.field.text() {
                finding::typed(app);
            }
        }
        Some(Overlay::Prompt(prompt)) => {
            prompt.field.edit(command);
            typed(app);
        }
        _ => {}
    }
}

/// A line of input was typed into.
pub fn typed(app: &mut App) {
    if let Some(Overlay::Prompt(prompt)) = top(app) {
        prompt.past.leave();
        changed(app);
    }
}

/// What stands in a line of input takes effect at once where it can.
pub fn changed(app: &mut App) {
    let Some(Overlay::Prompt(prompt)) = top(app) else { return };
    prompt.unsaved = prompt.draft().is_some();
    if prompt.unsaved {
        app.keep_draft_soon();
    }
    let Some(Overlay::Prompt(prompt)) = top(app) else { return };
    prompt.mistake = None;
    let text = prompt.field.text().to_owned();
    match &mut prompt.asking {
        Asking::Filter { before } => {
            let query = readable(text, before);
            list::follow(app, &query);
        }
        Asking::NarrowThemes { .. } => themes::narrowed(app, &text),
        Asking::Add { names, .. } => names.clear(),
        Asking::Narrow { before } => {
            let query = readable(text, before);
            board::follow(app, &query);
        }
        Asking::NarrowMargin { before } => {
            let query = readable(text, before);
            margin::follow(app, &query);
        }
        _ => {}
    }
}

/// The query that is typed, or the one that stood before while it cannot be read: what shows never
/// answers a part of what was typed.
fn readable(text: String, before: &str) -> String {
    if query::parse(&text).is_ok() { text } else { before.to_owned() }
}

/// Enter in a line of input.
pub fn accept(app: &mut App) {
    // It may yet fail: then what was typed is still there.
    app.keep_draft();
    let Some(Overlay::Prompt(prompt)) = app.overlays.last() else { return };
    let whole = prompt.clone();
    let (asking, draft, before) = (whole.asking.clone(), whole.draft(), app.in_flight);
    let text = whole.field.text().trim().to_owned();
    let done = match asking {
        Asking::Filter { .. } => list::settle(app, &text),
        Asking::Narrow { .. } => board::settle(app, &text),
        Asking::NarrowMargin { .. } => margin::settle(app, &text),
        Asking::Search => {
            app.overlays.pop();
            search::begin(app, &text, false);
            Ok(())
        }
        Asking::NewTheme => themes::added(app, &text),
        Asking::RenameTheme(theme) => themes::renamed(app, theme, &text),
        Asking::DescribeTheme(theme) => {
            themes::described(app, theme, &text);
            Ok(())
        }
        Asking::ColorTheme(theme) => themes::colored(app, theme, &text),
        Asking::PinTheme(theme) => themes::pinned(app, theme, &text),
        Asking::NarrowThemes { .. } => {
            themes::narrowed(app, &text);
            Ok(())
        }
        Asking::Pipe(target) => {
            let done = pipe::run(app, target, &text);
            if done.is_ok() {
                app.overlays.retain(|overlay| !matches!(overlay, Overlay::Prompt(_)));
            }
            done
        }
        Asking::ExportTo(choice) => export::go(app, &choice, &text),
        Asking::Add { feeds, .. } => add::begin(app, &text, feeds),
        Asking::Purge { articles, .. } => bulk::purged(app, articles, &text),
    };
    match done {
        Ok(()) => {
            app.overlays.retain(|overlay| !matches!(overlay, Overlay::Prompt(_)));
            app.remember_line(&Overlay::Prompt(whole));
            match (draft, app.in_flight) {
                (Some(on), Some(ticket)) if before != Some(ticket) => app.saving_form = Some((ticket, on)),
                (Some(on), _) => app.drop_draft(on),
                (None, _) => {}
            }
        }
        Err(why) => {
            if let Some(Overlay::Prompt(prompt)) = top(app) {
                prompt.mistake = Some(why);
            }
        }
    }
}

/// Esc closed an overlay: what it had begun is taken back.
pub fn cancelled(app: &mut App, overlay: Overlay) {
    app.remember_line(&overlay);
    match overlay {
        Overlay::Prompt(prompt) if prompt.draft().is_some() => set_aside(app, prompt),
        Overlay::Prompt(Prompt { asking: Asking::Filter { before }, .. }) => list::follow(app, &before),
        Overlay::Prompt(Prompt { asking: Asking::NarrowThemes { before }, .. }) => {
            themes::narrowed(app, &before);
        }
        Overlay::Details(form) => details::set_aside(app, *form),
        Overlay::Prompt(Prompt { asking: Asking::Narrow { before }, .. }) => board::follow(app, &before),
        Overlay::Prompt(Prompt { asking: Asking::NarrowMargin { before }, .. }) => {
            margin::follow(app, &before);
        }
        Overlay::Output(output) => pipe::closed(app, &output),
        Overlay::Finding(found) => finding::closed(app, found),
        // Esc never discards a note; its context binds Esc to saving. A key file may say otherwise.
        Overlay::Note(editor) => {
            app.overlays.push(Overlay::Note(editor));
            note::set_aside(app);
        }
        _ => {}
    }
}

/// Esc leaves a line that is a draft: a description is kept, a name or an address is given up.
fn set_aside(app: &mut App, prompt: Prompt) {
    let Some(on) = prompt.draft() else { return };
    if !matches!(prompt.asking, Asking::DescribeTheme(_)) || !prompt.is_changed() {
        app.drop_draft(on);
        return;
    }
    app.overlays.push(Overlay::Prompt(prompt));
    app.keep_draft();
    app.overlays.pop();
    app.put_aside(on);
}

impl App {
    /// Opens a line of input, with what was typed there before and came to nothing; `text` takes its place.
    pub(super) fn begin_line(&mut self, mut prompt: Prompt, text: String) {
        // What is being saved is not begun anew.
        let on = prompt.draft().filter(|on| self.saving_form.is_none_or(|(_, saving)| saving != *on));
        let waiting = on.and_then(|on| self.drafts.get(on)).cloned();
        if !text.is_empty() {
            prompt.field = Field::with(text);
            prompt.unsaved = prompt.draft().is_some();
            if prompt.unsaved {
                self.keep_draft_soon();
            }
        } else if let Some(draft) = waiting {
            self.hold_draft(&draft);
            prompt.unsaved = self.drafts.is_unstored(draft.on);
            prompt.field = Field::with(draft.text);
            self.say("What was typed here before is back; Enter takes it.");
        }
        self.overlays.push(Overlay::Prompt(prompt));
    }
}
