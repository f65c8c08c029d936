//! The text of an article, block by block, with its passages and what is written about them.

use super::list::Around;
use super::mark::{Mark, Marker, Over, Part};
use super::table;
use crate::model::{Block, BlockKind, Document};
use crate::text::Span;

/// Words of a title that a longer heading is known by.
const LEAST_TITLE: usize = 3;

/// How a title ends; words of a text are escaped, so that none of them is this.
pub(super) const TITLE_END: &str = "</h1>\n";

/// The blocks outside furniture; `card` writes what belongs to a passage below the block in which it begins.
/// The passages, sorted by start, that were shown are marked so in `shown`, which is as long as `marks`. A
/// heading that says the title is the title.
pub(super) fn blocks<'a>(
    document: &Document,
    marks: &'a [Mark<'a>],
    title: &str,
    shown: &mut [bool],
    card: &mut dyn FnMut(&mut String, usize),
) -> String {
    let (mut out, mut around) = (String::new(), Around::default());
    let visible: Vec<Block> = document.blocks.iter().copied().filter(|b| !b.is_furniture()).collect();
    let last = lasts(&visible, marks);
    // Below a title that is none of its headings all of them are one level deeper.
    let deeper = u8::from(!begins_with_title(document, title));
    let mut over = Over::default();
    for (number, block) in visible.iter().enumerate() {
        let (mut parts, mut begun) = (Vec::new(), Vec::new());
        let here = over.at(block.span, |i| marks.get(i).map(|mark| mark.span));
        let here = here.iter().filter_map(|i| Some((*i, marks.get(*i)?)));
        for (i, mark) in here.filter(|(_, mark)| mark.span.overlaps(block.span)) {
            let starts = shown.get_mut(i).is_some_and(|shown| !std::mem::replace(shown, true));
            let span =
                Span::new(mark.span.start.0.max(block.span.start.0), mark.span.end.0.min(block.span.end.0));
            parts.push(Part { mark, span, starts, ends: last.get(i) == Some(&Some(number)) });
            if starts {
                begun.push(i);
            }
        }
        // Those that began before the block begin with it here.
        parts.sort_by_key(|part| part.span.start);
        around.enter(&mut out, *block, document.slice(block.span));
        let is_title = number == 0 && is_title(document, *block, title);
        one(&mut out, document, *block, &parts, if is_title { None } else { Some(deeper) });
        for i in begun {
            card(&mut out, i);
        }
    }
    around.leave(&mut out);
    out
}

/// Whether the first block that shows is a heading that says the title.
pub(super) fn begins_with_title(document: &Document, title: &str) -> bool {
    document.blocks.iter().find(|b| !b.is_furniture()).is_some_and(|block| is_title(document, *block, title))
}

/// Also where it says more than the title, such as the name of the paper before it: else the title would stand
/// there twice.
fn is_title(document: &Document, block: Block, title: &str) -> bool {
    if block.kind != BlockKind::Heading {
        return false;
    }
    let words: Vec<&str> = document.slice(block.span).split_whitespace().collect();
    let title: Vec<&str> = title.split_whitespace().collect();
    words == title || (title.len() >= LEAST_TITLE && (words.ends_with(&title) || words.starts_with(&title)))
}

/// The last block in which each passage shows.
fn lasts(visible: &[Block], marks: &[Mark<'_>]) -> Vec<Option<usize>> {
    let last = |mark: &Mark<'_>| {
        let behind = visible.partition_point(|block| block.span.start < mark.span.end);
        behind.checked_sub(1).filter(|i| visible.get(*i).is_some_and(|block| block.span.overlaps(mark.span)))
    };
    marks.iter().map(last).collect()
}

/// One block; a heading is so many levels deeper, or the title.
fn one(out: &mut String, document: &Document, block: Block, parts: &[Part<'_>], deeper: Option<u8>) {
    let from = document.inlines.partition_point(|inline| inline.span.start < block.span.start);
    let to = document.inlines.partition_point(|inline| inline.span.start < block.span.end);
    let inlines = document.inlines.get(from..to).unwrap_or_default();
    let is_table = block.kind == BlockKind::Table;
    let rows = if is_table { table::cells(&document.text, block.span) } else { None };
    let verbatim = block.kind == BlockKind::Preformatted || (is_table && rows.is_none());
    let mut marker = Marker::new(&document.text, inlines, parts, verbatim);
    let (begin, end) = match block.kind {
        BlockKind::Heading => {
            let level = deeper.map_or(1, |deeper| (block.level + deeper).clamp(2, 6));
            (format!("<h{level} dir=\"auto\">"), format!("</h{level}>\n"))
        }
        BlockKind::Paragraph | BlockKind::Quotation | BlockKind::ListItem => {
            ("<p dir=\"auto\">".to_owned(), "</p>\n".to_owned())
        }
        BlockKind::Caption => ("<p dir=\"auto\" class=\"caption\">".to_owned(), "</p>\n".to_owned()),
        // A line end right behind the tag would be passed over.
        BlockKind::Preformatted => ("<pre dir=\"auto\">\n".to_owned(), "</pre>\n".to_owned()),
        BlockKind::Table => match rows {
            Some(rows) => {
                out.push_str(&table_of(marker, &rows));
                return;
            }
            None => ("<pre dir=\"auto\">\n".to_owned(), "</pre>\n".to_owned()),
        },
    };
    marker.raw(&begin);
    marker.write(block.span);
    marker.raw(&end);
    out.push_str(&marker.finish());
}

fn table_of(mut marker: Marker<'_>, rows: &[Vec<Span>]) -> String {
    marker.raw("<div class=\"table\"><table>\n");
    for row in rows {
        marker.raw("<tr>");
        for cell in row {
            marker.raw("<td dir=\"auto\">");
            marker.write(*cell);
            marker.raw("</td>");
        }
        marker.raw("</tr>\n");
    }
    marker.raw("</table></div>\n");
    marker.finish()
}
