use super::*;
use crate::model::ArticleId;

fn editor(text: &str) -> NoteEditor {
    NoteEditor::new(DraftOn::Article(ArticleId(1)), String::new(), "", text)
}

#[test]
fn it_deletes_by_cluster_and_undoes_by_word() {
    let mut note = editor("");
    for c in "two words".chars() {
        note.type_char(c);
    }
    note.edit(Command::UndoTyping);
    assert_eq!(note.text(), "two ");
    note.edit(Command::UndoTyping);
    assert_eq!(note.text(), "two");
    note.edit(Command::RedoTyping);
    note.edit(Command::RedoTyping);
    assert_eq!(note.text(), "two words");
    note.paste(" cafe\u{301}👩‍👩‍👧\u{1b}[2J\r\nend");
    assert_eq!(note.text(), "two words cafe\u{301}👩‍👩‍👧[2J\nend");
    for _ in 0.."\n[2Jend👩".chars().count() {
        note.edit(Command::DeleteBack);
    }
    assert_eq!(note.text(), "two words cafe\u{301}");
    note.edit(Command::DeleteBack);
    assert_eq!(note.text(), "two words caf");
    note.edit(Command::CursorStart);
    note.edit(Command::DeleteForward);
    assert_eq!(note.text(), "wo words caf");
}

#[test]
fn what_is_typed_counts_before_it_is_drawn() {
    let mut note = editor("ab\ncd");
    note.edit(Command::CursorUp);
    for c in "é漢".chars() {
        note.type_char(c);
    }
    assert_eq!((note.text().as_str(), note.takes()), ("abé漢\ncd", 0));
    assert!(note.is_changed());
    note.prepare(10, 5);
    assert_eq!((note.text().as_str(), note.takes(), note.page().cursor()), ("abé漢\ncd", 1, (5, 0)));
    note.type_char('x');
    note.edit(Command::DeleteBack);
    assert_eq!((note.text().as_str(), note.takes()), ("abé漢\ncd", 2));
    note.edit(Command::UndoTyping);
    assert_eq!(note.text(), "abé漢x\ncd");
    note.edit(Command::UndoTyping);
    assert_eq!((note.text().as_str(), note.at()), ("ab\ncd", Offset(2)));
}

#[test]
fn up_and_down_go_by_rows_as_they_show_and_keep_to_their_column() {
    let mut note = editor("one two three\n\nfour five");
    note.prepare(8, 5);
    let rows: Vec<usize> = note.page().lines().iter().map(|line| line.span.start.0).collect();
    assert_eq!(rows, [0, 8, 14, 15, 20]);
    let mut places = Vec::new();
    for command in [Command::CursorUp; 6].into_iter().chain([Command::CursorDown; 6]) {
        note.edit(command);
        note.prepare(8, 5);
        places.push(note.page().cursor());
    }
    let (up, down) = places.split_at(6);
    assert_eq!(up, [(4, 3), (0, 2), (4, 1), (4, 0), (4, 0), (4, 0)]);
    assert_eq!(down, [(4, 1), (0, 2), (4, 3), (4, 4), (4, 4), (4, 4)]);
    // At the end of a full row the cursor stands in the margin, behind the last letter.
    let mut note = editor("12345678");
    note.prepare(8, 5);
    assert_eq!(note.page().cursor(), (8, 0));
    note.point(Rect::new(3, 3, 8, 5), Position::new(5, 3));
    note.type_char('|');
    assert_eq!(note.text(), "12|345678");
    note.point(Rect::new(3, 3, 8, 5), Position::new(5, 7));
    note.type_char('|');
    assert_eq!(note.text(), "12|345678|");
}

#[test]
fn clusters_take_their_cells_and_a_line_may_be_of_any_length() {
    let mut note = editor("👩‍👩‍👧e\u{301}x");
    note.prepare(10, 5);
    assert_eq!(note.page().cursor(), (8, 0));
    let mut note = editor(&"word ".repeat(20_000));
    note.prepare(10, 5);
    let (column, row) = note.page().cursor();
    note.edit(Command::CursorUp);
    note.prepare(10, 5);
    assert_eq!(note.page().cursor(), (column.min(9), row - 1));
    for rows in [-3, 3, -30_000, 50_000] {
        note.scroll(rows);
        note.prepare(10, 5);
        assert!(note.page().cursor().1 < 5, "the cursor stays in what shows");
    }
    assert_eq!(note.page().lines().len(), 5);
}

#[test]
fn the_page_shows_what_the_widget_holds_whatever_was_done() {
    use Command::{
        CursorDown, CursorEnd, CursorLeft, CursorRight, CursorStart, CursorUp, DeleteBack, DeleteForward,
        DeleteLine, DeleteWord, NewLine, RedoTyping, UndoTyping,
    };
    let commands = [
        NewLine, DeleteBack, CursorUp, DeleteForward, CursorLeft, DeleteBack, NewLine, CursorDown,
        DeleteWord, CursorEnd, DeleteForward, UndoTyping, CursorStart, DeleteBack, CursorRight, DeleteLine,
        RedoTyping, UndoTyping, CursorUp,
    ];
    let mut note = editor("one é漢\n\ntwo 👩‍👩‍👧 three\nend");
    note.prepare(7, 4);
    for (n, command) in (0..7 * 19 * 3).zip(commands.iter().copied().cycle()) {
        if n % 7 < 4 {
            note.type_char(['a', ' ', '漢', '\u{301}'][n % 7]);
        }
        note.edit(command);
        if n % 5 == 0 {
            note.prepare(7, 4);
            note.point(Rect::new(0, 0, 7, 4), Position::new(3, 1));
        }
        if n % 3 == 0 {
            note.type_char('x');
        }
        note.prepare(7, 4);
        let text = note.area.lines().join("\n");
        let (row, column) = note.cursor();
        let lines = || note.area.lines().iter();
        let above: usize = lines().take(row).map(|line| line.len() + 1).sum();
        let before: usize = lines().nth(row).unwrap().chars().take(column).map(char::len_utf8).sum();
        assert_eq!((note.page.text(), note.at()), (text.as_str(), Offset(above + before)), "{n} {command:?}");
        let starts: Vec<_> = (0..).map_while(|line| note.page.line_start(line)).collect();
        let mut fresh = Page::default();
        fresh.take(text);
        assert_eq!(starts, (0..).map_while(|line| fresh.line_start(line)).collect::<Vec<_>>());
    }
}

#[test]
fn a_page_that_is_past_the_last_one_scrolls_no_further() {
    let mut note = editor(&"line\n".repeat(20));
    note.prepare(8, 5);
    let top = |note: &NoteEditor| note.page().lines()[0].span.start;
    // A window that became higher is filled from above.
    note.prepare(8, 12);
    let before = top(&note);
    assert_eq!((before, note.page().lines().len()), (Offset(45), 12));
    note.scroll(3);
    note.prepare(8, 12);
    assert_eq!(top(&note), before);
    note.scroll(-12);
    note.scroll(3);
    note.prepare(8, 12);
    assert!(top(&note) < before && note.page().lines().len() == 12);
}

#[test]
fn it_goes_by_words_by_pages_and_to_both_ends() {
    let mut editor = editor("one two-three a\n\nfour b");
    editor.prepare(20, 4);
    let on = |editor: &mut NoteEditor, command: Command| {
        editor.edit(command);
        let text = editor.text();
        text.get(editor.at().0..).unwrap_or_default().to_owned()
    };
    assert_eq!(on(&mut editor, Command::Top), editor.text());
    let words: Vec<String> = (0..9).map(|_| on(&mut editor, Command::NextWord)).collect();
    assert!(words.iter().any(|rest| rest.starts_with("a\n")) && words.contains(&"b".to_owned()), "{words:?}");
    assert_eq!(words.last().map(String::as_str), Some(""));
    assert_eq!(on(&mut editor, Command::PreviousWord), "b");
    assert_eq!(on(&mut editor, Command::Bottom), "");
    let mut long = NoteEditor::new(DraftOn::Library, String::new(), "", &"line\n".repeat(50));
    long.prepare(20, 4);
    long.edit(Command::Top);
    long.edit(Command::PageDown);
    assert_eq!(long.cursor(), (3, 0));
    long.edit(Command::PageDown);
    long.edit(Command::PageUp);
    assert_eq!(long.cursor(), (3, 0));
}

#[test]
fn white_space_alone_is_no_note() {
    assert_eq!(editor(" \n ").note(), None);
    assert_eq!(editor("a \n").note().as_deref(), Some("a"));
    let mut note = editor("x");
    note.replace("y");
    assert_eq!(note.text(), "y");
    assert!(note.is_changed());
}
