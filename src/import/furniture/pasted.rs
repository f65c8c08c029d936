//! What is pasted with an article: the player that reads it, where it was printed, who wrote it and where to find more, and
//! thanks that ask.

use super::rules::words;

/// Bytes of such a line, at most, and words of a name.
const LONGEST: usize = 300;
const NAME: usize = 5;

/// Lines that are nothing but this.
const WHOLE: &[&str] = &[
    "support the guardian",
    "support our work",
    "share full article",
    "news opinion sport culture lifestyle",
    "∙ paid",
    "· paid",
];

/// Whether a line is such, in lower case with straight quotation marks. O(bytes).
pub(super) fn look(line: &str) -> bool {
    line.len() <= LONGEST
        && !line.contains('"')
        && (WHOLE.contains(&line)
            || is_player(line)
            || is_thanks(line)
            || is_print(line)
            || is_about_author(line))
}

/// `listen to this article · 7:12 min learn more`
fn is_player(line: &str) -> bool {
    let Some(rest) = line.strip_prefix("listen to this article") else { return false };
    let rest = rest.trim_end_matches("learn more");
    let mut said = words(rest);
    let is_time = |word: &str| word.contains(':') && word.chars().all(|c| c.is_ascii_digit() || c == ':');
    said.next().is_some_and(is_time)
        && said.next().is_none_or(|word| matches!(word, "min" | "mins" | "minutes"))
        && said.next().is_none()
}

/// `thanks for reading the letters! subscribe for free to receive new posts and support my work.`
fn is_thanks(line: &str) -> bool {
    line.starts_with("thanks for reading ") && line.contains("! subscribe for free to receive new posts")
}

/// `a version of this article appears in print on may 5, 2021, section a, page 4 …`
fn is_print(line: &str) -> bool {
    ["a version of this article appears in print on ", "a version of this article appeared in print on "]
        .iter()
        .any(|start| line.starts_with(start))
        && [", section ", ", page "].iter().any(|place| line.contains(place))
}

/// `jane roe is a reporter covering water for the echo. more about jane roe`
fn is_about_author(line: &str) -> bool {
    line.split_once(". more about ").is_some_and(|(about, name)| {
        let goes_on = about.strip_prefix(name).is_some_and(|rest| rest.starts_with(" is "));
        (2..=NAME).contains(&words(name).count()) && goes_on
    })
}
