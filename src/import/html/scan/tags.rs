//! What the scanner does with an element of a name.

/// What an element is, for those who hear the page.
pub(in crate::import::html) const SAID_OF: &str = "aria-label";

/// The attributes that something later asks for.
const KEPT: &[&str] = &[
    "class", "id", "href", "src", "alt", "title", "rel", "itemprop", "itemtype", "property", "name",
    "content", "datetime", "lang", "dir", "role", "start", "value", "reversed", "colspan", "cite", "hidden",
    "pubdate", "http-equiv", "data-component", "data-testid", "data-qa", "data-gu-name",
];

/// The attribute of that name of such an element, if something later asks for it.
pub(super) fn kept(name: &str, attribute: &str) -> Option<&'static str> {
    // An address says of whom it is, what stands aside, what it is, and a picture that is a link, where it leads.
    if matches!(name, "address" | "aside" | "a") && attribute == SAID_OF {
        return Some(SAID_OF);
    }
    KEPT.iter().find(|kept| **kept == attribute).copied()
}

/// The language that the attributes of an element say it is in.
pub(super) fn language(attributes: &[(&str, &str)]) -> Option<String> {
    let said = |(key, value): &&(&str, &str)| {
        matches!(&*key.to_ascii_lowercase(), "lang" | "xml:lang") && !value.trim().is_empty()
    };
    attributes.iter().find(said).map(|(_, value)| (*value).to_owned())
}

/// How an element is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::import::html) enum Role {
    /// Ends an open paragraph.
    Block,
    /// The same, and often left open.
    Open,
    Inline,
    Void,
    /// Its content is no markup.
    Raw,
    /// Left out with its content.
    Dropped,
    /// Its tags are left out and its content stays.
    Ignored,
}

impl Role {
    pub(super) fn is_block(self) -> bool {
        matches!(self, Self::Block | Self::Open)
    }
}

/// Kinds of elements out of which no end of others reaches; an element may be of several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Walls(u8);

impl Walls {
    pub(super) const NONE: Self = Self(0);
    /// Of a paragraph, link or style.
    pub(super) const SCOPE: Self = Self(1);
    /// Of an item.
    pub(super) const LIST: Self = Self(2);
    pub(super) const TERMS: Self = Self(4);
    /// Of a cell.
    pub(super) const ROW: Self = Self(8);
    /// Of a row.
    pub(super) const ROWS: Self = Self(16);
    pub(super) const TABLE: Self = Self(32);
    /// Of a heading.
    pub(super) const SECTION: Self = Self(64);

    pub(super) fn of(name: &str) -> Self {
        Self(match name {
            "table" | "noscript" => u8::MAX,
            "td" | "th" | "li" | "div" | "template" | "section" | "article" | "body" => {
                Self::SCOPE.0 | Self::SECTION.0
            }
            "caption" | "button" | "html" | "blockquote" | "object" => Self::SCOPE.0,
            "ul" | "ol" | "menu" | "dir" => Self::LIST.0,
            "dl" => Self::TERMS.0,
            "tr" => Self::ROW.0,
            "tbody" | "thead" | "tfoot" => Self::ROWS.0,
            _ => 0,
        })
    }

    pub(super) fn has(self, one: Self) -> bool {
        self.0 & one.0 != 0
    }
}

pub(in crate::import::html) fn role(name: &str) -> Role {
    match name {
        "address" | "article" | "aside" | "blockquote" | "center" | "details" | "dialog" | "dir" | "div"
        | "dl" | "fieldset" | "figcaption" | "figure" | "footer" | "form" | "h1" | "h2" | "h3" | "h4"
        | "h5" | "h6" | "header" | "hgroup" | "main" | "menu" | "nav" | "ol" | "pre" | "listing"
        | "search" | "section" | "summary" | "table" | "ul" => Role::Block,
        "p" | "li" | "dd" | "dt" | "td" | "th" | "tr" | "tbody" | "thead" | "tfoot" | "caption" => Role::Open,
        "br" | "hr" | "img" | "meta" | "link" | "base" => Role::Void,
        "area" | "col" | "embed" | "input" | "param" | "source" | "track" | "wbr" | "frame" | "colgroup"
        | "html" | "head" | "body" | "basefont" | "bgsound" | "keygen" | "image" | "rb" | "rtc" => {
            Role::Ignored
        }
        "script" | "style" | "title" | "textarea" | "xmp" | "iframe" | "noembed" | "noframes"
        | "plaintext" => Role::Raw,
        "noscript" | "svg" | "math" | "template" | "select" | "datalist" | "canvas" | "audio" | "video"
        | "map" | "applet" | "frameset" | "button" => Role::Dropped,
        _ => Role::Inline,
    }
}
