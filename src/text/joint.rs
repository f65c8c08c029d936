//! Line ends that part nothing: Chinese and Japanese are written without spaces, so that where a line of theirs was
//! full the next one goes on at once. Hangul has spaces, and a line end is one there. See the segment break
//! transformation rules of CSS Text, to which the quotation marks and dashes are added that Chinese shares with
//! Latin: between letters of its own they are its own.

use std::borrow::Cow;

use super::Span;

/// Whether a character is a letter or sign of Chinese or Japanese, that stands close to the next.
pub fn is_close(c: char) -> bool {
    matches!(c,
        '\u{2e80}'..='\u{2fdf}' // radicals
        | '\u{3001}'..='\u{3030}' | '\u{3035}'..='\u{303b}' // signs, not the space
        | '\u{3041}'..='\u{312f}' // Hiragana, Katakana, Bopomofo
        | '\u{31a0}'..='\u{31bf}' | '\u{31f0}'..='\u{31ff}'
        | '\u{3220}'..='\u{3247}' | '\u{3280}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}'
        | '\u{ff01}'..='\u{ff9f}' // full-width forms, Katakana of half width
        | '\u{20000}'..='\u{3ffff}'
        | '\u{e0100}'..='\u{e01ef}' // which form of a letter of Han is meant
    )
}

/// Signs in a row that are looked at for what stands beside them.
const SIGNS: usize = 8;

/// Signs that Chinese and Japanese have from other scripts.
fn is_shared(c: char) -> bool {
    matches!(c, '“' | '”' | '‘' | '’' | '…' | '—' | '―' | '·')
}

/// Whether nothing that is read stands for white space between a text and the one after it. O(1).
pub fn are_close(before: &str, after: &str) -> bool {
    let (Some(last), Some(first)) = (before.chars().next_back(), after.chars().next()) else { return false };
    // What stands on the letter before it goes with nothing else.
    let is_mark =
        matches!(first, '\u{302a}'..='\u{302f}' | '\u{3099}' | '\u{309a}' | '\u{e0100}'..='\u{e01ef}');
    let begins = is_close(first) && !is_mark;
    if is_close(last) {
        return begins || (is_shared(first) && are_own(after.chars()));
    }
    begins && is_shared(last) && are_own(before.chars().rev())
}

/// Whether shared signs, which a text begins with, are those of Chinese or Japanese: no other letter stands beside
/// them there.
fn are_own(text: impl Iterator<Item = char>) -> bool {
    let beside = text.take(SIGNS).find(|c| !is_shared(*c));
    beside.is_none_or(|c| c == '\n' || is_close(c))
}

/// Whether the byte at a place of a text is such a line end. O(1).
pub fn is_joint(text: &str, at: usize) -> bool {
    if text.as_bytes().get(at) != Some(&b'\n') {
        return false;
    }
    let (before, after) = (text.get(..at), text.get(at + 1..));
    before.zip(after).is_some_and(|(before, after)| are_close(before, after))
}

/// The places of such line ends in a stretch of a text, ascending; what stands around it counts. O(stretch).
pub fn joints(text: &str, start: usize, end: usize) -> impl Iterator<Item = usize> + '_ {
    let bytes = text.as_bytes().get(start..end).unwrap_or_default();
    memchr::memchr_iter(b'\n', bytes).map(move |at| start + at).filter(move |at| is_joint(text, *at))
}

/// A text without such line ends.
pub fn joined(text: &str) -> Cow<'_, str> {
    without(text, 0, text.len(), joints(text, 0, text.len()))
}

/// A stretch of a text without the bytes at some places in it, ascending, each of a character of one byte.
pub fn without(text: &str, start: usize, end: usize, places: impl Iterator<Item = usize>) -> Cow<'_, str> {
    let mut places = places.peekable();
    if places.peek().is_none() {
        return Cow::Borrowed(text.get(start..end).unwrap_or_default());
    }
    let mut out = String::with_capacity(end.saturating_sub(start));
    let mut from = start;
    for at in places {
        out.push_str(text.get(from..at).unwrap_or_default());
        from = at + 1;
    }
    out.push_str(text.get(from..end).unwrap_or_default());
    Cow::Owned(out)
}

/// A text without such line ends, and where its places are in the one with them.
#[derive(Debug, Clone)]
pub struct Joined<'a> {
    pub text: Cow<'a, str>,
    joints: Vec<usize>,
}

impl<'a> Joined<'a> {
    pub fn of(text: &'a str) -> Self {
        let joints: Vec<usize> = joints(text, 0, text.len()).collect();
        Self { text: without(text, 0, text.len(), joints.iter().copied()), joints }
    }

    /// A span of it as one of the text with the line ends, none of which stands at its ends.
    pub fn own(&self, span: Span) -> Span {
        Span::new(self.place(span.start.0, false), self.place(span.end.0, true))
    }

    /// A span of the text with the line ends as one of it.
    pub fn moved(&self, span: Span) -> Span {
        let moved = |at: usize| at - self.joints.partition_point(|joint| *joint < at);
        Span::new(moved(span.start.0), moved(span.end.0))
    }

    fn place(&self, at: usize, ends: bool) -> usize {
        // The nth of them stands n bytes further left where they are left out.
        let is_before = |n: usize, place: usize| if ends { place < at + n } else { place <= at + n };
        let (mut low, mut high) = (0, self.joints.len());
        while low < high {
            let middle = low.midpoint(high);
            if self.joints.get(middle).is_some_and(|place| is_before(middle, *place)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        at + low
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_between_chinese_and_japanese_letters_part_nothing() {
        for (text, joined_text) in [
            ("情報\n機関", "情報機関"),
            ("カタ\nカナ、\nひら。\n「か", "カタカナ、ひら。「か"),
            ("か\u{3099}\nが", "か\u{3099}が"),
            ("他说：“\n好”\n我……\n是", "他说：“好”我……是"),
            ("ＡＢ\nＣ", "ＡＢＣ"),
            // A space is read there.
            ("한국\n어", "한국\n어"),
            ("情報\nNATO\n機関", "情報\nNATO\n機関"),
            ("word”\n“word", "word”\n“word"),
            // Signs that are those of the other script.
            ("the “hukou”\n户口", "the “hukou”\n户口"),
            ("word—\n户口", "word—\n户口"),
            ("户口\n“hukou”", "户口\n“hukou”"),
            ("户口\n— he said", "户口\n— he said"),
            ("户口\n……\n好“\n好”", "户口……好“好”"),
            ("段落\n\n段落", "段落\n\n段落"),
            ("段落\n\u{3000}段落", "段落\n\u{3000}段落"),
            ("\n段\n", "\n段\n"),
            ("👍\n👍", "👍\n👍"),
            ("か\n\u{3099}", "か\n\u{3099}"),
        ] {
            assert_eq!(joined(text), joined_text);
        }
        assert!(matches!(joined("one\ntwo"), Cow::Borrowed(_)));
    }

    #[test]
    fn places_lead_back() {
        let text = "情報\n機関\nの話";
        let plain = Joined::of(text);
        for (words, own) in [
            ("情報", "情報"),
            ("報機", "報\n機"),
            ("機関", "機関"),
            ("関の", "関\nの"),
            ("報機関の", "報\n機関\nの"),
        ] {
            let at = plain.text.find(words).unwrap();
            let span = Span::new(at, at + words.len());
            assert_eq!(plain.own(span).of(text), own);
            assert_eq!(plain.moved(plain.own(span)), span);
        }
    }
}
