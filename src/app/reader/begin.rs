//! Where an article begins for who opens it the first time: past the menus and buttons that scraped pages
//! have above their title.

use super::Outline;
use crate::model::Document;
use crate::text::Offset;
use crate::text::token::{folded, tokens};

/// Headings that are looked at: the title is not far down.
const MOST: usize = 40;
/// Words that a heading has at least which is a part of the title, or has it as a part.
const PART: usize = 3;

/// Where its title stands as a heading, with half of the text behind it at least; else where the first block
/// begins that is no furniture.
pub(super) fn of(document: &Document, outline: &Outline, title: &str) -> Offset {
    let title = words(title);
    let first = || document.blocks.iter().find(|block| !block.is_furniture()).or(document.blocks.first());
    let heading = outline
        .headings()
        .iter()
        .take(MOST)
        .take_while(|index| outline.body_before(**index) * 2 <= outline.body())
        .filter_map(|index| document.blocks.get(*index).filter(|block| !block.is_furniture()))
        .find(|block| is_title(&words(document.slice(block.span)), &title));
    heading.or_else(first).map_or(Offset(0), |block| block.span.start)
}

fn words(text: &str) -> Vec<String> {
    tokens(text).iter().map(|token| folded(token.of(text))).collect()
}

/// Sites put their name behind the title, and papers a line above it.
fn is_title(heading: &[String], title: &[String]) -> bool {
    let shorter = heading.len().min(title.len());
    heading == title && shorter > 0
        || shorter >= PART && (heading.starts_with(title) || title.starts_with(heading))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Block, BlockKind};
    use crate::text::Span;

    /// A document of blocks: `#` before headings, `~` before furniture.
    fn document(blocks: &[&str]) -> Document {
        let mut text = String::new();
        let mut found = Vec::new();
        for block in blocks {
            let words = block.trim_start_matches(['#', '~']);
            let start = text.len();
            text.push_str(words);
            found.push(Block {
                kind: if block.starts_with('#') { BlockKind::Heading } else { BlockKind::Paragraph },
                level: 1,
                span: Span::new(start, text.len()),
                furniture: block.contains('~'),
                marked: None,
            });
            text.push_str("\n\n");
        }
        Document { text: text.into(), blocks: found, inlines: Vec::new(), pages: Vec::new() }
    }

    #[test]
    fn it_is_the_title_else_the_first_that_is_no_furniture() {
        const BODY: &str = "The ferry sank in spring, and nobody had seen it coming, as was said at length.";
        for (blocks, title, begins) in [
            (vec!["clock menu", "#Why the ferry sank", BODY], "Why the ferry sank", "Why"),
            (vec!["clock menu", "#Why the ferry sank", BODY], "“Why the Ferry Sank” - The Orlau Post", "Why"),
            (vec!["~Share", "~#Why the ferry sank", "News", BODY], "Why the ferry sank", "News"),
            (vec!["~Share", "#Boats", BODY], "Why the ferry sank", "Boats"),
            (vec!["News", "#Boats", BODY], "Why the ferry sank", "News"),
            // At the end it is the link to it.
            (vec!["News", BODY, "#Why the ferry sank"], "Why the ferry sank", "News"),
            (vec!["News", "#", BODY], "", "News"),
            (vec!["~Share", "~Like"], "", "Share"),
        ] {
            let document = document(&blocks);
            let at = of(&document, &Outline::of(&document), title);
            assert!(document.text.get(at.0..).unwrap().starts_with(begins), "{blocks:?}: {at:?}");
        }
        let empty = document(&[]);
        assert_eq!(of(&empty, &Outline::of(&empty), "Why"), Offset(0));
    }
}
