//! `postil drafts`

use serde::Serialize;

use super::context::{Context, titled};
use super::offsets::{Points, points};
use super::stop::Stop;
use crate::export::Themes;
use crate::export::json::ArticleRefJson;
use crate::model::{Draft, DraftOn};
use crate::store::Store;

/// List the notes and corrections that were begun and not saved, newest first
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    postil drafts\n  \
    postil drafts --json\n\n\
    In the reader, c on the same passage goes on with a draft.")]
pub(super) struct Args {}

/// A draft and what it is on: a `library`, `article`, `theme`, `annotation`, `passage` or `correction`
/// of the text.
#[derive(Debug, Serialize)]
struct DraftJson<'a> {
    on: &'static str,
    article: Option<ArticleRefJson>,
    annotation: Option<String>,
    theme: Option<String>,
    start: Option<usize>,
    end: Option<usize>,
    /// The words that a correction replaces.
    was: Option<&'a str>,
    text: &'a str,
    updated: &'a str,
}

pub(super) fn run(cx: &mut Context, _: &Args) -> Result<(), Stop> {
    let store = cx.store()?;
    let themes = Themes::new(store.themes()?);
    let drafts = store.drafts()?;
    for draft in &drafts {
        let json = told(&store, &themes, draft)?;
        if cx.json() {
            cx.out.json(&json)?;
            continue;
        }
        cx.out.heading(&format!("{}  {}", draft.updated, head(&json)))?;
        for line in draft.text.lines() {
            cx.out.line(&format!("    | {line}"))?;
        }
    }
    if drafts.is_empty() && !cx.json() {
        cx.remark("no draft waits: all that was begun is saved");
    }
    Ok(())
}

fn told<'a>(store: &Store, themes: &Themes, draft: &'a Draft) -> Result<DraftJson<'a>, Stop> {
    let mut json = DraftJson {
        on: "library",
        article: None,
        annotation: None,
        theme: None,
        start: None,
        end: None,
        was: draft.was.as_deref(),
        text: &draft.text,
        updated: &draft.updated,
    };
    let place = match draft.on {
        DraftOn::Library => None,
        DraftOn::Article(id) => {
            json.on = "article";
            Some((id, None))
        }
        DraftOn::Theme(id) => {
            json.on = "theme";
            json.theme = themes.get(id).map(|theme| theme.path.clone());
            None
        }
        DraftOn::Annotation(id) => {
            json.on = "annotation";
            let annotation = store.annotation(id)?;
            json.annotation = annotation.as_ref().map(|annotation| annotation.uuid.to_string());
            annotation.map(|annotation| (annotation.article.id, Some(annotation.span)))
        }
        DraftOn::Passage { article, span } => {
            json.on = "passage";
            Some((article, Some(span)))
        }
        DraftOn::Correction { article, span } => {
            json.on = "correction";
            // In a text that has changed since, the place says nothing.
            let text = store.document(article)?.text;
            Some((article, Some(span).filter(|span| draft.was.as_deref() == Some(span.of(&text)))))
        }
    };
    if let Some((id, span)) = place
        && let Some(article) = store.article(id)?
    {
        if let Some(span) = span {
            let Points { start, end } = points(&store.document(id)?.text, span);
            (json.start, json.end) = (Some(start), Some(end));
        }
        json.article = Some(ArticleRefJson::of(&article));
    }
    Ok(json)
}

/// What a draft is on, in words.
fn head(draft: &DraftJson<'_>) -> String {
    let mut head = draft.on.to_owned();
    if let Some(theme) = &draft.theme {
        head = format!("{head} {theme}");
    }
    if let Some(article) = &draft.article {
        head = format!("{head} · {} {}", article.id, titled(&article.title));
    }
    if let (Some(start), Some(end)) = (draft.start, draft.end) {
        head = format!("{head} · {start}..{end}");
    }
    head
}
