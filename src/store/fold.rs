//! How names, titles and bylines compare: case and accents aside, as the index of words compares words.

use rusqlite::functions::FunctionFlags;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Error};

use super::Result;
pub(in crate::store) use crate::text::token::folded;

/// Makes `fold(text)` known to a connection; null and what is no text become an empty text.
pub(in crate::store) fn register(conn: &Connection) -> Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    conn.create_scalar_function("fold", 1, flags, |context| {
        Ok::<_, Error>(match context.get_raw(0) {
            ValueRef::Text(bytes) => folded(&String::from_utf8_lossy(bytes)),
            _ => String::new(),
        })
    })?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_accents_do_not_count() {
        for (a, b) in
            [("ERDOĞAN", "erdogan"), ("İstanbul", "istanbul"), ("Zoe\u{308}", "Zoë"), ("Сирия", "СИРИЯ")]
        {
            assert_eq!(folded(a), folded(b));
        }
        assert_ne!(folded("情報"), folded("情"));
    }

    #[test]
    fn a_connection_folds() {
        let conn = Connection::open_in_memory().unwrap();
        register(&conn).unwrap();
        let read = |sql: &str| conn.query_row(sql, [], |row| row.get::<_, String>(0)).unwrap();
        assert_eq!(read("SELECT fold('ÉTÉ')"), "ete");
        assert_eq!(read("SELECT fold(NULL)"), "");
        assert_eq!(read("SELECT fold(12)"), "");
    }
}
