//! `postil drafts`

use serde::Serialize;

use super::context::{Context, titled};
use super::offsets::{Points, points};
use super::stop::Stop;
use crate::export::Themes;
use crate::export::json::ArticleRefJson;
use crate::job::drafts::place;
use crate::model::{Draft, DraftAt, DraftOn, Edit};
use crate::store::Store;

/// List the notes and corrections that were begun and not saved, newest first
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    postil drafts\n  \
    postil drafts --json\n\n\
    In the reader, c on the same passage goes on with a draft; gd lists all, also those of\n\
    what was deleted, and takes their words up.")]
pub(super) struct Args {}

/// A draft and what it is on: a `library`, `article`, `theme`, `annotation`, `passage`, `correction` of the
/// text, the `details` of an article, or something that is `gone` for good.
#[derive(Debug, Serialize)]
struct DraftJson<'a> {
    on: &'static str,
    article: Option<ArticleRefJson>,
    annotation: Option<String>,
    theme: Option<String>,
    start: Option<usize>,
    end: Option<usize>,
    /// The words that a correction replaces, or that a note is on.
    was: Option<&'a str>,
    /// Why nothing shows it any more, as a sentence.
    gone: Option<&'static str>,
    /// The title of the article that was deleted for good.
    what: Option<&'a str>,
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

/// Applies edits that may take away what drafts hang on, and says where they do: the drafts stay.
pub(super) fn apply_telling(cx: &Context, store: &mut Store, edits: &[Edit]) -> Result<(), Stop> {
    let before = store.orphans()?.len();
    store.apply(edits)?;
    match store.orphans()?.len().saturating_sub(before) {
        0 => {}
        1 => cx.remark("a draft hung on it and waits (postil drafts)"),
        n => cx.remark(&format!("{n} drafts hung on it and wait (postil drafts)")),
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
        gone: None,
        what: None,
        text: &draft.text,
        updated: &draft.updated,
    };
    let waiting = place(store, draft.clone())?;
    if let DraftAt::Gone { why, .. } = waiting.at {
        json.gone = Some(why);
    }
    if let DraftOn::Gone(_) = draft.on {
        // Its title stands where the words do.
        json.what = json.was.take();
    }
    json.on = match draft.on {
        DraftOn::Library => "library",
        DraftOn::Article(_) => "article",
        DraftOn::Details(_) => "details",
        DraftOn::Theme(_) => "theme",
        DraftOn::Annotation(_) => "annotation",
        DraftOn::Passage { .. } => "passage",
        DraftOn::Correction { .. } => "correction",
        DraftOn::Gone(_) => "gone",
    };
    let place = match draft.on {
        DraftOn::Library | DraftOn::Gone(_) => None,
        DraftOn::Article(id) | DraftOn::Details(id) => Some((id, None)),
        DraftOn::Theme(id) => {
            json.theme = themes.get(id).map(|theme| theme.path.clone());
            None
        }
        DraftOn::Annotation(id) => {
            if let Some(annotation) = store.annotation(id)? {
                json.annotation = Some(annotation.uuid.to_string());
                Some((annotation.article.id, Some(annotation.span)))
            } else {
                json.gone.get_or_insert("Its annotation was deleted.");
                match waiting.at {
                    DraftAt::Text(article, span) => Some((article, Some(span))),
                    _ => store.gone_annotation(id)?.map(|gone| (gone.article, None)),
                }
            }
        }
        DraftOn::Passage { article, span } => Some((article, Some(span))),
        DraftOn::Correction { article, span } => {
            // In a text that has changed since, the place says nothing.
            let text = store.text_of(article, span).unwrap_or_default();
            Some((article, Some(span).filter(|_| draft.was.as_deref() == Some(&*text))))
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
    if let Some(what) = draft.what {
        head = format!("{head} · {}", titled(what));
    }
    if let Some(article) = &draft.article {
        head = format!("{head} · {} {}", article.id, titled(&article.title));
    }
    if let (Some(start), Some(end)) = (draft.start, draft.end) {
        head = format!("{head} · {start}..{end}");
    }
    if let Some(why) = draft.gone {
        head = format!("{head} · {}", why.trim_end_matches('.').to_lowercase());
    }
    head
}
