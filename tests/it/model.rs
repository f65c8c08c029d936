//! Random users on random texts: whatever is pressed, the cursor stays in the text, what shows is
//! what is stored, undoing everything is the beginning and redoing everything the end.

use postil::text::{Span, grapheme};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::Config;

use crate::session::Session;

/// What a user does: a name for the message of a failure, and keys.
#[derive(Debug, Clone)]
enum Act {
    Keys(String),
    Resize(u16, u16),
    Reopen,
}

const MOTIONS: [&str; 50] = [
    "h", "j", "k", "l", "w", "b", "e", "W", "B", "E", "0", "^", "$", "(", ")", "{", "}", "[[", "]]", "[a",
    "]a", "<space>", "<ctrl-f>", "<ctrl-b>", "<ctrl-d>", "<ctrl-u>", "<pageup>", "gg", "G", "3G", "50%", "H",
    "M", "L", "zz", "zt", "zb", "3j", "5w", "2)", "2{", "20k", "n", "N", "*", "#", "zf", "<ctrl-o>",
    "<ctrl-n>", "9l",
];

const EDITS: [&str; 18] = [
    "<enter>Syria<enter>",
    "<enter>War and peace<enter>",
    "<enter>漢字<enter>",
    "<enter>Syria/air<enter>",
    "<enter><enter>",
    "<enter>1",
    "<enter>2",
    "<enter><tab><tab><enter>",
    "<enter><esc>",
    "cA note.<esc>",
    "c 漢字 e\u{301}<enter>two<ctrl-s>",
    "cgone<ctrl-x>",
    "c<ctrl-u><esc>",
    "CArticle.<esc>",
    "dd",
    ".",
    "r",
    "s",
];

const SELECTIONS: [&str; 14] =
    ["v", "V", "o", "is", "as", "iw", "aw", "ip", "ap", "i\"", "a(", "i(", "gs", "<esc>"];

const ELSEWHERE: [&str; 14] = [
    "<tab>", "<shift-tab>", "q<enter>", "/the<enter>", "/。<enter>", "/<esc>", "gtaPeople<enter>q",
    "gtr!<enter>q", "gtjdd<esc>q", "gtmWar<enter>q", "gt<enter>j<enter>", "?end<esc>", "x<esc>", "5",
];

fn an_act() -> impl Strategy<Value = Act> {
    let keys = |from: &'static [&'static str]| select(from).prop_map(|keys| Act::Keys(keys.to_owned()));
    prop_oneof![
        12 => keys(&MOTIONS),
        8 => keys(&EDITS),
        5 => keys(&SELECTIONS),
        3 => keys(&ELSEWHERE),
        3 => keys(&["u", "<ctrl-r>", "uu"]),
        1 => (40_u16..160, 10_u16..50).prop_map(|(columns, rows)| Act::Resize(columns, rows)),
        1 => Just(Act::Resize(1, 1)),
        1 => Just(Act::Reopen),
    ]
}

/// Paragraphs of sentences of words in several scripts, a heading, a list, furniture.
fn a_text() -> impl Strategy<Value = String> {
    let word = select(&[
        "the",
        "a",
        "house",
        "U.S.",
        "“quoted”",
        "(aside)",
        "e\u{301}t\u{e9}",
        "漢字",
        "。",
        "👩‍👩‍👧‍👦",
        "🇺🇸🇫🇷",
        "שלום",
        "العربية",
        "Z\u{351}\u{30d}a\u{334}lgo",
        "\ttab",
        "\u{202e}evil\u{202c}",
        "1984",
        "—",
        "naïve",
        "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenhersteller",
        "x\u{200b}y",
    ]);
    let sentence = prop::collection::vec(word, 1..14).prop_map(|words| words.join(" "));
    let end = select(&[".", "?", "!”", "。", "…", ""]);
    let paragraph = prop::collection::vec((sentence, end), 1..5)
        .prop_map(|all| all.into_iter().map(|(words, end)| words + end).collect::<Vec<_>>().join(" "));
    let lead = select(&["", "", "", "## ", "> ", "- ", "1. "]);
    let block = prop_oneof![
        9 => (lead, paragraph).prop_map(|(lead, text)| lead.to_owned() + &text),
        1 => Just("Sign up for our newsletter".to_owned()),
    ];
    prop::collection::vec(block, 1..12).prop_map(|blocks| format!("Title\n\n{}\n", blocks.join("\n\n")))
}

/// What the journal is answerable for, without what a clock or a counter put there.
fn dump(s: &Session) -> String {
    let themes: Vec<_> =
        s.store.themes().unwrap().into_iter().map(|t| (t.path, t.color, t.sign, t.key)).collect();
    let articles: Vec<_> = s
        .articles()
        .into_iter()
        .map(|id| s.store.article(id).unwrap().unwrap())
        .map(|a| (a.id, a.meta, a.starred, a.note, a.sha256))
        .collect();
    let annotations: Vec<_> =
        s.annotations().into_iter().map(|a| (a.id, a.uuid, a.span, a.quote, a.themes, a.note)).collect();
    format!("{themes:?}\n{articles:?}\n{annotations:?}")
}

/// What holds after every key.
fn check(s: &Session) {
    let Some(reader) = &s.app.reader else { return };
    let text = reader.text();
    let at = reader.cursor;
    let block = reader.document.blocks[reader.document.block_at(at)];
    assert!(grapheme::is_boundary(text, at), "the cursor {at} is inside a cluster");
    assert!(
        block.span.start <= at && at < block.span.end.max(postil::text::Offset(block.span.start.0 + 1)),
        "{at} is outside {block:?}"
    );
    assert!(!reader.folded || !block.is_furniture(), "the cursor {at} is in what is folded away");
    if let Some(selection) = reader.selection {
        assert!(grapheme::is_boundary(text, selection.from), "{selection:?}");
    }

    let stored = s.store.annotations_of(reader.article.id).unwrap();
    let shown: Vec<_> = reader.marks.all().cloned().collect();
    assert_eq!(shown.len(), stored.len());
    for annotation in &stored {
        let Span { start, end } = annotation.span;
        assert!(start < end && end.0 <= text.len(), "{annotation:?}");
        assert!(grapheme::is_boundary(text, start) && grapheme::is_boundary(text, end), "{annotation:?}");
        assert_eq!(reader.document.slice(annotation.span), annotation.quote);
        assert_eq!(shown.iter().find(|a| a.id == annotation.id), Some(annotation));
    }
    assert_eq!(s.app.themes, s.store.themes().unwrap());
    let article = s.store.article(reader.article.id).unwrap().unwrap();
    assert_eq!((&reader.article.note, reader.article.starred), (&article.note, article.starred));
    if let Some(row) = s.app.list.loaded.iter().find(|a| a.id == article.id) {
        assert_eq!(
            (row.annotations, row.starred, &row.themes),
            (article.annotations, article.starred, &article.themes)
        );
    }

    if s.app.panes.reader.is_some() {
        let rows = &reader.lines;
        assert!(rows.len() <= reader.height);
        assert!(
            rows.iter().any(|line| line.span.contains(at) || (line.span.is_empty() && line.span.start == at)),
            "the cursor {at} is out of the window {:?}",
            reader.window()
        );
    }
}

fn settle(s: &mut Session) {
    for _ in 0..6 {
        s.keys("<esc>");
    }
    s.keys("<ctrl-u>").keys("<esc>");
}

proptest! {
    #![proptest_config(Config { cases: 40, max_shrink_iters: 300, failure_persistence: None, ..Config::default() })]

    #[test]
    fn whatever_is_pressed(text in a_text(), acts in prop::collection::vec(an_act(), 1..45)) {
        let mut s = Session::with(&[("a.md", &text), ("b.txt", "Another\n\nThe other article. It is short.\n")]);
        s.keys("j<enter>");
        let start = dump(&Session::empty());
        for act in &acts {
            match act {
                Act::Keys(keys) => {
                    for key in crate::session::parse(keys) {
                        s.press(key);
                        check(&s);
                    }
                }
                Act::Resize(columns, rows) => {
                    s.resize(*columns, *rows);
                    check(&s);
                }
                Act::Reopen => {
                    s = s.reopen();
                    check(&s);
                }
            }
        }
        s.resize(120, 40);
        settle(&mut s);
        let end = dump(&s);
        let done = s.store.history(9999).unwrap().iter().filter(|step| !step.undone).count();
        for _ in 0..done {
            s.keys("u");
            check(&s);
        }
        prop_assert_eq!(dump(&s), start);
        for _ in 0..done {
            s.keys("<ctrl-r>");
            check(&s);
        }
        prop_assert_eq!(dump(&s), end);
    }
}
