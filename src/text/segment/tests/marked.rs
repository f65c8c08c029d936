//! Sentences against fixtures marked by hand (`tests/fixtures/sentences`, where a README
//! says how): precision, recall and F1 of the boundaries inside paragraphs. The end of a
//! paragraph is given to everybody and counts for nobody.

use std::collections::BTreeSet;

use unicode_segmentation::UnicodeSegmentation;

use super::{sentences, whole};

macro_rules! fixtures {
    ($($name:literal),* $(,)?) => {
        [$(($name, include_str!(concat!("../../../../tests/fixtures/sentences/", $name, ".txt")))),*]
    };
}

const HELD: [(&str, &str); 7] = fixtures![
    "held-news", "held-opinion", "held-blog", "held-policy", "held-report", "held-hard", "held-lang"
];

const DEV: [(&str, &str); 6] =
    fixtures!["dev-news", "dev-opinion", "dev-blog", "dev-policy", "dev-hard", "dev-lang"];

#[derive(Debug, Default, Clone, Copy)]
struct Score {
    right: usize,
    found: usize,
    marked: usize,
}

impl Score {
    fn add(self, other: Self) -> Self {
        Self {
            right: self.right + other.right,
            found: self.found + other.found,
            marked: self.marked + other.marked,
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "counts of a fixture are small")]
    fn figures(self) -> (f64, f64, f64) {
        let precision = self.right as f64 / self.found.max(1) as f64;
        let recall = self.right as f64 / self.marked.max(1) as f64;
        (precision, recall, 2.0 * precision * recall / (precision + recall).max(f64::EPSILON))
    }
}

/// A paragraph without its marks, and where they stood.
fn unmark(paragraph: &str) -> (String, BTreeSet<usize>) {
    let mut text = String::new();
    let mut marks = BTreeSet::new();
    for (i, part) in paragraph.split('‖').enumerate() {
        if i > 0 {
            marks.insert(text.len());
        }
        text.push_str(part);
    }
    (text, marks)
}

fn ours(text: &str) -> BTreeSet<usize> {
    sentences(text, whole(text)).skip(1).map(|s| s.start.0).collect()
}

/// Plain UAX #29 on a text whose soft line breaks are spaces.
fn plain(text: &str) -> BTreeSet<usize> {
    let flat = text.replace('\n', " ");
    flat.split_sentence_bound_indices().map(|(i, _)| i).filter(|&i| i > 0).collect()
}

fn score(fixture: &str, split: fn(&str) -> BTreeSet<usize>, show: bool) -> Score {
    let mut all = Score::default();
    for paragraph in fixture.split("\n\n").map(str::trim).filter(|p| !p.is_empty()) {
        let (text, marks) = unmark(paragraph);
        let found = split(&text);
        for &at in marks.symmetric_difference(&found).filter(|_| show) {
            let word = if marks.contains(&at) { "missed" } else { "wrong " };
            let (before, after) = text.split_at(at);
            let before: String =
                before.chars().rev().take(30).collect::<Vec<_>>().into_iter().rev().collect();
            println!("    {word} {before:>30}|{}", after.chars().take(20).collect::<String>());
        }
        let right = marks.intersection(&found).count();
        all = all.add(Score { right, found: found.len(), marked: marks.len() });
    }
    all
}

fn table(set: &[(&str, &str)]) -> (Score, Score) {
    let mut sums = (Score::default(), Score::default());
    for (name, fixture) in set {
        let (a, b) = (score(fixture, ours, true), score(fixture, plain, false));
        line(name, a, b);
        sums = (sums.0.add(a), sums.1.add(b));
    }
    line("all", sums.0, sums.1);
    sums
}

fn line(name: &str, ours: Score, plain: Score) {
    let ((p, r, f), (pp, pr, pf)) = (ours.figures(), plain.figures());
    println!(
        "{name:<14} {:>4} marks  ours P {p:.3} R {r:.3} F1 {f:.3}  UAX#29 P {pp:.3} R {pr:.3} F1 {pf:.3}",
        ours.marked
    );
}

#[test]
fn held_out_sentences_are_found() {
    let (ours, plain) = table(&HELD);
    assert!(ours.figures().2 >= 0.96, "{ours:?}");
    assert!(ours.figures().2 > plain.figures().2);
}

#[test]
fn sentences_that_the_rules_were_tuned_on_are_found() {
    let (ours, plain) = table(&DEV);
    assert!(ours.figures().2 >= 0.96, "{ours:?}");
    assert!(ours.figures().2 > plain.figures().2);
}
