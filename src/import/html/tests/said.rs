//! What pages say of themselves in lines and addresses that are easily taken for something else.

use super::{WORDS, import, page};
use crate::import::Hint;
use crate::model::Metadata;

fn told(head: &str, above: &str) -> Metadata {
    let body = format!("<p>{WORDS}</p><p>{WORDS} So.</p><p>{WORDS} The end.</p>");
    page(&format!("<html><head>{head}</head><body><article>{above}{body}</article></body></html>")).meta
}

#[test]
fn who_reported_is_told_from_who_edited() {
    for (line, name) in [
        ("Reporting by Sam Poe in Marram; Editing by Lee Fox", "Sam Poe"),
        ("Reporting by Sam Poe; editing by Lee Fox", "Sam Poe"),
        ("Exclusive by Sam Poe, Political Editor", "Sam Poe"),
    ] {
        let meta = told("<title>The wall</title>", &format!("<h1>The wall</h1><p class=byline>{line}</p>"));
        assert_eq!(meta.byline.as_deref(), Some(name), "{line}");
    }
}

#[test]
fn a_line_in_chinese_names_outlet_and_author() {
    let line = "<div>2023年05月02日 08:30 来源：东海新闻网 作者：李梅</div>";
    let meta = told("<title>港口黎明关闭</title>", &format!("<h1>港口黎明关闭</h1>{line}"));
    assert_eq!(meta.publication.as_deref(), Some("东海新闻网"));
    assert_eq!(meta.byline.as_deref(), Some("李梅"));
}

#[test]
fn a_page_is_not_at_the_first_page_of_its_site() {
    let at = |address: &str, said: &str| {
        let html = format!("<html><head>{said}</head><body><h1>The wall</h1><p>{WORDS}</p></body></html>");
        let hint = Hint { address: Some(address), ..Hint::named("a.html") };
        import(html.as_bytes(), &hint).unwrap().meta.url.unwrap()
    };
    let own = "https://pier.example/f/c1.html";
    for home in
        ["https://pier.example/", "https://pier.example", "/", "/index.html", "https://pier.example/#/"]
    {
        assert_eq!(at(own, &format!("<link rel=canonical href='{home}'>")), own, "{home}");
        assert_eq!(at(own, &format!("<meta property='og:url' content='{home}'>")), own, "{home}");
    }
    for other in ["https://pier.example/c1", "https://pier.example/?p=1", "https://pier.example/f/index.html"]
    {
        assert_eq!(at(own, &format!("<link rel=canonical href='{other}'>")), other);
    }
    // The first page itself, under another name.
    let home = "<link rel=canonical href='https://pier.example/'>";
    assert_eq!(at("https://pier.example/index.html", home), "https://pier.example/");
}

#[test]
fn a_post_is_not_called_by_its_number() {
    let meta = told(
        "<title>Post 42 · Letters from the quay</title><meta property=og:site_name content='Letters from the quay'>",
        "<h2 class=post-title><a href='/42'>Why I left the ferry</a></h2><div>2017-08-09 · <span class=author>nina</span></div>",
    );
    assert_eq!(meta.title, "Why I left the ferry");
    assert_eq!(meta.byline.as_deref(), Some("nina"));
    // Where nothing is called its title, the number is all that the page says.
    let meta = told("<title>Post 42 · Letters from the quay</title>", "<h2>Why I left the ferry</h2>");
    assert!(meta.title.starts_with("Post 42"), "{}", meta.title);
}
