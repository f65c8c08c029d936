//! What the fuzz targets do, over their corpus: seeds of each kind, and every input that once broke something.

#[path = "../../fuzz/src/lib.rs"]
mod targets;

use std::fs;
use std::path::Path;

#[test]
fn every_corpus_holds() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus");
    for (name, target) in targets::TARGETS {
        let mut inputs: Vec<_> =
            fs::read_dir(corpus.join(name)).unwrap().map(|entry| entry.unwrap().path()).collect();
        inputs.sort();
        assert!(inputs.len() > 1, "{name} has no corpus");
        for input in inputs {
            // The name is printed where it fails.
            println!("{}", input.display());
            target(&fs::read(&input).unwrap());
        }
    }
}

/// Each input cut off and with single bits turned over, at places spread over its length.
#[test]
fn every_corpus_holds_when_it_is_damaged() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus");
    for (name, target) in targets::TARGETS {
        for entry in fs::read_dir(corpus.join(name)).unwrap() {
            let whole = fs::read(entry.unwrap().path()).unwrap();
            for part in 1..8 {
                let at = whole.len() * part / 8;
                target(whole.get(..at).unwrap());
                let mut turned = whole.clone();
                if let Some(byte) = turned.get_mut(at) {
                    *byte ^= 1 << part;
                }
                target(&turned);
            }
        }
    }
}
