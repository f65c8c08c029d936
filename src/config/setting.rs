//! The settings, each in one row: where a file has it, what it wants, what it is for. The file is
//! read by this table, and `:set` completes, shows and changes by it.

use toml::de::{DeTable, DeValue};

use super::defaults::unquoted;
use super::{Config, Copying, Reading};
use crate::command::Values;

/// A setting.
#[derive(Debug)]
pub struct Setting {
    /// The part of the file that it is in.
    pub section: &'static str,
    /// Its name there.
    pub name: &'static str,
    /// What it is, as the end of a sentence.
    pub about: &'static str,
    kind: Kind,
}

/// What a setting wants, and where its value is kept.
#[derive(Debug)]
enum Kind {
    /// A whole number.
    Number { least: u16, most: u16, at: fn(&mut Config) -> &mut u16 },
    /// True or false.
    Switch(fn(&mut Config) -> &mut bool),
    /// The name of a skin, or this word.
    Skin { or: Option<&'static str>, at: fn(&mut Config) -> &mut String },
    /// A way to copy.
    Copying(fn(&mut Config) -> &mut Copying),
    /// A program by its name or its path.
    Tool(fn(&mut Config) -> &mut String),
    /// A program and its arguments.
    Program(fn(&mut Config) -> &mut Vec<String>),
}

const fn number(least: u16, most: u16, at: fn(&mut Config) -> &mut u16) -> Kind {
    Kind::Number { least, most, at }
}

const fn row(section: &'static str, name: &'static str, kind: Kind, about: &'static str) -> Setting {
    Setting { section, name, about, kind }
}

const SKIN: Kind = Kind::Skin { or: Some("auto"), at: |c| &mut c.skin };

/// All of them, in the order of `assets/config.toml`.
#[rustfmt::skip]
pub static SETTINGS: &[Setting] = &[
    row("reading", "measure", number(20, 200, |c| &mut c.measure), "width of the text in cells"),
    row("reading", "margin", number(0, 20, |c| &mut c.margin), "lines kept between the cursor and the edge of the screen"),
    row("reading", "pace", number(50, 2000, |c| &mut c.pace), "words read in a minute"),
    row("look", "skin", SKIN, "the skin"),
    row("look", "skin-dark", Kind::Skin { or: None, at: |c| &mut c.skin_dark }, "what auto takes on a dark ground"),
    row("look", "skin-light", Kind::Skin { or: None, at: |c| &mut c.skin_light }, "what auto takes on a light ground"),
    row("look", "links", Kind::Switch(|c| &mut c.links), "whether links in the text are links for the terminal too"),
    row("look", "mouse", Kind::Switch(|c| &mut c.mouse), "whether the mouse is postil's"),
    row("clipboard", "use", Kind::Copying(|c| &mut c.clipboard.how), "how a copied text gets onto the clipboard"),
    row("clipboard", "command", Kind::Program(|c| &mut c.clipboard.command), "the program that takes a copied text"),
    row("open", "command", Kind::Program(|c| &mut c.opener), "the program that opens originals"),
    row("network", "timeout", number(1, 3600, |c| &mut c.network.timeout), "seconds that fetching an address may take"),
    row("network", "size", number(1, 512, |c| &mut c.network.size), "megabytes that a page may have"),
    row("network", "redirects", number(0, 50, |c| &mut c.network.redirects), "redirects that are followed"),
    row("pdf", "pdftotext", Kind::Tool(|c| &mut c.pdf.pdftotext), "the program that finds the words of a PDF"),
    row("pdf", "pdfinfo", Kind::Tool(|c| &mut c.pdf.pdfinfo), "the program that reads the title of a PDF"),
    row("pdf", "timeout", number(1, 3600, |c| &mut c.pdf.timeout), "seconds that each of them may take"),
    row("pdf", "size", number(1, 4096, |c| &mut c.pdf.size), "megabytes that pdftotext may print"),
    row("feeds", "full-text", Kind::Switch(|c| &mut c.feeds.full_text), "whether pages behind summaries of items are fetched"),
    row("feeds", "connections", number(1, 64, |c| &mut c.feeds.connections), "feeds and pages that are asked for at the same time"),
    row("feeds", "per-host", number(1, 16, |c| &mut c.feeds.per_host), "the same of one host"),
    row("feeds", "items", number(1, 10_000, |c| &mut c.feeds.items), "items that are taken of a feed at a time"),
    row("limits", "source-size", number(1, 900, |c| &mut c.source_size), "megabytes that any source may have"),
    row("limits", "archive-entry", number(1, 1024, |c| &mut c.archives.entry), "megabytes of a file in an archive, unpacked"),
    row("limits", "archive-total", number(1, 16_384, |c| &mut c.archives.total), "megabytes unpacked of one archive"),
    row("limits", "archive-entries", number(1, 65_535, |c| &mut c.archives.entries), "files that an archive may have"),
    row("limits", "archive-ratio", number(10, 2000, |c| &mut c.archives.ratio), "times its packed size a file may have"),
    row("limits", "page-size", number(1, 512, |c| &mut c.pages.size), "megabytes that a page may have"),
    row("limits", "page-elements", number(1, 10_000, |c| &mut c.pages.elements), "thousands of elements that a page may have"),
    row("limits", "page-depth", number(16, 512, |c| &mut c.pages.depth), "how deep elements of a page nest before they are flat"),
    row("limits", "page-work", number(1, 10_000, |c| &mut c.pages.work), "millions of steps that finding an article may take"),
    row("limits", "annotations-size", number(1, 512, |c| &mut c.annotations.size), "megabytes that a file of annotations may have"),
    row("limits", "annotations", number(1, 1000, |c| &mut c.annotations.number), "thousands of annotations that a file may hold"),
    row("limits", "depth", number(16, 1024, |c| &mut c.archives.depth), "how deep elements of a book may nest"),
];

/// The sections that have settings.
pub fn sections() -> impl Iterator<Item = &'static str> {
    let mut last = "";
    SETTINGS
        .iter()
        .map(|setting| setting.section)
        .filter(move |section| std::mem::replace(&mut last, section) != *section)
}

const COMMAND: &str = "a command is a list of words, such as [\"xclip\", \"-selection\", \"clipboard\"].";

impl Setting {
    /// The name by which it is set while postil runs: that of the file where it says enough, else
    /// with its section before it.
    pub fn full_name(&self) -> String {
        match self.section {
            "reading" | "look" => self.name.to_owned(),
            section => format!("{section}-{}", self.name),
        }
    }

    pub fn named(name: &str) -> Option<&'static Self> {
        SETTINGS.iter().find(|setting| setting.full_name() == name)
    }

    /// Its value in words.
    pub fn value(&self, config: &mut Config) -> String {
        match &self.kind {
            Kind::Number { at, .. } => at(config).to_string(),
            Kind::Switch(at) => at(config).to_string(),
            Kind::Skin { at, .. } | Kind::Tool(at) => at(config).clone(),
            Kind::Copying(at) => at(config).word().to_owned(),
            Kind::Program(at) => match at(config).as_slice() {
                [] => "none".to_owned(),
                words => words.join(" "),
            },
        }
    }

    /// The values that it takes.
    pub fn takes(&self, config: &Config) -> Values {
        match &self.kind {
            Kind::Number { least, most, .. } => Values::Number(*least, *most),
            Kind::Switch(_) => Values::Switch,
            Kind::Skin { or, .. } => {
                let names = config.skins.iter().map(|skin| skin.name.clone());
                Values::OneOf(or.map(str::to_owned).into_iter().chain(names).collect())
            }
            Kind::Copying(_) => Values::OneOf(Copying::EACH.map(|way| way.word().to_owned()).to_vec()),
            Kind::Tool(_) | Kind::Program(_) => Values::Program,
        }
    }

    /// Takes a value of the defaults, as it is written there.
    pub(super) fn take(&self, value: &str, config: &mut Config) {
        match &self.kind {
            Kind::Number { at, .. } => *at(config) = value.parse().unwrap_or_default(),
            Kind::Switch(at) => *at(config) = value == "true",
            Kind::Skin { at, .. } | Kind::Tool(at) => unquoted(value).clone_into(at(config)),
            Kind::Copying(at) => *at(config) = Copying::named(unquoted(value)).unwrap_or_default(),
            // None of them has a program.
            Kind::Program(at) => at(config).clear(),
        }
    }

    /// A value as it is typed on the command line, as a file would have it.
    pub fn line(&self, typed: &str) -> String {
        let quoted = |word: &str| toml::Value::String(word.to_owned()).to_string();
        let value = match (&self.kind, typed) {
            (Kind::Switch(_), "on" | "yes") => "true".to_owned(),
            (Kind::Switch(_), "off" | "no") => "false".to_owned(),
            (Kind::Switch(_), "true" | "false") => typed.to_owned(),
            (Kind::Number { .. }, digits) if digits.bytes().all(|byte| byte.is_ascii_digit()) => {
                // A number of a file does not begin with a zero.
                match digits.trim_start_matches('0') {
                    "" => "0".to_owned(),
                    digits => digits.to_owned(),
                }
            }
            (Kind::Program(_), "none") => "[]".to_owned(),
            (Kind::Program(_), words) => {
                let words: Vec<String> = words.split_whitespace().map(quoted).collect();
                format!("[{}]", words.join(", "))
            }
            (_, word) => quoted(word),
        };
        format!("[{}]\n{} = {value}\n", self.section, self.name)
    }
}

impl Reading<'_, '_> {
    /// Reads a section.
    pub(super) fn settings(&mut self, section: &str, table: &DeTable<'_>) {
        for (name, value) in table {
            let known = || SETTINGS.iter().filter(|setting| setting.section == section);
            let Some(setting) = known().find(|setting| setting.name == name.get_ref()) else {
                let names = known().map(|setting| setting.name);
                self.mistakes.unknown(name.span().start, "setting", name.get_ref(), names);
                continue;
            };
            self.setting(setting, value.span().start, value.get_ref());
        }
        if section == "clipboard"
            && self.config.clipboard.how == Copying::Command
            && self.config.clipboard.command.is_empty()
            && let Some((name, _)) = table.iter().next()
        {
            self.mistakes.add(name.span().start, format!("use = \"command\" needs a command; {COMMAND}"));
        }
    }

    fn setting(&mut self, setting: &Setting, at: usize, value: &DeValue<'_>) {
        match (&setting.kind, value) {
            (Kind::Number { least, most, at: field }, value) => {
                let number = match value {
                    DeValue::Integer(n) => n.as_str().parse().ok().filter(|n| (*least..=*most).contains(n)),
                    _ => None,
                };
                match number {
                    Some(number) => *field(self.config) = number,
                    None => {
                        self.mistakes.add(at, format!("this wants a whole number from {least} to {most}."));
                    }
                }
            }
            (Kind::Switch(field), DeValue::Boolean(on)) => *field(self.config) = *on,
            (Kind::Switch(_), _) => self.mistakes.add(at, "this wants true or false."),
            (Kind::Skin { at: field, .. }, DeValue::String(name)) => {
                let names = setting.takes(self.config);
                if names.has(name) {
                    *field(self.config) = name.to_string();
                } else {
                    self.mistakes.unknown(at, "skin", name, names.choices());
                }
            }
            (Kind::Skin { .. }, _) => {
                self.mistakes.add(at, "this wants the name of a skin in quotation marks.");
            }
            (Kind::Copying(field), DeValue::String(word)) => match Copying::named(word) {
                Some(way) => *field(self.config) = way,
                None => self.mistakes.unknown(at, "way to copy", word, Copying::EACH.map(Copying::word)),
            },
            (Kind::Copying(_), _) => self.mistakes.add(at, "this wants a word in quotation marks."),
            (Kind::Tool(field), DeValue::String(name)) => *field(self.config) = name.to_string(),
            (Kind::Tool(_), _) => self.mistakes.add(at, "this wants a name or a path in quotation marks."),
            (Kind::Program(field), value) => match words(value) {
                Some(words) => *field(self.config) = words,
                None => self.mistakes.add(at, COMMAND),
            },
        }
    }
}

/// A list of words.
fn words(value: &DeValue<'_>) -> Option<Vec<String>> {
    let DeValue::Array(parts) = value else { return None };
    let word = |part: &toml::Spanned<DeValue<'_>>| match part.get_ref() {
        DeValue::String(word) => Some(word.to_string()),
        _ => None,
    };
    parts.iter().map(word).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::DEFAULT;

    #[test]
    fn the_table_has_what_the_defaults_have_in_their_order() {
        let mut section = "";
        let mut in_file = Vec::new();
        for line in DEFAULT.lines() {
            if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                section = name;
            } else if let Some((name, _)) = line.split_once(" = ")
                && !section.starts_with("keys")
                && !line.starts_with('#')
            {
                in_file.push((section, name));
            }
        }
        let in_table: Vec<_> = SETTINGS.iter().map(|setting| (setting.section, setting.name)).collect();
        assert_eq!(in_table, in_file);
        for setting in SETTINGS {
            assert!(std::ptr::eq(Setting::named(&setting.full_name()).expect("by its name"), setting));
            assert!(
                !setting.about.ends_with('.') && setting.about.chars().count() <= 60,
                "{}",
                setting.about
            );
        }
    }

    #[test]
    fn what_is_shown_can_be_typed_and_is_taken() {
        let mut config = Config::default();
        config.clipboard.command = vec!["copy".to_owned(), "-n".to_owned()];
        for setting in SETTINGS {
            let shown = setting.value(&mut config);
            let takes = setting.takes(&config);
            assert!(takes.has(&shown), "{}", setting.full_name());
            for typed in takes.choices().into_iter().chain([shown.as_str()]) {
                let now = config.over(&setting.line(typed));
                let mut now = now.unwrap_or_else(|why| panic!("{} = {typed}: {why}", setting.full_name()));
                assert_eq!(setting.value(&mut now), typed, "{}", setting.full_name());
            }
        }
        let over = |name: &str, typed: &str| config.over(&Setting::named(name).expect(name).line(typed));
        assert_eq!(over("measure", "0072").expect("a number").measure, 72);
        assert!(!over("mouse", "off").expect("a switch").mouse);
        assert_eq!(over("open-command", "firefox  -P two").expect("words").opener, ["firefox", "-P", "two"]);
        for (name, typed, why) in [
            ("measure", "900", "this wants a whole number from 20 to 200."),
            ("measure", "x\"\nskin = 3", "this wants a whole number from 20 to 200."),
            ("mouse", "maybe", "this wants true or false."),
            ("skin", "drak", "there is no skin “drak”; did you mean “dark”?"),
            ("skin-dark", "auto", "there is no skin “auto”."),
            ("clipboard-use", "osc51", "there is no way to copy “osc51”; did you mean “osc52”?"),
        ] {
            assert_eq!(over(name, typed).unwrap_err(), why, "{name} {typed}");
        }
        let bare =
            Config::default().over(&Setting::named("clipboard-use").expect("a setting").line("command"));
        assert!(bare.unwrap_err().contains("needs a command"));
    }
}
