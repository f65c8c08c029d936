mod bounded;

use proptest::prelude::*;

use super::*;
use crate::text::grapheme::{self, tests::any_text};
use crate::text::joint;

/// A document of given blocks parted by a blank line, one blank row above each but the first.
fn document(blocks: &[&str], flags: impl Fn(usize) -> LayoutBlock) -> (String, Vec<LayoutBlock>) {
    let mut text = String::new();
    let mut made = Vec::new();
    for (i, block) in blocks.iter().enumerate() {
        let start = text.len();
        text.push_str(block);
        made.push(LayoutBlock { span: Span::new(start, text.len()), gap: u16::from(i > 0), ..flags(i) });
        text.push_str("\n\n");
    }
    (text, made)
}

fn plain(_: usize) -> LayoutBlock {
    LayoutBlock::default()
}

/// The lines as they would be drawn.
fn drawn(source: Source, lines: &[Line]) -> Vec<String> {
    let draw = |line: &Line| match line.kind {
        LineKind::Gap => String::from("~"),
        LineKind::Folded { blocks } => format!("+{blocks}"),
        LineKind::Text => {
            let cells = cells(source.text, line).filter(|cell| !cell.hangs);
            " ".repeat(line.indent.into())
                + &cells.map(|cell| cell.shown.text.into_owned()).collect::<String>()
        }
    };
    lines.iter().map(draw).collect()
}

fn all(layout: &mut Layout, source: Source) -> Vec<Line> {
    let first = layout.first(source);
    layout.lines(source, first, usize::MAX)
}

#[test]
fn a_window_shows_rows_gaps_indents_and_folds() {
    let flags = |i| LayoutBlock { first: 2, hang: 4, folded: i == 1 || i == 2, verbatim: i == 3, ..plain(i) };
    let (text, blocks) = document(&["one two three", "x", "y", "a\tb\n  c\u{202e}", ""], flags);
    let source = Source { text: &text, blocks: &blocks };
    let mut layout = Layout::new(10);
    let lines = all(&mut layout, source);
    let want = ["  one two", "    three", "~", "+2", "~", "  a   b", "      c⇚", "~", "  "];
    assert_eq!(drawn(source, &lines), want);
    let shape: Vec<_> = lines.iter().map(|line| (line.block, line.is_first, line.is_last)).collect();
    let (gap, only) = ((false, false), (true, true));
    let with = |block: usize, (first, last): (bool, bool)| (block, first, last);
    let want = [
        with(0, (true, false)),
        with(0, (false, true)),
        with(1, gap),
        with(1, only),
        with(3, gap),
        with(3, (true, false)),
        with(3, (false, true)),
        with(4, gap),
        with(4, only),
    ];
    assert_eq!(shape, want);
    assert_eq!(
        lines.iter().find(|line| line.kind == LineKind::Folded { blocks: 2 }).unwrap().span.of(&text),
        "x\n\ny"
    );
}

#[test]
fn an_empty_document_has_no_rows() {
    let source = Source { text: "", blocks: &Vec::new() };
    let mut layout = Layout::new(10);
    assert!(all(&mut layout, source).is_empty());
    assert_eq!(layout.fit(source, Offset(3), Anchor::default(), 5, 1), Anchor::default());
    assert_eq!(layout.place(source, Offset(0)), None);
    assert_eq!(layout.move_rows(source, Offset(0), Column(0), 3), Offset(0));
    assert_eq!(layout.last_page(source, 5), Anchor::default());
}

#[test]
fn the_cursor_keeps_its_goal_over_short_rows_gaps_and_folds() {
    let flags = |i| LayoutBlock { folded: i == 2, ..plain(i) };
    let (text, blocks) = document(&["abcdef", "x", "hidden", "漢字漢字"], flags);
    let source = Source { text: &text, blocks: &blocks };
    let mut layout = Layout::new(20);
    let start = Offset(text.find('f').unwrap());
    let goal = layout.place(source, start).unwrap().column;
    assert_eq!(goal, Column(5));
    let at = |what: &str| Offset(text.find(what).unwrap());
    let down = layout.move_rows(source, start, goal, 1);
    assert_eq!(down, at("x"));
    let wide = layout.move_rows(source, down, goal, 1);
    assert_eq!(wide, Offset(at("漢").0 + 6), "over the fold, to the cluster that covers cell 5");
    assert_eq!(layout.move_rows(source, wide, goal, 9), wide, "nothing below");
    assert_eq!(layout.move_rows(source, wide, goal, -2), start);
    assert_eq!(layout.move_rows(source, wide, goal, -99), start);
    assert_eq!(layout.move_rows(source, at("hidden"), goal, -1), at("x"), "out of a fold");
    assert_eq!(layout.move_rows(source, start, Column(usize::MAX), 3), Offset(at("漢").0 + 9));
    assert_eq!((layout.row_start(source, wide), layout.row_end(source, start)), (at("漢"), start));
}

#[test]
fn white_space_that_hangs_is_hit_only_exactly() {
    let (text, blocks) = document(&["ab  cd"], plain);
    let source = Source { text: &text, blocks: &blocks };
    let line = Layout::new(2).line_at(source, Offset(0)).unwrap();
    let at = |column| offset_on(&text, &line, Column(column)).0;
    assert_eq!([at(0), at(1), at(2), at(3), at(4), at(99)], [0, 1, 2, 3, 1, 1]);
    assert_eq!(last_on(&text, &line), Offset(1));
    assert_eq!(place_on(&text, &line, Offset(3)).column, Column(3));
}

#[test]
fn a_line_end_that_parts_nothing_has_no_cell() {
    let (text, blocks) = document(&["漢字\n漢 a\n字。\n漢"], plain);
    let source = Source { text: &text, blocks: &blocks };
    let mut layout = Layout::new(20);
    let lines = all(&mut layout, source);
    assert_eq!(drawn(source, &lines), ["漢字漢 a 字。漢"]);
    let line = lines[0];
    let column = |at: usize| place_on(&text, &line, Offset(at)).column.0;
    assert_eq!([column(3), column(6), column(7), column(10)], [2, 4, 4, 6]);
    assert_eq!(place_on(&text, &line, Offset(6)).width, 0);
    assert_eq!([3, 4, 5, 6].map(|at| offset_on(&text, &line, Column(at)).0), [3, 7, 7, 10]);
    // Nor does it take room that a letter could have.
    assert_eq!(drawn(source, &all(&mut Layout::new(6), source)), ["漢字漢", "a 字。", "漢"]);
}

#[test]
fn an_anchor_survives_another_width() {
    let words = "word ".repeat(200);
    let (text, blocks) = document(&[&words, &words], plain);
    let source = Source { text: &text, blocks: &blocks };
    let mut layout = Layout::new(60);
    let cursor = Offset(words.len() / 2);
    let top = layout.put(source, cursor, 10, Put::Top);
    layout.set_width(23);
    let line = *layout.lines(source, top, 1).first().unwrap();
    assert!(line.span.contains(top.at));
    let gap = Anchor { at: blocks[1].span.start, above: 1 };
    layout.set_width(9);
    assert_eq!(layout.lines(source, gap, 1).first().unwrap().kind, LineKind::Gap);
}

#[test]
fn the_window_follows_the_cursor_and_no_further() {
    let (text, blocks) =
        document(&["a\n".repeat(100).as_str()], |i| LayoutBlock { breaks: true, ..plain(i) });
    let source = Source { text: &text, blocks: &blocks };
    let mut layout = Layout::new(20);
    let row = |n: usize| Offset(2 * n);
    let mut fit =
        |cursor: usize, top: usize| layout.fit(source, row(cursor), row(top).into(), 10, 2).at.0 / 2;
    assert_eq!(fit(25, 20), 20, "in sight");
    assert_eq!(fit(22, 20), 20);
    assert_eq!(fit(21, 20), 19);
    assert_eq!(fit(27, 20), 20);
    assert_eq!(fit(28, 20), 21);
    assert_eq!(fit(15, 20), 13, "above by less than a window");
    assert_eq!(fit(35, 20), 28, "below by less than a window");
    assert_eq!(fit(70, 20), 66, "far: in the middle");
    assert_eq!(fit(5, 80), 1, "far above: in the middle");
    assert_eq!(fit(1, 20), 0);
    assert_eq!(fit(99, 20), 90, "the last page");
    assert_eq!(fit(99, 88), 90);
    assert_eq!(fit(99, 95), 95, "past the last page already: stays");
    let put = |layout: &mut Layout, cursor, put| layout.put(source, row(cursor), 10, put).at.0 / 2;
    assert_eq!(put(&mut layout, 50, Put::Top), 50);
    assert_eq!(put(&mut layout, 50, Put::Middle), 46);
    assert_eq!(put(&mut layout, 50, Put::Bottom), 41);
    assert_eq!(put(&mut layout, 3, Put::Bottom), 0);
    assert_eq!(layout.rows_between(source, row(3).into(), row(8).into(), 5), Some(5));
    assert_eq!(layout.rows_between(source, row(8).into(), row(3).into(), 5), Some(-5));
    assert_eq!(layout.rows_between(source, row(8).into(), row(2).into(), 5), None);
    let (first, last) = (layout.first(source), layout.last(source));
    assert_eq!(layout.up(source, first, 5), first);
    assert_eq!(layout.down(source, last, 5), last);
    assert_eq!(layout.down(source, first, 99), last);
}

#[test]
fn a_line_that_is_wrapped_hangs_where_lines_are_kept() {
    let (text, blocks) =
        document(&["ab cd ef\ngh ij kl"], |i| LayoutBlock { hang: 2, breaks: true, ..plain(i) });
    let source = Source { text: &text, blocks: &blocks };
    let lines = all(&mut Layout::new(6), source);
    let shown: Vec<(u16, &str)> = lines.iter().map(|line| (line.indent, line.span.of(&text))).collect();
    assert_eq!(shown, [(0, "ab cd "), (2, "ef\n"), (0, "gh ij "), (2, "kl")]);
}

#[test]
fn the_lines_of_an_item_stand_below_its_words() {
    let item = |i| LayoutBlock { hang: 3, breaks: true, runs_on: true, ..plain(i) };
    let (text, blocks) = document(&["1. ab cd ef\ngh ij kl"], item);
    let source = Source { text: &text, blocks: &blocks };
    let lines = all(&mut Layout::new(9), source);
    let shown: Vec<(u16, &str)> = lines.iter().map(|line| (line.indent, line.span.of(&text))).collect();
    assert_eq!(shown, [(0, "1. ab cd "), (3, "ef\n"), (3, "gh ij "), (3, "kl")]);
}

#[test]
fn of_lines_that_are_kept_only_those_that_were_full_are_stretched() {
    let (text, blocks) = document(&["a bb cc dd\ne f\ngg"], |i| LayoutBlock { breaks: true, ..plain(i) });
    let source = Source { text: &text, blocks: &blocks };
    let mut layout = Layout::new(9);
    layout.justify(true);
    let lines = all(&mut layout, source);
    let shown: Vec<(u16, &str)> =
        lines.iter().map(|line| (line.stretch.extra, line.span.of(&text))).collect();
    assert_eq!(shown, [(2, "a bb cc "), (0, "dd\n"), (0, "e f\n"), (0, "gg")]);
}

fn any_blocks() -> impl Strategy<Value = (Vec<(String, u8)>, u16)> {
    let lines = prop::collection::vec(any_text(), 1..3).prop_map(|lines| lines.join("\n"));
    (prop::collection::vec((lines, any::<u8>()), 1..6), 1..40_u16)
}

fn made(parts: &[(String, u8)]) -> (String, Vec<LayoutBlock>) {
    let texts: Vec<&str> = parts.iter().map(|(text, _)| text.as_str()).collect();
    document(&texts, |i| {
        let flags = parts.get(i).map_or(0, |(_, flags)| *flags);
        LayoutBlock {
            first: u16::from(flags % 3),
            hang: u16::from(flags / 3 % 4),
            verbatim: flags & 64 != 0,
            breaks: flags & 128 != 0,
            runs_on: flags & 32 != 0,
            folded: flags % 7 == 0,
            ..plain(i)
        }
    })
}

proptest! {
    /// Every place goes to a line and column and back to itself.
    #[test]
    fn places_come_back((parts, width) in any_blocks()) {
        let (text, blocks) = made(&parts);
        let source = Source { text: &text, blocks: &blocks };
        let mut layout = Layout::new(width);
        for block in blocks.iter().filter(|block| !block.folded) {
            for (at, cluster) in grapheme::clusters(&text, block.span.start, block.span.end) {
                let place = layout.place(source, at).unwrap();
                prop_assert!(place.line.span.contains(at));
                if joint::is_joint(&text, at.0) {
                    prop_assert_eq!(place.width, 0);
                    continue;
                }
                prop_assert_eq!(place.width, if cluster == "\t" { place.width } else { crate::text::cells(cluster) });
                prop_assert_eq!(offset_on(&text, &place.line, place.column), at, "{:?}", cluster);
            }
        }
    }

    /// The view is the same from wherever one comes to it.
    #[test]
    fn the_layout_does_not_depend_on_the_way((parts, width) in any_blocks(), step in 1..7_usize) {
        let (text, blocks) = made(&parts);
        let source = Source { text: &text, blocks: &blocks };
        let whole = all(&mut Layout::new(width), source);
        let last = Layout::new(width).last(source);
        prop_assert_eq!(whole.last().map(|line| line.anchor), Some(last));
        let mut covered = 0;
        for (i, line) in whole.iter().enumerate() {
            let mut fresh = Layout::new(width);
            prop_assert_eq!(&fresh.lines(source, line.anchor, 1000), &whole[i..]);
            let up = fresh.up(source, line.anchor, step);
            prop_assert_eq!(up, whole[i.saturating_sub(step)].anchor);
            let down = fresh.down(source, line.anchor, step);
            prop_assert_eq!(down, whole[(i + step).min(whole.len() - 1)].anchor);
            if line.kind != LineKind::Gap {
                prop_assert_eq!(fresh.anchor_of(source, line.span.start), line.anchor);
                let between = text.get(covered..line.span.start.0).unwrap();
                prop_assert!(between.is_empty() || between == "\n\n", "{between:?}");
                covered = line.span.end.0;
            }
        }
    }

    /// Wherever the window was, the cursor's row is in it afterwards, clear of the margins.
    #[test]
    fn the_cursor_is_in_the_window((parts, width) in any_blocks(), cursor: prop::sample::Index, top: prop::sample::Index, height in 1..12_usize, margin in 0..4_usize) {
        let (text, blocks) = made(&parts);
        let source = Source { text: &text, blocks: &blocks };
        let mut layout = Layout::new(width);
        let whole = all(&mut layout, source);
        let cursor = grapheme::floor(&text, cursor.index(text.len()));
        let top = layout.fit(source, cursor, whole[top.index(whole.len())].anchor, height, margin);
        let window = layout.lines(source, top, height);
        let row = layout.anchor_of(source, cursor);
        let at = window.iter().position(|line| line.anchor == row);
        prop_assert!(at.is_some());
        let margin = margin.min((height - 1) / 2);
        let before = whole.iter().position(|line| line.anchor == row).unwrap();
        prop_assert!(at.unwrap() >= margin.min(before));
        prop_assert_eq!(layout.fit(source, cursor, top, height, margin), top);
    }
}

proptest! {
    /// Stretched rows fill the column to its edge, and cells stay cells: without a gap, each found
    /// again by its place and by its column.
    #[test]
    fn stretched_rows_are_whole(text in "[a-zé漢\t ]{0,200}|([a-z]{1,9} ){0,60}", width in 4u16..60, first in 0u16..4) {
        let blocks = vec![LayoutBlock { span: Span::new(0, text.len()), first, ..plain(0) }];
        let source = Source { text: &text, blocks: &blocks };
        let mut layout = Layout::new(width);
        let ragged = all(&mut layout, source);
        layout.justify(true);
        let lines = all(&mut layout, source);
        prop_assert_eq!(lines.iter().map(|l| l.span).collect::<Vec<_>>(), ragged.iter().map(|l| l.span).collect::<Vec<_>>());
        for line in &lines {
            let mut end = usize::from(line.indent);
            let mut ink = end;
            for cell in cells(&text, line) {
                prop_assert_eq!(cell.column, Column(end));
                end += cell.shown.width;
                if !cell.hangs {
                    ink = end;
                }
                prop_assert_eq!(place_on(&text, line, cell.span.start).column, cell.column);
                prop_assert_eq!(offset_on(&text, line, cell.column), cell.span.start);
                prop_assert_eq!(offset_on(&text, line, Column(end - 1)), cell.span.start);
            }
            if line.stretch != Stretch::default() {
                prop_assert_eq!(ink, usize::from(width));
                // A TAB that hangs at the end of the row fills nothing.
                let shown = line.span.of(&text).trim_end();
                prop_assert!(!line.is_last && !shown.contains(['漢', '\t']));
            }
        }
    }
}
