//! The article list: filter, state, stars, trash.

use super::super::{App, Asking, Field, List, Overlay, Prompt};
use crate::model::query;
use crate::model::{Edit, Status};

pub fn filter(app: &mut App) {
    let before = app.list.typed.clone();
    app.overlays.push(Overlay::Prompt(Prompt {
        asking: Asking::Filter { before: before.clone() },
        field: Field::with(before),
        mistake: None,
    }));
}

/// The list follows a filter as it is typed; what cannot be read yet changes nothing.
pub fn follow(app: &mut App, text: &str) {
    if let Ok(query) = query::parse(text) {
        let query = query.typing();
        if app.list.query != query {
            app.list = List { query, typed: text.to_owned(), ticket: app.list.ticket, ..List::default() };
            app.load_list(0);
        }
        text.clone_into(&mut app.list.typed);
    }
}

/// Enter: the filter stands, or says what is wrong with it.
pub fn settle(app: &mut App, text: &str) -> Result<(), String> {
    query::parse(text).map_err(|error| error.to_string())?;
    follow(app, text);
    Ok(())
}

pub fn toggle_read(app: &mut App) {
    let Some(article) = app.article_meant() else { return };
    let status = if article.status == Status::Done { Status::Unread } else { Status::Done };
    let edit = Edit::SetStatus { article: article.id, status };
    app.apply(vec![edit]);
}

pub fn toggle_star(app: &mut App) {
    let Some(article) = app.article_meant() else { return };
    let edit = Edit::SetStarred { article: article.id, starred: !article.starred };
    app.apply(vec![edit]);
}

pub fn trash(app: &mut App) {
    let Some(article) = app.article_meant() else { return };
    let edit = Edit::TrashArticle { article: article.id };
    app.apply(vec![edit]);
}
