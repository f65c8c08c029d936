//! What state we are in. [`App::update`] takes in what happened and says what is to be done;
//! [`App::prepare`] lays out what shows; the view draws it. No clock, no files, no store: time and
//! outcomes come in with a [`Msg`], and what is to be done goes out as an [`Effect`].

mod act;
mod again;
mod board;
mod carry;
mod chooser;
mod details;
mod drafts;
mod exported;
mod exporting;
mod feeds;
mod field;
mod finder;
mod finding;
mod help;
mod import;
mod jumps;
mod keys;
mod line;
mod list;
pub mod looks;
mod margin;
mod menu;
mod mouse;
mod msg;
mod note;
mod outcome;
mod output;
mod overlay;
mod panel;
pub mod panes;
mod past;
mod pending;
mod places;
mod prefs;
mod reader;
mod requests;
mod sentence;
mod sort_menu;
mod survey;
mod tray;
mod tutor;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

pub use act::refusal;
pub use board::{Board, Heading, Source};
pub use chooser::{Chooser, Purpose, Row};
pub use details::{Detail, DetailField, Details};
pub use exporting::{ExportFormat, ExportScope};
pub use feeds::{FeedRow, Feeds};
pub use field::Field;
pub use finder::{Finder, Hit as FinderHit, Item as FinderItem, Pick, Seek};
pub use finding::Finding;
pub use help::{HelpRow, keys_width};
pub use import::{Completion, ImportReport, LastImport, Part, ReportPanel, SoFar, Sources, Underway};
pub use jumps::{Jumps, Place, Stop};
pub use line::CommandLine;
pub use list::{Laid, List, counts};
pub use looks::Looks;
pub use margin::{Margin, MarginSort};
pub use menu::{Choice, Menu};
pub use mouse::{Act as MouseAct, Mouse, Spot};
pub use msg::{
    Ask, Bulk, Clip, Effect, Fresh, Hit, Locked, Msg, Original, Outcome, Passage, Pipe, Shown, Ticket, Which,
};
pub use note::NoteEditor;
pub use output::{Output, Piped};
pub use overlay::{Asking, Help, Overlay, Prompt};
pub use panel::Panel;
pub use panes::{Pane, Panes};
pub use pending::{Operator, Pending};
pub use prefs::{AUTO, Colors, GROUND, Look, Prefs, SKIN, Setting};
pub use reader::{By, Find, Marks, Reader, Selection, Shape, Stepped, Target, TextSearch, is_numbered};
pub use sort_menu::SortMenu;
pub use survey::{
    CountRow, Counts, Origin, Rows, SharedRow, SharedWording, Sheet, Suggested, Suggestions, Survey,
    Surveyed, Waiting,
};
pub use tray::{Candidate, Compare, Tray, Unplaced};
pub use tutor::Tutor;

use crate::command::{Context, Key};
use crate::model::{AnnotationId, ArticleId, DraftOn, Mark, Step, Theme, ThemeId, ThemeName};
use crate::text::Offset;
use again::Again;

/// Rows of the help that are not its keys: the line to type in, and one of air.
const HELP_HEAD: u16 = 2;

/// A passing line of news.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    pub text: String,
    pub is_error: bool,
}

/// What was typed and waits.
#[derive(Debug, Clone)]
enum Typed {
    Key(Key),
    Paste(String),
}

/// What a wake-up is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wake {
    PrefixMenu,
    SaveDraft,
    SavePlace,
    Drag,
}

/// An article that was asked for, and where in it to go.
#[derive(Debug, Clone, Copy)]
struct Opening {
    ticket: Ticket,
    article: ArticleId,
    at: Option<Offset>,
}

/// All state of the screen.
#[derive(Debug)]
pub struct App {
    pub prefs: Prefs,
    pub looks: Looks,
    /// Columns and rows of the screen.
    pub size: (u16, u16),
    pub panes: Panes,
    pub focus: Pane,
    pub list: List,
    pub reader: Option<Reader>,
    /// The chosen entry of the sidebar where it is not the passage under the cursor: a lost annotation.
    pub lost_entry: Option<AnnotationId>,
    /// A source that was named and could not be read: what is typed next may be the same, mended.
    failed_source: Option<String>,
    /// How wide the column was to be when it was made narrower from the edge of its pane.
    wider_than_pane: Option<u16>,
    /// What narrows the sidebar, and its order.
    pub margin: Margin,
    /// The annotation taken from the tray, to be attached by hand.
    to_place: Option<(ArticleId, AnnotationId)>,
    pub themes: Vec<Theme>,
    pub overlays: Vec<Overlay>,
    pub pending: Pending,
    pub message: Option<Message>,
    hand: mouse::Hand,
    jumps: Jumps,
    /// What `f F t T` looked for last.
    last_find: Option<Find>,
    /// Places under letters.
    pub marks: BTreeMap<char, Mark>,
    /// The mark whose article is on its way.
    headed: Option<Mark>,
    /// The themes of the last tagging, for `.`.
    last_themes: Vec<ThemeName>,
    /// The theme whose board was opened last.
    last_board: Option<ThemeId>,
    /// The note whose save is on its way.
    saving: Option<(Ticket, DraftOn)>,
    /// The note on the library is on its way, to be written.
    noting: Option<Ticket>,
    /// The newest request to read again what is shown, unless an edit brought newer.
    refreshing: Option<Ticket>,
    /// What was typed and is no step yet.
    drafts: drafts::Drafts,
    /// Lines that were typed before.
    lines: past::Kinds,
    /// Lines that are on their way.
    recalling: Option<(Ticket, &'static str)>,
    /// Another library is being opened.
    switching: bool,
    /// Outcomes up to this one are of a library that was left.
    left_with: Ticket,
    tickets: u64,
    wakes: BTreeMap<Ticket, Wake>,
    typing: keys::Typing,
    /// The edit that is on its way.
    in_flight: Option<Ticket>,
    /// What was typed and waits: for it, or for what the keys are meant for.
    held: VecDeque<Typed>,
    /// The article on its way.
    opening: Option<Opening>,
    /// What is done once the article of a hit is open.
    arrival: Option<act::Arrival>,
    /// The search of the library as it was left.
    last_finding: Option<Box<Finding>>,
    /// The pane that was left, until the article that was left is open.
    left_on: Option<Pane>,
    /// The place saved last, and whether a wake-up to save it is on its way.
    saved_place: Option<(ArticleId, Offset)>,
    /// The step that was named, another program's or what comes in: the next undo takes it back.
    undo_anyway: Option<Step>,
    /// How many steps are still to be taken back or done again.
    again: Again,
    /// The act in flight that takes back what comes in, once that has ended.
    taking_back: Option<Ticket>,
    /// The mending of a text that is under way, and how far it is, of 100.
    pub mending: Option<(Ticket, u8)>,
    /// An act, an undo or a redo that takes long.
    pub travelling: Option<Ticket>,
    /// Surveys and comparisons that take long and are on their way.
    surveys: BTreeSet<Ticket>,
    /// The one of the imports under way that refreshes the feeds.
    pub feeds_asked: Option<Ticket>,
    /// Imports under way, and how far each is.
    pub importing: BTreeMap<Ticket, Underway>,
    /// The form or line that is being saved.
    saving_form: Option<(Ticket, DraftOn)>,
    /// What is on its way to be kept beside the steps: places and the like.
    keeping: BTreeSet<Ticket>,
    /// The message says that such a thing was not kept.
    unkept: bool,
    /// Why a place was not kept, once that was said: it is not said again until one is.
    unkept_why: Option<String>,
    /// What is known of the samples of a new library.
    samples: act::Samples,
    /// The article that our last act closed, by taking it away.
    closed: Option<ArticleId>,
    /// The text on its way that was taken back or done again: the cursor goes to where it differs.
    to_change: Option<Ticket>,
    /// Why the library can only be read, where that is so.
    locked: Option<Locked>,
    /// The last messages, oldest first.
    said: VecDeque<Message>,
    dirty: bool,
    out: Vec<Effect>,
}

impl App {
    /// A screen of `size` columns and rows on which nothing is loaded yet.
    pub fn new(prefs: Prefs, size: (u16, u16)) -> Self {
        Self {
            prefs,
            looks: Looks::default(),
            size,
            panes: Panes::default(),
            focus: Pane::List,
            list: List::default(),
            reader: None,
            lost_entry: None,
            failed_source: None,
            wider_than_pane: None,
            margin: Margin::default(),
            to_place: None,
            themes: Vec::new(),
            overlays: Vec::new(),
            pending: Pending::default(),
            message: None,
            hand: mouse::Hand::default(),
            jumps: Jumps::default(),
            last_find: None,
            marks: BTreeMap::new(),
            headed: None,
            last_themes: Vec::new(),
            last_board: None,
            saving: None,
            noting: None,
            refreshing: None,
            drafts: drafts::Drafts::default(),
            lines: past::Kinds::new(),
            recalling: None,
            switching: false,
            left_with: Ticket::default(),
            tickets: 0,
            wakes: BTreeMap::new(),
            typing: keys::Typing::default(),
            in_flight: None,
            held: VecDeque::new(),
            opening: None,
            arrival: None,
            last_finding: None,
            left_on: None,
            saved_place: None,
            undo_anyway: None,
            again: Again::default(),
            taking_back: None,
            importing: BTreeMap::new(),
            mending: None,
            travelling: None,
            surveys: BTreeSet::new(),
            feeds_asked: None,
            saving_form: None,
            keeping: BTreeSet::new(),
            unkept: false,
            unkept_why: None,
            samples: act::Samples::default(),
            closed: None,
            to_change: None,
            locked: None,
            said: VecDeque::new(),
            dirty: true,
            out: Vec::new(),
        }
    }

    /// What to ask for before the first draw.
    pub fn start(&mut self) -> Vec<Effect> {
        self.ask(Ask::LastSort);
        self.ask(Ask::Themes);
        self.ask(Ask::Drafts);
        self.ask(Ask::Marks);
        self.ask(Ask::Recall { key: Looks::KEY });
        self.ask(Ask::LastPlace);
        std::mem::take(&mut self.out)
    }

    /// Opens an article once the program has started.
    pub fn open(&mut self, article: ArticleId) -> Vec<Effect> {
        self.open_at(article, None);
        std::mem::take(&mut self.out)
    }

    /// Shows a sentence about something that went wrong before the start.
    pub fn warn(&mut self, sentence: impl Into<String>) {
        self.complain(sentence);
    }

    /// Takes in what happened.
    pub fn update(&mut self, msg: Msg) -> Vec<Effect> {
        self.dirty = true;
        match msg {
            Msg::Key(key) => self.key(key),
            Msg::Paste(text) => self.paste(&text),
            Msg::Mouse(mouse) => self.mouse(mouse),
            Msg::Resize(columns, rows) => self.size = (columns, rows),
            Msg::Outcome(ticket, outcome) if ticket <= self.left_with => self.outcome_of_left(outcome),
            Msg::Outcome(ticket, outcome) => self.outcome(ticket, outcome),
            Msg::LibraryOpened { path, made, locked } => self.begin_library(&path, made, locked),
            Msg::LibraryRefused(why) => self.stay_in_library(&why),
            Msg::Woke(ticket) => self.woke(ticket),
            Msg::LibraryChanged => self.refresh(),
            Msg::Edited(result) => self.edited(result),
            Msg::Ground(ground) => self.stand_on(ground),
            Msg::Config(prefs, news) => self.configured(*prefs, news),
            Msg::Set(prefs, name, news) => {
                self.give_way(&name);
                self.configured(*prefs, Ok(news));
            }
            Msg::Told(result) => match result {
                Ok(how) => self.say(how),
                Err(why) => self.complain(sentence::sentence(&why)),
            },
            Msg::Resumed => {}
            Msg::Closing => act::quit(self),
        }
        self.give_up_surveys();
        std::mem::take(&mut self.out)
    }

    /// Lays out what shows at the present size. Asks for what is missing at the next update.
    pub fn prepare(&mut self) -> Vec<Effect> {
        self.panes = Panes::of(self.size.0, self.size.1, self.focus, self.looks);
        if let Some(rect) = self.panes.list {
            let head = self.list.head();
            self.list.prepare(rect.width, rect.height.saturating_sub(head));
            if let Some(first) = self.list.missing() {
                self.load_list(first);
            }
        }
        self.prepare_board();
        let chooser = self.chooser_rect();
        if let (Some(rect), Some(reader)) = (self.panes.reader, self.reader.as_mut()) {
            let column = panes::text_column(rect, self.prefs.measure);
            // What is tagged, noted or chosen stays in sight above what lies over the text.
            let sheet = self.panes.sheet();
            let over = match self.overlays.last() {
                Some(Overlay::Chooser(_)) => Some(chooser),
                Some(Overlay::Note(note)) => {
                    Some(self.panes.note(note.corrects())).filter(|note| note.y > column.y)
                }
                _ => None,
            };
            let over = [over, sheet].into_iter().flatten().map(|over| over.y).min();
            reader.justify(self.looks.justify);
            let bottom = over.unwrap_or(column.bottom());
            reader.prepare(column.width, bottom.saturating_sub(column.y), self.prefs.margin);
        }
        for overlay in &mut self.overlays {
            if let Overlay::Note(note) = overlay {
                let inside = self.panes.note_inside(note.corrects());
                note.prepare(inside.width, inside.height);
            }
        }
        if let Some(Overlay::Help(help)) = self.overlays.last_mut() {
            let page = self.panes.page(self.prefs.measure);
            let all = help.rows(&self.prefs.keymap, page.width).len();
            let shown = usize::from(page.height.saturating_sub(HELP_HEAD));
            help.top = help.top.min(all.saturating_sub(shown));
        }
        self.note_place();
        std::mem::take(&mut self.out)
    }

    /// Whether something changed since the last draw; asking makes it clean.
    pub fn take_dirty(&mut self) -> bool {
        std::mem::take(&mut self.dirty)
    }

    /// Where keys are looked up now.
    pub fn context(&self) -> Context {
        if let Some(overlay) = self.overlays.last() {
            return overlay.context();
        }
        match self.focus {
            Pane::List if self.list.listing.is_trash() => Context::Trash,
            Pane::List => Context::List,
            Pane::Sidebar => Context::Sidebar,
            Pane::Reader if self.reader.as_ref().is_some_and(|r| r.selection.is_some()) => Context::Visual,
            Pane::Reader => Context::Reader,
        }
    }

    /// The text search is on its way and has not ended.
    pub fn is_searching(&self) -> bool {
        self.reader.as_ref().and_then(|r| r.search.as_ref()).is_some_and(|s| !s.done)
    }
}
