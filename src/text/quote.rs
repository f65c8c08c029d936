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
