//! Words to lines. A program that prints a page breaks lines where the font changes; here they are
//! put together again, and each is given the size of its letters.

use super::words::{Area, Sheet, Unit, Word};

/// More runs on a page are left as they came: putting them together costs their square.
const MOST: usize = 2_000;

/// Signs that point to a note, beside digits.
const MARKS: [char; 7] = ['*', '∗', '†', '‡', '§', '¶', '‖'];

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub area: Area,
    pub text: String,
    /// How wide its first word is.
    pub first: Unit,
    /// Of its letters by their width: what says most, as the heights that fonts claim differ.
    pub size: Unit,
    /// Of its letters, as its fonts claim it.
    pub height: Unit,
    /// How wide each of its letters is, where all may be equally wide.
    pub cell: Option<Unit>,
    /// Whether they are, as in code.
    pub mono: bool,
}

/// The lines of a page, in the order in which their runs came. O(runs²) up to [`MOST`].
pub(super) fn of(sheet: Sheet) -> Vec<Line> {
    let mut lines: Vec<(Vec<Word>, Area, Unit)> = Vec::new();
    let few = sheet.runs.len() <= MOST;
    for run in sheet.runs {
        let (area, em) = (around(&run), size(&run));
        match lines.iter_mut().rev().find(|line| few && is_one_line(line.1, line.2, area, em)) {
            Some(line) => {
                line.0.extend(run);
                (line.1, line.2) = (line.1.with(area), size(&line.0));
            }
            None => lines.push((run, area, em)),
        }
    }
    lines.into_iter().map(|(words, ..)| line(words)).collect()
}

fn line(mut words: Vec<Word>) -> Line {
    words.sort_by_key(|word| word.area.left);
    let height = median(words.iter().map(|word| word.area.height()));
    let size = size(&words);
    let first = words.first().map_or(0, |word| word.area.width());
    Line {
        area: around(&words),
        text: text(&words, size, height),
        first,
        size,
        height,
        cell: cell(&words),
        mono: false,
    }
}

pub(super) fn around(words: &[Word]) -> Area {
    let mut areas = words.iter().map(|word| word.area);
    let first = areas.next().unwrap_or_default();
    areas.fold(first, Area::with)
}

/// Whether two runs stand beside each other on a line, with no more than a wide space between them.
fn is_one_line(a: Area, a_size: Unit, b: Area, b_size: Unit) -> bool {
    let (small, large) = (a_size.min(b_size), a_size.max(b_size));
    let gap = -a.beside(b);
    let lower = a.height().min(b.height());
    let shared = a.bottom.min(b.bottom) - a.top.max(b.top);
    let level = (a.middle() - b.middle()).abs() * 100 <= small * 35;
    // A sign that is set higher stands close to its word.
    let raised = shared * 2 >= lower && gap * 3 <= large;
    gap >= -large / 4 && gap * 5 <= large * 6 && shared * 2 >= lower && (level || raised)
}

/// The middle one of some numbers; 0 of none.
pub(super) fn median(values: impl Iterator<Item = Unit>) -> Unit {
    let mut values: Vec<Unit> = values.collect();
    values.sort_unstable();
    values.get(values.len() / 2).copied().unwrap_or_default()
}

/// The size of letters by how wide they are: an average of common fonts, in thousandths of the size.
fn size(words: &[Word]) -> Unit {
    let (mut wide, mut usual) = (0_i64, 0_i64);
    for word in words {
        wide += i64::from(word.area.width());
        usual += word.text.chars().map(breadth).sum::<i64>();
    }
    Unit::try_from(wide * 1000 / usual.max(1)).unwrap_or_default()
}

fn breadth(c: char) -> i64 {
    match c {
        'i' | 'j' | 'l' | '.' | ',' | ';' | ':' | '\'' | '’' | '‘' | '!' | '|' => 270,
        't' | 'f' | 'r' | 'I' | '-' | '(' | ')' | '[' | ']' | '/' | '“' | '”' | '"' => 350,
        's' | 'c' | 'z' | 'J' => 450,
        'm' | 'w' => 770,
        'M' | 'W' | '—' => 900,
        'A'..='Z' => 670,
        c if is_wide(c) => 1000,
        _ => 520,
    }
}

/// Whether a letter is of a script that is written without spaces, a square each.
pub(super) fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff60}' | '\u{20000}'..='\u{3ffff}')
}

/// How wide every letter is, if none differs. A word or two may be so by chance.
fn cell(words: &[Word]) -> Option<Unit> {
    let each = |word: &Word| {
        let letters = Unit::try_from(word.text.chars().count()).unwrap_or(1).max(1);
        (letters >= 2).then(|| word.area.width() / letters)
    };
    let widths = || words.iter().filter_map(each);
    let (least, most) = (widths().min()?, widths().max()?);
    ((most - least) * 100 <= most * 2).then_some(most)
}

/// Finds what is set in letters of one width: told by lines of many words, which are no chance.
pub(super) fn find_code<'a>(lines: impl Iterator<Item = &'a mut Line>) {
    let mut lines: Vec<&mut Line> = lines.filter(|line| line.cell.is_some()).collect();
    let sure = lines.iter().filter(|line| {
        let narrow = line.text.chars().filter(|c| breadth(*c) < 400).count();
        line.text.split_whitespace().filter(|word| word.len() > 1).count() >= 3
            && narrow >= 3
            && line.text.len() >= 16
    });
    let mut sure: Vec<Unit> = sure.filter_map(|line| line.cell).collect();
    sure.sort_unstable();
    for line in &mut lines {
        let Some(cell) = line.cell else { continue };
        let from = sure.partition_point(|known| known * 102 < cell * 100);
        let near = sure.iter().skip(from).take_while(|known| **known * 100 <= cell * 102).take(2).count();
        line.mono = near >= 2 && line.text.chars().count() >= 8;
    }
}

/// The words as text: a space where there is room for one, and small digits as what they say.
fn text(words: &[Word], size: Unit, height: Unit) -> String {
    let whole = around(words);
    let level = median(words.iter().map(|word| word.area.middle()));
    let mut out = String::new();
    let mut end = whole.left;
    for word in words {
        let gap = word.area.left - end;
        end = word.area.right;
        let small = word.area.height() * 100 < height * 88;
        let up = level - word.area.middle();
        if small && up * 8 > height && raise(&mut out, &word.text) {
            continue;
        }
        if !out.is_empty() && gap * 10 > size {
            out.push(' ');
        }
        if small && -up * 8 > height && word.text.bytes().all(|b| b.is_ascii_digit()) {
            const LOW: [char; 10] = ['₀', '₁', '₂', '₃', '₄', '₅', '₆', '₇', '₈', '₉'];
            out.extend(word.text.bytes().filter_map(|b| LOW.get(usize::from(b.wrapping_sub(b'0')))));
            continue;
        }
        out.push_str(&word.text);
    }
    out
}

/// Writes what is set higher after the words before it: the number of a note in brackets, a power as
/// raised digits; whether it was either.
fn raise(out: &mut String, text: &str) -> bool {
    const UP: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let digits = text.len() <= 3 && text.bytes().all(|b| b.is_ascii_digit());
    if text.chars().all(|c| MARKS.contains(&c)) {
        out.push_str(text);
        return true;
    }
    if !digits {
        return false;
    }
    let mut before = out.chars().rev();
    let (last, other) = (before.next(), before.next());
    // A power stands on a single letter, a digit or what closes a formula; a note on a word or its stop.
    let power = match last {
        Some(c) if c.is_alphabetic() => !other.is_some_and(char::is_alphabetic),
        Some(c) => c.is_ascii_digit() || (c == ')' && !out.contains(' ')),
        None => false,
    };
    if power {
        out.extend(text.bytes().filter_map(|b| UP.get(usize::from(b.wrapping_sub(b'0')))));
    } else {
        out.push('[');
        out.push_str(text);
        out.push(']');
        // The words of a note follow its number.
        if last.is_none() {
            out.push(' ');
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(left: Unit, top: Unit, right: Unit, bottom: Unit, text: &str) -> Word {
        Word { area: Area { left, top, right, bottom }, text: text.into() }
    }

    fn texts(runs: Vec<Vec<Word>>) -> Vec<String> {
        of(Sheet { height: 80_000, runs }).into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn a_line_that_a_font_broke_is_one_again() {
        let runs = vec![
            vec![word(0, 0, 2000, 1000, "This"), word(2300, 0, 3000, 1000, "is")],
            vec![word(3300, -500, 3900, 1400, "R,"), word(4200, 0, 5200, 1000, "too.")],
            vec![word(9000, 0, 12_000, 1000, "another")],
            vec![word(0, 1200, 2500, 2200, "below")],
        ];
        assert_eq!(texts(runs), ["This is R, too.", "another", "below"]);
    }

    #[test]
    fn small_digits_say_what_they_are() {
        let small = |left, text: &str| word(left, -50, left + 250, 550, text);
        let runs = vec![vec![
            word(0, 0, 2500, 1000, "words."),
            small(2510, "12"),
            word(3300, 0, 3700, 1000, "E"),
            word(3900, 0, 4500, 1000, "m"),
            small(4510, "2"),
            word(5300, 0, 5800, 1000, "H"),
            word(5800, 600, 6100, 1150, "2"),
            word(6100, 0, 6700, 1000, "O"),
            small(6710, "*"),
        ]];
        assert_eq!(texts(runs), ["words.[12] E m² H₂O*"]);
        assert_eq!(
            texts(vec![vec![
                small(0, "3"),
                word(300, 0, 2000, 1000, "See"),
                word(2300, 0, 4000, 1000, "there.")
            ]]),
            ["[3] See there."]
        );
    }
}
