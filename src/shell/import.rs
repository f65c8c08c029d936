//! An import that was asked for on the screen: sources that were typed, or a text that was pasted.

use super::worker::Course;
use crate::app::{ImportReport, Outcome, Sources};
use crate::job::Means;
use crate::job::import::{self, With};
use crate::model::ArticleRef;
use crate::store::{Result, Store};

/// Reports between two words on how far it is.
const EVERY: u64 = 16;

/// Failures, and articles with annotations, that are told one by one.
const MOST: usize = 1_000;

/// Imports and says how far it is; ends early, with what is imported until then, once it is to stop.
pub fn import(store: &mut Store, sources: &Sources, course: &Course<'_>, means: &Means) -> Result<Outcome> {
    let (paths, text) = match sources {
        Sources::Paths(paths) => (paths.clone(), None),
        Sources::Text(text) => (vec!["-".into()], Some(text)),
    };
    let mut report = ImportReport::default();
    let ended = import::import(
        store,
        &paths,
        &mut With {
            stdin: &mut || Ok(text.cloned().unwrap_or_default().into_bytes()),
            each: &mut |one| {
                take(&mut report, one, text.is_some());
                if report.read() % EVERY == 1 {
                    (course.tell)(Outcome::Importing(report.read()));
                }
            },
            cancel: course.stop,
            means,
        },
    );
    report.stopped = match ended {
        Ok(ended) => !ended,
        // What was reported is in the library all the same.
        Err(error) if report.read() > 0 => {
            fail(&mut report, "the library".to_owned(), error.to_string());
            false
        }
        Err(error) => return Err(error),
    };
    Ok(Outcome::Imported(Box::new(report)))
}

fn take(report: &mut ImportReport, one: import::Report, pasted: bool) {
    let article = one.article.as_ref();
    match one.outcome {
        import::Outcome::Added => {
            report.added += 1;
            report.first = report.first.or(article.map(|a| a.id));
        }
        import::Outcome::Updated => {
            report.updated += 1;
            let title = article.map(named).unwrap_or_default();
            let anchored = one.anchored.filter(|anchored| !anchored.all.is_empty());
            if let Some(anchored) = anchored.filter(|_| report.anchored.len() < MOST) {
                report.anchored.push((title, anchored));
            }
        }
        import::Outcome::Unchanged => report.unchanged += 1,
        import::Outcome::Failed => {
            let source = if pasted { "what was pasted".to_owned() } else { one.source };
            fail(report, source, one.error.unwrap_or_default());
            return;
        }
    }
    report.any = report.any.or(article.map(|a| a.id));
    if report.title.is_empty() {
        report.title = article.map(named).unwrap_or_default();
    }
}

fn named(article: &ArticleRef) -> String {
    if article.title.is_empty() { "untitled".to_owned() } else { article.title.clone() }
}

fn fail(report: &mut ImportReport, source: String, why: String) {
    report.failed += 1;
    if report.failures.len() < MOST {
        report.failures.push((source, why));
    }
}
