//! Dates within lines and addresses of pages.

use super::{digits, make, value, whole};

/// The first whole date within a short text: `Updated 10:30 | 12 July 2017`.
pub(in crate::import) fn within(text: &str) -> Option<String> {
    let text = text.trim();
    let day = |date: &String| date.len() == 10;
    if let Some(date) = value(text).filter(day) {
        return Some(date);
    }
    let text: String = text.chars().take(300).collect();
    let text =
        text.replace(" de ", " ").replace(" of ", " ").replace(['|', '(', ')', '•', '·', '—', '–'], " ");
    let words: Vec<&str> = text.split_whitespace().collect();
    (0..words.len()).find_map(|at| {
        let rest = words.get(at..).unwrap_or_default();
        value(&rest.join(" ")).filter(day).or_else(|| {
            rest.first().and_then(|word| value(word.trim_end_matches([',', '.', ':']))).filter(day)
        })
    })
}

/// The date of a line that says when something was published, or is no more than a date with a byline.
pub(in crate::import) fn credit(line: &str) -> Option<String> {
    const STARTS: &[&str] = &[
        "published",
        "posted",
        "updated",
        "date",
        "first published",
        "last updated",
        "veröffentlicht",
        "stand",
        "publié",
        "publicado",
        "опубликовано",
        "дата",
        "created",
    ];
    let lower = line.to_lowercase();
    let start = STARTS.iter().any(|start| lower.starts_with(start));
    let short = line.chars().count() <= 60 && !line.ends_with('.');
    if let Some(date) = whole(line) {
        return Some(date);
    }
    ((start && line.chars().count() <= 100) || short).then(|| within(line)).flatten()
}

/// The date in the path of an address: `/2017/07/12/title`, `/2017-07-12-title`, `/20170712/`.
pub(in crate::import) fn address(address: &str) -> Option<String> {
    let path = address.split_once("://")?.1.split(['?', '#']).next()?;
    let numbers: Vec<&str> = path.split(|c: char| !c.is_ascii_alphanumeric()).collect();
    let parts = numbers.windows(3).find_map(|parts| match parts {
        [year, month, day] if year.len() == 4 && year.starts_with("20") && matches!(day.len(), 1 | 2) => {
            let month = digits(month).or_else(|| super::month(&month.to_lowercase()));
            make(digits(year)?, Some(month?), Some(digits(day)?))
        }
        _ => None,
    });
    parts.or_else(|| {
        numbers.iter().filter(|number| number.len() == 8 && number.starts_with("20")).find_map(|number| {
            make(digits(number.get(..4)?)?, Some(digits(number.get(4..6)?)?), Some(digits(number.get(6..)?)?))
        })
    })
}

/// `12.07.2017` (the day first, as wherever dots are used), `2017.07.12`, `2017年7月12日`, `2017년 7월 12일`,
/// `20170712`, and `7/25/2017` where only one reading is a date.
pub(super) fn dotted(text: &str) -> Option<String> {
    let head: String = text.chars().take(24).collect();
    if head.contains('年') || head.contains('년') {
        let numbers: Vec<&str> =
            head.split(|c: char| !c.is_ascii_digit()).filter(|n| !n.is_empty()).collect();
        let [year, month, day, ..] = numbers.as_slice() else { return None };
        return make(digits(year).filter(|_| year.len() == 4)?, Some(digits(month)?), Some(digits(day)?));
    }
    let word =
        head.split(|c: char| c.is_whitespace() || matches!(c, 'T' | ',')).next()?.trim_end_matches('.');
    if word.len() == 8 && word.bytes().all(|b| b.is_ascii_digit()) {
        return make(digits(word.get(..4)?)?, Some(digits(word.get(4..6)?)?), Some(digits(word.get(6..)?)?));
    }
    let sign = ['.', '/', '-'].into_iter().find(|sign| word.matches(*sign).count() == 2)?;
    let parts: Vec<&str> = word.split(sign).collect();
    let [a, b, c] = parts.as_slice() else { return None };
    if a.len() == 4 {
        return make(digits(a)?, Some(digits(b)?), Some(digits(c)?));
    }
    let year = digits(c).filter(|_| c.len() == 4)?;
    let (first, second): (u8, u8) = (digits(a)?, digits(b)?);
    match sign {
        '.' => make(year, Some(second), Some(first)),
        _ if first > 12 => make(year, Some(second), Some(first)),
        _ if second > 12 || first == second => make(year, Some(first), Some(second)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_other_tongues_and_forms() {
        for (text, date) in [
            ("12. Juli 2017", Some("2017-07-12")),
            ("1er août 2019", Some("2019-08-01")),
            ("5 января 2021", Some("2021-01-05")),
            ("3 de mayo de 2018", Some("2018-05-03")),
            ("12.07.2017 10:30", Some("2017-07-12")),
            ("2017年7月12日", Some("2017-07-12")),
            ("Updated 10:30 | July 12, 2017", Some("2017-07-12")),
            ("By Jane Roe Wed., Jul. 12, 2017", Some("2017-07-12")),
            ("25/12/2017", Some("2017-12-25")),
            ("7/12/2017", None),
            ("nothing of the kind", None),
        ] {
            assert_eq!(within(text).as_deref(), date, "{text}");
        }
    }

    #[test]
    fn addresses_tell_dates() {
        for (text, date) in [
            ("https://e.example/2017/07/12/title", Some("2017-07-12")),
            ("https://e.example/world/2017/jul/12/title", Some("2017-07-12")),
            ("https://e.example/a-20170712.html", Some("2017-07-12")),
            ("https://e.example/12345678/", None),
            ("https://e.example/2017/99/12/", None),
        ] {
            assert_eq!(address(text).as_deref(), date, "{text}");
        }
    }
}
