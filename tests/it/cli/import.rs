//! Import: outcomes, identity, and what cannot be read.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command as Process, Stdio};

use super::{Cli, Ran, TEXT, lines};

fn outcomes(cli: &Cli, args: &[&str]) -> Vec<(String, String)> {
    let all = [&["import", "--json"], args].concat();
    lines(&cli.run(all).out)
        .iter()
        .map(|line| {
            let text = |name: &str| line[name].as_str().unwrap().to_owned();
            assert_eq!(line["article"].is_null(), line["outcome"] == "failed", "{line}");
            assert_eq!(line["error"].is_null(), line["outcome"] != "failed", "{line}");
            (text("source"), text("outcome"))
        })
        .collect()
}

/// Starts a command, which others may run beside.
fn spawn(cli: &Cli, args: &[&str], out: Stdio) -> Child {
    let like = cli.command(args);
    let mut command = Process::new(like.get_program());
    command.env_clear().envs(like.get_envs().filter_map(|(name, value)| Some((name, value?))));
    command.current_dir(like.get_current_dir().unwrap()).args(args);
    command.stdout(out).stderr(Stdio::null()).spawn().unwrap()
}

fn outcome(cli: &Cli, source: &str) -> String {
    let mut all = outcomes(cli, &[source]);
    assert_eq!(all.len(), 1);
    all.remove(0).1
}

#[test]
fn ten_files_of_which_one_is_unreadable_are_nine() {
    let cli = Cli::new();
    for n in 0..10 {
        cli.write(&format!("in/{n}.txt"), format!("Article number {n} says its own thing."));
    }
    cli.write("in/3.txt", [0u8, 159, 1, 2, 0, 0, 255].repeat(99));
    let ran = cli.run(["import", "in", "--json"]);
    assert_eq!(ran.code, 1);
    let results = lines(&ran.out);
    let sources: Vec<_> = results.iter().map(|line| line["source"].as_str().unwrap()).collect();
    assert!(sources.is_sorted() && sources.len() == 10, "{sources:?}");
    assert_eq!(results.iter().filter(|line| line["outcome"] == "added").count(), 9);
    assert_eq!(results[3]["outcome"], "failed");
    assert!(ran.err.contains("postil: in/3.txt: it is not text but looks like binary data ("), "{}", ran.err);
    assert_eq!(cli.json(["list"]).len(), 9);
    assert_eq!(cli.json(["history"])[0]["label"], "import 9 articles");
}

#[test]
fn documents_of_word_processors_in_a_folder_are_named_with_what_to_do() {
    let cli = Cli::new();
    for name in ["memo.docx", "Old.DOC", "note.odt", "letter.rtf", "draft.pages", "saved.mht"] {
        cli.write(&format!("in/{name}"), "PK");
    }
    cli.write("in/good.txt", "One good line.");
    // What a program holds open, and what nobody reads.
    cli.write("in/~$memo.docx", "lock");
    cli.write("in/table.xlsx", "PK");
    let ran = cli.run(["import", "in"]);
    assert_eq!(ran.code, 1);
    for (name, what) in [
        ("memo.docx", "DOCX"),
        ("Old.DOC", "DOC"),
        ("note.odt", "ODT"),
        ("letter.rtf", "RTF"),
        ("draft.pages", "Pages"),
    ] {
        let told = format!(
            "postil: in/{name}: postil cannot read {what} files yet (turn it into a web page, as `libreoffice"
        );
        assert!(ran.err.contains(&told), "{name}: {}", ran.err);
    }
    assert!(ran.err.contains("postil: in/saved.mht: postil cannot read MHTML files yet"), "{}", ran.err);
    assert!(!ran.err.contains('~') && !ran.err.contains("xlsx"), "{}", ran.err);
    assert_eq!(cli.json(["list"]).len(), 1);
}

#[test]
fn a_file_that_postil_cannot_read_is_refused_however_large_it_is() {
    let cli = Cli::new();
    for (name, head, why) in [
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1".as_slice(), "postil cannot read DOC files yet"),
        ("table.xls", b"\xd0\xcf\x11\xe0\xa1\xb1", "it is not text but looks like an old Office document"),
        ("slides.pptx", b"PK\x03\x04\x14\0", "it is not text but looks like a zip archive"),
        ("draft.pages", b"PK\x03\x04\x14\0", "postil cannot read Pages files yet"),
        ("film", b"II*\0", "it is not text but looks like a TIFF image"),
        ("words.txt", b"plain words", "it is larger than 512 MB"),
    ] {
        cli.write(name, head);
        // It takes no room on the disk.
        std::fs::File::options().write(true).open(cli.path(name)).unwrap().set_len(1 << 41).unwrap();
        let err = cli.fails(1, ["import", name]);
        assert!(err.starts_with(&format!("postil: {name}: {why}")), "{err}");
    }
}

#[test]
fn each_kind_of_what_cannot_be_read_has_its_reason() {
    let cli = Cli::new();
    cli.write("empty.txt", "");
    cli.write("blank.txt", " \n \n");
    cli.write("page.mhtml", "<html><p>Hello</p></html>");
    cli.write("folder/picture.png", "no text");
    assert!(Process::new("mkfifo").arg(cli.path("pipe")).status().unwrap().success());
    for (source, why) in [
        ("missing.txt", "there is no such file or folder"),
        ("ftp://foo/", "only addresses that begin with http:// or https:// are fetched (save"),
        ("FILE:///tmp/a.txt", "https:// are fetched (name the file by its path: /tmp/a.txt)"),
        ("empty.txt", "it is empty"),
        ("blank.txt", "nothing but white space"),
        ("page.mhtml", "postil cannot read MHTML files yet"),
        ("pipe", "it is a named pipe, not a file"),
        ("/dev/null", "it is a device, not a file"),
        ("folder", "there is nothing in this folder that postil reads"),
    ] {
        let err = cli.fails(1, ["import", source]);
        assert!(err.starts_with(&format!("postil: {source}: ")) && err.contains(why), "{err}");
    }
    assert!(cli.fails(1, ["import", "--feed", "gopher://foo"]).contains("https:// are fetched"));
    cli.write("good.txt", "One good line.");
    let all = outcomes(&cli, &["missing.txt", "good.txt", "pipe"]);
    assert_eq!(
        all.iter().map(|(_, outcome)| outcome.as_str()).collect::<Vec<_>>(),
        ["failed", "added", "failed"]
    );
}

#[test]
fn how_large_a_source_may_be_is_a_setting() {
    let cli = Cli::new();
    cli.write("large.txt", "A line of it.\n".repeat(80_000));
    cli.write("small.toml", "[limits]\nsource-size = 1\n");
    let why = cli.fails(1, ["import", "large.txt", "--config", "small.toml"]);
    assert!(
        why.contains("large.txt: it is larger than 1 MB (split it; [limits] source-size in the"),
        "{why}"
    );
    assert_eq!(outcome(&cli, "large.txt"), "added");
    // A feed is as large as a page may be.
    cli.write("feed.xml", format!("<rss><channel>{}</channel></rss>", "<item/>".repeat(200_000)));
    cli.write("small.toml", "[limits]\npage-size = 1\n");
    let why = cli.fails(1, ["import", "feed.xml", "--config", "small.toml"]);
    assert!(why.contains("of which 1048576 at most are read ([limits] page-size in the"), "{why}");
}

#[test]
fn the_same_article_is_not_added_twice() {
    let cli = Cli::new();
    let id = cli.article("a.md", TEXT).to_string();
    assert_eq!(outcome(&cli, "a.md"), "unchanged");
    // The same text elsewhere is the same article, and so are two sources of one import.
    cli.write("copy.md", TEXT);
    assert_eq!(outcome(&cli, "copy.md"), "unchanged");
    cli.write("b.txt", "Something new.");
    let all = outcomes(&cli, &["b.txt", "b.txt"]);
    assert_eq!((all[0].1.as_str(), all[1].1.as_str()), ("added", "unchanged"));
    // The same file with most of its sentences is the same article.
    cli.write("a.md", TEXT.replace("opened again", "opened once more"));
    assert_eq!(outcome(&cli, "a.md"), "updated");
    assert!(cli.ok(["show", &id]).contains("opened once more"));
    // The same name with another text is not.
    cli.write("a.md", "# Elsewhere\n\nA different day. A different matter altogether.");
    assert_eq!(outcome(&cli, "a.md"), "added");
    assert_eq!(cli.json(["list"]).len(), 3);
}

#[test]
fn links_and_emphasis_that_are_new_come_in_though_the_words_are_the_same() {
    let cli = Cli::new();
    let text = "# The bridge\n\nThe council met in spring.\n\nEverybody asked why.\n";
    let id = cli.article("a.md", text).to_string();
    cli.ok(["annotate", &id, "--quote", "council met", "--note", "who?"]);
    cli.ok(["edit", &id, "--furniture", "40..41"]);
    let before = cli.json(["annotations"]);
    let sha256 = cli.json(["show", &id])[0]["sha256"].clone();
    let inlines = |cli: &Cli| cli.json(["show", &id])[0]["blocks"][1]["inlines"].clone();
    cli.write("a.md", text.replace("council", "[council](https://example.org/x)"));
    assert_eq!(outcome(&cli, "a.md"), "updated");
    assert_eq!(inlines(&cli)[0]["target"], "https://example.org/x");
    assert_eq!(outcome(&cli, "a.md"), "unchanged");
    let shown = &cli.json(["show", &id])[0];
    assert_eq!((&shown["sha256"], &shown["blocks"][2]["furniture"]), (&sha256, &true.into()), "{shown}");
    let after = cli.json(["annotations"]);
    for field in ["start", "end", "quote", "note", "state"] {
        assert_eq!(before[0][field], after[0][field]);
    }
    // The same words in a file of another kind take no link away.
    cli.write("a.txt", "The bridge\n\nThe council met in spring.\n\nEverybody asked why.\n");
    assert_eq!(outcome(&cli, "a.txt"), "unchanged");
    assert_eq!(inlines(&cli)[0]["target"], "https://example.org/x");
    let err = cli.run(["diff", &id]).err;
    assert!(err.contains("its text has not changed"), "{err}");
    assert_eq!(cli.json(["history"])[0]["label"], "new links and styles for “The bridge”");
    cli.ok(["undo"]);
    assert_eq!(inlines(&cli), serde_json::json!([]));
}

#[test]
fn the_same_address_is_the_same_article_whatever_it_says() {
    let cli = Cli::new();
    let text = |body: &str| format!("---\ntitle: T\nurl: https://example.org/a\n---\n\n{body}\n");
    let id = cli.article("a.md", &text("First words here."));
    cli.write("elsewhere.md", text("Nothing of it remains."));
    assert_eq!(outcome(&cli, "elsewhere.md"), "updated");
    let list = cli.json(["list"]);
    assert_eq!((list.len(), list[0]["id"].as_i64()), (1, Some(id)));
}

#[test]
fn the_front_of_a_site_is_no_address_of_its_pages() {
    let cli = Cli::new();
    let text = |body: &str| format!("---\ntitle: T\nurl: https://example.org/\n---\n\n{body}\n");
    cli.article("a.md", &text("First words here. They are of a bridge."));
    cli.write("b.md", text("Nothing of it is here. This is of a boat."));
    assert_eq!(outcome(&cli, "b.md"), "added");
    // Half of its sentences are enough.
    cli.write("c.md", text("First words here. They are of a boat."));
    assert_eq!(outcome(&cli, "c.md"), "updated");
    assert_eq!(cli.json(["list"]).len(), 2);
}

#[test]
fn what_is_in_the_trash_comes_back() {
    let cli = Cli::new();
    let id = cli.article("a.md", TEXT).to_string();
    cli.ok(["remove", &id]);
    assert_eq!(outcome(&cli, "a.md"), "updated");
    assert_eq!((cli.json(["list"]).len(), cli.json(["trash"]).len()), (1, 0));
}

#[test]
fn what_comes_back_from_the_trash_is_told_as_that() {
    const BACK: &str = "brought back from the trash";
    let cli = Cli::new();
    let id = cli.article("a.md", TEXT).to_string();
    cli.article("b.md", "# Ships\n\nA ship came in.\n");
    cli.ok(["remove", &id]);
    cli.write("b.md", "# Ships\n\nA ship came in.\n\nAnother went out.\n");
    let ran = cli.run(["import", "a.md", "b.md"]);
    assert_eq!(ran.out.matches(BACK).count(), 1, "{}", ran.out);
    assert!(
        ran.err.contains("0 added, 2 updated (1 brought back from the trash), 0 unchanged"),
        "{}",
        ran.err
    );
    let report = cli.ok(["report"]);
    assert!(report.contains("2 updated (1 brought back from the trash), 0 unchanged"), "{report}");
    assert_eq!(report.matches(BACK).count(), 2, "{report}");
    cli.ok(["remove", &id]);
    let told = cli.json(["import", "a.md"]);
    assert_eq!((told[0]["outcome"].as_str(), told[0]["remark"].as_str()), (Some("updated"), Some(BACK)));
}

#[test]
fn what_changed_comes_back_from_the_trash_with_its_new_text() {
    let cli = Cli::new();
    let id = cli.article("a.md", TEXT);
    cli.ok(["annotate", &id.to_string(), "--quote", "everybody asked", "--note", "kept"]);
    cli.ok(["remove", &id.to_string()]);
    cli.write("a.md", TEXT.replace("opened again", "opened once more"));
    assert_eq!(outcome(&cli, "a.md"), "updated");
    let list = cli.json(["list"]);
    assert_eq!((list.len(), list[0]["id"].as_i64(), cli.json(["trash"]).len()), (1, Some(id), 0));
    assert!(cli.ok(["show", &id.to_string()]).contains("opened once more"));
    assert_eq!(cli.json(["annotations"])[0]["note"], "kept");
    // Restored and revised in one step.
    cli.ok(["undo"]);
    assert_eq!((cli.json(["list"]).len(), cli.json(["trash"]).len()), (0, 1));
}

#[test]
fn equal_names_in_two_folders_are_two_articles() {
    let cli = Cli::new();
    cli.write("one/a.md", "# Page\n\nThe first of two pages of this name.");
    cli.write("two/a.md", "# Page\n\nA second one, which says another thing.");
    assert_eq!(outcomes(&cli, &["one/a.md", "two/a.md"]).iter().filter(|o| o.1 == "added").count(), 2);
    // Each goes on being itself.
    cli.write("two/a.md", "# Page\n\nA second one, which says another thing. And more.");
    assert_eq!(outcome(&cli, "two/a.md"), "updated");
    assert_eq!(outcome(&cli, "one/a.md"), "unchanged");
    let ids: Vec<_> = cli.json(["list"]).iter().map(|a| a["id"].as_i64().unwrap()).collect();
    assert_eq!(ids.len(), 2);
}

#[test]
fn annotations_find_their_place_in_a_new_text_or_are_listed_as_lost() {
    let cli = Cli::new();
    let id = cli.article("a.md", TEXT).to_string();
    cli.ok(["annotate", &id, "--quote", "Nobody \"asked why\" at first."]);
    cli.ok(["annotate", &id, "--quote", "everybody asked", "--note", "kept"]);
    cli.write(
        "a.md",
        TEXT.replace("# On harbours\n", "# On harbours\n\nA new beginning.\n")
            .replace("everybody asked", "nobody cared"),
    );
    assert_eq!(outcome(&cli, "a.md"), "updated");
    let all = cli.json(["annotations"]);
    let states: Vec<_> =
        all.iter().map(|a| (a["quote"].as_str().unwrap(), a["state"].as_str().unwrap())).collect();
    assert_eq!(states, [("Nobody “asked why” at first.", "moved"), ("everybody asked", "lost")]);
    let lost = cli.json(["annotations", "--unplaced"]);
    assert_eq!((lost.len(), lost[0]["note"].as_str()), (1, Some("kept")));
    let number = lost[0]["id"].to_string();
    assert!(cli.fails(1, ["amend", &number, "--span", "0..2"]).contains("--attach"));
    let placed = cli.json(["amend", &number, "--attach", "--span", "0..2"]);
    assert_eq!((placed[0]["state"].as_str(), placed[0]["quote"].as_str()), (Some("placed"), Some("On")));
    cli.ok(["undo"]);
    assert_eq!(cli.json(["annotations", "--unplaced"]).len(), 1);
}

#[test]
fn standard_input_is_a_source() {
    let cli = Cli::new();
    let output =
        cli.command(["import", "-", "--json"]).write_stdin("# From a pipe\n\nIt came through.\n").output();
    let line = lines(&String::from_utf8(output.unwrap().stdout).unwrap()).remove(0);
    assert_eq!(
        (line["source"].as_str(), line["article"]["title"].as_str()),
        (Some("-"), Some("From a pipe"))
    );
    // Another text from standard input is another article.
    cli.command(["import", "-"]).write_stdin("# From a pipe\n\nIt came through again.\n").assert().success();
    assert_eq!(cli.json(["list"]).len(), 2);
}

#[test]
fn many_files_are_one_step() {
    let cli = Cli::new();
    for n in 0..150 {
        cli.write(&format!("in/{n:03}.txt"), format!("Article number {n} says its own thing."));
    }
    assert_eq!(cli.ok(["import", "in"]).lines().count(), 150);
    let history = cli.json(["history"]);
    assert_eq!(history[0]["label"], "import 150 articles");
    cli.ok(["undo"]);
    assert_eq!(cli.json(["list"]).len(), 0);
    cli.ok(["redo"]);
    assert_eq!(cli.json(["list"]).len(), 150);
}

#[test]
fn what_an_import_has_told_is_there_whatever_ends_it() {
    let cli = Cli::new();
    for n in 0..900 {
        cli.write(&format!("in/{n:03}.txt"), format!("Article number {n} says its own thing."));
    }
    // More than a pipe holds, so that it waits for who reads.
    let mut import = spawn(&cli, &["import", "in", "--json"], Stdio::piped());
    let mut out = BufReader::new(import.stdout.take().unwrap());
    let mut line = String::new();
    let mut told = 0;
    while told < 100 && out.read_line(&mut line).unwrap() > 0 {
        told += 1;
    }
    import.kill().unwrap();
    assert!(!import.wait().unwrap().success(), "it had more to do");
    assert!(cli.ok(["doctor"]).contains("ok     integrity"), "{}", cli.ok(["doctor"]));
    let there = cli.json(["list"]).len();
    assert!(there >= told, "{there} of the {told} that were told");
    // What was cut off comes with the next one, and all of one is one step.
    cli.ok(["import", "in"]);
    assert_eq!(cli.json(["list"]).len(), 900);
}

#[test]
fn a_new_text_comes_with_a_report_on_its_annotations() {
    let cli = Cli::new();
    let text = "The council met on Tuesday to weigh a second ferry.\n\nA new boat would cost 40 million crowns and take \
                two years to build. Opponents called the sum reckless.\n\nThe vote is set for the first week of June.\n";
    let id = cli.article("a.md", text).to_string();
    for quote in ["The council met", "would cost 40 million crowns and take two years", "The vote is set for"]
    {
        cli.ok(["annotate", &id, "--quote", quote]);
    }
    cli.write(
        "a.md",
        text.replace("40 million", "45 million").replace("The vote is set for the first week of June.", ""),
    );
    let reported = cli.json(["import", "a.md"]).remove(0);
    assert_eq!(reported["outcome"], "updated");
    let report = &reported["report"];
    let counts = ["placed", "moved", "changed", "lost"].map(|state| report[state].as_u64().unwrap());
    assert_eq!(counts, [1, 0, 1, 1]);
    assert_eq!(report["annotations"][1]["state"], "changed");
    let changed = cli.json(["annotations"]).remove(1);
    assert_eq!(changed["quote"], "would cost 40 million crowns and take two years", "the old words are kept");
    assert_eq!(cli.json(["import", "a.md"])[0]["report"], serde_json::Value::Null);
    // One step takes the new text and all its annotations back.
    cli.ok(["undo"]);
    assert!(cli.json(["annotations"]).iter().all(|a| a["state"] == "placed"));
}

#[test]
fn a_text_without_a_title_goes_by_its_file_or_by_its_first_words() {
    let cli = Cli::new();
    let text = "this begins in the middle of a sentence and goes on to its end.\n";
    cli.article("field notes, may.txt", text);
    cli.command(["import", "-"]).write_stdin(format!("{text}\n{text}")).assert().success();
    let titles: Vec<String> =
        cli.json(["list"]).iter().map(|article| article["title"].as_str().unwrap().to_owned()).collect();
    for title in ["field notes, may", "this begins in the middle of a sentence and goes on to its end."] {
        assert!(titles.contains(&title.to_owned()), "{titles:?}");
    }
}

#[test]
fn programs_that_import_the_same_at_once_add_it_once() {
    let cli = Cli::new();
    for n in 0..300 {
        cli.write(&format!("folder/{n}.txt"), format!("Article {n}\n\nThese are the words of number {n}."));
    }
    let item = |n| {
        format!(
            "<item><guid>{n}</guid><title>Item {n}</title><description>Item {n} says so.</description></item>"
        )
    };
    let items: String = (0..300).map(item).collect();
    cli.write("feed.xml", format!("<rss><channel><title>Tides</title>{items}</channel></rss>"));
    let at_once = |args: &[&str]| {
        let start = || spawn(&cli, args, Stdio::null());
        let programs = [start(), start(), start()];
        for mut program in programs {
            assert!(program.wait().unwrap().success());
        }
    };
    at_once(&["import", "folder"]);
    assert_eq!(cli.json(["list"]).len(), 300);
    at_once(&["import", "--feed", "feed.xml"]);
    assert_eq!((cli.json(["list"]).len(), cli.json(["feeds"]).len()), (600, 1));
    cli.ok(["doctor"]);
}

#[test]
fn what_a_source_says_anew_of_an_article_comes_in_where_the_reader_did_not_change_it() {
    let cli = Cli::new();
    let write = |title: &str, author: &str, date: &str, text: &str| {
        let head = format!("title: {title}\nauthor: {author}\npublished: {date}\npublication: The Pier");
        cli.write("a.md", format!("---\n{head}\n---\n\nIt was shut in spring. {text}\n"));
    };
    let now = || {
        let all = cli.json(["list"]);
        assert_eq!(all.len(), 1, "{all:?}");
        ["title", "byline", "published", "publication"]
            .map(|name| all[0][name].as_str().unwrap_or("-").to_owned())
    };
    write("The port", "Ana Osei", "2017", "");
    cli.ok(["import", "a.md"]);
    assert_eq!(now(), ["The port", "Ana Osei", "2017", "The Pier"]);
    // The title alone.
    write("The port shuts", "Ana Osei", "2017", "");
    let line = &cli.json(["import", "a.md"])[0];
    assert_eq!(
        (&line["outcome"], &line["remark"]),
        (&"updated".into(), &"new from its source: the title “The port shuts”".into())
    );
    assert!(cli.ok(["report"]).contains("the title “The port shuts”"));
    assert_eq!(now()[0], "The port shuts");
    assert_eq!(cli.json(["import", "a.md"])[0]["outcome"], "unchanged");
    cli.ok(["undo"]);
    assert_eq!(now()[0], "The port");
    assert_eq!(cli.json(["import", "a.md"])[0]["outcome"], "updated");
    // With a new text it is one step, and what the reader wrote stays, whatever the source says.
    cli.ok(["edit", "1", "--byline", "A. Osei"]);
    cli.ok(["edit", "1", "--publication", ""]);
    let steps = cli.json(["history"]).len();
    write("The port is shut", "Ana M. Osei", "2018-02", "Nobody asked why.");
    let line = &cli.json(["import", "a.md"])[0];
    assert_eq!(line["remark"], "new from its source: the title “The port is shut”, the date “2018-02”");
    assert_eq!(now(), ["The port is shut", "A. Osei", "2018-02", "-"]);
    assert_eq!(cli.json(["history"]).len(), steps + 1);
    cli.ok(["undo"]);
    assert_eq!(now(), ["The port shuts", "A. Osei", "2017", "-"]);
    assert!(!cli.json(["show", "1"])[0]["text"].as_str().unwrap().contains("Nobody"));
    cli.ok(["redo"]);
    // What it says no more stays, and a copy of it elsewhere says nothing of it.
    cli.write("a.md", "---\ntitle: The port is shut\n---\n\nIt was shut in spring. Nobody asked why.\n");
    assert_eq!(cli.json(["import", "a.md"])[0]["outcome"], "unchanged");
    cli.write("copy.md", "---\ntitle: A copy\n---\n\nIt was shut in spring. Nobody asked why.\n");
    assert_eq!(cli.json(["import", "copy.md"])[0]["outcome"], "unchanged");
    assert_eq!(now(), ["The port is shut", "A. Osei", "2018-02", "-"]);
}

#[test]
fn an_impossible_date_in_front_matter_is_told_and_the_rest_comes_in() {
    let cli = Cli::new();
    let text = |date: &str| {
        format!("---\ntitle: The pier\npublished: {date}\nauthor: Ana Osei\n---\n\nIt was shut.\n")
    };
    cli.write("a.md", text("2024-13-45"));
    for outcome in ["added", "unchanged"] {
        let line = &cli.json(["import", "a.md"])[0];
        assert_eq!((line["source"].as_str(), line["outcome"].as_str()), (Some("a.md"), Some(outcome)));
        let remark = line["remark"].as_str().unwrap();
        assert!(remark.starts_with("a.md: line 3, `published`: “2024-13-45” is no date"), "{remark}");
        let report = cli.ok(["report"]);
        assert!(report.contains("line 3, `published`"), "{report}");
    }
    let article = &cli.json(["list"])[0];
    assert_eq!(
        (article["byline"].as_str(), &article["published"]),
        (Some("Ana Osei"), &serde_json::Value::Null)
    );
    assert!(cli.ok(["import", "a.md"]).contains("\n                a.md: line 3, `published`"));
    cli.write("b.md", text("2024-12"));
    assert!(cli.json(["import", "b.md"])[0]["remark"].is_null());
}

#[test]
fn a_file_that_became_another_article_says_which_one_stays_beside_it_and_how_to_join_them() {
    let cli = Cli::new();
    let take = |sentences: &[&str]| {
        cli.write("a.md", format!("# The pier\n\n{}\n", sentences.join(" ")));
        cli.json(["import", "a.md"]).remove(0)
    };
    let first = take(&[
        "The pier is long and goes far out.",
        "The mole is short and was built by the town.",
        "Gulls sit on both.",
    ]);
    assert_eq!(
        (&first["outcome"], &first["older"], &first["remark"]),
        (&"added".into(), &().into(), &().into())
    );
    cli.ok(["annotate", "1", "--quote", "The mole is short and was built by the town", "--note", "when?"]);
    let marked = [
        "The pier is long and goes far out.[1]",
        "The mole is short and was built by the town.[2]",
        "Gulls sit on both.[3]",
    ];
    let second = take(&marked);
    assert_eq!((&second["outcome"], &second["article"]["id"]), (&"added".into(), &2.into()));
    assert_eq!(second["older"], first["article"]);
    let remark = second["remark"].as_str().unwrap();
    let told = "article 1, “The pier”, was read from the same file, but less than half of its sentences are in there now: \
                it stays beside this one (`postil import --as 1 FILE` makes this its text, and `postil remove 2` this one go;";
    assert!(remark.starts_with(told), "{remark}");
    assert_eq!(cli.json(["report"])[0]["sources"][0]["older"], first["article"]);
    // As it says.
    let joined = cli.json(["import", "--as", "1", "a.md"]).remove(0);
    assert_eq!((&joined["outcome"], &joined["article"]["id"]), (&"updated".into(), &1.into()));
    cli.ok(["remove", "2"]);
    assert!(cli.ok(["show", "1"]).contains("Gulls sit on both.[3]"));
    assert_eq!(cli.json(["annotations"])[0]["state"], "moved");
    assert_eq!(take(&marked)["outcome"], "unchanged");
    assert_eq!(cli.json(["import", "--as", "1", "a.md"])[0]["outcome"], "unchanged");
    assert_eq!(cli.json(["list"]).len(), 1);
    // What is in the trash, and what came from nowhere, is not told of.
    cli.ok(["remove", "1"]);
    let third = take(&["Nothing of it is there any more.", "All is new."]);
    assert_eq!((&third["outcome"], &third["older"]), (&"added".into(), &().into()));
}

#[test]
fn a_file_that_is_as_it_was_once_is_the_article_that_it_was() {
    let cli = Cli::new();
    let take = |text: &str| {
        cli.write("a.txt", text);
        let done = cli.json(["import", "a.txt"]).remove(0);
        (done["outcome"].clone(), done["article"]["id"].clone())
    };
    let first = "The pier\n\nThe pier is long and goes far out. Gulls sit on it.\n";
    let letters: Vec<String> =
        (1..=9).map(|n| format!("Reader {n} wrote. Letter {n} came by post.")).collect();
    let letters = format!("\n{}\n", letters.join("\n\n"));
    assert_eq!(take(first), ("added".into(), 1.into()));
    assert_eq!(take(&format!("{first}{letters}")), ("updated".into(), 1.into()));
    assert_eq!(take(first), ("updated".into(), 1.into()));
    // A part of that which it never was alone.
    assert_eq!(take(&format!("{first}{letters}")), ("updated".into(), 1.into()));
    assert_eq!(take("The pier\n\nThe pier is long and goes far out.\n"), ("added".into(), 2.into()));
}

#[test]
fn a_text_whose_lines_end_elsewhere_is_the_same_article() {
    let sentence = |n| {
        format!(
            "In year {n} of the count there were {n} ducks at the mole and {n} geese on the pier, and whoever saw them from \
             tower {n} wrote it down in book {n} of the harbour office, as had been done for {n} years by then."
        )
    };
    let words = (10..30).map(sentence).collect::<Vec<_>>().join(" ");
    let cli = Cli::new();
    // In lines of which each is a paragraph, as nothing tells that it is none.
    let take = |width: usize| {
        let mut text = String::new();
        let mut cells = 0;
        for word in words.split(' ') {
            let ends = cells + word.len() >= width;
            text.push_str(if ends {
                "\n"
            } else if cells > 0 {
                " "
            } else {
                ""
            });
            text.push_str(word);
            cells = if ends { word.len() } else { cells + 1 + word.len() };
        }
        cli.write("a.txt", text);
        cli.json(["import", "a.txt"]).remove(0)
    };
    assert_eq!(take(150)["outcome"], "added");
    assert!(cli.ok(["show", "1"]).lines().filter(|line| !line.is_empty()).count() > 20, "each a paragraph");
    for width in [70, 140, 100, 180] {
        let again = take(width);
        assert_eq!((&again["outcome"], &again["article"]["id"]), (&"updated".into(), &1.into()), "{width}");
    }
    // Lines without a stop are one sentence to who looks for stops; two that stay are not half of this.
    let list = |what: &str| {
        let lines: Vec<String> =
            (1..13).map(|n| format!("{what} number {n} of the north quay, seen at noon")).collect();
        format!("{}\n\nThis list is kept by the harbour office. Ask there for more.\n", lines.join("\n\n"))
    };
    for (what, outcome) in [("boat", "added"), ("old whale and its calf", "added")] {
        cli.write("list.txt", list(what));
        assert_eq!(cli.json(["import", "list.txt"])[0]["outcome"], outcome, "{what}");
    }
}

#[test]
fn a_folder_of_a_thousand_files_comes_in_whole() {
    let cli = Cli::new();
    for n in 0..1_000 {
        let words = (0..300)
            .map(|word| format!("word{} ", (n * 7 + word * word) % 5_000))
            .collect::<Vec<_>>()
            .concat();
        cli.write(&format!("all/{n:04}.txt"), format!("Ledger {n}\n\n{words}\n"));
    }
    let ran = cli.run(["import", "-q", "all"]);
    assert_eq!((ran.code, ran.out.lines().count()), (0, 1_000), "{}", ran.err);
    assert_eq!(cli.json(["list"]).len(), 1_000);
}

#[test]
fn one_article_alone_can_be_the_text_of_another() {
    let cli = Cli::new();
    cli.write("a.txt", "A text.");
    cli.write("mole.txt", "A text.");
    cli.ok(["import", "mole.txt"]);
    cli.write("folder/b.txt", "B text.");
    cli.write("notes.jsonld", "[]");
    cli.write("feed.xml", "<rss version='2.0'><channel><title>F</title></channel></rss>");
    cli.write("codes.qdc", r#"<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes/></CodeBook>"#);
    assert!(cli.fails(2, ["import", "--as", "1", "folder"]).contains("it is a folder"));
    assert!(cli.fails(2, ["import", "--as", "1", "a.txt", "folder/b.txt"]).contains("--as takes one source"));
    assert!(cli.fails(1, ["import", "--as", "9", "a.txt"]).contains("there is no article"));
    for several in ["notes.jsonld", "feed.xml", "codes.qdc"] {
        let err = cli.fails(1, ["import", "--as", "1", several]);
        assert!(err.contains(&format!("{several}: it is not one article")), "{err}");
    }
    assert_eq!(cli.json(["import", "--as", "mole", "folder/b.txt"])[0]["article"]["id"], 1);
    assert!(cli.ok(["show", "1"]).contains("B text."));
    cli.ok(["undo"]);
    assert!(cli.ok(["show", "1"]).contains("A text."));
}

#[test]
fn a_file_of_a_feed_may_be_as_large_as_the_setting_that_is_named() {
    let cli = Cli::new();
    cli.write("c.toml", "[network]\nsize = 1\n");
    cli.write("feed.xml", format!("<rss version='2.0'><!--{}--></rss>", "x".repeat(1 << 20)));
    let err = cli.fails(1, ["import", "--config", "c.toml", "--feed", "feed.xml"]);
    assert!(err.contains("it is larger than 1 MB (raise `size` in [network]"), "{err}");
}

#[test]
fn a_feed_on_standard_input_is_no_text_and_a_list_of_feeds_is_one() {
    let cli = Cli::new();
    let feed = "<rss version='2.0'><channel><title>A</title><item><title>One</title><description>Word.</description></item></channel></rss>";
    let id = cli.article("a.txt", "A text of some words.").to_string();
    let ran: Ran = cli.command(["import", "-"]).write_stdin(feed).output().unwrap().into();
    assert!(
        ran.code == 1 && ran.err.contains("it is a feed") && ran.err.contains("--feed ADDRESS"),
        "{}",
        ran.err
    );
    let ran: Ran = cli.command(["import", "--as", &id, "-"]).write_stdin(feed).output().unwrap().into();
    assert!(ran.code == 1 && ran.err.contains("it is not one article"), "{}", ran.err);
    assert!(cli.ok(["show", &id]).contains("A text of some words."));
    let ran: Ran = cli
        .command(["import", "-"])
        .write_stdin("<opml version='2.0'><body><outline text='none'/></body></opml>")
        .output()
        .unwrap()
        .into();
    assert!(ran.code == 1 && ran.err.contains("no feed is named in it"), "{}", ran.err);
}
