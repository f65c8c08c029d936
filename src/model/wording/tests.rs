use super::*;
use crate::model::{Block, BlockKind};

/// Paragraphs; those that begin with `#` are furniture.
fn document(paragraphs: &[&str]) -> Document {
    let mut text = String::new();
    let mut blocks = Vec::new();
    for paragraph in paragraphs {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let span = Span::new(text.len(), text.len() + paragraph.len());
        text.push_str(paragraph);
        let furniture = paragraph.starts_with('#');
        blocks.push(Block { kind: BlockKind::Paragraph, level: 1, span, furniture, marked: None });
    }
    Document { text: text.into(), blocks, ..Document::default() }
}

/// The runs as words here, words there, and how many.
fn shared(here: &[&str], there: &[&str], least: usize) -> Vec<(String, String, usize)> {
    let (here, there) = (document(here), document(there));
    let runs = Sought::new(&here, least).shared(&there);
    runs.iter()
        .map(|run| (here.slice(run.here).to_owned(), there.slice(run.there).to_owned(), run.words))
        .collect()
}

#[test]
fn case_marks_and_line_breaks_do_not_count() {
    let runs = shared(
        &["He said: “The old BRIDGE was closed,\nat last, on Monday.” Nobody knew."],
        &["Reports that the old bridge was\tclosed at last — on Monday - came late."],
        5,
    );
    let want = (
        "The old BRIDGE was closed,\nat last, on Monday",
        "the old bridge was\tclosed at last — on Monday",
        9,
    );
    assert_eq!(runs, [(want.0.to_owned(), want.1.to_owned(), want.2)]);
}

#[test]
fn a_run_is_as_long_as_it_can_be_and_none_is_shorter_than_asked_for() {
    let (here, there) = ("a b c d e f g h X i j k l m", "Y b c d e f g h i j k l m");
    let words = |least| -> Vec<usize> { shared(&[here], &[there], least).iter().map(|run| run.2).collect() };
    assert_eq!(words(5), [7, 5]);
    assert_eq!(words(6), [7]);
    assert_eq!(words(8), [] as [usize; 0]);
}

#[test]
fn a_run_that_begins_within_another_is_found_from_its_first_word() {
    let runs = shared(&["a b c d e X c d e f g h"], &["a b c d e f g h"], 3);
    assert_eq!(runs.iter().map(|run| &*run.0).collect::<Vec<_>>(), ["c d e f g h", "a b c d e"]);
}

#[test]
fn a_run_goes_on_in_the_next_paragraph_but_not_across_furniture() {
    let there = &["one two three four five six seven eight"];
    let words = |here: &[&str]| -> Vec<usize> { shared(here, there, 3).iter().map(|run| run.2).collect() };
    assert_eq!(words(&["one two three four", "five six seven eight"]), [8]);
    assert_eq!(words(&["one two three four", "# Share this", "five six seven eight"]), [4, 4]);
    assert_eq!(words(&["# one two three four five six seven eight"]), [] as [usize; 0]);
}

#[test]
fn of_a_text_that_repeats_itself_the_longest_counts() {
    let runs = shared(&["x y z Q. And x y z w v."], &["So x y z w v it was. And again x y z here."], 3);
    assert_eq!(runs.iter().map(|run| run.2).collect::<Vec<_>>(), [5, 3]);
    assert_eq!(runs[0].0, "x y z w v");
}

#[test]
fn letters_of_scripts_without_spaces_are_half_words() {
    let runs = shared(&["前に、情報共有は重要である。"], &["「情報共有は重要である」と言った。"], 4);
    assert_eq!(runs.iter().map(|run| (&*run.0, run.2)).collect::<Vec<_>>(), [("情報共有は重要である", 5)]);
    assert_eq!(shared(&["前に、情報共有は重要である。"], &["「情報共有は重要である」"], 6), []);
}

#[test]
fn a_text_made_of_one_word_takes_no_longer_for_it() {
    // Without a bound the test would not end.
    let many = vec!["no"; 100_000].join(" ");
    let periodic = "no no yes ".repeat(30_000);
    let runs = shared(&[&many], &[&many], 8);
    assert_eq!(runs.first().map(|run| run.2), Some(100_000));
    shared(&[&many], &[&periodic], 2);
    shared(&[&periodic], &[&many], 2);
    shared(&[&periodic], &[&periodic.replace("yes no no yes", "yes no yes no no")], 3);
}

#[test]
fn which_was_first_is_said_only_where_it_is_known() {
    let earlier = |a, b| Earlier::of(a, b);
    assert_eq!(earlier(Some("2017-05-01"), Some("2017-05-02")), Some(Earlier::This));
    assert_eq!(earlier(Some("2017-06"), Some("2017-05-02")), Some(Earlier::Other));
    assert_eq!(earlier(Some("2017-05-01"), Some("2017-05-01")), Some(Earlier::Same));
    assert_eq!(earlier(Some("2017"), Some("2017-05-02")), None);
    assert_eq!(earlier(None, Some("2017")), None);
}

fn probed(here: &[&str], least: usize, rare: &[&str]) -> Vec<Vec<String>> {
    let mut all = Vec::new();
    let rows = |word: &str| Ok::<_, ()>(if rare.contains(&word) { 2 } else { 100 });
    probe::each_probe(&document(here), least, rows, |word, phrases, _| {
        assert!(phrases.iter().all(|phrase| phrase.contains(&word)));
        all.push(phrases.iter().map(|words| words.join(" ")).collect());
        Ok(())
    })
    .unwrap();
    all
}

#[test]
fn every_run_of_the_least_length_holds_a_phrase() {
    let text: Vec<String> = (0..60).map(|n| format!("w{n}")).collect();
    let words: Vec<&str> = text.iter().map(String::as_str).collect();
    for (least, rare) in [(8, vec![]), (8, vec!["w7", "w20", "w21", "w44"]), (5, vec!["w13"]), (2, vec![])] {
        let phrases: Vec<String> = probed(&[&text.join(" ")], least, &rare).into_iter().flatten().collect();
        for window in words.windows(least) {
            let window = format!(" {} ", window.join(" "));
            assert!(phrases.iter().any(|phrase| window.contains(&format!(" {phrase} "))), "{least} {window}");
        }
        // About one for half a run, not one for each word.
        assert!(phrases.len() <= 2 * (60 / least.div_ceil(2) + rare.len() + 1), "{}", phrases.len());
    }
}

#[test]
fn what_only_this_text_has_is_not_looked_up() {
    let rows = |_: &str| Ok::<_, ()>(0);
    probe::each_probe(&document(&["a b c d e f g h i j"]), 4, rows, |_, _, _| Err(())).unwrap();
    assert_eq!(probed(&["# a b c d e f g h i j"], 4, &[]), [] as [Vec<String>; 0]);
    assert_eq!(probed(&["前に、情報共有は重要。"], 8, &[]), [["情報共有は重要"]]);
}
