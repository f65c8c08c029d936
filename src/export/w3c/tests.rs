use serde_json::Value;

use super::*;
use crate::export::fixture;
use crate::model::ThemeId;

fn document(stamp: Option<&str>, all: &[(Article, Annotation)]) -> String {
    let (themes, mut collection) = (fixture::themes(), Collection::default());
    let mut out = String::new();
    for (article, annotation) in all {
        out.push_str(&collection.add(article, annotation, &themes).unwrap());
    }
    out + &collection.finish(stamp).unwrap()
}

fn some() -> Vec<(Article, Annotation)> {
    let mut here = fixture::article(1, "Terms");
    here.meta.url = Some("https://example.org/a b".into());
    let there = fixture::article(2, "Notes");
    let tagged = Annotation {
        themes: vec![ThemeId(1)],
        note: Some("*Why* \"now\"?".into()),
        prefix: "before ".into(),
        ..fixture::annotation(1, &here, 3..7, "a\n“b”")
    };
    let lost = Annotation { state: State::Lost, ..fixture::annotation(2, &there, 0..2, "ab") };
    vec![(here, tagged), (there, lost)]
}

/// Each MUST of the model that bears on what is written here, by its section.
fn musts(document: &Value) {
    let iri = |value: &Value| value.as_str().is_some_and(|iri| iri.contains(':') && !iri.contains(' '));
    // 5.1
    assert_eq!(document["@context"], CONTEXT);
    assert!(iri(&document["id"]), "{document}");
    assert_eq!(document["type"], "AnnotationCollection");
    assert!(document["label"].is_string());
    let total = document["total"].as_u64().unwrap();
    if total == 0 {
        return assert_eq!(document["first"], Value::Null);
    }
    // 5.2
    let page = &document["first"];
    assert!(iri(&page["id"]) && page["id"] == document["last"]);
    assert_eq!((&page["type"], &page["partOf"]), (&"AnnotationPage".into(), &document["id"]));
    assert_eq!((page["startIndex"].as_u64(), &page["@context"]), (Some(0), &Value::Null));
    let items = page["items"].as_array().unwrap();
    assert_eq!(u64::try_from(items.len()).unwrap(), total);
    for item in items {
        // 3.1: an id, the class, at least one target; 3.3.5: one motivation of the list.
        assert!(iri(&item["id"]) && item["type"] == "Annotation", "{item}");
        let motivation = item["motivation"].as_str().unwrap();
        assert!(["tagging", "commenting", "highlighting"].contains(&motivation));
        // 3.3.1: xsd:dateTime with a time zone, UTC.
        for time in ["created", "modified"] {
            assert!(item[time].as_str().is_some_and(|time| time.contains('T') && time.ends_with('Z')));
        }
        // 3.2.4: a textual body has one value; 3.3.5: its purpose is a motivation.
        let bodies = item.get("body").map(|body| body.as_array().unwrap().clone()).unwrap_or_default();
        assert_eq!(bodies.is_empty(), motivation == "highlighting");
        for body in bodies {
            assert!(body["type"] == "TextualBody" && body["value"].is_string(), "{body}");
            assert!(["tagging", "commenting"].contains(&body["purpose"].as_str().unwrap()));
        }
        // 4: a specific resource has one source.
        assert!(iri(&item["target"]["source"]));
        // JSON-LD 1.0, 6.1: other names are compact IRIs of prefixes that the context has.
        for name in item["target"].as_object().unwrap().keys() {
            assert!(["source", "selector", "dcterms:isPartOf"].contains(&name.as_str()), "{name}");
        }
        let whole = item["target"]["dcterms:isPartOf"].as_object().unwrap();
        assert!(iri(&whole["id"]) && whole["schema:sha256"].is_string());
        assert!(whole.keys().all(|name| ["id", "dcterms:title", "schema:sha256"].contains(&name.as_str())));
        for selector in item["target"]["selector"].as_array().unwrap() {
            match selector["type"].as_str().unwrap() {
                // 4.2.4
                "TextQuoteSelector" => {
                    assert!(["exact", "prefix", "suffix"].iter().all(|name| selector[name].is_string()));
                }
                // 4.2.5
                "TextPositionSelector" => {
                    assert!(selector["start"].as_u64().unwrap() <= selector["end"].as_u64().unwrap());
                }
                other => panic!("{other}"),
            }
        }
    }
}

#[test]
fn a_document_keeps_the_musts_of_the_model() {
    for (stamp, all) in [(None, some()), (Some("2026-01-01T00:00:00Z"), some()), (None, Vec::new())] {
        let text = document(stamp, &all);
        let read: Value = serde_json::from_str(&text).unwrap();
        musts(&read);
        assert_eq!(read["generated"].as_str(), stamp);
        assert_eq!(text, document(stamp, &all), "the same each time");
        assert!(text.ends_with("}\n"));
    }
}

#[test]
fn an_annotation_says_what_it_is() {
    let text = document(None, &some());
    let read: Value = serde_json::from_str(&text).unwrap();
    let [one, two] = read["first"]["items"].as_array().unwrap().as_slice() else { panic!("{text}") };
    assert_eq!(one["motivation"], "commenting");
    assert_eq!(one["body"][0]["value"], fixture::themes().path(ThemeId(1)));
    assert_eq!(
        (&one["body"][0]["purpose"], &one["body"][1]["purpose"]),
        (&"tagging".into(), &"commenting".into())
    );
    assert_eq!(
        (&one["body"][1]["format"], &one["body"][1]["value"]),
        (&"text/markdown".into(), &"*Why* \"now\"?".into())
    );
    assert_eq!(one["target"]["source"], "https://example.org/a%20b");
    assert_eq!(one["target"]["selector"][0]["exact"], "a\n“b”");
    // Positions are those of the text in the library; what stands at the address has others.
    assert_eq!(one["target"]["selector"].as_array().unwrap().len(), 1);
    let mut own = some().remove(0);
    own.0.meta.url = None;
    let read: Value = serde_json::from_str(&document(None, &[own])).unwrap();
    let selector = &read["first"]["items"][0]["target"]["selector"];
    assert_eq!((&selector[1]["start"], &selector[1]["end"]), (&3.into(), &7.into()));
    assert_eq!(two["target"]["source"], urn(some()[1].0.uuid));
    assert_eq!((two["motivation"].as_str(), two.get("body")), (Some("highlighting"), None));
    assert_eq!(two["target"]["selector"].as_array().unwrap().len(), 1, "what is lost stands nowhere");
    assert_eq!(text.lines().count(), 6, "an annotation is a line: {text}");
}
