//! One annotation of the W3C model.

use serde_json::Value;

use super::super::clean;
use super::{Noted, Whole, body, uuid_of};

/// Reads an annotation; says what of it was left out. An error is why there is nothing to take.
pub(super) type Read = fn(&Value, &mut dyn FnMut(&'static str)) -> Result<Noted, &'static str>;

/// Selectors within each other.
const DEEPEST: usize = 8;
/// Characters of a name or an address.
const LONGEST: usize = 4_000;
/// Characters of what stands before and after a passage that are kept: far more than any program writes.
/// A text is compared with them wherever the passage may be.
const AROUND: usize = 512;

const NO_ANNOTATION: &str = "what is no annotation";
pub(super) const NO_TARGET: &str = "an annotation that does not say what it is on";
pub(super) const WHOLE: &str = "an annotation of a whole page, not of a passage";
const NO_QUOTE: &str = "an annotation without a quotation (TextQuoteSelector), whose place cannot be trusted";
const OTHER_TARGETS: &str = "the further targets of an annotation that has several";

/// What an annotation goes by.
pub(super) fn name(value: &Value) -> Option<String> {
    let id = value.get("id").or_else(|| value.get("@id"))?.as_str()?;
    let id = clean::line(id);
    (!id.is_empty() && id.chars().count() <= LONGEST).then_some(id)
}

pub(super) fn read(value: &Value, left: &mut dyn FnMut(&'static str)) -> Result<Noted, &'static str> {
    let kind = value.get("type").or_else(|| value.get("@type"));
    let is_kind =
        |kind: &Value| kind.as_str().is_some_and(|kind| kind.rsplit([':', '#']).next() == Some("Annotation"));
    let is_annotation = match kind {
        Some(Value::Array(kinds)) => kinds.iter().any(is_kind),
        Some(kind) => is_kind(kind),
        // What has a target is one, though it does not say so.
        None => value.get("target").is_some(),
    };
    if !is_annotation {
        return Err(NO_ANNOTATION);
    }
    let target = value.get("target").ok_or(NO_TARGET)?;
    let Target { source, whole, passage } = target_of(target, left)?;
    if passage.quote.is_empty() && !(passage.at.is_some() && source.starts_with("urn:uuid:")) {
        return Err(if passage.is_told { NO_QUOTE } else { WHOLE });
    }
    let body::Said { themes, note } = body::read(value, left);
    let noted = noted(name(value).as_deref(), source, passage, (themes, note), |key| {
        let time = value.get(key).or_else(|| value.get(format!("oa:{key}")));
        time.and_then(Value::as_str).and_then(time_of)
    });
    Ok(Noted { whole, ..noted })
}

/// Puts together what was read of one.
pub(super) fn noted(
    name: Option<&str>,
    source: String,
    passage: Passage,
    (themes, note): (Vec<String>, Option<String>),
    time: impl Fn(&str) -> Option<String>,
) -> Noted {
    let Passage { quote, prefix, suffix, at, .. } = passage;
    let place = at.map(|at| format!("{at:?}")).unwrap_or_default();
    let told = [source.as_str(), &quote, &place, note.as_deref().unwrap_or_default(), &themes.join("\0")];
    let uuid = uuid_of(name, &told);
    let created = time("created");
    let updated = time("modified").or_else(|| time("updated")).or_else(|| created.clone());
    Noted { uuid, source, whole: Whole::default(), quote, prefix, suffix, at, themes, note, created, updated }
}

/// A time as the library has it: RFC 3339 in UTC, whole seconds. What is none is passed over.
pub(super) fn time_of(text: &str) -> Option<String> {
    let at: jiff::Timestamp = text.trim().parse().ok()?;
    jiff::Timestamp::from_second(at.as_second()).ok().map(|at| at.to_string())
}

struct Target {
    source: String,
    whole: Whole,
    passage: Passage,
}

/// What selectors say of a passage.
#[derive(Debug, Default)]
pub(super) struct Passage {
    pub quote: String,
    pub prefix: Option<String>,
    pub suffix: Option<String>,
    pub at: Option<(u64, u64)>,
    /// There is any selector at all.
    pub is_told: bool,
}

fn target_of(target: &Value, left: &mut dyn FnMut(&'static str)) -> Result<Target, &'static str> {
    let several = match target {
        Value::Array(all) => all.as_slice(),
        one => std::slice::from_ref(one),
    };
    let mut best: Option<Target> = None;
    for one in several {
        let Some(read) = one_target(one) else { continue };
        let rank = |target: &Target| (!target.passage.quote.is_empty(), target.passage.at.is_some());
        if best.as_ref().is_none_or(|best| rank(best) < rank(&read)) {
            best = Some(read);
        }
    }
    if several.len() > 1 {
        left(OTHER_TARGETS);
    }
    best.ok_or(NO_TARGET)
}

fn one_target(target: &Value) -> Option<Target> {
    let id = |value: &Value| -> Option<String> {
        let id =
            value.as_str().or_else(|| value.get("id")?.as_str()).or_else(|| value.get("@id")?.as_str())?;
        let id = clean::line(id);
        (!id.is_empty() && id.chars().count() <= LONGEST).then_some(id)
    };
    let source = target.get("source").or_else(|| target.get("hasSource")).and_then(id);
    let source = source.or_else(|| id(target))?;
    let mut passage = Passage::default();
    if let Some(selector) = target.get("selector").or_else(|| target.get("hasSelector")) {
        select(selector, 0, &mut passage);
    }
    Some(Target { source, whole: whole(target), passage })
}

/// What a target says of the article that it is a part of.
fn whole(target: &Value) -> Whole {
    let part = target.get("dcterms:isPartOf").or_else(|| target.get("http://purl.org/dc/terms/isPartOf"));
    let Some(part) = part else { return Whole::default() };
    let text = |name: &str| part.get(name).and_then(Value::as_str);
    let is_digest = |text: &&str| text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit());
    Whole {
        uuid: text("id").and_then(|id| id.strip_prefix("urn:uuid:")).and_then(|id| id.parse().ok()),
        title: text("dcterms:title").map(clean::beginning).filter(|title| !title.is_empty()),
        sha256: text("schema:sha256").filter(is_digest).map(str::to_ascii_lowercase),
    }
}

/// Takes what is told of the passage from selectors, and from those that narrow them.
pub(super) fn select(selector: &Value, depth: usize, passage: &mut Passage) {
    if depth > DEEPEST {
        return;
    }
    if let Value::Array(all) = selector {
        for one in all {
            select(one, depth + 1, passage);
        }
        return;
    }
    passage.is_told |= selector.is_object();
    let kind = selector.get("type").or_else(|| selector.get("@type")).and_then(Value::as_str);
    let text = |key: &str| {
        let text = selector.get(key)?.as_str()?.replace("\r\n", "\n").replace('\r', "\n");
        Some(clean::characters(&text).into_owned())
    };
    match kind.map(|kind| kind.rsplit([':', '#']).next().unwrap_or(kind)) {
        Some("TextQuoteSelector") if passage.quote.is_empty() => {
            if let Some(exact) = text("exact").filter(|exact| !exact.trim().is_empty()) {
                passage.quote = exact;
                passage.prefix = text("prefix").map(|prefix| last(&prefix).to_owned());
                passage.suffix = text("suffix").map(|suffix| first(&suffix).to_owned());
            }
        }
        Some("TextPositionSelector") if passage.at.is_none() => {
            let number = |key: &str| selector.get(key).and_then(Value::as_u64);
            passage.at = number("start").zip(number("end")).filter(|(start, end)| start < end);
        }
        _ => {}
    }
    for within in ["refinedBy", "items", "default"] {
        if let Some(within) = selector.get(within) {
            select(within, depth + 1, passage);
        }
    }
}

/// What stands next to a passage of the text before it.
fn last(prefix: &str) -> &str {
    let from = prefix.char_indices().nth_back(AROUND - 1).map_or(0, |(at, _)| at);
    prefix.get(from..).unwrap_or_default()
}

/// What stands next to a passage of the text behind it.
fn first(suffix: &str) -> &str {
    let to = suffix.char_indices().nth(AROUND).map_or(suffix.len(), |(at, _)| at);
    suffix.get(..to).unwrap_or_default()
}
