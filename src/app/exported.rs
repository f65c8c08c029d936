//! What is said of an export that has ended.

use std::path::Path;

/// Names of files that are told at most.
const NAMED: usize = 3;

/// How many files were written, and where to: the file if it is one, else the folder. Then those that
/// stay in the folder from an earlier export though their article or theme is no more; before all, copies of what was
/// changed by hand. `files` are
/// paths and what became of them.
pub(super) fn told(to: &str, files: &[(String, String)]) -> String {
    let (copied, files): (Vec<_>, Vec<_>) = files.iter().partition(|(_, outcome)| outcome == "copied");
    let (left, done): (Vec<_>, Vec<_>) = files.into_iter().partition(|(_, outcome)| outcome == "left");
    let new = done.iter().filter(|(_, outcome)| outcome != "unchanged").count();
    let did = if copied.is_empty() { "Exported" } else { "exported" };
    let what = match done.as_slice() {
        [] => "There was nothing to export".to_owned(),
        [(path, _)] => format!("{did} {path}"),
        all if left.is_empty() => {
            format!("{did} {} files, {new} of them new or changed, into {to}", all.len())
        }
        all => format!("{did} {} files, {new} of them new or changed", all.len()),
    };
    let named = |files: &[&(String, String)]| {
        let short = |path: &str| {
            let rest = Path::new(path).strip_prefix(to);
            rest.map_or_else(|_| path.to_owned(), |rest| rest.display().to_string())
        };
        let mut names: Vec<String> = files.iter().take(NAMED).map(|(path, _)| short(path)).collect();
        if files.len() > NAMED {
            names.push(format!("{} more", files.len() - NAMED));
        }
        names.join(", ")
    };
    let of = match left.len() {
        0 => String::new(),
        1 => format!("; 1 file of an article or theme that is no more was left: {} in {to}", named(&left)),
        n => {
            format!("; {n} files of articles or themes that are no more were left: {} in {to}", named(&left))
        }
    };
    // Who changed a file by hand looks for that first, and a path may leave no room for what comes after it.
    let by_hand = match copied.len() {
        0 => String::new(),
        1 => format!("Your changes are kept in {}; ", named(&copied)),
        n => format!("Your changes of {n} files are kept: {}; ", named(&copied)),
    };
    format!("{by_hand}{what}{of}.")
}

#[cfg(test)]
mod tests {
    use super::told;

    fn files(of: &[(&str, &str)]) -> Vec<(String, String)> {
        of.iter().map(|(path, outcome)| (format!("/out/{path}"), (*outcome).to_owned())).collect()
    }

    #[test]
    fn the_folder_is_named_and_what_was_left_in_it() {
        let two = [("articles/a.md", "written"), ("themes.md", "unchanged")];
        let left = |n| {
            [("articles/x.md", "left"), ("y.md", "left"), ("z.md", "left"), ("v.md", "left")][..n].to_vec()
        };
        let with = |n| files(&[two.to_vec(), left(n)].concat());
        assert_eq!(told("/out", &with(0)), "Exported 2 files, 1 of them new or changed, into /out.");
        assert_eq!(
            told("/out", &with(1)),
            "Exported 2 files, 1 of them new or changed; 1 file of an article or theme that is no more was left: \
             articles/x.md in /out."
        );
        assert!(told("/out", &with(4)).ends_with(
            "; 4 files of articles or themes that are no more were left: articles/x.md, y.md, z.md, 1 more in /out."
        ));
        assert_eq!(told("/out", &files(&two[..1])), "Exported /out/articles/a.md.");
        let copies = [two.to_vec(), vec![("articles/a.md~", "copied")], left(1)].concat();
        assert_eq!(
            told("/out", &files(&copies)),
            "Your changes are kept in articles/a.md~; exported 2 files, 1 of them new or changed; 1 file of \
             an article or theme that is no more was left: articles/x.md in /out."
        );
        assert_eq!(told("/out", &[]), "There was nothing to export.");
    }
}
