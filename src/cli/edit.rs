//! `postil edit ARTICLE`

use super::args::{given, text};
use super::context::Context;
use super::offsets::Points;
use super::stop::Stop;
use crate::model::{Edit, MetadataChange, NoteOn, Shape, Status};

/// Change what is known of an article
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    postil edit 3 --title \"Whose ally?\" --byline \"A. Osei; B. Roth\" --published 2017-07\n  \
    postil edit 3 --url \"\"                   an empty value takes it away\n  \
    postil edit 3 --status done --star\n  \
    postil edit 3 --furniture 0..118         what begins there belongs to the page\n\n\
    All changes together are one step for undo.")]
pub(super) struct Args {
    /// Its number, the start of its UUID, or a part of its title
    article: String,
    #[arg(long, allow_hyphen_values = true, value_parser = text)]
    title: Option<String>,
    /// Names, parted by `; `
    #[arg(long, allow_hyphen_values = true, value_parser = text)]
    byline: Option<String>,
    /// What it appeared in
    #[arg(long, allow_hyphen_values = true, value_parser = text)]
    publication: Option<String>,
    /// YYYY, YYYY-MM or YYYY-MM-DD
    #[arg(long, value_parser = shaped(Shape::Date))]
    published: Option<String>,
    /// The address of the original
    #[arg(long, value_parser = shaped(Shape::Address))]
    url: Option<String>,
    /// As in `en` or `en-GB`
    #[arg(long, value_parser = shaped(Shape::Language))]
    language: Option<String>,
    #[arg(long, value_parser = status)]
    status: Option<Status>,
    #[arg(long, conflicts_with = "no_star")]
    star: bool,
    #[arg(long)]
    no_star: bool,
    /// Markdown
    #[arg(long, allow_hyphen_values = true, value_parser = text)]
    note: Option<String>,
    /// The blocks that begin in the span are furniture
    #[arg(long, allow_hyphen_values = true, value_name = "START..END")]
    furniture: Vec<Points>,
    /// They are not
    #[arg(long, allow_hyphen_values = true, value_name = "START..END")]
    no_furniture: Vec<Points>,
}

/// A value of that shape, or none.
fn shaped(shape: Shape) -> impl Fn(&str) -> Result<String, String> + Clone {
    move |value| match shape.mistake(value) {
        Some(mend) => Err(format!("it is not {} ({mend})", shape.word())),
        None => Ok(value.to_owned()),
    }
}

fn status(word: &str) -> Result<Status, String> {
    Status::parse(word).ok_or_else(|| "it is unread, reading or done".to_owned())
}

pub(super) fn run(cx: &mut Context, args: Args) -> Result<(), Stop> {
    let mut store = cx.store()?;
    let article = store.resolve_article(&args.article)?;
    let change = MetadataChange {
        title: args.title,
        byline: given(args.byline),
        publication: given(args.publication),
        published: given(args.published),
        url: given(args.url),
        language: given(args.language),
    };
    let mut edits = Vec::new();
    if change != MetadataChange::default() {
        edits.push(Edit::SetMetadata { article, change });
    }
    if let Some(status) = args.status {
        edits.push(Edit::SetStatus { article, status });
    }
    if args.star || args.no_star {
        edits.push(Edit::SetStarred { article, starred: args.star });
    }
    if let Some(note) = given(args.note) {
        edits.push(Edit::SetNote { on: NoteOn::Article(article), note });
    }
    if !args.furniture.is_empty() || !args.no_furniture.is_empty() {
        let text = store.document(article)?.text;
        for (spans, furniture) in [(args.furniture, true), (args.no_furniture, false)] {
            for span in spans {
                let span = span.bytes(&text)?;
                edits.push(Edit::SetFurniture { article, span, furniture: Some(furniture) });
            }
        }
    }
    if edits.is_empty() {
        return Err(Stop::Usage(
            "edit: nothing to change was named (`postil edit --help` lists what can be)".into(),
        ));
    }
    store.apply(&edits)?;
    cx.put_article(&store, article)
}
