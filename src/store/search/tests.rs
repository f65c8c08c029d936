use super::*;
use crate::model::query::parse;
use crate::store::fixture::{clock, import};

fn search(store: &Store, query: &str) -> Vec<Hit> {
    store.search(&parse(query).unwrap(), 50).unwrap()
}

fn shown(hits: &[Hit]) -> Vec<(i64, &str, &str)> {
    hits.iter().map(|h| (h.article.id.0, h.field.word(), h.marked.of(&h.snippet))).collect()
}

fn library() -> Store {
    let store = Store::bare();
    store.put("Étude", &["Les écoles ferment.\n\n", "Syria, and Syria again: the café.\n\n"]);
    let two = store.put("On Syria", &["Nothing here.\n\n", "各国情報機関の共有。\n\n", "Quiet roads."]);
    let gone = store.put("Gone", &["Syria too."]);
    store.set(two, "note", "Syria once more");
    let theme = store.theme_put(None, "Roads");
    store.tag(two, (90, 102), "Quiet roads.", &[theme], Some("as in Syria before"));
    store.tag(gone, (0, 5), "Syria", &[], Some("Syria"));
    store.bin(gone);
    store
}

#[test]
fn hits_say_where_they_are() {
    let store = library();
    let hits = search(&store, "CAFE");
    assert_eq!(shown(&hits), [(1, "text", "café")]);
    let text = "Les écoles ferment.\n\nSyria, and Syria again: the café.\n\n";
    let at = text.find("café").unwrap();
    assert_eq!(hits[0].span, Some(Span::new(at, at + 5)));
    assert_eq!(hits[0].points, Some((at as u64 - 1, at as u64 + 3)), "one é stands before it");
    assert_eq!(hits[0].snippet, "Syria, and Syria again: the café.");
    assert!(hits[0].score > 0.0 && hits[0].annotation.is_none());
    assert_eq!(hits[0].article.title, "Étude");
}

#[test]
fn texts_titles_quotes_and_notes_are_searched_outside_the_trash() {
    let store = library();
    let mut found = search(&store, "syria");
    assert!(found.windows(2).all(|pair| pair[0].score >= pair[1].score));
    found.sort_by_key(|h| (h.article.id, h.field.word()));
    assert_eq!(
        shown(&found),
        [(1, "text", "Syria"), (2, "note", "Syria"), (2, "note", "Syria"), (2, "title", "Syria")]
    );
    assert!(found.iter().filter(|h| h.field == Field::Note).all(|h| h.span.is_none() && h.points.is_none()));
    let quote: Vec<Hit> = search(&store, "roads").into_iter().filter(|h| h.field == Field::Quote).collect();
    assert_eq!(quote[0].span, Some(Span::new(90, 102)), "a quote's place is its annotation's");
    assert_eq!((quote[0].points, quote[0].annotation), (Some((90, 102)), Some(AnnotationId(1))));
    assert_eq!(shown(&search(&store, "note:before")), [(2, "note", "before")]);
    assert_eq!(shown(&search(&store, "note:roads")), []);
}

#[test]
fn the_whole_query_holds_for_the_article_of_a_hit() {
    let store = library();
    assert_eq!(shown(&search(&store, "cafe -roads")), [(1, "text", "café")]);
    assert_eq!(shown(&search(&store, "cafe roads")), []);
    assert_eq!(shown(&search(&store, "\"again the\" ferment")).len(), 2);
    assert!(search(&store, "syria theme:roads").iter().all(|h| h.article.id.0 == 2));
    assert_eq!(search(&store, "cafe OR before").len(), 2);
    let typed = parse("ecol").unwrap();
    assert_eq!(store.search(&typed, 9).unwrap(), []);
    assert_eq!(shown(&store.search(&typed.typing(), 9).unwrap()), [(1, "text", "écoles")]);
}

#[test]
fn words_of_scripts_without_spaces_are_found_within_a_run() {
    let store = library();
    let hits = search(&store, "情報機関");
    assert_eq!(shown(&hits), [(2, "text", "情報機関")]);
    assert_eq!(hits[0].points, Some((17, 21)));
    assert_eq!(shown(&search(&store, "情報 quiet -syria")), []);
    assert_eq!(search(&store, "note:情報"), []);
}

#[test]
fn words_are_marked_where_the_index_marks_them() {
    let store = library();
    store.put(
        "Zoë's naïve CAFÉ—cafe\u{301} co-op",
        &[
            "Ærø ǅ ŒUVRE straße \u{e000}x Ελλάδα Ёлка́ d’été, d'été 10.5% x_y ‘quoted’ ﬁn ½ ²",
            "W.H.O. İzmir ỗ Ǻ đá",
        ],
    );
    for query in [
        "zoe", "naive", "cafe", "\"co op\"", "oeuvre", "été", "x", "10.5", "ελλάδα", "елка", "w.h.o.",
        "strasse", "izmir", "syria", "note:before", "da",
    ] {
        let sought = Sought::of(&parse(query).unwrap());
        let (found, _) = source::best(store.conn(), &sought, 99).unwrap();
        for row in &found {
            let ours = source::marked(store.conn(), &sought, row).unwrap();
            assert!(!ours.is_empty(), "{query}");
            assert_eq!(ours, source::marked_by_index(store.conn(), &sought, row).unwrap(), "{query}");
        }
    }
}

#[test]
fn a_query_without_a_word_is_refused() {
    let store = library();
    for query in ["", "theme:roads", "-syria", "is:unread"] {
        let error = store.search(&parse(query).unwrap(), 9).unwrap_err().to_string();
        assert!(error.contains("no word to search for"), "{query}: {error}");
    }
}

#[test]
fn no_article_crowds_out_the_others() {
    let store = Store::bare();
    let pieces: Vec<String> = (0..400).map(|i| format!("needle {i}\n\n")).collect();
    store.put("Long", &pieces.iter().map(String::as_str).collect::<Vec<_>>());
    store.put(
        "Other",
        &["A needle that stands between far more words than any of those above do, and so ranks last."],
    );
    let hits = search(&store, "needle");
    assert_eq!(hits.iter().map(|h| h.article.id.0).collect::<Vec<_>>(), [1, 1, 1, 2]);
    assert_eq!(store.search(&parse("needle").unwrap(), 2).unwrap().len(), 2);
}

#[test]
fn a_search_can_be_interrupted() {
    let mut store = library();
    store.conn.progress_handler(1, Some(|| true)).unwrap();
    let error = store.search(&parse("syria").unwrap(), 9).unwrap_err();
    assert!(matches!(error, StoreError::Interrupted), "{error}");
}

#[test]
fn what_edits_made_is_found_and_what_they_took_is_not() {
    use crate::model::{Edit, NoteOn};
    use crate::store::fixture::{filled, tag};
    use crate::store::{AnnotationFilter, Sort};

    let mut store = filled();
    let harbour = parse("harbour").unwrap();
    assert_eq!(shown(&store.search(&harbour, 9).unwrap()).len(), 2);
    let naive = store.search(&parse("naive").unwrap(), 9).unwrap();
    let text = store.document(ArticleId(2)).unwrap().text;
    let at = text.find("naïve").unwrap();
    assert_eq!(naive[0].span, Some(Span::new(at, at + 6)));
    let before = text.get(..at).unwrap().chars().count() as u64;
    assert_eq!(naive[0].points, Some((before, before + 5)));

    let start = store.document(ArticleId(1)).unwrap().text.find("The harbour").unwrap();
    store.apply(&[tag(1, (start, start + 11), &["Ports/Shut"])]).unwrap();
    let id = AnnotationId(1);
    store
        .apply(&[Edit::SetNote { on: NoteOn::Annotation(id), note: Some("ask the pilots".into()) }])
        .unwrap();
    let list = |store: &Store, query: &str| -> Vec<i64> {
        let found = store.articles(&parse(query).unwrap(), Sort::default(), 0..9).unwrap();
        found.iter().map(|a| a.id.0).collect()
    };
    assert_eq!(list(&store, "theme:ports note:pilots"), [1]);
    assert_eq!(store.article(ArticleId(1)).unwrap().unwrap().themes, ["Ports/Shut"]);
    let themes = store.themes().unwrap();
    assert_eq!(
        themes.iter().map(|t| (t.path.as_str(), t.annotations)).collect::<Vec<_>>(),
        [("Ports", 1), ("Ports/Shut", 1)]
    );
    assert_eq!(store.search(&parse("ask").unwrap(), 9).unwrap()[0].annotation, Some(id));

    store.apply(&[Edit::TrashArticle { article: ArticleId(1) }]).unwrap();
    assert_eq!(list(&store, "harbour"), [2]);
    assert_eq!(list(&store, "is:annotated"), [] as [i64; 0]);
    assert_eq!(store.search(&parse("pilots").unwrap(), 9).unwrap(), []);
    assert_eq!(store.annotations(&AnnotationFilter::default(), None).unwrap(), []);
    assert!(store.themes().unwrap().iter().all(|t| t.annotations == 0));
    store.undo().unwrap();
    assert_eq!(list(&store, "note:pilots"), [1]);
    while store.undo().unwrap().is_some() {}
    assert_eq!(list(&store, ""), [] as [i64; 0]);
    assert_eq!(store.search(&harbour, 9).unwrap(), []);
}

#[test]
fn words_that_stand_together_come_first_and_alone_in_their_article() {
    let mut store = Store::memory(clock()).unwrap();
    let far = "so much else stands here ".repeat(400);
    store
        .apply(&[
            import("What to weigh", &["It was held with low to moderate confidence.", &far, "Go to sea."]),
            import("Apart", &["A low tide.", &far, "To sea.", &far, "A moderate wind, confidence in it."]),
        ])
        .unwrap();
    let hits = store.search(&parse("low to moderate confidence").unwrap(), 9).unwrap();
    let of = |title: &str| hits.iter().filter(|hit| hit.article.title == title).count();
    assert_eq!((of("What to weigh"), hits[0].article.title.as_str()), (1, "What to weigh"));
    assert!(of("Apart") > 1, "no paragraph has all of them: {hits:?}");
    assert!(hits.windows(2).all(|pair| pair[0].score >= pair[1].score));
    let either = store.search(&parse("moderate OR sea").unwrap(), 9).unwrap();
    assert!(either.iter().filter(|hit| hit.article.title == "What to weigh").count() > 1);
}
