//! Finds the passage that a quote means: exact but for runs of white space and for straight
//! against curly quotation marks.

use super::Span;

/// All places of a quote in a text, those with that context where one is given. O(text), and for each place
/// where the quote begins O(quote and context).
pub fn find(text: &str, quote: &str, prefix: Option<&str>, suffix: Option<&str>) -> Vec<Span> {
    let wanted = plain(quote);
    let (before, after) = (prefix.map(plain), suffix.map(plain));
    let Some(first) = wanted.first().copied() else { return Vec::new() };
    let mut found = Vec::new();
    for (at, c) in text.char_indices() {
        if same(c) != first {
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

/// A text in which each run of white space is one space and each quotation mark a straight one, with the way
/// back.
#[derive(Debug)]
pub struct Plain {
    text: String,
    /// For each place behind which `text` is shorter: that place, and the bytes that are missing up to it.
    cuts: Vec<(usize, usize)>,
}

impl Plain {
    /// O(text).
    pub fn of(text: &str) -> Self {
        let (mut out, mut cuts) = (String::with_capacity(text.len()), Vec::new());
        let mut chars = text.char_indices().peekable();
        while let Some((_, c)) = chars.next() {
            let (plain, missing) = (same(c), c.len_utf8());
            out.push(plain);
            while plain == ' ' && chars.next_if(|(_, c)| c.is_whitespace()).is_some() {}
            if missing != plain.len_utf8() || plain == ' ' {
                let at = chars.peek().map_or(text.len(), |(at, _)| *at);
                let gone = at - out.len();
                if cuts.last().map_or(0, |(_, gone)| *gone) != gone {
                    cuts.push((out.len(), gone));
                }
            }
        }
        Self { text: out, cuts }
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// A span of [`Plain::text`] in the text that it was made of.
    pub fn back(&self, span: Span) -> Span {
        let back = |at: usize| {
            let cut = self.cuts.partition_point(|(from, _)| *from <= at).checked_sub(1);
            at + cut.and_then(|i| self.cuts.get(i)).map_or(0, |(_, gone)| *gone)
        };
        Span::new(back(span.start.0), back(span.end.0))
    }
}

/// A character as it compares.
fn same(c: char) -> char {
    match c {
        '‘' | '’' | '‚' | '‛' => '\'',
        '“' | '”' | '„' | '‟' => '"',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

/// Characters as they compare, white space at the ends left out.
fn plain(text: &str) -> Vec<char> {
    #[cfg(test)]
    tests::FOLDED.set(tests::FOLDED.get() + 1);
    let mut out: Vec<char> = Vec::new();
    for c in text.trim().chars().map(same) {
        if c != ' ' || out.last() != Some(&' ') {
            out.push(c);
        }
    }
    out
}

/// The bytes that `wanted` takes at the start of a text.
fn begins(text: &str, wanted: &[char]) -> Option<usize> {
    let mut chars = text.char_indices().peekable();
    for want in wanted {
        let (_, c) = chars.next()?;
        if same(c) != *want {
            return None;
        }
        while *want == ' ' && chars.next_if(|(_, c)| c.is_whitespace()).is_some() {}
    }
    Some(chars.peek().map_or(text.len(), |(at, _)| *at))
}

fn is_before(text: &str, span: Span, wanted: &[char]) -> bool {
    let mut chars = text.get(..span.start.0).unwrap_or_default().trim_end().chars().rev().peekable();
    wanted.iter().rev().all(|want| {
        let is = chars.next().is_some_and(|c| same(c) == *want);
        while *want == ' ' && chars.next_if(|c| c.is_whitespace()).is_some() {}
        is
    })
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
        assert_eq!(quotes(text, "  ", None, None), Vec::<&str>::new());
    }

    #[test]
    fn a_plain_text_leads_back_to_the_one_it_was_made_of() {
        let text = "  He  said \n “it’s\u{a0}\t over”, é „so‟. ";
        let plain = Plain::of(text);
        assert_eq!(plain.text(), " He said \"it's over\", é \"so\". ");
        for (words, wanted) in
            [("He said", "He  said"), ("\"it's over\"", "“it’s\u{a0}\t over”"), ("é \"so\".", "é „so‟.")]
        {
            let at = plain.text().find(words).unwrap();
            let span = plain.back(Span::new(at, at + words.len()));
            assert_eq!(span.of(text), wanted);
            assert!(is_at(text, span, words, None, None));
        }
        assert!(is_at(text, Span::new(2, 10), "He said", Some(""), Some("\"it's")));
        assert!(!is_at(text, Span::new(2, 10), "He said", None, Some("it")));
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
