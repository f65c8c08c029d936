//! The headline that readers see, and those who are named below it.

use super::{WORDS, article, page};

const HEAD: &str = "Harbour shut for a week, fishermen say";

/// A page that is called `HEAD`, with this above its article and this below.
fn with(above: &str, below: &str) -> String {
    format!(
        "<html><head><title>{HEAD} | The Pier</title><meta property=og:site_name content='The Pier'></head><body>\
         <nav><a href='/'>Start</a> <a href='/sea'>Sea</a></nav><main>{above}<div class=text><p>{WORDS}</p><p>{WORDS} So \
         it was said.</p><p>{WORDS} The end.</p></div>{below}</main></body></html>"
    )
}

fn title(above: &str) -> String {
    page(&with(above, "")).meta.title
}

fn byline(above: &str, below: &str) -> Option<String> {
    page(&with(above, below)).meta.byline
}

#[test]
fn a_heading_that_is_called_the_headline_and_signed_is_the_title() {
    let own = |heading: &str| format!("<header>{heading}<p class=byline>By Jane Roe</p></header>");
    for (heading, found) in [
        ("<h1 class=headline>Broken Nets</h1>", "Broken Nets"),
        ("<h1 itemprop=headline>Broken Nets</h1>", "Broken Nets"),
        ("<h1 class=entry-title>Broken Nets</h1>", "Broken Nets"),
        // One that is only signed shares words with what the head says.
        (
            "<h1>Nobody may leave the harbour, say its fishermen</h1>",
            "Nobody may leave the harbour, say its fishermen",
        ),
        ("<h1>News and Views</h1>", HEAD),
        // The name of the site and a single word are no headlines.
        ("<h1 class=headline>The Pier</h1>", HEAD),
        ("<h1 class=headline>News</h1>", HEAD),
    ] {
        assert_eq!(title(&own(heading)), found, "{heading}");
    }
    // What is a lesser part of the title in the head is none.
    let html = with(&own("<h1 class=headline>Ropes and Nets</h1>"), "");
    let html = html.replace("| The Pier<", "and what is to be done about it | Holm - Ropes and Nets<");
    assert!(page(&html).meta.title.starts_with(HEAD), "{}", page(&html).meta.title);
    // Nor is one that nobody signs and that says something else.
    assert_eq!(title("<h1 class=headline>Broken Nets</h1>"), HEAD);
    // What the head says is shown.
    assert_eq!(title(&format!("{}<h2>{HEAD}</h2>", own("<h1 class=headline>Broken Nets</h1>"))), HEAD);
    // The heading says more than the title, before it.
    assert_eq!(
        title(&own(&format!(
            "<h1 class=headline>Oh, these gales, waves, storms, gulls and endless waters! {HEAD}</h1>"
        ))),
        HEAD
    );
}

#[test]
fn a_line_that_was_taken_for_the_article_does_not_hide_the_heading_below_it() {
    let seen = "For a whole week the harbour stays shut, its fishermen say";
    let line =
        "The pier on a Sunday in June, as it was seen by all, from the roof of the hall, and by nobody else.";
    // What stands right behind the line is at its place.
    let above = format!("<p>{line}</p><hr><h1>{seen}</h1><p>By Jane Roe</p>");
    let html = with("", "").replace("<div class=text>", &format!("<div class=text>{above}"));
    let read = page(&html);
    assert!(read.document.text.contains(line), "{}", read.document.text);
    assert_eq!(read.meta.title, seen);
}

#[test]
fn a_heading_of_second_order_is_the_headline_where_the_first_is_the_sign_of_the_site() {
    let seen = "Week of rest: fishermen wait for the harbour";
    let above = |second: &str| {
        format!(
            "<header><h1><a href='/'>The Pier</a></h1></header><header class=article-header><h2>{second}</h2></header>\
             <div class=byline>By Jane Roe</div>"
        )
    };
    assert_eq!(title(&above(seen)), seen);
    assert_eq!(title(&above("All that was said on Sunday")), HEAD);
}

#[test]
fn the_last_of_the_steps_that_lead_to_the_page_is_no_headline() {
    let seen = "What the fishermen of the harbour have to say";
    let above = format!(
        "<div class=breadcrumb><ol><li><a href='/'>Start</a></li><li><a href='/sea'>Sea</a></li><li><h1>{HEAD}</h1></li></ol></div>\
         <header><h2 class=headline>{seen}</h2><p>12 May 2018</p></header>"
    );
    let html =
        with(&above, "").replace("</head>", &format!("<meta property=og:title content='{seen}'></head>"));
    assert_eq!(page(&html).meta.title, seen);
    // Where nothing else is called so, it is the title.
    assert_eq!(title(&above.replace(" class=headline", "")), HEAD);
}

#[test]
fn the_other_articles_of_an_author_name_the_author() {
    let above = "<h1>Nine days</h1><div class=author>Jane Roe <a rel=author href=/a/jr>More stories by Jane Roe</a></div>";
    assert_eq!(byline(above, "").as_deref(), Some("Jane Roe"));
}

#[test]
fn who_made_a_page_of_a_community_is_its_author() {
    let above = "<h1>Nine days</h1><span>| by <span rel='sioc:has_creator'><a href='/users/jr'>Jane Roe</a></span></span>";
    assert_eq!(byline(above, "").as_deref(), Some("Jane Roe"));
}

#[test]
fn the_place_from_which_somebody_reports_is_no_author() {
    let above = "<h1>Nine days</h1><div class=bylines><a class=byline__author href=/jr>Jane B. Roe</a><div>Reporter</div>\
        <span>Reporting From</span> <span>Kiel, Holstein</span></div>";
    assert_eq!(byline(above, "").as_deref(), Some("Jane B. Roe"));
}

#[test]
fn authors_of_articles_below_are_not_those_of_this_one() {
    let above = format!("<h1>{HEAD}</h1><p>by <a href='/author/jr'>Jane Roe</a> on Sunday</p>");
    let others = ["Anna Holm", "Piet Brand"].map(|name| {
        format!("<div class=small><header><span class=entry-author>{name}</span></header><h3><a href=/x>Gulls</a></h3></div>")
    });
    assert_eq!(byline(&above, &others.concat()).as_deref(), Some("Jane Roe"));
}

#[test]
fn the_category_beside_the_author_is_none() {
    let above = format!(
        "<h1>{HEAD}</h1><div class=by><div class='byline-element author'><a href='/author/p'>Paula</a></div>\
         <div class='byline-element category'><a href='/category/seaside'>Seaside</a></div></div>"
    );
    assert_eq!(byline(&above, "").as_deref(), Some("Paula"));
}

#[test]
fn an_account_signs_where_nobody_else_does() {
    let above = |name: &str| {
        format!("<h1>{HEAD}</h1><span class=vcard><a rel=author href='/author/x'>{name}</a></span>")
    };
    assert_eq!(byline(&above("pierwatcher01"), "").as_deref(), Some("pierwatcher01"));
    for nobody in ["admin", "Editor", "The Pier", "thepier"] {
        assert_eq!(byline(&above(nobody), ""), None, "{nobody}");
    }
}

#[test]
fn of_all_who_had_a_part_those_are_authors_who_wrote() {
    let line =
        "<p>Produced by Anna Holm, Photographs by Piet Brand, Written by Jane Roe, Video by Kurt Lind</p>";
    let html = article("").replace("</h1>", &format!("</h1>{line}"));
    assert_eq!(page(&html).meta.byline.as_deref(), Some("Jane Roe"));
}

#[test]
fn what_a_page_says_twice_over_is_said_once() {
    let words = "Harbour shut for nine days";
    let twice = |inner: &str| format!("<h1 class=headline>{inner}</h1>");
    for above in [
        twice(&format!("<span class=wide>{words}</span><span class=small>{words}</span>")),
        twice(&format!("<span>{words}</span> <span>{words}</span>")),
        format!("<h1 class=wide>{words}</h1><h1 class=small>{words}</h1>"),
        format!("<header><h1>{words}</h1></header><h2>{words}</h2>"),
    ] {
        for head in [
            words.to_owned(),
            format!("{words}{words}"),
            format!("{words} | {words}"),
            format!("{words} - {words} | The Pier"),
        ] {
            let html =
                with(&above, "").replace(&format!("<title>{HEAD} | The Pier"), &format!("<title>{head}"));
            let read = page(&html);
            assert_eq!(read.meta.title, words, "{head} {above}");
            assert_eq!(
                read.document.text.matches(words).count(),
                1,
                "{head} {above}: {}",
                read.document.text
            );
        }
    }
    // Names that are two words alike are whole.
    for name in ["Pago Pago", "Walla Walla Walla", "Bora Bora - Bora Bora Lodge"] {
        assert_eq!(called(name, &format!("<h1>{name}</h1>")), name);
    }
    for line in [
        "<p class=byline>By <span>Jane Roe</span><span>Jane Roe</span></p>",
        "<p class=byline>By <b>Jane Roe</b> <i>Jane Roe</i></p>",
        "<a rel=author href=/jane><i>Jane Roe</i><b>Jane Roe</b></a>",
        "<meta name=author content='Jane RoeJane Roe'>",
    ] {
        assert_eq!(byline(&format!("<h1>{HEAD}</h1>{line}"), "").as_deref(), Some("Jane Roe"), "{line}");
    }
}

/// The title of a page that has this in its `<title>` and this above its article.
fn called(head: &str, above: &str) -> String {
    page(&format!(
        "<html><head><title>{head}</title></head><body><div id=page>{above}<p>{WORDS}</p><p>{WORDS} So it was said.</p>\
         <p>{WORDS} The end.</p></div></body></html>"
    ))
    .meta
    .title
}

#[test]
fn what_programs_call_a_page_is_no_title() {
    for (head, above, found) in [
        ("Untitled Document", "<h2>The price of oil</h2>", "The price of oil"),
        ("Untitled Document", "<h1>The price of oil</h1>", "The price of oil"),
        ("index.html", "", "index.html"),
        ("Untitled", "", "Untitled"),
    ] {
        assert_eq!(called(head, above), found, "{head} {above}");
    }
}

#[test]
fn references_that_were_written_twice_over_are_read_twice() {
    let heading = "<h1>Tom &amp; Co’s lamp</h1>";
    for (head, above, found) in [
        ("Tom &amp;amp; Co&amp;#8217;s lamp", "", "Tom & Co’s lamp"),
        ("Tom &amp;amp; Co&amp;rsquo;s &amp;lt;b&amp;gt;lamp&amp;lt;/b&amp;gt;", heading, "Tom & Co’s lamp"),
        ("Tom &amp; Co’s &lt;b&gt;lamp&lt;/b&gt;", heading, "Tom & Co’s lamp"),
        // The page is about them, and shows so.
        ("What &amp;amp; stands for", "<h1>What &amp;amp; stands for</h1>", "What &amp; stands for"),
        (
            "What &lt;b&gt; and &lt;/b&gt; do",
            "<h1>What &lt;b&gt; and &lt;/b&gt; do</h1>",
            "What <b> and </b> do",
        ),
    ] {
        assert_eq!(called(head, above), found, "{head}");
    }
}

#[test]
fn a_site_that_has_the_first_heading_is_no_part_of_the_title() {
    let with = |class: &str| {
        let site = "<div id=header><h1 class=site-title><a href=/>A Keeper’s Diary</a></h1></div>";
        called(
            "On ropes – A Keeper’s Diary",
            &format!("{site}<h2 class={class}><a href=/ropes>On ropes</a></h2>"),
        )
    };
    assert_eq!(with("entry-title"), "On ropes");
    assert_eq!(with("other"), "On ropes");
}

#[test]
fn of_a_blog_the_title_is_that_of_the_entry() {
    let blog = "A Keeper’s Diary";
    let signs = [
        format!("<h1>{blog}</h1>"),
        format!("<h1><a href=/>{blog}</a></h1>"),
        format!("<div id=header><h1><a href=/>{blog}</a></h1></div>"),
        format!("<header><h1><a href=/>{blog}</a></h1></header><div class=small><h1>{blog}</h1></div>"),
    ];
    let entries =
        ["<h2>On ropes</h2>", "<h2>Of lamps and the sea</h2><h3 class=post><a href=/ropes>On ropes</a></h3>"];
    for (sign, entry) in signs.iter().flat_map(|sign| entries.map(|entry| (sign, entry))) {
        let above = format!("{sign}{entry}");
        for head in [format!("{blog}: On ropes"), format!("On ropes | {blog}"), format!("{blog} » On ropes")]
        {
            assert_eq!(called(&head, &above), "On ropes", "{head} {above}");
        }
        // The page is called as the blog for all but other pages. What neither leads anywhere nor is long may be a section.
        let social = format!("{blog}</title><meta property=og:title content='On ropes'><title>");
        let found = if above.contains("href") { "On ropes" } else { blog };
        assert_eq!(called(&social, &above), found, "{above}");
        // Another entry, or one below the words, says nothing of this one.
        assert_ne!(called(&format!("{blog}: On nets"), &above), "On ropes", "{above}");
    }
    let title = |above: &str| called("On ropes | A Keeper’s Diary", above);
    assert_eq!(title("<h1>On ropes</h1><h2>A Keeper’s Diary</h2>"), "On ropes");
    assert_eq!(
        called("A Keeper’s Diary: of ropes", "<h1>A Keeper’s Diary: of ropes</h1><h2>Of ropes</h2>"),
        "A Keeper’s Diary: of ropes"
    );
}

#[test]
fn a_blog_may_be_named_before_its_entry_and_a_page_before_its_section() {
    let (blog, entry) = ("Orlau blog", "Why the ferry sank at noon");
    for sign in [
        format!("<h1>{blog}</h1>"),
        format!("<h1><a href=/>{blog}</a></h1>"),
        format!("<h1 class=site-title>{blog}</h1>"),
        format!("<header><h1>{blog}</h1></header>"),
        format!("<h1 id=blog-title><a href='https://orlau.example/' rel=home>{blog}</a></h1>"),
    ] {
        let above = format!("{sign}<h2>{entry}</h2>");
        for by in ["|", "-", "–", "·", "»"] {
            assert_eq!(called(&format!("{blog} {by} {entry}"), &above), entry, "{by} {above}");
        }
        assert_eq!(
            called(&format!("{blog}</title><meta property=og:title content='{entry}'>"), &above),
            entry
        );
        // A short one only where the heading is the sign of a site for sure.
        let short = called(&format!("{blog} | On ropes"), &format!("{sign}<h2>On ropes</h2>"));
        let is_sure = sign.contains("href") || sign.contains("class");
        assert_eq!(short == "On ropes", is_sure, "{above}: {short}");
    }
    let ferry = "The ferry";
    for (head, below) in [
        (ferry, "<h4>Opinion</h4>"),
        (ferry, "<h2>Opinion</h2>"),
        ("The ferry | Opinion", "<h2>Opinion</h2>"),
        ("The ferry - Key findings", "<h2>Key findings</h2>"),
        ("Opinion | The ferry", "<h4>Opinion</h4>"),
    ] {
        let said = below.replace("<h2>", "").replace("<h4>", "").replace("</h2>", "").replace("</h4>", "");
        let head = format!("{head}</title><meta property=og:title content='{said}'>");
        assert_eq!(called(&head, &format!("<h1>{ferry}</h1>{below}")), ferry, "{head}");
    }
}

#[test]
fn the_name_of_a_blog_above_a_title_is_furniture() {
    let html = |above: &str| {
        format!(
            "<html><head><title>Why the ferry sank at noon | Orlau blog</title></head><body><div id=page>{above}<p>{WORDS}</p>\
             <p>{WORDS} So it was said.</p><p>{WORDS} The end.</p></div></body></html>"
        )
    };
    let read = page(&html("<h1>Orlau blog</h1><h2>Why the ferry sank at noon</h2>"));
    assert_eq!(read.meta.title, "Why the ferry sank at noon");
    let block = |words: &str| read.document.blocks.iter().find(|b| read.document.slice(b.span) == words);
    assert!(block("Orlau blog").is_none_or(|b| b.furniture), "{}", read.document.text);
    // A section of the article is none.
    let read = page(&html("<h1>Why the ferry sank at noon</h1><h2>Orlau blog</h2>"));
    assert!(read.document.blocks.iter().any(|b| !b.furniture && read.document.slice(b.span) == "Orlau blog"));
}

#[test]
fn who_wrote_and_when_is_read_behind_days_and_bars() {
    for (line, by, on) in [
        (
            "<div class=byline>By ANNA LIND, Chief Political Correspondent | Updated 5:03 PM, April 2, 2012</div>",
            Some("Anna Lind"),
            Some("2012-04-02"),
        ),
        ("<p>Published: 14th March 2009 at 10:31pm by Lena Holm</p>", Some("Lena Holm"), Some("2009-03-14")),
        ("<p>Published: 14th March 2009 by popular demand</p>", None, Some("2009-03-14")),
        ("<p class=byline>By Staff Writer</p>", None, None),
    ] {
        let meta = page(&with(&format!("<h1>{HEAD}</h1>{line}"), "")).meta;
        assert_eq!((meta.byline.as_deref(), meta.published.as_deref()), (by, on), "{line}");
    }
}
