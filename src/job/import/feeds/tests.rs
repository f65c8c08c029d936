use std::fs;
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;

use super::super::{Progress, Report, With, Work, refresh, run, subscribe};
use super::*;
use crate::clock::Clock;
use crate::files::FileError;
use crate::files::fetch::{Feeds, Network};
use crate::job::Means;
use crate::model::KnownItem;
use crate::model::query::Query;
use crate::store::Store;

/// A library that two programs have open, and a feed in a file.
struct Shared {
    folder: tempfile::TempDir,
    ours: Store,
    theirs: Store,
}

fn with(each: &mut dyn FnMut(Report), work: &mut dyn FnMut(&mut With<'_>) -> Result<bool>) {
    let mut with = With {
        stdin: &mut || Err(FileError::Missing),
        each,
        cancel: &AtomicBool::new(false),
        progress: &mut |_| (),
        means: &Means::default(),
    };
    assert!(work(&mut with).unwrap());
}

fn refresh_all(store: &mut Store) {
    let feeds = store.subscriptions().unwrap();
    with(&mut |_| {}, &mut |with| refresh(store, &feeds, with));
}

impl Shared {
    fn new(items: usize) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let library = folder.path().join("library.postil");
        let open = || Store::open(&library, Clock::machine()).unwrap();
        let shared = Self { ours: open(), theirs: open(), folder };
        shared.write(items);
        shared
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("feed.xml")
    }

    fn write(&self, items: usize) {
        let item = |n| {
            format!(
                "<item><guid>{n}</guid><title>Item {n}</title><description>Words of {n}.</description></item>"
            )
        };
        let items: String = (0..items).map(item).collect();
        fs::write(self.path(), format!("<rss><channel><title>Tides</title>{items}</channel></rss>")).unwrap();
    }

    fn subscribe(&mut self) {
        let source = self.path().to_string_lossy().into_owned();
        with(&mut |_| {}, &mut |with| subscribe(&mut self.theirs, std::slice::from_ref(&source), with));
    }

    /// What the feed says, read and looked up in the library and not saved.
    fn open(&self, target: &Target) -> Open {
        let read = feed::read(&fs::read(self.path()).unwrap(), &Hint::default(), 500).unwrap();
        let mut open = Open::new(read, Version::default(), target.known.is_none());
        let collection = target.known.as_ref().map(|(collection, _)| *collection);
        item::find_new(&self.ours, collection, &mut open, &crate::import::PageLimits::default()).unwrap();
        open
    }

    fn counts(&self) -> (usize, u64) {
        let articles = self.theirs.count_articles(&Query::default()).unwrap();
        (self.theirs.subscriptions().unwrap().len(), articles)
    }
}

#[test]
fn a_feed_that_another_program_subscribes_to_meanwhile_is_the_same() {
    let mut shared = Shared::new(5);
    let mut target = Target::new(&shared.path().to_string_lossy());
    target.open = Some(shared.open(&target));
    shared.subscribe();
    let mut subscribed = None;
    with(&mut |report| subscribed = report.whole.map(|whole| whole.subscribed), &mut |with| {
        run(
            (&mut shared.ours, Work::Subscribe),
            with,
            |n| n.to_string(),
            |job| job.close(&mut target).map(|()| true),
        )
    });
    assert_eq!((shared.counts(), subscribed), ((1, 5), Some(false)));
}

#[test]
fn an_item_that_was_taken_to_the_article_of_another_by_its_address_becomes_its_own() {
    let mut shared = Shared::new(0);
    let item = |n: u8| {
        format!(
            "<item><guid>{n}</guid><link>https://tides.example/log</link><title>Item {n}</title>\
             <description>Words of {n}.</description></item>"
        )
    };
    let write = |shared: &Shared, items: &str| {
        let feed = format!("<rss><channel><title>Tides</title>{items}</channel></rss>");
        fs::write(shared.path(), feed).unwrap();
    };
    let network = Network { feeds: Feeds { full_text: false, ..Feeds::default() }, ..Network::default() };
    let means = Means { network, ..Means::default() };
    let path = shared.path().to_string_lossy().into_owned();
    let refresh = |shared: &mut Shared| {
        let mut with = With {
            stdin: &mut || Err(FileError::Missing),
            each: &mut |_| {},
            cancel: &AtomicBool::new(false),
            progress: &mut |_| (),
            means: &means,
        };
        assert!(subscribe(&mut shared.theirs, std::slice::from_ref(&path), &mut with).unwrap());
    };
    write(&shared, &item(1));
    refresh(&mut shared);
    let feed = shared.theirs.subscriptions().unwrap().remove(0).collection.id;
    let first = shared.theirs.feed_item(feed, "1").unwrap().unwrap();
    // As it was done before items were told apart by what the feed calls them.
    let taken =
        KnownItem { key: "2".into(), hash: String::new(), title: "Item 2".into(), article: first.article };
    shared.theirs.keep_feed_items(feed, &[taken]).unwrap();
    write(&shared, &(item(2) + &item(1)));
    refresh(&mut shared);
    let second = shared.theirs.feed_item(feed, "2").unwrap().unwrap();
    assert_ne!(second.article, first.article);
    let title = |item: &KnownItem| shared.theirs.article(item.article.unwrap()).unwrap().unwrap().meta.title;
    assert_eq!((title(&first), title(&second)), ("Item 1".into(), "Item 2".into()));
}

#[test]
fn what_is_here_in_part_is_looked_up_once_a_feed() {
    let mut shared = Shared::new(1);
    shared.subscribe();
    shared.write(9);
    item::PARTS_READ.set(0);
    refresh_all(&mut shared.ours);
    assert_eq!((shared.counts().1, item::PARTS_READ.get()), (9, 1));
}

#[test]
fn items_that_another_program_brings_meanwhile_are_known() {
    let mut shared = Shared::new(2);
    shared.subscribe();
    shared.write(5);
    let known = shared.ours.subscriptions().unwrap().remove(0);
    let target = Target::subscribed(&known);
    let mut open = shared.open(&target);
    let mut candidates = std::mem::take(&mut open.candidates);
    assert_eq!(candidates.len(), 3);
    let collection = known.collection.id;
    let (ours, theirs) = (&mut shared.ours, &mut shared.theirs);
    let mut reports = Vec::new();
    with(&mut |report| reports.push(report.outcome), &mut |with| {
        run(
            (&mut *ours, Work::Refresh),
            with,
            |n| n.to_string(),
            |job| {
                let (first, rest) = candidates.split_at_mut(1);
                job.item(&open, &mut first[0], collection)?;
                assert_eq!(job.pending.len(), 1, "it was looked up and is not saved");
                refresh_all(theirs);
                // What is looked up by now is known at once.
                for candidate in rest {
                    job.item(&open, candidate, collection)?;
                }
                assert_eq!(job.pending.len(), 1);
                Ok(true)
            },
        )
    });
    assert_eq!(reports, [Outcome::Unchanged]);
    assert_eq!(shared.counts(), (1, 5));
    assert!(!shared.ours.wants_whole_feed(collection).unwrap());
}

#[test]
fn a_feed_is_one_however_its_host_is_spelled() {
    let mut shared = Shared::new(0);
    let spelled = [
        "https://bücher.example/feed",
        "https://xn--bcher-kva.example/feed",
        "https://BÜCHER.example/feed",
        "https://bu\u{308}cher.example/feed",
    ];
    for first in spelled {
        let mut new = Vec::new();
        let others = spelled.into_iter().filter(|other| *other != first);
        with(&mut |_| {}, &mut |with| {
            run(
                (&mut shared.ours, Work::Subscribe),
                with,
                |n| n.to_string(),
                |job| {
                    let mut target = Target::new(first);
                    new.push(job.add_feed(&mut target, None, None)?);
                    let collection = target.known.map(|(collection, _)| collection);
                    for other in others.clone() {
                        let mut target = Target::new(other);
                        new.push(job.add_feed(&mut target, None, None)?);
                        assert_eq!(target.known.as_ref().map(|(collection, _)| *collection), collection);
                        assert_eq!(job.follow_move(&mut target, collection.unwrap())?, collection.unwrap());
                    }
                    Ok(true)
                },
            )
        });
        assert_eq!(new, [true, false, false, false], "{first}");
        let url = shared.ours.subscriptions().unwrap()[0].address().to_owned();
        let kept = if first.is_ascii() { first } else { spelled[0] };
        assert_eq!(url, kept, "as it was written, in one form");
        let steps = shared.ours.history(9).unwrap();
        assert_eq!(steps.iter().filter(|step| !step.undone).count(), 1, "nothing moved");
        shared.ours.undo().unwrap();
    }
}

#[test]
fn the_pages_of_a_feed_are_counted_beside_it() {
    let mut shared = Shared::new(0);
    // Addresses of this computer are refused before anything is asked.
    let item = |n: u8| {
        format!("<item><guid>{n}</guid><link>http://127.0.0.1:9/{n}</link><title>Item {n}</title></item>")
    };
    let feed = format!("<rss><channel><title>Tides</title>{}</channel></rss>", item(1) + &item(2) + &item(3));
    fs::write(shared.path(), feed).unwrap();
    let mut told = Vec::new();
    let mut with = With {
        stdin: &mut || Err(FileError::Missing),
        each: &mut |_| {},
        cancel: &AtomicBool::new(false),
        progress: &mut |progress| told.push(progress),
        means: &Means::default(),
    };
    let source = shared.path().to_string_lossy().into_owned();
    assert!(subscribe(&mut shared.theirs, &[source], &mut with).unwrap());
    let mut wanted = vec![Progress::Of(1, Unit::Feed), Progress::Of(4, Unit::Page)];
    wanted.extend([Progress::Done; 4]);
    assert_eq!(told, wanted);
}
