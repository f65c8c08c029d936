//! Lists of feeds in OPML, 1.0 and 2.0.

use super::scan::{Markup, Scanner};
use super::words::{self, Sort};
use crate::import::{Hint, ImportError, address};

/// Feeds that are taken of a list.
const MOST: usize = 10_000;

/// A feed of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    pub title: String,
    pub address: String,
}

/// The feeds of a list in its order, each address once, however deep its outlines nest. O(bytes).
pub fn opml(bytes: &[u8], hint: &Hint<'_>) -> Result<Vec<Listed>, ImportError> {
    let text = super::characters(bytes, hint)?;
    let mut scanner = Scanner::new(&text);
    let mut found: Vec<Listed> = Vec::new();
    let mut known = std::collections::HashSet::new();
    let mut is_list = false;
    while let Some(markup) = scanner.next() {
        let Markup::Start { name, tag, .. } = markup else { continue };
        is_list |= name == "opml" || name == "outline";
        if name != "outline" {
            continue;
        }
        let value = |key: &str| {
            let (_, value) = tag.attributes.iter().find(|(name, _)| name.eq_ignore_ascii_case(key))?;
            Some(words::references(value, &mut false).trim().to_owned()).filter(|value| !value.is_empty())
        };
        let Some(to) = value("xmlUrl") else { continue };
        let to = match to.split_once("://") {
            Some(("feed", rest)) => format!("http://{rest}"),
            _ => to,
        };
        let Some(to) = address::join(hint.address, &to).filter(|to| address::is_web(to)) else { continue };
        if found.len() < MOST && known.insert(to.clone()) {
            let title = value("title").or_else(|| value("text")).unwrap_or_default();
            found.push(Listed { title: words::plain(&title, Sort::Text), address: to });
        }
    }
    if is_list { Ok(found) } else { Err(ImportError::NoFeed) }
}
