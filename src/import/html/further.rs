//! Words of a page that are none of its article: they come in as furniture, since nothing that is told is left out without
//! a word. Labels of a few words are left out, and ways to other pages.

use super::super::furniture;
use super::super::plain::is_sentence;
use super::blocks::Found;
use super::choose::is_linked;
use super::part::Part;
use super::{scan, threads};
use crate::model::BlockKind;

/// So many words tell something, or so many characters where no white space parts words.
const WORDS: usize = 5;
const CHARACTERS: usize = 12;
/// Characters without white space of a paragraph that tells something although it stands among teasers or tools.
const TEASER: usize = 60;
/// The same of one in what is called the frame of a page, and how many in a row are told at length there.
const PARAGRAPH: usize = 120;
const PROSE: usize = 600;

/// Those of the blocks left out, in order, that tell something, as furniture. With them come the headings above them
/// and what stands between two of them.
pub(super) fn told(left_out: Vec<Found>) -> Vec<Found> {
    let mut comes = Vec::with_capacity(left_out.len());
    for run in left_out.chunk_by(|a, b| a.at + 1 == b.at && a.part == b.part) {
        let at_length: usize = run.iter().filter(|f| tells(f)).map(|f| f.all).sum();
        let is_frame = run.first().is_some_and(is_frame_of_page);
        let ends = run.iter().position(tells).zip(run.iter().rposition(tells));
        let (first, end) = match ends {
            Some((first, last)) if !is_frame || at_length >= PROSE => {
                let above = run.iter().take(first).rev().take_while(|f| f.piece.kind == BlockKind::Heading);
                (first - above.count(), last + 1)
            }
            _ => (0, 0),
        };
        // What is said in place of a picture has no characters of its own.
        let is_told = |f: &Found| {
            let is_read = f.all > 0 && f.part != Part::Unscripted;
            is_read && (!is_linked(f) || f.part == Part::Further) && !asks(f)
        };
        comes.extend(run.iter().enumerate().map(|(at, f)| (first..end).contains(&at) && is_told(f)));
    }
    who_says(&left_out, &mut comes);
    let mut told: Vec<Found> =
        left_out.into_iter().zip(comes).filter_map(|(f, comes)| comes.then_some(f)).collect();
    for found in &mut told {
        found.piece.furniture = true;
        // The picture that it is said of is none of the article.
        if found.piece.kind == BlockKind::Caption {
            found.piece.kind = BlockKind::Paragraph;
        }
    }
    told
}

/// Brings in who says what comes, and the headings right above.
fn who_says(left_out: &[Found], comes: &mut [bool]) {
    let is_of_page =
        |f: &Found| f.piece.kind != BlockKind::Heading && (!f.part.is_frame() || f.part == Part::Comments);
    let says: Vec<bool> =
        left_out.iter().zip(&*comes).map(|(f, comes)| *comes && is_of_page(f) && tells(f)).collect();
    let mut below = None;
    let labels = threads::labels(left_out, &says);
    for ((f, comes), label) in left_out.iter().zip(comes).zip(labels).rev() {
        let is_above = below == Some(f.at + 1) && f.piece.kind == BlockKind::Heading && !is_linked(f);
        *comes |= (label || is_above) && !asks(f);
        below = Some(f.at).filter(|_| label || is_above);
    }
}

/// Whether a block stands in the frame of a page, and not in the foot of the article itself.
fn is_frame_of_page(f: &Found) -> bool {
    f.part == Part::Frame && !f.inside && !f.main
}

/// Leaves out what forms say of their fields, and films of browsers, which tells nothing, where anything else is told.
pub(super) fn leave_out_asking(chosen: &mut Vec<Found>) {
    let is_asked = |f: &Found| asks(f) && (f.piece.furniture || (f.asked > 0 && f.kept == 0));
    let tells = |f: &Found| !f.piece.furniture && f.piece.kind != BlockKind::Heading && !is_asked(f);
    if chosen.iter().any(tells) {
        chosen.retain(|f| !is_asked(f));
    }
}

/// Whether a block names what a form asks for, or says no more than what forms for comments do, or what a browser lacks to
/// show a film.
fn asks(f: &Found) -> bool {
    let text = &f.piece.text;
    (f.asked * 2 >= f.all && f.asked > 0)
        || furniture::is_of_form(text)
        || (f.part == Part::Film && furniture::is_of_player(text))
        || (f.part == Part::Unscripted && scan::unscripted::asks(text))
}

/// Whether a block tells something, for where it stands.
fn tells(f: &Found) -> bool {
    let text = f.piece.text.trim();
    let says = || is_sentence(text) || text.contains(". ") || text.contains('。');
    let has_words = || {
        text.split_whitespace().nth(WORDS - 1).is_some()
            || (!text.is_ascii() && text.chars().nth(CHARACTERS - 1).is_some())
    };
    f.all > 0
        && !is_linked(f)
        && !asks(f)
        && f.part != Part::Unscripted
        && match f.part {
            Part::Frame if is_frame_of_page(f) => f.all >= PARAGRAPH && f.linked * 4 < f.all && says(),
            Part::Frame | Part::Related | Part::Tools => f.all >= TEASER && f.linked * 2 < f.all && says(),
            _ => has_words(),
        }
}
