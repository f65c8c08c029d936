//! The output of a shell command.

use ratatui::layout::Rect;

use super::page;
use crate::app::{App, Output};
use crate::view::paint::{Pen, flow};
use crate::view::skin::Skin;

pub fn draw(app: &App, output: &Output, skin: &Skin, pen: &mut Pen<'_>) {
    let inner = page(app, &format!("! {}", output.command), skin, pen);
    let row = |n: u16| Rect { y: inner.y + n, height: 1, ..inner }.intersection(inner);
    let Some(piped) = &output.piped else {
        pen.line(row(0), "Running… Esc ends it.", skin.dim());
        return;
    };
    let mut y = 0;
    if let Some(why) = &piped.failure {
        pen.line(row(y), &format!("It did not succeed: {why}."), skin.error());
        y += 1;
    }
    if piped.cut {
        pen.line(row(y), "It was ended at 1 MB of output, which is what is shown.", skin.error());
        y += 1;
    }
    if output.is_empty() {
        pen.line(row(y), "It wrote nothing.", skin.dim());
        return;
    }
    for line in output.shown() {
        let room = inner.height.saturating_sub(y);
        if room == 0 {
            break;
        }
        // A line that fits keeps its spaces.
        let spread = line.replace('\t', "    ");
        let fits = crate::text::grapheme::str_width(crate::text::grapheme::clip(
            &spread,
            usize::from(inner.width) + 1,
        )) <= usize::from(inner.width);
        if fits {
            pen.line(row(y), &spread, skin.text());
            y += 1;
            continue;
        }
        for part in flow(&spread, inner.width, usize::from(room)) {
            pen.line(row(y), &part, skin.text());
            y += 1;
        }
    }
}
