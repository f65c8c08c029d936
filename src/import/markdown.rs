//! Markdown to a document: what a reader would see. Markup goes; styles and link targets become
//! inlines; raw HTML loses its tags and keeps its words.

mod html;
mod inline;
pub(super) mod table;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use self::inline::Line;
use self::table::Table;
use super::builder::{Builder, DEEPEST, Piece};
use super::{Hint, ImportError, Imported, clean, credits, front};
use crate::model::{BlockKind, InlineKind, Metadata};

/// Marks that may begin a style, a link or a cell: each is held with its place until its block ends, so
/// that a text of nothing else takes many times its size.
const MARKS: usize = 2_000_000;

/// Reads cleaned Markdown. O(bytes); refuses what has too many marks, and asks now and then whether it is to stop.
pub(super) fn read(text: &str, hint: &Hint<'_>) -> Result<Imported, ImportError> {
    let is_mark = |byte: &u8| matches!(byte, b'*' | b'_' | b'[' | b'`' | b'<' | b'~' | b'|');
    if text.bytes().filter(|byte| is_mark(byte)).count() > MARKS {
        return Err(ImportError::TooComplex { what: "marks of Markdown", limit: MARKS });
    }
    let (front::Front { meta, themes, remarks }, body) = match front::split(text) {
        Some((front, body)) => (front::parse(front), body),
        None => (front::Front::default(), text),
    };
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS;
    let mut reader = Reader::default();
    for event in Parser::new_ext(body, options) {
        hint.go_on()?;
        reader.event(event);
    }
    reader.flush();
    let mut meta = meta;
    if meta.title.is_empty() {
        meta.title = reader.title.take().unwrap_or_default();
    }
    meta.byline = meta.byline.or(reader.said.byline);
    meta.published = meta.published.or(reader.said.published);
    Ok(Imported { meta, document: reader.builder.finish(), themes, remarks, is_stored: false, is_cut: false })
}

/// What a block stands in.
#[derive(Debug, Clone)]
enum Inside {
    Quote,
    /// The number of the next item, where the list has numbers.
    List(Option<u64>),
    /// What the item's first block begins with, until that has begun.
    Item(Option<String>),
    Footnote(Option<String>),
}

#[derive(Debug, Default)]
struct Reader {
    builder: Builder,
    inside: Vec<Inside>,
    /// The block being read: its kind and level, and its words so far.
    block: Option<(BlockKind, u8)>,
    line: Line,
    html: Option<String>,
    table: Option<Table>,
    title: Option<String>,
    /// Whether line ends in the block being read are spaces.
    is_soft: bool,
    /// All blocks since the title told who wrote and when.
    below_title: bool,
    /// What they told.
    said: Metadata,
}

impl Reader {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.words(&clean::unparted((&*text).into()));
            }
            Event::Code(code) => {
                self.open();
                self.line.styled(InlineKind::Code, &code);
            }
            Event::Html(raw) => match &mut self.html {
                Some(html) => html.push_str(&raw),
                None => self.words(&html::text(&raw)),
            },
            Event::InlineHtml(tag) => {
                if html::breaks(&tag) {
                    self.words("\n");
                }
            }
            Event::FootnoteReference(name) => self.words(&format!("[{name}]")),
            // A line has ended already.
            Event::SoftBreak if self.line.at_line_start() => {}
            Event::SoftBreak => self.line.soft_end(),
            Event::HardBreak => self.words("\n"),
            Event::TaskListMarker(done) => self.words(if done { "[x] " } else { "[ ] " }),
            Event::Rule => self.flush(),
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph => self.open(),
            // H1 is 1.
            Tag::Heading { level, .. } => self.begin(BlockKind::Heading, level as u8),
            Tag::BlockQuote(_) => self.enter(Inside::Quote),
            Tag::CodeBlock(_) => self.begin(BlockKind::Preformatted, self.nesting()),
            Tag::HtmlBlock => {
                self.flush();
                self.html = Some(String::new());
            }
            Tag::List(first) => self.enter(Inside::List(first)),
            Tag::Item => {
                self.flush();
                let mark = match self.inside.last_mut() {
                    Some(Inside::List(Some(number))) => {
                        let mark = format!("{number}. ");
                        *number = number.saturating_add(1);
                        mark
                    }
                    _ => String::new(),
                };
                self.inside.push(Inside::Item(Some(mark)));
            }
            Tag::FootnoteDefinition(name) => self.enter(Inside::Footnote(Some(format!("[{name}] ")))),
            Tag::Table(alignments) => {
                self.flush();
                self.table = Some(Table::new(alignments));
            }
            Tag::TableHead | Tag::TableRow => {
                if let Some(table) = &mut self.table {
                    table.row();
                }
            }
            Tag::Emphasis => self.style(InlineKind::Emphasis, None),
            Tag::Strong => self.style(InlineKind::Strong, None),
            Tag::Strikethrough => self.style(InlineKind::Strikethrough, None),
            Tag::Link { dest_url, .. } => self.style(InlineKind::Link, Some(&dest_url)),
            Tag::Image { .. } => {
                self.open();
                self.line.image();
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock => self.flush(),
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item | TagEnd::FootnoteDefinition => {
                self.flush();
                self.inside.pop();
            }
            TagEnd::HtmlBlock => {
                if let Some(raw) = self.html.take() {
                    self.raw(&raw);
                }
            }
            TagEnd::Table => {
                if let Some(table) = self.table.take() {
                    let level = self.nesting();
                    self.builder.push(&table.finish(level));
                }
            }
            TagEnd::TableCell => {
                let line = std::mem::take(&mut self.line);
                if let Some(table) = &mut self.table {
                    table.cell(line);
                }
            }
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link => self.line.close(),
            TagEnd::Image => self.line.end_image(),
            _ => {}
        }
    }

    fn enter(&mut self, inside: Inside) {
        self.flush();
        self.inside.push(inside);
    }

    fn words(&mut self, text: &str) {
        self.open();
        self.line.push(text);
    }

    fn style(&mut self, kind: InlineKind, target: Option<&str>) {
        self.open();
        self.line.open(kind, target);
    }

    fn begin(&mut self, kind: BlockKind, level: u8) {
        self.flush();
        // A heading or code that begins an item still shows the item's number.
        let mark = self.mark();
        if let Some(mark) = mark {
            self.line.push(&mark);
        }
        self.block = Some((kind, level));
    }

    /// Begins a block for words, if none is being read, of the kind that its surroundings ask for.
    fn open(&mut self) {
        if self.block.is_some() || self.table.is_some() {
            return;
        }
        let nesting = self.nesting();
        let fresh = matches!(self.inside.last(), Some(Inside::Item(Some(_))));
        let mark = self.mark();
        let quotes = self.inside.iter().filter(|i| matches!(i, Inside::Quote)).count();
        let innermost = self.inside.iter().rev().find(|i| matches!(i, Inside::Quote | Inside::Item(_)));
        self.block = Some(match innermost {
            Some(Inside::Quote) => (BlockKind::Quotation, bounded(quotes.saturating_sub(1))),
            Some(_) if fresh => (BlockKind::ListItem, nesting.saturating_sub(1)),
            _ => (BlockKind::Paragraph, nesting),
        });
        if let Some(mark) = mark {
            self.line.push(&mark);
        }
    }

    /// What the surroundings put before their first block, once.
    fn mark(&mut self) -> Option<String> {
        match self.inside.last_mut() {
            Some(Inside::Item(mark) | Inside::Footnote(mark)) => mark.take(),
            _ => None,
        }
    }

    /// How many lists surround the place.
    fn nesting(&self) -> u8 {
        bounded(self.inside.iter().filter(|i| matches!(i, Inside::Item(_))).count())
    }

    /// Ends the block being read.
    fn flush(&mut self) {
        let line = std::mem::take(&mut self.line);
        let Some((kind, level)) = self.block.take() else { return };
        let kind = if kind == BlockKind::Paragraph && line.is_picture() { BlockKind::Caption } else { kind };
        let (text, inlines) = line.finish();
        if kind == BlockKind::Heading && level == 1 && self.title.is_none() {
            self.title = clean::some_line(&text);
            self.below_title = true;
        } else if std::mem::take(&mut self.below_title)
            && kind == BlockKind::Paragraph
            && self.inside.is_empty()
        {
            self.below_title = credits::below_title(&text, &mut self.said);
        }
        self.builder.push(&Piece { inlines, lines: !self.is_soft, ..Piece::new(kind, level, text) });
    }

    /// The words of a block of raw HTML, a paragraph where a blank line parts them.
    fn raw(&mut self, raw: &str) {
        let text = html::text(raw);
        // Of the ends of its own lines none is meant; where tags end some, they are not told apart.
        self.is_soft = !raw.split('<').any(html::breaks);
        for part in text.split("\n\n") {
            let part = part.lines().map(str::trim).collect::<Vec<_>>().join("\n");
            if !part.trim().is_empty() {
                self.words(part.trim());
                self.flush();
            }
        }
        self.is_soft = false;
    }
}

fn bounded(depth: usize) -> u8 {
    u8::try_from(depth).unwrap_or(DEEPEST).min(DEEPEST)
}

#[cfg(test)]
mod tests;
