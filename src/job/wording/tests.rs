use super::*;
use crate::clock::Clock;
use crate::model::{Block, BlockKind, Edit, Metadata};

const STORY: [&str; 3] = [
    "The old bridge at Orlau was closed on Monday after engineers found a crack in its second arch, and nobody \
     could say for how long.",
    "Anna Weiss, who runs the mill, said that “the town has lived with one bridge for four hundred years, and can \
     live a summer with none”.",
    "A ferry is to carry those who work on the far bank. It has room for nine, and a dog.",
];

/// An article of paragraphs, those that begin with `#` furniture.
fn add(store: &mut Store, title: &str, published: Option<&str>, paragraphs: &[&str]) -> ArticleId {
    store.apply(&[edit(title, published, paragraphs)]).unwrap().touched.articles[0]
}

fn edit(title: &str, published: Option<&str>, paragraphs: &[&str]) -> Edit {
    let mut text = String::new();
    let mut blocks = Vec::new();
    for paragraph in paragraphs {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let span = Span::new(text.len(), text.len() + paragraph.len());
        text.push_str(paragraph);
        let furniture = paragraph.starts_with('#');
        blocks.push(Block { kind: BlockKind::Paragraph, level: 1, span, furniture, marked: None });
    }
    Edit::AddArticle {
        meta: Metadata {
            title: title.to_owned(),
            published: published.map(str::to_owned),
            ..Metadata::default()
        },
        document: Document { text: text.into(), blocks, ..Document::default() },
        themes: Vec::new(),
        place: None,
    }
}

fn store() -> Store {
    Store::memory(Clock::counted("2026-01-01T00:00:00Z".parse().unwrap())).unwrap()
}

fn found(store: &Store, id: ArticleId, least: usize) -> Vec<Sharing> {
    wording(store, id, least, &AtomicBool::new(false), &mut |_| ()).unwrap().articles
}

fn titles(found: &[Sharing]) -> Vec<&str> {
    found.iter().map(|one| one.article.title.as_str()).collect()
}

#[test]
fn a_text_that_is_there_twice_is_one_run() {
    let mut store = store();
    let one = add(&mut store, "One", Some("2017-05-02"), &STORY);
    add(&mut store, "Twin", Some("2017-05-01"), &STORY);
    add(&mut store, "Other", None, &["Nothing of it is here, not even a bridge at Orlau."]);
    let found = found(&store, one, 8);
    assert_eq!(titles(&found), ["Twin"]);
    let [run] = &found[0].runs[..] else { panic!("{:#?}", found[0].runs) };
    let document = store.document(one).unwrap();
    assert_eq!(document.slice(run.here.span), document.text.trim_end_matches('.'));
    assert_eq!((run.here, run.here.paragraph), (run.there, Some(1)));
    assert_eq!((found[0].earlier, found[0].published.as_deref()), (Some(Earlier::Other), Some("2017-05-01")));
}

#[test]
fn a_reprint_with_small_changes_is_several_runs() {
    let mut store = store();
    let one = add(&mut store, "One", Some("2017-05"), &STORY);
    // Cut into other paragraphs, with a word changed here and there, and in capitals.
    let first = STORY[0].replace("nobody could say", "no one would say").to_uppercase();
    let second = STORY[1].replace(['“', '”'], "\"").replace("four hundred", "400");
    add(&mut store, "Reprint", Some("2017-06-01"), &["So it was reported:", &format!("{first} {second}")]);
    let found = found(&store, one, 8);
    assert_eq!(titles(&found), ["Reprint"]);
    let words: Vec<usize> = found[0].runs.iter().map(|run| run.words).collect();
    assert!(words.is_sorted_by(|a, b| a >= b) && words.len() == 3, "{words:?}");
    assert_eq!(found[0].earlier, Some(Earlier::This));
    for run in &found[0].runs {
        let quote = |id, place: Place| folded(&store.text_of(id, place.span).unwrap()).replace('"', "");
        let (here, there) = (quote(one, run.here), quote(found[0].article.id, run.there));
        assert_eq!(here.split_whitespace().count(), there.split_whitespace().count(), "{here}\n{there}");
        let document = store.document(found[0].article.id).unwrap();
        let before = document.text.get(..run.there.span.start.0).unwrap().chars().count();
        assert_eq!(run.there.points.0, u64::try_from(before).unwrap());
    }
}

#[test]
fn a_quotation_is_found_from_both_sides() {
    let mut store = store();
    let one = add(&mut store, "One", None, &STORY);
    let other = add(
        &mut store,
        "Comment",
        Some("2018"),
        &[
            "It is a year since a mill owner told us that a town can live a summer with none. She was right.",
            "# The old bridge at Orlau was closed on Monday after engineers found a crack in its second arch.",
        ],
    );
    let forth = found(&store, one, 6);
    assert_eq!((titles(&forth), forth[0].earlier), (vec!["Comment"], None));
    let [run] = &forth[0].runs[..] else { panic!("furniture is no copying: {:#?}", forth[0].runs) };
    assert_eq!(store.text_of(other, run.there.span).unwrap(), "can live a summer with none");
    assert_eq!((run.words, run.here.paragraph, run.there.paragraph), (6, Some(2), Some(1)));
    let back = found(&store, other, 6);
    assert_eq!((back[0].runs[0].here, back[0].runs[0].there), (run.there, run.here));
    assert_eq!(found(&store, one, 7), []);
    store.apply(&[Edit::TrashArticle { article: other }]).unwrap();
    assert_eq!(found(&store, one, 6), []);
}

/// Wherever in a paragraph a run of the least length stands, it is found.
#[test]
fn no_run_of_the_least_length_is_missed() {
    let words: Vec<String> = (0..40).map(|n| format!("word{n}")).collect();
    for least in [3, 8, 13] {
        for at in 0..words.len() - least {
            let mut store = store();
            let one = add(&mut store, "One", None, &[&words.join(" ")]);
            let run = words[at..at + least].join(" ");
            add(&mut store, "Other", None, &[&format!("before it {run} behind it")]);
            // Words that are common by themselves lead nowhere.
            add(&mut store, "Common", None, &[&words.iter().rev().cloned().collect::<Vec<_>>().join(" ")]);
            let found = found(&store, one, least);
            assert_eq!(titles(&found), ["Other"], "{least} from {at}");
            assert_eq!(found[0].runs[0].words, least);
        }
    }
}

/// However many other texts a phrase leads to.
#[test]
fn all_of_the_library_is_compared() {
    let mut store = store();
    let one = add(&mut store, "One", None, &STORY);
    let copy = |n| edit(&format!("Copy {n}"), None, &[&format!("Number {n}. {}", STORY[0])]);
    let copies: Vec<Edit> = (0..1_200).map(copy).collect();
    store.apply(&copies).unwrap();
    let all = wording(&store, one, 8, &AtomicBool::new(false), &mut |_| ()).unwrap();
    assert_eq!((all.articles.len(), all.more), (1_200, false));
}

#[test]
fn scripts_without_spaces_are_found_by_their_clauses() {
    let mut store = store();
    let one = add(
        &mut store,
        "一",
        None,
        &["昨日、情報共有は両国にとって重要であると大臣は述べた。その後、記者が尋ねた。"],
    );
    add(&mut store, "二", None, &["記事によると、情報共有は両国にとって重要であると大臣は述べた。"]);
    let found = found(&store, one, 8);
    assert_eq!(titles(&found), ["二"]);
    let quote = store.text_of(one, found[0].runs[0].here.span).unwrap();
    assert_eq!(quote, "情報共有は両国にとって重要であると大臣は述べた");
}

#[test]
fn it_tells_how_far_it_is_and_stops_when_it_is_told_to() {
    let mut store = store();
    let one = add(&mut store, "One", None, &STORY);
    add(&mut store, "Twin", None, &STORY);
    let mut told = Vec::new();
    wording(&store, one, 8, &AtomicBool::new(false), &mut |percent| told.push(percent)).unwrap();
    assert!(told.is_sorted() && told.last() == Some(&100), "{told:?}");
    let stop = AtomicBool::new(false);
    let stopped = wording(&store, one, 8, &stop, &mut |_| stop.store(true, Ordering::Relaxed));
    assert!(matches!(stopped, Err(StoreError::Interrupted)));
}
