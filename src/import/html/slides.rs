//! Pages that are told in slides: pictures in a row, each with a heading and a paragraph of its own. What is said below them
//! is the article then, where it is more than what stands around.

use super::super::plain::is_sentence;
use super::blocks::Found;
use super::choose::is_solid;
use super::part::Part;
use crate::model::BlockKind;

/// So many slides are a row; characters without white space that each tells.
const ROW: usize = 3;
const TOLD: usize = 80;

/// Keeps headings and words of slides.
pub(super) fn keep(found: &mut [Found]) {
    let is_slide = |f: &Found| f.part == Part::Gallery;
    let mut slides: Vec<usize> = Vec::new();
    let (mut heading, mut told, mut rows) = (None, 0, 0);
    for (at, f) in found.iter().enumerate().filter(|(_, f)| is_slide(f) && f.all > 0) {
        if f.piece.kind == BlockKind::Heading {
            heading = Some(at);
        } else if f.piece.kind == BlockKind::Caption
            && f.all >= TOLD
            && f.linked * 4 < f.all
            && is_sentence(&f.piece.text)
        {
            if let Some(heading) = heading.take() {
                slides.push(heading);
                rows += 1;
            }
            slides.push(at);
            told += f.all;
        }
    }
    let around: usize = found.iter().filter(|f| is_solid(f)).map(|f| f.all).sum();
    if rows < ROW || told <= around {
        return;
    }
    for at in slides {
        if let Some(f) = found.get_mut(at) {
            f.part = Part::Body;
            f.kept = f.all;
            if f.piece.kind == BlockKind::Caption {
                f.piece.kind = BlockKind::Paragraph;
            }
        }
    }
}
