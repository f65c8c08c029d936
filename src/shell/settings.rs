//! The user's settings from their file. A mistake in it is told and locks nobody out.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use crate::config::Config;

/// The settings, and what to say about those that could not be used. A file that is not there is
/// a mistake only where it was asked for by name.
pub fn settings(file: Option<&Path>, is_named: bool) -> (Config, Option<String>) {
    let Some(path) = file else { return (Config::default(), None) };
    match fs::read_to_string(path) {
        Ok(text) => {
            let (config, mistakes) = Config::with_user(&path.display().to_string(), &text);
            let more = mistakes.len().saturating_sub(1);
            let notice = mistakes.first().map(|first| match more {
                0 => first.to_string(),
                _ => format!("{first} (and {more} more: postil config --check lists them)"),
            });
            (config, notice)
        }
        Err(error) if error.kind() == ErrorKind::NotFound && !is_named => (Config::default(), None),
        Err(error) => {
            let notice =
                format!("{}: the settings cannot be read: {error} (the defaults hold)", path.display());
            (Config::default(), Some(notice))
        }
    }
}

#[cfg(test)]
mod tests {
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
