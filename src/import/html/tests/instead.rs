//! What stands in the place of something that is not shown: pictures, frames, and what wants scripts.

use super::{WORDS, article, page};
use crate::import::{Hint, Imported, read as import};
use crate::model::{BlockKind, InlineKind};

const SAID: &str = "The chart shows that rents rose by ten percent.";

fn has(read: &Imported, kind: BlockKind, furniture: bool, text: &str) -> bool {
    let is_it = |b: &crate::model::Block| {
        b.kind == kind && b.furniture == furniture && read.document.slice(b.span) == text
    };
    read.document.blocks.iter().any(is_it)
}

#[test]
fn words_of_an_article_for_where_no_script_runs_are_furniture() {
    let within = |noscript: &str| page(&article(&format!("{noscript}<p>{WORDS} And so on.</p>")));
    for noscript in [
        format!("<noscript><p>{SAID}</p></noscript>"),
        format!("<div><noscript><div><p>{SAID}</p></noscript></div>"),
        format!("<p>So it went.</p><script>chart()</script><NOSCRIPT>{SAID}</NOSCRIPT>"),
    ] {
        let read = within(&noscript);
        assert!(has(&read, BlockKind::Paragraph, true, SAID), "{noscript}: {}", read.document.text);
        // Nothing of the article is drawn into it.
        for told in ["And so on.", "The end."] {
            assert!(
                has(&read, BlockKind::Paragraph, false, &format!("{WORDS} {told}")),
                "{noscript}: {told}"
            );
        }
    }
    // At its end, too.
    let html = article("").replace("</article>", &format!("<noscript><p>{SAID}</p></noscript></article>"));
    assert!(has(&page(&html), BlockKind::Paragraph, true, SAID));
    // All of them.
    let line =
        |n: usize| format!("The boat of pier {n} lay for a whole year in the harbour of the old town.");
    let rest = (1..9).map(|n| format!("<p>{}</p>", line(n))).collect::<Vec<_>>().concat();
    let html = article("").replace("</article>", &format!("<noscript>{rest}</noscript></article>"));
    let read = page(&html);
    for n in 1..9 {
        assert!(has(&read, BlockKind::Paragraph, true, &line(n)), "{n}: {}", read.document.text);
    }
    // What may be asked for can be told of too.
    let script =
        "The script of the film lay for years in a drawer of the chapel, and is read there at Easter.";
    let read = within(&format!("<noscript><p>{SAID}</p><p>{script}</p></noscript>"));
    assert!(has(&read, BlockKind::Paragraph, true, script), "{}", read.document.text);
    // The same words once more, what asks for scripts, and pictures are nothing to read.
    for noscript in [
        format!("<noscript><p>{WORDS} And so on.</p></noscript>"),
        "<noscript><p>Please enable JavaScript to see the chart of the rents.</p></noscript>".to_owned(),
        "<noscript><p>To see the chart of the rents, JavaScript must be switched on.</p></noscript>"
            .to_owned(),
        "<noscript><p>We set cookies to count who looks at the rents of the port.</p></noscript>".to_owned(),
        "<noscript><img src=a.png alt='A chart of the rents in the port'></noscript>".to_owned(),
        "<noscript><style>.chart { display: none; visibility: hidden; color: red }</style></noscript>"
            .to_owned(),
    ] {
        let read = within(&noscript);
        assert_eq!(read.document.text, within("").document.text, "{noscript}");
    }
    // Nor is what stands far from the article.
    let html = article("").replace(
        "<footer>",
        &format!("<div>{}<noscript><p>{SAID}</p></noscript></div><footer>", "<p>x</p>".repeat(9)),
    );
    assert!(!page(&html).document.text.contains(SAID));
}

#[test]
fn what_a_frame_shows_is_named_in_a_line_that_leads_there() {
    let html = article(
        "<iframe src='/charts/7' title='Rents in the port, 2010 to 2020'></iframe>\
         <p>So it went, <iframe src='https://www.youtube.com/embed/x' title='YouTube video player'>No frames</iframe>they said.</p>\
         <iframe src='https://ads.example/1' title='Advertisement'></iframe><iframe src='https://other.example/1'></iframe>",
    );
    let hint = Hint { address: Some("https://news.example/a/storm.html"), ..Hint::named("a.html") };
    let read = import(html.as_bytes(), &hint).unwrap();
    let text = &read.document.text;
    let (chart, film) = ("[embedded: Rents in the port, 2010 to 2020]", "[embedded: youtube.com]");
    for line in [chart, film] {
        assert!(has(&read, BlockKind::Paragraph, true, line), "{line} in {text}");
    }
    // A paragraph is not torn by what it holds.
    assert!(text.contains(&format!("So it went, they said.\n\n{film}")), "{text}");
    assert_eq!(text.matches("[embedded").count(), 2, "{text}");
    assert!(!text.contains("No frames"));
    let links: Vec<_> = read
        .document
        .inlines
        .iter()
        .filter(|i| i.kind == InlineKind::Link)
        .map(|i| (read.document.slice(i.span), i.target.as_deref().unwrap()))
        .collect();
    assert_eq!(
        links,
        [
            ("Rents in the port, 2010 to 2020", "https://news.example/charts/7"),
            ("youtube.com", "https://www.youtube.com/embed/x")
        ]
    );
    // Beside the article it leads elsewhere.
    let frame =
        "<div class=side><iframe src='/charts/7' title='Rents in the port, 2010 to 2020'></iframe></div>";
    let html = article("").replace("<footer>", &format!("{frame}<footer>"));
    assert!(!page(&html).document.text.contains("Rents"));
}

#[test]
fn a_page_of_frames_alone_says_nothing() {
    let frame = "<iframe src='/charts/7' title='Rents in the port, 2010 to 2020'></iframe>";
    let read = page(&format!("<body><div>{frame}</div><p hidden>The tide is in.</p></body>"));
    assert!(read.document.text.contains("The tide is in."), "{}", read.document.text);
}

#[test]
fn what_is_said_in_place_of_a_picture_stays_where_nothing_stands_below_it() {
    let with = |figure: &str| page(&article(&format!("{figure}<p>{WORDS} And so on.</p>")));
    let alt = "[image: A boat in the old harbour]";
    for (below, stays) in [
        ("<figcaption>The last boat comes in.</figcaption>", false),
        ("<figcaption> </figcaption>", true),
        ("", true),
    ] {
        let read = with(&format!("<figure><img src=a.jpg alt='A boat in the old harbour'>{below}</figure>"));
        assert_eq!(has(&read, BlockKind::Caption, true, alt), stays, "{below}: {}", read.document.text);
        assert_eq!(
            has(&read, BlockKind::Caption, false, "The last boat comes in."),
            below.contains("boat"),
            "{below}"
        );
    }
}
