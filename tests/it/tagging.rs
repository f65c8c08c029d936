//! Tagging: two keys, selections, nesting, repeating, taking back.

use crate::session::Session;

const FIRST: &str = "The old bridge was closed on Oct. 15.";

#[test]
fn two_keys_tag_the_sentence_under_the_cursor() {
    let mut s = Session::bridge();
    s.keys("}<enter>").keys("Logistics<enter>");
    assert_eq!(s.stored(), [format!("{FIRST} | Logistics | ")]);
    assert!(s.status().starts_with("Saved: tag"), "{}", s.status());
    s.keys(")<enter>1");
    assert_eq!(s.stored()[1].split(" | ").nth(1), Some("Logistics"));
    assert!(s.stored()[1].starts_with("Lt. Col. Anna Weiss said"));
}

#[test]
fn a_theme_that_the_passage_has_is_taken_off_again() {
    let mut s = Session::bridge();
    s.keys("}<enter>Logistics<enter><enter>Logi<enter>");
    assert_eq!(s.stored(), [format!("{FIRST} |  | ")]);
}

#[test]
fn several_themes_at_once_with_ticks() {
    let mut s = Session::bridge();
    s.keys("}<enter>War<enter><enter>Trade<enter>");
    assert_eq!(s.stored(), [format!("{FIRST} | War, Trade | ")]);
    s.keys(")<enter><tab><tab><enter>");
    assert_eq!(s.stored()[1].split(" | ").nth(1), Some("War, Trade"));
}

#[test]
fn a_slash_makes_a_child_and_a_hash_lets_a_digit_begin() {
    let mut s = Session::bridge();
    s.keys("}<enter>Syria/air strikes<enter>)<enter>#1984<enter>");
    let themes: Vec<String> = s.store.themes().unwrap().into_iter().map(|t| t.path).collect();
    assert_eq!(themes, ["1984", "Syria", "Syria/air strikes"]);
}

#[test]
fn enter_on_nothing_marks_bare_and_escape_marks_nothing() {
    let mut s = Session::bridge();
    s.keys("}<enter><esc>");
    assert_eq!(s.stored(), Vec::<String>::new());
    s.keys("<enter><enter>");
    assert_eq!(s.stored(), [format!("{FIRST} |  | ")]);
}

#[test]
fn a_selection_is_tagged_as_it_stands() {
    let mut s = Session::bridge();
    s.keys("}wvee<enter>Words<enter>");
    assert_eq!(s.stored(), ["old bridge | Words | "]);
    assert_eq!(s.ahead(3), "old");
    assert!(s.app.reader.as_ref().unwrap().selection.is_none());
    s.keys("Vo<enter>Paragraph<enter>");
    assert!(
        s.stored()[0].starts_with(FIRST) && s.stored()[0].ends_with("Nobody believed her. | Paragraph | ")
    );
}

#[test]
fn a_sentence_inside_a_larger_annotation_is_tagged_by_itself() {
    let mut s = Session::bridge();
    s.keys("}V<enter>Whole<enter>)<enter>Part<enter>");
    let stored = s.stored();
    assert_eq!(stored.len(), 2);
    assert!(stored[0].ends_with("| Whole | "));
    assert!(stored[1].starts_with("Lt. Col.") && stored[1].ends_with("| Part | "));
}

#[test]
fn stepping_outward_reaches_the_larger_annotation_and_then_the_sentence_anew() {
    let mut s = Session::bridge();
    s.keys("}wvee<enter>Inner<enter>V<enter>Outer<enter>");
    s.keys("wgs<enter>Mine<enter>");
    let outer = s.stored().into_iter().find(|a| a.contains("Outer")).unwrap();
    assert!(outer.contains("Outer, Mine"), "{outer}");
    s.keys("gs<enter>Sentence<enter>");
    assert!(s.stored().iter().any(|a| *a == format!("{FIRST} | Sentence | ")), "{:?}", s.stored());
}

#[test]
fn the_dot_repeats_and_only_adds() {
    let mut s = Session::bridge();
    s.keys("}.");
    assert!(s.status().contains("Nothing was tagged yet"), "{}", s.status());
    s.keys("<enter>War<enter>).");
    assert!(s.stored()[1].ends_with("| War | "), "{:?}", s.stored());
    s.keys(".");
    assert!(s.stored()[1].ends_with("| War | "));
    assert!(s.status().starts_with("This passage has the theme “War” already."), "{}", s.status());
    s.keys("}vee.");
    assert!(s.stored()[2].starts_with("Was there | War"), "{:?}", s.stored());
}

#[test]
fn dd_deletes_and_undo_brings_back_what_it_names() {
    let mut s = Session::bridge();
    s.keys("}<enter>War<enter>dd");
    assert_eq!(s.stored(), Vec::<String>::new());
    s.keys("u");
    assert!(s.status().starts_with("Undone: delete annotation"), "{}", s.status());
    assert_eq!(s.stored(), [format!("{FIRST} | War | ")]);
    s.keys("u");
    assert_eq!((s.stored().len(), s.store.themes().unwrap().len()), (0, 0));
    s.keys("u");
    s.keys("<ctrl-r><ctrl-r>");
    assert_eq!(s.articles().len(), 1);
    let mut s = s.reopen();
    s.keys("<ctrl-r>");
    assert_eq!(s.stored(), Vec::<String>::new());
    s.keys("u");
    assert_eq!(s.stored(), [format!("{FIRST} | War | ")]);
}

#[test]
fn undo_and_redo_take_a_count_and_say_how_far_they_came() {
    let mut s = Session::bridge();
    s.keys("}<enter>War<enter>).).");
    assert_eq!(s.stored().len(), 3);
    s.keys("2u");
    assert_eq!(s.stored().len(), 1);
    assert!(s.status().starts_with("Undone 2 steps, the last: tag"), "{}", s.status());
    s.keys("2<ctrl-r>");
    assert_eq!(s.stored().len(), 3);
    assert!(s.status().starts_with("Redone 2 steps, the last: tag"), "{}", s.status());
    // More than there are: all of them, and that is no error.
    s.keys("99u");
    assert_eq!((s.stored().len(), s.articles().len()), (0, 0));
    assert!(s.status().contains(" steps, the last: "), "{}", s.status());
    s.keys("u");
    assert!(s.status().contains("There is nothing to undo"), "{}", s.status());
}

#[test]
fn nested_and_overlapping_passages_differ_on_the_screen_without_colour_too() {
    for colors in [postil::app::Colors::None, postil::app::Colors::Sixteen, postil::app::Colors::True] {
        let mut s = Session::bridge().colors(colors);
        s.keys("}wwveeee<enter>Inner<enter>V<enter>Outer<enter>G");
        let reader = s.app.reader.as_ref().unwrap();
        let inner = reader.marks.placed().iter().min_by_key(|a| a.span.len()).unwrap().span;
        let style_at = |needle: &str| {
            let (y, x) = (0..40u16)
                .find_map(|y| {
                    let row: String = (0..120u16).map(|x| s.buffer[(x, y)].symbol()).collect();
                    row.find(needle).map(|b| (y, u16::try_from(row[..b].chars().count()).unwrap()))
                })
                .unwrap();
            let cell = &s.buffer[(x, y)];
            (cell.fg, cell.bg, cell.modifier)
        };
        assert_eq!(reader.document.slice(inner), "bridge was closed on");
        let (inside, outside, free) =
            (style_at("was closed"), style_at("believed her"), style_at("Trade with"));
        assert!(
            inside != outside && outside != free && inside != free,
            "{colors:?}: {inside:?} {outside:?} {free:?}"
        );
    }
}

#[test]
fn ticks_win_over_the_row_that_is_chosen() {
    let mut s = Session::bridge();
    s.keys("}<enter>Syria<enter>)<enter>sy<tab><enter>");
    let themes: Vec<String> = s.store.themes().unwrap().into_iter().map(|t| t.path).collect();
    assert_eq!(themes, ["Syria"]);
    assert!(s.stored()[1].ends_with("| Syria | "), "{:?}", s.stored());
}

#[test]
fn repeating_a_new_child_leaves_its_parent_out() {
    let mut s = Session::bridge();
    s.keys("}<enter>Syria/air strikes<enter>).");
    assert!(s.stored()[1].ends_with("| Syria/air strikes | "), "{:?}", s.stored());
}

#[test]
fn what_was_just_made_is_the_target_until_the_cursor_moves() {
    let mut s = Session::bridge();
    s.keys("}V<enter>Whole<enter>cOn all of it.<esc>");
    assert_eq!(s.stored().len(), 1);
    assert!(s.stored()[0].ends_with("| Whole | On all of it."), "{:?}", s.stored());
    s.keys("lcOn the sentence.<esc>");
    assert_eq!(s.stored().len(), 2);
}

#[test]
fn a_dot_says_that_the_theme_of_the_last_tagging_is_gone() {
    let mut s = Session::bridge();
    s.keys("}.");
    assert!(s.status().starts_with("Nothing was tagged yet"), "{}", s.status());
    s.keys("<enter>War<enter>u.");
    assert!(s.status().starts_with("The theme of the last tagging is gone"), "{}", s.status());
    s.keys("<ctrl-r>).");
    assert_eq!(s.stored().len(), 2);
}

#[test]
fn themes_that_the_passage_has_stand_first() {
    let mut s = Session::bridge();
    s.resize(80, 24);
    for n in 0..16 {
        s.keys(&format!(")<enter>Theme {n:02}<enter>"));
    }
    s.keys("gg}<enter>Zebra<enter>");
    for n in 0..16 {
        s.keys(&format!(")<enter>Theme {n:02}<enter>"));
    }
    s.keys("gg}<enter>");
    // The two that the sentence has, before those of the digits between them.
    let first = |s: &Session| {
        let rows = s.text().lines().map(str::to_owned).collect::<Vec<_>>();
        let field = rows.iter().position(|row| row.trim_start().starts_with("> ")).unwrap();
        rows[field + 1..field + 3].join("\n")
    };
    let ticked = |s: &Session| {
        let rows = first(s);
        rows.matches('✓').count() == 2 && rows.contains("Theme 00") && rows.contains("Zebra")
    };
    assert!(ticked(&s), "{}", s.text());
    // A tick more moves nothing.
    s.keys("<down><down><down><down><tab>");
    assert!(ticked(&s), "{}", s.text());
    s.keys("theme 0");
    assert!(!first(&s).contains("Zebra"), "{}", s.text());
}

#[test]
fn what_the_chosen_theme_is_for_is_read_whole() {
    const ABOUT: &str =
        "Who pays for the bridge, who was to pay for it by the treaty of the two towns, and who says so.";
    for (columns, rows) in [(200, 60), (120, 40), (80, 24), (60, 20)] {
        let mut s = Session::bridge();
        s.resize(columns, rows);
        s.keys("}<enter>Costs<enter>gte").keys(ABOUT).keys("<enter>q)");
        for n in 0..9 {
            s.keys(&format!(")<enter>Theme {n}<enter>"));
        }
        s.keys("gg<enter>costs");
        let text = s.text();
        let shown = text.lines().map(|row| row.trim_matches(['│', ' '])).collect::<Vec<_>>().join(" ");
        let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(shown.contains("who says so."), "{columns}x{rows}\n{text}");
        assert!(text.contains("Costs"), "{columns}x{rows}\n{text}");
        // The row that is chosen shows, however many rows there are.
        s.keys("<ctrl-u>").keys(&"<down>".repeat(10));
        let chosen = s.text();
        assert!(chosen.contains("Theme") || chosen.contains("Costs"), "{chosen}");
    }
}
