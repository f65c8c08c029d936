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
        ("https://jö@host/", FetchError::UserInfo),
        // Signs that stand for those which would end the host there.
        ("https://host℀b.example/", FetchError::Foreign),
        ("https://jö＠host/", FetchError::Foreign),
        ("https://host：80/", FetchError::Foreign),
        ("https://host:８０/", FetchError::NoAddress),
        ("https://xn--ö.example/", FetchError::Foreign),
        ("https://ö\\b/", FetchError::Foreign),
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
fn hosts_of_all_alphabets_are_asked_as_they_are_looked_up() {
    for (address, asked) in [
        ("http://bücher.example/", "http://xn--bcher-kva.example/"),
        ("https://Bücher.example:8443/ä?ö", "https://xn--bcher-kva.example:8443/%C3%A4?%C3%B6"),
        ("https://bücher.example?q", "https://xn--bcher-kva.example/?q"),
        ("https://пример.example/#a", "https://xn--e1afmkfd.example/"),
        ("https://xn--bcher-kva.example/", "https://xn--bcher-kva.example/"),
    ] {
        assert_eq!(checked(address).unwrap().to_string(), asked, "{address}");
    }
}

#[test]
fn a_local_host_in_other_letters_is_refused_just_so() {
    for local in [
        "http://１２７.０.０.１/",
        "http://１２７。０。０。１:80/",
        "http://①⑨②.⑯⑧.0.1/",
        "http://ｌｏｃａｌｈｏｓｔ/",
        "http://LOCALHOſT/",
        "http://a.localhost。/",
        "http://loc\u{ad}alhost/",
    ] {
        for proxied in [true, false] {
            assert_eq!(
                local::refuse_host(&checked(local).unwrap(), proxied),
                Err(FetchError::Local),
                "{local}"
            );
        }
    }
    let odd = checked("http://０x7f.1/").unwrap();
    assert_eq!(local::refuse_host(&odd, true), Err(FetchError::Local));
    let open = checked("http://８.8.8.8/").unwrap();
    assert_eq!(local::refuse_host(&open, true), Ok(()));
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
