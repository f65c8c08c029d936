//! The text of a source as postil keeps it, and where each of its places went: line ends, control
//! characters, white space at line ends and runs of blank lines are not the same in both.

use crate::import::builder::{Builder, Piece};
use crate::import::clean::{self, Stretch};
use crate::import::plain::lines::is_hard_wrapped;
use crate::model::{BlockKind, Document};
use crate::text::{Offset, Span, grapheme};

/// A text that was taken over.
#[derive(Debug)]
pub(super) struct Taken {
    pub document: Document,
    /// Bytes of the source that are in the document, in order of both.
    stretches: Vec<Stretch>,
}

/// A place of the document for a passage of the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    pub span: Span,
    /// It began or ended inside a character, and was widened to it.
    pub widened: bool,
}

/// A block on its way in: its lines as bytes of the cleaned text, and how long each is.
struct Lines {
    kind: BlockKind,
    lines: Vec<(usize, usize)>,
}

/// Takes a text over. One that postil wrote comes back as it was; of others each line is a paragraph,
/// unless they are hard-wrapped. A first block that says the `title` is a heading. O(bytes).
pub(super) fn take(source: &str, title: &str, ours: bool) -> Taken {
    let (clean, cleaned) = clean::traced(source);
    let runs = ours || is_hard_wrapped(&clean);
    let blocks = blocks(&clean, runs, ours);
    let mut builder = Builder::sized(clean.len());
    for (at, block) in blocks.iter().enumerate() {
        let lines = block.lines.iter().filter_map(|(from, length)| clean.get(*from..from + length));
        let text = lines.collect::<Vec<_>>().join("\n");
        let is_title = at == 0 && !title.is_empty() && clean::line(&text) == title;
        let kind = if is_title { BlockKind::Heading } else { block.kind };
        builder.push(&Piece::new(kind, u8::from(is_title), text));
    }
    let document = builder.finish();
    let mut stretches = Vec::new();
    let mut from = 0;
    for (block, lines) in document.blocks.iter().zip(&blocks) {
        let mut to = block.span.start.0;
        for (line, length) in &lines.lines {
            carry(&cleaned, &mut from, (*line, to, *length), &mut stretches);
            to += length + 1;
        }
    }
    Taken { document, stretches }
}

/// The blocks of a text: runs of lines between blank ones, or else each line. In a text of postil's own
/// a block that is set in keeps its white space.
fn blocks(clean: &str, runs: bool, ours: bool) -> Vec<Lines> {
    let mut blocks: Vec<Lines> = Vec::new();
    let (mut at, mut goes_on) = (0, false);
    for line in clean.split('\n') {
        let mut kept = line.trim_end();
        let mut start = at;
        at += line.len() + 1;
        if kept.is_empty() {
            goes_on = false;
            continue;
        }
        let set_in = kept.starts_with(char::is_whitespace);
        if let Some(last) = blocks.last_mut().filter(|_| goes_on) {
            last.lines.push((start, kept.len()));
            continue;
        }
        let kind = if ours && set_in { BlockKind::Preformatted } else { BlockKind::Paragraph };
        if kind == BlockKind::Paragraph {
            let whole = kept.len();
            kept = kept.trim_start();
            start += whole - kept.len();
        }
        blocks.push(Lines { kind, lines: vec![(start, kept.len())] });
        goes_on = runs;
    }
    blocks
}

/// Carries a line (where it is in the cleaned text, where in the document, its length) back to the source.
/// `from` is the first stretch that may hold it.
fn carry(
    cleaned: &[Stretch],
    from: &mut usize,
    (line, to, length): (usize, usize, usize),
    out: &mut Vec<Stretch>,
) {
    while cleaned.get(*from).is_some_and(|stretch| stretch.to + stretch.length <= line) {
        *from += 1;
    }
    let end = line + length;
    for stretch in cleaned.get(*from..).unwrap_or_default() {
        if stretch.to >= end {
            break;
        }
        let start = stretch.to.max(line);
        let stop = (stretch.to + stretch.length).min(end);
        if start < stop {
            let one = Stretch {
                from: stretch.from + (start - stretch.to),
                to: to + (start - line),
                length: stop - start,
            };
            out.push(one);
        }
    }
}

impl Taken {
    /// Where bytes of the source are in the document, without what is not there at their ends; `None` where
    /// nothing of them is.
    pub(super) fn find(&self, start: usize, end: usize) -> Option<Found> {
        let all = &self.stretches;
        let first = all.get(all.partition_point(|stretch| stretch.from + stretch.length <= start))?;
        let last = all.get(all.partition_point(|stretch| stretch.from < end).checked_sub(1)?)?;
        let from = first.to + start.saturating_sub(first.from);
        let to = last.to + (end - last.from).min(last.length);
        if from >= to {
            return None;
        }
        let text = &*self.document.text;
        let floor = grapheme::floor(text, from);
        let mut ceiling = grapheme::floor(text, to);
        if ceiling.0 < to {
            ceiling = grapheme::next(text, ceiling);
        }
        let span = Span { start: floor, end: ceiling };
        Some(Found { span, widened: span.start != Offset(from) || span.end != Offset(to) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(source: &str, words: &str) -> String {
        let taken = take(source, "", false);
        let start = source.find(words).expect("it is there");
        let found = taken.find(start, start + words.len()).expect("it is found");
        taken.document.slice(found.span).to_owned()
    }

    #[test]
    fn what_was_selected_is_found_whatever_became_of_the_space_around_it() {
        let source =
            "\u{feff}Title  \r\n\r\n\r\n  One line.  \r\nTwo \u{1b}[31mred\u{1b}[0m lines.\r\n\r\nEnd\u{7}";
        let taken = take(source, "Title", false);
        assert_eq!(&*taken.document.text, "Title\n\nOne line.\n\nTwo red lines.\n\nEnd");
        assert_eq!(taken.document.blocks[0].kind, BlockKind::Heading);
        assert_eq!(found(source, "One line."), "One line.");
        assert_eq!(found(source, "  \r\n\r\n\r\n  One"), "One");
        assert_eq!(found(source, "line.  \r\nTwo"), "line.\n\nTwo");
        assert_eq!(found(source, "red\u{1b}[0m lines"), "red lines");
        assert_eq!(found(source, "End\u{7}"), "End");
        assert_eq!(taken.find(source.len(), source.len()), None);
        let blank = source.find("\r\n\r\n").unwrap();
        assert_eq!(taken.find(blank, blank + 2), None, "there are no words in it");
    }

    #[test]
    fn a_text_of_ours_comes_back_as_it_was() {
        let text = "Title\n\nOne line\nthat goes on\n\n  fn main() {\n      run\n\n  }\n\n- item\n\nEnd";
        let taken = take(text, "Title", true);
        assert_eq!(&*taken.document.text, text);
        assert_eq!(taken.find(7, 15).map(|found| found.span), Some(Span::new(7, 15)));
        assert_eq!(taken.document.broken_promise(), None);
    }

    #[test]
    fn a_passage_within_a_character_is_widened_to_it() {
        let taken = take("ae\u{301}b", "", false);
        let found = taken.find(1, 2).unwrap();
        assert!(found.widened);
        assert_eq!(taken.document.slice(found.span), "e\u{301}");
    }

    #[test]
    fn a_wrapped_text_keeps_its_lines_together() {
        let wrapped = "One sentence that goes\non in the next line\nand ends here.\n\nAnother that also\ngoes on\nhere.";
        assert_eq!(take(wrapped, "", false).document.blocks.len(), 2);
        assert_eq!(take("One.\nTwo.\nThree.", "", false).document.blocks.len(), 3);
    }
}
