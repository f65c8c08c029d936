//! What lies over the panes, the last on top: one stack instead of a flag for each.

use super::board::Board;
use super::chooser::Chooser;
use super::details::Details;
use super::feeds::Feeds;
use super::field::Field;
use super::finder::Finder;
use super::finding::Finding;
use super::import::ReportPanel;
use super::line::CommandLine;
use super::menu::{Choice, Menu};
use super::msg::Ticket;
use super::note::NoteEditor;
use super::output::Output;
use super::panel::Panel;
use super::past::Past;
use super::reader::Target;
use super::sort_menu::SortMenu;
use super::survey::{Rows, Sheet};
use super::tray::{Compare, Tray};
use crate::command::Context;
use crate::model::{ArticleId, DraftLine, DraftOn, ThemeId};

/// What a line of input is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asking {
    /// A query for the list; the list follows as it is typed.
    Filter {
        before: String,
    },
    /// A query for the sidebar; it follows as it is typed.
    NarrowMargin {
        before: String,
    },
    /// A query for the board; it follows as it is typed.
    Narrow {
        before: String,
    },
    /// Words to find in the text.
    Search,
    NewTheme,
    RenameTheme(ThemeId),
    DescribeTheme(ThemeId),
    /// `#rrggbb`; the panel shows it as it is typed.
    ColorTheme(ThemeId),
    /// A digit, or nothing.
    PinTheme(ThemeId),
    /// Words that narrow the theme panel; it follows as they are typed.
    NarrowThemes {
        before: String,
    },
    /// A shell command for a passage.
    Pipe(Target),
    /// Where an export goes.
    ExportTo(Choice),
    /// What to import, or with `feeds` to subscribe to; `names` are what its path may go on with, `ticket`
    /// asked for them.
    Add {
        feeds: bool,
        names: Vec<String>,
        ticket: Ticket,
    },
    /// Whether to delete for good: `articles`, or all that is in the trash; `what` names them, and once
    /// `counting` is answered says how many that are.
    Purge {
        articles: Option<Vec<ArticleId>>,
        what: String,
        counting: Option<Ticket>,
    },
}

impl Asking {
    /// What its line is as a draft, where it is one: the others are kept among the lines of their kind, or are
    /// short.
    pub fn draft(&self) -> Option<DraftLine> {
        match *self {
            Self::DescribeTheme(theme) => Some(DraftLine::Description(theme)),
            Self::RenameTheme(theme) => Some(DraftLine::Name(theme)),
            Self::NewTheme => Some(DraftLine::NewTheme),
            Self::Add { feeds, .. } => Some(if feeds { DraftLine::Feed } else { DraftLine::Source }),
            _ => None,
        }
    }
}

/// A line of input at the bottom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prompt {
    pub asking: Asking,
    pub field: Field,
    /// What is wrong with what was typed.
    pub mistake: Option<String>,
    /// What is stored already: the line as it was opened.
    pub stored: String,
    /// What was typed since is not yet in the drafts.
    pub unsaved: bool,
    pub past: Past,
}

impl Prompt {
    pub fn new(asking: Asking, text: impl Into<String>) -> Self {
        let stored = text.into();
        let field = Field::with(stored.as_str());
        Self { asking, field, mistake: None, stored, unsaved: false, past: Past::default() }
    }

    /// What its line is as a draft.
    pub fn draft(&self) -> Option<DraftOn> {
        self.asking.draft().map(DraftOn::Line)
    }

    /// Whether there is something that is not stored.
    pub fn is_changed(&self) -> bool {
        let typed = self.field.text().trim();
        !typed.is_empty() && typed != self.stored.trim()
    }
}

/// The help: all keys, filtered by what is typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Help {
    pub field: Field,
    pub top: usize,
    /// Where it was asked for: those keys come first.
    pub from: Option<Context>,
}

#[derive(Debug, Clone)]
pub enum Overlay {
    Help(Help),
    Prompt(Prompt),
    Chooser(Box<Chooser>),
    Note(Box<NoteEditor>),
    Themes(Panel),
    Board(Board),
    Finding(Box<Finding>),
    Survey(Box<Sheet>),
    Menu(Menu),
    Sort(SortMenu),
    Details(Box<Details>),
    Report(ReportPanel),
    Feeds(Feeds),
    Tray(Tray),
    Compare(Compare),
    Finder(Box<Finder>),
    Line(Box<CommandLine>),
    Output(Box<Output>),
}

impl Overlay {
    /// Where its keys are looked up.
    pub fn context(&self) -> Context {
        match self {
            Self::Help(_) => Context::Help,
            Self::Prompt(_) => Context::Prompt,
            Self::Chooser(_) => Context::Chooser,
            Self::Note(_) => Context::Note,
            Self::Themes(_) => Context::Themes,
            Self::Board(_) => Context::Board,
            Self::Finding(finding) if finding.in_hits => Context::Menu,
            Self::Finding(_) => Context::Finding,
            Self::Survey(sheet) if !matches!(sheet.rows, Rows::Counts(_)) => Context::Places,
            Self::Menu(_) | Self::Sort(_) | Self::Report(_) | Self::Survey(_) => Context::Menu,
            Self::Details(_) => Context::Form,
            Self::Feeds(_) => Context::Feeds,
            Self::Tray(_) => Context::Tray,
            Self::Compare(_) => Context::Compare,
            Self::Finder(_) => Context::Finder,
            Self::Line(_) => Context::Line,
            Self::Output(_) => Context::Output,
        }
    }
}
