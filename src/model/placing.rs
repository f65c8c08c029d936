//! What becomes of an article's annotations when its text changes.

use std::collections::HashMap;

use super::anchor::{Found, Sought, context, is_like, replace_all_until};
use super::annotation::{Annotation, AnnotationId, State};
use super::edit::Placement;

/// What became of the annotations of an article whose text changed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Anchored {
    /// Each annotation with what it is now, in the order in which they stood.
    pub all: Vec<(AnnotationId, State)>,
}

impl Anchored {
    /// The report on placements that were made for these annotations.
    pub fn of(annotations: &[Annotation], placements: &[Placement]) -> Self {
        let states: HashMap<AnnotationId, State> =
            placements.iter().map(|placed| (placed.annotation, placed.state)).collect();
        let state = |id: AnnotationId| states.get(&id).copied().unwrap_or(State::Lost);
        Self { all: annotations.iter().map(|a| (a.id, state(a.id))).collect() }
    }

    pub fn count(&self, state: State) -> usize {
        self.all.iter().filter(|(_, now)| *now == state).count()
    }

    /// Whether a person should look: something changed or was lost.
    pub fn needs_a_look(&self) -> bool {
        self.all.iter().any(|(_, now)| matches!(now, State::Changed | State::Lost))
    }

    /// As in “12 annotations: 9 placed, 1 moved, 2 lost”; nothing where there are none.
    pub fn sentence(&self) -> Option<String> {
        let parts: Vec<String> = [State::Placed, State::Moved, State::Changed, State::Lost]
            .into_iter()
            .filter(|state| self.count(*state) > 0)
            .map(|state| format!("{} {}", self.count(state), state.word()))
            .collect();
        let what = if self.all.len() == 1 { "annotation" } else { "annotations" };
        (!parts.is_empty()).then(|| format!("{} {what}: {}", self.all.len(), parts.join(", ")))
    }
}

/// Where the annotations that an article has in its old text are in a new one: by the words they were made on, or,
/// where those had changed already, by the words they stand on now. Where both are there, its own words have come back
/// only if that is in their place: a correction cites them elsewhere. Words that changed once more are lost as soon as
/// they are no longer like those that the annotation was made on, however small each step was.
pub fn place_again(old: &str, new: &str, annotations: &[Annotation]) -> Vec<Placement> {
    place_again_until(old, new, annotations, &|| false).unwrap_or_default()
}

/// The same; `None` once `stop` says that nobody waits for it, which is asked now and then.
pub fn place_again_until(
    old: &str,
    new: &str,
    annotations: &[Annotation],
    stop: &dyn Fn() -> bool,
) -> Option<Vec<Placement>> {
    let first: Vec<Sought<'_>> = annotations
        .iter()
        .map(|a| Sought { quote: &a.quote, prefix: &a.prefix, suffix: &a.suffix, was: a.span })
        .collect();
    let mut found = replace_all_until(old, new, &first, stop)?;
    let again: Vec<(usize, (String, String))> = annotations
        .iter()
        .enumerate()
        .filter(|(_, a)| a.state == State::Changed)
        .map(|(i, a)| (i, context(old, a.span)))
        .collect();
    let second: Vec<Sought<'_>> = again
        .iter()
        .filter_map(|(i, (prefix, suffix))| {
            let was = annotations.get(*i)?.span;
            Some(Sought { quote: was.of(old), prefix, suffix, was })
        })
        .collect();
    for ((i, _), now) in again.iter().zip(replace_all_until(old, new, &second, stop)?) {
        let is_elsewhere = |slot: &Found| slot.state == State::Lost || !slot.span.overlaps(now.span);
        let (Some(slot), Some(made)) = (found.get_mut(*i), annotations.get(*i)) else { continue };
        let is_own = now.state != State::Changed || is_like(&made.quote, now.span.of(new));
        if now.state != State::Lost && is_own && is_elsewhere(slot) {
            *slot = Found { state: State::Changed, ..now };
        }
    }
    let placed = annotations.iter().zip(found);
    Some(
        placed
            .map(|(a, found)| Placement {
                annotation: a.id,
                was: a.span,
                span: found.span,
                state: found.state,
            })
            .collect(),
    )
}

#[cfg(test)]
mod tests;
