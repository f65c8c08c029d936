use std::fs;
use std::path::Path;

use rusqlite::Connection;

use super::{kind_of, remote};
use crate::clock::Clock;
use crate::store::{Store, StoreError};

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
    assert!(mode == "wal" || super::is_remote(&path));
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

#[test]
fn knows_file_systems_without_shared_memory() {
    let mounts =
        "/dev/a / ext4 rw 0 0\nsrv:/x /home/me nfs4 rw 0 0\nfoo /mnt/my\\040disk fuse.sshfs rw 0 0\n";
    let kind = |path: &str| kind_of(Path::new(path), mounts).unwrap();
    assert_eq!(kind("/var/x"), "ext4");
    assert_eq!(kind("/home/me/lib"), "nfs4");
    assert_eq!(kind("/home/meander/lib"), "ext4");
    assert_eq!(kind("/mnt/my disk/lib"), "fuse.sshfs");
    assert!(remote("nfs4") && remote("fuse.sshfs") && !remote("ext4") && !remote("overlay"));
}
