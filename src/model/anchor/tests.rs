use proptest::prelude::*;

use super::*;

const TEXT: &str = "Harbour talks resumed on Monday after a long pause.\n\n\
The two services agreed to share raw intercepts within hours of collection. Neither would say who had asked first.\n\n\
A spokesman called the terms modest, and the union called them late.";
const QUOTE: &str = "The two services agreed to share raw intercepts within hours of collection.";

/// A passage as it was marked in a text.
struct Marked {
    quote: String,
    prefix: String,
    suffix: String,
    was: Span,
}

impl Marked {
    fn new(text: &str, span: Span) -> Self {
        let (prefix, suffix) = context(text, span);
        Self { quote: span.of(text).to_owned(), prefix, suffix, was: span }
    }

    fn words(text: &str, quote: &str) -> Self {
        let at = text.find(quote).unwrap();
        Self::new(text, Span::new(at, at + quote.len()))
    }

    fn sought(&self) -> Sought<'_> {
        Sought { quote: &self.quote, prefix: &self.prefix, suffix: &self.suffix, was: self.was }
    }

    /// Both forms, which must agree.
    fn find(&self, text: &str) -> Found {
        let one = locate(text, &self.sought());
        assert_eq!(locate_all(text, &[self.sought()]), std::slice::from_ref(&one));
        one
    }

    fn lost_in(&self, text: &str) -> Vec<Span> {
        let found = self.find(text);
        assert_eq!(found.state, State::Lost, "{found:?}");
        found.candidates
    }
}

fn at(text: &str, quote: &str) -> Span {
    let start = text.find(quote).unwrap();
    Span::new(start, start + quote.len())
}

#[test]
fn context_has_32_to_64_characters_and_ends_at_words() {
    let marked = Marked::words(TEXT, "agreed to share");
    assert_eq!(marked.prefix, "a long pause.\n\nThe two services ");
    assert_eq!(marked.suffix, " raw intercepts within hours of ");
    for side in [&marked.prefix, &marked.suffix] {
        assert!((32..=64).contains(&side.chars().count()), "{side:?}");
    }
}

#[test]
fn context_is_shorter_at_the_ends_of_the_text() {
    let marked = Marked::words("Only this.", "Only this.");
    assert_eq!((marked.prefix.as_str(), marked.suffix.as_str()), ("", ""));
    let marked = Marked::words("It says only this.", "only");
    assert_eq!((marked.prefix.as_str(), marked.suffix.as_str()), ("It says ", " this."));
}

#[test]
fn context_of_long_words_is_cut_and_never_inside_a_cluster() {
    let text = format!("{}Q{}", "x".repeat(200), "e\u{301}".repeat(100));
    let (prefix, suffix) = context(&text, at(&text, "Q"));
    assert_eq!(prefix.len(), 32);
    assert_eq!(suffix, "e\u{301}".repeat(16));
    let family = "👨‍👩‍👧‍👦".repeat(20);
    let text = format!("{family}Q{family}");
    let (prefix, suffix) = context(&text, at(&text, "Q"));
    assert_eq!(prefix, "👨‍👩‍👧‍👦".repeat(5));
    assert_eq!(suffix, prefix);
}

#[test]
fn an_unchanged_text_keeps_every_passage_in_place() {
    for quote in [QUOTE, "Harbour", "late.", "Neither"] {
        let marked = Marked::words(TEXT, quote);
        let found = marked.find(TEXT);
        assert_eq!((found.span, found.state), (marked.was, State::Placed), "{quote}");
    }
}

#[test]
fn a_paragraph_inserted_or_removed_before_moves_the_passage() {
    let inserted = format!("A correction was added at noon.\n\n{TEXT}");
    let removed = TEXT.split_once("\n\n").unwrap().1.to_owned();
    for text in [inserted, removed] {
        let found = Marked::words(TEXT, QUOTE).find(&text);
        assert_eq!((found.span, found.state), (at(&text, QUOTE), State::Moved));
    }
}

#[test]
fn a_change_far_away_leaves_it_placed_and_a_changed_quote_is_lost() {
    let marked = Marked::words(TEXT, QUOTE);
    assert_eq!(marked.find(&TEXT.replace("late", "tardy")).state, State::Placed);
    assert!(marked.lost_in(&TEXT.replace("raw", "all")).is_empty());
    assert!(marked.lost_in("").is_empty());
}

#[test]
fn a_long_quote_needs_one_side_and_a_short_one_both() {
    let after = TEXT.replace("Neither would say who had asked first.", "Who asked first is not known.");
    assert_eq!(Marked::words(TEXT, QUOTE).find(&after).state, State::Placed);
    let before = after.replace("resumed on Monday after a long pause", "began again");
    let found = Marked::words(TEXT, QUOTE).find(&before);
    assert_eq!(found.state, State::Lost);
    assert_eq!(found.candidates, [at(&before, QUOTE)]);

    let short = Marked::words(TEXT, "modest");
    assert_eq!(short.find(&format!("New.\n\n{TEXT}")).state, State::Moved);
    for changed in [
        TEXT.replace("and the union called them late", "or so"),
        TEXT.replace("A spokesman called", "X said"),
    ] {
        assert_eq!(short.lost_in(&changed), [at(&changed, "modest")]);
    }
}

#[test]
fn the_copy_of_a_removed_passage_is_not_taken_for_it() {
    let text = format!(
        "{TEXT}\n\nIn the margin of the page stood the words: {QUOTE} So ran the pull-out quotation."
    );
    let marked = Marked::words(&text, QUOTE);
    let without = text.replacen(QUOTE, "That was the news of the day.", 1);
    assert_eq!(marked.lost_in(&without), [at(&without, QUOTE)]);
    let before = format!("Preface, new.\n\n{text}");
    assert_eq!(marked.find(&before).span, at(&before, QUOTE));
}

#[test]
fn equal_copies_are_told_apart_by_place_only_when_it_is_clear() {
    let block = "Source of the figures given in this table: the harbour office, yearly report, tables four and five.\n\n";
    let quote = "yearly report";
    let near = format!("Opening words of the article.\n\n{block}{block}{block}");
    let marked = Marked::words(&near, quote);
    // One more paragraph in front: two equal passages are about as near to the old place.
    assert_eq!(marked.lost_in(&format!("One more line goes in front of all.\n\n{near}")).len(), 3);

    let far = format!("Opening.\n\n{block}{}{block}", "Filler of another kind altogether. ".repeat(200));
    let marked = Marked::words(&far, quote);
    let edited = far.replacen("Opening.", "Opening!!", 1);
    let found = marked.find(&edited);
    assert_eq!((found.span, found.state), (at(&edited, quote), State::Moved));
}

#[test]
fn white_space_in_the_context_counts_as_one_space_but_not_in_the_quote() {
    let joined = TEXT.replace("\n\n", "  ");
    assert_eq!(Marked::words(TEXT, QUOTE).find(&joined).span, at(&joined, QUOTE));
    assert_eq!(Marked::words(TEXT, QUOTE).find(&TEXT.replace("\n\n", "\n\n\n")).state, State::Moved);
    assert!(
        Marked::words(TEXT, QUOTE).lost_in(&TEXT.replace("raw intercepts", "raw\nintercepts")).is_empty()
    );
}

#[test]
fn a_quote_that_became_part_of_a_cluster_is_not_found() {
    let text = "The old word was cafe and then it was closed for the winter months.";
    let accented = text.replace("cafe", "cafe\u{301}");
    assert!(Marked::words(text, "cafe").lost_in(&accented).is_empty());
}

#[test]
fn the_span_of_a_lost_passage_lies_in_the_text_on_clusters() {
    let marked = Marked::words(TEXT, "late.");
    let found = marked.find("short");
    assert_eq!((found.state, found.span), (State::Lost, Span::new(5, 5)));
    let family = "👨‍👩‍👧‍👦";
    let sought = Sought { quote: "gone", prefix: "", suffix: "", was: Span::new(6, 10) };
    assert_eq!(locate(family, &sought).span, Span::new(0, 0));
    let empty = Sought { quote: "", prefix: "", suffix: "", was: Span::new(2, 2) };
    assert_eq!(locate(TEXT, &empty).state, State::Lost);
}

#[test]
fn the_whole_of_a_text_is_found_when_more_was_added() {
    let marked = Marked::new(QUOTE, Span::new(0, QUOTE.len()));
    assert_eq!(marked.find(TEXT).state, State::Moved);
    let word = Marked::new("services", Span::new(0, 8));
    assert_eq!(word.lost_in(TEXT), [at(TEXT, "services")]);
}

#[test]
fn ten_thousand_repeats_in_three_megabytes_are_looked_at_and_a_million_are_not() {
    use std::fmt::Write;
    let mut text = String::new();
    for i in 0..10_000_u64 {
        // Numbers that share no long run, so that each place has a context of its own.
        let (a, b) = (i.wrapping_mul(0x9e37_79b9_7f4a_7c15), i.wrapping_mul(0xd6e8_feb8_6659_fd93));
        write!(
            text,
            "{a:020} {b:020} {} the port {b:020} {a:020} {}\n\n",
            "pad ".repeat(40),
            "end ".repeat(20)
        )
        .unwrap();
        if i == 7_000 {
            text.push_str(
                "Between these heaps of numbers one sentence spoke of the port as of an old friend of ours.",
            );
        }
    }
    assert!(text.len() > 3_000_000);
    let own = text.find("one sentence spoke of the port").unwrap() + "one sentence spoke of ".len();
    let marked = Marked::new(&text, Span::new(own, own + "the port".len()));
    let edited = format!("Correction.\n\n{text}");
    let found = marked.find(&edited);
    assert_eq!((found.span.start.0, found.state), (own + "Correction.\n\n".len(), State::Moved));

    let many = "a b ".repeat(500_000);
    let marked = Marked::new(&many, Span::new(4_000, 4_003));
    assert_eq!(marked.find(&many).state, State::Placed);
    assert_eq!(marked.lost_in(&format!("c {many}")).len(), 5);
    let long = Marked::new(&many, Span::new(0, 1_000_000));
    assert_eq!(long.find(&format!("c {many}")).span.start, Offset(2));
}

#[test]
fn two_thousand_passages_are_found_in_one_pass_over_three_megabytes() {
    use std::fmt::Write;
    let mut text = String::new();
    for i in 0..30_000 {
        write!(
            text,
            "Sentence {i} speaks of {} things, of {} others, and then stops short of {}. ",
            i * 7,
            i * 13,
            i * 31
        )
        .unwrap();
    }
    let edited = format!("Correction, added late.\n\n{text}");
    let marked: Vec<Marked> = (0..2_000)
        .map(|i| Marked::words(&text, &format!("Sentence {} speaks of {} things,", i * 15, i * 105)))
        .collect();
    let sought: Vec<Sought> = marked.iter().map(Marked::sought).collect();
    let found = locate_all(&edited, &sought);
    assert_eq!(found.len(), 2_000);
    for (found, marked) in found.iter().zip(&marked) {
        assert_eq!((found.state, found.span.of(&edited)), (State::Moved, marked.quote.as_str()));
        assert_eq!(found.span.start.0, marked.was.start.0 + "Correction, added late.\n\n".len());
    }
}

/// A sentence that shares no run of half a context with another.
fn filler(n: u32) -> String {
    let a = u64::from(n + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let b = u64::from(n + 1).wrapping_mul(0xd6e8_feb8_6659_fd93);
    format!("{a:020} of {b:020} and {a:x} {b:x}.")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Copies of the quote come, sentences come and go: what is not lost is in its place, or beside a
    /// sentence that it stood beside before.
    #[test]
    fn never_a_wrong_guess(edits in prop::collection::vec((0_usize..40, 0_u8..4), 0..40), short in any::<bool>()) {
        let quote = if short { "They denied it." } else { "They denied it in a letter of four pages that no one had asked for." };
        let marker = u32::MAX - 1;
        let mut list: Vec<Option<u32>> = (0..20).map(Some).collect();
        list.insert(10, Some(marker));
        let render = |list: &[Option<u32>]| {
            let mut spans = Vec::new();
            let mut text = String::new();
            for item in list {
                if !text.is_empty() { text.push(' '); }
                let start = text.len();
                match item {
                    Some(n) if *n != marker => text.push_str(&filler(*n)),
                    _ => text.push_str(quote),
                }
                spans.push(Span::new(start, text.len()));
            }
            (text, spans)
        };
        let (text, spans) = render(&list);
        let marked = Marked::new(&text, spans[10]);
        let is_quote = |item: Option<&Option<u32>>| matches!(item, Some(None)) || item == Some(&Some(marker));
        for (n, (place, kind)) in edits.into_iter().enumerate() {
            let place = place % (list.len() + 1);
            match kind {
                0 | 1 => list.insert(place, Some(100 + u32::try_from(n).unwrap())),
                2 if !(is_quote(list.get(place)) || place > 0 && is_quote(list.get(place - 1))) => list.insert(place, None),
                3 if place < list.len() => { list.remove(place); }
                _ => {}
            }
        }
        let (text, spans) = render(&list);
        let found = marked.find(&text);
        if found.state != State::Lost {
            let i = spans.iter().position(|s| *s == found.span).unwrap();
            let beside = |j: usize, was: u32| list.get(j) == Some(&Some(was));
            prop_assert!(list[i] == Some(marker) || beside(i.wrapping_sub(1), 9) || beside(i + 1, 10), "{:?}", list);
        } else if list.iter().filter(|item| is_quote(Some(item))).count() == 1 {
            // The only one, with its neighbours, must not be given up.
            if let Some(i) = list.iter().position(|item| *item == Some(marker)) {
                prop_assert!(!(i > 0 && list[i - 1] == Some(9) && list.get(i + 1) == Some(&Some(10))));
            }
        }
    }

    #[test]
    fn any_span_of_any_text_is_placed_in_it_or_lost_and_never_panics(text in "\\PC{0,80}", a in 0_usize..300, b in 0_usize..300, other in "\\PC{0,80}") {
        let edges: Vec<usize> = text.grapheme_indices(true).map(|(i, _)| i).chain([text.len()]).collect();
        let span = Span::new(edges[a % edges.len()], edges[b % edges.len()]);
        let marked = Marked::new(&text, span);
        let around = [marked.prefix.as_str(), &marked.quote, &marked.suffix].concat();
        prop_assert!(text.contains(&around));
        let found = marked.find(&text);
        prop_assert!(found.state == State::Lost || found.span == span);
        let found = marked.find(&other);
        prop_assert!(on_clusters(&other, found.span));
        let joined = format!("{other} {text}");
        let found = marked.find(&joined);
        prop_assert!(found.state == State::Lost || found.span.of(&joined) == marked.quote);
    }

    #[test]
    fn contexts_hold_at_any_place(text in "[a-z é\u{301}漢🇫🇷.\n]{0,400}", a in 0_usize..300) {
        let edges: Vec<usize> = text.grapheme_indices(true).map(|(i, _)| i).chain([text.len()]).collect();
        let span = Span::new(edges[a % edges.len()], edges[a % edges.len()]);
        let (prefix, suffix) = context(&text, span);
        prop_assert!(prefix.chars().count() <= 64 && suffix.chars().count() <= 64);
        prop_assert!(text.split_at(span.start.0).0.ends_with(&prefix) && text.split_at(span.start.0).1.starts_with(&suffix));
        prop_assert!(edges.contains(&(span.start.0 - prefix.len())) && edges.contains(&(span.start.0 + suffix.len())));
    }
}
