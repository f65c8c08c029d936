//! The search of all articles, quotes and notes: the field, and under it what was found, best first.

use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use super::page;
use crate::app::{App, Finding, Hit};
use crate::text::grapheme;
use crate::view::flow::{line_of, rows};
use crate::view::markdown;
use crate::view::paint::{Pen, left_off};
use crate::view::skin::Skin;

/// What is said where nothing was found and no word looks as if it was meant.
const WHOLE: &str = "Words are found whole; with a star, terror*, whatever begins so.";
/// What is said of what was perhaps meant.
const TAKES: &str = "Enter takes that.";
const MORE: &str = "Take a word away, put OR between words, or drop a filter such as theme: to find more. A phrase is found within one paragraph.";
const PROMPT: &str = "> ";
/// Rows of a snippet at most.
const SNIPPET: usize = 3;
/// The field of hits in titles.
const TITLE: &str = "title";
/// The field of hits in notes.
const NOTE: &str = "note";
/// Cells beside the words of a heading for the field's name.
const FIELD: u16 = 7;
/// Cells between a title and what is known of its article.
const GAP: &str = "  ";
/// A fact that is cut keeps as many cells at least: fewer say nothing, and the title has them.
const STUMP: usize = 8;

pub fn draw(app: &App, finding: &Finding, skin: &Skin, pen: &mut Pen<'_>) {
    let column = page(app, "Search all articles and notes", skin, pen);
    let field = Rect { height: 1, ..column };
    if finding.field.text().is_empty() {
        let hint = "words, begin*, \"a phrase\", -without, theme:name, note:word";
        pen.runs(field, &[(PROMPT, skin.accent()), (hint, skin.dim())]);
    } else {
        let shown = finding.field.text().get(skip(finding, column.width)..).unwrap_or_default();
        pen.runs(field, &[(PROMPT, skin.accent()), (shown, skin.text())]);
    }
    let below = Rect { y: column.y + 1, height: column.height.saturating_sub(1), ..column };
    let taken = match &finding.mistake {
        Some(mistake) => pen.flow(Rect { height: below.height.min(2), ..below }, mistake, skin.error()),
        None => pen.line(Rect { height: 1, ..below }, &summary(finding), skin.dim()).min(1),
    };
    let taken = taken.max(1) + u16::from(column.height > 14);
    let rest = Rect { y: below.y + taken, height: below.height.saturating_sub(taken), ..below };
    if finding.hits.is_empty() && !finding.answered.is_empty() && finding.mistake.is_none() {
        let meant = finding.meant.as_ref();
        let meant = meant.map_or_else(|| WHOLE.to_owned(), |meant| format!("{} {TAKES}", meant.sentence()));
        let text = format!("Nothing was found for “{}”. {meant} {MORE}", finding.answered);
        pen.flow(rest, &text, skin.text());
        return;
    }
    hits(finding, rest, skin, pen);
}

fn summary(finding: &Finding) -> String {
    if finding.answered.is_empty() {
        return if finding.asked.is_some() { "Searching…".to_owned() } else { String::new() };
    }
    let mut articles: Vec<_> = finding.hits.iter().map(|hit| hit.article).collect();
    articles.sort();
    articles.dedup();
    let more = if finding.has_more() { " or more" } else { "" };
    let hits = match finding.hits.len() {
        1 => "1 hit".to_owned(),
        n => format!("{n}{more} hits"),
    };
    match articles.len() {
        0 => "Nothing found".to_owned(),
        1 => format!("{hits} in 1 article"),
        n => format!("{hits} in {n} articles"),
    }
}

/// Text in parts.
type Parts = Vec<(String, (markdown::Kind, bool))>;

/// A row of a hit: its heading, or a row of its snippet in parts, marked or not.
enum Line<'a> {
    Heading(&'a Hit),
    Snippet(Parts),
    Blank,
}

fn hits(finding: &Finding, rect: Rect, skin: &Skin, pen: &mut Pen<'_>) {
    let height = usize::from(rect.height);
    // A hit has two rows at least: those near the cursor are enough for the screen.
    let near = height / 2 + 2;
    let from = finding.cursor.saturating_sub(near);
    let mut lines: Vec<(usize, Line<'_>)> = Vec::new();
    let mut first_of_cursor = 0;
    for (i, hit) in finding.hits.iter().enumerate().skip(from).take(2 * near + 1) {
        if i == finding.cursor {
            first_of_cursor = lines.len();
        }
        lines.push((i, Line::Heading(hit)));
        // What was found in a title is marked there.
        let snippet = if hit.field == TITLE { Vec::new() } else { parts(hit) };
        let flowed = rows(&snippet, rect.width.saturating_sub(3), SNIPPET);
        lines.extend(flowed.into_iter().map(|row| (i, Line::Snippet(row))));
        lines.push((i, Line::Blank));
    }
    let first = first_of_cursor.saturating_sub(height / 3).min(lines.len().saturating_sub(height));
    for (n, (of, line)) in lines.iter().skip(first).take(height).enumerate() {
        let y = rect.y + u16::try_from(n).unwrap_or(0);
        draw_line(line, *of == finding.cursor, Rect { y, height: 1, ..rect }, skin, pen);
    }
}

/// The snippet in parts, each with how it is written and whether it is what was sought.
fn parts(hit: &Hit) -> Parts {
    let text = hit.snippet.as_str();
    if hit.field == NOTE {
        let words = markdown::words(text, &hit.marks).into_iter();
        return words.map(|(part, kind, is_mark)| (line_of(&part), (kind, is_mark))).collect();
    }
    let mut parts = Vec::new();
    let mut at = 0;
    for mark in &hit.marks {
        if mark.start.0 < at {
            continue;
        }
        parts.push((text.get(at..mark.start.0).unwrap_or_default().to_owned(), false));
        parts.push((mark.of(text).to_owned(), true));
        at = mark.end.0;
    }
    parts.push((text.get(at..).unwrap_or_default().to_owned(), false));
    parts.retain(|(part, _)| !part.is_empty());
    // What stands in columns in the text is words in a row here.
    let plain = markdown::Kind::default();
    parts.into_iter().map(|(part, is_mark)| (line_of(&part), (plain, is_mark))).collect()
}

fn draw_line(line: &Line<'_>, chosen: bool, rect: Rect, skin: &Skin, pen: &mut Pen<'_>) {
    if chosen && !matches!(line, Line::Blank) {
        let wide = Rect { x: rect.x.saturating_sub(1), width: rect.width + 2, ..rect };
        skin.choose(wide, true, pen);
    }
    let dim = if chosen { skin.text() } else { skin.dim() };
    match line {
        Line::Blank => {}
        Line::Heading(hit) => {
            let title = Rect { width: rect.width.saturating_sub(FIELD), ..rect };
            let found = if hit.field == TITLE { parts(hit) } else { Vec::new() };
            let mut runs: Vec<(&str, Style)> = if found.is_empty() {
                vec![(&hit.heading.title, skin.strong())]
            } else {
                let style = |is_mark: bool| if is_mark { marked(chosen, skin) } else { skin.strong() };
                found.iter().map(|(text, (_, is_mark))| (text.as_str(), style(*is_mark))).collect()
            };
            let taken: usize = runs.iter().map(|(text, _)| grapheme::str_width(text)).sum();
            let facts =
                beside(&hit.heading.facts, usize::from(title.width).saturating_sub(taken + GAP.len()));
            if !facts.is_empty() {
                runs.extend([(GAP, skin.text()), (&facts, dim)]);
            }
            pen.runs(title, &runs);
            let word = if hit.lost { "lost" } else { hit.field };
            let width = u16::try_from(word.len()).unwrap_or(0);
            pen.line(Rect { x: rect.right().saturating_sub(width), width, ..rect }, word, dim);
        }
        Line::Snippet(row) => {
            let style = |kind, is_mark: bool| {
                let written = markdown::style(kind, chosen, skin);
                if is_mark { written.patch(marked(chosen, skin)) } else { written }
            };
            let runs: Vec<(&str, Style)> =
                row.iter().map(|(text, (kind, is_mark))| (text.as_str(), style(*kind, *is_mark))).collect();
            pen.runs(Rect { x: rect.x + 2, width: rect.width.saturating_sub(2), ..rect }, &runs);
        }
    }
}

/// What `room` cells beside a title hold of the facts: those that fit, and of one that does not its
/// beginning, if that is no stump.
pub(super) fn beside(facts: &[String], room: usize) -> String {
    let mut line = String::new();
    for fact in facts {
        let between = if line.is_empty() { "" } else { " · " };
        let left = room.saturating_sub(grapheme::str_width(&line) + grapheme::str_width(between));
        let fact = line_of(fact);
        if grapheme::str_width(&fact) <= left {
            line.extend([between, &fact]);
        } else if left >= STUMP {
            line.extend([between, grapheme::clip(&fact, left - 1).trim_end(), "…"]);
            break;
        }
    }
    line
}

/// What was sought. On the ground of a chosen row a line under it tells it apart in every skin.
pub(super) fn marked(chosen: bool, skin: &Skin) -> Style {
    if chosen { skin.hit().add_modifier(Modifier::UNDERLINED) } else { skin.accent() }
}

/// Bytes of what is typed that do not show in a field so many cells wide.
fn skip(finding: &Finding, width: u16) -> usize {
    left_off(finding.field.before(), usize::from(width).saturating_sub(PROMPT.len() + 1))
}

pub fn cursor(app: &App, finding: &Finding) -> Position {
    let column = app.panes.page(app.prefs.measure);
    let shown = finding.field.before().get(skip(finding, column.width)..).unwrap_or_default();
    let cells = grapheme::str_width(PROMPT) + grapheme::str_width(shown);
    Position::new(column.x + u16::try_from(cells).unwrap_or(0), column.y)
}
