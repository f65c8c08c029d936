//! What an annotation says: its themes and its note.

use serde_json::Value;

use super::super::clean;
use crate::model::split_path;

/// Bodies within each other.
const DEEPEST: usize = 4;
/// Characters of the path of a theme, and themes of an annotation.
const NAME: usize = 400;
const THEMES: usize = 100;

pub(super) const LONG_THEME: &str =
    "a theme whose name has more than 400 characters, or is one of more than 100";
const OTHER: &str = "a body of an annotation that is neither text nor an address";

#[derive(Debug, Default)]
pub(super) struct Said {
    pub themes: Vec<String>,
    pub note: Option<String>,
}

pub(super) fn read(annotation: &Value, left: &mut dyn FnMut(&'static str)) -> Said {
    let motivation = word(annotation.get("motivation")).or_else(|| word(annotation.get("motivatedBy")));
    let mut said = Said::default();
    if let Some(text) = annotation.get("bodyValue") {
        match text.as_str() {
            Some(text) => said.note(text),
            None => left(OTHER),
        }
    }
    if let Some(body) = annotation.get("body").or_else(|| annotation.get("hasBody")) {
        said.body(body, motivation, 0, left);
    }
    said
}

/// A motivation or purpose, without the name of its vocabulary; the first of several.
fn word(value: Option<&Value>) -> Option<&str> {
    let word = match value? {
        Value::Array(all) => all.first()?.as_str()?,
        one => one.as_str()?,
    };
    word.rsplit([':', '#', '/']).next()
}

impl Said {
    pub(super) fn theme(&mut self, path: &str, left: &mut dyn FnMut(&'static str)) {
        let path = clean::line(path);
        if split_path(&path).is_empty() {
            return;
        }
        if path.chars().count() > NAME || self.themes.len() >= THEMES {
            return left(LONG_THEME);
        }
        if !self.themes.contains(&path) {
            self.themes.push(path);
        }
    }

    /// Adds to the note, as a paragraph of its own.
    pub(super) fn note(&mut self, text: &str) {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let text = clean::characters(&text);
        if text.trim().is_empty() {
            return;
        }
        match &mut self.note {
            Some(note) => {
                note.push_str("\n\n");
                note.push_str(&text);
            }
            None => self.note = Some(text.into_owned()),
        }
    }

    fn body(
        &mut self,
        body: &Value,
        motivation: Option<&str>,
        depth: usize,
        left: &mut dyn FnMut(&'static str),
    ) {
        match body {
            Value::Null => {}
            Value::Array(all) if depth < DEEPEST => {
                for one in all {
                    self.body(one, motivation, depth + 1, left);
                }
            }
            // What is written elsewhere is not fetched; its address is kept.
            Value::String(address) => self.address(address, left),
            Value::Object(_) => {
                let purpose = word(body.get("purpose")).or(motivation);
                let text = ["value", "chars", "cnt:chars", "rdf:value"].iter().find_map(|key| body.get(key));
                let within = ["items", "source", "hasSource"].iter().find_map(|key| body.get(key));
                let id = body.get("id").or_else(|| body.get("@id")).and_then(Value::as_str);
                match (text.and_then(Value::as_str), within, id) {
                    (Some(tag), ..) if purpose == Some("tagging") => self.theme(tag, left),
                    (Some(text), ..) => self.note(text),
                    (None, Some(within), _) if depth < DEEPEST => {
                        self.body(within, purpose, depth + 1, left);
                    }
                    (None, _, Some(address)) => self.address(address, left),
                    _ => left(OTHER),
                }
            }
            _ => left(OTHER),
        }
    }

    fn address(&mut self, address: &str, left: &mut dyn FnMut(&'static str)) {
        match crate::model::address::fit(address, crate::model::address::WEB) {
            Some(address) => self.note(&format!("<{address}>")),
            None => left(OTHER),
        }
    }
}
