//! How well pages of many kinds are read, as figures with floors: the words of the article that are found,
//! those that are not the article's, titles, authors and dates.

use std::collections::HashMap;
use std::path::Path;

use crate::import::{Hint, Imported, read};

/// A page and what a person takes for its article.
struct Page {
    name: String,
    html: String,
    title: String,
    byline: String,
    date: String,
    body: String,
}

fn pages() -> Vec<Page> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/web");
    let mut pages: Vec<Page> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "html"))
        .map(|path| {
            let told = std::fs::read_to_string(path.with_extension("txt")).unwrap();
            let (head, body) = told.split_once("\n\n").unwrap();
            let said = |key: &str| {
                head.lines().find_map(|line| line.strip_prefix(key)).unwrap_or_default().trim().to_owned()
            };
            Page {
                name: path.file_stem().unwrap().to_string_lossy().into_owned(),
                html: std::fs::read_to_string(&path).unwrap(),
                title: said("title:"),
                byline: said("byline:"),
                date: said("date:"),
                body: body.to_owned(),
            }
        })
        .collect();
    pages.sort_by(|a, b| a.name.cmp(&b.name));
    assert!(pages.len() >= 15);
    pages
}

/// Words of a text and how often each is there; of scripts without spaces, characters.
fn words(text: &str) -> HashMap<String, usize> {
    let mut found: HashMap<String, usize> = HashMap::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        if word.chars().any(|c| c > '\u{2e80}') {
            word.chars().for_each(|c| *found.entry(c.to_string()).or_default() += 1);
        } else {
            *found.entry(word.to_lowercase()).or_default() += 1;
        }
    }
    found
}

/// What is read of the article that is one, and of what is read: the article's share.
fn recall_and_precision(page: &Page, read: &Imported) -> (f64, f64) {
    let shown: Vec<&str> = read
        .document
        .blocks
        .iter()
        .filter(|b| !b.furniture)
        .map(|b| read.document.slice(b.span))
        .filter(|text| *text != page.title)
        .collect();
    let (there, wanted) = (words(&shown.join("\n")), words(&page.body));
    let both: usize = wanted.iter().map(|(w, n)| (*n).min(there.get(w).copied().unwrap_or_default())).sum();
    let share = |all: &HashMap<String, usize>| {
        let sum = |n: usize| f64::from(u32::try_from(n).unwrap());
        sum(both) / sum(all.values().sum::<usize>().max(1))
    };
    (share(&wanted), share(&there))
}

#[test]
fn articles_are_found_on_pages_of_many_kinds() {
    let pages = pages();
    let (mut figures, mut wrong) = (Vec::new(), Vec::new());
    for page in &pages {
        let read = read(page.html.as_bytes(), &Hint::named("page.html")).unwrap();
        let (recall, precision) = recall_and_precision(page, &read);
        figures.push(2.0 * recall * precision / (recall + precision).max(0.001));
        let said = |what: &Option<String>| what.clone().unwrap_or_default();
        for (what, wanted, found) in [
            ("title", &page.title, read.meta.title.clone()),
            ("byline", &page.byline, said(&read.meta.byline)),
            ("date", &page.date, said(&read.meta.published)),
        ] {
            if *wanted != found {
                wrong.push(format!("{}: {what} {found:?} for {wanted:?}", page.name));
            }
        }
        // The words of an article are not lost, whatever else is on its page.
        assert!(recall >= 0.97, "{}: recall {recall:.3}\n{}", page.name, read.document.text);
        assert!(precision >= 0.80, "{}: precision {precision:.3}\n{}", page.name, read.document.text);
    }
    let mean = figures.iter().sum::<f64>() / f64::from(u32::try_from(figures.len()).unwrap());
    assert!(mean >= 0.98, "F1 {mean:.3}: {figures:.3?}");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn pages_are_the_same_in_every_encoding_that_they_declare() {
    use encoding_rs::{EUC_JP, Encoding, SHIFT_JIS, WINDOWS_1252, WINDOWS_1256};
    let pages = pages();
    let declared: [(&str, &'static Encoding, &str); 6] = [
        ("german", WINDOWS_1252, "windows-1252"),
        ("french", WINDOWS_1252, "iso-8859-1"),
        ("magazine", WINDOWS_1252, "windows-1252"),
        ("arabic", WINDOWS_1256, "windows-1256"),
        ("japanese", SHIFT_JIS, "shift_jis"),
        ("japanese", EUC_JP, "euc-jp"),
    ];
    for (name, encoding, label) in declared {
        let page = pages.iter().find(|p| p.name == name).unwrap();
        let plain = read(page.html.as_bytes(), &Hint::named("page.html")).unwrap();
        let html = page.html.replace("charset=\"utf-8\"", &format!("charset=\"{label}\""));
        let (bytes, _, lossy) = encoding.encode(&html);
        assert!(!lossy && std::str::from_utf8(&bytes).is_err(), "{name} in {label} shows nothing");
        let found = read(&bytes, &Hint::named("page.html")).unwrap();
        assert_eq!(found.document.text, plain.document.text, "{name} in {label}");
        assert_eq!(found.meta, plain.meta, "{name} in {label}");
    }
    // With a mark at the start, whatever the page declares.
    for page in &pages {
        let plain = read(page.html.as_bytes(), &Hint::named("page.html")).unwrap();
        let wide: Vec<u8> =
            std::iter::once(0xfeff).chain(page.html.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        let found = read(&wide, &Hint::named("page.html")).unwrap();
        assert_eq!(found.document.text, plain.document.text, "{} in UTF-16", page.name);
    }
}
