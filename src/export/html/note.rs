//! A note, which is Markdown, as HTML: tags in it are words, pictures their descriptions, and links lead
//! to where links of a page may lead.

use std::fmt::Write;

use pulldown_cmark::{Alignment, CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::{address, text};

/// The note, its headings `below` levels deeper.
pub(super) fn note(markdown: &str, below: usize) -> String {
    let markdown = markdown.replace("\r\n", "\n").replace('\r', "\n");
    let mut writer =
        Writer { out: String::new(), below, ends: Vec::new(), head: false, alignments: Vec::new(), cell: 0 };
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    for event in Parser::new_ext(&markdown, options) {
        writer.event(event);
    }
    writer.out
}

struct Writer {
    out: String,
    below: usize,
    /// What ends each thing that is open: links that lead nowhere have no tag.
    ends: Vec<&'static str>,
    /// Within the head of a table.
    head: bool,
    alignments: Vec<Alignment>,
    cell: usize,
}

impl Writer {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(end) => self.end(end),
            Event::Text(words)
            | Event::Html(words)
            | Event::InlineHtml(words)
            | Event::InlineMath(words)
            | Event::DisplayMath(words) => self.words(&words),
            Event::Code(words) => {
                let _ = write!(self.out, "<code>{}</code>", text(&words));
            }
            // Line ends are kept, as they are in an editor.
            Event::SoftBreak | Event::HardBreak => self.out.push_str("<br>"),
            Event::Rule => self.out.push_str("<hr>\n"),
            Event::TaskListMarker(done) => self.out.push_str(if done { "☑ " } else { "☐ " }),
            Event::FootnoteReference(name) => self.words(&format!("[^{name}]")),
        }
    }

    fn words(&mut self, words: &str) {
        self.out.push_str(&text(words));
    }

    fn open(&mut self, begin: &str, end: &'static str) {
        self.out.push_str(begin);
        self.ends.push(end);
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::HtmlBlock => self.open("<p>", "</p>\n"),
            Tag::Heading { level, .. } => {
                let (begin, end) = heading(level as usize + self.below);
                self.open(begin, end);
            }
            Tag::BlockQuote(_) => self.open("<blockquote>\n", "</blockquote>\n"),
            Tag::CodeBlock(CodeBlockKind::Indented | CodeBlockKind::Fenced(_)) => {
                self.open("<pre>\n", "</pre>\n");
            }
            Tag::List(None) => self.open("<ul>\n", "</ul>\n"),
            Tag::List(Some(first)) => self.open(&format!("<ol start=\"{first}\">\n"), "</ol>\n"),
            Tag::Item => self.open("<li>", "</li>\n"),
            Tag::Emphasis => self.open("<em>", "</em>"),
            Tag::Strong => self.open("<strong>", "</strong>"),
            Tag::Strikethrough => self.open("<s>", "</s>"),
            Tag::Link { dest_url, .. } => match address(&dest_url) {
                Some(href) => self.open(&format!("<a href=\"{href}\">"), "</a>"),
                None => self.open("", ""),
            },
            Tag::Table(alignments) => {
                self.alignments = alignments;
                self.open("<div class=\"table\"><table>\n", "</table></div>\n");
            }
            Tag::TableHead => {
                (self.head, self.cell) = (true, 0);
                self.open("<tr>", "</tr>\n");
            }
            Tag::TableRow => {
                self.cell = 0;
                self.open("<tr>", "</tr>\n");
            }
            Tag::TableCell => {
                let side = match self.alignments.get(self.cell) {
                    Some(Alignment::Right) => " style=\"text-align:right\"",
                    Some(Alignment::Center) => " style=\"text-align:center\"",
                    _ => "",
                };
                self.cell += 1;
                let (name, end) = if self.head { ("th", "</th>") } else { ("td", "</td>") };
                self.open(&format!("<{name}{side}>"), end);
            }
            // A picture would have to be fetched; what is said in its place stays.
            Tag::Image { .. } => self.open("[", "]"),
            _ => self.open("", ""),
        }
    }

    fn end(&mut self, end: TagEnd) {
        if end == TagEnd::TableHead {
            self.head = false;
        }
        self.out.push_str(self.ends.pop().unwrap_or_default());
    }
}

fn heading(level: usize) -> (&'static str, &'static str) {
    match level {
        0..=2 => ("<h2>", "</h2>\n"),
        3 => ("<h3>", "</h3>\n"),
        4 => ("<h4>", "</h4>\n"),
        5 => ("<h5>", "</h5>\n"),
        _ => ("<h6>", "</h6>\n"),
    }
}
