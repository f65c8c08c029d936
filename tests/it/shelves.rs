//! What the list shows: views, order, selection, bulk acts, the trash.

use postil::model::{ArticleId, Status};

use crate::session::{Session, add};

fn titles(s: &Session) -> Vec<String> {
    s.app.list.loaded.iter().map(|a| a.meta.title.clone()).collect()
}

fn chosen(s: &Session) -> String {
    s.app.list.chosen().unwrap().meta.title.clone()
}

/// Five articles, the list in focus, newest first: Echo, Delta, Charlie, Bravo, Alpha.
fn five() -> Session {
    let texts: Vec<(String, String)> = ["Alpha", "Bravo", "Charlie", "Delta", "Echo"]
        .iter()
        .map(|name| (format!("{name}.md"), format!("# {name}\n\nThis one is about {name}. It ends here.\n")))
        .collect();
    let files: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (&**name, &**text)).collect();
    Session::with(&files)
}

#[test]
fn views_combine_with_the_filter_and_say_so() {
    let mut s = five();
    s.keys("rjs2");
    assert_eq!(titles(&s), ["Delta", "Charlie", "Bravo", "Alpha"]);
    assert!(s.text().contains("4 unread"), "{}", s.text());
    s.keys("3");
    assert_eq!(titles(&s), ["Delta"]);
    s.keys("1/char<enter>2");
    assert_eq!(titles(&s), ["Charlie"]);
    assert!(s.text().contains("1 unread  / char"), "{}", s.text());
    s.keys("3");
    assert!(s.text().contains("Nothing matches the"), "{}", s.text());
    s.keys("1/<ctrl-u><enter><enter>}<enter>War<enter>q4");
    assert_eq!(titles(&s), ["Echo"]);
    assert!(s.text().contains("1 annotated"), "{}", s.text());
    s.keys("5");
    assert_eq!(titles(&s).len(), 4);
    assert!(s.text().contains("4 not annotated"), "{}", s.text());
    // What no longer belongs there goes, and the cursor stays in the list.
    s.keys("2Gr");
    assert!(!titles(&s).contains(&"Alpha".to_owned()));
    assert_eq!(chosen(&s), "Bravo");
}

#[test]
fn the_order_is_chosen_turned_round_and_remembered() {
    let mut s = five();
    s.keys("Sjj<enter>");
    assert_eq!(titles(&s), ["Alpha", "Bravo", "Charlie", "Delta", "Echo"]);
    assert!(s.text().contains("title, A to Z"), "{}", s.text());
    s.keys("S<enter>");
    assert_eq!(titles(&s)[0], "Echo");
    let mut s = s.reopen();
    assert!(s.text().contains("title, Z to A"), "{}", s.text());
    assert_eq!(titles(&s)[0], "Echo");
    s.keys("Sgg<enter>");
    assert!(!s.text().contains("newest first"), "the usual order is not worth a row");
    s.keys("S<enter>");
    assert_eq!(titles(&s)[0], "Alpha");
    assert!(s.text().contains("oldest first"), "{}", s.text());
}

#[test]
fn what_is_selected_is_acted_on_in_one_step() {
    let mut s = five();
    s.keys("<space>j<space>");
    assert!(s.status().starts_with("2 selected"), "{}", s.status());
    assert!(s.text().contains("■ ● Echo") && s.text().contains("□ ● Delta"), "{}", s.text());
    s.keys("s");
    assert!(s.status().contains("star on 2 articles"), "{}", s.status());
    let starred = |s: &Session| s.app.list.loaded.iter().filter(|a| a.starred).count();
    assert_eq!(starred(&s), 2);
    s.keys("u");
    assert_eq!(starred(&s), 0, "one step");
    // A mark goes off only where all have it.
    s.keys("<esc>r<space>j<space>r");
    let done = |s: &Session| s.app.list.loaded.iter().filter(|a| a.status == Status::Done).count();
    assert!(s.app.list.selected.len() == 2, "{}", s.text());
    assert_eq!(done(&s), 2, "{}", s.text());
    s.keys("r");
    assert_eq!(done(&s), 0, "{}", s.text());
    s.keys("<esc>");
    assert_eq!(s.app.list.selected.len(), 0);
    s.keys("gg<space><space>dd");
    assert!(s.status().contains("move 2 articles to the trash"), "{}", s.status());
    assert_eq!(titles(&s), ["Charlie", "Bravo", "Alpha"]);
    assert!(s.app.list.selected.is_empty());
    s.keys("u");
    assert_eq!(titles(&s).len(), 5);
}

#[test]
fn a_selection_outlives_the_filter_and_counts_what_is_hidden() {
    let mut s = five();
    s.keys("<space>jj<space>/bravo<enter>");
    assert!(s.status().contains("2 selected, 1 of them not in this list"), "{}", s.status());
    s.keys("x");
    assert!(s.text().contains("the 2 selected articles"), "{}", s.text());
    s.keys("<esc>dd");
    assert_eq!(s.articles().len(), 3, "the hidden one too");
    s.keys("u/<ctrl-u><enter>");
    assert_eq!(titles(&s).len(), 5);
}

#[test]
fn what_another_program_removed_is_selected_no_more() {
    let mut s = five();
    s.keys("<space><space>");
    let id = s.app.list.loaded[0].id;
    s.store.apply(&[postil::model::Edit::TrashArticle { article: id }]).unwrap();
    s.send(postil::app::Msg::LibraryChanged);
    assert_eq!(s.app.list.selected.len(), 1, "{}", s.text());
}

#[test]
fn the_trash_gives_back_and_deletes_only_when_told_twice() {
    let mut s = five();
    s.keys("<space><space>dd6");
    assert!(s.text().contains("2 in the trash"), "{}", s.text());
    s.keys("/delta<enter>");
    assert_eq!(titles(&s), ["Delta"], "the trash is filtered though no index has its words");
    s.keys("/<ctrl-u><enter><enter>");
    assert!(s.status().contains("r brings it back"), "{}", s.status());
    s.keys("r");
    assert!(s.text().contains("1 in the trash"), "{}", s.text());
    s.keys("dd");
    assert!(s.text().contains("It cannot be undone"), "{}", s.text());
    s.keys("no<enter>");
    assert!(s.status().contains("Type yes"), "{}", s.status());
    s.keys("<esc>");
    assert_eq!(s.store.trash().unwrap().len(), 1, "nothing was deleted");
    s.keys("ddyes<enter>");
    assert!(s.status().contains("Deleted 1 article for good"), "{}", s.status());
    assert!(s.store.trash().unwrap().is_empty());
    s.keys("q");
    assert!(s.text().contains("4 articles"), "{}", s.text());
    s.keys("uu");
    assert_eq!(s.articles().len(), 4, "undo passes over what is gone");
    assert!(s.effects.is_empty(), "q left the trash, not the program");
}

#[test]
fn the_whole_trash_is_emptied_at_once() {
    let mut s = five();
    s.keys("dddd6dAyes<enter>");
    assert!(s.text().contains("The trash is empty."), "{}", s.text());
    assert!(!s.text().contains("The library is empty"), "{}", s.text());
    s.keys("dA");
    assert!(s.status().contains("The trash is empty"), "{}", s.status());
}

#[test]
fn the_cursor_stays_on_its_article_when_others_come() {
    let mut s = five();
    s.keys("jj");
    assert_eq!(chosen(&s), "Charlie");
    add(&mut s.store, "new.md", "# Foxtrot\n\nA newer one.\n");
    s.send(postil::app::Msg::LibraryChanged);
    assert_eq!(titles(&s)[0], "Foxtrot");
    assert_eq!(chosen(&s), "Charlie");
}

#[test]
fn the_note_on_an_article_has_a_sign_and_is_read_below() {
    let mut s = five();
    s.keys("CCheck the figures.<enter>And the names.<esc>").keys("jk");
    assert!(s.status().contains("Check the figures."), "{}", s.status());
    s.keys("j");
    assert!(!s.status().contains("Check the figures."), "{}", s.status());
}

#[test]
fn titles_have_the_rows_they_need_up_to_three_and_one_where_rows_are_few() {
    let title = "A title of so many words that it does not fit a narrow list at all, nor three rows of it";
    let by = "\n\nBy one. And two.\n";
    let mut s = Session::with(&[("a.md", &format!("# {title}{by}")), ("b.md", &format!("# Short{by}"))]);
    let rows = |s: &Session| s.app.list.loaded.iter().map(|a| s.app.list.title(a).len()).collect::<Vec<_>>();
    assert_eq!(rows(&s), [1, 3], "{}", s.text());
    assert!(s.text().contains("fit a narrow"), "{}", s.text());
    s.resize(40, 12);
    assert_eq!((rows(&s), s.app.list.laid.len()), (vec![1, 1], 2));
    assert_eq!(s.app.list.chosen().map(|a| a.id), Some(ArticleId(2)));
}

#[test]
fn an_empty_library_says_whole_what_to_do_at_every_size() {
    let mut s = Session::empty();
    for columns in [40, 69, 70, 80, 99, 100, 105, 120, 160, 200] {
        for rows in [12, 24, 30] {
            s.resize(columns, rows);
            let text = s.text();
            let beside = text.lines().map(|row| row.rsplit('│').find(|part| !part.trim().is_empty()));
            let words: Vec<_> = beside.flatten().flat_map(str::split_whitespace).collect();
            let words = words.join(" ");
            let told = if words.contains("a adds articles.") {
                words.contains("The library is empty.")
            } else {
                words.contains(
                    "a adds a file, a folder, or what you paste. On the command line: postil import FILE…",
                )
            };
            assert!(told, "{columns}x{rows}: {words}\n{text}");
        }
    }
}

#[test]
fn what_is_done_with_one_article_is_not_done_while_others_are_selected() {
    let mut s = five();
    s.keys("<space>j<space>j");
    for keys in ["C", "e", "yy", "o", "gw"] {
        s.keys(keys);
        assert!(
            s.status().starts_with("2 articles are selected, and this is done with one alone: Esc lets go"),
            "{keys}: {}",
            s.status()
        );
        assert!(s.app.overlays.is_empty() && s.effects.is_empty(), "{keys}");
    }
    s.keys("<esc>e");
    assert!(s.text().contains("Details of “Alpha”"), "{}", s.text());
    // The one under the cursor may be the one that is selected.
    s.keys("<esc><space>e");
    assert_eq!(s.app.overlays.len(), 1, "{}", s.text());
}
