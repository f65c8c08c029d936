use rusqlite::params;

use super::*;
use crate::model::query::parse;

fn ids(store: &Store, sort: Sort, window: Range<u64>) -> Vec<i64> {
    store.articles(&Query::default(), sort, window).unwrap().iter().map(|a| a.id.0).collect()
}

#[test]
fn an_article_is_read_with_all_that_lists_show() {
    let store = Store::bare();
    let id = store.put("Title", &["Some text."]);
    for (column, value) in [
        ("byline", "A; B"),
        ("url", "https://example.org"),
        ("note", "n"),
        ("starred", "1"),
        ("status", "reading"),
    ] {
        store.set(id, column, value);
    }
    let syria = store.theme_put(None, "Syria");
    let air = store.theme_put(Some(syria), "Air/raids");
    store.tag(id, (0, 4), "Some", &[air, syria], None);
    store.tag(id, (5, 9), "text", &[syria], None);
    store.conn().execute("INSERT INTO reading VALUES (?, 5, 50, 'now')", [id]).unwrap();
    let article = store.article(ArticleId(id)).unwrap().unwrap();
    assert_eq!(article.meta.title, "Title");
    assert_eq!(article.meta.byline.as_deref(), Some("A; B"));
    assert_eq!(article.meta.publication, None);
    assert_eq!(article.meta.url.as_deref(), Some("https://example.org"));
    assert_eq!(article.meta.format, "text");
    assert_eq!((article.status, article.starred, article.progress), (Status::Reading, true, 50));
    assert_eq!((article.words, article.annotations), (7, 2));
    assert_eq!(article.themes, ["Syria", "Syria/Air\\/raids"]);
    assert_eq!(article.note.as_deref(), Some("n"));
    assert_eq!(article.sha256, "sha of Some text.");
    assert_eq!(article.place, Offset(5));
    assert!(!article.trashed);
    assert_eq!(store.article(ArticleId(9)).unwrap(), None);
}

#[test]
fn lists_are_sorted_and_cut() {
    let store = Store::bare();
    let [b, a, none] = ["b", "Ä", ""].map(|title| store.put(title, &[title]));
    store.set(a, "published", "2016");
    store.set(b, "published", "2017-01");
    store.set(a, "publication", "Zeit");
    store.set(none, "publication", "ähre");
    store.tag(b, (0, 1), "b", &[], None);
    store.conn().execute("INSERT INTO reading VALUES (?, 0, 10, '2020')", [none]).unwrap();
    store.conn().execute("INSERT INTO reading VALUES (?, 0, 90, '2019')", [a]).unwrap();
    for (by, up, down) in [
        (SortBy::Added, [b, a, none], [none, a, b]),
        (SortBy::Title, [a, b, none], [b, a, none]),
        (SortBy::Published, [a, b, none], [b, a, none]),
        (SortBy::Publication, [none, a, b], [a, none, b]),
        (SortBy::Progress, [b, none, a], [a, none, b]),
        (SortBy::Annotations, [a, none, b], [b, a, none]),
        (SortBy::Opened, [a, none, b], [none, a, b]),
    ] {
        assert_eq!(ids(&store, Sort { by, descending: false }, 0..9), up, "{by:?}");
        assert_eq!(ids(&store, Sort { by, descending: true }, 0..9), down, "{by:?}");
        assert_eq!(SortBy::parse(by.word()), Some(by));
    }
    assert_eq!(ids(&store, Sort::default(), 0..9), [none, a, b]);
    assert_eq!(ids(&store, Sort::default(), 1..2), [a]);
    assert_eq!(ids(&store, Sort::default(), 3..9), [] as [i64; 0]);
    assert_eq!(store.articles_of(&[ArticleId(b), ArticleId(99), ArticleId(a)]).unwrap().len(), 2);
}

#[test]
fn the_trash_is_apart() {
    let store = Store::bare();
    let [one, two, three] = ["one", "two", "three"].map(|title| store.put(title, &[title]));
    store.bin(three);
    store.bin(one);
    assert_eq!(ids(&store, Sort::default(), 0..9), [two]);
    assert_eq!(store.count_articles(&Query::default()).unwrap(), 1);
    let trash: Vec<i64> = store.trash().unwrap().iter().map(|a| a.id.0).collect();
    assert_eq!(trash, [one, three]);
    assert!(store.article(ArticleId(one)).unwrap().unwrap().trashed);
    assert!(!store.has_article(ArticleId(one)).unwrap() && store.has_article(ArticleId(two)).unwrap());
    assert_eq!(store.count_articles(&parse("three").unwrap()).unwrap(), 0);
}

#[test]
fn words_are_found_in_the_trash_as_outside_it() {
    let store = Store::bare();
    let about = [
        ("Harbour news", "The café’s owner saw the ferry."),
        ("The ferrymen", "Nobody was there; 情報機関 was."),
        ("Bridges", "A ferry-owner and a bridge."),
    ];
    let all = about.map(|(title, text)| store.put(title, &[text]));
    let found = |words: &str, shelf: Shelf, begins: bool| {
        let query = Query { prefix_last: begins, ..parse(words).unwrap() };
        let listing = Listing { query, shelf, ..Listing::default() };
        let ids: Vec<i64> = store.listed(&listing, 0..9).unwrap().iter().map(|a| a.id.0).collect();
        assert_eq!(ids.len() as u64, store.count_listed(&listing).unwrap());
        ids.into_iter().collect::<std::collections::BTreeSet<_>>()
    };
    let asked = |shelf| {
        let words =
            ["ferry", "CAFE owner", "\"ferry owner\"", "\"owner ferry\"", "-ferry", "erry", "bridge", "報機"];
        let typed = ["fer", "a bri", "rry"];
        let mut sets: Vec<_> = words.iter().map(|words| found(words, shelf, false)).collect();
        sets.extend(typed.iter().map(|words| found(words, shelf, true)));
        sets
    };
    let outside = asked(Shelf::All);
    assert_eq!(outside.iter().filter(|set| set.is_empty()).count(), 3, "{outside:?}");
    for id in all {
        store.bin(id);
    }
    assert_eq!(asked(Shelf::Trash), outside);
    // Of many texts the longest are not read.
    let huge =
        "UPDATE revisions SET bytes = 16 << 20 WHERE id = (SELECT revision FROM articles WHERE id = ?)";
    store.conn().execute(huge, [all[0]]).unwrap();
    assert_eq!(found("ferry", Shelf::Trash, false), [all[2]].into());
    assert_eq!(found("harbour", Shelf::Trash, false), [all[0]].into());
}

#[test]
fn the_same_article_is_recognised() {
    let store = Store::bare();
    let [one, two, three] = ["one", "two", "three"].map(|title| store.put(title, &[title]));
    store.set(one, "url", "https://example.org/1");
    store.set(two, "source", "/tmp/two.txt");
    store.bin(three);
    let same = |url, sha256, source| {
        let found = store.find_same(url, sha256, source).unwrap();
        found.iter().map(|s| (s.article.0, s.trashed, s.url, s.text, s.source)).collect::<Vec<_>>()
    };
    assert_eq!(
        same(Some("https://example.org/1"), Some("sha of x"), None),
        [(one, false, true, false, false)]
    );
    assert_eq!(
        same(Some("https://example.org/2"), Some("sha of three"), Some("/tmp/two.txt")),
        [(two, false, false, false, true), (three, true, false, true, false)]
    );
    assert_eq!(same(None, None, None), []);
}

/// Rows and index entries that SQLite walks, and rows it sorts, for one window of the list.
fn effort(store: &Store, query: &str, sort: Sort) -> (i64, i64) {
    let listing = Listing { query: parse(query).unwrap(), sort, shelf: Shelf::All };
    let (Filter { sql, mut bound }, order) = listed(store.conn(), &listing).unwrap();
    bound.extend([Value::Integer(50), Value::Integer(0)]);
    let sql = window_sql(&sql, &order);
    let mut statement = store.conn().prepare(&sql).unwrap();
    let found = statement.query_map(params_from_iter(bound), |row| row.get::<_, i64>(0)).unwrap().count();
    assert_eq!(found, 50);
    let status = |of| i64::from(statement.get_status(of));
    (status(rusqlite::StatementStatus::VmStep), status(rusqlite::StatementStatus::Sort))
}

fn many(count: i64) -> Store {
    let store = Store::bare();
    store.conn().execute(
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
         INSERT INTO articles (uuid, title, revision, added) SELECT printf('%08x', i), 'Article ' || i, i, printf('%09d', i) FROM n",
        params![count],
    ).unwrap();
    store
}

#[test]
fn a_window_costs_the_same_in_any_library() {
    let (small, large) = (many(100), many(10_000));
    let (steps, sorts) = effort(&small, "", Sort::default());
    assert_eq!(sorts, 0);
    assert_eq!(effort(&large, "", Sort::default()), (steps, 0));
    assert!(
        effort(&large, "", Sort { by: SortBy::Title, descending: false }).0 > steps * 10,
        "the measure tells"
    );
    assert_eq!(
        effort(&large, "is:unread", Sort::default()).0,
        effort(&small, "is:unread", Sort::default()).0
    );
}

#[test]
fn all_articles_of_a_listing_cost_little_more_than_a_window_of_them() {
    let mut store = crate::store::fixture::store();
    let edits: Vec<_> = (0..300)
        .map(|n| crate::store::fixture::import(&format!("Of {n}"), &["The harbour was shut.", "So it was."]))
        .collect();
    store.apply(&edits).unwrap();
    let listing = Listing { query: parse("harbour -ferry").unwrap(), ..Listing::default() };
    let (window, first) = store.work(|store| store.listed(&listing, 0..20).unwrap());
    let (whole, all) = store.work(|store| store.ids_listed(&listing).unwrap());
    assert_eq!(first.iter().map(|article| article.id).collect::<Vec<_>>(), all[..20]);
    assert_eq!(all.len(), 300);
    assert!(whole <= 2 * window, "{whole} steps, and {window} for a window");
}
