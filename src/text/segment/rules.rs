//! Whether a cluster of stops and marks ends its sentence: decided from the word before it
//! and what follows, and from nothing farther away.

use super::chars::{self, End};
use super::cluster::{Cluster, NEAR, char_at};
use super::tables::{self, Abbreviation};
use super::view::cut;

/// What follows a cluster and the white space behind it.
struct Next<'a> {
    /// Opening signs, dashes and bullets before the first word.
    lead: &'a str,
    /// The first word: letters, digits, inner apostrophes.
    word: &'a str,
    /// What stands behind the first word.
    rest: &'a str,
}

impl<'a> Next<'a> {
    fn read(rest: &'a str) -> Self {
        let start = rest.find(char::is_alphanumeric).unwrap_or(rest.len());
        let (lead, tail) = rest.split_at_checked(start).unwrap_or((rest, ""));
        let end = tail.find(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’')).unwrap_or(tail.len());
        let (word, rest) = tail.split_at_checked(end).unwrap_or((tail, ""));
        let marker = lead.ends_with('(') && word.len() <= 4 && !word.starts_with(chars::is_upper);
        if let Some(behind) = rest.strip_prefix(')').filter(|_| marker && (word.len() == 1 || is_roman(word)))
            && behind.starts_with(' ')
        {
            return Self { lead, ..Self::read(behind) };
        }
        Self { lead, word: word.trim_end_matches(['\'', '’']), rest }
    }

    fn first(&self) -> Option<char> {
        self.word.chars().next()
    }

    fn is_lower(&self) -> bool {
        self.first().is_some_and(chars::is_lower) && !self.is_name()
    }

    /// Names with a small first letter, and the `i` of hasty writing.
    fn is_name(&self) -> bool {
        let second_upper = self.word.chars().nth(1).is_some_and(chars::is_upper);
        let article = matches!(self.word, "al" | "el")
            && self.rest.strip_prefix('-').is_some_and(|r| r.starts_with(chars::is_upper));
        second_upper || article || matches!(self.word, "i" | "i'm" | "i’m")
    }

    fn is_digit(&self) -> bool {
        self.first().is_some_and(char::is_numeric)
    }

    fn is_starter(&self) -> bool {
        tables::is_starter(self.word) && !self.rest.starts_with('.')
    }

    fn is_any_starter(&self) -> bool {
        self.is_starter() || tables::is_foreign_starter(self.word)
    }

    fn opens_quote(&self) -> bool {
        self.lead.contains(['"', '“', '„', '«', '‘', '¿', '¡'])
    }
}

/// Whether a blank line follows from the line feed at the byte.
pub fn blank_line(slice: &str, at: usize) -> bool {
    slice.get(at + 1..).is_some_and(|rest| rest.trim_start_matches([' ', '\t', '\r']).starts_with('\n'))
}

/// The Greek question mark looks like a semicolon, and is mostly written as one.
pub fn greek_question(slice: &str, at: usize, c: char) -> bool {
    c == ';'
        && cut(slice, 0, at)
            .chars()
            .next_back()
            .is_some_and(|b| ('\u{370}'..='\u{3ff}').contains(&b) || ('\u{1f00}'..='\u{1fff}').contains(&b))
}

/// Whether the cluster ends a sentence of the slice. `whole` says that the slice begins
/// where its block does.
pub fn ends(cluster: &Cluster, slice: &str, whole: bool) -> bool {
    let gap = cut(slice, cluster.end, cluster.start);
    let rest = super::view::ahead(slice, cluster.start, slice.len(), NEAR);
    if rest.is_empty() {
        return false;
    }
    if gap.contains('\n') && gap.split('\n').count() > 2 {
        return true;
    }
    if char_at(rest, 0).is_some_and(|c| chars::end(c).is_some() || matches!(c, ',' | ';' | ':')) {
        return false;
    }
    let next = Next::read(rest);
    if next.word.is_empty() || nothing_before(cluster, whole) {
        return false;
    }
    if gap.is_empty() {
        return glued(cluster, &next);
    }
    if next.is_lower() {
        return next.lead.starts_with(['¿', '¡'])
            || cluster.kind == End::Strong && next.lead.starts_with(['“', '"', '«', '„']);
    }
    if cluster.bracket && !own_brackets(cluster.before) {
        return next.is_starter() && tables::abbreviation(word_before(cluster.before)).is_none();
    }
    match cluster.kind {
        End::Stop => stop(cluster, &next),
        End::Strong => {
            !(said_by(cluster, &next) || !cluster.quote && tables::is_marked(word_before(cluster.before)))
        }
        _ => true,
    }
}

/// Signs at the start of the block or right after other signs have no sentence to end, and
/// neither has an ellipsis in brackets.
fn nothing_before(cluster: &Cluster, whole: bool) -> bool {
    let before = cluster.before.trim_end_matches(|c: char| chars::opens(c) || c.is_whitespace());
    if before.is_empty() {
        return whole;
    }
    let elided = cluster.before.ends_with(['[', '(']);
    let spaced = cluster.before.len() != cluster.before.trim_end().len();
    elided || spaced && before.ends_with(|c| chars::end(c).is_some())
}

/// No white space follows the cluster.
fn glued(cluster: &Cluster, next: &Next) -> bool {
    let upper = next.first().is_some_and(chars::is_upper);
    let closed = cluster.quote || cluster.bracket;
    // Between letters that no space parts, signs of ASCII stand for the wide ones.
    let is_unspaced = cluster.before.ends_with(chars::is_unspaced)
        && next.lead.is_empty()
        && next.first().is_some_and(chars::is_unspaced);
    if is_unspaced && !cluster.more && matches!(cluster.kind, End::Stop | End::Strong) {
        return true;
    }
    match cluster.kind {
        End::Wide => !(closed && continues(next)),
        End::Dots => false,
        End::Strong if cluster.run.is_ascii() => {
            let address = word_before(cluster.before).contains(['/', '=']) || next.rest.starts_with('=');
            (upper || next.lead.starts_with(chars::opens)) && !address && !next.is_lower()
        }
        End::Strong => !next.is_lower(),
        End::Stop if closed => upper,
        End::Stop if cluster.more => upper,
        End::Stop => {
            let letters = cluster.before.chars().rev().take_while(|c| chars::is_lower(*c)).count();
            next.lead.is_empty() && letters >= 3 && next.is_starter() && next.word.chars().count() > 1
        }
    }
}

/// A Japanese or Chinese quotation that is part of a longer sentence.
fn continues(next: &Next) -> bool {
    next.lead.is_empty()
        && next.first().is_some_and(|c| {
            matches!(c, 'と' | 'て' | 'っ' | 'な' | 'は' | 'が' | 'を' | 'に' | 'の' | 'も' | 'で')
        })
}

/// A single full stop with white space behind it and no small letter.
fn stop(cluster: &Cluster, next: &Next) -> bool {
    let word = word_before(cluster.before);
    if is_marker(cluster.before, word) {
        return false;
    }
    let tail = word.rsplit(['-', '\'', '’']).next().unwrap_or(word);
    let short = tables::abbreviation(word).or_else(|| tables::abbreviation(tail));
    if cluster.quote && short != Some(Abbreviation::Never) {
        return true;
    }
    if is_ordinal(cluster.before, word, next) {
        return false;
    }
    let upper = next.first().is_some_and(chars::is_upper);
    if short.is_some() && next.lead.starts_with(['—', '–', '-'])
        || next.is_digit() && next.rest.starts_with(')') && next.lead.is_empty()
    {
        return false;
    }
    match short {
        Some(Abbreviation::Never) => false,
        Some(Abbreviation::Number) => !number_follows(word, next),
        Some(Abbreviation::Month) => !next.is_digit() && !tables::is_time(next.word) && !is_short_month(next),
        Some(Abbreviation::Starter) => next.is_any_starter() || next.opens_quote() && next.lead.len() > 1,
        Some(Abbreviation::Place) => !(tables::is_title(next.word) || next.lead.starts_with('(')),
        Some(Abbreviation::Year) => before_word(cluster.before, word).ends_with(char::is_numeric),
        Some(Abbreviation::Hour) => {
            !tables::is_time(next.word) && !next.is_digit() && !next.lead.starts_with('(')
        }
        None if two_letters(word, next) => false,
        None if is_initial(tail) => initial(cluster.before, tail, next),
        None if word.contains('.') && is_acronym(word) => {
            next.is_any_starter() || next.opens_quote() && upper
        }
        None => true,
    }
}

/// The word right before the full stop, inner full stops and hyphens included.
fn word_before(before: &str) -> &str {
    let start = before.rfind(|c: char| {
        c.is_whitespace() || chars::opens(c) && !matches!(c, '\'' | '’') || matches!(c, '—' | '–' | '/')
    });
    let from =
        start.map_or(0, |s| s + before.get(s..).and_then(|b| b.chars().next()).map_or(0, char::len_utf8));
    let word = before.get(from..).unwrap_or_default();
    let word = word.trim_start_matches(|c: char| !c.is_alphanumeric());
    if word.len() > 64 { "" } else { word }
}

/// What stands before the last word, without the white space between.
fn before_word<'a>(before: &'a str, word: &str) -> &'a str {
    before.strip_suffix(word).unwrap_or(before).trim_end()
}

fn is_roman(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| matches!(b, b'i' | b'v' | b'x'))
}

/// `1.`, `a.`, `iv.` as the first thing of a block or after the end of a sentence.
fn is_marker(before: &str, word: &str) -> bool {
    let digits = !word.is_empty() && word.len() <= 3 && word.bytes().all(|b| b.is_ascii_digit());
    let roman = word.len() <= 4 && is_roman(word);
    let letter = word.len() == 1 && word.bytes().all(|b| b.is_ascii_lowercase());
    if !digits && !roman && !letter {
        return false;
    }
    let left = before_word(before, word);
    let ended = left.ends_with(|c| chars::end(c).is_some() || chars::may_close_quote(c));
    let bare = left.trim_end_matches('.');
    left.is_empty()
        || ended && (bare.len() == left.len() || tables::abbreviation(word_before(bare)).is_none())
}

fn is_initial(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(chars::is_upper) && chars.next().is_none()
}

/// Whether an initial ends a sentence after all: `Plan B. Nobody had one.`
fn initial(before: &str, word: &str, next: &Next) -> bool {
    let left = word_before(before_word(before, word));
    tables::is_lettered(left) || next.is_starter() && next.word.chars().count() > 1
}

/// Letters with full stops between them: `U.S`, `D.C`, `т.д`.
fn is_acronym(word: &str) -> bool {
    word.split('.')
        .all(|part| (1..=2).contains(&part.chars().count()) && part.chars().all(char::is_alphabetic))
}

/// `z. B.`, `т. д.`: letters parted by spaces.
fn two_letters(word: &str, next: &Next) -> bool {
    let single = |w: &str| w.chars().count() == 1 && w.chars().all(char::is_alphabetic);
    single(word) && word.chars().all(chars::is_lower) && single(next.word) && next.rest.starts_with('.')
}

fn number_follows(word: &str, next: &Next) -> bool {
    let single = word.chars().count() == 1;
    let roman =
        !next.word.is_empty() && next.word.bytes().all(|b| matches!(b, b'I' | b'V' | b'X' | b'L' | b'C'));
    let street = matches!(word, "St" | "Est") && !next.is_starter();
    let next_initial = single && next.word.chars().count() == 1 && next.rest.starts_with('.');
    next.is_digit() || roman && next.word != "I" || street || next_initial
}

fn is_short_month(next: &Next) -> bool {
    next.rest.starts_with('.') && tables::abbreviation(next.word) == Some(Abbreviation::Month)
}

/// `am 3. Oktober`, `der 2. Weltkrieg`.
fn is_ordinal(before: &str, word: &str, next: &Next) -> bool {
    let digits = (1..=2).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit());
    if !digits || next.is_starter() {
        return false;
    }
    let left = word_before(before_word(before, word));
    tables::is_german_month(next.word) && !matches!(next.word, "April" | "August" | "September" | "November")
        || tables::is_ordinal_word(left)
}

/// `“Why?” Smith asked.`: the quotation is the first part of a longer sentence.
fn said_by(cluster: &Cluster, next: &Next) -> bool {
    if !cluster.quote || !next.lead.is_empty() {
        return false;
    }
    let mut words = next.rest.split([' ', '\n', '\u{a0}']).skip(1).take(5);
    let name = |w: &str| {
        w.chars().next().is_some_and(chars::is_upper) || matches!(w, "of" | "de" | "van" | "von" | "al")
    };
    if next.is_starter() && next.word != "The" || next.rest.starts_with(',') {
        return false;
    }
    let verb = words.find(|w| !name(w)).unwrap_or_default();
    let alone = verb.trim_end_matches(['.', ',', ':', '?']);
    if alone.len() < verb.len() {
        return tables::is_saying(alone);
    }
    let after = words.next().unwrap_or_default();
    tables::is_saying(verb)
        && !after.starts_with(chars::opens)
        && !matches!(after, "that" | "he" | "she" | "it" | "the" | "they" | "there" | "his" | "her")
}

/// Whether the brackets that close here hold the whole sentence.
fn own_brackets(before: &str) -> bool {
    let mut depth = 0_usize;
    for (i, c) in before.char_indices().rev() {
        if chars::closes_bracket(c) {
            depth += 1;
        } else if matches!(c, '(' | '[' | '{' | '（') {
            if depth == 0 {
                let left = before.get(..i).unwrap_or_default().trim_end();
                let left =
                    left.trim_end_matches(|c: char| chars::may_close_quote(c) || chars::closes_bracket(c));
                let short = left
                    .strip_suffix('.')
                    .map(word_before)
                    .is_some_and(|w| is_initial(w) || tables::abbreviation(w).is_some());
                return left.is_empty() || !short && left.ends_with(|c| chars::end(c).is_some());
            }
            depth -= 1;
        }
    }
    true
}
