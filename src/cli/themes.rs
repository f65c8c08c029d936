//! `postil themes` and its subcommands.

use clap::Subcommand;

use super::args::text;
use super::context::Context;
use super::drafts;
use super::stop::Stop;
use crate::export::Themes;
use crate::export::json::ThemeJson;
use crate::model::{Edit, NoteOn, ThemeId, is_color, join_path, split_path};
use crate::store::Store;

/// List the themes as a tree with counts, or change them
#[derive(Debug, clap::Args)]
#[command(
    args_conflicts_with_subcommands = false,
    disable_help_subcommand = true,
    after_help = "Examples:\n  \
    postil themes\n  \
    postil themes add \"Syria/Safe zones\"\n  \
    postil themes merge \"Air raids\" \"Syria/Air strikes\"\n\n\
    A theme is named by its path, or by a name that only one theme has; case is ignored. A slash within a \
    name is written \\/. Each change is one step for undo."
)]
pub(super) struct Args {
    #[command(subcommand)]
    change: Option<Change>,
}

#[derive(Debug, Subcommand)]
enum Change {
    /// Make a theme, with each parent that does not exist
    #[command(after_help = "Example:\n  postil themes add \"Syria/Safe zones\"")]
    Add { name: String },
    /// Give a theme another name
    #[command(after_help = "Example:\n  postil themes rename \"Air raids\" \"Air strikes\"")]
    Rename { old: String, new: String },
    /// Put the passages and children of themes to another, which stays
    #[command(after_help = "Example:\n  postil themes merge \"Air raids\" Bombing \"Syria/Air strikes\"")]
    Merge {
        /// The themes that go, and last the one that stays
        #[arg(required = true, num_args = 2.., value_name = "FROM… INTO")]
        names: Vec<String>,
    },
    /// Put a theme below another; `/` is the top
    #[command(
        name = "move",
        after_help = "Examples:\n  postil themes move \"Safe zones\" Syria\n  postil themes move Syria/Safe /"
    )]
    Move { name: String, parent: String },
    /// Say in a line what a theme is for; an empty one takes it away
    #[command(after_help = "Example:\n  postil themes describe Sanctions \"Measures and their effect\"")]
    Describe {
        name: String,
        #[arg(allow_hyphen_values = true, value_parser = text)]
        text: String,
    },
    /// Write a note on a theme; an empty one takes it away
    #[command(after_help = "Example:\n  postil themes note Sanctions \"Begins in 2014.\"")]
    Note {
        name: String,
        #[arg(allow_hyphen_values = true, value_parser = text)]
        text: String,
    },
    /// Give a theme a colour
    #[command(after_help = "Example:\n  postil themes color Sanctions \"#0072b2\"")]
    Color {
        name: String,
        /// #RRGGBB
        // `color` is the option that every command has.
        #[arg(id = "rgb", value_name = "COLOR", value_parser = color)]
        color: String,
    },
    /// Give a theme the digit that puts it on a passage
    #[command(after_help = "Example:\n  postil themes pin Sanctions 4")]
    Pin {
        name: String,
        /// 1 to 9
        #[arg(value_parser = clap::value_parser!(u8).range(1..=9))]
        digit: u8,
    },
    /// Remove a theme; its passages stay, its children move up
    #[command(after_help = "Example:\n  postil themes remove \"Cold War habits\"")]
    Remove { name: String },
}

fn color(color: &str) -> Result<String, String> {
    let fits = is_color(color);
    fits.then(|| color.to_owned()).ok_or_else(|| "write #rrggbb, such as #0072b2".to_owned())
}

pub(super) fn run(cx: &mut Context, args: Args) -> Result<(), Stop> {
    let mut store = cx.store()?;
    let Some(change) = args.change else { return list(cx, &store) };
    let (edit, id) = edit(&store, change)?;
    if let Edit::RemoveTheme { theme } = edit {
        // What is removed is printed as it was.
        let before = Themes::new(store.themes()?);
        drafts::apply_telling(cx, &mut store, &[edit])?;
        if let Some(theme) = before.get(theme) {
            cx.put(&ThemeJson::new(theme, &before), &format!("removed {}", theme.path))?;
        }
        return Ok(());
    }
    let made = match &edit {
        Edit::AddTheme { path } => Some(join_path(split_path(path).iter().map(String::as_str))),
        _ => None,
    };
    drafts::apply_telling(cx, &mut store, &[edit])?;
    let id = match (id, made) {
        (Some(id), _) => id,
        (None, made) => store.resolve_theme(&made.unwrap_or_default())?,
    };
    cx.put_theme(&store, id)
}

/// The edit that is meant, and the theme it leaves.
fn edit(store: &Store, change: Change) -> Result<(Edit, Option<ThemeId>), Stop> {
    let named = |name: &str| store.resolve_theme(name);
    let some = |text: String| Some(text).filter(|text| !text.trim().is_empty());
    Ok(match change {
        Change::Add { name } => (Edit::AddTheme { path: name }, None),
        Change::Rename { old, new } => {
            let theme = named(&old)?;
            (Edit::RenameTheme { theme, name: new }, Some(theme))
        }
        Change::Merge { names } => {
            let themes = names.iter().map(|name| named(name)).collect::<Result<Vec<_>, _>>()?;
            let Some((into, from)) = themes.split_last() else {
                return Err(Stop::Usage("themes merge: name the themes (FROM… INTO)".into()));
            };
            (Edit::MergeThemes { from: from.to_vec(), into: *into }, Some(*into))
        }
        Change::Move { name, parent } => {
            let theme = named(&name)?;
            let parent = if parent.trim() == "/" { None } else { Some(named(&parent)?) };
            (Edit::MoveTheme { theme, parent }, Some(theme))
        }
        Change::Describe { name, text } => {
            let theme = named(&name)?;
            (Edit::DescribeTheme { theme, description: some(text) }, Some(theme))
        }
        Change::Note { name, text } => {
            let theme = named(&name)?;
            (Edit::SetNote { on: NoteOn::Theme(theme), note: some(text) }, Some(theme))
        }
        Change::Color { name, color } => {
            let theme = named(&name)?;
            (Edit::ColorTheme { theme, color }, Some(theme))
        }
        Change::Pin { name, digit } => {
            let theme = named(&name)?;
            (Edit::PinTheme { theme, key: Some(digit) }, Some(theme))
        }
        Change::Remove { name } => (Edit::RemoveTheme { theme: named(&name)? }, None),
    })
}

fn list(cx: &mut Context, store: &Store) -> Result<(), Stop> {
    let themes = Themes::new(store.themes()?);
    let depth = |path: &str| split_path(path).len().saturating_sub(1);
    let indented: Vec<String> = themes
        .list()
        .iter()
        .map(|theme| format!("{}{}", "  ".repeat(depth(&theme.path)), theme.name))
        .collect();
    let widest = indented.iter().map(|name| name.chars().count()).max().unwrap_or(0).min(60);
    for (theme, name) in themes.list().iter().zip(&indented) {
        let key = theme.key.map_or(' ', |key| char::from(b'0'.saturating_add(key)));
        let about = theme.description.as_deref().unwrap_or_default();
        let line = format!("{key} {:<2} {name:<widest$} {:>5}  {about}", theme.sign, theme.annotations);
        cx.put(&ThemeJson::new(theme, &themes), line.trim_end())?;
    }
    if indented.is_empty() && !cx.json() {
        cx.remark("no themes");
    }
    Ok(())
}
