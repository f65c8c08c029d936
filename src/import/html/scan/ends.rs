//! What ends elements: their end tags, as far as those reach, and the start of others that say so.

use super::tags::{Role, Walls, role};
use super::{BUTTON, OBJECT, Open, SHADOW, Scanner, UNSCRIPTED};

impl Scanner<'_> {
    /// Ends elements that the start of `name` ends without saying so.
    pub(super) fn imply(&mut self, name: &str, kind: Role) {
        if kind.is_block() {
            self.end_within("p", Walls::SCOPE);
        }
        match name {
            "li" => self.end_within("li", Walls::LIST),
            "dd" | "dt" => {
                self.end_within("dd", Walls::TERMS);
                self.end_within("dt", Walls::TERMS);
            }
            "td" | "th" => {
                self.end_within("td", Walls::ROW);
                self.end_within("th", Walls::ROW);
            }
            "tr" => self.end_within("tr", Walls::ROWS),
            "tbody" | "thead" | "tfoot" => {
                for part in ["tbody", "thead", "tfoot"] {
                    self.end_within(part, Walls::TABLE);
                }
            }
            "a" => self.end_within("a", Walls::SCOPE),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                for level in ["h1", "h2", "h3", "h4", "h5", "h6"] {
                    self.end_within(level, Walls::SECTION);
                }
            }
            _ => {}
        }
    }

    /// Ends the innermost open `name`, unless one of `walls` stands between. Of elements that nest too deep no more
    /// are looked at than of others.
    fn end_within(&mut self, name: &str, walls: Walls) {
        let mut near = self.open.iter().enumerate().rev().take(self.limits.depth);
        let found = near.find(|(_, open)| open.walls.has(walls) || open.name == name);
        if let Some((at, _)) = found.filter(|(_, open)| open.name == name) {
            self.close_to(at);
        }
    }

    pub(super) fn end(&mut self, name: &str) {
        let kind = if name == SHADOW { Role::Block } else { role(name) };
        self.is_head &= name != "head";
        if matches!(kind, Role::Void | Role::Dropped | Role::Raw | Role::Ignored)
            && !matches!(name, UNSCRIPTED | BUTTON)
        {
            return;
        }
        // The end of a style does not reach out of the block that it stands in.
        let walls = if kind.is_block() || name == OBJECT { Walls::TABLE } else { Walls::SCOPE };
        let walls = if matches!(name, UNSCRIPTED | "table" | "html" | "body") { Walls::NONE } else { walls };
        let before = self.open.len();
        self.end_within(name, walls);
        // The end of a paragraph that nothing began is an empty one.
        if self.open.len() == before && name == "p" && self.is_loose {
            if self.open.len() < self.limits.depth {
                self.out.html.push_str("<p></p>");
                self.out.elements += 1;
                self.is_loose = false;
            } else {
                self.part();
            }
        }
    }

    pub(super) fn close_to(&mut self, at: usize) {
        while self.open.len() > at {
            let Some(Open { name, opens, .. }) = self.open.pop() else { return };
            if let Some(from) = opens {
                self.end_opener(from);
            }
            let is_block = name == SHADOW || role(&name).is_block();
            if self.open.len() < self.limits.depth {
                self.close(&name);
                self.is_loose &= !is_block;
            } else if is_block {
                self.part();
            }
        }
    }

    fn close(&mut self, name: &str) {
        self.out.html.push_str("</");
        self.out.html.push_str(self.written(name));
        self.out.html.push('>');
    }
}
