mod apart;
mod around;
mod collapsed;
mod doubt;
mod elsewhere;
mod facts;
mod further;
mod headline;
mod instead;
mod kept;
mod measured;
mod outer;
mod outlets;
mod parts;
mod posts;
mod said;
mod sections;
mod short;
mod stated;
mod threads;
mod told;
mod twice;
mod unseen;

use proptest::prelude::*;

use super::*;
use crate::import::{read as import, tests::check};
use crate::model::{BlockKind, InlineKind};

fn page(html: &str) -> Imported {
    let read = import(html.as_bytes(), &Hint::named("a.html")).unwrap();
    check(&read.document);
    read
}

fn blocks(read: &Imported) -> Vec<(BlockKind, u8, &str)> {
    let shown = read.document.blocks.iter().filter(|b| !b.furniture);
    shown.map(|b| (b.kind, b.level, read.document.slice(b.span))).collect()
}

const WORDS: &str = "The harbour was closed for nine days after the storm, and when it opened again, the boats that had \
    waited outside came in one by one, their crews tired, their holds full of fish that nobody wanted to buy.";

/// A page with an article that Readability finds, and this within it.
fn article(within: &str) -> String {
    format!(
        "<html><head><title>Nine days of storm</title></head><body><nav><a href='/'>Home</a> <a href='/s'>Sport</a></nav>\
         <article><h1>Nine days of storm</h1><p>{WORDS}</p><p>{WORDS} So it was said.</p>{within}<p>{WORDS} The end.</p></article>\
         <footer>All rights reserved</footer></body></html>"
    )
}

#[test]
fn every_kind_of_block_is_read() {
    use BlockKind::{Heading, ListItem, Paragraph, Preformatted, Quotation, Table};
    let read = page(&article(
        "<h2>Costs</h2><blockquote><p>We have lost a year, and nobody has come to ask us what it was that we have lost.</p></blockquote>\
         <ol start=3><li>first of the things that were lost<ul><li>and what belongs to it</li></ul></li><li>second of them</li></ol>\
         <table><tr><th>Day<th>Boats<tr><td>one<td>12<tr><td>two<td>7</table>\
         <pre>if storm:\n    stay()</pre>",
    ));
    let found = blocks(&read);
    for expected in [
        (Heading, 1, "Nine days of storm"),
        (Heading, 2, "Costs"),
        (Quotation, 0, "We have lost a year, and nobody has come to ask us what it was that we have lost."),
        (ListItem, 0, "3. first of the things that were lost"),
        (ListItem, 1, "and what belongs to it"),
        (ListItem, 0, "4. second of them"),
        (Table, 0, "Day  Boats\none  12\ntwo  7"),
        (Preformatted, 0, "if storm:\n    stay()"),
    ] {
        assert!(found.contains(&expected), "{expected:?} in {found:#?}");
    }
    assert_eq!(found.iter().filter(|b| b.0 == Paragraph).count(), 3, "{found:#?}");
    assert!(!read.document.text.contains("Sport") && !read.document.text.contains("rights"));
}

#[test]
fn struck_words_stay_struck_and_apart_from_those_in_their_place() {
    let read = page(&article(
        "<p>They met on <del>Monday</del><ins>Tuesday</ins>, and <s>nobody</s> all of us saw colo<del>u</del><ins>r</ins>s.</p>",
    ));
    let struck = read.document.inlines.iter().filter(|i| i.kind == InlineKind::Strikethrough);
    let struck: Vec<&str> = struck.map(|i| read.document.slice(i.span)).collect();
    assert_eq!(struck, ["Monday", "nobody", "u"]);
    let text = &read.document.text;
    assert!(text.contains("on Monday Tuesday, and nobody all of us saw colours."), "{text}");
}

#[test]
fn styles_and_whole_addresses_lie_over_the_words() {
    let html = article(
        "<p>It was <em>never</em> a <strong>quiet <a href='../b?c#d'>place</a></strong>, <a href='javascript:x()'>they</a> \
         said, and<code>x = 1</code> was all that was left of it<sup><a href='#n1'>1</a></sup>, 10<sup>6</sup> m&sup2; of water.</p>",
    );
    let hint = Hint { address: Some("https://news.example/a/f/page.html"), ..Hint::named("a.html") };
    let read = import(html.as_bytes(), &hint).unwrap();
    check(&read.document);
    let styles: Vec<_> = read
        .document
        .inlines
        .iter()
        .map(|i| (i.kind, read.document.slice(i.span), i.target.as_deref()))
        .collect();
    assert_eq!(
        styles,
        [
            (InlineKind::Emphasis, "never", None),
            (InlineKind::Strong, "quiet place", None),
            (InlineKind::Link, "place", Some("https://news.example/a/b?c#d")),
            (InlineKind::Code, "x = 1", None),
        ]
    );
    assert!(read.document.text.contains("left of it[1], 10⁶ m² of water."), "{}", read.document.text);
    assert_eq!(read.meta.url.as_deref(), Some("https://news.example/a/f/page.html"));
}

#[test]
fn captions_are_text_and_other_parts_are_furniture_and_what_is_hidden_is_gone() {
    let read = page(&article(
        "<figure><img src=a.jpg alt='A boat in the harbour'><figcaption>The last boat comes in. Photo: Jane Roe/Reuters</figcaption></figure>\
         <figure><img src=b.jpg><figcaption>The mole at noon.<div class=credit>Ann Poe</div></figcaption></figure>\
         <figure><img src=c.jpg><figcaption>Jane Roe/Getty Images</figcaption></figure>\
         <img src=d.jpg alt='Nets hung up to dry'>\
         <p style='display:none'>Never shown to anyone at all, whatever they may do.</p>\
         <div class='related-links'><p>Also of interest: the harbours of the north and who owns them today.</p></div>\
         <div class=newsletter><p>Get our letter every morning.</p></div>",
    ));
    assert!(!read.document.text.contains("Never shown"));
    let found = blocks(&read);
    for caption in ["The last boat comes in. Photo: Jane Roe/Reuters", "The mole at noon."] {
        assert!(found.contains(&(BlockKind::Caption, 0, caption)), "{caption} in {found:#?}");
    }
    let shown = found.iter().map(|b| b.2).collect::<Vec<_>>().join("\n");
    for furniture in ["Ann Poe", "Getty Images", "[image: Nets", "Also of interest", "our letter"] {
        assert!(!shown.contains(furniture), "{furniture} in {shown}");
    }
    assert!(shown.contains("The end."));
}

#[test]
fn what_a_page_says_it_is_about_is_read_above_the_article() {
    let about = "Nobody came to ask the crews what they had lost";
    let with = |above: &str| {
        page(&format!(
            "<html><head><title>Nine days of storm</title><meta property='og:description' content='{about}.'></head>\
             <body><header><h1>Nine days of storm</h1>{above}</header><div class=byline>By Jane Roe</div>\
             <article><p>{WORDS}</p><p>{WORDS} So it was said.</p><p>{WORDS} The end.</p></article></body></html>"
        ))
    };
    let read = with(&format!("<h2>{about}</h2><h2>All of our stories from the harbours of the north</h2>"));
    let found = blocks(&read);
    assert_eq!(found.get(1), Some(&(BlockKind::Paragraph, 0, about)), "{found:#?}");
    assert_eq!(found.len(), 5, "{found:#?}");
    // In a menu it leads to the article.
    let read = with(&format!("<nav><p>{about}</p></nav>"));
    assert_eq!(blocks(&read).len(), 4, "{:#?}", blocks(&read));
}

#[test]
fn links_that_show_their_address_are_sources() {
    let sources = "<p>{WORDS}</p><h2>Sources</h2><ul><li><a href='https://harbour.example/a'>https://harbour.example/a</a></li>\
        <li><a href='https://harbour.example/b'>www.harbour.example/b</a></li></ul>\
        <ul><li><a href='/c'>Ten harbours to see before you drown</a></li></ul>";
    let html = article("").replace("</article>", &format!("{sources}</article>"));
    let read = page(&html);
    let items: Vec<&str> = blocks(&read).iter().filter(|b| b.0 == BlockKind::ListItem).map(|b| b.2).collect();
    assert_eq!(items, ["https://harbour.example/a", "www.harbour.example/b"]);
}

#[test]
fn a_page_without_an_article_comes_in_whole() {
    let read = page(
        "<title>Opening hours</title><ul><li><a href=/a>Contact</a></ul><div>Monday: nine to five</div><div>Sunday: closed</div>",
    );
    let text = &read.document.text;
    assert!(text.contains("Monday: nine to five") && text.contains("Sunday: closed"), "{text}");
    let read = page(
        "<body><noscript><p>These words are shown where no script runs.</p></noscript><div id=app></div>",
    );
    assert_eq!(&*read.document.text, "These words are shown where no script runs.");
}

#[test]
fn what_a_page_says_of_itself_is_found() {
    let html = r##"<html lang="en-GB"><head><title>Nine days of storm - The Daily Pier</title>
        <meta property="og:site_name" content="The Daily Pier"><meta property="og:title" content="Nine days of storm | The Daily Pier">
        <meta property="article:modified_time" content="2021-05-09T10:00:00Z">
        <link rel="canonical" href="https://pier.example/storm">
        <script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": "NewsArticle", "headline": "Nine days",
          "datePublished": "2021-05-04T08:00:00+01:00", "author": [{"@type": "Person", "name": "Jane Roe"}, {"@id": "#b"}]},
          {"@id": "#b", "@type": "Person", "name": "John Doe"}]}</script></head><body><p>Words.</p></body></html>"##;
    let meta = page(html).meta;
    assert_eq!(meta.title, "Nine days of storm");
    assert_eq!(meta.byline.as_deref(), Some("Jane Roe; John Doe"));
    assert_eq!(meta.published.as_deref(), Some("2021-05-04"));
    assert_eq!(meta.publication.as_deref(), Some("The Daily Pier"));
    assert_eq!(meta.language.as_deref(), Some("en-GB"));
    assert_eq!(meta.url.as_deref(), Some("https://pier.example/storm"));
    assert_eq!(meta.format, "html");
}

#[test]
fn bylines_and_dates_are_read_from_the_page_where_its_head_is_silent() {
    let html = article("").replace(
        "<h1>Nine days of storm</h1>",
        "<h1>Nine days of storm</h1><div class=byline>By <a rel=author href=/x>JANE ROE</a>, Staff Writer</div><time datetime='2020-02-03T10:00'>3 Feb</time>",
    );
    let meta = page(&html).meta;
    assert_eq!(meta.byline.as_deref(), Some("Jane Roe"));
    assert_eq!(meta.published.as_deref(), Some("2020-02-03"));
}

#[test]
fn encodings_of_pages() {
    let html = "<html><head><meta charset=windows-1251><title>Шторм</title></head><body><p>Порт был закрыт девять дней.</p>";
    let bytes = encoding_rs::WINDOWS_1251.encode(html).0;
    let read = import(&bytes, &Hint::default()).unwrap();
    assert_eq!(read.meta.title, "Шторм");
    let html =
        "<html><head><title>港</title></head><body><p>港は九日間閉鎖された。嵐の後、船が戻ってきた。</p>";
    let bytes = encoding_rs::SHIFT_JIS.encode(html).0;
    let read = import(&bytes, &Hint { charset: Some("shift_jis"), ..Hint::default() }).unwrap();
    assert!(read.document.text.contains("港は九日間閉鎖された。"));
}

#[test]
fn control_characters_and_references_cannot_act() {
    let read = page(
        "<title>a&#27;[31mb&#7;</title><p title='&#27;]0;x'>one &#27;[2Jtwo\u{9b}31m &#155;three \0four &lt;five&gt; &#8238;six</p>",
    );
    assert_eq!(read.meta.title, "ab");
    assert!(
        read.document.text.ends_with("one two ›three four <five> \u{202e}six"),
        "{:?}",
        read.document.text
    );
}

/// With these limits of pages.
fn within(html: &str, pages: PageLimits) -> Result<Imported, ImportError> {
    import(html.as_bytes(), &Hint { pages, ..Hint::named("a.html") })
}

#[test]
fn pages_beyond_the_limits_are_refused_by_name() {
    let html = article("");
    let all = PageLimits::default();
    for (pages, setting) in [
        (PageLimits { bytes: 100, ..all }, "page-size"),
        (PageLimits { elements: 5, ..all }, "page-elements"),
    ] {
        let why = within(&html, pages).unwrap_err().to_string();
        assert!(why.contains(&format!("[limits] {setting}")), "{why}");
    }
    // Those as large as the limits are read.
    assert!(within(&html, PageLimits { bytes: html.len(), elements: 12, ..all }).is_ok());
}

#[test]
fn a_page_that_is_too_much_work_comes_in_whole() {
    let html = article("");
    let found = within(&html, PageLimits::default()).unwrap();
    let whole = within(&html, PageLimits { work: 10, ..PageLimits::default() }).unwrap();
    check(&whole.document);
    assert!(!found.document.text.contains("Sport") && whole.document.text.contains("Sport"));
    let shown = |read: &Imported| {
        blocks(read)
            .iter()
            .filter(|b| b.0 == BlockKind::Paragraph)
            .map(|b| b.2.to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(shown(&whole), shown(&found), "the menu and the foot are marked");
    assert_eq!(whole.meta, found.meta);
}

#[test]
fn what_nests_too_deep_keeps_its_words() {
    let html = article(&format!("{}<p>{WORDS} Deep down.</p>{}", "<div>".repeat(80), "</div>".repeat(80)));
    let flat = within(&html, PageLimits { depth: 16, ..PageLimits::default() }).unwrap();
    assert!(flat.document.text.contains("Deep down."), "{}", flat.document.text);
    // Those of the outer elements too, each by itself.
    let said =
        |at: usize| format!("In answer {at} the clerk wrote that the harbour would be shut for a day more.");
    for (open, close, end) in [
        ("<ul><li><div><p>", "</p>", "</div></li></ul>"),
        ("<blockquote><p>", "</p>", "</blockquote>"),
        ("<div>", "", "</div>"),
        ("<table><tr><td>", "", "</td></tr></table>"),
        ("<dl><dd>", "<br>", "</dl>"),
        ("<section><h3>Answer</h3><font>", "</font>", "</section>"),
    ] {
        for (answers, after) in [(40, 0), (40, 4), (12, 30)] {
            let mut html = String::new();
            html.extend((0..answers).map(|at| format!("{open}{}{close}", said(at))));
            html.push_str(&end.repeat(answers));
            html.extend((0..after).map(|at| format!("<p>{}</p>", said(answers + at))));
            let html = format!(
                "<html><head><title>Answers</title></head><body><h1>Answers</h1>{html}</body></html>"
            );
            let flat = within(&html, PageLimits { depth: 16, ..PageLimits::default() }).unwrap();
            let read: Vec<&str> = flat.document.blocks.iter().map(|b| flat.document.slice(b.span)).collect();
            let lost: Vec<usize> = (0..answers + after)
                .filter(|at| !read.iter().any(|text| text.trim_start_matches("• ") == said(*at)))
                .collect();
            assert!(lost.is_empty(), "{open} {answers} {after}: {lost:?} of {read:#?}");
        }
    }
}

#[test]
fn reading_stops_when_nobody_waits_for_it() {
    use std::sync::atomic::AtomicBool;
    for (name, text) in [("a.html", article("")), ("a.txt", WORDS.to_owned()), ("a.md", WORDS.to_owned())] {
        for stopped in [false, true] {
            let stop = AtomicBool::new(stopped);
            let read = import(text.as_bytes(), &Hint { stop: Some(&stop), ..Hint::named(name) });
            assert_eq!(read.err(), stopped.then_some(ImportError::Stopped), "{name}");
        }
    }
}

#[test]
fn the_base_of_a_page_is_that_of_its_links() {
    let html = article("<p>It was <a href=b>there</a> once, they said, and everyone believed it.</p>");
    let with = |base: &str| {
        let html = html.replacen("<head>", &format!("<head><base href='{base}'>"), 1);
        let read = page(&html);
        read.document.inlines.iter().find_map(|inline| inline.target.clone())
    };
    assert_eq!(with("https://pier.example/a/").as_deref(), Some("https://pier.example/a/b"));
    assert_eq!(with("https://pier.example/a?x&amp;y").as_deref(), Some("https://pier.example/b"));
    assert_eq!(
        with(&format!("https://pier.example/{}/", "a".repeat(2000))),
        None,
        "each link would be as long"
    );
}

#[test]
fn hostile_pages_cost_little() {
    let many = |what: &str, times: usize| what.repeat(times);
    for html in [
        format!("{}words{}", many("<div>", 20_000), many("</div>", 20_000)),
        many("<p>x", 5_000),
        many("<b id=1><i>x", 20_000),
        many("<a href=x>x", 4_000),
        many("<table><tr><td>x", 1_000),
        many("<ul><li>x", 1_000),
        many("<blockquote>x", 5_000),
        format!("{}{}", many("<ul><li><div>x", 20_000), many("</ul></p>", 20_000)),
        many("x</p>", 5_000),
        format!("<figure>{}", many("<img alt='one two three four'>", 55_000)),
        // Each of these costs with the square of its size where a pass looks at much for every element.
        format!("<svg>{}>", many("<svg ", 400_000)),
        format!("<pre>{}</pre>x", many("\n<b></b>", 15_000)),
        format!("<a href='/{}'>{}", many("x", 8_000), many("<div>x</div>", 15_000)),
        format!("<base href='https://e.example/{}'>{}", many("x", 8_000), many("<a href=x>x</a> ", 15_000)),
        format!("{}{}", many("<b>", 150), many("<p>x</p>", 15_000)),
        format!("{}{}", many("<div class=author>", 150), many("word ", 200_000)),
        format!("<a href=/x>{}{}</a>", many("<time></time>", 15_000), many("word ", 100)),
        format!("<title>{}</title>{}", many("Night ", 1_300), many("<h2>x</h2>y", 20_000)),
        format!("{}x", many("<meta name=author content='Ann Poe, Jan Toe'>", 30_000)),
        many("<p><br>&nbsp;<br>\u{301}</p>", 10_000),
        format!("<a href=/x>{}</a>", many("<time>1 May 2020</time> words ", 5_000)),
        many("<div class=author>By Jane Roe</div><h1>Words</h1>", 5_000),
        many("x<br><br>", 4_000),
        many("<svg>", 20_000),
        many("<!--", 50_000),
        many("<script>", 20_000),
        many("<select><option>", 20_000),
        many("<", 20_000),
        many("&amp;&lol;", 50_000),
        format!("<p {}>x", many("a=b ", 50_000)),
        format!("<p class='{}'>x", many("related ", 100_000)),
        format!("<p>{}", many("word ", 100_000)),
        format!("<script type='application/ld+json'>{}</script><p>x", many("[", 50_000)),
        format!(
            "<script type='application/ld+json'>[{}{{}}]</script><p>x",
            many("{\"@type\":\"Article\",\"@id\":\"#a\",\"author\":{\"@id\":\"#b\"}},", 19_000)
        ),
    ] {
        if let Ok(read) = import(html.as_bytes(), &Hint::named("a.html")) {
            check(&read.document);
        }
    }
    let error = import(many("<br>x", 300_001).as_bytes(), &Hint::named("a.html")).unwrap_err();
    assert!(error.to_string().contains("300000 elements"), "{error}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(read) = read(&bytes, &Hint::named("a.html")) {
            check(&read.document);
        }
    }

    #[test]
    fn any_markup_is_read_or_refused(
        html in "(<p>|</p>|<div class=\"share\">|</div>|<b>|</i>|<a href='/x'>|</a>|<table>|<tr>|<td>|</table>|<ul>|<ol>|<li>|</ul>|<pre>|</pre>|<blockquote>|</blockquote>|<h1>|<h2>|</h2>|<br>|<hr>|<img alt='a b c'>|<figure>|<figcaption>|</figure>|<sup>|<!--|-->|<script>|</script>|<svg>|</svg>|<title>|<template>|&#27;|&nbsp;|\u{ad}|é\u{301}|Words of a sentence, and more of them. |\n|<p hidden>|<time datetime='2020-01-01'>|<q>|<rt>|<dl>|<dt>|<dd>|<form>|<body>|</html>){0,60}"
    ) {
        if let Ok(read) = read(html.as_bytes(), &Hint::named("a.html")) {
            check(&read.document);
        }
    }
}
