//! Articles in several parts, and the parts of pages that hold them.

use super::{WORDS, blocks, page};
use crate::model::BlockKind;

fn shown(html: &str) -> String {
    blocks(&page(html)).iter().map(|b| b.2).collect::<Vec<_>>().join("\n")
}

/// Paragraphs, each with a number.
fn told(numbers: std::ops::RangeInclusive<usize>) -> String {
    let one = |number| format!("<p>{WORDS} So ends part {number}.</p>");
    numbers.map(one).collect()
}

fn has(text: &str, numbers: std::ops::RangeInclusive<usize>) -> bool {
    numbers.into_iter().all(|number| text.contains(&format!("So ends part {number}.")))
}

const HEAD: &str = "<html><head><title>Nine days of storm</title></head><body>";

#[test]
fn a_second_article_that_goes_on_is_the_same() {
    let offer = "<aside class=subscribe><h2>Read on</h2><p>Four weeks for one pound.</p></aside>";
    let card = |at: usize| {
        format!(
            "<article class=card><a href=/{at}><h2>Boat {at}</h2></a><p>{WORDS} It is for sale.</p></article>"
        )
    };
    let with = |second: &str| {
        shown(&format!(
            "{HEAD}<main><article class=story><h1>Nine days of storm</h1>{}</article>{offer}{second}{}{}</main></body></html>",
            told(1..=5),
            card(1),
            card(2)
        ))
    };
    let text =
        with(&format!("<article class=story>{}<h2>After it</h2>{}</article>", told(6..=7), told(8..=9)));
    assert!(has(&text, 1..=9) && text.contains("After it") && !text.contains("for sale"), "{text}");
    // Another article has a title, or a day, of its own.
    for head in ["<h1>Ten days of calm</h1>", "<h2>Ten days of calm</h2>", "<time>May 2, 2016</time>"] {
        let text = with(&format!("<article class=story>{head}{}</article>", told(6..=9)));
        assert!(has(&text, 1..=5) && !text.contains("So ends part 6"), "{head}: {text}");
    }
}

#[test]
fn a_letter_of_tables_is_read_to_its_end() {
    let table = |cell: &str| {
        format!(
            "<table role=presentation><tr><td><table align=center><tr><td class=textContent>{cell}</td></tr></table></td></tr></table>"
        )
    };
    let parts = [
        "<a href=/view>View this email in your browser</a>".to_owned(),
        "<h1>Nine days of storm</h1>".to_owned(),
        told(1..=2),
        format!("<h2>The bridge</h2>{}", told(3..=3)),
        "<p>SPONSORED</p>".to_owned(),
        format!("<h2><a href=/o>Another storm</a></h2><p>{WORDS} It was another.</p>"),
        format!("<p><a href=/1>A map of every pier</a>. It took two winters to draw, and nobody paid for it in the end.</p>{}", told(4..=5)),
        "<p>Copyright © 2024 Low Tide, All rights reserved.<br>You are receiving this letter because you asked for it. \
         You can <a href=/u>unsubscribe from this list</a>.</p>".to_owned(),
    ];
    let rows: String = parts.iter().map(|part| table(part)).collect();
    // The title may be another one.
    for title in ["Nine days of storm", "Storm again"] {
        let rows = rows.replace("<h1>Nine days of storm", &format!("<h1>{title}"));
        let text =
            shown(&format!("{HEAD}<center><table><tr><td>{rows}</td></tr></table></center></body></html>"));
        assert!(has(&text, 1..=5), "{text}");
        assert!(text.contains("The bridge\n") && text.contains("A map of every pier"), "{text}");
        for other in ["unsubscribe", "View this", "SPONSORED", "another."] {
            assert!(!text.contains(other), "{other}: {text}");
        }
    }
}

#[test]
fn what_a_saved_page_shows_in_elements_of_its_own_is_read() {
    let html = format!(
        "{HEAD}<x-head><template shadowrootmode=open><nav><a href=/>Home</a></nav></template></x-head><main><x-story>\
         <template shadowrootmode=open><style>p {{ color: red }}</style><article><h1>Nine days of storm</h1>{}</article>\
         </template></x-story><template><p>A model of <b>a row</b></p></template></main></body></html>",
        told(1..=4)
    );
    let text = shown(&html);
    assert!(has(&text, 1..=4) && !text.contains("color") && !text.contains("model"), "{text}");
}

#[test]
fn what_is_told_in_slides_is_the_article() {
    let slide = |at: usize, words: &str| {
        format!(
            "<li class=slideshow_item><div><h3>Boat {at}</h3><div>{words} It was boat {at}.</div></div><img src={at}.jpg></li>"
        )
    };
    let with = |paragraphs: usize, words: &str| {
        page(&format!(
            "{HEAD}<h1>Nine days of storm</h1><div class=text>{}</div><ul>{}</ul></body></html>",
            told(1..=paragraphs),
            (1..=6).map(|at| slide(at, words)).collect::<String>()
        ))
    };
    let read = with(2, WORDS);
    let found = blocks(&read);
    assert!(found.contains(&(BlockKind::Heading, 3, "Boat 6")), "{found:?}");
    assert!(
        found.iter().any(|b| b.0 == BlockKind::Paragraph && b.2.ends_with("It was boat 6.")),
        "{found:?}"
    );
    // Pictures beside an article that says more are pictures.
    let read =
        with(6, "A boat in the sun, with its crew on the deck, and the sails that were torn in the night.");
    assert!(!blocks(&read).iter().any(|b| b.0 == BlockKind::Paragraph && b.2.contains("It was boat")));
}

#[test]
fn the_title_of_a_thread_may_be_a_line_of_a_table() {
    let said = [
        "Prices for seed rose by a third, and the smaller farms could not pay them.",
        "The ice held until March, longer than anyone in the village could recall.",
        "It took the crew four hours to lift the engine out of the mud.",
    ];
    let nth = |at: usize| said[at % said.len()];
    let answer = |at: usize| {
        let (first, second, third) = (nth(at), nth(at + 1), nth(at + 2));
        format!(
            "<tr><td><table><tr><td class=default><div><a href=/u>u{at}</a> {at} hours ago</div><div class=comment><div>{first} \
             {second}<p>{third} Said u{at}.</p></div></div></td></tr></table></td></tr>"
        )
    };
    let title = "Ask: how is a gauge kept honest?";
    let text = shown(&format!(
        "<html><head><title>{title} | Quay News</title></head><body><center><table><tr><td><a href=/>Quay News</a></td></tr><tr><td>\
         <table><tr><td class=title><span><a href=/1>{title}</a></span></td></tr><tr><td>88 points by <a href=/q>q</a> | \
         <a href=/h>hide</a> | <a href=/i>6 comments</a></td></tr><tr><td><div class=toptext>{} {} Asked q.</div></td></tr></table><br>\
         <table>{}</table></td></tr></table></center></body></html>",
        nth(0),
        nth(1),
        (1..=6).map(answer).collect::<String>()
    ));
    assert!(text.contains("Asked q.") && text.contains("Said u6."), "{text}");
}

#[test]
fn the_line_that_names_the_sources_is_kept() {
    let with = |line: &str| {
        shown(&format!(
            "{HEAD}<div class=story><h1>Nine days of storm</h1><div class=text>{}</div>{line}<p><a href=/2>Another storm</a></p></div></body></html>",
            told(1..=4)
        ))
    };
    let sources = "Sources: The Pier, Harbour News / Photo: J. Orme";
    let text = with(&format!("<p>{}</p>", sources.replace("The Pier", "<a href=/s>The Pier</a>")));
    assert!(text.ends_with(sources), "{text}");
    assert!(with("<p><a href=/s>The Pier</a></p>").ends_with("So ends part 4."));
}

#[test]
fn what_sums_up_an_article_may_be_called_an_excerpt() {
    let text = shown(&format!(
        "{HEAD}<article><header class=article-header><a href=/t>Trade</a><h1>Nine days of storm</h1><p class=gh-article-excerpt>Three \
         boats, one pier and a clock that ran backwards.</p><div class=article-meta><h4><a href=/a>Jane Roe</a></h4></div></header>\
         <section class=content>{}</section></article></body></html>",
        told(1..=4)
    ));
    assert!(text.contains("a clock that ran backwards."), "{text}");
}

#[test]
fn what_forums_say_besides_is_none_of_what_people_wrote() {
    let post = |at: usize| {
        format!(
            "<div class=post><dl class=postprofile><dt><a href=/u>keeper {at}</a></dt><dd>Regular</dd><dd>Posts: 21{at}</dd></dl>\
             <div class=votecell><div class=vote-count>{at}</div></div><div class=content>{WORDS} Said keeper {at}.</div>\
             <div class=signature>Measure it {at} times, pull it once.</div></div>"
        )
    };
    let thread = |posts: usize| {
        shown(&format!(
            "{HEAD}<div id=page-body><h2>Nine days of storm</h2>{}<form><p>Thanks for writing to us!</p><input></form></div></body></html>",
            (1..=posts).map(post).collect::<String>()
        ))
    };
    let text = thread(4);
    assert!(text.contains("Said keeper 1.") && text.contains("Said keeper 4."), "{text}");
    for other in ["Measure it", "Regular", "Posts:", "\n3\n", "Thanks for"] {
        assert!(!text.contains(other), "{other}: {text}");
    }
    // The one that signs a letter is a part of it.
    let letter = format!(
        "{HEAD}<article><h1>Nine days of storm</h1>{}<p class=signature>Jane Roe, for the crew</p></article>",
        told(1..=4)
    );
    assert!(shown(&letter).ends_with("Jane Roe, for the crew"));
}

#[test]
fn the_signs_of_an_encyclopaedia_are_not_read() {
    let text = shown(&format!(
        "{HEAD}<main><h1>Nine days of storm</h1><div class=text>{}<h2>After it</h2><dl><dd><div class=hatnote>Main article: <a href=/w>Wind</a></div></dd></dl>{}\
         <h2>References</h2><ol class=references><li id=n1><a href='#r1'>^</a> Roe, J. (1990). Storms of the north. Pier Press.</li>\
         <li id=n2><a href='#r2'>↩︎</a> Doe, J. (2004). Calms. Quay Books.</li></ol></div></main></body></html>",
        told(1..=3),
        told(4..=5)
    ));
    assert!(text.contains("1. Roe, J. (1990)") && text.contains("2. Doe, J. (2004)"), "{text}");
    assert!(!text.contains("Main article"), "{text}");
}
