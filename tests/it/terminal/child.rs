//! A program that does what it is told by single keys, so that ends can be tried which the real
//! one does not have: the test binary starts itself once more with this test alone.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::thread;

use portable_pty::CommandBuilder;
use postil::app::{Ask, Effect, Msg, Spot, Ticket};
use postil::clock::Clock;
use postil::command::Key;
use postil::model::{Draft, DraftOn};
use postil::paths::Environment;
use postil::shell::{self, Asked, Program, Stage};
use postil::store::Store;
use postil::view::Besides;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

/// Names the folder of the test to the child, and so makes it one.
const FOLDER: &str = "POSTIL_TEST_FOLDER";

pub fn command(folder: &Path) -> CommandBuilder {
    let this = std::env::current_exe().expect("this program");
    let args = ["--exact", "terminal::child::child", "--ignored", "--nocapture", "--test-threads=1"];
    super::pty::command(&this, &args, &[(FOLDER, folder)])
}

/// Writes on, or is killed with the line as an editor wants it, or stops its process group first, or goes on without
/// an end: until it is told to, or is ended by force, and its process is noted. What a shell has forked and not yet
/// started may lose a signal, so the one with a trap does not wait for a program in the foreground.
const EDITOR: &str = "sh -c 'case $(cat $1) in wreck) stty raw -echo; kill -9 $$;; stop) kill -TSTP 0;; \
                      long) echo $$ > ${1%/*}/process; stty raw -echo; printf \" begun\" >> $1; echo waiting; cat; sleep 600;; \
                      deaf) trap \"\" TERM; echo $$ > ${1%/*}/process; stty raw -echo; echo waiting; while :; do sleep 600; done;; \
                      mild) trap \"echo kept > $1; exit 0\" TERM; echo $$ > ${1%/*}/process; sleep 600 & echo waiting; wait;; \
                      swap) echo $$ > ${1%/*}/process; echo typed > ${1%/*}/.${1##*/}.swp; echo waiting; while :; do sleep 600; done;; \
                      esac; \
                      printf \"%s a note\" \"$(cat $1)\" > $1; echo edited' it";

#[derive(Default)]
struct Puppet {
    said: String,
    size: String,
    dirty: bool,
    panics_in_draw: bool,
}

impl Program for Puppet {
    fn update(&mut self, msg: Msg) -> Vec<Effect> {
        self.dirty = true;
        match msg {
            Msg::Key(key) if key == Key::char('q') => return vec![Effect::Quit],
            Msg::Key(key) if key == Key::char('p') => panic!("a page is torn"),
            Msg::Key(key) if key == Key::char('d') => self.panics_in_draw = true,
            Msg::Key(key) if key == Key::char('t') => drop(thread::spawn(|| panic!("a thread is torn"))),
            Msg::Key(key) if key == Key::char('e') => return vec![Effect::EditOutside("half".into())],
            Msg::Key(key) if key == Key::char('s') => return vec![Effect::EditOutside("stop".into())],
            Msg::Key(key) if key == Key::char('L') => return vec![Effect::EditOutside("long".into())],
            Msg::Key(key) if key == Key::char('F') => return vec![Effect::EditOutside("deaf".into())],
            Msg::Key(key) if key == Key::char('M') => return vec![Effect::EditOutside("mild".into())],
            Msg::Key(key) if key == Key::char('S') => return vec![Effect::EditOutside("swap".into())],
            Msg::Key(key) if key == Key::char('w') => return vec![Effect::EditOutside("wreck".into())],
            Msg::Key(key) if key == Key::ctrl('z') => return vec![Effect::Suspend],
            Msg::Key(key) => self.said.push_str(&key.to_string()),
            Msg::Paste(text) => self.said = format!("pasted {text:?}"),
            Msg::Resize(columns, rows) => self.size = format!("{columns}x{rows}"),
            Msg::Resumed => self.said = "resumed".into(),
            Msg::Closing => {
                return vec![Effect::Ask(Ticket(1), Ask::SaveDraft(draft(&self.said))), Effect::Quit];
            }
            Msg::Edited(result) => self.said = format!("{result:?}"),
            other => self.said = format!("{other:?}"),
        }
        Vec::new()
    }

    fn prepare(&mut self) -> Vec<Effect> {
        Vec::new()
    }

    fn take_dirty(&mut self) -> bool {
        std::mem::take(&mut self.dirty)
    }

    fn spot(&self, cell: Position) -> Option<Spot> {
        Some(Spot::Row(usize::from(cell.x)))
    }

    fn is_urgent(&self, key: Key) -> bool {
        key == Key::char('q')
    }

    fn draw(&self, area: Rect, buffer: &mut Buffer) -> Besides {
        assert!(!self.panics_in_draw, "the ink is spilt");
        let width = usize::from(area.width);
        let tail = self.said.char_indices().rev().nth(39).map_or(0, |(i, _)| i);
        for (row, text) in (0..area.height).zip(["ready", &self.size, &self.said[tail..]]) {
            buffer.set_stringn(0, row, text, width, Style::new());
        }
        // More than the kernel keeps for a terminal that does not read.
        for row in 3..area.height.saturating_mul(u16::from(area.width >= 500)) {
            buffer.set_stringn(0, row, "~".repeat(width), width, Style::new());
        }
        Besides::default()
    }
}

/// What the puppet was writing.
pub fn draft(text: &str) -> Draft {
    Draft { on: DraftOn::Library, text: text.to_owned(), was: None, updated: String::new() }
}

#[test]
#[ignore = "a part of the other tests: they start it in a terminal"]
#[expect(
    clippy::disallowed_methods,
    reason = "it is a process of its own, with an environment and an exit code"
)]
fn child() {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else { return };
    let store = Store::open(&folder.join("library.postil"), Clock::machine()).expect("a library");
    let environment =
        Environment { editor: Some(EDITOR.into()), state: Some(folder), ..Environment::default() };
    let asked = Asked { mouse: true, ..Asked::default() };
    let stage = Stage::set(asked.mouse, None).expect("a terminal");
    let code = shell::drive(stage, &mut Puppet::default(), Vec::new(), store, environment, asked)
        .expect("a terminal");
    std::process::exit(if code == ExitCode::SUCCESS { 0 } else { code_of(code) });
}

/// The number in an exit code, which it tells to its own debug form only.
fn code_of(code: ExitCode) -> i32 {
    format!("{code:?}").chars().filter(char::is_ascii_digit).collect::<String>().parse().expect("a number")
}
