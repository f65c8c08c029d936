//! Reading a file whole, up to a limit, without ever blocking on what is no file.

use std::fs::{self, File, FileType};
use std::io::{self, Read};
use std::path::Path;

use super::error::FileError;
use crate::databases::is_open;

/// Bytes read at a time.
const CHUNK: usize = 256 << 10;

/// The bytes of a file, `limit` at most. Links are followed.
pub fn read_limited(path: &Path, limit: u64) -> Result<Vec<u8>, FileError> {
    let (file, bytes) = open(path)?;
    if bytes > limit {
        return Err(FileError::TooLarge { limit });
    }
    read_stream(file, limit)
}

/// The same of a file of which its first `head` bytes say whether it is read: where `refuse` gives a reason, no
/// more of it is, however large it is.
pub fn read_unless<R>(
    path: &Path,
    limit: u64,
    head: usize,
    refuse: impl FnOnce(&[u8]) -> Option<R>,
) -> Result<Result<Vec<u8>, R>, FileError> {
    let (mut file, bytes) = open(path)?;
    let first = read_stream((&mut file).take(head as u64), head as u64)?;
    if let Some(why) = refuse(&first) {
        return Ok(Err(why));
    }
    if bytes > limit {
        return Err(FileError::TooLarge { limit });
    }
    read_stream(first.as_slice().chain(file), limit).map(Ok)
}

/// An ordinary file that belongs to no library that is open here, and how many bytes it has.
pub fn open(path: &Path) -> Result<(File, u64), FileError> {
    let known = fs::metadata(path).map_err(|e| FileError::of(e, "read"))?;
    refuse_special(known.file_type())?;
    if is_open(path) {
        return Err(FileError::InUse);
    }
    let file = File::open(path).map_err(|e| FileError::of(e, "read"))?;
    // It may have been exchanged since it was looked at.
    let opened = file.metadata().map_err(|e| FileError::of(e, "read"))?;
    refuse_special(opened.file_type())?;
    Ok((file, opened.len()))
}

/// What standard input holds, `limit` bytes at most.
pub fn read_stdin(limit: u64) -> Result<Vec<u8>, FileError> {
    read_stream(io::stdin().lock(), limit)
}

/// All that `source` gives, in chunks; more than `limit` bytes are refused as soon as they show.
pub fn read_stream(mut source: impl Read, limit: u64) -> Result<Vec<u8>, FileError> {
    let mut bytes = Vec::new();
    let mut chunk = vec![0; CHUNK];
    loop {
        let read = match source.read(&mut chunk) {
            Ok(0) => return Ok(bytes),
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(FileError::of(error, "read")),
        };
        if (bytes.len() + read) as u64 > limit {
            return Err(FileError::TooLarge { limit });
        }
        bytes.extend_from_slice(chunk.get(..read).unwrap_or_default());
    }
}

/// Refuses what is not an ordinary file.
pub(super) fn refuse_special(kind: FileType) -> Result<(), FileError> {
    if kind.is_file() {
        return Ok(());
    }
    Err(FileError::NotAFile { what: if kind.is_dir() { "a folder" } else { special(kind) } })
}

#[cfg(unix)]
fn special(kind: FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt as _;
    if kind.is_fifo() {
        "a named pipe"
    } else if kind.is_socket() {
        "a socket"
    } else if kind.is_block_device() || kind.is_char_device() {
        "a device"
    } else {
        "something special"
    }
}

#[cfg(not(unix))]
fn special(_: FileType) -> &'static str {
    "something special"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_up_to_the_limit() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        fs::write(&path, vec![b'x'; CHUNK + 1]).unwrap();
        assert_eq!(read_limited(&path, CHUNK as u64 + 1).unwrap().len(), CHUNK + 1);
        assert!(matches!(read_limited(&path, CHUNK as u64), Err(FileError::TooLarge { .. })));
    }

    #[test]
    fn a_file_that_is_refused_by_its_head_is_not_read_on() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.doc");
        fs::write(&path, b"old office").unwrap();
        // Larger than any memory, and than the disk.
        File::options().write(true).open(&path).unwrap().set_len(1 << 42).unwrap();
        let refused = |head: &[u8]| (head.len() == 4).then(|| String::from_utf8(head.to_vec()).unwrap());
        assert_eq!(read_unless(&path, 20, 4, refused).unwrap(), Err("old ".to_owned()));
        let not_refused = |_: &[u8]| None::<()>;
        assert!(matches!(read_unless(&path, 20, 4, not_refused), Err(FileError::TooLarge { limit: 20 })));
        fs::write(&path, b"old office").unwrap();
        for head in [0, 4, 10, 99] {
            assert_eq!(read_unless(&path, 10, head, not_refused).unwrap(), Ok(b"old office".to_vec()));
        }
        assert!(matches!(read_unless(&path, 9, 4, not_refused), Err(FileError::TooLarge { limit: 9 })));
    }

    #[test]
    fn a_stream_without_end_is_refused_at_the_limit() {
        assert!(matches!(read_stream(io::repeat(1), 1 << 20), Err(FileError::TooLarge { .. })));
        assert_eq!(read_stream(&b"abc"[..], 3).unwrap(), b"abc");
    }

    #[test]
    fn what_is_no_file_is_refused_by_what_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let says = |path: &Path| read_limited(path, 10).unwrap_err().to_string();
        assert!(says(&folder.path().join("none")).contains("no such file"));
        assert!(says(folder.path()).contains("a folder"));
        assert!(says(&folder.path().join("none/deeper")).contains("no such file"));
        #[cfg(unix)]
        {
            assert!(says(Path::new("/dev/zero")).contains("a device"));
            let socket = folder.path().join("socket");
            let _bound = std::os::unix::net::UnixListener::bind(&socket).unwrap();
            assert!(says(&socket).contains("a socket"));
            let pipe = folder.path().join("pipe");
            if std::process::Command::new("mkfifo").arg(&pipe).status().is_ok_and(|s| s.success()) {
                assert!(says(&pipe).contains("a named pipe"));
            }
        }
    }
}
