//! `postil amend ANNOTATION…`

use super::args::given;
use super::context::Context;
use super::offsets::{Points, whole};
use super::stop::Stop;
use super::{annotate, args};
use crate::export::Themes;
use crate::export::json::AnnotationJson;
use crate::model::{AnnotationId, Edit, NoteOn, State};
use crate::store::{NameError, Store};

/// Change or delete annotations
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    postil amend 12 13 --theme Syria --untheme Sanctions\n  \
    postil amend 12 --note \"Compare 7.\"\n  \
    postil amend 12 --span 120..245           another passage of the same article\n  \
    postil amend 12 --attach --span 120..245  place one that was lost\n  \
    postil amend 12 --delete\n\n\
    All changes together are one step for undo.")]
pub(super) struct Args {
    /// Numbers or starts of UUIDs
    #[arg(value_name = "ANNOTATION", required = true)]
    annotations: Vec<String>,
    /// A theme to put on
    #[arg(long = "theme", value_name = "NAME")]
    themes: Vec<String>,
    /// A theme to take off
    #[arg(long = "untheme", value_name = "NAME")]
    unthemes: Vec<String>,
    /// The note, in Markdown; an empty one takes it away
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    /// Another passage, in characters
    #[arg(long, value_name = "START..END")]
    span: Option<Points>,
    /// Delete them
    #[arg(long, conflicts_with_all = ["themes", "unthemes", "note", "span", "attach"])]
    delete: bool,
    /// Place an annotation that was lost, at --span
    #[arg(long, requires = "span")]
    attach: bool,
}

pub(super) fn run(cx: &mut Context, args: &Args) -> Result<(), Stop> {
    let mut store = cx.store()?;
    let mut found: Vec<AnnotationId> = Vec::new();
    for name in &args.annotations {
        match store.resolve_annotation(name) {
            Ok(id) if found.contains(&id) => {}
            Ok(id) => found.push(id),
            Err(NameError::Store(error)) => return Err(error.into()),
            Err(error) => cx.fail(name, error),
        }
    }
    if args.span.is_some() && found.len() > 1 {
        return Err(Stop::Usage("amend: one span is for one annotation (name one)".into()));
    }
    let put = args.themes.iter().map(|name| annotate::theme(&store, name)).collect::<Result<Vec<_>, _>>()?;
    let take = args::themes(&store, &args.unthemes)?;
    let mut edits = Vec::new();
    for &annotation in &found {
        if args.delete {
            edits.push(Edit::DeleteAnnotation { annotation });
        }
        if let Some(span) = args.span {
            edits.push(moved(&store, annotation, span, args.attach)?);
        }
        if !put.is_empty() {
            edits.push(Edit::PutThemes { annotation, themes: put.clone() });
        }
        if !take.is_empty() {
            edits.push(Edit::TakeThemes { annotation, themes: take.clone() });
        }
        if let Some(note) = given(args.note.clone()) {
            edits.push(Edit::SetNote { on: NoteOn::Annotation(annotation), note });
        }
    }
    if edits.is_empty() {
        return if cx.has_failed() {
            Ok(())
        } else {
            Err(Stop::Usage(
                "amend: nothing to change was named (`postil amend --help` lists what can be)".into(),
            ))
        };
    }
    // What is deleted is printed as it was.
    let themes = Themes::new(store.themes()?);
    let mut before = Vec::new();
    for id in found.iter().filter(|_| args.delete) {
        before.extend(store.annotation(*id)?.map(|a| AnnotationJson::new(&a, &themes)));
    }
    store.apply(&edits)?;
    if args.delete {
        return before.iter().try_for_each(|annotation| cx.put_annotation(annotation));
    }
    cx.put_annotations(&store, &found)
}

/// The edit that puts an annotation on another passage.
fn moved(store: &Store, id: AnnotationId, span: Points, attach: bool) -> Result<Edit, Stop> {
    let what = format!("annotation {}", id.0);
    let Some(annotation) = store.annotation(id)? else {
        return Err(Stop::failed(&what, "it is not there any more (`postil annotations` lists them)"));
    };
    match (annotation.state == State::Lost, attach) {
        (true, false) => {
            return Err(Stop::failed(&what, "its passage was lost (add --attach to place it at the span)"));
        }
        (false, true) => {
            return Err(Stop::failed(&what, "it is not lost (leave --attach out to move it)"));
        }
        _ => {}
    }
    let text = store.document(annotation.article.id)?.text;
    let span = span.bytes(&text)?;
    whole(&text, span)?;
    Ok(Edit::MoveAnnotation { annotation: id, span })
}
