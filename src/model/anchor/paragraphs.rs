//! Of whom or what a paragraph tells: a speaker, a day, a town, named where it begins or in a line of its own above it.
//! One look over a text finds all of that, and where a place stands is then told in steps by the logarithm.

use std::collections::HashMap;

use crate::text::Span;

pub(super) const PARAGRAPH: &str = "\n\n";

/// Bytes that a beginning has at least, in whole words, unless a sign ends its label; and at most.
const LEAST: usize = 9;
const MOST: usize = 64;
/// Bytes of a line that introduces what follows: it asks for it, or ends with a colon.
const LONG: usize = 200;
/// So many lines in a row that might be labels are a list or verses.
const LIST: usize = 3;

/// What ends a label within its line, and what ends a sentence.
const AFTER_LABEL: [char; 4] = [':', ',', '：', '，'];
const ENDS: [char; 9] = ['.', '!', '…', '。', '！', ',', ';', '，', '；'];
const INTRODUCES: [char; 4] = [':', '?', '：', '？'];
const CLOSING: [char; 9] = ['"', '\'', '”', '’', '»', '«', ')', '“', '」'];

#[cfg(test)]
thread_local! {
    /// Paragraphs that were passed to tell where something stands.
    pub(super) static PASSED: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// The paragraphs of a text.
pub(super) struct Paragraphs<'t> {
    pub text: &'t str,
    /// Where each begins.
    starts: Vec<usize>,
    /// Those that are labels of what stands below, by number.
    labels: Vec<usize>,
    /// How often paragraphs begin so.
    heads: HashMap<&'t str, usize>,
    /// The last paragraph of these words, and how often they are one.
    numbers: HashMap<&'t str, (usize, usize)>,
}

impl<'t> Paragraphs<'t> {
    /// O(bytes).
    pub fn of(text: &'t str) -> Self {
        let (mut starts, mut heads, mut numbers) = (Vec::new(), HashMap::new(), HashMap::new());
        let (mut labels, mut row, mut at) = (Vec::new(), 0, 0);
        for (number, words) in text.split(PARAGRAPH).enumerate() {
            starts.push(at);
            at += words.len() + PARAGRAPH.len();
            if let Some(head) = head(words) {
                *heads.entry(head).or_default() += 1;
            }
            let (last, count) = numbers.entry(words).or_default();
            (*last, *count) = (number, *count + 1);
            // The first is what the whole is called.
            if number > 0 && is_label(words) {
                labels.push(number);
                row += 1;
                continue;
            }
            if row >= LIST {
                labels.truncate(labels.len() - row);
            }
            row = 0;
        }
        if row >= LIST {
            labels.truncate(labels.len() - row);
        }
        Self { text, starts, labels, heads, numbers }
    }

    /// The number of the paragraph in which a place is.
    fn number(&self, at: usize) -> usize {
        let is_before = |start: &usize| {
            #[cfg(test)]
            PASSED.set(PASSED.get() + 1);
            *start <= at
        };
        self.starts.partition_point(is_before).saturating_sub(1)
    }

    fn words(&self, number: usize) -> Option<&'t str> {
        let from = *self.starts.get(number)?;
        let to = self.starts.get(number + 1).map_or(self.text.len(), |next| next - PARAGRAPH.len());
        self.text.get(from..to)
    }

    /// The beginning of the paragraph in which a span begins, where all of that stands before it.
    fn head(&self, span: Span) -> Option<&'t str> {
        let number = self.number(span.start.0);
        head(self.words(number)?)
            .filter(|head| self.starts.get(number).is_some_and(|from| from + head.len() <= span.start.0))
    }

    /// The nearest label above the paragraph in which a span begins.
    fn label(&self, span: Span) -> Option<&'t str> {
        let number = self.number(span.start.0);
        let above = self.labels.partition_point(|label| *label < number).checked_sub(1)?;
        self.words(*self.labels.get(above)?)
    }

    /// How many paragraphs begin so.
    fn heads(&self, head: &str) -> usize {
        self.heads.get(head).copied().unwrap_or_default()
    }

    /// How many paragraphs have these words.
    fn copies(&self, words: &str) -> usize {
        self.numbers.get(words).map_or(0, |(_, count)| *count)
    }

    /// Whether two places are in one paragraph.
    pub fn is_one(&self, a: usize, b: usize) -> bool {
        self.number(a) == self.number(b)
    }

    /// What stands right above and below the paragraphs that a span is.
    fn beside(&self, span: Span) -> Option<(&'t str, &'t str)> {
        let above = self.number(span.start.0).checked_sub(1)?;
        Some((self.words(above)?, self.words(self.number(span.end.0) + 1)?))
    }

    /// The number of the only paragraph of these words.
    fn only(&self, words: &str) -> Option<usize> {
        self.numbers.get(words).filter(|(_, count)| *count == 1).map(|(number, _)| *number)
    }
}

/// Two texts of which the second came of the first.
pub(super) struct Both<'t> {
    pub old: Paragraphs<'t>,
    pub new: Paragraphs<'t>,
}

impl<'t> Both<'t> {
    pub fn of(old: &'t str, new: &'t str) -> Self {
        Self { old: Paragraphs::of(old), new: Paragraphs::of(new) }
    }

    /// Whether what stood in a paragraph is told of another now, which was there before as the one that it left is
    /// there still. Where beginnings tell nothing, labels do.
    pub fn is_of_another(&self, was: Span, is: Span) -> bool {
        self.differ(self.old.head(was), self.new.head(is), Paragraphs::heads)
            .or_else(|| self.is_under_another(was, is))
            .unwrap_or(false)
    }

    fn is_under_another(&self, was: Span, is: Span) -> Option<bool> {
        self.differ(self.old.label(was), self.new.label(is), Paragraphs::copies)
    }

    /// Whether two names differ, of which both texts have either, and each once, so that it is a name; one who speaks
    /// does so often. Nothing where they tell nothing.
    fn differ(
        &self,
        was: Option<&str>,
        is: Option<&str>,
        count: fn(&Paragraphs<'t>, &str) -> usize,
    ) -> Option<bool> {
        let is_name = |words: &str| {
            let (old, new) = (count(&self.old, words), count(&self.new, words));
            if words.ends_with([':', '：']) { old.min(new) > 0 } else { old == 1 && new == 1 }
        };
        let (was, is) = was.zip(is)?;
        (is_name(was) && is_name(is)).then_some(was != is)
    }

    /// Whether a paragraph came under another label, or into the very place of one that is gone.
    pub fn is_in_place_of_another(&self, was: Span, is: Span) -> bool {
        let replaces = || {
            let (above, below) = self.new.beside(is)?;
            let (above, below) = (self.old.only(above)?, self.old.only(below)?);
            let other = self.old.words(above + 1).filter(|_| above + 2 == below)?;
            Some(self.new.copies(other) == 0)
        };
        self.is_under_another(was, is).unwrap_or(false) || replaces().unwrap_or(false)
    }
}

/// The first whole words of a paragraph, or the label before its first colon or comma.
fn head(paragraph: &str) -> Option<&str> {
    let ends = paragraph.char_indices().filter_map(|(at, c)| {
        let is_wide = matches!(c, '：' | '，');
        (c.is_whitespace() || is_wide).then_some(if is_wide { at + c.len_utf8() } else { at })
    });
    let is_label = |end: &usize| paragraph.get(..*end).is_some_and(|words| words.ends_with(AFTER_LABEL));
    let end = ends.take_while(|end| *end <= MOST).find(|end| *end >= LEAST || is_label(end))?;
    paragraph.get(..end)
}

/// Whether a paragraph is a line that says of whom or what the next ones are.
fn is_label(paragraph: &str) -> bool {
    let line = paragraph.trim();
    let bare = line.trim_end_matches(CLOSING);
    let is_told = line.contains(char::is_alphanumeric) && !line.contains('\n');
    is_told
        && (line.len() <= MOST && !bare.ends_with(ENDS) || line.len() <= LONG && bare.ends_with(INTRODUCES))
}
