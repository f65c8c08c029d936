//! The lines below an article that tell who wrote it and which service handed it on. They are no part of
//! what it says, so they are furniture; but a sentence of the article is not to be taken for one of them,
//! so a line about a person counts only where it can hardly be anything else.

use super::super::plain::Placed;
use super::{biography, byline, has_word, is_proper, service};
use crate::model::BlockKind;

/// Blocks at the end that are looked at; more people than so are what the article is about.
const LAST: usize = 7;
const PEOPLE: usize = 4;

/// Marks the lines, and says whom those about authors name; `named` are the authors that the page names at its
/// top, if it does.
pub(super) fn mark(pieces: &mut [Placed], named: Option<&str>) -> Vec<String> {
    let body: Vec<usize> = pieces
        .iter()
        .enumerate()
        .filter(|(_, p)| !p.piece.furniture && p.piece.kind != BlockKind::Heading)
        .map(|(at, _)| at)
        .collect();
    let text = |at: &usize| pieces.get(*at).map(Placed::text).unwrap_or_default();
    let mut lines = Vec::new();
    let mut people = Vec::new();
    for at in body.iter().rev().take(LAST) {
        let line = text(at);
        if service(line).is_some() || is_of_reporters(line) {
            lines.push(*at);
        } else if biography::of(line, false).is_some() && !speaks(&biography::without_titles(line)) {
            people.push(*at);
        } else {
            break;
        }
    }
    let earlier = body.len() - lines.len() - people.len();
    // A page that ends in many such lines, or has no others, is one about people.
    if earlier < 2 {
        return Vec::new();
    }
    let mut authors = Vec::new();
    if people.len() <= PEOPLE && lines.len() + people.len() < LAST {
        let earlier: Vec<&str> = body.iter().take(earlier).map(text).collect();
        // One line about somebody may be about anybody.
        let is_alone = people.len() + lines.len() == 1;
        for at in &people {
            let Some(about) = biography::of(text(at), is_alone) else { continue };
            let is_named = named.is_some_and(|named| named.split("; ").any(|one| one == about.name));
            let in_body = earlier.iter().any(|line| {
                byline(line).is_none() && line.trim() != about.name && mentions(line, &about.name)
            });
            if !in_body && (is_named || named.is_none() && (!is_alone || about.is_writer)) {
                lines.push(*at);
                authors.push(about.name);
            }
        }
    }
    for at in lines {
        if let Some(placed) = pieces.get_mut(at) {
            placed.piece.furniture = true;
        }
    }
    authors.reverse();
    authors
}

fn mentions(line: &str, name: &str) -> bool {
    let last = name.split_whitespace().next_back().unwrap_or_default();
    line.contains(name) || (last.starts_with(char::is_uppercase) && has_word(line, last))
}

/// Whether somebody is quoted, as in articles and not in lines about authors.
fn speaks(line: &str) -> bool {
    const SAID: &[&str] = &[
        "said", "says", "told", "asked", "added", "warned", "argued", "replied", "recalled", "explained",
        "declined", "died",
    ];
    line.contains(['"', '“', '”', '«']) || SAID.iter().any(|word| has_word(line, word))
}

/// A line that authors who reported: `(Reporting by Jane Roe; Editing by John Doe)`, `Jane Roe contributed
/// to this report.`
fn is_of_reporters(line: &str) -> bool {
    const ENDS: &[&str] = &[
        " contributed to this report.",
        " contributed to this article.",
        " contributed to this story.",
        " contributed reporting.",
    ];
    let bare = line.trim().trim_start_matches(['(', '[']);
    if bare.chars().count() > 300 || bare.contains('\n') {
        return false;
    }
    let lower = bare.to_lowercase();
    let starts = ["reporting by ", "additional reporting by "].iter().any(|start| lower.starts_with(start));
    let edited = lower.contains("editing by ") || lower.contains("writing by ");
    let authors = |head: &str| {
        let head = head.replace(" writers ", " ").replace(" writer ", " ").replace(" staff ", " ");
        head.split_whitespace().nth(1).is_some() && is_proper(&head)
    };
    (starts && (edited || lower.starts_with("additional") && authors(bare.get(24..).unwrap_or_default())))
        || ENDS.iter().any(|end| bare.strip_suffix(end).is_some_and(authors))
}

#[cfg(test)]
mod tests {
    use crate::import::{Hint, Imported, read};

    const BODY: &str =
        "The body goes on for a while, as bodies do, and in the end it comes to its point, such as it is.";

    const MORE: &str = "Then there is more of it, and whoever has come so far reads on to its end.";

    fn page(head: &str, lines: &[&str]) -> Imported {
        let page = format!("{head}\n\n{BODY}\n\n{MORE}\n\n{}\n", lines.join("\n\n"));
        read(page.as_bytes(), &Hint::named("page.txt")).unwrap()
    }

    fn byline(head: &str, lines: &[&str]) -> Option<String> {
        page(head, lines).meta.byline
    }

    /// The lines of a page that are furniture, below its body.
    fn marked(head: &str, lines: &[&str]) -> Vec<String> {
        let document = page(head, lines).document;
        let hidden = document.blocks.iter().filter(|block| block.furniture);
        hidden.map(|block| document.slice(block.span).to_owned()).collect()
    }

    #[test]
    fn lines_about_who_made_an_article_are_no_part_of_it() {
        for (head, lines) in [
            ("A title of the page", &["Jane Roe is professor of maps at a university."][..]),
            ("A title of the page", &["Jane Roe, a former officer, teaches history in Kiel."]),
            (
                "A title of the page",
                &["Jane Roe served as the city’s director of ports. She is a fellow at an institute."],
            ),
            (
                "A title of the page",
                &["Jane Roe — the former head of the port.", "John Doe, a former officer, retired in 2015."],
            ),
            ("A title\n\nBy Jane Roe", &["Jane Roe served as director of the port until 2012."]),
            ("A title of the page", &["— Example News Service"]),
            ("A title of the page", &["(Reuters)"]),
            ("A title of the page", &["(Reporting by Jane Roe in Kiel; Editing by John Doe)"]),
            ("A title of the page", &["Jane Roe and John Doe contributed to this report."]),
            ("A title of the page", &["— Example News Service", "Jane Roe is a writer of the Courier."]),
            (
                "A title of the page",
                &["Jane Roe is a fellow of the institute and the author of “Wick: A History.”"],
            ),
            (
                "A title\n\nBy Jane Roe",
                &["Jane Roe is a staff writer who covers ports. Follow her on Twitter @jroe."],
            ),
        ] {
            assert_eq!(marked(head, lines), lines, "{head}");
        }
    }

    #[test]
    fn a_signature_right_below_takes_nothing_with_it() {
        let page = format!("A title\n\n{BODY}\n\n{MORE}\n(Reuters)\n");
        let document = read(page.as_bytes(), &Hint::named("page.txt")).unwrap().document;
        let hidden = document.blocks.iter().filter(|b| b.furniture);
        assert_eq!(hidden.map(|b| document.slice(b.span)).collect::<Vec<_>>(), ["(Reuters)"]);
    }

    #[test]
    fn a_sentence_of_the_article_is_never_one_of_them() {
        for lines in [
            &["Jane Roe, the director of the museum, was not available."][..],
            &["Jane Roe served as director until 2012."],
            &["Jane Roe, a former nurse, said that it would pass."],
            &["Nobody asked Roe.", "Jane Roe is the director of the museum."],
            &["“Jane Roe is the director of the museum,” he read."],
            &["John Roe — the former head of the port — was arrested yesterday."],
            &["Vladimir Petrov is president of the club. He has not answered."],
            &["Vladimir Petrov is president of the club."],
            &["Peter Lund is the director of the port. He resigned on Monday."],
            &["Peter Lund is the author of the plan. He could not be reached for comment."],
            &["John Smith is a professor at Yale. He disagrees with the plan."],
            &["Karen Blixen is the author of “Out of Africa”. Her house still stands."],
            &["Anna Berg was a reporter for the paper. She died at the quay in 1944."],
            &["Vladimir Petrov, a former officer, did not answer."],
            &["Maria Holm is a researcher at the institute. She says that the cod will never return."],
            &["John Roe, a professor at Yale, argues that it is too late."],
            &[
                "John Roe, a former officer, was shot at the quay.",
                "Peter Lund is the director of the port. He resigned on Monday.",
            ],
            &["The director is a fellow of the institute."],
            &["Two brigades contributed to this report."],
            &["Reporting by night is the work of a fellow without a family."],
            &["— and then the news service closed."],
            &[
                "Jane Roe is a writer.",
                "John Doe is a writer.",
                "Ann Poe is a writer.",
                "Jan Toe is a writer.",
                "Una Loe is a writer.",
                "Ian Hoe is a writer.",
            ],
        ] {
            assert_eq!(marked("A title of the page", lines), Vec::<String>::new(), "{lines:?}");
            assert_eq!(byline("A title of the page", lines), None, "{lines:?}");
        }
    }
}
