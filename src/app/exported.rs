//! What is said of an export that has ended.

use std::path::Path;

/// Names of files that are told at most.
const NAMED: usize = 3;

/// How many files were written, and where to: the file if it is one, else the folder. Then those that
/// stay in the folder from an earlier export though their article or theme is no more. `files` are
/// paths and what became of them.
pub(super) fn told(to: &str, files: &[(String, String)]) -> String {
    let (left, done): (Vec<_>, Vec<_>) = files.iter().partition(|(_, outcome)| outcome == "left");
    let new = done.iter().filter(|(_, outcome)| outcome != "unchanged").count();
    let what = match done.as_slice() {
        [] => "There was nothing to export".to_owned(),
        [(path, _)] => format!("Exported {path}"),
        all if left.is_empty() => {
            format!("Exported {} files, {new} of them new or changed, into {to}", all.len())
        }
        all => format!("Exported {} files, {new} of them new or changed", all.len()),
    };
    if left.is_empty() {
        return format!("{what}.");
    }
    let short = |path: &str| {
        Path::new(path).strip_prefix(to).map_or_else(|_| path.to_owned(), |rest| rest.display().to_string())
    };
    let mut names: Vec<String> = left.iter().take(NAMED).map(|(path, _)| short(path)).collect();
    if left.len() > NAMED {
        names.push(format!("{} more", left.len() - NAMED));
    }
    let of = match left.len() {
        1 => "1 file of an article or theme that is no more was left".to_owned(),
        n => format!("{n} files of articles or themes that are no more were left"),
    };
    format!("{what}; {of}: {} in {to}.", names.join(", "))
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
        assert_eq!(told("/out", &[]), "There was nothing to export.");
    }
}
