use std::fs;

use rusqlite::Connection;

use super::{ALL, known};
use crate::clock::Clock;
use crate::model::{ArticleId, Edit, Metadata, ThemeId};
use crate::store::open::open_with;
use crate::store::{Store, StoreError};
use crate::text::Span;

fn clock() -> Clock {
    Clock::counted("2026-01-01T00:00:00Z".parse().unwrap())
}

#[test]
fn a_copy_is_made_before_a_migration() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.postil");
    drop(Store::open(&path, clock()).unwrap());
    let later: Vec<&str> = ALL.iter().copied().chain(["CREATE TABLE later (a)"]).collect();
    let opened = open_with(&path, &clock(), &|_| Ok(()), &later).unwrap();
    assert!(!opened.new);
    opened.conn.execute("INSERT INTO later VALUES (1)", []).unwrap();
    drop(opened);
    let now = known(ALL);
    let copy =
        Connection::open(folder.path().join(format!("library.postil-before-v{}.bak", now + 1))).unwrap();
    let version: i64 = copy.pragma_query_value(None, "user_version", |r| r.get(0)).unwrap();
    assert_eq!(version, now);
    assert!(copy.prepare("SELECT * FROM later").is_err());
    // And this program, which knows less, refuses it from now on.
    let refused = Store::open(&path, clock()).unwrap_err();
    assert!(matches!(refused, StoreError::Newer { found, known, .. } if found == now + 1 && known == now));
    // Opening it once more migrates nothing and copies nothing.
    drop(open_with(&path, &clock(), &|_| Ok(()), &later).unwrap());
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
}

#[test]
fn a_migration_that_fails_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.postil");
    drop(Store::open(&path, clock()).unwrap());
    let broken: Vec<&str> = ALL.iter().copied().chain(["CREATE TABLE later (a); NONSENSE"]).collect();
    assert!(open_with(&path, &clock(), &|_| Ok(()), &broken).is_err());
    let store = Store::open(&path, clock()).unwrap();
    assert!(store.conn().prepare("SELECT * FROM later").is_err());
}

#[test]
fn a_library_of_the_first_schema_keeps_all_it_has() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.postil");
    let old = open_with(&path, &clock(), &|_| Ok(()), &ALL[..1]).unwrap();
    old.conn
        .execute_batch(
            r"INSERT INTO revisions (article, sha256, bytes, points, words, blocks, created)
                 VALUES (1, 'x', 4, 4, 1, x'', '2026');
               INSERT INTO pieces (revision, start, point, body) VALUES (1, 0, 0, 'Tide');
               INSERT INTO articles (uuid, title, revision, words, added)
                 VALUES ('00000000-0000-4000-8000-000000000001', 'Tides', 1, 1, '2026');
               INSERT INTO text_fts (rowid, body) VALUES (1, 'Tide');
               INSERT INTO article_fts (rowid, title) VALUES (1, 'Tides');
               INSERT INTO indexed VALUES (1, 1);
               INSERT INTO steps (label, at, instance) VALUES ('import “Tides”', '2026', 'before');
               INSERT INTO changes (step, tbl, row, after) SELECT 1, 'articles', 1, json_object('id', id,
                 'uuid', uuid, 'title', title, 'format', format, 'status', status, 'starred', starred,
                 'revision', revision, 'words', words, 'added', added) FROM articles;",
        )
        .unwrap();
    drop(old);
    let mut store = Store::open(&path, clock()).unwrap();
    assert!(folder.path().join(format!("library.postil-before-v{}.bak", known(ALL))).exists());
    let tides = |store: &Store| {
        store.articles(&crate::model::query::Query::default(), crate::store::Sort::default(), 0..9)
    };
    let before = tides(&store).unwrap();
    assert_eq!(before.len(), 1);
    assert_eq!((&*before[0].meta.title, &before[0].collection, before[0].position), ("Tides", &None, None));
    store.undo().unwrap();
    assert!(tides(&store).unwrap().is_empty());
    store.redo().unwrap();
    assert_eq!(tides(&store).unwrap(), before);
}

#[test]
fn a_library_of_the_fifth_schema_keeps_its_history_and_can_dismiss() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.postil");
    let now = usize::try_from(known(ALL)).unwrap();
    let old = open_with(&path, &clock(), &|_| Ok(()), &ALL[..5]).unwrap();
    assert!(old.conn.prepare("SELECT * FROM dismissed").is_err());
    drop(old);
    let mut store = Store::open(&path, clock()).unwrap();
    let copy = Connection::open(folder.path().join(format!("library.postil-before-v{now}.bak"))).unwrap();
    let version: i64 = copy.pragma_query_value(None, "user_version", |r| r.get(0)).unwrap();
    assert_eq!(version, 5);
    let import = crate::store::fixture::import("Tides", &["The tide is late."]);
    store.apply(&[import, Edit::AddTheme { path: "Late".into() }]).unwrap();
    let (theme, article) = (ThemeId(1), ArticleId(1));
    store.apply(&[Edit::Dismiss { theme, article, span: Span::new(0, 5), dismissed: true }]).unwrap();
    assert_eq!(store.dismissed(theme).unwrap().len(), 1);
    // A backup has it too.
    let backup = folder.path().join("backup.postil");
    store.backup(&backup).unwrap();
    assert_eq!(
        Store::open(&backup, clock()).unwrap().dismissed(theme).unwrap(),
        store.dismissed(theme).unwrap()
    );
}

#[test]
fn what_was_changed_in_an_older_library_does_not_follow_its_source() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.postil");
    let old = open_with(&path, &clock(), &|_| Ok(()), &ALL[..7]).unwrap();
    old.conn
        .execute_batch(
            r#"INSERT INTO articles (uuid, title, byline, format, revision, added) VALUES
                 ('00000000-0000-4000-8000-000000000001', 'Mine', 'Ana', 'text', 1, '2026'),
                 ('00000000-0000-4000-8000-000000000002', 'Theirs', NULL, 'text', 1, '2026'),
                 ('00000000-0000-4000-8000-000000000003', 'Brought', NULL, 'qdpx', 1, '2026');
               INSERT INTO steps (label, at, instance) VALUES ('details', '2026', 'before');
               INSERT INTO changes (step, tbl, row, after) VALUES (1, 'articles', 2, '{"title":"Theirs"}');
               INSERT INTO changes (step, tbl, row, before, after) VALUES
                 (1, 'articles', 1, '{"title":"Old"}', '{"title":"Mine"}'),
                 (1, 'articles', 2, '{"starred":0}', '{"starred":1}');"#,
        )
        .unwrap();
    drop(old);
    let store = Store::open(&path, clock()).unwrap();
    let says = Metadata { title: "New".into(), byline: Some("Osei".into()), ..Metadata::default() };
    let follows = |id| {
        let new = store.would_follow(ArticleId(id), &says).unwrap();
        (new.title.is_some(), new.byline.is_some())
    };
    assert_eq!([follows(1), follows(2), follows(3)], [(false, true), (true, true), (false, false)]);
}

#[test]
fn drafts_of_the_fifth_schema_keep_their_words_and_what_they_are_on() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.postil");
    let old = open_with(&path, &clock(), &|_| Ok(()), &ALL[..5]).unwrap();
    old.conn
        .execute_batch(
            r#"INSERT INTO drafts (kind, target, start, "end", text, updated) VALUES
                 ('passage', 1, 0, 4, '["Tide","a \"note\""]', '5'), ('passage', 1, 0, 5, 'no pair', '4'),
                 ('article', 1, 2, 4, '["de","ed"]', '3'), ('article', 1, 0, 0, '["my","list"]', '2'),
                 ('passage', 1, 0, 6, '{"a":1}', '1');"#,
        )
        .unwrap();
    drop(old);
    let drafts = Store::open(&path, clock()).unwrap().drafts().unwrap();
    let told: Vec<String> =
        drafts.iter().map(|d| format!("{:?} {:?} {}", d.on, d.was.as_deref(), d.text)).collect();
    assert!(told[0].starts_with("Passage") && told[0].ends_with("Some(\"Tide\") a \"note\""), "{told:?}");
    assert!(told[1].ends_with("None no pair"), "{told:?}");
    assert!(told[2].starts_with("Correction") && told[2].ends_with("Some(\"de\") ed"), "{told:?}");
    assert!(told[3].starts_with("Article") && told[3].ends_with("None [\"my\",\"list\"]"), "{told:?}");
    assert!(told[4].ends_with("None {\"a\":1}"), "{told:?}");
}
