//! No words of a page are lost: what is not taken for the article comes in as furniture, in its place.

use super::{WORDS, article, page};

/// Numbers that look like chance and are the same each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % most
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }
}

/// A page as it is made, and how many sentences it has.
struct Made {
    chance: Chance,
    said: usize,
}

impl Made {
    /// A sentence with a number of its own.
    fn sentence(&mut self) -> String {
        self.said += 1;
        let who = self.chance.one(&["The clerk", "A sailor", "The keeper", "Nobody", "My aunt"]);
        let what = self.chance.one(&["wrote", "said", "knew", "denied"]);
        let that = self.chance.one(&[
            "that the bar was shallow",
            "that oil had grown dear since the war and would not be cheap again",
            "that the ferry came late on Sunday, as it did each week that winter",
        ]);
        format!("{who} {what} in note {} {that}.", self.said)
    }

    fn paragraph(&mut self) -> String {
        let sentences: Vec<String> = (0..self.chance.one(&[1, 1, 2, 3])).map(|_| self.sentence()).collect();
        format!("<p>{}</p>", sentences.join(" "))
    }

    fn within(&mut self, depth: usize, parts: usize) -> String {
        (0..parts).map(|_| self.part(depth)).collect()
    }

    /// Replies, each within the one before.
    fn thread(&mut self) -> String {
        let depth = self.chance.one(&[2, 5, 30]);
        let (open, close) = self.chance.one(&[
            ("<ul><li>", "</li></ul>"),
            ("<ol class=children><li class=comment>", "</li></ol>"),
            ("<dl><dd>", "</dd></dl>"),
            ("<blockquote>", "</blockquote>"),
        ]);
        let replies: Vec<_> = (0..depth).map(|_| format!("{open}<p>{}</p>", self.sentence())).collect();
        replies.concat() + &close.repeat(depth)
    }

    /// Paragraphs, or an element that holds some.
    fn part(&mut self, depth: usize) -> String {
        if depth == 0 || self.chance.below(100) < 55 {
            return (0..self.chance.one(&[1, 1, 2, 3, 6, 12])).map(|_| self.paragraph()).collect();
        }
        let parts = self.chance.one(&[1, 2, 3]);
        match self.chance.below(18) {
            0 | 1 => format!("<div>{}</div>", self.within(depth - 1, parts)),
            2 => format!("<section>{}</section>", self.within(depth - 1, parts)),
            3 => format!("<blockquote>{}</blockquote>", self.within(depth - 1, parts)),
            4 | 5 => {
                let items = (0..self.chance.one(&[2, 4, 7]))
                    .map(|_| {
                        let is_short = self.chance.below(10) < 6;
                        let item = if is_short { self.sentence() } else { self.within(depth - 1, 1) };
                        format!("<li>{item}</li>")
                    })
                    .collect::<Vec<_>>();
                format!("<ul>{}</ul>", items.concat())
            }
            6 => format!("<details><summary>More on it</summary>{}</details>", self.within(depth - 1, parts)),
            7 => format!(
                "<table><tr><td>{}</td><td>{}</td></tr></table>",
                self.within(depth - 1, 1),
                self.sentence()
            ),
            8 => {
                let term = format!("<dl><dt>Term</dt><dd>{}</dd>", self.sentence());
                format!("{term}<dt>Another</dt><dd>{}</dd></dl>", self.sentence())
            }
            9 => format!(
                "<blockquote>{}<blockquote>{}</blockquote></blockquote>",
                self.within(depth - 1, 1),
                self.within(depth - 1, 1)
            ),
            10 => format!("<div>{}<br><br>{}</div>", self.sentence(), self.sentence()),
            11 => format!("<h2>A heading</h2>{}", self.within(depth - 1, 1)),
            12 => format!("<figure><img src=x><figcaption>{}</figcaption></figure>", self.sentence()),
            13 => format!(
                "<form action=/s>{}<label>Your name <input name=n></label> <button>Send</button></form>",
                self.within(depth - 1, parts)
            ),
            14 => self.thread(),
            15 => format!("<object data=a.swf><param name=a>{}</object>", self.within(depth - 1, 1)),
            16 => format!("<object type=video/mp4 data=a.mp4>{}</object>", self.sentence()),
            _ => format!("<main>{}</main>", self.within(depth - 1, parts)),
        }
    }
}

/// The numbers of sentences that are nowhere in the text of a page, of which it has so many.
fn lost(html: &str, said: usize) -> Vec<usize> {
    let text = page(html).document.text;
    (1..=said).filter(|at| !text.contains(&format!("in note {at} "))).collect()
}

#[test]
fn no_sentence_of_a_page_is_lost() {
    let mut all = 0;
    for seed in 0..160 {
        let mut made = Made { chance: Chance(seed * 7919 + 77), said: 0 };
        let parts = made.chance.one(&[2, 4, 6, 8]);
        let told = made.within(4, parts);
        let html = match made.chance.below(4) {
            0 => format!("<h1>Piece</h1>{told}"),
            1 => format!("<div id=wrap><h1>Piece</h1>{told}</div>"),
            2 => format!("<article><h1>Piece</h1>{told}</article>"),
            _ => {
                format!(
                    "<div class=nav><a href=/>Home</a></div><h1>Piece</h1>{told}<div class=foot>Contact</div>"
                )
            }
        };
        let html = format!("<html><head><title>Piece {seed}</title></head><body>{html}</body></html>");
        let lost = lost(&html, made.said);
        assert!(lost.is_empty(), "of page {seed} {lost:?} of {} are lost: {html}", made.said);
        all += made.said;
    }
    assert!(all > 2000, "{all}");
}

#[test]
fn paragraphs_around_those_that_readability_takes_are_kept() {
    let told = |from: usize, count: usize| -> String {
        let one = |at| {
            format!(
                "<p>The board met in note {at} and spoke at length about lamps, ropes and the price of oil.</p>"
            )
        };
        (from + 1..=from + count).map(one).collect()
    };
    for after in [1, 3, 6, 12, 20] {
        for html in [
            format!("{}<div>{}<div>{}</div></div>{}", told(0, 2), told(2, 1), told(3, 24), told(27, after)),
            format!(
                "{}<blockquote>{}<blockquote>{}</blockquote></blockquote>{}",
                told(0, 2),
                told(2, 1),
                told(3, 24),
                told(27, after)
            ),
            format!("{}<main><h1>The board</h1>{}</main>{}", told(0, 2), told(2, 25), told(27, after)),
            format!("{}<main><h1>The board</h1><p>It met.</p></main>{}", told(0, 27), told(27, after)),
            format!("{}<table><tr><td>{}</table>{}", told(0, 3), told(3, 24), told(27, after)),
        ] {
            let html = format!(
                "<html><head><title>The board</title></head><body><h1>The board</h1>{html}</body></html>"
            );
            assert_eq!(lost(&html, 27 + after), [0; 0], "{after} in {html}");
        }
    }
}

#[test]
fn what_is_brought_in_stands_in_its_place_and_ways_to_other_pages_do_not_come() {
    let links = "<ul><li><a href=/1>The tide tables of the whole coast</a></li></ul><div>Print it</div>";
    let lone = "<h3>A word of the clerk</h3><p>I was asked to say that the bar is open.</p><p>So.</p><p>Come and see it, whoever you are.</p>";
    let far = "<p>x</p>".repeat(9);
    let html = article("")
        .replace("<article>", &format!("<div class=a>{links}{lone}</div><div>{far}</div><article>"));
    let read = page(&html);
    let blocks = |furniture: bool| {
        let blocks = read.document.blocks.iter().filter(move |b| b.furniture == furniture);
        blocks.map(|b| read.document.slice(b.span)).collect::<Vec<_>>()
    };
    assert_eq!(
        blocks(true),
        [
            "A word of the clerk",
            "I was asked to say that the bar is open.",
            "So.",
            "Come and see it, whoever you are."
        ]
    );
    assert_eq!(blocks(false).len(), 4, "{:?}", blocks(false));
    let text = &read.document.text;
    assert!(text.find("whoever you are") < text.find(WORDS), "{text}");
}

#[test]
fn what_readers_and_others_say_beside_an_article_is_furniture() {
    let said = "The boats were never late while the old pilot was in his tower, and we all knew it.";
    for (beside, is_kept) in [
        (format!("<div class=comments><div class=comment><p>{said}</p></div></div>"), true),
        (format!("<div class=sidebar><p>{said}</p></div>"), true),
        (format!("<div class=social><p>{said}</p></div>"), true),
        (format!("<nav><p>{said}</p></nav>"), false),
        (format!("<div class=sidebar><p><a href=/1>{said}</a></p></div>"), false),
        (format!("<div class=footer><p>{said}</p></div>"), false),
        // At length it is no frame, whatever it is called.
        (format!("<div class=banner>{}</div>", format!("<p>{said} {WORDS}</p>").repeat(4)), true),
    ] {
        let read = page(&article("").replace("</article>", &format!("</article>{beside}")));
        let aside = read.document.blocks.iter().filter(|b| b.furniture);
        let aside: Vec<&str> = aside.map(|b| read.document.slice(b.span)).collect();
        assert_eq!(aside.iter().any(|text| text.contains(said)), is_kept, "{beside}: {aside:?}");
        let all = read.document.text.matches(said).count();
        assert!(all <= aside.len(), "{beside} is no part of the article: {}", read.document.text);
    }
}

#[test]
fn the_end_of_a_paragraph_that_nothing_began_parts_sentences() {
    let said = |at: &str| {
        format!("The board met for the {at} time and spoke of lamps, ropes and the price of oil in winter.")
    };
    let told: String =
        ["second", "third", "fourth", "fifth", "sixth"].map(|at| format!("{}</p>", said(at))).concat();
    let html = format!("<html><body><div><h1>Old</h1><p>{}</p>{told}</div></body></html>", said("first"));
    let read = page(&html);
    let blocks: Vec<&str> = read.document.blocks.iter().map(|b| read.document.slice(b.span)).collect();
    for at in ["first", "second", "fifth", "sixth"] {
        assert!(blocks.contains(&&*said(at)), "{at} in {blocks:#?}");
    }
}

#[test]
fn a_page_that_was_stored_says_from_where() {
    let with = |top: &str, head: &str| {
        let html = article("").replace("<html><head>", &format!("{top}<html><head>{head}"));
        page(&html).meta.url
    };
    let chromium = "<!DOCTYPE html>\n<!-- saved from url=(0031)https://saved.example/story.html -->\n";
    assert_eq!(with(chromium, "").as_deref(), Some("https://saved.example/story.html"));
    let single = "<html><!--\n Page saved with SingleFile \n url: https://saved.example/b \n-->";
    assert_eq!(with(single, "").as_deref(), Some("https://saved.example/b"));
    // What the page says of itself goes before it, and is read against it.
    let canonical = |at: &str| format!("<link rel=canonical href='{at}'>");
    assert_eq!(
        with(chromium, &canonical("https://pier.example/a")).as_deref(),
        Some("https://pier.example/a")
    );
    assert_eq!(with(chromium, &canonical("/a")).as_deref(), Some("https://saved.example/a"));
    // Below the top it is a comment as any other.
    let below =
        with("", "<meta name=a content=b><!-- saved from url=(0031)https://saved.example/story.html -->");
    assert_eq!(below, None);
}
