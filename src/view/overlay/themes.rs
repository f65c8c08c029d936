//! The theme panel: the tree with counts.

use ratatui::layout::Rect;

use super::{scrolled, sheet};
use crate::app::{App, Panel};
use crate::model::split_path;
use crate::text::grapheme;
use crate::view::paint::Pen;
use crate::view::skin::Skin;

pub fn draw(app: &App, panel: Panel, skin: &Skin, pen: &mut Pen<'_>) {
    let body = app.panes.body;
    let title = match app.themes.len() {
        1 => "1 theme".to_owned(),
        n => format!("{n} themes"),
    };
    let inner = sheet(body, &title, skin, pen);
    if app.themes.is_empty() {
        pen.line(Rect { y: inner.y + 1, height: 1, ..inner }, "No theme yet; a adds one.", skin.dim());
    }
    let rows = usize::from(inner.height);
    let first = scrolled(panel.cursor, rows, app.themes.len());
    for (i, theme) in app.themes.iter().enumerate().skip(first).take(rows) {
        let y = inner.y + u16::try_from(i - first).unwrap_or(0);
        let line = Rect { y, height: 1, ..inner };
        let chosen = panel.cursor == i;
        if chosen {
            pen.style(line, skin.chosen(true));
        }
        let plain = |style| if chosen { skin.text() } else { style };
        let depth = split_path(&theme.path).len().saturating_sub(1);
        let indent = "  ".repeat(depth.min(8));
        let key = theme.key.map_or_else(|| "  ".to_owned(), |key| format!("{key} "));
        let sign = format!("{:<2} ", theme.sign);
        let counts = match (theme.annotations, theme.articles) {
            (0, _) => String::new(),
            (n, _) if line.width < 60 => n.to_string(),
            (1, _) => "1 passage".to_owned(),
            (n, 1) => format!("{n} passages in 1 article"),
            (n, articles) => format!("{n} passages in {articles} articles"),
        };
        let width = u16::try_from(grapheme::str_width(&counts)).unwrap_or(0);
        let about = theme.description.as_deref().unwrap_or_default();
        let gap = if about.is_empty() { "" } else { "  " };
        let left = Rect { width: line.width.saturating_sub(width + 2), ..line };
        pen.runs(
            left,
            &[
                (&indent, skin.text()),
                (&key, plain(skin.accent())),
                (&sign, plain(skin.theme(Some(&theme.color)))),
                (&theme.name, skin.text()),
                (gap, skin.text()),
                (about, plain(skin.dim())),
            ],
        );
        let right = Rect { x: line.right().saturating_sub(width), width, ..line };
        pen.line(right, &counts, plain(skin.dim()));
    }
}
