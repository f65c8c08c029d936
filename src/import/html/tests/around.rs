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
