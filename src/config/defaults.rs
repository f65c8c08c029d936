//! The program's own settings files. Each start needs them, and reading them as a user's file is read takes a
//! fifth of it; so they are lines of one kind, and are taken as such.

use super::{Config, DEFAULT, SETTINGS};
use crate::command::{Chord, Command, Context};

/// What a line sets, and to what, as it is written; `None` for one that sets nothing.
pub(super) fn line(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.rsplit_once('=').filter(|_| !line.starts_with('#'))?;
    Some((name.strip_suffix(' ')?, value.strip_prefix(' ')?))
}

/// Takes the settings of the defaults and binds their keys. A test holds them to be what is found in them
/// as in a user's file.
pub(super) fn read(config: &mut Config) {
    let mut section = "";
    let mut context = None;
    for text in DEFAULT.lines() {
        if let Some(name) = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')) {
            section = name;
            context = name.strip_prefix("keys.").and_then(Context::named);
        } else if let Some((name, value)) = line(text) {
            if let Some(context) = context {
                if let Some(chord) = Chord::parse(unquoted(name)) {
                    config.keymap.bind(context, chord, Command::named(unquoted(value)));
                }
            } else if let Some(setting) =
                SETTINGS.iter().find(|known| (known.section, known.name) == (section, name))
            {
                setting.take(value, config);
            }
        }
    }
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
        Reading::new(DEFAULT, &mut read_as_toml, &mut Mistakes::new("defaults", DEFAULT)).read();
        assert_eq!(read_plainly, read_as_toml);
        assert_eq!(read_plainly, Config::default());
    }
}
