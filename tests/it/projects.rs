//! Projects and codebooks of REFI-QDA: out of a library and into another, and as other programs write them.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Write as _};
use std::sync::atomic::{AtomicBool, Ordering};

use postil::clock::Clock;
use postil::job::Means;
use postil::job::import::{With, import};
use postil::model::query::Query;
use postil::store::Store;
use serde_json::Value;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::cli::Cli;

const TEXT: &str = "# On harbours\n\nBy Ana Osei\n\nThe port closed in *spring*. Nobody\u{202e} asked why.\n\n\
    ```\n  tide: low\n\n  tide: high\n```\n\nA ship & a \\<boat> came in 😀e\u{301}.\n";

const PORTS: &str = "Sea/Ports \\/ quays";

/// An archive of these files.
fn zipped(files: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A project of texts and what stands in its list of contents below the root.
fn project(origin: &str, list: &str, texts: &[(&str, &str)]) -> Vec<u8> {
    let list = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><Project name=\"Harbours\" origin=\"{origin}\" \
         xmlns=\"urn:QDA-XML:project:1.0\">{list}</Project>"
    );
    zipped(&[&[("project.qde", list.as_str())], texts].concat())
}

/// The files of an archive.
fn unzipped(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut files = BTreeMap::new();
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).unwrap();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        files.insert(file.name().unwrap().into_owned(), text);
    }
    files
}

fn library() -> Cli {
    let cli = Cli::new();
    let id = cli.article("a.md", TEXT).to_string();
    cli.article("b.txt", "Low water\n\nThe mud shows at noon, and nobody walks on it.\nThe gulls do.\n");
    for edit in [
        &[
            "edit",
            &id,
            "--publication",
            "The Pier & Co",
            "--published",
            "2017-07",
            "--url",
            "https://example.org/?a=1&b=2",
        ][..],
        &["edit", &id, "--note", "Read *again*.\n\n- one\n"],
        &["note", "--text", "What it is about."],
        &["themes", "add", PORTS],
        &["themes", "describe", "Sea", "What is wet, & more."],
        &["themes", "note", "Sea", "A note on the sea."],
        &["themes", "color", "Sea", "#123456"],
        &["themes", "add", "Empty"],
        &[
            "annotate", &id, "--quote", "closed in spring", "--theme", PORTS, "--theme", "Sea", "--note",
            "Why?\nWhen?",
        ],
        &["annotate", &id, "--quote", "<boat> came in 😀e\u{301}", "--theme", "Sea"],
        &["annotate", &id, "--quote", "Nobody"],
        &["annotate", &id, "--quote", "tide: low\n\n  tide: high", "--note", "Over a blank line."],
    ] {
        cli.ok(edit);
    }
    cli
}

/// What of a library comes through: no numbers, no signs, nothing of how and when it was read.
fn kept(cli: &Cli) -> Vec<Value> {
    let without = |line: &Value, names: &[&str]| {
        let mut line = line.clone();
        for name in names {
            line.as_object_mut().unwrap().remove(*name);
        }
        if let Some(article) = line.get_mut("article") {
            article.as_object_mut().unwrap().remove("id");
        }
        line
    };
    let mut all = Vec::new();
    let articles = cli.json(["list"]);
    for article in &articles {
        all.push(without(article, &["id", "source", "format", "added", "status", "progress"]));
        let shown = cli.json(["show", article["uuid"].as_str().unwrap()]);
        all.push(shown[0]["text"].clone());
    }
    all.extend(cli.json(["annotations"]).iter().map(|line| without(line, &["id", "paragraph"])));
    all.extend(cli.json(["themes"]).iter().map(|line| without(line, &["sign", "key"])));
    all.push(cli.json(["note"])[0].clone());
    all.sort_by_key(ToString::to_string);
    all
}

#[test]
fn a_project_brings_a_library_into_another_and_again_changes_nothing() {
    let (from, to) = (library(), Cli::new());
    let wrote = from.json(["export", "--format", "qdpx", "--out", "all.qdpx"]);
    assert_eq!((&wrote[0]["path"], &wrote[0]["outcome"]), (&"all.qdpx".into(), &"written".into()));
    let bytes = std::fs::read(from.path("all.qdpx")).unwrap();
    to.write("all.qdpx", &bytes);
    let done = to.json(["import", "all.qdpx"]);
    assert!(done.len() == 2 && done.iter().all(|line| line["outcome"] == "added"), "{done:?}");
    assert_eq!(kept(&to), kept(&from));
    let again = to.json(["import", "all.qdpx"]);
    assert!(again.iter().all(|line| line["outcome"] == "unchanged"), "{again:?}");
    let history = to.json(["history"]);
    assert_eq!((history.len(), &history[0]["label"]), (1, &"import “all” (2 articles)".into()));
    // The same library gives the same bytes; the other one too, but for when its articles came.
    assert_eq!(from.json(["export", "--format", "qdpx", "--out", "all.qdpx"])[0]["outcome"], "unchanged");
    let piped = from.command(["export", "--format", "qdpx"]).output().unwrap();
    assert_eq!(piped.stdout, bytes);
    to.ok(["undo"]);
    assert!(to.json(["list"]).is_empty() && to.json(["themes"]).is_empty());
    assert!(to.json(["note"])[0]["note"].is_null());
    to.ok(["redo"]);
    assert_eq!(kept(&to), kept(&from));
}

#[test]
fn programs_that_import_the_same_at_once_bring_it_once() {
    let from = library();
    from.ok(["export", "--format", "qdpx", "--out", "all.qdpx"]);
    from.ok(["export", "--format", "w3c", "--out", "all.jsonld"]);
    let project = std::fs::read(from.path("all.qdpx")).unwrap();
    for _ in 0..3 {
        let to = Cli::new();
        to.write("all.qdpx", &project);
        to.write("all.jsonld", from.read("all.jsonld"));
        let together = |file: &str| {
            std::thread::scope(|scope| {
                let programs = [(); 3].map(|()| scope.spawn(|| to.run(["import", file])));
                for program in programs {
                    let ran = program.join().unwrap();
                    assert_eq!(ran.code, 0, "{} {}", ran.out, ran.err);
                }
            });
        };
        together("all.qdpx");
        assert_eq!(kept(&to), kept(&from));
        for one in to.json(["annotations"]) {
            to.ok(["amend", one["uuid"].as_str().unwrap(), "--delete"]);
        }
        together("all.jsonld");
        assert_eq!(kept(&to), kept(&from));
        to.ok(["doctor"]);
    }
}

#[test]
fn what_an_import_finds_is_kept_and_only_added_to() {
    let from = library();
    from.ok(["export", "--format", "qdpx", "--out", "all.qdpx"]);
    let before = kept(&from);
    let done = from.json(["import", "all.qdpx"]);
    assert!(done.iter().all(|line| line["outcome"] == "unchanged"), "{done:?}");
    assert_eq!(kept(&from), before);
    // Themes that were renamed, coloured or moved stay so, and notes that were written since.
    from.ok(["themes", "rename", "Sea", "Water"]);
    from.ok(["themes", "color", "Water", "#654321"]);
    let id = from.json(["annotations", "--theme", "Water/Ports \\/ quays"])[0]["uuid"]
        .as_str()
        .unwrap()
        .to_owned();
    from.ok(["amend", &id, "--note", "Because.", "--untheme", "Water"]);
    from.ok(["export", "--format", "qdpx", "--out", "new.qdpx"]);
    let done = from.json(["import", "all.qdpx"]);
    assert_eq!(done.iter().filter(|line| line["outcome"] == "updated").count(), 1, "{done:?}");
    let now = from.json(["annotations", "--theme", "Water"]);
    let one = now.iter().find(|line| line["uuid"] == id.as_str()).expect("it has the theme again");
    assert_eq!(one["note"], "Because.");
    let themes = from.json(["themes"]);
    assert!(themes.iter().any(|line| line["name"] == "Water" && line["color"] == "#654321"), "{themes:?}");
    assert!(themes.iter().all(|line| line["name"] != "Sea"));
}

#[test]
fn an_article_whose_text_has_changed_since_keeps_the_new_one() {
    let cli = Cli::new();
    let kept = "The mud shows at noon. Nobody walks on it, since it is deep, and the gulls have it for themselves \
                as long as the water stays away from the quay, which may be hours.";
    let id = cli.article("a.txt", &format!("Low water\n\n{kept}\n\nThe boats are gone.\n")).to_string();
    for quote in ["Nobody walks on it, since it is deep", "boats are gone"] {
        cli.ok(["annotate", &id, "--quote", quote, "--theme", "Sea"]);
    }
    cli.ok(["export", "--format", "qdpx", "--out", "old.qdpx"]);
    for one in cli.json(["annotations"]) {
        cli.ok(["amend", one["uuid"].as_str().unwrap(), "--delete"]);
    }
    cli.write("a.txt", format!("Low water\n\nIt was long ago.\n\n{kept}\n"));
    assert_eq!(cli.json(["import", "a.txt"])[0]["outcome"], "updated");
    assert_eq!(cli.json(["import", "old.qdpx"])[0]["outcome"], "updated");
    let all = cli.json(["annotations"]);
    let told: Vec<_> =
        all.iter().map(|one| (one["quote"].as_str().unwrap(), one["state"].as_str())).collect();
    assert_eq!(
        told,
        [("Nobody walks on it, since it is deep", Some("moved")), ("boats are gone", Some("lost"))],
        "what the text has not any more waits to be placed, and is not thrown away"
    );
    assert_eq!(all[1]["themes"][0], "Sea");
    assert!(cli.json(["show", &id])[0]["text"].as_str().unwrap().contains("long ago"));
    let report = cli.ok(["report"]);
    assert!(report.contains("1 passage is to be looked at (`postil unplaced`)"), "{report}");
    assert_eq!(cli.json(["import", "old.qdpx"])[0]["outcome"], "unchanged");
}

#[test]
fn sources_of_one_text_are_one_article_and_the_report_says_so() {
    let source =
        |name: &str, file: &str| format!("<TextSource name=\"{name}\" plainTextPath=\"internal://{file}\"/>");
    let sources = [source("One", "a.txt"), source("Two", "b.txt"), source("Third", "c.txt")].concat();
    let texts =
        [("sources/a.txt", "Same words."), ("sources/b.txt", "Other."), ("sources/c.txt", "Same words.")];
    let cli = Cli::new();
    cli.write("a.qdpx", project("Other", &format!("{CODES}<Sources>{sources}</Sources>"), &texts));
    let told =
        "“One” (sources/a.txt) and “Third” (sources/c.txt) have the same text, so they are one article";
    for _ in 0..2 {
        let ran = cli.run(["import", "a.qdpx"]);
        assert!(ran.err.contains(told) && !ran.err.contains("Two"), "{}", ran.err);
        assert!(cli.ok(["report"]).contains(told));
        assert_eq!(cli.json(["list"]).len(), 2);
    }
}

#[test]
fn what_is_lost_comes_back_as_that_and_once() {
    let from = Cli::new();
    let kept_words =
        "The mud shows at noon. The gulls have it for themselves as long as the water stays away.";
    let old = format!("Low water\n\n{kept_words}\n\n    The boats\n    are > gone.\n\nNobody asked why.\n");
    let id = from.article("a.txt", &old).to_string();
    let gone = ["The boats are > gone.", "Nobody asked", "noon. The gulls"];
    for (quote, note) in gone.into_iter().zip(["Where?\n\n> to\n\nThemes: none", "", "It stays."]) {
        from.ok(["annotate", &id, "--quote", quote, "--theme", PORTS, "--theme", "Sea", "--note", note]);
    }
    from.ok(["edit", &id, "--note", "On the article."]);
    let new = format!("Low water\n\n{kept_words}\n");
    from.write("a.txt", &new);
    assert_eq!(from.json(["import", "a.txt"])[0]["outcome"], "updated");
    let before = kept(&from);
    let lost = |cli: &Cli| cli.json(["annotations", "--unplaced"]).len();
    assert_eq!(lost(&from), 2);
    from.ok(["export", "--format", "qdpx", "--out", "all.qdpx"]);
    let bytes = std::fs::read(from.path("all.qdpx")).unwrap();
    valid(&unzipped(&bytes)["project.qde"]);
    // Into another library.
    let to = Cli::new();
    to.write("all.qdpx", &bytes);
    to.ok(["import", "all.qdpx"]);
    assert_eq!(kept(&to), before);
    let report = to.ok(["report"]);
    assert!(report.contains("2 annotations had no place in the text any more when"), "{report}");
    assert_eq!(to.json(["import", "all.qdpx"])[0]["outcome"], "unchanged");
    // Into the same one, also where they were deleted since.
    assert_eq!(from.json(["import", "all.qdpx"])[0]["outcome"], "unchanged");
    for one in from.json(["annotations"]) {
        from.ok(["amend", one["uuid"].as_str().unwrap(), "--delete"]);
    }
    assert_eq!(from.json(["import", "all.qdpx"])[0]["outcome"], "updated");
    assert_eq!(kept(&from), before);
    // Into one that has the words still.
    let other = Cli::new();
    other.write("all.qdpx", &bytes);
    other.ok(["import", "all.qdpx"]);
    for one in other.json(["annotations"]) {
        other.ok(["amend", one["uuid"].as_str().unwrap(), "--delete"]);
    }
    let uuid = other.json(["list"])[0]["uuid"].as_str().unwrap().to_owned();
    let sources =
        format!("<Sources><TextSource guid=\"{uuid}\" plainTextPath=\"internal://a.txt\"/></Sources>");
    let fresh = Cli::new();
    fresh.write("old.qdpx", project("postil", &sources, &[("sources/a.txt", &old)]));
    fresh.write("all.qdpx", &bytes);
    fresh.ok(["import", "old.qdpx"]);
    fresh.ok(["import", "all.qdpx"]);
    let all = fresh.json(["annotations"]);
    let told: Vec<_> = all.iter().map(|one| one["state"].as_str().unwrap()).collect();
    assert!(all.len() == 3 && told.iter().all(|state| ["placed", "moved"].contains(state)), "{all:?}");
    assert_eq!(fresh.json(["import", "all.qdpx"])[0]["outcome"], "unchanged");
}

#[test]
fn passages_without_ids_that_a_text_has_not_any_more_wait_once() {
    let cli = Cli::new();
    let kept = "Nobody walks on the mud, since it is deep. The gulls have it for themselves. So it goes.";
    let whole = format!("The boats are gone. {kept}");
    let id = cli.article("a.txt", &whole).to_string();
    let uuid = cli.json(["list"])[0]["uuid"].as_str().unwrap().to_owned();
    cli.write("a.txt", kept);
    assert_eq!(cli.json(["import", "a.txt"])[0]["outcome"], "updated");
    let list = format!(
        "{CODES}<Sources><TextSource guid=\"{uuid}\" name=\"a\"><PlainTextContent>{whole}</PlainTextContent>\
         <PlainTextSelection startPosition=\"4\" endPosition=\"18\"/></TextSource></Sources>"
    );
    cli.write("a.qdpx", project("Other", &list, &[]));
    assert_eq!(cli.json(["import", "a.qdpx"])[0]["outcome"], "updated");
    let all = cli.json(["annotations", "--article", &id]);
    let told: Vec<_> = all.iter().map(|one| (one["quote"].as_str(), one["state"].as_str())).collect();
    assert_eq!(told, [(Some("boats are gone"), Some("lost"))]);
    assert_eq!(cli.json(["import", "a.qdpx"])[0]["outcome"], "unchanged");
}

#[test]
fn an_import_that_is_stopped_keeps_what_it_has_as_one_step() {
    let source = |n| {
        format!("<TextSource name=\"S{n}\"><PlainTextContent>Words of {n}.</PlainTextContent></TextSource>")
    };
    let sources: Vec<String> = (0..400).map(source).collect();
    let sources = sources.concat();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("many.qdpx");
    std::fs::write(&path, project("Other", &format!("{CODES}<Sources>{sources}</Sources>"), &[])).unwrap();
    let mut store = Store::memory(Clock::counted("2026-01-02T03:04:05Z".parse().unwrap())).unwrap();
    let run = |stop: bool, store: &mut Store| {
        let (cancel, mut told) = (AtomicBool::new(false), 0);
        let ended = import(
            store,
            std::slice::from_ref(&path),
            &mut With {
                stdin: &mut || unreachable!("nothing is read from there"),
                each: &mut |_| {
                    told += 1;
                    cancel.store(stop, Ordering::Relaxed);
                },
                cancel: &cancel,
                progress: &mut |_| (),
                means: &Means::default(),
            },
        );
        (ended.unwrap(), told)
    };
    let (ended, told) = run(true, &mut store);
    assert!(!ended && told > 0 && told < 400, "{told}");
    let count = |store: &Store| store.count_articles(&Query::default()).unwrap();
    assert_eq!(count(&store), told);
    assert_eq!(store.history(9).unwrap().len(), 1);
    // It goes on where it was stopped.
    assert_eq!(run(false, &mut store), (true, 401));
    assert_eq!(count(&store), 400);
    store.undo().unwrap();
    assert_eq!(count(&store), told);
    store.undo().unwrap();
    assert_eq!((count(&store), store.themes().unwrap().len()), (0, 0));
}

#[test]
fn stars_and_statuses_come_through_and_leave_what_is_there_alone() {
    let cli = Cli::new();
    let states = |cli: &Cli| -> Vec<(String, String, bool)> {
        let word = |value: &Value| value.as_str().unwrap().to_owned();
        let list = cli.json(["list"]);
        let mut all: Vec<_> =
            list.iter().map(|a| (word(&a["title"]), word(&a["status"]), a["starred"] == true)).collect();
        all.sort();
        all
    };
    for (name, marks) in [
        ("One", &["--star", "--status", "done"][..]),
        ("Two", &["--status", "reading"]),
        ("Three", &["--star"]),
    ] {
        let id = cli.article(&format!("{name}.md"), &format!("# {name}\n\nOf number {name}.\n")).to_string();
        cli.ok([&["edit", &id], marks].concat());
    }
    cli.article("Four.md", "# Four\n\nNobody read it.\n");
    let all = states(&cli);
    let of = |title: &str, status: &str, starred| (title.to_owned(), status.to_owned(), starred);
    assert_eq!(
        all,
        [
            of("Four", "unread", false),
            of("One", "done", true),
            of("Three", "unread", true),
            of("Two", "reading", false)
        ]
    );
    cli.ok(["export", "--format", "qdpx", "--out", "all.qdpx"]);
    let bytes = std::fs::read(cli.path("all.qdpx")).unwrap();
    valid(&unzipped(&bytes)["project.qde"]);
    let other = Cli::new();
    other.write("all.qdpx", &bytes);
    other.ok(["import", "all.qdpx"]);
    assert_eq!(states(&other), all);
    other.ok(["undo"]);
    other.ok(["redo"]);
    assert_eq!(states(&other), all);
    // What the library has is not changed.
    let two = other.json(["list"]).iter().find(|line| line["title"] == "Two").unwrap()["id"].to_string();
    other.ok(["edit", &two, "--status", "done", "--star"]);
    other.ok(["import", "all.qdpx"]);
    assert_eq!(states(&other)[3], of("Two", "done", true));

    // Another program may call something else so.
    let list = unzipped(&bytes)["project.qde"].replacen("origin=\"postil", "origin=\"tiller", 1);
    assert!(list.contains("origin=\"tiller"), "{}", &list[..400]);
    let files = unzipped(&bytes);
    let others: Vec<(&str, &str)> = files
        .iter()
        .map(|(name, text)| (name.as_str(), if name == "project.qde" { list.as_str() } else { text }))
        .collect();
    let another = Cli::new();
    another.write("all.qdpx", zipped(&others));
    another.ok(["import", "all.qdpx"]);
    let own = states(&another);
    assert_eq!(own.len(), 4);
    assert!(own.iter().all(|(_, status, starred)| status == "unread" && !starred), "{own:?}");
}

#[test]
fn the_list_of_contents_is_as_the_schema_has_it() {
    let cli = library();
    cli.ok(["export", "--format", "qdpx", "--out", "all.qdpx"]);
    let files = unzipped(&std::fs::read(cli.path("all.qdpx")).unwrap());
    let list = &files["project.qde"];
    valid(list);
    assert_eq!(files.len(), 3);
    for (name, text) in files.iter().filter(|(name, _)| *name != "project.qde") {
        let guid = name.strip_prefix("sources/").unwrap().strip_suffix(".txt").unwrap();
        assert!(
            list.contains(&format!("guid=\"{guid}\"")) && list.contains(&format!("internal://{guid}.txt"))
        );
        assert!(!text.contains('\r') && !text.starts_with('\u{feff}'));
        for line in list.lines().filter(|line| line.starts_with("<PlainTextSelection ")) {
            let get =
                |key: &str| line.split(&format!(" {key}=\"")).nth(1).unwrap().split('"').next().unwrap();
            let span = get("startPosition").parse().unwrap()..get("endPosition").parse().unwrap();
            let words: String = text.chars().skip(span.start).take(span.end - span.start).collect::<String>();
            let name = get("name").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
            if text.contains("harbours") {
                assert!(words.split_whitespace().eq(name.split_whitespace()), "{words} {name}");
            }
        }
    }
    // Narrowed, other themes, articles and notes are not in it.
    let id = cli.json(["list"]).iter().find(|line| line["title"] == "Low water").unwrap()["uuid"].clone();
    cli.ok(["export", "--format", "qdpx", "--theme", PORTS, "--out", "ports.qdpx"]);
    let files = unzipped(&std::fs::read(cli.path("ports.qdpx")).unwrap());
    let list = &files["project.qde"];
    valid(list);
    assert_eq!((files.len(), list.matches("<Coding ").count(), list.matches("<Code ").count()), (2, 1, 2));
    assert!(!list.contains("Empty") && !list.contains("What it is about."));
    cli.ok(["export", "--format", "qdpx", "--article", id.as_str().unwrap(), "--out", "one.qdpx"]);
    let files = unzipped(&std::fs::read(cli.path("one.qdpx")).unwrap());
    valid(&files["project.qde"]);
    assert_eq!((files.len(), files["project.qde"].contains("<PlainTextSelection")), (2, false));
    // Nothing at all is a project too.
    let empty = Cli::new();
    empty.ok(["export", "--format", "qdpx", "--out", "none.qdpx"]);
    let files = unzipped(&std::fs::read(empty.path("none.qdpx")).unwrap());
    valid(&files["project.qde"]);
    assert!(!files["project.qde"].contains("CodeBook") && !files["project.qde"].contains("Sources"));
    assert!(empty.ok(["import", "none.qdpx"]).starts_with("unchanged"));
}

/// Elements of the schema with those that they may hold, in their order (REFI-QDA 1.5, Project.xsd and
/// Codebook.xsd), as far as postil writes them; `!` holds at least one.
const SCHEMA: &[(&str, &[&str])] = &[
    ("Project", &["Users", "CodeBook", "Variables", "Sources", "Notes", "Description", "NoteRef"]),
    ("Users", &["!", "User"]),
    ("CodeBook", &["!", "Codes"]),
    ("Codes", &["!", "Code"]),
    ("Code", &["Description", "NoteRef", "Code"]),
    ("Variables", &["!", "Variable"]),
    ("Variable", &["Description"]),
    ("Sources", &["!", "TextSource"]),
    (
        "TextSource",
        &["Description", "PlainTextContent", "PlainTextSelection", "Coding", "NoteRef", "VariableValue"],
    ),
    ("PlainTextSelection", &["Description", "Coding", "NoteRef"]),
    ("Coding", &["!", "CodeRef", "NoteRef"]),
    ("VariableValue", &["!", "VariableRef", "TextValue", "BooleanValue"]),
    ("Notes", &["!", "Note"]),
    (
        "Note",
        &["Description", "PlainTextContent", "PlainTextSelection", "Coding", "NoteRef", "VariableValue"],
    ),
];

/// Holds a file against the schema: order, containers, ids, and that what is referred to is there.
fn valid(list: &str) {
    let mut open: Vec<(&str, usize)> = Vec::new();
    let (mut guids, mut targets) = (Vec::new(), Vec::new());
    assert!(list.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"));
    for tag in list.split('<').skip(2) {
        let (tag, _) = tag.split_once('>').expect("a tag ends");
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap();
        let holds =
            |name: &str| SCHEMA.iter().find(|(of, _)| *of == name).map_or(&[][..], |(_, holds)| holds);
        if tag.starts_with('/') {
            let (of, at) = open.pop().unwrap();
            assert_eq!(of, name);
            assert!(!holds(name).starts_with(&["!"]) || at > 0, "{name} is empty");
            continue;
        }
        if let Some((above, at)) = open.last_mut() {
            let place = holds(above).iter().position(|held| *held == name);
            let place = place.unwrap_or_else(|| panic!("{name} in {above}"));
            assert!(place >= *at, "{name} in {above} comes too late");
            *at = place;
        }
        let get = |key: &str| tag.split(&format!(" {key}=\"")).nth(1).and_then(|rest| rest.split('"').next());
        guids.extend(get("guid"));
        targets.extend(get("targetGUID"));
        if !tag.ends_with('/') {
            open.push((name, 0));
        }
    }
    assert!(open.is_empty());
    for target in targets {
        assert!(guids.contains(&target), "{target} is not there");
    }
    let mut once = guids.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), guids.len());
    assert!(guids.iter().all(|guid| uuid::Uuid::parse_str(guid).is_ok() && guid.len() == 36));
}

#[test]
fn a_codebook_is_the_tree_with_its_looks_and_ids() {
    let (from, to) = (library(), Cli::new());
    let text = from.ok(["export", "--format", "qdc"]);
    valid(&text);
    assert!(text.contains("<CodeBook xmlns=\"urn:QDA-XML:codebook:1.0\" origin=\"postil\">"), "{text}");
    assert!(!text.contains("NoteRef"));
    from.ok(["export", "--format", "qdc", "--out", "codes.qdc"]);
    assert_eq!(from.read("codes.qdc"), text);
    to.write("codes.qdc", &text);
    let done = to.json(["import", "codes.qdc"]);
    assert_eq!((done.len(), &done[0]["outcome"]), (1, &"added".into()));
    assert!(done[0]["article"].is_null() && done[0]["error"].is_null());
    let themes = |cli: &Cli| -> Vec<(String, String, String, String)> {
        let get = |line: &Value, key: &str| line[key].as_str().unwrap_or_default().to_owned();
        let one = |line: &Value| {
            (get(line, "uuid"), get(line, "path"), get(line, "color"), get(line, "description"))
        };
        cli.json(["themes"]).iter().map(one).collect()
    };
    assert_eq!(themes(&to), themes(&from));
    assert_eq!(to.ok(["import", "codes.qdc"]).trim_end(), "unchanged       codes.qdc");
    assert_eq!(to.json(["history"])[0]["label"], "import “codes” (3 themes)");
    // By what is in it, whatever its name; a narrower one has what lies above.
    let narrow = from.ok(["export", "--format", "qdc", "--theme", PORTS]);
    assert_eq!(narrow.matches("<Code ").count(), 2, "{narrow}");
    let other = Cli::new();
    other.write("codes.xml", &narrow);
    other.ok(["import", "codes.xml"]);
    assert_eq!(themes(&other), themes(&from).split_off(1));
    other.ok(["undo"]);
    assert!(other.json(["themes"]).is_empty());
}

#[test]
fn a_file_of_somebody_else_is_not_written_over() {
    let cli = library();
    cli.write("theirs.qdpx", project("Other", "", &[]));
    cli.write("theirs.qdc", "<?xml version=\"1.0\"?>\n<CodeBook origin=\"Other\"/>");
    for (format, name) in [("qdpx", "theirs.qdpx"), ("qdc", "theirs.qdc")] {
        let ran = cli.run(["export", "--format", format, "--out", name]);
        assert_eq!(ran.code, 1);
        assert!(ran.err.contains("there is a file that postil did not write"), "{}", ran.err);
    }
    cli.ok(["export", "--format", "qdpx", "--out", "new/"]);
    assert!(cli.path("new/project.qdpx").exists());
    cli.article("c.txt", "One more\n\nIt has some words in it.");
    assert_eq!(cli.json(["export", "--format", "qdpx", "--out", "new"])[0]["outcome"], "written");
}

const CODES: &str = "<CodeBook><Codes><Code guid=\"{7D1B1A37-0000-4000-8000-00000000000A}\" name=\"Sea\" isCodable=\"false\" color=\"#0af\">\
    <Code guid=\"7d1b1a37-0000-4000-8000-00000000000b\" name=\"Ports\" isCodable=\"true\"><Description>Where ships are.</Description></Code>\
    </Code></Codes></CodeBook>";

#[test]
fn another_programs_project_is_read_and_told_about() {
    let cli = Cli::new();
    let list = format!(
        "{CODES}<Sources><TextSource guid=\"7D1B1A37-0000-4000-8000-000000000001\" name=\"Interview\" plainTextPath=\"internal://A.txt\">\
         <PlainTextSelection guid=\"{{7D1B1A37-0000-4000-8000-000000000002}}\" name=\"port\" startPosition=\"4\" endPosition=\"7\" \
         creationDateTime=\"2019-03-18T10:00:00+01:00\"><NoteRef targetGUID=\"7d1b1a37-0000-4000-8000-0000000000ff\"/>\
         <Coding guid=\"x\"><CodeRef targetGUID=\"7D1B1A37-0000-4000-8000-00000000000B\"/></Coding></PlainTextSelection>\
         <PlainTextSelection guid=\"a\" name=\"closed\" startPosition=\"9\" endPosition=\"14\"><Description>A margin note.</Description></PlainTextSelection>\
         <PlainTextSelection guid=\"b\" startPosition=\"5\" endPosition=\"2000000000\"/>\
         <PlainTextSelection guid=\"c\" startPosition=\"-4\" endPosition=\"7\"/>\
         <PlainTextSelection guid=\"d\" startPosition=\"9\" endPosition=\"3\"/>\
         </TextSource>\
         <PDFSource guid=\"p\" name=\"Scan.pdf\" path=\"internal://p.pdf\"><PDFSelection guid=\"q\" page=\"1\" firstX=\"0\" firstY=\"0\" secondX=\"1\" secondY=\"1\"/></PDFSource>\
         </Sources><Notes><Note guid=\"{{7D1B1A37-0000-4000-8000-0000000000FF}}\" name=\"Memo\" plainTextPath=\"internal://n.txt\"/></Notes>\
         <Sets><Set guid=\"s\" name=\"All\"/></Sets><Links><Link guid=\"l\" originGUID=\"a\" targetGUID=\"b\"/></Links>"
    );
    let texts =
        [("Sources/A.txt", "\u{feff}The port closed.\r\nNobody asked.\r\n"), ("Sources/n.txt", "Why?")];
    cli.write("study.zip", project("Other", &list, &texts));
    let done = cli.json(["import", "study.zip"]);
    assert_eq!((done.len(), &done[0]["outcome"]), (1, &"added".into()));
    assert_eq!(done[0]["source"], "study.zip#Sources/A.txt");
    let all = cli.json(["annotations"]);
    let one: Vec<_> =
        all.iter().map(|line| (line["quote"].as_str().unwrap(), line["note"].as_str())).collect();
    assert_eq!(one, [("port", Some("Why?")), ("closed", Some("A margin note."))]);
    assert_eq!(all[0]["uuid"], "7d1b1a37-0000-4000-8000-000000000002");
    assert_eq!(
        (&all[0]["created"], &all[0]["themes"][0]),
        (&"2019-03-18T09:00:00Z".into(), &"Sea/Ports".into())
    );
    let themes = cli.json(["themes"]);
    assert_eq!(
        (&themes[0]["color"], &themes[1]["description"]),
        (&"#00aaff".into(), &"Where ships are.".into())
    );
    let report = &cli.json(["report"])[0];
    let remarks: Vec<&str> = report["project_remarks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["remark"].as_str().unwrap())
        .collect();
    assert_eq!(report["project_remarks"][0]["project"], "Harbours");
    insta::assert_snapshot!("project_remarks", remarks.join("\n"));
    let again = cli.json(["import", "study.zip"]);
    assert_eq!(again[0]["outcome"], "unchanged");
}

#[test]
fn what_is_no_project_is_refused_and_none_reaches_out_of_its_archive() {
    let cli = Cli::new();
    cli.write("secret.txt", "A secret that is not in it.");
    let secret = cli.path("secret.txt").display().to_string();
    let list = format!(
        "<!DOCTYPE x [<!ENTITY s SYSTEM \"file://{secret}\"><!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>\
         <Sources><TextSource guid=\"1\" name=\"a\" plainTextPath=\"internal://../../secret.txt\"/>\
         <TextSource guid=\"2\" name=\"b\" plainTextPath=\"absolute://{secret}\"/>\
         <TextSource guid=\"3\" name=\"c\"><PlainTextContent>Words &s; and &b;.</PlainTextContent></TextSource></Sources>"
    );
    cli.write("out.qdpx", project("Other", &list, &[]));
    let done = cli.json(["import", "out.qdpx"]);
    assert_eq!(done.len(), 1, "{done:?}");
    assert_eq!(cli.json(["show", "1"])[0]["text"], "Words &s; and &b;.");
    let says = |name: &str, bytes: Vec<u8>, why: &str| {
        cli.write(name, bytes);
        let ran = cli.run(["import", name]);
        assert_eq!(ran.code, 1, "{name}: {}", ran.out);
        assert!(ran.err.contains(why), "{name}: {}", ran.err);
    };
    says("a.qdpx", zipped(&[("../project.qde", "<Project/>")]), "leads out of it");
    says("b.qdpx", zipped(&[("a.qde", "<Project/>"), ("b.qde", "<Project/>")]), "not one list of contents");
    says("c.qdpx", zipped(&[("project.qde", "<html/>")]), "neither a project nor a codebook");
    says("d.qdpx", b"PK\x03\x04 and nothing".to_vec(), "broken or was cut off");
    says("e.qdpx", Vec::new(), "broken or was cut off");
    says("f.qdc", "<CodeBook>".repeat(400).into_bytes(), "nests more than");
    says("g.qdc", b"%PDF-1.4".to_vec(), "");
    let bomb = format!("<Project>{}</Project>", " ".repeat(20 << 20));
    says("h.qdpx", zipped(&[("project.qde", &bomb)]), "packed more than");
    assert_eq!(cli.json(["list"]).len(), 1);
}

/// A list of contents as it is without an archive.
fn list(below: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><Project name=\"Tides\" xmlns=\"urn:QDA-XML:project:1.0\">{below}</Project>"
    )
}

fn text_source(name: &str, path: &str) -> String {
    format!(
        "<TextSource name=\"{name}\" plainTextPath=\"{path}\"><PlainTextSelection startPosition=\"4\" endPosition=\"8\">\
         <Description>Why?</Description></PlainTextSelection></TextSource>"
    )
}

#[test]
fn a_project_that_was_unpacked_is_read_with_its_sources() {
    let cli = Cli::new();
    let shown = "<PictureSource name=\"P\" path=\"internal://Shown%20%26.md\"/>".replace("%20%26", " &amp;");
    let sources =
        [text_source("A", "internal://a.txt"), text_source("B", "internal://B.TXT"), shown].concat();
    cli.write("study/project.qde", list(&format!("<Sources>{sources}</Sources>")));
    cli.write("study/sources/a.txt", "The port closed in spring.");
    cli.write("study/sources/b.txt", "The boat left at noon.");
    cli.write("study/notes.txt", "Words of its own.");
    let done = cli.json(["import", "study/project.qde"]);
    let told: Vec<_> = done.iter().map(|line| (line["source"].as_str(), line["outcome"].as_str())).collect();
    let added = Some("added");
    assert_eq!(
        told,
        [(Some("study/project.qde#sources/a.txt"), added), (Some("study/project.qde#sources/b.txt"), added)]
    );
    let all = cli.json(["annotations"]);
    let quotes: Vec<_> = all.iter().map(|one| one["quote"].as_str().unwrap()).collect();
    assert_eq!(quotes, ["port", "boat"]);
    assert_eq!(cli.json(["history"])[0]["label"], "import “Tides” (2 articles)");
    // With its folder: its texts come with it, and not once more as files.
    let other = Cli::new();
    for name in ["project.qde", "sources/a.txt", "sources/b.txt", "notes.txt"] {
        other.write(&format!("study/{name}"), cli.read(&format!("study/{name}")));
    }
    // What the project does not name is no text of it.
    other.write("study/sources/mine.md", "# Mine\n\nOf no project.");
    other.write("study/sources/shown &.md", "# Shown\n\nOf the project, but no text that is read.");
    other.ok(["import", "study"]);
    let titles: Vec<_> =
        other.json(["list"]).iter().map(|one| one["title"].as_str().unwrap().to_owned()).collect();
    assert!(titles.contains(&"Mine".to_owned()) && !titles.contains(&"Shown".to_owned()), "{titles:?}");
    assert_eq!((titles.len(), other.json(["annotations"]).len()), (4, 2));
    // Where the list cannot be read that is said, and its texts do not come without it.
    let broken = Cli::new();
    broken.write("study/project.qde", "no list");
    broken.write("study/sources/a.txt", "The port closed in spring.");
    let ran = broken.run(["import", "study"]);
    assert!(ran.code == 1 && ran.err.contains("study/project.qde"), "{}", ran.err);
    assert!(broken.json(["list"]).is_empty());
    // Packed, it is the same project.
    cli.write(
        "study.qdpx",
        zipped(&[
            ("project.qde", &cli.read("study/project.qde")),
            ("sources/a.txt", &cli.read("study/sources/a.txt")),
            ("sources/b.txt", &cli.read("study/sources/b.txt")),
        ]),
    );
    assert!(cli.json(["import", "study.qdpx"]).iter().all(|line| line["outcome"] == "unchanged"));
}

#[test]
fn each_source_that_is_not_beside_its_list_is_named_and_none_is_read_from_elsewhere() {
    let cli = Cli::new();
    cli.write("secret.txt", "The secret is out.");
    let secret = cli.path("secret.txt");
    let absolute = format!("absolute://{}", secret.display());
    let mut paths = vec![
        "internal://gone.txt",
        "internal://../secret.txt",
        "../secret.txt",
        "relative:///../secret.txt",
        &absolute,
    ];
    cli.write("study/sources/a.txt", "The port closed in spring.");
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(&secret, cli.path("study/sources/link.txt")).unwrap();
        paths.push("internal://link.txt");
    }
    let sources: Vec<String> = paths.iter().map(|path| text_source("S", path)).collect();
    let sources = format!("<Sources>{}{}</Sources>", sources.concat(), text_source("A", "internal://a.txt"));
    cli.write("study/project.qde", list(&sources));
    let ran = cli.run(["--json", "import", "study/project.qde"]);
    assert_eq!(ran.code, 1);
    for path in paths {
        let said = format!(
            "its text “{path}” cannot be read: there is no such file in the folder “sources” beside it, the only one \
             that is read (put it there)"
        );
        assert!(ran.err.contains(&said), "{path}: {}", ran.err);
    }
    let all = cli.json(["list"]);
    assert_eq!((all.len(), &all[0]["title"]), (1, &"A".into()), "what is there is read");
    // The folder itself may be no link to another place.
    #[cfg(unix)]
    {
        cli.write(
            "other/project.qde",
            list(&format!("<Sources>{}</Sources>", text_source("S", "internal://secret.txt"))),
        );
        std::os::unix::fs::symlink(secret.parent().unwrap(), cli.path("other/sources")).unwrap();
        let ran = cli.run(["import", "other/project.qde"]);
        assert!(ran.code == 1 && ran.err.contains("no such file in the folder"), "{}", ran.err);
    }
    // From standard input nobody knows what is beside it; texts within it are read all the same.
    let within = "<TextSource name=\"W\"><PlainTextContent>Words within it.</PlainTextContent></TextSource>";
    let piped = list(&format!("<Sources>{}{within}</Sources>", text_source("S", "internal://a.txt")));
    let ran = cli.command(["import", "-"]).write_stdin(piped).output().unwrap();
    let said = String::from_utf8(ran.stderr).unwrap();
    assert!(said.contains("import it as a file, with its folder “sources” beside it"), "{said}");
    assert!(cli.json(["list"]).iter().any(|line| line["title"] == "W"));
}

#[test]
fn the_limits_of_archives_hold_for_sources_beside_a_list() {
    let cli = Cli::new();
    cli.write(
        "study/project.qde",
        list(&format!("<Sources>{}</Sources>", text_source("A", "internal://a.txt"))),
    );
    cli.write("study/sources/a.txt", "The port closed in spring. ".repeat(50_000));
    cli.write("limits.toml", "[limits]\narchive-entry = 1\n");
    let ran = cli.run(["--config", "limits.toml", "import", "study/project.qde"]);
    assert!(
        ran.code == 1 && ran.err.contains("more than 1048576 bytes long ([limits] archive-entry"),
        "{}",
        ran.err
    );
    cli.write("limits.toml", "[limits]\narchive-entries = 1\n");
    cli.write("study/sources/b.txt", "b");
    let ran = cli.run(["--config", "limits.toml", "import", "study/project.qde"]);
    assert!(ran.code == 1 && ran.err.contains("it has more than 1 files"), "{}", ran.err);
}
