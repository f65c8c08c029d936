//! What a view of the screen shows, its command prints: the same things in the same order.

use postil::clock::Clock;
use postil::store::Store;

use super::Cli;
use crate::session::Session;

const LONG: &str = "The price of copper rose in May. Traders in the north had seen it coming. Nobody asked them. \
                    The mine was closed in autumn, and its railway with it.";

/// Articles with annotations that are known by their notes, some of them lost, two articles in the trash.
fn library() -> Cli {
    let cli = Cli::new();
    let copper = cli.article("copper.txt", &format!("Copper\n\n{LONG}\n")).to_string();
    let tin = cli.article(
        "tin.txt",
        "Tin\n\nTin is soft. Cans were made of it once.\n\nThe smelter burnt down. Its owner left.\n",
    );
    for name in ["zinc", "lead"] {
        let id = cli.article(&format!("{name}.txt"), &format!("{name}\n\nA word on {name}.\n"));
        cli.ok(["remove", &id.to_string()]);
    }
    let tin = tin.to_string();
    for (id, quote, note, theme) in [
        (&copper, "The mine was closed", "note-close", "Work"),
        (&tin, "Tin is soft.", "note-soft", "Metal/Soft"),
        (&copper, "Nobody asked them.", "note-asked", ""),
        (&tin, "The smelter burnt down.", "note-burnt", "Work"),
        (&copper, "The price of copper rose", "note-price", "Metal"),
        (&tin, "Its owner left.", "note-owner", ""),
    ] {
        let args = ["annotate", id, "--quote", quote, "--note", note];
        let theme = if theme.is_empty() { Vec::new() } else { vec!["--theme", theme] };
        cli.ok(args.into_iter().chain(theme));
    }
    cli
}

/// The library on a screen that has room for all of it.
fn on_screen(cli: &Cli) -> Session {
    let mut s = Session::on(Store::open(&cli.library(), Clock::machine()).unwrap());
    s.resize(200, 60);
    s
}

const NOTES: [&str; 6] = ["note-close", "note-soft", "note-asked", "note-burnt", "note-price", "note-owner"];

/// Which of some words a text has, in its order.
fn order<'a>(text: &str, words: &[&'a str]) -> Vec<&'a str> {
    let mut found: Vec<(usize, &str)> =
        words.iter().filter_map(|word| Some((text.find(word)?, *word))).collect();
    found.sort_unstable();
    found.into_iter().map(|(_, word)| word).collect()
}

fn assert_alike(s: &Session, cli: &Cli, words: &[&str], count: usize, command: &[&str]) {
    let (shown, printed) = (order(&s.text(), words), order(&cli.ok(command), words));
    assert_eq!(shown, printed, "{command:?}\n{}", s.text());
    assert_eq!(shown.len(), count, "{command:?}\n{}", s.text());
}

#[test]
fn list_and_trash() {
    let cli = library();
    let mut s = on_screen(&cli);
    let titles = ["Copper", "Tin", "zinc", "lead"];
    assert_alike(&s, &cli, &titles, 2, &["list"]);
    s.keys("S/").keys("<esc>6");
    assert_alike(&s, &cli, &titles, 2, &["trash"]);
}

#[test]
fn themes() {
    let cli = library();
    let mut s = on_screen(&cli);
    s.keys("gt");
    assert_alike(&s, &cli, &["Work", "Metal", "Soft"], 3, &["themes"]);
}

#[test]
fn the_sidebar_in_each_order() {
    let cli = library();
    let mut s = on_screen(&cli);
    let copper = cli.json(["list", "title:copper"])[0]["id"].to_string();
    s.keys("gfCopper<enter><tab>gg");
    for sort in ["place", "time", "theme"] {
        assert_alike(&s, &cli, &NOTES, 3, &["annotations", "--article", &copper, "--sort", sort]);
        s.keys("Sgg");
    }
}

#[test]
fn the_boards_in_each_order() {
    let cli = library();
    let mut s = on_screen(&cli);
    s.keys("gH");
    for sort in ["place", "time", "theme"] {
        assert_alike(&s, &cli, &NOTES, 6, &["annotations", "--sort", sort]);
        assert_alike(&s, &cli, &NOTES, 6, &["annotations", "--sort", sort, "--context"]);
        s.keys("S");
    }
    s.keys("qgt/Metal<enter>gg<enter>");
    for sort in ["place", "time", "theme"] {
        assert_alike(&s, &cli, &NOTES, 2, &["annotations", "--theme", "Metal", "--sort", sort]);
        s.keys("S");
    }
}

#[test]
fn what_is_not_placed() {
    let cli = library();
    let text = LONG.replace("Nobody asked them. ", "").replace("mine was closed", "railway was sold");
    cli.write("copper.txt", format!("Copper\n\n{text}\n"));
    assert_eq!(cli.json(["import", "copper.txt"])[0]["outcome"], "updated");
    let mut s = on_screen(&cli);
    let quotes = ["Nobody asked them.", "The mine was closed", "Tin is soft."];
    s.keys("gfCopper<enter>gu");
    assert_alike(&s, &cli, &quotes, 2, &["annotations", "--unplaced"]);
}

#[test]
fn undo_takes_back_what_history_lists() {
    let cli = library();
    let labels: Vec<String> =
        cli.json(["history"]).iter().map(|step| step["label"].as_str().unwrap().to_owned()).collect();
    let mut s = on_screen(&cli);
    for label in labels.iter().take(8) {
        s.keys("u");
        // A step of another program is named first.
        if !s.status().starts_with("Undone") {
            s.keys("u");
        }
        assert!(s.status().starts_with("Undone") && s.status().contains(label), "{label}: {}", s.status());
    }
}

#[test]
fn passages_stand_below_their_articles_and_within_their_sentences() {
    let cli = library();
    let text = cli.ok(["annotations", "--context", "--article", "Copper"]);
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].ends_with("  Copper") && lines[1].trim() == "3 annotations", "{text}");
    assert!(lines[2].trim_start().ends_with("Metal"), "{text}");
    assert_eq!(lines[3], "    “The price of copper rose” in May.");
    assert_eq!(lines[4], "    | note-price");
    assert!(
        text.contains(
            "\n    Traders in the north had seen it coming. “Nobody asked them.” The mine was closed"
        ),
        "{text}"
    );
    assert_eq!(text.matches("  Copper").count(), 1, "{text}");
    // By theme each stands below its own, and below its article there.
    let text = cli.ok(["annotations", "--context", "--sort", "theme"]);
    let heads = ["# Metal\n", "# Metal/Soft\n", "# Work\n", "# without a theme\n"];
    assert_eq!(order(&text, &heads), heads, "{text}");
    assert!(text.starts_with("# Metal\n"), "{text}");
    let objects = |args: &[&str]| cli.ok([&["annotations", "--json"], args].concat());
    assert_eq!(objects(&["--context"]), objects(&[]), "JSON has what is around it already");
    assert!(
        cli.fails(2, ["annotations", "--sort", "size"]).contains("[possible values: place, time, theme]")
    );
}
