//! What labels and links say of the words of a page, and where they are not believed.

use super::{WORDS, article, blocks, page};

fn shown(html: &str) -> String {
    blocks(&page(html)).iter().map(|b| b.2).collect::<Vec<_>>().join("\n")
}

/// A page with these elements below a heading, and a menu above.
fn bare(within: &str) -> String {
    format!(
        "<html><head><title>Ways through the harbour</title></head><body>\
         <ul class=menu><li><a href=/>Home</a></li><li><a href=/n>News</a></li></ul>\
         <h1>Ways through the harbour</h1><div class=text>{within}</div></body></html>"
    )
}

#[test]
fn steps_of_an_article_that_all_lead_on_are_told() {
    let step = |at: usize| {
        format!("<p><a href='/way/{at}'>Way {at}: keep the tower of the mill to your left</a></p>")
    };
    let steps: String = (1..9).map(step).collect();
    let lead = format!("<p>{WORDS}</p>");
    let text = shown(&bare(&format!("{lead}{steps}")));
    assert!(text.contains("Way 1: keep") && text.contains("Way 8: keep"), "{text}");
    // A few links among much that is told lead to other articles.
    let text = shown(&bare(&format!("{}{}{}", lead.repeat(9), step(1), lead.repeat(9))));
    assert!(text.contains("nobody wanted to buy") && !text.contains("Way 1: keep"), "{text}");
}

#[test]
fn a_frame_that_says_more_than_all_the_rest_is_none() {
    let line = |at: usize| format!("<div class=line><span>Boat {at} came home</span></div>");
    let lines: String = (1..12).map(line).collect();
    let framed = |lines: &str, rest: &str| {
        shown(&bare(&format!("<div class='overlay'>{lines}</div><div>{rest}</div>")))
    };
    let text = framed(&lines, "Seen from the pier");
    assert!(text.contains("Boat 1 came home") && text.contains("Boat 11 came home"), "{text}");
    let text = framed(&line(1), "Seen from the pier by all who had come to stand there");
    assert!(text.contains("Seen from the pier") && !text.contains("Boat 1 came"), "{text}");
}

#[test]
fn what_a_layout_has_beside_is_not_what_the_article_stands_in() {
    let long = format!("<p>{WORDS}</p>").repeat(4);
    for class in ["page with-sidebar-right", "no-sidebar"] {
        // Ends too many close the element early that the article stands in.
        let text = shown(&format!(
            "<html><head><title>Nine days of storm</title></head><body><div class='{class}'><div class=article>\
             <h1>Nine days of storm</h1><p>{WORDS} One.</p>{long}</div><p>{WORDS} Two.</p></div>{long}\
             <p>{WORDS} Three.</p></body></html>"
        ));
        for end in ["One.", "Two.", "Three."] {
            assert!(text.contains(end), "{class}: {end} in {text}");
        }
    }
}

#[test]
fn sentences_are_shown_whatever_the_element_is_called_that_holds_them() {
    let told = "The mole was built twice, by two towns that did not speak with each other at all.";
    for class in ["overlay", "photo-credit"] {
        let text = shown(&article(&format!("<div class='{class}'><p>{told}</p></div>")));
        assert!(text.contains(told), "{class}: {text}");
        let text = shown(&article(&format!("<div class='{class}'><p>Jane Roe for the harbour</p></div>")));
        assert!(!text.contains("Jane Roe"), "{class}: {text}");
    }
}
