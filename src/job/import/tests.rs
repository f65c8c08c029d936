use std::cell::Cell;

use super::*;
use crate::clock::Clock;
use crate::model::query::Query;

struct Sources {
    folder: tempfile::TempDir,
    store: Store,
}

impl Sources {
    fn new(count: usize) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for n in 0..count {
            fs::write(folder.path().join(format!("{n:03}.txt")), format!("Article number {n} stands alone."))
                .unwrap();
        }
        let clock = Clock::counted("2020-01-01T00:00:00Z".parse().unwrap());
        Self { folder, store: Store::memory(clock).unwrap() }
    }

    /// Imports the folder and then standard input; `each` is called with the number of the report.
    fn import(
        &mut self,
        more: &[&str],
        cancel: &AtomicBool,
        each: &mut dyn FnMut(usize),
    ) -> (bool, Vec<Report>) {
        let mut sources = vec![self.folder.path().to_owned()];
        sources.extend(more.iter().map(PathBuf::from));
        let mut reports = Vec::new();
        let done = import(
            &mut self.store,
            &sources,
            &mut With {
                stdin: &mut || Ok(b"From standard input.".to_vec()),
                each: &mut |report| {
                    reports.push(report);
                    each(reports.len());
                },
                cancel,
                means: &Means::default(),
            },
        );
        (done.unwrap(), reports)
    }

    fn count(&self) -> u64 {
        self.store.count_articles(&Query::default()).unwrap()
    }
}

#[test]
fn what_was_read_before_a_cancel_is_kept_and_reported() {
    let mut sources = Sources::new(200);
    let cancel = AtomicBool::new(false);
    let (done, reports) = sources.import(&["-"], &cancel, &mut |n| cancel.store(n >= 10, Ordering::Relaxed));
    assert!(!done);
    assert_eq!((reports.len(), sources.count()), (BATCH, BATCH as u64));
    assert!(reports.iter().all(|report| report.outcome == Outcome::Added));
    assert_eq!(sources.store.newest_step().unwrap().unwrap().label, format!("import {BATCH} articles"));
}

#[test]
fn reports_name_the_articles_in_the_order_of_the_sources() {
    let mut sources = Sources::new(150);
    let (done, reports) = sources.import(&["-", "-"], &AtomicBool::new(false), &mut |_| {});
    assert!(done);
    assert_eq!(reports.len(), 152);
    for (n, report) in reports.iter().take(150).enumerate() {
        let article = report.article.as_ref().unwrap();
        let text = sources.store.document(article.id).unwrap().text;
        assert_eq!(*text, format!("Article number {n} stands alone."));
    }
    assert_eq!((reports[150].outcome, reports[151].outcome), (Outcome::Added, Outcome::Unchanged));
    assert_eq!(sources.store.history(9).unwrap().len(), 1, "one step");
}

#[test]
fn what_waits_is_saved_before_standard_input_is_waited_for() {
    let mut sources = Sources::new(3);
    let paths = [sources.folder.path().to_owned(), PathBuf::from("-")];
    let seen = Cell::new(0);
    let ended = import(
        &mut sources.store,
        &paths,
        &mut With {
            stdin: &mut || {
                assert_eq!(seen.get(), 3);
                Err(FileError::Missing)
            },
            each: &mut |_| seen.set(seen.get() + 1),
            cancel: &AtomicBool::new(false),
            means: &Means::default(),
        },
    );
    assert_eq!((ended.unwrap(), seen.get(), sources.count()), (true, 4, 3));
}

#[test]
fn half_of_the_sentences_make_the_same_article_and_fewer_another() {
    let mut sources = Sources::new(0);
    let file = sources.folder.path().join("a.txt");
    let write = |sources: &mut Sources, text: &str| {
        fs::write(&file, text).unwrap();
        let (_, reports) = sources.import(&[], &AtomicBool::new(false), &mut |_| {});
        (reports[0].outcome, reports[0].article.as_ref().unwrap().id.0)
    };
    assert_eq!(
        write(&mut sources, "One is here. Two is here. Three is here. Four is here."),
        (Outcome::Added, 1)
    );
    assert_eq!(
        write(&mut sources, "One is here. Two is here. New is here. Fresh is here."),
        (Outcome::Updated, 1)
    );
    assert_eq!(write(&mut sources, "One is here. Other is here. Things are here."), (Outcome::Added, 2));
    assert_eq!(write(&mut sources, "Nothing of it."), (Outcome::Added, 3));
}

#[test]
fn the_reading_place_stays_on_its_words() {
    let mut sources = Sources::new(0);
    let file = sources.folder.path().join("a.txt");
    let body = "The ferry sank in spring, and nobody on the far bank ever asked why it had been left there.";
    let old = format!("The bridge was closed.\n\n{body}\n\nThe end of it.\n");
    fs::write(&file, &old).unwrap();
    sources.import(&[], &AtomicBool::new(false), &mut |_| {});
    let place = old.find("The ferry").unwrap();
    sources.store.set_place(ArticleId(1), Offset(place), 40).unwrap();
    fs::write(&file, format!("A new beginning stands here now.\n\n{old}")).unwrap();
    let (_, reports) = sources.import(&[], &AtomicBool::new(false), &mut |_| {});
    assert_eq!(reports[0].outcome, Outcome::Updated);
    let article = sources.store.article(ArticleId(1)).unwrap().unwrap();
    let text = sources.store.document(ArticleId(1)).unwrap().text;
    assert_eq!(text.find("The ferry"), Some(article.place.0));
    assert_eq!(article.progress, 40);
}
