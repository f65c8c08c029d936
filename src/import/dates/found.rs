//! Dates within lines and addresses of pages.

use super::numbers::{self, Order};
use super::{digits, make, value, whole};

/// Longer texts (characters) are read so far.
const LONGEST: usize = 300;
/// Words in which a date is looked for from one of them on.
const WORDS: usize = 12;

/// Words that say that something appeared, in the languages of most pages.
pub(super) const PUBLISHED: &[&str] = &[
    "published",
    "posted",
    "publish date",
    "publication date",
    "date of publication",
    "created",
    "written on",
    "veröffentlich",
    "erschienen",
    "erstellt",
    "geschrieben",
    "verfasst",
    "eingestellt",
    "online seit",
    "publié",
    "mis en ligne",
    "paru le",
    "publicado",
    "publicada",
    "fecha de publicación",
    "pubblicat",
    "gepubliceerd",
    "geplaatst",
    "opublikowan",
    "data publikacji",
    "publikováno",
    "vydáno",
    "publicerad",
    "publisert",
    "publiceret",
    "udgivet",
    "julkaistu",
    "publicat",
    "megjelent",
    "yayın",
    "eklenme",
    "опубликован",
    "дата публикации",
    "опубліковано",
    "публикуван",
    "δημοσιε",
    "نشر",
    "פורסם",
    "发布",
    "發布",
    "发表",
    "發表",
    "公開",
    "掲載",
    "投稿日",
    "작성",
    "입력",
    "등록",
    "diterbitkan",
];
/// Words that say that something was changed.
pub(super) const CHANGED: &[&str] = &[
    "updated", "modified", "last update", "last edited", "last changed", "last reviewed", "revised",
    "aktualisiert", "geändert", "letzte änderung", "stand:", "mis à jour", "mise à jour", "modifié",
    "actualizado", "actualización", "aggiornat", "atualizado", "bijgewerkt", "laatst gewijzigd",
    "zaktualizowan", "aktualizováno", "uppdaterad", "oppdatert", "opdateret", "päivitetty", "güncelle",
    "обновлен", "оновлено", "تحديث", "更新", "수정",
];

/// The first whole date within a short text: `Updated 10:30 | 12 July 2017`.
pub(in crate::import) fn within(text: &str) -> Option<String> {
    within_as(text, Order::Unknown)
}

/// The same where numbers have an order.
pub(in crate::import) fn within_as(text: &str, order: Order) -> Option<String> {
    let text = text.trim();
    let day = |date: &String| date.len() == 10;
    if let Some(date) = value(text).filter(day) {
        return Some(date);
    }
    let text = spread(text);
    if let Some(date) = numbers::eastern(&text) {
        return Some(date);
    }
    let words: Vec<&str> =
        text.split_whitespace().filter(|word| !matches!(*word, "de" | "of" | "del")).collect();
    (0..words.len()).find_map(|at| {
        let rest: Vec<&str> = words.iter().skip(at).take(WORDS).copied().collect();
        let first = rest.first()?;
        value(&rest.join(" "))
            .filter(day)
            .or_else(|| value(first.trim_end_matches([',', '.', ':', ';'])).filter(day))
            .or_else(|| numbers::spaced(&rest))
            .or_else(|| numbers::ordered(first, order))
    })
}

/// The date on which a short text says that something appeared: that after words which say so, else its
/// first one. None where it only tells of a change.
pub(in crate::import) fn published(text: &str, order: Order) -> Option<String> {
    if tells_of_change(text) {
        return None;
    }
    let lower = text.to_lowercase();
    let after = first_of(PUBLISHED, &lower).and_then(|at| lower.get(at..));
    after.and_then(|rest| within_as(rest, order)).or_else(|| within_as(text, order))
}

/// Whether a text says that something was changed, and not when it appeared.
pub(in crate::import) fn tells_of_change(text: &str) -> bool {
    let lower = text.to_lowercase();
    first_of(CHANGED, &lower).is_some() && first_of(PUBLISHED, &lower).is_none()
}

/// Whether a text has words that say that something appeared.
pub(in crate::import) fn tells_of_appearance(text: &str) -> bool {
    first_of(PUBLISHED, &text.to_lowercase()).is_some()
}

/// The date right after words that say that something appeared, and a colon: `ISBN 1234 Published: 3 May 2018`.
pub(in crate::import) fn entry(line: &str, order: Order) -> Option<String> {
    let lower = line.to_lowercase();
    let rest = lower.get(first_of(PUBLISHED, &lower)?..)?;
    let (words, after) = rest.split_once(':')?;
    let head: String = after.trim_start().chars().take(24).collect();
    (words.split_whitespace().count() <= 3 && head.starts_with(char::is_alphanumeric))
        .then(|| within_as(&head, order))
        .flatten()
}

/// Whether a line begins with words that say when something appeared or was changed.
pub(in crate::import) fn tells_when(line: &str) -> bool {
    let lower = line.trim_start_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    PUBLISHED.iter().chain(CHANGED).any(|start| lower.starts_with(start))
        || ["date", "first published", "first posted", "last updated", "datum", "fecha", "дата", "тарих"]
            .iter()
            .any(|start| lower.starts_with(start))
}

pub(super) fn first_of(words: &[&str], text: &str) -> Option<usize> {
    words.iter().filter_map(|word| text.find(word)).min()
}

/// The date of a line that says when something was published, or is no more than a date with a byline.
pub(in crate::import) fn credit(line: &str) -> Option<String> {
    credit_as(line, Order::Unknown)
}

/// The same where numbers have an order.
pub(in crate::import) fn credit_as(line: &str, order: Order) -> Option<String> {
    if let Some(date) = whole(line) {
        return Some(date);
    }
    let length = line.chars().count();
    let short = length <= 60 && !line.ends_with('.');
    ((length <= 100 && tells_when(line)) || short).then(|| within_as(line, order)).flatten()
}

/// The date at the head of the first paragraph of a report: `March 9, 2016 -- Words`.
pub(in crate::import) fn dateline(text: &str) -> Option<String> {
    let head: String = text.chars().take(60).collect();
    let (date, _) = [" -- ", " — ", " – ", " - "].iter().find_map(|sign| head.split_once(sign))?;
    whole(date)
}

/// Digits of other scripts as those of most, and dates that are glued to what is beside them set apart:
/// `12Mai2018`, `Erschienen:12.5.2018`, `12-May-2018`.
fn spread(text: &str) -> String {
    let chars: Vec<char> = text.chars().take(LONGEST).map(western).collect();
    let is_letter = |at: usize| chars.get(at).is_some_and(|c| c.is_alphabetic());
    let is_digit = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
    let mut out = String::with_capacity(text.len().min(LONGEST * 2) + 16);
    // Letters in a row up to here: fewer than three are an ending (`1st`, `10pm`) or the T of a time.
    let mut letters = 0;
    for (at, c) in chars.iter().copied().enumerate() {
        let seam =
            at > 0 && ((is_digit(at - 1) && is_letter(at + 1)) || (is_letter(at - 1) && is_digit(at + 1)));
        match c {
            '|' | '(' | ')' | '[' | ']' | '•' | '·' | '—' | '–' | ',' | '：' | '"' | '\u{a0}' => {
                out.push(' ');
            }
            ':' if at == 0 || !is_digit(at - 1) => out.push(' '),
            '-' | '/' if seam => out.push(' '),
            '.' if seam => out.push_str(". "),
            c => {
                let word = is_digit(at.wrapping_sub(1)) && (at..at + 3).all(is_letter);
                if word || (letters >= 3 && is_digit(at)) {
                    out.push(' ');
                }
                out.push(c);
            }
        }
        letters = if c.is_alphabetic() { letters + 1 } else { 0 };
    }
    out
}

fn western(c: char) -> char {
    let digit = match c {
        '\u{660}'..='\u{669}' => u32::from(c) - 0x660,
        '\u{6f0}'..='\u{6f9}' => u32::from(c) - 0x6f0,
        '\u{966}'..='\u{96f}' => u32::from(c) - 0x966,
        '\u{ff10}'..='\u{ff19}' => u32::from(c) - 0xff10,
        _ => return c,
    };
    char::from_digit(digit, 10).unwrap_or(c)
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
            ("Dienstag, 6.3.2018, 8:15 > jr", Some("2018-03-06")),
            ("von Jane Roe, 3.4.13", Some("2013-04-03")),
            ("12Mai2018", Some("2018-05-12")),
            ("Mai12,2018", Some("2018-05-12")),
            ("Erschienen:11.09.2018", Some("2018-09-11")),
            ("03-May-2018", Some("2018-05-03")),
            ("3.Mai 2018", Some("2018-05-03")),
            ("3. 5. 2018", Some("2018-05-03")),
            ("2018. 5. 3.", Some("2018-05-03")),
            ("2018. május 3.", Some("2018-05-03")),
            ("2018, May 3", Some("2018-05-03")),
            ("Sat May 12 10:00:00 CEST 2018", Some("2018-05-12")),
            ("12 Mayıs 2018 Cumartesi", Some("2018-05-12")),
            ("3 d’abril de 2018", Some("2018-04-03")),
            ("12. toukokuuta 2018", Some("2018-05-12")),
            ("12 maj 2018", Some("2018-05-12")),
            ("12 Μαΐου 2018", Some("2018-05-12")),
            ("١٢ مايو ٢٠١٨", Some("2018-05-12")),
            ("发布时间：2018年05月12日 10:00", Some("2018-05-12")),
            ("작성일 2018년 5월 12일", Some("2018-05-12")),
            ("12 мая 2018 г.", Some("2018-05-12")),
            ("12 במאי 2018", Some("2018-05-12")),
            ("2018-05-12T10:00:00+02:00", Some("2018-05-12")),
            ("version 1.2.18.4", None),
        ] {
            assert_eq!(within(text).as_deref(), date, "{text}");
        }
    }

    #[test]
    fn what_appeared_is_told_from_what_was_changed() {
        for (text, date) in [
            ("Updated: June 3, 2018 | Published: May 12, 2018", Some("2018-05-12")),
            ("Veröffentlicht am 12. Mai 2018, aktualisiert am 3. Juni 2018", Some("2018-05-12")),
            ("Dieser Beitrag wurde am 12. Mai 2018 um 9:05 von Jane veröffentlicht", Some("2018-05-12")),
            ("Last updated on June 3, 2018", None),
            ("Stand: 3.6.2018", None),
            ("June 3, 2018", Some("2018-06-03")),
        ] {
            assert_eq!(published(text, Order::Unknown).as_deref(), date, "{text}");
        }
    }

    #[test]
    fn an_entry_among_others_tells_a_date() {
        for (text, date) in [
            ("ISBN: 1234 Erschienen:11.09.2018", Some("2018-09-11")),
            ("Pages: 120 | Published: 3 May 2018 | Price: 12", Some("2018-05-03")),
            ("The list was published on 3 May 2018", None),
            ("ISBN: 11.09.2018", None),
        ] {
            assert_eq!(entry(text, Order::Unknown).as_deref(), date, "{text}");
        }
    }

    #[test]
    fn the_head_of_a_report_tells_its_date() {
        assert_eq!(dateline("March 9, 2016 -- The words of it.").as_deref(), Some("2016-03-09"));
        assert_eq!(dateline("In March 9, 2016 it was -- they said."), None);
        assert_eq!(dateline("March 9, 2016, was a warm day."), None);
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
