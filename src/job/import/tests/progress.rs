//! How much there is to do, and how much of it is done, as it is told.

use super::*;

/// What is told of an import of some sources.
fn told(paths: &[PathBuf]) -> Vec<Progress> {
    let mut store = Sources::new(0).store;
    let mut all = Vec::new();
    let mut with = With {
        stdin: &mut || Ok(b"From standard input.".to_vec()),
        each: &mut |_| (),
        cancel: &AtomicBool::new(false),
        progress: &mut |progress| all.push(progress),
        means: &Means::default(),
    };
    assert!(import(&mut store, paths, &mut with).unwrap());
    all
}

#[test]
fn sources_are_counted_before_they_are_read_with_all_that_folders_hold() {
    let sources = Sources::new(3);
    let folder = sources.folder.path();
    fs::write(folder.join("notes.jsonld"), r#"{"@context":"http://www.w3.org/ns/anno.jsonld"}"#).unwrap();
    let paths = [folder.to_owned(), "-".into(), folder.join("000.txt"), folder.join("none.example/a")];
    let mut wanted = vec![Progress::Of(7, Unit::Source)];
    wanted.extend([Progress::Done; 7]);
    assert_eq!(told(&paths), wanted);
}

#[test]
fn of_very_many_not_each_is_shown() {
    let mut tally = Tally::default();
    assert!(!tally.take(Progress::Of(1, Unit::Part)) && tally.of().is_none(), "of one nothing is");
    assert!(tally.take(Progress::Of(2_000, Unit::Source)));
    let shown: Vec<_> = (0..2_000).filter(|_| tally.take(Progress::Done)).collect();
    assert_eq!((shown.len(), tally.of()), (100, Some((2_000, 2_000))));
}

#[test]
fn one_source_alone_is_not_counted() {
    let sources = Sources::new(1);
    assert_eq!(told(&[sources.folder.path().to_owned()]), []);
    assert_eq!(told(&[sources.folder.path().join("000.txt")]), []);
}
