//! Lines that stand beside headings and are none: `Chapter 2` above the title of the chapter, `Note` above a
//! remark.

/// What the parts of a book are called, in lower case.
pub(super) const LABELS: &[&str] = &[
    "chapter",
    "part",
    "appendix",
    "kapitel",
    "teil",
    "anhang",
    "chapitre",
    "partie",
    "annexe",
    "capítulo",
    "parte",
    "apéndice",
    "capitolo",
    "appendice",
    "hoofdstuk",
    "deel",
    "глава",
    "часть",
    "приложение",
];

const REMARKS: &[&str] = &[
    "note",
    "notes",
    "tip",
    "tips",
    "hint",
    "important",
    "caution",
    "warning",
    "danger",
    "attention",
    "hinweis",
    "tipp",
    "wichtig",
    "achtung",
    "warnung",
    "vorsicht",
    "anmerkung",
    "remarque",
    "astuce",
    "avertissement",
    "nota",
    "sugerencia",
    "consejo",
    "importante",
    "aviso",
    "atención",
    "advertencia",
    "suggerimento",
    "attenzione",
    "avviso",
    "примечание",
    "подсказка",
    "важно",
    "внимание",
    "предупреждение",
    "注意",
    "注記",
    "ヒント",
    "重要",
    "警告",
    "提示",
    "注释",
];

const NUMBERS: &[&str] = &[
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "first",
    "second", "third",
];

/// What a line says of the chapter below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    /// Its kind, with a number to follow.
    Kind,
    /// Its kind and number, with a title to follow.
    Whole,
}

pub(super) fn label(text: &str) -> Option<Label> {
    let mut words = text.split_whitespace();
    let kind = words.next()?.to_lowercase();
    if !LABELS.contains(&kind.as_str()) {
        return None;
    }
    match (words.next(), words.next()) {
        (None, _) => Some(Label::Kind),
        (Some(number), None) => is_number(number).then_some(Label::Whole),
        _ => None,
    }
}

/// Whether a word is what chapters are counted by: `3`, `IV`, `B`, `three`.
pub(super) fn is_number(word: &str) -> bool {
    let bare = word.trim_end_matches(['.', ':']);
    let digits = (1..=3).contains(&bare.len()) && bare.bytes().all(|b| b.is_ascii_digit());
    let letter = bare.len() == 1 && bare.bytes().all(|b| b.is_ascii_uppercase());
    let roman = (1..=6).contains(&bare.len()) && bare.bytes().all(|b| b"IVXLC".contains(&b));
    digits || letter || roman || NUMBERS.contains(&bare.to_lowercase().as_str())
}

/// Whether a line is no more than what kind of remark stands below it.
pub(super) fn is_remark(text: &str) -> bool {
    REMARKS.contains(&text.trim_end_matches([':', '.', '!']).to_lowercase().as_str())
}

/// Whether a line among those of a table of contents is one of them: it has the number of a part, or of a page.
pub(super) fn is_entry(text: &str) -> bool {
    let is_part = text.starts_with(|c: char| c.is_ascii_digit());
    is_part
        || text.split_whitespace().next_back().is_some_and(|page| {
            let digits = page.len() <= 4 && page.bytes().all(|b| b.is_ascii_digit());
            digits || (page.len() <= 6 && page.bytes().all(|b| b"ivxlc".contains(&b)))
        })
}
