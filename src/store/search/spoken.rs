//! Words found in a text as the index finds them: whole tokens, case and accents aside. The index
//! could mark them itself, but opens the whole query again for each row it marks.

use crate::text::Span;
use crate::text::ligature::spelt_out;
use crate::text::token::folded;
pub(super) use crate::text::token::tokens;

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
        let words = tokens(words).into_iter().map(|token| folded(&spelt_out(token.of(words)))).collect();
        Self { words, prefix, in_note }
    }

    /// The span from the first to the last word where they stand at the first of these tokens.
    fn at(&self, text: &str, tokens: &[Span]) -> Option<Span> {
        let (last, others) = self.words.split_last()?;
        let (end, others_here) = tokens.get(..self.words.len())?.split_last()?;
        let fits = others.iter().zip(others_here).all(|(wanted, token)| is(token.of(text), wanted, false));
        let fits = fits && is(end.of(text), last, self.prefix);
        fits.then(|| others_here.first().unwrap_or(end).join(*end))
    }
}

/// Whether a token is a word, or begins with it. Few tokens are what is sought, so that they are
/// compared where they stand and only those with accents are folded.
fn is(token: &str, wanted: &str, prefix: bool) -> bool {
    if token.is_ascii() {
        let start = if prefix { token.get(..wanted.len()) } else { Some(token) };
        return start.is_some_and(|start| start.eq_ignore_ascii_case(wanted));
    }
    let token = folded(&spelt_out(token));
    if prefix { token.starts_with(wanted) } else { token == wanted }
}

/// Where any of them stands, in order; what is sought in notes only counts in a note.
pub(super) fn marks(text: &str, sought: &[Spoken], is_note: bool) -> Vec<Span> {
    let tokens = tokens(text);
    let mut marks = Vec::new();
    for at in 0..tokens.len() {
        let rest = tokens.get(at..).unwrap_or_default();
        let here = sought.iter().filter(|spoken| is_note || !spoken.in_note);
        marks.extend(here.filter_map(|spoken| spoken.at(text, rest)).max_by_key(|mark| mark.end));
    }
    marks
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
        let text = "Die Straße, ﬁreﬂies, STRASSE, WEIẞ";
        let find = |words: &str, prefix| {
            let spoken = Spoken::of(words, prefix, false);
            marks(text, &[spoken], false).into_iter().map(|span| span.of(text)).collect::<Vec<_>>()
        };
        assert_eq!(find("strasse", false), ["Straße", "STRASSE"]);
        assert_eq!(find("straße", false), ["Straße", "STRASSE"]);
        assert_eq!((find("firef", true), find("weiss", false)), (vec!["ﬁreﬂies"], vec!["WEIẞ"]));
        assert_eq!(find("cafe the", false), [] as [&str; 0]);
        assert_eq!(find("café x", true), [] as [&str; 0]);
        assert_eq!(find("-", false), [] as [&str; 0]);
    }
}
