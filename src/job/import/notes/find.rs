//! The article that annotations are on: the one of their address; where the library has none of that the one
//! of the text that they were made on, or of its id; else the one that has their words. The words are
//! looked up in the index and compared in a few blocks around, so that no text is read whole.

use std::collections::{BTreeSet, HashSet};

use uuid::Uuid;

use crate::import::w3c::Noted;
use crate::model::address::Place;
use crate::model::{Article, ArticleId};
use crate::store::{Result, Store};
use crate::text::token::{folded, is_unspaced, words};
use crate::text::{Span, quote};

/// Annotations of one address by whose words its article is looked for: those that tell most.
const ASKED: usize = 8;
/// Rows of the index that are looked at for one of them; a phrase that is more frequent tells nothing.
const ROWS: usize = 256;
/// Pairs of letters of a passage that are looked up, of a script without spaces.
const PAIRS: usize = 64;
/// Words of a phrase.
const WORDS: usize = 12;
/// Rows around the one with the phrase in which the passage and its context are.
const AROUND: i64 = 8;
/// Bytes of a quotation for which a row more is read, and the rows that are read at most.
const ROW: usize = 64;
const MOST: i64 = 256;
/// Letters of a passage with its context, without which it is in any text.
const LEAST: usize = 16;
/// Letters and words of a passage that is the same whatever stands around it.
const TELLING: (usize, usize) = (25, 4);

/// Where annotations of one source go.
pub(super) struct Meant {
    /// The article of each, in their order, and its UUID.
    pub each: Vec<(ArticleId, Uuid)>,
    /// What is to be said of how it was found, behind how many they are.
    pub how: Option<String>,
}

/// The articles of annotations that name the same source, or a sentence that says why there is none, to stand
/// behind “annotations are of”.
pub(super) fn meant(store: &Store, notes: &[&Noted]) -> Result<std::result::Result<Meant, String>> {
    let Some(first) = notes.first() else { return Ok(Ok(Meant { each: Vec::new(), how: None })) };
    let there = articles_at(store, &first.source)?;
    let here: Vec<&Article> = there.iter().filter(|article| !article.trashed).collect();
    if !here.is_empty() {
        let each = match here.as_slice() {
            [one] => vec![(one.id, one.uuid); notes.len()],
            several => among(store, several, notes)?,
        };
        return Ok(Ok(Meant { each, how: None }));
    }
    let of = called(first);
    if let Some(trashed) = there.first() {
        return Ok(Err(format!(
            "“{}”, which is in the trash (`postil remove --restore {}`, then import this file again)",
            trashed.title(),
            trashed.id.0
        )));
    }
    let all = |article: &Article, what: &str| Meant {
        each: vec![(article.id, article.uuid); notes.len()],
        how: Some(format!("of {of}, and on “{}” here, which has {what}", article.title())),
    };
    if let Some(article) = by_text(store, first)? {
        return Ok(Ok(all(&article, "the same text")));
    }
    if let Some(article) = by_uuid(store, first)? {
        return Ok(Ok(all(&article, "its id")));
    }
    let mut have = by_words(store, notes)?;
    if let (Some(id), true) = (have.first().copied(), have.len() == 1)
        && let Some(article) = store.article(id)?
    {
        return Ok(Ok(all(&article, "their words")));
    }
    let named = have.len();
    have = have.into_iter().take(3).collect();
    let mut titles = Vec::new();
    for id in have {
        titles.extend(store.article(id)?.map(|article| format!("“{}” ({})", article.title(), id.0)));
    }
    let why = if named > 1 {
        let more = if named > titles.len() { " and others" } else { "" };
        format!(
            "{of}, which is not in the library, and {named} articles have their words: {}{more} (give the one that is \
             meant that address with `postil edit ARTICLE --url`, then import this file again)",
            titles.join(", ")
        )
    } else if first.source.starts_with("urn:uuid:") {
        format!(
            "an article with the id {of}, which is not in the library, and no article has their words (only the \
             library that it is from, or a copy of that, knows it by that)"
        )
    } else {
        format!("{of}, which is not in the library (import that first, then this file again)")
    };
    Ok(Err(why))
}

/// What a source is called.
fn called(note: &Noted) -> String {
    let source = &note.source;
    match &note.whole.title {
        Some(title) => format!("{source} (“{title}”)"),
        None => source.clone(),
    }
}

/// What the same article has in common with itself, however its address is written.
pub(super) fn key(source: &str) -> String {
    Place::of(page(source)).map_or_else(|| source.to_owned(), |place| place.key())
}

/// The address without the words that a link scrolls to.
fn page(source: &str) -> &str {
    source.split("#:~:").next().unwrap_or(source).split(":~:").next().unwrap_or(source)
}

/// The articles that are meant by a `urn:uuid:` or an address; those in the trash too, and last.
fn articles_at(store: &Store, source: &str) -> Result<Vec<Article>> {
    if let Some(uuid) = source.strip_prefix("urn:uuid:").and_then(|uuid| Uuid::parse_str(uuid).ok()) {
        return Ok(store.article_with(uuid)?.into_iter().collect());
    }
    let page = page(source);
    let mut found = Vec::new();
    for same in store.find_same(Some(page), None, Some(page))? {
        found.extend(store.article(same.article)?);
    }
    found.sort_by_key(|article| (article.trashed, article.id.0));
    Ok(found)
}

/// For each annotation that of several articles of one address which it was made on, or which has its words and
/// what stands around them, or its words; else the first. Each text is read once.
fn among(store: &Store, several: &[&Article], notes: &[&Noted]) -> Result<Vec<(ArticleId, Uuid)>> {
    let told = |note: &Noted| several.iter().find(|article| note.whole.uuid == Some(article.uuid)).copied();
    let mut each: Vec<(Has, Option<&Article>)> =
        notes.iter().map(|note| told(note).map_or((Has::Nothing, None), |it| (Has::All, Some(it)))).collect();
    for article in several {
        if each.iter().all(|(has, _)| *has == Has::All) {
            break;
        }
        let text = store.document(article.id)?.text;
        for (one, note) in each.iter_mut().zip(notes).filter(|(one, _)| one.0 < Has::All) {
            let has = Has::of(&text, note);
            if has > one.0 {
                *one = (has, Some(article));
            }
        }
    }
    let first = several.first().copied();
    Ok(each.into_iter().filter_map(|(_, one)| one.or(first)).map(|it| (it.id, it.uuid)).collect())
}

/// What of an annotation's words an article has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Has {
    Nothing,
    Words,
    /// With what stands around them.
    All,
}

impl Has {
    fn of(text: &str, note: &Noted) -> Self {
        if !text.contains(&note.quote) {
            return Self::Nothing;
        }
        let around = |part: &Option<String>| part.clone().unwrap_or_default();
        let all = around(&note.prefix) + &note.quote + &around(&note.suffix);
        if text.contains(&all) { Self::All } else { Self::Words }
    }
}

/// The one article outside the trash that has the very text.
fn by_text(store: &Store, note: &Noted) -> Result<Option<Article>> {
    let Some(sha256) = note.whole.sha256.as_deref() else { return Ok(None) };
    let mut found = store.find_same(None, Some(sha256), None)?;
    found.retain(|same| !same.trashed && (same.text || same.mended));
    match found.as_slice() {
        [one] => store.article(one.article),
        _ => Ok(None),
    }
}

fn by_uuid(store: &Store, note: &Noted) -> Result<Option<Article>> {
    let found = note.whole.uuid.map(|uuid| store.article_with(uuid)).transpose()?.flatten();
    Ok(found.filter(|article| !article.trashed))
}

/// The articles that have the words of all annotations whose words are anywhere; where no one has, those
/// that have some.
fn by_words(store: &Store, notes: &[&Noted]) -> Result<Vec<ArticleId>> {
    let letters = |text: &str| weight(text).0;
    let around =
        |note: &Noted| [&note.prefix, &note.suffix].into_iter().flatten().map(|t| letters(t)).sum::<usize>();
    let mut telling: Vec<(usize, &Noted)> = notes
        .iter()
        .map(|note| (letters(&note.quote) + around(note), *note))
        .filter(|(letters, note)| *letters >= LEAST && !note.quote.is_empty())
        .collect();
    telling.sort_by_key(|(letters, _)| std::cmp::Reverse(*letters));
    let mut common: Option<BTreeSet<ArticleId>> = None;
    let mut any = BTreeSet::new();
    for (_, note) in telling.into_iter().take(ASKED) {
        let have = holders(store, note)?;
        if have.is_empty() {
            continue;
        }
        any.extend(have.iter().copied());
        common = Some(match common {
            Some(common) => common.intersection(&have).copied().collect(),
            None => have,
        });
    }
    let common = common.unwrap_or_default();
    Ok(if common.is_empty() { any } else { common }.into_iter().collect())
}

/// The articles that have a passage with its context, or, where none has, the passage alone if that says
/// enough.
fn holders(store: &Store, note: &Noted) -> Result<BTreeSet<ArticleId>> {
    let (mut with, mut without) = (BTreeSet::new(), BTreeSet::new());
    let told = |text: &Option<String>| text.as_ref().filter(|text| !text.trim().is_empty()).cloned();
    let (prefix, suffix) = (told(&note.prefix), told(&note.suffix));
    let (letters, many) = weight(&note.quote);
    let is_telling = letters >= TELLING.0 && many >= TELLING.1;
    let mut seen = HashSet::new();
    for (row, article) in rows(store, note)? {
        // What is read around a row is read once.
        if with.contains(&article) || !seen.insert((article, row / AROUND)) {
            continue;
        }
        let more = i64::try_from(note.quote.len() / ROW).unwrap_or(MOST).min(MOST) + AROUND;
        let near: Vec<i64> = (row - more..=row + more).collect();
        let mut span: Option<Span> = None;
        for near in store.rows_by_number(&near)?.into_iter().filter(|near| near.article == article) {
            let whole = span.unwrap_or(near.span);
            span = Some(Span { start: whole.start.min(near.span.start), end: whole.end.max(near.span.end) });
        }
        let Some(span) = span else { continue };
        let text = store.text_of(article, span)?;
        if !quote::find(&text, &note.quote, prefix.as_deref(), suffix.as_deref()).is_empty() {
            with.insert(article);
        } else if is_telling && !quote::find(&text, &note.quote, None, None).is_empty() {
            without.insert(article);
        }
    }
    Ok(if with.is_empty() { without } else { with })
}

/// Rows of the index in which the words of a passage stand, and their articles; none where they are too
/// frequent to tell anything.
fn rows(store: &Store, note: &Noted) -> Result<Vec<(i64, ArticleId)>> {
    let line = note.quote.lines().max_by_key(|line| line.len()).unwrap_or_default();
    let last = note.prefix.as_deref().unwrap_or_default().rsplit('\n').next().unwrap_or_default();
    let next = note.suffix.as_deref().unwrap_or_default().split('\n').next().unwrap_or_default();
    let is_one = !note.quote.contains('\n');
    let around = is_one.then(|| phrase(&[last, line, next].concat())).flatten();
    for phrase in [phrase(line), around].into_iter().flatten() {
        let found = store.rows_with(&[phrase], ROWS + 1)?;
        if !found.is_empty() && found.len() <= ROWS {
            return store.articles_of_rows(&found);
        }
    }
    let found = rows_unspaced(store, note)?;
    if found.len() > ROWS { Ok(Vec::new()) } else { store.articles_of_rows(&found) }
}

/// The same for a passage of a script without spaces between its words: the index has whole runs of its letters,
/// and the passage may begin and end within one. So the two letters of it are looked up that stand in the fewest
/// rows.
fn rows_unspaced(store: &Store, note: &Noted) -> Result<Vec<i64>> {
    let quote = folded(&note.quote);
    let pairs: BTreeSet<&str> =
        words(&quote).into_iter().map(|word| word.of(&quote)).filter(|pair| is_pair(pair)).collect();
    let pairs: Vec<&str> = pairs.into_iter().take(PAIRS).collect();
    if pairs.is_empty() {
        return Ok(Vec::new());
    }
    let runs = store.runs_with(&pairs, ROWS + 1, &mut || Ok(()))?;
    // One that stands nowhere says that the passage does not either.
    let rarest = pairs
        .iter()
        .map(|pair| runs.get(*pair).map_or(&[][..], Vec::as_slice))
        .min_by_key(|runs| runs.iter().map(|(_, rows)| *rows).sum::<u64>());
    let rarest: Vec<String> = rarest.unwrap_or_default().iter().map(|(run, _)| run.clone()).collect();
    if rarest.is_empty() || rarest.len() > ROWS { Ok(Vec::new()) } else { store.rows_with(&rarest, ROWS + 1) }
}

fn is_pair(word: &str) -> bool {
    is_unspaced(word) && word.chars().count() == 2
}

/// What a passage weighs in letters and in words: a letter of a script without spaces counts as two, and as half
/// a word.
fn weight(text: &str) -> (usize, usize) {
    let unspaced = |c: &char| is_unspaced(c.encode_utf8(&mut [0; 4]));
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    let (mut all, mut half) = (0, 0);
    letters.for_each(|c| {
        all += 1;
        half += usize::from(unspaced(&c));
    });
    (all + half, text.split_whitespace().count() + half / 2)
}

/// The words in the midst of a text: those at its ends may be cut off.
fn phrase(text: &str) -> Option<String> {
    let words: Vec<&str> =
        text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).collect();
    let inner = match words.len() {
        0 => return None,
        1..=4 => words.as_slice(),
        n => words.get(1..n - 1).unwrap_or_default(),
    };
    let from = inner.len().saturating_sub(WORDS) / 2;
    Some(inner.iter().skip(from).take(WORDS).copied().collect::<Vec<_>>().join(" "))
}
