use ratatui::layout::Position;
use ratatui::style::{Color, Modifier, Style};

use super::*;
use crate::view::Pen;

fn frame(screen: &mut Screen, text: &str, cursor: Option<(u16, u16)>) -> String {
    let draw = |_, buffer: &mut Buffer| {
        buffer.set_string(0, 0, text, Style::new());
        let cursor = cursor.map(|at| Cursor { at: Position::from(at), is_seen: true });
        Besides { cursor, ..Besides::default() }
    };
    String::from_utf8(screen.frame(draw).expect("bytes")).expect("text")
}

/// A frame of pieces of text at places of the first row, each with where it leads.
fn drawn(screen: &mut Screen, pieces: &[(u16, &str, &str)]) -> String {
    let draw = |area, buffer: &mut Buffer| {
        let mut pen = Pen::new(buffer, area);
        for (x, text, address) in pieces {
            let width = pen.line(Rect { x: *x, ..area }, text, Style::new());
            pen.link(Rect { x: *x, width, height: 1, ..area }, address);
        }
        Besides { links: pen.into_drawn().0, ..Besides::default() }
    };
    String::from_utf8(screen.frame(draw).expect("bytes")).expect("text")
}

/// What lies between the marks of links: (address, text), without other sequences.
fn links(bytes: &str) -> Vec<(String, String)> {
    let parts = bytes.split("\x1b]8;").skip(1).map(|part| part.split_once("\x1b\\").expect("an end"));
    let text = |text: &str| text.split('\x1b').next().unwrap_or_default().to_owned();
    parts.map(|(head, tail)| (head.split_once(';').expect("an address").1.to_owned(), text(tail))).collect()
}

#[test]
fn only_what_changed_goes_out_and_nothing_where_nothing_did() {
    let mut screen = Screen::new((9, 2));
    let first = frame(&mut screen, "abc", None);
    assert!(first.starts_with("\x1b[?2026h") && first.ends_with("\x1b[?2026l"), "{first:?}");
    assert!(first.contains("\x1b[2J") && first.contains("abc"), "{first:?}");
    assert_eq!(frame(&mut screen, "abc", None), "");
    let second = frame(&mut screen, "abd", None);
    assert!(second.contains('d') && !second.contains('a') && !second.contains("\x1b[2J"), "{second:?}");
    screen.forget();
    let third = frame(&mut screen, "abd", None);
    assert!(third.contains("\x1b[2J") && third.contains("abd"), "{third:?}");
}

#[test]
fn what_a_glimpse_shows_is_not_written_once_more_and_what_it_does_not_is_written_whole() {
    let first = frame(&mut Screen::new((9, 2)), "abc", None);
    let mut screen = Screen::new((9, 2)).showing(first.clone().into_bytes());
    assert_eq!(frame(&mut screen, "abc", None), "");
    let second = frame(&mut screen, "abd", None);
    assert!(second.contains('d') && !second.contains('a'), "{second:?}");
    let mut screen = Screen::new((9, 2)).showing(first.clone().into_bytes());
    let other = frame(&mut screen, "abd", None);
    assert!(other.contains("\x1b[2J") && other.contains("abd"), "{other:?}");
    // What was shown once may be gone by the time it is drawn again.
    screen.forget();
    assert_eq!(frame(&mut screen, "abc", None), first);
    let mut screen = Screen::new((9, 2)).showing(first.clone().into_bytes());
    screen.forget();
    assert_eq!(frame(&mut screen, "abc", None), first);
}

#[test]
fn the_cursor_shows_where_it_is_wanted_and_inside() {
    let mut screen = Screen::new((9, 2));
    frame(&mut screen, "abc", None);
    assert!(frame(&mut screen, "abc", Some((2, 1))).contains("\x1b[2;3H\x1b[?25h"));
    assert_eq!(frame(&mut screen, "abc", Some((2, 1))), "");
    let hidden = frame(&mut screen, "abc", Some((9, 1)));
    assert!(hidden.contains("\x1b[?25l") && !hidden.contains("\x1b[?25h"), "{hidden:?}");
}

#[test]
fn an_unseen_cursor_is_left_where_it_belongs() {
    let mut screen = Screen::new((9, 2));
    let at = |x, y| Besides {
        cursor: Some(Cursor { at: Position::new(x, y), is_seen: false }),
        ..Besides::default()
    };
    let mut move_to = |x, y| String::from_utf8(screen.frame(|_, _| at(x, y)).expect("bytes")).expect("text");
    let first = move_to(2, 1);
    assert!(first.contains("\x1b[2;3H") && !first.contains("\x1b[?25h"), "{first:?}");
    assert_eq!(move_to(2, 1), "");
    assert!(move_to(3, 1).contains("\x1b[2;4H"));
}

#[test]
fn links_go_out_where_they_are_and_what_is_drawn_over_them_has_none() {
    let address = "https://e.example/";
    let linked = |text: &str| vec![(address.to_owned(), text.to_owned()), (String::new(), String::new())];
    let mut screen = Screen::new((20, 1)).on(Some("xterm"));
    let first = drawn(&mut screen, &[(0, "see ", ""), (4, "the page", address)]);
    assert_eq!(links(&first), linked("the page"), "{first:?}");
    assert_eq!(drawn(&mut screen, &[(0, "see ", ""), (4, "the page", address)]), "");
    // The same letters without the link are written again, and only they.
    let without = drawn(&mut screen, &[(0, "see the page", "")]);
    assert!(without.contains("the page") && !without.contains("see") && links(&without).is_empty());
    drawn(&mut screen, &[(4, "the page", address)]);
    screen.forget();
    let over = drawn(&mut screen, &[(4, "the page", address), (7, "+++", "")]);
    let parts: Vec<String> = links(&over).into_iter().filter(|(to, _)| to == address).map(|l| l.1).collect();
    assert_eq!(parts, ["the", "ge"], "{over:?}");
    assert!(over.rfind("\x1b]8;;\x1b\\") > over.rfind(address), "{over:?}");
}

#[test]
fn a_terminal_that_knows_no_links_is_told_of_none() {
    for name in [None, Some(""), Some("dumb"), Some("linux")] {
        let mut screen = Screen::new((20, 1)).on(name);
        let bytes = drawn(&mut screen, &[(4, "the page", "https://e.example/")]);
        assert!(bytes.contains("page") && !bytes.contains("\x1b]"), "{bytes:?}");
    }
}

/// Clusters on whose width terminals disagree.
const DISPUTED: &[&str] =
    &["👩‍👩‍👧‍👦", "❤️‍🔥", "❤️", "☁️", "🇩🇪", "1️⃣", "👍🏽", "🫠", "e\u{301}", "“", "—", "│", "☆", "①"];

/// Signs that the tables of some terminals have in a cell, and ours in none.
const SIGNS_BESIDE: [char; 4] = ['\u{bbe}', '\u{9be}', '\u{d3e}', '\u{dcf}'];

/// Clusters to whose parts some terminals give cells of their own.
const PARTED: &[&str] =
    &["நா", "বা", "বাং", "മ്മാ", "ලං", "ලා", "ខ្មែ", "हि", "क्षि", "นำ", "👍🏽", "👩🏽‍🚀", "👨‍👩‍👧‍👦", "🏳️‍🌈", "1️⃣"];

/// A terminal with another idea of widths than ours: it adds up the characters of a cluster (two
/// cells for each part of a family, one for a heart that is to be red), and where it is `wide`, signs
/// that are ambiguous in width take two cells as well.
struct Tty {
    cells: Vec<Vec<String>>,
    x: usize,
    y: usize,
    wide: bool,
    /// Vowel signs that stand beside their letter take a cell.
    beside: bool,
    /// What follows a joiner goes into the cell before it.
    joins: bool,
}

/// The letters of a flag, each of which such a terminal draws as a sign of its own.
const FLAGS: std::ops::RangeInclusive<char> = '\u{1f1e6}'..='\u{1f1ff}';

impl Tty {
    fn new((columns, rows): (usize, usize), wide: bool) -> Self {
        Self {
            cells: vec![vec![" ".to_owned(); columns]; rows],
            x: 0,
            y: 0,
            wide,
            beside: false,
            joins: false,
        }
    }

    fn row(&self, y: usize) -> String {
        self.cells[y].concat()
    }

    fn process(&mut self, bytes: &str) {
        let mut chars = bytes.chars();
        while let Some(c) = chars.next() {
            if c != '\x1b' {
                self.print(c);
                continue;
            }
            let sequence: Vec<char> = chars.by_ref().take(1).collect();
            assert_eq!(sequence, ['['], "no other sequences are drawn with");
            let mut numbers = String::new();
            let end = chars.by_ref().find(|c| {
                let is_end = c.is_ascii_alphabetic();
                if !is_end {
                    numbers.push(*c);
                }
                is_end
            });
            let number = |part: Option<&str>| part.and_then(|n| n.parse::<usize>().ok()).unwrap_or(1) - 1;
            let mut numbers = numbers.split(';');
            match end.expect("an end") {
                'H' => {
                    self.y = number(numbers.next());
                    self.x = number(numbers.next());
                }
                'G' => self.x = number(numbers.next()),
                'J' => self.cells.iter_mut().for_each(|row| row.fill(" ".to_owned())),
                _ => {}
            }
        }
    }

    fn print(&mut self, c: char) {
        use unicode_width::UnicodeWidthChar;
        let width = if self.wide { c.width_cjk() } else { c.width() }.expect("no control");
        let is_beside = self.beside && SIGNS_BESIDE.contains(&c);
        let width = if FLAGS.contains(&c) { 2 } else { width.max(is_beside.into()) };
        if let Some(before) = self.x.checked_sub(1)
            && self.joins
            && self.cells[self.y][before].ends_with('\u{200d}')
        {
            self.cells[self.y][before].push(c);
            return;
        }
        let columns = self.cells[0].len();
        if width == 0 {
            let lead = (0..self.x.min(columns)).rev().find(|x| !self.cells[self.y][*x].is_empty());
            self.cells[self.y][lead.expect("a letter")].push(c);
            return;
        }
        // Rows do not wrap.
        self.x = self.x.min(columns - width);
        for x in self.x..self.x + width {
            self.blank(x);
            self.cells[self.y][x] = String::new();
        }
        self.cells[self.y][self.x] = c.to_string();
        self.x += width;
    }

    /// What is drawn over in part goes whole.
    fn blank(&mut self, x: usize) {
        let row = &mut self.cells[self.y];
        let first = (0..=x).rev().find(|x| !row[*x].is_empty()).unwrap_or(0);
        let end = (x + 1..row.len()).find(|x| !row[*x].is_empty()).unwrap_or(row.len());
        row[first..end].fill(" ".to_owned());
    }
}

#[test]
fn a_terminal_that_counts_cells_otherwise_shows_no_debris() {
    const LETTERS: &str = "abcdefghijkl";
    let columns = LETTERS.len();
    for (wide, cluster) in [false, true].into_iter().flat_map(|wide| DISPUTED.iter().map(move |c| (wide, *c)))
    {
        let width = crate::text::grapheme::str_width(cluster);
        for x in 0..=columns - width {
            let at = |x: usize| u16::try_from(x).expect("few");
            let mut tty = Tty::new((columns, 2), wide);
            let mut screen = Screen::new((at(columns), 2));
            let letters = (0, LETTERS, "");
            let disputed = (at(x), cluster, "");
            let after = (at(x + width), "Z", "");
            for pieces in
                [&[letters][..], &[letters, disputed], &[letters, disputed, after], &[letters, disputed]]
            {
                tty.process(&drawn(&mut screen, pieces));
                let mut wanted: Vec<String> = LETTERS.chars().map(String::from).collect();
                if pieces.len() == 3 && x + width < columns {
                    wanted[x + width] = "Z".to_owned();
                }
                for (column, wanted) in wanted.iter().enumerate() {
                    let shown = &tty.cells[0][column];
                    let case = format!("{cluster} at {x}, column {column}, wide {wide}: {:?}", tty.row(0));
                    if pieces.len() == 1 || !(x..x + width).contains(&column) {
                        assert_eq!(shown, wanted, "{case}");
                    } else if column > x {
                        assert!(!shown.contains(|c: char| c.is_ascii_lowercase()), "{case}");
                    }
                }
                assert_eq!(tty.row(1).trim(), "", "{cluster} at {x} wrapped");
            }
            tty.process(&drawn(&mut screen, &[letters]));
            assert_eq!(tty.row(0), LETTERS, "{cluster} at {x} went");
        }
    }
}

#[test]
fn neighbours_that_terminals_count_otherwise_both_stay_near_the_edge() {
    let (thumb, flag) = ("👍🏽", "🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}");
    for columns in 4..16 {
        let mut tty = Tty::new((columns, 1), false);
        let mut screen = Screen::new((u16::try_from(columns).expect("few"), 1));
        for pieces in
            [&[(0, thumb, "")][..], &[(0, thumb, ""), (2, flag, "")], &[(0, flag, ""), (2, flag, "")]]
        {
            tty.process(&drawn(&mut screen, pieces));
            assert!(pieces.len() == 1 || tty.cells[0][2] == flag, "{columns} columns: {:?}", tty.cells[0]);
        }
    }
}

#[test]
fn what_terminals_agree_on_costs_its_letters_alone() {
    let mut screen = Screen::new((20, 1));
    let bytes = drawn(&mut screen, &[(0, "naïf-шаг-漢字-かな", "")]);
    assert!(bytes.contains("naïf-шаг-漢字-かな"), "{bytes:?}");
}

#[test]
fn a_terminal_that_takes_characters_one_by_one_shows_all_of_each_cluster() {
    for (beside, cluster) in
        [false, true].into_iter().flat_map(|beside| PARTED.iter().map(move |c| (beside, c)))
    {
        let mut tty = Tty { beside, ..Tty::new((80, 1), false) };
        let mut screen = Screen::new((80, 1));
        for text in [
            format!("{cluster}{cluster}a{cluster}."),
            format!("{cluster}{cluster}b{cluster}."),
            format!("c{cluster}{cluster}{cluster}"),
        ] {
            tty.process(&drawn(&mut screen, &[(0, &text, "")]));
            let shown: String = tty.row(0).chars().filter(|c| *c != ' ').collect();
            assert_eq!(shown, text, "signs beside a letter take a cell: {beside}");
        }
    }
}

#[test]
fn a_joiner_that_joins_nothing_moves_no_letter() {
    let mut tty = Tty { joins: true, ..Tty::new((40, 1), false) };
    let mut screen = Screen::new((40, 1));
    for text in ["a\u{200d}b is so. Zero width", "a\u{200d}b is so. None at all", "ന്\u{200d} x\u{200d}y"]
    {
        tty.process(&drawn(&mut screen, &[(0, text, "")]));
        let letters = text.replace('\u{200d}', "").replace("ന്", "ന");
        let row = tty.row(0).replace('്', "");
        assert_eq!(row.trim_end(), letters);
        assert_eq!(
            tty.cells[0].iter().rposition(|cell| cell != " ").map(|x| x + 1),
            Some(letters.chars().count())
        );
    }
}

#[test]
fn colours_and_weights_go_out_in_one_sequence_and_short_gaps_are_written_over() {
    let style = Style::new().fg(Color::Indexed(105)).bg(Color::Rgb(0, 7, 255)).add_modifier(Modifier::BOLD);
    let mut screen = Screen::new((40, 1));
    let show = |screen: &mut Screen, pieces: &[(u16, &str, Style)]| {
        let draw = |_, buffer: &mut Buffer| {
            for (x, text, style) in pieces {
                buffer.set_string(*x, 0, text, *style);
            }
            Besides::default()
        };
        String::from_utf8(screen.frame(draw).expect("bytes")).expect("text")
    };
    let plain = Style::new();
    let first =
        show(&mut screen, &[(0, "one two", plain), (7, "!", style), (8, "?", plain.fg(Color::DarkGray))]);
    assert!(first.contains("one two\x1b[1;38;5;105;48;2;0;7;255m!\x1b[0;90m?\x1b[39m"), "{first:?}");
    // The rows have the letters between in common.
    let second = show(&mut screen, &[(0, "ONe TWo", plain), (7, "!", style)]);
    assert!(second.contains("\x1b[1;1HONe TW\x1b[9G "), "{second:?}");
    let third = show(&mut screen, &[(0, "oNe TWo", plain), (7, "!", style), (9, "x", plain)]);
    assert!(third.contains("\x1b[1;1Ho\x1b[10Gx"), "{third:?}");
}

#[test]
fn the_sixteen_colours_go_out_by_the_codes_that_every_terminal_knows() {
    let all = [
        [Color::Black, Color::Red, Color::Green, Color::Yellow],
        [Color::Blue, Color::Magenta, Color::Cyan, Color::Gray],
        [Color::DarkGray, Color::LightRed, Color::LightGreen, Color::LightYellow],
        [Color::LightBlue, Color::LightMagenta, Color::LightCyan, Color::White],
    ];
    let codes = (30..38).chain(90..98);
    for (color, code) in all.into_iter().flatten().zip(codes) {
        for (style, wanted) in [
            (Style::new().fg(color), format!("\x1b[{code}m!")),
            (Style::new().bg(color), format!("\x1b[{}m!", code + 10)),
        ] {
            let mut screen = Screen::new((9, 1));
            let draw = |_, buffer: &mut Buffer| {
                buffer.set_string(0, 0, "!", style);
                Besides::default()
            };
            let bytes = String::from_utf8(screen.frame(draw).expect("bytes")).expect("text");
            assert!(bytes.contains(&wanted) && !bytes.contains("8;5;"), "{color}: {bytes:?}");
        }
    }
}
