//! Going to a character: `f F t T`, within the paragraph, whatever rows it is broken into.

use unicode_normalization::UnicodeNormalization;

use super::Reader;
use crate::text::segment::WINDOW;
use crate::text::{Offset, grapheme};

/// What is looked for, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Find {
    pub character: char,
    pub backward: bool,
    /// To the place before it, as one comes.
    pub till: bool,
}

impl Reader {
    /// Where the `count`th such character of the paragraph from the cursor is, at most 64 KB away.
    /// `again` goes past the one that the cursor stands before.
    pub fn find(&self, find: Find, count: usize, again: bool) -> Option<Offset> {
        let (text, at) = (self.text(), self.cursor);
        let block = self.document.blocks.get(self.document.block_at(at))?.span;
        let beside = if find.backward { at } else { grapheme::next(text, at) };
        if find.backward {
            let from = grapheme::floor(text, block.start.0.max(at.0.saturating_sub(WINDOW)));
            let mut clusters = Backward { text, from, at: beside };
            if again && find.till {
                clusters.next();
            }
            let (start, cluster) = nth(clusters, find.character, count)?;
            Some(if find.till { Offset(start.0 + cluster.len()) } else { start })
        } else {
            let to = grapheme::floor(text, block.end.0.min(at.0.saturating_add(WINDOW)));
            let mut clusters = grapheme::clusters(text, beside, to);
            if again && find.till {
                clusters.next();
            }
            let (start, _) = nth(clusters, find.character, count)?;
            Some(if find.till { grapheme::prev(text, start) } else { start })
        }
    }
}

fn nth<'a>(
    clusters: impl Iterator<Item = (Offset, &'a str)>,
    character: char,
    count: usize,
) -> Option<(Offset, &'a str)> {
    clusters.filter(|(_, cluster)| is(cluster, character)).nth(count.saturating_sub(1))
}

/// Clusters from a place back to another.
struct Backward<'a> {
    text: &'a str,
    from: Offset,
    at: Offset,
}

impl<'a> Iterator for Backward<'a> {
    type Item = (Offset, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        if self.at <= self.from {
            return None;
        }
        let start = grapheme::prev(self.text, self.at);
        let cluster = self.text.get(start.0..self.at.0)?;
        self.at = start;
        Some((start, cluster))
    }
}

/// Whether a cluster is what the user means by a character. A letter with its accents is one, however
/// they are written; a picture made of several is meant by its first; and keyboards have but
/// straight quotation marks, one dash and one space.
fn is(cluster: &str, character: char) -> bool {
    let mut chars = cluster.chars();
    let Some(first) = chars.next() else { return false };
    if chars.next().is_none() {
        return first == character || plain(first) == Some(character);
    }
    cluster.nfc().eq(std::iter::once(character).nfc()) || (first == character && !first.is_alphanumeric())
}

/// The character of the keyboard for one that has none.
fn plain(c: char) -> Option<char> {
    Some(match c {
        '‘' | '’' | '‚' | '‛' => '\'',
        '“' | '”' | '„' | '‟' | '«' | '»' => '"',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
        '\n' | '\u{a0}' | '\u{202f}' | '\u{3000}' => ' ',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cluster_is_one_character() {
        for (cluster, character) in [
            ("e", 'e'),
            ("e\u{301}", 'é'),
            ("é", 'é'),
            ("”", '"'),
            ("—", '-'),
            ("\u{a0}", ' '),
            ("情", '情'),
            ("👩\u{200d}💻", '👩'),
            ("❤\u{fe0f}", '❤'),
        ] {
            assert!(is(cluster, character), "{cluster} {character}");
        }
        for (cluster, character) in [("e\u{301}", 'e'), ("é", 'e'), ("E", 'e'), ("\"", '“'), ("", 'x')] {
            assert!(!is(cluster, character), "{cluster} {character}");
        }
    }

    #[test]
    fn back_over_clusters_is_forward_turned_round() {
        let text = "ae\u{301}👩\u{200d}💻 b";
        let end = Offset(text.len());
        let mut forward: Vec<_> = grapheme::clusters(text, Offset(0), end).collect();
        forward.reverse();
        assert_eq!(Backward { text, from: Offset(0), at: end }.collect::<Vec<_>>(), forward);
    }
}
