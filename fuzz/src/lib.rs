//! What each fuzz target does with bytes, and what it holds postil to. The ordinary tests run the same
//! over `corpus/`, so that what was once found stays mended.

use std::io::{Cursor, Write as _};

use postil::config::Config;
use postil::import::archive::Limits;
use postil::import::book::Book;
use postil::import::refi::{self, Project};
use postil::import::{self, Hint, Imported, PageLimits, feed, w3c as notes};
use postil::model::anchor::{self, Sought};
use postil::model::{Told, place_told, query};
use postil::text::grapheme::{self, is_boundary};
use postil::text::segment::sentences;
use postil::text::wrap::{Shape, wrap};
use postil::text::{Offset, Span};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Takes any bytes, and panics where a promise is broken.
pub type Target = fn(&[u8]);

/// The targets by name, for whoever runs a corpus.
pub const TARGETS: &[(&str, Target)] = &[
    ("text", text),
    ("markdown", markdown),
    ("html", html),
    ("pdf", pdf),
    ("book", book),
    ("qdpx", qdpx),
    ("feed", feed),
    ("opml", opml),
    ("geometry", geometry),
    ("query", query),
    ("settings", settings),
    ("anchoring", anchoring),
    ("w3c", w3c),
];

pub fn text(bytes: &[u8]) {
    read(bytes, "a.txt");
}

pub fn markdown(bytes: &[u8]) {
    read(bytes, "a.md");
}

pub fn html(bytes: &[u8]) {
    read(bytes, "a.html");
}

/// What `pdftotext -bbox-layout` prints, and after a line of `===` what `pdfinfo` does.
pub fn pdf(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (printed, about) = text.split_once("\n===\n").map_or((&*text, None), |(a, b)| (a, Some(b)));
    if let Ok(read) = import::pdf::read(printed, about, Some("a.pdf")) {
        hold(&read);
    }
}

/// An EPUB: its chapters one after the other.
pub fn book(bytes: &[u8]) {
    let bytes = packed(bytes);
    let Ok(mut book) = Book::open(&bytes, LIMITS, PageLimits::default()) else { return };
    for file in book.files().to_vec().iter().take(20) {
        for chapter in book.chapters(file).unwrap_or_default() {
            hold(&chapter.imported);
        }
    }
}

/// A project of REFI-QDA, or a codebook: its codes and its sources one after the other.
pub fn qdpx(bytes: &[u8]) {
    let packed = packed(bytes);
    let opened = if refi::is_codebook(bytes, None) {
        Project::codebook(bytes, LIMITS, &|| false)
    } else if refi::is_unpacked(bytes, None) {
        Project::beside(bytes, None, LIMITS, &|| false)
    } else {
        Project::open(&packed, LIMITS, &|| false)
    };
    let Ok(mut project) = opened else { return };
    let codes = project.codes();
    for (at, code) in codes.iter().enumerate() {
        assert!(code.parent.is_none_or(|parent| parent < at));
        assert!(!code.name.is_empty() && !code.name.chars().any(char::is_control), "{:?}", code.name);
    }
    let mut notes: Vec<_> = project.note().into_iter().collect();
    for at in 0..project.count().min(20) {
        let Ok(Some(text)) = project.read(at, &|| false) else { continue };
        hold(&text.imported);
        let words = &text.imported.document.text;
        for passage in &text.passages {
            let span = passage.span;
            assert!(span.start < span.end && span.end.0 <= words.len(), "{span:?}");
            assert!(is_boundary(words, span.start) && is_boundary(words, span.end), "{span:?}");
            assert!(passage.codes.iter().all(|code| *code < codes.len()));
        }
        notes.extend(text.note);
        notes.extend(text.passages.into_iter().filter_map(|passage| passage.note));
    }
    let is_harmless = |c: char| !c.is_control() || c == '\n' || c == '\t';
    assert!(notes.iter().all(|note| note.chars().all(is_harmless)), "{notes:?}");
    assert!(project.remarks().iter().all(|remark| !remark.is_empty()));
}

/// A feed, and each of its items as an article.
pub fn feed(bytes: &[u8]) {
    let hint = Hint { address: Some("https://example.org/feed"), ..Hint::default() };
    let Ok(read) = feed::read(bytes, &hint, 50) else { return };
    for item in &read.items {
        if let Ok(article) = feed::article(&read, item, &PageLimits::default()) {
            hold(&article);
        }
    }
}

/// A list of feeds: each has an address that can be fetched.
pub fn opml(bytes: &[u8]) {
    let Ok(listed) = feed::opml(bytes, &Hint::default()) else { return };
    for one in listed.feeds {
        assert!(!one.address.chars().any(char::is_control), "{:?}", one.address);
    }
}

/// Small, so that what is refused is refused soon.
const LIMITS: Limits = Limits { entry: 1 << 20, total: 4 << 20, entries: 200, ratio: 250, depth: 64 };

/// An archive of the parts that lines of `=== NAME` begin, so that what is in it can be changed byte by
/// byte; what is an archive already stays as it is.
fn packed(bytes: &[u8]) -> Vec<u8> {
    if bytes.starts_with(b"PK") {
        return bytes.to_vec();
    }
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let text = String::from_utf8_lossy(bytes);
    for part in text.split("=== ").skip(1) {
        let (name, body) = part.split_once('\n').unwrap_or((part, ""));
        if archive.start_file(name, stored).is_ok() {
            archive.write_all(body.as_bytes()).unwrap_or_default();
        }
    }
    archive.finish().map(Cursor::into_inner).unwrap_or_default()
}

/// A source that can be read keeps the promises of a document, and its metadata cannot drive a terminal.
fn read(bytes: &[u8], name: &str) {
    let hint = Hint { address: Some("https://example.org/a/b"), ..Hint::named(name) };
    if let Ok(read) = import::read(bytes, &hint) {
        hold(&read);
    }
}

fn hold(read: &Imported) {
    assert_eq!(read.document.broken_promise(), None);
    assert!(!read.document.blocks.is_empty());
    let meta = &read.meta;
    let fields = [&meta.byline, &meta.publication, &meta.published, &meta.url, &meta.language];
    for field in fields.into_iter().flatten().chain([&meta.title]).chain(&read.themes) {
        assert!(!field.chars().any(char::is_control), "a control character in {field:?}");
    }
    assert!(fields.into_iter().flatten().all(|field| !field.is_empty()));
}

/// Rows and sentences of any text part it without loss, and only between clusters.
pub fn geometry(bytes: &[u8]) {
    let Some((width, rest)) = bytes.split_first() else { return };
    let text = String::from_utf8_lossy(rest);
    let whole = Span::new(0, text.len());
    let cells = usize::from(width % 64) + 1;
    let shape = Shape {
        first: cells,
        rest: cells,
        breaks: width & 64 != 0,
        runs_on: false,
        verbatim: width & 128 != 0,
    };
    let rows = wrap(&text, whole, shape);
    assert!(rows.is_sorted());
    for row in rows {
        assert!(is_boundary(&text, Offset(row)));
    }
    let mut end = 0;
    for sentence in sentences(&text, whole) {
        assert!(sentence.start.0 >= end && sentence.end.0 <= text.len());
        assert!(is_boundary(&text, sentence.start) && is_boundary(&text, sentence.end));
        end = sentence.end.0;
    }
    let mut at = Offset(0);
    while at.0 < text.len() {
        let next = grapheme::next(&text, at);
        assert!(next > at && grapheme::prev(&text, next) == at);
        at = next;
    }
}

/// A query that is understood says the same once it is printed.
pub fn query(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(parsed) = query::parse(&text) {
        let printed = query::print(&parsed);
        assert_eq!(query::parse(&printed).as_ref(), Ok(&parsed), "{printed}");
    }
}

/// Settings are read or their mistakes are named; never more than that.
pub fn settings(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (_, mistakes) = Config::with_user("config.toml", &text, &[]);
    for mistake in mistakes {
        assert!(!mistake.to_string().is_empty());
    }
}

/// A passage of one text is found in another only where the text says so.
pub fn anchoring(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let Some((old, new)) = text.split_once("\n===\n") else { return };
    for sentence in sentences(old, Span::new(0, old.len())).take(8) {
        let (prefix, suffix) = anchor::context(old, sentence);
        let sought = Sought { quote: sentence.of(old), prefix: &prefix, suffix: &suffix, was: sentence };
        let found = anchor::locate(new, &sought);
        let span = found.span;
        assert!(span.end.0 <= new.len());
        assert!(is_boundary(new, span.start) && is_boundary(new, span.end));
    }
}

/// Annotations of others hold nothing that drives a terminal; on any text they are somewhere in it.
pub fn w3c(bytes: &[u8]) {
    let limits = notes::Limits { bytes: 1 << 20, annotations: 200 };
    // A piped text must be told apart, whatever it is.
    notes::is_annotations(bytes, None);
    let Ok((found, left)) = notes::read(bytes, limits) else { return };
    assert!(found.len() <= limits.annotations);
    assert!(left.sentences().iter().all(|why| !why.is_empty()));
    let acts = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    for one in &found {
        let texts = [&one.prefix, &one.suffix, &one.note].into_iter().flatten();
        for text in texts.chain([&one.quote, &one.source]).chain(&one.themes) {
            assert!(!text.chars().any(acts), "a control character in {text:?}");
        }
        assert!(!one.source.is_empty() && (!one.quote.is_empty() || one.at.is_some()));
        assert!(one.at.is_none_or(|(start, end)| start < end));
    }
    let text = String::from_utf8_lossy(bytes);
    let told: Vec<Told<'_>> = found
        .iter()
        .take(8)
        .map(|one| Told {
            quote: &one.quote,
            prefix: one.prefix.as_deref(),
            suffix: one.suffix.as_deref(),
            at: None,
        })
        .collect();
    for (span, _) in place_told(&text, &told) {
        assert!(span.end.0 <= text.len() && is_boundary(&text, span.start) && is_boundary(&text, span.end));
    }
}
