//! What passages of a theme have in common, and how much a sentence is like them.
//!
//! The words that speak for a theme are those that stand in more of its passages than in other text of
//! the library, weighed as Robertson and Spärck Jones weigh the words of texts that were found relevant
//! (1976). A sentence is scored by them as in BM25: a word more says more than the same word once more,
//! and a long sentence has to say more than a short one. No list of any language is used: a word that
//! stands in much of the library says nothing, nor does one that most articles have, unless the passages have it far
//! more often. Told as a reason is what several passages have, and many times as often as other text; and a short word
//! only where chance does not explain it: in a few articles nothing else tells the words that hold sentences
//! together. Forms of a word (attack, attacks, attacked) count as one. In a script
//! without spaces between its words every two letters that follow each other are taken for one.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::ArticleRef;
use crate::text::Span;
use crate::text::token::{folded, is_unspaced, words};

/// Words that are sought at most.
pub const MOST_CLUES: usize = 40;
/// Words of the passages that are weighed, those of most passages first.
const MOST_WORDS: usize = 400;
/// A word in more of the library's rows than this part of them says nothing, unless the theme's name has it.
const COMMON: f64 = 0.25;
/// A word that more than this part of the articles has says as little, unless it comes in passages so many times as
/// often as in other text; a few passages are taken to have as many more of usual text beside them.
const EVERYWHERE: f64 = 0.5;
const OFTEN: f64 = 3.0;
const USUAL_PASSAGES: f64 = 2.0;
/// How likely it may be that one of all words of the passages comes by chance in as many of them as it does.
const CHANCE: f64 = 0.05;
/// Of so many passages a word is a reason that they have in common; of fewer any may be.
const MANY: usize = 3;
/// How fast a word that comes again ceases to say more, and how much the length counts (BM25).
const SATURATION: f64 = 1.2;
const LENGTH: f64 = 0.6;
/// Words of a sentence of usual length.
const USUAL: f64 = 24.0;
/// Passages that the name of the theme is worth, and its description.
const NAME: u32 = 2;
const DESCRIPTION: u32 = 1;

/// A sentence that looks like the passages of a theme.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion {
    pub article: ArticleRef,
    /// Bytes of the canonical text.
    pub span: Span,
    /// The same in code points, `[start, end)`.
    pub points: (u64, u64),
    pub paragraph: Option<u32>,
    pub quote: String,
    /// Higher is better; comparable within one search only.
    pub score: f64,
    /// The words that speak for it, in bytes of the quote, in order.
    pub marks: Vec<Span>,
}

/// What was found for a theme.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Suggestions {
    /// How many passages it has that were learnt from.
    pub passages: usize,
    /// The words that speak for it, the strongest first.
    pub words: Vec<String>,
    /// Best first.
    pub all: Vec<Suggestion>,
}

/// Whether two folded words are forms of one: one goes on for up to three letters where the other
/// ends, or both do after six that they share; or where the one has a vowel at its end, the other goes
/// on with another (share, sharing).
pub fn is_akin(one: &str, other: &str) -> bool {
    let (short, long) =
        if one.chars().count() <= other.chars().count() { (one, other) } else { (other, one) };
    let shared = short.chars().zip(long.chars()).take_while(|(a, b)| a == b).count();
    let (short, long): (Vec<char>, Vec<char>) =
        (short.chars().skip(shared).collect(), long.chars().skip(shared).collect());
    let is_vowel = |c: Option<&char>| c.is_some_and(|c| "aeiouy".contains(*c));
    let turns = short.len() == 1 && long.len() > 1 && is_vowel(short.first()) && is_vowel(long.first());
    long.is_empty() || (long.len() <= 3 && ((shared >= 4 && (short.is_empty() || turns)) || shared >= 6))
}

/// The letters with which every form of a folded word begins; the word itself where it is too short to
/// have forms.
pub fn stem(word: &str) -> &str {
    let kept = word.chars().count().saturating_sub(3).max(4);
    word.char_indices().nth(kept).and_then(|(at, _)| word.get(..at)).unwrap_or(word)
}

/// A word of the theme's passages with its forms there, and in which of them it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Its first form.
    pub word: String,
    passages: BTreeSet<u32>,
    /// The theme's own name has it.
    named: bool,
}

/// What there is to learn a theme from.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Lesson {
    said: Vec<Said>,
    /// Passages, those that stand for name and description among them.
    passages: u32,
    /// The passages are too few to have a word in common that says more than another.
    are_few: bool,
    /// Letters of a word in them, on average.
    letters: f64,
    /// Different words in them.
    words: usize,
}

impl Lesson {
    /// Of a theme's path in names, its description, and the words of its passages.
    pub fn of(path: &[String], description: Option<&str>, passages: &[String]) -> Self {
        let mut texts: Vec<(&str, bool)> = passages.iter().map(|text| (text.as_str(), false)).collect();
        if let Some((name, above)) = path.split_last() {
            texts.extend((0..NAME).map(|_| (name.as_str(), true)));
            texts.extend(above.iter().map(|name| (name.as_str(), false)));
        }
        texts.extend((0..DESCRIPTION).filter_map(|_| Some((description?, false))));
        let mut all: BTreeMap<String, Said> = BTreeMap::new();
        let (mut letters, mut tokens) = (0, 0);
        for (i, (text, named)) in (0..).zip(&texts) {
            for token in words(text) {
                let word = folded(token.of(text));
                letters += word.chars().count();
                tokens += 1;
                let fresh = || Said { word: word.clone(), passages: BTreeSet::new(), named: false };
                let said = all.entry(word.clone()).or_insert_with(fresh);
                said.passages.insert(i);
                said.named |= named;
            }
        }
        let words = all.len();
        let letters = float(letters) / float(tokens).max(1.0);
        let mut weighed: Vec<Said> = all.into_values().filter(|said| !is_number(&said.word)).collect();
        weighed.sort_by_key(|said| std::cmp::Reverse(said.passages.len()));
        weighed.truncate(MOST_WORDS);
        let mut said: Vec<Said> = Vec::new();
        for one in weighed {
            match said.iter_mut().find(|other| is_akin(&other.word, &one.word)) {
                Some(other) => {
                    other.passages.extend(&one.passages);
                    other.named |= one.named;
                }
                None => said.push(one),
            }
        }
        let are_few = passages.len() < MANY;
        Self { said, passages: u32::try_from(texts.len()).unwrap_or(u32::MAX), are_few, letters, words }
    }

    /// Its words, of each the first form.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.said.iter().map(|said| said.word.as_str())
    }

    /// The words that speak for the theme. `forms` gives the forms that the library has of a word, each
    /// with the number of its rows, of which there are `rows` in all; `spread` tells what part of the articles has
    /// one of a word's forms, 0 to 1.
    pub fn clues<E>(
        &self,
        rows: u64,
        mut forms: impl FnMut(&str) -> Result<Vec<(String, u64)>, E>,
        mut spread: impl FnMut(&Clue) -> Result<f64, E>,
    ) -> Result<Clues, E> {
        let mut weighed: Vec<(Clue, bool)> = Vec::new();
        for said in &self.said {
            let forms = forms(&said.word)?;
            let places = forms.iter().map(|(_, rows)| rows).sum::<u64>().min(rows);
            let weight = self.weight(said, places, rows);
            if weight > 0.0 {
                let forms = forms.into_iter().map(|(form, _)| form).collect();
                let telling = self.telling(said, places, rows);
                let clue = Clue { word: said.word.clone(), forms, weight, rows: places, telling };
                weighed.push((clue, said.named || self.is_often(said, places, rows)));
            }
        }
        weighed.sort_by(|(a, _), (b, _)| b.weight.total_cmp(&a.weight).then_with(|| a.word.cmp(&b.word)));
        let mut all: Vec<Clue> = Vec::new();
        for (clue, is_telling) in weighed {
            if all.len() == MOST_CLUES {
                break;
            }
            if is_telling || spread(&clue)? <= EVERYWHERE {
                all.push(clue);
            }
        }
        Ok(Clues::of(all))
    }

    /// How much a word tells: much if the theme's name has it; else what several passages have, and many times as often
    /// as other text has it; of a few passages any. One that is shorter than others tells only where so many passages hardly have one of
    /// their words by chance.
    fn telling(&self, said: &Said, places: u64, rows: u64) -> Telling {
        if said.named {
            return Telling::Much;
        }
        let is_short = float(said.word.chars().count()) < self.letters && !is_unspaced(&said.word);
        let usual = (number(places) / number(rows).max(1.0)).min(1.0);
        if is_short && by_chance(self.passages, said.passages.len(), usual) * float(self.words) >= CHANCE {
            return Telling::Little;
        }
        let is_common = said.passages.len() > 1 && self.is_often(said, places, rows);
        if is_common || self.are_few { Telling::Much } else { Telling::Some }
    }

    /// Whether the passages have a word many times as often as other text has it.
    fn is_often(&self, said: &Said, places: u64, rows: u64) -> bool {
        let with = f64::from(u32::try_from(said.passages.len()).unwrap_or(u32::MAX));
        let usual = number(places) / number(rows).max(1.0);
        let here = (with + USUAL_PASSAGES * usual) / (f64::from(self.passages) + USUAL_PASSAGES);
        here >= OFTEN * usual
    }

    fn weight(&self, said: &Said, places: u64, rows: u64) -> f64 {
        let passages = f64::from(self.passages);
        let with = f64::from(u32::try_from(said.passages.len()).unwrap_or(u32::MAX));
        let (all, places) = (number(rows), number(places));
        // What stands nowhere but in one of the passages finds nothing.
        if places < 1.0 || (!said.named && places > (all * COMMON).max(3.0)) {
            return 0.0;
        }
        let elsewhere = (places - with).max(0.0);
        let others = (all - passages).max(elsewhere);
        let odds = (with + 0.5) / (passages - with + 0.5);
        let usual = (elsewhere + 0.5) / (others - elsewhere + 0.5);
        (odds / usual).ln() * (with / passages).sqrt()
    }
}

/// How likely it is that of `all` passages at least `with` have a word that usual text has in this part of it.
fn by_chance(all: u32, with: usize, usual: f64) -> f64 {
    // That none has it, and from there one more each time.
    let mut exactly = (1.0 - usual).powi(i32::try_from(all).unwrap_or(i32::MAX));
    let mut fewer = 0.0;
    for n in 0..u32::try_from(with).unwrap_or(u32::MAX) {
        fewer += exactly;
        exactly *= f64::from(all - n.min(all)) / f64::from(n + 1) * usual / (1.0 - usual).max(f64::EPSILON);
    }
    (1.0 - fewer).max(0.0)
}

fn float(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap_or(u32::MAX))
}

fn number(n: u64) -> f64 {
    f64::from(u32::try_from(n).unwrap_or(u32::MAX))
}

fn is_number(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_digit())
}

/// A word that speaks for a theme.
#[derive(Debug, Clone, PartialEq)]
pub struct Clue {
    pub word: String,
    /// As the library has it.
    pub forms: Vec<String>,
    pub weight: f64,
    /// In how many rows of the library.
    pub rows: u64,
    pub telling: Telling,
}

/// How much a word tells a reader of why a sentence is like the passages: of a sentence those of its words are told that
/// tell most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Telling {
    /// It is only weighed.
    Little,
    /// It is long, or more than chance; but the passages have it hardly more often than other text, or one alone has it.
    Some,
    /// It is what the passages have in common.
    Much,
}

/// The words that speak for a theme, the strongest first.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Clues {
    pub all: Vec<Clue>,
    by_form: HashMap<String, usize>,
}

impl Clues {
    fn of(all: Vec<Clue>) -> Self {
        let mut by_form = HashMap::new();
        for (i, clue) in all.iter().enumerate() {
            // The index has whole runs of a script without spaces, and a sentence is looked at by pairs of letters.
            let is_pair = is_unspaced(&clue.word);
            for form in
                clue.forms.iter().filter(|_| !is_pair).chain([&clue.word].into_iter().filter(|_| is_pair))
            {
                by_form.entry(form.clone()).or_insert(i);
            }
        }
        Self { all, by_form }
    }

    /// How much a sentence is like the passages, and the words of it that say so; `None` where only one
    /// word does, of several that could, or none. Of these the words are told that tell most, as does a name, which
    /// has a capital within the sentence.
    pub fn score(&self, sentence: &str) -> Option<(f64, Vec<Span>)> {
        let words = words(sentence);
        let mut times: BTreeMap<usize, u32> = BTreeMap::new();
        let mut marks: Vec<(Span, Telling)> = Vec::new();
        for (i, token) in words.iter().enumerate() {
            let word = token.of(sentence);
            if let Some(clue) = self.by_form.get(&folded(word)) {
                *times.entry(*clue).or_default() += 1;
                let mut letters = word.chars();
                let is_name =
                    i > 0 && letters.next().is_some_and(char::is_uppercase) && letters.next().is_some();
                let telling =
                    self.all.get(*clue).filter(|_| !is_name).map_or(Telling::Much, |clue| clue.telling);
                match marks.last_mut() {
                    // Pairs of letters overlap.
                    Some((last, most)) if last.end > token.start => {
                        last.end = last.end.max(token.end);
                        *most = telling.max(*most);
                    }
                    _ => marks.push((*token, telling)),
                }
            }
        }
        let most = marks.iter().map(|(_, telling)| *telling).max();
        let marks = marks.into_iter().filter(|(_, telling)| Some(*telling) == most);
        let marks = marks.map(|(mark, _)| mark).collect();
        let kinds = u32::try_from(times.len()).unwrap_or(u32::MAX);
        if kinds < 2.min(u32::try_from(self.all.len()).unwrap_or(2)) || kinds == 0 {
            return None;
        }
        // A fragment is no better for being short.
        let long = (f64::from(u32::try_from(words.len()).unwrap_or(u32::MAX)) / USUAL).max(0.5);
        let room = SATURATION * (1.0 - LENGTH + LENGTH * long);
        let said = times.into_iter().filter_map(|(clue, times)| {
            let times = f64::from(times);
            Some(self.all.get(clue)?.weight * times * (SATURATION + 1.0) / (times + room))
        });
        let sum: f64 = said.sum();
        Some((sum * (1.0 - 0.5_f64.powi(i32::try_from(kinds).unwrap_or(i32::MAX))), marks))
    }
}

#[cfg(test)]
mod tests;
