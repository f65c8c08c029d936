//! The tutor: each lesson is done by what it says, and by nothing less.

use postil::app::Tutor;
use postil::clock::Clock;
use postil::job::library;
use postil::store::Store;

use crate::session::Session;

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

#[test]
fn each_lesson_is_done_by_the_keys_that_it_names() {
    let mut store = Store::memory(Clock::counted("2026-01-02T03:04:05Z".parse().unwrap())).unwrap();
    store.add_starters(&library::tutor()).unwrap();
    let mut s = Session::on(store);
    s.keys("<enter>");
    let mut tutor = Tutor::new(&s.app);
    let folder = tempfile::tempdir().unwrap();
    let export = format!("x<enter><ctrl-u>{}/out<enter>", folder.path().display());
    // What is too little, and what does it.
    let lessons: [(&str, &str, &str); 11] = [
        ("Read", "))", ")"),
        ("Tag a sentence", "<enter>", "1"),
        ("And the next one", ")", "."),
        ("A theme of your own", ")<enter>Clouds", "<enter>"),
        ("Write a note", "cGoats.", "<esc>"),
        ("Take it back", ")", "u"),
        ("Tag more than a sentence", "v)", "ip<enter>2"),
        ("Search", "/fer", "<enter>"),
        ("Find a theme again", "gt", "<enter>"),
        ("Go there", "j", "<enter>"),
        ("Take it away", "gt<esc>", &export),
    ];
    for (n, (title, before, keys)) in lessons.into_iter().enumerate() {
        assert_eq!((tutor.number(), tutor.title()), (Some((n + 1, 11)), title));
        let text = tutor.text(&s.app);
        assert!(!text.contains(['{', '}']) && !text.contains(" :"), "every command has a key: {text}");
        assert_eq!(take(&mut tutor, &mut s, before), 0, "{title} is not done by {before}");
        assert_eq!(take(&mut tutor, &mut s, keys), 1, "{title} is done by {keys}\n{}", s.text());
    }
    assert_eq!(tutor.number(), None);
    assert!(tutor.farewell().starts_with("That was the tutor; "), "{}", tutor.farewell());
    assert!(tutor.text(&s.app).contains("? shows all keys"));
}
