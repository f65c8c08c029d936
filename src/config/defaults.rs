//! The keys of the defaults. Each start needs them, and reading them as the user's file is read takes a
//! fifth of it; so they are lines of one kind, and are taken as such.

use super::DEFAULT;
use crate::command::{Chord, Command, Context, Keymap};

/// What stands before the keys, without what it says of itself.
pub(super) fn settings() -> String {
    let before = DEFAULT.split("[keys.").next().unwrap_or_default();
    before.split_inclusive('\n').filter(|line| !line.starts_with('#')).collect()
}

/// Binds what the defaults bind. A test holds it to be what is found in them as in a user's file.
pub(super) fn bind(keymap: &mut Keymap) {
    let mut context = None;
    for line in DEFAULT.lines() {
        if let Some(section) = line.strip_prefix('[') {
            let name = section.strip_suffix(']').and_then(|name| name.strip_prefix("keys."));
            context = name.and_then(Context::named);
        } else if let Some(context) = context
            && let Some((chord, command)) = line.split_once(" = ").map(|(a, b)| (unquoted(a), unquoted(b)))
            && let Some(chord) = Chord::parse(chord)
        {
            keymap.bind(context, chord, Command::named(command));
        }
    }
}

/// What stands in quotation marks of either kind.
fn unquoted(text: &str) -> &str {
    text.get(1..text.len().saturating_sub(1)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::{Config, Mistakes, Reading};
    use super::*;

    #[test]
    fn they_bind_what_a_users_file_of_the_same_words_would() {
        let mut config = Config { keymap: Keymap::default(), ..Config::default() };
        Reading::new(DEFAULT, &mut config, &mut Mistakes::new("defaults", DEFAULT)).read();
        let mut bound = Keymap::default();
        bind(&mut bound);
        assert_eq!(bound, config.keymap);
    }
}
