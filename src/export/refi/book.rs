//! Codes: the tree of themes, in a codebook of its own or in that of a project.

use std::collections::HashSet;

use uuid::Uuid;

use super::{ORIGIN, made, shown, xml};
use crate::export::Themes;
use crate::model::{Theme, ThemeId};

/// The codebook of themes: those that are wanted with all below them (all, where none is named) and what
/// lies above. Notes have no place in it.
pub fn codebook(themes: &Themes, wanted: &[ThemeId]) -> String {
    let family = themes.wanted(wanted);
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<CodeBook xmlns=\"urn:QDA-XML:codebook:1.0\" origin=\"{ORIGIN}\">\n"
    );
    codes(themes, &shown(themes, family.as_ref()), false, &mut out);
    out.push_str("</CodeBook>\n");
    out
}

/// The container of codes; nothing where there are none, since an empty one is not valid.
pub(super) fn codes(themes: &Themes, shown: &HashSet<ThemeId>, notes: bool, out: &mut String) {
    let list: Vec<&Theme> = themes.list().iter().filter(|theme| shown.contains(&theme.id)).collect();
    if list.is_empty() {
        return;
    }
    out.push_str("<Codes>\n");
    // The tree is in order, a parent before its children: what is open is what lies above.
    let mut open: Vec<ThemeId> = Vec::new();
    for theme in list {
        while open.last().is_some_and(|last| theme.parent != Some(*last)) {
            open.pop();
            out.push_str("</Code>\n");
        }
        code(theme, notes, out);
        open.push(theme.id);
    }
    out.extend(open.iter().map(|_| "</Code>\n"));
    out.push_str("</Codes>\n");
}

fn code(theme: &Theme, notes: bool, out: &mut String) {
    let Theme { uuid, name, color, description, note, .. } = theme;
    let parts = [
        "<Code guid=\"",
        &uuid.to_string(),
        "\" name=\"",
        &xml::value(name),
        "\" isCodable=\"true\" color=\"",
        color,
        "\">\n",
    ];
    out.extend(parts);
    if let Some(description) = description {
        out.extend(["<Description>", &xml::text(description), "</Description>\n"]);
    }
    if notes && note.is_some() {
        out.extend(["<NoteRef targetGUID=\"", &note_of(*uuid).to_string(), "\"/>\n"]);
    }
}

/// The id of the note on a thing.
pub(super) fn note_of(thing: Uuid) -> Uuid {
    made("note", &[thing])
}
