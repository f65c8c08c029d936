//! A passage as it is quoted in a text.

use super::super::article::Metadata;
use super::{Locator, short};

/// A passage as a block quotation and, after a blank line, its citation: `> words`, `(Surname, 2017,
/// ¶4)`. The words are not touched; every line has its `> `, blank ones too.
pub fn quotation(meta: &Metadata, at: Locator<'_>, words: &str) -> String {
    let lines: Vec<String> =
        words.trim().lines().map(|line| format!("> {line}").trim_end().to_owned()).collect();
    format!("{}\n\n{}", lines.join("\n"), short(meta, at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_quoted_and_no_word_changed() {
        let meta = Metadata {
            byline: Some("Anna Weiss".into()),
            published: Some("2017-07-12".into()),
            ..Metadata::default()
        };
        assert_eq!(
            quotation(&meta, Locator { paragraph: Some(4), ..Locator::default() }, "One *star*.\n\nTwo.\n"),
            "> One *star*.\n>\n> Two.\n\n(Weiss, 2017, ¶4)"
        );
        assert_eq!(quotation(&Metadata::default(), Locator::default(), "One."), "> One.\n\n(untitled, n.d.)");
    }
}
