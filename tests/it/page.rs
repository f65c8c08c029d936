//! The page: toggles, the width of the column, furniture by hand, time left, done at the end; and
//! that all of it is there again after a restart.

use postil::app::Msg;
use postil::model::{Edit, Status};
use postil::text::layout;

use crate::session::{BRIDGE, Session};

fn long() -> String {
    let paragraphs: Vec<String> = (1..=60)
        .map(|n| {
            format!(
                "Paragraph {n} says a little of the ferry. Then it says a little more, and then it ends.\n"
            )
        })
        .collect();
    format!("A long page\n\n{}", paragraphs.join("\n"))
}

fn on_long() -> Session {
    let mut s = Session::with(&[("long.txt", &long())]);
    s.keys("<enter>");
    s
}

fn shows_list(s: &Session) -> bool {
    s.app.panes.list.is_some()
}

#[test]
fn reading_alone_and_the_sidebar_are_toggled_and_told() {
    let mut s = Session::bridge();
    s.keys("zn");
    assert!(s.status().starts_with("Reading alone"), "{}", s.status());
    assert!(!shows_list(&s) && s.app.panes.sidebar.is_none());
    s.keys("<tab>");
    assert!(s.app.panes.sheet().is_some() && s.app.panes.list.is_none(), "it lies over the text");
    s.keys("<tab><tab>zn");
    assert!(shows_list(&s) && s.app.panes.sidebar.is_some());
    s.keys("zs");
    assert!(s.status().starts_with("The sidebar is hidden"), "{}", s.status());
    assert!(shows_list(&s) && s.app.panes.sidebar.is_none());
    s.keys("<tab>");
    assert!(s.app.panes.sidebar.is_some(), "it shows while it has the focus");
    s.keys("q");
    s.resize(80, 24);
    assert_eq!(s.app.panes.reader.unwrap().width, 80);
    s.resize(60, 24).keys("zs");
    assert!(s.status().contains("lies over the"), "{}", s.status());
}

#[test]
fn annotations_are_hidden_in_the_text_and_shown_again() {
    let mut s = Session::bridge();
    s.keys("}<enter>War<enter>G");
    let with = s.screen();
    s.keys("zh");
    assert!(s.status().starts_with("Annotations are hidden"), "{}", s.status());
    let drawn = |s: &Session| {
        let reader = s.app.panes.reader.unwrap();
        reader.positions().filter(|at| s.buffer[*at].bg != ratatui::style::Color::Reset).count()
    };
    let hidden = drawn(&s);
    s.keys("zhGgg");
    assert!(drawn(&s) > hidden + 20, "{} {hidden}", drawn(&s));
    s.keys("G");
    assert_eq!(s.screen(), with);
}

#[test]
fn rows_are_stretched_to_the_column_and_every_place_stays_right() {
    let mut s = on_long();
    s.keys("50-zj");
    assert!(s.status().starts_with("Rows are stretched"), "{}", s.status());
    s.keys("}");
    let reader = s.app.reader.as_ref().unwrap();
    let width =
        usize::from(postil::app::panes::text_column(s.app.panes.reader.unwrap(), s.app.prefs.measure).width);
    let mut full = 0;
    for line in &reader.lines {
        let cells: Vec<_> = layout::cells(reader.text(), line).filter(|cell| !cell.hangs).collect();
        let end = cells.last().map_or(0, |cell| cell.column.0 + cell.shown.width);
        full += usize::from(line.stretch.extra > 0 && end == width);
        assert!(line.stretch.extra == 0 || end == width);
        assert!(!line.is_last || line.stretch.extra == 0);
        for cell in cells {
            assert_eq!(layout::place_on(reader.text(), line, cell.span.start).column, cell.column);
            assert_eq!(layout::offset_on(reader.text(), line, cell.column), cell.span.start);
        }
    }
    assert!(full > 5, "{full}");
    s.keys("wve<enter>War<enter>");
    assert_eq!(s.stored(), ["1 says | War | "]);
}

#[test]
fn the_column_gets_narrower_and_wider_within_bounds() {
    let mut s = Session::bridge();
    s.resize(200, 40).keys("-");
    assert!(s.status().starts_with("The column is 68 cells wide."), "{}", s.status());
    s.keys("5+");
    assert!(s.status().starts_with("The column is 78 cells wide."), "{}", s.status());
    s.keys("900-");
    assert!(s.status().starts_with("The column is 20 cells wide."), "{}", s.status());
    s.keys("-");
    assert!(s.status().contains("the narrowest"), "{}", s.status());
    s.keys("900+");
    assert!(
        s.status().starts_with("The column may be 200 cells wide; this pane has room for"),
        "{}",
        s.status()
    );
    let room = postil::app::panes::text_column(s.app.panes.reader.unwrap(), 200).width;
    s.keys("+");
    let told = format!("The column is {room} cells wide: this pane has room for no more.");
    assert!(s.status().starts_with(&told), "{}", s.status());
    s.resize(100, 40).keys("-");
    let room = postil::app::panes::text_column(s.app.panes.reader.unwrap(), 200).width;
    assert_eq!(s.app.prefs.measure, room - 2, "what does not show does not count");
}

#[test]
fn a_paragraph_is_furniture_by_hand_and_text_again() {
    let mut s = Session::bridge();
    s.keys("}zF");
    assert!(s.status().starts_with("Saved: "), "{}", s.status());
    let furniture = |s: &Session| s.app.reader.as_ref().unwrap().furniture();
    assert_eq!((furniture(&s), s.ahead(7)), (1, "The old".to_owned()));
    s.keys("zF");
    assert_eq!(furniture(&s), 0);
    let marked = |s: &Session| s.app.reader.as_ref().unwrap().document.blocks[1].marked;
    assert_eq!(marked(&s), None, "the rule's word and the user's are the same again");
    s.keys("V}zF");
    assert_eq!(furniture(&s), 2);
    assert!(s.app.reader.as_ref().unwrap().selection.is_none());
    s.keys("u");
    assert_eq!(furniture(&s), 0);
    s.keys("gg}zfzF");
    assert_eq!(furniture(&s), 1);
    s.keys("zf");
    assert!(!s.text().contains("The old bridge was closed"), "{}", s.text());
}

#[test]
fn keys_typed_while_marked_text_comes_again_are_not_lost() {
    let mut s = Session::bridge();
    s.keys("}").slow().keys("zF").settle().keys("zF)").settle();
    s.keys("w").settle();
    assert!(!s.ahead(7).starts_with("The old"), "{}", s.ahead(9));
}

#[test]
fn the_time_that_is_left_goes_down_and_leaves_out_furniture() {
    let mut s = on_long();
    assert!(s.status().contains("5 min left"), "{}", s.status());
    let words = s.app.reader.as_ref().unwrap().words_left();
    assert_eq!(words, s.app.reader.as_ref().unwrap().article.words);
    s.keys("50%");
    let half = s.app.reader.as_ref().unwrap().words_left();
    assert!(half.abs_diff(words / 2) < words / 50, "{half} of {words}");
    s.keys("G$");
    assert!(s.app.reader.as_ref().unwrap().words_left() <= 1);
    s.resize(40, 12);
    assert!(!s.status().contains("left"), "{}", s.status());
}

#[test]
fn reading_to_the_end_is_done_and_is_said_once() {
    let ways = [&"<space>".repeat(40), &"}".repeat(70)];
    for keys in ways {
        let mut s = on_long();
        let id = s.articles()[0];
        let status = |s: &Session| s.store.article(id).unwrap().unwrap().status;
        s.keys("<space>").wait();
        assert_eq!(status(&s), Status::Reading);
        s.keys(keys).wait();
        assert_eq!(status(&s), Status::Done, "{keys}");
        assert!(s.status().contains("Done."), "{}", s.status());
        s.keys("kk").wait();
        assert!(!s.status().contains("Done."), "{}", s.status());
        // Who calls it unread again, here or elsewhere, has the last word.
        let edit = Edit::SetStatus { article: id, status: Status::Reading };
        s.store.apply(&[edit]).unwrap();
        s.send(Msg::LibraryChanged);
        s.wait().keys("jjkk").wait();
        assert_eq!(status(&s), Status::Reading, "{keys}");
    }
}

#[test]
fn who_comes_back_near_the_end_reads_on_to_it() {
    let mut s = on_long();
    let id = s.articles()[0];
    let status = |s: &Session| s.store.article(id).unwrap().unwrap().status;
    while s.app.reader.as_ref().unwrap().window().end.0 + 300 < s.app.reader.as_ref().unwrap().text().len() {
        s.keys("j");
    }
    s.keys("<ctrl-c>");
    let mut s = s.reopen();
    assert_eq!(status(&s), Status::Reading);
    s.keys(&"j".repeat(60)).wait();
    assert_eq!(status(&s), Status::Done);
    // Who left after a jump to it has not.
    let mut s = on_long();
    s.keys("G<ctrl-c>");
    let mut s = s.reopen();
    s.keys("kkjj").wait();
    assert_eq!(status(&s), Status::Reading);
}

#[test]
fn a_jump_to_the_end_is_not_done_with_it() {
    let ways = [
        "G",
        "100%",
        "Gkkjj",
        "G<ctrl-b>",
        ":goto 100%<enter>",
        "G((((((((((((<space><space>",
        "Gzt<space>",
        "G<enter>War<enter>",
        "Gcso<ctrl-s>",
        "G<enter><esc><space>",
    ];
    for keys in ways {
        let mut s = on_long();
        let id = s.articles()[0];
        s.keys(keys).wait();
        let article = s.store.article(id).unwrap().unwrap();
        assert_eq!(article.status, Status::Reading, "{keys}");
        assert!(article.progress < 100, "{keys}: {}", article.progress);
    }
    let mut s = on_long();
    let id = s.articles()[0];
    s.keys("G");
    assert!(s.status().ends_with("100%"), "{}", s.status());
    s.keys("<ctrl-b><ctrl-b><space><space><space>").wait();
    assert_eq!(s.store.article(id).unwrap().unwrap().status, Status::Done, "the rest was read after all");
}

#[test]
fn a_jump_over_less_than_a_page_is_a_jump_too() {
    let status = |s: &Session| s.store.article(s.articles()[0]).unwrap().unwrap().status;
    // A window of 38 rows shows nineteen of these with the rows between them.
    for (paragraphs, keys, then) in [
        (45, "G<space>", Status::Reading),
        (45, "gg]]G<enter>War<enter>", Status::Reading),
        (45, "44}<space>", Status::Reading),
        (45, "99j<space>", Status::Reading),
        (45, "5<space>k", Status::Reading),
        (45, "G<ctrl-o><space><space><space>", Status::Done),
        (45, "<space><space><space>", Status::Done),
        (34, "G<space>", Status::Done),
    ] {
        let night = |n: usize| format!("In the night of the {n} ferries the bridge was watched.\n\n");
        let mut s = Session::with(&[("short.txt", &(0..paragraphs).map(night).collect::<String>())]);
        s.keys("<enter>").keys(keys).wait();
        assert_eq!(status(&s), then, "{paragraphs} paragraphs: {keys}");
    }
}

#[test]
fn what_an_act_came_to_is_said_at_the_end_too() {
    let mut s = on_long();
    s.keys(&"<space>".repeat(40)).keys("<enter>War<enter>").wait();
    assert!(s.status().starts_with("Saved: tag") && s.status().contains("with War. Done."), "{}", s.status());
    assert_eq!(s.store.article(s.articles()[0]).unwrap().unwrap().status, Status::Done);
}

#[test]
fn nothing_scrolls_back_where_the_text_ends() {
    for keys in ["<space>", "<pagedown>", "<ctrl-d>", "3<space>", "l"] {
        let mut s = on_long();
        s.keys("Gzt");
        let top = |s: &Session| s.app.reader.as_ref().unwrap().top;
        let before = top(&s);
        s.keys(keys);
        assert_eq!(top(&s), before, "{keys}");
    }
}

#[test]
fn a_short_text_is_done_at_its_last_row_and_furniture_behind_it_does_not_count() {
    let page = format!("{}\n\nShare this article\n", BRIDGE.trim_end());
    for text in [BRIDGE, &page] {
        let mut s = Session::with(&[("short.txt", text)]);
        s.keys("<enter>").wait();
        let id = s.articles()[0];
        let status = |s: &Session| s.store.article(id).unwrap().unwrap().status;
        s.keys("}").wait();
        assert_eq!(status(&s), Status::Reading);
        s.keys("/Officials<enter>j").wait();
        assert_eq!(status(&s), Status::Done);
    }
}

#[test]
fn place_pane_and_page_are_there_again() {
    let mut s = on_long();
    s.keys("zszhzj5-30G").wait();
    let place = s.app.reader.as_ref().unwrap().cursor;
    let (looks, measure) = (s.app.looks, s.app.prefs.measure);
    assert_ne!(looks, postil::app::Looks::default());
    s.keys("<ctrl-c>");
    let s = s.reopen();
    assert_eq!(s.app.reader.as_ref().unwrap().cursor, place);
    assert_eq!((s.app.focus, s.app.looks, s.app.prefs.measure), (postil::app::Pane::Reader, looks, measure));
    assert!(s.app.panes.sidebar.is_none());
    let undone = s.store.history(9).unwrap();
    assert_eq!(undone.len(), 1, "state is no step: {undone:?}");
}

/// An article of about two screens, in one-sentence paragraphs.
fn on_two_screens() -> Session {
    let night = |n: usize| format!("In the night of the {n} ferries the bridge was watched.\n\n");
    let mut s = Session::with(&[("short.txt", &(0..30).map(night).collect::<String>())]);
    s.keys("<enter>");
    s
}

#[test]
fn the_last_row_is_not_read_by_being_shown() {
    let status = |s: &Session| s.store.article(s.articles()[0]).unwrap().unwrap().status;
    let mut s = on_two_screens();
    s.keys("<space>").wait();
    let reader = s.app.reader.as_ref().unwrap();
    assert!(reader.window().end.0 >= reader.text().trim_end().len(), "{}", s.text());
    assert_eq!(status(&s), Status::Reading);
    assert!(!s.status().contains("Done."), "{}", s.status());
    assert!(s.store.article(s.articles()[0]).unwrap().unwrap().progress < 100);
    s.keys("<space>").wait();
    assert_eq!(status(&s), Status::Done);
    assert!(s.status().contains("Done."), "{}", s.status());
    for (keys, then) in [
        ("<space><ctrl-d>", Status::Done),
        ("<space>GG", Status::Done),
        ("<space>99)", Status::Done),
        ("<space>/29 ferries<enter>", Status::Reading),
        ("<space>jjkk", Status::Reading),
        ("<space><ctrl-u>", Status::Reading),
    ] {
        let mut s = on_two_screens();
        s.keys(keys).wait();
        assert_eq!(status(&s), then, "{keys}");
    }
}

#[test]
fn a_drag_to_the_end_reads_nothing_and_the_wheel_past_it_does() {
    use postil::app::MouseAct::{Drag, Press, Release, WheelDown};
    let status = |s: &Session| s.store.article(s.articles()[0]).unwrap().unwrap().status;
    let mut s = on_two_screens();
    s.keys("<space>");
    let end = s.text().lines().position(|row| row.contains("the 29 ferries")).unwrap();
    let end = u16::try_from(end).unwrap();
    s.mouse(Press, (60, 10), 0).mouse(Drag, (60, end), 50).mouse(Release, (60, end), 90).wait();
    assert!(!s.app.reader.as_ref().unwrap().selected().is_empty());
    assert_eq!(status(&s), Status::Reading);
    s.keys("<esc>").mouse(WheelDown, (60, 10), 900).wait();
    assert_eq!(status(&s), Status::Done);
}

#[test]
fn an_article_begins_at_its_title_and_not_at_what_a_page_has_above_it() {
    let menu = |n: usize| format!("clock menu more-arrow {n}\n\n");
    let above: String = (0..30).map(menu).collect();
    let page = format!("---\ntitle: The ferry is gone\n---\n\n{above}# The ferry is gone\n\n{}", long());
    let mut s = Session::with(&[("page.md", &page)]);
    s.keys("<enter>");
    assert_eq!(s.ahead(17), "The ferry is gone");
    let rows: Vec<String> = s.text().lines().map(str::to_owned).collect();
    assert!(rows[..8].iter().any(|row| row.contains("The ferry is gone")), "{}", s.text());
    s.wait();
    assert!(s.store.article(s.articles()[0]).unwrap().unwrap().progress < 5);
    // Who left it elsewhere comes back there, and the rest is one key away.
    s.keys("gg}<ctrl-c>");
    assert_eq!(s.ahead(10), "clock menu");
    let s = s.reopen();
    assert_eq!(s.ahead(10), "clock menu");
}
