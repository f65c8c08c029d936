//! Sheets of what the library is searched for at length: sentences like a theme's passages, wording that
//! articles share, and a theme's passages counted.

use postil::app::{Ask, Msg, Outcome, Overlay};
use postil::model::mend::Mend;
use postil::model::{Edit, MetadataChange};
use postil::text::Span;

use crate::session::{Session, add};

/// Twenty sentences of which one theme could have each, among eighty of something else; two are tagged
/// with it. Opened on the sheet of the others, on its second.
pub fn suggested() -> Session {
    let mut paragraphs: Vec<String> =
        (1..=20).map(|n| format!("The ferry of day {n} was late at the quay.\n")).collect();
    paragraphs.extend((1..=80).map(|n| format!("Chapter {n} tells of other things, and nobody reads it.\n")));
    let mut s = Session::with(&[("late.txt", &format!("Ferries\n\n{}", paragraphs.join("\n")))]);
    s.resize(100, 20).keys("<enter>}<enter>Late<enter>}.gtsj");
    s
}

fn chosen(s: &Session) -> String {
    match s.app.overlays.last() {
        Some(Overlay::Likes(likes)) => likes.chosen().unwrap().1.quote.clone(),
        other => panic!("{other:?}"),
    }
}

fn offers(s: &Session, quote: &str) -> bool {
    match s.app.overlays.last() {
        Some(Overlay::Likes(likes)) => likes.shown().any(|(_, one)| one.quote == quote),
        other => panic!("{other:?}"),
    }
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
    assert_eq!(board(&s), Some((3, "in:\"The Post\"".to_owned())), "{}", s.text());
    s.keys("qG<enter>");
    assert_eq!(board(&s), Some((2, "since:2017-06 until:2017-06".to_owned())), "{}", s.text());
    s.keys("qkk<enter>");
    assert!(s.status().contains("no word for what is not known"), "{}", s.status());
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
fn shared_wording_is_shown_and_gone_to() {
    let mut s = copied();
    s.keys("/First<enter>gw");
    assert!(s.text().contains("First: 1 passage shared"), "{}", s.text());
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
    assert!(s.text().contains("No other article has so many words of it in a row"), "{}", s.text());
}
