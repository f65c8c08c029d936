//! Skins on the screen, and settings that change while it runs.

use postil::app::{Colors, Msg, Pane};
use postil::config::Config;
use postil::shell::prefs;
use postil::skin::Rgb;
use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

use crate::session::Session;

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
const SCREENS: [&str; 14] = [
    "", "q", "<tab>", "<enter>", "<enter>w", "<enter><tab><tab>", "cA note", "gt", "gt<enter>", "x", "?",
    "?sent", "/the<enter>", "v}",
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
            let least = s.app.prefs.look.skin().contrast;
            for (n, cell) in s.buffer.content.iter().enumerate() {
                let (ink, ground) = colors(cell, own);
                let is_rule = cell.symbol().chars().all(|c| ('\u{2500}'..='\u{259f}').contains(&c));
                let needed = if is_rule { 3.0 } else { least };
                let (x, y) = (n % 120, n / 120);
                assert!(
                    cell.symbol().trim().is_empty() || ink.contrast(ground) >= needed,
                    "{name}, {keys:?}: {:?} at {x},{y} is {ink} on {ground}, {:.2}\n{}",
                    cell.symbol(),
                    ink.contrast(ground),
                    s.text()
                );
            }
        }
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
