//! Pages that show next to nothing by themselves.

use super::{WORDS, blocks, import, page};
use crate::import::{Hint, ImportError};

const NAV: &str = "<nav><a href='/'>Home</a> <a href='/n'>News</a></nav>";

#[test]
fn an_article_that_stands_where_no_script_runs_is_read() {
    let article = format!("<article><h1>The pilot</h1><p>{WORDS}</p><p>{WORDS} The end.</p></article>");
    let with = |inner: &str| {
        format!(
            "<html><head><title>The pilot</title></head><body>{NAV}{inner}<div id=app></div></body></html>"
        )
    };
    let read = page(&with(&format!("<noscript>{article}</noscript>")));
    assert!(read.document.text.contains("The end."), "{}", read.document.text);
    // A page that says something by itself is read as it shows itself.
    let read = page(&with(&format!("<p>The pilot was not seen again.</p><noscript>{article}</noscript>")));
    assert!(!read.document.text.contains("The end."), "{}", read.document.text);
    // Its foot is nothing that it says.
    let foot = "<footer><p>Copyright of the paper and of all that belongs to it, by the town.</p></footer>";
    let read = page(&with(&format!("<noscript>{article}</noscript>{foot}")));
    assert!(blocks(&read).iter().any(|b| b.2 == WORDS), "{}", read.document.text);
    assert!(!blocks(&read).iter().any(|b| b.2.contains("Copyright")), "{}", read.document.text);
}

#[test]
fn an_article_that_only_the_data_about_the_page_holds_is_read() {
    let with = |body: &str, shown: &str| {
        let data = serde_json::json!({"@type": "NewsArticle", "headline": "The pilot", "articleBody": body, "author": "Jane Roe"});
        page(&format!(
            "<html><head><title>The pilot</title><script type='application/ld+json'>{data}</script></head><body>{NAV}{shown}</body></html>"
        ))
    };
    for body in [
        format!("{WORDS} a &amp; b\n\n{WORDS} 1 < 2."),
        format!("<p>{WORDS} a &amp; b</p><p>{WORDS} 1 &lt; 2.</p>"),
    ] {
        let read = with(&body, "<div id=app>You need to enable JavaScript to run this app.</div>");
        let found: Vec<&str> = blocks(&read).iter().map(|b| b.2).collect();
        let (one, two) = (format!("{WORDS} a & b"), format!("{WORDS} 1 < 2."));
        assert_eq!(found, ["The pilot", one.as_str(), two.as_str()]);
        assert_eq!(read.meta.byline.as_deref(), Some("Jane Roe"));
    }
    let read = with(&WORDS.repeat(5), "<p>The pilot was not seen again after that.</p>");
    assert!(
        read.document.text.ends_with("The pilot was not seen again after that."),
        "{}",
        read.document.text
    );
}

#[test]
fn a_page_that_only_sends_its_readers_on_is_refused_and_names_where() {
    let with = |refresh: &str, body: &str| {
        let html = format!(
            "<html><head><meta http-equiv=Refresh content=\"{refresh}\"></head><body>{body}</body></html>"
        );
        let hint = Hint { address: Some("https://news.example/a/old.html"), ..Hint::named("a.html") };
        import(html.as_bytes(), &hint).map(|read| read.document.text)
    };
    let to = |to: &str| Err(ImportError::Elsewhere { to: to.to_owned() });
    assert_eq!(with("0; url=new.html", ""), to("https://news.example/a/new.html"));
    assert_eq!(with("9;URL='https://other.example/'", ""), to("https://other.example/"));
    assert_eq!(
        with("0;url=/new", "<p>This page has moved, and you will be there soon.</p>"),
        to("https://news.example/new")
    );
    // Only what is on the web can be named so.
    let told = |to: &str| with(&format!("0;url={to}"), "").unwrap_err().to_string();
    assert!(told("/new").ends_with("(import https://news.example/new instead)"), "{}", told("/new"));
    for to in ["file:///etc/hosts", "data:text/html,x", "mailto:a@b.example"] {
        assert!(told(to).contains("(open it in a browser") && !told(to).contains(to), "{}", told(to));
    }
    // It loads itself again, or says enough.
    assert!(with("300", "<p>The tide is in.</p>").is_ok());
    assert!(with("300; url=/live", "<p>The tide is in, and the boats are out.</p>").is_ok());
    assert!(with("0; url=/new", &format!("<p>{WORDS}</p><p>{WORDS}</p>")).is_ok());
}

#[test]
fn prose_in_place_of_films_and_frames_is_read() {
    let told = format!("<p>{WORDS}</p><p>{WORDS} The end.</p>");
    for (body, is_read) in [
        (format!("<h1>The pilot</h1><object data=a.swf><param name=a value=b>{told}</object>"), true),
        (
            format!(
                "<frameset cols='20%,80%'><frame src=a><noframes><body>{told}</body></noframes></frameset>"
            ),
            true,
        ),
        (format!("<FRAMESET><FRAME src=a><NOFRAMES>{told}</NOFRAMES></FRAMESET>"), true),
        ("<frameset><noframes>The tide is in.</noframes></frameset>".replace("in.", "in. The end."), true),
        (format!("<h1>The pilot</h1><iframe src=a>{told}</iframe>"), true),
        // On a page that says something nobody sees what stands in place of a frame.
        (format!("<p>{WORDS}</p><p>{WORDS}</p><iframe src=a>The end.</iframe>"), false),
    ] {
        let text = page(&format!("<html><head><title>The pilot</title></head>{body}</html>")).document.text;
        assert_eq!(text.contains("The end."), is_read, "{body}: {text}");
        assert_eq!(text.matches(WORDS).count() % 2, 0, "{text}");
    }
}
