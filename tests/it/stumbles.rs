//! What a newcomer stumbled over: each is said, shown or kept from happening.

use postil::app::{Msg, Outcome, Overlay};
use postil::model::{Draft, DraftOn};

use crate::session::{BRIDGE, Session};

fn two() -> Session {
    Session::with(&[("bridge.txt", BRIDGE), ("b.txt", "Boats\n\nA boat came in. It left again.\n")])
}

#[test]
fn a_screen_too_small_to_be_seen_obeys_no_key_but_the_way_out() {
    let mut s = two();
    let before = s.articles().len();
    s.resize(30, 8).keys("Gddrs<enter>x<enter>");
    assert_eq!(s.articles().len(), before);
    assert!(s.app.reader.is_none() && s.app.overlays.is_empty());
    assert_eq!(s.store.history(9).unwrap().len(), 2, "the two imports");
    s.keys("<ctrl-c>");
    assert_eq!(s.effects, ["Quit"]);
    s.resize(40, 10).keys("dd");
    assert_eq!(s.articles().len(), before - 1);
}

#[test]
fn the_way_out_is_open_whatever_was_begun() {
    for begun in ["z", "g", "2y", "f", "3", "v]"] {
        let mut s = two();
        s.keys("<enter>").keys(begun).keys("<ctrl-c>");
        assert_eq!(s.effects.last().map(String::as_str), Some("Quit"), "{begun}");
    }
    let mut s = two();
    s.keys("<enter>g").resize(20, 4).keys("j<ctrl-c>");
    assert_eq!(s.effects.last().map(String::as_str), Some("Quit"));
}

#[test]
fn a_command_of_the_text_names_the_key_that_leads_to_it() {
    let mut s = two();
    s.keys("<enter><tab><tab>:tag War<enter>");
    assert!(s.text().contains("Tab takes you there"), "{}", s.text());
    s.keys("<esc><tab><tab>:repeat-tag<enter>");
    assert!(s.text().contains("q takes you there"), "{}", s.text());
}

#[test]
fn what_stays_selected_is_not_denied() {
    let mut s = two();
    s.keys("<space><enter><esc>");
    assert!(
        s.status().starts_with("An article is selected in the list; Esc there lets go"),
        "{}",
        s.status()
    );
    s.keys("q");
    assert!(s.hints().contains("dd trash") && s.hints().ends_with("Esc let go"), "{}", s.hints());
    s.keys("<esc>");
    assert!(s.hints().contains("/ filter"), "{}", s.hints());
}

#[test]
fn the_last_messages_can_be_read_whole() {
    let mut s = two();
    s.keys(":messages<enter>");
    assert!(s.text().contains("Nothing was said since postil was opened"), "{}", s.text());
    s.keys("<esc><enter>").resize(40, 12);
    s.keys("}<enter>A theme with a name that is far too long for the line<enter>");
    assert!(s.status().ends_with("gm"), "{}", s.status());
    s.keys(":messages<enter>");
    let shown = s.text().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(shown.contains("A theme with a name that is far too long for the line"), "{shown}");
    s.keys("q");
    assert!(s.app.overlays.is_empty());
}

#[test]
fn a_list_of_nothing_opens_and_says_so_and_the_key_that_closes_it_does_not_quit() {
    let mut s = Session::empty();
    for (keys, said) in [
        ("gd", "No draft waits"),
        ("gm", "Nothing was said since postil was opened"),
        ("gr", "Nothing was imported into this library yet"),
        ("gu", "Every annotation is in its place"),
        ("gF", "No feed yet"),
        ("gt", "No theme yet"),
        ("gH", "There is no annotation yet"),
        ("gf", "No article is in the library yet"),
        ("g/", "Search all articles and notes"),
    ] {
        s.keys(keys);
        assert!(s.text().contains(said), "{keys}\n{}", s.text());
        assert_eq!(s.app.overlays.len(), 1, "{keys}");
        let close = if s.app.context().is_text() { "<esc>" } else { "q" };
        s.keys(close);
        assert!(s.app.overlays.is_empty() && !s.effects.iter().any(|e| e == "Quit"), "{keys}");
    }
    s.keys("q");
    assert!(s.effects.iter().any(|e| e == "Quit"), "{:?}", s.effects);
}

#[test]
fn drafts_that_wait_are_listed_and_lead_to_their_place() {
    let mut s = two();
    s.keys("/Orlau<enter><enter>}cHalf a thought<ctrl-x>ggCOn the whole<ctrl-x>q:drafts<enter>");
    assert!(s.text().contains("Half a thought") && s.text().contains("a note in The Bridge"), "{}", s.text());
    s.keys("half<enter>");
    assert_eq!(s.ahead(14), "The old bridge");
    assert!(s.status().starts_with("The draft belongs here; c takes it up again."), "{}", s.status());
    s.keys("c<ctrl-s>");
    assert_eq!(s.stored(), ["The old bridge was closed on Oct. 15. |  | Half a thought"]);
}

#[test]
fn the_draft_of_a_theme_is_opened_in_its_panel() {
    let mut s = two();
    s.keys("<enter>}<enter>War<enter>)<enter>Peace<enter>");
    let theme = s.app.themes.iter().find(|theme| theme.name == "War").unwrap().id;
    let draft = Draft { on: DraftOn::Theme(theme), text: "On war".into(), was: None, updated: String::new() };
    s.store.save_draft(&draft).unwrap();
    let mut s = s.reopen();
    s.keys(":drafts<enter><enter><ctrl-s>");
    assert_eq!(s.store.theme(theme).unwrap().unwrap().note.as_deref(), Some("On war"));
}

#[test]
fn the_export_menu_begins_with_what_is_under_the_cursor() {
    let labels = |s: &Session| match s.app.overlays.last() {
        Some(Overlay::Menu(menu)) => menu.choices.iter().map(|c| c.label.clone()).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    let mut s = two();
    s.keys("/Orlau<enter><enter>}<enter>War<enter>x");
    let found = labels(&s);
    assert_eq!(found.len(), 20);
    assert_eq!(
        [&*found[0], &*found[1], &*found[2], &*found[3]],
        [
            "Markdown: the article “The Bridge at Orlau”",
            "Markdown: the theme “War”",
            "Markdown: the whole library",
            "HTML: the article “The Bridge at Orlau”",
        ]
    );
    s.keys("q)x");
    assert_eq!(labels(&s).len(), 13, "no annotation is under the cursor");
    s.keys("qgtx");
    assert_eq!(labels(&s)[0], "Markdown: the theme “War”");
    let down = "j".repeat(labels(&s).iter().position(|label| label == "CSV: the theme “War”").unwrap());
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("war.csv");
    s.keys(&format!("{down}<enter><ctrl-u>{}<enter>", path.display()));
    let table = std::fs::read_to_string(&path).unwrap();
    assert!(table.contains(",War,The old bridge was closed on Oct. 15.,"), "{table}");
    std::fs::write(&path, "mine").unwrap();
    s.keys(&format!("x{down}<enter><ctrl-u>{}<enter>", path.display()));
    assert!(
        s.status().contains("war.csv was left alone: there is a file that postil did not write"),
        "{}",
        s.status()
    );
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "mine");
}

#[test]
fn the_library_is_copied_by_name_and_never_over_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("copy.postil");
    let mut s = two();
    s.keys(&format!(":backup {}<enter>", path.display()));
    assert!(s.status().starts_with("The library was copied to"), "{}", s.status());
    s.keys(&format!(":backup {}<enter>", path.display()));
    assert!(s.app.message.as_ref().is_some_and(|message| message.is_error), "{}", s.status());
}

#[test]
fn a_place_that_was_not_kept_is_no_news_once_it_is() {
    let mut s = Session::bridge();
    s.slow().keys("j").wait();
    let first = s.take_late();
    s.keys("j");
    s.send(Msg::Outcome(first[0].0, Outcome::Failed("the disk is full".into())));
    assert!(s.status().starts_with("The disk is full"), "{}", s.status());
    s.wait();
    let second = s.take_late();
    s.send(Msg::Outcome(second[0].0, Outcome::Saved));
    assert!(!s.status().contains("The disk is full"), "{}", s.status());
}

#[test]
fn n_after_a_search_that_found_nothing_says_so() {
    let mut s = Session::bridge();
    s.keys("/zebra<enter>n");
    assert_eq!(
        s.app.message.as_ref().unwrap().text,
        "“zebra” does not occur in this article; g/ searches all."
    );
}

#[test]
fn while_a_filter_is_typed_it_stands_in_one_place() {
    let mut s = two();
    s.keys("/is:star");
    assert!(!s.text().contains("/ is"), "{}", s.text());
    s.keys("red<enter>");
    assert!(s.text().contains("/ is:star"), "{}", s.text());
}

#[test]
fn a_filter_is_taken_away_by_escape_and_by_what_shows_all() {
    for key in ["<esc>", "1"] {
        let mut s = two();
        s.keys("/title:Boats<enter>");
        assert!(s.text().contains("1 article  / title:B"), "{}", s.text());
        s.keys(key);
        assert!(s.text().contains("2 articles"), "{key}: {}", s.text());
        assert!(!s.text().contains("title:B"), "{key}: {}", s.text());
    }
}

#[test]
fn only_what_is_in_the_trash_can_be_deleted_for_good() {
    let mut s = two();
    s.keys(":delete-for-good<enter>");
    assert!(s.text().contains("Only what is in the trash can be deleted for good"), "{}", s.text());
    assert_eq!(s.articles().len(), 2);
}

#[test]
fn what_was_searched_last_gives_way_to_what_is_typed_unless_it_is_edited() {
    let mut s = two();
    let typed = |s: &Session| match s.app.overlays.last() {
        Some(Overlay::Finding(finding)) => finding.field.text().to_owned(),
        _ => panic!("no search"),
    };
    s.keys("g/boat<esc>g/");
    assert_eq!(typed(&s), "boat");
    s.keys("ferry");
    assert_eq!(typed(&s), "ferry");
    s.keys("<esc>g/<backspace>ies");
    assert_eq!(typed(&s), "ferries");
}

#[test]
fn selecting_on_the_last_row_is_no_idle_key() {
    let mut s = two();
    s.keys("G<space>");
    assert!(s.status().starts_with("1 selected"), "{}", s.status());
    s.keys("<space>");
    assert!(!s.status().contains("nothing to do"), "{}", s.status());
    s.keys("<space><esc>");
    assert!(!s.status().contains("Nothing is open or selected"), "{}", s.status());
}

#[test]
fn where_nothing_can_be_compared_no_window_waits() {
    for keys in ["gD", ":compare<enter>"] {
        let mut s = two();
        s.keys("<enter>").keys(keys);
        assert!(s.status().contains("nothing to compare"), "{}", s.status());
        assert!(s.app.overlays.is_empty(), "{}", s.text());
    }
}

#[test]
fn what_was_taken_off_is_said_with_what_was_put_on() {
    let mut s = two();
    s.keys("<enter>}<enter>War<enter>");
    s.keys("<enter>War<tab><ctrl-u>Boats<enter>");
    assert!(s.status().contains("with Boats") && s.status().contains("take War off"), "{}", s.status());
}

#[test]
fn a_line_that_is_full_says_what_it_left_out() {
    let mut s = Session::bridge();
    for open in ["/", "g/", "<ctrl-p>", ":", "<enter>", "?", "qe"] {
        s.keys(open).send(Msg::Paste("word ".repeat(500)));
        assert!(s.status().contains("characters of what was pasted were left out"), "{open}: {}", s.status());
        s.keys("x");
        assert!(s.status().contains("The line is full"), "{open}: {}", s.status());
        s.keys("<ctrl-u><esc>");
    }
}

#[test]
fn a_message_that_is_cut_beside_a_note_can_be_read_there() {
    let mut s = Session::bridge();
    s.resize(60, 20).slow().keys("}cmy words<esc>");
    for (ticket, _) in s.take_late() {
        s.send(Msg::Outcome(
            ticket,
            Outcome::Failed(format!("the disk {} is full", "of this machine ".repeat(9))),
        ));
    }
    assert!(s.status().ends_with("Alt-M"), "{}", s.status());
    s.keys("<alt-m>");
    let shown = s.text().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(shown.contains("this machine is full"), "{shown}");
    s.keys("q!");
    assert!(s.text().contains("my words!"), "{}", s.text());
}

#[test]
fn an_export_is_not_put_in_the_place_of_one_in_another_format() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("e");
    let mut s = Session::bridge();
    s.keys("}<enter>War<enter>");
    s.keys(&format!(":export w3c {}<enter>", path.display()));
    assert!(s.status().starts_with("Exported"), "{}", s.status());
    let before = std::fs::read(&path).unwrap();
    for format in ["qdpx", "qdc", "csv", "json-lines"] {
        s.keys(&format!(":export {format} {}<enter>", path.display()));
        let said = &s.app.message.as_ref().unwrap().text;
        assert!(said.contains("was left alone: there is an export as W3C Web Annotations already"), "{said}");
        assert_eq!(std::fs::read(&path).unwrap(), before, "{format}");
    }
    s.keys(&format!(":export w3c {}<enter>", path.display()));
    assert!(s.status().starts_with("Exported"), "{}", s.status());
}

#[test]
fn a_paste_where_nothing_is_typed_and_a_command_that_has_nothing_to_bring_back_say_so() {
    let mut s = two();
    s.keys("<enter>").send(Msg::Paste("some words".to_owned()));
    assert!(s.status().starts_with("A paste goes nowhere here; in the article list"), "{}", s.status());
    s.keys("gt").send(Msg::Paste("some words".to_owned()));
    assert!(s.status().starts_with("Nothing is typed here"), "{}", s.status());
    s.keys("<esc>:restore<enter>");
    assert!(s.text().contains("Only what is in the trash can be brought back"), "{}", s.text());
    s.keys("<ctrl-u>wording<enter>");
    assert!(s.text().contains("did you mean “shared-wording”?"), "{}", s.text());
}

#[test]
fn what_is_said_is_cut_after_a_word() {
    let mut s = Session::bridge();
    s.resize(40, 10).keys("gX");
    assert!(
        s.status().starts_with("No sample is left: they are") && s.status().contains("… "),
        "{}",
        s.status()
    );
}

#[test]
fn a_count_is_used_or_refused_and_never_dropped() {
    for (keys, key) in [
        ("3.", "."),
        ("2<enter>", "Enter"),
        ("2c", "c"),
        ("2zF", ""),
        ("2zs", "zs"),
        ("3zt", "zt"),
        ("2m", "m"),
        ("2$", "$"),
        ("2v", "v"),
        ("2?", "?"),
        ("2gt", "gt"),
    ] {
        let mut s = two();
        s.keys("gg<enter>}<enter>War<enter>)");
        let (before, steps) = (s.stored(), s.store.history(99).unwrap().len());
        s.keys(keys);
        if key.is_empty() {
            assert_ne!(s.store.history(99).unwrap().len(), steps, "{keys}");
            continue;
        }
        let said = format!("{key} takes no count; nothing was done.");
        assert!(s.status().starts_with(&said), "{keys}: {}", s.status());
        assert!(s.app.overlays.is_empty() && s.stored() == before, "{keys}");
    }
    let mut s = two();
    s.keys("gg<enter>3<esc>");
    assert!(!s.status().contains("takes no count"), "{}", s.status());
    s.keys("}2)");
    assert!(s.ahead(30).starts_with("Nobody") || s.ahead(30).starts_with("It left"), "{}", s.ahead(30));
}

#[test]
fn what_cannot_be_done_says_why_and_the_commands_say_it_too() {
    for (command, why) in [
        ("attach", "No annotation is in hand"),
        ("next-candidate", "It goes through the places"),
        ("previous-candidate", "It goes through the places"),
        ("show-all", "The list shows all articles already"),
        ("restore", "Only what is in the trash"),
    ] {
        let mut s = two();
        s.keys(&format!("gg<enter>:{command}<enter>"));
        assert!(s.text().contains(why), "{command}: {}", s.text());
        s.keys("<esc><esc><ctrl-p>").keys(command);
        assert!(s.text().contains(why), "{command} among the commands: {}", s.text());
    }
    // While the list shows the trash, the open article is not what is in it.
    let mut s = two();
    s.keys("gg<enter>q6<tab>");
    s.keys(":restore<enter>");
    assert!(s.text().contains("The open article is not in the trash; Tab goes"), "{}", s.text());
    let mut s = two();
    s.keys("2");
    s.keys("2");
    assert!(s.status().starts_with("The list shows these already; 1 there shows all"), "{}", s.status());
}

#[test]
fn samples_that_are_gone_are_said_to_be() {
    let start = "2026-01-02T03:04:05Z".parse().unwrap();
    let mut store = postil::store::Store::memory(postil::clock::Clock::counted(start)).unwrap();
    store.add_starters(&postil::job::library::starters().unwrap()).unwrap();
    let mut s = Session::on(store);
    s.keys("gXgX");
    assert!(s.status().starts_with("No sample is left"), "{}", s.status());
    s.keys("<ctrl-p>clear-samples");
    assert!(s.text().contains("No sample is left"), "{}", s.text());
    let mut s = s.reopen();
    s.keys("gX");
    assert!(s.status().starts_with("No sample is left"), "after a restart: {}", s.status());
    s.keys("u");
    assert_eq!(s.stored().len(), 3);
    s.keys("gX");
    assert_eq!(s.stored().len(), 0, "what was brought back goes again: {}", s.status());
}

#[test]
fn a_confirmation_names_the_themes_on_a_narrow_screen_too() {
    let text = "The Orlau Post\n\nOn June 26 the Orlau Post wrote that the ferry had been paid for by the other bank. So it was.\n";
    let mut s = Session::with(&[("post.txt", text)]);
    s.resize(80, 24).keys("<enter>}<enter>Officials and the other bank<enter>");
    let said = |s: &Session, what: &str| {
        let status = s.status();
        assert!(status.starts_with(&format!("{what}: tag “On June")), "{status}");
        assert!(status.ends_with("…” with Officials and the other bank"), "{status}");
    };
    said(&s, "Saved");
    s.keys("u");
    said(&s, "Undone");
    s.keys("<ctrl-r>");
    said(&s, "Redone");
    s.keys("gm");
    assert!(
        s.text().split_whitespace().collect::<Vec<_>>().join(" ").contains("wrote that the…"),
        "whole there: {}",
        s.text()
    );
}

#[test]
fn a_new_library_is_greeted_and_named_in_one_line() {
    for (path, columns, said) in [
        (
            "/home/ann/.local/share/postil/library.postil",
            80,
            "A new library, /home/ann/.local/share/postil/library.postil; ? shows all keys.",
        ),
        ("/tmp/a.postil", 80, "A new library, /tmp/a.postil; ? shows all keys, `postil tutor` teaches them."),
        (
            "/home/ann/papers/of/the/second/year/at/orlau/library.postil",
            80,
            "A new library, …/of/the/second/year/at/orlau/library.postil; ? shows all keys.",
        ),
    ] {
        let mut s = Session::empty();
        s.resize(columns, 24);
        s.app.tell_made(std::path::Path::new(path));
        s.resize(columns, 24);
        assert_eq!(s.status().split("  ").next().unwrap(), said);
        s.keys("gm");
        let shown: String = s.text().split_whitespace().collect();
        assert!(shown.contains(path), "{path} is whole among the messages: {}", s.text());
    }
}

#[test]
fn a_digit_takes_the_place_of_the_one_that_a_theme_has() {
    let mut s = two();
    s.keys("gg<enter>}<enter>War<enter>gtp");
    let pinned = |s: &Session| s.store.themes().unwrap()[0].key;
    let had = pinned(&s).unwrap();
    assert!(s.hints().ends_with(&format!(": {had}")), "{}", s.hints());
    s.keys("9<enter>");
    assert_eq!(pinned(&s), Some(9), "{}", s.text());
    s.keys("p<enter>");
    assert_eq!(pinned(&s), Some(9));
    s.keys("p<backspace><enter>");
    assert_eq!(pinned(&s), None);
}

#[test]
fn hands_that_know_vi_are_told_that_all_is_saved() {
    for typed in ["w", "w!", "write"] {
        let mut s = two();
        s.keys(&format!("gg<enter>:{typed}<enter>"));
        assert!(s.status().contains("every change is saved as it is made"), "{typed}: {}", s.status());
        assert!(s.app.overlays.is_empty() && s.effects.is_empty());
    }
    for typed in ["wq", "x", "q!", "q"] {
        let mut s = two();
        s.keys(&format!("gg<enter>:{typed}<enter>"));
        assert_eq!(s.effects, ["Quit"], "{typed}");
    }
}

#[test]
fn who_comes_back_to_hits_goes_on_among_them() {
    let mut s = two();
    s.keys("g/boat<enter>");
    assert!(s.app.overlays.is_empty());
    s.keys("<ctrl-o><ctrl-o>");
    let finding = |s: &Session| match s.app.overlays.last() {
        Some(Overlay::Finding(finding)) => {
            (finding.field.text().to_owned(), finding.cursor, finding.hits.len())
        }
        other => panic!("{other:?}"),
    };
    let (_, at, hits) = finding(&s);
    assert!(hits > 1 && s.hints().contains("go there"), "{}", s.hints());
    s.keys("j");
    assert_eq!(finding(&s), ("boat".to_owned(), at + 1, hits), "no letter is typed");
    s.keys("<enter>");
    assert!(s.app.overlays.is_empty());
    s.keys("<ctrl-o><ctrl-o>g/ferry");
    assert_eq!(finding(&s).0, "ferry", "other words take the place of these");
    s.keys("<esc>g/x");
    assert_eq!(finding(&s).0, "x");
}

#[test]
fn esc_takes_the_filter_of_a_board_before_the_board() {
    let mut s = two();
    s.keys("gg<enter>}<enter>War<enter>)<enter>War<enter>cA note on two.<ctrl-s>gH");
    let count = |s: &Session| s.app.board().map(|board| (board.typed.clone(), board.total));
    assert_eq!(count(&s), Some((String::new(), 2)));
    s.keys("/note:two<enter>");
    assert_eq!(count(&s), Some(("note:two".to_owned(), 1)));
    s.keys("<esc>");
    assert_eq!(count(&s), Some((String::new(), 2)), "{}", s.text());
    s.keys("<esc>");
    assert_eq!(count(&s), None);
}

#[test]
fn where_an_export_goes_is_proposed_whole() {
    let mut s = Session::bridge();
    s.app.prefs.here = "~/notes".into();
    s.resize(80, 24).keys("x<enter>");
    assert!(s.text().contains("Export to the folder: ~/notes/postil-export"), "{}", s.text());
    s.keys("<esc>jjjj<enter>");
    assert!(s.text().contains("Export to the file: ~/notes/postil-export."), "{}", s.text());
}

#[test]
fn the_half_of_a_message_that_says_what_to_do_shows_at_eighty_columns() {
    let mut s = Session::bridge();
    s.resize(80, 24).keys("/ferry and the zebra of spring<enter>");
    assert!(s.text().contains("word for word; g/ finds words that stand apart."), "{}", s.text());
    s.keys("gg}<enter>War<enter>gv");
    assert!(s.text().contains("Esc leaves it; motions move its end, o the other."), "{}", s.text());
    s.keys("<esc><lt>");
    assert!(s.text().contains("gv changes its range, dd deletes it."), "{}", s.text());
}
