//! Long prose that is none of the article, and labels and teasers that belong to what stands beside it.

use super::{WORDS, article, blocks, page};

fn shown(html: &str) -> String {
    blocks(&page(html)).iter().map(|b| b.2).collect::<Vec<_>>().join("\n")
}

/// The words of furniture.
fn aside(html: &str) -> String {
    let read = page(html);
    let aside = read.document.blocks.iter().filter(|b| b.furniture);
    aside.map(|b| read.document.slice(b.span)).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_further_article_comes_in_as_furniture() {
    let part = |order: u8, title: &str, of: &str| {
        let told = format!("<p>{WORDS} Of {of}.</p>").repeat(6);
        format!("<article><h{order}>{title}</h{order}><div class=text>{told}</div></article>")
    };
    let html = format!(
        "<html><head><title>Nine days of storm</title></head><body><div id=app>{}{}</div>\
         <ul><li><a href=/1>Other ports</a></li></ul></body></html>",
        part(1, "Nine days of storm", "the first"),
        part(2, "Part two: the boats come in", "the second"),
    );
    let (text, beside) = (shown(&html), aside(&html));
    assert!(text.contains("Of the first.") && !text.contains("Of the second."), "{text}");
    assert_eq!(beside.matches("Of the second.").count(), 6, "{beside}");
    assert!(beside.contains("Part two: the boats come in") && !beside.contains("Other ports"), "{beside}");
}

#[test]
fn long_prose_that_readability_leaves_out_comes_in_as_furniture() {
    let with = |paragraphs: usize| {
        let told = format!("<p>{WORDS} So wrote the clerk.</p>").repeat(paragraphs);
        let links = "<p>x</p>".repeat(9);
        let letter = format!(
            "<div class=box>{links}</div><div class=extra><h3>A letter of the clerk</h3>{told}</div><footer>"
        );
        let html = article("").replace("<footer>", &letter);
        (shown(&html), aside(&html))
    };
    let (text, beside) = with(5);
    assert!(text.ends_with("The end."), "{text}");
    assert_eq!(beside.matches("So wrote the clerk.").count(), 5, "{text}\n--\n{beside}");
    assert!(beside.contains("A letter of the clerk"), "{beside}");
    // A paragraph or two as well.
    let (text, beside) = with(2);
    assert!(!text.contains("wrote the clerk"), "{text}");
    assert_eq!(beside.matches("So wrote the clerk.").count(), 2, "{text}\n--\n{beside}");
}

#[test]
fn a_few_words_behind_many_links_are_none_of_the_article() {
    let far = |links: usize, words: &str| {
        let items = (0..links).map(|at| format!("<li><a href='/n/{at}'>Matter {at} of the day</a></li>"));
        let links = items.collect::<Vec<_>>().concat();
        let told = format!("<p>{WORDS} So it went.</p>").repeat(8);
        shown(&article("").replace(
            "The end.</p>",
            &format!("The end.</p>{told}<div class=s><ul>{links}</ul></div><div class=t><h2>Elsewhere</h2><p>{words}</p></div>"),
        ))
    };
    let few =
        "Can a harbour be run from a desk in another town, as the owners of this one mean to do from May on?";
    let text = far(16, few);
    assert!(!text.contains(few) && !text.contains("Elsewhere") && text.ends_with("So it went."), "{text}");
    // Behind a few links, or of some length, it may be the end of the article.
    assert!(far(4, few).contains(few));
    assert!(far(16, &format!("{WORDS} {WORDS} {WORDS}")).contains("came in one by one"));
}

#[test]
fn the_foot_of_a_page_is_no_article_though_it_says_more() {
    let names = [
        "Terms", "About the pier", "Privacy", "Help for readers", "Choices", "Cookies here",
        "Contact the pier",
    ];
    let links = names.map(|name| format!("<li><a href='/x'>{name}</a></li>")).concat();
    let words = [
        "Children at the harbour have sung for the old pilot, who turned ninety-five years old today.",
        "He is in the hospital above the town, where the doctors say that he is weak but of good cheer.",
        "The people of the town were asked to give an hour of their day to whoever needs it most of all.",
    ];
    let told = words.map(|words| format!("<p>{words}</p>")).concat();
    let at_foot = "This page is best seen in a browser of today, with styles switched on, and though it can be read in others, \
        it will not look as it was meant to look, so please think of getting one, since it costs nothing at all.";
    let page = |told: &str, links: &str| {
        shown(&format!(
            "<html><head><title>Children sing for the pilot</title></head><body><div id=all><div class=story>\
             <h1>Children sing for the pilot</h1><div class=box>{told}</div></div><div id=page-foot><h2>Links of the pier</h2>{links}\
             <p>The pier is not answerable for what other pages say. <a href='/l'>Read more</a></p><p><strong>{at_foot}</strong></p></div>\
             </div></body></html>"
        ))
    };
    let text = page(&told, &format!("<ul>{links}</ul>"));
    for words in words {
        assert!(text.contains(words), "{words} in {text}");
    }
    assert!(!text.contains("best seen in a browser") && !text.contains("About the pier"), "{text}");
    // Where nothing else is told, or no links are there, it may be what the page is about.
    assert!(page("", &format!("<ul>{links}</ul>")).contains("best seen in a browser"));
    assert!(page(&told, "").contains("best seen in a browser"));
}

#[test]
fn headings_and_lines_above_links_alone_are_labels_of_these() {
    let links = "<ul><li><a href=/1>The tide tables of the whole coast</a></li><li><a href=/2>Who owns the quay</a></li></ul>";
    let box_of = |heading: &str| {
        let within = format!(
            "<p>{WORDS} So far.</p><div class=related><h4>{heading}</h4>{links}</div><h2>Costs</h2><p>{WORDS} And so on.</p>"
        );
        shown(
            &article(&within)
                .replace("<div class=related><h4>", "<h3>")
                .replace("</h4><ul>", "</h3><div class=related><ul>"),
        )
    };
    let text = box_of("White papers");
    assert!(!text.contains("White papers"), "{text}");
    assert!(text.contains("Costs") && text.contains("So far.") && text.contains("And so on."), "{text}");
    // A heading above pictures, or above nothing at all, may be told.
    let pictures = "<h3>1. The mole</h3><img src=a.jpg alt='The mole at high tide in March'><h3>2. The quay</h3><img src=b.jpg>\
        <div class=advert><a href=/ad>Buy a boat of our yard</a></div><h3>3. The bar</h3>";
    let text = shown(&article(&format!("{pictures}<p>{WORDS}</p>")));
    assert!(
        text.contains("1. The mole") && text.contains("2. The quay") && text.contains("3. The bar"),
        "{text}"
    );
    // A line that names the links below it.
    let line = |label: &str| {
        let link = "<p><a href='/1'>The tide tables of the whole coast</a></p>";
        shown(&article(&format!("<p>{WORDS} So far.</p><p>{label}</p>{link}<p>{WORDS} And so on.</p>")))
    };
    assert!(!line("ALSO:").contains("ALSO"), "{}", line("ALSO:"));
    assert!(line("They said so.").contains("They said so."));
    let told = shown(&article(&format!("<p>They had three wishes:</p><p>{WORDS}</p>")));
    assert!(told.contains("three wishes"), "{told}");
}

#[test]
fn a_row_of_teasers_within_an_article_is_none_of_it() {
    let teaser = |at: usize| {
        format!(
            "<h4><a href='/n/{at}'>Matter {at} of the day</a></h4><p>What was said of matter {at} by those who know it.</p>"
        )
    };
    let with = |count: usize| {
        let teasers: String = (1..=count).map(teaser).collect();
        let told = format!("<p>{WORDS} So it went.</p>").repeat(4);
        shown(&article(&format!("{told}{teasers}<h3>And then</h3><p>{WORDS} And on.</p>")))
    };
    let text = with(3);
    assert!(!text.contains("What was said of matter"), "{text}");
    assert!(text.contains("And on.") && text.matches("So it went.").count() == 4, "{text}");
    // One alone may be told of what it leads to, and so may all that an article is made of.
    assert!(with(1).contains("What was said of matter 1"));
    let round = (1..12).map(teaser).collect::<String>();
    let text = shown(&format!(
        "<html><head><title>What others wrote</title></head><body><article><h1>What others wrote</h1><p>{WORDS}</p>{round}</article></body></html>"
    ));
    assert!(text.contains("What was said of matter 7"), "{text}");
}

#[test]
fn what_points_elsewhere_from_aside_is_no_heading() {
    let with = |within: &str| {
        let told = format!("<p>{WORDS} So far.</p>{within}<p>{WORDS} And so on.</p><p>{WORDS}</p>");
        shown(&article(&told))
    };
    let heading = "<div class=rich><h1>Why the harbour master left in May</h1></div>";
    let text = with(&format!("<aside class='rich-link'>{heading}<a href='/n/1'>Read more</a></aside>"));
    assert!(!text.contains("Why the harbour master left"), "{text}");
    assert!(text.contains("So far.") && text.contains("And so on."), "{text}");
    // What says more, and leads nowhere, is a part of the article.
    for within in [
        format!("<aside>{heading}<p>He was asked to do so.</p></aside>"),
        "<aside><h3>The harbour in figures</h3><ul><li>Boats: 24</li><li>Days shut: 9</li></ul></aside>"
            .to_owned(),
        "<div><h2><a href='/n/1'>Why the harbour master left in May</a></h2></div>".to_owned(),
    ] {
        let text = with(&within);
        assert!(text.contains("harbour master left") || text.contains("Boats: 24"), "{within}: {text}");
    }
}

#[test]
fn polls_are_none_of_the_article() {
    let poll = |class: &str| {
        let ask = "<h4>What should the town do?</h4><ul><li>Dig a new basin</li><li>Leave it as it is</li></ul><p>View results</p>";
        shown(&article(&format!("<div class='{class}'>{ask}</div>")))
    };
    for class in ["story-poll", "polls", "PDS_Poll box"] {
        let text = poll(class);
        assert!(!text.contains("Dig a new basin") && text.ends_with("The end."), "{class}: {text}");
    }
    assert!(poll("pollen").contains("Dig a new basin"));
}

#[test]
fn what_readers_say_is_told_by_the_heading_above_it() {
    let said = |at: usize, name: &str, answer: &str| {
        format!(
            "<li class=u{at}><b class='{name}'>Ann {at}</b><p>I have sailed over that bar for {at} years, and nobody ever asked the pilot \
             or anybody else of us about it.</p><a href='#r{at}'>{answer}</a></li>"
        )
    };
    let with = |heading: &str, name: &str, answer: &str, wrapped: bool| {
        let all: String = (1..9).map(|at| said(at, name, answer)).collect();
        let (open, close) = if wrapped { ("<div class=uk>", "</div>") } else { ("", "") };
        let below = format!("</article>{open}<h3>{heading}</h3><ul class=ul>{all}</ul>{close}");
        // A short article beside which readers say more.
        let html =
            article("").replace(&format!("<p>{WORDS} So it was said.</p>"), "").replace("</article>", &below);
        shown(&html)
    };
    for (heading, answer) in [
        ("Comments (8)", "Reply"),
        ("8 Kommentare", "Antworten"),
        ("Commentaires", "Répondre"),
        ("Комментарии (8)", "Ответить"),
        ("评论", "回复"),
    ] {
        for wrapped in [true, false] {
            let text = with(heading, "x", answer, wrapped);
            assert!(!text.contains("sailed over"), "{heading}: {text}");
            assert!(text.contains("The end."), "{heading}: {text}");
        }
    }
    assert!(!with("Comments", "user-name", "⋯", true).contains("sailed over"));
    // A section of documentation on comments has neither names nor answers.
    let section =
        format!("<section><h2>Comments</h2><p>{WORDS} They begin with a sign.</p><pre># so</pre></section>");
    assert!(shown(&article(&section)).contains("They begin with a sign."));
    assert!(with("The bar", "x", "Reply", true).contains("The end."));
}

#[test]
fn words_that_pages_say_of_themselves_are_furniture() {
    for line in [
        "Kick off your day with our daily email newsletter. It has the news of all harbours.",
        "Want more updates from the quay? Sign up for the newsletter.",
        "What do you think? Scroll down to comment below.",
        "This content is imported from Pics. You may be able to find the same content in another format.",
        "Twitter: @janeroe",
        "Kļūda rakstā? Iezīmējiet tekstu un spiediet Ctrl+Enter!",
        "Нашли ошибку? Выделите текст и нажмите Ctrl+Enter.",
        "Comment (1)",
        "80 comment(s) - last by Ann.. on May 22 at 12:09 PM",
        "12 条评论",
        "责任编辑：王小明",
        "Popular videos",
    ] {
        let text = shown(&article(&format!("<p>{line}</p>")));
        assert!(!text.contains(line), "{line} in {text}");
    }
    for line in [
        "Press Ctrl+Enter to send what you wrote, and the error goes away.",
        "Want more updates on the storm, they asked.",
        "On Twitter: @janeroe wrote that the boats were late.",
    ] {
        let text = shown(&article(&format!("<p>{line}</p>")));
        assert!(text.contains(line), "{line} in {text}");
    }
}

#[test]
fn forms_tell_nothing_but_their_prose() {
    let form = "<div id=respond><h3>Leave a Reply <small><a href='#r'>Cancel reply</a></small></h3><form>\
        <p>Your email address will not be published. Required fields are marked *</p>\
        <p><label>Name (required)</label> <label>Email (required)</label> <label>Website of your own</label></p>\
        <fieldset><legend>Who you are to all of us</legend></fieldset>\
        <p><label>Tell me when others have written more on the harbour.</label></p></form></div>";
    let prose =
        "The office is open from nine to five, and letters that come later are read on the next morning.";
    let contact = format!(
        "<form class=contact><p>{prose}</p><label>Your message to the office of the board</label>\
         <button>Send it to the office now</button><select><option>One of the many boards</select></form>"
    );
    let both = format!("{form}{contact}");
    for html in [article("").replace("<footer>", &format!("{both}<footer>")), article(&both)] {
        let text = page(&html).document.text;
        for gone in [
            "Reply", "published", "Website of", "Who you are", "Tell me", "Your message", "Send it", "One of",
        ] {
            assert!(!text.contains(gone), "{gone}: {text}");
        }
        assert!(text.contains(prose), "{text}");
    }
    // What the article says of forms stays, and so do words that only begin as a form does.
    for words in
        ["Leave a comment in the book of the harbour, they said.", "Name the pier that is on the map."]
    {
        for html in [
            article(&format!("<p>{words}</p>")),
            article("").replace(
                "</article>",
                &format!("</article><p>x</p><div class=comments><p>{words}</p></div>"),
            ),
        ] {
            assert!(page(&html).document.text.contains(words), "{words}");
        }
    }
    // A page that is one form is read as any other, labels among its words as well.
    let told = (1..=9).map(|at| format!("<p>{WORDS} So ends part {at}.</p>")).collect::<Vec<_>>().concat();
    let html = format!(
        "<html><head><title>Nine days</title></head><body><form id=aspnetForm><h1>Nine days</h1><div><label>The first of two parts, as they were told.</label>\
         {told}</div></form></body></html>"
    );
    let text = shown(&html);
    assert!((1..=9).all(|at| text.contains(&format!("So ends part {at}."))), "{text}");
    assert!(page(&html).document.text.contains("The first of two parts"), "{}", page(&html).document.text);
}

#[test]
fn a_page_that_is_but_a_form_is_never_empty() {
    let html = "<html><head><title>Log in</title></head><body><form><label>Name of the boat</label><label>Its port</label></form></body></html>";
    assert!(page(html).document.text.contains("Name of the boat"));
}

#[test]
fn what_stands_in_place_of_a_film_is_furniture() {
    let said =
        "The film shows how the boats come in over the bar, one after the other, until nobody is out there.";
    let with = |object: &str| article(&format!("<p>{WORDS} So far.</p>{object}<p>{WORDS} And so on.</p>"));
    for object in [
        format!("<object data=a.swf><param name=m value=a.swf><embed src=a.swf><p>{said}</p></object>"),
        format!("<div><object data=a.swf>{said}</object></div>"),
        format!("<p><object data=a.swf><object data=b.mp4>{said}</object></object></p>"),
    ] {
        let html = with(&object);
        assert!(aside(&html).contains(said) && !shown(&html).contains(said), "{object}: {}", aside(&html));
        assert!(shown(&html).contains("So far.") && shown(&html).contains("And so on."), "{}", shown(&html));
    }
    let of_one =
        "The film shows how a browser of the first days was made, by whom, and what became of all of them.";
    assert!(aside(&with(&format!("<object data=a.swf><p>{of_one}</p></object>"))).contains(of_one));
    // A message is nothing to read, nor are words for a picture in a line.
    for object in [
        "<object data=a.swf><p>You need the Flash Player of its maker to see this film here.</p></object>",
        "<object data=a.mp4>Ihr Browser kann diesen Film leider nicht zeigen.</object>",
        "<p>It was told that <object data=a.svg>a over b</object> is c.</p>",
    ] {
        let text = page(&with(object)).document.text;
        assert!(!text.contains("Flash") && !text.contains("Browser") && !text.contains("a over b"), "{text}");
    }
    assert!(
        shown(&with("<p>It was told that <object data=a.svg>a over b</object> is c.</p>"))
            .contains("told that is c.")
    );
    // One that is never ended holds nothing.
    assert!(shown(&with(&format!("<div><object data=a.swf><p>{said}</p></div>"))).contains("And so on."));
}

#[test]
fn the_name_of_a_service_below_the_title_is_no_paragraph() {
    let with = |line: &str| shown(&article("").replace("</h1>", &format!("</h1><p>{line}</p>")));
    for line in ["Associated Press", "(Reuters)", "The Associated Press", "AFP"] {
        assert!(!with(line).contains(line), "{}", with(line));
    }
    assert!(with("Reuters was founded in a harbour.").contains("founded in a harbour"));
}

#[test]
fn what_the_foot_of_an_article_tells_comes_in_as_furniture() {
    let notice = "An earlier version of this article gave another number of boats. It was mended on the next morning, after \
                  a clerk of the harbour had counted them once more.";
    let html = |in_article: bool| {
        let told = format!("<p>{WORDS} So it went.</p>").repeat(8);
        let foot = format!("<footer><p>{notice}</p><p><a href=/more>More of this</a></p></footer>");
        let (within, below) = if in_article { (&*foot, "") } else { ("", &*foot) };
        format!(
            "<html><head><title>Nine days</title></head><body><article><h1>Nine days</h1>{told}{within}</article>{below}</body></html>"
        )
    };
    let (text, beside) = (shown(&html(true)), aside(&html(true)));
    assert!(
        beside.contains("An earlier version") && !text.contains("An earlier version"),
        "{text}\n--\n{beside}"
    );
    assert!(!beside.contains("More of this"), "{beside}");
    // The foot of a page is no part of it.
    assert!(!aside(&html(false)).contains("An earlier version"));
}
