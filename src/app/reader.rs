//! The open article: its text, its annotations, the cursor, and what the window shows of it.

mod begin;
mod contents;
mod find;
mod folds;
mod marks;
mod motion;
mod objects;
mod outline;
mod pace;
mod point;
mod range;
mod reach;
mod search;
mod shape;

use std::cell::Cell;
use std::sync::Arc;

use crate::model::{Annotation, AnnotationId, Article, ArticleId, Document, Inline, Status, anchor};
use crate::text::layout::{Anchor, Counters, Layout, Line, Put, Source};
use crate::text::segment;
use crate::text::{Column, Offset, Span, grapheme};

use outline::Outline;

pub use find::Find;
pub use marks::Marks;
pub use search::TextSearch;
pub use shape::{Shape, is_numbered};

/// What a tag or a note goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target {
    pub article: ArticleId,
    pub span: Span,
    /// The annotation that is already there.
    pub annotation: Option<AnnotationId>,
}

/// How a selection grows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    Character,
    Paragraph,
}

/// A selection from the place where it began to the cursor, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Selection {
    pub from: Offset,
    pub by: By,
    /// The annotation whose range it is, while that is being changed.
    pub changing: Option<AnnotationId>,
}

/// What `gs` stepped to at the cursor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stepped {
    To(AnnotationId),
    /// The sentence, anew, whatever lies on it.
    Anew,
}

/// The open article.
#[derive(Debug)]
pub struct Reader {
    pub article: Article,
    pub document: Arc<Document>,
    pub marks: Marks,
    outline: Outline,
    layout: Layout,
    /// Blocks that the layout asked for.
    looked: Cell<usize>,
    /// Rows of the window.
    pub height: usize,
    /// Rows kept between the cursor and the edge of the window.
    pub margin: usize,
    pub top: Anchor,
    /// A grapheme boundary inside a block.
    pub cursor: Offset,
    /// The sentence that was asked for last, and where the cursor was: a frame asks several times.
    sentence: Cell<Option<(Offset, Span)>>,
    /// The column that moves up and down keep to.
    goal: Option<Column>,
    /// Where the cursor's row is to be put at the next draw.
    put: Option<Put>,
    /// The cursor is where it was pointed at: nothing scrolls for it.
    pointed: bool,
    pub selection: Option<Selection>,
    /// The last selection that was left, and where the cursor was.
    left_selection: Option<(Selection, Offset)>,
    pub search: Option<TextSearch>,
    /// Whether furniture is folded away.
    pub folded: bool,
    pub stepped: Option<Stepped>,
    /// The lines of the window, as prepared for this draw.
    pub lines: Vec<Line>,
    /// What showed at the last draw.
    shown_last: Span,
    /// A jump was made since the last draw.
    jumped: bool,
    /// The window that a jump to the end led to, until another one shows.
    leapt: Option<Span>,
    /// Where it begins for who has not read in it.
    begin: Offset,
    /// How far the reader has come.
    way: pace::Way,
}

impl Reader {
    /// An article at the place where it was left; one that was never read where it begins.
    pub fn new(article: Article, document: Arc<Document>, annotations: Vec<Annotation>) -> Self {
        let outline = Outline::of(&document);
        let begin = begin::of(&document, &outline, article.title());
        let is_new = article.place == Offset(0) && article.status == Status::Unread;
        let cursor = if is_new { begin } else { article.place };
        // What was read before goes on from where it ended, to the percent that is known of it.
        let read = usize::from(article.progress) + usize::from(article.progress > 0);
        let read = (document.text.len() / 100).saturating_mul(read).min(document.text.len());
        let mut reader = Self {
            article,
            outline,
            document,
            marks: Marks::new(annotations),
            layout: Layout::new(70),
            looked: Cell::new(0),
            height: 1,
            margin: 0,
            top: Anchor::from(cursor),
            cursor,
            sentence: Cell::new(None),
            goal: None,
            put: None,
            pointed: false,
            selection: None,
            left_selection: None,
            search: None,
            folded: false,
            stepped: None,
            lines: Vec::new(),
            shown_last: Span::new(read.max(begin.0), read.max(begin.0)),
            jumped: false,
            leapt: None,
            begin,
            way: pace::Way::default(),
        };
        reader.put_cursor(cursor);
        // Above where it begins there is nothing to be read.
        let put = if cursor == begin { Put::Top } else { Put::Middle };
        reader.put = (cursor > Offset(0)).then_some(put);
        reader
    }

    pub fn text(&self) -> &str {
        &self.document.text
    }

    /// What the layout did since the article was opened.
    pub fn counters(&self) -> Counters {
        self.layout.counters()
    }

    /// How many blocks the layout asked for since then.
    pub fn looked(&self) -> usize {
        self.looked.get()
    }

    /// Styles of the text that reach a span.
    pub fn inlines(&self, span: Span) -> impl Iterator<Item = &Inline> {
        self.outline.inlines(&self.document, span)
    }

    /// How many blocks are furniture.
    pub fn furniture(&self) -> usize {
        self.outline.furniture()
    }

    fn with<R>(&mut self, ask: impl FnOnce(&mut Layout, Source<'_>) -> R) -> R {
        let shape = Shape {
            document: &self.document,
            outline: &self.outline,
            folded: self.folded,
            looked: &self.looked,
        };
        ask(&mut self.layout, Source { text: &self.document.text, blocks: &shape })
    }

    /// Lays out the window: so many cells by so many rows.
    pub fn prepare(&mut self, width: u16, height: u16, margin: u16) {
        self.layout.set_width(width);
        self.height = usize::from(height.max(1));
        self.margin = usize::from(margin).min(self.height.saturating_sub(1) / 2);
        let (cursor, top, height, margin) = (self.cursor, self.top, self.height, self.margin);
        let put = self.put.take();
        let pointed = self.pointed;
        let is_opening = self.lines.is_empty() && cursor == self.begin;
        self.top = self.with(|layout, source| {
            let top = put.map_or(top, |put| layout.put(source, cursor, height, put));
            // Where all of it has room, what stands above its title needs not be hidden.
            let last = if is_opening && put.is_some() { layout.last_page(source, height) } else { top };
            let top = if last.at < top.at { last } else { top };
            layout.fit(source, cursor, top, height, if pointed { 0 } else { margin })
        });
        let top = self.top;
        self.lines = self.with(|layout, source| layout.lines(source, top, height));
        self.note_leap();
        self.note_end();
    }

    /// The text that shows: from the start of the first line to the end of the last.
    pub fn window(&self) -> Span {
        match (self.lines.first(), self.lines.last()) {
            (Some(first), Some(last)) => Span { start: first.span.start, end: last.span.end },
            _ => Span::default(),
        }
    }

    /// New annotations after a step; the cursor stays.
    pub fn refresh(&mut self, article: Article, annotations: Vec<Annotation>) {
        self.article = article;
        self.marks = Marks::new(annotations);
        if let Some(Stepped::To(id)) = self.stepped
            && self.marks.get(id).is_none()
        {
            self.stepped = None;
        }
    }

    /// New text after a step; the cursor stays on the words where it was, if they are there.
    pub fn replace(&mut self, article: Article, document: Arc<Document>, annotations: Vec<Annotation>) {
        let cursor = anchor::follow(&self.document.text, &document.text, self.cursor);
        self.outline = Outline::of(&document);
        self.document = document;
        self.sentence.set(None);
        self.layout.clear();
        self.selection = None;
        self.left_selection = None;
        self.search = None;
        self.refresh(article, annotations);
        self.put_cursor(cursor);
        self.fold(self.folded);
    }

    /// Stretches rows to the column's width, or not.
    pub fn justify(&mut self, justify: bool) {
        self.layout.justify(justify);
    }

    /// The span of the sentence under the cursor.
    pub fn sentence(&self) -> Span {
        if let Some((_, known)) = self.sentence.get().filter(|(cursor, _)| *cursor == self.cursor) {
            return known;
        }
        let block = self.document.blocks.get(self.document.block_at(self.cursor));
        let sentence = block.map_or_else(Span::default, |block| {
            segment::sentence_at(self.text(), block.bounds(), self.cursor)
        });
        self.sentence.set(Some((self.cursor, sentence)));
        sentence
    }

    /// The selection as a span of text, without white space around it; empty if nothing is selected.
    pub fn selected(&self) -> Span {
        let Some(selection) = self.selection else { return Span::default() };
        let (a, b) = (selection.from.min(self.cursor), selection.from.max(self.cursor));
        let span = match selection.by {
            By::Character => Span { start: a, end: self.after(b) },
            By::Paragraph => self.block_span(a).join(self.block_span(b)),
        };
        self.trimmed(span)
    }

    fn block_span(&self, at: Offset) -> Span {
        self.document.blocks.get(self.document.block_at(at)).map_or_else(Span::default, |block| block.span)
    }

    fn after(&self, at: Offset) -> Offset {
        grapheme::next(self.text(), at)
    }

    pub(super) fn trimmed(&self, span: Span) -> Span {
        let text = self.document.slice(span);
        let start = span.start.0 + (text.len() - text.trim_start().len());
        let end = start + text.trim().len();
        Span::new(start, end)
    }

    /// What a tag or a note would go on now; `None` where there is nothing to mark.
    pub fn target(&self) -> Option<Target> {
        let article = self.article.id;
        let on = |span: Span| Target { article, span, annotation: self.marks.exactly(span).map(|a| a.id) };
        if self.selection.is_some() {
            return Some(on(self.selected())).filter(|target| !target.span.is_empty());
        }
        if let Some(Stepped::To(id)) = self.stepped
            && let Some(annotation) = self.marks.get(id)
        {
            return Some(Target { article, span: annotation.span, annotation: Some(id) });
        }
        let sentence = self.sentence();
        if self.stepped != Some(Stepped::Anew)
            && let Some(annotation) = self.marks.at(self.cursor).into_iter().find(|a| sentence.covers(a.span))
        {
            return Some(Target { article, span: annotation.span, annotation: Some(annotation.id) });
        }
        Some(on(sentence)).filter(|target| !target.span.is_empty())
    }

    /// Steps to the next larger annotation under the cursor, then to the sentence anew, then back
    /// to what there was without stepping.
    pub fn step_outward(&mut self) {
        let here: Vec<AnnotationId> = self.marks.at(self.cursor).iter().map(|a| a.id).collect();
        let now = match self.stepped {
            Some(Stepped::Anew) => None,
            _ => self.target().and_then(|target| target.annotation),
        };
        let next = match now {
            Some(id) => here.iter().position(|i| *i == id).map_or(0, |i| i + 1),
            None => 0,
        };
        self.stepped = Some(here.get(next).map_or(Stepped::Anew, |id| Stepped::To(*id)));
    }
}
