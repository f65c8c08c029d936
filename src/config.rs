//! The user's settings: the defaults of `assets/config.toml`, and the user's file over them.
//! A mistake is named with its file, line and column and the nearest right name; what is right
//! around it still holds, so that no mistake locks anybody out.

use std::fmt;

use toml::de::{DeTable, DeValue};

use crate::command::{Chord, Command, Context, Keymap};

/// The defaults as a file, commented; also what `postil config --print-default` prints.
pub const DEFAULT: &str = include_str!("../assets/config.toml");

/// Settings in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// Width of the text in cells, 20 to 200.
    pub measure: u16,
    /// Lines kept between the cursor and the edge of the screen, 0 to 20.
    pub margin: u16,
    pub keymap: Keymap,
}

/// Something in a config file that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    pub file: String,
    /// From 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
    /// A sentence: what, why, how to mend.
    pub message: String,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: {}", self.file, self.line, self.column, self.message)
    }
}

impl Default for Config {
    fn default() -> Self {
        let mut config = Self { measure: 70, margin: 2, keymap: Keymap::default() };
        // A test holds the defaults to be without mistake.
        Reading { file: "defaults", text: DEFAULT, config: &mut config, mistakes: Vec::new() }.read();
        config
    }
}

impl Config {
    /// The defaults with a user's file over them, and what in it could not be used.
    pub fn with_user(file: &str, text: &str) -> (Self, Vec<Mistake>) {
        let mut config = Self::default();
        let mut reading = Reading { file, text, config: &mut config, mistakes: Vec::new() };
        reading.read();
        let mut mistakes = reading.mistakes;
        for clash in config.keymap.clashes() {
            mistakes.push(Mistake {
                file: file.to_owned(),
                line: line_of(text, &clash.short.0.to_string()),
                column: 1,
                message: format!(
                    "in [keys.{}] “{}” ({}) begins “{}” ({}), which could then never be typed; bind one of them to another chord or to \"nothing\". The default keys are used there.",
                    clash.context.name(),
                    clash.short.0,
                    clash.short.1.name(),
                    clash.long.0,
                    clash.long.1.name()
                ),
            });
        }
        if mistakes.iter().any(|m| m.message.contains("could then never be typed")) {
            config.keymap = Self::default().keymap;
        }
        mistakes.sort_by_key(|m| (m.line, m.column));
        (config, mistakes)
    }
}

/// The line on which a chord is bound, 1 where it is not found.
fn line_of(text: &str, chord: &str) -> usize {
    let quoted = format!("\"{chord}\"");
    text.lines().position(|line| line.trim_start().starts_with(&quoted)).map_or(1, |i| i + 1)
}

struct Reading<'a> {
    file: &'a str,
    text: &'a str,
    config: &'a mut Config,
    mistakes: Vec<Mistake>,
}

impl Reading<'_> {
    fn read(&mut self) {
        let text = self.text;
        let table = match DeTable::parse(text) {
            Ok(table) => table.into_inner(),
            Err(error) => {
                let at = error.span().map_or(0, |span| span.start);
                self.mistake(at, format!("{}; mend the line or take it out.", error.message()));
                return;
            }
        };
        for (name, value) in &table {
            let at = name.span().start;
            match (name.get_ref().as_ref(), value.get_ref()) {
                ("reading", DeValue::Table(table)) => self.reading(table),
                ("keys", DeValue::Table(table)) => self.keys(table),
                ("reading" | "keys", _) => self.mistake(at, "this is a section; write it as [NAME].".into()),
                (other, _) => self.unknown(at, "section", other, ["reading", "keys"]),
            }
        }
    }

    fn reading(&mut self, table: &DeTable<'_>) {
        for (name, value) in table {
            let at = value.span().start;
            match name.get_ref().as_ref() {
                "measure" => {
                    if let Some(n) = self.number(at, value.get_ref(), 20, 200) {
                        self.config.measure = n;
                    }
                }
                "margin" => {
                    if let Some(n) = self.number(at, value.get_ref(), 0, 20) {
                        self.config.margin = n;
                    }
                }
                other => self.unknown(name.span().start, "setting", other, ["measure", "margin"]),
            }
        }
    }

    fn number(&mut self, at: usize, value: &DeValue<'_>, least: u16, most: u16) -> Option<u16> {
        let number = match value {
            DeValue::Integer(n) => n.as_str().parse::<u16>().ok().filter(|n| (least..=most).contains(n)),
            _ => None,
        };
        if number.is_none() {
            self.mistake(at, format!("this wants a whole number from {least} to {most}."));
        }
        number
    }

    fn keys(&mut self, table: &DeTable<'_>) {
        for (name, value) in table {
            let at = name.span().start;
            let Some(context) = Context::named(name.get_ref()) else {
                self.unknown(at, "place for keys", name.get_ref(), Context::ALL.map(Context::name));
                continue;
            };
            let DeValue::Table(bindings) = value.get_ref() else {
                self.mistake(at, format!("this is a section; write it as [keys.{}].", context.name()));
                continue;
            };
            for (chord, command) in bindings {
                self.binding(context, (chord.span().start, chord.get_ref()), command);
            }
        }
    }

    fn binding(&mut self, context: Context, chord: (usize, &str), command: &toml::Spanned<DeValue<'_>>) {
        let Some(parsed) = Chord::parse(chord.1) else {
            self.mistake(
                chord.0,
                format!("“{}” is no key; write keys as in \"gg\", \"Ctrl-D\", \"Shift-Tab\".", chord.1),
            );
            return;
        };
        let typed = parsed.0.first().is_some_and(|key| key.typed().is_some());
        if context.is_text() && typed {
            self.mistake(
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
                Some(command) => self.config.keymap.bind(context, parsed, Some(command)),
                None => self.unknown(at, "command", name, Command::ALL.iter().map(|c| c.name())),
            },
            _ => self.mistake(at, "this wants the name of a command in quotation marks.".into()),
        }
    }

    fn unknown<'n>(&mut self, at: usize, what: &str, name: &str, names: impl IntoIterator<Item = &'n str>) {
        let near = names
            .into_iter()
            .map(|known| (distance(name, known), known))
            .min()
            .filter(|(d, known)| *d <= known.chars().count().max(3) / 2);
        let hint = near.map_or_else(String::new, |(_, known)| format!("; did you mean “{known}”?"));
        let end = if hint.is_empty() { "." } else { "" };
        self.mistake(at, format!("there is no {what} “{name}”{hint}{end}"));
    }

    fn mistake(&mut self, at: usize, message: String) {
        let before = self.text.get(..at).unwrap_or(self.text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        self.mistakes.push(Mistake { file: self.file.to_owned(), line, column, message });
    }
}

/// Edits (insertions, deletions, replacements of a character) between two short names.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().take(64).collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().take(64).enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        for (cell, cb) in row.iter_mut().skip(1).zip(&b) {
            let above = *cell;
            let here = (diagonal + usize::from(ca != *cb)).min(above + 1).min(left + 1);
            diagonal = above;
            left = here;
            *cell = here;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::Found;

    #[test]
    fn the_defaults_are_without_mistake() {
        let (config, mistakes) = Config::with_user("config.toml", DEFAULT);
        assert_eq!(mistakes, []);
        assert_eq!(config, Config::default());
        assert_eq!((config.measure, config.margin), (70, 2));
    }

    #[test]
    fn every_command_has_a_default_key() {
        let keymap = Config::default().keymap;
        for command in Command::ALL {
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
        let (config, mistakes) = Config::with_user("my.toml", text);
        let all: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
        insta::assert_snapshot!(all.join("\n"));
        let up = Chord::parse("K").expect("a chord");
        assert_eq!(config.keymap.find(Context::Reader, &up.0), Found::Command(Command::Up));
        assert_eq!(config.measure, 70);
    }

    #[test]
    fn a_chord_that_begins_another_is_refused_with_both_named() {
        let (config, mistakes) = Config::with_user("my.toml", "[keys.reader]\n\"z\" = \"up\"\n");
        assert!(mistakes[0].to_string().starts_with("my.toml:2:1: in [keys.reader] “z” (up) begins “z"));
        assert_eq!(config, Config::default());
    }

    #[test]
    fn a_chord_that_hides_those_of_a_pane_is_refused_too() {
        let (config, mistakes) = Config::with_user("my.toml", "[keys.everywhere]\n\"z\" = \"help\"\n");
        assert!(mistakes[0].to_string().contains("“z” (help) begins “z"), "{}", mistakes[0]);
        assert_eq!(config, Config::default());
        let (_, mistakes) = Config::with_user("my.toml", "[keys.visual]\n\"d\" = \"delete\"\n");
        assert_eq!(mistakes, [], "while selecting, a key may act that begins a chord of the reader");
    }

    #[test]
    fn a_file_that_is_no_toml_is_named_and_the_defaults_hold() {
        let (config, mistakes) = Config::with_user("my.toml", "[reading\n");
        assert_eq!(mistakes.len(), 1);
        assert_eq!(config, Config::default());
    }
}
