use super::*;
use crate::export::fixture;
use crate::export::markdown::Passages;
use crate::export::{Options, Themes};
use crate::model::{Annotation, Block, BlockKind, Document, Inline, InlineKind, State, ThemeId};
use crate::text::Span;

/// A document of these blocks; a `true` marks furniture.
fn document(blocks: &[(BlockKind, u8, &str, bool)]) -> Document {
    let (mut text, mut all) = (String::new(), Vec::new());
    for (kind, level, words, furniture) in blocks {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let start = text.len();
        text.push_str(words);
        let span = Span::new(start, text.len());
        all.push(Block { kind: *kind, level: *level, span, furniture: *furniture, marked: None });
    }
    Document { text: text.into(), blocks: all, ..Document::default() }
}

fn paragraph(words: &str) -> Document {
    document(&[(BlockKind::Paragraph, 0, words, false)])
}

fn find(document: &Document, words: &str) -> Span {
    let at = document.text.find(words).expect(words);
    Span::new(at, at + words.len())
}

fn marked(n: i64, document: &Document, words: &str, themes: &[i64], note: Option<&str>) -> Annotation {
    let article = fixture::article(1, "Terms");
    Annotation {
        themes: themes.iter().map(|id| ThemeId(*id)).collect(),
        note: note.map(str::to_owned),
        ..fixture::annotation(n, &article, find(document, words).range(), words)
    }
}

fn page_of(document: &Document, annotations: &[Annotation]) -> String {
    let of = Passages { article: fixture::article(1, "Terms"), annotations: annotations.to_vec() };
    let page = article(&of, document, &fixture::themes(), &Links::default(), &Options::default());
    well_formed(&page);
    page
}

fn body(document: &Document, annotations: &[Annotation]) -> String {
    let page = page_of(document, annotations);
    inside(&page).unwrap().1.to_owned()
}

/// Every tag is closed in order, every anchor is there once, and every link within the page leads somewhere.
fn well_formed(page: &str) {
    const VOID: &[&str] = &["meta", "br", "hr"];
    let (mut open, mut ids, mut links) = (Vec::<&str>::new(), Vec::<&str>::new(), Vec::<&str>::new());
    let mut rest = page.strip_prefix("<!DOCTYPE html>").expect("a page");
    while let Some((_, after)) = rest.split_once('<') {
        let (tag, after) = after.split_once('>').expect("a whole tag");
        rest = after;
        let name = tag.split([' ', '\n']).next().unwrap();
        if let Some(name) = name.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "{page}");
            continue;
        }
        assert!(name.chars().all(|c| c.is_ascii_alphanumeric()), "<{tag}> in {page}");
        if name == "style" {
            rest = rest.split_once("</style>").unwrap().1;
            continue;
        }
        if name == "a" {
            assert!(!open.contains(&"a"), "a link in a link: {page}");
        }
        if matches!(name, "p" | "h1" | "h2" | "pre" | "table" | "ul" | "blockquote" | "aside") {
            assert!(!open.contains(&"p"), "<{name}> in a paragraph: {page}");
        }
        let value = |key: &str| {
            let (_, value) = tag.split_once(&format!(" {key}=\""))?;
            value.split('"').next()
        };
        ids.extend(value("id"));
        links.extend(value("href").and_then(|href| href.strip_prefix('#')));
        if let Some(href) = value("href") {
            let leads = [
                "#", "http://", "https://", "mailto:", "../", "articles/", "themes", "index",
                "annotations.csv",
            ];
            assert!(leads.iter().any(|start| href.starts_with(start)), "{href}");
        }
        if !VOID.contains(&name) {
            open.push(name);
        }
    }
    assert_eq!(open, [""; 0]);
    let mut once = ids.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), ids.len(), "an anchor twice: {ids:?}");
    assert!(links.iter().all(|link| ids.contains(link)), "{links:?} of {ids:?}");
}

/// What a reader sees of a page, without tags.
fn words(html: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => out.push(c),
            _ => {}
        }
    }
    out.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

#[test]
fn a_page_is_whole_by_itself_and_the_same_each_time() {
    let document = paragraph("The sea is wide.");
    let annotations = [marked(1, &document, "sea", &[1], Some("Why?"))];
    let page = page_of(&document, &annotations);
    assert_eq!(page, page_of(&document, &annotations));
    for absent in ["<script", "src=", "@import", "url(", "<link", "<img"] {
        assert!(!page.contains(absent), "{absent}");
    }
    assert!(page.contains("default-src 'none'") && page.contains("prefers-color-scheme: dark"), "{page}");
    assert!(is_page(&page) && page.ends_with(END) && page.contains("@media print"));
    insta::assert_snapshot!(inside(&page).unwrap().1);
}

#[test]
fn foreign_text_is_text_and_acts_on_nothing() {
    let evil = "<script>alert(1)</script> & \"q\" 'r' \u{202e}over\u{202c} \u{2066}x\u{2069}";
    let mut document = document(&[
        (BlockKind::Paragraph, 0, evil, false),
        (BlockKind::Preformatted, 0, "</pre><b>", false),
        (BlockKind::Heading, 2, "<h1>", false),
    ]);
    let span = find(&document, "alert");
    document.inlines.push(Inline {
        kind: InlineKind::Link,
        span,
        target: Some("javascript:alert(1)".into()),
    });
    let mut annotation = marked(
        1,
        &document,
        "alert(1)",
        &[1],
        Some("<img src=x onerror=alert(1)> [x](javascript:1) ![p](https://e.org/p.png) </aside><i>"),
    );
    annotation.quote = "\"><script>".into();
    let mut of = Passages {
        article: fixture::article(1, "</title><script>\u{202e}"),
        annotations: vec![
            annotation.clone(),
            Annotation { state: State::Lost, uuid: uuid::Uuid::from_u128(9), ..annotation },
        ],
    };
    of.article.meta.language = Some("\"><script>".into());
    of.article.meta.url = Some("javascript:alert(1)".into());
    of.article.note = Some("<style>*{}</style>".into());
    let themes = Themes::new(vec![crate::model::Theme {
        color: "red;}</style>".into(),
        sign: "<".into(),
        ..fixture::theme(1, "<b>", "\"><b>", None)
    }]);
    let page = article(&of, &document, &themes, &Links::default(), &Options::default());
    well_formed(&page);
    for absent in ["<script", "<img", "<b>alert", "javascript:alert(1)\"", "\u{202e}", "\u{2066}", "red;}"] {
        assert!(!page.contains(absent), "{absent}: {page}");
    }
    let seen = words(inside(&page).unwrap().1);
    assert!(seen.contains("<script>alert(1)") && seen.contains("⇚over⇥"), "{seen}");
    assert!(seen.contains("<img src=x onerror=alert(1)> x [p] </aside><i>"), "{seen}");
}

#[test]
fn passages_that_overlap_are_cut_where_they_meet() {
    let mut document = paragraph("one two three four five six");
    for (kind, words, target) in [
        (InlineKind::Link, "one two three", Some("https://example.org/?a=1&b=2")),
        (InlineKind::Strong, "three four", None),
    ] {
        let span = find(&document, words);
        document.inlines.push(Inline { kind, span, target: target.map(str::to_owned) });
    }
    let annotations = [
        marked(1, &document, "two three four", &[1], Some("a")),
        marked(2, &document, "four five", &[3, 4], None),
        marked(3, &document, "three", &[], None),
        marked(4, &document, "three four five six", &[2], None),
    ];
    let html = body(&document, &annotations);
    // Each passage is whole, with its signs behind its end.
    let (text, _) = html.split_once("<aside").unwrap();
    assert!(words(text).contains("one two three fourSy fiveSy Sy sixSy"), "{text}");
    let line = text.lines().find(|line| line.contains("<p dir")).unwrap();
    insta::assert_snapshot!(line);
}

thread_local! {
    /// How often it was asked whether a passage lies over a place.
    pub(super) static LOOKED: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

#[test]
fn a_long_text_with_many_passages_costs_no_more_than_both() {
    let texts: Vec<String> = (0..400).map(|n| format!("Paragraph {n:03} has words of its own.")).collect();
    let blocks: Vec<_> = texts.iter().map(|text| (BlockKind::Paragraph, 0, text.as_str(), false)).collect();
    let document = document(&blocks);
    let mut all: Vec<_> =
        (0..400).map(|n| marked(n + 1, &document, &format!("Paragraph {n:03}"), &[1], None)).collect();
    // One over several paragraphs is in each of them.
    let (from, to) = (find(&document, "007 has").start.0, find(&document, "010 has").end.0);
    all.push(marked(500, &document, Span::new(from, to).of(&document.text), &[2], None));
    LOOKED.set(0);
    let html = body(&document, &all);
    assert_eq!(html.matches("<mark").count(), 396 + 3 + 2 + 2 + 2, "{html}");
    assert!(LOOKED.get() < 10_000, "{}", LOOKED.get());
}

#[test]
fn lists_quotations_tables_and_code_have_their_structure() {
    use BlockKind::{Caption, Heading, ListItem, Paragraph, Preformatted, Quotation, Table};
    let document = document(&[
        (Heading, 1, "Terms", false),
        (Paragraph, 0, "Menu of the site", true),
        (Heading, 2, "Part", false),
        (ListItem, 0, "one", false),
        (ListItem, 1, "one below", false),
        (ListItem, 0, "1. two", false),
        (Quotation, 0, "said", false),
        (Quotation, 1, "said within", false),
        (Table, 0, "Year  Ships\n2016     12", false),
        (Table, 0, "no columns here\nat all", false),
        (Preformatted, 0, "  let x = 1;\n\n  x", false),
        (Caption, 0, "A ship.", false),
        (ListItem, 2, "deep", false),
    ]);
    let annotations = [
        marked(1, &document, "one below\n\n1. two\n\nsaid", &[1], None),
        marked(2, &document, "2016     12", &[3], None),
        marked(3, &document, "Menu", &[1], Some("In furniture.")),
    ];
    let html = body(&document, &annotations);
    insta::assert_snapshot!(html);
}

#[test]
fn lines_end_where_that_is_meant_and_nowhere_else() {
    use BlockKind::{Heading, ListItem, Paragraph, Preformatted};
    let verse = "The river rose\nAnd took the mill,\nThe miller’s ass";
    let mut document = document(&[
        (Heading, 2, "Two\nlines", false),
        (Paragraph, 0, "Prose that\nwas full.", false),
        (Paragraph, 0, verse, false),
        (Paragraph, 0, "情報\n機関", false),
        (Preformatted, 0, "a\n  b", false),
        (ListItem, 0, "one", false),
        (Paragraph, 1, "more of it", false),
        (ListItem, 0, "two", false),
    ]);
    let (heading, span) = (find(&document, "Two\nlines"), find(&document, verse));
    let took = find(&document, "rose\nAnd took");
    let kinds = [(InlineKind::Lines, heading), (InlineKind::Lines, span), (InlineKind::Emphasis, took)];
    document.inlines = kinds.into_iter().map(|(kind, span)| Inline { kind, span, target: None }).collect();
    let annotations = [
        marked(1, &document, "took the mill,\nThe", &[1], Some("One\n\ntwo")),
        marked(2, &document, "報\n機", &[3], None),
    ];
    let html = body(&document, &annotations);
    for there in [
        ">Two<br>\nlines</h3>",
        "Prose that\nwas full.",
        "The river <em>rose<br>\nAnd ",
        "the mill,<br>\nThe</mark>",
        "報機</mark>",
        "a\n  b</pre>",
        "one</p>\n<p dir=\"auto\">more of it</p>\n</li>\n<li>",
    ] {
        assert!(html.contains(there), "{there} in {html}");
    }
    assert!(!page_of(&document, &annotations).contains("pre-line"));
    // What stands apart from the text says its lines too.
    let lost = Annotation { state: State::Lost, ..annotations[0].clone() };
    assert!(body(&document, &[lost]).contains("took the mill,<br>\nThe</p>"));
}

#[test]
fn changed_and_lost_passages_are_told_as_such() {
    let document = paragraph("The minister denied it.");
    let changed = Annotation {
        state: State::Changed,
        quote: "The minister said it.".into(),
        now: Some("The minister denied it.".into()),
        ..marked(1, &document, "The minister denied it.", &[], None)
    };
    let lost =
        Annotation { state: State::Lost, quote: "Gone.".into(), ..marked(2, &document, "it", &[1], None) };
    let html = body(&document, &[changed, lost]);
    assert!(html.contains("<mark class=\"changed\""), "{html}");
    let seen = words(&html);
    assert!(
        seen.contains("the words have changed\nThe words when they were marked:\nThe minister said it."),
        "{seen}"
    );
    let (_, apart) = seen.split_once("Passages that are not in the text above").unwrap();
    assert!(apart.contains("Gone.") && apart.contains("not in the present text"), "{seen}");
    assert!(!apart.contains('%'), "{seen}");
}

#[test]
fn notes_are_markdown() {
    let note = note::note(
        "# Head\n\n- [x] *a*\n- **b** ~~c~~\n\n3. n\n\n> q\n\n`c<d` and [l](https://e.org \"t\")\n\n|a|b|\n|-|-:|\n|1|2|\n\n---\n\n```js\n<x>\n```\n",
        2,
    );
    insta::assert_snapshot!(note);
    well_formed(&format!("<!DOCTYPE html>{note}"));
}

#[test]
fn a_theme_and_a_library_lead_to_their_pages() {
    let document = paragraph("The sea is wide.");
    let both = marked(1, &document, "sea", &[1, 2], Some("Why?"));
    let mut of = Passages { article: fixture::article(1, "Terms"), annotations: vec![both] };
    of.article.meta.url = Some("https://example.org/a".into());
    let themes = fixture::themes();
    let mut links = Links { index: true, ..Links::default() };
    links.articles.insert(of.article.id, "terms".into());
    links.themes.insert(themes.list()[0].id, "syria".into());
    let page = theme(&themes.list()[0], &themes, &[of], &links, &Options::default());
    well_formed(&page);
    let body = inside(&page).unwrap().1;
    assert_eq!(body.matches("<blockquote>").count(), 2, "in its own part and its child's: {body}");
    assert!(body.contains("href=\"../articles/terms.html#p-"), "{body}");
    assert!(body.contains("(Terms, n.d., ¶4)"), "{body}");
    let head = "<tr><th scope=\"col\">Article</th><th scope=\"col\" class=\"n\">Passages</th></tr>";
    assert!(body.contains(head) && body.contains(">Month</th>"), "{body}");
    let listed = super::themes(&themes, &links, None);
    well_formed(&listed);
    assert!(listed.contains("<a href=\"themes/syria.html\">"), "{listed}");
    let mut index = Index::default();
    let mut of = fixture::article(1, "A <b>");
    of.themes = vec![themes.list()[0].path.clone(), "No page".into()];
    index.add(&of, "a-b", &themes, &links);
    let page = index.finish(Some("*All* I read."), Some("2026-01-01T00:00:00Z"));
    well_formed(&page);
    assert!(page.contains("<a href=\"articles/a-b.html\">A &lt;b&gt;</a>") && page.contains("<em>All</em>"));
    assert!(page.contains("<a href=\"themes/syria.html\">Syria</a>, No page"), "{page}");
}

#[test]
fn counts_come_with_most_passages_first_but_months_in_order() {
    let document = paragraph("The sea is wide.");
    let of = |n: i64, title: &str, published: &str, words: &[&str]| {
        let mut article = fixture::article(n, title);
        article.meta.published = Some(published.into());
        let annotations =
            words.iter().zip(10 * n..).map(|(words, id)| marked(id, &document, words, &[1], None)).collect();
        Passages { article, annotations }
    };
    let few = of(1, "Few", "2026-03-01", &["sea"]);
    let many = of(2, "Many", "2026-02-01", &["sea", "wide"]);
    let themes = fixture::themes();
    let page = theme(&themes.list()[0], &themes, &[few, many], &Links::default(), &Options::default());
    let (_, counts) = page.split_once(">Article</th>").unwrap();
    let at = |words: &str| counts.find(words).unwrap_or_else(|| panic!("{words}: {counts}"));
    assert!(at("<td>Many") < at("<td>Few"), "{counts}");
    assert!(at("<td>2026-02</td>") < at("<td>2026-03</td>"), "{counts}");
}

#[test]
fn a_line_end_in_a_note_is_one_on_the_page() {
    assert_eq!(note::note("One\ntwo  \nthree", 2).trim(), "<p>One<br>two<br>three</p>");
}

#[test]
fn a_long_name_of_a_theme_wraps() {
    let page = themes(&fixture::themes(), &Links::default(), None);
    assert!(page.contains(".theme { overflow-wrap: anywhere;"), "{page}");
}

#[test]
fn a_heading_that_says_more_than_the_title_is_the_title() {
    for (heading, title, shown) in [
        ("The Post (USA): ships went by", "ships went by", true),
        ("ships went by | The Post", "ships went by", true),
        ("ships went by", "Another title", false),
        ("The ships", "ships", false),
    ] {
        let document = document(&[
            (BlockKind::Heading, 1, heading, false),
            (BlockKind::Paragraph, 0, "The sea is wide.", false),
        ]);
        let of = Passages { article: fixture::article(1, title), annotations: Vec::new() };
        let page = article(&of, &document, &fixture::themes(), &Links::default(), &Options::default());
        let (body, written) = (inside(&page).unwrap().1, format!("<h1 dir=\"auto\">{heading}</h1>"));
        assert_eq!(body.contains(&written), shown, "{heading}: {body}");
        assert_eq!(body.matches("ships went by").count(), usize::from(heading != "The ships"), "{body}");
    }
}
