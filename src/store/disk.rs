//! The disk that a library lies on: of what kind it is, where it is mounted, and how much room is left on it.

use std::fs;
use std::path::{Path, PathBuf};

use super::StoreError;
use super::open::folder;

/// Bytes: where a disk has so much room, it is not what is full.
const ENOUGH: u64 = 64 << 20;

/// Which disk it is that has no room for a library, as the beginning of a sentence.
pub(super) fn full(path: &Path) -> String {
    let folder = folder(path);
    let absolute = || std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let place = mounted(folder).map_or_else(absolute, |(folder, _)| folder);
    told(&place, Room::of(folder).map(|room| room.free))
}

fn told(place: &Path, free: Option<u64>) -> String {
    let place = place.display();
    match free {
        Some(free) if free >= ENOUGH => {
            format!(
                "the system gives no more room on the disk at {place}, as where a quota or a limit is reached"
            )
        }
        Some(free) => format!("the disk at {place} is full, with {} KB free", free >> 10),
        None => format!("the disk at {place} is full"),
    }
}

/// Names the disk of a library that is full, where it can be no other.
pub(super) fn named(path: Option<&Path>, error: StoreError) -> StoreError {
    let is_it = |path: &&Path| Room::of(folder(path)).is_some_and(|room| room.free < ENOUGH);
    match (error, path.filter(is_it)) {
        (StoreError::Full, Some(path)) => StoreError::NoRoom { why: full(path) },
        (error, _) => error,
    }
}

/// Whether the disk of a library has no room for one more file.
pub(super) fn is_full(path: &Path) -> bool {
    Room::of(folder(path)).is_some_and(|room| room.free == 0 || room.names == 0)
}

/// Whether there is no room for so many bytes beside a library, not even what is kept for the superuser where that is
/// who asks.
pub(super) fn lacks(path: &Path, bytes: u64) -> bool {
    Room::of(folder(path)).is_some_and(|room| room.own < bytes)
}

/// What is left on a disk.
struct Room {
    /// Bytes for who is no superuser, and for who asks.
    free: u64,
    own: u64,
    /// Files; where the disk sets no number, as many as there can be.
    names: u64,
}

impl Room {
    /// `None` where that cannot be told.
    fn of(folder: &Path) -> Option<Self> {
        #[cfg(unix)]
        {
            let about = rustix::fs::statvfs(folder).ok()?;
            let names = if about.f_files == 0 { u64::MAX } else { about.f_favail };
            let bytes = |blocks: u64| blocks.saturating_mul(about.f_frsize);
            let is_super = rustix::process::geteuid().is_root();
            let own = bytes(if is_super { about.f_bfree } else { about.f_bavail });
            Some(Self { free: bytes(about.f_bavail), own, names })
        }
        #[cfg(not(unix))]
        {
            let _ = folder;
            None
        }
    }
}

/// Whether the file lies on a network or FUSE file system; `false` where that cannot be told.
pub(super) fn is_remote(path: &Path) -> bool {
    !is_known_as_local(path) && file_system(path).is_some_and(|kind| remote(&kind))
}

/// Whether the kernel says at once that the file lies on a disk of this machine, as nearly all do: the
/// list of what is mounted may be long.
fn is_known_as_local(path: &Path) -> bool {
    #[cfg(target_os = "linux")]
    {
        // ext2 to ext4, XFS, Btrfs, F2FS, tmpfs, overlayfs (linux/magic.h).
        const LOCAL: [u64; 6] = [0xEF53, 0x5846_5342, 0x9123_683E, 0xF2F5_2010, 0x0102_1994, 0x794C_7630];
        rustix::fs::statfs(path)
            .is_ok_and(|about| u64::try_from(about.f_type).is_ok_and(|kind| LOCAL.contains(&kind)))
    }
    #[cfg(not(target_os = "linux"))]
    {
        let _ = path;
        false
    }
}

/// The kind of file system the path lies on, such as `ext4`.
pub(super) fn file_system(path: &Path) -> Option<String> {
    mounted(path).map(|(_, kind)| kind)
}

/// Where what the path lies on is mounted, and its kind.
fn mounted(path: &Path) -> Option<(PathBuf, String)> {
    let path = fs::canonicalize(path).ok()?;
    mount_of(&path, &fs::read_to_string("/proc/self/mounts").ok()?)
}

/// `mounts` has lines `DEVICE FOLDER KIND …`, blanks in a folder written `\040`; the longest folder wins,
/// among equals the last.
fn mount_of(path: &Path, mounts: &str) -> Option<(PathBuf, String)> {
    mounts
        .lines()
        .filter_map(|line| {
            let mut fields = line.split(' ');
            let folder = fields.nth(1)?.replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\");
            let kind = fields.next()?;
            let folder = PathBuf::from(folder);
            path.starts_with(&folder).then_some((folder, kind))
        })
        .max_by_key(|(folder, _)| folder.components().count())
        .map(|(folder, kind)| (folder, kind.to_owned()))
}

fn remote(kind: &str) -> bool {
    kind.starts_with("fuse")
        || matches!(
            kind,
            "nfs"
                | "nfs4"
                | "cifs"
                | "smb3"
                | "smbfs"
                | "9p"
                | "afs"
                | "ceph"
                | "glusterfs"
                | "lustre"
                | "vboxsf"
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_file_systems_without_shared_memory() {
        let mounts =
            "/dev/a / ext4 rw 0 0\nsrv:/x /home/me nfs4 rw 0 0\nfoo /mnt/my\\040disk fuse.sshfs rw 0 0\n";
        for (path, place, kind) in [
            ("/var/x", "/", "ext4"),
            ("/home/me/lib", "/home/me", "nfs4"),
            ("/home/meander/lib", "/", "ext4"),
            ("/mnt/my disk/lib", "/mnt/my disk", "fuse.sshfs"),
        ] {
            assert_eq!(mount_of(Path::new(path), mounts).unwrap(), (place.into(), kind.to_owned()));
        }
        assert!(remote("nfs4") && remote("fuse.sshfs") && !remote("ext4") && !remote("overlay"));
    }

    #[test]
    fn a_disk_is_named_that_is_full_and_none_that_is_not() {
        let place = Path::new("/mnt/disk");
        assert_eq!(told(place, Some(12_345)), "the disk at /mnt/disk is full, with 12 KB free");
        assert_eq!(told(place, None), "the disk at /mnt/disk is full");
        assert!(told(place, Some(ENOUGH)).contains("a quota or a limit"));
        assert!(matches!(named(None, StoreError::Full), StoreError::Full));
        assert!(matches!(named(Some(place), StoreError::Interrupted), StoreError::Interrupted));
    }
}
