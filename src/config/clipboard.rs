//! How what is copied gets onto the clipboard.

/// See `assets/config.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Clipboard {
    pub how: Copying,
    /// A program and its arguments, for [`Copying::Command`].
    pub command: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Copying {
    /// Over SSH the terminal; else a program of the desktop, else the terminal.
    #[default]
    Auto,
    /// The terminal, by the sequence of that name.
    Osc52,
    Command,
    Off,
}

impl Copying {
    pub const EACH: [Self; 4] = [Self::Auto, Self::Osc52, Self::Command, Self::Off];

    /// The word for it in a file.
    pub fn word(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Osc52 => "osc52",
            Self::Command => "command",
            Self::Off => "off",
        }
    }

    pub fn named(word: &str) -> Option<Self> {
        Self::EACH.into_iter().find(|way| way.word() == word)
    }
}

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
        assert_eq!(clipboard, Clipboard { how: Copying::Command, command: vec!["a".into(), "-b".into()] });
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
