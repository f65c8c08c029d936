//! From a file to its annotations, whatever lists, pages and collections they stand in.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer as _, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::{ITEM, Left, Limits, Noted, W3cError, item, rows};

/// Lists, pages and collections in each other.
const DEEPEST: usize = 8;

const TOO_LARGE: &str = "an annotation of more than 1 MB";
const TOO_DEEP: &str = "lists of annotations that nest deeper than 8";
const UNREADABLE: &str = "an annotation that nests too deep, or has a number that is too large";

/// What holds annotations, or is one.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Envelope<'a> {
    #[serde(borrow)]
    items: Option<&'a RawValue>,
    #[serde(borrow, rename = "@graph")]
    graph: Option<&'a RawValue>,
    #[serde(borrow)]
    first: Option<&'a RawValue>,
    #[serde(borrow)]
    next: Option<&'a RawValue>,
    #[serde(borrow)]
    rows: Option<&'a RawValue>,
}

struct Walk {
    found: Vec<Noted>,
    left: Left,
    seen: usize,
    limit: usize,
    /// The first page that has to be fetched.
    elsewhere: Option<String>,
}

pub(super) fn walk(text: &str, limits: Limits) -> Result<(Vec<Noted>, Left), W3cError> {
    let raw: &RawValue = serde_json::from_str(text).map_err(|error| {
        let said = error.to_string();
        let what = said.rsplit_once(" at line ").map_or(said.as_str(), |(what, _)| what).to_owned();
        W3cError::Syntax { what, line: error.line(), column: error.column() }
    })?;
    let mut walk = Walk {
        found: Vec::new(),
        left: Left::default(),
        seen: 0,
        limit: limits.annotations,
        elsewhere: None,
    };
    walk.node(raw, 0)?;
    if let Some(address) = walk.elsewhere {
        if walk.seen == 0 {
            return Err(W3cError::Elsewhere { address });
        }
        walk.left.add("a page of annotations that is at another address", &address);
    }
    if walk.seen == 0 {
        return Err(W3cError::Empty);
    }
    Ok((walk.found, walk.left))
}

impl Walk {
    fn node(&mut self, raw: &RawValue, depth: usize) -> Result<(), W3cError> {
        let text = raw.get();
        if depth > DEEPEST {
            self.count()?;
            self.left.add(TOO_DEEP, &self.number());
            return Ok(());
        }
        if text.starts_with('[') {
            return self.each(raw, &mut |walk, one| walk.node(one, depth + 1));
        }
        if !text.starts_with('{') {
            // An id alone, say: what it names is elsewhere.
            self.count()?;
            self.left.add("an annotation of which only the id is there", &self.number());
            return Ok(());
        }
        let Ok(envelope) = serde_json::from_str::<Envelope<'_>>(text) else {
            self.count()?;
            self.left.add(UNREADABLE, &self.number());
            return Ok(());
        };
        if let Some(rows) = envelope.rows {
            return self.each(rows, &mut |walk, one| walk.take(one, rows::read));
        }
        let lists = [envelope.items, envelope.graph];
        let pages = [envelope.first, envelope.next];
        if lists.iter().chain(&pages).all(Option::is_none) {
            return self.take(raw, item::read);
        }
        for list in lists.into_iter().flatten() {
            self.node(list, depth + 1)?;
        }
        for page in pages.into_iter().flatten() {
            match serde_json::from_str::<String>(page.get()) {
                Ok(address) => {
                    self.elsewhere.get_or_insert_with(|| address.chars().take(200).collect());
                }
                Err(_) => self.node(page, depth + 1)?,
            }
        }
        Ok(())
    }

    fn count(&mut self) -> Result<(), W3cError> {
        self.seen += 1;
        if self.seen > self.limit { Err(W3cError::TooMany { limit: self.limit }) } else { Ok(()) }
    }

    fn number(&self) -> String {
        format!("number {}", self.seen.max(1))
    }

    fn take(&mut self, raw: &RawValue, read: item::Read) -> Result<(), W3cError> {
        self.count()?;
        let number = self.number();
        if raw.get().len() > ITEM {
            self.left.add(TOO_LARGE, &number);
            return Ok(());
        }
        let Ok(value) = serde_json::from_str(raw.get()) else {
            self.left.add(UNREADABLE, &number);
            return Ok(());
        };
        let left = &mut self.left;
        let name = item::name(&value).unwrap_or(number);
        match read(&value, &mut |why| left.add(why, &name)) {
            Ok(noted) => self.found.push(noted),
            Err(why) => self.left.add(why, &name),
        }
        Ok(())
    }

    /// Goes through a list without holding more than one of it.
    fn each(
        &mut self,
        list: &RawValue,
        visit: &mut dyn FnMut(&mut Self, &RawValue) -> Result<(), W3cError>,
    ) -> Result<(), W3cError> {
        let mut stopped = Ok(());
        let mut each = |one: &RawValue| {
            stopped = visit(self, one);
            stopped.is_ok()
        };
        let read = serde_json::Deserializer::from_str(list.get()).deserialize_seq(Elements(&mut each));
        stopped?;
        if read.is_err() {
            self.left.add("what stands in the place of a list of annotations", &self.number());
        }
        Ok(())
    }
}

/// Hands on one element after the other, until it is told to stop.
struct Elements<'f>(&'f mut dyn FnMut(&RawValue) -> bool);

impl<'de> Visitor<'de> for Elements<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while let Some(one) = list.next_element::<&'de RawValue>()? {
            if !(self.0)(one) {
                break;
            }
        }
        // The rest is passed over.
        while list.next_element::<serde::de::IgnoredAny>()?.is_some() {}
        Ok(())
    }
}
