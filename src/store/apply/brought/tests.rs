use std::fmt::Write as _;
use std::rc::Rc;

use super::*;
use crate::model::{Block, BlockKind, Document, Edit, Metadata, ThemeId, ThemeName};
use crate::store::Store;
use crate::store::fixture::{assert_indexed, dump, filled, store};
use crate::text::Span;

const THIRD: ArticleId = ArticleId(3);

fn coming(state: State, span: (usize, usize)) -> BroughtAnnotation {
    BroughtAnnotation {
        uuid: Some(Uuid::from_u128(77)),
        place: Some(BroughtPlace {
            span: Span::new(span.0, span.1),
            state,
            quote: "Uno.".into(),
            prefix: "before ".into(),
            suffix: " after".into(),
        }),
        themes: vec![ThemeName::Path("Sea/Ports".into())],
        note: Some("Why?".into()),
        created: Some("2020-01-01T00:00:00Z".into()),
        updated: Some("2020-02-01T00:00:00Z".into()),
    }
}

fn bring(article: ArticleId, annotation: BroughtAnnotation) -> Edit {
    Edit::BringAnnotation { article, annotation: Box::new(annotation) }
}

#[test]
fn one_from_elsewhere_keeps_its_id_and_its_time_and_is_never_there_twice() {
    let mut store = filled();
    let before = dump(&store);
    let come = |store: &mut Store, one: BroughtAnnotation| {
        store.apply(&[bring(THIRD, one)]).unwrap();
        let all = store.annotations_of(THIRD).unwrap();
        all.into_iter().filter(|a| a.uuid == Uuid::from_u128(77)).collect::<Vec<_>>()
    };
    let [one] = come(&mut store, coming(State::Placed, (7, 11))).try_into().unwrap();
    assert_eq!((one.quote.as_str(), one.points, one.paragraph), ("One.", (7, 11), Some(1)));
    assert_eq!(
        (one.created.as_str(), one.updated.as_str()),
        ("2020-01-01T00:00:00Z", "2020-02-01T00:00:00Z")
    );
    assert_eq!((one.note.as_deref(), one.themes.len()), (Some("Why?"), 1));
    let used: i64 = store.conn().query_row("SELECT count(*) FROM recent", [], |row| row.get(0)).unwrap();
    assert_eq!(used, 0, "what comes in is no use of its themes");
    let themes = vec![ThemeName::Path("Ships".into())];
    let other = BroughtAnnotation { place: None, themes, note: None, ..coming(State::Placed, (0, 0)) };
    let [one] = come(&mut store, other).try_into().unwrap();
    assert_eq!((one.quote.as_str(), one.note.as_deref(), one.themes.len()), ("One.", None, 1));
    let [one] = come(&mut store, coming(State::Changed, (7, 11))).try_into().unwrap();
    assert_eq!(
        (one.quote.as_str(), one.now.as_deref(), one.prefix.as_str()),
        ("Uno.", Some("One."), "before ")
    );
    let [one] = come(&mut store, coming(State::Lost, (7, 11))).try_into().unwrap();
    assert_eq!((one.quote.as_str(), one.state, one.paragraph), ("Uno.", State::Lost, None));
    assert_indexed(&store);
    for _ in 0..4 {
        store.undo().unwrap();
    }
    assert_eq!(dump(&store), before);
    assert_indexed(&store);
}

#[test]
fn an_id_that_another_article_has_gives_way_to_the_same_one_each_time() {
    let mut store = filled();
    store.apply(&[bring(THIRD, coming(State::Placed, (7, 11)))]).unwrap();
    for _ in 0..2 {
        store.apply(&[bring(ArticleId(1), coming(State::Placed, (0, 5)))]).unwrap();
    }
    let [one] = store.annotations_of(ArticleId(1)).unwrap().try_into().unwrap();
    let article = store.article(ArticleId(1)).unwrap().unwrap();
    assert_eq!(one.uuid, stand_in(Uuid::from_u128(77), article.uuid));
    assert_eq!((one.quote.as_str(), one.note.as_deref()), ("Ships", Some("Why?")));
    assert_eq!(store.annotations_of(THIRD).unwrap().len(), 1, "the other one stays");
}

#[test]
fn what_has_no_place_or_no_article_is_refused() {
    let mut store = filled();
    let mut refused = |article: i64, one: BroughtAnnotation| {
        store.apply(&[bring(ArticleId(article), one)]).unwrap_err().to_string()
    };
    let placed = |span| coming(State::Placed, span);
    assert!(refused(3, BroughtAnnotation { place: None, ..placed((0, 0)) }).contains("where it is"));
    assert!(refused(3, placed((7, 9999))).contains("ends at byte 9999"));
    assert!(refused(99, placed((7, 11))).contains("no article 99"));
    let themes = vec![ThemeName::Id(ThemeId(99))];
    assert!(refused(3, BroughtAnnotation { themes, ..placed((7, 11)) }).contains("the theme is not there"));
}

#[test]
fn the_paragraphs_of_a_text_are_counted_once_for_all_that_come_to_it() {
    let mut store = store();
    let mut document = Document::default();
    let mut text = String::new();
    for n in 0..300 {
        let start = text.len();
        write!(text, "Block {n}.").unwrap();
        let kind = if n % 3 == 0 { BlockKind::Heading } else { BlockKind::Paragraph };
        let span = Span::new(start, text.len());
        document.blocks.push(Block { kind, level: 1, span, furniture: n % 5 == 0, marked: None });
        text.push_str("\n\n");
    }
    document.text = text.into();
    let article = BroughtArticle {
        uuid: None,
        meta: Metadata::default(),
        document,
        status: Status::default(),
        starred: false,
        note: None,
        annotations: Vec::new(),
    };
    store.apply(&[Edit::BringArticle(Box::new(article.clone()))]).unwrap();
    let document = article.document;
    let act = Act::new(&store);
    let revision = look::article(act.conn, ArticleId(1)).unwrap().revision;
    let first = act.text(ArticleId(1), revision).unwrap();
    for (n, block) in document.blocks.iter().enumerate() {
        let span = block.span;
        let place = Some(BroughtPlace::at(span));
        let uuid = Some(Uuid::from_u128(1000 + n as u128));
        annotation(&act, ArticleId(1), &BroughtAnnotation { uuid, place, ..coming(State::Placed, (0, 0)) })
            .unwrap();
        assert_eq!(first.paragraph(span.start), document.paragraph_at(span.start), "block {n}");
    }
    assert!(Rc::ptr_eq(&first, &act.text(ArticleId(1), revision).unwrap()));
    drop(act);
    let all = store.annotations_of(ArticleId(1)).unwrap();
    assert_eq!(all.len(), 300);
    for one in all {
        assert_eq!(one.paragraph, document.paragraph_at(one.span.start));
    }
}
