//! Sources into the library: files, folders, addresses and standard input, each with an outcome of its own.
//! What cannot be read is an outcome too, and the others go on. However many sources there are, they
//! become one step, in transactions of a few files each, and no more than those are in memory.

mod again;
mod ahead;
mod book;
mod each;
mod feeds;
mod furniture;
mod meeting;
mod notes;
mod project;
mod report;
mod same_item;
mod saving;
mod sentences;
mod sources;
mod steps;
mod there;

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use again::{Details, is_same, renew};

pub use super::corrections::Corrections;
use super::fetch::{Fetched, Now, fetch};
use super::identity::{self, Known};
use super::read::{Means, Unread, read, titled, unread};
use crate::files::FileError;
use crate::files::fetch::{FetchError, Wanted, is_address, is_data};
use crate::import::w3c::is_annotations;
use crate::import::{self, Hint, Imported, Several};
use crate::model::address::Place;
use crate::model::{ArticleId, CollectionId, Edit, Subscription};
use crate::store::{Result, Same, Store, StoreError};
pub use each::{Progress, Tally, Unit};
use feeds::Target;
use meeting::{Called, Came};
pub use report::{BACK, Last, Of, Outcome, Part, Report, Whole, Work};
use saving::{NOWHERE, PartOf, Pending, What};
use steps::Steps;

/// Sources in a transaction at most: what the index of the search writes at each end is merged again later.
const BATCH: usize = 256;
/// Bytes of text in a transaction, as soon as there are that many.
const BATCH_BYTES: usize = 1 << 20;

/// How an import talks to who asked for it.
pub struct With<'a> {
    /// Gives what standard input holds.
    pub stdin: &'a mut dyn FnMut() -> Result<Vec<u8>, FileError>,
    /// Takes each report, in the order of the sources.
    pub each: &'a mut dyn FnMut(Report),
    /// Set from outside, it stops the import between two sources; what was read is kept.
    pub cancel: &'a AtomicBool,
    /// Takes how far it is.
    pub progress: &'a mut dyn FnMut(Progress),
    pub means: &'a Means,
}

impl std::fmt::Debug for With<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("With").finish_non_exhaustive()
    }
}

/// Imports sources; whether it came to the end (it was not cancelled). An error is the library's.
pub fn import(store: &mut Store, sources: &[PathBuf], with: &mut With<'_>) -> Result<bool> {
    run(
        (store, Work::Import),
        with,
        |n| match n {
            0 => "import themes".to_owned(),
            n => format!("import {}", articles(n)),
        },
        |job| {
            // A folder may hold more than a book.
            job.is_single = matches!(sources, [one] if !one.is_dir());
            job.all(sources)
        },
    )
}

/// Imports a source as the new text of an article, whatever that had before.
pub fn import_as(
    store: &mut Store,
    source: PathBuf,
    article: ArticleId,
    with: &mut With<'_>,
) -> Result<bool> {
    run(
        (store, Work::Import),
        with,
        |n| format!("import {}", articles(n)),
        |job| {
            job.onto = Some(article);
            job.all(&[source])
        },
    )
}

/// Subscribes to feeds: each of the sources is the address or file of one, a page that names one, or a
/// list of them. Their items come in.
pub fn subscribe(store: &mut Store, sources: &[String], with: &mut With<'_>) -> Result<bool> {
    run(
        (store, Work::Subscribe),
        with,
        |n| format!("subscribe to feeds with {}", articles(n)),
        |job| {
            job.unit = Unit::Feed;
            job.feeds(sources.iter().map(|source| Target::new(source)).collect(), None)
        },
    )
}

/// Fetches what is new of feeds.
pub fn refresh(store: &mut Store, feeds: &[Subscription], with: &mut With<'_>) -> Result<bool> {
    run(
        (store, Work::Refresh),
        with,
        |n| format!("refresh feeds with {}", articles(n)),
        |job| {
            job.unit = Unit::Feed;
            job.feeds(feeds.iter().map(Target::subscribed).collect(), None)
        },
    )
}

fn articles(n: usize) -> String {
    if n == 1 { "1 article".to_owned() } else { format!("{n} articles") }
}

fn run(
    (store, kind): (&mut Store, Work),
    with: &mut With<'_>,
    label: fn(usize) -> String,
    work: impl FnOnce(&mut Job<'_, '_>) -> Result<bool>,
) -> Result<bool> {
    let (pending, keys) = (Vec::new(), HashSet::new());
    let mut last = Last::new(kind, store.clock().stamp());
    let mut each = |report: Report| {
        last.take(&report);
        (with.each)(report);
    };
    let mut with = With {
        stdin: with.stdin,
        each: &mut each,
        cancel: with.cancel,
        progress: with.progress,
        means: with.means,
    };
    let mut job = Job {
        store,
        with: &mut with,
        steps: Steps::new(label),
        pending,
        bytes: 0,
        keys,
        added: HashSet::new(),
        seen: None,
        collection: None,
        again: false,
        is_single: false,
        onto: None,
        unit: Unit::default(),
        came: Came::default(),
        sources: Vec::new(),
    };
    // What was interrupted has not ended, and nothing of it is there.
    let stopped = |result: Result<bool>, job: &Job<'_, '_>| match result {
        Err(StoreError::Interrupted) if job.is_cancelled() => Ok(false),
        result => result,
    };
    let done = work(&mut job);
    let done = stopped(done, &job);
    // What was read until then is kept, also after an error.
    let flushed = job.flush().and_then(|()| job.tell_undone()).map(|()| true);
    let flushed = stopped(flushed, &job);
    last.steps = job.steps.all;
    last.ended = matches!((&done, &flushed), (Ok(true), Ok(true)));
    let kept = last.keep(store);
    let ended = done.and_then(|done| kept.and(flushed).map(|flushed| done && flushed));
    // What was reported until then is there all the same.
    match last.added + last.updated {
        0 => ended,
        count => ended.map_err(|error| error.after(count)),
    }
}

struct Job<'a, 'b> {
    store: &'a mut Store,
    with: &'a mut With<'b>,
    steps: Steps,
    pending: Vec<Pending>,
    bytes: usize,
    /// By what the pending articles are recognised.
    keys: HashSet<String>,
    /// The articles that were added.
    added: HashSet<ArticleId>,
    /// The version of the library before anything was looked up in it for what waits.
    seen: Option<i64>,
    /// The collection that was added last.
    collection: Option<CollectionId>,
    /// Another program added the book whose first chapter was to be saved.
    again: bool,
    /// Whether one source alone was named.
    is_single: bool,
    /// The article that the source is to be, where that was said.
    onto: Option<ArticleId>,
    /// What is counted to tell how far it is.
    unit: Unit,
    /// What came of the annotations of the project that is imported.
    came: Came,
    /// Its sources so far, with the articles that they are.
    sources: Vec<(ArticleId, Called)>,
}

impl Job<'_, '_> {
    /// What time it is, by the clock of the library.
    fn now(&self) -> Now {
        let clock = self.store.clock().clone();
        Arc::new(move || clock.now().as_second())
    }

    fn is_cancelled(&self) -> bool {
        self.with.cancel.load(Ordering::Relaxed)
    }

    fn push(&mut self, source: String, what: What) -> Result<()> {
        self.push_part(source, what, PartOf::Itself)
    }

    fn push_part(&mut self, source: String, what: What, of: PartOf) -> Result<()> {
        self.push_all(Pending { source, what, of, remark: None, is_stored: false })
    }

    /// The same of what was read with remarks.
    fn push_read(&mut self, source: String, imported: Imported, place: Option<String>) -> Result<()> {
        let (remarks, is_stored) = (imported.remarks.clone(), imported.is_stored);
        let what = self.decide(imported, place)?;
        let name = if source == "-" { "standard input" } else { &source };
        let remark = (!remarks.is_empty()).then(|| format!("{name}: {}", remarks.join("; ")));
        self.push_all(Pending { source, what, of: PartOf::Itself, remark, is_stored })
    }

    fn push_all(&mut self, one: Pending) -> Result<()> {
        self.bytes += one.what.bytes();
        self.pending.push(one);
        if self.pending.len() >= BATCH || self.bytes >= BATCH_BYTES {
            self.flush()?;
        }
        Ok(())
    }

    /// Imports a page of the web; `false` once the import is to stop.
    fn fetch(&mut self, address: &str) -> Result<bool> {
        // It may take long, and may be ended by force.
        self.flush()?;
        let now = self.now();
        let network = &self.with.means.network;
        let what = match fetch(address, &Wanted::default(), network, &now, self.with.cancel) {
            Err(FetchError::Stopped) => return Ok(false),
            Err(error) => What::Failed(error.to_string()),
            Ok(fetched) if fetched.whole().is_some() => {
                let Some(whole) = fetched.whole() else { return Ok(true) };
                let bytes = fetched.page.map(|page| page.bytes).unwrap_or_default();
                return self.whole(whole, address, Some(address), None, &bytes);
            }
            Ok(fetched) => match page(&fetched, self.with.means, self.with.cancel) {
                _ if fetched.kind().is_some() => {
                    if self.refuse_several(address)? {
                        return Ok(true);
                    }
                    return self.feeds(vec![Target::new(address)], Some(fetched));
                }
                Ok(imported) => {
                    self.push_read(address.to_owned(), imported, Some(address.to_owned()))?;
                    return Ok(true);
                }
                Err(Unread::Stopped) => return Ok(false),
                Err(Unread::Because(why)) => What::Failed(why),
            },
        };
        self.push(address.to_owned(), what)?;
        Ok(true)
    }

    /// Reads a source and decides what it is to become; `false` once the import is to stop.
    fn take(
        &mut self,
        source: String,
        path: Option<&Path>,
        bytes: Result<Vec<u8>, FileError>,
    ) -> Result<bool> {
        let name = path.and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
        let place = path.map(place_of);
        let read = match bytes {
            Ok(bytes) => {
                if let Some(whole) = import::whole(&bytes, name.as_deref()) {
                    return self.whole(whole, &source, place.as_deref(), path, &bytes);
                }
                if import::is_pdf(&bytes) {
                    // Another program reads it; that may take long, and may be ended by force.
                    self.flush()?;
                }
                let hint = Hint { name: name.as_deref(), ..Hint::default() };
                read(&bytes, &hint, self.with.means, self.with.cancel)
            }
            Err(error) => Err(Unread::Because(unread(error))),
        };
        self.taken(source, path, place, read)
    }

    /// Takes in what was read of a source; `false` once the import is to stop.
    fn taken(
        &mut self,
        source: String,
        path: Option<&Path>,
        place: Option<String>,
        read: std::result::Result<Imported, Unread>,
    ) -> Result<bool> {
        let what = match read {
            Ok(imported) => {
                self.push_read(source, titled(imported, path), place)?;
                return Ok(true);
            }
            Err(Unread::Stopped) => return Ok(false),
            Err(Unread::Because(why)) => What::Failed(why),
        };
        self.push(source, what)?;
        Ok(true)
    }

    /// Imports what is more than one article.
    fn whole(
        &mut self,
        what: Several,
        source: &str,
        place: Option<&str>,
        path: Option<&Path>,
        bytes: &[u8],
    ) -> Result<bool> {
        if self.refuse_several(source)? {
            return Ok(true);
        }
        match what {
            Several::Book => self.book(source, place, bytes),
            Several::Project => self.project(source, place, path, bytes),
            Several::Codebook => self.codebook(source, bytes),
        }
    }

    fn decide(&mut self, imported: Imported, place: Option<String>) -> Result<What> {
        let Imported { mut meta, document, themes, is_cut, is_stored, .. } = imported;
        let sha256 = import::digest(&document.text);
        let (url, file) = (meta.url.as_deref(), place.as_deref());
        let is_page = meta.format == "html";
        let known = Known { url, sha256: &sha256, file, page: None, title: &meta.title, is_stored };
        let place_of = |url: &str| Place::of(url).map_or_else(|| url.to_owned(), |place| place.key());
        let keys: Vec<String> =
            [known.url.map(place_of), Some(known.sha256.to_owned()), known.file.map(str::to_owned)]
                .into_iter()
                .zip(["url", "text", "file"])
                .filter_map(|(value, kind)| Some(format!("{kind} {}", value?)))
                .collect();
        // What may be the same as one that waits is compared with the library once that is in it.
        if keys.iter().any(|key| self.keys.contains(key)) {
            self.flush()?;
        }
        self.look()?;
        let known = Known { page: is_page.then_some(&self.added), ..known };
        let same = match self.onto {
            Some(article) => self.said(article, &sha256)?,
            None => identity::find(self.store, &known, &document, &|| self.is_cancelled())?,
        };
        let what = if let Some(same) = same {
            let is_news = self.onto.is_none() && is_page && !(same.text || same.mended);
            let is_fetched = is_news && file.is_some_and(is_address);
            let stop = || self.is_cancelled();
            let mut why = None;
            if is_news {
                why = identity::is_no_edition(self.store, same.article, &document, is_cut, &stop)?;
            }
            if is_fetched && why.is_none() {
                let wall = identity::is_wall(self.store, same.article, &document, &stop)?;
                why = wall.map(str::to_owned);
            }
            if let Some(why) = why {
                let ArticleId(id) = same.article;
                return Ok(What::Failed(format!(
                    "{why}: article {id} stays as it was (`postil import --as {id} SOURCE` takes it all the same)"
                )));
            }
            self.follow_file(&same, file)?;
            let is_same = is_same(self.store, &same, &meta.format, &document)?;
            let details = Details::of(self.store, &same, &meta, &document)?;
            if is_same && !same.trashed && details.is_nothing() {
                return Ok(What::Unchanged(same.article));
            }
            let stop = || self.is_cancelled();
            details.with(renew(self.store, same.article, same.trashed, is_same, document, &stop)?)
        } else {
            // An address that another page has is not its own.
            if let (true, Some(from)) = (is_page, file.filter(|file| is_address(file)))
                && self.store.find_same(url, None, None)?.iter().any(|same| same.url)
            {
                meta.url = Some(from.to_owned());
            }
            meta.source = Some(place.unwrap_or_else(|| NOWHERE.to_owned()));
            What::Add(vec![Edit::AddArticle { meta, document, themes, place: None }])
        };
        self.keys.extend(keys);
        Ok(what)
    }

    /// The article that a source was said to be.
    fn said(&self, article: ArticleId, sha256: &str) -> Result<Option<Same>> {
        let known = self.store.article(article)?;
        let mends = self.store.mended_from(article)?;
        Ok(known.map(|known| Same {
            article,
            trashed: known.trashed,
            url: true,
            text: known.sha256 == sha256,
            mended: mends.as_deref() == Some(sha256),
            source: true,
        }))
    }

    /// Refuses what is more than one article where one is wanted; whether it did.
    fn refuse_several(&mut self, source: &str) -> Result<bool> {
        let is_one_wanted = self.onto.is_some();
        if is_one_wanted {
            let why =
                "it is not one article, which alone can be the text of another (import it without --as)";
            self.push(source.to_owned(), What::Failed(why.to_owned()))?;
        }
        Ok(is_one_wanted)
    }

    /// Notes where the file of an article is by now, if it was moved: its text was read there, and what it was
    /// read from is gone.
    fn follow_file(&mut self, same: &Same, file: Option<&str>) -> Result<()> {
        let Some(file) = file.filter(|file| !is_address(file) && !same.source && (same.text || same.mended))
        else {
            return Ok(());
        };
        let Some(article) = self.store.article(same.article)?.filter(|a| a.collection.is_none()) else {
            return Ok(());
        };
        let was = article.meta.source.as_deref().map(Path::new).filter(|was| was.is_absolute());
        // A folder that is not there either may be on a disk that is not.
        let is_moved = |was: &Path| {
            was.parent().is_some_and(Path::is_dir) && was.try_exists().is_ok_and(|is_there| !is_there)
        };
        if was.is_some_and(is_moved) {
            self.store.keep_source(same.article, file)?;
        }
        Ok(())
    }
}

/// Where a file is, whatever name leads there.
fn place_of(path: &Path) -> String {
    let place = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    place.to_string_lossy().into_owned()
}

/// The article of a page. It goes by the address that it says it has, if that is one of its own site.
fn page(fetched: &Fetched, means: &Means, cancel: &AtomicBool) -> std::result::Result<Imported, Unread> {
    let Fetched { page: Some(page), address, .. } = fetched else {
        let odd = FetchError::Protocol("it answers what was not asked".to_owned());
        return Err(Unread::Because(odd.to_string()));
    };
    if let Some(kind) = page.kind.as_deref().filter(|kind| is_data(kind) && !import::is_page(&page.bytes)) {
        return Err(Unread::Because(FetchError::Kind(kind.to_owned()).to_string()));
    }
    let name = fetched.name();
    let hint = Hint {
        name: name.as_deref(),
        charset: page.charset.as_deref(),
        address: Some(address),
        ..Hint::default()
    };
    let mut imported = read(&page.bytes, &hint, means, cancel)?;
    let url = &mut imported.meta.url;
    *url = url.take().filter(|url| import::same_site(url, address)).or_else(|| Some(address.clone()));
    Ok(imported)
}

#[cfg(test)]
mod tests;
