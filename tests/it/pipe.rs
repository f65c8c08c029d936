//! A passage to a shell command.

use crate::session::Session;

#[test]
fn the_sentence_goes_to_a_command_and_its_output_becomes_the_note() {
    let mut s = Session::bridge();
    s.keys("}!tr a-z A-Z<enter>");
    assert!(
        s.text().contains("! tr a-z A-Z") && s.text().contains("THE OLD BRIDGE WAS CLOSED"),
        "{}",
        s.text()
    );
    s.keys("c<esc>");
    let first = "The old bridge was closed on Oct. 15.";
    assert_eq!(s.stored(), [format!("{first} |  | {}", first.to_uppercase())]);
    s.keys("!wc -w | tr -d ' '<enter>c<esc>");
    assert_eq!(s.stored(), [format!("{first} |  | {}\n\n8", first.to_uppercase())]);
    s.keys("u");
    assert_eq!(s.stored(), [format!("{first} |  | {}", first.to_uppercase())]);
}

#[test]
fn a_selection_goes_as_it_stands_and_escape_closes() {
    let mut s = Session::bridge();
    s.keys("}wve!cat; echo .<enter>");
    assert!(s.text().contains("  old."), "{}", s.text());
    s.keys("<esc>");
    assert!(!s.text().contains("! cat") && s.app.reader.as_ref().unwrap().selection.is_some());
    s.keys("!<enter>");
    assert!(s.status().starts_with("Type a command"), "{}", s.status());
    s.keys("<esc>");
    assert!(s.app.overlays.is_empty());
}

#[test]
fn a_failure_is_named_and_nothing_drives_the_terminal() {
    let mut s = Session::bridge();
    s.keys("}!printf 'a\\033[31mb'; exit 4<enter>");
    assert!(s.text().contains("It did not succeed: exit status 4."), "{}", s.text());
    assert!(s.text().contains("a␛[31mb"), "{}", s.text());
    s.keys("q!true<enter>");
    assert!(s.text().contains("It wrote nothing."), "{}", s.text());
    s.keys("c");
    assert!(s.status().starts_with("There is no output"), "{}", s.status());
}

#[test]
fn escape_ends_a_command_that_runs_and_its_late_outcome_is_dropped() {
    let mut s = Session::bridge();
    s.slow().keys("}!echo late<enter>");
    assert!(s.text().contains("Running… Esc ends it."), "{}", s.text());
    s.keys("<esc>");
    assert!(s.status().starts_with("Ended: echo late"), "{}", s.status());
    s.settle();
    assert!(s.app.overlays.is_empty() && !s.text().contains("! echo"), "{}", s.text());
}

#[test]
fn long_output_scrolls() {
    let mut s = Session::bridge();
    s.keys("}!seq 500<enter>");
    assert!(s.text().lines().any(|line| line.trim() == "1"), "{}", s.text());
    s.keys("G");
    assert!(s.text().lines().any(|line| line.trim() == "500"), "{}", s.text());
    s.keys("gg");
    assert!(s.text().lines().any(|line| line.trim() == "1"), "{}", s.text());
}
