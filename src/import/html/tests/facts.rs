//! Titles, authors and dates of pages that say them in many ways.

use super::{WORDS, article, blocks, page};
use crate::model::BlockKind;

/// A page whose article has this above its words and this below them, and this in its head.
fn with(head: &str, above: &str, below: &str) -> String {
    format!(
        "<html lang=de><head><title>Neun Tage Sturm | Der Hafen</title>{head}</head><body>\
         <div id=kopf><a href='/'>Start</a> <a href='/see'>See</a></div><div class=text>{above}\
         <p>{WORDS}</p><p>{WORDS} So it was said.</p><p>{WORDS} The end.</p></div>{below}</body></html>"
    )
}

const TITLE: &str = "<h1>Neun Tage Sturm</h1>";

fn date(html: &str) -> Option<String> {
    page(html).meta.published
}

fn byline(html: &str) -> Option<String> {
    page(html).meta.byline
}

#[test]
fn dates_stand_beside_titles_in_many_ways() {
    for (above, found) in [
        ("<h1>Neun Tage Sturm</h1><small>Dienstag, 6.3.2018, 8:15 &gt; jr</small>", Some("2018-03-06")),
        (
            "<h2>Neun Tage Sturm</h2><p class=mehr>von <a rel=author href=/a/jr>Jane Roe</a>, 3.4.13 </p>",
            Some("2013-04-03"),
        ),
        (
            "<div>Aus den Medien</div><span style='x'>05.11.18</span><h1>Neun Tage Sturm</h1>",
            Some("2018-11-05"),
        ),
        ("<h1>Neun Tage Sturm</h1><div id=artikeldatum>am 12/05/2018</div>", Some("2018-05-12")),
        (
            "<h1>Neun Tage Sturm</h1><abbr title='Montag, 4. September 2017 um 7:30'>gestern</abbr>",
            Some("2017-09-04"),
        ),
        (
            "<h1>Neun Tage Sturm</h1><div class=news-date><b>12</b><b>Mai</b><b>2018</b></div>",
            Some("2018-05-12"),
        ),
        (
            "<h1>Neun Tage Sturm</h1><p>Aktualisiert: 3.6.2018, veröffentlicht: 12.5.2018</p>",
            Some("2018-05-12"),
        ),
        (
            "<h1>Neun Tage Sturm</h1><p>Samstags, ab 04.11.2017, singen alle mit dem Chor der Fischer in der Halle am Markt.</p>",
            None,
        ),
        ("<p>Samstags, ab 04.11.2017</p>", None),
    ] {
        assert_eq!(date(&with("", above, "")).as_deref(), found, "{above}");
    }
}

#[test]
fn dates_stand_below_articles() {
    for (below, found) in [
        (
            "<div class=post-footer>Dieser Artikel wurde am 3. Februar 2016 um 9:05 von <a href=/a>Jan</a> geschrieben.</div>",
            Some("2016-02-03"),
        ),
        (
            "<p class=postmetadata>Dieser Beitrag wurde am Sonntag, 8. April 2012 veröffentlicht.</p>",
            Some("2012-04-08"),
        ),
        (
            "<div><span>ISBN:</span><span>123</span> <span>Erschienen:</span><span>11.09.2018</span></div>",
            Some("2018-09-11"),
        ),
        (
            "<aside><time itemprop=datePublished datetime='2014-08-17'>neulich</time></aside>",
            Some("2014-08-17"),
        ),
        ("<footer>[Stand: 21.11.2016, 05:30 Uhr]</footer>", Some("2016-11-21")),
        ("<footer>Copyright 9.10.2017</footer>", None),
        (
            "<ul class=commentlist><li><div class=comment-meta>6. Februar 2016 um 20:10</div><p>Schön.</p></li></ul>",
            None,
        ),
        ("<div class=related><h3>Anderes</h3><span class=date>6. Februar 2016</span></div>", None),
    ] {
        assert_eq!(date(&with("", TITLE, below)).as_deref(), found, "{below}");
    }
}

#[test]
fn the_date_beside_the_title_is_not_that_of_another_article_or_of_a_change() {
    let others = "<div class=liste><h3>Anderes</h3><time pubdate datetime='2020-05-06'>6.5.</time></div>";
    let above = format!("{TITLE}<p class=publication>Am <time datetime='2020-02-11T13:49Z'>11.2.</time></p>");
    assert_eq!(date(&with("", &above, others)).as_deref(), Some("2020-02-11"));
    let above =
        format!("{TITLE}<p><span class=updated>2020-03-02T09:00</span><span>Mai 4th, 2019</span></p>");
    assert_eq!(date(&with("", &above, "")).as_deref(), Some("2019-05-04"));
    let above = format!(
        "{TITLE}<p>Zuletzt aktualisiert am <time datetime='2020-02-11'>11.2.</time></p><p>12.1.2020</p>"
    );
    assert_eq!(date(&with("", &above, "")).as_deref(), Some("2020-01-12"));
    // The day on which the page was saved.
    let today = with("", TITLE, "")
        .replace("<a href='/see'>", "<li class='leaf date'>Dienstag, 14.04.2020</li><a href='/see'>");
    let today = today.replace("<div id=kopf>", "<div id=kopf class=menu>");
    assert_eq!(date(&today), None);
}

#[test]
fn a_part_that_holds_the_article_is_no_other_part_whatever_it_is_called() {
    let above = "<h2 class=date-header><span>Tuesday, April 5, 2016</span></h2><h3>Neun Tage Sturm</h3>";
    let html = with("", above, "").replace("<div class=text>", "<div class='widget Blog'>");
    assert_eq!(date(&html).as_deref(), Some("2016-04-05"));
    let side = "<div id=sidebar><header><h1>Neun Tage Sturm</h1><span class=byline><a rel=author href=/a/j>Jane Roe</a> \
         <time class=entry-date datetime=2019-08-04>So 4 Aug</time></span></header></div>";
    let meta = page(&with("", side, "")).meta;
    assert_eq!((meta.published.as_deref(), meta.byline.as_deref()), (Some("2019-08-04"), Some("Jane Roe")));
}

#[test]
fn numbers_are_read_in_the_order_of_the_page() {
    let above = format!("{TITLE}<span class=published>4/09/16 7:30am</span>");
    let html = with("", &above, "");
    for (lang, more, found) in [
        ("en-US", "", Some("2016-04-09")),
        ("en-GB", "", Some("2016-09-04")),
        ("en", "", None),
        ("en", "<p>Next on 25/12/2015</p>", Some("2016-09-04")),
        ("en-GB", "<p>Next on 12/25/2015</p>", Some("2016-04-09")),
    ] {
        let html =
            html.replace("lang=de", &format!("lang={lang}")).replace("</body>", &format!("{more}</body>"));
        assert_eq!(date(&html).as_deref(), found, "{lang} {more}");
    }
}

#[test]
fn what_a_page_says_of_its_date_is_weighed() {
    let address = "<link rel=canonical href='https://hafen.example/2016/3/8/sturm'>";
    let said = |at: &str| format!("{address}<meta property='article:published_time' content='{at}'>");
    // Brought out again; and the same day in another zone.
    assert_eq!(date(&with(&said("2018-10-02T09:10:00Z"), TITLE, "")).as_deref(), Some("2016-03-08"));
    assert_eq!(date(&with(&said("2016-03-09T01:00:00Z"), TITLE, "")).as_deref(), Some("2016-03-09"));
    assert_eq!(date(&with(&said("2016-03-01T01:00:00Z"), TITLE, "")).as_deref(), Some("2016-03-01"));
    for (head, found) in [
        ("<meta name=publish_date content=1518720000>", "2018-02-15"),
        ("<meta http-equiv=date content='Thu, 15 Feb 2018 10:00:00 GMT'>", "2018-02-15"),
        (
            "<script type='application/ld+json'>[{\"@type\": \"WebPage\", \"datePublished\": \"2019-01-01\"}, \
             {\"@type\": \"NewsArticle\", \"datePublished\": \"2018-02-15\"}]</script>",
            "2018-02-15",
        ),
        (
            "<script type='application/ld+json'>{\"@type\": \"Article\", \"headline\": \"Der \"Sturm\"\", \
             \"datePublished\": \"2018-02-15\"}</script>",
            "2018-02-15",
        ),
        ("<title>Sturm - 15.02.2018 - DER HAFEN</title>", "2018-02-15"),
    ] {
        let html = with("", TITLE, "").replace("<title>Neun Tage Sturm | Der Hafen</title>", head);
        assert_eq!(date(&html).as_deref(), Some(found), "{head}");
    }
    let report = format!("<p>March 9, 2016 -- {WORDS}</p>");
    assert_eq!(date(&with("", &format!("{TITLE}{report}"), "")).as_deref(), Some("2016-03-09"));
}

#[test]
fn authors_are_people() {
    let meta = |said: &str| format!("<meta name=author content='{said}'>");
    for (head, above, found) in [
        (meta("DER HAFEN, Kiel, Germany"), "<p class=byline>Von Jane Roe, Kiel</p>", Some("Jane Roe")),
        (meta("Hafen GmbH, Kiel, Germany"), "", None),
        (meta("Jane Roe, MA"), "", Some("Jane Roe")),
        (meta("Jane \"Jay\" Roe"), "", Some("Jane \"Jay\" Roe")),
        (meta("Meer & i"), "", None),
        (meta("CNN"), "", None),
        (String::new(), "<span class=author>Last updated: May 3, 2024</span>", None),
        (String::new(), "<span class=author>Autor <a href=/x>Jane Roe</a></span>", Some("Jane Roe")),
        (
            String::new(),
            "<div>Ein Bericht, <a href='/autoren/jane-roe/'>Jane Roe</a></div>",
            Some("Jane Roe"),
        ),
        (String::new(), "<div>Ein Bericht, <a href='/orte/bad-roe/'>Bad Roe</a></div>", None),
        (
            meta("x").replace("author", "citation_author").replace(">x", "").replace("'x'", "'Roe, Jane'"),
            "",
            Some("Jane Roe"),
        ),
        (
            format!("{}<meta property='x:by dc:creator' content='Jane Roe'>", meta("Nobody Else")),
            "",
            Some("Jane Roe"),
        ),
    ] {
        let html = with(
            &format!("<meta property='og:site_name' content='Der Hafen'>{head}"),
            &format!("{TITLE}{above}"),
            "",
        );
        assert_eq!(byline(&html).as_deref(), found, "{head}{above}");
    }
}

#[test]
fn authors_are_named_beside_articles_and_never_by_those_who_comment() {
    let aside = "<aside><span itemprop=author>Jane Roe</span></aside>";
    assert_eq!(byline(&with("", TITLE, aside)).as_deref(), Some("Jane Roe"));
    let two = format!("{aside}<footer><a rel=author href=/a>John Doe</a></footer>");
    assert_eq!(byline(&with("", TITLE, &two)), None);
    let comment = "<div class=box><div class='comment-author meta'><a href=/x class=author>Ann Poe</a></div><p>Schön.</p></div>";
    assert_eq!(byline(&with("", TITLE, comment)), None);
}

#[test]
fn a_sign_of_the_site_is_no_title() {
    let logo = "<div class=leiste><h1 class=leiste__logo>Der Hafen</h1></div>";
    let html = with("", "", "").replace("<div class=text>", &format!("{logo}<div class=text>"));
    let html =
        html.replace("<title>Neun Tage Sturm | Der Hafen", "<title>Neun Tage Sturm @ Kiel :: Der Hafen");
    assert!(page(&html).meta.title.starts_with("Neun Tage Sturm"), "{}", page(&html).meta.title);
    // A page that is called as its site is has its title above its words.
    let head = "<link rel=canonical href='https://hafen.example/sturm'>";
    let html =
        with(head, "<h2>Neun Tage Sturm</h2>", "").replace("Neun Tage Sturm | Der Hafen", "hafen.example");
    assert_eq!(page(&html).meta.title, "Neun Tage Sturm");
}

#[test]
fn chapters_are_not_called_as_the_book_that_they_are_of() {
    let title = |head: &str, book: &str, chapter: &str| {
        page(&format!(
            "<html><head><title>{head}</title></head><body><div id=menu-bar>{book}</div><div id=content><main>{chapter}\
             <p>{WORDS}</p><p>{WORDS} So it was said.</p><h2>And then</h2><p>{WORDS}</p></main></div></body></html>"
        ))
        .meta
        .title
    };
    let book = "<h1 class=menu-title>The Book of Harbours</h1>";
    assert_eq!(title("Mooring - The Book of Harbours", book, "<h1>Mooring</h1>"), "Mooring");
    let unnamed = book.replace("menu-title", "x");
    assert_eq!(title("Mooring - The Book of Harbours", &unnamed, "<h1>Mooring</h1>"), "Mooring");
    // Its heading says it in more words than the head of the page, or in others.
    assert_eq!(
        title("H001 - The Book of Harbours", book, "<h1>Harbour error H001</h1>"),
        "Harbour error H001"
    );
    assert_eq!(title("H001 - The Book of Harbours", book, "<h1>Harbour error 1</h1>"), "H001");
    // Ids are made of a heading's words.
    assert_eq!(
        title("The menu key | The Book of Harbours", "", "<h1 id=the-menu-key>The menu key</h1>"),
        "The menu key"
    );
    // A rubric is no chapter, nor is a part of an article.
    for (head, above, below) in [
        ("Opinion | The long winter", "<h3>Opinion</h3>", ""),
        ("Interview - The long winter", "<h4>Interview</h4>", ""),
        ("Winter: The long winter", "", "<h2>Winter</h2>"),
        ("Review - The long winter", "", "<h2>Review</h2>"),
    ] {
        let html = format!(
            "<html><head><title>{head}</title></head><body><article>{above}<h1>The long winter</h1><p>{WORDS}</p><p>{WORDS}</p>\
             {below}<p>{WORDS}</p></article></body></html>"
        );
        assert_eq!(page(&html).meta.title, "The long winter", "{head}");
    }
    // It has no heading of the first order, and a sign that links to it.
    let chapter = "<h2>Mooring<a class=mark href='#mooring'>\u{f0c1}</a></h2>";
    assert_eq!(title("Mooring | The Book of Harbours", &unnamed, chapter), "Mooring");
    // Only what the page is called is there to go by.
    assert_eq!(title("The Book of Harbours", book, ""), "The Book of Harbours");
    let read = page(&article(
        "<h2>Mooring<a class=mark href='#mooring'>\u{f0c1}</a></h2><p>Tie it with two ropes.</p>",
    ));
    assert!(blocks(&read).contains(&(BlockKind::Heading, 2, "Mooring")), "{:#?}", blocks(&read));
}

#[test]
fn authors_are_named_in_many_ways() {
    for (above, found) in [
        (
            "<span class=time>9/21/2016</span> <span class=authorname-txt><b>Jane Roe</b></span>",
            Some("Jane Roe"),
        ),
        ("<cite class=byline>By <a href=/p/jr>Jane Roe</a><i>Writer</i></cite>", Some("Jane Roe")),
        (
            "<div class=bylineComments><p class=bylineBody>By <a rel=author href=/j/jr>Jane Roe</a></p></div>",
            Some("Jane Roe"),
        ),
        ("<div class=author>Jane Roe The Gazette</div><div class=author>Jane Roe</div>", Some("Jane Roe")),
        ("<a class=journalistLink href=/about>The Gazette's Standards</a>", None),
    ] {
        let html = with("", &format!("{TITLE}{above}"), "");
        assert_eq!(byline(&html).as_deref(), found, "{above}");
    }
}

#[test]
fn who_is_written_about_or_took_a_picture_is_no_author() {
    let prose = format!(
        "{TITLE}<p>{WORDS} To join, ask <a href='/people/john-doe/'>John Doe</a>, who was there.</p>"
    );
    assert_eq!(byline(&with("", &prose, "")), None);
    let picture = "<div itemscope itemtype='http://schema.org/ImageObject'><meta itemprop=author content='Ann Poe | Images'>\
        <span itemprop=author>Ann Poe</span></div>";
    let author = "<meta itemprop=author content='Jane Roe'>";
    assert_eq!(byline(&with("", &format!("{TITLE}{picture}"), "")), None);
    assert_eq!(byline(&with("", &format!("{TITLE}{author}{picture}"), "")).as_deref(), Some("Jane Roe"));
}

#[test]
fn a_column_beside_the_article_may_name_its_author() {
    let aside = |inner: &str| with("", &format!("{TITLE}<aside class=left>{inner}</aside>"), "");
    assert_eq!(
        byline(&aside("<div class=byline>By <a href=/x/jr>Jane Roe</a></div>")).as_deref(),
        Some("Jane Roe")
    );
    assert_eq!(byline(&aside("<p class=byline>By Jane Roe</p><p class=byline>By John Doe</p>")), None);
}

#[test]
fn facts_stand_in_one_object_too() {
    let said = serde_json::json!({"title": "Neun Tage Sturm", "author": "Jane Roe", "pub_date": "2013-06-06T12:00:00Z"});
    let read = page(&with(&format!("<meta name=parsely-page content='{said}'>"), TITLE, ""));
    assert_eq!(read.meta.byline.as_deref(), Some("Jane Roe"));
    assert_eq!(read.meta.published.as_deref(), Some("2013-06-06"));
    let broken = page(&with("<meta name=parsely-page content='{\"author\": '>", TITLE, ""));
    assert_eq!((broken.meta.byline, broken.meta.published), (None, None));
}

#[test]
fn dates_that_are_said_of_many_things_are_not_that_of_the_page() {
    let others = |most: u8| {
        let item = |day| {
            format!(
                "<li><a href=/{day}>Another</a><meta itemprop=datePublished content='2012-06-1{day}'></li>"
            )
        };
        format!("<ul>{}</ul>", (0..most).map(item).collect::<String>())
    };
    let head = "<meta name=dc.date content='2013-06-06'>";
    assert_eq!(date(&with(head, TITLE, &others(5))).as_deref(), Some("2013-06-06"));
    assert_eq!(date(&with(head, TITLE, &others(1))).as_deref(), Some("2012-06-10"));
}

#[test]
fn a_part_is_no_advertisement_where_the_title_stands_in_it() {
    let above = "<div class=title-ad-container><h1>Neun Tage Sturm</h1>\
        <div class=sub><span class=content-date>Jun 6, 2013 08:59 AM</span> // <span class=content-author>by Jane Roe</span></div></div>";
    let read = page(&with("", above, ""));
    assert_eq!(read.meta.byline.as_deref(), Some("Jane Roe"));
    assert_eq!(read.meta.published.as_deref(), Some("2013-06-06"));
}

#[test]
fn titles_are_said_once_and_without_marks_of_markup() {
    let title = |head: &str, above: &str| {
        let html = with(head, above, "")
            .replace("<title>Neun Tage Sturm | Der Hafen</title>", "<title>Wind &amp; Sturm</title>");
        page(&html).meta.title
    };
    let twice = "<h1>Wind &amp; Sturm am Kai Wind &amp; Sturm am Kai</h1>";
    assert_eq!(
        title(
            "<meta property='og:title' content='Wind &amp;amp; Sturm am Kai Wind &amp;amp; Sturm am Kai'>",
            twice
        ),
        "Wind & Sturm am Kai"
    );
    assert_eq!(
        title("<meta property='og:title' content='Die B&amp;uuml;cher &amp;amp; der Wind'>", ""),
        "Die Bücher & der Wind"
    );
    assert_eq!(title("<meta name=title content='Wind und Sturm am Kai'>", ""), "Wind und Sturm am Kai");
}

#[test]
fn the_heading_that_readers_see_is_the_title_where_the_head_words_it_otherwise() {
    let head = "<meta property=og:title content='Sturm: Neun Tage blieb der große Hafen gesperrt'>";
    let seen = "Neun lange Tage blieb der große Hafen nach dem Sturm gesperrt";
    let title = |above: &str| page(&with(head, above, "")).meta.title;
    assert_eq!(title(&format!("<h1>{seen}</h1>")), seen);
    // One that shares a word or two is that of something else.
    assert_eq!(
        title("<h1>Mein Leben am Hafen: Notizen aus neun Jahren Sturm</h1>"),
        "Sturm: Neun Tage blieb der große Hafen gesperrt"
    );
}

#[test]
fn authors_that_are_named_one_by_one_are_not_taken_together() {
    let authors = "<div class=authors><span class='creator role-author'><span class=name>Anna Holm</span><span class=place>Weir \
        University, Balo</span></span> <span class='creator role-author'><span class=name>Piet Brand</span></span></div>";
    let html = article("").replace("</h1>", &format!("</h1>{authors}"));
    assert_eq!(page(&html).meta.byline.as_deref(), Some("Anna Holm; Piet Brand"));
}

#[test]
fn the_day_on_which_somebody_joined_is_not_that_of_what_they_say() {
    let post = "<dl><dd>Posts: 12</dd><dd>Joined: Sat Feb 01, 2014 3:00 pm</dd></dl><p>Post by keeper » Mon Jan 01, 2018 9:10 am</p>";
    let html = article("").replace("</h1>", &format!("</h1>{post}"));
    assert_eq!(page(&html).meta.published.as_deref(), Some("2018-01-01"));
}

#[test]
fn a_site_may_be_named_before_the_title() {
    let html = format!(
        "<html><head><title>Notes from a pier: The winter of the two keys</title></head><body><h1><a href=/>Notes from a pier</a></h1>\
         <h2 class=date-header>Thursday, January 12, 2012</h2><div class=post><h3 class=post-title>The winter of the two keys</h3><div class=post-body><p>{WORDS}</p><p>{WORDS} So it was \
         said.</p><p>{WORDS} The end.</p></div></div></body></html>"
    );
    assert_eq!(page(&html).meta.title, "The winter of the two keys");
}

#[test]
fn the_day_on_which_a_reader_said_something_is_not_that_of_the_article() {
    let with = |around: &str| {
        let said = "<header><b>Ann</b> <time>May 3, 2018 at 5:03 pm</time></header><p>I think that the pilot is wrong.</p>";
        page(&article("").replace("<footer>", &format!("<div {around}><div>{said}</div></div><footer>")))
            .meta
            .published
    };
    assert_eq!(with("id=comments"), None);
    assert_eq!(with("class=further").as_deref(), Some("2018-05-03"));
}
