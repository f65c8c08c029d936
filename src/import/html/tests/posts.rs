//! Pages on which people say something to each other, and pages below whose article they do.

use super::{WORDS, page};

const LONG: usize = 9;
/// What the second and the third say: short, and shorter.
const ANSWERS: [&str; 2] =
    ["No, he was right, and the reason is that the bar moves each winter.", "It did not move last year."];

/// What the page shows, and what of it is furniture.
fn told(html: &str) -> (String, String) {
    let read = page(html);
    let words = |furniture: bool| {
        let blocks = read.document.blocks.iter().filter(|b| b.furniture == furniture);
        blocks.map(|b| read.document.slice(b.span)).collect::<Vec<_>>().join("\n")
    };
    (words(false), words(true))
}

fn long(element: &str) -> String {
    (1..=LONG)
        .map(|day| format!("<{element}>{WORDS} So it was on day {day}.</{element}>"))
        .collect::<Vec<_>>()
        .concat()
}

/// A page whose three posts are made of who says something, what, and which it is.
fn thread(
    title: &str,
    first: &str,
    around: (&str, &str),
    post: impl Fn(&str, &str, usize) -> String,
) -> String {
    let names = ["ann_ray", "bob77", "cyd"];
    let said = [first, ANSWERS[0], ANSWERS[1]];
    let posts: String =
        names.iter().zip(said).enumerate().map(|(at, (name, said))| post(name, said, at)).collect();
    let (before, after) = around;
    format!(
        "<html><head><title>{title} - Harbour talk</title></head><body><div class=bar><a href=/>Harbour talk</a></div>\
         {before}{posts}{after}<div class=foot><a href=/about>About</a></div></body></html>"
    )
}

#[test]
fn short_answers_to_a_long_post_are_read() {
    let title = "The bar of the harbour";
    let h1 = format!("<h1><a href=/t/1>{title}</a></h1>");
    let menu = |at: usize| {
        format!(
            "<ul class=buttons><li><a href=/reply/{at}>Reply</a></li><li><a href=/share/{at}>Share</a></li></ul>"
        )
    };
    let link = |name: &str| format!("<a href='/u/{name}'>{name}</a>");
    let paragraphs = long("p");
    let lines = long("p").replace("<p>", "").replace("</p>", "<br><br>");
    let pages = [
        // Posts that are called the same, one beside the other.
        thread(title, &paragraphs, (&h1, ""), |name, said, at| {
            format!(
                "<div class='topic-body'><div class=post-meta><span class=creator>{}</span> <time>3 May 2019</time></div><div class=post>{said}</div>{}</div>",
                link(name),
                menu(at)
            )
        }),
        // Each an article, with who says it in a column beside it; what holds it is called a message.
        thread(title, &lines, (&h1, ""), |name, said, at| {
            format!(
                "<article class='message message--post' id=js-post-{at}><div class=message-cell><h4 class=message-name><a href='/members/{name}' class=username>{name}</a></h4><h5>Well-known member</h5></div><div class=message-main><header><a href=/t/1/{at}><time>3 May 2019</time></a></header><article class=message-body><div class=wrapper>{said}</div></article></div></article>"
            )
        }),
        // Below headings that say so, called comments, in tables that lay them out.
        thread(
            title,
            &paragraphs,
            (&format!("<h1>{title} <span>#12</span></h1><div>Open</div><div class=discussion>"), "</div>"),
            |name, said, at| {
                format!(
                    "<div class='timeline-comment comment'><h3><a class=author href='/{name}'>{name}</a> commented <a href='#c{at}'>on May 3</a></h3><table class='d-block'><tr class='d-block'><td class='d-block comment-body'>{said}</td></tr></table></div>"
                )
            },
        ),
        // Told apart by nothing but a number.
        thread(title, &lines, (&h1, ""), |name, said, at| {
            format!(
                "<table id=post{at}><tr><td>05-03-2019, 08:11 PM</td><td>#{at}</td></tr><tr><td><div><a href='member.php?u={at}'>{name}</a></div><div>Senior member</div></td><td><div id=post_message_{at}>{said}</div></td></tr></table>"
            )
        }),
        // Answers to a question, which the page says they are.
        thread(
            title,
            &paragraphs,
            (&format!("<div itemscope itemtype='https://schema.org/Question'><h1>{title}</h1>"), "</div>"),
            |name, said, at| {
                let (kind, of) = if at == 0 {
                    ("question", "")
                } else {
                    ("answer", "itemscope itemtype='https://schema.org/Answer'")
                };
                format!(
                    "<div class={kind} {of}><div class={kind}-text>{said}</div><div class=user-details>{}</div>{}</div>",
                    link(name),
                    menu(at)
                )
            },
        ),
    ];
    for html in &pages {
        let (shown, folded) = told(html);
        let expected = [&format!("So it was on day {LONG}."), ANSWERS[0], ANSWERS[1]];
        for said in expected {
            assert!(shown.contains(said), "{said} in {html}\n{shown}~ {folded}");
        }
        assert!(!shown.contains("Share") && !shown.contains("About"), "{shown}");
        assert!(shown.contains("bob77") || folded.contains("bob77"), "{folded}");
    }
}

/// A list of links with what somebody says below one of them, and what others answer. `lead` is who says it.
fn listed(heading: &str, lead: &str, said: &str) -> String {
    thread(
        "The bar of the harbour",
        "",
        (&format!("{heading}<div class=text>{said}</div><div class=sub>{lead}</div>"), ""),
        |name, said, at| {
            if at == 0 {
                return String::new();
            }
            format!(
                "<div class=comment><div class=head><a href='/user/{name}'>{name}</a> <a href='/c/{at}'>3 days ago</a></div><div class=comm-text><p>{said}</p></div><a href='/reply/{at}'>reply</a></div>"
            )
        },
    )
}

#[test]
fn comments_are_read_where_they_answer_one_of_those_who_comment() {
    let title = "The bar of the harbour";
    let link = format!("<div class=title><a href=/item/1>{title}</a></div>");
    let ann = "by <a href='/user/ann_ray'>ann_ray</a>";
    for said in [long("p"), "<p>What moved the bar last winter?</p>".to_owned()] {
        let (shown, _) = told(&listed(&link, ann, &said));
        assert!(ANSWERS.iter().all(|said| shown.contains(said)), "{shown}");
        assert!(shown.contains("So it was on day 9.") || shown.contains("What moved the bar"), "{shown}");
    }
    // Below the title of the page stands an article, and one who wrote for others is no reader.
    let heading = format!("<h1>{title}</h1>");
    let writer = "by <a href='/writers/ann_ray'>ann_ray</a>";
    for html in [listed(&heading, ann, &long("p")), listed(&link, writer, &long("p"))] {
        let (shown, folded) = told(&html);
        assert!(shown.contains("So it was on day 9."), "{shown}");
        assert!(
            ANSWERS.iter().all(|said| folded.contains(said) && !shown.contains(said)),
            "{shown}~ {folded}"
        );
    }
}

#[test]
fn what_is_called_as_posts_are_and_names_nobody_is_none_of_them() {
    let rules = "<div class=side><h2>Rules</h2><div class='md wrap'><p>Be kind to all the pilots, and post no pictures of their boats.</p></div></div><div class=content>";
    let html = thread(
        "The bar of the harbour",
        &format!("<p>{WORDS}</p>"),
        (rules, "</div>"),
        |name, said, at| {
            format!(
                "<div class=thing><p class=tagline><a href='/user/{name}' class=author>{name}</a></p><form action=#><div class='md wrap'>{said}</div></form><ul><li><a href=/c/{at}>permalink</a></li></ul></div>"
            )
        },
    );
    let (shown, folded) = told(&html);
    assert!(ANSWERS.iter().all(|said| shown.contains(said)) && shown.contains(WORDS), "{shown}");
    assert!(!shown.contains("Be kind") && folded.contains("Be kind"), "{shown}~ {folded}");
}

#[test]
fn other_articles_with_their_authors_answer_nothing() {
    let title = "The bar of the harbour";
    let html = thread(title, &long("p"), ("", ""), |name, said, at| {
        let other = format!("<h3><a href=/p/{at}>Another story of boats and of nets</a></h3>");
        let heading = if at == 0 { format!("<h1>{title}</h1>") } else { other };
        format!(
            "<div class=post>{heading}<span class=author><a href='/user/{name}'>{name}</a></span>\
             <div class=text><p>{said}</p></div></div>"
        )
    });
    let (shown, folded) = told(&html);
    assert!(shown.contains("So it was on day 9."), "{shown}");
    assert!(!shown.contains(ANSWERS[1]) && folded.contains(ANSWERS[1]), "{shown}~ {folded}");
}
