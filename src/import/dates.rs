//! Dates as pages write them, to YYYY, YYYY-MM or YYYY-MM-DD. What could be read in two ways
//! (7/12/2017) is no date.

mod found;
mod line;
mod months;
mod numbers;

pub(super) use found::{
    address, credit, credit_as, dateline, entry, published, tells_of_appearance, tells_of_change, tells_when,
    within, within_as,
};
pub(super) use line::line;
pub(super) use numbers::Order;

const MONTHS: [&str; 12] = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
];

/// The date at the start of a metadata value; a time of day or more may follow it.
pub(super) fn value(text: &str) -> Option<String> {
    let text = text.trim();
    iso(text).or_else(|| worded(text).map(|(date, _)| date)).or_else(|| numbers::dotted(text))
}

/// The date that the whole line is, a time of day aside.
pub(super) fn whole(text: &str) -> Option<String> {
    let text = text.trim();
    if text.len() > 60 {
        return None;
    }
    if let Some(date) = iso(text) {
        return Some(date).filter(|d| d.len() == 10);
    }
    let (date, rest) = worded(text)?;
    is_time(&rest).then_some(date)
}

/// The day of a number of seconds, or milliseconds, since 1970, as the clocks of computers count.
pub(super) fn stamp(text: &str) -> Option<String> {
    let seconds: i64 = digits(text.get(..10)?).filter(|_| matches!(text.len(), 10 | 13))?;
    let time = jiff::Timestamp::from_second(seconds).ok().filter(|_| digits::<u64>(text).is_some())?;
    Some(time.to_zoned(jiff::tz::TimeZone::UTC).date().to_string())
}

/// `2017`, `2017-07`, `2017-07-12`, `2017/07/12`, each perhaps with a time after it.
fn iso(text: &str) -> Option<String> {
    let head = text.split(['T', 't', ' ']).next()?;
    let mut parts = head.split(['-', '/']);
    let year = parts.next().filter(|y| y.len() == 4)?;
    let year: u16 = digits(year)?;
    let month = parts.next();
    let day = parts.next();
    if parts.next().is_some() || (text.len() > head.len() && day.is_none()) {
        return None;
    }
    match (month, day) {
        (None, _) => make(year, None, None),
        (Some(month), None) => make(year, Some(digits(month)?), None),
        (Some(month), Some(day)) => make(year, Some(digits(month)?), Some(digits(day)?)),
    }
}

/// `12 July 2017`, `July 12, 2017`, `Wed, 12 Jul 2017`, `2017 July 12`, `July 12 10:00:00 CET 2017`,
/// `July 2017`; with the words after it.
fn worded(text: &str) -> Option<(String, Vec<String>)> {
    let mut words: Vec<String> = text
        .split(|c: char| c.is_whitespace() || c == ',')
        .filter(|word| !word.is_empty())
        .take(12)
        .map(str::to_lowercase)
        .collect();
    if words.first().is_some_and(|word| is_weekday(word)) {
        words.remove(0);
    }
    let get = |i: usize| words.get(i).map(String::as_str);
    let (year, month, day, used) = if let Some(m) = get(0).and_then(month) {
        match get(1).and_then(day) {
            // The time of day, and of which zone it is, before the year.
            Some(d) if get(2)?.contains(':') => match get(3).and_then(year) {
                Some(year) => (year, m, Some(d), 4),
                None => (year(get(4)?)?, m, Some(d), 5),
            },
            Some(d) => (year(get(2)?)?, m, Some(d), 3),
            None => (year(get(1)?)?, m, None, 2),
        }
    } else {
        let m = get(1).and_then(month)?;
        match get(0).and_then(year) {
            Some(year) => (year, m, Some(get(2).and_then(day)?), 3),
            None => (year(get(2)?)?, m, Some(get(0).and_then(day)?), 3),
        }
    };
    Some((make(year, Some(month), day)?, words.split_off(used)))
}

/// A year of four digits, perhaps with the letter of the word for it.
fn year(word: &str) -> Option<u16> {
    let number = word.trim_end_matches(['.', ';', 'г', 'р']);
    digits(number).filter(|_| number.len() == 4)
}

fn is_weekday(word: &str) -> bool {
    let word = word.trim_end_matches('.');
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
        .iter()
        .any(|day| *day == word || (word.len() >= 3 && word.len() <= 5 && day.starts_with(word)))
}

fn month(word: &str) -> Option<u8> {
    let word = word.trim_end_matches('.');
    let found =
        MONTHS.iter().position(|m| *m == word || (matches!(word.len(), 3 | 4) && m.starts_with(word)));
    found.and_then(|found| u8::try_from(found + 1).ok()).or_else(|| months::other(word))
}

/// Whether a word, in small letters, is the name of a month.
pub(super) fn is_month(word: &str) -> bool {
    month(word).is_some()
}

fn day(word: &str) -> Option<u8> {
    let number = ["st", "nd", "rd", "th", ".", "er", "º"]
        .iter()
        .find_map(|end| word.strip_suffix(end))
        .unwrap_or(word);
    digits(number)
}

fn digits<N: std::str::FromStr>(word: &str) -> Option<N> {
    word.bytes().all(|b| b.is_ascii_digit()).then(|| word.parse().ok()).flatten()
}

fn make(year: u16, month: Option<u8>, day: Option<u8>) -> Option<String> {
    if !(1000..3000).contains(&year) {
        return None;
    }
    let Some(month) = month else { return Some(format!("{year}")) };
    let Some(day) = day else {
        return (1..=12).contains(&month).then(|| format!("{year}-{month:02}"));
    };
    let date =
        jiff::civil::Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    date.ok().map(|_| format!("{year}-{month:02}-{day:02}"))
}

/// Whether words are a time of day, such as `at 10:30 am EDT`, or nothing.
fn is_time(words: &[String]) -> bool {
    words.len() <= 5
        && words.iter().all(|word| {
            let clock = word.contains(':') && word.bytes().all(|b| b.is_ascii_digit() || b == b':');
            let meridian = word.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '.');
            // `10.00`
            let dotted = word.split_once('.').is_some_and(|(hour, minute)| {
                matches!(hour.len(), 1 | 2)
                    && minute.len() == 2
                    && digits::<u16>(&[hour, minute].concat()).is_some()
            });
            clock
                || dotted
                || matches!(word.as_str(), "at" | "am" | "pm" | "a.m." | "p.m." | "-" | "–" | "|")
                || (meridian.contains(':') && meridian.bytes().all(|b| b.is_ascii_digit() || b == b':'))
                || matches!(
                    word.as_str(),
                    "et" | "edt" | "est" | "gmt" | "utc" | "bst" | "cet" | "cest" | "pt" | "pdt" | "pst"
                )
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_front_matter() {
        for (text, date) in [
            ("2017-07-12", Some("2017-07-12")),
            ("2017-07-12T10:00:00Z", Some("2017-07-12")),
            ("2017-07", Some("2017-07")),
            ("2017", Some("2017")),
            ("July 12, 2017 by someone", Some("2017-07-12")),
            ("Wed, 12 Jul 2017 10:00:00 GMT", Some("2017-07-12")),
            ("Sept. 3rd, 2020", Some("2020-09-03")),
            ("March 2019", Some("2019-03")),
            ("7/12/2017", None),
            ("2017-02-30", None),
            ("12", None),
            ("soon", None),
        ] {
            assert_eq!(value(text).as_deref(), date, "{text}");
        }
    }

    #[test]
    fn clocks_of_computers() {
        assert_eq!(stamp("1518720000").as_deref(), Some("2018-02-15"));
        assert_eq!(stamp("1518720000123").as_deref(), Some("2018-02-15"));
        assert_eq!((stamp("15187200"), stamp("151872000x"), stamp("")), (None, None, None));
    }

    #[test]
    fn a_line_is_a_date_only_as_a_whole() {
        assert_eq!(whole("July 12, 2017, 10:30am EDT").as_deref(), Some("2017-07-12"));
        assert_eq!(whole("12 July 2017 at 9:15 p.m.").as_deref(), Some("2017-07-12"));
        assert_eq!(whole("Thu 12 Jul 2018 10.00 BST").as_deref(), Some("2018-07-12"));
        assert_eq!(whole("12 July 2018 10.000"), None);
        assert_eq!(whole("July 12, 2017 was a warm day"), None);
        assert_eq!(whole("2017"), None);
        assert_eq!(whole("March 2019 brought rain"), None);
    }
}
