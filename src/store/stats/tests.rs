use super::*;
use crate::model::{Edit, MetadataChange, NoteOn, State, Status};
use crate::store::fixture::{annotation, filled, tag, theme};

/// On the first article: War/Ships and Peace on one passage, War on another, a bare passage; on the
/// second: Peace twice. The third is in the trash.
fn library() -> Store {
    let mut store = filled();
    store
        .apply(&[
            tag(1, (7, 10), &["War/Ships", "Peace"]),
            tag(1, (11, 18), &["War"]),
            tag(1, (19, 22), &[]),
            tag(2, (0, 3), &["Peace"]),
            tag(2, (4, 9), &["peace"]),
            tag(3, (7, 11), &["War", "Peace"]),
        ])
        .unwrap();
    let published = |article, date: &str| Edit::SetMetadata {
        article: ArticleId(article),
        change: MetadataChange { published: Some(Some(date.into())), ..MetadataChange::default() },
    };
    store
        .apply(&[
            published(1, "2017-07-12"),
            published(3, "2018-01"),
            Edit::SetStatus { article: ArticleId(2), status: Status::Done },
            Edit::SetStarred { article: ArticleId(2), starred: true },
            Edit::SetNote { on: NoteOn::Annotation(annotation(2)), note: Some("n".into()) },
            Edit::TrashArticle { article: ArticleId(3) },
        ])
        .unwrap();
    store.conn().execute("UPDATE annotations SET state = 'lost' WHERE id IN (3, 6)", []).unwrap();
    assert_eq!(store.annotation(annotation(3)).unwrap().unwrap().state, State::Lost);
    store
}

#[test]
fn everything_is_counted_but_for_the_trash() {
    let mut store = library();
    store.apply(&[Edit::AddTheme { path: "Empty/Below".into() }]).unwrap();
    let words = store.article(ArticleId(1)).unwrap().unwrap().words
        + store.article(ArticleId(2)).unwrap().unwrap().words;
    let counts = Counts {
        articles: 2,
        unread: 1,
        reading: 0,
        done: 1,
        starred: 1,
        annotated: 2,
        words,
        annotations: 5,
        untagged: 1,
        notes: 1,
        unplaced: 1,
        themes: 5,
        unused: 2,
    };
    assert_eq!(store.counts().unwrap(), counts);
    assert_eq!(Store::memory(crate::store::fixture::clock()).unwrap().counts().unwrap(), Counts::default());
}

#[test]
fn themes_count_with_those_below_them_and_passages_once() {
    let store = library();
    let path = |id: i64| store.theme(theme(id)).unwrap().unwrap().path;
    assert_eq!([1, 2, 3].map(path), ["War", "War/Ships", "Peace"]);
    let articles = |id| -> Vec<_> {
        let cells = store.theme_by_article(theme(id)).unwrap();
        cells.iter().map(|cell| (cell.column.id.0, cell.annotations)).collect()
    };
    assert_eq!(articles(1), [(1, 2)]);
    assert_eq!(articles(2), [(1, 1)]);
    assert_eq!(articles(3), [(1, 1), (2, 2)]);
    let months = |id| -> Vec<_> {
        let cells = store.theme_by_month(theme(id)).unwrap();
        cells.into_iter().map(|cell| (cell.column, cell.annotations, cell.articles)).collect()
    };
    assert_eq!(months(3), [(None, 2, 1), (Some("2017-07".to_owned()), 1, 1)]);
    let with = |id| -> Vec<_> {
        let cells = store.theme_by_theme(theme(id)).unwrap();
        cells.iter().map(|cell| (cell.column.0, cell.annotations, cell.articles)).collect()
    };
    // Neither with itself nor with what is above or below it.
    assert_eq!(with(1), [(3, 1, 1)]);
    assert_eq!(with(2), [(3, 1, 1)]);
    assert_eq!(with(3), [(1, 1, 1), (2, 1, 1)]);
    let columns: Vec<i64> = store.tagged_articles().unwrap().iter().map(|article| article.id.0).collect();
    assert_eq!(columns, [1, 2]);
    assert_eq!(store.tagged_months().unwrap(), [None, Some("2017-07".to_owned())]);
}

#[test]
fn a_row_of_a_matrix_reads_what_the_theme_is_on_and_no_text() {
    let store = library();
    let plan = |sql: &str| -> String {
        let mut explain = store.conn().prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
        let steps = explain.query_map([1], |row| row.get::<_, String>(3)).unwrap();
        steps.map(Result::unwrap).collect::<Vec<_>>().join("\n")
    };
    let plan = plan(&format!("{TAGGED} SELECT count(*) FROM tagged"));
    assert!(plan.contains("annotation_themes_theme"), "{plan}");
    assert!(!plan.contains("SCAN n") && !plan.contains("SCAN a") && !plan.contains("SCAN x"), "{plan}");
}
