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
fn what_stands_beside_an_element_without_a_name_is_of_the_article() {
    let (inner, after) = (told("Inner", 14), told("After", 4));
    let items = (0..3)
        .map(|at| format!("<li>Item {at} tells that the board met, and of what it spoke so long.</li>"))
        .collect::<Vec<_>>()
        .concat();
    let sections = format!("<section><section class=part>{inner}</section></section>");
    for (html, all) in [
        (format!("<h1>The keeper</h1>{sections}{after}"), [("Inner", 14), ("After", 4)]),
        (
            format!(
                "<article><h1>The keeper</h1><ul>{items}<li><section>{inner}</section></li></ul></article>"
            ),
            [("Item", 3), ("Inner", 14)],
        ),
        (
            format!("<article><h1>The keeper</h1><ul>{items}</ul>{sections}</article>"),
            [("Item", 3), ("Inner", 14)],
        ),
    ] {
        assert_eq!(starts(&html), (numbered(&all), Vec::new()), "{html}");
    }
}

#[test]
fn each_reply_of_a_deep_thread_is_of_the_article() {
    for (start, end) in [
        ("<ul><li><div class=comment>", "</div></li></ul>"),
        ("<dl><dd>", "</dd></dl>"),
        ("<blockquote>", "</blockquote>"),
    ] {
        let depth = 190;
        let replies = (0..depth)
            .map(|at| format!("{start}<p>Reply {at} tells that the board spoke of lamps and of ropes.</p>"))
            .collect::<Vec<_>>()
            .concat();
        let (own, aside) = starts(&format!("<h1>The keeper</h1>{replies}{}", end.repeat(depth)));
        assert_eq!((own, aside), (numbered(&[("Reply", depth)]), Vec::new()), "{start}");
    }
}

#[test]
fn what_says_that_it_is_none_of_the_article_stays_aside() {
    let with = |after: &str| {
        let (before, inner) = (told("Before", 2), told("Inner", 14));
        let html = format!(
            "<h1>The keeper</h1>{before}<blockquote><p>So it is told:</p><blockquote>{inner}</blockquote></blockquote>\
             {}{after}",
            told("After", 2)
        );
        starts(&html).0
    };
    let own = with("");
    assert!(own.ends_with(&numbered(&[("After", 2)])), "{own:?}");
    for other in [
        format!("<h3>Related stories</h3>{}", told("Other", 2)),
        format!("<h3><a href='/2'>The next keeper</a></h3>{}", told("Other", 2)),
        format!("<footer>{}</footer>", told("Other", 3)),
        format!("<div class=promo>{}</div>", told("Other", 2)),
    ] {
        assert_eq!(with(&other), own, "{other}");
    }
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

#[test]
fn an_article_within_a_list_is_the_article_alone() {
    let (inner, lead) = (told("Inner", 12), told("Lead", 1));
    let entry =
        |at: usize| format!("<li><a href='/n/{at}'>Matter {at} of the day and what came of it</a></li>");
    let links = (0..4).map(entry).collect::<String>();
    let all = numbered(&[("Lead", 1), ("Inner", 12)]);
    for html in [
        format!("<ul>{links}<li><h1>The keeper</h1>{lead}{inner}</li>{links}</ul>"),
        format!(
            "<ol class=layout><li class=left><ul>{links}</ul></li><li class=mid><h1>The keeper</h1>{lead}<div>{inner}</div></li></ol>"
        ),
        format!(
            "<dl><dt><a href=/>Home</a></dt><dd><h1>The keeper</h1>{lead}<ul><li>{inner}</li></ul></dd></dl>"
        ),
        format!(
            "<ul><li><ul><li><h1>The keeper</h1>{lead}{inner}</li></ul></li><li><ul>{links}</ul></li></ul>"
        ),
    ] {
        let (own, _) = starts(&html);
        assert_eq!(own, all, "{html}");
    }
    // Each of its paragraphs, or each of its parts, may be an item.
    let items = inner.replace("<p>", "<li>").replace("</p>", "</li>");
    assert_eq!(
        starts(&format!("<h1>The keeper</h1><ul>{items}</ul>")),
        (numbered(&[("Inner", 12)]), Vec::new())
    );
}

#[test]
fn replies_in_lists_within_each_other_are_furniture_and_none_is_lost() {
    let replies = |open: &str, close: &str, depth: usize| -> String {
        let one = |at| {
            format!(
                "{open}<b class=author>Ann</b> <a href='#r'>Reply</a><p>Reply {at} says that the board is wrong about lamps.</p>"
            )
        };
        (0..depth).map(one).collect::<String>() + &close.repeat(depth)
    };
    let inner = told("Inner", 8);
    for (before, open, close, after) in [
        ("<div id=comments>", "<ul><li>", "</li></ul>", "</div>"),
        ("<ol class=commentlist>", "<li class=comment><div class=comment-body>", "</div></li>", "</ol>"),
        ("<section><h3>Comments (30)</h3>", "<ul><li>", "</li></ul>", "</section>"),
        ("<div class=comments>", "<dl><dd>", "</dd></dl>", "</div>"),
        ("<h3>30 comments</h3>", "<ul class=children><li>", "</li></ul>", ""),
    ] {
        for depth in [1, 3, 30, 120] {
            let thread = replies(open, close, depth);
            let html = format!("<div class=story><h1>The keeper</h1>{inner}</div>{before}{thread}{after}");
            let (own, aside) = starts(&html);
            assert_eq!(own, numbered(&[("Inner", 8)]), "{depth} {before}");
            let aside: Vec<String> = aside.into_iter().filter(|words| words.starts_with("Reply ")).collect();
            assert_eq!(aside, numbered(&[("Reply", depth)]), "{depth} {before}");
        }
    }
}
