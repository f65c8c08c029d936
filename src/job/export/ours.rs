//! What an export to a single file may write over: what an export wrote, and nothing else.

use std::fs;
use std::io::{BufReader, Read as _};
use std::path::Path;

use super::Format;
use crate::export::{csv, html, refi, w3c};
use crate::files;

/// Bytes by which an export is known.
const HEAD: u64 = 4096;

/// Whether a file may be put at a path: there is none yet, or an empty one, or an export of ours in the same
/// format. Never over a database, nor in the place of what SQLite keeps beside one.
pub fn may_replace(path: &Path, format: Format) -> bool {
    if files::is_of_database(path) {
        return false;
    }
    match fs::metadata(path) {
        // What is no file is refused where it is written.
        Ok(meta) if meta.is_file() => meta.len() == 0 || format_of(path) == Some(format),
        _ => true,
    }
}

/// Why a file was left alone, and how to mend it: what is there is not of that format, or not ours.
pub fn why_refused(path: &Path, format: Format) -> String {
    match format_of(path).filter(|there| *there != format) {
        Some(there) => format!(
            "there is an export as {} already, which one as {} does not replace (move it away, or export elsewhere)",
            there.name(),
            format.name()
        ),
        None => "there is a file that postil did not write, or a link (move it away, or export elsewhere)"
            .to_owned(),
    }
}

/// The format of an export of ours.
fn format_of(path: &Path) -> Option<Format> {
    let real = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let mut bytes = Vec::new();
    files::open(&real).ok()?.0.take(HEAD).read_to_end(&mut bytes).ok()?;
    if bytes.starts_with(b"PK") {
        return is_project(&real).then_some(Format::Qdpx);
    }
    let head = String::from_utf8_lossy(&bytes);
    if html::is_page(&head) {
        return Some(Format::Html);
    }
    if files::id_in(&real).is_some() {
        return Some(Format::Markdown);
    }
    [
        (Format::Qdc, is_codebook(&head)),
        (Format::Markdown, is_library(&head)),
        (Format::Csv, is_table(&head)),
        (Format::JsonLines, is_lines(&head)),
        (Format::W3c, is_collection(&head)),
    ]
    .into_iter()
    .find_map(|(format, is)| is.then_some(format))
}

fn is_codebook(head: &str) -> bool {
    head.lines().nth(1).is_some_and(|line| line.starts_with("<CodeBook ") && has_origin(line))
}

/// A project whose list of contents says that it is ours.
fn is_project(path: &Path) -> bool {
    let Ok((file, _)) = files::open(path) else { return false };
    let Ok(mut zip) = zip::ZipArchive::new(BufReader::new(file)) else { return false };
    let Ok(list) = zip.by_name("project.qde") else { return false };
    let mut head = Vec::new();
    let read = list.take(HEAD).read_to_end(&mut head);
    let head = String::from_utf8_lossy(&head);
    read.is_ok() && head.lines().nth(1).is_some_and(|line| line.starts_with("<Project ") && has_origin(line))
}

fn has_origin(line: &str) -> bool {
    line.contains(&format!(" origin=\"{}\"", refi::ORIGIN))
}

/// The overview of a library.
fn is_library(head: &str) -> bool {
    head.starts_with("# Library\n") && head.contains("](annotations.csv)")
}

fn is_table(head: &str) -> bool {
    let first = csv::HEAD.get(..csv::FIRST).unwrap_or_default();
    head.lines().next().is_some_and(|line| line == csv::HEAD.join(",") || line == first.join(","))
}

/// An annotation as JSON, its fields in our order.
fn is_lines(head: &str) -> bool {
    let rest =
        head.strip_prefix("{\"id\":").map(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
    rest.is_some_and(|rest| rest.starts_with(",\"uuid\":\"") && rest.contains("\",\"article\":{\"id\":"))
}

/// Annotations as JSON-LD, as we begin them.
fn is_collection(head: &str) -> bool {
    head.starts_with(w3c::HEAD)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_somebody_elses_is_known() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        let formats = [
            Format::Markdown,
            Format::Csv,
            Format::JsonLines,
            Format::W3c,
            Format::Html,
            Format::Qdc,
            Format::Qdpx,
        ];
        assert!(formats.iter().all(|format| may_replace(&path, *format)), "there is none");
        for (text, may) in [
            ("", true),
            ("---\ntitle: \"A\"\npostil: {id: 7f, sha256: 9b, annotations: 2}\n---\n", true),
            ("# Library\n\n2 articles, 1 annotation. [all annotations as a table](annotations.csv)\n", true),
            (
                "annotation,article,title,byline,publication,published,url,start,end,theme,quote,note,created\r\n",
                true,
            ),
            (
                "annotation,article,title,byline,publication,published,url,start,end,theme,quote,note,created,state\r\n",
                true,
            ),
            ("{\"id\":1,\"uuid\":\"7f\",\"article\":{\"id\":3,\"uuid\":\"8\"},\"start\":0}\n", true),
            (w3c::HEAD, true),
            (
                "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"postil\" content=\"7f\">",
                true,
            ),
            ("{\"@context\":\"http://www.w3.org/ns/anno.jsonld\",\"type\":\"Annotation\"}", false),
            (
                "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>mine</title>",
                false,
            ),
            ("<?xml version=\"1.0\"?>\n<CodeBook xmlns=\"urn\" origin=\"postil\">\n", true),
            ("<?xml version=\"1.0\"?>\n<CodeBook xmlns=\"urn\" origin=\"other\">\n", false),
            ("PK\u{3}\u{4} something else", false),
            ("# Library\n\nMy books.\n", false),
            ("---\ntitle: mine\n---\npostil: {id: 7f}\n", false),
            ("annotation,article\r\n", false),
            ("{\"id\":1,\"uuid\":\"7f\"}\n", false),
            ("SQLite format 3\0", false),
            (" ", false),
        ] {
            fs::write(&path, text).unwrap();
            let able = formats.iter().filter(|format| may_replace(&path, **format)).count();
            // What is ours gives way to its own format alone, what is empty to all.
            let wanted = if text.is_empty() { formats.len() } else { usize::from(may) };
            assert_eq!(able, wanted, "{text}");
        }
    }
}
