//! An article as a BibTeX entry, for `references.bib`.

use std::fmt::Write;

use super::super::article::Metadata;
use super::{authors, title};

/// `@misc{key, …}` with what is known, one field a line, a newline at the end.
pub fn bib_entry(key: &str, meta: &Metadata) -> String {
    let mut out = format!("@misc{{{key},\n");
    let mut field = |name: &str, value: &str| {
        let _ = writeln!(out, "  {name} = {{{value}}},");
    };
    let names = authors(meta);
    if !names.is_empty() {
        field("author", &names.iter().map(|n| author(n)).collect::<Vec<_>>().join(" and "));
    }
    // Braces within keep the capitals.
    field("title", &format!("{{{}}}", escape(title(meta))));
    if let Some(outlet) = &meta.publication {
        field("howpublished", &escape(outlet));
    }
    if let Some(published) = &meta.published {
        field("date", &escape(published));
    }
    if let Some(year) = super::year(meta) {
        field("year", year);
    }
    if let Some(url) = &meta.url {
        field("url", &address(url));
    }
    out.push_str("}\n");
    out
}

/// A name whose surname BibTeX would not find by itself is kept whole in braces.
fn author(name: &str) -> String {
    let whole = super::surname(name) == name || name.contains(" and ");
    if whole { format!("{{{}}}", escape(name)) } else { escape(name) }
}

fn escape(text: &str) -> String {
    let mut out = String::new();
    for c in text.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        match c {
            '&' | '%' | '$' | '#' | '_' => {
                out.push('\\');
                out.push(c);
            }
            '{' => out.push_str("\\{"),
            '}' => out.push_str("\\}"),
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            c => out.push(c),
        }
    }
    out
}

fn address(url: &str) -> String {
    url.chars()
        .map(|c| match c {
            '{' => "%7B".to_owned(),
            '}' => "%7D".to_owned(),
            '\\' => "%5C".to_owned(),
            ' ' | '\n' | '\t' => "%20".to_owned(),
            c => c.to_string(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_what_is_known_and_no_more() {
        let meta = Metadata {
            title: "Fish & {boats}".into(),
            byline: Some("Ana Osei; Harbour Press".into()),
            published: Some("2017-07".into()),
            url: Some("https://example.org/a_b?c={d}".into()),
            ..Metadata::default()
        };
        let wanted = "@misc{osei2017,\n  author = {Ana Osei and {Harbour Press}},\n  title = {{Fish \\& \\{boats\\}}},\n  \
            date = {2017-07},\n  year = {2017},\n  url = {https://example.org/a_b?c=%7Bd%7D},\n}\n";
        assert_eq!(bib_entry("osei2017", &meta), wanted);
        assert_eq!(bib_entry("x", &Metadata::default()), "@misc{x,\n  title = {{untitled}},\n}\n");
    }
}
