//! Rows of even length: how much the spaces between the words of a row are widened.

use super::{Line, LineKind, cells};
use crate::text::wrap::is_space;

/// Cells that a space is widened by at most, on average over the row: a row of few words stays ragged.
const MOST: usize = 3;

/// How many cells the spaces of a row are widened by in all, and over how many spaces that goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stretch {
    pub extra: u16,
    pub gaps: u16,
}

impl Stretch {
    /// What fills a line of text to the width. Nothing for a row with a TAB, which counts columns,
    /// or with a letter of two cells: such scripts set no spaces between words.
    pub(super) fn of(text: &str, line: &Line, width: u16) -> Self {
        if line.kind != LineKind::Text {
            return Self::default();
        }
        let mut end = usize::from(line.indent);
        let mut gaps = Gaps::default();
        for cell in cells(text, line) {
            if cell.hangs {
                break;
            }
            let cluster = cell.span.of(text);
            let wide = cell.shown.width > 1 && cluster.chars().next().is_some_and(char::is_alphanumeric);
            if cluster == "\t" || wide {
                return Self::default();
            }
            if cell.shown.width > 0 {
                gaps.is_at(cluster);
            }
            end = cell.column.0 + cell.shown.width;
        }
        let extra = usize::from(width).saturating_sub(end);
        if extra > usize::from(gaps.count) * MOST {
            return Self::default();
        }
        Self { extra: u16::try_from(extra).unwrap_or(0), gaps: gaps.count }
    }

    /// Cells that the space with a number from 1 is widened by: as even as whole cells can be.
    fn share(self, gap: u16) -> usize {
        let until = |gap: u16| u32::from(gap) * u32::from(self.extra) / u32::from(self.gaps.max(1));
        usize::try_from(until(gap) - until(gap.saturating_sub(1))).unwrap_or(0)
    }
}

/// Counts the spaces of a row that follow a word, cluster by cluster.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Gaps {
    count: u16,
    in_word: bool,
}

impl Gaps {
    /// Whether the next cluster is one.
    fn is_at(&mut self, cluster: &str) -> bool {
        let is_space = is_space(cluster);
        let is_gap = is_space && self.in_word;
        self.in_word = !is_space;
        self.count = self.count.saturating_add(u16::from(is_gap));
        is_gap
    }

    /// Cells that the next cluster, which does not hang, is widened by.
    pub fn widened(&mut self, stretch: Stretch, cluster: &str) -> usize {
        if stretch.extra > 0 && self.is_at(cluster) { stretch.share(self.count) } else { 0 }
    }
}
