//! Skins on the screen, and settings that change while it runs.

use postil::app::{Colors, Msg, Pane};
use postil::config::Config;
use postil::job::mend;
use postil::model::mend::Mend;
use postil::shell::prefs;
use postil::skin::Rgb;
use postil::text::Span;
use postil::view;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

use crate::session::{BRIDGE, Session};

const WHITE: Rgb = Rgb(255, 255, 255);

/// [`crate::session::BRIDGE`] with a tagged sentence.
fn tagged() -> Session {
    let mut s = Session::bridge();
    s.keys("}<enter>War<enter>");
    s
}

/// How bright the grounds of the screen are that are not the terminal's own: the darkest and the lightest.
fn grounds(s: &Session) -> (f64, f64) {
    let bright = s.buffer.content.iter().filter_map(|cell| match cell.bg {
        Color::Rgb(r, g, b) => Some(Rgb(r, g, b).luminance()),
        _ => None,
    });
    bright.fold((1.0, 0.0), |(least, most), one| (f64::min(least, one), f64::max(most, one)))
}

/// Goes to the text, wherever the program started.
fn in_reader(s: &mut Session) -> &mut Session {
    if s.app.focus == Pane::List { s.keys("<enter>") } else { s }
}

fn is_painted(s: &Session) -> bool {
    s.buffer.content.iter().all(|cell| cell.bg != Color::Reset && cell.fg != Color::Reset)
}

#[test]
fn passages_are_tinted_as_the_ground_asks_for() {
    let mut s = tagged();
    let (_, lightest) = grounds(&s);
    assert!(lightest < 0.2, "{lightest}");
    s.send(Msg::Ground(Some(WHITE)));
    let (darkest, _) = grounds(&s);
    assert!(darkest > 0.5, "{darkest}");
    assert!(!is_painted(&s), "the ground itself is the terminal's");
    s.send(Msg::Ground(Some(Rgb(0, 0, 0))));
    assert!(grounds(&s).1 < 0.2);
}

#[test]
fn silence_takes_back_a_ground_that_was_recalled_and_none_that_was_told() {
    let mut s = tagged();
    let worn = |s: &Session| (s.app.prefs.look.skin().name.clone(), s.store.recall("ground").unwrap());
    let is = |skin: &str, kept: &str| (skin.to_owned(), Some(format!("\t{kept}")));
    s.app.prefs.look.recall_ground("\tlight");
    assert_eq!(worn(&s), ("light".to_owned(), None));
    s.send(Msg::Ground(None));
    assert_eq!(worn(&s), is("dark", "silent"), "the terminal is another one");
    s.send(Msg::Ground(Some(WHITE)));
    assert_eq!(worn(&s), is("light", "light"), "it was only late");
    s.send(Msg::Ground(None));
    assert_eq!(worn(&s), is("light", "light"));
}

#[test]
fn a_skin_for_the_other_ground_paints_its_own_and_the_choice_is_kept() {
    let mut s = tagged();
    s.send(Msg::Ground(Some(WHITE))).keys("zc");
    assert!(s.status().starts_with("Skin 2 of 5: dark."), "{}", s.status());
    assert!(is_painted(&s) && grounds(&s).1 < 0.2);
    let mut s = s.reopen();
    s.send(Msg::Ground(Some(WHITE)));
    assert!(is_painted(&s), "the choice holds after a restart");
    in_reader(&mut s).keys("zczczczc");
    assert!(s.status().starts_with("Skin 1 of 5: auto, which is light."), "{}", s.status());
    assert!(!is_painted(&s));
}

#[test]
fn without_colours_there_is_nothing_to_choose() {
    let mut s = tagged().colors(Colors::None);
    in_reader(&mut s).keys("zc");
    assert!(s.status().starts_with("Colours are off"), "{}", s.status());
}

#[test]
fn settings_that_were_read_again_hold_at_once() {
    let mut s = tagged();
    s.keys("zczc");
    let (_, before) = grounds(&s);
    let text = "[reading]\nmeasure = 30\n[keys.reader]\n\"Q\" = \"top\"\n";
    let (config, _) = Config::with_user("config.toml", text, &[]);
    let news = Ok("The settings changed and hold from now on.".to_owned());
    s.send(Msg::Config(Box::new(prefs(config, Colors::default())), news));
    assert!(s.status().starts_with("The settings changed and hold from now on."), "{}", s.status());
    assert!((grounds(&s).1 - before).abs() < 1e-9, "the skin that was chosen is kept, and the colours are");
    assert!(!s.text().contains("was closed on Oct. 15. Lt. Col."), "{}", s.text());
    s.keys("Q");
    assert_eq!(s.ahead(10), "The Bridge");
    let (mut config, _) = Config::with_user("config.toml", "", &[]);
    config.skin = "high-contrast".to_owned();
    s.send(Msg::Config(
        Box::new(prefs(config, Colors::default())),
        Err("config.toml:1:1: a mistake".to_owned()),
    ));
    assert!(s.status().starts_with("config.toml:1:1: a mistake"), "{}", s.status());
    assert!(is_painted(&s), "a setting that changed goes before what was chosen under the old one");
}

/// Screens of every kind: keys from the text of [`tagged`].
const SCREENS: [&str; 33] = [
    "",
    "q",
    "<tab>",
    "<enter>",
    "<enter>w",
    "<enter><tab><tab>",
    "cA note",
    "gt",
    "gt<enter>",
    "x",
    "?",
    "?sent",
    "/the<enter>",
    "v}",
    "g",
    "gH",
    "gHf",
    "gh",
    "gts",
    "gtn",
    "gw",
    "go",
    "gf",
    "g/the",
    "gd",
    "gm",
    "gr",
    ":",
    "<ctrl-p>",
    "qe",
    "qS",
    "<enter><tab>dd",
    "V<enter>War<enter>q6dd",
];

/// Letters and ground of a cell, those of the terminal being `own`.
fn colors(cell: &Cell, own: (Rgb, Rgb)) -> (Rgb, Rgb) {
    let rgb = |color, own| match color {
        Color::Reset => own,
        Color::Rgb(r, g, b) => Rgb(r, g, b),
        other => panic!("{other:?} in 24 bits"),
    };
    let (ink, ground) = (rgb(cell.fg, own.0), rgb(cell.bg, own.1));
    if cell.modifier.contains(Modifier::REVERSED) { (ground, ink) } else { (ink, ground) }
}

#[test]
fn every_letter_on_every_screen_is_readable() {
    let light = (Rgb(0x1c, 0x1e, 0x24), Rgb(0xf0, 0xf0, 0xf0));
    let dark = (Rgb(0xd2, 0xd6, 0xde), Rgb(0x1e, 0x1e, 0x1e));
    for (number, name) in [(2, "dark"), (3, "light"), (5, "high-contrast")] {
        for keys in SCREENS {
            let mut s = tagged();
            let own = if name == "light" { light } else { dark };
            s.send(Msg::Ground(Some(own.1))).keys(&"zc".repeat(number - 1)).keys(keys);
            assert_eq!(s.app.prefs.look.skin().name, name);
            assert_readable(&s, own, keys);
        }
        // The place at which what is not placed may stand: its words were changed.
        let own = if name == "light" { light } else { dark };
        let mut s = tagged();
        let article = s.store.article(s.articles()[0]).unwrap().unwrap();
        let span = s.annotations()[0].span;
        let text = "The old bridge was closed for good on Oct. 15, they say.".to_owned();
        mend::apply(&mut s.store, article.id, &article.sha256, &Mend::Replace { span, text }).unwrap();
        s.send(Msg::Ground(Some(own.1))).send(Msg::LibraryChanged).keys(&"zc".repeat(number - 1)).keys("gu");
        assert!(s.text().contains("> "), "no place is offered\n{}", s.text());
        assert_readable(&s, own, "gu");
    }
}

fn assert_readable(s: &Session, own: (Rgb, Rgb), keys: &str) {
    let skin = s.app.prefs.look.skin();
    for (n, cell) in s.buffer.content.iter().enumerate() {
        let (ink, ground) = colors(cell, own);
        let is_rule = cell.symbol().chars().all(|c| ('\u{2500}'..='\u{259f}').contains(&c));
        let needed = if is_rule { 3.0 } else { skin.contrast };
        let (x, y) = (n % 120, n / 120);
        assert!(
            cell.symbol().trim().is_empty() || ink.contrast(ground) >= needed,
            "{}, {keys:?}: {:?} at {x},{y} is {ink} on {ground}, {:.2}\n{}",
            skin.name,
            cell.symbol(),
            ink.contrast(ground),
            s.text()
        );
    }
}

#[test]
fn signs_have_the_colours_of_their_themes() {
    let s = tagged();
    let color = s.app.themes[0].color.clone();
    let of = |cell: &&Cell| matches!(cell.fg, Color::Rgb(..)) && cell.symbol() == "W";
    let signs: Vec<&Cell> = s.buffer.content.iter().filter(of).collect();
    assert!(signs.len() >= 2, "in the gutter and in the sidebar, of {color}");
    let ink = s.app.prefs.look.skin().theme_ink(Rgb::parse(&color).unwrap(), &|rgb| rgb);
    assert!(signs.iter().any(|cell| cell.fg == Color::Rgb(ink.0, ink.1, ink.2)));
}

#[test]
fn narrower_and_wider_again_is_as_it_was_also_in_a_narrow_pane() {
    for (columns, chosen, room) in [(60, 70, 53), (61, 91, 54), (160, 70, 200)] {
        let mut s = Session::bridge();
        s.resize(columns, 24);
        s.keys(&format!(":set measure {chosen}<enter>"));
        for steps in [1, 3] {
            s.keys(&"-".repeat(steps));
            let narrow = s.app.prefs.measure;
            assert_eq!(usize::from(narrow), usize::from(chosen.min(room)) - 2 * steps, "{columns}");
            s.keys(&"+".repeat(steps));
            assert_eq!(s.app.prefs.measure, chosen, "{columns} columns, {steps} steps");
        }
        s.keys("3-3+");
        assert_eq!(s.app.prefs.measure, chosen, "{columns} columns, by count");
    }
}

/// What a cell looks like: letters and ground in the end, and lines.
fn seen(cell: &Cell) -> (Color, Color, Modifier) {
    let (ink, ground) = if cell.modifier.contains(Modifier::REVERSED) {
        // What the terminal's own ink makes of a ground is not its own ground.
        let own = |color, other| if color == Color::Reset { other } else { color };
        (own(cell.bg, Color::Black), own(cell.fg, Color::Gray))
    } else {
        (cell.fg, cell.bg)
    };
    let lines = Modifier::BOLD | Modifier::ITALIC | Modifier::UNDERLINED;
    (ink, ground, cell.modifier & lines)
}

/// The cell in which words of the text begin, which stand on one row.
fn cell_of<'a>(s: &'a Session, words: &str) -> &'a Cell {
    let width = usize::from(s.buffer.area.width);
    let found = s.text().lines().enumerate().find_map(|(y, row)| {
        // The list on the left may have the same words.
        let byte = row.rfind(words)?;
        Some(y * width + postil::text::grapheme::str_width(&row[..byte]))
    });
    &s.buffer.content[found.unwrap_or_else(|| panic!("{words}:\n{}", s.text()))]
}

#[test]
fn with_sixteen_colours_every_state_of_the_text_looks_like_no_other() {
    for (skin, steps) in [("dark", 1), ("light", 2), ("high-contrast", 4)] {
        for color in ["#ffff00", "#0000ff", "#000000", "#ffffff", "#0077bb", "#888888"] {
            let mut s = Session::bridge().colors(Colors::Sixteen);
            in_reader(&mut s).keys(&"zc".repeat(steps));
            assert_eq!(s.app.prefs.look.skin().name, skin);
            // A theme of that colour on the second sentence, and nothing on the first.
            s.keys("gg})<enter>War<enter>gtC<ctrl-u>").keys(color).keys("<enter>q");
            s.keys("gg");
            let mut states = vec![
                ("plain", seen(cell_of(&s, "was closed"))),
                ("passage", seen(cell_of(&s, "Anna"))),
                ("bare highlight", {
                    s.keys("}}<enter><enter>gg");
                    seen(cell_of(&s, "there another"))
                }),
            ];
            s.keys("/engineers<enter>gg");
            states.push(("hit in a passage", seen(cell_of(&s, "engineers"))));
            s.keys("/Nobody<enter><esc>gg");
            assert_eq!(
                seen(cell_of(&s, "Anna")),
                states[1].1,
                "{skin}, {color}: a search changes no passage"
            );
            s.keys("}v");
            states.push(("cursor on a selection", seen(cell_of(&s, "The old bridge"))));
            s.keys("$");
            states.push(("selection", seen(cell_of(&s, "old bridge"))));
            s.keys("<esc>}}{{");
            states.push(("cursor", seen(cell_of(&s, "The old bridge"))));
            for (i, (one, look)) in states.iter().enumerate() {
                for (other, same) in &states[i + 1..] {
                    assert!(look != same, "{skin}, {color}: {one} and {other} are both {look:?}");
                    let passages = ["passage", "bare highlight", "selection"];
                    // Where something is selected, the cursor stands on it and nowhere else.
                    let alone = *other == "cursor" && *one == "selection";
                    if (passages.contains(one) || passages.contains(other)) && !alone {
                        assert_ne!(look.1, same.1, "{skin}, {color}: the grounds of {one} and {other}");
                    }
                }
            }
        }
    }
}

#[test]
fn with_sixteen_colours_each_pinned_theme_has_one_of_its_own() {
    let mut store =
        postil::store::Store::memory(postil::clock::Clock::counted("2026-01-02T03:04:05Z".parse().unwrap()))
            .unwrap();
    store.add_starters(&postil::job::library::starters().unwrap()).unwrap();
    let mut s = Session::on(store).colors(Colors::Sixteen);
    s.keys("gt");
    let pinned: Vec<_> = s.app.themes.iter().filter(|theme| theme.key.is_some()).cloned().collect();
    assert_eq!(pinned.len(), 9);
    s.keys("jjjjjjjjjjjjjjjj");
    let mut grounds = Vec::new();
    for theme in &pinned {
        let row = format!("{} {}", theme.key.unwrap(), "  ".repeat(theme.path.matches('/').count()));
        let text = s.text();
        let line = text.lines().position(|line| line.contains(&format!("{row}{}", theme.sign))).unwrap();
        let from = line * usize::from(s.buffer.area.width);
        let cells = &s.buffer.content[from..from + usize::from(s.buffer.area.width)];
        let sign = cells.iter().find(|cell| cell.symbol() == &theme.sign[..1]).unwrap();
        // The chosen row has the row's look.
        if !theme.path.starts_with(&s.app.themes.last().unwrap().path) {
            grounds.push(sign.bg);
        }
    }
    let all = grounds.len();
    assert!(all >= 8 && !grounds.contains(&Color::Reset), "{grounds:?}");
    grounds.sort_by_key(|color| format!("{color:?}"));
    grounds.dedup();
    assert_eq!(grounds.len(), all, "{grounds:?}");
}

#[test]
fn on_a_board_the_passage_is_told_from_what_stands_around_it() {
    for colors in [Colors::True, Colors::Indexed, Colors::Sixteen, Colors::None] {
        for steps in 0..5 {
            let mut s = Session::bridge();
            // Two passages within sentences, so that words stand on both sides of each.
            s.keys("}wwvee<enter>War<enter>)wwvee<enter>War<enter>");
            let mut s = s.colors(colors);
            in_reader(&mut s).keys(&"zc".repeat(steps)).keys("gt<enter>");
            let skin = s.app.prefs.look.skin().name.clone();
            let rows = ["bridge was", "Col. Anna"];
            for (passage, around) in rows.into_iter().zip(["closed on", "said the"]) {
                let (quote, around) = (seen(cell_of(&s, passage)), seen(cell_of(&s, around)));
                assert_ne!(quote, around, "{colors:?}, {skin}, {passage}:\n{}", s.text());
            }
        }
    }
}

#[test]
fn the_cursor_shows_at_the_end_of_a_selection() {
    for colors in [Colors::True, Colors::Indexed, Colors::Sixteen, Colors::None] {
        for steps in 0..5 {
            let mut s = Session::bridge().colors(colors);
            in_reader(&mut s).keys(&"zc".repeat(steps)).keys("}ve");
            // The last letter of the first word, which is selected, and the space after it.
            let at = s.text().lines().enumerate().find_map(|(y, row)| {
                Some(y * 120 + postil::text::grapheme::str_width(&row[..row.find("The old")?]))
            });
            let [inside, cursor, outside] = [1, 2, 5].map(|n| seen(&s.buffer.content[at.unwrap() + n]));
            let skin = &s.app.prefs.look.skin().name;
            assert!(cursor != inside && cursor != outside, "{colors:?}, {skin}: {cursor:?}, {outside:?}");
            let same = cursor.1 == outside.1 && colors > Colors::Sixteen && skin != "mono";
            assert!(!same, "{skin}: the ground is that of the text beside it: {cursor:?}");
        }
    }
}

#[test]
fn keys_of_the_bottom_line_leave_a_margin_on_either_side() {
    for columns in 70..=130 {
        let mut s = tagged();
        s.resize(columns, 24);
        for keys in ["", "<tab>", "<esc>q", "  ", "<esc>gt", "<enter>", "qq?"] {
            s.keys(keys);
            let row = s.text().lines().last().unwrap().to_owned();
            let width = postil::text::grapheme::str_width(&row);
            assert!(row.starts_with(' ') && width < usize::from(columns), "{columns}, {keys}: {row:?}");
        }
    }
}

#[test]
fn an_empty_library_says_so_once_and_names_what_can_be_done() {
    for (columns, rows) in [(200, 60), (120, 40), (80, 24), (60, 20), (40, 12)] {
        let mut s = Session::empty();
        s.resize(columns, rows);
        assert_eq!(s.text().matches("The library is empty.").count(), 1, "{}", s.text());
        assert!(s.hints().starts_with("a add") && s.hints().contains("? help"), "{}", s.hints());
        assert!(!s.hints().contains("sort"), "{}", s.hints());
    }
}

#[test]
fn all_sheets_have_one_margin_and_one_width() {
    for (columns, rows) in [(200, 60), (120, 40), (80, 24)] {
        let mut s = Session::bridge();
        s.resize(columns, rows);
        s.keys("}<enter>War<enter>)<enter>War<enter>");
        let page = s.app.panes.page(s.app.prefs.measure);
        for keys in [
            "gt", "gt<enter>", "gts", "gtn", "gH", "gu", "gw", "gm", "gF", "gr", "g/bridge", "?", "<ctrl-p>",
            "gfo",
        ] {
            s.keys(keys);
            let text = s.text();
            let body = text.lines().skip(1).take(usize::from(rows) - 4);
            let first = body.filter_map(|row| row.chars().position(|c| c != ' ')).min().unwrap();
            let first = u16::try_from(first).unwrap();
            assert!(
                (page.x..=page.x + 2).contains(&first),
                "{keys} begins at {first}, not {}:\n{text}",
                page.x
            );
            let wide = text.lines().skip(1).take(usize::from(rows) - 4).map(|row| row.chars().count()).max();
            assert!(wide.unwrap() <= usize::from(page.right()), "{keys}:\n{text}");
            while !s.app.overlays.is_empty() {
                s.keys("<esc>");
            }
        }
    }
}

#[test]
fn markdown_and_colours_are_shown_and_not_written_in_panel_hits_and_tray() {
    let mut s = Session::bridge();
    s.keys("}<enter>War<enter>").keys("cSome **bold** and `code`.<esc>").keys("gtcMind the **ferry**.<esc>");
    let text = s.text();
    assert!(text.contains("Mind the ferry.") && text.contains("███ blue"), "{text}");
    assert!(!text.contains("**") && !text.contains('#'), "{text}");
    s.keys("qg/bold");
    assert!(s.text().contains("Some bold and code."), "{}", s.text());
    s.keys("<esc>");
    let article = s.articles()[0];
    let document = s.store.document(article).unwrap();
    let words = "The old bridge was closed on Oct. 15.";
    let at = document.text.find(words).unwrap();
    let span = Span::new(at, at + words.len());
    let sha256 = s.store.article(article).unwrap().unwrap().sha256;
    let what = Mend::Replace { span, text: "A tunnel was dug.".to_owned() };
    mend::apply(&mut s.store, article, &sha256, &what).unwrap();
    s.send(Msg::LibraryChanged).keys("gu");
    assert!(s.text().contains("* Some bold and code."), "{}", s.text());
}

#[test]
fn the_bottom_line_has_no_more_keys_than_can_be_taken_in() {
    let mut s = Session::with(&[("bridge.txt", BRIDGE)]);
    s.resize(200, 60);
    for keys in ["", "<enter>", "v", "<esc><tab>", "gt", "qgH", "q"] {
        s.keys(keys);
        let hints = s.hints();
        let count = hints.split("   ").filter(|part| !part.trim().is_empty()).count();
        assert!((3..=7).contains(&count), "{keys}: {count} in {hints}");
    }
}

/// The words of the text that are underlined.
fn underlined(s: &Session) -> String {
    let cells = s.buffer.content.chunks(usize::from(s.buffer.area.width)).flat_map(|row| {
        let line = row.iter().filter(|cell| cell.modifier.contains(Modifier::UNDERLINED));
        line.map(Cell::symbol).chain([" "])
    });
    cells.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn underlined_is_what_a_tag_would_go_on_and_nothing_else() {
    use postil::skin::{Mods, Role};
    let mut worn = std::collections::BTreeSet::new();
    let text = "# Boats\n\nA boat came in. It [left](https://example.org/) again.\n\n## Later\n\nNobody *saw* it. They all slept.\n";
    for colors in [Colors::True, Colors::Indexed, Colors::Sixteen, Colors::None] {
        for steps in 0..5 {
            let mut s = Session::with(&[("boats.md", text)]).colors(colors);
            // A tagged sentence with a note that has a link, a heading, a passage within another.
            s.keys("<enter>").keys(&"zc".repeat(steps));
            let skin = s.app.prefs.look.skin();
            worn.insert(skin.name.clone());
            let lines = Role::ALL.iter().filter(|role| skin.role(**role).mods.has(Mods::UNDERLINE));
            assert_eq!(lines.collect::<Vec<_>>(), [&Role::Target], "{}", skin.name);
            s.keys("}<enter>War<enter>cSee [it](https://example.org/).<ctrl-s>)<enter>War<enter>V<enter>Sea<enter>G");
            assert_eq!(underlined(&s), "Nobody saw it.", "{colors:?}, {steps}\n{}", s.screen());
            s.keys("gg}");
            assert_eq!(underlined(&s), "A boat came in.", "{colors:?}, {steps}: a passage is the target");
        }
    }
    assert_eq!(worn.len(), 4, "{worn:?}");
}

#[test]
fn without_colours_a_passage_looks_like_nothing_else() {
    let mut s = Session::with(&[(
        "boats.md",
        "# Boats\n\nA boat came in. A *boat* left. Boats sank. **Boats** lay there.\n",
    )]);
    s = s.colors(Colors::None);
    s.keys("<enter>}<enter>War<enter>/boat left<enter>gg");
    let weight = |s: &Session, words: &str| cell_of(s, words).modifier;
    let looks = [
        weight(&s, "Boats"),
        weight(&s, "boat came"),
        weight(&s, "boat left"),
        weight(&s, "sank"),
        weight(&s, "lay"),
    ];
    assert!(!looks[2..].contains(&looks[1]) && looks[0] != looks[1], "{looks:?}");
    s.keys("<esc>})v$");
    assert!(weight(&s, "sank").contains(Modifier::REVERSED) && weight(&s, "boat came") == looks[1]);
}

/// The row of the screen at which the terminal's cursor is left, and whether it is seen there.
fn cursor(s: &Session) -> Option<(String, bool)> {
    let area = s.buffer.area;
    let cursor = view::draw(&s.app, area, &mut Buffer::empty(area)).cursor?;
    let row = s.text().lines().nth(cursor.at.y.into()).unwrap_or_default().to_owned();
    Some((row, cursor.is_seen))
}

#[test]
fn the_cursor_of_the_terminal_is_left_at_what_keys_act_on() {
    let mut s = tagged();
    let is_at = |s: &Session, text: &str, seen: bool| {
        let (row, is_seen) = cursor(s).unwrap_or_else(|| panic!("no cursor for {text}: {}", s.text()));
        assert!(row.contains(text) && is_seen == seen, "{text}: {row}, seen: {is_seen}");
    };
    for keys in ["gg", ")", "}", "w", "G", "gg)v)"] {
        s.keys(keys);
        let area = s.buffer.area;
        let at = view::draw(&s.app, area, &mut Buffer::empty(area)).cursor.unwrap();
        assert!(
            !at.is_seen && s.buffer[at.at].modifier.contains(Modifier::REVERSED),
            "{keys}: {}",
            s.screen()
        );
    }
    // Where letters are typed it is seen, and nowhere else.
    s.keys("<esc><enter>");
    is_at(&s, "type a theme", true);
    s.keys("<esc>gt").wait();
    is_at(&s, "War", false);
    s.keys("<esc><tab>").wait();
    is_at(&s, "War", false);
    s.keys("<esc>qq").wait();
    assert_eq!(s.app.focus, Pane::List);
    is_at(&s, "The Bridge at Orlau", false);
    s.keys("/");
    is_at(&s, "Filter", true);
}
