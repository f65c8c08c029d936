//! A connection to the library as the worker uses it.

use std::path::Path;

use super::answer::answer_over;
use super::worker::{Course, Desk};
use crate::app::{Ask, Outcome};
use crate::clock::Clock;
use crate::job::Means;
use crate::job::drafts::place;
use crate::model::Draft;
use crate::store::{Kin, Result, Store, StoreError};

/// The connection that edits, or one that only reads.
#[derive(Debug)]
pub struct Connection {
    store: Store,
    reads_only: bool,
    /// By what sources are got and read.
    means: Means,
}

impl Connection {
    /// One of each, over a library in a file; the one that reads comes from a function, since opening it
    /// takes a while.
    pub fn pair(store: Store) -> (Self, impl FnOnce() -> Result<Self> + Send + 'static) {
        let second = store.second_later();
        (Self::new(store, false), || Ok(Self::new(second()?, true)))
    }

    fn new(store: Store, reads_only: bool) -> Self {
        Self { store, reads_only, means: Means::default() }
    }

    /// With another say on by what sources are got and read.
    pub fn over(self, means: Means) -> Self {
        Self { means, ..self }
    }

    /// One more that only reads, for a job of the program that `kin` names, over the library at `path`,
    /// which is there.
    pub fn reading(path: &Path, clock: Clock, kin: &Kin) -> Result<Self> {
        is_same(kin, path)?;
        Ok(Self::new(Store::open_kin(path, clock, kin)?.second()?, true))
    }

    /// One more that edits, for a job of the program that `kin` names.
    pub fn editing(path: &Path, clock: Clock, kin: &Kin) -> Result<Self> {
        is_same(kin, path)?;
        Ok(Self::new(Store::open_kin(path, clock, kin)?, false))
    }

    fn open_again(&self) -> Result<Option<Self>> {
        let Some(path) = self.store.path() else { return Ok(None) };
        if self.store.is_gone() {
            return Err(StoreError::refused(gone(path)));
        }
        let again = Store::open_kin(path, self.store.clock().clone(), &self.store.kin())?;
        Ok(Some(if self.reads_only {
            Self::new(again.second()?, true)
        } else {
            Self::new(again, false).over(self.means.clone())
        }))
    }
}

/// A library that is opened once more is never made anew, and another one that took its name meanwhile is
/// not the one that is on the screen.
fn is_same(kin: &Kin, path: &Path) -> Result<()> {
    if kin.is_at(path) { Ok(()) } else { Err(StoreError::refused(gone(path))) }
}

fn gone(path: &Path) -> String {
    format!(
        "nothing was saved: {} was moved, removed or replaced by another program (put it back, or save all there is with :backup FILE)",
        path.display()
    )
}

impl Desk for Connection {
    fn answer(&mut self, ask: &Ask, course: &Course<'_>) -> Outcome {
        // What goes into a file that has no name any more is lost with the program.
        let changes = !self.reads_only && !matches!(ask, Ask::Backup { .. });
        if changes && let Some(path) = self.store.path().filter(|_| self.store.is_gone()) {
            return Outcome::Failed(gone(path));
        }
        answer_over(&mut self.store, ask, course, &self.means)
    }

    fn version(&self) -> Option<i64> {
        self.store.data_version().ok()
    }

    fn interrupter(&self) -> Box<dyn Fn() + Send> {
        let handle = self.store.interrupt_handle();
        Box::new(move || handle.interrupt())
    }

    fn named(&self, draft: &Draft) -> Option<String> {
        place(&self.store, draft.clone()).ok().map(|waiting| waiting.what)
    }

    fn renew(&mut self) -> std::result::Result<(), String> {
        if let Some(again) = self.open_again().map_err(|error| error.to_string())? {
            *self = again;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::Edit;

    /// The inner device and number of a file, as `/proc/locks` writes them, in a line of its own.
    #[cfg(target_os = "linux")]
    fn is_locked(path: &Path) -> bool {
        use std::os::unix::fs::MetadataExt as _;
        let number = std::fs::metadata(path).expect("a file").ino();
        let locks = std::fs::read_to_string("/proc/locks").expect("locks");
        locks.lines().any(|line| line.contains("POSIX") && line.contains(&format!(":{number} ")))
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_job_beside_the_screen_leaves_the_library_locked() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("l.postil");
        let clock = Clock::machine();
        let store = Store::open(&path, clock.clone()).expect("a library");
        store.themes().expect("themes");
        assert!(is_locked(&path), "another program does not take its log away");
        let kin = store.kin();
        drop(Connection::editing(&path, clock.clone(), &kin).expect("a job"));
        drop(Connection::reading(&path, clock.clone(), &kin).expect("a job"));
        drop(Store::open(&path, clock).expect("the same library"));
        assert!(is_locked(&path), "looking at the file and closing it would unlock it");
        for name in ["l.postil", "l.postil-shm"] {
            let read = crate::files::read_limited(&folder.path().join(name), 1 << 20);
            assert!(
                read.is_err_and(|error| error.to_string().contains("the library that is open")),
                "{name}"
            );
        }
        assert!(crate::files::is_of_database(&path));
        for name in ["l.postil", "l.postil-shm"] {
            let path = folder.path().join(name);
            let why = crate::job::export::why_refused(&path, crate::job::export::Format::Csv);
            assert!(why.contains("did not write"), "{why}");
            assert!(crate::config::load(Some(&path), true).is_err());
        }
        assert!(is_locked(&path));
        drop(store);
        assert!(!is_locked(&path) && crate::files::read_limited(&path, 1 << 20).is_ok());
    }

    #[test]
    fn what_cannot_be_found_again_is_not_called_saved() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.postil");
        let aside = folder.path().join("aside");
        let store = Store::open(&path, Clock::machine()).expect("a library");
        let kin = store.kin();
        let (mut edits, reads) = Connection::pair(store);
        let _reads = reads().expect("a second connection");
        let (stop, tell) = (Arc::default(), |_| ());
        let mut add = |name: &str| {
            let ask =
                Ask::Apply { edits: vec![Edit::AddTheme { path: name.to_owned() }], open: None, text: None };
            edits.answer(&ask, &Course { stop: &stop, tell: &tell })
        };
        assert!(matches!(add("One"), Outcome::Applied(..)));
        std::fs::rename(&path, &aside).expect("renamed");
        let Outcome::Failed(why) = add("Two") else { panic!("it was called saved") };
        assert!(why.contains("nothing was saved") && why.contains("moved"), "{why}");
        // A job opens no new library in its place.
        assert!(Connection::reading(&path, Clock::machine(), &kin).is_err());
        assert!(Connection::editing(&path, Clock::machine(), &kin).is_err());
        std::fs::copy(&aside, &path).expect("a copy");
        assert!(matches!(add("Three"), Outcome::Failed(_)), "another file is not this library");
        let refused = |opened: Result<Connection>| opened.expect_err("another library").to_string();
        assert!(refused(Connection::reading(&path, Clock::machine(), &kin)).contains("replaced"));
        assert!(refused(Connection::editing(&path, Clock::machine(), &kin)).contains("replaced"));
        std::fs::rename(&aside, &path).expect("back");
        assert!(matches!(add("Four"), Outcome::Applied(..)));
        std::fs::remove_file(&path).expect("removed");
        let to = folder.path().join("b.postil");
        let copied = edits.answer(
            &Ask::Backup { to: to.clone(), drafts: Vec::new() },
            &Course { stop: &stop, tell: &tell },
        );
        assert!(matches!(copied, Outcome::BackedUp(..)), "{copied:?}");
        let copy = Store::open(&to, Clock::machine()).expect("a library");
        let names: Vec<String> = copy.themes().expect("themes").into_iter().map(|theme| theme.name).collect();
        assert_eq!(names, ["Four", "One"]);
    }
}
