//! What was left out of a project, read although it is not as the standard has it, or mended: told at
//! the end, since the standard asks for that and since nothing is to go unsaid.

use std::collections::BTreeMap;

/// Names that are told one by one.
const NAMED: usize = 20;

/// Things that a library has no place for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Dropped {
    Case,
    Set,
    Graph,
    Link,
    /// A passage of a picture, a recording, or a page of a PDF.
    Selection,
    /// A code on a whole source.
    OnSource,
    /// A passage of a note.
    OnNote,
    /// A second text of a source.
    Transcript,
    Value,
    /// A code or a note that a passage names and that is not there.
    Missing,
    /// A note that is kept in another form than plain text.
    Note,
    /// A note beyond what is taken over.
    Crowd,
}

impl Dropped {
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Case => ("case", "cases"),
            Self::Set => ("set", "sets"),
            Self::Graph => ("graph", "graphs"),
            Self::Link => ("link", "links"),
            Self::Selection => {
                ("passage that is not one of plain text", "passages that are not of plain text")
            }
            Self::OnSource => ("code on a whole source", "codes on whole sources"),
            Self::OnNote => ("passage of a note", "passages of notes"),
            Self::Transcript => ("further text of a source", "further texts of sources"),
            Self::Value => ("value of a variable", "values of variables"),
            Self::Missing => ("reference to what is not there", "references to what is not there"),
            Self::Crowd => ("note beyond 64 MB of them", "notes beyond 64 MB of them"),
            Self::Note => ("note that is no plain text", "notes that are no plain text"),
        }
    }
}

/// All of it, as it is counted.
#[derive(Debug, Default)]
pub(super) struct Odd {
    dropped: BTreeMap<Dropped, usize>,
    tolerated: Vec<&'static str>,
    /// Sources without a text, and why.
    pub without: Vec<String>,
    /// The file ends before its end.
    pub cut: bool,
    /// Ends were the last character.
    pub inclusive: bool,
    /// Sources in which CR LF was counted as one character.
    pub lines: usize,
    /// Passages that were widened to whole characters.
    pub widened: usize,
    /// Passages outside their text.
    pub outside: usize,
    /// Passages without words.
    pub empty: usize,
    /// Passages on the words of another.
    pub merged: usize,
    /// Passages whose words the library has not, in the text that it has of their source: changed or lost.
    pub elsewhere: usize,
    /// Annotations that were lost before, and are so here.
    pub lost: usize,
    /// Codes that are one theme with another.
    pub same: usize,
    /// Codes whose names were cut, and such that were put on a level above theirs.
    pub long: usize,
    pub deep: usize,
}

impl Odd {
    pub(super) fn drop(&mut self, what: Dropped) {
        *self.dropped.entry(what).or_default() += 1;
    }

    pub(super) fn tolerate(&mut self, what: &'static str) {
        if !self.tolerated.contains(&what) {
            self.tolerated.push(what);
        }
    }

    pub(super) fn tolerate_if(&mut self, holds: bool, what: &'static str) {
        if holds {
            self.tolerate(what);
        }
    }

    /// Sentences without a full stop.
    pub(super) fn remarks(&self) -> Vec<String> {
        let mut all = Vec::new();
        if self.cut {
            all.push("its file ends before its end; what was there is here".to_owned());
        }
        all.extend(self.without.iter().take(NAMED).cloned());
        if self.without.len() > NAMED {
            all.push(format!(
                "{} more sources have no plain text and were left out",
                self.without.len() - NAMED
            ));
        }
        let dropped: Vec<String> = self
            .dropped
            .iter()
            .map(|(what, n)| {
                let (one, many) = what.words();
                if *n == 1 { format!("1 {one}") } else { format!("{n} {many}") }
            })
            .collect();
        if !dropped.is_empty() {
            all.push(format!("left out, since a library has no place for it: {}", dropped.join(", ")));
        }
        let were = |n: usize| if n == 1 { "was" } else { "were" };
        let passages = |n: usize| if n == 1 { "1 passage".to_owned() } else { format!("{n} passages") };
        let mut tell = |n: usize, sentence: String| all.extend((n > 0).then_some(sentence));
        let Self { outside, empty, merged, elsewhere, lost, widened, lines, same, .. } = *self;
        tell(outside, format!("{} outside of the text {} refused", passages(outside), were(outside)));
        tell(empty, format!("{} without words {} left out", passages(empty), were(empty)));
        let (annotations, wait) = if lost == 1 { ("annotation", "waits") } else { ("annotations", "wait") };
        tell(
            lost,
            format!(
                "{lost} {annotations} had no place in the text any more when the project was written, and {wait} for one \
                 here too (`postil unplaced`)"
            ),
        );
        tell(
            elsewhere,
            format!(
                "{} {} to be looked at (`postil unplaced`): the library has another text of the source, in which the \
                 words have changed or are not",
                passages(elsewhere),
                if elsewhere == 1 { "is" } else { "are" }
            ),
        );
        tell(
            merged,
            format!(
                "{} on the same words as another {} put together with it",
                passages(merged),
                were(merged)
            ),
        );
        tell(widened, format!("{} within a character {} widened to it", passages(widened), were(widened)));
        tell(
            usize::from(self.inclusive),
            "its passages end with their last character, not after it, as their names show; so they were read"
                .to_owned(),
        );
        tell(lines, "it counts a line end of two characters as one; so it was read".to_owned());
        let (long, deep) = (self.long, self.deep);
        let names = if long == 1 { "1 name of a code".to_owned() } else { format!("{long} names of codes") };
        tell(long, format!("{names} {} cut to 400 characters", were(long)));
        let lie = if deep == 1 { "1 code lies".to_owned() } else { format!("{deep} codes lie") };
        tell(deep, format!("{lie} deeper than postil reads and {} put on the level above", were(deep)));
        let codes = if same == 1 { "1 code is".to_owned() } else { format!("{same} codes are") };
        tell(same, format!("{codes} one theme with another code of the same name"));
        if !self.tolerated.is_empty() {
            all.push(format!("read although the standard has it otherwise: {}", self.tolerated.join(", ")));
        }
        all
    }
}
