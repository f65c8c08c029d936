//! What a person waits for at the screen: start, open, keys, tag and undo, against floors that
//! are measured in the same run. Ratios hold from machine to machine, times do not.
//!
//! Floors: drawing a full screen of prepared text with bare ratatui; reading the text's file;
//! one durable insert into a bare SQLite file.
#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a bench says what it measured, and stops where it cannot"
)]

use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

use postil::app::{App, Ask, Colors, Effect, Msg, Outcome};
use postil::clock::Clock;
use postil::command::Key;
use postil::config::Config;
use postil::import::{self, Hint};
use postil::model::{ArticleId, Edit};
use postil::shell::answer::answer;
use postil::shell::prefs;
use postil::store::Store;
use postil::view;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

const SIZE: (u16, u16) = (120, 40);
const ROUNDS: usize = 41;
const TEXTS: [(&str, usize); 3] = [("small", 6 << 10), ("book", 3 << 20), ("huge", 100 << 20)];

#[expect(clippy::disallowed_methods, reason = "a bench measures time")]
fn timed(run: impl FnOnce()) -> Duration {
    let start = std::time::Instant::now();
    run();
    start.elapsed()
}

fn median(rounds: usize, mut run: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..rounds).map(|_| timed(&mut run)).collect();
    times.sort();
    times.get(rounds / 2).copied().unwrap_or_default()
}

/// Long paragraphs on single lines, so many bytes in all.
fn prose(bytes: usize) -> String {
    let mut text = String::with_capacity(bytes + 1_000);
    let mut n = 0_u64;
    while text.len() < bytes {
        for _ in 0..9 {
            n += 1;
            text.push_str("The ferry crossed at noon, and nobody on the far bank asked what sentence ");
            text.push_str(&n.to_string());
            text.push_str(" would say. ");
        }
        text.truncate(text.trim_end().len());
        text.push_str("\n\n");
    }
    text
}

/// The program without a terminal: requests are answered on the spot.
struct Screen {
    store: Store,
    app: App,
    terminal: Terminal<TestBackend>,
}

impl Screen {
    fn new(store: Store) -> Self {
        let prefs = prefs(Config::default(), Colors::Sixteen);
        let terminal = Terminal::new(TestBackend::new(SIZE.0, SIZE.1)).unwrap();
        let mut screen = Self { store, app: App::new(prefs, SIZE), terminal };
        let first = screen.app.start();
        screen.perform(first);
        screen.draw();
        screen
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            if let Effect::Ask(ticket, ask) = effect {
                let outcome = answer(&mut self.store, &ask);
                let next = self.app.update(Msg::Outcome(ticket, outcome));
                self.perform(next);
            }
        }
    }

    fn draw(&mut self) {
        let effects = self.app.prepare();
        self.perform(effects);
        let app = &self.app;
        self.terminal.draw(|frame| drop(view::draw(app, frame.area(), frame.buffer_mut()))).unwrap();
    }

    fn key(&mut self, key: Key) {
        let effects = self.app.update(Msg::Key(key));
        self.perform(effects);
        self.draw();
    }

    fn open(&mut self, article: ArticleId) {
        let effects = self.app.open(article);
        self.perform(effects);
        self.draw();
    }
}

fn import(store: &mut Store, text: &str) -> ArticleId {
    let imported = import::read(text.as_bytes(), &Hint::named("made.txt")).unwrap();
    let edit = Edit::AddArticle {
        meta: imported.meta,
        document: imported.document,
        themes: Vec::new(),
        place: None,
    };
    let applied = store.apply(&[edit]).unwrap();
    applied.touched.articles.first().copied().unwrap()
}

/// A full screen of text that changes at every draw, by bare ratatui.
fn bare_draw() -> Duration {
    let mut terminal = Terminal::new(TestBackend::new(SIZE.0, SIZE.1)).unwrap();
    let line = "The ferry crossed at noon, and nobody on the far bank asked what it would say. ".repeat(2);
    let mut n = 0;
    median(ROUNDS, || {
        n += 1;
        terminal
            .draw(|frame| {
                let area: Rect = frame.area();
                let buffer: &mut Buffer = frame.buffer_mut();
                for y in 0..area.height {
                    let text = line.get(n % 40..).unwrap_or_default();
                    buffer.set_stringn(0, y, text, usize::from(area.width), ratatui::style::Style::new());
                }
            })
            .unwrap();
    })
}

fn bare_insert(folder: &Path) -> Duration {
    let conn = rusqlite::Connection::open(folder.join("bare.db")).unwrap();
    conn.execute_batch(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT);",
    )
    .unwrap();
    median(ROUNDS, || {
        conn.execute("INSERT INTO t(a) VALUES('The ferry crossed at noon.')", []).unwrap();
    })
}

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let draw = bare_draw();
    let insert = bare_insert(folder.path());
    let ratio = |time: Duration, floor: Duration| time.as_secs_f64() / floor.as_secs_f64().max(1e-9);
    println!("floors: a bare draw of {}x{} {draw:.1?}, a bare durable insert {insert:.1?}", SIZE.0, SIZE.1);
    println!("times are medians of {ROUNDS}; x is the ratio to the floor named\n");

    for (name, bytes) in TEXTS {
        let path = folder.path().join(format!("{name}.postil"));
        let mut store = Store::open(&path, Clock::machine()).unwrap();
        let text = prose(bytes);
        let file = folder.path().join(name);
        std::fs::write(&file, &text).unwrap();
        let read = median(9, || drop(black_box(std::fs::read(&file).unwrap())));
        let article = import(&mut store, &text);
        drop(text);
        let mut screen = Screen::new(store);
        let open = median(9, || {
            screen.app.reader = None;
            screen.open(article);
        });
        println!("{name:6} open       {open:>10.1?}  = {:8.2}x reading its bytes", ratio(open, read));
        for (what, keys) in
            [("page", " "), ("line", "j"), ("word", "w"), ("sentence", ")"), ("to the end and back", "Ggg")]
        {
            let keys: Vec<Key> = keys.chars().map(Key::char).collect();
            let count = u32::try_from(keys.len()).unwrap_or(1);
            let time = median(ROUNDS, || keys.iter().for_each(|key| screen.key(*key))) / count;
            println!("{name:6} {what:20} {time:>10.1?}  = {:8.2}x a bare draw", ratio(time, draw));
        }
        let mut wide = true;
        let resize = median(ROUNDS, || {
            wide = !wide;
            let columns = if wide { SIZE.0 } else { 84 };
            screen.app.update(Msg::Resize(columns, SIZE.1));
            screen.draw();
        });
        println!("{name:6} resize               {resize:>10.1?}  = {:8.2}x a bare draw", ratio(resize, draw));
        screen.app.update(Msg::Resize(SIZE.0, SIZE.1));
        screen.draw();
        screen.key(Key::char('g'));
        screen.key(Key::char('g'));
        let mut tag = |keys: &str| {
            let keys: Vec<Key> = keys
                .chars()
                .map(|c| if c == '\n' { Key::parse("Enter").unwrap() } else { Key::char(c) })
                .collect();
            timed(|| keys.iter().for_each(|key| screen.key(*key)))
        };
        tag("\nferries\n");
        let mut tags = Vec::new();
        let mut undos = Vec::new();
        for _ in 0..ROUNDS {
            tags.push(tag(")\n1"));
            undos.push(tag("u"));
        }
        for (what, mut times) in [("tag in two keys", tags), ("undo", undos)] {
            times.sort();
            let time = times.get(ROUNDS / 2).copied().unwrap_or_default();
            println!(
                "{name:6} {what:20} {time:>10.1?}  = {:8.2}x a bare insert + 2 draws",
                ratio(time, insert + draw * 2)
            );
        }
        let document = std::sync::Arc::clone(&screen.app.reader.as_ref().unwrap().document);
        let needle = document.text.get(document.text.len() - 40..).unwrap_or_default().trim().to_owned();
        let ask =
            Ask::Find { document: std::sync::Arc::clone(&document), words: vec![needle.clone()], all: true };
        let find = median(9, || {
            let outcome = answer(&mut screen.store, &ask);
            assert!(matches!(outcome, Outcome::Found { .. }));
        });
        let floor = median(9, || {
            black_box(memchr::memmem::find(document.text.as_bytes(), needle.as_bytes()));
        });
        println!("{name:6} search to the end    {find:>10.1?}  = {:8.2}x memmem\n", ratio(find, floor));
    }

    for articles in [5, 5_000] {
        let path = folder.path().join(format!("{articles}.postil"));
        let mut store = Store::open(&path, Clock::machine()).unwrap();
        for i in 0..articles {
            import(&mut store, &format!("Article {i}\n\n{}", prose(600)));
        }
        drop(store);
        let start = median(9, || {
            let store = Store::open(&path, Clock::machine()).unwrap();
            black_box(Screen::new(store).app.list.total);
        });
        println!("start with {articles:5} articles: {start:.1?} = {:.2}x a bare draw", ratio(start, draw));
    }
}
