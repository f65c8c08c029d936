//! `postil import SOURCE…`

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::bar::Bar;
use super::context::{Context, titled};
use super::interrupt::{self, Interrupt};
use super::stop::Stop;
use crate::export::json::{AnchoredJson, ArticleRefJson};
use crate::files;
use crate::job::Means;
use crate::job::import::{self as job, Corrections, Of, Outcome, Part, Report, Whole, With};
use crate::model::{Anchored, ArticleId, State, Subscription};
use crate::store::Store;

/// Import files, folders, web addresses or standard input
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    postil import ~/articles report.md     folders are read with all folders in them\n  \
    pbpaste | postil import -              standard input\n  \
    postil import https://example.org/a    a page of the web, fetched now\n  \
    postil import report.pdf               a PDF, where pdftotext is installed\n  \
    postil import --feed https://example.org/   its feed, which `postil refresh` keeps up to date\n  \
    postil import feeds.opml               all feeds of a list\n  \
    postil import book.epub                each chapter an article\n  \
    postil import --as 3 report.md         the new text of article 3, however much of it is new\n  \
    postil import notes.jsonld             annotations of others, onto the articles that are here\n  \
    postil import study.qdpx codes.qdc     a project or a codebook of another program (REFI-QDA)\n\n\
    Web pages, PDF, books (EPUB), text and Markdown are read. An article that is there already is not added twice: it stays as it is, \
    or gets its new text. However many sources there are, they are one step for undo, unless something else is
    done in the library meanwhile: what comes after that is another.")]
pub(super) struct Args {
    /// Files, folders, addresses (http, https), or `-` for standard input
    #[arg(value_name = "SOURCE", required = true)]
    sources: Vec<PathBuf>,
    /// Subscribe: each source is the address or file of a feed (RSS, Atom, JSON Feed), a page that names its
    /// feed, or a list of feeds (OPML)
    #[arg(long, visible_alias = "opml")]
    feed: bool,
    /// Make the source, a single article, the new text of this one: its number, the start of its UUID, or a part of its
    /// title. Its annotations go along
    #[arg(long = "as", value_name = "ARTICLE", conflicts_with = "feed")]
    onto: Option<String>,
    /// Fetch addresses on this computer and in local networks too; a feed that is subscribed so is refreshed
    /// without it
    #[arg(long)]
    allow_local: bool,
}

/// An import as JSON has it.
#[derive(Debug, Serialize)]
pub(super) struct ImportJson<'a> {
    source: &'a str,
    outcome: &'static str,
    article: Option<ArticleRefJson>,
    error: Option<&'a str>,
    /// What became of the annotations where the text is new.
    report: Option<AnchoredJson>,
    /// What became of the corrections of the older text.
    corrections: Option<Corrections>,
    /// What else is to be known of it.
    remark: Option<&'a str>,
    /// The article that the same file was before, where a new one stands beside that.
    older: Option<ArticleRefJson>,
}

impl<'a> ImportJson<'a> {
    /// One that was kept.
    pub(super) fn of(part: &'a Part) -> Self {
        Self {
            source: &part.source,
            outcome: part.outcome.word(),
            article: part.article.as_ref().map(Into::into),
            error: part.error.as_deref(),
            report: part.anchored().as_ref().map(Into::into),
            corrections: part.corrections,
            remark: part.remark.as_deref(),
            older: part.older.as_ref().map(Into::into),
        }
    }
}

/// What is to be done.
#[derive(Debug)]
pub(super) enum Work<'a> {
    Import(&'a [PathBuf]),
    /// As the new text of an article.
    As(&'a Path, ArticleId),
    Subscribe(&'a [String]),
    Refresh(&'a [Subscription]),
}

pub(super) fn run(cx: &mut Context, args: &Args) -> Result<(), Stop> {
    let interrupt = interrupt::gently();
    let means = means(cx, args.allow_local)?;
    let mut store = cx.store()?;
    if let Some(onto) = &args.onto {
        let [source] = &*args.sources else {
            return Err(Stop::Usage("import: --as takes one source (the new text of one article)".into()));
        };
        if source.is_dir() {
            let source = source.display();
            return Err(Stop::Usage(format!(
                "{source}: it is a folder (name a file or an address with --as)"
            )));
        }
        let article = store.resolve_article(onto)?;
        return tell_all(cx, &mut store, &Work::As(source, article), &means, &interrupt);
    }
    if !args.feed {
        return tell_all(cx, &mut store, &Work::Import(&args.sources), &means, &interrupt);
    }
    let sources: Vec<String> =
        args.sources.iter().map(|source| source.to_string_lossy().into_owned()).collect();
    if let Some(other) = sources.iter().find(|source| *source == "-") {
        return Err(Stop::Usage(format!("{other}: a feed has an address or a file (name that)")));
    }
    tell_all(cx, &mut store, &Work::Subscribe(&sources), &means, &interrupt)
}

/// Does the work and tells what comes of it.
pub(super) fn tell_all(
    cx: &mut Context,
    store: &mut Store,
    work: &Work<'_>,
    means: &Means,
    interrupt: &Interrupt,
) -> Result<(), Stop> {
    let mut counts = [0usize; 4];
    let (mut unplaced, mut feeds, mut restored) = (0, 0usize, 0usize);
    let sources = match work {
        Work::Import(sources) => sources.len(),
        Work::As(..) => 1,
        Work::Subscribe(sources) => sources.len(),
        Work::Refresh(_) => 0,
    };
    let ended = sources_of(cx, store, (work, means), interrupt, &mut |cx, report| {
        if let Some(of) = &report.whole {
            feeds += usize::from(of.of == Of::Feed);
            if report.outcome != Outcome::Failed {
                tell_whole(cx, report, of);
                let again = of.of == Of::Feed && !of.subscribed && matches!(work, Work::Subscribe(_));
                if again {
                    let name = if of.title.is_empty() { &report.source } else { &of.title };
                    cx.remark(&format!("{name} is subscribed already"));
                }
                return Ok(());
            }
        }
        if let Some(count) = counts.get_mut(report.outcome as usize) {
            *count += 1;
        }
        restored += usize::from(report.restored);
        if cx.json() {
            cx.out.json(&ImportJson {
                source: &report.source,
                outcome: report.outcome.word(),
                article: report.article.as_ref().map(Into::into),
                error: report.error.as_deref(),
                report: report.anchored.as_ref().map(Into::into),
                corrections: report.corrections,
                remark: report.remark.as_deref(),
                older: report.older.as_ref().map(Into::into),
            })?;
        } else if let Some(article) = &report.article {
            let line =
                format!("{:<9} {:>4}  {}", report.outcome.word(), article.id.0, titled(&article.title));
            cx.out.line(&line)?;
            if let Some(sentence) = report.anchored.as_ref().and_then(Anchored::sentence) {
                cx.out.line(&format!("{:<16}{sentence}", ""))?;
            }
            if let Some(remark) = &report.remark {
                cx.out.line(&format!("{:<16}{remark}", ""))?;
            }
        } else if report.error.is_none() {
            cx.out.line(&format!("{:<9} {:>4}  {}", report.outcome.word(), "", report.source))?;
        }
        unplaced += report.anchored.as_ref().map_or(0, |a| a.count(State::Changed) + a.count(State::Lost));
        Ok(())
    });
    let [added, unchanged, updated, failed] = counts;
    match ended {
        // What came before the library failed is there, and is summed up like all else.
        Err(Stop::Interrupted) => return ended,
        Err(_) if added + unchanged + updated == 0 => return ended,
        _ => {}
    }
    if sources != 1 || feeds > 0 || added + unchanged + updated + failed > 1 {
        let feeds = match feeds {
            0 => String::new(),
            1 => " (1 feed)".to_owned(),
            n => format!(" ({n} feeds)"),
        };
        let back = told_of_trash(restored as u64);
        cx.remark(&format!(
            "{added} added, {updated} updated{back}, {unchanged} unchanged, {failed} failed{feeds}"
        ));
    }
    if unplaced > 0 {
        let (what, them) = match unplaced {
            1 => ("1 annotation".to_owned(), "it"),
            n => (format!("{n} annotations"), "them"),
        };
        cx.remark(&format!(
            "{what} changed or lost (`postil annotations --unplaced` lists {them}, `postil amend` mends {them})"
        ));
    }
    ended
}

/// How many of those that were updated were in the trash, in brackets; nothing of none.
pub(super) fn told_of_trash(restored: u64) -> String {
    match restored {
        0 => String::new(),
        n => format!(" ({n} {})", job::BACK),
    }
}

/// Tells what is to be known of a feed, a book or a project as a whole.
fn tell_whole(cx: &Context, report: &Report, of: &Whole) {
    let name = if of.title.is_empty() { &report.source } else { &of.title };
    for remark in &of.remarks {
        cx.remark(&format!("{name}: {remark}"));
    }
    if of.subscribed {
        cx.remark(&format!("subscribed to {name} (`postil refresh` fetches what is new)"));
    }
}

/// By what sources are got and read, as the settings say.
pub(super) fn means(cx: &Context, allow_local: bool) -> Result<Means, Stop> {
    let (config, mistakes) = cx.config()?;
    for mistake in mistakes {
        cx.remark(&mistake.to_string());
    }
    let environment = &cx.environment;
    Ok(Means {
        network: config.network(environment, allow_local),
        pdf: config.pdf.programs(environment),
        limits: config.archives.limits(),
        pages: config.pages.limits(),
        annotations: config.annotations.limits(),
        size: config.source_bytes(),
    })
}

/// Imports sources, complains of those that fail, and hands every report on. Ends with
/// [`Stop::Interrupted`] after Ctrl-C, with what was done kept.
pub(super) fn sources(
    cx: &mut Context,
    store: &mut Store,
    (sources, means): (&[PathBuf], &Means),
    interrupt: &Interrupt,
    each: &mut dyn FnMut(&mut Context, &Report) -> Result<(), Stop>,
) -> Result<(), Stop> {
    sources_of(cx, store, (&Work::Import(sources), means), interrupt, each)
}

fn sources_of(
    cx: &mut Context,
    store: &mut Store,
    (work, means): (&Work<'_>, &Means),
    interrupt: &Interrupt,
    each: &mut dyn FnMut(&mut Context, &Report) -> Result<(), Stop>,
) -> Result<(), Stop> {
    let bar = Bar::new(cx);
    let (mut added, mut updated) = (0usize, 0usize);
    let mut stopped = None;
    let cancel = std::sync::Arc::clone(&interrupt.cancel);
    let mut with = With {
        stdin: &mut || interrupt.while_waiting(|| files::read_stdin(means.size as u64)),
        each: &mut |report| {
            match report.outcome {
                Outcome::Added => added += 1,
                Outcome::Updated => updated += 1,
                Outcome::Unchanged | Outcome::Failed => {}
            }
            let tell = || {
                if report.outcome == Outcome::Failed {
                    cx.fail(&report.source, report.error.as_deref().unwrap_or_default());
                }
                each(cx, &report)
            };
            let told = bar.aside(tell);
            // Nobody reads what is printed: what was asked for is done all the same.
            match told {
                Ok(()) | Err(Stop::Closed) => {}
                Err(stop) => {
                    stopped.get_or_insert(stop);
                }
            }
        },
        cancel: &cancel,
        progress: &mut |progress| bar.take(progress),
        means,
    };
    let ended = match work {
        Work::Import(sources) => job::import(store, sources, &mut with),
        Work::As(source, article) => job::import_as(store, source.to_path_buf(), *article, &mut with),
        Work::Subscribe(sources) => job::subscribe(store, sources, &mut with),
        Work::Refresh(feeds) => job::refresh(store, feeds, &mut with),
    };
    bar.end();
    if !ended? {
        cx.out.flush()?;
        cx.remark(&told_of_stop(work, added, updated));
        return Err(Stop::Interrupted);
    }
    stopped.map_or(Ok(()), Err)
}

/// What is there of what was stopped, and how to go on: a sentence without a full stop.
fn told_of_stop(work: &Work<'_>, added: usize, updated: usize) -> String {
    let there = match (added, updated) {
        (0, 0) => "nothing new is in the library".to_owned(),
        (added, updated) => format!("{added} added and {updated} updated are in the library"),
    };
    let again = match work {
        Work::Import(_) | Work::As(..) => "the same command again goes on, and adds nothing twice",
        Work::Subscribe(_) => "the same command again goes on, and subscribes to nothing twice",
        Work::Refresh(_) => "`postil refresh` again fetches the rest",
    };
    format!("stopped before the end: {there} ({again})")
}
