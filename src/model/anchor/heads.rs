//! Paragraphs by how they begin: a day, a speaker, a town. Words that left one which is there still for another that was
//! there before are said of another now, unless so much went along that it is surely they.

use super::agree::whole_sides;
use super::paragraphs::Both;
use super::rewritten::{Guess, is_apart};
use super::{Found, Sought, fellows};
use crate::model::annotation::State;
use crate::text::Span;

/// Takes from passages the very words in the paragraph of another, or under the label of another. Two passes over the
/// old text.
pub(super) fn take_back(both: &Both<'_>, sought: &[Sought], found: &mut [(Found, Guess)]) {
    let (old, new) = (both.old.text, both.new.text);
    // A paragraph says by itself of what it is.
    let is_doubted = |one: &Sought, found: &Found| {
        found.state == State::Moved
            && one.was.of(old) == one.quote
            && !(is_apart(old, one.was) && is_apart(new, found.span))
            && both.is_of_another(one.was, found.span)
    };
    let mut taken: Vec<(usize, Span, Sought)> = sought
        .iter()
        .zip(&*found)
        .enumerate()
        .filter(|(_, (one, (found, _)))| is_doubted(one, found))
        .map(|(i, (one, (found, _)))| (i, found.span, *one))
        .collect();
    // What stands around it there says nothing where it stands around others too.
    let around: Vec<Sought> = taken
        .iter()
        .flat_map(|(_, _, one)| [one.prefix, one.suffix])
        .map(|quote| Sought { quote, prefix: "", suffix: "", was: Span::default() })
        .collect();
    let seen: Vec<usize> =
        fellows::tallies(old, &around, 0..around.len()).into_iter().map(|(_, tally)| tally.seen).collect();
    let mut seen = seen.chunks(2);
    taken.retain(|(_, span, one)| {
        let went_along = whole_sides(new, one, *span);
        let is_told = |(side, went): (&usize, bool)| *side == 1 && went;
        !seen.next().is_some_and(|sides| sides.iter().zip(went_along).any(is_told))
    });
    for (i, span, one) in taken {
        if let Some(slot) = found.get_mut(i) {
            *slot = (Found::lost(new, &one, &[span]), Guess::OtherWords);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::anchor::{context, replace_all};

    fn run(old: &str, new: &str, quote: &str) -> (State, Span) {
        let at = old.find(quote).unwrap();
        let was = Span::new(at, at + quote.len());
        let (prefix, suffix) = context(old, was);
        let found =
            replace_all(old, new, &[Sought { quote, prefix: &prefix, suffix: &suffix, was }]).remove(0);
        (found.state, found.span)
    }

    fn at(text: &str, words: &str) -> Span {
        let at = text.find(words).unwrap();
        Span::new(at, at + words.len())
    }

    /// What was seen on three days, each told in the same words but for its number.
    fn days(wounded: [u32; 3], struck: [u32; 3]) -> String {
        let told = |(day, (wounded, struck)): (usize, (u32, u32))| {
            format!(
                "On {} May, {wounded} boats were seen off the pier. The harbour said that it had counted {struck} of them. \
                 The town confirmed the figures.",
                day + 12
            )
        };
        let told: Vec<String> = wounded.into_iter().zip(struck).enumerate().map(told).collect();
        told.join("\n\n")
    }

    #[test]
    fn a_figure_that_another_day_has_now_is_not_that_of_the_day_it_was_told_of() {
        let quote = "The harbour said that it had counted 9 of them.";
        let old = days([31, 32, 33], [8, 4, 9]);
        for new in
            [days([31, 32, 33], [9, 4, 13]), days([31, 36, 35], [8, 9, 4]), days([30, 36, 35], [9, 5, 4])]
        {
            assert_eq!(run(&old, &new, quote).0, State::Lost, "{new}");
        }
        // A new day above moves it with its own.
        let new = format!("On 11 May, nobody counted them at all.\n\n{old}");
        assert_eq!(run(&old, &new, quote), (State::Moved, at(&new, quote)));
    }

    #[test]
    fn what_went_along_with_its_neighbours_is_found() {
        let taken =
            "The keeper had two lamps. He lit the first of them at six. The second burned until morning.";
        let told = |first: &str, second: &str| {
            format!(
                "At Marram the tower is white.{first} It is old.\n\nAt Selby the tower is red.{second} It is new."
            )
        };
        let (old, new) = (told(&format!(" {taken}"), ""), told("", &format!(" {taken}")));
        let quote = "He lit the first of them at six.";
        assert_eq!(run(&old, &new, quote), (State::Moved, at(&new, quote)));
        // Alone it is another's.
        let (old, new) = (told(&format!(" {quote}"), ""), told("", &format!(" {quote}")));
        assert_eq!(run(&old, &new, quote).0, State::Lost);
    }

    const COUNTED: &str = "The harbour said that it had counted 9 of them.";

    /// What was counted in three towns, each told in the same words but for its figures.
    fn towns(names: [&str; 3], parted: &str, seen: [u32; 3], counted: [u32; 3]) -> String {
        let told = |(name, (seen, counted)): (&str, (u32, u32))| {
            format!(
                "{name}{parted}{seen} boats were seen off the pier. The harbour said that it had counted {counted} of \
                 them. The town confirmed the figures."
            )
        };
        let told: Vec<String> = names.into_iter().zip(seen.into_iter().zip(counted)).map(told).collect();
        format!("The boats of the coast\n\n{}\n\nAll figures are provisional.", told.join("\n\n"))
    }

    #[test]
    fn a_figure_of_another_town_is_told_by_a_short_label_too() {
        for (names, parted) in [
            (["Kiel", "Lund", "Malm"], ", "),
            (["12 May", "13 May", "14 May"], ": "),
            (["基尔", "隆德", "马尔默"], "："),
            // The label may stand above, with a line that all have.
            (["Kiel", "Lund", "Malm"], "\n\nIn spring "),
        ] {
            let old = towns(names, parted, [31, 32, 33], [8, 4, 9]);
            for (seen, counted) in [([35, 36, 37], [9, 4, 13]), ([31, 32, 33], [9, 4, 13])] {
                let new = towns(names, parted, seen, counted);
                assert_eq!(run(&old, &new, COUNTED).0, State::Lost, "{new}");
            }
            // A line above moves it with its own.
            let new = format!("Corrected at noon.\n\n{old}");
            assert_eq!(run(&old, &new, COUNTED), (State::Moved, at(&new, COUNTED)), "{new}");
        }
    }

    #[test]
    fn an_answer_is_that_of_the_one_who_is_named_before_it() {
        let quote = "I saw nothing of the kind, and nobody who was with me did.";
        let hearing = |rows: &[&str]| {
            format!(
                "Hearing of the court\n\nThe court met at nine, and all were asked whether the ship had left.\n\n{}\n\n\
                 The court rose at noon, and will meet again in June.",
                rows.join("\n\n")
            )
        };
        let said = |who: &str, words: &str, more: &str| format!("{who}: {words}{more}");
        for more in ["", " I went home."] {
            let lines = |roth: &str, bell: &str| {
                let kern = said("Kern", "Nobody was awake at that time of the night.", "");
                let again = said("Roth", "There is nothing that I would add to it by now.", "");
                hearing(&[&said("Roth", roth, more), &said("Bell", bell, more), &kern, &again])
            };
            let old = lines(quote, "It left at nine, with no light on it at all.");
            let new = lines("It left at ten, with all of its lights on.", quote);
            assert_eq!(run(&old, &new, quote).0, State::Lost, "{new}");
        }
    }

    #[test]
    fn what_moved_from_one_part_to_another_with_its_neighbours_is_found() {
        let quote = "The two services agreed to share raw intercepts.";
        let moved = format!("It was late on Monday when they met. {quote} The union called the terms late.");
        let parts = |first: &str, second: &str| {
            format!(
                "The talks\n\nFirst words of all of it.\n\nWhat was said\n\nThere was little news.{first}\n\n\
                 What comes next\n\nA vote is set for June.{second}"
            )
        };
        for moved in [format!(" {moved}"), format!("\n\n{quote}")] {
            let (old, new) = (parts(&moved, ""), parts("", &moved));
            assert_eq!(run(&old, &new, quote), (State::Moved, at(&new, quote)), "{new}");
        }
    }

    #[test]
    fn where_a_passage_stands_is_not_looked_for_byte_by_byte() {
        use crate::model::anchor::paragraphs::PASSED;
        let sentence =
            |i: usize| format!("It was entry {i} that told of {} boats and of {} men.", i * 7, i * 13);
        let old = format!("Diary\n\n{}", (0..2000).map(sentence).collect::<Vec<_>>().join("\n\n"));
        let new = format!("Diary\n\nUpdated at noon.{}", old.trim_start_matches("Diary"));
        let marked: Vec<(String, Span, (String, String))> = (0..2000)
            .step_by(20)
            .map(|i| {
                let words = sentence(i);
                let words = words.get(3..words.len() - 5).unwrap().to_owned();
                let was = at(&old, &words);
                (words, was, context(&old, was))
            })
            .collect();
        let sought: Vec<Sought> = marked
            .iter()
            .map(|(quote, was, (prefix, suffix))| Sought { quote, prefix, suffix, was: *was })
            .collect();
        PASSED.set(0);
        assert!(replace_all(&old, &new, &sought).iter().all(|found| found.state == State::Moved));
        assert!(PASSED.get() <= sought.len() * 8 * 12, "{}", PASSED.get());
    }
}
