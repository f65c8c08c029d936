use proptest::prelude::*;

use super::*;
use crate::import::PageLimits;

fn hint() -> Hint<'static> {
    Hint { address: Some("https://harbour.example/feeds/all.xml"), ..Hint::default() }
}

fn feed(text: &str) -> Feed {
    read(text.as_bytes(), &hint(), MOST).unwrap()
}

/// Title, link, date and words of each item, one a line.
fn shown(feed: &Feed) -> Vec<String> {
    let words = |item: &Item| {
        let article = article(feed, item, &PageLimits::default()).unwrap();
        article.document.text.replace("\n\n", " ¶ ")
    };
    let each = |item: &Item| {
        let link = item.link.as_deref().unwrap_or("-");
        format!("{} | {link} | {} | {}", item.title, item.published.as_deref().unwrap_or("-"), words(item))
    };
    feed.items.iter().map(each).collect()
}

const RSS: &str = r#"<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:who="http://purl.org/dc/elements/1.1/">
<channel><title>Harbour &amp; Tide</title><link>/news/</link><language>en-GB</language>
<image><title>A picture</title><link>https://elsewhere.example/</link></image>
<item><title>The &lt;em&gt;pilot&lt;/em&gt; boats</title><link>https://harbour.example/1</link>
  <guid isPermaLink="false">tag-1</guid><pubDate>Wed, 12 Jul 2017 10:00:00 +0200</pubDate>
  <who:creator>Ada Quay</who:creator><description>Short.</description>
  <content:encoded><![CDATA[<p>Long &amp; <b>bold</b>.</p><p>More.</p>]]></content:encoded></item>
<item><title><![CDATA[5 < 7 & so on]]></title><guid>https://harbour.example/2</guid>
  <author>ann@harbour.example (Ann Mole)</author><description>&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;</description></item>
</channel></rss>"#;

#[test]
fn rss_is_read() {
    let feed = feed(RSS);
    assert_eq!(
        (feed.title.as_str(), feed.site.as_deref()),
        ("Harbour & Tide", Some("https://harbour.example/news/"))
    );
    assert_eq!((feed.language.as_deref(), feed.warnings.len()), (Some("en-GB"), 0));
    assert_eq!(
        shown(&feed),
        [
            "The pilot boats | https://harbour.example/1 | 2017-07-12 | The pilot boats ¶ Long & bold. ¶ More.",
            "5 < 7 & so on | https://harbour.example/2 | - | 5 < 7 & so on ¶ One. ¶ Two.",
        ]
    );
    let [one, two] = &feed.items[..] else { panic!("two items") };
    assert_eq!((one.id.as_deref(), one.byline.as_deref()), (Some("tag-1"), Some("Ada Quay")));
    assert_eq!((two.byline.as_deref(), one.is_summary(), two.is_summary()), (Some("Ann Mole"), false, true));
}

#[test]
fn atom_is_read() {
    let feed = feed(
        r#"<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de" xml:base="https://harbour.example/blog/">
        <title type="html">Ebbe &amp;amp; Flut</title><link rel="self" href="feed"/><link href="./"/>
        <author><name>Bo Buoy</name><uri>https://harbour.example/bo</uri></author>
        <entry><id>urn:x:1</id><title type="text">a <![CDATA[<b>]]> c</title><link rel="enclosure" href="a.mp3"/>
          <link rel="alternate" href="eins"/><updated>2020-02-03T00:00:00Z</updated><published>2020-02-01T23:00:00-05:00</published>
          <author><name>Ada Quay</name><email>a@b.example</email></author><author><name>Ann Mole</name></author>
          <source><title>Elsewhere</title><id>urn:other</id></source>
          <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>1 &lt; 2 <a href="zwei">here</a></p></div></content></entry>
        <entry><id>urn:x:2</id><title>Zwei</title><content type="text/plain" src="https://other.example/2"/><summary>Kurz.</summary></entry>
        </feed>"#,
    );
    assert_eq!(
        (feed.title.as_str(), feed.site.as_deref()),
        ("Ebbe & Flut", Some("https://harbour.example/blog/"))
    );
    assert_eq!(
        shown(&feed),
        [
            "a <b> c | https://harbour.example/blog/eins | 2020-02-01 | a <b> c ¶ 1 < 2 here",
            "Zwei | https://other.example/2 | - | Zwei ¶ Kurz.",
        ]
    );
    assert_eq!(feed.items[0].byline.as_deref(), Some("Ada Quay; Ann Mole"));
    assert_eq!(feed.items[1].byline.as_deref(), Some("Bo Buoy"));
    let article = article(&feed, &feed.items[0], &PageLimits::default()).unwrap();
    assert_eq!(article.meta.language.as_deref(), Some("de"));
    assert_eq!(article.document.inlines[0].target.as_deref(), Some("https://harbour.example/blog/zwei"));
}

#[test]
fn rdf_and_prefixes_are_read() {
    let feed = feed(
        r#"<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:n="http://purl.org/rss/1.0/" xmlns:d="http://purl.org/dc/elements/1.1/">
        <n:channel r:about="x"><n:title>Old News</n:title><n:link>https://harbour.example/</n:link></n:channel>
        <n:item r:about="https://harbour.example/old"><n:title>First</n:title><d:date>1999-12</d:date><n:description>Words.</n:description></n:item></r:RDF>"#,
    );
    assert_eq!(feed.title, "Old News");
    assert_eq!(shown(&feed), ["First | https://harbour.example/old | 1999-12 | First ¶ Words."]);
    assert_eq!(kind(b"<r:RDF xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"), Some(Kind::Feed));
}

#[test]
fn json_is_read() {
    let text = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "Tide Tables", "home_page_url": "/", "language": "en", "authors": [{"name": "Bo Buoy"}],
      "items": [{"id": 7, "url": "/seven", "title": "Seven & <more>", "content_html": "<p>Words.</p>", "date_published": "2021-03-04T05:06:07Z", "authors": [{"name": "Ada Quay"}]},
                {"id": "8", "content_text": "No title here, only words of a tide that came in early."}]}"#;
    assert_eq!(kind(text.as_bytes()), Some(Kind::Feed));
    let whole = feed(text);
    assert_eq!(
        shown(&whole),
        [
            "Seven & <more> | https://harbour.example/seven | 2021-03-04 | Seven & <more> ¶ Words.",
            " | - | - | No title here, only words of a tide that came in early.",
        ]
    );
    let named = article(&whole, &whole.items[1], &PageLimits::default()).unwrap().meta;
    assert_eq!(named.title, "No title here, only words of a tide that came in early.");
    let bylines: Vec<_> = whole.items.iter().map(|item| item.byline.as_deref()).collect();
    assert_eq!(bylines, [Some("Ada Quay"), Some("Bo Buoy")]);
    let cut = feed(text.get(..text.len() - 60).unwrap());
    assert_eq!((cut.items.len(), cut.warnings.len()), (1, 1));
}

#[test]
fn json_with_half_a_character_or_a_line_break_in_a_string_is_read() {
    let text = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "Tide
Tables \"of\" \\", "items": [
      {"id": "1", "title": "Late \ud83d", "content_text": "A\tb \ud83d\ude00 c \ude00\ud83d d."},
      {"id": "2", "title": "Two", "content_text": "One\n\ntwo\u00e9."}]}"#;
    let text = text.replace("A\\tb", "A\tb\u{1}");
    let whole = feed(&text);
    assert_eq!(whole.title, "Tide Tables \"of\" \\");
    assert_eq!(
        shown(&whole),
        [
            "Late \u{fffd} | - | - | Late \u{fffd} ¶ A\tb 😀 c \u{fffd}\u{fffd} d.",
            "Two | - | - | Two ¶ One ¶ twoé."
        ]
    );
    assert!(!whole.is_cut && whole.warnings.len() == 1, "{:?}", whole.warnings);
    // The same where its end is missing.
    let cut = feed(text.get(..text.len() - 20).unwrap());
    assert_eq!((cut.items.len(), cut.is_cut), (1, true));
    assert_eq!(cut.items[0].title, "Late \u{fffd}");
}

#[test]
fn broken_feeds_give_what_can_be_read_and_a_warning() {
    let cases: &[(&str, &str, &[&str])] = &[
        (
            "bare ampersands and entities of HTML",
            "<rss><channel><item><title>Fish & Chips &mdash; caf&eacute;</title><link>https://h.example/?a=1&b=2</link></item></channel></rss>",
            &["Fish & Chips — café | https://h.example/?a=1&b=2 | - | Fish & Chips — café"],
        ),
        (
            "cut off within an item",
            "<rss><channel><item><title>One</title><description>Whole.</description></item><item><title>Two</title><description>Only ha",
            &["One | - | - | One ¶ Whole.", "Two | - | - | Two ¶ Only ha"],
        ),
        (
            "cut off within data",
            "<rss><channel><item><title>One</title><description><![CDATA[<p>Half a",
            &["One | - | - | One ¶ Half a"],
        ),
        (
            "elements that never end",
            "<rss><channel><item><title>One<link>https://h.example/1</link></item><item><title>Two</title></item></channel></rss>",
            &["One | https://h.example/1 | - | One", "Two | - | - | Two"],
        ),
        (
            "items that never end",
            "<rss><channel><item><title>One</title><item><title>Two</title></channel></rss>",
            &["One | - | - | One", "Two | - | - | Two"],
        ),
        (
            "something before it, and control characters",
            "Warning: on line 3\n<rss><channel><item><title>O\u{b}n\u{1}e</title></item></channel></rss>",
            &["O ne | - | - | O ne"],
        ),
        (
            "markup of HTML as it is",
            "<rss><channel><item><title>One</title><description><p>A<br>b &amp; c</p></description></item></channel></rss>",
            &["One | - | - | One ¶ A\nb & c"],
        ),
    ];
    for (what, text, items) in cases {
        let feed = feed(text);
        assert_eq!(shown(&feed), *items, "{what}");
        let odd = !matches!(*what, "markup of HTML as it is" | "something before it, and control characters");
        assert_eq!(!feed.warnings.is_empty(), odd, "{what}: {:?}", feed.warnings);
    }
}

#[test]
fn characters_are_those_that_the_feed_or_its_server_name() {
    let text = "<?xml version='1.0' encoding='windows-1251'?><rss><channel><item><title>Новости порта</title></item></channel></rss>";
    let bytes = encoding_rs::WINDOWS_1251.encode(text).0;
    assert_eq!(read(&bytes, &hint(), MOST).unwrap().items[0].title, "Новости порта");
    let text = text.replace(" encoding='windows-1251'", "");
    let bytes = encoding_rs::KOI8_R.encode(&text).0;
    let hint = Hint { charset: Some("koi8-r"), ..hint() };
    assert_eq!(read(&bytes, &hint, MOST).unwrap().items[0].title, "Новости порта");
}

#[test]
fn entities_of_a_documents_own_are_not_expanded() {
    let text = r#"<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>
        <rss><channel><item><title>x &b; &c; y</title></item></channel></rss>"#;
    assert_eq!(feed(text).items[0].title, "x &b; &c; y");
}

#[test]
fn what_is_taken_is_bounded() {
    let many = format!("<rss><channel>{}</channel></rss>", "<item><title>x</title></item>".repeat(50));
    let few = read(many.as_bytes(), &hint(), 20).unwrap();
    assert_eq!((few.items.len(), few.warnings.len()), (20, 1));
    let pages = PageLimits { bytes: 10, ..PageLimits::default() };
    let limited = Hint { pages, ..hint() };
    assert!(matches!(read(many.as_bytes(), &limited, 20), Err(ImportError::LargePage { .. })));
}

#[test]
fn hostile_markup_costs_linear_time() {
    // Each of these is quadratic for who looks for every end anew: minutes at this size.
    for one in [
        "<title>",
        "<item>",
        "<item><title>",
        "<![CDATA[",
        "<!--",
        "<!-- ->",
        "<description><title>",
        "&",
        "<a ",
        "<p",
        "</title>",
        "<!",
        "<!x [",
        "<!x>",
        "<!x [>",
        "&#x",
    ] {
        for start in ["<rss><channel><item>", "<rss><channel><item><description>"] {
            let text = format!("{start}{}", one.repeat(100_000 / one.len()));
            if let Ok(feed) = read(text.as_bytes(), &hint(), MOST) {
                let _ = feed.items.first().map(|item| article(&feed, item, &PageLimits::default()));
            }
            let _ = opml(text.as_bytes(), &hint());
        }
    }
    let deep = format!("{{\"items\":{}", "[".repeat(1_000_000));
    assert_eq!(read(deep.as_bytes(), &hint(), MOST), Err(ImportError::NoFeed));
}

#[test]
fn other_things_are_no_feeds() {
    for other in [
        "<html><head><title>x</title></head></html>",
        "words",
        "",
        "{\"a\": 1}",
        "<svg><title>x</title></svg>",
    ] {
        assert_eq!(kind(other.as_bytes()), None, "{other}");
        assert!(read(other.as_bytes(), &hint(), MOST).is_err(), "{other}");
    }
    assert_eq!(kind(b"\xef\xbb\xbf<?xml version='1.0'?><!-- <html> --><feed>"), Some(Kind::Feed));
}

#[test]
fn pages_name_their_feeds() {
    let page = br#"<!doctype html><head><base href="https://other.example/blog/"><link rel="stylesheet" href="a.css">
        <link rel=alternate type="application/rss+xml" title="Comments on a" href="comments.xml">
        <LINK REL="alternate home" TYPE="application/atom+xml; charset=utf-8" HREF="../atom?a=1&amp;b=2">
        <link rel=alternate type=application/feed+json href='javascript:alert(1)'><link rel=alternate hreflang=de href=de></head>"#;
    let found: Vec<String> = linked(page, &hint()).into_iter().map(|(address, _)| address).collect();
    assert_eq!(found, ["https://other.example/atom?a=1&b=2", "https://other.example/blog/comments.xml"]);
}

#[test]
fn lists_nest_and_name_each_feed_once() {
    let text = r#"<opml version="2.0"><head><title>Mine</title></head><body><outline text="Ports"><outline text="Deep">
        <outline type="rss" text="Harbour &amp; Tide" xmlUrl="https://harbour.example/feed" htmlUrl="https://harbour.example/"/></outline>
        <outline title="Twice" xmlurl="https://harbour.example/feed"/><outline text="Odd" xmlUrl="file:///etc/passwd"/>
        <outline text="Old" xmlUrl="feed://old.example/rss"></outline></outline><outline text="A note"/></body>"#;
    let listed = opml(text.as_bytes(), &hint()).unwrap();
    let named = |all: &[Listed]| -> Vec<(String, String)> {
        all.iter().map(|one| (one.title.clone(), one.address.clone())).collect()
    };
    assert_eq!(named(&listed.others), [("Odd".to_owned(), "file:///etc/passwd".to_owned())]);
    let feeds = named(&listed.feeds);
    assert_eq!(
        feeds.iter().map(|(title, address)| (title.as_str(), address.as_str())).collect::<Vec<_>>(),
        [("Harbour & Tide", "https://harbour.example/feed"), ("Old", "http://old.example/rss")]
    );
    assert_eq!(kind(text.as_bytes()), Some(Kind::Opml));
    assert_eq!(opml(b"words", &hint()), Err(ImportError::NoFeed));
}

proptest! {
    #[test]
    fn nothing_panics(
        parts in prop::collection::vec(prop_oneof![
            Just("<rss>"), Just("<item>"), Just("</item>"), Just("<title>"), Just("</title>"), Just("<![CDATA["), Just("]]>"),
            Just("<!--"), Just("-->"), Just("&amp;"), Just("&"), Just("<link href='"), Just("é"), Just("<entry xml:base='x'>"),
            Just("<content type='xhtml'>"), Just("<p>"), Just("{\"items\":["), Just("<?x"), Just("<!DOCTYPE ["), Just("\u{202e}"),
            Just("<author><name>"), Just("<description>"), Just("a"), Just(" "), Just(">"), Just("<"), Just("/>"), Just("&#x"),
        ], 0..40),
        bytes in prop::collection::vec(any::<u8>(), 0..40),
    ) {
        let text = parts.concat();
        for input in [text.as_bytes(), &[text.as_bytes(), &bytes].concat(), &bytes] {
            let _ = (kind(input), opml(input, &hint()), linked(input, &hint()));
            if let Ok(feed) = read(input, &hint(), 9) {
                for item in &feed.items {
                    let made = article(&feed, item, &PageLimits::default());
                    prop_assert!(matches!(made, Ok(_) | Err(ImportError::Blank)), "{made:?}");
                }
            }
        }
    }
}
