use std::cell::Cell;

use super::*;
use crate::clock::Clock;
use crate::model::{BlockKind, Document, Edit, Metadata, ThemeName};

const TOWN: [(&str, &[&str]); 4] = [
    (
        "The reservoir in August",
        &[
            "The reservoir above Orlau stood at a third of its depth in August. Families in the upper town \
             carried water home in buckets. The mayor opened the new library on Friday, and a band played.",
            "Engineers blamed a burst main for the low pressure in the taps. The council voted for a second \
             pump. Two restaurants on the square have changed hands this year.",
            "Old maps show a spring under the market hall. Nobody has drunk from it since the war, when its \
             water was found to be foul. The football club lost again.",
        ],
    ),
    (
        "A school fewer",
        &[
            "The village school in Hagen will close after the summer. Its eleven pupils are to ride the bus \
             to Orlau. Parents collected four hundred signatures against it.",
            "The county says that a classroom with five children costs too much. Teachers were told in a letter \
             of two lines. A bakery has offered its back room for lessons.",
            "The roof of the church was mended with copper from the old brewery. It will shine for a year and \
             then go green.",
        ],
    ),
    (
        "What the council decided",
        &[
            "Pressure in the taps of the upper town is to be raised by a second pump before winter. The \
             engineers had asked for it for six years. A bench was moved.",
            "Pupils from three villages will share one bus to the school in Orlau. The parents of Hagen left \
             the room when the vote was read. The treasurer spoke for an hour about parking.",
            "The reservoir is to be cleaned, and its water tested each week. Dogs are still welcome on the \
             promenade.",
        ],
    ),
    (
        "Letters",
        &[
            "Your report on the band was kind. The trumpet was flat, and everyone knows it.",
            "When will a classroom be heated again in Hagen? My children wear coats at their lessons, and \
             their teachers wear gloves.",
            "I have carried buckets up Mill Street since June, and the taps of the lower town run all night. \
             Who pays for that water?",
        ],
    ),
];

fn document(title: &str, paragraphs: &[&str]) -> Document {
    let mut text = title.to_owned();
    let block = |kind, span, furniture| Block { kind, level: 1, span, furniture, marked: None };
    let mut blocks = vec![block(BlockKind::Heading, Span::new(0, title.len()), false)];
    for paragraph in paragraphs {
        text.push_str("\n\n");
        let span = Span::new(text.len(), text.len() + paragraph.len());
        blocks.push(block(BlockKind::Paragraph, span, paragraph.starts_with('#')));
        text.push_str(paragraph);
    }
    Document { text: text.into(), blocks, ..Document::default() }
}

fn library(articles: &[(&str, &[&str])]) -> Store {
    let mut store = Store::memory(Clock::counted("2026-01-01T00:00:00Z".parse().unwrap())).unwrap();
    let edits: Vec<Edit> = articles
        .iter()
        .map(|(title, paragraphs)| Edit::AddArticle {
            meta: Metadata { title: (*title).to_owned(), ..Metadata::default() },
            document: document(title, paragraphs),
            themes: Vec::new(),
            place: None,
        })
        .collect();
    store.apply(&edits).unwrap();
    store
}

fn tag(store: &mut Store, theme: &str, words: &str) {
    let (article, start) = (1..=4)
        .find_map(|id| Some((ArticleId(id), store.document(ArticleId(id)).ok()?.text.find(words)?)))
        .expect("words of an article");
    let themes = vec![ThemeName::Path(theme.to_owned())];
    let span = Span::new(start, start + words.len());
    store.apply(&[Edit::Annotate { article, span, themes, note: None }]).unwrap();
}

fn seek(store: &Store, theme: &str, article: Option<i64>) -> Suggestions {
    let theme = store.resolve_theme(theme).unwrap();
    let order = Order { theme, article: article.map(ArticleId), limit: 20 };
    suggest(store, &order, &AtomicBool::new(false), &mut |_| ()).unwrap()
}

fn quotes(found: &Suggestions) -> Vec<&str> {
    found.all.iter().map(|one| one.quote.as_str()).collect()
}

/// [`TOWN`] among a hundred paragraphs of something else, with four passages on each of two themes.
fn tagged() -> Store {
    let other: Vec<String> = (1..=100)
        .map(|n| format!("On day {n} the fair was as it is, and a man in a hat spoke to the crowd."))
        .collect();
    let other: Vec<&str> = other.iter().map(String::as_str).collect();
    let mut articles = TOWN.to_vec();
    articles.push(("The fair", &other));
    let mut store = library(&articles);
    for words in [
        "The reservoir above Orlau stood at a third of its depth in August.",
        "Families in the upper town carried water home in buckets.",
        "Engineers blamed a burst main for the low pressure in the taps.",
        "its water was found to be foul",
    ] {
        tag(&mut store, "Water", words);
    }
    for words in [
        "The village school in Hagen will close after the summer.",
        "Its eleven pupils are to ride the bus to Orlau.",
        "Parents collected four hundred signatures against it.",
        "The county says that a classroom with five children costs too much.",
    ] {
        tag(&mut store, "Schools", words);
    }
    store
}

/// Sentences that a reader would tag too, held back, come before all others.
#[test]
fn what_was_held_back_of_a_theme_comes_first() {
    let store = tagged();
    let water = seek(&store, "Water", None);
    let first: Vec<&str> = quotes(&water).into_iter().take(3).collect();
    for wanted in [
        "Pressure in the taps of the upper town is to be raised",
        "The reservoir is to be cleaned",
        "I have carried buckets up Mill Street",
    ] {
        assert!(first.iter().any(|quote| quote.starts_with(wanted)), "{wanted}: {:#?}", quotes(&water));
    }
    let schools = seek(&store, "Schools", None);
    let first: Vec<&str> = quotes(&schools).into_iter().take(2).collect();
    for wanted in ["Pupils from three villages", "When will a classroom"] {
        assert!(first.iter().any(|quote| quote.starts_with(wanted)), "{wanted}: {:#?}", quotes(&schools));
    }
    for one in water.all.iter().chain(&schools.all) {
        assert!(!one.quote.contains("band") && !one.quote.contains("parking"), "{}", one.quote);
    }
}

#[test]
fn a_suggestion_says_where_it_stands_and_what_speaks_for_it() {
    let store = tagged();
    let found = seek(&store, "Water", None);
    assert_eq!(found.passages, 4);
    for one in &found.all {
        let document = store.document(one.article.id).unwrap();
        assert_eq!(document.slice(one.span), one.quote);
        let points: Vec<char> = document.text.chars().collect();
        let (start, end) = (usize::try_from(one.points.0).unwrap(), usize::try_from(one.points.1).unwrap());
        assert_eq!(points[start..end].iter().collect::<String>(), one.quote);
        assert_eq!(one.paragraph, document.paragraph_at(one.span.start));
        assert!(!one.marks.is_empty() && one.marks.is_sorted());
    }
    assert!(found.all.is_sorted_by(|a, b| a.score >= b.score));
    assert_eq!(found, seek(&store, "Water", None), "the same each time");
}

#[test]
fn neither_furniture_nor_what_is_tagged_is_suggested() {
    let mut store = tagged();
    let before = seek(&store, "Water", None);
    let first = before.all.first().cloned().unwrap();
    let annotate = |themes: &str| Edit::Annotate {
        article: first.article.id,
        span: first.span,
        themes: vec![ThemeName::Path(themes.to_owned())],
        note: None,
    };
    store.apply(&[annotate("Schools")]).unwrap();
    assert!(quotes(&seek(&store, "Water", None)).contains(&&*first.quote), "another theme is no hindrance");
    store.apply(&[annotate("Water/Pumps")]).unwrap();
    assert!(!quotes(&seek(&store, "Water", None)).contains(&&*first.quote), "a theme below it is");
    let mark = Edit::SetFurniture {
        article: ArticleId(4),
        span: store.document(ArticleId(4)).unwrap().blocks[3].span,
        furniture: Some(true),
    };
    store.apply(&[mark]).unwrap();
    assert!(quotes(&seek(&store, "Water", None)).iter().all(|quote| !quote.contains("Mill Street")));
    store.apply(&[Edit::TrashArticle { article: ArticleId(3) }]).unwrap();
    assert!(seek(&store, "Water", None).all.iter().all(|one| one.article.id != ArticleId(3)));
}

#[test]
fn with_little_to_go_by_the_name_is_what_there_is() {
    let mut store = tagged();
    store.apply(&[Edit::AddTheme { path: "Town/Buckets and taps".to_owned() }]).unwrap();
    let found = seek(&store, "Buckets and taps", None);
    assert_eq!(found.passages, 0);
    assert!(quotes(&found)[0].starts_with("I have carried buckets"), "{:#?}", quotes(&found));
    store.apply(&[Edit::AddTheme { path: "Zeppelins".to_owned() }]).unwrap();
    let none = seek(&store, "Zeppelins", None);
    assert_eq!((none.words.len(), none.all.len(), none.passages), (0, 0, 0));
}

#[test]
fn what_most_articles_have_is_no_reason_for_a_suggestion() {
    let town: Vec<Vec<String>> = (0..8)
        .map(|n| {
            let mut all = vec![
                format!("It would be seen on day {n} who was right."),
                format!("Nobody would say in week {n} what it was about."),
            ];
            all.extend((0..9).map(|m| format!("Nothing came of plan {m} in year {n}, and nobody asked.")));
            if n < 3 {
                all.push(format!("A ferry would cross the harbour in fog {n}."));
                all.push(format!("The ferry left the harbour with {n} goats."));
            }
            all
        })
        .collect();
    let town: Vec<Vec<&str>> = town.iter().map(|all| all.iter().map(String::as_str).collect()).collect();
    let articles: Vec<(&str, &[&str])> = town.iter().map(|all| ("A town", all.as_slice())).collect();
    let mut store = library(&articles);
    for n in 0..3 {
        tag(&mut store, "Boats", &format!("A ferry would cross the harbour in fog {n}."));
    }
    let found = seek(&store, "Boats", None);
    assert!(found.words.iter().any(|word| word == "ferry"), "{:?}", found.words);
    assert!(!found.words.iter().any(|word| word == "would"), "{:?}", found.words);
    assert!(quotes(&found)[0].starts_with("The ferry left the harbour"), "{:#?}", quotes(&found));
}

#[test]
fn one_article_may_be_meant_and_a_limit_kept() {
    let store = tagged();
    let of_four = seek(&store, "Water", Some(4));
    assert!(!of_four.all.is_empty() && of_four.all.iter().all(|one| one.article.id == ArticleId(4)));
    let order = Order { theme: store.resolve_theme("Water").unwrap(), article: None, limit: 1 };
    let one = suggest(&store, &order, &AtomicBool::new(false), &mut |_| ()).unwrap();
    assert_eq!(one.all.len(), 1);
}

/// A block of more than 64 KB is read by its rows, and no sentence is cut.
#[test]
fn sentences_of_a_long_paragraph_are_whole() {
    let filler = "Nothing happened for a while in the lower town. ".repeat(2_000);
    let long = format!("{filler}The taps ran dry and the reservoir was empty. {filler}");
    let mut articles = TOWN.to_vec();
    let paragraphs = [long.as_str()];
    articles.push(("Long", &paragraphs));
    let mut store = library(&articles);
    tag(&mut store, "Water", "The reservoir above Orlau stood at a third of its depth in August.");
    tag(&mut store, "Water", "Engineers blamed a burst main for the low pressure in the taps.");
    let found = seek(&store, "Water", Some(5));
    assert_eq!(quotes(&found)[0], "The taps ran dry and the reservoir was empty.");
    assert_eq!(store.text_of(ArticleId(5), found.all[0].span).unwrap(), found.all[0].quote);
}

#[test]
fn it_tells_how_far_it_is_and_stops_when_it_is_told_to() {
    let store = tagged();
    let order = Order { theme: store.resolve_theme("Water").unwrap(), article: None, limit: 9 };
    let mut told = Vec::new();
    suggest(&store, &order, &AtomicBool::new(false), &mut |percent| told.push(percent)).unwrap();
    assert!(told.is_sorted() && told.last() == Some(&100), "{told:?}");
    for after in 0..3 {
        let (stop, count) = (AtomicBool::new(after == 0), Cell::new(0));
        let stopped = suggest(&store, &order, &stop, &mut |_| {
            count.set(count.get() + 1);
            stop.store(count.get() >= after, Ordering::Relaxed);
        });
        assert!(matches!(stopped, Err(StoreError::Interrupted)), "{stopped:?}");
    }
}

#[test]
fn texts_in_scripts_without_spaces_get_suggestions() {
    let of = |title: &str, paragraphs: &[&str]| Edit::AddArticle {
        meta: Metadata { title: title.to_owned(), ..Metadata::default() },
        document: document(title, paragraphs),
        themes: Vec::new(),
        place: None,
    };
    let cases: [(&[&str], [&str; 2], &str, &str); 3] = [
        (
            &[
                "水库的水位在八月下降。市长星期五参观了图书馆。",
                "居民提着水桶回家，因为水库的水位太低。学校今年夏天关闭。",
                "工程师说水位下降得很快，水库需要清洗。面包店提供了一个房间。",
                "足球队又输了。乐队在广场上演奏。",
                "没有人知道旧地图在哪里。",
            ],
            ["水库的水位在八月下降。", "居民提着水桶回家，因为水库的水位太低。"],
            "工程师说水位下降得很快，水库需要清洗。",
            "第章讲的是别的事情",
        ),
        (
            &[
                "貯水池の水位は八月に下がった。市長は図書館を開いた。",
                "住民は貯水池の水位が低いと訴えた。学校は夏に閉校する。",
                "技師によると貯水池は来週清掃され、水位も調べられる。パン屋が部屋を貸した。",
                "サッカークラブはまた負けた。",
                "古い地図は誰も見ていない。",
            ],
            ["貯水池の水位は八月に下がった。", "住民は貯水池の水位が低いと訴えた。"],
            "技師によると貯水池は来週清掃され、水位も調べられる。",
            "章は別の話である",
        ),
        (
            &[
                "น้ำในอ่างเก็บน้ำลดลง",
                "ชาวบ้านขาดน้ำเพราะอ่างเก็บน้ำแห้ง",
                "วิศวกรบอกว่าอ่างเก็บน้ำต้องทำความสะอาด",
                "ทีมฟุตบอลแพ้อีกแล้ว",
                "ไม่มีใครเห็นแผนที่เก่า",
            ],
            ["น้ำในอ่างเก็บน้ำลดลง", "ชาวบ้านขาดน้ำเพราะอ่างเก็บน้ำแห้ง"],
            "วิศวกรบอกว่าอ่างเก็บน้ำต้องทำความสะอาด",
            "บทเล่าเรื่องอื่น",
        ),
    ];
    for (paragraphs, tagged, wanted, other) in cases {
        let others: Vec<String> = (0..30).map(|n| format!("{n} {other}")).collect();
        let paragraphs: Vec<&str> =
            paragraphs.iter().copied().chain(others.iter().map(String::as_str)).collect();
        let mut store = Store::memory(Clock::counted("2026-01-02T03:04:05Z".parse().unwrap())).unwrap();
        let article = store.apply(&[of("W", &paragraphs)]).unwrap().touched.articles[0];
        let text = store.document(article).unwrap().text;
        for words in tagged {
            let start = text.find(words).unwrap();
            let span = Span::new(start, start + words.len());
            let themes = vec![ThemeName::Path("Reservoir".into())];
            store.apply(&[Edit::Annotate { article, span, themes, note: None }]).unwrap();
        }
        let theme = store.themes().unwrap()[0].id;
        let order = Order { theme, article: None, limit: 9 };
        let found = suggest(&store, &order, &AtomicBool::new(false), &mut |_| ()).unwrap();
        let first = found.all.first().unwrap_or_else(|| panic!("{wanted}: nothing of {:?}", found.words));
        assert_eq!(first.quote.trim(), wanted, "{:?}", found.words);
        let apart = first.marks.windows(2).all(|two| two[0].end <= two[1].start);
        assert!(apart && !first.marks.is_empty(), "{:?}", first.marks);
        let stopped = suggest(&store, &order, &AtomicBool::new(true), &mut |_| ());
        assert!(matches!(stopped, Err(StoreError::Interrupted)));
    }
}
