//! Copying: what a motion or an object means, selections, quotations, notes, addresses.

use postil::app::Msg;

use crate::session::{BRIDGE, Session};

/// What was copied last.
fn copied(s: &Session) -> Option<String> {
    let last = s.effects.iter().rev().find_map(|effect| effect.strip_prefix("Copy(Clip { text: "))?;
    let text: String = serde_json::from_str(last.rsplit_once(", what: ")?.0).expect("a text");
    Some(text)
}

const OLD: &str = "The old bridge was closed on Oct. 15.";

/// [`BRIDGE`], the cursor on its first paragraph.
fn bridge() -> Session {
    let mut s = Session::bridge();
    s.keys("}");
    s
}

#[test]
fn line_ends_that_part_nothing_are_not_copied() {
    let text = "川の話\n\n川は二月に水かさを増し、下の水車を\nさらった。粉屋とその驢馬は、いま\nもいる。\n\n한국어는\n띄어 쓴다\n";
    let mut s = Session::with(&[("river.txt", text)]);
    s.keys("<enter>/水車<enter>yip");
    assert_eq!(
        copied(&s).unwrap(),
        "川は二月に水かさを増し、下の水車をさらった。粉屋とその驢馬は、いまもいる。"
    );
    s.keys("/水車<enter>v3ly");
    assert_eq!(copied(&s).unwrap(), "水車をさ");
    s.keys("/한국<enter>yip");
    assert_eq!(copied(&s).unwrap(), "한국어는\n띄어 쓴다");
}

#[test]
fn an_operator_copies_what_lies_between() {
    let paragraph = BRIDGE.split("\n\n").nth(1).unwrap();
    let rest: &str = BRIDGE.split_once("\n\n").unwrap().1.trim_end();
    let nobody = "Nobody believed her.";
    for (keys, text) in [
        ("yy", OLD),
        ("wwyy", OLD),
        ("wyw", "old"),
        ("wy2w", "old bridge"),
        ("w2yw", "old bridge"),
        ("2y2w", "The old bridge was"),
        ("wye", "old"),
        ("wyE", "old"),
        ("wyiw", "old"),
        ("wyb", "The"),
        ("wwyis", OLD),
        ("yas", OLD),
        ("wyip", paragraph),
        ("wyap", paragraph),
        ("y}", paragraph),
        ("y)", OLD),
        (")y(", OLD),
        ("wwy0", "The old"),
        ("yf,", ""),
        ("yfd", "The old"),
        ("ytd", "The ol"),
        ("y2fd", "The old brid"),
        ("fbyFl", "ld"),
        ("fbyTl", "d"),
        ("fby,", ""),
        ("fdy;", "d brid"),
        ("yG", rest),
        ("ggyG", BRIDGE.trim_end()),
        ("ygg", "The Bridge at Orlau"),
        ("y]]", ""),
        ("))yy", nobody),
        ("))y)", nobody),
        ("))y}", nobody),
        ("))yi\"", ""),
        (")yi\"", "done what they could."),
        (")f“yi\"", "done what they could."),
        ("ma))y'a", &paragraph[..paragraph.find(" Nobody").unwrap()]),
        ("}f(yi(", "a flat boat with one engine"),
        ("G(y)", "They agreed on nothing, and the town waited."),
        ("G$byw", "waited"),
        ("G$yw", "."),
        ("G$yl", "."),
        ("G$9yb", "They agreed on nothing, and the town waited"),
        ("/boat<enter>ggyn", BRIDGE[..BRIDGE.find("boat").unwrap()].trim_end()),
    ] {
        let mut s = bridge();
        s.keys(keys.split_once('y').unwrap().0);
        let at = s.app.reader.as_ref().unwrap().cursor;
        s.keys(&keys[keys.find('y').unwrap()..]);
        assert_eq!(copied(&s).unwrap_or_default(), text, "{keys}: {}", s.status());
        let reader = s.app.reader.as_ref().unwrap();
        assert!(reader.cursor == at || text.is_empty(), "{keys} moved the cursor");
        assert!(!text.is_empty() || !s.status().is_empty(), "{keys} said nothing");
    }
}

#[test]
fn counts_take_so_many_sentences() {
    let mut s = bridge();
    s.keys("3yy");
    assert!(copied(&s).unwrap().ends_with("Nobody believed her."), "{:?}", copied(&s));
    s.keys("4yy");
    assert!(copied(&s).unwrap().ends_with("another way across?"), "{:?}", copied(&s));
    s.keys("99yy");
    assert!(copied(&s).unwrap().ends_with("the town waited."));
    s.keys("2Y");
    assert!(copied(&s).unwrap().starts_with(&format!("> {OLD} Lt. Col.")), "{:?}", copied(&s));
}

#[test]
fn a_selection_is_copied_and_left() {
    let mut s = bridge();
    s.keys("wvey");
    assert_eq!(copied(&s).as_deref(), Some("old"));
    assert!(s.app.reader.as_ref().unwrap().selection.is_none());
    assert_eq!(s.ahead(3), "old");
    s.keys("visY");
    assert_eq!(copied(&s), Some(format!("> {OLD}\n\n(The Bridge at Orlau, n.d., ¶1)")));
    assert!(s.app.reader.as_ref().unwrap().selection.is_none());
    s.keys("v3isy");
    assert!(copied(&s).unwrap().ends_with("Nobody believed her."));
}

#[test]
fn what_waits_shows_and_can_be_given_up() {
    let mut s = bridge();
    s.keys("2y3");
    assert!(s.status().contains("2y3"), "{}", s.status());
    s.keys("<esc>y").wait();
    for told in ["y and then", "the sentence", "the paragraph"] {
        assert!(s.text().contains(told), "{told}\n{}", s.text());
    }
    s.keys("i").wait();
    assert!(s.text().contains("Select the word"), "{}", s.text());
    s.keys("<esc>yf<esc>yq");
    assert!(s.status().starts_with("y copies as far as"), "{}", s.status());
    s.keys("y<f5>");
    assert!(s.status().starts_with("“y F5” means nothing here"), "{}", s.status());
    s.keys("y/");
    assert!(s.status().contains("“search” is neither"), "{}", s.status());
    assert_eq!(copied(&s), None);
}

#[test]
fn the_outcome_is_said() {
    let mut s = bridge();
    s.keys("yy").send(Msg::Told(Ok("Copied 8 words with wl-copy.".to_owned())));
    assert!(s.status().starts_with("Copied 8 words with wl-copy."), "{}", s.status());
}

#[test]
fn folded_furniture_is_not_copied() {
    let page = "Ferries\n\nThe ferry sank.\n\nShare this article\n\nNobody asked.\n";
    let mut s = Session::with(&[("a.txt", page)]);
    s.keys("<enter>ggyG");
    assert_eq!(copied(&s).as_deref(), Some(page.trim_end()));
    s.keys("zfggyG");
    assert_eq!(copied(&s).as_deref(), Some("Ferries\n\nThe ferry sank.\n\nNobody asked."));
}

#[test]
fn too_much_is_refused_before_it_is_taken() {
    let text = format!("Long\n\n{}\n", "word after word. ".repeat(300_000));
    let mut s = Session::with(&[("long.txt", &text)]);
    s.keys("<enter>ggyG");
    assert!(s.status().starts_with("That is 4.8 MB, and 4 MB can be copied at once"), "{}", s.status());
    assert_eq!(copied(&s), None);
}

#[test]
fn notes_and_addresses() {
    let page = "---\ntitle: Ferries\nauthor: Anna Weiss\ndate: 2017-07-12\nurl: https://example.org/f\n---\n\nThe ferry sank.\n";
    let mut s = Session::with(&[("f.md", page)]);
    s.keys("yy");
    assert_eq!(copied(&s).as_deref(), Some("https://example.org/f"));
    s.keys("<enter>G<enter>War<enter>Y");
    assert_eq!(copied(&s).as_deref(), Some("> The ferry sank.\n\n(Weiss, 2017, ¶1)"));
    s.keys("<tab>yy");
    assert!(s.status().starts_with("This annotation has no note to copy"), "{}", s.status());
    s.keys("cWhy?<esc>yy");
    assert_eq!(copied(&s).as_deref(), Some("Why?"));
    s.keys("Y");
    assert_eq!(copied(&s).as_deref(), Some("> The ferry sank.\n\n(Weiss, 2017, ¶1)"));
}

#[test]
fn a_board_copies_the_note_and_the_quotation_of_the_chosen_passage() {
    let other = "Ferries\n\nThe ferry sank in spring. Nobody\nasked why.\n";
    let mut s = Session::with(&[("bridge.txt", BRIDGE), ("ferries.txt", other)]);
    s.keys("/Ferries<enter><enter>}<enter>Water<enter>)<enter>Water<enter>");
    s.keys("cAsk the ferryman.<enter>And his son.<esc>");
    let quoted = "> Nobody\n> asked why.\n\n(Ferries, n.d., ¶1)";
    for board in ["gH", "gh", "gt<enter>"] {
        s.keys(board).keys("GY");
        assert_eq!(copied(&s).as_deref(), Some(quoted), "{board}: {}", s.status());
        s.keys("yy");
        assert_eq!(copied(&s).as_deref(), Some("Ask the ferryman.\nAnd his son."), "{board}: {}", s.status());
        s.keys("ggyy");
        assert!(s.status().starts_with("This annotation has no note to copy"), "{board}: {}", s.status());
        s.keys("2Y");
        assert!(s.status().contains("takes no count"), "{board}: {}", s.status());
        s.keys("dn");
        assert!(s.status().starts_with("This annotation has no note to keep"), "{board}: {}", s.status());
        while !s.app.overlays.is_empty() {
            s.keys("q");
        }
    }
    // Another article than the one that is open is quoted by its own name.
    s.keys("q/<ctrl-u>Orlau<enter><enter>gHGY");
    assert_eq!(copied(&s).as_deref(), Some(quoted), "{}", s.text());
    // The note is kept in the note of its own article.
    s.keys("Gdn");
    assert_eq!(s.stored().len(), 1, "{}", s.status());
    let notes: Vec<Option<String>> =
        s.store.articles_of(&s.articles()).unwrap().into_iter().map(|article| article.note).collect();
    assert!(notes.iter().flatten().any(|note| note.contains("And his son.")), "{notes:?}");
    s.keys("u");
    assert_eq!(s.stored().len(), 2, "{}", s.status());
    // What is not there is not quoted.
    s.keys("/nowhere<enter>Y");
    assert!(s.status().starts_with("No passage is shown"), "{}", s.status());
    s.keys("yy");
    assert!(s.status().starts_with("No passage is shown"), "{}", s.status());
}
