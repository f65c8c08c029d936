//! What pages say of themselves outside of their data: where they appeared, in which language, who wrote.

use super::{WORDS, page};
use crate::model::Metadata;

/// A page with this in its head, this at its top, this above its words and this below.
fn told(head: &str, top: &str, above: &str, foot: &str) -> Metadata {
    let body = format!("<p>{WORDS}</p><p>{WORDS} So.</p><p>{WORDS} The end.</p>");
    let html =
        format!("<html><head>{head}</head><body>{top}<article>{above}{body}</article>{foot}</body></html>");
    page(&html).meta
}

const TITLE: &str = "<h1>Nine days of storm</h1>";

#[test]
fn a_site_that_only_the_title_names_is_where_a_page_appeared() {
    let home = "<header><p class=site-title><a href='/'>The Pier</a></p></header>";
    for (head, top, foot) in [
        ("<title>Nine days of storm | The Pier</title>", home, ""),
        ("<title>Nine days of storm – The Pier</title>", home, ""),
        ("<title>The Pier - Nine days of storm</title>", home, ""),
        ("<title>Nine days of storm | Weather | The Pier</title>", home, ""),
        ("<title>Nine days of storm | The Pier | Notes from the quay</title>", home, ""),
        ("<title>Nine days of storm | The Pier</title>", "<a href='/en/' rel=home>The Pier</a>", ""),
        (
            "<title>Nine days of storm | The Pier</title>",
            "<a href='/' aria-label='The Pier home'><i></i></a>",
            "",
        ),
        ("<title>Nine days of storm | The Pier</title>", "<img src=logo.gif alt='The Pier'>", ""),
        (
            "<title>Nine days of storm | The Pier</title>",
            "<div id=site-description><h1>The Pier</h1></div>",
            "",
        ),
        (
            "<title>Nine days of storm | The Pier</title>",
            "<a href=start.php>The Pier</a> <a href=n.php>News</a>",
            "",
        ),
        (
            "<title>Nine days of storm | The Pier</title>",
            "",
            "<footer>© 2019 The Pier. All rights reserved.</footer>",
        ),
        (
            "<title>Nine days of storm | The Pier</title><link rel=canonical href='https://thepier.example/9'>",
            "",
            "",
        ),
        (
            "<title>Nine days of storm | The Pier</title><link rel=canonical href='https://pier.example/9'>",
            "",
            "",
        ),
        (
            "<title>Nine days of storm | The Pier</title><link rel=alternate title='The Pier » Feed' href=f>",
            "",
            "",
        ),
    ] {
        let meta = told(head, top, TITLE, foot);
        assert_eq!(meta.publication.as_deref(), Some("The Pier"), "{head} {top} {foot}");
        assert_eq!(meta.title, "Nine days of storm", "{head} {top}");
    }
}

#[test]
fn a_part_of_a_title_that_nothing_says_is_a_site_is_no_publication() {
    let menu = "<nav><a href='/'>Home</a> <a href='/w'>Weather</a> <a href='/b'>Black Sea</a></nav>";
    for (head, top, above, foot) in [
        ("<title>Nine days of storm | Weather</title>", menu, TITLE, ""),
        ("<title>Nine days of storm | Black Sea</title>", menu, TITLE, ""),
        ("<title>Nine days of storm | Home</title>", menu, TITLE, ""),
        (
            "<title>Nine days of storm | The Pier</title>",
            menu,
            TITLE,
            "<footer>© The Pier and Quay Trust</footer>",
        ),
        (
            "<title>Nine days of storm - Jane Roe</title>",
            "<a href='/' rel=home>Jane Roe</a>",
            "<h1>Nine days of storm</h1><p class=byline>By <a rel=author href='/j'>Jane Roe</a></p>",
            "",
        ),
        ("<title>Storm: nine days</title>", "<a href='/'>Storm</a>", "<h1>Storm: nine days</h1>", ""),
    ] {
        assert_eq!(told(head, top, above, foot).publication, None, "{head} {top} {foot}");
    }
}

#[test]
fn an_article_appeared_in_its_journal_and_not_on_its_platform() {
    let platform = "<title>Nine days of storm</title><meta property=og:site_name content='Papers Online'>";
    for said in [
        "<meta name=citation_journal_title content='Annals of Storms'>",
        "<script type='application/ld+json'>{\"@type\":\"ScholarlyArticle\",\"headline\":\"Nine days of storm\",\"isPartOf\":\
         {\"@type\":\"PublicationIssue\",\"isPartOf\":{\"@type\":\"PublicationVolume\",\"isPartOf\":{\"@type\":\"Periodical\",\
         \"name\":\"Annals of Storms\"}}}}</script>",
    ] {
        let meta = told(&format!("{platform}{said}"), "", TITLE, "");
        assert_eq!(meta.publication.as_deref(), Some("Annals of Storms"), "{said}");
    }
    let site = "<script type='application/ld+json'>{\"@type\":\"Article\",\"isPartOf\":{\"@type\":\"WebSite\",\"name\":\"P\"}}</script>";
    let meta = told(&format!("{platform}{site}"), "", TITLE, "");
    assert_eq!(meta.publication.as_deref(), Some("Papers Online"));
}

#[test]
fn what_a_browser_shows_for_reading_says_where_it_is_from() {
    let meta = told(
        "<title>Nine days of storm</title>",
        "",
        "<div class='header reader-header'><a class='domain reader-domain' href='https://www.pier.example/9'>pier.example</a>\
         <h1>Nine days of storm</h1><div class='credits reader-credits'>Jane Roe</div></div>",
        "",
    );
    assert_eq!(meta.publication.as_deref(), Some("pier.example"));
    assert_eq!(meta.url.as_deref(), Some("https://www.pier.example/9"));
    assert_eq!(meta.byline.as_deref(), Some("Jane Roe"));
}

#[test]
fn headings_whose_parts_only_a_style_sets_apart_are_parted() {
    let title = |head: &str, above: &str| told(head, "", above, "").title;
    let glued = "<h1><span class=k>A sailor speaks</span><span>Nine days of storm</span></h1>";
    let other = "<title>A sailor speaks: Nine days of storm | The Pier</title>";
    let own = format!("{other}<meta property=og:title content='Nine days of storm'>");
    assert_eq!(title(&own, glued), "Nine days of storm");
    assert_eq!(title(other, glued), "A sailor speaks: Nine days of storm");
    // A letter that is set large is no word.
    let letter = "<h1><span>N</span><span>ine days of storm</span></h1>";
    assert_eq!(title("<title>Nine days of storm | The Pier</title>", letter), "Nine days of storm");
}

#[test]
fn a_heading_of_lower_order_is_the_title_without_the_site_before_it() {
    for (head, above) in [
        ("The Pier - Nine days of storm at sea", "<h2 itemprop=headline>Nine days of storm at sea</h2>"),
        ("The Pier | News | Nine days of storm at sea", "<h2>Nine days of storm at sea</h2>"),
        (
            "Nine days of storm at sea | News | The Pier",
            "<h3 class=post-title>Nine days of storm at sea</h3>",
        ),
    ] {
        assert_eq!(
            told(&format!("<title>{head}</title>"), "", above, "").title,
            "Nine days of storm at sea",
            "{head}"
        );
    }
    // The section is the lesser part, and what others call it has its signs.
    let section = told("<title>Nine days of storm at sea - Weather</title>", "", "<h2>Weather</h2>", "");
    assert_ne!(section.title, "Weather");
    let whole = "<title>A sailor speaks: Nine days - The Pier</title><meta property=og:title content='A sailor speaks: Nine days'>";
    let spaced = "<h2><span>A sailor speaks</span> <span>Nine days</span></h2>";
    assert_eq!(told(whole, "", spaced, "").title, "A sailor speaks: Nine days");
}

#[test]
fn the_community_of_a_thread_is_no_part_of_its_title() {
    let head = "<title>Nine days of storm : sailing</title><meta property=og:title content='Nine days of storm • /r/sailing'>";
    assert_eq!(told(head, "", "<p>by nina</p>", "").title, "Nine days of storm");
}

#[test]
fn authors_are_named_where_the_page_says_that_they_wrote() {
    let head = "<title>Nine days of storm</title>";
    let byline =
        |head: &str, above: &str, foot: &str| told(head, "", &format!("{TITLE}{above}"), foot).byline;
    for (above, foot, names) in [
        ("<div class=author>本报记者 陈立秋 吴海棠</div>", "", "陈立秋; 吴海棠"),
        ("<p>新闻社西宁1月22日电（记者马青山）凌晨三点，小站外零下二十八度。</p>", "", "马青山"),
        ("", "<section><p>この記事を書いた人</p><h3>西村あかね</h3></section>", "西村あかね"),
        ("", "<div><h4>About the author</h4><p>Jane Roe</p></div>", "Jane Roe"),
        ("<p>Prepared by Jane Roe, April 2018</p>", "", "Jane Roe"),
    ] {
        assert_eq!(byline(head, above, foot).as_deref(), Some(names), "{above} {foot}");
    }
    let labelled = format!(
        "{head}<meta name=twitter:label1 content='Written by'><meta name=twitter:data1 content='Jane Roe'>"
    );
    assert_eq!(byline(&labelled, "", "").as_deref(), Some("Jane Roe"));
    let other = format!(
        "{head}<meta name=twitter:label1 content='Filed under'><meta name=twitter:data1 content='Jane Roe'>"
    );
    assert_eq!(byline(&other, "", ""), None);
    let sender =
        "<b>Jane Roe</b> <a href='mailto:x'>roe at pier.example</a><br><i>Tue May 16 21:40:13 CEST 2006</i>";
    assert_eq!(byline(head, sender, "").as_deref(), Some("Jane Roe"));
    let card = "<aside><div class=person-teaser><h3 class=person-teaser__title>Jane Roe</h3></div></aside>";
    assert_eq!(byline(head, card, "").as_deref(), Some("Jane Roe"));
    let two = format!("{card}{}", card.replace("Jane Roe", "John Doe"));
    assert_eq!(byline(head, &two, ""), None);
}

#[test]
fn a_name_in_russian_that_is_all_of_the_last_line_signs_the_article() {
    let body =
        "Лодка стояла у причала девять дней, и никто не решался выйти в море, пока не стих ветер. ".repeat(4);
    let at_end = |last: &str| {
        page(&format!("<html><body><article><h1>Девять дней</h1><p>{body}</p><p>{body}</p><div>{last}</div></article></body></html>")).meta.byline
    };
    assert_eq!(at_end("Лидия Скворцова").as_deref(), Some("Лидия Скворцова"));
    assert_eq!(at_end("Читайте также"), None);
    assert_eq!(at_end("Лидия Скворцова вышла в море"), None);
}

#[test]
fn those_who_had_a_part_are_authors_where_the_page_shows_them_so() {
    let head = "<title>Nine days of storm</title><script type='application/ld+json'>{\"@type\":\"Article\",\"author\":{\"name\":\"Jane Roe\"},\
                \"contributor\":[{\"name\":\"John Doe\"},{\"name\":\"Ann Poe\"}]}</script>";
    let above = format!("{TITLE}<h4 class=author-name><a>Jane Roe</a>, <a>John Doe</a></h4>");
    assert_eq!(told(head, "", &above, "").byline.as_deref(), Some("Jane Roe; John Doe"));
}

#[test]
fn who_asked_is_the_author_and_not_who_answered() {
    let person = |name: &str| {
        format!(
            "<div itemprop=author itemscope itemtype='http://schema.org/Person'><a href='/u'>{name}</a><span itemprop=name>{name}</span> <b>1,203</b></div>"
        )
    };
    let html = format!(
        "<html><head><title>Why nine days?</title></head><body><div itemscope itemtype='https://schema.org/Question'>\
         <h1>Why nine days?</h1><div class=question><p>{WORDS}</p>{}</div><div class=answer itemprop=acceptedAnswer itemscope \
         itemtype='https://schema.org/Answer'><p>{WORDS} So.</p>{}</div></div></body></html>",
        person("mudlark"),
        person("Jane Roe"),
    );
    assert_eq!(page(&html).meta.byline.as_deref(), Some("mudlark"));
}

#[test]
fn dates_stand_in_parts_and_in_the_band_of_the_title() {
    let date = |top: &str, above: &str| told("<title>Nine days of storm</title>", top, above, "").published;
    for parts in [
        "<span class=year><em> 2024</em></span><span class=day><em>01</em>/<em>22</em></span><span class=time>09:15:27</span>",
        "<b class=year>2024</b><b class=month>1</b><b class=day>22</b>",
        "<b class=day>22</b><b class=month>January</b><b class=year>2024</b>",
    ] {
        let top = format!("<div class='header-time left'>{parts}</div>");
        assert_eq!(date(&top, TITLE).as_deref(), Some("2024-01-22"), "{parts}");
    }
    let band = format!(
        "<div class=hero-banner>{TITLE}<div class=debate-header><p>Volume 711: debated on Monday 22 January 2024</p></div></div>"
    );
    assert_eq!(date(&band, "").as_deref(), Some("2024-01-22"));
    // That above a menu is today's.
    let head = "<header class=banner><h1><a href='/'>The Pier</a></h1><p>Monday 22 January 2024</p><nav><a href='/w'>Weather</a></nav></header>";
    assert_eq!(date(head, "<h2>Nine days of storm</h2>"), None);
    let age = format!("{TITLE}<span class=age title='2024-01-22T13:01:10 1705928470'>two days ago</span>");
    assert_eq!(date("", &age).as_deref(), Some("2024-01-22"));
}

#[test]
fn the_language_is_that_of_the_smallest_part_that_says_so_of_the_article() {
    let of = |html: &str, body: &str, part: &str, words: &str| {
        let head = "<head><title>Nine</title></head>";
        page(&format!("<html {html}>{head}<body {body}><p lang=fr>Menu</p><div {part}><h1>Nine</h1><p>{words}</p></div></body></html>"))
            .meta
            .language
    };
    let words = format!("{WORDS} ").repeat(3);
    for (html, body, part, language) in [
        ("lang=en", "", "", "en"),
        ("", "lang=EN-GB", "", "en-GB"),
        ("lang=''", "lang=de", "", "de"),
        ("", "", "lang=nl", "nl"),
        ("lang=en", "", "lang=nl", "nl"),
        ("lang=?", "", "", "en"),
        ("", "", "", "en"),
    ] {
        assert_eq!(of(html, body, part, &words).as_deref(), Some(language), "{html} {body} {part}");
    }
}
