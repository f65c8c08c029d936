//! Files of annotations that others made, onto the articles that the library has. They come after everything
//! else of an import, so that the articles they are on may come with them.

mod decide;
mod find;

use std::collections::{HashMap, HashSet, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

use uuid::Uuid;

use super::steps::Steps;
use super::{Job, Of, Outcome, Report, What};
use crate::export::Themes;
use crate::files;
use crate::import::w3c;
use crate::job::read::unread;
use crate::model::{Anchored, Article, ArticleId, ArticleRef, Edit, State, stand_in};
use crate::store::{Result, Store, StoreError};
use decide::{NOWHERE, Ready, Rest, decide};
use find::Meant;

/// Edits in a transaction at most.
const BATCH: usize = 64;
/// Places that are not in the library and are told one by one.
const MISSING: usize = 50;

/// A file of annotations that waits for the end.
#[derive(Debug)]
pub(super) enum Waiting {
    Read(String, Vec<u8>),
    File(PathBuf),
}

/// The annotations of one article, in the order of the file.
struct Group {
    article: ArticleId,
    notes: Vec<w3c::Noted>,
}

/// What is not in the library, with what to do, and how many annotations are of it.
type Missing = (String, usize);

/// What the annotations of a file came to.
#[derive(Debug, Default)]
struct Sum {
    new: usize,
    updated: usize,
    unchanged: usize,
    /// Those that are newer here than in the file.
    kept: usize,
    left: w3c::Left,
    /// How articles were found of which the library has not the address.
    found: Vec<String>,
}

/// What is decided of some articles, as long as no other program changes the library.
struct Plan {
    /// The library as that is decided on.
    seen: i64,
    /// What is to be done still, with the index of the article that it is on.
    ready: VecDeque<(usize, Ready)>,
    rest: Rest,
}

impl Job<'_, '_> {
    /// Imports the files of annotations that wait; `false` once the import is to stop.
    pub(super) fn notes(&mut self, waiting: Vec<Waiting>) -> Result<bool> {
        if !waiting.is_empty() {
            self.flush()?;
        }
        for one in waiting {
            if self.is_cancelled() {
                return Ok(false);
            }
            let (source, bytes) = match one {
                Waiting::Read(source, bytes) => (source, Ok(bytes)),
                Waiting::File(path) => {
                    let bytes = files::read_limited(&path, self.with.means.size as u64);
                    (path.to_string_lossy().into_owned(), bytes)
                }
            };
            let read = bytes.map_err(unread).and_then(|bytes| {
                w3c::read(&bytes, self.with.means.annotations).map_err(|error| error.to_string())
            });
            match read {
                Err(why) => {
                    self.push(source, What::Failed(why))?;
                    self.flush()?;
                }
                Ok((notes, left)) => {
                    if !self.file(&source, notes, left)? {
                        return Ok(false);
                    }
                }
            }
        }
        Ok(true)
    }

    fn file(&mut self, source: &str, notes: Vec<w3c::Noted>, left: w3c::Left) -> Result<bool> {
        let mut sum = Sum { left, ..Sum::default() };
        let Some((groups, missing)) = self.sorted(notes, &mut sum)? else { return Ok(false) };
        let mut goes_on = true;
        let (mut some, mut count) = (Vec::new(), 0);
        for group in groups {
            count += group.notes.len();
            some.push(group);
            if count >= BATCH {
                goes_on = !self.is_cancelled() && self.take_in(source, &some, &mut sum)?;
                some.clear();
                count = 0;
            }
            if !goes_on {
                break;
            }
        }
        goes_on = goes_on && !self.is_cancelled() && self.take_in(source, &some, &mut sum)?;
        if goes_on {
            self.tell_missing(source, missing);
        }
        self.tell_sum(source, &sum);
        Ok(goes_on)
    }

    /// The annotations by article, in the order of the file, and how many there are of what is not in the
    /// library; nothing once the import is to stop. One that the library has is sought where it is, whatever
    /// its address says by now.
    fn sorted(&self, notes: Vec<w3c::Noted>, sum: &mut Sum) -> Result<Option<(Vec<Group>, Vec<Missing>)>> {
        let mut on: Vec<(usize, ArticleId, w3c::Noted)> = Vec::new();
        // Those of one address, and of one article where the file tells of that.
        let mut sources: Vec<Vec<(usize, bool, w3c::Noted)>> = Vec::new();
        let mut places: HashMap<(String, w3c::Whole), usize> = HashMap::new();
        let mut seen = HashSet::new();
        for (at, note) in notes.into_iter().enumerate() {
            if !seen.insert(note.uuid) {
                sum.left.add("an annotation that is in the file twice", &note.uuid.to_string());
                continue;
            }
            let own = self.store.annotation_with(note.uuid)?.map(|own| own.article.id);
            let is_there = own.map_or(Ok(false), |id| self.store.has_article(id))?;
            if let Some(own) = own.filter(|_| is_there) {
                on.push((at, own, note));
                continue;
            }
            let place = *places.entry((find::key(&note.source), note.whole.clone())).or_insert_with(|| {
                sources.push(Vec::new());
                sources.len() - 1
            });
            if let Some(source) = sources.get_mut(place) {
                source.push((at, own.is_some(), note));
            }
        }
        let mut missing: Vec<Missing> = Vec::new();
        let mut absent: HashMap<String, usize> = HashMap::new();
        for source in sources {
            if self.is_cancelled() {
                return Ok(None);
            }
            let notes: Vec<&w3c::Noted> = source.iter().map(|(.., note)| note).collect();
            match find::meant(self.store, &notes)? {
                Ok(Meant { each, how }) => {
                    if let Some(how) = how {
                        sum.found.push(format!("{} {how}", annotations_are(notes.len())));
                    }
                    for ((at, is_elsewhere, mut note), (article, uuid)) in source.into_iter().zip(each) {
                        if is_elsewhere {
                            // An article in the trash has it, which may come back.
                            note.uuid = stand_in(note.uuid, uuid);
                        }
                        on.push((at, article, note));
                    }
                }
                Err(why) => {
                    let place = *absent.entry(why).or_insert_with_key(|why| {
                        missing.push((why.clone(), 0));
                        missing.len() - 1
                    });
                    if let Some((_, count)) = missing.get_mut(place) {
                        *count += source.len();
                    }
                }
            }
        }
        on.sort_by_key(|(at, ..)| *at);
        let mut groups: Vec<Group> = Vec::new();
        let mut places: HashMap<ArticleId, usize> = HashMap::new();
        for (_, article, note) in on {
            let place = *places.entry(article).or_insert_with(|| {
                groups.push(Group { article, notes: Vec::new() });
                groups.len() - 1
            });
            if let Some(group) = groups.get_mut(place) {
                group.notes.push(note);
            }
        }
        Ok(Some((groups, missing)))
    }

    /// Decides on the annotations of some articles and saves what follows from that, a few at a time; then
    /// tells of each article what came of it. Where another program changed the library between the two, what
    /// is not saved yet is decided on anew, while nobody else can change it. `false` where it was stopped: what
    /// is saved and told until then stays.
    fn take_in(&mut self, source: &str, groups: &[Group], sum: &mut Sum) -> Result<bool> {
        let cancel = self.with.cancel;
        let stop = || cancel.load(Ordering::Relaxed);
        let mut done: HashSet<Uuid> = HashSet::new();
        let mut standing: Vec<Vec<(Uuid, State)>> = vec![Vec::new(); groups.len()];
        let mut left = plan(self.store, groups, &done, &stop)?;
        while let Some(plan) = left.as_mut().filter(|plan| !plan.ready.is_empty() && !stop()) {
            let before = self.steps.clone();
            let steps = &mut self.steps;
            let saved = self.store.hold(|store| {
                if store.data_version()? != plan.seen {
                    let Some(anew) = self::plan(store, groups, &done, &stop)? else { return Ok(None) };
                    *plan = anew;
                }
                let some: Vec<_> = plan.ready.drain(..plan.ready.len().min(BATCH)).collect();
                let refused = save(store, steps, &some)?;
                Ok(Some((some, refused)))
            });
            if saved.is_err() {
                self.steps = before;
            }
            let Some((some, refused)) = saved? else { break };
            for ((at, ready), refused) in some.into_iter().zip(refused) {
                done.insert(ready.note);
                if let Some(why) = refused {
                    sum.left.add(&why, &ready.uuid.to_string());
                    continue;
                }
                sum.new += usize::from(ready.is_new);
                sum.updated += usize::from(!ready.is_new);
                if let Some(standing) = standing.get_mut(at) {
                    standing.push((ready.uuid, ready.state));
                }
            }
        }
        let ended = left.filter(|plan| plan.ready.is_empty());
        if let Some(Plan { rest, .. }) = &ended {
            sum.unchanged += rest.unchanged;
            sum.kept += rest.kept;
            rest.nowhere.iter().for_each(|uuid| sum.left.add(NOWHERE, &uuid.to_string()));
        }
        for (group, standing) in groups.iter().zip(standing) {
            if ended.is_some() || !standing.is_empty() {
                self.tell_article(source, group.article, standing)?;
            }
        }
        Ok(ended.is_some())
    }

    fn tell_article(&mut self, source: &str, article: ArticleId, standing: Vec<(Uuid, State)>) -> Result<()> {
        let Some(article) = self.store.article(article)? else { return Ok(()) };
        let mut all = Vec::with_capacity(standing.len());
        for (uuid, state) in standing {
            all.extend(self.store.annotation_with(uuid)?.map(|own| (own.id, state)));
        }
        let (outcome, anchored) = if all.is_empty() {
            (Outcome::Unchanged, None)
        } else {
            (Outcome::Updated, Some(Anchored { all }))
        };
        (self.with.each)(Report {
            article: Some(refer(&article)),
            anchored,
            brought: true,
            ..Report::new(source, outcome)
        });
        Ok(())
    }

    /// Tells what could not be taken in, since what it is on is not here.
    fn tell_missing(&mut self, source: &str, missing: Vec<Missing>) {
        let mut told = Vec::new();
        let (mut more, mut pages) = (0, 0);
        for (i, (why, count)) in missing.into_iter().enumerate() {
            if i < MISSING {
                told.push(format!("{} of {why}", annotations_are(count)));
            } else {
                more += count;
                pages += 1;
            }
        }
        if pages > 0 {
            told.push(format!(
                "{} of {pages} more articles that are not in the library (import those, then this file again)",
                annotations_are(more)
            ));
        }
        for why in told {
            (self.with.each)(Report {
                error: Some(why),
                brought: true,
                ..Report::new(source, Outcome::Failed)
            });
        }
    }

    fn tell_sum(&mut self, source: &str, sum: &Sum) {
        let total = sum.new + sum.updated + sum.unchanged + sum.kept;
        let mut remarks = Vec::new();
        if total > 0 {
            let all = if total == 1 { "1 annotation".to_owned() } else { format!("{total} annotations") };
            let same = sum.unchanged + sum.kept;
            remarks.push(format!("{all}: {} new, {} updated, {same} unchanged", sum.new, sum.updated));
        }
        match sum.kept {
            0 => {}
            1 => remarks.push("1 of them was changed here since, and stays as it is here".to_owned()),
            n => remarks.push(format!("{n} of them were changed here since, and stay as they are here")),
        }
        let more = sum.found.len().saturating_sub(MISSING);
        remarks.extend(sum.found.iter().take(MISSING).cloned());
        if more > 0 {
            remarks.push(format!(
                "those of {more} more addresses are on articles that have their words or text"
            ));
        }
        remarks.extend(sum.left.sentences());
        if remarks.is_empty() {
            return;
        }
        let name = Path::new(source).file_name().map_or(source.into(), |name| name.to_string_lossy());
        (self.with.each)(Report::of_whole(source, Of::Annotations, name.into_owned(), remarks));
    }
}

/// Decides on the annotations of some articles, but for those that are done; `None` once it is to stop.
fn plan(
    store: &Store,
    groups: &[Group],
    done: &HashSet<Uuid>,
    stop: &dyn Fn() -> bool,
) -> Result<Option<Plan>> {
    let seen = store.data_version()?;
    // Those that the annotations here have: what is made on the way none of them has yet.
    let themes = Themes::new(store.themes()?);
    let (mut ready, mut rest) = (VecDeque::new(), Rest::default());
    for (at, group) in groups.iter().enumerate() {
        let Some(article) = store.article(group.article)? else { continue };
        let notes: Vec<&w3c::Noted> = group.notes.iter().filter(|note| !done.contains(&note.uuid)).collect();
        let own = decide((store, &themes), &article, &notes, &mut rest, stop)?;
        let Some(own) = own else { return Ok(None) };
        ready.extend(own.into_iter().map(|one| (at, one)));
    }
    Ok(Some(Plan { seen, ready, rest }))
}

/// Saves some, and says of each why it was refused, if it was.
fn save(store: &mut Store, steps: &mut Steps, some: &[(usize, Ready)]) -> Result<Vec<Option<String>>> {
    let edits: Vec<Edit> = some.iter().map(|(_, ready)| ready.edit.clone()).collect();
    match put(store, steps, &edits) {
        // One that does not fit must not keep the others out.
        Err(StoreError::Refused(_)) => {}
        other => return other.map(|()| vec![None; edits.len()]),
    }
    let mut refused = Vec::with_capacity(edits.len());
    for edit in &edits {
        refused.push(match put(store, steps, std::slice::from_ref(edit)) {
            Err(StoreError::Refused(why)) => Some(why),
            other => other.map(|()| None)?,
        });
    }
    Ok(refused)
}

fn put(store: &mut Store, steps: &mut Steps, edits: &[Edit]) -> Result<()> {
    steps.brought += edits.len();
    let applied = steps.apply(store, edits, 0);
    if applied.is_err() {
        steps.brought -= edits.len();
    }
    applied.map(drop)
}

fn annotations_are(count: usize) -> String {
    if count == 1 { "1 annotation is".to_owned() } else { format!("{count} annotations are") }
}

fn refer(article: &Article) -> ArticleRef {
    ArticleRef { id: article.id, uuid: article.uuid, title: article.meta.title.clone() }
}
