//! The tutor: lessons beside the real screen, each done when the screen shows that it was done.
//! Pure: it looks at the state and never changes it.

use std::collections::BTreeSet;

use super::{App, Overlay};
use crate::command::{Command, Context};
use crate::model::Annotation;
use crate::text::segment;

/// What a lesson asks for, and when it is done.
struct Lesson {
    title: &'static str,
    /// `{name}` stands for the key of that command.
    text: &'static str,
    done: fn(&App, &Since) -> bool,
    /// Said in place of the text once something was tagged that is not what is asked for.
    not_yet: Option<&'static str>,
}

/// How things stood when the lesson began, and what was seen since.
#[derive(Debug, Default)]
struct Since {
    annotations: usize,
    notes: usize,
    themes: usize,
    /// Where the sentences began that the cursor was in.
    sentences: BTreeSet<usize>,
}

impl Since {
    fn of(app: &App) -> Self {
        Self {
            annotations: tagged(app),
            notes: annotations(app).filter(|a| a.note.is_some()).count(),
            themes: app.themes.len(),
            sentences: app.reader.iter().map(|reader| reader.sentence().start.0).collect(),
        }
    }
}

const LESSONS: [Lesson; 11] = [
    Lesson {
        title: "Read",
        text: "{next-sentence} goes to the next sentence and {previous-sentence} to the one before; {page-down} \
               turns the page. Go on by three sentences.",
        done: |_, since| since.sentences.len() > 3,
        not_yet: None,
    },
    Lesson {
        title: "Tag a sentence",
        text: "A tag goes on what is underlined: the sentence. Press {tag}, then the digit of a theme.",
        done: |app, since| app.overlays.is_empty() && tagged(app) > since.annotations,
        not_yet: None,
    },
    Lesson {
        title: "And the next one",
        text: "Go to another sentence with {next-sentence} and press {repeat-tag}: the same theme, one key.",
        done: |app, since| tagged(app) > since.annotations,
        not_yet: None,
    },
    Lesson {
        title: "A theme of your own",
        text: "On a further sentence press {tag}, type a name that is not in the list, and press {accept}. A slash \
               makes a child: Trade/Flour.",
        done: |app, since| app.overlays.is_empty() && app.themes.len() > since.themes,
        not_yet: None,
    },
    Lesson {
        title: "Write a note",
        text: "{note} opens a note on what is underlined. Write a few words; {save-note} saves it and closes. What is \
               half-written waits as a draft, whatever happens.",
        done: |app, since| app.overlays.is_empty() && notes(app) > since.notes,
        not_yet: None,
    },
    Lesson {
        title: "Take it back",
        text: "{undo} takes back the last act and says what it was; {redo} does it again. That works for \
               everything, after a restart too. Take the note back.",
        done: |app, since| notes(app) < since.notes,
        not_yet: None,
    },
    Lesson {
        title: "Tag more than a sentence",
        text: "{select} begins a selection and every motion extends it; then {inner-paragraph} takes the paragraph. \
               Tag a whole paragraph with {tag}.",
        done: |app, _| app.overlays.is_empty() && annotations(app).any(|a| is_long(app, a)),
        not_yet: Some(
            "That was one sentence; a heading is a paragraph, too. Go to a longer one with {next-paragraph}, then \
             {select}, {inner-paragraph} and {tag}.",
        ),
    },
    Lesson {
        title: "Search",
        text: "{search} finds words in the text and {next-hit} goes to the next place. Look for ferry.",
        done: |app, _| {
            let search = app.reader.as_ref().and_then(|reader| reader.search.as_ref());
            search.is_some_and(|search| search.done && !search.hits.is_empty())
        },
        not_yet: None,
    },
    Lesson {
        title: "Find a theme again",
        text: "{themes} shows all themes. Choose one that has passages and press {open}: here stands every passage \
               on it, from all articles.",
        done: |app, _| app.overlays.iter().any(|overlay| matches!(overlay, Overlay::Board(_))),
        not_yet: None,
    },
    Lesson {
        title: "Go there",
        text: "{jump} goes to the passage that is chosen; {older-place} comes back to where you were.",
        done: |app, _| app.overlays.is_empty(),
        not_yet: None,
    },
    Lesson {
        title: "Take it away",
        text: "{export} opens the export menu. Choose Markdown, press {open}, and {accept} where the place is \
               proposed. (Here it is a folder that goes when you leave.)",
        done: |app, _| app.message.as_ref().is_some_and(|m| m.text.starts_with("Exported")),
        not_yet: None,
    },
];

const END: (&str, &str) = (
    "That is all of it",
    "{help} shows all keys and {back} goes back, at last out of here. Your own library is one word away: postil.",
);

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
        let done = LESSONS.get(self.at).is_some_and(|lesson| (lesson.done)(app, &self.since));
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

    pub fn title(&self) -> &'static str {
        LESSONS.get(self.at).map_or(END.0, |lesson| lesson.title)
    }

    /// What is to be done, with the keys as they are bound.
    pub fn text(&self, app: &App) -> String {
        let missed = tagged(app) > self.since.annotations && app.overlays.is_empty();
        let text = |lesson: &Lesson| lesson.not_yet.filter(|_| missed).unwrap_or(lesson.text);
        with_keys(app, LESSONS.get(self.at).map_or(END.1, text))
    }
}

/// Where a key is looked up that a lesson names.
const WHERE: [Context; 7] = [
    Context::Reader,
    Context::Visual,
    Context::Themes,
    Context::Board,
    Context::Chooser,
    Context::Note,
    Context::Prompt,
];

fn with_keys(app: &App, text: &str) -> String {
    let mut out = String::new();
    for (i, part) in text.split(['{', '}']).enumerate() {
        // Every second part stands between braces.
        let command = if i % 2 == 1 { Command::named(part) } else { None };
        let Some(command) = command else {
            out.push_str(part);
            continue;
        };
        if let Some(chord) = WHERE.iter().find_map(|context| app.prefs.keymap.chord(*context, command)) {
            out.push_str(&chord.to_string());
        } else {
            out.push(':');
            out.push_str(command.name());
        }
    }
    out
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
            segment::sentence_at(&document.text, block.span, annotation.span.start).end < annotation.span.end
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_that_a_lesson_names_exists() {
        let texts = LESSONS.iter().flat_map(|lesson| [Some(lesson.text), lesson.not_yet]).flatten();
        for text in texts.chain([END.1]) {
            for name in text.split(['{', '}']).skip(1).step_by(2) {
                assert!(Command::named(name).is_some(), "{name}");
            }
        }
    }
}
