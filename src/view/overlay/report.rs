//! What an import came to: what became of annotations, and each failure with its reason.

use ratatui::layout::Rect;

use super::{chosen_row, first_whole, page};
use crate::app::{App, Part, ReportPanel, Spot};
use crate::view::paint::{Pen, flow};
use crate::view::skin::Skin;

pub fn draw(app: &App, panel: &ReportPanel, skin: &Skin, pen: &mut Pen<'_>) {
    let inner = page(app, "The last import", skin, pen);
    let Some(report) = &panel.report else {
        let text = if panel.loaded {
            "Nothing was imported into this library yet; a in the list adds articles."
        } else {
            "Reading…"
        };
        let room = Rect { y: inner.y + 1, height: 3.min(inner.height.saturating_sub(1)), ..inner };
        pen.flow(room, text, skin.dim());
        return;
    };
    let each = [
        (report.added, "added"),
        (report.updated.saturating_sub(report.restored), "updated"),
        (report.restored, "back from the trash"),
        (report.unchanged, "there already"),
        (report.failed, "failed"),
    ];
    let counts: Vec<String> =
        each.iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}")).collect();
    let counts = format!(
        "{} {}: {}{}{}",
        report.at.get(..16).unwrap_or(&report.at).replace('T', " "),
        report.work,
        if counts.is_empty() { "nothing new".to_owned() } else { counts.join(", ") },
        if report.stopped { "; stopped before its end" } else { "" },
        if report.taken_back { "; taken back since" } else { "" }
    );
    let head = pen.flow(Rect { height: 2.min(inner.height), ..inner }, &counts, skin.strong()) + 1;
    let rows = |part: &Part| 1 + flow(&part.became, inner.width.saturating_sub(2), 2).len() + 1;
    let room = inner.height.saturating_sub(head);
    let top = first_whole(panel.parts().iter().map(rows), panel.cursor, room);
    let mut y = inner.y + head;
    for (i, part) in panel.parts().iter().enumerate().skip(top) {
        let room = inner.bottom().saturating_sub(y);
        if room == 0 {
            break;
        }
        let became = flow(&part.became, inner.width.saturating_sub(2), 2);
        let height = u16::try_from(1 + became.len()).unwrap_or(1).min(room);
        let entry = Rect { y, height, ..inner };
        pen.spot(entry, || Spot::Row(i));
        if i == panel.cursor {
            chosen_row(entry, skin, pen);
        }
        pen.line(Rect { height: 1, ..entry }, &part.what, skin.text());
        let below =
            Rect { x: inner.x + 2, y: y + 1, width: inner.width.saturating_sub(2), height: height - 1 };
        pen.flow(below, &part.became, if i == panel.cursor { skin.text() } else { skin.dim() });
        y += height + 1;
    }
}
