//! `postil refresh [FEED…]`

use super::context::Context;
use super::import::{Work, means, tell_all};
use super::stop::Stop;
use super::{feeds, interrupt};
use crate::model::Subscription;

/// Fetch what is new of the feeds
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    postil refresh                        all feeds that are subscribed\n  \
    postil refresh Harbour                one of them\n  \
    postil refresh --json                 an object for each article that came or changed\n\n\
    What is new becomes articles of the feed; what has changed gets its new text, and its annotations are placed \
    again. What has disappeared from a feed stays. However much it is, it is one step for undo.")]
pub(super) struct Args {
    /// Feeds: an address, a UUID or the start of one, or a part of a title that only one has
    #[arg(value_name = "FEED")]
    feeds: Vec<String>,
    /// Fetch from this computer and local networks too; feeds that were subscribed with it are fetched without it
    #[arg(long)]
    allow_local: bool,
}

pub(super) fn run(cx: &mut Context, args: &Args) -> Result<(), Stop> {
    let interrupt = interrupt::gently();
    let mut store = cx.store()?;
    let all = store.subscriptions()?;
    if all.is_empty() {
        cx.remark("there is no feed yet (`postil import --feed ADDRESS` subscribes to one)");
        return Ok(());
    }
    let now = store.clock().stamp();
    let wanted = if args.feeds.is_empty() {
        let (asked, left): (Vec<_>, Vec<_>) = all.into_iter().partition(|feed| feed.is_due(&now));
        for feed in &left {
            cx.remark(&format!("{}: {}", feed.name(), why_left(feed)));
        }
        asked
    } else {
        feeds::named(&all, &args.feeds)?
    };
    let means = means(cx, args.allow_local)?;
    tell_all(cx, &mut store, &Work::Refresh(&wanted), &means, &interrupt)
}

/// Why a feed is not asked unless it is named.
fn why_left(feed: &Subscription) -> String {
    if feed.state.gone {
        return "it is gone for good (`postil feeds --remove` ends the subscription)".to_owned();
    }
    let when = feed.state.rests.as_deref().unwrap_or_default();
    format!("its server wants to be left alone until {when} (name the feed to ask all the same)")
}
