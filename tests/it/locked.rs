//! A library that cannot be written to: it can be read, says so once, and refuses every change.

use std::fs;
use std::path::Path;

use postil::app::{Effect, Locked};
use postil::clock::Clock;
use postil::model::DraftOn;
use postil::store::Store;
use tempfile::TempDir;

use crate::session::{BRIDGE, Session, add};

/// Makes a file one that cannot be written to, whoever asks.
pub fn lock(path: &Path) {
    let mut permissions = fs::metadata(path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(path, permissions).unwrap();
}

/// A library with an article, open as far as it can be.
fn locked(folder: &TempDir) -> Store {
    let path = folder.path().join("a #1 %41?.postil");
    let clock = || Clock::counted("2026-01-02T03:04:05Z".parse().unwrap());
    add(&mut Store::open(&path, clock()).unwrap(), "bridge.txt", BRIDGE);
    lock(&path);
    Store::open(&path, clock()).unwrap()
}

#[test]
fn it_is_read_and_every_act_that_would_change_it_says_why_it_cannot_be() {
    let folder = tempfile::tempdir().unwrap();
    let store = locked(&folder);
    let path = store.path().unwrap().to_owned();
    let before = fs::read(&path).unwrap();
    let why = store.locked().unwrap().to_owned();
    let mut s = Session::on(store);
    s.app.tell_locked(Locked { why, full: false });
    s.keys("<enter>");
    assert!(s.text().contains("The old bridge was closed"), "{}", s.text());
    s.keys("}");
    let acts = ["<enter>", "c", "C", ".", "s", "r", "u", "<ctrl-r>", "zF", "gE", "m", ":tag War<enter>"];
    for keys in acts.into_iter().chain([":note Words<enter>", ":add-theme War<enter>", "qdd", "a", "gX", "e"])
    {
        s.keys(keys);
        let said = s.text();
        assert!(
            said.contains("This library can only be read; copy it to change it (the file is marked"),
            "{keys}\n{said}"
        );
        s.keys("<esc>");
        assert!(s.app.overlays.is_empty(), "{keys}");
    }
    s.keys("gta");
    assert!(s.status().contains("can only be read"), "{}", s.status());
    // What only keeps where one was goes nowhere, and nobody is told.
    s.keys("<esc><enter>))<space>zjqSj<enter>").wait();
    assert!(!s.status().contains("can"), "{}", s.status());
    s.keys("g/ferry<enter>");
    assert!(s.ahead(5).starts_with("ferry"), "{}", s.ahead(5));
    s.keys("<ctrl-c>");
    assert!(s.effects.contains(&format!("{:?}", Effect::Quit)));
    assert_eq!(fs::read(&path).unwrap(), before);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "and nothing is put beside it");
}

#[test]
fn where_its_disk_is_full_each_act_says_that_room_is_wanted() {
    let folder = tempfile::tempdir().unwrap();
    let mut s = Session::on(locked(&folder));
    let why = "the disk at /mnt/disk is full, with 12 KB free".to_owned();
    s.app.tell_locked(Locked { why, full: true });
    s.resize(120, 40);
    let told = "Nothing is kept until there is room: the disk at /mnt/disk is full, with 12 KB free.";
    assert!(s.status().starts_with(told), "{}", s.status());
    s.keys("<enter>}c");
    let told = "Nothing can be saved; make room and start postil again: the disk at /mnt/disk is full";
    assert!(s.status().starts_with(told), "{}", s.status());
}

#[test]
fn a_change_that_comes_some_other_way_is_refused_by_the_library_itself() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = locked(&folder);
    let id = store.history(1).unwrap()[0].id;
    let mut errors = vec![store.undo().unwrap_err(), store.reindex().unwrap_err()];
    errors.push(store.drop_draft(DraftOn::Library).unwrap_err());
    errors.push(store.restore(Path::new("backup.postil"), None).unwrap_err());
    for error in errors {
        assert!(error.to_string().contains("cannot be written to: the file is marked read-only"), "{error}");
    }
    assert_eq!(store.history(1).unwrap()[0].id, id);
}
