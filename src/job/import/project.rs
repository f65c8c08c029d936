//! A project or a codebook of REFI-QDA into the library: its codes as themes, its sources as articles with
//! their annotations and notes. What the library has is recognised (by GUID; else a theme by its path, an
//! article as any other, an annotation by its span) and never taken away or written over: it only gets
//! what it has not.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use uuid::Uuid;

use super::super::identity::{self, Known};
use super::report::Of;
use super::saving::{PartOf, Update};
use super::sources::Sources;
use super::there::There;
use super::{Job, Outcome, Report, What, Whole};
use crate::import::refi::{Code, Folder, Lost, Passage, Project, Text, is_unpacked, joined};
use crate::import::{ImportError, book, digest};
use crate::model::anchor::{Sought, context, replace_all};
use crate::model::{
    Article, ArticleId, BroughtAnnotation, BroughtArticle, BroughtPlace, BroughtTheme, Document, Edit,
    Metadata, NoteOn, State, Theme, ThemeId, ThemeName, Told, fold, join_path, place_told,
};
use crate::store::{Result, Store};

/// The codes of a file as the library has them.
#[derive(Debug, Default)]
struct Themes {
    /// By the index of a code.
    ids: Vec<ThemeId>,
    made: usize,
    filled: usize,
}

impl Job<'_, '_> {
    /// Imports a project; `false` once the import is to stop. `place` is its path or address, and `path` its
    /// path.
    pub(super) fn project(
        &mut self,
        source: &str,
        place: Option<&str>,
        path: Option<&Path>,
        bytes: &[u8],
    ) -> Result<bool> {
        self.flush()?;
        let limits = self.with.means.limits;
        let is_unpacked = is_unpacked(bytes, Some(source));
        let sources = match path.filter(|_| is_unpacked).map(|path| Sources::beside(path, limits)) {
            Some(Err(why)) => {
                self.push(source.to_owned(), What::Failed(why))?;
                return Ok(true);
            }
            Some(Ok(sources)) => Some(sources),
            None => None,
        };
        let read = if is_unpacked {
            Project::beside(bytes, sources.as_ref().map(|sources| sources as &dyn Folder), limits)
        } else {
            Project::open(bytes, limits)
        };
        let Some((mut project, title)) = self.opened(source, "article", read)? else { return Ok(true) };
        let themes = self.themes(&mut project, 0)?;
        self.library_note(&mut project)?;
        let (mut told, mut all) = (0_usize, 0_usize);
        self.came = Came::default();
        for at in 0..project.count() {
            if self.is_cancelled() {
                return Ok(false);
            }
            let named = format!("{source}#{}", project.file(at));
            match project.read(at) {
                Ok(Some(text)) => {
                    let place = format!("{}#{}", place.unwrap_or("-"), project_file(&text));
                    all += text.passages.len() + text.lost.len();
                    let (what, part) = self.bring(text, place, &themes)?;
                    told += 1;
                    self.push_part(named, what, PartOf::Project(part))?;
                }
                Ok(None) => {}
                Err(error) => {
                    self.push(named, What::Failed(error.to_string()))?;
                    told += 1;
                    if book::is_fatal(&error) {
                        break;
                    }
                }
            }
        }
        self.flush()?;
        if told == 0 {
            self.tell_codes(source, &themes)?;
        }
        let Came { new, elsewhere, lost } = self.came;
        project.miss(elsewhere, lost);
        let came = format!("{}, {} ({new} new)", themes.sentence(), counted(all, "annotation"));
        let remarks = [vec![came], project.remarks()].concat();
        self.tell_of_project(source, title, remarks);
        Ok(true)
    }

    /// Imports a codebook.
    pub(super) fn codebook(&mut self, source: &str, bytes: &[u8]) -> Result<bool> {
        self.flush()?;
        let read = Project::codebook(bytes, self.with.means.limits);
        let Some((mut project, title)) = self.opened(source, "theme", read)? else { return Ok(true) };
        let themes = self.themes(&mut project, 1)?;
        self.tell_codes(source, &themes)?;
        let remarks = [vec![themes.sentence()], project.remarks()].concat();
        self.tell_of_project(source, title, remarks);
        Ok(true)
    }

    /// A project or codebook that was opened, and what it is called; it holds one `of` or several. One that
    /// was not is told of.
    fn opened<'p>(
        &mut self,
        source: &str,
        of: &'static str,
        read: Result<Project<'p>, ImportError>,
    ) -> Result<Option<(Project<'p>, String)>> {
        let project = match read {
            Ok(project) => project,
            Err(error) => {
                self.push(source.to_owned(), What::Failed(error.to_string()))?;
                return Ok(None);
            }
        };
        let title = named(&project, source);
        if self.is_single {
            self.steps.title = Some((title.clone(), of));
        }
        Ok(Some((project, title)))
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
        let Tree { paths, made, filled, met } = self.agree(weight, |store| tree(store, &codes))?;
        (0..met).for_each(|_| project.meet());
        let all = self.store.themes()?;
        let by_path: HashMap<String, ThemeId> =
            all.iter().map(|theme| (fold(&theme.path), theme.id)).collect();
        let id = |path: &String| by_path.get(&fold(path)).copied().unwrap_or(ThemeId(0));
        Ok(Themes { ids: paths.iter().map(id).collect(), made, filled })
    }

    /// Puts the note on the project below that on the library.
    fn library_note(&mut self, project: &mut Project<'_>) -> Result<()> {
        let more = project.note();
        self.agree(0, |store| {
            let before = store.library_note()?;
            let note = joined(before.clone(), more.clone());
            let is_new = note != before;
            Ok((is_new.then_some(Edit::SetNote { on: NoteOn::Library, note }).into_iter().collect(), ()))
        })
    }

    /// What a source becomes.
    fn bring(&mut self, text: Text, place: String, themes: &Themes) -> Result<(What, Part)> {
        let Text { uuid, imported, note, passages, lost, .. } = text;
        let mut keys = vec![format!("text {}", digest(&imported.document.text))];
        keys.extend(uuid.map(|uuid| format!("uuid {uuid}")));
        // What may be the same as one that waits is compared with the library once that is in it.
        if keys.iter().any(|key| self.keys.contains(key)) {
            self.flush()?;
        }
        self.look()?;
        self.bytes += imported.document.text.len() + (passages.len() + lost.len()) * 256;
        self.keys.extend(keys);
        let meta = Metadata { source: Some(place), ..imported.meta };
        let lost = lost.into_iter().map(|one| brought_lost(one, themes));
        let annotations = passages.into_iter().map(|passage| brought(passage, themes)).chain(lost).collect();
        let text = BroughtArticle { uuid, meta, document: imported.document, note, annotations };
        meet(self.store, Box::new(text))
    }
}

/// The codes of a project as themes of the library.
struct Tree {
    /// By the index of a code.
    paths: Vec<String>,
    made: usize,
    filled: usize,
    /// Codes that are one theme with another.
    met: usize,
}

/// The themes that codes are, and the edits that make those which the library has not.
fn tree(store: &Store, codes: &[Code]) -> Result<(Vec<Edit>, Tree)> {
    let all = store.themes()?;
    let by_uuid: HashMap<Uuid, &Theme> = all.iter().map(|theme| (theme.uuid, theme)).collect();
    let by_path: HashMap<String, &Theme> = all.iter().map(|theme| (fold(&theme.path), theme)).collect();
    let mut paths: Vec<String> = Vec::with_capacity(codes.len());
    let (mut new, mut known_ones) = (HashSet::new(), HashSet::new());
    let (mut edits, mut filled, mut met) = (Vec::new(), 0, 0);
    for code in codes {
        let above = code.parent.and_then(|at| paths.get(at));
        let own = join_path([code.name.as_str()]);
        let path = above.map_or_else(|| own.clone(), |above| format!("{above}/{own}"));
        let known = code.uuid.and_then(|uuid| by_uuid.get(&uuid)).or_else(|| by_path.get(&fold(&path)));
        if let Some(theme) = known {
            met += usize::from(!known_ones.insert(theme.id));
            let before = edits.len();
            fill(theme, code, &mut edits);
            filled += usize::from(edits.len() > before);
            paths.push(theme.path.clone());
            continue;
        }
        if new.insert(fold(&path)) {
            let Code { uuid, color, description, note, .. } = code.clone();
            edits.push(Edit::BringTheme(BroughtTheme { uuid, path: path.clone(), color, description, note }));
        } else {
            met += 1;
        }
        paths.push(path);
    }
    Ok((edits, Tree { paths, made: new.len(), filled, met }))
}

/// What came of annotations.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Came {
    new: usize,
    /// Those of them whose words the library has not, in the text that it has of their source.
    elsewhere: usize,
    /// Those of them that were lost before, and are so here.
    lost: usize,
}

impl Came {
    pub(super) fn add(&mut self, other: &Self) {
        self.new += other.new;
        self.elsewhere += other.elsewhere;
        self.lost += other.lost;
    }
}

/// A source that waits to be saved.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub came: Came,
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

/// What a source becomes in the library as that is now.
pub(super) fn meet(store: &Store, text: Box<BroughtArticle>) -> Result<(What, Part)> {
    let by_uuid = text.uuid.map(|uuid| store.article_with(uuid)).transpose()?.flatten();
    let found = if by_uuid.is_some() {
        by_uuid
    } else {
        let sha256 = digest(&text.document.text);
        let known =
            Known { url: text.meta.url.as_deref(), sha256: &sha256, file: text.meta.source.as_deref() };
        match identity::find(store, &known, &text.document)? {
            Some(same) => store.article(same.article)?,
            None => None,
        }
    };
    if let Some(article) = found {
        let (what, came) = add_to(store, &article, &text)?;
        return Ok((what, Part { came, text: Some(text) }));
    }
    let lost = text.annotations.iter().filter(|one| was_lost(one)).count();
    let came = Came { new: text.annotations.len(), elsewhere: 0, lost };
    Ok((What::Add(vec![Edit::BringArticle(text)]), Part { came, text: None }))
}

/// What an article that the library has gets of a source.
fn add_to(store: &Store, article: &Article, text: &BroughtArticle) -> Result<(What, Came)> {
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
    for ((one, _), place) in unknown.iter().zip(places(store, id, &text.document, &were)?) {
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
    Ok((what, came))
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
    were: &[&BroughtPlace],
) -> Result<Vec<BroughtPlace>> {
    if were.is_empty() {
        return Ok(Vec::new());
    }
    let here = store.document(article)?;
    if here.text == text.text {
        return Ok(were.iter().copied().cloned().collect());
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
    let mut found =
        sought.iter().zip(replace_all(&text.text, &here.text, &sought)).map(|(one, found)| BroughtPlace {
            span: found.span,
            state: found.state,
            quote: one.quote.to_owned(),
            prefix: one.prefix.to_owned(),
            suffix: one.suffix.to_owned(),
        });
    let mut found_again = lost
        .iter()
        .zip(place_told(&here.text, &told))
        .map(|(place, (span, state))| BroughtPlace { span, state, ..(*place).clone() });
    let next = |place: &&BroughtPlace| match place.state {
        State::Lost => found_again.next(),
        _ => found.next(),
    };
    Ok(were.iter().filter_map(next).collect())
}

impl Themes {
    /// The themes that codes are, each once.
    fn named(&self, codes: &[usize]) -> Vec<ThemeName> {
        let mut all: Vec<ThemeName> = Vec::new();
        for theme in codes.iter().filter_map(|code| self.ids.get(*code)).copied().map(ThemeName::Id) {
            if !all.contains(&theme) {
                all.push(theme);
            }
        }
        all
    }

    fn sentence(&self) -> String {
        format!("{} ({} new)", counted(self.ids.len(), "theme"), self.made)
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
    let themes = themes.named(&codes);
    BroughtAnnotation { uuid, place: Some(BroughtPlace::at(span)), themes, note, created, updated }
}

fn brought_lost(lost: Lost, themes: &Themes) -> BroughtAnnotation {
    let Lost { uuid, span, quote, prefix, suffix, codes, note, created, updated } = lost;
    let place = Some(BroughtPlace { span, state: State::Lost, quote, prefix, suffix });
    BroughtAnnotation { uuid, place, themes: themes.named(&codes), note, created, updated }
}

/// What a project is called, or else its file.
fn named(project: &Project<'_>, source: &str) -> String {
    // All that postil exports are called by its name, which says nothing of what they are.
    if !["", "postil"].contains(&project.name()) {
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
