//! The toggles of the page, each of which says what it did; and the width of the column.

use super::super::{App, Looks, Pane, Prefs, looks, panes};
use crate::app::msg::Ask;
use crate::command::Command;

/// Cells that one press makes the column narrower or wider.
const STEP: u16 = 2;

pub fn toggle(app: &mut App, command: Command) {
    let mut now = app.looks;
    let said = match command {
        Command::Alone => {
            now.alone = !now.alone;
            if now.alone {
                "Reading alone; Tab still goes to the other panes."
            } else {
                "The other panes are back."
            }
        }
        Command::Sidebar => {
            now.sidebar = !now.sidebar;
            match (now.sidebar, app.size.0) {
                (true, _) if now.alone => "The sidebar shows once zn ends reading alone.",
                (true, ..70) => "On a screen this narrow the sidebar lies over the text; Tab goes to it.",
                (true, _) => "The sidebar is shown.",
                (false, _) => "The sidebar is hidden; Tab still goes to it.",
            }
        }
        Command::Highlights => {
            now.marks = !now.marks;
            if now.marks {
                "Annotations are shown in the text."
            } else {
                "Annotations are hidden in the text."
            }
        }
        Command::Justify => {
            now.justify = !now.justify;
            if now.justify { "Rows are stretched to the column." } else { "Rows end where their words do." }
        }
        _ => return,
    };
    if !now.sidebar && app.focus == Pane::Sidebar {
        app.focus = Pane::Reader;
    }
    app.looks = now;
    app.say(said);
    app.remember_looks();
}

/// Makes the column narrower or wider by a count of steps.
pub fn width(app: &mut App, wider: bool, count: Option<usize>) {
    let steps = u16::try_from(count.unwrap_or(1)).unwrap_or(looks::MOST).min(looks::MOST);
    let was = app.prefs.measure;
    let room = app.panes.reader.map_or(looks::MOST, |pane| panes::text_column(pane, looks::MOST).width);
    let by = steps.saturating_mul(STEP);
    let set = app.looks.measure.map_or(was, |(_, set)| set);
    let now = if wider {
        let now = was.saturating_add(by);
        // Back at the edge of the pane it is as wide as before it was made narrower from there.
        let reaches = was < room && now >= room;
        let before = if reaches { app.wider_than_pane.take().unwrap_or(set) } else { now };
        now.max(before)
    } else {
        // What the pane has no room for cannot be seen to go.
        if was > room {
            app.wider_than_pane = Some(was);
        }
        was.min(room).saturating_sub(by)
    };
    let now = now.clamp(looks::LEAST, looks::MOST);
    if now == was {
        app.complain(match wider {
            true if now > room => {
                format!("The column is {room} cells wide: this pane has room for no more.")
            }
            true => format!("The column is {now} cells wide, which is the widest."),
            false => format!("The column is {now} cells wide, which is the narrowest."),
        });
        return;
    }
    app.looks.measure = Some((now, set)).filter(|_| now != set);
    app.prefs.measure = now;
    app.say(if now > room {
        format!("The column may be {now} cells wide; this pane has room for {room}.")
    } else {
        format!("The column is {now} cells wide.")
    });
    app.remember_looks();
}

impl App {
    pub(in crate::app) fn remember_looks(&mut self) {
        let value = self.looks.words();
        self.ask(Ask::Remember { key: Looks::KEY, value });
    }

    /// What was chosen with keys gives way to a setting that is changed on purpose.
    pub(in crate::app) fn give_way(&mut self, setting: &str) {
        match setting {
            "measure" => {
                self.looks.measure = None;
                self.wider_than_pane = None;
            }
            "skin" => self.prefs.look.forget_choice(),
            _ => {}
        }
    }

    /// The settings were read again. What was chosen and what the terminal told stays.
    pub(in crate::app) fn configured(&mut self, mut prefs: Prefs, news: Result<String, String>) {
        prefs.look.succeed(&self.prefs.look);
        prefs.colors = self.prefs.colors;
        prefs.here = std::mem::take(&mut self.prefs.here);
        self.prefs = prefs;
        self.take_width();
        match news {
            Ok(news) => self.say(news),
            Err(mistake) => self.complain(mistake),
        }
    }

    /// The width that was chosen holds as long as the settings say what they did then.
    pub(in crate::app) fn take_width(&mut self) {
        match self.looks.measure {
            Some((chosen, set)) if set == self.prefs.measure => self.prefs.measure = chosen,
            _ => self.looks.measure = None,
        }
    }

    /// Takes the looks that were remembered; a width only if the settings still say what they did.
    pub(in crate::app) fn take_looks(&mut self, words: &str) {
        self.looks = Looks::read(words);
        self.take_width();
        let folded = self.looks.folded;
        if let Some(reader) = &mut self.reader {
            reader.fold(folded);
        }
    }
}
