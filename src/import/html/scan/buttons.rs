//! Words in a `<button>`: a term that is explained where it is pressed is a word of its sentence, and the question that
//! opens its answer is the heading of that. What else buttons say are controls of the page.

use super::tags::role;
use super::{SHADOW, Scanner, text, unscripted};

/// What such an element is written as, without its labels: those are of its looks.
pub(super) const BUTTON: &str = "button";
pub(super) const WRITTEN: &str = "span";

/// Bytes of a button, and of what follows it, that are looked at.
const NEAR: usize = 4096;
/// Words of a control.
const FEW: usize = 4;

/// First words of controls that stand beside what is told.
#[rustfmt::skip]
const CONTROLS: &[&str] = &[
    "share", "copy", "copied", "menu", "close", "open", "save", "edit", "print", "play", "pause", "listen", "watch",
    "reply", "like", "follow", "subscribe", "expand", "collapse", "show", "hide", "more", "less", "read", "view", "see",
    "toggle", "sort", "filter", "search", "submit", "send", "log", "login", "sign", "next", "previous", "back",
    "download", "add", "remove", "delete", "report", "flag", "link", "permalink", "anchor", "bookmark", "ok", "cancel",
    "buy", "book", "order", "donate", "email", "upvote", "vote", "try", "run", "info", "help", "translate", "zoom",
    "enlarge", "teilen", "kopieren", "schließen", "öffnen", "mehr", "weiterlesen", "drucken", "merken", "speichern",
    "anhören", "abspielen", "folgen", "menü", "partager", "copier", "fermer", "ouvrir", "enregistrer", "imprimer",
    "écouter", "lire", "voir", "suivre", "répondre", "compartir", "copiar", "cerrar", "guardar", "escuchar", "leer",
    "ver", "seguir", "condividi", "copia", "chiudi", "ascolta", "leggi", "segui", "delen", "kopiëren", "compartilhar",
    "fechar", "ouvir",
];
/// Words of the labels of those.
const LABELS: &[&str] = &[
    "copy", "share", "anchor", "edit", "bookmark", "close", "save", "print", "play", "icon", "clipboard",
    "permalink", "headerlink", "follow", "like", "vote", "reply",
];

impl Scanner<'_> {
    /// Whether the words of the button that begins here are of what stands around it. O(bytes of the button), and of what
    /// follows it a look that is bounded.
    pub(super) fn is_told_button(&self, tag: &text::Tag<'_>) -> bool {
        let rest = near(self.page.get(self.at..).unwrap_or_default(), 2 * NEAR);
        let Some((content, after)) = parted(rest) else { return false };
        let words = unscripted::words(content);
        let words: Vec<&str> = words.split_whitespace().collect();
        let has = |fits: fn(char) -> bool| words.iter().any(|word| word.contains(fits));
        // A number that a word runs into is the mark of a note.
        let is_number = || has(char::is_numeric) && self.out.html.ends_with(char::is_whitespace);
        let names = || self.open.iter().rev().take(self.limits.depth).map(|open| open.name.as_str());
        let block = names().find(|name| role(name).is_block() || *name == SHADOW).unwrap_or_default();
        if block == "pre" || !(has(char::is_alphabetic) || is_number()) {
            return false;
        }
        let is_heading = matches!(block, "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "dt");
        let is_line = is_heading
            || matches!(
                block,
                "p" | "li" | "dd" | "td" | "th" | "caption" | "figcaption" | "blockquote" | "summary"
            );
        let in_frame = names().any(|name| matches!(name, "form" | "nav" | "footer" | "menu"));
        let goes_on = goes_on(near(after, NEAR));
        if !self.is_loose && !goes_on {
            return is_heading && !in_frame;
        }
        if self.is_loose && goes_on {
            return !is_labelled(tag);
        }
        // At the end of a line a call to do something looks like a term; that is a word in small letters there.
        let is_small = words.first().is_some_and(|word| word.starts_with(char::is_lowercase));
        if self.is_loose && !is_small {
            return false;
        }
        let is_ended = self.is_loose && matches!(self.last, '.' | '!' | '?' | ':' | '…' | '。');
        is_line && !in_frame && !is_ended && !is_labelled(tag) && !is_control(&words)
    }
}

/// The content of a button with its end tag, and what follows. One that begins within it would end it, and is none that
/// a page has: no look then goes over what another one went over.
fn parted(rest: &str) -> Option<(&str, &str)> {
    let is_named = |tag: &str| {
        let (name, after) = tag.split_at_checked(BUTTON.len())?;
        let is_all = after.starts_with(|c: char| matches!(c, '>' | '/') || c.is_ascii_whitespace());
        (name.eq_ignore_ascii_case(BUTTON) && is_all).then_some(())
    };
    for at in memchr::memchr_iter(b'<', rest.as_bytes()) {
        #[cfg(test)]
        text::PASSED.set(text::PASSED.get() + 1);
        let tag = rest.get(at + 1..)?;
        if tag.strip_prefix('/').and_then(is_named).is_some() {
            return rest.split_at_checked(at + tag.find('>')? + 2);
        }
        if is_named(tag).is_some() {
            return None;
        }
    }
    None
}

/// Whether its class says that a button is a control.
fn is_labelled(tag: &text::Tag<'_>) -> bool {
    tag.attributes.iter().filter(|(key, _)| key.eq_ignore_ascii_case("class")).any(|(_, class)| {
        let class = class.to_lowercase();
        class.split(|c: char| !c.is_alphanumeric()).any(|label| LABELS.contains(&label))
    })
}

/// Whether the words of a button beside what is told are those of a control.
fn is_control(words: &[&str]) -> bool {
    words.len() <= FEW
        && words.first().is_some_and(|word| {
            let bare: String =
                word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
            CONTROLS.contains(&bare.as_str())
        })
}

/// Whether anything but buttons follows before the block ends.
fn goes_on(mut rest: &str) -> bool {
    while let Some((words, tag)) = rest.split_once('<') {
        if says(words) {
            return true;
        }
        let name = text::name(tag.trim_start_matches('/'));
        let kind = role(&name);
        if kind.is_block() {
            return false;
        }
        let end = if tag.starts_with("!--") { tag.find("-->") } else { tag.find('>') };
        let Some(end) = end else { return false };
        let after = tag.get(end + 1..).unwrap_or_default();
        let is_unread = !tag.starts_with('/') && matches!(kind, super::Role::Raw | super::Role::Dropped);
        // Where one does not end, no other need be looked at: that would be each of them to the end.
        let unread = if is_unread { text::end_of_nested(after, &name) } else { Some(0) };
        let Some(unread) = unread else { return false };
        rest = after.get(unread..).unwrap_or_default();
    }
    says(rest)
}

fn says(words: &str) -> bool {
    !words.replace("&nbsp;", " ").trim_start_matches(['-', '>']).trim().is_empty()
}

/// The first bytes of a text, at most so many.
fn near(text: &str, most: usize) -> &str {
    let end = (0..=most.min(text.len())).rev().find(|end| text.is_char_boundary(*end));
    text.get(..end.unwrap_or_default()).unwrap_or_default()
}
