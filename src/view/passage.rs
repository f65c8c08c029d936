//! Annotations as they stand in the text: which fills a cell, and the signs in the gutter.

use crate::app::{App, Reader};
use crate::model::{Annotation, Theme};
use crate::text::layout::Line;
use crate::text::{Offset, Span};

/// Annotations on a line of the window, the smallest first.
pub fn on_line<'a>(reader: &'a Reader, line: &Line) -> Vec<&'a Annotation> {
    let mut found: Vec<&Annotation> = reader.marks.within(line.span).collect();
    found.sort_by_key(|a| (a.span.len(), a.span.start));
    found
}

/// The annotation that fills the cell of a place, and how many lie there.
pub fn filling<'a>(on_line: &[&'a Annotation], at: Offset) -> Option<(&'a Annotation, usize)> {
    let mut here = on_line.iter().filter(|a| a.span.contains(at));
    let first = here.next()?;
    Some((first, 1 + here.count()))
}

/// The themes of an annotation, those that exist.
pub fn themes<'a>(app: &'a App, annotation: &Annotation) -> Vec<&'a Theme> {
    annotation.themes.iter().filter_map(|id| app.theme(*id)).collect()
}

/// The colour of an annotation: that of its first theme.
pub fn color<'a>(app: &'a App, annotation: &Annotation) -> Option<&'a str> {
    themes(app, annotation).first().map(|theme| theme.color.as_str())
}

/// A sign in the gutter and its colour.
pub struct Sign<'a> {
    pub text: &'a str,
    pub color: Option<&'a str>,
}

/// The signs of annotations that begin on a line: of each theme; `*` for a note without a theme,
/// `-` for a bare highlight.
pub fn signs<'a>(app: &'a App, on_line: &[&Annotation], line: Span) -> Vec<Sign<'a>> {
    let mut beginning: Vec<&Annotation> =
        on_line.iter().copied().filter(|a| line.contains(a.span.start)).collect();
    beginning.sort_by_key(|a| (a.span.start, a.span.end));
    let mut signs = Vec::new();
    for annotation in beginning {
        let themes = themes(app, annotation);
        if themes.is_empty() {
            signs.push(Sign { text: if annotation.note.is_some() { "*" } else { "-" }, color: None });
        }
        signs.extend(themes.iter().map(|theme| Sign { text: &theme.sign, color: Some(&theme.color) }));
    }
    signs
}
