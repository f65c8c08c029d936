//! A key costs the same in a page and in a book of 100 MB, and a start the same with ten articles
//! and with thousands: counted, never timed.

use std::ops::Range;
use std::sync::Arc;

use postil::app::{App, Effect, List, Msg, NoteEditor, Outcome, Overlay, Ticket};
use postil::app::{Ask, Colors};
use postil::clock::Clock;
use postil::config::Config;
use postil::model::{
    Annotation, AnnotationId, Article, ArticleId, ArticleRef, Block, BlockKind, Document, Metadata, State,
    Status,
};
use postil::shell::prefs;
use postil::store::Store;
use postil::text::find::find;
use postil::text::{Offset, Span};
use postil::view;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use uuid::Uuid;

use crate::session::{Session, parse};

const ID: ArticleId = ArticleId(1);

/// Blocks and bytes that a key may lay out at most, and what it may ask of the worker. A window of
/// 60 rows, the page before and after it, and twice that for a resize; in one line a few pieces of 64 KB.
const BLOCKS: usize = 150;
const BYTES: usize = 512 << 10;
const REQUESTS: usize = 2;

/// The app on a document made up in memory. Searches are answered from the text, the rest not at all.
struct Book {
    app: App,
    asked: usize,
    wakes: Vec<Ticket>,
}

impl Book {
    fn open(document: Document, annotations: Vec<Annotation>) -> Self {
        let prefs = prefs(Config::default(), Colors::True);
        let mut book = Self { app: App::new(prefs, (160, 62)), asked: 0, wakes: Vec::new() };
        let effects = book.app.open(ID);
        let [Effect::Ask(ticket, Ask::Open { .. })] = effects[..] else { panic!("{effects:?}") };
        let opened =
            Outcome::Opened { article: Box::new(article()), document: Arc::new(document), annotations };
        book.send(Msg::Outcome(ticket, opened));
        book
    }

    fn send(&mut self, msg: Msg) {
        let mut effects = self.app.update(msg);
        effects.extend(self.draw());
        for effect in effects {
            match effect {
                Effect::Ask(ticket, Ask::Find { document, words, .. }) => {
                    self.asked += 1;
                    // As the worker does, but for hits in the first pages: finding is a job, not a key.
                    let hits = find(&document.text[..document.text.len().min(6 << 10)], &words[0], 100).spans;
                    let found = Outcome::Found { words, hits, more: true, together: false };
                    self.send(Msg::Outcome(ticket, found));
                }
                Effect::Ask(..) => self.asked += 1,
                Effect::Wake(_, ticket) => self.wakes.push(ticket),
                _ => {}
            }
        }
    }

    fn draw(&mut self) -> Vec<Effect> {
        let effects = self.app.prepare();
        let (columns, rows) = self.app.size;
        let area = Rect::new(0, 0, columns, rows);
        view::draw(&self.app, area, &mut Buffer::empty(area));
        effects
    }

    /// Presses keys; what each of them may cost is bounded.
    fn keys(&mut self, keys: &str) {
        for key in parse(keys) {
            self.costs(&format!("{key} of {keys}"), Msg::Key(key));
        }
    }

    fn costs(&mut self, what: &str, msg: Msg) {
        let counters = |book: &Self| book.app.reader.as_ref().unwrap().counters();
        let (before, asked) = (counters(self), self.asked);
        self.send(msg);
        let after = counters(self);
        let (blocks, bytes) =
            (after.blocks_laid - before.blocks_laid, after.bytes_wrapped - before.bytes_wrapped);
        let length = self.app.reader.as_ref().unwrap().text().len();
        assert!(
            blocks <= BLOCKS && bytes <= BYTES,
            "{what}: {blocks} blocks, {bytes} bytes laid out of {length}"
        );
        assert!(self.asked - asked <= REQUESTS, "{what}: {} requests", self.asked - asked);
    }
}

fn article() -> Article {
    let meta = Metadata { title: "A book".to_owned(), ..Metadata::default() };
    Article { status: Status::Reading, ..Article::new(ID, Uuid::from_u128(1), meta) }
}

/// An annotation for every hundredth kilobyte, as a diligent reader leaves them.
fn annotations(document: &Document) -> Vec<Annotation> {
    let spans = (0..document.text.len()).step_by(100 << 10).take(500);
    let on = |(n, at): (usize, usize)| {
        let block = document.blocks[document.block_at(Offset(at))].span;
        let start = postil::text::grapheme::floor(&document.text, at.max(block.start.0)).0.max(block.start.0);
        let end = postil::text::grapheme::next(&document.text, Offset(start)).0;
        Annotation {
            id: AnnotationId(i64::try_from(n).unwrap()),
            uuid: Uuid::from_u128(n as u128),
            article: ArticleRef { id: ID, uuid: Uuid::from_u128(1), title: String::new() },
            span: Span::new(start, end),
            points: (0, 0),
            quote: document.text[start..end].to_owned(),
            prefix: String::new(),
            suffix: String::new(),
            paragraph: None,
            percent: 0,
            page: None,
            now: None,
            themes: Vec::new(),
            note: None,
            state: State::Placed,
            created: String::new(),
            updated: String::new(),
        }
    };
    spans.enumerate().map(on).collect()
}

const SENTENCES: &str = "The ferry (a flat boat) had sunk in spring. \u{201c}Nobody asked why,\u{201d} said Lt. Col. Weiss. \
Was there another way across? 橋は閉じた。 Trade with the far bank stopped within a week, and the town waited. ";

fn block(span: Range<usize>, kind: BlockKind, furniture: bool) -> Block {
    Block { kind, level: 1, span: Span::new(span.start, span.end), furniture, marked: None }
}

/// At least so many bytes of paragraphs of a few sentences; of every so many blocks, one a heading.
fn paragraphs(bytes: usize, heading_every: usize) -> Document {
    let one = SENTENCES.trim_end();
    let parted = one.len() + 2;
    let count = bytes.div_ceil(parted);
    let mut text = String::with_capacity(count * parted);
    for _ in 0..count {
        text.push_str(one);
        text.push_str("\n\n");
    }
    text.truncate(text.len() - 1);
    let kind = |n: usize| if n % heading_every == 1 { BlockKind::Heading } else { BlockKind::Paragraph };
    let blocks = (0..count).map(|n| block(n * parted..n * parted + one.len(), kind(n), false)).collect();
    Document { text: text.into(), blocks, ..Document::default() }
}

/// The same in one block, as a file without line ends is.
fn one_line(bytes: usize) -> Document {
    let text = SENTENCES.repeat(bytes.div_ceil(SENTENCES.len()));
    let blocks = vec![block(0..text.trim_end().len(), BlockKind::Paragraph, false)];
    Document { text: text.into(), blocks, ..Document::default() }
}

const SIZES: [usize; 3] = [6 << 10, 3 << 20, 100 << 20];

/// What a reader does, at the top, in the middle and at the end.
fn read(document: Document) {
    let marks = annotations(&document);
    let mut book = Book::open(document, marks);
    for place in ["gg", "50%", "G"] {
        book.keys(place);
        book.keys("hjklwbeWBE0^$(){}3j2k5w");
        book.keys("<space><ctrl-b><ctrl-d><ctrl-u>HMLzzztzb");
        book.keys("[a]a]a[a[[]]");
        book.keys("<enter><esc>v)oisasipaw<esc>Vj<esc>gs");
        book.keys("/ferry<enter>nnN*#<esc>");
        book.keys("c word<ctrl-x>");
        for size in [(80, 24), (40, 10), (1, 1), (500, 200), (160, 62)] {
            book.costs("resize", Msg::Resize(size.0, size.1));
        }
    }
}

#[test]
fn a_key_costs_the_same_in_paragraphs_of_any_number() {
    for bytes in SIZES {
        read(paragraphs(bytes, 50));
    }
}

#[test]
fn a_key_costs_the_same_in_a_line_of_any_length() {
    for bytes in SIZES {
        read(one_line(bytes));
    }
}

/// The note editor on top.
fn note(book: &Book) -> &NoteEditor {
    let Some(Overlay::Note(note)) = book.app.overlays.last() else { panic!("no note is open") };
    note
}

#[test]
fn a_key_in_a_note_costs_the_same_however_long_it_is() {
    for (line, lines) in [(10, 1), (10, 20_000), (1 << 20, 1)] {
        let text = vec!["word ".repeat(line / 5); lines].join("\n");
        let mut book = Book::open(paragraphs(6 << 10, 50), Vec::new());
        book.send(Msg::Key(parse("c")[0]));
        book.send(Msg::Paste(text));
        for key in parse("a b<backspace><up>x<down><left>y<right><enter>z<pagedown><end><home>") {
            let (before, asked) = (note(&book).page().counters().bytes_wrapped, book.asked);
            book.send(Msg::Key(key));
            let wrapped = note(&book).page().counters().bytes_wrapped - before;
            assert!(wrapped <= BYTES, "{key} in {lines} lines of {line}: {wrapped} bytes laid out");
            assert!(book.asked - asked <= REQUESTS, "{key}: {} requests", book.asked - asked);
        }
        // What is drawn again, and what is typed or deleted a key at a time, reads nothing of the rest.
        book.draw();
        let reads = note(&book).reads();
        for key in parse("a few words<enter>more<backspace><left><delete><up><down><home>x<end>") {
            book.send(Msg::Key(key));
            book.draw();
        }
        assert_eq!(note(&book).reads(), reads, "{lines} lines of {line}");
        // Keys that come faster than they are drawn are taken in at once.
        book.send(Msg::Key(parse("<end>")[0]));
        let (takes, before) = (note(&book).takes(), note(&book).page().counters().bytes_wrapped);
        for key in parse(&"typed in haste ".repeat(20)) {
            book.app.update(Msg::Key(key));
        }
        assert!(note(&book).text().contains("typed in haste typed in haste"), "it is there at once");
        book.draw();
        assert_eq!(note(&book).takes() - takes, 1);
        assert!(note(&book).page().counters().bytes_wrapped - before <= BYTES);
    }
}

#[test]
fn a_run_of_folded_furniture_costs_the_same_however_long() {
    for count in [50, 300_000] {
        let text = "x\n\n".repeat(count + 20);
        let is_furniture = |n: usize| (10..10 + count).contains(&n);
        let blocks = (0..count + 20).map(|n| block(3 * n..3 * n + 1, BlockKind::Paragraph, is_furniture(n)));
        let document = Document { blocks: blocks.collect(), text: text.into(), ..Document::default() };
        let mut book = Book::open(document, Vec::new());
        book.keys("zf");
        for key in parse("jjjjjjjjjjjjjkkkkkkkkGgg<space><ctrl-b>}}}}}}}}}}}}{{{{{{w]]zfzf") {
            let looked = |book: &Book| book.app.reader.as_ref().unwrap().looked();
            let before = looked(&book);
            book.send(Msg::Key(key));
            assert!(looked(&book) - before < 3000, "{key}: {} blocks", looked(&book) - before);
        }
    }
}

#[test]
fn nothing_is_asked_or_drawn_while_idle() {
    let mut s = Session::bridge();
    s.keys("}<enter>War<enter>)jwc note<esc>g<esc>").wait();
    let (asked, effects) = (s.asked, s.effects.len());
    assert!(s.app.take_dirty(), "the last wake-up was drawn");
    s.wait();
    assert!(!s.app.take_dirty(), "nothing was on its way, so nothing came");
    assert_eq!((s.asked, s.effects.len()), (asked, effects));
}

/// A store with so many articles.
fn library(articles: usize) -> Store {
    let mut store = Store::memory(Clock::counted("2026-01-02T03:04:05Z".parse().unwrap())).unwrap();
    let edits: Vec<_> = (0..articles)
        .map(|n| {
            let text = format!("Article {n}\n\nA text.\n");
            let title = text.find('\n').unwrap();
            let document = Document {
                blocks: vec![
                    block(0..title, BlockKind::Heading, false),
                    block(title + 2..text.len() - 1, BlockKind::Paragraph, false),
                ],
                text: text.into(),
                ..Document::default()
            };
            let meta =
                Metadata { title: format!("Article {n}"), format: "text".to_owned(), ..Metadata::default() };
            postil::model::Edit::AddArticle { meta, document, themes: Vec::new(), place: None }
        })
        .collect();
    store.apply(&edits).unwrap();
    store
}

#[test]
fn a_start_costs_the_same_with_any_number_of_articles() {
    let start = |articles| {
        let s = Session::on(library(articles));
        assert_eq!(s.app.list.total, articles as u64);
        assert!(s.app.list.loaded.len() as u64 <= List::WINDOW, "{} were read", s.app.list.loaded.len());
        s
    };
    let (mut few, mut many) = (start(10), start(3000));
    // More than a window is counted apart, once.
    assert_eq!(few.asked + 1, many.asked);
    assert_eq!(start(250).asked, many.asked);
    for s in [&mut few, &mut many] {
        for keys in ["G", "gg", "j", "<ctrl-d>", "<pagedown>", "k", "<enter>"] {
            let asked = s.asked;
            s.keys(keys);
            assert!(s.asked - asked <= 5, "{keys}: {} requests", s.asked - asked);
            assert!(s.app.list.loaded.len() as u64 <= List::WINDOW);
        }
    }
}
