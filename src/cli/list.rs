//! `postil list [QUERY]`

use super::args;
use super::context::{Context, article_line};
use super::stop::Stop;
use crate::export::json::ArticleJson;
use crate::store::Sort;

/// Articles read at a time.
const WINDOW: u64 = 500;

/// List the articles, newest first
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    postil list\n  \
    postil list is:unread since:2017-01\n  \
    postil list 'theme:Syria OR by:flynn' --json\n\n\
    Words look in title, text, quotes and notes. theme: by: in: is:unread|reading|done|starred|annotated \
    since: until: note: narrow; OR, -word and parentheses combine. A query that begins with - goes after --.")]
pub(super) struct Args {
    /// Which ones
    query: Vec<String>,
}

pub(super) fn run(cx: &mut Context, args: &Args) -> Result<(), Stop> {
    let query = args::query(&args.query)?;
    let store = cx.store()?;
    let mut from = 0;
    loop {
        let articles = store.articles(&query, Sort::default(), from..from + WINDOW)?;
        if articles.is_empty() {
            break;
        }
        from += WINDOW;
        for article in articles {
            cx.put(&ArticleJson::from(&article), &article_line(&article))?;
        }
    }
    if from == 0 && !cx.json() {
        cx.remark("no articles");
    }
    Ok(())
}
