//! What was begun on words of a text stays with them when the text changes meanwhile, be it by another
//! program, by an import or by a feed.

use postil::app::{Msg, Overlay};
use postil::job::mend;
use postil::model::mend::Mend;
use postil::model::{ArticleId, Document};
use postil::text::Span;

use crate::session::Session;

const TEXT: &str =
    "Harbours\n\nThe first paragraph says little.\n\nThe second says more. It goes on.\n\nA third ends it.\n";

/// The article is open, with the cursor on its second paragraph.
fn open() -> Session {
    let mut s = Session::with(&[("a.txt", TEXT)]);
    s.keys("<enter>gg}}");
    assert_eq!(s.ahead(10), "The second");
    s
}

fn document(s: &Session) -> Document {
    s.store.document(s.articles()[0]).unwrap()
}

/// Another program puts other words in place of some.
fn mend(s: &mut Session, words: &str, by: &str) {
    let article: ArticleId = s.articles()[0];
    let sha256 = s.store.article(article).unwrap().unwrap().sha256;
    let at = document(s).text.find(words).unwrap();
    let what = Mend::Replace { span: Span::new(at, at + words.len()), text: by.to_owned() };
    mend::apply(&mut s.store, article, &sha256, &what).unwrap();
}

/// The same, and the screen hears of it.
fn mended(s: &mut Session, words: &str, by: &str) {
    mend(s, words, by);
    s.send(Msg::LibraryChanged);
}

const LONGER: &str = "The first paragraph says a good deal more than it did before.";
const FIRST: &str = "The first paragraph says little.";

#[test]
fn a_note_goes_with_its_words() {
    let mut s = open();
    s.keys("cA note");
    mended(&mut s, FIRST, LONGER);
    s.keys("<esc>");
    let all = s.annotations();
    assert_eq!((all[0].quote.as_str(), all[0].note.as_deref()), ("The second says more.", Some("A note")));
}

#[test]
fn a_tag_goes_with_its_words() {
    let mut s = open();
    s.keys("<enter>");
    mended(&mut s, FIRST, LONGER);
    s.keys("War<enter>");
    assert_eq!(s.annotations()[0].quote, "The second says more.");
}

#[test]
fn a_correction_is_put_where_its_words_are() {
    let mut s = open();
    s.keys("gE<ctrl-u>Other words.");
    mended(&mut s, FIRST, LONGER);
    s.keys("<ctrl-s>");
    let text = document(&s).text;
    assert!(text.contains("before.\n\nOther words.\n\nA third"), "{text}");
}

#[test]
fn what_the_screen_has_not_heard_of_yet_is_refused() {
    let mut s = open();
    mend(&mut s, FIRST, LONGER);
    s.keys("<enter>War<enter>");
    assert!(s.status().contains("The text changed meanwhile, so nothing was done"), "{}", s.status());
    assert_eq!(s.annotations(), []);
    let mut s = open();
    s.keys("cA note");
    mend(&mut s, FIRST, LONGER);
    s.keys("<esc>");
    assert!(s.status().contains("The text changed meanwhile"), "{}", s.status());
    assert!(matches!(s.app.overlays.last(), Some(Overlay::Note(_))), "what was written stays");
    s.send(Msg::LibraryChanged).keys("<esc>");
    assert_eq!(s.annotations()[0].quote, "The second says more.");
}

#[test]
fn without_its_words_a_note_becomes_a_draft_and_a_tag_nothing() {
    let mut s = open();
    s.keys("cA note");
    mended(&mut s, "The second says more. It goes on.", "Something else.");
    s.keys("<ctrl-s>");
    assert!(s.status().contains("in the text no more"), "{}", s.status());
    assert_eq!(s.annotations(), []);
    s.keys("<ctrl-x>gd<enter>");
    assert!(s.status().contains("The words of the draft stand in this note now"), "{}", s.status());
    assert!(s.text().contains("> The second says more."), "{}", s.text());
    s.keys("<esc>");
    let article = s.store.article(s.articles()[0]).unwrap().unwrap();
    assert_eq!(article.note.as_deref(), Some("> The second says more.\n\nA note"));
    assert!(s.store.drafts().unwrap().is_empty());
    let mut s = open();
    s.keys("<enter>");
    mended(&mut s, "The second says more. It goes on.", "Something else.");
    assert!(s.app.overlays.is_empty() && s.status().contains("choose others"), "{}", s.status());
}

#[test]
fn a_draft_is_found_by_its_words() {
    let mut s = open();
    s.keys("cHalf a note<ctrl-x>");
    mended(&mut s, FIRST, LONGER);
    s.keys("gggd<enter>");
    assert!(s.status().contains("c takes it up again"), "{}", s.status());
    s.keys("c");
    assert!(s.text().contains("Half a note"), "{}", s.text());
    s.keys(" more<esc>");
    let all = s.annotations();
    assert_eq!(all[0].quote, "The second says more.");
    assert_eq!(all[0].note.as_deref(), Some("Half a note more"));
    assert!(s.store.drafts().unwrap().is_empty());
    // The place that it had is another sentence's now, and offers it nothing.
    let mut s = open();
    s.keys("cHalf a note<ctrl-x>");
    mended(&mut s, "The second says more.", "Nobody said that.");
    s.keys("gg}}c");
    assert!(!s.text().contains("Half a note"), "{}", s.text());
}

#[test]
fn the_place_where_one_left_goes_with_its_words() {
    let mut s = open();
    s.keys("q").wait();
    mend(&mut s, FIRST, LONGER);
    let s = s.reopen();
    assert_eq!(s.ahead(10), "The second");
}

#[test]
fn the_annotation_in_hand_is_not_attached_to_another_article() {
    let mut s = Session::with(&[("a.txt", TEXT), ("b.txt", "Boats\n\nA boat came in. It left again.\n")]);
    s.keys("gfHarbours<enter>gg}}<enter>War<enter>");
    let article = s.annotations()[0].article.id;
    let sha256 = s.store.article(article).unwrap().unwrap().sha256;
    let text = s.store.document(article).unwrap().text;
    let at = text.find("The second").unwrap();
    let what =
        Mend::Replace { span: Span::new(at, at + 33), text: "Quite other words stand here.".to_owned() };
    mend::apply(&mut s.store, article, &sha256, &what).unwrap();
    s.send(Msg::LibraryChanged).keys("gu<enter>");
    s.keys("gfBoats<enter>gg}visga");
    assert!(s.status().contains("belongs to another article"), "{}", s.status());
    assert_eq!(s.annotations()[0].quote, "The second says more.");
}

#[test]
fn from_a_board_the_annotation_that_was_chosen_is_the_target() {
    let mut s = Session::with(&[("a.txt", TEXT), ("b.txt", "Boats\n\nA boat came in. It left again.\n")]);
    s.keys("gfHarbours<enter>gg}}");
    // A smaller one at the same start, then the sentence.
    s.keys("vee<enter>Small<enter><esc>gg}}gs<enter>Large<enter>");
    assert_eq!(s.annotations().len(), 2, "{:?}", s.annotations());
    s.keys("gfBoats<enter>gHf");
    s.keys("Large<enter><enter>");
    assert_eq!(s.app.reader.as_ref().unwrap().article.title(), "Harbours", "{}", s.text());
    s.keys("dd");
    let left: Vec<String> = s.annotations().into_iter().map(|a| a.quote).collect();
    assert_eq!(left, ["The second"]);
}
