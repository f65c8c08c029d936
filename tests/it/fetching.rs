//! Addresses as sources: fetched from sites on loopback, on the command line and by the job.

use std::io::{Read as _, Write as _};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use postil::app::{Ask, Outcome as Fetched, Sources};
use postil::clock::Clock;
use postil::files::fetch::Network;
use postil::job::Means;
use postil::job::import::{Outcome, Report, With, import};
use postil::shell::Course;
use postil::shell::answer::answer_over;
use postil::store::Store;

use crate::cli::{Cli, lines};
use crate::session::Session;
use crate::web::{Site, answer, hold, html, moved, put};

/// A page long enough to be an article.
fn page(head: &str, last: &str) -> String {
    let paragraph = "The ferry left the harbour at dawn, and nobody on the quay said a word about the cargo that it carried, for everybody knew what it was. ";
    format!(
        "<!doctype html><html><head><title>The Ferry at Dawn</title>{head}</head><body><article><h1>The Ferry at Dawn</h1><p>{}</p><p>{}</p><p>{last}</p></article></body></html>",
        paragraph.repeat(3),
        paragraph.repeat(2)
    )
}

fn near() -> Network {
    Network { allow_local: true, ..Network::default() }
}

/// Imports one address into a library in memory; whether that came to its end, and what it reported.
fn fetch_with(address: &str, network: &Network, cancel: &AtomicBool) -> (bool, Vec<Report>) {
    let mut store = Store::memory(Clock::counted("2026-01-02T03:04:05Z".parse().unwrap())).unwrap();
    let mut reports = Vec::new();
    let ended = import(
        &mut store,
        &[PathBuf::from(address)],
        &mut With {
            stdin: &mut || unreachable!("nothing is read from there"),
            each: &mut |report| reports.push(report),
            cancel,
            progress: &mut |_| (),
            means: &Means { network: network.clone(), ..Means::default() },
        },
    );
    (ended.unwrap(), reports)
}

/// Why an address cannot be imported.
fn failure(address: &str, network: &Network) -> String {
    let (ended, mut reports) = fetch_with(address, network, &AtomicBool::new(false));
    assert!(ended && reports.len() == 1);
    let report = reports.remove(0);
    assert_eq!((report.outcome, report.source.as_str()), (Outcome::Failed, address));
    report.error.unwrap()
}

fn refused(answer: Vec<u8>, network: &Network) -> String {
    failure(&Site::of(answer).address("/a"), network)
}

#[test]
fn a_page_is_an_article_and_fetched_again_it_is_the_same() {
    let version = Arc::new(AtomicUsize::new(0));
    let shown = Arc::clone(&version);
    let site = Site::new(move |path, stream| {
        assert!(path.starts_with("/news"), "{path}");
        let last = format!("This is version {}.", shown.load(Ordering::Relaxed));
        put(stream, &html(&page("<link rel=canonical href=/news/ferry>", &last)));
    });
    let cli = Cli::new();
    let outcome = |address: &str| {
        let mut done = cli.json(["import", "--allow-local", address]);
        assert_eq!(done.len(), 1);
        done.remove(0)
    };
    let first = outcome(&site.address("/news?from=mail#top"));
    assert_eq!(
        (&first["outcome"], &first["source"]),
        (&"added".into(), &site.address("/news?from=mail#top").into())
    );
    let article = &cli.json(["list"])[0];
    assert_eq!(article["title"], "The Ferry at Dawn");
    assert_eq!(article["url"], site.address("/news/ferry"));
    assert_eq!(outcome(&site.address("/news?from=mail"))["outcome"], "unchanged");
    assert_eq!(outcome(&site.address("/news/ferry"))["outcome"], "unchanged");
    version.store(1, Ordering::Relaxed);
    let again = outcome(&site.address("/news"));
    assert_eq!((&again["outcome"], &again["article"]["id"]), (&"updated".into(), &first["article"]["id"]));
    assert_eq!(cli.json(["list"]).len(), 1);

    let asked = &site.asked()[0];
    assert!(asked.starts_with("GET /news?from=mail HTTP/1.1\r\n"), "{asked}");
    let agent = concat!("user-agent: postil/", env!("CARGO_PKG_VERSION"), "\r\n");
    assert!(asked.to_lowercase().contains(agent), "{asked}");
    assert!(asked.to_lowercase().contains("accept-encoding: gzip, br\r\n"), "{asked}");
}

#[test]
fn a_page_that_became_that_of_an_error_does_not_replace_its_article_unless_told() {
    let (site, set) = pages();
    let cli = Cli::new();
    set("/counts", "", &told(10, 20));
    let address = site.address("/counts");
    let take = |more: &[&str]| {
        let ran = cli.run([&["import", "--allow-local", "--json"], more, &[&*address]].concat());
        (ran.code, lines(&ran.out).remove(0))
    };
    assert_eq!(take(&[]).1["outcome"], "added");
    let shown = cli.ok(["show", "1"]);
    set("/counts", "", &["You cannot see this page now.".to_owned(), "Wait a moment.".to_owned()]);
    let (code, failed) = take(&[]);
    let why = failed["error"].as_str().unwrap();
    let wanted = "it says little by now (43 characters), and nothing of what is here, as the page of an error does: article 1";
    assert!(code == 1 && why.starts_with(wanted), "{why}");
    assert!(why.contains("(`postil import --as 1 SOURCE` takes it all the same)"), "{why}");
    assert_eq!(cli.ok(["show", "1"]), shown);
    assert_eq!(take(&["--as", "1"]).1["outcome"], "updated");
    assert!(cli.ok(["show", "1"]).contains("Wait a moment."));
    cli.ok(["undo"]);
    // One of its sentences, or as much as a tenth of it, is no error.
    let mut short = told(19, 20);
    set("/counts", "", &short);
    assert_eq!(take(&[]).1["outcome"], "updated");
    cli.ok(["undo"]);
    short = told(50, 53);
    set("/counts", "", &short);
    assert_eq!(take(&[]).1["outcome"], "updated");
}

/// What a page says that asks for consent, as long as many an article.
fn wall(many: usize) -> Vec<String> {
    let one = |n| {
        format!(
            "We and our {n} partners store what identifies your device, and process it for advertising measured {n} times. \
             You may accept that or manage your choices, including your right to object to purpose {n}."
        )
    };
    (1..=many).map(one).collect()
}

#[test]
fn a_page_that_asks_for_something_does_not_replace_an_annotated_text_unless_told() {
    let (site, set) = pages();
    let cli = Cli::new();
    let all = told(10, 34);
    set("/counts", "", &all);
    let address = site.address("/counts");
    let take = |more: &[&str]| {
        let ran = cli.run([&["import", "--allow-local", "--json"], more, &[&*address]].concat());
        (ran.code, lines(&ran.out).remove(0))
    };
    assert_eq!(take(&[]).1["outcome"], "added");
    // One that nobody works on is what its page is.
    set("/counts", "", &wall(8));
    assert_eq!(take(&[]).1["outcome"], "updated");
    cli.ok(["undo"]);
    cli.ok(["annotate", "1", "--quote", "wrote it down in book 20", "--theme", "Counts"]);
    let shown = cli.ok(["show", "1"]);
    let offer = ["Subscribe to go on reading.".to_owned(), "A pound a week.".to_owned()];
    for (page, why) in [
        (wall(8), "it has next to nothing of what is annotated here"),
        ([&all[..5], &offer[..]].concat(), "it has the beginning of what is annotated here and little else"),
    ] {
        set("/counts", "", &page);
        let (code, failed) = take(&[]);
        let told = failed["error"].as_str().unwrap_or_default();
        assert!(code == 1 && told.starts_with(why), "{failed}");
        assert!(told.contains("(`postil import --as 1 SOURCE` takes it all the same)"), "{told}");
        assert_eq!(cli.ok(["show", "1"]), shown);
        assert_eq!(take(&["--as", "1"]).1["outcome"], "updated");
        cli.ok(["undo"]);
        assert_eq!(cli.ok(["show", "1"]), shown);
    }
    // What was rewritten in every sentence, or is longer by now, or keeps parts of all of it, is news.
    let changed: Vec<String> = all.iter().map(|told| told.replace("ducks", "swans")).collect();
    let parts: Vec<String> = all.iter().step_by(3).cloned().collect();
    for page in [changed, wall(30), parts, all[..15].to_vec()] {
        set("/counts", "", &page);
        assert_eq!(take(&[]).1["outcome"], "updated", "{page:?}");
        cli.ok(["undo"]);
    }
}

#[test]
fn a_page_of_which_a_part_came_does_not_replace_its_article() {
    let whole = {
        let one = |n| {
            format!(
                "<p>In year {n} the ferry left the harbour {n} times. Nobody in town counted {n} boats at the quay.</p>"
            )
        };
        let all = (0..30).map(one).collect::<Vec<_>>().concat();
        format!(
            "<html><head><title>The Ferry</title></head><body><article><h1>The Ferry</h1>{all}</article></body></html>"
        )
    };
    let cut = whole.get(..whole.len() / 2 + 9).unwrap().to_owned();
    let shown = Arc::new(Mutex::new(whole.clone()));
    let now = Arc::clone(&shown);
    let site = Site::new(move |_, stream| put(stream, &html(&now.lock().unwrap())));
    let cli = Cli::new();
    let take = |page: &str| {
        page.clone_into(&mut shown.lock().unwrap());
        let ran = cli.run(["import", "--allow-local", "--json", &site.address("/ferry")]);
        (ran.code, lines(&ran.out).remove(0))
    };
    assert_eq!(take(&whole).1["outcome"], "added");
    let text = cli.ok(["show", "1"]);
    let (code, failed) = take(&cut);
    assert_eq!(code, 1, "{failed}");
    assert!(
        failed["error"].as_str().unwrap().starts_with("it has no end (no </html>), and the beginning"),
        "{failed}"
    );
    assert_eq!(cli.ok(["show", "1"]), text);
    // One without an end that says something else is news, or lacks something before its end; and one with an end was
    // shortened.
    let shorter = whole.replace("In year 7 the ferry left the harbour 7 times. ", "");
    for page in [
        shorter.replace("</body></html>", ""),
        whole.replace("</html>", "").replace("</body>", "").replace("counted", "saw"),
        format!("{cut}</p></body>"),
    ] {
        assert_eq!(take(&page).1["outcome"], "updated");
        cli.ok(["undo"]);
    }
}

#[test]
fn a_host_in_other_letters_is_the_host_that_they_stand_for() {
    let site = Site::of(html(&page("", "The end.")));
    let plain = site.address("/a");
    let wide = plain.replace("127.0.0.1", "１２７。０.０.１");
    assert!(failure(&wide, &Network::default()).starts_with("it is on this computer or in a local network"));
    assert_eq!(site.asked().len(), 0);
    let cli = Cli::new();
    let outcome = |address: &str| cli.json(["import", "--allow-local", address]).remove(0)["outcome"].clone();
    assert_eq!(outcome(&wide), "added");
    assert_eq!((outcome(&plain), outcome(&wide)), ("unchanged".into(), "unchanged".into()));
    // The address that a page says it has may be spelt in either way.
    let both = ["https://bücher.example/ferry", "https://xn--bcher-kva.example/ferry"];
    for (first, then) in [(both[0], both[1]), (both[1], both[0])] {
        let cli = Cli::new();
        for (name, address, said) in [("a.html", first, "added"), ("b.html", then, "updated")] {
            cli.write(name, page(&format!("<link rel=canonical href='{address}'>"), name));
            assert_eq!(cli.json(["import", name])[0]["outcome"], said, "{address}");
        }
    }
}

#[test]
fn an_address_of_another_site_is_not_believed() {
    let site = Site::of(html(&page("<link rel=canonical href=https://other.example/ferry>", "The end.")));
    let cli = Cli::new();
    cli.ok(["import", "--allow-local", &site.address("/mine")]);
    assert_eq!(cli.json(["list"])[0]["url"], site.address("/mine"));
}

#[test]
fn pages_that_name_the_address_of_another_are_articles_of_their_own() {
    let version = Arc::new(AtomicUsize::new(0));
    let shown = Arc::clone(&version);
    let site = Site::new(move |path, stream| {
        let what = if path == "/ducks" { "ducks" } else { "geese" };
        let words = format!("All {what} swim. All {what} fly when autumn comes. ").repeat(4);
        let year =
            |n| format!("<p>In year {n} of the count there were {n} {what} at the mole, and {words}</p>");
        let more = (0..8).map(year).collect::<Vec<_>>().concat();
        let last = format!("<p>This is version {}.</p>", shown.load(Ordering::Relaxed));
        put(
            stream,
            &html(&format!(
                "<html><head><title>All about {what}</title><meta property='og:url' content='/home.html'></head><article><h1>All about {what}</h1>{more}{last}</article></html>"
            )),
        );
    });
    let cli = Cli::new();
    let outcome = |path: &str| {
        let done = cli.json(["import", "--allow-local", &site.address(path)]).remove(0);
        (done["outcome"].as_str().unwrap().to_owned(), done["article"]["title"].as_str().unwrap().to_owned())
    };
    let pair = |outcome: &str, what: &str| (outcome.to_owned(), format!("All about {what}"));
    assert_eq!(outcome("/ducks"), pair("added", "ducks"));
    assert_eq!(outcome("/geese"), pair("added", "geese"));
    version.store(1, Ordering::Relaxed);
    for what in ["geese", "ducks"] {
        assert_eq!(outcome(&format!("/{what}")), pair("updated", what));
        assert_eq!(outcome(&format!("/{what}")), pair("unchanged", what));
    }
    assert_eq!(cli.json(["list"]).len(), 2);
}

#[test]
fn an_address_that_has_another_article_each_day_brings_each_of_them() {
    let day = Arc::new(AtomicUsize::new(1));
    let shown = Arc::clone(&day);
    let site = Site::new(move |_, stream| {
        let day = shown.load(Ordering::Relaxed);
        let what = ["ducks", "geese", "swans"][day];
        let words = format!("All {what} swim. All {what} fly when autumn comes, say those who count them. ");
        let told =
            (0..9).map(|n| format!("<p>Count {n} of {what}: {words}</p>")).collect::<Vec<_>>().concat();
        put(
            stream,
            &html(&format!(
                "<html><head><title>Of {what}</title><link rel=canonical href='/2026/day{day}'></head><article><h1>Of {what}</h1>{told}</article></html>"
            )),
        );
    });
    let cli = Cli::new();
    let take =
        || cli.json(["import", "--allow-local", &site.address("/latest")]).remove(0)["outcome"].clone();
    assert_eq!(take(), "added");
    day.store(2, Ordering::Relaxed);
    assert_eq!([take(), take()], ["added", "unchanged"]);
    assert_eq!(cli.json(["list"]).len(), 2);
}

/// Sentences of their own, from one number to another.
fn told(from: usize, to: usize) -> Vec<String> {
    let sentence = |n| {
        format!(
            "In year {n} of the count there were {n} ducks at the mole and {n} geese on the pier, and whoever saw them \
             from tower {n} wrote it down in book {n} of the harbour office."
        )
    };
    (from..to).map(sentence).collect()
}

/// A site whose pages a test changes: path, what it says in its head, its sentences.
fn pages() -> (Site, impl Fn(&str, &str, &[String])) {
    let all = Arc::new(Mutex::new(std::collections::HashMap::<String, String>::new()));
    let shown = Arc::clone(&all);
    let site = Site::new(move |path, stream| {
        let page = shown.lock().unwrap().get(path).cloned();
        put(stream, &page.map_or_else(|| answer(404, &[], b""), |page| html(&page)));
    });
    let set = move |path: &str, head: &str, sentences: &[String]| {
        let told = format!("<p>{}</p>", sentences.join("</p><p>"));
        let page = format!(
            "<html><head><title>The counts</title>{head}</head><article><h1>The counts</h1>{told}</article></html>"
        );
        all.lock().unwrap().insert(path.to_owned(), page);
    };
    (site, set)
}

#[test]
fn pages_that_state_one_address_are_one_article_where_they_have_much_in_common_or_are_short() {
    let (site, set) = pages();
    let home = "<meta property='og:url' content='/home.html'>";
    let take = |cli: &Cli, path: &str| {
        cli.json(["import", "--allow-local", &site.address(path)]).remove(0)["outcome"].clone()
    };
    // Three sentences of ten.
    set("/one", home, &told(10, 20));
    set("/two", home, &told(17, 27));
    let cli = Cli::new();
    assert_eq!([take(&cli, "/one"), take(&cli, "/two")], ["added", "updated"]);
    // None of ten.
    set("/two", home, &told(20, 30));
    let cli = Cli::new();
    assert_eq!([take(&cli, "/one"), take(&cli, "/two")], ["added", "added"]);
    // Two sentences tell nothing apart.
    set("/one", home, &told(10, 12));
    set("/two", home, &told(12, 14));
    let cli = Cli::new();
    assert_eq!([take(&cli, "/one"), take(&cli, "/two")], ["added", "updated"]);
}

#[test]
fn an_article_that_says_it_is_where_it_was_fetched_is_the_same_also_where_its_page_says_another_address_by_now()
 {
    let (site, set) = pages();
    let cli = Cli::new();
    let take = || cli.json(["import", "--allow-local", &site.address("/counts")]).remove(0);
    set("/counts", "", &told(10, 20));
    let first = take();
    set("/counts", "<link rel=canonical href='/moved'>", &told(30, 40));
    assert_eq!(take()["outcome"], "updated");
    // Also where nothing is known of where it is.
    cli.ok(["edit", &first["article"]["id"].to_string(), "--url", ""]);
    set("/counts", "<link rel=canonical href='/again'>", &told(50, 60));
    assert_eq!(take()["outcome"], "updated");
    assert_eq!(cli.json(["list"]).len(), 1);
}

#[test]
fn the_header_says_which_characters_they_are() {
    let text = page("", "Прежде чем говорить о главном, надо вспомнить начало.");
    let bytes = encoding_rs::WINDOWS_1251.encode(&text).0.into_owned();
    let site = Site::new(move |path, stream| {
        let kind = if path == "/page" { "text/html" } else { "text/plain" };
        put(stream, &answer(200, &[&format!("Content-Type: {kind}; charset=windows-1251")], &bytes));
    });
    let cli = Cli::new();
    for path in ["/page", "/text"] {
        let done = cli.json(["import", "--allow-local", &site.address(path)]);
        let id = done[0]["article"]["id"].to_string();
        assert!(cli.ok(["show", &id]).contains("надо вспомнить начало"), "{path}");
    }
}

#[test]
fn a_page_is_sent_on_to_letters_of_other_alphabets() {
    let site = Site::new(|path, stream| {
        let to =
            |to: &[u8]| [b"HTTP/1.1 302 So\r\nContent-Length: 0\r\nLocation: ", to, b"\r\n\r\n"].concat();
        put(
            stream,
            &match path {
                "/utf-8" => to("/straße".as_bytes()),
                "/latin-1" => to(b"/stra\xdfe"),
                "/stra%C3%9Fe" | "/stra%DFe" => html(&page("", path)),
                _ => answer(404, &[], b""),
            },
        );
    });
    let cli = Cli::new();
    for (path, last) in [("/utf-8", "/stra%C3%9Fe"), ("/latin-1", "/stra%DFe")] {
        let done = cli.json(["import", "--allow-local", &site.address(path)]);
        assert!(cli.ok(["show", &done[0]["article"]["id"].to_string()]).contains(last), "{path}");
    }
}

#[test]
fn packed_pages_are_unpacked_and_text_is_read_by_its_kind() {
    let text = page("", "Packed and unpacked.").into_bytes();
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(&text).unwrap();
    let gzip = gzip.finish().unwrap();
    // Brotli: one piece that is stored as it is, and the end.
    let head = u32::try_from(text.len() - 1).unwrap() << 4 | 1 << 20;
    let brotli = [&head.to_le_bytes()[..3], &text, &[3]].concat();
    let site = Site::new(move |path, stream| {
        put(
            stream,
            &match path {
                "/gzip" => answer(200, &["Content-Type: text/html", "Content-Encoding: gzip"], &gzip),
                "/br" => answer(200, &["Content-Type: text/html", "Content-Encoding: br"], &brotli),
                "/odd" => answer(
                    200,
                    &["Content-Type: text/html", "Content-Encoding: zstd"],
                    b"\x28\xb5\x2f\xfd\x04\x58",
                ),
                "/broken" => answer(200, &["Content-Type: text/html", "Content-Encoding: gzip"], &gzip[..99]),
                "/notes.md" => {
                    answer(200, &["Content-Type: text/plain"], b"Some *words* first.\n\n## Part\n\nMore.\n")
                }
                _ => answer(
                    200,
                    &["Content-Type: text/markdown"],
                    b"Other *words* first.\n\n## Part\n\nMore.\n",
                ),
            },
        );
    });
    let cli = Cli::new();
    assert_eq!(cli.json(["import", "--allow-local", &site.address("/gzip")])[0]["outcome"], "added");
    assert_eq!(cli.json(["import", "--allow-local", &site.address("/br")])[0]["outcome"], "unchanged");
    for path in ["/notes.md", "/x"] {
        let done = cli.json(["import", "--allow-local", &site.address(path)]);
        let id = done[0]["article"]["id"].to_string();
        assert_eq!(cli.json(["show", &id])[0]["format"], "markdown");
    }
    assert!(failure(&site.address("/odd"), &near()).starts_with("it is packed in a way"));
    let broken = failure(&site.address("/broken"), &near());
    assert!(
        broken.starts_with("it cannot be unpacked") || broken.starts_with("the connection ended"),
        "{broken}"
    );
}

#[test]
fn what_a_page_is_packed_in_may_have_other_names_and_be_nothing() {
    let text = page("", "Packed and unpacked.").into_bytes();
    let level = flate2::Compression::fast();
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), level);
    let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), level);
    let mut raw = flate2::write::DeflateEncoder::new(Vec::new(), level);
    gzip.write_all(&text).unwrap();
    zlib.write_all(&text).unwrap();
    raw.write_all(&text).unwrap();
    let (gzip, zlib, raw) = (gzip.finish().unwrap(), zlib.finish().unwrap(), raw.finish().unwrap());
    let mut bomb = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    bomb.write_all(&vec![b' '; 3 << 20]).unwrap();
    let bomb = bomb.finish().unwrap();
    let site = Site::new(move |path, stream| {
        let (name, body): (&str, &[u8]) = match path {
            "/case" => ("GZIP", &gzip),
            "/x" => ("x-gzip", &gzip),
            "/zlib" => ("deflate", &zlib),
            "/raw" => ("deflate", &raw),
            "/none" => ("none", &text),
            "/utf-8" => ("utf-8", &text),
            "/not" => ("Deflate", &text),
            "/bomb" => ("deflate", &bomb),
            _ => ("x-gzip", &gzip[..99]),
        };
        put(stream, &answer(200, &["Content-Type: text/html", &format!("Content-Encoding: {name}")], body));
    });
    let cli = Cli::new();
    for (at, path) in ["/case", "/x", "/zlib", "/raw", "/none", "/utf-8", "/not"].iter().enumerate() {
        let done = cli.json(["import", "--allow-local", &site.address(path)]);
        assert_eq!(done[0]["outcome"], if at == 0 { "added" } else { "unchanged" }, "{path}");
    }
    assert!(failure(&site.address("/broken"), &near()).starts_with("it cannot be unpacked"));
    let small = Network { size: 1 << 20, ..near() };
    assert!(failure(&site.address("/bomb"), &small).starts_with("it is larger than"));
}

#[test]
fn local_hosts_are_asked_only_when_told() {
    let site = Site::of(html(&page("", "The end.")));
    let cli = Cli::new();
    let hosts = ["127.0.0.1", "localhost", "127.1", "2130706433", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0"];
    for host in hosts {
        let address = format!("http://{host}:{}/a", site.port());
        let err = cli.fails(1, ["import", &address]);
        assert!(err.starts_with(&format!("postil: {address}: it is on this computer")), "{err}");
        assert!(err.contains("--allow-local"), "{err}");
    }
    assert_eq!(site.asked(), [""; 0]);
    cli.ok(["import", "--allow-local", &format!("http://localhost:{}/a", site.port())]);
    assert_eq!(site.asked().len(), 1);
}

#[test]
fn redirects_are_followed_so_far_and_only_to_the_web() {
    let site = Site::new(|path, stream| {
        let to = match path {
            "/a/one" => "../two?x=1",
            "/two?x=1" => "/three#part",
            "/three" => return put(stream, &html(&page("", "The end."))),
            "/round" => "/round",
            "/file" => "file:///etc/passwd",
            "/secret" => "http://user:word@127.0.0.1/",
            "/gone" => "/none",
            _ => return put(stream, &answer(404, &[], b"")),
        };
        put(stream, &moved(to));
    });
    let cli = Cli::new();
    cli.ok(["import", "--allow-local", &site.address("/a/one")]);
    assert_eq!(cli.json(["list"])[0]["url"], site.address("/three"));
    let before = site.asked().len();
    let err = cli.fails(1, ["import", "--allow-local", &site.address("/round")]);
    assert!(
        err.contains("/round: it was sent on more than 10 times (check the address, or raise `redirects`"),
        "{err}"
    );
    assert_eq!(site.asked().len() - before, 11);
    assert!(
        failure(&site.address("/file"), &near())
            .starts_with("it sends on to file:///etc/passwd, which is no")
    );
    assert!(failure(&site.address("/secret"), &near()).contains("there is a name or password in it"));
    let gone = failure(&site.address("/gone"), &near());
    assert!(
        gone.starts_with(&format!(
            "it sends on to {}: the server says that there is no such page",
            site.address("/none")
        )),
        "{gone}"
    );
}

#[test]
fn a_proxy_of_the_environment_is_used_and_sends_nobody_home() {
    let home = Site::of(html(&page("", "Nobody may read this.")));
    let to = home.address("/secret");
    let proxy = Site::new(move |path, stream| {
        put(
            stream,
            &match path {
                "http://page.example/page?a=%20b" => html(&page("", "Through a proxy.")),
                "http://trap.example:8080/" => moved(&to),
                "http://wants.example/page" => answer(407, &["Proxy-Authenticate: Basic"], b""),
                // No tunnel to anywhere.
                _ => answer(403, &[], b""),
            },
        );
    });
    let cli = Cli::new();
    let run_through = |variable: &str, address: &str, none: &str| {
        let mut command = cli.command(["import", address]);
        let output = command.env(variable, proxy.address("")).env("NO_PROXY", none).output().unwrap();
        String::from_utf8(output.stderr).unwrap()
    };
    let run = |address: &str, none: &str| run_through("http_proxy", address, none);
    assert_eq!(run("http://page.example/page?a= b#c", ""), "");
    assert_eq!(cli.json(["list"])[0]["url"], "http://page.example/page?a= b");
    let asked = proxy.asked().remove(0).to_lowercase();
    assert!(asked.contains("\r\nhost: page.example\r\n") && !asked.contains("authorization"), "{asked}");
    let err = run("http://trap.example:8080", "");
    assert!(
        err.contains(&format!("it sends on to {}: it is on this computer", home.address("/secret"))),
        "{err}"
    );
    assert!(run("http://127.0.0.1/page", "").contains("it is on this computer"));
    assert!(run("http://0x7f.1/page", "").contains("it is on this computer"));
    let named = proxy.address("").trim_start_matches("http://").trim_end_matches('/').to_owned();
    let wants = run("http://wants.example/page", "");
    let told = format!("the proxy {named} that http_proxy names does not help: it wants to know who asks");
    assert!(wants.contains(&told), "{wants}");
    let asked = proxy.asked().len();
    let closed = run_through("https_proxy", "https://closed.example/page", "");
    assert!(proxy.asked()[asked].starts_with("CONNECT closed.example:443 HTTP/1.1\r\n"));
    let told = format!("the proxy {named} that https_proxy names does not help: ");
    assert!(closed.contains(&told) && closed.contains("(mend or unset https_proxy,"), "{closed}");
    let asked = proxy.asked().len();
    assert!(run("http://127.1/page", "127.1").contains("it is on this computer"));
    assert_eq!((proxy.asked().len(), home.asked().len()), (asked, 0));
}

#[test]
fn a_proxy_is_told_who_asks_and_a_server_is_not() {
    let site = Site::of(html(&page("", "Without a proxy.")));
    let proxy = Site::of(html(&page("", "Through a proxy.")));
    let cli = Cli::new();
    let run = |none: &str, address: &str| {
        let mut command = cli.command(["import", "-v", "--allow-local", address]);
        let with_secret = proxy.address("").replace("http://", "http://me:se%20cret@");
        let output = command.env("ALL_PROXY", with_secret).env("NO_PROXY", none).output().unwrap();
        let told = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        assert!(output.status.success() && !told.contains("cret"), "{told}");
    };
    run("", "http://page.example");
    let asked = proxy.asked().concat();
    // "me:se cret"
    let head = "GET http://page.example/ HTTP/1.1\r\n";
    let who = "\r\nproxy-authorization: basic bwu6c2ugy3jldA==\r\n".to_lowercase();
    assert!(asked.starts_with(head) && asked.to_lowercase().contains(&who), "{asked}");
    run("127.0.0.1", &site.address("/a"));
    let asked = site.asked().concat();
    assert!(
        asked.starts_with("GET /a HTTP/1.1") && !asked.to_lowercase().contains("authorization"),
        "{asked}"
    );
}

#[test]
fn a_proxy_that_is_not_there_is_named_with_the_variable_that_names_it() {
    let dead = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let cli = Cli::new();
    let run = |variable: &str, proxy: &str| {
        let output = cli.command(["import", "http://page.example/"]).env(variable, proxy).output().unwrap();
        String::from_utf8(output.stderr).unwrap()
    };
    for variable in ["http_proxy", "ALL_PROXY"] {
        let told = run(variable, &format!("http://me:secret@{dead}/"));
        let wanted = format!(
            "postil: http://page.example/: the proxy {dead} that {variable} names does not answer: nothing answers there (start it, mend or unset {variable}, or name the host in NO_PROXY)"
        );
        assert_eq!(told.lines().next(), Some(wanted.as_str()), "{told}");
    }
}

#[test]
fn what_is_too_large_is_given_up_where_that_shows() {
    let network = Network { size: 1 << 20, ..near() };
    let endless = Site::new(|_, stream| {
        put(stream, b"HTTP/1.1 200 So\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n");
        while stream.write_all(&[b'x'; 4096]).is_ok() {}
    });
    let too_large = "it is larger than 1 MB (raise `size` in [network]";
    assert!(failure(&endless.address("/a"), &network).starts_with(too_large));
    let promised =
        b"HTTP/1.1 200 So\r\nContent-Type: text/html\r\nContent-Length: 99999999999\r\n\r\n".to_vec();
    assert!(refused(promised, &network).starts_with(too_large));
    let mut bomb = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    for _ in 0..100 {
        bomb.write_all(&vec![b' '; 1 << 20]).unwrap();
    }
    let bomb = bomb.finish().unwrap();
    assert!(bomb.len() < 1 << 20);
    let bomb = answer(200, &["Content-Type: text/html", "Content-Encoding: gzip"], &bomb);
    assert!(refused(bomb, &network).starts_with(too_large));
    let cli = Cli::new();
    cli.write("c.toml", "[network]\nsize = 1\n");
    let err = cli.fails(1, ["import", "--allow-local", "--config", "c.toml", &endless.address("/a")]);
    assert!(err.contains(too_large), "{err}");
}

#[test]
fn who_answers_too_slowly_or_not_at_all_is_left() {
    let network = Network { timeout: Duration::from_millis(200), ..near() };
    let drip = Site::new(|_, stream| {
        put(stream, b"HTTP/1.1 200 So\r\nContent-Type: text/html\r\nContent-Length: 1000\r\n\r\nx");
        hold(stream);
    });
    let silent = Site::new(|_, stream| hold(stream));
    for site in [drip, silent] {
        let why = failure(&site.address("/a"), &network);
        assert!(why.starts_with("it took longer than 200ms (try again, or raise `timeout`"), "{why}");
    }
}

#[test]
fn waiting_is_stopped_at_once() {
    let cancel = Arc::new(AtomicBool::new(false));
    let of_site = Arc::clone(&cancel);
    let silent = Site::new(move |_, stream| {
        of_site.store(true, Ordering::Relaxed);
        hold(stream);
    });
    // The timeout is far beyond what a test may take.
    let network = Network { timeout: Duration::from_secs(3600), ..near() };
    let (ended, reports) = fetch_with(&silent.address("/a"), &network, &cancel);
    assert!(!ended && reports.is_empty());
}

#[test]
fn what_servers_do_wrong_is_said() {
    let says = |bytes: &[u8]| refused(bytes.to_vec(), &near());
    for (status, why) in [
        (404, "the server says that there is no such page (HTTP 404; check the address)"),
        (403, "the server says that it does not hand it out (HTTP 403; open it in a browser"),
        (429, "the server says that it is asked too often (HTTP 429; try again later)"),
        (503, "the server says that something is wrong with it (HTTP 503; try again later)"),
        (204, "the server says HTTP 204 and sends no page"),
        (302, "the server says HTTP 302 and sends no page"),
    ] {
        let says = says(&answer(status, &[], b""));
        assert!(says.starts_with(why), "{says}");
    }
    let short = says(b"HTTP/1.1 200 So\r\nContent-Type: text/html\r\nContent-Length: 1000\r\n\r\n<p>Half");
    assert!(short.starts_with("the connection ended before the page did"), "{short}");
    let part =
        says(&answer(206, &["Content-Type: text/html", "Content-Range: bytes 0-9/90"], b"<p>Half</p>"));
    assert!(part.starts_with("the server sent a part of it (HTTP 206)"), "{part}");
    let picture = says(&answer(200, &["Content-Type: image/png"], b"\x89PNG"));
    assert!(picture.starts_with("it is image/png, nothing to read (save"), "{picture}");
    let binary = says(&answer(200, &["Content-Type: text/plain"], b"\x89PNG\r\n\x1a\n\0\0"));
    assert!(binary.starts_with("it is not text but looks like a PNG image"), "{binary}");
    let empty = says(&answer(200, &["Content-Type: text/html"], b""));
    assert!(empty.starts_with("it is empty"), "{empty}");
    let other = says(b"220 mail.example ESMTP\r\n\r\n");
    assert!(other.starts_with("what answers does not speak HTTP"), "{other}");
    let gone = says(b"");
    assert!(gone.starts_with("the connection ended before"), "{gone}");
    let closed = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        format!("http://{}/", listener.local_addr().unwrap())
    };
    assert!(failure(&closed, &near()).starts_with("there is no connection to it: nothing answers there"));
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let secure = format!("https://{}/", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        put(&mut stream, b"HTTP/1.1 400 No TLS here\r\n\r\n");
        hold(&mut stream);
    });
    let tls = failure(&secure, &near());
    assert!(tls.starts_with("no secure connection came about"), "{tls}");
    let user = failure("https://ann:word@example.org/", &near());
    assert!(user.starts_with("there is a name or password in it"), "{user}");
}

#[test]
fn a_page_without_a_length_ends_with_its_connection_and_not_where_that_is_torn_down() {
    let torn = Arc::new(AtomicBool::new(false));
    let is_torn = Arc::clone(&torn);
    let body = page("", "It ends here.");
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/page", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let (mut stream, is_torn) = (stream.unwrap(), is_torn.load(Ordering::Relaxed));
            // A connection that is closed with a byte unread is reset.
            let end: &[u8] = if is_torn { b"\r\n\r" } else { b"\r\n\r\n" };
            let mut head = Vec::new();
            while !head.ends_with(end) {
                let mut byte = [0];
                stream.read_exact(&mut byte).unwrap();
                head.extend(byte);
            }
            let sent = if is_torn { body.get(..body.len() / 2).unwrap() } else { &body };
            put(&mut stream, b"HTTP/1.1 200 So\r\nContent-Type: text/html\r\n\r\n");
            put(&mut stream, sent.as_bytes());
        }
    });
    let cli = Cli::new();
    cli.ok(["import", "--allow-local", &address]);
    let shown = cli.ok(["show", "1"]);
    torn.store(true, Ordering::Relaxed);
    let err = cli.fails(1, ["import", "--allow-local", &address]);
    assert!(err.contains("the connection ended before the page did (try again)"), "{err}");
    assert_eq!(cli.ok(["show", "1"]), shown);
    torn.store(false, Ordering::Relaxed);
    assert!(cli.ok(["import", "--allow-local", &address]).starts_with("unchanged"));
}

#[test]
fn one_that_fails_keeps_no_other_out() {
    let site = Site::new(|path, stream| match path {
        "/good" => put(stream, &html(&page("", "The end."))),
        _ => put(stream, &answer(500, &[], b"")),
    });
    let cli = Cli::new();
    cli.write("a.txt", "A text beside it.");
    let sources = [site.address("/bad"), "a.txt".to_owned(), site.address("/good")];
    let ran = cli.run(["import", "--json", "--allow-local"].map(str::to_owned).iter().chain(&sources));
    let outcomes: Vec<_> =
        lines(&ran.out).iter().map(|line| line["outcome"].as_str().unwrap().to_owned()).collect();
    assert_eq!((ran.code, outcomes), (1, ["failed", "added", "added"].map(str::to_owned).to_vec()));
    assert_eq!(cli.json(["history"])[0]["label"], "import 2 articles");
}

#[test]
fn the_screen_imports_an_address() {
    let site = Site::of(html(&page("", "The end.")));
    let mut s = Session::empty();
    let ask = Ask::Import { sources: Sources::Paths(vec![site.address("/a").into()]) };
    let course = Course { stop: &Arc::default(), tell: &|_| () };
    let outcome = answer_over(&mut s.store, &ask, &course, &Means { network: near(), ..Means::default() });
    let Fetched::Imported(report) = outcome else { panic!("{outcome:?}") };
    assert_eq!((report.added, report.title.as_str()), (1, "The Ferry at Dawn"));
    let mut s = s.reopen();
    s.keys("<enter>");
    assert!(s.text().contains("The ferry left the harbour at dawn"), "{}", s.text());
}
