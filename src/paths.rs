//! Where things are: the one place that reads the environment and the home folder. It is read
//! once, at the start, and passed on; tests make an [`Environment`] of their own.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use directories::ProjectDirs;

/// What the environment says, as far as postil listens to it. Empty variables count as unset.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Environment {
    /// `POSTIL_LIBRARY`
    pub library: Option<PathBuf>,
    /// `POSTIL_CONFIG`
    pub config: Option<PathBuf>,
    /// `HOME`
    pub home: Option<PathBuf>,
    /// Folder of the library, made when it is first used; `None` where no home folder is known.
    pub data: Option<PathBuf>,
    /// Folder of the configuration.
    pub settings: Option<PathBuf>,
    /// Folder of what outlives a run without being the user's data: texts handed to an editor.
    pub state: Option<PathBuf>,
    /// Folder for what need not last.
    pub temporary: Option<PathBuf>,
    /// `$VISUAL`, else `$EDITOR`: a command line for a shell.
    pub editor: Option<String>,
    /// `$SHELL`, if it is a whole path.
    pub shell: Option<PathBuf>,
    /// `$PATH`
    pub programs: Option<OsString>,
    pub color: ColorWish,
    /// `COLORTERM` promises colours of 24 bits.
    pub true_color: bool,
    /// `TERM`
    pub terminal: Option<String>,
    /// `TERM_PROGRAM`
    pub terminal_program: Option<String>,
    /// `COLORFGBG`: colours of letters and ground, as some terminals tell them.
    pub ground: Option<String>,
    /// The session came over SSH.
    pub ssh: bool,
    /// `TMUX`: the terminal is one of tmux.
    pub tmux: bool,
    /// `WAYLAND_DISPLAY`: there is a desktop.
    pub wayland: Option<OsString>,
    /// `DISPLAY`: there is one of X11.
    pub x11: Option<OsString>,
    pub proxies: Proxies,
}

/// Proxies, by the variables of these names in lower case, else in upper case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Proxies {
    /// `http_proxy`
    pub http: Option<Proxy>,
    /// `https_proxy`
    pub https: Option<Proxy>,
    /// `all_proxy`
    pub all: Option<Proxy>,
    /// `no_proxy`: hosts that none is for.
    pub none: Option<String>,
}

/// A proxy, and the variable that names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proxy {
    pub variable: String,
    pub address: String,
}

/// What the user's environment asks for in the way of colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ColorWish {
    /// Nothing: colour where it is at home.
    #[default]
    Unsaid,
    /// `NO_COLOR` is set.
    Never,
    /// `CLICOLOR_FORCE` is set, and not to `0`: colour into files and pipes too.
    Always,
}

/// No place is known for a file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PathError {
    #[error(
        "no home folder is known, so there is no usual place for the library (name a file with --library)"
    )]
    NoHome,
}

impl Environment {
    /// The environment of this process.
    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the environment")]
    pub fn of_process() -> Self {
        let folders = ProjectDirs::from("", "", "postil");
        Self {
            temporary: Some(std::env::temp_dir()),
            ..Self::read(&|name| std::env::var_os(name), folders.as_ref())
        }
    }

    fn read(var: &dyn Fn(&str) -> Option<OsString>, folders: Option<&ProjectDirs>) -> Self {
        let set = |name: &str| var(name).filter(|value| !value.is_empty());
        let path = |name: &str| set(name).map(PathBuf::from);
        let text = |name: &str| set(name).and_then(|value| value.into_string().ok());
        // People who live in a terminal expect these everywhere, also where the system has other habits.
        let xdg = |name: &str| path(name).filter(|p| p.is_absolute()).map(|p| p.join("postil"));
        let data = xdg("XDG_DATA_HOME").or_else(|| folders.map(|f| f.data_dir().to_owned()));
        Self {
            library: path("POSTIL_LIBRARY"),
            config: path("POSTIL_CONFIG"),
            home: path("HOME"),
            settings: xdg("XDG_CONFIG_HOME").or_else(|| folders.map(|f| f.config_dir().to_owned())),
            state: xdg("XDG_STATE_HOME")
                .or_else(|| folders.and_then(|f| f.state_dir().map(Path::to_owned)))
                .or_else(|| data.clone()),
            data,
            temporary: None,
            editor: text("VISUAL").or_else(|| text("EDITOR")).filter(|line| !line.trim().is_empty()),
            shell: path("SHELL").filter(|p| p.is_absolute()),
            programs: set("PATH"),
            color: if set("NO_COLOR").is_some() {
                ColorWish::Never
            } else if set("CLICOLOR_FORCE").is_some_and(|value| value != "0") {
                ColorWish::Always
            } else {
                ColorWish::Unsaid
            },
            true_color: text("COLORTERM").is_some_and(|value| value == "truecolor" || value == "24bit"),
            terminal: text("TERM"),
            terminal_program: text("TERM_PROGRAM"),
            ground: text("COLORFGBG"),
            ssh: ["SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"].iter().any(|name| set(name).is_some()),
            tmux: set("TMUX").is_some(),
            wayland: set("WAYLAND_DISPLAY"),
            x11: set("DISPLAY"),
            proxies: {
                let proxy = |name: &str| {
                    [name.to_owned(), name.to_ascii_uppercase()]
                        .into_iter()
                        .find_map(|variable| Some(Proxy { address: text(&variable)?, variable }))
                };
                Proxies {
                    http: proxy("http_proxy"),
                    https: proxy("https_proxy"),
                    all: proxy("all_proxy"),
                    none: proxy("no_proxy").map(|proxy| proxy.address),
                }
            },
        }
    }

    /// Which terminal it is, as far as its variables tell.
    pub fn terminal_kind(&self) -> String {
        let [name, program] = [&self.terminal, &self.terminal_program].map(Option::as_deref);
        format!("{} {}", name.unwrap_or_default(), program.unwrap_or_default()).replace('\t', " ")
    }

    /// The library: what was named on the command line, else `POSTIL_LIBRARY`, else
    /// `library.postil` in the data folder.
    pub fn library(&self, named: Option<&Path>) -> Result<PathBuf, PathError> {
        named
            .map(Path::to_owned)
            .or_else(|| self.library.clone())
            .or_else(|| self.data.as_ref().map(|folder| folder.join("library.postil")))
            .ok_or(PathError::NoHome)
    }

    /// The configuration file, which need not exist: what was named on the command line, else
    /// `POSTIL_CONFIG`, else `config.toml` in the settings folder.
    pub fn config(&self, named: Option<&Path>) -> Option<PathBuf> {
        named
            .map(Path::to_owned)
            .or_else(|| self.config.clone())
            .or_else(|| self.settings.as_ref().map(|folder| folder.join("config.toml")))
    }

    /// Whether the configuration file was asked for by name, so that its absence is an error.
    pub fn config_is_named(&self, named: Option<&Path>) -> bool {
        named.is_some() || self.config.is_some()
    }

    /// A path as people type it where no shell has seen it: `~/` is the home folder.
    pub fn typed(&self, path: &Path) -> PathBuf {
        match (path.strip_prefix("~"), &self.home) {
            (Ok(rest), Some(home)) => home.join(rest),
            _ => path.to_owned(),
        }
    }

    /// A path as people type it: the reverse of [`Environment::typed`].
    pub fn short(&self, path: &Path) -> String {
        let rest = self.home.as_ref().and_then(|home| path.strip_prefix(home).ok());
        match rest {
            Some(rest) if rest.as_os_str().is_empty() => "~".to_owned(),
            Some(rest) => format!("~/{}", rest.display()),
            None => path.display().to_string(),
        }
    }

    /// A program on the search path.
    pub fn program(&self, name: &str) -> Option<PathBuf> {
        std::env::split_paths(self.programs.as_ref()?).map(|folder| folder.join(name)).find(|p| p.is_file())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(vars: &'static [(&'static str, &'static str)]) -> Environment {
        Environment::read(
            &|name| vars.iter().find(|(n, _)| *n == name).map(|(_, value)| OsString::from(value)),
            None,
        )
    }

    #[test]
    fn the_command_line_wins_over_the_environment_over_the_usual_place() {
        let named = Path::new("here.postil");
        let env = environment(&[("XDG_DATA_HOME", "/data"), ("POSTIL_LIBRARY", "/mine.postil")]);
        assert_eq!(env.library(Some(named)), Ok(PathBuf::from("here.postil")));
        assert_eq!(env.library(None), Ok(PathBuf::from("/mine.postil")));
        let env = environment(&[("XDG_DATA_HOME", "/data"), ("POSTIL_LIBRARY", "")]);
        assert_eq!(env.library(None), Ok(PathBuf::from("/data/postil/library.postil")));
        assert_eq!(env.state, Some(PathBuf::from("/data/postil")));
        assert_eq!(environment(&[]).library(None), Err(PathError::NoHome));

        let env = environment(&[("XDG_CONFIG_HOME", "/settings")]);
        assert_eq!(env.config(None), Some(PathBuf::from("/settings/postil/config.toml")));
        assert!(!env.config_is_named(None));
        let env = environment(&[("XDG_CONFIG_HOME", "relative")]);
        assert_eq!(env.config(None), None);
    }

    #[test]
    fn the_home_folder_is_known_by_its_sign() {
        let env = environment(&[("HOME", "/home/ann")]);
        for (path, short) in
            [("/home/ann", "~"), ("/home/ann/notes/a", "~/notes/a"), ("/home/anna", "/home/anna")]
        {
            assert_eq!(env.short(Path::new(path)), short);
        }
        assert_eq!(env.typed(Path::new("~/notes")), PathBuf::from("/home/ann/notes"));
        assert_eq!(env.typed(Path::new("~")), PathBuf::from("/home/ann"));
        assert_eq!(env.typed(Path::new("a/~b")), PathBuf::from("a/~b"));
    }

    #[test]
    fn visual_goes_before_editor_and_empty_is_unset() {
        assert_eq!(environment(&[("VISUAL", "a -x"), ("EDITOR", "b")]).editor.as_deref(), Some("a -x"));
        assert_eq!(environment(&[("VISUAL", ""), ("EDITOR", "b")]).editor.as_deref(), Some("b"));
        assert_eq!(environment(&[("EDITOR", "  ")]).editor, None);
    }

    #[test]
    fn desktops_and_ssh_are_known_by_their_variables() {
        let of = |vars| {
            let env = environment(vars);
            (env.ssh, env.wayland.is_some(), env.x11.is_some())
        };
        assert_eq!(of(&[("SSH_TTY", "/dev/pts/1"), ("DISPLAY", "")]), (true, false, false));
        assert_eq!(of(&[("WAYLAND_DISPLAY", "wayland-0"), ("DISPLAY", ":0")]), (false, true, true));
    }

    #[test]
    fn proxies_are_named_in_either_case() {
        let env = environment(&[
            ("HTTPS_PROXY", "http://a"),
            ("http_proxy", "http://b"),
            ("HTTP_PROXY", "http://c"),
        ]);
        let told = |proxy: Option<Proxy>| proxy.map(|proxy| (proxy.variable, proxy.address));
        let named = |variable: &str, address: &str| Some((variable.to_owned(), address.to_owned()));
        assert_eq!(told(env.proxies.http), named("http_proxy", "http://b"));
        assert_eq!(told(env.proxies.https), named("HTTPS_PROXY", "http://a"));
        assert_eq!((told(env.proxies.all), env.proxies.none), (None, None));
    }

    #[test]
    fn colour_is_as_the_conventions_say() {
        let env = environment(&[("NO_COLOR", ""), ("CLICOLOR_FORCE", "0"), ("COLORTERM", "yes")]);
        assert_eq!((env.color, env.true_color), (ColorWish::Unsaid, false));
        let env = environment(&[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1"), ("COLORTERM", "truecolor")]);
        assert_eq!((env.color, env.true_color), (ColorWish::Never, true));
        assert_eq!(environment(&[("CLICOLOR_FORCE", "1")]).color, ColorWish::Always);
    }
}
