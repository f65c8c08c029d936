//! `postil annotations [QUERY]`

use std::collections::HashMap;

use super::context::{Context, facts, quoted, titled};
use super::unplaced;
use super::{args, stop::Stop};
use crate::export::Themes;
use crate::export::json::AnnotationJson;
use crate::job::around::{Around, around};
use crate::model::{Annotation, Article, ArticleId, PassageSort, ThemeId};
use crate::store::{AnnotationFilter, Store};
use crate::text::joint::joined;

/// Annotations read at a time.
const WINDOW: usize = 500;

/// List the annotations
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    postil annotations --theme Syria --json\n  \
    postil annotations --theme Syria --theme Sanctions --all\n  \
    postil annotations influence --article 3\n  \
    postil annotations --sort theme --context\n  \
    postil annotations --unplaced --candidates\n\n\
    Words look in quotes and notes; the rest of the query is that of `postil list`.")]
#[expect(clippy::struct_excessive_bools, reason = "flags of a command line")]
pub(super) struct Args {
    /// Which ones
    query: Vec<String>,
    /// With this theme or one below it; several times for any of several
    #[arg(long = "theme", value_name = "NAME")]
    themes: Vec<String>,
    /// In this article; several times for several
    #[arg(long = "article", value_name = "ARTICLE")]
    articles: Vec<String>,
    /// Any of the themes (the default)
    #[arg(long, conflicts_with = "all")]
    any: bool,
    /// All of the themes on one annotation
    #[arg(long)]
    all: bool,
    /// Without a theme
    #[arg(long)]
    untagged: bool,
    /// Whose passage was not found in the present text, or only with other words
    #[arg(long)]
    unplaced: bool,
    /// With the best places for each that is not placed
    #[arg(long)]
    candidates: bool,
    /// By article and place, by time (the newest first) or by theme (those without one last)
    #[arg(long, value_name = "KEY", default_value = "place", hide_default_value = true)]
    sort: Order,
    /// Below their articles and within the sentences around them (JSON has those as prefix and suffix)
    #[arg(long)]
    context: bool,
}

/// In what order they come.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Order {
    Place,
    Time,
    Theme,
}

impl From<Order> for PassageSort {
    fn from(order: Order) -> Self {
        match order {
            Order::Place => Self::Article,
            Order::Time => Self::Newest,
            Order::Theme => Self::Theme,
        }
    }
}

pub(super) fn run(cx: &mut Context, args: &Args) -> Result<(), Stop> {
    let query = args::query(&args.query)?;
    let store = cx.store()?;
    let meant = AnnotationFilter {
        query,
        themes: args::themes(&store, &args.themes)?,
        all: args.all,
        articles: args::articles(&store, &args.articles)?,
        within: None,
        untagged: args.untagged,
        unplaced: args.unplaced,
    };
    let names = Themes::new(store.themes()?);
    let sort = PassageSort::from(args.sort);
    // Their numbers first, so that a large library is never in memory.
    let ids = store.annotation_ids(&meant, sort, 0..u64::MAX)?;
    let mut groups = Groups::new(&store, &meant, sort)?;
    for window in ids.chunks(WINDOW) {
        let annotations = store.annotations_by_id(window)?;
        if args.context && !cx.json() {
            groups.look_up(&annotations)?;
        }
        for annotation in &annotations {
            let json = AnnotationJson::new(annotation, &names);
            if cx.json() {
                put_object(cx, &store, args, annotation, json)?;
            } else if args.context {
                groups.head(cx, annotation, &names)?;
                put_in_context(cx, &store, annotation, &json)?;
            } else {
                cx.put_annotation(&json)?;
            }
            if args.candidates && !cx.json() {
                unplaced::put_places(cx, &store, annotation)?;
            }
        }
    }
    if ids.is_empty() && !cx.json() {
        cx.remark("no annotations");
    }
    Ok(())
}

fn put_object(
    cx: &mut Context,
    store: &Store,
    args: &Args,
    annotation: &Annotation,
    json: AnnotationJson,
) -> Result<(), Stop> {
    if args.candidates { unplaced::put(cx, store, annotation, json) } else { cx.put_annotation(&json) }
}

/// What stands above annotations: their theme, where they are sorted by it, and their article.
struct Groups<'a> {
    store: &'a Store,
    meant: &'a AnnotationFilter,
    /// The themes by which they are sorted, in order; none where they are not.
    themes: Vec<ThemeId>,
    articles: HashMap<ArticleId, (Article, u64)>,
    /// Those of an article stand together, so that their number says something.
    counts: bool,
    /// The group that the last one was in.
    last: Option<(Option<ThemeId>, ArticleId)>,
}

impl<'a> Groups<'a> {
    fn new(store: &'a Store, meant: &'a AnnotationFilter, sort: PassageSort) -> Result<Self, Stop> {
        let themes = if sort == PassageSort::Theme { store.theme_order(meant)? } else { Vec::new() };
        let counts = sort == PassageSort::Article;
        Ok(Self { store, meant, themes, articles: HashMap::new(), counts, last: None })
    }

    /// The articles of some annotations, and how many of each are listed.
    fn look_up(&mut self, annotations: &[Annotation]) -> Result<(), Stop> {
        let mut ids: Vec<ArticleId> = annotations.iter().map(|annotation| annotation.article.id).collect();
        ids.sort();
        ids.dedup();
        let counts = self.store.count_by_article(self.meant, &ids)?;
        let counted = |article: Article| {
            let count = counts.get(&article.id).copied().unwrap_or(0);
            (article.id, (article, count))
        };
        self.articles = self.store.articles_of(&ids)?.into_iter().map(counted).collect();
        Ok(())
    }

    /// Prints what an annotation comes under, unless the one before it did.
    fn head(&mut self, cx: &mut Context, annotation: &Annotation, names: &Themes) -> Result<(), Stop> {
        let theme = self.themes.iter().find(|theme| annotation.themes.contains(theme)).copied();
        let before = self.last.replace((theme, annotation.article.id));
        if before == self.last {
            return Ok(());
        }
        if before.is_some() {
            cx.out.line("")?;
        }
        if !self.themes.is_empty() && before.is_none_or(|(before, _)| before != theme) {
            let path = theme.map_or("without a theme", |theme| names.path(theme));
            cx.out.heading(&format!("# {path}"))?;
        }
        let Some((article, count)) = self.articles.get(&annotation.article.id) else { return Ok(()) };
        cx.out.heading(&format!("{}  {}", article.id.0, titled(article.title())))?;
        let meta = &article.meta;
        let known = [meta.byline.as_deref(), article.outlet(), meta.published.as_deref()];
        let mut facts: Vec<String> = known.into_iter().flatten().map(str::to_owned).collect();
        if self.counts {
            facts.push(if *count == 1 { "1 annotation".to_owned() } else { format!("{count} annotations") });
        }
        if !facts.is_empty() {
            cx.out.line(&format!("    {}", facts.join(" · ")))?;
        }
        Ok(())
    }
}

/// An annotation below the heading of its article, its passage in the sentences around it.
fn put_in_context(
    cx: &mut Context,
    store: &Store,
    annotation: &Annotation,
    json: &AnnotationJson,
) -> Result<(), Stop> {
    let facts: Vec<String> = std::iter::once(annotation.id.0.to_string()).chain(facts(json)).collect();
    cx.out.line(&format!("  {}", facts.join(" · ")))?;
    let Around { before, after } = around(store, annotation)?;
    // A space at either end parts them from the passage.
    let [before, after] = [before, after].map(|text| joined(&text).replace(char::is_whitespace, " "));
    let quote = quoted(json.now.as_deref().unwrap_or(&json.quote));
    cx.out.marked(&format!("    {before}"), &quote, &after)?;
    if json.now.is_some() {
        cx.out.line(&format!("    was {}", quoted(&json.quote)))?;
    }
    cx.put_note(json)
}
