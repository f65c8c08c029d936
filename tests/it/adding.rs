//! Articles come in and what is known of them is changed, on the screen.

use postil::app::{Ask, Msg, Outcome, SoFar, Ticket};
use postil::model::ArticleId;
use postil::model::query::Query;
use postil::shell::answer::answer;
use postil::store::Sort;

use crate::session::{BRIDGE, Session};

fn titles(s: &Session) -> Vec<String> {
    let all = s.store.articles(&Query::default(), Sort::default(), 0..100).unwrap();
    all.into_iter().map(|a| a.meta.title).collect()
}

/// A folder with two texts and something that is none.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).unwrap();
    put("one.md", b"# One\n\nThe first text. It is short.\n");
    put("other.md", b"# Other\n\nThe other text. It is short too.\n");
    put("picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\0");
    folder
}

#[test]
fn a_path_is_completed_and_imported_and_its_article_chosen() {
    let folder = folder();
    let mut s = Session::with(&[("bridge.txt", BRIDGE)]);
    s.keys("a").keys(&format!("{}/o", folder.path().display())).keys("<tab>");
    assert!(s.text().contains("one.md") && s.text().contains("other.md"), "{}", s.text());
    s.keys("n<tab>");
    assert!(!s.text().contains("other.md"), "{}", s.text());
    s.keys("<enter>");
    assert_eq!(s.status(), "Imported “One”.");
    assert_eq!(titles(&s)[0], "One");
    assert_eq!(s.app.list.chosen().unwrap().meta.title, "One");
    s.keys("u");
    assert_eq!(titles(&s).len(), 1, "an import is a step");
}

#[test]
fn a_name_that_nothing_has_says_so() {
    let folder = folder();
    let mut s = Session::empty();
    s.keys("a").keys(&format!("{}/zz", folder.path().display())).keys("<tab>");
    assert!(s.status().contains("Nothing there begins like that"), "{}", s.status());
    s.keys("<enter>");
    let path = format!("{}/zz", folder.path().display());
    assert!(s.status().contains(&format!("{path}: there is no such file or folder")), "{}", s.status());
    // What was typed is there to be mended, once.
    s.keys("a");
    assert!(s.text().contains(&path), "{}", s.text());
    s.keys("<esc>a");
    assert!(!s.text().contains(&path), "{}", s.text());
}

#[test]
fn what_failed_is_told_and_all_of_it_can_be_read() {
    let folder = folder();
    let path = |name: &str| folder.path().join(name);
    let mut s = Session::empty();
    s.keys("gr");
    assert!(s.text().contains("Nothing was imported"), "{}", s.text());
    s.keys("q");
    let sources = postil::app::Sources::Paths(vec![path("one.md"), path("picture.png"), path("none.md")]);
    let outcome = answer(&mut s.store, &Ask::Import { sources });
    s.send(Msg::Outcome(Ticket(u64::MAX), outcome));
    assert!(
        s.status().starts_with("Imported 1 article, 2 failed (gr shows all): picture.png: "),
        "{}",
        s.status()
    );
    s.keys("gr");
    assert!(s.text().contains("1 added, 2 failed"), "{}", s.text());
    assert!(s.text().contains("none.md") && s.text().contains("no such file"), "{}", s.text());
    s.keys("<esc>");
    assert!(s.app.overlays.is_empty());
    // What came is told too, and can be gone to.
    s.keys("gr");
    assert!(s.text().contains("added") && s.hints().contains("Enter open it"), "{}", s.text());
    s.keys("<enter>");
    assert!(s.app.overlays.is_empty() && s.app.reader.is_some(), "{}", s.text());
}

#[test]
fn what_failed_is_offered_once_more_and_typed_over() {
    let folder = folder();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let mut s = Session::empty();
    s.keys(&format!("qa{}<enter>", path("none.md")));
    assert!(s.status().contains("no such file"), "{}", s.status());
    // It can be mended …
    s.keys("a");
    assert!(s.hints().contains("none.md"), "{}", s.hints());
    s.keys("<backspace>d<enter>a");
    assert!(s.hints().ends_with("none.md"), "{}", s.hints());
    // … or another one is typed, which takes its place.
    s.keys(&format!("{}<enter>", path("one.md")));
    assert_eq!(s.articles().len(), 1, "{}", s.status());
    s.keys("a");
    assert!(!s.hints().contains(".md"), "what came in is not offered: {}", s.hints());
    s.keys("<up>");
    assert!(s.hints().ends_with("one.md"), "{}", s.hints());
    s.keys("<up>");
    assert!(s.hints().ends_with("none.md"), "{}", s.hints());
}

#[test]
fn an_export_says_that_it_waits_for_an_import() {
    let mut s = Session::bridge();
    s.slow().keys("qanone.md<enter>:export markdown out<enter>");
    assert!(s.status().starts_with("The export begins when the import has ended."), "{}", s.status());
}

#[test]
fn a_local_address_is_refused_with_a_sentence() {
    let mut s = Session::empty();
    s.send(Msg::Paste("http://localhost:9/page\n".to_owned()));
    assert!(s.text().contains("Add: http://localhost:9/page"), "{}", s.text());
    s.keys("<enter>");
    assert!(
        s.status().contains("http://localhost:9/page: it is on this computer or in a local network"),
        "{}",
        s.status()
    );
    s.keys("gr");
    assert!(s.text().contains("--allow-local"), "{}", s.text());
}

#[test]
fn a_text_that_is_pasted_is_an_article() {
    let mut s = Session::empty();
    s.send(Msg::Paste(BRIDGE.to_owned()));
    assert_eq!(titles(&s), ["The Bridge at Orlau"]);
    s.send(Msg::Paste("  \n".to_owned()));
    s.send(Msg::Paste(BRIDGE.to_owned()));
    assert_eq!(titles(&s).len(), 1);
    assert!(s.status().contains("is in the library already"), "{}", s.status());
    // What is pasted while reading is no article.
    s.keys("<enter>").send(Msg::Paste("Some other text.\n\nAnd more.\n".to_owned()));
    assert_eq!(titles(&s).len(), 1);
}

#[test]
fn an_address_or_path_that_is_pasted_is_asked_about() {
    for (pasted, asked) in [
        ("https://pier.example/tide", "Add: https://pier.example/tide"),
        ("  HTTPS://pier.example/tide\n", "Add: HTTPS://pier.example/tide"),
        ("'/texts/a b.md'", "Add: /texts/a b.md"),
        ("~/texts/tide.md", "Add: ~/texts/tide.md"),
    ] {
        let mut s = Session::empty();
        s.send(Msg::Paste(pasted.to_owned()));
        assert!(s.text().contains(asked), "{pasted}: {}", s.text());
        s.keys("<esc>");
        assert!(titles(&s).is_empty(), "{pasted}");
    }
    // What only begins with one is a text.
    for text in [
        "https://pier.example/tide\nThe tide came in early, and nobody saw it.".to_owned(),
        format!("/ is where it began. {}", "The tide came in early, and nobody saw it. ".repeat(100)),
    ] {
        let mut s = Session::empty();
        s.send(Msg::Paste(text));
        assert!(s.app.overlays.is_empty());
        assert_eq!(titles(&s).len(), 1);
    }
}

#[test]
fn a_huge_text_that_is_pasted_is_an_article_with_every_word_of_it() {
    let line = "The tide came in early, and nobody on the pier had seen it but the keeper and the gulls. ";
    let text =
        format!("The Tide at Orlau\n\n{}\n\n{}", line.repeat(12_000), format!("{line}\n\n").repeat(12_000));
    let mut s = Session::empty();
    s.send(Msg::Paste(text.clone()));
    assert_eq!(titles(&s), ["The Tide at Orlau"]);
    let read = s.store.document(ArticleId(1)).unwrap().text;
    assert_eq!(read.split_whitespace().count(), text.split_whitespace().count());
    s.keys("<enter>");
    assert!(s.text().contains("The tide came in early"), "{}", s.text());
}

#[test]
fn escape_sequences_in_a_text_that_is_pasted_are_gone() {
    let mut s = Session::empty();
    let pasted = "\u{1b}]0;owned\u{7}The Bridge\n\nIt was \u{1b}[31mred\u{1b}[0m, they said.\u{1b}[2J\u{9b}1m \u{8}And closed.";
    s.send(Msg::Paste(pasted.to_owned()));
    assert_eq!(
        *s.store.document(ArticleId(1)).unwrap().text,
        "The Bridge\n\nIt was red, they said. And closed."
    );
    assert!(titles(&s)[0].chars().all(|c| !c.is_control()), "{:?}", titles(&s));
}

#[test]
fn an_import_runs_beside_reading_and_esc_stops_it() {
    let folder = folder();
    let mut s = Session::bridge();
    s.keys("q").slow();
    s.send(Msg::Paste(folder.path().display().to_string())).keys("<enter>");
    assert!(s.status().contains("importing…"), "{}", s.status());
    s.keys("<enter>)");
    assert!(s.ahead(7).starts_with("The old"), "{}", s.ahead(20));
    s.keys("<esc>");
    assert!(s.effects.iter().any(|e| e.starts_with("GiveUp")), "{:?}", s.effects);
    assert!(s.status().contains("Stopping the import"), "{}", s.status());
    s.settle();
    assert!(!s.status().contains("importing"), "{}", s.status());
    assert_eq!(s.app.focus, postil::app::Pane::Reader, "its end takes nobody away");
}

#[test]
fn an_import_shows_how_many_of_all_sources_it_has_read() {
    let folder = folder();
    let mut s = Session::bridge();
    s.keys("q").slow();
    s.send(Msg::Paste(folder.path().display().to_string())).keys("<enter>");
    let (ticket, _) = import_asked(&mut s);
    let so_far = SoFar { of: Some((2, 3)), ..SoFar::default() };
    s.send(Msg::Outcome(ticket, Outcome::Importing(so_far)));
    assert!(s.status().contains("importing, 2 of 3 read"), "{}", s.status());
    s.resize(40, 12);
    assert!(s.status().contains("2 of 3  "), "{}", s.status());
}

/// The import that was asked for last and waits.
fn import_asked(s: &mut Session) -> (Ticket, Ask) {
    s.take_late().into_iter().rfind(|(_, ask)| matches!(ask, Ask::Import { .. })).unwrap()
}

/// An import of [`folder`] that has brought both texts and goes on: its ticket and what it will come to.
fn coming_in(s: &mut Session, folder: &tempfile::TempDir) -> (Ticket, Outcome) {
    s.slow();
    s.send(Msg::Paste(folder.path().display().to_string())).keys("<enter>");
    let (ticket, ask) = import_asked(s);
    let outcome = answer(&mut s.store, &ask);
    s.send(Msg::Outcome(ticket, Outcome::Importing(SoFar { read: 1, came: true, ..SoFar::default() })))
        .settle();
    (ticket, outcome)
}

#[test]
fn what_comes_in_is_stopped_and_taken_back_whole_and_comes_again() {
    let folder = folder();
    let mut s = Session::with(&[("bridge.txt", BRIDGE)]);
    let (ticket, outcome) = coming_in(&mut s, &folder);
    s.keys("u").settle();
    assert!(s.status().starts_with("Press undo once more to take back what comes in"), "{}", s.status());
    s.keys("u").settle();
    assert!(s.effects.iter().any(|effect| effect.starts_with("GiveUp")), "{:?}", s.effects);
    assert!(s.status().starts_with("Stopping the import, to take back"), "{}", s.status());
    assert_eq!(titles(&s).len(), 3, "it goes on until it has stopped");
    // What is done meanwhile comes after it, and is not taken back in its place.
    s.keys("s").settle();
    s.send(Msg::Outcome(ticket, outcome)).settle();
    assert_eq!(titles(&s), ["The Bridge at Orlau"]);
    let history = s.store.history(9).unwrap();
    assert!(history[0].label.contains("The Bridge") && !history[0].undone, "{history:?}");
    assert!(history[1].label.starts_with("import 2") && history[1].undone, "{history:?}");
    s.keys("gr").settle();
    assert!(s.text().contains("import: 2 added; taken back since"), "{}", s.text());
}

#[test]
fn what_was_taken_back_while_it_came_in_comes_again() {
    let folder = folder();
    let mut s = Session::with(&[("bridge.txt", BRIDGE)]);
    let (ticket, outcome) = coming_in(&mut s, &folder);
    s.keys("u").settle().keys("u").settle();
    s.send(Msg::Outcome(ticket, outcome)).settle();
    assert_eq!((s.status().as_str(), titles(&s).len()), ("Undone: import 2 articles", 1));
    s.keys("<ctrl-r>").settle();
    assert_eq!(titles(&s).len(), 3, "{}", s.status());
    s.keys("gr").settle();
    assert!(s.text().contains("import: 2 added\n"), "{}", s.text());
}

#[test]
fn an_import_that_brought_nothing_yet_is_not_stopped_by_undo() {
    let folder = folder();
    let mut s = Session::empty();
    s.send(Msg::Paste(folder.path().join("one.md").display().to_string())).keys("<enter>");
    assert_eq!(titles(&s), ["One"]);
    s.slow();
    s.send(Msg::Paste(folder.path().join("other.md").display().to_string())).keys("<enter>");
    let (ticket, ask) = import_asked(&mut s);
    s.keys("u").settle();
    assert!(s.status().starts_with("Undone: "), "{}", s.status());
    assert!(!s.effects.iter().any(|effect| effect.starts_with("GiveUp")), "{:?}", s.effects);
    let outcome = answer(&mut s.store, &ask);
    s.send(Msg::Outcome(ticket, outcome)).settle();
    assert_eq!(titles(&s), ["Other"]);
}

#[test]
fn details_are_changed_in_a_form_as_one_step() {
    let mut s = Session::with(&[("bridge.txt", BRIDGE)]);
    s.keys("e<ctrl-u>A bridge<tab>A. Author<tab><tab>2017-13<enter>");
    for columns in [70, 80, 120] {
        s.resize(columns, 24);
        assert!(s.text().contains("write YYYY, YYYY-MM or YYYY-MM-DD"), "whole: {}", s.text());
    }
    s.keys("<backspace>2<tab>https://example.org/b<tab>en<enter>");
    assert!(s.status().starts_with("Saved: details of"), "{}", s.status());
    let article = s.store.article(s.articles()[0]).unwrap().unwrap();
    assert_eq!(article.meta.title, "A bridge");
    assert_eq!(article.meta.byline.as_deref(), Some("A. Author"));
    assert_eq!(article.meta.published.as_deref(), Some("2017-12"));
    assert_eq!(article.meta.url.as_deref(), Some("https://example.org/b"));
    assert_eq!(article.meta.language.as_deref(), Some("en"));
    s.keys("u");
    assert_eq!(titles(&s), ["The Bridge at Orlau"]);
    assert_eq!(s.store.article(s.articles()[0]).unwrap().unwrap().meta.language, None);
}

#[test]
fn a_form_that_is_left_keeps_what_was_typed() {
    let mut s = Session::with(&[("bridge.txt", BRIDGE)]);
    s.keys("e now<esc>");
    assert_eq!(titles(&s), ["The Bridge at Orlau"]);
    s.keys("e");
    assert!(s.text().contains("The Bridge at Orlau now"), "{}", s.text());
    s.keys("<enter>e<esc>");
    assert_eq!(titles(&s), ["The Bridge at Orlau now"]);
    assert!(!s.status().contains("kept"), "an unchanged form leaves nothing: {}", s.status());
}

#[test]
fn annotations_of_others_come_onto_the_article_that_is_open() {
    let folder = tempfile::tempdir().unwrap();
    let mut s =
        Session::with(&[("bridge.txt", BRIDGE), ("quay.txt", "The Quay\n\nNobody came to it all day.\n")]);
    let note = |s: &Session, (id, skip): (i64, usize)| {
        let uuid = s.store.article(ArticleId(id)).unwrap().unwrap().uuid;
        let text = s.store.document(ArticleId(id)).unwrap().text;
        let quote: String = text.split_whitespace().skip(skip).take(6).collect::<Vec<_>>().join(" ");
        serde_json::json!({
            "@context": "http://www.w3.org/ns/anno.jsonld",
            "id": format!("https://example.org/anno/{id}"),
            "type": "Annotation",
            "body": [{ "type": "TextualBody", "purpose": "tagging", "value": "Crossings" }],
            "target": {
                "source": format!("urn:uuid:{uuid}"),
                "selector": { "type": "TextQuoteSelector", "exact": quote },
            },
        })
    };
    let notes = [note(&s, (1, 5)), note(&s, (2, 2))];
    let path = folder.path().join("notes.jsonld");
    std::fs::write(&path, serde_json::json!([notes[0]]).to_string()).unwrap();
    s.keys("/Bridge<enter>");
    s.keys("<enter>").keys("qa").keys(&format!("{}<enter>", path.display()));
    let title = s.store.article(ArticleId(1)).unwrap().unwrap().meta.title;
    assert!(
        s.status().starts_with(&format!("Imported 1 annotation on “{title}”, 1 remark")),
        "{}",
        s.status()
    );
    let all = s.store.annotations_of(ArticleId(1)).unwrap();
    assert_eq!(all.len(), 1);
    s.keys("<enter>");
    s.resize(160, 30);
    assert!(s.text().contains("Crossings"), "{}", s.text());
    // The report tells what the message has no room for.
    s.keys("gr");
    assert!(s.text().contains("1 annotation: 1 new"), "{}", s.text());
    s.keys("<esc>").keys("u");
    assert!(s.store.annotations_of(ArticleId(1)).unwrap().is_empty(), "an import is a step");
    // Of the articles of a file the one that has new ones is named.
    s.keys("<ctrl-r>");
    std::fs::write(&path, serde_json::json!(notes).to_string()).unwrap();
    s.keys("qa").keys(&format!("{}<enter>", path.display()));
    let title = s.store.article(ArticleId(2)).unwrap().unwrap().title().to_owned();
    assert!(s.status().starts_with(&format!("Imported 1 annotation on “{title}”")), "{}", s.status());
}
