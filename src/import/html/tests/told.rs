//! Words that are of the article although what holds them is called, or is, something that is none of it mostly.

use super::{WORDS, article, blocks, page};

fn shown(html: &str) -> Vec<String> {
    blocks(&page(html)).iter().map(|block| block.2.to_owned()).collect()
}

#[test]
fn buttons_among_words_are_words() {
    for (within, told) in [
        (
            "<p>The pilot did <button class=term>not</button> leave the pier.",
            "The pilot did not leave the pier.",
        ),
        (
            "<p><button type=button>Ballast</button> is what keeps a boat upright.",
            "Ballast is what keeps a boat upright.",
        ),
        (
            "<p>They asked for more <button><span>ballast</span><svg></svg></button>.",
            "They asked for more ballast.",
        ),
        (
            "<p>Then the <button>Report of the Harbour</button> was read in the <button>Book</button> of the port.",
            "Then the Report of the Harbour was read in the Book of the port.",
        ),
        ("<ul><li>a load of <button>ballast</button></ul>", "a load of ballast"),
        (
            "<div>The pilot did <button>not</button> leave the pier.</div>",
            "The pilot did not leave the pier.",
        ),
        (
            "<h3 class=q><button class='accordion-button collapsed' aria-expanded=false>Who paid for it?</button></h3><p>Nobody did, then or later.",
            "Who paid for it?",
        ),
    ] {
        let found = shown(&article(within));
        assert!(found.iter().any(|block| block == told), "{within}: {found:#?}");
    }
    let table =
        shown(&article("<table><tr><th>Load<th>Days<tr><td>old <button>ballast</button><td>9</table>"));
    assert!(table.iter().any(|block| block.contains("old ballast")), "{table:#?}");
}

#[test]
fn questions_that_open_their_answers_are_headings() {
    let one = |question: &str| {
        format!(
            "<div class=accordion-item><h2 class=accordion-header><button class='accordion-button collapsed'>{question}</button></h2>\
             <div class='accordion-collapse collapse'><div class=accordion-body><p>{WORDS} {WORDS}</p></div></div></div>"
        )
    };
    let asked = ["Who paid for the boats?", "Ballast", "When did it begin?"];
    let all: String = asked.into_iter().map(one).collect();
    let html = format!(
        "<html><head><title>Of boats</title></head><body><main><h1>Of boats</h1><div class=accordion>{all}</div></main></body></html>"
    );
    let found = shown(&html);
    for asked in asked {
        assert!(found.iter().any(|block| block == asked), "{asked}: {found:#?}");
    }
}

#[test]
fn buttons_that_stand_alone_or_beside_what_is_told_are_none() {
    for within in [
        "<p><button>Recount</button></p>",
        "<div><button>Recount</button> <button>Recount it</button></div>",
        "<div>Nine of ten <button>Recount</button></div>",
        "<p>The boats stayed where they were. <button>Recount</button></p>",
        "<h3>The last boat <button class=copy-link>Recount</button></h3><p>It came in late.</p>",
        "<p>The boats stayed <button>Follow Recount</button></p>",
        "<p>The boats <button class='anchor'>Recount</button> stayed.</p>",
        "<pre>haul --all <button>Recount</button></pre>",
        "<form><p>Your boat <button>Recount</button></p></form>",
        "<ul><li><button>Recount</button><li><button>Recount</button></ul>",
        "<p>The boats <button style='display:none'>Recount</button> stayed.</p>",
    ] {
        let found = shown(&article(within));
        assert!(!found.iter().any(|block| block.contains("Recount")), "{within}: {found:#?}");
    }
}

/// Sections as documentation has them, each with the id of its heading.
fn sections(of: &[(&str, &str)]) -> String {
    let one = |(heading, told): &(&str, &str)| {
        let id = heading.to_lowercase().replace(' ', "-");
        format!("<section id={id}><h2>{heading}<a href=#{id}>¶</a></h2>{told}</section>")
    };
    let all: String = of.iter().map(one).collect();
    format!(
        "<html><head><title>Logs of boats</title></head><body><div class=body><section id=logs-of-boats><h1>Logs of boats</h1>\
         <p>{WORDS}</p>{all}</section></div></body></html>"
    )
}

#[test]
fn sections_are_told_whatever_their_headings_are() {
    let prose = format!("<p>{WORDS}</p><p>{WORDS} So it was said.</p>");
    for name in
        ["Comments", "Related", "Related work", "Related projects", "Social", "Menu", "Footer", "Sidebar"]
    {
        let own = format!(
            "<p>Nobody wrote down why the {name} were so few in those years.</p><p>A line of it, then:</p><pre>haul</pre>"
        );
        let found = shown(&sections(&[("Values", &prose), (name, &own), ("Boats", &prose)]));
        for told in [name, "Nobody wrote down", "A line of it", "haul"] {
            assert!(found.iter().any(|block| block.starts_with(told)), "{name}: {told}: {found:#?}");
        }
    }
}

#[test]
fn sections_of_what_readers_say_and_of_links_are_none() {
    let prose = format!("<p>{WORDS}</p><p>{WORDS} So it was said.</p>");
    let one = |name: &str| {
        format!(
            "<li class=comment><b class=author>{name}</b><p>I think that the pilot is wrong about the bar, for many reasons.</p><a href=#r>Reply</a></li>"
        )
    };
    let thread = format!("<ol>{}{}</ol>", one("Ann"), one("Bob"));
    let found = shown(&sections(&[("Values", &prose), ("Boats", &prose), ("Comments", &thread)]));
    assert!(!found.iter().any(|block| block.contains("pilot is wrong")), "{found:#?}");
    // Nor is what stands below all that is told, though nothing but its name says so.
    for name in ["Comments", "Related posts"] {
        let below = "<p>I never heard of the boats, and I have lived at the harbour all of my life.</p>";
        let found = shown(&sections(&[("Values", &prose), ("Boats", &prose), (name, below)]));
        assert!(!found.iter().any(|block| block.contains("never heard")), "{name}: {found:#?}");
    }
    let links = "<ul><li><a href=/a>The last boat came in late, and nobody stood there.</a><li><a href=/b>A cow is found on the far side of the river.</a></ul>";
    let found = shown(&sections(&[("Values", &prose), ("Boats", &prose), ("Related", links)]));
    assert!(!found.iter().any(|block| block.contains("last boat")), "{found:#?}");
}

#[test]
fn posts_of_a_thread_that_are_signed_are_told_alike() {
    let said = [
        "The winter boat is the better one, since it has two masts and takes the bar at any tide that I know of.",
        "I took the summer boat for nine years, and it was late on each of the days that I had to be somewhere.",
        "Nobody has asked the pilots yet, who know both of them and have no reason to tell us anything but the truth.",
        "The pilots tell whatever the owners want them to tell, as everybody knows who has ever stood at the bar.",
        "There was a third boat once, with a crew of four, and it was sold to the other side after the long storm.",
        "It came back under another name, and whoever looks at its keel can still see what it was called before.",
    ];
    let post = |(at, said): (u8, &str)| {
        format!(
            "<div class=post id=p{at}><div class=postprofile><a class=username>user{at}</a> Posts: {at}</div>\
             <div class=postbody><p class=author>by user{at} » Mon Nov 0{at}, 2026</p><div class=content>{said} {said}<br>{said}</div>\
             <div class=signature>Sign {at}: what a keel is to a mast</div></div></div>"
        )
    };
    let posts: String = (1..).zip(said).map(post).collect();
    let html = format!(
        "<html><head><title>Which boat? - Pier Forum</title></head><body><h2 class=topic-title>Which boat?</h2>{posts}\
         <footer><p>All rights reserved</p></footer></body></html>"
    );
    let found = shown(&html);
    for said in said {
        assert!(found.iter().any(|block| block.contains(said)), "{said}: {found:#?}");
    }
    assert!(!found.iter().any(|block| block.starts_with("Sign ")), "{found:#?}");
}

#[test]
fn what_sums_up_an_article_stays_among_the_names_below_its_title() {
    let lead = "Nobody who lives from the sea has forgotten the nine days in which the harbour was closed.";
    let with = |head: &str| {
        format!(
            "<html><head><title>Nine days of storm</title></head><body><article>{head}<p>{WORDS}</p><p>{WORDS} So it was said.</p>\
             <p>{WORDS} The end.</p></article></body></html>"
        )
    };
    for head in [
        format!(
            "<header class=article__header><h1>Nine days of storm</h1><p class=article__desc>{lead}</p><span class=meta__author>By Jane Roe</span></header>"
        ),
        format!(
            "<div class=post-header><h1>Nine days of storm</h1><p>{lead}</p><p class=byline>By Jane Roe</p></div>"
        ),
        format!(
            "<div data-gu-name=headline><h1>Nine days of storm</h1></div><div data-gu-name=standfirst><p>{}</p></div>",
            lead.trim_end_matches('.')
        ),
    ] {
        let found = shown(&with(&head));
        assert!(
            found.iter().any(|block| block.starts_with(lead.trim_end_matches('.'))),
            "{head}: {found:#?}"
        );
    }
    let about = "Jane Roe is a reporter of the Pier and the author of a book about boats.";
    let head = format!(
        "<div class=post-header><h1>Nine days of storm</h1><p>{about}</p><p class=byline>By Jane Roe</p></div>"
    );
    let found = shown(&with(&head));
    assert!(!found.iter().any(|block| block == about), "{found:#?}");
}

#[test]
fn an_address_that_says_so_tells_who_wrote_and_a_sentence_does_not() {
    let signed = "<address aria-label='Contributor info'>Ann Poe and Jane Roe in Hamburg</address>";
    let read = page(&article("").replace("</h1>", &format!("</h1>{signed}")));
    assert_eq!(read.meta.byline.as_deref(), Some("Ann Poe; Jane Roe"));
    assert!(!blocks(&read).iter().any(|block| block.2.contains("Hamburg")));

    let note =
        "The pilot of the boat told me all of this when I was young, and I have changed nothing in it.";
    let read = page(&article("").replace("</h1>", &format!("</h1><p class=author-note>{note}</p>")));
    assert_eq!(read.meta.byline, None);
    assert!(blocks(&read).iter().any(|block| block.2 == note));

    let read = page(&article("").replace("</h1>", "</h1><p>By Easter Sunday</p>"));
    assert_eq!(read.meta.byline, None);
}
