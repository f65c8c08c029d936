use super::*;
use crate::clock::Clock;
use crate::job::library;
use crate::model::Edit;
use crate::text::Span;

fn store() -> Store {
    let clock = Clock::counted("2020-01-01T00:00:00Z".parse().unwrap());
    let mut store = Store::memory(clock).unwrap();
    store.add_starters(&library::starters().unwrap()).unwrap();
    let edit =
        Edit::Annotate { article: ArticleId(1), span: Span::new(0, 5), themes: Vec::new(), note: None };
    store.apply(&[edit]).unwrap();
    store
}

#[test]
fn a_path_is_a_folder_or_a_file_by_what_it_is_and_how_it_ends() {
    let folder = tempfile::tempdir().unwrap();
    let is_folder = |path: &Path, format| matches!(Place::of(path, format), Place::Folder(_));
    assert!(is_folder(folder.path(), Format::Csv));
    assert!(is_folder(Path::new("new/"), Format::JsonLines));
    assert!(is_folder(Path::new("new"), Format::Markdown));
    assert!(!is_folder(Path::new("new.md"), Format::Markdown));
    assert!(!is_folder(Path::new("new"), Format::Csv));
}

#[test]
fn a_stopped_export_keeps_what_it_wrote_and_knows_it_again() {
    let folder = tempfile::tempdir().unwrap();
    let (store, cancel) = (store(), AtomicBool::new(false));
    let order = Order { wanted: Wanted { by: By::Library, ..Wanted::default() }, ..Order::default() };
    let place = Place::Folder(folder.path().to_owned());
    let mut written = 0;
    let ended = to_place(&store, &order, &place, &cancel, &mut |_| {
        written += 1;
        cancel.store(written == 2, Ordering::Relaxed);
    });
    assert!(matches!(ended, Err(ExportError::Cancelled)));
    assert_eq!(written, 2);
    cancel.store(false, Ordering::Relaxed);
    let mut outcomes = Vec::new();
    to_place(&store, &order, &place, &cancel, &mut |file| outcomes.push(file.outcome)).unwrap();
    assert_eq!(outcomes.iter().filter(|outcome| **outcome == Outcome::Unchanged).count(), 2);
    assert!(!outcomes.contains(&Outcome::Refused));
}

#[test]
fn one_file_keeps_what_stands_below_the_line() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("all.md");
    let (store, order, cancel) = (store(), Order::default(), AtomicBool::new(false));
    let export = || {
        let mut outcome = None;
        let place = Place::of(&path, Format::Markdown);
        to_place(&store, &order, &place, &cancel, &mut |file| outcome = Some(file.outcome)).unwrap();
        outcome.unwrap()
    };
    assert_eq!((export(), export()), (Outcome::Written, Outcome::Unchanged));
    let before = fs::read_to_string(&path).unwrap();
    let mine = format!("\n{YOURS}\nMine.\n");
    fs::write(&path, format!("{}{mine}", before.replacen("sha256: ", "sha256: 0", 1))).unwrap();
    assert_eq!((export(), export()), (Outcome::Kept, Outcome::Unchanged));
    assert_eq!(fs::read_to_string(&path).unwrap(), format!("{before}{mine}"));
}

#[test]
fn one_file_that_postil_did_not_write_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let cancel = AtomicBool::new(false);
    let library = folder.path().join("mine.postil");
    let store = Store::open_or_make(&library, Clock::machine(), &library::furnish).unwrap();
    let mine = folder.path().join("mine.md");
    fs::write(&mine, "My own words.\n").unwrap();
    let beside = folder.path().join("mine.postil-journal");
    for format in [Format::Markdown, Format::Csv, Format::JsonLines] {
        for path in [&mine, &library, &beside, &folder.path().join("mine.postil-wal")] {
            let mut outcomes = Vec::new();
            let (order, place) = (Order { format, ..Order::default() }, Place::File(path.clone()));
            to_place(&store, &order, &place, &cancel, &mut |file| outcomes.push(file.outcome)).unwrap();
            assert_eq!(outcomes, [Outcome::Refused], "{}", path.display());
        }
    }
    assert_eq!(fs::read_to_string(&mine).unwrap(), "My own words.\n");
    assert!(!beside.exists());
    assert_eq!(Store::open(&library, Clock::machine()).unwrap().themes().unwrap(), store.themes().unwrap());
}
