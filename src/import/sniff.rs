//! What a source is, by its name and its first bytes.

use memchr::memmem;

use super::error::ImportError;

/// What postil can make an article of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Text,
    Markdown,
    Html,
}

impl Format {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
            Self::Html => "html",
        }
    }
}

const MARKDOWN: &[&str] = &["md", "markdown", "mdown", "mkd"];
const TEXT: &[&str] = &["txt", "text"];
const BOOK: &[&str] = &["epub"];
const HTML: &[&str] = &["html", "htm", "xhtml", "xht", "shtml"];
/// Annotations of others.
const NOTES: &[&str] = &["jsonld"];
/// What programs for qualitative analysis hand on.
const PROJECTS: &[&str] = &["qdpx", "qde", "qdc"];
/// What is no text by itself.
const PAPERS: &[&str] = &["pdf"];
const REFUSED: &[(&str, &str)] = &[
    ("mhtml", "MHTML"),
    ("mht", "MHTML"),
    ("webarchive", "web archive"),
    ("docx", "DOCX"),
    ("doc", "DOC"),
    ("docm", "DOCX"),
    ("odt", "ODT"),
    ("fodt", "ODT"),
    ("rtf", "RTF"),
    ("pages", "Pages"),
];

/// What else is kept in archives that are neither a book nor a project.
const OTHERS: &[&str] = &["xlsx", "xlsm", "pptx", "ods", "odp", "odg", "numbers", "key", "jar", "apk"];

/// Documents of word processors among them.
const OFFICE: &[&str] = &["DOCX", "DOC", "ODT", "RTF", "Pages"];

/// Whether what can be seen of bytes may begin with one of some ASCII letters, in whatever encoding: most sources
/// do not, and need no closer look. Where it does not tell, it may.
pub(super) fn may_begin(bytes: &[u8], with: &[u8]) -> bool {
    // Zeros stand between the letters of UTF-16, and the others are marks of order.
    let is_seen =
        |b: &&u8| !b.is_ascii_whitespace() && !matches!(b, 0 | 0x0b | 0xef | 0xbb | 0xbf | 0xfe | 0xff);
    let head = bytes.get(..bytes.len().min(HEAD)).unwrap_or(bytes);
    head.iter().find(is_seen).is_none_or(|b| !b.is_ascii() || with.contains(b))
}

/// The extension in lower case, without its dot; empty where there is none.
fn extension(name: &str) -> String {
    name.rsplit_once('.').map(|(_, end)| end.to_lowercase()).unwrap_or_default()
}

/// Whether a file of this name is one that postil reads when it meets it in a folder.
pub fn is_readable(name: &str) -> bool {
    let extension = extension(name);
    [MARKDOWN, TEXT, HTML, BOOK, PAPERS, NOTES, PROJECTS]
        .iter()
        .any(|known| known.contains(&extension.as_str()))
}

/// Whether a file of this name that is met in a folder is looked at: postil reads it, or it holds what a person
/// reads and is refused with what to do about it. The names of locks that word processors leave beside what is
/// open are none.
pub fn is_met(name: &str) -> bool {
    let extension = extension(name);
    is_readable(name) || !name.starts_with("~$") && REFUSED.iter().any(|(end, _)| *end == extension)
}

/// Whether a source is a book: by its name, or an archive that is one by what is in it.
pub fn is_book(bytes: &[u8], name: Option<&str>) -> bool {
    if name.is_some_and(|name| BOOK.contains(&extension(name).as_str())) {
        return true;
    }
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or(bytes);
    bytes.starts_with(b"PK\x03\x04")
        && (memmem::find(head, b"application/epub+zip").is_some()
            || memmem::rfind(bytes, b"META-INF/container.xml").is_some())
}

/// The format of a source of that name, or the refusal of a kind of file that postil knows and cannot read.
pub(super) fn by_name(name: &str) -> Result<Option<Format>, ImportError> {
    let extension = extension(name);
    if MARKDOWN.contains(&extension.as_str()) {
        return Ok(Some(Format::Markdown));
    }
    if TEXT.contains(&extension.as_str()) {
        return Ok(Some(Format::Text));
    }
    if HTML.contains(&extension.as_str()) {
        return Ok(Some(Format::Html));
    }
    match REFUSED.iter().find(|(end, _)| *end == extension) {
        Some((_, what)) if OFFICE.contains(what) => Err(ImportError::Office { what }),
        Some((_, what)) => Err(ImportError::Unsupported { what }),
        None => Ok(None),
    }
}

/// The format of a text whose name says nothing: Markdown if it begins with front matter or a heading.
pub(super) fn by_content(text: &str) -> Format {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let hashes = first.bytes().take_while(|b| *b == b'#').count();
    let heading = (1..=6).contains(&hashes) && first.as_bytes().get(hashes) == Some(&b' ');
    if heading || super::front::split(text).is_some() { Format::Markdown } else { Format::Text }
}

/// Bytes of a file by which it is told whether it is refused.
pub const HEAD: usize = 32 << 10;

/// Why a file of that name is not read, as far as its first bytes tell, at most [`HEAD`]. What may be a book or a
/// project, or what has a text of another kind under the name of an office program, is to be read.
pub fn refused(head: &[u8], name: &str) -> Option<ImportError> {
    let extension = extension(name);
    let is_own = [BOOK, PROJECTS].iter().any(|known| known.contains(&extension.as_str()));
    if head.is_empty() || is_own || is_pdf(head) {
        return None;
    }
    let named = by_name(name).err();
    if head.starts_with(b"PK\x03\x04") {
        // Its list of files, which tells what an archive is, stands at its end.
        let is_other = OTHERS.contains(&extension.as_str());
        return named.or_else(|| foreign(head).filter(|_| is_other)).filter(|_| !is_book(head, None));
    }
    match foreign(head) {
        Some(ImportError::Binary { .. }) if named.is_some() => named,
        Some(refused) => Some(refused),
        None => {
            named.filter(|_| super::whole(head, Some(name)).is_none() && super::feed::kind(head).is_none())
        }
    }
}

/// Whether bytes are a PDF. There may be some others before it.
pub fn is_pdf(bytes: &[u8]) -> bool {
    memmem::find(bytes.get(..bytes.len().min(1024)).unwrap_or(bytes), b"%PDF-").is_some_and(|at| {
        // A text may speak of it; a PDF has its mark alone on a line.
        at == 0 || bytes.get(at - 1).is_some_and(|b| *b == b'\n' || *b == b'\r' || *b == 0)
    })
}

/// Bytes that begin like a format which postil does not read.
pub(super) fn foreign(bytes: &[u8]) -> Option<ImportError> {
    let unsupported = |what| Some(ImportError::Unsupported { what });
    if is_pdf(bytes) {
        return Some(ImportError::Pdf);
    }
    if bytes.starts_with(b"{\\rtf") {
        return Some(ImportError::Office { what: "RTF" });
    }
    if bytes.starts_with(b"PK\x03\x04") {
        let head = bytes.get(..bytes.len().min(4096)).unwrap_or(bytes);
        if memmem::find(head, b"word/").is_some() {
            return Some(ImportError::Office { what: "DOCX" });
        }
        // It names its kind in its first entry, which is not packed.
        if memmem::find(head, b"application/vnd.oasis.opendocument.text").is_some() {
            return Some(ImportError::Office { what: "ODT" });
        }
    }
    if let Some(what) = annotations(bytes) {
        return Some(ImportError::Annotations { what });
    }
    let head = bytes.get(..bytes.len().min(2048)).unwrap_or(bytes);
    if (bytes.starts_with(b"From:") || bytes.starts_with(b"MIME-Version:"))
        && memmem::find(head, b"multipart/related").is_some()
    {
        return unsupported("MHTML");
    }
    MAGIC.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, what)| ImportError::Binary { what })
}

/// What bytes are that postil wrote and that hold annotations without their articles. O(1).
fn annotations(bytes: &[u8]) -> Option<&'static str> {
    let head = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if head.starts_with(b"annotation,article,title,byline,publication,published,url,start,end,theme,quote,") {
        return Some("a table of annotations");
    }
    let line = head.get(..head.len().min(4096)).unwrap_or(head);
    let has = |key: &[u8]| memmem::find(line, key).is_some();
    (head.starts_with(b"{\"id\":") && has(b"\"uuid\":") && has(b"\"quote\":") && has(b"\"themes\":"))
        .then_some("annotations as JSON Lines")
}

/// Whether bytes begin as a page does: with its declaration or an element that only pages begin with,
/// comments and an XML declaration aside. UTF-16 is looked at as if it were ASCII. O(1).
pub fn is_html(bytes: &[u8]) -> bool {
    const OPENINGS: &[&[u8]] = &[b"<html", b"<head", b"<body", b"<title", b"<meta"];
    let head: Vec<u8> = bytes.iter().take(8192).filter(|b| **b != 0).map(u8::to_ascii_lowercase).collect();
    let mut rest = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&head);
    rest = rest.strip_prefix(b"\xff\xfe").or(rest.strip_prefix(b"\xfe\xff")).unwrap_or(rest);
    loop {
        rest = rest.trim_ascii_start();
        let end: &[u8] = match rest {
            [b'<', b'!', b'-', b'-', ..] => b"-->",
            [b'<', b'?', b'x', b'm', b'l', ..] => b"?>",
            _ => break,
        };
        let Some(at) = memmem::find(rest, end) else { return false };
        rest = rest.get(at + end.len()..).unwrap_or_default();
    }
    rest.starts_with(b"<!doctype html")
        || OPENINGS.iter().any(|opening| {
            rest.strip_prefix(*opening).is_some_and(|after| {
                matches!(after.first(), Some(b'>' | b' ' | b'\n' | b'\r' | b'\t' | b'/'))
            })
        })
}

const MAGIC: &[(&[u8], &str)] = &[
    (b"PK\x03\x04", "a zip archive"),
    (b"PK\x05\x06", "a zip archive"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\0", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x7fELF", "a program (ELF)"),
    (b"\xcf\xfa\xed\xfe", "a program (Mach-O)"),
    (b"\xca\xfe\xba\xbe", "a compiled program"),
    (b"\0asm", "a program (WebAssembly)"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"OggS\0", "a sound file"),
    (b"ID3\x03", "a sound file"),
    (b"ID3\x04", "a sound file"),
    (b"fLaC\0", "a sound file"),
];

/// What bytes look like that turned out to be no text.
pub(super) fn binary(bytes: &[u8]) -> &'static str {
    if bytes.starts_with(b"MZ") {
        "a Windows program"
    } else if bytes.starts_with(b"RIFF") {
        "a picture, sound or film (RIFF)"
    } else if bytes.get(4..8) == Some(b"ftyp") {
        "a film or picture (MP4)"
    } else if bytes.get(257..262) == Some(b"ustar") {
        "a tar archive"
    } else {
        "binary data"
    }
}
