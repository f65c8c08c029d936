//! Dates written in numbers alone.

use super::{digits, make};

/// In which order a place writes the day and the month of a date in numbers: `7/12/2017`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::import) enum Order {
    Day,
    Month,
    /// Not known: what could be read in two ways is no date.
    #[default]
    Unknown,
}

impl Order {
    /// That of a language tag such as `en-GB`. English alone says nothing.
    pub(in crate::import) fn of_language(tag: &str) -> Self {
        let tag = tag.to_ascii_lowercase();
        let mut parts = tag.split(['-', '_']);
        let (language, region) = (parts.next().unwrap_or_default(), parts.next_back().unwrap_or_default());
        match (language, region) {
            ("en" | "es" | "fil", "us" | "ph") => Self::Month,
            ("en", "gb" | "uk" | "au" | "nz" | "ie" | "in" | "za") => Self::Day,
            // Years come first there, and where they do not, nothing is certain.
            ("en" | "zh" | "ja" | "ko" | "hu" | "mn" | "lt" | "", _) => Self::Unknown,
            _ => Self::Day,
        }
    }

    /// That of the numbers of a date of which only one can be a month.
    pub(in crate::import) fn shown_by(text: &str) -> Option<Self> {
        let word = text
            .split(|c: char| c.is_whitespace() || c == ',')
            .find(|word| word.matches('/').count() == 2)?;
        let mut parts = word.split('/');
        let (first, second): (u8, u8) = (digits(parts.next()?)?, digits(parts.next()?)?);
        year(parts.next()?)?;
        match (first, second) {
            (13..=31, 1..=12) => Some(Self::Day),
            (1..=12, 13..=31) => Some(Self::Month),
            _ => None,
        }
    }
}

/// A year of four digits, or of two that can hardly be another.
fn year(word: &str) -> Option<u16> {
    let year: u16 = digits(word)?;
    match (word.len(), year) {
        (4, _) => Some(year),
        (2, 0..=49) => Some(2000 + year),
        (2, 90..) => Some(1900 + year),
        _ => None,
    }
}

/// `12.07.2017` (the day first, as wherever dots are used), `2017.07.12`, `2017年7月12日`, `2017년 7월 12일`,
/// `20170712`, and `7/25/2017` where only one reading is a date.
pub(super) fn dotted(text: &str) -> Option<String> {
    let head: String = text.chars().take(24).collect();
    if head.contains(['年', '년']) {
        return eastern(&head);
    }
    let word =
        head.split(|c: char| c.is_whitespace() || matches!(c, 'T' | ',')).next()?.trim_end_matches('.');
    if word.len() == 8 && word.bytes().all(|b| b.is_ascii_digit()) {
        return make(digits(word.get(..4)?)?, Some(digits(word.get(4..6)?)?), Some(digits(word.get(6..)?)?));
    }
    let (sign, [a, b, c]) = parted(word)?;
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

/// A word of three numbers with the same sign between them.
fn parted(word: &str) -> Option<(char, [&str; 3])> {
    let sign = ['.', '/', '-'].into_iter().find(|sign| word.matches(*sign).count() == 2)?;
    let mut parts = word.split(sign);
    Some((sign, [parts.next()?, parts.next()?, parts.next()?]))
}

/// A date that is read only where the order is known, or whose year has two digits: `3/9/2015`, `3.4.13`.
pub(super) fn ordered(word: &str, order: Order) -> Option<String> {
    let (sign, [a, b, c]) = parted(word.trim_end_matches([',', '.', ':', ';']))?;
    if a.len() > 2 || b.len() > 2 {
        return None;
    }
    let (first, second): (u8, u8) = (digits(a)?, digits(b)?);
    let year = year(c)?;
    match (sign, order) {
        // `12-05-18` may begin with the year.
        ('-', _) if c.len() == 2 => None,
        ('.', _) | (_, Order::Day) => make(year, Some(second), Some(first)),
        (_, Order::Month) => make(year, Some(first), Some(second)),
        (_, Order::Unknown) if second > 12 => make(year, Some(first), Some(second)),
        (_, Order::Unknown) => None,
    }
}

/// `3. 5. 2018` and `2018. 5. 3.`: numbers with dots and spaces.
pub(super) fn spaced(words: &[&str]) -> Option<String> {
    let [a, b, c, ..] = words else { return None };
    let (first, second) = (a.strip_suffix('.')?, b.strip_suffix('.')?);
    let third = c.trim_end_matches(['.', ',']);
    let (day, year) = if first.len() == 4 { (third, first) } else { (first, third) };
    make(digits(year).filter(|_| year.len() == 4)?, Some(digits(second)?), Some(digits(day)?))
}

/// `2017年7月12日` and `2017년 7월 12일`, wherever in the text.
pub(super) fn eastern(text: &str) -> Option<String> {
    text.char_indices().filter(|(_, c)| matches!(c, '年' | '년')).find_map(|(at, c)| {
        let before = text.get(..at)?.trim_end();
        let year = before.get(before.len().checked_sub(4)?..)?;
        let (month, rest) = text.get(at + c.len_utf8()..)?.split_once(['月', '월'])?;
        let rest = rest.trim_start();
        let day = rest.get(..rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len()))?;
        make(digits(year)?, Some(digits(month.trim())?), Some(digits(day)?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_numbers_is_that_of_the_place() {
        for (tag, date) in [
            ("en-US", Some("2015-03-09")),
            ("en_GB", Some("2015-09-03")),
            ("fr", Some("2015-09-03")),
            ("en", None),
            ("ja", None),
            ("", None),
        ] {
            assert_eq!(ordered("3/9/2015", Order::of_language(tag)).as_deref(), date, "{tag}");
        }
        assert_eq!(Order::shown_by("Posted 14/03/2019, 10:00"), Some(Order::Day));
        assert_eq!(Order::shown_by("3/14/19"), Some(Order::Month));
        assert_eq!(Order::shown_by("3/4/2019"), None);
        assert_eq!(Order::shown_by("14/03"), None);
    }

    #[test]
    fn years_of_two_digits() {
        for (word, date) in [
            ("3.4.13", Some("2013-04-03")),
            ("05.11.18", Some("2018-11-05")),
            ("31.12.99", Some("1999-12-31")),
            ("9/23/14", Some("2014-09-23")),
            ("4/09/16", None),
            ("1.2.75", None),
            ("12-05-18", None),
            ("10.0.0.1", None),
            ("1.13.12", None),
        ] {
            assert_eq!(ordered(word, Order::Unknown).as_deref(), date, "{word}");
        }
    }
}
