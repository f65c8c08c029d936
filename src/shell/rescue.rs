//! What was typed and could not be stored in the library goes into a file when the program ends: in the
//! folder of its state, else in the one for temporary files; and where neither takes it, to who reads
//! standard error.

use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::model::{Draft, DraftOn, below_words};
use crate::paths::Environment;

/// Puts the drafts into a file that only the user can read and that was not there before. What there is to
/// say of it, for standard error.
pub fn keep(environment: &Environment, drafts: &[Draft]) -> String {
    let text = written(drafts);
    let mut whys = Vec::new();
    for folder in [&environment.state, &environment.temporary].into_iter().flatten() {
        match put(folder, &text) {
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

fn written(drafts: &[Draft]) -> String {
    let mut text = String::from("# What postil could not store\n");
    for draft in drafts {
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
        let _ = writeln!(text, "\n## {on}\n\n{}", below_words(draft.was.as_deref(), &draft.text));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ArticleId;
    use crate::text::Span;

    fn drafts() -> Vec<Draft> {
        let on = DraftOn::Passage { article: ArticleId(3), span: Span::new(0, 4) };
        vec![Draft { on, text: "a thought".into(), was: Some("Tide".into()), updated: String::new() }]
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
            assert!(text.ends_with("## A note on words of article 3\n\n> Tide\n\na thought\n"), "{text}");
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
