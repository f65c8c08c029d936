//! Who says something below an article, and in one.

use super::{WORDS, article, page};

const ONE: &str = "I think that the pilot is wrong about the bar, for many reasons.";
const TWO: &str = "No, he was right, and here is why: the bar moves each winter.";

/// The blocks of a page in order, those of furniture with a sign before them.
fn all(html: &str) -> Vec<String> {
    let read = page(html);
    let blocks = read.document.blocks.iter();
    let shown =
        blocks.map(|b| format!("{}{}", if b.furniture { "~ " } else { "" }, read.document.slice(b.span)));
    shown.collect()
}

/// A page with what readers say below its article.
fn below(thread: &str) -> String {
    article("").replace("<footer>", &format!("{thread}<footer>"))
}

#[test]
fn who_says_something_below_an_article_comes_with_it() {
    let names = |thread: &str| -> Vec<String> {
        let found = all(&below(thread));
        assert!(found.iter().any(|b| b.starts_with("~ ") && b.contains(ONE)), "{thread}: {found:#?}");
        found
            .into_iter()
            .filter(|b| ["Ann", "Bob", "Cyd", "Responses", "1 response"].iter().any(|n| b.contains(n)))
            .collect()
    };
    for (thread, found) in [
        // Above what is said, numbered or not, as a name alone or as what leads to more of it.
        (
            format!(
                "<div id=comments><h2>Responses</h2><ol><li><div>Ann says:</div><p>{ONE}</p></li><li><div>Bob says:</div><p>{TWO}</p></li></ol></div>"
            ),
            vec!["~ Responses", "~ 1. Ann says:", "~ 2. Bob says:"],
        ),
        (
            format!(
                "<div><h2>Responses</h2><div><div>Ann says:</div><p>{ONE}</p></div><div><div>Bob says:</div><p>{TWO}</p></div></div>"
            ),
            vec!["~ Responses", "~ Ann says:", "~ Bob says:"],
        ),
        (
            format!("<div id=comments><h2>1 response</h2><p>Ann says:</p><p>{ONE}</p></div>"),
            vec!["~ 1 response", "~ Ann says:"],
        ),
        (
            format!(
                "<div id=comments><h2>Responses</h2><div class=c><div><a href=/u/ann>Ann</a></div><div>{ONE}</div><a href=/r/1>Reply</a></div>\
                 <div class=c><div><a href=/u/bob>Bob Ray</a></div><div>{TWO}</div><a href=/r/2>Reply</a></div></div>"
            ),
            vec!["~ Responses", "~ Ann", "~ Bob Ray"],
        ),
        // Below it.
        (
            format!(
                "<div id=comments><h2>Responses</h2><ol><li><p>{ONE}</p><p>Ann, 3 May</p></li><li><p>{TWO}</p><p>{TWO}</p><p>Bob, 4 May</p></li></ol></div>"
            ),
            vec!["~ Responses", "~ Ann, 3 May", "~ Bob, 4 May"],
        ),
        // What only stands near says nothing of it.
        (
            format!(
                "<div><div>Cyd prints it</div><div>Cyd reads it</div><div><h2>Responses</h2><p>{ONE}</p></div></div>"
            ),
            vec!["~ Responses"],
        ),
        (
            format!(
                "<div class=a><p>{ONE}</p><a href=/1>Ann on ropes</a></div><div class=b><div>Bob</div><ul><li><a href=/2>Cyd on nets</a></ul></div>"
            ),
            vec![],
        ),
    ] {
        let shown = names(&thread);
        assert_eq!(shown, found, "{thread}");
    }
}

#[test]
fn as_many_items_as_a_heading_counts_are_comments() {
    let list = format!("<ul><li><b>Ann</b><p>{ONE}</p></li><li><b>Bob</b><p>{TWO}</p></li></ul>");
    let is_beside = |thread: &str| {
        let found = all(&article(thread));
        assert!(["Ann", "Bob", TWO].iter().all(|said| found.iter().any(|b| b.contains(said))), "{found:#?}");
        found.contains(&format!("~ {ONE}"))
    };
    for (heading, is_one) in
        [("2 comments", true), ("Comments (2)", true), ("3 comments", false), ("Comments", false)]
    {
        assert_eq!(is_beside(&format!("<section><h2>{heading}</h2>{list}</section>")), is_one, "{heading}");
        assert_eq!(is_beside(&format!("<h2>{heading}</h2>{list}")), is_one, "{heading}");
    }
}

#[test]
fn who_says_the_first_of_a_thread_is_told_as_the_others_are() {
    let post = |name: &str, said: &str| format!("<tr><td>{name}</td><td>{WORDS} {said}</td></tr>");
    let quoted = format!("<blockquote>{WORDS} So he said.<blockquote>It was not.</blockquote></blockquote>");
    let html = format!(
        "<html><head><title>The bar of the harbour</title></head><body><h1>The bar of the harbour</h1><table>{}{}</table></body></html>",
        post("Ann", "So I say."),
        post("Bob", &quoted)
    );
    let found = all(&html);
    assert_eq!(found.get(1..3), Some(&["Ann".to_owned(), format!("{WORDS} So I say.")][..]), "{found:#?}");
    assert_eq!(found.get(3).map(String::as_str), Some("Bob"), "{found:#?}");
}

#[test]
fn a_day_in_a_list_of_comments_is_not_that_of_the_article() {
    let item = |name: &str, day: &str| format!("<li><div><b>{name}</b> {day}</div><p>{ONE}</p></li>");
    let with = |heading: &str, day: &str| {
        let list = format!("<ol>{}{}</ol>", item("Ann", day), item("Bob", day));
        let below = format!("<section><h2>{heading}</h2>{list}</section><footer>");
        page(&article("").replace("<footer>", &below)).meta.published
    };
    for day in ["<span>3 May 2019</span>", "<time>3 May 2019</time>", "<span>Updated: 3 May 2019</span>"] {
        assert_eq!(with("2 comments", day), None, "{day}");
    }
    // Where nothing says that they are comments, it may be.
    assert_eq!(with("Two voices", "<time>3 May 2019</time>").as_deref(), Some("2019-05-03"));
}

#[test]
fn a_page_that_comes_in_whole_has_its_title_once() {
    let html = "<html><head><title>Opening hours</title></head><body><h1>Opening hours</h1><table><tr><td>Monday</td><td>nine</td></tr></table></body></html>";
    assert_eq!(all(html), ["Opening hours", "Monday", "nine"]);
    assert_eq!(
        all("<html><head><title>Soon</title></head><body><h1>Soon</h1></body></html>"),
        ["Soon", "Soon"]
    );
}
