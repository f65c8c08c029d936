//! The original of an article, and links in its text, for the program that the system has for them.

use super::super::{App, Effect, Original};
use crate::model::address::{self, WEB};
use crate::model::{InlineKind, Metadata};
use crate::text::{Span, grapheme};

/// What there is of the article that is meant: its address, else the file that it was read from. An
/// error is a sentence.
pub fn meant(app: &App) -> Result<Original, String> {
    let article = app.article_meant().ok_or("No article is chosen.")?;
    of(&article.meta)
}

fn of(meta: &Metadata) -> Result<Original, String> {
    let source = meta.source.as_deref().unwrap_or_default();
    let web = |text: &str| address::fit(text, WEB).map(|address| Original::Address(address.into_owned()));
    if let Some(found) = meta.url.as_deref().and_then(web).or_else(|| web(source)) {
        return Ok(found);
    }
    match source {
        _ if source.starts_with("seed:") => {
            Err("This article came with postil and has no original; gx opens a link in it.".to_owned())
        }
        "" | "-" => {
            Err("It is not known where this article is from; e in the list takes an address.".to_owned())
        }
        path if path.contains("://") => {
            Err(format!("“{path}” is no address of the web, and nothing else is opened from here."))
        }
        path => Ok(Original::File(path.into())),
    }
}

/// The link under the cursor.
pub fn link(app: &App) -> Result<Original, String> {
    let none = "There is no link under the cursor; o opens the original of the article.";
    let reader = app.reader.as_ref().ok_or(none)?;
    let here = Span { start: reader.cursor, end: grapheme::next(reader.text(), reader.cursor) };
    let mut links = reader.inlines(here).filter(|inline| inline.kind == InlineKind::Link);
    let target = links.find_map(|link| link.target.as_deref()).ok_or(none)?;
    let address = address::fit(target, WEB).ok_or_else(|| {
        format!("“{target}” is no address of the web, and nothing else is opened from here.")
    })?;
    Ok(Original::Address(address.into_owned()))
}

pub fn open(app: &mut App, what: impl Fn(&App) -> Result<Original, String>) {
    match what(app) {
        Ok(original) => {
            app.say(format!("Opening {original}…"));
            app.out.push(Effect::OpenOutside(original));
        }
        Err(why) => app.complain(why),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_comes_before_the_file_and_nothing_else_is_opened() {
        let meant = |url: Option<&str>, source: &str| {
            of(&Metadata {
                url: url.map(str::to_owned),
                source: Some(source.to_owned()),
                ..Metadata::default()
            })
        };
        let address = |text: &str| Ok(Original::Address(text.to_owned()));
        assert_eq!(meant(Some("https://e.example/ä"), "/a.html"), address("https://e.example/%C3%A4"));
        assert_eq!(meant(None, "http://e.example/a"), address("http://e.example/a"));
        assert_eq!(meant(None, "/a b.html"), Ok(Original::File("/a b.html".into())));
        assert_eq!(meant(Some("javascript:alert(1)"), "/a.html"), Ok(Original::File("/a.html".into())));
        for (source, why) in [
            ("-", "not known where"),
            ("", "not known where"),
            ("seed:three-resets", "came with postil"),
            ("ftp://e.example/a", "no address of the web"),
            ("file:///etc/passwd", "no address of the web"),
        ] {
            assert!(meant(None, source).unwrap_err().contains(why), "{source}");
        }
    }
}
