//! Searching in the text of the open article.

use super::super::{App, Asking, Overlay, Prompt, TextSearch};
use crate::app::msg::Ask;
use crate::command::{Command, Context, Keymap};
use crate::text::segment;

pub fn ask(app: &mut App) {
    app.overlays.push(Overlay::Prompt(Prompt::new(Asking::Search, "")));
    app.ask_for_lines();
}

/// Begins a search; the cursor goes to the first hit when the hits are in.
pub fn begin(app: &mut App, needle: &str, backward: bool) {
    let Some(reader) = &mut app.reader else { return };
    let needle = if needle.is_empty() {
        match &reader.search {
            Some(search) => search.needle.clone(),
            None => return,
        }
    } else {
        // No text has soft hyphens, which come along with what is copied from elsewhere.
        needle.replace('\u{ad}', "")
    };
    let document = std::sync::Arc::clone(&reader.document);
    let ticket = app.ask(Ask::Find { document, words: vec![needle.clone()], all: true });
    if let Some(reader) = &mut app.reader {
        reader.search = Some(TextSearch { needle, ticket, backward, ..TextSearch::default() });
    }
}

/// What is said where nothing is found, and what may find it.
pub fn missing(keymap: &Keymap, search: &TextSearch) -> String {
    let key = keymap.chord(Context::Reader, Command::SearchLibrary);
    let key = key.map_or_else(|| Command::SearchLibrary.name().to_owned(), |key| key.to_string());
    let what = search.label();
    if search.needle.split_whitespace().nth(1).is_some() {
        format!("{what} is not here word for word; {key} finds words that stand apart.")
    } else {
        format!("{what} does not occur in this article; {key} searches all.")
    }
}

pub fn hit(app: &mut App, against: bool, count: Option<usize>) {
    let here = app.here();
    let Some(reader) = &mut app.reader else { return };
    if let Some(search) = &reader.search {
        let why = match (search.done, search.hits.is_empty()) {
            (false, _) => Some("The search is still on its way.".to_owned()),
            (_, true) => Some(missing(&app.prefs.keymap, search)),
            _ => None,
        };
        if let Some(why) = why {
            app.complain(why);
            return;
        }
    }
    if reader.go_to_hit(against, count.unwrap_or(1)) {
        if let Some(here) = here {
            app.jumps.leave(here);
        }
        app.say_hit();
    }
}

/// Searches for the word under the cursor.
pub fn word(app: &mut App, backward: bool) {
    let Some(reader) = &app.reader else { return };
    let block = reader.document.blocks.get(reader.document.block_at(reader.cursor)).map(|b| b.span);
    let word = block
        .and_then(|block| segment::object_word(reader.text(), block, reader.cursor, false))
        .map(|span| reader.document.slice(span).to_owned())
        .filter(|word| word.chars().any(char::is_alphanumeric));
    match word {
        Some(word) => begin(app, &word, backward),
        None => app.complain("There is no word under the cursor."),
    }
}

impl App {
    /// Says which hit the cursor is on.
    pub(in crate::app) fn say_hit(&mut self) {
        let Some(reader) = &self.reader else { return };
        let Some(search) = &reader.search else { return };
        let Some(number) = search.number(reader.cursor) else { return };
        let more = if search.more { " or more" } else { "" };
        let case = if search.any_case { ", in other letters: no capitals occur so" } else { "" };
        let text = format!("{}: {number} of {}{more}{case}", search.label(), search.hits.len());
        self.say(text);
    }
}
