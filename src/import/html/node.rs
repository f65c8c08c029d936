//! Questions about the nodes of a page.

use std::ops::Deref;

use dom_query::{NodeData, NodeRef};

use crate::text::one_line;

/// Nodes that are looked at where only a few words are wanted.
const FEW: usize = 400;

/// The element's name; empty for what is none.
pub(super) fn name(node: &NodeRef<'_>) -> String {
    node.qual_name_ref().map(|name| name.local.to_string()).unwrap_or_default()
}

/// An attribute that is there and not blank.
pub(super) fn attribute(node: &NodeRef<'_>, key: &str) -> Option<String> {
    node.attr(key).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
}

/// Whether an element is one that the scanner wrote and named so.
pub(super) fn is_written_as(node: &NodeRef<'_>, name: &str) -> bool {
    node.attr("name").is_some_and(|written| &*written == name)
}

/// The text of a text node.
pub(super) fn own_text(node: &NodeRef<'_>) -> Option<impl Deref<Target = str>> {
    node.is_text().then(|| node.text())
}

/// The same lent to `look`, since a text may be large and is copied where it is asked for; the default for
/// what is no text.
pub(super) fn look_at_text<T: Default>(node: &NodeRef<'_>, look: impl FnOnce(&str) -> T) -> T {
    let found = node.query(|node| match &node.data {
        NodeData::Text { contents } => look(contents),
        _ => T::default(),
    });
    found.unwrap_or_default()
}

/// Whether a character is none that anyone reads: a sign by which documentation links to a heading, or one
/// of a font of pictures.
pub(super) fn is_anchor_sign(c: char) -> bool {
    matches!(c, '¶' | '§' | '🔗' | '\u{e000}'..='\u{f8ff}')
}

/// The words below a node, a space where elements part them.
pub(super) fn words(node: &NodeRef<'_>) -> String {
    words_with(node, |_, _| false)
}

/// The same, a comma where one element ends and another begins with no more between them than a capital or the sign of
/// an account:
/// `<a>Jane Roe</a><b>Writer</b>`.
pub(super) fn parted_words(node: &NodeRef<'_>) -> String {
    words_with(node, |before, text| {
        before.chars().next_back().is_some_and(char::is_lowercase)
            && text.starts_with(|c: char| c.is_uppercase() || c == '@')
    })
}

/// The words below a node, with a comma between texts of which `is_parted` says so.
fn words_with(node: &NodeRef<'_>, is_parted: impl Fn(&str, &str) -> bool) -> String {
    let mut out = String::new();
    for below in node.descendants_it() {
        if below.is_text() {
            let text = below.text();
            if is_parted(&out, &text) {
                out.push_str(", ");
            }
            out.push_str(&text);
        } else {
            let name = name(&below);
            if is_block(&name) || name == "br" {
                out.push(' ');
            }
        }
    }
    one_line(&out)
}

/// The same where they are `most` characters or fewer. What holds more is not read to its end, so that
/// asking costs nothing where elements with large texts stand within each other.
pub(super) fn few_words(node: &NodeRef<'_>, most: usize) -> Option<String> {
    let mut left = most.saturating_mul(8).saturating_add(4096);
    for (at, below) in node.descendants_it().enumerate() {
        if at >= FEW {
            return None;
        }
        left = left.checked_sub(look_at_text(&below, str::len))?;
    }
    Some(words(node)).filter(|words| words.chars().count() <= most)
}

/// Whether there are words below a node.
pub(super) fn says_something(node: &NodeRef<'_>) -> bool {
    node.descendants_it().any(|below| look_at_text(&below, |text| !text.trim().is_empty()))
}

/// Whether an element of that name stands on lines of its own.
pub(in crate::import) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "center"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dd"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "hr"
            | "li"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "listing"
            | "search"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "thead"
            | "tfoot"
            | "tr"
            | "td"
            | "th"
            | "caption"
            | "ul"
            | "body"
            | "html"
    )
}

/// Whether an element is a heading.
pub(super) fn is_heading(node: &NodeRef<'_>) -> bool {
    matches!(name(node).as_bytes(), [b'h', b'1'..=b'6'])
}

/// Words of class, id, role and of what tests of a page know an element by, in lower case: `post-shareBar` gives
/// `post`, `share`, `bar`. Names that a program made up, such as `hJpRRP`, are no words and are not parted.
pub(super) fn labels(node: &NodeRef<'_>) -> Vec<String> {
    // The id of a heading is made of its words.
    let is_heading = matches!(name(node).as_str(), "h2" | "h3" | "h4" | "h5" | "h6");
    labels_of(
        node,
        if is_heading {
            &["class", "role", "itemprop"]
        } else {
            &["class", "id", "role", "itemprop", "data-component", "data-testid", "data-qa"]
        },
    )
}

/// The same of these attributes.
pub(super) fn labels_of(node: &NodeRef<'_>, keys: &[&str]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for key in keys {
        let Some(value) = node.attr(key) else { continue };
        let value: String = value.chars().take(400).collect();
        for name in value.split(|c: char| !c.is_alphanumeric()).filter(|name| !name.is_empty()) {
            let parts = humps(name);
            if parts.iter().any(|part| part.chars().count() < 3) {
                out.push(name.to_lowercase());
            } else {
                out.extend(parts);
            }
        }
        // Words of one attribute are told from those of the next.
        out.push(String::new());
    }
    out
}

/// `shareBar` gives `share` and `bar`.
fn humps(name: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut lower = false;
    for c in name.chars() {
        if c.is_uppercase() && lower {
            parts.push(String::new());
        }
        if let Some(part) = parts.last_mut() {
            part.extend(c.to_lowercase());
        }
        lower = c.is_lowercase();
    }
    parts
}

/// Whether a link leads to another page, and not to a place on its own.
pub(super) fn leads_away(link: &NodeRef<'_>) -> bool {
    link.attr("href").is_some_and(|href| !href.trim_start().starts_with('#'))
}
