//! The theme panel, the board of a theme, and the way there and back.

use crate::session::{BRIDGE, Session};

fn two() -> Session {
    let other = "Ferries\n\nThe ferry sank in spring. It was never raised. Nobody asked why.\n";
    let mut s = Session::with(&[("bridge.txt", BRIDGE), ("ferries.txt", other)]);
    s.keys("j<enter>}<enter>Water<enter>qgg<enter>}<enter>Water<enter>)<enter>Tolls<enter>");
    assert_eq!(s.stored().len(), 3);
    s
}

#[test]
fn the_panel_shows_the_tree_with_counts_and_changes_it() {
    let mut s = two();
    s.keys("gt");
    assert!(s.text().contains("2 passages in 2 articles"), "{}", s.text());
    s.keys("aWater/Deep<enter>");
    assert!(s.text().contains("Deep"), "{}", s.text());
    s.keys("ggr<ctrl-u>Money<enter>");
    let paths: Vec<String> = s.store.themes().unwrap().into_iter().map(|t| t.path).collect();
    assert_eq!(paths, ["Money", "Water", "Water/Deep"]);
    s.keys("ggmWater<enter>");
    let paths: Vec<String> = s.store.themes().unwrap().into_iter().map(|t| t.path).collect();
    assert_eq!(paths, ["Water", "Water/Deep"]);
    assert!(s.text().contains("3 passages in 2 articles"), "{}", s.text());
    s.keys("ggdd");
    let paths: Vec<String> = s.store.themes().unwrap().into_iter().map(|t| t.path).collect();
    assert_eq!(paths, ["Deep"]);
    assert_eq!(s.stored().len(), 3, "passages stay");
    s.keys("uuuu");
    let paths: Vec<String> = s.store.themes().unwrap().into_iter().map(|t| t.path).collect();
    assert_eq!(paths, ["Tolls", "Water"]);
}

#[test]
fn from_a_theme_to_its_passages_and_back() {
    let mut s = two();
    let here = s.app.reader.as_ref().map(|r| (r.article.id, r.cursor)).unwrap();
    s.keys("gtj<enter>");
    let screen = s.text();
    assert!(screen.contains("Water: 2 passages"), "{screen}");
    assert!(
        screen.contains("The ferry sank in spring.") && screen.contains("The old bridge was closed"),
        "{screen}"
    );
    s.keys("j<enter>");
    assert_eq!(s.ahead(9), "The ferry");
    assert!(s.app.overlays.is_empty());
    s.keys("<ctrl-o>");
    assert_eq!(s.app.reader.as_ref().map(|r| (r.article.id, r.cursor)), Some(here));
}

#[test]
fn names_that_cannot_be_are_refused_with_a_sentence() {
    let mut s = two();
    s.keys("gta<enter>");
    assert!(s.status().contains("needs a name"), "{}", s.status());
    s.keys("<esc>ggr<ctrl-u>water<enter>");
    assert!(s.app.message.as_ref().is_some_and(|m| m.is_error), "{}", s.status());
    assert_eq!(s.store.themes().unwrap().len(), 2);
}

#[test]
fn a_theme_that_was_just_added_is_the_one_that_is_meant_next() {
    let mut s = two();
    s.keys("gtaAAA<enter>");
    s.keys("jgtaZZZ<enter>dd");
    let paths: Vec<String> = s.store.themes().unwrap().into_iter().map(|t| t.path).collect();
    assert_eq!(paths, ["AAA", "Tolls", "Water"]);
}
