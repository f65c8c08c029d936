//! What a page says twice, and what stands again and again beside the article.

use super::{WORDS, article, blocks, page};
use crate::model::BlockKind;

fn shown(html: &str) -> String {
    blocks(&page(html)).iter().map(|b| b.2).collect::<Vec<_>>().join("\n")
}

#[test]
fn what_a_picture_shows_is_told_once() {
    let said = "The pier on the day after the storm, seen from the roof of the fish market";
    let with =
        |below: &str| page(&article(&format!("<div class=pic><img src=a.jpg alt='{said}.'>{below}</div>")));
    for below in [
        format!("<p class=caption>{said}. (Photo: J. Orme)</p>"),
        format!("<h5>{said}.</h5>"),
        format!("<p>{said}.</p>"),
    ] {
        let read = with(&below);
        let times = read.document.text.matches(said).count();
        let kinds: Vec<BlockKind> = read
            .document
            .blocks
            .iter()
            .filter(|b| read.document.slice(b.span).contains(said))
            .map(|b| b.kind)
            .collect();
        assert_eq!((times, kinds.as_slice()), (1, &[BlockKind::Caption][..]), "{below}");
    }
    // Where it is not said below, it is told, and a heading of few words stays one.
    assert!(with("<p class=caption>Boats.</p>").document.text.contains(&format!("[image: {said}.]")));
    let read =
        page(&article(&format!("<img src=a.jpg alt='The long pier'><h3>The long pier</h3><p>{WORDS}</p>")));
    assert!(blocks(&read).contains(&(BlockKind::Heading, 3, "The long pier")), "{:?}", blocks(&read));
}

#[test]
fn what_is_pulled_out_of_the_article_is_no_part_of_it() {
    let pulled = "A boat that stays out is a boat that comes back.";
    for around in [
        format!("<aside class=pull-quote><blockquote><p>“{pulled}”</p></blockquote></aside>"),
        format!("<figure class='block-pullquote'><blockquote><p>{pulled}</p></blockquote></figure>"),
        format!("<div class=pullquote><p>{pulled}</p></div>"),
    ] {
        let text = shown(&article(&format!("{around}<p>{WORDS} {pulled}</p>")));
        assert_eq!(text.matches(pulled).count(), 1, "{around}: {text}");
        // One that the article does not have is read.
        let text =
            shown(&article(&format!("<div class=pullquote><p>{pulled}</p></div><p>{WORDS} Or so.</p>")));
        assert_eq!(text.matches(pulled).count(), 1, "{text}");
    }
    // What somebody else said is answered below.
    let quoted = format!("<aside class=quote><blockquote><p>{pulled}</p></blockquote></aside>");
    let text = shown(&article(&format!("<p>{WORDS} {pulled}</p>{quoted}<p>{WORDS} I doubt it.</p>")));
    assert_eq!(text.matches(pulled).count(), 2, "{text}");

    // A page of very many is not sought through for each.
    for (count, times) in [(100, 1), (101, 102)] {
        let many = format!("<div class=pullquote><p>{pulled}</p></div>").repeat(count);
        let text = shown(&article(&format!("<p>{WORDS} {pulled}</p>{many}")));
        assert_eq!(text.matches(pulled).count(), times, "{count}");
    }
}

#[test]
fn a_teaser_for_wide_pages_and_one_for_small_ones_are_both_none_of_the_article() {
    let teaser = "This captain left the harbour at night, and what he found there is hard to believe:";
    let both = ["small", "wide"]
        .map(|name| {
            format!("<div class='video {name}'><h3>Recommended for you</h3><span>{teaser}</span></div>")
        })
        .concat();
    let text = shown(&article(&both));
    assert!(!text.contains(teaser) && text.contains("The end."), "{text}");
    // A refrain stands between the words of the article.
    let refrain = format!("<p>{teaser}</p><p>{WORDS} Again.</p><p>{teaser}</p>");
    assert_eq!(shown(&article(&refrain)).matches(teaser).count(), 2);
}

#[test]
fn rows_of_pictures_of_another_article_are_none_of_this() {
    let picture = |at: usize| {
        format!(
            "<li><div class=teaserWrap><h4>Harbours of the north</h4><h2>Harbour number {at}</h2><p>{WORDS} It has {at} piers.</p></div></li>"
        )
    };
    let pictures = format!("<ul class=pictures>{}</ul>", (1..6).map(picture).collect::<String>());
    let text = shown(&article(&pictures));
    assert!(!text.contains("piers") && text.contains("The end."), "{text}");
}

#[test]
fn numbers_in_the_controls_of_pictures_may_differ() {
    let slide = |at: usize| {
        format!(
            "<figure><img src={at}.jpg><figcaption>The boats on day {at} of the storm.</figcaption></figure><p>{at} pictures</p>"
        )
    };
    let text = shown(&article(&[4, 17, 6, 9].map(slide).concat()));
    assert!(!text.contains("pictures") && text.contains("The end."), "{text}");

    // Of each picture a number is told: that is read.
    let slide = |at: usize| {
        format!(
            "<figure><img src={at}.jpg><figcaption>The boats on day {at} of the storm.</figcaption></figure><p>{at}</p>"
        )
    };
    let text = shown(&article(&[412, 417, 416, 419].map(slide).concat()));
    assert!(
        ["412", "417", "416", "419"].iter().all(|number| text.contains(&format!("\n{number}"))),
        "{text}"
    );
}

#[test]
fn a_heading_above_nothing_but_links_is_none() {
    let links = "<div class=inset><h3>In the harbour</h3><ul><li><h6><a href=/1>Boats that came back</a> (May 2)</h6></li>\
        <li><h6><a href=/2>Boats that did not</a> (May 3)</h6></li></ul></div>";
    let text = shown(&article(&format!("{links}<p>{WORDS} Then.</p>")));
    assert!(!text.contains("In the harbour") && text.contains("Then."), "{text}");
    let boxed = format!("<div class=inset><h3>In the harbour</h3><p>{WORDS} In a box.</p></div>");
    assert!(shown(&article(&format!("{boxed}<p>{WORDS} Then.</p>"))).contains("In the harbour\n"));
}

#[test]
fn the_title_may_have_the_name_of_a_section_above_it() {
    let html = article("").replace(
        "</h1>",
        "</h1><header><h2><span>Storms</span> <span>Nine days of storm</span></h2></header>",
    );
    assert_eq!(shown(&html).matches("Nine days of storm").count(), 1);
    let html = article(&format!("<h2>After nine days of storm</h2><p>{WORDS} Then.</p>"));
    assert!(shown(&html).contains("After nine days of storm"));
}

#[test]
fn one_link_below_a_heading_of_teasers_is_one() {
    let list = |heading: &str| {
        let list = format!(
            "<section><h3>{heading}</h3><ul><li><a href=/1>How piers are built</a></li></ul></section>"
        );
        shown(&article(&format!("{list}<p>{WORDS} Then.</p>")))
    };
    let text = list("Mehr zum Thema");
    assert!(!text.contains("How piers are built") && text.contains("Then."), "{text}");
    assert!(list("What they read").contains("How piers are built"));
}

#[test]
fn lines_of_a_figure_say_whose_it_is() {
    let figure = "<figure><div><span>Video</span><img src=a.jpg alt=''></div><span>Harbour Pictures</span>\
        <figcaption>The pier at noon.</figcaption></figure>";
    let read = page(&article(figure));
    let text = blocks(&read).iter().map(|b| b.2).collect::<Vec<_>>().join("\n");
    assert!(!text.contains("Video") && !text.contains("Harbour Pictures"), "{text}");
    assert!(blocks(&read).contains(&(BlockKind::Caption, 0, "The pier at noon.")), "{text}");
    // A figure may show a text.
    let text = shown(&article(&format!("<figure><p>{WORDS} In a frame.</p></figure>")));
    assert!(text.contains("In a frame."), "{text}");
}

#[test]
fn parts_are_named_for_tests_where_classes_are_made_up() {
    for (name, words) in [
        ("data-component=newsletter-signup", "Make sense of the week at the pier, on Sundays."),
        ("data-testid=related-articles", "How piers are built, and by whom"),
        ("data-qa=share-buttons", "Tell it to somebody"),
    ] {
        let text =
            shown(&article(&format!("<div class=sc-1a2b {name}><p>{words}</p></div><p>{WORDS} Then.</p>")));
        assert!(!text.contains(words) && text.contains("Then."), "{name}: {text}");
    }
}

#[test]
fn what_a_page_says_to_its_readers_is_known_by_its_words() {
    for line in [
        "Temps de Lecture 4 min.",
        "Lesezeit: 5 Minuten",
        "Il vous reste 60% de cet article à lire. La suite est réservée aux abonnés.",
        "Dieser Artikel ist nur für Abonnenten.",
        "Upvote10Downvote",
        "You received this email because you asked for it.",
        "View this email in your browser",
    ] {
        let text = shown(&article(&format!("<p>{line}</p><p>{WORDS} Then.</p>")));
        assert!(!text.contains(line), "{line}");
    }
    for line in [
        "He said: “The room is réservée aux abonnés, la suite as well.”",
        "They voted, up or down, until noon.",
    ] {
        let text = shown(&article(&format!("<p>{line}</p><p>{WORDS} Then.</p>")));
        assert!(text.contains(line), "{line}");
    }
}
