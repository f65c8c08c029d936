//! What stands among the words of an article and is none of it, by its words, its links and its kind.

use super::{WORDS, article, blocks, page};

fn shown(within: &str) -> String {
    blocks(&page(&article(within))).iter().map(|b| b.2).collect::<Vec<_>>().join("\n")
}

#[test]
fn lines_of_links_behind_small_pictures_are_none_of_the_article() {
    let line = |end: &str| {
        format!(
            "<p>📲 See all the news <a href=/all>of the great harbour</a><br>📲 Follow us on <a href=/f>Seabook</a> and <a href=/p>Pierogram</a>{end}</p>"
        )
    };
    let text = shown(&line(""));
    assert!(!text.contains("Pierogram") && text.contains("The end."), "{text}");
    // A sentence is one.
    assert!(shown(&line(" as long as you can.")).contains("Pierogram"));
}

#[test]
fn titles_with_nothing_but_dates_below_are_other_articles() {
    let rows = |count: usize| {
        let row = |at: usize| format!("<div><p>Boat number {at} has come in</p><p>2019-09-0{at}</p></div>");
        (1..=count).map(row).collect::<String>()
    };
    let html = |count| article("").replace("The end.</p>", &format!("The end.</p>{}", rows(count)));
    let text = |count| blocks(&page(&html(count))).iter().map(|b| b.2).collect::<Vec<_>>().join("\n");
    assert!(text(2).contains("Boat number 2"), "{}", text(2));
    assert!(!text(4).contains("Boat number") && text(4).contains("The end."), "{}", text(4));
}

#[test]
fn a_part_for_wide_pages_and_the_same_for_small_ones_are_told_once() {
    let part = |name: &str| {
        format!(
            "<div class={name}><h3>The captain's key</h3><h4>Given by Jane Roe, Kiel</h4><p>{WORDS} He kept it.</p></div>"
        )
    };
    let text = shown(&[part("wide"), part("small")].concat());
    assert_eq!(
        (text.matches("He kept it.").count(), text.matches("captain's key").count()),
        (1, 1),
        "{text}"
    );
    // Said again further below, it is a refrain.
    let text =
        shown(&[part("wide"), format!("<h3>Winter</h3><p>{WORDS} Snow fell.</p>"), part("small")].concat());
    assert_eq!(text.matches("He kept it.").count(), 2, "{text}");
}

#[test]
fn the_name_and_the_controls_of_a_film_are_none_of_the_article() {
    let film = "<div class=video-wrapper><div><h2>Boats come home: all that was seen</h2><small>Play Film - 2:46</small></div></div>";
    let text = shown(film);
    assert!(
        !text.contains("Boats come home") && !text.contains("2:46") && text.contains("The end."),
        "{text}"
    );
    let told = format!("<div class=video-wrapper><p>{WORDS} So the film says.</p></div>");
    assert!(shown(&told).contains("So the film says."));
}

#[test]
fn a_letter_may_be_offered_after_a_question() {
    let text = shown(
        "<p>Can't get enough of boats? Sign up now for the Pier newsletter, full of hulls, ropes and more!</p>",
    );
    assert!(!text.contains("hulls") && text.contains("The end."), "{text}");
    let told = shown("<p>Can't you hear? he asked. Sign up now for the newsletter, they had told him.</p>");
    assert!(told.contains("they had told him"), "{told}");
}

#[test]
fn beside_what_is_said_of_reporting_errors_the_question_is_furniture() {
    let keys = "<p>Select the words and press Ctrl+Enter to tell us of the mistake!</p>";
    let button = "<p>Select the words and press the button to tell us of the mistake!</p>";
    let text = shown(&format!("<p>A mistake?</p>{keys}{button}"));
    assert!(!text.contains("mistake"), "{text}");
    // Elsewhere it is asked by the article.
    let text = shown(&format!("<h2>A mistake?</h2><p>{WORDS} Or not.</p>"));
    assert!(text.contains("A mistake?"), "{text}");
}

#[test]
fn what_a_small_picture_shows_is_told_once_wherever_its_caption_stands() {
    let said = |at: usize| format!("Boat number {at} comes into the harbour on a day of wind and rain");
    let slide = |at: usize| {
        format!("<div class=caption>{} (Jane Roe)</div><div class=tool>Fullscreen</div>", said(at))
    };
    let small = |at: usize| format!("<li><img src={at}.jpg alt='{at} - {}'></li>", said(at));
    let slides: String = (1..6).map(slide).collect();
    let smalls: String = (1..6).map(small).collect();
    let read = page(&article(&format!("<div class=gallery>{slides}<ul>{smalls}</ul></div>")));
    for at in 1..6 {
        assert_eq!(read.document.text.matches(&said(at)).count(), 1, "{}", read.document.text);
    }
    // The controls are no captions.
    let is_control = |b: &&crate::model::Block| read.document.slice(b.span) == "Fullscreen";
    let controls: Vec<_> = read.document.blocks.iter().filter(is_control).collect();
    assert!(
        controls.iter().all(|b| b.furniture && b.kind == crate::model::BlockKind::Paragraph),
        "{controls:?}"
    );
    // What nothing else says stays.
    let read = page(&article("<p><img src=a.jpg alt='A gull on the long pier at noon'></p>"));
    assert!(read.document.text.contains("A gull on the long pier"));
}
