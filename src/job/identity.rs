//! Whether what is read is an article the library has already: the same address, else the same
//! text, else the same file with half of its sentences. Never a path or a file name alone.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use crate::model::address::Place;
use crate::model::{ArticleId, Document};
use crate::store::{Result, Same, Store};
use crate::text::segment::sentences;

/// What is known of a source by which it is recognised.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known<'a> {
    pub url: Option<&'a str>,
    pub sha256: &'a str,
    /// The file it was read from; `None` for standard input.
    pub file: Option<&'a str>,
}

/// The article it is, if it is one; one that is not in the trash goes before one that is.
pub(super) fn find(store: &Store, known: &Known<'_>, document: &Document) -> Result<Option<Same>> {
    let mut all = store.find_same(known.url, Some(known.sha256), known.file)?;
    all.sort_by_key(|same| (same.trashed, !same.text && !same.mended, same.article.0));
    // Many pages of a site may say that its front is where they are.
    let is_front = known.url.and_then(Place::of).is_some_and(|place| place.is_front());
    let is_address = |same: &&Same| same.url && (!is_front || same.source);
    if let Some(same) =
        all.iter().find(is_address).or_else(|| all.iter().find(|same| same.text || same.mended))
    {
        return Ok(Some(*same));
    }
    let mut new = None;
    for same in all.iter().filter(|same| same.source || same.url) {
        let new = new.get_or_insert_with(|| prints(document));
        if is_kept(&old_prints(store, same.article)?, new) {
            return Ok(Some(*same));
        }
    }
    Ok(None)
}

fn old_prints(store: &Store, article: ArticleId) -> Result<HashSet<u64>> {
    Ok(prints(&store.document(article)?))
}

/// Whether at least half of the old sentences are there still.
pub(super) fn is_kept(old: &HashSet<u64>, new: &HashSet<u64>) -> bool {
    !old.is_empty() && old.intersection(new).count() * 2 >= old.len()
}

/// A number for each different sentence, white space aside.
pub(super) fn prints(document: &Document) -> HashSet<u64> {
    let mut prints = HashSet::new();
    for block in &document.blocks {
        for sentence in sentences(&document.text, block.span) {
            let mut hasher = DefaultHasher::new();
            for word in document.slice(sentence).split_whitespace() {
                word.hash(&mut hasher);
            }
            prints.insert(hasher.finish());
        }
    }
    prints
}
