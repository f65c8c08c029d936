//! `postil list [QUERY]`

use super::args;
use super::context::{Context, article_line};
use super::stop::Stop;
use crate::export::json::ArticleJson;
use crate::model::{Listing, SortBy};

/// Articles read at a time.
const WINDOW: usize = 500;

/// List the articles, newest first unless sorted otherwise
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    postil list\n  \
    postil list is:unread since:2017-01\n  \
    postil list --sort title               --reverse turns it round\n  \
    postil list 'theme:Syria OR by:flynn' --json\n\n\
    Words look in title, text, quotes and notes; terror* finds what begins so. theme: by: in: collection: is:unread|reading|done|starred|annotated \
    since: until: note: narrow; OR, -word and parentheses combine. A query that begins with - goes after --.")]
pub(super) struct Args {
    /// Which ones
    query: Vec<String>,
    /// By what: added, published, title, byline, publication, progress, annotations, opened
    #[arg(long, value_name = "KEY", value_parser = by, default_value = "added", hide_default_value = true)]
    sort: SortBy,
    /// The other way round
    #[arg(long)]
    reverse: bool,
}

fn by(word: &str) -> Result<SortBy, String> {
    let known: Vec<&str> = SortBy::EACH.into_iter().map(SortBy::word).collect();
    SortBy::parse(word).ok_or_else(|| format!("it is one of {}", known.join(", ")))
}

pub(super) fn run(cx: &mut Context, args: &Args) -> Result<(), Stop> {
    let query = args::query(&args.query)?;
    let store = cx.store()?;
    let sort = if args.reverse { args.sort.usual().reversed() } else { args.sort.usual() };
    let ids = store.ids_listed(&Listing { query, sort, ..Listing::default() })?;
    for window in ids.chunks(WINDOW) {
        // Another program may have taken some away meanwhile.
        for article in store.articles_of(window)?.iter().filter(|article| !article.trashed) {
            cx.put(&ArticleJson::from(article), &article_line(article))?;
        }
    }
    if ids.is_empty() && !cx.json() {
        cx.remark("no articles");
    }
    Ok(())
}
