//! What a page hides until its readers open it.

use super::{WORDS, article, blocks, page};
use crate::model::BlockKind;

/// Sentences of which no two are the same.
fn line(n: usize) -> String {
    format!(
        "The keeper of lamp {n} wrote down how high the water stood, and sent it to the town. Nobody read it there."
    )
}

fn paragraph(n: usize) -> String {
    format!("<p>{}</p>", line(n))
}

fn told(html: &str) -> (String, String) {
    let read = page(html);
    let of = |furniture: bool| {
        let own = read.document.blocks.iter().filter(|b| b.furniture == furniture);
        own.map(|b| read.document.slice(b.span)).collect::<Vec<_>>().join("\n")
    };
    (of(false), of(true))
}

fn guide(section: impl Fn(usize) -> String) -> String {
    let sections: String = (0..8).map(section).collect();
    format!(
        "<html><head><title>Guidance</title></head><body><main><h1>Guidance</h1>{sections}</main></body></html>"
    )
}

#[test]
fn what_stands_below_a_heading_or_button_that_opens_it_is_read() {
    for (above, hidden) in [
        ("<h2><button aria-expanded=false>Step</button></h2>", "<div hidden class=panel>"),
        ("<h2><button aria-expanded=false>Step</button></h2>", "<div style='display:none'>"),
        ("<h2><button>Step</button></h2>", "<div hidden=until-found>"),
        ("<h2><button>Step</button></h2>", "<div aria-hidden=true class=collapse>"),
        ("<h3>Step</h3>", "<div style='display: none;'>"),
        ("<p><a class=accordion-toggle href='#s'>Step</a></p>", "<div hidden>"),
        ("<p><a data-toggle=collapse href='#s'>Step</a></p><p>A line.</p>", "<div id=s hidden>"),
        ("<div><span role=tab aria-controls='s'>Step</span></div><p>A line.</p>", "<div id=s hidden>"),
        ("<p>Step</p>", "<div role=tabpanel aria-hidden=true>"),
        ("<p>Step</p>", "<section class='tab-pane fade' hidden>"),
    ] {
        let html = guide(|n| format!("{above}{hidden}<p>{}</p></div></section>", line(n)));
        let (body, _) = told(&html);
        for n in 0..8 {
            assert!(body.contains(&line(n)), "{above}{hidden} {n}: {body}");
        }
    }
}

#[test]
fn the_rest_of_an_article_behind_a_button_is_read() {
    let own: String = (0..4).map(paragraph).collect::<Vec<_>>().concat();
    let rest: String = (4..8).map(paragraph).collect::<Vec<_>>().concat();
    for more in [
        format!("<button>Read on</button><div hidden>{rest}</div>"),
        format!("<button>Read on</button><div class=more style='display: none;'>{rest}</div>"),
        format!("<div id=rest hidden>{rest}</div><button aria-controls=rest>Read on</button>"),
        format!("<div class=read-more-text hidden>{rest}</div><a href='#'>Read on</a>"),
    ] {
        let html = format!(
            "<html><head><title>Guidance</title></head><body><article><h1>Guidance</h1>{own}{more}</article></body></html>"
        );
        let (body, _) = told(&html);
        for n in 0..8 {
            assert!(body.contains(&line(n)), "{more} {n}: {body}");
        }
    }
}

#[test]
fn what_is_most_of_the_words_of_a_page_is_read() {
    let rest: String = (0..9).map(paragraph).collect::<Vec<_>>().concat();
    let html = format!(
        "<html><head><title>Guidance</title></head><body><main><h1>Guidance</h1><p>{WORDS}</p><p>It goes on.</p>\
         <div hidden>{rest}</div></main></body></html>"
    );
    let (body, _) = told(&html);
    assert!((0..9).all(|n| body.contains(&line(n))), "{body}");
    // What the page says a second time for small screens is nothing that it hides.
    let twin = format!("<div hidden>{rest}</div>").repeat(3);
    let html = format!(
        "<html><head><title>Guidance</title></head><body><main><h1>Guidance</h1>{rest}{twin}</main></body></html>"
    );
    let (body, furniture) = told(&html);
    assert_eq!(body.matches(&line(3)).count(), 1, "{body}");
    assert_eq!(furniture, "");
}

#[test]
fn hidden_words_of_another_kind_stay_out() {
    let said = format!("{} {}", line(1), line(2));
    for hidden in [
        format!("<button aria-controls=m>Menu</button><nav id=m hidden><p>{said}</p></nav>"),
        format!("<button>Menu</button><div class=main-menu hidden><p>{said}</p></div>"),
        format!("<button>More</button><div role=dialog hidden><p>{said}</p></div>"),
        format!("<button>More</button><div class=cookie-notice hidden><p>{said}</p></div>"),
        format!("<button>More</button><div class=tooltip hidden><p>{said}</p></div>"),
        format!("<button>Share</button><div class=share-box hidden><p>{said}</p></div>"),
        format!("<button>Search</button><form hidden><p>{said}</p></form>"),
        "<h2>Languages</h2><ul hidden><li><a href=/de>Deutsch, für alle Leser dieser Seite.</a></li></ul>".to_owned(),
        "<button>Letter</button><div hidden><p>Subscribe to our newsletter and get the news of the port each day. You can stop it.</p></div>"
            .to_owned(),
        format!("<h2>Quiet</h2><div style='visibility: hidden'><p>{said}</p></div>"),
        format!("<p>More</p><div class=tab-pane hidden><h3><a href=/1>A</a></h3><p>{said}</p><h3><a href=/2>B</a></h3></div>"),
        "<button>Go</button><span hidden>Opens a new window.</span>".to_owned(),
    ] {
        let read = page(&article(&hidden));
        let text = &read.document.text;
        for words in [line(1).as_str(), "Deutsch", "newsletter", "new window"] {
            assert!(!text.contains(words), "{hidden}: {text}");
        }
    }
}

#[test]
fn what_else_is_hidden_in_an_article_and_tells_something_comes_as_furniture() {
    let hidden = format!("<p>{WORDS} So.</p><div hidden><p>{} {}</p></div>", line(1), line(2));
    let (body, furniture) = told(&article(&hidden));
    assert!(furniture.contains(&line(1)) && !body.contains(&line(1)), "{body}\n{furniture}");
    let film = format!("<h2>Film</h2><div class=full-transcript hidden><p>{} {}</p></div>", line(1), line(2));
    let (body, furniture) = told(&article(&film));
    assert!(furniture.contains(&line(1)) && !body.contains(&line(1)), "{body}\n{furniture}");
    // What the page says twice comes once.
    let (_, furniture) = told(&article(&format!("<p>{}</p><div hidden><p>{}</p></div>", line(1), line(1))));
    assert!(!furniture.contains(&line(1)), "{furniture}");
    let read = page(&article(&hidden));
    assert_eq!(blocks(&read).iter().filter(|b| b.0 == BlockKind::Paragraph).count(), 4);
}

#[test]
fn an_id_that_a_button_names_says_what_the_answer_is_about() {
    for id in ["who-can-share-data", "search-rules", "what-if-an-error-occurs", "terms-of-office", "language"]
    {
        let html = guide(|n| {
            format!(
                "<h3><button aria-expanded=false aria-controls={id}-{n}>Question</button></h3><div id={id}-{n} hidden><p>{}</p></div>",
                line(n)
            )
        });
        let (body, _) = told(&html);
        assert!((0..8).all(|n| body.contains(&line(n))), "{id}: {body}");
    }
}

#[test]
fn what_is_hidden_is_a_request_or_not_however_it_is_cut() {
    let asks = "Subscribe to the letter of the port to go on reading this. It is sent each morning.";
    let words = |n: usize| format!("{} To log in was no part of the rules, as its keeper wrote.", line(n));
    let long: String = (20..38).map(|n| words(n) + " ").collect();
    let page = |hidden: &str| {
        guide(|n| format!("<h2><button>Step</button></h2><p>{}</p>", line(n))).replace(
            "</main>",
            &format!("<h2><button>More</button></h2><div hidden class=panel>{hidden}</div></main>"),
        )
    };
    let (first, second) = asks.split_once(". ").unwrap();
    for (hidden, is_read) in [
        (format!("<p>{asks}</p>"), false),
        (format!("<p>{first}.</p><p>{second}</p>"), false),
        (format!("<p>{long}</p>"), true),
        (long.replace(". ", ".</p><p>"), true),
    ] {
        let (body, rest) = told(&page(&hidden));
        let told = body + &rest;
        let is_there = told.contains("lamp 37") || told.contains("each morning");
        assert_eq!(is_there, is_read, "{hidden}: {told}");
    }
}

#[test]
fn the_rest_of_an_article_is_read_where_each_paragraph_of_it_is_hidden() {
    let own: String = (0..4).map(paragraph).collect::<Vec<_>>().concat();
    let one = |n: usize| line(n).split_once(". ").unwrap().0.to_owned() + ".";
    let hidden = |n: std::ops::Range<usize>| -> String {
        n.map(|n| format!("<p class=rest style='display:none'>{}</p>", one(n))).collect::<Vec<_>>().concat()
    };
    let page = |hidden: &str| {
        format!(
            "<html><head><title>Lamps</title></head><body><article><h1>Lamps</h1>{own}{hidden}<button>Read more</button>\
             </article></body></html>"
        )
    };
    let (body, rest) = told(&page(&hidden(20..27)));
    assert!((20..27).all(|n| (body.clone() + &rest).contains(&one(n))), "{body} {rest}");
    // One or two that say a sentence each may be anything.
    let (body, rest) = told(&page(&hidden(20..22)));
    assert!(!(body + &rest).contains(&one(20)));
}

#[test]
fn a_second_version_in_another_language_stays_out() {
    let shown: String = (0..4).map(paragraph).collect::<Vec<_>>().concat();
    let german = |n: usize| {
        format!(
            "<p>Der Wärter von Lampe {n} schrieb auf, wie hoch das Wasser stand, und schickte es in die Stadt. Dort las es niemand.</p>"
        )
    };
    let russian = |n: usize| {
        format!(
            "<p>Сторож фонаря {n} записывал, как высоко стоит вода, и посылал это в город. Там этого никто не читал.</p>"
        )
    };
    let german: String = (0..9).map(german).collect::<Vec<_>>().concat();
    let russian: String = (0..9).map(russian).collect::<Vec<_>>().concat();
    for hidden in [
        format!("<div lang=de hidden>{german}</div>"),
        format!("<div hidden><div lang=de-AT>{german}</div></div>"),
        format!("<div style='display:none'>{russian}</div>"),
        format!("<button aria-controls=v>Deutsch</button><div id=v lang=de hidden>{german}</div>"),
        format!("<div role=tabpanel hidden>{russian}</div>"),
    ] {
        let html = format!(
            "<html lang=en><head><title>Guidance</title></head><body><main><h1>Guidance</h1>{shown}{hidden}</main></body></html>"
        );
        let (body, furniture) = told(&html);
        let all = format!("{body}{furniture}");
        assert!(
            body.contains(&line(3)) && !all.contains("Wasser") && !all.contains("вода"),
            "{hidden}: {all}"
        );
    }
    // What is most of the page, in its own language, or where the page shows next to nothing, comes in.
    for (tag, page) in
        [("<div lang=en hidden>", shown.as_str()), ("<div lang=de hidden>", "<p>Guidance for all.</p>")]
    {
        let rest: String = (10..19).map(paragraph).collect::<Vec<_>>().concat();
        let html = format!(
            "<html lang=en><head><title>Guidance</title></head><body><main><h1>Guidance</h1>{page}{tag}{rest}</div></main></body></html>"
        );
        let (body, _) = told(&html);
        assert!(body.contains(&line(15)), "{tag}: {body}");
    }
}

#[test]
fn the_rest_of_a_sentence_behind_more_is_read() {
    let words = "They sold the ferry, and the goats";
    for (paragraph, is_read) in [
        (
            format!(
                "{words}<span id=dots>...</span><span class=x style='display:none'> went on board.</span> <button>Read more</button>"
            ),
            true,
        ),
        (format!("{words}… <span hidden>went on board.</span>"), true),
        (
            format!("{words} <span style='display: none'>went on board.</span> <a href='#'>Read more</a>"),
            true,
        ),
        (format!("{words} <span style='display: none'>went on board.</span> were glad."), false),
        (format!("{words} <span hidden>went on board.</span> <a href='/other'>Read more</a>"), false),
        (format!("{words}… <span hidden>Subscribe to read on board.</span>"), false),
    ] {
        let html = article(&format!("<p>{WORDS} So.</p><p>{paragraph}</p><p>{WORDS} Then.</p>"));
        let (body, furniture) = told(&html);
        assert_eq!(body.contains("on board"), is_read, "{paragraph}: {body}");
        assert!(!furniture.contains("on board"), "{furniture}");
        assert!(!is_read || !body.contains("goats..."), "{body}");
    }
}
