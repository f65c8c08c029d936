//! Boards of passages: opening, narrowing, sorting, and reading them again.

use super::super::{App, Asking, Board, Chooser, Overlay, Prompt, Purpose, Source};
use crate::app::msg::{Ask, Passage, Shown, Ticket};
use crate::model::query::{self, Query};
use crate::model::{AnnotationId, ThemeId};

impl App {
    /// The board that lies on top, or under a line of input.
    pub fn board(&self) -> Option<&Board> {
        self.overlays.iter().rev().find_map(|overlay| match overlay {
            Overlay::Board(board) => Some(board),
            _ => None,
        })
    }

    pub(in crate::app) fn board_mut(&mut self) -> Option<&mut Board> {
        self.overlays.iter_mut().rev().find_map(|overlay| match overlay {
            Overlay::Board(board) => Some(board),
            _ => None,
        })
    }

    /// The chosen passage of the board, if that lies on top.
    pub(in crate::app) fn passage_meant(&self) -> Option<&Passage> {
        match self.overlays.last() {
            Some(Overlay::Board(board)) => board.chosen(),
            _ => None,
        }
    }

    /// Whether the board on top is about to show something else than it does.
    pub(in crate::app) fn is_board_awaited(&self) -> bool {
        matches!(self.overlays.last(), Some(Overlay::Board(board)) if !board.ready)
    }

    /// Asks for the passages of the topmost board from `first` on, or around an annotation.
    fn load_board(&mut self, first: u64, at: Option<AnnotationId>) {
        let Some(board) = self.board() else { return };
        let (which, sort) = (board.which(), board.sort);
        let ticket = self.ask(Ask::Passages { which, sort, first, count: Board::WINDOW, at });
        if let Some(board) = self.board_mut() {
            (board.ticket, board.asked) = (ticket, Some(first));
        }
    }

    /// Asks for what is about to show and is not loaded.
    pub(in crate::app) fn prepare_board(&mut self) {
        let rows = u64::from(self.panes.body.height);
        let Some(board) = self.board_mut() else { return };
        // An entry has three rows at least.
        board.near = rows / 3 + 2;
        if let Some(first) = board.missing() {
            self.load_board(first, None);
        }
    }

    /// Reads the board again after a change; the cursor stays on its annotation.
    pub(in crate::app) fn reload_board(&mut self) {
        let Some(board) = self.board_mut() else { return };
        board.ready = false;
        let (first, at) = (board.first, board.chosen_id());
        self.load_board(first, at);
    }

    pub(in crate::app) fn take_passages(&mut self, ticket: Ticket, shown: Shown) {
        let Some(board) = self.board_mut().filter(|board| board.ticket == ticket) else { return };
        if board.take_in(shown) {
            let which = board.which();
            let counting = self.ask(Ask::CountPassages { which });
            if let Some(board) = self.board_mut() {
                board.counting = counting;
            }
        }
        self.release();
    }

    pub(in crate::app) fn count_passages(&mut self, ticket: Ticket, total: u64) {
        if let Some(board) = self.board_mut().filter(|board| board.counting == ticket) {
            board.total = total;
            board.go_to(board.cursor);
        }
    }

    /// The board asked for what cannot be; whether it did.
    pub(in crate::app) fn fail_board(&mut self, ticket: Ticket, why: &str) -> bool {
        let board = self.board_mut().filter(|board| board.ticket == ticket);
        board.map(|board| board.fail(why.to_owned())).is_some()
    }
}

/// Opens a board over what is there.
pub fn open(app: &mut App, source: Source) {
    show_board(app, Board::new(source));
}

/// Opens a board that is narrowed already.
pub fn show_board(app: &mut App, board: Board) {
    app.overlays.push(Overlay::Board(board));
    app.load_board(0, None);
}

/// All annotations of the article that is meant.
pub fn of_article(app: &mut App) {
    let Some(article) = app.article_meant() else { return };
    let source = Source::Article(article.id, article.title().to_owned());
    open(app, source);
}

/// Shows something else of the same source.
fn change(app: &mut App, how: impl FnOnce(&mut Board)) {
    let Some(board) = app.board_mut() else { return };
    how(board);
    board.begin();
    app.load_board(0, None);
}

pub fn filter(app: &mut App) {
    let Some(board) = app.board() else { return };
    let before = board.typed.clone();
    let asking = Asking::Narrow { before: before.clone() };
    app.overlays.push(Overlay::Prompt(Prompt::new(asking, before)));
    app.ask_for_lines();
}

/// The board follows a filter as it is typed; what cannot be read yet changes nothing.
pub fn follow(app: &mut App, text: &str) {
    let Ok(query) = query::parse_typed(text) else { return };
    show(app, text, query);
}

/// Enter: the filter stands, its last word whole, or says what is wrong with it.
pub fn settle(app: &mut App, text: &str) -> Result<(), String> {
    let query = query::parse(text).map_err(|error| error.sentence())?;
    // What is shown for a beginning stays; a name that no theme has is a mistake now.
    show(app, text, query.typing());
    Ok(())
}

/// Esc on a board takes its filter away first; whether there was one.
pub fn leave(app: &mut App) -> bool {
    let Some(Overlay::Board(board)) = app.overlays.last() else { return false };
    if board.typed.is_empty() {
        return false;
    }
    show(app, "", Query::default());
    app.say("The filter is gone; Esc closes the board.");
    true
}

fn show(app: &mut App, text: &str, query: Query) {
    let Some(board) = app.board_mut() else { return };
    text.clone_into(&mut board.typed);
    if board.query != query {
        change(app, |board| board.query = query);
    }
}

/// Asks for a theme to narrow the board to.
pub fn choose_theme(app: &mut App) {
    let chooser = Chooser::new(Purpose::Narrow, Vec::new(), &app.themes);
    app.overlays.push(Overlay::Chooser(Box::new(chooser)));
}

/// Narrows the board to a theme; `None` takes that back, and what articles it is narrowed to.
pub fn narrow(app: &mut App, theme: Option<ThemeId>) {
    let mut within = None;
    change(app, |board| {
        board.narrowed = theme;
        within = board.within.take_if(|_| theme.is_none());
    });
    match (theme, within) {
        (Some(_), _) => {}
        (None, Some(_)) => app.say("All articles and all themes are shown."),
        (None, None) => app.say("All themes are shown."),
    }
}

/// The next order; the cursor stays on its annotation.
pub fn sort(app: &mut App) {
    let Some(board) = app.board_mut() else { return };
    board.sort = board.sort.next();
    board.ready = false;
    let (word, at) = (sorted(board), board.chosen_id());
    app.load_board(0, at);
    app.say(word);
}

fn sorted(board: &Board) -> &'static str {
    use crate::model::PassageSort;
    match board.sort {
        PassageSort::Article => "Sorted by article and place.",
        PassageSort::Newest => "Sorted by time, the newest first.",
        PassageSort::Theme => "Sorted by theme.",
    }
}
