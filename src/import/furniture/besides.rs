//! What else a paragraph says that has a sentence of furniture: one of an article beside it is not to be folded with that.

use super::rules::words;

/// Words of a sentence that tells little.
const FEW: usize = 3;

/// How words begin that pages use of themselves and of what readers may do with them.
const OF_PAGES: &[&str] = &[
    "subscri", "newsletter", "email", "e-mail", "inbox", "click", "sign", "site", "website", "page",
    "article", "stor", "post", "comment", "cookie", "privacy", "polic", "terms", "permission", "reserved",
    "rights", "copyright", "©", "material", "content", "reproduc", "redistribut", "republish", "publish",
    "broadcast", "advert", "browser", "javascript", "account", "log", "register", "support", "donat",
    "member", "app", "download", "free", "read", "reader", "share", "editor", "moderat", "spam", "captcha",
    "google", "affiliat", "commission", "unsubscribe", "address", "mail", "trademark", "ltd", "inc", "licen",
    "journalis", "reporting", "newsroom", "contribut", "month", "week", "coffee", "issue", "edition",
    "update",
];
/// What letters to readers are said to have, of which an article may tell too: `It has the news of all harbours.`
const OF_LETTERS: &[&str] = &["news", "headlines", "best", "stories", "latest"];
/// Words to and of who reads and who writes a page.
const TO_READERS: &[&str] =
    &["you", "your", "you're", "you've", "we", "our", "us", "we're", "we've", "i", "my", "please"];
/// How words begin that tell of rights.
const OF_RIGHTS: &[&str] = &[
    "permission", "reserved", "rights", "copyright", "©", "(c)", "material", "content", "reproduc",
    "redistribut", "republish", "publish", "broadcast", "rewrit", "transmi", "licen", "trademark", "ltd",
    "inc", "terms", "privacy", "polic", "affiliat", "site", "website", "cach", "unauthor", "unauthoris",
    "prohibit", "use", "recht", "droits", "derechos", "direitos", "diritti", "prawa", "права",
];

/// Whether a line that says whose the rights are in one of its sentences speaks of something else in another.
pub(super) fn of_rights(line: &str) -> bool {
    tells(line, |word| begins(OF_RIGHTS, word))
}

/// The same of a line that asks or offers something.
pub(super) fn of_page(line: &str) -> bool {
    tells(line, |word| begins(OF_PAGES, word) || TO_READERS.contains(&word))
}

fn begins(list: &[&str], word: &str) -> bool {
    list.iter().any(|start| word.starts_with(start))
}

/// Whether one of several sentences has some words and none of such.
fn tells(line: &str, is_of_page: impl Fn(&str) -> bool) -> bool {
    let sentences: Vec<&str> =
        line.split_inclusive(". ").flat_map(|part| part.split_inclusive("! ")).collect();
    let sentences: Vec<&str> = sentences.into_iter().flat_map(|part| part.split_inclusive("? ")).collect();
    let is_praise = |sentence: &str| {
        ["it ", "it's "].iter().any(|start| sentence.starts_with(start))
            && words(sentence).any(|word| OF_LETTERS.contains(&word))
    };
    sentences.len() > 1
        && sentences.iter().enumerate().any(|(at, sentence)| {
            // A question may go before what is asked for.
            let is_asked = at == 0 && sentence.trim_end().ends_with('?');
            words(sentence).nth(FEW).is_some()
                && !sentence.contains('©')
                && !is_asked
                && !is_praise(sentence)
                && !words(sentence).any(&is_of_page)
        })
}
