//! What is listed, shown and searched, and the shapes of its JSON.

use serde_json::Value;

use super::{Cli, TEXT, names};

const ARTICLE: &str = "id uuid title byline publication published url source format language status starred progress words annotations themes note added sha256 collection position";
const ANNOTATION: &str = "id uuid article start end quote prefix suffix paragraph percent themes note state created updated page now";
const THEME: &str = "uuid name path parent description note color sign key annotations articles";

/// The names of the first object that a command prints, in their order.
fn shape(cli: &Cli, args: &[&str]) -> String {
    let ran = cli.run([args, &["--json"]].concat());
    names(ran.out.lines().next().unwrap_or_else(|| panic!("{args:?}: {}", ran.err))).join(" ")
}

#[test]
fn every_object_has_its_names_in_order_and_none_is_missing() {
    let cli = Cli::new();
    cli.write("a.md", TEXT);
    assert_eq!(
        shape(&cli, &["import", "a.md"]),
        "source outcome article error report corrections remark older"
    );
    assert_eq!(
        shape(&cli, &["import", "none.md"]),
        "source outcome article error report corrections remark older"
    );
    let id = cli.json(["list"])[0]["id"].to_string();
    for args in
        [&["list"][..], &["edit", &id, "--star"], &["remove", &id], &["trash"], &["remove", "--restore", &id]]
    {
        assert_eq!(shape(&cli, args), ARTICLE, "{args:?}");
    }
    assert_eq!(shape(&cli, &["show", &id]), format!("{ARTICLE} text blocks pages"));
    assert_eq!(shape(&cli, &["show", &id, "--sentences"]), format!("{ARTICLE} text blocks pages sentences"));
    for args in [
        &["annotate", &id, "--span", "0..2", "--theme", "A"][..],
        &["annotations"],
        &["amend", "1", "--note", "n"],
        &["export", "--format", "jsonl"],
    ] {
        assert_eq!(shape(&cli, args), ANNOTATION, "{args:?}");
    }
    for args in [&["themes"][..], &["themes", "add", "B"], &["themes", "remove", "B"]] {
        assert_eq!(shape(&cli, args), THEME, "{args:?}");
    }
    assert_eq!(shape(&cli, &["search", "harbour"]), "article field start end snippet score");
    assert_eq!(shape(&cli, &["export", "--out", "out/"]), "path outcome");
    assert_eq!(shape(&cli, &["backup", "b.postil"]), "path bytes");
    for args in [&["undo"][..], &["redo"], &["history"]] {
        assert_eq!(shape(&cli, args), "id label at undone", "{args:?}");
    }
    assert_eq!(shape(&cli, &["doctor"]), "check ok detail mend");
    let counts = "articles unread reading done starred annotated words annotations untagged notes unplaced themes unused";
    assert_eq!(shape(&cli, &["stats"]), counts);
    cli.ok(["annotate", &id, "--span", "0..2", "--theme", "A", "--theme", "C"]);
    let matrix = |matrix| shape(&cli, &["stats", "--matrix", matrix]);
    assert_eq!(matrix("theme-article"), "theme article annotations");
    assert_eq!(matrix("theme-theme"), "theme with annotations articles");
    assert_eq!(matrix("theme-month"), "theme month annotations articles");
    let report = "work at ended taken_back added updated unchanged failed feeds sources remarks book_remarks project_remarks";
    assert_eq!(shape(&cli, &["report"]), report);
    assert_eq!(shape(&cli, &["tutor", "--print"]), "number title text commands");
}

#[test]
fn an_article_has_its_values() {
    let cli = Cli::new();
    let text = "---\ntitle: Harbours\nauthor: [A. One, B. Two]\npublication: The Paper\ndate: 2017-07-12\nurl: https://example.org/h\n---\n\n# Harbours\n\nFirst sentence. Second *one*.\n\n> Quoted.\n";
    let id = cli.article("a.md", text).to_string();
    let article = &cli.json(["list"])[0];
    assert_eq!(article["byline"], "A. One; B. Two");
    assert_eq!(
        (article["publication"].as_str(), article["published"].as_str()),
        (Some("The Paper"), Some("2017-07-12"))
    );
    assert_eq!(
        (article["status"].as_str(), article["note"].is_null(), article["format"].as_str()),
        (Some("unread"), true, Some("markdown"))
    );
    let shown = &cli.json(["show", &id, "--sentences"])[0];
    let text = shown["text"].as_str().unwrap();
    let part = |span: &Value| {
        let n = |name: &str| usize::try_from(span[name].as_u64().unwrap()).unwrap();
        text.chars().skip(n("start")).take(n("end") - n("start")).collect::<String>()
    };
    let blocks = shown["blocks"].as_array().unwrap();
    assert_eq!(
        blocks.iter().map(|b| b["kind"].as_str().unwrap()).collect::<Vec<_>>(),
        ["heading", "paragraph", "quotation"]
    );
    assert_eq!(names(&blocks[0].to_string()).len(), 6);
    assert_eq!(part(&blocks[1]["inlines"][0]), "one");
    assert_eq!(
        (blocks[1]["inlines"][0]["kind"].as_str(), blocks[1]["inlines"][0]["target"].is_null()),
        (Some("emphasis"), true)
    );
    let sentences: Vec<_> = shown["sentences"].as_array().unwrap().iter().map(part).collect();
    assert_eq!(sentences, ["Harbours", "First sentence.", "Second one.", "Quoted."]);
    assert_eq!(
        cli.ok(["show", &id, "--format", "markdown"]),
        "# Harbours\n\nFirst sentence. Second *one*.\n\n> Quoted.\n"
    );
    assert_eq!(cli.ok(["show", "harb"]), "Harbours\n\nFirst sentence. Second one.\n\nQuoted.\n");
}

#[test]
fn furniture_is_left_out_on_wish_and_marked_by_hand() {
    let cli = Cli::new();
    let id = cli.article("a.md", "# T\n\nKeep this.\n\nSign up now.\n").to_string();
    let all = cli.ok(["show", &id]);
    let words = |cli: &Cli| cli.json(["list"])[0]["words"].as_u64().unwrap();
    let before = words(&cli);
    cli.ok(["edit", &id, "--furniture", "15..27"]);
    assert_eq!(
        (cli.ok(["show", &id, "--no-furniture"]), cli.ok(["show", &id])),
        ("T\n\nKeep this.\n".into(), all.clone())
    );
    assert_eq!(words(&cli), before - 3);
    assert_eq!(cli.json(["show", &id, "--no-furniture"])[0]["blocks"].as_array().unwrap().len(), 2);
    cli.ok(["edit", &id, "--no-furniture", "15..27"]);
    assert_eq!(cli.ok(["show", &id, "--no-furniture"]), all);
    assert!(cli.fails(1, ["edit", &id, "--furniture", "16..17"]).contains("no paragraph begins"));
}

#[test]
fn metadata_is_set_and_taken_away() {
    let cli = Cli::new();
    let id = cli.article("a.md", TEXT).to_string();
    let edit = |args: &[&str]| cli.json([&["edit", &id], args].concat()).remove(0);
    let done = edit(&[
        "--title",
        "T",
        "--byline",
        "A; B",
        "--publication",
        "P",
        "--published",
        "2017",
        "--url",
        "https://example.org",
    ]);
    assert_eq!(done["title"].as_str().zip(done["byline"].as_str()), Some(("T", "A; B")));
    assert_eq!(
        edit(&["--byline", "", "--status", "reading", "--star", "--note", "n"])["byline"],
        Value::Null
    );
    let now = edit(&["--no-star"]);
    assert_eq!(
        (now["starred"].as_bool(), now["status"].as_str(), now["note"].as_str()),
        (Some(false), Some("reading"), Some("n"))
    );
    assert!(cli.fails(2, ["edit", &id, "--published", "soon"]).contains("is not a date"));
    let err = cli.fails(2, ["edit", &id, "--url", "not a url", "--title", "T"]);
    assert!(err.contains("it is not an address (write it whole"), "{err}");
    assert!(cli.fails(2, ["edit", &id, "--language", "xx yy zz"]).contains("is not a language"));
    assert_eq!(edit(&["--language", " en-GB "])["language"], "en-GB");
    cli.fails(2, ["edit", &id, "--status", "nonsense"]);
    cli.fails(2, ["edit", &id]);
}

#[test]
fn articles_are_named_by_id_uuid_or_part_of_a_title_and_never_guessed() {
    let cli = Cli::new();
    let id = cli.article("a.md", "# One harbour\n\nText a.").to_string();
    cli.article("b.md", "# Two harbours\n\nText b.");
    let uuid = cli.json(["show", &id])[0]["uuid"].as_str().unwrap().to_owned();
    for name in [&id, &uuid, &uuid[..9].to_uppercase(), "one har", "ONE"] {
        assert!(cli.ok(["show", name]).starts_with("One harbour\n"), "{name}");
    }
    let err = cli.fails(1, ["show", "harbour"]);
    assert!(
        err.contains("may be 2 articles") && err.contains("“One harbour”") && err.contains("“Two harbours”"),
        "{err}"
    );
    let ran = cli.run(["remove", "One", "none", "Two"]);
    assert_eq!((ran.code, ran.out.lines().count()), (1, 2));
    assert!(ran.err.starts_with("postil: none: there is no article"), "{}", ran.err);
    assert_eq!(cli.json(["trash"]).len(), 2);
    assert!(cli.fails(1, ["show", &id]).contains("is in the trash"));
}

#[test]
fn searching_finds_texts_titles_and_notes_with_their_places() {
    let cli = Cli::new();
    let id = cli.article("a.md", TEXT).to_string();
    cli.ok(["annotate", &id, "--quote", "closed in spring", "--note", "Compare the lighthouse here."]);
    let hits = cli.json(["search", "lighthouse"]);
    assert_eq!((hits.len(), hits[0]["field"].as_str()), (1, Some("note")));
    assert_eq!((hits[0]["start"].as_u64(), hits[0]["end"].as_u64()), (Some(12), Some(22)));
    let hits = cli.json(["search", "everybody", "--limit", "1"]);
    let span = format!("{}..{}", hits[0]["start"], hits[0]["end"]);
    assert_eq!(
        (hits[0]["field"].as_str(), cli.ok(["show", &id, "--span", &span])),
        (Some("text"), "everybody\n".into())
    );
    assert!(cli.ok(["search", "everybody"]).contains("and everybody asked"));
    assert!(cli.fails(2, ["search", "is:unread"]).contains("needs a word to look for"));
}
