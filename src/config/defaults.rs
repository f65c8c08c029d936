//! The program's own settings files. Each start needs them, and reading them as a user's file is read takes a
//! fifth of it; so they are lines of one kind, and are taken as such.

use super::{Config, DEFAULT, SETTINGS, Setting};
use crate::command::{Bindings, Chord, Command, Context};

/// What a line sets, and to what, as it is written; `None` for one that sets nothing.
pub(super) fn line(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.rsplit_once('=').filter(|_| !line.starts_with('#'))?;
    Some((name.strip_suffix(' ')?, value.strip_prefix(' ')?))
}

/// Takes the settings of the defaults. A test holds them to be what is found in them as in a user's file.
pub(super) fn read(config: &mut Config) {
    for part in DEFAULT.split("\n[").take_while(|part| !part.starts_with("keys.")) {
        let Some((section, lines)) = part.split_once("]\n") else { continue };
        for (name, value) in lines.lines().filter_map(line) {
            let is_it = |known: &&Setting| (known.section, known.name) == (section, name);
            if let Some(setting) = SETTINGS.iter().find(is_it) {
                setting.take(value, config);
            }
        }
    }
}

/// The keys that the defaults bind in a context.
pub(super) fn keys(context: Context) -> Bindings {
    let heading = format!("\n[keys.{}]\n", context.name());
    let (_, lines) = DEFAULT.split_once(&heading).unwrap_or_default();
    let bound =
        |(chord, command)| Some((Chord::parse(unquoted(chord))?.0, Command::named(unquoted(command))?));
    lines.lines().take_while(|text| !text.starts_with('[')).filter_map(line).filter_map(bound).collect()
}

/// What stands in quotation marks of either kind.
pub(super) fn unquoted(text: &str) -> &str {
    text.get(1..text.len().saturating_sub(1)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::{Mistakes, Reading};
    use super::*;
    use crate::command::Keymap;

    #[test]
    fn they_are_what_a_users_file_of_the_same_words_would_be() {
        let bare = Config { keymap: Keymap::default(), ..Config::default() };
        let zero = |mut config: Config| {
            for setting in SETTINGS {
                setting.take("0", &mut config);
            }
            config
        };
        let (mut read_plainly, mut read_as_toml) = (zero(bare.clone()), zero(bare));
        read(&mut read_plainly);
        read_plainly.keymap = Keymap::of(keys);
        Reading::new(DEFAULT, &mut read_as_toml, &mut Mistakes::new("defaults", DEFAULT)).read();
        assert_eq!(read_plainly, read_as_toml);
        assert_eq!(read_plainly, Config::default());
    }
}
