//! What the screens look like, at sizes from a phone's to a wall's; and that no size, overlay or
//! text makes one panic or leaves half a wide cluster behind.

use insta::assert_snapshot;
use postil::app::Colors;
use postil::clock::Clock;
use postil::job::library::starters;
use postil::model::{Edit, MetadataChange};
use postil::store::Store;
use postil::text::grapheme::str_width;
use postil::view;
use ratatui::layout::Rect;

use crate::session::{BRIDGE, Session, add};

const SIZES: [(u16, u16); 4] = [(200, 60), (120, 40), (80, 24), (40, 12)];

/// The screen, its marks, and where the terminal's own cursor stands.
fn picture(s: &Session) -> String {
    let area = s.buffer.area;
    let cursor = view::typed(&s.app, area).map_or_else(String::new, |at| {
        let row: String = (0..area.width).map(|x| if x == at.x { '▲' } else { ' ' }).collect();
        format!("cursor on row {}:\n{}\n", at.y, row.trim_end())
    });
    s.screen() + &cursor
}

/// A picture at each of the sizes, under `name-COLUMNSxROWS`.
fn at_sizes(name: &str, s: &mut Session) {
    for (columns, rows) in SIZES {
        s.resize(columns, rows);
        whole(s);
        assert_snapshot!(format!("{name}-{columns}x{rows}"), picture(s));
    }
    s.resize(120, 40);
}

/// Every row is as wide as the screen: a wide cluster owns the cells after it, and nobody else's
/// half is left; and nothing on it can drive the terminal.
fn whole(s: &Session) {
    let area = s.buffer.area;
    for y in 0..area.height {
        let mut x = 0;
        while x < area.width {
            let symbol = s.buffer[(x, y)].symbol();
            assert!(!symbol.chars().any(char::is_control), "{symbol:?} at {x},{y}");
            let width = u16::try_from(str_width(symbol)).unwrap();
            assert!(width > 0, "half a cluster at {x},{y}:\n{}", s.screen());
            for rest in x + 1..x + width {
                assert!(rest < area.width, "{symbol:?} leaves the screen at {x},{y}");
                assert_eq!(s.buffer[(rest, y)].symbol(), "", "{symbol:?} at {x},{y}:\n{}", s.screen());
            }
            x += width;
        }
    }
}

/// A library as it is first used.
fn starter_library() -> Session {
    let mut store = Store::memory(Clock::counted("2026-01-02T03:04:05Z".parse().unwrap())).unwrap();
    store.add_starters(&starters().unwrap()).unwrap();
    Session::on(store)
}

/// [`BRIDGE`] with passages inside each other, across each other and side by side, and notes.
fn marked() -> Session {
    let mut s = Session::bridge();
    s.keys("}wvee<enter>Bridge<enter>V<enter>Whole paragraph<enter>");
    s.keys("))veeee<enter>Doubt<enter>(wwwv)e<enter>Voices/Engineers<enter>");
    s.keys("}<enter>Trade<enter>cIs there another way?<enter>Ask the ferryman.<esc>");
    s.keys(")wwwv)eee<enter>Trade<enter>");
    s.keys("}<enter><enter>c*Twice* and nothing.<esc>{{");
    s
}

#[test]
fn what_the_library_is_searched_for_at_length() {
    at_sizes("suggestions", &mut crate::surveys::suggested());
    let mut s = crate::surveys::copied();
    s.keys("/First<enter>gw");
    at_sizes("wording", &mut s);
    let mut s = crate::surveys::counted();
    s.keys("gtn");
    at_sizes("tally", &mut s);
}

/// Text of every kind that is hard to draw.
const WIDE: &str = "\
漢字かな交じり文 and 한국어 on one line, with a very long title that no list has room for\n\n\
「橋は閉じた。」と彼は言った。誰も信じなかった。船は春に沈んだ。町は待った。川の向こうとの取引は一週間で止まった。\n\n\
A family 👩‍👩‍👧‍👦 walked, a flag 🇺🇸 flew, thumbs 👍🏽 rose, and a heart ❤️ beat. e\u{301}a\u{308}o\u{302} are NFD; Z\u{351}\u{30d}a\u{334}l\u{321}go is not.\n\n\
שלום עולם, אמר האיש. العربية تُكتب من اليمين إلى اليسار. And English again.\n\n\
A tab\there\tand there.\n\n\
Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsangelegenheitenverordnungsentwurf \
stands alone; https://example.org/a/very/long/address/that/has/no/space/in/it/at/all/and/goes/on/and/on/until/it/ends?yes=no too.\n\n\
Overrides \u{202e}turn\u{202c} nothing, a zero\u{200b}width space hides, and \u{2066}isolates\u{2069} do not act.\n";

fn wide() -> Session {
    let mut s = Session::with(&[("wide.txt", WIDE)]);
    s.keys("<enter>}<enter>漢字テーマ<enter>c「橋」👩‍👩‍👧‍👦 一二三四五六七八九十一二三四五六七八九十<esc>");
    s
}

#[test]
fn list_and_reader_of_the_starter_library() {
    let mut s = starter_library();
    at_sizes("starters-first", &mut s);
    s.keys("q");
    at_sizes("starters-list", &mut s);
    s.keys("<enter>}}}");
    at_sizes("starters-reader", &mut s);
}

#[test]
fn nested_and_overlapping_passages_with_notes() {
    let mut s = marked();
    at_sizes("marked", &mut s);
    s.keys("<tab>");
    at_sizes("marked-sidebar", &mut s);
    // Where it lies over the text.
    for (columns, rows) in [(40, 10), (60, 20), (69, 24)] {
        s.resize(columns, rows);
        s.keys("j");
        insta::assert_snapshot!(format!("marked-sheet-{columns}x{rows}"), s.screen());
        s.keys("k");
    }
}

#[test]
fn the_command_line() {
    let mut s = marked();
    s.keys(":");
    at_sizes("line-empty", &mut s);
    s.keys("to<tab><tab>");
    at_sizes("line-completed", &mut s);
    s.keys("<ctrl-u>tag Br");
    at_sizes("line-argument", &mut s);
    s.keys("<ctrl-u>tga x<enter>");
    at_sizes("line-mistake", &mut s);
}

#[test]
fn what_follows_a_prefix() {
    for (name, keys) in [("prefix-g", "g"), ("prefix-z", "z"), ("prefix-visual", "vi")] {
        let mut s = marked();
        s.keys(keys).wait();
        at_sizes(name, &mut s);
    }
}

#[test]
fn the_finders() {
    let mut s = marked();
    s.keys("<ctrl-p>");
    at_sizes("finder-commands", &mut s);
    let mut s = Session::bridge();
    s.keys("<ctrl-p>repeat");
    at_sizes("finder-refused", &mut s);
    let mut s = starter_library();
    s.keys("gf");
    at_sizes("finder-articles", &mut s);
    s.keys("intel");
    at_sizes("finder-typed", &mut s);
    s.keys("<enter>}}}go");
    at_sizes("finder-outline", &mut s);
}

#[test]
fn the_theme_chooser() {
    let mut s = marked();
    s.keys(")<enter>");
    at_sizes("chooser-empty", &mut s);
    s.keys("<tab>");
    s.keys("<tab>");
    at_sizes("chooser-ticks", &mut s);
    s.keys("bri");
    at_sizes("chooser-typed", &mut s);
}

#[test]
fn the_note_editor() {
    let mut s = marked();
    s.keys(")cA thought that is longer than the editor is wide, so that it has to go on in another row.<enter>And more");
    at_sizes("note", &mut s);
}

#[test]
fn the_theme_panel_and_the_board() {
    let mut s = marked();
    s.keys("gtj");
    at_sizes("themes", &mut s);
    s.keys("r");
    at_sizes("themes-rename", &mut s);
    s.keys("<esc>gg").keys("jj<enter>");
    at_sizes("board", &mut s);
}

#[test]
fn the_search_of_all_articles() {
    let mut s = marked();
    s.keys("g/the ferry");
    at_sizes("finding", &mut s);
    s.keys(" theme:");
    at_sizes("finding-mistake", &mut s);
    s.keys("<ctrl-u>nowhere");
    at_sizes("finding-nothing", &mut s);
}

#[test]
fn the_feeds() {
    at_sizes("feeds", &mut crate::feeds_panel::feeds());
}

#[test]
fn the_export_menu() {
    let mut s = marked();
    s.keys("x");
    at_sizes("export", &mut s);
    s.keys("<enter>");
    at_sizes("export-to", &mut s);
}

#[test]
fn help() {
    let mut s = marked();
    s.keys("?");
    at_sizes("help", &mut s);
    s.keys("sentence");
    at_sizes("help-searched", &mut s);
}

#[test]
fn search_hits() {
    let mut s = marked();
    s.keys("/the<enter>n");
    at_sizes("hits", &mut s);
    s.keys("/mistaken");
    at_sizes("searching", &mut s);
}

#[test]
fn a_selection() {
    let mut s = marked();
    s.keys("}wwv)w");
    at_sizes("visual", &mut s);
    s.keys("V");
    at_sizes("visual-paragraphs", &mut s);
}

#[test]
fn folded_furniture() {
    let page = format!(
        "Menu\n\nSign up for our newsletter\n\nShare this article\n\n{BRIDGE}\n\
                        Related stories\n\nAdvertisement\n\nFollow us on Twitter\n"
    );
    let mut s = Session::with(&[("page.txt", &page)]);
    s.keys("<enter>");
    at_sizes("furniture", &mut s);
    s.keys("zf");
    at_sizes("furniture-folded", &mut s);
}

#[test]
fn an_empty_library() {
    at_sizes("empty", &mut Session::empty());
}

#[test]
fn text_that_is_hard_to_draw() {
    let mut s = wide();
    at_sizes("wide", &mut s);
    s.keys("}v}");
    at_sizes("wide-selected", &mut s);
    s.keys("<esc>c");
    at_sizes("wide-note", &mut s);
}

#[test]
fn a_title_cannot_drive_the_terminal() {
    let mut store = Store::memory(Clock::counted("2026-01-02T03:04:05Z".parse().unwrap())).unwrap();
    let article = add(&mut store, "evil.txt", "A title\n\nA plain text. It has two sentences.\n");
    let change = MetadataChange {
        title: Some("\u{1b}[2J\u{1b}]0;owned\u{7}\u{202e}title\u{9b}31m".to_owned()),
        publication: Some(Some("\u{1b}[31mred\r\n\u{2028}".to_owned())),
        ..MetadataChange::default()
    };
    store.apply(&[Edit::SetMetadata { article, change }]).unwrap();
    let mut s = Session::on(store);
    s.keys("<enter>");
    at_sizes("escape", &mut s);
}

#[test]
fn without_colour_and_with_sixteen_and_with_256() {
    for (name, colors) in [("none", Colors::None), ("sixteen", Colors::Sixteen), ("256", Colors::Indexed)] {
        let mut s = marked().colors(colors);
        s.resize(100, 30);
        let mut shows = |what: &str, keys: &str| {
            s.keys(keys);
            assert_snapshot!(format!("{name}-{what}"), picture(&s));
        };
        shows("list", "");
        shows("reading", "<enter>/the<enter>");
        shows("chooser", "<enter>");
        shows("selection", "<esc>v}");
        shows("note", "<esc><esc>c");
        shows("themes", "<esc>gtjj");
        shows("board", "<enter>");
        shows("help", "qq?");
        shows("search", "<esc>/mistaken");
    }
}

#[test]
fn below_the_least_size_there_is_a_notice() {
    let mut s = marked();
    for (columns, rows) in [(1, 1), (20, 5), (39, 12), (40, 9)] {
        s.resize(columns, rows);
        whole(&s);
        assert_snapshot!(format!("small-{columns}x{rows}"), picture(&s));
    }
}

/// Keys that open each overlay and each pane of a session.
const STATES: [&str; 18] = [
    "",
    "<tab>",
    "<tab><tab>",
    "<enter>",
    "<enter>bri",
    "<enter><tab><tab>",
    "c",
    "cnote<enter><enter>note",
    "C",
    "gt",
    "gtr",
    "gtm",
    "gtjj<enter>",
    "gF",
    "x",
    "?",
    "/the<enter>V",
    "g/the ferry<down>",
];

#[test]
fn no_size_panics_or_breaks_a_row_with_any_overlay_open() {
    let widths = [0, 1, 2, 39, 40, 41, 69, 70, 99, 100, 117];
    let heights = [0, 1, 9, 10, 11, 13, 24];
    for make in [marked as fn() -> Session, wide, crate::feeds_panel::library, Session::empty] {
        for keys in STATES {
            let mut s = make();
            s.keys(keys);
            let small = widths.into_iter().flat_map(|columns| heights.map(|rows| (columns, rows)));
            for (columns, rows) in small.chain([(500, 200), (500, 10), (40, 200), (1, 1)]) {
                s.resize(columns, rows);
                whole(&s);
                if let Some(at) = view::typed(&s.app, s.buffer.area) {
                    assert!(Rect::new(0, 0, columns, rows).contains(at));
                }
            }
        }
    }
}
