//! The same words by what the old text and the new one say together: a quote that cannot be there by
//! chance, and which of several copies is the passage.

use unicode_segmentation::UnicodeSegmentation;

use super::agree::{common, same_words, whole_sides};
use super::paragraphs::{Both, PARAGRAPH};
use super::rewritten::{self, Guess};
use super::{Found, SHORT, Sought, Tally, Verdict, fellows, heads, scan};
use crate::model::annotation::State;
use crate::text::grapheme::char_floor;
use crate::text::{Span, grapheme};

/// Letters (a wide one counts twice) and words of a quote from which on it is not there by chance.
const LETTERS: usize = 25;
const WORDS: usize = 4;
/// Bytes on each side of a passage in which the texts are compared; longer than most paragraphs, since a
/// paragraph that was copied agrees with itself to its end.
const AROUND: usize = 2_000;
/// Characters by which a copy must agree farther than another to be told from it.
const CLEARLY: usize = 16;
/// Characters that must agree on a side for it to speak for a copy.
const TELLING: usize = 32;
/// Characters on one side that speak for a copy whatever the other side says: more than a sentence has.
const FAR: usize = 200;

/// Characters that are compared for all passages of a text together, so that no text can make it hang.
const COMPARED: usize = 200_000_000;

/// Compares places of two texts, as long as there is anything left of what may be compared.
pub(super) struct Looks<'t> {
    pub(super) old: &'t str,
    pub(super) new: &'t str,
    left: usize,
}

impl<'t> Looks<'t> {
    pub(super) fn new(old: &'t str, new: &'t str) -> Self {
        Self { old, new, left: COMPARED }
    }

    #[cfg(test)]
    pub(super) fn few(old: &'t str, new: &'t str, left: usize) -> Self {
        Self { old, new, left }
    }

    /// How far a place of the new text agrees with a passage of the old one; nothing once too much was compared.
    pub(super) fn reach(&mut self, was: Span, span: Span) -> Option<Reach> {
        self.left.checked_sub(1)?;
        let reach = Reach::of(self.old, self.new, was, span);
        self.left = self.left.saturating_sub(1 + reach.left + reach.right);
        Some(reach)
    }
}

/// The verdicts on the exact words, mended by what the old text shows; and for each how a passage that is
/// lost may still be looked for by likeness: not where it is one of several copies of which nothing says which.
pub(super) fn settle(
    old: &str,
    new: &str,
    sought: &[Sought],
    verdicts: Vec<Verdict>,
) -> (Vec<Found>, Vec<Guess>) {
    let lone: Vec<usize> = verdicts
        .iter()
        .zip(sought)
        .enumerate()
        .filter(|(_, (verdict, one))| {
            verdict.found.state == State::Lost
                && verdict.all
                && verdict.copies.len() == 1
                && (cannot_be_chance(one.quote) || is_steady(old, new, one, &verdict.copies))
        })
        .map(|(i, _)| i)
        .collect();
    let mut before: Vec<(usize, Tally)> =
        lone.into_iter().filter_map(|i| Some((i, Tally::new(sought.get(i)?)))).collect();
    scan::show_all(old, &mut before);
    let mut before = before.into_iter().peekable();
    let mut all = Vec::with_capacity(sought.len());
    let mut copies = Vec::with_capacity(sought.len());
    let mut looks = Looks::new(old, new);
    for (i, (verdict, one)) in verdicts.into_iter().zip(sought).enumerate() {
        let stood = one.was.of(old) == one.quote;
        copies.push(verdict.copies.clone());
        if let Some((_, tally)) = before.next_if(|(lone, _)| *lone == i) {
            // What stood elsewhere in the old text too may be the other one, whose fellow went. What stood nowhere
            // there was lost or has other words by now, and may be cited from the text before that.
            let own = stood && !tally.crowded && tally.seen == 1;
            let found = verdict.copies.first().filter(|_| own).map(|span| Found::at(*span, one));
            all.push((found.unwrap_or(verdict.found), Guess::Any));
        } else if stood && verdict.copies.len() > 1 {
            all.push(among(&mut looks, one, verdict));
        } else {
            all.push((verdict.found, Guess::Any));
        }
    }
    fellows::give_back(&mut looks, sought, &copies, &mut all);
    if all.iter().any(|(found, _)| found.state == State::Moved) {
        let both = Both::of(old, new);
        rewritten::take_back(&both, sought, &mut all);
        heads::take_back(&both, sought, &mut all);
    }
    all.into_iter().unzip()
}

/// Whether few words stand just where they stood, or as a whole block still, and below what they stood below. What is
/// below them tells less: a question may have been put above an answer.
fn is_steady(old: &str, new: &str, one: &Sought, copies: &[Span]) -> bool {
    let is_block = |span: Span| rewritten::is_apart(old, one.was) && rewritten::is_apart(new, span);
    copies
        .first()
        .is_some_and(|copy| (*copy == one.was || is_block(*copy)) && whole_sides(new, one, *copy)[0])
}

/// Whether a quote is so long that another text has it only from where it was.
fn cannot_be_chance(quote: &str) -> bool {
    let (mut letters, mut words) = (0, 0);
    for word in quote.unicode_words() {
        letters += grapheme::str_width(word);
        words += 1;
        if letters >= LETTERS && words >= WORDS {
            return true;
        }
    }
    false
}

/// How far a copy agrees with a passage in its old text, in characters.
pub(super) struct Reach {
    span: Span,
    left: usize,
    right: usize,
    /// Whether its whole paragraph does.
    paragraph: bool,
    /// On how many sides it agrees so far that this is no figure of speech.
    surely: usize,
}

impl Reach {
    fn of(old: &str, new: &str, was: Span, span: Span) -> Self {
        let (was_before, was_after) = sides(old, was);
        let (before, after) = sides(new, span);
        let left = common(was_before.chars().rev(), before.chars().rev());
        let right = common(was_after.chars(), after.chars());
        // Where the text ends on both there is no more to agree.
        let is_sure = |reach: usize, was: &str, now: &str| reach >= TELLING || same_words(was, now);
        let sure = [is_sure(left, was_before, before), is_sure(right, was_after, after)];
        Self {
            span,
            left,
            right,
            surely: sure.into_iter().filter(|sure| *sure).count(),
            paragraph: same_words(to_its_start(was_before), to_its_start(before))
                && same_words(to_its_end(was_after), to_its_end(after)),
        }
    }

    /// Whether so much agrees that words which are common in the text are the passage there.
    pub(super) fn is_telling(&self) -> bool {
        self.surely == 2 || self.left.max(self.right) >= FAR
    }

    /// Whether it agrees farther on one side and not less far on the other.
    pub(super) fn clearly_before(&self, other: &Self) -> bool {
        let (left, right) = (self.left.abs_diff(other.left), self.right.abs_diff(other.right));
        let is_ahead = |ours: usize, theirs: usize, by: usize| ours > theirs && by >= CLEARLY;
        !is_ahead(other.left, self.left, left)
            && !is_ahead(other.right, self.right, right)
            && (is_ahead(self.left, other.left, left) || is_ahead(self.right, other.right, right))
    }

    /// Whether so much agrees that it may be the passage.
    fn speaks(&self, quote: &str) -> bool {
        let short = quote.chars().nth(SHORT).is_none();
        let sides = usize::from(self.left >= TELLING) + usize::from(self.right >= TELLING);
        sides > usize::from(short)
    }
}

/// What stands before and after a span, as far as it is compared.
fn sides(text: &str, span: Span) -> (&str, &str) {
    let from = char_floor(text, span.start.0.saturating_sub(AROUND));
    let to = char_floor(text, span.end.0.saturating_add(AROUND));
    (text.get(from..span.start.0).unwrap_or_default(), text.get(span.end.0..to).unwrap_or_default())
}

fn to_its_start(before: &str) -> &str {
    before.rsplit(PARAGRAPH).next().unwrap_or_default()
}

fn to_its_end(after: &str) -> &str {
    after.split(PARAGRAPH).next().unwrap_or_default()
}

/// Which of several copies is the passage. Where too much was compared already, none.
pub(super) fn among(looks: &mut Looks<'_>, one: &Sought, verdict: Verdict) -> (Found, Guess) {
    let all_known = verdict.all || !verdict.every.is_empty();
    let known = if verdict.all || !all_known { &verdict.copies } else { &verdict.every };
    let reaches: Option<Vec<Reach>> = known.iter().map(|span| looks.reach(one.was, *span)).collect();
    let Some(all) = reaches else {
        return (Found::lost(looks.new, one, &verdict.copies), Guess::None);
    };
    let others_fall_short =
        |copy: &Reach| all.iter().all(|other| other.span == copy.span || copy.clearly_before(other));
    let farthest = all.iter().find(|copy| copy.speaks(one.quote) && others_fall_short(copy));
    if let Some(copy) = farthest.filter(|copy| all_known || copy.span == verdict.found.span) {
        return (Found::at(copy.span, one), Guess::Any);
    }
    // A paragraph put twice: each copy has the old neighbour on one side only.
    let twins: Vec<&Reach> = all
        .iter()
        .filter(|copy| copy.paragraph && !all.iter().any(|other| other.clearly_before(copy)))
        .collect();
    if let Some(untouched) = twins.iter().find(|copy| copy.span == one.was) {
        return (Found::at(untouched.span, one), Guess::Any);
    }
    if twins.len() > 1 {
        return (Found::lost(looks.new, one, &verdict.copies), Guess::None);
    }
    (verdict.found, Guess::Any)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::anchor::{context, replace_all, verdicts};

    const FIRST: &str = "Harbour talks resumed on Monday after a long pause.";
    const TERMS: &str = "The two services agreed to share raw intercepts. The union called the terms late.";
    const LAST: &str = "A vote is set for the first week of June, the speaker said.";

    fn old() -> String {
        [FIRST, TERMS, LAST].join("\n\n")
    }

    fn run(old: &str, new: &str, quote: &str) -> Found {
        let at = old.find(quote).unwrap();
        let was = Span::new(at, at + quote.len());
        let (prefix, suffix) = context(old, was);
        replace_all(old, new, &[Sought { quote, prefix: &prefix, suffix: &suffix, was }]).remove(0)
    }

    fn nth(text: &str, quote: &str, n: usize) -> Span {
        let (at, _) = text.match_indices(quote).nth(n).unwrap();
        Span::new(at, at + quote.len())
    }

    #[test]
    fn the_same_words_that_are_there_once_are_the_passage_whatever_stands_around_them() {
        let quote = "The union called the terms late.";
        for new in [
            // Its paragraph moved and lost its other sentence.
            [quote, FIRST, LAST].join("\n\n"),
            [FIRST, LAST, quote].join("\n\n"),
            // It went into the midst of others.
            [FIRST, "One thing is new here. The union called the terms late. Another is as well."]
                .join("\n\n"),
            quote.to_owned(),
        ] {
            let found = run(&old(), &new, quote);
            assert_eq!((found.state, found.span), (State::Moved, nth(&new, quote, 0)), "{new}");
        }
        let few = "the terms late";
        let new = [FIRST, LAST, "Nobody called the terms late then."].join("\n\n");
        assert_eq!(run(&old(), &new, few).state, State::Lost);
    }

    #[test]
    fn few_words_that_stand_where_they_stood_are_the_passage_though_one_side_of_them_is_new() {
        let inserted = "The text was corrected at noon, since a name was wrong in it.";
        let shops = "Shops fear for trade";
        let old = ["On habits", FIRST, shops, TERMS, "Signed: Adeyemi"].join("\n\n");
        let put_behind = |words: &str| old.replacen(words, &format!("{words}\n\n{inserted}"), 1);
        for quote in ["On habits", shops, "Signed: Adeyemi"] {
            let new = put_behind(quote);
            let found = run(&old, &new, quote);
            assert_eq!((found.state, found.span), (State::Placed, nth(&new, quote, 0)), "{quote}");
            // And back again.
            let found = run(&new, &old, quote);
            assert_eq!((found.state, found.span), (State::Placed, nth(&old, quote, 0)), "{quote}");
        }
        // A block that moved with what is above it, and one that another question has now.
        let new = [inserted, FIRST, shops, LAST].join("\n\n");
        assert_eq!(run(&old, &new, shops).span, nth(&new, shops, 0));
        let (asked, told) = ("Was it so in the spring?", ["Is it now?", "Yes.", "Will it be?"].join("\n\n"));
        let new = told.replacen("Yes.", &["Not at all.", asked, "Yes."].join("\n\n"), 1);
        assert_eq!(run(&told, &new, "Yes.").state, State::Lost);
        // Neither side, another place within a paragraph, or one of two.
        let new = [LAST, shops, inserted].join("\n\n");
        assert_eq!(run(&old, &new, shops).state, State::Lost);
        let words = "raw intercepts.";
        let new = format!("{}\n\n{inserted}\n\n{FIRST}", TERMS.replace("agreed to share", "will not share"));
        assert_eq!(run(&[FIRST, TERMS].join("\n\n"), &new, words).state, State::Lost);
        let twice = [&old, shops].join("\n\n");
        let found = run(&twice, &put_behind(shops), shops);
        assert_eq!((found.state, found.candidates.len()), (State::Lost, 1));
    }

    #[test]
    fn words_that_were_there_twice_and_are_once_may_be_the_others() {
        let quote = "The union called the terms late.";
        let twice = format!("{}\n\nIn the margin: {quote} So it ran.", old());
        let new = twice.replacen(TERMS, "Something else altogether.", 1);
        let found = run(&twice, &new, quote);
        assert_eq!((found.state, found.candidates), (State::Lost, vec![nth(&new, quote, 0)]));
    }

    #[test]
    fn words_that_come_back_are_found_where_they_belong_and_not_where_they_are_cited() {
        let quote = "The union called the terms late.";
        let was = nth(&old(), quote, 0);
        let (prefix, suffix) = context(&old(), was);
        let sought = Sought { quote, prefix: &prefix, suffix: &suffix, was };
        let gone = [FIRST, LAST].join("\n\n");
        let back = format!("Updated at noon.\n\n{}", old());
        assert_eq!(replace_all(&gone, &back, &[sought])[0].span, nth(&back, quote, 0));
        let cited = format!("{gone}\n\nAn earlier text had: “{quote}” That was wrong.");
        assert_eq!(replace_all(&gone, &cited, &[sought])[0].state, State::Lost);
        let fellow = format!("In the margin: {quote}\n\n{FIRST}\n\n{LAST}");
        assert_eq!(replace_all(&fellow, &format!("{fellow} More."), &[sought])[0].state, State::Lost);
    }

    #[test]
    fn a_paragraph_put_twice_leaves_the_passage_where_it_stands_untouched() {
        let twice = [FIRST, TERMS, TERMS, LAST].join("\n\n");
        for quote in [
            TERMS,
            "The two services agreed to share raw intercepts.",
            "The union called the terms late.",
            "late.",
        ] {
            let found = run(&old(), &twice, quote);
            assert_eq!((found.state, found.span), (State::Placed, nth(&twice, quote, 0)), "{quote}");
        }
    }

    #[test]
    fn copies_that_nothing_tells_apart_are_candidates_all() {
        let twice = ["Corrected at noon.", FIRST, TERMS, TERMS, LAST].join("\n\n");
        for quote in
            [TERMS, "The union called the terms late.", "The two services agreed to share raw intercepts."]
        {
            let found = run(&old(), &twice, quote);
            let mut places = found.candidates;
            places.sort();
            assert_eq!(
                (found.state, places),
                (State::Lost, vec![nth(&twice, quote, 0), nth(&twice, quote, 1)]),
                "{quote}"
            );
        }
    }

    #[test]
    fn which_of_many_copies_it_is_is_not_told_once_too_much_was_compared() {
        let filler = "Nothing of note was seen on the water. ".repeat(10);
        let day = |n: usize| format!("Day {n}. {filler}{LAST} {filler}\n\n");
        let old = format!("Diary\n\n{}", (0..60).map(day).collect::<String>());
        let new = format!("Updated at noon.\n\n{old}The end.");
        let texts = |text: &str| text.match_indices(LAST).map(|(at, _)| at).collect::<Vec<_>>();
        let contexts: Vec<_> = texts(&old)
            .into_iter()
            .map(|at| (Span::new(at, at + LAST.len()), context(&old, Span::new(at, at + LAST.len()))))
            .collect();
        let all: Vec<Sought> = contexts
            .iter()
            .map(|(was, (prefix, suffix))| Sought { quote: LAST, prefix, suffix, was: *was })
            .collect();
        let mut looks = Looks::few(&old, &new, 400_000);
        let told: Vec<bool> = verdicts(&new, &all)
            .into_iter()
            .zip(&all)
            .map(|(verdict, one)| among(&mut looks, one, verdict).0.state != State::Lost)
            .collect();
        assert!(told.first() == Some(&true) && told.last() == Some(&false), "{told:?}");
    }

    #[test]
    fn a_copy_elsewhere_is_told_from_the_passage_by_what_stands_beside_its_paragraph() {
        let paragraph = format!(
            "{} {TERMS} {}",
            "It had been long in the making. ".repeat(4),
            "Much was left out of it. ".repeat(4)
        );
        let old = [FIRST, &paragraph, LAST, FIRST].join("\n\n");
        let new = ["Summary.", &paragraph, "Corrected.", FIRST, &paragraph, LAST, FIRST].join("\n\n");
        for quote in [TERMS, "raw intercepts"] {
            let found = run(&old, &new, quote);
            assert_eq!((found.state, found.span), (State::Moved, nth(&new, quote, 1)), "{quote}");
        }
    }

    #[test]
    fn all_places_of_a_passage_are_known_of_the_looks_that_found_it() {
        let text = "The harbour said so. ".repeat(50);
        let sought = Sought { quote: "harbour", prefix: "", suffix: "", was: Span::default() };
        let known = crate::model::anchor::tally(&text, &sought).known();
        assert_eq!(known, (0..50).map(|n| nth(&text, "harbour", n)).collect::<Vec<_>>());
        let many = "The harbour said so. ".repeat(150);
        assert_eq!(crate::model::anchor::tally(&many, &sought).known().len(), 6);
    }
}
