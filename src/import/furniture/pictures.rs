//! Captions and photo credits. The picture is gone, so what was said under it is furniture.

use super::super::plain::{Placed, is_sentence};
use crate::model::BlockKind;

const STARTS: &[&str] = &[
    "photo by ",
    "photos by ",
    "photo: ",
    "photos: ",
    "photograph by ",
    "photographs by ",
    "photograph: ",
    "photography by ",
    "photography: ",
    "photo credit: ",
    "photo credits: ",
    "image credit: ",
    "image credits: ",
    "image: ",
    "images: ",
    "picture: ",
    "picture by ",
    "credit: ",
    "credits: ",
    "illustration by ",
    "illustration: ",
    "image by ",
    "image via ",
    "photo via ",
    "image source: ",
    "photo illustration by ",
];
const AGENCIES: &[&str] = &[
    "getty", "reuters", "afp", "epa", "ap", "tass", "shutterstock", "bloomberg", "alamy", "unsplash",
    "flickr", "wikimedia", "istock", "magnum", "corbis", "zuma", "anadolu", "xinhua", "rex", "pexels",
    "pixabay", "dpa",
];

/// The places of credits, and of captions where nothing but their words tells of them: one that the source
/// tells apart is a part of the article. `lines` are the blocks folded.
pub(super) fn find(pieces: &[Placed], lines: &[Option<String>]) -> Vec<usize> {
    let line = |at: usize| lines.get(at).and_then(Option::as_deref);
    let mut found = Vec::new();
    // On pages that part paragraphs by blank lines, lines of one run belong together.
    let runs = pieces.last().map_or(0, |p| p.run + 1);
    let parted = runs * 3 > pieces.len() * 2;
    for (at, placed) in pieces.iter().enumerate() {
        let Some(here) = line(at) else { continue };
        let is_known = |placed: &Placed| placed.piece.kind == BlockKind::Caption;
        if !is_known(placed) && is_captioned(here, placed.text()) {
            found.push(at);
        }
        if is_label(here) {
            found.push(at);
            // What the label is of stands below it, and above as what is read to those who do not see.
            let caption = line(at + 1).filter(|caption| is_caption_below(here, caption));
            found.extend(caption.map(|_| at + 1));
            let said = at
                .checked_sub(1)
                .and_then(|above| above.checked_sub(usize::from(line(above).is_some_and(is_label))));
            found.extend(said.filter(|said| caption.is_some() && line(*said) == caption));
            continue;
        }
        if !is_credit(here, placed.text()) {
            continue;
        }
        found.push(at);
        let Some(above) = at.checked_sub(1).filter(|above| !pieces.get(*above).is_some_and(is_known)) else {
            continue;
        };
        let Some(caption) = line(above).filter(|caption| caption.len() >= 20) else { continue };
        let twice = above.checked_sub(1).filter(|first| line(*first) == Some(caption));
        let together = parted && pieces.get(above).is_some_and(|p| p.run == placed.run);
        let alone = above == 0 || pieces.get(above - 1).is_none_or(|p| p.run != placed.run);
        found.extend(twice);
        if twice.is_some() || (together && alone && caption.len() <= 400) {
            found.push(above);
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Whether a line says no more than that a caption or who made a picture follows, or who that was: `Image caption,`,
/// `Image source, Getty Images`.
fn is_label(line: &str) -> bool {
    const SOURCES: &[&str] = &["image source, ", "image source,", "image copyright "];
    matches!(
        line,
        "image caption,"
            | "image caption"
            | "media caption,"
            | "media caption"
            | "image source,"
            | "image source"
    ) || (SOURCES.iter().any(|start| line.starts_with(start)) && line.len() <= 80 && !line.ends_with('.'))
}

fn is_caption_below(label: &str, caption: &str) -> bool {
    const LONGEST: usize = 300;
    label.contains("caption") && label.ends_with(',') && caption.len() <= LONGEST
}

fn is_agency(word: &str) -> bool {
    AGENCIES.contains(&word)
}

fn split(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Whether a line does nothing but name who made a picture. `text` is the same with its capitals.
fn is_credit(line: &str, text: &str) -> bool {
    let bare = line.trim_matches(['(', ')', '[', ']', ' ', '.']);
    let words = split(bare).count();
    if words > 14 || bare.len() > 140 || bare.contains(['?', '"']) {
        return false;
    }
    let agency = split(bare).any(is_agency);
    if let Some(start) = STARTS.iter().find(|start| bare.starts_with(*start)) {
        let rest = text.trim_matches(['(', '[', ' ']).get(start.len()..).unwrap_or_default();
        let joined = bare.contains('/') || bare.contains(" via ") || bare.contains('©');
        return (agency && (joined || is_named(rest))) || (is_named(rest) && !is_sentence(text));
    }
    if text.ends_with('.') && !text.ends_with("Inc.") {
        return false;
    }
    // "Name/Agency", "Agency/Name", "© Agency", "Getty Images": nothing but names.
    let parts = bare.contains('/')
        || bare.starts_with('©')
        || matches!(bare, "getty images" | "ap photo")
        // In parentheses it signs the article.
        || (bare == "reuters" && !line.starts_with('('));
    agency && parts && words <= 9 && is_named(text.trim_matches(['(', ')', '[', ']', ' ', '©']))
}

/// Whether all words are names: with a capital, or what stands between names.
fn is_named(text: &str) -> bool {
    const SMALL: &[&str] =
        &["and", "via", "for", "of", "the", "de", "van", "von", "al", "bin", "by", "el", "la", "courtesy"];
    let mut words = split(text).peekable();
    words.peek().is_some()
        && words.all(|word| {
            word.starts_with(|c: char| c.is_uppercase() || c.is_numeric())
                || SMALL.contains(&word)
                || word.contains('_')
        })
}

/// Whether a block is a caption with its credit at the end: `… on Monday. Photograph: Name/Agency`.
fn is_captioned(line: &str, text: &str) -> bool {
    const SIGNS: &[&str] = &[
        "photograph: ", "photo: ", "picture: ", "(photo by ", "(ap photo", "(photo: ", "image: ",
        "(reuters/", "photo by ", "credit: ", "(afp/", "(credit: ",
    ];
    if is_credited(line, text) {
        return true;
    }
    // Nearly all lines have none of these, and are done with.
    if line.len() > 420 || !(line.contains([':', '(']) || line.contains("photo by ")) {
        return false;
    }
    SIGNS.iter().filter_map(|sign| line.rfind(sign)).max().is_some_and(|at| {
        let credit = line.get(at..).unwrap_or_default();
        // Folding may move bytes, so capitals are looked for by counting from the end.
        let from = text.chars().count().saturating_sub(credit.chars().count());
        let kept: String = text.chars().skip(from).collect();
        let before = line.get(..at).unwrap_or_default().trim_end();
        before.ends_with(['.', ',', ';', ')', '|', '"'])
            && is_credit(credit, &kept)
            && (split(credit).any(is_agency) || credit.contains('/'))
            || before.ends_with('.') && credit.starts_with('(') && is_credit(credit, &kept)
    })
}

/// The same where the credit is glued to the caption: `… with his dog.Credit...Jane Roe for The Pier`.
fn is_credited(line: &str, text: &str) -> bool {
    const LONGEST: usize = 420;
    const WORDS: usize = 12;
    let sign = ["credit...", "credit…"].iter().find_map(|sign| line.find(sign).map(|at| (at, sign.len())));
    let rights =
        line.strip_suffix(" purchase licensing rights").is_some_and(|rest| rest.contains("reuters/"));
    let Some((at, length)) = sign else { return rights && line.len() <= LONGEST };
    let credit = line.get(at + length..).unwrap_or_default();
    let from = text.chars().count().saturating_sub(credit.chars().count());
    let kept: String = text.chars().skip(from).collect();
    let before = line.get(..at).unwrap_or_default();
    line.len() <= LONGEST
        && (before.is_empty() || !before.ends_with(' '))
        && split(credit).count() <= WORDS
        && (credit.is_empty() || is_named(&kept))
}
