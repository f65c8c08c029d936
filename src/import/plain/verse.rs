//! Lines that end where they do for a reason: verse, addresses, questions and answers. In prose a line ends
//! where the next word found no room; where it would have found it, nobody was made to end the line.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::Placed;
use crate::model::BlockKind;

/// Cells that no line of verse is longer than, as far as it can be told from prose.
const LONGEST: usize = 56;
/// Cells of lines from which on a text is taken to be wrapped at them.
const USUAL: usize = 55;
/// Lines that are looked at to tell at how many cells a text is wrapped.
const SAMPLE: usize = 20_000;

/// Tells in the paragraphs and quotations of several lines whether these are lines of prose. O(bytes).
pub(super) fn mark(found: &mut [Placed]) {
    let text = Wrapped::of(found);
    for placed in found.iter_mut().filter(|placed| goes_on(placed)) {
        placed.piece.lines = text.as_ref().is_some_and(|text| text.is_verse(&placed.piece.text));
    }
}

fn goes_on(placed: &Placed) -> bool {
    let is_prose =
        matches!(placed.piece.kind, BlockKind::Paragraph | BlockKind::Quotation | BlockKind::ListItem);
    is_prose && placed.text().contains('\n')
}

/// How the lines of a text are wrapped.
#[derive(Debug)]
struct Wrapped {
    /// Cells that its lines have, but for a few.
    width: usize,
    /// Whether lines go on with a small letter, as they do in prose.
    is_lower: bool,
}

impl Wrapped {
    fn of(found: &[Placed]) -> Option<Self> {
        let (mut widths, mut lower) = (Vec::new(), 0);
        let pairs = found.iter().filter(|placed| goes_on(placed)).flat_map(|placed| pairs(placed.text()));
        for (line, next) in pairs.take(SAMPLE) {
            widths.push(line.width());
            lower += usize::from(begins(next) == Begins::Small);
        }
        widths.sort_unstable_by(|a, b| b.cmp(a));
        // One line may be longer than all others, as of an address that could not be broken.
        let at = (widths.len() / 20).max(1).min(widths.len().saturating_sub(1));
        let width = *widths.get(at)?;
        Some(Self { width, is_lower: lower * 5 > widths.len() * 2 })
    }

    fn is_verse(&self, block: &str) -> bool {
        let (mut breaks, mut free, mut small, mut caseless) = (0, 0, 0, 0);
        for (line, next) in pairs(block) {
            breaks += 1;
            free += usize::from((line.width() + 1 + first_word(next)) * 4 <= self.width * 3);
            small += usize::from(begins(next) == Begins::Small);
            caseless += usize::from(begins(next) == Begins::Caseless);
        }
        let longest = block.split('\n').map(UnicodeWidthStr::width).max().unwrap_or_default();
        if longest > LONGEST {
            return false;
        }
        let is_begun_anew = small * 5 <= breaks && (breaks >= 5 || small == 0);
        if self.width < USUAL {
            // Nothing tells at how many cells it would have been wrapped.
            return is_begun_anew && !self.is_lower && caseless == 0;
        }
        let is_free = free * 5 >= breaks * 4 && (breaks >= 5 || free == breaks);
        is_free && (is_begun_anew || (breaks > 1 && longest * 3 <= self.width * 2))
    }
}

/// Each line with the one after it.
fn pairs(block: &str) -> impl Iterator<Item = (&str, &str)> {
    block.split('\n').zip(block.split('\n').skip(1))
}

/// Cells of the word that a line begins with; wide letters may part anywhere.
fn first_word(line: &str) -> usize {
    let word = line.split_whitespace().next().unwrap_or_default();
    match word.chars().next().and_then(UnicodeWidthChar::width) {
        Some(2) => 2,
        _ => word.width(),
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Begins {
    Small,
    Anew,
    /// With a letter of a script that has no capitals.
    Caseless,
}

fn begins(line: &str) -> Begins {
    match line.trim_start().chars().find(|c| c.is_alphanumeric()) {
        Some(c) if c.is_lowercase() => Begins::Small,
        Some(c) if c.is_alphabetic() && !c.is_uppercase() => Begins::Caseless,
        _ => Begins::Anew,
    }
}

#[cfg(test)]
mod tests {
    use crate::import::{Hint, read};
    use crate::model::InlineKind;

    /// Which blocks of a plain text end their lines where it does.
    fn kept(text: &str) -> Vec<String> {
        let read = read(text.as_bytes(), &Hint::named("page.txt")).unwrap();
        let lines = read.document.inlines.iter().filter(|inline| inline.kind == InlineKind::Lines);
        lines.map(|inline| read.document.slice(inline.span).to_owned()).collect()
    }

    const PROSE: &str = "The boats lay on the shingle that winter with their keels turned up to the\n\
                         rain, and nobody in the town would say whose they were or who had paid\n\
                         for the tar.\n\nIt was asked once, in the chapel, and the answer that was given there\n\
                         was no answer.";
    const VERSE: &str = "The river rose at Candlemas\nAnd took the lower mill,\nThe miller and the miller's ass\n\
                         Are on the water still.";

    #[test]
    fn verse_and_addresses_keep_their_lines_and_prose_flows() {
        let small = "what the water took\nit kept\nand did not say";
        let address = "Orlau Ferry Company\n12 Quay Street\nOrlau";
        let quoted = "> Who kept the boats?\n> The harbour did.";
        let text = format!("{PROSE}\n\n{VERSE}\n\n{small}\n\n{address}\n\n{quoted}\n\n{PROSE}\n");
        assert_eq!(kept(&text), [VERSE, small, address, "Who kept the boats?\nThe harbour did."]);
        // Without prose to tell how wide it would have been, by how the lines begin.
        assert_eq!(kept(&format!("The flood\n\n{VERSE}\n\n{address}\n")), [VERSE, address]);
    }

    #[test]
    fn narrow_prose_is_prose() {
        let narrow = "The boats lay on the shingle that\nwinter with their keels turned up\nto the rain, and \
                      nobody in Orlau\nAsked whose they were.\n\nIt was asked once, in the chapel at\nEaster, \
                      and the answer that was\ngiven there was no answer.\n\nNobody asked again until\nEaster.";
        assert_eq!(kept(narrow), Vec::<String>::new());
        // A short paragraph that was ended early by hand, and a word that found no room.
        let text = format!(
            "{PROSE}\n\nThey had come by the road that goes\nround the head.\n\nIt stands at\n\
                            https://orlau.example/harbour/accounts/of/the/winter/that/was/so/long\n\n{PROSE}\n"
        );
        assert_eq!(kept(&text), Vec::<String>::new());
        assert_eq!(kept(PROSE), Vec::<String>::new());
        let wide = "川は二月に水かさを増し、下の水車を\nさらった。粉屋とその驢馬は、いまも\n水の上にいる。\n\n町ではそう言う。";
        assert_eq!(kept(wide), Vec::<String>::new());
    }
}
