//! How well the surroundings of an occurrence agree with the context that was kept.

use super::{SHORT, Sought};
use crate::text::Span;

/// Characters of context below which it says nothing by itself.
const TELLING: usize = 8;
/// Characters of a text looked at beside an occurrence; bounds long runs of white space.
const BESIDE: usize = 512;

/// How an occurrence fits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Fit {
    /// All of the context is there, on both sides.
    pub whole: bool,
    /// Enough of it is there for a quote of this length.
    pub passes: bool,
    /// 0 to 2: how much of each side agrees, from the passage outward.
    pub score: f32,
}

/// One side of the context.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Side {
    /// All of it is there.
    Whole,
    /// So much of it, 0 to 1, from the passage outward.
    Part(f32),
    /// Too little was kept to tell: the passage was at the edge of its text and this one is not.
    Mute,
}

impl Side {
    fn agrees(self) -> bool {
        match self {
            Self::Whole => true,
            Self::Part(share) => share >= 0.5,
            Self::Mute => false,
        }
    }

    fn score(self) -> f32 {
        match self {
            Self::Whole | Self::Mute => 1.0,
            Self::Part(share) => share,
        }
    }
}

/// How the surroundings of `span` agree with the context of the passage sought.
pub(super) fn fit(text: &str, sought: &Sought, span: Span) -> Fit {
    let before = text.get(..span.start.0).unwrap_or_default();
    let after = text.get(span.end.0..).unwrap_or_default();
    let left = side(sought.prefix.chars().rev(), before.chars().rev());
    let right = side(sought.suffix.chars(), after.chars());
    let both = matches!(left, Side::Whole | Side::Mute) && matches!(right, Side::Whole | Side::Mute);
    let short = sought.quote.chars().take(SHORT).count() < SHORT;
    let passes = match (left, right) {
        (Side::Mute, Side::Mute) => !short,
        // The edge of the text is gone, but the other side is there in full.
        (Side::Mute, other) | (other, Side::Mute) => other == Side::Whole || (!short && other.agrees()),
        (Side::Whole, _) | (_, Side::Whole) if !short => true,
        (left, right) => left.agrees() && right.agrees(),
    };
    Fit { whole: both && passes, passes, score: left.score() + right.score() }
}

/// Whether all of the context that was kept of each side is there.
pub(super) fn whole_sides(text: &str, sought: &Sought, span: Span) -> [bool; 2] {
    let before = text.get(..span.start.0).unwrap_or_default();
    let after = text.get(span.end.0..).unwrap_or_default();
    let sides =
        [side(sought.prefix.chars().rev(), before.chars().rev()), side(sought.suffix.chars(), after.chars())];
    sides.map(|side| side == Side::Whole)
}

/// Compares from the passage outward, runs of white space as one space.
fn side(kept: impl Iterator<Item = char>, there: impl Iterator<Item = char>) -> Side {
    let (mut kept, mut there) = (runs(kept).peekable(), runs(there.take(BESIDE)).peekable());
    let mut same = 0_u16;
    while let Some(&c) = kept.peek() {
        if there.peek() != Some(&c) {
            break;
        }
        kept.next();
        there.next();
        same = same.saturating_add(1);
    }
    let missing = u16::try_from(kept.take(BESIDE).count()).unwrap_or(u16::MAX);
    let kept_all = missing == 0;
    let all = same.saturating_add(missing);
    if usize::from(all) >= TELLING {
        return if kept_all { Side::Whole } else { Side::Part(f32::from(same) / f32::from(all)) };
    }
    // So short a context means that the text began or ended there.
    match (kept_all, there.next()) {
        (true, None) => Side::Whole,
        _ => Side::Mute,
    }
}

/// How many characters two sides have in common from the passage outward, runs of white space as one space.
pub(super) fn common(a: impl Iterator<Item = char>, b: impl Iterator<Item = char>) -> usize {
    runs(a).zip(runs(b)).take_while(|(a, b)| a == b).count()
}

/// Whether two texts are the same but for the length of white space.
pub(super) fn same_words(a: &str, b: &str) -> bool {
    runs(a.chars()).eq(runs(b.chars()))
}

fn runs(chars: impl Iterator<Item = char>) -> impl Iterator<Item = char> {
    let mut in_space = false;
    chars.filter_map(move |c| {
        let space = c.is_whitespace();
        let first = !(space && in_space);
        in_space = space;
        first.then_some(if space { ' ' } else { c })
    })
}
