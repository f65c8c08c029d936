//! Tagging: the sentence, the selection or the annotation under the cursor.

use super::super::{App, Chooser, Overlay, Pane, Place, Purpose, Target};
use super::furniture::target_in_sight;
use crate::app::Passage;
use crate::command::Context;
use crate::model::{Annotation, AnnotationId, Edit, State, ThemeId, ThemeName, fold, split_path};
use crate::text::Span;

impl App {
    /// The themes of the last tagging, those that still exist. One that was new then goes by its path.
    pub(super) fn last_themes(&self) -> Vec<ThemeId> {
        self.last_themes.iter().filter_map(|name| self.theme_named(name)).collect()
    }

    /// The theme of that name, if there is one.
    pub(super) fn theme_named(&self, name: &ThemeName) -> Option<ThemeId> {
        let folded = |path: &str| split_path(path).iter().map(|name| fold(name)).collect::<Vec<_>>();
        let found = match name {
            ThemeName::Id(id) => self.theme(*id),
            ThemeName::Path(path) => self.themes.iter().find(|theme| folded(&theme.path) == folded(path)),
        };
        found.map(|theme| theme.id)
    }

    /// What to say instead of putting themes on a passage that has all of them.
    pub(super) fn has_already(&self, themes: &[ThemeId]) -> Option<String> {
        let had = &self.annotation_meant()?.themes;
        if themes.is_empty() || !themes.iter().all(|theme| had.contains(theme)) {
            return None;
        }
        let paths: Vec<String> =
            themes.iter().filter_map(|id| self.theme(*id)).map(|theme| format!("“{}”", theme.path)).collect();
        let what = if paths.len() == 1 { "theme" } else { "themes" };
        Some(format!("This passage has the {what} {} already.", paths.join(", ")))
    }

    /// The annotation that `dd` and `Enter` mean: the one stepped to, else the smallest under the cursor.
    pub fn target_annotation(&self) -> Option<AnnotationId> {
        let reader = self.reader.as_ref()?;
        let target = reader.target().and_then(|target| target.annotation);
        target.or_else(|| reader.marks.at(reader.cursor).first().map(|a| a.id))
    }

    /// The entry of the sidebar that is chosen: the annotation under the cursor, else the nearest.
    pub fn entry(&self) -> Option<AnnotationId> {
        let reader = self.reader.as_ref()?;
        if let Some(lost) = self.lost_entry.filter(|id| reader.marks.get(*id).is_some()) {
            return Some(lost);
        }
        let under = self.target_annotation();
        if self.margin.is_narrowed() {
            let left = self.margin.entries(&reader.marks, &self.themes);
            let is_left = |id: &AnnotationId| left.iter().any(|a| a.id == *id);
            let distance = |a: &&&Annotation| a.span.start.0.abs_diff(reader.cursor.0);
            return under.filter(is_left).or_else(|| left.iter().min_by_key(distance).map(|a| a.id));
        }
        let near = || {
            let before = reader.marks.before(reader.cursor).or_else(|| reader.marks.after(reader.cursor));
            before.or_else(|| reader.marks.all().next()).map(|a| a.id)
        };
        under.or_else(near)
    }

    /// Chooses an entry: the text goes to its passage; a lost one has none.
    pub(super) fn choose_entry(&mut self, id: AnnotationId) {
        let Some(reader) = &mut self.reader else { return };
        let Some(annotation) = reader.marks.get(id) else { return };
        if annotation.state == State::Lost {
            self.lost_entry = Some(id);
            return;
        }
        self.lost_entry = None;
        let at = annotation.span.start;
        reader.land(at);
        reader.stepped = Some(super::super::Stepped::To(id));
    }

    /// Where the focus is an annotation: the sidebar's entry, else the target of the reader.
    fn meant(&self) -> Option<Target> {
        if let Some(Passage { annotation, .. }) = self.passage_meant() {
            return Some(Target {
                article: annotation.article.id,
                span: annotation.span,
                annotation: Some(annotation.id),
            });
        }
        let reader = self.reader.as_ref()?;
        if self.context() == Context::Sidebar {
            let annotation = reader.marks.get(self.entry()?)?;
            return Some(Target {
                article: reader.article.id,
                span: annotation.span,
                annotation: Some(annotation.id),
            });
        }
        reader.target()
    }

    /// What is underlined in the text: what the next key of the text would mark, or, beside the text, the
    /// passage of the entry that is chosen there.
    pub fn target_shown(&self) -> Option<Span> {
        let reader = self.reader.as_ref()?;
        if self.focus != Pane::Sidebar {
            return reader.target().map(|target| target.span);
        }
        let entry = self.entry().and_then(|id| reader.marks.get(id));
        entry.filter(|annotation| annotation.state != State::Lost).map(|annotation| annotation.span)
    }

    /// The text goes to the passage of the entry that is about to be changed, if the cursor is elsewhere.
    pub(super) fn go_along_with_entry(&mut self) {
        if let Some(id) = self.entry().filter(|id| self.target_annotation() != Some(*id)) {
            self.choose_entry(id);
        }
    }

    /// The annotation that is meant: of the board, the sidebar or the text.
    pub(super) fn annotation_meant(&self) -> Option<&Annotation> {
        if let Some(passage) = self.passage_meant() {
            return Some(&passage.annotation);
        }
        let id = self.meant()?.annotation?;
        self.reader.as_ref()?.marks.get(id)
    }

    pub(super) fn target_meant(&self) -> Option<Target> {
        self.meant()
    }
}

/// Opens the chooser on what is underlined; saves the range that is being changed.
pub fn tag(app: &mut App) {
    if app.context() == Context::Visual && app.reader.as_ref().is_some_and(|r| r.changing().is_some()) {
        super::range::save(app);
        return;
    }
    let Some(target) = target_in_sight(app) else { return };
    let had = app.annotation_meant().map(|annotation| annotation.themes.clone()).unwrap_or_default();
    let chooser = Chooser::new(Purpose::Tag(target), had, &app.themes);
    app.overlays.push(Overlay::Chooser(Box::new(chooser)));
}

pub fn edit_themes(app: &mut App) {
    tag(app);
}

/// Puts the themes of the last tagging on here too; takes none off.
pub fn repeat(app: &mut App) {
    let Some(target) = target_in_sight(app) else { return };
    let last = app.last_themes();
    if let Some(why) = app.has_already(&last) {
        app.say(why);
        return;
    }
    let themes: Vec<ThemeName> = last.into_iter().map(ThemeName::Id).collect();
    let edit = match target.annotation {
        Some(annotation) => Edit::PutThemes { annotation, themes },
        None => Edit::Annotate { article: target.article, span: target.span, themes, note: None },
    };
    leave_selection(app);
    app.apply(vec![edit]);
}

/// The selection has become an annotation: the cursor stays at its start.
pub fn leave_selection(app: &mut App) {
    if let Some(reader) = &mut app.reader
        && reader.selection.is_some()
    {
        let start = reader.selected().start;
        reader.leave_selection();
        reader.put_cursor(start);
    }
}

pub fn step_outward(app: &mut App) {
    let Some(reader) = &mut app.reader else { return };
    reader.step_outward();
    let what = match reader.stepped {
        Some(super::super::Stepped::To(id)) => {
            reader.marks.get(id).map(|a| format!("Enter changes “{}”.", cut(a.words())))
        }
        _ => Some("Enter tags the sentence anew.".to_owned()),
    };
    if let Some(what) = what {
        app.say(what);
    }
}

/// The first words of a quote on one line.
pub(super) fn cut(quote: &str) -> String {
    crate::text::excerpt(quote, 40)
}

/// The annotation that a command which takes it away means.
pub(super) fn meant_to_go(app: &App) -> Option<AnnotationId> {
    match app.context() {
        Context::Sidebar => app.entry(),
        Context::Board => app.annotation_meant().map(|annotation| annotation.id),
        Context::Tray => match app.overlays.last() {
            Some(Overlay::Tray(tray)) => tray.chosen().map(|one| one.annotation.id),
            _ => None,
        },
        _ => app.target_annotation(),
    }
}

pub fn why_no_note_to_keep(app: &App) -> Option<String> {
    let of_text = |id| app.reader.as_ref().and_then(|reader| reader.marks.get(id));
    let found = match app.passage_meant() {
        Some(passage) => Some(&passage.annotation),
        None => meant_to_go(app).and_then(of_text),
    };
    let why = match found {
        None => "There is no annotation under the cursor; [a and ]a go to one.",
        Some(annotation) if annotation.note.is_none() => {
            "This annotation has no note to keep; dd deletes it."
        }
        Some(_) => return None,
    };
    Some(why.to_owned())
}

/// Deletes the annotation and puts its note, below the words it was on, into the article's note.
pub fn keep_note(app: &mut App) {
    if let Some(annotation) = meant_to_go(app) {
        app.lost_entry = None;
        app.apply(vec![Edit::KeepNote { annotation }]);
    }
}

pub fn delete(app: &mut App) {
    if let Some(annotation) = meant_to_go(app) {
        app.lost_entry = None;
        app.apply(vec![Edit::DeleteAnnotation { annotation }]);
    }
}

const LOST: &str = "Its passage was not found in the present text; the old words are kept here.";

/// Goes to the passage of the chosen entry or of the board; the place left is noted.
pub fn jump(app: &mut App) {
    if let Some(passage) = app.passage_meant() {
        let annotation = &passage.annotation;
        let place = Place { article: annotation.article.id, at: annotation.span.start };
        let (id, is_lost) = (annotation.id, annotation.state == State::Lost);
        app.leave_overlays();
        if is_lost {
            // Where it was says nothing of the present text.
            if app.reader.as_ref().is_none_or(|r| r.article.id != place.article) {
                app.open_at(place.article, None);
            }
            app.complain(LOST);
        } else {
            app.arrive_at(place.at, super::Arrival::on(place.article, id));
        }
        return;
    }
    let Some(id) = app.entry() else { return };
    app.choose_entry(id);
    if app.lost_entry.is_some() {
        app.complain(LOST);
    } else {
        app.focus = Pane::Reader;
    }
}
