//! Finders: commands by name, articles by name, the outline.

use crate::session::{BRIDGE, Session, add};
use postil::app::{Overlay, Pane};
use postil::clock::Clock;
use postil::store::Store;

/// A page with headings of two levels.
const BOOK: &str = "# The Ferry\n\nIt sank in spring.\n\n## Causes\n\nNobody asked.\n\n### The engine\n\nIt was old.\n\n\
## After\n\nTrade stopped. The town waited.\n";

fn library() -> Session {
    Session::with(&[
        ("book.md", BOOK),
        ("bridge.txt", BRIDGE),
        ("weiss.md", "---\nauthor: Anna Weiss\npublication: Orlau Post\n---\n# On ice\n\nThe river froze.\n"),
    ])
}

/// The names of the rows that fit, best first.
fn rows(s: &Session) -> Vec<String> {
    match s.app.overlays.last() {
        Some(Overlay::Finder(finder)) => {
            finder.hits.iter().map(|hit| finder.items[hit.item].name.clone()).collect()
        }
        other => panic!("no finder is open but {other:?}"),
    }
}

#[test]
fn a_command_is_found_by_name_and_done() {
    let mut s = Session::bridge();
    s.keys("}<ctrl-p>tag");
    assert_eq!(rows(&s)[0], "tag");
    assert!(s.text().contains("Enter"), "its key is shown: {}", s.text());
    s.keys("<enter>");
    assert!(matches!(s.app.overlays[..], [Overlay::Chooser(_)]), "{}", s.text());
}

#[test]
fn what_commands_do_stands_in_a_column_where_there_is_room() {
    let mut s = Session::bridge();
    for keys in ["<ctrl-p>", "<esc>:"] {
        s.keys(keys);
        let text = s.text();
        let column = |about: &str| text.lines().find_map(|row| row.find(about)).unwrap();
        assert_eq!(column("Show all keys"), column("Go to the previous pane"), "{text}");
    }
}

#[test]
fn a_command_is_found_by_what_it_does() {
    let mut s = Session::bridge();
    s.keys("<ctrl-p>heading next");
    assert_eq!(rows(&s)[0], "next-heading");
    s.keys("<ctrl-u>what it was");
    assert_eq!(rows(&s), ["undo"]);
}

#[test]
fn a_command_that_cannot_run_says_why_under_the_cursor_and_when_it_is_taken() {
    let mut s = Session::bridge();
    s.keys("<ctrl-p>repeat-tag");
    assert!(s.text().contains("Nothing was tagged yet; tag a passage with Enter"), "{}", s.text());
    s.keys("<enter>");
    assert!(s.status().starts_with("Nothing was tagged yet"), "{}", s.status());
    assert_eq!(s.app.overlays.len(), 1, "the finder stays");
    // What can run comes first while nothing is typed.
    s.keys("<ctrl-u>");
    let all = rows(&s);
    let at = |name: &str| all.iter().position(|row| row == name).unwrap();
    assert!(at("half-page-down") < at("repeat-tag"));
}

#[test]
fn commands_are_those_of_the_place_below() {
    let mut s = library();
    s.keys("<ctrl-p>next-sentence<enter>");
    assert!(s.status().contains("No article is open"), "{}", s.status());
    s.keys("<esc><enter><tab><ctrl-p>toggle-star<enter>");
    assert!(s.status().starts_with("Saved: "), "{}", s.status());
}

#[test]
fn an_article_is_opened_by_title_author_or_outlet() {
    let mut s = library();
    s.keys("gfweiss");
    assert_eq!(rows(&s), ["On ice"]);
    assert!(s.text().contains("Anna Weiss · Orlau Post"), "{}", s.text());
    s.keys("<enter>");
    assert!(s.ahead(6).starts_with("On ice"), "{}", s.ahead(20));
    s.keys("gforlau post<enter>");
    assert!(s.app.overlays.is_empty() && s.app.focus == Pane::Reader);
    s.keys("gfbrdg<enter>");
    assert_eq!(s.ahead(10), "The Bridge");
    s.keys("<ctrl-o>");
    assert!(s.ahead(6).starts_with("On ice"), "the place that was left is a jump: {}", s.ahead(20));
    s.keys("gfno such thing<enter>");
    assert!(s.status().starts_with("Nothing matches"), "{}", s.status());
}

#[test]
fn on_an_empty_prompt_the_articles_opened_last_come_first() {
    let mut s = library();
    s.keys("gfice<enter>gfferry<enter>gf");
    assert_eq!(rows(&s), ["The Ferry", "On ice", "The Bridge at Orlau"]);
}

#[test]
fn stale_answers_are_dropped_and_enter_waits_for_its_rows() {
    let mut s = library();
    s.slow();
    s.keys("gfice");
    s.keys("<ctrl-u>ferry<enter>");
    assert!(s.text().contains("Looking…"), "{}", s.text());
    s.settle();
    assert!(s.ahead(9).starts_with("The Ferry"), "{}", s.ahead(20));
}

#[test]
fn the_library_is_never_loaded_whole() {
    let mut store = Store::memory(Clock::counted("2026-01-02T03:04:05Z".parse().unwrap())).unwrap();
    for n in 0..300 {
        add(&mut store, &format!("{n}.md"), &format!("# Article {n}\n\nText {n}.\n"));
    }
    let mut s = Session::on(store);
    s.keys("gf");
    assert_eq!(rows(&s).len(), 200);
    s.keys("article 27");
    assert_eq!(rows(&s)[0], "Article 27", "the best of all, not of those that were shown");
}

#[test]
fn the_outline_has_the_present_heading_chosen_and_goes_to_another() {
    let mut s = library();
    s.keys("gfferry<enter>]]]]}go");
    assert_eq!(rows(&s), ["The Ferry", "Causes", "The engine", "After"]);
    let Some(Overlay::Finder(finder)) = s.app.overlays.last() else { panic!() };
    assert_eq!(finder.item().unwrap().name, "The engine");
    s.keys("aft<enter>");
    assert_eq!(s.ahead(5), "After");
    s.keys("<ctrl-o>");
    assert_eq!(s.ahead(7), "It was ");
}

#[test]
fn an_article_without_headings_lists_its_paragraphs_and_says_so() {
    let mut s = Session::bridge();
    s.keys("go");
    assert!(s.text().contains("no headings here, so the paragraphs"), "{}", s.text());
    assert!(s.text().contains("¶2"), "{}", s.text());
    s.keys("officials<enter>");
    assert_eq!(s.ahead(9), "Officials");
}
