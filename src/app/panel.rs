//! The theme panel: the tree, narrowed by what is typed, with a cursor.

use std::collections::HashSet;

use crate::model::{Theme, ThemeId, fold};

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Panel {
    /// Words that a theme's path or description has; nothing shows the whole tree.
    pub filter: String,
    /// The row under the cursor.
    pub cursor: usize,
}

impl Panel {
    /// The themes that show, in the order of the tree: those that match, and those above them.
    pub fn rows<'a>(&self, themes: &'a [Theme]) -> Vec<&'a Theme> {
        let typed = fold(&self.filter);
        if typed.trim().is_empty() {
            return themes.iter().collect();
        }
        let mut kept: HashSet<ThemeId> = HashSet::new();
        // Children follow their parents, so from the end a child is met before its parent.
        for theme in themes.iter().rev() {
            if kept.contains(&theme.id) || has(theme, &typed) {
                kept.insert(theme.id);
                kept.extend(theme.parent);
            }
        }
        themes.iter().filter(|theme| kept.contains(&theme.id)).collect()
    }

    pub fn chosen<'a>(&self, themes: &'a [Theme]) -> Option<&'a Theme> {
        self.rows(themes).get(self.cursor).copied()
    }

    /// Puts the cursor on a theme, if it shows; else keeps it within the rows.
    pub fn choose(&mut self, theme: Option<ThemeId>, themes: &[Theme]) {
        let rows = self.rows(themes);
        let at = theme.and_then(|id| rows.iter().position(|row| row.id == id));
        self.cursor = at.unwrap_or(self.cursor).min(rows.len().saturating_sub(1));
    }

    /// Narrows the tree; the cursor stays on its theme, or goes to the first that matches.
    pub fn narrow(&mut self, filter: &str, themes: &[Theme]) {
        let before = self.chosen(themes).map(|theme| theme.id);
        filter.clone_into(&mut self.filter);
        let typed = fold(filter);
        self.cursor = self.rows(themes).iter().position(|theme| has(theme, &typed)).unwrap_or(0);
        self.choose(before, themes);
    }
}

/// Whether a theme has all the words, which are folded.
fn has(theme: &Theme, words: &str) -> bool {
    let all = fold(&format!("{} {}", theme.path, theme.description.as_deref().unwrap_or_default()));
    words.split_whitespace().all(|word| all.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn theme(id: i64, parent: Option<i64>, path: &str) -> Theme {
        Theme { parent: parent.map(ThemeId), ..Theme::made(id, path) }
    }

    #[test]
    fn a_match_shows_with_what_is_above_it() {
        let themes = [
            theme(1, None, "Aid"),
            theme(2, None, "Syria"),
            theme(3, Some(2), "Syria/Air strikes"),
            theme(4, Some(2), "Syria/Talks"),
        ];
        let mut panel = Panel { cursor: 3, ..Panel::default() };
        panel.narrow("STRIKES", &themes);
        let paths: Vec<&str> = panel.rows(&themes).iter().map(|t| &*t.path).collect();
        assert_eq!(paths, ["Syria", "Syria/Air strikes"]);
        assert_eq!(panel.cursor, 1, "its theme is hidden now: the first that has the words itself");
        panel.choose(Some(ThemeId(3)), &themes);
        panel.narrow("", &themes);
        assert_eq!(panel.chosen(&themes).map(|t| t.id), Some(ThemeId(3)), "it stays on its theme");
        panel.narrow("nowhere", &themes);
        assert_eq!((panel.chosen(&themes), panel.cursor), (None, 0));
    }
}
