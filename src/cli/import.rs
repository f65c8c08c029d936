//! `postil import SOURCE…`

use std::io::{self, IsTerminal as _};
use std::path::PathBuf;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

use super::context::{Context, titled};
use super::interrupt::{self, Interrupt};
use super::stop::Stop;
use crate::export::json::{AnchoredJson, ArticleRefJson};
use crate::files;
use crate::import::LIMIT;
use crate::job::Means;
use crate::job::import::{Outcome, Report, With};
use crate::model::{Anchored, State};
use crate::store::Store;

/// Import files, folders, web addresses or standard input
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    postil import ~/articles report.md     folders are read with all folders in them\n  \
    pbpaste | postil import -              standard input\n  \
    postil import https://example.org/a    a page of the web, fetched now\n  \
    postil import report.pdf               a PDF, where pdftotext is installed\n\n\
    Web pages, PDF, text and Markdown are read. An article that is there already is not added twice: it stays as it is, \
    or gets its new text. However many sources there are, they are one step for undo.")]
pub(super) struct Args {
    /// Files, folders, addresses (http, https), or `-` for standard input
    #[arg(value_name = "SOURCE", required = true)]
    sources: Vec<PathBuf>,
    /// Fetch addresses on this computer and in local networks too
    #[arg(long)]
    allow_local: bool,
}

/// An import as JSON has it.
#[derive(Debug, Serialize)]
struct ImportJson<'a> {
    source: &'a str,
    outcome: &'static str,
    article: Option<ArticleRefJson>,
    error: Option<&'a str>,
    /// What became of the annotations where the text is new.
    report: Option<AnchoredJson>,
}

pub(super) fn run(cx: &mut Context, args: &Args) -> Result<(), Stop> {
    let interrupt = interrupt::gently();
    let means = means(cx, args.allow_local)?;
    let mut store = cx.store()?;
    let mut counts = [0usize; 4];
    let mut unplaced = 0;
    sources(cx, &mut store, (&args.sources, &means), &interrupt, &mut |cx, report| {
        if let Some(count) = counts.get_mut(report.outcome as usize) {
            *count += 1;
        }
        if cx.json() {
            cx.out.json(&ImportJson {
                source: &report.source,
                outcome: report.outcome.word(),
                article: report.article.as_ref().map(Into::into),
                error: report.error.as_deref(),
                report: report.anchored.as_ref().map(Into::into),
            })?;
        } else if let Some(article) = &report.article {
            let line =
                format!("{:<9} {:>4}  {}", report.outcome.word(), article.id.0, titled(&article.title));
            cx.out.line(&line)?;
            if let Some(sentence) = report.anchored.as_ref().and_then(Anchored::sentence) {
                cx.out.line(&format!("{:<16}{sentence}", ""))?;
            }
        }
        unplaced += report.anchored.as_ref().map_or(0, |a| a.count(State::Changed) + a.count(State::Lost));
        Ok(())
    })?;
    let [added, unchanged, updated, failed] = counts;
    if args.sources.len() > 1 || added + unchanged + updated + failed > 1 {
        cx.remark(&format!("{added} added, {updated} updated, {unchanged} unchanged, {failed} failed"));
    }
    if unplaced > 0 {
        cx.remark(&format!(
            "{unplaced} annotations changed or lost (`postil annotations --unplaced` lists them, `postil amend` mends them)"
        ));
    }
    Ok(())
}

/// By what sources are got and read, as the settings say.
pub(super) fn means(cx: &Context, allow_local: bool) -> Result<Means, Stop> {
    let (config, mistakes) = cx.config()?;
    for mistake in mistakes {
        cx.remark(&mistake.to_string());
    }
    let environment = &cx.environment;
    Ok(Means {
        network: config.network.network(environment, allow_local),
        pdf: config.pdf.programs(environment),
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
    let bar = progress(cx);
    let mut stopped = None;
    let cancel = std::sync::Arc::clone(&interrupt.cancel);
    let ended = crate::job::import::import(
        store,
        sources,
        &mut With {
            stdin: &mut || interrupt.while_waiting(|| files::read_stdin(LIMIT as u64)),
            each: &mut |report| {
                if let Some(bar) = &bar {
                    bar.inc(1);
                }
                let mut tell = || {
                    if report.outcome == Outcome::Failed {
                        cx.fail(&report.source, report.error.as_deref().unwrap_or_default());
                    }
                    each(cx, &report)
                };
                let told = match &bar {
                    Some(bar) => bar.suspend(tell),
                    None => tell(),
                };
                // Nobody reads what is printed: what was asked for is done all the same.
                match told {
                    Ok(()) | Err(Stop::Closed) => {}
                    Err(stop) => {
                        stopped.get_or_insert(stop);
                    }
                }
            },
            cancel: &cancel,
            means,
        },
    );
    if let Some(bar) = &bar {
        bar.finish_and_clear();
    }
    if !ended? {
        cx.out.flush()?;
        return Err(Stop::Interrupted);
    }
    stopped.map_or(Ok(()), Err)
}

/// A count that runs on a terminal, after a moment.
fn progress(cx: &Context) -> Option<ProgressBar> {
    if cx.global.quiet || !io::stderr().is_terminal() {
        return None;
    }
    let bar = ProgressBar::new_spinner();
    bar.set_style(ProgressStyle::with_template("{spinner} {pos} read").ok()?);
    bar.enable_steady_tick(Duration::from_millis(200));
    Some(bar)
}
