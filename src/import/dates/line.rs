//! Lines that tell when, and nothing else, as pages have them below their titles.

use super::found::{CHANGED, PUBLISHED, first_of};
use super::numbers::Order;
use super::{month, within, within_as};

/// Characters of such a line, at most.
const LONGEST: usize = 120;

/// What a line tells of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::import) struct When {
    /// YYYY-MM-DD.
    pub date: String,
    /// It tells only when something was changed.
    pub is_change: bool,
}

/// Words that stand with a date in such lines; most of those that tell what it is of are found by how they begin.
const BESIDE: &[&str] = &[
    "on", "at", "of", "the", "first", "last", "date", "time", "from", "since", "online", "am", "pm", "a.m",
    "p.m", "noon", "um", "uhr", "vom", "zuletzt", "stand", "seit", "und", "and", "le", "la", "las", "el",
    "à", "a", "mis", "mise", "en", "ligne", "jour", "et", "de", "del", "fecha", "última", "às", "as", "em",
    "alle", "ore", "il", "kl", "klo", "op", "om", "bijgewerkt", "г", "в", "дата", "time", "hrs", "h",
    "today", "o'clock", "datum",
];
const ZONES: &[&str] = &[
    "gmt", "utc", "bst", "cet", "cest", "mez", "mesz", "et", "edt", "est", "ct", "cdt", "cst", "mt", "mst",
    "pt", "pdt", "pst", "ist", "jst", "aest", "aedt", "msk", "мск", "eastern", "pacific", "brt",
];
const WEEKDAYS: &[&str] = &[
    "mon",
    "tue",
    "wed",
    "thu",
    "fri",
    "sat",
    "sun",
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonnabend",
    "sonntag",
    "mo",
    "di",
    "mi",
    "do",
    "fr",
    "sa",
    "so",
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "lunes",
    "martes",
    "miércoles",
    "jueves",
    "viernes",
    "sábado",
    "domingo",
    "segunda-feira",
    "terça-feira",
    "quarta-feira",
    "quinta-feira",
    "sexta-feira",
    "lunedì",
    "martedì",
    "mercoledì",
    "giovedì",
    "venerdì",
    "sabato",
    "domenica",
    "понедельник",
    "вторник",
    "среда",
    "четверг",
    "пятница",
    "суббота",
    "воскресенье",
];
/// Letters that stand right behind numbers.
const ENDINGS: &[&str] =
    &["", "st", "nd", "rd", "th", "er", "º", "ª", "am", "pm", "a.m", "p.m", "h", "hrs", "uhr", "г", "t", "z"];
/// Signs of dates and times in the East, and of what they are of.
const EASTERN: &[char] = &[
    '年', '月', '日', '时', '時', '分', '秒', '周', '週', '星', '期', '一', '二', '三', '四', '五', '六',
    '曜', '火', '水', '木', '金', '土', '上', '下', '午', '前', '后', '後', '更', '新', '发', '發', '布',
    '表', '间', '間', '公', '開', '掲', '載', '配', '信', '投', '稿', '最', '終', '于', '於', '년', '월',
    '일', '시', '분', '오', '전', '후', '입', '력', '수', '정', '등', '록',
];

/// When a line says that something appeared, if it says no more: `Published 5 May 2021`, `Wed 5 May 2021 14.00 BST`,
/// `May 5, 2021, 5:00 a.m. ET`, `Last modified on 6 May 2021`.
pub(in crate::import) fn line(text: &str) -> Option<When> {
    let text = text.trim();
    if text.len() > LONGEST * 3 || text.chars().count() > LONGEST || !text.contains(|c: char| c.is_numeric())
    {
        return None;
    }
    let lower = text.to_lowercase();
    let parts = lower.split(|c: char| c.is_whitespace() || ",|•·—–()[]\u{a0}：".contains(c));
    let mut parts =
        parts.map(|part| part.trim_matches(['.', ':', ';', '-', '/'])).filter(|part| !part.is_empty());
    if !parts.all(is_of_date) {
        return None;
    }
    let changed = first_of(CHANGED, &lower).filter(|_| !lower.starts_with("stand"));
    let published = first_of(PUBLISHED, &lower);
    let before = changed.and_then(|at| lower.get(..at)).and_then(within);
    let after = published.and_then(|at| lower.get(at..)).and_then(within);
    let is_change = changed.is_some() && before.is_none() && (published.is_none() || after.is_none());
    let date = before.or(after).or_else(|| within_as(&lower, Order::Unknown))?;
    Some(When { date, is_change })
}

fn is_of_date(word: &str) -> bool {
    let digits = word.trim_start_matches(|c: char| c.is_ascii_digit() || ".:-/".contains(c));
    let is_number = digits.len() < word.len() && ENDINGS.contains(&digits);
    // `06h00`
    let is_time = || {
        word.split_once('h').is_some_and(|(hour, minute)| {
            let is_short =
                |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
            is_short(hour) && is_short(minute)
        })
    };
    let zone = word.split(['+', '-']).next().unwrap_or_default();
    let is_zone = || {
        ZONES.contains(&zone)
            && word.get(zone.len()..).is_some_and(|rest| !rest.contains(char::is_alphabetic))
    };
    let is_eastern =
        || word.chars().all(|c| c.is_ascii_digit() || c == ':' || c == '.' || EASTERN.contains(&c));
    let tells =
        || PUBLISHED.iter().chain(CHANGED).any(|said| said.split(' ').any(|part| is_word_of(word, part)));
    is_number
        || BESIDE.contains(&word)
        || WEEKDAYS.contains(&word)
        || super::is_weekday(word)
        || month(word).is_some()
        || is_time()
        || is_zone()
        || is_eastern()
        || tells()
}

/// Whether a word is such, or has an ending more.
fn is_word_of(word: &str, said: &str) -> bool {
    const ENDING: usize = 3;
    let said = said.trim_end_matches(':');
    said.chars().count() > ENDING
        && word.strip_prefix(said).is_some_and(|ending| ending.chars().count() <= ENDING)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_tells_when_tells_nothing_else() {
        for (text, date) in [
            ("Fri 5 May 2021 14.00 BST", Some("2021-05-05")),
            ("May 5, 2021, 5:00 a.m. ET", Some("2021-05-05")),
            ("Published 5 May 2021", Some("2021-05-05")),
            ("Published: 14th Feb 2023, 07:45 GMT", Some("2023-02-14")),
            ("May 5, 2021 2:12 PM GMT+1 Updated May 6, 2021", Some("2021-05-05")),
            ("Updated 6 May 2021 | Published 5 May 2021", Some("2021-05-05")),
            ("First published on Wed 5 May 2021 14.00 BST", Some("2021-05-05")),
            ("Stand: 03.03.2022, 14:05 Uhr", Some("2022-03-03")),
            ("5. Mai 2021, 9:12 Uhr", Some("2021-05-05")),
            ("Veröffentlicht am 12. Juli 2017 um 9:12 Uhr", Some("2017-07-12")),
            ("Publié le 05 mai 2021 à 06h00, modifié le 06 mai 2021 à 09h12", Some("2021-05-05")),
            ("12 de octubre de 2020", Some("2020-10-12")),
            ("05 may 2021 - 06:00 CEST", Some("2021-05-05")),
            ("5 maggio 2021 alle 06:00", Some("2021-05-05")),
            ("25/05/2021 06h00 Atualizado em 26/05/2021", Some("2021-05-25")),
            ("5 мая 2021, 14:05", Some("2021-05-05")),
            ("Опубликовано: 5 мая 2021 г.", Some("2021-05-05")),
            ("2023年05月02日 08:30", Some("2023-05-02")),
            ("发布时间：2018年05月12日 10:00", Some("2018-05-12")),
            ("2021年5月5日 14時05分", Some("2021-05-05")),
            ("公開日 2021年5月5日(水)", Some("2021-05-05")),
            ("2022-03-03 09:15", Some("2022-03-03")),
            ("5 hours ago", None),
            ("5 May", None),
            ("The flood of 5 May 2021", None),
            ("Edit (7/25/2017)", None),
            ("July 12, 2017 was a warm day", None),
            ("On 5 May 2021 the last boat left", None),
            ("May 2021", None),
            ("12 13 2014", None),
        ] {
            assert_eq!(line(text).map(|when| when.date).as_deref(), date, "{text}");
        }
    }

    #[test]
    fn a_change_is_told_from_an_appearance() {
        for (text, is_change) in [
            ("Last modified on Thu 6 May 2021 09.12 BST", true),
            ("Updated May 6, 2021", true),
            ("Last updated on June 3, 2018", true),
            ("Published 5 May 2021, updated 6 May 2021", false),
            ("5 May 2021, updated 6 May 2021", false),
            ("Stand: 3.6.2018", false),
        ] {
            assert_eq!(line(text).map(|when| when.is_change), Some(is_change), "{text}");
        }
    }
}
