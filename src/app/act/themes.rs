//! The theme panel: the tree, its changes, and from a theme to its passages.

use super::super::{App, Asking, Chooser, Overlay, Pane, Panel, Prompt, Purpose, Source};
use crate::model::{Edit, Theme, ThemeId, split_path};
use crate::skin;

impl App {
    /// The theme under the cursor of the panel, or of the board: of the one that lies over the other. A
    /// board may be of no theme, or of all.
    pub(in crate::app) fn theme_meant(&self) -> Option<&Theme> {
        let meant = self.overlays.iter().rev().find_map(|overlay| match overlay {
            Overlay::Themes(panel) => Some(panel.chosen(&self.themes)),
            Overlay::Board(board) => Some(board.theme().and_then(|id| self.theme(id))),
            _ => None,
        });
        meant.flatten()
    }

    /// The theme under the cursor of the panel, whatever lies over it.
    pub(in crate::app) fn panel_theme(&self) -> Option<ThemeId> {
        let panel = self.overlays.iter().find_map(|overlay| match overlay {
            Overlay::Themes(panel) => Some(panel),
            _ => None,
        });
        panel.and_then(|panel| panel.chosen(&self.themes)).map(|theme| theme.id)
    }
}

pub fn open(app: &mut App) {
    if !app.overlays.iter().any(|overlay| matches!(overlay, Overlay::Themes(_))) {
        let mut panel = Panel::default();
        panel.choose(at_hand(app), &app.themes);
        app.overlays.push(Overlay::Themes(panel));
    }
}

/// The theme that is most likely wanted: the first of the passage here, else that of the last board,
/// else the first of the last tagging.
fn at_hand(app: &App) -> Option<ThemeId> {
    let here = match (app.passage_meant(), app.focus) {
        (Some(passage), _) => Some(&passage.annotation),
        (None, Pane::List) => None,
        (None, Pane::Sidebar) => app.entry().and_then(|id| app.reader.as_ref()?.marks.get(id)),
        (None, Pane::Reader) => app.target_annotation().and_then(|id| app.reader.as_ref()?.marks.get(id)),
    };
    let last = || app.last_board.filter(|id| app.theme(*id).is_some());
    here.and_then(|annotation| annotation.themes.first().copied())
        .or_else(last)
        .or_else(|| app.last_themes().first().copied())
}

/// The passages of the theme under the cursor in all articles; with a count, of the one to which that digit
/// belongs.
pub fn board(app: &mut App, digit: Option<usize>) {
    if let Some(digit) = digit {
        let of =
            app.themes.iter().find(|theme| theme.key.map(usize::from) == Some(digit)).map(|theme| theme.id);
        let Some(theme) = of else {
            app.complain(format!(
                "No theme belongs to {digit}; p gives a digit to the one under the cursor."
            ));
            return;
        };
        if let Some(Overlay::Themes(panel)) = app.overlays.last_mut() {
            panel.choose(Some(theme), &app.themes);
        }
        app.last_board = Some(theme);
        super::board::open(app, Source::Theme(theme));
        return;
    }
    let Some(theme) = app.theme_meant().map(|theme| theme.id) else { return };
    app.last_board = Some(theme);
    super::board::open(app, Source::Theme(theme));
}

fn prompt(app: &mut App, asking: Asking, text: &str) {
    app.begin_line(Prompt::new(asking, text), String::new());
}

pub fn add(app: &mut App) {
    prompt(app, Asking::NewTheme, "");
}

pub fn added(app: &mut App, name: &str) -> Result<(), String> {
    if split_path(name).is_empty() {
        return Err("A theme needs a name.".to_owned());
    }
    app.apply(vec![Edit::AddTheme { path: name.to_owned() }]);
    Ok(())
}

pub fn rename(app: &mut App) {
    let Some((id, name)) = app.theme_meant().map(|theme| (theme.id, theme.name.clone())) else { return };
    prompt(app, Asking::RenameTheme(id), &name);
}

pub fn renamed(app: &mut App, theme: ThemeId, name: &str) -> Result<(), String> {
    if name.is_empty() {
        return Err("A theme needs a name.".to_owned());
    }
    app.apply(vec![Edit::RenameTheme { theme, name: name.to_owned() }]);
    Ok(())
}

pub fn describe(app: &mut App) {
    let Some(theme) = app.theme_meant() else { return };
    let (id, text) = (theme.id, theme.description.clone().unwrap_or_default());
    prompt(app, Asking::DescribeTheme(id), &text);
}

pub fn described(app: &mut App, theme: ThemeId, text: &str) {
    let description = Some(text.to_owned()).filter(|text| !text.is_empty());
    app.apply(vec![Edit::DescribeTheme { theme, description }]);
}

pub fn color(app: &mut App) {
    let Some(id) = app.theme_meant().map(|theme| theme.id) else { return };
    prompt(app, Asking::ColorTheme(id), "");
}

pub fn colored(app: &mut App, theme: ThemeId, color: &str) -> Result<(), String> {
    if color.is_empty() {
        return Ok(());
    }
    let Some(rgb) = skin::meant(color) else {
        let most = skin::PALETTE.len();
        return Err(format!(
            "“{color}” is not a colour; write a number from 1 to {most}, or # and six digits, such as #0072b2."
        ));
    };
    app.apply(vec![Edit::ColorTheme { theme, color: rgb.to_string() }]);
    Ok(())
}

pub fn pin(app: &mut App) {
    let Some((id, key)) = app.theme_meant().map(|theme| (theme.id, theme.key)) else { return };
    prompt(app, Asking::PinTheme(id), &key.map_or_else(String::new, |key| key.to_string()));
    if let Some(Overlay::Prompt(prompt)) = app.overlays.last_mut() {
        // A theme has one digit: another takes the place of this one.
        prompt.field.offer();
    }
}

pub fn pinned(app: &mut App, theme: ThemeId, digit: &str) -> Result<(), String> {
    let key =
        match digit {
            "" | "0" => None,
            digit => {
                Some(digit.parse().ok().filter(|key| (1..=9).contains(key)).ok_or_else(|| {
                    "Type a digit from 1 to 9, or nothing to take the digit away.".to_owned()
                })?)
            }
        };
    app.apply(vec![Edit::PinTheme { theme, key }]);
    Ok(())
}

/// Asks for the words that narrow the panel.
pub fn narrow(app: &mut App) {
    let Some(before) = panel(app).map(|panel| panel.filter.clone()) else { return };
    prompt(app, Asking::NarrowThemes { before: before.clone() }, &before);
}

/// The panel follows as its words are typed.
pub fn narrowed(app: &mut App, words: &str) {
    let themes = std::mem::take(&mut app.themes);
    if let Some(panel) = panel(app) {
        panel.narrow(words, &themes);
    }
    app.themes = themes;
}

/// Esc in the panel takes its filter away first; whether there was one.
pub fn leave(app: &mut App) -> bool {
    let Some(Overlay::Themes(panel)) = app.overlays.last() else { return false };
    let left = !panel.filter.is_empty();
    if left {
        narrowed(app, "");
        app.say("All themes are shown again.");
    }
    left
}

fn panel(app: &mut App) -> Option<&mut Panel> {
    app.overlays.iter_mut().find_map(|overlay| match overlay {
        Overlay::Themes(panel) => Some(panel),
        _ => None,
    })
}

/// Asks for the theme to move it below.
pub fn move_below(app: &mut App) {
    let Some(theme) = app.theme_meant().map(|theme| theme.id) else { return };
    let chooser = Chooser::new(Purpose::MoveBelow(theme), Vec::new(), &app.themes);
    app.overlays.push(Overlay::Chooser(Box::new(chooser)));
}

pub fn moved_below(app: &mut App, theme: ThemeId, parent: Option<ThemeId>) {
    app.apply(vec![Edit::MoveTheme { theme, parent }]);
}

/// Asks for the theme to merge into.
pub fn merge(app: &mut App) {
    let Some(from) = app.theme_meant().map(|theme| theme.id) else { return };
    let chooser = Chooser::new(Purpose::MergeInto(from), Vec::new(), &app.themes);
    app.overlays.push(Overlay::Chooser(Box::new(chooser)));
}

pub fn merge_into(app: &mut App, from: ThemeId, into: ThemeId) {
    let themes = std::mem::take(&mut app.themes);
    if let Some(panel) = panel(app) {
        // What went into it is looked for there.
        panel.choose(Some(into), &themes);
    }
    app.themes = themes;
    app.apply(vec![Edit::MergeThemes { from: vec![from], into }]);
}

pub fn remove(app: &mut App) {
    let Some(theme) = app.theme_meant().map(|theme| theme.id) else { return };
    app.apply(vec![Edit::RemoveTheme { theme }]);
}
