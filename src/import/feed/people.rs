//! Names of authors out of what feeds put there: `name@host (Name)`, `Name <name@host>`, `By Name`.

use super::scan::{Markup, Scanner};
use super::words::{self, Sort};

/// Authors that are kept.
const MOST: usize = 20;

/// The name without an address; `None` where there is nothing else.
pub(super) fn name(text: &str) -> Option<String> {
    let text = words::line(text);
    let text = text.strip_prefix("mailto:").unwrap_or(&text);
    let inner = |open: char, close: char| {
        let (before, rest) = text.split_once(open)?;
        let (within, _) = rest.split_once(close)?;
        Some((before.trim(), within.trim()))
    };
    let found = match inner('(', ')') {
        Some((before, within)) if is_mail(before) => within,
        _ => match inner('<', '>') {
            Some((before, within)) if is_mail(within) || within.starts_with("http") => before,
            _ => text,
        },
    };
    let found = found.trim().trim_matches('"');
    let bare =
        found.split_once(' ').filter(|(by, _)| by.eq_ignore_ascii_case("by")).map_or(found, |(_, name)| name);
    let kept: Vec<&str> = bare.split_whitespace().filter(|word| !is_mail(word)).collect();
    let kept = kept.join(" ");
    let kept = kept.trim().trim_end_matches(',');
    (!kept.is_empty() && kept.chars().any(char::is_alphanumeric)).then(|| kept.to_owned())
}

fn is_mail(word: &str) -> bool {
    let word = word.trim_matches(['<', '>', '(', ')', ',']);
    word.split_once('@').is_some_and(|(user, host)| !user.is_empty() && host.contains('.'))
        && !word.contains(' ')
}

/// Names out of what an author's element holds: its `<name>`, or its words.
pub(super) fn named(raw: &str) -> Vec<String> {
    let mut scanner = Scanner::new(raw);
    let mut found = Vec::new();
    while let Some(markup) = scanner.next() {
        if let Markup::Start { name: element, is_empty: false, .. } = markup
            && matches!(element.rsplit(':').next(), Some("name"))
            && found.len() < MOST
        {
            found.push(scanner.content(&element, &|_| true).raw);
        }
    }
    if found.is_empty() && !raw.contains("<email") && !raw.contains("<uri") {
        found.push(raw);
    }
    let plain = |raw: &str| words::plain(&words::value(raw, &mut false), Sort::Any);
    found.into_iter().filter_map(|raw| name(&plain(raw))).collect()
}

/// Names as a byline, each once.
pub(super) fn byline(names: &[String]) -> Option<String> {
    let mut kept: Vec<&str> = Vec::new();
    for name in names.iter().take(MOST) {
        if !kept.contains(&name.as_str()) {
            kept.push(name);
        }
    }
    (!kept.is_empty()).then(|| kept.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_no_names() {
        for (text, want) in [
            ("me@example.com (Ada Example)", Some("Ada Example")),
            ("Ada Example <me@example.com>", Some("Ada Example")),
            ("Ada Example (me@example.com)", Some("Ada Example")),
            ("By Ada Example", Some("Ada Example")),
            ("me@example.com", None),
            ("Ada (of the Desk)", Some("Ada (of the Desk)")),
            ("", None),
        ] {
            assert_eq!(name(text).as_deref(), want, "{text}");
        }
    }
}
