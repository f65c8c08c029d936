//! The user's settings: the defaults of `assets/config.toml`, and the user's file over them.
//! A mistake is named with its file, line and column and the nearest right name; what is right
//! around it still holds, so that no mistake locks anybody out.

mod clash;
mod clipboard;
mod defaults;
mod files;
mod limits;
mod mistake;
mod network;
mod pdf;
mod setting;
mod skin;

use std::sync::OnceLock;

use toml::de::{DeTable, DeValue};

pub use clipboard::{Clipboard, Copying};
pub use files::{Unread, load, skins_folder};
pub use limits::{Annotations, Archives, Pages};
pub use mistake::Mistake;
use mistake::Mistakes;
pub use network::Limits;
pub use pdf::Pdf;
pub use setting::{SETTINGS, Setting};
pub use skin::SkinFile;

use crate::command::{Chord, Command, Context, Keymap};
use crate::files::fetch::{Feeds, Network};
use crate::paths::Environment;
use crate::skin::Skin;

/// The defaults as a file, commented; also what `postil config --print-default` prints.
pub const DEFAULT: &str = include_str!("../assets/config.toml");

/// Settings in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// Width of the text in cells, 20 to 200.
    pub measure: u16,
    /// Lines kept between the cursor and the edge of the screen, 0 to 20.
    pub margin: u16,
    /// The name of a skin, or `auto`.
    pub skin: String,
    /// The skins that `auto` takes on a dark and on a light ground.
    pub skin_dark: String,
    pub skin_light: String,
    /// Links in the text are links of the terminal.
    pub links: bool,
    /// The mouse is postil's, not the terminal's.
    pub mouse: bool,
    pub clipboard: Clipboard,
    /// A program and its arguments that opens addresses and files; empty: that of the system.
    pub opener: Vec<String>,
    /// Words read in a minute, 50 to 2000.
    pub pace: u16,
    pub network: Limits,
    pub pdf: Pdf,
    pub feeds: Feeds,
    pub archives: Archives,
    pub pages: Pages,
    pub annotations: Annotations,
    /// Megabytes that any source may have.
    pub source_size: u16,
    pub keymap: Keymap,
    /// The skins there are: the program's and the user's.
    pub skins: Vec<Skin>,
}

impl Default for Config {
    /// Read once: a start asks for the defaults several times, and reading them is much of what it costs.
    fn default() -> Self {
        Self::defaults().clone()
    }
}

impl Config {
    fn defaults() -> &'static Self {
        static DEFAULTS: OnceLock<Config> = OnceLock::new();
        DEFAULTS.get_or_init(Self::read_defaults)
    }

    fn read_defaults() -> Self {
        let mut config = Self {
            measure: 70,
            margin: 2,
            pace: 240,
            skin: "auto".to_owned(),
            skin_dark: "dark".to_owned(),
            skin_light: "light".to_owned(),
            links: true,
            mouse: true,
            clipboard: Clipboard::default(),
            opener: Vec::new(),
            network: Limits::default(),
            pdf: Pdf::default(),
            feeds: Feeds::default(),
            archives: Archives::default(),
            pages: Pages::default(),
            annotations: Annotations::default(),
            source_size: 0,
            keymap: Keymap::of(defaults::keys),
            skins: skin::built_in(),
        };
        defaults::read(&mut config);
        config
    }

    /// Bytes that any source may have.
    pub fn source_bytes(&self) -> usize {
        usize::from(self.source_size) << 20
    }

    /// How the network may be used, with the proxies of the environment.
    pub fn network(&self, environment: &Environment, allow_local: bool) -> Network {
        Network { feeds: self.feeds, ..self.network.network(environment, allow_local) }
    }

    /// The defaults with a user's file and skins over them, and what in them could not be used.
    pub fn with_user(file: &str, text: &str, skins: &[SkinFile]) -> (Self, Vec<Mistake>) {
        let mut config = Self::default();
        let mut in_skins = Vec::new();
        if !skins.is_empty() {
            (config.skins, in_skins) = skin::all(skins);
        }
        let mut mistakes = Mistakes::new(file, text);
        let bound = Reading::new(text, &mut config, &mut mistakes).read();
        clash::settle(&mut config.keymap, &Self::defaults().keymap, bound, &mut mistakes);
        let mut mistakes = mistakes.found;
        mistakes.sort_by_key(|m| (m.line, m.column));
        mistakes.extend(in_skins);
        (config, mistakes)
    }

    /// These settings with some more over them, in the syntax of a file. An error is the first
    /// mistake in those, as a sentence.
    pub fn over(&self, text: &str) -> Result<Self, String> {
        let mut config = self.clone();
        let mut mistakes = Mistakes::new("", text);
        Reading::new(text, &mut config, &mut mistakes).read();
        match mistakes.found.into_iter().next() {
            Some(mistake) => Err(mistake.message),
            None => Ok(config),
        }
    }
}

/// The section that binds keys.
const KEYS: &str = "keys";

struct Reading<'a, 'm> {
    text: &'a str,
    config: &'a mut Config,
    mistakes: &'a mut Mistakes<'m>,
    /// What the file binds, and where it says so (bytes).
    bound: clash::Bound,
}

impl<'a, 'm> Reading<'a, 'm> {
    fn new(text: &'a str, config: &'a mut Config, mistakes: &'a mut Mistakes<'m>) -> Self {
        Self { text, config, mistakes, bound: clash::Bound::new() }
    }

    /// Reads the file; gives what it binds.
    fn read(mut self) -> clash::Bound {
        self.sections();
        self.bound
    }

    fn sections(&mut self) {
        let text = self.text;
        let table = match DeTable::parse(text) {
            Ok(table) => table.into_inner(),
            Err(error) => return self.mistakes.syntax(&error),
        };
        for (name, value) in &table {
            let at = name.span().start;
            match (name.get_ref().as_ref(), value.get_ref()) {
                (KEYS, DeValue::Table(table)) => self.keys(table),
                (section, DeValue::Table(table)) if setting::sections().any(|known| known == section) => {
                    self.settings(section, table);
                }
                (known, _) if known == KEYS || setting::sections().any(|section| section == known) => {
                    self.mistakes.add(at, format!("this is a section; write it as [{known}]."));
                }
                (other, _) => {
                    self.mistakes.unknown(at, "section", other, setting::sections().chain([KEYS]));
                }
            }
        }
    }

    fn keys(&mut self, table: &DeTable<'_>) {
        for (name, value) in table {
            let at = name.span().start;
            let Some(context) = Context::named(name.get_ref()) else {
                self.mistakes.unknown(at, "place for keys", name.get_ref(), Context::ALL.map(Context::name));
                continue;
            };
            let DeValue::Table(bindings) = value.get_ref() else {
                self.mistakes.add(at, format!("this is a section; write it as [keys.{}].", context.name()));
                continue;
            };
            for (chord, command) in bindings {
                self.binding(context, (chord.span().start, chord.get_ref()), command);
            }
        }
    }

    fn binding(&mut self, context: Context, chord: (usize, &str), command: &toml::Spanned<DeValue<'_>>) {
        let Some(parsed) = Chord::parse(chord.1) else {
            self.mistakes.add(
                chord.0,
                format!("“{}” is no key; write keys as in \"gg\", \"Ctrl-D\", \"Shift-Tab\".", chord.1),
            );
            return;
        };
        let typed = parsed.0.first().is_some_and(|key| key.typed().is_some());
        if context.is_text() && typed {
            self.mistakes.add(
                chord.0,
                format!(
                    "“{}” is text there; only Ctrl, Alt and named keys can be bound in [keys.{}].",
                    chord.1,
                    context.name()
                ),
            );
            return;
        }
        let at = command.span().start;
        match command.get_ref() {
            DeValue::String(name) if name == "nothing" => self.config.keymap.bind(context, parsed, None),
            DeValue::String(name) => match Command::named(name) {
                Some(command) => {
                    self.bound.push(((context, parsed.clone()), chord.0));
                    self.config.keymap.bind(context, parsed, Some(command));
                }
                None => self.mistakes.unknown(at, "command", name, Command::ALL.iter().map(|c| c.name())),
            },
            _ => self.mistakes.add(at, "this wants the name of a command in quotation marks."),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::Found;

    #[test]
    fn the_defaults_are_without_mistake() {
        let (config, mistakes) = Config::with_user("config.toml", DEFAULT, &[]);
        assert_eq!(mistakes, []);
        assert_eq!(config, Config::default());
        assert_eq!((config.measure, config.margin), (70, 2));
    }

    #[test]
    fn every_setting_says_what_it_is_and_stands_for_the_default() {
        let before = DEFAULT.split("[keys.").next().expect("the settings");
        let lines: Vec<&str> = before.lines().collect();
        let settings: Vec<usize> = (0..lines.len()).filter(|n| lines[*n].contains(" = ")).collect();
        assert_eq!(settings.len(), 34, "{before}");
        for n in settings {
            assert!(n > 0 && lines[n - 1].starts_with("# "), "{} has no comment", lines[n]);
            let without = before.replacen(lines[n], "", 1);
            assert_eq!(Config::with_user("config.toml", &without, &[]), (Config::default(), Vec::new()));
        }
    }

    #[test]
    fn every_command_has_a_default_key() {
        let keymap = Config::default().keymap;
        for command in Command::ALL {
            // What cannot do without an argument is at home on the command line.
            if command.argument().is_some_and(|takes| !takes.is_optional()) {
                continue;
            }
            assert!(
                Context::ALL.iter().any(|c| keymap.bindings(*c).iter().any(|(b, _)| b == command)),
                "{} has no key",
                command.name()
            );
        }
    }

    #[test]
    fn mistakes_are_named_and_the_rest_holds() {
        let text = "[reading]\nmeasure = 500\nmargn = 3\n[keys.reader]\n\"Z\" = \"nxt-word\"\n\"K\" = \"up\"\n\"Hyper-K\" = \"up\"\n[keys.chooser]\n\"a\" = \"accept\"\n[kees]\n";
        let (config, mistakes) = Config::with_user("my.toml", text, &[]);
        let all: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
        insta::assert_snapshot!(all.join("\n"));
        let up = Chord::parse("K").expect("a chord");
        assert_eq!(config.keymap.find(Context::Reader, &up.0), Found::Command(Command::Up));
        assert_eq!(config.measure, 70);
    }

    #[test]
    fn a_file_that_is_no_toml_is_named_and_the_defaults_hold() {
        let (config, mistakes) = Config::with_user("my.toml", "[reading\n", &[]);
        assert_eq!(mistakes.len(), 1);
        assert_eq!(config, Config::default());
    }
}
