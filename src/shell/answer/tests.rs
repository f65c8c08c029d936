use std::sync::atomic::AtomicBool;

use super::*;
use crate::app::{ExportFormat, ExportScope, Fresh, Sources, Which};
use crate::clock::Clock;
use crate::model::mend::Mend;
use crate::model::{Draft, DraftOn, Edit, PassageSort, ThemeName};
use crate::text::{Offset, Span};

fn clock() -> Clock {
    Clock::counted("2026-01-01T00:00:00Z".parse().unwrap())
}

fn article(text: &str) -> Edit {
    let imported = crate::import::read(text.as_bytes(), &crate::import::Hint::named("a.md")).unwrap();
    Edit::AddArticle { meta: imported.meta, document: imported.document, themes: Vec::new(), place: None }
}

fn store() -> Store {
    let mut store = Store::memory(clock()).unwrap();
    store
        .apply(&[article("# Two rivers\n\nOne river is wide. The other river is deep. Both are cold.")])
        .unwrap();
    store
}

const ID: ArticleId = ArticleId(1);

fn tag(store: &mut Store, span: Span, theme: &str) -> (Option<i64>, Box<Fresh>) {
    let edit =
        Edit::Annotate { article: ID, span, themes: vec![ThemeName::Path(theme.to_owned())], note: None };
    match answer(store, &Ask::Apply { edits: vec![edit], open: Some(ID), text: None }) {
        Outcome::Applied(applied, fresh) => (applied.step, fresh),
        other => panic!("{other:?}"),
    }
}

fn second_sentence(store: &Store) -> Span {
    let text = store.document(ID).unwrap().text;
    let start = text.find("The other").unwrap();
    Span::new(start, start + "The other river is deep.".len())
}

#[test]
fn a_step_comes_with_what_is_shown_after_it() {
    let mut store = store();
    let span = second_sentence(&store);
    let (step, fresh) = tag(&mut store, span, "depth");
    assert!(step.is_some());
    let (article, annotations) = fresh.open.unwrap();
    assert_eq!((article.annotations, annotations.len(), fresh.themes.len()), (1, 1, 1));

    let Outcome::Undone(Some(undone), fresh) = answer(
        &mut store,
        &Ask::Undo { anyway: None, importing: false, open: Some(ID), suggesting: Vec::new() },
    ) else {
        panic!("nothing was undone")
    };
    assert!(undone.label.contains("depth"), "{}", undone.label);
    assert_eq!(fresh.open.unwrap().1, []);
    let Outcome::Redone(Some(_), fresh) =
        answer(&mut store, &Ask::Redo { open: None, suggesting: Vec::new() })
    else {
        panic!("nothing was redone")
    };
    assert_eq!((fresh.open, fresh.themes.len()), (None, 1));
}

#[test]
fn passages_stand_between_their_neighbours() {
    let mut store = store();
    let span = second_sentence(&store);
    let (_, fresh) = tag(&mut store, span, "depth");
    let theme = fresh.themes[0].id;
    let which = Which { themes: vec![theme], ..Which::default() };
    let ask = |at| Ask::Passages { which: which.clone(), sort: PassageSort::Theme, first: 0, count: 9, at };
    let Outcome::Passages(shown) = answer(&mut store, &ask(None)) else { panic!("no passages") };
    let [passage] = &shown.passages[..] else { panic!("{shown:?}") };
    assert_eq!((shown.total, shown.at, passage.under), (Some(1), None, Some(theme)));
    assert_eq!(shown.headings[&ID].passages, 1);
    let id = Some(passage.annotation.id);
    assert!(matches!(answer(&mut store, &ask(id)), Outcome::Passages(shown) if shown.at == Some(0)));
    assert_eq!(passage.annotation.quote, "The other river is deep.");
    assert_eq!((passage.before.as_str(), passage.after.as_str()), ("One river is wide. ", " Both are cold."));
}

#[test]
fn another_running_programs_step_is_named_first_and_an_earlier_runs_is_ours() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.postil");
    let mut earlier = Store::open(&path, Clock::machine()).unwrap();
    earlier.apply(&[article("# One\n\nA.")]).unwrap();
    drop(earlier);

    let mut store = Store::open(&path, Clock::machine()).unwrap();
    let mut other = Store::open(&path, Clock::machine()).unwrap();
    other.apply(&[article("# Two\n\nB.")]).unwrap();
    let undo = |anyway| Ask::Undo { anyway, importing: false, open: None, suggesting: Vec::new() };
    let Outcome::NotOurs(step) = answer(&mut store, &undo(None)) else { panic!("it was not named") };
    assert!(step.label.contains("Two"), "{}", step.label);
    let another = answer(&mut store, &undo(Some(step.id + 1)));
    assert!(matches!(another, Outcome::NotOurs(_)), "only the step that was named is taken back");
    assert!(matches!(answer(&mut store, &undo(Some(step.id))), Outcome::Undone(Some(_), _)));
    assert!(matches!(answer(&mut store, &undo(None)), Outcome::Undone(Some(_), _)));
    assert!(matches!(answer(&mut store, &undo(None)), Outcome::Undone(None, _)));
}

#[test]
fn while_an_import_runs_what_it_brought_is_named_before_it_is_taken_back() {
    let mut store = Store::memory(Clock::machine()).unwrap();
    store.apply(&[article("# One\n\nA.")]).unwrap();
    let undo = |anyway, importing| Ask::Undo { anyway, importing, open: None, suggesting: Vec::new() };
    // What was done beside it is taken back as ever.
    store.apply(&[Edit::AddTheme { path: "War".into() }]).unwrap();
    assert!(matches!(answer(&mut store, &undo(None, true)), Outcome::Undone(Some(_), _)));
    let Outcome::NotOurs(step) = answer(&mut store, &undo(None, true)) else { panic!("it was not named") };
    assert!(step.ours && step.label.contains("One"), "{step:?}");
    assert!(matches!(answer(&mut store, &undo(Some(step.id), true)), Outcome::Undone(Some(_), _)));
    store.redo().unwrap();
    assert!(matches!(answer(&mut store, &undo(None, false)), Outcome::Undone(Some(_), _)));
}

#[test]
fn an_article_comes_with_its_text_and_one_that_is_gone_is_a_sentence() {
    let mut store = store();
    let opened = answer(&mut store, &Ask::Open { article: ID });
    assert!(matches!(opened, Outcome::Opened { document, .. } if document.text.contains("wide")));
    store.apply(&[Edit::TrashArticle { article: ID }]).unwrap();
    for id in [ID, ArticleId(7)] {
        let Outcome::Failed(why) = answer(&mut store, &Ask::Open { article: id }) else {
            panic!("it opened")
        };
        assert!(why.contains("no more"), "{why}");
    }
    let refreshed = answer(&mut store, &Ask::Refresh { open: Some(ID) });
    assert!(matches!(refreshed, Outcome::Refreshed(fresh) if fresh.open.is_none()));
}

#[test]
fn lists_are_windows_with_a_total() {
    let mut store = store();
    store.apply(&[article("# Hills\n\nC."), article("# Dales\n\nD.")]).unwrap();
    let list = |first, count, around| {
        let selected = vec![ID, ArticleId(99)];
        Ask::List { listing: Box::default(), first, count, around, selected }
    };
    let Outcome::List { first, total, articles, at, selected } = answer(&mut store, &list(1, 1, None)) else {
        panic!("no list")
    };
    assert_eq!((first, total, articles.len()), (1, None, 1));
    assert_eq!((at, selected), (None, (vec![ID], 1)));
    let Outcome::List { first, articles, at, .. } = answer(&mut store, &list(0, 1, Some(ID))) else {
        panic!("no list")
    };
    assert_eq!((first, articles[0].id, at), (2, ID, Some((ID, 2))), "the window is where the article is");
    let Outcome::List { total, .. } = answer(&mut store, &list(1, 9, None)) else { panic!("no list") };
    assert_eq!(total, Some(3));
    let counted = answer(&mut store, &Ask::Count { listing: Box::default() });
    assert!(matches!(counted, Outcome::Count(3)));
}

#[test]
fn the_place_the_status_and_drafts_are_kept() {
    let mut store = store();
    let place = |status| Ask::SavePlace { article: ID, place: Offset(5), progress: 40, status: Some(status) };
    answer(&mut store, &place(Status::Done));
    answer(&mut store, &place(Status::Reading));
    let article = store.article(ID).unwrap().unwrap();
    assert_eq!((article.place, article.progress, article.status), (Offset(5), 40, Status::Done));

    assert!(matches!(answer(&mut store, &Ask::LastPlace), Outcome::LastPlace(None, _)));
    answer(&mut store, &Ask::Remember { key: "article", value: "1".into() });
    assert!(matches!(answer(&mut store, &Ask::LastPlace), Outcome::LastPlace(Some(ID), None)));
    store.apply(&[Edit::TrashArticle { article: ID }]).unwrap();
    assert!(matches!(answer(&mut store, &Ask::LastPlace), Outcome::LastPlace(None, _)));

    let on = DraftOn::Article(ID);
    answer(&mut store, &Ask::SaveDraft(Draft { on, text: "half".into(), was: None, updated: String::new() }));
    let listed = |outcome| match outcome {
        Outcome::Drafts(drafts, orphans) => (drafts.len(), orphans.len()),
        other => panic!("{other:?}"),
    };
    assert_eq!(listed(answer(&mut store, &Ask::Drafts)), (1, 1), "it waits in the trash");
    store.undo().unwrap();
    assert_eq!(listed(answer(&mut store, &Ask::Drafts)), (1, 0));
    answer(&mut store, &Ask::DropDraft(on));
    assert_eq!(listed(answer(&mut store, &Ask::Drafts)), (0, 0));
}

#[test]
fn words_are_found_in_the_text() {
    let mut store = store();
    let document = Arc::new(store.document(ID).unwrap());
    let words = ["river", "wide", "river is"].map(str::to_owned).to_vec();
    let ask = Ask::Find { document, words, all: false };
    let Outcome::Found { hits, more, .. } = answer(&mut store, &ask) else { panic!("nothing came") };
    assert_eq!((hits.len(), more), (2, false), "what stands side by side is one place: {hits:?}");
    assert!(hits.windows(2).all(|two| two[0].end <= two[1].start), "{hits:?}");
}

#[test]
fn an_export_says_what_became_of_each_file_and_leaves_other_peoples_alone() {
    let mut store = store();
    let span = second_sentence(&store);
    let (_, fresh) = tag(&mut store, span, "depth");
    let theme = fresh.themes[0].id;
    let folder = tempfile::tempdir().unwrap();
    let mut export = |scope, format, to: &str| {
        let to = if to.starts_with("..") { to.into() } else { folder.path().join(to) };
        answer(&mut store, &Ask::Export { scope, format, to })
    };
    let markdown = ExportFormat::Markdown;
    let Outcome::Exported { files, .. } = export(ExportScope::Articles(vec![ID]), markdown, "out") else {
        panic!("nothing")
    };
    let [(path, word)] = &files[..] else { panic!("{files:?}") };
    assert!(path.ends_with("two-rivers.md") && word == "written", "{files:?}");
    assert!(std::fs::read_to_string(path).unwrap().contains("> The other river is deep."));
    let Outcome::Exported { files, .. } = export(ExportScope::Theme(theme), markdown, "out") else {
        panic!("nothing")
    };
    assert!(files.iter().any(|(path, _)| path.ends_with("depth.md")), "{files:?}");
    let lines = export(ExportScope::Library, ExportFormat::JsonLines, "all.jsonl");
    assert!(matches!(lines, Outcome::Exported { files, .. } if files.len() == 1));
    assert_eq!(std::fs::read_to_string(folder.path().join("all.jsonl")).unwrap().lines().count(), 1);

    let notes = export(ExportScope::Theme(theme), ExportFormat::W3c, "all.jsonld");
    assert!(matches!(notes, Outcome::Exported { files, .. } if files.len() == 1));
    let notes = std::fs::read_to_string(folder.path().join("all.jsonld")).unwrap();
    assert!(notes.contains("TextQuoteSelector") && notes.contains("\"total\":1"), "{notes}");
    let Outcome::Exported { files, .. } = export(ExportScope::Library, ExportFormat::Html, "pages") else {
        panic!("nothing")
    };
    assert!(files.iter().any(|(path, _)| path.ends_with("index.html")), "{files:?}");

    // A folder that is named from where postil was started is told whole.
    let here = std::env::current_dir().unwrap();
    let up = "../".repeat(here.components().count() - 1);
    let near = format!("{up}{}/near", folder.path().strip_prefix("/").unwrap().display());
    let Outcome::Exported { to, files } = export(ExportScope::Library, markdown, &near) else {
        panic!("nothing")
    };
    let is_whole = |path: &str| path.starts_with(here.to_str().unwrap());
    assert!(is_whole(&to) && files.iter().all(|(path, _)| is_whole(path)), "{to}, {files:?}");

    std::fs::create_dir(folder.path().join("mine")).unwrap();
    std::fs::write(folder.path().join("mine/README.md"), "My own.").unwrap();
    let Outcome::Failed(why) = export(ExportScope::Library, markdown, "mine") else {
        panic!("it was overwritten")
    };
    assert!(why.contains("README.md was left alone: there is a file that postil did not write"), "{why}");
    assert_eq!(std::fs::read_to_string(folder.path().join("mine/README.md")).unwrap(), "My own.");

    let stopped = Arc::new(AtomicBool::new(true));
    let ask = Ask::Export { scope: ExportScope::Library, format: markdown, to: folder.path().join("none") };
    let Outcome::Failed(why) = answer_until(&mut store, &ask, &Course { stop: &stopped, tell: &|_| () })
    else {
        panic!("it went on")
    };
    assert!(why.contains("it was stopped"), "{why}");
}

/// Asks something, while another program does something between our look and our lock.
fn meanwhile(ask: &Ask, theirs: impl FnOnce(&mut Store) + Send + 'static) -> (Outcome, Store) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.postil");
    let mut ours = Store::open(&path, Clock::machine()).unwrap();
    ours.apply(&[article("# Two rivers\n\nOne river is wide. The other river is deep.")]).unwrap();
    ours.apply(&[Edit::AddTheme { path: "War".into() }]).unwrap();
    let ask = match ask {
        Ask::Mend { article, mend, .. } => {
            let sha256 = ours.article(*article).unwrap().unwrap().sha256;
            Ask::Mend { article: *article, sha256, mend: mend.clone() }
        }
        Ask::Apply { edits, open, .. } => {
            let text = Some(ours.article(ID).unwrap().unwrap().sha256);
            Ask::Apply { edits: edits.clone(), open: *open, text }
        }
        ask => ask.clone(),
    };
    ours.meanwhile(0, move || theirs(&mut Store::open(&path, Clock::machine()).unwrap()));
    (answer(&mut ours, &ask), ours)
}

/// Another text, in which other words stand at each place.
fn revise(store: &mut Store) {
    let document = crate::import::read(
        b"# Two rivers\n\nNobody counts rivers here. All of them are cold and slow.",
        &crate::import::Hint::named("a.md"),
    )
    .unwrap()
    .document;
    store.apply(&[Edit::Revise { article: ID, document, placements: Vec::new(), mend: false }]).unwrap();
}

#[test]
fn what_another_program_does_between_the_look_and_the_change_is_seen() {
    let span = Span::new(12, 30);
    let note = |text: &str| Edit::SetNote { on: NoteOn::Article(ID), note: Some(text.into()) };
    let (saved, store) =
        meanwhile(&Ask::SaveNote { edit: Box::new(note("Ours.")), before: None, open: None, text: None }, {
            let theirs = note("Theirs.");
            move |store| drop(store.apply(&[theirs]).unwrap())
        });
    assert!(matches!(&saved, Outcome::NoteChanged(Some(now)) if now == "Theirs."), "{saved:?}");
    assert_eq!(store.article(ID).unwrap().unwrap().note.as_deref(), Some("Theirs."));

    let (undone, store) = meanwhile(
        &Ask::Undo { anyway: None, importing: false, open: None, suggesting: Vec::new() },
        |store: &mut Store| {
            store.apply(&[Edit::AddTheme { path: "Peace".into() }]).unwrap();
        },
    );
    assert!(matches!(&undone, Outcome::NotOurs(step) if step.label.contains("Peace")), "{undone:?}");
    assert_eq!(store.themes().unwrap().len(), 2);

    let theme = ThemeId(1);
    for dismissed in [true, false] {
        let quote = "One river is wide.".to_owned();
        let ask = Ask::SettleSentence {
            article: ID,
            span: Span::new(12 + 1, 31),
            quote,
            theme,
            dismissed,
            open: None,
        };
        let (settled, store) = meanwhile(&ask, revise);
        assert!(matches!(&settled, Outcome::Failed(why) if why.contains("meanwhile")), "{settled:?}");
        assert_eq!((store.dismissed(theme).unwrap(), store.annotations_of(ID).unwrap()), (vec![], vec![]));
    }
    let tag = Edit::Annotate { article: ID, span, themes: vec![ThemeName::Id(theme)], note: None };
    let (tagged, store) = meanwhile(&Ask::Apply { edits: vec![tag], open: Some(ID), text: None }, revise);
    assert!(matches!(&tagged, Outcome::Failed(why) if why.contains("meanwhile")), "{tagged:?}");
    assert_eq!(store.annotations_of(ID).unwrap(), []);

    let mend = Mend::Replace { span, text: "A river".into() };
    let (mended, store) = meanwhile(&Ask::Mend { article: ID, sha256: String::new(), mend }, revise);
    assert!(matches!(&mended, Outcome::Failed(why) if why.contains("meanwhile")), "{mended:?}");
    assert!(store.document(ID).unwrap().text.contains("Nobody counts"));
}

#[test]
fn settling_a_sentence_costs_the_same_with_any_number_of_annotations() {
    let mut store = store();
    let text = store.document(ID).unwrap().text;
    let theme = tag(&mut store, Span::new(0, 1), "depth").1.themes[0].id;
    let span = second_sentence(&store);
    let settle = |store: &Store| {
        super::super::survey::settling(store, (ID, span), span.of(&text), theme, true).unwrap();
    };
    let (few, ()) = store.work(settle);
    for start in 0..60 {
        tag(&mut store, Span::new(start, start + 3), "depth");
    }
    assert!(store.annotations_of(ID).unwrap().len() > 50);
    let (many, ()) = store.work(settle);
    assert!(many <= few + 50, "{few} steps, and {many} with many annotations");
}

#[test]
fn a_copy_that_takes_no_drafts_is_a_copy_all_the_same_and_says_that_it_has_none() {
    let folder = tempfile::tempdir().unwrap();
    let (path, to) = (folder.path().join("library.postil"), folder.path().join("copy.postil"));
    let mut store = Store::open(&path, Clock::machine()).unwrap();
    let draft = Draft { on: DraftOn::Library, text: "a thought".into(), was: None, updated: String::new() };
    let backup = |to: &Path| Ask::Backup { to: to.to_owned(), drafts: vec![draft.clone()] };
    let whole = answer(&mut store, &backup(&folder.path().join("whole.postil")));
    assert!(matches!(&whole, Outcome::BackedUp(_, _, taken) if *taken == [draft.clone()]), "{whole:?}");
    // A newer postil has the library as well, and made it its own.
    rusqlite::Connection::open(&path).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let copied = answer(&mut store, &backup(&to));
    assert!(matches!(&copied, Outcome::BackedUp(_, _, taken) if taken.is_empty()), "{copied:?}");
    assert!(to.exists());
}

#[test]
fn what_nothing_waits_for_any_more_is_stopped_not_saved() {
    let mut store = store();
    let text = store.document(ID).unwrap().text;
    let sha256 = store.article(ID).unwrap().unwrap().sha256;
    let at = Offset(text.find("The other").unwrap());
    answer(&mut store, &Ask::Mend { article: ID, sha256, mend: Mend::Split { at } });
    let span = second_sentence(&store);
    tag(&mut store, span, "Rivers");
    let theme = store.resolve_theme("Rivers").unwrap();
    let stopped = Arc::new(AtomicBool::new(true));
    let course = Course { stop: &stopped, tell: &|_| () };
    for ask in [Ask::Compare { article: ID }, Ask::Survey(crate::app::Survey::Suggestions { theme })] {
        let came = answer_until(&mut store, &ask, &course);
        assert!(matches!(came, Outcome::Stopped), "{ask:?}: {came:?}");
        assert!(!matches!(answer(&mut store, &ask), Outcome::Stopped | Outcome::Failed(_)), "{ask:?}");
    }
}

#[test]
fn an_undo_of_much_says_so_and_is_stopped_with_nothing_done() {
    let mut store = store();
    tag(&mut store, Span::new(0, 10), "Rivers");
    let long: Vec<Edit> = (0..60).map(|n| article(&format!("# Of {n}\n\nThere are {n} rivers."))).collect();
    store.apply(&long).unwrap();
    let undo = Ask::Undo { anyway: None, importing: false, open: None, suggesting: Vec::new() };
    let redo = Ask::Redo { open: None, suggesting: Vec::new() };
    let count = |store: &Store| store.article_ids().unwrap().len();
    let told = std::cell::RefCell::new(0);
    let tell = |outcome| {
        assert!(matches!(outcome, Outcome::Surveying(0)), "{outcome:?}");
        *told.borrow_mut() += 1;
    };
    let (never, stopped) = (Arc::default(), Arc::new(AtomicBool::new(true)));
    let (go_on, stop) = (Course { stop: &never, tell: &tell }, Course { stop: &stopped, tell: &tell });
    for (ask, there) in [(&undo, 61), (&redo, 1)] {
        let before = store.history(9).unwrap();
        assert_eq!(count(&store), there);
        let Outcome::Failed(why) = answer_until(&mut store, ask, &stop) else { panic!("it went on") };
        assert_eq!(why, "it was stopped; everything is as it was");
        assert_eq!((count(&store), store.history(9).unwrap()), (there, before));
        let came = answer_until(&mut store, ask, &go_on);
        assert!(matches!(came, Outcome::Undone(Some(_), _) | Outcome::Redone(Some(_), _)), "{came:?}");
    }
    assert_eq!((count(&store), *told.borrow()), (61, 4));
    // What is done in a moment says nothing.
    answer_until(&mut store, &undo, &go_on);
    answer_until(&mut store, &undo, &go_on);
    assert_eq!(*told.borrow(), 5);
}

#[test]
fn an_import_tells_how_many_of_all_sources_it_has_read() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a.txt", "b.txt", "c.txt"] {
        std::fs::write(folder.path().join(name), format!("The text {name}.")).unwrap();
    }
    let told = std::cell::RefCell::new(Vec::new());
    let tell = |outcome| match outcome {
        Outcome::Importing(so_far) => told.borrow_mut().push(so_far),
        other => panic!("{other:?}"),
    };
    let sources = Sources::Paths(vec![folder.path().to_owned()]);
    let mut store = Store::memory(clock()).unwrap();
    let course = Course { stop: &Arc::default(), tell: &tell };
    let end = answer_until(&mut store, &Ask::Import { sources }, &course);
    assert!(matches!(end, Outcome::Imported(report) if report.added == 3));
    let told: Vec<_> = told.borrow().iter().map(|so_far| (so_far.of, so_far.came)).collect();
    let of = |done, came| (Some((done, 3)), came);
    // They come in together, once all are read.
    assert_eq!(told, [of(0, false), of(1, false), of(2, false), of(3, false), of(3, true)]);
}

#[test]
fn a_long_passage_says_so_and_is_stopped_with_nothing_done() {
    let mut store = store();
    let text = store.document(ID).unwrap().text;
    let told = std::cell::Cell::new(0);
    let tell = |outcome| told.set(told.get() + u8::from(matches!(outcome, Outcome::Surveying(0))));
    let (never, stopped) = (Arc::default(), Arc::new(AtomicBool::new(true)));
    let annotate = |end| {
        let edit = Edit::Annotate {
            article: ID,
            span: Span::new(0, end),
            themes: vec![ThemeName::Path("All".into())],
            note: None,
        };
        Ask::Apply { edits: vec![edit], open: Some(ID), text: None }
    };
    let whole = annotate(text.len());
    let Outcome::Failed(why) = answer_until(&mut store, &whole, &Course { stop: &stopped, tell: &tell })
    else {
        panic!("it went on")
    };
    assert_eq!((why.as_str(), told.get()), ("it was stopped; everything is as it was", 1));
    assert_eq!((store.themes().unwrap(), store.history(9).unwrap().len()), (Vec::new(), 1));
    let done = answer_until(&mut store, &whole, &Course { stop: &never, tell: &tell });
    assert!(matches!(done, Outcome::Applied(..)) && told.get() == 2, "{done:?}");
    let annotation = store.annotations_of(ID).unwrap()[0].id;
    let delete =
        Ask::Apply { edits: vec![Edit::DeleteAnnotation { annotation }], open: Some(ID), text: None };
    let deleted = answer_until(&mut store, &delete, &Course { stop: &never, tell: &tell });
    assert!(matches!(deleted, Outcome::Applied(..)) && told.replace(2) == 3, "{deleted:?}");
    // What is done at once says nothing of it.
    let done = answer_until(&mut store, &annotate(3), &Course { stop: &never, tell: &tell });
    assert!(matches!(done, Outcome::Applied(..)) && told.get() == 2, "{done:?}");
}

#[test]
fn a_theme_with_long_passages_says_so_too_and_is_stopped_with_nothing_done() {
    let mut store = store();
    let whole = Span::new(0, store.document(ID).unwrap().text.len());
    let (never, stopped) = (Arc::default(), Arc::new(AtomicBool::new(true)));
    let second = second_sentence(&store);
    tag(&mut store, second, "Short");
    tag(&mut store, whole, "Above/Long");
    store.apply(&[Edit::AddTheme { path: "Into".into() }]).unwrap();
    let named = |store: &Store, path: &str| {
        store.themes().unwrap().into_iter().find(|theme| theme.path == path).unwrap().id
    };
    let act = |store: &mut Store, edit: Edit, stop: &Arc<AtomicBool>| {
        let told = std::cell::Cell::new(0);
        let tell = |outcome| told.set(told.get() + u8::from(matches!(outcome, Outcome::Surveying(0))));
        let ask = Ask::Apply { edits: vec![edit], open: Some(ID), text: None };
        let outcome = answer_until(store, &ask, &Course { stop, tell: &tell });
        (matches!(outcome, Outcome::Applied(..)), told.get())
    };
    let (short, long) = (named(&store, "Short"), named(&store, "Above/Long"));
    let (above, into) = (named(&store, "Above"), named(&store, "Into"));
    let annotation = store.annotations_of(ID).unwrap().into_iter().find(|one| one.span == whole).unwrap().id;
    let into_it = ThemeName::Id(into);
    for edit in [
        Edit::MergeThemes { from: vec![above], into },
        Edit::RemoveTheme { theme: long },
        Edit::PutThemes { annotation, themes: vec![into_it] },
        Edit::TakeThemes { annotation, themes: vec![long] },
    ] {
        let before = (store.themes().unwrap(), store.annotations_of(ID).unwrap());
        assert_eq!(act(&mut store, edit.clone(), &stopped), (false, 1), "{edit:?}");
        assert_eq!((store.themes().unwrap(), store.annotations_of(ID).unwrap()), before, "{edit:?}");
        assert_eq!(act(&mut store, edit.clone(), &never), (true, 1), "{edit:?}");
        assert_ne!((store.themes().unwrap(), store.annotations_of(ID).unwrap()), before, "{edit:?}");
        store.undo().unwrap();
    }
    // What is below it does not go with it, and what is done at once says nothing.
    for edit in [Edit::RemoveTheme { theme: above }, Edit::MergeThemes { from: vec![short], into }] {
        assert_eq!(act(&mut store, edit.clone(), &never), (true, 0), "{edit:?}");
    }
}
