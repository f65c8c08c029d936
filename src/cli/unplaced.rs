//! The places that an annotation which is not placed may belong to.

use serde::Serialize;

use super::context::Context;
use super::offsets::points;
use super::stop::Stop;
use crate::export::json::AnnotationJson;
use crate::model::anchor::{Candidate, Sought, candidates};
use crate::model::{Annotation, Document, State};
use crate::store::Store;
use crate::text::{Span, apart};

/// A place, in code points.
#[derive(Debug, Serialize)]
struct CandidateJson {
    start: usize,
    end: usize,
    score: f32,
    text: String,
}

/// An annotation with its places.
#[derive(Debug, Serialize)]
struct UnplacedJson {
    #[serde(flatten)]
    annotation: AnnotationJson,
    candidates: Vec<CandidateJson>,
}

/// The best places of an annotation in the present text, best first; none for one that is placed.
pub(super) fn places(annotation: &Annotation, document: &Document) -> Vec<Candidate> {
    if matches!(annotation.state, State::Placed | State::Moved) {
        return Vec::new();
    }
    let Annotation { quote, prefix, suffix, span, .. } = annotation;
    let sought = Sought { quote, prefix, suffix, was: *span };
    let found = candidates(&document.text, &[sought]).pop().unwrap_or_default();
    found.into_iter().map(|one| one.of_passage(document, quote)).collect()
}

/// Prints an annotation with its places as an object.
pub(super) fn put(
    cx: &mut Context,
    library: &Store,
    annotation: &Annotation,
    json: AnnotationJson,
) -> Result<(), Stop> {
    let document = library.document(annotation.article.id)?;
    let candidates = found(annotation, &document).into_iter().map(|(_, json)| json).collect();
    cx.out.json(&UnplacedJson { annotation: json, candidates })?;
    Ok(())
}

/// Prints the places of an annotation for people, a line each.
pub(super) fn put_places(cx: &mut Context, library: &Store, annotation: &Annotation) -> Result<(), Stop> {
    let document = library.document(annotation.article.id)?;
    let text = &document.text;
    let found = found(annotation, &document);
    let spans: Vec<Span> = found.iter().map(|(span, _)| *span).collect();
    for (i, ((_, c), words)) in found.iter().zip(apart(text, &spans)).enumerate() {
        cx.out.line(&format!("    {}. {:.2}  {}..{}  {words}", i + 1, c.score, c.start, c.end))?;
    }
    Ok(())
}

fn found(annotation: &Annotation, document: &Document) -> Vec<(Span, CandidateJson)> {
    let text = &document.text;
    let json = |c: Candidate| {
        let points = points(text, c.span);
        let score = (c.score * 100.0).round() / 100.0;
        (
            c.span,
            CandidateJson { start: points.start, end: points.end, score, text: c.span.of(text).to_owned() },
        )
    };
    places(annotation, document).into_iter().map(json).collect()
}
