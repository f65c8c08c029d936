//! An export that the menu asked for.

use std::path::Path;
use std::sync::atomic::AtomicBool;

use crate::app::{ExportFormat, ExportScope, Outcome};
use crate::export::{By, Wanted};
use crate::files;
use crate::job::export::{Format, Order, Place, to_place, why_refused};
use crate::store::Store;

/// Exports to a file or a folder; ends early, with what is written until then, once it is to stop.
pub fn export(
    store: &Store,
    scope: &ExportScope,
    format: ExportFormat,
    to: &Path,
    stop: &AtomicBool,
) -> Outcome {
    let wanted = match scope {
        ExportScope::Articles(ids) => Wanted { by: By::Article, articles: ids.clone(), ..Wanted::default() },
        ExportScope::Theme(id) => Wanted { by: By::Theme, themes: vec![*id], ..Wanted::default() },
        ExportScope::Library => Wanted { by: By::Library, ..Wanted::default() },
    };
    let format = match format {
        ExportFormat::Markdown => Format::Markdown,
        ExportFormat::Csv => Format::Csv,
        ExportFormat::JsonLines => Format::JsonLines,
        ExportFormat::W3c => Format::W3c,
        ExportFormat::Html => Format::Html,
        ExportFormat::Qdc => Format::Qdc,
        ExportFormat::Qdpx => Format::Qdpx,
    };
    // What is told of it names it whole, wherever postil was started.
    let to = &std::path::absolute(to).unwrap_or_else(|_| to.to_owned());
    let order = Order { format, wanted, ..Order::default() };
    let mut files = Vec::new();
    let mut refused = Vec::new();
    let done = to_place(store, &order, &Place::of(to, format), stop, &mut |file| {
        let path = file.path.display().to_string();
        if file.outcome == files::Outcome::Refused {
            refused.push(file.path.clone());
        }
        files.push((path, file.outcome.word().to_owned()));
    });
    match (done, refused.first()) {
        (Err(error), _) => Outcome::Failed(format!("the export did not come to its end: {error}")),
        (Ok(()), Some(first)) => {
            let all =
                if refused.len() > 1 { format!(", {} files in all", refused.len()) } else { String::new() };
            let why = why_refused(first, format);
            Outcome::Failed(format!("{} was left alone{all}: {why}", first.display()))
        }
        (Ok(()), None) => Outcome::Exported { to: to.display().to_string(), files },
    }
}
