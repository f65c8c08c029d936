//! `postil trash`

use super::context::{Context, article_line};
use super::stop::Stop;
use crate::export::json::ArticleJson;
use crate::model::{Article, ArticleId, Edit};
use crate::store::{NameError, Store};

/// List what was removed, bring it back, or delete it for good
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    postil trash\n  \
    postil trash --restore 3 \"whose ally\"\n  \
    postil trash --delete 3                 this cannot be undone\n  \
    postil trash --empty                    nor can this")]
pub(super) struct Args {
    /// Bring these back
    #[arg(long, value_name = "ARTICLE", num_args = 1..)]
    restore: Vec<String>,
    /// Delete these for good; this cannot be undone
    #[arg(long, value_name = "ARTICLE", num_args = 1.., conflicts_with = "restore")]
    delete: Vec<String>,
    /// Delete all that is in the trash for good; this cannot be undone
    #[arg(long, conflicts_with_all = ["restore", "delete"])]
    empty: bool,
}

pub(super) fn run(cx: &mut Context, args: &Args) -> Result<(), Stop> {
    let mut store = cx.store()?;
    if !args.restore.is_empty() {
        let found = named(cx, &store, &args.restore)?;
        let edits: Vec<Edit> = found.iter().map(|&article| Edit::RestoreArticle { article }).collect();
        store.apply(&edits)?;
        return found.into_iter().try_for_each(|id| cx.put_article(&store, id));
    }
    let meant = if args.delete.is_empty() {
        store.trash()?
    } else {
        let found = named(cx, &store, &args.delete)?;
        store.articles_of(&found)?
    };
    if args.empty || !args.delete.is_empty() {
        let ids: Vec<ArticleId> = meant.iter().map(|article| article.id).collect();
        let gone = if args.empty { store.empty_trash()? } else { store.delete_from_trash(&ids)? };
        let drafts = match gone.drafts {
            0 => String::new(),
            1 => "; a draft on it stays (postil drafts)".to_owned(),
            n => format!("; {n} drafts on it stay (postil drafts)"),
        };
        let dropped = match if args.empty { store.forget_dropped()? } else { 0 } {
            0 => String::new(),
            1 => "; so is a draft that was dropped".to_owned(),
            n => format!("; so are {n} drafts that were dropped"),
        };
        cx.remark(&format!("{} deleted for good{drafts}{dropped}", gone.articles));
    } else if meant.is_empty() && !cx.json() {
        cx.remark("the trash is empty");
    }
    put(cx, &meant)
}

/// The articles of the trash that are named; complains of names that none has.
fn named(cx: &mut Context, store: &Store, names: &[String]) -> Result<Vec<ArticleId>, Stop> {
    let mut found = Vec::new();
    for name in names {
        match store.resolve_trashed_article(name) {
            Ok(id) if found.contains(&id) => {}
            Ok(id) => found.push(id),
            Err(NameError::Store(error)) => return Err(error.into()),
            Err(error) => cx.fail(name, error),
        }
    }
    Ok(found)
}

fn put(cx: &mut Context, articles: &[Article]) -> Result<(), Stop> {
    for article in articles {
        cx.put(&ArticleJson::from(article), &article_line(article))?;
    }
    Ok(())
}
