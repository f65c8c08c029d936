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

/// What a list names.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct List {
    pub feeds: Vec<Listed>,
    /// Those at what is no address of the web.
    pub others: Vec<Listed>,
}

/// The feeds of a list in its order, each address once, however deep its outlines nest. O(bytes).
pub fn opml(bytes: &[u8], hint: &Hint<'_>) -> Result<List, ImportError> {
    let text = super::characters(bytes, hint)?;
    let mut scanner = Scanner::new(&text);
    let mut found = List::default();
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
        let joined = address::join(hint.address, &to).filter(|to| address::is_web(to));
        let (kept, to) = match joined {
            Some(to) => (&mut found.feeds, to),
            None => (&mut found.others, to),
        };
        if kept.len() < MOST && known.insert(to.clone()) {
            let title = value("title").or_else(|| value("text")).unwrap_or_default();
            kept.push(Listed { title: words::plain(&title, Sort::Text), address: to });
        }
    }
    if is_list { Ok(found) } else { Err(ImportError::NoFeed) }
}
