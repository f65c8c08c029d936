//! Marks: places under letters, in any article, kept with the library.

use super::super::{App, Mark, Place};
use crate::app::msg::Ask;
use crate::model::{Article, Document};
use crate::text::{Offset, clipped, grapheme, one_line};

pub fn set(app: &mut App, letter: char) {
    let Some(reader) = &app.reader else { return };
    if !letter.is_ascii_lowercase() {
        app.complain(format!("A mark is a letter from a to z, not “{letter}”."));
        return;
    }
    let mark = Mark::set(letter, &reader.article, &reader.document, reader.cursor);
    let said = format!("Mark {letter} set at “{}”; '{letter} goes to it.", words(&mark, 24));
    app.marks.insert(letter, mark.clone());
    app.ask(Ask::SetMark(mark));
    app.say(said);
}

/// To the mark of a letter; to the place before the last jump where the key was pressed twice.
pub fn go(app: &mut App, letter: char) {
    if is_back(letter) {
        match app.jumps.left() {
            Some(place) => app.jump_to(place),
            None => app.complain(NO_JUMP),
        }
        return;
    }
    let mark = match known(app, letter) {
        Ok(mark) => mark,
        Err(why) => return app.complain(why),
    };
    match &app.reader {
        Some(reader) if reader.article.id == mark.article => {
            let at = mark.place(&reader.article, &reader.document);
            app.jump_to(Place { article: mark.article, at });
        }
        Some(reader) if reader.selection.is_some() => {
            app.complain(format!("Mark {letter} is in another article; Esc leaves the selection first."));
        }
        _ => {
            app.jump_to(Place { article: mark.article, at: mark.trace.at });
            app.headed = Some(mark);
        }
    }
}

/// Where a letter leads within the open article, for an operator.
pub fn reach(app: &App, letter: char) -> Result<Offset, String> {
    let Some(reader) = &app.reader else { return Err(String::new()) };
    if is_back(letter) {
        let place = app.jumps.left().ok_or(NO_JUMP)?;
        return if place.article == reader.article.id {
            Ok(grapheme::floor(reader.text(), place.at.0))
        } else {
            Err("The place before the last jump is in another article.".to_owned())
        };
    }
    let mark = known(app, letter)?;
    if mark.article == reader.article.id {
        Ok(mark.place(&reader.article, &reader.document))
    } else {
        Err(format!("Mark {letter} is in another article; nothing lies between."))
    }
}

const NO_JUMP: &str = "There was no jump yet; gg, G, searches, marks and opened articles are jumps.";

fn is_back(letter: char) -> bool {
    matches!(letter, '\'' | '`')
}

fn known(app: &App, letter: char) -> Result<Mark, String> {
    let mark = app.marks.get(&letter).cloned();
    mark.ok_or_else(|| match app.marks.keys().map(ToString::to_string).collect::<Vec<_>>() {
        none if none.is_empty() => "No mark is set yet; m and a letter set one.".to_owned(),
        all => format!("There is no mark “{letter}”; those set are {}.", all.join(", ")),
    })
}

/// The first words at a mark, on one line of at most so many cells, with `…` where the text goes on.
pub fn words(mark: &Mark, cells: usize) -> String {
    let kept = format!("{}{}", mark.trace.quote, mark.trace.suffix);
    let line = one_line(&kept);
    let short = clipped(&line, cells);
    if short.len() < line.len() || !mark.trace.suffix.is_empty() { format!("{short}…") } else { line }
}

/// Cells of the words at a mark that may show.
const WIDEST: usize = 200;

impl App {
    /// The first words at each mark.
    pub fn marked(&self) -> Vec<(char, String)> {
        self.marks.iter().map(|(letter, mark)| (*letter, words(mark, WIDEST))).collect()
    }

    /// The place of the mark that an article was opened for, in the text it has now.
    pub(in crate::app) fn arrived(&mut self, article: &Article, document: &Document) -> Option<Offset> {
        let mark = self.headed.take().filter(|mark| mark.article == article.id)?;
        Some(mark.place(article, document))
    }
}
