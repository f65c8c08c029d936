//! Writing on in `$VISUAL` or `$EDITOR`: a file of the user's own, an editor that has the terminal
//! to itself, and a text that comes back, or a file that is kept and named.

use std::fs::{self, File};
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, waitid};
use tempfile::TempPath;

use super::tree;
use crate::paths::Environment;

/// How long an editor may take to end that was told to, before it is ended by force.
const GRACE: Duration = Duration::from_secs(4);
/// Between two looks whether all that it started has ended.
const LOOK: Duration = Duration::from_millis(20);

/// An editor that has the terminal.
#[derive(Debug, Clone, Default)]
pub struct Open(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    /// Its shell, as long as the number is that of no other process.
    process: Option<Pid>,
    /// It was told to end, and may write on until all that it started has ended.
    writes: bool,
    /// It is waited for in the usual way: its number may be that of any other process from now on.
    is_let_go: bool,
    is_over: bool,
    left: Option<Result<String, String>>,
}

impl Open {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.state());
        self.0.changed.notify_all();
    }

    fn wait_while(&self, limit: Duration, is_so: impl Fn(&State) -> bool) -> MutexGuard<'_, State> {
        let waited = self.0.changed.wait_timeout_while(self.state(), limit, |state| is_so(state));
        waited.unwrap_or_else(PoisonError::into_inner).0
    }

    /// What it left, once it has ended; given once.
    pub fn left(&self) -> Option<Result<String, String>> {
        self.state().left.take()
    }

    /// Ends it with all that it started, and gives what it left: most editors keep what was typed when they are told
    /// to end. Nothing where it does not end even by force.
    pub fn end(&self) -> Option<Result<String, String>> {
        let mut family = Vec::new();
        let mut of = None;
        if let State { process: Some(process), writes, .. } = &mut *self.state() {
            *writes = true;
            of = Some(*process);
            family = tree::of(*process);
        }
        // Its shell says what came of the editor, if that is not the shell itself: it comes last.
        let (below, shell) = family.split_at(family.len().saturating_sub(1));
        let (first, then) = if below.is_empty() { (shell, below) } else { (below, shell) };
        for (told, limit) in [(first.to_vec(), GRACE), (then.to_vec(), GRACE / 4)] {
            end_all(&told);
            let mut waited = Duration::ZERO;
            while waited < limit && family.iter().any(|one| tree::is_there(*one)) {
                drop(self.wait_while(LOOK, |_| true));
                waited += LOOK;
                // What was being started meanwhile has not heard of it.
                let late = self.late(of, &family);
                end_all(&late);
                family.extend(late);
            }
        }
        let left: Vec<Pid> = family.into_iter().filter(|one| tree::is_there(*one)).collect();
        tree::tell(&left, Signal::KILL);
        self.change(|state| state.writes = false);
        self.wait_while(GRACE, |state| !state.is_over).left.take()
    }

    /// What a process started besides those that are known, as long as its number is its own: that it stays so while this
    /// is asked, however long that takes, the lock is for.
    fn late(&self, of: Option<Pid>, known: &[Pid]) -> Vec<Pid> {
        let state = self.state();
        let mut late = of.filter(|_| !state.is_let_go).map(tree::of).unwrap_or_default();
        late.retain(|one| !known.contains(one));
        late
    }
}

/// Tells processes to end. One that is stopped hears of nothing.
fn end_all(processes: &[Pid]) {
    for signal in [Signal::TERM, Signal::CONT] {
        tree::tell(processes, signal);
    }
}

/// An editor that is ready to be started.
#[derive(Debug)]
pub struct Editor {
    /// A line for the shell.
    line: String,
    file: TempPath,
    before: String,
}

impl Editor {
    /// Finds the editor and writes the text to a file that only the user can read. The error is a
    /// sentence.
    pub fn prepare(environment: &Environment, text: &str) -> Result<Self, String> {
        let line = match &environment.editor {
            Some(line) => line.clone(),
            None if environment.program("vi").is_some() => "vi".to_owned(),
            None => return Err("no editor is known (set $VISUAL or $EDITOR to one)".to_owned()),
        };
        let folder = environment
            .state
            .as_deref()
            .ok_or("no home folder is known, so there is no place for the file (set XDG_STATE_HOME)")?;
        let file = write(folder, text).map_err(|error| {
            format!("a file for the editor could not be written in {}: {error}", folder.display())
        })?;
        Ok(Self { line, file, before: text.to_owned() })
    }

    /// Starts it; once it has left its text, or a sentence that says why there is none, `done` is called on another
    /// thread. The terminal is to be left before.
    pub fn start(self, done: impl FnOnce() + Send + 'static) -> Result<Open, String> {
        let mut child =
            self.spawn().map_err(|error| format!("no shell could be started for {}: {error}", self.line))?;
        let open = Open::default();
        let process = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
        open.state().process = process;
        let mine = open.clone();
        let wait = move || {
            // Its number is its own until it is waited for in the usual way.
            if let Some(process) = process {
                let ended = || waitid(WaitId::Pid(process), WaitIdOptions::EXITED | WaitIdOptions::NOWAIT);
                while ended().is_err_and(|error| error == rustix::io::Errno::INTR) {}
            }
            mine.change(|state| state.process = None);
            drop(mine.wait_while(GRACE * 2, |state| state.writes));
            mine.change(|state| state.is_let_go = true);
            let left = self.finish(child.wait());
            mine.change(|state| (state.is_over, state.left) = (true, Some(left)));
            done();
        };
        thread::Builder::new()
            .name("editor".into())
            .spawn(wait)
            .map(|_| open)
            .map_err(|error| format!("the editor cannot be waited for: {error}"))
    }

    fn spawn(&self) -> io::Result<Child> {
        // The shell splits the line, as git and others have it: options, quotes and variables work.
        let mut command = Command::new("sh");
        command.arg("-c").arg(format!("{} \"$@\"", self.line)).arg("sh").arg(&*self.file);
        // Standard input may have been a source of text (`postil -`).
        if !io::stdin().is_terminal()
            && let Ok(tty) = File::open("/dev/tty")
        {
            command.stdin(Stdio::from(tty));
        }
        command.spawn()
    }

    fn finish(self, ended: io::Result<ExitStatus>) -> Result<String, String> {
        let why = match ended {
            Ok(status) if status.success() => match fs::read_to_string(&self.file) {
                Ok(text) => return Ok(tidy(&text, &self.before)),
                Err(error) => format!("what the editor wrote cannot be read: {error}"),
            },
            Ok(status) if status.code() == Some(127) => {
                format!(
                    "the editor '{}' was not found (set $VISUAL or $EDITOR to one that is there)",
                    self.line
                )
            }
            Ok(status) => format!("the editor gave up ({status}), so nothing was changed"),
            Err(error) => format!("the editor could not be waited for: {error}"),
        };
        let beside = left_beside(&self.file);
        if beside.is_none() && fs::read_to_string(&self.file).is_ok_and(|text| text == self.before) {
            return Err(why);
        }
        match (self.file.keep(), beside) {
            (Ok(path), Some(beside)) => Err(format!(
                "{why}; what was typed is in {} (open {} with the editor again to get it back)",
                beside.display(),
                path.display()
            )),
            (Ok(path), None) => Err(format!("{why}; what it wrote is in {}", path.display())),
            (Err(error), _) => Err(format!("{why}; what it wrote could not be kept: {error}")),
        }
    }
}

/// What an editor left beside a file for who comes back to it, as vi does that is ended: it bears the file's name.
fn left_beside(file: &Path) -> Option<PathBuf> {
    let name = file.file_name()?.to_str()?;
    let entries = fs::read_dir(file.parent()?).ok()?;
    let beside = entries.flatten().map(|entry| entry.path());
    let bears = |path: &PathBuf| {
        path.file_name()
            .and_then(|other| other.to_str())
            .is_some_and(|other| other != name && other.contains(name))
    };
    beside.filter(bears).min()
}

fn write(folder: &Path, text: &str) -> io::Result<TempPath> {
    fs::create_dir_all(folder)?;
    let mut file = tempfile::Builder::new().prefix("note-").suffix(".md").tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.flush()?;
    Ok(file.into_temp_path())
}

/// Line ends LF, and without the line end that editors add to the last line.
fn tidy(text: &str, before: &str) -> String {
    let text = text.replace("\r\n", "\n");
    match text.strip_suffix('\n') {
        Some(shorter) if !before.ends_with('\n') => shorter.to_owned(),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    fn edit(editor: Option<&str>, text: &str) -> (Result<String, String>, Vec<String>) {
        let folder = tempfile::tempdir().expect("a folder");
        let environment = Environment {
            editor: editor.map(str::to_owned),
            state: Some(folder.path().join("state")),
            ..Environment::default()
        };
        let result = Editor::prepare(&environment, text).and_then(|editor| {
            let (send, receive) = mpsc::channel();
            let open = editor.start(move || send.send(()).expect("still waiting"))?;
            receive.recv().expect("an end");
            open.left().expect("something")
        });
        let left = fs::read_dir(folder.path().join("state"))
            .map(|files| files.flatten().filter_map(|f| fs::read_to_string(f.path()).ok()).collect())
            .unwrap_or_default();
        (result, left)
    }

    #[test]
    fn the_text_comes_back_and_the_file_goes() {
        // A line with options and quotes, as people have them.
        let (result, left) = edit(Some("sh -c 'echo more >> \"$1\"' it"), "one\n");
        assert_eq!(result, Ok("one\nmore\n".to_owned()));
        assert_eq!(left, Vec::<String>::new());
        assert_eq!(edit(Some("sh -c 'printf \"a\\r\\nb\\n\" > $1' it"), "one").0, Ok("a\nb".to_owned()));
    }

    #[test]
    fn what_a_failed_editor_wrote_is_kept_and_named() {
        let (result, left) = edit(Some("sh -c 'echo half > \"$1\"; exit 3' it"), "one");
        let why = result.expect_err("it failed");
        assert!(why.contains("exit status: 3") && why.contains("note-"), "{why}");
        assert_eq!(left, ["half\n"]);
        let (result, left) = edit(Some("false"), "one");
        assert!(!result.expect_err("it failed").contains("note-"));
        assert!(left.is_empty());
    }

    #[test]
    fn an_editor_that_is_not_there_is_named() {
        let why = edit(Some("no-such-editor-here"), "one").0.expect_err("it is not there");
        assert!(why.contains("'no-such-editor-here' was not found"), "{why}");
        let why = edit(None, "one").0.expect_err("there is none");
        assert!(why.contains("set $VISUAL or $EDITOR"), "{why}");
    }

    #[test]
    fn what_was_let_go_is_not_asked_for_what_it_started() {
        let open = Open::default();
        let (mine, none) = (rustix::process::getpid(), Vec::<Pid>::new());
        assert!(open.late(Some(mine), &[]).contains(&mine));
        open.change(|state| state.is_let_go = true);
        assert_eq!(open.late(Some(mine), &[]), none);
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_can_read_the_file() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let path = write(folder.path(), "secret").expect("written");
        assert_eq!(fs::metadata(&path).expect("there").permissions().mode() & 0o077, 0);
    }
}
