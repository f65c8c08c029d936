//! Keys that wait for a character: going to one, and places under letters.

use postil::app::Msg;
use postil::model::{Edit, Placement};

use crate::session::{BRIDGE, Session, add};

const WIDE: &str = "Wide\n\nA e\u{301}cole — “情報” 👩\u{200d}💻 it’s, e.\n\nNext: e.\n";

fn wide() -> Session {
    let mut s = Session::with(&[("wide.txt", WIDE)]);
    s.keys("<enter>}");
    s
}

#[test]
fn a_character_is_found_whatever_it_is_made_of() {
    for (keys, ahead) in [
        ("fé", "e\u{301}cole"),
        ("fe", "e — "),
        ("f-", "— “"),
        ("f\"", "“情"),
        ("2f\"", "” 👩"),
        ("t報", "情報"),
        ("f👩", "👩\u{200d}💻 it"),
        ("f'", "’s, e"),
        ("$F👩", "👩\u{200d}💻 it"),
        ("$T👩", " it’s"),
        ("$2F\"", "“情"),
        ("fe;", "e."),
        ("fe;,", "e — "),
        // A till that is repeated goes on past the one it stands before.
        ("te;", " e."),
        ("$Te;", " — "),
        ("f,", ", e."),
        ("f ", " e\u{301}cole"),
    ] {
        let mut s = wide();
        s.keys(keys);
        assert!(s.ahead(9).starts_with(ahead), "{keys}: {:?}", s.ahead(9));
    }
}

#[test]
fn what_is_not_in_the_paragraph_is_said_and_nothing_moves() {
    let mut s = wide();
    s.keys("fe");
    let at = s.ahead(5);
    for (keys, said) in [
        ("fN", "There is no “N” after this place in the paragraph."),
        ("FN", "There is no “N” before this place in the paragraph."),
        ("9fe", "The paragraph has fewer than 9 “e” after this place."),
    ] {
        s.keys(keys);
        assert_eq!((s.status().split("  ").next(), s.ahead(5)), (Some(said), at.clone()), "{keys}");
    }
    let mut s = wide();
    s.keys(";");
    assert!(s.status().starts_with("No character was looked for yet"), "{}", s.status());
}

#[test]
fn a_selection_grows_to_the_character_and_over_rows() {
    let long = "word ".repeat(60) + "and z at last. More.";
    let mut s = Session::with(&[("a.txt", &format!("T\n\n{long}\n"))]);
    s.resize(60, 20).keys("<enter>}vfz");
    let reader = s.app.reader.as_ref().unwrap();
    assert!(reader.document.slice(reader.selected()).ends_with("and z"));
}

#[test]
fn what_waits_shows_and_esc_gives_it_up() {
    let mut s = wide();
    s.keys("3f");
    assert!(s.status().contains("3f"), "{}", s.status());
    s.wait();
    assert!(s.text().contains("the character to go to"), "{}", s.text());
    s.keys("<esc>");
    assert!(!s.status().contains("3f") && s.hints().contains("Enter"), "{} {}", s.status(), s.hints());
    assert_eq!(s.ahead(1), "A");
    // Esc and named keys are no characters; Ctrl-C still is what it is.
    s.keys("m<enter>");
    assert!(s.status().starts_with("“m Enter” means nothing here"), "{}", s.status());
    s.keys("f<ctrl-c>");
    assert!(s.effects.iter().any(|effect| effect == "Quit"), "{:?}", s.effects);
}

#[test]
fn marks_lead_across_articles_and_outlive_the_program() {
    let mut s = Session::with(&[("bridge.txt", BRIDGE), ("wide.txt", WIDE)]);
    s.keys("/Bridge<enter><enter>}))mb");
    assert!(s.status().starts_with("Mark b set at “Nobody believed her. Was…”"), "{}", s.status());
    s.keys("mBq/<ctrl-u>Wide<enter><enter>");
    assert_eq!(s.ahead(4), "Wide");
    s.keys("}mw'b");
    assert_eq!(s.ahead(6), "Nobody");
    s.keys("''");
    assert_eq!(s.ahead(2), "A ", "twice: back to where the jump began");
    s.keys("''");
    assert_eq!(s.ahead(6), "Nobody");
    s.keys("<ctrl-o>");
    assert_eq!(s.ahead(2), "A ");
    assert!(s.store.history(9).unwrap().len() == 2, "a mark is no step");
    let mut s = s.reopen();
    s.keys("'");
    assert!(s.hints().contains("'a-z  the letter of a mark"), "{}", s.hints());
    s.wait();
    for told in ["'b Nobody believed her. Was there", "A e\u{301}cole — “情", "before the last jump"] {
        assert!(s.text().contains(told), "{told}\n{}", s.text());
    }
    let row = |s: &Session| s.text().lines().find(|row| row.contains("'b Nobody")).unwrap().trim().to_owned();
    assert!(
        row(&s).ends_with('…') && row(&s).chars().count() > 70,
        "as much as there is room for: {}",
        s.text()
    );
    assert!(!s.hints().contains("Nobody") && s.hints().contains("cancel"), "and only once: {}", s.hints());
    s.keys("b");
    assert_eq!(s.ahead(6), "Nobody");
    s.keys("'x");
    assert!(s.status().starts_with("There is no mark “x”; those set are b, w."), "{}", s.status());
    s.keys("m1");
    assert!(s.status().starts_with("A mark is a letter from a to z, not “1”."), "{}", s.status());
    s.keys("v'w");
    assert!(s.status().starts_with("Mark w is in another article"), "{}", s.status());
    assert_eq!(s.ahead(6), "Nobody");
}

#[test]
fn a_mark_stays_on_its_words_when_the_text_changes() {
    let mut s = Session::bridge();
    s.keys("}))mbqgg");
    let id = s.articles()[0];
    let new = BRIDGE.replace("The old bridge", "A word before it. The very old bridge");
    let other = add(&mut s.store, "other.txt", &new);
    let document = s.store.document(other).unwrap();
    let edit = Edit::Revise { article: id, document, placements: Vec::<Placement>::new(), mend: false };
    s.store.apply(&[edit]).unwrap();
    let mut s = s.reopen();
    s.keys("gg'b");
    assert_eq!(s.ahead(6), "Nobody");
    s.send(Msg::LibraryChanged).keys("gg'b");
    assert_eq!(s.ahead(6), "Nobody");
}

#[test]
fn keys_after_a_mark_wait_for_its_article() {
    let mut s = Session::with(&[("bridge.txt", BRIDGE), ("wide.txt", WIDE)]);
    s.keys("/Bridge<enter><enter>}))mbq/<ctrl-u>Wide<enter><enter>");
    s.slow().keys("'b<enter>War<enter>ma").settle();
    assert_eq!(s.stored(), ["Nobody believed her. | War | "]);
    assert!(s.app.marks[&'a'].trace.quote.starts_with("Nobody"));
}

#[test]
fn jumps_leave_their_place_whatever_they_are() {
    let text = "# One\n\nFirst words here.\n\n## Two\n\nSecond words there.\n\n## Three\n\nThird and last.\n";
    for jump in ["G", "gg", "60%", "]]", "[[", "/last<enter>", "*", "'m", "3G"] {
        let mut s = Session::with(&[("a.md", text)]);
        s.keys("<enter>Gmmgg}}}w");
        let at = s.ahead(9);
        s.keys(jump);
        assert_ne!(s.ahead(9), at, "{jump}");
        s.keys("<ctrl-o>");
        assert_eq!(s.ahead(9), at, "{jump}");
        s.keys("<ctrl-n>''");
        assert_eq!(s.ahead(9), at, "{jump}");
    }
}
