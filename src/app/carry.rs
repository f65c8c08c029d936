//! What is open over a text goes along with its words when another text comes in their place.

use super::chooser::Purpose;
use super::{App, Overlay};
use crate::model::{ArticleId, DraftOn, anchor};
use crate::text::{Span, find, grapheme};

impl App {
    /// The article has another text: what notes, corrections and tags are meant for is where its words
    /// are now. Without them a note stays open, to be kept as a draft, and a chooser closes.
    pub(super) fn carry(&mut self, of: ArticleId, old: &str, new: &str) {
        let mut is_without = false;
        self.overlays.retain_mut(|overlay| {
            let span = match overlay {
                Overlay::Note(editor) => match &mut editor.on {
                    DraftOn::Passage { article, span } | DraftOn::Correction { article, span }
                        if *article == of =>
                    {
                        span
                    }
                    _ => return true,
                },
                Overlay::Chooser(chooser) => match &mut chooser.purpose {
                    Purpose::Tag(target) if target.article == of && target.annotation.is_none() => {
                        &mut target.span
                    }
                    _ => return true,
                },
                _ => return true,
            };
            if let Some(there) = moved(old, new, *span) {
                *span = there;
            } else if let Overlay::Note(editor) = overlay {
                editor.is_adrift = true;
            } else {
                is_without = true;
                return false;
            }
            true
        });
        if is_without {
            self.complain("The words to tag are in the text no more; choose others.");
        }
    }
}

impl App {
    /// Goes to where the open text differs from the one before, unless the cursor is in those paragraphs already.
    pub(super) fn go_to_change(&mut self, before: &str) {
        let here = self.here();
        let Some(reader) = &mut self.reader else { return };
        let differs = change(before, reader.text());
        let (first, last) = (reader.document.block_at(differs.start), reader.document.block_at(differs.end));
        if (first..=last).contains(&reader.document.block_at(reader.cursor)) {
            return;
        }
        reader.land(differs.start);
        if let Some(here) = here {
            self.jumps.leave(here);
        }
    }
}

/// What of a new text the old one has not, by the longest beginning and end that they have in common. Its ends
/// may lie within a cluster. O(text).
fn change(old: &str, new: &str) -> Span {
    let ahead = old.bytes().zip(new.bytes()).take_while(|(a, b)| a == b).count();
    let rest = old.len().min(new.len()) - ahead;
    let behind = old.bytes().rev().zip(new.bytes().rev()).take(rest).take_while(|(a, b)| a == b).count();
    Span::new(grapheme::char_floor(new, ahead), grapheme::char_floor(new, new.len() - behind))
}

/// Where the words of a span stand in a new text: of several places the one nearest to where they
/// were. O(text), and mostly far less.
pub(super) fn moved(old: &str, new: &str, span: Span) -> Option<Span> {
    let words = span.of(old);
    if words.is_empty() {
        return None;
    }
    find::nearest(new, words, anchor::follow(old, new, span.start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_lies_between_what_is_the_same() {
        let differs = |old, new| change(old, new).of(new).to_owned();
        assert_eq!(differs("A boat came.", "A red boat came."), "red ");
        assert_eq!(differs("aaa", "aaaa"), "a");
        assert_eq!(differs("A red boat.", "A boat."), "");
        // The letters begin with the same byte.
        assert_eq!(differs("x é y", "x è y"), "è");
        assert_eq!(differs("", "new"), "new");
    }

    #[test]
    fn words_are_found_where_they_stand_now() {
        let old = "The ferry came. The ferry went.";
        let at = |words: &str, nth: usize| {
            let start = old.match_indices(words).nth(nth).unwrap().0;
            Span::new(start, start + words.len())
        };
        let found = |new: &str, span| moved(old, new, span).map(|span| span.start.0);
        assert_eq!(found(old, at("The ferry", 1)), Some(16));
        assert_eq!(found("In May. The ferry came. The ferry went.", at("The ferry", 1)), Some(24));
        assert_eq!(found("The ferry went.", at("The ferry went", 0)), Some(0));
        assert_eq!(found("A boat came.", at("The ferry", 0)), None);
        assert_eq!(found("", at("The ferry", 0)), None);
        // A letter with another mark is another letter.
        assert_eq!(found("The ferry\u{301} came.", at("The ferry", 0)), None);
    }
}
