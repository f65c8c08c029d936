//! Dates as feeds write them: RFC 822 in many dresses, W3C dates, and what pages write.

use super::super::dates;

/// YYYY, YYYY-MM or YYYY-MM-DD, as it was where it was written.
pub(super) fn read(text: &str) -> Option<String> {
    let text = text.trim();
    dates::value(text).or_else(|| short(text)).or_else(|| packed(text)).or_else(|| dates::within(text))
}

/// A year of two digits: `Thu, 01 Jan 04 19:48:21 GMT`.
fn short(text: &str) -> Option<String> {
    let mut words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || c == ',' || c == '-')
        .filter(|w| !w.is_empty())
        .take(6)
        .collect();
    let first = words.first()?;
    if first.chars().all(char::is_alphabetic) && words.get(1)?.chars().all(|c| c.is_ascii_digit()) {
        words.remove(0);
    }
    let (day, month, year) = (words.first()?, words.get(1)?, words.get(2)?);
    if year.len() != 2 {
        // `01-Jan-2004` in the middle of RFC 850.
        return dates::value(&format!("{day} {month} {year}"));
    }
    let number: u16 = year.parse().ok()?;
    let year = if number < 70 { 2000 + number } else { 1900 + number };
    dates::value(&format!("{day} {month} {year}"))
}

/// `20040101`, perhaps with a time, and `2004001`, the day of the year, of ISO 8601.
fn packed(text: &str) -> Option<String> {
    let head = text.split(['T', ' ', 'Z']).next()?;
    let digits: String = head.chars().filter(|c| *c != '-').collect();
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    match digits.len() {
        8 => dates::value(&format!("{}-{}-{}", digits.get(..4)?, digits.get(4..6)?, digits.get(6..)?)),
        7 => {
            let (year, day): (i16, i16) = (digits.get(..4)?.parse().ok()?, digits.get(4..)?.parse().ok()?);
            let first = jiff::civil::Date::new(year, 1, 1).ok()?;
            let date = first.checked_add(jiff::Span::new().try_days(i64::from(day) - 1).ok()?).ok()?;
            (day > 0 && date.year() == year).then(|| date.to_string())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_their_dresses() {
        for (text, date) in [
            ("Thu, 01 Jan 2004 19:48:21 GMT", Some("2004-01-01")),
            ("Thu, 01 Jan 04 19:48:21 GMT", Some("2004-01-01")),
            ("1 Jan 99 00:00 EST", Some("1999-01-01")),
            ("Thursday, 01-Jan-04 19:48:21 GMT", Some("2004-01-01")),
            ("2003-12-31T10:14:55-08:00", Some("2003-12-31")),
            ("2003-12", Some("2003-12")),
            ("20031231T101455Z", Some("2003-12-31")),
            ("2004-032", Some("2004-02-01")),
            ("2003366", None),
            ("  2004-01-05\n", Some("2004-01-05")),
            ("yesterday", None),
            ("", None),
        ] {
            assert_eq!(read(text).as_deref(), date, "{text}");
        }
    }
}
