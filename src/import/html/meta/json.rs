//! What a page's JSON-LD says: the object that describes an article, wherever in it that is.

use std::collections::HashMap;

use serde_json::Value;

use super::super::super::clean;

/// Nodes of the JSON that are looked at.
const MOST: usize = 20_000;
/// Longer texts (bytes) are no title and no name, and lists name no more than so many: what many objects
/// refer to may be looked at as many times.
const LONGEST: usize = 8192;
const NAMES: usize = 30;
/// Steps from an article to its periodical.
const WITHIN: usize = 8;

const ARTICLES: &[&str] = &["Article", "BlogPosting", "Posting", "Report", "Recipe", "Review", "HowTo"];
const PAGES: &[&str] = &["WebPage", "CreativeWork", "VideoObject"];

#[derive(Debug, Default)]
pub(super) struct Said {
    pub headline: Option<String>,
    pub authors: Vec<String>,
    /// Those who had a part in it, which may be anything.
    pub contributors: Vec<String>,
    /// The periodical of which it is a part.
    pub journal: Option<String>,
    pub publisher: Option<String>,
    pub published: Option<String>,
    pub created: Option<String>,
    pub modified: Option<String>,
    pub language: Option<String>,
    pub address: Option<String>,
}

impl Said {
    pub(super) fn read(data: &[String]) -> Self {
        let mut said = Self::default();
        let values: Vec<Value> = data.iter().filter_map(|text| parse(text)).collect();
        let objects = objects(&values);
        let mut by_id: HashMap<&str, &Value> = HashMap::new();
        for object in objects.iter().copied().filter(|object| object.get("name").is_some()) {
            if let Some(id) = object.get("@id").and_then(Value::as_str) {
                by_id.entry(id).or_insert(object);
            }
        }
        let named = |id: &Value| by_id.get(id.get("@id")?.as_str()?).copied();
        // What is told of the article itself goes before what is told of the page or of a film on it.
        let of = |kinds: &'static [&'static str]| {
            objects.iter().copied().filter(move |object| is_kind(object, kinds))
        };
        for object in of(ARTICLES).chain(of(PAGES)) {
            let text = |key: &str| object.get(key).and_then(first_text);
            said.headline = said.headline.take().or_else(|| text("headline").or_else(|| text("name")));
            said.published = said.published.take().or_else(|| text("datePublished"));
            said.created = said.created.take().or_else(|| text("dateCreated"));
            said.modified = said.modified.take().or_else(|| text("dateModified"));
            said.language = said.language.take().or_else(|| text("inLanguage"));
            said.address = said.address.take().or_else(|| text("url"));
            if said.authors.is_empty() {
                let people = ["author", "creator"].iter().find_map(|key| object.get(*key));
                said.authors = people.map(|people| names(people, &named)).unwrap_or_default();
            }
            if said.contributors.is_empty() {
                said.contributors = object.get("contributor").map(|p| names(p, &named)).unwrap_or_default();
            }
            said.journal =
                said.journal.take().or_else(|| periodical(object.get("isPartOf")?, &named, WITHIN));
            if said.publisher.is_none() {
                said.publisher = object.get("publisher").and_then(|p| names(p, &named).into_iter().next());
            }
        }
        // Of JSON that cannot be read the date is read as text.
        if said.published.is_none() && values.len() < data.len() {
            said.published = data.iter().find_map(|text| published(text));
        }
        if said.publisher.is_none() {
            let site =
                objects.iter().copied().find(|object| is_kind(object, &["WebSite", "NewsMediaOrganization"]));
            said.publisher = site.and_then(|site| site.get("name")).and_then(first_text);
        }
        said
    }
}

/// The name of the periodical that a thing is or, by issue and volume, a part of.
fn periodical<'a>(
    value: &'a Value,
    named: &dyn Fn(&Value) -> Option<&'a Value>,
    steps: usize,
) -> Option<String> {
    let steps = steps.checked_sub(1)?;
    match value {
        Value::Array(list) => list.iter().take(NAMES).find_map(|one| periodical(one, named, steps)),
        Value::Object(map) if is_kind(value, &["Periodical", "Newspaper"]) => {
            map.get("name").or_else(|| named(value)?.get("name")).and_then(first_text)
        }
        Value::Object(map) => periodical(map.get("isPartOf")?, named, steps),
        _ => None,
    }
}

/// The objects that tell of the page, outer ones first.
fn objects(values: &[Value]) -> Vec<&Value> {
    let mut objects: Vec<&Value> = Vec::new();
    let mut next: Vec<&Value> = values.iter().rev().collect();
    let mut seen = 0;
    while let Some(value) = next.pop() {
        seen += 1;
        if seen > MOST {
            break;
        }
        match value {
            Value::Array(list) => next.extend(list.iter().rev()),
            Value::Object(map) => {
                objects.push(value);
                for key in ["mainEntity", "mainEntityOfPage", "hasPart", "@graph"] {
                    next.extend(map.get(key));
                }
            }
            _ => {}
        }
    }
    objects
}

/// The longest `articleBody` of an article, as it is written.
pub(super) fn body(data: &[String]) -> Option<String> {
    let values: Vec<Value> = data.iter().filter_map(|text| parse(text)).collect();
    let articles = objects(&values).into_iter().filter(|object| is_kind(object, ARTICLES));
    let bodies = articles.filter_map(|article| article.get("articleBody").and_then(Value::as_str));
    bodies.max_by_key(|body| body.len()).map(str::to_owned)
}

/// What an object says of a page that stands in the `content` of one `<meta>`, under the names of those that
/// stand alone.
pub(super) fn page(text: &str) -> Vec<(String, String)> {
    let object = parse(text).unwrap_or_default();
    let said = |key: &str, name: &str| {
        let value = object.get(key).and_then(first_text)?;
        Some((name.to_owned(), value))
    };
    let keys = [("title", "parsely-title"), ("author", "parsely-author"), ("pub_date", "parsely-pub-date")];
    keys.into_iter().filter_map(|(key, name)| said(key, name)).collect()
}

/// Reads JSON as pages hold it: in comments, with line ends within strings, with a semicolon at the end.
fn parse(text: &str) -> Option<Value> {
    let text = text.trim().trim_start_matches("<!--").trim_end_matches("-->").trim();
    let text = text
        .trim_start_matches("//<![CDATA[")
        .trim_start_matches("<![CDATA[")
        .trim_end_matches("//]]>")
        .trim_end_matches("]]>");
    let text = text.trim().trim_end_matches(';');
    serde_json::from_str(text).ok().or_else(|| {
        let mended: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        serde_json::from_str(&mended).ok()
    })
}

/// The value of `datePublished` wherever it stands.
fn published(text: &str) -> Option<String> {
    let (_, rest) = text.split_once("\"datePublished\"")?;
    let value = rest.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
    value.split_once('"').map(|(value, _)| value.to_owned()).filter(|value| value.len() <= 40)
}

fn is_kind(object: &Value, kinds: &[&str]) -> bool {
    match object.get("@type") {
        Some(Value::String(kind)) => kinds.iter().any(|known| {
            kind.trim_start_matches("http://schema.org/")
                .trim_start_matches("https://schema.org/")
                .ends_with(known)
        }),
        Some(Value::Array(list)) => {
            list.iter().filter_map(Value::as_str).any(|kind| kinds.iter().any(|known| kind.ends_with(known)))
        }
        _ => false,
    }
}

fn first_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if text.len() <= LONGEST => clean::some_line(&unescaped(text)),
        Value::Array(list) => list.iter().take(NAMES).find_map(first_text),
        Value::Object(map) => map.get("name").or(map.get("@value")).and_then(first_text),
        _ => None,
    }
}

/// Names of people or an organisation, which may be told elsewhere under their `@id`.
fn names<'a>(value: &'a Value, named: &dyn Fn(&Value) -> Option<&'a Value>) -> Vec<String> {
    match value {
        Value::Array(list) => list.iter().take(NAMES).flat_map(|one| names(one, named)).collect(),
        Value::Object(map) => match map.get("name") {
            Some(Value::Array(list)) => list.iter().take(NAMES).filter_map(first_text).collect(),
            Some(name) => first_text(name).into_iter().collect(),
            None => {
                named(value).and_then(|found| found.get("name")).and_then(first_text).into_iter().collect()
            }
        },
        other => first_text(other).into_iter().collect(),
    }
}

/// JSON-LD is often written with the references of HTML in it.
pub(super) fn unescaped(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    dom_query::Document::fragment(text.replace('<', "&lt;")).text().to_string()
}
