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
use postil::app::{Ask, Finding, Outcome};
use postil::clock::Clock;
use postil::model::query::{Query, parse};
use postil::model::{Block, BlockKind, Document, Edit, Metadata};
use postil::shell::answer::answer;
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
fn time(run: impl FnOnce()) -> Duration {
    let start = std::time::Instant::now();
    run();
    start.elapsed()
}

fn median<T: Copy + PartialOrd>(mut each: Vec<T>) -> T {
    each.sort_by(|a, b| a.partial_cmp(b).unwrap());
    each[each.len() / 2]
}

fn median_of(mut run: impl FnMut()) -> Duration {
    median((0..ROUNDS).map(|_| time(&mut run)).collect())
}

/// The rows that have some words, and are in no text that has the word after a `-`: FTS5 knows rows alone, so which
/// texts those are is asked of the tables around it.
fn bare(conn: &Connection, words: &str) -> usize {
    let (words, without) = words.split_once(" -").map_or((words, None), |(words, no)| (words, Some(no)));
    let what = "SELECT t.rowid, rank, snippet(text_fts, 0, '', '', '…', 24) FROM text_fts t";
    let pieces = "JOIN pieces p ON p.id = t.rowid";
    let sql = if without.is_some() {
        format!(
            "{what} {pieces} WHERE text_fts MATCH ? AND p.revision NOT IN \
             (SELECT p.revision FROM text_fts t {pieces} WHERE text_fts MATCH ?) ORDER BY rank LIMIT 50"
        )
    } else {
        format!("{what} WHERE text_fts MATCH ? ORDER BY rank LIMIT 50")
    };
    let mut statement = conn.prepare_cached(&sql).unwrap();
    let words = rusqlite::params_from_iter([Some(words), without].into_iter().flatten());
    let rows = statement.query_map(words, |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(2)?)));
    let rows: Vec<(i64, String)> = rows.unwrap().collect::<Result<_, _>>().unwrap();
    black_box(rows).len()
}

/// A query of postil's and the bare one that ranks the same rows.
const CASES: [(&str, &str, &str); 9] = [
    ("a rare word", "w15000", "w15000"),
    ("a word of the middle", "w300", "w300"),
    ("the commonest word", "w0", "w0"),
    ("a phrase", "\"w3 w5\"", "\"w3 w5\""),
    ("two words", "w300 w15", "w300 OR w15"),
    ("two seldom together", "w300 w250", "w300 OR w250"),
    ("a common and a rare", "w15 w15000", "w15 OR w15000"),
    ("a word without another", "w300 -w15", "w300 -w15"),
    ("the word being typed", "w150", "w150*"),
];

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
    // As the program reads: by a connection of its own.
    let mut reader = store.second().unwrap();
    let conn = Connection::open(&path).unwrap();
    println!("{articles} articles; medians of {ROUNDS} rounds, in each of which all take their turn");
    println!("floor   bare FTS5 over the texts, ranked, the best {LIMIT} with snippets");
    println!("search  the store: texts, titles, quotes and notes, the best {LIMIT}");
    println!("screen  what the search view asks for: the best {}, with what stands above them", Finding::FEW);
    println!("list    the first {LIMIT} of the list that the query leaves");

    for (what, query, floor) in CASES {
        let mut query = parse(query).unwrap();
        query.prefix_last = floor.ends_with('*');
        let hits = reader.search(&query, LIMIT).unwrap().len();
        let ask = Ask::SearchLibrary { query: query.clone(), limit: Finding::FEW };
        let rounds: Vec<[Duration; 4]> = (0..ROUNDS)
            .map(|_| {
                [
                    time(|| assert!(bare(&conn, floor) > 0)),
                    time(|| assert_eq!(reader.search(&query, LIMIT).unwrap().len(), hits)),
                    time(|| assert!(matches!(answer(&mut reader, &ask), Outcome::Hits(..)))),
                    time(|| drop(black_box(reader.articles(&query, Sort::default(), 0..50).unwrap()))),
                ]
            })
            .collect();
        print!("{what:22} {hits:>2} hits");
        for (i, name) in ["floor", "search", "screen", "list"].into_iter().enumerate() {
            let each = |round: &[Duration; 4]| round[i];
            print!("   {name} {:>9.1?}", median(rounds.iter().map(each).collect()));
            if i > 0 {
                let ratio = |round: &[Duration; 4]| round[i].as_secs_f64() / round[0].as_secs_f64();
                print!(" = {:.2}x", median(rounds.iter().map(ratio).collect()));
            }
        }
        println!();
    }
    let one = median_of(|| drop(black_box(reader.article(postil::model::ArticleId(1)).unwrap())));
    let window =
        median_of(|| drop(black_box(reader.articles(&Query::default(), Sort::default(), 0..50).unwrap())));
    let count = median_of(|| assert!(reader.count_articles(&Query::default()).unwrap() > 0));
    println!(
        "the list as it opens    one article {one:.1?}, a window of 50 {window:.1?}, a count {count:.1?}"
    );
}
