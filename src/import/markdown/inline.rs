//! The words of one block with the styles over them.

use super::super::address;
use crate::model::{Inline, InlineKind};
use crate::text::{Span, joint};

#[derive(Debug, Default)]
pub(super) struct Line {
    text: String,
    inlines: Vec<Inline>,
    /// Styles not ended yet: their place in `inlines`.
    open: Vec<usize>,
    /// Where pictures not ended yet begin; more than one where a picture's words hold a picture.
    pictures: Vec<usize>,
    /// Whether there are pictures, and whether there are words outside them.
    pictured: bool,
    worded: bool,
    /// Whether a line of the source ended that goes on in what comes next.
    goes_on: bool,
}

impl Line {
    pub(super) fn push(&mut self, text: &str) {
        if self.pictures.is_empty() && !text.trim().is_empty() {
            self.worded = true;
        }
        if !text.is_empty() {
            self.join(text);
        }
        self.text.push_str(text);
    }

    /// The line of the source ends, but not that of the block.
    pub(super) fn soft_end(&mut self) {
        self.goes_on = true;
    }

    /// Goes on with what begins the next line of the source.
    fn join(&mut self, next: &str) {
        if std::mem::take(&mut self.goes_on) && !joint::are_close(&self.text, next) {
            self.text.push(' ');
        }
    }

    /// Whether the last thing was a line end that is meant.
    pub(super) fn at_line_start(&self) -> bool {
        self.text.ends_with('\n')
    }

    pub(super) fn styled(&mut self, kind: InlineKind, text: &str) {
        self.open(kind, None);
        self.push(text);
        self.close();
    }

    /// A space that comes before its first word is not under the style: see [`super::super::builder`].
    pub(super) fn open(&mut self, kind: InlineKind, target: Option<&str>) {
        let target = target.filter(|t| address::is_safe(t)).map(str::to_owned);
        self.open.push(self.inlines.len());
        let here = self.text.len();
        self.inlines.push(Inline { kind, span: Span::new(here, here), target });
    }

    pub(super) fn close(&mut self) {
        if let Some(inline) = self.open.pop().and_then(|i| self.inlines.get_mut(i)) {
            inline.span = Span::new(inline.span.start.0, self.text.len());
        }
    }

    pub(super) fn image(&mut self) {
        self.pictured = true;
        self.join("[");
        self.pictures.push(self.text.len());
        self.text.push_str("[image: ");
    }

    pub(super) fn end_image(&mut self) {
        let Some(start) = self.pictures.pop() else { return };
        if self.text.len() == start + "[image: ".len() {
            self.text.truncate(start);
            self.text.push_str("[image");
        }
        self.text.push(']');
    }

    /// Whether there is nothing in it but pictures.
    pub(super) fn is_picture(&self) -> bool {
        self.pictured && !self.worded
    }

    /// Its words and styles; a link whose address is not to be followed is no link.
    pub(super) fn finish(mut self) -> (String, Vec<Inline>) {
        self.inlines.retain(|i| !i.span.is_empty() && (i.kind != InlineKind::Link || i.target.is_some()));
        (self.text, self.inlines)
    }
}
