//! The form in which words are equal that differ only in how they were typed, set or stored: letters composed or
//! decomposed, quotation marks straight or curly, dashes short or long, an ellipsis as one sign or three, letters
//! and signs of full width, signs that nobody sees. A capital is another letter.

use unicode_normalization::char::decompose_canonical;

/// The characters that one stands for; none where it is not seen. White space stays as it is.
pub fn each(c: char, mut push: impl FnMut(char)) {
    match c {
        c if c.is_ascii() => push(c),
        '…' => "...".chars().for_each(push),
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => push('-'),
        // Full-width forms, which are as many as the visible characters of ASCII, in their order.
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).into_iter().for_each(push),
        '‘' | '’' | '‚' | '‛' | '‹' | '›' => push('\''),
        '“' | '”' | '„' | '‟' | '«' | '»' => push('"'),
        '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' => {}
        c => decompose_canonical(c, push),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(text: &str) -> String {
        let mut out = String::new();
        text.chars().for_each(|c| each(c, |c| out.push(c)));
        out
    }

    #[test]
    fn what_is_only_typed_in_another_way_has_one_form() {
        assert_eq!(form("“L’été” «ré\u{ad}u\u{200b}ni»"), form("\"L'e\u{301}te\u{301}\" „réuni”"));
        assert_eq!(form("각"), form("\u{1100}\u{1161}\u{11a8}"));
        assert_eq!(form("Wait… it’s 40–45 — or so"), form("Wait... it's 40-45 - or so"));
        assert_eq!(form("ＮＡＴＯ（１９４９）、！～"), form("NATO(1949)、!~"));
        for (one, other) in [("ete", "été"), ("A", "a"), ("Ａ", "a"), ("ﬁ", "fi"), ("…", ".."), ("。", ".")]
        {
            assert_ne!(form(one), form(other));
        }
    }
}
