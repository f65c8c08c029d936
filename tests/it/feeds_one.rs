//! One date for one article of a feed, and a word where there is nothing in one.

use serde_json::Value;

use crate::cli::Cli;
use crate::feeds::{changing, rss, subscribe, titles, xml};

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
