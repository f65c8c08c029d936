//! Pages of items that cannot be had now: they are put off, told so, and come with a later refresh.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::cli::{Cli, Ran, lines};
use crate::feeds::{outcomes, pair, subscribe, titles, xml};
use crate::web::{Site, answer, html, moved, put};

const LONG: &str = "The ferry left the harbour at dawn, and nobody on the quay said a word about the cargo. ";

fn page(title: &str) -> Vec<u8> {
    let words = LONG.repeat(6);
    html(&format!("<html><article><h1>{title}</h1><p>{words}</p><p>{words}</p></article></html>"))
}

/// A feed of summaries: titles, each with where it leads.
fn summaries(items: &[(&str, String)]) -> String {
    let items: Vec<String> = items
        .iter()
        .map(|(title, link)| {
            format!(
                "<item><guid>{title}</guid><title>{title}</title><link>{link}</link>\
                 <description>The ferry left…</description></item>"
            )
        })
        .collect();
    format!("<rss><channel><title>Short</title>{}</channel></rss>", items.concat())
}

/// The titles of the articles that have the words of their pages.
fn whole(cli: &Cli) -> Vec<String> {
    let all = cli.json(["list"]);
    let whole = all.iter().filter(|article| article["words"].as_u64().unwrap() > 100);
    let mut titles: Vec<String> =
        whole.map(|article| article["title"].as_str().unwrap().to_owned()).collect();
    titles.sort();
    titles
}

/// What was asked of a site from the request of this number on: host and path.
fn asked(site: &Site, from: usize) -> Vec<String> {
    let heads = site.asked().split_off(from);
    let one = |head: &String| {
        let host = head.lines().find_map(|line| line.strip_prefix("Host: ").or(line.strip_prefix("host: ")));
        let host = host.and_then(|host| host.split(':').next()).unwrap_or_default().to_owned();
        host + head.split(' ').nth(1).unwrap_or_default()
    };
    heads.iter().map(one).collect()
}

fn one_at_a_time(cli: &Cli) {
    cli.write("c.toml", "[feeds]\nper-host = 1\n");
}

fn subscribe_slowly(cli: &Cli, address: &str) -> Ran {
    one_at_a_time(cli);
    let ran = cli.run(["import", "--json", "--feed", "--allow-local", "--config", "c.toml", address]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    ran
}

fn refresh_slowly(cli: &Cli) -> Ran {
    let ran = cli.run(["refresh", "--json", "--config", "c.toml"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    ran
}

#[test]
fn pages_of_a_server_that_was_asked_too_often_are_put_off_to_the_next_refresh() {
    for header in [&["Retry-After: 3600"][..], &[]] {
        let is_busy = Arc::new(AtomicBool::new(true));
        let busy = Arc::clone(&is_busy);
        let site = Site::to_heads(move |path, head, stream| {
            let port = head.to_lowercase().split("host: ").nth(1).unwrap().lines().next().unwrap().to_owned();
            let port = port.rsplit(':').next().unwrap().to_owned();
            let here = |path: &str| format!("/{path}");
            let there = |path: &str| format!("http://localhost:{port}/{path}");
            let is_there = head.to_lowercase().contains("host: localhost");
            put(
                stream,
                &match path {
                    "/feed" => xml(&summaries(&[
                        ("One", here("one")),
                        ("Two", here("two")),
                        ("Three", here("three")),
                        ("Other", there("other")),
                        ("Further", there("further")),
                    ])),
                    _ if !is_there && busy.load(Ordering::SeqCst) => answer(429, header, b""),
                    path => page(path),
                },
            );
        });
        let cli = Cli::new();
        let told = subscribe_slowly(&cli, &site.address("/feed")).err;
        assert_eq!(whole(&cli), ["Further", "Other"], "of another host: {told}");
        let here: Vec<String> = asked(&site, 0).into_iter().filter(|one| one.starts_with("127.")).collect();
        assert_eq!(here, ["127.0.0.1/feed", "127.0.0.1/three"], "one is enough");
        let later = "page could not be had, so only its summary is here until a refresh brings it: ";
        assert!(told.contains(&format!("“Three”: its {later}the server says")), "{told}");
        assert!(
            told.contains("“Two”, “One”, each: its page") || told.contains("“One”, “Two”, each: its page"),
            "{told}"
        );
        assert!(told.contains(&format!("{later}its server wants to be asked less often")), "{told}");
        // It is as busy the next time, of which nothing new is told.
        let before = site.asked().len();
        assert!(!refresh_slowly(&cli).err.contains("summary"));
        assert_eq!(asked(&site, before), ["127.0.0.1/feed", "127.0.0.1/three"]);
        is_busy.store(false, Ordering::SeqCst);
        let mut came = outcomes(&lines(&refresh_slowly(&cli).out));
        came.sort();
        assert_eq!(came, [pair("updated", "One"), pair("updated", "Three"), pair("updated", "Two")]);
        let before = site.asked().len();
        refresh_slowly(&cli);
        assert_eq!(asked(&site, before), ["127.0.0.1/feed"], "all are here");
    }
}

#[test]
fn a_server_that_a_page_was_sent_on_to_holds_up_no_page_of_another() {
    let site = Site::to_heads(|path, head, stream| {
        let host = head.to_lowercase().split("host: ").nth(1).unwrap().lines().next().unwrap().to_owned();
        let port = host.rsplit(':').next().unwrap();
        let is_there = host.starts_with("localhost");
        put(
            stream,
            &match path {
                "/feed" => xml(&summaries(&[("One", "/one".into()), ("Sent", "/sent".into())])),
                "/sent" if !is_there => moved(&format!("http://localhost:{port}/sent")),
                _ if is_there => answer(429, &["Retry-After: 3600"], b""),
                path => page(path),
            },
        );
    });
    let cli = Cli::new();
    let told = subscribe_slowly(&cli, &site.address("/feed")).err;
    assert_eq!(asked(&site, 0)[..3], ["127.0.0.1/feed", "127.0.0.1/sent", "localhost/sent"]);
    assert_eq!((whole(&cli), titles(&cli).len()), (vec!["One".to_owned()], 2), "{told}");
}

#[test]
fn a_server_that_wants_to_rest_holds_up_none_of_another_port() {
    let busy = Site::of(answer(503, &["Retry-After: 3600"], b""));
    let other = Site::of(xml(&summaries(&[])));
    let cli = Cli::new();
    one_at_a_time(&cli);
    let args = ["import", "--feed", "--allow-local", "--config", "c.toml"];
    let (busy, there) = (busy.address("/feed"), other.address("/feed"));
    let ran = cli.run([&args[..], &[&busy, &there]].concat());
    assert!(ran.err.contains("HTTP 503") && !ran.err.contains("asked less often"), "{}", ran.err);
    assert_eq!(other.asked().len(), 1);
}

#[test]
fn a_server_that_is_asked_in_vain_again_and_again_is_left_alone() {
    let site = Site::new(|path, stream| {
        let items: Vec<(&str, String)> =
            ["A", "B", "C", "D", "E", "F"].map(|title| (title, format!("/{title}"))).into();
        put(
            stream,
            &match path {
                "/feed" => xml(&summaries(&items)),
                _ => answer(429, &["Retry-After: 0"], b""),
            },
        );
    });
    let cli = Cli::new();
    let told = subscribe_slowly(&cli, &site.address("/feed")).err;
    // Three pages, of which each is waited for three times.
    assert_eq!(site.asked().len(), 1 + 3 * 4, "{told}");
    assert_eq!((whole(&cli).len(), titles(&cli).len()), (0, 6));
}

#[test]
fn the_page_of_an_item_that_left_its_feed_comes_with_a_later_refresh() {
    let (is_up, has_left) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicBool::new(false)));
    let (up, left) = (Arc::clone(&is_up), Arc::clone(&has_left));
    let site = Site::new(move |path, stream| {
        let (old, new) = (("Old", "/old".to_owned()), ("New", "/new".to_owned()));
        put(
            stream,
            &match path {
                "/feed" if left.load(Ordering::SeqCst) => xml(&summaries(&[new])),
                "/feed" => xml(&summaries(&[old])),
                "/old" if !up.load(Ordering::SeqCst) => answer(503, &["Retry-After: 3600"], b""),
                path => page(path),
            },
        );
    });
    let cli = Cli::new();
    subscribe(&cli, &site.address("/feed"));
    has_left.store(true, Ordering::SeqCst);
    one_at_a_time(&cli);
    refresh_slowly(&cli);
    is_up.store(true, Ordering::SeqCst);
    refresh_slowly(&cli);
    assert_eq!(
        (whole(&cli), titles(&cli)),
        (vec!["New".to_owned(), "Old".to_owned()], vec!["New".to_owned(), "Old".to_owned()])
    );
    let before = site.asked().len();
    refresh_slowly(&cli);
    assert_eq!(asked(&site, before), ["127.0.0.1/feed"]);
}
