//! The feeds on the screen: what is known of them, their articles in the list, and the end of a subscription.

use postil::app::{MouseAct, Msg, Outcome, Overlay};
use postil::clock::Clock;
use postil::import::{self, Hint};
use postil::model::{CollectionId, CollectionKind, CollectionMeta, Edit, FeedState, Place};
use postil::store::Store;

use crate::session::Session;

/// A feed of the library, with articles of these titles.
fn feed(store: &mut Store, title: &str, address: &str, articles: &[&str]) -> CollectionId {
    let meta = CollectionMeta {
        kind: CollectionKind::Feed,
        title: title.to_owned(),
        url: Some(address.to_owned()),
        source: Some(address.to_owned()),
        ..CollectionMeta::default()
    };
    let mut edits = vec![Edit::AddCollection { collection: meta }];
    for title in articles {
        let text = format!("# {title}\n\nNobody saw the lights of {title}.\n");
        let read = import::read(text.as_bytes(), &Hint::named("a.md")).unwrap();
        edits.push(Edit::AddArticle {
            meta: read.meta,
            document: read.document,
            themes: Vec::new(),
            place: Some(Place { collection: None, position: 0 }),
        });
    }
    store.apply(&edits).unwrap().touched.collections[0]
}

/// A library that follows four feeds, two of which have words of their titles in common.
fn store() -> Store {
    let mut store = Store::memory(Clock::counted("2026-01-02T03:04:05Z".parse().unwrap())).unwrap();
    let news = feed(&mut store, "Harbour News", "https://harbour.example/feed", &["Ebb", "Flood"]);
    let sport = feed(&mut store, "Harbour News: Sport", "https://harbour.example/sport.xml", &["Regatta"]);
    let gone = feed(&mut store, "Pilots' Letters", "https://letters.example/atom", &["Farewell"]);
    let tides = feed(&mut store, "Tide Tables", "https://tides.example/rss", &[]);
    let fetched = Some("2026-01-02T02:30:00Z".to_owned());
    let whole = FeedState { fetched: fetched.clone(), ..FeedState::default() };
    store.keep_feed_state(news, &whole).unwrap();
    store.keep_feed_state(sport, &whole).unwrap();
    let why = "the server says that there is no such page (HTTP 410; check the address)";
    let state = FeedState { failure: Some(why.to_owned()), gone: true, fetched, ..FeedState::default() };
    store.keep_feed_state(gone, &state).unwrap();
    let why = "the server says that it is asked too often (HTTP 429; try again later)";
    let rests = Some("2026-01-02T04:10:00Z".to_owned());
    store
        .keep_feed_state(tides, &FeedState { failure: Some(why.to_owned()), rests, ..FeedState::default() })
        .unwrap();
    store
}

/// The list of [`store`], on its first article.
pub fn library() -> Session {
    let mut s = Session::on(store());
    s.resize(100, 24);
    s
}

/// The feeds of [`store`], the cursor on the second.
pub fn feeds() -> Session {
    let mut s = library();
    s.keys("gFggj");
    s
}

fn listed(s: &Session) -> Vec<&str> {
    s.app.list.loaded.iter().map(|article| &*article.meta.title).collect()
}

fn names(s: &Session) -> Vec<String> {
    s.store.subscriptions().unwrap().iter().map(|feed| feed.name().to_owned()).collect()
}

#[test]
fn what_is_known_of_each_feed_is_told() {
    let mut s = library();
    s.keys("gF");
    // Lines may be parted anywhere between words.
    let text = s.text().split_whitespace().collect::<Vec<_>>().join(" ");
    for told in [
        "4 feeds",
        "Harbour News",
        "https://harbour.example/feed",
        "2 articles",
        "1 article",
        "fetched 2026-01-02 02:30",
        "never fetched",
        "Failed: the server says that it is asked too often (HTTP 429; try again",
        "alone until 2026-01-02 04:10",
        "gone for good, and asked no more",
    ] {
        assert!(text.contains(told), "{told}:\n{text}");
    }
    assert!(s.hints().starts_with("Enter its articles   R refresh   a subscribe   dd end"), "{}", s.hints());
    // By name it is found everywhere.
    s.keys("q:feeds<enter>");
    assert!(s.text().contains("4 feeds"), "{}", s.text());
    s.keys(":feeds<enter>");
    assert!(s.text().contains("The feeds are open"), "{}", s.text());
}

#[test]
fn the_feed_of_the_article_at_hand_is_the_one_that_is_meant() {
    let mut s = library();
    s.keys("/Regatta<enter>gF<enter>");
    assert_eq!(listed(&s), ["Regatta"]);
}

#[test]
fn enter_shows_the_articles_of_the_feed_and_of_no_other() {
    let mut s = library();
    // Also where another view of the list was open.
    s.keys("3gFgg<enter>");
    assert_eq!(listed(&s), ["Flood", "Ebb"], "{}", s.text());
    assert!(s.app.overlays.is_empty() && s.hints().contains("/ filter"), "{}", s.hints());
    s.keys("<ctrl-o>");
    assert!(s.text().contains("4 feeds"), "{}", s.text());
    s.keys("j<enter>");
    assert_eq!(listed(&s), ["Regatta"], "{}", s.text());
    assert_eq!(s.app.list.typed, "collection:\"Harbour News: Sport\"");
    s.keys("gFG<enter>");
    assert!(s.status().contains("No article of this feed is in the library"), "{}", s.status());
    assert!(s.text().contains("4 feeds"), "{}", s.text());
}

#[test]
fn a_feed_that_was_ended_is_not_taken_for_one_of_its_name() {
    let mut store = store();
    let old = feed(&mut store, "Tide Tables", "https://old.example/rss", &["Old water"]);
    store.apply(&[Edit::EndFeed { collection: old }]).unwrap();
    feed(&mut store, "A “quoted” \"title\"", "https://quotes.example/rss", &["Quoted"]);
    let mut s = Session::on(store);
    s.keys("gFG<enter>");
    assert!(s.status().contains("No article of this feed"), "{}", s.status());
    s.keys("gg<enter>");
    assert_eq!(listed(&s), ["Quoted"], "{}", s.app.list.typed);
    s.keys("/<ctrl-u>collection:Tide<enter>");
    assert_eq!(listed(&s), ["Old water"]);
}

#[test]
fn the_end_of_a_subscription_is_one_act_that_is_taken_back() {
    let mut s = feeds();
    s.keys("dd");
    assert_eq!(s.status(), "Saved: end the subscription to “Harbour News: Sport”");
    assert!(s.text().contains("3 feeds") && !s.text().contains("sport.xml"), "{}", s.text());
    assert_eq!(names(&s), ["Harbour News", "Pilots' Letters", "Tide Tables"]);
    assert_eq!(listed(&s).len(), 4, "its articles stay");
    s.keys("u");
    assert!(s.text().contains("4 feeds") && s.text().contains("sport.xml"), "{}", s.text());
    s.keys("<ctrl-r>");
    assert_eq!(names(&s).len(), 3);
    s.keys("dddddd");
    assert_eq!(names(&s), [] as [&str; 0]);
    assert!(s.text().contains("No feed yet; a subscribes to one."), "{}", s.text());
    s.keys("dd");
    assert!(s.status().contains("There is no feed yet"), "{}", s.status());
    s.keys("q:end-feed<enter>");
    assert!(s.text().contains("gF shows the feeds"), "{}", s.text());
}

#[test]
fn a_subscribes_and_refreshes_from_there() {
    let folder = tempfile::tempdir().unwrap();
    let item = |n: u32| {
        format!(
            "<item><guid>{n}</guid><title>Item {n}</title><description>Words of {n}.</description></item>"
        )
    };
    let put = |name: &str, items: &[u32]| {
        let items: String = items.iter().map(|n| item(*n)).collect();
        let xml = format!("<rss version='2.0'><channel><title>Ebb {name}</title>{items}</channel></rss>");
        std::fs::write(folder.path().join(name), xml).unwrap();
        folder.path().join(name).display().to_string()
    };
    let mut s = feeds();
    s.keys("a");
    assert!(s.text().contains("Subscribe to: a feed, or a page that names one"), "{}", s.text());
    s.keys("<enter>");
    assert!(s.status().contains("Type the address or file of a feed"), "{}", s.status());
    s.keys(&put("one.xml", &[1, 2])).keys("<enter>");
    assert_eq!(s.status(), "Imported 2 articles, subscribed to Ebb one.xml.");
    assert!(s.text().contains("5 feeds"), "{}", s.text());
    s.keys("<enter>");
    assert_eq!(listed(&s), ["Item 1", "Item 2"], "the new feed is the one that is meant");

    let address = put("one.xml", &[3, 1, 2]);
    s.keys("<ctrl-o>R");
    assert!(s.status().starts_with("1 new article from"), "{}", s.status());
    assert!(s.text().contains("3 articles"), "{}", s.text());
    s.keys("a").keys(&address).keys("<enter>");
    assert_eq!(s.status(), "Nothing new in 1 feed.");
    s.keys("q").keys(&format!(":subscribe {}<enter>", put("none.xml", &[])));
    assert_eq!(s.status(), "Subscribed to Ebb none.xml, 1 remark (gr shows it).");
}

#[test]
fn keys_typed_before_the_feeds_are_read_are_meant_for_them() {
    let mut s = library();
    s.slow().keys("gFggjdddd").settle();
    assert_eq!(names(&s), ["Harbour News", "Tide Tables"], "the second, and what stood there then");
    s.keys("q");
    // Where they cannot be read, nothing is left over the list.
    let mut s = library();
    s.slow().keys("gF");
    let (ticket, _) = s.take_late().pop().unwrap();
    s.send(Msg::Outcome(ticket, Outcome::Failed("the library is gone".to_owned())));
    assert!(s.app.overlays.is_empty() && s.status().contains("The library is gone"), "{}", s.text());
}

#[test]
fn what_another_program_changes_shows() {
    let mut s = feeds();
    let sport = s.store.subscriptions().unwrap()[1].collection.id;
    s.store.apply(&[Edit::EndFeed { collection: sport }]).unwrap();
    s.send(Msg::LibraryChanged);
    assert!(s.text().contains("3 feeds"), "{}", s.text());
    // What comes of others takes the cursor from no feed.
    let Some(Overlay::Feeds(panel)) = s.app.overlays.last() else { panic!("{}", s.text()) };
    let before = panel.chosen().unwrap().feed.name().to_owned();
    feed(&mut s.store, "Another", "https://another.example/feed", &["New"]);
    s.send(Msg::LibraryChanged).keys("dd");
    assert!(s.status().contains(&before), "{before}: {}", s.status());
}

#[test]
fn a_feed_is_chosen_and_opened_with_the_mouse() {
    let mut s = feeds();
    let row = |s: &Session, words: &str| {
        u16::try_from(s.text().lines().position(|line| line.contains(words)).unwrap()).unwrap()
    };
    let at = (20, row(&s, "harbour.example/feed"));
    s.mouse(MouseAct::Press, at, 0);
    assert!(s.text().contains("4 feeds"), "{}", s.text());
    s.mouse(MouseAct::Press, at, 2000);
    assert_eq!(listed(&s), ["Flood", "Ebb"]);
}
