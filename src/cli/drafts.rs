//! `postil drafts`

use serde::Serialize;

use super::context::{Context, titled};
use super::offsets::{Points, points};
use super::stop::Stop;
use crate::export::Themes;
use crate::export::json::ArticleRefJson;
use crate::job::drafts::place;
use crate::model::{Draft, DraftAt, DraftLine, DraftOn, Edit, Orphan};
use crate::store::{Result as Stored, Store};

/// List the notes, corrections and lines that were begun and not saved, newest first; drop one
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    postil drafts\n  \
    postil drafts --json\n  \
    postil drafts --drop 3\n  \
    postil drafts --restore 3\n\n\
    In the reader, c on the same passage goes on with a draft; gd lists all, also those of\n\
    what was deleted, and takes their words up. What was dropped is kept until `postil trash --empty`.")]
pub(super) struct Args {
    /// Drop these drafts, by the number before them
    #[arg(long, value_name = "ID", num_args = 1..)]
    drop: Vec<i64>,
    /// List what was dropped
    #[arg(long, conflicts_with = "drop")]
    dropped: bool,
    /// Have these wait again that were dropped
    #[arg(long, value_name = "ID", num_args = 1.., conflicts_with_all = ["drop", "dropped"])]
    restore: Vec<i64>,
}

/// A draft and what it is on: a `library`, `article`, `theme`, `annotation`, `passage`, `correction` of the
/// text, the `details` of an article, a line that was typed (`description` or `name` of a theme, `new-theme`, `source`
/// or `feed` to add), or something that is `gone` for good.
#[derive(Debug, Serialize)]
struct DraftJson<'a> {
    /// By which it is named; never used again.
    id: i64,
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

pub(super) fn run(cx: &mut Context, args: &Args) -> Result<(), Stop> {
    let mut store = cx.store()?;
    let themes = Themes::new(store.themes()?);
    let is_change = !args.drop.is_empty() || !args.restore.is_empty();
    let mut drafts = store.numbered_drafts(args.dropped || !args.restore.is_empty())?;
    if is_change {
        drafts = settle(cx, &mut store, args, drafts)?;
    }
    for (id, draft) in &drafts {
        let json = told(&store, &themes, (*id, draft))?;
        if cx.json() {
            cx.out.json(&json)?;
            continue;
        }
        cx.out.heading(&format!("{id}  {}  {}", draft.updated, head(&json)))?;
        for line in draft.text.lines() {
            cx.out.line(&format!("    | {line}"))?;
        }
    }
    if drafts.is_empty() && !is_change && !cx.json() {
        cx.remark(if args.dropped {
            "no draft was dropped"
        } else {
            "no draft waits: all that was begun is saved"
        });
    }
    Ok(())
}

/// Drops the drafts that are named, or has them wait again, and gives them; complains of numbers that none has.
fn settle(
    cx: &mut Context,
    store: &mut Store,
    args: &Args,
    drafts: Vec<(i64, Draft)>,
) -> Result<Vec<(i64, Draft)>, Stop> {
    let is_drop = args.restore.is_empty();
    let named = if is_drop { &args.drop } else { &args.restore };
    for id in named {
        if !drafts.iter().any(|(there, _)| there == id) {
            let list = if is_drop { "postil drafts" } else { "postil drafts --dropped" };
            cx.fail(
                &format!("draft {id}"),
                format!("there is none of this number ({list} lists what there is)"),
            );
        }
    }
    let meant: Vec<_> = drafts.into_iter().filter(|(id, _)| named.contains(id)).collect();
    for (id, _) in &meant {
        store.set_draft_dropped(*id, is_drop)?;
    }
    if is_drop && !meant.is_empty() {
        cx.remark("dropped; postil drafts --restore has it wait again");
    }
    Ok(meant)
}

/// Applies edits that may take away what drafts hang on, and says where they do: the drafts stay.
pub(super) fn apply_telling(cx: &Context, store: &mut Store, edits: &[Edit]) -> Result<(), Stop> {
    telling(cx, store, |store| store.apply(edits)).map(drop)
}

/// The same of anything that may take away what drafts hang on.
pub(super) fn telling<T>(
    cx: &Context,
    store: &mut Store,
    act: impl FnOnce(&mut Store) -> Stored<T>,
) -> Result<T, Stop> {
    let before = store.orphans()?;
    let done = act(store)?;
    let is_new = |one: &&Orphan| !before.iter().any(|other| other.on == one.on);
    match store.orphans()?.iter().filter(is_new).count() {
        0 => {}
        1 => cx.remark("a draft hung on it and waits (postil drafts)"),
        n => cx.remark(&format!("{n} drafts hung on that and wait (postil drafts)")),
    }
    Ok(done)
}

fn told<'a>(store: &Store, themes: &Themes, (id, draft): (i64, &'a Draft)) -> Result<DraftJson<'a>, Stop> {
    let mut json = DraftJson {
        id,
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
        if matches!(draft.on, DraftOn::Theme(_) | DraftOn::Line(_)) {
            json.theme = Some(waiting.what);
        }
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
        DraftOn::Line(line) => match line {
            DraftLine::Description(_) => "description",
            DraftLine::Name(_) => "name",
            DraftLine::NewTheme => "new-theme",
            DraftLine::Source => "source",
            DraftLine::Feed => "feed",
        },
        DraftOn::Gone(_) => "gone",
    };
    let place = match draft.on {
        DraftOn::Library | DraftOn::Gone(_) => None,
        DraftOn::Line(line) => {
            let theme = line.theme().and_then(|id| themes.get(id)).map(|theme| theme.path.clone());
            json.theme = theme.or(json.theme);
            None
        }
        DraftOn::Article(id) | DraftOn::Details(id) => Some((id, None)),
        DraftOn::Theme(id) => {
            json.theme = themes.get(id).map(|theme| theme.path.clone()).or(json.theme);
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
        // In a text that has changed since, the stored place says nothing.
        DraftOn::Passage { article, .. } | DraftOn::Correction { article, .. } => match waiting.at {
            DraftAt::Text(_, span) => Some((article, Some(span))),
            _ => Some((article, None)),
        },
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
