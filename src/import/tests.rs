use std::fmt::Write as _;

use proptest::prelude::*;

use super::*;

#[test]
fn a_long_text_is_read_no_further_once_nobody_waits_for_it() {
    // Told between two stages: what is long in itself asks on the way too.
    let stop = AtomicBool::new(true);
    let hint = Hint { stop: Some(&stop), ..Hint::default() };
    let text = "The ferry lay at the pier.\n\n".repeat(100);
    assert_eq!(plain::read(&text, &hint).err(), Some(ImportError::Stopped));
    assert_eq!(markdown::read(&text, &hint).err(), Some(ImportError::Stopped));
    stop.store(false, Ordering::Relaxed);
    assert_eq!(plain::read(&text, &hint).unwrap().document.blocks.len(), 100);
    assert_eq!(markdown::read(&text, &hint).unwrap().document.blocks.len(), 100);
}

/// Everything a document promises.
pub(super) fn check(document: &Document) {
    assert_eq!(document.broken_promise(), None);
}

fn text_of(bytes: &[u8]) -> String {
    let read = read(bytes, &Hint::named("a.txt")).unwrap();
    check(&read.document);
    read.document.text.to_string()
}

#[test]
fn a_feed_and_a_codebook_are_known_in_every_encoding_and_behind_what_nobody_sees() {
    let feed = "<rss version=\"2.0\"><channel/></rss>";
    let codes = "<CodeBook xmlns=\"urn:QDA-XML:codebook:1.0\"/>";
    let is_known = |written: &dyn Fn(&str) -> Vec<u8>| {
        feed::kind(&written(feed)) == Some(feed::Kind::Feed) && refi::is_codebook(&written(codes), None)
    };
    let wide = |mark: &[u8], unit: fn(u16) -> [u8; 2], text: &str| {
        [mark.to_vec(), text.encode_utf16().flat_map(unit).collect()].concat()
    };
    assert!(is_known(&|text| text.into()));
    for before in ["\u{feff}", "\r\n \t", "\u{b}", "\u{85}\u{2003}", "\u{feff}\n"] {
        assert!(is_known(&|text| format!("{before}{text}").into()), "{before:?}");
    }
    assert!(is_known(&|text| wide(b"\xff\xfe", u16::to_le_bytes, text)));
    assert!(is_known(&|text| wide(b"\xfe\xff", u16::to_be_bytes, text)));
    assert!(is_known(&|text| wide(b"", u16::to_be_bytes, text)));
    assert!(!is_known(&|text| format!("a {text}").into()));
}

#[test]
fn encodings_are_recognised() {
    let russian =
        "Прежде чем говорить о главном, надо вспомнить, с чего всё начиналось. Никто этого не ждал.";
    let japanese = "昨日、東京で会議が開かれた。参加者は三十人を超えたという。カタカナもある。";
    let french = "L’été où rien n’arriva – « déjà » – coûta 5 € à chacun, et l’hôtel fut fermé.";
    let encoded = |encoding: &'static encoding_rs::Encoding, text: &str| encoding.encode(text).0.into_owned();
    assert_eq!(text_of(&encoded(encoding_rs::WINDOWS_1251, russian)), russian);
    assert_eq!(text_of(&encoded(encoding_rs::SHIFT_JIS, japanese)), japanese);
    assert_eq!(text_of(&encoded(encoding_rs::WINDOWS_1252, french)), french);
    let wide = |mark: &[u8], unit: fn(u16) -> [u8; 2]| {
        let mut bytes = mark.to_vec();
        bytes.extend(french.encode_utf16().flat_map(unit));
        bytes
    };
    assert_eq!(text_of(&wide(b"\xff\xfe", u16::to_le_bytes)), french);
    assert_eq!(text_of(&wide(b"\xfe\xff", u16::to_be_bytes)), french);
    assert_eq!(text_of(&wide(b"", u16::to_le_bytes)), french);
    assert_eq!(text_of(&[b"\xef\xbb\xbf", french.as_bytes()].concat()), french);
}

#[test]
fn utf32_is_read_where_its_mark_says_so() {
    let wide = |mark: &[u8], unit: fn(u32) -> [u8; 4], text: &str| {
        [mark.to_vec(), text.chars().flat_map(|c| unit(u32::from(c))).collect()].concat()
    };
    let (little, big): ((&[u8], _), (&[u8], _)) = (
        (b"\xff\xfe\0\0", u32::to_le_bytes as fn(u32) -> [u8; 4]),
        (b"\0\0\xfe\xff", u32::to_be_bytes as fn(u32) -> [u8; 4]),
    );
    let words = "The ferry 🚢 left at noon, and nobody said “late”; naïve 昨日.";
    let page = format!("<html><head><title>Ferry</title></head><body><p>{words}</p></body></html>");
    for (mark, unit) in [little, big] {
        assert_eq!(text_of(&wide(mark, unit, words)), words);
        // No server knows it, and its mark counts more.
        for charset in [None, Some("utf-32"), Some("iso-8859-1")] {
            for name in [None, Some("a.html")] {
                let hint = Hint { name, charset, ..Hint::default() };
                let read = read(&wide(mark, unit, &page), &hint).unwrap();
                assert!(read.document.text.contains(words), "{charset:?}");
            }
        }
        // A unit that is none, and one that is cut off.
        let broken = [&*wide(mark, unit, words), &unit(0xd800), &unit(0x0011_0000), &[1]].concat();
        assert_eq!(text_of(&broken), format!("{words}\u{fffd}\u{fffd}\u{fffd}"));
        let why = read(&wide(b"", unit, words), &Hint::named("a.txt")).unwrap_err();
        assert!(matches!(why, ImportError::Binary { .. }), "{why}");
    }
}

#[test]
fn damaged_utf8_is_still_utf8() {
    let whole = "Été, hiver — and so on, “twice” over; naïve façades.".repeat(3);
    let cut = whole.as_bytes().get(..whole.len() - 54).unwrap();
    assert!(text_of(&[cut, b"\xe2\x80"].concat()).contains("façades"));
    assert!(text_of(b"caf\xe9 au lait").contains("café"));
}

#[test]
fn a_cut_off_utf16_file_is_read_to_its_end() {
    let mut bytes = b"\xff\xfe".to_vec();
    bytes.extend("Half a word".encode_utf16().flat_map(u16::to_le_bytes));
    bytes.pop();
    assert!(text_of(&bytes).starts_with("Half a wor"));
}

#[test]
fn what_is_no_text_is_refused_by_what_it_looks_like() {
    let refusal = |bytes: &[u8], name: &str| read(bytes, &Hint::named(name)).unwrap_err().to_string();
    for (bytes, name, says) in [
        (&b""[..], "a.txt", "it is empty"),
        (b" \n\t\n\xc2\xa0", "a.txt", "nothing but white space"),
        (b"---\ntitle: Alone\n---\n", "a.md", "nothing but white space"),
        (b"%PDF-1.7 and so on", "a.txt", "it is a PDF"),
        (b"PK\x03\x04 and so on", "a.txt", "a zip archive"),
        (b"\x89PNG\r\n\x1a\n", "a.txt", "a PNG image"),
        (b"\x1f\x8b\x08\0", "a.md", "a gzip archive"),
        (b"\x7fELF\x02", "a", "a program (ELF)"),
        (b"plain words", "page.mhtml", "cannot read MHTML files yet"),
        (
            b"From: <Saved>\r\nContent-Type: multipart/related; boundary=x\r\nMIME-Version: 1.0\r\n",
            "a",
            "cannot read MHTML files yet",
        ),
        (b"plain words", "book.epub", "a book of several chapters"),
        (b"plain words", "study.qdpx", "a project of several texts"),
        (b"<CodeBook/>", "codes.xml", "a codebook"),
        (b"plain words", "memo.docx", "cannot read DOCX files yet (turn it into a web page, as `libreoffice"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "memo.doc", "cannot read DOC files yet (turn it"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "table.xls", "an old Office document"),
        (b"PK\x03\x04 and so on", "memo.pages", "cannot read Pages files yet (turn it"),
        (b"{\\rtf1 words}", "memo", "cannot read RTF files yet (turn it"),
        (
            b"PK\x03\x04\0\0\0\0mimetypeapplication/vnd.oasis.opendocument.textPK\x03\x04",
            "memo.odt",
            "cannot read ODT files yet (turn it into a web page, as `libreoffice",
        ),
        ("\u{200b}\u{feff}\n\u{200b}".as_bytes(), "a.txt", "nothing but white space"),
        ("*".repeat(3 << 20).as_bytes(), "a.md", "more than 2000000 marks of Markdown"),
    ] {
        let message = refusal(bytes, name);
        assert!(message.contains(says) && message.contains('('), "{name}: {message}");
    }
    let all: Vec<u8> = (0..=255).collect();
    assert!(refusal(&all, "a.txt").contains("binary data"));
    let large = read(b"1234567890", &Hint { limit: 9, ..Hint::default() });
    assert_eq!(large, Err(ImportError::TooLarge { limit: 9 }));
}

#[test]
fn what_is_refused_by_its_head_is_not_what_is_read_by_another_name() {
    for (head, name) in [
        (b"PK\x03\x04 and so on".as_slice(), "a.epub"),
        (b"PK\x03\x04 and so on", "a.zip"),
        (b"PK\x03\x04 and so on", "a"),
        (b"PK\x03\x04\x14\0mimetypeapplication/epub+zip", "a.docx"),
        (b"<Project xmlns=\"urn:QDA-XML:project:1.0\">", "a.doc"),
        (b"<?xml version=\"1.0\"?><rss version=\"2.0\">", "a.pages"),
        (b"%PDF-1.7\n", "a.doc"),
        (b"plain words", "a.txt"),
        (b"", "a.doc"),
    ] {
        assert_eq!(refused(head, name), None, "{name}");
    }
    assert!(matches!(refused(b"PK\x03\x04 and so on", "table.xlsx"), Some(ImportError::Binary { .. })));
    assert!(matches!(refused(b"plain words", "a.DOCX"), Some(ImportError::Office { what: "DOCX" })));
}

#[test]
fn a_stray_zero_does_not_make_a_binary() {
    assert_eq!(text_of(b"It is one\0 of many words.\n"), "It is one of many words.");
}

#[test]
fn any_one_byte_is_read_or_refused() {
    for byte in 0..=255_u8 {
        for bytes in [vec![byte], vec![byte; 64], [b"words ".as_slice(), &[byte], b" words"].concat()] {
            if let Ok(read) = read(&bytes, &Hint::default()) {
                check(&read.document);
            }
        }
    }
}

#[test]
fn the_name_decides_and_then_the_content() {
    let format = |name: Option<&str>, text: &str| {
        read(text.as_bytes(), &Hint { name, ..Hint::default() }).unwrap().meta.format
    };
    assert_eq!(format(Some("a.md"), "plain"), "markdown");
    assert_eq!(format(Some("a.txt"), "# A heading"), "text");
    assert_eq!(format(Some("notes.unknown"), "# A heading"), "markdown");
    assert_eq!(format(None, "---\ntitle: x\n---\nwords"), "markdown");
    assert_eq!(format(None, "#tag and words"), "text");
    assert!(
        is_readable("A.Markdown")
            && is_readable("b.TXT")
            && !is_readable("c.png")
            && !is_readable("Makefile")
    );
}

#[test]
fn what_has_no_title_goes_by_its_file_or_by_how_it_begins() {
    let long = "On a Monday, the ministry said that its envoy had agreed with his colleague on what to share. Then it was late.";
    let title =
        |text: &str, stem| title_for(&read(text.as_bytes(), &Hint::named("a.txt")).unwrap().document, stem);
    for stem in ["notes", "2021-05-04", "scan0001", "b2", "deadbeefcafe", "cafe-2021"] {
        assert_eq!(title(long, Some(stem)), stem);
    }
    let begins = "On a Monday, the ministry said that its envoy had agreed with his colleague on…";
    for stem in [None, Some(""), Some("004_8eee4ae0223c0ff4"), Some("1b4e28ba-2fa1-11d2-883f-0016d3cca427")] {
        assert_eq!(title(long, stem), begins, "{stem:?}");
    }
    assert_eq!(title(&format!("Advertisement\n\n{long}"), None), begins);
    assert_eq!(
        title("A short line about nothing, which ends here.", None),
        "A short line about nothing, which ends here."
    );
    assert_eq!(title(&format!("A\n\n{}", "\u{a0}".repeat(900)), Some("notes")), "notes");
    // Where no white space parts words, and where letters have marks.
    let unparted = title(&"語".repeat(300), None);
    assert_eq!(unparted.chars().filter(|c| *c == '語').count(), 80);
    assert!(title(&"e\u{301}".repeat(300), None).ends_with("\u{301}…"));
    assert_eq!(
        title(&format!("a{}", "\u{301}".repeat(3000)), Some("004_8eee4ae0223c0ff4")),
        "004_8eee4ae0223c0ff4"
    );
}

#[test]
fn hostile_texts_are_harmless() {
    let marks = format!("a{}", "\u{301}".repeat(10_000));
    assert_eq!(text_of(marks.as_bytes()), marks);
    assert_eq!(text_of("a\u{202e}b\u{2066}c".as_bytes()), "a\u{202e}b\u{2066}c");
    let mut styled = String::from("x");
    for _ in 0..20_000 {
        let _ = write!(styled, "*\u{301}* ");
    }
    check(&read(styled.as_bytes(), &Hint::named("a.md")).unwrap().document);
    let references = read(b"a &#27;[31m &#x9b;2J &#x202e; *b&#7;c* d", &Hint::named("a.md")).unwrap();
    check(&references.document);
    let line = "word ".repeat(1_000_000);
    assert_eq!(text_of(line.as_bytes()).len(), line.len() - 1);
    for deep in
        [">".repeat(20_000), "- ".repeat(2_000), "[".repeat(20_000), "*a ".repeat(20_000), "<".repeat(20_000)]
    {
        if let Ok(read) = read(format!("{deep}x").as_bytes(), &Hint::named("a.md")) {
            check(&read.document);
        }
    }
}

#[test]
fn a_digest_is_sha256_in_hexadecimal() {
    assert_eq!(digest("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn reading_never_panics_on_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        for name in ["a.txt", "a.md"] {
            if let Ok(read) = read(&bytes, &Hint::named(name)) {
                check(&read.document);
            }
        }
    }

    #[test]
    fn reading_keeps_its_promises_on_markup(
        text in "([a-zé \u{301}\u{200d}👩🇩🇪\t\u{a0}]|\n|\r|\u{c}|\n\n|- |1\\. |> |\\*|\\*\\*|`|```\n|# |\\||\\|-\\|-\\|\n|<b>|</p>|<!--|!\\[|\\]\\(http://a\\)|\\[|~~|&#7;|\u{1b}\\[1m|By Jane Roe\n|Advertisement\n){0,60}"
    ) {
        for name in ["a.txt", "a.md"] {
            if let Ok(read) = read(text.as_bytes(), &Hint::named(name)) {
                check(&read.document);
            }
        }
    }
}

#[test]
fn syllables_that_are_parted_are_words() {
    assert_eq!(
        text_of("The har\u{ad}bour\u{ad}mas\u{ad}ter left.\u{ad}\n".as_bytes()),
        "The harbourmaster left."
    );
}
