//! Parts of articles that are easily lost.

use super::{WORDS, article, blocks, page};

fn shown(html: &str) -> String {
    blocks(&page(html)).iter().map(|block| block.2).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_lead_above_the_words_that_readability_takes_stays() {
    let lead = "A storm held the harbour of the town for nine days, and nobody who lives from the sea has forgotten it since.";
    let html = format!(
        "<html><head><title>Nine days of storm</title></head><body><div><div><h1>Nine days of storm</h1></div>\
         <div class=top><p>{lead}</p></div></div><div id=content class=article-body><p>{WORDS}</p><p>{WORDS}</p><p>{WORDS}</p>\
         <p>{WORDS}</p></div></body></html>"
    );
    assert!(shown(&html).contains(lead), "{}", shown(&html));
}

#[test]
fn of_a_page_that_goes_on_with_the_next_article_the_first_is_read() {
    let one = |title: &str, body: &str, times: usize| {
        let paragraph = format!("<p>{body}</p>");
        format!("<div class=item><h1>{title}</h1><div class=text>{}</div></div>", paragraph.repeat(times))
    };
    let other = "Elsewhere the wind had taken the roofs of three barns, the bell of the church and, as its owner said, a cow, \
         which was found unhurt, though much surprised, on the far side of the river two days later.";
    let html = format!(
        "<html><head><title>Nine days of storm</title></head><body>{}{}</body></html>",
        one("Nine days of storm", WORDS, 4),
        one("A cow is found", other, 12)
    );
    let shown = shown(&html);
    assert!(shown.contains("The harbour was closed") && !shown.contains("three barns"), "{shown}");
}

#[test]
fn headings_are_not_taken_for_what_their_ids_are_made_of() {
    let html = article(
        "<h3 id=nav_and_related__1>Nav and related arts</h3><p>It was never the same again, they said.</p>",
    );
    assert!(shown(&html).contains("Nav and related arts"));
}

#[test]
fn headings_that_are_links_stay_above_their_sections_and_go_with_teasers() {
    let section = format!("<h3><a href=/boat>The last boat</a></h3><p>{WORDS}</p><p>{WORDS}</p>");
    assert!(shown(&article(&section)).contains("The last boat"));
    let teaser = "<h3><a href=/boat>The last boat</a></h3><p>It came in late, and nobody stood at the pier.</p><h3>Then</h3>";
    assert!(!shown(&article(teaser)).contains("The last boat"));
}

#[test]
fn a_section_of_much_prose_is_no_tool_for_what_it_is_named_after() {
    let section = format!(
        "<div class=section id=sharing-with-others><h2>Sharing with others</h2><p>{WORDS}</p><p>Short:</p><pre>haul --all</pre>\
         <p>{}</p></div>",
        WORDS.repeat(5)
    );
    let shown = shown(&article(&format!("{section}{}", format!("<p>{WORDS}</p>").repeat(12))));
    assert!(shown.contains("Short:") && shown.contains("haul --all"), "{shown}");
}

#[test]
fn formulas_are_told_in_a_line() {
    let html = article(
        "<p>It holds that <span class='MathJax CtxtMenu_1'><math><msup><mi>a</mi><mn>2</mn></msup><mo>+</mo><mi>b</mi><mo>=</mo>\
         <mfrac><mn>1</mn><mn>2</mn></mfrac><annotation encoding='x'>never</annotation></math></span>, and \
         <math><msqrt><msub><mi>x</mi><mn>1</mn></msub></msqrt></math>, as all of them knew.</p>",
    );
    let shown = shown(&html);
    assert!(shown.contains("It holds that a^2+b = 1/2, and √(x_1), as all"), "{shown}");
    assert!(!shown.contains("never"), "{shown}");
}

#[test]
fn what_a_page_says_is_its_main_part_holds_the_article() {
    let help = "<div><div><h2>Keyboard shortcuts</h2><p>Press the left or the right arrow to go from chapter to chapter</p>\
        <p>Press S or the slash to look for something in the book</p><p>Press Esc to hide this help again</p></div></div>";
    let with = |tag: &str, main: &str| {
        page(&format!(
            "<html><head><title>Mooring</title></head><body>{help}<div id=content><{tag}><h1>Mooring</h1>{main}</{}></div></body></html>",
            tag.split(' ').next().unwrap()
        ))
    };
    let is_help = |text: &str| text.contains("Press") || text.contains("Keyboard");
    for tag in ["main", "div role=main"] {
        for main in ["<p>Tie it with two ropes.</p>".to_owned(), format!("<p>{WORDS}</p><p>{WORDS}</p>")] {
            let read = with(tag, &main);
            let found = blocks(&read);
            assert!(found.len() >= 2 && !found.iter().any(|b| is_help(b.2)), "{tag}: {found:#?}");
            // What stands around it comes in beside it.
            assert!(read.document.text.contains("Press Esc to hide"), "{tag}: {}", read.document.text);
        }
    }
    // One that holds nothing of the kind says nothing, nor does one that nobody sees.
    for main in [
        "<main><img src=a.png></main>",
        "<main hidden><h1>Loading</h1><p>Loading the rest of it</p></main>",
        "<main style='display:none'><h1>Loading</h1><p>Loading the rest of it</p></main>",
        "<main><a href='#top'>Top</a></main>",
        "<main><p>Only an advertisement here.</p></main>",
        "<main><form><label>Search</label></form></main>",
    ] {
        let read = page(&format!("<body>{help}{main}</body>"));
        assert!(is_help(&read.document.text), "{main}: {}", read.document.text);
    }
    // What Readability takes for the article too, and is no few words, stays.
    let prose = format!("<p>{WORDS}</p>").repeat(4);
    let read = page(&format!(
        "<body><div><main><h1>Mooring</h1>{prose}</main><section>{prose}</section></div></body>"
    ));
    assert_eq!(blocks(&read).iter().filter(|b| b.2 == WORDS).count(), 8, "{:#?}", blocks(&read).len());
}

#[test]
fn sections_are_not_taken_for_what_their_headings_are_about() {
    let html = article(
        "<section id=copyright><h2>2.3. Copyright</h2><p>What was painted on the sails belonged to nobody.</p></section>\
         <section id='about-the-author'><h2>2.4. About the author</h2><p>He was a sailor for most of his life, and then he kept bees.</p></section>\
         <section id='mending-tools'><h2>Mending tools</h2><p>A needle and a knife of horn were all that anybody had, and they \
         were lent from house to house until there was nothing left of them.</p></section>\
         <div id=share><h3>Share</h3><p>With everyone that you know.</p></div>",
    );
    let shown = shown(&html);
    for kept in [
        "2.3. Copyright",
        "belonged to nobody",
        "2.4. About the author",
        "then he kept bees",
        "horn were all",
    ] {
        assert!(shown.contains(kept), "{kept} in {shown}");
    }
    assert!(!shown.contains("everyone that you know"), "{shown}");
}

#[test]
fn sentences_that_send_the_reader_on_are_part_of_what_is_told() {
    let html = article(
        "<p>See <a href=/b>the chapter on the rope and the net</a>.</p>\
         <p><a href=/c>The ten best harbours of the north, and how to get there</a></p>",
    );
    let shown = shown(&html);
    assert!(shown.contains("See the chapter on the rope and the net."), "{shown}");
    assert!(!shown.contains("The ten best harbours"), "{shown}");
}

#[test]
fn notes_that_stand_aside_are_kept_with_their_marks() {
    let html = article("<p>They were paid at last.</p>").replace(
        "</article>",
        "<aside class=footnotes><aside class=footnote role=note><span>[<a href='#r1'>1</a>]</span><p>In kind.</p></aside>\
         <aside class=footnote role=note><span>[<a href='#r2'>2</a>]</span><p>Not all.</p></aside></aside></article>",
    );
    let shown = shown(&html);
    assert!(shown.ends_with("[1] In kind.\n[2] Not all."), "{shown}");
}

#[test]
fn a_remark_beside_a_sign_is_no_table() {
    use crate::model::BlockKind;
    let html = article(
        "<div class=warning><table><tr><td rowspan=2><img alt='[Warning]' src=w.png></td><th>Warning</th></tr>\
         <tr><td><p>The mole is slippery.</p><p>Children stay away.</p></td></tr></table></div>",
    );
    let read = page(&html);
    let found = blocks(&read);
    for line in ["Warning", "The mole is slippery.", "Children stay away."] {
        assert!(found.contains(&(BlockKind::Paragraph, 0, line)), "{line} in {found:#?}");
    }
}

#[test]
fn the_end_of_a_list_that_readability_drops_is_kept() {
    use super::super::blocks::Found;
    use super::super::choose::choose;
    use super::super::part::Part;
    use crate::import::builder::Piece;
    use crate::model::BlockKind::{Heading, ListItem, Paragraph};
    let found = |kind, level, text: &str, kept: bool| {
        let all = text.chars().filter(|c| !c.is_whitespace()).count();
        let piece = Piece::new(kind, level, text.to_owned());
        Found {
            piece,
            part: Part::Body,
            all,
            kept: if kept { all } else { 0 },
            linked: 0,
            asked: 0,
            inside: true,
            main: false,
            said: false,
            named: super::super::part::Named::default(),
            at: 0,
            above: 0,
            below: 0,
        }
    };
    let list = vec![
        found(Paragraph, 0, WORDS, true),
        found(Paragraph, 0, WORDS, true),
        found(ListItem, 0, "What floats", true),
        found(Paragraph, 0, "Nets", false),
        found(ListItem, 0, "What catches", false),
        found(Paragraph, 1, "Seines, drifts", false),
        found(Heading, 2, "Letters", false),
        found(ListItem, 0, "Write to us", false),
    ];
    let chosen = choose(list, "");
    let shown: Vec<&str> =
        chosen.iter().filter(|f| !f.piece.furniture).map(|f| f.piece.text.as_str()).skip(2).collect();
    assert_eq!(shown, ["What floats", "Nets", "What catches", "Seines, drifts"]);
}
