//! Headings in notes, put below the heading of the place where a note stands.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// The deepest heading there is.
const DEEPEST: usize = 6;

/// The note with every heading `by` levels deeper, the sixth at most. A heading with a line below it
/// becomes one with signs before it, since that form has two levels only.
pub(super) fn deeper(note: &str, by: usize) -> String {
    let mut out = String::with_capacity(note.len() + 8);
    let mut done = 0;
    for heading in headings(note) {
        let signs = "#".repeat((heading.level + by).min(DEEPEST));
        let range = heading.range;
        let (Some(before), Some(whole)) = (note.get(done..range.start), note.get(range.clone())) else {
            continue;
        };
        out.push_str(before);
        out.push_str(&signs);
        match whole.strip_prefix(&"#".repeat(heading.level)) {
            Some(rest) if rest.is_empty() || rest.starts_with([' ', '\t', '\n']) => {
                out.push_str(rest);
            }
            _ => {
                out.push(' ');
                out.push_str(&on_one_line(note.get(heading.inside).unwrap_or_default()));
                out.push('\n');
            }
        }
        done = range.end;
    }
    out.push_str(note.get(done..).unwrap_or_default());
    out
}

/// A heading in Markdown, in bytes.
struct Heading {
    level: usize,
    range: Range<usize>,
    /// What it says, without the signs.
    inside: Range<usize>,
}

fn headings(note: &str) -> Vec<Heading> {
    let mut found: Vec<Heading> = Vec::new();
    let mut open = false;
    for (event, range) in Parser::new_ext(note, Options::empty()).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                open = true;
                // H1 is 1.
                let level = level as usize;
                found.push(Heading { level, inside: range.end..range.start, range });
            }
            Event::End(TagEnd::Heading(_)) => open = false,
            _ if open => {
                if let Some(heading) = found.last_mut() {
                    heading.inside = heading.inside.start.min(range.start)..heading.inside.end.max(range.end);
                }
            }
            _ => {}
        }
    }
    found
}

/// The words of a heading of several lines. Those after the first may have the signs of the quotation
/// before them in which they stand; a sign at the end would be read as the end of the heading.
fn on_one_line(inside: &str) -> String {
    let mut lines = inside.lines();
    let mut words: Vec<&str> = lines.next().into_iter().map(str::trim).collect();
    words.extend(lines.map(|line| line.trim_start_matches([' ', '\t', '>']).trim_end()));
    let mut line = words.join(" ");
    if line.ends_with('#') {
        line.insert(line.len() - 1, '\\');
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_go_deeper_and_all_else_stays() {
        for (note, wanted) in [
            ("# One\n\nText\n\n## Two ##\n", "### One\n\nText\n\n#### Two ##\n"),
            ("##### Five\n###### Six", "###### Five\n###### Six"),
            ("Title\n=====\n\nText", "### Title\n\nText"),
            ("Two *lines*\nof it\n---\nText", "#### Two *lines* of it\nText"),
            ("in C#\n===", "### in C\\#\n"),
            ("#tag\n===\n", "### #tag\n"),
            ("#\n\n#\ttab\n", "###\n\n###\ttab\n"),
            ("   # indented", "   ### indented"),
            ("> # quoted\n>\n> a\n> b\n> ===\n> c", "> ### quoted\n>\n> ### a b\n> c"),
            ("- # in a list\n- Under\n  ---\n", "- ### in a list\n- #### Under\n"),
            ("```\n# code\n```\n\n    # code\n", "```\n# code\n```\n\n    # code\n"),
            ("<!--\n# hidden\n-->\n\\# none, #none", "<!--\n# hidden\n-->\n\\# none, #none"),
            ("a\n\n---\n\n漢字\n===\né", "a\n\n---\n\n### 漢字\né"),
        ] {
            assert_eq!(deeper(note, 2), wanted, "{note}");
        }
    }
}
