//! The user's settings from their file. A mistake in it is told and locks nobody out.

use std::path::Path;

use crate::app::{Colors, Look, Prefs};
use crate::config::{self, Config};

/// The settings, and what to say about those that could not be used. A file that is not there is
/// a mistake only where it was asked for by name.
pub fn settings(file: Option<&Path>, is_named: bool) -> (Config, Option<String>) {
    match config::load(file, is_named) {
        Ok((config, mistakes)) => {
            let more = mistakes.len().saturating_sub(1);
            let notice = mistakes.first().map(|first| match more {
                0 => first.to_string(),
                _ => format!("{first} (and {more} more: postil config --check lists them)"),
            });
            (config, notice)
        }
        Err(error) => {
            let path = file.unwrap_or(Path::new("")).display();
            let notice = format!("{path}: the settings cannot be read: {error} (the defaults hold)");
            (Config::default(), Some(notice))
        }
    }
}

/// What the screen goes by.
pub fn prefs(config: Config, colors: Colors) -> Prefs {
    let mut look = Look::new(config.skins);
    (look.setting, look.dark, look.light) = (config.skin, config.skin_dark, config.skin_light);
    look.links = config.links;
    Prefs { keymap: config.keymap, measure: config.measure, margin: config.margin, colors, look }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_mistake_is_told_and_the_rest_holds() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("config.toml");
        assert_eq!(settings(Some(&path), false), (Config::default(), None));
        assert!(settings(Some(&path), true).1.unwrap().contains("cannot be read"));
        fs::write(&path, "[reading]\nmeasure = 60\nmarginn = 3\nmeasur = 1\n").unwrap();
        let (config, notice) = settings(Some(&path), true);
        assert_eq!(config.measure, 60);
        let notice = notice.unwrap();
        assert!(notice.contains("config.toml:") && notice.contains("and 1 more"), "{notice}");
    }
}
