//! `postil annotations [QUERY]`

use super::context::Context;
use super::unplaced;
use super::{args, stop::Stop};
use crate::export::Themes;
use crate::export::json::AnnotationJson;
use crate::model::ArticleId;
use crate::store::{AnnotationFilter, Sort, SortBy, Store};

/// Articles read at a time.
const WINDOW: u64 = 500;

/// List the annotations
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    postil annotations --theme Syria --json\n  \
    postil annotations --theme Syria --theme Sanctions --all\n  \
    postil annotations influence --article 3\n  \
    postil annotations --unplaced --candidates\n\n\
    Words look in quotes and notes; the rest of the query is that of `postil list`.")]
#[expect(clippy::struct_excessive_bools, reason = "flags of a command line")]
pub(super) struct Args {
    /// Which ones
    query: Vec<String>,
    /// With this theme or one below it; several times for any of several
    #[arg(long = "theme", value_name = "NAME")]
    themes: Vec<String>,
    /// In this article; several times for several
    #[arg(long = "article", value_name = "ARTICLE")]
    articles: Vec<String>,
    /// Any of the themes (the default)
    #[arg(long, conflicts_with = "all")]
    any: bool,
    /// All of the themes on one annotation
    #[arg(long)]
    all: bool,
    /// Without a theme
    #[arg(long)]
    untagged: bool,
    /// Whose passage was not found in the present text, or only with other words
    #[arg(long)]
    unplaced: bool,
    /// With the best places for each that is not placed
    #[arg(long)]
    candidates: bool,
}

pub(super) fn run(cx: &mut Context, args: &Args) -> Result<(), Stop> {
    let query = args::query(&args.query)?;
    let store = cx.store()?;
    let themes = args::themes(&store, &args.themes)?;
    let articles = args::articles(&store, &args.articles)?;
    let names = Themes::new(store.themes()?);
    let mut count = 0usize;
    for articles in windows(&store, articles)? {
        let meant = AnnotationFilter {
            query: query.clone(),
            themes: themes.clone(),
            all: args.all,
            articles,
            within: None,
            untagged: args.untagged,
            unplaced: args.unplaced,
        };
        for annotation in store.annotations(&meant, None)? {
            count += 1;
            let json = AnnotationJson::new(&annotation, &names);
            if args.candidates {
                unplaced::put(cx, &store, &annotation, json)?;
            } else {
                cx.put_annotation(&json)?;
            }
        }
    }
    if count == 0 && !cx.json() {
        cx.remark("no annotations");
    }
    Ok(())
}

/// The articles that may have some, a few at a time, so that a large library is never in memory.
fn windows(store: &Store, named: Vec<ArticleId>) -> Result<Vec<Vec<ArticleId>>, Stop> {
    if !named.is_empty() {
        return Ok(vec![named]);
    }
    let sort = Sort { by: SortBy::Added, descending: false };
    let mut windows = Vec::new();
    let mut from = 0;
    loop {
        let window = store.articles(&crate::model::query::Query::default(), sort, from..from + WINDOW)?;
        if window.is_empty() {
            return Ok(windows);
        }
        from += WINDOW;
        let with = window.iter().filter(|article| article.annotations > 0).map(|article| article.id);
        let with: Vec<ArticleId> = with.collect();
        if !with.is_empty() {
            windows.push(with);
        }
    }
}
