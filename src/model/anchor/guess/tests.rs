use proptest::prelude::*;

use super::*;
use crate::model::anchor::context;
use State::{Changed, Lost, Moved, Placed};

/// An article with a list of near copies, a sentence that is repeated with other figures, and accents.
const TEXT: &str = "Port council weighs a new ferry\n\n\
The council of Varnholm met on Tuesday to weigh a second ferry across the sound. Members of both parties spoke for nearly three hours.\n\n\
“Nobody can say that the old boat is safe,” said the harbour master, Inés Okafor – a former pilot. She had warned the council twice before. The mayor thanked her and asked for patience.\n\n\
A new boat would cost 40 million crowns and take two years to build. Opponents called the sum reckless, and asked who would pay for it. A used boat would cost 12 million crowns and take two months to refit.\n\n\
The route to Easter Island carried 310 passengers a day in 2015. The route to Middle Island carried 420 passengers a day in 2015. The route to Western Island carried 180 passengers a day in 2015.\n\n\
A spokesman called the terms modest, and the union called them late. The vote is set for the first week of June.";

const FERRY: &str = "A new boat would cost 40 million crowns and take two years to build.";
const SAFE: &str =
    "“Nobody can say that the old boat is safe,” said the harbour master, Inés Okafor – a former pilot.";
const MIDDLE: &str = "The route to Middle Island carried 420 passengers a day in 2015.";
const LAST: &str = "The route to Western Island carried 180 passengers a day in 2015.";

fn run(old: &str, new: &str, quote: &str) -> (State, String) {
    let at = old.find(quote).unwrap_or_else(|| panic!("{quote}"));
    let was = Span::new(at, at + quote.len());
    let (prefix, suffix) = context(old, was);
    let sought = Sought { quote, prefix: &prefix, suffix: &suffix, was };
    let found = replace_all(old, new, &[sought]).remove(0);
    assert!(new.get(found.span.range()).is_some());
    (found.state, found.span.of(new).to_owned())
}

/// One edit after the other: what, to which quote, by which replacement, and what must come out.
#[test]
#[expect(clippy::too_many_lines, reason = "a table: a row an edit")]
fn edits_of_every_kind_end_in_the_right_place_or_are_lost() {
    let replaced = |from: &str, to: &str| {
        assert!(TEXT.contains(from), "{from}");
        TEXT.replace(from, to)
    };
    let swapped = {
        let mut parts: Vec<&str> = TEXT.split("\n\n").collect();
        parts.swap(1, 4);
        parts.join("\n\n")
    };
    let doubled = {
        let mut parts: Vec<&str> = TEXT.split("\n\n").collect();
        parts.insert(4, parts[3]);
        parts.join("\n\n")
    };
    let nfd: String = unicode_normalization::UnicodeNormalization::nfd(TEXT).collect();
    let straight = TEXT.replace(['“', '”'], "\"").replace('–', "-");
    let without = |quote: &str| replaced(quote, "").replace("  ", " ");
    let shuffled =
        format!("{LAST} {MIDDLE} The route to Easter Island carried 310 passengers a day in 2015.");
    let routes = TEXT.split("\n\n").nth(4).unwrap();
    let table: Vec<(&str, &str, String, State, &str)> = vec![
        ("nothing", FERRY, TEXT.into(), Placed, FERRY),
        ("text appended", FERRY, format!("{TEXT}\n\nThis article was updated."), Placed, FERRY),
        ("text put in front", FERRY, format!("Updated at noon.\n\n{TEXT}"), Moved, FERRY),
        (
            "a far sentence deleted",
            FERRY,
            without("Members of both parties spoke for nearly three hours."),
            Moved,
            FERRY,
        ),
        (
            "a word changed",
            FERRY,
            replaced("40 million", "forty million"),
            Changed,
            "A new boat would cost forty million crowns and take two years to build.",
        ),
        (
            "a word typed wrong",
            FERRY,
            replaced("crowns and take two years", "corwns and take two years"),
            Changed,
            "A new boat would cost 40 million corwns and take two years to build.",
        ),
        (
            "a number changed",
            FERRY,
            replaced("40 million", "45 million"),
            Changed,
            "A new boat would cost 45 million crowns and take two years to build.",
        ),
        (
            "the first word changed",
            FERRY,
            replaced("A new boat would", "The new boat would"),
            Changed,
            "The new boat would cost 40 million crowns and take two years to build.",
        ),
        (
            "the last word changed",
            FERRY,
            replaced("two years to build.", "two years to finish."),
            Changed,
            "A new boat would cost 40 million crowns and take two years to finish.",
        ),
        (
            "words put in",
            FERRY,
            replaced("crowns and take", "crowns, the council reckons, and take"),
            Changed,
            "A new boat would cost 40 million crowns, the council reckons, and take two years to build.",
        ),
        (
            "words left out",
            FERRY,
            replaced(" crowns and take two years", " and take two years"),
            Changed,
            "A new boat would cost 40 million and take two years to build.",
        ),
        ("case changed", FERRY, replaced(FERRY, &FERRY.to_uppercase()), Changed, FERRY.to_uppercase().leak()),
        (
            "a sentence put in before",
            FERRY,
            replaced(FERRY, &format!("The treasurer had new sums. {FERRY}")),
            Moved,
            FERRY,
        ),
        (
            "a sentence put in after",
            FERRY,
            replaced(FERRY, &format!("{FERRY} The treasurer had new sums.")),
            Placed,
            FERRY,
        ),
        (
            "the next sentence rewritten",
            FERRY,
            replaced("Opponents called the sum reckless, and asked who would pay for it.", "Some laughed."),
            Placed,
            FERRY,
        ),
        (
            "a changed word and the next sentence rewritten",
            FERRY,
            replaced("Opponents called the sum reckless, and asked who would pay for it.", "Some laughed.")
                .replace("40 million", "45 million"),
            Changed,
            "A new boat would cost 45 million crowns and take two years to build.",
        ),
        (
            "line breaks in the quote",
            FERRY,
            replaced("crowns and take two years", "crowns\nand take  two\u{a0}years"),
            Moved,
            "A new boat would cost 40 million crowns\nand take  two\u{a0}years to build.",
        ),
        ("paragraphs joined", FERRY, TEXT.replace("patience.\n\nA new", "patience. A new"), Moved, FERRY),
        ("paragraphs swapped", FERRY, swapped, Moved, FERRY),
        ("a paragraph doubled", FERRY, doubled, Placed, FERRY),
        (
            "straight quotation marks and a short dash",
            SAFE,
            straight,
            Moved,
            "\"Nobody can say that the old boat is safe,\" said the harbour master, Inés Okafor - a former pilot.",
        ),
        (
            "accents decomposed",
            SAFE,
            nfd,
            Moved,
            "“Nobody can say that the old boat is safe,” said the harbour master, Ine\u{301}s Okafor – a former pilot.",
        ),
        (
            "accents lost",
            SAFE,
            replaced("Inés", "Ines"),
            Changed,
            "“Nobody can say that the old boat is safe,” said the harbour master, Ines Okafor – a former pilot.",
        ),
        ("the quote deleted", SAFE, without(SAFE), Lost, ""),
        ("the quote deleted, a near copy is there", FERRY, without(FERRY), Lost, ""),
        (
            "half of the quote deleted",
            SAFE,
            replaced(" said the harbour master, Inés Okafor – a former pilot.", ""),
            Lost,
            "",
        ),
        ("an item between near copies deleted", MIDDLE, without(MIDDLE), Lost, ""),
        ("the last of near copies deleted", LAST, without(LAST), Lost, ""),
        (
            "the last of near copies deleted, the one before changed",
            LAST,
            without(LAST).replace("420 passengers", "430 passengers"),
            Lost,
            "",
        ),
        (
            "an item among near copies changed",
            MIDDLE,
            replaced("420 passengers", "428 riders"),
            Changed,
            "The route to Middle Island carried 428 riders a day in 2015.",
        ),
        ("near copies put in another order", MIDDLE, replaced(routes, &shuffled), Moved, MIDDLE),
        (
            "a short quote with its word changed",
            "modest",
            replaced("modest", "moderate"),
            Changed,
            "moderate",
        ),
        ("a short quote replaced", "modest", replaced("modest", "scandalous"), Lost, ""),
        (
            "a short quote with one context changed",
            "modest",
            replaced("and the union called them late", "or so"),
            Lost,
            "",
        ),
        (
            "a sentence before rewritten as a near copy, the quote deleted",
            FERRY,
            without(FERRY)
                .replace("The mayor thanked her", "A new boat would take two years. The mayor thanked her"),
            Lost,
            "",
        ),
        ("everything deleted", FERRY, String::new(), Lost, ""),
        (
            "another article",
            FERRY,
            "The parliament passed a law on wolves. Farmers had asked for it for nine years.".into(),
            Lost,
            "",
        ),
    ];
    assert!(table.len() >= 30);
    let mut wrong = Vec::new();
    for (what, quote, new, state, words) in table {
        let (got, there) = run(TEXT, &new, quote);
        if got != state || (state != Lost && there != words) {
            wrong.push(format!("{what}: {got:?} “{there}”"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_lost_passage_has_the_places_most_like_it() {
    let at = TEXT.find(MIDDLE).unwrap();
    let was = Span::new(at, at + MIDDLE.len());
    let (prefix, suffix) = context(TEXT, was);
    let sought = Sought { quote: MIDDLE, prefix: &prefix, suffix: &suffix, was };
    let new = TEXT.replace(&format!("{MIDDLE} "), "");
    let all = candidates(&new, &[sought]).remove(0);
    let words: Vec<&str> = all.iter().map(|c| c.span.of(&new)).collect();
    assert!(words.contains(&LAST), "{words:?}");
    assert!(all.is_sorted_by(|a, b| a.score >= b.score) && all.iter().all(|c| (0.4..1.0).contains(&c.score)));
    assert!(candidates("", &[sought])[0].is_empty());
}

#[test]
fn the_very_words_come_first_and_scraps_of_a_passage_are_not_offered() {
    // Its neighbours are still there, and between them other, shorter words; it stands elsewhere.
    let new = TEXT.replace(FERRY, "Boats.").replace("The vote is set", &format!("{FERRY} The vote is set"));
    let at = TEXT.find(FERRY).unwrap();
    let was = Span::new(at, at + FERRY.len());
    let (prefix, suffix) = context(TEXT, was);
    let sought = Sought { quote: FERRY, prefix: &prefix, suffix: &suffix, was };
    let all = candidates(&new, &[sought]).remove(0);
    assert_eq!((all[0].span.of(&new), all[0].percent()), (FERRY, 100));
    for other in &all[1..] {
        for (score, percent) in [(0.564, 56), (0.566, 57), (0.999, 99)] {
            assert_eq!(Candidate { score, ..*other }.percent(), percent);
        }
        assert!(other.percent() < 100 && other.span.len() * 2 >= FERRY.len(), "{}", other.span.of(&new));
    }
    let gone = TEXT.replace(FERRY, "Boats.");
    for other in candidates(&gone, &[sought]).remove(0) {
        assert!(other.span.len() * 2 >= FERRY.len(), "{}", other.span.of(&gone));
    }
}

/// Whether both ends of a place lie between words.
fn is_of_words(text: &str, span: Span) -> bool {
    let block = Span::new(0, text.len());
    [span.start, span.end].into_iter().all(|at| {
        let word = object_word(text, block, at, false);
        word.is_none_or(|word| {
            at <= word.start || at >= word.end || !word.of(text).starts_with(char::is_alphanumeric)
        })
    })
}

#[test]
fn the_places_of_a_lost_passage_begin_and_end_with_words() {
    let old = TEXT.replace("Nobody can say", "You can’t say").replace("asked for", "didn’t ask for");
    let words: Vec<&str> = old.split(' ').collect();
    // Every other word gets another beginning or another end, or goes on.
    let changed = words.iter().enumerate().map(|(i, word)| match i % 6 {
        1 => format!("re{word}"),
        3 => format!("{word}’s"),
        5 => word.chars().skip(1).collect(),
        _ => (*word).to_owned(),
    });
    let new = changed.collect::<Vec<_>>().join(" ");
    let (mut seen, mut cut) = (0, Vec::new());
    for first in 0..words.len() {
        for count in [2, 4, 7] {
            let Some(quote) = words.get(first..first + count).map(|words| words.join(" ")) else { continue };
            let at = words[..first].iter().map(|word| word.len() + 1).sum::<usize>();
            let was = Span::new(at, at + quote.len());
            let (prefix, suffix) = context(&old, was);
            let sought = Sought { quote: &quote, prefix: &prefix, suffix: &suffix, was };
            for place in candidates(&new, &[sought]).remove(0) {
                seen += 1;
                if !is_of_words(&new, place.span) {
                    cut.push((quote.clone(), place.span.of(&new).to_owned()));
                }
            }
        }
    }
    assert!(seen > 500, "{seen}");
    assert!(cut.is_empty(), "{} of {seen}: {:#?}", cut.len(), &cut[..cut.len().min(9)]);
}

#[test]
fn a_passage_within_a_word_has_places_within_words_and_no_run_of_letters_is_taken_in_whole() {
    let old = "The reopening of the bridge was a half-hearted affair for everyone who came to see it.";
    let new = "The reopening of that bridge was a half-hearted affair for everyone who came to see it.";
    let at = old.find("opening of the bri").unwrap();
    let was = Span::new(at, at + "opening of the bri".len());
    let (prefix, suffix) = context(old, was);
    let sought = Sought { quote: was.of(old), prefix: &prefix, suffix: &suffix, was };
    assert_eq!(candidates(new, &[sought])[0][0].span.of(new), "opening of that bri");
    let long = "x".repeat(900) + " the old boat is safe now " + &"y".repeat(900);
    let sought = Sought { quote: "xxxx the old boat is safe", prefix: "", suffix: "", was: Span::new(0, 9) };
    for place in candidates(&long, &[sought]).remove(0) {
        assert!(place.span.len() < 200, "{}", place.span.len());
    }
}

#[test]
fn a_long_quote_is_found_by_its_ends_and_by_its_words() {
    use std::fmt::Write;
    let mut text = String::from("A preface of some length stands here.\n\n");
    for i in 0..200 {
        write!(text, "Sentence {} tells of {} boats and {} crews. ", i * 7, i * 13, i * 17).unwrap();
    }
    text.push_str("\n\nAn end of some length stands here.");
    let quote = text.get(text.find("Sentence 70 ").unwrap()..text.find("Sentence 1050 ").unwrap()).unwrap();
    assert!(quote.len() > 4 * END);
    let edited = text
        .replace("Sentence 504 tells", "It was said that sentence 504 told")
        .replace("Sentence 84 ", "Section 84 ");
    let (state, words) = run(&text, &edited, quote.trim_end());
    assert_eq!(state, Changed);
    assert!(words.starts_with("Sentence 70 ") && words.ends_with("crews.") && words.contains("It was said"));
    let middle = quote.get(END..quote.len() - END).unwrap();
    let gutted = text.replace(middle, "");
    assert_eq!(run(&text, &gutted, quote.trim_end()).0, Lost);
}

#[test]
fn what_was_not_in_the_old_text_is_not_guessed() {
    let new = TEXT.replace("40 million", "45 million");
    let at = TEXT.find(FERRY).unwrap();
    let (prefix, suffix) = context(TEXT, Span::new(at, at + FERRY.len()));
    let sought = Sought { quote: FERRY, prefix: &prefix, suffix: &suffix, was: Span::new(0, 10) };
    assert_eq!(replace_all(TEXT, &new, &[sought])[0].state, Lost);
}

/// A sentence of its own words for each number.
fn sentence(n: u32) -> String {
    const NAMES: [&str; 12] = [
        "harbour", "council", "winter", "ledger", "bridge", "pilot", "orchard", "signal", "paper", "engine",
        "meadow", "letter",
    ];
    let word = |k: u32| {
        let k = u64::from(n * 31 + k).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 33;
        format!("{}{}", NAMES[usize::try_from(k % 12).unwrap()], k % 97)
    };
    format!("The {} of {} saw {} near {} and {}.", word(1), word(2), word(3), word(4), word(5))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Sentences come, go and change; near copies of the quote stand elsewhere. What is not lost is
    /// the quote's own sentence, changed or not.
    #[test]
    fn never_a_wrong_guess(edits in prop::collection::vec((0_usize..30, 0_u8..4, 0_usize..40), 0..12), copies in 0_usize..4) {
        let quote = sentence(1000);
        let mut list: Vec<(u32, String)> = (0..24).map(|n| (n, sentence(n))).collect();
        list.insert(12, (1000, quote.clone()));
        for k in 0..copies {
            list.insert(k * 6, (2000, quote.replacen("saw", ["met", "left", "sold", "drew"][k], 1)));
        }
        let render = |list: &[(u32, String)]| list.iter().map(|(_, s)| s.as_str()).collect::<Vec<_>>().join(" ");
        let old = render(&list);
        for (place, kind, at) in edits {
            let place = place % list.len();
            match kind {
                0 => list.insert(place, (3000, sentence(3000 + u32::try_from(at).unwrap()))),
                1 => { list.remove(place); }
                _ => {
                    let words: Vec<String> = list[place].1.split(' ').enumerate().map(|(i, w)| if i == at % 9 { "lantern".to_owned() } else { w.to_owned() }).collect();
                    list[place].1 = words.join(" ");
                }
            }
            if list.is_empty() { list.push((3000, sentence(3001))); }
        }
        let new = render(&list);
        let (state, words) = run(&old, &new, &quote);
        let own = list.iter().find(|(n, _)| *n == 1000);
        if state != Lost {
            prop_assert!(own.is_some_and(|(_, s)| s.contains(words.trim_end_matches('.')) && words.len() * 3 > s.len() * 2), "{words} for {own:?}");
        }
    }

    #[test]
    fn any_texts_give_spans_on_clusters_and_never_panic(old in "\\PC{0,120}", new in "\\PC{0,120}", a in 0_usize..200, b in 0_usize..200) {
        let edges: Vec<usize> = (0..=old.len()).filter(|at| is_cluster_edge(&old, *at)).collect();
        let was = Span::new(edges[a % edges.len()], edges[b % edges.len()]);
        let (prefix, suffix) = context(&old, was);
        let sought = Sought { quote: was.of(&old), prefix: &prefix, suffix: &suffix, was };
        for text in [&new, &format!("{old} {new}"), &old.to_uppercase()] {
            for candidate in candidates(text, &[sought]).concat() {
                prop_assert!(is_cluster_edge(text, candidate.span.start.0) && is_cluster_edge(text, candidate.span.end.0));
                prop_assert!((0.0..=1.0).contains(&candidate.score));
            }
            replace_all(&old, text, &[sought]);
        }
    }
}

#[test]
fn places_that_are_passed_over_would_have_changed_nothing() {
    let old: Vec<String> = (0..60).map(sentence).collect();
    let new: Vec<String> =
        (0..60).map(|n| sentence(n).replace(" a ", " the ")).map(|s| s.replacen('e', "ea", 2)).collect();
    let (old, new) = (old.join(" "), new.join(" "));
    for n in 0..60 {
        let own = sentence(n);
        let at = old.find(&own).unwrap();
        let was = Span::new(at, at + own.len());
        let (prefix, suffix) = context(&old, was);
        for text in [&old, &new] {
            let one = Sought { quote: &own, prefix: &prefix, suffix: &suffix, was };
            let found = |rivals| {
                candidates_within(text, &[one], &mut Budget::of(&|| false), Rivals(rivals)).remove(0)
            };
            let (some, all) = (found(true), found(false));
            assert_eq!(clear(&some), clear(&all), "{own}");
            assert_eq!(leads_back(&some, was), leads_back(&all, was), "{own}");
            assert_eq!(some.first(), all.first());
        }
    }
}

#[test]
fn what_nobody_waits_for_is_given_up() {
    let at = TEXT.find(FERRY).unwrap();
    let was = Span::new(at, at + FERRY.len());
    let (prefix, suffix) = context(TEXT, was);
    let sought = [Sought { quote: FERRY, prefix: &prefix, suffix: &suffix, was }];
    let new = TEXT.replace("40 million crowns", "50 million crowns");
    let given = |times: usize| {
        let left = std::cell::Cell::new(times);
        let stop = || {
            left.set(left.get().saturating_sub(1));
            left.get() == 0
        };
        replace_all_until(TEXT, &new, &sought, &stop)
    };
    for times in 1..=5 {
        assert_eq!(given(times), None, "{times}");
    }
    assert_eq!(given(99), Some(replace_all(TEXT, &new, &sought)));
    assert_eq!(replace_all(TEXT, &new, &sought)[0].state, Changed);
}
