//! By which programs PDFs are read, and what they may take.

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::files::pdf::Programs;
use crate::paths::Environment;

/// See `assets/config.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pdf {
    /// Names on the search path, or whole paths.
    pub pdftotext: String,
    pub pdfinfo: String,
    /// Seconds for each of them.
    pub timeout: u16,
    /// Megabytes of what `pdftotext` prints.
    pub size: u16,
}

impl Pdf {
    /// The programs where they are.
    pub fn programs(&self, environment: &Environment) -> Programs {
        Programs {
            text: found(&self.pdftotext, environment),
            about: found(&self.pdfinfo, environment),
            timeout: Duration::from_secs(self.timeout.into()),
            size: u64::from(self.size) << 20,
        }
    }
}

fn found(name: &str, environment: &Environment) -> Option<PathBuf> {
    let path = environment.typed(Path::new(name));
    // One that is named whole is tried, so that it is named where it is not there.
    if path.is_absolute() { Some(path) } else { environment.program(name).filter(|_| !name.is_empty()) }
}

#[cfg(test)]
mod tests {
    use super::super::Config;
    use super::*;

    #[test]
    fn the_defaults_are_those_of_the_programs() {
        let programs = Config::default().pdf.programs(&Environment::default());
        assert_eq!(programs, Programs::default());
    }

    #[test]
    fn programs_are_found_by_name_or_by_path() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("my-info"), "").unwrap();
        let environment = Environment {
            programs: Some(folder.path().as_os_str().to_owned()),
            home: Some("/home/x".into()),
            ..Environment::default()
        };
        let text =
            "[pdf]\npdftotext = \"~/bin/totext\"\npdfinfo = \"my-info\"\nsize = 0\ntimeout = 5\npages = 3\n";
        let (config, mistakes) = Config::with_user("my.toml", text, &[]);
        let programs = config.pdf.programs(&environment);
        assert_eq!(programs.text.as_deref(), Some(Path::new("/home/x/bin/totext")));
        assert_eq!(programs.about, Some(folder.path().join("my-info")));
        assert_eq!((programs.timeout.as_secs(), programs.size), (5, 256 << 20));
        assert_eq!(mistakes.len(), 2, "{mistakes:?}");
    }
}
