//! Keys that come faster than what they act on: each does what it would have done in its time.

use postil::app::Msg;
use postil::command::{Chord, Command, Context, Key};

use crate::session::{BRIDGE, Session};

const FIRST: &str = "The old bridge was closed on Oct. 15.";

fn two() -> Session {
    Session::with(&[("bridge.txt", BRIDGE), ("f.txt", "Ferries\n\nThe ferry sank. Nobody asked.\n")])
}

#[test]
fn keys_wait_for_the_article_that_they_are_meant_for() {
    let mut s = two();
    s.slow().keys("j<enter>})<enter>syria<enter>)<enter>1").settle();
    let stored = s.stored();
    assert!(stored[0].starts_with("Lt. Col. Anna") && stored[0].ends_with("| syria | "), "{stored:?}");
    assert!(stored[1].starts_with("Nobody believed") && stored[1].ends_with("| syria | "), "{stored:?}");
    s.keys("qgg<enter>}<enter>1").settle();
    assert!(s.stored().iter().any(|a| a == "The ferry sank. | syria | "), "{:?}", s.stored());
}

#[test]
fn keys_after_a_note_are_not_typed_into_it() {
    let mut s = Session::bridge();
    s.slow().keys("}cword<esc>)<enter>War<enter>").settle();
    let stored = s.stored();
    assert_eq!(stored[0], format!("{FIRST} |  | word"));
    assert!(stored[1].starts_with("Lt. Col.") && stored[1].ends_with("| War | "), "{stored:?}");
    assert!(s.store.drafts().unwrap().is_empty());
}

#[test]
fn keys_after_a_search_act_at_the_hit() {
    let mut s = Session::bridge();
    s.slow().keys("/ferry<enter><enter>Boat<enter>").settle();
    assert!(s.stored()[0].starts_with("The ferry (a flat boat"), "{:?}", s.stored());
    s.keys("/town").settle();
    s.keys("<enter><esc>").settle();
    assert!(!s.app.is_searching(), "Esc gives a search up");
    // What was typed for its end goes with it.
    s.keys("/town").settle();
    s.keys("<enter>g/river<esc>gg").settle();
    assert!(!s.app.is_searching() && s.app.overlays.is_empty(), "{}", s.text());
}

#[test]
fn a_paste_keeps_its_turn_behind_keys() {
    let mut s = Session::bridge();
    s.slow().keys("}<enter>War<enter>)c");
    s.send(Msg::Paste("pasted".to_owned())).keys("<esc>").settle();
    assert!(s.stored()[1].ends_with("|  | pasted"), "{:?}", s.stored());
}

#[test]
fn an_edit_of_another_article_leaves_the_open_one_open() {
    let mut s = two();
    s.slow().keys("s<enter>").settle();
    assert!(s.app.reader.is_some());
    s.keys("qddj<enter>").settle();
    assert!(
        s.app.reader.as_ref().is_some_and(|r| r.article.title() == "The Bridge at Orlau"),
        "{}",
        s.text()
    );
}

#[test]
fn quitting_is_never_held_up() {
    let mut s = Session::bridge();
    s.slow().keys("}<enter>War<enter>u<ctrl-c>");
    assert!(s.effects.iter().any(|effect| effect == "Quit"), "{:?}", s.effects);
}

#[test]
fn the_keys_that_quit_and_stop_are_known_wherever_they_do() {
    let mut s = Session::bridge();
    let quit = Key::char('Q');
    s.app.prefs.keymap.bind(Context::Everywhere, Chord(vec![quit]), Some(Command::Quit));
    let urgent = |s: &Session| {
        [quit, Key::ctrl('c'), Key::ctrl('z'), Key::ctrl('l'), Key::char('q')].map(|key| s.app.is_urgent(key))
    };
    assert_eq!(urgent(&s), [true, true, true, false, false]);
    s.keys("/");
    assert_eq!(urgent(&s), [false, true, true, false, false], "it is text there");
}
