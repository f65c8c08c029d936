//! Arguments that several commands take, and their reading.

use std::num::NonZeroUsize;

use super::stop::Stop;
use crate::model::query::{self, Query};
use crate::model::{ArticleId, ThemeId};
use crate::store::Store;

/// A query from the words of the command line; a mistake is shown with its place.
pub(super) fn query(words: &[String]) -> Result<Query, Stop> {
    let text = words.join(" ");
    query::parse(&text).map_err(|error| {
        // The place is shown by what follows it, on the one line that a message has.
        let rest: String = text.get(error.at..).unwrap_or_default().chars().take(40).collect();
        let place = if rest.is_empty() { "at its end".to_owned() } else { format!("at “{rest}”") };
        Stop::Usage(format!("the query “{text}” {place}: {}", error.message))
    })
}

/// The short options that all commands take.
const SHORT: [&str; 4] = ["-h", "-q", "-v", "-V"];

/// Words of the user's own, which may begin with `-` as a list does. An option in their place was not meant.
pub(super) fn text(words: &str) -> Result<String, String> {
    let name = words.strip_prefix("--").unwrap_or_default();
    let name = name.split_once('=').map_or(name, |(name, _)| name);
    let is_long = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c == '-');
    if is_long || SHORT.contains(&words) {
        return Err(format!(
            "the text is missing before {words} (put a space before that if it is the text)"
        ));
    }
    Ok(words.to_owned())
}

/// Themes by name.
pub(super) fn themes(store: &Store, names: &[String]) -> Result<Vec<ThemeId>, Stop> {
    names.iter().map(|name| Ok(store.resolve_theme(name)?)).collect()
}

/// Articles by name.
pub(super) fn articles(store: &Store, names: &[String]) -> Result<Vec<ArticleId>, Stop> {
    names.iter().map(|name| Ok(store.resolve_article(name)?)).collect()
}

/// What an option says: empty takes the value away.
#[expect(clippy::option_option, reason = "as edits have it: a value is left, taken away or set")]
pub(super) fn given(value: Option<String>) -> Option<Option<String>> {
    value.map(|value| Some(value).filter(|value| !value.trim().is_empty()))
}

/// A number of things that are wanted.
pub(super) fn some(number: &str) -> Result<NonZeroUsize, String> {
    number.parse().ok().ok_or_else(|| "write a whole number from 1 on".to_owned())
}
