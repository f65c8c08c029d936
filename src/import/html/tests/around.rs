//! What stands close to the words of an article and is told with them: notes, headings beside what edits them, the line below
//! the title.

use super::{WORDS, blocks, page};
use crate::model::BlockKind;

fn long(count: usize, after: &str) -> String {
    (1..=count)
        .map(|day| format!("<p>{WORDS} So it was on day {day}.{after}</p>"))
        .collect::<Vec<_>>()
        .concat()
}

#[test]
fn a_note_below_is_told_as_the_words_that_lead_to_it_are() {
    const NOTE: &str = "The pilot wrote it down himself.";
    let mark = "<a href='#n1' name=r1>[1]</a>";
    let of = |notes: &str, mark: &str| {
        format!(
            "<html><head><title>Nine days</title></head><body><div class=text><h1>Nine days</h1><p>{WORDS}{mark}</p>{}</div>{notes}</body></html>",
            long(9, "")
        )
    };
    for notes in [
        format!(
            "<div><hr><div id=ftn1><p class=MsoFootnoteText><a href='#r1' name=n1>[1]</a> {NOTE}</p></div></div>"
        ),
        format!("<div class=note><p id=n1><a href='#r1'>[1]</a> {NOTE}</p></div>"),
        format!(
            "<section class=below><h2>Remarks</h2><ol><li id=n1><p>{NOTE} <a href='#r1'>↩</a></p></li></ol></section>"
        ),
    ] {
        let read = page(&of(&notes, mark));
        let shown = blocks(&read);
        assert!(shown.iter().any(|b| b.2.contains(NOTE)), "{notes}: {shown:#?}");
        assert_eq!(shown.iter().any(|b| b.2 == "Remarks"), notes.contains("Remarks"), "{shown:#?}");
        // Nothing leads to it.
        let read = page(&of(&notes, ""));
        assert!(!blocks(&read).iter().any(|b| b.2 == "Remarks"), "{notes}");
    }
}

#[test]
fn a_heading_beside_ways_to_edit_it_stays_and_they_go() {
    let edit = "<span class=ways>[<a href='/w?action=edit&s=1'>edit</a> | <a href='/w?veaction=edit&s=1'>edit source</a>]</span>";
    for heading in [
        format!("<div class=mw-heading><h2 id=Past>Past</h2>{edit}</div>"),
        format!("<h2>Past {edit}</h2>"),
        "<div class=mw-heading><h2>Past</h2><span><a role=button href='/w?action=edit'><span>edit</span></a></span></div>".to_owned(),
    ] {
        for lead in ["", "<p>A harbour is where boats lie.</p>"] {
            let html = format!(
                "<html><head><title>Harbour</title></head><body><h1>Harbour</h1><div class=content>{lead}{heading}{}</div></body></html>",
                long(8, "")
            );
            let read = page(&html);
            assert!(blocks(&read).contains(&(BlockKind::Heading, 2, "Past")), "{heading}: {:#?}", blocks(&read));
            assert!(!read.document.text.contains("edit"), "{heading}");
        }
    }
    // What a heading leads to besides is a part of it.
    let html = format!(
        "<html><head><title>Harbour</title></head><body><h1>Harbour</h1>{0}<h2>Report <small>[<a href='/r.pdf'>pdf</a>]</small></h2>{0}</body></html>",
        long(3, "")
    );
    assert!(page(&html).document.text.contains("Report [pdf]"));
}

#[test]
fn a_line_below_the_title_without_a_full_stop_is_told() {
    const LINE: &str = "How a village lived through nine days without a boat and why it stays";
    let of = |title: &str, below: &str| {
        format!(
            "<html><head><title>Nine days of storm</title></head><body><header><h1>{title}</h1>{below}</header><div class=body-text>{}</div></body></html>",
            long(8, "")
        )
    };
    let is_told = |html: &str| blocks(&page(html)).contains(&(BlockKind::Paragraph, 0, LINE));
    let by = "<div class=byline>By <a href=/a>Ann Ray</a></div><time>3 May 2019</time>";
    for line in
        [format!("<p>{LINE}</p>"), format!("<h2>{LINE}</h2>"), format!("<div class=strap>{LINE}</div>")]
    {
        assert!(is_told(&of("Nine days of storm", &line)), "{line}");
        assert!(is_told(&of("Nine days of storm", &format!("{line}{by}"))), "{line}");
        assert!(is_told(&of("Nine days of storm", &format!("{by}{line}"))), "{line}");
        assert!(!is_told(&of("The Harbour Times", &line)), "below the name of the site: {line}");
    }
    let linked = format!("<p><a href=/other>{LINE}</a></p>");
    assert!(!is_told(&of("Nine days of storm", &linked)));
}

#[test]
fn a_quotation_in_a_figure_of_its_own_is_told_as_one() {
    const SAID: &str = "We have lost a year, and nobody has asked us what it was.";
    for figure in [
        format!("<figure><blockquote>{SAID}</blockquote><figcaption>Ann Ray</figcaption></figure>"),
        format!(
            "<figure class=quote><blockquote><p>{SAID}</p></blockquote><figcaption><cite>Ann Ray</cite></figcaption></figure>"
        ),
        format!(
            "<div class=media><figure class='quote media'><div><blockquote>{SAID}</blockquote><figcaption class=caption>Ann Ray</figcaption></div></figure></div>"
        ),
    ] {
        for count in [1, 6] {
            let html = format!(
                "<html><head><title>Nine days</title></head><body><h1>Nine days</h1><div class=text>{0}{figure}{0}</div></body></html>",
                long(count, "")
            );
            let read = page(&html);
            assert!(
                blocks(&read).contains(&(BlockKind::Quotation, 0, SAID)),
                "{figure}: {:#?}",
                blocks(&read)
            );
        }
    }
}

/// What is shown of an article with a line in its midst.
fn shown_of(line: &str) -> String {
    let html = format!(
        "<html><head><title>Nine days</title></head><body><article><h1>Nine days</h1>{}{line}{}</article></body></html>",
        long(4, ""),
        long(4, "")
    );
    let read = page(&html);
    let shown = read.document.blocks.iter().filter(|block| !block.furniture);
    shown.map(|block| read.document.slice(block.span)).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_label_and_where_it_leads_are_none_of_the_article_and_what_tells_more_is() {
    let link = "<a href='/other'>The bridge is closed</a>";
    let of = |line: &str| shown_of(line).contains("The bridge is closed");
    for line in [
        format!("<p>Read also: {link}</p>"),
        format!("<p><strong>Lesen Sie dazu auch</strong> {link}</p>"),
        format!("<p><em>(Lees ook: {link})</em></p>"),
        format!("<ul><li><b>Leggi anche:</b> {link}</li></ul>"),
        format!("<p>Leia também — {link}.</p>"),
    ] {
        assert!(!of(&line), "{line}");
    }
    for line in [
        format!("<p>Read also what the pilot wrote on it: {link}, in May.</p>"),
        format!("<p>Who asked was told: {link}</p>"),
        "<p>Read also: The bridge is closed, by Ann Low, and all that she wrote of the river.</p>".to_owned(),
    ] {
        assert!(of(&line), "{line}");
    }
}

#[test]
fn what_announces_an_advertisement_goes_and_what_is_told_of_it_stays() {
    for line in ["Werbung", "- Publicité -", "(advertentie)", "La suite après la publicité", "Annons"] {
        assert!(!shown_of(&format!("<p>{line}</p>")).contains(line), "{line}");
    }
    for line in ["<p>Werbung.</p>", "<h2>Werbung</h2>", "<p>What paid for the ferry?</p><p>Werbung</p>"] {
        assert!(shown_of(line).contains("Werbung"), "{line}");
    }
}

#[test]
fn what_a_link_says_of_another_window_is_none_of_its_sentence() {
    for (link, told) in [
        ("<a href='/x'>the report<span class=sr-only> (opens in a new tab)</span></a>", "the report"),
        ("<a href='/x'>the report<span class=visually-hidden>, opens new tab</span></a>", "the report"),
        ("<a href='/x'>the report</a><span class=css-1> (öffnet in neuem Fenster)</span>", "the report"),
        ("<a href='/x'>the report <small>(nouvelle fenêtre)</small></a>", "the report"),
        ("<a href='/x'>the report<span class=a11y>在新窗口打开</span></a>", "the report"),
        ("<a href='/x'>the report<span class=sr-only>External link</span></a>", "the report"),
        // Words of the sentence.
        ("<a href='/x'>the report on <em>the new window</em></a>", "the report on the new window"),
        ("<a href='/x'><span>(a new window)</span></a>", "(a new window)"),
        ("<a href='/x'>the report</a> <em>opens a new window</em>", "the report opens a new window"),
    ] {
        let html = format!(
            "<html><head><title>Nine days</title></head><body><article><h1>Nine days</h1><p>{WORDS} So says {link} of May.</p>{}</article></body></html>",
            long(6, "")
        );
        let read = page(&html);
        let wanted = format!("So says {told} of May.");
        assert!(blocks(&read).iter().any(|b| b.2.ends_with(&wanted)), "{link}: {:#?}", blocks(&read).first());
    }
}
