//! How it looks: from the state to cells. Draws what [`crate::app::App::prepare`] laid out;
//! changes nothing and asks nobody.

mod flow;
mod hints;
mod links;
mod list;
mod markdown;
mod name;
mod overlay;
mod paint;
mod passage;
mod pending;
mod reader;
mod sidebar;
mod skin;
mod status;
mod tutor;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::{App, Overlay, Spot, panes};
pub use links::Links;
pub use paint::Pen;
pub use tutor::{draw as draw_lesson, draw_taught, room};

use sidebar::Beside;
use skin::Skin;

/// What a drawing has besides its cells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Besides {
    pub cursor: Option<Cursor>,
    pub links: Links,
}

/// Where the terminal's own cursor stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    pub at: Position,
    /// In a text field that is typed into. Otherwise it stands unseen at what keys act on, which is where a screen
    /// reader or a magnifier looks for it.
    pub is_seen: bool,
}

/// Draws the whole screen into `buffer`; gives what is beside it. `area` is the screen that the app was
/// prepared for.
pub fn draw(app: &App, area: Rect, buffer: &mut Buffer) -> Besides {
    let skin = Skin::new(app);
    let mut pen = Pen::new(buffer, area);
    panes_and_overlays(app, area, &skin, &mut pen);
    let (links, here) = pen.into_drawn();
    skin.lay_ground(buffer);
    let typed = typed(app, area).map(|at| Cursor { at, is_seen: true });
    let cursor = typed.or(here.map(|at| Cursor { at, is_seen: false }));
    Besides { cursor, links }
}

/// What can be pointed at in a cell, beside the text: a row, an entry, a key of the bottom line.
pub fn spot(app: &App, area: Rect, cell: Position) -> Option<Spot> {
    let skin = Skin::new(app);
    let mut scratch = Buffer::empty(area);
    let mut pen = Pen::new(&mut scratch, area).noting();
    panes_and_overlays(app, area, &skin, &mut pen);
    pen.spot_at(cell)
}

fn panes_and_overlays(app: &App, area: Rect, skin: &Skin, pen: &mut Pen<'_>) {
    if !app.panes.fits() {
        let (columns, rows) = panes::LEAST;
        pen.line(
            Rect::new(0, area.height / 2, area.width, 1),
            &format!("postil needs {columns}x{rows}"),
            skin.text(),
        );
        return;
    }
    if let Some(rect) = app.panes.list {
        list::draw(app, rect, skin, pen);
    }
    // Before the text: the cursor may stand in the margin that a tie crosses.
    rules(app, skin, pen);
    let sheet = app.panes.sheet();
    let below = sheet.map(|sheet| Rect { y: sheet.y + 1, height: sheet.height - 1, ..sheet });
    let beside = below.or(app.panes.sidebar).and_then(|rect| Beside::of(app, rect));
    if let Some(beside) = beside.as_ref().filter(|_| sheet.is_none() && !is_covered(app)) {
        sidebar::connect(app, beside, skin, pen);
    }
    if let Some(rect) = app.panes.reader {
        reader::draw(app, rect, skin, pen);
    }
    if let Some(sheet) = sheet {
        pen.clear(sheet);
        pen.fill(Rect { height: 1, ..sheet }, "─", skin.rule());
    }
    if let Some(beside) = &beside {
        sidebar::draw(app, beside, skin, pen);
    }
    for overlay in &app.overlays {
        overlay::draw(app, overlay, skin, pen);
    }
    if app.pending.menu {
        overlay::continuations(app, skin, pen);
    }
    status::draw(app, skin, pen);
}

/// Whether a note is written where the sidebar is.
fn is_covered(app: &App) -> bool {
    let covers = |overlay: &Overlay| matches!(overlay, Overlay::Note(note) if app.panes.sidebar == Some(app.panes.note(note.corrects())));
    app.overlays.iter().any(covers)
}

/// Thin rules between the panes.
fn rules(app: &App, skin: &Skin, pen: &mut Pen<'_>) {
    let mut rule = |x: u16| pen.fill(Rect::new(x, 0, 1, app.panes.body.height), "│", skin.rule());
    if let (Some(list), Some(_)) = (app.panes.list, app.panes.reader) {
        rule(list.right());
    }
    if let (Some(_), Some(sidebar), None) = (app.panes.reader, app.panes.sidebar, app.panes.sheet()) {
        rule(sidebar.x.saturating_sub(1));
    }
}

/// Where the next letter comes in the text field that is typed into, if there is one.
pub fn typed(app: &App, area: Rect) -> Option<Position> {
    if !app.panes.fits() {
        return None;
    }
    let at = match app.overlays.last()? {
        Overlay::Prompt(prompt) => status::prompt_cursor(app, prompt),
        Overlay::Chooser(_)
        | Overlay::Note(_)
        | Overlay::Help(_)
        | Overlay::Details(_)
        | Overlay::Finder(_)
        | Overlay::Finding(_)
        | Overlay::Line(_) => overlay::cursor(app)?,
        _ => return None,
    };
    area.contains(at).then_some(at)
}
