//! The command line: names, arguments, completion, history, mistakes; and that no command is met
//! with silence.

use crate::session::{BRIDGE, Session, add};
use postil::app::{Msg, Overlay, Pane};
use postil::clock::Clock;
use postil::command::{Chord, Command, Context};
use postil::store::Store;

fn two() -> Session {
    let mut s =
        Session::with(&[("bridge.txt", BRIDGE), ("f.md", "# Ferries\n\nThe ferry sank. Nobody asked.\n")]);
    s.keys("gfbridge<enter>");
    s
}

/// What the line holds.
fn line(s: &Session) -> String {
    match s.app.overlays.last() {
        Some(Overlay::Line(line)) => line.field.text().to_owned(),
        other => panic!("no line is open but {other:?}"),
    }
}

/// What is wrong with it.
fn mistake(s: &Session) -> String {
    match s.app.overlays.last() {
        Some(Overlay::Line(line)) => line.mistake.clone().unwrap_or_default(),
        _ => String::new(),
    }
}

#[test]
fn a_command_is_done_by_name_or_by_a_beginning_that_only_one_has() {
    let mut s = two();
    s.keys(":next-sentence<enter>");
    assert_eq!(s.ahead(8), "The old ", "{}", s.text());
    s.keys(":outl<enter>");
    assert!(matches!(s.app.overlays[..], [Overlay::Finder(_)]));
}

#[test]
fn rows_that_are_not_all_there_are_say_so() {
    let folder = tempfile::tempdir().unwrap();
    for i in 0..201 {
        std::fs::write(folder.path().join(format!("name-{i}")), "").unwrap();
    }
    let mut s = two();
    s.keys(&format!(":library {}/name-", folder.path().display()));
    assert!(s.text().contains("Tab goes through the first 200; there are more"), "{}", s.text());
    s.keys("1");
    assert!(s.text().contains("Tab goes through all 111"), "{}", s.text());
}

#[test]
fn a_mistake_keeps_the_line_and_names_the_nearest() {
    let mut s = two();
    s.keys(":tga<enter>");
    assert!(mistake(&s).contains("did you mean “tag”?"), "{}", mistake(&s));
    s.keys("<ctrl-u>next<enter>");
    assert!(mistake(&s).contains("could be next-pane or"), "{}", mistake(&s));
    s.keys("<ctrl-u>undo now<enter>");
    assert!(mistake(&s).contains("takes no argument"), "{}", mistake(&s));
    s.keys("<ctrl-u>goto<enter>");
    assert!(mistake(&s).contains("as in “goto 50%”"), "{}", mistake(&s));
    s.keys("<ctrl-u>goto ¶99<enter>");
    assert!(mistake(&s).contains("this article has"), "{}", mistake(&s));
    s.keys("<ctrl-u>set mesure 9<enter>");
    assert!(mistake(&s).contains("did you mean “measure”?"), "{}", mistake(&s));
    s.keys("<ctrl-u>set measure 900<enter>");
    assert!(mistake(&s).contains("from 20 to 200"), "{}", mistake(&s));
    s.keys("<ctrl-u>set skin drak<enter>");
    assert!(mistake(&s).contains("skin cannot be “drak”; did you mean “dark”?"), "{}", mistake(&s));
    s.keys("<ctrl-u>set mouse perhaps<enter>");
    assert!(mistake(&s).contains("mouse wants true, false, not “perhaps”"), "{}", mistake(&s));
    s.keys("<ctrl-u>export pdf<enter>");
    assert!(mistake(&s).contains("There is no format “pdf”"), "{}", mistake(&s));
    s.keys("<ctrl-u>filter is:nonsense<enter>");
    assert!(mistake(&s).contains("is:"), "{}", mistake(&s));
    assert_eq!(s.app.overlays.len(), 1);
}

#[test]
fn arguments_are_taken() {
    let mut s = two();
    s.keys("}:tag War, Bridge/Old<enter>");
    assert!(
        s.stored()[0].ends_with("| Bridge/Old, War | ") || s.stored()[0].contains("War, Bridge/Old"),
        "{:?}",
        s.stored()
    );
    s.keys(":note First.<enter>:note Second.<enter>");
    assert!(s.stored()[0].ends_with("First.\n\nSecond."), "{:?}", s.stored());
    s.keys(":search ferry<enter>");
    assert!(s.status().starts_with("“ferry”: 1"), "{}", s.status());
    s.keys(":goto ¶3<enter>");
    assert_eq!(s.ahead(9), "Officials");
    s.keys(":1<enter>");
    assert_eq!(s.ahead(7), "The old");
    s.keys(":100%<enter>");
    assert!(s.ahead(200).chars().count() < 40, "{}", s.ahead(200));
    s.keys(":set measure 44<enter>");
    assert_eq!(s.app.prefs.measure, 44);
    assert!(s.status().starts_with("measure is 44 until postil ends"), "{}", s.status());
    s.keys("5+:set measure 44<enter>");
    assert_eq!(s.app.prefs.measure, 44, "what was chosen with keys gives way");
    s.keys(":set skin light<enter>:set mouse off<enter>:set clipboard-use off<enter>");
    assert_eq!((s.app.prefs.look.wanted(), s.app.prefs.mouse, s.app.prefs.measure), ("light", false, 44));
    s.keys(":set clipboard-use<enter>");
    assert!(s.status().starts_with("clipboard-use is off: how a copied text"), "{}", s.status());
    s.keys(":set open-command firefox -P two<enter>");
    assert!(s.status().starts_with("open-command is firefox -P two until"), "{}", s.status());
    s.keys(":open ferries<enter>");
    assert_eq!(s.ahead(7), "Ferries");
    s.keys(":filter ferries<enter>");
    assert_eq!((s.app.focus, s.app.list.total), (Pane::List, 1));
    s.keys(":help outward<enter>");
    assert!(s.text().contains("gs") && !s.text().contains("Suspend"), "{}", s.text());
    s.keys("<esc>:add-theme Peace<enter>");
    assert!(s.status().starts_with("Saved: "), "{}", s.status());
    s.keys(":quit<enter>");
    assert_eq!(s.effects, ["Quit"]);
}

#[test]
fn a_digit_is_the_theme_that_it_belongs_to() {
    let mut s = two();
    s.keys("}:tag 1<enter>");
    assert!(
        mistake(&s).contains("No theme belongs to 1; “:tag #1” makes one of that name"),
        "{}",
        mistake(&s)
    );
    s.keys("<ctrl-u>tag War, #1984, Peace<enter>");
    let themes = |s: &Session| s.store.themes().unwrap().into_iter().map(|t| t.path).collect::<Vec<_>>();
    assert_eq!(themes(&s), ["1984", "Peace", "War"]);
    let war = s.store.themes().unwrap().into_iter().find(|theme| theme.path == "War").unwrap();
    let digit = war.key.expect("a new theme has a digit while there is one");
    s.keys(&format!("):tag {digit}<enter>"));
    assert!(s.stored()[1].ends_with(" | War | "), "{:?}", s.stored());
    assert_eq!(themes(&s).len(), 3);
    s.keys(&format!(":tag {digit}<enter>"));
    assert!(s.status().starts_with("This passage has the theme “War” already."), "{}", s.status());
    s.keys(":tag peace, war<enter>:tag war, PEACE<enter>");
    assert!(s.status().starts_with("This passage has the themes “War”, “Peace” already."), "{}", s.status());
    // The dot repeats what was meant.
    s.keys(").");
    assert!(s.stored()[2].contains("Peace") && s.stored()[2].contains("War"), "{:?}", s.stored());
    // A number that no digit is belongs to none either, and is the name of one that has it.
    for number in ["42", "0", "300"] {
        s.keys(&format!(":tag War, {number}<enter>"));
        let why = format!("No theme belongs to {number}; “:tag #{number}” makes one of that name");
        assert!(mistake(&s).contains(&why), "{}", mistake(&s));
        s.keys("<esc>");
    }
    s.keys(":tag #<enter>");
    assert!(mistake(&s).contains("“#” alone is no name of a theme"), "{}", mistake(&s));
    s.keys("<esc>");
    assert_eq!(themes(&s), ["1984", "Peace", "War"]);
    s.keys(":tag 1984, peace, war<enter>:tag 1984<enter>");
    assert!(s.status().starts_with("This passage has the theme “1984” already."), "{}", s.status());
}

#[test]
fn an_article_of_several_names_is_not_guessed() {
    let mut store = Store::memory(Clock::counted("2026-01-02T03:04:05Z".parse().unwrap())).unwrap();
    for n in 0..3 {
        add(&mut store, &format!("{n}.md"), &format!("# Article {n}\n\nText {n}.\n"));
    }
    let mut s = Session::on(store);
    s.keys(":open article<enter>");
    assert!(matches!(s.app.overlays[..], [Overlay::Finder(_)]), "{}", s.text());
    s.keys("<esc>:open article 1<enter>");
    assert_eq!(s.ahead(9), "Article 1");
}

#[test]
fn tab_completes_names_themes_articles_and_settings() {
    let mut s = two();
    s.keys("}<enter>War<enter>:toggle-st<tab>");
    assert_eq!(line(&s), "toggle-star");
    s.keys("<ctrl-u>tag W<tab>");
    assert_eq!(line(&s), "tag War");
    s.keys("<ctrl-u>open fer<tab>");
    assert_eq!(line(&s), "open Ferries");
    s.keys("<ctrl-u>set mea<tab>");
    assert_eq!(line(&s), "set measure");
    s.keys("<ctrl-u>set skin hi<tab>");
    assert_eq!(line(&s), "set skin high-contrast");
    s.keys("<ctrl-u>set mouse <tab><tab>");
    assert_eq!(line(&s), "set mouse false");
    s.keys("<ctrl-u>export json<tab>");
    assert_eq!(line(&s), "export json-lines");
    s.keys("<ctrl-u>export w<tab>");
    assert_eq!(line(&s), "export w3c");
    s.keys("<ctrl-u>export h<tab>");
    assert_eq!(line(&s), "export html");
    s.keys("<ctrl-u>zzzz<tab>");
    assert!(mistake(&s).contains("Nothing completes"), "{}", mistake(&s));
}

#[test]
fn paths_are_completed_from_the_disk() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("work.postil"), "").unwrap();
    let mut s = two();
    s.keys(&format!(":library {}/wo<tab>", folder.path().display()));
    assert!(line(&s).ends_with("/work.postil"), "{}", line(&s));
}

#[test]
fn the_history_outlives_the_program() {
    let mut s = two();
    s.keys(":next-sentence<enter>:goto 50%<enter>");
    let mut s = s.reopen();
    s.keys(":<up>");
    assert_eq!(line(&s), "goto 50%");
    s.keys("<up>");
    assert_eq!(line(&s), "next-sentence");
    s.keys("<up>");
    assert!(mistake(&s).contains("no older"), "{}", mistake(&s));
    s.keys("<down><down>");
    assert_eq!(line(&s), "");
}

#[test]
fn another_library_takes_the_place_of_this_one_or_this_one_stays() {
    let mut s = two();
    s.keys("}<enter>War<enter>:library ~/other.postil<enter>");
    assert_eq!(s.effects, ["OpenLibrary(\"~/other.postil\")"]);
    s.keys("gg");
    s.send(Msg::LibraryRefused("other.postil: it is no library".to_owned()));
    assert_eq!(s.ahead(10), "The Bridge", "what was typed meanwhile waited and was done");
    s.keys(":library ~/other.postil<enter>");
    s.store = Store::memory(Clock::counted("2026-01-02T03:04:05Z".parse().unwrap())).unwrap();
    add(&mut s.store, "new.md", "# Elsewhere\n\nAnother library.\n");
    s.send(Msg::LibraryOpened { path: "/home/me/other.postil".into(), made: false, locked: None });
    assert!(s.app.reader.is_none() && s.text().contains("Elsewhere"), "{}", s.text());
    assert!(!s.text().contains("Bridge"), "{}", s.text());
    assert!(s.status().contains("/home/me/other.postil"), "{}", s.status());
}

/// What a user could see, and where the cursors stand.
fn seen(s: &Session) -> String {
    let cursor = postil::view::typed(&s.app, s.buffer.area);
    let reader = s.app.reader.as_ref().map(|r| (r.cursor, r.top));
    format!("{}\n{cursor:?} {reader:?}", s.fingerprint())
}

/// What it is called, and how to come to it.
type State = (&'static str, Box<dyn Fn() -> Session>);

/// Each command, by name, in each of several states: it changes something or says something.
#[test]
fn no_command_is_met_with_silence() {
    let long: String = "One line of it. And a second one here.\n\n".repeat(60);
    let states: [State; 6] = [
        ("an empty library", Box::new(Session::empty)),
        ("no article open", Box::new(|| Session::with(&[("bridge.txt", BRIDGE)]))),
        ("no annotation", Box::new(Session::bridge)),
        (
            "a long text",
            Box::new(move || {
                let mut s = Session::with(&[("long.txt", &long)]);
                s.keys("<enter>}}}}wv<esc>");
                s
            }),
        ),
        (
            "the sidebar",
            Box::new(|| {
                let mut s = Session::bridge();
                s.keys("}<enter>War<enter><tab>");
                s
            }),
        ),
        (
            "the theme panel",
            Box::new(|| {
                let mut s = Session::bridge();
                s.keys("}<enter>War<enter>gt");
                s
            }),
        ),
    ];
    let mut silent = Vec::new();
    for (name, state) in &states {
        for command in Command::ALL {
            // Where these put the line shows only if the text is longer than the screen.
            if matches!(command, Command::CursorMiddle | Command::CursorTop | Command::CursorBottom) {
                continue;
            }
            // Bound to a key of its own, so that it is asked for where it is not at home too.
            let mut s = state();
            let key = Chord::parse("F12").unwrap();
            s.app.prefs.keymap.bind(Context::Everywhere, key, Some(*command));
            let was = seen(&s);
            s.keys("<f12>");
            if s.app.message.is_none() && seen(&s) == was {
                silent.push(format!("{} with {name}", command.name()));
            }
        }
    }
    assert!(silent.is_empty(), "{}", silent.join("\n"));
}
