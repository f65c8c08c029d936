//! Months in other languages than English.

/// For each month, its names and short forms in lower case, as dates use them.
const NAMES: [&[&str]; 12] = [
    &[
        "januar", "jänner", "janvier", "janv", "enero", "ene", "gennaio", "gen", "janeiro", "januari",
        "января", "янв", "stycznia", "ocak", "januara", "ledna", "يناير", "січня", "tammikuuta", "ianuarie",
        "január",
    ],
    &[
        "februar", "feber", "février", "févr", "febrero", "febbraio", "fevereiro", "fev", "februari",
        "февраля", "фев", "lutego", "şubat", "února", "فبراير", "лютого", "februarie", "február",
    ],
    &[
        "märz", "mär", "mars", "marzo", "março", "maart", "mrt", "марта", "мар", "marca", "mart", "března",
        "مارس", "березня", "martie", "március",
    ],
    &[
        "avril", "avr", "abril", "abr", "aprile", "april", "апреля", "апр", "kwietnia", "nisan", "dubna",
        "أبريل", "ابريل", "квітня", "aprilie", "április",
    ],
    &[
        "mai", "mayo", "maggio", "mag", "maio", "mei", "maj", "мая", "май", "maja", "mayıs", "května",
        "مايو", "травня",
    ],
    &[
        "juni", "juin", "junio", "giugno", "giu", "junho", "июня", "июн", "czerwca", "haziran", "června",
        "يونيو", "червня", "iunie", "június",
    ],
    &[
        "juli", "juillet", "juil", "julio", "luglio", "lug", "julho", "июля", "июл", "lipca", "temmuz",
        "července", "يوليو", "липня", "iulie", "július",
    ],
    &[
        "août", "aout", "agosto", "ago", "augustus", "augusti", "августа", "авг", "sierpnia", "ağustos",
        "srpna", "أغسطس", "اغسطس", "серпня",
    ],
    &[
        "septembre", "septiembre", "settembre", "set", "setembro", "сентября", "сен", "сент", "września",
        "eylül", "září", "سبتمبر", "вересня", "septembrie", "szeptember",
    ],
    &[
        "oktober", "okt", "octobre", "octubre", "ottobre", "ott", "outubro", "out", "октября", "окт",
        "października", "ekim", "října", "أكتوبر", "اكتوبر", "жовтня", "október",
    ],
    &[
        "novembre", "noviembre", "novembro", "ноября", "ноя", "listopada", "kasım", "listopadu", "نوفمبر",
        "листопада", "noiembrie",
    ],
    &[
        "dezember", "dez", "décembre", "déc", "diciembre", "dic", "dicembre", "dezembro", "december",
        "декабря", "дек", "grudnia", "aralık", "prosince", "ديسمبر", "грудня", "decembrie",
    ],
];

/// The number of the month of that name.
pub(super) fn other(word: &str) -> Option<u8> {
    let found = NAMES.iter().position(|names| names.contains(&word))?;
    u8::try_from(found + 1).ok()
}
