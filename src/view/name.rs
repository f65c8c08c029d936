//! Names of themes where there is little room: what they begin with and what they end with stays, so that those
//! of one branch are told apart and those of several are too.

use std::borrow::Cow;

use super::paint::left_off;
use crate::text::grapheme;

/// A theme's name, or its path, in at most so many cells: where it is longer, its front and its last part with `…`
/// between them.
pub fn short(path: &str, cells: usize) -> Cow<'_, str> {
    if grapheme::str_width(path) <= cells {
        return path.into();
    }
    let room = cells.saturating_sub(1);
    let last = path.get(last_part(path)..).unwrap_or_default();
    let width = grapheme::str_width(last);
    // A front of a few letters says little, and so does an end.
    let tail = match width {
        0 => room / 3,
        width => width.min(room * 2 / 3),
    };
    let end = path.get(left_off(path, tail)..).unwrap_or_default().trim_start();
    let front = grapheme::clip(path, room.saturating_sub(grapheme::str_width(end))).trim_end();
    format!("{front}…{end}").into()
}

/// Where the last part of a path begins, with the slash before it; the length of one that has a single part.
fn last_part(path: &str) -> usize {
    let is_parting = |at: &usize| !path.get(..*at).is_some_and(|before| before.ends_with('\\'));
    path.rmatch_indices('/').map(|(at, _)| at).find(is_parting).unwrap_or(path.len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_front_and_the_last_part_stay() {
        for (path, cells, want) in [
            ("Syria", 5, "Syria"),
            ("Middle East/Syria/Air strikes", 29, "Middle East/Syria/Air strikes"),
            ("Middle East/Syria/Air strikes", 24, "Middle East…/Air strikes"),
            ("Middle East/Syria/Air strikes", 16, "Middl…ir strikes"),
            ("Cooperation with the services of Turkey", 24, "Cooperation with…Turkey"),
            (r"One\/two three four", 12, "One\\/two…our"),
            ("中東/敘利亞/空襲行動", 14, "中東/…空襲行動"),
            ("Syria", 1, "…"),
            ("Syria", 0, "…"),
        ] {
            assert_eq!(short(path, cells), want, "{path} in {cells}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn it_takes_no_more_room_than_there_is(path in "[a-z /漢e\u{301}]{0,30}", cells in 1_usize..30) {
            prop_assert!(grapheme::str_width(&short(&path, cells)) <= cells);
        }
    }
}
