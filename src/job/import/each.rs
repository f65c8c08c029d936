//! The sources one after the other: what is met at each, what is read of it, and how far that is.

use std::path::{Path, PathBuf};

use super::ahead::{self, Found};
use super::feeds::Target;
use super::notes::Waiting;
use super::saving::What;
use super::sources::without_sources;
use super::{Job, is_annotations, place_of};
use crate::files::fetch::{foreign, is_address};
use crate::files::{self, Walk};
use crate::import;
use crate::import::archive::Limits;
use crate::import::feed::{self, Kind};
use crate::store::Result;

/// How far an import is. Where nothing is told of it, nobody knows how much there is to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// So much there is to do in all, as far as that is known by now.
    Of(usize, Unit),
    /// One more is done.
    Done,
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Unit {
    /// Files, addresses and texts.
    Source,
    /// Those that one source holds: the files of a book, the texts of a project.
    #[default]
    Part,
    Feed,
    /// Feeds, and the pages that their items lead to.
    Page,
}

impl Unit {
    /// What is read, where that has a name.
    pub fn word(self) -> Option<&'static str> {
        match self {
            Self::Source | Self::Part => None,
            Self::Feed => Some("feeds"),
            Self::Page => Some("feeds and pages"),
        }
    }
}

/// How much is done of how much, for whoever shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    done: usize,
    total: usize,
    /// What is counted.
    pub unit: Unit,
}

/// Of very much, how often it is told how much is done.
const TOLD: usize = 100;

impl Tally {
    /// Takes in how far it is; whether that is worth showing. Of very many sources, not each is.
    pub fn take(&mut self, progress: Progress) -> bool {
        match progress {
            Progress::Of(total, unit) => (self.total, self.unit) = (total, unit),
            Progress::Done => self.done += 1,
        }
        let step = (self.total / TOLD).max(1);
        self.of().is_some() && (progress != Progress::Done || self.done.is_multiple_of(step))
    }

    /// So many are done of so many, where there are several.
    pub fn of(self) -> Option<(usize, usize)> {
        (self.total > 1).then_some((self.done.min(self.total), self.total))
    }
}

/// What a source is, as far as a look from outside tells.
enum Met<'a> {
    StandardInput,
    Address(&'a str),
    /// Why there is nothing to read.
    Nothing(String),
    Files(Walk),
}

impl<'a> Met<'a> {
    fn at(source: &'a Path, limits: Limits) -> Self {
        if source.as_os_str() == "-" {
            return Self::StandardInput;
        }
        if let Some(address) = source.to_str().filter(|source| is_address(source)) {
            return Self::Address(address);
        }
        if let Some(why) = source.to_str().and_then(foreign).filter(|_| !source.exists()) {
            return Self::Nothing(why);
        }
        let mut walk = files::walk(source, import::is_met);
        without_sources(&mut walk.files, limits);
        if walk.files.is_empty() && walk.problems.is_empty() {
            let why = "there is nothing in this folder that postil reads (name the files to read others)";
            return Self::Nothing(why.to_owned());
        }
        Self::Files(walk)
    }

    fn count(&self) -> usize {
        match self {
            Self::Files(walk) => walk.files.len(),
            Self::StandardInput | Self::Address(_) => 1,
            Self::Nothing(_) => 0,
        }
    }
}

impl Job<'_, '_> {
    /// Imports all sources; `false` once that is to stop.
    pub(super) fn all(&mut self, sources: &[PathBuf]) -> Result<bool> {
        let limits = self.with.means.limits;
        let met: Vec<(&PathBuf, Met<'_>)> =
            sources.iter().map(|source| (source, Met::at(source, limits))).collect();
        let total = met.iter().map(|(_, met)| met.count()).sum();
        if total > 1 {
            self.unit = Unit::Source;
        }
        self.count(Unit::Source, total);
        let mut waiting = Vec::new();
        for (source, met) in met {
            let goes_on = match met {
                Met::StandardInput => self.standard_input(&mut waiting)?,
                Met::Address(address) => self.fetch(address)?,
                Met::Nothing(why) => {
                    self.push(source.to_string_lossy().into_owned(), What::Failed(why))?;
                    continue;
                }
                Met::Files(walk) => {
                    if !self.walked(walk, &mut waiting)? {
                        return Ok(false);
                    }
                    continue;
                }
            };
            if !goes_on {
                return Ok(false);
            }
            self.done(Unit::Source);
        }
        self.notes(waiting)
    }

    fn standard_input(&mut self, waiting: &mut Vec<Waiting>) -> Result<bool> {
        if self.is_cancelled() {
            return Ok(false);
        }
        // Waiting for what is typed may be ended by force.
        self.flush()?;
        match (self.with.stdin)() {
            Ok(bytes) if is_annotations(&bytes, None) => {
                if self.refuse_several("-")? {
                    return Ok(true);
                }
                waiting.push(Waiting::Read("-".to_owned(), bytes));
                Ok(true)
            }
            Ok(bytes) => match feed::kind(&bytes) {
                Some(_) if self.refuse_several("-")? => Ok(true),
                Some(Kind::Opml) => self.feeds(vec![Target::given("-", bytes)], None),
                Some(_) => {
                    let why = "it is a feed, and what is new in one comes from where it is (`postil import --feed ADDRESS`, or store \
                               it in a file and import that)";
                    self.push("-".to_owned(), What::Failed(why.to_owned()))?;
                    Ok(true)
                }
                None => self.take("-".to_owned(), None, Ok(bytes)),
            },
            error => self.take("-".to_owned(), None, error),
        }
    }

    fn walked(&mut self, walk: Walk, waiting: &mut Vec<Waiting>) -> Result<bool> {
        for problem in walk.problems {
            self.push(problem.path.to_string_lossy().into_owned(), What::Failed(problem.error.to_string()))?;
        }
        ahead::each(&walk.files, (self.with.means, self.with.cancel), |path, found| {
            let goes_on = self.one(path, found, waiting)?;
            if goes_on {
                self.done(Unit::Source);
            }
            Ok(goes_on)
        })
    }

    /// Imports a file. One of annotations waits for the articles that it is about.
    fn one(&mut self, path: &Path, found: Found, waiting: &mut Vec<Waiting>) -> Result<bool> {
        let source = path.to_string_lossy().into_owned();
        match found {
            Found::Refused(why) => self.push(source, What::Failed(why)).map(|()| true),
            Found::Annotations | Found::Feed if self.refuse_several(&source)? => Ok(true),
            Found::Annotations => {
                waiting.push(Waiting::File(path.to_owned()));
                Ok(true)
            }
            Found::Feed => self.feeds(vec![Target::new(&source)], None),
            Found::Text(read) => self.taken(source, Some(path), Some(place_of(path)), *read),
            Found::Bytes(bytes) => self.take(source, Some(path), bytes),
        }
    }

    /// Tells how much there is to do, where that is what is counted.
    pub(super) fn count(&mut self, unit: Unit, total: usize) {
        if unit == self.unit || (unit == Unit::Page && self.unit == Unit::Feed) {
            (self.with.progress)(Progress::Of(total, unit));
        }
    }

    pub(super) fn done(&mut self, unit: Unit) {
        if unit == self.unit {
            (self.with.progress)(Progress::Done);
        }
    }
}
