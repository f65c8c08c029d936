//! What the list shows and in what order: the views, the sort menu.

use super::super::{App, Overlay, SortMenu};
use super::top;
use crate::app::msg::Ask;
use crate::command::{Command, Context};
use crate::model::query::Query;
use crate::model::{Listing, Shelf, Sort, SortBy};

/// The view that a command shows.
pub fn of(command: Command) -> Shelf {
    match command {
        Command::ShowUnread => Shelf::Unread,
        Command::ShowStarred => Shelf::Starred,
        Command::ShowAnnotated => Shelf::Annotated,
        Command::ShowBare => Shelf::Bare,
        Command::ShowTrash => Shelf::Trash,
        _ => Shelf::All,
    }
}

/// Why a view cannot be shown: it is.
pub fn refusal(app: &App, command: Command) -> Option<String> {
    let shelf = of(command);
    if app.list.listing.shelf != shelf {
        return None;
    }
    if shelf != Shelf::All {
        let all = app.prefs.keymap.chord(Context::List, Command::ShowAll);
        let all = all.map_or_else(|| Command::ShowAll.name().to_owned(), |chord| chord.to_string());
        return Some(format!("The list shows these already; {all} there shows all articles."));
    }
    // A filter is taken away by it.
    let all = "The list shows all articles already; / there narrows it.";
    app.list.typed.is_empty().then(|| all.to_owned())
}

/// Another view; the filter stays, unless all articles are shown already: then they are without it.
/// What is selected in the trash cannot be meant outside it.
pub fn show(app: &mut App, shelf: Shelf) {
    if app.list.listing.shelf == shelf {
        if shelf == Shelf::All {
            unfilter(app);
        }
        return;
    }
    if app.list.listing.is_trash() || shelf == Shelf::Trash {
        app.list.deselect();
    }
    turn(app, |listing| listing.shelf = shelf);
}

/// Takes the filter away; whether there was one.
pub fn unfilter(app: &mut App) -> bool {
    if app.list.typed.is_empty() {
        return false;
    }
    let mut listing = app.list.listing.clone();
    listing.query = Query::default();
    app.list.turn(listing, String::new());
    app.load_list(0);
    true
}

pub fn menu(app: &mut App) {
    let now = app.list.listing.sort.by;
    let cursor = SortBy::EACH.iter().position(|by| *by == now).unwrap_or(0);
    app.overlays.push(Overlay::Sort(SortMenu { cursor }));
}

/// Enter in the sort menu: the order in which that is usually looked for; the present one turns round.
pub fn choose(app: &mut App) {
    let now = app.list.listing.sort;
    let Some(Overlay::Sort(menu)) = top(app) else { return };
    let sort = menu.meant(now);
    app.overlays.pop();
    self::sort(app, sort);
}

/// The list in an order, and the next start too.
pub fn sort(app: &mut App, sort: Sort) {
    app.ask(Ask::Remember { key: "sort", value: sort.words() });
    turn(app, |listing| listing.sort = sort);
}

fn turn(app: &mut App, change: impl FnOnce(&mut Listing)) {
    let mut listing = app.list.listing.clone();
    change(&mut listing);
    let typed = std::mem::take(&mut app.list.typed);
    app.list.turn(listing, typed);
    app.load_list(0);
}

impl App {
    /// The list as it was left: its order, as it was remembered.
    pub(in crate::app) fn begin_list(&mut self, sort: Option<&str>) {
        self.list.listing.sort = sort.and_then(Sort::parse).unwrap_or_default();
        // An article may have been opened before.
        self.load_list_at(0, self.list.seek);
    }
}
