//! A watch on files, for what other programs write while nobody presses a key: the library's, and
//! those of the settings. On
//! Linux a thread sleeps until the kernel tells of a write (inotify); elsewhere, and where the
//! kernel cannot watch, there is none, and a key is what makes the program look.

use std::io::{self, PipeWriter};
use std::path::Path;

/// The watching thread; it ends when this is dropped.
#[derive(Debug)]
pub struct Watch {
    _open: PipeWriter,
}

impl Watch {
    /// Starts watching the library at `path` and the log that SQLite writes beside it. `send` is
    /// called when one was written, at most ten times a second, and returns whether anyone still
    /// listens.
    #[cfg(target_os = "linux")]
    pub fn start(path: &Path, send: impl Fn() -> bool + Send + 'static) -> io::Result<Self> {
        Self::on(linux::Files::new(path)?, false, send)
    }

    #[cfg(target_os = "linux")]
    fn on(
        mut files: linux::Files,
        at_once: bool,
        send: impl Fn() -> bool + Send + 'static,
    ) -> io::Result<Self> {
        let (closed, open) = io::pipe()?;
        std::thread::Builder::new().name("watch".into()).spawn(move || {
            if at_once && !send() {
                return;
            }
            if let Err(error) = files.watch(&closed, &send) {
                tracing::warn!("a watch on files ended: {error}");
            }
        })?;
        Ok(Self { _open: open })
    }

    /// Starts watching the settings in `file` and the skins in `folder`, which need not be there.
    /// `send` is called at once too: they may have been written between being read and being watched.
    #[cfg(target_os = "linux")]
    pub fn settings(
        file: &Path,
        folder: &Path,
        send: impl Fn() -> bool + Send + 'static,
    ) -> io::Result<Self> {
        Self::on(linux::Files::of_settings(file, folder)?, true, send)
    }

    /// There is no watch here.
    #[cfg(not(target_os = "linux"))]
    pub fn settings(_: &Path, _: &Path, _: impl Fn() -> bool + Send + 'static) -> io::Result<Self> {
        Err(io::ErrorKind::Unsupported.into())
    }

    /// There is no watch here.
    #[cfg(not(target_os = "linux"))]
    pub fn start(_: &Path, _: impl Fn() -> bool + Send + 'static) -> io::Result<Self> {
        Err(io::ErrorKind::Unsupported.into())
    }
}

#[cfg(target_os = "linux")]
mod linux {
    use std::ffi::OsString;
    use std::io::{self, PipeReader};
    use std::mem::MaybeUninit;
    use std::os::fd::{AsRawFd, OwnedFd};
    use std::os::unix::ffi::OsStrExt;
    use std::path::{Component, Path, PathBuf};
    use std::time::Duration;

    use filedescriptor::{POLLIN, poll, pollfd};
    use rustix::fs::inotify::{self, CreateFlags, ReadFlags, WatchFlags};
    use rustix::io::Errno;

    /// How long after a look to look once more. A write is told of before it counts: until it has
    /// reached the disk, readers see the library as it was. The last pause is for slow disks.
    const AGAIN: [Duration; 2] = [Duration::from_millis(100), Duration::from_secs(1)];

    /// Settings are changed by all that editors do to files.
    const SETTINGS: WatchFlags = WatchFlags::CLOSE_WRITE
        .union(WatchFlags::CREATE)
        .union(WatchFlags::DELETE)
        .union(WatchFlags::MOVED_TO)
        .union(WatchFlags::MOVED_FROM)
        .union(WatchFlags::ONLYDIR);

    /// What is watched.
    #[derive(Debug)]
    pub struct Files {
        events: OwnedFd,
        names: Vec<OsString>,
        /// A folder beside the files, whose files count whatever their names.
        folder: Option<PathBuf>,
        /// The folder of the files, as long as it is not there.
        awaited: Option<Awaited>,
    }

    /// A folder that is not there yet: what is watched is the nearest one above it.
    #[derive(Debug)]
    struct Awaited {
        folder: PathBuf,
        /// The number of that watch, and what is to come in there first.
        watch: i32,
        next: OsString,
    }

    impl Files {
        pub fn new(path: &Path) -> io::Result<Self> {
            // SQLite keeps its log beside the file itself, not beside a link to it.
            let path = path.canonicalize()?;
            let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else {
                return Err(io::ErrorKind::InvalidInput.into());
            };
            let mut log = name.to_owned();
            log.push("-wal");
            let events = inotify::init(CreateFlags::CLOEXEC | CreateFlags::NONBLOCK)?;
            let written = WatchFlags::MODIFY | WatchFlags::CLOSE_WRITE | WatchFlags::MOVED_TO;
            inotify::add_watch(&events, folder, written | WatchFlags::ONLYDIR)?;
            Ok(Self { events, names: vec![name.to_owned(), log], folder: None, awaited: None })
        }

        pub fn of_settings(file: &Path, folder: &Path) -> io::Result<Self> {
            let (Some(parent), Some(name)) = (file.parent(), file.file_name()) else {
                return Err(io::ErrorKind::InvalidInput.into());
            };
            let parent = if parent.as_os_str().is_empty() { Path::new(".") } else { parent };
            let events = inotify::init(CreateFlags::CLOEXEC | CreateFlags::NONBLOCK)?;
            let names = [Some(name), folder.file_name()].into_iter().flatten().map(OsString::from).collect();
            let mut files = Self { events, names, folder: Some(folder.to_owned()), awaited: None };
            files.watch_parent(parent)?;
            files.watch_folder();
            Ok(files)
        }

        /// Watches the folder of the files, else the nearest one above it, for when it comes.
        fn watch_parent(&mut self, parent: &Path) -> io::Result<()> {
            let mut next = None;
            let mut folder = parent;
            loop {
                let there = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
                match inotify::add_watch(&self.events, there, SETTINGS) {
                    // It came before it was watched for.
                    Ok(_) if next.as_ref().is_some_and(|next| there.join(next).exists()) => {
                        (folder, next) = (parent, None);
                    }
                    Ok(watch) => {
                        let stale = self.awaited.take().map(|awaited| awaited.watch);
                        if let Some(stale) = stale.filter(|stale| *stale != watch) {
                            // It may be gone by itself, with its folder.
                            let _ = inotify::remove_watch(&self.events, stale);
                        }
                        self.awaited = next.map(|next| Awaited { folder: parent.to_owned(), watch, next });
                        return Ok(());
                    }
                    Err(Errno::NOENT) => {
                        let (Some(above), Some(Component::Normal(name))) =
                            (folder.parent(), folder.components().next_back())
                        else {
                            return Err(Errno::NOENT.into());
                        };
                        next = Some(name.to_owned());
                        folder = above;
                    }
                    Err(error) => return Err(error.into()),
                }
            }
        }

        /// Watches the folder, if it is there by now.
        fn watch_folder(&self) {
            if let Some(folder) = &self.folder {
                let _ = inotify::add_watch(&self.events, folder, SETTINGS);
            }
        }

        fn is_ours(&self, watch: i32, name: &[u8]) -> bool {
            if let Some(awaited) = self.awaited.as_ref().filter(|awaited| awaited.watch == watch) {
                return name == awaited.next.as_bytes();
            }
            self.names.iter().any(|known| name == known.as_bytes())
                || (self.folder.is_some() && name.ends_with(b".toml"))
        }

        /// Tells of writes until `closed` is.
        pub fn watch(&mut self, closed: &PipeReader, send: &dyn Fn() -> bool) -> io::Result<()> {
            loop {
                if wait(closed, Some(&self.events), None)? {
                    return Ok(());
                }
                if !self.take()? {
                    continue;
                }
                let mut pauses = AGAIN.iter();
                while send()
                    && let Some(pause) = pauses.next()
                {
                    // Only the end cuts a pause short: a flood of writes is one look in each.
                    if wait(closed, None, Some(*pause))? {
                        return Ok(());
                    }
                    if self.take()? {
                        pauses = AGAIN.iter();
                    }
                }
            }
        }

        /// Takes what the kernel has to tell; whether it is about the library.
        pub fn take(&mut self) -> io::Result<bool> {
            let mut buffer = [MaybeUninit::uninit(); 4096];
            let mut reader = inotify::Reader::new(&self.events, &mut buffer);
            let mut ours = false;
            loop {
                match reader.next() {
                    Ok(event) => {
                        let name = event.file_name().map(std::ffi::CStr::to_bytes);
                        ours |= event.events().contains(ReadFlags::QUEUE_OVERFLOW)
                            || name.is_some_and(|name| self.is_ours(event.wd(), name));
                    }
                    Err(Errno::AGAIN) => break,
                    Err(Errno::INTR) => {}
                    Err(error) => return Err(error.into()),
                }
            }
            if ours {
                if let Some(parent) = self.awaited.as_ref().map(|awaited| awaited.folder.clone()) {
                    self.watch_parent(&parent)?;
                }
                self.watch_folder();
            }
            Ok(ours)
        }
    }

    /// Waits for the end, for `events` if there are any, or for the time to pass; whether it is
    /// the end.
    fn wait(closed: &PipeReader, events: Option<&OwnedFd>, at_most: Option<Duration>) -> io::Result<bool> {
        let wait = |fd| pollfd { fd, events: POLLIN, revents: 0 };
        let mut fds = vec![wait(closed.as_raw_fd())];
        fds.extend(events.map(|events| wait(events.as_raw_fd())));
        match poll(&mut fds, at_most) {
            Ok(_) => Ok(fds.first().is_none_or(|closed| closed.revents != 0)),
            // Too early is a look too many, and nothing worse.
            Err(filedescriptor::Error::Poll(e) | filedescriptor::Error::Io(e))
                if e.kind() == io::ErrorKind::Interrupted =>
            {
                Ok(false)
            }
            Err(filedescriptor::Error::Poll(e) | filedescriptor::Error::Io(e)) => Err(e),
            Err(error) => Err(io::Error::other(error)),
        }
    }
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests {
    use std::fs;
    use std::sync::mpsc;
    use std::time::Duration;

    use super::*;

    const DEADLINE: Duration = Duration::from_secs(20);

    #[test]
    fn writes_to_the_library_and_its_log_are_told_until_the_end() {
        let folder = tempfile::tempdir().expect("a folder");
        let library = folder.path().join("library.postil");
        fs::write(&library, "one").expect("written");
        for name in ["library.postil", "library.postil-wal"] {
            let (send, told) = mpsc::channel();
            let watch = Watch::start(&library, move || send.send(()).is_ok()).expect("a watch");
            fs::write(folder.path().join(name), "two").expect("written");
            told.recv_timeout(DEADLINE).expect("it is told");
            drop(watch);
            // The thread has ended when nobody can send any more, and a flood was not told.
            assert!(told.iter().count() <= 4);
        }
    }

    #[test]
    fn what_else_is_written_in_the_folder_is_not_told() {
        let folder = tempfile::tempdir().expect("a folder");
        let library = folder.path().join("library.postil");
        fs::write(&library, "one").expect("written");
        let mut files = linux::Files::new(&library).expect("a watch");
        fs::write(folder.path().join("shopping"), "milk").expect("written");
        assert!(!files.take().expect("what there is"));
        fs::write(&library, "two").expect("written");
        assert!(files.take().expect("what there is"));
        fs::read(&library).expect("read");
        assert!(!files.take().expect("what there is"), "reading is no writing");
    }

    #[test]
    fn settings_and_skins_that_come_later_are_told() {
        let folder = tempfile::tempdir().expect("a folder");
        let (file, skins) = (folder.path().join("config.toml"), folder.path().join("skins"));
        let mut files = linux::Files::of_settings(&file, &skins).expect("a watch");
        fs::write(folder.path().join("shopping"), "milk").expect("written");
        assert!(!files.take().expect("what there is"));
        fs::write(&file, "").expect("written");
        assert!(files.take().expect("what there is"));
        fs::create_dir(&skins).expect("a folder");
        assert!(files.take().expect("what there is"));
        fs::write(skins.join("sea.toml"), "").expect("written");
        assert!(files.take().expect("what there is"), "the folder is watched from when it is there");
        fs::remove_file(skins.join("sea.toml")).expect("removed");
        assert!(files.take().expect("what there is"));
        fs::remove_file(&file).expect("removed");
        assert!(files.take().expect("what there is"));
    }

    #[test]
    fn settings_in_a_folder_that_comes_later_are_told() {
        let home = tempfile::tempdir().expect("a folder");
        let folder = home.path().join("config").join("postil");
        let (file, skins) = (folder.join("config.toml"), folder.join("skins"));
        let mut files = linux::Files::of_settings(&file, &skins).expect("a watch");
        fs::write(home.path().join("other.toml"), "").expect("written");
        assert!(!files.take().expect("what there is"), "what is written beside it is somebody else's");
        fs::create_dir(home.path().join("config")).expect("a folder");
        assert!(files.take().expect("what there is"));
        fs::write(home.path().join("config").join("other.toml"), "").expect("written");
        assert!(!files.take().expect("what there is"));
        fs::create_dir(&folder).expect("a folder");
        assert!(files.take().expect("what there is"));
        fs::write(&file, "").expect("written");
        assert!(files.take().expect("what there is"));
        fs::write(home.path().join("config").join("postil"), "").expect_err("it is a folder");
        fs::write(home.path().join("config").join("more.toml"), "").expect("written");
        assert!(!files.take().expect("what there is"), "what is above is watched no more");
        fs::create_dir(&skins).expect("a folder");
        assert!(files.take().expect("what there is"));
        fs::write(skins.join("sea.toml"), "").expect("written");
        assert!(files.take().expect("what there is"));
    }

    #[test]
    fn a_library_that_is_not_there_cannot_be_watched() {
        let folder = tempfile::tempdir().expect("a folder");
        assert!(Watch::start(&folder.path().join("none"), || true).is_err());
    }
}
