//! Pages that show next to nothing by themselves: their words are where a browser without scripts looks for
//! them, or in the data about the page, or on another page.

use super::super::plain::is_sentence;
use super::super::{Hint, ImportError, Imported};
use super::scan::{self, Lenient};
use super::{Page, fragment, meta, page_of};
use crate::model::{BlockKind, Document};

/// Characters without white space: fewer say next to nothing, and so many are an article.
const LITTLE: usize = 200;
const ARTICLE: usize = 300;
/// Seconds after which a page that says next to nothing sends its readers on.
const AT_ONCE: u32 = 1;

/// Elements of which browsers may show nothing.
const INSTEAD: &[&str] = &["<noscript", "<object", "<noframes", "<iframe"];

/// What is read instead of a page that shows no sentence; other pages as they are.
pub(super) fn instead(page: Page, markup: &str, hint: &Hint<'_>) -> Result<Imported, ImportError> {
    let Page { read, refresh, is_frame } = page;
    let (told, says) = told(&read.document);
    if told < LITTLE
        && let Some((delay, to)) = refresh
        && (told == 0 || delay <= AT_ONCE)
    {
        return Err(ImportError::Elsewhere { to });
    }
    // The foot of a page is none of what it tells.
    if told >= LITTLE || (says && !is_frame) {
        return Ok(read);
    }
    let is_more = |document: &Document| self::told(document).0 >= ARTICLE.max(told * 3);
    let has = |tag: &str| markup.contains(tag) || markup.contains(&tag.to_uppercase());
    if INSTEAD.iter().any(|tag| has(tag)) {
        let unseen = page_of(markup, hint, Lenient::Scripts)?.read;
        if is_more(&unseen.document) && self::told(&unseen.document).1 {
            return Ok(unseen);
        }
    }
    hint.go_on()?;
    let scanned = scan::scan_until(markup, Lenient::No, &hint.pages, &|| hint.go_on())?;
    let body = meta::body(&scanned.data).map(|body| markup_of(&body));
    let Some(body) = body else { return Ok(read) };
    let document = fragment(&body, &read.meta.title, read.meta.url.as_deref(), &hint.pages)?;
    Ok(if is_more(&document) { Imported { document, ..read } } else { read })
}

/// How many characters the paragraphs of a document have, and whether there is a sentence among them that says
/// more than that scripts are wanted.
fn told(document: &Document) -> (usize, bool) {
    let blocks = document.blocks.iter().filter(|block| !block.furniture && block.kind != BlockKind::Heading);
    let (mut told, mut says) = (0, false);
    for text in blocks.map(|block| document.slice(block.span)) {
        if !text.to_lowercase().contains("javascript") {
            told += text.chars().filter(|c| !c.is_whitespace()).count();
            says |= is_sentence(text);
        }
    }
    (told, says)
}

/// Plain text as markup, each line a paragraph; markup as it is.
fn markup_of(body: &str) -> String {
    let is_markup = ["</p>", "<p>", "<br", "</div>"].iter().any(|tag| body.contains(tag));
    if is_markup {
        return body.to_owned();
    }
    let mut markup = String::with_capacity(body.len() * 2);
    for line in body.lines().map(str::trim).filter(|line| !line.is_empty()) {
        markup.push_str("<p>");
        markup.push_str(&line.replace('<', "&lt;"));
        markup.push_str("</p>");
    }
    markup
}
