//! Drafts: nothing that was typed is lost unsaid, whatever becomes of what it hung on and of the disk.

use postil::app::{Ask, Msg, Outcome, Overlay, Ticket};
use postil::clock::Clock;
use postil::model::{Draft, DraftOn, Edit, NoteOn};
use postil::store::Store;

use crate::session::{BRIDGE, Session, add};

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
fn a_draft_is_saved_in_a_pause_and_else_each_time_it_was_waited_for_one_so_often() {
    let mut s = Session::bridge();
    let saved =
        |s: &Session| s.store.drafts().unwrap().into_iter().map(|draft| draft.text).collect::<Vec<_>>();
    s.keys("}cab");
    assert_eq!(saved(&s), [] as [&str; 0]);
    // The last letter came after the first look was asked for.
    s.wait_once();
    assert_eq!(saved(&s), [] as [&str; 0]);
    s.wait_once();
    assert_eq!(saved(&s), ["ab"]);
    s.wait_once().wait_once();
    // Typed on and on it is saved at the fifth look.
    let looks = |s: &mut Session| {
        (1..9).find(|_| {
            let before = saved(s);
            s.keys("x").wait_once();
            saved(s) != before
        })
    };
    s.keys("x");
    assert_eq!(looks(&mut s), Some(5));
    s.keys("x");
    assert_eq!(looks(&mut s), Some(5));
    assert_eq!(s.wait().wait().effects, [] as [&str; 0], "nothing goes on once nothing is typed");
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

#[test]
fn the_drafts_of_a_theme_that_was_merged_are_offered_on_the_other_and_come_back_with_undo() {
    let mut s = Session::bridge();
    s.keys("}<enter>War<enter>gtcOn war<ctrl-x>eWhat armies do<esc>q");
    let war = s.app.themes[0].id;
    s.store.apply(&[Edit::AddTheme { path: "Peace".into() }]).unwrap();
    s.send(Msg::LibraryChanged);
    let peace = s.app.themes.iter().find(|theme| theme.name == "Peace").unwrap().id;
    s.store.apply(&[Edit::MergeThemes { from: vec![war], into: peace }]).unwrap();
    s.send(Msg::LibraryChanged);
    assert!(!s.status().contains("hung on"), "{}", s.status());
    s.keys("gtc");
    assert!(s.text().contains("On war"), "{}", s.text());
    s.keys("<ctrl-x>e");
    assert!(s.hints().ends_with("What armies do"), "{}", s.hints());
    s.keys("<esc>qgd");
    let text = s.text();
    assert!(text.contains("the description of the theme Peace"), "{text}");
    assert!(text.contains("a note on Peace") && !text.contains("was removed"), "{text}");
    s.keys("<esc>u");
    s.keys("gd");
    let text = s.text();
    assert!(text.contains("a note on War") && text.contains("of the theme War"), "{text}");
    let on: Vec<DraftOn> = s.store.drafts().unwrap().into_iter().map(|draft| draft.on).collect();
    assert!(on.iter().all(|on| on.theme() == Some(war)), "{on:?}");
    // It is offered where it is, and is not on the other as well.
    s.keys("<esc>gt/peace<enter>c");
    assert!(!s.text().contains("On war"), "{}", s.text());
}

#[test]
fn what_is_written_on_after_another_program_merged_its_theme_is_on_the_other() {
    // A note and a line that are open when it happens; nothing of them was stored before.
    for (key, leave) in [("c", "<ctrl-x>"), ("e", "<esc>")] {
        let mut s = Session::bridge();
        s.keys("}<enter>War<enter>");
        let war = s.app.themes[0].id;
        s.store.apply(&[Edit::AddTheme { path: "Peace".into() }]).unwrap();
        s.send(Msg::LibraryChanged);
        let peace = s.app.themes.iter().find(|theme| theme.name == "Peace").unwrap().id;
        s.keys("gt/war<enter>").keys(key);
        s.store.apply(&[Edit::MergeThemes { from: vec![war], into: peace }]).unwrap();
        s.send(Msg::LibraryChanged).keys("What armies do").wait();
        let stored = |s: &Session| {
            let drafts = s.store.drafts().unwrap().into_iter();
            drafts.map(|draft| (draft.on.theme(), draft.text)).collect::<Vec<_>>()
        };
        assert_eq!(stored(&s), [(Some(peace), "What armies do".to_owned())], "{key}");
        s.keys("!").wait();
        s.keys("?").wait();
        let all = "What armies do!?";
        assert_eq!(stored(&s), [(Some(peace), all.to_owned())], "{key}");
        // It is taken up there, here and in another run.
        let offered = |s: &mut Session| {
            s.keys("gt/peace<enter>").keys(key);
            s.text().contains(all) || s.hints().ends_with(all)
        };
        s.keys(leave).keys("q");
        assert!(offered(&mut s), "{key}: {}", s.text());
        let mut s = s.reopen();
        s.keys("gd");
        assert!(s.text().contains("Peace") && !s.text().contains("was removed"), "{}", s.text());
        s.keys("<esc>");
        assert!(offered(&mut s), "{key}: {}", s.text());
    }
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
            | Ask::AddLine { .. }
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
fn that_something_is_not_on_disk_is_said_once_and_shows_until_it_is() {
    let mut s = Session::bridge();
    s.resize(80, 24).slow().keys("}clost").wait();
    full(&mut s);
    assert!(s.status().starts_with("The disk is full"), "{}", s.status());
    for word in [" words", " again"] {
        s.keys(word).wait();
        full(&mut s);
        assert!(!s.status().contains("The disk is full"), "{}", s.status());
        assert!(s.status().contains("not on disk"), "{}", s.status());
    }
    // What else is said is not covered by another try, nor by its end.
    s.send(Msg::Told(Ok("Copied 3 words.".to_owned()))).wait();
    full(&mut s);
    assert!(s.status().starts_with("Copied 3 words."), "{}", s.status());
    s.keys("!").wait();
    s.settle();
    assert!(s.status().starts_with("What you wrote is on disk now."), "{}", s.status());
    assert!(!s.status().contains("not on disk"), "{}", s.status());
    assert_eq!(s.store.drafts().unwrap()[0].text, "lost words again!");
    // Of two drafts the last one tells.
    let mut s = Session::bridge();
    s.slow().keys("}clost words<ctrl-x>");
    full(&mut s);
    s.keys("j").wait();
    s.send(Msg::Told(Ok("Copied 3 words.".to_owned()))).settle();
    assert!(s.status().starts_with("Copied 3 words; what you wrote is on disk now"), "{}", s.status());
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
    let copy = Store::open(&path, Clock::machine()).unwrap();
    assert_eq!(copy.drafts().unwrap()[0].text, "lost words");
    // Here it is not on disk, is listed and tried again as before; only leaving the library loses nothing.
    s.keys("gd");
    full(&mut s);
    assert!(s.text().contains("lost words") && s.text().contains("Not on disk"), "{}", s.text());
    s.keys("<esc>:library other.postil<enter>");
    assert!(!s.status().contains("could not be stored here"), "{}", s.status());
    full(&mut s);
    // That the place is not kept was said, and is not said again over it.
    s.keys("j").wait();
    full(&mut s);
    s.keys("j").wait();
    full(&mut s);
    assert!(!s.status().contains("The disk is full"), "{}", s.status());
    s.keys("<ctrl-c>");
    assert_eq!(stored_now(&s.take_late()), ["lost words"]);
}

#[test]
fn a_copy_that_could_not_take_what_was_written_says_so() {
    let mut s = Session::bridge();
    s.slow().keys("}clost words<ctrl-x>");
    full(&mut s);
    s.keys(":backup copy.postil<enter>");
    let late = s.take_late();
    let (ticket, _) = late.iter().find(|(_, ask)| matches!(ask, Ask::Backup { .. })).unwrap();
    s.send(Msg::Outcome(*ticket, Outcome::BackedUp("copy.postil".into(), 1, Vec::new())));
    assert!(
        s.status().contains("1 KB, but without what you wrote that is not on disk here"),
        "{}",
        s.status()
    );
    s.keys(":library other.postil<enter>");
    assert!(s.status().contains("could not be stored here"), "{}", s.status());
}

#[test]
fn what_only_a_copy_has_is_stored_here_once_it_can_be() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("copy.postil");
    let mut s = Session::bridge();
    s.slow().keys("}clost words<ctrl-x>");
    full(&mut s);
    s.keys(&format!(":backup {}<enter>", path.display()));
    full(&mut s);
    s.keys("j").wait();
    s.settle();
    assert_eq!(s.store.drafts().unwrap()[0].text, "lost words");
    s.keys("gd").settle();
    assert!(s.text().contains("lost words") && !s.text().contains("Not on disk"), "{}", s.text());
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

/// The texts of the drafts, the newest first.
fn texts(s: &Session) -> Vec<String> {
    s.store.drafts().unwrap().into_iter().map(|draft| draft.text).collect()
}

#[test]
fn a_half_typed_description_or_name_or_address_is_a_draft() {
    let mut s = Session::bridge();
    s.keys("}<enter>War<enter>gteWhat armies do<ctrl-c>");
    assert_eq!(texts(&s), ["What armies do"]);
    let mut s = s.reopen();
    assert!(s.status().contains("A draft waits: gd lists it"), "{}", s.status());
    s.keys("gd");
    assert!(s.text().contains("the description of the theme War"), "{}", s.text());
    s.keys("<enter>");
    assert!(s.hints().ends_with("What armies do"), "{}", s.hints());
    s.keys(" by land<esc>");
    assert!(
        s.status().contains("Not saved, but kept as a draft; e here takes it up again"),
        "{}",
        s.status()
    );
    s.keys("e<enter>");
    assert_eq!(s.app.themes[0].description.as_deref(), Some("What armies do by land"));
    assert_eq!(texts(&s), [""; 0]);
    // One that says what is stored, or nothing, is none.
    s.keys("e<ctrl-u><ctrl-c>");
    assert_eq!(texts(&s), [""; 0]);
    for (keys, again) in
        [("qqqgtr<ctrl-u>Warfare", "gtr"), ("qqqgtaPeace talks", "gta"), ("qqqa~/texts/o", "a")]
    {
        let mut s = Session::bridge();
        s.keys("}<enter>War<enter>").keys(keys).keys("<ctrl-c>");
        let typed = texts(&s).pop().unwrap();
        assert!(keys.ends_with(&typed), "{keys}: {typed}");
        let mut s = s.reopen();
        s.keys("q").keys(again);
        assert!(s.hints().ends_with(&typed), "{keys}: {}", s.hints());
        // Esc gives a name or an address up.
        s.keys("<esc>");
        assert_eq!(texts(&s), [""; 0], "{keys}");
    }
}

#[test]
fn lines_that_cannot_be_read_hold_no_key() {
    let mut s = Session::bridge();
    s.slow().keys("/");
    for (ticket, _) in s.take_late() {
        s.send(Msg::Outcome(ticket, Outcome::Failed("the library cannot be read (check the disk)".into())));
    }
    s.keys("<up>ferry<esc>");
    assert!(!matches!(s.app.overlays.last(), Some(Overlay::Prompt(_))), "{}", s.text());
}

#[test]
fn themes_that_are_added_in_one_burst_are_what_was_typed_for_each() {
    let mut s = Session::bridge();
    s.keys("gt").slow();
    s.keys("aFoo<enter>aBar<enter>").settle();
    let names: Vec<_> = s.store.themes().unwrap().into_iter().map(|theme| theme.path).collect();
    assert_eq!(names, ["Bar", "Foo"]);
    assert!(texts(&s).is_empty(), "{:?}", texts(&s));
}

#[test]
fn a_name_that_could_not_be_given_is_there_again() {
    let mut s = Session::bridge();
    s.keys("}<enter>War<enter>)<enter>Peace<enter>gt/Peace<enter>r<ctrl-u>War<enter>");
    assert!(s.app.message.as_ref().is_some_and(|message| message.is_error), "{}", s.status());
    assert!(s.hints().ends_with("New name: War"), "{}", s.hints());
    s.keys("<esc>r<ctrl-u>War<ctrl-c>");
    let mut s = s.reopen();
    s.keys("gd<enter>");
    assert!(s.hints().ends_with("New name: War"), "{}", s.hints());
    s.keys("time<enter>");
    assert_eq!(texts(&s), [""; 0]);
}

#[test]
fn an_address_or_path_that_is_pasted_is_a_draft() {
    for (before, pasted) in [("qqq", "https://pier.example/tide"), ("qqqa", "/texts/tide.md")] {
        let mut s = Session::bridge();
        s.keys(before).send(Msg::Paste(pasted.to_owned())).keys("<ctrl-c>");
        assert_eq!(texts(&s), [pasted]);
        let mut s = s.reopen();
        s.keys("qa");
        assert!(s.hints().ends_with(pasted), "{}", s.hints());
        s.keys("<esc>");
        assert_eq!(texts(&s), [""; 0]);
    }
}

#[test]
fn a_command_a_search_or_a_query_that_is_left_half_typed_is_brought_back() {
    let mut s = Session::bridge();
    s.keys(":goto 5<ctrl-c>");
    let mut s = s.reopen();
    s.keys(":<up>");
    assert!(s.text().contains(":goto 5"), "{}", s.text());
    s.keys("<esc>/ferry bo<esc>/<up>");
    assert!(s.hints().ends_with("ferry bo"), "{}", s.hints());
    s.keys("<esc>q/is:unread ferry").send(Msg::Closing);
    let mut s = s.reopen();
    s.keys("q/<up>");
    assert!(s.hints().ends_with("is:unread ferry"), "{}", s.hints());
    // A kind of line brings back its own.
    s.keys("<ctrl-u><enter><enter>/<up>");
    assert!(s.hints().ends_with("ferry bo"), "{}", s.hints());
    s.keys("<up>");
    assert!(s.status().contains("There is no older line"), "{}", s.status());
}

#[test]
fn a_line_that_is_half_typed_when_the_program_is_suspended_is_kept() {
    let mut s = Session::bridge();
    s.keys(":goto 5<ctrl-z>");
    assert!(s.effects.iter().any(|effect| effect == "Suspend"), "{:?}", s.effects);
    let mut s = s.reopen();
    s.keys(":<up>");
    assert!(s.text().contains(":goto 5"), "{}", s.text());
}

#[test]
fn a_line_that_was_sent_before_the_older_ones_were_read_is_kept_with_them() {
    let mut s = Session::bridge();
    s.keys(":goto 5%<enter>");
    let mut s = s.reopen();
    s.slow().keys(":goto 7%<enter>").settle();
    s.keys(":<up>").settle();
    assert!(s.text().contains(":goto 7%"), "{}", s.text());
    let mut s = s.reopen();
    s.keys(":<up><up>");
    assert!(s.text().contains(":goto 5%"), "{}", s.text());
    // What was read before it was kept does not hide it.
    s.slow().keys("<esc>:goto 9%<enter>:");
    let mut late = s.take_late();
    late.sort_by_key(|(_, ask)| !matches!(ask, Ask::Recall { .. }));
    for (ticket, ask) in late {
        let outcome = postil::shell::answer::answer(&mut s.store, &ask);
        s.send(Msg::Outcome(ticket, outcome));
    }
    s.keys("<up>").settle();
    assert!(s.text().contains(":goto 9%"), "{}", s.text());
}

#[test]
fn a_search_of_the_library_that_led_somewhere_is_kept() {
    let mut s = Session::bridge();
    s.keys("g/flat boat<enter>");
    assert!(s.app.overlays.is_empty(), "{}", s.text());
    let mut s = s.reopen();
    s.keys("q/<up>");
    assert!(s.hints().ends_with("flat boat"), "{}", s.hints());
}

#[test]
fn two_programs_keep_the_lines_of_both() {
    let folder = tempfile::tempdir().unwrap();
    let (mut one, mut two) = pair(folder.path());
    one.keys(":goto 5%<enter>");
    two.keys(":goto 7%<enter>");
    one.keys(":goto 9%<enter>:<up><up>");
    assert!(one.text().contains(":goto 7%"), "{}", one.text());
    let mut one = one.reopen();
    one.keys(":<up>");
    assert!(one.text().contains(":goto 9%"), "{}", one.text());
    one.keys("<up><up>");
    assert!(one.text().contains(":goto 5%"), "{}", one.text());
}

/// Two programs on one library: the bridge is open in both.
fn pair(folder: &std::path::Path) -> (Session, Session) {
    let open = |ids: usize| {
        let clock = Clock::counted("2026-01-02T03:04:05Z".parse().unwrap());
        // Of one count both programs would take the same name.
        (0..ids).for_each(|_| _ = clock.id());
        Store::open(&folder.join("library.postil"), clock).unwrap()
    };
    let mut store = open(0);
    add(&mut store, "bridge.txt", BRIDGE);
    let mut one = Session::on(store);
    let mut two = Session::on(open(1000));
    one.keys("<enter>}");
    two.keys("<enter>}");
    (one, two)
}

#[test]
fn two_programs_that_write_a_note_on_the_same_words_keep_a_draft_each() {
    let folder = tempfile::tempdir().unwrap();
    let (mut one, mut two) = pair(folder.path());
    one.keys("cOne").wait();
    two.keys("cTwo").wait();
    one.keys(" more").wait();
    let mut kept = texts(&one);
    kept.sort();
    assert_eq!(kept, ["One more", "Two"]);
    // Who saves takes away its own alone.
    one.keys("<esc>");
    assert_eq!(texts(&one), ["Two"]);
    two.keys("<ctrl-c>");
    assert_eq!(one.stored(), ["The old bridge was closed on Oct. 15. |  | One more"]);
    let mut later = two.reopen();
    later.keys("gd");
    assert!(later.text().contains("Two"), "{}", later.text());
}

#[test]
fn of_two_drafts_on_the_same_words_the_list_takes_up_the_one_that_is_chosen() {
    let folder = tempfile::tempdir().unwrap();
    let (mut one, mut two) = pair(folder.path());
    one.keys("cOne<ctrl-c>");
    two.keys("cTwo<ctrl-c>");
    let mut s = Session::on(one.store);
    assert!(s.status().starts_with("Drafts wait"), "{}", s.status());
    s.keys("gd");
    assert!(s.text().contains("There are several drafts on it; Enter takes this one"), "{}", s.text());
    s.keys("<down><enter>c");
    let is_one = s.text().contains("One");
    assert!(is_one != s.text().contains("Two"), "{}", s.text());
    s.keys(" and on<ctrl-x>");
    let mut kept = texts(&s);
    kept.sort();
    assert_eq!(kept, if is_one { ["One and on", "Two"] } else { ["One", "Two and on"] });
    s.keys("c<esc>");
    assert_eq!(texts(&s), [if is_one { "Two" } else { "One" }]);
}

#[test]
fn a_line_that_could_not_be_saved_stays_open_with_what_was_typed_and_says_why() {
    let mut s = Session::bridge();
    s.keys("}<enter>War<enter>gt").slow();
    s.keys("eWhat armies do<enter>");
    full(&mut s);
    assert!(matches!(s.app.overlays.last(), Some(Overlay::Prompt(_))), "{}", s.text());
    let shown = s.text();
    assert!(shown.contains("What armies do") && shown.contains("he disk is full"), "{shown}");
    // Now there is room.
    s.keys("<enter>").settle();
    let theme = s.store.themes().unwrap().remove(0);
    assert_eq!(theme.description.as_deref(), Some("What armies do"));
    assert!(s.store.drafts().unwrap().is_empty());
    // A name is kept as well, also where it is left and begun again.
    s.keys("aPeace<enter>");
    full(&mut s);
    assert!(s.text().contains("Peace"), "{}", s.text());
    s.keys("<ctrl-c>");
    assert_eq!(stored_now(&s.take_late()), ["Peace"]);
}

#[test]
fn drafts_on_what_is_gone_show_their_words_and_are_found_by_them() {
    let mut s = Session::with(&[("a.txt", "One\n\nThe ferry sank in spring.\n")]);
    s.keys("<enter>}cMY THOUGHTS on it<enter>and a zebra far behind them, for the row is not as long as that<ctrl-x>");
    s.keys("qdd6dAyes<enter>gd");
    assert!(s.text().contains("MY THOUGHTS on it and a zebra"), "{}", s.text());
    for (typed, is_found) in
        [("my th", true), ("as that", true), ("ferry thoughts", false), ("walrus", false)]
    {
        s.keys("<ctrl-u>").keys(typed);
        assert_eq!(s.text().contains("MY THOUGHTS"), is_found, "{typed}: {}", s.text());
    }
    // A theme that is gone is named.
    let mut s = Session::bridge();
    s.keys("}<enter>War<enter>gtcOf all wars<ctrl-x>dd");
    s.keys("<esc>gd");
    assert!(s.text().contains("a note on War"), "{}", s.text());
    s.keys("<enter>");
    assert!(s.text().contains("“War”:") && s.text().contains("Of all wars"), "{}", s.text());
    s.keys("<ctrl-x>gd");
    assert!(s.text().contains("“War”: Of all wars"), "{}", s.text());
}

/// What is said, whole.
fn told(s: &Session) -> String {
    s.app.message.as_ref().map(|message| message.text.clone()).unwrap_or_default()
}

#[test]
fn that_a_draft_hung_on_what_is_gone_is_said_behind_what_went_wrong_before() {
    let mut s = begun();
    let annotation = s.annotations()[0].id;
    s.keys(":backup Cargo.toml<enter>");
    let wrong = told(&s);
    assert!(s.app.message.as_ref().is_some_and(|message| message.is_error), "{wrong}");
    s.store.apply(&[Edit::DeleteAnnotation { annotation }]).unwrap();
    s.send(Msg::LibraryChanged);
    assert!(s.app.message.as_ref().is_some_and(|message| message.is_error));
    assert_eq!(
        told(&s),
        format!("{wrong}; a draft of yours hung on what another program took away (gd lists it)")
    );
}

#[test]
fn what_moved_into_another_note_is_not_held_where_it_was() {
    let mut s = two();
    s.keys("/Orlau<enter><enter>}").slow().keys("cHalf a thought<ctrl-x>qdd");
    // That the draft is stored where it is on is still to come, and all else comes to its end.
    let mut held = Vec::new();
    let mut answer_others = |s: &mut Session| loop {
        let late = s.take_late();
        if late.is_empty() {
            return;
        }
        for (ticket, ask) in late {
            if matches!(ask, Ask::SaveDraft(_)) {
                held.push(ticket);
            } else {
                let outcome = postil::shell::answer::answer(&mut s.store, &ask);
                s.send(Msg::Outcome(ticket, outcome));
            }
        }
    };
    answer_others(&mut s);
    s.keys("gd");
    answer_others(&mut s);
    assert!(s.text().contains("Its article is in the trash"), "{}", s.text());
    s.keys("<enter>");
    answer_others(&mut s);
    assert!(s.text().contains("Note on the library"), "{}", s.text());
    assert_eq!(held.len(), 1);
    for ticket in held {
        s.send(Msg::Outcome(ticket, Outcome::Failed("the disk is full (make room)".into())));
    }
    s.keys("<ctrl-x>:library other.postil<enter>");
    assert!(!s.status().contains("could not be stored here"), "{}", s.status());
    s.settle();
    let drafts = s.store.drafts().unwrap();
    assert!(matches!(&drafts[..], [one] if one.on == DraftOn::Library), "{drafts:?}");
}

/// A library with an annotation of the words from `"A"` on, so many of them, and a draft on it that does not
/// know its words.
fn annotated(words: usize) -> Session {
    let text = format!("Long\n\n{}\n", vec!["A-word-of-it"; words].join(" "));
    let mut s = Session::with(&[("long.txt", &text)]);
    let article = s.articles()[0];
    let start = s.store.document(article).unwrap().text.find('A').unwrap();
    let span = postil::text::Span::new(start, start + 13 * words - 1);
    s.store.apply(&[Edit::Annotate { article, span, themes: vec![], note: Some("mine".into()) }]).unwrap();
    s
}

#[test]
fn enter_on_a_draft_of_a_deleted_annotation_leads_to_it_also_where_it_does_not_know_its_words() {
    // As those of an earlier postil do not, and those on very many words.
    for words in [3, 6_000] {
        let mut s = annotated(words);
        let on = DraftOn::Annotation(s.store.annotations_of(s.articles()[0]).unwrap()[0].id);
        let draft = Draft { on, text: "mine and MORE".into(), was: None, updated: String::new() };
        s.store.save_draft(&draft).unwrap();
        let mut s = s.reopen();
        s.keys("<enter>}dd");
        assert!(told(&s).contains("a draft hung on it"), "{}", told(&s));
        s.keys("gd<enter>c");
        assert!(s.text().contains("mine and MORE"), "{words}: {}", s.text());
    }
}
