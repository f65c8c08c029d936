//! Lists and their items.

use dom_query::NodeRef;

use super::super::node;
use super::Walk;

impl Walk<'_> {
    pub(super) fn list(&mut self, node: &NodeRef<'_>, numbered: bool) {
        let mut number: i64 = node::attribute(node, "start").and_then(|s| s.parse().ok()).unwrap_or(1);
        for child in node.children_it(false) {
            if !child.has_name("li") {
                self.node(&child);
                continue;
            }
            if let Some(said) = node::attribute(&child, "value").and_then(|v| v.parse().ok()) {
                number = said;
            }
            self.mark = if numbered { Some(format!("{number}. ")) } else { None };
            number = number.saturating_add(1);
            self.node(&child);
        }
    }

    /// An item of a list; its first block shows its number.
    pub(super) fn item(&mut self, node: &NodeRef<'_>) {
        let mark = self.mark.take().unwrap_or_default();
        self.items.push(Some(mark));
        self.children(node);
        self.flush();
        self.items.pop();
    }
}
