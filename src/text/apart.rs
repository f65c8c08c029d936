//! Places of a text told apart by their words.

use super::{Span, grapheme, joint, one_line};

/// Bytes of a text that are shown beside words that others have too, on each side.
const BESIDE: usize = 32;

/// The words of some places, each on one line; of those that say the same, in brackets with what stands before and
/// after them.
pub fn apart(text: &str, spans: &[Span]) -> Vec<String> {
    let words: Vec<String> = spans.iter().map(|span| one_line(span.of(text))).collect();
    let is_twice = |word: &String| words.iter().filter(|other| *other == word).count() > 1;
    let told = |(span, word): (&Span, &String)| {
        if !is_twice(word) {
            return word.clone();
        }
        let from = grapheme::floor(text, span.start.0.saturating_sub(BESIDE));
        let to = grapheme::floor(text, (span.end.0 + BESIDE).min(text.len()));
        let flat = |span: Span| joint::joined(span.of(text)).replace(char::is_whitespace, " ");
        let before = flat(Span { start: from, end: span.start });
        let after = flat(Span { start: span.end, end: to.max(span.end) });
        let (begins, ends) = (from.0 == 0, to.0 >= text.len());
        let more = |is_all: bool| if is_all { "" } else { "…" };
        format!("{}{}[{word}]{}{}", more(begins), before.trim_start(), after.trim_end(), more(ends))
    };
    spans.iter().zip(&words).map(told).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_several_have_are_shown_with_what_is_around_them() {
        let text = "It is late. He said: it is\nlate, and left. It is over.";
        let of = |words: &str| {
            let at = text.find(words).unwrap();
            Span::new(at, at + words.len())
        };
        let spans = [of("is late"), of("is\nlate"), of("is over")];
        assert_eq!(
            apart(text, &spans),
            [
                "It [is late]. He said: it is late, and left.…",
                "It is late. He said: it [is late], and left. It is over.",
                "is over",
            ]
        );
    }
}
