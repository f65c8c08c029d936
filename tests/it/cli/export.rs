//! Export: the same each time, and careful with what is the user's.

use std::collections::BTreeMap;
use std::path::Path;

use super::{Cli, TEXT, text_of};

fn tagged() -> (Cli, String) {
    let cli = Cli::new();
    let id = cli.article("a.md", TEXT).to_string();
    let other = cli.article("b.md", "# Ships\n\nA ship came in.\n").to_string();
    cli.ok(["annotate", &id, "--quote", "closed in spring", "--theme", "Sea/Ports", "--note", "When?"]);
    cli.ok(["annotate", &other, "--quote", "ship", "--prefix", "A", "--theme", "Seaweed"]);
    (cli, id)
}

/// All files below a folder with their content.
fn files(folder: &Path) -> BTreeMap<String, String> {
    walkdir::WalkDir::new(folder)
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            (entry.path().strip_prefix(folder).unwrap().display().to_string(), text_of(entry.path()))
        })
        .collect()
}

fn outcomes(cli: &Cli, args: &[&str]) -> BTreeMap<String, String> {
    let all = cli.json([&["export", "--out", "out"], args].concat());
    let text = |line: &serde_json::Value, name: &str| line[name].as_str().unwrap().to_owned();
    all.iter().map(|line| (text(line, "path"), text(line, "outcome"))).collect()
}

#[test]
fn twice_is_the_same_and_writes_nothing_anew() {
    let (cli, _) = tagged();
    let first = outcomes(&cli, &["--by", "library"]);
    assert!(first.values().all(|outcome| outcome == "written"), "{first:?}");
    let before = files(&cli.path("out"));
    for name in ["README.md", "themes.md", "annotations.csv", "articles/on-harbours.md", "themes/ports.md"] {
        assert!(before.contains_key(name), "{name}: {:?}", before.keys());
    }
    let second = outcomes(&cli, &["--by", "library"]);
    assert!(second.values().all(|outcome| outcome == "unchanged"), "{second:?}");
    assert_eq!(files(&cli.path("out")), before);
    assert!(!before["themes/sea.md"].contains("ship"), "Seaweed is not Sea");
}

#[test]
fn quotations_of_verse_keep_their_lines_and_those_of_prose_flow() {
    let cli = Cli::new();
    let prose = "The boats lay on the shingle that winter with their keels turned up to the\n\
                 rain, and nobody in the town would say whose they were or who had paid\nfor the tar.";
    let verse = "The river rose at Candlemas\nAnd took the lower mill,\nThe miller and the miller's ass\n\
                 Are on the water still.";
    let after = "It was asked once, in the chapel, and the answer that was given there\nwas no answer.";
    let id = cli.article("a.txt", &format!("The flood\n\n{prose}\n\n{verse}\n\n{after}\n")).to_string();
    cli.ok(["annotate", &id, "--quote", "the lower mill, The miller", "--theme", "Mill"]);
    cli.ok(["annotate", &id, "--quote", "turned up to the rain, and nobody", "--theme", "Mill"]);
    let markdown = cli.ok(["export", "--by", "theme"]);
    assert!(markdown.contains("> the lower mill,\\\n> The miller\n"), "{markdown}");
    assert!(markdown.contains("> turned up to the rain, and nobody\n"), "{markdown}");
    let html = cli.ok(["export", "--by", "theme", "--format", "html"]);
    assert!(html.contains("the lower mill,<br>\nThe miller</p>"), "{html}");
    assert!(html.contains("turned up to the rain, and nobody</p>"), "{html}");
    // Data has the words as they stand in the text.
    let json = cli.ok(["export", "--format", "jsonl"]);
    assert!(json.contains("turned up to the\\nrain"), "{json}");
}

#[test]
fn a_renamed_article_keeps_its_file_and_what_the_user_wrote() {
    let (cli, id) = tagged();
    outcomes(&cli, &[]);
    let mine = "<!-- postil: yours below -->\nMy own words.\n";
    cli.write("out/articles/on-harbours.md", format!("{}\n{mine}", cli.read("out/articles/on-harbours.md")));
    cli.write("out/articles/foreign.md", "somebody else's");
    cli.ok(["edit", &id, "--title", "Of ports"]);
    let done = outcomes(&cli, &[]);
    assert_eq!(done["out/articles/of-ports.md"], "renamed");
    let now = files(&cli.path("out"));
    assert!(!now.contains_key("articles/on-harbours.md"));
    assert!(
        now["articles/of-ports.md"].ends_with(mine) && now["articles/of-ports.md"].contains("# Of ports")
    );
    assert_eq!(now["articles/foreign.md"], "somebody else's");
}

#[test]
fn somebody_elses_readme_is_left_alone_and_named() {
    let (cli, _) = tagged();
    cli.write("out/README.md", "mine");
    let ran = cli.run(["export", "--by", "library", "--out", "out"]);
    assert_eq!((ran.code, cli.read("out/README.md").as_str()), (1, "mine"));
    assert!(
        ran.err.contains("postil: out/README.md: there is a file that postil did not write"),
        "{}",
        ran.err
    );
    assert!(cli.path("out/themes.md").exists());
}

#[test]
fn one_file_and_standard_output_hold_the_same() {
    let (cli, id) = tagged();
    let printed = cli.ok(["export"]);
    cli.ok(["export", "--out", "all.md"]);
    assert_eq!(cli.read("all.md"), printed);
    assert_eq!(printed.matches("\npostil: {id: ").count(), 2);
    assert!(!printed.contains("2026") && printed.ends_with('\n') && !printed.ends_with("\n\n"), "{printed}");
    let one = cli.ok(["export", "--article", &id]);
    assert!(
        one.starts_with("---\ntitle: \"On harbours\"\n") && one.contains("\n> closed in spring\n"),
        "{one}"
    );
    let theme = cli.ok(["export", "--by", "theme", "--theme", "sea"]);
    assert!(theme.contains("closed in spring") && !theme.contains("Seaweed"), "{theme}");
    cli.ok(["export", "--format", "csv", "--out", "t.csv"]);
    assert_eq!(cli.read("t.csv"), cli.ok(["export", "--format", "csv"]));
    assert!(cli.read("t.csv").starts_with(
        "annotation,article,title,byline,publication,published,url,start,end,theme,quote,note,created,state\r\n"
    ));
}

#[test]
fn json_lines_are_the_annotations() {
    let (cli, id) = tagged();
    assert_eq!(cli.ok(["export", "--format", "jsonl"]), cli.ok(["annotations", "--json"]));
    assert_eq!(
        cli.ok(["export", "--format", "jsonl", "--article", &id, "--theme", "ports"]),
        cli.ok(["annotations", "--json", "--article", &id, "--theme", "ports"])
    );
    assert_eq!(cli.ok(["export", "--format", "jsonl", "--article", &id, "--theme", "Seaweed"]), "");
}

#[test]
fn a_stamp_and_citation_keys_only_on_wish() {
    let (cli, id) = tagged();
    cli.ok(["edit", &id, "--byline", "Ann Author", "--published", "2017"]);
    outcomes(&cli, &["--by", "library", "--citekeys"]);
    assert!(cli.read("out/references.bib").contains("author2017"), "{}", cli.read("out/references.bib"));
    let cited = cli.read("out/themes/ports.md");
    assert!(cited.contains("[@author2017"), "{cited}");
    assert!(cli.ok(["export", "--by", "theme", "--theme", "ports"]).contains("(Author, 2017, ¶1)"));
}

#[test]
fn a_folder_gets_what_the_keys_stand_for_and_one_text_does_not() {
    let (cli, id) = tagged();
    cli.ok(["edit", &id, "--byline", "Ann Author", "--published", "2017"]);
    for by in ["article", "theme"] {
        cli.ok(["export", "--by", by, "--citekeys", "--out", by]);
        let references = cli.read(&format!("{by}/references.bib"));
        assert!(references.contains("{author2017,"), "{references}");
        let printed = cli.ok(["export", "--by", by, "--citekeys"]);
        assert!(printed.contains("author2017") && !printed.contains("{author2017,"), "{printed}");
    }
}

#[test]
fn a_place_that_cannot_be_written_is_named() {
    let (cli, _) = tagged();
    let err = cli.fails(1, ["export", "--out", "no/such/file.md"]);
    assert!(err.contains("no/such/file.md: the folder it should go into does not exist"), "{err}");
}

#[test]
fn a_file_that_postil_did_not_write_is_not_written_over() {
    let (cli, id) = tagged();
    let library = cli.library();
    let library = library.to_str().unwrap();
    let mine = "My own words.\n";
    for (format, name) in [("markdown", "mine.md"), ("csv", "mine.csv"), ("jsonl", "mine.jsonl")] {
        cli.write(name, mine);
        let beside = format!("{library}-wal");
        for path in [name, library, &beside] {
            let said = cli.fails(1, ["export", "--format", format, "--out", path]);
            assert!(said.contains(path) && said.contains("did not write"), "{said}");
        }
        assert_eq!(cli.read(name), mine);
        // Again into its own.
        let own = format!("own-{name}");
        cli.ok(["export", "--format", format, "--out", &own]);
        let before = cli.read(&own);
        cli.ok(["edit", &id, "--title", &format!("Changed {format}")]);
        cli.ok(["export", "--format", format, "--out", &own]);
        assert_ne!(cli.read(&own), before);
    }
    for by in ["theme", "library"] {
        for _ in 0..2 {
            cli.ok(["export", "--by", by, "--out", &format!("{by}.md")]);
            cli.ok(["themes", "add", &format!("{by} new")]);
            cli.ok(["export", "--by", by, "--out", &format!("{by}.md")]);
            cli.ok(["undo"]);
        }
    }
    assert_eq!(cli.json(["list"]).len(), 2, "the library is whole");
}

#[test]
fn words_that_changed_and_passages_that_are_lost_are_told_as_such() {
    let cli = Cli::new();
    let text = |said: &str, more: &str| {
        let before = "The council met on Tuesday to weigh a second ferry across the sound.";
        let after = "The vote is set for June, and nobody in the hall would say how it might end.";
        format!("# The cost\n\n{before}\n\nThe minister {said} million euros.\n\n{after}\n\n{more}\n")
    };
    let more = "Boats are older than bridges.";
    let id = cli.article("a.md", &text("said the cost was 40", more)).to_string();
    cli.ok(["edit", &id, "--url", "https://example.org/a"]);
    let minister = "The minister said the cost was 40 million euros.";
    cli.ok(["annotate", &id, "--quote", minister, "--theme", "Cost", "--note", "Who says so?"]);
    cli.ok(["annotate", &id, "--quote", more, "--theme", "Cost"]);
    cli.write("a.md", text("denied the cost was 90", ""));
    cli.run(["import", "a.md"]);
    let states: Vec<_> = cli.json(["annotations"]).iter().map(|one| one["state"].clone()).collect();
    assert_eq!(states, ["changed", "lost"]);
    for args in [["--article", &id], ["--by", "theme"]] {
        let file = cli.ok(["export", args[0], args[1]]);
        let place = file.find("> The minister denied the cost was 90 million euros.\n\n¶2 · ").expect(&file);
        let marked = file.find("The words when they were marked:\n\n> The minister said").expect(&file);
        assert!(place < marked && file.contains("text=The%20minister%20denied"), "{file}");
        assert!(!file.contains("text=The%20minister%20said"), "{file}");
        let lost = file.lines().find(|line| line.contains("not in the present text")).unwrap();
        assert!(!lost.contains('¶') && !lost.contains('%'), "{file}");
    }
}

#[test]
fn files_of_articles_and_themes_that_are_no_more_are_left_and_named() {
    let (cli, id) = tagged();
    outcomes(&cli, &["--by", "library"]);
    let of_article = cli.read("out/articles/on-harbours.md");
    let mine = format!("{}\n<!-- postil: yours below -->\nMine.\n", cli.read("out/themes/seaweed.md"));
    cli.write("out/themes/seaweed.md", &mine);
    cli.ok(["remove", &id]);
    cli.ok(["themes", "remove", "Seaweed"]);
    let left = |by: &str, more: &[&str]| {
        let done = outcomes(&cli, &[&["--by", by], more].concat());
        done.into_iter().filter(|(_, outcome)| outcome == "left").map(|(path, _)| path).collect::<Vec<_>>()
    };
    assert_eq!(left("article", &[]), ["out/articles/on-harbours.md"]);
    assert_eq!(left("theme", &[]), ["out/themes/seaweed.md"]);
    assert_eq!(left("library", &[]), ["out/articles/on-harbours.md", "out/themes/seaweed.md"]);
    // What is merely not wanted this time is no such file.
    assert_eq!(left("theme", &["--theme", "Ports"]), ["out/themes/seaweed.md"]);
    let ran = cli.run(["export", "--by", "library", "--out", "out"]);
    assert_eq!(ran.out, "left      out/articles/on-harbours.md\nleft      out/themes/seaweed.md\n");
    assert!(ran.err.contains("0 files written, 6 unchanged\n2 files of articles or themes"), "{}", ran.err);
    assert_eq!(
        (cli.read("out/articles/on-harbours.md"), cli.read("out/themes/seaweed.md")),
        (of_article, mine)
    );
    cli.ok(["remove", "--restore", &id]);
    assert_eq!(left("article", &[]), [""; 0]);
    let ran = cli.run(["export", "--by", "theme", "--theme", "Ports", "--out", "ports"]);
    assert!(ran.err.contains("1 file written, 0 unchanged"), "{}", ran.err);
}

#[test]
fn what_says_nothing_about_a_codebook_is_refused() {
    let (cli, id) = tagged();
    for option in [&["--article", &id][..], &["--by", "article"], &["--stamp"], &["--citekeys"]] {
        let err = cli.fails(2, [&["export", "--format", "qdc"], option].concat());
        assert!(err.contains(&format!("so {} is nothing for it", option[0])), "{err}");
    }
    assert!(cli.ok(["export", "--format", "qdc", "--theme", "Sea"]).contains("Ports"));
}

#[test]
fn a_project_of_our_own_goes_by_its_file() {
    let (from, _) = tagged();
    let to = Cli::new();
    let file = to.path("study.qdpx").display().to_string();
    from.ok(["export", "--format", "qdpx", "--out", &file]);
    let ran = to.run(["import", &file]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("study: 3 themes"), "{}", ran.err);
    assert!(!ran.err.contains("postil: "), "that is how a failure begins: {}", ran.err);
}

#[test]
fn a_file_with_words_below_is_told_as_written_where_it_was() {
    let (cli, id) = tagged();
    let export = || cli.run(["export", "--by", "article", "--out", "out"]);
    export();
    let path = cli.path("out/articles/on-harbours.md");
    std::fs::write(&path, text_of(&path) + "\nMine.\n").unwrap();
    let ran = export();
    assert_eq!((ran.out.as_str(), ran.err.trim_end()), ("", "0 files written, 2 unchanged"));
    cli.ok(["annotate", &id, "--quote", "everybody asked", "--theme", "Sea/Ports"]);
    let ran = export();
    let told = "written   out/articles/on-harbours.md  (with what you wrote below)\n";
    assert_eq!((ran.out.as_str(), ran.err.trim_end()), (told, "1 file written, 1 unchanged"));
    assert!(text_of(&path).ends_with("Mine.\n"));
}

#[test]
fn what_is_typed_below_stays_also_where_it_has_a_rule_or_quotes_what_stands_above() {
    let (cli, id) = tagged();
    let export = || cli.run(["export", "--by", "article", "--out", "out"]);
    export();
    let path = cli.path("out/articles/on-harbours.md");
    let written = text_of(&path);
    let quoted = written.lines().find(|line| line.starts_with("> ")).expect("a quotation");
    let typed = format!("---\n\nMine.\n\n{quoted}\n\nThat is the heart of it.");
    let changed = written.replacen("# ", "# My ", 1);
    assert_ne!(changed, written);
    std::fs::write(&path, format!("{changed}\n{typed}\n")).unwrap();
    cli.ok(["annotate", &id, "--quote", "everybody asked", "--theme", "Sea/Ports"]);
    export();
    let now = text_of(&path);
    assert!(now.trim_end().ends_with(&typed) && !now.contains("# My "), "{now}");
    // What is ours is not carried on as if it were the reader's.
    let line =
        written.lines().rev().find(|line| line.starts_with('—') || line.contains("ports")).unwrap_or(quoted);
    std::fs::write(&path, format!("{}\n{line}\n", text_of(&path).replacen("# ", "# My ", 1))).unwrap();
    export();
    assert_eq!(text_of(&path).matches("Mine.").count(), 1);
}

#[test]
fn a_format_of_one_file_says_that_by_has_no_effect() {
    let (cli, _) = tagged();
    for format in ["csv", "jsonl", "w3c", "qdpx"] {
        let ran = cli.run(["export", "--format", format, "--by", "theme", "--out", "one"]);
        assert!(ran.err.contains("--by has no effect"), "{format}: {}", ran.err);
        let ran = cli.run(["export", "--format", format, "--out", "other"]);
        assert!(!ran.err.contains("--by"), "{format}: {}", ran.err);
        assert_eq!(std::fs::read(cli.path("one")).unwrap(), std::fs::read(cli.path("other")).unwrap());
        std::fs::remove_file(cli.path("one")).unwrap();
        std::fs::remove_file(cli.path("other")).unwrap();
    }
    let ran = cli.run(["export", "--format", "html", "--by", "theme"]);
    assert!(!ran.err.contains("--by"), "{}", ran.err);
}
