//! Islands: a few words far below the article, behind many links to other pages, that Readability took for a part of it.

use super::blocks::Found;
use super::choose::{is_linked, is_solid};

/// So many links and blocks of other parts between are the sea.
const SEA: usize = 12;
/// More characters without white space may be a part of the article, and so may more than a tenth of it.
const ISLAND: usize = 400;

/// Marks as furniture what is kept behind so much else that it is none of the article.
pub(super) fn mark(found: &mut [Found]) {
    let total: usize = found.iter().filter(|f| is_solid(f)).map(|f| f.all).sum();
    let most = ISLAND.min(total / 10);
    let (mut sea, mut island, mut from) = (0, 0, None);
    for (at, f) in found.iter().enumerate().rev() {
        if is_solid(f) {
            if sea >= SEA {
                from = Some(at + 1);
            }
            // What people say to each other is none, however many links each stands below.
            if f.said {
                return;
            }
            island += f.all;
            sea = 0;
            if island > most {
                break;
            }
        } else {
            sea += usize::from(f.part.is_frame() || is_linked(f));
        }
    }
    let Some(from) = from else { return };
    for f in found.iter_mut().skip(from).filter(|f| is_solid(f)) {
        f.piece.furniture = true;
    }
}
