//! Text in which a character is not a cell: what is drawn, and every mark upon it, covers exactly
//! the cells of its clusters; and a terminal that is told so shows the same.

use std::collections::BTreeSet;
use std::num::NonZero;

use postil::app::panes::text_column;
use postil::app::{Marks, Msg, Pane, TextSearch};
use postil::shell::screen::Screen;
use postil::text::layout::{Line, LineKind};
use postil::text::{Offset, Span};
use postil::view;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::Config;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::Color;
use ratatui::style::Modifier;
use unicode_width::UnicodeWidthChar;

use crate::session::Session;

const MARKET: &str = include_str!("../fixtures/wide/market.md");

/// Clusters of two cells.
const TWO: &[&str] = &[
    "漢",
    "字",
    "か",
    "ー",
    "。",
    "「",
    "」",
    "한",
    "국",
    "\u{1112}\u{119e}\u{11ab}",
    "Ａ",
    "\u{3000}",
    "🇫🇮",
    "🇯🇵",
    "❤\u{fe0f}",
    "1\u{fe0f}\u{20e3}",
    "😀",
    "🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}",
    "क्ष",
];

/// Clusters that a terminal may take apart, and the cells that their parts have.
const PARTS: &[(&str, usize)] =
    &[("👩‍👩‍👧‍👦", 8), ("🐕‍🦺", 4), ("👍🏽", 4), ("நா", 2), ("বাং", 3), ("മാ", 2), ("ලා", 2), ("नि", 2)];

/// Those between which a line end parts nothing.
const CLOSE: &[&str] = &["漢", "字", "か", "ー", "。", "「", "」", "Ａ"];

/// Those that are so beside one of them.
const SHARED: &[&str] = &["…", "“", "”"];

/// Clusters of one cell that are more than a byte.
const ONE: &[&str] = &[
    "é", "e\u{301}", "a\u{308}\u{301}", "Z\u{351}\u{30d}", " \u{301}", "ｶ", "☎\u{fe0e}", "a\u{200d}", "ש",
    "ב\u{5b9}\u{5bc}", "ل", "ا", "ع", "ر", "ن\u{64f}", "ต", "ไ", "น\u{e49}", "“", "”", "…", "—", "đ",
    "o\u{31b}\u{309}",
];

/// Characters that are shown as a sign of one cell.
const SIGNS: &[&str] =
    &["\u{202e}", "\u{202c}", "\u{2067}", "\u{2069}", "\u{200b}", "\u{ad}", "\u{2060}", "\u{200f}"];

/// A mark without a letter before it, as at the start of a block.
const LONE: &str = "\u{301}";

const SIZES: [(u16, u16); 3] = [(40, 12), (80, 24), (120, 40)];

/// A cluster and its cells as the tables above have them: no other idea of either is asked.
/// TAB is 0 here; it depends on its column.
fn first_cluster(text: &str) -> (&str, usize) {
    let listed = [(TWO, 2), (ONE, 1), (SIGNS, 1), (&[LONE], 1)];
    let all = listed.iter().flat_map(|(table, cells)| table.iter().map(move |known| (*known, *cells)));
    let longest = all
        .chain(PARTS.iter().copied())
        .filter(|(known, _)| text.starts_with(known))
        .max_by_key(|(known, _)| known.len());
    longest.unwrap_or_else(|| {
        let c = text.chars().next().unwrap();
        assert!(c.is_ascii(), "{c:?} in {text:?} is in no table");
        (&text[..1], usize::from(c != '\t'))
    })
}

/// A cluster of a row and where it should be seen.
#[derive(Debug)]
struct Expected<'a> {
    at: Offset,
    cluster: &'a str,
    /// From the left edge of the text, and how many.
    column: usize,
    cells: usize,
    /// White space at the end of the row.
    hangs: bool,
}

/// Where the clusters of a line should stand.
fn expected<'a>(text: &'a str, line: &Line) -> Vec<Expected<'a>> {
    let Span { start, end } = line.span;
    let ink = start.0 + text[start.0..end.0].trim_end_matches([' ', '\t', '\n', '\u{3000}']).len();
    let indent = usize::from(line.indent);
    let (extra, gaps) = (usize::from(line.stretch.extra), usize::from(line.stretch.gaps));
    let (mut at, mut column, mut found) = (start.0, indent, Vec::new());
    let (mut gap, mut in_word, mut before) = (0, false, "");
    while at < end.0 {
        let (cluster, cells) = first_cluster(&text[at..]);
        let mut cells = if cells == 0 { 4 - (column - indent) % 4 } else { cells };
        let rest = &text[at + cluster.len()..];
        let after = if rest.is_empty() { "" } else { first_cluster(rest).0 };
        // A shared one is theirs only where its other neighbour is too.
        let is_theirs = |beside: &mut dyn Iterator<Item = char>| {
            let one = beside.map(String::from).find(|one| !SHARED.contains(&one.as_str()));
            one.is_none_or(|one| one == "\n" || CLOSE.contains(&one.as_str()) || one == "ｶ")
        };
        let is_before = SHARED.contains(&before) && is_theirs(&mut text[..at].chars().rev());
        let is_after = SHARED.contains(&after) && is_theirs(&mut rest.chars());
        let is_joint = cluster == "\n"
            && (CLOSE.contains(&before) && (CLOSE.contains(&after) || is_after)
                || is_before && CLOSE.contains(&after));
        before = cluster;
        if is_joint {
            found.push(Expected { at: Offset(at), cluster, column, cells: 0, hangs: at >= ink });
            (at, in_word) = (at + 1, true);
            continue;
        }
        let is_space = matches!(cluster, " " | "\t" | "\n" | "\u{3000}");
        if is_space && in_word && extra > 0 && at < ink {
            // A justified row: its spaces share what is left, the later ones the odd cells.
            gap += 1;
            cells += gap * extra / gaps - (gap - 1) * extra / gaps;
        }
        in_word = !is_space;
        found.push(Expected { at: Offset(at), cluster, column, cells, hangs: at >= ink });
        (at, column) = (at + cluster.len(), column + cells);
    }
    assert_eq!(at, end.0, "a row cuts a cluster in half: {:?}", &text[start.0..end.0]);
    found
}

/// The column of the text with the margin of a cell at its right.
fn column(s: &Session) -> Rect {
    let column = text_column(s.app.panes.reader.unwrap(), s.app.prefs.measure);
    Rect { width: column.width + 1, ..column }
}

/// The screen as it would be now, without asking anything.
fn drawn(s: &Session) -> Buffer {
    let mut buffer = Buffer::empty(s.buffer.area);
    view::draw(&s.app, s.buffer.area, &mut buffer);
    buffer
}

type Cells = BTreeSet<(u16, u16)>;

/// Cells of the text that differ between two screens, from the column's top left.
fn differing(s: &Session, a: &Buffer, b: &Buffer) -> Cells {
    let rect = column(s);
    let differ = |at: &(u16, u16)| {
        let look = |c: &Cell| (c.fg, c.bg, c.modifier);
        // The line that ties the sidebar to a passage crosses the margin, and is no mark.
        let edge = at.0 + 1 == rect.right();
        let newly = b[*at].symbol() == "─" && a[*at].symbol() != "─";
        let tie = edge && newly && a[*at].bg == b[*at].bg && !b[*at].modifier.contains(Modifier::REVERSED);
        look(&a[*at]) != look(&b[*at]) && !tie
    };
    let all = rect.positions().map(|p| (p.x, p.y)).filter(differ);
    all.map(|(x, y)| (x - rect.x, y - rect.y)).collect()
}

/// Checks the open article on its screen: its text, and each kind of mark on it alone.
fn check(s: &mut Session) {
    let width = usize::from(column(s).width) - 1;
    let reader = s.app.reader.as_ref().unwrap();
    let text = reader.text().to_owned();
    let lines: Vec<Line> = reader.lines.clone();
    let (cursor, selected) = (reader.cursor, reader.selected());

    // What was on the screen, taken away and put back one at a time.
    let focus = std::mem::replace(&mut s.app.focus, Pane::List);
    let reader = s.app.reader.as_mut().unwrap();
    let selection = reader.selection.take();
    let search = reader.search.take();
    let marks = std::mem::take(&mut reader.marks);
    let bare = drawn(s);
    the_text(s, &bare, &text, &lines);

    let rows = |covers: &dyn Fn(Offset) -> bool, hanging: bool| -> Cells {
        let mut cells = Cells::new();
        for (y, line) in lines.iter().enumerate().filter(|(_, line)| line.kind == LineKind::Text) {
            for cluster in expected(&text, line) {
                if covers(cluster.at) && (hanging || !cluster.hangs) {
                    let end = (cluster.column + cluster.cells).min(width);
                    cells.extend(
                        (cluster.column..end).map(|x| (u16::try_from(x).unwrap(), u16::try_from(y).unwrap())),
                    );
                }
            }
        }
        cells
    };

    s.app.reader.as_mut().unwrap().selection = selection;
    let is = differing(s, &bare, &drawn(s));
    assert_eq!(is, rows(&|at| selected.contains(at), true), "the selection {selected:?}\n{}", s.screen());
    s.app.reader.as_mut().unwrap().selection = None;

    let hits: Vec<Span> = search.as_ref().map(|s: &TextSearch| s.hits.clone()).unwrap_or_default();
    s.app.reader.as_mut().unwrap().search = search;
    let is = differing(s, &bare, &drawn(s));
    assert_eq!(is, rows(&|at| hits.iter().any(|hit| hit.contains(at)), false), "hits\n{}", s.screen());
    let search = s.app.reader.as_mut().unwrap().search.take();

    let passages: Vec<Span> = marks.all().map(|a| a.span).collect();
    s.app.reader.as_mut().unwrap().marks = marks;
    let is = differing(s, &bare, &drawn(s));
    assert_eq!(is, rows(&|at| passages.iter().any(|p| p.contains(at)), false), "passages\n{}", s.screen());
    let marks: Marks = std::mem::take(&mut s.app.reader.as_mut().unwrap().marks);

    s.app.focus = Pane::Reader;
    let mut cells = rows(&|at| at == cursor, true);
    if cells.is_empty() {
        // In white space past the edge, it is in the margin.
        let on = |line: &Line| line.kind == LineKind::Text && line.span.contains(cursor);
        let y = lines.iter().position(on).expect("the cursor is on a line that shows");
        assert!(expected(&text, &lines[y]).iter().any(|c| c.at == cursor && c.hangs));
        cells.insert((u16::try_from(width).unwrap(), u16::try_from(y).unwrap()));
    }
    let target = s.app.target_shown();
    cells.extend(rows(&|at| target.is_some_and(|target| target.contains(at)), false));
    let is = differing(s, &bare, &drawn(s));
    assert_eq!(is, cells, "the target and the cursor\n{}", s.screen());

    s.app.focus = focus;
    let reader = s.app.reader.as_mut().unwrap();
    (reader.selection, reader.search, reader.marks) = (selection, search, marks);
}

/// Every cluster of every row stands whole where it should, and nothing beyond the edge.
fn the_text(s: &Session, bare: &Buffer, text: &str, lines: &[Line]) {
    let rect = column(s);
    let width = usize::from(rect.width) - 1;
    for (y, line) in lines.iter().enumerate().filter(|(_, line)| line.kind == LineKind::Text) {
        let symbol = |x: usize| {
            bare[(rect.x + u16::try_from(x).unwrap(), rect.y + u16::try_from(y).unwrap())].symbol()
        };
        if line.stretch.extra > 0 {
            let reaches = expected(text, line).iter().filter(|c| !c.hangs).map(|c| c.column + c.cells).max();
            assert_eq!(reaches, Some(width), "row {y} is not stretched to the edge\n{}", s.screen());
        }
        for cluster in expected(text, line) {
            let Expected { column, cells, cluster, hangs, .. } = cluster;
            if hangs || cells == 0 {
                continue;
            }
            // What is wider than the whole column cannot be shown, and is not left out either.
            let too_wide = cells > 1 && column + cells > width && column < width;
            assert!(too_wide || column + cells <= width, "{cluster:?} is over the edge\n{}", s.screen());
            assert!(!too_wide || width < NARROW, "{cluster:?} has room in a row of its own\n{}", s.screen());
            let cells = cells.min(width - column);
            let shown = match cluster {
                _ if too_wide => "…".to_owned(),
                " " | "\t" | "\n" => " ".repeat(cells),
                "\u{3000}" if cells > 2 => " ".repeat(cells),
                _ if SIGNS.contains(&cluster) => symbol(column).to_owned(),
                LONE => format!("◌{LONE}"),
                _ => cluster.to_owned(),
            };
            assert_eq!(symbol(column), shown, "row {y}\n{}", s.screen());
            assert!(!SIGNS.contains(&symbol(column)), "{cluster:?} went to the terminal");
            assert!((column + 1..column + cells).all(|x| symbol(x).is_empty()), "{cluster:?} in row {y}");
        }
        assert_eq!(symbol(width), " ", "the margin of row {y}\n{}", s.screen());
    }
}

fn a_text() -> impl Strategy<Value = String> {
    let latin = select(&["the", "old", "harbour", "at", "dawn,", "1984", "a", "x", "(so)", "tide."]);
    let one = select(ONE);
    let two = select(TWO);
    let mixed = prop_oneof![
        4 => select(TWO), 3 => select(ONE), 2 => select(SIGNS), 2 => select(&["n", "ow", "."]),
        2 => select(PARTS).prop_map(|(cluster, _)| cluster),
    ];
    let run = prop::collection::vec(mixed, 1..14).prop_map(|all| all.concat());
    let long =
        (select(&["long", "漢字", "e\u{301}", "👩‍👩‍👧‍👦"]), 20_usize..45).prop_map(|(part, n)| part.repeat(n));
    let word = prop_oneof![
        6 => latin.prop_map(str::to_owned), 2 => one.prop_map(str::to_owned), 2 => two.prop_map(str::to_owned),
        6 => run, 1 => long,
    ];
    let space = select(&[" ", " ", " ", "\t", "\u{3000}", "  "]);
    let words = prop::collection::vec((word, space), 1..25)
        .prop_map(|all| all.into_iter().map(|(word, space)| word + space).collect::<String>());
    let lead = select(&["", "", "", "> ", "- ", "    "]);
    let block = (lead, words).prop_map(|(lead, words)| format!("{lead}{words}"));
    prop::collection::vec(block, 2..7).prop_map(|blocks| format!("Harbour\n\n{}\n", blocks.join("\n\n")))
}

const ACTS: &[&str] = &[
    "l", "9l", "3h", "j", "4j", "k", "w", "5w", "b", "e", ")", "(", "}", "{", "$", "0", "^", "G", "gg", "v",
    "V", "o", "viw", "vis", "v$", "v7l", "v2j", "<esc>", "<enter><enter>", "ve<enter><enter>",
    "v3j<enter><enter>", "*", "n", "/a<enter>", "/漢<enter>", "/字か<enter>", "/e\u{301}<enter>",
    "/👍🏽<enter>", "<ctrl-d>", "<ctrl-u>", "zz", "zt",
];

/// A hard-wrapped text of Japanese with words of Latin in it: its line ends stay in the text.
fn a_wrapped_text() -> impl Strategy<Value = String> {
    let letters = prop::collection::vec(select(CLOSE), 4..10).prop_map(|all| all.concat());
    let part = prop_oneof![
        5 => letters,
        1 => select(&["NATO", "x y", "한국", "👍🏽", "e\u{301}", "…", "“", "”"]).prop_map(str::to_owned),
    ];
    let line = prop::collection::vec(part, 1..4).prop_map(|all| all.concat());
    let block = prop::collection::vec(line, 3..7).prop_map(|lines| lines.join("\n"));
    prop::collection::vec(block, 2..5).prop_map(|blocks| format!("漢字\n\n{}\n", blocks.join("\n\n")))
}

/// Texts that are tried, each on a screen and at a width of its own.
const CASES: u32 = 40;

/// Cells of the narrowest column. The settings allow no such column, but a pane has what it has.
const NARROWEST: u16 = 1;

/// From so many cells on, any cluster, or a tab, and the deepest indent fit.
const NARROW: usize = 14;

proptest! {
    #![proptest_config(Config { cases: CASES, max_shrink_iters: 60, failure_persistence: None, ..Config::default() })]

    #[test]
    fn every_mark_covers_exactly_its_cells(
        text in a_text(),
        acts in prop::collection::vec(select(ACTS), 3..9),
        justified in any::<bool>(),
        (columns, rows) in (40_u16..=110, 10_u16..=30),
        measure in NARROWEST..=110,
    ) {
        let mut s = Session::with(&[("harbour.md", &text)]);
        s.app.prefs.measure = measure;
        s.resize(columns, rows).keys(if justified { "<enter>zj" } else { "<enter>" });
        check(&mut s);
        for keys in &acts {
            s.keys(keys);
            check(&mut s);
        }
    }

    #[test]
    fn line_ends_that_part_nothing_have_no_cells(
        text in a_wrapped_text(),
        acts in prop::collection::vec(select(ACTS), 3..9),
        justified in any::<bool>(),
        (columns, rows) in (40_u16..=110, 10_u16..=30),
        measure in NARROWEST..=110,
    ) {
        let mut s = Session::with(&[("harbour.txt", &text)]);
        s.app.prefs.measure = measure;
        s.resize(columns, rows).keys(if justified { "<enter>zj" } else { "<enter>" });
        check(&mut s);
        for keys in &acts {
            s.keys(keys);
            check(&mut s);
        }
    }

    #[test]
    fn a_terminal_shows_the_same_cells(
        text in a_text(),
        acts in prop::collection::vec(select(ACTS), 3..9),
        (columns, rows) in (40_u16..=110, 10_u16..=30),
        measure in NARROWEST..=110,
    ) {
        let mut s = Session::with(&[("harbour.md", &text)]);
        s.app.prefs.measure = measure;
        let mut told = Told::new((columns, rows));
        s.resize(columns, rows).keys("<enter>");
        told.shows(&s);
        for keys in &acts {
            s.keys(keys);
            told.shows(&s);
        }
        // The same words in a note.
        s.keys("<esc>c").send(Msg::Paste(text));
        told.shows(&s);
        for keys in ["<up>", "<left>", "漢", "<down>", "<backspace>", "<home>"] {
            s.keys(keys);
            told.shows(&s);
        }
    }
}

/// A terminal that is told frame by frame what to show, and believes characters, not clusters:
/// joined emoji take the cells of their parts there.
struct Told {
    screen: Screen,
    terminal: vt100::Parser,
}

/// Columns beyond the screen's: what runs over the edge goes there, since the terminal does not
/// know that rows are not to be wrapped.
const BEYOND: u16 = 40;

impl Told {
    fn new(size: (u16, u16)) -> Self {
        let cells = |n: u16| NonZero::new(n).unwrap();
        Self {
            screen: Screen::new(size),
            terminal: vt100::Parser::new(cells(size.1), cells(size.0 + BEYOND), 0),
        }
    }

    /// Sends what is new on the screen and compares cell by cell.
    fn shows(&mut self, session: &Session) {
        let frame = self.screen.frame(|area, buffer| view::draw(&session.app, area, buffer));
        self.terminal.process(&frame.unwrap());
        for y in 0..session.buffer.area.height {
            let mut x = 0;
            while x < session.buffer.area.width {
                let ours = &session.buffer[(x, y)];
                let cells = u16::try_from(first_width(session, x, y)).unwrap();
                let theirs = self.terminal.screen().cell(y, x).unwrap();
                let place =
                    || format!("at {x},{y}\n{}\n---\n{}", session.text(), self.terminal.screen().contents());
                let first = ours.symbol().chars().next().unwrap().to_string();
                if Self::agrees(ours.symbol()) {
                    let is = if theirs.contents().is_empty() { " " } else { theirs.contents() };
                    let whole = ours.symbol().trim_start_matches(' ');
                    // A joiner that joins nothing is not sent.
                    let sent = ours.symbol().trim_end_matches('\u{200d}');
                    assert!(
                        is == sent
                            || whole.is_empty() && is == " "
                            || is.len() > 17 && ours.symbol().starts_with(is),
                        "{is:?} instead of {:?} {}",
                        ours.symbol(),
                        place()
                    );
                    assert_eq!(
                        theirs.is_wide(),
                        cells == 2 && !whole.is_empty(),
                        "{:?} {}",
                        ours.symbol(),
                        place()
                    );
                } else {
                    assert!(theirs.contents().starts_with(&first), "{:?} {}", theirs.contents(), place());
                }
                let ground = match ours.bg {
                    Color::Rgb(r, g, b) => vt100::Color::Rgb(r, g, b),
                    _ => vt100::Color::Default,
                };
                assert_eq!(theirs.bgcolor(), ground, "{:?} {}", ours.symbol(), place());
                x += cells;
            }
        }
    }

    /// Whether the terminal gives a cluster as many cells as we do.
    fn agrees(symbol: &str) -> bool {
        let has_room = PARTS.iter().any(|(cluster, _)| *cluster == symbol);
        let count = symbol.chars().filter(|c| c.width().unwrap_or(0) > 0).count();
        (count == 1 && !has_room) || symbol.trim().is_empty()
    }
}

/// Cells that the cluster at a place of our screen owns: its own and the empty ones after it.
fn first_width(s: &Session, x: u16, y: u16) -> usize {
    1 + (x + 1..s.buffer.area.width).take_while(|x| s.buffer[(*x, y)].symbol().is_empty()).count()
}

#[test]
fn words_go_on_over_line_ends_of_japanese() {
    let text = "川の話\n\n川は二月に水かさを増し、下の水車を\nさらった。粉屋とその驢馬は、いま\nも水の上にいる。町ではそう言\nう。\n\n한국어는\n띄어 쓴다\n";
    let mut s = Session::with(&[("river.txt", text)]);
    s.resize(80, 24).keys("<enter>");
    assert!(s.text().contains("下の水車をさらった。"), "{}", s.text());
    assert!(s.text().contains("한국어는 띄어"), "{}", s.text());
    // A search finds the word over the line end, and the hit has its cells and no other.
    s.keys("/水車をさ<enter>");
    assert!(s.status().contains("1 of 1"), "{}", s.status());
    // A step goes from letter to letter.
    s.keys("/車を<enter>l");
    assert!(s.ahead(1).starts_with('を'), "{}", s.ahead(3));
    s.keys("l");
    assert!(s.ahead(1).starts_with('さ'), "{}", s.ahead(3));
    s.keys("h");
    assert!(s.ahead(1).starts_with('を'), "{}", s.ahead(3));
}

#[test]
fn a_page_of_many_scripts_at_every_size() {
    for (columns, rows) in SIZES {
        let mut s = Session::with(&[("market.md", MARKET)]);
        s.resize(columns, rows).keys("<enter>");
        let mut told = Told::new((columns, rows));
        told.shows(&s);
        for _ in 0..12 {
            s.keys("9lv3w");
            told.shows(&s);
            s.keys("<esc>j");
            told.shows(&s);
        }
        s.keys("gg/市場<enter>");
        assert!(s.status().contains("1 of 2") || s.status().contains("2 of 2"), "{}", s.status());
        told.shows(&s);
    }
}

#[test]
fn rows_from_right_to_left_are_marked_and_stand_in_logical_order() {
    let mut s = Session::with(&[("market.md", MARKET)]);
    s.keys("<enter>");
    s.keys("/السوق<enter>");
    let row = |s: &Session, part: &str| -> String {
        let text = s.text();
        text.lines().find(|line| line.contains(part)).unwrap_or_else(|| panic!("{part}:\n{text}")).to_owned()
    };
    assert!(row(&s, "أهلاً بكم").contains('←'), "{}", s.text());
    assert!(row(&s, "טוֹב").contains('←'), "{}", s.text());
    assert!(!row(&s, "The family").contains('←'), "{}", s.text());
}

#[test]
fn a_cursor_in_wide_space_past_the_edge_is_in_the_margin() {
    let text = format!("Harbour\n\n{}\u{3000}漢字\n", "漢".repeat(16));
    let mut s = Session::with(&[("harbour.md", &text)]);
    s.resize(40, 12).keys("<enter>}16l");
    assert!(s.ahead(1).starts_with('\u{3000}'), "{}", s.ahead(3));
    check(&mut s);
}

#[test]
fn any_part_of_a_letter_with_a_thousand_marks_can_be_tagged() {
    let marks = "\u{301}".repeat(1000);
    // Far from the beginning, so that not all of the text is looked at.
    let before = "It was so. ".repeat(601);
    let mut s =
        Session::with(&[("z.txt", &format!("Marks\n\n{before}\n\nOne z{marks} and two. It ends.\n"))]);
    for steps in 1..9 {
        s.keys("<enter>gg}}").keys(&"l".repeat(steps)).keys("vl<enter>War<enter>").wait();
        assert!(!s.status().contains("lies inside"), "{steps}: {}", s.status());
    }
    assert!(s.stored().len() > 3, "{:?}", s.stored());
}
