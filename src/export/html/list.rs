//! Elements that hold several blocks: lists within lists, quotations.

use crate::model::{Block, BlockKind};

/// What is open around the blocks that are written.
#[derive(Debug, Default)]
pub(super) struct Around {
    /// Lists within each other, each with an open item.
    lists: usize,
    quotations: usize,
}

impl Around {
    /// The tags between what was written and a block; numbered items bring their own numbers.
    pub(super) fn enter(&mut self, out: &mut String, block: Block, text: &str) {
        let level = usize::from(block.level);
        match block.kind {
            BlockKind::ListItem => {
                self.close_quotations(out, 0);
                self.close_lists(out, level + 1);
                let item = if is_numbered(text) { "<li class=\"n\">" } else { "<li>" };
                if self.lists == level + 1 {
                    out.push_str("</li>\n");
                    out.push_str(item);
                }
                while self.lists < level + 1 {
                    self.lists += 1;
                    // A level that is passed over has an item without words of its own.
                    out.push_str("<ul>\n");
                    out.push_str(if self.lists == level + 1 { item } else { "<li>" });
                }
            }
            BlockKind::Quotation => {
                self.close_lists(out, 0);
                let level = level + 1;
                self.close_quotations(out, level);
                while self.quotations < level {
                    out.push_str("<blockquote>\n");
                    self.quotations += 1;
                }
            }
            // What belongs to an item stays in it.
            BlockKind::Paragraph | BlockKind::Preformatted | BlockKind::Table
                if level > 0 && self.lists > 0 =>
            {
                self.close_quotations(out, 0);
                self.close_lists(out, level);
            }
            _ => self.leave(out),
        }
    }

    /// Closes all.
    pub(super) fn leave(&mut self, out: &mut String) {
        self.close_lists(out, 0);
        self.close_quotations(out, 0);
    }

    fn close_lists(&mut self, out: &mut String, to: usize) {
        while self.lists > to {
            out.push_str("</li>\n</ul>\n");
            self.lists -= 1;
        }
    }

    fn close_quotations(&mut self, out: &mut String, to: usize) {
        while self.quotations > to {
            out.push_str("</blockquote>\n");
            self.quotations -= 1;
        }
    }
}

fn is_numbered(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < text.len() && rest.starts_with(['.', ')'])
}
