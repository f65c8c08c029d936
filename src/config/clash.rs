//! Chords of the user's file that cannot be: one would begin another, which could then never be typed.
//! Each goes back to what it is by default, and nothing else does.

use std::collections::BTreeMap;

use super::mistake::Mistakes;
use crate::command::{Chord, Command, Context, Keymap};

/// What a file binds, and where it says so (bytes).
pub type Bound = Vec<((Context, Chord), usize)>;

/// Puts chords of the file back until none begins another; a mistake tells of each.
pub fn settle(keymap: &mut Keymap, defaults: &Keymap, bound: Bound, mistakes: &mut Mistakes<'_>) {
    let mut bound: BTreeMap<_, _> = bound.into_iter().collect();
    // Defaults alone have none, which a test holds.
    while let Some(clash) = (!bound.is_empty()).then(|| keymap.clashes().into_iter().next()).flatten() {
        let short = (clash.context, clash.short.0.clone());
        let long = (clash.long_in, clash.long.0.clone());
        // Of two of the user's own, the one that could not be typed.
        let wrong = if bound.contains_key(&long) { long } else { short };
        // A default that clashes with another is a mistake of ours, and a test finds it.
        let Some(at) = bound.remove(&wrong) else { return };
        let (context, chord) = wrong;
        let default = defaults.bound(context, &chord);
        let by_default = default.map_or("nothing", Command::name);
        mistakes.add(
            at,
            format!(
                "in [keys.{}] “{}” ({}) begins “{}” ({}), which could then never be typed; bind one of them to another chord or to \"nothing\". Until then “{chord}” is in [keys.{}] what it is by default: {by_default}.",
                clash.context.name(),
                clash.short.0,
                clash.short.1.name(),
                clash.long.0,
                clash.long.1.name(),
                context.name(),
            ),
        );
        keymap.bind(context, chord, default);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    /// The settings of a file, and what it says is wrong.
    fn read(text: &str) -> (Config, Vec<String>) {
        let (config, mistakes) = Config::with_user("my.toml", text, &[]);
        (config, mistakes.iter().map(ToString::to_string).collect())
    }

    fn bound(config: &Config, context: Context, chord: &str) -> Option<Command> {
        config.keymap.bound(context, &Chord::parse(chord).expect("a chord"))
    }

    #[test]
    fn a_chord_that_begins_another_goes_back_alone() {
        let (config, mistakes) =
            read("[keys.list]\n\"z\" = \"help\"\n[keys.reader]\n\"K\" = \"up\"\n\"z\" = \"up\"\n");
        assert_eq!(mistakes.iter().filter(|m| m.contains("[keys.reader]")).count(), 1, "{mistakes:?}");
        let told = mistakes.last().expect("one");
        assert!(told.starts_with("my.toml:5:1: in [keys.reader] “z” (up) begins “z"), "{told}");
        assert!(
            told.ends_with("Until then “z” is in [keys.reader] what it is by default: nothing."),
            "{told}"
        );
        assert_eq!(bound(&config, Context::Reader, "K"), Some(Command::Up), "the rest holds");
        assert_eq!(bound(&config, Context::Reader, "z"), None);
        assert_eq!(config.keymap.clashes(), []);
    }

    #[test]
    fn a_chord_that_hides_those_of_a_pane_goes_back_too() {
        let (config, mistakes) = read("[keys.everywhere]\n\"z\" = \"help\"\n");
        assert!(mistakes[0].contains("“z” (help) begins “z"), "{}", mistakes[0]);
        assert_eq!(config, Config::default());
        let (_, mistakes) = read("[keys.visual]\n\"d\" = \"delete\"\n");
        assert!(mistakes.is_empty(), "while selecting, a key may act that begins a chord of the reader");
    }

    #[test]
    fn of_two_that_clash_the_one_that_is_the_users_goes_or_the_longer() {
        let (config, mistakes) = read("[keys.reader]\n\"qa\" = \"up\"\n\"Q\" = \"up\"\n\"QQ\" = \"down\"\n");
        assert_eq!(bound(&config, Context::Reader, "qa"), None);
        assert_eq!(
            (bound(&config, Context::Reader, "Q"), bound(&config, Context::Reader, "QQ")),
            (Some(Command::Up), None)
        );
        assert_eq!(mistakes.len(), 2, "{mistakes:?}");
        assert!(
            mistakes[0].starts_with("my.toml:2:1: ") && mistakes[1].starts_with("my.toml:4:1: "),
            "{mistakes:?}"
        );
    }
}
