//! The tutor: lessons beside the real screen, each done when the screen shows that it was done.
//! Pure: it looks at the state and never changes it.

use std::collections::BTreeSet;

use super::{App, Overlay};
use crate::command::lessons::{END, LESSONS, Lesson, with_keys};
use crate::model::Annotation;
use crate::text::segment;

/// How things stood when the lesson began, and what was seen since.
#[derive(Debug, Default)]
struct Since {
    annotations: usize,
    notes: usize,
    themes: usize,
    /// How often a sheet was left by going to a place that it shows.
    left_over: usize,
    /// Where the sentences began that the cursor was in.
    sentences: BTreeSet<usize>,
}

impl Since {
    fn of(app: &App) -> Self {
        Self {
            annotations: tagged(app),
            notes: annotations(app).filter(|a| a.note.is_some()).count(),
            themes: app.themes.len(),
            left_over: app.jumps.left_over(),
            sentences: app.reader.iter().map(|reader| reader.sentence().start.0).collect(),
        }
    }
}

/// The lesson that begins on the board of a theme: whoever leaves that has to come back.
const GO_THERE: usize = 9;

/// Whether a lesson is done.
type Done = fn(&App, &Since) -> bool;

/// When the lessons are done, in their order.
const DONE: [Done; LESSONS.len()] = [
    // Read.
    |_, since| since.sentences.len() > 3,
    // Tag a sentence.
    |app, since| app.overlays.is_empty() && tagged(app) > since.annotations,
    // And the next one.
    |app, since| tagged(app) > since.annotations,
    // A theme of your own.
    |app, since| app.overlays.is_empty() && app.themes.len() > since.themes,
    // Write a note.
    |app, since| app.overlays.is_empty() && notes(app) > since.notes,
    // Take it back.
    |app, since| notes(app) < since.notes,
    // Tag more than a sentence.
    |app, _| app.overlays.is_empty() && annotations(app).any(|a| is_long(app, a)),
    // Search.
    |app, _| {
        let search = app.reader.as_ref().and_then(|reader| reader.search.as_ref());
        search.is_some_and(|search| search.done && !search.hits.is_empty())
    },
    // Find a theme again.
    |app, _| app.overlays.iter().any(|overlay| matches!(overlay, Overlay::Board(_))),
    // Go there.
    |app, since| app.overlays.is_empty() && app.jumps.left_over() > since.left_over,
    // Take it away.
    |app, _| app.message.as_ref().is_some_and(|m| m.text.starts_with("Exported")),
];

/// How far the user has come.
#[derive(Debug)]
pub struct Tutor {
    at: usize,
    since: Since,
}

impl Tutor {
    pub fn new(app: &App) -> Self {
        Self { at: 0, since: Since::of(app) }
    }

    /// Looks at what the screen shows now; goes on if the lesson is done. Whether it was.
    pub fn look(&mut self, app: &App) -> bool {
        if let Some(reader) = &app.reader {
            self.since.sentences.insert(reader.sentence().start.0);
        }
        let done = DONE.get(self.at).is_some_and(|done| done(app, &self.since));
        if done {
            self.at += 1;
            self.since = Since::of(app);
        }
        done
    }

    /// The number of the lesson, from 1, of how many; `None` when all are done.
    pub fn number(&self) -> Option<(usize, usize)> {
        (self.at < LESSONS.len()).then_some((self.at + 1, LESSONS.len()))
    }

    /// What is said once it is left: what leaving meant, and how to come back.
    pub fn farewell(&self) -> String {
        let (left, again) = match self.number() {
            Some((n, of)) => (format!("You left the tutor at lesson {n} of {of}"), "begins it anew"),
            None => ("That was the tutor".to_owned(), "begins it again"),
        };
        format!(
            "{left}; what you tried there is gone. `postil` opens your own library, `postil tutor` {again}."
        )
    }

    pub fn title(&self) -> &'static str {
        LESSONS.get(self.at).map_or(END.0, |lesson| lesson.title)
    }

    /// What is to be done, with the keys as they are bound.
    pub fn text(&self, app: &App) -> String {
        let is_missed =
            app.overlays.is_empty() && (self.at == GO_THERE || tagged(app) > self.since.annotations);
        let text = |lesson: &Lesson| lesson.not_yet.filter(|_| is_missed).unwrap_or(lesson.text);
        with_keys(&app.prefs.keymap, LESSONS.get(self.at).map_or(END.1, text))
    }

    /// The same in a row of a small screen.
    pub fn brief(&self, app: &App) -> String {
        with_keys(&app.prefs.keymap, LESSONS.get(self.at).map_or(END.2, |lesson| lesson.brief))
    }
}

fn annotations(app: &App) -> impl Iterator<Item = &Annotation> {
    app.reader.iter().flat_map(|reader| reader.marks.all())
}

fn tagged(app: &App) -> usize {
    annotations(app).filter(|a| !a.themes.is_empty()).count()
}

fn notes(app: &App) -> usize {
    annotations(app).filter(|a| a.note.is_some()).count()
}

/// Whether an annotation goes over the end of its first sentence.
fn is_long(app: &App, annotation: &Annotation) -> bool {
    app.reader.as_ref().is_some_and(|reader| {
        let document = &reader.document;
        let block = document.blocks.get(document.block_at(annotation.span.start));
        block.is_some_and(|block| {
            segment::sentence_at(&document.text, block.bounds(), annotation.span.start).end
                < annotation.span.end
        })
    })
}
