//! Pages as a browser hands them on when all of a page is chosen and copied: menus, counts, captions and feet.

use std::fs;
use std::path::Path;

use crate::import::{Hint, read};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Body,
    Furniture,
    /// A reader misses nothing where it is folded, and is not disturbed where it is not: who wrote, and when.
    Either,
}

struct Page {
    lines: Vec<(Kind, String)>,
    /// Title, byline, date and outlet, as the page has them.
    facts: [String; 4],
}

/// A page of the fixtures: facts (`= title: …`), then its lines, of which those of furniture begin with `~ ` and
/// those of either kind with `? `.
fn page(marked: &str) -> Page {
    let fact = |name: &str| {
        let start = format!("= {name}:");
        marked.lines().find_map(|line| line.strip_prefix(&start)).unwrap_or_default().trim().to_owned()
    };
    let facts = ["title", "byline", "date", "outlet"].map(fact);
    let lines = marked.lines().filter(|line| !line.starts_with("= ") && !line.trim().is_empty());
    let kind = |line: &str| match line.split_at_checked(2) {
        Some(("~ ", rest)) => (Kind::Furniture, rest.trim().to_owned()),
        Some(("? ", rest)) => (Kind::Either, rest.trim().to_owned()),
        _ => (Kind::Body, line.trim().to_owned()),
    };
    Page { lines: lines.map(kind).collect(), facts }
}

#[derive(Debug, Default)]
struct Found {
    furniture: usize,
    folded: usize,
    body: usize,
    missed: Vec<String>,
    alarms: Vec<String>,
    wrong: Vec<String>,
}

fn look(name: &str, page: &Page, text: &str, found: &mut Found) {
    let imported = read(text.as_bytes(), &Hint::named("page.txt")).unwrap();
    let document = &imported.document;
    let rows = |at: usize| {
        let block = &document.blocks[at];
        document
            .slice(block.span)
            .lines()
            .map(|line| (line.trim().to_owned(), block.furniture))
            .collect::<Vec<_>>()
    };
    let rows: Vec<(String, bool)> = (0..document.blocks.len()).flat_map(rows).collect();
    assert_eq!(rows.len(), page.lines.len(), "{name}");
    for ((row, is_folded), (kind, line)) in rows.iter().zip(&page.lines) {
        assert!(line.ends_with(row.as_str()), "{name}: {row} is not {line}");
        found.furniture += usize::from(*kind == Kind::Furniture);
        found.body += usize::from(*kind == Kind::Body);
        found.folded += usize::from(*kind == Kind::Furniture && *is_folded);
        match (kind, is_folded) {
            (Kind::Furniture, false) => found.missed.push(format!("{name}: {line}")),
            (Kind::Body, true) => found.alarms.push(format!("{name}: {line}")),
            _ => {}
        }
    }
    let meta = &imported.meta;
    let facts = [Some(&meta.title), meta.byline.as_ref(), meta.published.as_ref(), meta.publication.as_ref()];
    for (of, (is, is_to_be)) in
        ["title", "byline", "date", "outlet"].iter().zip(facts.iter().zip(&page.facts))
    {
        let is = is.map(String::as_str).unwrap_or_default();
        if is != is_to_be {
            found.wrong.push(format!("{name}: {of} {is:?}, not {is_to_be:?}"));
        }
    }
}

fn measure() -> (usize, Found) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/pasted");
    let (mut pages, mut found) = (0, Found::default());
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let marked = fs::read_to_string(&path).unwrap();
        let page = page(&marked);
        pages += 1;
        // As it is, and as browsers do that set a blank line between any two.
        let own = marked.lines().filter(|line| !line.starts_with("= "));
        let own: Vec<&str> =
            own.map(|line| line.strip_prefix("~ ").or(line.strip_prefix("? ")).unwrap_or(line)).collect();
        let apart: Vec<&str> = own.iter().copied().filter(|line| !line.trim().is_empty()).collect();
        look(&name, &page, own.join("\n").trim(), &mut found);
        look(&format!("{name} apart"), &page, &apart.join("\n\n"), &mut found);
    }
    (pages, found)
}

#[test]
fn pages_as_they_are_pasted_lose_no_line_of_their_body() {
    let (pages, found) = measure();
    println!("{pages} pages twice; body {}, furniture {} of {}", found.body, found.folded, found.furniture);
    println!("missed {:#?}\nwrong {:#?}", found.missed, found.wrong);
    assert!(pages >= 39);
    assert!(found.alarms.is_empty(), "body taken for furniture: {:#?}", found.alarms);
    assert!(found.folded * 100 >= found.furniture * 93, "{} of {}", found.folded, found.furniture);
    // Of one page it cannot be told who wrote it.
    assert!(found.wrong.len() <= 2, "{:#?}", found.wrong);
}

#[test]
fn a_title_below_menus_that_nobody_knows_stands_above_who_wrote() {
    const BODY: &str =
        "The ferry was sold in spring, and those who stood on the quay did not know what to say about it.";
    let menu =
        "Orlau Today\nHome\nMarkets\nNews\nRiver watch\nTides\nOld town\nLower town\nLocks\nGates\nOur boats";
    for (head, title, byline) in [
        (
            "The last of the ferries is sold\nBy Jane Roe\nMay 5, 2021",
            "The last of the ferries is sold",
            "Jane Roe",
        ),
        (
            "The last of the ferries is sold\nWhat the town will do without it and when\nJane Roe\nMay 5, 2021",
            "The last of the ferries is sold",
            "Jane Roe",
        ),
        (
            "Home / Boats / The last of the ferries is sold\nThe last of the ferries is sold\nBy Jane Roe",
            "The last of the ferries is sold",
            "Jane Roe",
        ),
        (
            "Orlau Today > Boats > What is new there\nThe last of the ferries is sold\nBy:  Jane Roe     May 5, 2021",
            "The last of the ferries is sold",
            "Jane Roe",
        ),
        (
            "The last of the ferries is sold\nby Jane Roe in Boats on May 5, 2021 10:15 am",
            "The last of the ferries is sold",
            "Jane Roe",
        ),
    ] {
        let page = format!("{menu}\n{head}\n\n{BODY}\n\n{BODY} So it was.\n");
        let found = read(page.as_bytes(), &Hint::named("page.txt")).unwrap();
        assert_eq!((&*found.meta.title, found.meta.byline.as_deref()), (title, Some(byline)), "{head}");
        let shown: Vec<&str> = found
            .document
            .blocks
            .iter()
            .filter(|b| !b.furniture)
            .map(|b| found.document.slice(b.span))
            .collect();
        assert!(!shown.contains(&"River watch") && shown.contains(&title), "{shown:#?}");
        assert!(shown.iter().filter(|line| line.starts_with(BODY)).count() == 2, "{shown:#?}");
    }
    // The titles of other pages below the text are none of it.
    let page = format!(
        "{menu}\nThe last of the ferries is sold\n\n{BODY}\n\n{BODY} So.\n\nRight of the river\n\n{BODY} Then.\n\nAnother one of the ferries is bought\n\n5 May 2021\n\n{BODY} The end.\n"
    );
    let found = read(page.as_bytes(), &Hint::named("page.txt")).unwrap();
    let shown: Vec<&str> =
        found.document.blocks.iter().filter(|b| !b.furniture).map(|b| found.document.slice(b.span)).collect();
    assert!(shown.contains(&"Right of the river"), "{shown:#?}");
    // Nothing says who wrote and when, but the menu is one of pages.
    let page = format!("{menu}\nThe last of the ferries is sold\nBoats\n\n{BODY}\n\n{BODY} So it was.\n");
    let found = read(page.as_bytes(), &Hint::named("page.txt")).unwrap();
    assert_eq!(found.meta.title, "The last of the ferries is sold");
    // Beside the date another name may stand.
    let page = format!(
        "{menu}\nThe last of the ferries is sold\n2021-05-05 10:15 Orlau Today\n\n{BODY}\n\n{BODY} So it was.\n"
    );
    let found = read(page.as_bytes(), &Hint::named("page.txt")).unwrap();
    let said = (&*found.meta.title, found.meta.published.as_deref());
    assert_eq!(said, ("The last of the ferries is sold", Some("2021-05-05")));
    // Short lines of a text that has nothing of a page are its own.
    let verse = menu.replace("Home\n", "At home\n").replace("News\n", "No news\n");
    let page =
        format!("{verse}\nThe last of the ferries is sold\nBy Jane Roe\n\n{BODY}\n\n{BODY} So it was.\n");
    let found = read(page.as_bytes(), &Hint::named("page.txt")).unwrap();
    assert!(found.document.blocks.iter().all(|b| !b.furniture));
    assert_eq!(found.meta.title, "The last of the ferries is sold");
    let page = format!("{verse}\nWhat is said of the ferries\n\n{BODY}\n\n{BODY} So it was.\n");
    let found = read(page.as_bytes(), &Hint::named("page.txt")).unwrap();
    assert_ne!(found.meta.title, "What is said of the ferries");
}
