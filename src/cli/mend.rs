//! `postil mend ARTICLE`

use std::path::PathBuf;

use serde::Serialize;

use super::args::text;
use super::context::{Context, article_line};
use super::offsets::{Points, whole};
use super::stop::Stop;
use crate::export::json::{AnchoredJson, ArticleJson};
use crate::files;
use crate::model::mend::Mend;
use crate::text::Span;

/// Bytes of a file with a correction.
const LIMIT: u64 = 16 << 20;

/// Mend the text of a badly scraped article
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    postil mend 3 --join 1200                      the paragraph there and the next become one\n  \
    postil mend 3 --split 1200                     a new paragraph begins there\n  \
    postil mend 3 --title-line 40                  the line there is the title\n  \
    postil mend 3 --replace 120..131 --with \"forty boats\"\n\n\
    Places are characters of the text, as `postil show --format json` gives them. Annotations go along, the old \
    text is kept (`postil diff`), and each is one step for undo. A source that says something new is corrected again where \
    its paragraphs are as they were.")]
#[command(group(clap::ArgGroup::new("act").required(true).args(["join", "split", "title_line", "replace"])))]
pub(super) struct Args {
    /// Its number, the start of its UUID, or a part of its title
    article: String,
    /// Join the paragraph there with the next
    #[arg(long, value_name = "PLACE")]
    join: Option<usize>,
    /// Begin a new paragraph there
    #[arg(long, value_name = "PLACE")]
    split: Option<usize>,
    /// Make the line there the title
    #[arg(long, value_name = "PLACE")]
    title_line: Option<usize>,
    /// Put other words there
    #[arg(long, allow_hyphen_values = true, value_name = "START..END")]
    replace: Option<Points>,
    /// The words for --replace; a blank line begins a paragraph
    #[arg(long, allow_hyphen_values = true, value_parser = text, value_name = "TEXT", requires = "replace", conflicts_with = "with_file")]
    with: Option<String>,
    /// A file with them, `-` for standard input
    #[arg(long, value_name = "FILE", requires = "replace")]
    with_file: Option<PathBuf>,
}

/// The article, and what became of its annotations.
#[derive(Debug, Serialize)]
struct MendedJson {
    #[serde(flatten)]
    article: ArticleJson,
    report: AnchoredJson,
}

pub(super) fn run(cx: &mut Context, args: &Args) -> Result<(), Stop> {
    let mut store = cx.store()?;
    let id = store.resolve_article(&args.article)?;
    let text = store.document(id)?.text;
    let bytes = |points: Points| -> Result<Span, Stop> {
        let span = points.bytes(&text)?;
        whole(&text, span)?;
        Ok(span)
    };
    let at = |at: usize| bytes(Points { start: at, end: at }).map(|span| span.start);
    let mend = match (args.join, args.split, args.title_line, args.replace) {
        (Some(place), ..) => Mend::Join { at: at(place)? },
        (_, Some(place), ..) => Mend::Split { at: at(place)? },
        (_, _, Some(place), _) => Mend::TitleLine { at: at(place)? },
        (.., Some(points)) => Mend::Replace { span: bytes(points)?, text: words(args)? },
        _ => {
            return Err(Stop::Usage(
                "mend: nothing to do was named (`postil mend --help` lists what can be)".into(),
            ));
        }
    };
    let sha256 = store.article(id)?.map(|article| article.sha256).unwrap_or_default();
    let (_, anchored) = crate::job::mend::apply(&mut store, id, &sha256, &mend)?;
    let Some(article) = store.article(id)? else { return Ok(()) };
    let json = MendedJson { article: ArticleJson::from(&article), report: (&anchored).into() };
    cx.put(&json, &article_line(&article))?;
    if let Some(sentence) = anchored.sentence() {
        cx.remark(&sentence);
    }
    Ok(())
}

fn words(args: &Args) -> Result<String, Stop> {
    let Some(path) = &args.with_file else {
        return args
            .with
            .clone()
            .ok_or_else(|| Stop::Usage("mend: --replace needs --with TEXT or --with-file FILE".into()));
    };
    let name = path.to_string_lossy();
    let read = if *name == *"-" { files::read_stdin(LIMIT) } else { files::read_limited(path, LIMIT) };
    let bytes = read.map_err(|error| Stop::failed(&name, error))?;
    String::from_utf8(bytes)
        .map_err(|error| Stop::failed(&name, format!("it is not UTF-8: {error} (save it as UTF-8)")))
}
