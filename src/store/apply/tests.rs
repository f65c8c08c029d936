use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use proptest::prelude::*;

use super::*;
use crate::model::{ArticleId, MetadataChange, NoteOn, Placement, State, Status, ThemeName};
use crate::store::StoreError;
use crate::store::fixture::{annotation, assert_indexed, document, dump, filled, import, tag, theme};
use crate::text::Span;

fn refused(store: &mut Store, edit: Edit) -> String {
    let before = dump(store);
    let steps = store.history(99).unwrap();
    let error = store.apply(&[import("Other", &["goes with it"]), edit]).unwrap_err();
    assert_eq!(dump(store), before, "nothing changed");
    assert_eq!(store.history(99).unwrap(), steps);
    assert_indexed(store);
    let StoreError::Refused(sentence) = error else { panic!("{error}") };
    sentence
}

fn label(store: &mut Store, edits: &[Edit]) -> String {
    store.apply(edits).unwrap().label
}

#[test]
fn labels_say_what_was_done() {
    let mut store = filled();
    assert_eq!(store.newest_step().unwrap().unwrap().label, "import 3 articles");
    assert_eq!(
        label(&mut store, &[tag(1, (7, 36), &["Syria/war", "x"])]),
        "tag “The harbour was shut at noon.” with Syria/war, x"
    );
    assert_eq!(
        label(&mut store, &[tag(3, (7, 11), &["x"]), tag(3, (13, 17), &["x"]), tag(3, (19, 25), &["x"])]),
        "tag 3 passages with x"
    );
    assert_eq!(
        label(&mut store, &[Edit::MergeThemes { from: vec![theme(3)], into: theme(2) }]),
        "merge x into Syria/war (4 passages)"
    );
    assert_eq!(
        label(&mut store, &[Edit::TakeThemes { annotation: annotation(1), themes: vec![theme(2)] }]),
        "take Syria/war off “The harbour was shut at noon.”"
    );
    assert_eq!(
        label(&mut store, &[Edit::DeleteAnnotation { annotation: annotation(1) }]),
        "delete annotation “The harbour was shut at noon.”"
    );
    let long = Edit::SetNote { on: NoteOn::Article(ArticleId(3)), note: Some("so".into()) };
    assert_eq!(label(&mut store, &[long, tag(1, (7, 10), &[])]), "note on “Third”, and highlight “The”");
    assert_eq!(
        look::cut("The harbour was shut at noon; nobody knew why."),
        "“The harbour was shut at noon; nobody…”"
    );
    assert_eq!(look::cut(&"word ".repeat(30)), "“word word word word word word word word…”");
}

#[test]
fn a_passage_knows_its_place() {
    let mut store = filled();
    // The paragraph after a heading of two wide code points: é is e and an accent.
    let start = "語 mixed\n\n".len();
    store.apply(&[tag(2, (start, start + "e\u{301}tude".len()), &["x"])]).unwrap();
    let row: (i64, i64, String, String, String, i64, i64) = store
        .conn()
        .query_row(
            "SELECT start_point, end_point, quote, prefix, suffix, paragraph, percent FROM annotations",
            [],
            |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?, r.get(5)?, r.get(6)?)),
        )
        .unwrap();
    assert_eq!((row.0, row.1, row.2.as_str(), row.5), (9, 15, "e\u{301}tude", 1));
    assert_eq!(row.3, "語 mixed\n\n");
    assert!(row.4.starts_with(" 👩"));
    assert!(row.6 > 0 && row.6 < 100);
}

#[test]
fn the_same_span_is_the_same_annotation() {
    let mut store = filled();
    store.apply(&[tag(1, (7, 10), &["a"])]).unwrap();
    let mut again = tag(1, (7, 10), &["b", "A"]);
    if let Edit::Annotate { note, .. } = &mut again {
        *note = Some("n".into());
    }
    store.apply(&[again.clone()]).unwrap();
    let count = |sql: &str| store.conn().query_row(sql, [], |r| r.get::<_, i64>(0)).unwrap();
    assert_eq!(count("SELECT count(*) FROM annotations WHERE note = 'n'"), 1);
    assert_eq!(
        (count("SELECT count(*) FROM annotations"), count("SELECT count(*) FROM annotation_themes")),
        (1, 2)
    );
    assert_eq!(store.apply(&[again]).unwrap().step, None, "nothing changed, no step");
}

#[test]
fn a_note_is_the_same_whatever_program_wrote_it() {
    let mut store = filled();
    let note = Some("\u{feff}one\r\ntwo\rthree\n".to_owned());
    store.apply(&[Edit::SetNote { on: NoteOn::Article(ArticleId(1)), note }]).unwrap();
    assert_eq!(store.article(ArticleId(1)).unwrap().unwrap().note.as_deref(), Some("one\ntwo\nthree\n"));
    let note = Some("\u{feff} \r\n".to_owned());
    store.apply(&[Edit::SetNote { on: NoteOn::Article(ArticleId(1)), note }]).unwrap();
    assert_eq!(store.article(ArticleId(1)).unwrap().unwrap().note, None, "a mark alone is no note");
}

#[test]
fn what_does_not_fit_is_refused() {
    let mut store = filled();
    let tags = ["a/b/c", "d", "a/d"];
    store.apply(&[tag(1, (7, 10), &tags)]).unwrap();
    let [a, b, c, d, ad] = [1, 2, 3, 4, 5].map(theme);
    let inside = "語 mixed\n\ne".len();
    for (edit, part) in [
        (tag(1, (7, 7), &[]), "empty"),
        (tag(1, (7, 9000), &[]), "9000"),
        (tag(2, (inside - 1, inside), &[]), "inside a character"),
        (tag(2, (1, 5), &[]), "inside a character"),
        (tag(9, (0, 1), &[]), "no article 9"),
        (tag(1, (7, 10), &["  /  "]), "needs a name"),
        (Edit::PutThemes { annotation: annotation(7), themes: vec![ThemeName::Id(a)] }, "no annotation 7"),
        (
            Edit::PutThemes { annotation: annotation(1), themes: vec![ThemeName::Id(theme(77))] },
            "the theme is not there",
        ),
        (Edit::MoveAnnotation { annotation: annotation(1), span: Span::new(3, 3000) }, "3000"),
        (Edit::AddTheme { path: "A/ D".into() }, "already"),
        (Edit::RenameTheme { theme: d, name: "a".into() }, "already"),
        (Edit::RenameTheme { theme: d, name: "p/q".into() }, "one name"),
        (Edit::MoveTheme { theme: ad, parent: None }, "already"),
        (Edit::MoveTheme { theme: a, parent: Some(c) }, "below"),
        (Edit::MoveTheme { theme: a, parent: Some(a) }, "below"),
        (Edit::MergeThemes { from: vec![d, a], into: b }, "below"),
        (Edit::MergeThemes { from: vec![a], into: a }, "itself"),
        (Edit::ColorTheme { theme: a, color: "#12345".into() }, "colour"),
        (Edit::ColorTheme { theme: a, color: "#12345é".into() }, "colour"),
        (Edit::PinTheme { theme: a, key: Some(0) }, "1 to 9"),
        (
            Edit::SetFurniture { article: ArticleId(1), span: Span::new(8, 9), furniture: None },
            "no paragraph",
        ),
        (
            Edit::SetMetadata {
                article: ArticleId(1),
                change: MetadataChange {
                    published: Some(Some("2017-13".into())),
                    ..MetadataChange::default()
                },
            },
            "not a date",
        ),
    ] {
        let sentence = refused(&mut store, edit.clone());
        assert!(sentence.contains(part), "{edit:?}: {sentence}");
        assert!(sentence.ends_with(')'), "says how to mend it: {sentence}");
    }
    store.apply(&[Edit::TrashArticle { article: ArticleId(1) }]).unwrap();
    assert!(refused(&mut store, tag(1, (7, 10), &[])).contains("in the trash"));
}

#[test]
fn a_new_theme_takes_the_lowest_free_digit_and_keeps_it() {
    let mut store = filled();
    store.apply(&[tag(1, (7, 10), &["a", "b", "c"])]).unwrap();
    store.apply(&[Edit::RemoveTheme { theme: theme(2) }]).unwrap();
    store.apply(&[Edit::AddTheme { path: "d".into() }]).unwrap();
    let digits = |store: &Store| -> Vec<(String, Option<u8>)> {
        store.themes().unwrap().into_iter().map(|t| (t.path, t.key)).collect()
    };
    let now = [("a".into(), Some(1)), ("c".into(), Some(3)), ("d".into(), Some(2))];
    assert_eq!(digits(&store), now);
    for n in 0..8 {
        store.apply(&[Edit::AddTheme { path: format!("more {n}") }]).unwrap();
    }
    assert_eq!(digits(&store).iter().filter(|(_, key)| key.is_none()).count(), 2);
}

#[test]
fn merging_joins_children_notes_and_digits() {
    let mut store = filled();
    store.apply(&[tag(1, (7, 10), &["a/x/a", "b/X", "a"]), tag(1, (7, 36), &["a", "b"])]).unwrap();
    let paths = |store: &Store| -> Vec<String> {
        let mut select = store.conn().prepare("SELECT id FROM themes ORDER BY id").unwrap();
        let ids: Vec<i64> = select.query_map([], |r| r.get(0)).unwrap().map(Result::unwrap).collect();
        ids.into_iter().map(|id| look::path(store.conn(), theme(id)).unwrap()).collect()
    };
    assert_eq!(paths(&store), ["a", "a/x", "a/x/a", "b", "b/X"]);
    store
        .apply(&[
            Edit::PinTheme { theme: theme(4), key: None },
            Edit::PinTheme { theme: theme(1), key: Some(3) },
            Edit::DescribeTheme { theme: theme(1), description: Some("one".into()) },
            Edit::DescribeTheme { theme: theme(4), description: Some("two".into()) },
        ])
        .unwrap();
    let before = dump(&store);
    store.apply(&[Edit::MergeThemes { from: vec![theme(1)], into: theme(4) }]).unwrap();
    assert_eq!(paths(&store), ["b/X/a", "b", "b/X"]);
    let row: (String, i64) = store
        .conn()
        .query_row("SELECT description, key FROM themes WHERE id = 4", [], |r| Ok((r.get(0)?, r.get(1)?)))
        .unwrap();
    assert_eq!(row, ("two\n\none".into(), 3));
    store.undo().unwrap();
    assert_eq!(dump(&store), before);
    // A child is lifted beside its parent's name, and beside its own.
    store.apply(&[Edit::RemoveTheme { theme: theme(2) }]).unwrap();
    assert_eq!(paths(&store), ["a", "a/a", "b", "b/X"]);
    store.apply(&[Edit::AddTheme { path: "X".into() }, Edit::RemoveTheme { theme: theme(4) }]).unwrap();
    assert_eq!(paths(&store), ["a", "a/a", "X 2", "X"]);
}

#[test]
fn what_was_annotated_since_places_were_found_is_placed_too() {
    let mut store = filled();
    store.apply(&[tag(3, (7, 11), &["x"]), tag(3, (19, 25), &["x"])]).unwrap();
    let new = document("Third", &["Before.", "One.", "Two.", "Three."]);
    let old = store.document(ArticleId(3)).unwrap();
    let placements =
        crate::model::place_again(&old.text, &new.text, &store.annotations_of(ArticleId(3)).unwrap());
    // Meanwhile one is new, and one was changed.
    store.apply(&[tag(3, (13, 17), &["y"])]).unwrap();
    store.apply(&[Edit::MoveAnnotation { annotation: annotation(2), span: Span::new(13, 25) }]).unwrap();
    store.apply(&[Edit::Revise { article: ArticleId(3), document: new, placements, mend: false }]).unwrap();
    let all: Vec<(String, &str)> =
        store.annotations_of(ArticleId(3)).unwrap().into_iter().map(|a| (a.quote, a.state.word())).collect();
    let moved = |quote: &str| (quote.to_owned(), "moved");
    assert_eq!(all, [moved("One."), moved("Two."), moved("Two.\n\nThree.")]);
}

#[test]
fn furniture_counts_paragraphs_and_words_anew() {
    let mut store = filled();
    store.apply(&[tag(3, (19, 25), &["x"])]).unwrap();
    let read = |store: &Store| -> (Option<i64>, i64) {
        store
            .conn()
            .query_row(
                "SELECT n.paragraph, a.words FROM annotations AS n JOIN articles AS a ON a.id = n.article",
                [],
                |r| Ok((r.get(0)?, r.get(1)?)),
            )
            .unwrap()
    };
    assert_eq!(read(&store), (Some(3), 4));
    let mark = |span, furniture| Edit::SetFurniture { article: ArticleId(3), span, furniture };
    let applied = store.apply(&[mark(Span::new(7, 8), Some(true))]).unwrap();
    assert_eq!((applied.label.as_str(), applied.touched.texts), ("“One.” as furniture", vec![ArticleId(3)]));
    assert_eq!(read(&store), (Some(2), 3));
    store.apply(&[mark(Span::new(19, 20), Some(true))]).unwrap();
    assert_eq!(read(&store), (None, 2));
    let undone = store.undo().unwrap().unwrap();
    assert_eq!(read(&store), (Some(2), 3));
    assert_eq!(undone.touched.texts, [ArticleId(3)]);
    // A word that is changed touches the text like one that is new.
    let applied = store.apply(&[mark(Span::new(7, 8), Some(false))]).unwrap();
    assert_eq!(applied.touched.texts, [ArticleId(3)]);
}

#[test]
fn a_new_text_keeps_what_is_not_found() {
    let mut store = filled();
    store.apply(&[tag(3, (7, 11), &["x"]), tag(3, (13, 17), &["x"]), tag(3, (19, 25), &[])]).unwrap();
    let before = dump(&store);
    let placements = vec![
        Placement {
            annotation: annotation(1),
            was: Span::new(7, 11),
            span: Span::new(13, 17),
            state: State::Moved,
        },
        Placement {
            annotation: annotation(2),
            was: Span::new(13, 17),
            span: Span::new(7, 11),
            state: State::Changed,
        },
    ];
    let edit = Edit::Revise {
        article: ArticleId(3),
        document: document("Third", &["Ten.", "One."]),
        placements,
        mend: false,
    };
    store.apply(&[edit]).unwrap();
    let mut select =
        store.conn().prepare("SELECT state, quote, start, \"end\", paragraph FROM annotations").unwrap();
    let rows: Vec<(String, String, i64, i64, i64)> = select
        .query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?)))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let of = |s: &str, q: &str, a, b, p| (s.to_owned(), q.to_owned(), a, b, p);
    assert_eq!(
        rows,
        [of("moved", "One.", 13, 17, 2), of("changed", "Two.", 7, 11, 1), of("lost", "Three.", 17, 17, 2)]
    );
    drop(select);
    assert_indexed(&store);
    store.undo().unwrap();
    assert_eq!(dump(&store), before);
    assert_indexed(&store);
}

fn edits() -> impl Strategy<Value = Edit> {
    let article = (1i64..5).prop_map(ArticleId);
    let id = 1i64..8;
    let path = prop::sample::select(vec!["a", "b", "a/b", "b/a", "a/b/a", "c", "A/B 2"]);
    let span = (0usize..60, 0usize..60).prop_map(|(a, b)| Span::new(a, b));
    let note =
        prop::option::of(prop::sample::select(vec!["harbour note", "  ", "other"]).prop_map(String::from));
    prop_oneof![
        1 => path.clone().prop_map(|t| import(t, &["The harbour.", "Nothing more."])),
        8 => (article.clone(), span.clone(), path.clone(), note.clone()).prop_map(|(article, span, path, note)| {
            Edit::Annotate { article, span, themes: vec![ThemeName::Path(path.into())], note }
        }),
        2 => (article.clone(), any::<bool>()).prop_map(|(article, starred)| Edit::SetStarred { article, starred }),
        1 => article.clone().prop_map(|article| Edit::SetStatus { article, status: Status::Done }),
        2 => article.clone().prop_map(|article| Edit::TrashArticle { article }),
        2 => article.clone().prop_map(|article| Edit::RestoreArticle { article }),
        2 => (article.clone(), prop::option::of(any::<bool>())).prop_map(|(article, furniture)| {
            Edit::SetFurniture { article, span: Span::new(0, 40), furniture }
        }),
        1 => (article.clone(), path.clone()).prop_map(|(article, t)| Edit::Revise {
            article, document: document(t, &["All is new."]), placements: vec![], mend: false
        }),
        2 => (id.clone(), path.clone()).prop_map(|(id, p)| Edit::PutThemes {
            annotation: annotation(id), themes: vec![ThemeName::Path(p.into())]
        }),
        1 => (id.clone(), id.clone()).prop_map(|(id, t)| Edit::TakeThemes { annotation: annotation(id), themes: vec![theme(t)] }),
        1 => (id.clone(), span).prop_map(|(id, span)| Edit::MoveAnnotation { annotation: annotation(id), span }),
        1 => id.clone().prop_map(|id| Edit::KeepNote { annotation: annotation(id) }),
        1 => id.clone().prop_map(|id| Edit::DeleteAnnotation { annotation: annotation(id) }),
        1 => (id.clone(), note.clone()).prop_map(|(id, note)| Edit::SetNote { on: NoteOn::Annotation(annotation(id)), note }),
        1 => (article, note.clone()).prop_map(|(id, note)| Edit::SetNote { on: NoteOn::Article(id), note }),
        1 => note.prop_map(|note| Edit::SetNote { on: NoteOn::Library, note }),
        1 => (id.clone(), path.clone()).prop_map(|(id, p)| Edit::RenameTheme { theme: theme(id), name: p.into() }),
        3 => (id.clone(), id.clone()).prop_map(|(a, b)| Edit::MergeThemes { from: vec![theme(a)], into: theme(b) }),
        2 => (id.clone(), prop::option::of(id.clone())).prop_map(|(a, b)| Edit::MoveTheme { theme: theme(a), parent: b.map(theme) }),
        1 => (id.clone(), 1u8..4).prop_map(|(id, key)| Edit::PinTheme { theme: theme(id), key: Some(key) }),
        2 => id.prop_map(|id| Edit::RemoveTheme { theme: theme(id) }),
        1 => path.prop_map(|path| Edit::AddTheme { path: path.into() }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn undoing_all_gives_the_start_and_redoing_all_the_end(
        steps in prop::collection::vec(prop::collection::vec(edits(), 1..4), 1..20),
    ) {
        let mut store = filled();
        let start = dump(&store);
        let mut made = 0;
        for step in &steps {
            let before = dump(&store);
            match store.apply(step) {
                Ok(applied) => made += usize::from(applied.step.is_some()),
                Err(StoreError::Refused(_)) => prop_assert_eq!(dump(&store), before),
                Err(error) => return Err(TestCaseError::fail(error.to_string())),
            }
        }
        assert_indexed(&store);
        let end = dump(&store);
        for _ in 0..made {
            store.undo().unwrap();
        }
        prop_assert_eq!(dump(&store), start);
        assert_indexed(&store);
        for _ in 0..made {
            store.redo().unwrap();
        }
        prop_assert_eq!(dump(&store), end);
        assert_indexed(&store);
    }
}

#[test]
fn what_is_to_stop_ends_between_two_statements_too() {
    let paragraph = "The harbour was shut at noon, and nobody said why. ".repeat(70);
    let paragraphs = vec![paragraph.as_str(); 400];
    let mut store = filled();
    let before = dump(&store);
    let edit = import("Long", &paragraphs);
    let rows = |store: &mut Store, stop: &Arc<AtomicBool>, stop_at: usize| {
        let (count, flag) = (Arc::new(AtomicUsize::new(0)), Arc::clone(stop));
        let counted = Arc::clone(&count);
        // The row of a text that comes is one statement.
        let each = move |_, _: &str, table: &str, _| {
            if table == "pieces" && counted.fetch_add(1, Ordering::SeqCst) + 1 == stop_at {
                flag.store(true, Ordering::SeqCst);
            }
        };
        store.conn.update_hook(Some(each)).unwrap();
        let done = store.until(stop, |store| store.apply(std::slice::from_ref(&edit)));
        store.conn.update_hook(None::<fn(rusqlite::hooks::Action, &str, &str, i64)>).unwrap();
        (done.is_ok(), count.load(Ordering::SeqCst))
    };
    let (done, some) = rows(&mut store, &Arc::default(), 20);
    assert!(!done && (20..100).contains(&some), "{some} rows");
    assert_eq!(dump(&store), before);
    // Where it is set later is told by nobody any more.
    let (done, all) = rows(&mut store, &Arc::default(), usize::MAX);
    assert!(done && all >= 400, "{all} rows");
}
