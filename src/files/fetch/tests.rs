use super::*;

#[test]
fn addresses_are_checked_before_anything_is_asked() {
    for (address, error) in [
        ("https://", FetchError::NoAddress),
        ("https:///path", FetchError::NoAddress),
        ("http://host:notaport/", FetchError::NoAddress),
        ("http://host:99999/", FetchError::NoAddress),
        ("/path", FetchError::Scheme),
        ("ftp://host/", FetchError::Scheme),
        ("file:///etc/passwd", FetchError::NoAddress),
        ("https://user@host/", FetchError::UserInfo),
        ("https://user:secret@host/", FetchError::UserInfo),
        ("https://example.org:80@10.0.0.1/", FetchError::UserInfo),
        ("https://zürich.example/", FetchError::Foreign),
    ] {
        assert_eq!(checked(address), Err(error), "{address}");
    }
    assert_eq!(checked(&format!("http://host/{}", "x".repeat(LONGEST))), Err(FetchError::NoAddress));
}

#[test]
fn an_address_without_its_beginning_is_told_from_a_file() {
    for address in ["example.org/article", "www.example.org"] {
        let why = foreign(address).unwrap();
        assert!(why.contains(&format!("an address begins with https://, as https://{address}")), "{why}");
    }
    for file in
        ["notes.txt", "folder/notes.txt", "../a.b/c", "a.1/c", "./example.org/a", "/example.org/a", ""]
    {
        assert_eq!(foreign(file), None, "{file}");
    }
}

#[test]
fn other_alphabets_and_white_space_are_sent_as_bytes() {
    let sent = |address: &str| checked(address).unwrap().to_string();
    assert_eq!(
        sent("https://host/wiki/Käse und Brot?q=ä|b#Teil"),
        "https://host/wiki/K%C3%A4se%20und%20Brot?q=%C3%A4%7Cb"
    );
    assert_eq!(sent("http://host/a%20b?c=d%26e"), "http://host/a%20b?c=d%26e");
    assert_eq!(sent("http://[2606:4700::1111]:8080/"), "http://[2606:4700::1111]:8080/");
}

#[test]
fn a_content_type_is_a_kind_and_an_encoding() {
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(split("Text/HTML; Charset=\"koi8-r\""), (some("text/html"), some("koi8-r")));
    assert_eq!(split("text/plain;format=flowed;charset=utf-8"), (some("text/plain"), some("utf-8")));
    assert_eq!(split("text/html; charset="), (some("text/html"), None));
    assert_eq!(split("html"), (None, None));
}

#[test]
fn addresses_of_the_web_are_told_from_files() {
    for address in ["http://a", "https://a.example/", "HTTPS://A"] {
        assert!(is_address(address), "{address}");
    }
    for file in ["http", "http:/a", "https.txt", "ftp://a", "", "дом.html://"] {
        assert!(!is_address(file), "{file}");
    }
}
