//! Mending a text on the screen, and the tray of what it left without a place.

use postil::app::{Ask, Msg, Outcome, Overlay};
use postil::model::State;

use crate::session::Session;

const ROUTES: &str = "Ferries of the sound\n\nThe route to Easter Island carried 310 passengers a day in 2015. \
The route to Middle Island carried 420 passengers a day in 2015. The route to Western Island carried 180 passengers \
a day in 2015. The route to Northern Island carried 77 passengers a day in 2015.\n\nThe vote is set for June.\n";

/// Two annotations whose sentences were taken out of their paragraph, near copies of which are left.
pub fn corrected() -> Session {
    let mut s = Session::with(&[("routes.txt", ROUTES)]);
    s.resize(100, 30).keys("<enter>gg}<enter>War<enter>)<enter>War<enter>");
    assert_eq!(s.annotations().len(), 2);
    s.keys("gE<ctrl-u>The route to Western Island carried 180 passengers a day in 2015. ");
    s.keys("The route to Northern Island carried 77 passengers a day in 2015.<esc>");
    s
}

fn states(s: &Session) -> Vec<State> {
    s.annotations().iter().map(|a| a.state).collect()
}

#[test]
fn a_correction_reports_what_was_lost_and_undo_takes_all_of_it_back() {
    let mut s = corrected();
    assert!(s.status().starts_with("Saved: correct the text of"), "{}", s.status());
    assert!(s.status().contains("2 annotations: 2 lost (gu"), "{}", s.status());
    assert!(!s.text().contains("Easter Island carried 310 passengers a day in 2015. The route to Middle"));
    s.keys("u");
    assert_eq!(states(&s), [State::Placed, State::Placed]);
    assert!(s.ahead(400).contains("Easter") || s.text().contains("Easter Island"));
}

#[test]
fn the_tray_attaches_to_a_candidate_or_to_a_selection() {
    let mut s = corrected();
    s.keys("gu");
    assert!(s.text().contains("Not placed here: 2 lost"), "{}", s.text());
    s.keys("a");
    assert_eq!(states(&s).iter().filter(|state| **state == State::Placed).count(), 1);
    assert!(s.text().contains("Not placed here: 1 lost"), "{}", s.text());
    // By hand: the annotation is taken along to the text.
    s.keys("<enter>gg}}visga");
    assert!(states(&s).iter().all(|state| *state == State::Placed));
    assert!(s.annotations().iter().any(|a| a.quote == "The vote is set for June."), "{:?}", s.annotations());
    s.keys("uu");
    assert_eq!(states(&s), [State::Lost, State::Lost]);
}

#[test]
fn a_place_of_several_rows_is_set_in_below_its_number() {
    let mut s = corrected();
    s.resize(60, 30).keys("gu");
    let text = s.text();
    let mut rows = text.lines().skip_while(|row| !row.contains("1. "));
    let first = rows.next().unwrap();
    let column = first.find("1. ").unwrap() + "1. ".len();
    let next = rows.next().unwrap();
    assert_eq!(next.len() - next.trim_start().len(), column, "{text}");
    assert!(!text.contains("… "), "nothing parts the dots from the words: {text}");
    // With nothing to place there is no key that places.
    s.keys("quu").keys("gu");
    assert!(s.text().contains("Every annotation of this article is in its place."), "{}", s.text());
    assert!(!s.hints().contains("attach") && s.hints().contains("q close"), "{}", s.hints());
}

#[test]
fn paragraphs_are_joined_and_split_at_the_cursor_and_compared() {
    let mut s = Session::with(&[("a.txt", "One is here.\n\nTwo stays here.\n")]);
    s.keys("<enter>gg");
    let before = s.text();
    s.keys("gJ");
    assert!(s.text().contains("One is here. Two stays here."), "{}", s.text());
    s.keys("gD");
    assert!(s.text().contains("One is here.[-¶-] Two stays here."), "{}", s.text());
    s.keys("q)gS");
    assert!(!s.text().contains("One is here. Two stays here."), "{}", s.text());
    s.keys("uu");
    assert!(s.text().contains("Two stays here.") && before.contains("Two stays here."));
    s.keys("gEx<esc>u");
    assert!(!s.text().contains("here.x"));
}

#[test]
fn mending_runs_beside_reading_says_how_far_it_is_and_esc_stops_it() {
    let mut s = Session::with(&[("routes.txt", ROUTES)]);
    s.resize(80, 24).keys("<enter>gg}").slow().keys("gJ");
    let (ticket, ask) = s.take_late().pop().unwrap();
    assert!(matches!(ask, Ask::Mend { .. }), "{ask:?}");
    assert!(s.status().starts_with("Mending the text; Esc stops it."), "{}", s.status());
    s.send(Msg::Outcome(ticket, Outcome::Surveying(30))).keys(")");
    assert!(s.status().contains("mending 30%"), "{}", s.status());
    assert!(s.ahead(12).starts_with("The route to"), "the cursor goes on: {}", s.ahead(20));
    s.keys("<esc>");
    assert_eq!(s.effects, [format!("GiveUp({ticket:?})")]);
    s.send(Msg::Outcome(ticket, Outcome::Failed("mending was stopped; the text is as it was".to_owned())));
    assert!(s.status().starts_with("Mending was stopped; the text is as it was"), "{}", s.status());
    assert!(!s.status().contains("mending 30%"), "{}", s.status());
    // Nor does a key that waits for the mended text keep Esc waiting; it goes with what it was for.
    s.keys("gg}gJ<enter>)");
    let (ticket, _) = s.take_late().into_iter().find(|(_, ask)| matches!(ask, Ask::Mend { .. })).unwrap();
    s.effects.clear();
    s.keys("<esc>");
    assert_eq!(s.effects, [format!("GiveUp({ticket:?})")]);
    s.send(Msg::Outcome(ticket, Outcome::Failed("mending was stopped; the text is as it was".to_owned())));
    assert!(s.app.overlays.is_empty(), "{}", s.text());
    // With nothing to stop Esc does what it did.
    s.effects.clear();
    s.keys("v<esc>");
    assert!(s.effects.is_empty() && s.app.reader.as_ref().unwrap().selection.is_none());
    // A correction stays open with its words.
    s.keys("gE!<ctrl-s>");
    let (ticket, _) = s.take_late().into_iter().find(|(_, ask)| matches!(ask, Ask::Mend { .. })).unwrap();
    s.keys("<esc>");
    assert_eq!(s.effects, [format!("GiveUp({ticket:?})")]);
    s.send(Msg::Outcome(ticket, Outcome::Failed("mending was stopped; the text is as it was".to_owned())));
    assert!(matches!(s.app.overlays[..], [Overlay::Note(_)]), "{}", s.text());
}

#[test]
fn an_undo_that_takes_long_says_so_and_esc_stops_it() {
    let mut s = Session::with(&[("routes.txt", ROUTES)]);
    s.resize(80, 24).keys("<enter>gg}gJ").slow();
    let undo = |s: &mut Session| {
        let (ticket, _) = s.take_late().into_iter().find(|(_, ask)| matches!(ask, Ask::Undo { .. })).unwrap();
        ticket
    };
    // One that is done in a moment keeps Esc waiting, and is not stopped by it.
    s.keys("u<esc>");
    let ticket = undo(&mut s);
    assert!(!s.effects.iter().any(|effect| effect.starts_with("GiveUp")), "{:?}", s.effects);
    s.send(Msg::Outcome(ticket, Outcome::Failed("there was a gale".to_owned())));
    s.keys("2u");
    let ticket = undo(&mut s);
    s.send(Msg::Outcome(ticket, Outcome::Surveying(0)));
    assert!(s.status().starts_with("This takes a while; Esc stops it."), "{}", s.status());
    assert!(s.status().contains("busy"), "{}", s.status());
    s.effects.clear();
    s.keys("G<esc>");
    assert_eq!(s.effects, [format!("GiveUp({ticket:?})")]);
    let at = s.ahead(12);
    s.send(Msg::Outcome(ticket, Outcome::Failed("it was stopped; everything is as it was".to_owned())));
    assert!(s.status().starts_with("It was stopped; everything is as it was"), "{}", s.status());
    assert!(!s.status().contains("busy"), "{}", s.status());
    let later = s.take_late();
    assert!(!later.iter().any(|(_, ask)| matches!(ask, Ask::Undo { .. })), "{later:?}");
    assert_eq!(s.ahead(12), at, "what was typed meanwhile went with it");
}

#[test]
fn a_comparison_that_was_stopped_is_nothing_that_was_kept() {
    let mut s = corrected();
    s.slow().keys("gD");
    let (ticket, _) = s.take_late().into_iter().find(|(_, ask)| matches!(ask, Ask::Compare { .. })).unwrap();
    s.keys("<esc>j").wait();
    let place = |s: &mut Session| {
        let late = s.take_late();
        late.into_iter().find(|(_, ask)| matches!(ask, Ask::SavePlace { .. })).unwrap().0
    };
    let first = place(&mut s);
    s.send(Msg::Outcome(first, Outcome::Failed("the disk is full".into())));
    assert!(s.status().starts_with("The disk is full"), "{}", s.status());
    s.send(Msg::Outcome(ticket, Outcome::Stopped)).keys("kgh<esc>").wait();
    s.app.message = None;
    let second = place(&mut s);
    s.send(Msg::Outcome(second, Outcome::Failed("the disk is full".into())));
    assert!(!s.status().contains("The disk is full"), "it was said: {}", s.status());
}

#[test]
fn a_comparison_says_how_far_it_is_and_is_given_up_when_it_is_left() {
    let mut s = corrected();
    s.slow().keys(":compare<enter>");
    let (ticket, _) = s.take_late().into_iter().find(|(_, ask)| matches!(ask, Ask::Compare { .. })).unwrap();
    s.send(Msg::Outcome(ticket, Outcome::Surveying(40)));
    assert!(s.text().contains("Reading… 40%"), "{}", s.text());
    assert!(s.effects.is_empty(), "{:?}", s.effects);
    s.keys("q");
    assert_eq!(s.effects, [format!("GiveUp({ticket:?})")]);
    // One that came is not.
    s.effects.clear();
    s.keys(":compare<enter>").settle();
    assert!(s.text().contains("[-"), "{}", s.text());
    s.keys("q");
    assert!(s.effects.is_empty(), "{:?}", s.effects);
}

#[test]
fn a_correction_that_was_begun_is_kept_like_a_note() {
    let mut s = Session::with(&[("a.txt", "One is here.\n\nTwo stays here.\n")]);
    s.keys("<enter>gggE And more.<ctrl-c>");
    let mut s = s.reopen();
    assert!(s.status().contains("gE where a correction was begun takes it up again"), "{}", s.status());
    assert!(s.store.history(9).unwrap().len() == 1, "nothing is done to the text yet");
    // Another act of mending moves the paragraph; its words are the same.
    s.keys("gg)gE<ctrl-u>A line more.<enter><enter>Two stays here.<esc>");
    s.keys("gggE");
    assert!(s.text().contains("One is here. And more."), "{}", s.text());
    s.keys("<esc>");
    assert!(s.ahead(400).contains("One is here. And more.") || s.text().contains("One is here. And more."));
    assert!(s.store.drafts().unwrap().is_empty());
    // One set aside is offered where it was begun, and nowhere else.
    s.keys("gEx<ctrl-x>");
    assert!(s.status().contains("gE here takes it up again"), "{}", s.status());
    s.keys("GgE");
    assert!(!s.status().contains("waited"), "{}", s.status());
    s.keys("<esc>gggE");
    assert!(s.status().contains("waited"), "{}", s.status());
}

#[test]
fn the_tray_shows_one_article_or_all_and_the_status_says_when_to_look() {
    let mut s = corrected();
    s.keys("j");
    assert!(s.status().starts_with("2 not placed (gu)"), "{}", s.status());
    crate::session::add(&mut s.store, "b.txt", "Nothing is marked in this one.\n");
    let mut s = s.reopen();
    s.resize(100, 30).keys("q<esc>");
    let other = *s.articles().iter().max().unwrap();
    s.app.list.seek = Some(other);
    s.keys("gg<enter>");
    assert!(s.text().contains("Nothing is marked"), "{}", s.text());
    assert!(!s.status().contains("not placed"), "{}", s.status());
    s.keys("gu");
    assert!(s.text().contains("Not placed in the library: 2 lost"), "{}", s.text());
    assert!(s.status().starts_with("Every annotation of this article is in its place"), "{}", s.status());
    assert!(s.text().contains("gu this article"), "{}", s.text());
    s.keys("gu");
    assert!(s.text().contains("gu all articles"), "{}", s.text());
    let told = s.text().split_whitespace().collect::<Vec<_>>().join(" ");
    let all = "Every annotation of this article is in its place; 2 elsewhere are not: gu shows them.";
    assert!(told.contains(all), "{}", s.text());
    s.keys("gu");
    assert!(s.text().contains("Not placed in the library: 2 lost"), "{}", s.text());
    s.keys("gu");
    assert!(s.text().contains("Every annotation of this article"), "{}", s.text());
}

#[test]
fn what_an_import_did_to_annotations_is_said_and_listed() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.txt");
    let (stays, goes) =
        ("Before it stands a line. The first stays as it was written.", "The second goes away for good.");
    std::fs::write(&file, format!("{stays} {goes}\n")).unwrap();
    let mut s = Session::empty();
    let import = format!("a{}<enter>", file.display());
    s.keys(&import);
    s.keys("<enter>gg)<enter>War<enter>)<enter>War<enter>");
    assert_eq!(s.annotations().len(), 2, "{}", s.text());
    std::fs::write(&file, format!("New above.\n\n{stays}\n")).unwrap();
    s.keys("q").keys(&import);
    assert!(s.status().contains("2 annotations: 1 moved, 1 lost (gu shows them)."), "{}", s.status());
    s.keys("gr");
    assert!(s.text().contains("2 annotations: 1 moved, 1 lost."), "{}", s.text());
}

#[test]
fn what_became_of_corrections_is_told_and_what_the_source_changed_is_shown() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.txt");
    let text = "A new boat would cost 40 milion crowns.\n\nThe vote is set for June, and nobody knows.\n";
    std::fs::write(&file, text).unwrap();
    let mut s = Session::empty();
    s.resize(120, 40);
    let import = format!("a{}<enter>", file.display());
    s.keys(&import).keys("<enter>gggE<ctrl-u>A new boat would cost 40 million crowns.<esc>");
    s.keys("}gE<ctrl-u>The vote is set for July, and nobody knows.<esc>");
    std::fs::write(&file, text.replace("nobody knows", "all know")).unwrap();
    s.keys("q").keys(&import).keys("gr");
    let told = "1 correction kept, 1 could not be, as the text around it is another now";
    assert!(s.text().contains(told), "{}", s.text());
    s.keys("q<enter>gD");
    assert!(s.text().contains("set for [-July-]{+June+}, and [-nobody knows-]{+all know+}."), "{}", s.text());
    assert!(!s.text().contains("milion"), "{}", s.text());
    s.keys("qu");
    assert!(s.text().contains("The vote is set for July, and nobody knows."), "{}", s.text());
}

#[test]
fn a_changed_passage_is_quoted_as_it_stands_now_everywhere_and_accepted_under_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.txt");
    let text = |ferry: &str| {
        format!("The council met on Tuesday to weigh a second ferry. {ferry} The vote is set for June.\n")
    };
    let old = "A new boat would cost 40 million crowns and take two years to build.";
    let new = "A new boat would cost 45 million crowns and take two years to build, or longer.";
    std::fs::write(&file, text(old)).unwrap();
    let mut s = Session::empty();
    s.resize(120, 40);
    let import = format!("a{}<enter>", file.display());
    s.keys(&import).keys("<enter>gg)<enter>War<enter>");
    assert_eq!(s.annotations()[0].quote, old);
    std::fs::write(&file, text(new)).unwrap();
    s.keys("q").keys(&import);
    let mut s = s.reopen();
    s.resize(120, 40).keys("gg)");
    let (a, said) = (s.annotations().remove(0), s.text());
    assert_eq!((a.state, a.quote.as_str(), a.words()), (State::Changed, old, new), "{said}");
    let count = |s: &Session, what: &str| s.text().matches(what).count();
    assert_eq!((count(&s, "1 not placed"), count(&s, "1 annotation")), (2, 0), "{}", s.text());
    let copied = |s: &Session| {
        let last = s.effects.iter().rev().find(|effect| effect.starts_with("Copy")).cloned();
        last.unwrap_or_default()
    };
    s.keys("Y");
    let in_reader = copied(&s);
    assert!(in_reader.contains("45 million"), "{in_reader}");
    s.keys("<tab>Y");
    assert_eq!(s.effects.iter().filter(|effect| effect.starts_with("Copy")).count(), 2);
    assert_eq!(copied(&s), in_reader);
    s.keys("<esc>gH");
    let flat = s.text().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        flat.contains("boat would cost 45") && flat.contains("was: A new boat would cost 40"),
        "{}",
        s.text()
    );
    s.keys("qgua");
    assert_eq!((s.annotations()[0].state, s.annotations()[0].quote.as_str()), (State::Placed, new));
    let label = s.store.history(1).unwrap().remove(0).label;
    assert!(label.starts_with("accept the new words “A new boat would cost 45"), "{label}");
}

#[test]
fn a_lost_passage_has_no_place_in_the_text_and_cannot_be_quoted_from_it() {
    let mut s = corrected();
    let lost = s.annotations().remove(0);
    assert_eq!((lost.state, lost.paragraph, lost.share()), (State::Lost, None, None));
    s.resize(120, 40).keys("gH");
    let facts = s.text().lines().filter(|row| row.contains("lost · ")).map(str::to_owned).collect::<Vec<_>>();
    assert!(
        !facts.is_empty() && facts.iter().all(|row| !row.contains('¶') && !row.contains('%')),
        "{facts:?}"
    );
    s.keys("q<tab>Y");
    assert!(!s.effects.iter().any(|effect| effect.starts_with("Copy")));
    assert!(s.status().contains("cannot be quoted"), "{}", s.status());
    s.keys("<esc>uugu");
    assert!(s.annotations().iter().all(|a| a.paragraph.is_some() && a.share().is_some()));
}

/// Three paragraphs, the first sentence annotated, the last one corrected.
fn corrected_at_the_end() -> Session {
    let text = "One is here. It is the first.\n\nTwo stays here.\n\nThree is the last of them.\n";
    let mut s = Session::with(&[("a.txt", text)]);
    s.keys("<enter>gg<enter>War<enter>GgE<ctrl-home>ZZ <esc>");
    assert_eq!(s.ahead(9), "ZZ Three ", "{}", s.text());
    s
}

#[test]
fn a_correction_that_is_taken_back_is_gone_to_and_not_an_annotation() {
    let mut s = corrected_at_the_end();
    s.keys("w").keys("u");
    let is_there = |s: &Session| "Three is the last of them.".contains(s.ahead(40).trim());
    assert!(is_there(&s), "the cursor is in the paragraph, and stays: {}", s.ahead(40));
    s.keys("<ctrl-r>");
    assert!(is_there(&s), "{}", s.ahead(40));
    // From elsewhere it is a jump, that can be gone back by.
    s.keys("gg}").keys("u");
    assert_eq!(s.ahead(9), "Three is ");
    s.keys("<ctrl-o>");
    assert_eq!(s.ahead(9), "Two stays");
    s.keys("<ctrl-r>");
    assert_eq!(s.ahead(9), "ZZ Three ");
    // So with paragraphs that were joined; three steps are gone to as one.
    s.keys("gg}gJgg").keys("u");
    assert!(s.ahead(200).starts_with(". \n\n") || s.ahead(200).starts_with(".\n\n"), "{}", s.ahead(60));
    s.keys("gg3<ctrl-r>");
    assert!(s.ahead(60).contains("ZZ Three"), "{}", s.ahead(60));
}

#[test]
fn the_place_before_an_undo_is_one_to_go_back_to() {
    let mut s =
        Session::with(&[("a.txt", "One is here.\n\nTwo stays here.\n\nThree is the last of them.\n")]);
    s.keys("<enter>gg<enter>War<enter>}}").keys("u<ctrl-r>");
    assert_eq!(s.ahead(3), "One", "the annotation that came back");
    s.keys("<ctrl-o>");
    assert_eq!(s.ahead(5), "Three");
}

#[test]
fn an_annotation_that_is_in_its_place_again_is_not_attached_elsewhere() {
    let mut s = corrected();
    s.keys("gu<enter>u");
    assert_eq!(states(&s), [State::Placed, State::Placed]);
    let before = s.stored();
    s.keys("gg}}viwga");
    assert!(s.status().starts_with("The annotation in hand is in its place again"), "{}", s.status());
    assert_eq!(s.stored(), before);
    // It is in hand no more.
    s.keys("ga");
    assert!(s.status().starts_with("No annotation is in hand"), "{}", s.status());
}

#[test]
fn a_place_for_a_passage_does_not_run_into_the_next_paragraph() {
    use postil::app::Overlay;
    use postil::model::anchor::{Sought, candidates};
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.txt");
    let quote = "The services shared their lists on terror and the names of all their men abroad.";
    let after = "The ministers met in June.";
    std::fs::write(&file, format!("{quote}\n\n{after}\n")).unwrap();
    let mut s = Session::empty();
    let import = format!("a{}<enter>", file.display());
    s.keys(&import).keys("<enter>gg<enter>War<enter>");
    assert_eq!(s.annotations()[0].quote, quote);
    // Two places that are as like it, each of which goes on in the next paragraph.
    let parted = format!(
        "The services shared their lists on terror.\n\nThe names of all their men abroad.\n\n{after}\n\n"
    );
    std::fs::write(&file, parted.repeat(2)).unwrap();
    s.keys("q").keys(&import);
    let mut s = s.reopen();
    s.keys("gu");
    let Some(Overlay::Tray(tray)) = s.app.overlays.last() else { panic!("{}", s.text()) };
    let one = &tray.all[0];
    let reader = s.app.reader.as_ref().unwrap();
    let runs_on = |span: &postil::text::Span| {
        let block = reader.document.blocks[reader.document.block_at(span.start)].span;
        span.end > block.end
    };
    let sought = Sought { quote, prefix: "", suffix: "", was: one.annotation.span };
    let raw = candidates(reader.text(), &[sought]).remove(0);
    assert!(raw.iter().any(|place| runs_on(&place.span)), "else this tests nothing: {raw:?}");
    let offered = || one.places.iter().filter(|place| place.percent.is_some());
    assert!(offered().count() > 0 && !offered().any(|place| runs_on(&place.span)), "{}", s.text());
}

#[test]
fn what_the_user_mends_is_not_told_as_moved() {
    let text = "Harbours\n\nThe first says little. The second says more. A thrid ends it.\n";
    let mut s = Session::with(&[("a.txt", text)]);
    s.keys("<enter>gg})<enter>War<enter>gS");
    assert!(
        s.store.document(s.articles()[0]).unwrap().text.contains("little.\n\nThe second"),
        "{}",
        s.text()
    );
    let states = |s: &Session| s.annotations().iter().map(|a| a.state).collect::<Vec<_>>();
    assert_eq!(states(&s), [State::Placed]);
    assert!(!s.text().contains("moved"), "{}", s.text());
    s.keys("{gJ");
    assert!(s.store.document(s.articles()[0]).unwrap().text.contains("little. The second"), "{}", s.text());
    assert_eq!(states(&s), [State::Placed]);
    s.keys("gg}gE!<ctrl-s>");
    assert!(s.store.document(s.articles()[0]).unwrap().text.contains("ends it.!"), "{}", s.text());
    assert_eq!(states(&s), [State::Placed]);
}

#[test]
fn a_lost_annotation_is_deleted_in_the_tray_and_undo_brings_it_back() {
    let mut s = corrected();
    let before = s.stored();
    s.keys("gu");
    assert!(s.text().contains("dd delete"), "{}", s.text());
    s.keys("jdd");
    assert!(s.text().contains("Not placed here: 1 lost"), "{}", s.text());
    assert_eq!(s.stored(), before[..1]);
    s.keys("dddd");
    assert!(s.status().starts_with("Every annotation here has its place"), "{}", s.status());
    s.keys("uu");
    assert_eq!(s.stored(), before);
    assert!(s.text().contains("Not placed here: 2 lost"), "{}", s.text());
}

#[test]
fn keys_in_the_tray_wait_for_what_the_ones_before_leave_there() {
    let mut s = corrected();
    let before = s.stored();
    s.slow().keys("gudddd").settle();
    assert_eq!(s.stored(), Vec::<String>::new(), "{}", s.status());
    assert!(s.status().starts_with("Saved: delete"), "{}", s.status());
    s.keys("uugu").settle();
    assert_eq!(s.stored(), before);
    s.keys("a<enter>").settle();
    assert_eq!(states(&s).iter().filter(|state| **state == State::Lost).count(), 1);
    assert!(s.status().starts_with("Select its words"), "the other one is in hand: {}", s.status());
}

#[test]
fn nothing_parts_the_word_lost_from_nothing_on_the_board() {
    let mut s = Session::with(&[("routes.txt", ROUTES)]);
    s.resize(100, 30).keys("<enter>gg}<enter><enter>gE<ctrl-u>The ferries stopped.<esc>gH");
    assert_eq!(states(&s), [State::Lost]);
    let shown = s.text();
    assert!(shown.lines().any(|line| line.trim() == "lost"), "{shown}");
    assert!(!shown.contains("lost ·"), "{shown}");
}
