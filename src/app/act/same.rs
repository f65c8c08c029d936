//! From an annotation to the next or previous one in this article that shares a theme with it.

use super::super::App;
use crate::model::Annotation;

pub fn go(app: &mut App, forward: bool, count: Option<usize>) {
    let Some(id) = app.target_annotation() else {
        app.complain("There is no annotation under the cursor; [a and ]a go to one.");
        return;
    };
    let Some(reader) = &app.reader else { return };
    let placed = reader.marks.placed();
    let Some(here) = placed.iter().position(|a| a.id == id) else { return };
    let themes = placed.get(here).map(|a| a.themes.clone()).unwrap_or_default();
    let shares = |a: &&Annotation| a.themes.iter().any(|theme| themes.contains(theme));
    let last = count.unwrap_or(1).max(1) - 1;
    // As far as there are some, if there are fewer than the count.
    let found = if forward {
        placed.iter().skip(here + 1).filter(shares).take(last + 1).last()
    } else {
        placed.iter().take(here).rev().filter(shares).take(last + 1).last()
    };
    if let Some((id, at)) = found.map(|a| (a.id, a.span.start)) {
        if let Some(reader) = &mut app.reader {
            reader.land(at);
            reader.stepped = Some(super::super::Stepped::To(id));
        }
        return;
    }
    let names: Vec<String> =
        themes.iter().filter_map(|id| app.theme(*id)).map(|theme| format!("“{}”", theme.path)).collect();
    let side = if forward { "after" } else { "before" };
    app.complain(match names.as_slice() {
        [] => "This annotation has no theme; Enter gives it one.".to_owned(),
        names => format!("No annotation {side} this one has the theme {}.", names.join(" or ")),
    });
}
