use super::*;

fn all(json: &str) -> (Vec<Noted>, Vec<String>) {
    let (found, left) = read(json.as_bytes(), Limits::default()).unwrap();
    (found, left.sentences())
}

fn one(json: &str) -> Noted {
    let (mut found, left) = all(json);
    assert_eq!((found.len(), left), (1, Vec::new()), "{json}");
    found.remove(0)
}

fn refused(json: impl AsRef<[u8]>) -> String {
    read(json.as_ref(), Limits { bytes: 1 << 20, annotations: 3 }).unwrap_err().to_string()
}

/// An annotation on a passage with these further members.
fn on(more: &str) -> String {
    format!(
        "{{\"type\":\"Annotation\",\"target\":{{\"source\":\"https://example.org/a\",\"selector\":\
         {{\"type\":\"TextQuoteSelector\",\"exact\":\"one\"}}}}{more}}}"
    )
}

#[test]
fn an_annotation_is_read_with_all_that_it_says() {
    let read = one("{\"@context\":\"http://www.w3.org/ns/anno.jsonld\",\
         \"id\":\"urn:uuid:7f3c01aa-0000-4000-8000-000000000001\",\"type\":\"Annotation\",\"motivation\":\"commenting\",\
         \"created\":\"2026-05-01T12:00:00.25+02:00\",\"modified\":\"2026-05-02T10:00:00Z\",\"body\":[\
         {\"type\":\"TextualBody\",\"purpose\":\"tagging\",\"value\":\" Sea / Ports \"},\
         {\"type\":\"TextualBody\",\"purpose\":\"commenting\",\"format\":\"text/markdown\",\"value\":\"Why?\\r\\nNow\"}],\
         \"target\":{\"source\":\"https://example.org/a\",\"dcterms:isPartOf\":\
         {\"id\":\"urn:uuid:00000000-0000-0000-0000-000000000009\",\"dcterms:title\":\"Tides\\n and more\",\
         \"schema:sha256\":\"ABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABAB\"},\"selector\":[\
         {\"type\":\"TextQuoteSelector\",\"exact\":\"the \\u001bsea\",\"prefix\":\"by \",\"suffix\":\"\"},\
         {\"type\":\"TextPositionSelector\",\"start\":4,\"end\":11}]}}");
    let wanted = Noted {
        uuid: Uuid::parse_str("7f3c01aa-0000-4000-8000-000000000001").unwrap(),
        source: "https://example.org/a".into(),
        whole: Whole {
            uuid: Some(Uuid::from_u128(9)),
            title: Some("Tides and more".into()),
            sha256: Some("ab".repeat(32)),
        },
        quote: "the sea".into(),
        prefix: Some("by ".into()),
        suffix: Some(String::new()),
        at: Some((4, 11)),
        themes: vec!["Sea / Ports".into()],
        note: Some("Why?\nNow".into()),
        created: Some("2026-05-01T10:00:00Z".into()),
        updated: Some("2026-05-02T10:00:00Z".into()),
    };
    assert_eq!(read, wanted);
}

#[test]
fn what_it_says_is_found_in_every_form_that_the_model_has() {
    for (more, note, themes) in [
        ("", None, &[][..]),
        (",\"bodyValue\":\"Plain\"", Some("Plain"), &[]),
        (",\"body\":{\"type\":\"TextualBody\",\"value\":\"One\"}", Some("One"), &[]),
        (",\"body\":{\"value\":\"tag\"},\"motivation\":\"tagging\"", None, &["tag"]),
        (",\"body\":{\"value\":\"tag\",\"purpose\":[\"oa:tagging\",\"x\"]}", None, &["tag"]),
        (",\"body\":[{\"value\":\"a\"},{\"value\":\" \"},{\"value\":\"b\"}]", Some("a\n\nb"), &[]),
        (",\"body\":\"https://example.org/c\"", Some("<https://example.org/c>"), &[]),
        (
            ",\"body\":{\"id\":\"https://example.org/c\",\"type\":\"Video\"}",
            Some("<https://example.org/c>"),
            &[],
        ),
        (
            ",\"body\":{\"type\":\"Choice\",\"items\":[{\"value\":\"a\"},{\"value\":\"b\"}]}",
            Some("a\n\nb"),
            &[],
        ),
        (
            ",\"body\":{\"type\":\"SpecificResource\",\"purpose\":\"tagging\",\"source\":{\"value\":\"t\"}}",
            None,
            &["t"],
        ),
        (
            ",\"body\":[{\"value\":\"t\",\"purpose\":\"tagging\"},{\"value\":\"t\",\"purpose\":\"tagging\"}]",
            None,
            &["t"],
        ),
    ] {
        let read = one(&on(more));
        assert_eq!(
            (read.note.as_deref(), read.themes),
            (note, themes.iter().map(|t| (*t).to_owned()).collect()),
            "{more}"
        );
    }
    let (found, left) = all(&on(",\"body\":[7,{\"value\":\"kept\"},\"file:///etc/passwd\"]"));
    assert_eq!((found[0].note.as_deref(), left.len()), (Some("kept"), 1), "{left:?}");
    assert!(left[0].starts_with("2 left out: a body"), "{left:?}");
}

#[test]
fn lists_pages_and_collections_hold_the_same() {
    let (a, b) = (on(",\"id\":\"x:1\""), on(",\"id\":\"x:2\""));
    let page = format!("{{\"type\":\"AnnotationPage\",\"items\":[{a},{b}]}}");
    let uuids = |json: &str| all(json).0.iter().map(|one| one.uuid).collect::<Vec<_>>();
    let wanted = uuids(&format!("[{a},{b}]"));
    assert_eq!(wanted.len(), 2);
    for json in [
        page.clone(),
        format!("{{\"type\":\"AnnotationCollection\",\"total\":2,\"first\":{page}}}"),
        format!("{{\"@graph\":[{a},{b}]}}"),
        format!("\u{feff} [{page}]"),
    ] {
        assert_eq!(uuids(&json), wanted, "{json}");
    }
    let (found, left) = all(&format!("{{\"items\":[{a}],\"next\":\"https://example.org/page2\"}}"));
    assert_eq!(found.len(), 1);
    assert!(left[0].contains("another address (https://example.org/page2)"), "{left:?}");
}

#[test]
fn names_make_the_same_id_each_time() {
    let id = |more: &str| one(&on(more)).uuid;
    assert_eq!(
        id(",\"id\":\"https://example.org/anno1\""),
        id(",\"id\":\"https://example.org/anno1\",\"bodyValue\":\"x\"")
    );
    assert_ne!(id(",\"id\":\"https://example.org/anno1\""), id(",\"id\":\"https://example.org/anno2\""));
    // Without a name what it says tells it from others.
    assert_eq!(id(",\"bodyValue\":\"x\""), id(",\"bodyValue\":\"x\""));
    assert_ne!(id(",\"bodyValue\":\"x\""), id(",\"bodyValue\":\"y\""));
}

#[test]
fn hypothesis_gives_words_tags_and_notes() {
    let row = |more: &str| {
        format!(
            "{{\"total\":1,\"rows\":[{{\"id\":\"abc\",\"created\":\"2026-05-01T10:00:00.1+00:00\",\"updated\":\"2026-05-02T10:00:00+00:00\",\
             \"uri\":\"https://example.org/a\",\"text\":\"Why?\",\"tags\":[\"and/or\",\"sea\"]{more}}}]}}"
        )
    };
    let target = ",\"target\":[{\"source\":\"https://example.org/a\",\"selector\":[{\"type\":\"RangeSelector\"},\
                  {\"type\":\"TextPositionSelector\",\"start\":1,\"end\":9},\
                  {\"type\":\"TextQuoteSelector\",\"exact\":\"one\",\"prefix\":\"a \",\"suffix\":\" b\"}]}]";
    let read = one(&row(target));
    assert_eq!((read.quote.as_str(), read.note.as_deref(), read.at), ("one", Some("Why?"), None));
    assert_eq!(read.themes, ["and\\/or", "sea"]);
    assert_eq!(read.uuid, one(&on(",\"id\":\"https://hypothes.is/a/abc\"")).uuid);
    assert_eq!(read.updated.as_deref(), Some("2026-05-02T10:00:00Z"));
    assert!(all(&row(",\"target\":[{\"source\":\"x\"}]")).1[0].contains("a whole page"));
    assert!(all(&row(&format!("{target},\"references\":[\"x\"]"))).1[0].contains("a reply"));
}

#[test]
fn what_is_no_annotation_of_a_passage_is_left_out_by_name() {
    for (json, why) in [
        ("{\"type\":\"Annotation\"}", "does not say what it is on"),
        ("{\"type\":\"Annotation\",\"target\":7}", "does not say what it is on"),
        ("{\"type\":\"Annotation\",\"target\":\"https://example.org/a\"}", "a whole page"),
        ("{\"type\":\"Annotation\",\"target\":{\"id\":\"https://example.org/a\"}}", "a whole page"),
        ("{\"type\":\"Note\",\"target\":\"x\"}", "no annotation"),
        ("{\"type\":7,\"target\":\"x\"}", "no annotation"),
        ("[\"x\"]", "only the id"),
        ("{\"items\":7}", "only the id"),
        (
            "{\"type\":\"Annotation\",\"target\":{\"source\":\"https://e.org\",\"selector\":{\"type\":\"TextPositionSelector\",\"start\":1,\"end\":2}}}",
            "cannot be trusted",
        ),
        (
            "{\"type\":\"Annotation\",\"target\":{\"source\":\"urn:uuid:7f3c01aa-0000-4000-8000-000000000001\",\"selector\":{\"type\":\"TextPositionSelector\",\"start\":-1,\"end\":1e400}}}",
            "nests too deep, or",
        ),
        (
            "{\"type\":\"Annotation\",\"target\":{\"source\":\"urn:uuid:7f3c01aa-0000-4000-8000-000000000001\",\"selector\":{\"type\":\"TextPositionSelector\",\"start\":1,\"end\":99999999999999999999}}}",
            "cannot be trusted",
        ),
    ] {
        let (found, left) = all(json);
        assert!(found.is_empty(), "{json}");
        assert!(left[0].contains(why), "{json}: {left:?}");
    }
    for none in ["[]", "{\"items\":[]}", "{\"rows\":[]}", "{\"rows\":7,\"uri\":1}"] {
        assert_eq!(read(none.as_bytes(), Limits::default()), Err(W3cError::Empty), "{none}");
    }
    let several =
        on("").replace("\"target\":", "\"target\":[\"https://example.org/b\",").replace("}}}", "}}]}");
    let (found, left) = all(&several);
    assert_eq!((found.len(), found[0].quote.as_str()), (1, "one"), "{several}");
    assert!(left[0].contains("further targets"), "{left:?}");
}

#[test]
fn of_what_stands_around_a_passage_no_more_is_kept_than_is_compared() {
    let (prefix, suffix) = ("p é".repeat(2_000), "s é".repeat(2_000));
    let json =
        on("").replace("\"exact\"", &format!("\"prefix\":\"{prefix}\",\"suffix\":\"{suffix}\",\"exact\""));
    let read = one(&json);
    let (before, after) = (read.prefix.unwrap(), read.suffix.unwrap());
    assert_eq!((before.chars().count(), after.chars().count()), (512, 512));
    assert!(prefix.ends_with(&before) && suffix.starts_with(&after));
    assert_eq!(one(&json.replace(&suffix, "")).suffix.as_deref(), Some(""));
}

#[test]
fn hostile_files_cost_no_more_than_their_bytes() {
    let deep = |open: &str, close: &str, n: usize| open.repeat(n) + &close.repeat(n);
    assert!(all(&deep("[", "]", 100_000)).0.is_empty());
    assert!(refused(deep("[", "]", 8)).contains("no annotation"));
    assert!(all(&deep("{\"first\":", "}", 50_000).replace(":}", ":1}")).0.is_empty());
    let (found, left) = all(&on(&format!(",\"body\":{}", deep("[", "]", 1_000))));
    assert!(found.is_empty() && left[0].contains("nests too deep"), "{left:?}");
    let (found, left) = all(&on(&format!(",\"bodyValue\":\"{}\"", "x".repeat(ITEM))));
    assert!(found.is_empty() && left[0].contains("more than 1 MB"), "{left:?}");
    let selector = deep("{\"type\":\"CssSelector\",\"refinedBy\":", "}", 50).replace(":}", ":1}");
    let json = format!(
        "{{\"type\":\"Annotation\",\"target\":{{\"source\":\"https://e.org\",\"selector\":{selector}}}}}"
    );
    assert!(all(&json).1[0].contains("cannot be trusted"));
    let (found, left) =
        all(&on(&format!(",\"body\":{{\"purpose\":\"tagging\",\"value\":\"{}\"}}", "x".repeat(401))));
    assert!(found[0].themes.is_empty() && left[0].contains("400 characters"), "{left:?}");
    assert!(refused(format!("[{0},{0},{0},{0}]", on(""))).contains("more than 3 annotations"));
    assert!(refused("x".repeat((1 << 20) + 1)).contains("of 1048577 bytes, of which 1048576"));
}

#[test]
fn what_cannot_be_read_is_refused_with_the_place() {
    assert_eq!(
        refused("{\"items\":[\n 1 2]}"),
        "it is no JSON: expected `,` or `]` in line 2, column 4 (check that it was saved whole)"
    );
    assert!(refused(b"[\"\xff\"]").contains("UTF-8"));
    assert!(
        refused("{\"first\":\"https://example.org/page1\"}")
            .contains("at another address, https://example.org/page1")
    );
    for json in ["[]", "{\"items\":[]}"] {
        assert!(refused(json).contains("there is no annotation in it"), "{json}");
    }
    assert!(refused("").contains("it is no JSON"));
}

#[test]
fn a_file_is_known_by_its_ending_or_by_what_is_in_it() {
    let json = on("");
    let rows = "{\"total\":0,\"rows\":[{\"uri\":\"x\",\"target\":[]}]}";
    for (bytes, name, is) in [
        (json.as_str(), Some("a.json"), true),
        (json.as_str(), Some("A.JSONLD"), true),
        (json.as_str(), None, true),
        (json.as_str(), Some("a.txt"), false),
        (json.as_str(), Some("a.md"), false),
        ("", Some("a.jsonld"), true),
        (rows, Some("a.json"), true),
        ("{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[]}", Some("a.json"), false),
        ("[an \"Annotation\" of mine] says", None, false),
        ("{\"a\":1}", Some("a.json"), false),
        ("text", None, false),
    ] {
        assert_eq!(is_annotations(bytes.as_bytes(), name), is, "{name:?} {bytes}");
    }
}
