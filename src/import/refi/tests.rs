use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

/// A project whose list of contents has this origin, and this below its root.
fn packed(origin: &str, list: &str, texts: &[(&str, &str)]) -> Vec<u8> {
    let list = format!("<Project name=\"P\" origin=\"{origin}\">{list}</Project>");
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [("project.qde", list.as_str())].iter().chain(texts) {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A text source, and selections of it: start, end, name, and what is in them.
fn source(path: &str, selections: &[(i64, i64, &str, &str)]) -> String {
    let all = selections.iter().map(|(start, end, name, within)| {
        format!("<PlainTextSelection startPosition=\"{start}\" endPosition=\"{end}\" name=\"{name}\">{within}</PlainTextSelection>")
    });
    format!(
        "<Sources><TextSource guid=\"s\" name=\"S\" plainTextPath=\"{path}\">{}</TextSource></Sources>",
        all.collect::<String>()
    )
}

/// The words and notes of all passages, and the remarks.
fn read(bytes: &[u8]) -> (Vec<(String, Option<String>)>, Vec<String>) {
    let mut project = Project::open(bytes, Limits::default(), &|| false).unwrap();
    let mut all = Vec::new();
    for at in 0..project.count() {
        let Some(text) = project.read(at, &|| false).unwrap() else { continue };
        let words = |passage: Passage| (text.imported.document.slice(passage.span).to_owned(), passage.note);
        all.extend(text.passages.into_iter().map(words));
    }
    (all, project.remarks())
}

fn words(bytes: &[u8]) -> Vec<String> {
    read(bytes).0.into_iter().map(|(words, _)| words).collect()
}

#[test]
fn opening_one_is_stopped_wherever_it_is() {
    let source = |n| {
        format!(
            "<TextSource name='S{n}'><PlainTextContent>Words.</PlainTextContent><PlainTextSelection name='Wo' startPosition='0' endPosition='2'/></TextSource>"
        )
    };
    let sources: String = (0..300).map(source).collect();
    let list = format!("<Project name='P' origin='Other'><Sources>{sources}</Sources></Project>");
    let asked = std::cell::Cell::new(0);
    let open = |until: usize| {
        asked.set(0);
        let stop = || {
            asked.set(asked.get() + 1);
            asked.get() > until
        };
        Project::beside(list.as_bytes(), None, Limits::default(), &stop).map(|project| project.count())
    };
    assert_eq!(open(usize::MAX), Ok(300));
    let all = asked.get();
    assert!(all > 10, "{all}");
    for until in 0..all {
        assert_eq!(open(until), Err(ImportError::Stopped), "{until}");
    }
    // The list alone is long enough too.
    let book = format!("<CodeBook><Codes>{}</Codes></CodeBook>", "<Code name='C'/>".repeat(3_000));
    let read = |until: usize| {
        asked.set(0);
        let stop = || {
            asked.set(asked.get() + 1);
            asked.get() > until
        };
        Project::codebook(book.as_bytes(), Limits::default(), &stop).map(|mut book| book.codes().len())
    };
    assert_eq!(read(usize::MAX), Ok(3_000));
    let all = asked.get();
    assert!(all > 10, "{all}");
    assert_eq!([0, 5, all - 1].map(|until| read(until).is_err()), [true; 3]);
}

#[test]
fn line_ends_are_counted_as_the_program_that_wrote_them_does() {
    let text = [("sources/a.txt", "One line.\r\nTwo lines.\r\nThree of them.")];
    // ATLAS.ti counts a line end as one character, also where nothing tells.
    let list = source("internal://a.txt", &[(10, 13, "", ""), (21, 26, "", "")]);
    assert_eq!(words(&packed("ATLAS.ti 8.4", &list, &text)), ["Two", "Three"]);
    let list = source("internal://a.txt", &[(11, 14, "", ""), (23, 28, "", "")]);
    assert_eq!(words(&packed("MAXQDA", &list, &text)), ["Two", "Three"]);
    // Names tell better than the program's name does.
    let list = source("internal://a.txt", &[(11, 14, "Two", ""), (23, 28, "", "")]);
    assert_eq!(words(&packed("ATLAS.ti 8.4", &list, &text)), ["Two", "Three"]);
    let list = source("internal://a.txt", &[(10, 13, "Two", ""), (21, 26, "", "")]);
    let (found, remarks) = read(&packed("Other", &list, &text));
    assert_eq!(found.len(), 2);
    assert!(remarks[0].contains("a line end of two characters as one"), "{remarks:?}");
    let (_, remarks) =
        read(&packed("postil", &source("internal://a.txt", &[]), &[("sources/a.txt", "Words.")]));
    assert!(remarks.is_empty(), "{remarks:?}");
}

#[test]
fn an_inline_text_has_line_ends_of_one_character() {
    let list = "<Sources><TextSource guid=\"s\"><PlainTextContent>One.\r\nTwo.</PlainTextContent>\
                <PlainTextSelection startPosition=\"5\" endPosition=\"9\"/></TextSource></Sources>";
    assert_eq!(words(&packed("Other", list, &[])), ["Two."]);
}

#[test]
fn files_are_found_however_they_are_named() {
    for (path, file) in [
        ("internal://a.txt", "sources/a.txt"),
        ("internal://A.TXT", "Sources/a.txt"),
        ("internal://sources/a.txt", "sources/a.txt"),
        ("a.txt", "SOURCES/A.txt"),
        ("internal:///a.txt", "a.txt"),
        ("sources\\a.txt", "sources/a.txt"),
    ] {
        let bytes = packed("Other", &source(path, &[(0, 4, "", "")]), &[(file, "\u{feff}Some words.")]);
        assert_eq!(words(&bytes), ["Some"], "{path} {file}");
    }
    let list = "<Sources><TextSource guid=\"s\" name=\"S\" richTextPath=\"internal://a.txt\"/></Sources>";
    let (_, remarks) = read(&packed("Other", list, &[("sources/a.txt", "Words.")]));
    assert_eq!(remarks, ["read although the standard has it otherwise: plain text under richTextPath"]);
}

#[test]
fn a_source_that_is_no_text_is_read_where_its_text_is_beside_it() {
    let list = "<Sources><PDFSource guid=\"p\" name=\"Scan\"><PDFSelection/><Representation guid=\"r\" plainTextPath=\"internal://r.txt\">\
                <PlainTextSelection startPosition=\"0\" endPosition=\"4\"><Description>A note.</Description></PlainTextSelection></Representation></PDFSource>\
                <AudioSource guid=\"a\" name=\"Talk\"><Transcript plainTextPath=\"internal://t.txt\"/><Transcript/></AudioSource>\
                <PictureSource guid=\"i\" name=\"Map\"/><TextSource guid=\"d\" name=\"Letter\" richTextPath=\"internal://d.docx\"/>\
                <TextSource guid=\"e\" name=\"Far\" plainTextPath=\"relative:///far.txt\"/></Sources>";
    let texts = [("sources/r.txt", "Read me."), ("sources/t.txt", "Talk."), ("sources/d.docx", "PK")];
    let (found, remarks) = read(&packed("Other", list, &texts));
    assert_eq!(found, [("Read".to_owned(), Some("A note.".to_owned()))]);
    assert_eq!(
        remarks,
        [
            "“Map” was left out: it is a picture, and there is no plain text of it in the project",
            "“Letter” was left out: there is no plain text of it in the project",
            "“Far” was left out: its text is kept outside of the project",
            "left out, since a library has no place for it: 1 passage that is not one of plain text, 1 further text of a source",
        ]
    );
}

#[test]
fn several_passages_on_the_same_words_are_one_and_notes_stand_together() {
    let code = |key: &str| format!("<Coding><CodeRef targetGUID=\"{key}\"/></Coding>");
    let noted = format!(
        "<Description>Two.</Description>{}<NoteRef targetGUID=\"N\"/><NoteRef targetGUID=\"n\"/>",
        code("b")
    );
    let list = format!(
        "<CodeBook><Codes><Code guid=\"a\" name=\"A\"/><Code guid=\"b\" name=\"B\"/></Codes></CodeBook>{}\
         <Notes><Note guid=\"{{n}}\" name=\"On it\"><PlainTextContent>Three. </PlainTextContent></Note></Notes>",
        source("internal://a.txt", &[(0, 4, "", &code("a")), (0, 4, "", &noted), (0, 4, "", &code("none"))])
    );
    let bytes = packed("Other", &list, &[("sources/a.txt", "Some words.")]);
    let mut project = Project::open(&bytes, Limits::default(), &|| false).unwrap();
    let text = project.read(0, &|| false).unwrap().unwrap();
    assert_eq!(text.passages.len(), 1);
    assert_eq!(text.passages[0].codes, [0, 1]);
    assert_eq!(text.passages[0].note.as_deref(), Some("Two.\n\n**On it**\n\nThree."));
    let remarks = project.remarks();
    assert!(remarks.iter().any(|remark| remark.contains("2 passages on the same words")), "{remarks:?}");
    assert!(remarks.iter().any(|remark| remark.contains("1 reference to what is not there")), "{remarks:?}");
}

#[test]
fn a_link_with_a_note_is_a_note_and_a_free_note_is_on_the_whole() {
    let list = "<Sources><TextSource guid=\"s\" name=\"S\"><PlainTextContent>Words.</PlainTextContent></TextSource></Sources>\
                <Notes><Note guid=\"a\"><PlainTextContent>On it.</PlainTextContent></Note>\
                <Note guid=\"b\"><PlainTextContent>On nothing.</PlainTextContent></Note></Notes>\
                <Links><Link originGUID=\"S\" targetGUID=\"{A}\"/><Link originGUID=\"s\" targetGUID=\"s\"/></Links>";
    let bytes = packed("NVivo", list, &[]);
    let mut project = Project::open(&bytes, Limits::default(), &|| false).unwrap();
    assert_eq!(project.note().as_deref(), Some("On nothing."));
    assert_eq!(project.read(0, &|| false).unwrap().unwrap().note.as_deref(), Some("On it."));
    assert_eq!(project.remarks(), ["left out, since a library has no place for it: 1 link"]);
}

#[test]
fn one_note_on_very_many_passages_does_not_fill_the_memory() {
    let note = "word ".repeat(1 << 18);
    let each: Vec<_> = (0..200).map(|at| (at, at + 1, "", "<NoteRef targetGUID=\"n\"/>")).collect();
    let list = format!(
        "{}<Notes><Note guid=\"n\"><PlainTextContent>{note}</PlainTextContent></Note></Notes>",
        source("internal://a.txt", &each)
    );
    let bytes = packed("Other", &list, &[("sources/a.txt", &"x".repeat(400))]);
    let mut project =
        Project::open(&bytes, Limits { ratio: 100_000, ..Limits::default() }, &|| false).unwrap();
    let text = project.read(0, &|| false).unwrap().unwrap();
    let all: usize = text.passages.iter().filter_map(|passage| Some(passage.note.as_ref()?.len())).sum();
    assert!(all <= ROOM && text.passages.len() == 200, "{all}");
    assert!(project.remarks()[0].contains("notes beyond 64 MB"), "{:?}", project.remarks());
}

#[test]
fn codes_keep_their_tree_and_what_is_wrong_with_them_is_mended() {
    let text = "\u{feff}<?xml version=\"1.0\"?>\n<qda:Codebook xmlns=\"urn:QDA-XML:codebook:0:4\"><Codes>\
                <Code guid=\"c001\" name=\" Sea&#10;and  shore \" color=\"#0AF\"><Code guid=\"{7D1B1A37-0000-4000-8000-00000000000B}\" color=\"blue\"/></Code>\
                </Codes><Sets/></qda:Codebook>";
    assert!(is_codebook(text.as_bytes(), None));
    let mut book = Project::codebook(text.as_bytes(), Limits::default(), &|| false).unwrap();
    let codes = book.codes();
    assert_eq!(
        (codes[0].name.as_str(), codes[0].color.as_deref(), codes[0].uuid),
        ("Sea and shore", Some("#00aaff"), None)
    );
    assert_eq!(
        (codes[1].name.as_str(), codes[1].color.as_deref(), codes[1].parent),
        ("unnamed", None, Some(0))
    );
    assert_eq!(codes[1].uuid.unwrap().to_string(), "7d1b1a37-0000-4000-8000-00000000000b");
    assert_eq!(
        book.remarks(),
        [
            "read although the standard has it otherwise: Codebook for CodeBook, an old namespace (0:4), ids that are no GUIDs, codes without a name"
        ]
    );
    let cut = text.split("</Codes>").next().unwrap();
    let book = Project::codebook(cut.as_bytes(), Limits::default(), &|| false).unwrap();
    assert!(book.remarks()[0].contains("ends before its end"));
}

#[test]
fn times_are_told_in_utc() {
    assert_eq!(time("2019-03-18T10:00:00.123+01:00").as_deref(), Some("2019-03-18T09:00:00Z"));
    assert_eq!(time("2019-03-18T10:00:00").as_deref(), Some("2019-03-18T10:00:00Z"));
    assert_eq!((time("yesterday"), time("")), (None, None));
}

#[test]
fn only_what_is_a_project_is_taken_for_one() {
    assert!(is_project(&packed("Other", "", &[]), None) && is_project(b"", Some("A.QDPX")));
    assert!(!is_project(b"PK\x03\x04 a text about .qde files", None));
    assert!(!is_codebook(b"<?xml version=\"1.0\"?><!-- <CodeBook> --><html/>", None));
    assert!(!is_codebook("The <CodeBook> element".as_bytes(), None));
}

/// A folder of one text.
#[derive(Debug)]
struct Beside(&'static str, &'static str);

impl Folder for Beside {
    fn names(&self) -> Vec<String> {
        vec![self.0.to_owned()]
    }

    fn read(&self, name: &str, limit: u64) -> Result<Option<Vec<u8>>, String> {
        assert_eq!(name, self.0);
        Ok((self.1.len() as u64 <= limit).then(|| self.1.as_bytes().to_vec()))
    }
}

#[test]
fn a_list_without_an_archive_is_read_with_what_is_beside_it_and_no_more_of_it() {
    let list = |path: &str| {
        format!("<Project name=\"P\" origin=\"Other\">{}</Project>", source(path, &[(4, 8, "port", "")]))
    };
    let beside = Beside("Sources/A.txt", "The port closed.");
    let read = |path: &str, folder: Option<&dyn Folder>, limits: Limits| {
        let list = list(path);
        let mut project = Project::beside(list.as_bytes(), folder, limits, &|| false)?;
        project.read(0, &|| false).map(|text| text.unwrap().passages.len())
    };
    let limits = Limits::default();
    assert_eq!(read("internal://a.txt", Some(&beside), limits), Ok(1));
    let why =
        |path: &str, folder: Option<&dyn Folder>, limits| read(path, folder, limits).unwrap_err().to_string();
    for path in [
        "internal://b.txt",
        "internal://../A.txt",
        "absolute:///etc/passwd",
        "relative://../a.txt",
        "/etc/passwd",
    ] {
        let said = why(path, Some(&beside), limits);
        assert!(said.contains(path) && said.contains("no such file in the folder “sources”"), "{said}");
    }
    assert!(why("internal://a.txt", None, limits).contains("import it as a file"));
    assert!(
        why("internal://a.txt", Some(&beside), Limits { entry: 9, ..limits }).contains("list of contents")
    );
    let long = Beside("sources/a.txt", Box::leak("The port closed. ".repeat(90).into_boxed_str()));
    let small = Limits { entry: 900, ..limits };
    assert!(why("internal://a.txt", Some(&long), small).contains("archive-entry"));
    let full = Limits { total: 1000, ..limits };
    assert!(why("internal://a.txt", Some(&long), full).contains("archive-total"));
}

#[test]
fn lists_are_told_from_other_xml() {
    let head = "\u{feff}<?xml version=\"1.0\"?>\n<!-- made -->\n";
    let is = |text: &str| is_project(format!("{head}{text}").as_bytes(), None);
    assert!(is("<Project name=\"a\"\n xmlns=\"urn:QDA-XML:project:1.0\"/>"));
    assert!(is("<qda:Project xmlns:qda=\"urn:QDA-XML:project:1.0\"></qda:Project>"));
    assert!(!is("<Project Sdk=\"Microsoft.NET.Sdk\"><!-- urn:QDA-XML:project --></Project>"));
    assert!(!is("<Projects/>") && !is("words") && !is(""));
    assert!(is_project(b"<x/>", Some("project.QDE")));
}

/// Codes below each other, of names of that many characters.
fn nested(count: usize, length: usize) -> String {
    let open = (0..count).map(|n| {
        let name = format!("{n:03}{}", "é".repeat(length - 3));
        format!("<Code guid=\"{n}\" name=\"{name}\">")
    });
    let all = open.collect::<String>();
    format!("<CodeBook><Codes>{all}{}</Codes></CodeBook>", "</Code>".repeat(count))
}

#[test]
fn codes_with_names_without_end_and_below_each_other_without_end_are_bounded() {
    let levels = |codes: &[Code]| {
        let mut levels: Vec<(usize, usize)> = Vec::new();
        for code in codes {
            let above = code.parent.map_or((0, 0), |at| levels[at]);
            levels.push((above.0 + 1, above.1 + code.name.chars().count()));
        }
        levels
    };
    for (length, deepest, remark) in [
        (4, 32, "168 codes lie deeper than postil reads and were put on the level above"),
        (400, 10, "190 codes lie deeper than postil reads and were put on the level above"),
        (4_000, 10, "200 names of codes were cut to 400 characters"),
    ] {
        let text = nested(200, length);
        let mut project =
            Project::codebook(text.as_bytes(), Limits { depth: 256, ..Limits::default() }, &|| false)
                .unwrap();
        let codes = project.codes();
        assert_eq!(codes.len(), 200);
        for (code, (level, path)) in codes.iter().zip(levels(&codes)) {
            assert!(code.name.chars().count() <= 400 && level <= deepest && path <= 4_000, "{level} {path}");
        }
        assert!(project.remarks().iter().any(|told| told == remark), "{:?}", project.remarks());
    }
}

#[test]
fn a_list_that_was_cut_off_is_told_from_one_that_something_follows() {
    let is_cut = |list: &str| {
        let project = Project::codebook(list.as_bytes(), Limits::default(), &|| false).unwrap();
        project.remarks().iter().any(|remark| remark.contains("ends before its end"))
    };
    let whole = "<CodeBook><Codes><Code guid=\"a\" name=\"A\"/></Codes></CodeBook>";
    for list in [whole, &format!("{whole}<!-- saved by X -->\n"), &format!("{whole}<?x y?>"), "<CodeBook/>"] {
        assert!(!is_cut(list), "{list}");
    }
    for cut in [20, 40, whole.len() - 1, whole.len() - 12] {
        let list = whole.get(..cut).expect("ASCII");
        assert!(is_cut(list), "{list}");
    }
    assert!(is_cut("<CodeBook><Codes><!-- </CodeBook> -->"));
}

#[test]
fn a_source_with_very_many_passages_may_be_stopped_within() {
    let text = "word ".repeat(2_000);
    let selections: Vec<(i64, i64, &str, &str)> = (0..2_000).map(|n| (5 * n, 5 * n + 4, "", "")).collect();
    let list = source("internal://a.txt", &selections);
    let bytes = packed("Other", &list, &[("sources/a.txt", &text)]);
    let passages = |stop: &dyn Fn() -> bool| {
        let mut project = Project::open(&bytes, Limits::default(), &|| false).unwrap();
        project.read(0, stop).unwrap().unwrap().passages.len()
    };
    assert_eq!(passages(&|| false), 2_000);
    let asked = std::cell::Cell::new(0);
    let stop = || {
        asked.set(asked.get() + 1);
        asked.get() > 2
    };
    assert_eq!((passages(&stop), asked.get()), (512, 3));
}
