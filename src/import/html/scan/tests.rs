use super::*;

const LIMITS: PageLimits = PageLimits { bytes: 1 << 20, elements: 1000, depth: 20, work: 1000 };

fn scanned(page: &str) -> String {
    scan(page, Lenient::No, &LIMITS).unwrap().html
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
    assert_eq!(scanned("x<svg></svg>y<button class=a></button>z<video src=a></VIDEO >."), "xyz.");
    assert_eq!(scanned("<svg>never closed <p>words</p>"), "never closed <p>words</p>");
    assert_eq!(scanned("<!-- never closed <p>words"), "words");
    assert_eq!(scanned("<img src=\"data:image/png;base64,AAAA\" alt=x onerror='y()'>"), "<img alt=\"x\">");
    assert_eq!(scanned("<p style='display: none'>x</p>"), "<p hidden=\"\">x</p>");
}

#[test]
fn formulas_become_words() {
    assert_eq!(
        scanned("<p>where <math><mi>a</mi><mo>&lt;</mo><mi>b</mi></math> holds</p>"),
        "<p>where a &lt; b holds</p>"
    );
    assert_eq!(scanned("<p>x<math style='display:none'><mi>a</mi></math>y</p>"), "<p>xy</p>");
    assert_eq!(scanned("<p>x<math alttext='a&amp;b'>y</p>"), "<p>xa&amp;by</p>");
}

#[test]
fn data_about_the_page_is_set_aside() {
    let found =
        scan("<html lang=de><script type='application/ld+json'>{\"a\": 1}</script>", Lenient::No, &LIMITS)
            .unwrap();
    assert_eq!(found.data, ["{\"a\": 1}"]);
    assert_eq!(found.language.as_deref(), Some("de"));
}

#[test]
fn an_end_reaches_no_further_than_the_walls_around_it() {
    assert_eq!(
        scanned("<p>a<table><tr><td>b</p>c</table>d"),
        "<p>a</p><table><tr><td>b<p></p>c</td></tr></table>d"
    );
    assert_eq!(
        scanned("<dl><dt>a<dd>b<dl><dt>c</dl><dt>d"),
        "<dl><dt>a</dt><dd>b<dl><dt>c</dt></dl></dd><dt>d</dt></dl>"
    );
    assert_eq!(scanned("<h1>a<h2>b<div>c<h3>d"), "<h1>a</h1><h2>b<div>c<h3>d</h3></div></h2>");
    assert_eq!(scanned("<b>a<div>b</b>c</div>"), "<b>a<div>bc</div></b>");
    assert_eq!(
        scanned("<tbody><tr><td>a<tr><td>b<tbody><tr>"),
        "<tbody><tr><td>a</td></tr><tr><td>b</td></tr></tbody><tbody><tr></tr></tbody>"
    );
}

#[test]
fn the_base_of_links_is_set_aside() {
    let found =
        scan("<base target=x><base href=' /a?b&amp;c '><base href=/d>words", Lenient::No, &LIMITS).unwrap();
    assert_eq!((found.base.as_deref(), found.html.as_str()), (Some("/a?b&c"), "words"));
}

#[test]
fn depth_is_bounded_and_words_stay() {
    let page = format!("{}deep{}after", "<div>".repeat(900), "</div>".repeat(900));
    let found = scanned(&page);
    assert_eq!(found.matches("<div>").count(), LIMITS.depth);
    assert_eq!(found.matches("</div>").count(), LIMITS.depth);
    assert!(found.contains("deep") && found.ends_with("</div>after"));
    // There, too, words are parted where elements part them, and what is flattened ends nothing around it.
    let nested = format!("{}<ul><li><b>one</b><ul><li>two</ul>three<li>four</ul>", "<div>".repeat(20));
    let found = scanned(&format!("{nested}{}after", "</div>".repeat(20)));
    let end = format!("one<br><br>two<br><br>three<br><br>four<br><br>{}after", "</div>".repeat(20));
    assert!(found.ends_with(&end), "{found}");
}

#[test]
fn the_end_of_a_paragraph_that_nothing_began_parts_words() {
    assert_eq!(
        scanned("<div>one</p>two <b>so</b></p> three</div>"),
        "<div>one<p></p>two <b>so</b><p></p> three</div>"
    );
    // But not from what is a block of its own.
    assert_eq!(scanned("<p>a<div>b</div></p><br></p> <hr></p>c"), "<p>a</p><div>b</div><br> <hr>c");
    let deep = "<div>".repeat(20);
    assert!(scanned(&format!("{deep}one</p>two")).contains("one<br><br>two"));
}

#[test]
fn too_many_elements_and_references_are_refused_by_name() {
    let read = |page: String| scan(&page, Lenient::No, &LIMITS).map(|found| found.elements);
    assert_eq!(read("<br>".repeat(1000)), Ok(1000));
    for page in [
        "<br>".repeat(1001),
        "&amp;".repeat(REFERENCES * 1001),
        "< ".repeat(REFERENCES * 1001),
        format!("<p title='{}'>", "&lt;".repeat(1200)).repeat(REFERENCES),
    ] {
        let error = read(page).unwrap_err();
        assert_eq!(error, ImportError::Elements { limit: 1000 });
        assert!(error.to_string().contains("[limits] page-elements"), "{error}");
    }
}

#[test]
fn work_is_counted_by_how_much_stands_within_what() {
    let work = |page: String| scan(&page, Lenient::No, &LIMITS).unwrap().work;
    let flat = work("<p>x</p>".repeat(100));
    assert_eq!(work("<p>x</p>".repeat(200)), flat * 2);
    let deep = work(format!("{}{}", "<b>".repeat(15), "<i>x</i>".repeat(85)));
    assert!(deep > flat, "{deep} of {flat}");
    let text = |depth: usize| work(format!("{}{}", "<b>".repeat(depth), "words ".repeat(100_000)));
    assert!(text(15) > text(3) * 3);
}

#[test]
fn what_never_ends_is_looked_for_once() {
    // Looking again from every beginning would take minutes.
    let many = |what: &str| what.repeat(2_000_000);
    for page in [format!("<svg>{}>", many("<svg ")), format!("<svg>{}", many("<svg "))] {
        assert!(scan(&page, Lenient::No, &LIMITS).is_ok());
    }
}

#[test]
fn what_is_shown_where_no_script_runs_is_looked_at_once() {
    let words = "words of the port ".repeat(10_000);
    let work = |before: &str, after: &str| {
        let page = format!("<body><div>{before}<p>{words}</p>{after}</div>");
        scan(&page, Lenient::No, &LIMITS).unwrap().work
    };
    let of_text = (words.len() / TEXT) as u64;
    let nested = |name: &str| work(&format!("<{name}>").repeat(15), &format!("</{name}>").repeat(15));
    assert!(nested("noscript") <= nested("div") + of_text + 100);
    // Nor again from within a table that ends it.
    let tables = |name: &str| work(&format!("<table><{name}></table>").repeat(50), &format!("</{name}>"));
    assert!(tables("noscript") <= tables("b") + of_text * 3 + 100);
}

#[test]
fn what_the_head_of_a_page_shows_where_no_script_runs_is_left_out() {
    let said = "<noscript><p>The chart shows that rents rose by ten percent.</p></noscript>";
    for head in ["<html><head>", "<html>", "<head><title>x</title>"] {
        assert!(
            !scanned(&format!("{head}{said}<meta charset=utf-8></head><body><p>x")).contains("chart"),
            "{head}"
        );
    }
    for body in ["<head></head>", "<body>", "<div>", "x", "<b>"] {
        assert!(scanned(&format!("{body}{said}")).contains("chart"), "{body}");
    }
}

/// Tags that were passed in search of ends.
fn passed(page: &str) -> usize {
    text::PASSED.set(0);
    let limits = PageLimits { elements: 100_000, ..LIMITS };
    scan(page, Lenient::No, &limits).unwrap();
    text::PASSED.get()
}

#[test]
fn an_end_is_not_looked_for_within_what_has_its_own() {
    let deep = |n: usize| format!("{}{}x{}", "<div>".repeat(20), "<object>".repeat(n), "</object>".repeat(n));
    assert!(passed(&deep(500)) <= 1000, "{}", passed(&deep(500)));
    // Nor by what the one that began before would have found.
    assert!(passed(&"<button>".repeat(500)) <= 1500, "{}", passed(&"<button>".repeat(500)));
    let ended = format!("{}</button>", "<button>".repeat(500)).repeat(4);
    assert!(passed(&ended) <= 8000, "{}", passed(&ended));
}

#[test]
fn ends_that_are_not_there_are_known_once_each() {
    let page =
        format!("{}{}", "<style>".repeat(500), "<svg></svg><!-- -->".repeat(500) + &"<!-- x>".repeat(500));
    let mut scanner = Scanner::of(&page, Lenient::No, &LIMITS, &|| Ok(()));
    scanner.run().unwrap();
    assert_eq!(scanner.lost.len(), 2, "{:?}", scanner.lost);
}

#[test]
fn of_data_about_the_page_so_much_is_kept() {
    let data =
        |said: &str| format!("<script type='application/ld+json'>{said}</script>").repeat(MOST_DATA + 5);
    let kept = |page: &str| scan(page, Lenient::No, &LIMITS).unwrap().data.len();
    assert_eq!((kept(&data(" ")), kept(&data("{}"))), (0, MOST_DATA));
    let long = format!("{}{}", data(&" [] ".repeat(2000)), data("{}"));
    assert_eq!(kept(&long), LONGEST_DATA / 8000 + LONGEST_DATA % 8000 / 2);
}

#[test]
fn who_waits_no_more_is_heard_within_a_page() {
    let page = "<p>words</p>".repeat(5 * ASK / 12);
    let limits = PageLimits { elements: 100_000, ..LIMITS };
    let asked = std::cell::Cell::new(0);
    let go_on = |most: usize| {
        asked.set(0);
        let found = scan_until(&page, Lenient::No, &limits, &|| {
            asked.set(asked.get() + 1);
            if asked.get() > most { Err(ImportError::Stopped) } else { Ok(()) }
        });
        (found.is_ok(), asked.get())
    };
    assert_eq!((go_on(9), go_on(2)), ((true, 5), (false, 3)));
}
