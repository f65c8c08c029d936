mod doubts;

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::model::mend::{Mend, mend};
use crate::model::{Block, BlockKind, Inline, InlineKind, Page};
use crate::text::{Offset, Span};

fn carry(base: &Document, mine: &Document, theirs: &Document) -> Carried {
    super::carry(base, mine, theirs, &|| false).unwrap()
}

/// Blocks, of which those that begin with `#` are headings, of so many levels.
fn document(blocks: &[&str]) -> Document {
    let mut document = Document::default();
    let mut text = String::new();
    for block in blocks {
        let words = block.trim_start_matches('#');
        let level = u8::try_from(block.len() - words.len()).unwrap();
        let kind = if level > 0 { BlockKind::Heading } else { BlockKind::Paragraph };
        let gap = if text.is_empty() { "" } else { "\n\n" };
        text += gap;
        let span = Span::new(text.len(), text.len() + words.len());
        text += words;
        document.blocks.push(Block { kind, level, span, furniture: false, marked: None });
    }
    Document { text: Arc::new(text), ..document }
}

fn told(document: &Document) -> Vec<String> {
    let told = |block: &Block| {
        let level = if block.kind == BlockKind::Heading { usize::from(block.level) } else { 0 };
        format!("{}{}", "#".repeat(level), document.slice(block.span))
    };
    document.blocks.iter().map(told).collect()
}

fn mended(document: &Document, acts: &[(&str, &str)]) -> Document {
    let mut document = document.clone();
    for (words, by) in acts {
        let at = document.text.find(words).unwrap();
        let act = match *by {
            "gJ" => Mend::Join { at: Offset(at) },
            "gS" => Mend::Split { at: Offset(at) },
            "gT" => Mend::TitleLine { at: Offset(at) },
            text => Mend::Replace { span: Span::new(at, at + words.len()), text: text.to_owned() },
        };
        document = mend(&document, &act).unwrap().document;
    }
    unmarked(document)
}

fn unmarked(mut document: Document) -> Document {
    document.blocks.iter_mut().for_each(|block| block.marked = None);
    document
}

/// The blocks of the text that comes of it, and how many corrections are in it and are not.
fn carried(base: &[&str], acts: &[(&str, &str)], theirs: &[&str]) -> (Vec<String>, usize, usize) {
    let base = document(base);
    let theirs = document(theirs);
    let Carried { document, corrections } = carry(&base, &mended(&base, acts), &theirs);
    (told(&document.unwrap_or(theirs)), corrections.kept, corrections.left_out)
}

fn all(blocks: &[&str]) -> Vec<String> {
    blocks.iter().map(|block| (*block).to_owned()).collect()
}

const LONG: &str = "The council met on Tuesday to wiegh a second ferry.";
const OTHER: &str = "A new boat would cost 40 milion crowns, it said.";
const LAST: &str = "The vote is set for June.";

#[test]
fn it_ends_with_nothing_as_soon_as_it_is_to_stop() {
    let base = document(&["#Ferry", LONG, OTHER, LAST]);
    let mine = mended(&base, &[("wiegh", "weigh"), ("milion", "million")]);
    let asked = std::cell::Cell::new(0);
    let at = |most: usize| {
        asked.set(0);
        super::carry(&base, &mine, &base, &|| asked.replace(asked.get() + 1) >= most)
    };
    assert!(at(usize::MAX).unwrap().document.is_some());
    let all = asked.get();
    assert!(all > 4, "{all}");
    for most in 0..all {
        assert_eq!((at(most), asked.get()), (Err(Stopped), most + 1));
    }
}

#[test]
fn a_corrected_paragraph_that_stands_once_is_corrected_wherever_it_is() {
    let acts = [("wiegh", "weigh"), ("milion", "million")];
    let (well, other) = (LONG.replace("wiegh", "weigh"), OTHER.replace("milion", "million"));
    let base = ["#Ferry", LONG, OTHER, LAST];
    // Paragraphs beside each other are corrections of their own.
    let theirs = ["#Ferry", "It rained.", OTHER, LAST, "That is all."];
    assert_eq!(
        carried(&base, &acts, &theirs),
        (all(&["#Ferry", "It rained.", &other, LAST, "That is all."]), 1, 1)
    );
    // Also where they come the other way round.
    let theirs = [OTHER, "New.", LONG];
    assert_eq!(carried(&base, &acts, &theirs), (all(&[&other, "New.", &well]), 2, 0));
    // It stands there twice, and nothing tells which.
    assert_eq!(carried(&["#Ferry", LONG], &acts[..1], &["New.", LONG, "And.", LONG]).1, 0);
    // Only where the source has it no more it goes.
    assert_eq!(carried(&base, &acts, &["#Ferry", LAST]), (all(&["#Ferry", LAST]), 0, 2));
}

#[test]
fn a_short_paragraph_needs_its_neighbours() {
    let acts = [("teh", "the")];
    let base = ["#The second ferry", "It is teh end.", "Well, it is.", "So."];
    let stands = ["New.", "#The second ferry", "It is teh end.", "Well, it is.", "New."];
    let all_of = |blocks: &[&str]| all(blocks);
    assert_eq!(
        carried(&base, &acts, &stands),
        (all_of(&["New.", "#The second ferry", "It is the end.", "Well, it is.", "New."]), 1, 0)
    );
    for theirs in
        [["#The second ferry", "It is teh end.", "So."], ["#Boat", "It is teh end.", "Well, it is."]]
    {
        assert_eq!(carried(&base, &acts, &theirs), (all(&theirs), 0, 1));
    }
    // At the edge of the text that is its neighbour.
    let base = ["It is teh end.", "Well, it is so by now.", "So."];
    assert_eq!(carried(&base, &acts, &["It is teh end.", "Well, it is so by now.", "New."]).1, 1);
    assert_eq!(carried(&base, &acts, &["New.", "It is teh end.", "Well, it is so by now."]).1, 0);
}

#[test]
fn one_of_several_like_places_is_told_by_what_is_farther_around_it() {
    let base = [
        "It rained on one.",
        "* * *",
        "teh",
        "* * *",
        "It rained on two.",
        "* * *",
        "teh",
        "* * *",
        "It rained on three.",
    ];
    let mut mine = document(&base);
    let at = mine.text.rfind("teh").unwrap();
    mine = mend(&mine, &Mend::Replace { span: Span::new(at, at + 3), text: "the".into() }).unwrap().document;
    let base = document(&base);
    let theirs = [
        "New.",
        "It rained on one.",
        "* * *",
        "teh",
        "* * *",
        "It rained on two.",
        "* * *",
        "teh",
        "* * *",
        "It rained on three.",
    ];
    let Carried { document: new, corrections } = carry(&base, &mine, &document(&theirs));
    assert_eq!((corrections.kept, told(&new.unwrap())[7].as_str()), (1, "the"));
    // The first of them went: the second might be either.
    let theirs = ["It rained on one.", "* * *", "teh", "* * *", "It rained on three."];
    assert_eq!(carry(&base, &mine, &document(&theirs)).corrections.kept, 0);
}

#[test]
fn paragraphs_stay_joined_and_parted_and_gone() {
    let base = ["Menu", "The council met to weigh", "a second ferry. It was late.", LAST];
    let acts = [("weigh", "gJ"), ("It was late", "gS"), ("Menu", "")];
    let theirs = ["Menu", "The council met to weigh", "a second ferry. It was late.", LAST, "New."];
    let wanted = ["The council met to weigh a second ferry.", "It was late.", LAST, "New."];
    assert_eq!(carried(&base, &acts, &theirs).0, all(&wanted));
    // The end of a paragraph that was moved is one correction, so that no words are in both or in none.
    let base = [LONG, "It goes on. And on and on and on, they said.", LAST];
    let acts = [("second ferry", "gJ"), ("And on", "gS")];
    let theirs = [LONG, "It goes on. And on and on.", LAST];
    assert_eq!(carried(&base, &acts, &theirs), (all(&theirs), 0, 1));
}

#[test]
fn words_that_were_moved_are_not_taken_out_where_they_cannot_be_put_in() {
    let moved = "It would land on the west bank only.";
    let long = format!("{moved} {LONG}");
    let base = [long.as_str(), OTHER, LAST];
    let acts = [(moved, ""), ("it said.", &*format!("it said. {moved}"))];
    let theirs = [long.as_str(), "A new boat would cost nothing.", LAST];
    assert_eq!(carried(&base, &acts, &theirs), (all(&theirs), 0, 2));
    let theirs = [long.as_str(), OTHER, LAST, "New."];
    let put = format!("{OTHER} {moved}");
    assert_eq!(carried(&base, &acts, &theirs), (all(&[LONG, &put, LAST, "New."]), 2, 0));
}

#[test]
fn of_two_that_want_the_same_paragraph_neither_is_made() {
    let last = "The vote on all of it is set for June.";
    let base = [LONG, OTHER, "Next.", OTHER, last];
    let mine = {
        let first = mended(&document(&base), &[("ferry.", "gJ")]);
        let at = first.text.rfind("said.").unwrap();
        unmarked(mend(&first, &Mend::Join { at: Offset(at) }).unwrap().document)
    };
    let Carried { document: new, corrections } =
        carry(&document(&base), &mine, &document(&[LONG, OTHER, last]));
    assert_eq!((new, corrections), (None, Corrections { kept: 0, left_out: 2 }));
}

#[test]
fn a_title_that_was_chosen_is_the_only_one() {
    let base = ["#Menu of the town", "Kicker", "The real title of this page is a ferry", LAST, "##Below"];
    let acts = [("The real", "gT")];
    let theirs = ["#Menu of the town", "Kicker", "The real title of this page is a ferry", "New."];
    let wanted = ["##Menu of the town", "Kicker", "#The real title of this page is a ferry", "New."];
    assert_eq!(carried(&base, &acts, &theirs), (all(&wanted), 1, 0));
    // Without it the others stay what they are.
    let theirs = ["#Menu of the town", "Kicker", "Another title", "New."];
    assert_eq!(carried(&base, &acts, &theirs), (all(&theirs), 0, 1));
    // Of two titles one.
    let base = ["#Menu of the town", "#The real title of this page is a ferry", LAST];
    let theirs = ["#Menu of the town", "#The real title of this page is a ferry", "New."];
    let wanted = ["##Menu of the town", "#The real title of this page is a ferry", "New."];
    assert_eq!(carried(&base, &acts, &theirs), (all(&wanted), 1, 0));
    // One that was but corrected leaves what is new as it is.
    let base = ["#The real tilte", LAST];
    let theirs = ["#The real tilte", LAST, "#Another"];
    let wanted = ["#The real title", LAST, "#Another"];
    assert_eq!(carried(&base, &[("tilte", "title")], &theirs), (all(&wanted), 1, 0));
}

#[test]
fn what_the_source_corrected_itself_is_kept() {
    let acts = [("wiegh", "weigh"), ("milion", "million")];
    let well = LONG.replace("wiegh", "weigh");
    let theirs = [well.as_str(), OTHER, "New."];
    let wanted = [well.as_str(), &OTHER.replace("milion", "million"), "New."];
    assert_eq!(carried(&[LONG, OTHER], &acts, &theirs), (all(&wanted), 2, 0));
}

fn link(document: &Document, words: &str, target: &str) -> Inline {
    let at = document.text.find(words).unwrap();
    let span = Span::new(at, at + words.len());
    Inline { kind: InlineKind::Link, span, target: Some(target.to_owned()) }
}

#[test]
fn links_and_pages_are_those_that_the_source_has_by_now() {
    let mut base = document(&["#Ferry", LONG, OTHER, LAST]);
    let page = |document: &Document, words: &str, label: &str| Page {
        start: Offset(document.text.find(words).unwrap()),
        label: label.to_owned(),
    };
    base.inlines = vec![link(&base, "second ferry", "old"), link(&base, "crowns", "crown")];
    base.pages = vec![page(&base, "Ferry", "1"), page(&base, "boat", "2"), page(&base, "vote", "3")];
    let acts = [("wiegh", "weigh on"), ("milion", "million"), ("ferry.", "gJ")];
    let mine = mended(&base, &acts);
    let mut theirs = document(&["#Ferry", "New.", LONG, OTHER, LAST]);
    theirs.inlines = vec![link(&theirs, "second ferry", "new"), link(&theirs, "crowns", "crown")];
    theirs.pages =
        vec![page(&theirs, "New", "1"), page(&theirs, "new boat", "2"), page(&theirs, "The vote", "3")];
    let new = carry(&base, &mine, &theirs).document.unwrap();
    let targets: Vec<(&str, &str)> =
        new.inlines.iter().map(|i| (new.slice(i.span), i.target.as_deref().unwrap())).collect();
    assert_eq!(targets, [("second ferry", "new"), ("crowns", "crown")]);
    let begins = |page: &Page| Span::new(page.start.0, page.start.0 + 4).of(&new.text);
    let pages: Vec<(&str, &str)> = new.pages.iter().map(|page| (page.label.as_str(), begins(page))).collect();
    assert_eq!(pages, [("1", "New."), ("2", "new "), ("3", "The ")]);
}

#[test]
fn pages_on_which_nothing_is_left_come_before_the_next() {
    let mut base = document(&["Menu", LONG, OTHER]);
    let page = |words: &str, label: &str| Page {
        start: Offset(base.text.find(words).unwrap()),
        label: label.to_owned(),
    };
    base.pages = vec![page("Menu", "1"), page("The council", "2"), page("boat", "3")];
    let mine = mended(&base, &[("Menu", "")]);
    let new = carry(&base, &mine, &base).document.unwrap();
    let pages: Vec<(&str, usize)> =
        new.pages.iter().map(|page| (page.label.as_str(), page.start.0)).collect();
    assert_eq!(pages, [("1", 0), ("2", 0), ("3", new.text.find("boat").unwrap())]);
}

#[test]
fn what_became_of_the_corrections_is_told() {
    let told = |kept, left_out| Corrections { kept, left_out }.sentence();
    assert_eq!(told(0, 0), None);
    assert_eq!(told(1, 0).unwrap(), "1 correction kept");
    assert_eq!(
        told(3, 1).unwrap(),
        "3 corrections kept, 1 could not be, as the text around it is another now (`gD` and `postil diff` show it)"
    );
    assert_eq!(
        told(0, 2).unwrap(),
        "2 corrections could not be kept, as the text around them is another now (`gD` and `postil diff` show them)"
    );
}

/// A text of a few words, so that many blocks are alike, with links and pages.
fn any_document() -> impl Strategy<Value = Document> {
    let words =
        prop::sample::select(vec!["a", "b ü", "one two three four", "a long line that stands for itself"]);
    let block = (words, 0..6_u8, 0..9_usize).prop_map(|(words, kind, n)| match kind {
        0 => format!("#{words}"),
        1 => format!("##{words}"),
        2 | 3 => format!("{words} {n}"),
        _ => words.to_owned(),
    });
    let marks = prop::collection::vec((0..200_usize, 1..12_usize), 0..6);
    (prop::collection::vec(block, 1..9), marks).prop_map(|(blocks, marks)| {
        let mut document = document(&blocks.iter().map(String::as_str).collect::<Vec<_>>());
        let place = |at: usize| crate::text::grapheme::floor(&document.text, at % document.text.len());
        let (mut inlines, mut pages) = (Vec::new(), Vec::new());
        for (at, len) in marks {
            let start = place(at);
            let block = document.blocks[document.block_at(start)].span;
            let end = place(start.0 + len).min(block.end);
            if block.start <= start && start < end {
                let span = Span { start, end };
                inlines.push(Inline { kind: InlineKind::Link, span, target: Some(at.to_string()) });
                pages.push(Page { start, label: at.to_string() });
            }
        }
        inlines.sort_by_key(|inline: &Inline| inline.span.start);
        pages.sort_by_key(|page: &Page| page.start);
        (document.inlines, document.pages) = (inlines, pages);
        document
    })
}

type Act = (u8, usize, usize, String);

fn any_acts() -> impl Strategy<Value = Vec<Act>> {
    let text = prop::sample::select(vec!["", "new", "a\n\nb", " and more of it"]).prop_map(str::to_owned);
    prop::collection::vec((0..5_u8, 0..200_usize, 0..20_usize, text), 0..5)
}

fn acted(document: &Document, acts: &[Act]) -> Document {
    let mut document = document.clone();
    for (kind, at, len, text) in acts {
        let place = |at: usize| crate::text::grapheme::floor(&document.text, at % (document.text.len() + 1));
        let at = place(*at);
        let act = match kind {
            0 => Mend::Join { at },
            1 => Mend::Split { at },
            2 => Mend::TitleLine { at },
            _ => Mend::Replace { span: Span::new(at.0, place(at.0 + len).0), text: text.clone() },
        };
        document = mend(&document, &act).map_or(document, |mended| mended.document);
    }
    unmarked(document)
}

/// What a source made of its text: blocks that went, came, changed places or words.
fn changed(document: &Document, acts: &[(u8, usize, usize)]) -> Document {
    let mut blocks: Vec<String> = told(document);
    for (kind, at, to) in acts {
        let (at, to) = (at % blocks.len(), to % blocks.len());
        match kind {
            0 if blocks.len() > 1 => drop(blocks.remove(at)),
            1 => blocks.insert(at, "It is new.".to_owned()),
            2 => blocks.swap(at, to),
            3 => blocks[at] += " more",
            _ => blocks.insert(to, blocks[at].clone()),
        }
    }
    self::document(&blocks.iter().map(String::as_str).collect::<Vec<_>>())
}

proptest! {
    #[test]
    fn of_the_text_as_it_was_comes_what_the_user_made_of_it(base in any_document(), acts in any_acts()) {
        let mine = acted(&base, &acts);
        let Carried { document, corrections } = carry(&base, &mine, &base);
        prop_assert_eq!(corrections.left_out, 0);
        let new = document.unwrap_or(base);
        prop_assert_eq!((&new.text, &new.blocks, &new.inlines), (&mine.text, &mine.blocks, &mine.inlines));
        let labels = |document: &Document| -> Vec<String> {
            document.pages.iter().map(|page| page.label.clone()).collect()
        };
        prop_assert!(new.pages.is_sorted_by_key(|page| page.start), "{:?}", new.pages);
        prop_assert_eq!(labels(&new), labels(&mine), "{:?} {:?}", new, mine);
    }

    #[test]
    fn of_a_text_that_nobody_corrected_comes_that_of_the_source(base in any_document(), theirs in any_document()) {
        let carried = carry(&base, &base, &theirs);
        prop_assert_eq!(carried, Carried { document: None, corrections: Corrections::default() });
    }

    #[test]
    fn no_block_of_the_source_is_lost_that_was_not_corrected(
        base in any_document(),
        acts in any_acts(),
        news in prop::collection::vec((0..5_u8, 0..9_usize, 0..9_usize), 0..5),
    ) {
        let mine = acted(&base, &acts);
        let theirs = changed(&base, &news);
        let Runs { all, .. } = runs(&base, &mine);
        let Carried { document, corrections } = carry(&base, &mine, &theirs);
        prop_assert_eq!(corrections.kept + corrections.left_out, all.len());
        let Some(new) = document else { return Ok(()) };
        // The level of what was the title aside.
        let plain = |blocks: Vec<String>| -> Vec<String> {
            blocks.iter().map(|block| block.trim_start_matches('#').to_owned()).collect()
        };
        let corrected: Vec<String> = {
            let base = plain(told(&base));
            all.iter().flat_map(|run| base[run.was.clone()].to_vec()).collect()
        };
        let made = plain(told(&new));
        let mut rest = made.iter();
        for block in plain(told(&theirs)).iter().filter(|block| !corrected.contains(block)) {
            prop_assert!(rest.any(|other| other == block), "{} in {:?}", block, made);
        }
        for pair in new.blocks.windows(2) {
            prop_assert_eq!(new.slice(Span { start: pair[0].span.end, end: pair[1].span.start }), "\n\n");
        }
        prop_assert_eq!(new.blocks.last().map(|block| block.span.end.0), Some(new.text.len()));
    }
}
