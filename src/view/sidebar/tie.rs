//! What ties entries to their passages: the rule between the text and the sidebar.

use std::cmp::Ordering;

use ratatui::layout::Rect;

use super::Beside;
use super::entries::Entry;
use crate::app::App;
use crate::app::panes::text_column;
use crate::view::paint::Pen;
use crate::view::passage;
use crate::view::skin::Skin;

/// Signs for rows whose entries stand elsewhere; of more rows than there are signs the last ones have none.
const SIGNS: &str = "123456789abcdefghijklmnopqrstuvwxyz";

/// A sign on the row of each passage and of each entry; for the chosen one a line from the text, along the
/// rule, to where it had to go. Where several others are off their rows, the same figure or letter stands
/// beside the passage and before its entry.
pub fn connect(app: &App, beside: &Beside<'_>, skin: &Skin, pen: &mut Pen<'_>) {
    let &Beside { chosen, inner, body, ref entries, .. } = beside;
    let Some(pane) = app.panes.reader.filter(|_| app.looks.marks) else { return };
    // The rule stands left of the edge.
    let Some(x) = inner.x.checked_sub(2) else { return };
    let tied: Vec<(&Entry<'_>, u16)> =
        entries.iter().filter_map(|entry| Some((entry, entry.level?))).collect();
    for y in pane.y..body.bottom() {
        let passage = tied.iter().any(|(_, level)| *level == y);
        let sign = match (passage, tied.iter().any(|(entry, _)| entry.y == y)) {
            (true, true) => "┼",
            (true, false) => "┤",
            (false, true) => "├",
            (false, false) => continue,
        };
        pen.cluster(x, y, sign, 1, skin.rule());
    }
    let is_chosen = |entry: &Entry<'_>| Some(entry.annotation.id) == chosen;
    if let Some((entry, level)) = tied.iter().find(|(entry, _)| is_chosen(entry)) {
        let from = text_column(pane, app.prefs.measure).right().min(x);
        line(app, entry, Rect { x: from, y: *level, width: x - from, height: 1 }, skin, pen);
    }
    let off: Vec<(&Entry<'_>, u16)> =
        tied.iter().filter(|(entry, level)| entry.y != *level && !is_chosen(entry)).copied().collect();
    let mut rows: Vec<u16> = off.iter().map(|(_, level)| *level).collect();
    rows.dedup();
    let is_line_bent = tied.iter().any(|(entry, level)| is_chosen(entry) && entry.y != *level);
    if rows.len() + usize::from(is_line_bent) < 2 {
        return;
    }
    for (entry, level) in off {
        let at = rows.iter().position(|row| *row == level);
        let Some(sign) = at.and_then(|at| SIGNS.get(at..=at)) else { continue };
        let style = skin.tie(passage::color(app, entry.annotation));
        pen.cluster(x.saturating_sub(1), level, sign, 1, style);
        pen.cluster(x + 1, entry.y, sign, 1, style);
    }
}

/// From the end of the text, a row of `across`, along the rule behind it to the chosen entry.
fn line(app: &App, entry: &Entry<'_>, across: Rect, skin: &Skin, pen: &mut Pen<'_>) {
    let (x, level) = (across.right(), across.y);
    let style = skin.tie(passage::color(app, entry.annotation));
    pen.fill(across, "─", style);
    let (top, bottom) = (level.min(entry.y), level.max(entry.y));
    pen.fill(Rect { x, y: top, width: 1, height: bottom - top }, "│", style);
    let (turn, end) = match level.cmp(&entry.y) {
        Ordering::Less => ("┐", "└"),
        Ordering::Equal => ("┼", "┼"),
        Ordering::Greater => ("┘", "┌"),
    };
    pen.cluster(x, level, turn, 1, style);
    pen.cluster(x, entry.y, end, 1, style);
}
