//! What was typed and could not be stored in the library goes into a file when the program ends: in the
//! folder of its state, else in the one for temporary files; and where neither takes it, to who reads
//! standard error.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::unkept::Unstored;
use crate::model::{DraftOn, below_words};
use crate::paths::Environment;

/// What was typed in a library and is not stored there.
#[derive(Debug, Default)]
pub struct Unsaved {
    pub library: PathBuf,
    pub drafts: Vec<Unstored>,
}

/// Puts the drafts that no copy of their library has into a file that only the user can read and that was not
/// there before. What there is to say of it and of the others, for standard error.
pub fn keep(environment: &Environment, all: &[Unsaved]) -> Vec<String> {
    let copies = all.iter().flat_map(|unsaved| unsaved.drafts.iter().filter_map(|one| one.copy.as_ref()));
    let copies: BTreeSet<&PathBuf> = copies.collect();
    let mut told: Vec<String> = copies
        .into_iter()
        .map(|copy| {
            format!(
                "what you wrote last could not be stored in the library, but is in its copy {} (go on with that, \
                 or take it from there)",
                copy.display()
            )
        })
        .collect();
    let text: String = all.iter().map(written).collect();
    if !text.is_empty() {
        told.push(keep_text(environment, &text));
    }
    told
}

fn keep_text(environment: &Environment, text: &str) -> String {
    let mut whys = Vec::new();
    for folder in [&environment.state, &environment.temporary].into_iter().flatten() {
        match put(folder, text) {
            Ok(path) => {
                return format!(
                    "what you wrote last could not be stored in the library: it is in {} (take it from there)",
                    path.display()
                );
            }
            Err(error) => whys.push(format!("{}: {error}", folder.display())),
        }
    }
    let whys = if whys.is_empty() { "no folder is known".to_owned() } else { whys.join("; ") };
    format!(
        "what you wrote last could not be stored, neither in the library nor in a file: {whys} (copy it from \
         here)\n\n{text}"
    )
}

fn put(folder: &Path, text: &str) -> io::Result<PathBuf> {
    fs::create_dir_all(folder)?;
    // Made anew under a name that nothing has, for the user alone.
    let mut file = tempfile::Builder::new().prefix("postil-unsaved-").suffix(".md").tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    let (_, path) = file.keep()?;
    Ok(path)
}

/// The drafts of a library that no copy has, below its name; empty where there is none.
fn written(unsaved: &Unsaved) -> String {
    let mut text = String::new();
    for Unstored { draft, what, .. } in unsaved.drafts.iter().filter(|one| one.copy.is_none()) {
        let on = match draft.on {
            DraftOn::Library => "A note on the library".to_owned(),
            DraftOn::Article(id) => format!("A note on article {}", id.0),
            DraftOn::Details(id) => format!("Details of article {}", id.0),
            DraftOn::Theme(id) => format!("A note on theme {}", id.0),
            DraftOn::Annotation(id) => format!("A note on annotation {}", id.0),
            DraftOn::Passage { article, .. } => format!("A note on words of article {}", article.0),
            DraftOn::Correction { article, .. } => format!("A correction of article {}", article.0),
            DraftOn::Line(line) => match line.theme() {
                Some(theme) => format!("What was typed for {} {}", line.words(), theme.0),
                None => format!("What was typed for {}", line.words()),
            },
            DraftOn::Gone(_) => "A note on what is gone".to_owned(),
        };
        let what = what.as_ref().filter(|_| draft.on != DraftOn::Library);
        let what = what.map(|what| format!(", “{what}”")).unwrap_or_default();
        // Of what was deleted for good its title stands where the words do.
        let words = draft.was.as_deref().filter(|_| !matches!(draft.on, DraftOn::Gone(_)));
        let _ = writeln!(text, "\n## {on}{what}\n\n{}", below_words(words, &draft.text));
    }
    if text.is_empty() {
        return text;
    }
    // Who reads it later is elsewhere.
    let library = std::path::absolute(&unsaved.library).unwrap_or_else(|_| unsaved.library.clone());
    format!("# What postil could not store in {}\n{text}", library.display())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ArticleId, Draft};
    use crate::text::Span;

    fn one(on: DraftOn, what: Option<&str>, copy: Option<&str>) -> Unstored {
        let draft = Draft { on, text: "a thought".into(), was: Some("Tide".into()), updated: String::new() };
        Unstored { draft, what: what.map(str::to_owned), copy: copy.map(PathBuf::from) }
    }

    fn drafts() -> Vec<Unsaved> {
        let on = DraftOn::Passage { article: ArticleId(3), span: Span::new(0, 4) };
        vec![Unsaved { library: "/a/l.postil".into(), drafts: vec![one(on, Some("Tides"), None)] }]
    }

    fn keep(environment: &Environment, all: &[Unsaved]) -> String {
        super::keep(environment, all).join("\n")
    }

    #[test]
    fn each_library_is_named_and_what_a_copy_has_is_told_alone() {
        let mut all = drafts();
        let gone = [one(DraftOn::Gone(1), Some("Tide"), None), one(DraftOn::Library, None, Some("/b/copy"))];
        all.push(Unsaved { library: "/b/l.postil".into(), drafts: gone.into() });
        let told = keep(&at(None, None), &all);
        let (copied, written) = told.split_once("\n\n").unwrap();
        assert!(copied.contains("but is in its copy /b/copy"), "{copied}");
        let wanted = "# What postil could not store in /a/l.postil\n\n## A note on words of article 3, “Tides”\n\n> Tide\n\n\
            a thought\n# What postil could not store in /b/l.postil\n\n## A note on what is gone, “Tide”\n\na thought\n";
        assert_eq!(written, wanted);
        all.remove(0);
        all[0].drafts.remove(0);
        assert_eq!(super::keep(&at(None, None), &all).len(), 1, "nothing is left to be written");
        assert!(super::keep(&at(None, None), &[]).is_empty());
    }

    fn at(state: Option<&Path>, temporary: Option<&Path>) -> Environment {
        let owned = |path: Option<&Path>| path.map(Path::to_owned);
        Environment { state: owned(state), temporary: owned(temporary), ..Environment::default() }
    }

    #[test]
    fn it_is_in_a_file_of_its_own_that_is_named_and_nobody_else_can_read() {
        let folder = tempfile::tempdir().unwrap();
        let (state, temporary) = (folder.path().join("state"), folder.path().join("tmp"));
        let told = [keep(&at(Some(&state), None), &drafts()), keep(&at(Some(&state), None), &drafts())];
        let files: Vec<_> = fs::read_dir(&state).unwrap().map(|file| file.unwrap().path()).collect();
        assert_eq!(files.len(), 2, "none was written over");
        for file in &files {
            assert!(told.iter().any(|told| told.contains(&file.display().to_string())), "{told:?}");
            let text = fs::read_to_string(file).unwrap();
            assert!(
                text.ends_with("## A note on words of article 3, “Tides”\n\n> Tide\n\na thought\n"),
                "{text}"
            );
            #[cfg(unix)]
            {
                use std::os::unix::fs::PermissionsExt as _;
                assert_eq!(fs::metadata(file).unwrap().permissions().mode() & 0o077, 0);
            }
        }
        // A file where the folder should be: the other folder takes it.
        let barred = folder.path().join("a file");
        fs::write(&barred, "").unwrap();
        assert!(keep(&at(Some(&barred), Some(&temporary)), &drafts()).contains("tmp"));
        assert_eq!(fs::read_dir(&temporary).unwrap().count(), 1);
        let told = keep(&at(Some(&barred), None), &drafts());
        assert!(told.contains("nor in a file") && told.ends_with("a thought\n"), "{told}");
        assert!(keep(&at(None, None), &drafts()).ends_with("a thought\n"));
    }
}
