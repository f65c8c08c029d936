//! Notes: the editor, drafts, the editor outside.

use postil::app::Msg;
use postil::model::{Edit, NoteOn};

use crate::session::Session;

#[test]
fn a_note_is_written_beside_the_text_and_saved_on_escape() {
    let mut s = Session::bridge();
    s.keys("}cClosed since October.<enter>Ask Weiss.");
    assert!(s.text().contains("Closed since October."), "{}", s.text());
    assert!(s.text().contains("The old bridge was closed"), "the passage stays in sight");
    assert_eq!(s.stored(), Vec::<String>::new(), "the annotation is made at the first save");
    s.keys("<esc>");
    assert_eq!(s.stored(), ["The old bridge was closed on Oct. 15. |  | Closed since October.\nAsk Weiss."]);
    assert!(s.status().starts_with("Saved: "), "{}", s.status());
    s.keys("c!<ctrl-s>");
    assert!(s.stored()[0].ends_with("Ask Weiss.!"));
    s.keys("u");
    assert!(s.stored()[0].ends_with("Ask Weiss."));
}

#[test]
fn an_emptied_note_is_no_note_and_an_unchanged_one_makes_no_step() {
    let mut s = Session::bridge();
    s.keys("}cword<esc>");
    let steps = s.store.history(100).unwrap().len();
    s.keys("c<esc>");
    assert_eq!(s.store.history(100).unwrap().len(), steps);
    s.keys("c<ctrl-w><esc>");
    assert!(s.stored()[0].ends_with("|  | "), "{:?}", s.stored());
}

#[test]
fn a_draft_survives_the_end_of_the_program() {
    let mut s = Session::bridge();
    s.keys("}chalf a thou").wait();
    let mut s = s.reopen();
    assert!(s.status().contains("A draft waits"), "{}", s.status());
    s.keys("c");
    assert!(s.text().contains("half a thou"), "{}", s.text());
    s.keys("ght<esc>");
    assert!(s.stored()[0].ends_with("| half a thought"), "{:?}", s.stored());
    assert!(s.store.drafts().unwrap().is_empty(), "a saved draft is gone");
}

#[test]
fn a_note_set_aside_is_offered_again() {
    let mut s = Session::bridge();
    s.keys("}clater<ctrl-x>");
    assert_eq!(s.stored(), Vec::<String>::new());
    assert_eq!(s.store.drafts().unwrap().len(), 1);
    s.keys("c");
    assert!(s.text().contains("later"));
    s.keys("<esc>");
    assert!(s.stored()[0].ends_with("| later"));
}

#[test]
fn the_editor_outside_gets_the_text_and_gives_it_back() {
    let mut s = Session::bridge();
    s.keys("}cdraft<ctrl-e>");
    assert!(s.effects.iter().any(|e| e.contains("EditOutside(\"draft\\n\")")), "{:?}", s.effects);
    s.send(Msg::Edited(Ok("from vi\n".to_owned()))).keys("<ctrl-s>");
    assert!(s.stored()[0].ends_with("| from vi"));
    s.keys("c<ctrl-e>").send(Msg::Edited(Err("the editor failed".to_owned())));
    assert!(s.status().contains("The editor failed"));
}

#[test]
fn pasted_text_and_escape_sequences_are_text() {
    let mut s = Session::bridge();
    s.keys("}c").send(Msg::Paste("two\r\nlines\u{1b}[31m".to_owned())).keys("<esc>");
    assert!(s.stored()[0].ends_with("| two\nlines[31m"), "{:?}", s.stored());
}

#[test]
fn the_article_has_a_note_of_its_own() {
    let mut s = Session::bridge();
    s.keys("CRead twice.<esc>");
    let article = s.store.article(s.articles()[0]).unwrap().unwrap();
    assert_eq!(article.note.as_deref(), Some("Read twice."));
}

#[test]
fn a_draft_on_a_sentence_is_found_when_the_sentence_is_tagged_meanwhile() {
    let mut s = Session::bridge();
    s.keys("}chalf<ctrl-x><enter>War<enter>c");
    assert!(s.text().contains("half"), "{}", s.text());
    s.keys(" done<esc>");
    assert!(s.stored()[0].ends_with("| War | half done"), "{:?}", s.stored());
    assert!(s.store.drafts().unwrap().is_empty());
}

#[test]
fn a_note_that_another_program_took_away_meanwhile_is_no_empty_quotation() {
    let mut s = Session::bridge();
    s.keys("}cmine<esc>c two");
    let id = s.annotations()[0].id;
    s.store.apply(&[Edit::SetNote { on: NoteOn::Annotation(id), note: None }]).unwrap();
    s.keys("<esc>");
    assert!(s.status().contains("took the note away meanwhile; saving again"), "{}", s.status());
}

#[test]
fn a_note_that_another_program_changed_meanwhile_is_not_overwritten_unsaid() {
    let mut s = Session::bridge();
    s.keys("}cmine<esc>c two");
    let id = s.annotations()[0].id;
    let theirs = Edit::SetNote { on: NoteOn::Annotation(id), note: Some("theirs".to_owned()) };
    s.store.apply(&[theirs]).unwrap();
    s.keys("<esc>");
    assert!(s.status().contains("theirs"), "{}", s.status());
    assert!(s.stored()[0].ends_with("| theirs") && s.text().contains("mine two"), "{}", s.text());
    s.keys("<esc>");
    assert!(s.stored()[0].ends_with("| mine two"));
    s.keys("u");
    assert!(s.stored()[0].ends_with("| theirs"));
}

#[test]
fn the_note_on_the_library_is_written_from_anywhere() {
    let mut s = Session::bridge();
    // What is typed before it is there goes into it and not into the text.
    s.slow().keys("gCOn the whole.").settle();
    assert!(s.text().contains("Note on the library"), "{}", s.text());
    s.keys("<esc>").settle();
    assert_eq!(s.store.library_note().unwrap().as_deref(), Some("On the whole."));
    s.keys("qgt:library-note<enter>").settle();
    assert!(s.text().contains("On the whole."), "{}", s.text());
    s.keys(" And more.<ctrl-x>").settle();
    assert!(s.status().starts_with("Set aside as a draft; gC takes it up again."), "{}", s.status());
    s.keys("gC").settle();
    assert!(s.text().contains("And more."), "{}", s.text());
    s.keys("<esc>u").settle();
    assert_eq!(s.store.library_note().unwrap().as_deref(), Some("On the whole."));
}

#[test]
fn a_window_that_grows_shows_the_rows_above() {
    let mut s = Session::bridge();
    s.resize(40, 10).keys("}c");
    for n in 1..=12 {
        s.keys(&format!("line {n}<enter>"));
    }
    let shows = |s: &Session, n: usize| s.text().lines().any(|row| row.ends_with(&format!("line {n}")));
    assert!(!shows(&s, 1) && shows(&s, 12), "{}", s.text());
    s.resize(120, 40);
    assert!((1..=12).all(|n| shows(&s, n)), "{}", s.text());
}

#[test]
fn no_entry_is_tied_to_the_text_while_a_note_is_written_over_it() {
    let mut s = Session::bridge();
    s.keys("}<enter>War<enter>)<enter>War<enter>");
    let ties = |s: &Session| s.text().matches(['┤', '├', '┼', '┐', '└']).count();
    assert!(ties(&s) > 0, "{}", s.text());
    s.keys("c");
    assert_eq!(ties(&s), 0, "{}", s.text());
    s.keys("<esc>");
    assert!(ties(&s) > 0, "{}", s.text());
}
