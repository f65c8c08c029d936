//! Furniture folded away: motions pass over it, going into it unfolds it, and nobody marks what they
//! have not seen.

use crate::session::Session;

const PAGE: &str = "Ferries\n\nThe ferry left at noon.\n\nSign up for our newsletter\n\nShare this article\n\nIt sank near the pier.\n\nNobody drowned.\n\nRead our newsletter\n";

/// The page with its furniture marked by hand and shown, the cursor at the top.
fn page() -> Session {
    let mut s = Session::with(&[("page.txt", PAGE)]);
    s.keys("<enter>");
    for (at, is_furniture) in [false, false, true, true, false, false, true].into_iter().enumerate() {
        let block = |s: &Session| s.app.reader.as_ref().unwrap().document.blocks[at];
        let start = block(&s).span.start;
        s.app.reader.as_mut().unwrap().put_cursor(start);
        if block(&s).is_furniture() != is_furniture {
            s.keys("zF");
        }
        assert_eq!(block(&s).is_furniture(), is_furniture, "{at}");
    }
    s.keys("gg");
    s
}

fn folded() -> Session {
    let mut s = page();
    s.keys("zf");
    assert!(!s.text().contains("newsletter"), "{}", s.text());
    s
}

fn is_folded(s: &Session) -> bool {
    s.app.reader.as_ref().unwrap().folded
}

/// What was copied last, and what the message calls it.
fn copied(s: &Session) -> (String, String) {
    let last = s.effects.iter().rev().find_map(|effect| effect.strip_prefix("Copy(Clip { text: ")).unwrap();
    let (text, what) = last.rsplit_once(", what: ").unwrap();
    let read = |quoted: &str| serde_json::from_str(quoted).unwrap();
    (read(text), read(what.strip_suffix(" })").unwrap()))
}

#[test]
fn words_go_over_a_fold_both_ways() {
    let mut s = folded();
    for (big, keys) in [("", "wbe"), ("B", "WBE")] {
        let key = |n: usize| keys.get(n..=n).unwrap();
        s.keys("gg}}").keys(key(1));
        assert_eq!(s.ahead(4), if big.is_empty() { ".\n\nS" } else { "noon" });
        s.keys("gg}}").keys(&format!("2{}", key(1)));
        assert_eq!(s.ahead(2), if big.is_empty() { "no" } else { "at" });
        s.keys("gg}}").keys(&format!("{}{}", key(1), key(0)));
        assert_eq!(s.ahead(4), "It s");
        s.keys("gg}$").keys(key(2));
        assert_eq!(s.ahead(6), "t sank");
    }
    s.keys("gg}}bj");
    assert!(is_folded(&s));
}

#[test]
fn a_fold_at_an_end_is_an_end() {
    let mut s = folded();
    s.keys("G20w");
    assert_eq!(s.ahead(1), ".");
    s.keys("e");
    assert_eq!(s.ahead(1), ".");
    s.keys("bb");
    assert_eq!(s.ahead(7), "Nobody ");
    s.keys("ggG");
    assert_eq!(s.ahead(6), "Nobody");
    s.keys("gg2}yw");
    assert_eq!(copied(&s).0, "It");
    s.keys("Gy9w");
    assert_eq!(copied(&s), ("Nobody drowned.".to_owned(), "2 words".to_owned()));
    assert!(is_folded(&s));
}

#[test]
fn going_to_an_annotation_in_a_fold_unfolds_it() {
    let mut s = page();
    s.keys("}<enter>Sea<enter>}<enter>Ads<enter>GG<enter>Ads<enter>ggzf");
    assert_eq!(s.stored().len(), 3);
    s.keys("]a");
    assert!(is_folded(&s) && s.ahead(9) == "The ferry");
    s.keys("]a");
    assert!(!is_folded(&s) && s.ahead(4) == "Sign", "{}", s.ahead(9));
    s.keys("zfG[a");
    assert!(!is_folded(&s) && s.ahead(4) == "Sign", "{}", s.ahead(9));
    s.keys("zfG2[a");
    assert!(is_folded(&s) && s.ahead(9) == "The ferry", "what a count passes over stays folded");
    s.keys("G]a");
    assert!(!is_folded(&s) && s.ahead(4) == "Read", "{}", s.ahead(9));
    s.keys("zfy]a");
    assert!(is_folded(&s), "an operator only looks");
}

#[test]
fn what_a_selection_takes_in_is_said_and_seen() {
    let mut s = folded();
    s.keys("}V}");
    assert!(s.status().contains("selecting, 2 folded in it"), "{}", s.status());
    // The marks of its row stand below it.
    let row = |s: &Session| {
        let screen = s.screen();
        let marks = screen.lines().skip_while(|line| !line.contains("2 folded")).nth(1).unwrap();
        marks.get(30..60).map(str::to_owned)
    };
    let selected = row(&s);
    s.keys("<esc>");
    assert_ne!(row(&s), selected);
    s.keys("gg}V}y");
    let (text, what) = copied(&s);
    assert_eq!(text, "The ferry left at noon.\n\nIt sank near the pier.");
    assert_eq!(what, "10 words (without 2 folded paragraphs)");
    s.keys("gg}V}Y");
    assert_eq!(copied(&s).1, "the quotation with its citation (without 2 folded paragraphs)");
    assert!(is_folded(&s));
    for keys in ["<enter>", "c"] {
        s.keys("gg}V}").keys(keys);
        assert!(!is_folded(&s), "{keys}");
        assert!(s.status().starts_with("The passage holds 2 paragraphs of furniture"), "{}", s.status());
        s.keys("<esc><esc>zf");
        assert!(is_folded(&s));
    }
    s.keys("gg}V}<enter>Sea<enter>");
    assert!(s.annotations()[0].quote.contains("newsletter") && s.text().contains("newsletter"));
}

#[test]
fn the_row_of_a_fold_says_what_annotations_it_hides() {
    let row = |s: &Session, at: usize| {
        let text = s.text();
        let line = text
            .lines()
            .filter(|line| line.contains('⋯'))
            .nth(at)
            .unwrap_or_else(|| panic!("{text}"))
            .to_owned();
        let (before, words) = line.split_once('⋯').unwrap();
        let signs = before.rsplit('│').find(|part| !part.trim().is_empty()).unwrap_or_default();
        (signs.trim().to_owned(), words.split(['│', '┼']).next().unwrap().trim().to_owned())
    };
    let is = |signs: &str, words: &str| (signs.to_owned(), words.to_owned());
    let mut s = folded();
    assert_eq!(row(&s, 0).1, "furniture: 2 folded; zf shows it");
    // On the two of the first fold, and from before it into it: that one begins in sight.
    s.keys("zfgg}}<enter>Sea<enter>}<enter>Ads<enter>gg}Vj<enter>Sea<enter>");
    s.keys("ggzf");
    assert_eq!(s.stored().len(), 3);
    for (columns, hidden, other) in [
        (120, "furniture: 2 folded, 2 annotations; zf shows it", "furniture: 1 folded; zf shows it"),
        (80, "furniture: 2 folded, 2 annotations; zf", "furniture: 1 folded; zf shows it"),
        (40, "2 folded, 2 annotations; zf", "furniture: 1 folded; zf"),
    ] {
        s.resize(columns, 24);
        assert_eq!(row(&s, 0), is("S A", hidden), "{columns}");
        assert_eq!(row(&s, 1), is("", other), "{columns}");
    }
    // Where no annotation is shown in the text, none is told of.
    s.keys("zh");
    assert_eq!(row(&s, 0), is("", "furniture: 2 folded; zf"));
}

#[test]
fn growing_an_annotation_over_a_fold_unfolds_it() {
    let mut s = folded();
    s.keys("}<enter>Sea<enter>");
    assert!(is_folded(&s));
    s.keys(">");
    assert!(!is_folded(&s) && s.annotations()[0].quote.ends_with("pier."));
}

#[test]
fn a_page_of_nothing_but_furniture_does_not_fold() {
    let mut s = Session::with(&[("page.txt", "Ads\n\nSign up\n"), ("other.txt", PAGE)]);
    s.keys("gg<enter>");
    assert!(s.text().contains("Sign up"), "{}", s.text());
    while s.app.reader.as_ref().unwrap().document.blocks.iter().any(|block| !block.is_furniture()) {
        s.keys("ggV9jzF");
    }
    s.keys("zf");
    assert!(s.status().starts_with("All of this text is furniture"), "{}", s.status());
    assert!(s.text().contains("Sign up"), "{}", s.text());
}

#[test]
fn the_last_text_that_becomes_furniture_stays_in_sight() {
    let mut s = Session::bridge();
    s.keys("zF}zFzf");
    assert!(is_folded(&s));
    let blocks = s.app.reader.as_ref().unwrap().document.blocks.len();
    for _ in 0..blocks {
        s.keys("ggzF");
    }
    assert!(!is_folded(&s) && s.text().contains("The old bridge"), "{}", s.text());
}
