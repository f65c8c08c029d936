//! Drafts: nothing that was typed is lost unsaid, whatever becomes of what it hung on and of the disk.

use postil::app::{Ask, Msg, Outcome, Overlay, Ticket};
use postil::model::{DraftOn, Edit, NoteOn};

use crate::session::{BRIDGE, Session};

/// The bridge with a note on its second sentence that goes on as a draft.
fn begun() -> Session {
    let mut s = Session::bridge();
    s.keys("}cmine<esc>c and MORE<ctrl-x>");
    assert_eq!(s.store.drafts().unwrap().len(), 1);
    s
}

fn two() -> Session {
    Session::with(&[("bridge.txt", BRIDGE), ("b.txt", "Boats\n\nA boat came in. It left again.\n")])
}

#[test]
fn a_draft_whose_annotation_is_deleted_is_told_listed_and_taken_up_on_its_words() {
    let mut s = begun();
    s.keys("dd");
    assert!(s.status().ends_with("a draft hung on it and waits (gd lists it)"), "{}", s.status());
    s.keys("gggd");
    assert!(
        s.text().contains("mine and MORE") && s.text().contains("Its annotation was deleted"),
        "{}",
        s.text()
    );
    s.keys("<enter>");
    assert_eq!(s.ahead(14), "The old bridge");
    s.keys("c");
    assert!(s.text().contains("mine and MORE"), "{}", s.text());
    s.keys("<esc>");
    assert_eq!(s.stored(), ["The old bridge was closed on Oct. 15. |  | mine and MORE"]);
    assert!(s.store.drafts().unwrap().is_empty());
}

#[test]
fn it_waits_on_its_annotation_again_once_that_comes_back() {
    let mut s = begun();
    s.keys("ddugd");
    assert!(!s.text().contains("was deleted"), "{}", s.text());
    s.keys("<enter>c");
    assert!(s.text().contains("mine and MORE"), "{}", s.text());
    // And after a restart, since the drafts are told anew then.
    let mut s = begun();
    s.keys("dd");
    let mut s = s.reopen();
    assert!(s.status().contains("A draft waits: gd lists it"), "{}", s.status());
    s.keys("gg}c");
    assert!(s.text().contains("mine and MORE"), "{}", s.text());
}

#[test]
fn a_draft_in_the_trash_is_listed_and_can_go_into_the_note_on_the_library() {
    let mut s = two();
    s.store.apply(&[Edit::SetNote { on: NoteOn::Library, note: Some("Before.".into()) }]).unwrap();
    s.keys("/Orlau<enter><enter>}cHalf a thought<ctrl-x>qdd");
    assert!(s.status().ends_with("a draft hung on it and waits (gd lists it)"), "{}", s.status());
    s.keys("gd");
    assert!(s.text().contains("Its article is in the trash"), "{}", s.text());
    s.keys("<enter>");
    assert!(s.text().contains("Note on the library") && s.text().contains("Before."), "{}", s.text());
    s.keys("<esc>");
    let words =
        "Before.\n\n“The Bridge at Orlau”:\n\n> The old bridge was closed on Oct. 15.\n\nHalf a thought";
    assert_eq!(s.store.library_note().unwrap().as_deref(), Some(words));
    assert!(s.store.drafts().unwrap().is_empty());
    s.keys("u");
    assert_eq!(s.store.library_note().unwrap().as_deref(), Some("Before."));
}

#[test]
fn words_taken_up_and_set_aside_again_are_one_draft_still() {
    let mut s = begun();
    s.keys("qdd").keys("gd<enter>!<ctrl-x>");
    let all: Vec<_> = s.store.drafts().unwrap().into_iter().map(|draft| (draft.on, draft.text)).collect();
    assert!(matches!(&all[..], [(DraftOn::Library, text)] if text.ends_with("mine and MORE!")), "{all:?}");
    s.keys("gd<enter>");
    assert!(s.text().contains("mine and MORE!"), "{}", s.text());
}

#[test]
fn deleting_for_good_counts_the_drafts_and_keeps_them_listed() {
    let mut s = begun();
    s.keys("qdd6dA");
    let asked = s.text().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(asked.contains("The draft on it stays, and gd lists it"), "{asked}");
    s.keys("yes<enter>");
    assert!(
        s.status().contains("Deleted 1 article for good; a draft on it stays (gd lists it)"),
        "{}",
        s.status()
    );
    s.keys("gd");
    assert!(
        s.text().contains("deleted for good") && s.text().contains("The Bridge at Orlau"),
        "{}",
        s.text()
    );
    s.keys("<enter><esc>");
    let note = s.store.library_note().unwrap().unwrap();
    assert_eq!(note, "“The Bridge at Orlau”:\n\n> The old bridge was closed on Oct. 15.\n\nmine and MORE");
    s.keys("gd");
    assert!(s.text().contains("No draft waits"), "{}", s.text());
}

#[test]
fn the_draft_of_a_theme_that_was_removed_is_kept() {
    let mut s = Session::bridge();
    s.keys("}<enter>War<enter>gtcOn war<ctrl-x>");
    assert!(s.status().contains("Set aside as a draft"), "{}", s.status());
    let theme = s.app.themes[0].id;
    s.store.apply(&[Edit::RemoveTheme { theme }]).unwrap();
    s.send(Msg::LibraryChanged);
    assert!(s.status().contains("A draft of yours hung on what another program took away"), "{}", s.status());
    s.keys("qgd");
    assert!(s.text().contains("Its theme was removed"), "{}", s.text());
}

/// Lets what is asked fail or come to its end: what is for the disk fails.
fn full(s: &mut Session) {
    loop {
        let late = s.take_late();
        if late.is_empty() {
            return;
        }
        for (ticket, ask) in late {
            let outcome = if stores(&ask) {
                Outcome::Failed("the disk is full (make room)".into())
            } else {
                postil::shell::answer::answer(&mut s.store, &ask)
            };
            s.send(Msg::Outcome(ticket, outcome));
        }
    }
}

fn stores(ask: &Ask) -> bool {
    matches!(
        ask,
        Ask::SaveDraft(_)
            | Ask::MoveDraft { .. }
            | Ask::SaveNote { .. }
            | Ask::Apply { .. }
            | Ask::SavePlace { .. }
            | Ask::Remember { .. }
    )
}

/// The drafts that are being stored.
fn stored_now(late: &[(Ticket, Ask)]) -> Vec<String> {
    let text = |ask: &Ask| match ask {
        Ask::SaveDraft(draft) => Some(draft.text.clone()),
        _ => None,
    };
    late.iter().filter_map(|(_, ask)| text(ask)).collect()
}

#[test]
fn nothing_that_could_not_be_stored_is_called_set_aside_or_saved() {
    let mut s = Session::bridge();
    s.slow().keys("}clost words<esc>");
    full(&mut s);
    assert!(s.status().starts_with("The disk is full"), "{}", s.status());
    s.keys("<ctrl-x>");
    assert!(!s.status().contains("Set aside"), "not before it is true: {}", s.status());
    full(&mut s);
    assert!(
        s.status().starts_with("Not on disk, but held until you leave; c here takes it up again. The disk")
    );
    assert!(s.app.overlays.is_empty());
    // The list has it, and says so.
    s.keys("gd");
    full(&mut s);
    assert!(s.text().contains("lost words") && s.text().contains("Not on disk"), "{}", s.text());
    s.keys("<esc>:library other.postil<enter>");
    assert!(s.status().contains("could not be stored here: :backup FILE"), "{}", s.status());
    s.keys("c");
    assert!(s.text().contains("lost words"), "{}", s.text());
    s.keys(" again<ctrl-x>");
    // Now there is room.
    s.settle();
    assert!(s.status().contains("Set aside as a draft"), "{}", s.status());
    assert_eq!(s.store.drafts().unwrap()[0].text, "lost words again");
    s.keys("gd").settle();
    assert!(!s.text().contains("Not on disk"), "{}", s.text());
}

#[test]
fn what_could_not_be_stored_is_tried_again_with_the_next_thing_that_can_be_and_at_the_end() {
    let mut s = Session::bridge();
    s.slow().keys("}clost words<ctrl-x>");
    full(&mut s);
    s.keys("j").wait();
    s.settle();
    assert_eq!(s.store.drafts().unwrap()[0].text, "lost words");
    let mut s = Session::bridge();
    s.slow().keys("}clost words<ctrl-x>");
    full(&mut s);
    s.keys("<ctrl-c>");
    assert_eq!(stored_now(&s.take_late()), ["lost words"]);
}

#[test]
fn a_copy_of_the_library_has_what_could_not_be_stored() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("copy.postil");
    let mut s = Session::bridge();
    s.slow().keys("}clost words<esc>");
    full(&mut s);
    s.keys("<ctrl-x>");
    full(&mut s);
    s.keys(&format!(":backup {}<enter>", path.display()));
    full(&mut s);
    assert!(s.status().contains("with the draft that is not on disk here"), "{}", s.status());
    let copy = postil::store::Store::open(&path, postil::clock::Clock::machine()).unwrap();
    assert_eq!(copy.drafts().unwrap()[0].text, "lost words");
    // That the place is not kept was said, and is not said again over it.
    s.keys("j").wait();
    full(&mut s);
    s.keys("j").wait();
    full(&mut s);
    assert!(!s.status().contains("The disk is full"), "{}", s.status());
}

#[test]
fn a_note_whose_annotation_another_program_deleted_is_made_anew_with_its_themes() {
    let mut s = Session::bridge();
    s.keys("}<enter>War<enter>cmine<esc>c two");
    let annotation = s.annotations()[0].id;
    s.store.apply(&[Edit::DeleteAnnotation { annotation }]).unwrap();
    s.send(Msg::LibraryChanged).keys("<esc>");
    assert!(
        s.status().contains("deleted the annotation meanwhile; saving again makes it anew"),
        "{}",
        s.status()
    );
    s.keys("<esc>");
    assert_eq!(s.stored(), ["The old bridge was closed on Oct. 15. | War | mine two"]);
    assert!(s.app.overlays.is_empty() && s.store.drafts().unwrap().is_empty());
}

#[test]
fn a_note_whose_article_another_program_took_away_is_set_aside_and_found() {
    let mut s = Session::bridge();
    s.keys("}cmine<esc>c two");
    let article = s.articles()[0];
    s.store.apply(&[Edit::TrashArticle { article }]).unwrap();
    s.keys("<esc><esc>");
    assert!(s.status().contains("What it is on is there no more"), "{}", s.status());
    s.keys("<ctrl-x>gd");
    assert!(s.text().contains("mine two") && s.text().contains("in the trash"), "{}", s.text());
}

#[test]
fn a_half_typed_form_is_a_draft() {
    let mut s = two();
    s.keys("e<ctrl-u>A new title").keys("<ctrl-c>");
    let drafts = s.store.drafts().unwrap();
    assert!(
        matches!(drafts[0].on, DraftOn::Details(_)) && drafts[0].text == "Title: A new title",
        "{drafts:?}"
    );
    let mut s = s.reopen();
    assert!(
        s.status().contains("A draft waits: e in the list where details were changed takes it up again"),
        "{}",
        s.status()
    );
    s.keys("gd");
    assert!(s.text().contains("details of"), "{}", s.text());
    s.keys("<enter>");
    assert!(s.text().contains("A new title") && s.status().contains("is back"), "{}", s.text());
    s.keys("<esc>");
    assert!(
        s.status().contains("Not saved, but kept as a draft; e here takes it up again"),
        "{}",
        s.status()
    );
    s.keys("e<enter>");
    assert!(s.store.drafts().unwrap().is_empty(), "it is saved");
    let titles: Vec<_> =
        s.articles().into_iter().map(|id| s.store.article(id).unwrap().unwrap().meta.title).collect();
    assert!(titles.contains(&"A new title".to_owned()), "{titles:?}");
    // What is taken back in the form is no draft.
    s.keys("e!").wait();
    assert_eq!(s.store.drafts().unwrap().len(), 1);
    s.keys("<backspace>").wait();
    assert!(s.store.drafts().unwrap().is_empty());
    s.keys("<esc>");
    assert!(s.app.overlays.is_empty());
}

#[test]
fn a_form_that_could_not_be_saved_is_there_again() {
    let mut s = Session::bridge();
    s.slow().keys("qe!<enter>");
    full(&mut s);
    assert!(s.app.message.as_ref().is_some_and(|message| message.is_error), "{}", s.status());
    s.keys("e");
    assert!(matches!(s.app.overlays.last(), Some(Overlay::Details(_))));
    assert!(s.text().contains("The Bridge at Orlau!"), "{}", s.text());
    s.keys("<enter>").settle();
    assert_eq!(s.store.article(s.articles()[0]).unwrap().unwrap().meta.title, "The Bridge at Orlau!");
    assert!(s.store.drafts().unwrap().is_empty());
}
