//! What a line looks like by itself. Lines come folded: lower case, straight quotation marks.

use super::counts::{is_count, is_reading_time, names_counted};
use super::phrases::{APPEALS, MAILING, MENU, MENU_SURE, PERHAPS, STARTS, WHOLE};
use super::teasers::{TEASERS, TEASERS_FROM};
use super::{Look, abroad, besides, pasted};

/// No phrase that makes up a line has more bytes.
const LONGEST_PHRASE: usize = 48;
/// Words of a line that says where more is to be found. `More in sorrow than in anger` says something else.
const MORE: usize = 4;

/// What a page calls mistakes, and marking them.
const ERRORS: &[&str] = &[
    "error", "mistake", "typo", "ошибк", "опечатк", "помилк", "kļūd", "laboj", "klaid", "viga", "błąd",
    "грешк",
];
const MARKED: &[&str] =
    &["select", "highlight", "выдел", "виділ", "iezīmē", "pažymė", "märgi", "zaznacz", "маркир"];

/// What one line looks like.
pub(super) fn look(line: &str) -> Look {
    let bare = line
        .trim_start_matches(['|', '«', '‹', '←', ' '])
        .trim_end_matches([':', '.', '…', '»', '›', '→', '>', '!', ' ', '↓', '▼']);
    let short = bare.len() <= LONGEST_PHRASE;
    let is_whole = short && (WHOLE.contains(&bare) || abroad::WHOLE.contains(&bare));
    let is_above = short && is_above_teasers(bare) && !PERHAPS.contains(&bare) && !line.ends_with('.');
    let asks =
        is_start(line) || is_sign_up(line) || is_appeal(line) || is_cookie_notice(line) || is_quota(line);
    let sure = is_whole
        || is_above
        || asks && (is_link(line) || !besides::of_page(line))
        || is_copyright(line) && !besides::of_rights(line)
        || is_report_of_errors(line)
        || is_for_subscribers(line)
        || is_menu(line)
        || is_trail(line)
        || is_count(line)
        || is_reading_time(line)
        || is_follow(line)
        || is_handle(line)
        || is_foot_of_mail(line)
        || is_window(line)
        || is_vote(line)
        || pasted::look(line);
    if sure {
        Look::Furniture
    } else if (short && (is_perhaps(bare) || names_counted(bare) || pasted::may_offer(bare)))
        || is_tag_list(line)
        || is_about_errors(line)
    {
        Look::Perhaps
    } else {
        Look::Plain
    }
}

/// Whether a line may be more than furniture.
pub(super) fn is_perhaps(line: &str) -> bool {
    PERHAPS.contains(&line) || abroad::PERHAPS.contains(&line) || pasted::is_perhaps(line)
}

/// Whether what a line begins with says that a link to another page follows: `read more: …`.
fn is_link(line: &str) -> bool {
    STARTS.iter().any(|start| start.ends_with([':', '>', '»']) && line.starts_with(start))
}

/// Whether a line can be the heading of teasers.
pub(super) fn is_above_teasers(line: &str) -> bool {
    let bare = line.trim_end_matches([':', '：', '…', '»', '›', '→', '>', ' ', '↓', '▼']);
    let is_few = || words(bare).nth(MORE).is_none();
    TEASERS.contains(&bare) || (TEASERS_FROM.iter().any(|start| bare.starts_with(start)) && is_few())
}

/// `more harbour stories`: a heading that may as well be one of the article.
pub(super) fn is_more_of_them(line: &str) -> bool {
    const THEM: &[&str] = &["stories", "news", "articles", "headlines"];
    line.starts_with("more ")
        && line.split(' ').count() <= 6
        && line.rsplit(' ').next().is_some_and(|last| THEM.contains(&last))
}

/// A line that begins as no sentence does. What looks like a link to another page is short and has no stop.
fn is_start(line: &str) -> bool {
    let Some(start) = STARTS.iter().find(|start| line.starts_with(*start)) else { return false };
    if start.ends_with([':', '>', '»']) {
        return line.len() <= 160 && !line.ends_with(['.', ',', ';']);
    }
    line.len() <= 420 && !line.contains('"')
}

/// A line of nothing but words that menus and their pictures are named by.
fn is_menu(line: &str) -> bool {
    if line.ends_with(['.', '?', '"']) {
        return false;
    }
    let words: Vec<&str> = words(line).collect();
    let sure = words.iter().filter(|word| MENU_SURE.contains(word)).count();
    words.len() >= 3 && sure >= 2 && words.iter().all(|word| MENU.contains(word) || is_number(word))
}

/// Short entries between bars or arrows, of which two are entries of menus.
fn is_trail(line: &str) -> bool {
    let parts: Vec<&str> = line
        .split(['|', '›', '»', '•', '·', '∙', '>', '/'])
        .map(str::trim)
        .filter(|p| !p.is_empty())
        .collect();
    let known = parts.iter().filter(|part| MENU.contains(*part) || is_perhaps(part) || WHOLE.contains(*part));
    parts.len() >= 3
        && !line.ends_with('.')
        && known.count() * 2 >= parts.len()
        && parts.iter().all(|part| part.split(' ').count() <= 4)
}

/// Whether a word is a number, perhaps of thousands.
pub(super) fn is_number(word: &str) -> bool {
    let digits = word.trim_end_matches(['k', 'm', '+']);
    !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b','))
}

/// Words without the marks around them.
pub(super) fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric() && c != '+'))
        .filter(|word| !word.is_empty())
}

/// Whether a line has so few words, or characters of a script that parts none, as an entry of a menu.
pub(super) fn is_brief(line: &str, most: usize) -> bool {
    const WIDE: usize = 6;
    words(line).nth(most).is_none()
        && line.chars().filter(|c| *c > '\u{2e80}' && c.is_alphabetic()).nth(WIDE).is_none()
        && !line.contains(['、', '，'])
}

/// That the rest of an article is for those who pay: `Il vous reste 60 % de cet article à lire.`
fn is_for_subscribers(line: &str) -> bool {
    const REST: &[&str] = &[
        "réservée aux abonnés",
        "réservé aux abonnés",
        "réservé à nos abonnés",
        "nur für abonnenten",
        "nur mit abo lesbar",
        "solo para suscriptores",
        "riservato agli abbonati",
        "riservata agli abbonati",
        "exclusivo para assinantes",
    ];
    const ARTICLE: &[&str] =
        &["article", "la suite", "artikel", "artículo", "articolo", "artigo", "conteúdo", "contenido"];
    let has = |words: &[&str]| words.iter().any(|word| line.contains(word));
    line.len() <= 200 && !line.contains(['"', '«']) && has(REST) && has(ARTICLE)
}

/// How much of a page is left to those who do not pay: `you have 3 free articles remaining.`
fn is_quota(line: &str) -> bool {
    const LEFT: &[&str] = &["articles remaining", "articles left", "article left", "articles this month"];
    let mut said = words(line);
    let counts = said.next() == Some("you")
        && said.next() == Some("have")
        && said.next().is_some_and(|word| is_number(word) || matches!(word, "no" | "one" | "two"));
    counts && line.len() <= 200 && !line.contains('"') && LEFT.iter().any(|left| line.contains(left))
}

/// What a link says to those who hear a page: `print (opens in new window)`.
fn is_window(line: &str) -> bool {
    const OPENS: &[&str] =
        &["(opens in new window)", "(opens in a new window)", "(opens in new tab)", "(opens in a new tab)"];
    line.len() <= 120 && OPENS.iter().any(|opens| line.ends_with(opens))
}

/// The arrows by which readers vote, with their number between.
fn is_vote(line: &str) -> bool {
    let letters: String = line.chars().filter(|c| c.is_alphabetic()).collect();
    matches!(letters.as_str(), "upvotedownvote" | "voteupvotedown" | "upvote" | "downvote")
}

/// The foot of a letter that was sent to many: why it was sent, and how it ends.
fn is_foot_of_mail(line: &str) -> bool {
    const ENDS: &[&str] = &["unsubscribe", "update your preferences", "manage your preferences", "opt out"];
    const SENT: &[&str] =
        &["all rights reserved", "receiving this", "received this", "was sent to", "mailing address"];
    let has = |words: &[&str]| words.iter().any(|word| line.contains(word));
    line.len() <= 600
        && has(ENDS)
        && has(SENT)
        && words(line).any(|word| matches!(word, "you" | "your"))
        && !line.contains('"')
}

/// A request for the reader's address: `sign up for the newsletter …`.
pub(super) fn is_sign_up(line: &str) -> bool {
    const STARTS: &[&str] = &[
        "sign up for ",
        "sign up now for ",
        "sign up to ",
        "sign up here",
        "subscribe to our ",
        "subscribe to the ",
        "subscribe to get ",
        "get our ",
        "get the latest ",
        "get the best of ",
        "join our ",
        "join the mailing list",
        "receive our ",
        "want more stories like this",
        "like this article? ",
        "like what you're reading? ",
        "enjoying this article? ",
        "kick off your day with ",
        "be the first to know about ",
        "never miss ",
        "you'll receive free ",
        "you will receive free ",
        "you will automatically receive ",
    ];
    // A question may go before.
    let asked = line.split_once("? ").map_or(line, |(_, asked)| asked);
    let start = STARTS.iter().any(|start| line.starts_with(start))
        || asked.starts_with("sign up for ")
        || asked.starts_with("sign up now for ");
    let mail =
        ["newsletter", "inbox", "email", "e-mail", "alerts", "briefing", "mailing list", "updates", "digest"];
    let start = start || (line.starts_with("want more ") && line.contains("? sign up "));
    start && line.len() <= 220 && !line.contains('"') && mail.iter().any(|word| line.contains(word))
}

/// What a sign-up promises: `all the stories of the week, every Friday`.
pub(super) fn is_promise(line: &str) -> bool {
    let signs = MAILING.iter().filter(|sign| line.contains(**sign)).count();
    let asks = words(line).next().is_some_and(|word| super::phrases::ASKS.contains(&word));
    line.len() <= 180 && signs >= 2 && asks && !line.contains('"')
}

/// How many signs of an appeal for money or members a line has.
pub(super) fn appeal_signs(line: &str) -> usize {
    APPEALS.iter().filter(|sign| line.contains(**sign)).count()
}

/// A short line that asks for money: `support independent journalism: donate today`.
fn is_appeal(line: &str) -> bool {
    const STARTS: &[&str] = &[
        "support ",
        "donate ",
        "help us ",
        "become a ",
        "please consider ",
        "make a donation",
        "if you value ",
        "if you enjoyed this",
    ];
    line.len() <= 240
        && !line.contains('"')
        && STARTS.iter().any(|start| line.starts_with(start))
        && appeal_signs(line) >= 2
        && words(line).any(|word| matches!(word, "us" | "our" | "we" | "your" | "today" | "now"))
}

fn is_cookie_notice(line: &str) -> bool {
    const STARTS: &[&str] = &[
        "we use cookies ",
        "we and our partners ",
        "this website uses cookies",
        "this site uses cookies",
        "our website uses cookies",
        "our site uses cookies",
        "cookies help us ",
        "we value your privacy",
    ];
    const MARKS: &[&str] = &[
        "this site", "this website", "our site", "our website", "our use of", "your experience", "accept",
        "consent", "personalis", "personaliz", "analy", "traffic", "deliver our", "your browser",
        "cookie policy",
    ];
    let start = STARTS.iter().any(|start| line.starts_with(start));
    let bare = line.ends_with("uses cookies.") || line == "we value your privacy";
    start
        && line.len() <= 600
        && !line.contains('"')
        && (bare || MARKS.iter().any(|mark| line.contains(mark)))
}

/// What the foot of a page says of the rights in it.
const RESERVED: &str = "all rights reserved";
/// Words of the owner of those, at most.
const OWNER: usize = 4;

/// Whether that what stands before and after such words is no more than whose the rights are, and since when.
/// `All rights reserved to the crown were sold in 1604.` tells something.
fn is_rights(before: &str, after: &str) -> bool {
    const VERBS: &[&str] =
        &["was", "were", "is", "are", "has", "have", "had", "be", "been", "in", "to", "for", "at", "and"];
    if before.ends_with(char::is_alphanumeric) {
        return false;
    }
    let rest = after.trim();
    let is_closed = rest.is_empty()
        || rest.starts_with(['.', ';', '|', '•', '·', '-', '–', '—', '©', '(', ')', '!', '/']);
    let is_bare =
        |rest: &str| words(rest).nth(OWNER).is_none() && !words(rest).any(|word| VERBS.contains(&word));
    let is_named = |owner: &str| is_bare(owner) && !words(owner).any(|word| word.ends_with("ed"));
    let rest = rest.trim_start_matches([',', ' ']);
    is_closed
        || rest.starts_with('©')
        || (rest.starts_with(|c: char| c.is_ascii_digit()) && is_named(rest))
        || rest.strip_prefix("by ").is_some_and(is_named)
}

fn is_copyright(line: &str) -> bool {
    let year = words(line).any(|word| {
        word.len() >= 4 && word.starts_with(['1', '2']) && word.bytes().take(4).all(|b| b.is_ascii_digit())
    });
    let sign = line.starts_with('©')
        || line.starts_with("(c) ")
        || line.starts_with("copyright ©")
        || line.starts_with("copyright (c)");
    let reserved = line.split_once(RESERVED).is_some_and(|(before, after)| is_rights(before, after));
    // `Copyright lapsed in 1961.` tells something.
    let tells = line.contains(" in ") || (line.ends_with('.') && !is_dated(line));
    let named = line.starts_with("copyright ") && year && !tells && !super::super::plain::is_sentence(line);
    line.len() <= 240
        && ((sign && (year || reserved))
            || named
            || (reserved && (sign || year || line.starts_with(RESERVED))))
}

/// Whether the year or the owner comes right after the first word.
fn is_dated(line: &str) -> bool {
    words(line).nth(1).is_some_and(|word| word == "by" || word.starts_with(|c: char| c.is_ascii_digit()))
}

/// `follow the outlet on twitter`: no stop, or a short line to the reader.
fn is_follow(line: &str) -> bool {
    const NETWORKS: &[&str] = &[
        "twitter", "facebook", "instagram", "youtube", "telegram", "linkedin", "tiktok", "mastodon",
        "bluesky",
    ];
    let start = line.starts_with("follow ") && (line.contains(" on ") || line.contains('@'));
    let addressed = line.starts_with("follow us") || line.starts_with("follow @") || !line.ends_with('.');
    start
        && addressed
        && line.len() <= 140
        && !line.contains('"')
        && words(line).any(|word| NETWORKS.contains(&word))
        && words(line).count() <= 14
}

/// `twitter: @janeroe`: where to find who wrote.
fn is_handle(line: &str) -> bool {
    let handle = line.strip_prefix("twitter: @").or_else(|| line.strip_prefix("on twitter: @"));
    handle.is_some_and(|name| name.chars().all(|c| c.is_alphanumeric() || c == '_'))
}

/// What a page says of how to tell it of mistakes: to mark the words and press keys. Other texts tell of those keys, too.
fn is_report_of_errors(line: &str) -> bool {
    const KEYS: &[&str] = &["ctrl+enter", "ctrl + enter", "ctrl-enter"];
    let has = |words: &[&str]| words.iter().any(|word| line.contains(word));
    line.len() <= 300 && !line.contains('"') && has(KEYS) && has(ERRORS) && has(MARKED)
}

/// The same for those who have no keys, and the question above: `An error?`
fn is_about_errors(line: &str) -> bool {
    let has = |words: &[&str]| words.iter().any(|word| line.contains(word));
    let is_question = line.ends_with('?') && words(line).nth(MORE).is_none();
    line.len() <= 200 && !line.contains('"') && has(ERRORS) && (is_question || has(MARKED))
}

/// `tags: war, peace`: no more than a list of words.
fn is_tag_list(line: &str) -> bool {
    const STARTS: &[&str] = &[
        "tags: ", "tagged: ", "topics: ", "categories: ", "category: ", "posted in ", "filed under ",
        "in this article: ",
    ];
    STARTS.iter().any(|start| line.starts_with(start)) && line.len() <= 160 && !line.ends_with('.')
}
