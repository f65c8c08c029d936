//! Mending a text, comparing its revisions, and placing what was lost.

use super::Cli;

const PAGE: &str = "Menu\n\nThe real title\n\nThe council met on Tuesday to weigh\n\na second ferry across the sound. \
                    A new boat would cost 40 milion crowns.\n\nThe old boat is in good order.\n\nThe vote is set for June.\n";

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
    assert_eq!((joined["report"]["moved"].as_u64(), joined["report"]["placed"].as_u64()), (Some(0), Some(2)));
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

    // A source that says something else is followed, with the corrections.
    cli.write("a.txt", format!("{PAGE}\nOne more line.\n"));
    assert_eq!(
        (outcome("a.txt"), text(&cli, id)),
        ("updated".to_owned(), format!("{joined}\n\nOne more line."))
    );
    assert_eq!(outcome("a.txt"), "unchanged");
    cli.write("a.txt", PAGE);
    assert_eq!((outcome("a.txt"), text(&cli, id)), ("updated".to_owned(), joined));
    let details = cli.json(["show", id, "--json"]).remove(0);
    assert_eq!(
        (details["title"].as_str(), &details["blocks"][1]["level"]),
        (Some("The real title"), &1.into())
    );
}

const LETTER: &str = "Ferries of the sound\n\nTeh council met on Tuesday to wiegh a second ferry across the sound.\n\nA new \
                      boat would cost 40 milion crowns.\n\nThe old boat is in good order.\n\nThe vote is set for June, and nobody knows how it ends.\n";

/// Corrects words of a text.
fn correct(cli: &Cli, id: &str, pairs: &[(&str, &str)]) {
    for (words, by) in pairs {
        let at = place(cli, id, words);
        let span = format!("{at}..{}", at.parse::<usize>().unwrap() + words.chars().count());
        cli.ok(["mend", id, "--replace", &span, "--with", by]);
    }
}

#[test]
fn what_was_corrected_is_corrected_in_the_new_text_of_a_source() {
    let cli = Cli::new();
    let id = &cli.article("a.txt", LETTER).to_string();
    correct(&cli, id, &[("Teh", "The"), ("wiegh", "weigh"), ("milion", "million"), ("June", "July")]);
    for quote in
        ["weigh a second ferry", "would cost 40 million crowns", "how it ends", "old boat is in good order"]
    {
        cli.ok(["annotate", id, "--quote", quote]);
    }
    let mended = text(&cli, id);
    let notes = || cli.json(["annotations"]);
    let before = notes();

    // The last paragraph is another, and one more comes before the first.
    let new =
        LETTER.replace("nobody knows", "all know").replace("sound\n\n", "sound\n\nIt rained all day.\n\n");
    cli.write("a.txt", new);
    let wanted = mended.replace("July, and nobody knows", "June, and all know").replacen(
        "sound\n\n",
        "sound\n\nIt rained all day.\n\n",
        1,
    );
    let steps = cli.json(["history"]).len();
    let report = cli.json(["import", "a.txt"]).remove(0);
    assert_eq!((report["outcome"].as_str(), text(&cli, id)), (Some("updated"), wanted.clone()));
    assert_eq!(report["corrections"], serde_json::json!({"kept": 2, "left_out": 1}));
    let remark = "2 corrections kept, 1 could not be, as the text around it is another now (`gD` and `postil diff` show it)";
    assert_eq!(report["remark"], remark);
    let kept = cli.json(["report"])[0]["sources"].clone();
    assert_eq!((&kept[0]["corrections"], &kept[0]["remark"]), (&report["corrections"], &report["remark"]));
    assert!(cli.ok(["report"]).contains(remark));
    // Annotations go from the one corrected text to the other.
    let states: Vec<(String, String)> = notes()
        .iter()
        .map(|note| (note["quote"].as_str().unwrap().to_owned(), note["state"].as_str().unwrap().to_owned()))
        .collect();
    let state =
        |quote: &str| states.iter().find(|(words, _)| words == quote).map(|(_, state)| state.as_str());
    assert_eq!(state("weigh a second ferry"), Some("moved"), "{states:?}");
    assert_eq!(state("would cost 40 million crowns"), Some("moved"));
    assert_eq!(state("how it ends"), Some("lost"), "what is around it is another");
    assert_eq!(state("old boat is in good order"), Some("moved"));

    // What the source changed, and what could not be kept, and nothing else.
    let told = cli.ok(["diff", id]);
    assert_eq!(
        told,
        "{+It rained all day.+}\n\nThe vote is set for [-July-]{+June+}, and [-nobody knows-]{+all know+} how it ends.\n"
    );
    let listed = cli.json(["diff", id, "--list"]);
    let last: Vec<_> = listed.iter().rev().take(2).map(|r| (&r["current"], &r["uncorrected"])).collect();
    assert_eq!(last, [(&true.into(), &false.into()), (&false.into(), &true.into())]);
    assert!(cli.ok(["diff", id, "--list"]).contains("words  without the corrections of the next\n"));
    let from = listed[listed.len() - 2]["number"].to_string();
    assert!(cli.ok(["diff", id, "--from", &from]).contains("40 [-milion-]{+million+} crowns"));

    // One step, there and back; the source has nothing new either way.
    assert_eq!(cli.json(["history"]).len(), steps + 1);
    assert_eq!(cli.json(["import", "a.txt"])[0]["outcome"], "unchanged");
    cli.ok(["undo"]);
    assert_eq!((text(&cli, id), notes()), (mended.clone(), before));
    cli.ok(["redo"]);
    assert_eq!((text(&cli, id), notes().len()), (wanted, 4));
    assert_eq!(cli.json(["import", "a.txt"])[0]["outcome"], "unchanged");
    // What is corrected after that goes along too, and so it does once the import was taken back. The paragraph after
    // this one begins with a corrected word: the two are one correction.
    correct(&cli, id, &[("It rained", "It snowed")]);
    let more = format!("{}\nThat is all.\n", LETTER.replace("sound\n\n", "sound\n\nIt rained all day.\n\n"));
    cli.write("a.txt", more);
    let report = cli.json(["import", "a.txt"]).remove(0);
    assert_eq!(report["corrections"], serde_json::json!({"kept": 2, "left_out": 0}));
    assert!(
        report["remark"] == "2 corrections kept" && text(&cli, id).contains("It snowed all day."),
        "{report}"
    );
    assert!(text(&cli, id).contains("40 million crowns") && text(&cli, id).ends_with("That is all."));
    for _ in 0..3 {
        cli.ok(["undo"]);
    }
    assert_eq!(text(&cli, id), mended);
    let report = cli.json(["import", "a.txt"]).remove(0);
    assert_eq!(report["corrections"], serde_json::json!({"kept": 3, "left_out": 0}));
    assert!(text(&cli, id).contains("set for July, and nobody knows"));
    assert!(cli.json(["doctor"]).iter().all(|check| check["ok"] == true));
}

#[test]
fn a_text_of_which_nothing_can_be_kept_is_the_one_of_its_source() {
    let cli = Cli::new();
    let id = &cli.article("a.txt", LETTER).to_string();
    correct(&cli, id, &[("milion", "million")]);
    cli.write("a.txt", LETTER.replace("40 milion", "45 milion"));
    let report = cli.json(["import", "a.txt"]).remove(0);
    assert_eq!(report["corrections"], serde_json::json!({"kept": 0, "left_out": 1}));
    let remark = "1 correction could not be kept, as the text around it is another now (`gD` and `postil diff` show it)";
    assert!(report["remark"] == remark && text(&cli, id).contains("45 milion"), "{report}");
    assert_eq!(cli.json(["diff", id, "--list"]).len(), 3);
    assert!(
        cli.ok(["diff", id]).contains("cost [-40 million-]{+45 milion+} crowns"),
        "{}",
        cli.ok(["diff", id])
    );
    // It is said once: the text there is now is that of the source. So it is where nothing was corrected.
    cli.write("a.txt", LETTER);
    let report = cli.json(["import", "a.txt"]).remove(0);
    assert_eq!((&report["remark"], &report["corrections"]), (&().into(), &().into()));
}

#[test]
fn an_article_with_a_correction_in_every_sentence_is_known_again() {
    let cli = Cli::new();
    let id = &cli.article("a.txt", LETTER).to_string();
    let every = [("Ferries", "Boats"), ("Teh", "The"), ("milion", "million"), ("June", "July")];
    correct(&cli, id, &every);
    cli.write("a.txt", format!("{LETTER}\nThat is all.\n"));
    let report = cli.json(["import", "a.txt"]).remove(0);
    assert_eq!((report["outcome"].as_str(), cli.json(["list"]).len()), (Some("updated"), 1), "{report}");
    assert!(text(&cli, id).contains("40 million") && text(&cli, id).ends_with("That is all."));
}

#[test]
fn a_link_that_leads_elsewhere_comes_into_a_text_that_was_corrected_too() {
    let cli = Cli::new();
    let source = "# Ferries\n\nThe council weighs [a second ferry](https://ferry.example/one) across teh sound.\n\nThe vote is in June.\n";
    let id = &cli.article("a.md", source).to_string();
    cli.ok(["annotate", id, "--quote", "weighs a second ferry", "--note", "kept"]);
    let target = || cli.json(["show", id, "--json"])[0]["blocks"][1]["inlines"][0]["target"].clone();
    let outcome = || cli.json(["import", "a.md"])[0]["outcome"].as_str().unwrap().to_owned();
    let annotation = || {
        let one = cli.json(["annotations"]).remove(0);
        (one["quote"].clone(), one["state"].clone(), one["note"].clone(), one["updated"].clone())
    };
    let before = annotation();
    for (n, is_corrected) in [("two", false), ("three", true), ("four", true)] {
        if is_corrected && n == "three" {
            correct(&cli, id, &[("teh", "the")]);
        }
        let (words, there) = (text(&cli, id), annotation());
        cli.write("a.md", source.replace("/one", &format!("/{n}")));
        assert_eq!(outcome(), "updated", "{n}");
        assert_eq!((target(), text(&cli, id)), (format!("https://ferry.example/{n}").into(), words));
        assert_eq!(annotation(), there);
        assert_eq!(outcome(), "unchanged", "{n}");
        assert!(cli.json(["history"])[0]["label"].as_str().unwrap().starts_with("new links and styles for"));
    }
    assert_eq!(annotation().0, before.0);
    cli.ok(["undo"]);
    assert_eq!(target(), "https://ferry.example/three");
}

#[test]
fn what_was_said_of_furniture_goes_along_with_corrections_and_into_a_new_text() {
    let cli = Cli::new();
    let id = &cli.article("a.txt", LETTER).to_string();
    let furniture = || -> Vec<String> {
        let shown = cli.json(["show", id, "--json"]).remove(0);
        let text: Vec<char> = shown["text"].as_str().unwrap().chars().collect();
        let at =
            |block: &serde_json::Value, key: &str| usize::try_from(block[key].as_u64().unwrap()).unwrap();
        let blocks = shown["blocks"].as_array().unwrap().iter().filter(|block| block["furniture"] == true);
        blocks.map(|block| text[at(block, "start")..at(block, "end")].iter().collect()).collect()
    };
    assert_eq!(furniture(), [""; 0]);
    let at = place(&cli, id, "The old boat");
    cli.ok(["edit", id, "--furniture", &format!("{at}..{}", at.parse::<usize>().unwrap() + 1)]);
    assert_eq!(furniture(), ["The old boat is in good order."]);
    correct(&cli, id, &[("good", "best")]);
    assert_eq!(furniture(), ["The old boat is in best order."]);
    cli.ok(["mend", id, "--split", &place(&cli, id, "is in best")]);
    assert_eq!(furniture(), ["The old boat", "is in best order."]);
    cli.ok(["mend", id, "--join", &place(&cli, id, "The old boat")]);
    assert_eq!(furniture(), ["The old boat is in best order."]);
    // What it is joined with is to be read, and so is a title.
    cli.ok(["mend", id, "--join", &place(&cli, id, "The old boat")]);
    assert_eq!(furniture(), [""; 0]);
    cli.ok(["undo"]);
    cli.ok(["mend", id, "--title-line", &place(&cli, id, "The old boat")]);
    assert_eq!(furniture(), [""; 0]);
    cli.ok(["undo"]);
    assert_eq!(furniture(), ["The old boat is in best order."]);

    // The source says it in other words, with and without corrections of it.
    cli.write("a.txt", LETTER.replace("Teh council", "It rained, and the council"));
    cli.ok(["import", "a.txt"]);
    assert_eq!(furniture(), ["The old boat is in best order."]);
    cli.write("a.txt", LETTER.replace("in good order", "in very good order"));
    cli.ok(["import", "a.txt"]);
    assert_eq!(furniture(), ["The old boat is in very good order."]);
    cli.ok(["undo"]);
    assert_eq!(furniture(), ["The old boat is in best order."]);
}
