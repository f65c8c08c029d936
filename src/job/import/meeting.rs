//! What the sources of a project become in the library as that is now: new articles, or what an article
//! that is there has not of them yet.

use std::collections::HashMap;

use super::super::identity::{self, Known};
use super::saving::{Update, What};
use super::there::There;
use crate::import::digest;
use crate::import::refi::joined;
use crate::model::anchor::{Sought, context, replace_all_until};
use crate::model::{
    Article, ArticleId, BroughtAnnotation, BroughtArticle, BroughtPlace, Document, Edit, NoteOn, State,
    ThemeId, ThemeName, Told, place_told_until,
};
use crate::store::{Result, Store};

/// Sources of one article that are told one by one.
const MET: usize = 20;

/// What came of annotations.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Came {
    pub new: usize,
    /// Those of them whose words the library has not, in the text that it has of their source.
    pub elsewhere: usize,
    /// Those of them that were lost before, and are so here.
    pub lost: usize,
}

impl Came {
    pub(super) fn add(&mut self, other: &Self) {
        self.new += other.new;
        self.elsewhere += other.elsewhere;
        self.lost += other.lost;
    }
}

/// What a source is called, and the sha256 of its text.
#[derive(Debug, Clone, Default)]
pub(super) struct Called {
    pub name: String,
    pub sha256: String,
}

/// Sources that are one article, as sentences without a full stop; of very many the first.
pub(super) fn met(sources: &[(ArticleId, Called)]) -> Vec<String> {
    let mut first: HashMap<ArticleId, &Called> = HashMap::new();
    let mut all = Vec::new();
    for (article, called) in sources {
        let Some(other) = first.get(article) else {
            first.insert(*article, called);
            continue;
        };
        let why =
            if other.sha256 == called.sha256 { "have the same text" } else { "are of the same address" };
        all.push(format!("{} and {} {why}, so they are one article", other.name, called.name));
    }
    let more = all.len().saturating_sub(MET);
    all.truncate(MET);
    if more > 0 {
        all.push(format!("{more} more sources are one article with another for the same reason"));
    }
    all
}

/// A source that waits to be saved.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub came: Came,
    pub called: Called,
    /// What it was made of, where the library has its article; a new article is all of it.
    text: Option<Box<BroughtArticle>>,
}

impl Part {
    /// What it was made of, to be looked up once more.
    pub(super) fn text(&mut self, what: &mut What) -> Option<Box<BroughtArticle>> {
        match what {
            What::Add(edits) => match edits.pop()? {
                Edit::BringArticle(text) => Some(text),
                _ => None,
            },
            _ => self.text.take(),
        }
    }
}

/// What a source becomes in the library as that is now; `None` once `stop` says that nobody waits for it.
pub(super) fn meet(
    store: &Store,
    text: Box<BroughtArticle>,
    stop: &dyn Fn() -> bool,
) -> Result<Option<(What, Part)>> {
    let by_uuid = text.uuid.map(|uuid| store.article_with(uuid)).transpose()?.flatten();
    let found = if by_uuid.is_some() {
        by_uuid
    } else {
        let sha256 = digest(&text.document.text);
        let known = Known {
            url: text.meta.url.as_deref(),
            sha256: &sha256,
            file: text.meta.source.as_deref(),
            page: None,
            title: &text.meta.title,
            is_stored: false,
        };
        match identity::find(store, &known, &text.document, stop)? {
            Some(same) => store.article(same.article)?,
            None => None,
        }
    };
    if let Some(article) = found {
        let Some((what, came)) = add_to(store, &article, &text, stop)? else { return Ok(None) };
        return Ok(Some((what, Part { came, called: Called::default(), text: Some(text) })));
    }
    let lost = text.annotations.iter().filter(|one| was_lost(one)).count();
    let came = Came { new: text.annotations.len(), elsewhere: 0, lost };
    let part = Part { came, called: Called::default(), text: None };
    Ok(Some((What::Add(vec![Edit::BringArticle(text)]), part)))
}

/// What an article that the library has gets of a source.
fn add_to(
    store: &Store,
    article: &Article,
    text: &BroughtArticle,
    stop: &dyn Fn() -> bool,
) -> Result<Option<(What, Came)>> {
    let id = article.id;
    let mut edits = if article.trashed { vec![Edit::RestoreArticle { article: id }] } else { Vec::new() };
    let note = joined(article.note.clone(), text.note.clone());
    if note != article.note {
        edits.push(Edit::SetNote { on: NoteOn::Article(id), note });
    }
    let mut there = There::of(store, id, article.uuid)?;
    let (known, unknown): (Vec<_>, Vec<_>) = text
        .annotations
        .iter()
        .map(|one| (one, one.uuid.and_then(|uuid| there.named(uuid))))
        .partition(|(_, known)| known.is_some());
    let mut more: Vec<BroughtAnnotation> = Vec::new();
    for (one, at) in known {
        more.extend(at.and_then(|at| add(&mut there, at, true, one.clone())));
    }
    let mut came = Came::default();
    let were: Vec<&BroughtPlace> = unknown.iter().filter_map(|(one, _)| one.place.as_ref()).collect();
    let Some(places) = places(store, id, &text.document, (&were, stop))? else { return Ok(None) };
    for ((one, _), place) in unknown.iter().zip(places) {
        if let Some(at) = there.on(&place) {
            more.extend(add(&mut there, at, false, (*one).clone()));
            continue;
        }
        came.new += 1;
        let (is_elsewhere, was_lost) = (matches!(place.state, State::Changed | State::Lost), was_lost(one));
        came.elsewhere += usize::from(is_elsewhere && !was_lost);
        came.lost += usize::from(was_lost && place.state == State::Lost);
        more.push(BroughtAnnotation { place: Some(place), ..(*one).clone() });
    }
    let bring = |one| Edit::BringAnnotation { article: id, annotation: Box::new(one) };
    edits.extend(more.into_iter().map(bring));
    let what = if edits.is_empty() { What::Unchanged(id) } else { What::Update(Update::new(id, edits)) };
    Ok(Some((what, came)))
}

/// What becomes of an annotation that is the same as one that comes: it gets themes, and a note where it has
/// none. One that is only on the same words gets the note below its own.
fn add(there: &mut There, at: usize, is_same: bool, coming: BroughtAnnotation) -> Option<BroughtAnnotation> {
    let known = there.get_mut(at)?;
    let ids = coming.themes.into_iter().filter_map(|theme| match theme {
        ThemeName::Id(id) => Some(id),
        ThemeName::Path(_) => None,
    });
    let new: Vec<ThemeId> = ids.filter(|theme| !known.themes.contains(theme)).collect();
    let note = match (&known.note, is_same) {
        (Some(_), true) => known.note.clone(),
        _ => joined(known.note.clone(), coming.note),
    };
    if new.is_empty() && note == known.note {
        return None;
    }
    known.themes.extend(new);
    known.note.clone_from(&note);
    Some(BroughtAnnotation {
        uuid: Some(known.uuid),
        place: None,
        themes: known.themes.iter().copied().map(ThemeName::Id).collect(),
        note,
        created: None,
        updated: None,
    })
}

fn was_lost(one: &BroughtAnnotation) -> bool {
    one.place.as_ref().is_some_and(|place| place.state == State::Lost)
}

/// Where passages of a text are in the text that an article has, which may be another by now. One that
/// was lost already may be there.
fn places(
    store: &Store,
    article: ArticleId,
    text: &Document,
    (were, stop): (&[&BroughtPlace], &dyn Fn() -> bool),
) -> Result<Option<Vec<BroughtPlace>>> {
    if were.is_empty() {
        return Ok(Some(Vec::new()));
    }
    let here = store.document(article)?;
    if here.text == text.text {
        return Ok(Some(were.iter().copied().cloned().collect()));
    }
    let (lost, stood): (Vec<&BroughtPlace>, Vec<&BroughtPlace>) =
        were.iter().copied().partition(|place| place.state == State::Lost);
    let around: Vec<(String, String)> = stood.iter().map(|place| context(&text.text, place.span)).collect();
    let sought: Vec<Sought<'_>> = stood
        .iter()
        .zip(&around)
        .map(|(place, (prefix, suffix))| Sought {
            quote: text.slice(place.span),
            prefix,
            suffix,
            was: place.span,
        })
        .collect();
    let told: Vec<Told<'_>> = lost
        .iter()
        .map(|place| Told {
            quote: &place.quote,
            prefix: Some(&place.prefix),
            suffix: Some(&place.suffix),
            at: None,
        })
        .collect();
    let Some(placed) = replace_all_until(&text.text, &here.text, &sought, stop) else { return Ok(None) };
    let Some(placed_again) = place_told_until(&here.text, &told, stop) else { return Ok(None) };
    let mut found = sought.iter().zip(placed).map(|(one, found)| BroughtPlace {
        span: found.span,
        state: found.state,
        quote: one.quote.to_owned(),
        prefix: one.prefix.to_owned(),
        suffix: one.suffix.to_owned(),
    });
    let mut found_again = lost.iter().zip(placed_again).map(|(place, (span, state))| BroughtPlace {
        span,
        state,
        ..(*place).clone()
    });
    let next = |place: &&BroughtPlace| match place.state {
        State::Lost => found_again.next(),
        _ => found.next(),
    };
    Ok(Some(were.iter().filter_map(next).collect()))
}
