//! What is asked for the first frame: that waits a little for the answers, so that it is not an empty one.

use std::collections::VecDeque;

use super::run::Program;
use crate::app::{Ask, Effect, Msg, Outcome};

/// Whether the first frame is better for having an answer: not where it takes a look at every article.
pub(super) fn is_for_first_frame(ask: &Ask) -> bool {
    matches!(
        ask,
        Ask::LastSort
            | Ask::List { .. }
            | Ask::Themes
            | Ask::Drafts
            | Ask::Recall { .. }
            | Ask::LastPlace
            | Ask::Open { .. }
    )
}

/// Whether the first frame is better for waiting for what is asked here.
pub fn is_awaited(effects: &[Effect]) -> bool {
    effects.iter().any(|effect| matches!(effect, Effect::Ask(_, ask) if is_for_first_frame(ask)))
}

/// Answers, on the spot, those of the first requests that the first frame is better for having
/// answered, and those that follow from them; gives back the effects that are left for the loop, among
/// them the requests that got no answer because they may take long.
pub fn answer_first<P: Program>(
    program: &mut P,
    effects: Vec<Effect>,
    mut answer: impl FnMut(&Ask) -> Option<Outcome>,
) -> Vec<Effect> {
    let mut left = Vec::new();
    let mut waiting = VecDeque::from(effects);
    while let Some(effect) = waiting.pop_front() {
        match effect {
            Effect::Ask(ticket, ask) if is_for_first_frame(&ask) => match answer(&ask) {
                Some(outcome) => waiting.extend(program.update(Msg::Outcome(ticket, outcome))),
                None => left.push(Effect::Ask(ticket, ask)),
            },
            other => left.push(other),
        }
    }
    left
}
