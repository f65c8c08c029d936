//! Feeds: subscribed, refreshed and ended, from sites on loopback that serve them well and badly.

use std::io::Write as _;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Barrier, Mutex};

use postil::app::{Ask, Outcome as Answer, Sources};
use postil::files::fetch::Network;
use postil::job::Means;
use postil::job::import::{self, With};
use postil::shell::Course;
use postil::shell::answer::answer_over;
use serde_json::Value;

use crate::cli::{Cli, Ran, lines};
use crate::session::Session;
use crate::web::{Site, answer, hold, html, moved, put};

const RSS: &str = "Content-Type: application/rss+xml; charset=utf-8";

/// A feed of items: number, title, words.
pub fn rss(items: &[(u32, &str, &str)]) -> String {
    let items: Vec<String> = items
        .iter()
        .map(|(n, title, words)| {
            format!(
                "<item><guid isPermaLink='false'>item-{n}</guid><link>https://tides.example/{n}</link><title>{title}</title>\
                 <pubDate>{n} Jul 2017 10:00:00 GMT</pubDate><content:encoded><![CDATA[<p>{words}</p>]]></content:encoded></item>"
            )
        })
        .collect();
    let items = items.concat();
    format!(
        "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel>\
         <title>Tide Tables</title><link>https://tides.example/</link>{items}</channel></rss>"
    )
}

pub fn xml(body: &str) -> Vec<u8> {
    answer(200, &[RSS], body.as_bytes())
}

/// A site whose answers a test changes.
pub fn changing(first: Vec<u8>) -> (Site, Arc<Mutex<Vec<u8>>>) {
    let now = Arc::new(Mutex::new(first));
    let shown = Arc::clone(&now);
    (Site::new(move |_, stream| put(stream, &shown.lock().unwrap().clone())), now)
}

pub fn subscribe(cli: &Cli, address: &str) -> Ran {
    let ran = cli.run(["import", "--json", "--feed", "--allow-local", address]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    ran
}

pub fn titles(cli: &Cli) -> Vec<String> {
    cli.json(["list"]).iter().map(|article| article["title"].as_str().unwrap().to_owned()).collect()
}

pub fn outcomes(lines: &[Value]) -> Vec<(String, String)> {
    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    lines.iter().map(|line| (word(&line["outcome"]), word(&line["article"]["title"]))).collect()
}

pub fn pair(outcome: &str, title: &str) -> (String, String) {
    (outcome.to_owned(), title.to_owned())
}

const PILOT: &str = "The pilot went out before the ebb and came back with the flood.";

#[test]
fn a_feed_is_subscribed_refreshed_and_taken_back() {
    let first = rss(&[(2, "Second", PILOT), (1, "First", "Nobody saw the lights.")]);
    let version = Arc::new(Mutex::new((first, "\"one\"")));
    let shown = Arc::clone(&version);
    let site = Site::to_heads(move |_, head, stream| {
        let (body, tag) = shown.lock().unwrap().clone();
        let asked = head.to_lowercase();
        put(
            stream,
            &if asked.contains(&format!("if-none-match: {tag}\r\n")) {
                b"HTTP/1.1 304 Same\r\n\r\n".to_vec()
            } else {
                answer(
                    200,
                    &[RSS, &format!("ETag: {tag}"), "Last-Modified: Sat, 01 Jul 2017 00:00:00 GMT"],
                    body.as_bytes(),
                )
            },
        );
    });
    let cli = Cli::new();
    let ran = subscribe(&cli, &site.address("/feed"));
    assert_eq!(outcomes(&lines(&ran.out)), [pair("added", "First"), pair("added", "Second")]);
    assert!(
        ran.err.contains("subscribed to Tide Tables (`postil refresh` fetches what is new)"),
        "{}",
        ran.err
    );
    let again = subscribe(&cli, &site.address("/feed"));
    assert!(again.err.contains("Tide Tables is subscribed already\n"), "{}", again.err);
    assert_eq!(titles(&cli), ["Second", "First"], "the newest first");
    let list = cli.ok(["list"]);
    assert_eq!(list.matches("Tide Tables").count(), 2, "once a row: {list}");
    let article = &cli.json(["list"])[0];
    assert_eq!(
        (
            &article["collection"]["title"],
            &article["collection"]["kind"],
            &article["published"],
            &article["url"]
        ),
        (&"Tide Tables".into(), &"feed".into(), &"2017-07-02".into(), &"https://tides.example/2".into())
    );
    let id = article["id"].to_string();
    cli.ok(["annotate", &id, "--quote", "before the ebb", "--theme", "Ebb"]);

    // Nothing new: the server says so without sending it again.
    assert_eq!(cli.json(["refresh"]), [] as [Value; 0]);
    let asked = site.asked().last().unwrap().to_lowercase();
    assert!(asked.contains("if-modified-since: sat, 01 jul 2017 00:00:00 gmt\r\n"), "{asked}");
    assert!(asked.contains("accept: application/atom+xml"), "{asked}");

    // One is new, one has changed, one has disappeared.
    let later = "Late that year the pilot went out before the ebb and came back with the flood.";
    *version.lock().unwrap() = (rss(&[(3, "Third", "Fog."), (2, "Second", later)]), "\"two\"");
    let done = cli.json(["refresh", "Tide"]);
    assert_eq!(outcomes(&done), [pair("updated", "Second"), pair("added", "Third")]);
    assert_eq!(done[0]["report"]["moved"], 1);
    assert_eq!(titles(&cli), ["Third", "Second", "First"]);
    assert_eq!(cli.json(["annotations"])[0]["state"], "moved");
    assert_eq!(cli.json(["refresh"]), [] as [Value; 0]);
    assert_eq!(cli.json(["history"])[0]["label"], "refresh feeds with 2 articles");

    // One step takes it back; what was taken back is asked for again.
    cli.ok(["undo"]);
    assert_eq!(titles(&cli), ["Second", "First"]);
    assert!(!cli.ok(["show", &id]).contains("Late that year"));
    let before = site.asked().len();
    assert_eq!(outcomes(&cli.json(["refresh"])), [pair("updated", "Second"), pair("added", "Third")]);
    assert!(cli.ok(["show", &id]).contains("Late that year"));
    assert!(!site.asked()[before].to_lowercase().contains("if-none-match"));
}

#[test]
fn a_page_leads_to_its_feed_and_a_feed_is_known_for_one() {
    let page = "<!doctype html><head><title>Tides</title><link rel='alternate' type='application/rss+xml' href='/feed.xml'></head><p>Words.</p>";
    let site = Site::new(move |path, stream| {
        put(stream, &if path == "/feed.xml" { xml(&rss(&[(1, "First", "Words.")])) } else { html(page) });
    });
    let cli = Cli::new();
    subscribe(&cli, &site.address("/"));
    assert_eq!(cli.json(["feeds"])[0]["address"], site.address("/feed.xml"));
    // Without --feed a page is a page, and a feed is a feed.
    let ran = cli.run(["import", "--allow-local", &site.address("/")]);
    assert!(ran.out.starts_with("added") && !ran.err.contains("subscribed"), "{}{}", ran.out, ran.err);
    let other = Cli::new();
    let ran = other.run(["import", "--allow-local", &site.address("/feed.xml")]);
    assert!(ran.code == 0 && ran.err.contains("subscribed to Tide Tables"), "{}", ran.err);
    // Subscribing once more is a refresh.
    let again = cli.run(["import", "--json", "--feed", "--allow-local", &site.address("/")]);
    assert_eq!((again.out.as_str(), cli.json(["feeds"]).len()), ("", 1));
}

#[test]
fn a_file_is_a_feed_too_and_brings_what_can_be_read() {
    let cli = Cli::new();
    cli.write("cut.xml", "<rss><channel><title>Cut</title><item><title>Fish & Chips</title><description>Whole.</description></item><item><title>Half");
    let ran = cli.run(["import", "cut.xml"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("Cut: it is cut off, and its end is missing"), "{}", ran.err);
    assert_eq!(titles(&cli), ["Fish & Chips", "Half"]);
    cli.write("cut.xml", "<rss><channel><title>Cut</title><item><title>Later</title></item></channel></rss>");
    assert_eq!(outcomes(&cli.json(["refresh"])), [pair("added", "Later")]);
    cli.write("none.xml", "<svg></svg>");
    let err = cli.fails(1, ["import", "--feed", "none.xml"]);
    assert!(err.contains("none.xml: it is no feed that postil knows"), "{err}");
}

#[test]
fn where_a_feed_has_only_a_summary_the_page_is_read() {
    let long = "The ferry left the harbour at dawn, and nobody on the quay said a word about the cargo that it carried. ".repeat(6);
    let feed = "<rss><channel><title>Short</title>\
        <item><title>Good</title><link>/good</link><description>The ferry left…</description></item>\
        <item><title>Bad</title><link>/bad</link><description>It came late.</description></item>\
        <item><title>None</title><link>/none</link><description>It never came.</description></item></channel></rss>";
    let is_up = Arc::new(AtomicBool::new(false));
    let up = Arc::clone(&is_up);
    let site = Site::new(move |path, stream| {
        let page = |title: &str| {
            html(&format!(
                "<html><head><title>Other</title></head><article><h1>{title}</h1><p>{long}</p><p>{long}</p></article></html>"
            ))
        };
        put(
            stream,
            &match path {
                "/feed" => xml(feed),
                "/good" => page("Good"),
                "/bad" if up.load(Ordering::SeqCst) => page("Bad"),
                "/bad" => answer(500, &[], b""),
                _ => answer(410, &[], b""),
            },
        );
    });
    let cli = Cli::new();
    let told = subscribe(&cli, &site.address("/feed")).err;
    let short = "its page could not be had, so only its summary is here: the server";
    assert!(told.contains(&format!("Short: “None”: {short} says that there is no such page")), "{told}");
    let later =
        "its page could not be had, so only its summary is here until a refresh brings it: the server";
    assert!(told.contains(&format!("Short: “Bad”: {later}")) && !told.contains("“Good”"), "{told}");
    let report = cli.json(["report"]);
    assert!(report[0]["remarks"].to_string().contains("“None”"), "{report:?}");
    let whole = |cli: &Cli| -> Vec<_> {
        let all = cli.json(["list"]);
        let whole = all.iter().filter(|a| a["words"].as_u64().unwrap() > 100);
        whole.map(|a| a["title"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!((whole(&cli), titles(&cli).len()), (vec!["Good".to_owned()], 3));
    // What was read, or is not to be had, is not asked for again; what failed is.
    let before = site.asked().len();
    let again = cli.run(["refresh", "--json"]);
    assert!(!again.err.contains("summary"), "it is told once: {}", again.err);
    assert_eq!((again.code, again.out.as_str()), (0, ""), "{}", again.err);
    let asked: Vec<String> = site
        .asked()
        .split_off(before)
        .iter()
        .map(|head| head.split(' ').nth(1).unwrap().to_owned())
        .collect();
    assert_eq!(asked, ["/feed", "/bad"]);
    assert_eq!(whole(&cli), ["Good"]);
    is_up.store(true, Ordering::SeqCst);
    assert_eq!(outcomes(&cli.json(["refresh"])), [pair("updated", "Bad")]);
    assert_eq!(whole(&cli), ["Good", "Bad"]);
    let before = site.asked().len();
    assert_eq!(cli.json(["refresh"]), [] as [Value; 0]);
    assert_eq!(site.asked().len(), before + 1);
    is_up.store(false, Ordering::SeqCst);

    let cli = Cli::new();
    cli.write("c.toml", "[feeds]\nfull-text = false\n");
    let before = site.asked().len();
    cli.ok(["import", "--feed", "--allow-local", "--config", "c.toml", &site.address("/feed")]);
    assert_eq!(site.asked().len(), before + 1);
}

#[test]
fn what_servers_say_of_a_feed_is_heeded() {
    let (site, now) = changing(xml(&rss(&[(1, "First", "Words.")])));
    let cli = Cli::new();
    let address = site.address("/old");
    subscribe(&cli, &address);
    let stored = || cli.json(["feeds"]).remove(0);
    let set = |bytes: Vec<u8>| *now.lock().unwrap() = bytes;

    set(answer(500, &[], b""));
    let err = cli.fails(1, ["refresh"]);
    assert!(
        err.contains(&format!("{address}: the server says that something is wrong with it (HTTP 500")),
        "{err}"
    );
    assert!(stored()["failure"].as_str().unwrap().contains("HTTP 500"));
    assert!(cli.ok(["feeds"]).contains("failed: the server says"));

    // Asked too often: it is left alone, unless it is named.
    set(answer(429, &["Retry-After: 3600"], b""));
    assert!(cli.fails(1, ["refresh"]).contains("HTTP 429"));
    let before = site.asked().len();
    let ran = cli.run(["refresh"]);
    assert!(
        ran.code == 0 && ran.err.contains("Tide Tables: its server wants to be left alone until"),
        "{}",
        ran.err
    );
    assert_eq!(site.asked().len(), before);
    cli.fails(1, ["refresh", "tide"]);
    assert_eq!(site.asked().len(), before + 1);

    set(xml(&rss(&[(1, "First", "Words.")])));
    cli.ok(["refresh", "tide"]);
    assert_eq!(stored()["failure"], Value::Null);

    // What answers is no feed by now, or nothing at all; what went wrong before is no more told.
    set(answer(500, &[], b""));
    cli.fails(1, ["refresh"]);
    for (other, why) in [
        (
            html("<html><body><p>Log in to use this network.</p></body></html>"),
            "it is no feed that postil knows",
        ),
        (xml(""), "it is empty"),
    ] {
        set(other);
        assert!(cli.fails(1, ["refresh"]).contains(why));
        let failure = stored()["failure"].clone();
        assert!(failure.as_str().unwrap_or_default().starts_with(why), "{failure}");
    }
    set(xml(&rss(&[(1, "First", "Words.")])));
    cli.ok(["refresh"]);
    assert_eq!(stored()["failure"], Value::Null);

    set(answer(410, &[], b""));
    cli.fails(1, ["refresh"]);
    assert_eq!(stored()["gone"], true);
    let ran = cli.run(["refresh"]);
    assert!(ran.code == 0 && ran.err.contains("Tide Tables: it is gone for good"), "{}", ran.err);
    assert_eq!(titles(&cli), ["First"]);
}

#[test]
fn a_feed_that_moved_for_good_is_followed() {
    let for_good = Arc::new(AtomicBool::new(false));
    let said = Arc::clone(&for_good);
    let site = Site::new(move |path, stream| {
        let status = if said.load(Ordering::Relaxed) { 301 } else { 302 };
        put(
            stream,
            &match path {
                "/old" => answer(status, &["Location: /new"], b""),
                _ => xml(&rss(&[(1, "First", "Words.")])),
            },
        );
    });
    let cli = Cli::new();
    subscribe(&cli, &site.address("/old"));
    let stored = || cli.json(["feeds"])[0]["address"].as_str().unwrap().to_owned();
    cli.ok(["refresh"]);
    assert_eq!(stored(), site.address("/old"));
    for_good.store(true, Ordering::Relaxed);
    cli.ok(["refresh"]);
    assert_eq!(stored(), site.address("/new"));
    cli.ok(["undo"]);
    assert_eq!(stored(), site.address("/old"));
}

#[test]
fn lists_come_in_and_go_out_and_one_that_fails_stops_no_other() {
    let site = Site::new(|path, stream| {
        put(
            stream,
            &match path {
                "/one" => xml(&rss(&[(1, "First", "Words.")])),
                "/two" => xml(
                    "<feed xmlns='http://www.w3.org/2005/Atom'><title>Ebb &amp; Flow</title><entry><id>e</id><title>Entry</title><content>More words.</content></entry></feed>",
                ),
                _ => answer(404, &[], b""),
            },
        );
    });
    let cli = Cli::new();
    let outline = |path: &str| format!("<outline text='x' xmlUrl='{}'/>", site.address(path));
    cli.write(
        "list.opml",
        format!(
            "<opml version='2.0'><body><outline text='a'>{}{}<outline text='Odd' xmlUrl='javascript:alert(1)'/></outline>{}</body></opml>",
            outline("/one"),
            outline("/none"),
            outline("/two")
        ),
    );
    let ran = cli.run(["import", "list.opml", "--allow-local"]);
    assert_eq!(ran.code, 1);
    assert!(
        ran.err.contains(&format!(
            "postil: {}: the server says that there is no such page",
            site.address("/none")
        )),
        "{}",
        ran.err
    );
    assert!(
        ran.err.contains(
            "postil: javascript:alert(1): the list has this as address of “Odd”, and it is none of the web"
        ),
        "{}",
        ran.err
    );
    assert!(ran.err.contains(", 2 failed (4 feeds)"), "{}", ran.err);
    assert_eq!(cli.json(["feeds"]).len(), 2);
    let mut found = titles(&cli);
    found.sort();
    assert_eq!(found, ["Entry", "First"]);
    assert_eq!(cli.json(["history"])[0]["label"], "import 2 articles");

    let list = cli.ok(["feeds", "--opml"]);
    assert!(list.contains("text=\"Ebb &amp; Flow\""), "{list}");
    let other = Cli::new();
    other.write("in.opml", &list);
    other.ok(["import", "--feed", "--allow-local", "in.opml"]);
    assert_eq!(other.json(["feeds"]).len(), 2);
    other.write("empty.opml", "<opml><body/></opml>");
    assert!(other.fails(1, ["import", "empty.opml"]).contains("no feed is named in it"));
}

#[test]
fn a_feed_of_a_list_that_may_be_had_soon_is_subscribed_all_the_same() {
    let is_up = Arc::new(AtomicBool::new(false));
    let up = Arc::clone(&is_up);
    let site = Site::new(move |path, stream| {
        put(
            stream,
            &match path {
                "/one" => xml(&rss(&[(1, "First", "Words.")])),
                "/late" | "/bare" if up.load(Ordering::SeqCst) => xml(&rss(&[(2, "Second", "Words.")])
                    .replace("item-2", path)
                    .replace("Tide Tables", "Late Tides")),
                "/late" => answer(500, &[], b""),
                "/bare" => answer(429, &["Retry-After: 3600"], b""),
                "/page" => html("<p>No feed at all.</p>"),
                _ => answer(404, &[], b""),
            },
        );
    });
    let cli = Cli::new();
    let outline =
        |title: &str, path: &str| format!("<outline text='{title}' xmlUrl='{}'/>", site.address(path));
    let list = ["/one", "/late", "/none", "/page", "/bare"]
        .map(|path| outline(if path == "/bare" { "" } else { path }, path));
    cli.write("list.opml", format!("<opml version='2.0'><body>{}</body></opml>", list.concat()));
    let ran = cli.run(["import", "list.opml", "--allow-local"]);
    assert_eq!(ran.code, 1);
    let said = |path: &str| {
        let line = format!("postil: {}: ", site.address(path));
        ran.err.lines().find(|said| said.starts_with(&line)).unwrap_or_default().to_owned()
    };
    let all_the_same = "; it is subscribed all the same, and the next refresh asks for it again";
    assert!(said("/late").contains("HTTP 500") && said("/late").ends_with(all_the_same), "{}", ran.err);
    assert!(said("/bare").ends_with(all_the_same), "{}", ran.err);
    assert!(said("/none").contains("HTTP 404") && !said("/none").contains("subscribed"), "{}", ran.err);
    assert!(said("/page").contains("no feed") && !said("/page").contains("subscribed"), "{}", ran.err);
    let feeds = cli.json(["feeds"]);
    let titled = |feeds: &[Value]| {
        let mut titles: Vec<String> =
            feeds.iter().map(|feed| feed["title"].as_str().unwrap().to_owned()).collect();
        titles.sort();
        titles
    };
    assert_eq!(titled(&feeds), ["/late".to_owned(), "Tide Tables".to_owned(), site.address("/bare")]);
    let failing = feeds.iter().filter(|feed| feed["failure"].is_string()).count();
    assert_eq!(failing, 2, "{feeds:?}");
    // The list again neither adds nor hides anything.
    cli.run(["import", "list.opml", "--allow-local"]);
    assert_eq!(cli.json(["feeds"]).len(), 3);

    is_up.store(true, Ordering::SeqCst);
    cli.ok(["refresh"]);
    assert_eq!(titles(&cli).len(), 2, "one rests");
    cli.ok(["refresh", &site.address("/bare")]);
    let feeds = cli.json(["feeds"]);
    assert_eq!(titled(&feeds), ["/late", "Late Tides", "Tide Tables"]);
    assert!(feeds.iter().all(|feed| feed["failure"].is_null()), "{feeds:?}");
}

#[test]
fn a_server_that_wants_to_be_asked_a_little_later_is_waited_for() {
    let times = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&times);
    let site = Site::new(move |path, stream| {
        // One is never ready, and keeps no other of its host out.
        let is_first = path == "/never" || path == "/2" && counted.fetch_add(1, Ordering::SeqCst) == 0;
        let body = rss(&[(1, "First", "Words.")])
            .replace("item-1", path)
            .replace("example/1", &format!("example{path}"));
        put(stream, &if is_first { answer(429, &["Retry-After: 0"], b"") } else { xml(&body) });
    });
    let cli = Cli::new();
    cli.write("c.toml", "[feeds]\nper-host = 1\n");
    let addresses = ["/1", "/never", "/2", "/3", "/4", "/5"].map(|path| site.address(path));
    let args = ["import", "--feed", "--allow-local", "--config", "c.toml"].map(str::to_owned);
    let ran = cli.run(args.iter().chain(&addresses));
    assert_eq!((ran.code, cli.json(["feeds"]).len()), (1, 5), "{}", ran.err);
    assert!(
        ran.err.contains(&format!("{}: the server says that it is asked too often", addresses[1])),
        "{}",
        ran.err
    );
    assert_eq!(times.load(Ordering::SeqCst), 2);
}

#[test]
fn ending_a_subscription_keeps_its_articles_and_what_is_put_away_stays_away() {
    let (site, now) = changing(xml(&rss(&[(2, "Second", PILOT), (1, "First", "Words.")])));
    let cli = Cli::new();
    subscribe(&cli, &site.address("/feed"));
    cli.ok(["remove", "First"]);
    assert_eq!(cli.json(["refresh"]), [] as [Value; 0]);
    cli.ok(["trash", "--empty"]);
    // Also where the feed says more of it by then.
    *now.lock().unwrap() = xml(&rss(&[(2, "Second", PILOT), (1, "First", "Other words.")]));
    assert_eq!(cli.json(["refresh"]), [] as [Value; 0]);
    assert_eq!(titles(&cli), ["Second"]);

    let gone = cli.json(["feeds", "--remove", "Tide Tables"]);
    assert_eq!(gone[0]["title"], "Tide Tables");
    assert_eq!((cli.json(["feeds"]).len(), titles(&cli).len()), (0, 1));
    assert!(cli.fails(1, ["feeds", "--remove", "Tide Tables"]).contains("there is no such feed"));
    assert_eq!(cli.json(["history"])[0]["label"], "end the subscription to “Tide Tables”");
    cli.ok(["undo"]);
    assert_eq!(cli.json(["feeds"])[0]["articles"], 1);
    cli.ok(["redo"]);
    // Subscribed again, it goes on where it was.
    subscribe(&cli, &site.address("/feed"));
    assert_eq!((cli.json(["feeds"]).len(), titles(&cli)), (1, vec!["Second".to_owned()]));
}

#[test]
fn what_the_user_mended_stays_until_the_feed_says_something_new() {
    let (site, now) = changing(xml(&rss(&[(1, "First", PILOT)])));
    let cli = Cli::new();
    subscribe(&cli, &site.address("/feed"));
    let id = cli.json(["list"])[0]["id"].to_string();
    let text = || cli.json(["show", &id])[0]["text"].as_str().unwrap().to_owned();
    let mend = |words: &str, by: &str| {
        let at = text().split_once(words).unwrap().0.chars().count();
        let span = format!("{at}..{}", at + words.chars().count());
        cli.ok(["mend", &id, "--replace", &span, "--with", by]);
    };
    mend("pilot", "harbour pilot");
    mend("flood", "tide");
    cli.ok(["undo"]);
    assert_eq!(cli.json(["refresh"]), [] as [Value; 0]);
    assert!(text().contains("The harbour pilot went out"), "{}", text());
    // The feed has it otherwise, and says what it said.
    let texts = cli.json(["diff", &id, "--list"]).len();
    *now.lock().unwrap() = xml(&rss(&[(1, "First", &PILOT.replace(' ', "\n "))]));
    cli.json(["refresh"]);
    assert!(text().contains("The harbour pilot went out"), "{}", text());
    assert_eq!(cli.json(["diff", &id, "--list"]).len(), texts);
    let more = format!("{PILOT}</p><p>More is to come.");
    *now.lock().unwrap() = xml(&rss(&[(1, "First", &more)]));
    let news = cli.json(["refresh"]);
    assert_eq!(news[0]["corrections"], serde_json::json!({"kept": 1, "left_out": 0}), "{news:?}");
    assert!(
        text().contains("The harbour pilot went out") && text().contains("More is to come."),
        "{}",
        text()
    );
    assert_eq!(cli.json(["refresh"]), [] as [Value; 0]);
    // What was taken back comes again with the next refresh, corrected as before.
    cli.ok(["undo"]);
    assert!(!text().contains("More is to come."));
    assert_eq!(outcomes(&cli.json(["refresh"])), [pair("updated", "First")]);
    assert!(
        text().contains("The harbour pilot went out") && text().contains("More is to come."),
        "{}",
        text()
    );
    *now.lock().unwrap() = xml(&rss(&[(1, "First", "It is all different now.")]));
    let news = cli.json(["refresh"]);
    assert_eq!(outcomes(&news), [pair("updated", "First")]);
    assert!(news[0]["remark"].as_str().unwrap().starts_with("1 correction could not be kept"), "{news:?}");
    assert!(text().contains("It is all different now."));
}

/// A feed of items with one link: number, its name, title, words.
fn notes(items: &[(&str, &str, &str)]) -> String {
    let item = |(guid, title, words): &(&str, &str, &str)| {
        format!(
            "<item><guid isPermaLink='false'>{guid}</guid><link>https://tides.example/changelog</link>\
             <title>{title}</title><content:encoded><![CDATA[<p>{words}</p>]]></content:encoded></item>"
        )
    };
    let items: String = items.iter().map(item).collect();
    format!(
        "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel>\
         <title>Releases</title><link>https://tides.example/</link>{items}</channel></rss>"
    )
}

#[test]
fn items_that_lead_to_one_page_are_articles_of_their_own() {
    let one = ("one", "Release 1", "The lamp is lit.");
    let two = ("two", "Release 2", "The bell is rung.");
    let three = ("three", "Release 3", "The quay is swept.");
    let (site, now) = changing(xml(&notes(&[two, one])));
    let cli = Cli::new();
    let ran = subscribe(&cli, &site.address("/feed"));
    assert_eq!(outcomes(&lines(&ran.out)), [pair("added", "Release 1"), pair("added", "Release 2")]);
    *now.lock().unwrap() = xml(&notes(&[three, two]));
    assert_eq!(outcomes(&cli.json(["refresh"])), [pair("added", "Release 3")]);
    // One alone, and others edited.
    let four = ("four", "Release 4", "The mole is mended, and that took a while.");
    *now.lock().unwrap() = xml(&notes(&[four]));
    assert_eq!(outcomes(&cli.json(["refresh"])), [pair("added", "Release 4")]);
    let edited = ("two", "Release 2", "The bell is rung twice.");
    *now.lock().unwrap() = xml(&notes(&[four, three, edited]));
    assert_eq!(outcomes(&cli.json(["refresh"])), [pair("updated", "Release 2")]);
    assert_eq!(titles(&cli), ["Release 4", "Release 3", "Release 2", "Release 1"]);
    // Another name for what is there is no other article.
    let renamed = ("https://tides.example/r4", "Release 4", "The mole is mended, and that took a while.");
    *now.lock().unwrap() = xml(&notes(&[renamed]));
    assert_eq!(cli.json(["refresh"]).len(), 1);
    assert_eq!(titles(&cli).len(), 4);
    // Each of its names is its own, also beside others.
    let more = (renamed.0, "Release 4", "The mole is mended, and that took two years.");
    *now.lock().unwrap() = xml(&notes(&[more, three]));
    assert_eq!(outcomes(&cli.json(["refresh"])), [pair("updated", "Release 4")]);
    assert_eq!(titles(&cli).len(), 4);
    // Beside others it is its words that tell.
    *now.lock().unwrap() = xml(&notes(&[("two-again", "Release 2", "The bell is rung twice."), three]));
    cli.ok(["refresh"]);
    assert_eq!(titles(&cli).len(), 4);
}

#[test]
fn an_item_that_says_otherwise_that_there_is_more_of_it_is_as_it_was() {
    let feed = |name: &str, words: &str| {
        xml(&format!(
            "<rss><channel><title>Short</title><item><guid>https://tides.example/{name}</guid>\
             <link>https://tides.example/{name}</link><title>Ferry</title><description>{words}</description></item></channel></rss>"
        ))
    };
    let words = |end: &str| format!("The ferry left at dawn, and nobody on the quay said{end}");
    let (site, now) = changing(feed("one", &words(" … [more]")));
    let cli = Cli::new();
    cli.write("c.toml", "[feeds]\nfull-text = false\n");
    cli.ok(["import", "--feed", "--allow-local", "--config", "c.toml", &site.address("/feed")]);
    let text = || cli.json(["show", "1", "--json"])[0]["text"].as_str().unwrap().to_owned();
    let before = text();
    assert!(before.ends_with("said … [more]"), "{before}");
    let refresh = || outcomes(&cli.json(["refresh", "--config", "c.toml"]));
    // Under its name and, with one address, under another.
    for (name, end) in [("one", " […]"), ("one", "..."), ("one?utm_source=feed", "… (more)")] {
        *now.lock().unwrap() = feed(name, &words(end));
        let there = vec![pair("unchanged", "Ferry")];
        assert_eq!((refresh(), text(), titles(&cli).len()), (there, before.clone(), 1), "{name} {end}");
    }
    assert_eq!(cli.json(["history"]).len(), 1);
    *now.lock().unwrap() = feed("one?utm_source=feed", &words(" a word …"));
    assert_eq!(refresh(), [pair("updated", "Ferry")]);
}

#[test]
fn an_item_under_another_name_brings_its_new_text_where_it_is_the_same() {
    let day = |n: u8| format!("<pubDate>{n} Jul 2017 10:00:00 GMT</pubDate>");
    let item = |guid: &str, words: &str, date: &str| {
        notes(&[(guid, "Today on the quay", words)])
            .replace("</title><content", &format!("</title>{date}<content"))
    };
    let old = "The lamp is lit at six. Nobody saw the ship leave. The keeper was thanked. It rained.";
    let edited =
        "The lamp is lit at six. Nobody saw the ship leave. The keeper was thanked. It rained all day.";
    let other = "A bell was rung at noon. The baker came by cart. Two boats were sold. The mole is mended.";
    for (before, after, words, count, text) in [
        // Half of it is there still, or it is of the same hour.
        (String::new(), String::new(), edited, 1, edited),
        (day(1), day(1), other, 1, other),
        // It comes each day under one address.
        (day(1), day(2), other, 2, other),
        (day(1), day(2), edited, 1, edited),
        // Nothing tells.
        (String::new(), String::new(), other, 1, old),
    ] {
        let (site, now) = changing(xml(&item("one", old, &before)));
        let cli = Cli::new();
        subscribe(&cli, &site.address("/feed"));
        *now.lock().unwrap() = xml(&item("two", words, &after));
        cli.ok(["refresh"]);
        let articles = cli.json(["list"]);
        let what = format!("{before} {after} {words}");
        assert_eq!(articles.len(), count, "{what}");
        let shown = cli.ok(["show", &articles[0]["id"].to_string()]);
        assert!(shown.contains(text), "{what}: {shown}");
        let news = cli.json(["refresh"]);
        assert!(news.iter().all(|one| one["outcome"] == "unchanged"), "{what}: {news:?}");
    }
    // One that is still there is another.
    let (site, now) = changing(xml(&item("one", old, "")));
    let cli = Cli::new();
    subscribe(&cli, &site.address("/feed"));
    let both = [("one", "Today on the quay", old), ("two", "Today on the quay", other)];
    *now.lock().unwrap() = xml(&notes(&both));
    cli.ok(["refresh"]);
    assert_eq!(titles(&cli).len(), 2);
}

#[test]
fn an_item_under_another_name_is_known_by_its_title_or_by_its_words() {
    let words = "The lamp is lit at six. Nobody saw the ship leave. The keeper was thanked.";
    let (site, now) = changing(xml(&notes(&[("a", "Lamps", words)])));
    let cli = Cli::new();
    subscribe(&cli, &site.address("/feed"));
    let others = [("b", "Lamps", "It is all different, and nobody asked why."), ("c", "Of lamps", words)];
    for (other, count) in others.into_iter().zip([1, 1]).chain([(("d", "Bells", "The bell is rung."), 2)]) {
        *now.lock().unwrap() = xml(&notes(&[other]));
        cli.ok(["refresh"]);
        assert_eq!(titles(&cli).len(), count, "{}", other.0);
    }
}

#[test]
fn a_name_that_several_items_have_is_none() {
    let item = |n: u8| {
        format!(
            "<item><guid isPermaLink='false'>same</guid><link>https://tides.example/{n}</link><title>Item {n}</title>\
             <description>Words of {n}.</description></item>"
        )
    };
    let feed = |items: &[u8]| {
        let items: String = items.iter().map(|n| item(*n)).collect();
        xml(&format!("<rss><channel><title>Same</title>{items}</channel></rss>"))
    };
    let (site, now) = changing(feed(&[2, 1]));
    let cli = Cli::new();
    cli.write("c.toml", "[feeds]\nfull-text = false\n");
    cli.ok(["import", "--feed", "--allow-local", "--config", "c.toml", &site.address("/feed")]);
    assert_eq!(titles(&cli), ["Item 2", "Item 1"]);
    *now.lock().unwrap() = feed(&[3, 2, 1]);
    assert_eq!(outcomes(&cli.json(["refresh", "--config", "c.toml"])), [pair("added", "Item 3")]);
}

#[test]
fn items_without_names_that_lead_to_one_page_are_told_by_their_titles() {
    let bare = |items: &[(&str, &str, &str)]| {
        notes(items).replace("<guid isPermaLink='false'>", "<x>").replace("</guid>", "</x>")
    };
    let (site, now) = changing(xml(&bare(&[("", "Two", "The bell."), ("", "One", "The lamp.")])));
    let cli = Cli::new();
    subscribe(&cli, &site.address("/feed"));
    assert_eq!(titles(&cli), ["Two", "One"]);
    *now.lock().unwrap() = xml(&bare(&[("", "Two", "The bell."), ("", "One", "The lamp is lit.")]));
    assert_eq!(outcomes(&cli.json(["refresh"])), [pair("updated", "One")]);
}

#[test]
fn an_item_without_a_name_that_was_deleted_for_good_stays_away_whatever_else_leads_to_its_page() {
    let bare = |items: &[(&str, &str, &str)]| {
        notes(items).replace("<guid isPermaLink='false'>", "<x>").replace("</guid>", "</x>")
    };
    let (one, two) = (("", "One", "The lamp."), ("", "Two", "The bell."));
    let edited = ("", "One", "The lamp is lit.");
    for (first, later) in [(&[one][..], &[two, edited][..]), (&[two, one][..], &[edited][..])] {
        let (site, now) = changing(xml(&bare(first)));
        let cli = Cli::new();
        subscribe(&cli, &site.address("/feed"));
        cli.ok(["remove", "One"]);
        cli.ok(["trash", "--empty"]);
        *now.lock().unwrap() = xml(&bare(later));
        cli.ok(["refresh"]);
        assert_eq!(titles(&cli), ["Two"]);
        // One that is there is one article, alone in its feed or not.
        *now.lock().unwrap() = xml(&bare(&[("", "Two", "The bell is rung."), one]));
        assert_eq!(outcomes(&cli.json(["refresh"])), [pair("updated", "Two")]);
        *now.lock().unwrap() = xml(&bare(&[("", "Two", "The bell is rung twice.")]));
        assert_eq!(outcomes(&cli.json(["refresh"])), [pair("updated", "Two")]);
        assert_eq!(titles(&cli), ["Two"]);
    }
}

#[test]
fn a_page_that_is_never_there_is_asked_for_some_times_and_its_feed_only_for_news() {
    let long = "The ferry left the harbour at dawn, and nobody on the quay said a word about it. ".repeat(6);
    let page = html(&format!("<html><article><h1>Ferry</h1><p>{long}</p><p>{long}</p></article></html>"));
    let feed = "<rss><channel><title>Short</title><item><guid>f</guid><title>Ferry</title><link>/ferry</link>\
                <description>The ferry left…</description></item></channel></rss>";
    let is_there = Arc::new(AtomicBool::new(false));
    let there = Arc::clone(&is_there);
    let site = Site::to_heads(move |path, head, stream| {
        put(
            stream,
            &if path == "/ferry" {
                if there.load(Ordering::SeqCst) { page.clone() } else { answer(404, &[], b"") }
            } else if head.to_lowercase().contains("if-none-match: \"one\"\r\n") {
                b"HTTP/1.1 304 Same\r\n\r\n".to_vec()
            } else {
                answer(200, &[RSS, "ETag: \"one\""], feed.as_bytes())
            },
        );
    });
    let refresh = |cli: &Cli| {
        let before = site.asked().len();
        let ran = cli.run(["refresh", "--json"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let asked = site.asked().split_off(before);
        assert!(asked[0].to_lowercase().contains("if-none-match"), "{asked:?}");
        (ran, asked.len())
    };
    let cli = Cli::new();
    let told = subscribe(&cli, &site.address("/feed")).err;
    assert!(told.contains("“Ferry”: its page could not be had, so only its summary is here"), "{told}");
    for time in 2..=7 {
        let (ran, asked) = refresh(&cli);
        assert_eq!((asked, ran.out.as_str()), (if time > 5 { 1 } else { 2 }, ""), "{time}");
        let last = "Short: “Ferry”: its page was asked for 5 times in vain and is not any more, so its summary \
                    stays: the server says that there is no such page";
        assert_eq!(ran.err.contains("Ferry"), time == 5, "{time} {}", ran.err);
        assert_eq!(ran.err.contains(last), time == 5, "{time} {}", ran.err);
    }
    // It comes while it is waited for, though the feed has nothing new.
    let cli = Cli::new();
    subscribe(&cli, &site.address("/feed"));
    refresh(&cli);
    is_there.store(true, Ordering::SeqCst);
    let (ran, _) = refresh(&cli);
    assert_eq!(outcomes(&lines(&ran.out)), [pair("updated", "Ferry")]);
    assert!(cli.json(["list"])[0]["words"].as_u64().unwrap() > 100);
    assert_eq!(refresh(&cli).1, 1);
}

#[test]
fn that_a_feed_always_breaks_off_is_told_once() {
    let item = |n: u32| {
        format!(
            "<item><guid>{n}</guid><title>Item {n}</title><description>Words of {n}, and more.</description></item>"
        )
    };
    let head = "<rss><channel><title>Cut</title>";
    let cut = |items: &[u32]| {
        let items: String = items.iter().map(|n| item(*n)).collect();
        xml(format!("{head}{items}").strip_suffix(", and more.</description></item>").unwrap())
    };
    let whole = xml(&format!("{head}{}</channel></rss>", item(1)));
    let (site, now) = changing(cut(&[1]));
    let cli = Cli::new();
    cli.write("c.toml", "[feeds]\nfull-text = false\n");
    let run = |answer: Vec<u8>, args: &[&str]| {
        *now.lock().unwrap() = answer;
        let ran = cli.run([args, &["--config", "c.toml"]].concat());
        assert_eq!(ran.code, 0, "{}", ran.err);
        ran.err
    };
    let refresh = |answer| run(answer, &["refresh"]);
    let address = site.address("/feed");
    let cut_off = "Cut: it is cut off, and its end is missing";
    assert!(run(cut(&[1]), &["import", "--feed", "--allow-local", &address]).contains(cut_off));
    assert!(!refresh(cut(&[1])).contains("Cut:"));
    assert!(!refresh(cut(&[2, 1])).contains("cut off"));
    assert!(!refresh(whole).contains("cut off"));
    // Whole in between, that is news again; and where it breaks off is told once too.
    let stays = "“Item 1”: the feed breaks off in it, so the text that is here stays";
    let told = refresh(cut(&[1]));
    assert!(told.contains(cut_off) && told.contains(stays), "{told}");
    let told = refresh(cut(&[1]));
    assert!(!told.contains("Cut:") && !told.contains("stays"), "{told}");
}

#[test]
fn what_failed_never_takes_the_place_of_more() {
    let long =
        "The ferry left the harbour at dawn, and nobody on the quay said a word about the cargo. ".repeat(6);
    let page = html(&format!(
        "<html><head><title>Ferry</title></head><article><h1>Ferry</h1><p>{long}</p><p>Then the fog came in over the mole. {long}</p></article></html>"
    ));
    let state = Arc::new(Mutex::new((String::new(), Some(page.clone()), 404)));
    let shown = Arc::clone(&state);
    let site = Site::new(move |path, stream| {
        let (feed, page, status) = shown.lock().unwrap().clone();
        let missing = || answer(status, &[], b"");
        put(stream, &if path == "/feed" { xml(&feed) } else { page.unwrap_or_else(missing) });
    });
    let feed = |words: &str| {
        format!(
            "<rss><channel><title>Short</title><item><guid isPermaLink='false'>f</guid><title>Ferry</title><link>/ferry</link>{words}</item></channel></rss>"
        )
    };
    let summary = |words: &str| feed(&format!("<description>{words}</description>"));
    state.lock().unwrap().0 = summary("The ferry left…");
    let cli = Cli::new();
    subscribe(&cli, &site.address("/feed"));
    let id = cli.json(["list"])[0]["id"].to_string();
    let words = || cli.json(["list"])[0]["words"].as_u64().unwrap();
    let whole = words();
    assert!(whole > 100);
    cli.ok(["annotate", &id, "--quote", "the fog came in", "--theme", "Fog"]);

    // Its page is gone while the summary, or less, is another: the text stays, and the page is asked for again.
    for (status, words_of_it) in
        [(404, summary("The ferry left.")), (503, feed("")), (403, summary("It left late."))]
    {
        *state.lock().unwrap() = (words_of_it, None, status);
        let ran = cli.run(["refresh", "--json"]);
        assert_eq!((ran.code, words()), (0, whole), "{status} {}", ran.err);
        assert!(
            ran.err.contains("so the longer text that is here stays: the server"),
            "{status} {}",
            ran.err
        );
        assert_eq!(cli.json(["annotations"])[0]["state"], "placed");
    }
    // The feed breaks off in it.
    let cut = feed(&format!("<description>{long} The ferry")).split_once("</item>").unwrap().0.to_owned();
    *state.lock().unwrap() = (cut, Some(page.clone()), 200);
    let ran = cli.run(["refresh", "--json"]);
    assert!(ran.err.contains("the feed breaks off in it, so the text that is here stays"), "{}", ran.err);
    assert_eq!(words(), whole);
    // Without a page to be had, a summary does not take the place of a text that somebody works on.
    cli.write("c.toml", "[feeds]\nfull-text = false\n");
    state.lock().unwrap().0 = summary("It left, they say.");
    let ran = cli.run(["refresh", "--json", "--config", "c.toml"]);
    assert!(
        ran.err.contains("the feed has less of it by now, so the text that is here stays"),
        "{}",
        ran.err
    );
    assert_eq!((words(), cli.json(["annotations"])[0]["state"].as_str()), (whole, Some("placed")));

    // A page that is there again comes in.
    let cli = Cli::new();
    *state.lock().unwrap() = (summary("The ferry left…"), None, 404);
    subscribe(&cli, &site.address("/feed"));
    let words = || cli.json(["list"])[0]["words"].as_u64().unwrap();
    assert!(words() < 10);
    // A shorter summary of what was only a summary is news.
    state.lock().unwrap().0 = summary("It left…");
    assert_eq!(outcomes(&cli.json(["refresh"])), [pair("updated", "Ferry")]);
    state.lock().unwrap().1 = Some(page);
    assert_eq!(outcomes(&cli.json(["refresh"])), [pair("updated", "Ferry")]);
    assert_eq!(words(), whole);
}

#[test]
fn the_whole_that_a_feed_had_gives_way_to_no_summary_while_the_page_fails() {
    let state = Arc::new(Mutex::new(String::new()));
    let shown = Arc::clone(&state);
    let site = Site::new(move |path, stream| {
        let feed = shown.lock().unwrap().clone();
        put(stream, &if path == "/feed" { xml(&feed) } else { answer(500, &[], b"") });
    });
    // So few words are asked for on the page too.
    let whole = "The ferry left at noon and the fog came in. ".repeat(22);
    let feed = |words: &str| {
        format!(
            "<rss><channel><title>Short</title><item><guid isPermaLink='false'>f</guid><title>Ferry</title><link>/ferry</link><description>{words}</description></item></channel></rss>"
        )
    };
    *state.lock().unwrap() = feed(&format!("{whole}…"));
    let cli = Cli::new();
    subscribe(&cli, &site.address("/feed"));
    let words = || cli.json(["list"])[0]["words"].as_u64().unwrap();
    let all = words();
    assert!(all > 100);
    *state.lock().unwrap() = feed("The ferry left…");
    let ran = cli.run(["refresh", "--json"]);
    assert!(ran.err.contains("so the longer text that is here stays: the server"), "{}", ran.err);
    assert_eq!(words(), all);
}

#[test]
fn a_teaser_that_a_feed_sends_as_content_does_not_replace_an_annotated_text() {
    let state = Arc::new(Mutex::new((String::new(), answer(404, &[], b""))));
    let shown = Arc::clone(&state);
    let site = Site::new(move |path, stream| {
        let (feed, page) = shown.lock().unwrap().clone();
        put(stream, &if path == "/feed" { xml(&feed) } else { page });
    });
    let whole = (1..30)
        .map(|n| format!("In note {n} the clerk wrote down who came in. "))
        .collect::<Vec<_>>()
        .concat();
    let feed = |words: &str| rss(&[(1, "Clerk", words)]).replace("https://tides.example/1", "/clerk");
    let set = |words: &str| state.lock().unwrap().0 = feed(words);
    set(&whole);
    let cli = Cli::new();
    subscribe(&cli, &site.address("/feed"));
    let id = cli.json(["list"])[0]["id"].to_string();
    cli.ok(["annotate", &id, "--quote", "In note 7 the clerk", "--note", "keep"]);
    let before = cli.ok(["show", &id]);
    set("In note 1 the clerk wrote down who came in.");
    let ran = cli.run(["refresh", "--json"]);
    assert_eq!((ran.code, cli.ok(["show", &id])), (0, before), "{}", ran.err);
    assert!(ran.err.contains("so the longer text that is here stays: the server"), "{}", ran.err);
    assert!(site.asked().iter().any(|asked| asked.contains("/clerk")), "its page is asked for");
    // The page says more: that is taken.
    let more = whole.replace("note 29", "note 92");
    state.lock().unwrap().1 = html(&format!(
        "<html><head><title>Clerk</title></head><article><h1>Clerk</h1><p>{more}</p></article></html>"
    ));
    cli.ok(["refresh"]);
    assert!(cli.ok(["show", &id]).contains("note 92"));
    // Where pages are not asked for, it stays all the same.
    cli.write("c.toml", "[feeds]\nfull-text = false\n");
    set("Subscribers can read all of it.");
    let ran = cli.run(["refresh", "--json", "--config", "c.toml"]);
    assert!(
        ran.err.contains("the feed has less of it by now, so the text that is here stays"),
        "{}",
        ran.err
    );
    assert!(cli.ok(["show", &id]).contains("note 92"));
}

#[test]
fn a_page_that_became_that_of_an_error_does_not_replace_the_text_of_its_item() {
    let told = |from: usize| -> String {
        let one = |n| format!("<p>In note {n} the clerk of the harbour wrote down who came in by night.</p>");
        (from..from + 30).map(one).collect()
    };
    let page = |told: &str| {
        html(&format!(
            "<html><head><title>Ferry</title></head><article><h1>Ferry</h1>{told}</article></html>"
        ))
    };
    let error =
        "<p>You cannot see this page as long as you do not say who you are, and where you come from.</p>";
    let state = Arc::new(Mutex::new(("It left…".to_owned(), page(&told(1)))));
    let shown = Arc::clone(&state);
    let site = Site::new(move |path, stream| {
        let (summary, page) = shown.lock().unwrap().clone();
        let item = format!(
            "<guid isPermaLink='false'>f</guid><title>Ferry</title><link>/ferry</link><description>{summary}</description>"
        );
        let feed = format!("<rss><channel><title>Short</title><item>{item}</item></channel></rss>");
        put(stream, &if path == "/feed" { xml(&feed) } else { page });
    });
    let set = |summary: &str, told: &str| *state.lock().unwrap() = (summary.to_owned(), page(told));
    let cli = Cli::new();
    subscribe(&cli, &site.address("/feed"));
    let id = cli.json(["list"])[0]["id"].to_string();
    let whole = cli.ok(["show", &id]);
    assert!(whole.contains("In note 30 "));
    let refresh = || {
        let ran = cli.run(["refresh", "--json"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        ran.err
    };

    // The feed has something new to say of it, and its page is that of an error: it is asked for some times more.
    set("It left late…", error);
    let why = "“Ferry”: its page could not be had, so the longer text that is here stays: it says little by now (88 characters), \
               and nothing of what is here, as the page of an error does";
    for time in 1..=6 {
        let asked = site.asked().len();
        let told = refresh();
        assert_eq!(cli.ok(["show", &id]), whole, "{time}");
        assert_eq!(told.contains(why), time == 1, "{time}: {told}");
        let given_up = told.contains("its page was asked for 5 times in vain and is not any more");
        assert_eq!(given_up, time == 5, "{time}: {told}");
        assert_eq!(site.asked().len() - asked, if time > 5 { 1 } else { 2 }, "{time}");
    }
    // The page is there again. One that has a sentence of it, or is longer, is no error.
    for (summary, told, last) in [
        ("It left too late…", told(2), "In note 31 "),
        (
            "It did not leave…",
            "<p>In note 31 the clerk of the harbour wrote down who came in by night.</p>".to_owned(),
            "In note 31 ",
        ),
        ("It left…", told(40), "In note 69 "),
    ] {
        set(summary, &told);
        refresh();
        assert!(cli.ok(["show", &id]).contains(last), "{summary}");
    }
}

#[test]
fn a_page_that_asks_for_consent_does_not_replace_the_annotated_text_of_its_item() {
    let note = |n| format!("<p>In note {n} the clerk of the harbour wrote down who came in by night.</p>");
    let told = (1..30).map(note).collect::<Vec<_>>().concat();
    let wall =
        "<p>We and our partners store what identifies your device. You may accept that or manage it.</p>";
    let page = |told: &str| html(&format!("<html><title>Ferry</title><article>{told}</article></html>"));
    let state = Arc::new(Mutex::new(("It left…", page(&told))));
    let shown = Arc::clone(&state);
    let site = Site::new(move |path, stream| {
        let (summary, page) = shown.lock().unwrap().clone();
        let item = format!(
            "<guid isPermaLink='false'>f</guid><title>Ferry</title><link>/ferry</link><description>{summary}</description>"
        );
        let feed = format!("<rss><channel><title>Short</title><item>{item}</item></channel></rss>");
        put(stream, &if path == "/feed" { xml(&feed) } else { page });
    });
    let cli = Cli::new();
    subscribe(&cli, &site.address("/feed"));
    let id = cli.json(["list"])[0]["id"].to_string();
    cli.ok(["annotate", &id, "--quote", "In note 20 the clerk", "--theme", "Clerks"]);
    let whole = cli.ok(["show", &id]);
    let pages = [
        (wall.repeat(9), "it has next to nothing of what is annotated here"),
        (
            format!(
                "<p>In note 1 the clerk of the harbour wrote down who came in by night.</p><p>In note 2 the clerk of the \
                  harbour wrote down who came in by night.</p>{}",
                wall.repeat(3)
            ),
            "it has the beginning of what is annotated here and little else",
        ),
    ];
    for (summary, (told, why)) in ["It left late…", "It left too late…"].into_iter().zip(pages) {
        *state.lock().unwrap() = (summary, page(&told));
        let ran = cli.run(["refresh", "--json"]);
        let why = format!("so the longer text that is here stays: {why}");
        assert!(ran.code == 0 && ran.err.contains(&why), "{}", ran.err);
        assert!(ran.err.contains(&format!("(`postil import --as {id} ADDRESS` takes it")), "{}", ran.err);
        assert_eq!(cli.ok(["show", &id]), whole);
    }
}

#[test]
fn an_error_is_not_the_first_text_of_an_item_whose_summary_is_shorter() {
    let error =
        "<p>You cannot see this page as long as you do not say who you are, and where you come from.</p>";
    let page = |title: &str, told: &str| {
        html(&format!("<html><head><title>{title}</title></head><article>{told}</article></html>"))
    };
    let state = Arc::new(Mutex::new(page("Please wait", error)));
    let shown = Arc::clone(&state);
    let site = Site::new(move |path, stream| {
        let item = "<guid isPermaLink='false'>f</guid><title>Ferry</title><link>/ferry</link>\
                    <description>It left late at night.</description>";
        let feed = format!("<rss><channel><title>Short</title><item>{item}</item></channel></rss>");
        put(stream, &if path == "/feed" { xml(&feed) } else { shown.lock().unwrap().clone() });
    });
    let cli = Cli::new();
    let told = subscribe(&cli, &site.address("/feed")).err;
    let why = "“Ferry”: its page could not be had, so only its summary is here until a refresh brings it: it says little (88 \
               characters), and nothing of what the feed has of it, as the page of an error does";
    assert!(told.contains(why), "{told}");
    let id = cli.json(["list"])[0]["id"].to_string();
    let words = || cli.ok(["show", &id]);
    assert!(words().contains("It left late at night.") && !words().contains("You cannot see"), "{}", words());
    // It is asked for again, and what says little but is of the item is taken.
    cli.ok(["refresh"]);
    assert!(!words().contains("You cannot see"));
    *state.lock().unwrap() =
        page("Ferry", "<p>All night the boat lay at the pier, and nobody came to see.</p>");
    cli.ok(["refresh"]);
    assert!(words().contains("nobody came to see"), "{}", words());
}

#[test]
fn a_feed_is_named_however_its_host_is_spelled() {
    let cli = Cli::new();
    let mut store = postil::store::Store::open(&cli.library(), postil::clock::Clock::machine()).unwrap();
    let place = Some("https://bücher.example/feed".to_owned());
    let collection = postil::model::CollectionMeta {
        kind: postil::model::CollectionKind::Feed,
        title: "Books".to_owned(),
        byline: None,
        url: place.clone(),
        source: place,
        language: None,
    };
    store.apply(&[postil::model::Edit::AddCollection { collection }]).unwrap();
    drop(store);
    let ended = cli.json(["feeds", "--remove", "https://xn--bcher-kva.example/feed"]);
    assert_eq!(ended[0]["title"], "Books", "{ended:?}");
    assert!(cli.json(["feeds"]).is_empty());
}

#[test]
fn a_page_to_which_several_items_lead_is_none_of_them() {
    let items = [("one", "Release 1", "The lamp is lit."), ("two", "Release 2", "The bell is rung.")];
    let long =
        "What is written here of all releases of the harbour office is written nowhere else. ".repeat(8);
    let page = html(&format!("<html><article><h1>All releases</h1><p>{long}</p></article></html>"));
    let address = Arc::new(Mutex::new(String::new()));
    let own = Arc::clone(&address);
    let site = Site::new(move |path, stream| {
        let feed = notes(&items).replace("https://tides.example/changelog", &own.lock().unwrap());
        put(stream, &if path == "/feed" { xml(&feed) } else { page.clone() });
    });
    *address.lock().unwrap() = site.address("/changelog");
    let cli = Cli::new();
    subscribe(&cli, &site.address("/feed"));
    assert_eq!(titles(&cli), ["Release 1", "Release 2"]);
    let come = cli.json(["import", "--allow-local", &site.address("/changelog")]);
    assert_eq!(outcomes(&come), [pair("added", "All releases")]);
    assert_eq!(titles(&cli).len(), 3);
}

#[test]
fn an_item_of_which_nothing_is_left_in_its_feed_keeps_its_text() {
    let feed = |words: &str| {
        xml(&format!(
            "<rss><channel><title>Short</title><item><guid>f</guid><title>Ferry</title>{words}</item></channel></rss>"
        ))
    };
    let (site, now) = changing(feed("<description>The ferry left the harbour at dawn.</description>"));
    let cli = Cli::new();
    subscribe(&cli, &site.address("/feed"));
    *now.lock().unwrap() = feed("");
    let ran = cli.run(["refresh", "--json"]);
    assert!(
        ran.err.contains("“Ferry”: the feed has less of it by now, so the text that is here stays"),
        "{}",
        ran.err
    );
    let id = cli.json(["list"])[0]["id"].to_string();
    assert!(cli.ok(["show", &id]).contains("The ferry left the harbour at dawn."));
}

#[test]
fn an_item_in_which_a_feed_broke_off_is_not_taken_for_another_of_the_same_page() {
    let head = "<rss><channel><title>Log</title>";
    let end = ".</description></item>";
    let body = |cut: &str| answer(200, &[RSS], cut.as_bytes());
    // One alone; one whose name begins like it, beside another; one with a name of its own.
    for (is_named, later) in [(true, &[3][..]), (false, &[3]), (false, &[10, 2]), (true, &[10])] {
        let item = |n: &u8| {
            let name =
                if is_named { format!("<guid isPermaLink='false'>g{n}</guid>") } else { String::new() };
            format!(
                "<item>{name}<title>Release {n}</title><link>https://tides.example/log</link><description>What is new in {n}"
            )
        };
        let (site, now) = changing(body(&format!("{head}{}{end}{}", item(&2), item(&1))));
        let cli = Cli::new();
        cli.write("c.toml", "[feeds]\nfull-text = false\n");
        cli.ok(["import", "--feed", "--allow-local", "--config", "c.toml", &site.address("/feed")]);
        assert_eq!(titles(&cli), ["Release 2", "Release 1"]);
        let items: String = later.iter().map(|n| item(n) + end).collect();
        *now.lock().unwrap() = body(&format!("{head}{items}</channel></rss>"));
        cli.ok(["refresh", "--config", "c.toml"]);
        let new = format!("Release {}", later[0]);
        assert_eq!(titles(&cli), [new.as_str(), "Release 2", "Release 1"], "{is_named} {later:?}");
    }
}

#[test]
fn an_item_in_which_a_feed_broke_off_keeps_its_text_where_another_of_its_title_has_a_name_of_its_own() {
    let head = "<rss><channel><title>Log</title>";
    let body = |feed: &str| answer(200, &[RSS], feed.as_bytes());
    let place = "<link>https://tides.example/log</link>";
    let (first, second) = ("https://tides.example/log#1", "https://tides.example/log#10");
    for ((one, other), (title, later)) in [
        // Without links; with names that are links; with names that begin with the link of both.
        (
            ("<guid isPermaLink='false'>g1</guid>", "<guid isPermaLink='false'>g2</guid>"),
            ("Daily note", "Daily note"),
        ),
        (
            ("<guid>https://tides.example/1</guid>", "<guid isPermaLink='false'>g2</guid>"),
            ("Daily note", "Daily note"),
        ),
        (
            (
                &*format!("<guid isPermaLink='false'>{first}</guid>{place}"),
                &*format!("<guid isPermaLink='false'>{second}</guid>{place}"),
            ),
            ("Note 1", "Note 10"),
        ),
        // The second time it is whole.
        (
            ("<guid isPermaLink='false'>g1</guid>", "<guid isPermaLink='false'>g1</guid>"),
            ("Daily note", "Daily note"),
        ),
    ] {
        let item = |name: &str, title: &str, words: &str| {
            format!("<item>{name}<title>{title}</title><description>{words}")
        };
        let end = ".</description></item></channel></rss>";
        let (site, now) = changing(body(&format!("{head}{}", item(one, title, "Fog over the first"))));
        let cli = Cli::new();
        cli.write("c.toml", "[feeds]\nfull-text = false\n");
        cli.ok(["import", "--feed", "--allow-local", "--config", "c.toml", &site.address("/feed")]);
        let words = if one == other { "Fog over the first pier" } else { "Rain on the second pier" };
        *now.lock().unwrap() = body(&format!("{head}{}{end}", item(other, later, words)));
        let ran = cli.run(["refresh", "--json", "--config", "c.toml"]);
        let what = if one == other { "updated" } else { "added" };
        assert_eq!(outcomes(&lines(&ran.out)), [pair(what, later)], "{one}");
        let texts: Vec<String> =
            cli.json(["list"]).iter().map(|article| cli.ok(["show", &article["id"].to_string()])).collect();
        let kept = if one == other { "Fog over the first pier." } else { "Fog over the first" };
        assert_eq!(texts.iter().filter(|text| text.contains(kept)).count(), 1, "{one}: {texts:?}");
        assert_eq!(texts.len(), if one == other { 1 } else { 2 }, "{one}");
    }
}

#[test]
fn what_left_a_feed_is_waited_for_some_times() {
    let item = |title: &str, more: &str| {
        format!("<item><title>{title}</title><description>Words of {title}{more}</description></item>")
    };
    let feed = |items: &str| format!("<rss><channel><title>T</title>{items}</channel></rss>");
    let wanted =
        "<item><guid>w</guid><title>Wanted</title><link>/wanted</link><description>So…</description></item>";
    let (other, half) = (item("Other", "."), item("Half", ""));
    let cut =
        feed(&format!("{other}{half}")).split_once("</description></item></channel>").unwrap().0.to_owned();
    let version = Arc::new(Mutex::new((feed(&format!("{wanted}{other}")), "\"one\"")));
    let shown = Arc::clone(&version);
    let site = Site::to_heads(move |path, head, stream| {
        let (body, tag) = shown.lock().unwrap().clone();
        let is_same = head.to_lowercase().contains(&format!("if-none-match: {tag}\r\n"));
        put(
            stream,
            &match path {
                "/feed" if is_same => b"HTTP/1.1 304 Same\r\n\r\n".to_vec(),
                "/feed" => answer(200, &[RSS, &format!("ETag: {tag}")], body.as_bytes()),
                _ => answer(503, &[], b""),
            },
        );
    });
    let cli = Cli::new();
    subscribe(&cli, &site.address("/feed"));
    let asked = || {
        let before = site.asked().len();
        cli.ok(["refresh"]);
        let paths = site.asked().split_off(before);
        paths.iter().map(|head| head.split(' ').nth(1).unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(asked(), ["/feed", "/wanted"]);
    *version.lock().unwrap() = (feed(&other), "\"two\"");
    for _ in 0..4 {
        assert_eq!(asked(), ["/feed", "/wanted"]);
    }
    assert_eq!(asked(), ["/feed"]);
    // The rest of an item in which the feed broke off.
    *version.lock().unwrap() = (cut, "\"three\"");
    asked();
    assert_eq!(titles(&cli).len(), 3);
    *version.lock().unwrap() = (feed(&other), "\"four\"");
    asked();
    *version.lock().unwrap() = (feed(&item("Half", " of another year.")), "\"five\"");
    asked();
    assert_eq!(titles(&cli).len(), 4);
}

#[test]
fn no_item_has_the_words_of_a_page_to_which_several_lead() {
    let item = |n: u8| {
        format!(
            "<item><guid>{n}</guid><title>Release {n}</title><link>/log</link><description>New in {n}…</description></item>"
        )
    };
    let feed = format!("<rss><channel><title>Log</title>{}{}</channel></rss>", item(2), item(1));
    let site = Site::new(move |path, stream| {
        let page = html(&format!("<article><h1>Log</h1><p>{}</p></article>", PILOT.repeat(8)));
        put(stream, &if path == "/feed" { xml(&feed) } else { page });
    });
    let cli = Cli::new();
    subscribe(&cli, &site.address("/feed"));
    assert_eq!(site.asked().len(), 1, "{:?}", site.asked());
    assert_eq!(titles(&cli).len(), 2);
}

#[test]
fn the_rest_of_an_item_in_which_a_feed_broke_off_comes_with_the_next_refresh() {
    let cut = "<rss><channel><title>Cut</title><item><title>Whole</title><description>All of it.</description></item>\
               <item><title>Half of it</title><link>https://tides.example/half</link><description>So far";
    let whole = format!("{cut} and on to its end.</description><guid>h</guid></item></channel></rss>");
    let site_answer = |body: &str| answer(200, &[RSS, "ETag: \"same\""], body.as_bytes());
    let (site, now) = changing(site_answer(cut));
    let cli = Cli::new();
    cli.write("c.toml", "[feeds]\nfull-text = false\n");
    cli.ok(["import", "--feed", "--allow-local", "--config", "c.toml", &site.address("/feed")]);
    assert_eq!(titles(&cli), ["Whole", "Half of it"]);
    let refresh = || cli.run(["refresh", "--json", "--config", "c.toml"]);
    assert!(!refresh().err.contains("stays"));
    let asked = site.asked().last().unwrap().to_lowercase();
    assert!(!asked.contains("if-none-match"), "its end is wanted: {asked}");
    *now.lock().unwrap() = site_answer(&whole);
    assert_eq!(outcomes(&lines(&refresh().out)), [pair("updated", "Half of it")]);
    assert_eq!(titles(&cli).len(), 2);
    let id = cli.json(["list", "title:half"])[0]["id"].to_string();
    assert!(cli.ok(["show", &id]).contains("So far and on to its end."));
}

#[test]
fn an_article_that_came_another_way_is_not_brought_again() {
    let page = format!(
        "<html><head><title>Second</title></head><article><h1>Second</h1><p>{}</p></article></html>",
        PILOT.repeat(8)
    );
    let site = Site::new(move |path, stream| {
        let feed = "<rss><channel><title>T</title><item><title>Second</title><link>/2</link><description>Short…</description></item></channel></rss>";
        put(stream, &if path == "/2" { html(&page) } else { xml(feed) });
    });
    let cli = Cli::new();
    cli.ok(["import", "--allow-local", &site.address("/2")]);
    let ran = subscribe(&cli, &site.address("/feed"));
    assert_eq!(outcomes(&lines(&ran.out)), [pair("unchanged", "Second")]);
    assert_eq!(titles(&cli).len(), 1);
}

#[test]
fn feeds_are_fetched_side_by_side_two_of_a_host() {
    let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let (running, highest, pair) = (Arc::clone(&now), Arc::clone(&most), Arc::new(Barrier::new(2)));
    // Each waits for another: one after the other, none would ever be answered.
    let site = Site::new(move |path, stream| {
        highest.fetch_max(running.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
        pair.wait();
        running.fetch_sub(1, Ordering::SeqCst);
        put(
            stream,
            &xml(&rss(&[(1, path, path)]).replace("item-1", path).replace("/1<", &format!("{path}<"))),
        );
    });
    let cli = Cli::new();
    let sources: Vec<String> = (0..6).map(|n| site.address(&format!("/{n}"))).collect();
    let ran = cli.run(["import", "--feed", "--allow-local"].map(str::to_owned).iter().chain(&sources));
    assert_eq!((ran.code, titles(&cli).len()), (0, 6), "{}", ran.err);
    assert_eq!(most.load(Ordering::SeqCst), 2);
}

#[test]
fn servers_that_misbehave_are_said_to_and_hold_up_nobody() {
    let mut bomb = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    for _ in 0..4 {
        bomb.write_all(&vec![b' '; 1 << 20]).unwrap();
    }
    let bomb = answer(200, &[RSS, "Content-Encoding: gzip"], &bomb.finish().unwrap());
    let good = rss(&[(1, "First", "Words.")]);
    let site = Site::new(move |path, stream| {
        let head = format!("HTTP/1.1 200 So\r\n{RSS}\r\n");
        let bytes = match path {
            "/reset" => return,
            "/drip" => {
                put(stream, format!("{head}Content-Length: 1000\r\n\r\n<rss>").as_bytes());
                return hold(stream);
            }
            "/endless" => {
                put(stream, format!("{head}Connection: close\r\n\r\n<rss>").as_bytes());
                while stream.write_all(&[b' '; 4096]).is_ok() {}
                return;
            }
            "/short" => format!("{head}Content-Length: 100000\r\n\r\n{good}").into_bytes(),
            "/bomb" => bomb.clone(),
            "/round" => moved("/round"),
            "/file" => moved("file:///etc/passwd"),
            "/picture" => answer(200, &["Content-Type: image/png"], b"\x89PNG"),
            "/empty" => answer(200, &[RSS], b""),
            "/json" => answer(200, &["Content-Type: application/json"], b"{\"a\": 1}"),
            "/unasked" => b"HTTP/1.1 304 Same\r\n\r\n".to_vec(),
            "/latin" => answer(
                200,
                &["Content-Type: text/xml; charset=iso-8859-1"],
                &encoding_rs::WINDOWS_1252.encode(&good.replace("First", "Flußpegel")).0,
            ),
            _ => xml(&good.replace("item-1", "other").replace("/1<", "/other<")),
        };
        put(stream, &bytes);
    });
    let cli = Cli::new();
    cli.write("c.toml", "[network]\ntimeout = 1\nsize = 1\n[feeds]\nper-host = 16\nconnections = 16\n");
    let bad = [
        ("/reset", "the connection ended before"),
        ("/drip", "it took longer than 1s"),
        ("/endless", "it is larger than 1 MB"),
        ("/short", "the connection ended before"),
        ("/bomb", "it is larger than 1 MB"),
        ("/round", "it was sent on more than 10 times"),
        ("/file", "it sends on to file:///etc/passwd, which is no"),
        ("/picture", "it is image/png, nothing to read"),
        ("/empty", "it is empty"),
        ("/json", "it is no feed that postil knows"),
        ("/unasked", "the server says HTTP 304"),
    ];
    let sources: Vec<String> =
        bad.iter().map(|(path, _)| *path).chain(["/latin", "/good"]).map(|path| site.address(path)).collect();
    let args = ["import", "--feed", "--allow-local", "--config", "c.toml"].map(str::to_owned);
    let ran = cli.run(args.iter().chain(&sources));
    assert_eq!(ran.code, 1);
    for (path, why) in bad {
        let line = format!("postil: {}: ", site.address(path));
        let said =
            ran.err.lines().find(|l| l.starts_with(&line)).unwrap_or_else(|| panic!("{path}: {}", ran.err));
        assert!(said.contains(why), "{said}");
    }
    let mut found = titles(&cli);
    found.sort();
    assert_eq!(found, ["First", "Flußpegel"]);
    assert_eq!(cli.json(["feeds"]).len(), 2);
    // Of local networks only what was allowed is asked.
    let err = Cli::new().fails(1, ["import", "--feed", &site.address("/good")]);
    assert!(err.contains("it is on this computer"), "{err}");
}

#[test]
fn the_screen_refreshes_and_a_stop_leaves_nothing_half() {
    let (site, now) = changing(xml(&rss(&[(1, "First", "Words.")])));
    let near = Network { allow_local: true, ..Network::default() };
    let means = Means { network: near, ..Means::default() };
    let mut s = Session::empty();
    let mut reports = Vec::new();
    let with = |cancel: &AtomicBool, s: &mut Session, reports: &mut Vec<import::Report>| {
        let mut each = |report| reports.push(report);
        let mut with = With {
            stdin: &mut || Ok(Vec::new()),
            each: &mut each,
            cancel,
            progress: &mut |_| (),
            means: &means,
        };
        import::subscribe(&mut s.store, &[site.address("/feed")], &mut with).unwrap()
    };
    assert!(with(&AtomicBool::new(false), &mut s, &mut reports));
    assert_eq!(reports.len(), 2);
    *now.lock().unwrap() = xml(&rss(&[(2, "Second", PILOT), (1, "First", "Words.")]));
    let ask = Ask::Import { sources: Sources::Feeds };
    // Told to stop before it began, it has done nothing.
    let outcome = answer_over(
        &mut s.store,
        &ask,
        &Course { stop: &Arc::new(AtomicBool::new(true)), tell: &|_| () },
        &means,
    );
    let Answer::Imported(report) = outcome else { panic!("{outcome:?}") };
    assert!(report.stopped && report.added == 0);
    // It was subscribed with leave to ask this computer, so it needs none now.
    let told = Mutex::new(Vec::new());
    let tell = |outcome| told.lock().unwrap().push(format!("{outcome:?}"));
    let course = Course { stop: &Arc::default(), tell: &tell };
    let outcome = answer_over(&mut s.store, &ask, &course, &Means::default());
    let Answer::Imported(report) = outcome else { panic!("{outcome:?}") };
    assert_eq!(report.sentence(""), "1 new article from 1 feed.");
    let told = told.into_inner().unwrap();
    assert!(told.last().unwrap().starts_with("Importing(SoFar { read: 1,"), "{told:?}");
    let mut s = s.reopen();
    assert!(s.text().contains("Second"), "{}", s.text());
    s.keys("R");
    assert!(s.text().contains("Nothing new in 1 feed."), "{}", s.text());

    // The keys and the status line tell of it, where there is a feed.
    assert!(s.hints().contains("R refresh feeds"), "{}", s.hints());
    s.slow().keys("R");
    assert!(s.status().ends_with("refreshing feeds… (Esc stops)"), "{}", s.status());
    s.settle();
    assert!(s.status().starts_with("Nothing new in 1 feed."), "{}", s.status());
    // Its server wants to be left alone: that it is told, and it is not asked.
    *now.lock().unwrap() = answer(429, &["Retry-After: 3600"], b"");
    s.keys("R");
    s.settle();
    let before = site.asked().len();
    s.keys("R");
    s.settle();
    assert!(s.status().starts_with("1 feed is left alone for now"), "{}", s.status());
    assert_eq!(site.asked().len(), before);
    s.keys("ahttps://news.example/a<enter>");
    assert!(s.status().ends_with("fetching news.example… (Esc stops)"), "{}", s.status());
    assert!(!Session::bridge().keys("q").hints().contains("refresh feeds"));
}

#[test]
fn a_row_under_the_title_of_its_feed_does_not_say_it_again() {
    let (site, _) = changing(xml(&rss(&[(2, "Second", PILOT), (1, "First", "Words.")])));
    let near = Network { allow_local: true, ..Network::default() };
    let means = Means { network: near, ..Means::default() };
    let mut s = Session::empty();
    let cancel = AtomicBool::new(false);
    let mut with = With {
        stdin: &mut || Ok(Vec::new()),
        each: &mut |_| (),
        cancel: &cancel,
        progress: &mut |_| (),
        means: &means,
    };
    import::subscribe(&mut s.store, &[site.address("/feed")], &mut with).unwrap();
    let mut s = s.reopen();
    for (columns, rows) in [(200, 60), (120, 40), (80, 24), (40, 12)] {
        s.resize(columns, rows);
        let text = s.text();
        assert_eq!(text.matches("Tide Tables").count(), 1, "{columns}:\n{text}");
        assert!(text.contains("2017-07-02") && text.contains("2017-07-01"), "{columns}:\n{text}");
    }
}
