//! Questions about the nodes of a page.

use dom_query::NodeRef;

/// The element's name; empty for what is none.
pub(super) fn name(node: &NodeRef<'_>) -> String {
    node.qual_name_ref().map(|name| name.local.to_string()).unwrap_or_default()
}

/// An attribute that is there and not blank.
pub(super) fn attribute(node: &NodeRef<'_>, key: &str) -> Option<String> {
    node.attr(key).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
}

/// The text of a text node.
pub(super) fn own_text(node: &NodeRef<'_>) -> Option<String> {
    node.is_text().then(|| node.text().to_string())
}

/// The words below a node, a space where elements part them.
pub(super) fn words(node: &NodeRef<'_>) -> String {
    let mut out = String::new();
    for below in node.descendants_it() {
        if below.is_text() {
            out.push_str(&below.text());
        } else {
            let name = name(&below);
            if is_block(&name) || name == "br" {
                out.push(' ');
            }
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether an element of that name stands on lines of its own.
pub(super) fn is_block(name: &str) -> bool {
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

/// Words of class, id and role in lower case: `post-shareBar` gives `post`, `share`, `bar`.
pub(super) fn labels(node: &NodeRef<'_>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for key in ["class", "id", "role", "itemprop"] {
        let Some(value) = node.attr(key) else { continue };
        let mut lower = false;
        let mut word = String::new();
        for c in value.chars().take(400) {
            if c.is_alphanumeric() && !(c.is_uppercase() && lower) {
                word.extend(c.to_lowercase());
            } else {
                if !word.is_empty() {
                    out.push(std::mem::take(&mut word));
                }
                if c.is_alphanumeric() {
                    word.extend(c.to_lowercase());
                }
            }
            lower = c.is_lowercase();
        }
        if !word.is_empty() {
            out.push(word);
        }
        // Words of one class are told from those of the next.
        out.push(String::new());
    }
    out
}
