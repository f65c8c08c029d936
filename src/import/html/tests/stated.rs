//! Parts of the one element that a page says holds its article, of which Readability takes the largest alone.

use super::{blocks, page};

fn line(n: usize) -> String {
    format!(
        "The keeper of lamp {n} wrote down how high the water stood, and sent it to the town. Nobody read it there."
    )
}

fn paragraphs(from: usize, to: usize) -> String {
    (from..to).map(|n| format!("<p>{}</p>", line(n))).collect::<Vec<_>>().concat()
}

fn shown(body: &str) -> String {
    let html = format!("<html><head><title>The lamps</title></head><body>{body}</body></html>");
    blocks(&page(&html)).iter().map(|block| block.2).collect::<Vec<_>>().join("\n")
}

#[test]
fn short_parts_beside_a_long_one_are_read_with_their_headings() {
    for (class, other) in [("", ""), (" class=css-1ab", " class=css-9zz"), (" class=text1", " class=more2")] {
        let body = format!(
            "<article><h1>The lamps</h1><div{other}><h2>At first</h2>{}</div><div{class}><h2>In the end</h2>{}</div>\
             <div{other}><h2>After that</h2>{}</div><div{other}><h2>Now</h2>{}</div></article>",
            paragraphs(40, 41),
            paragraphs(0, 30),
            paragraphs(50, 52),
            paragraphs(60, 61)
        );
        let shown = shown(&body);
        for n in [40, 0, 29, 50, 51, 60] {
            assert!(shown.contains(&line(n)), "{class} {n}: {shown}");
        }
        for heading in ["At first", "In the end", "After that", "Now"] {
            assert!(shown.contains(heading), "{class} {heading}: {shown}");
        }
    }
}

#[test]
fn what_asks_and_what_leads_on_beside_the_parts_is_none_of_them() {
    let teaser = |n: usize| format!("<h3><a href=/{n}>A boat is late</a></h3><p>{}</p>", line(n));
    let teasers: String = (70..74).map(teaser).collect();
    let body = format!(
        "<main><h1>The lamps</h1><div class=x1>{}</div><div class=x2>{}</div><div class=x3><div>Subscribe to get the letter of \
         the port each morning, and read on.</div></div>\
         <div class=x5>{teasers}</div></main>",
        paragraphs(0, 30),
        paragraphs(50, 52),
    );
    let shown = shown(&body);
    assert!(shown.contains(&line(51)), "{shown}");
    for other in ["Subscribe", &line(70), &line(72)] {
        assert!(!shown.contains(other), "{other}: {shown}");
    }
}

#[test]
fn what_is_called_as_its_heading_and_leads_nowhere_is_told() {
    let body = |item: &str| {
        format!(
            "<main><h1>The lamps</h1><div class=abstract>{}</div><div class=page-recommendations><h2>Recommendations</h2>\
             <ul><li>{item}</li></ul></div></main>",
            paragraphs(0, 6)
        )
    };
    let item = "The towns should share the keepers of their lamps, and pay them.";
    let read = shown(&body(item));
    assert!(read.contains(item) && read.contains("Recommendations"), "{read}");
    let read = shown(&body(&format!("<a href=/x>{item}</a>")));
    assert!(!read.contains(item), "{read}");
}

#[test]
fn the_last_section_of_a_manual_is_read_whatever_its_name() {
    for name in ["related-work", "menu", "social-policy", "sponsors"] {
        let heading = name.replace('-', " ");
        let section = |heading: &str, link: &str| {
            format!(
                "<main><section id=the-lamps><h1>The lamps</h1><section id=first-words><h2>First words</h2>{}</section>\
                 <section id={name}><h2>{heading}{link}</h2>{}</section></section></main>",
                paragraphs(0, 5),
                paragraphs(20, 23)
            )
        };
        let read = shown(&section(&heading, &format!("<a class=headerlink href='#{name}'>¶</a>")));
        assert!(read.contains(&line(21)) && read.contains(&heading), "{name}: {read}");
    }
}

#[test]
fn who_speaks_is_told_above_what_is_said() {
    let speech = |n: usize, who: &str| {
        format!(
            "<div class=item><div class=primary-text>{who}</div><div class=content>{}</div></div>",
            paragraphs(n * 10, n * 10 + 1 + n % 3)
        )
    };
    let names = ["Mairi Roe", "The Minister for Coasts", "Mairi Roe", "Hugh Fox"];
    let debate = |names: [&str; 4]| {
        let all: String = names.iter().enumerate().map(|(n, who)| speech(n, who)).collect();
        format!("<main><h1>The lamps</h1>{all}</main>")
    };
    let read = shown(&debate(names));
    for (n, who) in names.iter().enumerate() {
        let said = format!("{who}\n{}", line(n * 10));
        assert!(read.contains(&said), "{who}: {read}");
    }
    // What says the same above each is a label.
    let read = shown(&debate(["A word from the port"; 4]));
    assert!(read.matches("A word from").count() < 2, "{read}");
}

#[test]
fn what_asks_for_an_address_in_a_form_of_its_own_is_none_of_the_words_around_it() {
    let privacy = "Letters may tell of charities, of boats for hire and of what others pay for. Whoever has no account is given one \
                   for guests, which can be closed on any day by a word to the port.";
    let letter = "Our morning letter tells what happens in the port, and why it matters to its keepers.";
    let page = |around: &str, form: &str| {
        let end = around.split(' ').next().unwrap();
        format!(
            "<article><h1>The lamps</h1><div class=text>{}<{around}><h2>First Post</h2><p>{letter}</p>{form}<div>{privacy}</div>\
             </{end}>{}</div></article>",
            paragraphs(0, 4),
            paragraphs(4, 8)
        )
    };
    let form = "<form><label>Your address</label><button>Send</button></form>";
    for around in ["aside aria-label='newsletter promotion'", "div class=newsletter-box"] {
        let read = shown(&page(around, form));
        assert!(read.contains(&line(7)), "{around}: {read}");
        assert!(!read.contains("morning letter") && !read.contains("Letters may"), "{around}: {read}");
    }
}
