use super::*;

fn library() -> Store {
    let store = Store::bare();
    for title in ["Sharing intelligence", "Élan vital", "Sharing bread", "1234"] {
        store.put(title, &["text"]);
    }
    store
}

#[test]
fn digits_are_always_an_id() {
    let store = library();
    assert_eq!(store.resolve_article("2").unwrap(), ArticleId(2));
    let error = store.resolve_article("1234").unwrap_err().to_string();
    assert!(error.starts_with("there is no article “1234”"), "{error}");
    assert!(store.resolve_article("99999999999999999999").is_err());
    assert!(store.resolve_annotation("1").is_err());
}

#[test]
fn a_uuid_or_its_start_names() {
    let store = library();
    let uuid = store.article(ArticleId(2)).unwrap().unwrap().uuid.to_string();
    assert_eq!(store.resolve_article(&uuid).unwrap(), ArticleId(2));
    assert_eq!(store.resolve_article(&uuid.to_uppercase()).unwrap(), ArticleId(2));
    store
        .conn()
        .execute("UPDATE articles SET uuid = 'feed1234-0000-4000-8000-0000000000aa' WHERE id = 4", [])
        .unwrap();
    assert_eq!(store.resolve_article("FEED123400004000").unwrap(), ArticleId(4), "hyphens may be left out");
    store.conn().execute("UPDATE articles SET uuid = 'abcd1234-0000' WHERE id = 1", []).unwrap();
    store.conn().execute("UPDATE articles SET uuid = 'abcd5678-0000' WHERE id = 3", []).unwrap();
    assert_eq!(store.resolve_article("abcd1").unwrap(), ArticleId(1));
    let several = store.resolve_article("abcd").unwrap_err().to_string();
    assert!(several.contains("1 “Sharing intelligence”, 3 “Sharing bread”"), "{several}");
    assert!(store.resolve_article("abc").is_err(), "three characters are too few");
    store.conn().execute("UPDATE articles SET title = 'The abc of it' WHERE id = 4", []).unwrap();
    assert_eq!(store.resolve_article("abc").unwrap(), ArticleId(4));
}

#[test]
fn a_part_of_a_title_names_if_only_one_has_it() {
    let store = library();
    assert_eq!(store.resolve_article("INTELL").unwrap(), ArticleId(1));
    assert_eq!(store.resolve_article("elan").unwrap(), ArticleId(2));
    let error = store.resolve_article("sharing").unwrap_err();
    assert!(matches!(&error, NameError::Several { count: 2, .. }), "{error}");
    let error = store.resolve_article("shering bread").unwrap_err().to_string();
    assert!(
        error.contains("did you mean “Sharing bread”") || error.contains("nearest are “Sharing bread”"),
        "{error}"
    );
    assert!(store.resolve_article("").is_err());
    let whole = ArticleId(store.put("Sharing", &["text"]));
    assert_eq!(store.resolve_article("sharing").unwrap(), whole, "one that is called just that");
    store.put("SHARING ", &["text"]);
    assert!(store.resolve_article("sharing").is_err(), "two that are");
    for i in 0..12 {
        store.put(&format!("Sharing {i}"), &["text"]);
    }
    let error = store.resolve_article("sharing").unwrap_err().to_string();
    assert!(error.contains("16 articles") && error.contains("“Sharing 5” and 6 more"), "{error}");
}

#[test]
fn what_is_in_the_trash_is_said_to_be_there() {
    let store = library();
    store.bin(3);
    assert!(matches!(store.resolve_article("3"), Err(NameError::Trashed { id: 3, .. })));
    assert_eq!(store.resolve_article("sharing").unwrap(), ArticleId(1));
    assert_eq!(store.resolve_trashed_article("sharing").unwrap(), ArticleId(3));
    assert!(matches!(store.resolve_trashed_article("1"), Err(NameError::NotTrashed { id: 1, .. })));
}

#[test]
fn annotations_are_named_by_id_or_uuid() {
    let store = library();
    let id = store.tag(1, (0, 4), "text", &[], None);
    let gone = store.tag(2, (0, 4), "text", &[], None);
    store.bin(2);
    let uuid = store.annotation(AnnotationId(id)).unwrap().unwrap().uuid.to_string();
    assert_eq!(store.resolve_annotation(&uuid).unwrap(), AnnotationId(id));
    assert_eq!(store.resolve_annotation("1").unwrap(), AnnotationId(id));
    assert!(store.resolve_annotation(&gone.to_string()).is_err());
    assert!(store.resolve_annotation("text").is_err());
}
