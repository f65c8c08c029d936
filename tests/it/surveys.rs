//! Sheets of what the library is searched for at length: sentences like a theme's passages, wording that
//! articles share, and a theme's passages counted.

use postil::app::{Ask, Msg, Outcome, Overlay, Rows, Suggestions, Ticket};
use postil::model::mend::Mend;
use postil::model::{ArticleId, Edit, MetadataChange, NoteOn, ThemeName};
use postil::shell::answer::answer;
use postil::text::Span;

use crate::session::{Session, add, parse};

/// Twenty sentences of which one theme could have each, among eighty of something else; two are tagged
/// with it. Opened on the sheet of the others, on its second.
pub fn suggested() -> Session {
    let mut s = Session::with(&[("late.txt", &ferries())]);
    s.resize(100, 20).keys("<enter>}<enter>Late<enter>}.gtsj");
    s
}

fn ferries() -> String {
    let mut paragraphs: Vec<String> =
        (1..=20).map(|n| format!("The ferry of day {n} was late at the quay.\n")).collect();
    paragraphs.extend((1..=80).map(|n| format!("Chapter {n} tells of other things, and nobody reads it.\n")));
    format!("Ferries\n\n{}", paragraphs.join("\n"))
}

#[test]
fn a_sentence_that_the_text_wraps_goes_and_shows_at_once_too() {
    let text = ferries().replace("was late at", "was late  \nat");
    let mut s = Session::with(&[("late.md", &format!("# {text}"))]);
    s.resize(100, 20).keys("<enter>}<enter>Late<enter>}.gtsj");
    let first = chosen(&s);
    assert!(first.contains('\n'), "{first}");
    s.keys("-q");
    let mut s = s.reopen();
    s.keys("gts");
    assert!(!offers(&s, &first), "{}", s.text());
    s.slow();
    for (key, shows) in [("u", true), ("<ctrl-r>", false)] {
        s.keys(key);
        let late = s.take_late();
        let (ticket, ask) = &late[0];
        assert!(matches!(ask, Ask::Undo { .. } | Ask::Redo { .. }), "{late:?}");
        let outcome = answer(&mut s.store, ask);
        s.send(Msg::Outcome(*ticket, outcome));
        assert_eq!(offers(&s, &first), shows, "{key}: {}", s.text());
        s.settle();
    }
}

#[test]
fn where_no_suggestions_show_no_text_is_read_for_them() {
    let mut s = suggested();
    s.keys("-qq").slow().keys("u");
    let late = s.take_late();
    let Some((_, ask @ Ask::Undo { suggesting, .. })) = late.first() else { panic!("{late:?}") };
    assert_eq!(suggesting[..], []);
    let Outcome::Undone(Some(_), fresh) = answer(&mut s.store, ask) else { panic!("not undone") };
    assert!(fresh.sentences.is_empty(), "{:?}", fresh.sentences);
}

fn suggestions(s: &Session) -> &Suggestions {
    let Some(Overlay::Survey(sheet)) = s.app.overlays.last() else { panic!("{}", s.text()) };
    match &sheet.rows {
        Rows::Suggestions(rows) => rows,
        other => panic!("{other:?}"),
    }
}

fn chosen(s: &Session) -> String {
    suggestions(s).chosen().unwrap().quote.clone()
}

fn offers(s: &Session, quote: &str) -> bool {
    suggestions(s).shown().any(|one| one.quote == quote)
}

#[test]
fn a_suggested_sentence_is_tagged_and_goes_and_its_undo_brings_it_back() {
    let mut s = suggested();
    assert!(s.text().contains("Like Late: 18 sentences"), "{}", s.text());
    assert!(s.text().contains("by the words: late, "), "{}", s.text());
    let first = chosen(&s);
    assert_eq!(first, "The ferry of day 4 was late at the quay.");
    s.keys(".");
    assert!(s.text().contains("Like Late: 17 sentences"), "{}", s.text());
    assert_eq!((s.stored().len(), chosen(&s).as_str()), (3, "The ferry of day 5 was late at the quay."));
    assert!(s.stored().contains(&format!("{first} | Late | ")), "{:?}", s.stored());
    s.keys("..");
    assert_eq!(s.stored().len(), 5);
    s.keys("uu");
    assert!(s.text().contains("Like Late: 17 sentences"), "{}", s.text());
    assert_eq!(chosen(&s), "The ferry of day 5 was late at the quay.");
    s.keys("u");
    assert_eq!((s.stored().len(), chosen(&s)), (2, first));
    s.keys("<ctrl-r>");
    assert!(s.text().contains("Like Late: 17 sentences"), "{}", s.text());
    assert_eq!(s.stored().len(), 3);
}

#[test]
fn a_sentence_that_is_dismissed_is_not_suggested_again_until_that_is_taken_back() {
    let mut s = suggested();
    let first = chosen(&s);
    s.keys("-");
    assert!(s.text().contains("Like Late: 17 sentences"), "{}", s.text());
    assert!(!offers(&s, &first) && s.stored().len() == 2, "it is not tagged: {}", s.text());
    // Nor once it is sought anew, also by another run of the program; another theme may have it.
    s.keys("qs");
    assert!(s.text().contains("Like Late: 17 sentences") && !offers(&s, &first), "{}", s.text());
    s = s.reopen();
    s.keys("gts");
    assert!(s.text().contains("Like Late: 17 sentences") && !offers(&s, &first), "{}", s.text());
    // What was dismissed here comes back with undo, and goes with redo, among what is tagged.
    let (second, _) = (chosen(&s), s.keys("-"));
    s.keys(".u");
    assert!(!offers(&s, &second), "{}", s.text());
    s.keys("u");
    assert_eq!(chosen(&s), second);
    s.keys("<ctrl-r>");
    assert!(!offers(&s, &second), "{}", s.text());
}

#[test]
fn a_dismissal_of_an_earlier_run_that_is_taken_back_shows_at_once() {
    let mut s = suggested();
    let first = chosen(&s);
    s.keys("-q");
    let mut s = s.reopen();
    s.keys("gts");
    assert!(!offers(&s, &first), "{}", s.text());
    // Only the undo comes to its end; what is read anew is on its way still.
    s.slow().keys("u");
    let late = s.take_late();
    let Some((ticket, ask @ Ask::Undo { .. })) = late.first() else { panic!("{late:?}") };
    let outcome = answer(&mut s.store, ask);
    s.send(Msg::Outcome(*ticket, outcome));
    assert!(offers(&s, &first) && s.text().contains(&first), "{}", s.text());
    assert_eq!(chosen(&s), first);
    s.settle();
    assert_eq!(suggestions(&s).shown().filter(|one| one.quote == first).count(), 1);
    // Done again it goes at once as well.
    s.keys("<ctrl-r>");
    let late = s.take_late();
    let Some((ticket, ask @ Ask::Redo { .. })) = late.first() else { panic!("{late:?}") };
    let outcome = answer(&mut s.store, ask);
    s.send(Msg::Outcome(*ticket, outcome));
    assert!(!offers(&s, &first), "{}", s.text());
    s.settle();
    assert!(!offers(&s, &first), "{}", s.text());
}

#[test]
fn a_sentence_is_gone_to_and_the_sheet_come_back_to() {
    let mut s = suggested();
    s.keys("j");
    let there = chosen(&s);
    s.keys("<enter>");
    assert!(s.app.overlays.is_empty() && s.ahead(99).starts_with(&there), "{}", s.text());
    // It is the target, as any sentence is.
    s.keys("<enter>Late<enter>");
    assert_eq!(s.stored().len(), 3);
    s.keys("<ctrl-o>");
    assert!(s.text().contains("Like Late"), "{}", s.text());
    assert_ne!(chosen(&s), there, "what was tagged meanwhile is no suggestion");
    assert!(!s.text().contains(&there));
}

#[test]
fn what_changed_meanwhile_is_not_tagged() {
    let mut s = suggested();
    let article = s.articles()[0];
    let text = s.store.document(article).unwrap().text;
    let start = text.find("The ferry of day 4 ").unwrap();
    let mend = Mend::Replace { span: Span::new(start, start + 9), text: "No barge".to_owned() };
    let sha256 = s.store.article(article).unwrap().unwrap().sha256;
    postil::job::mend::apply(&mut s.store, article, &sha256, &mend).unwrap();
    s.keys(".");
    assert!(s.status().starts_with("The text changed meanwhile"), "{}", s.status());
    assert_eq!(s.stored().len(), 2);
}

#[test]
fn it_says_how_far_it_is_and_is_given_up_when_it_is_closed() {
    let mut s = suggested();
    s.keys("q").slow().keys("s");
    let waiting = s.take_late();
    let Some((ticket, Ask::Survey(_))) = waiting.first().cloned() else { panic!("{waiting:?}") };
    assert!(s.text().contains("Reading…"), "{}", s.text());
    s.send(Msg::Outcome(ticket, Outcome::Surveying(40)));
    assert!(s.text().contains("Reading… 40%"), "{}", s.text());
    s.keys(".");
    assert!(s.status().contains("still being read"), "{}", s.status());
    s.keys("<esc>");
    assert!(s.effects.contains(&format!("GiveUp({ticket:?})")), "{:?}", s.effects);
    assert!(!s.text().contains("Like Late"));
    s.keys("s");
    let ticket = s.take_late().first().unwrap().0;
    s.send(Msg::Outcome(ticket, Outcome::Failed("the disk is gone (bring it back)".to_owned())));
    assert!(s.text().contains("The disk is gone"), "{}", s.text());
}

#[test]
fn with_nothing_to_go_by_it_says_what_is_missing() {
    let mut s = Session::bridge();
    s.keys("gtaZeppelins<enter>s");
    assert!(s.text().contains("tag two passages with the theme first"), "{}", s.text());
    s.keys("<enter>");
    assert!(s.status().contains("no row here"), "{}", s.status());
    s.keys("qaFerry engine<enter>s");
    assert!(s.text().contains("by its name alone"), "{}", s.text());
    assert!(s.text().contains("(a flat boat with one engine)"), "{}", s.text());
}

/// Three articles of two publications; War on four passages, and on one of a fourth that has neither.
pub fn counted() -> Session {
    let text = |n: u8| format!("Article {n}\n\nThe war came in year {n}. It stayed a while.\n");
    let mut s = Session::with(&[]);
    for (n, (publication, published)) in [
        (Some("The Post"), Some("2017-05-02")),
        (Some("The Post"), Some("2017-06")),
        (Some("Courier"), Some("2017-06-30")),
        (None, None),
    ]
    .into_iter()
    .enumerate()
    {
        let id = add(&mut s.store, &format!("{n}.txt"), &text(u8::try_from(n).unwrap()));
        let change = MetadataChange {
            publication: Some(publication.map(str::to_owned)),
            published: Some(published.map(str::to_owned)),
            ..MetadataChange::default()
        };
        s.store.apply(&[Edit::SetMetadata { article: id, change }]).unwrap();
    }
    let mut s = s.reopen();
    s.keys("/Article 0<enter><enter>}<enter>War<enter>).");
    for n in 1..4 {
        s.keys(&format!("<tab><tab>/<ctrl-u>Article {n}<enter><enter>}}."));
    }
    assert_eq!(s.stored().len(), 5);
    s
}

#[test]
fn a_theme_is_counted_by_article_publication_and_month() {
    let mut s = counted();
    s.keys("gtn");
    let text = s.text();
    for row in [
        "War: 5 passages counted",
        "By article",
        "2  Article 0",
        "By publication",
        "3  The Post",
        "1  not known",
        "By month",
        "1  2017-05-02",
        "undated",
    ] {
        // Months, not days.
        let shown = row != "1  2017-05-02";
        assert_eq!(text.contains(row), shown, "{row}:\n{text}");
    }
    let board = |s: &Session| s.app.board().map(|board| (board.total, board.typed.clone()));
    s.keys("<enter>");
    assert_eq!(board(&s), Some((2, String::new())), "{}", s.text());
    assert!(s.text().contains("only in Article 0"), "{}", s.text());
    // What is deleted there is counted no more.
    s.keys("ddq");
    assert!(s.text().contains("1  Article 0"), "{}", s.text());
    s.keys("u");
    s.keys("ggjjjj<enter>");
    assert_eq!(board(&s), Some((3, String::new())), "{}", s.text());
    assert!(s.text().contains("only in The Post"), "{}", s.text());
    s.keys("qG<enter>");
    assert_eq!(board(&s), Some((2, String::new())), "{}", s.text());
    assert!(s.text().contains("only of 2017-06"), "{}", s.text());
    s.keys("qkk<enter>");
    assert_eq!(board(&s), Some((1, String::new())), "{}", s.text());
    assert!(s.text().contains("only what is undated"), "{}", s.text());
    s.keys("q<enter>n");
    assert!(s.text().contains("War: 5 passages counted"), "from the board too: {}", s.text());
}

const STORY: &str = "The old bridge at Orlau was closed on Monday after engineers found a crack in its arch.";

/// An article, a later one that quotes it, and one that has nothing of it.
pub fn copied() -> Session {
    let mut s = Session::with(&[]);
    for (name, text, published) in [
        ("one.txt", format!("First\n\n{STORY} Nobody knew why.\n"), "2017-05-02"),
        ("two.txt", format!("Second\n\nSo they said. “{}” And so on.\n", STORY.to_uppercase()), "2017-05-09"),
        ("three.txt", "Third\n\nIt has nothing of it.\n".to_owned(), "2017-05-01"),
    ] {
        let id = add(&mut s.store, name, &text);
        let published = Some(Some(published.to_owned()));
        let change = MetadataChange { published, ..MetadataChange::default() };
        s.store.apply(&[Edit::SetMetadata { article: id, change }]).unwrap();
    }
    s.reopen()
}

#[test]
fn a_sentence_without_a_paragraph_is_chosen_with_its_title() {
    let heading = "## The ferry was late at the quay\n\n";
    let mut s = Session::with(&[(
        "late.md",
        &format!("# Ferries\n\n{heading}{}", ferries().replacen("Ferries\n\n", "", 1)),
    )]);
    s.resize(100, 40).keys("/Ferries<enter><enter>}}<enter>Late<enter>}.gts");
    for _ in 0..18 {
        if chosen(&s) == "The ferry was late at the quay" {
            break;
        }
        s.keys("j");
    }
    assert_eq!(chosen(&s), "The ferry was late at the quay");
    let text = s.text();
    let y = text.lines().position(|row| row.contains("The ferry was late at the quay")).unwrap();
    let ground = |y: usize| s.buffer[(60, u16::try_from(y).unwrap())].bg;
    assert_eq!(ground(y - 1), ground(y), "{}", s.screen());
    assert_ne!(ground(y), ground(y + 1), "{}", s.screen());
}

#[test]
fn of_very_many_counts_those_with_most_show_and_the_others_are_counted() {
    let mut s = Session::with(&[]);
    let ids: Vec<ArticleId> = (0..503)
        .map(|n| {
            add(&mut s.store, &format!("{n}.txt"), &format!("Article {n}\n\nThe war came in year {n}.\n"))
        })
        .collect();
    let edits = |id: &ArticleId| {
        let published = Some(Some(format!("{}-01", 1000 + id.0)));
        let change = MetadataChange {
            publication: Some(Some(format!("Paper {}", id.0))),
            published,
            ..MetadataChange::default()
        };
        let themes = vec![ThemeName::Path("War".to_owned())];
        let tag = Edit::Annotate { article: *id, span: Span::new(0, 3), themes, note: None };
        [Edit::SetMetadata { article: *id, change }, tag]
    };
    s.store.apply(&ids.iter().flat_map(edits).collect::<Vec<_>>()).unwrap();
    let mut s = s.reopen();
    s.keys("gtn").resize(120, 12);
    for (last, part) in [(499, "articles"), (999, "publications"), (1499, "months")] {
        let Some(Overlay::Survey(sheet)) = s.app.overlays.last_mut() else { panic!("{}", s.text()) };
        *sheet.cursor_mut() = last - 1;
        s.keys("j");
        assert!(s.text().contains(&format!("and 3 more {part} with as many or fewer")), "{}", s.text());
    }
}

#[test]
fn articles_are_counted_of_which_a_passage_shows() {
    let run = |n: usize| (0..9).map(|w| format!("word{n}x{w}")).collect::<Vec<_>>().join(" ");
    let text = |of: usize| {
        let runs: Vec<String> = (0..110).map(|n| format!("{} own{of}y{n}.\n", run(n))).collect();
        format!("Article {of}\n\n{}", runs.join("\n"))
    };
    let mut s = Session::with(&[]);
    for of in 0..12 {
        add(&mut s.store, &format!("{of}.txt"), &text(of));
    }
    let mut s = s.reopen();
    s.keys("/Article 0<enter>gw");
    assert!(s.text().contains("1000 or more passages shared with 10 or more articles"), "{}", s.text());
}

#[test]
fn shared_wording_is_shown_and_gone_to() {
    let mut s = copied();
    s.keys("/First<enter>gw");
    assert!(s.text().contains("First: 1 passage shared"), "{}", s.text());
    s.keys(".");
    assert!(s.status().contains("It is about a sentence that is suggested"), "{}", s.status());
    assert!(s.text().contains("2017-05-09 · published later"), "{}", s.text());
    assert!(s.text().contains("17 words · ¶1 there · ¶1 here"), "{}", s.text());
    s.keys("<enter>");
    assert!(s.app.overlays.is_empty(), "{}", s.text());
    let reader = s.app.reader.as_ref().unwrap();
    assert_eq!(format!("{}.", reader.document.slice(reader.selected())), STORY.to_uppercase());
    s.keys("<esc>gw");
    assert!(
        s.text().contains("Second: 1 passage shared") && s.text().contains("published first"),
        "{}",
        s.text()
    );
    s.keys("q<ctrl-o>");
    assert!(s.text().contains("First: 1 passage shared"), "{}", s.text());
    s.keys("q<tab><tab>/<ctrl-u>Third<enter><enter>gw");
    assert!(s.text().contains("No other article has 8 words of it in a row"), "{}", s.text());
}

/// Lets the answer to a request be worked out now, to come when the test says so.
fn answered(s: &mut Session, (ticket, ask): (Ticket, Ask)) -> Msg {
    Msg::Outcome(ticket, answer(&mut s.store, &ask))
}

/// The survey that is on its way, and nothing else is.
fn survey(s: &mut Session) -> (Ticket, Ask) {
    let mut late = s.take_late();
    late.retain(|(_, ask)| matches!(ask, Ask::Survey(_)));
    assert_eq!(late.len(), 1, "{late:?}");
    late.remove(0)
}

fn gives_up(s: &Session, ticket: Ticket) -> bool {
    s.effects.contains(&format!("GiveUp({ticket:?})"))
}

/// Puts other words in the place of some of an article, as another program does.
fn mend(s: &mut Session, article: ArticleId, from: &str, to: &str) {
    let text = s.store.document(article).unwrap().text;
    let start = text.find(from).unwrap();
    let mend = Mend::Replace { span: Span::new(start, start + from.len()), text: to.to_owned() };
    let sha256 = s.store.article(article).unwrap().unwrap().sha256;
    postil::job::mend::apply(&mut s.store, article, &sha256, &mend).unwrap();
}

#[test]
fn what_was_still_read_when_the_sheet_was_left_is_read_anew() {
    let mut s = copied();
    s.keys("/First<enter>").slow().keys("gw");
    let first = survey(&mut s);
    s.keys("g/nobody").settle().keys("<enter>").settle();
    assert!(s.app.overlays.is_empty(), "{}", s.text());
    assert!(gives_up(&s, first.0), "{:?}", s.effects);
    let late = answered(&mut s, first);
    s.send(late).keys("<ctrl-o><esc>").settle();
    assert!(s.text().contains("First: 1 passage shared"), "{}", s.text());
}

#[test]
fn shared_wording_is_read_anew_when_it_is_come_back_to() {
    let mut s = copied();
    let two = s.articles()[1];
    s.keys("/First<enter>gw<enter>");
    mend(&mut s, two, "THE OLD BRIDGE AT ORLAU WAS CLOSED ON MONDAY AFTER ENGINEERS", "Gone. Gone");
    s.keys("<ctrl-o>");
    assert!(s.text().contains("No other article has 8 words"), "{}", s.text());
}

#[test]
fn words_that_changed_meanwhile_are_not_selected() {
    let mut s = copied();
    let two = s.articles()[1];
    s.keys("/First<enter>gw");
    mend(&mut s, two, "So they said.", "So they all said, and more than once.");
    s.keys("<enter>");
    assert!(s.status().contains("The text changed meanwhile"), "{}", s.status());
    assert!(s.app.reader.as_ref().unwrap().selection.is_none(), "{}", s.text());
    let mut s = Session::with(&[("late.txt", &ferries()), ("other.txt", "Other\n\nIt has nothing of it.\n")]);
    s.keys("/Ferries<enter><enter>}<enter>Late<enter>}.<tab><tab>/<ctrl-u>Other<enter><enter>gtsj");
    assert_eq!(chosen(&s), "The ferry of day 4 was late at the quay.");
    let article = s.articles()[0];
    mend(&mut s, article, "The ferry of day 4 ", "No barge of any day ");
    s.keys("<enter>");
    assert!(s.status().contains("The text changed meanwhile"), "{}", s.status());
    assert!(s.app.reader.as_ref().unwrap().selection.is_none(), "{}", s.text());
}

#[test]
fn a_sentence_that_is_tagged_while_the_sheet_is_read_anew_goes_and_comes_back() {
    let mut s = suggested();
    let first = chosen(&s);
    // What is read anew comes before the tagging is saved, and knows nothing of it.
    s.keys("<enter>").slow().keys("<ctrl-o>.").settle();
    assert!(s.text().contains("Like Late: 17 sentences"), "{}", s.text());
    assert_ne!(chosen(&s), first);
    s.keys("u").settle();
    assert!(s.text().contains("Like Late: 18 sentences"), "{}", s.text());
    assert_eq!(chosen(&s), first);
    // It was read before the tagging, and comes after it.
    s.keys("<enter>").settle().keys("<ctrl-o>");
    let reading = survey(&mut s);
    let late = answered(&mut s, reading);
    s.keys(".").settle().send(late);
    assert!(s.text().contains("Like Late: 17 sentences"), "{}", s.text());
    // And the taking back in the same way.
    s.keys("<enter>").settle().keys("<ctrl-o>");
    let reading = survey(&mut s);
    let late = answered(&mut s, reading);
    s.keys("u").settle().send(late);
    assert!(s.text().contains("Like Late: 18 sentences"), "{}", s.text());
    assert!(s.text().contains(&first), "{}", s.text());
    // What is read later knows better: another program took the theme off.
    s.keys("<ctrl-r>").settle();
    assert!(s.text().contains("Like Late: 17 sentences"), "{}", s.text());
    s.store.undo().unwrap();
    s.send(Msg::LibraryChanged).settle();
    assert!(s.text().contains("Like Late: 18 sentences"), "{}", s.text());
    assert_eq!(s.store.history(9).unwrap().iter().filter(|step| step.label.starts_with("tag")).count(), 4);
}

#[test]
fn a_sentence_that_is_tagged_as_the_sheet_is_left_shows_no_more() {
    let mut s = suggested();
    let first = chosen(&s);
    s.slow().keys(".<enter>").settle().keys("<ctrl-o>").settle();
    assert!(s.text().contains("Like Late: 17 sentences") && !offers(&s, &first), "{}", s.text());
    s.keys("u").settle();
    assert!(s.text().contains("Like Late: 18 sentences") && offers(&s, &first), "{}", s.text());
}

#[test]
fn a_sentence_that_has_the_theme_by_now_goes_without_a_step() {
    let mut s = suggested();
    let (first, before) = (chosen(&s), s.store.history(99).unwrap().len());
    s.keys("<enter>").slow().keys("<ctrl-o>");
    let reading = survey(&mut s);
    let late = answered(&mut s, reading);
    s.keys("<enter>").settle();
    // By hand, in the text.
    s.keys("<enter>").settle().keys("Late<enter>").settle();
    s.send(late).keys("<ctrl-o>");
    assert_eq!(chosen(&s), first, "what shows stays until it is read anew");
    s.keys(".").settle();
    assert!(s.text().contains("Like Late: 17 sentences"), "{}", s.text());
    assert_eq!(s.store.history(99).unwrap().len(), before + 1);
}

#[test]
fn only_the_step_that_tagged_a_sentence_brings_it_back() {
    let mut s = suggested();
    s.keys(".");
    let annotation = s.annotations().last().unwrap().id;
    let note = Edit::SetNote { on: NoteOn::Annotation(annotation), note: Some("why".to_owned()) };
    s.store.apply(&[note]).unwrap();
    for key in ["u", "<ctrl-r>"] {
        s.keys(key);
        assert!(s.text().contains("Like Late: 17 sentences"), "{key}: {}", s.text());
    }
    s.keys("uu");
    assert!(s.text().contains("Like Late: 18 sentences"), "{}", s.text());
}

#[test]
fn each_sheet_of_counts_has_its_own() {
    let mut s = counted();
    // One over the other: of War, and from its board of what is below it there.
    s.keys("gtn<enter>n");
    assert!(s.text().contains("War: 5 passages counted"), "{}", s.text());
    s.keys("u");
    assert!(
        s.text().contains("War: 4 passages counted") && !s.text().contains("1  Article 3"),
        "{}",
        s.text()
    );
    s.keys("qq");
    assert!(
        s.text().contains("War: 4 passages counted") && !s.text().contains("1  Article 3"),
        "{}",
        s.text()
    );
}

#[test]
fn a_board_of_no_one_theme_has_no_theme_to_suggest_for() {
    let mut s = counted();
    for keys in ["gH", "gtgH"] {
        s.keys(keys);
        assert!(!s.hints().contains("suggest"), "{}", s.hints());
        for key in ["s", "n", ":remove-theme<enter>"] {
            s.keys(key);
            assert!(
                s.text().contains("This board is of no one theme; f narrows it to one."),
                "{key}: {}",
                s.text()
            );
        }
        s.keys("<esc>");
    }
    s.keys("fWar<enter>");
    assert!(s.hints().contains("suggest"), "{}", s.hints());
    s.keys("n");
    assert!(s.text().contains("War: 5 passages counted"), "{}", s.text());
}

#[test]
fn each_row_of_the_counts_opens_what_it_counts() {
    let mut s = Session::with(&[]);
    let known = [
        (Some("Times"), Some("2017")),
        (Some("New York Times"), Some("2017-05-02")),
        (Some("The \"Post\""), Some("2017-05")),
        (Some("Times"), None),
        (None, Some("2017-06-30")),
    ];
    for (n, (publication, published)) in known.into_iter().enumerate() {
        let sentences = "The war came. ".repeat(n + 1);
        let id =
            add(&mut s.store, &format!("{n}.txt"), &format!("Article {n}\n\n{}\n", sentences.trim_end()));
        let change = MetadataChange {
            title: Some(format!("Article {n}")),
            publication: Some(publication.map(str::to_owned)),
            published: Some(published.map(str::to_owned)),
            ..MetadataChange::default()
        };
        let text = s.store.document(id).unwrap().text;
        let war = || vec![ThemeName::Path("War".to_owned())];
        let tag = |(start, words): (usize, &str)| {
            let span = Span::new(start, start + words.len());
            Edit::Annotate { article: id, span, themes: war(), note: None }
        };
        let mut edits: Vec<Edit> = text.match_indices("The war came.").map(tag).collect();
        edits.push(Edit::SetMetadata { article: id, change });
        s.store.apply(&edits).unwrap();
    }
    let mut s = s.reopen();
    s.keys("gtn");
    let rows = [
        (5, "Article 4"),
        (4, "Article 3"),
        (3, "Article 2"),
        (2, "Article 1"),
        (1, "Article 0"),
        (5, "not known"),
        (5, "Times"),
        (3, "The \"Post\""),
        (2, "New York Times"),
        (4, "undated"),
        (1, "2017"),
        (5, "2017-05"),
        (5, "2017-06"),
    ];
    for (at, (passages, name)) in rows.into_iter().enumerate() {
        assert!(s.text().contains(&format!("{passages}  {name}")), "{name}: {}", s.text());
        s.keys(&format!("gg{}<enter>", "j".repeat(at)));
        assert_eq!(s.app.board().map(|board| board.total), Some(passages), "{name}: {}", s.text());
        assert!(at == 5 || at == 9 || s.text().contains(name), "{name}: {}", s.text());
        s.keys("q");
    }
    // It can be taken off, and where nothing is left it says so.
    s.keys("gg<enter>/zeppelin<enter>");
    assert!(s.text().contains("only in Article 4") && s.text().contains("f and Enter"), "{}", s.text());
    s.keys("/<ctrl-u><enter>f<enter>");
    assert_eq!(s.app.board().map(|board| board.total), Some(15), "{}", s.text());
    assert!(!s.text().contains("only in"), "{}", s.text());
}

#[test]
fn a_sheet_that_cannot_be_read_anew_says_why() {
    let mut s = suggested();
    let theme = s.store.themes().unwrap()[0].id;
    s.keys("<enter>");
    s.store.apply(&[Edit::RemoveTheme { theme }]).unwrap();
    s.keys("<ctrl-o>");
    assert!(
        s.text().contains("This theme is in the library no more (gt shows those that are)"),
        "{}",
        s.text()
    );
    assert!(s.text().contains("Like Late"), "{}", s.text());
    s.send(Msg::LibraryChanged);
    assert!(s.text().contains("This theme is in the library no more"), "{}", s.text());
    s.keys("u");
    assert!(!s.text().contains("in the library no more"), "{}", s.text());
    assert!(s.text().contains("Like Late: 18 sentences"), "{}", s.text());
    // Where nothing shows, that is why a row cannot be gone to.
    s.keys("q").slow().keys("s");
    let (ticket, _) = survey(&mut s);
    s.send(Msg::Outcome(ticket, Outcome::Failed("the disk is gone (bring it back)".to_owned())));
    for key in [".", "<enter>"] {
        s.keys(key);
        assert!(s.status().contains("The disk is gone"), "{}", s.status());
    }
}

#[test]
fn what_nobody_waits_for_any_more_is_given_up_whichever_way_it_goes() {
    for away in ["gfThird<enter>", "g/nobody<enter>", ":filter First<enter>", "<ctrl-o>", "q", "<esc>"] {
        let mut s = copied();
        s.keys("/First<enter><enter>GG").slow().keys("gw");
        let (ticket, _) = survey(&mut s);
        assert!(!gives_up(&s, ticket));
        for key in parse(away) {
            s.press(key);
            s.settle();
        }
        assert!(gives_up(&s, ticket), "{away}: {:?}\n{}", s.effects, s.text());
    }
    // One that is read anew too.
    let mut s = suggested();
    s.keys("<enter>").slow().keys("<ctrl-o>");
    let (ticket, _) = survey(&mut s);
    s.keys("q");
    assert!(gives_up(&s, ticket), "{:?}", s.effects);
    // One that came is given up no more.
    let mut s = suggested();
    s.keys("q");
    assert_eq!(s.effects, Vec::<String>::new());
}

#[test]
fn what_another_program_changed_shows() {
    let mut s = counted();
    s.keys("gtn");
    let annotation = s.annotations()[0].id;
    s.store.apply(&[Edit::DeleteAnnotation { annotation }]).unwrap();
    s.send(Msg::LibraryChanged);
    assert!(s.text().contains("War: 4 passages counted"), "{}", s.text());
    assert!(s.text().contains("1  Article 0"), "{}", s.text());
    let mut s = suggested();
    let (first, theme) = (chosen(&s), s.store.themes().unwrap()[0].id);
    let article = s.articles()[0];
    let start = s.store.document(article).unwrap().text.find(&first).unwrap();
    let span = Span::new(start, start + first.len());
    let tag = Edit::Annotate { article, span, themes: vec![ThemeName::Id(theme)], note: None };
    s.store.apply(&[tag]).unwrap();
    s.send(Msg::LibraryChanged);
    assert!(s.text().contains("Like Late: 17 sentences") && !s.text().contains(&first), "{}", s.text());
    // While it is read, it is asked for again only once it is there.
    s.slow().send(Msg::LibraryChanged);
    let mut late = s.take_late();
    let refresh = late.remove(0);
    let refreshed = answered(&mut s, refresh);
    s.send(refreshed);
    let reading = survey(&mut s);
    s.send(Msg::LibraryChanged);
    let refresh = s.take_late().remove(0);
    let refreshed = answered(&mut s, refresh);
    s.send(refreshed);
    assert!(!s.take_late().iter().any(|(_, ask)| matches!(ask, Ask::Survey(_))));
    let read = answered(&mut s, reading);
    s.send(read);
    survey(&mut s);
}
