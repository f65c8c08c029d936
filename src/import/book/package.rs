//! What a book says of itself: where its package file is, and in it the metadata, the files and the
//! order in which they are read. EPUB 3.3 (<https://www.w3.org/TR/epub-33/>), and 2.0.1 as far as it differs.

use std::collections::{HashMap, HashSet};

use super::path::target;
use crate::import::archive::Archive;
use crate::import::xml::{Element, Token, Xml, decode};
use crate::import::{ImportError, clean};
use crate::model::query::Date;

/// More names are not looked at.
const MOST: usize = 200;
const CONTAINER: &str = "META-INF/container.xml";
const ENCRYPTION: &str = "META-INF/encryption.xml";
/// Fonts made unusable outside of the book; they are not read.
const OBFUSCATIONS: &[&str] = &["http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"];

/// What is known of a book beside its text. Absent values are `None`, never empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BookMeta {
    pub title: String,
    /// Names parted by `; `.
    pub byline: Option<String>,
    pub publisher: Option<String>,
    /// YYYY, YYYY-MM or YYYY-MM-DD.
    pub published: Option<String>,
    pub language: Option<String>,
    /// `urn:isbn:…`, where the book has an ISBN.
    pub isbn: Option<String>,
}

/// The package file of a book.
#[derive(Debug, Default)]
pub(super) struct Package {
    pub meta: BookMeta,
    /// Files in the order in which they are read, each once.
    pub spine: Vec<String>,
    /// What stands in that order and is no file of the book, each once.
    pub outside: Vec<String>,
    /// The tables of contents it names: that of EPUB 3, that of EPUB 2.
    pub nav: Option<String>,
    pub ncx: Option<String>,
    /// The page of EPUB 2 that shows the table of contents.
    pub shown: Option<String>,
}

#[derive(Debug, Default)]
struct Item {
    path: Option<String>,
    /// As it is written.
    named: String,
    kind: String,
    is_nav: bool,
}

/// What is gathered before it is known what belongs together.
#[derive(Debug, Default)]
struct Reading {
    titles: Vec<String>,
    /// Id, role and name of each creator.
    creators: Vec<(String, String, String)>,
    /// Roles that are told apart from the names, by id.
    roles: HashMap<String, String>,
    publisher: Option<String>,
    /// Event and date.
    dates: Vec<(String, String)>,
    language: Option<String>,
    identifiers: Vec<String>,
    items: HashMap<String, Item>,
    spine: Vec<String>,
    ncx: Option<String>,
    shown: Option<String>,
}

/// Refuses a book of which more than fonts is encrypted.
pub(super) fn refuse_encrypted(archive: &mut Archive<'_>) -> Result<(), ImportError> {
    let Some(file) = archive.called(ENCRYPTION).map(str::to_owned) else { return Ok(()) };
    let text = decode(&archive.read(&file)?)?;
    let mut xml = Xml::new(&text, archive.limits().depth);
    let mut within = false;
    while let Some(token) = xml.next()? {
        match token {
            Token::Open(element) => match element.name.as_str() {
                "EncryptedKey" => return Err(ImportError::Encrypted),
                "EncryptedData" => within = true,
                "EncryptionMethod"
                    if within && !element.get("Algorithm").is_some_and(|way| OBFUSCATIONS.contains(&way)) =>
                {
                    return Err(ImportError::Encrypted);
                }
                _ => {}
            },
            Token::Close(name) if name == "EncryptedData" => within = false,
            _ => {}
        }
    }
    Ok(())
}

/// The name of the package file. Where the container does not say, it is the only one there is.
pub(super) fn find(archive: &mut Archive<'_>) -> Result<String, ImportError> {
    let container = archive.called(CONTAINER).map(str::to_owned);
    let has_container = container.is_some();
    if let Some(container) = container {
        let text = decode(&archive.read(&container)?)?;
        let mut xml = Xml::new(&text, archive.limits().depth);
        while let Some(token) = xml.next()? {
            let Token::Open(element) = token else { continue };
            let path = element.get("full-path").filter(|_| element.name == "rootfile");
            let named = path.and_then(|path| target("", path)).map(|target| target.path);
            if let Some(path) = named.as_deref().and_then(|path| archive.called(path)) {
                return Ok(path.to_owned());
            }
        }
    }
    let mut packages: Vec<&str> =
        archive.names().filter(|name| name.to_lowercase().ends_with(".opf")).collect();
    packages.sort_unstable();
    match packages.as_slice() {
        [one] => Ok((*one).to_owned()),
        _ if has_container => {
            Err(ImportError::NoBook { what: "the file with which it begins by META-INF/container.xml" })
        }
        _ => Err(ImportError::NoBook { what: "META-INF/container.xml, which says where it begins" }),
    }
}

/// Reads the package file.
pub(super) fn read(archive: &mut Archive<'_>, path: &str) -> Result<Package, ImportError> {
    let text = decode(&archive.read(path)?)?;
    let mut xml = Xml::new(&text, archive.limits().depth);
    let mut reading = Reading::default();
    let mut within: Vec<Element> = Vec::new();
    let mut words = String::new();
    while let Some(token) = xml.next()? {
        match token {
            Token::Open(element) => {
                words.clear();
                reading.open(&element, path);
                within.push(element);
            }
            Token::Text(text) => words.push_str(&text),
            Token::Close(_) => {
                let Some(element) = within.pop() else { continue };
                let in_metadata = within.iter().any(|above| above.name == "metadata");
                if let Some(said) = clean::some_line(&words).filter(|_| in_metadata) {
                    reading.say(&element, said);
                }
                words.clear();
            }
        }
    }
    Ok(reading.package(archive))
}

impl Reading {
    fn open(&mut self, element: &Element, package: &str) {
        match element.name.as_str() {
            "item" => {
                let (Some(id), Some(href)) = (element.get("id"), element.get("href")) else { return };
                let properties = element.get("properties").unwrap_or_default();
                let item = Item {
                    path: target(package, href).map(|target| target.path),
                    named: href.to_owned(),
                    kind: element.get("media-type").unwrap_or_default().to_ascii_lowercase(),
                    is_nav: properties.split_whitespace().any(|property| property == "nav"),
                };
                self.items.entry(id.to_owned()).or_insert(item);
            }
            "itemref" => self.spine.extend(element.get("idref").map(str::to_owned)),
            "reference" if element.get("type") == Some("toc") => {
                self.shown =
                    element.get("href").and_then(|href| target(package, href)).map(|target| target.path);
            }
            "spine" => self.ncx = element.get("toc").map(str::to_owned),
            _ => {}
        }
    }

    fn say(&mut self, element: &Element, said: String) {
        let get = |key| element.get(key).unwrap_or_default().to_owned();
        match element.name.as_str() {
            "title" => self.titles.push(said),
            "creator" if self.creators.len() < MOST => self.creators.push((get("id"), get("role"), said)),
            "publisher" if self.publisher.is_none() => self.publisher = Some(said),
            "date" => self.dates.push((get("event").to_lowercase(), said)),
            "language" if self.language.is_none() => self.language = clean::language(&said),
            "identifier" => self.identifiers.push(said),
            "meta" if element.get("property") == Some("role") => {
                let of = get("refines");
                self.roles.insert(of.trim_start_matches('#').to_owned(), said);
            }
            _ => {}
        }
    }

    fn package(self, archive: &Archive<'_>) -> Package {
        let byline = byline(&self.creators, &self.roles);
        let said = |events: &[&str]| {
            let mut dates = self.dates.iter().filter(|(event, _)| events.contains(&event.as_str()));
            dates.find_map(|(_, date)| day(date))
        };
        let meta = BookMeta {
            title: self.titles.into_iter().next().unwrap_or_default(),
            byline,
            publisher: self.publisher,
            published: said(&["publication", "original-publication"]).or_else(|| said(&[""])),
            language: self.language,
            isbn: self.identifiers.iter().find_map(|said| isbn(said)),
        };
        let path = |item: &Item| archive.called(item.path.as_ref()?).map(str::to_owned);
        let mut seen = HashSet::new();
        let (mut spine, mut outside) = (Vec::new(), Vec::new());
        for id in &self.spine {
            let item = self.items.get(id);
            let (to, name) = match item.and_then(|item| item.path.as_ref()) {
                Some(path) => (&mut spine, archive.called(path).unwrap_or(path)),
                None => (&mut outside, item.map_or(id.as_str(), |item| &item.named)),
            };
            if seen.insert(name.to_owned()) {
                to.push(name.to_owned());
            }
        }
        let nav = self.items.values().find(|item| item.is_nav).and_then(path);
        let ncx = self.ncx.as_ref().and_then(|id| self.items.get(id)).and_then(path);
        let ncx = ncx.or_else(|| self.items.values().find(|item| item.kind.contains("ncx")).and_then(path));
        Package {
            meta,
            spine,
            outside,
            nav,
            ncx,
            shown: self.shown.and_then(|path| archive.called(&path).map(str::to_owned)),
        }
    }
}

/// Those who wrote it, in order; where nobody is said to have, all who are named.
fn byline(creators: &[(String, String, String)], roles: &HashMap<String, String>) -> Option<String> {
    let role = |(id, role, _): &(String, String, String)| match roles.get(id) {
        Some(told) if !id.is_empty() => told.clone(),
        _ => role.clone(),
    };
    let authors: Vec<&str> = creators
        .iter()
        .filter(|creator| matches!(role(creator).to_lowercase().as_str(), "" | "aut"))
        .map(|creator| creator.2.as_str())
        .collect();
    let names = if authors.is_empty() { creators.iter().map(|c| c.2.as_str()).collect() } else { authors };
    let mut each: Vec<&str> = Vec::new();
    for name in names {
        if !each.contains(&name) {
            each.push(name);
        }
    }
    (!each.is_empty()).then(|| each.join("; "))
}

/// The day, month or year that a date begins with. Years before printing are a program's way to say none.
fn day(said: &str) -> Option<String> {
    let said = said.trim();
    let found = [10, 7, 4].into_iter().find_map(|length| Date::parse(said.get(..length)?))?.to_string();
    (found.as_str() > "1400").then_some(found)
}

/// `urn:isbn:` and the digits, if an identifier is an ISBN.
fn isbn(said: &str) -> Option<String> {
    let lower = said.to_lowercase();
    let named = lower.contains("isbn");
    let number = lower.rsplit(':').next().unwrap_or_default().replace("isbn", "");
    let digits: String = number.chars().filter(char::is_ascii_alphanumeric).collect();
    let all = digits.bytes().take(digits.len().saturating_sub(1)).all(|b| b.is_ascii_digit());
    let last = digits.ends_with(|c: char| c.is_ascii_digit() || c == 'x');
    let fits = match digits.len() {
        13 => digits.starts_with("978") || digits.starts_with("979"),
        10 => named,
        _ => false,
    };
    (all && last && fits).then(|| format!("urn:isbn:{digits}"))
}
