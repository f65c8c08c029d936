//! Files of annotations that others made, onto the articles that the library has. They come after everything
//! else of an import, so that the articles they are on may come with them.

mod decide;

use std::collections::{HashMap, HashSet, VecDeque};
use std::path::{Path, PathBuf};

use uuid::Uuid;

use super::saving::Steps;
use super::{Job, Of, Outcome, Report, What, Whole};
use crate::export::Themes;
use crate::files;
use crate::import::{self, w3c};
use crate::model::address::Place;
use crate::model::{Anchored, Article, ArticleId, ArticleRef, Edit, State, stand_in};
use crate::store::{Result, Store, StoreError};
use decide::{NOWHERE, Ready, Rest, decide};

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
                    let bytes = files::read_limited(&path, import::LIMIT as u64);
                    (path.to_string_lossy().into_owned(), bytes)
                }
            };
            let read = bytes.map_err(|error| error.to_string()).and_then(|bytes| {
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
        let (groups, missing) = self.sorted(notes, &mut sum)?;
        let mut goes_on = true;
        let (mut some, mut count) = (Vec::new(), 0);
        for group in groups {
            if self.is_cancelled() {
                goes_on = false;
                break;
            }
            count += group.notes.len();
            some.push(group);
            if count >= BATCH {
                self.take_in(source, &some, &mut sum)?;
                some.clear();
                count = 0;
            }
        }
        self.take_in(source, &some, &mut sum)?;
        if goes_on {
            self.tell_missing(source, missing);
        }
        self.tell_sum(source, &sum);
        Ok(goes_on)
    }

    /// The annotations by article, in the order of the file, and how many there are of what is not in the
    /// library. One that the library has is sought where it is, whatever its address says by now.
    fn sorted(&self, notes: Vec<w3c::Noted>, sum: &mut Sum) -> Result<(Vec<Group>, Vec<Missing>)> {
        let mut groups: Vec<Group> = Vec::new();
        let mut places: HashMap<ArticleId, usize> = HashMap::new();
        let mut known: HashMap<String, Vec<Article>> = HashMap::new();
        let mut missing: Vec<Missing> = Vec::new();
        let mut absent: HashMap<String, usize> = HashMap::new();
        let mut seen = HashSet::new();
        for mut note in notes {
            if !seen.insert(note.uuid) {
                sum.left.add("an annotation that is in the file twice", &note.uuid.to_string());
                continue;
            }
            let own = self.store.annotation_with(note.uuid)?.map(|own| own.article.id);
            let is_there = own.map_or(Ok(false), |id| self.store.has_article(id))?;
            let article = if is_there {
                own
            } else {
                let key = key(&note.source);
                if !known.contains_key(&key) {
                    known.insert(key.clone(), articles_at(self.store, &note.source)?);
                }
                let there = known.get(&key).map(Vec::as_slice).unwrap_or_default();
                let article = meant(self.store, there, &note)?;
                if let (Some(_), Some(article)) = (own, article) {
                    // An article in the trash has it, which may come back.
                    note.uuid = stand_in(note.uuid, article.uuid);
                }
                article.map(|article| article.id)
            };
            let Some(article) = article else {
                let key = key(&note.source);
                let place = *absent.entry(key.clone()).or_insert_with(|| {
                    let trashed = known.get(&key).and_then(|all| all.iter().find(|article| article.trashed));
                    missing.push((why_missing(&note.source, trashed), 0));
                    missing.len() - 1
                });
                if let Some((_, count)) = missing.get_mut(place) {
                    *count += 1;
                }
                continue;
            };
            let place = *places.entry(article).or_insert_with(|| {
                groups.push(Group { article, notes: Vec::new() });
                groups.len() - 1
            });
            if let Some(group) = groups.get_mut(place) {
                group.notes.push(note);
            }
        }
        Ok((groups, missing))
    }

    /// Decides on the annotations of some articles and saves what follows from that, a few at a time; then
    /// tells of each article what came of it. Where another program changed the library between the two, what
    /// is not saved yet is decided on anew, while nobody else can change it.
    fn take_in(&mut self, source: &str, groups: &[Group], sum: &mut Sum) -> Result<()> {
        let mut done: HashSet<Uuid> = HashSet::new();
        let mut standing: Vec<Vec<(Uuid, State)>> = vec![Vec::new(); groups.len()];
        let mut plan = plan(self.store, groups, &done)?;
        while !plan.ready.is_empty() {
            let before = self.steps.clone();
            let steps = &mut self.steps;
            let saved = self.store.hold(|store| {
                if store.data_version()? != plan.seen {
                    plan = self::plan(store, groups, &done)?;
                }
                let some: Vec<_> = plan.ready.drain(..plan.ready.len().min(BATCH)).collect();
                let refused = save(store, steps, &some)?;
                Ok((some, refused))
            });
            if saved.is_err() {
                self.steps = before;
            }
            let (some, refused) = saved?;
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
        sum.unchanged += plan.rest.unchanged;
        sum.kept += plan.rest.kept;
        plan.rest.nowhere.iter().for_each(|uuid| sum.left.add(NOWHERE, &uuid.to_string()));
        for (group, standing) in groups.iter().zip(standing) {
            self.tell_article(source, group.article, standing)?;
        }
        Ok(())
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
            source: source.to_owned(),
            outcome,
            article: Some(refer(&article)),
            error: None,
            anchored,
            brought: true,
            remark: None,
            whole: None,
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
                source: source.to_owned(),
                outcome: Outcome::Failed,
                article: None,
                error: Some(why),
                anchored: None,
                brought: true,
                remark: None,
                whole: None,
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
        remarks.extend(sum.left.sentences());
        if remarks.is_empty() {
            return;
        }
        let name = Path::new(source).file_name().map_or(source.into(), |name| name.to_string_lossy());
        (self.with.each)(Report {
            source: source.to_owned(),
            outcome: Outcome::Unchanged,
            article: None,
            error: None,
            anchored: None,
            brought: true,
            remark: None,
            whole: Some(Whole { title: name.into_owned(), of: Of::Annotations, subscribed: false, remarks }),
        });
    }
}

/// Decides on the annotations of some articles, but for those that are done.
fn plan(store: &Store, groups: &[Group], done: &HashSet<Uuid>) -> Result<Plan> {
    let seen = store.data_version()?;
    // Those that the annotations here have: what is made on the way none of them has yet.
    let themes = Themes::new(store.themes()?);
    let (mut ready, mut rest) = (VecDeque::new(), Rest::default());
    for (at, group) in groups.iter().enumerate() {
        let Some(article) = store.article(group.article)? else { continue };
        let notes: Vec<&w3c::Noted> = group.notes.iter().filter(|note| !done.contains(&note.uuid)).collect();
        let own = decide(store, &themes, &article, &notes, &mut rest)?;
        ready.extend(own.into_iter().map(|one| (at, one)));
    }
    Ok(Plan { seen, ready, rest })
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

/// What the same article has in common with itself, however its address is written.
fn key(source: &str) -> String {
    Place::of(page(source)).map_or_else(|| source.to_owned(), |place| place.key())
}

/// The address without the words that a link scrolls to.
fn page(source: &str) -> &str {
    source.split("#:~:").next().unwrap_or(source).split(":~:").next().unwrap_or(source)
}

/// The articles that are meant by a `urn:uuid:` or an address; those in the trash too, and last.
fn articles_at(store: &Store, source: &str) -> Result<Vec<Article>> {
    if let Some(uuid) = source.strip_prefix("urn:uuid:").and_then(|uuid| Uuid::parse_str(uuid).ok()) {
        return Ok(store.article_with(uuid)?.into_iter().collect());
    }
    let page = page(source);
    let mut found = Vec::new();
    for same in store.find_same(Some(page), None, Some(page))? {
        found.extend(store.article(same.article)?);
    }
    found.sort_by_key(|article| (article.trashed, article.id.0));
    Ok(found)
}

/// Of several articles of one address the one that has the words.
fn meant<'a>(store: &Store, there: &'a [Article], note: &w3c::Noted) -> Result<Option<&'a Article>> {
    let mut here = there.iter().filter(|article| !article.trashed);
    let first = here.next();
    if let (Some(_), Some(_)) = (first, here.next()) {
        for article in there.iter().filter(|article| !article.trashed) {
            if store.document(article.id)?.text.contains(&note.quote) {
                return Ok(Some(article));
            }
        }
    }
    Ok(first)
}

fn why_missing(source: &str, trashed: Option<&Article>) -> String {
    match trashed {
        Some(article) => format!(
            "“{}”, which is in the trash (`postil remove --restore {}`, then import this file again)",
            article.title(),
            article.id.0
        ),
        None if source.starts_with("urn:uuid:") => format!(
            "an article with the id {source}, which is not in the library (only the library that it is from, or a copy of \
             that, knows it by that)"
        ),
        None => format!("{source}, which is not in the library (import that first, then this file again)"),
    }
}
