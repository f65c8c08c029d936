//! How names, titles and bylines compare: case and accents aside, as the index of words compares words.

use std::borrow::Cow;

use rusqlite::functions::FunctionFlags;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Error};

use super::Result;
use crate::text::joint::joined;
pub(in crate::store) use crate::text::token::folded;
use crate::text::token::has_words;

/// Makes `fold(text)`, `joined(text)`, which is without line ends that part nothing, and `has_words(text, words,
/// begins)` known to a connection; null and what is no text become an empty text.
pub(in crate::store) fn register(conn: &Connection) -> Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    conn.create_scalar_function("fold", 1, flags, |context| {
        Ok::<_, Error>(folded(&text_of(context.get_raw(0))))
    })?;
    conn.create_scalar_function("joined", 1, flags, |context| {
        Ok::<_, Error>(joined(&text_of(context.get_raw(0))).into_owned())
    })?;
    conn.create_scalar_function("has_words", 3, flags, |context| {
        let (text, words) = (text_of(context.get_raw(0)), text_of(context.get_raw(1)));
        Ok::<_, Error>(has_words(&text, &words, context.get(2)?))
    })?;
    Ok(())
}

fn text_of(value: ValueRef<'_>) -> Cow<'_, str> {
    match value {
        ValueRef::Text(bytes) => String::from_utf8_lossy(bytes),
        _ => Cow::Borrowed(""),
    }
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
        let words = "has_words('L’ÉTÉ passe', 'ete pas', 1) || has_words('L’ÉTÉ', 'et', 0) || has_words(NULL, 'et', 1)";
        assert_eq!(read(&format!("SELECT {words}")), "100");
    }
}
