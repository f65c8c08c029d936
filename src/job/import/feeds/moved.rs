//! A feed that is at another address from now on. Where that is subscribed already, the two become one.

use super::super::Job;
use super::{Target, place};
use crate::model::address::spellings;
use crate::model::{Collection, CollectionId, CollectionMeta, Edit, Place};
use crate::store::Result;

impl Job<'_, '_> {
    /// Notes the address that a feed is at now; the subscription that it is from then on.
    pub(super) fn follow_move(
        &mut self,
        target: &mut Target,
        collection: CollectionId,
    ) -> Result<CollectionId> {
        let Some(known) = self.store.collection(collection)? else { return Ok(collection) };
        let place = place(&target.address);
        let is_other = |there: &Collection| there.id != collection && !there.trashed;
        let is_new = known.meta.url.as_deref().is_none_or(|url| spellings(url) != spellings(&place));
        if !is_new && !self.store.feed_at(&place)?.is_some_and(|there| is_other(&there)) {
            return Ok(collection);
        }
        let steps = &mut self.steps;
        // Nobody else subscribes between the look and the deed.
        let joined = self.store.hold(|store| {
            if let Some(other) = store.feed_at(&place)?.filter(is_other) {
                let all = store.articles_in(collection)?;
                let to = Some(Place { collection: Some(other.id), position: 0 });
                let mut edits: Vec<Edit> =
                    all.iter().map(|article| Edit::PlaceArticle { article: *article, place: to }).collect();
                edits.push(Edit::EndFeed { collection });
                store.share_feed_items(collection, other.id)?;
                steps.apply(store, &edits, 0)?;
                return Ok(Some((other.id, store.feed_state(other.id)?)));
            }
            if is_new {
                let meta = CollectionMeta { url: Some(place.clone()), ..known.meta.clone() };
                steps.apply(store, &[Edit::SetCollection { collection, meta }], 0)?;
            }
            Ok(None)
        })?;
        let Some((other, state)) = joined else { return Ok(collection) };
        let CollectionMeta { title, url, .. } = known.meta;
        let was = url.filter(|url| *url != place).map_or_else(String::new, |url| format!(" at {url}"));
        target.remarks.push(format!(
            "“{title}”{was} has moved here for good, so the two are one subscription by now, with the articles of both"
        ));
        target.known = Some((other, state));
        Ok(other)
    }
}
