//! A stretch of the text with its styles, and the passages marked in it. Passages may overlap each other and
//! the styles in any way: the text is cut wherever one begins or ends, and each piece has its own tags, so that
//! what is open is always closed in order.

use std::fmt::Write;

use super::{address, text};
use crate::export::Themes;
use crate::model::{Annotation, Inline, InlineKind, State, is_color};
use crate::text::{Span, joint};

/// The end of a line that is read as one.
pub(super) const LINE_END: &str = "<br>\n";

/// Passages whose colours are shown on one piece.
const SHOWN: usize = 3;

/// A passage to be marked.
#[derive(Debug, Clone)]
pub(super) struct Mark<'a> {
    pub span: Span,
    /// What its anchors end in.
    pub id: String,
    /// `#rrggbb` of its first theme.
    color: Option<&'a str>,
    /// The signs of its themes; empty where it has none.
    signs: String,
    /// The paths of its themes, for who points at it.
    about: String,
    changed: bool,
    /// Whether something is written about it beside the text.
    pub has_card: bool,
}

impl<'a> Mark<'a> {
    pub(super) fn new(annotation: &Annotation, themes: &'a Themes) -> Self {
        let all: Vec<_> = annotation.themes.iter().filter_map(|id| themes.get(*id)).collect();
        let signs: Vec<&str> = all.iter().map(|theme| theme.sign.as_str()).collect();
        let about: Vec<&str> = all.iter().map(|theme| theme.path.as_str()).collect();
        Self {
            span: annotation.span,
            id: annotation.uuid.to_string(),
            color: all.first().map(|theme| theme.color.as_str()).filter(|color| is_color(color)),
            signs: signs.join(" "),
            about: about.join(", "),
            changed: annotation.state == State::Changed,
            has_card: !annotation.is_bare() || annotation.now.is_some(),
        }
    }
}

/// The part of a passage that lies in one block.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part<'a> {
    pub mark: &'a Mark<'a>,
    pub span: Span,
    /// Whether nothing of it was shown before, and nothing of it comes after.
    pub starts: bool,
    pub ends: bool,
}

/// What is open around a piece; the marks are innermost, and one for all passages of the piece.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Open {
    Style(usize),
    Mark(Vec<usize>),
}

/// Writes text of a block under its styles and marks. What it costs is in proportion to the text and to how
/// many of them lie over each other.
pub(super) struct Marker<'a> {
    text: &'a str,
    inlines: &'a [Inline],
    parts: &'a [Part<'a>],
    /// Its white space is shown as it is.
    verbatim: bool,
    /// Where something begins or ends, sorted; those before `cut` are behind.
    cuts: Vec<usize>,
    cut: usize,
    /// What lies over the place that is written.
    styles: Over,
    marks: Over,
    out: String,
    open: Vec<Open>,
}

/// Stretches that lie over a place which only moves on.
#[derive(Debug, Default)]
pub(super) struct Over {
    next: usize,
    active: Vec<usize>,
}

impl Over {
    /// Those over a piece, in the order of their list, which is sorted by start.
    pub(super) fn at(&mut self, piece: Span, span: impl Fn(usize) -> Option<Span>) -> &[usize] {
        while span(self.next).is_some_and(|one| one.start < piece.end) {
            self.active.push(self.next);
            self.next += 1;
            #[cfg(test)]
            super::tests::LOOKED.set(super::tests::LOOKED.get() + 1);
        }
        #[cfg(test)]
        super::tests::LOOKED.set(super::tests::LOOKED.get() + self.active.len());
        self.active.retain(|i| span(*i).is_some_and(|one| one.end > piece.start));
        &self.active
    }
}

impl<'a> Marker<'a> {
    /// `inlines` and `parts` are those of the block, sorted by start; the white space of a verbatim one is shown as it
    /// is.
    pub(super) fn new(text: &'a str, inlines: &'a [Inline], parts: &'a [Part<'a>], verbatim: bool) -> Self {
        let spans = inlines.iter().map(|i| i.span).chain(parts.iter().map(|p| p.span));
        let mut cuts: Vec<usize> = spans.flat_map(|span| [span.start.0, span.end.0]).collect();
        cuts.sort_unstable();
        cuts.dedup();
        Self {
            text,
            inlines,
            parts,
            verbatim,
            cuts,
            cut: 0,
            styles: Over::default(),
            marks: Over::default(),
            out: String::new(),
            open: Vec::new(),
        }
    }

    /// A tag of the caller's, with nothing of ours open across it.
    pub(super) fn raw(&mut self, tag: &str) {
        self.reach(&[]);
        self.out.push_str(tag);
    }

    /// A stretch of the block behind those that were written.
    pub(super) fn write(&mut self, span: Span) {
        let mut from = span.start.0;
        while from < span.end.0 {
            while self.cuts.get(self.cut).is_some_and(|cut| *cut <= from) {
                self.cut += 1;
            }
            let to = self.cuts.get(self.cut).copied().filter(|cut| *cut < span.end.0).unwrap_or(span.end.0);
            self.piece(Span::new(from, to));
            from = to;
        }
    }

    fn piece(&mut self, piece: Span) {
        let (inlines, parts) = (self.inlines, self.parts);
        self.styles.at(piece, |i| inlines.get(i).map(|inline| inline.span));
        let here = self.marks.at(piece, |i| parts.get(i).map(|part| part.span)).to_vec();
        for part in here.iter().filter_map(|i| parts.get(*i)) {
            if part.starts && part.span.start == piece.start {
                self.reach(&[]);
                let _ = write!(self.out, "<span class=\"at\" id=\"p-{}\"></span>", part.mark.id);
            }
        }
        // A link within a link there is not, in HTML.
        let mut linked = false;
        let is_open = |i: &usize| {
            let is_link = inlines.get(*i).is_some_and(|inline| inline.kind == InlineKind::Link);
            !(is_link && std::mem::replace(&mut linked, true))
        };
        let mut wanted: Vec<Open> =
            self.styles.active.iter().copied().filter(is_open).map(Open::Style).collect();
        if !here.is_empty() {
            wanted.push(Open::Mark(here.clone()));
        }
        self.reach(&wanted);
        self.words(piece);
        for part in here.iter().filter_map(|i| parts.get(*i)) {
            let has_sign = !part.mark.signs.is_empty() || part.mark.has_card;
            if part.ends && part.span.end == piece.end && has_sign {
                self.reach(&[]);
                self.sign(part.mark);
            }
        }
    }

    /// The words of a piece. A line ends where that is meant; elsewhere its end is the space that a browser makes of
    /// it, and nothing between letters that stand close.
    fn words(&mut self, piece: Span) {
        let is_lines = |i: &usize| self.inlines.get(*i).is_some_and(|one| one.kind == InlineKind::Lines);
        if self.verbatim {
            self.out.push_str(&text(piece.of(self.text)));
        } else if self.styles.active.iter().any(is_lines) {
            self.out.push_str(&text(piece.of(self.text)).replace('\n', LINE_END));
        } else {
            let (start, end) = (piece.start.0, piece.end.0);
            let joints = joint::joints(self.text, start, end);
            self.out.push_str(&text(&joint::without(self.text, start, end, joints)));
        }
    }

    /// The signs of a passage, behind its end: they lead to what is written about it.
    fn sign(&mut self, mark: &Mark<'_>) {
        let signs = if mark.signs.is_empty() { "*" } else { &mark.signs };
        let _ = write!(
            self.out,
            "<sup class=\"sign\"><a href=\"#n-{}\" title=\"{}\">{}</a></sup>",
            mark.id,
            text(&mark.about),
            text(signs)
        );
    }

    /// Closes and opens what is needed to have `wanted` open.
    fn reach(&mut self, wanted: &[Open]) {
        let same = self.open.iter().zip(wanted).take_while(|(a, b)| a == b).count();
        for open in self.open.split_off(same).into_iter().rev() {
            self.out.push_str(match open {
                Open::Style(i) => self.inlines.get(i).map_or("", |inline| end(inline)),
                Open::Mark(_) => "</mark>",
            });
        }
        for open in wanted.get(same..).unwrap_or_default() {
            match open {
                Open::Style(i) => {
                    if let Some(inline) = self.inlines.get(*i) {
                        let begin = begin(inline);
                        self.out.push_str(&begin);
                    }
                }
                Open::Mark(of) => self.mark(of),
            }
        }
        self.open = wanted.to_vec();
    }

    /// The smallest passage fills the piece, as on the screen; the others underline it.
    fn mark(&mut self, of: &[usize]) {
        let mut all: Vec<&Mark<'_>> = of.iter().filter_map(|i| self.parts.get(*i)).map(|p| p.mark).collect();
        all.sort_by_key(|mark| mark.span.len());
        let mut style = String::new();
        let mut below = Vec::new();
        for (i, mark) in all.iter().take(SHOWN).enumerate() {
            let color = mark.color.unwrap_or("#8a8a8a");
            if i == 0 {
                let _ = write!(style, "background:{color}33;border-color:{color}");
            } else {
                below.push(format!("0 {}px 0 {color}", 3 * i));
            }
        }
        if !below.is_empty() {
            let _ = write!(style, ";box-shadow:{}", below.join(","));
        }
        let about: Vec<&str> = all.iter().map(|mark| mark.about.as_str()).filter(|a| !a.is_empty()).collect();
        let changed = if all.first().is_some_and(|mark| mark.changed) { " class=\"changed\"" } else { "" };
        let _ = write!(self.out, "<mark{changed} style=\"{style}\"");
        if !about.is_empty() {
            let _ = write!(self.out, " title=\"{}\"", text(&about.join("; ")));
        }
        self.out.push('>');
    }

    pub(super) fn finish(mut self) -> String {
        self.reach(&[]);
        self.out
    }
}

fn begin(inline: &Inline) -> String {
    match inline.kind {
        InlineKind::Emphasis => "<em>".to_owned(),
        InlineKind::Strong => "<strong>".to_owned(),
        InlineKind::Code => "<code>".to_owned(),
        InlineKind::Strikethrough => "<s>".to_owned(),
        InlineKind::Link => match inline.target.as_deref().and_then(address) {
            Some(href) => format!("<a href=\"{href}\">"),
            None => "<span>".to_owned(),
        },
        // Its line ends are tags of their own.
        InlineKind::Lines => String::new(),
    }
}

fn end(inline: &Inline) -> &'static str {
    match inline.kind {
        InlineKind::Emphasis => "</em>",
        InlineKind::Strong => "</strong>",
        InlineKind::Code => "</code>",
        InlineKind::Strikethrough => "</s>",
        InlineKind::Link if inline.target.as_deref().and_then(address).is_some() => "</a>",
        InlineKind::Link => "</span>",
        InlineKind::Lines => "",
    }
}
