//! Passages that were rewritten where they stood: what was around them is there still, with other words between. The
//! very words elsewhere are another's then, however long they are: a figure that went to the next company, an answer
//! that somebody else gives now. Within a paragraph sentences may have changed places. Words that are cited now and were
//! not before are those of a correction, or of whoever answers them.

use super::agree::fit;
use super::paragraphs::{Both, PARAGRAPH};
use super::{Found, Sought, cited, fellows};
use crate::model::annotation::State;
use crate::text::Span;

/// How likeness may tell where a lost passage is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Guess {
    Any,
    /// Where other words stand than its own.
    OtherWords,
    None,
}

/// Bytes of a context that says something by itself.
const TELLING: usize = 8;
/// Bytes that may stand between the surroundings beside twice those of the passage.
const BETWEEN: usize = 200;
/// Places that are looked at for each passage.
const FEW: usize = 4;

/// Takes from passages the very words elsewhere where they were rewritten in their place. Four passes over the new text
/// and two over the old for all of them.
pub(super) fn take_back(both: &Both<'_>, sought: &[Sought], found: &mut [(Found, Guess)]) {
    let (old, new) = (both.old.text, both.new.text);
    for (one, slot) in sought.iter().zip(found.iter_mut()) {
        let is_cited = || cited::is_cited(new, slot.0.span) && !cited::is_cited(old, one.was);
        if slot.0.state == State::Moved && !fit(new, one, slot.0.span).whole && is_cited() {
            *slot = (Found::lost(new, one, &[slot.0.span]), Guess::OtherWords);
        }
    }
    let may_move = |one: &Sought, span: Span| {
        is_apart(old, one.was) && is_apart(new, span) && !both.is_in_place_of_another(one.was, span)
    };
    let is_doubted = |one: &Sought, found: &Found| {
        found.state == State::Moved
            && one.prefix.len().min(one.suffix.len()) >= TELLING
            && one.was.of(old) == one.quote
            && !fit(new, one, found.span).whole
            && !may_move(one, found.span)
    };
    let doubted: Vec<usize> = (0..sought.len())
        .filter(|i| sought.get(*i).zip(found.get(*i)).is_some_and(|(one, found)| is_doubted(one, &found.0)))
        .collect();
    let side = |of: fn(&Sought<'_>) -> usize, text: fn(Sought<'_>) -> &str| {
        let sides = doubted.iter().filter_map(|i| sought.get(*i));
        sides.map(move |one| Sought {
            quote: text(*one),
            prefix: "",
            suffix: "",
            was: Span::new(of(one), of(one)),
        })
    };
    let before: Vec<Sought> = side(|one| one.was.start.0, |one| one.prefix).collect();
    let after: Vec<Sought> = side(|one| one.was.end.0, |one| one.suffix).collect();
    let places = |sides: &[Sought]| {
        let tallies = fellows::tallies(new, sides, 0..sides.len());
        tallies.into_iter().map(|(_, tally)| (tally.seen, tally.known())).collect::<Vec<_>>()
    };
    let mut between: Vec<(usize, Span)> = Vec::new();
    for (i, (before, after)) in doubted.iter().zip(places(&before).into_iter().zip(places(&after))) {
        let Some(one) = sought.get(*i) else { continue };
        // Surroundings that are common say nothing of this passage.
        if before.0 == 1 || after.0 == 1 {
            between.extend(other_words(new, one, &before.1, &after.1).into_iter().map(|words| (*i, words)));
        }
    }
    let others: Vec<Sought> = between
        .iter()
        .map(|(_, words)| Sought {
            quote: words.of(new).trim(),
            prefix: "",
            suffix: "",
            was: Span::default(),
        })
        .collect();
    // Words that the old text had elsewhere may have changed places with the passage.
    let known = fellows::tallies(old, &others, 0..others.len());
    for ((i, words), (_, tally)) in between.iter().zip(known) {
        if let (Some(one), Some(slot)) = (sought.get(*i), found.get_mut(*i))
            && slot.0.state == State::Moved
            && (tally.seen == 0 || !is_one_paragraph(both, *words, slot.0.span))
        {
            *slot = (Found::lost(new, one, &[slot.0.span]), Guess::OtherWords);
        }
    }
}

/// Whether a passage is a paragraph, or several: such a one says by itself who says it, and may move, unless what it
/// stood under says so.
pub(super) fn is_apart(text: &str, span: Span) -> bool {
    let (before, after) = (text.get(..span.start.0), text.get(span.end.0..));
    before.zip(after).is_some_and(|(before, after)| {
        (before.is_empty() || before.ends_with(PARAGRAPH))
            && (after.is_empty() || after.starts_with(PARAGRAPH))
    })
}

/// Whether two spans of the new text stand in one paragraph.
fn is_one_paragraph(both: &Both<'_>, one: Span, other: Span) -> bool {
    both.new.is_one(one.end.min(other.end).0, one.start.max(other.start).0)
}

/// Other words than its own between what stood around a passage, in as many paragraphs at most: a few places of them.
fn other_words(new: &str, one: &Sought, before: &[Span], after: &[Span]) -> Vec<Span> {
    let most = one.quote.len().saturating_mul(2).saturating_add(BETWEEN);
    let paragraphs = |words: &str| words.matches(PARAGRAPH).count();
    let between = after.iter().filter_map(|after| {
        let nearest =
            before.iter().filter(|before| before.end <= after.start).max_by_key(|before| before.end)?;
        Some(Span { start: nearest.end, end: after.start })
    });
    let is_other = |span: &Span| {
        let words = span.of(new);
        words.contains(char::is_alphanumeric)
            && paragraphs(words) <= paragraphs(one.quote)
            && !words.contains(one.quote)
    };
    between.filter(|span| span.len() <= most).filter(is_other).take(FEW).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::anchor::{candidates, context, replace_all};

    fn run(old: &str, new: &str, quote: &str) -> Found {
        let at = old.find(quote).unwrap();
        let was = Span::new(at, at + quote.len());
        let (prefix, suffix) = context(old, was);
        replace_all(old, new, &[Sought { quote, prefix: &prefix, suffix: &suffix, was }]).remove(0)
    }

    fn at(text: &str, words: &str) -> Span {
        let at = text.find(words).unwrap();
        Span::new(at, at + words.len())
    }

    /// Sales of three yards, of which each is told in the same words.
    fn yards(did: [&str; 3]) -> String {
        let names = ["Adler", "Bruun", "Castell"];
        let told = |(name, did): (&str, &str)| {
            format!(
                "{name} of the north quay: orders {did} per cent in the spring, as its owners had foretold in the winter."
            )
        };
        let told: Vec<String> = names.into_iter().zip(did).map(told).collect();
        format!("The yards at a glance\n\n{}\n\nAll figures are provisional.", told.join("\n\n"))
    }

    #[test]
    fn what_another_is_said_to_have_done_now_is_not_taken_from_whom_it_was_said_of() {
        let old = yards(["rose by four", "fell by two", "rose by one"]);
        let new = yards(["fell by five", "rose by four", "rose by one"]);
        for quote in [
            "orders rose by four per cent in the spring",
            "orders rose by four per cent in the spring, as its owners had foretold in the winter.",
        ] {
            let found = run(&old, &new, quote);
            assert_eq!((found.state, found.candidates), (State::Lost, vec![at(&new, quote)]), "{quote}");
            // What is said in their place now is offered too.
            let now = at(&new, &quote.replace("rose by four", "fell by five"));
            let was = at(&old, quote);
            let (prefix, suffix) = context(&old, was);
            let offered =
                candidates(&new, &[Sought { quote, prefix: &prefix, suffix: &suffix, was }]).remove(0);
            assert!(offered.iter().any(|place| place.span == now), "{quote}: {offered:?}");
        }
    }

    #[test]
    fn words_that_were_corrected_and_are_cited_below_are_those_that_stand_in_their_place() {
        let times = |title: &str, car: &str, rules: [&str; 3], notice: &str| {
            format!(
                "{title}\n\nThe crossing was opened in the spring of a year that nobody recalls.\n\n{}\n\n\
                 Whoever is late may wait in the hut. {car}{notice}",
                rules.join("\n\n")
            )
        };
        let rules =
            ["Dogs are to be led by Mr Holm.", "Smoking is allowed on the left side only.", "No lamps."];
        let now =
            ["Dogs are to be led by Mrs Holm.", "Smoking is allowed on the right side only.", "No lights."];
        let (title, title_now) =
            ("The crossing is shut for nine months", "The crossing is shut for six months");
        let (car, car_now) =
            ("The last car crosses at ten at night.", "The last car crosses at eleven at night.");
        let old = times(title, car, rules, "");
        for (quote, quote_now) in [(title, title_now), (rules[1], now[1]), (car, car_now)] {
            let cited = format!("\n\nCorrection: this text said “{quote}” at first. We regret that.");
            let new = times(title_now, car_now, now, &cited);
            let found = run(&old, &new, quote);
            assert_eq!((found.state, found.span), (State::Changed, at(&new, quote_now)), "{quote}");
        }
    }

    #[test]
    fn words_that_two_exchanged_are_taken_by_neither() {
        let old = yards(["rose by four", "fell by two", "rose by one"]);
        let new = yards(["fell by two", "rose by four", "rose by one"]);
        for quote in [
            "orders rose by four per cent in the spring",
            "orders fell by two per cent in the spring, as its owners had foretold in the winter.",
        ] {
            let found = run(&old, &new, quote);
            assert_eq!((found.state, found.candidates), (State::Lost, vec![at(&new, quote)]), "{quote}");
        }
        // Sentences of one paragraph may have changed places.
        let told = |a: &str, b: &str| {
            format!(
                "The court met at nine, as always. {a} The clerk read the list of the day. {b} It rose at noon."
            )
        };
        let (one, other) = ("The first witness was heard at length.", "A letter of the owner was read out.");
        let new = told(other, one);
        let found = run(&told(one, other), &new, one);
        assert_eq!((found.state, found.span), (State::Moved, at(&new, one)));
    }

    #[test]
    fn words_that_somebody_else_says_now_are_offered_and_not_taken() {
        let said = |captain: &str, mayor: &str| {
            format!(
                "The hearing lasted until noon, and few came.\n\n“{captain}” said the captain of the mail boat.\n\n\
                 Nobody had asked for that in the years before.\n\n“{mayor}” said the mayor of the town."
            )
        };
        let quote = "We were never told about the second ferry,";
        let (old, new) =
            (said(quote, "There was no money for it,"), said("I do not remember any of it,", quote));
        let found = run(&old, &new, quote);
        assert_eq!((found.state, found.candidates), (State::Lost, vec![at(&new, quote)]));
        // Where the words beside them went too, nothing says that they are another's.
        let moved = format!("“{quote}” he said.\n\nThe hearing lasted until noon.");
        assert_eq!(
            (run(&old, &moved, quote).state, run(&old, &moved, quote).span),
            (State::Moved, at(&moved, quote))
        );
    }

    #[test]
    fn a_passage_that_went_elsewhere_is_found_there_also_where_another_came_in_its_place() {
        let all = [
            "Harbour talks resumed on Monday after a long pause.",
            "The two services agreed to share raw intercepts.",
            "A vote is set for the first week of June, the speaker said.",
            "The owners of the yards have kept silent until now.",
            "Nobody expects a quick end of it all.",
        ];
        let old = all.join("\n\n");
        let quote = all[1];
        for order in [[0, 3, 2, 1, 4], [0, 2, 1, 3, 4], [1, 0, 2, 3, 4], [0, 2, 3, 4, 1]] {
            let new = order.map(|i| all[i]).join("\n\n");
            let found = run(&old, &new, quote);
            assert_eq!((found.state, found.span), (State::Moved, at(&new, quote)), "{order:?}");
        }
        // And where new words came in its place: it is a paragraph, and stands once.
        let new = [all[0], "Update: the services deny all that.", all[2], quote, all[3]].join("\n\n");
        assert_eq!(
            (run(&old, &new, quote).state, run(&old, &new, quote).span),
            (State::Moved, at(&new, quote))
        );
        // And where more was put in beside it.
        let new = old.replace(quote, &format!("It was late. {quote} It went on for days."));
        assert_eq!(run(&old, &new, quote).span, at(&new, quote));
    }

    #[test]
    fn a_paragraph_under_another_label_or_in_the_place_of_another_is_that_ones() {
        let quote = "I saw nothing of the kind, and nobody who was with me did.";
        let (left, asleep) = (
            "I saw it leave at about nine, with no light on it.",
            "I was asleep at home, as my wife will tell you.",
        );
        let later = "I saw it leave at about ten, with all its lights on.";
        let labels = ["Mr Adler, captain", "Mrs Bruun, harbour office", "Mr Castell, keeper"];
        let asked = ["Mr Adler", "Mrs Bruun", "Mr Castell"]
            .map(|who| format!("{who} was asked whether the ship had left the harbour that night."));
        let hearing = |above: [&str; 3], said: [&str; 3]| {
            let parts: Vec<String> =
                above.into_iter().zip(said).map(|(above, said)| format!("{above}\n\n{said}")).collect();
            format!("Hearing of the court\n\n{}", parts.join("\n\n"))
        };
        let given = [later, quote, asleep];
        for (above, said) in [
            (labels, given),
            // The two exchanged their answers.
            (labels, [left, quote, asleep]),
            (asked.each_ref().map(String::as_str), given),
        ] {
            let (old, new) = (hearing(above, [quote, left, asleep]), hearing(above, said));
            let found = run(&old, &new, quote);
            assert_eq!((found.state, found.candidates), (State::Lost, vec![at(&new, quote)]), "{new}");
        }
        // With its label it moves.
        let old = hearing(labels, [quote, left, asleep]);
        let new = hearing([labels[1], labels[0], labels[2]], [left, quote, asleep]);
        assert_eq!(
            (run(&old, &new, quote).state, run(&old, &new, quote).span),
            (State::Moved, at(&new, quote))
        );
    }
}
