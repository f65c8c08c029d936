//! The words of an article around the part of it that Readability takes.

use super::{blocks, page};

fn told(of: &str, paragraphs: usize) -> String {
    let paragraph = |at| {
        format!(
            "<p>{of} {at} tells that the board met once more, and spoke of lamps, ropes and the price of oil.</p>"
        )
    };
    (0..paragraphs).map(paragraph).collect::<Vec<_>>().concat()
}

/// The first two words of each block below the title, and those of furniture.
fn starts(within: &str) -> (Vec<String>, Vec<String>) {
    let html = format!("<html><head><title>The keeper</title></head><body>{within}</body></html>");
    let read = page(&html);
    let start = |text: &str| text.split(' ').take(2).collect::<Vec<_>>().join(" ");
    let own = blocks(&read).iter().skip(1).map(|b| start(b.2)).collect();
    let aside = read.document.blocks.iter().filter(|b| b.furniture);
    (own, aside.map(|b| start(read.document.slice(b.span))).collect())
}

fn numbered(parts: &[(&str, usize)]) -> Vec<String> {
    parts.iter().flat_map(|(of, count)| (0..*count).map(move |at| format!("{of} {at}"))).collect()
}

#[test]
fn what_stands_around_a_long_quotation_is_of_the_article() {
    let (before, outer, inner, after) =
        (told("Before", 3), told("Outer", 1), told("Inner", 14), told("After", 6));
    let all = numbered(&[("Before", 3), ("Outer", 1), ("Inner", 14), ("After", 6)]);
    for (start, end) in [("<blockquote>", "</blockquote>"), ("<div>", "</div>")] {
        let html = format!("<h1>The keeper</h1>{before}{start}{outer}{start}{inner}{end}{end}{after}");
        assert_eq!(starts(&html), (all.clone(), Vec::new()), "{start}");
    }
    let html = format!(
        "<h1>The keeper</h1><blockquote>{before}<blockquote>{outer}<blockquote>{inner}</blockquote></blockquote>\
         </blockquote>{after}"
    );
    assert_eq!(starts(&html), (all, Vec::new()));
}

#[test]
fn the_foot_of_a_page_below_a_long_quotation_stays_aside() {
    let (before, inner) = (told("Before", 2), told("Inner", 14));
    for other in [
        format!("<footer>{}</footer>", told("Other", 3)),
        format!("<div class=promo>{}</div>", told("Other", 2)),
    ] {
        let html = format!(
            "<h1>The keeper</h1>{before}<blockquote><p>So it is told:</p><blockquote>{inner}</blockquote></blockquote>{}{other}",
            told("After", 2)
        );
        let own = starts(&html).0;
        assert!(own.ends_with(&numbered(&[("After", 2)])), "{own:?}");
    }
}
