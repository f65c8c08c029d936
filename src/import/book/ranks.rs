//! What the lines of a table of contents call themselves: parts of a book, or chapters.

#[rustfmt::skip]
const PARTS: &[&str] = &[
    "part", "book", "volume", "teil", "buch", "band", "partie", "livre", "tome", "parte", "libro", "deel", "boek", "del",
    "część", "księga", "часть", "книга",
];
#[rustfmt::skip]
const CHAPTERS: &[&str] = &[
    "chapter", "kapitel", "chapitre", "capítulo", "capitolo", "hoofdstuk", "kapittel", "rozdział", "глава",
];
/// Numbers in words, as far as books have parts; the beginnings of those that have genders.
#[rustfmt::skip]
const NUMBERS: &[&str] = &[
    "one", "two", "three", "four", "five", "six", "seven", "first", "second", "third", "fourth", "fifth", "sixth",
    "eins", "zwei", "drei", "vier", "fünf", "erste", "zweite", "dritte", "vierte", "fünfte",
    "un", "deux", "trois", "quatre", "cinq", "premi", "deuxième", "second", "troisième", "quatrième", "cinquième",
    "prim", "segund", "tercer", "cuart", "quint", "terz", "quart", "terceir",
    "eerste", "tweede", "derde", "vierde", "första", "andra", "tredje", "første", "pierwsz", "drug", "trzeci",
    "перв", "втор", "трет",
];
/// Characters of what follows a number's beginning at most: its gender and case.
const ENDING: usize = 3;

/// Whether a title begins with what a part of a book is called, and its number: “Part Two: The Land”, “Erster Teil”.
pub(super) fn is_part(title: &str) -> bool {
    let [first, second] = first_two(title);
    let named = title.split([':', '.', ',', '—', '–']).next().unwrap_or_default();
    (PARTS.contains(&first.as_str()) && is_number(&second))
        || (PARTS.contains(&second.as_str()) && is_number(&first) && words(named).nth(2).is_none())
        || is_counted(title, &['部', '编', '編', '篇', '卷', '巻'])
}

/// Whether a title begins with what a chapter is called: “Chapter 4”, “Kapitel IV”.
pub(super) fn is_chapter(title: &str) -> bool {
    let [first, _] = first_two(title);
    CHAPTERS.contains(&first.as_str()) || is_counted(title, &['章', '回', '节', '節'])
}

fn words(title: &str) -> impl Iterator<Item = String> {
    let words = title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase)
}

fn first_two(title: &str) -> [String; 2] {
    let mut words = words(title);
    [words.next().unwrap_or_default(), words.next().unwrap_or_default()]
}

fn is_number(word: &str) -> bool {
    let is_all = |of: fn(char) -> bool| !word.is_empty() && word.chars().all(of);
    is_all(|c| c.is_ascii_digit())
        || is_all(|c| matches!(c, 'i' | 'v' | 'x' | 'l'))
        || NUMBERS.iter().any(|number| {
            word.strip_prefix(number).is_some_and(|ending| ending.chars().nth(ENDING).is_none())
        })
}

/// Whether a title begins as “第二部” does: with what is counted after the number.
fn is_counted(title: &str, counted: &[char]) -> bool {
    let number = title.trim_start().strip_prefix('第').map(|rest| rest.chars().take(5));
    number.is_some_and(|mut number| number.any(|c| counted.contains(&c)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_and_chapters_are_told_by_what_they_are_called() {
        for part in [
            "Part One: The Sea",
            "PART IV",
            "Part 2",
            "Erster Teil. Am Meer",
            "Teil 3",
            "Première partie",
            "Livre II",
            "Primera parte",
            "Parte prima",
            "Tweede deel",
            "第二部 土地",
            "Часть первая",
        ] {
            assert!(is_part(part), "{part}");
        }
        for other in ["Part of the Sea", "Parting", "Chapter 1", "One Part of It", "The Book One Reads", ""] {
            assert!(!is_part(other), "{other}");
        }
        for (title, is) in
            [("Chapter 4", true), ("KAPITEL IV", true), ("第三章", true), ("Chapters", false), ("", false)]
        {
            assert_eq!(is_chapter(title), is, "{title}");
        }
    }
}
