//! How what is copied gets onto the clipboard.

use toml::de::{DeTable, DeValue};

use super::Reading;

/// See `assets/config.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Clipboard {
    pub how: Use,
    /// A program and its arguments, for [`Use::Command`].
    pub command: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Use {
    /// Over SSH the terminal; else a program of the desktop, else the terminal.
    #[default]
    Auto,
    /// The terminal, by the sequence of that name.
    Osc52,
    Command,
    Off,
}

impl Use {
    const WORDS: [(&'static str, Self); 4] =
        [("auto", Self::Auto), ("osc52", Self::Osc52), ("command", Self::Command), ("off", Self::Off)];
}

impl Reading<'_, '_> {
    pub(super) fn clipboard(&mut self, table: &DeTable<'_>) {
        for (name, value) in table {
            let at = value.span().start;
            match (name.get_ref().as_ref(), value.get_ref()) {
                ("use", DeValue::String(word)) => {
                    match Use::WORDS.iter().find(|(known, _)| *known == word.as_ref()) {
                        Some((_, how)) => self.config.clipboard.how = *how,
                        None => {
                            self.mistakes.unknown(at, "way to copy", word, Use::WORDS.map(|(word, _)| word));
                        }
                    }
                }
                ("command", DeValue::Array(parts)) => {
                    let words = parts.iter().map(|part| match part.get_ref() {
                        DeValue::String(word) => Some(word.to_string()),
                        _ => None,
                    });
                    match words.collect::<Option<Vec<String>>>() {
                        Some(command) => self.config.clipboard.command = command,
                        None => self.mistakes.add(at, COMMAND.to_owned()),
                    }
                }
                ("use", _) => self.mistakes.add(at, "this wants a word in quotation marks.".to_owned()),
                ("command", _) => self.mistakes.add(at, COMMAND.to_owned()),
                (other, _) => self.mistakes.unknown(name.span().start, "setting", other, ["use", "command"]),
            }
        }
        if self.config.clipboard.how == Use::Command
            && self.config.clipboard.command.is_empty()
            && let Some((name, _)) = table.iter().next()
        {
            self.mistakes.add(name.span().start, format!("use = \"command\" needs a command; {COMMAND}"));
        }
    }
}

const COMMAND: &str = "a command is a list of words, such as [\"xclip\", \"-selection\", \"clipboard\"].";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    #[test]
    fn ways_are_read_and_mistakes_named() {
        let read = |text: &str| {
            let (config, mistakes) = Config::with_user("my.toml", text, &[]);
            (config.clipboard, mistakes.iter().map(ToString::to_string).collect::<Vec<_>>())
        };
        assert_eq!(read(""), (Clipboard::default(), Vec::new()));
        let (clipboard, mistakes) = read("[clipboard]\nuse = \"command\"\ncommand = [\"a\", \"-b\"]\n");
        assert_eq!(mistakes, Vec::<String>::new());
        assert_eq!(clipboard, Clipboard { how: Use::Command, command: vec!["a".into(), "-b".into()] });
        let first = |text: &str| read(text).1.into_iter().next().expect("a mistake");
        assert!(
            first("[clipboard]\nuse = \"osc51\"\n")
                .starts_with("my.toml:2:7: there is no way to copy “osc51”; did you mean “osc52”?")
        );
        assert!(first("[clipboard]\nuse = 3\n").contains("in quotation marks"));
        assert!(first("[clipboard]\ncommand = \"xclip\"\n").contains("a list of words"));
        assert!(first("[clipboard]\ncommand = [1]\n").contains("a list of words"));
        assert!(first("[clipboard]\nuse = \"command\"\n").contains("needs a command"));
        assert!(first("[clipboard]\nusee = \"off\"\n").contains("did you mean “use”?"));
    }
}
