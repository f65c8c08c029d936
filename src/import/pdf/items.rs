//! What items of a list begin with.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Bullet,
    Number,
}

const BULLETS: [char; 17] =
    ['•', '◦', '▪', '‣', '●', '○', '■', '□', '–', '-', '∗', '*', '·', '∙', '➢', '►', '✓'];

/// What an item of a list begins with, if the line begins as one.
pub(super) fn item(text: &str) -> Option<Mark> {
    let (head, rest) = text.split_once(' ')?;
    if rest.trim().is_empty() {
        return None;
    }
    let mut chars = head.chars();
    if let (Some(c), None) = (chars.next(), chars.next()) {
        return BULLETS.contains(&c).then_some(Mark::Bullet);
    }
    let inner = head.trim_start_matches(['(', '[']).trim_end_matches([')', '.', ']']);
    let closed = head.ends_with([')', '.', ']']) && head.len() > inner.len() && head.len() <= inner.len() + 2;
    let number = !inner.is_empty() && inner.len() <= 3 && inner.bytes().all(|b| b.is_ascii_digit());
    let letter = inner.len() == 1 && inner.bytes().all(|b| b.is_ascii_lowercase());
    (closed && (number || letter)).then_some(Mark::Number)
}
