//! One annotation: quotation, locator line, note.

use crate::export::Themes;
use crate::model::citation::Locator;
use crate::model::{Annotation, Article, State, ThemeId};

use super::{inline, link, note, quote};

/// The locator line without its block id: `p. 12 · ¶4 · 18% · **Theme** · [in the source](url)`,
/// with what is absent left out. `shown` is the theme that the heading names already.
fn locator(article: &Article, annotation: &Annotation, themes: &Themes, shown: Option<ThemeId>) -> String {
    let mut parts: Vec<String> = Locator::of(annotation).parts().map(|part| inline(&part)).collect();
    parts.push(format!("{}%", annotation.percent));
    let names: Vec<String> = annotation
        .themes
        .iter()
        .filter(|id| Some(**id) != shown)
        .filter_map(|id| themes.get(*id))
        .map(|theme| format!("**{}**", inline(&theme.path)))
        .collect();
    if !names.is_empty() {
        parts.push(names.join(", "));
    }
    if annotation.state == State::Lost {
        parts.push("not in the present text".to_owned());
    } else if let Some(url) =
        article.meta.url.as_deref().and_then(|url| link::text_fragment(url, &annotation.quote))
    {
        parts.push(format!("[in the source]({url})"));
    }
    parts.join(" · ")
}

/// Appends the annotation as paragraphs, each with a blank line before it. `cited` comes last.
pub(super) fn push(
    out: &mut String,
    article: &Article,
    annotation: &Annotation,
    themes: &Themes,
    shown: Option<ThemeId>,
    cited: Option<&str>,
) {
    let id = annotation.uuid.simple().to_string();
    let id = id.get(..8).unwrap_or_default();
    out.push('\n');
    out.push_str(&quote(&annotation.quote));
    out.push_str("\n\n");
    out.push_str(&locator(article, annotation, themes, shown));
    out.push_str(" ^p-");
    out.push_str(id);
    out.push('\n');
    for text in [annotation.note.as_deref().map(note), cited.map(inline_cited)].into_iter().flatten() {
        if !text.is_empty() {
            out.push('\n');
            out.push_str(&text);
            out.push('\n');
        }
    }
}

/// A pandoc citation is meant to be read as one; a name in brackets is not.
fn inline_cited(cited: &str) -> String {
    if cited.starts_with("[@") { cited.to_owned() } else { inline(cited) }
}

/// Start, end, created, UUID: the order of every export.
pub(in crate::export) fn sorted(annotations: &[Annotation]) -> Vec<&Annotation> {
    let mut sorted: Vec<&Annotation> = annotations.iter().collect();
    sorted.sort_by(|a, b| {
        (a.span.start, a.span.end, &a.created, a.uuid).cmp(&(b.span.start, b.span.end, &b.created, b.uuid))
    });
    sorted
}
