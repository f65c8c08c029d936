//! What an import came to: what became of annotations, and each failure with its reason.

use ratatui::layout::Rect;

use super::{midst, scrolled, sheet};
use crate::app::{App, ReportPanel, Spot};
use crate::view::paint::Pen;
use crate::view::skin::Skin;

/// Rows of an entry: the title or the source, what became of it or the reason in two, an empty one.
const ROWS: u16 = 4;

pub fn draw(app: &App, panel: &ReportPanel, skin: &Skin, pen: &mut Pen<'_>) {
    let inner = midst(sheet(app.panes.body, "The last import", skin, pen), app.prefs.measure + 16);
    let report = &panel.report;
    let counts = format!(
        "{} added, {} updated, {} there already, {} failed{}",
        report.added,
        report.updated,
        report.unchanged,
        report.failed,
        if report.stopped { "; stopped before its end" } else { "" }
    );
    let head = pen.flow(Rect { height: 2.min(inner.height), ..inner }, &counts, skin.strong()) + 1;
    let fits = usize::from(inner.height.saturating_sub(head) / ROWS).max(1);
    let top = scrolled(panel.cursor, fits, report.lines().count());
    for ((i, (source, why)), n) in report.lines().enumerate().skip(top).zip(0..fits) {
        let y = inner.y + head + u16::try_from(n).unwrap_or(0) * ROWS;
        let room = inner.bottom().saturating_sub(y);
        if room == 0 {
            break;
        }
        pen.spot(Rect { y, height: room.min(ROWS - 1), ..inner }, || Spot::Row(i));
        if i == panel.cursor {
            pen.style(Rect { y, height: room.min(ROWS - 1), ..inner }, skin.chosen(true));
        }
        pen.line(Rect { y, height: 1, ..inner }, source, skin.text());
        let below = Rect {
            x: inner.x + 2,
            y: y + 1,
            width: inner.width.saturating_sub(2),
            height: (room - 1).min(2),
        };
        pen.flow(below, &why, skin.text());
    }
}
