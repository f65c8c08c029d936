//! Foreign text made safe inside Markdown: it reads the same, and no heading, fence, comment or
//! link of its own breaks what is around it.

use super::headings::deeper;
use crate::text::one_line;

/// Text on one line, such as a title: runs of white space are one space.
pub fn inline(text: &str) -> String {
    line(&one_line(text))
}

/// A passage as a block quotation, each line with `> ` before it, blank lines too, and with a backslash behind it where
/// the next one is to be a line of its own; no newline at the end.
pub fn quote(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(line).collect();
    let says = |i: usize| lines.get(i).is_some_and(|line| !line.is_empty());
    let all = lines.iter().enumerate().map(|(i, line)| {
        let end = if says(i) && says(i + 1) { "\\" } else { "" };
        format!("> {line}{end}")
    });
    all.collect::<Vec<_>>().join("\n")
}

/// The user's Markdown as it is, but for headings, which go `below` levels deeper so that none is taken
/// for one of ours, and for what would swallow the text after it: a fence or a comment left open, and
/// the line that parts our text from the user's.
pub fn note(text: &str, below: usize) -> String {
    let text = deeper(&text.replace("\r\n", "\n").replace('\r', "\n"), below);
    let mut fence: Option<String> = None;
    let mut out: Vec<String> = Vec::new();
    for l in text.trim_end().trim_start_matches('\n').split('\n') {
        let bare = l.trim_start();
        let mark: String = match bare.chars().next() {
            Some(c @ ('`' | '~')) => bare.chars().take_while(|d| *d == c).collect(),
            _ => String::new(),
        };
        match &fence {
            Some(open) if mark.starts_with(open.as_str()) && mark.len() == bare.trim_end().len() => {
                fence = None;
            }
            None if mark.len() >= 3 => {
                fence = Some(mark);
            }
            _ => {}
        }
        out.push(if bare.trim_end() == "<!-- postil: yours below -->" {
            format!("\\{bare}")
        } else {
            l.to_owned()
        });
    }
    out.extend(fence);
    let mut out = out.join("\n");
    if out.rfind("<!--").is_some_and(|open| !out.get(open..).unwrap_or_default().contains("-->")) {
        out.push_str("\n-->");
    }
    out
}

/// One line: white space at its ends and characters that mean something get written so that they
/// are read as themselves.
fn line(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let first = chars.iter().position(|c| !is_blank(*c));
    let (Some(first), Some(last)) = (first, chars.iter().rposition(|c| !is_blank(*c))) else {
        return String::new();
    };
    let start = marker_at(&chars, first);
    let mut out = String::with_capacity(text.len() + 8);
    for (i, &c) in chars.iter().enumerate() {
        let before = i.checked_sub(1).and_then(|i| chars.get(i)).copied();
        let after = chars.get(i + 1).copied();
        if i < first || i > last {
            // Literal blanks at the ends would be dropped, or make code or a line break.
            out.push_str(match c {
                '\t' => "&#9;",
                _ => "&#32;",
            });
            continue;
        }
        if Some(i) == start || is_special(c, before, after) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t')
}

/// Where the sign stands that would make the line a heading, list item, quotation, rule or table.
fn marker_at(chars: &[char], first: usize) -> Option<usize> {
    match chars.get(first)? {
        '#' | '-' | '+' | '=' | '>' | '|' | ':' | '~' => Some(first),
        c if c.is_ascii_digit() => {
            let rest = chars.get(first..).unwrap_or_default();
            let digits = rest.iter().take_while(|c| c.is_ascii_digit()).count();
            matches!(rest.get(digits), Some('.' | ')')).then_some(first + digits)
        }
        _ => None,
    }
}

fn is_special(c: char, before: Option<char>, after: Option<char>) -> bool {
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    match c {
        '\\' | '`' | '*' | '[' | ']' | '<' | '|' => true,
        '_' => !(word(before) && word(after)),
        '&' => word(after) || after == Some('#'),
        // A tag in Obsidian.
        '#' => !word(before) && after.is_some(),
        // A block id in Obsidian.
        '^' => before.is_none_or(char::is_whitespace),
        // Strikethrough, highlight, comment.
        '~' | '=' | '%' => before == Some(c) || after == Some(c),
        // Formulas.
        '$' => before == Some('$') || after == Some('$'),
        _ => false,
    }
}
