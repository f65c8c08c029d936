//! `postil export`

use std::io::{Read as _, Seek as _};
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;

use serde::Serialize;

use super::context::Context;
use super::{args, interrupt, stop::Stop};
use crate::export::{By, Wanted};
use crate::files::Outcome;
use crate::job::export::{Format, Order, Place, Written, to_file, to_place, to_stream, why_refused};
use crate::store::Store;

/// Bytes of an archive that are printed at a time.
const CHUNK: usize = 64 << 10;

/// Export as Markdown, HTML, CSV, JSON Lines, W3C Web Annotation or REFI-QDA
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    postil export --by library --out ~/notes/postil\n  \
    postil export --by theme --theme Syria --out syria/\n  \
    postil export --article 3 --out three.md\n  \
    postil export --format jsonl > annotations.jsonl\n  \
    postil export --format w3c --out annotations.jsonld\n  \
    postil export --format html --article 3 --out three.html\n  \
    postil export --format qdpx --out study.qdpx\n\n\
    A folder can be exported into again: files are found by their ids, only what changed is written, files of \
    yours are left alone, those of articles and themes that are no more are left too and named, and what you \
    wrote below everything, or below a line `<!-- postil: yours below -->`, stays; of one that you changed in another way a copy \
    is kept beside it (`NAME~`), and what you wrote below everything stays in the file too where its last lines are as they were \
    written. A single file is written over only if it is an \
    export. Characters that would drive a terminal are shown on one as signs; in a file or a pipe everything is as it is.")]
pub(super) struct Args {
    /// markdown, html (pages with the text), csv, jsonl, w3c (Web Annotation, JSON-LD), qdc (a codebook of REFI-QDA) or
    /// qdpx (a project of it)
    #[arg(long, default_value = "markdown", value_parser = format)]
    format: Format,
    /// What makes a file of Markdown or HTML; an article where this is left out
    #[arg(long, value_enum)]
    by: Option<ByArg>,
    /// Only with this theme or one below it
    #[arg(long = "theme", value_name = "NAME")]
    themes: Vec<String>,
    /// Only of this article
    #[arg(long = "article", value_name = "ARTICLE")]
    articles: Vec<String>,
    /// A file, a folder, or `-` for standard output
    #[arg(long, value_name = "FILE|FOLDER|-", default_value = "-")]
    out: PathBuf,
    /// Say when it was made
    #[arg(long)]
    stamp: bool,
    /// Cite by keys, as pandoc reads them; a folder gets a references.bib with them
    #[arg(long)]
    citekeys: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum ByArg {
    Article,
    Theme,
    Library,
}

impl Args {
    /// An option that was given and says nothing about a codebook, where that is what is wanted.
    fn not_of_codebook(&self) -> Option<&'static str> {
        let given = [
            (!self.articles.is_empty(), "--article"),
            (self.by.is_some(), "--by"),
            (self.stamp, "--stamp"),
            (self.citekeys, "--citekeys"),
        ];
        let given = given.into_iter().find(|(given, _)| *given && self.format == Format::Qdc);
        given.map(|(_, option)| option)
    }

    /// The name of a format that has one file whatever `--by` says, where that was given.
    fn of_one_file(&self) -> Option<&'static str> {
        let is_one = !matches!(self.format, Format::Markdown | Format::Html | Format::Qdc);
        (is_one && self.by.is_some()).then(|| self.format.name())
    }
}

fn format(name: &str) -> Result<Format, String> {
    match name {
        "markdown" => Ok(Format::Markdown),
        "csv" => Ok(Format::Csv),
        "jsonl" => Ok(Format::JsonLines),
        "w3c" => Ok(Format::W3c),
        "html" => Ok(Format::Html),
        "qdc" => Ok(Format::Qdc),
        "qdpx" => Ok(Format::Qdpx),
        _ => Err("there is no such format (choose markdown, html, csv, jsonl, w3c, qdc or qdpx)".to_owned()),
    }
}

/// A file as JSON has it.
#[derive(Debug, Serialize)]
struct ExportJson<'a> {
    path: &'a str,
    outcome: &'static str,
}

pub(super) fn run(cx: &mut Context, args: &Args) -> Result<(), Stop> {
    if let Some(option) = args.not_of_codebook() {
        let why = format!(
            "--format qdc: a codebook has the themes alone, so {option} is nothing for it (leave that out; --theme narrows it)"
        );
        return Err(Stop::Usage(why));
    }
    if args.out.as_os_str() == "-" && args.format != Format::JsonLines {
        let mend = "--format jsonl prints the annotations so; with --out, --json tells of each file";
        cx.no_objects("export", Some(mend))?;
    }
    if let Some(what) = args.of_one_file() {
        cx.remark(&format!(
            "--by has no effect on {what}, which is one file (markdown and html have one for each article or theme)"
        ));
    }
    let interrupt = interrupt::gently();
    let store = cx.store()?;
    let order = Order {
        format: args.format,
        wanted: Wanted {
            by: match args.by {
                Some(ByArg::Article) | None => By::Article,
                Some(ByArg::Theme) => By::Theme,
                Some(ByArg::Library) => By::Library,
            },
            themes: args::themes(&store, &args.themes)?,
            articles: args::articles(&store, &args.articles)?,
        },
        stamp: args.stamp,
        citekeys: args.citekeys,
    };
    if args.out.as_os_str() == "-" && order.format.is_packed() {
        return packed(cx, &store, &order, &interrupt.cancel);
    }
    if args.out.as_os_str() == "-" {
        let out = &mut cx.out;
        to_stream(&store, &order, &interrupt.cancel, &mut |piece| {
            let printed = match order.format {
                // As a file that is named has it.
                _ if !out.is_terminal() => out.own(piece.as_bytes()),
                Format::JsonLines | Format::W3c => out.json_text(piece),
                Format::Csv => out.records(piece),
                Format::Markdown | Format::Html => out.text(piece),
                Format::Qdc | Format::Qdpx => out.own(piece.as_bytes()),
            };
            Ok(printed?)
        })?;
        return Ok(());
    }
    let place = Place::of(&args.out, order.format);
    let mut written = 0usize;
    let mut same = 0usize;
    let (mut left, mut copied) = (0usize, 0usize);
    let mut told = Ok(());
    let done = to_place(&store, &order, &place, &interrupt.cancel, &mut |file| {
        match file.outcome {
            Outcome::Unchanged => same += 1,
            Outcome::Refused => {}
            Outcome::Left => left += 1,
            Outcome::Copied => copied += 1,
            _ => written += 1,
        }
        if told.is_ok() {
            told = tell(cx, &file, order.format);
        }
    });
    done?;
    let files = if written == 1 { "file" } else { "files" };
    cx.remark(&format!("{written} {files} written, {same} unchanged"));
    match copied {
        0 => {}
        1 => cx.remark("1 file had been changed by hand: a copy of it as it was is beside it"),
        n => cx.remark(&format!(
            "{n} files had been changed by hand: copies of them as they were are beside them"
        )),
    }
    match left {
        0 => {}
        1 => cx.remark("1 file of an article or theme that is no more was left"),
        n => cx.remark(&format!("{n} files of articles or themes that are no more were left")),
    }
    told
}

/// Prints an archive: only where no terminal would have to show it.
fn packed(cx: &mut Context, store: &Store, order: &Order, cancel: &AtomicBool) -> Result<(), Stop> {
    if cx.out.is_terminal() {
        let why = "--format qdpx: an archive is nothing for a terminal (name a file, as in --out study.qdpx, or send it on with > or |)";
        return Err(Stop::Usage(why.to_owned()));
    }
    let mut file = tempfile::tempfile()?;
    to_file(store, order, cancel, &mut file)?;
    file.rewind()?;
    let mut chunk = vec![0; CHUNK];
    loop {
        let read = file.read(&mut chunk)?;
        if read == 0 {
            return Ok(());
        }
        cx.out.own(chunk.get(..read).unwrap_or_default())?;
    }
}

fn tell(cx: &mut Context, file: &Written, format: Format) -> Result<(), Stop> {
    let path = file.path.to_string_lossy();
    if file.outcome == Outcome::Refused {
        cx.fail(&path, why_refused(&file.path, format));
    }
    if cx.json() {
        cx.out.json(&ExportJson { path: &path, outcome: file.outcome.word() })?;
    } else if !matches!(file.outcome, Outcome::Unchanged | Outcome::Refused) || cx.global.verbose {
        let (word, with) = match file.outcome {
            // It was brought up to date like any other.
            Outcome::Kept => (Outcome::Written.word(), "  (with what you wrote below)"),
            outcome => (outcome.word(), ""),
        };
        cx.out.line(&format!("{word:<9} {path}{with}"))?;
    }
    Ok(())
}
