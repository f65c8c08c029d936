//! Finders: all commands, articles by name, the outline of the article.

use super::super::finder::{Finder, Item, Pick, Seek};
use super::super::{App, Overlay, Place};
use super::{act, refusal, top};
use crate::app::msg::{Ask, Ticket};
use crate::command::Command;
use crate::model::Article;

/// Articles that are shown at most: who wants another types more of its name.
const MOST: usize = 200;

/// All commands with their keys; those that cannot run here say why.
pub fn commands(app: &mut App) {
    let items = command_items(app);
    open(app, Finder::new(Seek::Commands, "Commands", "type what you want to do", items));
}

/// A row for each command as this place has it, those that can be done now first.
pub fn command_items(app: &App) -> Vec<Item> {
    let context = app.context();
    let mut items: Vec<Item> = Command::ALL
        .iter()
        .map(|command| {
            let keys =
                app.prefs.keymap.chord(context, *command).or_else(|| app.prefs.keymap.anywhere(*command));
            let why = refusal(app, *command);
            Item {
                beside: command.about_in(context).to_owned(),
                right: keys.map_or_else(String::new, |chord| chord.to_string()),
                refused: why.is_some(),
                detail: why.unwrap_or_default(),
                ..Item::new(command.name(), Pick::Command(*command))
            }
        })
        .collect();
    items.sort_by_key(|item| item.refused);
    items
}

/// Opens the article that only one name can mean; where it may be several, they are shown.
pub fn article_at_once(app: &mut App, name: &str) {
    articles(app, name);
    if let Some(Overlay::Finder(finder)) = top(app) {
        finder.at_once = true;
    }
}

/// The articles whose names fit what is typed, those opened last first while that is nothing.
pub fn articles(app: &mut App, typed: &str) {
    let mut finder =
        Finder::new(Seek::Articles, "Open an article", "title, byline or publication", Vec::new());
    finder.field.insert(typed);
    finder.retype();
    open(app, finder);
    ask(app);
}

/// The headings of the open article, the one that is being read chosen; the beginnings of its
/// paragraphs where it has none.
pub fn outline(app: &mut App) {
    let Some(reader) = &app.reader else { return };
    let (title, entries, here) = reader.contents();
    let items = entries
        .into_iter()
        .map(|entry| Item {
            right: entry.right,
            indent: entry.level.saturating_sub(1).min(6) * 2,
            ..Item::new(entry.name, Pick::Place(entry.at))
        })
        .collect();
    let mut finder = Finder::new(Seek::Outline, title, "type words of it", items);
    finder.chosen = here;
    open(app, finder);
}

pub(super) fn open(app: &mut App, finder: Finder) {
    app.overlays.push(Overlay::Finder(Box::new(finder)));
}

/// The field of the finder on top was typed into: its rows follow.
pub fn sought(app: &mut App) {
    let Some(Overlay::Finder(finder)) = top(app) else { return };
    if finder.retype() && finder.seek == Seek::Articles {
        ask(app);
    }
}

/// Asks the store for the articles that fit what is typed.
fn ask(app: &mut App) {
    let Some(Overlay::Finder(finder)) = app.overlays.last() else { return };
    let typed = finder.field.text().trim().to_owned();
    let ticket = app.ask(Ask::Named { typed, sort: app.list.listing.sort, most: MOST });
    if let Some(Overlay::Finder(finder)) = top(app) {
        finder.awaited = Some(ticket);
    }
}

/// Whether a command has to wait for rows that are on their way: those that show are for what was
/// typed before.
pub fn waits_for_rows(app: &App, command: Command) -> bool {
    match app.overlays.last() {
        Some(Overlay::Finder(finder)) => {
            let chooses = matches!(
                command,
                Command::Accept
                    | Command::ChooseNext
                    | Command::ChoosePrevious
                    | Command::PageDown
                    | Command::PageUp
            );
            finder.awaited.is_some() && chooses
        }
        Some(Overlay::Line(_) | Overlay::Prompt(_))
            if matches!(command, Command::OlderLine | Command::NewerLine) =>
        {
            app.awaits_lines()
        }
        Some(Overlay::Line(line)) => {
            matches!(command, Command::ChooseNext | Command::ChoosePrevious) && line.awaited.is_some()
        }
        _ => false,
    }
}

impl App {
    /// The store found articles by name.
    pub(in crate::app) fn named(&mut self, ticket: Ticket, articles: &[Article]) {
        let found = self.overlays.iter_mut().rev().find_map(|overlay| match overlay {
            Overlay::Finder(finder) if finder.awaited == Some(ticket) => Some(finder),
            _ => None,
        });
        let Some(finder) = found else { return };
        finder.replace(articles.iter().map(article_item).collect());
        if std::mem::take(&mut finder.at_once)
            && let Some(pick) = finder.only().map(|item| item.pick)
        {
            self.overlays.pop();
            pursue(self, pick);
        }
    }
}

pub fn article_item(article: &Article) -> Item {
    let meta = &article.meta;
    let beside: Vec<&str> = [meta.byline.as_deref(), article.outlet()].into_iter().flatten().collect();
    let date = meta.published.as_deref().unwrap_or_default();
    Item {
        beside: beside.join(" · "),
        right: date.to_owned(),
        ..Item::new(article.title(), Pick::Article(article.id))
    }
}

/// Enter: takes the chosen row; one that cannot be taken says why, and the finder stays.
pub fn take(app: &mut App) {
    let Some(Overlay::Finder(finder)) = app.overlays.last() else { return };
    let Some(pick) = finder.item().map(|item| item.pick) else {
        app.complain("Nothing matches what is typed; Ctrl-U empties the line.");
        return;
    };
    let Some(finder) = app.overlays.pop() else { return };
    if let Pick::Command(command) = pick
        && let Some(why) = refusal(app, command)
    {
        app.overlays.push(finder);
        app.complain(why);
        return;
    }
    pursue(app, pick);
}

/// Does what a row stands for.
fn pursue(app: &mut App, pick: Pick) {
    match pick {
        Pick::Command(command) => act(app, command, None),
        Pick::Article(article) => {
            app.overlays.retain(|overlay| matches!(overlay, Overlay::Note(_)));
            if app.open_article() == Some(article) {
                app.focus = super::super::Pane::Reader;
                return;
            }
            if let Some(here) = app.here() {
                app.jumps.leave(here);
            }
            app.open_at(article, None);
        }
        Pick::Place(at) => {
            let Some(article) = app.open_article() else { return };
            app.jump_to(Place { article, at });
        }
        Pick::Draft(number) => super::drafts::go(app, number),
        Pick::Word => {}
    }
}
