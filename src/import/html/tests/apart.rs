//! What stands among the words of an article or beside it and is none of it, and what is.

use super::{WORDS, article, blocks, page};

fn shown(html: &str) -> String {
    blocks(&page(html)).iter().map(|b| b.2).collect::<Vec<_>>().join("\n")
}

#[test]
fn elements_that_hold_nothing_leave_nothing_behind() {
    let text =
        shown(&article("<p>They <svg class=x></svg>stayed.<button></button><video src=a.mp4></video></p>"));
    assert!(text.contains("They stayed.\n"), "{text}");
}

#[test]
fn all_of_what_is_quoted_stays() {
    let quoted = "<p>She wrote so herself, and others saw it.</p>\
        <blockquote class=post-embed><p>No boats today <a href='https://pics.example/1'>pics.example/1</a></p>\
        — Jane Roe (@roe) <a href='https://posts.example/1'>May 2, 2016</a></blockquote>";
    let text = shown(&article(quoted));
    assert!(text.contains("No boats today") && text.contains("— Jane Roe (@roe) May 2, 2016"), "{text}");
}

#[test]
fn headings_at_the_end_are_of_what_was_left_out() {
    let (label, links) = (
        "<h3>Elsewhere in the harbour</h3>",
        "<ul><li><a href=/1>One</a></li><li><a href=/2>Two</a></li></ul>",
    );
    let long = format!("<p>{WORDS}</p>").repeat(8);
    let with = |end: &str| shown(&article(&long).replace("The end.</p>", &format!("The end.</p>{end}")));
    for end in [
        label.to_owned(),
        format!("{label}{links}"),
        format!("<h2>See the pictures</h2>{label}<h4>May 2</h4>"),
    ] {
        let text = with(&end);
        assert!(text.ends_with("The end."), "{text}");
    }
    for end in
        ["<h3>Nobody came back in the end.</h3>", "<h2>One</h2><h2>Two</h2><h2>Three</h2><h2>Four</h2>"]
    {
        let text = with(end);
        assert!(!text.ends_with("The end."), "{text}");
    }
    // Of a short page headings may be what it tells.
    let text = shown(&article("").replace("The end.</p>", "The end.</p><h2>One</h2><h2>Two</h2>"));
    assert!(text.ends_with("Two"), "{text}");
}

#[test]
fn the_controls_of_a_row_of_pictures_are_none_of_its_captions() {
    let slide = |at: usize| {
        format!(
            "<figure><img src={at}.jpg><figcaption>The boats on day {at} of the storm.</figcaption></figure><p>Enlarge</p>"
        )
    };
    let slides = |most: usize| article(&(0..most).map(slide).collect::<String>());
    let text = shown(&slides(4));
    assert!(text.contains("on day 3 of the storm.") && !text.contains("Enlarge"), "{text}");
    // What is said once or twice, or between paragraphs, may be told.
    assert!(shown(&slides(2)).contains("Enlarge"));
    let refrain = format!("<p>{WORDS}</p><p>Ahoy</p>").repeat(4);
    assert!(shown(&article(&refrain)).contains("Ahoy"));
}

#[test]
fn data_for_scripts_is_not_told() {
    let text = shown(&article(
        "<p>{ \"modules\": [{\"name\": \"video\"}], \"id\": \"21\" }</p><p>{ so it goes on }</p>",
    ));
    assert!(!text.contains("modules") && text.contains("{ so it goes on }"), "{text}");
}

#[test]
fn further_articles_below_the_one_that_the_page_is_called_after_are_others() {
    let one = |at: usize, order: u8, title: &str, paragraphs: usize| {
        let told = format!("<p>{WORDS} Of {at}.</p>").repeat(paragraphs);
        format!("<article><h{order}>{title}</h{order}><div class=text>{told}</div></article>")
    };
    let stream = |first: usize, heads: &str| {
        let more = |at: usize| one(at, 2, &format!("Another matter of the harbour {at}"), 6);
        let all = one(0, 1, "Nine days of storm", first) + &(1..5).map(more).collect::<String>();
        shown(&format!(
            "<html><head><title>{heads}</title></head><body><div id=app>{all}</div></body></html>"
        ))
    };
    let text = stream(4, "Nine days of storm - The Pier");
    assert!(text.contains("Of 0.") && !text.contains("Of 1.") && !text.contains("Another matter"), "{text}");
    // What is told hour by hour is one article.
    let entry = |at: usize| format!("<article><h2>{at}:01</h2><p>{WORDS} Of {at}.</p></article>");
    let told = format!("<p>{WORDS} Of 0.</p>").repeat(6);
    let hours = (1..6).map(entry).collect::<String>();
    let text = shown(&format!(
        "<html><head><title>Nine days of storm</title></head><body><div id=app><article>\
         <h1>Nine days of storm</h1>{told}</article>{hours}</div></body></html>"
    ));
    assert!(text.contains("Of 0.") && text.contains("3:01") && text.contains("Of 4."), "{text}");
    // A page that is called otherwise, or whose first article tells next to nothing, is about all of them.
    assert!(stream(4, "Harbour diary").contains("Of 2."));
    assert!(stream(1, "Nine days of storm").contains("Of 2."));
}

#[test]
fn a_list_of_pictured_headings_that_lead_on_is_one_of_teasers() {
    let item = |at: usize, more: &str| {
        format!(
            "<li><img src={at}.jpg><h3><a href='/m/{at}'>Matter {at}</a></h3><p>What the crews of boat {at} had to say.{more}</p></li>"
        )
    };
    let with = |items: &str| {
        shown(&article("").replace("</article>", &format!("<div class=box><ul>{items}</ul></div></article>")))
    };
    let text = with(&(1..6).map(|at| item(at, "")).collect::<String>());
    assert!(text.ends_with("The end."), "{text}");
    let text = with(&(1..6).map(|at| item(at, &format!(" {WORDS}"))).collect::<String>());
    assert!(text.contains("boat 3"), "{text}");
}

#[test]
fn labels_of_teasers_and_rules_for_comments_are_known_in_many_languages() {
    for line in [
        "相关阅读：",
        "関連記事",
        "Berita terkait",
        "Читайте также",
        "Leia também:",
        "More in Harbours",
        "Comments are filtered for language and registration is required.",
    ] {
        let text = shown(&article(&format!("<p>{line}</p>")));
        assert!(!text.contains(line), "{line} in {text}");
    }
    for line in
        ["More in sorrow than in anger they left.", "More in common than apart", "More in Hope than in Fear"]
    {
        let text = shown(&article(&format!("<h2>{line}</h2><p>{WORDS}</p>")));
        assert!(text.contains(line), "{line} in {text}");
    }
}

#[test]
fn headings_of_more_stories_stand_above_teasers() {
    let item = |at: usize| {
        format!(
            "<div><h3><a href='/n/{at}'>Matter {at}</a></h3><p>What was said of matter {at} by those who know.</p></div>"
        )
    };
    let more = |heading: &str| {
        let items: String = (1..4).map(item).collect();
        shown(
            &article("")
                .replace("</article>", &format!("<div class=box><h2>{heading}</h2>{items}</div></article>")),
        )
    };
    let text = more("More harbour stories");
    assert!(text.ends_with("The end."), "{text}");
    let text = shown(&article(&format!("<h2>More ghost stories</h2><p>{WORDS}</p>")));
    assert!(text.contains("More ghost stories"), "{text}");
}

#[test]
fn a_gallery_that_is_larger_than_its_article_is_none_of_it() {
    let slide = |at: usize| {
        format!(
            "<div class='slide meta'><img src={at}.jpg><div class=caption>The boats lie outside of the mole on day {at} \
             of the storm.</div><p>All wait.</p></div>"
        )
    };
    let slides: String = (1..30).map(slide).collect();
    let body = |gallery: &str| {
        shown(&format!(
            "<html><head><title>Nine days of storm</title></head><body><article><h1>Nine days of storm</h1>\
             <div itemprop=articleBody><p>{WORDS}</p><p>{WORDS} So it was said.</p>{gallery}<p>{WORDS} The end.</p></div>\
             </article></body></html>"
        ))
    };
    let text = body(&format!("<div class='galleries wide'>{slides}</div>"));
    assert!(text.contains("So it was said.") && text.ends_with("The end."), "{text}");
    assert!(!text.contains("on day 7 of"), "{text}");
    // Pictures that no gallery is made of are told with the article.
    assert!(body(&slide(7)).contains("on day 7 of"));
    // A page of pictures is about them.
    let text = shown(&format!(
        "<html><head><title>Days of storm</title></head><body><h1>Days of storm</h1><div class=gallery>{slides}</div></body></html>"
    ));
    assert!(text.contains("on day 7 of"), "{text}");
}
