//! An article's text as Markdown again, from its blocks and inlines.

use super::part;
use crate::model::{Block, BlockKind, Document, Inline, InlineKind};
use crate::text::Span;

/// The blocks of a document, as far as they lie in the span.
pub(super) fn render(document: &Document, span: Span) -> String {
    let mut out = String::new();
    let mut before: Option<&Block> = None;
    for block in &document.blocks {
        let list = |b: &Block| b.kind == BlockKind::ListItem;
        match before {
            None => {}
            // Items of a list stand together.
            Some(before) if list(before) && list(block) => out.push('\n'),
            Some(_) => out.push_str("\n\n"),
        }
        out.push_str(&one(document, block, part(block.span, span)));
        before = Some(block);
    }
    out.push('\n');
    out
}

fn one(document: &Document, block: &Block, span: Span) -> String {
    let depth = usize::from(block.level);
    let text = || styled(document, span);
    match block.kind {
        BlockKind::Heading => format!("{} {}", "#".repeat(depth.clamp(1, 6)), text().replace('\n', " ")),
        BlockKind::Paragraph | BlockKind::Caption => text(),
        BlockKind::Quotation => lines(&text(), &"> ".repeat(depth.max(1)), &"> ".repeat(depth.max(1))),
        BlockKind::ListItem => {
            let indent = "  ".repeat(depth);
            lines(&text(), &format!("{indent}- "), &format!("{indent}  "))
        }
        BlockKind::Preformatted => {
            let code = span.of(&document.text);
            let mut fence = "```".to_owned();
            while code.contains(&fence) {
                fence.push('`');
            }
            format!("{fence}\n{code}\n{fence}")
        }
        // A table is kept as the text that it is.
        BlockKind::Table => span.of(&document.text).to_owned(),
    }
}

fn lines(text: &str, first: &str, rest: &str) -> String {
    let mut out = String::new();
    for (i, line) in text.split('\n').enumerate() {
        if i > 0 {
            out.push('\n');
        }
        out.push_str(if i == 0 { first } else { rest });
        out.push_str(line);
    }
    out
}

/// The text of a span with the marks of its inlines.
fn styled(document: &Document, span: Span) -> String {
    let mut marks: Vec<(usize, bool, usize, &Inline)> = Vec::new();
    for (i, inline) in document.inlines.iter().enumerate() {
        let inside = part(inline.span, span);
        if inside.is_empty() || !inline.span.overlaps(span) {
            continue;
        }
        marks.push((inside.start.0, true, i, inline));
        marks.push((inside.end.0, false, i, inline));
    }
    // At one place what ends goes before what begins, and what began last ends first.
    marks.sort_by(|a, b| {
        let inner = if a.1 { a.2.cmp(&b.2) } else { b.2.cmp(&a.2) };
        a.0.cmp(&b.0).then(a.1.cmp(&b.1)).then(inner)
    });
    let mut out = String::new();
    let mut at = span.start.0;
    let mut code = 0usize;
    for (place, begins, _, inline) in marks {
        push(&mut out, document.text.get(at..place).unwrap_or_default(), code > 0);
        at = place;
        if inline.kind == InlineKind::Code {
            code = if begins { code + 1 } else { code.saturating_sub(1) };
        }
        out.push_str(&mark(inline, begins));
    }
    push(&mut out, document.text.get(at..span.end.0).unwrap_or_default(), code > 0);
    out
}

fn mark(inline: &Inline, begins: bool) -> String {
    match inline.kind {
        InlineKind::Emphasis => "*".to_owned(),
        InlineKind::Strong => "**".to_owned(),
        InlineKind::Code => "`".to_owned(),
        InlineKind::Strikethrough => "~~".to_owned(),
        InlineKind::Link if begins => "[".to_owned(),
        InlineKind::Link => {
            let target = inline.target.as_deref().unwrap_or_default();
            format!("](<{}>)", target.replace(['<', '>', '\n'], ""))
        }
    }
}

/// Text with what would be read as a mark escaped.
fn push(out: &mut String, text: &str, verbatim: bool) {
    for c in text.chars() {
        if !verbatim && matches!(c, '\\' | '*' | '_' | '`' | '[' | ']' | '<') {
            out.push('\\');
        }
        out.push(c);
    }
}
