//! The tree of themes as names: paths, what lies below, and which theme a name means.

use std::collections::HashMap;

use rusqlite::Connection;

use super::Result;
use super::fold::folded;
use super::resolve::{NameError, Thing, nearest};
use crate::model::{ThemeId, fold, join_path, split_path};
use crate::text::natural;

/// All themes, parents and names only.
pub(in crate::store) struct Tree {
    /// In tree order: a parent before its children, siblings by folded name, numbers in it as numbers.
    pub order: Vec<ThemeId>,
    nodes: HashMap<ThemeId, Node>,
}

struct Node {
    parent: Option<ThemeId>,
    name: String,
    /// As it compares among siblings: case aside.
    folded: String,
    path: String,
    children: Vec<ThemeId>,
}

impl Tree {
    pub fn load(conn: &Connection) -> Result<Self> {
        let mut statement = conn.prepare_cached("SELECT id, parent, name FROM themes")?;
        let rows = statement.query_map([], |row| {
            Ok((ThemeId(row.get(0)?), row.get::<_, Option<i64>>(1)?.map(ThemeId), row.get::<_, String>(2)?))
        })?;
        Ok(Self::of(rows.collect::<Result<Vec<_>, _>>()?))
    }

    fn of(rows: Vec<(ThemeId, Option<ThemeId>, String)>) -> Self {
        let mut below: HashMap<Option<ThemeId>, Vec<(String, ThemeId)>> = HashMap::new();
        let mut nodes = HashMap::new();
        for (id, parent, name) in rows {
            below.entry(parent).or_default().push((folded(&name), id));
            let folded = fold(&name);
            nodes.insert(id, Node { parent, name, folded, path: String::new(), children: Vec::new() });
        }
        let mut tops = Vec::new();
        for (parent, mut children) in below.drain() {
            children.sort_by(|a, b| natural::compare(&a.0, &b.0).then_with(|| a.1.cmp(&b.1)));
            let children = children.into_iter().map(|(_, id)| id).collect();
            match parent.map(|parent| nodes.get_mut(&parent)) {
                None => tops = children,
                Some(Some(node)) => node.children = children,
                Some(None) => {}
            }
        }
        let mut tree = Self { order: Vec::new(), nodes };
        tree.walk(tops);
        tree
    }

    fn walk(&mut self, tops: Vec<ThemeId>) {
        let mut waiting = tops;
        waiting.reverse();
        while let Some(id) = waiting.pop() {
            let above = self.nodes.get(&id).and_then(|n| n.parent).map(|p| self.path(p).to_owned());
            if let Some(node) = self.nodes.get_mut(&id) {
                let own = join_path([node.name.as_str()]);
                node.path = above.map_or_else(|| own.clone(), |above| format!("{above}/{own}"));
                self.order.push(id);
                waiting.extend(node.children.iter().rev());
            }
        }
    }

    /// Names from the top; empty for a theme that is not there.
    pub fn path(&self, id: ThemeId) -> &str {
        self.nodes.get(&id).map_or("", |node| &node.path)
    }

    /// The theme, the one above it, and so on to the top; no longer than there are themes, also where a
    /// damaged library has one below itself.
    pub fn upward(&self, id: ThemeId) -> impl Iterator<Item = ThemeId> {
        std::iter::successors(Some(id), |id| self.nodes.get(id)?.parent).take(self.nodes.len())
    }

    /// The theme and all below it.
    pub fn with_below(&self, id: ThemeId) -> Vec<ThemeId> {
        let mut out = vec![id];
        let mut at = 0;
        while at < self.nodes.len()
            && let Some(id) = out.get(at)
        {
            if let Some(node) = self.nodes.get(id) {
                out.extend(&node.children);
            }
            at += 1;
        }
        out
    }

    fn is_called(&self, id: ThemeId, folded: &str) -> bool {
        self.nodes.get(&id).is_some_and(|node| node.folded == folded)
    }

    /// The theme meant by its path, or by a name that only one theme has.
    pub fn resolve(&self, name: &str) -> Result<ThemeId, NameError> {
        let names: Vec<String> = split_path(name).iter().map(|part| fold(part)).collect();
        let is_path = |id: &&ThemeId| {
            let mut at = Some(**id);
            for wanted in names.iter().rev() {
                match at.and_then(|id| self.nodes.get(&id)) {
                    Some(node) if node.folded == *wanted => at = node.parent,
                    _ => return false,
                }
            }
            at.is_none()
        };
        if let Some(id) = self.order.iter().find(is_path) {
            return Ok(*id);
        }
        let found: Vec<ThemeId> = match names.as_slice() {
            [only] => self.order.iter().filter(|id| self.is_called(**id, only)).copied().collect(),
            _ => Vec::new(),
        };
        match found.as_slice() {
            [] => {
                let all = self.order.iter().map(|id| self.path(*id).to_owned());
                Err(NameError::Unknown {
                    thing: Thing::Theme,
                    name: name.into(),
                    nearest: nearest(name, all),
                })
            }
            [id] => Ok(*id),
            several => Err(NameError::several(
                Thing::Theme,
                name,
                several.iter().map(|id| format!("“{}”", self.path(*id))),
            )),
        }
    }

    /// The themes whose name or path begins so, for one that is still being typed.
    pub fn beginning(&self, start: &str) -> Vec<ThemeId> {
        let start = fold(&join_path(split_path(start).iter().map(String::as_str)));
        let begins = |id: &&ThemeId| {
            self.nodes.get(id).is_some_and(|node| {
                fold(&node.path).starts_with(&start)
                    || fold(&join_path([node.name.as_str()])).starts_with(&start)
            })
        };
        self.order.iter().filter(begins).copied().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree() -> Tree {
        let rows = [
            (1, None, "Syria"),
            (2, Some(1), "air strikes"),
            (3, None, "Élan"),
            (4, Some(3), "Air Strikes"),
            (5, None, "and/or"),
            (6, Some(2), "night"),
            (7, None, "and"),
            (8, Some(7), "or"),
        ];
        Tree::of(rows.map(|(id, parent, name)| (ThemeId(id), parent.map(ThemeId), name.to_owned())).into())
    }

    #[test]
    fn themes_below_themselves_end_nothing_in_a_circle() {
        let circle = [(1, Some(2)), (2, Some(1))];
        let rows = circle.map(|(id, above)| (ThemeId(id), above.map(ThemeId), format!("theme {id}")));
        let tree = Tree::of(rows.into());
        assert_eq!(tree.upward(ThemeId(1)).count(), 2);
        assert!(tree.with_below(ThemeId(1)).contains(&ThemeId(2)));
    }

    #[test]
    fn themes_stand_in_tree_order_with_paths() {
        let tree = tree();
        let paths: Vec<&str> = tree.order.iter().map(|id| tree.path(*id)).collect();
        let wanted = [
            "and",
            "and/or",
            "and\\/or",
            "Élan",
            "Élan/Air Strikes",
            "Syria",
            "Syria/air strikes",
            "Syria/air strikes/night",
        ];
        assert_eq!(paths, wanted);
        assert_eq!(tree.with_below(ThemeId(1)), [ThemeId(1), ThemeId(2), ThemeId(6)]);
    }

    #[test]
    fn a_theme_is_named_by_path_or_by_its_only_name() {
        let tree = tree();
        assert_eq!(tree.resolve("SYRIA").unwrap(), ThemeId(1));
        assert_eq!(tree.resolve("ÉLAN / air strikes").unwrap(), ThemeId(4));
        assert_eq!(tree.resolve("night").unwrap(), ThemeId(6));
        assert_eq!(tree.resolve("and/or").unwrap(), ThemeId(8));
        assert_eq!(tree.resolve("and\\/or").unwrap(), ThemeId(5));
        let several = tree.resolve("air strikes").unwrap_err().to_string();
        assert!(
            several.contains("“Syria/air strikes”") && several.contains("“Élan/Air Strikes”"),
            "{several}"
        );
        let unknown = tree.resolve("siria").unwrap_err().to_string();
        assert!(unknown.contains("“Syria”"), "{unknown}");
        assert!(tree.resolve("Syria/night").is_err());
        assert_eq!(tree.beginning("air"), [ThemeId(4), ThemeId(2)]);
        assert_eq!(tree.beginning("and/o"), [ThemeId(8)]);
    }
}
