//! The search of all articles, quotes and notes: as it is typed, to a hit, and back.

use postil::app::{Finding, Overlay};
use postil::clock::Clock;
use postil::model::{Edit, MetadataChange};
use postil::store::Store;

use crate::session::{BRIDGE, Session, add};

const FERRIES: &str = "Ferries\n\nThe ferry sank in spring. It was never raised. Nobody asked why.\n\n\
A ferry needs a pilot, and a pilot needs a ferry.\n";

fn two() -> Session {
    let mut s = Session::with(&[("bridge.txt", BRIDGE), ("ferries.txt", FERRIES)]);
    s.keys("j<enter>}<enter>Water<enter>cAsk the pilot of the boat.<esc>");
    s
}

fn finding(s: &Session) -> &Finding {
    match s.app.overlays.last() {
        Some(Overlay::Finding(finding)) => finding,
        other => panic!("{other:?}"),
    }
}

#[test]
fn hits_come_as_it_is_typed_in_texts_quotes_notes_and_titles() {
    let mut s = two();
    s.keys("g/pil");
    let fields: Vec<&str> = finding(&s).hits.iter().map(|hit| hit.field).collect();
    assert!(fields.contains(&"text") && fields.contains(&"note"), "{fields:?}");
    assert!(
        s.text().contains("3 hits in 2 articles") || s.text().contains("2 hits in 2 articles"),
        "{}",
        s.text()
    );
    let marked =
        finding(&s).hits.iter().all(|hit| hit.marks.iter().all(|m| m.of(&hit.snippet).starts_with("pil")));
    assert!(marked, "{:?}", finding(&s).hits);
    s.keys("<ctrl-u>\"asked why\" -pilot");
    assert!(s.text().contains("Nothing was found for"), "{}", s.text());
    s.keys("<ctrl-u>closed theme:wat");
    assert!(finding(&s).hits.iter().all(|hit| hit.heading.title.contains("Orlau")), "{}", s.text());
    assert!(finding(&s).hits.iter().any(|hit| hit.field == "quote"), "{}", s.text());
    s.keys("<ctrl-u>");
    assert!(finding(&s).hits.is_empty() && finding(&s).mistake.is_none());
}

#[test]
fn a_word_is_found_over_the_end_of_a_line_of_japanese() {
    let text = "川の話\n\n川は二月に水かさを増し、下の水車を\nさらった。粉屋とその驢馬は、いま\nもいる。\n";
    let mut s = Session::with(&[("river.txt", text)]);
    s.keys("g/水車をさらった");
    let hits = &finding(&s).hits;
    assert!(
        hits.iter().any(|hit| hit.field == "text" && hit.snippet.contains("下の水車をさらった")),
        "{hits:?}"
    );
    assert!(
        hits.iter().all(|hit| hit.marks.iter().all(|m| m.of(&hit.snippet) == "水車をさらった")),
        "{hits:?}"
    );
    s.keys("<enter>");
    assert_eq!(s.ahead(5), "水車を\nさ");
}

#[test]
fn where_nothing_is_found_the_screen_says_that_words_are_whole_and_how_to_find_beginnings() {
    let mut s = two();
    let said = |s: &Session| s.text().split_whitespace().collect::<Vec<_>>().join(" ");
    s.keys("g/eng boat");
    assert!(said(&s).contains("write “eng*” to find “engine” and whatever else begins so"), "{}", s.text());
    s.keys("<ctrl-u>eng* boat");
    assert!(finding(&s).hits.iter().any(|hit| hit.snippet.contains("engine")), "{}", s.text());
    s.keys("<ctrl-u>zebra boat");
    assert!(said(&s).contains("Words are found whole; with a star, terror*"), "{}", s.text());
    s.keys("<ctrl-u>*eng");
    assert!(said(&s).contains("* stands only at the end of a word"), "{}", s.text());
}

#[test]
fn a_mistake_is_said_under_the_field_and_the_hits_stay() {
    let mut s = two();
    s.keys("g/ferry");
    for (typed, said) in [(" theme:", "missing after theme:"), ("nonsense", "no theme")] {
        s.keys(typed);
        assert!(s.text().contains(said), "{typed}: {}", s.text());
        assert!(!finding(&s).hits.is_empty(), "{}", s.text());
        assert!(s.app.message.is_none(), "{:?}", s.app.message);
    }
    // What shows is for something else than what is typed.
    s.keys("<enter>");
    assert!(finding(&s).mistake.is_some());
    s.keys("<ctrl-u>ferry");
    assert!(finding(&s).mistake.is_none());
    // Hits that come after a mistake was typed do not hide it.
    s.slow().keys(" foo:bar");
    s.settle();
    assert!(s.text().contains("there is no field foo:"), "{}", s.text());
}

#[test]
fn enter_goes_to_the_hit_n_goes_on_and_back_leads_to_the_hits() {
    let mut s = two();
    s.keys("g/pilot needs<down>");
    let screen = s.text();
    let chosen = finding(&s).cursor;
    let at = finding(&s).hits.iter().position(|hit| hit.field == "text").unwrap();
    s.keys(&"<up>".repeat(9)).keys(&"<down>".repeat(at));
    s.keys("<enter>");
    assert!(s.app.overlays.is_empty());
    assert!(s.ahead(5) == "pilot" || s.ahead(5) == "needs", "{}", s.ahead(20));
    let here = s.app.reader.as_ref().unwrap().cursor;
    s.keys("n");
    assert!(s.app.reader.as_ref().unwrap().cursor > here);
    assert!(
        s.status().contains("“pilot” and “needs”") || s.status().contains("“needs” and “pilot”"),
        "{}",
        s.status()
    );
    s.keys("<ctrl-o><ctrl-o>");
    assert_eq!((finding(&s).field.text(), finding(&s).cursor), ("pilot needs", at));
    s.keys(&"<up>".repeat(9)).keys(&"<down>".repeat(chosen));
    let body = |text: &str| text.lines().take(38).collect::<Vec<_>>().join("\n");
    assert_eq!(body(&s.text()), body(&screen));
}

#[test]
fn a_hit_in_a_note_leads_to_its_passage() {
    let mut s = two();
    s.keys("gg{g/note:boat<enter>");
    assert_eq!(s.ahead(14), "The old bridge");
    s.keys("c");
    assert!(s.text().contains("Ask the pilot of the"), "its annotation is what is meant: {}", s.text());
}

#[test]
fn what_was_typed_is_there_again() {
    let mut s = two();
    s.keys("g/ferry<down><esc>");
    assert!(s.app.overlays.is_empty());
    s.keys("g/");
    assert_eq!((finding(&s).field.text(), finding(&s).cursor), ("ferry", 1));
    s.keys("<ctrl-u><esc>g/");
    assert_eq!(finding(&s).field.text(), "");
}

#[test]
fn typing_never_waits_and_older_hits_are_dropped() {
    let mut s = two();
    s.slow().keys("g/zzz<ctrl-u>ferry");
    assert_eq!(finding(&s).field.text(), "ferry", "no key waits for hits");
    s.keys("<enter>");
    assert!(finding(&s).hits.is_empty());
    s.settle();
    // Enter was meant for the hits of what was typed.
    assert!(s.app.overlays.is_empty(), "{}", s.text());
    assert!(s.app.is_searching() || s.app.reader.as_ref().unwrap().search.is_some());
}

#[test]
fn fields_alone_list_what_they_find() {
    let mut s = two();
    s.keys("g/theme:water");
    let fields = |s: &Session| finding(s).hits.iter().map(|hit| hit.field).collect::<Vec<_>>();
    assert_eq!(fields(&s), ["quote"]);
    assert!(s.text().contains("The old bridge"), "{}", s.text());
    s.keys("<ctrl-u>is:unread");
    assert_eq!(fields(&s), ["article"]);
    assert!(s.text().contains("Ferries"), "{}", s.text());
    s.keys("<ctrl-u>-raised");
    assert_eq!(fields(&s), ["article"]);
    s.keys("<ctrl-u>theme:water<enter>");
    assert_eq!(s.ahead(14), "The old bridge");
}

#[test]
fn a_slip_is_met_with_the_word_that_was_meant() {
    let mut s = two();
    s.keys("g/brigde");
    assert!(s.text().contains("Did you mean “bridge”?"), "{}", s.text());
    s.keys("<ctrl-u>zzzz");
    assert!(!s.text().contains("Did you mean"), "{}", s.text());
}

#[test]
fn a_slip_need_not_be_typed_again() {
    let mut s = two();
    s.keys("g/old brigde");
    assert!(finding(&s).hits.is_empty() && s.text().contains("Enter takes that."), "{}", s.text());
    // What found nothing is taken up where it was left.
    s.keys("<esc>g/<backspace><backspace><backspace>");
    assert_eq!(finding(&s).field.text(), "old bri");
    s.keys("gde<enter>");
    assert_eq!(finding(&s).field.text(), "old bridge");
    assert!(!finding(&s).hits.is_empty(), "{}", s.text());
    s.keys("<enter>");
    assert!(s.app.overlays.is_empty() && s.ahead(3) == "old", "{}", s.text());
    // What found something gives way to other words.
    s.keys("g/f");
    assert_eq!(finding(&s).field.text(), "f");
}

#[test]
fn n_goes_over_what_several_words_say_together() {
    let text = "Harbours\n\nThe boat was to go to sea, or to the yard.\n\nA flat roof, or one to be mended.\n\n\
                To us or them it was a flat boat.\n\nTo the end, or not: the flat boats of this or that shipyard went to sea.\n";
    let mut s = Session::with(&[("a.txt", text)]);
    s.keys("g/to or flat boat<enter>");
    let mut places = Vec::new();
    for _ in 0..3 {
        s.keys("n");
        places.push(s.ahead(9));
    }
    places.sort();
    places.dedup();
    assert_eq!(places, ["flat boat"], "{}", s.status());
    assert!(s.status().contains("“flat” and “boat”") && s.status().contains("of 2"), "{}", s.status());
}

#[test]
fn what_stands_in_columns_is_shown_as_words_in_a_row() {
    let mut s = Session::with(&[(
        "table.md",
        "# Boats\n\n```\nferry      sunk        1931\nbarge      afloat      1940\n```\n",
    )]);
    s.keys("g/sunk");
    assert!(s.text().contains("ferry sunk 1931"), "{}", s.text());
}

#[test]
fn beside_a_long_title_what_is_known_of_an_article_yields_and_is_no_stump() {
    let mut store = Store::memory(Clock::counted("2026-01-02T03:04:05Z".parse().unwrap())).unwrap();
    let titles = [
        "What the pilots of Orlau knew of ice",
        "What the pilots of Orlau knew of the ice on the wide old river",
        "Pilots",
        "What all of the pilots of Orlau knew of the ice on the wide river before it was too late for them",
    ];
    for (n, title) in titles.iter().enumerate() {
        let article = add(&mut store, &format!("{n}.txt"), "A ferry sank in spring.\n");
        let change = MetadataChange {
            title: Some((*title).to_owned()),
            byline: Some((n == 2).then(|| "Anna Weiss".to_owned())),
            publication: Some(Some("The Orlau Quarterly of Ferries, Bridges and Ice".to_owned())),
            published: Some(Some("1931".parse().unwrap())),
            ..MetadataChange::default()
        };
        store.apply(&[Edit::SetMetadata { article, change }]).unwrap();
    }
    let mut s = Session::on(store);
    s.keys("g/ferry -in:nowhere");
    let headings = |s: &Session| -> Vec<String> {
        let heading = |title: &&str| {
            let start: String = title.chars().take(60).collect();
            let text = s.text();
            let line = text.lines().find(|line| line.contains(&start) && line.contains("  text"));
            let line = line.unwrap_or_else(|| panic!("{title}: {text}")).trim();
            line.trim_end_matches("text").trim().to_owned()
        };
        titles.iter().map(heading).collect()
    };
    let narrow = headings(s.resize(80, 24));
    assert_eq!(
        narrow,
        [
            "What the pilots of Orlau knew of ice  The Orlau Quarterly of Ferries…",
            "What the pilots of Orlau knew of the ice on the wide old river  1931",
            "Pilots  Anna Weiss · The Orlau Quarterly of Ferries, Bridges and Ice",
            "What all of the pilots of Orlau knew of the ice on the wide river be…",
        ]
    );
    let wide = headings(s.resize(120, 40));
    assert!(wide[1].ends_with("river  The Orlau Quarterly of…"), "{wide:?}");
    assert!(
        wide[2].ends_with("Anna Weiss · The Orlau Quarterly of Ferries, Bridges and Ice · 1931"),
        "{wide:?}"
    );
}

#[test]
fn a_phrase_is_found_before_its_closing_mark_is_typed() {
    let mut s = two();
    s.keys("g/\u{201c}ferry sa");
    assert!(s.text().contains("The ferry sank") && !s.text().contains("not closed"), "{}", s.text());
}

#[test]
fn soft_hyphens_of_what_is_copied_from_elsewhere_are_passed_over() {
    let mut s = two();
    s.keys("g/fer\u{ad}ry sank");
    assert!(s.text().contains("The ferry sank"), "{}", s.text());
    s.keys("<esc>gg<enter>/fer\u{ad}ry<enter>").wait();
    assert!(!s.status().contains("does not occur"), "{}", s.status());
}
