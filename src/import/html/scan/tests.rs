use super::*;

fn scanned(page: &str) -> String {
    scan(page, Lenient(false)).unwrap().html
}

#[test]
fn what_was_left_open_is_closed() {
    assert_eq!(scanned("<p>one<p>two"), "<p>one</p><p>two</p>");
    assert_eq!(
        scanned("<ul><li>a<li>b<ul><li>c</ul></ul>"),
        "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>"
    );
    assert_eq!(scanned("<p><b>x<p>y"), "<p><b>x</b></p><p>y</p>");
    assert_eq!(scanned("</div></p>a < b"), "a &lt; b");
}

#[test]
fn what_no_article_is_made_of_is_left_out() {
    assert_eq!(scanned("a<!-- <p> -->b<script>if (a</b>) '</p>'</script>c<style>x</style>"), "abc");
    assert_eq!(scanned("<svg><svg></svg><text>x</text></svg>y<select><option>z</select>"), "y");
    assert_eq!(scanned("<svg>never closed <p>words</p>"), "never closed <p>words</p>");
    assert_eq!(scanned("<!-- never closed <p>words</p>"), "words");
    assert_eq!(scanned("<img src=\"data:image/png;base64,AAAA\" alt=x onerror='y()'>"), "<img alt=\"x\">");
    assert_eq!(scanned("<p style='display: none'>x</p>"), "<p hidden=\"\">x</p>");
}

#[test]
fn data_about_the_page_is_set_aside() {
    let found =
        scan("<html lang=de><script type='application/ld+json'>{\"a\": 1}</script>", Lenient(false)).unwrap();
    assert_eq!(found.data, ["{\"a\": 1}"]);
    assert_eq!(found.language.as_deref(), Some("de"));
}

#[test]
fn depth_is_bounded_and_words_stay() {
    let page = format!("{}deep{}after", "<div>".repeat(20_000), "</div>".repeat(20_000));
    let found = scanned(&page);
    assert_eq!(found.matches("<div>").count(), DEEPEST);
    assert_eq!(found.matches("</div>").count(), DEEPEST);
    assert!(found.contains("deep") && found.ends_with("</div>after"));
}

#[test]
fn a_million_elements_are_refused_by_name() {
    let error =
        scan(&"<b>".repeat(160).replace("<b>", "<br>").repeat(MOST / 160 + 1), Lenient(false)).unwrap_err();
    assert!(error.to_string().contains("elements"), "{error}");
}
