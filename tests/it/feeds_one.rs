//! One subscription for one feed, one date for one article, and a word where there is nothing in a feed.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::Value;

use crate::cli::{Cli, lines};
use crate::feeds::{changing, outcomes, pair, rss, subscribe, titles, xml};
use crate::web::{Site, answer, put};

#[test]
fn a_feed_that_moved_for_good_to_one_that_is_subscribed_becomes_one_with_it() {
    let has_moved = Arc::new(AtomicBool::new(false));
    let moved = Arc::clone(&has_moved);
    let site = Site::new(move |path, stream| {
        let is_moved = moved.load(Ordering::SeqCst);
        put(
            stream,
            &match path {
                "/old" if is_moved => answer(308, &["Location: /new"], b""),
                "/old" => xml(&rss(&[(2, "Second", "Words of two."), (1, "First", "Words of one.")])
                    .replace("Tide Tables", "Old Tables")),
                _ if is_moved => {
                    xml(&rss(&[(4, "Fourth", "Words of four."), (2, "Second", "Words of two.")]))
                }
                _ => xml(&rss(&[(3, "Third", "Words of three.")])),
            },
        );
    });
    for only_old in [true, false] {
        has_moved.store(false, Ordering::SeqCst);
        let cli = Cli::new();
        subscribe(&cli, &site.address("/old"));
        subscribe(&cli, &site.address("/new"));
        cli.ok(["remove", "First"]);
        has_moved.store(true, Ordering::SeqCst);
        let named = if only_old { vec!["old"] } else { Vec::new() };
        let ran = cli.run([&["refresh", "--json"], named.as_slice()].concat());
        let mut came = outcomes(&lines(&ran.out));
        // Whichever answers first: an item of both may be met by the one before it is known from the other.
        came.retain(|one| *one != pair("unchanged", "Second"));
        assert_eq!((ran.code, came), (0, vec![pair("added", "Fourth")]), "{}", ran.err);
        let told = format!(
            "Tide Tables: “Old Tables” at {} has moved here for good, so the two are one subscription by now, with the articles of both",
            site.address("/old")
        );
        assert!(ran.err.contains(&told), "{}", ran.err);
        let feeds = cli.json(["feeds"]);
        let known = |feed: &Value| (feed["title"].clone(), feed["address"].clone(), feed["articles"].clone());
        assert_eq!(
            feeds.iter().map(known).collect::<Vec<_>>(),
            [("Tide Tables".into(), site.address("/new").into(), 3.into())]
        );
        // What was put away stays there, and nothing comes twice.
        assert_eq!(cli.json(["refresh"]), [] as [Value; 0]);
        let mut found = titles(&cli);
        found.sort();
        assert_eq!(found, ["Fourth", "Second", "Third"]);
        // It is taken back with the refresh that did it.
        cli.ok(["undo"]);
        let mut articles: Vec<Value> =
            cli.json(["feeds"]).iter().map(|feed| feed["articles"].clone()).collect();
        articles.sort_by_key(Value::as_u64);
        assert_eq!(articles, [1, 1]);
    }
}

#[test]
fn the_date_of_an_article_is_not_that_of_its_last_change() {
    let atom = |updated: &str, words: &str| {
        format!(
            "<feed xmlns='http://www.w3.org/2005/Atom'><title>Tides</title><entry><id>e</id><title>Ebb</title>\
             {updated}<content>{words}</content></entry></feed>"
        )
    };
    let json = |updated: &str, words: &str| {
        format!(
            "{{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"Tides\",\"items\":[{{\"id\":\"e\",\"title\":\"Ebb\",\
             {updated}\"content_text\":\"{words}\"}}]}}"
        )
    };
    let updated = |day: &str| format!("<updated>2017-07-{day}T10:00:00Z</updated>");
    let published = "<published>2017-07-01T10:00:00Z</published>";
    let modified = |day: &str| format!("\"date_modified\":\"2017-07-{day}T10:00:00Z\",");
    for (versions, days) in [
        (
            [
                atom(&updated("02"), "The ebb came."),
                atom(&updated("03"), "The ebb came."),
                atom(&updated("04"), "The ebb came late."),
                atom(&format!("{published}{}", updated("05")), "The ebb came so late."),
            ],
            ["02", "02", "02", "01"],
        ),
        (
            [
                json("", "The ebb came."),
                json(&modified("02"), "The ebb came in."),
                json(&modified("03"), "The ebb came in late."),
                json(&modified("03"), "The ebb came in late."),
            ],
            ["", "02", "02", "02"],
        ),
    ] {
        let (site, now) = changing(xml(&versions[0]));
        let cli = Cli::new();
        for (at, (version, day)) in versions.iter().zip(days).enumerate() {
            *now.lock().unwrap() = xml(version);
            if at == 0 {
                subscribe(&cli, &site.address("/feed"));
            } else {
                cli.ok(["refresh"]);
            }
            let date = cli.json(["list"])[0]["published"].clone();
            let day = if day.is_empty() { Value::Null } else { format!("2017-07-{day}").into() };
            assert_eq!(date, day, "{version}");
        }
    }
}

#[test]
fn a_feed_with_nothing_to_read_in_it_is_told_of_once() {
    let (site, now) = changing(Vec::new());
    for junk in [
        "<rss><channel>%%% &&& junk</channel></rss>",
        "<rss version='2.0'><channel><title>Pictures</title><item><description>&lt;img src='/a.png'&gt;</description></item></channel></rss>",
        "{\"version\":\"https://jsonfeed.org/version/1\",\"title\":\"None\",\"items\":[]}",
    ] {
        *now.lock().unwrap() = xml(junk);
        let cli = Cli::new();
        let told = subscribe(&cli, &site.address("/feed")).err;
        assert!(
            told.contains("there is nothing to read in it (check that it is the feed you mean)"),
            "{told}"
        );
        assert_eq!(cli.json(["feeds"]).len(), 1);
        let again = cli.run(["refresh"]);
        assert!(again.code == 0 && !again.err.contains("nothing to read"), "{}", again.err);
        *now.lock().unwrap() = xml(&rss(&[(1, "First", "Words.")]));
        assert!(!cli.run(["refresh"]).err.contains("nothing to read"));
        assert_eq!(titles(&cli), ["First"]);
    }
}
