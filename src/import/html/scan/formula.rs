//! `MathML` in one line of text: `E = mc^2`, `(a+b)/c`, `x_1`, `√2`. What it shows is read, not what is
//! annotated beside it, and what it says of itself only where it shows nothing.

use super::super::super::ImportError;
use super::{Lenient, Scanner, text};
use crate::text::one_line;

/// Longer ones are no part of a sentence, in bytes of markup.
const LONGEST: usize = 1 << 16;
/// Elements within each other; deeper ones count as their contents.
const DEPTH: usize = 64;

/// An element that is open, and what its parts came to.
#[derive(Debug, Default)]
struct Open {
    name: String,
    parts: Vec<String>,
}

/// The words of a formula: of the markup between its tags, else of the other words that its tag has for it.
fn words(markup: &str, tag: &text::Tag<'_>) -> String {
    let shown = if markup.len() > LONGEST { String::new() } else { line(markup) };
    if !shown.is_empty() {
        return shown;
    }
    let said = tag.attributes.iter().find(|(key, _)| key.eq_ignore_ascii_case("alttext"));
    said.map(|(_, value)| text::attribute(value).trim().to_owned())
        .filter(|value| value.len() <= LONGEST)
        .unwrap_or_default()
}

fn line(markup: &str) -> String {
    let mut open = vec![Open::default()];
    let mut rest = markup;
    while let Some(at) = memchr::memchr(b'<', rest.as_bytes()) {
        let (before, tag) = rest.split_at(at);
        add(&mut open, token(before));
        if let Some(end) = tag.strip_prefix("</") {
            let name = text::name(end);
            // Of the root nothing ends but the formula.
            if let Some(at) = open.iter().skip(1).rposition(|open| open.name == name) {
                close_to(&mut open, at + 1);
            }
            rest = tag.get(tag.find('>').map_or(tag.len(), |end| end + 1)..).unwrap_or_default();
        } else if tag.get(1..).is_some_and(|name| name.starts_with(|c: char| c.is_ascii_alphabetic())) {
            let name = text::name(tag.get(1..).unwrap_or_default());
            let length = text::tag(tag, 1 + name.len()).length;
            let is_empty = tag.get(..length).is_some_and(|tag| tag.ends_with("/>"));
            if open.len() < DEPTH {
                open.push(Open { name, parts: Vec::new() });
                if is_empty {
                    let last = open.len() - 1;
                    close_to(&mut open, last);
                }
            }
            rest = tag.get(length..).unwrap_or_default();
        } else {
            rest = tag.get(tag.find('>').map_or(tag.len(), |end| end + 1)..).unwrap_or_default();
        }
    }
    add(&mut open, token(rest));
    close_to(&mut open, 1);
    let all = open.pop().map(|root| root.parts.concat()).unwrap_or_default();
    one_line(&all)
}

/// Text as it shows: signs that say how to speak a formula and are not seen are left out.
fn token(text: &str) -> String {
    let text = if text.contains('&') { text::attribute(text) } else { text.to_owned() };
    text.trim().chars().filter(|c| !matches!(c, '\u{2061}'..='\u{2064}' | '\u{200b}')).collect()
}

fn add(open: &mut [Open], part: String) {
    if let Some(last) = open.last_mut().filter(|_| !part.is_empty()) {
        last.parts.push(part);
    }
}

fn close_to(open: &mut Vec<Open>, at: usize) {
    while open.len() > at.max(1) {
        let Some(Open { name, parts }) = open.pop() else { return };
        // A part that shows nothing keeps its place: the second part of a fraction is the second.
        if let Some(above) = open.last_mut() {
            above.parts.push(joined(&name, &parts));
        }
    }
}

fn joined(name: &str, parts: &[String]) -> String {
    let part = |at: usize| parts.get(at).map(String::as_str).unwrap_or_default();
    match (local(name), parts.len()) {
        ("mfrac", 2) => format!("{}/{}", group(part(0)), group(part(1))),
        ("msup" | "mover", 2) => format!("{}^{}", part(0), group(part(1))),
        ("msub" | "munder", 2) => format!("{}_{}", part(0), group(part(1))),
        ("msubsup" | "munderover", 3) => format!("{}_{}^{}", part(0), group(part(1)), group(part(2))),
        ("msqrt", _) => format!("√{}", group(&parts.concat())),
        ("mroot", 2) => format!("{}√{}", group(part(1)), group(part(0))),
        ("mtr" | "mlabeledtr", _) => parts.join(", "),
        ("mtable", _) => parts.join("; "),
        ("mspace", _) => " ".to_owned(),
        ("mtext", _) => format!(" {} ", parts.concat()),
        ("mo", _) => relation(parts.concat()),
        ("annotation" | "annotation-xml" | "mphantom", _) => String::new(),
        _ => parts.concat(),
    }
}

/// A name without the prefix of its namespace.
fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// What compares two sides stands apart from them.
fn relation(sign: String) -> String {
    if matches!(&*sign, "=" | "<" | ">" | "≤" | "≥" | "≈" | "≠" | "≡" | "∼" | "∈" | "→" | "⇒" | "↔" | "⇔")
    {
        format!(" {sign} ")
    } else {
        sign
    }
}

/// In brackets, unless it is one number or name.
fn group(part: &str) -> String {
    let part = part.trim();
    if part.chars().all(char::is_alphanumeric) || part.chars().count() == 1 {
        part.to_owned()
    } else {
        format!("({part})")
    }
}

impl Scanner<'_> {
    /// A formula becomes a line of text.
    pub(super) fn formula(&mut self, tag: &text::Tag<'_>) -> Result<(), ImportError> {
        let from = self.at;
        self.skip("math");
        let is_hidden =
            tag.attributes.iter().any(|(key, value)| key.eq_ignore_ascii_case("style") && text::hides(value));
        if is_hidden && self.lenient != Lenient::Hidden {
            return Ok(());
        }
        let words = words(self.page.get(from..self.at).unwrap_or_default(), tag);
        self.text(&words.replace('&', "&amp;").replace('<', "&lt;"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(markup: &str) -> String {
        words(markup, &text::tag("<math alttext='so it is said &amp; meant'>", 5))
    }

    #[test]
    fn a_formula_is_one_line() {
        for (markup, line) in [
            ("<mi>E</mi><mo>=</mo><mi>m</mi><msup><mi>c</mi><mn>2</mn></msup>", "E = mc^2"),
            ("<mrow><mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mi>c</mi></mfrac></mrow>", "(a+b)/c"),
            (
                "<msubsup><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></msubsup>",
                "∑_(i = 1)^n",
            ),
            ("<msqrt><mn>2</mn></msqrt><mo>&lt;</mo><mn>2</mn>", "√2 < 2"),
            ("<mroot><mi>x</mi><mn>3</mn></mroot>", "3√x"),
            ("<mi>f</mi><mo>&#x2061;</mo><mo>(</mo><mi>x</mi><mo>)</mo>", "f(x)"),
            (
                "<mtable><mtr><mtd>1</mtd><mtd>0</mtd></mtr><mtr><mtd>0</mtd><mtd>1</mtd></mtr></mtable>",
                "1, 0; 0, 1",
            ),
            (
                "<semantics><mi>x</mi><annotation encoding='application/x-tex'>\\mathbf{x}</annotation></semantics>",
                "x",
            ),
            ("<m:msub><m:mi>x</m:mi><m:mn>1</m:mn></m:msub>", "x_1"),
            ("<mi>x</mi><mtext>if</mtext><mi>y</mi>", "x if y"),
            ("<mfrac><mrow/><mi>c</mi></mfrac>", "/c"),
            ("", "so it is said & meant"),
            ("<mphantom><mi>x</mi></mphantom>", "so it is said & meant"),
        ] {
            assert_eq!(shown(markup), line, "{markup}");
        }
    }

    #[test]
    fn strange_markup_is_read_as_far_as_it_goes() {
        assert_eq!(shown("<mi>x</mo></msup><msup><mi>y</mi>"), "xy");
        assert_eq!(shown(&format!("{}<mi>x</mi>{}", "<mrow>".repeat(9_000), "</mrow>".repeat(4))), "x");
        shown("< <mi");
        shown("<msup><mi>é</mi");
        assert_eq!(shown(&"<mi>x</mi>".repeat(LONGEST / 8)), "so it is said & meant");
    }
}
