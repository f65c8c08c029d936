//! A project or a codebook of REFI-QDA into the library: its codes as themes, its sources as articles with
//! their annotations and notes. What the library has is recognised (by GUID; else a theme by its path, an
//! article as any other, an annotation by its span) and never taken away or written over: it only gets
//! what it has not.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::atomic::Ordering;

use uuid::Uuid;

use super::meeting::{Called, Came, Part, meet, met};
use super::report::Of;
use super::saving::PartOf;
use super::sources::Sources;
use super::{Job, Outcome, Report, Unit, What};
use crate::import::refi::{Code, Folder, Lost, Passage, Project, Text, is_unpacked, joined};
use crate::import::{ImportError, book, digest};
use crate::model::{
    BroughtAnnotation, BroughtArticle, BroughtPlace, BroughtTheme, Edit, Metadata, NoteOn, State, Theme,
    ThemeId, ThemeName, fold, join_path,
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
        let cancel = self.with.cancel;
        let stop = || cancel.load(Ordering::Relaxed);
        let read = if is_unpacked {
            Project::beside(bytes, sources.as_ref().map(|sources| sources as &dyn Folder), limits, &stop)
        } else {
            Project::open(bytes, limits, &stop)
        };
        if self.is_cancelled() {
            return Ok(false);
        }
        let Some((mut project, title)) = self.opened(source, "article", read)? else { return Ok(true) };
        let themes = self.themes(&mut project, 0)?;
        self.library_note(&mut project)?;
        let (mut told, mut all) = (0_usize, 0_usize);
        (self.came, self.sources) = (Came::default(), Vec::new());
        self.count(Unit::Part, project.count());
        for at in 0..project.count() {
            if at > 0 {
                self.done(Unit::Part);
            }
            if self.is_cancelled() {
                return Ok(false);
            }
            let named = format!("{source}#{}", project.file(at));
            let read = project.read(at, &stop);
            if self.is_cancelled() {
                return Ok(false);
            }
            match read {
                Ok(Some(text)) => {
                    let place = format!("{}#{}", place.unwrap_or("-"), project_file(&text));
                    all += text.passages.len() + text.lost.len();
                    let Some((what, part)) = self.bring(text, place, &themes)? else { return Ok(false) };
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
        let remarks = [vec![came], met(&self.sources), project.remarks()].concat();
        self.tell_of_project(source, title, remarks);
        Ok(true)
    }

    /// Imports a codebook.
    pub(super) fn codebook(&mut self, source: &str, bytes: &[u8]) -> Result<bool> {
        self.flush()?;
        let cancel = self.with.cancel;
        let read = Project::codebook(bytes, self.with.means.limits, &|| cancel.load(Ordering::Relaxed));
        if self.is_cancelled() {
            return Ok(false);
        }
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
        (self.with.each)(Report::new(source, outcome));
        Ok(())
    }

    fn tell_of_project(&mut self, source: &str, title: String, remarks: Vec<String>) {
        (self.with.each)(Report::of_whole(source, Of::Project, title, remarks));
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

    /// What a source becomes; nothing once the import is to stop.
    fn bring(&mut self, text: Text, place: String, themes: &Themes) -> Result<Option<(What, Part)>> {
        let Text { file, uuid, imported, status, starred, note, passages, lost } = text;
        let sha256 = digest(&imported.document.text);
        let title = &imported.meta.title;
        let name = if file.is_empty() { format!("“{title}”") } else { format!("“{title}” ({file})") };
        let mut keys = vec![format!("text {sha256}")];
        keys.extend(uuid.map(|uuid| format!("uuid {uuid}")));
        // What may be the same as one that waits is compared with the library once that is in it.
        if keys.iter().any(|key| self.keys.contains(key)) {
            self.flush()?;
        }
        self.look()?;
        self.keys.extend(keys);
        let meta = Metadata { source: Some(place), ..imported.meta };
        let lost = lost.into_iter().map(|one| brought_lost(one, themes));
        let annotations = passages.into_iter().map(|passage| brought(passage, themes)).chain(lost).collect();
        let document = imported.document;
        let text = BroughtArticle { uuid, meta, document, status, starred, note, annotations };
        let cancel = self.with.cancel;
        let met = meet(self.store, Box::new(text), &|| cancel.load(Ordering::Relaxed))?;
        Ok(met.map(|(what, mut part)| {
            part.called = Called { name, sha256 };
            (what, part)
        }))
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
