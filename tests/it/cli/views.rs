//! Every view of the screen has its twin.

use postil::clock::Clock;
use postil::model::{Draft, DraftOn, Mark};
use postil::store::Store;
use postil::text::{Offset, Span};

use super::{Cli, Ran};

/// The commands of the README that stand for views do something, and each prints JSON where it lists.
#[test]
fn the_readme_names_a_command_for_every_view() {
    let readme = include_str!("../../../README.md");
    let (_, table) = readme.split_once("| on the screen | on the command line |").unwrap();
    let (table, _) = table.split_once("\n\n").unwrap();
    let cli = Cli::fresh();
    let mut ran = 0;
    for command in table.lines().filter_map(|row| row.split('`').nth(1)) {
        let args: Vec<&str> = command.split(' ').skip(1).collect();
        for way in [&args[..], &[&args[..], &["--json"]].concat()] {
            let Ran { code, err, .. } = cli.run(way);
            // A new library has only one text of each article.
            assert!(code == 0 || args[0] == "diff" && err.contains("nothing to compare"), "{way:?}: {err}");
        }
        ran += 1;
    }
    assert!(ran > 15, "{ran}");
}

#[test]
fn the_headings_of_an_article() {
    let cli = Cli::new();
    cli.write("e.md", "# Émile\n\nText.\n\n## Youth\n\nMore.\n");
    cli.ok(["import".into(), cli.path("e.md")]);
    assert!(cli.ok(["show", "Émile", "--outline"]).contains("\n  Youth  (14..19)\n"));
    let headings = cli.json(["show", "Émile", "--outline"]);
    assert_eq!(
        (&headings[1]["level"], &headings[1]["start"], &headings[1]["title"]),
        (&2.into(), &14.into(), &"Youth".into())
    );
}

#[test]
fn drafts_and_marks_of_the_screen_are_listed() {
    let cli = Cli::new();
    cli.write("e.md", "# Émile\n\nOne sentence here.\n");
    cli.ok(["import".into(), cli.path("e.md")]);
    assert!(cli.json(["drafts"]).is_empty() && cli.json(["marks"]).is_empty());
    {
        let mut store = Store::open(&cli.library(), Clock::machine()).unwrap();
        let id = store.resolve_article("Émile").unwrap();
        let article = store.article(id).unwrap().unwrap();
        let document = store.document(id).unwrap();
        let at = document.text.find("One").unwrap();
        let on = DraftOn::Passage { article: id, span: Span::new(at, at + 12) };
        for (on, text) in [(DraftOn::Library, "Why?"), (on, "Begun\nhere")] {
            store.save_draft(&Draft { on, text: text.into(), was: None, updated: String::new() }).unwrap();
        }
        store.set_mark(&Mark::set('k', &article, &document, Offset(at))).unwrap();
    }
    let drafts = cli.json(["drafts"]);
    let passage = drafts.iter().find(|draft| draft["on"] == "passage").unwrap();
    assert_eq!(
        (&passage["start"], &passage["end"], &passage["text"]),
        (&7.into(), &19.into(), &"Begun\nhere".into())
    );
    assert_eq!(passage["article"]["title"], "Émile");
    assert!(drafts.iter().any(|draft| draft["on"] == "library" && draft["article"].is_null()));
    assert!(cli.ok(["drafts"]).contains("    | here\n"));
    let marks = cli.json(["marks"]);
    assert_eq!((&marks[0]["letter"], &marks[0]["start"]), (&"k".into(), &7.into()));
    assert!(cli.ok(["marks"]).ends_with("One sentence here.\n"));
}

#[test]
fn the_skins_there_are() {
    let cli = Cli::fresh();
    let skins = cli.json(["config", "--skins"]);
    let dark = skins.iter().find(|skin| skin["name"] == "dark").unwrap();
    assert_eq!((&dark["ground"], &dark["set"][0]), (&"dark".into(), &"skin-dark".into()));
}
