//! Sentences that look like a theme's passages, and wording that an article shares with others: places
//! in articles, each with its words and what is known of it.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::finding::{beside, marked};
use super::{TITLE_EDGE, headed, page, titled, told};
use crate::app::{App, Origin, SharedRow, SharedWording, Sheet, Spot, Suggestions, Survey};
use crate::model::citation::Locator;
use crate::model::suggest::Suggestion;
use crate::model::wording::LEAST;
use crate::text::grapheme;
use crate::view::flow::{line_of, rows};
use crate::view::paint::Pen;
use crate::view::skin::Skin;

/// Rows of a sentence or a run at most.
const QUOTE_ROWS: usize = 4;
/// Cells beside a title for its paragraph.
const BESIDE: u16 = 8;
/// Cells between a title and what is known of its article.
const GAP: &str = "  ";

/// A row of an entry.
enum Line {
    /// A title, what is known of its article, and what stands at the right.
    Title {
        title: String,
        facts: Vec<String>,
        right: String,
        /// It stands above several entries and is part of none.
        heads: bool,
    },
    /// What is known of an article that heads several.
    Facts(String),
    /// Words in parts, those that are marked told apart.
    Words(Vec<(String, bool)>),
    /// What is known of the words.
    About(String),
    Blank,
}

pub fn suggestions(app: &App, of: &Sheet, rows: &Suggestions, skin: &Skin, pen: &mut Pen<'_>) {
    let theme = match of.survey {
        Survey::Suggestions { theme } => app.theme(theme),
        _ => None,
    };
    let path = theme.map_or(of.name.as_str(), |theme| theme.path.as_str());
    let shown: Vec<&Suggestion> = rows.shown().collect();
    let count = match shown.len() {
        _ if !of.waiting.is_filled => String::new(),
        1 => ": 1 sentence".to_owned(),
        n => format!(": {n} sentences"),
    };
    let title = headed(("Like ", path, &count), app.panes.body.width);
    let column = page(app, &title, skin, pen);
    let nothing = shown.is_empty().then(|| nothing_like(rows));
    let Some(column) = told(&of.waiting, nothing, column, skin, pen) else { return };
    let own = match theme.and_then(|theme| theme.description.as_deref()) {
        Some(description) if !description.trim().is_empty() => "its name and description",
        _ => "its name alone",
    };
    let said = match rows.passages {
        0 if column.width < 60 => format!("by {own}: "),
        0 => format!("by {own}, as no passage is tagged yet: "),
        1 if column.width < 60 => "by one passage: ".to_owned(),
        1 => format!("by {} and one passage: ", own.trim_end_matches(" alone").replace(" and", ",")),
        _ => "by the words: ".to_owned(),
    };
    let words = rows.words.join(", ");
    pen.runs(Rect { height: column.height.min(1), ..column }, &[(&said, skin.dim()), (&words, skin.dim())]);
    let below = column.height.min(2);
    let rest = Rect { y: column.y + below, height: column.height - below, ..column };
    let entry = |i: usize| shown.get(i).map(|one| suggestion(rows, one, rest.width)).unwrap_or_default();
    entries(shown.len(), rows.cursor, rest, skin, pen, entry);
}

fn nothing_like(rows: &Suggestions) -> &'static str {
    if rows.all.iter().any(|one| one.is_gone) {
        "All of them are tagged or dismissed."
    } else if rows.passages < 2 {
        "There is too little to go by: tag two passages with the theme first."
    } else {
        "No other sentence looks like the theme's passages."
    }
}

fn paragraph(paragraph: Option<u32>) -> String {
    Locator { paragraph, ..Locator::default() }.parts().next().unwrap_or_default()
}

fn suggestion(all: &Suggestions, one: &Suggestion, width: u16) -> Vec<Line> {
    let heading = all.headings.get(&one.article.id);
    let title = heading.map_or_else(|| one.article.title.clone(), |heading| heading.title.clone());
    let facts = heading.map(|heading| heading.facts.clone()).unwrap_or_default();
    let mut out = vec![Line::Title { title, facts, right: paragraph(one.paragraph), heads: false }];
    let mut parts = Vec::new();
    let mut at = 0;
    for mark in &one.marks {
        parts.push((line_of(one.quote.get(at..mark.start.0).unwrap_or_default()), false));
        parts.push((line_of(mark.of(&one.quote)), true));
        at = mark.end.0;
    }
    parts.push((line_of(one.quote.get(at..).unwrap_or_default()), false));
    parts.retain(|(part, _)| !part.is_empty());
    out.extend(rows(&parts, width.saturating_sub(3), QUOTE_ROWS).into_iter().map(Line::Words));
    out.push(Line::Blank);
    out
}

pub fn shared_wording(app: &App, of: &Sheet, shared: &SharedWording, skin: &Skin, pen: &mut Pen<'_>) {
    let more = if shared.more { " or more" } else { "" };
    let count = match (shared.all.len(), shared.origins.len()) {
        _ if !of.waiting.is_filled => String::new(),
        (1, _) if !shared.more => ": 1 passage shared".to_owned(),
        (n, 1) if !shared.more => format!(": {n} passages shared with 1 article"),
        (n, articles) => format!(": {n}{more} passages shared with {articles}{more} articles"),
    };
    let room = usize::from(app.panes.body.width).saturating_sub(TITLE_EDGE);
    let column = page(app, &titled(&of.name, &count, room), skin, pen);
    let nothing = format!("No other article has {LEAST} words of it in a row.");
    let nothing = shared.all.is_empty().then_some(nothing.as_str());
    let Some(column) = told(&of.waiting, nothing, column, skin, pen) else { return };
    let entry = |i: usize| {
        let before = i.checked_sub(1).and_then(|before| shared.all.get(before));
        let row = shared.all.get(i);
        row.map(|row| run(shared, before, row, column.width)).unwrap_or_default()
    };
    entries(shared.all.len(), shared.cursor, column, skin, pen, entry);
}

fn run(shared: &SharedWording, before: Option<&SharedRow>, row: &SharedRow, width: u16) -> Vec<Line> {
    let mut lines = Vec::new();
    if before.is_none_or(|before| before.article != row.article) {
        let origin = shared.origins.get(&row.article);
        lines.extend(origin.map(origin_lines).unwrap_or_default());
    }
    let words = [(line_of(&row.quote), false)];
    lines.extend(rows(&words, width.saturating_sub(3), QUOTE_ROWS).into_iter().map(Line::Words));
    let (here, there) = (paragraph(row.paragraphs.0), paragraph(row.paragraphs.1));
    let mut about = vec![format!("{} words", row.words)];
    about.extend(Some(there).filter(|there| !there.is_empty()).map(|there| format!("{there} there")));
    about.extend(Some(here).filter(|here| !here.is_empty()).map(|here| format!("{here} here")));
    lines.extend([Line::About(about.join(" · ")), Line::Blank]);
    lines
}

fn origin_lines(origin: &Origin) -> Vec<Line> {
    let heading = &origin.heading;
    let title =
        Line::Title { title: heading.title.clone(), facts: Vec::new(), right: String::new(), heads: true };
    let mut facts = heading.facts.clone();
    facts.extend(origin.earlier.map(|earlier| earlier.sentence().to_owned()));
    let mut lines = vec![title];
    if !facts.is_empty() {
        lines.push(Line::Facts(facts.join(" · ")));
    }
    lines.push(Line::Blank);
    lines
}

/// The entries near the chosen one, each of several lines; of the first lines of an entry those that
/// head several entries are not part of the chosen one.
fn entries(
    count: usize,
    cursor: usize,
    rect: Rect,
    skin: &Skin,
    pen: &mut Pen<'_>,
    entry: impl Fn(usize) -> Vec<Line>,
) {
    let height = usize::from(rect.height);
    // An entry has three lines at least.
    let near = height / 3 + 2;
    let from = cursor.saturating_sub(near);
    let mut lines: Vec<(usize, Line)> = Vec::new();
    let mut at = 0;
    for i in from..(cursor + near + 1).min(count) {
        if i == cursor {
            at = lines.len();
        }
        lines.extend(entry(i).into_iter().map(|line| (i, line)));
    }
    let end = lines.iter().rposition(|(of, line)| *of == cursor && !matches!(line, Line::Blank)).unwrap_or(0);
    // The whole of the chosen one shows where it fits.
    let first = at.saturating_sub(height / 3).max((end + 1).saturating_sub(height).min(at));
    let first = first.min(lines.len().saturating_sub(height));
    for (n, (of, line)) in lines.iter().skip(first).take(height).enumerate() {
        let y = rect.y + u16::try_from(n).unwrap_or(0);
        draw_line(line, *of, *of == cursor, Rect { y, height: 1, ..rect }, skin, pen);
    }
}

fn draw_line(line: &Line, of: usize, is_cursor: bool, rect: Rect, skin: &Skin, pen: &mut Pen<'_>) {
    let heads = matches!(line, Line::Facts(_) | Line::Title { heads: true, .. });
    let chosen = is_cursor && !heads && !matches!(line, Line::Blank);
    let wide = Rect { x: rect.x.saturating_sub(1), width: rect.width + 2, ..rect };
    if !matches!(line, Line::Blank) {
        pen.spot(wide, || Spot::Row(of));
    }
    if chosen {
        skin.choose(wide, true, pen);
    }
    let dim = if chosen { skin.text() } else { skin.dim() };
    let within = Rect { x: rect.x + 2, width: rect.width.saturating_sub(2), ..rect };
    match line {
        Line::Blank => {}
        Line::Title { title, facts, right, .. } => {
            let room = Rect { width: rect.width.saturating_sub(BESIDE), ..rect };
            let taken = grapheme::str_width(title) + GAP.len();
            let facts = beside(facts, usize::from(room.width).saturating_sub(taken));
            let mut runs: Vec<(&str, Style)> = vec![(title, skin.strong())];
            if !facts.is_empty() {
                runs.extend([(GAP, skin.text()), (&*facts, dim)]);
            }
            pen.runs(room, &runs);
            let width = u16::try_from(grapheme::str_width(right)).unwrap_or(0);
            pen.line(Rect { x: rect.right().saturating_sub(width), width, ..rect }, right, dim);
        }
        Line::Facts(facts) => {
            pen.line(rect, facts, skin.dim());
        }
        Line::Words(parts) => {
            let style = |is_mark: bool| if is_mark { marked(chosen, skin) } else { skin.text() };
            let runs: Vec<(&str, Style)> =
                parts.iter().map(|(text, is_mark)| (text.as_str(), style(*is_mark))).collect();
            pen.runs(within, &runs);
        }
        Line::About(about) => {
            pen.line(within, about, dim);
        }
    }
}
