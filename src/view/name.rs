//! Names of themes where there is little room: what they begin with and what they end with stays, so that those
//! of one branch are told apart and those of several are too.

use std::borrow::Cow;

use super::paint::left_off;
use crate::text::{clipped, grapheme};

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

/// A sentence in so many cells, as far as that can be had from the path that it begins with, whose end says which
/// file it is, and from what it quotes: words that were marked are known by their beginning, and what follows them,
/// as the names of themes, is news. What is quoted keeps a few cells.
pub fn fitted(sentence: &str, cells: usize) -> Cow<'_, str> {
    match without_folders(sentence, cells) {
        Some(sentence) => quoting_less(&sentence, cells).into_owned().into(),
        None => quoting_less(sentence, cells),
    }
}

/// A sentence that is too long and begins with a path, without the first of its folders; as many as need be.
fn without_folders(sentence: &str, cells: usize) -> Option<String> {
    let over = grapheme::str_width(sentence).checked_sub(cells).filter(|over| *over > 0)?;
    let path = sentence.get(..sentence.find(": ")?).filter(|path| path.starts_with('/'))?;
    let left: Vec<usize> = path.match_indices('/').map(|(at, _)| at).skip(1).collect();
    let saves = |at: &&usize| path.get(..**at).is_some_and(|off| grapheme::str_width(off) > over);
    let at = left.iter().find(saves).or(left.last())?;
    Some(format!("…{}", sentence.get(*at..)?))
}

fn quoting_less(sentence: &str, cells: usize) -> Cow<'_, str> {
    let over = grapheme::str_width(sentence).saturating_sub(cells);
    let Some((before, quoted, after)) = quotation(sentence).filter(|_| over > 0) else {
        return sentence.into();
    };
    let width = grapheme::str_width(quoted);
    let room = width.saturating_sub(over).max(QUOTED);
    if width <= room {
        return sentence.into();
    }
    let words = quoted.trim_end_matches('…').trim_end();
    let kept = clipped(words, room - 1);
    format!("{before}{kept}…{after}").into()
}

/// Cells that a quotation keeps at least.
const QUOTED: usize = 12;

/// The longest quotation of a sentence, without its marks, and what stands before and after it.
fn quotation(sentence: &str) -> Option<(&str, &str, &str)> {
    const OPENS: char = '“';
    let mut opened = Vec::new();
    let mut longest = 0..0;
    for (at, mark) in sentence.char_indices() {
        if mark == OPENS {
            opened.push(at + OPENS.len_utf8());
        } else if mark == '”'
            && let Some(from) = opened.pop()
            && at - from > longest.len()
        {
            longest = from..at;
        }
    }
    // One that has another's mark in it, which was cut off, goes from the first mark to the last.
    if let (Some(first), Some(last)) = (opened.first(), sentence.rfind('”')) {
        longest = *first..last.max(*first);
    }
    let (before, after) = (sentence.get(..longest.start)?, sentence.get(longest.end..)?);
    sentence.get(longest).filter(|quoted| !quoted.is_empty()).map(|quoted| (before, quoted, after))
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

    #[test]
    fn a_sentence_gives_way_where_it_quotes() {
        const LONG: &str = "Saved: tag “On the night of the flood, The Orlau Post said…” with War, Syria";
        for (sentence, cells, want) in [
            (LONG, 90, LONG),
            (LONG, 60, "Saved: tag “On the night of the flood, The…” with War, Syria"),
            (LONG, 10, "Saved: tag “On the…” with War, Syria"),
            ("Saved: tag “He said “we will not go…” with War", 40, "Saved: tag “He said “we will…” with War"),
            ("There is nothing to undo.", 10, "There is nothing to undo."),
            ("tag “” with War", 3, "tag “” with War"),
            ("mend: ” and “", 3, "mend: ” and “"),
            (
                "rename “War” to “The second war of the ferries”",
                40,
                "rename “War” to “The second war of the…”",
            ),
        ] {
            assert_eq!(fitted(sentence, cells), want, "{cells}");
        }
    }

    #[test]
    fn a_path_at_the_beginning_gives_way_from_the_left() {
        const LONG: &str = "/home/ada/.config/postil/config.toml:3:5: there is no key “colour”.";
        for (sentence, cells, want) in [
            (LONG, 67, LONG),
            (LONG, 66, "…/ada/.config/postil/config.toml:3:5: there is no key “colour”."),
            (LONG, 60, "…/.config/postil/config.toml:3:5: there is no key “colour”."),
            (LONG, 30, "…/config.toml:3:5: there is no key “colour”."),
            ("/config.toml:3:5: this is wrong", 12, "/config.toml:3:5: this is wrong"),
            ("Exported /home/ada/a.md: done", 12, "Exported /home/ada/a.md: done"),
            ("/home/ada/a.pdf", 5, "/home/ada/a.pdf"),
            ("/srv/日本/資料/a.toml: wrong", 22, "…/資料/a.toml: wrong"),
        ] {
            assert_eq!(fitted(sentence, cells), want, "{cells}");
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
