//! Short articles beside which much else stands.

use super::{WORDS, blocks, page};

const BODY: &[&str] = &[
    "The pilot of the harbour has not missed a tide in twenty years, and he says that he does not mean to now.",
    "When the town offered him a younger man in May, he read the letter twice and put it under the lamp.",
    "“Somebody has to know the bar,” said the woman who sells him his bread.",
];

fn body(paragraphs: usize) -> String {
    BODY.iter().take(paragraphs).map(|words| format!("<p>{words}</p>")).collect::<Vec<_>>().concat()
}

fn shown(html: &str) -> String {
    blocks(&page(html)).iter().map(|block| block.2).collect::<Vec<_>>().join("\n")
}

fn said(at: usize) -> String {
    format!(
        "I have sailed over that bar for {at} years, and nobody ever asked the pilot or anybody else of us."
    )
}

/// All of the body is shown, and nothing of what has these words.
fn holds(html: &str, paragraphs: usize, without: &str) {
    let shown = shown(html);
    for words in BODY.iter().take(paragraphs) {
        assert!(shown.contains(words), "{words} in {shown}");
    }
    assert!(!shown.contains(without), "{paragraphs}: {shown}");
}

#[test]
fn comments_are_no_article_however_short_the_article_is() {
    for paragraphs in 1..=3 {
        for count in [3, 12, 60] {
            let each = |open: &str, close: &str| -> String {
                (0..count).map(|at| format!("{open}<p>{}</p>{close}", said(at))).collect::<Vec<_>>().concat()
            };
            let press = format!(
                "<html><head><title>The pilot – The Pier</title></head><body class=single><div id=primary class=content-area><main>\
                 <article class='post hentry'><header class=entry-header><h1 class=entry-title>The pilot</h1></header>\
                 <div class=entry-content>{}</div></article><div id=comments class=comments-area><h2>{count} thoughts on “The pilot”</h2>\
                 <ol class=comment-list>{}</ol><div id=respond><h3>Leave a Reply</h3></div></div></main></div></body></html>",
                body(paragraphs),
                each(
                    "<li class='comment depth-1'><article class=comment-body><b class=fn>Ann</b><div class=comment-content>",
                    "</div></article></li>"
                ),
            );
            holds(&press, paragraphs, "sailed over");
            let marked = format!(
                "<html><head><title>The pilot | The Pier</title></head><body><article itemscope itemtype='http://schema.org/NewsArticle'>\
                 <h1 itemprop=headline>The pilot</h1><div itemprop=articleBody>{}</div></article><div class=replies>{}</div></body></html>",
                body(paragraphs),
                each(
                    "<div itemscope itemtype='http://schema.org/Comment'><div itemprop=text>",
                    "</div></div>"
                ),
            );
            holds(&marked, paragraphs, "sailed over");
        }
    }
}

#[test]
fn what_people_answer_each_other_is_the_article_where_there_is_no_other() {
    let items: String = (0..12)
        .map(|at| {
            format!("<div class=comment><b>ann</b><div class=comment-text><p>{}</p></div></div>", said(at))
        })
        .collect::<Vec<_>>()
        .concat();
    let html = format!(
        "<html><head><title>Ask: who knows the bar?</title></head><body><div class=top><a href=/x>Who knows the bar?</a></div>\
         <div id=comments class=comment-list>{items}</div></body></html>"
    );
    assert!(shown(&html).contains(&said(7)), "{}", shown(&html));
    // An article that is named as comments are.
    let html = format!(
        "<html><head><title>The pilot</title></head><body><div class='comments'><h1>The pilot</h1><div class=comment-body>\
         <p>{WORDS}</p><p>{WORDS} So it was said.</p></div></div><div class=foot><p>{}</p></div></body></html>",
        said(1)
    );
    assert!(shown(&html).contains("So it was said."), "{}", shown(&html));
}

#[test]
fn teasers_below_a_heading_that_says_so_are_no_article() {
    let teasers: String = (0..8)
        .map(|at| format!("<div class=t><h3><a href=/{at}>Headline {at}</a></h3><p>The council met on the matter of the ferry, after a debate of {at} hours, which nobody had expected.</p></div>"))
        .collect::<Vec<_>>().concat();
    for (open, close) in [
        ("<aside><h2>Related stories</h2>", "</aside>"),
        ("<section class=more><h2>More from the Pier</h2>", "</section>"),
        ("<div class=box><h4>You may also like</h4>", "</div>"),
    ] {
        for paragraphs in 1..=3 {
            let html = format!(
                "<html><head><title>The pilot | The Pier</title></head><body><main><article><h1>The pilot</h1><div class=text>{}</div>\
                 </article>{open}{teasers}{close}</main></body></html>",
                body(paragraphs)
            );
            holds(&html, paragraphs, "council met");
        }
    }
}

#[test]
fn what_stands_below_such_a_heading_and_tells_at_length_stays() {
    // The box was never closed, so that the article stands in it.
    let rest = format!("<p>{WORDS}</p>").repeat(4);
    let html = format!(
        "<html><head><title>The pilot</title></head><body><h1>The pilot</h1><div class=text><div class=box><h3>More from the Pier</h3>\
         <ul><li><a href=/1>One headline</a></li><li><a href=/2>Another headline</a></li></ul>{rest}</div></div></body></html>"
    );
    assert_eq!(shown(&html).matches("The harbour was closed").count(), 4, "{}", shown(&html));
    // A section that tells of what is most read.
    let html = format!(
        "<html><head><title>Books of the coast</title></head><body><article><h1>Books of the coast</h1><p>{WORDS}</p><section>\
         <h2>Most popular</h2><p>{WORDS} This one is.</p></section><p>{WORDS} The end.</p></article></body></html>"
    );
    assert!(shown(&html).contains("This one is."), "{}", shown(&html));
}

#[test]
fn an_article_goes_on_in_the_next_row_of_a_table_that_lays_out_the_page() {
    let html = format!(
        "<html><head><title>The pilot</title></head><body><table><tr><td><table><tr><td><h1>The pilot</h1></td></tr><tr><td><p>{WORDS}</p>\
         <p>{WORDS} So it was said.</p></td></tr></table></td></tr><tr><td>{}</td></tr><tr><td><a href=/x>Next</a></td></tr></table></body></html>",
        body(3)
    );
    holds(&html, 3, "Next");
}

#[test]
fn a_lead_is_known_by_its_name() {
    let lead = "A letter with more names than the town has people";
    for (tag, class) in
        [("p", "standfirst"), ("h3", "subtitle"), ("h2", "article__dek dek"), ("div", "c-lede lede")]
    {
        let html = format!(
            "<html><head><title>The pilot</title></head><body><h2 class=dek>Twelve ports to see before you drown in them</h2><main>\
             <article><header><p class=kicker>Coast</p><h1>The pilot</h1><{tag} class='{class}'>{lead}</{tag}><p class=byline>By Jane Roe</p>\
             <p class=dek>By Jane Roe, who has written of ports for years.</p></header><div class=text><p>{WORDS}</p><p>{WORDS} So it was said.</p><p>{WORDS} The end.</p></div></article></main></body></html>"
        );
        let read = page(&html);
        let found = blocks(&read);
        assert_eq!(
            found.get(1).map(|b| (b.0, b.2)),
            Some((crate::model::BlockKind::Paragraph, lead)),
            "{found:#?}"
        );
        assert!(!shown(&html).contains("Twelve ports") && !shown(&html).contains("for years"), "{class}");
    }
}

#[test]
fn a_declaration_and_what_it_is_for_stand_above_long_lists() {
    let methods =
        format!("<div class=items>{}</div>", format!("<h4>fn haul(self)</h4><p>{WORDS}</p>").repeat(40));
    let html = format!(
        "<html><head><title>Net in tackle::nets - Rope</title></head><body><nav><h2><a href=/>tackle</a></h2></nav><main><div class=width>\
         <section id=main-content class=content><div class=main-heading><h1>Struct <span>Net</span></h1></div>\
         <pre class='rope item-decl'><code>pub struct Net {{ }}</code></pre><details open><summary>Expand description</summary>\
         <div class=docblock><p>A net that hauls another net, and nothing else at all.</p></div></details><h2>Implementations</h2>\
         <div id=list>{methods}</div></section></div></main></body></html>"
    );
    let words = shown(&html);
    assert!(words.contains("pub struct Net { }\nA net that hauls another net, and"), "{words}");
    let html = format!(
        "<html><head><title>Trawl: what hauls the nets</title></head><body><table class=navigation><tr><td><a href=p>Prev</a></td>\
         <th>Tackle Reference</th></tr></table><h2><span>Trawl</span></h2><p>Trawl - what hauls the nets</p>\
         <p>The trawl hauls what other nets have left.</p><div class=synopsis><h2>Synopsis</h2><pre>typedef struct trawl;</pre></div>\
         {methods}</body></html>"
    );
    let words = shown(&html);
    assert!(words.contains("The trawl hauls what other nets have left."), "{words}");
    assert!(words.contains("typedef struct trawl;") && !words.contains("Tackle Reference"), "{words}");
}
