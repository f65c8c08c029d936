//! What a window shows: tops that keep the cursor in sight.

use super::{Anchor, Layout, Offset, Source};

/// Where in the window the cursor's row is put.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Put {
    Top,
    Middle,
    Bottom,
}

impl Layout {
    /// The top that shows the cursor's row with `margin` rows above and below it, if there are so
    /// many, in a window of `height` rows: `top` itself if it does already, else the nearest; the
    /// row comes to the middle if it is more than a window away. Does not scroll past the last
    /// page, but leaves a top that is there already. O(height).
    pub fn fit(
        &mut self,
        source: Source,
        cursor: Offset,
        top: Anchor,
        height: usize,
        margin: usize,
    ) -> Anchor {
        let Some(start) = self.pos(source, top) else { return Anchor::default() };
        let height = height.max(1);
        let margin = margin.min((height - 1) / 2);
        let top = self.anchor(source, start);
        let row = self.anchor_of(source, cursor);
        let wanted = match self.rows_between(source, top, row, 2 * height) {
            Some(n) if n < 0 && n.unsigned_abs() <= height => {
                return self.up(source, top, n.unsigned_abs() + margin);
            }
            Some(n) if n < 0 || n.unsigned_abs() > 2 * height - margin - 1 => {
                self.put(source, cursor, height, Put::Middle)
            }
            None => self.put(source, cursor, height, Put::Middle),
            Some(n) if n.unsigned_abs() < margin => return self.up(source, top, margin - n.unsigned_abs()),
            Some(n) if n.unsigned_abs() + margin < height => return top,
            Some(n) => self.down(source, top, n.unsigned_abs() + margin + 1 - height),
        };
        let last = self.last_page(source, height);
        match (self.pos(source, wanted), self.pos(source, last)) {
            // The last page may lie above a top that was past it; the nearer of the two is left.
            (Some(a), Some(b)) if a.key() > b.key().max(start.key()) => last,
            _ => wanted,
        }
    }

    /// The top that puts the cursor's row at the top, in the middle or at the bottom of a window of
    /// `height` rows (`zt`, `zz`, `zb`). Leaves rows blank below the document's end. O(height).
    pub fn put(&mut self, source: Source, cursor: Offset, height: usize, put: Put) -> Anchor {
        let row = self.anchor_of(source, cursor);
        let before = match put {
            Put::Top => 0,
            Put::Middle => height.saturating_sub(1) / 2,
            Put::Bottom => height.saturating_sub(1),
        };
        self.up(source, row, before)
    }

    /// The top that shows the document's last row at the bottom of a window of `height` rows.
    pub fn last_page(&mut self, source: Source, height: usize) -> Anchor {
        let last = self.last(source);
        self.up(source, last, height.saturating_sub(1))
    }

    /// The top of the window that is so many rows further down, up if negative. Nothing scrolls past the last
    /// page, and what is past it already stays. O(rows + height).
    pub fn scroll(&mut self, source: Source, top: Anchor, rows: isize, height: usize) -> Anchor {
        let (up, rows) = (rows < 0, rows.unsigned_abs());
        if up {
            return self.up(source, top, rows);
        }
        let last = self.last_page(source, height);
        let is_past = |layout: &mut Self, at: Anchor| {
            let ahead = layout.rows_between(source, last, at, rows + height);
            at.at > last.at || ahead.is_some_and(|n| n > 0)
        };
        if is_past(self, top) {
            return top;
        }
        let next = self.down(source, top, rows);
        if is_past(self, next) { last } else { next }
    }

    /// How many rows `to` lies below `from` (negative: above), blank and folded rows counted;
    /// nothing if it is more than `limit`. With the top of a window as `from`, the row of the
    /// window. O(limit).
    pub fn rows_between(&mut self, source: Source, from: Anchor, to: Anchor, limit: usize) -> Option<isize> {
        let (from, to) = (self.pos(source, from)?, self.pos(source, to)?);
        let (mut upper, lower) = if from.key() <= to.key() { (from, to) } else { (to, from) };
        let mut n: isize = 0;
        while upper != lower {
            if n.unsigned_abs() >= limit {
                return None;
            }
            upper = self.below(source, upper)?;
            n += 1;
        }
        Some(if from == lower { -n } else { n })
    }
}
