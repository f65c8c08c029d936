//! No command is met with silence: what neither changed anything nor said anything says so.

use super::super::{App, Overlay};
use crate::command::{Command, Context};

/// What a command may change at once. `None` where too much may change to be compared.
#[derive(Debug, PartialEq, Eq)]
pub struct Trace(String);

impl Trace {
    pub fn of(app: &App) -> Option<Self> {
        let over = match app.overlays.last() {
            None => String::new(),
            Some(Overlay::Themes(panel)) => format!("{panel:?}"),
            Some(Overlay::Board(board)) => format!("{}", board.cursor),
            Some(Overlay::Feeds(feeds)) => format!("{}", feeds.cursor),
            Some(Overlay::Survey(sheet)) => format!("{}", sheet.cursor()),
            Some(Overlay::Menu(menu)) => format!("{}", menu.cursor),
            Some(Overlay::Sort(menu)) => format!("{}", menu.cursor),
            Some(Overlay::Help(help)) => format!("{help:?}"),
            Some(Overlay::Prompt(prompt)) => format!("{prompt:?}"),
            Some(Overlay::Finder(finder)) => format!("{:?} {}", finder.field, finder.chosen),
            Some(_) => return None,
        };
        let text = app.reader.as_ref().map(|r| {
            (r.article.id, r.cursor, r.top, r.selection, r.folded, r.search.as_ref().map(|s| s.ticket))
        });
        let list = (app.list.cursor, &app.list.typed, app.list.selected.len());
        let rows = (&app.pending, list, app.lost_entry, app.prefs.measure, &app.margin);
        Some(Self(format!(
            "{:?} {} {} {over} {text:?} {rows:?}",
            app.focus,
            app.out.len(),
            app.overlays.len()
        )))
    }
}

/// Says that a command came to nothing.
pub fn say(app: &mut App, command: Command) {
    let sentence = match command {
        // Where these put the line is seen only when the screen is laid out.
        Command::CursorMiddle | Command::CursorTop | Command::CursorBottom => return,
        Command::Cancel => match app.list.selected.len() {
            0 => "Nothing is open or selected.".to_owned(),
            1 => "An article is selected in the list; Esc there lets go of it.".to_owned(),
            n => format!("{n} articles are selected in the list; Esc there lets go of them."),
        },
        Command::ChooseNext | Command::ChoosePrevious => "There is no other row.".to_owned(),
        Command::DeleteBack | Command::DeleteForward | Command::DeleteWord | Command::DeleteLine => {
            "There is nothing to delete.".to_owned()
        }
        Command::CursorLeft | Command::CursorRight | Command::CursorStart | Command::CursorEnd => {
            "The line goes no further.".to_owned()
        }
        Command::ScreenTop | Command::ScreenMiddle | Command::ScreenBottom if app.context().is_reading() => {
            "The cursor is on that line already.".to_owned()
        }
        _ if command.group() == "Moving" => match app.context() {
            Context::Reader | Context::Visual => "The text goes no further that way.".to_owned(),
            _ => "There are no more rows that way.".to_owned(),
        },
        _ => format!("There was nothing to do: {}.", lower(command.about())),
    };
    app.say(sentence);
}

/// With a small first letter.
fn lower(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}
