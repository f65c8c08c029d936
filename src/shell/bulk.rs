//! What is done with several articles at once, as edits of one step.

use crate::app::Bulk;
use crate::model::{Article, ArticleId, Edit, Status};
use crate::store::{Result, Store};

/// The edits; a mark goes off only where all of them have it.
pub fn edits(store: &Store, articles: &[ArticleId], bulk: Bulk) -> Result<Vec<Edit>> {
    let there = store.articles_of(articles)?;
    let all = |has: fn(&Article) -> bool| there.iter().all(has);
    let edit: Box<dyn Fn(ArticleId) -> Edit> = match bulk {
        Bulk::ToggleRead => {
            let status = if all(|a| a.status == Status::Done) { Status::Unread } else { Status::Done };
            Box::new(move |article| Edit::SetStatus { article, status })
        }
        Bulk::ToggleStar => {
            let starred = !all(|a| a.starred);
            Box::new(move |article| Edit::SetStarred { article, starred })
        }
        Bulk::Trash => Box::new(|article| Edit::TrashArticle { article }),
        Bulk::Restore => Box::new(|article| Edit::RestoreArticle { article }),
    };
    Ok(there.iter().map(|article| edit(article.id)).collect())
}
