//! What stands around the text of a page that was copied as a whole: the menu above its title, the row of buttons and
//! counts below that, and at its end the lists of its subjects and of other pages. Between the paragraphs of the text a
//! number or a word alone is a part of it.

use std::collections::HashMap;
use std::ops::Range;

use super::super::credits;
use super::super::plain::{Placed, is_sentence};
use super::counts::{is_bare, is_sign};
use super::parts::names_part;
use super::regions::is_list_of_subjects;
use super::rules::{is_above_teasers, is_brief, words};
use super::{Look, set};
use crate::model::BlockKind;

/// Characters of a line that can hardly be anything but a paragraph.
const PARAGRAPH: usize = 90;
/// Words, and bytes, of an entry in a menu; words of one that nothing else tells.
const ENTRY: usize = 4;
const LONGEST_ENTRY: usize = 60;
const UNTOLD: usize = 2;
/// Entries that are known, of a menu.
const KNOWN: usize = 3;
/// Words of a headline.
const HEADLINE: usize = 18;

/// What stands in the row of buttons of an article, and is no entry of a menu.
const BUTTONS: &[&str] = &[
    "share",
    "save",
    "comment",
    "comments",
    "like",
    "follow",
    "listen",
    "print",
    "tweet",
    "reply",
    "pin",
    "email",
    "e-mail",
    "facebook",
    "twitter",
    "whatsapp",
    "linkedin",
    "image",
    "video",
    "teilen",
    "merken",
    "drucken",
    "kommentare",
    "partager",
    "commentaires",
    "compartir",
    "comentarios",
    "compartilhar",
    "condividi",
    "commenti",
    "поделиться",
    "комментарии",
    "分享",
    "收藏",
    "点赞",
    "评论",
    "シェア",
    "ツイート",
];

/// The lines that have been looked at.
pub(super) struct Page<'a> {
    pub pieces: &'a [Placed],
    pub lines: &'a [Option<String>],
    /// Places of captions, in order.
    pub captions: &'a [usize],
}

/// Numbers that stand alone, and where the first and the last of each do.
type Numbers = HashMap<u32, (usize, usize)>;

/// The blocks before the text of a page, and those after it.
#[derive(Debug)]
pub(super) struct Zones {
    head: Range<usize>,
    tail: Range<usize>,
}

impl Page<'_> {
    fn line(&self, at: usize) -> Option<&str> {
        self.lines.get(at).and_then(Option::as_deref)
    }

    fn is_caption(&self, at: usize) -> bool {
        self.captions.binary_search(&at).is_ok()
    }

    fn is_paragraph(&self, at: usize) -> bool {
        self.pieces.get(at).is_some_and(|placed| {
            let text = placed.text();
            placed.piece.kind != BlockKind::Heading
                && (is_sentence(text) || text.chars().nth(PARAGRAPH).is_some())
                && !credits::tells(text)
        })
    }

    /// The parts of a page that has paragraphs. O(bytes).
    pub(super) fn zones(&self, looks: &[Look]) -> Option<Zones> {
        let is_own = |at: &usize| looks.get(*at) == Some(&Look::Plain) && self.is_paragraph(*at);
        let text = |at: usize| self.pieces.get(at).map(Placed::text).unwrap_or_default();
        // A title may ask as a sentence does.
        let is_told = |at: &usize| {
            let text = text(*at);
            !text.trim_end_matches(['"', '”', '’', ')']).ends_with(['?', '!', '？', '！'])
                || text.chars().nth(PARAGRAPH).is_some()
        };
        let mut all = (0..self.pieces.len()).filter(is_own).skip_while(|at| !is_told(at));
        let first = all.next()?;
        // Below the sentence that sums it up stands who wrote.
        let second = all.next().filter(|second| (first + 1..*second).any(|at| credits::tells(text(at))));
        let last =
            (0..self.pieces.len()).rev().filter(is_own).find(|at| !credits::is_about_somebody(text(*at)))?;
        Some(Zones { head: 0..second.unwrap_or(first), tail: last + 1..self.pieces.len() })
    }

    /// Marks the menu at the top, and rows of buttons and counts.
    pub(super) fn rows(&self, zones: &Zones, looks: &mut [Look]) {
        self.menu(zones.head.clone(), looks);
        // Words alone, in a text that shows in nothing else that it is a page, are its own.
        let is_button = |at: usize| self.line(at).is_some_and(|line| BUTTONS.contains(&line));
        let is_page = looks.contains(&Look::Furniture)
            || zones.head.clone().any(|at| self.is_told(at) || is_button(at) && is_button(at + 1));
        if !is_page {
            return;
        }
        let numbers = self.numbers();
        for zone in [&zones.head, &zones.tail] {
            let mut at = zone.start;
            while at < zone.end {
                let from = at;
                while at < zone.end && self.is_of_row(at, looks) {
                    at += 1;
                }
                self.row(from..at, &numbers, looks);
                at = at.max(from + 1);
            }
        }
    }

    fn is_of_row(&self, at: usize, looks: &[Look]) -> bool {
        let is_known = looks.get(at).is_some_and(|look| *look != Look::Plain) && !self.is_caption(at);
        is_known
            || self
                .line(at)
                .is_some_and(|line| is_bare(line) || is_sign(line) || is_handle(line) || names_part(line))
    }

    /// A row of buttons, counts and the signs between them.
    fn row(&self, row: Range<usize>, numbers: &Numbers, looks: &mut [Look]) {
        let is_known = |at: &usize| looks.get(*at).is_some_and(|look| *look != Look::Plain);
        let is_alone = row.len() == 1;
        let is_beside_credit =
            || row.start.checked_sub(1).is_some_and(|at| self.is_told(at)) || self.is_told(row.end);
        let is_named = || row.clone().any(|at| self.line(at).is_some_and(is_handle));
        let is_row = row.clone().any(|at| is_known(&at)) && (!is_alone || is_beside_credit()) || is_named();
        if !is_row {
            return;
        }
        for at in row.clone().filter(|at| !self.counts_on(*at, &row, numbers)) {
            set(looks, at);
        }
    }

    fn number(&self, at: usize) -> Option<u32> {
        self.line(at).filter(|line| is_bare(line))?.parse().ok()
    }

    /// Where the first and the last line are that is such a number and nothing else.
    fn numbers(&self) -> Numbers {
        let mut numbers = Numbers::new();
        for (at, number) in (0..self.lines.len()).filter_map(|at| Some((at, self.number(at)?))) {
            numbers.entry(number).and_modify(|(_, last)| *last = at).or_insert((at, at));
        }
        numbers
    }

    /// Whether a number stands alone as others do that count on from it or to it: those of chapters and verses.
    fn counts_on(&self, at: usize, row: &Range<usize>, numbers: &Numbers) -> bool {
        let Some(own) = self.number(at) else { return false };
        let others = [own.checked_sub(1), own.checked_add(1)].into_iter().flatten();
        let is_apart = |(first, last): &(usize, usize)| *first < row.start || *last >= row.end;
        others.filter_map(|other| numbers.get(&other)).any(is_apart)
    }

    /// Whether a line tells who wrote or when.
    fn is_told(&self, at: usize) -> bool {
        self.pieces.get(at).is_some_and(|placed| credits::tells(placed.text()))
    }

    /// The menu above a title: short lines of which at least half are known, up to the last that is.
    fn menu(&self, head: Range<usize>, looks: &mut [Look]) {
        let is_certain = |at: usize| looks.get(at).is_some_and(|look| *look != Look::Plain);
        let is_known = |at: usize| is_certain(at) || self.line(at).is_some_and(names_part);
        let is_entry =
            |at: &usize| is_known(*at) || (!self.is_told(*at) && self.line(*at).is_some_and(is_short));
        // Right above who wrote stands the title, whatever it is.
        let is_of_menu = |at: &usize| {
            is_known(*at)
                && self.line(*at).is_some_and(|line| !BUTTONS.contains(&line))
                && (is_certain(*at) || !self.is_told(at + 1))
        };
        let end = head.take_while(is_entry).filter(is_of_menu).last().map_or(0, |last| last + 1);
        let known = (0..end).filter(|at| is_known(*at)).count();
        if known < KNOWN || known * 2 < end || !(0..end).any(is_certain) {
            return;
        }
        let is_told = |at: &usize| self.line(*at).is_some_and(|line| is_brief(line, UNTOLD));
        let entries: Vec<usize> = (0..end).filter(|at| is_known(*at) || is_told(at)).collect();
        for at in entries {
            set(looks, at);
        }
    }

    /// Marks the lists at the end of a page that has furniture besides: its subjects, and headlines of other pages.
    pub(super) fn lists(&self, zones: &Zones, looks: &mut [Look]) {
        let is_furniture = |looks: &[Look], at: usize| looks.get(at) == Some(&Look::Furniture);
        let is_scraped = (0..looks.len())
            .any(|at| is_furniture(looks, at) && self.line(at).is_some_and(|line| !names_subjects(line)));
        if !is_scraped {
            return;
        }
        let mut below: Option<fn(&str) -> bool> = None;
        for at in zones.tail.clone() {
            let Some(line) = self.line(at) else { break };
            if names_subjects(line) {
                set(looks, at);
                below = Some(is_short);
            } else if is_above_teasers(line) && looks.get(at) != Some(&Look::Plain) {
                set(looks, at);
                below = Some(is_headline);
            } else if is_furniture(looks, at) {
                // A button or the like may stand between.
            } else if below.is_some_and(|is_entry| is_entry(line)) {
                set(looks, at);
            } else {
                below = None;
            }
        }
    }
}

/// Whether a line can be an entry of a menu or the name of a subject.
fn is_short(line: &str) -> bool {
    is_brief(line, ENTRY)
        && line.len() <= LONGEST_ENTRY
        && !line.ends_with(['.', '?', '!', ':', ',', ';', '"', '。', '！', '？', '：'])
}

fn is_headline(line: &str) -> bool {
    words(line).nth(HEADLINE).is_none() && !line.ends_with(['.', ';', ',', ':', '。', '：'])
}

/// Whether a line names no more than the list of subjects below it, in the languages of most pages.
fn names_subjects(line: &str) -> bool {
    const NAMES: &[&str] = &[
        "tags",
        "suggested topics",
        "more on this topic",
        "filed under",
        "themen",
        "schlagwörter",
        "schlagworte",
        "archivado en",
        "etiquetas",
        "mots-clés",
        "sur le même thème",
        "argomenti",
        "теги",
        "темы",
        "标签",
        "標籤",
        "關鍵字",
        "キーワード",
        "タグ",
    ];
    let bare = line.trim_end_matches([':', '：', ' ']);
    is_list_of_subjects(bare) || NAMES.contains(&bare)
}

/// Whether a line is what somebody is called on another site, and nothing else.
fn is_handle(line: &str) -> bool {
    line.strip_prefix('@').is_some_and(|name| {
        name.len() > 2 && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.'))
    })
}
