//! What is known of an article and what is only guessed, once it is read again.

use super::*;
use crate::model::{Edit, InlineKind};

const BODY: &str =
    "The council voted on Tuesday to close the ferry, which has run since 1887 and is loved by all of us.";

/// The title after a file was read as one text and then as another.
fn title(before: &str, after: &str) -> String {
    let mut sources = Sources::new(0);
    let file = sources.folder.path().join("f.txt");
    let mut title = String::new();
    for text in [before, after] {
        fs::write(&file, text).unwrap();
        let (_, reports) = sources.import(&[], &AtomicBool::new(false), &mut |_| {});
        title = reports.into_iter().next().unwrap().article.unwrap().title;
    }
    title
}

#[test]
fn a_guess_does_not_replace_a_title_that_is_known() {
    let titled = |title: &str| format!("{title}\n\n{BODY}\n");
    // Nothing is a title in the second text, so the file would give it its name.
    assert_eq!(
        title(&titled("Council closes ferry"), &format!("{BODY}\n\nMore of it.\n")),
        "Council closes ferry"
    );
    // The title stands there still, below another line.
    let below = format!("Our sister site\n\nCouncil closes ferry\n\n{BODY}\n");
    assert_eq!(title(&titled("Council closes ferry"), &below), "Council closes ferry");
    // What the source says anew is followed, and what is known takes the place of a guess.
    assert_eq!(title(&titled("Council closes ferry"), &titled("Council keeps ferry")), "Council keeps ferry");
    assert_eq!(title(&format!("{BODY}\n"), &titled("Council closes ferry")), "Council closes ferry");
}

#[test]
fn where_lines_end_is_learnt_from_the_source_of_an_article_that_was_read_before() {
    let mut sources = Sources::new(0);
    let text = "# A letter\n\nOrlau Ferry Company  \n12 Quay Street\n\nIt is late.\n";
    fs::write(sources.folder.path().join("a.md"), text).unwrap();
    let mut import = || {
        let (_, reports) = sources.import(&[], &AtomicBool::new(false), &mut |_| {});
        let report = reports.into_iter().next().unwrap();
        let id = report.article.unwrap().id;
        let document = sources.store.document(id).unwrap();
        (report.outcome, id, document)
    };
    let (_, id, read) = import();
    assert!(read.inlines.iter().any(|inline| inline.kind == InlineKind::Lines));
    assert_eq!(import().0, Outcome::Unchanged);
    // As libraries have it that were made before.
    let document = crate::model::Document { inlines: Vec::new(), ..read.clone() };
    sources
        .store
        .apply(&[Edit::Revise { article: id, document, placements: Vec::new(), mend: false }])
        .unwrap();
    let mut again = || {
        let (_, reports) = sources.import(&[], &AtomicBool::new(false), &mut |_| {});
        (reports.into_iter().next().unwrap().outcome, sources.store.document(id).unwrap())
    };
    assert_eq!(again(), (Outcome::Updated, read.clone()));
    assert_eq!(again(), (Outcome::Unchanged, read));
}
