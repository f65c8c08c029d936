use crate::model::query::parse;
use crate::store::{AnnotationFilter, Sort, SortBy, Store, StoreError};

fn library() -> Store {
    let store = Store::bare();
    let one = store.put(
        "Étude of Syria",
        &["The café talks.\n\n", "Counter-terrorism is shared; \"terrorism\" counter."],
    );
    let two = store.put("Strikes", &["Air strikes on the road.\n\n", "All else is quiet in Syria."]);
    let three = store.put("Third", &["各国情報\n機関の共有。\n\n", "100% of it_self"]);
    let gone = store.put("Gone Syria", &["Syria air strikes"]);
    for (column, value) in [
        ("byline", "Zoë Ångström; B. Other"),
        ("publication", "The Daily Léger"),
        ("published", "2017-07-12"),
        ("note", "read twice"),
    ] {
        store.set(one, column, value);
    }
    store.set(two, "published", "2017");
    store.set(two, "status", "done");
    store.set(two, "starred", "1");
    let syria = store.theme_put(None, "Syria");
    let air = store.theme_put(Some(syria), "air strikes");
    let sharing = store.theme_put(None, "Intelligence sharing");
    store.tag(one, (0, 8), "The café", &[sharing], Some("a lead to follow"));
    store.tag(two, (0, 11), "Air strikes", &[air, sharing], None);
    store.tag(three, (0, 6), "各国", &[], Some("共有 is sharing"));
    store.tag(gone, (0, 5), "Syria", &[syria], Some("lead"));
    store.bin(gone);
    store
}

#[test]
fn a_line_end_of_korean_or_thai_and_one_between_paragraphs_parts_words() {
    let store = Store::bare();
    let parted = store.put("Parted", &["한국\n어, NATO\n情報, ภาษา\nที่.\n\n", "다시"]);
    let whole = store.put("Whole", &["한국어, NATO情報, ภาษาที่."]);
    let quoted = store.put("Quoted", &["話し合われた。\n\n東京は\n遠い。"]);
    store.tag(quoted, (0, 1), "話し合われた。\n\n東京は\n遠い。", &[], None);
    for words in ["한국어", "NATO情報", "ภาษาที่"] {
        assert_eq!(try_list(&store, words).unwrap(), [whole], "{words}");
        assert_eq!(try_list(&store, &format!("-{words}")).unwrap(), [parted, quoted], "{words}");
    }
    assert_eq!(try_list(&store, "た。東京").unwrap(), [] as [i64; 0]);
    assert_eq!(try_list(&store, "東京は遠い").unwrap(), [quoted]);
    let marked = |words: &str| {
        let meant = AnnotationFilter { query: parse(words).unwrap(), ..AnnotationFilter::default() };
        store.annotations(&meant, None).unwrap().len()
    };
    assert_eq!([marked("た。東京"), marked("東京は遠い")], [0, 1]);
}

fn try_list(store: &Store, query: &str) -> Result<Vec<i64>, StoreError> {
    let query = parse(query).unwrap();
    let sort = Sort { by: SortBy::Added, descending: false };
    let found: Vec<i64> = store.articles(&query, sort, 0..100)?.iter().map(|a| a.id.0).collect();
    assert_eq!(store.count_articles(&query)?, found.len() as u64);
    Ok(found)
}

#[test]
fn articles_are_found_by_everything_a_query_says() {
    let store = library();
    for (query, wanted) in [
        ("", &[1, 2, 3][..]),
        ("syria", &[1, 2]),
        ("SYRIA -air", &[1]),
        ("etude", &[1]),
        ("cafe talks", &[1]),
        ("\"talks cafe\"", &[]),
        ("counter-terrorism", &[1]),
        ("\"terrorism is\"", &[1]),
        ("strikes quiet", &[2]),
        ("strik", &[]),
        ("twice", &[1]),
        ("lead", &[1]),
        ("note:lead", &[1]),
        ("note:twice", &[1]),
        ("note:strikes", &[]),
        ("note:共有", &[3]),
        ("情報", &[3]),
        ("情報機関", &[3]),
        ("共有。100", &[]),
        ("共有 各国", &[3]),
        ("国情 syria", &[]),
        ("-情報", &[1, 2]),
        ("syria OR 情報", &[1, 2, 3]),
        ("by:angstrom", &[1]),
        ("by:\"ZOË Å\"", &[1]),
        ("-by:angstrom", &[2, 3]),
        ("in:leger", &[1]),
        ("title:etude", &[1]),
        ("title:\"of syria\"", &[1]),
        ("-title:syria", &[2, 3]),
        ("is:unread", &[1, 3]),
        ("is:done", &[2]),
        ("is:reading", &[]),
        ("is:starred", &[2]),
        ("-is:starred", &[1, 3]),
        ("is:annotated", &[1, 2, 3]),
        ("since:2017", &[1, 2]),
        ("since:2017-02", &[1]),
        ("since:2017-07-13", &[]),
        ("until:2017-07-12", &[1, 2]),
        ("until:2017-07-11", &[2]),
        ("-until:2020", &[3]),
        ("theme:syria", &[2]),
        ("theme:\"AIR strikes\"", &[2]),
        ("theme:\"intelligence sharing\"", &[1, 2]),
        ("theme:\"intelligence sharing\" -theme:syria", &[1]),
        ("(theme:syria OR by:other) -is:done", &[1]),
        ("-(syria OR 情報)", &[]),
        ("\"100%\"", &[3]),
        ("it_self", &[3]),
    ] {
        assert_eq!(try_list(&store, query).unwrap(), wanted, "{query}");
    }
}

#[test]
fn what_is_typed_is_bound_and_means_itself() {
    let store = library();
    for query in [
        "\"x' OR 1=1 --\"", "by:\"' OR ''='\"", "\"a\u{0}b\"", "\"NEAR(a b)\"", "\"title:syria\"",
        "\"a\\\"b\"", "by:%", "\"%情\"",
    ] {
        if let Ok(query) = parse(query) {
            let found = store.articles(&query, Sort::default(), 0..9).unwrap();
            assert!(found.is_empty(), "{query}: {found:?}");
        }
    }
}

#[test]
fn a_theme_that_is_not_there_is_named_with_the_nearest() {
    let store = library();
    let error = try_list(&store, "theme:siria").unwrap_err().to_string();
    assert!(error.contains("no theme “siria”") && error.contains("“Syria”"), "{error}");
}

#[test]
fn the_word_being_typed_may_be_a_beginning() {
    let store = library();
    let count = |text: &str| store.count_articles(&parse(text).unwrap().typing()).unwrap();
    assert_eq!(count("strik"), 1);
    assert_eq!(count("stri quiet"), 0, "only the last word is being typed");
    assert_eq!(count("quiet stri"), 1);
    assert_eq!(count("stri* quiet"), 1, "a star says it of any word");
    assert_eq!(count("\"strik\""), 0, "a closed phrase is typed");
    assert_eq!(count("theme:air"), 1);
    assert!(store.count_articles(&parse("theme:nowhere").unwrap().typing()).is_err());
}

#[test]
fn annotations_are_found_by_quote_note_theme_and_article() {
    let store = library();
    for (query, wanted) in [
        ("", &[1, 2, 3][..]),
        ("cafe", &[1]),
        ("talks", &[]),
        ("lead", &[1]),
        ("note:lead", &[1]),
        ("note:cafe", &[]),
        ("各国", &[3]),
        ("note:共有", &[3]),
        ("-各国", &[1, 2]),
        ("theme:syria", &[2]),
        ("-theme:syria", &[1, 3]),
        ("is:done", &[2]),
        ("is:annotated", &[1, 2, 3]),
        ("by:other", &[1]),
        ("title:strikes", &[2]),
        ("since:2017-07", &[1]),
    ] {
        let meant = AnnotationFilter { query: parse(query).unwrap(), ..AnnotationFilter::default() };
        let found: Vec<i64> = store.annotations(&meant, None).unwrap().iter().map(|n| n.id.0).collect();
        assert_eq!(found, wanted, "{query}");
        assert_eq!(store.count_annotations(&meant).unwrap(), wanted.len() as u64, "{query}");
    }
}
