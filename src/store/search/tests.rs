use super::*;
use crate::model::query::parse;
use crate::store::Sort;
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
    assert_eq!(shown(&search(&store, "ecol* caf*")).len(), 2);
    assert_eq!(search(&store, "sy* note:bef*"), search(&store, "syria note:before"));
    assert_eq!(shown(&search(&store, "note:bef*")), [(2, "note", "before")]);
    assert_eq!(shown(&search(&store, "ecol* -caf*")), []);
    assert_eq!(search(&store, "情報*").len(), 1);
}

#[test]
fn words_of_scripts_without_spaces_are_found_within_a_run() {
    let store = library();
    let hits = search(&store, "情報機関");
    assert_eq!(shown(&hits), [(2, "text", "情報機関")]);
    assert_eq!(hits[0].points, Some((17, 21)));
    assert_eq!(shown(&search(&store, "情報 quiet -syria")), []);
    assert_eq!(search(&store, "note:情報"), []);
    // Over the end of a line, where that parts nothing.
    let store = Store::bare();
    let one = store.put("Wrapped", &["各国情報\n機関の共有。\n\n", "情報"]);
    store.tag(one, (6, 19), "情報\n機関", &[], None);
    let hits = search(&store, "情報機関");
    assert_eq!(shown(&hits), [(one, "quote", "情報機関"), (one, "text", "情報機関")]);
    assert!(hits[1].snippet.contains("各国情報機関の共有"), "{hits:?}");
    assert_eq!(hits[1].span, Some(Span::new(6, 19)));
    assert_eq!(search(&store, "共有。情報"), []);
    // Quotations over two paragraphs, and line ends of scripts that have spaces.
    store.tag(one, (0, 6), "共有。\n\n情報", &[], None);
    let other = store.put("Parted", &["한국\n어, ภาษา\nที่."]);
    store.tag(other, (0, 6), "한국\n어, ภาษา\nที่", &[], None);
    for words in ["共有。情報", "한국어", "ภาษาที่"] {
        assert_eq!(search(&store, words), [], "{words}");
    }
}

#[derive(Default)]
struct Everything(Vec<Found>);

impl Choice for Everything {
    fn article(&mut self, _: &Found) -> Result<Option<i64>> {
        Ok(Some(0))
    }

    fn take(&mut self, found: &Found) -> Result<bool> {
        self.0.push(*found);
        Ok(true)
    }
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
        let mut all = Everything::default();
        source::each(store.conn(), &sought, &mut all).unwrap();
        for row in &all.0 {
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
    use crate::store::AnnotationFilter;
    use crate::store::fixture::{filled, tag};

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

/// 60 articles: the sea stands in all of their 30 paragraphs, tide in one of each third article, reef in
/// two articles, and a pilot is noted on every fifth.
fn coast() -> Store {
    let store = Store::bare();
    for n in 0..60 {
        let paragraph = |i: usize| match (n % 3, i) {
            (0, 7) => format!("The sea at high tide {n} {i}.\n\n"),
            (1, 9) if n == 31 || n == 40 => format!("No reef {n} is here.\n\n"),
            _ => format!("The sea {n} {i} is quiet.\n\n"),
        };
        let pieces: Vec<String> = (0..30).map(paragraph).collect();
        let article =
            store.put(&format!("Coast {n}"), &pieces.iter().map(String::as_str).collect::<Vec<_>>());
        if n % 5 == 0 {
            store.set(article, "note", "ask a pilot");
        }
        if n % 7 == 0 {
            store.tag(article, (0, 7), "The sea", &[], Some("a pilot knows the reef"));
        }
        if n % 2 == 0 {
            store.set(article, "publication", "The Gull");
        }
    }
    store
}

#[test]
fn hits_are_of_the_articles_that_the_list_has() {
    let mut found = 0;
    for store in [library(), coast()] {
        for query in [
            "sea",
            "sea tide",
            "sea reef",
            "tide reef",
            "reef OR tide",
            "sea pilot",
            "pilot reef",
            "note:pilot",
            "sea note:pilot",
            "sea note:reef",
            "tide note:pilot -note:reef",
            "sea -tide",
            "sea -reef -tide",
            "sea (reef OR tide)",
            "sea -(reef OR tide)",
            "\"high tide\" sea",
            "\"no reef\" quiet",
            "tide in:gull",
            "sea in:gull -pilot",
            "coast sea tide",
            "coast reef",
            "sea is:annotated",
            "reef is:annotated -in:gull",
            "sea is:starred",
            "情報 quiet",
            "syria cafe",
            "syria theme:roads",
            "quiet -theme:roads",
            "sea tid",
            "pilot re",
        ] {
            let query = parse(query).unwrap();
            for query in [query.clone(), query.typing()] {
                let Ok(listed) = store.articles(&query, Sort::default(), 0..99) else { continue };
                let mut listed: Vec<i64> = listed.iter().map(|article| article.id.0).collect();
                let hits = store.search(&query, 999).unwrap();
                let mut shown: Vec<i64> = hits.iter().map(|hit| hit.article.id.0).collect();
                shown.sort_unstable();
                shown.dedup();
                listed.sort_unstable();
                assert_eq!(shown, listed, "{query:?}");
                found += shown.len();
            }
        }
    }
    assert!(found > 500, "{found}");
}

/// Steps of SQLite's machine that something takes: a count, and no time.
fn steps(store: &mut Store, run: impl FnOnce(&Store)) -> u64 {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU64, Ordering};

    let taken = Arc::new(AtomicU64::new(0));
    let counter = Arc::clone(&taken);
    let count = move || {
        counter.fetch_add(1, Ordering::Relaxed);
        false
    };
    store.conn.progress_handler(1, Some(count)).unwrap();
    run(store);
    store.conn.progress_handler(0, None::<fn() -> bool>).unwrap();
    taken.load(Ordering::Relaxed)
}

#[test]
fn several_words_cost_little_more_than_to_rank_their_rows_once() {
    let mut store = coast();
    let ranked = |store: &Store, words: &str| {
        let sql = "SELECT rowid, rank FROM text_fts WHERE text_fts MATCH ? ORDER BY rank";
        let mut statement = store.conn().prepare(sql).unwrap();
        let rows = statement.query_map([words], |row| row.get::<_, i64>(0)).unwrap();
        assert!(rows.count() > 1700);
    };
    let searched = |store: &Store, query: &str, limit| {
        assert!(!store.search(&parse(query).unwrap(), limit).unwrap().is_empty());
    };
    // Rows that have both are enough for the screen: no others are ranked.
    let floor = steps(&mut store, |store| ranked(store, "sea OR tide"));
    let both = steps(&mut store, |store| searched(store, "sea tide", 9));
    assert!(both * 2 < floor, "{both} of {floor}");
    // What is left out is looked for in the articles that are shown, and the word itself not once more.
    let alone = steps(&mut store, |store| searched(store, "sea", 9));
    let without = steps(&mut store, |store| searched(store, "sea -tide", 9));
    assert!(without * 4 < alone * 5, "{without} of {alone}");
    // Two articles have both, so all rows are ranked, but once.
    let floor = steps(&mut store, |store| ranked(store, "quiet OR reef"));
    let few = steps(&mut store, |store| searched(store, "quiet reef", 50));
    assert!(few * 10 < floor * 17, "{few} of {floor}");
}

#[test]
fn letters_that_a_text_has_as_one_character_are_found_typed_and_marked() {
    let store = Store::bare();
    store.put("Print", &["The \u{fb01}re in the o\u{fb03}ce.\n\n", "And a fire."]);
    let two = store.put("Stra\u{df}en", &["Die GRO\u{1e9e}E Stra\u{df}e und die STRASSE."]);
    store.tag(two, (4, 11), "GRO\u{1e9e}E", &[], Some("a \u{fb02}at road"));
    let found = |query: &str| {
        let mut hits: Vec<String> =
            search(&store, query).iter().map(|hit| hit.marked.of(&hit.snippet).to_owned()).collect();
        hits.sort();
        hits
    };
    assert_eq!(found("fire"), ["fire", "\u{fb01}re"]);
    assert_eq!(found("\u{fb01}re"), ["fire", "\u{fb01}re"]);
    assert_eq!(found("office"), ["o\u{fb03}ce"]);
    assert_eq!(found("off*"), ["o\u{fb03}ce"]);
    assert_eq!(found("\"fire in the office\""), ["\u{fb01}re in the o\u{fb03}ce"]);
    assert_eq!(found("fire office -strasse"), ["\u{fb01}re"]);
    assert_eq!(found("strasse"), ["Stra\u{df}e"]);
    assert_eq!(found("stra\u{df}e"), ["Stra\u{df}e"]);
    assert_eq!(found("grosse").len(), 2, "in the text and as a passage");
    assert_eq!(found("note:flat"), ["\u{fb02}at"]);
}
