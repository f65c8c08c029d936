//! The least that a full-screen program must do: the rows of a text, wrapped once and greedily, drawn by
//! ratatui without anything beside them. What postil takes is compared with it in the same run.

use std::fs;
use std::io::{Write as _, stdout};

use crossterm::event::{self, Event, KeyCode, KeyModifiers};
use crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{execute, queue};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Position;

/// Where the rows of a text begin, broken at the last space before the width in bytes (the text is ASCII).
fn rows(text: &str, width: usize) -> Vec<usize> {
    let mut starts = vec![0];
    let (mut start, mut space) = (0, 0);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'\n' => {
                start = at + 1;
                space = start;
                starts.push(start);
            }
            b' ' => space = at + 1,
            _ => {}
        }
        if at >= start + width {
            start = if space > start { space } else { at };
            space = start;
            starts.push(start);
        }
    }
    starts.push(text.len());
    starts
}

/// What the empty screen shows.
pub const WORD: &str = "nothing";

/// The least that any full-screen program must do: a screen with a word, until it is killed.
pub fn empty() {
    enable_raw_mode().unwrap();
    execute!(stdout(), EnterAlternateScreen).unwrap();
    let mut terminal = Terminal::new(CrosstermBackend::new(stdout())).unwrap();
    terminal.draw(|frame| frame.render_widget(WORD, frame.area())).unwrap();
    let _ = event::read();
    disable_raw_mode().unwrap();
}

/// Shows a file until it is killed: `j`, Ctrl-F, Ctrl-B, `g`, `G`.
pub fn run(path: &str) {
    let text = fs::read_to_string(path).unwrap();
    enable_raw_mode().unwrap();
    execute!(stdout(), EnterAlternateScreen).unwrap();
    let mut terminal = Terminal::new(CrosstermBackend::new(stdout())).unwrap();
    let mut width = 0;
    let (mut starts, mut top) = (Vec::new(), 0_usize);
    loop {
        let size = terminal.size().unwrap();
        if size.width != width {
            width = size.width;
            starts = rows(&text, usize::from(width.saturating_sub(1)));
        }
        queue!(stdout(), BeginSynchronizedUpdate).unwrap();
        terminal
            .draw(|frame| {
                let area = frame.area();
                for y in 0..area.height {
                    let row = top + usize::from(y);
                    let (Some(from), Some(to)) = (starts.get(row), starts.get(row + 1)) else { break };
                    let line = text.get(*from..*to).unwrap_or_default().trim_end();
                    frame.buffer_mut().set_string(0, y, line, ratatui::style::Style::default());
                }
                frame.set_cursor_position(Position::new(0, 0));
            })
            .unwrap();
        queue!(stdout(), EndSynchronizedUpdate).unwrap();
        stdout().flush().unwrap();
        let page = usize::from(size.height.saturating_sub(2));
        let last = starts.len().saturating_sub(page);
        let Event::Key(key) = event::read().unwrap() else { continue };
        match (key.code, key.modifiers) {
            (KeyCode::Char('j'), _) => top = (top + 1).min(last),
            (KeyCode::Char('f'), KeyModifiers::CONTROL) => top = (top + page).min(last),
            (KeyCode::Char('b'), KeyModifiers::CONTROL) => top = top.saturating_sub(page),
            (KeyCode::Char('g'), _) => top = 0,
            (KeyCode::Char('G'), _) => top = last,
            (KeyCode::Char('c'), KeyModifiers::CONTROL) => break,
            _ => {}
        }
    }
    disable_raw_mode().unwrap();
}
