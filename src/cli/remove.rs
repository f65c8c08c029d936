//! `postil remove ARTICLE…`

use super::context::Context;
use super::drafts;
use super::stop::Stop;
use crate::model::{ArticleId, Edit};

/// Move articles to the trash, or bring them back
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    postil remove 3 \"whose ally\"\n  \
    postil remove --restore 3\n\n\
    `postil trash` lists what is in the trash.")]
pub(super) struct Args {
    /// Numbers, starts of UUIDs, or parts of titles
    #[arg(value_name = "ARTICLE", required = true)]
    articles: Vec<String>,
    /// Out of the trash
    #[arg(long)]
    restore: bool,
}

pub(super) fn run(cx: &mut Context, args: &Args) -> Result<(), Stop> {
    let mut store = cx.store()?;
    let mut found: Vec<ArticleId> = Vec::new();
    for name in &args.articles {
        let named =
            if args.restore { store.resolve_trashed_article(name) } else { store.resolve_article(name) };
        match named {
            Ok(id) if found.contains(&id) => {}
            Ok(id) => found.push(id),
            Err(crate::store::NameError::Store(error)) => return Err(error.into()),
            Err(error) => cx.fail(name, error),
        }
    }
    if found.is_empty() {
        return Ok(());
    }
    let edits: Vec<Edit> = found
        .iter()
        .map(
            |&article| {
                if args.restore { Edit::RestoreArticle { article } } else { Edit::TrashArticle { article } }
            },
        )
        .collect();
    drafts::apply_telling(cx, &mut store, &edits)?;
    for id in found {
        cx.put_article(&store, id)?;
    }
    Ok(())
}
