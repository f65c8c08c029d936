use super::*;
use crate::text::{Offset, Span};

mod marked;

fn whole(text: &str) -> Span {
    Span::new(0, text.len())
}

fn split(text: &str) -> Vec<&str> {
    sentences(text, whole(text)).map(|s| s.of(text)).collect()
}

/// Checks that a text with `‖` at each start of a sentence is split there and nowhere else.
fn check(marked: &str) {
    let text = marked.replace('‖', "");
    let want: Vec<&str> = marked.split('‖').map(str::trim).collect();
    assert_eq!(split(&text), want);
}

#[test]
fn abbreviations_do_not_end_a_sentence() {
    check(
        "Lt. Col. Michelle Baldanza spoke on Oct. 15 at 3 p.m. on the lawn. ‖Sen. John McCain (R-AZ) left.",
    );
    check(
        "The U.S. Secretary of State came to the U.S. ‖At the same time J. R. Smith v. Brown Inc. was heard.",
    );
    check("See No. 5, p. 12, and Jones et al. for 3.5 percent. ‖Then rest.");
}

#[test]
fn quotations_belong_to_the_sentence_before() {
    check("“NO!!!!!” he said. ‖“Is it true?” ‖Nobody knew. ‖“It is.” ‖So it was.");
}

#[test]
fn motions_go_from_start_to_start() {
    let text = "  One here. Two there!  Three ";
    let block = whole(text);
    assert_eq!(sentence_at(text, block, Offset(0)).of(text), "One here.");
    assert_eq!(sentence_at(text, block, Offset(11)).of(text), "One here.");
    assert_eq!(sentence_at(text, block, Offset(text.len())).of(text), "Three");
    let mut at = Offset(0);
    let mut starts = Vec::new();
    while let Some(next) = next_sentence(text, block, at) {
        assert!(next > at);
        starts.push(next.0);
        at = next;
    }
    assert_eq!(starts, [2, 12, 24]);
    assert_eq!(prev_sentence(text, block, Offset(24)), Some(Offset(12)));
    assert_eq!(prev_sentence(text, block, Offset(13)), Some(Offset(12)));
    assert_eq!(prev_sentence(text, block, Offset(2)), None);
}
