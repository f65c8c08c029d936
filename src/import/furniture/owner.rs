//! The outlet, as what a page says around its text names it.

use super::super::plain::Placed;
use super::super::{clean, credits};

/// Words of the name of an outlet.
const NAME: usize = 6;
/// Blocks at either end of a page that are looked at.
const EDGE: usize = 60;
/// What companies are called behind their names.
const KINDS: &[&str] = &[
    " Ltd", " Ltd.", " Limited", " Inc", " Inc.", " LLC", " GmbH", " AG", " S.A.", " plc", " Company", " Co.",
];

/// The outlet that signs an appeal to its readers (`A Message from Outlet:`, then `Dear readers,`), thanks them for
/// reading it, or owns the rights and stands by itself elsewhere in the page. `author` owns what is theirs.
pub(in crate::import) fn publisher(pieces: &[Placed], author: Option<&str>) -> Option<String> {
    let appeal = pieces.windows(2).find_map(|pair| match pair {
        [head, next] if head.piece.furniture && next.text().starts_with("Dear reader") => {
            head.text().strip_prefix("A Message from ").or(head.text().strip_prefix("A message from "))
        }
        _ => None,
    });
    let signed = appeal.and_then(|appeal| named(appeal.trim_end_matches([':', '.', ' '])));
    let edge = || {
        let (from, to) = (EDGE.min(pieces.len()), pieces.len().saturating_sub(EDGE));
        let ends = pieces.get(..from).into_iter().chain(pieces.get(to.max(from)..));
        ends.flatten()
    };
    let thanked = || {
        edge().filter(|placed| placed.piece.furniture).find_map(|placed| {
            let (name, _) = placed.text().strip_prefix("Thanks for reading ")?.split_once('!')?;
            named(name)
        })
    };
    let owned = || {
        let owner = edge().filter(|placed| placed.piece.furniture).find_map(|placed| owner(placed.text()))?;
        let is_author = author.is_some_and(|author| author.split("; ").any(|one| one == owner));
        let bare = without_the(&owner).to_lowercase();
        let is_named = edge().any(|placed| without_the(placed.text().trim()).to_lowercase() == bare);
        (!is_author && is_named).then_some(owner)
    };
    signed.or_else(thanked).or_else(owned)
}

fn named(name: &str) -> Option<String> {
    let fits = (1..=NAME).contains(&name.split_whitespace().count()) && credits::is_proper(name);
    fits.then(|| clean::line(name))
}

fn without_the(name: &str) -> &str {
    name.strip_prefix("The ").or(name.strip_prefix("the ")).unwrap_or(name)
}

/// Who owns the rights that a line tells of: `© 2021 The Pier Post. All rights reserved.`
fn owner(line: &str) -> Option<String> {
    let rest = ["©", "Copyright", "(c)"].iter().find_map(|sign| line.trim().strip_prefix(sign))?;
    let rest = rest.trim_start_matches(|c: char| !c.is_alphabetic());
    let rest = rest.strip_prefix("by ").unwrap_or(rest);
    let end = [". ", ", ", " | ", " – ", " - ", " All "].iter().filter_map(|sign| rest.find(sign)).min();
    let name = rest.get(..end.unwrap_or(rest.len()))?.trim_end_matches(['.', ',', ' ']);
    let name = KINDS.iter().find_map(|kind| name.strip_suffix(kind)).unwrap_or(name);
    named(name.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' '))
}
