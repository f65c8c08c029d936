//! Nothing costs more because the text is long: counted, on documents of 6 KB, 3 MB and 100 MB.

use std::cell::Cell as Counter;

use super::*;

const HEIGHT: usize = 40;

/// Blocks of the same text and length, made up when asked for; counts how often that is.
struct Repeated {
    text: String,
    one: usize,
    parted: usize,
    asked: Counter<usize>,
}

impl Repeated {
    /// At least so many bytes of one block repeated, parted by a blank line.
    fn blocks(block: &str, bytes: usize) -> Self {
        let one = format!("{block}\n\n");
        let text = one.repeat(bytes.div_ceil(one.len()));
        Self { text, one: one.len(), parted: 2, asked: Counter::new(0) }
    }

    /// At least so many bytes in one block.
    fn line(unit: &str, bytes: usize) -> Self {
        let text = unit.repeat(bytes.div_ceil(unit.len()));
        Self { one: text.len(), text, parted: 0, asked: Counter::new(0) }
    }
}

impl Blocks for Repeated {
    fn len(&self) -> usize {
        self.text.len() / self.one
    }

    fn get(&self, at: usize) -> LayoutBlock {
        self.asked.set(self.asked.get() + 1);
        let span = Span::new(at * self.one, (at + 1) * self.one - self.parted);
        LayoutBlock { span, gap: u16::from(at > 0), hang: 2, ..LayoutBlock::default() }
    }

    fn at(&self, place: Offset) -> usize {
        (place.0 / self.one).min(self.len() - 1)
    }
}

/// Does what a reader does and gives the most blocks and bytes that one act laid out.
fn read(document: &Repeated) -> (usize, usize) {
    let source = Source { text: &document.text, blocks: document };
    let end = Offset(document.text.len());
    let middle = grapheme::floor(&document.text, end.0 / 2);
    let mut layout = Layout::new(70);
    let mut most = (0, 0);
    let mut act = |what: &mut dyn FnMut(&mut Layout)| {
        let before = layout.counters();
        document.asked.set(0);
        what(&mut layout);
        let after = layout.counters();
        most.0 = most.0.max(after.blocks_laid - before.blocks_laid);
        most.1 = most.1.max(after.bytes_wrapped - before.bytes_wrapped);
        assert!(document.asked.get() < 40 * HEIGHT, "asked for {} blocks", document.asked.get());
    };
    let mut draw = |top: Anchor| {
        act(&mut |layout| {
            let lines = layout.lines(source, top, HEIGHT);
            assert!(lines.iter().map(|line| cells(source.text, line).count()).sum::<usize>() > 0);
        });
    };
    let mut fresh = Layout::new(70);
    draw(fresh.first(source));
    draw(fresh.last_page(source, HEIGHT));
    let mut top = fresh.fit(source, middle, Anchor::default(), HEIGHT, 3);
    draw(top);
    for _ in 0..5 {
        top = fresh.down(source, top, HEIGHT - 2);
        draw(top);
    }
    act(&mut |layout| {
        layout.set_width(31);
        let top = layout.fit(source, middle, top, HEIGHT, 3);
        layout.lines(source, top, HEIGHT);
    });
    act(&mut |layout| {
        layout.set_width(70);
        layout.last_page(source, HEIGHT);
    });
    for at in [Offset(0), middle, end] {
        act(&mut |layout| {
            layout.clear();
            let goal = layout.place(source, at).unwrap().column;
            let there = layout.move_rows(source, at, goal, 20);
            layout.move_rows(source, there, goal, -20);
            layout.row_end(source, there);
        });
    }
    most
}

#[test]
fn a_window_of_paragraphs_costs_the_same_in_any_length() {
    let words = "Some words – “quoted” – and then some more of them, row upon row. ".repeat(10);
    for bytes in [6 << 10, 3 << 20, 100 << 20] {
        let (blocks, wrapped) = read(&Repeated::blocks(&words, bytes));
        assert!(blocks <= 14 && wrapped <= 10_000, "{blocks} blocks, {wrapped} bytes of {bytes}");
    }
}

#[test]
fn a_window_of_one_line_costs_the_same_in_any_length() {
    for unit in ["ascii words only, and commas ", "naïve 漢字 👩‍👩‍👧‍👦 e\u{301} and so on "]
    {
        for bytes in [6 << 10, 3 << 20, 100 << 20] {
            let (blocks, wrapped) = read(&Repeated::line(unit, bytes));
            assert!(blocks <= 4 && wrapped <= 256 << 10, "{blocks} pieces, {wrapped} bytes of {bytes}");
        }
    }
}

#[test]
fn a_window_of_single_words_asks_for_what_it_shows() {
    let (blocks, _) = read(&Repeated::blocks("word", 100 << 20));
    assert!(blocks <= 2 * HEIGHT, "{blocks} blocks");
}

/// A cell holds a cluster of 512 bytes at most, so even a window of those has an end.
#[test]
fn heaps_of_marks_flags_and_letters_stay_bounded() {
    for unit in ["\u{301}", "🇩", "x", "\u{200d}👩", "\u{202e}"] {
        let document = Repeated::line(unit, 1 << 20);
        let source = Source { text: &document.text, blocks: &document };
        let mut layout = Layout::new(20);
        let middle = grapheme::floor(&document.text, document.text.len() / 2);
        assert_eq!(layout.lines(source, middle.into(), 10).len(), 10);
        assert!(layout.counters().bytes_wrapped <= 192 << 10, "{unit:?}: {:?}", layout.counters());
    }
}

/// Pieces join without a gap, on boundaries, whichever place one asks from.
#[test]
fn pieces_cover_a_long_block() {
    for unit in ["some words ", "x", "漢字", "👩‍👩‍👧‍👦", "line\n", "e\u{301}"] {
        let text = format!("start {}", unit.repeat(5 * PIECE / unit.len() / 2));
        let block = LayoutBlock { span: Span::new(3, text.len()), ..LayoutBlock::default() };
        let mut at = block.span.start;
        for piece in 0..pieces::count(&block) {
            let span = pieces::span(&text, &block, piece);
            assert_eq!(span.start, at, "{unit:?}");
            assert!(span.len() <= PIECE + 4 * 1024 && grapheme::is_boundary(&text, span.end));
            for inside in [span.start.0, span.start.0 + span.len() / 2, span.end.0 - 1] {
                assert_eq!(pieces::at(&text, &block, Offset(inside)), piece, "{unit:?}");
            }
            at = span.end;
        }
        assert_eq!(at, block.span.end);
    }
}
