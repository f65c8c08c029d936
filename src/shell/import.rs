//! An import that was asked for on the screen: sources that were typed, or a text that was pasted.

use std::cell::Cell;

use super::worker::Course;
use crate::app::{ImportReport, LastImport, Outcome, Part, SoFar, Sources};
use crate::job::Means;
use crate::job::import::{self, Of, Tally, With};
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
        Sources::Subscribe(_) | Sources::Feeds => (Vec::new(), None),
    };
    let is_refresh = *sources == Sources::Feeds;
    let mut report = ImportReport { is_refresh, ..ImportReport::default() };
    let (so_far, mut tally) = (Cell::new(SoFar::default()), Tally::default());
    let mut with = With {
        stdin: &mut || Ok(text.cloned().unwrap_or_default().into_bytes()),
        each: &mut |one| {
            take(&mut report, one, text.is_some());
            let now = SoFar { read: report.so_far(), came: true, ..so_far.get() };
            so_far.set(now);
            if is_refresh || report.read() % EVERY == 1 {
                (course.tell)(Outcome::Importing(now));
            }
        },
        cancel: course.stop,
        progress: &mut |progress| {
            if tally.take(progress) {
                let now = SoFar { of: tally.of(), what: tally.unit.word(), ..so_far.get() };
                so_far.set(now);
                (course.tell)(Outcome::Importing(now));
            }
        },
        means,
    };
    let mut resting = 0;
    let ended = match sources {
        Sources::Feeds => {
            let now = store.clock().stamp();
            let mut feeds = store.subscriptions()?;
            let all = feeds.len();
            feeds.retain(|feed| feed.is_due(&now));
            resting = u64::try_from(all - feeds.len()).unwrap_or(u64::MAX);
            import::refresh(store, &feeds, &mut with)
        }
        Sources::Subscribe(source) => {
            import::subscribe(store, &[source.to_string_lossy().into_owned()], &mut with)
        }
        Sources::Paths(_) | Sources::Text(_) => import::import(store, &paths, &mut with),
    };
    report.resting = resting;
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
    if let Some(of) = one.whole {
        report.feeds += u64::from(of.of == Of::Feed);
        let room = MOST.saturating_sub(report.remarks.len());
        report.remarks.extend(of.remarks.into_iter().take(room).map(|remark| (of.title.clone(), remark)));
        if of.subscribed && report.subscribed.len() < MOST {
            report.subscribed.push(of.title);
        }
        if one.outcome == import::Outcome::Failed {
            fail(report, one.source, one.error.unwrap_or_default());
        }
        return;
    }
    // What the sentence says itself is no remark of its own.
    let remark = one.remark.filter(|remark| remark != import::BACK);
    if let Some(remark) = remark.filter(|_| report.remarks.len() < MOST) {
        report.remarks.push((article.map(named).unwrap_or_default(), remark));
    }
    match one.outcome {
        import::Outcome::Added => {
            report.added += 1;
            report.first = report.first.or(article.map(|a| a.id));
        }
        import::Outcome::Updated => {
            report.updated += 1;
            report.restored += u64::from(one.restored);
            report.revised += u64::from(one.revised);
            if one.brought {
                let count = one.anchored.as_ref().map_or(0, |anchored| anchored.all.len());
                report.brought.annotations += u64::try_from(count).unwrap_or(u64::MAX);
                report.brought.articles += 1;
            }
            let title = article.map(named).unwrap_or_default();
            if one.brought && report.brought.articles == 1 {
                report.brought.title.clone_from(&title);
            }
            let anchored = one.anchored.filter(|anchored| !anchored.all.is_empty());
            if let Some(anchored) = anchored.filter(|_| report.anchored.len() < MOST) {
                report.anchored.push((title, anchored));
            }
        }
        import::Outcome::Unchanged => {
            report.unchanged += 1;
            report.brought.unchanged += u64::from(one.brought);
        }
        import::Outcome::Failed => {
            let source = if pasted { "what was pasted".to_owned() } else { one.source };
            fail(report, source, one.error.unwrap_or_default());
            return;
        }
    }
    report.any = report.any.or(article.map(|a| a.id));
    if report.title.is_empty() {
        // A codebook has no article; it goes by its file.
        let file = || one.source.rsplit('/').next().unwrap_or_default().to_owned();
        report.title = article.map_or_else(file, named);
    }
}

/// What the last import came to, whoever did it.
pub fn last(store: &Store) -> Result<Option<LastImport>> {
    let Some(last) = import::Last::recall(store)? else { return Ok(None) };
    let parts = last.parts.iter().map(|part| {
        let what = match &part.article {
            Some(article) => named(article),
            None if part.source == "-" => "what was pasted".to_owned(),
            None => part.source.clone(),
        };
        let sentence = part.anchored().and_then(|anchored| anchored.sentence());
        let became = match (&part.error, part.outcome, sentence) {
            (Some(why), ..) => why.clone(),
            (None, outcome, Some(sentence)) => format!("{}; {sentence}.", outcome.word()),
            (None, outcome, None) => outcome.word().to_owned(),
        };
        let became = match &part.remark {
            Some(remark) => format!("{}; {remark}.", became.trim_end_matches('.')),
            None => became,
        };
        Part { what, became, article: part.article.as_ref().map(|article| article.id) }
    });
    let remarks = last.all_remarks().map(|(of, remark)| Part {
        what: of.clone(),
        became: format!("{remark}."),
        article: None,
    });
    Ok(Some(LastImport {
        work: last.work.word(),
        at: last.at.clone(),
        added: last.added,
        updated: last.updated,
        restored: last.restored,
        unchanged: last.unchanged,
        failed: last.failed,
        stopped: !last.ended,
        taken_back: last.is_taken_back(store)?,
        parts: parts.chain(remarks).collect(),
    }))
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
