//! Every default key is pressed, in the place where it is bound, and does what it says.

use std::collections::BTreeSet;

use postil::command::{Command, Context};
use postil::config::Config;

use crate::session::{BRIDGE, Session, chord};

/// What a key is expected to do, beside changing something.
enum Does {
    /// The text from the cursor on begins so.
    At(&'static str),
    /// The selected text is this.
    Selects(&'static str),
    /// The screen shows this.
    Shows(&'static str),
    /// The screen shows this no more.
    Hides(&'static str),
    /// The status line begins so.
    Says(&'static str),
    /// The shell was asked for this.
    Asks(&'static str),
    /// What is stored, in full: see [`Session::stored`].
    Stores(&'static [&'static str]),
    /// The window moved, the cursor did not.
    Scrolls,
    /// The key waits for these, and then that happened.
    Then(&'static str, &'static Does),
}
use Does::{Asks, At, Hides, Says, Scrolls, Selects, Shows, Stores, Then};

/// A second article, with a heading, a quotation and furniture.
const LONG: &str = "# Ferries\n\nThe ferry sank [in spring]. It was \"never raised\" by anyone. Nobody asked why.\n\n\
## Later\n\nA second part. It goes on (for a while) and then it ends.\n\nShare this article\n";

/// A page to read in: [`LONG`] and then forty paragraphs, the cursor on its second paragraph.
fn reading() -> Session {
    let more: Vec<String> = (1..=40)
        .map(|n| format!("Paragraph {n} says a little. Then it says a little more of the ferry.\n"))
        .collect();
    let mut s =
        Session::with(&[("bridge.txt", BRIDGE), ("long.md", &(LONG.to_owned() + "\n" + &more.join("\n")))]);
    s.resize(100, 20).keys("/Ferries<enter><enter>").keys("}");
    assert_eq!(s.ahead(9), "The ferry");
    s
}

/// Two articles in the list, the one that comes first chosen.
fn listing() -> Session {
    let texts: Vec<(String, String)> = (1..=12)
        .map(|n| {
            (format!("{n}.txt"), format!("Article {n}\n\nIt has the number {n}. And no more than that.\n"))
        })
        .collect();
    let files: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (&**name, &**text)).collect();
    let mut s = Session::with(&files);
    s.resize(100, 16);
    s
}

/// [`BRIDGE`] with four annotations, the sidebar in focus on the second.
fn sidebar() -> Session {
    let mut s = Session::bridge();
    s.keys("}<enter>War<enter>)<enter>Talk<enter>)<enter>Peace<enter>)<enter>War<enter><tab>ggj");
    s
}

/// The theme panel over [`sidebar`]'s themes, on the second.
fn panel() -> Session {
    let mut s = sidebar();
    s.keys("<tab><tab>gtggj");
    s
}

/// The board of a theme of five passages, on the second.
fn board() -> Session {
    let mut s = Session::bridge();
    s.keys("}<enter>War<enter>).).).).gt<enter>j");
    s
}

fn menu() -> Session {
    let mut s = Session::bridge();
    s.keys("xj");
    s
}

/// The output of a command of sixty lines, scrolled down a little.
fn output() -> Session {
    let mut s = reading();
    s.keys("!seq 60<enter>jj");
    s
}

fn typing(open: &str) -> Session {
    let mut s = sidebar();
    s.keys("<tab><tab>").keys(open);
    s
}

/// The tray with two annotations whose sentences were corrected away, on the first.
fn tray() -> Session {
    let mut s = crate::mending::corrected();
    s.keys("gu");
    s
}

/// What changed in the first and the last of three paragraphs.
fn compared() -> Session {
    let mut s = Session::with(&[("a.txt", "One is here.\n\nTwo stays.\n\nThree is there.\n")]);
    s.resize(100, 20).keys("<enter>ggVGgE More<up><up><up><up> Less<esc>gD");
    s
}

/// Where keys of a context are tried.
fn place(context: Context) -> Session {
    match context {
        Context::Everywhere | Context::Reader => reading(),
        Context::List => listing(),
        Context::Trash => {
            let mut s = listing();
            s.keys("dddd6");
            s
        }
        Context::Visual => {
            let mut s = reading();
            s.keys("wv");
            s
        }
        Context::Sidebar => sidebar(),
        Context::Themes => panel(),
        Context::Board => board(),
        Context::Finding => typing("g/the bridge<left>"),
        Context::Menu => menu(),
        Context::Feeds => crate::feeds_panel::feeds(),
        Context::Tray => tray(),
        Context::Compare => compared(),
        Context::Places => crate::surveys::suggested(),
        Context::Output => output(),
        Context::Help => typing("?to "),
        Context::Prompt => typing("/one two<left>"),
        Context::Form => {
            let mut s = listing();
            s.keys("e<ctrl-u>one two<tab>by one<left>");
            s
        }
        Context::Chooser => typing("<enter>e ce<left>"),
        Context::Line => typing(":tog zz<left>"),
        Context::Finder => typing("<ctrl-p>e ce<left>"),
        Context::Note => typing("cone two<enter>three<left><up>"),
    }
}

/// Context, chord, keys before it, what it does.
type Row = (Context, &'static str, &'static str, Does);

#[rustfmt::skip]
#[expect(clippy::too_many_lines, reason = "one row a key: the table is what is long")]
fn rows() -> Vec<Row> {
    use Context::{Board, Chooser, Compare, Everywhere, Feeds, Finder, Finding, Form, Help, Line, List, Menu, Note, Output, Places, Prompt, Reader, Sidebar, Themes, Trash, Tray, Visual};
    let mut rows = vec![
        (Everywhere, "?", "", Shows("a word to search for")),
        (Everywhere, "Tab", "", Shows("Tab next pane")),
        (Everywhere, "Shift-Tab", "", Shows("/ filter")),
        (Everywhere, "q", "", Shows("/ filter")),
        (Everywhere, "Esc", "v", Hides("selecting")),
        (Everywhere, "u", "<enter>War<enter>", Stores(&[])),
        (Everywhere, "Ctrl-R", "<enter>War<enter>u", Stores(&["The ferry sank [in spring]. | War | "])),
        (Everywhere, "Ctrl-O", "G", At("The ferry")),
        (Everywhere, "Ctrl-N", "G<ctrl-o>", At("says a little more of the ferry.")),
        (Everywhere, "gC", "", Shows("Note on the library")),
        (Everywhere, "gr", "", Shows("Nothing was imported into this library yet")),
        (Everywhere, "gF", "", Shows("No feed yet; a subscribes to one.")),
        (Everywhere, "g/", "", Shows("Search all articles and notes")),
        (Everywhere, "gX", "", Says("No sample is left")),
        (Everywhere, "gH", "", Shows("All annotations: 0")),
        (Everywhere, "gu", "", Shows("Every annotation of this article is in its")),
        (Reader, "gJ", "", Says("Saved: join paragraphs in")), (Reader, "gS", ")", Says("Saved: split a paragraph in")),
        (Reader, "gT", "", Says("Saved: title line of")), (Reader, "gE", "", Shows("Correct the text")), (Reader, "gD", "gJ", Shows("[-")),
        (Visual, "ga", "", Says("No annotation is in hand")),
        (Everywhere, "gt", "", Shows("0 themes")), (Everywhere, ":", "", Shows("Tab goes through all")), (Everywhere, "Ctrl-P", "", Shows("type what you want to do")),
        (Everywhere, "gf", "", Shows("title, byline or publication")), (Reader, "go", "", Shows("Outline")),
        (Tray, "l", "", Shows("> 2. ")), (Tray, "h", "l", Shows("> 1. ")), (Tray, "a", "", Says("Saved: ")), (Tray, "Enter", "", Says("Select its words")), (Tray, "dd", "", Says("Saved: delete")),
        (Everywhere, "x", "", Shows("the whole library")), (Everywhere, "zc", "", Says("Skin 2 of 5: dark.")),
        (Everywhere, "gm", "<enter>War<enter>", Shows("The last messages")), (Everywhere, "gd", "", Shows("No draft waits")),
        (Everywhere, "Ctrl-L", "", Asks("Redraw")),
        (Everywhere, "Ctrl-Z", "", Asks("Suspend")),
        (Everywhere, "Ctrl-C", "", Asks("Quit")),

        (List, "/", "", Shows("Filter:")),
        (List, "r", "", Says("Saved: “")),
        (List, "s", "", Shows("★")),
        (List, "C", "", Shows("Note on the article")),
        (List, "dd", "", Shows("11 articles")), (List, "yy", "", Says("This article has no address to copy")),
        (List, "o", "", Says("It is not known where this article is from")),
        (List, "Space", "", Says("1 selected")), (List, "S", "", Shows("title, A to Z")),
        (List, "a", "", Shows("Add:")), (List, "R", "", Says("No feed to refresh")), (List, "e", "", Shows("Details of “Article 12”")),
        (List, "1", "2", Shows("12 articles")), (List, "2", "r", Shows("11 unread")), (List, "3", "s", Shows("1 starred")),
        (List, "4", "", Shows("0 annotated")), (List, "5", "", Shows("12 not annotated")), (List, "6", "dd", Shows("1 in the trash")),

        (Trash, "r", "", Shows("1 in the trash")), (Trash, "dd", "", Shows("It cannot be undone")),
        (Trash, "dA", "", Shows("articles in the trash")),

        (Reader, "h", "l", At("The ferry")), (Reader, "Left", "l", At("The ferry")),
        (Reader, "l", "", At("he ferry")), (Reader, "Right", "", At("he ferry")),
        (Reader, "j", "", At("\"never raised")), (Reader, "Down", "", At("\"never raised")),
        (Reader, "k", "j", At("The ferry")), (Reader, "Up", "j", At("The ferry")),
        (Reader, "w", "", At("ferry sank")), (Reader, "W", "ww", At("[in spring]")),
        (Reader, "b", "w", At("The ferry")), (Reader, "B", "WWWW", At("[in spring].")),
        (Reader, "e", "", At("e ferry")), (Reader, "E", "WWW", At("n spring")),
        (Reader, "0", "w", At("The ferry")), (Reader, "Home", "w", At("The ferry")), (Reader, "^", "w", At("The ferry")),
        (Reader, "$", "j0", At("d why.")), (Reader, "End", "j0", At("d why.")),
        (Reader, ")", "", At("It was")), (Reader, "(", "))", At("It was")),
        (Reader, "}", "", At("Later")), (Reader, "{", "}}", At("Later")),
        (Reader, "]]", "", At("Later")), (Reader, "[[", "", At("Ferries")),
        (Reader, "]a", ")<enter>War<enter>(", At("It was")), (Reader, "[a", "<enter>War<enter>}", At("The ferry")),
        (Reader, "Space", "", At("a little more")), (Reader, "Ctrl-F", "", At("a little more")), (Reader, "PageDown", "", At("a little more")),
        (Reader, "Ctrl-B", "<space><space>", At("a little more")), (Reader, "PageUp", "<space><space>", At("a little more")),
        (Reader, "Ctrl-D", "", At("Share")), (Reader, "Ctrl-U", "<space>", At("and then")),
        (Reader, "gg", "G", At("Ferries")), (Reader, "G", "", At("says a little more of the ferry.")), (Reader, "%", "50", At("")),
        (Reader, "H", "", At("Ferries")), (Reader, "M", "", At("")), (Reader, "L", "", At("Paragraph")),
        (Reader, "zz", "GH", Scrolls), (Reader, "zt", "<space><space>M", Scrolls), (Reader, "zb", "<space><space>M", Scrolls),
        (Reader, "Enter", "", Shows("type a theme")), (Reader, "c", "", Shows("Note on “The ferry")),
        (Reader, ".", "<enter>War<enter>)", Stores(&["The ferry sank [in spring]. | War | ", "It was \"never raised\" by anyone. | War | "])),
        (Reader, "v", "", Shows("selecting")), (Reader, "V", "", Selects("The ferry sank [in spring]. It was \"never raised\" by anyone. Nobody asked why.")),
        (Reader, "gs", "V<enter>War<enter>lh", Says("Enter changes")), (Reader, "dd", "<enter>War<enter>", Stores(&[])),
        (Reader, "/", "", Shows("Search:")), (Reader, "n", "/ferry<enter>", Says("“ferry”: 2")), (Reader, "N", "/ferry<enter>n", Says("“ferry”: 1")),
        (Reader, "*", "w", Says("“ferry”: 2")), (Reader, "#", "w}}}}}w", Says("“")),
        (Reader, "zf", "", Says("This page has no furniture")), (Reader, "r", "", Says("Saved: “")), (Reader, "s", "", Says("Saved: ")),
        (Reader, "o", "", Says("It is not known where this article is from")), (Reader, "gx", "", Says("There is no link under the cursor")),
        (Reader, "gh", "<enter>War<enter>", Shows("Ferries: 1 annotation")),
        (Reader, "C", "", Shows("Note on the article")),
        (Reader, "]t", "<enter>War<enter>)<enter>Peace<enter>)<enter>War<enter>((", At("Nobody asked")),
        (Reader, "[t", "<enter>War<enter>)<enter>Peace<enter>)<enter>War<enter>", At("The ferry")),
        (Reader, "gv", "<enter>War<enter>", Says("Enter saves the range")),
        (Reader, ">", "<enter>War<enter>", Stores(&["The ferry sank [in spring]. It was \"never raised\" by anyone. | War | "])),
        (Reader, "<", "V<enter>War<enter>", Stores(&["The ferry sank [in spring]. It was \"never raised\" by anyone. | War | "])),
        (Reader, "zF", "", Says("Saved: ")), (Reader, "zn", "", Hides("annotations")), (Reader, "zs", "", Says("The sidebar is hidden")),
        (Reader, "zh", "", Says("Annotations are hidden")), (Reader, "zj", "", Says("Rows are stretched")),
        (Reader, "-", "", Says("The column is")), (Reader, "+", "", Says("The column may be 72")),
        (Reader, "dn", "cA thought.<esc>", Stores(&[])),
        (Reader, "f", "", Then("k", &At("k [in"))), (Reader, "F", "ww", Then("y", &At("y sank"))),
        (Reader, "t", "", Then("k", &At("nk [in"))), (Reader, "T", "ww", Then("y", &At(" sank"))),
        (Reader, ";", "fn", At("n spring]")), (Reader, ",", "fn;", At("nk [in")),
        (Reader, "m", "", Then("a", &Says("Mark a set at “The ferry"))), (Reader, "'", "maG", Then("a", &At("The ferry"))),
        (Reader, "y", "", Then("y", &Asks("Copy(Clip { text: \"The ferry sank [in spring].\", what: \"5 words\" })"))),
        (Reader, "Y", "", Asks("Copy(Clip { text: \"> The ferry sank [in spring].\\n\\n(Ferries, n.d., ¶1)\"")),

        (Visual, "v", "", Hides("selecting")), (Visual, "o", "e", At("ferry")),
        (Visual, "V", "", Selects("The ferry sank [in spring]. It was \"never raised\" by anyone. Nobody asked why.")),
        (Visual, "iw", "l", Selects("ferry")), (Visual, "aw", "l", Selects("ferry")),
        (Visual, "is", "", Selects("The ferry sank [in spring].")), (Visual, "as", "", Selects("The ferry sank [in spring].")),
        (Visual, "ip", "", Selects("The ferry sank [in spring]. It was \"never raised\" by anyone. Nobody asked why.")),
        (Visual, "ap", "", Selects("The ferry sank [in spring]. It was \"never raised\" by anyone. Nobody asked why.")),
        (Visual, "i\"", "<esc>)fnv", Selects("never raised")), (Visual, "a\"", "<esc>)wwwv", Selects("\"never raised\"")),
        (Visual, "i(", "www", Selects("in spring")), (Visual, "a(", "www", Selects("[in spring]")),

        (Sidebar, "Enter", "", Shows("c note   ) next")), (Sidebar, "c", "", Shows("Note on “Lt. Col.")),
        (Sidebar, "t", "", Shows("2✓ T  Talk")), (Sidebar, "/", "", Then("theme:war", &Shows("2 of 4"))), (Sidebar, "f", "", Shows("Show annotations of")), (Sidebar, "S", "", Says("The sidebar is sorted by time")),
        (Sidebar, "yy", "cA thought<esc>", Asks("Copy(Clip { text: \"A thought\"")), (Sidebar, "Y", "", Asks("Copy(Clip { text: \"> Lt. Col.")),
        (Sidebar, "dd", "", Stores(&["The old bridge was closed on Oct. 15. | War | ", "Nobody believed her. | Peace | ", "Was there another way across? | War | "])),

        (Sidebar, "dn", "cA thought.<esc>", Shows("3 annotations")),
        (Sidebar, "zf", "", Says("This page has no furniture")), (Sidebar, "zn", "", Says("Reading alone")), (Sidebar, "zs", "", Says("The sidebar is hidden")),
        (Sidebar, "zh", "", Says("Annotations are hidden")), (Sidebar, "zj", "", Says("Rows are stretched")),
        (Sidebar, "-", "", Says("The column is")), (Sidebar, "+", "", Says("The column may be 72")),
        (Sidebar, "gh", "", Shows("4 annotations")), (Sidebar, "go", "", Shows("type words of it")),

        (Themes, "Enter", "", Shows("Talk: 1 passage")), (Themes, "a", "", Shows("New theme")), (Themes, "r", "", Shows("New name: Talk")),
        (Themes, "m", "", Shows("Merge “Talk” into")), (Themes, "dd", "", Shows("2 themes")),
        (Themes, "M", "", Shows("Move “Talk” below")), (Themes, "e", "", Shows("What it is for")), (Themes, "C", "", Shows("Colour: a number")),
        (Themes, "p", "", Shows("Digit, 1 to 9")), (Themes, "c", "", Shows("Note on the theme “Talk”")), (Themes, "/", "", Shows("Themes with:")),

        (Board, "Enter", "", At("Lt. Col.")), (Board, "c", "", Shows("Note on “Lt. Col.")), (Board, "t", "", Shows("✓ W  War")),
        (Board, "dd", "", Shows("War: 4 passages")), (Board, "/", "", Shows("Filter:")), (Board, "f", "", Shows("Show passages of")),
        (Board, "S", "", Says("Sorted by time")),
        (Board, "yy", "cA thought<esc>", Asks("Copy(Clip { text: \"A thought\"")), (Board, "Y", "", Asks("Copy(Clip { text: \"> Lt. Col.")),
        (Board, "dn", "cA thought.<esc>", Shows("War: 4 passages")),
        (Feeds, "Enter", "", Shows("Regatta")), (Feeds, "a", "", Shows("Subscribe to:")), (Feeds, "R", "ggdddddddd", Says("No feed to refresh")), (Feeds, "dd", "", Shows("3 feeds")),
        (Themes, "s", "", Shows("Like Talk")), (Themes, "n", "", Shows("Talk: 1 passage counted")),
        (Board, "s", "", Shows("Like War")), (Board, "n", "", Shows("War: 5 passages counted")),
        (Places, "Enter", "", At("The ferry of day 4")), (Places, ".", "", Shows("Like Late: 17 sentences")),
        (Places, "-", "", Says("Saved: dismiss “The ferry of day 4")),
        (List, "gw", "", Shows("No other article has")), (Reader, "gw", "", Shows("No other article has")),
        (Menu, "Enter", "", Shows("Export to the folder:")),
        (Output, "c", "", Shows("Note on “The ferry")), (Output, "Space", "", Shows("")),
        (Reader, "!", "", Shows("Run on the passage:")),

        (Finding, "Enter", "", Hides("Search all articles and notes")), (Finding, "Esc", "", Hides("Search all articles and notes")),
        (Finding, "Down", "", Shows("")), (Finding, "Ctrl-N", "", Shows("")), (Finding, "Up", "<down>", Shows("")), (Finding, "Ctrl-P", "<down>", Shows("")),
        (Finding, "PageDown", "", Shows("")), (Finding, "PageUp", "<pagedown>", Shows("")),
        (Finding, "Backspace", "", Shows("> the bride")), (Finding, "Ctrl-H", "", Shows("> the bride")), (Finding, "Delete", "", Shows("> the bridg\n")),
        (Finding, "Ctrl-W", "", Shows("> the e")), (Finding, "Ctrl-U", "", Shows("> e")),

        (Help, "Esc", "", Hides("> to")), (Help, "Enter", "", Hides("> to")),
        (Help, "Up", "<down>", Shows("  Reader\n")), (Help, "Down", "", Hides("  Reader\n")),
        (Help, "PageDown", "", Hides("  Reader\n")), (Help, "PageUp", "<pagedown>", Shows("  Reader\n")),
        (Help, "Ctrl-W", "", Hides("> to")), (Help, "Ctrl-U", "", Hides("> to")),

        (Prompt, "Enter", "<ctrl-u>", Hides("Search:")), (Prompt, "Esc", "", Hides("Search:")),
        (Prompt, "Tab", "", Says("There is nothing to complete")),
        (Prompt, "Up", "<esc>/ferry<enter>/", Shows("Search: ferry")), (Prompt, "Ctrl-P", "<esc>/ferry<enter>/", Shows("Search: ferry")),
        (Prompt, "Down", "<esc>/ferry<enter>/nob<up>", Shows("Search: nob")), (Prompt, "Ctrl-N", "<esc>/ferry<enter>/nob<up>", Shows("Search: nob")),
        (Prompt, "Backspace", "", Shows("Search: one to")), (Prompt, "Ctrl-H", "", Shows("Search: one to")),
        (Prompt, "Delete", "", Shows("Search: one tw\n")), (Prompt, "Ctrl-W", "", Shows("Search: one o")), (Prompt, "Ctrl-U", "", Shows("Search: o")),

        (Form, "Enter", "", Says("Saved: details of")), (Form, "Ctrl-S", "", Says("Saved: details of")), (Form, "Esc", "", Says("Not saved, but kept")),
        (Form, "Backspace", "", Shows("by oe")), (Form, "Ctrl-H", "", Shows("by oe")), (Form, "Delete", "", Shows("by on")),
        (Form, "Ctrl-W", "", Shows("by e")), (Form, "Ctrl-U", "", Hides("by ")),
        (Form, "Tab", "", Shows("")), (Form, "Down", "", Shows("")), (Form, "Shift-Tab", "", Shows("")), (Form, "Up", "", Shows("")),

        (Chooser, "Enter", "", Says("Saved: ")), (Chooser, "Tab", "<ctrl-u><delete>", Hides("✓")), (Chooser, "Esc", "", Hides("new: ")),
        (Chooser, "Backspace", "", Shows("> e e")), (Chooser, "Ctrl-H", "", Shows("> e e")), (Chooser, "Delete", "", Shows("> e c")),
        (Chooser, "Ctrl-W", "", Shows("> e e")), (Chooser, "Ctrl-U", "", Shows("> e")),

        (Finder, "Enter", "<end><ctrl-u>undo", Says("Undone")), (Finder, "Esc", "", Hides("> ")),
        (Finder, "Backspace", "", Shows("> e e")), (Finder, "Ctrl-H", "", Shows("> e e")), (Finder, "Delete", "", Shows("> e c")),
        (Finder, "Ctrl-W", "", Shows("> e e")), (Finder, "Ctrl-U", "", Shows("> e")),

        (Line, "Enter", "<ctrl-u><delete>undo", Says("Undone")), (Line, "Esc", "", Hides(":tog")),
        (Line, "Tab", "<end><ctrl-w><backspace>", Shows(":toggle-read")), (Line, "Shift-Tab", "<ctrl-u><delete><delete>undo-t", Shows(":undo-typing")),
        (Line, "Up", "<end><ctrl-u>zs<esc>:undo<enter>:", Shows(":undo")), (Line, "Ctrl-P", "<end><ctrl-u>zs<esc>:undo<enter>:", Shows(":undo")),
        (Line, "Down", "<end><ctrl-u>zs<esc>:undo<enter>:redo<up>", Shows(":redo")), (Line, "Ctrl-N", "<end><ctrl-u>zs<esc>:undo<enter>:redo<up>", Shows(":redo")),
        (Line, "Backspace", "", Shows(":tog z")), (Line, "Ctrl-H", "", Shows(":tog z")), (Line, "Delete", "", Shows(":tog z")),
        (Line, "Ctrl-W", "", Shows(":tog z")), (Line, "Ctrl-U", "", Shows(":z")),

        (Note, "Enter", "", Hides("one two")), (Note, "Esc", "", Says("Saved: note")), (Note, "Ctrl-S", "", Says("Saved: note")),
        (Note, "Ctrl-X", "", Says("Set aside")), (Note, "Ctrl-E", "", Asks("EditOutside")),
        (Note, "Alt-U", "x", Shows("one two")), (Note, "Alt-R", "x<alt-u>", Shows("one xtwo")),
        (Note, "Backspace", "", Shows("onetwo")), (Note, "Ctrl-H", "", Shows("onetwo")), (Note, "Delete", "", Shows("one wo")),
        (Note, "Ctrl-W", "", Hides("one two")), (Note, "Ctrl-U", "", Hides("one two")),
        (Note, "Ctrl-Home", "", Shows("")), (Note, "Ctrl-End", "", Shows("")), (Note, "PageUp", "<down>", Shows("")),
        (Note, "PageDown", "", Shows("")), (Note, "Ctrl-Left", "", Shows("")), (Note, "Ctrl-Right", "", Shows("")),
    ];
    // The same in every list of rows, and in every field.
    for context in [List, Sidebar, Themes, Board, Menu, Output, Feeds, Tray, Compare, Places] {
        for (chord, before) in [("j", ""), ("Down", ""), ("k", "j"), ("Up", "j"), ("gg", "G"), ("G", "gg")] {
            rows.push((context, chord, before, Shows("")));
        }
    }
    for context in [List, Sidebar, Themes, Board, Feeds, Output, Places] {
        for (chord, before) in [("Home", "G"), ("End", "gg"), ("Ctrl-D", "gg"), ("Ctrl-U", "G")] {
            rows.push((context, chord, before, Shows("")));
        }
    }
    for context in [List, Sidebar, Themes, Board, Menu, Feeds, Tray, Compare, Output, Places] {
        for (chord, before) in [("PageDown", "gg"), ("PageUp", "G")] {
            rows.push((context, chord, before, Shows("")));
        }
    }
    for chord in ["Enter", "l", "Right"] {
        rows.push((List, chord, "", At("Article")));
    }
    for chord in ["Backspace", "Ctrl-H"] {
        rows.push((Help, chord, "<backspace>", Shows("> t")));
    }
    for context in [Prompt, Form, Chooser, Finder, Finding, Line, Note] {
        for (chord, before) in [("Left", ""), ("Right", "<left>"), ("Home", ""), ("End", "<home>"), ("Ctrl-A", "")] {
            rows.push((context, chord, before, Shows("")));
        }
    }
    for context in [Prompt, Form, Chooser, Finder, Finding, Line] {
        rows.push((context, "Ctrl-E", "<home>", Shows("")));
    }
    for (chord, before) in [("Down", ""), ("Ctrl-N", ""), ("Up", ""), ("Ctrl-P", "")] {
        rows.push((Chooser, chord, before, Shows("")));
        rows.push((Finder, chord, before, Shows("")));
    }
    rows.push((Finder, "PageDown", "", Shows("")));
    rows.push((Finder, "PageUp", "<pagedown>", Shows("")));
    rows.push((Note, "Up", "<down>", Shows("")));
    rows.push((Note, "Down", "", Shows("")));
    for context in [Help, Prompt, Form, Chooser, Finder, Finding, Line, Note] {
        rows.push((context, "Ctrl-L", "", Asks("Redraw")));
        rows.push((context, "Ctrl-Z", "", Asks("Suspend")));
        rows.push((context, "Alt-M", "", Shows("The last messages")));
        rows.push((context, "Ctrl-C", "", Asks("Quit")));
    }
    rows
}

/// What a user could see, and where the cursors stand.
fn seen(s: &Session) -> String {
    let cursor = postil::view::typed(&s.app, s.buffer.area);
    format!("{}\n{cursor:?}", s.fingerprint())
}

fn selected(s: &Session) -> String {
    let reader = s.app.reader.as_ref().unwrap();
    reader.document.slice(reader.selected()).to_owned()
}

/// Presses the chord of a row; says what is wrong, if something is.
fn tried((context, keys, before, does): &Row) -> Option<String> {
    let mut s = place(*context);
    s.keys(before);
    let here = s.app.context();
    if *context != Context::Everywhere && here != *context {
        return Some(format!("is tried in {here:?}"));
    }
    let was = seen(&s);
    let at = s.app.reader.as_ref().map(|reader| reader.cursor);
    s.effects.clear();
    for key in chord(keys) {
        s.press(key);
    }
    let does = match does {
        Then(more, does) => {
            s.keys(more);
            does
        }
        does => does,
    };
    let moved = s.app.reader.as_ref().map(|reader| reader.cursor) != at;
    let done = match does {
        At(text) => s.app.reader.is_some() && s.ahead(99).starts_with(text),
        Selects(text) => selected(&s) == *text,
        Shows(text) => s.text().contains(text),
        Hides(text) => !s.text().contains(text),
        Says(text) => s.status().starts_with(text),
        Asks(what) => s.effects.iter().any(|effect| effect.starts_with(what)),
        Stores(what) => s.stored() == *what,
        Scrolls => !moved,
        Then(..) => false,
    };
    if !done {
        return Some(format!("left\n{}\n{:?} {:?}", s.text(), s.stored(), s.effects));
    }
    (seen(&s) == was).then(|| format!("changed nothing:\n{}", s.text()))
}

#[test]
fn every_default_key_does_something_where_it_is_bound() {
    let rows = rows();
    let wrong: Vec<String> = rows
        .iter()
        .filter_map(|row| tried(row).map(|why| format!("{} in {:?} after {:?} {why}", row.1, row.0, row.2)))
        .collect();
    assert!(wrong.is_empty(), "{} of {} keys:\n{}", wrong.len(), rows.len(), wrong.join("\n\n"));
}

#[test]
fn every_default_key_is_tried() {
    let keymap = Config::default().keymap;
    let bound: BTreeSet<(Context, String)> = Context::ALL
        .into_iter()
        .flat_map(|context| keymap.bindings(context).into_iter().map(move |(_, chords)| (context, chords)))
        .flat_map(|(context, chords)| chords.into_iter().map(move |chord| (context, chord.to_string())))
        .collect();
    let tried: BTreeSet<(Context, String)> =
        rows().into_iter().map(|(context, chord, ..)| (context, chord.to_owned())).collect();
    let missing: Vec<_> = bound.difference(&tried).collect();
    let stale: Vec<_> = tried.difference(&bound).collect();
    assert!(missing.is_empty() && stale.is_empty(), "no row for {missing:?}; no such key: {stale:?}");
}

/// Rule a: no key is both a command and a prefix, seen from any context outwards.
#[test]
fn no_key_is_both_a_command_and_the_beginning_of_another() {
    let keymap = Config::default().keymap;
    assert_eq!(keymap.clashes(), []);
    for context in Context::ALL {
        let reach: Vec<(Context, Command, Vec<postil::command::Key>)> = context
            .chain()
            .iter()
            .flat_map(|from| {
                keymap.bindings(*from).into_iter().map(move |(command, chords)| (*from, command, chords))
            })
            .flat_map(|(from, command, chords)| chords.into_iter().map(move |chord| (from, command, chord.0)))
            .collect();
        for (from, command, short) in &reach {
            for (other, hidden, long) in &reach {
                assert!(
                    long.len() == short.len() || !long.starts_with(short),
                    "{context:?}: {command:?} of {from:?} begins {hidden:?} of {other:?}"
                );
            }
        }
    }
}

/// While selecting, `d`, `i`, `a` wait for more, and a text field takes every character itself.
#[test]
fn prefixes_are_those_of_the_design() {
    use postil::command::{Found, Key};
    let keymap = Config::default().keymap;
    let prefixes = |context| -> String {
        let waits = |c: &char| match keymap.find(context, &[Key::char(*c)]) {
            Found::Prefix => true,
            Found::Command(command) => command.takes().is_some(),
            Found::Nothing => false,
        };
        (' '..='~').filter(waits).collect()
    };
    assert_eq!(prefixes(Context::Reader), "'FT[]dfgmtyz");
    // There `y` acts at once on what is selected.
    assert_eq!(prefixes(Context::Visual), "'FT[]adfgimtyz");
    for list in [
        Context::List,
        Context::Trash,
        Context::Sidebar,
        Context::Themes,
        Context::Board,
        Context::Menu,
        Context::Feeds,
        Context::Places,
        Context::Output,
    ] {
        // `z` is for how it looks, which is asked for everywhere.
        assert!(prefixes(list).chars().all(|c| "gydz".contains(c)), "{list:?}: {}", prefixes(list));
    }
    for field in [
        Context::Help,
        Context::Prompt,
        Context::Form,
        Context::Chooser,
        Context::Finder,
        Context::Line,
        Context::Finding,
        Context::Note,
    ] {
        for c in ' '..='~' {
            assert_eq!(keymap.find(field, &[Key::char(c)]), Found::Nothing, "{c} in {field:?}");
        }
    }
}
