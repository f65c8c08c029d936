//! Codebooks (`.qdc`) and projects (`.qdpx`) of REFI-QDA 1.5 (<https://www.qdasoftware.org>), for programs
//! for qualitative analysis: themes are codes, articles plain texts, annotations selections of them. Ids
//! are the UUIDs of the library, or made of them, and the order of elements is the schema's, so that the
//! same library gives the same bytes. Positions are Unicode code points, `[start, end)`, as all such
//! programs write them.

mod book;
mod project;
#[cfg(test)]
mod tests;
mod xml;

use std::collections::HashSet;

use sha2::{Digest as _, Sha256};
use uuid::Uuid;

pub use book::codebook;
pub use project::{Spool, Texts, write};

use super::Themes;
use crate::model::{ThemeId, id_of};

/// What made the file, by which postil knows its own.
pub const ORIGIN: &str = "postil";

/// An id that follows from what it is and from the ids of what it belongs to.
fn made(what: &str, of: &[Uuid]) -> Uuid {
    let mut digest = Sha256::new();
    digest.update(b"postil REFI-QDA ");
    digest.update(what.as_bytes());
    for id in of {
        digest.update(id.as_bytes());
    }
    id_of(digest.finalize())
}

/// Those and the ones above them, which say where they are in the tree.
fn shown(themes: &Themes, family: Option<&HashSet<ThemeId>>) -> HashSet<ThemeId> {
    let Some(family) = family else { return themes.list().iter().map(|theme| theme.id).collect() };
    let mut shown = family.clone();
    for theme in themes.list().iter().rev() {
        if shown.contains(&theme.id) {
            shown.extend(theme.parent);
        }
    }
    shown
}
