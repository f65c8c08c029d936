//! The rows of the list: an article takes as many as its title needs, and one for what else is known; a
//! chapter stands close below the next, under the title of its book. Only what is near the window is laid
//! out; of what is not loaded the least is assumed.

use super::List;
use crate::model::{Article, CollectionKind, Sort, Status};
use crate::text::flow;
use crate::text::grapheme::str_width;

/// Rows of a title at most, and where the pane has few rows.
const TITLE: usize = 3;
const SHORT_TITLE: usize = 1;
/// Panes of fewer rows have short titles, of even fewer no air between the articles, and of the fewest no
/// titles of collections.
const TALL: u16 = 16;
const AIRY: u16 = 12;
const LEAST_HEADED: u16 = 5;

/// Panes of fewer cells set the members of a collection in by one cell only.
const BROAD: u16 = 22;

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
    /// Rows above the articles: how many there are, the order where it is not the usual one, air.
    pub fn head(&self) -> u16 {
        2 + u16::from(self.listing.sort != Sort::default())
    }

    /// Cells by which the members of a collection are set in below its title: where they end shows,
    /// wherever they stand.
    pub fn indent(&self, article: &Article) -> u16 {
        let step = if self.size.0 < BROAD { 1 } else { 2 };
        if article.collection.is_some() { step } else { 0 }
    }

    /// Cells left of an article's title: its place below a collection, the tick of a selection, the
    /// state, a star.
    pub fn signs(&self, article: &Article) -> u16 {
        let signs = 1 + u16::from(!self.selected.is_empty()) + u16::from(article.starred);
        self.indent(article) + 2 * signs
    }

    /// Who wrote an article, what it appeared in and when: what is known, and is not said by the title
    /// of its collection above it.
    pub fn credits<'a>(&self, article: &'a Article) -> [Option<&'a str>; 3] {
        let headed = article.collection.as_ref().filter(|_| self.size.1 >= LEAST_HEADED);
        let heading = headed.map(|collection| folded(collection.title()));
        let meta = &article.meta;
        let is_new = |words: &&str| heading.as_ref().is_none_or(|heading| folded(words) != *heading);
        let [byline, publication] =
            [&meta.byline, &meta.publication].map(|words| words.as_deref().filter(is_new));
        [byline, publication, meta.published.as_deref()]
    }

    /// The title in rows. What is known of a chapter stands beside it, and takes its room.
    pub fn title(&self, article: &Article) -> Vec<String> {
        let (width, height) = self.size;
        let most = if height < TALL { SHORT_TITLE } else { TITLE };
        let beside = if is_chapter(article) { str_width(&counts(article)) } else { 0 };
        let beside = u16::try_from(beside).unwrap_or(0);
        let room = width.saturating_sub(2 + self.signs(article) + beside + u16::from(beside > 0));
        let mut rows = flow(&name(article), room, most);
        rows.truncate(most);
        if rows.is_empty() {
            rows.push(String::new());
        }
        rows
    }

    /// Whether there is more to say than its title.
    fn has_facts(&self, article: &Article) -> bool {
        self.credits(article).iter().any(Option::is_some) || !counts(article).is_empty()
    }

    /// Rows of an article, without the air below it.
    pub fn rows(&self, article: &Article) -> u16 {
        let title = u16::try_from(self.title(article).len()).unwrap_or(1);
        title + u16::from(!is_chapter(article) && self.has_facts(article))
    }

    /// Empty rows between articles.
    fn air(&self) -> u16 {
        u16::from(self.size.1 >= AIRY)
    }

    /// Scrolls so that the cursor shows in a pane of so many cells.
    pub fn prepare(&mut self, width: u16, height: u16) {
        self.size = (width, height);
        let most = u64::from(height / (1 + self.air()));
        self.top = self.top.min(self.cursor).max(self.cursor.saturating_sub(most));
        while self.top < self.cursor && self.lay(self.top).last().is_none_or(|l| l.index < self.cursor) {
            self.top += 1;
        }
        self.fill();
        self.laid = self.lay(self.top);
        // Below the last there would be room for more of the usual kind.
        let end = self.laid.last().map_or(0, |last| last.y + last.rows + self.air());
        let more = (height + self.air()).saturating_sub(end) / self.usual();
        self.fits = (u64::try_from(self.laid.len()).unwrap_or(0) + u64::from(more)).max(1);
    }

    /// Rows of an article with a title of one row, and the air below it.
    fn usual(&self) -> u16 {
        2 + self.air()
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
        let height = self.size.1;
        let mut y = 0;
        for index in top..self.total {
            let here = self.at(index);
            let is_first = index == top || !together(index.checked_sub(1).and_then(|i| self.at(i)), here);
            let is_headed =
                is_first && height >= LEAST_HEADED && here.is_some_and(|a| a.collection.is_some());
            let is_chapter_here = here.is_some_and(is_chapter);
            let rows = here.map_or(1, |article| self.rows(article));
            let heading = is_headed.then_some(y);
            let at = y + u16::from(is_headed);
            if at + rows > height && !laid.is_empty() {
                break;
            }
            laid.push(Laid { index, heading, y: at, rows, is_chapter: is_chapter_here });
            // The chapters of a book stand close; what else there is has air between.
            let goes_on = is_chapter_here && together(here, self.at(index + 1));
            y = at + rows + if goes_on { 0 } else { self.air() };
        }
        laid
    }

    /// Scrolls by about so many rows; the cursor stays in what shows.
    pub fn scroll(&mut self, rows: u64, down: bool) {
        let by = (rows / u64::from(self.usual())).max(1);
        if down {
            self.top = self.top.saturating_add(by).min(self.total.saturating_sub(1));
            self.fill();
        } else {
            self.top = self.top.saturating_sub(by);
        }
        let end = self.lay(self.top).last().map_or(self.top, |last| last.index);
        self.go_to(self.cursor.clamp(self.top, end));
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

/// A page without a title goes by its author.
fn name(article: &Article) -> String {
    match (&*article.meta.title, &article.meta.byline) {
        ("", Some(byline)) => format!("untitled, by {byline}"),
        _ => article.title().to_owned(),
    }
    .split_whitespace()
    .collect::<Vec<_>>()
    .join(" ")
}

/// Words as they are compared: letters and digits alone, case aside.
fn folded(words: &str) -> String {
    words.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether two articles that follow each other belong together.
fn together(one: Option<&Article>, next: Option<&Article>) -> bool {
    let id = |article: Option<&Article>| article.and_then(|a| a.collection.as_ref()).map(|c| c.id);
    id(one).is_some() && id(one) == id(next)
}

fn is_chapter(article: &Article) -> bool {
    article.collection.as_ref().is_some_and(|collection| collection.kind == CollectionKind::Book)
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    use crate::model::{ArticleId, Metadata};

    fn article(title: &str, publication: Option<&str>) -> Article {
        let meta = Metadata {
            title: title.to_owned(),
            publication: publication.map(str::to_owned),
            ..Metadata::default()
        };
        Article::new(ArticleId(1), Uuid::nil(), meta)
    }

    /// A list of articles with titles of one, two and four rows in turn, every other with an outlet.
    fn list(total: u64) -> List {
        let titles = ["Short", "Two rows of it here", "A title that would need four rows of the pane"];
        let outlets = [Some("The Post"), None];
        let loaded = titles.iter().cycle().zip(outlets.iter().cycle()).take(usize::try_from(total).unwrap());
        let loaded = loaded.map(|(title, outlet)| article(title, *outlet)).collect();
        List { total, loaded, ready: true, ..List::default() }
    }

    #[test]
    fn an_article_takes_the_rows_that_it_needs() {
        let mut list = list(6);
        list.prepare(18, 30);
        let rows: Vec<u16> = list.loaded.iter().map(|article| list.rows(article)).collect();
        assert_eq!(rows, [2, 2, 4, 1, 3, 3]);
        list.prepare(18, 15);
        let rows: Vec<u16> = list.loaded.iter().map(|article| list.rows(article)).collect();
        assert_eq!(rows, [2, 1, 2, 1, 2, 1]);
    }

    #[test]
    fn the_cursor_always_shows_whole_and_the_end_leaves_no_hole() {
        for height in [1, 5, 11, 12, 20, 40] {
            let mut list = list(50);
            let whole = |list: &List| {
                let end = list.laid.last().unwrap();
                assert!((list.top..=end.index).contains(&list.cursor), "{height}: {}", list.cursor);
                assert!(end.y + end.rows <= height || list.laid.len() == 1, "{height}: {end:?}");
            };
            for index in (0..50).chain((0..50).rev()).chain([49, 0, 25, 49]) {
                list.go_to(index);
                list.prepare(18, height);
                whole(&list);
            }
            assert!(
                list.top == 0 || list.lay(list.top - 1).last().unwrap().index < 49,
                "one more would have fitted"
            );
            for down in [false, true] {
                for _ in 0..99 {
                    list.scroll(3, down);
                    let top = list.top;
                    list.prepare(18, height);
                    whole(&list);
                    assert_eq!(list.top, top, "{height}: what was scrolled stays so");
                }
                assert!(if down { list.laid.last().unwrap().index == 49 } else { list.top == 0 });
            }
        }
    }

    #[test]
    fn what_is_not_loaded_is_asked_for() {
        let mut list = list(3);
        list.total = 100_000;
        list.go_to(99_999);
        list.prepare(24, 36);
        assert!(list.top >= 99_980 && list.fits <= 19, "{} {}", list.top, list.fits);
        assert_eq!(list.missing(), Some(list.top - List::WINDOW / 4));
    }
}
