//! Articles come in: a path or an address that is typed, a text that is pasted.

use std::path::PathBuf;

use super::super::{
    App, Asking, Completion, Effect, ImportReport, LastImport, Overlay, Prompt, ReportPanel, SoFar, Sources,
    Underway,
};
use super::{locked, top};
use crate::app::msg::{Ask, Ticket};
use crate::command::Command;

/// A longer line (bytes) that is pasted is a text, whatever it begins with: no path is so long.
const LONGEST_PLACE: usize = 4096;

/// What may be typed to come in.
const WHAT: &str = "a file, a folder or an address";

/// Asks what is to come in, or with `feeds` what to subscribe to.
pub fn ask(app: &mut App, text: &str, feeds: bool) {
    let failed = app.failed_source.take().filter(|_| text.is_empty());
    let asking = Asking::Add { feeds, names: Vec::new(), ticket: Ticket::default() };
    let is_old = failed.is_some();
    app.begin_line(Prompt::new(asking, ""), failed.unwrap_or_else(|| text.to_owned()));
    // To be mended, or to be typed over.
    if let Some(Overlay::Prompt(prompt)) = top(app).filter(|_| is_old) {
        prompt.field.offer();
    }
    app.ask_for_lines();
}

/// Tab: asks what the path may go on with.
pub fn complete(app: &mut App) {
    let Some(Overlay::Prompt(Prompt { asking: Asking::Add { .. }, field, .. })) = app.overlays.last() else {
        app.complain("There is nothing to complete here; Tab completes paths.");
        return;
    };
    let typed = field.text().to_owned();
    let wanted = app.ask(Ask::Complete { at: PathBuf::from(&typed), typed });
    if let Some(Overlay::Prompt(Prompt { asking: Asking::Add { ticket, .. }, .. })) = top(app) {
        *ticket = wanted;
    }
}

/// Enter: the import begins, and the reader is free again.
pub fn begin(app: &mut App, typed: &str, feeds: bool) -> Result<(), String> {
    let source = PathBuf::from(unquoted(typed));
    if source.as_os_str().is_empty() {
        let what = if feeds { "the address or file of a feed, or a page that names one" } else { WHAT };
        return Err(format!("Type {what}; Tab completes."));
    }
    start(app, if feeds { Sources::Subscribe(source) } else { Sources::Paths(vec![source]) });
    Ok(())
}

fn start(app: &mut App, sources: Sources) -> Ticket {
    let underway = Underway::new(&sources);
    let ticket = app.ask(Ask::Import { sources });
    app.importing.insert(ticket, underway);
    ticket
}

/// Asks all feeds for what is new, beside reading.
pub fn refresh(app: &mut App) {
    app.feeds_asked = Some(start(app, Sources::Feeds));
}

/// Text pasted where nothing is typed into: a path or an address is asked about, else it is an article.
pub fn pasted(app: &mut App, text: &str) {
    let line = text.trim();
    if line.is_empty() {
        return;
    }
    if let Some(why) = locked::refusal(app, Command::AddArticles) {
        app.complain(why);
        return;
    }
    let opened = unquoted(line);
    let begins = |start: &&str| opened.get(..start.len()).is_some_and(|s| s.eq_ignore_ascii_case(start));
    let place = ["/", "~/", "./", "../", "http://", "https://"].iter().any(begins);
    if place && !line.contains('\n') && line.len() <= LONGEST_PLACE {
        ask(app, &opened, false);
    } else {
        start(app, Sources::Text(text.to_owned()));
    }
}

/// A path as it stands after a shell or a file manager has quoted it.
fn unquoted(typed: &str) -> String {
    let typed = typed.trim();
    for quote in ['\'', '"'] {
        if let Some(inner) = typed.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote)) {
            return inner.to_owned();
        }
    }
    let Some(path) = typed.strip_prefix("file://") else { return typed.replace("\\ ", " ") };
    let path = path.strip_prefix("localhost").unwrap_or(path);
    decoded(path).unwrap_or_else(|| path.to_owned())
}

/// A path out of an address, where `%20` and the like stand for its bytes; `None` where they make no text.
fn decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let digits = after.get(..2).filter(|_| *first == b'%');
        let value = digits.and_then(|digits| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok());
        bytes.push(value.unwrap_or(*first));
        rest = after.get(if value.is_some() { 2 } else { 0 }..)?;
    }
    String::from_utf8(bytes).ok()
}

/// Tells imports that are under way to stop; whether there were any.
pub fn stop(app: &mut App) -> bool {
    let running: Vec<Ticket> = app.importing.keys().copied().collect();
    for ticket in &running {
        app.out.push(Effect::GiveUp(*ticket));
    }
    if !running.is_empty() {
        let what = if app.feeds_asked.is_some() { "refresh" } else { "import" };
        app.say(format!("Stopping the {what}; what is in is kept."));
    }
    !running.is_empty()
}

/// Stops what comes in, to take it back once it has ended: taken back before, the rest of it would be a
/// step of its own, after which nothing could bring the first part again. What acts on the library waits.
pub fn stop_and_take_back(app: &mut App) {
    let several = app.importing.len() > 1;
    stop(app);
    app.say(if several {
        "Stopping all imports, to take back what the one under way brought…"
    } else {
        "Stopping the import, to take back what it brought…"
    });
    app.taking_back = Some(app.ticket());
    app.in_flight = app.taking_back;
}

/// What the last import came to, in full, also one on the command line or before this start.
pub fn report(app: &mut App) {
    app.overlays.push(Overlay::Report(ReportPanel::default()));
    app.ask(Ask::LastImport);
}

/// Goes to the article that the chosen part of the report is about.
pub fn go(app: &mut App) {
    let Some(Overlay::Report(panel)) = app.overlays.last() else { return };
    let Some(article) = panel.parts().get(panel.cursor).and_then(|part| part.article) else {
        app.say("There is no article to open.");
        return;
    };
    app.overlays.pop();
    if let Some(place) = app.here() {
        app.jumps.leave(place);
    }
    app.open_at(article, None);
}

impl App {
    pub(in crate::app) fn reported(&mut self, last: Option<Box<LastImport>>) {
        let Some(Overlay::Report(panel)) = self.overlays.last_mut() else { return };
        (panel.report, panel.loaded) = (last, true);
    }

    pub(in crate::app) fn completed(&mut self, ticket: Ticket, completion: Completion) {
        let Some(Overlay::Prompt(Prompt { asking, field, mistake, .. })) = self.overlays.last_mut() else {
            return;
        };
        let Asking::Add { names, ticket: wanted, .. } = asking else { return };
        if *wanted != ticket {
            return;
        }
        *mistake = completion.names.is_empty().then(|| "Nothing there begins like that.".to_owned());
        field.edit(Command::CursorEnd);
        field.insert(&completion.added);
        *names = if completion.names.len() > 1 { completion.names } else { Vec::new() };
    }

    /// How far an import is.
    pub(in crate::app) fn importing(&mut self, ticket: Ticket, so_far: SoFar) {
        if let Some(underway) = self.importing.get_mut(&ticket) {
            underway.so_far = so_far;
        }
    }

    /// An import is at its end: says what came of it, and chooses the first article that is new.
    pub(in crate::app) fn imported(&mut self, ticket: Ticket, report: &ImportReport) {
        self.importing.remove(&ticket);
        let lone = report.failures.first().filter(|_| report.read() == 1 && !report.is_refresh);
        self.failed_source = lone.map(|(source, _)| source.clone());
        let hint = self.unplaced_hint(report.annotations().needs_a_look());
        let sentence = report.sentence(&hint);
        if report.failed > 0 {
            self.complain(sentence);
        } else {
            self.say(sentence);
        }
        if report.is_refresh {
            // Whoever reads on is not led away.
            self.feeds_asked = None;
        } else if self.taking_back.is_none() {
            self.list.seek = report.first.or(report.any);
        }
        self.reload_list();
        self.reload_feeds(!report.subscribed.is_empty());
        if report.brought.annotations > 0 {
            // They may be on the text that is open, and their themes new.
            self.refresh();
        }
        self.take_back();
    }

    /// Takes back what came in, if that is waited for and nothing comes in any more.
    pub(in crate::app) fn take_back(&mut self) {
        if self.importing.is_empty() && self.taking_back.take().is_some() {
            super::general::undo(self, None);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_paths_are_paths() {
        assert_eq!(unquoted("'/a b/c.txt' "), "/a b/c.txt");
        assert_eq!(unquoted("/a\\ b.txt"), "/a b.txt");
        assert_eq!(unquoted("file:///a.txt"), "/a.txt");
        assert_eq!(unquoted("file:///tmp/my%20fil%c3%a9.txt"), "/tmp/my filé.txt");
        assert_eq!(unquoted("file://localhost/100%.txt"), "/100%.txt");
        assert_eq!(unquoted("file:///a%ff.txt"), "/a%ff.txt");
        assert_eq!(unquoted("/a%20b.txt"), "/a%20b.txt");
        assert_eq!(unquoted("it's"), "it's");
    }
}
