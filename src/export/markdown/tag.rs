//! Themes as tags that Obsidian takes.

use crate::model::split_path;

/// The path of a theme in lower case with `-` for spaces and `/` for a child. Signs that Obsidian
/// refuses become `-`; a tag without any letter gets a `t` before it, since Obsidian refuses it;
/// `None` where nothing is left.
pub fn tag(path: &str) -> Option<String> {
    let names: Vec<String> =
        split_path(path).iter().map(|name| part(name)).filter(|n| !n.is_empty()).collect();
    let tag = names.join("/");
    if tag.is_empty() {
        return None;
    }
    Some(if tag.chars().any(char::is_alphabetic) { tag } else { format!("t{tag}") })
}

fn part(name: &str) -> String {
    let kept: String = name
        .to_lowercase()
        .chars()
        .map(|c| if c.is_alphanumeric() || matches!(c, '_' | '-' | '\u{300}'..='\u{36f}') { c } else { '-' })
        .collect();
    kept.split('-').filter(|piece| !piece.is_empty()).collect::<Vec<_>>().join("-")
}

/// A tag in a YAML list: quoted where YAML would read something else than text.
pub(super) fn in_yaml(tag: &str) -> String {
    let reserved = matches!(tag, "y" | "n" | "yes" | "no" | "true" | "false" | "null" | "on" | "off");
    if reserved || !tag.starts_with(char::is_alphabetic) { super::yaml::quoted(tag) } else { tag.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn obsidian_takes_every_tag() {
        for (path, wanted) in [
            ("Intelligence sharing", Some("intelligence-sharing")),
            ("Syria/Air strikes", Some("syria/air-strikes")),
            ("and\\/or", Some("and-or")),
            ("2017", Some("t2017")),
            ("2017/Q1", Some("2017/q1")),
            ("Who? What!", Some("who-what")),
            ("漢字", Some("漢字")),
            ("!!!", None),
        ] {
            assert_eq!(tag(path).as_deref(), wanted, "{path}");
        }
        assert_eq!(in_yaml("no"), "\"no\"");
        assert_eq!(in_yaml("2017/q1"), "\"2017/q1\"");
        assert_eq!(in_yaml("syria"), "syria");
    }
}
