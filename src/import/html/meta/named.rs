//! Who wrote a page, where it stands alone: below words that say so, or at the end.

use super::super::super::credits;
use super::super::choose::is_same;
use super::{Facts, Place};

/// Lines that say that the next one names who wrote, in lower case.
const LABELS: &[&str] = &[
    "author",
    "authors",
    "the author",
    "about the author",
    "about author",
    "written by",
    "autor",
    "autorin",
    "autoren",
    "über den autor",
    "über die autorin",
    "zum autor",
    "zur autorin",
    "auteur",
    "l'auteur",
    "à propos de l'auteur",
    "sobre el autor",
    "sobre la autora",
    "sobre o autor",
    "sull'autore",
    "автор",
    "об авторе",
    "作者",
    "この記事を書いた人",
    "この記事の著者",
    "この記事の筆者",
    "執筆者",
    "著者",
    "글쓴이",
];
/// Longer lines (characters) are no name.
const NAME: usize = 60;
/// Letters of a word that is no part of a name in small letters.
const SMALL: usize = 3;
/// Letters of each word of a name at the end.
const WORD: usize = 3;

/// The people of the line below one that says that they wrote.
pub(super) fn below_label(facts: &Facts) -> Option<Vec<String>> {
    let is_label = |line: &str| {
        let line = line.trim_end_matches([':', '：', ' ']).to_lowercase().replace('’', "'");
        LABELS.contains(&line.as_str())
    };
    facts.lines.windows(2).find_map(|pair| {
        let [label, name] = pair else { return None };
        let fits = is_label(&label.words) && !name.is_prose && name.words.chars().count() <= NAME;
        let names = fits.then(|| credits::people(&name.words))?;
        // Nothing else stands in that line.
        let is_whole = is_same(&names.concat(), &name.words);
        let is_small = |word: &str| word.chars().count() > SMALL && word.starts_with(char::is_lowercase);
        let is_name =
            |name: &String| (name.contains(' ') || !name.is_ascii()) && !name.split(' ').any(is_small);
        Some(names).filter(|names| is_whole && names.iter().all(is_name))
    })
}

/// The name that is all of the last line of an article in a language that writes only names with capitals in each word.
pub(super) fn at_end(facts: &Facts, place: &Place) -> Option<Vec<String>> {
    let last = facts.lines.iter().rfind(|line| line.at <= place.last && !line.aside)?;
    let is_russian = |c: char| matches!(c, '\u{400}'..='\u{45f}' | '-');
    let is_word = |word: &str| {
        word.chars().count() >= WORD
            && word.starts_with(char::is_uppercase)
            && word.chars().skip(1).all(|c| c == '-' || c.is_lowercase())
    };
    let fits = last.at > place.first
        && last.words.chars().all(|c| c == ' ' || is_russian(c))
        && last.words.split(' ').count() == 2
        && last.words.split(' ').all(is_word);
    fits.then(|| credits::people(&last.words)).filter(|names| !names.is_empty())
}
