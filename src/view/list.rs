//! The article list: what shows and in what order; title, publication, state, progress, annotations.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::paint::Pen;
use super::skin::Skin;
use crate::app::{App, Asking, Overlay, Pane, Prompt, Spot, counts};
use crate::model::{Article, Shelf, Sort, SortBy, Status};
use crate::text::{grapheme, one_line};

pub fn draw(app: &App, rect: Rect, skin: &Skin, pen: &mut Pen<'_>) {
    let focused = app.focus == Pane::List && app.overlays.is_empty();
    let inner = Rect { x: rect.x + 1, width: rect.width.saturating_sub(2), ..rect };
    head(app, inner, focused, skin, pen);
    let list = &app.list;
    let top = inner.y + list.head();
    for laid in &list.laid {
        let index = laid.index;
        let y = top + laid.y;
        let height = laid.rows.min(rect.bottom().saturating_sub(y));
        let Some(article) = list.at(index).filter(|_| height > 0) else { break };
        if let (Some(at), Some(collection)) = (laid.heading, &article.collection) {
            let row = Rect { y: top + at, height: 1, ..inner };
            pen.line(row, &one_line(collection.title()), skin.dim());
        }
        let chosen = index == list.cursor;
        let whole = Rect { y, height, ..rect };
        pen.spot(whole, || Spot::Article(index));
        if chosen {
            skin.choose(whole, focused, pen);
        }
        let open = app.reader.as_ref().is_some_and(|r| r.article.id == article.id);
        let edge = if chosen { skin.strong() } else { skin.accent() };
        if open {
            pen.fill(Rect { width: 1, ..whole }, "▌", edge);
        }
        // Whoever sees no colours knows it by that; of the open one the rest of its rows says that it is open.
        if chosen && (focused || !open) {
            pen.fill(Rect { width: 1, height: 1, ..whole }, "›", edge);
        }
        let row = Row {
            chosen,
            open,
            selected: (!list.selected.is_empty()).then(|| list.selected.contains(&article.id)),
            title: list.title(article),
            credits: list.credits(article),
        };
        let indent = list.indent(article).min(inner.width);
        let place = Rect { x: inner.x + indent, y, width: inner.width - indent, height };
        if laid.is_chapter {
            row.chapter(article, place, skin, pen);
        } else {
            row.draw(article, place, skin, pen);
        }
    }
}

/// How many there are, the filter, and the order where it is not the usual one.
fn head(app: &App, inner: Rect, focused: bool, skin: &Skin, pen: &mut Pen<'_>) {
    let list = &app.list;
    let row = |n: u16| Rect { y: inner.y + n, height: 1, ..inner };
    let style = if focused { skin.accent() } else { skin.strong() };
    let title = title(list.listing.shelf, list.total, (list.ready, list.counted));
    let typing =
        matches!(app.overlays.last(), Some(Overlay::Prompt(Prompt { asking: Asking::Filter { .. }, .. })));
    // While the filter is typed, it stands in its own line.
    if list.typed.is_empty() || typing {
        pen.line(row(0), &title, style);
    } else {
        pen.runs(row(0), &[(&title, style), ("  / ", skin.dim()), (&list.typed, skin.text())]);
    }
    if list.listing.sort != Sort::default() {
        pen.line(row(1), order(list.listing.sort), skin.dim());
    }
    // Of an empty library the pane beside the list tells.
    let is_told = list.listing.shelf == Shelf::All && list.typed.is_empty() && app.panes.reader.is_some();
    if list.ready && list.total == 0 && !is_told {
        let (why, how) = nothing(list.listing.shelf, !list.typed.is_empty());
        let top = list.head();
        let height = 3.min(inner.height.saturating_sub(top));
        let rows = pen.flow(Rect { y: inner.y + top, height, ..inner }, why, skin.dim());
        let y = inner.y + top + 1 + rows;
        let height = 3.min(inner.bottom().saturating_sub(y));
        pen.flow(Rect { y, height, ..inner }, how, skin.dim());
    }
}

fn title(shelf: Shelf, total: u64, (ready, counted): (bool, bool)) -> String {
    let more = if counted { "" } else { "+" };
    let count = if ready { format!("{total}{more} ") } else { String::new() };
    match (shelf, total) {
        (Shelf::All, _) if !ready => "Articles".to_owned(),
        (Shelf::All, 1) => "1 article".to_owned(),
        (Shelf::All, _) => count + "articles",
        (Shelf::Unread, _) => count + "unread",
        (Shelf::Starred, _) => count + "starred",
        (Shelf::Annotated, _) => count + "annotated",
        (Shelf::Bare, _) => count + "not annotated",
        (Shelf::Trash, _) => count + "in the trash",
    }
}

/// Why nothing shows, and what would.
fn nothing(shelf: Shelf, filtered: bool) -> (&'static str, &'static str) {
    match shelf {
        Shelf::Trash if filtered => {
            ("Nothing matches in titles, notes and 16 MB of texts.", "Esc takes the filter away.")
        }
        _ if filtered => ("Nothing matches the filter.", "Esc takes it away."),
        Shelf::All => ("The library is empty.", "a adds articles."),
        Shelf::Unread => ("Nothing is unread.", "1 shows all articles."),
        Shelf::Starred => ("Nothing has a star.", "s gives one; 1 shows all articles."),
        Shelf::Annotated => ("Nothing is annotated yet.", "1 shows all articles."),
        Shelf::Bare => ("Everything is annotated.", "1 shows all articles."),
        Shelf::Trash => ("The trash is empty.", "Esc leaves it."),
    }
}

/// The order of a list in a few words.
pub fn order(sort: Sort) -> &'static str {
    match (sort.by, sort.descending) {
        (SortBy::Added, true) => "newest first",
        (SortBy::Added, false) => "oldest first",
        (SortBy::Published, true) => "last published first",
        (SortBy::Published, false) => "first published first",
        (SortBy::Title, false) => "title, A to Z",
        (SortBy::Title, true) => "title, Z to A",
        (SortBy::Byline, false) => "byline, A to Z",
        (SortBy::Byline, true) => "byline, Z to A",
        (SortBy::Publication, false) => "publication, A to Z",
        (SortBy::Publication, true) => "publication, Z to A",
        (SortBy::Progress, true) => "most read first",
        (SortBy::Progress, false) => "least read first",
        (SortBy::Annotations, true) => "most annotations first",
        (SortBy::Annotations, false) => "least annotations first",
        (SortBy::Opened, true) => "last opened first",
        (SortBy::Opened, false) => "longest not opened first",
    }
}

/// How an article stands: unread, being read, done.
fn state(article: &Article) -> &'static str {
    match article.status {
        Status::Unread => "●",
        Status::Reading => "◐",
        Status::Done => "✓",
    }
}

struct Row<'a> {
    chosen: bool,
    open: bool,
    /// `None` while nothing is selected at all.
    selected: Option<bool>,
    /// In rows.
    title: Vec<String>,
    /// Byline, publication and date, as far as they are to be said.
    credits: [Option<&'a str>; 3],
}

impl Row<'_> {
    /// The state on the left; how wide it is, and the style of the title.
    fn begin(&self, article: &Article, rect: Rect, skin: &Skin, pen: &mut Pen<'_>) -> (u16, Style) {
        let tick = match self.selected {
            None => "",
            Some(true) => "■ ",
            Some(false) => "□ ",
        };
        let star = if article.starred { "★ " } else { "" };
        let signs = format!("{tick}{} {star}", state(article));
        let style = if self.chosen { skin.text() } else { skin.accent() };
        let width = pen.line(Rect { height: 1, ..rect }, &signs, style);
        let strong = self.open || article.status == Status::Unread;
        (width, if strong { skin.strong() } else { skin.text() })
    }

    /// A chapter: its title, below that of its book.
    fn chapter(&self, article: &Article, rect: Rect, skin: &Skin, pen: &mut Pen<'_>) {
        let (width, style) = self.begin(article, rect, skin, pen);
        let column = Rect { x: rect.x + width, width: rect.width.saturating_sub(width), ..rect };
        let facts = counts(article);
        let right = u16::try_from(grapheme::str_width(&facts)).unwrap_or(0).min(column.width);
        let left = column.width.saturating_sub(right + u16::from(right > 0));
        for (row, y) in self.title.iter().zip(rect.y..rect.bottom()) {
            pen.line(Rect { y, width: left, height: 1, ..column }, row, style);
        }
        let dim = if self.chosen { skin.text() } else { skin.dim() };
        let place = Rect { x: column.right().saturating_sub(right), width: right, height: 1, ..column };
        pen.line(place, &facts, dim);
    }

    fn draw(&self, article: &Article, rect: Rect, skin: &Skin, pen: &mut Pen<'_>) {
        let plain = |style: Style| if self.chosen { skin.text() } else { style };
        let (width, style) = self.begin(article, rect, skin, pen);
        // The rows of the title but the last of all stand in a column of their own.
        let column = Rect { x: rect.x + width, width: rect.width.saturating_sub(width), ..rect };
        for (row, y) in self.title.iter().zip(rect.y..rect.bottom()) {
            pen.line(Rect { y, height: 1, ..column }, row, style);
        }
        let y = rect.y + u16::try_from(self.title.len()).unwrap_or(1);
        if y < rect.bottom() {
            self.facts(article, Rect { y, height: 1, ..column }, plain(skin.dim()), pen);
        }
    }

    /// Byline and publication, or one of them where there is little room, and the date on the left;
    /// progress, annotations and the sign of a note on the right.
    fn facts(&self, article: &Article, line: Rect, style: Style, pen: &mut Pen<'_>) {
        let facts = counts(article);
        let width = u16::try_from(grapheme::str_width(&facts)).unwrap_or(0).min(line.width);
        let left = Rect { width: line.width.saturating_sub(width + u16::from(width > 0)), ..line };
        let [byline, publication, published] = self.credits;
        let parts: Vec<&str> = if line.width >= 40 {
            self.credits.into_iter().flatten().collect()
        } else {
            let name = publication.or(byline);
            // Beside a name there is room for the year.
            let date = if name.is_some() { published.and_then(|date| date.get(..4)) } else { published };
            name.into_iter().chain(date).collect()
        };
        pen.line(left, &parts.join(", "), style);
        pen.line(Rect { x: line.right().saturating_sub(width), width, ..line }, &facts, style);
    }
}
