//! What the scanner does with an element of a name.

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

    /// Whether its end is said, as a rule.
    pub(super) fn is_closed(self) -> bool {
        matches!(self, Self::Block | Self::Inline)
    }
}

/// Elements out of which no end of a paragraph, link or style reaches.
pub(super) const SCOPES: &[&str] = &[
    "table", "td", "th", "caption", "button", "body", "html", "li", "div", "blockquote", "section", "article",
];

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
        "noscript" | "svg" | "math" | "template" | "select" | "datalist" | "object" | "canvas" | "audio"
        | "video" | "map" | "applet" | "frameset" | "button" => Role::Dropped,
        _ => Role::Inline,
    }
}
