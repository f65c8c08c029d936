//! What a line of command says: which command, and what it is to do with its argument.

use super::super::{App, Effect, Overlay, Pane, Place};
use super::{add, export, finder, general, list, note, refusal, search, shelf, tag, themes};
use crate::app::ExportFormat;
use crate::command::{Command, Values};
use crate::model::{Edit, Sort, SortBy, ThemeId, ThemeName};

/// A line taken apart: the command by its name, or by a beginning that only one name has; a
/// percentage or a paragraph alone is a place to go to. What is wrong is a sentence.
pub fn read(line: &str) -> Result<(Command, String), String> {
    let line = line.trim();
    if line.starts_with(|c: char| c.is_ascii_digit() || c == '¶') {
        return Ok((Command::GoTo, line.to_owned()));
    }
    let (name, argument) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let argument = argument.trim().to_owned();
    if let Some(command) = Command::named(name) {
        return Ok((command, argument));
    }
    // What these are called elsewhere, of which no name here says it.
    match name {
        "mark" => return Ok((Command::SetMark, argument)),
        "import" => return Ok((Command::AddArticles, argument)),
        "skin" => return Ok((Command::Set, format!("skin {argument}").trim().to_owned())),
        _ => {}
    }
    let mut begun = Command::ALL.iter().filter(|command| command.name().starts_with(name));
    match (begun.next(), begun.next()) {
        (Some(command), None) => Ok((*command, argument)),
        (Some(one), Some(other)) => {
            Err(format!("“{name}” could be {} or {}; type more of it, or Tab.", one.name(), other.name()))
        }
        _ => Err(format!(
            "There is no command “{name}”{}",
            nearest(name, Command::ALL.iter().map(|c| c.name()))
        )),
    }
}

/// The end of a sentence that names the nearest of some names.
fn nearest<'n>(typed: &str, names: impl Iterator<Item = &'n str>) -> String {
    let names: Vec<&str> = names.collect();
    // A word of a longer name is nearer than another name of as many letters.
    let has_word = |name: &&&str| name.split('-').any(|word| word == typed);
    let own: Vec<&str> = names.iter().filter(has_word).copied().collect();
    if let [name] = *own {
        return format!("; did you mean “{name}”?");
    }
    let near = names.into_iter().map(|name| (strsim::damerau_levenshtein(typed, name), name)).min();
    match near.filter(|(distance, name)| *distance <= name.len().max(3) / 2) {
        Some((_, name)) => format!("; did you mean “{name}”?"),
        None => "; Tab goes through those there are.".to_owned(),
    }
}

/// Carries out a command on its argument, which is not empty.
pub fn run(app: &mut App, command: Command, argument: &str) -> Result<(), String> {
    let Some(takes) = command.argument() else {
        return Err(format!("{} takes no argument; leave “{argument}” out.", command.name()));
    };
    let needs_place = matches!(
        command,
        Command::Search | Command::Tag | Command::Note | Command::GoTo | Command::RenameTheme
    );
    if let Some(why) = refusal(app, command).filter(|_| needs_place) {
        return Err(why);
    }
    match command {
        Command::Open | Command::FindArticle => finder::article_at_once(app, argument),
        Command::Filter => {
            list::settle(app, argument)?;
            app.overlays.retain(|overlay| matches!(overlay, Overlay::Note(_)));
            app.focus = Pane::List;
        }
        Command::Search => search::begin(app, argument, false),
        Command::Tag => put_themes(app, argument)?,
        Command::Note => note::write(app, argument),
        Command::Export => export_as(app, argument)?,
        Command::GoTo => go_to(app, argument)?,
        Command::Set => set(app, argument)?,
        Command::Help => general::help_on(app, argument),
        Command::Library if !app.importing.is_empty() => {
            return Err("An import is running; another library opens once it has ended.".to_owned());
        }
        Command::Library => general::library(app, argument),
        Command::Backup => general::backup(app, argument),
        Command::Subscribe => add::begin(app, argument, true)?,
        Command::AddArticles => add::begin(app, argument, false)?,
        Command::Sort => {
            let sort = Sort::parse(argument).or_else(|| SortBy::parse(argument).map(SortBy::usual));
            let Some(sort) = sort else {
                let names = SortBy::EACH.iter().map(|by| by.word());
                return Err(format!("There is no order “{argument}”{}", nearest(argument, names)));
            };
            shelf::sort(app, sort);
        }
        Command::AddTheme => themes::added(app, argument)?,
        Command::RenameTheme => {
            let Some(theme) = app.theme_meant().map(|theme| theme.id) else { return Ok(()) };
            themes::renamed(app, theme, argument)?;
        }
        _ => return Err(format!("{} wants {}.", command.name(), takes.name)),
    }
    Ok(())
}

/// Puts themes on what would be tagged; none is taken off.
fn put_themes(app: &mut App, names: &str) -> Result<(), String> {
    let themes = names
        .split(',')
        .map(str::trim)
        .filter(|name| !crate::model::split_path(name).is_empty())
        .map(|name| theme_said(app, name))
        .collect::<Result<Vec<ThemeName>, String>>()?;
    if themes.is_empty() {
        return Err("tag wants the name of a theme, as in “tag Syria, War”.".to_owned());
    }
    let Some(target) = super::furniture::target_in_sight(app) else { return Ok(()) };
    app.last_themes.clone_from(&themes);
    let there: Option<Vec<ThemeId>> = themes.iter().map(|name| app.theme_named(name)).collect();
    if let Some(why) = there.and_then(|there| app.has_already(&there)) {
        app.say(why);
        return Ok(());
    }
    let edit = match target.annotation {
        Some(annotation) => Edit::PutThemes { annotation, themes },
        None => Edit::Annotate { article: target.article, span: target.span, themes, note: None },
    };
    tag::leave_selection(app);
    app.apply(vec![edit]);
    Ok(())
}

/// The theme that is meant: as in the chooser a digit means the one it belongs to, and a leading `#` lets a name
/// begin with a digit.
fn theme_said(app: &App, name: &str) -> Result<ThemeName, String> {
    let path = ThemeName::Path(name.to_owned());
    let is_there = || app.theme_named(&path).is_some();
    if name == "#" && !is_there() {
        return Err("“#” alone is no name of a theme; “:tag #1” makes one that is called 1.".to_owned());
    }
    if !name.bytes().all(|byte| byte.is_ascii_digit()) {
        let is_hashed = name.strip_prefix('#').filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        return Ok(ThemeName::Path(is_hashed.unwrap_or(name).to_owned()));
    }
    let digit = name.parse::<u8>().ok();
    match app.themes.iter().find(|theme| digit.is_some() && theme.key == digit) {
        Some(theme) => Ok(ThemeName::Id(theme.id)),
        None if is_there() => Ok(path),
        None => Err(format!("No theme belongs to {name}; “:tag #{name}” makes one of that name.")),
    }
}

fn export_as(app: &mut App, argument: &str) -> Result<(), String> {
    let (word, to) = argument.split_once(' ').unwrap_or((argument, ""));
    let Some(format) = ExportFormat::named(word) else {
        let names = ExportFormat::EACH.iter().map(|format| format.word());
        return Err(format!("There is no format “{word}”{}", nearest(word, names)));
    };
    export::whole(app, format, to.trim())
}

fn go_to(app: &mut App, argument: &str) -> Result<(), String> {
    let wrong =
        || format!("“{argument}” is no place; type a percentage as 50%, or a paragraph as ¶12 or 12.");
    let Some(reader) = &app.reader else { return Ok(()) };
    let at = if let Some(percent) = argument.strip_suffix('%') {
        let percent: usize = percent.trim().parse().ok().filter(|n| *n <= 100).ok_or_else(wrong)?;
        reader.place_of_percent(percent)
    } else {
        let number = argument.trim_start_matches('¶').trim();
        let number: usize = number.parse().ok().filter(|n| *n > 0).ok_or_else(wrong)?;
        reader.place_of_paragraph(number).ok_or_else(|| {
            let last = reader.paragraphs();
            format!("There is no paragraph {number}; this article has {last}.")
        })?
    };
    let article = reader.article.id;
    app.jump_to(Place { article, at });
    Ok(())
}

/// Changes a setting until the end of the program, or says what it is.
fn set(app: &mut App, argument: &str) -> Result<(), String> {
    let (name, value) = argument.split_once([' ', '=']).unwrap_or((argument, ""));
    let value = value.trim_start_matches(['=', ' ']).trim();
    let Some(setting) = app.prefs.settings.iter().find(|setting| setting.name == name) else {
        let names = app.prefs.settings.iter().map(|setting| setting.name.as_str());
        return Err(format!("There is no setting “{name}”{}", nearest(name, names)));
    };
    if value.is_empty() {
        let said = format!("{name} is {}: {} ({}).", setting.value, setting.about, setting.takes);
        app.say(said);
        return Ok(());
    }
    if !setting.takes.has(value) {
        return Err(match &setting.takes {
            Values::OneOf(words) => {
                format!("{name} cannot be “{value}”{}", nearest(value, words.iter().map(String::as_str)))
            }
            takes => format!("{name} wants {takes}, not “{value}”."),
        });
    }
    app.out.push(Effect::Set { name: name.to_owned(), value: value.to_owned() });
    Ok(())
}
