//! `postil feeds`

use super::context::Context;
use super::stop::Stop;
use crate::export::json::FeedJson;
use crate::export::opml;
use crate::files::fetch::is_address;
use crate::model::address::spellings;
use crate::model::{Edit, Subscription};

/// List the feeds that are subscribed, or end subscriptions
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    postil feeds                          title, address, articles, when fetched\n  \
    postil feeds --remove Harbour         ends a subscription; its articles stay\n  \
    postil feeds --opml > feeds.opml      a list that other readers and `postil import` take\n\n\
    `postil import --feed ADDRESS` subscribes, `postil refresh` fetches what is new.")]
pub(super) struct Args {
    /// End the subscriptions to these: an address, a UUID or the start of one, or a part of a title that only one has
    #[arg(long, value_name = "FEED", num_args = 1..)]
    remove: Vec<String>,
    /// As a list in OPML 2.0
    #[arg(long, conflicts_with_all = ["remove", "json"])]
    opml: bool,
}

pub(super) fn run(cx: &mut Context, args: &Args) -> Result<(), Stop> {
    let mut store = cx.store()?;
    let all = store.subscriptions()?;
    if args.opml {
        let list = opml::list(all.iter().filter(|feed| is_address(feed.address())).map(|feed| opml::Entry {
            title: feed.name(),
            address: feed.address(),
            site: feed.state.site.as_deref(),
        }));
        cx.out.text(&list)?;
        return Ok(());
    }
    if args.remove.is_empty() {
        if all.is_empty() {
            cx.remark("there is no feed yet (`postil import --feed ADDRESS` subscribes to one)");
        }
        return all.iter().try_for_each(|feed| put(cx, feed));
    }
    let ended = named(&all, &args.remove)?;
    let edits: Vec<Edit> =
        ended.iter().map(|feed| Edit::EndFeed { collection: feed.collection.id }).collect();
    store.apply(&edits)?;
    ended.iter().try_for_each(|feed| put(cx, feed))
}

/// Feeds by name, each once.
pub(super) fn named(all: &[Subscription], names: &[String]) -> Result<Vec<Subscription>, Stop> {
    let mut found: Vec<Subscription> = Vec::new();
    for name in names {
        let feed = one(all, name)?;
        if !found.iter().any(|known| known.collection.id == feed.collection.id) {
            found.push(feed.clone());
        }
    }
    Ok(found)
}

fn one<'a>(all: &'a [Subscription], name: &str) -> Result<&'a Subscription, Stop> {
    let spelled = spellings(name);
    if let Some(feed) = all.iter().find(|feed| spellings(feed.address()) == spelled) {
        return Ok(feed);
    }
    let lower = name.to_lowercase();
    let start =
        |feed: &Subscription| lower.len() >= 4 && feed.collection.uuid.to_string().starts_with(&lower);
    let title = |feed: &Subscription| !lower.is_empty() && feed.name().to_lowercase().contains(&lower);
    let mut found: Vec<&Subscription> = all.iter().filter(|feed| start(feed)).collect();
    if found.is_empty() {
        found = all.iter().filter(|feed| title(feed)).collect();
    }
    match found[..] {
        [feed] => Ok(feed),
        [] => Err(Stop::failed(name, "there is no such feed (`postil feeds` lists them)")),
        _ => {
            let names: Vec<String> =
                found.iter().take(5).map(|feed| format!("{} <{}>", feed.name(), feed.address())).collect();
            let why =
                format!("several feeds are called that (name one by its address): {}", names.join(", "));
            Err(Stop::failed(name, why))
        }
    }
}

fn put(cx: &mut Context, feed: &Subscription) -> Result<(), Stop> {
    if cx.json() {
        return Ok(cx.out.json(&FeedJson::from(feed))?);
    }
    let fetched = feed.state.fetched.as_deref().unwrap_or("never");
    let fetched: String = fetched.chars().take(10).collect();
    cx.out.line(&format!("{:>5}  {fetched:<10}  {}  {}", feed.articles, feed.name(), feed.address()))?;
    if let Some(failure) = &feed.state.failure {
        cx.out.line(&format!("{:19}failed: {failure}", ""))?;
    }
    Ok(())
}
