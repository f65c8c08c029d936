//! What a page shows where no script runs (`<noscript>`): words in place of a chart or a film. Most of them are
//! pictures that a script would show later, counters of readers, and requests to allow scripts.

use super::super::super::furniture;
use super::tags::{Role, role};
use super::{Lenient, Scanner, TEXT, UNSCRIPTED, text};

/// What the element is named that is written in its place, and how that is written.
pub(in crate::import::html) const NAME: &str = "unscripted";
pub(super) const SAYS_SO: &str = " name=\"unscripted\">";

/// Characters without white space that tell something.
const TOLD: usize = 30;
/// Words of fewer bytes ask for something, if they name it.
const ASKS: usize = 400;

/// What is asked for in words that stand nowhere else for long: scripts, cookies, money, an address, an account.
const ASKED: &[&str] = &[
    "javascript", "java script", "java-script", "ecmascript", "scripting", "your browser", "ad blocker",
    "ad-blocker", "adblocker", "adblock", "subscribe", "newsletter", "sign up", "sign in", "log in", "login",
    "free articles", "free article", "free trial", "paywall", "paid content", "advertisement", "sponsored",
    "skripte", "anmelden", "abonnieren", "abonnez", "abonner", "abonnés", "suscríbete", "suscribirse",
    "suscriptores", "assine", "assinantes", "abbonati", "iscriviti", "abonneer", "navigateur", "navegador",
];
/// The same, of which an article may tell too: they ask for something in words to who reads.
const MAY_BE_ASKED: &[&str] = &[
    "script", "scripts", "js", "cookie", "cookies", "subscriber", "subscribers", "subscription", "unlock",
    "donate", "abonnement", "abo", "suscripción", "assinatura", "abbonamento", "werbung", "anzeige",
    "publicité", "publicidad",
];
/// Words to who reads.
const TO_READERS: &[&str] = &[
    "you", "your", "please", "we", "us", "our", "enable", "enabled", "allow", "activate", "website", "bitte",
    "sie", "ihr", "ihre", "ihrem", "ihren", "wir", "uns", "vous", "votre", "nous", "notre", "usted", "su",
    "sus", "tu", "nuestro", "você", "seu", "nosso", "voi", "tuo", "nostro", "u", "uw", "ons",
];
/// The same in scripts and languages where words have many ends, or none.
const ASKED_WITHIN: &[&str] = &[
    "скрипт", "подпис", "браузер", "przeglądark", "tarayıcı", "脚本", "腳本", "浏览器", "瀏覽器", "订阅",
    "訂閱", "会员", "會員", "スクリプト", "ブラウザ", "会員", "購読", "스크립트", "브라우저", "구독",
];

/// What markup says.
#[derive(Debug, Default)]
struct Said {
    words: String,
    /// Characters without white space, and how many of them are links.
    all: usize,
    linked: usize,
    /// Whether something is to be filled in.
    has_form: bool,
}

/// Whether the content of such an element tells something to read, and is no request, advertisement or link. O(bytes).
pub(super) fn tells(content: &str) -> bool {
    let said = said(content, text::end_of);
    said.all - said.linked >= TOLD && !(said.has_form && said.words.len() < ASKS) && !asks(&said.words)
}

/// Whether words ask for scripts, for money or the like. O(bytes).
pub(in crate::import::html) fn asks(words: &str) -> bool {
    if words.len() >= ASKS {
        return false;
    }
    let folded = words.to_lowercase();
    let parts = folded.split(|c: char| !(c.is_alphanumeric() || c == '-'));
    let bare: String =
        parts.filter(|part| !part.is_empty()).fold(" ".to_owned(), |bare, part| bare + part + " ");
    let has = |words: &[&str]| words.iter().any(|asked| bare.contains(&format!(" {asked} ")));
    has(ASKED)
        || has(MAY_BE_ASKED) && has(TO_READERS)
        || ASKED_WITHIN.iter().any(|asked| folded.contains(asked))
        || furniture::is_of_player(words)
}

/// The words of markup, without those of styles and the like. O(bytes).
pub(super) fn words(content: &str) -> String {
    said(content, text::end_of).words
}

/// What markup says, without styles and the like, of which `end_of` finds the ends. One that is not found is
/// looked for once.
fn said<'a>(content: &'a str, mut end_of: impl FnMut(&'a str, &str) -> Option<(&'a str, usize)>) -> Said {
    let mut said = Said::default();
    let mut lost: Vec<String> = Vec::new();
    let mut in_link = false;
    let add = |said: &mut Said, words: &str, in_link: bool| {
        let characters = words.chars().filter(|c| !c.is_whitespace()).count();
        said.words.push_str(words);
        said.all += characters;
        said.linked += if in_link { characters } else { 0 };
    };
    let mut rest = content;
    while let Some((words, tag)) = rest.split_once('<') {
        add(&mut said, words, in_link);
        let name = text::name(tag);
        let is_unread = !name.is_empty() && matches!(role(&name), Role::Raw | Role::Dropped);
        let mut end = None;
        if is_unread && !lost.contains(&name) {
            end = end_of(tag, &name).map(|(_, length)| length);
            if end.is_none() {
                lost.push(name.clone());
            }
        }
        let length = tag.find('>').map_or(tag.len(), |end| end + 1);
        match name.as_str() {
            "a" => in_link = tag.get(..length).is_some_and(|tag| tag.to_ascii_lowercase().contains("href")),
            "form" | "input" | "textarea" => said.has_form = true,
            "" if tag.strip_prefix('/').is_some_and(|after| text::name(after) == "a") => in_link = false,
            _ => {}
        }
        rest = tag.get(end.unwrap_or(length)..).unwrap_or_default();
        said.words.push(' ');
    }
    add(&mut said, rest, in_link);
    said
}

impl Scanner<'_> {
    /// Whether what stands at this place and is shown where no script runs is a part of what is read.
    pub(super) fn is_read_unscripted(&mut self) -> bool {
        let is_none = self.is_head || self.is_lost(UNSCRIPTED) || self.open.len() >= self.limits.depth;
        if self.lenient != Lenient::No || is_none {
            return self.lenient != Lenient::No;
        }
        // What begins within was looked at already: of a page nothing is to be read again and again.
        if self.at < self.unscripted_to {
            return true;
        }
        let rest = self.page.get(self.at..).unwrap_or_default();
        let Some((content, _)) = text::end_of(rest, UNSCRIPTED) else { return false };
        self.out.work += (content.len() / TEXT) as u64;
        let tells = tells(content);
        if tells {
            self.unscripted_to = self.at + content.len();
        }
        tells
    }
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

    #[test]
    fn appeals_links_and_forms_are_nothing_to_read() {
        for content in [
            "Your browser has scripts turned off. Turn them on to see this content properly.",
            "This site needs JS. Enable it in your settings to go on with what readers say.",
            "<p>Enable cookies and the like to take part in the poll of the week, please.</p>",
            "<div><p>You have read all your free articles of this month. Go on for a coin.</p></div>",
            "<p>Subscribe to get the news of the port each morning before the tide.</p>",
            "<p>Every morning the news of the port</p><form><input name=e></form>",
            "<a href='https://boats.example/1'>The best boats of the port at half of their price, here alone</a>",
            "<p>Чтобы увидеть график, разрешите выполнение скриптов на этой странице.</p>",
        ] {
            assert!(!tells(content), "{content}");
        }
        // Words of which one is a link, and words that only have the letters of others.
        assert!(tells("<p>The chart shows that <a href=/x>rents</a> rose by ten percent.</p>"));
        assert!(tells("<p>The scripture of the aboriginal tribes is read in the port.</p>"));
    }

    #[test]
    fn an_end_that_is_not_there_is_looked_for_once() {
        let looks = |content: &str| {
            let mut looks = 0;
            let found = said(content, |rest, name| {
                looks += 1;
                text::end_of(rest, name)
            });
            (looks, found.all)
        };
        assert_eq!(looks(&"<style>".repeat(300)), (1, 0));
        assert_eq!(looks(&"<style><svg>words".repeat(300)), (2, 1500));
        assert_eq!(looks(&"<style>x</style>words".repeat(300)), (300, 1500));
    }
}
