//! Reasons as sentences of their own.

/// A reason of the store or of a file as a sentence: it begins with a capital, unless it begins with a name,
/// and ends in a stop, unless it ends in how to mend it, in brackets.
pub fn sentence(reason: &str) -> String {
    let first = reason.split_whitespace().next().unwrap_or_default();
    let is_word = first.chars().all(|c| c.is_lowercase() || matches!(c, '\'' | '’'));
    let mut letters = reason.chars();
    let mut out: String = match letters.next() {
        Some(letter) if is_word => letter.to_uppercase().chain(letters).collect(),
        _ => reason.to_owned(),
    };
    if out.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '”' | '"')) {
        out.push('.');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_begins_and_ends_as_a_sentence_and_a_name_stays_as_it_is() {
        for (reason, told) in [
            ("its text has not changed", "Its text has not changed."),
            (
                "there is a theme “War” already (choose another)",
                "There is a theme “War” already (choose another)",
            ),
            ("it’s gone.", "It’s gone."),
            ("/home/ann/a.postil: it is gone", "/home/ann/a.postil: it is gone."),
            ("a.postil: it is gone", "a.postil: it is gone."),
            ("élan", "Élan."),
            ("", ""),
        ] {
            assert_eq!(sentence(reason), told);
        }
    }
}
