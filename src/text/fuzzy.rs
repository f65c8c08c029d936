//! Which names a few typed letters mean, how well each fits, and which of its letters were meant.
//! The matcher is that of the nucleo crate, which ranks as people who use fuzzy finders expect.

use nucleo_matcher::chars::{normalize, to_lower_case};
use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::{Offset, grapheme};

/// Clusters of a name that are looked at: a title may be as long as a book.
const MOST: usize = 400;
/// What a name is worth that is typed out.
const WHOLE: u32 = 10_000;

/// How well a name fits.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fit {
    /// The higher, the better.
    pub score: u32,
    /// Where the clusters begin that were meant, in bytes of the name, sorted.
    pub name: Vec<Offset>,
    /// The same in what stands beside the name.
    pub beside: Vec<Offset>,
}

/// What was typed, ready to be held against many names.
#[derive(Debug)]
pub struct Fuzzy {
    letters: Pattern,
    /// Without case and accents.
    words: Vec<Vec<char>>,
    matcher: Matcher,
    haystack: Vec<char>,
    places: Vec<Offset>,
    found: Vec<u32>,
}

impl Fuzzy {
    /// Each typed word has to be found, whatever its case and accents.
    pub fn new(typed: &str) -> Self {
        let mut config = Config::DEFAULT;
        config.prefer_prefix = true;
        Self {
            letters: Pattern::new(typed, CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy),
            words: typed.split_whitespace().map(|word| word.chars().map(plain).collect()).collect(),
            matcher: Matcher::new(config),
            haystack: Vec::new(),
            places: Vec::new(),
            found: Vec::new(),
        }
    }

    /// How well it fits: the letters in order, with gaps, in the name; else each word somewhere in
    /// the name or in what stands beside it. `None` where it does not fit.
    pub fn fit(&mut self, name: &str, beside: &str) -> Option<Fit> {
        self.read(name, beside);
        let name_ends = self.places.partition_point(|at| at.0 < name.len());
        self.found.clear();
        let head = self.haystack.get(..name_ends).unwrap_or_default();
        let in_name = self.letters.indices(Utf32Str::Unicode(head), &mut self.matcher, &mut self.found);
        let score = match in_name {
            // What the name itself says counts double.
            Some(score) => score.saturating_mul(2),
            None => self.find_words()?,
        };
        self.found.sort_unstable();
        self.found.dedup();
        let letters = self.haystack.iter().take(name_ends).filter(|c| !c.is_whitespace()).count();
        let is_whole = in_name.is_some() && letters > 0 && self.found.len() == letters;
        let score = if is_whole { score.saturating_add(WHOLE) } else { score };
        let mut fit = Fit { score, ..Fit::default() };
        for at in self.found.iter().filter_map(|i| self.places.get(usize::try_from(*i).ok()?)) {
            if at.0 < name.len() {
                fit.name.push(*at);
            } else if at.0 > name.len() {
                fit.beside.push(Offset(at.0 - name.len() - 1));
            }
        }
        Some(fit)
    }

    /// Finds each word, at the beginning of one if it can be. The score is in the measure of the matcher.
    fn find_words(&mut self) -> Option<u32> {
        self.found.clear();
        let text: Vec<char> = self.haystack.iter().copied().map(plain).collect();
        let mut score = 0;
        for word in &self.words {
            let places =
                || text.windows(word.len()).enumerate().filter(|(_, part)| part == word).map(|(at, _)| at);
            let begins =
                |at: &usize| at.checked_sub(1).and_then(|i| text.get(i)).is_none_or(|c| !c.is_alphanumeric());
            let (at, bonus) = match places().find(begins) {
                Some(at) => (at, 8),
                None => (places().next()?, 0),
            };
            score += 16 * u32::try_from(word.len()).ok()? + bonus;
            self.found.extend((at..at + word.len()).filter_map(|i| u32::try_from(i).ok()));
        }
        Some(score)
    }

    /// Takes in the name, a space, and what stands beside it: the first character of each cluster.
    fn read(&mut self, name: &str, beside: &str) {
        self.haystack.clear();
        self.places.clear();
        for (text, from) in [(name, 0), (" ", name.len()), (beside, name.len() + 1)] {
            for (at, cluster) in grapheme::clusters(text, Offset(0), Offset(text.len())).take(MOST) {
                self.haystack.extend(cluster.chars().next());
                self.places.push(Offset(from + at.0));
            }
        }
    }
}

fn plain(c: char) -> char {
    to_lower_case(normalize(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fits(typed: &str, name: &str, beside: &str) -> Option<(String, String)> {
        let fit = Fuzzy::new(typed).fit(name, beside)?;
        let letters = |text: &str, places: &[Offset]| {
            places
                .iter()
                .map(|at| {
                    let rest = text.get(at.0..).expect("a boundary");
                    rest.get(..grapheme::next(rest, Offset(0)).0).expect("a boundary")
                })
                .collect::<String>()
        };
        Some((letters(name, &fit.name), letters(beside, &fit.beside)))
    }

    #[test]
    fn letters_are_found_in_the_name_and_words_beside_it() {
        let found = |a: &str, b: &str| Some((a.to_owned(), b.to_owned()));
        assert_eq!(fits("npg", "next-paragraph", ""), found("npg", ""));
        assert_eq!(fits("erdo", "Erdoğan", ""), found("Erdo", ""));
        assert_eq!(fits("cafe", "The cafe\u{301}", ""), found("cafe\u{301}", ""));
        assert_eq!(fits("weiss bridge", "The Bridge", "Anna Weiss"), found("Bridge", "Weiss"));
        assert_eq!(fits("aws", "The Bridge", "Anna Weiss"), None, "beside the name only whole words count");
        assert_eq!(fits("post what", "x", "say WHAT was post"), found("", "WHATpost"));
        assert_eq!(fits("", "x", "y"), found("", ""));
    }

    #[test]
    fn the_name_counts_more_than_what_stands_beside_it() {
        let score = |name, beside| Fuzzy::new("theme").fit(name, beside).expect("it fits").score;
        assert!(score("theme", "") > score("themes", ""), "typed out");
        assert!(score("themes", "Open the panel") > score("undo", "Take back a theme"));
    }

    #[test]
    fn a_name_as_long_as_a_book_is_read_at_its_beginning() {
        let long = "x".repeat(100_000) + "end";
        assert_eq!(fits("end", &long, ""), None);
        assert!(fits("xxx", &long, "").is_some());
    }
}
