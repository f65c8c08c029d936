//! An article's text as Markdown again, from its blocks and inlines.

use super::part;
use crate::model::{Block, BlockKind, Document, Inline, InlineKind};
use crate::text::{Span, joint};

/// The end of a line that is read as one, and within a heading, which is one line of Markdown.
const LINE_END: &str = "\\\n";
const HEADING_END: &str = "<br>";

/// The blocks of a document, as far as they lie in the span.
pub(super) fn render(document: &Document, span: Span) -> String {
    let mut out = String::new();
    let mut before: Option<&Block> = None;
    let mut items = Items::default();
    for block in &document.blocks {
        let list = |b: &Block| b.kind == BlockKind::ListItem;
        match before {
            None => {}
            // Items of a list stand together.
            Some(before) if list(before) && list(block) => out.push('\n'),
            Some(_) => out.push_str("\n\n"),
        }
        out.push_str(&one(document, block, part(block.span, span), &mut items));
        before = Some(block);
    }
    out.push('\n');
    out
}

/// The items that a block may belong to: the depth of each, and the column at which its words begin.
#[derive(Default)]
struct Items(Vec<(usize, usize)>);

impl Items {
    /// The column of the words of the item that holds what is nested so deep.
    fn column(&mut self, depth: usize) -> usize {
        while self.0.pop_if(|(outer, _)| *outer >= depth).is_some() {}
        self.0.last().map_or(0, |(_, column)| *column)
    }
}

fn one(document: &Document, block: &Block, span: Span, items: &mut Items) -> String {
    let depth = usize::from(block.level);
    let text = || styled(document, span, LINE_END);
    let is_nested = !matches!(block.kind, BlockKind::Heading | BlockKind::Quotation);
    let column = items.column(if is_nested { depth } else { 0 });
    let indent = " ".repeat(column);
    match block.kind {
        BlockKind::Heading => {
            let words = styled(document, span, HEADING_END).replace('\n', " ");
            format!("{} {words}", "#".repeat(depth.clamp(1, 6)))
        }
        BlockKind::Paragraph | BlockKind::Caption => lines(&text(), &indent, &indent),
        BlockKind::Quotation => lines(&text(), &"> ".repeat(depth + 1), &"> ".repeat(depth + 1)),
        BlockKind::ListItem => {
            let number = number(span.of(&document.text));
            let text = styled(document, Span::new(span.start.0 + number.len(), span.end.0), LINE_END);
            let mark = if number.is_empty() { "- " } else { number };
            items.0.push((depth, column + mark.len()));
            lines(&text, &format!("{indent}{mark}"), &format!("{indent}{}", " ".repeat(mark.len())))
        }
        // A table is kept as the text that it is, whose columns stand below each other.
        BlockKind::Preformatted | BlockKind::Table => {
            let code = span.of(&document.text);
            let fence = "`".repeat(ticks(code).max(2) + 1);
            lines(&format!("{fence}\n{code}\n{fence}"), &indent, &indent)
        }
    }
}

/// The number that an item of a list begins with, with the space after it; nothing where it has none.
fn number(text: &str) -> &str {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = text.get(digits..).unwrap_or_default();
    let is_number = (1..=9).contains(&digits) && (rest.starts_with(". ") || rest.starts_with(") "));
    text.get(..digits + 2).filter(|_| is_number).unwrap_or_default()
}

/// The longest run of backticks.
fn ticks(code: &str) -> usize {
    code.split(|c| c != '`').map(str::len).max().unwrap_or_default()
}

fn lines(text: &str, first: &str, rest: &str) -> String {
    let mut out = String::new();
    for (i, line) in text.split('\n').enumerate() {
        if i > 0 {
            out.push('\n');
        }
        let before = if i == 0 { first } else { rest };
        // Nothing stands behind an indent on a blank line.
        out.push_str(if line.is_empty() { before.trim_end() } else { before });
        out.push_str(line);
    }
    out
}

/// The text of a span with the marks of its inlines, and with `end` where a line ends that is read as one.
fn styled(document: &Document, span: Span, end: &str) -> String {
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
    let (mut code, mut lines) = (0usize, 0usize);
    for (place, begins, _, inline) in marks {
        push(&mut out, document, Span::new(at, place), (lines > 0).then_some(end), code > 0);
        at = place;
        let open = match inline.kind {
            InlineKind::Code => Some(&mut code),
            InlineKind::Lines => Some(&mut lines),
            _ => None,
        };
        if let Some(open) = open {
            *open = if begins { *open + 1 } else { open.saturating_sub(1) };
        }
        out.push_str(&mark(document, inline, begins));
    }
    push(&mut out, document, Span::new(at, span.end.0), (lines > 0).then_some(end), code > 0);
    out
}

fn mark(document: &Document, inline: &Inline, begins: bool) -> String {
    match inline.kind {
        InlineKind::Emphasis => "*".to_owned(),
        InlineKind::Strong => "**".to_owned(),
        InlineKind::Code => {
            let code = inline.span.of(&document.text);
            let fence = "`".repeat(ticks(code) + 1);
            // A backtick at the edge would be one of the fence.
            let gap = if code.starts_with('`') || code.ends_with('`') { " " } else { "" };
            if begins { fence + gap } else { gap.to_owned() + &fence }
        }
        InlineKind::Strikethrough => "~~".to_owned(),
        InlineKind::Lines => String::new(),
        InlineKind::Link if begins => "[".to_owned(),
        InlineKind::Link => {
            let target = inline.target.as_deref().unwrap_or_default();
            format!("](<{}>)", target.replace(['<', '>', '\n'], ""))
        }
    }
}

/// Text with what would be read as a mark escaped; `end` stands for line ends where they are meant, and those that
/// part nothing go where they are not.
fn push(out: &mut String, document: &Document, span: Span, end: Option<&str>, verbatim: bool) {
    let text = span.of(&document.text);
    // Of a number that begins a line as those of lists do, the sign behind it: that makes it one.
    let mut sign = None;
    for (at, c) in text.char_indices() {
        let rest = text.get(at..).unwrap_or_default();
        let begins = out.is_empty() || out.ends_with('\n');
        if begins && !number(rest).is_empty() {
            sign = Some(at + rest.bytes().take_while(u8::is_ascii_digit).count());
        }
        let is_mark = matches!(c, '\\' | '*' | '_' | '`' | '[' | ']' | '<' | '~')
            || c == '&' && rest.as_bytes().get(1).is_some_and(|b| b.is_ascii_alphabetic() || *b == b'#')
            || begins && (matches!(c, '#' | '>' | '=') || matches!(c, '-' | '+') && opens(rest))
            || sign == Some(at);
        match end {
            Some(end) if c == '\n' && !verbatim => {
                out.push_str(end);
                continue;
            }
            None if joint::is_joint(&document.text, span.start.0 + at) => continue,
            _ => {}
        }
        if !verbatim && is_mark {
            out.push('\\');
        }
        out.push(c);
    }
}

/// Whether a line that begins with `-` or `+` would be read as an item of a list or a rule.
fn opens(line: &str) -> bool {
    let rest = line.trim_start_matches(['-', '+']);
    rest.is_empty() || rest.starts_with([' ', '\t', '\n'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{Hint, read};

    /// Block kinds and texts of a source of that name.
    fn blocks(name: &str, text: &str) -> (Document, Vec<(BlockKind, String)>) {
        let document = read(text.as_bytes(), &Hint::named(name)).unwrap().document;
        let blocks = document.blocks.iter().map(|b| (b.kind, document.slice(b.span).to_owned())).collect();
        (document, blocks)
    }

    fn whole(document: &Document) -> String {
        render(document, Span::new(0, document.text.len()))
    }

    #[test]
    fn lines_that_look_like_marks_are_read_again_as_what_they_were() {
        let text = "A title of the account\n\n# no heading here\n\n> a quotation\n\n1. an item\n\n- none at all\n\n\
                    + nor this\n\n---\n\n===\n\nTom &amp; Ann ~~met~~ at #5, 3 + 4 - 2 = 5. 1. January\n";
        let (document, before) = blocks("a.txt", text);
        let markdown = whole(&document);
        let after = blocks("a.md", &markdown).1;
        assert_eq!(after, before, "{markdown}");
    }

    #[test]
    fn lines_that_end_and_quotations_in_others_are_read_again_as_such() {
        let text = "Quay *Street*  \nOrlau\n\n> said\n>\n> > said\\\n> > within\n";
        let (document, _) = blocks("a.md", text);
        let markdown = whole(&document);
        let (again, _) = blocks("a.md", &markdown);
        assert_eq!(again, document, "{markdown}");
    }

    #[test]
    fn what_belongs_to_an_item_of_a_list_stands_below_its_words() {
        let text = "1. one\n\n   more of *it*\n\n   ```\n   code\n\n     deep\n   ```\n\n   - inner\n\n     of it\n\n2. two\n\nOutside.\n";
        let (document, before) = blocks("a.md", text);
        let markdown = whole(&document);
        for line in [
            "\n   more of *it*\n",
            "\n   code\n\n     deep\n",
            "\n   - inner\n\n     of it\n",
            "\n2. two\n\nOutside.",
        ] {
            assert!(markdown.contains(line), "{line:?} in\n{markdown}");
        }
        let (again, after) = blocks("a.md", &markdown);
        assert_eq!(after, before, "{markdown}");
        let levels = |document: &Document| document.blocks.iter().map(|b| b.level).collect::<Vec<_>>();
        assert_eq!(levels(&again), levels(&document), "{markdown}");
    }

    #[test]
    fn lines_of_verse_are_read_again_and_other_line_ends_are_none() {
        let verse = "The river rose at Candlemas\nAnd took the lower mill,\nThe miller and the miller's ass\nAre on the water still.";
        let text = format!("The flood\n\n{verse}\n\n情報の\n機関\n\n> {}\n", verse.replace('\n', "\n> "));
        let (document, before) = blocks("a.txt", &text);
        let markdown = whole(&document);
        assert!(
            markdown.contains("Candlemas\\\nAnd took")
                && markdown.contains("> The river rose at Candlemas\\\n> And"),
            "{markdown}"
        );
        assert!(markdown.contains("\n情報の機関\n"), "{markdown}");
        let (again, after) = blocks("a.md", &markdown);
        assert_eq!(after[1], before[1], "{markdown}");
        let ends = |document: &Document| {
            let lines = document.inlines.iter().filter(|inline| inline.kind == InlineKind::Lines);
            lines.map(|inline| document.slice(inline.span).to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(ends(&again), ends(&document), "{markdown}");
        assert_eq!(ends(&document), [verse, verse]);
        // A heading is one line of Markdown, and has two all the same.
        let (document, _) = blocks("a.md", "# One<br>two\n\nText.\n");
        assert_eq!(blocks("a.md", &whole(&document)).0, document);
    }

    #[test]
    fn lists_code_and_tables_keep_their_shape() {
        let text = "# Tides\n\n1. one\n2. two\n\n- a point\n\nRun ``a ` b`` and `` `c` ``.\n\n| Name | Value |\n|---|---|\n| Alpha | 1 |\n";
        let (document, before) = blocks("a.md", text);
        let markdown = whole(&document);
        assert!(markdown.contains("\n1. one\n2. two\n") && markdown.contains("- a point"), "{markdown}");
        assert!(markdown.contains("``a ` b``") && markdown.contains("`` `c` ``"), "{markdown}");
        let table = before.iter().find(|(kind, _)| *kind == BlockKind::Table).unwrap();
        assert!(markdown.contains(&format!("```\n{}\n```", table.1)), "{markdown}");
        let (_, after) = blocks("a.md", &markdown);
        assert_eq!(after.len(), before.len(), "{markdown}");
    }
}
