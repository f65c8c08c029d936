//! Who says what: in a hard-wrapped talk without blank lines between its turns each begins a paragraph. Only what
//! begins so again and again is a name, since a line of prose may begin with a word and a colon by chance.

use std::collections::{HashMap, HashSet};

use super::{Placed, ends_sentence};
use crate::import::builder::Piece;
use crate::model::BlockKind;

/// Bytes of the name before a turn, at most.
const LONGEST: usize = 32;
/// Words of it.
const WORDS: usize = 4;

/// Parts the paragraphs in which two or more turns stand. O(bytes).
pub(super) fn part(pieces: &mut Vec<Placed>) {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for placed in pieces.iter().filter(|placed| is_prose(placed)) {
        for (_, name) in beginnings(placed.text()) {
            *counts.entry(name).or_default() += 1;
        }
    }
    let names: HashSet<String> =
        counts.into_iter().filter(|(_, count)| *count > 1).map(|(name, _)| name.to_owned()).collect();
    // One alone is a word that a text begins sentences with (`Note:`).
    if names.len() < 2 {
        return;
    }
    let mut parted = Vec::with_capacity(pieces.len());
    for placed in pieces.drain(..) {
        let is_turn = |(at, name): (usize, &str)| (at > 0 && names.contains(name)).then_some(at);
        let begins = if is_prose(&placed) { beginnings(placed.text()) } else { Vec::new() };
        let is_talk = begins.first().is_some_and(|(at, name)| *at == 0 && names.contains(*name));
        let cuts: Vec<usize> = begins.into_iter().filter_map(is_turn).filter(|_| is_talk).collect();
        if cuts.is_empty() {
            parted.push(placed);
            continue;
        }
        let ends = cuts.iter().copied().chain([placed.text().len()]);
        for (from, to) in [0].into_iter().chain(cuts.iter().copied()).zip(ends) {
            let text = placed.text().get(from..to).unwrap_or_default().trim();
            parted.push(Placed { piece: Piece::new(BlockKind::Paragraph, 0, text), run: placed.run });
        }
    }
    *pieces = parted;
}

fn is_prose(placed: &Placed) -> bool {
    placed.piece.kind == BlockKind::Paragraph
}

/// The lines that begin with a name, at the start of a paragraph or after a sentence, by their places.
fn beginnings(text: &str) -> Vec<(usize, &str)> {
    let (mut found, mut at, mut is_free) = (Vec::new(), 0, true);
    for line in text.split('\n') {
        if let Some(name) = name(line).filter(|_| is_free) {
            found.push((at, name));
        }
        is_free = ends_sentence(line) || breaks_off(line);
        at += line.len() + 1;
    }
    found
}

/// Whether what is said in a line is left unfinished.
fn breaks_off(line: &str) -> bool {
    let line = line.trim_end().trim_end_matches(['"', '”', '’']);
    line.ends_with(['—', '–', '―']) || line.ends_with("--")
}

/// The name that a line begins with, before a colon and words: `Q`, `ANA OSEI`, `The mayor`.
fn name(line: &str) -> Option<&str> {
    let (name, words) = line.split_once(':')?;
    let is_short = name.len() <= LONGEST && (1..=WORDS).contains(&name.split_whitespace().count());
    let is_name = name.starts_with(char::is_alphabetic)
        && !name.starts_with(char::is_lowercase)
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '.' | '-' | '\'' | '’'));
    (is_short && is_name && words.starts_with(' ') && !words.trim().is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use crate::import::{Hint, read};

    fn paragraphs(text: &str) -> Vec<String> {
        let document = read(text.as_bytes(), &Hint::named("page.txt")).unwrap().document;
        document.blocks.iter().map(|b| document.slice(b.span).to_owned()).collect()
    }

    #[test]
    fn each_turn_of_a_talk_is_a_paragraph_over_as_many_lines_as_it_has() {
        for (q, a) in [("Q", "A"), ("ANA OSEI", "MR. ROTH"), ("The mayor", "Roth")] {
            let turns = [
                format!("{q}: When did the ferry sink, and who was on it, as far as\nyou know?"),
                format!(
                    "{a}: It sank in spring. Nobody was on it who would have told\nus about it afterwards, and nobody asked."
                ),
                format!("{q}: Why?"),
                format!(
                    "{a}: Nobody knows: it was never raised, and the papers of the\noffice were lost in that winter."
                ),
            ];
            let text = format!(
                "{}\n\nIt was said in the town that this was all of it, and nobody there\nasked again.\n",
                turns.join("\n")
            );
            assert_eq!(paragraphs(&text)[..4], turns, "{q}");
        }
    }

    #[test]
    fn a_turn_that_breaks_off_ends_there() {
        for dash in ["—", " –", " --", "—”"] {
            let turns = [
                format!("Q: When did the ferry sink, and who was on it, as far as\nyou know? I ask because{dash}"),
                format!("A: It sank in spring. Nobody was on it who would have told\nus about it at all{dash}"),
                "Q: Nobody at all?".to_owned(),
                "A: Nobody knows: it was never raised, and the papers of the\noffice were lost in that winter.".to_owned(),
            ];
            let text = format!(
                "{}\n\nIt was said in the town that this was all of it, and nobody there\nasked again.\n",
                turns.join("\n")
            );
            assert_eq!(paragraphs(&text)[..4], turns, "{dash}");
        }
    }

    #[test]
    fn a_line_of_prose_with_a_colon_begins_none() {
        let text = "The harbour office had three boats that were kept for one purpose.\n\
                    Note: none of them was ever used for it, as was said in the town.\n\
                    Orlau: that was all that the paper wrote in those years. It is so\n\
                    Paris: that is what was read there, and in Orlau it was read too.\n\
                    Note: it was not true, and it was said again and again in all the\n\
                    years after that.\n\nThe office had them sold in the end, as was to be thought, and the\n\
                    town bought them.\n";
        assert_eq!(paragraphs(text).len(), 2);
    }
}
