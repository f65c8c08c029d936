//! `postil report`

use serde::Serialize;

use super::context::{Context, titled};
use super::import::{ImportJson, told_of_trash};
use super::stop::Stop;
use crate::job::import::{Last, Part};
use crate::model::Anchored;

/// Show what the last import or refresh came to
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    postil report\n  \
    postil report --json         one object, with all that came, changed or failed\n\n\
    Of an article with a new text it says what became of its annotations: placed, moved, changed, lost. \
    It is the report of `gr` on the screen, also of an import that was done there.")]
pub(super) struct Args {}

#[derive(Debug, Serialize)]
struct ReportJson<'a> {
    work: &'static str,
    at: &'a str,
    ended: bool,
    taken_back: bool,
    added: u64,
    updated: u64,
    unchanged: u64,
    failed: u64,
    feeds: u64,
    sources: Vec<ImportJson<'a>>,
    remarks: Vec<RemarkJson<'a>>,
    book_remarks: Vec<BookRemarkJson<'a>>,
    project_remarks: Vec<ProjectRemarkJson<'a>>,
}

#[derive(Debug, Serialize)]
struct RemarkJson<'a> {
    feed: &'a str,
    remark: &'a str,
}

#[derive(Debug, Serialize)]
struct ProjectRemarkJson<'a> {
    project: &'a str,
    remark: &'a str,
}

#[derive(Debug, Serialize)]
struct BookRemarkJson<'a> {
    book: &'a str,
    remark: &'a str,
}

pub(super) fn run(cx: &mut Context, _: &Args) -> Result<(), Stop> {
    let store = cx.store()?;
    let Some(last) = Last::recall(&store)? else {
        cx.remark("nothing was imported yet");
        return Ok(());
    };
    let taken_back = last.is_taken_back(&store)?;
    if cx.json() {
        return Ok(cx.out.json(&json(&last, taken_back))?);
    }
    let feeds = match last.feeds {
        0 => String::new(),
        1 => ", 1 feed read".to_owned(),
        n => format!(", {n} feeds read"),
    };
    let stopped = if last.ended { "" } else { ", stopped before its end" };
    let undone = if taken_back { ", taken back since" } else { "" };
    cx.out.heading(&format!(
        "{}  {}: {} added, {} updated{}, {} unchanged, {} failed{feeds}{stopped}{undone}",
        last.at,
        last.work.word(),
        last.added,
        last.updated,
        told_of_trash(last.restored),
        last.unchanged,
        last.failed
    ))?;
    for part in &last.parts {
        put(cx, part)?;
    }
    for (of, remark) in last.all_remarks() {
        cx.out.line(&format!("{:<9} {:>4}  {of}: {remark}", "remark", ""))?;
    }
    Ok(())
}

fn json(last: &Last, taken_back: bool) -> ReportJson<'_> {
    ReportJson {
        work: last.work.word(),
        at: &last.at,
        ended: last.ended,
        taken_back,
        added: last.added,
        updated: last.updated,
        unchanged: last.unchanged,
        failed: last.failed,
        feeds: last.feeds,
        sources: last.parts.iter().map(ImportJson::of).collect(),
        remarks: last.remarks.iter().map(|(feed, remark)| RemarkJson { feed, remark }).collect(),
        book_remarks: last
            .other_remarks
            .iter()
            .map(|(book, remark)| BookRemarkJson { book, remark })
            .collect(),
        project_remarks: last
            .project_remarks
            .iter()
            .map(|(project, remark)| ProjectRemarkJson { project, remark })
            .collect(),
    }
}

fn put(cx: &mut Context, part: &Part) -> Result<(), Stop> {
    let (id, what) = match (&part.article, &part.error) {
        (Some(article), _) => (article.id.0.to_string(), titled(&article.title).to_owned()),
        (None, Some(error)) => (String::new(), format!("{}: {error}", part.source)),
        (None, None) => (String::new(), part.source.clone()),
    };
    cx.out.line(&format!("{:<9} {id:>4}  {what}", part.outcome.word()))?;
    if let Some(sentence) = part.anchored().as_ref().and_then(Anchored::sentence) {
        cx.out.line(&format!("{:<16}{sentence}", ""))?;
    }
    if let Some(remark) = &part.remark {
        cx.out.line(&format!("{:<16}{remark}", ""))?;
    }
    Ok(())
}
