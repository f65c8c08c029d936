//! Words as vim moves by them: `w b e` by runs of letters and digits or of signs,
//! `W B E` by what stands between white space. Blank lines are no words here.

use super::WINDOW;
use super::view::{self, cluster, cut};
use crate::text::{Offset, Span};
use unicode_segmentation::UnicodeSegmentation;

/// What a cluster is part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    White,
    Word,
    /// Signs: a run of them is a word of its own.
    Sign,
    Katakana,
    /// A Chinese character or hiragana: UAX #29 makes each a word of its own.
    Single,
}

pub fn class(cluster: &str) -> Class {
    let Some(c) = cluster.chars().next() else { return Class::White };
    match c {
        _ if view::is_white(cluster) => Class::White,
        '_' => Class::Word,
        '\u{30a1}'..='\u{30fa}'
        | '\u{30fc}'..='\u{30ff}'
        | '\u{31f0}'..='\u{31ff}'
        | '\u{ff66}'..='\u{ff9d}' => Class::Katakana,
        '\u{3041}'..='\u{309f}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}' => Class::Single,
        c if c.is_alphanumeric() => Class::Word,
        _ => Class::Sign,
    }
}

/// A cluster with its place, and whether it belongs to the run before it.
#[derive(Debug, Clone, Copy)]
struct Piece {
    at: usize,
    class: Class,
}

/// The clusters of an area around a place, within half a window on each side.
pub struct Run<'a> {
    text: &'a str,
    start: usize,
    end: usize,
    big: bool,
}

impl<'a> Run<'a> {
    pub fn new(text: &'a str, area: Span, at: usize, big: bool) -> Self {
        let (start, end) = view::clamp(text, area);
        let at = at.clamp(start, end);
        let half = WINDOW / 2;
        let start = view::floor_cluster(text, at.saturating_sub(half).max(start), start);
        let end = view::floor_cluster(text, at.saturating_add(half).min(end), start);
        Self { text, start, end, big }
    }

    /// The place on the start of its cluster, within the area.
    pub fn place(&self, at: usize) -> usize {
        let at = view::floor_cluster(self.text, at.clamp(self.start, self.end), self.start);
        if at == self.end && at > self.start { self.before(at).unwrap_or(at) } else { at }
    }

    pub fn class(&self, at: usize) -> Class {
        let cluster = cluster(self.text, at, self.end);
        match class(cluster) {
            Class::White => Class::White,
            _ if self.big => Class::Word,
            Class::Sign if matches!(cluster, "'" | "’") && self.inside(at, cluster.len()) => Class::Word,
            class => class,
        }
    }

    /// Whether letters stand on both sides.
    fn inside(&self, at: usize, len: usize) -> bool {
        let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        is_word(cut(self.text, self.start, at).chars().next_back())
            && is_word(cut(self.text, at + len, self.end).chars().next())
    }

    fn after(&self, at: usize) -> Option<usize> {
        let len = cluster(self.text, at, self.end).len();
        (len > 0 && at + len < self.end).then_some(at + len)
    }

    fn before(&self, at: usize) -> Option<usize> {
        let slice = view::behind(self.text, self.start, at, 256);
        slice.graphemes(true).next_back().map(|c| at - c.len())
    }

    fn piece(&self, at: usize) -> Piece {
        Piece { at, class: self.class(at) }
    }

    fn joins(a: Class, b: Class) -> bool {
        a == b && a != Class::Single
    }

    /// The last cluster of the run at the place.
    pub fn last(&self, at: usize) -> usize {
        let mut here = self.piece(at);
        while let Some(next) =
            self.after(here.at).map(|n| self.piece(n)).filter(|n| Self::joins(here.class, n.class))
        {
            here = next;
        }
        here.at
    }

    /// The first cluster of the run at the place.
    pub fn first(&self, at: usize) -> usize {
        let mut here = self.piece(at);
        while let Some(prev) =
            self.before(here.at).map(|p| self.piece(p)).filter(|p| Self::joins(here.class, p.class))
        {
            here = prev;
        }
        here.at
    }

    /// Byte after the run at the place.
    pub fn end(&self, at: usize) -> usize {
        let last = self.last(at);
        last + cluster(self.text, last, self.end).len()
    }

    /// The next run that is not white, after the one at the place.
    fn next_run(&self, at: usize) -> Option<usize> {
        let next = self.after(self.last(at))?;
        if self.class(next) == Class::White { self.after(self.last(next)) } else { Some(next) }
    }

    /// The start of the last run before the place that is not white.
    fn previous_run(&self, at: usize) -> Option<usize> {
        let mut before = self.before(at)?;
        if self.class(before) == Class::White {
            before = self.before(self.first(before))?;
        }
        Some(self.first(before))
    }
}

/// `w`, `W`: the start of the next word; with none, the last cluster of the last word.
pub fn next_word(text: &str, area: Span, at: Offset, big: bool) -> Offset {
    let run = Run::new(text, area, at.0, big);
    let here = run.place(at.0);
    let last = || if run.class(here) == Class::White { here } else { run.last(here) };
    Offset(run.next_run(here).unwrap_or_else(last))
}

/// `b`, `B`: the start of the word, or of the one before if the place is its start. Before
/// the first word, the place itself.
pub fn prev_word(text: &str, area: Span, at: Offset, big: bool) -> Offset {
    let run = Run::new(text, area, at.0, big);
    let here = at.0.clamp(run.start, run.end);
    Offset(run.previous_run(view::floor_cluster(text, here, run.start)).unwrap_or_else(|| run.place(here)))
}

/// `e`, `E`: the last cluster of the word, or of the next one if the place is there
/// already; with none, the place itself.
pub fn word_end(text: &str, area: Span, at: Offset, big: bool) -> Offset {
    let run = Run::new(text, area, at.0, big);
    let here = run.place(at.0);
    if run.class(here) != Class::White {
        let last = run.last(here);
        if last > here {
            return Offset(last);
        }
    }
    Offset(run.next_run(here).map_or(here, |next| run.last(next)))
}

impl Run<'_> {
    /// The start of the white space right before the place, or the place.
    pub fn lead(&self, at: usize) -> usize {
        match self.before(at) {
            Some(before) if self.class(before) == Class::White => self.first(before),
            _ => at,
        }
    }
}
