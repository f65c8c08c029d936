mod batches;
mod meanwhile;
mod progress;
mod titles;

use std::cell::Cell;

use super::*;
use crate::clock::Clock;
use crate::model::query::Query;
use crate::model::{ArticleId, Metadata, Sort};
use crate::text::Offset;

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
                progress: &mut |_| (),
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
    let mut sources = Sources::new(BATCH + 50);
    let cancel = AtomicBool::new(false);
    let (done, reports) = sources.import(&["-"], &cancel, &mut |n| cancel.store(n >= 10, Ordering::Relaxed));
    assert!(!done);
    assert_eq!((reports.len(), sources.count()), (BATCH, BATCH as u64));
    assert!(reports.iter().all(|report| report.outcome == Outcome::Added));
    assert_eq!(sources.store.newest_step().unwrap().unwrap().label, format!("import {BATCH} articles"));
}

#[test]
fn reports_name_the_articles_in_the_order_of_the_sources() {
    let count = BATCH + 50;
    let mut sources = Sources::new(count);
    let (done, reports) = sources.import(&["-", "-"], &AtomicBool::new(false), &mut |_| {});
    assert!(done);
    assert_eq!(reports.len(), count + 2);
    for (n, report) in reports.iter().take(count).enumerate() {
        let article = report.article.as_ref().unwrap();
        let text = sources.store.document(article.id).unwrap().text;
        assert_eq!(*text, format!("Article number {n} stands alone."));
    }
    assert_eq!((reports[count].outcome, reports[count + 1].outcome), (Outcome::Added, Outcome::Unchanged));
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
            progress: &mut |_| (),
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

/// A page that says that this is its address.
fn page_at(address: &str, words: &str) -> String {
    format!(
        "<html><head><title>The Pier</title><link rel=canonical href=\"{address}\"></head><body><p>{words}</p></body></html>"
    )
}

impl Sources {
    /// Writes a file and imports it alone: what became of it, and its article.
    fn take(&mut self, name: &str, words: &str) -> (Outcome, i64) {
        let path = self.folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, words).unwrap();
        let mut reports = Vec::new();
        let with = &mut With {
            stdin: &mut || Err(FileError::Missing),
            each: &mut |report| reports.push(report),
            cancel: &AtomicBool::new(false),
            progress: &mut |_| (),
            means: &Means::default(),
        };
        import(&mut self.store, &[path], with).unwrap();
        let report = reports.remove(0);
        assert_eq!(report.error, None);
        (report.outcome, report.article.unwrap().id.0)
    }

    fn source(&self, article: i64) -> String {
        self.store.article(ArticleId(article)).unwrap().unwrap().meta.source.unwrap()
    }

    fn url(&self, article: i64) -> String {
        self.store.article(ArticleId(article)).unwrap().unwrap().meta.url.unwrap()
    }
}

#[test]
fn the_same_address_is_the_same_article_however_it_is_written() {
    let mut sources = Sources::new(0);
    let first = "https://www.pier.example/tide/?utm_source=mail&fbclid=9#top";
    assert_eq!(sources.take("a.html", &page_at(first, "The tide came in.")), (Outcome::Added, 1));
    for (n, url) in ["https://pier.example/tide", "http://pier.example/tide?gclid=1&mc_cid=2&mc_eid=3", first]
        .iter()
        .enumerate()
    {
        let words = format!("Nothing is as it was, {n} times.");
        assert_eq!(sources.take(&format!("{n}.html"), &page_at(url, &words)), (Outcome::Updated, 1), "{url}");
    }
    assert_eq!(sources.url(1), first, "it is shown as it was read");
    let other = page_at("https://pier.example/tide?id=7", "Nothing is as it was.");
    assert_eq!(sources.take("other.html", &other), (Outcome::Added, 2), "another address");
}

#[test]
fn two_forms_of_an_address_in_one_import_are_one_article() {
    let mut sources = Sources::new(0);
    let write = |name: &str, url: &str, words: &str| {
        fs::write(sources.folder.path().join(name), page_at(url, words)).unwrap();
    };
    write("a.html", "https://pier.example/tide", "The tide came in.");
    write("b.html", "https://pier.example/tide?utm_source=mail", "The tide came in late.");
    let (_, reports) = sources.import(&[], &AtomicBool::new(false), &mut |_| {});
    let outcomes: Vec<_> = reports.iter().map(|r| (r.outcome, r.article.as_ref().unwrap().id.0)).collect();
    assert_eq!(outcomes, [(Outcome::Added, 1), (Outcome::Updated, 1)]);
}

#[test]
fn an_address_goes_before_a_text_and_a_text_before_a_path() {
    let mut sources = Sources::new(0);
    let (one, two) = ("One is here. Two is here. Three is here.", "Four is here. Five is here. Six is here.");
    assert_eq!(sources.take("a.html", &page_at("https://pier.example/a", one)), (Outcome::Added, 1));
    assert_eq!(sources.take("b.html", &page_at("https://pier.example/b", two)), (Outcome::Added, 2));
    // The address of the first with the text of the second, in the file of the second.
    assert_eq!(sources.take("b.html", &page_at("https://pier.example/a", two)), (Outcome::Updated, 1));
    assert_eq!(sources.take("a.txt", one), (Outcome::Added, 3), "no text of any article now");
    assert_eq!(sources.take("c.txt", "A text of its own. It is read twice."), (Outcome::Added, 4));
    assert_eq!(sources.take("a.txt", "A text of its own. It is read twice."), (Outcome::Unchanged, 4));
}

#[test]
fn typing_and_composition_make_no_other_sentences() {
    let text = "L’été dernier, « rien » n’a été dit. L’hôtel a été fermé. “Déjà”, dit-il à l’élève.";
    let parted = "L’e\u{301}te\u{301} dernier, « rien » n’a e\u{301}te\u{301} dit. L’ho\u{302}tel a e\u{301}te\u{301} ferme\u{301}. “De\u{301}ja\u{300}”, dit-il a\u{300} l’e\u{301}le\u{300}ve.";
    let straight = text.replace(['«', '»', '“', '”'], "\"").replace('’', "'");
    let soft = text
        .replace("dernier", "der\u{ad}nier")
        .replace("fermé", "fer\u{200b}mé")
        .replace("dit-il", "dit-\u{2060}il");
    for other in [parted, &straight, &soft] {
        let mut sources = Sources::new(0);
        assert_eq!(sources.take("a.txt", text), (Outcome::Added, 1));
        assert_eq!(sources.take("a.txt", other), (Outcome::Updated, 1), "{other}");
    }
}

#[test]
fn pages_that_name_one_address_in_one_import_are_articles_of_their_own() {
    let mut sources = Sources::new(0);
    let at = "https://pier.example/news/";
    let (ducks, geese) = (
        "Ducks are small. Ducks swim. Ducks dive for what they eat.",
        "Geese are large. Geese walk. Geese graze on the bank all day.",
    );
    for (name, words) in [("a.html", ducks), ("b.html", geese)] {
        fs::write(sources.folder.path().join(name), page_at(at, words)).unwrap();
    }
    let run = |sources: &mut Sources| -> Vec<_> {
        let (_, reports) = sources.import(&[], &AtomicBool::new(false), &mut |_| {});
        reports.iter().map(|r| (r.outcome, r.article.as_ref().unwrap().id.0)).collect()
    };
    assert_eq!(run(&mut sources), [(Outcome::Added, 1), (Outcome::Added, 2)]);
    assert_eq!(run(&mut sources), [(Outcome::Unchanged, 1), (Outcome::Unchanged, 2)]);
}

#[test]
fn pages_that_say_they_are_where_another_is_are_articles_of_their_own() {
    let mut sources = Sources::new(0);
    let page = |words: &str| {
        let title = words.split('.').next().unwrap();
        format!(
            "<html><head><title>{title}</title><link rel=canonical href=https://pier.example/index.aspx></head><body><p>{words}</p></body></html>"
        )
    };
    let ducks = "Ducks are small. Ducks swim. Ducks dive for what they eat.";
    let geese = "Geese are large. Geese walk. Geese graze on the bank all day.";
    assert_eq!(sources.take("a.html", &page(ducks)), (Outcome::Added, 1));
    assert_eq!(sources.take("b.html", &page(geese)), (Outcome::Added, 2));
    // From where it was, or with some of its sentences, it is the same one.
    assert_eq!(
        sources.take("a.html", &page("Swans are white. Swans sing once. Swans nest here.")).0,
        Outcome::Updated
    );
    assert_eq!(sources.take("d.html", &page(&format!("{geese} In winter they go."))).0, Outcome::Updated);
}

#[test]
fn pages_that_were_stored_from_one_address_are_articles_of_their_own() {
    let mut sources = Sources::new(0);
    let page = |words: &str| {
        format!(
            "<!-- saved from url=(0027)https://pier.example/latest -->\n<html><head><title>The Pier</title></head><body><p>{words}</p></body></html>"
        )
    };
    let ducks = "Ducks are small. Ducks swim. Ducks dive for what they eat.";
    let geese = "Geese are large. Geese walk. Geese graze on the bank all day.";
    assert_eq!(sources.take("a.html", &page(ducks)), (Outcome::Added, 1));
    assert_eq!(sources.url(1), "https://pier.example/latest");
    assert_eq!(sources.take("b.html", &page(geese)), (Outcome::Added, 2));
    assert_eq!(sources.take("a.html", &page(ducks)), (Outcome::Unchanged, 1));
    assert_eq!(sources.take("b.html", &page(geese)), (Outcome::Unchanged, 2));
    // The same page, stored once more when it said more.
    let more = format!("{geese} In winter they go.");
    assert_eq!(sources.take("c.html", &page(&more)).0, Outcome::Updated);
}

#[test]
fn a_file_that_was_moved_is_known_where_it_is_now() {
    let mut sources = Sources::new(0);
    let text = "The tide came in. Nobody saw it. It was late.";
    assert_eq!(sources.take("a.txt", text), (Outcome::Added, 1));
    // A copy is not the file.
    assert_eq!(sources.take("copy.txt", text), (Outcome::Unchanged, 1));
    assert!(sources.source(1).ends_with("a.txt"));
    fs::remove_file(sources.folder.path().join("a.txt")).unwrap();
    assert_eq!(sources.take("moved/b.txt", text), (Outcome::Unchanged, 1));
    assert!(sources.source(1).ends_with("b.txt"));
    assert_eq!(sources.take("moved/b.txt", &format!("{text} Then it went.")), (Outcome::Updated, 1));
}

#[test]
fn the_host_of_an_address_may_be_in_capitals() {
    let mut sources = Sources::new(0);
    assert_eq!(
        sources.take("a.html", &page_at("https://Pier.Example/A", "The tide came in.")),
        (Outcome::Added, 1)
    );
    assert_eq!(sources.url(1), "https://pier.example/A");
    assert_eq!(sources.take("b.html", &page_at("https://pier.example/A", "It went.")), (Outcome::Updated, 1));
    assert_eq!(sources.take("c.html", &page_at("https://pier.example/a", "It rose.")), (Outcome::Added, 2));
}

#[test]
fn the_same_name_or_path_alone_makes_no_article_the_same() {
    let mut sources = Sources::new(0);
    assert_eq!(sources.take("one/report.txt", "The tide came in. Nobody saw it."), (Outcome::Added, 1));
    assert_eq!(sources.take("two/report.txt", "The council met. It was short."), (Outcome::Added, 2));
    // Half of it in a file of the same name elsewhere: another article.
    assert_eq!(sources.take("three/report.txt", "The tide came in. All saw it."), (Outcome::Added, 3));
    assert_eq!(sources.take("one/report.txt", "A new one in its place. It is short."), (Outcome::Added, 4));
    assert_eq!(sources.take("four/report.txt", "The council met. It was short."), (Outcome::Unchanged, 2));
    let titles: HashSet<String> =
        (1..=4).map(|id| sources.store.article(ArticleId(id)).unwrap().unwrap().meta.title).collect();
    assert_eq!(titles.len(), 1, "four articles of one name");
}

#[test]
fn what_is_in_the_trash_comes_back_by_address_text_and_path() {
    let mut sources = Sources::new(0);
    let at = "https://pier.example/a";
    sources.take("a.html", &page_at(at, "The tide came in."));
    sources.take("b.txt", "The council met. It was short.");
    sources.take("c.txt", "One is here. Two is here. Three is here.");
    let every = [1, 2, 3].map(ArticleId);
    sources.store.apply(&every.map(|article| Edit::TrashArticle { article })).unwrap();
    let trashed =
        |sources: &Sources| every.map(|article| sources.store.article(article).unwrap().unwrap().trashed);
    assert_eq!(trashed(&sources), [true; 3]);
    let again = page_at(&format!("{at}?utm_source=mail"), "The tide went out.");
    assert_eq!(sources.take("d.html", &again), (Outcome::Updated, 1));
    assert_eq!(sources.take("e.txt", "The council met. It was short."), (Outcome::Updated, 2));
    assert_eq!(sources.take("c.txt", "One is here. Two is here. New is here."), (Outcome::Updated, 3));
    assert_eq!(trashed(&sources), [false; 3]);
}

#[test]
fn an_article_in_the_library_goes_before_its_like_in_the_trash() {
    let mut sources = Sources::new(0);
    sources.take("a.html", &page_at("https://pier.example/a", "The tide came in."));
    sources.store.apply(&[Edit::TrashArticle { article: ArticleId(1) }]).unwrap();
    let again = |sources: &mut Sources| {
        let edit = sources.store.document(ArticleId(1)).unwrap();
        let meta = sources.store.article(ArticleId(1)).unwrap().unwrap().meta;
        sources
            .store
            .apply(&[Edit::AddArticle { meta, document: edit, themes: Vec::new(), place: None }])
            .unwrap();
    };
    again(&mut sources);
    let words = page_at("https://pier.example/a", "The tide came in.");
    assert_eq!(sources.take("a.html", &words), (Outcome::Unchanged, 2));
}

#[test]
fn a_stop_is_noticed_while_a_source_is_read() {
    let mut sources = Sources::new(0);
    let cancel = AtomicBool::new(false);
    let mut reports = 0;
    let with = &mut With {
        // Ctrl-C comes once all of it is there.
        stdin: &mut || {
            cancel.store(true, Ordering::Relaxed);
            Ok(page_at("https://pier.example/a", "The tide came in.").into_bytes())
        },
        each: &mut |_| reports += 1,
        cancel: &cancel,
        progress: &mut |_| (),
        means: &Means::default(),
    };
    assert!(!import(&mut sources.store, &["-".into()], with).unwrap());
    assert_eq!((reports, sources.count()), (0, 0));
}

#[test]
fn an_import_that_is_stopped_while_a_project_is_read_or_saved_leaves_nothing_half_there() {
    let text = |name: &str, words: &str| {
        format!(
            "<TextSource name=\"{name}\"><PlainTextContent>{words}</PlainTextContent><PlainTextSelection \
             startPosition=\"4\" endPosition=\"8\"><Coding><CodeRef targetGUID=\"c\"/></Coding></PlainTextSelection></TextSource>"
        )
    };
    let project = format!(
        "<Project name=\"Tides\" xmlns=\"urn:QDA-XML:project:1.0\"><CodeBook><Codes><Code guid=\"c\" name=\"Sea\"/></Codes>\
         </CodeBook><Sources>{}{}{}</Sources></Project>",
        text("First", "The tide came in."),
        text("Large", &"The tide went out again.\n".repeat(20_000)),
        text("Last", "The gulls came back.")
    );
    // Stops right before the first lock is asked for, before the second, or never; the articles and themes then.
    let run = |sources: &mut Sources, stop: Option<usize>, at_once: bool| {
        let cancel = Arc::new(AtomicBool::new(false));
        if let Some(times) = stop {
            let cancel = Arc::clone(&cancel);
            sources.store.meanwhile(times, move || cancel.store(true, Ordering::Relaxed));
        }
        let mut reports = 0;
        let with = &mut With {
            stdin: &mut || {
                cancel.store(at_once, Ordering::Relaxed);
                Ok(project.clone().into_bytes())
            },
            each: &mut |report| reports += usize::from(report.whole.is_none()),
            cancel: &cancel,
            progress: &mut |_| (),
            means: &Means::default(),
        };
        let ended = import(&mut sources.store, &["-".into()], with).unwrap();
        let titles = sources.store.articles(&Query::default(), Sort::default(), 0..9).unwrap();
        let mut titles: Vec<String> = titles.into_iter().map(|article| article.meta.title).collect();
        titles.sort();
        let steps = sources.store.history(9).unwrap().len();
        (ended, reports, titles.join(" "), sources.store.themes().unwrap().len(), steps)
    };
    let nothing = || (false, 0, String::new(), 0, 0);
    let mut sources = Sources::new(0);
    assert_eq!(run(&mut sources, None, true), nothing(), "while its list is read");
    assert_eq!(run(&mut sources, Some(0), false), nothing(), "while its codes are saved");
    let first = (false, 2, "First Last".to_owned(), 1, 1);
    assert_eq!(run(&mut sources, Some(1), false), first, "while its sources are");
    // It goes on where it was stopped.
    assert_eq!(run(&mut sources, None, false), (true, 3, "First Large Last".to_owned(), 1, 2));
    let marked = sources.store.themes().unwrap();
    assert_eq!(marked[0].annotations, 3, "{marked:?}");
    sources.store.undo().unwrap();
    sources.store.undo().unwrap();
    assert_eq!((sources.count(), sources.store.themes().unwrap().len()), (0, 0));
}

/// A library in a file that two programs have open, and a folder of files.
struct Shared {
    folder: tempfile::TempDir,
    ours: Store,
    theirs: Store,
}

impl Shared {
    fn new(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let library = folder.path().join("library.postil");
        let open = || Store::open(&library, Clock::machine()).unwrap();
        let (ours, theirs) = (open(), open());
        fs::create_dir(folder.path().join("files")).unwrap();
        let shared = Self { folder, ours, theirs };
        for (name, text) in files {
            shared.write(name, text);
        }
        shared
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.folder.path().join("files").join(name), text).unwrap();
    }

    /// Imports the folder; what the other program does between the look at the library and the saving.
    fn import(&mut self, mut between: impl FnMut(&mut Store, &[PathBuf])) -> Vec<Outcome> {
        let paths = [self.folder.path().join("files")];
        let theirs = &mut self.theirs;
        let mut reports = Vec::new();
        with_means(&mut |report| reports.push(report), &mut |with| {
            let label = |n| format!("import {n} articles");
            run((&mut self.ours, Work::Import), with, label, |job| {
                job.all(&paths)?;
                assert!(!job.pending.is_empty(), "it was looked up and is not saved");
                between(theirs, &paths);
                Ok(true)
            })
        });
        reports.iter().map(|report| report.outcome).collect()
    }

    fn texts(&self) -> Vec<String> {
        let all = self.theirs.articles(&Query::default(), Sort::default(), 0..99).unwrap();
        all.iter().map(|article| self.theirs.document(article.id).unwrap().text.to_string()).collect()
    }
}

fn with_means(each: &mut dyn FnMut(Report), work: &mut dyn FnMut(&mut With<'_>) -> Result<bool>) {
    let mut with = With {
        stdin: &mut || Err(FileError::Missing),
        each,
        cancel: &AtomicBool::new(false),
        progress: &mut |_| (),
        means: &Means::default(),
    };
    assert!(work(&mut with).unwrap());
}

fn add_all(store: &mut Store, paths: &[PathBuf]) {
    with_means(&mut |_| {}, &mut |with| import(store, paths, with));
}

const FERRY: &str = "The ferry left at dawn. Nobody saw it go. The quay was empty.";

#[test]
fn what_another_program_adds_meanwhile_is_not_added_again() {
    let mut shared = Shared::new(&[("a.txt", "One stands here."), ("b.txt", "Two stands here.")]);
    assert_eq!(shared.import(add_all), [Outcome::Unchanged; 2]);
    assert_eq!(shared.texts().len(), 2);
    assert_eq!(shared.ours.history(9).unwrap().len(), 1);

    // One of the two, and another edition of it.
    let mut shared = Shared::new(&[("a.txt", "One stands here."), ("b.txt", FERRY)]);
    let path = shared.folder.path().join("files/b.txt").canonicalize().unwrap();
    let outcomes = shared.import(|theirs, _| {
        let text = FERRY.replace("empty", "full of people");
        let document = import::read(text.as_bytes(), &Hint::default()).unwrap().document;
        let source = Some(path.to_string_lossy().into_owned());
        let meta = Metadata { source, format: "text".into(), ..Metadata::default() };
        theirs.apply(&[Edit::AddArticle { meta, document, themes: Vec::new(), place: None }]).unwrap();
    });
    assert_eq!(outcomes, [Outcome::Added, Outcome::Updated]);
    assert_eq!(shared.texts().len(), 2);
    assert!(shared.texts().iter().any(|text| text.contains("The quay was empty.")));
}

#[test]
fn a_new_text_is_compared_with_the_one_there_is_by_now() {
    let mut shared = Shared::new(&[("b.txt", FERRY)]);
    add_all(&mut shared.theirs, &[shared.folder.path().join("files")]);
    shared.write("b.txt", &format!("{FERRY} It rained."));
    assert_eq!(shared.import(add_all), [Outcome::Unchanged]);
    assert_eq!(shared.theirs.revisions(ArticleId(1)).unwrap().len(), 2);
    // Another text came between: the annotation on it is found again in ours.
    shared.write("b.txt", &format!("Well. {FERRY} It rained."));
    let outcomes = shared.import(|theirs, _| {
        let text = format!("{FERRY} It rained. A gull cried over the roofs.");
        let document = import::read(text.as_bytes(), &Hint::default()).unwrap().document;
        let article = ArticleId(1);
        let revise = Edit::Revise { article, document, placements: Vec::new(), mend: false };
        let at = FERRY.find("Nobody").unwrap();
        let span = crate::text::Span::new(at, at + 17);
        theirs.apply(&[revise, Edit::Annotate { article, span, themes: Vec::new(), note: None }]).unwrap();
    });
    assert_eq!(outcomes, [Outcome::Updated]);
    let found = shared.theirs.annotations_of(ArticleId(1)).unwrap();
    let text = shared.texts().remove(0);
    assert_eq!(text.get(found[0].span.range()), Some("Nobody saw it go."));
}

#[test]
fn a_full_disk_says_what_is_saved() {
    let mut shared = Shared::new(&[]);
    let count = BATCH * 3;
    for n in 0..count {
        shared
            .write(&format!("{n:03}.txt"), &format!("Article {n}. {}", "Words and more words. ".repeat(90)));
    }
    shared.ours.fill_after(i64::try_from(BATCH).unwrap() * 5 / 2);
    let mut added = 0;
    let mut with = With {
        stdin: &mut || Err(FileError::Missing),
        each: &mut |report| added += u64::from(report.outcome == Outcome::Added),
        cancel: &AtomicBool::new(false),
        progress: &mut |_| (),
        means: &Means::default(),
    };
    let error = import(&mut shared.ours, &[shared.folder.path().join("files")], &mut with).unwrap_err();
    assert!(added > 0 && added < count as u64, "{added}");
    assert_eq!(shared.theirs.count_articles(&Query::default()).unwrap(), added);
    let said = error.to_string();
    assert!(
        said.starts_with(&format!("the disk is full, and {added} articles were saved until then")),
        "{said}"
    );
}
