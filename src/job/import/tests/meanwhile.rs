//! Files of annotations and projects that two programs import at once.

use std::io::{Cursor, Write as _};
use std::path::Path;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;
use crate::job::mend;
use crate::model::mend::Mend;
use crate::model::{Annotation, NoteOn, ThemeName};
use crate::text::Span;

const TEXT: &str = "The port closed in spring. Nobody asked why.";
const ARTICLE: ArticleId = ArticleId(1);

/// A library with an article that two programs have open.
struct Two {
    folder: tempfile::TempDir,
    ours: Store,
}

fn open(library: &Path) -> Store {
    Store::open(library, Clock::machine()).unwrap()
}

fn take(store: &mut Store, path: &Path) -> Vec<Report> {
    let mut reports = Vec::new();
    with_means(&mut |report| reports.push(report), &mut |with| import(store, &[path.to_owned()], with));
    reports
}

impl Two {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut two = Self { ours: open(&folder.path().join("library.postil")), folder };
        let text = two.write("a.md", format!("---\nurl: https://example.org/a\n---\n{TEXT}\n").as_bytes());
        take(&mut two.ours, &text);
        two
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, bytes).unwrap();
        path
    }

    /// Imports a file, while another program does something between our look and our lock.
    fn import(&mut self, path: &Path, theirs: impl FnOnce(&mut Store) + Send + 'static) -> Vec<Report> {
        self.import_after(0, path, theirs)
    }

    /// The same, once we saved something so many times.
    fn import_after(
        &mut self,
        times: usize,
        path: &Path,
        theirs: impl FnOnce(&mut Store) + Send + 'static,
    ) -> Vec<Report> {
        let library = self.path("library.postil");
        self.ours.meanwhile(times, move || theirs(&mut open(&library)));
        take(&mut self.ours, path)
    }

    fn annotations(&self) -> Vec<Annotation> {
        self.ours.annotations_of(ARTICLE).unwrap()
    }

    fn steps(&self) -> usize {
        self.ours.history(99).unwrap().len()
    }
}

/// A file of annotations of which each is one word of the article.
fn noted(words: &[&str], note: &str, modified: &str) -> String {
    let one = |(n, word): (usize, &&str)| {
        serde_json::json!({
            "@context": "http://www.w3.org/ns/anno.jsonld", "type": "Annotation",
            "id": format!("urn:uuid:00000000-0000-4000-8000-0000000000{n:02x}"), "modified": modified,
            "target": {"source": "https://example.org/a", "selector":
                {"type": "TextQuoteSelector", "exact": word, "prefix": "", "suffix": ""}},
            "body": {"type": "TextualBody", "purpose": "commenting", "value": note},
        })
    };
    let all: Vec<_> = words.iter().enumerate().map(one).collect();
    serde_json::Value::Array(all).to_string()
}

fn remarks(reports: &[Report]) -> String {
    let whole = reports.iter().filter_map(|report| report.whole.as_ref());
    whole.flat_map(|whole| whole.remarks.clone()).collect::<Vec<_>>().join("; ")
}

#[test]
fn annotations_that_another_program_takes_in_meanwhile_are_there_once() {
    let mut two = Two::new();
    let file = two.write("a.jsonld", noted(&["port", "spring"], "Why?", "2020-01-01T00:00:00Z").as_bytes());
    let theirs = file.clone();
    let reports = two.import(&file, move |store| drop(take(store, &theirs)));
    assert!(remarks(&reports).contains("0 new, 0 updated, 2 unchanged"), "{}", remarks(&reports));
    assert_eq!(reports[0].outcome, Outcome::Unchanged);
    assert_eq!((two.annotations().len(), two.steps()), (2, 2));
}

#[test]
fn what_is_newer_meanwhile_stays() {
    let mut two = Two::new();
    let old = two.write("a.jsonld", noted(&["port"], "Old.", "2020-01-01T00:00:00Z").as_bytes());
    let new = two.write("b.jsonld", noted(&["port"], "New.", "2021-01-01T00:00:00Z").as_bytes());
    let reports = two.import(&old, move |store| drop(take(store, &new)));
    assert!(remarks(&reports).contains("1 of them was changed here since"), "{}", remarks(&reports));
    assert_eq!(two.annotations()[0].note.as_deref(), Some("New."));
}

#[test]
fn a_text_that_is_new_meanwhile_is_the_one_that_counts() {
    let mut two = Two::new();
    let file = two.write("a.jsonld", noted(&["Nobody"], "Who?", "2020-01-01T00:00:00Z").as_bytes());
    let reports = two.import(&file, |store| {
        let text = format!("It rained, and the gulls were gone.\n\n{TEXT}");
        let document = import::read(text.as_bytes(), &Hint::default()).unwrap().document;
        let revise = Edit::Revise { article: ARTICLE, document, placements: Vec::new(), mend: false };
        store.apply(&[revise]).unwrap();
    });
    let all = two.annotations();
    let text = two.ours.document(ARTICLE).unwrap().text;
    assert_eq!((all[0].span.of(&text), all[0].quote.as_str()), ("Nobody", "Nobody"));
    assert_eq!(reports[0].anchored.as_ref().unwrap().all.len(), 1);
}

#[test]
fn what_is_corrected_meanwhile_is_corrected_in_the_new_text_too() {
    let mut two = Two::new();
    let correct = |store: &mut Store, words: &str, by: &str| {
        let article = store.article(ARTICLE).unwrap().unwrap();
        let at = store.document(ARTICLE).unwrap().text.find(words).unwrap();
        let span = Span::new(at, at + words.len());
        let what = Mend::Replace { span, text: by.to_owned() };
        mend::apply(store, ARTICLE, &article.sha256, &what).unwrap();
    };
    correct(&mut two.ours, "spring", "autumn");
    let more = format!("---\nurl: https://example.org/a\n---\n{TEXT}\n\nIt rained.\n");
    let file = two.write("a.md", more.as_bytes());
    let reports = two.import(&file, move |store| correct(store, "Nobody", "Somebody"));
    assert_eq!(reports[0].corrections, Some(Corrections { kept: 1, left_out: 0 }), "{reports:?}");
    let text = two.ours.document(ARTICLE).unwrap().text;
    assert_eq!(&**text, "The port closed in autumn. Somebody asked why.\n\nIt rained.");
    // Four texts, and the one that the source has by now.
    assert_eq!(two.ours.revisions(ARTICLE).unwrap().len(), 5);
    assert_eq!(take(&mut two.ours, &file)[0].outcome, Outcome::Unchanged);
}

#[test]
fn a_line_that_is_made_the_title_meanwhile_stays_it_though_no_word_of_the_text_is_another() {
    let mut two = Two::new();
    let line = "Why the gulls of the port are gone";
    let text = format!("---\nurl: https://example.org/a\n---\n{TEXT}\n\n{line}\n");
    let file = two.write("a.md", text.as_bytes());
    take(&mut two.ours, &file);
    let file = two.write("a.md", format!("{text}\nIt rained.\n").as_bytes());
    let reports = two.import(&file, move |store| {
        let article = store.article(ARTICLE).unwrap().unwrap();
        let at = Offset(store.document(ARTICLE).unwrap().text.find(line).unwrap());
        mend::apply(store, ARTICLE, &article.sha256, &Mend::TitleLine { at }).unwrap();
        assert_eq!(store.article(ARTICLE).unwrap().unwrap().sha256, article.sha256);
    });
    assert_eq!(reports[0].corrections, Some(Corrections { kept: 1, left_out: 0 }), "{reports:?}");
    let document = two.ours.document(ARTICLE).unwrap();
    let tops: Vec<&str> = document
        .blocks
        .iter()
        .filter(|block| block.level == 1)
        .map(|block| document.slice(block.span))
        .collect();
    assert_eq!(tops, [line]);
    assert!(document.text.ends_with("It rained."));
}

#[test]
fn of_many_annotations_those_are_saved_once_that_were_saved_before_the_other_program_came() {
    let mut two = Two::new();
    let words: Vec<String> = (0..150).map(|n| format!("word{n}x")).collect();
    let text =
        two.write("a.md", format!("---\nurl: https://example.org/a\n---\n{}\n", words.join(" ")).as_bytes());
    take(&mut two.ours, &text);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let file = two.write("a.jsonld", noted(&words, "Why?", "2020-01-01T00:00:00Z").as_bytes());
    let theirs = file.clone();
    let reports = two.import_after(1, &file, move |store| {
        assert_eq!(store.annotations_of(ARTICLE).unwrap().len(), 64);
        take(store, &theirs);
    });
    assert!(remarks(&reports).contains("64 new, 0 updated, 86 unchanged"), "{}", remarks(&reports));
    assert_eq!(reports[0].anchored.as_ref().unwrap().all.len(), 64);
    assert_eq!(two.annotations().len(), 150);
}

fn project(list: &str) -> Vec<u8> {
    let list =
        format!("<Project name=\"P\" origin=\"Other\" xmlns=\"urn:QDA-XML:project:1.0\">{list}</Project>");
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("project.qde", SimpleFileOptions::default()).unwrap();
    zip.write_all(list.as_bytes()).unwrap();
    zip.finish().unwrap().into_inner()
}

fn source(text: &str) -> String {
    format!(
        "<Sources><TextSource name=\"S\"><Description>Of it.</Description><PlainTextContent>{text}</PlainTextContent>\
         <PlainTextSelection startPosition=\"4\" endPosition=\"8\"><Description>Why?</Description></PlainTextSelection>\
         </TextSource></Sources>"
    )
}

#[test]
fn a_source_that_another_program_brings_meanwhile_is_not_brought_again() {
    let mut two = Two::new();
    let file = two.write("p.qdpx", &project(&source("The boat left at noon.")));
    let theirs = file.clone();
    let reports = two.import(&file, move |store| drop(take(store, &theirs)));
    assert_eq!(reports[0].outcome, Outcome::Unchanged);
    assert!(remarks(&reports).contains("1 annotation (0 new)"), "{}", remarks(&reports));
    assert_eq!(two.ours.count_articles(&Query::default()).unwrap(), 2);
    assert_eq!((two.ours.annotations_of(ArticleId(2)).unwrap().len(), two.steps()), (1, 2));
}

#[test]
fn what_another_program_writes_on_an_article_meanwhile_is_added_to() {
    let mut two = Two::new();
    let file = two.write("p.qdpx", &project(&source(TEXT)));
    let reports = two.import(&file, |store| {
        let note = Some("Mine.".to_owned());
        let span = Span::new(4, 8);
        let themes = vec![ThemeName::Path("Sea".into())];
        store
            .apply(&[
                Edit::SetNote { on: NoteOn::Article(ARTICLE), note: note.clone() },
                Edit::Annotate { article: ARTICLE, span, themes, note },
            ])
            .unwrap();
    });
    assert_eq!(reports[0].outcome, Outcome::Updated);
    let [one] = two.annotations().try_into().unwrap();
    assert_eq!((one.note.as_deref(), one.themes.len()), (Some("Mine.\n\nWhy?"), 1));
    let article = two.ours.article(ARTICLE).unwrap().unwrap();
    assert_eq!(article.note.as_deref(), Some("Mine.\n\nOf it."));
}

#[test]
fn a_theme_that_another_program_makes_meanwhile_is_the_one() {
    let mut two = Two::new();
    let codes = "<CodeBook><Codes><Code guid=\"a\" name=\"Sea\" isCodable=\"true\"><Description>Wet.</Description></Code></Codes></CodeBook>";
    let file = two.write("p.qdpx", &project(codes));
    let reports =
        two.import(&file, |store| drop(store.apply(&[Edit::AddTheme { path: "Sea".into() }]).unwrap()));
    assert!(reports.iter().all(|report| report.error.is_none()));
    let [theme] = two.ours.themes().unwrap().try_into().unwrap();
    assert_eq!((theme.path.as_str(), theme.description.as_deref()), ("Sea", Some("Wet.")));
    // And the note on the library, which both write.
    let file = two.write("n.qdpx", &project("<Description>Of the whole.</Description>"));
    two.import(&file, |store| {
        let note = Some("Mine.".to_owned());
        store.apply(&[Edit::SetNote { on: NoteOn::Library, note }]).unwrap();
    });
    assert_eq!(two.ours.library_note().unwrap().as_deref(), Some("Mine.\n\nOf the whole."));
}

#[test]
fn what_another_program_undoes_of_an_import_is_told_when_the_rest_is_there() {
    let mut two = Two::new();
    let folder = two.path("many");
    fs::create_dir(&folder).unwrap();
    for n in 0..BATCH + 36 {
        fs::write(folder.join(format!("{n:03}.txt")), format!("Of {n}\n\nThere were {n} boats.\n")).unwrap();
    }
    let reports = two.import_after(1, &folder, |store| drop(store.undo().unwrap()));
    assert_eq!(
        remarks(&reports),
        format!(
            "“import {BATCH} articles” was taken back while the rest came in (`postil history` shows it)"
        )
    );
    let last = Last::recall(&two.ours).unwrap().unwrap();
    let told: Vec<&str> = last.all_remarks().map(|(of, _)| of.as_str()).collect();
    assert_eq!(
        (told, last.added, two.ours.article_ids().unwrap().len()),
        (vec!["undo"], BATCH as u64 + 36, 37)
    );
    // Of one that was left alone nothing is told.
    assert_eq!(remarks(&two.import_after(1, &folder, |_| ())), "");
}

#[test]
fn pages_that_were_told_apart_stay_apart_whatever_is_changed_meanwhile() {
    let mut two = Two::new();
    let page = |words: &str| {
        format!(
            "<!-- saved from url=(0027)https://pier.example/latest -->\n<html><head><title>The Pier</title></head><body><p>{words}</p></body></html>"
        )
    };
    let ducks = two
        .write("ducks.html", page("Ducks are small. Ducks swim. Ducks dive for what they eat.").as_bytes());
    let geese =
        two.write("geese.html", page("Geese are large. Geese walk. Geese graze on the bank.").as_bytes());
    assert_eq!(take(&mut two.ours, &ducks)[0].outcome, Outcome::Added);
    let star = [Edit::SetStarred { article: ARTICLE, starred: true }];
    let reports = two.import(&geese, move |store| drop(store.apply(&star).unwrap()));
    assert_eq!(reports[0].outcome, Outcome::Added, "{:?}", reports[0]);
}

#[test]
fn each_part_of_an_import_in_which_something_else_was_changed_says_what_undo_takes_back_of_it() {
    let parted = "undo: what came in is 2 steps, since something else was changed meanwhile";
    let told = |reports: &[Report]| {
        let whole = reports.iter().filter_map(|report| report.whole.as_ref());
        let all =
            whole.flat_map(|whole| whole.remarks.iter().map(|remark| format!("{}: {remark}", whole.title)));
        assert!(all.clone().any(|remark| remark.starts_with(parted)), "{:?}", all.collect::<Vec<_>>());
    };
    let labels = |two: &Two| {
        let all = two.ours.history(3).unwrap().into_iter();
        all.map(|step| (step.is_import(), step.label)).collect::<Vec<_>>()
    };
    let step = |is_import: bool, label: &str| (is_import, label.to_owned());
    let mut two = Two::new();
    let folder = two.path("many");
    fs::create_dir(&folder).unwrap();
    for n in 0..=BATCH {
        fs::write(folder.join(format!("{n:03}.txt")), format!("Of {n}\n\nThere were {n} boats.\n")).unwrap();
    }
    let theme = |path: &str| {
        let edit = Edit::AddTheme { path: path.to_owned() };
        move |store: &mut Store| drop(store.apply(&[edit]).unwrap())
    };
    told(&two.import_after(1, &folder, theme("Sea")));
    let many = format!("import {BATCH} articles");
    let wanted = [step(true, "import 1 article"), step(false, "new theme Sea"), step(true, &many)];
    assert_eq!(labels(&two), wanted);
    // In one part of what is left, or in more.
    for (count, rest) in [(100, 36), (150, 86)] {
        let mut two = Two::new();
        let words: Vec<String> = (0..count).map(|n| format!("word{n}x")).collect();
        let page = format!("---\nurl: https://example.org/a\n---\n{}\n", words.join(" "));
        let text = two.write("b.md", page.as_bytes());
        take(&mut two.ours, &text);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let file = two.write("a.jsonld", noted(&words, "Why?", "2020-01-01T00:00:00Z").as_bytes());
        told(&two.import_after(1, &file, theme("Land")));
        let wanted = [
            step(true, &format!("import {rest} annotations")),
            step(false, "new theme Land"),
            step(true, "import 64 annotations"),
        ];
        assert_eq!(labels(&two), wanted);
        two.ours.undo().unwrap();
        assert_eq!(two.annotations().len(), 64);
    }
}
