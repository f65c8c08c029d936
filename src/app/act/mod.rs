//! What each command does, one file per group; and why one cannot be done now.

mod add;
mod bearing;
mod board;
mod bulk;
mod choose;
mod copy;
mod counted;
mod details;
mod drafts;
mod export;
mod feeds;
mod field;
mod find;
mod finder;
mod finding;
mod furniture;
mod general;
mod line;
mod list;
mod locked;
mod look;
mod looks;
mod margin;
mod mark;
mod mend;
mod moving;
mod note;
mod original;
mod pipe;
mod place;
pub(super) mod point;
mod quiet;
mod range;
mod said;
mod same;
mod search;
mod select;
mod shelf;
mod survey;
mod tag;
mod themes;

use super::{App, Bulk, Colors, Operator, Overlay};
use crate::command::{Command, Context};
pub use add::pasted;
pub use bearing::waits;
pub use choose::choose_digit;
pub use drafts::take_up_line;
pub use field::typed;
pub use finder::{sought, waits_for_rows};
pub use finding::{Arrival, typed as retyped};
pub use general::{quit, redo_once, undo_once};
pub use line::typed as line_typed;
pub use list::Samples;
pub use mend::stop as stop_mending;
pub use place::at_home;
pub use search::missing;

/// Why a command cannot be done now, as a sentence that says what would make it possible.
#[expect(clippy::too_many_lines, reason = "one arm a reason: the table is what is long")]
pub fn refusal(app: &App, command: Command) -> Option<String> {
    let context = app.context();
    let no = |why: &str| Some(why.to_owned());
    if let Some(why) = place::refused(app, command) {
        return no(why);
    }
    if let Some(why) = locked::refusal(app, command) {
        return Some(why);
    }
    match command {
        Command::Jump
        | Command::Note
        | Command::EditThemes
        | Command::Delete
        | Command::KeepNote
        | Command::CopyNote
        | Command::CopyQuotation
            if context == Context::Board && app.passage_meant().is_none() =>
        {
            no("No passage is shown; / with Ctrl-U takes a filter away, f with Enter a theme.")
        }
        Command::Note | Command::RepeatTag | Command::Delete | Command::KeepNote
            if app.reader.as_ref().is_some_and(|r| context == Context::Visual && r.changing().is_some()) =>
        {
            no("A range is being changed: Enter saves it, Esc leaves it as it was.")
        }
        Command::Tag | Command::Note | Command::RepeatTag | Command::StepOutward | Command::Pipe
            if matches!(context, Context::Reader | Context::Visual) =>
        {
            let Some(reader) = &app.reader else {
                return no("No article is open; choose one in the list and press Enter.");
            };
            if reader.target().is_none() {
                return no("There is no text here to mark; move to a sentence.");
            }
            if command == Command::RepeatTag && app.last_themes().is_empty() {
                return no(if app.last_themes.is_empty() {
                    "Nothing was tagged yet; tag a passage with Enter, then . repeats it."
                } else {
                    "The theme of the last tagging is gone; Enter tags with another, or makes it again."
                });
            }
            None
        }
        Command::Delete | Command::EditThemes | Command::Note | Command::Jump
            if context == Context::Sidebar =>
        {
            app.entry().is_none().then(|| margin::why_empty(app))
        }
        Command::TakeAsNote => {
            let none = app.output().is_none_or(super::Output::is_empty);
            none.then(|| "There is no output to take as a note.".to_owned())
        }
        Command::KeepNote => tag::why_no_note_to_keep(app),
        Command::Extend | Command::Shrink
            if context == Context::Reader && app.target_annotation().is_none() =>
        {
            no("There is no annotation under the cursor; [a and ]a go to one.")
        }
        Command::Attach | Command::NextCandidate | Command::PreviousCandidate => {
            mend::why_no_place(app, command).map(str::to_owned)
        }
        Command::ClearSamples if app.samples == Samples::Gone => no(list::NO_SAMPLES),
        Command::ShowAll
        | Command::ShowUnread
        | Command::ShowStarred
        | Command::ShowAnnotated
        | Command::ShowBare
        | Command::ShowTrash => shelf::refusal(app, command),
        Command::Restore | Command::DeleteForGood
            if app.list.listing.is_trash() && app.focus != super::Pane::List && app.reader.is_some() =>
        {
            no("The open article is not in the trash; Tab goes to the list of what is.")
        }
        Command::Delete if context == Context::Tray => tag::meant_to_go(app)
            .is_none()
            .then(|| "Every annotation here has its place; dd deletes one that has none.".to_owned()),
        Command::Delete if context != Context::Board && app.target_annotation().is_none() => {
            no("There is no annotation under the cursor; [a and ]a go to one.")
        }
        Command::NextHit | Command::PreviousHit => {
            let none = app.reader.as_ref().is_none_or(|r| r.search.is_none());
            none.then(|| "Nothing was searched for yet; / searches in the text.".to_owned())
        }
        Command::RepeatFind | Command::RepeatFindBack if app.last_find.is_none() => {
            no("No character was looked for yet; f and a character go to it.")
        }
        Command::Open | Command::EndFeed if context == Context::Feeds => {
            feeds::refusal(app, command).map(str::to_owned)
        }
        Command::OpenLink => original::link(app).err(),
        Command::Open if context == Context::List && app.list.chosen().is_none() => {
            no(if app.list.typed.is_empty() {
                "No article is here; a adds one."
            } else {
                "No article fits the filter; Esc takes it away."
            })
        }
        Command::Open | Command::ArticleNote if context == Context::Trash => {
            no("This is in the trash; r brings it back, and then it opens.")
        }
        Command::RefreshFeeds if app.feeds_asked.is_some() => {
            no("The feeds are being refreshed already; Esc stops it.")
        }
        Command::Restore if !app.list.listing.is_trash() => {
            no("Only what is in the trash can be brought back; 6 in the list shows what is there.")
        }
        Command::DeleteForGood if !app.list.listing.is_trash() => {
            no("Only what is in the trash can be deleted for good; dd puts an article there.")
        }
        Command::EmptyTrash if app.list.total == 0 && app.list.typed.is_empty() => no("The trash is empty."),
        Command::ArticleNote
        | Command::EditDetails
        | Command::CopyLink
        | Command::OpenOriginal
        | Command::SharedWording
            if bulk::means_others(app) =>
        {
            let n = app.list.selected.len();
            let what = if n == 1 {
                "Another article is selected".into()
            } else {
                format!("{n} articles are selected")
            };
            Some(format!("{what}, and this is done with one alone: Esc lets go of the selection."))
        }
        Command::CopyQuotation | Command::CopyNote | Command::CopyLink => copy::refusal(app, command),
        Command::OpenOriginal => original::meant(app).err(),
        Command::ArticleNote
        | Command::EditDetails
        | Command::ArticleAnnotations
        | Command::SharedWording
            if app.article_meant().is_none() =>
        {
            no("No article is chosen.")
        }
        Command::ToggleRead
        | Command::ToggleStar
        | Command::Trash
        | Command::SelectArticle
        | Command::Restore
        | Command::DeleteForGood
            if app.articles_meant().is_empty() =>
        {
            no("No article is chosen.")
        }
        _ if context == Context::Themes
            && (matches!(command, Command::Open | Command::Note) || place::is_on_theme(command))
            && app.theme_meant().is_none() =>
        {
            if app.themes.is_empty() {
                no("There is no theme yet; a adds one.")
            } else {
                no("No theme has these words; / and Ctrl-U show all again.")
            }
        }
        Command::NextSkin if app.prefs.colors == Colors::None => {
            no("Colours are off (NO_COLOR, --color never or the terminal), so there is one skin: mono.")
        }
        Command::MergeTheme if app.themes.len() < 2 => no("There is no other theme to merge into."),
        Command::Jump | Command::TagSuggested | Command::DismissSuggested if context == Context::Places => {
            survey::why_no_row(app)
        }
        _ => None,
    }
}

/// Carries out a command, or says why it cannot be.
pub fn act(app: &mut App, command: Command, count: Option<usize>) {
    let why = refusal(app, command).or_else(|| count.and_then(|_| counted::refusal(app, command)));
    if let Some(why) = why {
        app.complain(why);
        return;
    }
    if command != Command::Undo {
        app.undo_anyway = None;
    }
    let changes_entry =
        matches!(command, Command::Note | Command::EditThemes | Command::Delete | Command::KeepNote);
    if changes_entry && app.context() == Context::Sidebar {
        app.go_along_with_entry();
    }
    let before = quiet::Trace::of(app);
    carry_out(app, command, count);
    if app.message.is_none() && before.is_some() && before == quiet::Trace::of(app) {
        quiet::say(app, command);
    }
}

#[expect(clippy::too_many_lines, reason = "one row a command: the table is what is long, not the thought")]
fn carry_out(app: &mut App, command: Command, count: Option<usize>) {
    let context = app.context();
    match command {
        Command::Help => general::help(app),
        Command::NextPane => general::pane(app, true),
        Command::PreviousPane => general::pane(app, false),
        Command::Back => general::back(app),
        Command::Cancel => general::cancel(app),
        Command::Undo => general::undo(app, count),
        Command::Redo => general::redo(app, count),
        Command::OlderPlace => general::travel(app, false),
        Command::NewerPlace => general::travel(app, true),
        Command::NextSkin => look::next_skin(app),
        Command::Messages => general::messages(app),
        Command::Drafts => app.ask_for_drafts(),
        Command::Redraw => app.out.push(super::Effect::Redraw),
        Command::Suspend => general::suspend(app),
        Command::Quit => quit(app),
        Command::CommandLine => line::open(app, ""),
        // These want an argument: the line asks for it.
        Command::Library | Command::Set | Command::GoTo | Command::Backup => {
            line::open(app, &format!("{} ", command.name()));
        }
        Command::OlderLine => line::recall(app, true),
        Command::NewerLine => line::recall(app, false),
        Command::Commands => finder::commands(app),
        Command::FindArticle => finder::articles(app, ""),
        Command::Themes => themes::open(app),
        Command::Unplaced => mend::tray(app),
        Command::JoinParagraphs | Command::SplitParagraph | Command::TitleLine => {
            mend::at_cursor(app, command);
        }
        Command::CorrectText => mend::correct(app),
        Command::Compare => mend::compare(app),
        Command::Attach => mend::attach(app),
        Command::NextCandidate => mend::choose_place(app, true),
        Command::PreviousCandidate => mend::choose_place(app, false),
        Command::Export => export::menu(app),

        Command::Left
        | Command::Down
        | Command::Up
        | Command::Right
        | Command::NextWord
        | Command::PreviousWord
        | Command::WordEnd
        | Command::NextBigWord
        | Command::PreviousBigWord
        | Command::BigWordEnd
        | Command::LineStart
        | Command::LineFirst
        | Command::LineEnd
        | Command::NextSentence
        | Command::PreviousSentence
        | Command::NextParagraph
        | Command::PreviousParagraph
        | Command::NextHeading
        | Command::PreviousHeading
        | Command::NextAnnotation
        | Command::PreviousAnnotation
        | Command::PageDown
        | Command::PageUp
        | Command::HalfDown
        | Command::HalfUp
        | Command::Top
        | Command::Bottom
        | Command::Percent
        | Command::ScreenTop
        | Command::ScreenMiddle
        | Command::ScreenBottom
        | Command::CursorMiddle
        | Command::CursorTop
        | Command::CursorBottom => moving::go(app, command, count),
        Command::NextSameTheme => same::go(app, true, count),
        Command::PreviousSameTheme => same::go(app, false, count),

        Command::FindCharacter
        | Command::FindCharacterBack
        | Command::TillCharacter
        | Command::TillCharacterBack
        | Command::SetMark
        | Command::GoToMark => app.wait_for_more(command, count),
        Command::RepeatFind => find::again(app, false, count),
        Command::RepeatFindBack => find::again(app, true, count),

        Command::Copy => copy::begin(app, count),
        Command::CopyQuotation => copy::quotation(app, count),
        Command::CopyNote => copy::note(app),
        Command::CopyLink => copy::link(app),
        Command::OpenOriginal => original::open(app, original::meant),
        Command::OpenLink => original::open(app, original::link),

        Command::Search => search::ask(app),
        Command::NextHit => search::hit(app, false, count),
        Command::PreviousHit => search::hit(app, true, count),
        Command::WordForward => search::word(app, false),
        Command::WordBackward => search::word(app, true),

        Command::Open if context == Context::Themes => themes::board(app, count),
        Command::Open => general::open(app),
        Command::Filter if app.context() == Context::Board => board::filter(app),
        Command::Filter if context == Context::Sidebar => margin::filter(app),
        Command::Filter => list::filter(app),
        Command::AddArticles => add::ask(app, "", false),
        Command::Feeds => feeds::open(app),
        Command::Subscribe => add::ask(app, "", true),
        Command::EndFeed => feeds::end(app),
        Command::RefreshFeeds => add::refresh(app),
        Command::Complete => add::complete(app),
        Command::LastImport => add::report(app),
        Command::EditDetails => details::open(app),
        Command::ToggleRead => bulk::act(app, Bulk::ToggleRead),
        Command::ToggleStar => bulk::act(app, Bulk::ToggleStar),
        Command::Trash => bulk::act(app, Bulk::Trash),
        Command::Restore => bulk::act(app, Bulk::Restore),
        Command::DeleteForGood => bulk::purge(app, false),
        Command::EmptyTrash => bulk::purge(app, true),
        Command::SelectArticle => bulk::select(app),
        Command::ShowAll
        | Command::ShowUnread
        | Command::ShowStarred
        | Command::ShowAnnotated
        | Command::ShowBare
        | Command::ShowTrash => shelf::show(app, shelf::of(command)),
        Command::Sort if app.context() == Context::Board => board::sort(app),
        Command::Sort if context == Context::Sidebar => margin::sort(app),
        Command::Sort => shelf::menu(app),
        Command::ByTheme if context == Context::Sidebar => margin::choose_theme(app),
        Command::ByTheme => board::choose_theme(app),
        Command::SearchLibrary => finding::open(app),
        Command::AllAnnotations => board::open(app, super::Source::Library),
        Command::ArticleAnnotations => board::of_article(app),
        Command::Outline => finder::outline(app),
        Command::MarkFurniture => furniture::mark(app, count),
        Command::Alone | Command::Sidebar | Command::Highlights | Command::Justify => {
            looks::toggle(app, command);
        }
        Command::Narrower => looks::width(app, false, count),
        Command::Wider => looks::width(app, true, count),
        Command::FoldFurniture => furniture::fold(app),
        Command::ClearSamples => list::clear_samples(app),

        Command::Tag => tag::tag(app),
        Command::RepeatTag => tag::repeat(app),
        Command::StepOutward => tag::step_outward(app),
        Command::Delete => tag::delete(app),
        Command::KeepNote => tag::keep_note(app),
        Command::Extend => range::by_sentences(app, true, count),
        Command::Shrink => range::by_sentences(app, false, count),
        Command::EditThemes => tag::edit_themes(app),
        Command::Suggest => survey::suggest(app),
        Command::TagSuggested => survey::settle(app, false),
        Command::DismissSuggested => survey::settle(app, true),
        Command::ThemeCounts => survey::counts(app),
        Command::SharedWording => survey::wording(app),
        Command::Jump if context == Context::Places => survey::jump(app),
        Command::Jump if context == Context::Tray => mend::jump(app),
        Command::Jump => tag::jump(app),
        Command::Pipe => pipe::ask(app),
        Command::TakeAsNote => pipe::take(app),
        Command::Note => note::open(app),
        Command::ArticleNote => note::on_article(app),
        Command::LibraryNote => app.ask_for_library_note(),

        Command::Select => select::start(app, super::By::Character),
        Command::SelectParagraphs => select::start(app, super::By::Paragraph),
        Command::SelectAgain => range::again(app),
        Command::OtherEnd => select::other_end(app),
        Command::InnerWord
        | Command::AroundWord
        | Command::InnerSentence
        | Command::AroundSentence
        | Command::InnerParagraph
        | Command::AroundParagraph
        | Command::InnerQuotes
        | Command::AroundQuotes
        | Command::InnerBrackets
        | Command::AroundBrackets => select::object(app, command, count),

        Command::AddTheme => themes::add(app),
        Command::RenameTheme => themes::rename(app),
        Command::MergeTheme => themes::merge(app),
        Command::MoveTheme => themes::move_below(app),
        Command::DescribeTheme => themes::describe(app),
        Command::ColorTheme => themes::color(app),
        Command::PinTheme => themes::pin(app),
        Command::NarrowThemes => themes::narrow(app),
        Command::RemoveTheme => themes::remove(app),

        Command::Accept => choose::accept(app),
        Command::Tick => choose::tick(app),
        Command::ChooseNext => choose::step(app, 1),
        Command::ChoosePrevious => choose::step(app, -1),
        Command::DeleteBack
        | Command::DeleteForward
        | Command::DeleteWord
        | Command::DeleteLine
        | Command::CursorLeft
        | Command::CursorRight
        | Command::CursorStart
        | Command::CursorEnd
        | Command::CursorUp
        | Command::CursorDown
        | Command::NewLine
        | Command::UndoTyping
        | Command::RedoTyping => field::edit(app, command),

        Command::SaveNote => note::save(app),
        Command::SetAside => note::set_aside(app),
        Command::ExternalEditor => note::outside(app),
    }
}

/// Carries out a command that takes a character.
pub fn act_on(app: &mut App, command: Command, count: Option<usize>, character: char) {
    match command {
        Command::SetMark => mark::set(app, character),
        Command::GoToMark => mark::go(app, character),
        _ => find::go(app, command, count, character),
    }
}

/// Carries out an operator on what a motion or an object means.
pub fn operate(
    app: &mut App,
    operator: &Operator,
    command: Command,
    count: Option<usize>,
    character: Option<char>,
) {
    if command == Command::Cancel {
        return;
    }
    // 2y3w means six words.
    let count = match (operator.count, count) {
        (Some(a), Some(b)) => Some(a.saturating_mul(b)),
        (a, b) => a.or(b),
    };
    copy::along(app, operator.command, command, count, character);
}

/// The overlay on top, if it is the one a command is for.
fn top(app: &mut App) -> Option<&mut Overlay> {
    app.overlays.last_mut()
}
