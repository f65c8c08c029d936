//! What the shell hands over: settings, skins and what the terminal can do.

use std::sync::Arc;

use crate::command::{Keymap, Values};
use crate::skin::{Kind, Rgb, Skin};

/// Colours that the terminal shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Colors {
    /// None: `NO_COLOR`. Passages have weight and signs.
    None,
    /// The sixteen that the terminal names.
    #[default]
    Sixteen,
    Indexed,
    /// 24 bits.
    True,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Prefs {
    pub keymap: Keymap,
    /// Width of the text in cells.
    pub measure: u16,
    /// Lines kept between the cursor and the edge of the screen.
    pub margin: u16,
    /// Words read in a minute.
    pub pace: u16,
    /// The mouse is postil's, not the terminal's.
    pub mouse: bool,
    pub colors: Colors,
    pub look: Look,
    /// The folder that a path without one is in, the home folder as `~`; empty where it is not known.
    pub here: String,
    /// All settings that can be changed while the program runs.
    pub settings: Vec<Setting>,
}

/// The skins there are, and which is worn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// Those of the program, then the user's.
    skins: Vec<Arc<Skin>>,
    /// The setting: a skin's name, or `auto`.
    pub setting: String,
    /// What `auto` takes on a dark and on a light ground.
    pub dark: String,
    pub light: String,
    /// Links in the text are links of the terminal.
    pub links: bool,
    /// What was chosen since, in place of the setting.
    chosen: Option<String>,
    /// Which terminal it is, as far as its variables tell: its ground is remembered under that.
    pub terminal: String,
    /// The terminal's ground, where it told.
    ground: Option<Kind>,
    /// It told so at an earlier start, not yet at this one.
    is_recalled: bool,
    /// It does not tell.
    is_silent: bool,
    mono: Arc<Skin>,
}

impl Default for Look {
    fn default() -> Self {
        Self::new(Vec::new())
    }
}

/// Under what the chosen skin is remembered.
pub const SKIN: &str = "skin";

/// Under what the terminal's ground is remembered.
pub const GROUND: &str = "ground";

/// What is remembered of a terminal that does not tell.
const SILENT: &str = "silent";

/// What the skin setting says for "as the terminal's ground asks for".
pub const AUTO: &str = "auto";

impl Look {
    pub fn new(skins: Vec<Skin>) -> Self {
        let skins: Vec<Arc<Skin>> = skins.into_iter().map(Arc::new).collect();
        let mono = skins.iter().find(|skin| skin.name == "mono").cloned();
        Self {
            skins,
            setting: AUTO.to_owned(),
            dark: "dark".to_owned(),
            light: "light".to_owned(),
            links: true,
            chosen: None,
            terminal: String::new(),
            ground: None,
            is_recalled: false,
            is_silent: false,
            mono: mono.unwrap_or_else(|| Arc::new(Skin::bare("mono"))),
        }
    }

    fn named(&self, name: &str) -> Option<&Arc<Skin>> {
        self.skins.iter().find(|skin| skin.name == name)
    }

    /// The skin that is worn. A name that no skin has, and a terminal that did not tell its ground,
    /// come to the dark one.
    pub fn skin(&self) -> &Arc<Skin> {
        let name = match self.wanted() {
            AUTO if self.ground == Some(Kind::Light) => &self.light,
            AUTO => &self.dark,
            name => name,
        };
        self.named(name).or_else(|| self.named("dark")).unwrap_or(&self.mono)
    }

    /// The skin without colours.
    pub fn mono(&self) -> &Arc<Skin> {
        &self.mono
    }

    /// A skin's name, or `auto`.
    pub fn wanted(&self) -> &str {
        self.chosen.as_deref().unwrap_or(&self.setting)
    }

    /// Whether the skin's ground is painted: the terminal's own is of another kind.
    pub fn is_painted(&self) -> bool {
        let skin = self.skin();
        match self.ground {
            Some(ground) => skin.paints_over(ground),
            // Auto takes a silent terminal at the word of its name; any other is taken for dark.
            None if self.wanted() == AUTO => skin.paint,
            None => skin.paints_over(Kind::Dark),
        }
    }

    /// Whether it matters what the terminal's ground is.
    pub fn goes_by_ground(&self) -> bool {
        let skin = self.skin();
        self.wanted() == AUTO || (skin.kind == Kind::Light && !skin.paint)
    }

    /// The terminal told its ground.
    pub fn on_ground(&mut self, ground: Rgb) {
        self.ground = Some(Kind::of_ground(ground));
        self.is_recalled = false;
    }

    /// Whether the first frame need not wait for the terminal: it told its ground, or never tells.
    pub fn knows_ground(&self) -> bool {
        self.ground.is_some() || self.is_silent
    }

    /// Whether the ground is one that was told at an earlier start: another terminal may have been.
    pub fn recalls_ground(&self) -> bool {
        self.is_recalled
    }

    /// The terminal did not tell its ground in time. So it is not the one that told it before.
    pub fn on_silence(&mut self) {
        if std::mem::take(&mut self.is_recalled) {
            self.ground = None;
        }
        self.is_silent = true;
    }

    /// What the terminal told, as it is remembered.
    pub fn ground_to_remember(&self) -> Option<String> {
        let told = match self.ground {
            Some(kind) => kind.name(),
            None if self.is_silent => SILENT,
            None => return None,
        };
        Some(format!("{}\t{told}", self.terminal))
    }

    /// Takes the terminal at what one like it told before, until it tells anew.
    pub fn recall_ground(&mut self, remembered: &str) {
        match remembered.split_once('\t') {
            Some((terminal, told)) if terminal == self.terminal => {
                self.ground = Kind::named(told);
                self.is_recalled = self.ground.is_some();
                self.is_silent = told == SILENT;
            }
            _ => {}
        }
    }

    /// What there is to choose from.
    pub fn choices(&self) -> Vec<&str> {
        std::iter::once(AUTO).chain(self.skins.iter().map(|skin| skin.name.as_str())).collect()
    }

    /// Wears the next of [`Look::choices`]; says which, its number from 1, and how many there are.
    pub fn wear_next(&mut self) -> (String, usize, usize) {
        let choices = self.choices();
        let at =
            choices.iter().position(|name| *name == self.wanted()).map_or(0, |at| (at + 1) % choices.len());
        let (name, count) = (choices.get(at).copied().unwrap_or(AUTO).to_owned(), choices.len());
        self.chosen = Some(name.clone());
        (name, at + 1, count)
    }

    /// The choice as it is remembered: it holds as long as the setting stays as it was.
    pub fn remembered(&self) -> String {
        format!("{}\t{}", self.setting, self.wanted())
    }

    /// Takes up a choice that was remembered, if there still is such a skin and such a setting.
    pub fn recall(&mut self, remembered: &str) {
        let chosen = remembered.split_once('\t').filter(|(setting, _)| *setting == self.setting);
        let chosen = chosen.filter(|(_, name)| *name != self.setting && self.choices().contains(name));
        self.chosen = chosen.map(|(_, name)| name.to_owned());
    }

    /// The setting was changed on purpose: what was chosen before gives way.
    pub fn forget_choice(&mut self) {
        self.chosen = None;
    }

    /// These settings in place of others: what the terminal told stays, and what was chosen unless
    /// the setting changed.
    pub fn succeed(&mut self, before: &Self) {
        self.ground = before.ground;
        self.is_recalled = before.is_recalled;
        self.is_silent = before.is_silent;
        self.terminal.clone_from(&before.terminal);
        self.recall(&before.remembered());
    }
}

/// A setting as the command line shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// The name by which it is set.
    pub name: String,
    /// What it is, as the end of a sentence.
    pub about: &'static str,
    pub value: String,
    pub takes: Values,
}
