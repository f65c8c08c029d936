//! Mending a text on the screen, and the tray of what it left without a place.

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
    assert!(s.status().contains("2 annotations: 2 lost (gu shows them)"), "{}", s.status());
    assert!(!s.text().contains("Easter Island carried 310 passengers a day in 2015. The route to Middle"));
    s.keys("u");
    assert_eq!(states(&s), [State::Placed, State::Placed]);
    assert!(s.ahead(400).contains("Easter") || s.text().contains("Easter Island"));
}

#[test]
fn the_tray_attaches_to_a_candidate_or_to_a_selection() {
    let mut s = corrected();
    s.keys("gu");
    assert!(s.text().contains("Not placed: 2 lost, 0 changed"), "{}", s.text());
    s.keys("a");
    assert_eq!(states(&s).iter().filter(|state| **state == State::Placed).count(), 1);
    assert!(s.text().contains("Not placed: 1 lost, 0 changed"), "{}", s.text());
    // By hand: the annotation is taken along to the text.
    s.keys("<enter>gg}}visga");
    assert!(states(&s).iter().all(|state| *state == State::Placed));
    assert!(s.annotations().iter().any(|a| a.quote == "The vote is set for June."), "{:?}", s.annotations());
    s.keys("uu");
    assert_eq!(states(&s), [State::Lost, State::Lost]);
}

#[test]
fn paragraphs_are_joined_and_split_at_the_cursor_and_compared() {
    let mut s = Session::with(&[("a.txt", "One is here.\n\nTwo stays here.\n")]);
    s.keys("<enter>gg");
    let before = s.text();
    s.keys("gJ");
    assert!(s.text().contains("One is here. Two stays here."), "{}", s.text());
    s.keys("gD");
    assert!(s.text().contains("[-") && s.text().contains("+}"), "{}", s.text());
    s.keys("q)gS");
    assert!(!s.text().contains("One is here. Two stays here."), "{}", s.text());
    s.keys("uu");
    assert!(s.text().contains("Two stays here.") && before.contains("Two stays here."));
    s.keys("gEx<esc>u");
    assert!(!s.text().contains("here.x"));
}
