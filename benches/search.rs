//! Reading a library of made articles, against a bare FTS5 query over the same rows in the same run.
//!
//! `cargo bench --bench search` takes 2,000 articles; `cargo bench --bench search -- 100000` as many as
//! are named.
#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a bench says what it measured, and stops where it cannot"
)]

use std::fmt::Write;
use std::time::Duration;

use divan::black_box;
use postil::clock::Clock;
use postil::model::query::{Query, parse};
use postil::model::{Block, BlockKind, Document, Edit, Metadata};
use postil::store::{Sort, Store};
use postil::text::Span;
use rusqlite::Connection;

const ROUNDS: usize = 31;
const LIMIT: usize = 50;

/// Words from common to rare, about as in prose: the n-th comes up in proportion to 1/n.
const WORDS: usize = 20_000;

struct Random(u64);

impl Random {
    fn next(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        let high = u32::try_from(self.0 >> 32).unwrap_or(0);
        f64::from(high) / f64::from(u32::MAX)
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to WORDS")]
    fn word(&mut self) -> usize {
        let count = f64::from(u32::try_from(WORDS).unwrap_or(u32::MAX));
        (count.powf(self.next()) - 1.0) as usize
    }
}

/// About 6 KB in twelve paragraphs.
fn article(i: usize, random: &mut Random) -> Edit {
    let mut text = String::new();
    let mut blocks = Vec::new();
    for paragraph in 0..12 {
        if paragraph > 0 {
            text.push_str("\n\n");
        }
        let start = text.len();
        for _ in 0..75 {
            // Writing to a string cannot fail.
            let _ = write!(text, "w{} ", random.word());
        }
        let kind = BlockKind::Paragraph;
        blocks.push(Block {
            kind,
            level: 0,
            span: Span::new(start, text.len()),
            furniture: false,
            marked: None,
        });
    }
    let meta = Metadata { title: format!("Article w{i}"), format: "text".into(), ..Metadata::default() };
    Edit::AddArticle {
        meta,
        document: Document { text: text.into(), blocks, ..Document::default() },
        themes: vec![],
        place: None,
    }
}

#[expect(clippy::disallowed_methods, reason = "a bench measures time")]
fn median(mut run: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let start = std::time::Instant::now();
            run();
            start.elapsed()
        })
        .collect();
    times.sort();
    times.get(ROUNDS / 2).copied().unwrap_or_default()
}

fn bare(conn: &Connection, words: &str) -> usize {
    let mut statement = conn
        .prepare_cached(
            "SELECT rowid, rank, snippet(text_fts, 0, '', '', '…', 24) FROM text_fts WHERE text_fts MATCH ? \
             ORDER BY rank LIMIT 50",
        )
        .unwrap();
    let rows = statement.query_map([words], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(2)?)));
    let rows: Vec<(i64, String)> = rows.unwrap().collect::<Result<_, _>>().unwrap();
    black_box(rows).len()
}

fn main() {
    let articles: usize = std::env::args().skip(1).find_map(|arg| arg.parse().ok()).unwrap_or(2_000);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("made.postil");
    let mut store = Store::open(&path, Clock::machine()).unwrap();
    let mut random = Random(88_172_645_463_325_252);
    for first in (0..articles).step_by(500) {
        let batch: Vec<Edit> =
            (first..(first + 500).min(articles)).map(|i| article(i, &mut random)).collect();
        store.apply(&batch).unwrap();
    }
    let conn = Connection::open(&path).unwrap();
    println!("{articles} articles; medians of {ROUNDS}; the floor is bare FTS5, best {LIMIT} with snippets");

    for (what, query, floor) in [
        ("a rare word", "w15000", "w15000"),
        ("a word of the middle", "w300", "w300"),
        ("the commonest word", "w0", "w0"),
        ("a phrase", "\"w3 w5\"", "\"w3 w5\""),
        ("two words", "w300 w15", "w300 OR w15"),
        ("the word being typed", "w150", "w150*"),
    ] {
        let mut query = parse(query).unwrap();
        query.prefix_last = floor.ends_with('*');
        let hits = store.search(&query, LIMIT).unwrap().len();
        let floor_time = median(|| assert!(bare(&conn, floor) > 0));
        let search = median(|| assert_eq!(store.search(&query, LIMIT).unwrap().len(), hits));
        let list = median(|| drop(black_box(store.articles(&query, Sort::default(), 0..50).unwrap())));
        let ratio = |time: Duration| time.as_secs_f64() / floor_time.as_secs_f64();
        println!(
            "{what:22} floor {floor_time:>9.1?}   search {search:>9.1?} = {:.2}x   list {list:>9.1?} = {:.2}x",
            ratio(search),
            ratio(list)
        );
    }
    let one = median(|| drop(black_box(store.article(postil::model::ArticleId(1)).unwrap())));
    let window =
        median(|| drop(black_box(store.articles(&Query::default(), Sort::default(), 0..50).unwrap())));
    let count = median(|| assert!(store.count_articles(&Query::default()).unwrap() > 0));
    println!(
        "the list as it opens    one article {one:.1?}, a window of 50 {window:.1?}, a count {count:.1?}"
    );
}
