//! How often an import of many files writes to the disk.

use super::*;

#[test]
fn many_files_are_written_together_and_each_is_there_when_it_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let library = folder.path().join("library.postil");
    let mut sources = Sources::new(300);
    sources.store = Store::open(&library, Clock::machine()).unwrap();
    // What another program sees changes with each transaction.
    let other = Store::open(&library, Clock::machine()).unwrap();
    let mut seen = vec![other.data_version().unwrap()];
    let (done, reports) = sources.import(&[], &AtomicBool::new(false), &mut |told| {
        seen.push(other.data_version().unwrap());
        let there = other.count_articles(&Query::default()).unwrap();
        assert!(there >= told as u64, "{told} are told, {there} are there");
    });
    seen.dedup();
    assert!(done && reports.len() == 300);
    let transactions = seen.len() - 1;
    assert!((2..=300 / 50).contains(&transactions), "{transactions} for 300 files");
}
