//! Copying: what a motion or an object means, the selection, quotations with their citations, notes
//! and addresses.

use super::super::{App, Board, Clip, Effect, Reader};
use super::{find, margin, mark, select, tag};
use crate::command::{Command, Context};
use crate::model::citation::{self, Locator};
use crate::model::{Annotation, Metadata, State};
use crate::text::{Span, joint, segment};

/// Bytes that are copied at most, so that no key has to move a text of any length.
const MOST: usize = 4 << 20;
/// Bytes of which the words are counted for the message.
const COUNTED: usize = 64 << 10;

/// `y`: the selection, else what comes after it.
pub fn begin(app: &mut App, count: Option<usize>) {
    let Some(reader) = &app.reader else { return };
    if reader.selection.is_none() {
        app.wait_for_more(Command::Copy, count);
        return;
    }
    let span = reader.selected();
    if passage(app, span) {
        tag::leave_selection(app);
    }
}

/// Copies what the command after the operator means.
pub fn along(
    app: &mut App,
    operator: Command,
    command: Command,
    count: Option<usize>,
    character: Option<char>,
) {
    let command = if command == operator { Command::InnerSentence } else { command };
    if let Some(why) = super::refusal(app, command) {
        return app.complain(why);
    }
    let span = match command {
        Command::RepeatFind | Command::RepeatFindBack => by_character(app, command, count, None),
        Command::GoToMark => {
            let to = mark::reach(app, character.unwrap_or_default());
            to.map_err(|why| app.complain(why))
                .ok()
                .and_then(|to| Some(app.reader.as_ref()?.between(to, false)))
        }
        Command::FindCharacter
        | Command::FindCharacterBack
        | Command::TillCharacter
        | Command::TillCharacterBack => by_character(app, command, count, character),
        Command::NextHit | Command::PreviousHit => {
            let against = command == Command::PreviousHit;
            app.reader.as_mut().and_then(|reader| reader.stretch_to_hit(against, count.unwrap_or(1)))
        }
        _ if select::is_object(command) => {
            let span = app.reader.as_ref().and_then(|reader| reader.object(command, count.unwrap_or(1)));
            if span.is_none() {
                app.complain(select::none_around(command));
            }
            span
        }
        _ => {
            let span = app.reader.as_mut().and_then(|reader| reader.stretch(command, count));
            if span.is_none() {
                app.complain(format!(
                    "y copies as far as a motion goes or what an object such as is or ap means; “{}” is neither.",
                    command.name()
                ));
            }
            span
        }
    };
    if let Some(span) = span {
        passage(app, span);
    }
}

fn by_character(
    app: &mut App,
    command: Command,
    count: Option<usize>,
    character: Option<char>,
) -> Option<Span> {
    let (to, included) = find::reach(app, command, count, character).ok()?;
    Some(app.reader.as_ref()?.between(to, included))
}

/// Copies the text under a span; whether there was something that could be copied.
fn passage(app: &mut App, span: Span) -> bool {
    let Some(reader) = &app.reader else { return false };
    match taken(reader, span) {
        Ok((text, left)) => {
            let what = size(&text) + &left;
            copy(app, text, what);
            true
        }
        Err(why) => {
            app.complain(why);
            false
        }
    }
}

/// The text under a span, without white space around it, and what is to be said of what is left out.
fn taken(reader: &Reader, span: Span) -> Result<(String, String), String> {
    if span.len() > MOST {
        return Err(too_long(span.len()));
    }
    let text = reader.shown(reader.trimmed(span));
    if text.is_empty() {
        Err("There is no text between, so nothing was copied.".to_owned())
    } else {
        Ok((text, left_out(reader, span)))
    }
}

fn too_long(bytes: usize) -> String {
    format!("That is {}, and 4 MB can be copied at once; x exports the whole.", megabytes(bytes))
}

/// What of a span is not copied, in brackets, if anything is.
fn left_out(reader: &Reader, span: Span) -> String {
    match reader.hidden_in(span) {
        0 => String::new(),
        1 => " (without a folded paragraph)".to_owned(),
        hidden => format!(" (without {hidden} folded paragraphs)"),
    }
}

fn megabytes(bytes: usize) -> String {
    let tenths = bytes.saturating_mul(10) >> 20;
    format!("{}.{} MB", tenths / 10, tenths % 10)
}

/// How a message calls a text.
fn size(text: &str) -> String {
    if text.len() > COUNTED {
        return if text.len() < 1 << 20 { format!("{} KB", text.len() >> 10) } else { megabytes(text.len()) };
    }
    // What has no spaces between words is counted as its readers do.
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    let (mut all, mut unspaced) = (0, 0);
    for c in letters {
        all += 1;
        unspaced += usize::from(is_unspaced(c));
    }
    if unspaced * 2 > all && all > 1 {
        return format!("{all} characters");
    }
    match segment::word_count(text) {
        0 => "the text".to_owned(),
        1 => "1 word".to_owned(),
        words => format!("{words} words"),
    }
}

/// Of Chinese and Japanese, which part words by nothing.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

fn copy(app: &mut App, text: String, what: String) {
    app.out.push(Effect::Copy(Clip { text, what }));
}

/// Why a quotation, a note or an address cannot be copied.
pub fn refusal(app: &App, command: Command) -> Option<String> {
    let no = |why: &str| Some(why.to_owned());
    let context = app.context();
    let entry = || entry(app);
    match command {
        Command::CopyLink => match app.article_meant() {
            None => no("No article is chosen."),
            Some(article) if article.meta.url.is_none() => no("This article has no address to copy."),
            Some(_) => None,
        },
        Command::CopyNote => match entry() {
            None => Some(margin::why_empty(app)),
            Some(entry) if entry.note.is_none() => {
                no("This annotation has no note to copy; Y copies its quotation.")
            }
            Some(_) => None,
        },
        Command::CopyQuotation
            if matches!(context, Context::Sidebar | Context::Board)
                && entry().is_some_and(|a| a.state == State::Lost) =>
        {
            no(
                "Its words are not in the text any more, so they cannot be quoted from it; the unplaced tray shows where they may belong.",
            )
        }
        Command::CopyQuotation if context == Context::Board => None,
        _ if context == Context::Sidebar && entry().is_none() => Some(margin::why_empty(app)),
        _ if app.reader.as_ref().is_none_or(|reader| reader.target().is_none()) => {
            no("There is no text here to copy; move to a sentence.")
        }
        _ => None,
    }
}

/// The chosen passage of a board, else the entry of the sidebar.
fn entry(app: &App) -> Option<&Annotation> {
    if let Some(passage) = app.passage_meant() {
        return Some(&passage.annotation);
    }
    app.reader.as_ref()?.marks.get(app.entry()?)
}

pub fn note(app: &mut App) {
    if let Some(note) = entry(app).and_then(|entry| entry.note.clone()) {
        copy(app, note, "the note".to_owned());
    }
}

pub fn link(app: &mut App) {
    if let Some(url) = app.article_meant().and_then(|article| article.meta.url.clone()) {
        copy(app, url, "the address".to_owned());
    }
}

/// Copies the chosen passage of a board with its citation.
fn of_board(app: &mut App) {
    let Some((passage, heading)) = app.board().and_then(Board::cited) else { return };
    let annotation = &passage.annotation;
    let words = joint::joined(annotation.words());
    if words.len() > MOST {
        return app.complain(too_long(words.len()));
    }
    let chapter = Some(heading.title.as_str()).filter(|_| heading.is_chapter);
    let at = Locator { chapter, ..Locator::of(annotation) };
    let text = citation::quotation(&heading.meta, at, &words);
    copy(app, text, "the quotation with its citation".to_owned());
}

/// `Y`: the selection, what would be tagged, the entry of the sidebar, or the chosen passage of a board; with
/// a count, so many sentences.
pub fn quotation(app: &mut App, count: Option<usize>) {
    if app.context() == Context::Board {
        return of_board(app);
    }
    let Some(reader) = &app.reader else { return };
    let meta: &Metadata = &reader.article.meta;
    let found: Option<Result<(String, String), String>> = if app.context() == Context::Sidebar {
        // What stands in the text now, since that is what the citation names.
        entry(app).map(|entry| {
            let (text, left) = taken(reader, entry.span)?;
            Ok((citation::quotation(meta, Locator::of(entry).within(&reader.article), &text), left))
        })
    } else {
        let several = count.filter(|_| reader.selection.is_none());
        let span = match several {
            Some(times) => reader.object(Command::InnerSentence, times),
            None => reader.target().map(|target| target.span),
        };
        span.map(|span| {
            let (text, left) = taken(reader, span)?;
            Ok((citation::quotation(meta, reader.locator(span.start).within(&reader.article), &text), left))
        })
    };
    match found {
        Some(Ok((text, left))) => {
            copy(app, text, "the quotation with its citation".to_owned() + &left);
            tag::leave_selection(app);
        }
        Some(Err(why)) => app.complain(why),
        None => {}
    }
}
