//! `postil trash`

use super::context::{Context, article_line};
use super::stop::Stop;
use crate::export::json::ArticleJson;

/// List what was removed, or delete it for good
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  postil trash\n  postil trash --empty      this cannot be undone")]
pub(super) struct Args {
    /// Delete what is in the trash for good; this cannot be undone
    #[arg(long)]
    empty: bool,
}

pub(super) fn run(cx: &mut Context, args: &Args) -> Result<(), Stop> {
    let mut store = cx.store()?;
    let articles = store.trash()?;
    if args.empty {
        let gone = store.empty_trash()?;
        cx.remark(&format!("{gone} deleted for good"));
    }
    for article in &articles {
        cx.put(&ArticleJson::from(article), &article_line(article))?;
    }
    if articles.is_empty() && !args.empty && !cx.json() {
        cx.remark("the trash is empty");
    }
    Ok(())
}
