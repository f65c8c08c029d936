//! What is done with articles: with those that are selected in the list, else with the one that is meant.

use super::super::{App, Asking, Overlay, Pane, Prompt};
use crate::app::msg::{Ask, Bulk, Ticket};
use crate::model::{ArticleId, Shelf};

impl App {
    /// What a command on several articles means: the selection where the list has the focus, else one.
    pub(in crate::app) fn articles_meant(&self) -> Vec<ArticleId> {
        if self.focus == Pane::List && !self.list.selected.is_empty() {
            return self.list.selected.iter().copied().collect();
        }
        self.article_meant().map(|article| article.id).into_iter().collect()
    }
}

/// Whether articles are selected in the list, and not only the one under the cursor.
pub fn means_others(app: &App) -> bool {
    let own = app.list.chosen().map(|article| article.id);
    app.focus == Pane::List && app.overlays.is_empty() && app.list.selected.iter().any(|id| Some(*id) != own)
}

/// One step for all of them.
pub fn act(app: &mut App, bulk: Bulk) {
    let articles = app.articles_meant();
    if articles.is_empty() {
        return;
    }
    let open = app.open_article();
    app.undo_anyway = None;
    app.in_flight = Some(app.ask(Ask::Bulk { articles, bulk, open }));
    if matches!(bulk, Bulk::Trash | Bulk::Restore) && app.focus == Pane::List {
        app.list.deselect();
    }
}

pub fn select(app: &mut App) {
    app.list.toggle();
}

/// Asks before what cannot be undone: all of the trash, or what is meant.
pub fn purge(app: &mut App, all: bool) {
    let (articles, what) = if all {
        (None, all_in_trash(app, None))
    } else {
        let articles = app.articles_meant();
        let what = match (articles.len(), app.list.chosen()) {
            (1, Some(article)) if articles.first() == Some(&article.id) => format!("“{}”", article.title()),
            (1, _) => "the selected article".to_owned(),
            (n, _) => format!("{n} articles"),
        };
        (Some(articles), what)
    };
    let what = what + &drafts_on(app, articles.as_deref());
    let counting = all.then(|| app.ask(Ask::CountTrash));
    let asking = Asking::Purge { articles, what, counting };
    app.overlays.push(Overlay::Prompt(Prompt::new(asking, "")));
}

/// What is said of the drafts on what goes.
fn drafts_on(app: &App, articles: Option<&[ArticleId]>) -> String {
    match app.drafts.in_trash(articles) {
        0 => String::new(),
        1 => ". The draft on it stays, and gd lists it".to_owned(),
        n => format!(". The {n} drafts on it stay, and gd lists them"),
    }
}

/// All that is in the trash, so many if that is known: what a filter shows is only a part of it.
fn all_in_trash(app: &App, total: Option<u64>) -> String {
    let all = match total {
        None => "all that is in the trash".to_owned(),
        Some(1) => "the 1 article in the trash".to_owned(),
        Some(n) => format!("all {n} articles in the trash"),
    };
    let shown = app.list.total;
    if app.list.typed.is_empty() || total.is_some_and(|total| total <= shown) {
        return all;
    }
    match shown {
        0 => format!("{all}, though the filter shows none of it"),
        shown => format!("{all}, not only the {shown} that the filter shows"),
    }
}

/// The answer to that: only the whole word will do.
pub fn purged(app: &mut App, articles: Option<Vec<ArticleId>>, answer: &str) -> Result<(), String> {
    if !answer.eq_ignore_ascii_case("yes") {
        return Err("Type yes to delete for good, or press Esc to keep it.".to_owned());
    }
    app.list.deselect();
    app.in_flight = Some(app.ask(Ask::Purge { articles }));
    Ok(())
}

/// Esc in the list: first the selection goes, then the filter, then the trash; whether there was something to leave.
pub fn leave(app: &mut App) -> bool {
    if app.focus != Pane::List {
        return false;
    }
    if app.list.deselect() || super::shelf::unfilter(app) {
        return true;
    }
    let trash = app.list.listing.is_trash();
    if trash {
        super::shelf::show(app, Shelf::All);
    }
    trash
}

impl App {
    /// How many there are in the trash, where that is asked about.
    pub(in crate::app) fn count_trash(&mut self, ticket: Ticket, total: u64) {
        let text = all_in_trash(self, Some(total)) + &drafts_on(self, None);
        if let Some(Overlay::Prompt(Prompt { asking: Asking::Purge { what, counting, .. }, .. })) =
            self.overlays.last_mut()
            && *counting == Some(ticket)
        {
            *what = text;
        }
    }

    /// Articles are gone for good: what shows is read again.
    pub(in crate::app) fn purged(&mut self, ticket: Ticket, gone: u64, drafts: u64) {
        let drafts = match drafts {
            0 => String::new(),
            1 => "; a draft on it stays (gd lists it)".to_owned(),
            n => format!("; {n} drafts on it stay (gd lists them)"),
        };
        self.say(match gone {
            0 => "Nothing of that was in the trash any more.".to_owned(),
            1 => format!("Deleted 1 article for good{drafts}."),
            n => format!("Deleted {n} articles for good{drafts}."),
        });
        self.end_flight(ticket);
        self.refresh();
        self.release();
    }
}
