//! A project or a codebook of REFI-QDA into the library: its codes as themes, its sources as articles with
//! their annotations and notes. What the library has is recognised (by GUID; else a theme by its path, an
//! article as any other, an annotation by its span) and never taken away or written over: it only gets
//! what it has not.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use uuid::Uuid;

use super::super::identity::{self, Known};
use super::report::Of;
use super::saving::Update;
use super::{Job, Outcome, Report, What, Whole};
use crate::import::refi::{Code, Passage, Project, Text, joined};
use crate::import::{book, digest};
use crate::model::anchor::{Sought, context, locate};
use crate::model::{
    Annotation, ArticleId, BroughtAnnotation, BroughtArticle, BroughtTheme, Document, Edit, NoteOn, State,
    Theme, ThemeId, ThemeName, fold, join_path,
};
use crate::store::{Result, Same};
use crate::text::Span;

/// The codes of a file as the library has them.
#[derive(Debug, Default)]
struct Themes {
    /// By the index of a code.
    ids: Vec<ThemeId>,
    made: usize,
    filled: usize,
}

impl Job<'_, '_> {
    /// Imports a project; `false` once the import is to stop. `place` is its path or address.
    pub(super) fn project(&mut self, source: &str, place: Option<&str>, bytes: &[u8]) -> Result<bool> {
        self.flush()?;
        let mut project = match Project::open(bytes, self.with.means.limits) {
            Ok(project) => project,
            Err(error) => {
                self.push(source.to_owned(), What::Failed(error.to_string()))?;
                return Ok(true);
            }
        };
        let title = named(&project, source);
        if self.is_single {
            self.steps.title = Some((title.clone(), "article"));
        }
        let themes = self.themes(&mut project, 0)?;
        self.library_note(&mut project)?;
        let (mut told, mut counts) = (0_usize, (0_usize, 0_usize));
        for at in 0..project.count() {
            if self.is_cancelled() {
                return Ok(false);
            }
            let named = format!("{source}#{}", project.file(at));
            let what = match project.read(at) {
                Ok(Some(text)) => {
                    let place = format!("{}#{}", place.unwrap_or("-"), project_file(&text));
                    counts.0 += text.passages.len();
                    let (what, new) = self.bring(text, place, &themes, &mut project)?;
                    counts.1 += new;
                    what
                }
                Ok(None) => continue,
                Err(error) => {
                    self.push(named, What::Failed(error.to_string()))?;
                    told += 1;
                    if book::is_fatal(&error) {
                        break;
                    }
                    continue;
                }
            };
            told += 1;
            self.push(named, what)?;
        }
        self.flush()?;
        if told == 0 {
            self.tell_codes(source, &themes)?;
        }
        let (all, new) = counts;
        let came = format!("{}, {} ({new} new)", themes.sentence(), counted(all, "annotation"));
        let remarks = [vec![came], project.remarks()].concat();
        self.tell_of_project(source, title, remarks);
        Ok(true)
    }

    /// Imports a codebook.
    pub(super) fn codebook(&mut self, source: &str, bytes: &[u8]) -> Result<bool> {
        self.flush()?;
        let read = Project::codebook(bytes, self.with.means.limits);
        let mut project = match read {
            Ok(project) => project,
            Err(error) => {
                self.push(source.to_owned(), What::Failed(error.to_string()))?;
                return Ok(true);
            }
        };
        let title = named(&project, source);
        if self.is_single {
            self.steps.title = Some((title.clone(), "theme"));
        }
        let themes = self.themes(&mut project, 1)?;
        self.tell_codes(source, &themes)?;
        let remarks = [vec![themes.sentence()], project.remarks()].concat();
        self.tell_of_project(source, title, remarks);
        Ok(true)
    }

    /// Reports a file of which nothing but the codes is told.
    fn tell_codes(&mut self, source: &str, themes: &Themes) -> Result<()> {
        self.flush()?;
        let outcome = match (themes.made, themes.filled) {
            (0, 0) => Outcome::Unchanged,
            (0, _) => Outcome::Updated,
            _ => Outcome::Added,
        };
        let source = source.to_owned();
        (self.with.each)(Report {
            source,
            outcome,
            article: None,
            error: None,
            anchored: None,
            brought: false,
            remark: None,
            whole: None,
        });
        Ok(())
    }

    fn tell_of_project(&mut self, source: &str, title: String, remarks: Vec<String>) {
        (self.with.each)(Report {
            source: source.to_owned(),
            outcome: Outcome::Unchanged,
            article: None,
            error: None,
            anchored: None,
            brought: false,
            remark: None,
            whole: Some(Whole { title, of: Of::Project, subscribed: false, remarks }),
        });
    }

    /// Makes the themes that the codes are, where the library has them not. Each new one counts `weight` in
    /// the label of the step.
    fn themes(&mut self, project: &mut Project<'_>, weight: usize) -> Result<Themes> {
        let codes = project.codes();
        let all = self.store.themes()?;
        let by_uuid: HashMap<Uuid, &Theme> = all.iter().map(|theme| (theme.uuid, theme)).collect();
        let by_path: HashMap<String, &Theme> = all.iter().map(|theme| (fold(&theme.path), theme)).collect();
        let mut paths: Vec<String> = Vec::with_capacity(codes.len());
        let (mut new, mut met) = (HashSet::new(), HashSet::new());
        let (mut edits, mut filled) = (Vec::new(), 0);
        for code in &codes {
            let above = code.parent.and_then(|at| paths.get(at));
            let own = join_path([code.name.as_str()]);
            let path = above.map_or_else(|| own.clone(), |above| format!("{above}/{own}"));
            let known = code.uuid.and_then(|uuid| by_uuid.get(&uuid)).or_else(|| by_path.get(&fold(&path)));
            if let Some(theme) = known {
                if !met.insert(theme.id) {
                    project.meet();
                }
                let before = edits.len();
                fill(theme, code, &mut edits);
                filled += usize::from(edits.len() > before);
                paths.push(theme.path.clone());
                continue;
            }
            if new.insert(fold(&path)) {
                let Code { uuid, color, description, note, .. } = code.clone();
                edits.push(Edit::BringTheme(BroughtTheme {
                    uuid,
                    path: path.clone(),
                    color,
                    description,
                    note,
                }));
            } else {
                project.meet();
            }
            paths.push(path);
        }
        if !edits.is_empty() {
            self.apply(&edits, weight * edits.len())?;
        }
        let all = self.store.themes()?;
        let by_path: HashMap<String, ThemeId> =
            all.iter().map(|theme| (fold(&theme.path), theme.id)).collect();
        let id = |path: &String| by_path.get(&fold(path)).copied().unwrap_or(ThemeId(0));
        Ok(Themes { ids: paths.iter().map(id).collect(), made: new.len(), filled })
    }

    /// Puts the note on the project below that on the library.
    fn library_note(&mut self, project: &mut Project<'_>) -> Result<()> {
        let before = self.store.library_note()?;
        let note = joined(before.clone(), project.note());
        if note != before {
            self.apply(&[Edit::SetNote { on: NoteOn::Library, note }], 0)?;
        }
        Ok(())
    }

    /// What a source becomes, and how many annotations are new.
    fn bring(
        &mut self,
        text: Text,
        place: String,
        themes: &Themes,
        project: &mut Project<'_>,
    ) -> Result<(What, usize)> {
        let sha256 = digest(&text.imported.document.text);
        let mut keys = vec![format!("text {sha256}")];
        keys.extend(text.uuid.map(|uuid| format!("uuid {uuid}")));
        // What may be the same as one that waits is compared with the library once that is in it.
        if keys.iter().any(|key| self.keys.contains(key)) {
            self.flush()?;
        }
        let by_uuid = text.uuid.map(|uuid| self.store.article_by_uuid(uuid)).transpose()?.flatten();
        let same = if by_uuid.is_some() {
            by_uuid
        } else {
            let url = text.imported.meta.url.as_deref();
            let known = Known { url, sha256: &sha256, file: Some(&place) };
            let found = identity::find(self.store, &known, &text.imported.document)?;
            found.map(|Same { article, trashed, .. }| (article, trashed))
        };
        self.bytes += text.imported.document.text.len() + text.passages.len() * 256;
        self.keys.extend(keys);
        if let Some((article, trashed)) = same {
            return self.add_to(article, trashed, text, themes, project);
        }
        let Text { uuid, imported, note, passages, .. } = text;
        let mut meta = imported.meta;
        meta.source = Some(place);
        let new = passages.len();
        let annotations = passages.into_iter().map(|passage| brought(passage, themes)).collect();
        let article = BroughtArticle { uuid, meta, document: imported.document, note, annotations };
        Ok((What::Add(vec![Edit::BringArticle(Box::new(article))]), new))
    }

    /// What an article that the library has gets of a source.
    fn add_to(
        &self,
        article: ArticleId,
        trashed: bool,
        text: Text,
        themes: &Themes,
        project: &mut Project<'_>,
    ) -> Result<(What, usize)> {
        let mut edits = if trashed { vec![Edit::RestoreArticle { article }] } else { Vec::new() };
        let before = self.store.article(article)?.and_then(|article| article.note);
        let note = joined(before.clone(), text.note);
        if note != before {
            edits.push(Edit::SetNote { on: NoteOn::Article(article), note });
        }
        let here = self.store.document(article)?;
        let mut there = There::of(self.store.annotations_of(article)?);
        let (mut new, mut missed) = (0, 0);
        for passage in text.passages {
            let known = passage.uuid.and_then(|uuid| there.named(uuid));
            let span = match known {
                Some(_) => Some(passage.span),
                None => find(&here, &text.imported.document, passage.span),
            };
            let Some(span) = span else {
                missed += 1;
                continue;
            };
            let brought = BroughtAnnotation { span, ..brought(passage, themes) };
            if let Some(at) = known.or_else(|| there.at(span)) {
                there.add(at, known.is_some(), brought, &mut edits);
            } else {
                new += 1;
                edits.push(Edit::BringAnnotation { article, annotation: brought });
            }
        }
        project.miss(missed);
        let what = if edits.is_empty() {
            What::Unchanged(article)
        } else {
            What::Update(Update::new(article, edits))
        };
        Ok((what, new))
    }
}

impl Themes {
    fn sentence(&self) -> String {
        format!("{} ({} new)", counted(self.ids.len(), "theme"), self.made)
    }
}

/// The annotations that an article has.
struct There {
    all: Vec<Annotation>,
    by_uuid: HashMap<Uuid, usize>,
    by_span: HashMap<Span, usize>,
}

impl There {
    fn of(all: Vec<Annotation>) -> Self {
        let by_uuid = all.iter().enumerate().map(|(at, one)| (one.uuid, at)).collect();
        let placed = all.iter().enumerate().filter(|(_, one)| one.state != State::Lost);
        let by_span = placed.map(|(at, one)| (one.span, at)).collect();
        Self { all, by_uuid, by_span }
    }

    fn named(&self, uuid: Uuid) -> Option<usize> {
        self.by_uuid.get(&uuid).copied()
    }

    fn at(&self, span: Span) -> Option<usize> {
        self.by_span.get(&span).copied()
    }

    /// What an annotation gets of one that is the same: themes, and a note where it has none. One that is
    /// only on the same words gets the note below its own.
    fn add(&mut self, at: usize, is_same: bool, brought: BroughtAnnotation, edits: &mut Vec<Edit>) {
        let Some(known) = self.all.get_mut(at) else { return };
        let more: Vec<ThemeId> =
            brought.themes.into_iter().filter(|theme| !known.themes.contains(theme)).collect();
        if !more.is_empty() {
            known.themes.extend(&more);
            let themes = more.into_iter().map(ThemeName::Id).collect();
            edits.push(Edit::PutThemes { annotation: known.id, themes });
        }
        let note = match (&known.note, is_same) {
            (Some(_), true) => known.note.clone(),
            _ => joined(known.note.clone(), brought.note),
        };
        if note != known.note {
            known.note.clone_from(&note);
            edits.push(Edit::SetNote { on: NoteOn::Annotation(known.id), note });
        }
    }
}

/// What a theme has not and a code has.
fn fill(theme: &Theme, code: &Code, edits: &mut Vec<Edit>) {
    if theme.description.is_none() && code.description.is_some() {
        edits.push(Edit::DescribeTheme { theme: theme.id, description: code.description.clone() });
    }
    if theme.note.is_none() && code.note.is_some() {
        edits.push(Edit::SetNote { on: NoteOn::Theme(theme.id), note: code.note.clone() });
    }
}

fn brought(passage: Passage, themes: &Themes) -> BroughtAnnotation {
    let Passage { uuid, span, codes, note, created, updated } = passage;
    let mut put: Vec<ThemeId> = Vec::new();
    for theme in codes.iter().filter_map(|code| themes.ids.get(*code)) {
        if !put.contains(theme) {
            put.push(*theme);
        }
    }
    BroughtAnnotation { uuid, span, themes: put, note, created, updated }
}

/// Where a passage of a text is in the text that the library has; nowhere unless its words are there.
fn find(here: &Document, text: &Document, span: Span) -> Option<Span> {
    if here.text == text.text {
        return Some(span);
    }
    let (prefix, suffix) = context(&text.text, span);
    let found =
        locate(&here.text, &Sought { quote: text.slice(span), prefix: &prefix, suffix: &suffix, was: span });
    matches!(found.state, State::Placed | State::Moved).then_some(found.span)
}

/// What a project is called, or else its file.
fn named(project: &Project<'_>, source: &str) -> String {
    if !project.name().is_empty() {
        return project.name().to_owned();
    }
    Path::new(source)
        .file_stem()
        .map_or_else(|| source.to_owned(), |stem| stem.to_string_lossy().into_owned())
}

/// By what the text of a source is known again.
fn project_file(text: &Text) -> &str {
    if text.file.is_empty() { &text.imported.meta.title } else { &text.file }
}

fn counted(n: usize, one: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {one}s") }
}
