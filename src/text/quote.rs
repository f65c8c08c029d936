//! Finds the passage that a quote means: exact but for runs of white space (any between letters of Chinese and
//! Japanese, where it is a line end as a rule), the shape of quotation marks and dashes, an ellipsis as one sign or
//! three, how letters are composed or how wide they are, and signs that nobody sees.

use super::{Span, form, joint};

/// Characters that are looked at for the end of white space: more than that is no line end.
const LOOK: usize = 64;

/// All places of a quote in a text, those with that context where one is given. O(text), and for each place
/// where the quote begins O(quote and context).
pub fn find(text: &str, quote: &str, prefix: Option<&str>, suffix: Option<&str>) -> Vec<Span> {
    let wanted = plain(quote);
    let (before, after) = (prefix.map(plain), suffix.map(plain));
    let Some(first) = wanted.first().copied() else { return Vec::new() };
    let mut found = Vec::new();
    for (at, c) in text.char_indices() {
        if first_of(c) != Some(first) {
            continue;
        }
        let rest = text.get(at..).unwrap_or_default();
        let Some(len) = begins(rest, &wanted) else { continue };
        let span = Span::new(at, at + len);
        if before.as_ref().is_none_or(|before| is_before(text, span, before))
            && after.as_ref().is_none_or(|after| is_after(text, span, after))
        {
            found.push(span);
        }
    }
    found
}

/// Whether a quote stands at a span, with that context where one is given.
pub fn is_at(text: &str, span: Span, quote: &str, prefix: Option<&str>, suffix: Option<&str>) -> bool {
    let (wanted, before, after) = (plain(quote), prefix.map(plain), suffix.map(plain));
    text.get(span.start.0..).and_then(|rest| begins(rest, &wanted)) == Some(span.len())
        && before.is_none_or(|before| is_before(text, span, &before))
        && after.is_none_or(|after| is_after(text, span, &after))
}

/// A quote as [`Plain`] has it.
pub fn plainly(text: &str) -> String {
    plain(text).into_iter().collect()
}

/// A text as it compares: each run of white space one space, and none between letters that stand close, quotation
/// marks straight, dashes short, an ellipsis as three dots, letters of one width and parted from their accents, without signs that nobody sees; and the way back.
#[derive(Debug)]
pub struct Plain {
    text: String,
    /// Places of `text` from which on it is in step with the one it was made of, and those in that.
    steps: Vec<(usize, usize)>,
    /// Places of `text` at which white space is left out, and those before it in the one it was made of.
    closed: Vec<(usize, usize)>,
}

impl Plain {
    /// O(text).
    pub fn of(text: &str) -> Self {
        let (mut out, mut steps) = (String::with_capacity(text.len()), vec![(0, 0)]);
        let mut closed = Vec::new();
        let mut chars = text.char_indices().peekable();
        while let Some((from, c)) = chars.next() {
            let begin = out.len();
            if c.is_whitespace() && is_between(text, from) {
                closed.push((begin, from));
            } else {
                folded(c, |c| out.push(c));
            }
            // No place lies within one that is several: it is after it.
            let end = from + c.len_utf8();
            if out.len() - begin > 1 && out.get(begin..) != text.get(from..end) {
                steps.push((begin + 1, end));
            }
            while c.is_whitespace() && chars.next_if(|(_, c)| c.is_whitespace()).is_some() {}
            let at = chars.peek().map_or(text.len(), |(at, _)| *at);
            if steps.last().is_none_or(|(plain, own)| own + out.len() != at + plain) {
                steps.push((out.len(), at));
            }
        }
        Self { text: out, steps, closed }
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// A span of [`Plain::text`] in the text that it was made of. A place within what is one character there is
    /// after it, so that the words there may be others.
    pub fn back(&self, span: Span) -> Span {
        let back = |at: usize| {
            let next = self.steps.partition_point(|(plain, _)| *plain <= at);
            let most = self.steps.get(next).map_or(usize::MAX, |(_, own)| *own);
            let step = next.checked_sub(1).and_then(|i| self.steps.get(i));
            step.map_or(at, |(plain, own)| own + at - plain).min(most)
        };
        // White space that is left out belongs to nothing that ends before it.
        let closed = self.closed.binary_search_by_key(&span.end.0, |(plain, _)| *plain);
        let end = closed.ok().filter(|_| !span.is_empty()).and_then(|i| self.closed.get(i));
        Span::new(back(span.start.0), end.map_or_else(|| back(span.end.0), |(_, own)| *own))
    }
}

/// The first of the characters that one compares as.
fn first_of(c: char) -> Option<char> {
    let mut first = None;
    folded(c, |c| first = first.or(Some(c)));
    first
}

/// The characters that one compares as.
fn folded(c: char, mut push: impl FnMut(char)) {
    if c.is_whitespace() { push(' ') } else { form::each(c, push) }
}

/// Characters as they compare, white space at the ends left out.
fn plain(text: &str) -> Vec<char> {
    #[cfg(test)]
    tests::FOLDED.set(tests::FOLDED.get() + 1);
    let mut out: Vec<char> = Vec::new();
    let text = text.trim();
    for (at, c) in text.char_indices() {
        if c.is_whitespace() && is_between(text, at) {
            continue;
        }
        folded(c, |c| {
            if c != ' ' || out.last() != Some(&' ') {
                out.push(c);
            }
        });
    }
    out
}

/// The bytes that `wanted` takes at the start of a text, which may leave out the accents of the last letter where
/// these are characters of their own.
fn begins(text: &str, wanted: &[char]) -> Option<usize> {
    let mut rest = wanted;
    let mut in_space = false;
    for (at, c) in text.char_indices() {
        if in_space && c.is_whitespace() {
            continue;
        }
        if rest.is_empty() {
            return Some(at);
        }
        in_space = c.is_whitespace();
        if in_space && is_between(text, at) {
            continue;
        }
        if !take(&mut rest, c) {
            return None;
        }
    }
    rest.is_empty().then_some(text.len())
}

/// Whether white space at a place of a text stands between letters that stand close, or beside one and a mark. What
/// compares as the same is the same here too.
pub fn is_between(text: &str, at: usize) -> bool {
    let is_seen = |c: &char| !c.is_whitespace();
    // A blank line parts paragraphs in whatever script.
    let ends = |side: &mut dyn Iterator<Item = char>| {
        side.take(LOOK).take_while(|c| c.is_whitespace()).filter(|c| *c == '\n').count()
    };
    let (left, right) = (text.get(..at).unwrap_or_default(), text.get(at..).unwrap_or_default());
    if ends(&mut left.chars().rev()) + ends(&mut right.chars()) > 1 {
        return false;
    }
    let before = text.get(..at).unwrap_or_default().chars().rev().take(LOOK).find(is_seen);
    let Some(before) = before.filter(|c| !c.is_ascii_alphanumeric()) else { return false };
    let after = text.get(at..).unwrap_or_default().chars().take(LOOK).find(is_seen);
    let as_ascii = |c: char| first_of(c).filter(char::is_ascii);
    let is_letter = |c: char| joint::is_close(c) && as_ascii(c).is_none();
    let is_mark = |c: char| as_ascii(c).is_some_and(|c| c.is_ascii_punctuation());
    after.is_some_and(|after| {
        is_letter(before) && (is_letter(after) || is_mark(after)) || is_mark(before) && is_letter(after)
    })
}

/// Takes what a character compares as from the characters that are wanted next; whether it is that.
fn take(rest: &mut &[char], c: char) -> bool {
    let mut is_same = true;
    folded(c, |c| match rest.split_first() {
        Some((want, after)) if is_same && *want == c => *rest = after,
        _ => is_same = false,
    });
    is_same
}

fn is_before(text: &str, span: Span, wanted: &[char]) -> bool {
    let mut rest = wanted;
    let mut in_space = false;
    let before = text.get(..span.start.0).unwrap_or_default().trim_end();
    for (at, c) in before.char_indices().rev() {
        if in_space && c.is_whitespace() {
            continue;
        }
        if rest.is_empty() {
            return true;
        }
        in_space = c.is_whitespace();
        if in_space && is_between(before, at) {
            continue;
        }
        let mut own: Vec<char> = Vec::new();
        folded(c, |c| own.push(c));
        match rest.strip_suffix(own.as_slice()) {
            Some(before) => rest = before,
            // The rest of what is wanted may begin within this one.
            None => return own.ends_with(rest),
        }
    }
    rest.is_empty()
}

fn is_after(text: &str, span: Span, wanted: &[char]) -> bool {
    begins(text.get(span.end.0..).unwrap_or_default().trim_start(), wanted).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    thread_local! {
        pub(super) static FOLDED: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
    }

    fn quotes<'a>(text: &'a str, quote: &str, prefix: Option<&str>, suffix: Option<&str>) -> Vec<&'a str> {
        find(text, quote, prefix, suffix).into_iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn white_space_and_the_shape_of_quotation_marks_do_not_matter_and_nothing_else() {
        let text = "He said “it’s\n  over” twice. It's over.";
        assert_eq!(quotes(text, " said \"it's over\" ", None, None), ["said “it’s\n  over”"]);
        assert_eq!(quotes(text, "It's over", None, None), ["It's over"]);
        assert_eq!(quotes(text, "its over", None, None), Vec::<&str>::new());
        let dots = "So… the １２ ships (all) left — wait... no.";
        for (quote, there) in [
            ("So... the 12", "So… the １２"),
            ("ships （all）", "ships (all)"),
            ("left - wait… no", "left — wait... no"),
        ] {
            assert_eq!(quotes(dots, quote, None, None), [there]);
        }
        // An end within what is one sign here is none.
        assert_eq!(quotes(dots, "So.", None, None), Vec::<&str>::new());
        assert_eq!(quotes(text, "  ", None, None), Vec::<&str>::new());
    }

    #[test]
    fn white_space_between_letters_of_chinese_and_japanese_does_not_matter() {
        for (text, quote) in
            [("情報\n機関の話。", "報機関"), ("情報 機関の話。", "報\n機関"), ("情報機関の話。", "報 機関")]
        {
            let found = quotes(text, quote, Some("情"), Some("の 話"));
            assert_eq!(found.len(), 1, "{text} {quote}");
            assert!(is_at(text, find(text, quote, None, None)[0], quote, Some("情"), Some("の")));
            let plain = Plain::of(text);
            assert_eq!(plain.text(), "情報機関の話。");
            for words in ["機関", "情報"] {
                let at = plain.text().find(words).unwrap();
                assert_eq!(plain.back(Span::new(at, at + 6)).of(text), words);
            }
        }
        assert_eq!(quotes("한국 어", "한국어", None, None), Vec::<&str>::new());
        assert_eq!(quotes("東京\n\n大阪\n\n東京大阪", "東京大阪", None, None).len(), 1);
        for quote in ["“機関”の", "\"機関\" の", "「機関」の"] {
            let there = quotes("情報“機関”\nの話。", quote, None, None);
            assert_eq!(there.len(), usize::from(!quote.starts_with('「')), "{quote}");
        }
        assert_eq!(quotes("情報 NATO", "情報NATO", None, None), Vec::<&str>::new());
    }

    #[test]
    fn letters_are_the_same_composed_or_not_and_keep_their_accents() {
        let (composed, parted) =
            ("Le préfet a été créé.", "Le pre\u{301}fet a e\u{301}te\u{301} cre\u{301}e\u{301}.");
        for (text, quote) in [(composed, parted), (parted, composed)] {
            assert_eq!(quotes(text, quote, None, None), [text]);
            assert_eq!(
                find(text, quote.get(3..quote.len() - 1).unwrap(), Some("Le"), Some(".")).len(),
                1,
                "{text}"
            );
            assert_eq!(find(text, "a", Some("préfet"), Some("été")).len(), 1, "{text}");
        }
        assert_eq!(quotes(composed, "Le pre", None, None), Vec::<&str>::new());
        assert_eq!(
            quotes("the har\u{ad}bour\u{200b} master", "harbour master", None, None),
            ["har\u{ad}bour\u{200b} master"]
        );
    }

    #[test]
    fn a_plain_text_leads_back_to_the_one_it_was_made_of() {
        let text = "  He  said \n “it’s\u{a0}\t over”, é „so‟. ";
        let plain = Plain::of(text);
        assert_eq!(plain.text(), " He said \"it's over\", e\u{301} \"so\". ");
        for (words, wanted) in [
            ("He said", "He  said"),
            ("\"it's over\"", "“it’s\u{a0}\t over”"),
            ("e\u{301} \"so\".", "é „so‟."),
        ] {
            let at = plain.text().find(words).unwrap();
            let span = plain.back(Span::new(at, at + words.len()));
            assert_eq!(span.of(text), wanted);
            assert!(is_at(text, span, words, None, None));
        }
        assert!(is_at(text, Span::new(2, 10), "He said", Some(""), Some("\"it's")));
        assert!(!is_at(text, Span::new(2, 10), "He said", None, Some("it")));
    }

    #[test]
    fn no_place_of_a_plain_text_leads_within_a_character() {
        let text = "wait… no…  ạ \n\u{212b} é “so” h\u{ad}m";
        let plain = Plain::of(text);
        for at in 0..=plain.text().len() {
            let back = plain.back(Span::new(at, at)).start.0;
            assert!(text.is_char_boundary(back), "{at} is {back} in {text}");
        }
        assert_eq!(plain.back(Span::new(4, 7)).of(text), "…");
        assert_eq!(plain.back(Span::new(5, 6)), Span::new(7, 7));
    }

    #[test]
    fn context_narrows() {
        let text = "one war, two  war. three war";
        assert_eq!(find(text, "war", None, None).len(), 3);
        assert_eq!(find(text, "war", Some("two"), None), [Span::new(14, 17)]);
        assert_eq!(find(text, "war", Some(", two "), None), [Span::new(14, 17)]);
        assert_eq!(find(text, "war", None, Some(".  three")), [Span::new(14, 17)]);
        assert_eq!(find(text, "war", Some("two"), Some(", two")), []);
        assert_eq!(find("aaa", "aa", None, None).len(), 2);
    }

    #[test]
    fn a_quote_and_its_context_are_folded_once_however_often_it_stands_there() {
        FOLDED.set(0);
        let text = "war and peace, ".repeat(500);
        assert_eq!(find(&text, "war", Some("peace,"), Some("and peace")).len(), 499);
        assert_eq!(FOLDED.get(), 3);
    }
}
