//! Notes as their Markdown means them: emphasis, strong words, code and headings as styles; lists
//! and quotations as signs. What is no Markdown shows as it is.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use ratatui::style::{Modifier, Style};

use super::flow;
use super::paint;
use super::skin::Skin;
use crate::text::{Span, clipped, grapheme};

/// How a part of a note is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "marks add up: strong words in a heading in a link")]
pub struct Kind {
    pub emphasis: bool,
    pub strong: bool,
    pub struck: bool,
    pub code: bool,
    pub heading: bool,
    pub link: bool,
    /// A bullet, a number, the bar of a quotation.
    pub sign: bool,
}

pub type Row = Vec<(String, Kind)>;

const SIGN: Kind = Kind {
    sign: true,
    emphasis: false,
    strong: false,
    struck: false,
    code: false,
    heading: false,
    link: false,
};

/// A note in rows of at most `width` cells, at most `most` of them; the last ends in `…` if there is
/// more. Line ends are kept, as they are in an editor.
pub fn rows(note: &str, width: u16, most: usize) -> Vec<Row> {
    rows_and_rest(note, width, most).0
}

/// The same, and whether there is more.
pub fn rows_and_rest(note: &str, width: u16, most: usize) -> (Vec<Row>, bool) {
    if note.is_empty() {
        return (Vec::new(), false);
    }
    // Only so much can show: a note of any length costs no more.
    let shown = note.get(..grapheme::floor(note, note.len().min(usize::from(width) * (most + 1) * 8)).0);
    let shown = shown.unwrap_or(note);
    let mut page = Page { width, ..Page::default() };
    for event in Parser::new_ext(shown, Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS) {
        page.take(event);
        if page.rows.len() > most {
            break;
        }
    }
    page.flush();
    let mut rows = page.rows;
    // Also where all that was made of it is the air before a block that follows.
    let goes_on = rows.len() > most || shown.len() < note.len();
    while rows.last().is_some_and(Vec::is_empty) {
        rows.pop();
    }
    if rows.is_empty() {
        // Nothing but what Markdown does not show.
        rows = paint::flow(shown, width, most).into_iter().map(|row| vec![(row, Kind::default())]).collect();
    }
    let is_cut = goes_on || rows.len() > most;
    if is_cut {
        rows.truncate(most);
        while rows.len() > 1 && rows.last().is_some_and(Vec::is_empty) {
            rows.pop();
        }
        if let Some(row) = rows.last_mut() {
            end(row, width);
        }
    }
    (rows, is_cut)
}

/// A piece of a note, perhaps cut out of it, as words in a row: in parts, each with whether it is within one of
/// `marks`, which are places in the text. What it ends and begins is a space.
pub fn words(text: &str, marks: &[Span]) -> Vec<(String, Kind, bool)> {
    let mut parts: Vec<(String, Kind, bool)> = Vec::new();
    let mut kind = Kind::default();
    let options = Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    for (event, place) in Parser::new_ext(text, options).into_offset_iter() {
        let (said, kind) = match event {
            Event::Start(tag) => {
                set(&mut kind, tag.to_end(), true);
                continue;
            }
            Event::End(tag) => {
                set(&mut kind, tag, false);
                let is_block = !matches!(
                    tag,
                    TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image
                );
                if is_block && !parts.is_empty() {
                    parts.push((" ".to_owned(), Kind::default(), false));
                }
                continue;
            }
            Event::SoftBreak | Event::HardBreak | Event::Rule => (" ".into(), kind),
            Event::Code(said) => (said, Kind { code: true, ..kind }),
            Event::Text(said) | Event::Html(said) | Event::InlineHtml(said) => (said, kind),
            _ => continue,
        };
        // What stands otherwise in the text, such as a letter by its number, has no places of its own.
        let found = text.get(place.clone()).and_then(|there| there.find(&*said));
        let Some(from) = found.map(|at| place.start + at) else {
            parts.push((said.into_string(), kind, false));
            continue;
        };
        let end = from + said.len();
        let mut at = from;
        for mark in marks {
            let (start, stop) = (mark.start.0.clamp(at, end), mark.end.0.clamp(at, end));
            if start < stop {
                parts.push((text.get(at..start).unwrap_or_default().to_owned(), kind, false));
                parts.push((text.get(start..stop).unwrap_or_default().to_owned(), kind, true));
                at = stop;
            }
        }
        parts.push((text.get(at..end).unwrap_or_default().to_owned(), kind, false));
    }
    while parts.last().is_some_and(|(text, ..)| text.trim().is_empty()) {
        parts.pop();
    }
    parts.retain(|(text, ..)| !text.is_empty());
    parts
}

fn set(kind: &mut Kind, tag: TagEnd, on: bool) {
    match tag {
        TagEnd::Emphasis => kind.emphasis = on,
        TagEnd::Strong => kind.strong = on,
        TagEnd::Strikethrough => kind.struck = on,
        TagEnd::Heading(_) => kind.heading = on,
        TagEnd::CodeBlock => kind.code = on,
        TagEnd::Link => kind.link = on,
        _ => {}
    }
}

/// How a part looks. On a chosen row the letters have the row's colour, and only their weight tells.
pub fn style(kind: Kind, chosen: bool, skin: &Skin) -> Style {
    let plain = |style: Style| if chosen { skin.text() } else { style };
    let mut style = skin.text();
    if kind.sign {
        style = style.patch(plain(skin.dim()));
    }
    if kind.heading {
        style = style.patch(if chosen { skin.strong() } else { skin.heading() });
    }
    if kind.code {
        style = style.patch(plain(skin.code()));
    }
    if kind.link {
        style = if chosen { style.add_modifier(Modifier::ITALIC) } else { style.patch(skin.link()) };
    }
    if kind.strong {
        style = style.patch(skin.strong()).add_modifier(Modifier::BOLD);
    }
    if kind.emphasis {
        style = style.add_modifier(Modifier::ITALIC);
    }
    if kind.struck {
        style = style.add_modifier(Modifier::CROSSED_OUT);
    }
    style
}

/// Ends a row in `…`.
fn end(row: &mut Row, width: u16) {
    let used: usize = row.iter().map(|(text, _)| grapheme::str_width(text)).sum();
    if used < usize::from(width) {
        row.push(("…".to_owned(), Kind::default()));
    } else if let Some((text, _)) = row.last_mut() {
        let cut = clipped(text, grapheme::str_width(text).saturating_sub(1)).len();
        text.truncate(cut);
        text.push('…');
    }
}

/// A note on its way into rows.
#[derive(Default)]
struct Page {
    width: u16,
    rows: Vec<Row>,
    line: Row,
    kind: Kind,
    /// The number of the next item in each open list, where it is numbered.
    lists: Vec<Option<u64>>,
    quotations: usize,
    /// What stands before the first row of an item.
    bullet: Option<String>,
    in_code: bool,
}

impl Page {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.begin(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.in_code => {
                for line in text.lines() {
                    self.line.push((line.to_owned(), Kind { code: true, ..self.kind }));
                    self.flush();
                }
            }
            Event::Text(text)
            | Event::Html(text)
            | Event::InlineHtml(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text)
            | Event::FootnoteReference(text) => self.line.push((flow::line_of(&text), self.kind)),
            Event::Code(text) => {
                self.line.push((flow::line_of(&text), Kind { code: true, ..self.kind }));
            }
            Event::SoftBreak | Event::HardBreak => self.flush(),
            Event::Rule => {
                self.gap();
                self.line.push(("───".to_owned(), SIGN));
                self.flush();
            }
            Event::TaskListMarker(done) => {
                self.line.push((if done { "☑ " } else { "☐ " }.to_owned(), SIGN));
            }
        }
    }

    fn begin(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::HtmlBlock => self.gap(),
            Tag::Heading { .. } => {
                self.gap();
                self.kind.heading = true;
            }
            Tag::BlockQuote(_) => {
                self.gap();
                self.quotations += 1;
            }
            Tag::CodeBlock(_) => {
                self.gap();
                self.in_code = true;
            }
            Tag::List(first) => {
                self.flush();
                if self.lists.is_empty() {
                    self.gap();
                }
                self.lists.push(*first);
            }
            Tag::Item => {
                self.flush();
                self.bullet = Some(match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number = number.saturating_add(1);
                        format!("{}. ", number.saturating_sub(1))
                    }
                    _ => "• ".to_owned(),
                });
            }
            Tag::Emphasis => self.kind.emphasis = true,
            Tag::Strong => self.kind.strong = true,
            Tag::Strikethrough => self.kind.struck = true,
            Tag::Link { .. } => self.kind.link = true,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis => self.kind.emphasis = false,
            TagEnd::Strong => self.kind.strong = false,
            TagEnd::Strikethrough => self.kind.struck = false,
            TagEnd::Link => self.kind.link = false,
            TagEnd::Heading(_) => {
                self.flush();
                self.kind.heading = false;
            }
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.quotations = self.quotations.saturating_sub(1);
            }
            TagEnd::CodeBlock => {
                self.flush();
                self.in_code = false;
            }
            TagEnd::List(_) => {
                self.flush();
                self.lists.pop();
            }
            TagEnd::Item => {
                // An item without words still shows its sign.
                if self.bullet.is_some() {
                    self.line.push((String::new(), SIGN));
                }
                self.flush();
            }
            TagEnd::Paragraph | TagEnd::HtmlBlock => self.flush(),
            _ => {}
        }
    }

    /// An empty row before a block, unless it is the first, or of an item.
    fn gap(&mut self) {
        self.flush();
        if self.bullet.is_none() && self.rows.last().is_some_and(|row| !row.is_empty()) {
            self.rows.push(Row::new());
        }
    }

    /// The line that is complete becomes rows.
    fn flush(&mut self) {
        let line = std::mem::take(&mut self.line);
        if line.is_empty() {
            return;
        }
        let bars = "▏".repeat(self.quotations.min(3));
        let depth = self.lists.len().min(4);
        let bullet = self.bullet.take();
        let hang = "  ".repeat(depth);
        let first = bullet.map_or_else(|| hang.clone(), |sign| "  ".repeat(depth.saturating_sub(1)) + &sign);
        let lead = grapheme::str_width(&bars) + grapheme::str_width(&hang).max(grapheme::str_width(&first));
        let room = self.width.saturating_sub(u16::try_from(lead).unwrap_or(0)).max(4);
        let mut rows = flow::rows(&line, room, usize::MAX - 1);
        if rows.is_empty() {
            rows.push(Row::new());
        }
        for (i, row) in rows.into_iter().enumerate() {
            let indent = if i == 0 { &first } else { &hang };
            let mut out = Row::new();
            if !bars.is_empty() || !indent.is_empty() {
                out.push((format!("{bars}{indent}"), SIGN));
            }
            out.extend(row);
            self.rows.push(out);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows with letters for what is marked: `e s x c h l`, and `-` for signs.
    fn shown(note: &str, width: u16, most: usize) -> Vec<String> {
        let mark = |kind: Kind| {
            let all = [
                (kind.emphasis, 'e'),
                (kind.strong, 's'),
                (kind.struck, 'x'),
                (kind.code, 'c'),
                (kind.heading, 'h'),
                (kind.link, 'l'),
                (kind.sign, '-'),
            ];
            all.into_iter().filter(|(yes, _)| *yes).map(|(_, letter)| letter).collect::<String>()
        };
        let run = |(text, kind): (String, Kind)| match mark(kind) {
            marks if marks.is_empty() => text,
            marks => format!("{marks}[{text}]"),
        };
        rows(note, width, most).into_iter().map(|row| row.into_iter().map(run).collect()).collect()
    }

    #[test]
    fn marks_become_styles_and_line_ends_stay() {
        assert_eq!(shown("plain\nlines\n\nand more", 20, 9), ["plain", "lines", "", "and more"]);
        assert_eq!(shown("*a* **b** ***c*** `d*e` ~~f~~", 40, 9), ["e[a] s[b] es[c] c[d*e] x[f]"]);
        assert_eq!(shown("# Head\ntext [link](https://example.org)", 40, 9), ["h[Head]", "", "text l[link]"]);
        assert_eq!(shown("2 * 3 * 4 and a_b_c and <b>", 40, 9), ["2 * 3 * 4 and a_b_c and <b>"]);
    }

    #[test]
    fn lists_quotations_and_code_stand_out() {
        assert_eq!(
            shown("- one\n- two words that wrap\n  1. deep\n", 12, 9),
            ["-[• ]one", "-[• ]two words", "-[  ]that wrap", "-[  1. ]deep"]
        );
        assert_eq!(shown("> said\n> so\n\nthen", 20, 9), ["-[▏]said", "-[▏]so", "", "then"]);
        assert_eq!(shown("```\nlet x;\n  y\n```", 20, 9), ["c[let x;]", "c[  y]"]);
        assert_eq!(shown("- [x] done\n- [ ] not", 20, 9), ["-[• ]-[☑ ]done", "-[• ]-[☐ ]not"]);
        assert_eq!(shown("3. three\n4. four", 20, 9), ["-[3. ]three", "-[4. ]four"]);
    }

    #[test]
    fn a_piece_of_a_note_is_words_in_a_row_and_keeps_what_is_marked() {
        let text = "…as **the ferry** sank\n\n- see `ferry` [here](https://example.org)\n- &amp; a_b";
        let at = |nth: usize| {
            let start = text.match_indices("ferry").nth(nth).unwrap().0;
            Span::new(start, start + 5)
        };
        let parts = words(text, &[at(0), at(1)]);
        let told: Vec<_> = parts.iter().map(|(text, ..)| text.as_str()).collect();
        assert_eq!(told.concat(), "…as the ferry sank see ferry here & a_b");
        let marked: Vec<_> = parts.iter().filter(|(.., marked)| *marked).collect();
        assert!(
            matches!(&marked[..], [(one, a, _), (two, b, _)] if one == "ferry" && a.strong && two == "ferry" && b.code)
        );
        assert!(parts.iter().any(|(text, kind, _)| text == "here" && kind.link));
        assert!(words("", &[]).is_empty());
    }

    #[test]
    fn what_is_too_long_says_so_and_nothing_is_lost_that_markdown_hides() {
        assert_eq!(shown("one two three", 8, 1), ["one two…"]);
        assert_eq!(shown("one\ntwo\nthree", 8, 2), ["one", "two…"]);
        assert_eq!(shown("one\n\ntwo", 8, 1), ["one…"]);
        assert_eq!(shown("A list:\n\n- one\n- two", 8, 1), ["A list:…"]);
        assert_eq!(shown("one\n\n", 8, 1), ["one"]);
        assert_eq!(shown("[a]: b", 8, 2), ["[a]: b"]);
        assert_eq!(shown("", 8, 2), [] as [&str; 0]);
        assert!(rows(&"word ".repeat(100_000), 20, 3).len() == 3);
    }
}
