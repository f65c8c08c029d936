//! What commands print on a terminal.

use std::path::Path;

use postil::clock::Clock;
use postil::model::Edit;
use postil::store::Store;

use super::pty::{self, Terminal};

#[test]
fn on_a_terminal_a_text_is_shown_and_never_acts() {
    let folder = tempfile::tempdir().expect("a folder");
    let library = folder.path().join("library.postil");
    let mut store = Store::open(&library, Clock::machine()).expect("a library");
    let hint = postil::import::Hint::named("a.txt");
    let text = "A title\n\nHe said (\u{200f}x\u{200f}) to \u{202e}all.\n";
    let read = postil::import::read(text.as_bytes(), &hint).expect("an article");
    let add = Edit::AddArticle { meta: read.meta, document: read.document, themes: Vec::new(), place: None };
    let article = store.apply(&[add]).expect("a step").touched.articles[0];
    let span = postil::text::Span::new(0, 7);
    let note = Some("\u{1b}[2Jgone".to_owned());
    store.apply(&[Edit::Annotate { article, span, themes: Vec::new(), note }]).expect("a step");
    drop(store);
    let id = article.0.to_string();
    let library = library.to_str().expect("a path of letters");
    for args in [
        &["show", &id][..],
        &["show", &id, "--format", "markdown"],
        &["export"],
        &["export", "--format", "csv"],
        &["export", "--format", "jsonl"],
        &["export", "--format", "html"],
    ] {
        let args = [&["--library", library], args].concat();
        let command =
            pty::command(Path::new(env!("CARGO_BIN_EXE_postil")), &args, &[("HOME", folder.path())]);
        let mut terminal = Terminal::start(command, 120, 40);
        assert_eq!(terminal.end(), 0, "{args:?}");
        let raw = terminal.raw_text();
        assert!(raw.contains("title"), "{args:?}: {raw}");
        assert!(!raw.contains(['\u{1b}', '\u{200f}', '\u{202e}']), "{args:?}: {raw:?}");
    }
}
