//! XHTML made HTML, as far as the two are read differently: elements that end in their own tag, CDATA
//! sections, declarations with entities of their own (which are dropped unread), and the attribute by
//! which books say what an element is.

/// Elements that never have content.
const VOID: &[&str] = &[
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input", "keygen",
    "link", "meta", "param", "source", "track", "wbr",
];

/// The page as HTML. O(bytes).
pub(super) fn as_html(page: &str) -> String {
    let mut out = String::with_capacity(page.len() + page.len() / 16);
    let mut rest = page;
    // Whether a tag may end yet: it is not looked for again where there is none to the end of the page.
    let mut ends = true;
    while let Some(at) = memchr::memchr(b'<', rest.as_bytes()) {
        let (before, markup) = rest.split_at(at);
        out.push_str(before);
        let length = if markup.starts_with("<!--") {
            let length = end_of(markup, "-->");
            out.push_str(markup.get(..length).unwrap_or_default());
            length
        } else if let Some(data) = markup.strip_prefix("<![CDATA[") {
            let length = memchr::memmem::find(data.as_bytes(), b"]]>").unwrap_or(data.len());
            let data = data.get(..length).unwrap_or_default();
            out.push_str(&data.replace('&', "&amp;").replace('<', "&lt;"));
            (length + "<![CDATA[]]>".len()).min(markup.len())
        } else if markup.starts_with("<?") {
            end_of(markup, "?>")
        } else if markup.starts_with("<!") {
            declaration(markup)
        } else {
            element(markup, &mut out, &mut ends)
        };
        rest = markup.get(length.max(1)..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

/// The length up to behind `end`; all of it where that does not come.
fn end_of(markup: &str, end: &str) -> usize {
    memchr::memmem::find(markup.as_bytes(), end.as_bytes()).map_or(markup.len(), |at| at + end.len())
}

/// The length of a declaration, with what it declares in brackets.
fn declaration(markup: &str) -> usize {
    match memchr::memchr2(b'>', b'[', markup.as_bytes()) {
        Some(at) if markup.as_bytes().get(at) == Some(&b'[') => {
            let inner = memchr::memchr(b']', markup.as_bytes()).unwrap_or(markup.len());
            let rest = markup.get(inner..).unwrap_or_default();
            inner + memchr::memchr(b'>', rest.as_bytes()).map_or(rest.len(), |at| at + 1)
        }
        Some(at) => at + 1,
        None => markup.len(),
    }
}

/// Writes a tag; its length.
fn element(markup: &str, out: &mut String, ends: &mut bool) -> usize {
    let bytes = markup.as_bytes();
    let mut quote = None;
    let mut end = None;
    for (at, byte) in bytes.iter().enumerate().skip(1) {
        match (quote, *byte) {
            (Some(open), byte) if open == byte => quote = None,
            (None, b'"' | b'\'') => quote = Some(*byte),
            // A quotation mark that is not closed: the tag ends where any would.
            (None, b'>') => end = Some(at),
            (None, b'<') => break,
            _ => {}
        }
        if end.is_some() {
            break;
        }
    }
    let Some(end) = end.or_else(|| ends.then(|| memchr::memchr(b'>', bytes)).flatten()) else {
        *ends = false;
        out.push('<');
        return 1;
    };
    let tag = markup.get(..end).unwrap_or_default();
    let name: String = tag
        .chars()
        .skip(1)
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | ':' | '_'))
        .collect();
    let tag = tag.replace("epub:type=", "itemtype=");
    match tag.strip_suffix('/').filter(|_| !name.is_empty()) {
        Some(alone) if !VOID.contains(&name.to_ascii_lowercase().as_str()) => {
            out.push_str(alone);
            out.push_str("></");
            out.push_str(&name);
        }
        _ => out.push_str(&tag),
    }
    out.push('>');
    end + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_that_never_end_cost_linear_time() {
        let page = "<a ".repeat(300_000);
        assert_eq!(as_html(&page), page);
    }

    #[test]
    fn what_html_would_read_otherwise_is_rewritten() {
        for (page, html) in [
            ("<title/><p>a<br/>b<a id=\"x\"/></p>", "<title></title><p>a<br/>b<a id=\"x\"></a></p>"),
            ("<![CDATA[a < b & c]]>d", "a &lt; b &amp; cd"),
            ("<?xml version=\"1.0\"?><!DOCTYPE html [<!ENTITY a \"b>\">]><p>", "<p>"),
            ("<!DOCTYPE html><!-- a <b/> --><i>", "<!-- a <b/> --><i>"),
            ("<a title=\"1 > 2\" epub:type=\"noteref\">", "<a title=\"1 > 2\" itemtype=\"noteref\">"),
            ("a < b </p> <", "a < b </p> <"),
            ("<p title=\"open>text</p>", "<p title=\"open>text</p>"),
            ("<![CDATA[open", "open"),
            ("<!-- open", "<!-- open"),
        ] {
            assert_eq!(as_html(page), html, "{page}");
        }
    }
}
