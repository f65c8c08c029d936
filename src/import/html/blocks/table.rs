//! Tables: rows of data become one block, aligned; tables that only lay out a page are passed through.

use dom_query::NodeRef;

use super::super::super::builder::Piece;
use super::super::super::markdown::table::Table;
use super::super::node;
use super::Walk;
use crate::model::BlockKind;

/// A cell of more characters holds text, not data.
const LONGEST_CELL: usize = 240;

impl Walk<'_> {
    pub(super) fn table(&mut self, node: &NodeRef<'_>) {
        // Nor is one in which somebody says something.
        let is_of_data = !self.weights.talk.contains(&node.id);
        let Some(rows) = self.rows(node).filter(|_| is_of_data) else {
            self.children(node);
            return;
        };
        for child in node.children_it(false).filter(|child| child.has_name("caption")) {
            self.node(&child);
        }
        let before = std::mem::take(&mut self.count);
        let mut table = Table::new(Vec::new());
        self.is_plain = true;
        for row in rows {
            table.row();
            for cell in row.children_it(false).filter(|cell| is_cell(cell)) {
                self.children(&cell);
                let (text, inlines) = self.words.take();
                table.words(&text, inlines);
            }
        }
        self.is_plain = false;
        let count = std::mem::replace(&mut self.count, before);
        let level = super::bounded(self.items.len());
        let piece = Piece { kind: BlockKind::Table, ..table.finish(level) };
        if !piece.text.trim().is_empty() {
            self.push(piece, self.part, count);
        }
    }

    /// The rows of a table of data; nothing where a table is there for the layout of the page.
    fn rows<'n>(&self, table: &NodeRef<'n>) -> Option<Vec<NodeRef<'n>>> {
        let mut rows = Vec::new();
        for child in table.children_it(false) {
            match node::name(&child).as_str() {
                "tr" => rows.push(child),
                "tbody" | "thead" | "tfoot" => {
                    rows.extend(child.children_it(false).filter(|row| row.has_name("tr")));
                }
                _ => {}
            }
        }
        let cells: Vec<NodeRef<'n>> =
            rows.iter().flat_map(|row| row.children_it(false)).filter(is_cell).collect();
        let headed = cells.iter().any(|cell| cell.has_name("th"))
            || table.children_it(false).any(|child| child.has_name("caption") || child.has_name("thead"));
        // Beside a picture alone, such as the sign of a warning, words are no table.
        let says = |cell: &NodeRef<'_>| is_cell(cell) && node::says_something(cell);
        let widest = rows.iter().map(|row| row.children_it(false).filter(says).count()).max()?;
        let longest = cells.iter().map(|cell| self.weights.of(cell).all).max()?;
        let holds_blocks = table.descendants_it().any(|below| {
            matches!(
                node::name(&below).as_str(),
                "table" | "h1" | "h2" | "h3" | "blockquote" | "pre" | "article" | "section"
            )
        });
        let fits = widest >= 2
            && !holds_blocks
            && longest <= if headed { LONGEST_CELL * 4 } else { LONGEST_CELL }
            && (rows.len() >= 2 || headed);
        fits.then_some(rows)
    }
}

fn is_cell(node: &NodeRef<'_>) -> bool {
    node.has_name("td") || node.has_name("th")
}
