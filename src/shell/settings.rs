//! The user's settings from their file. A mistake in it is told and locks nobody out.

use std::cell::RefCell;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::watch::Watch;
use crate::app::{self, Colors, Look, Msg, Prefs};
use crate::config::{self, Config, SETTINGS, Setting};
use crate::job::Means;
use crate::paths::Environment;

/// Where the settings are, and whether that was asked for by name.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// The mouse is left to the terminal, whatever the file says.
    pub no_mouse: bool,
    /// Addresses on this computer and in local networks may be fetched.
    pub allow_local: bool,
    pub file: Option<PathBuf>,
    pub is_named: bool,
    /// What was set while the program runs, the newest last: names, and lines as a file has them.
    /// It holds over the file, for all that have these settings.
    pub set: Arc<Mutex<Vec<(String, String)>>>,
}

/// On what terms sources are got and read.
#[derive(Debug, Clone)]
pub struct Terms {
    pub settings: Settings,
    pub environment: Environment,
}

impl Terms {
    /// As the settings are now.
    pub fn now(&self) -> Means {
        let config = self.settings.read().0;
        Means {
            network: config.network(&self.environment, self.settings.allow_local),
            pdf: config.pdf.programs(&self.environment),
            limits: config.archives.limits(),
            pages: config.pages.limits(),
            annotations: config.annotations.limits(),
            size: config.source_bytes(),
        }
    }
}

impl Settings {
    /// Those of a file, whether that was named, and whether the mouse is left to the terminal.
    pub fn of(file: Option<PathBuf>, is_named: bool, no_mouse: bool) -> Self {
        Self { no_mouse, file, is_named, ..Self::default() }
    }

    /// The settings, and what to say about those that could not be used. A file that is not there is
    /// a mistake only where it was asked for by name.
    pub fn read(&self) -> (Config, Option<String>) {
        let (config, notice) = self.read_file();
        (self.with_what_was_set(config), notice)
    }

    fn with_what_was_set(&self, mut config: Config) -> Config {
        for (_, line) in self.set.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            // The file may have taken away what a value needs, such as a skin.
            config = config.over(line).unwrap_or(config);
        }
        config
    }

    /// Changes a setting until the program ends: the settings now, and a sentence on it; or why not.
    pub fn set(&self, name: &str, value: &str) -> Result<(Prefs, String), String> {
        let setting = Setting::named(name).ok_or_else(|| format!("There is no setting “{name}”."))?;
        let line = setting.line(value);
        self.read().0.over(&line).map_err(|why| format!("{name} stays as it is: {why}"))?;
        let full = setting.full_name();
        let mut all = self.set.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|(other, _)| *other != full);
        all.push((full, line));
        drop(all);
        let mut config = self.read().0;
        let now = setting.value(&mut config);
        let said =
            format!("{name} is {now} until postil ends: {} ({}).", setting.about, setting.takes(&config));
        // The terminal's colours are the app's to keep.
        Ok((prefs(config, Colors::default()), said))
    }

    fn read_file(&self) -> (Config, Option<String>) {
        match config::load(self.file.as_deref(), self.is_named) {
            Ok((mut config, mistakes)) => {
                config.mouse &= !self.no_mouse;
                let more = mistakes.len().saturating_sub(1);
                let notice = mistakes.first().map(|first| match more {
                    0 => first.to_string(),
                    _ => format!("{first} (and {more} more: postil config --check lists them)"),
                });
                (config, notice)
            }
            Err(error) => {
                let path = self.file.as_deref().unwrap_or(Path::new("")).display();
                let notice = format!("{path}: {error} (the defaults hold)");
                (Config { mouse: !self.no_mouse, ..Config::default() }, Some(notice))
            }
        }
    }

    /// Watches the files, and sends the settings whenever the files come to something else than
    /// `before`, which is what they came to at the start.
    pub fn watch(
        self,
        before: (Config, Option<String>),
        send: impl Fn(Msg) -> bool + Send + 'static,
    ) -> io::Result<Option<Watch>> {
        let Some(file) = self.file.clone() else { return Ok(None) };
        let last = RefCell::new(before);
        let look = move || self.news(&mut last.borrow_mut()).is_none_or(&send);
        Watch::settings(&file, &config::skins_folder(&file), look).map(Some)
    }

    /// What to tell where the files come to something else than they did last. What was set meanwhile
    /// is no change of theirs: it was told when it was set.
    fn news(&self, last: &mut (Config, Option<String>)) -> Option<Msg> {
        let now = self.read_file();
        if *last == now {
            return None;
        }
        last.clone_from(&now);
        let (config, mistake) = now;
        let news = mistake.map_or(Ok("The settings changed and hold from now on.".to_owned()), Err);
        // The terminal's colours are the app's to keep.
        let prefs = prefs(self.with_what_was_set(config), Colors::default());
        Some(Msg::Config(Box::new(prefs), news))
    }
}

/// What the screen goes by.
pub fn prefs(mut config: Config, colors: Colors) -> Prefs {
    let settings = SETTINGS
        .iter()
        .map(|setting| app::Setting {
            name: setting.full_name(),
            about: setting.about,
            value: setting.value(&mut config),
            takes: setting.takes(&config),
        })
        .collect();
    let mut look = Look::new(config.skins);
    (look.setting, look.dark, look.light) = (config.skin, config.skin_dark, config.skin_light);
    look.links = config.links;
    Prefs {
        // Where that is, is the start's to say.
        here: String::new(),
        settings,
        keymap: config.keymap,
        measure: config.measure,
        margin: config.margin,
        pace: config.pace,
        mouse: config.mouse,
        colors,
        look,
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_mistake_is_told_and_the_rest_holds() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("config.toml");
        let settings =
            |is_named| Settings { file: Some(path.clone()), is_named, ..Settings::default() }.read();
        assert_eq!(settings(false), (Config::default(), None));
        let missing = "config.toml: the settings cannot be read: there is no such file (the defaults hold)";
        assert!(settings(true).1.unwrap().ends_with(missing));
        fs::write(&path, "[reading]\nmeasure = 60\nmarginn = 3\nmeasur = 1\n").unwrap();
        let (config, notice) = settings(true);
        assert_eq!(config.measure, 60);
        let notice = notice.unwrap();
        assert!(notice.contains("config.toml:") && notice.contains("and 1 more"), "{notice}");
    }

    #[test]
    fn what_is_set_holds_over_the_file_for_all_until_the_end() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("config.toml");
        fs::write(&path, "[reading]\nmeasure = 60\npace = 100\n").unwrap();
        let settings = Settings { file: Some(path.clone()), no_mouse: true, ..Settings::default() };
        let other = settings.clone();
        let (prefs, said) = settings.set("measure", "80").unwrap();
        assert_eq!((prefs.measure, prefs.pace), (80, 100));
        assert!(said.starts_with("measure is 80 until postil ends: width"), "{said}");
        assert!(settings.set("mouse", "on").unwrap().0.mouse, "it is asked for later than --no-mouse");
        fs::write(&path, "[reading]\nmeasure = 50\npace = 200\n").unwrap();
        let now = other.read().0;
        assert_eq!((now.measure, now.pace, now.mouse), (80, 200, true));
        assert!(
            settings.set("measure", "900").unwrap_err().starts_with("measure stays as it is: this wants")
        );
        assert!(settings.set("nothing", "1").is_err());
        assert_eq!(other.read().0.measure, 80);
    }

    #[test]
    fn what_was_set_is_no_change_of_the_files() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("config.toml");
        let settings = Settings { file: Some(path.clone()), no_mouse: true, ..Settings::default() };
        let mut last = settings.read();
        settings.set("measure", "80").unwrap();
        assert!(settings.news(&mut last).is_none(), "the files say what they said");
        fs::write(&path, "[reading]\npace = 100\n").unwrap();
        let Some(Msg::Config(prefs, Ok(_))) = settings.news(&mut last) else { panic!("a change") };
        assert_eq!((prefs.measure, prefs.pace), (80, 100));
        assert!(settings.news(&mut last).is_none(), "it is told once");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn what_is_written_while_it_runs_is_told_once_it_differs() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("config.toml");
        let (send, told) = std::sync::mpsc::channel();
        let settings = Settings { file: Some(path.clone()), no_mouse: true, ..Settings::default() };
        let before = settings.read();
        let _watch = settings.watch(before, move |msg| send.send(msg).is_ok()).unwrap().unwrap();
        fs::write(&path, "[reading]\nmeasure = 60\n").unwrap();
        let next = || match told.recv_timeout(std::time::Duration::from_secs(20)) {
            Ok(Msg::Config(prefs, news)) => (prefs, news),
            other => panic!("{other:?}"),
        };
        let (prefs, news) = next();
        assert_eq!((prefs.measure, news.is_ok()), (60, true));
        fs::write(&path, "[reading]\nmeasure = 50\nmargn = 1\n").unwrap();
        // A look between the two halves of a write sees an empty file.
        let (prefs, news) = std::iter::repeat_with(next).find(|(prefs, _)| prefs.measure == 50).unwrap();
        assert!(news.unwrap_err().contains("“margin”?"));
        assert_eq!(prefs.margin, 2);
    }
}
