//! What a reader waits for at the level of layout, on 6 KB, 3 MB and 100 MB: open, page, go to
//! the end, resize. First a table of ratios to floors measured in the same run, which hold from
//! machine to machine; then divan's times.
//!
//! Floors: memchr over the same bytes, and a naive greedy wrap of the whole text at spaces.

use std::hint::black_box;
use std::time::Duration;

use divan::Bencher;
use postil::text::layout::{Anchor, Blocks, Layout, LayoutBlock, Source, cells};
use postil::text::{Offset, Span};

const HEIGHT: usize = 40;
const SIZES: [(&str, usize); 3] = [("6 KB", 6 << 10), ("3 MB", 3 << 20), ("100 MB", 100 << 20)];
const OPERATIONS: [Operation; 5] =
    [("open", open), ("page", page), ("end", end), ("resize", resize), ("row", row)];

type Operation = (&'static str, fn(Source));

fn main() {
    ratios();
    divan::main();
}

#[divan::bench(args = OPERATIONS.map(|(name, _)| name), consts = [6 << 10, 3 << 20, 100 << 20])]
fn bytes<const BYTES: usize>(bencher: Bencher, name: &str) {
    let document = Paragraphs::new(BYTES);
    let operation =
        OPERATIONS.iter().find(|(known, _)| *known == name).map_or(open as fn(Source), |(_, run)| *run);
    bencher.bench(|| operation(document.source()));
}

#[divan::bench(args = SIZES.map(|(_, bytes)| bytes))]
fn floor_greedy_wrap(bencher: Bencher, bytes: usize) {
    let document = Paragraphs::new(bytes);
    bencher.bench(|| greedy(&document.text, 70));
}

/// What a window costs that was not laid out before, and its cells.
fn draw(layout: &mut Layout, source: Source, top: Anchor) {
    for line in layout.lines(source, top, HEIGHT) {
        black_box(cells(source.text, &line).count());
    }
}

fn open(source: Source) {
    let mut layout = Layout::new(70);
    let top = layout.first(source);
    draw(&mut layout, source, top);
}

fn page(source: Source) {
    let mut layout = Layout::new(70);
    let top = layout.anchor_of(source, Offset(source.text.len() / 2));
    let top = layout.down(source, top, HEIGHT - 2);
    draw(&mut layout, source, top);
}

fn end(source: Source) {
    let mut layout = Layout::new(70);
    let top = layout.last_page(source, HEIGHT);
    draw(&mut layout, source, top);
}

fn resize(source: Source) {
    let mut layout = Layout::new(70);
    layout.set_width(55);
    let cursor = Offset(source.text.len() / 2);
    let top = layout.fit(source, cursor, cursor.into(), HEIGHT, 3);
    draw(&mut layout, source, top);
}

fn row(source: Source) {
    let mut layout = Layout::new(70);
    let cursor = Offset(source.text.len() / 2);
    let goal = layout.place(source, cursor).map(|place| place.column).unwrap_or_default();
    black_box(layout.move_rows(source, cursor, goal, 1));
}

/// Paragraphs of the same words, so that blocks are counted and not kept.
struct Paragraphs {
    text: String,
    one: usize,
}

const SENTENCE: &str =
    "The river rose in the night, and by morning the lower road – the one “to the mill” – was gone. ";

impl Paragraphs {
    fn new(bytes: usize) -> Self {
        let one = SENTENCE.repeat(8) + "\n\n";
        Self { text: one.repeat(bytes.div_ceil(one.len())), one: one.len() }
    }

    fn source(&self) -> Source<'_> {
        Source { text: &self.text, blocks: self }
    }
}

impl Blocks for Paragraphs {
    fn len(&self) -> usize {
        self.text.len() / self.one
    }

    fn get(&self, at: usize) -> LayoutBlock {
        let span = Span::new(at * self.one, (at + 1) * self.one - 2);
        LayoutBlock { span, gap: 1, ..LayoutBlock::default() }
    }

    fn at(&self, place: Offset) -> usize {
        (place.0 / self.one).min(self.len() - 1)
    }
}

/// Row starts of a whole text, broken at the last space that fits, a byte a cell.
fn greedy(text: &str, width: usize) -> Vec<usize> {
    let (mut starts, mut start, mut space) = (vec![0], 0, None);
    for (at, byte) in text.bytes().enumerate() {
        if byte == b'\n' || at - start >= width {
            start = space.filter(|_| byte != b'\n').unwrap_or(at + 1);
            starts.push(start);
            space = None;
        }
        if byte == b' ' {
            space = Some(at + 1);
        }
    }
    starts
}

#[expect(clippy::print_stdout, reason = "the table is what the bench is for")]
fn ratios() {
    println!("{:>7} {:>7} {:>12} {:>18} {:>18}", "size", "what", "time", "of memchr, all", "of greedy, all");
    for (name, bytes) in SIZES {
        let document = Paragraphs::new(bytes);
        let search = median(|| {
            black_box(memchr::memchr(0, black_box(document.text.as_bytes())));
        });
        let wrap = median(|| drop(black_box(greedy(black_box(&document.text), 70))));
        for (what, operation) in OPERATIONS {
            let took = median(|| operation(document.source()));
            let of = |floor: Duration| took.as_secs_f64() / floor.as_secs_f64().max(1e-9);
            println!("{name:>7} {what:>7} {took:>12.1?} {:>18.4} {:>18.4}", of(search), of(wrap));
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "a bench measures time")]
fn median(mut work: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..15)
        .map(|_| {
            let start = std::time::Instant::now();
            work();
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}
