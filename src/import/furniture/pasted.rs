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
    "skip to site index",
    "skip to search",
    "accessibility help",
    "print subscriptions",
    "print subscription",
    "search & section navigation",
    "site index",
    "open in app",
    "get app",
    "start writing",
    "text to speech",
    "hide ad",
    "ad feedback",
    "supported by",
    "save this story",
    "save for later",
    "save to read later",
    "add to reading list",
    "give this article",
    "gift this article",
    "gift article",
    "republish this article",
    "republish this story",
    "cite this article",
    "order reprints",
    "purchase licensing rights",
    "reprints & permissions",
    "jump to recipe",
    "print recipe",
    "pin this recipe",
    "pin recipe",
    "discussion about this post",
    "discussion about this podcast",
    "no posts",
    "write a response",
    "see all responses",
    "the most popular",
    "the most read",
    "fund independent journalism",
    "support independent journalism",
    "view all comments",
    "read the comments",
    "read comments",
    "see comments",
    "jump to comments",
    "go to comments",
    "comments section",
    "reader interactions",
    "sign up here",
    "log in or sign up",
    "sign in or create an account",
    "powered by wordpress",
    "proudly powered by wordpress",
    "start your substack",
    "listen to article",
    "listen to story",
    "listen to this story",
    "have your say",
    "media contact",
    "media contacts",
    "never miss a story",
    "accessibility links",
    "keyboard shortcuts for audio player",
    "download references",
    "download pdf",
    "rights and permissions",
];

/// Lines that may be more than furniture.
const PERHAPS: &[&str] = &[
    "feedback", "newest", "oldest", "restack", "restacks", "open access", "about this article", "reprints",
    "pin", "listen", "image", "bookmark", "bookmarks", "likes", "discussions", "what's on", "obituaries",
    "classifieds", "your account", "homepage", "notifications", "subscriptions", "uk news", "us news",
    "world news", "local news", "small text", "medium text", "large text", "font size", "bluesky",
    "mastodon", "flipboard", "search jobs", "uk edition", "us edition", "my view", "privacy", "terms",
    "accessibility", "continue reading", "become a supporter", "print this", "email this", "crosswords",
    "advertise",
];

/// Whether a line may be such.
pub(super) fn is_perhaps(line: &str) -> bool {
    PERHAPS.contains(&line)
}

/// Whether a line is such, in lower case with straight quotation marks. O(bytes).
pub(super) fn look(line: &str) -> bool {
    line.len() <= LONGEST
        && !line.contains('"')
        && (WHOLE.contains(&line.trim_end_matches(['.', ':', ',', ' ', '…']))
            || is_player(line)
            || is_standard(line)
            || is_list(line)
            || is_disclaimer(line)
            || is_thanks(line)
            || is_print(line)
            || is_about_author(line))
}

/// Whether a short line may offer what a page is sold for: `subscribe for $1/week`, `subscribe to the letters`.
pub(super) fn may_offer(line: &str) -> bool {
    const WORDS: usize = 6;
    ["subscribe for ", "subscribe to ", "subscribe from "].iter().any(|start| line.starts_with(start))
        && words(line).nth(WORDS).is_none()
}

/// `see more on: floods`, `more:riversfloods`, `view all posts by jane`
fn is_list(line: &str) -> bool {
    const LONGEST_LIST: usize = 100;
    let is_more = || line.strip_prefix("more:").is_some_and(|rest| rest.starts_with(char::is_alphabetic));
    line.len() <= LONGEST_LIST
        && !line.ends_with('.')
        && (line.starts_with("see more on: ")
            || line.starts_with("see more of: ")
            || line.starts_with("view all posts by ")
            || is_more())
}

/// `the opinions expressed here are those of the author.`
fn is_disclaimer(line: &str) -> bool {
    const STARTS: &[&str] =
        &["the opinions expressed ", "the views expressed ", "opinions expressed ", "views expressed "];
    STARTS.iter().any(|start| line.starts_with(start))
        && [" of the author", " author's own", " of the writer"].iter().any(|whose| line.contains(whose))
        && line.matches(". ").count() == 0
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
    const ASKS: &[&str] =
        &["subscribe for free to receive new posts", "this post is public so feel free to share it"];
    line.strip_prefix("thanks for reading ")
        .and_then(|rest| rest.split_once("! "))
        .is_some_and(|(_, asks)| ASKS.iter().any(|start| asks.starts_with(start)))
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

/// `our standards: the pier trust principles., opens new tab`, and where else a link is said to lead to a page of its own.
fn is_standard(line: &str) -> bool {
    (line.starts_with("our standards: ") && line.len() <= 100) || line.ends_with(", opens new tab")
}
