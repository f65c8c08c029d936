//! Books: their chapters in the library, in the list, and again when the book has changed.

use std::io::{Cursor, Write as _};
use std::sync::atomic::AtomicBool;

use postil::app::{Ask, Msg, Sources, Ticket};
use postil::clock::Clock;
use postil::job::Means;
use postil::job::import::{Corrections, Outcome, Report, With, import};
use postil::job::mend;
use postil::model::mend::Mend;
use postil::model::query::Query;
use postil::model::{ArticleId, Edit, MetadataChange, Sort, State, ThemeName};
use postil::shell::answer::answer;
use postil::store::Store;
use postil::text::Span;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::cli::Cli;
use crate::session::Session;

/// A chapter: the name of its file, its title, its paragraphs.
type Chapter<'a> = (&'a str, &'a str, &'a [&'a str]);

/// Puts a file into an archive: its name and its text.
type Put<'a> = dyn FnMut(&str, &str) + 'a;

/// An EPUB of what is put into it.
fn packed(fill: impl Fn(&mut Put<'_>)) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut put = |name: &str, text: &str| {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    };
    put("mimetype", "application/epub+zip");
    put(
        "META-INF/container.xml",
        r#"<container><rootfiles><rootfile full-path="book.opf"/></rootfiles></container>"#,
    );
    fill(&mut put);
    zip.finish().unwrap().into_inner()
}

/// An EPUB 3 of these chapters, each in the table of contents.
pub fn epub(title: &str, chapters: &[Chapter<'_>]) -> Vec<u8> {
    packed(|put| {
        let each = |line: &dyn Fn(&Chapter<'_>) -> String| chapters.iter().map(line).collect::<String>();
        let items = each(&|(file, ..)| format!(r#"<item id="{file}" href="{file}"/>"#));
        let refs = each(&|(file, ..)| format!(r#"<itemref idref="{file}"/>"#));
        let lines = each(&|(file, title, _)| format!(r#"<li><a href="{file}">{title}</a></li>"#));
        put(
            "book.opf",
            &format!(
                r#"<package><metadata><title>{title}</title><creator>Ana Osei</creator><publisher>Mole Press</publisher><date>2019</date></metadata>
            <manifest><item id="nav" href="nav.xhtml" properties="nav"/>{items}</manifest><spine>{refs}</spine></package>"#
            ),
        );
        put("nav.xhtml", &format!(r#"<html><nav epub:type="toc"><ol>{lines}</ol></nav></html>"#));
        // Of some there is nothing but the name.
        for (file, title, paragraphs) in chapters.iter().filter(|(file, ..)| !file.starts_with("none")) {
            let words = paragraphs.join("</p><p>");
            put(file, &format!("<html><body><h1>{title}</h1><p>{words}</p></body></html>"));
        }
    })
}

const ONE: Chapter<'_> =
    ("1.xhtml", "Low water", &["The mud shows at noon.", "Nobody walks on it.", "The gulls do."]);
const TWO: Chapter<'_> = ("2.xhtml", "High water", &["The sea is back.", "The boats float again."]);
const THREE: Chapter<'_> = ("3.xhtml", "The mole", &["Stone lies on stone.", "It was built twice."]);

fn harbour() -> Vec<u8> {
    epub("The Long Harbour", &[ONE, TWO, THREE])
}

fn store() -> Store {
    Store::memory(Clock::counted("2026-01-02T03:04:05Z".parse().unwrap())).unwrap()
}

fn add(store: &mut Store, bytes: &[u8]) -> Vec<Report> {
    add_until(store, bytes, &mut |_| {}, &AtomicBool::new(false))
}

/// Imports a book as a file of one name, whatever it is.
fn add_until(
    store: &mut Store,
    bytes: &[u8],
    each: &mut dyn FnMut(usize),
    cancel: &AtomicBool,
) -> Vec<Report> {
    let folder = tempfile::Builder::new().prefix("books").tempdir().unwrap();
    let path = folder.path().join("book.epub");
    std::fs::write(&path, bytes).unwrap();
    let mut reports = Vec::new();
    import(
        store,
        &[path],
        &mut With {
            stdin: &mut || unreachable!("nothing is read from there"),
            each: &mut |report| {
                reports.push(report);
                each(reports.len());
            },
            cancel,
            progress: &mut |_| (),
            means: &Means::default(),
        },
    )
    .unwrap();
    reports
}

fn outcomes(reports: &[Report]) -> Vec<(Outcome, String)> {
    let title = |report: &Report| report.article.as_ref().map(|a| a.title.clone()).unwrap_or_default();
    reports.iter().map(|report| (report.outcome, title(report))).collect()
}

#[test]
fn a_book_is_one_step_and_its_chapters_are_articles_in_order() {
    let cli = Cli::new();
    cli.article("note.txt", "A note that has nothing to do with it.");
    cli.write("book.epub", harbour());
    let done = cli.json(["import", "book.epub"]);
    assert_eq!(done.len(), 3);
    assert!(done.iter().all(|line| line["outcome"] == "added"), "{done:?}");
    assert_eq!(done[1]["source"], "book.epub#2.xhtml");
    let listed = cli.json(["list"]);
    let titles: Vec<&str> = listed.iter().map(|line| line["title"].as_str().unwrap()).collect();
    assert_eq!(titles, ["Low water", "High water", "The mole", "note"]);
    let chapter = &listed[1];
    assert_eq!(chapter["collection"]["title"], "The Long Harbour");
    assert_eq!((&chapter["collection"]["kind"], &chapter["position"]), (&"book".into(), &2.into()));
    assert_eq!((&chapter["byline"], &chapter["publication"]), (&"Ana Osei".into(), &"Mole Press".into()));
    assert_eq!(chapter["format"], "epub");
    assert!(chapter["source"].as_str().unwrap().ends_with("/book.epub#2.xhtml"));
    assert!(listed[3]["collection"].is_null() && listed[3]["position"].is_null());
    assert!(cli.ok(["list"]).contains("High water — 2 in The Long Harbour, Ana Osei, Mole Press, 2019"));
    assert_eq!(cli.json(["list", "collection:\"long harbour\" water"]).len(), 2);
    assert_eq!(cli.json(["history"])[0]["label"], "import “The Long Harbour” (3 chapters)");
    // Again, and by standard input or under another name: it is the same book.
    let again = cli.json(["import", "book.epub"]);
    assert!(again.iter().all(|line| line["outcome"] == "unchanged"), "{again:?}");
    std::fs::rename(cli.path("book.epub"), cli.path("other.epub")).unwrap();
    let moved = cli.json(["import", "other.epub"]);
    assert!(moved.iter().all(|line| line["outcome"] == "unchanged"), "{moved:?}");
    let piped = cli.command(["import", "-", "--json"]).write_stdin(harbour()).output().unwrap();
    assert_eq!(String::from_utf8(piped.stdout).unwrap().matches("unchanged").count(), 3);
    assert_eq!(cli.json(["list"]).len(), 4);
}

#[test]
fn a_chapter_is_told_from_those_of_other_books() {
    let cli = Cli::new();
    cli.write("shelf/book.epub", harbour());
    cli.write("shelf/note.txt", "A note\n\nIt has nothing to do with it.\n");
    cli.ok(["import", "shelf"]);
    let label = cli.json(["history"])[0]["label"].clone();
    assert_eq!(label, "import 4 articles", "not all of it is of the book");
    cli.ok(["annotate", "Low water", "--quote", "Nobody walks on it.", "--theme", "Mud"]);
    let theme = cli.ok(["export", "--by", "theme", "--theme", "Mud"]);
    assert!(theme.contains("Low water (Ana Osei, The Long Harbour, 2019)"), "{theme}");
    assert!(theme.contains("(Osei, 2019, “Low water”, ¶2)"), "{theme}");
    let store = Store::open(&cli.library(), Clock::machine()).unwrap();
    for typed in ["long harb", "water", ""] {
        let named = store.articles_named(typed, Sort::default(), 9).unwrap();
        let chapters = named.into_iter().filter(|article| article.collection.is_some());
        let titles: Vec<String> = chapters.map(|article| article.meta.title).collect();
        let all = ["Low water", "High water", "The mole"];
        let wanted = if typed == "water" { &all[..2] } else { &all };
        assert_eq!(titles, wanted, "{typed}: in the order of the book");
    }
}

#[test]
fn a_book_in_a_folder_or_without_its_name_is_known_and_undo_takes_it_back() {
    let cli = Cli::new();
    cli.write("shelf/deep/book.epub", harbour());
    cli.write("shelf/no-name", harbour());
    assert_eq!(cli.json(["import", "shelf"]).len(), 3, "a file without a name to go by is passed over");
    assert_eq!(cli.json(["import", "shelf/no-name"])[0]["outcome"], "unchanged");
    // Where it is was noted, and then all of it was added.
    cli.ok(["undo", "2"]);
    assert_eq!(cli.json(["list"]).len(), 0);
    cli.ok(["redo"]);
    assert_eq!(cli.json(["list", "collection:harbour"]).len(), 3);
    cli.ok(["remove", "Low water", "High water", "The mole"]);
    cli.ok(["trash", "--empty"]);
    assert!(cli.json(["import", "shelf"]).iter().all(|line| line["outcome"] == "added"));
    assert!(cli.ok(["doctor"]).contains("ok"));
}

#[test]
fn a_book_that_cannot_be_read_is_refused_by_name_and_the_rest_goes_on() {
    let cli = Cli::new();
    cli.write("shelf/1.epub", "no archive at all");
    cli.write("shelf/2.epub", harbour());
    let whole = harbour();
    cli.write("shelf/3.epub", &whole[..whole.len() / 2]);
    let ran = cli.run(["import", "shelf", "--json"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("postil: shelf/1.epub: its archive is broken or was cut off"), "{}", ran.err);
    assert!(ran.err.contains("postil: shelf/3.epub: its archive is broken or was cut off"), "{}", ran.err);
    assert_eq!(cli.json(["list"]).len(), 3);
    let blank = epub("Blank", &[("1.xhtml", "", &[])]);
    cli.write("blank.epub", blank);
    assert!(cli.run(["import", "blank.epub"]).err.contains("there is no text in this book"));
    cli.write("small.toml", "[limits]\narchive-entries = 3\n");
    let refused = cli.run(["import", "shelf/2.epub", "--config", "small.toml"]);
    assert!(refused.err.contains("7 entries, and 3 at most"), "{}", refused.err);
}

#[test]
fn a_later_edition_finds_its_chapters_and_the_annotations_on_them() {
    let mut store = store();
    add(&mut store, &harbour());
    let text = store.document(ArticleId(2)).unwrap().text;
    let at = text.find("The boats").unwrap();
    let note = Edit::Annotate {
        article: ArticleId(2),
        span: Span::new(at, at + "The boats float again.".len()),
        themes: vec![ThemeName::Path("Tides".into())],
        note: None,
    };
    store.apply(&[note]).unwrap();
    // A chapter came in between, so that the files of the others have other names, and one has grown.
    let grown: Chapter<'_> =
        ("3.xhtml", "High water", &["At last:", "The sea is back.", "The boats float again."]);
    let edition = epub(
        "The Long Harbour",
        &[
            ONE,
            ("2.xhtml", "Slack water", &["Nothing moves for an hour."]),
            grown,
            ("4.xhtml", THREE.1, THREE.2),
        ],
    );
    let before = store.history(9).unwrap().len();
    let reports = add(&mut store, &edition);
    assert_eq!(
        outcomes(&reports),
        [
            (Outcome::Unchanged, "Low water".to_owned()),
            (Outcome::Added, "Slack water".to_owned()),
            (Outcome::Updated, "High water".to_owned()),
            (Outcome::Unchanged, "The mole".to_owned()),
        ]
    );
    assert_eq!(store.history(9).unwrap().len(), before + 1, "one step");
    let order: Vec<String> = store
        .articles(&Query::default(), Sort::default(), 0..9)
        .unwrap()
        .into_iter()
        .map(|article| article.meta.title)
        .collect();
    assert_eq!(order, ["Low water", "Slack water", "High water", "The mole"]);
    let kept = store.annotations_of(ArticleId(2)).unwrap();
    assert_eq!((kept[0].quote.as_str(), kept[0].state), ("The boats float again.", State::Moved));
    store.undo().unwrap();
    assert_eq!(store.count_articles(&Query::default()).unwrap(), 3);
    assert_eq!(store.document(ArticleId(2)).unwrap().text, text);
}

#[test]
fn what_was_corrected_in_a_chapter_is_corrected_in_a_later_edition() {
    let mut store = store();
    add(&mut store, &harbour());
    let words = "The boats float again.";
    let chapter = store.article(ArticleId(2)).unwrap().unwrap();
    let text = store.document(chapter.id).unwrap().text;
    let at = text.find(words).unwrap();
    let correction = Mend::Replace {
        span: Span::new(at, at + words.len()),
        text: "The boats, all of them, float again on the tide.".to_owned(),
    };
    mend::apply(&mut store, chapter.id, &chapter.sha256, &correction).unwrap();
    let mended = store.document(chapter.id).unwrap();
    // The same edition has nothing new.
    assert!(add(&mut store, &harbour()).iter().all(|report| report.outcome == Outcome::Unchanged));
    let grown: Chapter<'_> =
        ("2.xhtml", "High water", &["At last:", "The sea is back.", "The boats float again."]);
    let reports = add(&mut store, &epub("The Long Harbour", &[ONE, grown, THREE]));
    assert_eq!(reports[1].corrections, Some(Corrections { kept: 1, left_out: 0 }), "{reports:?}");
    let now = store.document(chapter.id).unwrap();
    assert!(
        now.text.contains("At last:")
            && now.text.contains("The boats, all of them, float again on the tide.")
    );
    store.undo().unwrap();
    assert_eq!(store.document(chapter.id).unwrap(), mended);
    store.redo().unwrap();
    assert_eq!(store.document(chapter.id).unwrap(), now);
    let again = add(&mut store, &epub("The Long Harbour", &[ONE, grown, THREE]));
    assert!(again.iter().all(|report| report.outcome == Outcome::Unchanged));
}

#[test]
fn chapters_that_a_later_edition_has_not_are_told_and_stay() {
    let cli = Cli::new();
    let remarks = || cli.json(["report"])[0]["book_remarks"].clone();
    cli.write("book.epub", harbour());
    cli.ok(["import", "book.epub"]);
    assert_eq!(remarks(), serde_json::json!([]));
    cli.write("book.epub", epub("The Long Harbour", &[TWO]));
    let ran = cli.run(["import", "book.epub", "--json"]);
    let two = "2 chapters of an earlier edition are not in this one; they stay in the library";
    assert!(ran.err.contains(&format!("The Long Harbour: {two}")), "{}", ran.err);
    assert_eq!(ran.out.lines().count(), 1, "the outcomes are those of chapters: {}", ran.out);
    assert_eq!(remarks(), serde_json::json!([{"book": "The Long Harbour", "remark": two}]));
    assert!(cli.ok(["report"]).contains(&format!("The Long Harbour: {two}\n")));
    assert_eq!(cli.json(["list"]).len(), 3);
    // What was put away is not missed, nor what cannot be read.
    cli.ok(["remove", "Low water"]);
    let one = "1 chapter of an earlier edition is not in this one; it stays in the library";
    assert!(cli.run(["import", "book.epub"]).err.contains(one));
    let long: Vec<String> = (0..90_000).map(|n| format!("Wave {n} is over it. ")).collect();
    cli.write("book.epub", epub("The Long Harbour", &[("2.xhtml", "High water", &[&long.concat()])]));
    cli.write("small.toml", "[limits]\narchive-entry = 1\n");
    let ran = cli.run(["import", "book.epub", "--config", "small.toml"]);
    assert!(ran.code == 1 && ran.err.contains("book.epub#2.xhtml: ") && ran.err.contains(one), "{}", ran.err);

    // The screen says that there is something to read, and where.
    let mut s = Session::on(Store::open(&cli.library(), Clock::machine()).unwrap());
    cli.write("book.epub", epub("The Long Harbour", &[TWO]));
    let sources = Sources::Paths(vec![cli.path("book.epub")]);
    let outcome = answer(&mut s.store, &Ask::Import { sources });
    s.send(Msg::Outcome(Ticket(u64::MAX), outcome));
    assert_eq!(s.status(), "“High water” is in the library already, 1 remark (gr shows it).");
    s.keys("gr");
    assert!(
        s.text().contains("The Long Harbour\n") && s.text().contains("1 chapter of an earlier"),
        "{}",
        s.text()
    );
}

#[test]
fn another_book_of_the_same_name_is_another_book() {
    let mut store = store();
    add(&mut store, &harbour());
    let other = epub("The Long Harbour", &[("1.xhtml", "Ropes", &["Hemp rots.", "Steel rusts."])]);
    assert_eq!(add(&mut store, &other)[0].outcome, Outcome::Added);
    let first = store.article(ArticleId(1)).unwrap().unwrap().collection.unwrap();
    let last = store.article(ArticleId(4)).unwrap().unwrap().collection.unwrap();
    assert_eq!(first.title, last.title);
    assert_ne!(first.uuid, last.uuid);
}

#[test]
fn what_was_read_of_a_book_before_a_cancel_is_kept() {
    let names: Vec<String> = (0..400).map(|n| format!("{n:03}.xhtml")).collect();
    let words: Vec<[String; 1]> = (0..400).map(|n| [format!("Sentence number {n} stands alone.")]).collect();
    let words: Vec<Vec<&str>> = words.iter().map(|each| vec![each[0].as_str()]).collect();
    let chapters: Vec<Chapter<'_>> = names
        .iter()
        .zip(&words)
        .map(|(name, words)| (name.as_str(), name.as_str(), words.as_slice()))
        .collect();
    for bytes in [epub("Four hundred", &chapters), in_one_file("Four hundred", &chapters)] {
        let mut store = store();
        let cancel = AtomicBool::new(false);
        let stop = &mut |n| cancel.store(n >= 10, std::sync::atomic::Ordering::Relaxed);
        let reports = add_until(&mut store, &bytes, stop, &cancel);
        let count = store.count_articles(&Query::default()).unwrap();
        assert!((10..400).contains(&count) && reports.len() as u64 == count, "{count}");
        assert_eq!(store.history(9).unwrap().len(), 1);
    }
}

#[test]
fn a_chapter_that_is_packed_too_tightly_keeps_no_other_out() {
    let huge = "a".repeat(24 << 20);
    let huge: Chapter<'_> = ("huge.xhtml", "Huge", &[&huge]);
    let mut store = store();
    let reports = add(&mut store, &epub("Harbours", &[ONE, huge, TWO]));
    let outcomes: Vec<Outcome> = reports.iter().map(|report| report.outcome).collect();
    assert_eq!(outcomes, [Outcome::Added, Outcome::Failed, Outcome::Added]);
    let why = reports[1].error.as_deref().unwrap();
    assert!(
        reports[1].source.ends_with("#huge.xhtml") && why.contains("packed more than 250 times"),
        "{why}"
    );
}

#[test]
fn a_book_that_another_program_adds_meanwhile_is_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.epub");
    // So many chapters fail that they are told before the first good one is saved.
    let names: Vec<String> = (0..256).map(|n| format!("none{n}.xhtml")).collect();
    let mut chapters: Vec<Chapter<'_>> =
        names.iter().map(|name| (name.as_str(), "None", &[] as &[&str])).collect();
    chapters.extend([ONE, TWO, THREE]);
    std::fs::write(&path, epub("Harbours", &chapters)).unwrap();
    let open = || Store::open(&folder.path().join("library.postil"), Clock::machine()).unwrap();
    let (mut ours, mut theirs) = (open(), open());
    let mut reports: Vec<Report> = Vec::new();
    let bring = |store: &mut Store, each: &mut dyn FnMut(Report)| {
        let stdin = &mut || unreachable!("nothing is read from there");
        let mut with = With {
            stdin,
            each,
            cancel: &AtomicBool::new(false),
            progress: &mut |_| (),
            means: &Means::default(),
        };
        assert!(import(store, std::slice::from_ref(&path), &mut with).unwrap());
    };
    let mut is_first = true;
    bring(&mut ours, &mut |report| {
        if std::mem::take(&mut is_first) {
            bring(&mut theirs, &mut |_| {});
        }
        reports.push(report);
    });
    assert!(!is_first && reports.iter().all(|report| report.outcome != Outcome::Added));
    assert_eq!(theirs.count_articles(&Query::default()).unwrap(), 3);
}

#[test]
fn the_list_shows_a_book_under_its_title() {
    let mut store = store();
    crate::session::add(&mut store, "before.txt", "Something from before.");
    add(&mut store, &harbour());
    crate::session::add(&mut store, "after.txt", "Something from after.");
    let mut s = Session::on(store);
    insta::assert_snapshot!("a_book_in_the_list_120x40", s.screen());
    s.resize(80, 24).keys("jj");
    insta::assert_snapshot!("a_book_in_the_list_80x24", s.screen());
    s.keys("j<enter>");
    assert!(s.text().contains("Stone lies on stone."), "{}", s.text());
    // A press on a chapter's one row is a press on that chapter.
    s.keys("<tab>").resize(120, 40);
    let row = s.text().lines().position(|line| line.contains("High water")).unwrap();
    s.mouse(postil::app::MouseAct::Press, (4, u16::try_from(row).unwrap()), 0);
    assert_eq!(s.app.list.chosen().unwrap().meta.title, "High water");
}

/// Where on its row the state of an article stands, whose title begins with these words.
fn set_in(s: &Session, title: &str) -> usize {
    let text = s.text();
    let row = text.lines().find(|row| row.contains(title)).unwrap_or_else(|| panic!("{title}:\n{text}"));
    row.chars().position(|c| "●◐✓".contains(c)).unwrap()
}

#[test]
fn chapters_are_set_in_below_their_book_so_that_its_end_shows() {
    let mut store = store();
    crate::session::add(&mut store, "before.txt", "Before\n\nIt was open.");
    add(&mut store, &harbour());
    crate::session::add(&mut store, "after.txt", "After\n\nIt was shut.");
    for (article, title) in [(ArticleId(1), "Before"), (ArticleId(5), "After")] {
        let change = MetadataChange { title: Some(title.to_owned()), ..MetadataChange::default() };
        store.apply(&[Edit::SetMetadata { article, change }]).unwrap();
    }
    let (mole, span) = (ArticleId(3), Span::new(0, 3));
    store.apply(&[Edit::Annotate { article: mole, span, themes: Vec::new(), note: None }]).unwrap();
    for (columns, rows) in [(200, 60), (120, 40), (80, 24), (69, 16), (40, 16)] {
        let mut s = Session::on(store);
        s.resize(columns, rows);
        let outside = set_in(&s, "After");
        assert_eq!(set_in(&s, "Before"), outside, "{columns}");
        for chapter in ["Low water", "The mole", "High water"] {
            assert!(set_in(&s, chapter) > outside, "{columns}: {}", s.text());
        }
        // In an order in which the chapters do not follow each other.
        s.keys("Sjjjjjj<enter>");
        assert!(s.text().contains("most annotations first"), "{}", s.text());
        assert_eq!(s.text().matches("The Long Harbour").count(), 2, "{columns}: {}", s.text());
        assert!(set_in(&s, "The mole") > outside && set_in(&s, "Before") == outside, "{}", s.text());
        assert!(set_in(&s, "Low") > outside && set_in(&s, "After") == outside, "{}", s.text());
        s.keys("S<enter>");
        store = s.reopen().store;
        store.remember("sort", "").unwrap();
    }
}

#[test]
fn a_long_book_is_scrolled_with_its_title_kept_in_sight() {
    let mut store = store();
    let names: Vec<String> = (0..60).map(|n| format!("Chapter {n:02}")).collect();
    let words: Vec<String> = (0..60).map(|n| format!("Sentence number {n} stands alone.")).collect();
    let words: Vec<Vec<&str>> = words.iter().map(|each| vec![each.as_str()]).collect();
    let chapters: Vec<Chapter<'_>> = names
        .iter()
        .zip(&words)
        .map(|(name, words)| (name.as_str(), name.as_str(), words.as_slice()))
        .collect();
    add(&mut store, &epub("A long one", &chapters));
    let mut s = Session::on(store);
    s.resize(80, 24).keys("G");
    let text = s.text();
    assert!(
        text.contains("A long one") && text.contains("Chapter 59") && text.contains("Chapter 43"),
        "{text}"
    );
    for _ in 0..30 {
        s.keys("k");
    }
    assert!(s.text().contains("Chapter 29") && s.text().contains("A long one"), "{}", s.text());
    s.keys("gg");
    assert!(s.text().contains("Chapter 00") && !s.text().contains("Chapter 59"), "{}", s.text());
}

/// An EPUB 3 that has all of these chapters in one file, each in the table of contents.
fn in_one_file(title: &str, chapters: &[Chapter<'_>]) -> Vec<u8> {
    in_the_file("all.xhtml", title, chapters)
}

/// The same in a file of this name. A chapter without an id stands before what the table of contents names.
fn in_the_file(file: &str, title: &str, chapters: &[Chapter<'_>]) -> Vec<u8> {
    let line =
        |(id, title, _): &Chapter<'_>| ["<li><a href=\"", file, "#", id, "\">", title, "</a></li>"].concat();
    let named = chapters.iter().filter(|(id, _, _)| !id.is_empty());
    file_with(file, title, &named.map(line).collect::<String>(), chapters)
}

/// The same with these lines in its table of contents.
fn one_file_with(title: &str, lines: &str, chapters: &[Chapter<'_>]) -> Vec<u8> {
    file_with("all.xhtml", title, lines, chapters)
}

fn file_with(file: &str, title: &str, lines: &str, chapters: &[Chapter<'_>]) -> Vec<u8> {
    packed(|put| {
        put(
            "book.opf",
            &format!(
                r#"<package><metadata><title>{title}</title></metadata><manifest><item id="nav" href="nav.xhtml" properties="nav"/>
            <item id="all" href="{file}"/></manifest><spine><itemref idref="all"/></spine></package>"#
            ),
        );
        let mut body = String::new();
        for (id, title, paragraphs) in chapters {
            let words = paragraphs.join("</p><p>");
            body += &["<section id=\"", id, "\"><h1>", title, "</h1><p>", &words, "</p></section>"].concat();
        }
        put("nav.xhtml", &format!(r#"<html><nav epub:type="toc"><ol>{lines}</ol></nav></html>"#));
        put(file, &format!("<html><body>{body}</body></html>"));
    })
}

#[test]
fn the_chapters_of_a_book_in_one_file_are_articles_in_their_order_and_known_again() {
    let cli = Cli::new();
    cli.write("b.epub", in_one_file("Tides", &[ONE, TWO, THREE]));
    let come = cli.json(["import", "b.epub"]);
    let outcomes = |lines: &[serde_json::Value]| -> Vec<String> {
        lines.iter().map(|line| format!("{} {}", line["outcome"], line["article"]["title"])).collect()
    };
    assert_eq!(
        outcomes(&come),
        ["\"added\" \"Low water\"", "\"added\" \"High water\"", "\"added\" \"The mole\""]
    );
    let list = || -> Vec<(String, String)> {
        let word = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
        cli.json(["list"]).iter().map(|a| (word(&a["collection"]["title"]), word(&a["title"]))).collect()
    };
    let of = |titles: [&str; 3]| titles.map(|title| ("Tides".to_owned(), title.to_owned()));
    assert_eq!(list(), of(["Low water", "High water", "The mole"]));
    assert_eq!(cli.json(["history"])[0]["label"], "import “Tides” (3 chapters)");
    let id = come[1]["article"]["id"].to_string();
    cli.ok(["annotate", &id, "--quote", "The boats float again", "--theme", "Boats"]);
    let again = cli.json(["import", "b.epub"]);
    assert!(outcomes(&again).iter().all(|line| line.starts_with("\"unchanged\"")), "{again:?}");
    // A later edition, with a sentence more and another order.
    let more: Chapter<'_> =
        (TWO.0, TWO.1, &["At six o’clock it turns.", "The sea is back.", "The boats float again."]);
    cli.write("b.epub", in_one_file("Tides", &[THREE, more, ONE]));
    let ran = cli.json(["import", "b.epub"]);
    assert_eq!(outcomes(&ran)[1], "\"updated\" \"High water\"");
    assert_eq!(list(), of(["The mole", "High water", "Low water"]));
    assert_eq!(cli.json(["annotations"])[0]["state"], "moved");
    assert!(cli.ok(["show", &id]).contains("At six o’clock it turns."));
}

#[test]
fn a_book_that_is_one_article_in_the_library_stays_so_with_its_annotations() {
    let cli = Cli::new();
    // The table of contents says nothing of chapters: so it came before these were parted.
    let whole = one_file_with("Tides", r#"<li><a href="all.xhtml">Tides</a></li>"#, &[ONE, TWO]);
    cli.write("b.epub", whole);
    let come = cli.json(["import", "b.epub"]);
    assert_eq!(come.len(), 1, "{come:?}");
    let id = come[0]["article"]["id"].to_string();
    cli.ok(["annotate", &id, "--quote", "Nobody walks on it", "--theme", "Mud"]);
    cli.ok(["annotate", &id, "--quote", "The boats float again", "--theme", "Boats"]);
    let before = cli.json(["annotations"]);
    // The same from elsewhere is known by its text.
    for name in ["b.epub", "copy.epub"] {
        cli.write(name, in_one_file("Tides", &[ONE, TWO]));
        let again = cli.json(["import", name]);
        let outcomes: Vec<_> = again.iter().map(|line| line["outcome"].as_str()).collect();
        assert_eq!(outcomes, [Some("unchanged")], "{name}: {again:?}");
        assert_eq!(cli.json(["list"]).len(), 1, "{name}");
        let now = cli.json(["annotations"]);
        assert_eq!(now.iter().map(|a| &a["state"]).collect::<Vec<_>>(), ["placed", "placed"], "{now:?}");
        assert_eq!(now.len(), before.len());
    }
}

/// What came of an import, and the states of the annotations after it.
fn again(cli: &Cli, name: &str) -> (Vec<String>, Vec<String>) {
    let word = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let outcomes = cli.json(["import", name]).iter().map(|line| word(&line["outcome"])).collect();
    (outcomes, cli.json(["annotations"]).iter().map(|a| word(&a["state"])).collect())
}

#[test]
fn a_book_that_is_one_article_in_the_library_stays_one_in_a_later_edition() {
    let cli = Cli::new();
    let whole = one_file_with("Tides", r#"<li><a href="all.xhtml">Tides</a></li>"#, &[ONE, TWO]);
    cli.write("b.epub", whole);
    let id = cli.json(["import", "b.epub"])[0]["article"]["id"].to_string();
    cli.ok(["annotate", &id, "--quote", "Nobody walks on it", "--theme", "Mud"]);
    cli.ok(["annotate", &id, "--quote", "The boats float again", "--theme", "Boats"]);
    // It names its chapters now, has a sentence more in one, and one chapter more.
    let more: Chapter<'_> = (ONE.0, ONE.1, &["It ebbs.", ONE.2[0], ONE.2[1], ONE.2[2]]);
    let edition = in_one_file("Tides", &[more, TWO, THREE]);
    cli.write("b.epub", &edition);
    let of = |outcome: &str| (vec![outcome.to_owned()], ["moved"; 2].map(str::to_owned).to_vec());
    assert_eq!(again(&cli, "b.epub"), of("updated"));
    assert_eq!(cli.json(["list"]).len(), 1);
    assert!(cli.ok(["show", &id]).contains("It was built twice."));
    // It is known as that from then on, from elsewhere too.
    cli.write("copy.epub", &edition);
    assert_eq!(again(&cli, "copy.epub"), of("unchanged"));
    // A changed one from elsewhere, which calls its file otherwise, is known by half of the sentences.
    let other: Chapter<'_> = (TWO.0, TWO.1, &["By night.", "The sea is back.", "The boats float again."]);
    let renamed = in_the_file("index.xhtml", "Tides", &[more, other, THREE]);
    cli.write("third.epub", renamed);
    let states = ["placed", "moved"].map(str::to_owned).to_vec();
    assert_eq!(again(&cli, "third.epub"), (vec!["updated".to_owned()], states));
    assert_eq!(cli.json(["list"]).len(), 1);
    // One of the same name that has hardly a sentence of it is another book.
    let strange: Chapter<'_> =
        ("4.xhtml", "Inland", &["No water is near.", "Hills stand around.", "It rains."]);
    cli.write("strange.epub", in_one_file("Tides", &[strange, TWO]));
    assert_eq!(again(&cli, "strange.epub").0, ["added", "added"]);
    cli.ok(["undo"]);
    cli.ok(["undo"]);
    assert_eq!(cli.json(["list"]).len(), 1);
    assert!(!cli.ok(["show", &id]).contains("By night."), "{}", cli.ok(["show", &id]));
}

#[test]
fn what_stands_before_the_chapters_of_a_parted_book_is_not_all_of_it() {
    let cli = Cli::new();
    let front: Chapter<'_> = ("", "Tides", &["To those who wait.", "They know why."]);
    cli.write("b.epub", in_one_file("Tides", &[front, ONE, TWO]));
    assert_eq!(again(&cli, "b.epub").0, ["added"; 3]);
    let more: Chapter<'_> = (ONE.0, ONE.1, &["It ebbs.", ONE.2[0], ONE.2[1], ONE.2[2]]);
    cli.write("b.epub", in_one_file("Tides", &[front, more, TWO]));
    assert_eq!(again(&cli, "b.epub").0, ["unchanged", "updated", "unchanged"]);
}

#[test]
fn a_sample_of_a_chapter_is_not_the_book() {
    let (names, words): (Vec<String>, Vec<String>) =
        (0..9).map(|n| (n.to_string(), format!("Wave {n} is over it."))).unzip();
    let one = (ONE.0, ONE.1, &["It ebbs.", ONE.2[0], ONE.2[1], ONE.2[2]][..]);
    let mut all: Vec<Chapter<'_>> = vec![one, TWO];
    let words: Vec<[&str; 1]> = words.iter().map(|words| [words.as_str()]).collect();
    all.extend(names.iter().zip(&words).map(|(name, words)| (name.as_str(), name.as_str(), &words[..])));
    let cli = Cli::new();
    let sample = one_file_with("Tides", r#"<li><a href="all.xhtml">Tides</a></li>"#, &[ONE]);
    cli.write("b.epub", sample);
    let id = cli.json(["import", "b.epub"])[0]["article"]["id"].to_string();
    cli.ok(["annotate", &id, "--quote", "Nobody walks on it", "--theme", "Mud"]);
    // All of it is in the book, but it is the first chapter alone, and stays that.
    cli.write("b.epub", in_one_file("Tides", &all));
    let come = cli.json(["import", "b.epub"]);
    assert_eq!(come.len(), all.len(), "{come:?}");
    assert!(!cli.ok(["show", &id]).contains("Wave 3 is over it."));
    assert_eq!(cli.json(["annotations"])[0]["quote"], "Nobody walks on it");
}

#[test]
fn what_the_order_of_reading_names_outside_of_a_book_is_told() {
    let cli = Cli::new();
    let whole = packed(|put| {
        let items = r#"<item id="a" href="a.xhtml"/><item id="b" href="../../etc/passwd"/><item id="c" href="http://e.example/x"/>"#;
        let refs = r#"<itemref idref="a"/><itemref idref="b"/><itemref idref="c"/>"#;
        put(
            "book.opf",
            &format!(
                "<package><metadata><title>Quay</title></metadata><manifest>{items}</manifest><spine>{refs}</spine></package>"
            ),
        );
        put("a.xhtml", "<html><body><h1>One</h1><p>Stone lies on stone.</p></body></html>");
    });
    cli.write("book.epub", whole);
    let ran = cli.run(["import", "book.epub"]);
    let told = "Quay: its list of chapters names “../../etc/passwd”, “http://e.example/x”, which are no files of it, so they were left out";
    assert!(ran.code == 0 && ran.err.contains(told), "{}", ran.err);
    assert!(cli.ok(["report"]).contains("which are no files of it"));
}
