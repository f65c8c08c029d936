//! Every view of the screen has its twin.

use postil::clock::Clock;
use postil::command::Context;
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
        // What an export prints is the export itself; of one into a folder there are objects to tell.
        let told: &[&str] = if args[0] == "export" { &["--json", "--out", "out"] } else { &["--json"] };
        for way in [&args[..], &[&args[..], told].concat()] {
            let Ran { code, err, .. } = cli.run(way);
            // A new library has only one text of each article.
            assert!(code == 0 || args[0] == "diff" && err.contains("nothing to compare"), "{way:?}: {err}");
        }
        ran += 1;
    }
    assert!(ran > 15, "{ran}");
}

/// What each place where keys are looked up shows, in the words of the README's table.
fn shows(context: Context) -> &'static str {
    match context {
        Context::List => "the list, with its views and sorts",
        Context::Trash => "the trash",
        Context::Reader | Context::Visual => "the text, furniture folded",
        Context::Sidebar => "the sidebar",
        Context::Themes | Context::Chooser => "the theme panel, and the chooser",
        Context::Board => "the board of a theme",
        Context::Finding => "search in all articles",
        Context::Menu => "the export menu",
        Context::Feeds => "the feeds",
        Context::Tray => "what a new text left without a place",
        Context::Places => "sentences that look like a theme's passages",
        Context::Compare => "the text before and after",
        Context::Output => "a passage, for another program",
        Context::Form => "its details and its note",
        Context::Note => "notes that were begun",
        Context::Finder => "the finder of articles",
        Context::Everywhere | Context::Help | Context::Prompt | Context::Line => {
            "help, and the finder of commands"
        }
    }
}

#[test]
fn nothing_that_the_screen_shows_is_without_its_row() {
    let readme = include_str!("../../../README.md");
    for context in Context::ALL {
        let row = format!("\n| {} | `postil ", shows(context));
        assert!(readme.contains(&row), "{context:?}: {row}");
    }
}

#[test]
fn the_last_import_is_told_again() {
    let cli = Cli::new();
    assert!(cli.json(["report"]).is_empty(), "nothing was imported yet");
    let stays = "Another sentence stands there, long enough to be known again by its own words.";
    cli.write("e.md", format!("# Émile\n\nOne sentence here.\n\n{stays}\n"));
    cli.ok(["import".into(), cli.path("e.md")]);
    cli.ok(["annotate", "Émile", "--quote", "One sentence here."]);
    cli.ok(["annotate", "Émile", "--quote", stays]);
    cli.write("e.md", format!("# Émile\n\nNew words before.\n\n{stays}\n"));
    let ran = cli.run(["import".into(), cli.path("e.md"), cli.path("none.md")]);
    assert_eq!(ran.code, 1);
    let [report] = &cli.json(["report"])[..] else { panic!("one object") };
    let told = ["added", "updated", "unchanged", "failed", "feeds"].map(|key| report[key].as_u64().unwrap());
    assert_eq!(
        (told, report["work"].as_str(), report["ended"].as_bool()),
        ([0, 1, 0, 1, 0], Some("import"), Some(true))
    );
    let [updated, failed] = &report["sources"].as_array().unwrap()[..] else { panic!("{report}") };
    assert_eq!((&updated["outcome"], &updated["article"]["title"]), (&"updated".into(), &"Émile".into()));
    let counts = ["placed", "moved", "changed", "lost"].map(|key| updated["report"][key].as_u64().unwrap());
    assert_eq!((counts.iter().sum::<u64>(), counts[3]), (2, 1), "{updated}");
    assert!(failed["source"].as_str().unwrap().ends_with("none.md") && failed["error"].is_string());
    let text = cli.ok(["report"]);
    assert!(text.contains("import: 0 added, 1 updated, 0 unchanged, 1 failed\n"), "{text}");
    assert!(
        text.contains("updated") && text.contains("2 annotations: ") && text.contains("1 lost"),
        "{text}"
    );
    // It says that it was taken back, and not once it is done again.
    assert_eq!(report["taken_back"], false);
    cli.ok(["undo"]);
    assert_eq!(cli.json(["report"])[0]["taken_back"], true);
    assert!(cli.ok(["report"]).contains("1 failed, taken back since\n"));
    cli.ok(["redo"]);
    assert_eq!(cli.json(["report"])[0]["taken_back"], false);
    // One that found nothing new is the last one all the same.
    cli.ok(["import".into(), cli.path("e.md")]);
    let report = &cli.json(["report"])[0];
    assert_eq!((&report["unchanged"], report["sources"].as_array().unwrap().len()), (&1.into(), 0));
}

#[test]
fn the_lessons_of_the_tutor_are_followed_on_the_command_line() {
    let cli = Cli::fresh();
    let lessons = cli.json(["tutor", "--print"]);
    assert_eq!(lessons.len(), 11);
    let text = cli.ok(["tutor", "--print"]);
    assert!(text.contains("\n2. Tag a sentence\nIn the reader: ") && !text.contains('{'), "{text}");
    for (n, lesson) in lessons.iter().enumerate() {
        assert_eq!(lesson["number"], n + 1);
        let before = cli.json(["annotations"]);
        for command in lesson["commands"].as_array().unwrap() {
            let command = command.as_str().unwrap();
            // As a shell takes words in quotation marks.
            let words = command.split('\'').enumerate().flat_map(|(i, part)| {
                if i % 2 == 1 { vec![part] } else { part.split_whitespace().collect() }
            });
            assert!(!cli.ok(words.skip(1)).is_empty(), "{command} says something");
            assert!(text.contains(&format!("    {command}\n")), "{command}");
        }
        // What a lesson makes or takes back is not there before.
        let annotates = lesson["commands"].to_string().contains(" annotate ");
        assert_eq!(cli.json(["annotations"]) != before, annotates, "{lesson}");
    }
    let tagged = cli.json(["annotations", "--theme", "Intelligence sharing"]);
    assert_eq!(tagged.len(), 3, "that of the sample too");
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
    cli.ok(["remove", &marks[0]["article"]["id"].to_string()]);
    assert!(cli.json(["marks"]).is_empty(), "what is in the trash shows nowhere");
}

#[test]
fn a_draft_is_told_and_listed_when_what_it_hangs_on_goes() {
    let cli = Cli::new();
    cli.write("e.md", "# Émile\n\nOne sentence here.\n");
    cli.ok(["import".into(), cli.path("e.md")]);
    let made = cli.json(["annotate", "Émile", "--quote", "One sentence"]);
    let id = {
        let mut store = Store::open(&cli.library(), Clock::machine()).unwrap();
        let id = store.resolve_annotation(&made[0]["id"].to_string()).unwrap();
        let draft =
            Draft { on: DraftOn::Annotation(id), text: "Begun".into(), was: None, updated: String::new() };
        store.save_draft(&draft).unwrap();
        id.0.to_string()
    };
    assert!(cli.json(["drafts"])[0]["gone"].is_null());
    let ran = cli.run(["amend", &id, "--delete"]);
    assert!(ran.err.contains("a draft hung on it and waits (postil drafts)"), "{}", ran.err);
    let listed = cli.json(["drafts"]);
    assert_eq!((&listed[0]["gone"], &listed[0]["start"]), (&"Its annotation was deleted.".into(), &7.into()));
    assert_eq!(listed[0]["article"]["title"], "Émile");
    cli.ok(["remove", "Émile"]);
    assert!(cli.ok(["drafts"]).contains("its article is in the trash"));
    let ran = cli.run(["trash", "--empty"]);
    assert!(ran.err.contains("1 deleted for good; a draft on it stays (postil drafts)"), "{}", ran.err);
    let listed = cli.json(["drafts"]);
    assert_eq!((&listed[0]["on"], &listed[0]["what"]), (&"gone".into(), &"Émile".into()));
    assert_eq!(listed[0]["text"], "> One sentence\n\nBegun");
}

#[test]
fn a_draft_on_words_is_listed_where_they_are_now() {
    let cli = Cli::new();
    let id = cli.article("e.txt", "Tides\n\nThe tide was late. Nobody said why.\n");
    let words = "Nobody said why.";
    {
        let mut store = Store::open(&cli.library(), Clock::machine()).unwrap();
        let article = store.resolve_article(&id.to_string()).unwrap();
        let at = store.document(article).unwrap().text.find(words).unwrap();
        let on = DraftOn::Passage { article, span: Span::new(at, at + words.len()) };
        let draft = Draft { on, text: "Hm".into(), was: Some(words.into()), updated: String::new() };
        store.save_draft(&draft).unwrap();
    }
    let place = |cli: &Cli| {
        let listed = cli.json(["drafts"]);
        (listed[0]["start"].clone(), listed[0]["end"].clone(), listed[0]["article"]["id"].clone())
    };
    assert_eq!(place(&cli), (26.into(), 42.into(), id.into()));
    cli.write("e.txt", format!("Tides\n\nThe tide was very late. {words}\n"));
    cli.ok(["import", "e.txt"]);
    assert_eq!(place(&cli), (31.into(), 47.into(), id.into()));
    cli.write("e.txt", "Tides\n\nThe tide was very late. All of them knew the reason for it.\n");
    cli.ok(["import", "e.txt"]);
    assert_eq!(place(&cli), (().into(), ().into(), id.into()));
    assert!(cli.ok(["drafts"]).contains("its words are in the text no more"));
}

#[test]
fn a_draft_on_an_article_that_was_taken_back_says_so() {
    let cli = Cli::new();
    let id = cli.article("e.txt", "Tides\n\nThe tide was late.\n");
    {
        let mut store = Store::open(&cli.library(), Clock::machine()).unwrap();
        let on = DraftOn::Article(store.resolve_article(&id.to_string()).unwrap());
        store.save_draft(&Draft { on, text: "Hm".into(), was: None, updated: String::new() }).unwrap();
    }
    let ran = cli.run(["undo"]);
    assert!(ran.code == 0 && ran.err.contains("a draft hung on it and waits (postil drafts)"), "{}", ran.err);
    let gone = cli.json(["drafts"])[0]["gone"].as_str().unwrap().to_owned();
    assert!(gone.starts_with("Its article was taken back"), "{gone}");
    assert!(cli.run(["redo"]).err.is_empty());
    assert!(cli.json(["drafts"])[0]["gone"].is_null());
}

#[test]
fn every_command_that_takes_away_what_a_draft_hangs_on_says_so() {
    let cli = Cli::new();
    cli.article("e.txt", "Tides\n\nThe tide was late.\n");
    for theme in ["Sea", "Water", "Boats"] {
        cli.ok(["themes", "add", theme]);
    }
    let begin = |on: DraftOn, text: &str| {
        let mut store = Store::open(&cli.library(), Clock::machine()).unwrap();
        store.save_draft(&Draft { on, text: text.into(), was: None, updated: String::new() }).unwrap();
    };
    let theme = |name: &str| {
        DraftOn::Theme(Store::open(&cli.library(), Clock::machine()).unwrap().resolve_theme(name).unwrap())
    };
    begin(theme("Sea"), "On the sea");
    begin(theme("Boats"), "On boats");
    // What is on a theme that is merged goes along.
    let on = |draft: &serde_json::Value| draft["theme"].as_str().unwrap().to_owned();
    let themes = || cli.json(["drafts"]).iter().map(on).collect::<Vec<_>>();
    let ran = cli.run(["themes", "merge", "Sea", "Boats", "Water"]);
    assert!(ran.code == 0 && !ran.err.contains("hung on"), "{}", ran.err);
    assert_eq!(themes(), ["Water", "Water"]);
    assert!(cli.json(["drafts"]).iter().all(|draft| draft["gone"].is_null()));
    cli.ok(["undo"]);
    assert_eq!(themes(), ["Boats", "Sea"]);
    let ran = cli.run(["themes", "remove", "Sea"]);
    assert!(ran.code == 0 && ran.err.contains("a draft hung on it and waits (postil drafts)"), "{}", ran.err);
    cli.ok(["undo"]);
    assert!(cli.json(["drafts"]).iter().all(|draft| draft["gone"].is_null()));
    let ran = cli.run(["redo"]);
    assert!(ran.code == 0 && ran.err.contains("a draft hung on it and waits"), "{}", ran.err);
    let cli = Cli::fresh();
    let seed = cli.json(["list"])[0]["id"].as_i64().unwrap();
    {
        let mut store = Store::open(&cli.library(), Clock::machine()).unwrap();
        let on = DraftOn::Article(store.resolve_article(&seed.to_string()).unwrap());
        store.save_draft(&Draft { on, text: "Hm".into(), was: None, updated: String::new() }).unwrap();
    }
    let ran = cli.run(["seeds", "--remove"]);
    assert!(ran.code == 0 && ran.err.contains("a draft hung on it and waits"), "{}", ran.err);
}

#[test]
fn the_skins_there_are() {
    let cli = Cli::fresh();
    let skins = cli.json(["config", "--skins"]);
    let dark = skins.iter().find(|skin| skin["name"] == "dark").unwrap();
    assert_eq!((&dark["ground"], &dark["set"][0]), (&"dark".into(), &"skin-dark".into()));
}

#[test]
fn a_draft_can_be_dropped_and_wait_again() {
    let cli = Cli::new();
    {
        let mut store = Store::open(&cli.library(), Clock::machine()).unwrap();
        let draft = Draft { on: DraftOn::Library, text: "Why?".into(), was: None, updated: String::new() };
        store.save_draft(&draft).unwrap();
    }
    let id = cli.json(["drafts"])[0]["id"].to_string();
    assert!(cli.ok(["drafts"]).starts_with(&format!("{id}  ")));
    let gone = cli.json(["drafts", "--drop", &id]);
    assert_eq!(gone[0]["text"], "Why?");
    assert!(cli.json(["drafts"]).is_empty());
    assert_eq!(cli.json(["drafts", "--dropped"])[0]["id"].to_string(), id);
    let ran = cli.run(["drafts", "--drop", &id]);
    assert_eq!(ran.code, 1);
    assert!(
        ran.err.contains("there is none of this number (postil drafts lists what there is)"),
        "{}",
        ran.err
    );
    cli.ok(["drafts", "--restore", &id]);
    assert_eq!(cli.json(["drafts"])[0]["text"], "Why?");
    cli.ok(["drafts", "--drop", &id]);
    let ran = cli.run(["trash", "--empty"]);
    assert!(ran.err.contains("so is a draft that was dropped"), "{}", ran.err);
    assert!(cli.json(["drafts", "--dropped"]).is_empty());
}

#[test]
fn a_passage_in_quotation_marks_has_no_others_around_it() {
    let cli = Cli::new();
    let id = cli.article("a.txt", "A title\n\n“But we sail,” he said. She stayed.\n").to_string();
    for quote in ["“But we sail,”", "She stayed."] {
        cli.ok(["annotate", &id, "--quote", quote]);
    }
    for args in [&["annotations"][..], &["annotations", "--context"]] {
        let text = cli.ok(args);
        assert!(text.contains("“But we sail,”") && !text.contains("““"), "{text}");
        assert!(text.contains("“She stayed.”"), "{text}");
    }
}

#[test]
fn places_with_the_same_words_are_told_apart_by_what_is_around_them() {
    let cli = Cli::new();
    let text = "A title\n\nThe bridge fell. It is a sad day. Nobody spoke of it then.\n";
    let id = cli.article("a.txt", text).to_string();
    cli.ok(["annotate", &id, "--quote", "It is a sad day."]);
    cli.write("a.txt", "A title\n\nWe came late. It is a sad day. All went home.\n\nHe sang on. It is a sad day. So it ended.\n");
    cli.ok(["import", "--as", &id, "a.txt"]);
    let told = cli.ok(["annotations", "--unplaced", "--candidates"]);
    for around in ["We came late. [It is a sad day.] All went", "He sang on. [It is a sad day.] So it"] {
        assert!(told.contains(around), "{told}");
    }
    assert_eq!(cli.json(["annotations", "--candidates"])[0]["candidates"][0]["text"], "It is a sad day.");
}
