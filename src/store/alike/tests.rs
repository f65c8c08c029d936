use crate::model::{ArticleId, Edit};
use crate::store::fixture::{filled, tag, theme};
use crate::text::Span;

#[test]
fn words_are_counted_by_rows_and_found_in_their_articles() {
    let mut store = filled();
    assert_eq!(store.text_rows().unwrap(), 10, "three headings, seven paragraphs");
    let words = |start: &str| store.words_from(start, 10).unwrap();
    assert_eq!(words("harb"), [("harbour".to_owned(), 2)]);
    assert_eq!(store.words_from("t", 2).unwrap().len(), 2);
    let with = |phrase: &str, most| store.rows_with(&[phrase.to_owned()], most).unwrap();
    assert_eq!((with("The", 10).len(), with("the", 2).len()), (3, 2));
    assert_eq!((with("the HARBOUR", 9).len(), with("harbour the", 9).len()), (2, 0));
    let (first, last) = store.rows_of(ArticleId(2)).unwrap();
    assert_eq!(with("the harbour", 9).iter().filter(|row| (first..=last).contains(*row)).count(), 1);
    let rows = |article| {
        let mut rows = Vec::new();
        store.each_row_with(&["harbour".to_owned()], article, 10, |row| rows.push(row)).unwrap();
        rows
    };
    assert_eq!((rows(None).len(), rows(Some(ArticleId(2))).len(), rows(Some(ArticleId(3))).len()), (2, 1, 0));
    let found = store.rows_by_number(&rows(None)).unwrap();
    assert_eq!(found[0].article, ArticleId(1));
    let text = store.text_of(ArticleId(2), found[1].span).unwrap();
    assert_eq!(text, "The harbour again.");
    let document = store.document(ArticleId(2)).unwrap();
    let before = document.text.get(..found[1].span.start.0).unwrap().chars().count();
    assert_eq!(found[1].point, u64::try_from(before).unwrap());
    store.apply(&[Edit::TrashArticle { article: ArticleId(2) }]).unwrap();
    assert_eq!(store.text_rows().unwrap(), 7);
    assert_eq!(store.rows_with(&["the harbour".to_owned()], 9).unwrap().len(), 1);
}

#[test]
fn the_places_of_a_theme_are_those_of_the_themes_below_it_too() {
    let mut store = filled();
    store
        .apply(&[tag(1, (7, 12), &["War/Air"]), tag(1, (14, 20), &["War"]), tag(1, (0, 5), &["Peace"])])
        .unwrap();
    let war = store.resolve_theme("War").unwrap();
    let below = store.with_below(war).unwrap();
    assert_eq!(below.len(), 2);
    assert_eq!(store.spans_of_themes(&below, ArticleId(1)).unwrap().len(), 2);
    assert_eq!(store.spans_of_themes(&[theme(99)], ArticleId(1)).unwrap(), [] as [Span; 0]);
    assert_eq!(store.blocks(ArticleId(1)).unwrap(), store.document(ArticleId(1)).unwrap().blocks);
}
