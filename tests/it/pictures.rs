//! The README's pictures, made from the running program: `UPDATE_DOCS=1 cargo test --test it pictures`
//! writes them to `assets/`; without it the test says which of them are out of date.

use std::fs;
use std::path::Path;

use postil::app::{Msg, Pane};
use postil::clock::Clock;
use postil::export::markdown::{self, Passages};
use postil::export::{Options, Themes};
use postil::job::library::starters;
use postil::model::query::Query;
use postil::skin::Rgb;
use postil::store::{Sort, Store};
use postil::text::grapheme::str_width;
use postil::view;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

use crate::session::Session;
use crate::svg::{DARK, LIGHT, Paper, picture};

const SIZE: (u16, u16) = (120, 34);

#[test]
fn pictures_show_what_the_program_does() {
    let mut s = worked();
    let mut stale = Vec::new();
    let mut shows = |name: &str, dark: String, light: String| {
        for (name, picture) in [(name.to_owned(), dark), (format!("{name}-light"), light)] {
            if !is_kept(&name, &picture) {
                stale.push(name);
            }
        }
    };
    let mut screens = |s: &mut Session, name: &str, title: &str| {
        let dark = screen(s, title, DARK);
        s.send(Msg::Ground(Some(Rgb(255, 255, 255))));
        let light = screen(s, title, LIGHT);
        s.send(Msg::Ground(Some(Rgb(0, 0, 0))));
        shows(name, dark, light);
    };

    go(&mut s, "So each side");
    s.keys("zz}(");
    let title = "An article with tagged passages, between the list of articles and the notes";
    screens(&mut s, "reading", title);

    go(&mut s, "For the moment the war");
    s.keys("<enter>");
    screens(&mut s, "chooser", "The themes to choose from for the sentence under the cursor");

    s.keys("<esc>gtjjj<enter>j");
    screens(&mut s, "themes", "The passages of a theme, from several articles");

    let all = s.store.articles(&Query::default(), Sort::default(), 0..9).unwrap();
    let article = all.iter().max_by_key(|a| a.annotations).unwrap();
    let annotations = s.store.annotations_of(article.id).unwrap();
    let themes = Themes::new(s.store.themes().unwrap());
    let passages = Passages { article: article.clone(), annotations };
    let file = markdown::article(&passages, &themes, &Options::default());
    let export =
        |inks, paper| picture(&page(&file, inks), None, "An article's file of a Markdown export", paper);
    shows("export", export(&ON_DARK, DARK), export(&ON_LIGHT, LIGHT));

    assert!(
        stale.is_empty(),
        "these pictures in assets/ are not what the program shows: {stale:?}; \
         UPDATE_DOCS=1 cargo test --test it pictures makes them anew"
    );
}

/// A library in which somebody has worked for a while; the newest article is open.
fn worked() -> Session {
    let mut store = Store::memory(Clock::counted("2026-01-02T03:04:05Z".parse().unwrap())).unwrap();
    store.add_starters(&starters().unwrap()).unwrap();
    let mut s = Session::on(store);
    s.resize(SIZE.0, SIZE.1);
    open(&mut s, 1);
    tag(&mut s, "tips from the CIA", "Intelligence sharing", "Nothing came back: who says so?");
    tag(&mut s, "warning of an imminent attack", "Intelligence sharing", "");
    open(&mut s, 2);
    tag(&mut s, "handing back the compounds", "Sanctions", "");
    tag(&mut s, "There is a kind of contact", "Intelligence sharing", "Deconfliction, not cooperation.");
    open(&mut s, 3);
    tag(
        &mut s,
        "Russian air raids in Syria",
        "Air strikes",
        "An estimate by one group; how does it count a strike?",
    );
    s.keys("<enter>Civilian<enter>");
    tag(&mut s, "Most of the valuable reporting", "Intelligence sharing", "");
    open(&mut s, 4);
    tag(&mut s, "highly classified details", "Intelligence sharing", "Whose secret was it to give?");
    tag(&mut s, "hospitals in areas held", "Civilian harm", "");
    open(&mut s, 5);
    tag(&mut s, "Many fighters", "North Caucasus", "");
    tag(
        &mut s,
        "Whatever happens",
        "Counter-terrorism",
        "The same fighters as in Benjamin's article, but from the other end.",
    );
    s.keys("<enter>North<enter>");
    tag(
        &mut s,
        "usefulness can be",
        "Intelligence sharing",
        "Compare the ledger in Benjamin's article: there, Russian services bring little of value.",
    );
    // From the middle of that sentence to the end of the one after the next: they overlap.
    go(&mut s, "turned into influence");
    s.keys("v)))<enter>Sanctions<enter>");
    tag(&mut s, "if the channel to Damascus", "Assad's survival", "");
    s
}

/// Opens the article of a row of the list, counted from 1.
fn open(s: &mut Session, row: usize) {
    if s.app.focus != Pane::List {
        s.keys("q");
    }
    s.keys("gg").keys(&"j".repeat(row - 1)).keys("<enter>");
}

/// Goes to words of the open article.
fn go(s: &mut Session, words: &str) {
    s.keys("gg/").keys(words).keys("<enter><esc>");
    assert!(s.ahead(400).starts_with(words), "{words}: {}", s.ahead(40));
}

/// Tags the sentence with these words, and writes a note on it unless it is empty.
fn tag(s: &mut Session, words: &str, theme: &str, note: &str) {
    go(s, words);
    s.keys("<enter>").keys(theme).keys("<enter>");
    if !note.is_empty() {
        s.keys("c").keys(note).keys("<esc>");
    }
}

/// What an editor colours in a Markdown file: front matter, headings, quotations, their sources.
type Inks = [(u8, u8, u8); 4];

const ON_DARK: Inks = [(128, 132, 145), (90, 160, 220), (150, 190, 140), (222, 184, 110)];
const ON_LIGHT: Inks = [(106, 110, 122), (26, 92, 168), (52, 106, 48), (138, 92, 10)];

/// A Markdown file as an editor shows it that wraps by words.
fn page(text: &str, inks: &Inks) -> Buffer {
    let [front_matter, heading, quotation, source] =
        inks.map(|(r, g, b)| Style::new().fg(Color::Rgb(r, g, b)));
    let mut buffer = Buffer::empty(Rect::new(0, 0, SIZE.0, SIZE.1));
    let (mut y, mut front) = (0, 0);
    for line in text.lines() {
        front += usize::from(line == "---");
        let style = match line {
            _ if front < 2 || line == "---" => front_matter,
            _ if line.starts_with('#') => heading.add_modifier(Modifier::BOLD),
            _ if line.starts_with('>') => quotation,
            _ if line.starts_with('¶') => source,
            _ => Style::new(),
        };
        let mut x = 1;
        for word in line.split_inclusive(' ') {
            let width = u16::try_from(str_width(word)).unwrap();
            if x + width > SIZE.0 && x > 1 {
                (x, y) = (1, y + 1);
            }
            if y == SIZE.1 {
                return buffer;
            }
            buffer.set_string(x, y, word, style);
            x += width;
        }
        y += 1;
        if y == SIZE.1 {
            break;
        }
    }
    buffer
}

fn screen(s: &Session, title: &str, paper: Paper) -> String {
    picture(&s.buffer, view::typed(&s.app, s.buffer.area), title, paper)
}

/// Whether the picture is the one in `assets/`; where they are made anew, it is from then on.
fn is_kept(name: &str, picture: &str) -> bool {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("assets/{name}.svg"));
    if updating() {
        fs::write(&path, picture).unwrap();
    }
    fs::read_to_string(&path).is_ok_and(|kept| kept == picture)
}

#[expect(
    clippy::disallowed_methods,
    reason = "whether the pictures are to be written anew; nothing that is tested depends on it"
)]
fn updating() -> bool {
    std::env::var_os("UPDATE_DOCS").is_some()
}
