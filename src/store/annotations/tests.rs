use super::*;

fn numbers_of(found: &[Annotation]) -> Vec<i64> {
    found.iter().map(|n| n.id.0).collect()
}

#[test]
fn annotations_come_in_the_order_of_the_text() {
    let store = Store::bare();
    let article = store.put("One", &["Some text here."]);
    let [a, b] = ["B theme", "A theme"].map(|name| store.theme_put(None, name));
    let late = store.tag(article, (5, 9), "text", &[a, b], Some("note"));
    let long = store.tag(article, (0, 9), "Some text", &[], None);
    let short = store.tag(article, (0, 4), "Some", &[b], None);
    let again = store.tag(article, (0, 4), "Some", &[], None);
    store
        .conn()
        .execute("UPDATE annotations SET state = 'lost', paragraph = 2 WHERE id = ?", [late])
        .unwrap();
    let found = store.annotations_of(ArticleId(article)).unwrap();
    assert_eq!(numbers_of(&found), [short, again, long, late]);
    let last = &found[3];
    assert_eq!(last.themes, [ThemeId(a), ThemeId(b)], "in the order in which they were put on");
    assert_eq!((last.span, last.points), (Span::new(5, 9), (5, 9)));
    assert_eq!(
        (last.note.as_deref(), last.state, last.paragraph),
        (Some("note"), State::Lost, None),
        "lost, it stands in no paragraph"
    );
    assert_eq!((last.article.id, last.article.title.as_str()), (ArticleId(article), "One"));
    assert!(found[1].is_bare());
    assert_eq!(store.annotation(AnnotationId(late)).unwrap().as_ref(), Some(last));
    assert_eq!(store.annotation(AnnotationId(99)).unwrap(), None);
}

#[test]
fn the_filter_narrows() {
    let store = Store::bare();
    let [one, two, gone] = ["one", "two", "gone"].map(|title| store.put(title, &["abcdef"]));
    let top = store.theme_put(None, "top");
    let [left, right] = ["left", "right"].map(|name| store.theme_put(Some(top), name));
    let other = store.theme_put(None, "other");
    let l = store.tag(two, (0, 1), "a", &[left], None);
    let lo = store.tag(one, (1, 2), "b", &[left, other], None);
    let bare = store.tag(one, (0, 1), "a", &[], None);
    let r = store.tag(two, (2, 3), "c", &[right], None);
    store.tag(gone, (0, 1), "a", &[left], None);
    store.bin(gone);
    store.conn().execute("UPDATE annotations SET state = 'lost' WHERE id = ?", [r]).unwrap();
    let all = AnnotationFilter::default();
    let found = |meant: &AnnotationFilter, limit| {
        let found = numbers_of(&store.annotations(meant, limit).unwrap());
        if limit.is_none() {
            assert_eq!(store.count_annotations(meant).unwrap(), found.len() as u64);
        }
        found
    };
    assert_eq!(found(&all, None), [bare, lo, l, r]);
    assert_eq!(found(&all, Some(2)), [bare, lo]);
    let themes = |ids: &[i64], every| AnnotationFilter {
        themes: ids.iter().map(|id| ThemeId(*id)).collect(),
        all: every,
        ..AnnotationFilter::default()
    };
    assert_eq!(found(&themes(&[top], false), None), [lo, l, r]);
    assert_eq!(found(&themes(&[right, other], false), None), [lo, r]);
    assert_eq!(found(&themes(&[top, other], true), None), [lo]);
    assert_eq!(found(&themes(&[left, right], true), None), [] as [i64; 0]);
    assert_eq!(found(&AnnotationFilter { articles: vec![ArticleId(two)], ..all.clone() }, None), [l, r]);
    assert_eq!(
        found(&AnnotationFilter { articles: vec![ArticleId(gone)], ..all.clone() }, None),
        [] as [i64; 0]
    );
    assert_eq!(found(&AnnotationFilter { untagged: true, ..all.clone() }, None), [bare]);
    assert_eq!(found(&AnnotationFilter { unplaced: true, ..all }, None), [r]);
}
