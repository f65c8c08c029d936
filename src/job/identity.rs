//! Whether what is read is an article the library has already: the same address, else the same
//! text, else the same file with half of its sentences or with a text that it had before. Never a path or a file name alone. An address that
//! several pages say they have, such as that of a section of their site, tells none of them.

mod wall;

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use crate::import::Imported;
use crate::import::feed::whole;
use crate::model::address::Place;
use crate::model::{ArticleId, Block, BlockKind, Document};
use crate::store::{Result, Same, Store, StoreError};
use crate::text::form;
use crate::text::segment::{Bounds, sentences};
pub(super) use wall::is_wall;
use wall::is_wrapped_anew;

/// What is known of a source by which it is recognised.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known<'a> {
    pub url: Option<&'a str>,
    pub sha256: &'a str,
    /// The file or address it was read from; `None` for standard input.
    pub file: Option<&'a str>,
    /// The articles that the same import brought, where it is a web page: many say that they are where others are.
    pub page: Option<&'a HashSet<ArticleId>>,
    pub title: &'a str,
    /// The address is where it was read or stored from, and not what it says of itself.
    pub is_stored: bool,
}

/// Says whether a comparison is to stop; where it does, that is [`StoreError::Interrupted`].
pub(super) type Stop<'a> = &'a dyn Fn() -> bool;

/// The article it is, if it is one; one that is not in the trash goes before one that is.
pub(super) fn find(
    store: &Store,
    known: &Known<'_>,
    document: &Document,
    stop: Stop<'_>,
) -> Result<Option<Same>> {
    let mut all = store.find_same(known.url, Some(known.sha256), known.file)?;
    all.sort_by_key(|same| (same.trashed, !same.text && !same.mended, same.article.0));
    // Many pages of a site may say that its front is where they are.
    let is_front = known.url.and_then(Place::of).is_some_and(|place| place.is_front());
    let mut new = None;
    // Items of a feed that lead to one page are no editions of it.
    let several = all.iter().filter(|same| same.url && same.source && !same.trashed).count() > 1;
    let fetched = known.file.is_some_and(|file| Place::of(file).is_some());
    if !several {
        let mut there = Vec::new();
        for same in &all {
            let is_own = same.source && (same.url || fetched && is_at_home(store, known, same)?);
            if is_own || same.url && !is_front {
                there.push((same.trashed, !is_own, same));
            }
        }
        there.sort_by_key(|(trashed, is_other, _)| (*trashed, *is_other));
        for (_, _, same) in there {
            if same.source || !is_apart(store, known, same, (document, stop))? {
                return Ok(Some(*same));
            }
        }
    }
    if let Some(same) = all.iter().find(|same| same.text || same.mended) {
        return Ok(Some(*same));
    }
    // Its file is as it was once: what was put to it meanwhile went again.
    for same in all.iter().filter(|same| same.source) {
        if store.has_had(same.article, known.sha256)? {
            return Ok(Some(*same));
        }
    }
    for same in all.iter().filter(|same| same.source || same.url) {
        let new = match &mut new {
            Some(new) => &*new,
            none => &*none.insert(prints(document, stop)?),
        };
        if is_article(store, same.article, new, stop)? {
            return Ok(Some(*same));
        }
    }
    // Wrapped otherwise, its lines may be paragraphs by now, or have been.
    for same in all.iter().filter(|same| same.source && !fetched) {
        for old in texts_of(store, same.article)? {
            if stop() {
                return Err(StoreError::Interrupted);
            }
            if is_wrapped_anew(&old, document) {
                return Ok(Some(*same));
            }
        }
    }
    Ok(None)
}

/// Whether an article that was fetched from the same address says of itself that it is there. An address such as
/// that of the latest page has another article each day.
fn is_at_home(store: &Store, known: &Known<'_>, same: &Same) -> Result<bool> {
    let stated = store.article(same.article)?.and_then(|article| article.meta.url);
    Ok(stated.is_none_or(|url| Place::of(&url) == known.file.and_then(Place::of)))
}

/// Sentences of two pages of one address from which on they can be told apart.
const TOLD_APART: usize = 3;

/// Whether two pages that have one address are two articles all the same: they were read from two addresses, came
/// in one import, or in two files of two titles or of which none says where it is, and have hardly a sentence in common.
/// What a page says of itself may be what its whole site says, and where one was stored may be that of the latest.
fn is_apart(
    store: &Store,
    known: &Known<'_>,
    same: &Same,
    (document, stop): (&Document, Stop<'_>),
) -> Result<bool> {
    let Some(brought) = known.page else { return Ok(false) };
    let Some(other) = store.article(same.article)?.filter(|other| other.meta.format == "html") else {
        return Ok(false);
    };
    let source = other.meta.source.as_deref();
    let fetched = known.file.and_then(Place::of).zip(source.and_then(Place::of));
    let is_other_page = known.is_stored || known.title != other.meta.title;
    let is_elsewhere = fetched.map_or_else(
        || brought.contains(&same.article) || known.file.is_some() && known.file != source && is_other_page,
        |(here, there)| here != there,
    );
    Ok(is_elsewhere && is_apart_from(store, same.article, document, stop)?)
}

/// Whether an article and a text can be told apart, and have hardly a sentence in common.
pub(super) fn is_apart_from(
    store: &Store,
    article: ArticleId,
    document: &Document,
    stop: Stop<'_>,
) -> Result<bool> {
    for text in texts_of(store, article)? {
        if !are_apart(&text, document, stop)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Characters that a page has less than which may be that of an error, and how many times as many its article has.
const LITTLE: usize = 400;
const TIMES: usize = 10;

/// Why a page is no new edition of an article, as a sentence without a full stop: it says next to nothing, as that of
/// an error does, or it has no end (`is_cut`) and what there is of it is a part of what the article has.
pub(super) fn is_no_edition(
    store: &Store,
    article: ArticleId,
    document: &Document,
    is_cut: bool,
    stop: Stop<'_>,
) -> Result<Option<String>> {
    let new = length(document);
    if new >= LITTLE && !is_cut {
        return Ok(None);
    }
    // The sentence in the midst of which it breaks off is none of the article.
    let said = sentences_of(document, is_words, stop)?;
    let says: HashSet<u64> = said.iter().copied().collect();
    let (mut is_other, mut is_part) = (true, false);
    for old in texts_of(store, article)? {
        let sentences = sentences_of(&old, is_words, stop)?;
        let is_short = new < LITTLE && length(&old) >= LITTLE.max(new * TIMES);
        is_other &= is_short && !sentences.iter().any(|one| says.contains(one));
        let same = sentences.iter().zip(&said).take_while(|(a, b)| a == b).count();
        is_part |= is_cut && said.len() < sentences.len() && same + 1 >= said.len();
    }
    Ok(if is_other {
        Some(format!(
            "it says little by now ({new} characters), and nothing of what is here, as the page of an error does"
        ))
    } else {
        is_part.then(|| {
            "it has no end (no </html>), and the beginning of what is here and nothing else, as a page that came in part does"
                .to_owned()
        })
    })
}

/// Characters of what is known of an article, letters and digits alone, by which its page is known.
const BEGINS: usize = 24;

/// Why a page is none of the item that leads to it, of which no more is known than its `title` and some beginnings
/// or summaries: it says next to nothing, and nothing of those, as that of an error does, or it is called otherwise and
/// has next to nothing of them, as what a feed tells of somebody else's page. A sentence without a full stop.
pub(super) fn is_no_page(
    page: &Imported,
    title: &str,
    known: &[Document],
    stop: Stop<'_>,
) -> Result<Option<String>> {
    let new = length(&page.document);
    let (own, text, title) = (bare(&page.meta.title), bare(&page.document.text), bare(title));
    let is_titled = !title.is_empty()
        && (text.contains(&title) || own.contains(&title) || own.len() >= BEGINS && title.contains(&own));
    let begins: Vec<String> = known
        .iter()
        .map(|known| {
            let words =
                known.blocks.iter().filter(|block| is_words(block)).map(|block| known.slice(block.span));
            bare(&words.collect::<Vec<_>>().join(" "))
        })
        .map(|words| words.chars().take(BEGINS).collect())
        .filter(|words: &String| !words.is_empty())
        .collect();
    let is_nothing_known = title.is_empty() && begins.is_empty();
    if is_nothing_known || is_titled || begins.iter().any(|begins| text.contains(begins)) {
        return Ok(None);
    }
    let says = prints_of(&page.document, is_words, stop)?;
    for known in known {
        if !prints_of(known, is_words, stop)?.is_disjoint(&says) {
            return Ok(None);
        }
    }
    if new >= LITTLE {
        let words = long_words(&page.document);
        let mut is_other = !known.is_empty();
        for known in known {
            let told = long_words(known);
            let found = told.intersection(&words).count();
            let tells = told.len() >= TELLS && prints_of(known, is_words, stop)?.len() >= TOLD_APART;
            is_other &= tells && found * 2 < told.len();
        }
        return Ok(is_other.then(|| {
            "it has another title, and next to nothing of what the feed says, as the page of somebody else does"
                .to_owned()
        }));
    }
    Ok(Some(format!(
        "it says little ({new} characters), and nothing of what the feed has of it, as the page of an error does"
    )))
}

/// Different words from which on a summary can be told from what it is not one of, and their letters: shorter ones are
/// in every text of a language.
const TELLS: usize = 15;
const LONG: usize = 5;

/// The words of a text that say what it is about, small.
fn long_words(document: &Document) -> HashSet<String> {
    let blocks = document.blocks.iter().filter(|block| is_words(block));
    let words = blocks.flat_map(|block| document.slice(block.span).split(|c: char| !c.is_alphanumeric()));
    words.filter(|word| word.chars().count() >= LONG).map(str::to_lowercase).collect()
}

/// The letters and digits of a text, small.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Characters of a text that are words of its own.
fn length(document: &Document) -> usize {
    let blocks = document.blocks.iter().filter(|block| is_words(block));
    blocks.map(|block| document.slice(block.span).chars().count()).sum()
}

/// The name of the site may be the title of all of its pages.
fn is_words(block: &Block) -> bool {
    block.kind != BlockKind::Heading && !block.furniture
}

/// Whether two texts can be told apart, and have hardly a sentence in common.
fn are_apart(old: &Document, new: &Document, stop: Stop<'_>) -> Result<bool> {
    let (old, new) = (prints_of(old, is_words, stop)?, prints_of(new, is_words, stop)?);
    let least = old.len().min(new.len());
    Ok(least >= TOLD_APART && old.intersection(&new).count() * 10 < least)
}

/// The text that an article has and, where the user mended that, the one that its source had: many small corrections
/// leave few sentences of that as they were.
fn texts_of(store: &Store, article: ArticleId) -> Result<Vec<Document>> {
    let mut texts = vec![store.document(article)?];
    texts.extend(store.source_document(article)?);
    Ok(texts)
}

/// For each text of an article by which that is known again a number for each of its sentences.
pub(super) fn prints_of_article(
    store: &Store,
    article: ArticleId,
    stop: Stop<'_>,
) -> Result<Vec<HashSet<u64>>> {
    texts_of(store, article)?.iter().map(|text| prints(text, stop)).collect()
}

/// Whether at least half of the sentences of an article are there still.
pub(super) fn is_article(
    store: &Store,
    article: ArticleId,
    new: &HashSet<u64>,
    stop: Stop<'_>,
) -> Result<bool> {
    Ok(prints_of_article(store, article, stop)?.iter().any(|old| is_kept(old, new)))
}

/// Whether at least half of the old sentences are there still.
pub(super) fn is_kept(old: &HashSet<u64>, new: &HashSet<u64>) -> bool {
    !old.is_empty() && old.intersection(new).count() * 2 >= old.len()
}

/// Whether two texts differ in nothing but how their paragraphs say that they go on elsewhere.
pub(super) fn is_cut_alike(old: &Document, new: &Document) -> bool {
    let is_same = |(a, b): (&Block, &Block)| {
        let (was, is) = (old.slice(a.span), new.slice(b.span));
        let (words, words_now) = (whole(was), whole(is));
        let is_cut = words.len() < was.len() && words_now.len() < is.len();
        a.kind == b.kind && (was == is || is_cut && words == words_now)
    };
    old.blocks.len() == new.blocks.len() && old.blocks.iter().zip(&new.blocks).all(is_same)
}

/// A number for each different sentence, white space, the shape of quotation marks, dashes and ellipses, and how
/// letters are composed and how wide they are aside, and what says that a feed has more of them elsewhere.
pub(super) fn prints(document: &Document, stop: Stop<'_>) -> Result<HashSet<u64>> {
    prints_of(document, |_| true, stop)
}

fn prints_of(document: &Document, wanted: impl Fn(&Block) -> bool, stop: Stop<'_>) -> Result<HashSet<u64>> {
    Ok(sentences_of(document, wanted, stop)?.into_iter().collect())
}

/// Sentences between two questions whether it is to stop.
const OFTEN: usize = 64;

/// The same of each sentence, in order.
fn sentences_of(document: &Document, wanted: impl Fn(&Block) -> bool, stop: Stop<'_>) -> Result<Vec<u64>> {
    let mut prints = Vec::new();
    let mut read = 0_usize;
    for block in document.blocks.iter().filter(|block| wanted(block)) {
        number(&document.text, block.bounds(), (&mut read, stop), |print| prints.push(print))?;
    }
    Ok(prints)
}

/// Gives the same of each sentence of a stretch of a text; `read` counts them, for the questions whether it is to stop.
fn number(
    text: &str,
    bounds: impl Into<Bounds>,
    (read, stop): (&mut usize, Stop<'_>),
    mut give: impl FnMut(u64),
) -> Result<()> {
    for sentence in sentences(text, bounds) {
        if read.is_multiple_of(OFTEN) && stop() {
            return Err(StoreError::Interrupted);
        }
        *read += 1;
        let mut hasher = DefaultHasher::new();
        let words = whole(text.get(sentence.start.0..sentence.end.0).unwrap_or_default());
        if words.trim().is_empty() {
            continue;
        }
        for c in words.chars().filter(|c| !c.is_whitespace()) {
            form::each(c, |c| c.hash(&mut hasher));
        }
        give(hasher.finish());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;
    use crate::import::{self, Hint};

    #[test]
    fn a_page_that_says_little_and_nothing_of_its_item_is_none_of_it() {
        let read = |text: &str, name: &str| import::read(text.as_bytes(), &Hint::named(name)).unwrap();
        let page = |title: &str, words: &str| {
            let head = format!("<html><head><title>{title}</title></head>");
            read(&format!("{head}<body><article><p>{words}</p></article></body></html>"), "a.html")
        };
        let error = "You cannot see this page as long as you do not say who you are.";
        let summary = [read("It left late at night, and nobody saw it go…", "a.txt").document];
        let is_none = |page: &Imported, title: &str, known: &[Document]| {
            is_no_page(page, title, known, &|| false).unwrap().is_some()
        };
        assert!(is_none(&page("Please wait", error), "The ferry", &summary));
        assert!(is_none(&page("", error), "", &summary));
        // By its title, by the words of the feed, or because it says enough, or nothing is known that it could say.
        assert!(!is_none(&page("The Ferry | Harbour News", error), "The ferry", &summary));
        let heard = "It left late at night, and nobody saw it go but the clerk.";
        assert!(!is_none(&page("News", heard), "The ferry", &summary));
        assert!(!is_none(&page("Please wait", &error.repeat(9)), "The ferry", &summary));
        assert!(!is_none(&page("Please wait", error), "", &[]));
    }

    #[test]
    fn a_page_of_another_title_that_has_nothing_of_what_its_item_tells_is_somebody_elses() {
        let read = |text: &str, name: &str| import::read(text.as_bytes(), &Hint::named(name)).unwrap();
        let page = |title: &str, words: &str| {
            let head = format!("<html><head><title>{title}</title></head>");
            read(&format!("{head}<body><article><p>{words}</p></article></body></html>"), "a.html")
        };
        let told = "I looked twice at these figures and doubt them. My neighbour counted passengers on the quay \
                    throughout April, and found barely half. Whoever stood beside us should write, and I will print letters.";
        let summary = [read(told, "a.txt").document];
        let is_none =
            |page: &Imported, title: &str| is_no_page(page, title, &summary, &|| false).unwrap().is_some();
        let other =
            "The yearly report of this office lists every crossing by month, vessel and weather. ".repeat(9);
        assert!(is_none(&page("Annual report", &other), "What I doubt"));
        // Its title, a sentence, or the words in which an abstract puts it otherwise make it its page.
        assert!(!is_none(&page("What I doubt | The quay", &other), "What I doubt"));
        let said = "Whoever stood beside us should write, and I will print letters.";
        assert!(!is_none(&page("Annual report", &format!("{other}{said}")), "What I doubt"));
        let anew = "Twice the neighbour looked; barely half the passengers were counted in April, throughout, and on the quay \
                    these figures were found in letters. ";
        assert!(!is_none(&page("Annual report", &format!("{other}{anew}")), "What I doubt"));
    }

    #[test]
    fn comparing_a_long_text_ends_soon_after_it_is_told_to() {
        let text = "The ferry lay at the pier. Nobody came. ".repeat(500);
        let document = import::read(text.as_bytes(), &Hint::named("a.txt")).unwrap().document;
        assert_eq!(document.blocks.iter().filter(|block| is_words(block)).count(), 1, "all in one block");
        let asked = Cell::new(0);
        let stop = |at: usize| {
            asked.set(0);
            let asked = &asked;
            move || {
                asked.set(asked.get() + 1);
                asked.get() >= at
            }
        };
        assert_eq!(prints(&document, &stop(usize::MAX)).unwrap().len(), 2);
        assert!(asked.get() >= 1_000 / OFTEN, "{}", asked.get());
        assert!(matches!(prints(&document, &stop(3)), Err(StoreError::Interrupted)));
        assert_eq!(asked.get(), 3, "and not once more");
    }
}
