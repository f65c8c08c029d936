//! What stands around a passage: a sentence at most on each side, for boards and lists.

use crate::model::{Annotation, State};
use crate::store::{Result, Store};
use crate::text::{Offset, Span, grapheme, segment};

/// How much is shown on each side, in characters, where a sentence is longer.
const AROUND: usize = 200;

/// How much is read on each side, in bytes: room for that many characters of any script.
const READ: usize = 1024;

/// The text before and after a passage, within its paragraph and with the space that parts it from the passage.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Around {
    pub before: String,
    pub after: String,
}

/// Nothing where the passage is lost: what stands where it was has nothing to do with it.
pub fn around(store: &Store, annotation: &Annotation) -> Result<Around> {
    if annotation.state == State::Lost {
        return Ok(Around::default());
    }
    let Span { start, end } = annotation.span;
    let before = read(store, annotation, |reach| Span::new(start.0.saturating_sub(reach), start.0))?;
    let after = read(store, annotation, |reach| Span::new(end.0, end.0 + reach))?;
    // Sentences are read without the space that parts them from the passage.
    let mut last = last_sentence(&before);
    if !last.is_empty() && before.ends_with(char::is_whitespace) {
        last.push(' ');
    }
    let mut first = first_sentence(&after);
    if !first.is_empty() && after.starts_with(char::is_whitespace) {
        first.insert(0, ' ');
    }
    Ok(Around { before: last, after: first })
}

/// Text beside a passage. The far end may fall within a character, where the store gives nothing,
/// so it is moved by a byte up to three times.
fn read(store: &Store, annotation: &Annotation, span: impl Fn(usize) -> Span) -> Result<String> {
    for reach in (READ - 3..=READ).rev() {
        let text = store.text_of(annotation.article.id, span(reach))?;
        if !text.is_empty() {
            return Ok(text);
        }
    }
    Ok(String::new())
}

fn last_sentence(text: &str) -> String {
    let block = text.rsplit("\n\n").next().unwrap_or_default();
    let whole = Span::new(0, block.len());
    let sentence = segment::sentence_at(block, whole, Offset(block.len())).of(block);
    let mut from = Offset(sentence.len());
    for _ in 0..AROUND {
        from = grapheme::prev(sentence, from);
    }
    sentence.get(from.0..).unwrap_or_default().to_owned()
}

fn first_sentence(text: &str) -> String {
    let block = text.split("\n\n").next().unwrap_or_default();
    let sentence = segment::sentence_at(block, Span::new(0, block.len()), Offset(0)).of(block);
    let mut to = Offset(0);
    for _ in 0..AROUND {
        to = grapheme::next(sentence, to);
    }
    sentence.get(..to.0).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_at_most_and_never_another_paragraph() {
        assert_eq!(last_sentence("Far off.\n\nOne here. Two here, and "), "Two here, and");
        assert_eq!(first_sentence(" goes on. Then more.\n\nFar off."), "goes on.");
        assert_eq!((last_sentence("").as_str(), first_sentence("\n\nNext").as_str()), ("", ""));
        let long = "語".repeat(300);
        assert_eq!(first_sentence(&long).chars().count(), AROUND);
        assert_eq!(last_sentence(&long).chars().count(), AROUND);
    }
}
