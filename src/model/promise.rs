//! What every document promises, whatever it was made of. Importers are held to it by their tests
//! and by the fuzz targets.

use super::{Block, BlockKind, Document};
use crate::text::grapheme::is_boundary;
use crate::text::{Offset, Span};

impl Document {
    /// The first promise that is broken, as words; `None` where all hold. O(bytes).
    pub fn broken_promise(&self) -> Option<String> {
        self.text_promise().or_else(|| self.block_promise()).or_else(|| self.inline_promise())
    }

    fn text_promise(&self) -> Option<String> {
        let text = self.text.as_str();
        if let Some(bad) = text.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\t')) {
            return Some(format!("the control character U+{:04X} in the text", u32::from(bad)));
        }
        if text.contains(['\u{2028}', '\u{2029}', '\u{feff}']) {
            return Some("a line separator or a byte order mark in the text".into());
        }
        if text.contains("\n\n\n") {
            return Some("two blank lines in a row".into());
        }
        let loose = text.lines().find(|line| line.trim_end() != *line)?;
        Some(format!("white space at the end of a line of {} bytes", loose.len()))
    }

    fn block_promise(&self) -> Option<String> {
        let mut end = 0;
        for (i, block) in self.blocks.iter().enumerate() {
            let span = block.span;
            let gap = self.text.get(end..span.start.0);
            let wanted = if i == 0 { "" } else { "\n\n" };
            if gap != Some(wanted) {
                return Some(format!("block {i} at {} does not follow what ends at {end}", span.start.0));
            }
            if let Some(why) = self.within(*block) {
                return Some(format!("block {i} {why}"));
            }
            end = span.end.0;
        }
        (end != self.text.len()).then(|| format!("text after the last block, from {end}"))
    }

    fn within(&self, block: Block) -> Option<&'static str> {
        let body = self.slice(block.span);
        if body.trim().is_empty() {
            return Some("is empty");
        }
        if body.starts_with('\n') || body.ends_with('\n') {
            return Some("has a line end at its edge");
        }
        (block.kind != BlockKind::Preformatted && body.contains("\n\n")).then_some("has a blank line in it")
    }

    fn inline_promise(&self) -> Option<String> {
        let mut last = Offset(0);
        for inline in &self.inlines {
            let Span { start, end } = inline.span;
            if start < last {
                return Some(format!("the style at {} comes after a later one", start.0));
            }
            last = start;
            let held = self.blocks.get(self.block_at(start)).is_some_and(|b| b.span.covers(inline.span));
            if !held || inline.span.is_empty() {
                return Some(format!("the style at {} is empty or leaves its block", start.0));
            }
            if !is_boundary(&self.text, start) || !is_boundary(&self.text, end) {
                return Some(format!("the style at {} cuts a cluster", start.0));
            }
            if inline.target.as_deref().is_some_and(|t| t.chars().any(char::is_control)) {
                return Some(format!("the link at {} has a control character in its address", start.0));
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::{Inline, InlineKind};

    fn document(text: &str, spans: &[(usize, usize)]) -> Document {
        let block = |(a, b): &(usize, usize)| Block {
            kind: BlockKind::Paragraph,
            level: 0,
            span: Span::new(*a, *b),
            furniture: false,
            marked: None,
        };
        Document {
            text: Arc::new(text.to_owned()),
            blocks: spans.iter().map(block).collect(),
            ..Document::default()
        }
    }

    #[test]
    fn each_broken_promise_is_named() {
        assert_eq!(document("One.\n\nTwo.", &[(0, 4), (6, 10)]).broken_promise(), None);
        for (text, spans, want) in [
            ("a\u{1b}[1m", &[(0, 5)][..], "control character U+001B"),
            ("a\u{feff}", &[(0, 4)], "byte order mark"),
            ("a\n\n\nb", &[(0, 5)], "two blank lines"),
            ("a \nb", &[(0, 4)], "at the end of a line"),
            ("One.\n\nTwo.", &[(0, 4)], "after the last block"),
            ("One.\n\nTwo.", &[(0, 4), (5, 10)], "does not follow"),
            ("One.\n\nTwo.", &[(0, 10)], "has a blank line"),
        ] {
            let broken = document(text, spans).broken_promise().unwrap_or_default();
            assert!(broken.contains(want), "{text:?}: {broken}");
        }
    }

    #[test]
    fn a_style_keeps_to_its_block_and_to_clusters() {
        let with = |a, b| {
            let mut document = document("e\u{301}te\u{301}\n\nb", &[(0, 7), (9, 10)]);
            document.inlines.push(Inline { kind: InlineKind::Emphasis, span: Span::new(a, b), target: None });
            document.broken_promise()
        };
        assert_eq!(with(0, 3), None);
        assert!(with(0, 1).is_some_and(|why| why.contains("cluster")));
        assert!(with(4, 10).is_some_and(|why| why.contains("leaves its block")));
        assert!(with(4, 4).is_some_and(|why| why.contains("empty")));
    }
}
