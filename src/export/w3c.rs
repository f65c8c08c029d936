//! Annotations as others read them: JSON-LD of the W3C Web Annotation Data Model
//! (<https://www.w3.org/TR/annotation-model/>), an object on each line, made one by one.
//!
//! One document holds them all: an `AnnotationCollection` with its one page in it, the form that the model
//! has for a list that is handed over whole (section 5). A page alone would do too, but the collection is what
//! has a name, a number of members and an id of its own. The ids of both are made of those of the
//! annotations in them, so that the same annotations make the same bytes; they come last, as what is made
//! one by one ends with them, and the order of names means nothing in JSON.

use std::fmt::Write as _;

use serde::Serialize;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::export::Themes;
use crate::model::address::fit;
use crate::model::{Annotation, Article, State, id_of};

/// What tells JSON-LD that these are annotations.
pub const CONTEXT: &str = "http://www.w3.org/ns/anno.jsonld";

/// How the addresses begin by which others know an article too.
const KNOWN: &[&str] = &["https://", "http://", "doi:", "urn:"];

/// How a document begins.
pub const HEAD: &str = "{\"@context\":\"http://www.w3.org/ns/anno.jsonld\",\n\
                    \"type\":\"AnnotationCollection\",\"label\":\"Annotations made in postil\"";
const PAGE: &str = ",\"first\":{\"type\":\"AnnotationPage\",\"startIndex\":0,\"items\":[\n";

#[derive(Debug, Serialize)]
struct Item<'a> {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    motivation: &'static str,
    created: &'a str,
    modified: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    body: Vec<Body<'a>>,
    target: Target<'a>,
}

#[derive(Debug, Serialize)]
struct Body<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    purpose: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    format: Option<&'static str>,
    value: &'a str,
}

#[derive(Debug, Serialize)]
struct Target<'a> {
    source: String,
    #[serde(rename = "dcterms:isPartOf")]
    part_of: Whole<'a>,
    selector: Vec<Selector<'a>>,
}

/// The article as it is in the library, by which another library finds it where it has none of the address.
/// The prefixes are of the model's own context, so that these are properties of JSON-LD to everybody.
#[derive(Debug, Serialize)]
struct Whole<'a> {
    id: String,
    #[serde(rename = "dcterms:title", skip_serializing_if = "str::is_empty")]
    title: &'a str,
    /// Of the text, in UTF-8.
    #[serde(rename = "schema:sha256")]
    sha256: &'a str,
}

#[derive(Debug, Serialize)]
#[serde(tag = "type")]
enum Selector<'a> {
    #[serde(rename = "TextQuoteSelector")]
    Quote { exact: &'a str, prefix: &'a str, suffix: &'a str },
    /// Unicode code points, `[start, end)`.
    #[serde(rename = "TextPositionSelector")]
    Position { start: u64, end: u64 },
}

/// A document while it is made.
#[derive(Debug, Clone, Default)]
pub struct Collection {
    members: Sha256,
    total: u64,
}

impl Collection {
    /// The next piece of the document: an annotation on that article.
    pub fn add(
        &mut self,
        article: &Article,
        annotation: &Annotation,
        themes: &Themes,
    ) -> serde_json::Result<String> {
        let mut piece = if self.total == 0 { [HEAD, PAGE].concat() } else { ",\n".to_owned() };
        self.total += 1;
        self.members.update(annotation.uuid.as_bytes());
        piece.push_str(&item(article, annotation, themes)?);
        Ok(piece)
    }

    /// The end of the document, with the time when it was made where that is to be said. An empty page is
    /// none: of nothing there is a collection without any.
    pub fn finish(self, stamp: Option<&str>) -> serde_json::Result<String> {
        let Self { members, total } = self;
        let collection = name(members.clone(), "collection");
        let page = name(members, "page");
        let mut piece = if total == 0 {
            HEAD.to_owned()
        } else {
            format!("\n],\"id\":\"{page}\",\"partOf\":\"{collection}\"}},\n\"last\":\"{page}\"")
        };
        if let Some(stamp) = stamp {
            let _ = write!(piece, ",\"generated\":{}", serde_json::to_string(stamp)?);
        }
        let _ = writeln!(piece, ",\"total\":{total},\"id\":\"{collection}\"}}");
        Ok(piece)
    }
}

/// The name of something by what is in it.
fn name(members: Sha256, of: &str) -> String {
    let digest = members.chain_update(of).finalize();
    urn(id_of(digest))
}

fn urn(uuid: Uuid) -> String {
    uuid.urn().to_string()
}

/// By what an article goes: its address where others can know it by that, else its UUID.
pub fn source(article: &Article) -> String {
    let address = article.meta.url.as_deref().and_then(|url| fit(url, KNOWN));
    address.map_or_else(|| urn(article.uuid), std::borrow::Cow::into_owned)
}

/// One annotation on one line. A position is that of a character in the text of the library, so it stands
/// only with an article that goes by its UUID: on the page at an address it would lead to other words. So
/// would that of a lost one, which is a place in a text that is no more.
fn item(article: &Article, annotation: &Annotation, themes: &Themes) -> serde_json::Result<String> {
    let note = annotation.note.as_deref();
    let tags = annotation.themes.iter().map(|id| themes.path(*id)).filter(|path| !path.is_empty());
    let tag = |value| Body { kind: "TextualBody", purpose: "tagging", format: None, value };
    let comment =
        |value| Body { kind: "TextualBody", purpose: "commenting", format: Some("text/markdown"), value };
    let body: Vec<Body<'_>> = tags.map(tag).chain(note.map(comment)).collect();
    let motivation = match (note, body.is_empty()) {
        (Some(_), _) => "commenting",
        (None, false) => "tagging",
        (None, true) => "highlighting",
    };
    let source = source(article);
    let mut selector = vec![Selector::Quote {
        exact: &annotation.quote,
        prefix: &annotation.prefix,
        suffix: &annotation.suffix,
    }];
    if annotation.state != State::Lost && source.starts_with("urn:uuid:") {
        selector.push(Selector::Position { start: annotation.points.0, end: annotation.points.1 });
    }
    serde_json::to_string(&Item {
        id: urn(annotation.uuid),
        kind: "Annotation",
        motivation,
        created: &annotation.created,
        modified: &annotation.updated,
        body,
        target: Target {
            source,
            part_of: Whole { id: urn(article.uuid), title: &article.meta.title, sha256: &article.sha256 },
            selector,
        },
    })
}

#[cfg(test)]
mod tests;
