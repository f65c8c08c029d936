//! A window over passages, each with a little of what stands around it.

use std::collections::BTreeMap;

use crate::app::{Heading, Outcome, Passage, Shown, Which};
use crate::model::{Annotation, AnnotationId, ArticleId, PassageSort, State, ThemeId};
use crate::store::{AnnotationFilter, Result, Store};
use crate::text::{Offset, Span, grapheme, segment};

/// How much is shown on each side, in characters, where a sentence is longer.
const AROUND: usize = 200;

/// How much is read on each side, in bytes: room for that many characters of any script.
const READ: usize = 1024;

fn meant(which: &Which) -> AnnotationFilter {
    AnnotationFilter {
        query: which.query.clone(),
        themes: which.themes.clone(),
        all: true,
        articles: which.article.into_iter().collect(),
        within: which.within.clone(),
        ..AnnotationFilter::default()
    }
}

/// How many there are.
pub fn count(store: &Store, which: &Which) -> Result<u64> {
    store.count_annotations(&meant(which))
}

/// Their numbers, all of them: for an article, whose annotations are read whole.
pub fn ids(store: &Store, which: &Which) -> Result<Vec<AnnotationId>> {
    store.annotation_ids(&meant(which), PassageSort::Newest, 0..u64::MAX)
}

/// At most `count` passages from `first` on; around the annotation `at` if that is not among them
/// but among those that are meant.
pub fn passages(
    store: &Store,
    which: &Which,
    sort: PassageSort,
    (mut first, count): (u64, u64),
    at: Option<AnnotationId>,
) -> Result<Outcome> {
    let meant = meant(which);
    let mut ids = store.annotation_ids(&meant, sort, first..first.saturating_add(count))?;
    let mut place = at.and_then(|id| ids.iter().position(|other| *other == id)).map(|i| first + wide(i));
    if let (Some(id), None) = (at, place)
        && let Some(elsewhere) = store.position_of(&meant, sort, id)?
    {
        place = Some(elsewhere);
        first = elsewhere.saturating_sub(count / 2);
        ids = store.annotation_ids(&meant, sort, first..first.saturating_add(count))?;
    }
    let got = wide(ids.len());
    let at_end = got < count && (got > 0 || first == 0);
    let order = if sort == PassageSort::Theme { store.theme_order(&meant)? } else { Vec::new() };
    let passages = store
        .annotations_by_id(&ids)?
        .into_iter()
        .map(|annotation| surround(store, annotation, &order))
        .collect::<Result<Vec<_>>>()?;
    let headings = headings(store, &meant, &passages)?;
    let total = at_end.then_some(first + got);
    Ok(Outcome::Passages(Box::new(Shown { first, total, at: place, passages, headings })))
}

fn wide(n: usize) -> u64 {
    u64::try_from(n).unwrap_or(u64::MAX)
}

/// What stands above the passages of each article.
fn headings(
    store: &Store,
    meant: &AnnotationFilter,
    passages: &[Passage],
) -> Result<BTreeMap<ArticleId, Heading>> {
    let mut ids: Vec<ArticleId> = passages.iter().map(|passage| passage.annotation.article.id).collect();
    ids.sort();
    ids.dedup();
    let counts = store.count_by_article(meant, &ids)?;
    let heading = |article: crate::model::Article| {
        let passages = counts.get(&article.id).copied().unwrap_or(0);
        (article.id, Heading::of(&article, passages))
    };
    Ok(store.articles_of(&ids)?.into_iter().map(heading).collect())
}

fn surround(store: &Store, annotation: Annotation, order: &[ThemeId]) -> Result<Passage> {
    let under = order.iter().find(|theme| annotation.themes.contains(theme)).copied();
    if annotation.state == State::Lost {
        // What stands where it was has nothing to do with it.
        return Ok(Passage { before: String::new(), after: String::new(), under, annotation });
    }
    let Span { start, end } = annotation.span;
    let before = read(store, &annotation, |reach| Span::new(start.0.saturating_sub(reach), start.0))?;
    let after = read(store, &annotation, |reach| Span::new(end.0, end.0 + reach))?;
    // Sentences are read without the space that parts them from the passage.
    let mut last = last_sentence(&before);
    if !last.is_empty() && before.ends_with(char::is_whitespace) {
        last.push(' ');
    }
    let mut first = first_sentence(&after);
    if !first.is_empty() && after.starts_with(char::is_whitespace) {
        first.insert(0, ' ');
    }
    Ok(Passage { before: last, after: first, under, annotation })
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
