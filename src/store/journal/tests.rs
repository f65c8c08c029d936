use super::*;
use crate::store::fixture::{dump, filled, import, store, tag};

#[test]
fn the_columns_are_those_of_the_schema() {
    let store = store();
    for table in TABLES {
        let mut select = store.conn().prepare(&format!("SELECT * FROM {} LIMIT 0", table.name)).unwrap();
        let names: Vec<String> = select.column_names().skip(1).map(str::to_owned).collect();
        assert_eq!(names, table.columns, "{}", table.name);
        drop(select.query([]));
    }
}

#[test]
fn only_changed_columns_are_kept_and_no_texts() {
    let mut store = filled();
    store
        .apply(&[crate::model::Edit::SetStarred { article: crate::model::ArticleId(1), starred: true }])
        .unwrap();
    let change: (String, String) = store
        .conn()
        .query_row("SELECT before, after FROM changes ORDER BY id DESC LIMIT 1", [], |r| {
            Ok((r.get(0)?, r.get(1)?))
        })
        .unwrap();
    assert_eq!(change, (r#"{"starred":0}"#.into(), r#"{"starred":1}"#.into()));
    let mut select =
        store.conn().prepare("SELECT count(*) FROM changes WHERE after LIKE '%harbour%'").unwrap();
    assert_eq!(select.query_row([], |r| r.get::<_, i64>(0)).unwrap(), 0);
}

#[test]
fn undo_and_redo_go_through_all_steps() {
    let mut store = store();
    let mut states = vec![dump(&store)];
    store.apply(&[import("A", &["one two three"])]).unwrap();
    states.push(dump(&store));
    store.apply(&[tag(1, (3, 6), &["x/y"])]).unwrap();
    states.push(dump(&store));
    for want in states.iter().rev().skip(1) {
        store.undo().unwrap().unwrap();
        assert_eq!(&dump(&store), want);
    }
    assert!(store.undo().unwrap().is_none());
    for want in states.iter().skip(1) {
        store.redo().unwrap().unwrap();
        assert_eq!(&dump(&store), want);
    }
    assert!(store.redo().unwrap().is_none());
}

#[test]
fn a_new_step_ends_redo_but_history_keeps_all() {
    let mut store = filled();
    store.apply(&[tag(1, (7, 10), &["a"])]).unwrap();
    store.undo().unwrap();
    assert_eq!(store.next_redo().unwrap().unwrap().label, "tag “The” with a");
    store.apply(&[tag(1, (7, 10), &["b"])]).unwrap();
    assert!(store.next_redo().unwrap().is_none() && store.redo().unwrap().is_none());
    let history = store.history(9).unwrap();
    let labels: Vec<_> = history.iter().map(|s| (s.label.as_str(), s.undone, s.ours)).collect();
    assert_eq!(
        labels,
        [
            ("tag “The” with b", false, true),
            ("tag “The” with a", true, true),
            ("import 3 articles", false, true)
        ]
    );
}

#[test]
fn two_programs_share_one_history() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.postil");
    let clock = crate::store::fixture::clock();
    let mut a = crate::store::Store::open(&path, clock.clone()).unwrap();
    let mut b = crate::store::Store::open(&path, clock).unwrap();
    let seen = b.data_version().unwrap();
    a.apply(&[import("A", &["one two three"])]).unwrap();
    assert_ne!(b.data_version().unwrap(), seen);
    b.apply(&[tag(1, (3, 6), &["x"])]).unwrap();
    assert!(!a.newest_step().unwrap().unwrap().ours);
    assert!(a.undo().unwrap().unwrap().label.starts_with("tag"));
    assert!(b.undo().unwrap().unwrap().label.starts_with("import"));
    assert!(a.redo().unwrap().is_some() && b.redo().unwrap().is_some());
    assert_eq!(dump(&a), dump(&b));
}

#[test]
fn a_held_lock_is_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.postil");
    let mut store = crate::store::Store::open(&path, crate::store::fixture::clock()).unwrap();
    store.conn().busy_timeout(std::time::Duration::ZERO).unwrap();
    let holder = Connection::open(&path).unwrap();
    holder.execute_batch("BEGIN IMMEDIATE").unwrap();
    let tries = std::sync::atomic::AtomicU32::new(0);
    store.waiting = Some(Box::new(move || {
        if tries.fetch_add(1, std::sync::atomic::Ordering::Relaxed) == 3 {
            holder.execute_batch("COMMIT").unwrap();
        }
    }));
    store.apply(&[import("A", &["one"])]).unwrap();
    assert_eq!(store.history(9).unwrap().len(), 1);
    // One that never lets go is an error, and nothing is changed.
    let holder = Connection::open(&path).unwrap();
    holder.execute_batch("BEGIN IMMEDIATE").unwrap();
    let error = store.apply(&[import("B", &["two"])]).unwrap_err();
    assert!(error.is_busy());
    holder.execute_batch("ROLLBACK").unwrap();
    store.apply(&[import("B", &["two"])]).unwrap();
}

#[test]
fn a_panic_within_a_step_leaves_nothing_and_the_store_goes_on() {
    let mut store = filled();
    let before = dump(&store);
    let caught = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        drop(store.step(|act| {
            act.conn.execute("UPDATE articles SET title = 'x'", []).unwrap();
            panic!("on purpose")
        }));
    }));
    assert!(caught.is_err());
    store.apply(&[tag(1, (7, 10), &[])]).unwrap();
    store.undo().unwrap();
    assert_eq!(dump(&store), before);
}

#[test]
fn what_was_not_committed_was_not_done() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.postil");
    let clock = crate::store::fixture::clock();
    let mut store = crate::store::Store::open(&path, clock.clone()).unwrap();
    store.apply(&[import("A", &["one two"])]).unwrap();
    let before = dump(&store);
    store.conn().execute_batch("BEGIN IMMEDIATE; DELETE FROM articles").unwrap();
    drop(store);
    assert_eq!(dump(&crate::store::Store::open(&path, clock).unwrap()), before);
}

#[test]
fn an_article_of_an_older_schema_follows_its_source_again_once_it_is_redone() {
    use crate::model::{ArticleId, Edit, Metadata, MetadataChange};
    let mut store = store();
    store.apply(&[import("Ships", &["The harbour was shut."])]).unwrap();
    let id = ArticleId(1);
    // Until schema 9 no image had what the source said.
    store.conn().execute("UPDATE changes SET after = json_remove(after, '$.said')", []).unwrap();
    let own = MetadataChange { byline: Some(Some("A. Keeper".into())), ..MetadataChange::default() };
    store.apply(&[Edit::SetMetadata { article: id, change: own }]).unwrap();
    let says =
        Metadata { title: "Ships at noon".into(), byline: Some("B. Pilot".into()), ..Metadata::default() };
    let follows = |store: &crate::store::Store| {
        let new = store.would_follow(id, &says).unwrap();
        (new.title, new.byline)
    };
    let before = follows(&store);
    assert_eq!(before, (Some("Ships at noon".into()), None));
    store.undo().unwrap();
    store.undo().unwrap();
    store.redo().unwrap();
    assert_eq!(follows(&store), (Some("Ships at noon".into()), Some(Some("B. Pilot".into()))));
    store.redo().unwrap();
    assert_eq!(follows(&store), before, "what the user changed stays");
}
