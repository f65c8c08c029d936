//! The range of an annotation: taking it as the selection to change it, and moving its end by
//! sentences.

use super::super::App;
use super::furniture::show_within;
use super::tag::{cut, leave_selection};
use crate::model::{AnnotationId, Edit};
use crate::text::Span;

const CHANGING: &str = "Enter saves the range, Esc leaves it; motions move its end, o the other.";
const TAKEN: &str = "Another annotation has exactly that range already; nothing was changed.";

/// On an annotation: takes its range as the selection. Elsewhere, or while selecting: selects again
/// what was selected last.
pub fn again(app: &mut App) {
    let under = app.target_annotation();
    let Some(reader) = &mut app.reader else { return };
    if let Some(id) = under.filter(|_| reader.selection.is_none()) {
        reader.change_range(id);
        app.say(CHANGING);
    } else if reader.changing().is_some() {
        app.say(CHANGING);
    } else if !reader.select_again() {
        app.complain("Nothing was selected yet, and no annotation is under the cursor; v selects.");
    }
}

/// Enter while a range is being changed: the new range becomes the annotation's.
pub fn save(app: &mut App) {
    let Some(reader) = &app.reader else { return };
    let Some(annotation) = reader.changing() else { return };
    let (id, was, now) = (annotation.id, annotation.span, reader.selected());
    if now.is_empty() {
        app.complain("There is no text in this range; move an end, or Esc leaves it as it was.");
    } else if now == was {
        leave_selection(app);
        app.say("The range is as it was.");
    } else if move_to(app, id, now) {
        leave_selection(app);
    }
}

fn move_to(app: &mut App, annotation: AnnotationId, span: Span) -> bool {
    let Some(reader) = &app.reader else { return false };
    if reader.marks.exactly(span).is_some_and(|other| other.id != annotation) {
        app.complain(TAKEN);
        return false;
    }
    show_within(app, span);
    app.apply(vec![Edit::MoveAnnotation { annotation, span }]);
    true
}

/// `>` and `<`: the end of the annotation, or of what is selected, goes on by so many sentences, or
/// comes back.
pub fn by_sentences(app: &mut App, extends: bool, count: Option<usize>) {
    let under = app.target_annotation();
    let Some(reader) = &mut app.reader else { return };
    let selecting = reader.selection.is_some();
    let span = match under.and_then(|id| reader.marks.get(id)).filter(|_| !selecting) {
        Some(annotation) => annotation.span,
        None => reader.selected(),
    };
    let times = count.unwrap_or(1);
    let moved = if extends { reader.extended(span, times) } else { reader.shrunk(span, times) };
    let Some(to) = moved else {
        app.complain(if extends {
            "No sentence follows in this article."
        } else {
            "One sentence is left; gv changes its range, dd deletes it."
        });
        return;
    };
    if selecting {
        reader.select_span(to);
        return;
    }
    let Some(id) = under else { return };
    if move_to(app, id, to)
        && let Some(reader) = &mut app.reader
        && !to.contains(reader.cursor)
    {
        // What a shorter range has left behind would not be the target any more.
        reader.put_cursor(to.start);
    }
}

/// What a range is being changed of, for the status line.
impl App {
    pub fn changing_words(&self) -> Option<String> {
        Some(cut(&self.reader.as_ref()?.changing()?.quote))
    }
}
