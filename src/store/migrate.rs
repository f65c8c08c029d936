//! Brings a library's schema up to this program's, a numbered file and a transaction at a time,
//! after a copy of the whole was put beside it.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, TransactionBehavior};

use super::{Result, StoreError, backup};

/// Marks a file as a library of ours: `post`.
pub(super) const APPLICATION_ID: i64 = 0x706f_7374;

/// The schema files; the first makes schema 1.
pub(super) const ALL: &[&str] = &[
    include_str!("migrations/001.sql"),
    include_str!("migrations/002.sql"),
    include_str!("migrations/003.sql"),
    include_str!("migrations/004.sql"),
    include_str!("migrations/005.sql"),
    include_str!("migrations/006.sql"),
    include_str!("migrations/007.sql"),
    include_str!("migrations/008.sql"),
    include_str!("migrations/009.sql"),
    include_str!("migrations/010.sql"),
];

/// The schema that the files lead to.
pub(super) fn known(files: &[&str]) -> i64 {
    i64::try_from(files.len()).unwrap_or(i64::MAX)
}

/// The schema a library has now; 0 where it has none.
pub(super) fn version(conn: &Connection) -> Result<i64> {
    Ok(conn.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

/// Runs the files the library has not seen. An existing library is copied first, to
/// `NAME-before-vN.bak` beside `path`. Another program that migrates at the same time is waited for.
pub(super) fn migrate(conn: &mut Connection, path: Option<&Path>, files: &[&str]) -> Result<()> {
    let found = version(conn)?;
    if found > known(files) {
        return Err(StoreError::Newer {
            path: path.map(Path::to_owned).unwrap_or_default(),
            found,
            known: known(files),
        });
    }
    if found == known(files) {
        return Ok(());
    }
    if let (Some(path), true) = (path, found > 0) {
        backup::copy(conn, &before(path, known(files)))?;
    }
    for (number, sql) in (1i64..).zip(files) {
        let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Asked again under the lock: another program may have been here first.
        if version(&tx)? >= number {
            continue;
        }
        tx.execute_batch(sql)?;
        tx.pragma_update(None, "user_version", number)?;
        tx.pragma_update(None, "application_id", APPLICATION_ID)?;
        tx.commit()?;
    }
    Ok(())
}

/// Where the copy goes that is made before a migration to schema `to`; a free name.
fn before(path: &Path, to: i64) -> PathBuf {
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let mut candidate = path.with_file_name(format!("{name}-before-v{to}.bak"));
    let mut n = 2;
    while candidate.exists() {
        candidate = path.with_file_name(format!("{name}-before-v{to}-{n}.bak"));
        n += 1;
    }
    candidate
}

#[cfg(test)]
mod tests;
