//! Who says something: a label of a few words, such as a name or a day, that stands in one element with what is said and
//! with nothing else. By itself it would be left out, or be taken for what stands beside it.

use super::blocks::Found;
use super::choose::{is_kept, is_linked, is_solid};
use super::part::Part;
use super::{discussion, people};
use crate::model::BlockKind;

/// Characters without white space of a label.
const LABEL: usize = 60;
/// So many labels stand above what is said, and below it.
const ABOVE: usize = 4;
const BELOW: usize = 2;
/// Paragraphs of what is said among which the beginning and the end of their element are looked for.
const SAID: usize = 12;

/// Which of some blocks in order, of which others are left out, are labels of those that say something (`says`).
/// O(blocks).
pub(super) fn labels(found: &[Found], says: &[bool]) -> Vec<bool> {
    let thread = Thread { found, says };
    let mut labels = vec![false; found.len()];
    for (at, said) in found.iter().enumerate().filter(|(at, _)| thread.is_said(*at)) {
        let is_of_it = |label: &Found| {
            (label.part == said.part || !label.part.is_frame()) && !discussion::is_answer(&label.piece.text)
        };
        let top = thread.top(at, said);
        let end = thread.end(at);
        for of in top..=end {
            let Some((f, label)) = found.get(of).zip(labels.get_mut(of)).filter(|_| of != at) else {
                continue;
            };
            // The name above what somebody says leads to what else he said, a link below it elsewhere.
            *label |=
                f.all > 0 && is_of_it(f) && (!is_linked(f) || (of < at && people::is_name(&f.piece.text)));
        }
    }
    labels
}

/// Keeps who says what is kept outside of the element that holds the most of the article, as the first of a thread.
pub(super) fn keep(found: &mut [Found]) {
    let says = |f: &Found| is_solid(f) && f.piece.kind != BlockKind::Heading && f.all > LABEL;
    let says: Vec<bool> = found.iter().map(says).collect();
    let is_lost = |f: &Found| !f.inside && !is_kept(f) && !f.part.is_frame();
    let labels = labels(found, &says);
    let is_beside = |at: usize| says.get(at) == Some(&true) || labels.get(at) == Some(&true);
    // It is a part of what is told where who says the next thing is.
    let is_told = |at: usize| {
        let below = found.iter().enumerate().skip(at + 1).take(SAID);
        let mut thread = below.take_while(|(at, _)| is_beside(*at));
        thread.any(|(at, f)| labels.get(at) == Some(&true) && is_solid(f) && f.above < f.below)
    };
    let lost =
        (0..found.len()).filter(|at| labels.get(*at) == Some(&true) && found.get(*at).is_some_and(is_lost));
    let lost: Vec<(usize, bool)> = lost.map(|at| (at, is_told(at))).collect();
    for (at, is_told) in lost {
        if let Some(f) = found.get_mut(at) {
            f.inside = true;
            f.kept = if is_told && f.part == Part::Body { f.all } else { f.kept };
        }
    }
}

struct Thread<'a> {
    found: &'a [Found],
    says: &'a [bool],
}

impl Thread<'_> {
    fn is_said(&self, at: usize) -> bool {
        self.says.get(at) == Some(&true)
    }

    /// A block of a few words, or a picture, that says nothing by itself.
    fn label(&self, at: usize) -> Option<&Found> {
        let is_short = |f: &&Found| f.all <= LABEL && f.piece.kind != BlockKind::Heading;
        self.found.get(at).filter(is_short).filter(|_| !self.is_said(at))
    }

    /// The block before one, if no other stands between.
    fn before(&self, at: usize) -> Option<&Found> {
        let (before, here) = (self.found.get(at.checked_sub(1)?)?, self.found.get(at)?);
        Some(before).filter(|before| before.at + 1 == here.at)
    }

    /// Where the labels above what is said begin: they share more with it than with what stands above them. `said` itself
    /// where there are none.
    fn top(&self, at: usize, said: &Found) -> usize {
        let is_comment = said.part == Part::Comments;
        let (mut top, mut shared) = (at, said.above);
        while at - top < ABOVE && self.before(top).is_some() {
            let Some(label) = self.label(top - 1).filter(|label| label.above <= shared) else { break };
            top -= 1;
            let is_below_heading =
                || self.before(top).is_some_and(|above| above.piece.kind == BlockKind::Heading);
            if label.above < shared || (is_comment && is_below_heading()) {
                return if is_comment || self.ends(at, shared) { top } else { at };
            }
            shared = shared.min(label.above);
        }
        at
    }

    /// Where the labels below what is said end.
    fn end(&self, at: usize) -> usize {
        let Some(said) = self.found.get(at) else { return at };
        let (mut end, mut shared) = (at, said.below);
        while end - at < BELOW && self.before(end + 1).is_some() {
            let Some(label) = self.label(end + 1).filter(|label| label.below <= shared) else { break };
            end += 1;
            if label.below < shared {
                return if self.begins(at, shared) { end } else { at };
            }
            shared = shared.min(label.below);
        }
        at
    }

    /// Whether the element at this depth that holds a block ends before it holds anything but what is said.
    fn ends(&self, at: usize, depth: usize) -> bool {
        let below = self.found.iter().enumerate().skip(at).take(SAID);
        let mut within = below.take_while(|(next, _)| *next == at || self.before(*next).is_some());
        let last =
            within.find(|(next, f)| f.below < depth || !(self.is_said(*next) || self.label(*next).is_some()));
        last.is_some_and(|(_, f)| f.below < depth)
    }

    /// Whether it begins with what is said or a label of it.
    fn begins(&self, at: usize, depth: usize) -> bool {
        let mut first = at;
        while at - first < SAID {
            match self.found.get(first) {
                Some(f) if f.above < depth => return true,
                Some(_) if self.before(first).is_some() => first -= 1,
                _ => return false,
            }
            if !(self.is_said(first) || self.label(first).is_some()) {
                return false;
            }
        }
        false
    }
}
