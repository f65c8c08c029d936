use super::*;
use crate::clock::Clock;
use crate::export::By;
use crate::job::library;
use crate::model::Edit;
use crate::text::Span;

fn store() -> Store {
    let clock = Clock::counted("2020-01-01T00:00:00Z".parse().unwrap());
    let mut store = library::begin(Store::memory(clock).unwrap()).unwrap();
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
    fs::write(&path, format!("old\n{mine}")).unwrap();
    assert_eq!((export(), export()), (Outcome::Kept, Outcome::Unchanged));
    assert_eq!(fs::read_to_string(&path).unwrap(), format!("{before}{mine}"));
}
