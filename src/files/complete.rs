//! What a path that is being typed may go on with.

use std::path::Path;

/// Names that are given at most; all of them are looked at.
const MOST: usize = 200;

/// The names in the folder of `path` that begin like its last part, sorted, folders with a `/` after
/// them, what all of them add to it, and whether there are more. Hidden ones only if a `.` is typed. What cannot be looked
/// at has no names; names that are not text are left out.
pub fn complete(path: &Path, typed: &str) -> (String, Vec<String>, bool) {
    let whole = typed.is_empty() || typed.ends_with('/');
    let begun = if whole { "" } else { path.file_name().and_then(|n| n.to_str()).unwrap_or_default() };
    let folder = if whole { Some(path) } else { path.parent() };
    let folder = folder.filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            if !name.starts_with(begun) || (name.starts_with('.') && !begun.starts_with('.')) {
                return None;
            }
            // Links to folders are folders here.
            let slash = if entry.path().is_dir() { "/" } else { "" };
            Some(name + slash)
        })
        .collect();
    names.sort();
    let mut shared = names.first().cloned().unwrap_or_default();
    for name in &names {
        let same =
            shared.chars().zip(name.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
        shared.truncate(same);
    }
    let added = shared.get(begun.len()..).unwrap_or_default().to_owned();
    let more = names.len() > MOST;
    names.truncate(MOST);
    (added, names, more)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn names_are_completed_as_far_as_they_agree() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        for name in ["report-one.md", "report-two.md", ".hidden", "übersicht.txt"] {
            fs::write(root.join(name), "x").unwrap();
        }
        fs::create_dir(root.join("texts")).unwrap();
        let at = |typed: &str| {
            let (added, names, more) = complete(&root.join(typed), typed);
            assert!(!more);
            (added, names)
        };
        assert_eq!(at("rep"), ("ort-".into(), vec!["report-one.md".into(), "report-two.md".into()]));
        assert_eq!(at("report-t"), ("wo.md".into(), vec!["report-two.md".into()]));
        assert_eq!(at("te"), ("xts/".into(), vec!["texts/".into()]));
        assert_eq!(at("texts/"), (String::new(), vec![]));
        assert_eq!(at("ü"), ("bersicht.txt".into(), vec!["übersicht.txt".into()]));
        assert_eq!(at(".h").1, [".hidden"]);
        assert_eq!(at("").1.len(), 4, "without the hidden one");
        assert_eq!(at("none/x"), (String::new(), vec![]));
        for i in 0..MOST {
            fs::write(root.join(format!("texts/{i}")), "x").unwrap();
        }
        let all = || complete(&root.join("texts/"), "texts/");
        assert!((all().1.len(), all().2) == (MOST, false));
        fs::write(root.join("texts/one-more"), "x").unwrap();
        assert!((all().1.len(), all().2) == (MOST, true));
    }
}
