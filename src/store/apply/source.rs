//! Articles whose source says something else of them than before.

use rusqlite::params;

use super::{Act, Said, look};
use crate::model::{ArticleId, MetadataChange, Shape};
use crate::store::Result;
use crate::store::said;

pub(super) fn follow(act: &Act<'_>, id: ArticleId, says: &MetadataChange) -> Result<Said> {
    let name = look::article(act.conn, id)?.name();
    let (now, mut before) = said::read(act.conn, id)?;
    for (column, value) in said::values(says) {
        let is_date = column == "published";
        if is_date && value.as_deref().is_some_and(|date| Shape::Date.mistake(date).is_some()) {
            continue;
        }
        let own = now.get(column).and_then(Option::as_ref);
        let is_own = before.get(column).is_some_and(|before| before.as_ref() == own);
        if is_own && own != value.as_ref() {
            act.conn
                .prepare_cached(&format!("UPDATE articles SET {column} = ?2 WHERE id = ?1"))?
                .execute(params![id.0, value])?;
        }
        before.insert(column.to_owned(), value);
    }
    act.conn
        .prepare_cached("UPDATE articles SET said = ?2 WHERE id = ?1")?
        .execute(params![id.0, said::json(&before)])?;
    Ok(Said::new(format!("details of {name} from its source"), "details of {n} articles from their sources"))
}
