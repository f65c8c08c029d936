//! `postil amend ANNOTATION…`

use super::args::{given, text};
use super::context::Context;
use super::offsets::{Points, whole};
use super::stop::Stop;
use super::{annotate, args, drafts, unplaced};
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
    postil amend 12 --attach --candidate 1    at the best place that `annotations --candidates` shows\n  \
    postil amend 12 --attach                  accept the new words of one that changed\n  \
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
    #[arg(long, allow_hyphen_values = true, value_parser = text, value_name = "TEXT")]
    note: Option<String>,
    /// Another passage, in characters
    #[arg(long, allow_hyphen_values = true, value_name = "START..END")]
    span: Option<Points>,
    /// Delete them
    #[arg(long, conflicts_with_all = ["themes", "unthemes", "note", "span", "attach"])]
    delete: bool,
    /// Place an annotation that was lost or changed: at --span, at --candidate, or one that changed where it is
    #[arg(long)]
    attach: bool,
    /// Which of the best places in the present text, from 1
    #[arg(long, value_name = "NUMBER", requires = "attach", conflicts_with = "span")]
    candidate: Option<usize>,
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
        if args.span.is_some() || args.attach {
            edits.push(moved(&store, annotation, args)?);
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
    drafts::apply_telling(cx, &mut store, &edits)?;
    if args.delete {
        return before.iter().try_for_each(|annotation| cx.put_annotation(annotation));
    }
    cx.put_annotations(&store, &found)
}

/// The edit that puts an annotation on another passage.
fn moved(store: &Store, id: AnnotationId, args: &Args) -> Result<Edit, Stop> {
    let what = format!("annotation {}", id.0);
    let Some(annotation) = store.annotation(id)? else {
        return Err(Stop::failed(&what, "it is not there any more (`postil annotations` lists them)"));
    };
    match (annotation.state, args.attach) {
        (State::Lost, false) => {
            return Err(Stop::failed(&what, "its passage was lost (add --attach to place it at the span)"));
        }
        (State::Placed | State::Moved, true) => {
            return Err(Stop::failed(&what, "it is placed (leave --attach out to move it)"));
        }
        _ => {}
    }
    let document = store.document(annotation.article.id)?;
    let text = &document.text;
    let span = match (args.span, args.candidate) {
        (Some(span), _) => span.bytes(text)?,
        (None, Some(number)) => {
            let places = unplaced::places(&annotation, &document);
            let meant = number.checked_sub(1).and_then(|i| places.get(i));
            let Some(meant) = meant else {
                let why = format!(
                    "there is no candidate {number}, it has {} (`postil annotations --candidates` shows them)",
                    places.len()
                );
                return Err(Stop::failed(&what, why));
            };
            meant.span
        }
        (None, None) if annotation.state == State::Changed => annotation.span,
        (None, None) => {
            return Err(Stop::failed(&what, "it is lost (say where it belongs with --candidate or --span)"));
        }
    };
    whole(text, span)?;
    Ok(Edit::MoveAnnotation { annotation: id, span })
}
