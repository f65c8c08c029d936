//! The article list: a window over a query, never the whole library.

use std::collections::BTreeSet;

use super::msg::Ticket;
use crate::model::{Article, ArticleId, CollectionKind, CollectionRef, Listing, Status};
use crate::text::grapheme::str_width;

/// The list and the part of it that is loaded.
#[derive(Debug, Clone, Default)]
pub struct List {
    /// The filter as it was typed.
    pub typed: String,
    pub listing: Listing,
    /// Index of the first loaded article.
    pub first: u64,
    pub loaded: Vec<Article>,
    pub total: u64,
    /// Index of the chosen article.
    pub cursor: u64,
    /// Index of the first article shown.
    pub top: u64,
    /// Articles that fit the pane.
    pub fits: u64,
    /// How an article is laid out in it.
    pub entry: Entry,
    /// Where the articles stand that show.
    pub laid: Vec<Laid>,
    /// Cells and rows of the pane for articles.
    width: u16,
    height: u16,
    /// What a bulk act is for.
    pub selected: BTreeSet<ArticleId>,
    /// How many of these the listing does not have.
    pub hidden: u64,
    /// The article that the cursor is to go to once it is loaded.
    pub seek: Option<ArticleId>,
    /// The newest request; older outcomes are dropped.
    pub ticket: Ticket,
    /// The newest count that was asked for.
    pub counting: Ticket,
    /// Where the window begins that is on its way.
    pub asked: Option<u64>,
    /// Whether it was asked for at least once and came.
    pub ready: bool,
}

/// The rows of an article in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Entry {
    /// Rows for the title.
    pub title: u16,
    /// All rows, with the empty one that parts it from the next, if there is room for it.
    pub rows: u16,
}

impl Entry {
    /// A title has two rows where they are short, and a screen of few rows has no empty ones.
    fn of(width: u16, height: u16) -> Self {
        let title = if width < 48 && height >= 16 { 2 } else { 1 };
        Self { title, rows: title + if height >= 12 { 2 } else { 1 } }
    }
}

/// An article that shows, in rows from the top of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Laid {
    pub index: u64,
    /// Where the title of its collection stands, if it is the first of it that shows.
    pub heading: Option<u16>,
    pub y: u16,
    pub rows: u16,
    /// A chapter, which has no row of facts.
    pub is_chapter: bool,
}

impl List {
    /// How many articles are loaded at once.
    pub const WINDOW: u64 = 200;

    /// The article at an index, if it is loaded.
    pub fn at(&self, index: u64) -> Option<&Article> {
        let i = usize::try_from(index.checked_sub(self.first)?).ok()?;
        self.loaded.get(i)
    }

    /// Takes in how many there are.
    pub fn count(&mut self, total: u64) {
        self.total = total;
        self.go_to(self.cursor);
    }

    pub fn chosen(&self) -> Option<&Article> {
        self.at(self.cursor)
    }

    /// Moves the cursor by so many articles.
    pub fn go(&mut self, by: i64) {
        self.go_to(self.cursor.saturating_add_signed(by));
    }

    pub fn go_to(&mut self, index: u64) {
        self.cursor = index.min(self.total.saturating_sub(1));
    }

    /// Where the window ought to begin so that what shows is loaded; `None` if it is.
    pub fn missing(&self) -> Option<u64> {
        let end = (self.top + self.fits.max(1)).min(self.total);
        let loaded = self.first..self.first + self.loaded.len() as u64;
        let shown = self.top.min(self.total.saturating_sub(1));
        if self.total == 0 || (loaded.contains(&shown) && end <= loaded.end) {
            return None;
        }
        let first = self.top.saturating_sub(Self::WINDOW / 4);
        (self.asked != Some(first)).then_some(first)
    }

    /// Scrolls so that the cursor shows in a pane of so many cells.
    pub fn prepare(&mut self, width: u16, height: u16) {
        self.entry = Entry::of(width, height);
        (self.width, self.height) = (width, height);
        self.top = self.top.min(self.cursor).max(self.cursor.saturating_sub(u64::from(height)));
        while self.top < self.cursor && self.lay(self.top).last().is_none_or(|l| l.index < self.cursor) {
            self.top += 1;
        }
        self.fill();
        self.laid = self.lay(self.top);
        // Below the last there would be room for more of the usual kind.
        let air = self.entry.rows.saturating_sub(self.entry.title + 1);
        let end = self.laid.last().map_or(0, |last| last.y + last.rows + air);
        let more = (height + air).saturating_sub(end) / self.entry.rows.max(1);
        self.fits = u64::try_from(self.laid.len()).unwrap_or(0) + u64::from(more);
        self.fits = self.fits.max(1);
    }

    /// Takes the top back as far as the end of the list leaves rows empty.
    fn fill(&mut self) {
        while self.top > 0 && self.lay(self.top - 1).last().is_some_and(|l| l.index + 1 >= self.total) {
            self.top -= 1;
        }
    }

    /// The articles that fit whole, from `top` on; one at least. O(rows).
    fn lay(&self, top: u64) -> Vec<Laid> {
        let mut laid: Vec<Laid> = Vec::new();
        let mut y = 0;
        for index in top..self.total {
            let here = self.at(index);
            let is_first = index == top || !together(index.checked_sub(1).and_then(|i| self.at(i)), here);
            let is_headed =
                is_first && self.height >= LEAST_HEADED && here.is_some_and(|a| a.collection.is_some());
            let is_chapter = here.is_some_and(is_chapter);
            let rows = here.filter(|_| is_chapter).map_or(self.entry.title + 1, |chapter| self.rows(chapter));
            let heading = is_headed.then_some(y);
            let at = y + u16::from(is_headed);
            if at + rows > self.height && !laid.is_empty() {
                break;
            }
            laid.push(Laid { index, heading, y: at, rows, is_chapter });
            // The chapters of a book stand close; what else there is has air between.
            let goes_on = is_chapter && together(here, self.at(index + 1));
            let air = if goes_on { 0 } else { self.entry.rows.saturating_sub(self.entry.title + 1) };
            y = at + rows + air;
        }
        laid
    }

    /// Rows of a chapter: as many as its title needs, up to those that any has.
    fn rows(&self, chapter: &Article) -> u16 {
        let facts = match str_width(&counts(chapter)) {
            0 => 0,
            width => width + 1,
        };
        // Beside the margins and the sign of its state.
        let room = usize::from(self.width.saturating_sub(4)).saturating_sub(facts);
        let head: String = chapter.title().chars().take(200).collect();
        if str_width(&head) > room { self.entry.title } else { 1 }
    }

    /// Scrolls by about so many rows; the cursor stays in what shows.
    pub fn scroll(&mut self, rows: u64, down: bool) {
        let by = (rows / u64::from(self.entry.rows.max(1))).max(1);
        if down {
            self.top = self.top.saturating_add(by).min(self.total.saturating_sub(1));
            self.fill();
        } else {
            self.top = self.top.saturating_sub(by);
        }
        let end = self.lay(self.top).last().map_or(self.top, |last| last.index);
        self.go_to(self.cursor.clamp(self.top, end));
    }

    /// Puts the cursor on an article, if it is loaded.
    pub fn choose(&mut self, id: ArticleId) {
        if let Some(i) = self.loaded.iter().position(|a| a.id == id) {
            self.cursor = self.first + i as u64;
        }
    }

    /// Takes in an article that was read again.
    pub fn renew(&mut self, article: &Article) {
        if let Some(old) = self.loaded.iter_mut().find(|a| a.id == article.id) {
            old.clone_from(article);
        }
    }

    /// Selects the chosen article, or takes it out again, and goes on to the next.
    pub fn toggle(&mut self) {
        let Some(id) = self.chosen().map(|article| article.id) else { return };
        if !self.selected.remove(&id) {
            self.selected.insert(id);
        }
        self.go(1);
    }

    /// Takes everything out of the selection; whether there was something.
    pub fn deselect(&mut self) -> bool {
        self.hidden = 0;
        !std::mem::take(&mut self.selected).is_empty()
    }

    /// Takes in which of what is selected is still there, and how much of that is listed.
    pub fn take_selected(&mut self, (there, listed): (Vec<ArticleId>, u64)) {
        // What was selected meanwhile is on the screen.
        self.selected.retain(|id| there.contains(id) || self.loaded.iter().any(|a| a.id == *id));
        let known = self.selected.iter().filter(|id| there.contains(id)).count();
        self.hidden = u64::try_from(known).unwrap_or(u64::MAX).saturating_sub(listed);
    }

    /// Shows another listing from its top; the selection stays.
    pub fn turn(&mut self, listing: Listing, typed: String) {
        let selected = std::mem::take(&mut self.selected);
        let (ticket, entry) = (self.ticket, self.entry);
        *self = Self { typed, listing, entry, selected, ticket, ..Self::default() };
    }
}

/// How far it is read, its annotations, and the sign of a note.
pub fn counts(article: &Article) -> String {
    let mut facts = Vec::new();
    if article.status == Status::Reading && article.progress > 0 {
        facts.push(format!("{}%", article.progress));
    }
    if article.annotations > 0 {
        facts.push(format!("{}✎", article.annotations));
    }
    if article.note.is_some() {
        facts.push("*".to_owned());
    }
    facts.join(" ")
}

/// A pane of fewer rows has none for titles of collections.
const LEAST_HEADED: u16 = 5;

/// Whether two articles that follow each other belong together.
fn together(one: Option<&Article>, next: Option<&Article>) -> bool {
    let id =
        |article: Option<&Article>| article.and_then(|a| a.collection.as_ref()).map(|c: &CollectionRef| c.id);
    id(one).is_some() && id(one) == id(next)
}

fn is_chapter(article: &Article) -> bool {
    article.collection.as_ref().is_some_and(|collection| collection.kind == CollectionKind::Book)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_articles_show_as_fit_whole() {
        let fits = |width, height| {
            let mut list = List { total: 100, ..List::default() };
            list.prepare(width, height);
            (list.entry.title, list.fits)
        };
        assert_eq!(fits(40, 8), (1, 4));
        assert_eq!(fits(26, 20), (2, 5));
        assert_eq!(fits(60, 20), (1, 7));
        assert_eq!(fits(24, 36), (2, 9));
        assert_eq!(fits(24, 1), (1, 1));
    }
}
