use super::*;
use crate::model::State;
use crate::model::query::parse;

fn ids(store: &Store, meant: &AnnotationFilter, sort: PassageSort, window: Range<u64>) -> Vec<i64> {
    let ids = store.annotation_ids(meant, sort, window).unwrap();
    let read: Vec<AnnotationId> = store.annotations_by_id(&ids).unwrap().iter().map(|a| a.id).collect();
    assert_eq!(read, ids, "they are read in the order that was asked for");
    ids.iter().map(|id| id.0).collect()
}

#[test]
fn each_order_has_windows_and_says_where_an_annotation_stands() {
    let store = Store::bare();
    let [one, two, gone] = ["one", "two", "gone"].map(|title| store.put(title, &["abcdef"]));
    let [b, a] = ["B", "A"].map(|name| store.theme_put(None, name));
    let below = store.theme_put(Some(b), "below");
    let late = store.tag(one, (4, 5), "e", &[b], None);
    let early = store.tag(one, (0, 1), "a", &[], None);
    let other = store.tag(two, (0, 1), "a", &[below, a], None);
    let deep = store.tag(two, (1, 2), "b", &[below], None);
    let lost = store.tag(gone, (0, 1), "a", &[a], None);
    store.bin(gone);
    let all = AnnotationFilter::default();
    for (meant, sort, wanted) in [
        (all.clone(), PassageSort::Article, vec![early, late, other, deep]),
        (all.clone(), PassageSort::Newest, vec![deep, other, early, late]),
        (all.clone(), PassageSort::Theme, vec![other, late, deep, early]),
        // Of a theme's own order, only it and what is below it count.
        (
            AnnotationFilter { themes: vec![ThemeId(b)], ..all.clone() },
            PassageSort::Theme,
            vec![late, other, deep],
        ),
    ] {
        assert_eq!(ids(&store, &meant, sort, 0..10), wanted, "{sort:?}");
        assert_eq!(ids(&store, &meant, sort, 1..3), wanted[1..3], "{sort:?}");
        assert_eq!(ids(&store, &meant, sort, 9..12), [] as [i64; 0]);
        for (at, id) in wanted.iter().enumerate() {
            let place = store.position_of(&meant, sort, AnnotationId(*id)).unwrap();
            assert_eq!(place, Some(at as u64), "{sort:?}");
        }
        assert_eq!(store.position_of(&meant, sort, AnnotationId(lost)).unwrap(), None);
    }
    let counts = store.count_by_article(&all, &[ArticleId(one), ArticleId(gone)]).unwrap();
    assert_eq!(counts, HashMap::from([(ArticleId(one), 2)]));
}

#[test]
fn a_query_finds_what_is_untagged_or_unplaced() {
    let store = Store::bare();
    let [one, two] = ["one", "two"].map(|title| store.put(title, &["abcdef"]));
    let theme = store.theme_put(None, "A");
    let bare = store.tag(one, (0, 1), "a", &[], None);
    let lost = store.tag(two, (0, 1), "a", &[theme], None);
    store.conn().execute("UPDATE annotations SET state = 'lost' WHERE id = ?", [lost]).unwrap();
    let found = |text: &str| {
        let meant = AnnotationFilter { query: parse(text).unwrap(), ..AnnotationFilter::default() };
        ids(&store, &meant, PassageSort::Article, 0..9)
    };
    assert_eq!(found("is:untagged"), [bare]);
    assert_eq!(found("is:unplaced"), [lost]);
    assert_eq!(found("-is:unplaced -is:untagged"), [] as [i64; 0]);
    let listed = |text: &str| {
        let found = store.articles(&parse(text).unwrap(), crate::store::Sort::default(), 0..9).unwrap();
        found.iter().map(|article| article.id.0).collect::<Vec<_>>()
    };
    assert_eq!((listed("is:untagged"), listed("is:unplaced")), (vec![one], vec![two]));
    assert_eq!(store.annotation(AnnotationId(lost)).unwrap().unwrap().state, State::Lost);
}

#[test]
fn many_passages_are_a_window_in_the_same_order_whichever_way_they_are_walked() {
    let store = Store::bare();
    let theme = store.theme_put(None, "A");
    store.conn().execute_batch("BEGIN").unwrap();
    let articles: Vec<i64> = (0..50).map(|n| store.put(&format!("{n}"), &["abcdef"])).collect();
    let each = usize::try_from(FEW).unwrap() / articles.len() + 1;
    for article in articles.iter().rev() {
        for at in 0..i64::try_from(each).unwrap() {
            store.tag(*article, (at, at + 1), "a", &[theme], None);
        }
    }
    store.conn().execute_batch("COMMIT").unwrap();
    let all = AnnotationFilter::default();
    let themed = AnnotationFilter { themes: vec![ThemeId(theme)], ..all.clone() };
    assert!(store.has_many_annotations().unwrap(), "all are walked by article from here on");
    let end = (each * articles.len()) as u64;
    for window in [0..200, end / 2..end / 2 + 200, end - 100..end + 100] {
        let found = ids(&store, &all, PassageSort::Article, window.clone());
        assert_eq!(found, ids(&store, &themed, PassageSort::Article, window.clone()), "{window:?}");
        assert_eq!(found.len() as u64, (window.end.min(end)) - window.start);
    }
}
