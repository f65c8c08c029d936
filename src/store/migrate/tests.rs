use std::fs;

use rusqlite::Connection;

use super::ALL;
use crate::clock::Clock;
use crate::store::open::open_with;
use crate::store::{Store, StoreError};

fn clock() -> Clock {
    Clock::counted("2026-01-01T00:00:00Z".parse().unwrap())
}

#[test]
fn a_copy_is_made_before_a_migration() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.postil");
    drop(Store::open(&path, clock()).unwrap());
    let later: Vec<&str> = ALL.iter().copied().chain(["CREATE TABLE later (a)"]).collect();
    let opened = open_with(&path, &clock(), &later).unwrap();
    assert!(!opened.new);
    opened.conn.execute("INSERT INTO later VALUES (1)", []).unwrap();
    drop(opened);
    let copy = Connection::open(folder.path().join("library.postil-before-v2.bak")).unwrap();
    let version: i64 = copy.pragma_query_value(None, "user_version", |r| r.get(0)).unwrap();
    assert_eq!(version, 1);
    assert!(copy.prepare("SELECT * FROM later").is_err());
    // And this program, which knows less, refuses it from now on.
    assert!(matches!(Store::open(&path, clock()), Err(StoreError::Newer { found: 2, known: 1, .. })));
    // Opening it once more migrates nothing and copies nothing.
    drop(open_with(&path, &clock(), &later).unwrap());
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
}

#[test]
fn a_migration_that_fails_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.postil");
    drop(Store::open(&path, clock()).unwrap());
    let broken: Vec<&str> = ALL.iter().copied().chain(["CREATE TABLE later (a); NONSENSE"]).collect();
    assert!(open_with(&path, &clock(), &broken).is_err());
    let store = Store::open(&path, clock()).unwrap();
    assert!(store.conn().prepare("SELECT * FROM later").is_err());
}
