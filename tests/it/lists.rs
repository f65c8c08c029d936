//! The article list, the sidebar, panes at every width, help and hints.

use postil::app::{Ask, Msg, Outcome, Pane, Ticket};

use crate::session::{BRIDGE, Session};

#[test]
fn the_list_filters_as_it_is_typed() {
    let mut s =
        Session::with(&[("bridge.txt", BRIDGE), ("f.txt", "Ferries\n\nThe ferry sank. Nobody asked.\n")]);
    assert!(s.text().contains("2 articles"));
    s.keys("/ferr");
    assert_eq!(s.app.list.total, 2, "both speak of a ferry: {}", s.text());
    s.keys("ies");
    assert_eq!(s.app.list.total, 1);
    s.keys("<enter>");
    assert!(s.text().contains("1 article"), "{}", s.text());
    s.keys("/<ctrl-u>is:nonsense<enter>");
    assert!(s.app.overlays.len() == 1, "a mistake keeps the line open");
    assert!(s.status().starts_with("There is no is:nonsense: there are "), "a sentence: {}", s.status());
    s.keys("<esc>");
    assert_eq!(s.app.list.total, 1);
    s.keys("/<ctrl-u><enter>");
    assert_eq!(s.app.list.total, 2);
}

#[test]
fn a_query_with_a_mistake_leaves_the_list_as_it_was_and_the_mistake_is_read_whole() {
    let mut s =
        Session::with(&[("bridge.txt", BRIDGE), ("f.txt", "Ferries\n\nThe ferry sank. Nobody asked.\n")]);
    s.keys("/ferries<enter>/<ctrl-u>nobody");
    assert_eq!(s.app.list.typed, "nobody");
    s.keys("<ctrl-u>author");
    assert_eq!(s.app.list.total, 0, "{}", s.text());
    s.keys(":galeotti");
    assert_eq!((s.app.list.total, s.app.list.typed.as_str()), (1, "ferries"), "{}", s.text());
    for columns in [120, 60] {
        s.resize(columns, 24).keys("<enter>");
        assert_eq!((s.app.list.total, s.app.list.typed.as_str()), (1, "ferries"), "{}", s.text());
        let whole = s.text().split_whitespace().collect::<Vec<_>>().join(" ");
        let end = "since: until: note:); text with a colon goes in quotation marks.";
        assert!(
            whole.contains("There is no field author: (there are") && whole.contains(end),
            "{}",
            s.text()
        );
    }
    s.keys("<esc>");
    assert_eq!(s.app.list.typed, "ferries");
}

#[test]
fn states_stars_and_the_trash_are_undone() {
    let mut s = Session::with(&[("bridge.txt", BRIDGE)]);
    assert!(s.text().contains("● The Bridge"), "{}", s.text());
    s.keys("r");
    assert!(s.text().contains("✓ The Bridge"), "{}", s.text());
    s.keys("s");
    assert!(s.text().contains("★ The Bridge"), "{}", s.text());
    s.keys("dd");
    assert!(s.text().contains("The library is empty."), "{}", s.text());
    s.keys("uuu");
    assert!(s.text().contains("● The Bridge"), "{}", s.text());
}

#[test]
fn the_sidebar_stands_level_with_its_passages_and_acts_on_them() {
    let mut s = Session::bridge();
    s.keys("}<enter>War<enter>}}<enter>Talk<enter>cNothing came of it.<esc>");
    let row = |needle: &str| s.text().lines().position(|l| l.contains(needle)).unwrap();
    assert_eq!(row("Officials met twice"), row("Talk"), "{}", s.text());
    assert!(s.text().contains("Nothing came of it."), "{}", s.text());
    s.keys("<tab>gg");
    assert_eq!(s.ahead(7), "The old");
    s.keys("j<enter>");
    assert_eq!(s.ahead(9), "Officials");
    s.keys("<tab>dd");
    assert_eq!(s.stored().len(), 1);
    s.keys("tPeace<enter>");
    assert!(s.stored()[0].contains("War, Peace"), "{:?}", s.stored());
}

#[test]
fn panes_follow_the_width() {
    let mut s = Session::bridge();
    s.keys("}<enter>War<enter>");
    let shown = |s: &Session| {
        let p = s.app.panes;
        [p.list, p.reader, p.sidebar].iter().flatten().count()
    };
    assert_eq!(shown(s.resize(100, 30)), 3);
    assert_eq!(shown(s.resize(99, 30)), 2);
    assert_eq!(shown(s.resize(69, 30)), 1);
    s.keys("<tab>");
    assert!(s.text().contains("1 annotation"), "{}", s.text());
    s.resize(39, 9);
    assert!(s.text().contains("postil needs 40x10"), "{}", s.text());
}

#[test]
fn help_is_searched_and_a_prefix_shows_what_may_follow() {
    let mut s = Session::bridge();
    s.keys("?");
    assert!(s.text().contains("Tag the sentence"), "{}", s.text());
    s.keys("outward");
    assert!(s.text().contains("gs") && !s.text().contains("Suspend"), "{}", s.text());
    // One character is a key, in the letters in which it is written.
    s.keys("<ctrl-u>G");
    assert!(s.text().contains("To the bottom") && !s.text().contains("gs "), "{}", s.text());
    s.keys("<esc>g").wait();
    assert!(
        s.text().contains("gg To the top") && s.text().contains("gt Open the theme panel"),
        "{}",
        s.text()
    );
    s.keys("<esc>Q");
    assert!(s.status().contains("means nothing here"), "{}", s.status());
}

#[test]
fn the_key_for_help_stays_on_the_narrowest_line_and_sheets_say_that_there_is_more() {
    let mut s = Session::bridge();
    s.resize(40, 12);
    let hints = |s: &Session| s.text().lines().last().map(str::to_owned).unwrap_or_default();
    assert!(hints(&s).contains("? help") && hints(&s).contains("q back"), "{}", s.text());
    s.keys("}<enter>War<enter>x");
    assert!(s.text().lines().any(|row| row.ends_with(" more ──")), "{}", s.text());
    s.keys("G");
    assert!(!s.text().contains(" more "), "{}", s.text());
    s.keys("<esc>g").wait();
    assert!(s.text().lines().any(|row| row.ends_with(" more ──")), "{}", s.text());
}

#[test]
fn a_count_is_told_of_only_where_counts_are_and_keys_that_go_on_are_set_in() {
    let mut s = Session::bridge();
    s.resize(80, 24);
    let mut all = |keys: &str| {
        s.keys(keys);
        let told = s.text();
        s.keys("<esc>");
        told
    };
    assert!(all("?to the top").matches("to that paragraph").count() == 1, "only in the text");
    let down = all("?down a page");
    let row = |words: &str| down.lines().find(|row| row.contains(words)).map(str::to_owned);
    assert!(row("Down a page").is_some_and(|row| row.contains("page-down")), "{down}");
    assert!(
        !down.lines().any(|row| row.trim_start().starts_with("PageDown")
            && row.contains("page-down")
            && !row.contains("Down a page")),
        "{down}"
    );
}

#[test]
fn the_help_shows_every_key_whole_at_the_smallest_size_and_ends() {
    let mut s = Session::bridge();
    s.resize(40, 12).keys("?");
    let mut seen = s.text();
    let mut last = String::new();
    for _ in 0..400 {
        s.keys("<down><down><down>");
        if s.text() == last {
            break;
        }
        last = s.text();
        seen += &last;
    }
    let words: std::collections::HashSet<&str> = seen.split_whitespace().collect();
    let keymap = &s.app.prefs.keymap;
    for context in postil::command::Context::ALL {
        for (command, chords) in keymap.bindings(context) {
            assert!(
                command.about().split_whitespace().all(|word| words.contains(word)),
                "{}",
                command.name()
            );
            for chord in chords {
                assert!(chord.to_string().split(' ').all(|key| words.contains(key)), "{chord}");
            }
        }
    }
    s.keys("<up>");
    assert_ne!(s.text(), last, "at the end a step back is seen at once");
}

#[test]
fn quitting_takes_as_many_steps_back_as_there_are() {
    let mut s = Session::bridge();
    s.keys("?<esc>vq");
    assert!(s.app.reader.as_ref().unwrap().selection.is_none());
    s.keys("q");
    assert!(s.effects.is_empty(), "{:?}", s.effects);
    s.keys("q");
    assert_eq!(s.effects, ["Quit"]);
}

#[test]
fn the_pane_that_was_left_is_the_pane_that_is_found() {
    let mut s = Session::bridge();
    s.keys("}<enter>War<enter><tab><ctrl-c>");
    let s = s.reopen();
    assert_eq!(s.app.focus, Pane::Sidebar);
}

#[test]
fn the_article_that_was_on_its_way_is_the_one_that_is_found() {
    let mut s =
        Session::with(&[("a.txt", "Apples\n\nThey are red.\n"), ("b.txt", "Birds\n\nThey are blue.\n")]);
    s.keys("gg<enter>q").slow().keys("j<enter><ctrl-c>");
    let wanted = s.app.list.chosen().unwrap().id;
    s.settle();
    let mut s = s.reopen();
    let shows = |s: &Session| (s.app.focus, s.app.reader.as_ref().map(|reader| reader.article.id));
    assert_eq!(shows(&s), (Pane::Reader, Some(wanted)));
    // Who comes back to the list does so also after an end before its article is there.
    s.keys("q");
    s.app.reader = None;
    s.slow()
        .send(Msg::Outcome(Ticket(0), Outcome::LastPlace(Some(wanted), Some("list".into()))))
        .keys("<ctrl-c>")
        .settle();
    let s = s.reopen();
    assert_eq!(shows(&s), (Pane::List, Some(wanted)));
}

#[test]
fn a_one_line_article_is_not_done_by_being_opened() {
    let mut s = Session::with(&[("one.txt", "One line only. And a second sentence.\n")]);
    s.keys("<enter>");
    let status = |s: &Session| s.store.article(s.articles()[0]).unwrap().unwrap().status;
    assert_eq!(status(&s), postil::model::Status::Reading);
    s.keys(")").wait();
    assert_eq!(status(&s), postil::model::Status::Done);
}

#[test]
fn what_took_the_open_article_away_says_so_and_undo_opens_it_again() {
    let mut s = Session::bridge();
    let id = s.app.reader.as_ref().unwrap().article.id;
    s.keys("<tab><tab>").keys("dd");
    assert!(s.app.reader.is_none());
    assert!(s.status().starts_with("Saved: "), "{}", s.status());
    s.keys("u");
    assert!(s.status().starts_with("Undone: "), "{}", s.status());
    assert_eq!(s.app.reader.as_ref().map(|reader| reader.article.id), Some(id));
    s.keys("<ctrl-r>");
    assert!(s.app.reader.is_none() && s.status().starts_with("Redone: "), "{}", s.status());
}

#[test]
fn what_goes_with_the_whole_trash_is_counted_and_a_filter_does_not_keep_it() {
    let mut s = Session::with(&[
        ("a.md", "---\ntitle: Apples\nauthor: Anna\n---\n\nRed.\n"),
        ("b.md", "---\ntitle: Birds\nauthor: Bert\n---\n\nBlue.\n"),
        ("c.md", "---\ntitle: Cars\nauthor: Cem\n---\n\nGreen.\n"),
    ]);
    s.keys("dddddd6dA");
    assert!(s.text().contains("notes: all 3 articles in the trash."), "{}", s.text());
    s.keys("<esc>/by:bert<enter>dA");
    assert!(s.text().contains("all 3 articles in the trash, not only the 1 that the"), "{}", s.text());
    s.keys("<esc>").slow().keys("dA");
    let asked = s.take_late();
    assert!(matches!(asked[..], [(_, Ask::CountTrash)]), "nothing overtakes what the list asks: {asked:?}");
    s.settle().keys("yes<enter>").settle();
    assert!(s.status().contains("Deleted 3 articles"), "{}", s.status());
}

#[test]
fn the_help_names_every_command_at_any_width() {
    for (columns, rows) in [(40, 200), (80, 200), (120, 400)] {
        let mut s = Session::bridge();
        s.resize(columns, rows).keys("?");
        let mut text = s.text();
        for _ in 0..12 {
            s.keys("<pagedown>");
            text += &s.text();
        }
        for name in ["step-outward", "previous-same-theme", "export", "tag"] {
            let has = text.lines().any(|row| row.split_whitespace().next_back() == Some(name));
            assert!(has, "{name} at {columns}: {text}");
        }
    }
}
