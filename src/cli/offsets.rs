//! Offsets at the door: Unicode code points of the canonical text outside, bytes inside.

use std::str::FromStr;

use super::stop::Stop;
use crate::text::points::Walk;
use crate::text::{Offset, Span, grapheme};

/// `START..END` in code points, start inclusive, end exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Points {
    pub start: usize,
    pub end: usize,
}

impl FromStr for Points {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("“{text}” is no span (write START..END in characters, such as 120..245)");
        let (start, end) = text.split_once("..").ok_or_else(wrong)?;
        let read = |n: &str| n.trim().parse::<usize>();
        match (read(start), read(end)) {
            (Ok(start), Ok(end)) if start <= end => Ok(Self { start, end }),
            (Ok(_), Ok(_)) => Err(format!("“{text}” ends before it starts (write START..END)")),
            _ => Err(wrong()),
        }
    }
}

impl Points {
    /// The same in bytes of a text; a span that reaches beyond it is refused.
    pub(super) fn bytes(self, text: &str) -> Result<Span, Stop> {
        let mut walk = Walk::new(text);
        match (walk.to_point(self.start), walk.to_point(self.end)) {
            (Some(start), Some(end)) => Ok(Span::new(start, end)),
            _ => Err(Stop::failed(
                &format!("{}..{}", self.start, self.end),
                format!("the text has {} characters (`postil show` gives it)", text.chars().count()),
            )),
        }
    }
}

/// The same in code points.
pub(super) fn points(text: &str, span: Span) -> Points {
    let mut walk = Walk::new(text);
    let mut point = |at: Offset| walk.to_byte(at.0).unwrap_or_default();
    Points { start: point(span.start), end: point(span.end) }
}

/// Refuses a span of which an end lies inside a grapheme.
pub(super) fn whole(text: &str, span: Span) -> Result<(), Stop> {
    for (at, end) in [(span.start, "begins"), (span.end, "ends")] {
        if !grapheme::is_boundary(text, at) {
            let Points { start, end: to } = points(text, span);
            let floor = grapheme::floor(text, at.0);
            let cluster = Span { start: floor, end: grapheme::next(text, Offset(floor.0)) };
            return Err(Stop::failed(
                &format!("{start}..{to}"),
                format!("it {end} inside the character “{}” (take it in whole)", cluster.of(text)),
            ));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_and_bytes_are_each_others_inverse_and_outside_is_refused() {
        let text = "aé漢👩‍👩‍👧z";
        for start in 0..=text.chars().count() {
            for end in start..=text.chars().count() {
                let span = Points { start, end }.bytes(text).unwrap();
                assert_eq!(points(text, span), Points { start, end });
            }
        }
        assert!(Points { start: 0, end: 10 }.bytes(text).is_err());
        assert!(Points { start: 10, end: 10 }.bytes(text).is_err());
        assert!(whole(text, Points { start: 3, end: 8 }.bytes(text).unwrap()).is_ok());
        assert!(whole(text, Points { start: 3, end: 4 }.bytes(text).unwrap()).is_err());
        assert!("5..3".parse::<Points>().is_err() && "5".parse::<Points>().is_err());
    }
}
