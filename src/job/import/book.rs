//! A book into the library: its chapters one after the other, as articles of a collection. A book that
//! the library has finds its chapters again: by their text, else by their file or title and half of
//! their sentences. A file that it has as one article stays one by the same rule, whatever chapters its table
//! of contents names in it by now: parted, all annotations but those of one chapter would lose their place.

use std::collections::HashSet;
use std::sync::atomic::Ordering;

use super::super::identity::{Stop, is_kept, prints, prints_of_article};
use super::again::{Details, renew};
use super::report::Of;
use super::saving::{NOWHERE, PartOf};
use super::sentences::Sentences;
use super::{Job, Report, Unit, What};
use crate::import::book::{self, Book, BookMeta, Chapter};
use crate::import::digest;
use crate::model::{
    ArticleId, Collection, CollectionId, CollectionKind, CollectionMeta, Document, Edit, Place,
};
use crate::store::{Result, Store};

/// Chapters in which a text is looked for that tells whether the library has the book.
const TELLING: usize = 8;
/// Names of what is left out that are told, and characters of each.
const NAMED: usize = 5;
const NAME: usize = 120;

/// The book as the library has it.
#[derive(Debug, Default)]
struct Shelf {
    collection: Option<CollectionId>,
    parts: Vec<Part>,
    /// Which of them the file that is read was found to be as a whole.
    whole: Option<usize>,
    /// What is known of the sentences of some.
    sentences: Sentences,
}

#[derive(Debug, Clone)]
struct Part {
    article: ArticleId,
    trashed: bool,
    sha256: String,
    /// Of the text of its source, where the user mended that.
    mends: Option<String>,
    title: String,
    /// The name of its file in the book.
    file: Option<String>,
    position: Option<u32>,
    /// Whether a chapter was found to be this one.
    taken: bool,
}

impl Job<'_, '_> {
    /// Imports the chapters of a book; `false` once the import is to stop. `place` is its path or address.
    pub(super) fn book(&mut self, source: &str, place: Option<&str>, bytes: &[u8]) -> Result<bool> {
        self.flush()?;
        let opened = Book::open(bytes, self.with.means.limits, self.with.means.pages);
        let mut book = match opened {
            Ok(book) => book,
            Err(error) => {
                self.push(source.to_owned(), What::Failed(error.to_string()))?;
                return Ok(true);
            }
        };
        let place = place.unwrap_or(NOWHERE);
        let mut meta = collection(&book.meta, place);
        self.collection = None;
        if self.is_single {
            self.steps.title = Some((meta.title.clone(), "chapter"));
        }
        let mut kept = Shelf::find(self.store, &mut book, &meta, &|| self.is_cancelled())?;
        let known = kept.collection.map(|id| self.store.collection(id)).transpose()?.flatten();
        if let Some(known) = known {
            // What comes by standard input says nothing of where it is kept.
            if place == NOWHERE {
                meta.source.clone_from(&known.meta.source);
            }
            if known.meta != meta {
                self.apply(&[Edit::SetCollection { collection: known.id, meta: meta.clone() }], 0)?;
            }
        }
        let (mut position, mut failed, mut moved) = (0, HashSet::new(), Vec::new());
        self.count(Unit::Part, book.files().len());
        for (at, file) in book.files().to_vec().into_iter().enumerate() {
            if at > 0 {
                self.done(Unit::Part);
            }
            if self.is_cancelled() {
                self.move_all(&moved)?;
                return Ok(false);
            }
            let is_empty = kept.parts.is_empty();
            // A file that the library has as one article stays one.
            let cancel = self.with.cancel;
            let stop: Stop<'_> = &|| cancel.load(Ordering::Relaxed);
            let (store, mut unread) = (&*self.store, None);
            let mut is_there = |whole: &Document| {
                kept.whole = kept.whole(store, &file, whole, stop).unwrap_or_else(|error| {
                    unread = Some(error);
                    None
                });
                kept.whole.is_some()
            };
            let is_one: Option<&mut dyn FnMut(&Document) -> bool> =
                if is_empty { None } else { Some(&mut is_there) };
            let chapters = book.chapters_unless(&file, is_one);
            if let Some(error) = unread {
                return Err(error);
            }
            let chapters = match chapters {
                Ok(chapters) => chapters,
                Err(error) => {
                    self.push(format!("{source}#{file}"), What::Failed(error.to_string()))?;
                    failed.insert(file);
                    if book::is_fatal(&error) {
                        // What comes after it cannot be told from what is not there.
                        kept.parts.clear();
                        break;
                    }
                    continue;
                }
            };
            for chapter in chapters {
                if self.is_cancelled() {
                    self.move_all(&moved)?;
                    return Ok(false);
                }
                position += 1;
                let named = format!("{source}#{}", chapter.file);
                let within = Place { collection: kept.collection, position };
                let what = self.becomes(chapter, &mut kept, (&meta, place), (within, &mut moved))?;
                self.push_part(named, what, PartOf::Book)?;
                if kept.collection.is_none() {
                    // The others need its number.
                    self.flush()?;
                    if std::mem::take(&mut self.again) {
                        return self.book(source, Some(place), bytes);
                    }
                    kept.collection = self.collection;
                }
            }
        }
        self.move_all(&moved)?;
        if position == 0 && failed.is_empty() {
            let why = "there is no text in this book (its pages may be pictures)";
            self.push(source.to_owned(), What::Failed(why.to_owned()))?;
        } else {
            let remarks = [outside(book.outside()), kept.left_out_told(&failed)];
            self.tell_of_book(source, meta.title, remarks.into_iter().flatten().collect())?;
        }
        Ok(true)
    }

    /// What a chapter becomes, and where it stands by now, if that is another place.
    fn becomes(
        &mut self,
        chapter: Chapter,
        kept: &mut Shelf,
        (meta, place): (&CollectionMeta, &str),
        (within, moved): (Place, &mut Vec<Edit>),
    ) -> Result<What> {
        self.look()?;
        let Some(part) = kept.take(self.store, &chapter, &|| self.is_cancelled())? else {
            let mut edits = Vec::new();
            if kept.collection.is_none() {
                edits.push(Edit::AddCollection { collection: meta.clone() });
            }
            edits.push(add(chapter, place, within));
            return Ok(What::Add(edits));
        };
        if part.position != Some(within.position) {
            moved.push(Edit::PlaceArticle { article: part.article, place: Some(within) });
        }
        let document = &chapter.imported.document;
        let sha256 = digest(&document.text);
        let same = if part.mends.as_ref() == Some(&sha256) {
            self.store.has_source_markup(part.article, document)?
        } else {
            part.sha256 == sha256 && self.store.has_markup(part.article, document)?
        };
        let details = Details::from(self.store, part.article, &chapter.imported.meta)?;
        let (article, stop) = (part.article, || self.is_cancelled());
        let what = renew(self.store, article, part.trashed, same, chapter.imported.document, &stop)?;
        Ok(details.with(what))
    }

    /// Tells what is to be known of a book as a whole, if there is something.
    fn tell_of_book(&mut self, source: &str, title: String, remarks: Vec<String>) -> Result<()> {
        if remarks.is_empty() {
            return Ok(());
        }
        // It is told behind its chapters.
        self.flush()?;
        (self.with.each)(Report::of_whole(source, Of::Book, title, remarks));
        Ok(())
    }

    /// Puts chapters that are as they were into the order that they have now.
    fn move_all(&mut self, moved: &[Edit]) -> Result<()> {
        self.flush()?;
        if !moved.is_empty() {
            self.apply(moved, 0)?;
        }
        Ok(())
    }
}

/// What of the order of reading is no file of the book, as a sentence without a full stop.
fn outside(names: &[String]) -> Option<String> {
    let shown = |name: &String| format!("“{}”", name.chars().take(NAME).collect::<String>());
    let told: Vec<String> = names.iter().take(NAMED).map(shown).collect();
    let more = match names.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let (is, was) = if names.len() == 1 {
        ("which is no file of it", "it was")
    } else {
        ("which are no files of it", "they were")
    };
    (!told.is_empty()).then(|| {
        format!(
            "its list of chapters names {}{more}, {is}, so {was} left out (get the book whole)",
            told.join(", ")
        )
    })
}

fn add(chapter: Chapter, place: &str, within: Place) -> Edit {
    let Chapter { file, imported } = chapter;
    let mut meta = imported.meta;
    meta.source = Some(format!("{place}#{file}"));
    Edit::AddArticle { meta, document: imported.document, themes: imported.themes, place: Some(within) }
}

/// Whether a collection is without doubt the book that is described: it has its title, and its number (ISBN)
/// or the place that it was read from.
pub(super) fn is_sure(known: &Collection, meta: &CollectionMeta) -> bool {
    let same = |a: &Option<String>, b: &Option<String>| a.is_some() && a == b;
    known.meta.title == meta.title
        && (same(&known.meta.url, &meta.url) || same(&known.meta.source, &meta.source))
        && meta.source.as_deref() != Some(NOWHERE)
}

/// What a step is called: by the title of the book or project, if one alone is imported, and the number of
/// what it holds.
pub(super) fn label(title: Option<&(String, &'static str)>, plain: fn(usize) -> String, n: usize) -> String {
    match (title, n) {
        (None, n) => plain(n),
        (Some((title, _)), 0) => format!("import “{title}”"),
        (Some((title, one)), 1) => format!("import “{title}” (1 {one})"),
        (Some((title, one)), n) => format!("import “{title}” ({n} {one}s)"),
    }
}

fn collection(book: &BookMeta, place: &str) -> CollectionMeta {
    CollectionMeta {
        kind: CollectionKind::Book,
        title: book.title.clone(),
        byline: book.byline.clone(),
        url: book.isbn.clone(),
        source: Some(place.to_owned()),
        language: book.language.clone(),
    }
}

impl Part {
    /// Whether its text is this one, by its sha256, be it mended by the user since.
    fn has(&self, sha256: &str) -> bool {
        self.sha256 == sha256 || self.mends.as_deref() == Some(sha256)
    }
}

impl Shelf {
    /// The book, if the library has it: one with its ISBN or of its name at the same place, or else one of its
    /// name or at its place that has a chapter with the same text, or is one article with half of its sentences
    /// in one.
    fn find(store: &Store, book: &mut Book<'_>, meta: &CollectionMeta, stop: Stop<'_>) -> Result<Self> {
        let all = store.collections_like(meta)?;
        if let Some(known) = all.iter().find(|known| is_sure(known, meta)) {
            return Self::of(store, known.id);
        }
        if all.is_empty() {
            return Ok(Self::default());
        }
        let first = book.first_texts(TELLING);
        let texts: HashSet<String> = first.iter().map(|one| digest(&one.text)).collect();
        for known in &all {
            let shelf = Self::of(store, known.id)?;
            if shelf.parts.iter().any(|part| texts.iter().any(|text| part.has(text))) {
                return Ok(shelf);
            }
            if let [part] = &*shelf.parts {
                let old = prints_of_article(store, part.article, stop)?;
                for one in &first {
                    let one = prints(one, stop)?;
                    if old.iter().any(|old| is_kept(old, &one)) {
                        return Ok(shelf);
                    }
                }
            }
        }
        Ok(Self::default())
    }

    fn of(store: &Store, collection: CollectionId) -> Result<Self> {
        let articles = store.articles_of(&store.articles_in(collection)?)?;
        let mut parts = Vec::with_capacity(articles.len());
        for article in articles {
            let file = |source: String| source.rsplit_once('#').map(|(_, file)| file.to_owned());
            parts.push(Part {
                article: article.id,
                trashed: article.trashed,
                sha256: article.sha256,
                mends: store.mended_from(article.id)?,
                title: article.meta.title,
                file: article.meta.source.and_then(file),
                position: article.position,
                taken: false,
            });
        }
        Ok(Self { collection: Some(collection), parts, ..Self::default() })
    }

    /// Which of its articles a file is that holds several chapters, where the library has all of it as one: one
    /// with its text, else one that came from this file, or is all of the book, with half of its sentences there, and half of those
    /// in it.
    fn whole(&self, store: &Store, file: &str, whole: &Document, stop: Stop<'_>) -> Result<Option<usize>> {
        let sha256 = digest(&whole.text);
        let same = self.parts.iter().position(|part| !part.taken && part.has(&sha256));
        // What stands before the first chapter of a file that was parted goes by the name of that file too.
        let begins =
            |part: &Part| part.file.as_ref().and_then(|from| from.strip_prefix(file)?.chars().next());
        if same.is_some() || self.parts.iter().any(|part| begins(part) == Some(':')) {
            return Ok(same);
        }
        let is_all = self.parts.len() == 1;
        let mut now = None;
        for (at, part) in self.parts.iter().enumerate() {
            if part.taken || !is_all && part.file.as_deref() != Some(file) {
                continue;
            }
            let now = match &mut now {
                Some(now) => &*now,
                none => &*none.insert(prints(whole, stop)?),
            };
            // A sample of one chapter is all in it too, but it is not the whole.
            let old = prints_of_article(store, part.article, stop)?;
            if old.iter().any(|old| is_kept(old, now) && is_kept(now, old)) {
                return Ok(Some(at));
            }
        }
        Ok(None)
    }

    /// How many chapters of an earlier edition this one has not, as a sentence without a full stop.
    fn left_out_told(&self, failed: &HashSet<String>) -> Option<String> {
        match self.left_out(failed) {
            0 => None,
            1 => {
                Some("1 chapter of an earlier edition is not in this one; it stays in the library".to_owned())
            }
            n => Some(format!(
                "{n} chapters of an earlier edition are not in this one; they stay in the library"
            )),
        }
    }

    /// Chapters in the library, not in its trash, that the book has not, beside those of files that could not
    /// be read.
    fn left_out(&self, failed: &HashSet<String>) -> usize {
        let is_of = |file: &str, failed: &String| {
            file.strip_prefix(failed.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with(':'))
        };
        let is_failed = |part: &Part| {
            part.file.as_ref().is_some_and(|file| failed.iter().any(|failed| is_of(file, failed)))
        };
        self.parts.iter().filter(|part| !part.taken && !part.trashed && !is_failed(part)).count()
    }

    /// The article that a chapter is; each is given once.
    fn take(&mut self, store: &Store, chapter: &Chapter, stop: Stop<'_>) -> Result<Option<Part>> {
        let document = &chapter.imported.document;
        let sha256 = digest(&document.text);
        let mut found = self.whole.take();
        if found.is_none() {
            found = self.parts.iter().position(|part| !part.taken && part.has(&sha256));
        }
        if found.is_none() {
            let is_near = |part: &Part| {
                part.file.as_ref() == Some(&chapter.file) || part.title == chapter.imported.meta.title
            };
            let near = |(_, part): &(usize, &Part)| !part.taken && is_near(part);
            let near: Vec<usize> = self.parts.iter().enumerate().filter(near).map(|(at, _)| at).collect();
            for at in &near {
                if let Some(part) = self.parts.get(*at) {
                    self.sentences.learn(*at, || prints_of_article(store, part.article, stop))?;
                }
            }
            if !near.is_empty() {
                found = self.sentences.part_of(&prints(document, stop)?, &near);
            }
        }
        Ok(found.and_then(|at| self.parts.get_mut(at)).map(|part| {
            part.taken = true;
            part.clone()
        }))
    }
}
