//! Opening the original of an article, and a link in its text, with the system's program.

use postil::clock::Clock;
use postil::import::{self, Hint};
use postil::model::Edit;
use postil::store::Store;

use crate::session::Session;

const TEXT: &str = "---\ntitle: Ferries\nurl: https://e.example/ferries?a=1\n---\n\n# Ferries\n\n\
[A boat](https://boat.example/) sank. [A letter](mailto:a@e.example) came.\n";

/// Articles with an address and a source each, the first of them chosen in the list.
fn library(articles: &[(&str, &str)]) -> Session {
    let mut store = Store::memory(Clock::counted("2026-01-02T03:04:05Z".parse().unwrap())).unwrap();
    for (text, source) in articles {
        let imported = import::read(text.as_bytes(), &Hint::named("a.md")).unwrap();
        let mut meta = imported.meta;
        meta.source = Some((*source).to_owned());
        store
            .apply(&[Edit::AddArticle { meta, document: imported.document, themes: Vec::new(), place: None }])
            .unwrap();
    }
    let mut s = Session::on(store);
    s.keys("gg");
    s
}

#[test]
fn the_original_opens_from_list_and_text_and_says_so() {
    let mut s = library(&[(TEXT, "/home/me/ferries.md")]);
    for keys in ["o", "<enter>o"] {
        s.keys(keys);
        assert_eq!(
            s.effects.pop().unwrap(),
            "OpenOutside(Address(\"https://e.example/ferries?a=1\"))",
            "{keys}"
        );
        assert_eq!(s.status().split("  ").next(), Some("Opening https://e.example/ferries?a=1…"));
    }
    // While something is selected the key is that of the selection.
    s.keys("vo<esc>");
    assert_eq!(s.effects, [] as [String; 0]);
}

#[test]
fn without_an_address_it_is_the_file_and_a_starter_says_why_not() {
    let mut s = library(&[("# A\n\nText.\n", "/home/me/a.md")]);
    s.keys("o");
    assert_eq!(s.effects.pop().unwrap(), "OpenOutside(File(\"/home/me/a.md\"))");
    let mut s = library(&[("# A\n\nText.\n", "seed:a")]);
    s.keys("o");
    assert_eq!(s.effects, [] as [String; 0]);
    assert!(s.status().starts_with("This article came with postil"), "{}", s.status());
}

#[test]
fn a_link_opens_where_the_cursor_is_on_it() {
    let mut s = library(&[(TEXT, "-")]);
    s.keys("<enter>gg}");
    assert!(s.ahead(6) == "A boat", "{}", s.ahead(20));
    s.keys("5lgx");
    assert_eq!(s.effects.pop().unwrap(), "OpenOutside(Address(\"https://boat.example/\"))");
    s.keys("lgx");
    assert!(s.status().starts_with("There is no link under the cursor"), "{}", s.status());
    s.keys(")gx");
    assert!(s.status().starts_with("“mailto:a@e.example” is no address of the web"), "{}", s.status());
    assert_eq!(s.effects, [] as [String; 0]);
}
