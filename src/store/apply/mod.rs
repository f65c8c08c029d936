//! Each edit as it is defined in the model, on the tables. A file per group of edits. An edit that
//! does not fit is refused with a sentence; the step it is part of then changes nothing.

pub(in crate::store) mod annotations;
pub(in crate::store) mod articles;
mod brought;
mod collections;
mod dismissed;
mod look;
mod notes;
mod source;
pub(in crate::store) mod themes;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use rusqlite::Connection;

use self::articles::Mends;
use super::blocks::Parts;
use super::{Result, Store, StoreError, furniture, journal};
use crate::clock::Clock;
use crate::model::{ArticleId, CollectionId, Edit};
use crate::text::Offset;

/// What the edits of one step share.
pub(super) struct Act<'a> {
    pub conn: &'a Connection,
    pub clock: &'a Clock,
    /// One time for the whole step.
    pub now: String,
    /// The blocks that were read last, so that a step on many passages of an article reads them once.
    text: RefCell<Option<(Of, Rc<Text>)>>,
    /// The collection that was added last.
    collection: Cell<Option<CollectionId>>,
    /// Whether nobody waits for it any more.
    stop: &'a dyn Fn() -> bool,
}

/// An article and its revision.
type Of = (ArticleId, i64);

/// What a text is beside its words, with the number of each of its blocks that is counted.
pub(super) struct Text {
    pub parts: Parts,
    numbers: Vec<Option<u32>>,
}

impl Text {
    fn new(parts: Parts) -> Self {
        let mut count = 0;
        let number = |block: &crate::model::Block| {
            count += u32::from(block.is_counted());
            block.is_counted().then_some(count)
        };
        Self { numbers: parts.blocks.iter().map(number).collect(), parts }
    }

    /// The number of the paragraph in which a place is; O(log blocks).
    fn paragraph(&self, at: Offset) -> Option<u32> {
        let after = self.parts.blocks.partition_point(|block| block.span.start <= at);
        self.numbers.get(after.saturating_sub(1)).copied().flatten()
    }
}

impl<'a> Act<'a> {
    pub fn new(store: &'a Store) -> Self {
        Self::until(store, &|| false)
    }

    /// The same; once `stop` says so it is interrupted between two rows, as an error.
    pub fn until(store: &'a Store, stop: &'a dyn Fn() -> bool) -> Self {
        Self {
            conn: &store.conn,
            clock: &store.clock,
            now: store.clock.stamp(),
            text: RefCell::default(),
            collection: Cell::default(),
            stop,
        }
    }

    /// Asked between two of many rows.
    pub fn go_on(&self) -> Result<()> {
        if (self.stop)() { Err(StoreError::Interrupted) } else { Ok(()) }
    }

    /// The blocks of an article's revision, with the user's word on furniture, and its pages. Read and
    /// counted once for all passages of an article.
    fn text(&self, article: ArticleId, revision: i64) -> Result<Rc<Text>> {
        let of = (article, revision);
        if let Some((_, text)) = self.text.borrow().as_ref().filter(|(last, _)| *last == of) {
            return Ok(Rc::clone(text));
        }
        let text = Rc::new(Text::new(furniture::parts(self.conn, article, revision)?));
        *self.text.borrow_mut() = Some((of, Rc::clone(&text)));
        Ok(text)
    }

    /// Lets go of the blocks, whose furniture changed.
    fn forget_blocks(&self) {
        *self.text.borrow_mut() = None;
    }
}

/// What an edit did, for the label: alone, and as one of several of its kind, with `{n}` for their number.
pub(super) struct Said {
    pub one: String,
    pub many: String,
}

impl Said {
    pub(super) fn new(one: impl Into<String>, many: impl Into<String>) -> Self {
        Self { one: one.into(), many: many.into() }
    }
}

/// Applies all edits in order; the label of the step.
pub(super) fn all(act: &Act<'_>, edits: &[Edit]) -> Result<String> {
    let mut said: Vec<Said> = Vec::new();
    let mut unchanged = None;
    let mut before = journal::recorded(act.conn)?;
    for edit in edits {
        act.go_on()?;
        let this = one(act, edit)?;
        let after = journal::recorded(act.conn)?;
        if after == before {
            unchanged.get_or_insert(this.one);
        } else {
            said.push(this);
        }
        before = after;
    }
    Ok(label(said).or(unchanged).unwrap_or_default())
}

/// One label for several edits: their number where they are of a kind, else both, or the first and how many
/// more.
fn label(said: Vec<Said>) -> Option<String> {
    let count = said.len();
    let alike = said.windows(2).all(|pair| matches!(pair, [a, b] if a.many == b.many));
    let mut said = said.into_iter();
    let (first, second) = (said.next()?, said.next());
    Some(match (count, second) {
        (1, _) => first.one,
        _ if alike => first.many.replacen("{n}", &count.to_string(), 1),
        (2, Some(second)) => format!("{}, and {}", first.one, second.one),
        _ => format!("{} and {} more changes", first.one, count - 1),
    })
}

fn one(act: &Act<'_>, edit: &Edit) -> Result<Said> {
    match edit {
        Edit::AddArticle { meta, document, themes, place } => {
            articles::add(act, meta, document, themes, *place, None)
        }
        Edit::BringArticle(article) => brought::article(act, article),
        Edit::BringAnnotation { article, annotation } => brought::annotation(act, *article, annotation),
        Edit::BringTheme(theme) => brought::theme(act, theme),
        Edit::AddCollection { collection } => collections::add(act, collection),
        Edit::SetCollection { collection, meta } => collections::set(act, *collection, meta),
        Edit::EndFeed { collection } => collections::end(act, *collection, true),
        Edit::ResumeFeed { collection } => collections::end(act, *collection, false),
        Edit::PlaceArticle { article, place } => collections::place(act, *article, *place),
        Edit::Revise { article, document, placements, mend } => {
            let mends = if *mend { Mends::Old } else { Mends::Nothing };
            articles::revise(act, *article, document, placements, &mends)
        }
        Edit::CarryMends { article, source, document, placements } => {
            articles::revise(act, *article, document, placements, &Mends::New(source))
        }
        Edit::SetMetadata { article, change } => articles::set_metadata(act, *article, change),
        Edit::FollowSource { article, says } => source::follow(act, *article, says),
        Edit::SetStatus { article, status } => articles::set_status(act, *article, *status),
        Edit::SetStarred { article, starred } => articles::set_starred(act, *article, *starred),
        Edit::SetFurniture { article, span, furniture } => {
            articles::set_furniture(act, *article, *span, *furniture)
        }
        Edit::TrashArticle { article } => articles::trash(act, *article),
        Edit::RestoreArticle { article } => articles::restore(act, *article),
        Edit::Annotate { article, span, themes, note } => {
            annotations::annotate(act, *article, *span, themes, note.as_deref())
        }
        Edit::PutThemes { annotation, themes } => annotations::put(act, *annotation, themes),
        Edit::TakeThemes { annotation, themes } => annotations::take(act, *annotation, themes),
        Edit::MoveAnnotation { annotation, span } => annotations::move_to(act, *annotation, *span),
        Edit::DeleteAnnotation { annotation } => annotations::delete(act, *annotation),
        Edit::KeepNote { annotation } => notes::keep(act, *annotation),
        Edit::SetNote { on, note } => notes::set(act, *on, note.as_deref()),
        Edit::AddTheme { path } => themes::add(act, path),
        Edit::RenameTheme { theme, name } => themes::rename(act, *theme, name),
        Edit::MergeThemes { from, into } => themes::merge(act, from, *into),
        Edit::MoveTheme { theme, parent } => themes::move_to(act, *theme, *parent),
        Edit::DescribeTheme { theme, description } => themes::describe(act, *theme, description.as_deref()),
        Edit::ColorTheme { theme, color } => themes::color(act, *theme, color),
        Edit::PinTheme { theme, key } => themes::pin(act, *theme, *key),
        Edit::RemoveTheme { theme } => themes::remove(act, *theme),
        Edit::Dismiss { theme, article, span, dismissed } => {
            dismissed::set(act, *theme, *article, *span, *dismissed)
        }
    }
}

#[cfg(test)]
mod tests;
