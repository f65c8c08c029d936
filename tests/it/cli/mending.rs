//! Mending a text, comparing its revisions, and placing what was lost.

use super::Cli;

const PAGE: &str = "Menu\n\nThe real title\n\nThe council met on Tuesday to weigh\n\na second ferry across the sound. \
                    A new boat would cost 40 milion crowns.\n\nThe vote is set for June.\n";

fn place(cli: &Cli, id: &str, words: &str) -> String {
    let text = cli.json(["show", id, "--json"])[0]["text"].as_str().unwrap().to_owned();
    text.split_once(words).unwrap().0.chars().count().to_string()
}

fn text(cli: &Cli, id: &str) -> String {
    cli.json(["show", id, "--json"])[0]["text"].as_str().unwrap().to_owned()
}

#[test]
fn a_scraped_text_is_mended_and_each_act_is_undone() {
    let cli = Cli::new();
    let id = &cli.article("a.txt", PAGE).to_string();
    cli.ok(["annotate", id, "--quote", "a second ferry", "--note", "kept"]);
    cli.ok(["annotate", id, "--quote", "cost 40 milion crowns"]);
    let before = text(&cli, id);

    let joined = cli.json(["mend", id, "--join", &place(&cli, id, "weigh")]).remove(0);
    assert_eq!((joined["report"]["moved"].as_u64(), joined["report"]["placed"].as_u64()), (Some(2), Some(0)));
    assert!(text(&cli, id).contains("to weigh a second ferry"));
    let titled = cli.json(["mend", id, "--title-line", &place(&cli, id, "real")]).remove(0);
    assert_eq!(titled["title"], "The real title");
    let at = place(&cli, id, "milion");
    let span = format!("{at}..{}", at.parse::<usize>().unwrap() + 6);
    let corrected = cli.json(["mend", id, "--replace", &span, "--with", "million"]).remove(0);
    assert_eq!(corrected["report"]["changed"], 1);
    cli.ok(["mend", id, "--split", &place(&cli, id, "A new boat")]);
    assert!(text(&cli, id).contains("the sound.\n\nA new boat"));

    let unplaced = cli.json(["annotations", "--unplaced"]);
    assert_eq!((unplaced.len(), unplaced[0]["state"].as_str()), (1, Some("changed")));
    let number = unplaced[0]["id"].to_string();
    let accepted = cli.json(["amend", &number, "--attach"]).remove(0);
    assert_eq!(
        (accepted["state"].as_str(), accepted["quote"].as_str()),
        (Some("placed"), Some("cost 40 million crowns"))
    );

    let label = cli.json(["undo"])[0]["label"].as_str().unwrap().to_owned();
    assert!(!label.is_empty());
    for _ in 0..4 {
        cli.ok(["undo"]);
    }
    assert_eq!(text(&cli, id), before);
    assert!(cli.json(["annotations"]).iter().all(|a| a["state"] == "placed"));
    assert!(cli.fails(1, ["mend", id, "--join", &place(&cli, id, "The vote")]).contains("last paragraph"));
    cli.fails(2, ["mend", id]);
    cli.fails(1, ["mend", id, "--join", "99999"]);
}

#[test]
fn the_texts_of_an_article_are_listed_and_compared_word_by_word() {
    let cli = Cli::new();
    let id = &cli.article("a.txt", PAGE).to_string();
    assert!(cli.run(["diff", id]).err.contains("has not changed since"));
    cli.write("a.txt", PAGE.replace("June", "July"));
    cli.ok(["import", "a.txt"]);
    let listed = cli.json(["diff", id, "--list"]);
    assert_eq!(
        (listed.len(), listed[1]["current"].as_bool(), listed[0]["number"].as_u64()),
        (2, Some(true), Some(1))
    );
    assert_eq!(cli.ok(["diff", id]).trim_end(), "The vote is set for [-June-]{+July+}.");
    let change = cli.json(["diff", id, "--from", "2", "--to", "1"]).remove(0);
    assert_eq!((change["from"].as_u64(), change["parts"][1]["op"].as_str()), (Some(2), Some("removed")));
    assert_eq!(change["parts"][1]["text"], "July");
    assert!(cli.fails(1, ["diff", id, "--to", "7"]).contains("--list"));
    // Paragraphs stay paragraphs, and a space more or less is none of a reader's business.
    cli.write("a.txt", PAGE.replace("June", "July").replace("The vote is", "It is new.\n\nThe vote  is"));
    cli.ok(["import", "a.txt"]);
    assert_eq!(cli.ok(["diff", id]), "{+It is new.+}\n\nThe vote is set for July.\n");
    // What comes at the end has its place there in both texts, behind a change before it.
    let before = text(&cli, id).chars().count() as u64;
    let page = PAGE.replace("June", "July").replace("The vote is", "It is old.\n\nThe vote  is");
    cli.write("a.txt", page + "\nAnd that is all.\n");
    cli.ok(["import", "a.txt"]);
    let last = cli.json(["diff", id]).pop().unwrap();
    assert_eq!(last["old"], serde_json::json!({"start": before, "end": before}));
    let after = text(&cli, id).chars().count() as u64;
    assert_eq!(last["new"], serde_json::json!({"start": after - 16, "end": after}));
}

#[test]
fn a_lost_annotation_has_candidates_and_is_attached_to_one() {
    let cli = Cli::new();
    let text = "Ferries of the sound\n\nThe route to Easter Island carried 310 passengers a day in 2015. The route to Middle Island \
                carried 420 passengers a day in 2015.\n\nThe vote is set for the first week of June.\n";
    let id = &cli.article("a.txt", text).to_string();
    let quote = "The route to Middle Island carried 420 passengers a day in 2015.";
    cli.ok(["annotate", id, "--quote", quote]);
    cli.write("a.txt", text.replace(quote, ""));
    assert_eq!(cli.json(["import", "a.txt"])[0]["report"]["lost"], 1);
    let lost = cli.json(["annotations", "--unplaced", "--candidates"]).remove(0);
    assert_eq!(lost["state"], "lost");
    let best = &lost["candidates"][0];
    assert!(best["text"].as_str().unwrap().contains("Easter Island"), "{lost}");
    assert!(best["score"].as_f64().unwrap() < 1.0);
    let number = lost["id"].to_string();
    assert!(cli.fails(1, ["amend", &number, "--attach", "--candidate", "9"]).contains("candidate"));
    assert!(cli.fails(1, ["amend", &number, "--attach"]).contains("--candidate"));
    let placed = cli.json(["amend", &number, "--attach", "--candidate", "1"]).remove(0);
    assert_eq!((placed["state"].as_str(), &placed["quote"]), (Some("placed"), &best["text"]));
    cli.ok(["undo"]);
    assert_eq!(cli.json(["annotations", "--unplaced"])[0]["state"], "lost");
}

#[test]
fn what_was_mended_stays_as_long_as_the_source_says_the_same() {
    let cli = Cli::new();
    let id = &cli.article("a.txt", PAGE).to_string();
    let mend = |words: &str, by: &str| {
        let at = place(&cli, id, words);
        let span = format!("{at}..{}", at.parse::<usize>().unwrap() + words.chars().count());
        cli.ok(["mend", id, "--replace", &span, "--with", by]);
    };
    mend("milion", "million");
    mend("second ferry", "third ferry");
    cli.ok(["annotate", id, "--quote", "third ferry across"]);
    let mended = text(&cli, id);
    let outcome = |name: &str| cli.json(["import", name])[0]["outcome"].as_str().unwrap().to_owned();
    assert_eq!((outcome("a.txt"), text(&cli, id)), ("unchanged".to_owned(), mended.clone()));
    // The same text elsewhere, and out of the trash.
    cli.write("b.txt", PAGE);
    assert_eq!(outcome("b.txt"), "unchanged");
    cli.ok(["remove", id]);
    assert_eq!((outcome("a.txt"), text(&cli, id)), ("updated".to_owned(), mended));
    // Joined paragraphs, and a title: the words are the same, or only what is around them.
    cli.ok(["mend", id, "--join", &place(&cli, id, "weigh")]);
    cli.ok(["mend", id, "--title-line", &place(&cli, id, "real")]);
    let joined = text(&cli, id);
    assert_eq!((outcome("a.txt"), text(&cli, id)), ("unchanged".to_owned(), joined.clone()));

    cli.write("a.txt", format!("{PAGE}\nOne more line.\n"));
    let report = cli.json(["import", "a.txt"]).remove(0);
    assert_eq!(report["outcome"], "updated");
    let remark = "the corrections of its older text are not in the new one";
    assert!(report["remark"].as_str().unwrap().starts_with(remark), "{report}");
    assert!(cli.json(["report"])[0]["sources"][0]["remark"].as_str().unwrap().starts_with(remark));
    assert!(cli.ok(["report"]).contains(remark));
    assert!(text(&cli, id).contains("milion") && text(&cli, id).contains("One more line."));
    cli.ok(["undo"]);
    assert_eq!(text(&cli, id), joined);
    assert!(cli.ok(["import", "a.txt"]).contains(remark));
    // It is said once: the text there is now is that of the source.
    cli.write("a.txt", format!("{PAGE}\nTwo more lines.\n"));
    assert_eq!(cli.json(["import", "a.txt"])[0]["remark"], serde_json::Value::Null);
    // A source that goes back to an older text is followed.
    cli.write("a.txt", PAGE);
    assert_eq!((outcome("a.txt").as_str(), text(&cli, id).contains("more line")), ("updated", false));
}

const LETTER: &str = "Ferries of the sound\n\nTeh council met on Tuesday to wiegh a second ferry across the sound.\n\nA new \
                      boat would cost 40 milion crowns.\n\nThe old boat is in good order.\n\nThe vote is set for June, and \
                      nobody knows how it ends.\n";

#[test]
fn an_article_with_a_correction_in_every_sentence_is_known_again() {
    let cli = Cli::new();
    let id = &cli.article("a.txt", LETTER).to_string();
    let every = [("Ferries", "Boats"), ("Teh", "The"), ("milion", "million"), ("June", "July")];
    for (words, by) in every {
        let at = place(&cli, id, words);
        let span = format!("{at}..{}", at.parse::<usize>().unwrap() + words.chars().count());
        cli.ok(["mend", id, "--replace", &span, "--with", by]);
    }
    cli.write("a.txt", format!("{LETTER}\nThat is all.\n"));
    let report = cli.json(["import", "a.txt"]).remove(0);
    assert_eq!((report["outcome"].as_str(), cli.json(["list"]).len()), (Some("updated"), 1), "{report}");
}
