//! An article edited in more than thirty ways with annotations on it: where each must be found, and that
//! none is ever found where it is not.

use unicode_normalization::UnicodeNormalization as _;

use super::*;
use crate::text::{Span, quote};

const PARAGRAPHS: &[&[&str]] = &[
    &[
        "The lock at Quarl was closed on Monday because a gate would not meet its sill.",
        "Eleven barges waited above it by noon, and nineteen by the evening.",
        "“We can lift the gate or we can drain the basin,” said the lock keeper, Ingrid Thole – a diver by training.",
    ],
    &[
        "Draining the basin takes four days and costs the canal board nine thousand crowns.",
        "Lifting the gate takes two, but the only crane that can do it stands in Marrow, on the far side of a low bridge.",
        "The board met at six and chose neither.",
    ],
    &[
        "The lock at Upper Quarl was last repaired in 1987 and has two gates.",
        "The lock at Lower Quarl was last repaired in 1994 and has two gates.",
        "The lock at Little Quarl was last repaired in 2003 and has two gates.",
    ],
    &[
        "Grain that is not moved by Friday has to be dried again, which the millers say they cannot pay for.",
        "A mill in Sessingham has already stopped.",
        "Its owner, who asked not to be named, called the wait “a flood without water”.",
    ],
    &[
        "Nobody is sure whose the gate is.",
        "The canal board holds that it was sold with the water rights, and the county holds that it was not.",
        "Both agree that it is broken.",
    ],
];

/// A sentence by its paragraph and its number within it.
type Id = (usize, usize);
/// The first sentence of a passage, the last, and its words if they are not all of them.
type Mark = (Id, Id, Option<&'static str>);

const MARKED: &[Mark] = &[
    ((0, 0), (0, 0), None),
    ((0, 2), (0, 2), None),
    ((0, 1), (0, 1), Some("nineteen by the evening")),
    ((1, 0), (1, 1), None),
    ((1, 2), (1, 2), Some("chose neither")),
    ((2, 1), (2, 1), None),
    ((3, 0), (3, 2), None),
    ((3, 1), (3, 1), None),
    ((4, 1), (4, 1), Some("sold with the water rights, and the county")),
    ((4, 2), (4, 2), None),
    ((1, 2), (2, 0), None),
];

/// A sentence; the number tells which of the old ones it is, where it is one.
type Sentence = (Option<Id>, String);
type Text = Vec<Vec<Sentence>>;

fn original() -> Text {
    let own = |p: usize, line: &[&str]| -> Vec<Sentence> {
        line.iter().enumerate().map(|(s, words)| (Some((p, s)), (*words).to_owned())).collect()
    };
    PARAGRAPHS.iter().enumerate().map(|(p, line)| own(p, line)).collect()
}

fn written(text: &Text) -> String {
    let line = |line: &Vec<Sentence>| line.iter().map(|s| s.1.as_str()).collect::<Vec<_>>().join(" ");
    text.iter().map(line).collect::<Vec<_>>().join("\n\n")
}

/// Where the old sentences stand in what is written.
fn place(text: &Text, id: Id) -> Option<Span> {
    let mut at = 0;
    for line in text {
        for (of, words) in line {
            if *of == Some(id) {
                return Some(Span::new(at, at + words.len()));
            }
            at += words.len() + 1;
        }
        at += 1;
    }
    None
}

fn annotate(text: &str, spans: &[Span]) -> Vec<Annotation> {
    let one = |(n, span): (usize, &Span)| {
        let (prefix, suffix) = context(text, *span);
        Annotation {
            id: AnnotationId(i64::try_from(n).unwrap()),
            uuid: uuid::Uuid::nil(),
            article: crate::model::ArticleRef {
                id: crate::model::ArticleId(1),
                uuid: uuid::Uuid::nil(),
                title: String::new(),
            },
            span: *span,
            points: (0, 0),
            quote: span.of(text).to_owned(),
            prefix,
            suffix,
            paragraph: None,
            percent: 0,
            page: None,
            now: None,
            themes: Vec::new(),
            note: None,
            state: State::Placed,
            created: String::new(),
            updated: String::new(),
        }
    };
    spans.iter().enumerate().map(one).collect()
}

fn each(text: &mut Text, change: impl Fn(&str) -> String) {
    text.iter_mut().flatten().for_each(|s| s.1 = change(&s.1));
}

fn new(words: &str) -> Sentence {
    (None, words.to_owned())
}

type Row = (&'static str, fn(&mut Text), usize);

/// What is done to the text, and how many passages may at most be lost that a person would find.
const EDITS: &[Row] = &[
    ("nothing", |_| {}, 0),
    ("a paragraph put in front", |t| t.insert(0, vec![new("Corrected on Thursday: the gate is of oak.")]), 0),
    ("a paragraph appended", |t| t.push(vec![new("This report was changed after it appeared.")]), 0),
    (
        "a paragraph put in the middle",
        |t| t.insert(2, vec![new("Nobody was hurt, the board said."), new("It did not say more.")]),
        2,
    ),
    (
        "a sentence put in each paragraph",
        |t| {
            t.iter_mut()
                .enumerate()
                .for_each(|(n, p)| p.insert(1, new(&format!("So it was told on day {n}."))));
        },
        0,
    ),
    (
        "the first sentence deleted",
        |t| {
            t[0].remove(0);
        },
        0,
    ),
    (
        "the last sentence deleted",
        |t| {
            t[4].remove(2);
        },
        0,
    ),
    (
        "a paragraph deleted",
        |t| {
            t.remove(1);
        },
        0,
    ),
    ("half of the text cut off", |t| t.truncate(3), 0),
    (
        "only the last paragraph left",
        |t| {
            t.drain(..4);
        },
        0,
    ),
    ("paragraphs in the other order", |t| t.reverse(), 1),
    ("two paragraphs changed places", |t| t.swap(0, 3), 0),
    ("sentences in the other order", |t| t.iter_mut().for_each(|p| p.reverse()), 4),
    (
        "paragraphs joined",
        |t| {
            let p = t.remove(1);
            t[0].extend(p);
        },
        0,
    ),
    (
        "all in one paragraph",
        |t| {
            let all = t.drain(..).flatten().collect();
            t.push(all);
        },
        0,
    ),
    ("each sentence a paragraph", |t| *t = t.drain(..).flatten().map(|s| vec![s]).collect(), 0),
    (
        "a paragraph parted",
        |t| {
            let rest = t[3].split_off(1);
            t.insert(4, rest);
        },
        0,
    ),
    (
        "a paragraph doubled",
        |t| {
            let copy = t[3].iter().map(|s| new(&s.1)).collect();
            t.push(copy);
        },
        0,
    ),
    (
        "the whole text doubled",
        |t| {
            let copy: Text = t.iter().map(|p| p.iter().map(|s| new(&s.1)).collect()).collect();
            t.extend(copy);
        },
        2,
    ),
    ("a title put on top", |t| t.insert(0, vec![new("Nineteen barges wait at Quarl")]), 0),
    (
        "another title",
        |t| {
            t.insert(0, vec![new("The gate that nobody owns")]);
            t.push(vec![new("Read more: what a lock is")]);
        },
        0,
    ),
    (
        "furniture around it",
        |t| {
            t.insert(0, vec![new("Home News Sport Search")]);
            t.insert(3, vec![new("Advertisement")]);
            t.push(vec![new("Share this article")]);
            t.push(vec![new("© Quarl Courier. All rights reserved.")]);
        },
        1,
    ),
    (
        "misprints mended",
        |t| each(t, |s| s.replace("waited", "had waited").replace("cannot pay", "can not pay")),
        0,
    ),
    (
        "American spelling",
        |t| {
            each(t, |s| {
                s.replace("lock keeper", "lockkeeper").replace("whose the gate is", "who owns the gate")
            });
        },
        0,
    ),
    ("straight quotation marks", |t| each(t, |s| s.replace(['“', '”'], "\"").replace('–', "-")), 0),
    ("other quotation marks", |t| each(t, |s| s.replace('“', "«").replace('”', "»")), 0),
    ("accents decomposed", |t| each(t, |s| s.nfd().collect()), 0),
    ("spaces doubled", |t| each(t, |s| s.replace(' ', "  ")), 1),
    ("lines broken", |t| each(t, |s| s.replace(", ", ",\n")), 0),
    ("fixed spaces", |t| each(t, |s| s.replace(" crowns", "\u{a0}crowns").replace("in 19", "in\u{a0}19")), 0),
    (
        "read in the wrong encoding",
        |t| each(t, |s| s.replace('“', "â€œ").replace('”', "â€\u{9d}").replace('–', "â€“")),
        1,
    ),
    (
        "a figure changed",
        |t| each(t, |s| s.replace("nine thousand", "twelve thousand").replace("1994", "1996")),
        0,
    ),
    ("names changed", |t| each(t, |s| s.replace("Quarl", "Quorn").replace("Sessingham", "Sedgeham")), 1),
    (
        "a sentence rewritten",
        |t| t[3][0].1 = "Wet corn is worth nothing, and drying costs money the mills lack.".into(),
        2,
    ),
    (
        "one of near copies deleted",
        |t| {
            t[2].remove(1);
        },
        0,
    ),
    ("near copies in another order", |t| t[2].swap(1, 2), 2),
    (
        "a near copy put before",
        |t| t[2].insert(1, new("The lock at Middle Quarl was last repaired in 1991 and has two gates.")),
        0,
    ),
    ("in capitals", |t| each(t, str::to_uppercase), 1),
    (
        "all rewritten",
        |t| {
            *t = vec![vec![
                new("A wholly different text about something else stands here now."),
                new("None of it was there before, and nothing is to be found in it."),
            ]];
        },
        0,
    ),
    ("nothing left", |t| *t = vec![vec![new("Gone.")]], 0),
];

#[test]
fn annotations_are_found_in_a_text_that_was_edited_or_lost_and_never_misplaced() {
    let old = original();
    let text = written(&old);
    let spans: Vec<Span> = MARKED.iter().map(|mark| truth(&old, mark).unwrap()).collect();
    let annotations = annotate(&text, &spans);
    assert!(EDITS.len() >= 30);
    let mut wrong = Vec::new();
    for (name, edit, may_be_lost) in EDITS {
        let mut edited = old.clone();
        edit(&mut edited);
        let new = written(&edited);
        let placements = place_again(&text, &new, &annotations);
        assert_eq!(placements.len(), annotations.len());
        let mut lost = 0;
        for ((placed, a), mark) in placements.iter().zip(&annotations).zip(MARKED) {
            let right = truth(&edited, mark);
            let there = placed.span.of(&new);
            // White space between the words is not the words, nor is how letters and marks are typed.
            let same = quote::plainly(there) == quote::plainly(&a.quote);
            let ok = match (placed.state, right) {
                (State::Placed, Some(right)) => same && placed.span == right && right == a.span,
                (State::Moved, Some(right)) => same && placed.span == right,
                (State::Changed, Some(right)) => {
                    overlap(placed.span, right) * 10 >= right.len().max(there.len()) * 7
                }
                // A part of a passage may be all that is left of it.
                (State::Changed, None) => is_part(&edited, mark, placed.span),
                (State::Lost, None) => true,
                (State::Lost, Some(_)) => {
                    lost += 1;
                    true
                }
                (_, None) => false,
            };
            if !ok {
                wrong.push(format!("{name}: {:?} is {} at {there:?}", a.quote, placed.state.word()));
            }
        }
        if lost > *may_be_lost {
            let which: Vec<_> = placements
                .iter()
                .zip(&annotations)
                .zip(MARKED)
                .filter(|((p, _), mark)| p.state == State::Lost && truth(&edited, mark).is_some())
                .map(|((_, a), _)| a.quote.as_str())
                .collect();
            wrong.push(format!("{name}: {lost} lost: {which:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Where a passage is, if all of it is there in its order.
fn truth(text: &Text, mark: &Mark) -> Option<Span> {
    let (first, last, words) = mark;
    let order: Vec<Id> = text.iter().flatten().filter_map(|s| s.0).collect();
    let whole = Span::new(place(text, *first)?.start.0, place(text, *last)?.end.0.max(1));
    let at = order.iter().position(|id| id == first)?;
    let old: Vec<Id> = original().iter().flatten().filter_map(|s| s.0).collect();
    let from = old.iter().position(|id| id == first)?;
    let count = old.iter().position(|id| id == last)? - from + 1;
    if order.get(at..at + count) != old.get(from..from + count) {
        return None;
    }
    let Some(words) = words else { return Some(whole) };
    let written = written(text);
    let find = |words: &str| {
        whole
            .of(&written)
            .find(words)
            .map(|at| Span::new(whole.start.0 + at, whole.start.0 + at + words.len()))
    };
    // Words that were changed are somewhere in their sentence.
    Some(
        find(words)
            .or_else(|| find(&words.to_uppercase()))
            .or_else(|| find(&words.replace(' ', "  ")))
            .or_else(|| find(&words.replace(", ", ",\n")))
            .unwrap_or(whole),
    )
}

fn overlap(a: Span, b: Span) -> usize {
    a.end.0.min(b.end.0).saturating_sub(a.start.0.max(b.start.0))
}

/// Whether a span lies in sentences of the passage.
fn is_part(text: &Text, mark: &Mark, span: Span) -> bool {
    let ids = text.iter().flatten().filter_map(|s| s.0).filter(|id| (mark.0..=mark.1).contains(id));
    let within: usize = ids.filter_map(|id| place(text, id)).map(|place| overlap(place, span)).sum();
    within * 10 >= span.len() * 8
}

#[test]
fn words_that_change_step_by_step_are_lost_once_they_are_no_longer_like_the_first() {
    let text = |sentence: &str| {
        format!(
            "The lock at Quarl\n\nEleven barges waited above it by noon. {sentence} The board met at six.\n\nIt is broken."
        )
    };
    let steps = [
        "The keeper wrote to the board in March and never had an answer.",
        "The keeper wrote to the county in March and never had an answer.",
        "The keeper telephoned the county in March and never had an answer.",
        "The keeper telephoned the county twice and never had an answer.",
        "Then she telephoned the county twice and never had an answer.",
        "Then she telephoned the county twice and was put off for years.",
        "Then she telephoned the council hall and was put off for years.",
    ];
    let (mut before, first) = (text(steps[0]), Span::new(58, 58 + steps[0].len()));
    let mut annotation = annotate(&before, &[first]).remove(0);
    assert_eq!(annotation.quote, steps[0]);
    let mut states = Vec::new();
    for step in &steps[1..] {
        let new = text(step);
        let placed = place_again(&before, &new, std::slice::from_ref(&annotation)).remove(0);
        if placed.state == State::Changed {
            assert_eq!(placed.span.of(&new), *step);
        }
        states.push(placed.state);
        (annotation.span, annotation.state, before) = (placed.span, placed.state, new);
    }
    let first_lost = states.iter().position(|state| *state == State::Lost).unwrap();
    assert!((3..6).contains(&first_lost), "{states:?}");
    assert!(states[..first_lost].iter().all(|state| *state == State::Changed), "{states:?}");
}

#[test]
fn who_no_longer_waits_is_heard_between_the_steps() {
    let old = written(&original());
    let spans: Vec<Span> = MARKED.iter().filter_map(|mark| place(&original(), mark.0)).collect();
    let mut annotations = annotate(&old, &spans);
    let new = old.replace("Marrow", "Tallow").replace("neither", "none").replace("gate", "door");
    let run = |annotations: &[Annotation], most: usize| {
        let asked = std::cell::Cell::new(0);
        let stop = || asked.replace(asked.get() + 1) >= most;
        let placed = place_again_until(&old, &new, annotations, &stop);
        (placed.is_some(), asked.get())
    };
    let (_, once) = run(&annotations, usize::MAX);
    // One whose words had changed before is looked for twice.
    annotations[0].state = State::Changed;
    let (done, all) = run(&annotations, usize::MAX);
    assert!(done && once >= 4 && all > once, "{once} {all}");
    for most in 0..all {
        assert!(!run(&annotations, most).0, "{most} of {all}");
    }
}

#[test]
fn what_a_correction_cites_is_not_taken_for_the_passage_that_it_corrects() {
    let text = |sentence: &str, note: &str| {
        format!(
            "The lock at Quarl\n\nEleven barges waited above it by noon. {sentence} The board met at six.\n\nIt is broken.{note}"
        )
    };
    let was = "The keeper wrote to the board in March and never had an answer.";
    let now = "The keeper wrote to the board in April and in June had an answer.";
    let cited =
        format!("\n\nAn earlier text said: “Eleven barges waited above it by noon. {was}” That was wrong.");
    let old = text(was, "");
    let at = |text: &str, words: &str| {
        let at = text.find(words).unwrap();
        Span::new(at, at + words.len())
    };
    let mut annotation = annotate(&old, &[at(&old, was)]).remove(0);
    let mut before = old;
    for (new, state, words) in [
        (text(now, ""), State::Changed, now),
        (text(now, &cited), State::Changed, now),
        // It was right after all.
        (text(was, &cited), State::Placed, was),
        (text("", &cited), State::Lost, ""),
        (text("", &format!("\n\nAn earlier text said: “{was}” That was wrong.")), State::Lost, ""),
        (text(was, ""), State::Placed, was),
    ] {
        let placed = place_again(&before, &new, std::slice::from_ref(&annotation)).remove(0);
        // Its words have not the length of those that were there.
        let is_there = state == State::Placed && placed.state == State::Moved;
        assert!(placed.state == state || is_there, "{:?} {new}", placed.state);
        if state != State::Lost {
            assert_eq!(placed.span, at(&new, words), "{new}");
        }
        (annotation.span, annotation.state, before) = (placed.span, placed.state, new);
    }
}
