//! What becomes of the annotations of one article: which are new, which have changed, and where they are.

use uuid::Uuid;

use super::super::there::There;
use crate::export::Themes;
use crate::import::characters;
use crate::import::w3c::Noted;
use crate::model::{
    Article, BroughtAnnotation, BroughtPlace, Edit, State, ThemeName, Told, fold, join_path,
    place_told_until, split_path,
};
use crate::store::{Result, Store};
use crate::text::Span;
use crate::text::points::to_bytes;

/// Said of one that quotes nothing and is at no place of the text.
pub(super) const NOWHERE: &str = "an annotation at a place that the text has not";

/// An annotation that comes or changes.
pub(super) struct Ready {
    /// What it goes by in the file, and here.
    pub note: Uuid,
    pub uuid: Uuid,
    pub is_new: bool,
    /// As which it stands then.
    pub state: State,
    pub edit: Edit,
}

/// What is with the others.
#[derive(Debug, Default)]
pub(super) struct Rest {
    pub unchanged: usize,
    /// Those that are newer here.
    pub kept: usize,
    /// Those whose place cannot be told.
    pub nowhere: Vec<Uuid>,
}

/// One that comes or changes; its place is sought unless it is here with these words.
struct Coming<'a> {
    note: &'a Noted,
    /// What it has here.
    uuid: Uuid,
    is_new: bool,
    here: Option<State>,
    /// The paths of its themes, and its note, as they are to be here.
    themes: Vec<String>,
    text: Option<String>,
}

/// What comes or changes; `None` once `stop` says that nobody waits for it.
pub(super) fn decide(
    (store, themes): (&Store, &Themes),
    article: &Article,
    notes: &[&Noted],
    rest: &mut Rest,
    stop: &dyn Fn() -> bool,
) -> Result<Option<Vec<Ready>>> {
    let here = There::of(store, article.id, article.uuid)?;
    let mut coming = Vec::new();
    for note in notes.iter().copied() {
        let (themes_there, text) = (note.themes.clone(), note.note.clone());
        let Some(own) = here.named(note.uuid).and_then(|at| here.get(at)) else {
            let uuid = note.uuid;
            coming.push(Coming { note, uuid, is_new: true, here: None, themes: themes_there, text });
            continue;
        };
        let own_themes = themes.paths(&own.themes);
        let same_words = note.quote.is_empty() || note.quote == own.quote;
        let is_as = |themes: &[String], text: Option<&str>| {
            let own = own.note.as_deref().map(characters);
            meant(text) == meant(own.as_deref()) && paths(themes) == paths(&own_themes)
        };
        if same_words && is_as(&themes_there, text.as_deref()) {
            rest.unchanged += 1;
            continue;
        }
        match &note.updated {
            Some(theirs) if *theirs > own.updated => {
                let (uuid, here) = (own.uuid, same_words.then_some(own.state));
                coming.push(Coming { note, uuid, is_new: false, here, themes: themes_there, text });
            }
            // Of the same time too: a theme that was renamed or merged here makes no annotation newer.
            Some(_) => rest.kept += 1,
            // Nobody knows which is newer, so nothing that is here is taken away.
            None => {
                let themes = [own_themes.clone(), themes_there].concat();
                let text = added(own.note.as_deref(), text);
                if is_as(&themes, text.as_deref()) {
                    rest.unchanged += 1;
                } else {
                    let (uuid, here) = (own.uuid, Some(own.state));
                    coming.push(Coming { note, uuid, is_new: false, here, themes, text });
                }
            }
        }
    }
    let Some(placed) = place(store, article, &mut coming, rest, stop)? else { return Ok(None) };
    let ready = coming.into_iter().zip(placed).map(|(one, place)| {
        let Coming { note, uuid, is_new, here, themes, text } = one;
        let state = place.as_ref().map(|place| place.state).or(here).unwrap_or_default();
        let annotation = Box::new(BroughtAnnotation {
            uuid: Some(uuid),
            place,
            themes: themes.into_iter().map(ThemeName::Path).collect(),
            note: text,
            created: note.created.clone(),
            updated: note.updated.clone(),
        });
        let edit = Edit::BringAnnotation { article: article.id, annotation };
        Ready { note: note.uuid, uuid, is_new, state, edit }
    });
    Ok(Some(ready.collect()))
}

/// Where each is, `None` for one that stays where it is. One whose place cannot be told is taken out.
fn place(
    store: &Store,
    article: &Article,
    coming: &mut Vec<Coming<'_>>,
    rest: &mut Rest,
    stop: &dyn Fn() -> bool,
) -> Result<Option<Vec<Option<BroughtPlace>>>> {
    if coming.iter().all(|one| one.here.is_some()) {
        return Ok(Some(coming.iter().map(|_| None).collect()));
    }
    let document = store.document(article.id)?;
    let text = document.text.as_str();
    let spans = spans(text, coming.iter().map(|one| one.note.at));
    let mut spans = spans.into_iter();
    let mut kept_spans = Vec::with_capacity(coming.len());
    coming.retain(|one| {
        let span = spans.next().flatten();
        // Without words there is only the place; it is the text's own, or none.
        let is_told = !one.note.quote.is_empty() || one.here.is_some() || span.is_some();
        if is_told {
            kept_spans.push(span);
        } else {
            rest.nowhere.push(one.note.uuid);
        }
        is_told
    });
    let sought: Vec<(usize, Told<'_>)> = coming
        .iter()
        .zip(&kept_spans)
        .enumerate()
        .filter(|(_, (one, _))| one.here.is_none())
        .map(|(i, (one, span))| {
            let Noted { quote, prefix, suffix, .. } = one.note;
            let quote = if quote.is_empty() { span.unwrap_or_default().of(text) } else { quote };
            (i, Told { quote, prefix: prefix.as_deref(), suffix: suffix.as_deref(), at: *span })
        })
        .collect();
    let told: Vec<Told<'_>> = sought.iter().map(|(_, told)| *told).collect();
    let mut places: Vec<Option<BroughtPlace>> = coming.iter().map(|_| None).collect();
    let Some(found) = place_told_until(text, &told, stop) else { return Ok(None) };
    for ((i, told), (span, state)) in sought.iter().zip(found) {
        if let Some(slot) = places.get_mut(*i) {
            *slot = Some(BroughtPlace {
                span,
                state,
                quote: told.quote.to_owned(),
                prefix: told.prefix.unwrap_or_default().to_owned(),
                suffix: told.suffix.unwrap_or_default().to_owned(),
            });
        }
    }
    Ok(Some(places))
}

/// Spans in bytes for such in code points, `None` where the text has no such place. One pass for all.
fn spans(text: &str, points: impl Iterator<Item = Option<(u64, u64)>>) -> Vec<Option<Span>> {
    let points: Vec<Option<(u64, u64)>> = points.collect();
    let bytes = to_bytes(text, points.iter().flatten().flat_map(|(start, end)| [*start, *end]));
    points
        .into_iter()
        .map(|points| {
            let (start, end) = points?;
            Some(Span::new(*bytes.get(&start)?, *bytes.get(&end)?))
        })
        .collect()
}

/// A note with another below it, unless it has that already.
fn added(own: Option<&str>, other: Option<String>) -> Option<String> {
    match (meant(own), meant(other.as_deref())) {
        (Some(own), Some(other)) if !own.contains(other.trim()) => Some(format!("{own}\n\n{other}")),
        (Some(own), _) => Some(own.to_owned()),
        (None, _) => other,
    }
}

/// A note of white space alone is no note.
fn meant(note: Option<&str>) -> Option<&str> {
    note.filter(|note| !note.trim().is_empty())
}

/// Paths as they compare.
fn paths(paths: &[String]) -> Vec<String> {
    let mut all: Vec<String> =
        paths.iter().map(|path| fold(&join_path(split_path(path).iter().map(String::as_str)))).collect();
    all.sort();
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_become_bytes_where_the_text_has_them() {
        let text = "é漢b";
        let all = spans(text, [Some((0, 1)), None, Some((1, 3)), Some((2, 4)), Some((3, 9))].into_iter());
        assert_eq!(all, [Some(Span::new(0, 2)), None, Some(Span::new(2, 6)), None, None]);
    }
}
