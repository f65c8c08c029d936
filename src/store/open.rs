//! From a path to a connection. What is there is looked at before SQLite is let near it, so that
//! a file we refuse keeps every byte and gets no companion files.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::migrate::{self, APPLICATION_ID};
use super::{Result, Store, StoreError, create, disk, glimpse};
use crate::clock::Clock;
use crate::databases::{self, BESIDE, is_open};

/// How often a lock held by another program is waited for, [`WAIT`] each time: SQLite's waiting
/// is not fair, so one wait can be lost to others that write in turn.
pub(super) const TRIES: u32 = 12;
/// One wait.
pub(super) const WAIT: Duration = Duration::from_secs(5);

pub(super) struct Opened {
    pub conn: Connection,
    pub file: databases::Open,
    pub new: bool,
    /// Why it can only be read, where that is so.
    pub locked: Option<Locked>,
}

/// Why a library can only be read, and how that is done.
#[derive(Debug, Clone)]
pub(super) struct Locked {
    pub why: String,
    way: Way,
}

impl Locked {
    /// Whether nothing but room on its disk is wanting.
    pub(super) fn lacks_room(&self) -> bool {
        self.way == Way::NoRoom
    }

    /// A change that is refused.
    pub(super) fn refusal(&self, path: &Path) -> StoreError {
        let why = self.why.clone();
        if self.lacks_room() {
            StoreError::NoRoom { why }
        } else {
            StoreError::ReadOnly { path: path.to_owned(), why }
        }
    }
}

/// How a library that cannot be written to is read. All connections of a program to one go the same way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// As a file that nobody changes meanwhile.
    Still,
    /// With what SQLite keeps beside it.
    Beside,
    /// The same, but nothing that is wanted there is made: no room is left for it. SQLite then finds its way through
    /// the log by itself, as long as nobody writes who has made room, and follows those who do.
    NoRoom,
}

/// Puts into a library that is being made what it begins with.
pub(super) type Furnish<'a> = &'a dyn Fn(&mut Store) -> Result<()>;

/// Opens the library at `path`, or makes it with what it begins with.
pub(super) fn open(path: &Path, clock: &Clock, furnish: Furnish<'_>) -> Result<Opened> {
    open_with(path, clock, furnish, migrate::ALL)
}

pub(super) fn open_with(path: &Path, clock: &Clock, furnish: Furnish<'_>, files: &[&str]) -> Result<Opened> {
    look_beside(path)?;
    let new = match fs::metadata(path) {
        Ok(_) => false,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            create::create(path, clock, furnish, files).map_err(|error| disk::named(Some(path), error))?
        }
        Err(source) => return Err(StoreError::Unreadable { path: path.to_owned(), source }),
    };
    let opened = match inspect(path, migrate::known(files)) {
        // In a folder that cannot be written to, it is an answer that SQLite fails to give.
        Ok(()) => to_write(path, files).map_err(|error| for_room(path, barred(path, error))),
        Err(error) => Err(error),
    };
    let opened = match opened {
        Ok((conn, file)) => Opened { conn, file, new, locked: None },
        Err(StoreError::ReadOnly { why, .. }) => to_read(path, Locked { why, way: Way::of(path) }, files)?,
        Err(StoreError::Full) => to_read(path, Locked { why: disk::full(path), way: Way::NoRoom }, files)?,
        Err(error) => return Err(error),
    };
    glimpse::forget(path);
    Ok(opened)
}

/// Refuses a library beside which a folder or a device has the name of a file that SQLite will make there: it
/// would open, and each change would fail.
fn look_beside(path: &Path) -> Result<()> {
    for path in BESIDE.map(|end| companion(path, end)) {
        if fs::metadata(&path).is_ok_and(|about| !about.is_file()) {
            return Err(StoreError::InTheWay { path });
        }
    }
    Ok(())
}

/// The file beside a database whose name ends so.
pub(super) fn companion(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    name.into()
}

/// Bytes of the file beside a library in which its connections agree, at its smallest.
const AGREED: u64 = 32 << 10;

fn to_write(path: &Path, files: &[&str]) -> Result<(Connection, databases::Open)> {
    // Where it was tried before in vain, trying it again would only disturb who reads the library as it is.
    let is_begun = fs::metadata(companion(path, "-shm")).is_ok_and(|about| about.len() < AGREED);
    if is_begun && disk::lacks(path, AGREED) {
        return Err(StoreError::Full);
    }
    let file = databases::Open::of(path);
    let mut conn = connect(path)?;
    settle(&conn)?;
    keep_journal(&conn, path)?;
    migrate::migrate(&mut conn, Some(path), files)?;
    Ok((conn, file))
}

/// What kept SQLite from making a file beside the library, where it is not that nobody may make one there.
fn for_room(path: &Path, error: StoreError) -> StoreError {
    match error {
        StoreError::ReadOnly { .. } if disk::is_full(path) && may_write(folder(path)).is_ok() => {
            StoreError::Full
        }
        other => other,
    }
}

/// Opens a library that cannot be written to, and says why it cannot.
fn to_read(path: &Path, locked: Locked, files: &[&str]) -> Result<Opened> {
    let file = databases::Open::of(path);
    let conn = look(path, locked.way).map_err(|error| match error {
        StoreError::ReadOnly { .. } | StoreError::Full => {
            let why = &locked.why;
            let why = format!("{why}, and what it holds in the files beside it is wanted even to read it");
            Locked { why, ..locked.clone() }.refusal(path)
        }
        other => other,
    })?;
    settle(&conn)?;
    let (found, known) = (migrate::version(&conn)?, migrate::known(files));
    if found < known {
        return Err(StoreError::Older { path: path.to_owned(), why: locked.why, found, known });
    }
    Ok(Opened { conn, file, new: false, locked: Some(locked) })
}

/// A connection that can only read, to a library that is open; `locked`: it cannot be written to.
pub(super) fn reader(path: &Path, locked: Option<&Locked>) -> Result<Connection> {
    let conn = locked.map_or_else(|| connect(path), |locked| look(path, locked.way))?;
    settle(&conn)?;
    conn.pragma_update(None, "query_only", true)?;
    Ok(conn)
}

/// Refuses a file that is no library, or one of a newer program, as [`open`] would.
pub(super) fn inspect_backup(path: &Path) -> Result<()> {
    inspect_head(path, migrate::known(migrate::ALL)).map(drop)
}

/// A connection to a backup that is left as it is.
pub(super) fn look_at_backup(path: &Path) -> Result<Connection> {
    look(path, Way::of(path))
}

impl Way {
    /// A library in WAL wants two files beside it even to be read, unless SQLite is told that nobody can change
    /// it meanwhile. Nobody has it open where its log is not there; where it is, what the log holds is wanted.
    /// See <https://www.sqlite.org/wal.html#read_only_databases>.
    fn of(path: &Path) -> Self {
        // Reading the file and closing it drops the locks that are held on it here: that of a program which has a
        // library with its log open is never to go.
        if !companion(path, "-wal").exists() && is_wal(path) { Self::Still } else { Self::Beside }
    }
}

/// A connection to a library that is left as it is.
fn look(path: &Path, way: Way) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let asked = match way {
        Way::Still => address(path, "immutable=1"),
        Way::Beside => None,
        Way::NoRoom => address(path, "readonly_shm=1"),
    };
    let conn = match asked {
        Some(uri) => Connection::open_with_flags(uri, flags | OpenFlags::SQLITE_OPEN_URI),
        None => Connection::open_with_flags(path, flags),
    };
    let conn = conn.map_err(|error| blocked(path, error))?;
    conn.busy_timeout(WAIT)?;
    if way == Way::NoRoom {
        // What is sorted may have its place on the same disk.
        conn.pragma_update(None, "temp_store", "MEMORY")?;
    }
    // Whether it can be read is seen only when it is.
    migrate::version(&conn).map_err(|error| barred(path, error))?;
    Ok(conn)
}

/// Whether the header says that the library keeps a log: <https://www.sqlite.org/fileformat.html>.
fn is_wal(path: &Path) -> bool {
    let mut head = [0u8; 20];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut head));
    read.is_ok() && head.ends_with(&[2, 2])
}

/// The address of a file as SQLite takes it, with what is asked of it.
fn address(path: &Path, asked: &str) -> Option<String> {
    use std::fmt::Write as _;
    let path = std::path::absolute(path).ok()?;
    let mut uri = "file:".to_owned();
    // A drive's letter has a slash before it there.
    if !path.as_os_str().as_encoded_bytes().starts_with(b"/") {
        uri.push('/');
    }
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'\\' if cfg!(windows) => uri.push('/'),
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b':' | b'.' | b'-' | b'_' => {
                uri.push(char::from(*byte));
            }
            _ => write!(uri, "%{byte:02X}").ok()?,
        }
    }
    uri.push('?');
    uri.push_str(asked);
    Some(uri)
}

/// The folder a file is in; `.` for a bare name.
pub(super) fn folder(path: &Path) -> &Path {
    path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

pub(super) fn connect(path: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Connection::open_with_flags(path, flags).map_err(|error| blocked(path, error))
}

/// What every connection is set to.
pub(super) fn settle(conn: &Connection) -> Result<()> {
    conn.busy_timeout(WAIT)?;
    conn.pragma_update(None, "foreign_keys", true)?;
    conn.pragma_update(None, "synchronous", "FULL")?;
    conn.pragma_update(None, "trusted_schema", false)?;
    // Plans that go by the values bound would be made anew for each of them.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    conn.set_prepared_statement_cache_capacity(128);
    super::fold::register(conn)?;
    Ok(())
}

/// WAL, but not where its shared memory does not work.
pub(super) fn keep_journal(conn: &Connection, path: &Path) -> Result<()> {
    let wanted = if disk::is_remote(path) { "delete" } else { "wal" };
    let now: String = conn
        .pragma_query_value(None, "journal_mode", |row| row.get(0))
        .map_err(|error| blocked(path, error))?;
    if now != wanted {
        conn.pragma_update(None, "journal_mode", wanted).map_err(|error| blocked(path, error))?;
    }
    Ok(())
}

/// An error of SQLite by what keeps it from the file, if that is so.
fn barred(path: &Path, error: StoreError) -> StoreError {
    match error {
        StoreError::Sqlite(error) => blocked(path, error),
        other => other,
    }
}

fn blocked(path: &Path, error: rusqlite::Error) -> StoreError {
    use rusqlite::ErrorCode as Code;
    let path = path.to_owned();
    match error.sqlite_error_code() {
        Some(Code::ReadOnly | Code::CannotOpen | Code::PermissionDenied) => {
            StoreError::ReadOnly { path, why: error.to_string() }
        }
        Some(Code::NotADatabase) => StoreError::Foreign { path, why: "it is no SQLite database" },
        _ => error.into(),
    }
}

/// Refuses a file that is not a library of ours; one that cannot be written to as [`StoreError::ReadOnly`].
fn inspect(path: &Path, known: i64) -> Result<()> {
    let about = inspect_head(path, known)?;
    let path = path.to_owned();
    if about.permissions().readonly() {
        return Err(StoreError::ReadOnly { path, why: "the file is marked read-only".into() });
    }
    match may_write(&path) {
        Ok(()) => Ok(()),
        Err(error) => Err(StoreError::ReadOnly { path, why: error.to_string() }),
    }
}

/// Asks whether a file may be written to, without opening it where that costs locks.
fn may_write(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    {
        use rustix::fs::{Access, AtFlags, CWD, accessat};
        Ok(accessat(CWD, path, Access::WRITE_OK, AtFlags::EACCESS)?)
    }
    #[cfg(not(unix))]
    fs::OpenOptions::new().write(true).open(path).map(drop)
}

/// Reads the first bytes of an existing file and refuses what is not a library of ours.
fn inspect_head(path: &Path, known: i64) -> Result<fs::Metadata> {
    let path = path.to_owned();
    let about = match fs::metadata(&path) {
        Ok(about) => about,
        Err(source) => return Err(StoreError::Unreadable { path, source }),
    };
    if about.is_dir() {
        return Err(StoreError::Folder { path });
    }
    if !about.is_file() {
        return Err(StoreError::Foreign { path, why: "it is a device or a pipe" });
    }
    if about.len() == 0 {
        return Err(StoreError::Empty { path });
    }
    // It was looked at when it was opened.
    if is_open(&path) {
        return Ok(about);
    }
    let mut head = [0u8; 100];
    let read = File::open(&path).and_then(|file| file.take(100).read_exact(&mut head));
    match read {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
            return Err(StoreError::Foreign { path, why: "it is no SQLite database" });
        }
        Err(source) => return Err(StoreError::Unreadable { path, source }),
    }
    if !head.starts_with(b"SQLite format 3\0") {
        return Err(StoreError::Foreign { path, why: "it is no SQLite database" });
    }
    // Places in the header: https://www.sqlite.org/fileformat.html#the_database_header
    if number(&head, 68) != APPLICATION_ID {
        return Err(StoreError::Foreign { path, why: "it is another program's database" });
    }
    let found = number(&head, 60);
    if found > known {
        return Err(StoreError::Newer { path, found, known });
    }
    Ok(about)
}

/// Four bytes, the most significant first.
pub(super) fn number(head: &[u8], at: usize) -> i64 {
    head.iter().skip(at).take(4).fold(0, |n, byte| n << 8 | i64::from(*byte))
}

#[cfg(test)]
mod tests;
