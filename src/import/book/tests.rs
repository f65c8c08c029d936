use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::*;
use crate::model::BlockKind;

const CONTAINER: &str = r#"<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>"#;

/// A zip archive of these files.
fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let method =
            if *name == "mimetype" { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        writer.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A book: the inside of its package file, and its other files.
fn book(package: &str, files: &[(&str, &str)]) -> Vec<u8> {
    let opf = format!(
        r#"<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf" version="3.0">{package}</package>"#
    );
    let mut all: Vec<(&str, &[u8])> = vec![
        ("mimetype", b"application/epub+zip"),
        ("META-INF/container.xml", CONTAINER.as_bytes()),
        ("OEBPS/book.opf", opf.as_bytes()),
    ];
    all.extend(files.iter().map(|(name, text)| (*name, text.as_bytes())));
    zip(&all)
}

fn page(body: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title/></head><body>{body}</body></html>"#
    )
}

/// A spine of files one.xhtml, two.xhtml … with a manifest, and what else stands in the package.
fn package(metadata: &str, files: &[&str], more: &str) -> String {
    let items: Vec<String> = files
        .iter()
        .enumerate()
        .map(|(n, file)| format!(r#"<item id="c{n}" href="{file}" media-type="application/xhtml+xml"/>"#))
        .collect();
    let refs: Vec<String> = (0..files.len()).map(|n| format!(r#"<itemref idref="c{n}"/>"#)).collect();
    let (items, refs) = (items.concat(), refs.concat());
    format!(
        r#"<metadata>{metadata}</metadata><manifest>{items}{more}</manifest><spine toc="ncx">{refs}</spine>"#
    )
}

fn read(bytes: &[u8]) -> Result<(BookMeta, Vec<Chapter>), ImportError> {
    let mut book = Book::open(bytes, Limits::default(), PageLimits::default())?;
    let mut chapters = Vec::new();
    for file in book.files().to_vec() {
        chapters.extend(book.chapters(&file)?);
    }
    Ok((book.meta, chapters))
}

/// Where pages begin: their labels and the words from there on.
fn pages(chapter: &Chapter) -> Vec<(&str, &str)> {
    let document = &chapter.imported.document;
    let words = |at: usize| {
        let rest = document.text.get(at..).unwrap();
        rest.get(..12).unwrap_or(rest)
    };
    document.pages.iter().map(|page| (page.label.as_str(), words(page.start.0))).collect()
}

#[test]
fn the_list_of_pages_says_on_which_page_of_the_printed_book_words_stand() {
    let one = page(
        r#"<h1>Tides</h1><p>The tide <i>falls <a id="p8"/> twice</i> a day.</p><div id="p9"></div>
        <p>The mud shows, and<span id="px" role="doc-pagebreak"/> nobody walks.</p><p id="p10">Gulls do.</p>"#,
    );
    let two = page("<p>All on the same page, to the end.</p>");
    let three = page(r#"<p>Then a new one.</p><p>And<b id="p12">more</b> of it.</p>"#);
    let files = ["one.xhtml", "two.xhtml", "three.xhtml"];
    let list = [
        ("vii", "one.xhtml"),
        ("8", "one.xhtml#p8"),
        ("9", "one.xhtml#p9"),
        ("9a", "one.xhtml#none"),
        ("10", "one.xhtml#p10"),
        ("11", "three.xhtml"),
        ("12", "three.xhtml#p12"),
    ];
    let nav: Vec<String> =
        list.iter().map(|(label, to)| format!("<li><a href=\"{to}\">{label}</a></li>")).collect();
    let nav = format!(
        "<html><body><nav epub:type=\"page-list\" hidden=\"\"><ol>{}</ol></nav></body></html>",
        nav.concat()
    );
    let targets: Vec<String> = list
        .iter()
        .map(|(label, to)| format!("<pageTarget type=\"normal\"><navLabel><text>{label}</text></navLabel><content src=\"{to}\"/></pageTarget>"))
        .collect();
    let ncx = format!(
        "<ncx><navMap><navPoint><navLabel><text>Tides</text></navLabel><content src=\"one.xhtml\"/></navPoint></navMap>\
         <pageList>{}</pageList></ncx>",
        targets.concat()
    );
    for (name, list, more) in [
        (
            "nav.xhtml",
            nav,
            r#"<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>"#,
        ),
        ("toc.ncx", ncx, r#"<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>"#),
    ] {
        let list_at = format!("OEBPS/{name}");
        let bytes = book(
            &package(METADATA, &files, more),
            &[
                ("OEBPS/one.xhtml", &one),
                ("OEBPS/two.xhtml", &two),
                ("OEBPS/three.xhtml", &three),
                (list_at.as_str(), &list),
            ],
        );
        let (_, chapters) = read(&bytes).unwrap();
        assert_eq!(
            pages(&chapters[0]),
            [("vii", "Tides\n\nThe t"), ("8", "twice a day."), ("9", "The mud show"), ("10", "Gulls do.")],
            "{name}"
        );
        assert!(
            chapters[0]
                .imported
                .document
                .text
                .contains("The tide falls twice a day.\n\nThe mud shows, and nobody")
        );
        assert_eq!(pages(&chapters[1]), [("10", "All on the s")]);
        assert_eq!(pages(&chapters[2]), [("11", "Then a new o"), ("12", "more of it.")]);
        assert!(chapters.iter().all(|chapter| chapter.imported.document.broken_promise().is_none()));
    }
}

#[test]
fn the_number_of_a_page_that_stands_where_it_begins_is_none_of_the_words() {
    let one = page(
        r#"<div epub:type="pagebreak" id="p5">5</div><p>He told the captain to
        <span epub:type="pagebreak" role="doc-pagebreak" id="p6">6</span>wait for the tide.</p>
        <p>And so<span role="doc-pagebreak" title="7"/> he did.</p>"#,
    );
    let list = r#"<html><body><nav epub:type="page-list"><ol><li><a href="one.xhtml#p6">vi</a></li></ol></nav></body></html>"#;
    let more = r#"<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>"#;
    let listed = book(
        &package(METADATA, &["one.xhtml"], more),
        &[("OEBPS/one.xhtml", &one), ("OEBPS/nav.xhtml", list)],
    );
    let unlisted = book(&package(METADATA, &["one.xhtml"], ""), &[("OEBPS/one.xhtml", &one)]);
    let own = [("5", "He told the "), ("6", "wait for the"), ("7", " he did.")];
    for (bytes, known) in [(listed, &[("vi", "wait for the")][..]), (unlisted, &own[..])] {
        let (_, chapters) = read(&bytes).unwrap();
        let document = &chapters[0].imported.document;
        assert!(
            document.text.ends_with("He told the captain to wait for the tide.\n\nAnd so he did."),
            "{}",
            document.text
        );
        assert_eq!(pages(&chapters[0]), known);
    }
}

#[test]
fn a_page_that_begins_with_an_item_of_a_list_leaves_its_number_with_its_words() {
    let one = page(
        r#"<h1>Tides</h1><ol><li id="p1"><p>Ebb,</p><p>then</p></li><li><a id="p2"></a> <p>flood.</p></li>
        <li><div id="p3"><p>Slack</p></div></li></ol><div id="p4"></div><table><tr><td>Low</td></tr></table><p>End.</p>"#,
    );
    let list: String = (1..=4)
        .map(|n| ["<li><a href=\"one.xhtml#p", &n.to_string(), "\">", &n.to_string(), "</a></li>"].concat())
        .collect();
    let nav = format!(r#"<html><body><nav epub:type="page-list"><ol>{list}</ol></nav></body></html>"#);
    let more = r#"<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>"#;
    let bytes =
        book(&package("", &["one.xhtml"], more), &[("OEBPS/nav.xhtml", &nav), ("OEBPS/one.xhtml", &one)]);
    let (_, chapters) = read(&bytes).unwrap();
    assert_eq!(
        &*chapters[0].imported.document.text,
        "Tides\n\n1. Ebb,\n\nthen\n\n2. flood.\n\n3. Slack\n\nLow\n\nEnd."
    );
    let pages = pages(&chapters[0]);
    let pages: Vec<(&str, &str)> =
        pages.iter().map(|(label, words)| (*label, words.get(..3).unwrap())).collect();
    assert_eq!(pages, [("1", "Ebb"), ("2", "flo"), ("3", "Sla"), ("4", "Low")]);
}

fn titles(chapters: &[Chapter]) -> Vec<&str> {
    chapters.iter().map(|chapter| chapter.imported.meta.title.as_str()).collect()
}

fn why(bytes: &[u8]) -> String {
    read(bytes).unwrap_err().to_string()
}

const METADATA: &str = r##"<dc:title>The Long Harbour</dc:title>
<dc:creator id="a">Ana Osei</dc:creator><dc:creator id="b">Jan Prins</dc:creator>
<dc:creator id="c">Eva Weiss</dc:creator><meta refines="#c" property="role">trl</meta>
<dc:publisher>Mole &amp; Sons</dc:publisher><dc:date>2019-03-04T00:00:00Z</dc:date>
<dc:language>en-GB</dc:language><dc:identifier>urn:isbn:978-0-00-000000-2</dc:identifier>"##;

const NAV: &str = r#"<html xmlns:epub="http://www.idpf.org/2007/ops"><body><h1>Contents</h1>
<nav epub:type="page-list"><ol><li><a href="one.xhtml#p1">1</a></li></ol></nav>
<nav epub:type="toc"><ol>
<li><a href="one.xhtml">The <i>Tides</i></a><ol><li><a href="one.xhtml#low">Low water</a></li>
<li><a href="one.xhtml#high">High water</a></li></ol></li>
<li><a href="two%20b.xhtml#start">Moles &amp; piers</a></li></ol></nav></body></html>"#;

fn harbour() -> Vec<u8> {
    let more = r#"<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>"#;
    book(
        &package(METADATA, &["cover.xhtml", "nav.xhtml", "one.xhtml", "two%20b.xhtml"], more),
        &[
            ("OEBPS/cover.xhtml", &page(r#"<img src="cover.jpg" alt="The cover of the book"/>"#)),
            (
                "OEBPS/one.xhtml",
                &page(
                    r##"<p>The tide falls twice.<a epub:type="noteref" href="#n1">1</a></p>
                    <p class="head" id="low">Low water</p><p>The mud shows.</p>
                    <p id="high">Then the sea is back.<sup><a href="#n2">2</a></sup></p>
                    <aside epub:type="footnote" id="n1" hidden=""><p>In most places.</p></aside>
                    <aside epub:type="footnote" id="n2"><p>2. At night too.</p></aside>"##,
                ),
            ),
            (
                "OEBPS/two b.xhtml",
                &page(r#"<h1 id="start">Two</h1><blockquote><p>Stone on stone.</p></blockquote>"#),
            ),
            ("OEBPS/nav.xhtml", NAV),
        ],
    )
}

#[test]
fn a_book_says_what_it_is_and_its_chapters_come_in_order() {
    let (meta, chapters) = read(&harbour()).unwrap();
    assert_eq!(
        meta,
        BookMeta {
            title: "The Long Harbour".into(),
            byline: Some("Ana Osei; Jan Prins".into()),
            publisher: Some("Mole & Sons".into()),
            published: Some("2019-03-04".into()),
            language: Some("en-GB".into()),
            isbn: Some("urn:isbn:9780000000002".into()),
        }
    );
    assert_eq!(titles(&chapters), ["The Tides", "Moles & piers"]);
    assert_eq!(chapters[1].file, "OEBPS/two b.xhtml");
    let about = &chapters[0].imported.meta;
    assert_eq!((about.byline.as_deref(), about.format.as_str()), (Some("Ana Osei; Jan Prins"), "epub"));
    assert_eq!(about.publication.as_deref(), Some("Mole & Sons"));
}

#[test]
fn sections_have_headings_and_notes_are_kept_with_their_marks() {
    let (_, chapters) = read(&harbour()).unwrap();
    let document = &chapters[0].imported.document;
    assert_eq!(
        *document.text,
        "The Tides\n\nThe tide falls twice.[1]\n\nLow water\n\nThe mud shows.\n\nHigh water\n\n\
         Then the sea is back.[2]\n\n[1] In most places.\n\n2. At night too."
    );
    let headings: Vec<(u8, &str)> = document
        .blocks
        .iter()
        .filter(|block| block.kind == BlockKind::Heading)
        .map(|block| (block.level, document.slice(block.span)))
        .collect();
    assert_eq!(headings, [(1, "The Tides"), (2, "Low water"), (2, "High water")]);
    let second = &chapters[1].imported.document;
    assert_eq!(*second.text, "Two\n\nStone on stone.");
    assert_eq!(second.blocks[1].kind, BlockKind::Quotation);
}

#[test]
fn an_epub_of_the_second_version_is_read_by_its_ncx() {
    let metadata = r#"<dc:title>Piers</dc:title><dc:creator opf:role="ill">Eva Weiss</dc:creator>
        <dc:creator opf:role="aut">Ana Osei</dc:creator><dc:date opf:event="modification">2022-01-01</dc:date>
        <dc:date opf:event="publication">1998-05</dc:date><dc:identifier opf:scheme="ISBN">x</dc:identifier>"#;
    let ncx = r#"<?xml version="1.0"?><ncx><navMap>
        <navPoint id="a"><navLabel><text>Part One</text></navLabel><content src="one.html"/>
        <navPoint id="b"><navLabel><text>Oak</text></navLabel><content src="two.html#x"/></navPoint></navPoint>
        </navMap><pageList><pageTarget><navLabel><text>7</text></navLabel><content src="two.html#p7"/></pageTarget></pageList></ncx>"#;
    let bytes = book(
        &package(
            metadata,
            &["one.html", "two.html", "three.html"],
            r#"<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>"#,
        ),
        &[
            ("OEBPS/toc.ncx", ncx),
            ("OEBPS/one.html", &page("<p>First.</p>")),
            ("OEBPS/two.html", &page("<div><p id=\"x\">Second.</p></div>")),
            ("OEBPS/three.html", &page("<p>It goes on.</p>")),
        ],
    );
    let (meta, chapters) = read(&bytes).unwrap();
    assert_eq!((meta.byline.as_deref(), meta.published.as_deref()), (Some("Ana Osei"), Some("1998-05")));
    assert_eq!(titles(&chapters), ["Part One", "Oak", "Oak (continued)"]);
    assert_eq!(*chapters[1].imported.document.text, "Oak\n\nSecond.");
}

/// A book whose chapters stand in groups: its table of contents of EPUB 3 or EPUB 2.
fn grouped(contents: (&str, &str), one: &str) -> Vec<u8> {
    let (name, contents) = contents;
    let more = [
        r#"<item id="nav" href="nav.xhtml" properties="nav" media-type="x"/>"#,
        r#"<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>"#,
    ];
    let more = more.into_iter().find(|item| item.contains(name)).unwrap();
    let contents_at = format!("OEBPS/{name}");
    book(
        &package("<dc:title>Quay</dc:title>", &["one.html", "two.html", "three.html"], more),
        &[
            (&*contents_at, contents),
            ("OEBPS/one.html", &page(one)),
            ("OEBPS/two.html", &page("<h1>Flood</h1><p>It rises.</p>")),
            (
                "OEBPS/three.html",
                &page(r#"<h1 id="a">Stone</h1><p>It lies.</p><h1 id="b">Oak</h1><p>It rots.</p>"#),
            ),
        ],
    )
}

#[test]
fn groups_of_the_table_of_contents_that_lead_nowhere_are_headings_above_the_chapter_they_begin_with() {
    let nav = r#"<html><body><nav epub:type="toc"><ol>
        <li><span>Part One: <i>Water</i></span><ol><li><span>By day</span><ol><li><a href="one.html">Ebb</a></li></ol></li>
        <li><a href="two.html">Flood</a></li></ol></li>
        <li><a href="http://elsewhere.example/">Part Two</a><ol><li><a href="three.html#a">Stone</a></li></ol></li>
        <li><a href="three.html#b">Oak</a></li><li><span>Part Three</span></li></ol></nav></body></html>"#;
    let point = |title: &str, to: &str, below: &str| {
        format!("<navPoint><navLabel><text>{title}</text></navLabel>{to}{below}</navPoint>")
    };
    let to = |file: &str| format!("<content src=\"{file}\"/>");
    let day = point("By day", "", &point("Ebb", &to("one.html"), ""));
    let ncx = [
        point("Part One: Water", "", &[day, point("Flood", &to("two.html"), "")].concat()),
        point("Part Two", "<content src=\"\"/>", &point("Stone", &to("three.html#a"), "")),
        point("Oak", &to("three.html#b"), ""),
        point("Part Three", "", ""),
    ];
    let ncx = format!("<ncx><navMap>{}</navMap></ncx>", ncx.concat());
    for contents in [("nav.xhtml", nav), ("toc.ncx", &ncx)] {
        let bytes = grouped(contents, r"<h1>Ebb</h1><p>It falls.</p>");
        let (_, chapters) = read(&bytes).unwrap();
        assert_eq!(titles(&chapters), ["Ebb", "Flood", "Stone", "Oak"], "{}", contents.0);
        let texts: Vec<&str> =
            chapters.iter().map(|chapter| chapter.imported.document.text.as_str()).collect();
        let wanted = [
            "Part One: Water\n\nBy day\n\nEbb\n\nIt falls.",
            "Flood\n\nIt rises.",
            "Part Two\n\nStone\n\nIt lies.",
            "Oak\n\nIt rots.",
        ];
        assert_eq!(texts, wanted, "{}", contents.0);
        let blocks = &chapters[0].imported.document.blocks;
        assert!(blocks[..3].iter().all(|block| (block.kind, block.level) == (BlockKind::Heading, 1)));
        // A file that shows it has it once.
        let bytes = grouped(contents, r"<p>Part One - Water</p><h1>Ebb</h1><p>It falls.</p>");
        let (_, chapters) = read(&bytes).unwrap();
        assert_eq!(*chapters[0].imported.document.text, "By day\n\nPart One - Water\n\nEbb\n\nIt falls.");
    }
}

#[test]
fn a_chapter_in_the_file_of_the_heading_of_its_part_is_called_by_its_own_title() {
    let nav = |part: &str, chapter: &str| {
        format!(
            r#"<html><body><nav epub:type="toc"><ol><li><a href="{part}">Part One</a><ol><li><a href="{chapter}">The Ebb</a></li>
            <li><a href="two.html">Flood</a></li></ol></li><li><a href="three.html#a">Stone</a></li></ol></nav></body></html>"#
        )
    };
    let one = |words: &str| {
        format!(
            r#"<h1 id="p">Part One</h1>{words}<div id="c"><h2>1. The ebb comes</h2><p>It falls.</p></div>"#
        )
    };
    let first = |part: &str, chapter: &str, one: &str| {
        let (_, mut chapters) = read(&grouped(("nav.xhtml", &nav(part, chapter)), one)).unwrap();
        assert_eq!(titles(&chapters)[1..], ["Flood", "Stone"]);
        let Imported { meta, document, .. } = chapters.remove(0).imported;
        (meta.title, document.text.to_string())
    };
    let text = "Part One\n\n1. The ebb comes\n\nIt falls.";
    for (part, chapter) in
        [("one.html", "one.html#c"), ("one.html#p", "one.html#c"), ("one.html", "one.html")]
    {
        assert_eq!(first(part, chapter, &one("")), ("The Ebb".into(), text.into()), "{part} {chapter}");
    }
    // What has words of its own before its first section is a chapter in several files.
    let (title, _) = first("one.html", "one.html#c", &one("<p>Of water, and how it comes and goes.</p>"));
    assert_eq!(title, "Part One");
    // The book says nowhere that it is a part.
    let bare = r#"<p id="c">It falls.</p>"#;
    for chapter in ["one.html", "one.html#c"] {
        let wanted = ("The Ebb".into(), "Part One\n\nThe Ebb\n\nIt falls.".into());
        assert_eq!(first("one.html", chapter, bare), wanted, "{chapter}");
    }
}

#[test]
fn a_group_that_its_file_shows_before_its_first_chapter_is_no_heading_once_more() {
    let nav = r#"<html><body><nav epub:type="toc"><ol><li><span>Chapter One</span><ol><li><a href="three.html#a">Stone</a></li>
        <li><a href="three.html#b">Oak</a></li></ol></li></ol></nav></body></html>"#;
    let three = r#"<h1>Chapter One</h1><p>Of what quays are made of, and how long they last.</p>
        <h2 id="a">Stone</h2><p>It lies.</p><h2 id="b">Oak</h2><p>It rots.</p>"#;
    let bytes = book(
        &package("", &["three.html"], r#"<item id="nav" href="nav.xhtml" properties="nav" media-type="x"/>"#),
        &[("OEBPS/nav.xhtml", nav), ("OEBPS/three.html", &page(three))],
    );
    let (_, chapters) = read(&bytes).unwrap();
    let texts: Vec<&str> = chapters.iter().map(|chapter| chapter.imported.document.text.as_str()).collect();
    assert!(texts[0].starts_with("Chapter One\n\nOf what"), "{texts:?}");
    assert_eq!(texts[1..], ["Stone\n\nIt lies.", "Oak\n\nIt rots."]);
}

#[test]
fn groups_within_a_file_are_headings_above_the_section_they_begin_with() {
    let nav = r#"<html><body><nav epub:type="toc"><ol><li><a href="one.html">Quays</a><ol>
        <li><span>Of stone</span><ol><li><a href="one.html#a">North</a></li><li><a href="one.html#b">South</a></li></ol></li>
        <li><span>Of oak</span><ol><li><span>Old ones</span><ol><li><a href="one.html#c">East</a></li></ol></li></ol></li>
        </ol></li></ol></nav></body></html>"#;
    let one = r#"<h1>Quays</h1><h2>Of stone</h2><h3 id="a">North</h3><p>It lies.</p><h3 id="b">South</h3><p>It lasts.</p>
        <p><a id="c"/></p><h3>East</h3><p>It rots.</p>"#;
    let (_, chapters) = read(&grouped(("nav.xhtml", nav), one)).unwrap();
    let document = &chapters[0].imported.document;
    let wanted = "Quays\n\nOf stone\n\nNorth\n\nIt lies.\n\nSouth\n\nIt lasts.\n\nOf oak\n\nOld ones\n\nEast\n\nIt rots.";
    assert_eq!(*document.text, *wanted);
    let headings = document.blocks.iter().filter(|block| block.kind == BlockKind::Heading);
    let headings: Vec<_> = headings.map(|block| (document.slice(block.span), block.level)).collect();
    assert_eq!(headings[4..], [("Of oak", 2), ("Old ones", 2), ("East", 3)]);
    // In a file that holds several chapters too.
    let nav = r#"<html><body><nav epub:type="toc"><ol><li><a href="three.html#a">Stone</a></li>
        <li><a href="three.html#b">Oak</a><ol><li><span>Old ones</span><ol><li><a href="three.html#c">East</a></li></ol></li></ol></li>
        </ol></nav></body></html>"#;
    let three =
        r#"<h1 id="a">Stone</h1><p>It lies.</p><h1 id="b">Oak</h1><p>It rots.</p><p id="c">So did this.</p>"#;
    let bytes = book(
        &package("", &["three.html"], r#"<item id="nav" href="nav.xhtml" properties="nav" media-type="x"/>"#),
        &[("OEBPS/nav.xhtml", nav), ("OEBPS/three.html", &page(three))],
    );
    let (_, chapters) = read(&bytes).unwrap();
    assert_eq!(*chapters[1].imported.document.text, "Oak\n\nIt rots.\n\nOld ones\n\nEast\n\nSo did this.");
}

#[test]
fn files_are_found_whose_names_differ_in_capitals_alone() {
    let nav = r#"<html><body><nav epub:type="toc"><ol><li><a href="CHAPTER1.xhtml">Ebb</a></li>
        <li><a href="chapter2.xhtml">Flood</a></li></ol></nav></body></html>"#;
    let nav_item = r#"<item id="nav" href="Nav.xhtml" properties="nav" media-type="x"/>"#;
    let package = package("", &["chapter1.xhtml", "chapter2.xhtml", "chapter3.xhtml"], nav_item);
    let bytes = book(
        &package,
        &[
            ("OEBPS/nav.xhtml", nav),
            ("OEBPS/Chapter1.xhtml", &page("<p>It falls.</p>")),
            // Where several might be meant, none is.
            ("OEBPS/Chapter2.xhtml", &page("<p>It rises.</p>")),
            ("OEBPS/CHAPTER2.xhtml", &page("<p>It stands.</p>")),
            // The very name goes before others.
            ("OEBPS/chapter3.xhtml", &page("<p>It turns.</p>")),
            ("OEBPS/Chapter3.xhtml", &page("<p>It stops.</p>")),
        ],
    );
    let mut book = Book::open(&bytes, Limits::default(), PageLimits::default()).unwrap();
    assert_eq!(book.files(), ["OEBPS/Chapter1.xhtml", "OEBPS/chapter2.xhtml", "OEBPS/chapter3.xhtml"]);
    let mut text = |file: &str| Ok(book.chapters(file)?.remove(0).imported.document.text.to_string());
    assert_eq!(text("OEBPS/Chapter1.xhtml"), Ok("Ebb\n\nIt falls.".to_owned()));
    let missing: Result<String, ImportError> = text("OEBPS/chapter2.xhtml");
    assert!(missing.unwrap_err().to_string().contains("is not in its archive"));
    assert_eq!(text("OEBPS/chapter3.xhtml"), Ok("It turns.".to_owned()));
}

#[test]
fn what_the_order_of_reading_names_outside_of_the_book_is_named() {
    let files = ["a.xhtml", "../../../etc/passwd", "http://e.example/b.xhtml", "file:///etc/passwd"];
    let spine = package("", &files, "")
        .replace("</spine>", r#"<itemref idref="none"/><itemref idref="c1"/></spine>"#);
    let bytes = book(&spine, &[("OEBPS/a.xhtml", "<p>A</p>")]);
    let book = Book::open(&bytes, Limits::default(), PageLimits::default()).unwrap();
    assert_eq!(book.files(), ["OEBPS/a.xhtml"]);
    assert_eq!(book.outside(), [files[1], files[2], files[3], "none"]);
}

#[test]
fn what_is_broken_in_a_book_is_no_reason_to_leave_the_rest() {
    // A table of contents that is no XML, a spine with a file twice and one that is nowhere declared.
    let more = r#"<item id="nav" href="nav.xhtml" properties="nav" media-type="x"/>"#;
    let twice = package("<dc:title>Quay</dc:title>", &["a.xhtml", "a.xhtml", "b.xhtml"], more)
        .replace("<spine toc=\"ncx\">", "<spine><itemref idref=\"none\"/><itemref idref=\"c0\"/>");
    let bytes = book(
        &twice,
        &[
            ("OEBPS/a.xhtml", "<h2>Alpha</h2><p>One & two <b>three</p>"),
            ("OEBPS/b.xhtml", "<html><head><title>Beta</title></head><body><p>B</p><![CDATA[<x>]]></body>"),
            ("OEBPS/nav.xhtml", "<nav <<< &"),
        ],
    );
    let (_, chapters) = read(&bytes).unwrap();
    assert_eq!(titles(&chapters), ["Alpha", "Beta"]);
    assert_eq!(*chapters[1].imported.document.text, "B\n\n<x>");
    // Without a container the only package file is taken.
    let opf = package("<dc:title>Quay</dc:title>", &["a.xhtml"], "");
    let bare =
        zip(&[("x/b.opf", format!("<package>{opf}</package>").as_bytes()), ("x/a.xhtml", b"<p>A</p>")]);
    assert_eq!(titles(&read(&bare).unwrap().1), ["Quay"]);
    // A file that is missing is named.
    let lost = book(&package("", &["a.xhtml", "gone.xhtml"], ""), &[("OEBPS/a.xhtml", "<p>A</p>")]);
    assert!(why(&lost).contains("“OEBPS/gone.xhtml” is not in its archive"), "{}", why(&lost));
}

#[test]
fn what_is_no_book_is_refused_by_what_is_missing() {
    assert!(why(b"").contains("broken or was cut off"));
    assert!(why(b"not a zip").contains("broken or was cut off"));
    let whole = harbour();
    for part in [whole.len() / 3, whole.len() - 30] {
        assert!(why(&whole[..part]).contains("broken or was cut off"), "{}", why(&whole[..part]));
    }
    assert!(why(&zip(&[("mimetype", b"application/epub+zip")])).contains("META-INF/container.xml"));
    assert!(why(&book("<metadata/>", &[])).contains("a list of its chapters"));
    let empty = book(&package("", &["../../../etc/passwd"], ""), &[]);
    assert!(why(&empty).contains("a list of its chapters"), "a path out of the book is none");
}

#[test]
fn an_encrypted_book_is_refused_and_hidden_fonts_are_not_minded() {
    let encrypted = |method: &str| {
        let xml = format!(
            r#"<encryption xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData><enc:EncryptionMethod Algorithm="{method}"/><enc:CipherData><enc:CipherReference URI="OEBPS/a.xhtml"/></enc:CipherData></enc:EncryptedData></encryption>"#
        );
        book(
            &package("<dc:title>Quay</dc:title>", &["a.xhtml"], ""),
            &[("OEBPS/a.xhtml", "<p>A</p>"), ("META-INF/encryption.xml", &xml)],
        )
    };
    assert!(why(&encrypted("http://www.w3.org/2001/04/xmlenc#aes128-cbc")).contains("encrypted"));
    assert!(read(&encrypted("http://www.idpf.org/2008/embedding")).is_ok());
}

#[test]
fn bombs_are_refused_at_the_limits_and_by_name() {
    let huge = vec![b'a'; 24 << 20];
    let bytes = zip(&[
        ("META-INF/container.xml", CONTAINER.as_bytes()),
        ("OEBPS/book.opf", format!("<package>{}</package>", package("", &["a.xhtml"], "")).as_bytes()),
        ("OEBPS/a.xhtml", &huge),
    ]);
    assert!(bytes.len() < 60_000, "{}", bytes.len());
    assert!(
        why(&bytes).contains("“OEBPS/a.xhtml” in its archive is packed more than 250 times"),
        "{}",
        why(&bytes)
    );
    let with = |limits: Limits| {
        let mut book = Book::open(&bytes, limits, PageLimits::default()).unwrap();
        book.chapters("OEBPS/a.xhtml").unwrap_err().to_string()
    };
    let loose = Limits { ratio: 100_000, ..Limits::default() };
    assert!(with(Limits { entry: 1 << 20, ..loose }).contains("more than 1048576 bytes long"));
    assert!(with(Limits { total: 1 << 20, ..loose }).contains("comes to more than 1048576 bytes"));
    let few = Book::open(&bytes, Limits { entries: 2, ..loose }, PageLimits::default()).unwrap_err();
    assert!(few.to_string().contains("has 3 entries, and 2 at most"), "{few}");
}

#[test]
fn names_that_lead_out_and_deep_nesting_are_refused() {
    for name in ["../evil.xhtml", "/etc/evil", "a/../../b", "C:\\evil", "..\\evil"] {
        let bytes = zip(&[("META-INF/container.xml", CONTAINER.as_bytes()), (name, b"x")]);
        assert!(why(&bytes).contains("leads out of it"), "{name}: {}", why(&bytes));
    }
    let deep = format!("{}{}", "<a>".repeat(5000), "</a>".repeat(5000));
    assert!(why(&book(&deep, &[])).contains("nests more than 256 elements"), "{}", why(&book(&deep, &[])));
    // The chapter itself is flattened, and its words are kept.
    let body = format!("{}end{}", "<div>".repeat(50_000), "</div>".repeat(50_000));
    let bytes = book(&package("", &["a.xhtml"], ""), &[("OEBPS/a.xhtml", &page(&body))]);
    assert_eq!(*read(&bytes).unwrap().1[0].imported.document.text, "end");
}

#[test]
fn entities_are_not_expanded_and_characters_that_drive_a_terminal_go() {
    let lol = r#"<!DOCTYPE html [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>"#;
    let body = format!("{lol}<html><body><p>&b;&x; it&#x1b;[31m ends &eacute;&nbsp;here.</p></body></html>");
    let bytes = book(
        &package("<dc:title>A&#x1b;[2J B &#x202e;C</dc:title>", &["a.xhtml"], ""),
        &[("OEBPS/a.xhtml", &body)],
    );
    let (meta, chapters) = read(&bytes).unwrap();
    assert!(!meta.title.contains('\u{1b}'), "{:?}", meta.title);
    let text = &chapters[0].imported.document.text;
    assert!(!text.contains('\u{1b}') && !text.contains("lol") && !text.contains("root:"), "{text}");
    assert!(text.ends_with("ends é here."), "{text}");
}

#[test]
fn ten_thousand_files_in_the_archive_are_no_burden() {
    let names: Vec<String> = (0..10_000).map(|n| format!("OEBPS/images/{n}.png")).collect();
    let mut files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "x")).collect();
    files.push(("OEBPS/a.xhtml", "<p>A</p>"));
    let bytes = book(&package("<dc:title>Plates</dc:title>", &["a.xhtml"], ""), &files);
    assert_eq!(titles(&read(&bytes).unwrap().1), ["Plates"]);
}

#[test]
fn the_table_of_contents_says_how_deep_headings_are_and_remarks_are_no_sections() {
    let ncx = r#"<?xml version="1.0"?><ncx><navMap>
        <navPoint id="a"><navLabel><text>1. Ropes</text></navLabel><content src="one.html"/>
        <navPoint id="b"><navLabel><text>1.1. Hemp</text></navLabel><content src="one.html#hemp"/></navPoint>
        <navPoint id="c"><navLabel><text>1.2. Wire</text></navLabel><content src="one.html#wire"/></navPoint></navPoint>
        </navMap></ncx>"#;
    let contents = r#"<h1>Knots</h1><div class="toc"><p>Table of Contents</p><dl><dt><a href="one.html">1. Ropes</a></dt>
        <dd><dl><dt><a href="one.html#hemp">1.1. Hemp</a></dt><dt><a href="one.html#wire">1.2. Wire</a></dt></dl></dd></dl>
        <p><a href="one.html">Of hemp, and of wire, and how both of them are spliced by hand</a></p></div>"#;
    let one = r#"<h1>Chapter 1. Ropes</h1><p>Two kinds.</p><div id="hemp"><h1>1.1. Hemp</h1><p>It swells.</p>
        <div class="tip"><h3 class="title">Tip</h3><p>Keep it dry.</p></div><h2>1.1.1. Tarred</h2><p>It does not.</p></div>
        <div id="wire"><h1>1.2. Wire</h1><p>It rusts.</p></div>"#;
    let package = package(
        "<dc:title>Knots</dc:title>",
        &["toc.html", "one.html"],
        r#"<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>"#,
    );
    let guide = r#"<guide><reference type="toc" href="toc.html"/></guide>"#;
    let files = [("OEBPS/toc.ncx", ncx), ("OEBPS/toc.html", &page(contents)), ("OEBPS/one.html", &page(one))];
    let (_, chapters) = read(&book(&format!("{package}{guide}"), &files)).unwrap();
    assert_eq!(titles(&chapters), ["1. Ropes"], "the contents are no chapter");
    let document = &chapters[0].imported.document;
    let headings: Vec<(u8, &str)> = document
        .blocks
        .iter()
        .filter(|block| block.kind == BlockKind::Heading)
        .map(|block| (block.level, document.slice(block.span)))
        .collect();
    assert_eq!(headings, [(1, "Chapter 1. Ropes"), (2, "1.1. Hemp"), (3, "1.1.1. Tarred"), (2, "1.2. Wire")]);
    assert!(document.text.contains("Tip\n\nKeep it dry."));
    // A page that says more than where chapters are is one.
    let (_, chapters) =
        read(&book(&format!("{package}{guide}"), &[files[0], ("OEBPS/toc.html", &page(&format!("{contents}<p>Printed for the harbour office in the year of the great storm, and given away to all who asked for it.</p>"))), files[2]]))
            .unwrap();
    assert_eq!(titles(&chapters), ["Knots", "1. Ropes"]);
}

/// A book of one file with that table of contents: depth, place and title of each line.
fn in_one_file(lines: &[(usize, &str, &str)], body: &str) -> Vec<u8> {
    let (mut list, mut depth) = (String::from("<ol>"), 0);
    for (at, place, title) in lines {
        while depth < *at {
            list.push_str("<ol>");
            depth += 1;
        }
        while depth > *at {
            list.push_str("</ol>");
            depth -= 1;
        }
        list += &["<li><a href=\"one.xhtml", place, "\">", title, "</a></li>"].concat();
    }
    list.push_str(&"</ol>".repeat(depth + 1));
    let nav = format!(
        "<html><body><nav epub:type=\"toc\">{list}</nav><nav epub:type=\"page-list\"><ol>\
         <li><a href=\"one.xhtml#p1\">1</a></li><li><a href=\"one.xhtml#p2\">2</a></li>\
         <li><a href=\"one.xhtml#p3\">3</a></li></ol></nav></body></html>"
    );
    let more = r#"<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>"#;
    book(
        &package(METADATA, &["one.xhtml"], more),
        &[("OEBPS/nav.xhtml", &nav), ("OEBPS/one.xhtml", &page(body))],
    )
}

const ALL_IN_ONE: &str = r##"<h1>The Long Harbour</h1><p>For the pilots.</p>
    <div class="chapter"><h2><a id="c1"></a>Tides</h2><p id="p1">The tide <i>falls</i>.<a epub:type="noteref" href="#n1">1</a></p>
    <h3 id="low">Low water</h3><p>The mud <span id="p2"/>shows.<sup><a href="#n2">2</a></sup></p></div>
    <div id="c2"><p>Stone on stone.</p><p>And <b>more</b> stone.<a href="#n3"><sup>3</sup></a></p></div>
    <h2 id="c3">Lights</h2><p id="p3">A lamp.<a epub:type="noteref" href="#n4">4</a></p>
    <h2>Notes</h2><aside epub:type="footnote" id="n1"><p>Twice a day.</p><p>In most places.</p></aside>
    <aside epub:type="footnote" id="n2"><p>2. And crabs.</p></aside>
    <aside epub:type="footnote" id="n3"><p>3. Granite.</p></aside>
    <aside epub:type="footnote" id="n4"><p>4. Of oil.</p></aside>"##;

#[test]
fn chapters_in_one_file_are_parted_where_the_contents_say_with_their_notes_and_pages() {
    let lines = [(0, "#c1", "Tides"), (1, "#low", "Low water"), (0, "#c2", "Moles"), (0, "#c3", "Lights")];
    let (_, chapters) = read(&in_one_file(&lines, ALL_IN_ONE)).unwrap();
    assert_eq!(titles(&chapters), ["The Long Harbour", "Tides", "Moles", "Lights"]);
    let texts: Vec<&str> = chapters.iter().map(|c| c.imported.document.text.as_str()).collect();
    assert_eq!(
        texts,
        [
            "The Long Harbour\n\nFor the pilots.",
            "Tides\n\nThe tide falls.[1]\n\nLow water\n\nThe mud shows.[2]\n\n[1] Twice a day.\n\nIn most places.\n\n2. And crabs.",
            "Moles\n\nStone on stone.\n\nAnd more stone.[3]\n\n3. Granite.",
            "Lights\n\nA lamp.[4]\n\nNotes\n\n4. Of oil.",
        ]
    );
    let files: Vec<&str> = chapters.iter().map(|chapter| chapter.file.as_str()).collect();
    assert_eq!(files, ["OEBPS/one.xhtml", "OEBPS/one.xhtml:c1", "OEBPS/one.xhtml:c2", "OEBPS/one.xhtml:c3"]);
    assert_eq!(pages(&chapters[1]), [("1", "The tide fal"), ("2", "shows.[2]\n\n["), ("3", "[1] Twice a ")]);
    assert_eq!(pages(&chapters[2])[0], ("2", "Moles\n\nStone"));
    let styled: Vec<&str> = chapters
        .iter()
        .flat_map(|chapter| {
            let document = &chapter.imported.document;
            document.inlines.iter().filter(|i| i.target.is_none()).map(|inline| document.slice(inline.span))
        })
        .collect();
    assert_eq!(styled, ["falls", "more"]);
    assert!(chapters.iter().all(|chapter| chapter.imported.document.broken_promise().is_none()));
}

/// The texts of the chapters Tides, Moles and Lights of a book in one file, and of what stands before them.
fn parted(body: &str) -> Vec<String> {
    let lines = [(0, "#c1", "Tides"), (0, "#c2", "Moles"), (0, "#c3", "Lights")];
    let (_, chapters) = read(&in_one_file(&lines, body)).unwrap();
    chapters.iter().map(|chapter| chapter.imported.document.text.to_string()).collect()
}

#[test]
fn what_notes_lead_back_to_stays_in_its_chapter() {
    let texts = parted(
        r##"<h1>Harbours</h1><p>For pilots.</p>
        <h2 id="c1">Tides</h2><p>The tide falls twice<a id="r1" href="#n1"><sup>1</sup></a> a day.</p><p>It is so.</p>
        <p>More on tides<a id="r2" href="#n2"><sup>2</sup></a> here.</p><p>The last of tides.</p>
        <h2 id="c2">Moles</h2><p>Stone on stone<a id="r3" href="#n3"><sup>3</sup></a>.</p><p>More stone.</p>
        <h2 id="c3">Lights</h2><p>A lamp.</p><p><a id="n1" href="#r1"><sup>1</sup></a> First.</p><p>It goes on.</p>
        <p><a id="n2" href="#r2"><sup>2</sup></a> Second.</p><h3>Of moles</h3>
        <p><a id="n3" href="#r3"><sup>3</sup></a> Third.</p><p>A last lamp.</p>"##,
    );
    assert_eq!(
        texts,
        [
            "Harbours\n\nFor pilots.",
            "Tides\n\nThe tide falls twice[1] a day.\n\nIt is so.\n\nMore on tides[2] here.\n\nThe last of tides.\n\n\
             [1] First.\n\nIt goes on.\n\n[2] Second.",
            "Moles\n\nStone on stone[3].\n\nMore stone.\n\n[3] Third.",
            "Lights\n\nA lamp.\n\nOf moles\n\nA last lamp.",
        ]
    );
}

#[test]
fn what_is_no_note_stays_where_it_is_referred_to_from_another_chapter() {
    let texts = parted(
        r##"<h1>Harbours</h1><p>For pilots.</p>
        <h2 id="c1">Tides</h2><p id="r1">See the table<a href="#t1"><sup>a</sup></a>.</p><p>More.</p>
        <h2 id="c2">Moles</h2><p>Stone begins.</p><p id="t1">Table a: stones by year.</p><p>Second, as <a href="#c1">above</a>.</p>
        <p>Third, with a remark<a id="r2" href="#x2"><sup>b</sup></a>.</p><p>Fourth.</p>
        <p id="x2"><a href="#r2">b</a>: On moles.</p>
        <h2 id="c3">Lights</h2><p>A lamp<a href="#t4"><sup>c</sup></a>.</p><p>Two lamps.</p><p id="t4">A table.</p>"##,
    );
    assert_eq!(texts[1], "Tides\n\nSee the table[a].\n\nMore.");
    assert!(
        texts[2].contains("Stone begins.\n\nTable a: stones by year.\n\nSecond, as above.\n\nThird"),
        "{texts:?}"
    );
    assert!(texts[2].ends_with("Fourth.\n\nb: On moles."), "{texts:?}");
    // Nor does what itself refers to a note, though it is said to be one.
    let texts = parted(
        r##"<h1>Harbours</h1><p>For pilots.</p>
        <h2 id="c1">Tides</h2><p>Low<a href="#n1"><sup>1</sup></a>, high<a href="#n2"><sup>2</sup></a>.</p>
        <h2 id="c2">Moles</h2><p>Stone.</p><aside id="n1"><p>Granite<a href="#n3"><sup>3</sup></a>.</p></aside>
        <p>Much of it.</p><aside id="n2"><p>2. Spring.</p><p>And more.</p></aside>
        <h2 id="c3">Lights</h2><p>A lamp.</p><ol><li id="n3">Of oil.</li></ol>"##,
    );
    assert_eq!(texts[1], "Tides\n\nLow[1], high[2].\n\n2. Spring.\n\nAnd more.", "{texts:?}");
    assert!(texts[2].starts_with("Moles\n\nStone.\n\nGranite[3].\n\nMuch of it."), "{texts:?}");
    assert!(texts[2].ends_with("Of oil.") && !texts[3].contains("oil"), "{texts:?}");
}

#[test]
fn notes_whose_raised_mark_holds_the_link_come_to_their_chapter() {
    let texts = parted(
        r##"<h1>Harbours</h1><p>For pilots.</p>
        <h2 id="c1">Tides</h2><p>The tide falls<sup><a href="#n1" id="r1">1</a></sup>.</p><p>More.</p>
        <h2 id="c2">Moles</h2><p>Stone begins<sup id="r2"><a href="#n2">2</a></sup>.</p>
        <h2 id="c3">Lights</h2><p id="n1"><a href="#r1">1</a> First.</p><p id="n2">2 Second. <a href="#r2">↩</a></p>"##,
    );
    assert!(texts[1].ends_with("More.\n\n1 First."), "{texts:?}");
    assert!(texts[2].ends_with("\n\n2 Second. ↩"), "{texts:?}");
    assert_eq!(texts[3], "Lights");
}

#[test]
fn the_last_note_of_several_paragraphs_comes_whole_where_an_element_holds_it_alone() {
    // What is behind the mark of the last note, with its first words in the chapter that refers to it.
    let last = |notes: &str| {
        let texts = parted(&format!(
            r##"<h1>Harbours</h1><p>For pilots.</p><h2 id="c1">Tides</h2>
            <p>Low<a id="r1" href="#n1"><sup>1</sup></a>, high<a id="r2" href="#n2"><sup>2</sup></a>.</p>
            <h2 id="c2">Moles</h2><p>Stone.</p><h2 id="c3">Lights</h2><p>A lamp.</p>{notes}"##
        ));
        let own = texts[1].strip_prefix("Tides\n\nLow[1], high[2].").unwrap().trim().to_owned();
        let stays = texts[3].strip_prefix("Lights\n\nA lamp.").unwrap().trim().to_owned();
        assert_eq!(texts[2], "Moles\n\nStone.");
        (own, stays)
    };
    let back = |n: usize| format!("<a href='#r{n}'>{n}</a>");
    let (one, two) = (back(1), back(2));
    for notes in [
        format!(
            "<aside id='n1'><p>{one} Ebb.</p></aside><aside id='n2'><p>{two} Flood,</p><p>twice &amp; high.</p><ul><li>So it is.</li></ul></aside><p>The end.</p>"
        ),
        format!(
            "<ul><li id='n1'>{one} Ebb.</li><li id='n2'><p>{two} Flood,</p><p>twice &#38; high.</p><p>So it is.</p></li></ul><p>The end.</p>"
        ),
        format!(
            "<ul><li><p>{one} <a id='n1'/>Ebb.</p></li><li><p><a id='n2'/>{two} Flood,</p><p>twice <b>&amp;</b> high.</p><p>So it is.</p></li></ul><p>The end.</p>"
        ),
        format!(
            "<div id='n1'><p>{one} Ebb.</p></div><div id='n2'><p>{two} Flood,</p><p>twice &amp; high.</p><p>So it is.</p></div><p>The end.</p>"
        ),
        format!(
            "<section epub:type='endnotes'><p id='n1'>{one} Ebb.</p><section epub:type='endnote'><p id='n2'>{two} Flood,</p><p>twice &amp; high.</p><p>So it is.</p></section><p>The end.</p></section>"
        ),
    ] {
        let (own, stays) = last(&notes);
        assert_eq!(
            (own.as_str(), stays.as_str()),
            ("1 Ebb.\n\n2 Flood,\n\ntwice & high.\n\nSo it is.", "The end."),
            "{notes}"
        );
    }
    // What holds all notes tells nothing of the last, nor does a paragraph.
    for notes in [
        format!("<div id='all'><p id='n1'>{one} Ebb.</p><p id='n2'>{two} Flood.</p><p>The end.</p></div>"),
        format!(
            "<div epub:type='footnotes'><p id='n1'>{one} Ebb.</p><p id='n2'>{two} Flood.</p><p>The end.</p></div>"
        ),
    ] {
        let (own, stays) = last(&notes);
        assert_eq!((own.as_str(), stays.as_str()), ("1 Ebb.\n\n2 Flood.", "The end."), "{notes}");
    }
    // A heading in it ends it, and what refers to another note stays where it is.
    let (own, stays) = last(&format!(
        "<aside id='n1'><p>{one} Ebb.</p></aside><aside id='n2'><p>{two} Flood,</p><h4>More</h4><p>twice.</p></aside>"
    ));
    assert_eq!((own.as_str(), stays.as_str()), ("1 Ebb.\n\n2 Flood,", "More\n\ntwice."));
    let (own, stays) = last(&format!(
        "<aside id='n1'><p>{one} Ebb.</p></aside><aside id='n2'><p>{two} Flood,</p><p>twice<a href='#x'><sup>x</sup></a>.</p></aside>"
    ));
    assert_eq!((own.as_str(), stays.as_str()), ("1 Ebb.\n\n2 Flood,", "twice[x]."));
}

#[test]
fn a_chapter_with_sections_in_its_file_is_one() {
    // One line at the top, and others below it.
    let below = [(0, "", "The book"), (1, "#c1", "Tides"), (1, "#c2", "Moles"), (1, "#c3", "Lights")];
    let (_, chapters) = read(&in_one_file(&below, ALL_IN_ONE)).unwrap();
    assert_eq!(titles(&chapters), ["The book"]);
    // Unless that is the book itself.
    let book = below
        .map(|(depth, place, title)| (depth, place, if depth == 0 { "The long harbour" } else { title }));
    let (_, chapters) = read(&in_one_file(&book, ALL_IN_ONE)).unwrap();
    assert_eq!(titles(&chapters), ["The long harbour", "Tides", "Moles", "Lights"]);
    // Of a file alone the first line may be the front of the book.
    let beside = [(0, "", "Front"), (0, "#c1", "Tides"), (0, "#c2", "Moles"), (0, "#none", "Lights")];
    let (_, chapters) = read(&in_one_file(&beside, ALL_IN_ONE)).unwrap();
    assert_eq!(titles(&chapters), ["Front", "Tides", "Moles"]);
    let whole: usize = chapters.iter().map(|chapter| chapter.imported.document.blocks.len()).sum();
    assert_eq!(whole, 17, "nothing of it is missing");
    // Where nothing leads into it, it is one.
    let (_, chapters) = read(&in_one_file(&[(0, "#x", "A"), (0, "#y", "B")], ALL_IN_ONE)).unwrap();
    assert_eq!(titles(&chapters), ["The Long Harbour"]);
}

/// A book of two files, each with a heading and what stands below it, and the lines of its contents.
fn of_parts(parts: [(&str, &str); 2], lines: &[(usize, &str, &str)]) -> Vec<u8> {
    let mut list = String::new();
    for (at, (depth, to, title)) in lines.iter().enumerate() {
        let next = lines.get(at + 1).map_or(0, |(depth, ..)| *depth);
        let line = format!(r#"<li><a href="{to}">{title}</a>"#);
        let end = if next > *depth { "<ol>".to_owned() } else { "</ol></li>".repeat(depth - next) };
        list.extend([line.as_str(), if next > *depth { "" } else { "</li>" }, end.as_str()]);
    }
    let nav = page(&format!(r#"<nav epub:type="toc"><ol>{list}</ol></nav>"#));
    let more = r#"<item id="n" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>"#;
    let package = package("<dc:title>Sea and Land</dc:title>", &["a.xhtml", "b.xhtml"], more);
    let [a, b] = parts.map(|(heading, body)| page(&format!(r#"<h1 id="p">{heading}</h1>{body}"#)));
    book(&package, &[("OEBPS/nav.xhtml", &nav), ("OEBPS/a.xhtml", &a), ("OEBPS/b.xhtml", &b)])
}

fn told(chapters: Vec<Chapter>) -> Vec<(String, String)> {
    let told = chapters
        .into_iter()
        .map(|Chapter { imported, .. }| (imported.meta.title, imported.document.text.replace("\n\n", "|")));
    told.collect()
}

#[test]
fn the_chapters_of_a_part_in_its_file_are_articles_and_its_name_stands_above_the_first() {
    let chapter = |id: &str, title: &str| format!(r#"<h2 id="{id}">{title}</h2><p>Of {title}.</p>"#);
    let one = format!("<p>What is in it.</p>{}{}", chapter("c", "The Harbour"), chapter("d", "The Boats"));
    let two = format!("{}{}", chapter("c", "The Fields"), chapter("d", "The Barns"));
    let owned = |all: &[(&str, &str)]| -> Vec<(String, String)> {
        all.iter().map(|(title, text)| ((*title).to_owned(), (*text).to_owned())).collect()
    };
    let expected = owned(&[
        ("Part One: Sea", "Part One: Sea|What is in it."),
        ("The Harbour", "The Harbour|Of The Harbour."),
        ("The Boats", "The Boats|Of The Boats."),
        ("The Fields", "Part Two: Land|The Fields|Of The Fields."),
        ("The Barns", "The Barns|Of The Barns."),
    ]);
    // The lines of the parts lead to their files, or to the headings there.
    for (a, b) in [("a.xhtml", "b.xhtml"), ("a.xhtml#p", "b.xhtml#p")] {
        let lines = [
            (0, a, "Part One: Sea"),
            (1, "a.xhtml#c", "The Harbour"),
            (1, "a.xhtml#d", "The Boats"),
            (0, b, "Part Two: Land"),
            (1, "b.xhtml#c", "The Fields"),
            (1, "b.xhtml#d", "The Barns"),
        ];
        let bytes = of_parts([("Part One: Sea", &one), ("Part Two: Land", &two)], &lines);
        assert_eq!(told(read(&bytes).unwrap().1), expected);
        // Where the library has the file as one article, it is called as the part still.
        let mut book = Book::open(&bytes, Limits::default(), PageLimits::default()).unwrap();
        let whole = book.chapters_unless("OEBPS/a.xhtml", Some(&mut |_| true)).unwrap();
        assert_eq!(
            told(whole).iter().map(|(title, _)| title.as_str()).collect::<Vec<_>>(),
            ["Part One: Sea"]
        );
    }
    // Neither is called so: those below are sections.
    let lines = [
        (0, "a.xhtml", "The Sea"),
        (1, "a.xhtml#c", "The Harbour"),
        (1, "a.xhtml#d", "The Boats"),
        (0, "b.xhtml", "The Land"),
    ];
    let all = told(read(&of_parts([("The Sea", &one), ("The Land", &two)], &lines)).unwrap().1);
    assert_eq!(all.iter().map(|(title, _)| title.as_str()).collect::<Vec<_>>(), ["The Sea", "The Land"]);
}

#[test]
fn what_goes_on_in_the_next_file_before_its_chapters_is_called_so() {
    let lines = ["one.xhtml#c1", "one.xhtml#c2", "two.xhtml#c3", "two.xhtml#c4"];
    let list: String =
        lines.iter().map(|to| ["<li><a href=\"", to, "\">Of ", to, "</a></li>"].concat()).collect();
    let nav = ["<html><body><nav epub:type=\"toc\"><ol>", &list, "</ol></nav></body></html>"].concat();
    let two_chapters = |before: &str, [a, b]: [&str; 2]| {
        page(&format!("{before}<div id='{a}'><p>It is {a}.</p></div><div id='{b}'><p>It is {b}.</p></div>"))
    };
    let more = r#"<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>"#;
    let bytes = book(
        &package(METADATA, &["one.xhtml", "two.xhtml"], more),
        &[
            ("OEBPS/nav.xhtml", &nav),
            ("OEBPS/one.xhtml", &two_chapters("", ["c1", "c2"])),
            ("OEBPS/two.xhtml", &two_chapters("<p>And so on.</p>", ["c3", "c4"])),
        ],
    );
    let (_, chapters) = read(&bytes).unwrap();
    assert_eq!(
        titles(&chapters),
        [
            "Of one.xhtml#c1",
            "Of one.xhtml#c2",
            "Of one.xhtml#c2 (continued)",
            "Of two.xhtml#c3",
            "Of two.xhtml#c4"
        ]
    );
    assert_eq!(&*chapters[2].imported.document.text, "And so on.");
}
