use super::*;

#[test]
fn forms_of_a_word_are_akin_and_other_words_are_not() {
    for (one, other) in [
        ("attack", "attacks"),
        ("attacked", "attack"),
        ("terrorist", "terrorism"),
        ("share", "sharing"),
        ("sanction", "sanctions"),
        ("cooperate", "cooperation"),
        ("compartir", "compartido"),
        ("syria", "syrian"),
        ("war", "war"),
    ] {
        assert!(is_akin(one, other) && is_akin(other, one), "{one} {other}");
        let (one_stem, other_stem) = (stem(one), stem(other));
        assert!(one.starts_with(other_stem) && other.starts_with(one_stem), "{one} {other}");
    }
    for (one, other) in [
        ("war", "ward"),
        ("international", "internal"),
        ("share", "sharp"),
        ("intend", "intelligence"),
        ("he", "the"),
    ] {
        assert!(!is_akin(one, other), "{one} {other}");
    }
}

fn clues(path: &[&str], description: Option<&str>, passages: &[&str], rows: &[(&str, u64)]) -> Clues {
    let own = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let lesson = Lesson::of(&own(path), description, &own(passages));
    let forms = |word: &str| {
        let all = rows.iter().filter(|(form, _)| is_akin(form, word));
        Ok::<_, ()>(all.map(|(form, rows)| ((*form).to_owned(), *rows)).collect())
    };
    lesson.clues(1000, forms, |_| Ok(0.0)).unwrap()
}

#[test]
fn what_stands_everywhere_says_nothing_in_any_language() {
    let rows = [("der", 900), ("hafen", 12), ("streik", 5), ("im", 700), ("war", 640), ("gestern", 300)];
    let found =
        clues(&["Arbeit"], None, &["Der Streik im Hafen war gestern.", "Im Hafen der Streik."], &rows);
    let words: Vec<&str> = found.all.iter().map(|clue| clue.word.as_str()).collect();
    assert_eq!(words, ["streik", "hafen"]);
}

#[test]
fn what_most_articles_have_speaks_for_a_theme_only_where_its_passages_have_it_far_more_often() {
    let passages: Vec<String> = [
        "A strike would close the harbour.",
        "It would be such a case.",
        "The strike in the harbour.",
        "Spies met there.",
        "Spies, a strike and a harbour.",
    ]
    .map(str::to_owned)
    .into();
    let rows = |word: &str| match word {
        "the" => 900,
        "would" | "be" | "such" | "it" => 120,
        "spies" => 100,
        _ => 10,
    };
    let everywhere = ["be", "such", "it", "spies"];
    let words = |passages: &[String], path: &str| {
        let lesson = Lesson::of(&[path.to_owned()], None, passages);
        let forms = |word: &str| Ok::<_, ()>(vec![(word.to_owned(), rows(word))]);
        let spread = |clue: &Clue| Ok(if everywhere.contains(&&*clue.word) { 0.9 } else { 0.2 });
        let clues = lesson.clues(1000, forms, spread).unwrap();
        clues.all.into_iter().map(|clue| clue.word).collect::<Vec<_>>()
    };
    let found = words(&passages, "Work");
    for word in ["strike", "harbour", "would"] {
        assert!(found.iter().any(|one| one == word), "{word}: {found:?}");
    }
    for word in ["be", "such", "it", "spies"] {
        assert!(!found.iter().any(|one| one == word), "{word}: {found:?}");
    }
    // The theme's own name is what is meant, and so is what nearly every passage has.
    assert!(words(&passages, "Such").iter().any(|one| one == "such"));
    let spies: Vec<String> = (0..6).map(|n| format!("Spies of day {n}.")).collect();
    assert!(words(&spies, "Work").iter().any(|one| one == "spies"));
}

#[test]
fn several_words_say_more_than_one_word_often_and_a_long_sentence_less() {
    let rows = [("ferry", 10), ("strike", 10), ("harbour", 10), ("the", 990)];
    let passages = ["The ferry strike in the harbour.", "A harbour strike stops the ferry."];
    let found = clues(&["Work"], None, &passages, &rows);
    let score = |text: &str| found.score(text).map(|(score, _)| score);
    let three = score("The ferry was hit by the strike in the harbour.").unwrap();
    let two = score("The ferry, the ferry and the ferry and a strike.").unwrap();
    assert!(three > two);
    let long = format!("The ferry was hit by the strike in the harbour {}.", "and so on ".repeat(20));
    assert!(three > score(&long).unwrap());
    assert_eq!(score("The ferry, the ferry and the ferry."), None, "one word alone is chance");
    let (_, marks) = found.score("Strikes? The FERRY strike!").unwrap();
    let text = "Strikes? The FERRY strike!";
    assert_eq!(marks.iter().map(|mark| mark.of(text)).collect::<Vec<_>>(), ["FERRY", "strike"]);
}

#[test]
fn a_theme_without_passages_goes_by_its_name_and_description() {
    let rows = [("air", 20), ("strikes", 9), ("strike", 20), ("bombing", 4), ("syria", 100)];
    let found = clues(&["Syria", "Air strikes"], Some("Bombing from above"), &[], &rows);
    let words: Vec<&str> = found.all.iter().map(|clue| clue.word.as_str()).collect();
    assert!(words.contains(&"strikes") && words.contains(&"air") && words.contains(&"bombing"), "{words:?}");
    assert!(found.all.iter().any(|clue| clue.forms == ["strikes", "strike"]));
    assert!(clues(&["Nothing here"], None, &[], &rows).all.is_empty());
}

#[test]
fn what_many_passages_have_weighs_more_than_what_one_has() {
    let rows = [("ferry", 40), ("zeppelin", 2), ("bridge", 40)];
    let passages = ["ferry zeppelin", "ferry bridge", "ferry rail", "ferry quay"];
    let found = clues(&["Ways"], None, &passages, &rows);
    assert_eq!(found.all[0].word, "ferry");
}

#[test]
fn a_short_word_is_told_as_a_reason_only_where_chance_does_not_explain_it() {
    let rows = [
        ("ferry", 20),
        ("strike", 20),
        ("harbour", 20),
        ("had", 20),
        ("oil", 20),
        ("so", 20),
        ("cia", 20),
        ("tax", 20),
    ];
    let passages = [
        "The ferry had oil, so the strike went on.",
        "Oil of the harbour, and the CIA.",
        "The oil of the harbour burned.",
        "No oil, no ferry.",
    ];
    let found = clues(&["Tax"], None, &passages, &rows);
    let reasons = |text: &str| {
        let (_, marks) = found.score(text).unwrap();
        marks.iter().map(|mark| mark.of(text).to_owned()).collect::<Vec<_>>()
    };
    let text = "The ferry had been so late, and oil and tax were dear.";
    assert_eq!(reasons(text), ["ferry", "oil", "tax"], "what all have, or the theme is called, is no chance");
    assert_eq!(reasons("Spies of the CIA had a ferry."), ["CIA", "ferry"], "a name has a capital");
    assert_eq!(reasons("Had the ferry come, so it had."), ["ferry"], "so has the first word");
    assert_eq!(reasons("He had been so."), ["had", "so"], "there is no other reason");
    // The score is that of all.
    let score = |text: &str| found.score(text).unwrap().0;
    assert!(score("The ferry had a strike.") > score("The ferry was a strike."));
    assert!((by_chance(4, 2, 0.5) - 11.0 / 16.0).abs() < 1e-9 && by_chance(4, 0, 0.1) > 0.999);
}

#[test]
fn a_reason_is_what_several_passages_have_and_other_text_has_not() {
    let rows = [
        ("quarry", 30),
        ("along", 12),
        ("welcome", 9),
        ("granite", 8),
        ("another", 120),
        ("so", 60),
        ("win", 25),
    ];
    let passages = [
        "The quarry went along with it, so the granite stayed.",
        "Another quarry, and granite again.",
        "The quarry had another owner.",
        "A quarry that is welcome to win.",
    ];
    let found = clues(&["Stones"], None, &passages, &rows);
    let told = |found: &Clues, text: &str| {
        let (_, marks) = found.score(text).unwrap();
        marks.iter().map(|mark| mark.of(text).to_owned()).collect::<Vec<_>>()
    };
    let said: Vec<&str> = found.all.iter().map(|clue| clue.word.as_str()).collect();
    assert!(["along", "another", "so", "welcome", "win"].iter().all(|word| said.contains(word)), "{said:?}");
    let text = "It went along another road to the quarry, so granite would win.";
    assert_eq!(told(&found, text), ["quarry", "granite"]);
    assert_eq!(
        told(&found, "So it went along another road."),
        ["along", "another"],
        "they tell some, if nothing else"
    );
    assert_eq!(told(&found, "So they win."), ["So", "win"]);
    // Of two passages one is enough.
    let few = clues(&["Stones"], None, &passages[..2], &rows);
    assert_eq!(told(&few, "A quarry along the road."), ["quarry", "along"]);
}
