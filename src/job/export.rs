//! The library as files for others: into a folder that is kept, into one file, or as a stream.
//! Articles come from the store one at a time.

mod left;
mod ours;
mod packed;

pub use ours::why_refused;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use crate::export::csv::Table;
use crate::export::json::AnnotationJson;
use crate::export::w3c::Collection;
use crate::export::{self, By, ExportFile, Form, Options, REFERENCES, Themes, Wanted, html, refi};
use crate::files::{self, ExportFolder, FileError, Outcome, WantedFile, YOURS};
use crate::model::citation::CiteKeys;
use crate::model::query::Query;
use crate::model::{Annotation, Article, ArticleId, Document, Lines, Theme, ThemeId};
use crate::store::{AnnotationFilter, Sort, SortBy, Store, StoreError};

/// Articles read from a list at a time.
const WINDOW: u64 = 500;

/// What the files are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    #[default]
    Markdown,
    Csv,
    JsonLines,
    /// JSON-LD of the W3C Web Annotation Data Model.
    W3c,
    Html,
    /// The themes as a codebook of REFI-QDA.
    Qdc,
    /// A project of REFI-QDA: an archive, no text.
    Qdpx,
}

impl Format {
    /// The name of the one file of a format that has only one.
    fn file_name(self) -> &'static str {
        match self {
            Self::Markdown => "export.md",
            Self::Csv => "annotations.csv",
            Self::JsonLines => "annotations.jsonl",
            Self::W3c => "annotations.jsonld",
            Self::Html => "export.html",
            Self::Qdc => "codebook.qdc",
            Self::Qdpx => "project.qdpx",
        }
    }

    /// Its name among people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Markdown => "Markdown",
            Self::Csv => "CSV",
            Self::JsonLines => "JSON Lines",
            Self::W3c => "W3C Web Annotations",
            Self::Html => "HTML",
            Self::Qdc => "a REFI-QDA codebook",
            Self::Qdpx => "a REFI-QDA project",
        }
    }

    /// What its pages are, of a format that has many files.
    fn form(self) -> Option<Form> {
        match self {
            Self::Markdown => Some(Form::Markdown),
            Self::Html => Some(Form::Html),
            Self::Csv | Self::JsonLines | Self::W3c | Self::Qdc | Self::Qdpx => None,
        }
    }

    /// Whether it is no text, so that only [`to_place`] and [`to_file`] make it.
    pub fn is_packed(self) -> bool {
        self == Self::Qdpx
    }
}

/// What to export, and how.
#[derive(Debug, Clone, Default)]
pub struct Order {
    pub format: Format,
    pub wanted: Wanted,
    /// Say when it was made.
    pub stamp: bool,
    /// Cite by keys, as pandoc reads them.
    pub citekeys: bool,
}

/// Where files go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    Folder(PathBuf),
    File(PathBuf),
}

impl Place {
    /// A path that is a folder, ends like one, or, for pages, does not end like a file, is a folder.
    pub fn of(path: &Path, format: Format) -> Self {
        let ends = path.as_os_str().as_encoded_bytes().ends_with(b"/");
        let bare = format.form().is_some() && path.extension().is_none();
        if path.is_dir() || ends || bare {
            Self::Folder(path.to_owned())
        } else {
            Self::File(path.to_owned())
        }
    }
}

/// A file and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    pub path: PathBuf,
    pub outcome: Outcome,
}

/// Why an export ended before its end. Files written until then stay.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("{}: {source}", path.display())]
    File {
        path: PathBuf,
        #[source]
        source: FileError,
    },
    /// Where the stream goes.
    #[error(transparent)]
    Stream(#[from] io::Error),
    #[error("it was stopped")]
    Cancelled,
    #[error("the pages of a library lead to one another (export them into a folder)")]
    Pages,
}

/// Exports into a file or a folder; `each` is told of every file, at the end of those in the folder
/// whose article or theme is no more.
pub fn to_place(
    store: &Store,
    order: &Order,
    place: &Place,
    cancel: &AtomicBool,
    each: &mut dyn FnMut(Written),
) -> Result<(), ExportError> {
    if order.format.is_packed() {
        return packed::to_place(store, order, place, cancel, each);
    }
    match place {
        Place::Folder(folder) => to_folder(store, order, folder, cancel, each),
        Place::File(path) => {
            if !ours::may_replace(path, order.format) {
                each(Written { path: path.clone(), outcome: Outcome::Refused });
                return Ok(());
            }
            let mut content = String::new();
            to_stream(store, order, cancel, &mut |piece| {
                content.push_str(piece);
                Ok(())
            })?;
            let outcome = write(path, content).map_err(|source| failed(path, source))?;
            each(Written { path: path.clone(), outcome });
            Ok(())
        }
    }
}

fn to_folder(
    store: &Store,
    order: &Order,
    root: &Path,
    cancel: &AtomicBool,
    each: &mut dyn FnMut(Written),
) -> Result<(), ExportError> {
    let mut folder = ExportFolder::open(root).map_err(|source| failed(root, source))?;
    let mut put = |file: ExportFile| {
        let path = root.join(&file.path);
        let id = file.id.map(|id| id.to_string());
        let wanted = WantedFile { path: file.path, id, content: file.content };
        let outcome = folder.put(&wanted).map_err(|source| failed(&path, source))?;
        each(Written { path, outcome });
        Ok(())
    };
    let done = if let Some(form) = order.format.form() {
        files(store, order, (form, false), cancel, &mut put)
            .and_then(|()| left::left(store, (order.wanted.by, form), &folder, cancel))
    } else {
        let mut content = String::new();
        let made = to_stream(store, order, cancel, &mut |piece| {
            content.push_str(piece);
            Ok(())
        });
        made.and_then(|()| put(ExportFile { path: order.format.file_name().to_owned(), id: None, content }))
            .map(|()| Vec::new())
    };
    let copies = folder.copies();
    let finished = folder.finish().map_err(|source| failed(root, source));
    for path in copies {
        each(Written { path: root.join(path), outcome: Outcome::Copied });
    }
    for path in done? {
        each(Written { path: root.join(path), outcome: Outcome::Left });
    }
    finished
}

/// Exports an archive, from the beginning of a file on.
pub fn to_file(
    store: &Store,
    order: &Order,
    cancel: &AtomicBool,
    file: &mut fs::File,
) -> Result<(), ExportError> {
    packed::to_file(store, order, cancel, file)
}

/// Exports as text, piece by piece; files follow one another. What citation keys stand for is among them
/// only where tables are too: it is no Markdown.
pub fn to_stream(
    store: &Store,
    order: &Order,
    cancel: &AtomicBool,
    each: &mut dyn FnMut(&str) -> Result<(), ExportError>,
) -> Result<(), ExportError> {
    match order.format {
        Format::Markdown => {
            let mut first = true;
            let is_whole = order.wanted.by == By::Library;
            files(store, order, (Form::Markdown, true), cancel, &mut |file| {
                if !is_whole && file.path == REFERENCES {
                    return Ok(());
                }
                if !std::mem::take(&mut first) {
                    each("\n")?;
                }
                each(&file.content)
            })
        }
        Format::JsonLines => {
            let themes = Themes::new(store.themes()?);
            by_article(store, &order.wanted, cancel, &mut |_, annotations| {
                for annotation in annotations {
                    let line = serde_json::to_string(&AnnotationJson::new(&annotation, &themes))
                        .map_err(io::Error::from)?;
                    each(&line)?;
                    each("\n")?;
                }
                Ok(())
            })
        }
        Format::Html => {
            if order.wanted.by == By::Library {
                return Err(ExportError::Pages);
            }
            let mut first = true;
            files(store, order, (Form::Html, true), cancel, &mut |file| {
                // What citation keys stand for is no page.
                let Some((head, body)) = html::inside(&file.content) else { return Ok(()) };
                if std::mem::take(&mut first) {
                    each(head)?;
                }
                each(body)
            })?;
            if first { Ok(()) } else { each(html::END) }
        }
        Format::W3c => {
            let themes = Themes::new(store.themes()?);
            let mut collection = Collection::default();
            by_article(store, &order.wanted, cancel, &mut |article, annotations| {
                for annotation in annotations {
                    let piece = collection.add(&article, &annotation, &themes).map_err(io::Error::from)?;
                    each(&piece)?;
                }
                Ok(())
            })?;
            let stamp = order.stamp.then(|| store.clock().stamp());
            each(&collection.finish(stamp.as_deref()).map_err(io::Error::from)?)
        }
        Format::Csv => {
            let themes = Themes::new(store.themes()?);
            let mut table = Table::default();
            by_article(store, &order.wanted, cancel, &mut |article, annotations| {
                table.add(&article, &annotations, &themes);
                Ok(())
            })?;
            each(&table.finish())
        }
        Format::Qdc => each(&refi::codebook(&Themes::new(store.themes()?), &order.wanted.themes)),
        Format::Qdpx => Err(io::Error::other("an archive is no text (name a file)").into()),
    }
}

/// The pages of an order, in files of their own or all in one.
fn files(
    store: &Store,
    order: &Order,
    (form, one): (Form, bool),
    cancel: &AtomicBool,
    each: &mut dyn FnMut(ExportFile) -> Result<(), ExportError>,
) -> Result<(), ExportError> {
    let mut source = Library { store, cancel };
    let keys = if order.citekeys { Some(cite_keys(&mut source)?) } else { None };
    let options = Options { stamp: order.stamp.then(|| store.clock().stamp()), keys, form, one };
    export::run(&mut source, &order.wanted, &options, each)
}

fn cite_keys(source: &mut Library<'_>) -> Result<CiteKeys, ExportError> {
    let mut all = Vec::new();
    for id in export::Source::article_ids(source)? {
        all.extend(source.store.article(id)?.map(|article| (article.uuid, article.meta)));
    }
    Ok(CiteKeys::new(all.iter().map(|(uuid, meta)| (*uuid, meta))))
}

/// Goes through the articles with the annotations that are wanted; those without any are left out.
fn by_article(
    store: &Store,
    wanted: &Wanted,
    cancel: &AtomicBool,
    each: &mut dyn FnMut(Article, Vec<Annotation>) -> Result<(), ExportError>,
) -> Result<(), ExportError> {
    let mut source = Library { store, cancel };
    for id in export::Source::article_ids(&mut source)? {
        source.check()?;
        if !wanted.articles.is_empty() && !wanted.articles.contains(&id) {
            continue;
        }
        let Some(article) = store.article(id)?.filter(|article| article.annotations > 0) else { continue };
        let meant = AnnotationFilter {
            themes: wanted.themes.clone(),
            articles: vec![id],
            ..AnnotationFilter::default()
        };
        each(article, store.annotations(&meant, None)?)?;
    }
    Ok(())
}

/// Writes one file, keeping what the user wrote below the line in it.
fn write(path: &Path, mut content: String) -> Result<Outcome, FileError> {
    let before = files::read_limited(path, u64::MAX).ok();
    let before = before.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    let tail = before
        .as_deref()
        .filter(|_| files::has_yours(path))
        .and_then(|text| text.find(&format!("\n{YOURS}")).and_then(|at| text.get(at..)));
    if let Some(tail) = tail {
        content.push_str(tail);
    }
    if before.as_deref() == Some(content.as_str()) {
        return Ok(Outcome::Unchanged);
    }
    let outcome = if tail.is_some() { Outcome::Kept } else { Outcome::Written };
    files::write_atomic(path, content.as_bytes())?;
    Ok(outcome)
}

fn failed(path: &Path, source: FileError) -> ExportError {
    ExportError::File { path: path.to_owned(), source }
}

/// The store as the export reads it.
struct Library<'a> {
    store: &'a Store,
    cancel: &'a AtomicBool,
}

impl Library<'_> {
    fn check(&self) -> Result<(), ExportError> {
        if self.cancel.load(Ordering::Relaxed) { Err(ExportError::Cancelled) } else { Ok(()) }
    }
}

impl export::Source for Library<'_> {
    type Error = ExportError;

    fn themes(&mut self) -> Result<Vec<Theme>, ExportError> {
        Ok(self.store.themes()?)
    }

    fn note(&mut self) -> Result<Option<String>, ExportError> {
        Ok(self.store.library_note()?)
    }

    fn article_ids(&mut self) -> Result<Vec<ArticleId>, ExportError> {
        let sort = Sort { by: SortBy::Added, descending: false };
        let mut ids = Vec::new();
        let mut from = 0;
        loop {
            self.check()?;
            let window = self.store.articles(&Query::default(), sort, from..from + WINDOW)?;
            if window.is_empty() {
                return Ok(ids);
            }
            from += WINDOW;
            ids.extend(window.iter().map(|article| article.id));
        }
    }

    fn article(&mut self, id: ArticleId) -> Result<Option<Article>, ExportError> {
        self.check()?;
        Ok(self.store.article(id)?)
    }

    fn document(&mut self, id: ArticleId) -> Result<Document, ExportError> {
        self.check()?;
        Ok(self.store.document(id)?)
    }

    fn lines(&mut self, id: ArticleId) -> Result<Lines, ExportError> {
        Ok(self.store.lines(id)?)
    }

    fn annotations(&mut self, article: ArticleId) -> Result<Vec<Annotation>, ExportError> {
        Ok(self.store.annotations_of(article)?)
    }

    fn annotations_with(&mut self, theme: ThemeId) -> Result<Vec<Annotation>, ExportError> {
        self.check()?;
        let meant = AnnotationFilter { themes: vec![theme], ..AnnotationFilter::default() };
        Ok(self.store.annotations(&meant, None)?)
    }
}

#[cfg(test)]
mod tests;
