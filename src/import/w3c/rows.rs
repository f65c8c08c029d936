//! One annotation as the API of Hypothesis has it. Its offsets count UTF-16 units of what a browser made of
//! the page, a text that postil has not, so only the words are taken.

use serde_json::Value;

use super::super::clean;
use super::Noted;
use super::body::Said;
use super::item::{self, NO_TARGET, Passage, WHOLE};

const REPLY: &str = "a reply to another annotation";

pub(super) fn read(value: &Value, left: &mut dyn FnMut(&'static str)) -> Result<Noted, &'static str> {
    let text = |key: &str| value.get(key).and_then(Value::as_str);
    if value.get("references").and_then(Value::as_array).is_some_and(|of| !of.is_empty()) {
        return Err(REPLY);
    }
    let source = text("uri").map(clean::line).filter(|source| !source.is_empty()).ok_or(NO_TARGET)?;
    let mut passage = Passage::default();
    for target in value.get("target").and_then(Value::as_array).into_iter().flatten() {
        if let Some(selector) = target.get("selector") {
            item::select(selector, 0, &mut passage);
        }
    }
    passage.at = None;
    if passage.quote.is_empty() {
        return Err(WHOLE);
    }
    let mut said = Said::default();
    for tag in value.get("tags").and_then(Value::as_array).into_iter().flatten() {
        // A tag there is a name: it knows no theme above it.
        said.theme(&tag.as_str().unwrap_or_default().replace('/', "\\/"), left);
    }
    if let Some(note) = text("text") {
        said.note(note);
    }
    // As its JSON-LD names it.
    let name = text("id").map(|id| format!("https://hypothes.is/a/{id}"));
    let time = |key: &str| text(key).and_then(item::time_of);
    Ok(item::noted(name.as_deref(), source, passage, (said.themes, said.note), time))
}
