//! The theme panel, the board of a theme, and the way there and back.

use postil::app::Overlay;

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
    assert!(s.text().contains("Water: 2 passages"), "{}", s.text());
    s.keys("<ctrl-o>");
    assert_eq!(s.app.reader.as_ref().map(|r| (r.article.id, r.cursor)), Some(here));
}

#[test]
fn the_chosen_themes_name_is_told_whole_and_its_facts_are_parted_between() {
    let mut s = two();
    let name = "The long memory of small harbours and of those who kept them open in the winters of the war";
    s.resize(120, 40).keys("gt");
    s.keys(&format!("a{name}<enter>"));
    let side = |s: &Session| {
        let rows: Vec<String> = s
            .text()
            .lines()
            .filter_map(|row| row.split_once('│').map(|(_, side)| side.trim().to_owned()))
            .filter(|row| !row.is_empty())
            .collect();
        rows
    };
    assert!(side(&s).join(" ").contains(name), "{}", s.text());
    s.keys("G");
    assert!(side(&s).iter().any(|row| row.starts_with("2 passages in 2 articles")), "{}", s.text());
    for columns in 100..140 {
        s.resize(columns, 40);
        let broken = |row: &String| row.ends_with('·') || row.starts_with('·');
        assert!(!side(&s).iter().any(broken), "{}", s.text());
    }
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

fn paths(s: &Session) -> Vec<String> {
    s.store.themes().unwrap().into_iter().map(|t| t.path).collect()
}

#[test]
fn a_theme_is_described_coloured_pinned_noted_and_moved_in_the_panel() {
    let mut s = two();
    s.keys("gtggeMoney that is taken<enter>");
    s.keys("C<ctrl-u>#00aa55");
    assert_eq!(s.store.themes().unwrap()[0].color.len(), 7, "not before Enter");
    s.keys("<enter>p<ctrl-u>7<enter>cA note on *tolls*.<esc>");
    let tolls = s.store.themes().unwrap().remove(0);
    assert_eq!(tolls.description.as_deref(), Some("Money that is taken"));
    assert_eq!((tolls.color.as_str(), tolls.key), ("#00aa55", Some(7)));
    assert_eq!(tolls.note.as_deref(), Some("A note on *tolls*."));
    let screen = s.text();
    for told in ["Money that is taken", "A note on tolls.", "digit 7", "#00aa55"] {
        assert!(screen.contains(told), "{told}\n{screen}");
    }
    s.keys("Mwat<enter>");
    assert_eq!(paths(&s), ["Water", "Water/Tolls"]);
    assert!(s.text().contains("digit 7"), "the cursor goes along:\n{}", s.text());
    s.keys("M<down><enter>");
    assert_eq!(paths(&s), ["Tolls", "Water"], "to the top again");
    s.keys("p<ctrl-u><enter>");
    assert_eq!(s.store.themes().unwrap()[0].key, None);
    s.keys("uuuuuuu");
    let tolls = s.store.themes().unwrap().remove(0);
    assert_eq!((tolls.description, tolls.note, tolls.key), (None, None, Some(2)));
}

#[test]
fn what_a_theme_cannot_be_given_is_said() {
    let mut s = two();
    let before = s.store.history(50).unwrap().len();
    s.keys("gtggC<ctrl-u>green<enter>");
    assert!(s.status().contains("six digits"), "{}", s.status());
    s.keys("<esc>p<ctrl-u>12<enter>");
    assert!(s.status().contains("from 1 to 9"), "{}", s.status());
    s.keys("<esc>aWater/Deep<enter>jM");
    let offered = s.text();
    s.keys("<esc>");
    assert!(offered.contains("the top of the tree") && !offered.contains("> Water"), "{offered}");
    assert_eq!(s.store.history(50).unwrap().len(), before + 1, "the theme that was added and nothing else");
}

#[test]
fn the_panel_is_narrowed_by_words() {
    let mut s = two();
    s.keys("gtaWater/Deep<enter>/DEEP");
    let screen = s.text();
    assert!(screen.contains("2 of 3") && screen.contains("Deep") && !screen.contains("Tolls"), "{screen}");
    s.keys("<enter>r<ctrl-u>Shallow<enter>");
    assert_eq!(
        paths(&s),
        ["Tolls", "Water", "Water/Shallow"],
        "the match is what is meant, not what is above it"
    );
    s.keys("/<ctrl-u>nowhere<enter>dd");
    assert!(s.status().contains("No theme has these words"), "{}", s.status());
    s.keys("/<esc>/<ctrl-u><enter>");
    assert!(s.text().contains("3 themes"), "{}", s.text());
}

#[test]
fn several_themes_go_on_at_once_new_ones_too() {
    let mut s = two();
    s.keys(")<enter>wat<tab>Floods<tab>tol<tab>");
    let screen = s.text();
    assert!(screen.contains("✓ new: Floods"), "{screen}");
    s.keys("Bridges<enter>");
    let last = s.stored().pop().unwrap();
    for theme in ["Water", "Tolls", "Floods", "Bridges"] {
        assert!(last.contains(theme), "{theme} in {last}");
    }
    s.keys("u");
    assert_eq!(paths(&s), ["Tolls", "Water"], "one step");
}

#[test]
fn a_long_name_keeps_its_front_and_its_last_part_wherever_it_is_cut() {
    let mut s = Session::bridge();
    let path =
        "Cooperation between services/Intelligence on the far bank of the river/Ferries and flat boats";
    s.keys(&format!("}}<enter>{path}<enter>"));
    s.resize(60, 20);
    let is_told = |s: &Session| {
        let text = s.text();
        text.lines().any(|row| row.contains("Coopera") && row.contains("…") && row.contains("flat boats"))
    };
    s.keys(")<enter>");
    assert!(is_told(&s), "the chooser:\n{}", s.text());
    s.keys("<esc>gt");
    let text = s.text();
    let cut = |row: &str| row.contains("Intelligence on the…the river");
    assert!(text.lines().any(cut), "the panel:\n{text}");
    s.keys("/flat<enter>m");
    assert!(is_told(&s), "the title of the chooser:\n{}", s.text());
    s.keys("<esc><enter>");
    assert!(is_told(&s), "the board:\n{}", s.text());
    s.keys("n");
    assert!(is_told(&s), "the counts:\n{}", s.text());
    // The sidebar has the theme's own name.
    let mut s = Session::bridge();
    s.keys("}<enter>Intelligence on the far bank of the river and its ferries<enter>").resize(100, 20);
    let text = s.text();
    let cut = |row: &str| row.contains("Intelligence on") && row.contains("…") && row.contains("ferries");
    assert!(text.lines().any(cut), "the sidebar:\n{text}");
}

#[test]
fn undo_says_what_it_undid_also_where_that_touched_an_article_in_the_trash() {
    let mut s = two();
    s.keys("qdd");
    assert_eq!(s.articles().len(), 1);
    s.keys("gtggdd").keys("u");
    assert!(s.status().starts_with("Undone: remove theme Tolls"), "{}", s.status());
    assert_eq!(paths(&s), ["Tolls", "Water"]);
    s.keys("<esc>u");
    assert_eq!(s.articles().len(), 2);
    assert!(s.app.reader.is_some(), "what the act closed is open again");
}

#[test]
fn esc_in_the_panel_takes_the_filter_away_before_the_panel() {
    let mut s = two();
    s.keys("gt/tol<enter>");
    assert!(!s.text().contains("Water"), "{}", s.text());
    s.keys("<esc>");
    assert!(s.text().contains("Water") && s.app.overlays.len() == 1, "{}", s.text());
    assert!(s.status().starts_with("All themes are shown again."), "{}", s.status());
    s.keys("<esc>");
    assert!(s.app.overlays.is_empty());
}

#[test]
fn counts_hold_on_panels_and_boards_and_esc_takes_back_a_count_alone() {
    let mut s = two();
    for name in ["A", "B", "C", "D"] {
        s.keys("gt").keys(&format!("a{name}<enter>"));
    }
    s.keys("gg3j");
    let chosen = |s: &Session| match s.app.overlays.last() {
        Some(Overlay::Themes(panel)) => panel.chosen(&s.app.themes).unwrap().path.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(chosen(&s), "D");
    s.keys("3u");
    assert!(s.status().starts_with("Undone 3 steps, the last"), "{}", s.status());
    assert_eq!(paths(&s), ["A", "Tolls", "Water"]);
    s.keys("2<esc>");
    assert_eq!(s.app.overlays.len(), 1, "the count is gone, the panel is not");
    s.keys("G<enter>2j");
    let board = s.app.board().map(|board| board.cursor);
    assert_eq!(board, Some(1), "{}", s.text());
    s.keys("2u");
    assert!(s.status().starts_with("Undone 2 steps"), "{}", s.status());
}

#[test]
fn a_label_that_is_too_long_for_the_line_is_cut_to_its_beginning() {
    let mut s = Session::bridge();
    s.resize(40, 12).keys("gta");
    assert_eq!(s.hints(), "New theme:");
    s.keys("Water");
    assert_eq!(s.hints(), "New theme: Water");
}

#[test]
fn suggestions_say_that_they_go_by_the_description_too() {
    let mut s = Session::bridge();
    s.keys("gtaFerry engine<enter>s");
    assert!(s.text().contains("by its name alone, as no passage is tagged yet: "), "{}", s.text());
    s.keys("qeBoats of one engine in spring<enter>s");
    assert!(s.text().contains("by its name and description, as no passage"), "{}", s.text());
}

#[test]
fn a_digit_before_enter_opens_the_board_of_its_theme() {
    let mut s = Session::bridge();
    s.keys("}<enter>War<enter>)<enter>Peace<enter>gt");
    for name in ["War", "Peace"] {
        s.keys(&format!("/<ctrl-u>{name}<enter>p"));
        s.keys(if name == "War" { "7<enter>" } else { "8<enter>" });
    }
    s.keys("/<ctrl-u><enter>gg8<enter>");
    assert!(s.text().contains("Peace: 1 passage"), "{}", s.text());
    s.keys("q7<enter>");
    assert!(s.text().contains("War: 1 passage"), "{}", s.text());
    s.keys("q6<enter>");
    assert!(s.status().starts_with("No theme belongs to 6"), "{}", s.status());
    s.keys("3a");
    assert!(s.status().contains("takes no count"), "{}", s.status());
}

#[test]
fn after_a_merge_the_cursor_stands_on_the_theme_merged_into() {
    let chosen = |s: &Session| {
        let Some(Overlay::Themes(panel)) = s.app.overlays.last() else { panic!("{}", s.text()) };
        panel.chosen(&s.app.themes).unwrap().path.clone()
    };
    // Whether it stands above or below, and whether a row goes before it.
    for (from, into) in [("gg", "Water"), ("ggj", "Boats"), ("G", "Boats"), ("ggjj", "Tolls"), ("gg", "Zeal")]
    {
        let mut s = two();
        s.keys("gtaBoats<enter>aZeal<enter>").keys(from);
        let gone = chosen(&s);
        s.keys("m").keys(into).keys("<enter>");
        assert_eq!(chosen(&s), into, "{from}: {}", s.text());
        assert!(!s.app.themes.iter().any(|theme| theme.path == gone), "{}", s.text());
    }
}
