use proptest::prelude::*;

use super::*;
use crate::clock::Clock;
use crate::model::{BlockKind, Inline, InlineKind};
use crate::store::Store;

fn store() -> Store {
    Store::memory(Clock::counted("2026-01-01T00:00:00Z".parse().unwrap())).unwrap()
}

fn document(paragraphs: &[String]) -> Document {
    let mut text = String::new();
    let mut blocks = Vec::new();
    for paragraph in paragraphs {
        if !blocks.is_empty() {
            text.push_str("\n\n");
        }
        let start = text.len();
        text.push_str(paragraph);
        blocks.push(Block {
            kind: BlockKind::Paragraph,
            level: 0,
            span: Span::new(start, text.len()),
            furniture: false,
            marked: None,
        });
    }
    let inlines = vec![Inline {
        kind: InlineKind::Link,
        span: Span::new(0, text.chars().next().map_or(0, char::len_utf8)),
        target: Some("https://example.org".into()),
    }];
    Document { text: text.into(), blocks, inlines, pages: Vec::new() }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn what_is_saved_is_read_back(
        paragraphs in prop::collection::vec("([a-zé語 e\u{301}👩‍👩‍👧]{0,40}){0,300}", 0..5),
    ) {
        let store = store();
        let document = document(&paragraphs);
        let revision = save(store.conn(), 1, &document, "now").unwrap();
        prop_assert_eq!(&load_document(store.conn(), revision.id).unwrap(), &document);
        let mut select = store.conn().prepare("SELECT start, point, body FROM pieces ORDER BY id").unwrap();
        let rows = select.query_map([], |r| Ok((r.get::<_, i64>(0)?, r.get::<_, i64>(1)?, r.get::<_, String>(2)?)));
        for row in rows.unwrap() {
            let (start, point, body) = row.unwrap();
            prop_assert!(body.len() <= PIECE + 64);
            prop_assert!(grapheme::is_boundary(&document.text, Offset(size(start))));
            prop_assert_eq!(int(Span::new(0, size(start)).of(&document.text).chars().count()), point);
        }
    }

    #[test]
    fn a_window_holds_its_span(a in 0usize..20_000, b in 0usize..20_000, margin in 0usize..5000) {
        let store = store();
        let paragraphs: Vec<String> = (1..9).map(|n| format!("wörd{n} ").repeat(n * 60)).collect();
        let document = document(&paragraphs);
        let floor = |at: usize| (0..=at.min(document.text.len())).rev().find(|a| document.text.is_char_boundary(*a)).unwrap();
        let span = Span::new(floor(a), floor(b));
        let revision = save(store.conn(), 1, &document, "now").unwrap();
        let window = window(store.conn(), revision.id, span, margin).unwrap();
        prop_assert_eq!(window.inside(span).of(&window.text), span.of(&document.text));
        prop_assert!(window.text.len() <= span.len() + 2 * margin + 2 * PIECE + 128);
        prop_assert_eq!(window.points(span.end), Some(count(Span::new(0, span.end.0).of(&document.text).chars().count())));
    }
}

#[test]
fn long_words_are_cut_between_graphemes() {
    let store = store();
    let document = document(&["e\u{301}".repeat(5000), "x".repeat(9000)]);
    let revision = save(store.conn(), 1, &document, "now").unwrap();
    assert_eq!(load_text(store.conn(), revision.id).unwrap(), *document.text);
}

#[test]
fn blocks_that_do_not_fit_are_refused() {
    let store = store();
    let mut document = document(&["one".into(), "two".into()]);
    document.blocks.swap(0, 1);
    assert!(save(store.conn(), 1, &document, "now").is_err());
}
