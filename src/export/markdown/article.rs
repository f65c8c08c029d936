//! The file of one article.

use std::collections::BTreeSet;
use std::fmt::Write;

use crate::export::{Options, Themes};
use crate::model::citation::{authors, title};

use super::passage::Under;
use super::{PARTS, Passages, byline, inline, note, passage, tag, yaml};

/// An article with its note and its annotations, furniture's too, one newline at the end.
pub fn article(of: &Passages, themes: &Themes, options: &Options) -> String {
    let Passages { article, annotations } = of;
    let meta = &article.meta;
    let mut out = String::from("---\n");
    let _ = writeln!(out, "title: {}", yaml::quoted(title(meta)));
    let names = authors(meta);
    if !names.is_empty() {
        let _ = writeln!(out, "author: {}", yaml::list(names.iter().map(|name| yaml::quoted(name))));
    }
    if let Some(outlet) = &meta.publication {
        let _ = writeln!(out, "publication: {}", yaml::quoted(outlet));
    }
    if let Some(collection) = &article.collection {
        let _ = writeln!(out, "collection: {}", yaml::quoted(collection.title()));
    }
    if let Some(published) = &meta.published {
        let _ = writeln!(out, "published: {}", yaml::date(published));
    }
    if let Some(url) = &meta.url {
        let _ = writeln!(out, "source: {}", yaml::quoted(url));
    }
    let tags: BTreeSet<String> =
        annotations.iter().flat_map(|a| &a.themes).filter_map(|id| tag(themes.path(*id))).collect();
    if !tags.is_empty() {
        let _ = writeln!(out, "tags: {}", yaml::list(tags.iter().map(|t| tag::in_yaml(t))));
    }
    if let Some(key) = options.keys.as_ref().and_then(|keys| keys.get(article.uuid)) {
        let _ = writeln!(out, "citekey: {}", yaml::quoted(key));
    }
    if let Some(stamp) = &options.stamp {
        let _ = writeln!(out, "exported: {}", yaml::quoted(stamp));
    }
    let _ = writeln!(
        out,
        "postil: {{id: {}, sha256: {}, annotations: {}}}",
        article.uuid,
        article.sha256,
        annotations.len()
    );
    let _ = writeln!(out, "---\n\n# {}", inline(title(meta)));
    for text in [byline(article), article.note.as_deref().map(|text| note(text, PARTS))].into_iter().flatten()
    {
        let _ = writeln!(out, "\n{text}");
    }
    if !annotations.is_empty() {
        out.push_str("\n## Annotations\n");
        for annotation in passage::sorted(annotations) {
            passage::push(
                &mut out,
                of,
                annotation,
                themes,
                &Under { level: PARTS, theme: None, cited: None },
            );
        }
    }
    out
}
