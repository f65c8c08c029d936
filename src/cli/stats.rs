//! `postil stats`

use serde::Serialize;

use super::context::{Context, titled};
use super::stop::Stop;
use crate::export::csv::record;
use crate::export::json::ArticleRefJson;
use crate::model::stats::{Cell, Counts, NO_MONTH, NO_PUBLICATION};
use crate::model::{Theme, ThemeId};
use crate::store::Store;

/// Rows that the summary for people shows of themes, and of pairs of them.
const MOST: usize = 10;

/// Count what there is, and themes by article, by publication, by month and by each other
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    postil stats                               the counts, the themes used most, those most often together\n  \
    postil stats --matrix theme-article        how many passages of each article a theme is on\n  \
    postil stats --matrix theme-theme --json   which themes are on the same passages\n  \
    postil stats --matrix theme-publication    by where the articles were published\n  \
    postil stats --matrix theme-month --csv    by when the articles were published, as a table\n\n\
    A theme counts with the themes below it, and an annotation once. A theme is not set against those above and \
    below it. What is in the trash does not count. In a table of publications, the column without a name is of \
    articles of which none is known.")]
pub(super) struct Args {
    /// Themes by what: only cells that are not 0, but for a table
    #[arg(long, value_name = "MATRIX", value_enum)]
    matrix: Option<Matrix>,
    /// A table in CSV: a row for each theme, a column for each article, publication, theme or month
    #[arg(long, requires = "matrix", conflicts_with = "json")]
    csv: bool,
}

/// What themes are set against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Matrix {
    /// Passages in each article
    #[value(name = "theme-article")]
    Article,
    /// Passages in articles of each publication
    #[value(name = "theme-publication")]
    Publication,
    /// Passages that both themes are on
    #[value(name = "theme-theme")]
    Theme,
    /// Passages in articles of each month
    #[value(name = "theme-month")]
    Month,
}

#[derive(Debug, Serialize)]
struct CountsJson {
    articles: u64,
    unread: u64,
    reading: u64,
    done: u64,
    starred: u64,
    annotated: u64,
    words: u64,
    annotations: u64,
    untagged: u64,
    notes: u64,
    unplaced: u64,
    themes: u64,
    unused: u64,
}

#[derive(Debug, Serialize)]
struct InArticle<'a> {
    theme: &'a str,
    article: ArticleRefJson,
    annotations: u64,
}

#[derive(Debug, Serialize)]
struct WithTheme<'a> {
    theme: &'a str,
    with: &'a str,
    annotations: u64,
    articles: u64,
}

#[derive(Debug, Serialize)]
struct InPublication<'a> {
    theme: &'a str,
    publication: Option<&'a str>,
    annotations: u64,
    articles: u64,
}

#[derive(Debug, Serialize)]
struct InMonth<'a> {
    theme: &'a str,
    month: Option<&'a str>,
    annotations: u64,
    articles: u64,
}

pub(super) fn run(cx: &mut Context, args: &Args) -> Result<(), Stop> {
    let store = cx.store()?;
    let themes = store.themes()?;
    match args.matrix {
        None => summary(cx, &store, &themes),
        Some(matrix) if args.csv => table(cx, &store, &themes, matrix),
        Some(Matrix::Article) => by_article(cx, &store, &themes),
        Some(Matrix::Publication) => by_publication(cx, &store, &themes),
        Some(Matrix::Theme) => by_theme(cx, &store, &themes),
        Some(Matrix::Month) => by_month(cx, &store, &themes),
    }
}

fn summary(cx: &mut Context, store: &Store, themes: &[Theme]) -> Result<(), Stop> {
    let counts = store.counts()?;
    if cx.json() {
        return Ok(cx.out.json(&json(counts))?);
    }
    let Counts { articles, unread, reading, done, starred, annotated, .. } = counts;
    let Counts { annotations, untagged, notes, unplaced, unused, .. } = counts;
    let lines = [
        (
            articles,
            "articles",
            format!(
                "{unread} unread, {reading} reading, {done} done; {starred} starred, {annotated} annotated"
            ),
        ),
        (counts.words, "words", "without furniture".to_owned()),
        (
            annotations,
            "annotations",
            format!("{notes} with a note, {untagged} without a theme, {unplaced} not placed"),
        ),
        (counts.themes, "themes", format!("{unused} not used")),
    ];
    for (count, what, more) in lines {
        cx.out.line(&format!("{count:>8}  {what:<11}  {more}"))?;
    }
    let mut used: Vec<&Theme> = themes.iter().filter(|theme| theme.annotations > 0).collect();
    used.sort_by_key(|theme| std::cmp::Reverse(theme.annotations));
    if !used.is_empty() {
        cx.out.heading("Themes used most")?;
    }
    for theme in used.iter().take(MOST) {
        cx.out.line(&format!(
            "{:>8}  {}  (on {})",
            theme.annotations,
            theme.path,
            articles_of(theme.articles)
        ))?;
    }
    let mut pairs = Vec::new();
    each_pair(store, themes, |theme, with, cell| {
        pairs.push((cell.annotations, format!("{} + {}", theme.path, with.path)));
        // Only the largest are shown, so no more are kept.
        pairs.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
        pairs.truncate(MOST);
        Ok(())
    })?;
    if !pairs.is_empty() {
        cx.out.heading("Themes most often on the same passage")?;
    }
    for (count, pair) in pairs {
        cx.out.line(&format!("{count:>8}  {pair}"))?;
    }
    Ok(())
}

fn articles_of(count: u64) -> String {
    if count == 1 { "1 article".to_owned() } else { format!("{count} articles") }
}

fn json(counts: Counts) -> CountsJson {
    let Counts { articles, unread, reading, done, starred, annotated, words, .. } = counts;
    let Counts { annotations, untagged, notes, unplaced, themes, unused, .. } = counts;
    CountsJson {
        articles,
        unread,
        reading,
        done,
        starred,
        annotated,
        words,
        annotations,
        untagged,
        notes,
        unplaced,
        themes,
        unused,
    }
}

fn by_article(cx: &mut Context, store: &Store, themes: &[Theme]) -> Result<(), Stop> {
    for theme in themes {
        for cell in store.theme_by_article(theme.id)? {
            let article = ArticleRefJson::from(&cell.column);
            let line = format!(
                "{:>8}  {} · {} {}",
                cell.annotations,
                theme.path,
                article.id,
                titled(&article.title)
            );
            cx.put(&InArticle { theme: &theme.path, article, annotations: cell.annotations }, &line)?;
        }
    }
    Ok(())
}

fn by_theme(cx: &mut Context, store: &Store, themes: &[Theme]) -> Result<(), Stop> {
    each_pair(store, themes, |theme, with, cell| {
        let Cell { annotations, articles, .. } = *cell;
        let line = format!("{annotations:>8}  {} + {}", theme.path, with.path);
        cx.put(&WithTheme { theme: &theme.path, with: &with.path, annotations, articles }, &line)
    })
}

fn by_publication(cx: &mut Context, store: &Store, themes: &[Theme]) -> Result<(), Stop> {
    for theme in themes {
        for Cell { column, annotations, articles } in store.theme_by_publication(theme.id)? {
            let publication = column.as_deref();
            let line =
                format!("{annotations:>8}  {} · {}", theme.path, publication.unwrap_or(NO_PUBLICATION));
            cx.put(&InPublication { theme: &theme.path, publication, annotations, articles }, &line)?;
        }
    }
    Ok(())
}

fn by_month(cx: &mut Context, store: &Store, themes: &[Theme]) -> Result<(), Stop> {
    for theme in themes {
        for Cell { column, annotations, articles } in store.theme_by_month(theme.id)? {
            let month = column.as_deref();
            let line = format!("{annotations:>8}  {} · {}", theme.path, month.unwrap_or(NO_MONTH));
            cx.put(&InMonth { theme: &theme.path, month, annotations, articles }, &line)?;
        }
    }
    Ok(())
}

/// Each two themes that are on the same passages, once, in the order of the tree.
fn each_pair(
    store: &Store,
    themes: &[Theme],
    mut each: impl FnMut(&Theme, &Theme, &Cell<ThemeId>) -> Result<(), Stop>,
) -> Result<(), Stop> {
    for (at, theme) in themes.iter().enumerate() {
        let cells = store.theme_by_theme(theme.id)?;
        for with in themes.iter().skip(at + 1) {
            if let Some(cell) = cells.iter().find(|cell| cell.column == with.id) {
                each(theme, with, cell)?;
            }
        }
    }
    Ok(())
}

/// A row for each theme. Only one is in memory at a time.
fn table(cx: &mut Context, store: &Store, themes: &[Theme], matrix: Matrix) -> Result<(), Stop> {
    match matrix {
        Matrix::Article => {
            let columns = store.tagged_articles()?;
            let names = columns.iter().map(|article| format!("{} {}", article.id.0, titled(&article.title)));
            rows(cx, themes, names, |theme| {
                let cells = store.theme_by_article(theme)?;
                Ok(fill(columns.iter().map(|column| column.id), &cells, |cell| cell.id))
            })
        }
        Matrix::Publication => {
            let columns = store.tagged_publications()?;
            // A publication may be called anything: the one that is not known is called nothing.
            let names = columns.iter().map(|name| name.clone().unwrap_or_default());
            rows(cx, themes, names, |theme| {
                let cells = store.theme_by_publication(theme)?;
                Ok(fill(columns.iter().cloned(), &cells, Clone::clone))
            })
        }
        Matrix::Theme => {
            let names = themes.iter().map(|theme| theme.path.clone());
            rows(cx, themes, names, |theme| {
                let cells = store.theme_by_theme(theme)?;
                Ok(fill(themes.iter().map(|theme| theme.id), &cells, |cell| *cell))
            })
        }
        Matrix::Month => {
            let columns = store.tagged_months()?;
            let names = columns.iter().map(|month| month.clone().unwrap_or_else(|| NO_MONTH.to_owned()));
            rows(cx, themes, names, |theme| {
                let cells = store.theme_by_month(theme)?;
                Ok(fill(columns.iter().cloned(), &cells, Clone::clone))
            })
        }
    }
}

fn rows(
    cx: &mut Context,
    themes: &[Theme],
    names: impl Iterator<Item = String>,
    counts: impl Fn(ThemeId) -> crate::store::Result<Vec<u64>>,
) -> Result<(), Stop> {
    let head = std::iter::once("theme".to_owned()).chain(names);
    cx.out.records(&record(head))?;
    for theme in themes {
        let counts = counts(theme.id)?;
        let row = std::iter::once(theme.path.clone()).chain(counts.iter().map(u64::to_string));
        cx.out.records(&record(row))?;
    }
    Ok(())
}

/// The counts of all columns, 0 where there is no cell. Cells are few, and columns may be many.
fn fill<C, K: PartialEq + std::hash::Hash + Eq>(
    columns: impl Iterator<Item = K>,
    cells: &[Cell<C>],
    key: impl Fn(&C) -> K,
) -> Vec<u64> {
    let cells: std::collections::HashMap<K, u64> =
        cells.iter().map(|cell| (key(&cell.column), cell.annotations)).collect();
    columns.map(|column| cells.get(&column).copied().unwrap_or_default()).collect()
}
