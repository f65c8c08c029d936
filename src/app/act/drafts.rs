//! The list of the drafts that wait, and what Enter does there.

use super::super::finder::{Finder, Item, Pick, Seek};
use super::super::{App, Compare, Overlay, Place};
use super::{Arrival, add, details, finder, locked, note, themes, top};
use crate::command::{Command, Context};
use crate::model::{ArticleId, DraftAt, DraftLine, DraftOn, ThemeId, WaitingDraft};
use crate::text::{Span, excerpt};

const DRAFTS: &str = "Drafts that wait";

/// Cells of a draft's words that are shown at most.
const WORDS: usize = 60;

impl App {
    /// The drafts that wait, to go to one. Where none does, a sheet says so: the key that closes the list
    /// is not to end the program.
    pub(in crate::app) fn list_drafts(&mut self, waiting: Vec<WaitingDraft>) {
        if waiting.is_empty() {
            let none = "No draft waits: what was written is saved.";
            self.overlays.push(Overlay::Compare(Compare::of(DRAFTS, Vec::new(), none)));
            return;
        }
        let items = (0..waiting.len()).map(|number| self.row_of(number, &waiting)).collect();
        self.drafts.listed = waiting;
        finder::open(self, Finder::new(Seek::Drafts, DRAFTS, "type words of it", items));
    }

    fn row_of(&self, number: usize, all: &[WaitingDraft]) -> Item {
        let Some(WaitingDraft { draft, what, at }) = all.get(number) else {
            return Item::new("", Pick::Draft(number));
        };
        let kind = match draft.on {
            DraftOn::Library | DraftOn::Article(_) | DraftOn::Theme(_) => "a note on",
            DraftOn::Annotation(_) | DraftOn::Passage { .. } => "a note in",
            DraftOn::Correction { .. } => "a correction in",
            DraftOn::Details(_) => "details of",
            DraftOn::Line(line) => line.words(),
            DraftOn::Gone(_) => "written in",
        };
        let mut detail = match at {
            DraftAt::Gone { why, elsewhere } => {
                let note = match &elsewhere.title {
                    Some(title) => format!("the note on the article “{title}”"),
                    None => "the note on the library".to_owned(),
                };
                format!("{why} Enter adds what was written to {note}.")
            }
            DraftAt::Text(..) if self.drafts.orphan(draft.on).is_some() => {
                "Its annotation was deleted; Enter goes to its words, where the note can be made anew."
                    .to_owned()
            }
            _ if several(all, draft.on) => "There are several drafts on it; Enter takes this one.".to_owned(),
            _ => String::new(),
        };
        if self.drafts.is_unstored(draft.on) {
            detail = format!("Not on disk, but held until you leave. {detail}");
        }
        let pick = Pick::Draft(number);
        let beside = format!("{kind} {what}");
        let words = written(&draft.text);
        let more = format!("{words} {beside}");
        Item { beside, more, detail, ..Item::new(excerpt(&words, WORDS), pick) }
    }
}

/// The words that were written in a draft, without those that they are quoted below.
fn written(text: &str) -> String {
    let lines = || text.lines().filter(|line| !line.trim().is_empty());
    let own: Vec<&str> = lines().filter(|line| !line.starts_with('>')).collect();
    if own.is_empty() { lines().collect::<Vec<_>>().join(" ") } else { own.join(" ") }
}

/// Whether more than one draft is on a thing: each program has its own.
fn several(all: &[WaitingDraft], on: DraftOn) -> bool {
    all.iter().filter(|waiting| waiting.draft.on == on).nth(1).is_some()
}

/// Goes to where a draft belongs, and takes it up where that is one step.
pub fn go(app: &mut App, number: usize) {
    let Some(waiting) = app.drafts.listed.get(number).cloned() else { return };
    let WaitingDraft { draft, what, at } = waiting;
    app.choose_draft(&draft);
    match at {
        DraftAt::Theme => {
            if let DraftOn::Theme(theme) = draft.on {
                at_theme(app, Some(theme));
                note::open(app);
            }
        }
        DraftAt::Line => {
            if let DraftOn::Line(line) = draft.on {
                in_line(app, line);
            }
        }
        DraftAt::Library { note } => note::on_library(app, note.as_deref()),
        DraftAt::Text(article, span) => in_text(app, draft.on, (article, span)),
        DraftAt::Gone { elsewhere, .. } => match locked::refusal(app, Command::ArticleNote) {
            Some(why) => app.complain(why),
            None => note::take_up(app, &draft, &what, &elsewhere),
        },
    }
}

/// Opens the theme panel, at a theme.
fn at_theme(app: &mut App, theme: Option<ThemeId>) {
    themes::open(app);
    let all = std::mem::take(&mut app.themes);
    if let Some(Overlay::Themes(panel)) = top(app) {
        panel.narrow("", &all);
        panel.choose(theme, &all);
    }
    app.themes = all;
}

/// What a line asked for was not done: it is open again with what was typed, if nothing came over the panel
/// since, and says why.
pub fn take_up_line(app: &mut App, line: DraftLine, why: String) {
    if !matches!(app.overlays.last(), Some(Overlay::Themes(_))) {
        return;
    }
    // The theme may be what is gone.
    if line.theme().is_some_and(|theme| app.theme(theme).is_none()) {
        app.complain(format!("{why}; what was typed waits as a draft: gd lists it"));
        return;
    }
    in_line(app, line);
    if let Some(Overlay::Prompt(prompt)) = top(app) {
        prompt.mistake = Some(why.clone());
        app.complain(why);
    }
}

fn in_line(app: &mut App, line: DraftLine) {
    if matches!(line, DraftLine::Description(_) | DraftLine::Name(_) | DraftLine::NewTheme) {
        at_theme(app, line.theme());
    }
    match line {
        DraftLine::Description(_) => themes::describe(app),
        DraftLine::Name(_) => themes::rename(app),
        DraftLine::NewTheme => themes::add(app),
        DraftLine::Source => add::ask(app, "", false),
        DraftLine::Feed => add::ask(app, "", true),
    }
}

fn in_text(app: &mut App, on: DraftOn, (article, span): (ArticleId, Span)) {
    if matches!(on, DraftOn::Details(_)) && details::open_on(app, article) {
        return;
    }
    let key = match on {
        DraftOn::Article(_) => Command::ArticleNote,
        DraftOn::Correction { .. } => Command::CorrectText,
        DraftOn::Details(_) => Command::EditDetails,
        _ => Command::Note,
    };
    app.overlays.clear();
    let on_words = matches!(on, DraftOn::Passage { .. } | DraftOn::Correction { .. });
    if on_words || (matches!(on, DraftOn::Annotation(_)) && app.drafts.orphan(on).is_some()) {
        if let Some(here) = app.here() {
            app.jumps.leave(here);
        }
        app.arrive_at(span.start, Arrival::selecting(article, span));
    } else {
        app.jump_to(Place { article, at: span.start });
    }
    let chord = app.prefs.keymap.chord(Context::Reader, key);
    let key = chord.map_or_else(|| format!(":{}", key.name()), |chord| chord.to_string());
    app.say(format!("The draft belongs here; {key} takes it up again."));
}
