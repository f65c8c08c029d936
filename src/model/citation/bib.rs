//! An article as a BibTeX entry, for `references.bib`.

use std::fmt::Write;

use super::super::article::Article;
use super::super::collection::CollectionKind;
use super::{authors, title};
use crate::text::one_line;

/// `@misc{key, …}`, or `@incollection` for a chapter of a book, with what is known, one field a line, a
/// newline at the end.
pub fn bib_entry(key: &str, article: &Article) -> String {
    let meta = &article.meta;
    let book = article.collection.as_ref().filter(|collection| collection.kind == CollectionKind::Book);
    let kind = if book.is_some() { "incollection" } else { "misc" };
    let mut out = format!("@{kind}{{{key},\n");
    let mut field = |name: &str, value: &str| {
        let _ = writeln!(out, "  {name} = {{{value}}},");
    };
    let names = authors(meta);
    if !names.is_empty() {
        field("author", &names.iter().map(|n| author(n)).collect::<Vec<_>>().join(" and "));
    }
    // Braces within keep the capitals.
    field("title", &format!("{{{}}}", escape(title(meta))));
    if let Some(book) = book {
        field("booktitle", &format!("{{{}}}", escape(book.title())));
    }
    if let Some(outlet) = &meta.publication {
        field(if book.is_some() { "publisher" } else { "howpublished" }, &escape(outlet));
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
    for c in one_line(text).chars() {
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
    use uuid::Uuid;

    use super::*;
    use crate::model::{ArticleId, CollectionId, CollectionRef, Metadata};

    fn article(meta: Metadata, collection: Option<CollectionRef>) -> Article {
        Article { collection, ..Article::new(ArticleId(1), Uuid::nil(), meta) }
    }

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
        assert_eq!(bib_entry("osei2017", &article(meta, None)), wanted);
        let nothing = article(Metadata::default(), None);
        assert_eq!(bib_entry("x", &nothing), "@misc{x,\n  title = {{untitled}},\n}\n");
    }

    #[test]
    fn a_chapter_names_its_book() {
        let meta = Metadata {
            title: "Tides".into(),
            publication: Some("Mole & Sons".into()),
            ..Metadata::default()
        };
        let book = |kind| CollectionRef {
            id: CollectionId(1),
            uuid: Uuid::nil(),
            title: "The Long Harbour".into(),
            kind,
        };
        assert_eq!(
            bib_entry("x", &article(meta.clone(), Some(book(CollectionKind::Book)))),
            "@incollection{x,\n  title = {{Tides}},\n  booktitle = {{The Long Harbour}},\n  \
             publisher = {Mole \\& Sons},\n}\n"
        );
        let item = bib_entry("x", &article(meta, Some(book(CollectionKind::Feed))));
        assert!(item.starts_with("@misc") && !item.contains("Harbour"), "{item}");
    }
}
