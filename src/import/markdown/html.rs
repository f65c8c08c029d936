//! Raw HTML within Markdown: its words without its tags. No parser of HTML: what a person writes
//! into Markdown by hand, and nothing that acts.

/// Words of `raw` without tags, comments, scripts and styles; tags of blocks become line ends. O(bytes).
pub(super) fn text(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    let mut hidden: Option<&'static str> = None;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        if hidden.is_none() {
            out.push_str(before);
        }
        let name = name(tag);
        if name.is_empty() && !tag.starts_with("<!") && !tag.starts_with("<?") {
            // "a < b" is words, not a tag.
            if hidden.is_none() {
                out.push('<');
            }
            rest = tag.get(1..).unwrap_or_default();
            continue;
        }
        let comment = tag.starts_with("<!--");
        let end = if comment { tag.find("-->").map(|end| end + 3) } else { tag.find('>').map(|end| end + 1) };
        let Some(end) = end else {
            // Never closed, so nothing after it is a tag either.
            if !comment && hidden.is_none() {
                out.push_str(tag);
            }
            return references(&out);
        };
        match hidden {
            Some(open) if tag.starts_with("</") && name == open => hidden = None,
            Some(_) => {}
            None if name == "br" => out.push('\n'),
            None if BLOCKS.contains(&name.as_str()) => out.push_str("\n\n"),
            None => hidden = ["script", "style"].into_iter().find(|n| *n == name && !tag.starts_with("</")),
        }
        rest = tag.get(end..).unwrap_or_default();
    }
    if hidden.is_none() {
        out.push_str(rest);
    }
    references(&out)
}

/// Whether a tag ends a line.
pub(super) fn breaks(tag: &str) -> bool {
    name(tag) == "br"
}

const BLOCKS: &[&str] = &[
    "p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "table", "blockquote", "figure",
    "figcaption", "section", "article", "header", "footer", "details", "summary", "dd", "dt", "hr", "center",
];

fn name(tag: &str) -> String {
    tag.trim_start_matches(['<', '/'])
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .take(16)
        .collect::<String>()
        .to_ascii_lowercase()
}

/// The few references that are written by hand; all others stay as they are.
fn references(text: &str) -> String {
    const KNOWN: [(&str, &str); 6] =
        [("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    let mut out = text.to_owned();
    for (reference, character) in KNOWN {
        if out.contains(reference) {
            out = out.replace(reference, character);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_go_and_words_stay() {
        assert_eq!(text("<p>One <b>two</b><br>three</p>").trim(), "One two\nthree");
        assert_eq!(text("<style>p { color: red }</style>shown<!-- not -->"), "shown");
        assert_eq!(text("<script>if (a < b) { x('</p>') }</script>end"), "end");
        assert_eq!(text("2 < 3 and 4 > 1 &amp; more"), "2 < 3 and 4 > 1 & more");
        assert_eq!(text("a <b never closed"), "a <b never closed");
    }
}
