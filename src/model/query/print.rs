//! Query to text.

use super::parse::{begins_field, ends_word, is_operator, is_quote};
use super::{Expr, Query, Term};

/// The query as one would type it; nothing where it asks for everything.
pub fn print(query: &Query) -> String {
    let mut out = String::new();
    expr(&query.expr, &mut out);
    out
}

fn expr(it: &Expr, out: &mut String) {
    match it {
        Expr::All(parts) => {
            for (i, part) in parts.iter().enumerate() {
                if i > 0 {
                    out.push(' ');
                }
                operand(part, out);
            }
        }
        Expr::Any(parts) => {
            for (i, part) in parts.iter().enumerate() {
                if i > 0 {
                    out.push_str(" OR ");
                }
                expr(part, out);
            }
        }
        Expr::Not(inner) => {
            out.push('-');
            operand(inner, out);
        }
        Expr::Term(it) => term(it, out),
    }
}

/// A part that stands beside others or after a minus sign.
fn operand(it: &Expr, out: &mut String) {
    if matches!(it, Expr::All(_) | Expr::Any(_)) {
        out.push('(');
        expr(it, out);
        out.push(')');
    } else {
        expr(it, out);
    }
}

fn term(it: &Term, out: &mut String) {
    match it {
        Term::Word(word) if is_bare_word(word) => out.push_str(word),
        Term::Word(text) | Term::Phrase(text) => quoted(text, out),
        Term::Beginning(word) => {
            out.push_str(word);
            out.push('*');
        }
        Term::Theme(name) => field("theme", name, out),
        Term::By(name) => field("by", name, out),
        Term::In(name) => field("in", name, out),
        Term::Collection(title) => field("collection", title, out),
        Term::Title(words) => field("title", words, out),
        Term::Note(words) => field("note", words, out),
        Term::NoteBeginning(word) => {
            out.push_str("note:");
            out.push_str(word);
            out.push('*');
        }
        Term::Is(is) => {
            out.push_str("is:");
            out.push_str(is.word());
        }
        Term::Since(date) => {
            out.push_str("since:");
            out.push_str(&date.to_string());
        }
        Term::Until(date) => {
            out.push_str("until:");
            out.push_str(&date.to_string());
        }
    }
}

fn is_bare_word(word: &str) -> bool {
    !word.is_empty()
        && !word.starts_with('-')
        && !word.contains(ends_word)
        && !word.contains('*')
        && !begins_field(word)
        && !is_operator(word)
}

fn field(name: &str, value: &str, out: &mut String) {
    out.push_str(name);
    out.push(':');
    if value.is_empty() || value.contains(ends_word) || value.contains('*') {
        quoted(value, out);
    } else {
        out.push_str(value);
    }
}

fn quoted(text: &str, out: &mut String) {
    out.push('"');
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        // A backslash alone is itself (paths hold `\/`), so it is doubled only where it would escape.
        let escapes = c == '\\' && chars.peek().is_none_or(|&next| next == '\\' || is_quote(next));
        if escapes || is_quote(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('"');
}
