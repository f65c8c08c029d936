//! W3C Web Annotation out and in, through the command line.

use serde_json::Value;

use super::{Cli, TEXT};

const OTHER: &str = "# Ships\n\nA ship came in, and nobody knew from where it had come.\n";

/// Two articles with annotations of each kind; one has an address.
fn annotated() -> Cli {
    let cli = Cli::new();
    let id = cli.article("a.md", TEXT).to_string();
    let other = cli.article("b.md", OTHER).to_string();
    cli.ok(["edit", &id, "--url", "https://example.org/harbours?id=7"]);
    cli.ok([
        "annotate", &id, "--quote", "closed in spring", "--theme", "Sea/Ports", "--note", "When?\n\n- *a*",
    ]);
    cli.ok(["annotate", &id, "--quote", "in spring. Nobody", "--theme", "Sea/Ports", "--theme", "and\\/or"]);
    cli.ok(["annotate", &id, "--quote", "everybody"]);
    cli.ok(["annotate", &other, "--quote", "A ship came in", "--note", "Only a note"]);
    cli
}

/// What makes annotations the same, in an order of its own.
fn kept(cli: &Cli) -> Vec<Value> {
    let mut all = cli.json(["annotations"]);
    for one in &mut all {
        let one = one.as_object_mut().unwrap();
        one.remove("id");
        one.remove("article");
    }
    all.sort_by_key(|one| one["uuid"].to_string());
    all
}

fn delete_all(cli: &Cli) {
    for one in cli.json(["annotations"]) {
        cli.ok(["amend", one["uuid"].as_str().unwrap(), "--delete"]);
    }
}

#[test]
fn what_went_out_comes_in_again_as_it_was() {
    let cli = annotated();
    let before = kept(&cli);
    cli.ok(["export", "--format", "w3c", "--out", "all.jsonld"]);
    assert_eq!(cli.read("all.jsonld"), cli.ok(["export", "--format", "w3c"]), "the same each time");
    // Nothing is new.
    let done = cli.json(["import", "all.jsonld"]);
    assert!(done.iter().all(|line| line["outcome"] == "unchanged"), "{done:?}");
    let steps = cli.json(["history"]).len();
    delete_all(&cli);
    let ran = cli.run(["import", "all.jsonld"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("all.jsonld: 4 annotations: 4 new, 0 updated, 0 unchanged"), "{}", ran.err);
    assert!(ran.out.contains("3 annotations: 3 placed"), "{}", ran.out);
    assert_eq!(kept(&cli), before);
    let history = cli.json(["history"]);
    assert_eq!(history.len(), steps + 5, "one step");
    assert_eq!(history[0]["label"], "import 4 annotations");
    cli.ok(["undo"]);
    assert!(cli.json(["annotations"]).is_empty());
}

#[test]
fn a_note_with_signs_that_no_file_of_annotations_has_is_not_changed() {
    let cli = annotated();
    cli.write("note.txt", "One\u{1}line\r\nand\ranother\u{0}.");
    cli.ok(["annotate", "1", "--span", "0..3", "--note-file", "note.txt"]);
    cli.ok(["export", "--format", "w3c", "--out", "all.jsonld"]);
    let ran = cli.run(["import", "all.jsonld"]);
    assert!(ran.err.contains("5 annotations: 0 new, 0 updated, 5 unchanged\n"), "{}", ran.err);
    assert!(!ran.err.contains("changed here since"), "{}", ran.err);
}

#[test]
fn another_library_that_has_the_articles_takes_them() {
    let cli = annotated();
    let before = kept(&cli);
    cli.ok(["export", "--format", "w3c", "--out", "all.jsonld"]);
    let fresh = Cli::new();
    let id = fresh.article("a.md", TEXT).to_string();
    fresh.ok(["edit", &id, "--url", "http://www.example.org/harbours?utm_source=x&id=7#top"]);
    fresh.write("all.jsonld", cli.read("all.jsonld"));
    let ran = fresh.run(["--json", "import", "all.jsonld"]);
    // That of the article without an address cannot be known here.
    assert_eq!(ran.code, 1);
    let done = super::lines(&ran.out);
    assert_eq!(
        done.iter().map(|line| line["outcome"].as_str().unwrap()).collect::<Vec<_>>(),
        ["updated", "failed"]
    );
    assert_eq!(done[0]["report"]["placed"], 3);
    assert!(ran.err.contains("1 annotation is of an article with the id urn:uuid:"), "{}", ran.err);
    let here = kept(&fresh);
    assert_eq!(here, before.iter().filter(|one| one["note"] != "Only a note").cloned().collect::<Vec<_>>());
    assert!(fresh.json(["themes"]).iter().any(|theme| theme["path"] == "Sea/Ports"));
}

#[test]
fn articles_may_come_with_their_annotations_and_in_any_order() {
    let cli = annotated();
    cli.ok(["export", "--format", "w3c", "--out", "all.jsonld"]);
    let fresh = Cli::new();
    let page = format!("---\nurl: https://example.org/harbours?id=7\n---\n{TEXT}");
    fresh.write("in/z.md", page);
    fresh.write("in/a.jsonld", cli.read("all.jsonld"));
    let ran = fresh.run(["import", "in"]);
    assert!(
        ran.out.contains("added") && ran.out.contains("3 annotations: 3 placed"),
        "{} {}",
        ran.out,
        ran.err
    );
    let label = fresh.json(["history"])[0]["label"].clone();
    assert_eq!(label, "import 1 article and 3 annotations");
    fresh.ok(["undo"]);
    assert!(fresh.json(["list"]).is_empty());
}

#[test]
fn what_an_article_in_the_trash_has_comes_onto_another_of_its_address_once() {
    let cli = Cli::new();
    let page = |name: &str, text: &str| {
        cli.article(name, &format!("---\nurl: https://example.org/harbours\n---\n{text}")).to_string()
    };
    let old = page("a.md", TEXT);
    cli.ok(["annotate", &old, "--quote", "closed in spring", "--theme", "Sea", "--note", "When?"]);
    cli.ok(["export", "--format", "w3c", "--out", "all.jsonld"]);
    // The same passage on another copy of the page, which comes while the first is in the trash.
    let text = cli.read("all.jsonld");
    let uuid = cli.json(["show", &old])[0]["uuid"].as_str().unwrap().to_owned();
    cli.ok(["remove", &old]);
    let new = cli.article("b.md", &format!("{TEXT}\nOne more line.\n")).to_string();
    cli.ok(["edit", &new, "--url", "https://example.org/harbours"]);
    cli.write("all.jsonld", text.replace(&format!("urn:uuid:{uuid}"), "https://example.org/harbours"));
    let ran = cli.run(["import", "all.jsonld"]);
    assert!(ran.err.contains("1 annotation: 1 new"), "{} {}", ran.out, ran.err);
    let ran = cli.run(["import", "all.jsonld"]);
    assert!(ran.err.contains("0 new, 0 updated, 1 unchanged"), "{} {}", ran.out, ran.err);
    cli.ok(["remove", "--restore", &old]);
    let all = cli.json(["annotations"]);
    let told: Vec<_> = all.iter().map(|one| (one["article"]["id"].to_string(), &one["note"])).collect();
    assert_eq!(told, [(old, &"When?".into()), (new, &"When?".into())]);
}

#[test]
fn theme_and_article_narrow_what_goes_out() {
    let cli = annotated();
    let items = |args: &[&str]| {
        let text = cli.ok([&["export", "--format", "w3c"], args].concat());
        let read: Value = serde_json::from_str(&text).unwrap();
        read["total"].as_u64().unwrap()
    };
    assert_eq!(items(&[]), 4);
    assert_eq!(items(&["--theme", "Sea"]), 2);
    assert_eq!(items(&["--article", "Ships"]), 1);
    assert_eq!(items(&["--article", "Ships", "--theme", "Sea"]), 0);
}

#[test]
fn a_newer_word_wins_and_an_older_one_leaves_what_is_here() {
    let cli = annotated();
    cli.ok(["export", "--format", "w3c", "--out", "all.jsonld"]);
    let mut read: Value = serde_json::from_str(&cli.read("all.jsonld")).unwrap();
    let item = &mut read["first"]["items"][0];
    item["modified"] = "2099-01-01T00:00:00Z".into();
    item["body"] = serde_json::json!([{ "type": "TextualBody", "purpose": "tagging", "value": "New" }]);
    cli.write("newer.jsonld", read.to_string());
    let ran = cli.run(["import", "newer.jsonld"]);
    assert!(ran.err.contains("0 new, 1 updated, 3 unchanged"), "{}", ran.err);
    let uuid = item_uuid(&read);
    let now = cli.json(["annotations"]).into_iter().find(|one| one["uuid"] == uuid.as_str()).unwrap();
    assert_eq!((&now["themes"], &now["note"]), (&serde_json::json!(["New"]), &Value::Null));
    // The older file again.
    let ran = cli.run(["import", "all.jsonld"]);
    assert!(
        ran.err.contains("4 unchanged") && ran.err.contains("1 of them was changed here since"),
        "{}",
        ran.err
    );
}

#[test]
fn themes_that_were_renamed_or_merged_here_stay_so_when_the_file_comes_again() {
    let cli = annotated();
    cli.ok(["export", "--format", "w3c", "--out", "all.jsonld"]);
    cli.ok(["themes", "rename", "Sea", "Water"]);
    cli.ok(["themes", "merge", "and\\/or", "Water/Ports"]);
    let before = kept(&cli);
    let ran = cli.run(["import", "all.jsonld"]);
    assert!(ran.err.contains("0 new, 0 updated, 4 unchanged"), "{}", ran.err);
    assert_eq!(kept(&cli), before);
}

#[test]
fn a_file_without_times_only_adds() {
    let cli = annotated();
    cli.ok(["export", "--format", "w3c", "--out", "all.jsonld"]);
    let mut read: Value = serde_json::from_str(&cli.read("all.jsonld")).unwrap();
    for item in read["first"]["items"].as_array_mut().unwrap() {
        let item = item.as_object_mut().unwrap();
        item.remove("modified");
        item.remove("created");
    }
    cli.write("timeless.jsonld", read.to_string());
    let uuid = item_uuid(&read);
    cli.ok(["amend", &uuid, "--theme", "Mine", "--note", "When?\n\n- *a*\n\nAn hour of work."]);
    let before = kept(&cli);
    let ran = cli.run(["import", "timeless.jsonld"]);
    assert!(ran.err.contains("0 new, 0 updated, 4 unchanged"), "{}", ran.err);
    assert_eq!(kept(&cli), before, "what was done here stays");
    // What it has beyond that comes.
    let item = &mut read["first"]["items"][0];
    let mut body = item["body"].as_array().unwrap().clone();
    body.push(serde_json::json!({ "type": "TextualBody", "purpose": "tagging", "value": "Theirs" }));
    item["body"] = body.into();
    cli.write("timeless.jsonld", read.to_string());
    let ran = cli.run(["import", "timeless.jsonld"]);
    assert!(ran.err.contains("0 new, 1 updated, 3 unchanged"), "{}", ran.err);
    let now = cli.json(["annotations"]).into_iter().find(|one| one["uuid"] == uuid.as_str()).unwrap();
    let themes: Vec<&str> = now["themes"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert!(["Mine", "Theirs"].iter().all(|theme| themes.contains(theme)), "{themes:?}");
    assert!(now["note"].as_str().unwrap().ends_with("An hour of work."));
}

fn item_uuid(read: &Value) -> String {
    read["first"]["items"][0]["id"].as_str().unwrap().trim_start_matches("urn:uuid:").to_owned()
}

#[test]
fn a_text_that_has_changed_has_its_annotations_found_again_or_lost() {
    let cli = Cli::new();
    let before = "The council met on Tuesday to weigh a second ferry across the sound.";
    let after = "The vote is set for June, and nobody in the hall would say how it might end.";
    let text = |said: &str, more: &str| {
        format!(
            "---\nurl: https://example.org/cost\n---\n# The cost\n\n{before}\n\nThe minister {said} million euros.\n\n{after}\n\n{more}\n"
        )
    };
    let id = cli.article("a.md", &text("said the cost was 40", "Boats are older than bridges.")).to_string();
    for quote in [
        "The minister said the cost was 40 million euros.",
        "Boats are older than bridges.",
        "nobody in the hall would say how it might end",
    ] {
        cli.ok(["annotate", &id, "--quote", quote, "--theme", "Cost"]);
    }
    cli.ok(["export", "--format", "w3c", "--out", "all.jsonld"]);
    let fresh = Cli::new();
    fresh.article("a.md", &text("denied the cost was 90", ""));
    fresh.write("all.jsonld", cli.read("all.jsonld"));
    let done = fresh.json(["import", "all.jsonld"]);
    let report = &done[0]["report"];
    assert_eq!(
        (&report["changed"], &report["lost"], &report["placed"]),
        (&1.into(), &1.into(), &1.into()),
        "{done:?}"
    );
    let unplaced = fresh.json(["annotations", "--unplaced"]);
    assert!(unplaced.iter().any(|one| one["quote"] == "Boats are older than bridges."), "{unplaced:?}");
    // They are the same annotations, and go out and in as what they are.
    fresh.ok(["export", "--format", "w3c", "--out", "again.jsonld"]);
    let there = kept(&fresh);
    delete_all(&fresh);
    fresh.ok(["import", "again.jsonld"]);
    let again = kept(&fresh);
    assert_eq!(
        again.iter().map(|one| (&one["quote"], &one["now"], &one["state"])).collect::<Vec<_>>(),
        there.iter().map(|one| (&one["quote"], &one["now"], &one["state"])).collect::<Vec<_>>()
    );
}

#[test]
fn what_cannot_be_taken_is_named_and_the_rest_comes() {
    let cli = annotated();
    let at = |source: &str, quote: &str| {
        serde_json::json!({ "type": "Annotation", "id": format!("x:{source}{quote}"), "target": { "source": source,
            "selector": { "type": "TextQuoteSelector", "exact": quote } } })
    };
    let all = serde_json::json!({ "@context": "http://www.w3.org/ns/anno.jsonld", "type": "AnnotationPage", "items": [
        at("https://example.org/harbours?id=7", "asked why"),
        at("https://example.org/nowhere", "x"),
        at("https://example.org/nowhere", "y"),
        { "type": "Annotation", "target": "https://example.org/harbours?id=7" },
    ] });
    cli.write("some.json", all.to_string());
    let ran = cli.run(["import", "some.json"]);
    assert_eq!(ran.code, 1);
    assert!(
        ran.err.contains(
            "postil: some.json: 2 annotations are of https://example.org/nowhere, which is not in the library (import that first, then this file again)"
        ),
        "{}",
        ran.err
    );
    assert!(ran.err.contains("some.json: 1 left out: an annotation of a whole page"), "{}", ran.err);
    assert!(cli.json(["annotations"]).iter().any(|one| one["quote"] == "asked why"));
    // In the trash is not in the library.
    cli.ok(["remove", "On harbours"]);
    let ran = cli.run(["import", "some.json"]);
    assert!(
        ran.err.contains("1 annotation is of “On harbours”, which is in the trash (`postil remove --restore"),
        "{}",
        ran.err
    );
    cli.write("bad.jsonld", "{\"type\":");
    let err = cli.fails(1, ["import", "bad.jsonld"]);
    assert!(err.contains("bad.jsonld: it is no JSON"), "{err}");
}

#[test]
fn annotations_find_their_article_by_its_words_in_a_script_without_spaces() {
    const HARBOUR: &str = "港の夜明け\n\n夜明け前に灯台の灯が消えて誰もその訳を知らなかった。水先人は岸壁で長いあいだ潮を待っていた。\n\n\
                           船は霧の中を静かに出て行き、港には鐘の音だけが残った。\n";
    const OTHER: &str = "山の朝\n\n山小屋の主人は朝早く起きて薪を割り、客は誰もその音を聞かなかった。\n";
    let note = |quote: &str, prefix: &str, suffix: &str| {
        serde_json::json!({
            "type": "Annotation",
            "target": {
                "source": "https://example.org/minato",
                "selector": {"type": "TextQuoteSelector", "exact": quote, "prefix": prefix, "suffix": suffix}
            }
        })
    };
    for (notes, count) in [
        // Within one run of letters, with and without what stands around it.
        (vec![note("灯が消えて誰もその訳を", "夜明け前に灯台の", "知らなかった。")], 1),
        (vec![note("灯台の灯が消えて誰もその訳を知らな", "", "")], 1),
        // A letter weighs as two.
        (vec![note("その訳を知らなかった", "", "")], 1),
        // Too little to tell, and in no text.
        (vec![note("消えて", "", "")], 0),
        (vec![note("灯台の灯が消えて誰もその秘密を知ら", "", "")], 0),
    ] {
        let cli = Cli::new();
        cli.article("a.txt", HARBOUR);
        cli.article("b.txt", OTHER);
        cli.write("n.jsonld", serde_json::to_string(&notes).unwrap());
        let ran = cli.run(["import", "n.jsonld"]);
        assert_eq!(cli.json(["annotations"]).len(), count, "{notes:?}: {}", ran.err);
        assert_eq!(ran.err.contains("which has their words"), count > 0, "{}", ran.err);
    }
}

#[test]
fn annotations_find_the_article_of_another_library_by_its_text_or_its_words() {
    let from = annotated();
    from.ok(["export", "--format", "w3c", "--out", "all.jsonld"]);
    let all = from.read("all.jsonld");
    let wanted = kept(&from);
    // The same texts, of which one has no address and none an id that is known.
    let to = Cli::new();
    to.article("x.md", TEXT);
    to.article("y.md", OTHER);
    to.write("all.jsonld", &all);
    let ran = to.run(["import", "all.jsonld"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("4 annotations: 4 new"), "{}", ran.err);
    assert!(
        ran.err.contains("3 annotations are of https://example.org/harbours?id=7 (“On harbours”), and on “On harbours” here, which has the same text"),
        "{}",
        ran.err
    );
    assert_eq!(kept(&to), wanted);
    // Another text with the same words, and a file that says nothing of the article.
    let mut read: Value = serde_json::from_str(&all).unwrap();
    for item in read["first"]["items"].as_array_mut().unwrap() {
        item["target"].as_object_mut().unwrap().remove("dcterms:isPartOf");
    }
    let other = Cli::new();
    let more = format!("{TEXT}\nIt was long ago.\n");
    other.article("x.md", &more);
    other.article("y.md", OTHER);
    other.write("bare.jsonld", read.to_string());
    let ran = other.run(["import", "bare.jsonld"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("and on “On harbours” here, which has their words"), "{}", ran.err);
    assert_eq!(kept(&other).len(), 4);
    assert!(kept(&other).iter().all(|one| one["state"] == "placed"), "{:?}", kept(&other));
    // Where two have them nobody can tell, until one has the address.
    let two = Cli::new();
    let id = two.article("x.md", &more).to_string();
    two.article("z.md", &more.replace("long ago", "not so long ago"));
    two.write("bare.jsonld", read.to_string());
    let ran = two.run(["import", "bare.jsonld"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("3 annotations are of https://example.org/harbours?id=7, which is not in the library, and 2 articles have their words: “On harbours” (1), “On harbours” (2) (give the one"), "{}", ran.err);
    assert!(ran.err.contains("1 annotation is of an article with the id urn:uuid:"), "{}", ran.err);
    assert!(kept(&two).is_empty());
    two.ok(["edit", &id, "--url", "https://example.org/harbours?id=7"]);
    assert!(two.run(["import", "bare.jsonld"]).err.contains("3 annotations: 3 new"));
}

#[test]
fn of_two_articles_of_one_address_that_is_meant_which_has_what_stands_around_the_words() {
    let cli = Cli::new();
    cli.write("a.md", "# First\n\nIt was late. The gate was shut at noon. Nobody knew.");
    cli.write("b.md", "# Second\n\nThey all saw it. The gate was shut at noon. The crowd cheered.");
    let at = "https://example.org/gate";
    for file in ["a.md", "b.md"] {
        let id = cli.json(["import", file])[0]["article"]["id"].to_string();
        cli.ok(["edit", &id, "--url", at]);
    }
    let all = serde_json::json!({ "@context": "http://www.w3.org/ns/anno.jsonld", "type": "AnnotationPage", "items": [
        { "type": "Annotation", "id": "x:1", "target": { "source": at, "selector": { "type": "TextQuoteSelector",
            "exact": "The gate was shut at noon.", "prefix": "saw it. ", "suffix": " The crowd" } } },
    ] });
    cli.write("some.json", all.to_string());
    cli.ok(["import", "some.json"]);
    assert_eq!(cli.json(["annotations"])[0]["article"]["title"], "Second");
}

#[test]
fn standard_input_may_hold_them_too() {
    let cli = annotated();
    let text = cli.ok(["export", "--format", "w3c"]);
    let out = cli.command(["import", "-"]).write_stdin(text).output().unwrap();
    let said = String::from_utf8(out.stderr).unwrap();
    assert!(out.status.success() && said.contains("4 annotations: 0 new, 0 updated, 4 unchanged"), "{said}");
}

#[test]
fn a_page_shows_the_text_with_its_passages() {
    let cli = annotated();
    let id = cli.json(["list"]).iter().find(|one| one["title"] == "On harbours").unwrap()["id"].to_string();
    cli.ok(["export", "--format", "html", "--article", &id, "--out", "one.html"]);
    let page = cli.read("one.html");
    assert!(
        page.starts_with("<!DOCTYPE html>") && page.contains("<h1 dir=\"auto\">On harbours</h1>"),
        "{page}"
    );
    assert!(page.contains("closed </mark>") && page.contains("<em>a</em>"), "{page}");
    cli.ok(["export", "--format", "html", "--article", &id, "--out", "one.html"]);
    assert_eq!(cli.read("one.html"), page);
    // Somebody else's page is left.
    cli.write("mine.html", "<!DOCTYPE html>\n<title>mine</title>");
    let err = cli.fails(1, ["export", "--format", "html", "--out", "mine.html"]);
    assert!(err.contains("mine.html: there is a file that postil did not write"), "{err}");
    // All in one page.
    let all = cli.ok(["export", "--format", "html"]);
    assert_eq!((all.matches("<html").count(), all.matches("<article>").count()), (1, 2));
    let err = cli.fails(1, ["export", "--format", "html", "--by", "library"]);
    assert!(err.contains("into a folder"), "{err}");
}

#[test]
fn pages_and_markdown_share_a_folder_and_are_kept_apart() {
    let cli = annotated();
    let outcomes = |format: &str| {
        let all = cli.json(["export", "--format", format, "--by", "library", "--out", "out"]);
        all.iter().map(|line| line["outcome"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert!(outcomes("markdown").iter().all(|outcome| outcome == "written"));
    let html = outcomes("html");
    assert_eq!(
        html.iter().filter(|outcome| *outcome != "written").count(),
        1,
        "the table is both's: {html:?}"
    );
    for format in ["html", "markdown"] {
        assert!(outcomes(format).iter().all(|outcome| outcome == "unchanged"), "{format}");
    }
    for name in [
        "index.html",
        "themes.html",
        "articles/on-harbours.html",
        "themes/ports.html",
        "articles/on-harbours.md",
    ] {
        assert!(cli.path("out").join(name).exists(), "{name}");
    }
    let index = cli.read("out/index.html");
    assert!(index.contains("<a href=\"articles/on-harbours.html\">"), "{index}");
    assert!(cli.read("out/themes/ports.html").contains("../articles/on-harbours.html#p-"));
    assert!(cli.read("out/articles/on-harbours.html").contains("../themes/ports.html"));
    // It is found again by its id, whatever its title.
    let id = cli.json(["list"]).iter().find(|one| one["title"] == "On harbours").unwrap()["id"].to_string();
    cli.ok(["edit", &id, "--title", "Of ports"]);
    assert!(outcomes("html").contains(&"renamed".to_owned()));
    assert!(
        cli.path("out/articles/on-harbours.md").exists()
            && !cli.path("out/articles/on-harbours.html").exists()
    );
    cli.ok(["remove", &id]);
    let left = cli.json(["export", "--format", "html", "--by", "library", "--out", "out"]);
    let left: Vec<_> =
        left.iter().filter(|line| line["outcome"] == "left").map(|line| line["path"].clone()).collect();
    assert_eq!(left, ["out/articles/of-ports.html"]);
}
