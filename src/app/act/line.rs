//! The command line: what completes it, and doing what it says.

use super::super::finder::{Item, Pick};
use super::super::line::{CommandLine, Part, part};
use super::super::{App, Overlay, Setting};
use super::{act, finder, locked, refusal, said, top};
use crate::app::ExportFormat;
use crate::app::msg::{Ask, Ticket};
use crate::command::Command;
use crate::model::Article;

/// Rows that are asked of the store at most.
const MOST: usize = 50;

/// Opens the line, with the beginning of a command in it.
pub fn open(app: &mut App, text: &str) {
    let line = CommandLine::new(text, app.context());
    app.overlays.push(Overlay::Line(Box::new(line)));
    app.ask_for_lines();
    offer(app);
}

/// The line was typed into.
pub fn typed(app: &mut App) {
    let Some(Overlay::Line(line)) = top(app) else { return };
    if line.retype() {
        offer(app);
    }
}

/// Rows for what is being typed now.
fn offer(app: &mut App) {
    let Some(Overlay::Line(line)) = app.overlays.last() else { return };
    let (kind, _) = part(line.stem());
    let end = line.end().to_owned();
    let word = |name: &str, beside: &str| Item { beside: beside.to_owned(), ..Item::new(name, Pick::Word) };
    let items = match kind {
        Part::Name => commands(app),
        Part::Theme => app
            .themes
            .iter()
            .map(|theme| word(&theme.path, theme.description.as_deref().unwrap_or_default()))
            .collect(),
        Part::Format => ExportFormat::EACH.iter().map(|format| word(format.word(), format.about())).collect(),
        Part::Setting => {
            let row = |setting: &Setting| Item {
                right: setting.value.clone(),
                ..word(&setting.name, setting.about)
            };
            app.prefs.settings.iter().map(row).collect()
        }
        Part::Value => {
            let set = |setting: &&Setting| line.stem().split([' ', '=']).any(|word| word == setting.name);
            let setting = app.prefs.settings.iter().find(set);
            setting
                .iter()
                .flat_map(|setting| setting.takes.choices())
                .map(|choice| word(choice, ""))
                .collect()
        }
        Part::Article | Part::Path => {
            let ask = if kind == Part::Article {
                Ask::Named { typed: end, sort: app.list.listing.sort, most: MOST }
            } else {
                Ask::Complete { at: end.clone().into(), typed: end }
            };
            let ticket = app.ask(ask);
            if let Some(Overlay::Line(line)) = top(app) {
                line.awaited = Some(ticket);
            }
            return;
        }
        Part::Free => Vec::new(),
    };
    if let Some(Overlay::Line(line)) = top(app) {
        line.offer(items, false);
    }
}

/// All commands as the place below the line has them.
fn commands(app: &mut App) -> Vec<Item> {
    // What a command works on is what lies below the line.
    let Some(line) = app.overlays.pop() else { return Vec::new() };
    let items = finder::command_items(app);
    app.overlays.push(line);
    items
}

impl App {
    /// Rows for the line, as the store or the disk has them.
    pub(in crate::app) fn offered(&mut self, ticket: Ticket, rows: Vec<Item>, more: bool) {
        let line = self.overlays.iter_mut().find_map(|overlay| match overlay {
            Overlay::Line(line) if line.awaited == Some(ticket) => Some(line),
            _ => None,
        });
        if let Some(line) = line {
            line.offer(rows, true);
            line.more = more;
        }
    }

    /// Names in a folder, for a path at the end of the line.
    pub(in crate::app) fn completed_paths(&mut self, ticket: Ticket, names: &[String], more: bool) {
        let Some(Overlay::Line(line)) = self.overlays.last() else { return };
        let end = line.end();
        let folder = end.get(..end.rfind('/').map_or(0, |at| at + 1)).unwrap_or_default();
        let rows = names.iter().map(|name| Item::new(format!("{folder}{name}"), Pick::Word)).collect();
        self.offered(ticket, rows, more);
    }

    pub(in crate::app) fn completed_articles(&mut self, ticket: Ticket, articles: &[Article]) {
        self.offered(ticket, articles.iter().map(finder::article_item).collect(), articles.len() == MOST);
    }
}

/// An older line of the kind that is typed, or a newer one.
pub fn recall(app: &mut App, older: bool) {
    let is_there = app.recall_line(older);
    let edge = if older { "There is no older line." } else { "This is the newest line." };
    match top(app) {
        Some(Overlay::Line(_)) if is_there => offer(app),
        Some(Overlay::Line(line)) => line.mistake = Some(edge.to_owned()),
        Some(Overlay::Prompt(_)) if is_there => super::field::changed(app),
        Some(Overlay::Prompt(prompt)) => prompt.mistake = Some(edge.to_owned()),
        _ => {}
    }
}

/// `Tab`: completes the end of the line.
pub fn complete(app: &mut App, by: isize) {
    let Some(Overlay::Line(line)) = top(app) else { return };
    if line.hits.is_empty() {
        line.mistake = Some("Nothing completes this.".to_owned());
        return;
    }
    line.complete(by);
    // A single row leaves nothing to go through: what it completes can be completed on.
    if line.hits.len() == 1 {
        line.settle();
        offer(app);
    }
}

/// Enter: does what the line says; a mistake keeps it open and says what was expected.
pub fn accept(app: &mut App) {
    let Some(Overlay::Line(line)) = app.overlays.pop() else { return };
    let text = line.field.text().trim().to_owned();
    if text.is_empty() {
        return;
    }
    if habit(app, &text) {
        return;
    }
    match said::read(&text).and_then(|(command, argument)| run(app, command, &argument)) {
        Ok(()) => app.remember_line(&Overlay::Line(line)),
        Err(why) => {
            let mut line = line;
            line.mistake = Some(why);
            app.overlays.push(Overlay::Line(line));
        }
    }
}

/// What hands that know vi type to save or to leave; whether it was that.
fn habit(app: &mut App, text: &str) -> bool {
    match text {
        "w" | "w!" | "wa" | "write" => match app.would_lose() {
            Some(why) => app.complain(why),
            None => app.say("Nothing has to be written: every change is saved as it is made. :q quits."),
        },
        "wq" | "wq!" | "wqa" | "x" | "x!" | "xa" | "q!" | "qa" | "qa!" => act(app, Command::Quit, None),
        _ => return false,
    }
    true
}

fn run(app: &mut App, command: Command, argument: &str) -> Result<(), String> {
    if let Some(why) = locked::refusal(app, command) {
        return Err(why);
    }
    if !argument.is_empty() {
        return said::run(app, command, argument);
    }
    if let Some(takes) = command.argument().filter(|takes| !takes.is_optional()) {
        return Err(format!(
            "{} wants {}: {}, as in “{}”.",
            command.name(),
            takes.name,
            takes.about,
            takes.example
        ));
    }
    if let Some(why) = refusal(app, command) {
        return Err(why);
    }
    act(app, command, None);
    Ok(())
}
