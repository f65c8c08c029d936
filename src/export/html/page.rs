//! The frame of a page.

use std::fmt::Write;

use uuid::Uuid;

use super::text;

/// How a page of ours begins, up to what is about it.
const BEGIN: &str = "<!DOCTYPE html>\n<html lang=\"";
/// By which a page is known as ours; what is quoted is the id of its article or theme.
const MINE: &str = "<meta name=\"postil\" content=\"";
/// Nothing is run, nothing fetched; only the style within is read.
const POLICY: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
                      <meta name=\"referrer\" content=\"no-referrer\">\n\
                      <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
const STYLE: &str = include_str!("style.css");
const BODY: &str = "</head>\n<body>\n";

/// How a page ends.
pub const END: &str = "</body>\n</html>\n";

/// What a page is.
pub(super) struct Head<'a> {
    pub title: &'a str,
    /// A language tag, of the text that the page shows.
    pub language: Option<&'a str>,
    /// Of the article or theme whose page it is.
    pub id: Option<Uuid>,
    /// When it was made, RFC 3339.
    pub stamp: Option<&'a str>,
}

pub(super) fn page(head: &Head<'_>, body: &str) -> String {
    let mut out = String::with_capacity(body.len() + STYLE.len() + 1024);
    let id = head.id.map_or_else(|| "library".to_owned(), |id| id.to_string());
    let _ =
        write!(out, "{BEGIN}{}\">\n<head>\n<meta charset=\"utf-8\">\n", text(head.language.unwrap_or("en")));
    let _ = write!(out, "{MINE}{id}\">\n{POLICY}<title>{}</title>\n", super::line(head.title));
    if let Some(stamp) = head.stamp {
        let _ = writeln!(out, "<meta name=\"date\" content=\"{}\">", text(stamp));
    }
    let _ = write!(out, "<style>\n{STYLE}</style>\n{BODY}{body}{END}");
    out
}

/// What stands before the body of a page, and the body: several pages go into one behind the first's head.
/// What is foreign in a page is escaped, so that the tags are those of the frame.
pub fn inside(page: &str) -> Option<(&str, &str)> {
    let at = page.find(BODY)? + BODY.len();
    let body = page.get(at..)?.strip_suffix(END)?;
    Some((page.get(..at)?, body))
}

/// Whether a text begins as a page of ours does.
pub fn is_page(head: &str) -> bool {
    head.starts_with(BEGIN) && head.contains(MINE)
}
