//! A text with one space for each run of white space, none between letters that stand close, and with letters, quotation marks, dashes and ellipses in one
//! form and one width: rows that were wrapped anew, spaces that were doubled, paragraphs that were joined or parted,
//! and letters and marks that are typed or stored in another way leave a passage the same.

use super::rewritten::Guess;
use super::{Found, Sought, copies, on_clusters, verdicts};
use crate::model::annotation::State;
use crate::text::quote::is_between;
use crate::text::{Span, form};

/// Bytes of a text from which on its white space counts: such a text would be held a second time.
const MOST: usize = 32 << 20;

/// See the module.
struct Flat {
    text: String,
    cuts: Vec<Cut>,
    /// How many of them are no white space.
    forms: usize,
}

/// A stretch of a text that is another, or longer or shorter, in its flat form: start and end in bytes.
struct Cut {
    flat: (usize, usize),
    own: (usize, usize),
}

impl Flat {
    fn of(text: &str) -> Self {
        let mut flat = Self { text: String::with_capacity(text.len()), cuts: Vec::new(), forms: 0 };
        let mut chars = text.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let (from, mut end) = (flat.text.len(), at + c.len_utf8());
            if c.is_ascii() && !c.is_whitespace() {
                flat.text.push(c);
                continue;
            }
            if c.is_whitespace() {
                if !is_between(text, at) {
                    flat.text.push(' ');
                }
                while let Some((at, c)) = chars.next_if(|(_, c)| c.is_whitespace()) {
                    end = at + c.len_utf8();
                }
            } else {
                form::each(c, |c| flat.text.push(c));
            }
            // Another one may be as long, such as an ellipsis, of which no place lies within.
            let is_form = !c.is_whitespace() && flat.text.get(from..) != text.get(at..end);
            flat.forms += usize::from(is_form);
            if is_form || flat.text.len() - from != end - at {
                flat.cuts.push(Cut { flat: (from, flat.text.len()), own: (at, end) });
            }
        }
        flat
    }

    /// From a place in `text` to the same in the text it was made of; one within a cut is after it there.
    fn back(&self, at: usize) -> usize {
        let next = self.cuts.partition_point(|cut| cut.flat.1 <= at);
        match self.cuts.get(next).filter(|cut| cut.flat.0 < at) {
            Some(within) => within.own.1,
            None => self.last(next).map_or(at, |cut| at - cut.flat.1 + cut.own.1),
        }
    }

    /// The same for a place at which something ends: white space that is left out there does not belong to it.
    fn back_to_end(&self, at: usize) -> usize {
        let next = self.cuts.partition_point(|cut| cut.flat.1 < at);
        match self.cuts.get(next).filter(|cut| cut.flat.0 < at) {
            Some(around) => around.own.1,
            None => self.last(next).map_or(at, |cut| at - cut.flat.1 + cut.own.1),
        }
    }

    /// From a place of the text it was made of to that in `text`. All places within white space are those
    /// around its one space: counted on they would be places in the words behind it.
    fn forth(&self, at: usize) -> usize {
        let next = self.cuts.partition_point(|cut| cut.own.1 <= at);
        let most = self.cuts.get(next).map_or(usize::MAX, |cut| cut.flat.1);
        self.last(next).map_or(at, |cut| at - cut.own.1 + cut.flat.1).min(most)
    }

    fn last(&self, next: usize) -> Option<&Cut> {
        next.checked_sub(1).and_then(|i| self.cuts.get(i))
    }

    fn span_back(&self, span: Span) -> Span {
        let start = self.back(span.start.0);
        Span::new(start, self.back_to_end(span.end.0).max(start))
    }

    /// A passage of the text it was made of, and where that is in `text`.
    fn quote(&self, one: &Sought) -> Wanted {
        let was = Span::new(self.forth(one.was.start.0), self.forth(one.was.end.0));
        // What stands beside white space counts, so that the sides are made one with the passage.
        let whole = [one.prefix, one.quote, one.suffix].concat();
        let flat = Self::of(&whole);
        let ends = [one.prefix.len(), one.prefix.len() + one.quote.len()].map(|at| flat.forth(at));
        let context = [flat.text.get(..ends[0]), flat.text.get(ends[1]..)]
            .map(|side| side.unwrap_or_default().to_owned());
        Wanted { quote: was.of(&self.text).to_owned(), context, was }
    }

    /// Takes over what was found of a passage in `text`, and how likeness may tell where it is.
    fn mend(&self, new: &str, one: &Sought, (now, guess): (Found, Guess), slot: &mut (Found, Guess)) {
        if now.state == State::Lost && !slot.0.candidates.is_empty() {
            return;
        }
        if now.state == State::Lost {
            let candidates = now.candidates.iter().map(|span| self.span_back(*span));
            slot.0.candidates = candidates.filter(|span| on_clusters(new, *span)).collect();
            slot.1 = guess;
            return;
        }
        let span = self.span_back(now.span);
        let is_same = Self::of(span.of(new)).text.trim() == Self::of(one.quote).text.trim();
        if is_same && on_clusters(new, span) {
            slot.0 = Found::at(span, one);
        }
    }
}

/// A passage in flat form.
struct Wanted {
    quote: String,
    context: [String; 2],
    was: Span,
}

impl Wanted {
    fn sought(&self) -> Sought<'_> {
        let [prefix, suffix] = &self.context;
        Sought { quote: &self.quote, prefix, suffix, was: self.was }
    }
}

/// Finds passages that are lost by their words in another form or with other white space between them, and
/// mends what was `found` of them. Where that does not tell either, the second of a pair says whether likeness
/// may.
pub(super) fn find(old: &str, new: &str, sought: &[Sought], found: &mut [(Found, Guess)]) {
    let is_lost = |i: &usize| found.get(*i).is_some_and(|(found, _)| found.state == State::Lost);
    let stood = |i: &usize| {
        sought.get(*i).is_some_and(|one| !one.quote.trim().is_empty() && one.was.of(old) == one.quote)
    };
    let mut gone: Vec<usize> = (0..sought.len()).filter(is_lost).filter(stood).collect();
    if gone.is_empty() || old.len().max(new.len()) > MOST {
        return;
    }
    let (before, after) = (Flat::of(old), Flat::of(new));
    // Where the words do stand somewhere, their surroundings may have another form.
    let has_none = |i: &usize| found.get(*i).is_some_and(|(found, _)| found.candidates.is_empty());
    gone.retain(|i| before.forms != after.forms || has_none(i));
    let wanted: Vec<Wanted> =
        gone.iter().filter_map(|i| sought.get(*i)).map(|one| before.quote(one)).collect();
    let flat: Vec<Sought> = wanted.iter().map(Wanted::sought).collect();
    let (all, may_be_guessed) =
        copies::settle(&before.text, &after.text, &flat, verdicts(&after.text, &flat));
    for ((i, now), may_be_guessed) in gone.iter().zip(all).zip(may_be_guessed) {
        if let (Some(one), Some(slot)) = (sought.get(*i), found.get_mut(*i)) {
            after.mend(new, one, (now, may_be_guessed), slot);
        }
    }
}

/// The same for passages that have an old text each, as long as `stop` does not say that nobody waits.
pub(super) fn find_each(
    olds: &[String],
    new: &str,
    sought: &[Sought],
    found: &mut [(Found, Guess)],
    stop: &dyn Fn() -> bool,
) {
    let is_gone = |i: &usize| {
        let is_lost = |(found, _): &(Found, Guess)| found.state == State::Lost && found.candidates.is_empty();
        sought.get(*i).is_some_and(|one| !one.quote.trim().is_empty()) && found.get(*i).is_some_and(is_lost)
    };
    let gone: Vec<usize> = (0..sought.len()).filter(is_gone).collect();
    if gone.is_empty() || new.len() > MOST {
        return;
    }
    let after = Flat::of(new);
    let before: Vec<(&Sought, Flat)> =
        gone.iter().filter_map(|i| Some((sought.get(*i)?, Flat::of(olds.get(*i)?)))).collect();
    let wanted: Vec<Wanted> = before.iter().map(|(one, before)| before.quote(one)).collect();
    let flat: Vec<Sought> = wanted.iter().map(Wanted::sought).collect();
    let verdicts = verdicts(&after.text, &flat);
    for (((i, verdict), flat), (one, before)) in gone.iter().zip(verdicts).zip(&flat).zip(&before) {
        if stop() {
            return;
        }
        let (mut now, mut may) =
            copies::settle(&before.text, &after.text, std::slice::from_ref(flat), vec![verdict]);
        if let (Some(now), Some(may), Some(slot)) = (now.pop(), may.pop(), found.get_mut(*i)) {
            after.mend(new, one, (now, may), slot);
        }
    }
}

#[cfg(test)]
mod tests {
    use unicode_normalization::UnicodeNormalization as _;

    use super::*;
    use crate::model::anchor::{context, replace_all};

    const OLD: &str = "The harbour council met on Monday.\n\nIt was told that the lamp had been lit at six, and that \
                       nobody had seen the ship leave. The keeper was thanked for his pains.";

    fn run(new: &str, quote: &str) -> (State, String) {
        let at = OLD.find(quote).unwrap();
        let was = Span::new(at, at + quote.len());
        let (prefix, suffix) = context(OLD, was);
        let sought = Sought { quote, prefix: &prefix, suffix: &suffix, was };
        let found = replace_all(OLD, new, &[sought]).remove(0);
        (found.state, found.span.of(new).to_owned())
    }

    #[test]
    fn other_white_space_leaves_the_words_the_same() {
        let wrapped = OLD.replace("lamp had", "lamp\nhad").replace("nobody had", "nobody\nhad");
        let wide = OLD.replace(' ', "  ");
        let hard = OLD.replace(' ', "\u{a0}");
        let parted = OLD.replace("six, and", "six,\n\nand").replace("Monday.\n\nIt", "Monday. It");
        for new in [wrapped, wide, hard, parted] {
            for quote in [
                "nobody had seen the ship",
                "It was told that the lamp had been lit at six, and that nobody had seen the ship leave.",
                "met on Monday.\n\nIt was told",
            ] {
                let (state, now) = run(&new, quote);
                assert!(matches!(state, State::Moved | State::Placed), "{state:?} {quote} in {new}");
                let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
                assert_eq!(words(&now), words(quote), "{new}");
            }
        }
    }

    #[test]
    fn an_ellipsis_a_dash_and_letters_of_full_width_leave_the_words_the_same() {
        let old = "“Wait…” he said – and the NATO (founded in 1949) waited.\n\nNobody knew why it had waited so long; \
                   it went on…";
        let new = old
            .replace('…', "...")
            .replace('–', "-")
            .replace("NATO (", "ＮＡＴＯ （")
            .replace("1949)", "１９４９）");
        for (before, after) in [(old, new.as_str()), (&new, old)] {
            for words in ["he said", "went on"] {
                let (from, to) = if words == "he said" { ("“Wait", "waited.") } else { ("it went on", "") };
                let part = |text: &str| {
                    let at = text.find(from).unwrap();
                    let end = if to.is_empty() { text.len() } else { text.find(to).unwrap() + to.len() };
                    Span::new(at, end)
                };
                let was = part(before);
                let quote = was.of(before);
                let (prefix, suffix) = context(before, was);
                let sought = Sought { quote, prefix: &prefix, suffix: &suffix, was };
                let found = replace_all(before, after, &[sought]).remove(0);
                assert!(matches!(found.state, State::Placed | State::Moved), "{:?} {quote}", found.state);
                assert_eq!(found.span, part(after), "{quote}");
            }
        }
        // Capitals are other words.
        let shout = old.replace("he said", "HE SAID");
        let was = Span::new(0, old.find("waited.").unwrap() + 7);
        let (prefix, suffix) = context(old, was);
        let sought = Sought { quote: was.of(old), prefix: &prefix, suffix: &suffix, was };
        assert_eq!(replace_all(old, &shout, &[sought]).remove(0).state, State::Changed);
    }

    #[test]
    fn letters_and_marks_in_another_form_leave_the_words_the_same() {
        let old = "L’été dernier, le préfet a déclaré : « c’est “très” bien ». Le maire n’a rien répondu. Rien d’autre n’a été dit.";
        let parted: String = old.nfd().collect();
        let straight = old.replace('’', "'").replace(['“', '”'], "\"");
        let soft = old.replace("déclaré", "dé\u{ad}cla\u{ad}ré").replace("maire", "mai\u{200b}re");
        let odd = format!("Avant tout, ceci.\n\n{parted}");
        for (before, after) in [
            (old, parted.as_str()),
            (&parted, old),
            (old, &straight),
            (&straight, old),
            (old, &soft),
            (&soft, old),
            (old, &odd),
        ] {
            for quote in ["le préfet a déclaré : « c’est “très” bien ».", "répondu", "n’a rien"]
            {
                // As the text before has it.
                let was = crate::text::quote::find(before, quote, None, None)[0];
                let (prefix, suffix) = context(before, was);
                let sought = Sought { quote: was.of(before), prefix: &prefix, suffix: &suffix, was };
                let found = replace_all(before, after, &[sought]).remove(0);
                assert!(matches!(found.state, State::Moved | State::Placed), "{quote} in {after}: {found:?}");
                assert_eq!(Flat::of(found.span.of(after)).text, Flat::of(quote).text, "{after}");
            }
        }
    }

    #[test]
    fn a_passage_that_ends_within_white_space_takes_no_words_of_its_neighbour() {
        let old = "Intro words stand here.\n\nalpha beta gamma delta epsilon zeta\n        theta iota kappa\n\nThe end.";
        let new = old.replace("gamma delta", "gamma   delta");
        let (alpha, theta) = (old.find("alpha").unwrap(), old.find("theta").unwrap());
        let kappa = old.find("kappa").unwrap();
        for was in [
            Span::new(alpha, theta - 2),
            Span::new(alpha, theta - 8),
            Span::new(alpha - 1, theta - 1),
            Span::new(theta - 5, kappa + 5),
        ] {
            // Whichever of the texts has the wider space.
            for (before, after, was) in [(old, new.as_str(), was), (&new, old, moved(&new, old, was))] {
                let (prefix, suffix) = context(before, was);
                let sought = Sought { quote: was.of(before), prefix: &prefix, suffix: &suffix, was };
                let found = replace_all(before, after, &[sought]).remove(0);
                let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
                assert!(matches!(found.state, State::Moved | State::Placed), "{found:?}");
                assert_eq!(words(found.span.of(after)), words(was.of(before)), "{was:?}");
            }
        }
    }

    /// The span of the old text in one that has two characters more before its `delta`.
    fn moved(new: &str, old: &str, was: Span) -> Span {
        let more = |at: usize| if at > old.find("delta").unwrap() { at + new.len() - old.len() } else { at };
        Span::new(more(was.start.0), more(was.end.0))
    }

    #[test]
    fn an_ellipsis_beside_one_of_two_passages_tells_which_it_is_in_either_form() {
        const QUOTE: &str = "and the bell rang twice";
        let line = |mark: &str| {
            format!("The ferry had waited{mark} {QUOTE} over the bay, as it did on every night that winter.")
        };
        let text = |mark| [line(","), line(mark)].join("\n\nNobody came down to the pier.\n\n");
        for (before, after) in [("…", "..."), ("...", "…")] {
            let (old, new) = (text(before), text(after));
            let place = |at: usize| Span::new(at, at + QUOTE.len());
            let was = place(old.rfind(QUOTE).unwrap());
            let (prefix, suffix) = context(&old, was);
            let sought = Sought { quote: QUOTE, prefix: &prefix, suffix: &suffix, was };
            let (first, second) = (place(new.find(QUOTE).unwrap()), place(new.rfind(QUOTE).unwrap()));
            let mut found = [(Found::lost(&new, &sought, &[first, second]), Guess::None)];
            find(&old, &new, &[sought], &mut found);
            assert_eq!(found[0].0, Found { span: second, state: State::Placed, candidates: Vec::new() });
        }
    }

    #[test]
    fn line_ends_that_part_nothing_leave_the_words_the_same() {
        let text = "各国の情報機関が協力して進める計画は昨年の春から始まり、その内容については多くの議論があった。「情報機関」の長は\
                    会議で“秘密”について述べた。葛城の話もある。NATO の話は別であるとされている。";
        let wrapped = |most: usize| {
            let (mut out, mut in_line) = (String::new(), 0);
            for c in text.chars() {
                if in_line >= most && !c.is_ascii() && !out.ends_with(' ') {
                    out.push('\n');
                    in_line = 0;
                }
                out.push(c);
                in_line += 1;
            }
            out
        };
        let spaced = wrapped(13).replace('\n', " ");
        let olds = [wrapped(12), wrapped(7), text.to_owned(), spaced];
        for (old, new) in olds.iter().flat_map(|old| olds.iter().map(move |new| (old, new))) {
            for words in [
                "協力して進める計画は昨年の春から始まり",
                "「情報機関」の長は会議で“秘密”について",
                "始まり、その内容については",
                "情報機関が",
            ] {
                let place = |text: &str| {
                    let flat = Flat::of(text);
                    let at = flat.text.find(&Flat::of(words).text).unwrap();
                    flat.span_back(Span::new(at, at + Flat::of(words).text.len()))
                };
                let was = place(old);
                let (prefix, suffix) = context(old, was);
                let sought = Sought { quote: was.of(old), prefix: &prefix, suffix: &suffix, was };
                let found = replace_all(old, new, &[sought]).remove(0);
                let now = found.span.of(new);
                assert!(matches!(found.state, State::Placed | State::Moved), "{found:?} {words} in {new}");
                let bare = |text: &str| text.replace(char::is_whitespace, "");
                assert_eq!((bare(now), now.trim()), (bare(words), now), "{new}");
            }
        }
    }

    #[test]
    fn no_place_lies_within_a_character() {
        let text = "wait… no… ạ \u{212b} é “so”";
        let flat = Flat::of(text);
        for at in 0..=flat.text.len() {
            assert!(text.is_char_boundary(flat.back(at)), "{at} is {} in {text}", flat.back(at));
        }
        let dots = text.find('…').unwrap();
        assert_eq!([dots, dots + 1, dots + 2, dots + 3].map(|at| flat.back(at)), [4, 7, 7, 7]);
    }

    #[test]
    fn places_go_forth_and_back() {
        let text = "one  two\n\n three four\u{a0}\u{a0}five ";
        let flat = Flat::of(text);
        assert_eq!(flat.text, "one two three four five ");
        for word in ["one", "two", "three", "four", "five"] {
            let (here, there) = (text.find(word).unwrap(), flat.text.find(word).unwrap());
            assert_eq!((flat.forth(here), flat.back(there)), (there, here), "{word}");
            let (here, there) = (here + word.len(), there + word.len());
            assert_eq!((flat.forth(here), flat.back(there)), (there, here), "after {word}");
        }
        for (within, there) in [(4, 4), (9, 8), (10, 8)] {
            assert_eq!(flat.forth(within), there, "within white space, at {within}");
        }
        assert!(Flat::of("one two").cuts.is_empty());
    }
}
