//! The passages of a theme, each with a little of what stands around it.

use crate::app::Passage;
use crate::model::{Annotation, State, ThemeId};
use crate::store::{AnnotationFilter, Result, Store};
use crate::text::{Offset, Span, grapheme, segment};

/// Passages that a board shows at most.
const MOST: usize = 5_000;

/// How much is shown on each side, in characters, where a sentence is longer.
const AROUND: usize = 200;

/// How much is read on each side, in bytes: room for that many characters of any script.
const READ: usize = 1024;

/// The passages that carry the theme or one below it, articles in the order in which they were added.
pub fn passages(store: &Store, theme: ThemeId) -> Result<Vec<Passage>> {
    let meant = AnnotationFilter { themes: vec![theme], ..AnnotationFilter::default() };
    store.annotations(&meant, Some(MOST))?.into_iter().map(|annotation| surround(store, annotation)).collect()
}

fn surround(store: &Store, annotation: Annotation) -> Result<Passage> {
    if annotation.state == State::Lost {
        // What stands where it was has nothing to do with it.
        return Ok(Passage { before: String::new(), after: String::new(), annotation });
    }
    let Span { start, end } = annotation.span;
    let before = read(store, &annotation, |reach| Span::new(start.0.saturating_sub(reach), start.0))?;
    let after = read(store, &annotation, |reach| Span::new(end.0, end.0 + reach))?;
    Ok(Passage { before: last_sentence(&before), after: first_sentence(&after), annotation })
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
