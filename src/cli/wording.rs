//! `postil wording ARTICLE`

use std::num::NonZeroUsize;
use std::sync::atomic::AtomicBool;

use indicatif::ProgressBar;
use serde::Serialize;

use super::context::{Context, titled};
use super::{args, stop::Stop};
use crate::export::json::ArticleRefJson;
use crate::job::wording::wording;
use crate::model::ArticleId;
use crate::model::citation::Locator;
use crate::model::wording::{Earlier, Place, Sharing};
use crate::store::Store;
use crate::text::excerpt;

/// Cells of a run that people are shown.
const SHOWN: usize = 400;

/// Find the same wording in other articles: who copies whom
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    postil wording 3\n  \
    postil wording 'Three Resets' --min-words 12 --json\n\n\
    Runs of words that the article shares with others, the articles with the longest run first, and in each the \
    longest first. Case, accents, punctuation, quotation marks and line breaks do not count; furniture is left \
    out. Which of the two was published first is said where both dates are known.\n    \
    A run of few more words than the least is found only within a paragraph.")]
pub(super) struct Args {
    /// The article
    article: String,
    /// Words that follow each other in both, at least
    #[arg(long, default_value = "8", value_name = "N", value_parser = args::some)]
    min_words: NonZeroUsize,
}

#[derive(Debug, Serialize)]
struct SharingJson {
    article: ArticleRefJson,
    published: Option<String>,
    /// Which was published first: `this`, `other`, or on the `same` day.
    earlier: Option<&'static str>,
    runs: Vec<RunJson>,
    more: bool,
}

#[derive(Debug, Serialize)]
struct RunJson {
    /// In words.
    length: usize,
    here: PlaceJson,
    there: PlaceJson,
}

#[derive(Debug, Serialize)]
struct PlaceJson {
    start: u64,
    end: u64,
    quote: String,
    paragraph: Option<u32>,
}

pub(super) fn run(cx: &mut Context, args: &Args) -> Result<(), Stop> {
    let store = cx.store()?;
    let id = store.resolve_article(&args.article)?;
    // Ctrl-C ends it at once: nothing is changed.
    let bar = cx.percent();
    let mut tell = |percent| bar.iter().for_each(|bar: &ProgressBar| bar.set_position(u64::from(percent)));
    let found = wording(&store, id, args.min_words.get(), &AtomicBool::new(false), &mut tell);
    bar.iter().for_each(ProgressBar::finish_and_clear);
    let found = found?;
    if found.articles.is_empty() && !cx.json() {
        let words = if args.min_words.get() == 1 { "word" } else { "words" };
        cx.remark(&format!("no other article has {} {words} of it in a row", args.min_words));
    }
    for sharing in &found.articles {
        if cx.json() {
            let json = json(&store, id, sharing)?;
            cx.out.json(&json)?;
        } else {
            put(cx, &store, sharing)?;
        }
    }
    if found.more {
        cx.remark(
            "some of its phrases stand in more places than were looked at (a larger --min-words narrows it)",
        );
    }
    Ok(())
}

fn json(store: &Store, id: ArticleId, sharing: &Sharing) -> Result<SharingJson, Stop> {
    let place = |id, place: Place| -> Result<PlaceJson, Stop> {
        let quote = store.text_of(id, place.span)?;
        Ok(PlaceJson { start: place.points.0, end: place.points.1, quote, paragraph: place.paragraph })
    };
    let other = sharing.article.id;
    let runs = sharing.runs.iter().map(|run| {
        Ok(RunJson { length: run.words, here: place(id, run.here)?, there: place(other, run.there)? })
    });
    Ok(SharingJson {
        article: ArticleRefJson::from(&sharing.article),
        published: sharing.published.clone(),
        earlier: sharing.earlier.map(Earlier::word),
        runs: runs.collect::<Result<_, Stop>>()?,
        more: sharing.more,
    })
}

fn put(cx: &mut Context, store: &Store, sharing: &Sharing) -> Result<(), Stop> {
    let mut head = vec![format!("{}  {}", sharing.article.id.0, titled(&sharing.article.title))];
    head.extend(sharing.published.clone());
    head.extend(sharing.earlier.map(|earlier| earlier.sentence().to_owned()));
    cx.out.heading(&head.join(" · "))?;
    for run in &sharing.runs {
        let quote = store.text_of(sharing.article.id, run.there.span)?;
        cx.out.line(&format!("    “{}”", excerpt(&quote, SHOWN)))?;
        let at = |place: Place| Locator { paragraph: place.paragraph, ..Locator::default() }.parts().next();
        let words = if run.words == 1 { "word" } else { "words" };
        let mut facts = vec![format!("{} {words}", run.words)];
        facts.extend(at(run.here).map(|at| format!("here {at}")));
        facts.extend(at(run.there).map(|at| format!("there {at}")));
        cx.out.line(&format!("    {}", facts.join(" · ")))?;
    }
    if sharing.more {
        cx.out.line("    and shorter ones")?;
    }
    Ok(())
}
