//! What the store's tests share: a library with our own words in it, and dumps to compare.

use crate::clock::Clock;
use crate::model::{AnnotationId, ArticleId, Block, BlockKind, Document, Edit, Metadata, ThemeId, ThemeName};
use crate::store::Store;
use crate::text::Span;

pub(super) fn clock() -> Clock {
    Clock::counted("2026-01-01T00:00:00Z".parse().unwrap())
}

pub(super) fn store() -> Store {
    Store::memory(clock()).unwrap()
}

/// A heading and paragraphs.
pub(super) fn document(title: &str, paragraphs: &[&str]) -> Document {
    let mut text = title.to_owned();
    let block = |kind, span| Block { kind, level: 1, span, furniture: false, marked: None };
    let mut blocks = vec![block(BlockKind::Heading, Span::new(0, title.len()))];
    for paragraph in paragraphs {
        text.push_str("\n\n");
        blocks.push(block(BlockKind::Paragraph, Span::new(text.len(), text.len() + paragraph.len())));
        text.push_str(paragraph);
    }
    Document { text: text.into(), blocks, ..Document::default() }
}

pub(super) fn meta(title: &str) -> Metadata {
    Metadata { title: title.into(), format: "text".into(), ..Metadata::default() }
}

pub(super) fn import(title: &str, paragraphs: &[&str]) -> Edit {
    Edit::AddArticle { meta: meta(title), document: document(title, paragraphs), themes: vec![], place: None }
}

pub(super) fn tag(article: i64, span: (usize, usize), paths: &[&str]) -> Edit {
    Edit::Annotate {
        article: ArticleId(article),
        span: Span::new(span.0, span.1),
        themes: paths.iter().map(|p| ThemeName::Path((*p).into())).collect(),
        note: None,
    }
}

pub(super) fn theme(id: i64) -> ThemeId {
    ThemeId(id)
}

pub(super) fn annotation(id: i64) -> AnnotationId {
    AnnotationId(id)
}

/// Three articles of the words below; the second has wide ones.
pub(super) fn filled() -> Store {
    let mut store = store();
    store
        .apply(&[
            import("Ships", &["The harbour was shut at noon.", "Nobody said why. The pilots waited."]),
            import("語 mixed", &["e\u{301}tude 👩‍👩‍👧 naïve", "The harbour again."]),
            import("Third", &["One.", "Two.", "Three."]),
        ])
        .unwrap();
    store
}

/// Every row of the journalled tables and of what search would find.
pub(super) fn dump(store: &Store) -> String {
    use std::fmt::Write;
    let mut dump = String::new();
    for table in super::journal::TABLES {
        let mut select = store.conn().prepare(&format!("SELECT * FROM {} ORDER BY id", table.name)).unwrap();
        let columns = select.column_count();
        let mut rows = select.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let values: Vec<_> = (0..columns).map(|c| format!("{:?}", row.get_ref(c).unwrap())).collect();
            writeln!(dump, "{} {}", table.name, values.join(" ")).unwrap();
        }
    }
    dump
}

/// Fails unless the search tables hold what a fresh rebuild would.
pub(super) fn assert_indexed(store: &Store) {
    let conn = store.conn();
    let strings = |sql: &str| -> Vec<String> {
        conn.prepare(sql).unwrap().query_map([], |r| r.get(0)).unwrap().map(Result::unwrap).collect()
    };
    let vocabulary = |table: &str| {
        conn.execute_batch(&format!(
            "CREATE VIRTUAL TABLE IF NOT EXISTS temp.{table}_v USING fts5vocab(main, {table}, instance)"
        ))
        .unwrap();
        strings(&format!(
            "SELECT term || ' ' || doc || ' ' || col || ' ' || offset FROM temp.{table}_v ORDER BY 1"
        ))
    };
    let now: Vec<Vec<String>> = ["text_fts", "annotation_fts", "article_fts"].map(vocabulary).into();
    conn.execute_batch(
        "SAVEPOINT fresh; INSERT INTO text_fts (text_fts) VALUES ('delete-all'); \
         DELETE FROM annotation_fts; DELETE FROM article_fts; \
         INSERT INTO text_fts (rowid, body) SELECT p.id, p.body FROM pieces AS p \
         JOIN articles AS a ON a.revision = p.revision WHERE a.trashed_at IS NULL; \
         INSERT INTO annotation_fts (rowid, quote, note) SELECT n.id, n.quote, n.note FROM annotations AS n \
         JOIN articles AS a ON a.id = n.article WHERE a.trashed_at IS NULL; \
         INSERT INTO article_fts (rowid, title, note) SELECT id, title, note FROM articles WHERE trashed_at IS NULL;",
    )
    .unwrap();
    let fresh: Vec<Vec<String>> = ["text_fts", "annotation_fts", "article_fts"].map(vocabulary).into();
    conn.execute_batch("ROLLBACK TO fresh; RELEASE fresh").unwrap();
    assert_eq!(now, fresh, "search is in step");
}
