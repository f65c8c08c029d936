//! Formulas in `MathML` as a line of text: a power is `x^2`, a fraction `(a)/(b)`.

use dom_query::NodeRef;

use super::super::node;
use super::Walk;

impl Walk<'_> {
    /// The words of an element of a formula; whether it is one that needs more than its words.
    pub(super) fn formula(&mut self, node: &NodeRef<'_>, name: &str) -> bool {
        let signs: &[&str] = match name {
            "mfrac" => &["(", ")/(", ")"],
            "msup" => &["", "^", ""],
            "msub" => &["", "_", ""],
            "msubsup" => &["", "_", "^", ""],
            "mroot" | "msqrt" => &["√(", ", ", ")"],
            "mo" => {
                let sign = node::few_words(node, 3).unwrap_or_default();
                let apart = matches!(
                    sign.as_str(),
                    "=" | "≠" | "≤" | "≥" | "<" | ">" | "≈" | "→" | "+" | "−" | "-" | "±"
                );
                return apart && {
                    self.begin();
                    self.words.push(&format!(" {sign} "));
                    true
                };
            }
            _ => return false,
        };
        self.begin();
        let mut signs = signs.iter();
        self.words.push(signs.next().copied().unwrap_or_default());
        let last = signs.next_back().copied().unwrap_or_default();
        for (at, part) in node.children_it(false).filter(NodeRef::is_element).enumerate() {
            if at > 0 && name != "msqrt" {
                self.words.push(signs.next().copied().unwrap_or_default());
            }
            let part_name = node::name(&part);
            let grouped = at > 0
                && name.starts_with("ms")
                && part_name == "mrow"
                && node::few_words(&part, 1).is_none();
            if grouped {
                self.words.push("(");
            }
            self.node(&part);
            if grouped {
                self.words.push(")");
            }
        }
        self.words.push(last);
        true
    }
}
