//! Lines that end where they do for a reason: verse, addresses, questions and answers. In prose a line ends
//! where the next word found no room; where it would have found it, nobody was made to end the line.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::{Placed, ends_sentence};
use crate::model::BlockKind;

/// Cells that no line of verse is longer than, as far as it can be told from prose.
const LONGEST: usize = 56;
/// Cells of lines from which on a text is taken to be wrapped at them.
const USUAL: usize = 55;
/// Lines that are looked at to tell at how many cells a text is wrapped.
const SAMPLE: usize = 20_000;

/// Pairs of lines from which on their ends tell whether a text is wrapped at all.
const PAIRS: usize = 6;

/// Tells in the paragraphs and quotations of several lines whether these are lines of prose. O(bytes).
pub(super) fn mark(found: &mut [Placed]) {
    let text = Wrapped::of(found.iter().filter(|placed| goes_on(placed)).map(Placed::text));
    for placed in found.iter_mut() {
        if goes_on(placed) {
            placed.piece.lines = text.as_ref().is_some_and(|text| text.is_verse(&placed.piece.text));
        }
        // What is said under a picture is prose, however short its lines are beside those of the text.
        placed.piece.lines &= placed.piece.kind != BlockKind::Caption;
    }
}

fn goes_on(placed: &Placed) -> bool {
    let is_prose =
        matches!(placed.piece.kind, BlockKind::Paragraph | BlockKind::Quotation | BlockKind::ListItem);
    is_prose && placed.text().contains('\n')
}

/// How the lines of a text are wrapped.
#[derive(Debug)]
pub(in crate::import) struct Wrapped {
    /// Cells that its lines have, but for a few.
    width: usize,
    /// Whether lines go on with a small letter, as they do in prose.
    is_lower: bool,
    /// Whether many lines end where the next word would have found room among the longest: it is not wrapped.
    is_ragged: bool,
}

impl Wrapped {
    /// `blocks`: their lines, as far as they may go on in each other.
    pub(in crate::import) fn of<'a>(blocks: impl Iterator<Item = &'a str>) -> Option<Self> {
        let (mut widths, mut lower, mut needed) = (Vec::new(), 0, Vec::new());
        for (line, next) in blocks.flat_map(pairs).take(SAMPLE) {
            widths.push(line.width());
            needed.push(needs(line, next));
            lower += usize::from(begins(next) == Begins::Small);
        }
        widths.sort_unstable_by(|a, b| b.cmp(a));
        // One line may be longer than all others, as of an address that could not be broken.
        let at = (widths.len() / 20).max(1).min(widths.len().saturating_sub(1));
        let width = *widths.get(at)?;
        let loose = needed.iter().filter(|needed| is_loose(**needed, width)).count();
        let is_ragged = needed.len() >= PAIRS && loose * 3 >= needed.len();
        Some(Self { width, is_lower: lower * 5 > widths.len() * 2, is_ragged })
    }

    pub(in crate::import) fn is_verse(&self, block: &str) -> bool {
        let (mut breaks, mut free, mut loose, mut small, mut caseless) = (0, 0, 0, 0, 0);
        for (line, next) in pairs(block) {
            breaks += 1;
            free += usize::from(needs(line, next) * 4 <= self.width * 3);
            loose += usize::from(is_loose(needs(line, next), self.width));
            small += usize::from(begins(next) == Begins::Small);
            caseless += usize::from(begins(next) == Begins::Caseless);
        }
        let longest = block.split('\n').map(UnicodeWidthStr::width).max().unwrap_or_default();
        if longest > LONGEST {
            return false;
        }
        let is_begun_anew = small * 5 <= breaks && (breaks >= 5 || small == 0);
        let is_free = free * 5 >= breaks * 4 && (breaks >= 5 || free == breaks);
        let is_far = is_free && (is_begun_anew || (breaks > 1 && longest * 3 <= self.width * 2));
        if self.width >= USUAL {
            return is_far;
        }
        // Where all lines are short, only other lines that go on tell at how many cells it would have been wrapped;
        // and that none was wrapped, that many ends are nowhere near that. So do those of prose that was wrapped
        // twice, at two widths, but that begins with a capital or has a sentence end within.
        let is_ragged = self.is_ragged && breaks > 1 && loose * 4 >= breaks && caseless == 0;
        (is_far && self.is_lower)
            || (is_begun_anew && !self.is_lower && caseless == 0)
            || (is_ragged && begins(block) == Begins::Small && !has_end_within(block))
    }
}

/// Whether a sentence ends within a block.
fn has_end_within(block: &str) -> bool {
    block.split_whitespace().rev().skip(1).any(ends_sentence)
}

/// Whether the lines of a block begin with a capital, but for one in five.
pub(in crate::import) fn begins_anew(block: &str) -> bool {
    let small = pairs(block).filter(|(_, next)| begins(next) == Begins::Small).count();
    let capitals = pairs(block).filter(|(_, next)| begins(next) == Begins::Anew).count();
    small * 5 <= capitals && small + capitals == pairs(block).count()
}

/// Cells of a line with the first word of the next.
fn needs(line: &str, next: &str) -> usize {
    line.width() + 1 + first_word(next)
}

/// Whether so many cells leave much of a line free.
fn is_loose(needed: usize, width: usize) -> bool {
    needed * 20 <= width * 17
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
    fn free_verse_and_lists_in_small_letters_keep_their_lines() {
        let verse = "what the water took\nit kept\nand did not say\nwhose it was\n\nthe boats\nlay with their keels to the rain\n\
                     all winter\nand nobody asked";
        let (one, two) = verse.split_once("\n\n").unwrap();
        assert_eq!(kept(verse), [one, two]);
        let list = "flour\nsalt\na pound of butter\neggs";
        assert_eq!(kept(&format!("{list}\n\n{two}\n")), [list, two]);
        // Beside narrow prose, which is as wide as its lines are.
        let prose = "The boats lay on the shingle that\nwinter with their keels turned up\nto the rain, and nobody in the\n\
                     town would say whose they were or\nwho had paid for the tar of them.";
        assert_eq!(kept(&format!("{prose}\n\n{prose}\n\n{list}\n\n{prose}\n")), [list]);
    }

    #[test]
    fn prose_that_was_wrapped_twice_or_by_hand_at_phrases_is_prose() {
        let twice = "The boats lay on the shingle that winter with\ntheir keels turned up\nto the rain, and nobody in \
                     the town would say\nwhose they were or\nwho had paid for the tar of them. It was asked\nonce, in \
                     the chapel\nat Easter, and the answer that was given there\nwas no answer.";
        assert_eq!(kept(&format!("What was asked\n\n{twice}\n\n{twice}\n\n{twice}\n")), Vec::<String>::new());
        let hand = "昨年の冬には、町の人々が\n船について\n多くのことを話しました。\nその内容は次のとおりです。\n\n\
                    次に、費用については\n町が半分を負担し、\n残りは次の会議で\n決めることになりました。\n以上です。";
        assert_eq!(kept(&format!("会議の報告\n\n{hand}\n")), Vec::<String>::new());
    }

    #[test]
    fn a_caption_that_was_wrapped_is_no_verse() {
        assert_eq!(
            kept(&format!("{PROSE}\n\nPhoto by Salah Orlau/ Getty\nImages\n\n{PROSE}\n")),
            Vec::<String>::new()
        );
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
