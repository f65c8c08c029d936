//! The user's labels for passages.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::text::one_line;

/// The number of a theme in this library; never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ThemeId(pub i64);

/// A label with its place in the tree and its counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    pub id: ThemeId,
    pub uuid: Uuid,
    pub name: String,
    /// Names from the top, parted by `/`; a slash within a name is `\/`.
    pub path: String,
    pub parent: Option<ThemeId>,
    pub description: Option<String>,
    pub note: Option<String>,
    /// `#rrggbb`
    pub color: String,
    /// One or two letters that show the theme without colour; distinct while two letters suffice.
    pub sign: String,
    /// The digit it is pinned to, 1 to 9.
    pub key: Option<u8>,
    /// Annotations that carry it or a theme below it, outside the trash.
    pub annotations: u64,
    /// Articles that hold such annotations.
    pub articles: u64,
    /// When it was last put on a passage, RFC 3339; orders the recent ones.
    pub used: Option<String>,
}

/// What is above which theme: looked up, as themes come by the thousand.
#[derive(Debug, Clone)]
pub struct Parents(HashMap<ThemeId, Option<ThemeId>>);

impl Parents {
    /// Themes above each other that are followed.
    const DEEPEST: usize = 64;

    pub fn of(themes: &[Theme]) -> Self {
        Self(themes.iter().map(|theme| (theme.id, theme.parent)).collect())
    }

    /// Whether it is that theme, or one below it.
    pub fn is_within(&self, theme: ThemeId, other: ThemeId) -> bool {
        let above = |id: &ThemeId| self.0.get(id).copied().flatten();
        std::iter::successors(Some(theme), above).take(Self::DEEPEST).any(|id| id == other)
    }
}

#[cfg(test)]
impl Theme {
    /// One that nothing is known of.
    pub fn made(id: i64, path: &str) -> Self {
        Self {
            id: ThemeId(id),
            uuid: Uuid::nil(),
            name: path.rsplit('/').next().unwrap_or_default().to_owned(),
            path: path.to_owned(),
            parent: None,
            description: None,
            note: None,
            color: "#000000".to_owned(),
            sign: "X".to_owned(),
            key: None,
            annotations: 0,
            articles: 0,
            used: None,
        }
    }
}

/// Splits a path such as `Syria/air strikes` into names; `\/` is a slash within a name.
/// Names are trimmed, runs of white space become one space, and empty names drop out.
pub fn split_path(path: &str) -> Vec<String> {
    let mut names = vec![String::new()];
    let mut chars = path.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' if chars.peek() == Some(&'/') => {
                chars.next();
                if let Some(last) = names.last_mut() {
                    last.push('/');
                }
            }
            '/' => names.push(String::new()),
            c => {
                if let Some(last) = names.last_mut() {
                    last.push(c);
                }
            }
        }
    }
    names.iter().map(|name| one_line(name)).filter(|name| !name.is_empty()).collect()
}

/// The path of names from the top: the inverse of [`split_path`].
pub fn join_path<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    names.into_iter().map(|name| name.replace('/', "\\/")).collect::<Vec<_>>().join("/")
}

/// Whether it is a colour as themes have them: `#rrggbb` in either case.
pub fn is_color(text: &str) -> bool {
    text.len() == 7
        && text.strip_prefix('#').is_some_and(|digits| digits.chars().all(|c| c.is_ascii_hexdigit()))
}

/// The form under which names compare among siblings: case folded.
pub fn fold(name: &str) -> String {
    name.to_lowercase()
}
