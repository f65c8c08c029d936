//! The tutor: each lesson is done by what it says, and by nothing less.

use postil::app::Tutor;
use postil::clock::Clock;
use postil::job::library;
use postil::store::Store;
use postil::view;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::session::Session;

/// What is too little for each lesson, and what does it.
const LESSONS: [(&str, &str, &str); 11] = [
    ("Read", "))", ")"),
    ("Tag a sentence", "<enter>", "1"),
    ("And the next one", ")", "."),
    ("A theme of your own", ")<enter>Clouds", "<enter>"),
    ("Write a note", "cGoats.", "<esc>"),
    ("Take it back", ")", "u"),
    ("Tag more than a sentence", "v)", "ip<enter>2"),
    ("Search", "/fer", "<enter>"),
    ("Find a theme again", "gt", "<enter>"),
    // Who only leaves the passages has not gone to one.
    ("Go there", "jqqgt<enter>", "<enter>"),
    ("Take it away", "gt<esc>", "x<enter><ctrl-u>FOLDER/out<enter>"),
];

/// Types keys, and looks after each as the screen does; how many lessons were done by them.
fn take(tutor: &mut Tutor, s: &mut Session, keys: &str) -> usize {
    let mut done = 0;
    for key in crate::session::parse(keys) {
        s.press(key);
        while tutor.look(&s.app) {
            done += 1;
        }
    }
    done
}

/// The starter library with its article open, at the first lesson.
fn begin() -> (Session, Tutor) {
    let mut store = Store::memory(Clock::counted("2026-01-02T03:04:05Z".parse().unwrap())).unwrap();
    store.add_starters(&library::tutor().unwrap()).unwrap();
    let mut s = Session::on(store);
    s.keys("<enter>");
    let tutor = Tutor::new(&s.app);
    (s, tutor)
}

#[test]
fn a_lesson_shows_whole_on_a_small_screen() {
    for (columns, rows) in [(40, 2), (40, 5), (80, 2), (120, 5)] {
        let (mut s, mut tutor) = begin();
        let mut seen = 0;
        for keys in LESSONS.map(|(_, before, keys)| [before, keys].concat()).iter().map(Some).chain([None]) {
            let area = Rect::new(0, 0, columns, rows);
            let mut buffer = Buffer::empty(area);
            view::draw_lesson(&s.app, &tutor, area, &mut buffer);
            let shown: String = buffer.content.iter().map(ratatui::buffer::Cell::symbol).collect();
            assert!(!shown.contains('…'), "{columns}x{rows}: {shown}");
            assert!(shown.contains(tutor.title()), "{shown}");
            seen += 1;
            let Some(keys) = keys else { break };
            let folder = tempfile::tempdir().unwrap();
            take(&mut tutor, &mut s, &keys.replace("FOLDER", &folder.path().display().to_string()));
        }
        assert_eq!((seen, tutor.number()), (12, None));
    }
}

#[test]
fn a_lesson_shows_on_the_smallest_screens() {
    for rows in [10, 11] {
        let (mut s, mut tutor) = begin();
        assert_eq!(view::room((40, rows)), (40, 10));
        s.resize(40, 10);
        let lessons = LESSONS.map(|(_, before, keys)| [before, keys].concat());
        for keys in lessons.iter().map(Some).chain([None]) {
            // What is said of the act before gives way with the next key.
            s.app.message = None;
            let area = Rect::new(0, 0, 40, rows);
            let mut buffer = Buffer::empty(area);
            view::draw_taught(&s.app, &tutor, area, &mut buffer);
            let row: String =
                (0..40).map(|x| buffer[(x, rows - if rows == 10 { 2 } else { 1 })].symbol()).collect();
            assert_eq!(row.trim(), tutor.brief(&s.app), "{rows}");
            let Some(keys) = keys else { break };
            let folder = tempfile::tempdir().unwrap();
            take(&mut tutor, &mut s, &keys.replace("FOLDER", &folder.path().display().to_string()));
        }
        assert_eq!(tutor.number(), None);
    }
}

#[test]
fn each_lesson_is_done_by_the_keys_that_it_names() {
    let (mut s, mut tutor) = begin();
    let folder = tempfile::tempdir().unwrap();
    for (n, (title, before, keys)) in LESSONS.into_iter().enumerate() {
        let keys = keys.replace("FOLDER", &folder.path().display().to_string());
        assert_eq!((tutor.number(), tutor.title()), (Some((n + 1, 11)), title));
        let text = tutor.text(&s.app);
        assert!(!text.contains(['{', '}']) && !text.contains(" :"), "every command has a key: {text}");
        assert_eq!(take(&mut tutor, &mut s, before), 0, "{title} is not done by {before}");
        assert_eq!(take(&mut tutor, &mut s, &keys), 1, "{title} is done by {keys}\n{}", s.text());
    }
    assert_eq!(tutor.number(), None);
    assert!(tutor.farewell().starts_with("That was the tutor; "), "{}", tutor.farewell());
    assert!(tutor.text(&s.app).contains("? shows all keys"));
}
