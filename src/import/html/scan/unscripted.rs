//! What a page shows where no script runs (`<noscript>`): words in place of a chart or a film. Most of them are
//! pictures that a script would show later, counters of readers, and requests to allow scripts.

use super::super::super::furniture;
use super::tags::{Role, role};
use super::{Lenient, Scanner, UNSCRIPTED, text};

/// What the element is named that is written in its place, and how that is written.
pub(in crate::import::html) const NAME: &str = "unscripted";
pub(super) const SAYS_SO: &str = " name=\"unscripted\">";

/// Characters without white space that tell something.
const TOLD: usize = 30;
/// Words about scripts of fewer bytes ask for them.
const ASKS: usize = 400;

impl Scanner<'_> {
    /// Whether what stands at this place and is shown where no script runs is a part of what is read.
    pub(super) fn is_read_unscripted(&self) -> bool {
        if self.lenient != Lenient::No || self.is_lost(UNSCRIPTED) || self.open.len() >= self.limits.depth {
            return self.lenient != Lenient::No;
        }
        let rest = self.page.get(self.at..).unwrap_or_default();
        text::end_of(rest, UNSCRIPTED).is_some_and(|(content, _)| tells(content))
    }
}

/// Whether the content of such an element tells something to read. O(bytes).
pub(super) fn tells(content: &str) -> bool {
    let words = words(content);
    let asks = || {
        let folded = words.to_lowercase();
        (words.len() < ASKS && (folded.contains("javascript") || folded.contains("java script")))
            || furniture::is_of_player(&words)
    };
    words.chars().filter(|c| !c.is_whitespace()).count() >= TOLD && !asks()
}

/// The words of markup, without those of styles and the like.
pub(super) fn words(content: &str) -> String {
    let mut out = String::new();
    let mut rest = content;
    while let Some((words, tag)) = rest.split_once('<') {
        out.push_str(words);
        let name = text::name(tag);
        let is_unread = !name.is_empty() && matches!(role(&name), Role::Raw | Role::Dropped);
        let unread = if is_unread { text::end_of(tag, &name).map(|(_, length)| length) } else { None };
        let end = unread.or_else(|| tag.find('>').map(|end| end + 1)).unwrap_or(tag.len());
        rest = tag.get(end..).unwrap_or_default();
        out.push(' ');
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_count_and_pictures_styles_and_requests_do_not() {
        for (content, found) in [
            ("<p>The chart shows that rents rose by ten percent.</p>", true),
            ("<img alt='The chart shows that rents rose by ten percent' src=a.png>", false),
            ("<style>.chart { display: none; visibility: hidden; color: red }</style><img src=a>", false),
            ("<iframe src=a>The chart shows that rents rose by ten percent.</iframe>", false),
            ("<p>Please enable JavaScript to view the comments powered by Disqus.</p>", false),
            ("<p>Your browser does not support what this player needs, so upgrade it.</p>", false),
            ("<a href=/x>Rents</a>", false),
        ] {
            assert_eq!(tells(content), found, "{content}");
        }
    }
}
