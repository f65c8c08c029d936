use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use crate::clock::Clock;
use crate::store::fixture::{dump, import};
use crate::store::{Result, Store, StoreError};

fn clock() -> Clock {
    Clock::counted("2026-01-01T00:00:00Z".parse().unwrap())
}

/// Refused, and neither the file nor its folder is touched.
fn refused(path: &Path) -> StoreError {
    let before = fs::read(path).ok();
    let names = || {
        let mut names: Vec<_> =
            fs::read_dir(path.parent().unwrap()).unwrap().map(|e| e.unwrap().file_name()).collect();
        names.sort();
        names
    };
    let beside = names();
    let error = Store::open(path, clock()).expect_err("must be refused");
    assert_eq!(fs::read(path).ok(), before);
    assert_eq!(names(), beside);
    error
}

#[test]
fn makes_a_library_with_its_folders() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a/b/library.postil");
    let store = Store::open(&path, clock()).unwrap();
    assert!(store.is_new());
    let mode: String = store.conn().pragma_query_value(None, "journal_mode", |r| r.get(0)).unwrap();
    assert!(mode == "wal" || crate::store::disk::is_remote(&path));
    drop(store);
    assert!(!Store::open(&path, clock()).unwrap().is_new());
    assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1, "no other files stay");
}

#[test]
fn refuses_what_is_not_a_library() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x");
    fs::write(&path, "").unwrap();
    assert!(matches!(refused(&path), StoreError::Empty { .. }));
    fs::write(&path, "a note of mine").unwrap();
    assert!(matches!(refused(&path), StoreError::Foreign { .. }));
    fs::write(&path, "long ".repeat(100)).unwrap();
    assert!(matches!(refused(&path), StoreError::Foreign { .. }));
    fs::remove_file(&path).unwrap();
    Connection::open(&path).unwrap().execute_batch("CREATE TABLE theirs (a)").unwrap();
    assert!(matches!(refused(&path), StoreError::Foreign { .. }));
    let sub = folder.path().join("sub");
    fs::create_dir(&sub).unwrap();
    assert!(matches!(refused(&sub), StoreError::Folder { .. }));
}

#[test]
fn refuses_one_beside_which_a_folder_is_in_the_way_and_names_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.postil");
    for there in [false, true] {
        for end in ["-wal", "-shm", "-journal"] {
            let beside = folder.path().join(format!("library.postil{end}"));
            fs::create_dir(&beside).unwrap();
            let error = refused(&path).to_string();
            assert!(
                error.starts_with(&beside.display().to_string()) && error.contains("move it away"),
                "{error}"
            );
            fs::remove_dir(&beside).unwrap();
        }
        assert_eq!(path.exists(), there);
        drop(Store::open(&path, clock()).unwrap());
    }
}

#[test]
fn refuses_a_newer_one_and_opens_one_that_cannot_be_written_to_for_reading() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.postil");
    drop(Store::open(&path, clock()).unwrap());
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    let mut locked = Store::open(&path, clock()).unwrap();
    assert_eq!(locked.locked(), Some("the file is marked read-only"));
    for store in [&locked, &locked.second().unwrap()] {
        assert_eq!(store.history(9).unwrap(), []);
        assert_eq!(store.nearest_word(&crate::model::query::parse("words").unwrap()).unwrap(), None);
        assert!(store.locked().is_some());
    }
    let error = locked.remember("key", "value").unwrap_err();
    assert!(matches!(error, StoreError::ReadOnly { .. }), "{error}");
    assert_eq!(locked.recall("key").unwrap(), None);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing was put beside it");
    drop(locked);
    let files = [super::migrate::ALL, &["SELECT 1;"]].concat();
    let older = super::open_with(&path, &clock(), &|_| Ok(()), &files).map(drop).unwrap_err();
    assert!(older.to_string().contains("is of an older postil"), "{older}");
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    #[expect(clippy::permissions_set_readonly_false, reason = "a file of this test alone")]
    permissions.set_readonly(false);
    fs::set_permissions(&path, permissions).unwrap();
    let conn = Connection::open(&path).unwrap();
    conn.pragma_update(None, "user_version", 99).unwrap();
    drop(conn);
    let error = refused(&path);
    assert!(matches!(error, StoreError::Newer { found: 99, .. }));
    assert!(error.to_string().contains("newer postil"));
}

/// Opened as on a disk without room for what SQLite puts beside it.
fn without_room(path: &Path) -> Result<Store> {
    let locked = super::Locked { why: "the disk at /mnt is full".into(), way: super::Way::NoRoom };
    let opened = super::to_read(path, locked, crate::store::migrate::ALL)?;
    let mut store = Store::over(opened.conn, clock(), Some(path.to_owned()), opened.file);
    store.locked = opened.locked;
    Ok(store)
}

/// A library with what SQLite leaves beside it where it found no room.
fn left_without_room(folder: &Path) -> PathBuf {
    let path = folder.join("library.postil");
    drop(Store::open(&path, clock()).unwrap());
    fs::write(super::companion(&path, "-wal"), "").unwrap();
    fs::write(super::companion(&path, "-shm"), [0; 3]).unwrap();
    path
}

#[test]
fn on_a_full_disk_it_is_read_and_each_change_says_why_it_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = left_without_room(folder.path());
    let before = fs::read(&path).unwrap();
    let mut store = without_room(&path).unwrap();
    assert!(store.lacks_room() && store.locked() == Some("the disk at /mnt is full"));
    let again = Store::open_kin(&path, clock(), &store.kin()).unwrap();
    for store in [&store, &store.second().unwrap(), &again] {
        assert!(store.lacks_room());
        assert_eq!(store.history(9).unwrap(), []);
    }
    let error = store.remember("key", "value").unwrap_err();
    assert!(matches!(error, StoreError::NoRoom { .. }), "{error}");
    assert!(error.to_string().starts_with("the disk at /mnt is full (make room there"), "{error}");
    drop((store, again));
    assert_eq!(fs::read(&path).unwrap(), before);
    assert_eq!(fs::metadata(super::companion(&path, "-shm")).unwrap().len(), 3);
    assert_eq!(fs::metadata(super::companion(&path, "-wal")).unwrap().len(), 0);
    // Where not even these files could be made it is refused.
    fs::remove_file(super::companion(&path, "-shm")).unwrap();
    assert!(matches!(without_room(&path), Err(StoreError::NoRoom { .. })));
}

/// Names the library to a process that reads it as on a full disk.
#[cfg(unix)]
const READ: &str = "POSTIL_TEST_READ";

/// A program that reads it so sees all that another one writes once there is room again, and copies of it are whole.
#[cfg(unix)]
#[test]
fn what_others_write_once_there_is_room_again_is_read_as_it_is() {
    use std::io::{BufRead as _, BufReader, Write as _};
    use std::process::{Command, Stdio};

    let folder = tempfile::tempdir().unwrap();
    let path = left_without_room(folder.path());
    let mut other = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "store::open::tests::reads_as_on_a_full_disk", "--ignored", "--nocapture"])
        .env(READ, &path)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = BufReader::new(other.stdout.take().unwrap()).lines();
    let mut asked = other.stdin.take().unwrap();
    let mut steps = |copy: &str| {
        writeln!(asked, "{}", folder.path().join(copy).display()).unwrap();
        let line = said.find(|line| line.as_ref().is_ok_and(|line| line.contains("steps:")));
        line.unwrap().unwrap().split_once("steps:").unwrap().1.to_owned()
    };
    assert_eq!(steps("a"), "0");
    let long = "All day the ferry lay at the pier and waited for the wind. ".repeat(400);
    for n in 1..=4 {
        // It is opened, written to and closed, each time anew, and once it is open all the while.
        let mut store = Store::open(&path, Clock::machine()).unwrap();
        store.apply(&[import(&format!("Article {n}"), &[&format!("{n} {long}")])]).unwrap();
        if n % 2 == 0 {
            store.conn().execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
        }
        assert_eq!(steps(&format!("{n} while it is open")), n.to_string());
        drop(store);
        let copy = format!("{n}");
        assert_eq!(steps(&copy), n.to_string());
        let copy = Store::open(&folder.path().join(copy), clock()).unwrap();
        assert!(copy.doctor().iter().all(|check| check.ok), "{:?}", copy.doctor());
        assert_eq!(dump(&copy), dump(&Store::open(&path, Clock::machine()).unwrap()));
    }
    drop(asked);
    assert!(other.wait().unwrap().success());
}

#[cfg(unix)]
#[test]
#[ignore = "a part of another test, which starts it as a process of its own"]
#[expect(clippy::disallowed_methods, reason = "it is a process of its own, with an environment")]
fn reads_as_on_a_full_disk() {
    let Some(path) = std::env::var_os(READ) else { return };
    let store = without_room(Path::new(&path)).unwrap();
    for copy in std::io::stdin().lines() {
        store.backup(Path::new(&copy.unwrap())).unwrap();
        println!("steps:{}", store.history(99).unwrap().len());
    }
}

#[test]
fn two_that_create_at_once_share_the_library() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.postil");
    let made: usize = std::thread::scope(|scope| {
        let threads: Vec<_> =
            (0..4).map(|_| scope.spawn(|| Store::open(&path, clock()).unwrap().is_new())).collect();
        threads.into_iter().map(|t| usize::from(t.join().unwrap())).sum()
    });
    assert_eq!(made, 1);
}

#[test]
fn the_second_connection_reads_only() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("library.postil"), clock()).unwrap();
    let second = store.second().unwrap();
    assert!(second.conn().execute("UPDATE library SET note = 'x'", []).is_err());
    assert!(Store::memory(clock()).unwrap().second().is_err());
}
