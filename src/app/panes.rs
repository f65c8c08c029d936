//! Where the panes lie on a screen of a given size: three from 100 columns, two from 70, one below,
//! where the sidebar lies over the lower part of the text.

use ratatui::layout::Rect;

use super::Looks;

/// A pane that can have the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Pane {
    #[default]
    List,
    Reader,
    Sidebar,
}

impl Pane {
    /// The word under which it is remembered.
    pub fn word(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Reader => "reader",
            Self::Sidebar => "sidebar",
        }
    }

    pub fn named(word: &str) -> Option<Self> {
        [Self::List, Self::Reader, Self::Sidebar].into_iter().find(|pane| pane.word() == word)
    }
}

/// The smallest screen that is drawn: columns, rows.
pub const LEAST: (u16, u16) = (40, 10);

/// Whether a screen of so many columns and rows is too small to be drawn.
pub fn is_too_small((columns, rows): (u16, u16)) -> bool {
    columns < LEAST.0 || rows < LEAST.1
}

/// Rectangles in cells; a pane that does not show is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Panes {
    pub list: Option<Rect>,
    pub reader: Option<Rect>,
    pub sidebar: Option<Rect>,
    /// Where we are, and what happened last.
    pub status: Rect,
    /// The keys that matter now.
    pub hints: Rect,
    /// All of it but the two lines at the bottom: overlays lie in it.
    pub body: Rect,
}

impl Panes {
    /// The panes of a screen of `columns` by `rows` with the focus on `focus`; nothing below [`LEAST`].
    /// Reading alone is one pane at any width; a hidden sidebar shows while it has the focus. Where
    /// there is one pane it is a sheet over the text.
    pub fn of(columns: u16, rows: u16, focus: Pane, looks: Looks) -> Self {
        if is_too_small((columns, rows)) {
            return Self::default();
        }
        let body = Rect::new(0, 0, columns, rows - 2);
        let mut panes = Self {
            body,
            status: Rect::new(0, rows - 2, columns, 1),
            hints: Rect::new(0, rows - 1, columns, 1),
            ..Self::default()
        };
        let column = |x, width| Some(Rect::new(x, 0, width, body.height));
        let beside = looks.sidebar || focus == Pane::Sidebar;
        if columns >= 100 && !looks.alone {
            // A rule of one cell parts the panes.
            let (list, sidebar) = beside_text(columns);
            let right = if beside { columns - sidebar - 1 } else { columns };
            panes.list = column(0, list);
            panes.reader = column(list + 1, right - list - 1);
            panes.sidebar = column(columns - sidebar, sidebar).filter(|_| beside);
        } else if columns >= 70 && !looks.alone {
            let side = (columns / 3).clamp(24, 30);
            if focus == Pane::List {
                panes.list = column(0, side);
                panes.reader = column(side + 1, columns - side - 1);
            } else if !beside {
                panes.reader = column(0, columns);
            } else {
                panes.reader = column(0, columns - side - 1);
                panes.sidebar = column(columns - side, side);
            }
        } else {
            match focus {
                Pane::List => panes.list = column(0, columns),
                Pane::Reader => panes.reader = column(0, columns),
                Pane::Sidebar => {
                    panes.reader = column(0, columns);
                    let height = body.height / 2 + 1;
                    panes.sidebar = Some(Rect { y: body.bottom() - height, height, ..body });
                }
            }
        }
        panes
    }

    /// The sidebar where it lies over the text: a rule, and what it has to show below it.
    pub fn sheet(&self) -> Option<Rect> {
        self.sidebar.filter(|sidebar| self.reader.is_some_and(|reader| reader.intersects(*sidebar)))
    }

    /// The theme chooser, for so many themes: at the bottom, over the reader where there is room beside it;
    /// over the whole width where it comes up `over_sheet`.
    pub fn chooser(&self, themes: usize, over_sheet: bool) -> Rect {
        let body = self.body;
        let rows = u16::try_from(themes + 3).unwrap_or(u16::MAX);
        let height = rows.clamp(6, (body.height / 2).max(6)).min(body.height);
        let pane = self.reader.filter(|_| body.width >= 100 && !over_sheet).unwrap_or(body);
        Rect { x: pane.x, width: pane.width, y: body.bottom() - height, height }
    }

    /// The note editor: in the place of the sidebar, else at the bottom. What `corrects` the text
    /// stands below it, as wide.
    pub fn note(&self, corrects: bool) -> Rect {
        let body = self.body;
        let height = (body.height / 2).max(6).min(body.height);
        let (y, below) = (body.bottom() - height, self.reader.filter(|_| corrects));
        match (self.sidebar, below) {
            (Some(sidebar), None) if self.reader.is_some() => sidebar,
            (_, Some(reader)) => Rect { y, height, ..reader },
            _ => Rect { y, height, ..body },
        }
    }

    /// The part of the note editor that is typed into: below its title and the words it is on.
    pub fn note_inside(&self, corrects: bool) -> Rect {
        let rect = self.note(corrects);
        Rect {
            x: rect.x + 2,
            y: rect.y + 2,
            width: rect.width.saturating_sub(4),
            height: rect.height.saturating_sub(3),
        }
    }

    /// What stands on a sheet over the panes: within its rules, a row of air below the upper one where there is room,
    /// in the middle and of one width for all sheets, so that nothing jumps from one to the next.
    pub fn page(&self, measure: u16) -> Rect {
        let inside = Rect {
            x: self.body.x + 2,
            y: self.body.y + 1,
            width: self.body.width.saturating_sub(4),
            height: self.body.height.saturating_sub(2),
        };
        let air = u16::from(inside.height > 12);
        let width = inside.width.min(measure.saturating_add(PAGE));
        Rect {
            x: inside.x + (inside.width - width) / 2,
            y: inside.y + air,
            width,
            height: inside.height - air,
        }
    }

    /// Whether the screen is large enough to draw on.
    pub fn fits(&self) -> bool {
        self.body.height > 0
    }
}

/// The widths of list and sidebar on a screen of so many columns that has all three panes: what the
/// text does not need is shared between them.
fn beside_text(columns: u16) -> (u16, u16) {
    const LIST: u16 = 24;
    const SIDEBAR: u16 = 28;
    const TEXT: u16 = 72 + GUTTER + 2;
    let spare = columns.saturating_sub(LIST + SIDEBAR + TEXT + 2);
    let list = LIST + (spare / 2).min(16);
    let sidebar = SIDEBAR + (spare - spare / 2).min(20);
    (list, sidebar)
}

/// Cells that a sheet is wider than the text: for signs at its left and figures at its right.
const PAGE: u16 = 24;

/// Cells left of the text: signs of the annotations on the row, and a bar beside passages.
pub const GUTTER: u16 = 6;

/// The column of text in a reading pane: at most `measure` cells wide, centred in what is left
/// beside the gutter, with a margin of a cell on the right.
pub fn text_column(pane: Rect, measure: u16) -> Rect {
    let gutter = GUTTER.min(pane.width / 4);
    let room = pane.width.saturating_sub(gutter + 1);
    let width = measure.min(room).max(1);
    let x = pane.x + gutter + (room.saturating_sub(width)) / 2;
    // A row of air above the text where there is room for it.
    let air = u16::from(pane.height > 12);
    Rect::new(x, pane.y + air, width, pane.height - air)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all_looks() -> impl Iterator<Item = Looks> {
        [(false, true), (false, false), (true, true), (true, false)]
            .into_iter()
            .map(|(alone, sidebar)| Looks { alone, sidebar, ..Looks::default() })
    }

    #[test]
    fn panes_never_leave_the_screen_and_never_overlap() {
        for columns in 0..=300 {
            for rows in [0, 1, 9, 10, 24, 200] {
                for focus in [Pane::List, Pane::Reader, Pane::Sidebar] {
                    for looks in all_looks() {
                        let panes = Panes::of(columns, rows, focus, looks);
                        let hidden = !looks.sidebar && focus != Pane::Sidebar;
                        let screen = Rect::new(0, 0, columns, rows);
                        let shown: Vec<Rect> =
                            [panes.list, panes.reader, panes.sidebar].into_iter().flatten().collect();
                        let expected = match columns {
                            _ if columns < 40 || rows < 10 => 0,
                            _ if columns < 70 || looks.alone => 1 + usize::from(focus == Pane::Sidebar),
                            70..100 => 2 - usize::from(hidden && focus == Pane::Reader),
                            _ => 3 - usize::from(hidden),
                        };
                        assert_eq!(shown.len(), expected, "{columns}x{rows}");
                        let one = columns < 70 || looks.alone;
                        assert_eq!(panes.sheet().is_some(), expected > 0 && one && focus == Pane::Sidebar);
                        if let (Some(sheet), Some(reader)) = (panes.sheet(), panes.reader) {
                            assert!(sheet.y >= reader.y + 3 && sheet.bottom() == reader.bottom());
                        }
                        for (i, pane) in shown.iter().enumerate() {
                            assert_eq!(pane.intersection(screen), *pane);
                            assert!(
                                shown.iter().skip(i + 1).all(|other| {
                                    !pane.intersects(*other) || panes.sheet() == Some(*other)
                                })
                            );
                        }
                        if let Some(reader) = panes.reader {
                            let text = text_column(reader, 70);
                            assert_eq!(text.intersection(reader), text);
                            assert!(text.width >= 30);
                        }
                    }
                }
            }
        }
    }
}
