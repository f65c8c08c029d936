//! One annotation: quotation, locator line, note.

use crate::export::Themes;
use crate::model::citation::Locator;
use crate::model::{Annotation, Article, State, ThemeId};

use super::{Passages, inline, link, note, quote};

/// What stands before the words of the present text, and before those that were marked, where they differ.
const NOW: &str = "The words now:";
const MARKED: &str = "The words when they were marked:";

/// The locator line without its block id: `p. 12 · ¶4 · 18% · **Theme** · [in the source](url)`,
/// with what is absent left out. `shown` is the theme that the heading names already.
fn locator(
    article: &Article,
    annotation: &Annotation,
    now: Option<&str>,
    themes: &Themes,
    shown: Option<ThemeId>,
) -> String {
    let mut parts: Vec<String> = place(annotation).parts().map(|part| inline(&part)).collect();
    if annotation.state != State::Lost {
        parts.push(format!("{}%", annotation.percent));
    }
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
        return parts.join(" · ");
    }
    if now.is_some() {
        parts.push("the words have changed".to_owned());
    }
    let words = now.unwrap_or(&annotation.quote);
    if let Some(url) = article.meta.url.as_deref().and_then(|url| link::text_fragment(url, words)) {
        parts.push(format!("[in the source]({url})"));
    }
    parts.join(" · ")
}

/// Where a passage stands. What is lost stands nowhere: its span is only where it last was.
pub(super) fn place(annotation: &Annotation) -> Locator<'_> {
    if annotation.state == State::Lost { Locator::default() } else { Locator::of(annotation) }
}

/// Under what a passage stands in its file.
pub(super) struct Under<'a> {
    /// The level of the heading.
    pub level: usize,
    /// The theme that the file or the heading names already.
    pub theme: Option<ThemeId>,
    /// How the passage is cited, if it is.
    pub cited: Option<&'a str>,
}

/// Appends the annotation as paragraphs, each with a blank line before it. Where its words have
/// changed, those of the present text come first, with the place, since only they can be quoted; then
/// those that were marked. The citation stands with the words that it cites, before the note, so that
/// nothing quoted in the note is taken for theirs.
pub(super) fn push(
    out: &mut String,
    of: &Passages,
    annotation: &Annotation,
    themes: &Themes,
    under: &Under<'_>,
) {
    let id = annotation.uuid.simple().to_string();
    let id = id.get(..8).unwrap_or_default();
    let now = annotation.now.as_deref().filter(|now| *now != annotation.quote);
    let place = format!("{} ^p-{id}", locator(&of.article, annotation, now, themes, under.theme));
    let cited = under.cited.map(inline_cited).unwrap_or_default();
    let mut parts = match now {
        Some(now) => {
            vec![NOW.to_owned(), quote(now), place, cited, MARKED.to_owned(), quote(&annotation.quote)]
        }
        None => vec![quote(&annotation.quote), place, cited],
    };
    parts.extend(annotation.note.as_deref().map(|text| note(text, under.level)));
    for part in parts.iter().filter(|part| !part.is_empty()) {
        out.push('\n');
        out.push_str(part);
        out.push('\n');
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
