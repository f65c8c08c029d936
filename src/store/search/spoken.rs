//! Words found in a text as the index finds them: whole tokens, case and accents aside. The index
//! could mark them itself, but opens the whole query again for each row it marks.

use crate::store::fold::folded;
use crate::text::Span;

/// Words that follow each other, folded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spoken {
    words: Vec<String>,
    /// The last one may be a beginning.
    prefix: bool,
    in_note: bool,
}

impl Spoken {
    pub fn of(words: &str, prefix: bool, in_note: bool) -> Self {
        Self { words: tokens(words).into_iter().map(|(_, word)| word).collect(), prefix, in_note }
    }

    /// The span from the first to the last word where they stand at the `at`-th token.
    fn at(&self, tokens: &[(Span, String)], at: usize) -> Option<Span> {
        let (last, others) = self.words.split_last()?;
        let here = tokens.get(at..at + self.words.len())?;
        let (end, others_here) = here.split_last()?;
        let fits = if self.prefix { end.1.starts_with(last) } else { end.1 == *last };
        let fits = fits && others.iter().zip(others_here).all(|(wanted, (_, word))| wanted == word);
        fits.then(|| others_here.first().unwrap_or(end).0.join(end.0))
    }
}

/// Where any of them stands, in order; what is sought in notes only counts in a note.
pub(super) fn marks(text: &str, sought: &[Spoken], is_note: bool) -> Vec<Span> {
    let tokens = tokens(text);
    let mut marks = Vec::new();
    for at in 0..tokens.len() {
        let here = sought.iter().filter(|spoken| is_note || !spoken.in_note);
        marks.extend(here.filter_map(|spoken| spoken.at(&tokens, at)).max_by_key(|mark| mark.end));
    }
    marks
}

/// Letters, digits and what is written on them, as unicode61 parts a text.
fn tokens(text: &str) -> Vec<(Span, String)> {
    let is_part =
        |c: char| c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36f}' | '\u{e000}'..='\u{f8ff}');
    let mut tokens = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (is_part(c), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                let span = Span::new(from, at);
                tokens.push((span, folded(span.of(text))));
                start = None;
            }
            _ => {}
        }
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_marked_whole_and_in_order() {
        let text = "The CAFÉ; cafe\u{301}s. A counter-terrorism café";
        let find = |words: &str, prefix| {
            let spoken = Spoken::of(words, prefix, false);
            marks(text, &[spoken], false).into_iter().map(|span| span.of(text)).collect::<Vec<_>>()
        };
        assert_eq!(find("cafe", false), ["CAFÉ", "café"]);
        assert_eq!(find("cafe", true), ["CAFÉ", "cafe\u{301}s", "café"]);
        assert_eq!(find("counter terrorism", false), ["counter-terrorism"]);
        assert_eq!(find("the caf", true), ["The CAFÉ"]);
        assert_eq!(find("cafe the", false), [] as [&str; 0]);
        assert_eq!(find("café x", true), [] as [&str; 0]);
        assert_eq!(find("-", false), [] as [&str; 0]);
    }
}
