use super::super::words::Area;
use super::*;

fn page(lines: &[(Unit, &str)]) -> (Unit, Vec<Line>) {
    let line = |(top, text): &(Unit, &str)| Line {
        area: Area { left: 100, top: *top, right: 9000, bottom: top + 1000 },
        text: (*text).into(),
        first: 500,
        size: 1000,
        height: 1000,
        mono: false,
        cell: None,
    };
    (80_000, lines.iter().map(line).collect())
}

fn framed(pages: &[(Unit, Vec<Line>)]) -> (Vec<String>, Vec<String>) {
    let frame = find(pages);
    let each = pages.iter().zip(&frame.lines).flat_map(|((_, lines), framed)| {
        lines.iter().zip(framed).filter(|(_, framed)| **framed).map(|(line, _)| line.text.clone())
    });
    (each.collect(), frame.labels)
}

#[test]
fn heads_and_numbers_frame_a_page_and_label_it() {
    let pages = [
        page(&[(9000, "A study of ferries"), (20_000, "Body.")]),
        page(&[(3000, "246   Osei"), (20_000, "Body."), (70_000, "1 A note.")]),
        page(&[(3000, "Ferries and fog   247"), (20_000, "Body.")]),
        page(&[(3000, "248   Osei"), (20_000, "1999"), (70_000, "2 A note.")]),
        page(&[(3000, "On the far bank   249"), (20_000, "Body.")]),
    ];
    let (lines, labels) = framed(&pages);
    assert_eq!(lines, ["246   Osei", "Ferries and fog   247", "248   Osei", "On the far bank   249"]);
    assert_eq!(labels, ["245", "246", "247", "248", "249"]);
}

#[test]
fn pages_of_like_lines_are_text() {
    let form = |n: i64, lines: usize| {
        let words = [
            format!("Certificate number {n} of the office"),
            format!("The ship {n} was seen on {n} May."),
            format!("Its captain paid {n} crowns."),
            "The office wishes him a good voyage.".to_owned(),
        ];
        let at = |(i, text): (usize, String)| (7000 + 2000 * Unit::try_from(i).unwrap(), text);
        let lines: Vec<(Unit, String)> = words.into_iter().take(lines).enumerate().map(at).collect();
        page(&lines.iter().map(|(top, text)| (*top, text.as_str())).collect::<Vec<_>>())
    };
    for lines in 1..=4 {
        let pages: Vec<_> = (1..=8).map(|n| form(n, lines)).collect();
        assert_eq!(framed(&pages).0, Vec::<String>::new(), "{lines}");
    }
    // Slides have a title and a number; what stands under that is theirs.
    let slide = |n: i64| {
        page(&[
            (7000, "Results"),
            (12_000, &format!("Finding {n}: it sank by {n} millimetres.")),
            (15_000, "It was wet then."),
            (76_000, &n.to_string()),
        ])
    };
    let found = framed(&(1..=8).map(slide).collect::<Vec<_>>()).0;
    assert!(!found.iter().any(|line| line.starts_with("Finding")), "{found:?}");
    assert_eq!(found.iter().filter(|line| line.len() == 1).count(), 8);
}

#[test]
fn front_matter_has_numbers_of_its_own() {
    let mut pages = vec![page(&[(20_000, "Cover")])];
    for number in ["i", "ii", "iii"] {
        pages.push(page(&[(20_000, "Body."), (75_000, number)]));
    }
    for number in 1..=6 {
        pages.push(page(&[(20_000, "Body."), (75_000, &format!("– {number} –"))]));
    }
    assert_eq!(framed(&pages).1, ["", "i", "ii", "iii", "1", "2", "3", "4", "5", "6"]);
}

#[test]
fn without_numbers_the_place_counts_and_nothing_is_a_frame() {
    let pages = [page(&[(3000, "One"), (20_000, "a")]), page(&[(3000, "Two"), (20_000, "b")])];
    assert_eq!(framed(&pages), (Vec::new(), vec!["1".to_owned(), "2".to_owned()]));
    let of = |n| page(&[(20_000, "Body."), (75_000, n)]);
    let (lines, labels) = framed(&[of("Page 1 of 3"), of("Page 2 of 3"), of("Page 3 of 3")]);
    assert_eq!((lines.len(), labels), (3, vec!["1".to_owned(), "2".to_owned(), "3".to_owned()]));
}

#[test]
fn a_head_of_all_left_or_all_right_pages_is_one_though_they_are_but_two() {
    let begins = ["It rained.", "The ferry", "They were", "Nobody", "So the crew", "At dawn", "In the end"];
    let heads = |heads: &[Option<(Unit, &'static str)>]| {
        let body = |begins| [(9000, begins), (10_200, "went on and"), (11_400, "on to the end.")];
        let with = |(head, begins): (&Option<(Unit, &'static str)>, &&'static str)| {
            page(&head.iter().copied().chain(body(*begins)).collect::<Vec<_>>())
        };
        framed(&heads.iter().zip(&begins).map(with).collect::<Vec<_>>()).0
    };
    let (left, right) = (Some((3000, "Ana Osei")), Some((3000, "Ferries and fog")));
    assert_eq!(heads(&[None, left, right, left, right]).len(), 4);
    assert_eq!(heads(&[None, left, right, left, right, left]).len(), 5);
    let none: [&str; 0] = [];
    // Not on all pages of a side, on both sides, or not at the very same height: they may be headings.
    assert_eq!(heads(&[None, None, right, None, right, None, None]), none);
    assert_eq!(heads(&[None, None, right, right, None, None]), none);
    assert_eq!(heads(&[None, None, right, None, Some((3100, "Ferries and fog"))]), none);
    // What stands no farther from the text than its lines is text.
    let near = Some((7800, "Ferries and fog"));
    assert_eq!(heads(&[None, None, near, None, near]), none);
    // One page alone says nothing of others.
    let refrain = page(&[(3000, "Rise up"), (9000, "The ferry"), (20_000, "went on."), (70_000, "Rise up")]);
    assert_eq!(framed(&[page(&[(9000, "It rained.")]), refrain]).0, none);
}
