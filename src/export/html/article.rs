//! The page of one article: its text with the passages marked, and beside them what is written about them.

use std::fmt::Write;

use super::mark::Mark;
use super::page::{Head, page};
use super::passage::{Shown, about};
use super::{Links, block, line, note, sourced};
use crate::export::markdown::{Passages, sorted};
use crate::export::{Options, Themes};
use crate::model::{Annotation, Document, State, citation};

/// An article with its note, its text without furniture, and its annotations; those whose passage does not show
/// in that text are at its end, with their words.
pub fn article(
    of: &Passages,
    document: &Document,
    themes: &Themes,
    links: &Links,
    options: &Options,
) -> String {
    let Passages { article, annotations } = of;
    let title = citation::title(&article.meta);
    let annotations = sorted(annotations);
    let placed: Vec<&Annotation> = annotations.iter().copied().filter(|a| a.state != State::Lost).collect();
    let marks: Vec<Mark<'_>> = placed.iter().map(|a| Mark::new(a, themes)).collect();
    let mut shown = vec![false; marks.len()];

    let mut out = String::from("<article>\n");
    if links.index {
        out.push_str("<nav><a href=\"../index.html\">All articles</a></nav>\n");
    }
    let text = block::blocks(document, &marks, title, &mut shown, &mut |out, i| {
        let (Some(mark), Some(annotation)) = (marks.get(i).filter(|mark| mark.has_card), placed.get(i))
        else {
            return;
        };
        let way =
            Shown { href: Some(format!("#p-{}", mark.id)), quote: false, theme: None, cited: None, level: 2 };
        let said = about(article, annotation, themes, links, &way);
        let _ = write!(out, "<aside id=\"n-{}\">\n{said}</aside>\n", mark.id);
    });
    // The title is the heading of the text that says it, with what is marked in that.
    let (title_line, text) = match text.split_once(block::TITLE_END) {
        Some((heading, rest)) if block::begins_with_title(document, title) => {
            (format!("{heading}{}", block::TITLE_END), rest)
        }
        _ => (format!("<h1 dir=\"auto\">{}{}", line(title), block::TITLE_END), text.as_str()),
    };
    let _ = write!(out, "<header>\n{title_line}");
    if let Some(byline) = sourced(article, None) {
        let _ = writeln!(out, "<p>{byline}</p>");
    }
    if let Some(words) = &article.note {
        out.push_str(&note::note(words, 2));
    }
    out.push_str("</header>\n");
    out.push_str(text);

    let mut unseen = placed.iter().zip(&shown).filter(|(_, shown)| !**shown).map(|(a, _)| *a).peekable();
    let mut lost = annotations.iter().copied().filter(|a| a.state == State::Lost).peekable();
    if unseen.peek().is_some() || lost.peek().is_some() {
        out.push_str("<h2>Passages that are not in the text above</h2>\n");
    }
    for annotation in unseen.chain(lost) {
        let way = Shown { href: None, quote: true, theme: None, cited: None, level: 2 };
        let said = about(article, annotation, themes, links, &way);
        let id = annotation.uuid;
        let _ = write!(out, "<section class=\"apart\" id=\"p-{id}\">\n{said}</section>\n");
    }
    out.push_str("</article>\n");
    let head = Head {
        title,
        language: article.meta.language.as_deref(),
        id: Some(article.uuid),
        stamp: options.stamp.as_deref(),
    };
    page(&head, &out)
}
