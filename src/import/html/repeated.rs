//! Parts of an article that a page holds twice, one right after the other: once for wide screens and once for narrow ones.

use super::blocks::Found;
use super::choose::fold;
use crate::model::BlockKind;

/// Blocks of such a part at most, and characters of it at least.
const BLOCKS: usize = 12;
const PART: usize = 200;
/// A heading and a paragraph may be said again.
const LEAST: usize = 3;

/// Marks the second of two parts that say the same below the same heading, captions aside.
pub(super) fn mark(chosen: &mut [Found]) {
    let is_told = |f: &Found| !f.piece.furniture && f.piece.kind != BlockKind::Caption;
    let told: Vec<(usize, String, bool)> = chosen
        .iter()
        .enumerate()
        .filter(|(_, f)| is_told(f))
        .map(|(at, f)| (at, fold(&f.piece.text), f.piece.kind == BlockKind::Heading))
        .collect();
    let words = |block: &(usize, String, bool)| block.1.clone();
    let mut at = 0;
    while let Some((first, next)) = told.get(at).zip(told.get(at + 1..)) {
        let again =
            next.iter().take(BLOCKS).position(|block| block.2 && block.1 == first.1).map(|after| after + 1);
        let length = again.filter(|length| {
            let (own, other) = (told.get(at..at + length), told.get(at + length..at + 2 * length));
            let is_same = |own: &[(usize, String, bool)], other: &[(usize, String, bool)]| {
                own.iter().map(words).eq(other.iter().map(words))
                    && own.iter().map(|block| block.1.chars().count()).sum::<usize>() >= PART
            };
            first.2 && *length >= LEAST && own.zip(other).is_some_and(|(own, other)| is_same(own, other))
        });
        let Some(length) = length else {
            at += 1;
            continue;
        };
        for (again, ..) in told.iter().skip(at + length).take(length) {
            if let Some(found) = chosen.get_mut(*again) {
                found.piece.furniture = true;
            }
        }
        at += 2 * length;
    }
}
