//! Changing the range of an annotation, going along a theme, text objects that grow, and keeping a
//! note whose highlight goes.

use crate::session::Session;

const FIRST: &str = "The old bridge was closed on Oct. 15.";
const LAST: &str = "Nobody believed her.";

fn selected(s: &Session) -> String {
    let reader = s.app.reader.as_ref().unwrap();
    reader.document.slice(reader.selected()).to_owned()
}

fn on_page(text: &str) -> Session {
    let mut s = Session::with(&[("page.txt", &format!("A page\n\n{text}\n"))]);
    s.keys("<enter>}");
    s
}

#[test]
fn a_range_is_changed_in_three_keys_as_one_step() {
    let mut s = Session::bridge();
    s.keys("}<enter>War<enter>gv");
    assert_eq!(selected(&s), FIRST);
    s.keys("gv");
    assert!(selected(&s) == FIRST && s.status().contains("Enter saves the range"), "{}", s.status());
    s.keys("b");
    assert!(s.status().starts_with("changing the range of “The old bridge"), "{}", s.status());
    assert!(s.hints().contains("Enter save the range"), "{}", s.hints());
    s.keys("bbe<enter>");
    assert_eq!(s.stored(), ["The old bridge was closed on Oct | War | "]);
    assert!(s.status().starts_with("Saved: shrink “The old bridge"), "{}", s.status());
    assert!(s.app.reader.as_ref().unwrap().selection.is_none() && s.app.overlays.is_empty());
    s.keys("u");
    assert_eq!(s.stored(), [format!("{FIRST} | War | ")]);
}

#[test]
fn sentences_and_paragraphs_are_selected_whole() {
    let mut s = on_page("One is here. Two is here. Three is.\n\nFour ends it.");
    s.keys("v)");
    assert_eq!(selected(&s), "One is here.");
    s.keys(")");
    assert_eq!(selected(&s), "One is here. Two is here.");
    s.keys("}");
    assert!(selected(&s).ends_with("Three is."), "{}", selected(&s));
    s.keys("}");
    assert!(selected(&s).ends_with("Four ends it."), "{}", selected(&s));
    s.keys("}");
    assert!(selected(&s).ends_with("Four ends it."), "{}", selected(&s));
    // The end that comes first goes to where sentences begin.
    s.keys("<esc>gg})v$o)");
    assert!(selected(&s).starts_with("Three is."), "{}", selected(&s));
    s.keys("<esc>gg}v2)");
    assert_eq!(selected(&s), "One is here. Two is here.");
    s.keys("<esc>gg}v/Three<enter>");
    assert!(selected(&s).ends_with("is here. Three"), "{}", selected(&s));
    let mut s = Session::with(&[("page.md", "# A page\n\nOne is here.\n\n## Two\n\nThree.\n")]);
    s.keys("<enter>}v]]");
    assert_eq!(selected(&s), "One is here.");
    s.keys("]]");
    assert_eq!(selected(&s), "One is here.", "there is no other heading");
}

#[test]
fn the_other_end_of_a_range_moves_too_and_escape_leaves_it() {
    let mut s = Session::bridge();
    s.keys("}<enter>War<enter>gvow<enter>");
    assert_eq!(s.stored(), ["old bridge was closed on Oct. 15. | War | "]);
    s.keys("gv)<esc>");
    assert_eq!(s.stored(), ["old bridge was closed on Oct. 15. | War | "]);
    s.keys("vw");
    assert!(!s.status().contains("changing"), "a new selection changes no range: {}", s.status());
}

#[test]
fn what_would_tag_or_note_says_that_a_range_is_being_changed() {
    let mut s = Session::bridge();
    s.keys("}<enter>War<enter>gve");
    for keys in [".", "c", "dd", "dn"] {
        s.keys(keys);
        assert!(s.status().starts_with("A range is being changed"), "{keys}: {}", s.status());
    }
    s.keys("<esc>gv<enter>");
    assert!(s.status().starts_with("The range is as it was."), "{}", s.status());
    assert_eq!(s.stored(), [format!("{FIRST} | War | ")]);
}

#[test]
fn two_annotations_never_get_the_same_range() {
    let mut s = Session::bridge();
    s.keys("}<enter>War<enter>wvee<enter>Inner<enter>gvo<esc>");
    s.keys("gv>");
    assert!(selected(&s).ends_with("Oct. 15."), "{}", selected(&s));
    s.keys("ob<enter>");
    assert!(s.status().starts_with("Another annotation has exactly that range"), "{}", s.status());
    assert!(s.app.reader.as_ref().unwrap().selection.is_some(), "and the selection stays");
    s.keys("<esc>");
    assert!(s.stored().contains(&"old bridge | Inner | ".to_owned()), "{:?}", s.stored());
}

#[test]
fn the_last_selection_is_taken_again() {
    let mut s = Session::bridge();
    s.keys("gv");
    assert!(s.status().starts_with("Nothing was selected yet"), "{}", s.status());
    s.keys("}wve<esc>ggvgv");
    assert_eq!(selected(&s), "old");
    s.keys("<esc>G");
    s.keys("gve");
    assert_eq!(selected(&s), "old bridge");
}

#[test]
fn an_annotation_grows_and_shrinks_by_sentences_across_paragraphs() {
    let mut s = Session::bridge();
    s.keys("}))<enter>War<enter>>");
    assert_eq!(s.stored(), [format!("{LAST}\n\nWas there another way across? | War | ")]);
    assert!(s.status().starts_with("Saved: extend"), "{}", s.status());
    s.keys("u2>");
    assert!(s.stored()[0].ends_with("had sunk in spring. | War | "), "{:?}", s.stored());
    s.keys("<lt>");
    assert_eq!(s.stored(), [format!("{LAST}\n\nWas there another way across? | War | ")]);
    s.keys("9<lt>");
    assert_eq!(s.stored(), [format!("{LAST} | War | ")]);
    s.keys("<lt>");
    assert!(s.status().starts_with("One sentence is left"), "{}", s.status());
    s.keys("999>>");
    assert!(s.status().starts_with("No sentence follows"), "{}", s.status());
    assert!(s.stored()[0].ends_with("the town waited. | War | "), "{:?}", s.stored());
    s.keys("gg>");
    assert!(s.status().starts_with("There is no annotation under the cursor"), "{}", s.status());
}

#[test]
fn part_of_a_sentence_is_extended_to_its_end_first() {
    let mut s = Session::bridge();
    s.keys("}vee<enter>War<enter>>");
    assert_eq!(s.stored(), [format!("{FIRST} | War | ")]);
}

#[test]
fn extending_onto_another_annotation_is_refused() {
    let mut s = Session::bridge();
    s.keys("}vee<enter>Part<enter>gs<enter>Whole<enter>gg}>");
    assert!(s.status().starts_with("Another annotation has exactly that range"), "{}", s.status());
    assert_eq!(s.stored().len(), 2);
}

#[test]
fn furniture_is_passed_over_when_a_range_grows() {
    let mut s = Session::with(&[(
        "a.txt",
        "A page\n\nIt begins here.\n\nShare this article\n\nIt goes on here. And ends.\n",
    )]);
    s.keys("<enter>}");
    assert_eq!(s.app.reader.as_ref().unwrap().furniture(), 1);
    s.keys("<enter>War<enter>>");
    assert!(s.stored()[0].ends_with("It goes on here. | War | "), "{:?}", s.stored());
    s.keys("<lt>");
    assert_eq!(s.stored(), ["It begins here. | War | "]);
}

#[test]
fn going_along_a_theme_takes_counts_and_says_where_it_ends() {
    let mut s = Session::bridge();
    s.keys("}<enter>War<enter>)<enter>Talk<enter>).)<enter>War<enter>)<enter>War<enter>gg}");
    s.keys("]t");
    assert_eq!(s.ahead(9), "Was there");
    s.keys("]t");
    assert_eq!(s.ahead(9), "The ferry");
    s.keys("2[t");
    assert_eq!(s.ahead(7), "The old");
    s.keys("[t");
    assert!(s.status().starts_with("No annotation before this one has the theme “War”"), "{}", s.status());
    s.keys("9]t");
    assert_eq!(s.ahead(9), "The ferry");
    s.keys("gg2]a");
    assert_eq!(s.ahead(8), "Lt. Col.");
    s.keys("2]a2[a");
    assert_eq!(s.ahead(8), "Lt. Col.");
    s.keys("gg]t");
    assert!(s.status().starts_with("There is no annotation under the cursor"), "{}", s.status());
    s.keys("G<enter><enter>]t");
    assert!(s.status().starts_with("This annotation has no theme"), "{}", s.status());
}

#[test]
fn a_text_object_grows_when_it_is_pressed_again_and_takes_counts() {
    let mut s = Session::bridge();
    let try_on = |s: &mut Session, keys: &str| {
        s.keys("<esc>gg}v").keys(keys);
        selected(s)
    };
    assert_eq!(try_on(&mut s, "iw"), "The");
    assert_eq!(try_on(&mut s, "iwiw"), "The old");
    assert_eq!(try_on(&mut s, "3aw"), "The old bridge");
    assert_eq!(try_on(&mut s, "is"), FIRST);
    assert!(try_on(&mut s, "2as").ends_with("could.\u{201d}"));
    assert_eq!(try_on(&mut s, "isis"), try_on(&mut s, "2as"));
    assert!(try_on(&mut s, "4is").ends_with("Was there another way across?"));
    assert!(try_on(&mut s, "ip").ends_with(LAST));
    assert!(try_on(&mut s, "ipip").ends_with("within a week."));
    assert!(try_on(&mut s, "3ap").ends_with("the town waited."));
    assert!(try_on(&mut s, "99ip").ends_with("the town waited."));
}

#[test]
fn pairs_are_found_nested_on_their_marks_and_of_every_kind() {
    let cases = [
        ("He said “she told ‘no one’ of it” then.", "no", "i\"", "no one"),
        ("He said “she told ‘no one’ of it” then.", "no", "a\"", "‘no one’"),
        ("He said “she told ‘no one’ of it” then.", "no", "i\"i\"", "she told ‘no one’ of it"),
        ("He said “she told ‘no one’ of it” then.", "no", "2a\"", "“she told ‘no one’ of it”"),
        ("He said “she told ‘no one’ of it” then.", "“she", "i\"", "she told ‘no one’ of it"),
        ("He said “she told ‘no one’ of it” then.", "” then", "a\"", "“she told ‘no one’ of it”"),
        ("It was 'never raised' by anyone.", "never", "a\"", "'never raised'"),
        ("Er sagte „das Boot sinkt“ und ging.", "Boot", "i\"", "das Boot sinkt"),
        ("Il dit « le bac coule » et partit.", "bac", "a\"", "« le bac coule »"),
        ("One (two [three {four}]) five.", "four", "i(", "four"),
        ("One (two [three {four}]) five.", "four", "i(i(", "three {four}"),
        ("One (two [three {four}]) five.", "four", "3a(", "(two [three {four}])"),
        ("One (two [three {four}]) five.", ") five", "a(", "(two [three {four}])"),
        ("One (two [three {four}]) five.", "(two", "i(", "two [three {four}]"),
        ("One (two) and (three) in (all (of) it).", "of", "a(a(", "(all (of) it)"),
        ("The mean ⟨x + y⟩ is given.", "x +", "i(", "x + y"),
        ("The mean ⟨x + y⟩ is given.", "x +", "a(", "⟨x + y⟩"),
        ("渡し船（一隻だけ）は沈んだ。", "隻", "i(", "一隻だけ"),
        ("渡し船（一隻だけ）は沈んだ。", "隻", "a(", "（一隻だけ）"),
    ];
    for (text, at, keys, want) in cases {
        let mut s = on_page(text);
        s.keys("/").keys(at).keys("<enter><esc>v").keys(keys);
        assert_eq!(selected(&s), want, "{keys} at {at} in {text}");
    }
    let mut s = on_page("No marks at all (none).");
    s.keys("vi\"");
    assert!(s.status().starts_with("There are no quotation marks"), "{}", s.status());
    s.keys("<esc>/none<enter><esc>vi(i(");
    assert!(s.status().starts_with("There are no brackets around"), "{}", s.status());
}

#[test]
fn a_note_outlives_its_highlight_in_the_note_of_the_article() {
    let mut s = Session::bridge();
    let id = s.articles()[0];
    let note = |s: &Session| s.store.article(id).unwrap().unwrap().note;
    s.keys("}dn");
    assert!(s.status().starts_with("There is no annotation"), "{}", s.status());
    s.keys("<enter>War<enter>dn");
    assert!(s.status().starts_with("This annotation has no note"), "{}", s.status());
    s.keys("cAsk her.<esc>CBefore.<esc>dn");
    assert!(s.status().starts_with("Saved: delete annotation “The old bridge"), "{}", s.status());
    assert_eq!(note(&s).unwrap(), format!("Before.\n\n> {FIRST}\n\nAsk her."));
    assert_eq!(s.stored(), Vec::<String>::new());
    s.keys("u");
    assert_eq!(note(&s).unwrap(), "Before.");
    assert_eq!(s.stored(), [format!("{FIRST} | War | Ask her.")]);
}
