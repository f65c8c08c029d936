//! The files that settings come from: the user's configuration and the skins beside it.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

use super::{Config, Mistake, SkinFile};
use crate::files;

/// No file of settings is larger, in bytes.
const LIMIT: u64 = 1 << 20;

/// No more skins than that are looked at.
const SKINS: usize = 200;

/// Why settings that are there, or were asked for by name, cannot be read: one wording for reader and command
/// line.
#[derive(Debug, thiserror::Error)]
#[error("the settings cannot be read: {}", why(.0))]
pub struct Unread(#[source] io::Error);

/// What the system says, without its number.
fn why(error: &io::Error) -> String {
    if error.kind() == ErrorKind::NotFound {
        return "there is no such file".to_owned();
    }
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or_default().to_owned()
}

/// The settings in force and what in their files could not be used. Without a file the defaults
/// hold; an error is one of reading a file that is there, or of one that was asked for by name.
pub fn load(file: Option<&Path>, is_named: bool) -> Result<(Config, Vec<Mistake>), Unread> {
    let Some(path) = file else { return Ok((Config::default(), Vec::new())) };
    let (skins, unread) = skins(path);
    let text = match text(path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound && !is_named => String::new(),
        Err(error) => return Err(Unread(error)),
    };
    let (config, mut mistakes) = Config::with_user(&path.display().to_string(), &text, &skins);
    mistakes.extend(unread);
    Ok((config, mistakes))
}

/// The folder of the user's skins.
pub fn skins_folder(config: &Path) -> PathBuf {
    config.with_file_name("skins")
}

/// The skins beside a configuration, by name.
fn skins(config: &Path) -> (Vec<SkinFile>, Vec<Mistake>) {
    let (mut skins, mut unread) = (Vec::new(), Vec::new());
    let Ok(entries) = fs::read_dir(skins_folder(config)) else { return (skins, unread) };
    let is_skin = |path: &PathBuf| path.extension().is_some_and(|end| end == "toml");
    let mut paths: Vec<PathBuf> =
        entries.flatten().map(|entry| entry.path()).filter(is_skin).take(SKINS).collect();
    paths.sort();
    for path in paths {
        let Some(name) = path.file_stem().and_then(|name| name.to_str()).map(str::to_owned) else { continue };
        let shown = path.display().to_string();
        match text(&path) {
            Ok(text) => skins.push(SkinFile { name, path: shown, text }),
            Err(error) => unread.push(Mistake {
                file: shown,
                line: 1,
                column: 1,
                message: format!("the skin cannot be read: {} (mend or remove the file).", why(&error)),
            }),
        }
    }
    (skins, unread)
}

fn text(path: &Path) -> io::Result<String> {
    if files::is_of_database(path) {
        return Err(io::Error::new(ErrorKind::InvalidInput, "it is a library, or belongs to one"));
    }
    // So people say that there are no settings.
    if cfg!(unix) && path == Path::new("/dev/null") {
        return Ok(String::new());
    }
    let is_file = |known: fs::Metadata| {
        let refusal = || io::Error::new(ErrorKind::InvalidInput, "it is no ordinary file");
        known.is_file().then_some(()).ok_or_else(refusal)
    };
    // A named pipe would be waited at without end.
    is_file(fs::metadata(path)?)?;
    let file = File::open(path)?;
    // It may have been exchanged since.
    is_file(file.metadata()?)?;
    let mut bytes = Vec::new();
    file.take(LIMIT + 1).read_to_end(&mut bytes)?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length > LIMIT) {
        return Err(io::Error::new(ErrorKind::InvalidData, "it is larger than 1 MB"));
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_and_skins_come_from_their_files() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("config.toml");
        assert_eq!(load(Some(&path), false).expect("the defaults"), (Config::default(), Vec::new()));
        assert!(load(Some(&path), true).is_err(), "one that was named has to be there");
        fs::create_dir(folder.path().join("skins")).expect("a folder");
        fs::write(folder.path().join("skins/sea.toml"), "tint = 10\n[roles]\nlink = \"bleu\"\n")
            .expect("written");
        fs::create_dir(folder.path().join("skins/odd.toml")).expect("a folder");
        fs::write(&path, "[look]\nskin = \"sea\"\nskin-dark = \"see\"\n").expect("written");
        let (config, mistakes) = load(Some(&path), true).expect("settings");
        assert_eq!((config.skin.as_str(), config.skin_dark.as_str()), ("sea", "dark"));
        assert_eq!(config.skins.len(), 5);
        let told: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
        assert!(
            told[0].contains("config.toml:3:13: there is no skin “see”") && told[0].contains("“sea”?"),
            "{told:?}"
        );
        assert!(told[1].contains("sea.toml:3:9: ") && told[1].contains("“blue”?"), "{told:?}");
        assert!(told[2].contains("odd.toml:1:1: "), "{told:?}");
    }

    #[cfg(unix)]
    #[test]
    fn no_settings_may_be_named_as_such() {
        let named = load(Some(Path::new("/dev/null")), true).expect("the defaults");
        assert_eq!(named, (Config::default(), Vec::new()));
        assert!(load(Some(Path::new("/dev/zero")), true).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn a_named_pipe_is_refused_and_not_waited_at() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("config.toml");
        let made = std::process::Command::new("mkfifo").arg(&path).status();
        assert!(made.is_ok_and(|status| status.success()), "there is mkfifo");
        let why = load(Some(&path), false).expect_err("no file").to_string();
        assert!(why.ends_with("it is no ordinary file"), "{why}");
    }
}
