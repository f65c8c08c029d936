//! Sentences like a theme's passages, and wording that articles share, on the command line.

use super::{Cli, names};

const STORY: &str = "The old bridge at Orlau was closed on Monday after engineers found a crack in its arch.";

/// The names of the first object that a command prints, in their order.
fn shape(cli: &Cli, args: &[&str]) -> Vec<String> {
    let ran = cli.run([args, &["--json"]].concat());
    names(ran.out.lines().next().unwrap_or_default())
}

fn library() -> Cli {
    let cli = Cli::new();
    for (name, published, text) in [
        (
            "one.md",
            "2017-05-02",
            format!("{STORY} Nobody knew why.\n\nThe ferry was late at the quay. It rained."),
        ),
        (
            "two.md",
            "2017-05",
            format!("A paper wrote: “{}”\n\nThe quay saw no ferry, late or not.", STORY.to_lowercase()),
        ),
        ("three.md", "2017-06-01", "On the quay they wait for the late ferry.\n\nIt is a é town.".to_owned()),
    ] {
        let title = name.split('.').next().unwrap();
        cli.write(name, format!("---\ntitle: {title}\npublished: {published}\n---\n\n# {title}\n\n{text}\n"));
        cli.ok(["import".into(), cli.path(name)]);
    }
    for n in 0..12 {
        cli.write(
            &format!("{n}.md"),
            format!("# Filler {n}\n\nNothing of it is told by number {n}.\n\nNor here: {n}.\n"),
        );
        cli.ok(["import".into(), cli.path(&format!("{n}.md"))]);
    }
    cli
}

#[test]
fn sentences_like_a_themes_passages_are_listed_best_first() {
    let cli = library();
    cli.ok(["themes", "add", "Late ferry"]);
    let ran = cli.run(["suggest", "late ferry"]);
    assert!(ran.code == 0 && ran.err.contains("tag two passages for more"), "{}", ran.err);
    cli.ok(["annotate", "one", "--quote", "The ferry was late at the quay.", "--theme", "Late ferry"]);
    assert!(cli.run(["suggest", "late ferry"]).err.contains("one passage is little to go by"));
    let found = cli.json(["suggest", "late ferry"]);
    assert_eq!(
        shape(&cli, &["suggest", "late ferry"]),
        ["article", "start", "end", "quote", "paragraph", "score", "words"]
    );
    let quotes: Vec<&str> = found.iter().map(|one| one["quote"].as_str().unwrap()).collect();
    assert_eq!(quotes.len(), 2, "{quotes:?}");
    assert!(quotes.contains(&"The quay saw no ferry, late or not."));
    for one in &found {
        let span = format!("{}..{}", one["start"], one["end"]);
        let id = one["article"]["id"].to_string();
        assert_eq!(cli.ok(["show", &id, "--span", &span]).trim_end(), one["quote"].as_str().unwrap());
        assert!(one["score"].as_f64().unwrap() > 0.0 && one["words"].as_array().unwrap().len() > 1);
    }
    assert_eq!(cli.json(["suggest", "late ferry", "--article", "two"]).len(), 1);
    assert_eq!(cli.json(["suggest", "late ferry", "--limit", "1"]).len(), 1);
    let text = cli.ok(["suggest", "late ferry", "--article", "three"]);
    assert!(text.contains("three · ¶1\n    “On the quay they wait for the late ferry.”\n"), "{text}");
    let marked = cli.ok(["suggest", "late ferry", "--article", "three", "--color", "always"]);
    assert!(marked.contains("\u{1b}[1mlate\u{1b}[0m \u{1b}[1mferry\u{1b}[0m.”"), "{marked}");
    cli.ok(["themes", "add", "Zeppelins"]);
    let ran = cli.run(["suggest", "Zeppelins"]);
    assert!(ran.code == 0 && ran.out.is_empty() && ran.err.contains("tag two passages first"), "{}", ran.err);
    cli.fails(1, ["suggest", "no such theme"]);
    cli.fails(2, ["suggest", "late ferry", "--limit", "0"]);
}

#[test]
fn a_sentence_is_dismissed_and_suggested_again() {
    let cli = library();
    cli.ok(["themes", "add", "Late ferry"]);
    cli.ok(["annotate", "one", "--quote", "The ferry was late at the quay.", "--theme", "Late ferry"]);
    let found = cli.json(["suggest", "late ferry"]);
    let (first, count) = (found[0].clone(), found.len());
    let id = first["article"]["id"].to_string();
    let span = format!("{}..{}", first["start"], first["end"]);
    assert!(cli.json(["suggest", "late ferry", "--dismissed"]).is_empty());
    let done = cli.json(["suggest", "late ferry", "--article", &id, "--dismiss", &span]);
    assert_eq!(names(&done[0].to_string()).len(), 6);
    assert_eq!((&done[0]["quote"], &done[0]["start"]), (&first["quote"], &first["start"]));
    assert!(done[0]["dismissed"].is_string());
    assert_eq!(cli.json(["suggest", "late ferry", "--dismissed"]), done);
    let left = cli.json(["suggest", "late ferry"]);
    assert!(left.len() == count - 1 && left.iter().all(|one| one["quote"] != first["quote"]), "{left:?}");
    let label = cli.json(["history"])[0]["label"].as_str().unwrap().to_owned();
    assert!(label.starts_with("dismiss “") && label.ends_with(" for Late ferry"), "{label}");
    let text = cli.ok(["suggest", "late ferry", "--dismissed"]);
    assert!(text.contains(first["quote"].as_str().unwrap()), "{text}");
    cli.ok(["undo"]);
    assert_eq!(cli.json(["suggest", "late ferry"]).len(), count);
    cli.ok(["redo"]);
    let done = cli.json(["suggest", "late ferry", "--article", &id, "--restore", &span]);
    assert!(done[0]["dismissed"].is_null());
    assert_eq!(cli.json(["suggest", "late ferry"]).len(), count);
    let said = cli.fails(1, ["suggest", "late ferry", "--article", &id, "--restore", &span]);
    assert!(said.contains("was not dismissed"), "{said}");
    let said = cli.fails(1, ["suggest", "late ferry", "--article", &id, "--dismiss", "0..2"]);
    assert!(said.contains("is no sentence of it"), "{said}");
    cli.fails(1, ["suggest", "late ferry", "--article", &id, "--dismiss", "0..999999"]);
    cli.fails(2, ["suggest", "late ferry", "--dismiss", &span]);
    cli.fails(2, ["suggest", "late ferry", "--article", &id, "--dismiss", &span, "--dismissed"]);
}

/// Of a sentence for a theme: the place and the words.
fn places(all: &[serde_json::Value]) -> Vec<(u64, String)> {
    all.iter()
        .map(|one| (one["start"].as_u64().unwrap_or(u64::MAX), one["quote"].as_str().unwrap().to_owned()))
        .collect()
}

#[test]
fn what_is_dismissed_goes_by_its_words_however_they_are_wrapped_and_wherever_they_stand() {
    let cli = library();
    let wrapped = |intro: &str, at: &str| {
        format!(
            "The quay\n\n{intro}They say that the ferry was late{at}again at the quay.\n\nIt rained in Orlau.\n"
        )
    };
    let id = cli.article("quay.txt", &wrapped("", "\n")).to_string();
    cli.ok(["themes", "add", "Late ferry"]);
    cli.ok(["annotate", "one", "--quote", "The ferry was late at the quay.", "--theme", "Late ferry"]);
    let here = |cli: &Cli| {
        let mut all = places(&cli.json(["suggest", "late ferry", "--article", &id]));
        all.retain(|(_, quote)| quote.starts_with("They say"));
        all
    };
    let [(start, quote)] = &here(&cli)[..] else { panic!("{:?}", here(&cli)) };
    assert!(quote.contains('\n'), "the file's own lines: {quote:?}");
    let span = format!("{start}..{}", *start + quote.chars().count() as u64);
    cli.ok(["suggest", "late ferry", "--article", &id, "--dismiss", &span]);
    let dismissed = |cli: &Cli| places(&cli.json(["suggest", "late ferry", "--dismissed"]));
    let listed = dismissed(&cli);
    let words = "They say that the ferry was late again at the quay.";
    assert_eq!(listed, [(*start, words.to_owned())]);
    assert!(here(&cli).is_empty());
    // Other lines, and another place.
    cli.write("quay.txt", wrapped("", " "));
    assert_eq!(cli.json(["import", "quay.txt"])[0]["outcome"], "updated");
    assert_eq!((here(&cli), dismissed(&cli)), (vec![], listed));
    cli.write("quay.txt", wrapped("Nobody asked. ", "\n"));
    assert_eq!(cli.json(["import", "quay.txt"])[0]["outcome"], "updated");
    let moved = *start + 14;
    assert_eq!((here(&cli), dismissed(&cli)), (vec![], vec![(moved, words.to_owned())]));
    let span = format!("{moved}..{}", moved + words.chars().count() as u64);
    cli.ok(["suggest", "late ferry", "--article", &id, "--restore", &span]);
    assert_eq!(here(&cli).len(), 1);
}

#[test]
fn of_two_sentences_of_the_same_words_the_one_that_was_named_is_printed() {
    let cli = library();
    let words = "The ferry was late.";
    let id = cli.article("twice.txt", &format!("Twice\n\n{words} It rained. {words}\n")).to_string();
    cli.ok(["themes", "add", "Late ferry"]);
    let args = ["suggest", "late ferry", "--article", &id];
    for option in ["--dismiss", "--restore"] {
        let done = cli.json([&args[..], &[option, "38..57"]].concat());
        assert_eq!((&done[0]["start"], &done[0]["end"]), (&38.into(), &57.into()), "{option}");
    }
}

#[test]
fn shared_wording_is_listed_by_article_with_both_places() {
    let cli = library();
    let [two] = &cli.json(["wording", "one"])[..] else { panic!("one article") };
    assert_eq!(shape(&cli, &["wording", "one"]), ["article", "published", "earlier", "runs", "more"]);
    assert_eq!((two["article"]["title"].as_str(), two["published"].as_str()), (Some("two"), Some("2017-05")));
    assert!(two["earlier"].is_null(), "a month is not before a day of it");
    let [run] = &two["runs"].as_array().unwrap()[..] else { panic!("{two}") };
    assert_eq!((run["length"].as_u64(), run["here"]["paragraph"].as_u64()), (Some(17), Some(1)));
    assert_eq!(format!("{}.", run["here"]["quote"].as_str().unwrap()), STORY);
    let span = format!("{}..{}", run["there"]["start"], run["there"]["end"]);
    let id = two["article"]["id"].to_string();
    assert_eq!(cli.ok(["show", &id, "--span", &span]).trim_end(), run["there"]["quote"].as_str().unwrap());
    cli.ok(["edit", "two", "--published", "2017-05-01"]);
    let text = cli.ok(["wording", "one"]);
    assert!(text.contains("two · 2017-05-01 · published first\n    “the old bridge"), "{text}");
    assert!(text.contains("17 words · here ¶1 · there ¶1\n"), "{text}");
    assert!(cli.json(["wording", "one", "--min-words", "18"]).is_empty());
    let ran = cli.run(["wording", "one", "--min-words", "18"]);
    assert!(ran.code == 0 && ran.err.contains("no other article has 18 words of it in a row"), "{}", ran.err);
    cli.fails(1, ["wording", "no such article"]);
    cli.fails(2, ["wording", "one", "--min-words", "0"]);
}

#[test]
fn themes_are_set_against_publications() {
    let cli = library();
    cli.ok(["edit", "one", "--publication", "The \"Post\""]);
    for (article, quote) in [("one", "Nobody knew why."), ("one", "It rained."), ("two", "A paper wrote")] {
        cli.ok(["annotate", article, "--quote", quote, "--theme", "War"]);
    }
    let cells = cli.json(["stats", "--matrix", "theme-publication"]);
    assert_eq!(
        shape(&cli, &["stats", "--matrix", "theme-publication"]),
        ["theme", "publication", "annotations", "articles"]
    );
    let cells: Vec<_> =
        cells.iter().map(|cell| (cell["publication"].as_str(), cell["annotations"].as_u64())).collect();
    assert_eq!(cells, [(None, Some(1)), (Some("The \"Post\""), Some(2))]);
    assert!(cli.ok(["stats", "--matrix", "theme-publication"]).contains("       1  War · not known\n"));
    assert_eq!(
        cli.ok(["stats", "--csv", "--matrix", "theme-publication"]),
        "theme,,\"The \"\"Post\"\"\"\r\nWar,1,2\r\n"
    );
}
