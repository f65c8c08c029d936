//! XML as data: elements, attributes and text in order, for package files and the like. Broken markup
//! is read as far as it goes; entities that a file defines itself are never expanded.

use quick_xml::Reader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesStart, Event};

use super::{ImportError, html::charset};

/// A step through a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    Open(Element),
    /// With the name of the element that ends.
    Close(String),
    Text(String),
}

/// The start of an element; names are without their prefix.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Element {
    pub name: String,
    attributes: Vec<(String, String)>,
}

impl Element {
    /// An attribute that is there and not blank.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let value = self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.trim());
        value.filter(|value| !value.is_empty())
    }
}

#[derive(Debug)]
pub(super) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    open: Vec<String>,
    /// The deepest nesting that is read.
    depth: usize,
    /// Elements that end without saying so.
    ending: usize,
    /// Whether the element that was read last ends at once.
    empty: bool,
    /// See [`Xml::is_cut`].
    cut: bool,
}

/// The characters of a file of XML.
pub(super) fn decode(bytes: &[u8]) -> Result<String, ImportError> {
    Ok(charset::decode(bytes, None)?.into_owned())
}

impl<'a> Xml<'a> {
    pub(super) fn new(text: &'a str, depth: usize) -> Self {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        Self { reader, open: Vec::new(), depth, ending: 0, empty: false, cut: false }
    }

    /// The next token; `None` at the end, and where what follows is no XML.
    pub(super) fn next(&mut self) -> Result<Option<Token>, ImportError> {
        loop {
            if self.empty || self.ending > 0 {
                self.ending = self.ending.saturating_sub(usize::from(!self.empty));
                self.empty = false;
                if let Some(name) = self.open.pop() {
                    return Ok(Some(Token::Close(name)));
                }
            }
            let event = match self.reader.read_event() {
                Ok(event) => event,
                Err(_) => Event::Eof,
            };
            match event {
                Event::Start(start) => return self.open(&start).map(Some),
                Event::Empty(start) => {
                    self.empty = true;
                    return self.open(&start).map(Some);
                }
                Event::End(end) => {
                    let name = end.local_name().as_ref().to_owned();
                    let at = self.open.iter().rposition(|open| *open == name);
                    self.ending = at.map_or(0, |at| self.open.len() - at);
                }
                Event::Text(text) => return Ok(Some(Token::Text(text.into_inner().into_owned()))),
                Event::CData(data) => return Ok(Some(Token::Text(data.into_inner().into_owned()))),
                Event::GeneralRef(name) => return Ok(Some(Token::Text(reference(&name)))),
                Event::Eof if self.open.is_empty() => return Ok(None),
                Event::Eof => {
                    self.cut = true;
                    self.ending = self.open.len();
                }
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            }
        }
    }

    /// Whether what was read ended within an element.
    pub(super) fn is_cut(&self) -> bool {
        self.cut
    }

    fn open(&mut self, start: &BytesStart<'_>) -> Result<Token, ImportError> {
        if self.open.len() >= self.depth {
            return Err(ImportError::TooDeep { limit: self.depth });
        }
        let name = start.local_name().as_ref().to_owned();
        let mut element = Element { name: name.clone(), attributes: Vec::new() };
        for attribute in start.html_attributes().with_checks(false).flatten() {
            let key = attribute.key.local_name().as_ref().to_owned();
            element.attributes.push((key, references(&attribute.value)));
        }
        self.open.push(name);
        Ok(Token::Open(element))
    }
}

/// A value with its references resolved.
fn references(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        if let Some((name, after)) = after.split_once(';').filter(|(name, _)| name.len() <= 16) {
            out.push_str(&reference(name));
            rest = after;
        } else {
            out.push('&');
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

/// What a reference stands for: the five of XML, a number, a space; anything else as it stands.
fn reference(name: &str) -> String {
    let number = name.strip_prefix('#').and_then(|number| match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok(),
        None => number.parse().ok(),
    });
    if let Some(c) = number.and_then(char::from_u32) {
        return c.to_string();
    }
    match resolve_xml_entity(name) {
        Some(known) => known.to_owned(),
        None if name == "nbsp" => " ".to_owned(),
        None => format!("&{name};"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        let mut xml = Xml::new(text, 8);
        let mut out = Vec::new();
        while let Some(token) = xml.next().unwrap() {
            out.push(match token {
                Token::Open(element) => {
                    let says = element.get("a").map(|a| format!("={a}")).unwrap_or_default();
                    format!("<{}{says}>", element.name)
                }
                Token::Close(name) => format!("</{name}>"),
                Token::Text(text) => text,
            });
        }
        out.concat()
    }

    #[test]
    fn names_lose_their_prefix_and_every_element_ends() {
        assert_eq!(
            read("<?xml version='1.0'?><x:a a='&lt;1&#x41;'><b/>t<![CDATA[<c>]]>"),
            "<a=<1A><b></b>t<c></a>"
        );
        assert_eq!(read("<a><b>one<br>two</b></z></a>tail"), "<a><b>one<br>two</br></b></a>tail");
        assert_eq!(read("<a a=bare b>1 & 2 &amp; &nbsp;&unknown;</a>"), "<a=bare>1 & 2 &  &unknown;</a>");
    }

    #[test]
    fn entities_of_the_file_are_not_expanded_and_nesting_is_bounded() {
        let bomb = "<!DOCTYPE a [<!ENTITY x 'boom'><!ENTITY y '&x;&x;'>]><a>&y;</a>";
        assert_eq!(read(bomb), "<a>&y;</a>");
        let mut deep = Xml::new("<a><a><a><a>", 3);
        let found = std::iter::from_fn(|| deep.next().transpose()).collect::<Result<Vec<_>, _>>();
        assert_eq!(found, Err(ImportError::TooDeep { limit: 3 }));
    }
}
