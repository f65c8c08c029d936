//! A project: a zip archive of `project.qde`, the list of contents, and the texts of its sources. Articles
//! come one at a time, and their texts after that once more; notes wait in a file of their own, since the
//! schema has them behind the sources.

use std::collections::HashSet;
use std::io::{self, Read, Seek, SeekFrom, Write};

use uuid::Uuid;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::book::{codes, note_of};
use super::{ORIGIN, made, shown, xml};
use crate::export::{Options, Source, Themes, Wanted};
use crate::model::{Annotation, Article, ArticleId, State, Status, Theme, ThemeId};

/// What of an article is written as variables of its source.
const VARIABLES: [&str; 6] = ["byline", "publication", "published", "url", "language", "status"];
/// The variable of those that have a star.
const STARRED: &str = "starred";
/// How a note is named.
const NOTE: &str = "Note";
/// How a note is named that is a lost annotation, before where that was thought to be.
const LOST: &str = "Lost annotation";
/// Code points of a passage that are its name.
const NAME: usize = 200;

/// The texts of articles, which come one at a time.
pub trait Texts: Source {
    fn text(&mut self, article: ArticleId) -> Result<String, Self::Error>;
}

/// Where notes wait.
pub trait Spool: Read + Write + Seek {}

impl<T: Read + Write + Seek> Spool for T {}

/// Writes a project; `spool` is empty. Articles without annotations are in it, but where themes are wanted: then
/// only what carries them, without its other themes.
pub fn write<S: Texts>(
    source: &mut S,
    wanted: &Wanted,
    options: &Options,
    spool: &mut dyn Spool,
    out: impl Write + Seek,
) -> Result<(), S::Error>
where
    S::Error: From<io::Error>,
{
    let themes = Themes::new(source.themes()?);
    let family = themes.wanted(&wanted.themes);
    let shown = shown(&themes, family.as_ref());
    let mut zip = ZipWriter::new(out);
    let entry = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    zip.start_file("project.qde", entry.large_file(true)).map_err(io::Error::from)?;
    let job = Job { themes, family, shown, user: made("user", &[]) };
    let written = job.list(source, wanted, options, spool, &mut zip)?;
    for Written { id, uuid, sha256 } in written {
        let name = format!("sources/{uuid}.txt");
        zip.start_file(name, entry).map_err(io::Error::from)?;
        let now = source.article(id)?.map(|article| article.sha256);
        if now.as_deref() != Some(sha256.as_str()) {
            let why = "an article got another text while it was exported (export once more)";
            return Err(io::Error::other(why).into());
        }
        zip.write_all(source.text(id)?.as_bytes())?;
    }
    zip.finish().map_err(io::Error::from)?.flush()?;
    Ok(())
}

struct Job {
    themes: Themes,
    family: Option<HashSet<ThemeId>>,
    shown: HashSet<ThemeId>,
    user: Uuid,
}

/// A source whose text is still to be written.
struct Written {
    id: ArticleId,
    uuid: Uuid,
    sha256: String,
}

impl Job {
    /// Writes the list of contents.
    fn list<S: Texts>(
        &self,
        source: &mut S,
        wanted: &Wanted,
        options: &Options,
        spool: &mut dyn Spool,
        out: &mut impl Write,
    ) -> Result<Vec<Written>, S::Error>
    where
        S::Error: From<io::Error>,
    {
        out.write_all(self.head(options).as_bytes())?;
        let mut notes = Notes { spool, any: false, user: self.user };
        for theme in self.themes.list().iter().filter(|theme| self.shown.contains(&theme.id)) {
            if let Some(note) = &theme.note {
                notes.put(note_of(theme.uuid), NOTE, note, "", None)?;
            }
        }
        let mut written = Vec::new();
        for id in source.article_ids()? {
            if !wanted.articles.is_empty() && !wanted.articles.contains(&id) {
                continue;
            }
            let Some(article) = source.article(id)? else { continue };
            let mut annotations = source.annotations(id)?;
            if let Some(family) = &self.family {
                annotations.retain(|a| a.themes.iter().any(|id| family.contains(id)));
                if annotations.is_empty() {
                    continue;
                }
            }
            if written.is_empty() {
                out.write_all(b"<Sources>\n")?;
            }
            let text = self.source(&article, &annotations, &mut notes)?;
            out.write_all(text.as_bytes())?;
            written.push(Written { id, uuid: article.uuid, sha256: article.sha256 });
        }
        if !written.is_empty() {
            out.write_all(b"</Sources>\n")?;
        }
        // The note on the whole library is no part of what was narrowed.
        let is_whole = wanted.themes.is_empty() && wanted.articles.is_empty();
        let note = if is_whole { source.note()? } else { None };
        let of_library = made("library", &[]);
        if let Some(note) = &note {
            notes.put(note_of(of_library), NOTE, note, "", None)?;
        }
        notes.finish(out)?;
        if note.is_some() {
            out.write_all(reference(note_of(of_library)).as_bytes())?;
        }
        out.write_all(b"</Project>\n")?;
        Ok(written)
    }

    fn head(&self, options: &Options) -> String {
        let user = self.user;
        let stamp =
            options.stamp.as_ref().map(|at| format!(" creationDateTime=\"{at}\"")).unwrap_or_default();
        let mut out = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <Project xmlns=\"urn:QDA-XML:project:1.0\" name=\"{ORIGIN}\" origin=\"{ORIGIN}\" creatingUserGUID=\"{user}\"{stamp}>\n\
             <Users>\n<User guid=\"{user}\" name=\"{ORIGIN}\"/>\n</Users>\n"
        );
        let empty = out.len();
        out.push_str("<CodeBook>\n");
        let before = out.len();
        codes(&self.themes, &self.shown, true, &mut out);
        if out.len() == before {
            out.truncate(empty);
        } else {
            out.push_str("</CodeBook>\n");
        }
        out.push_str("<Variables>\n");
        for (name, kind) in VARIABLES.map(|name| (name, "Text")).into_iter().chain([(STARRED, "Boolean")]) {
            let guid = variable(name).to_string();
            out.extend([
                "<Variable guid=\"",
                &guid,
                "\" name=\"",
                name,
                "\" typeOfVariable=\"",
                kind,
                "\"/>\n",
            ]);
        }
        out.push_str("</Variables>\n");
        out
    }

    fn source(
        &self,
        article: &Article,
        annotations: &[Annotation],
        notes: &mut Notes<'_>,
    ) -> io::Result<String> {
        let (guid, user, added) = (article.uuid, self.user, &article.added);
        let title = match article.meta.title.as_str() {
            "" => String::new(),
            title => format!(" name=\"{}\"", xml::value(title)),
        };
        let mut out = format!(
            "<TextSource guid=\"{guid}\"{title} plainTextPath=\"internal://{guid}.txt\" creatingUser=\"{user}\" creationDateTime=\"{added}\">\n"
        );
        let mut references = String::new();
        if let Some(note) = &article.note {
            notes.put(note_of(guid), NOTE, note, "", None)?;
            references.push_str(&reference(note_of(guid)));
        }
        for annotation in annotations {
            if annotation.state == State::Lost {
                self.lost(annotation, notes)?;
                references.push_str(&reference(note_of(annotation.uuid)));
            } else {
                self.selection(annotation, notes, &mut out)?;
            }
        }
        out.push_str(&references);
        let meta = &article.meta;
        // An article that nobody has read yet says nothing of that.
        let status = (article.status != Status::default()).then(|| article.status.word());
        let values = [&meta.byline, &meta.publication, &meta.published, &meta.url, &meta.language];
        let values = values.map(Option::as_deref).into_iter().chain([status]);
        for (name, value) in VARIABLES.iter().zip(values) {
            if let Some(value) = value {
                out.push_str(&valued(name, "TextValue", &xml::text(value)));
            }
        }
        if article.starred {
            out.push_str(&valued(STARRED, "BooleanValue", "true"));
        }
        out.push_str("</TextSource>\n");
        Ok(out)
    }

    /// An annotation that stands nowhere in its text any more: a note on that, named for where it was thought
    /// to be, of its words, its themes, its note and what stood around it. Its words are a passage of the
    /// note, with its id and its codes, and behind that the other parts are passages too, so that postil
    /// reads each as it was.
    fn lost(&self, annotation: &Annotation, notes: &mut Notes<'_>) -> io::Result<()> {
        let Annotation { uuid, quote, prefix, suffix, note, points, .. } = annotation;
        let quoted: Vec<String> = quote.split('\n').map(|line| format!("> {line}")).collect();
        let mut told = Told { text: quoted.join("\n"), passages: String::new(), of: *uuid };
        self.passage(annotation, (0, length(&told.text)), &mut told.passages);
        told.passages.push_str("</PlainTextSelection>\n");
        let paths: Vec<&str> = self.themes_of(annotation).map(|theme| theme.path.as_str()).collect();
        if !paths.is_empty() {
            told.text.extend(["\n\nThemes: ", &paths.join(", ")]);
        }
        told.part("\n\n", NOTE, note.as_deref().unwrap_or_default());
        told.part("\n\nIt stood behind:\n\n", "Before", prefix);
        told.part("\n\nand before:\n\n", "After", suffix);
        let name = format!("{LOST} ({}-{})", points.0, points.1);
        notes.put(note_of(*uuid), &name, &told.text, &told.passages, Some(annotation))
    }

    /// Its themes, where not all are wanted those of them that are.
    fn themes_of<'a>(&'a self, annotation: &'a Annotation) -> impl Iterator<Item = &'a Theme> {
        let is_wanted = |id: &&ThemeId| self.family.as_ref().is_none_or(|family| family.contains(id));
        annotation.themes.iter().filter(is_wanted).filter_map(|id| self.themes.get(*id))
    }

    fn selection(&self, annotation: &Annotation, notes: &mut Notes<'_>, out: &mut String) -> io::Result<()> {
        self.passage(annotation, annotation.points, out);
        if let Some(note) = &annotation.note {
            let of = note_of(annotation.uuid);
            notes.put(of, NOTE, note, "", Some(annotation))?;
            out.push_str(&reference(of));
        }
        out.push_str("</PlainTextSelection>\n");
        Ok(())
    }

    /// A passage that begins, with its codes.
    fn passage(&self, annotation: &Annotation, (start, end): (u64, u64), out: &mut String) {
        use std::fmt::Write as _;

        let Annotation { uuid, created, updated, .. } = annotation;
        let (user, name) = (self.user, name(annotation.words()));
        // Writing into a string cannot fail.
        let _ = writeln!(
            out,
            "<PlainTextSelection guid=\"{uuid}\" name=\"{name}\" startPosition=\"{start}\" endPosition=\"{end}\" \
             creatingUser=\"{user}\" creationDateTime=\"{created}\" modifyingUser=\"{user}\" modifiedDateTime=\"{updated}\">"
        );
        for theme in self.themes_of(annotation) {
            let guid = made("coding", &[*uuid, theme.uuid]);
            let _ = writeln!(
                out,
                "<Coding guid=\"{guid}\" creatingUser=\"{user}\">\n<CodeRef targetGUID=\"{}\"/>\n</Coding>",
                theme.uuid
            );
        }
    }
}

/// What is said of a lost annotation.
struct Told {
    text: String,
    passages: String,
    of: Uuid,
}

impl Told {
    /// Says one more thing of it, behind words that lead to that, and where it stands; nothing is not said.
    fn part(&mut self, lead: &str, name: &str, words: &str) {
        use std::fmt::Write as _;

        if words.is_empty() {
            return;
        }
        self.text.push_str(lead);
        let start = length(&self.text);
        self.text.push_str(words);
        let (guid, end) = (made(name, &[self.of]), length(&self.text));
        // Writing into a string cannot fail.
        let _ = writeln!(
            self.passages,
            "<PlainTextSelection guid=\"{guid}\" name=\"{name}\" startPosition=\"{start}\" endPosition=\"{end}\"/>"
        );
    }
}

/// Code points.
fn length(text: &str) -> u64 {
    u64::try_from(text.chars().count()).unwrap_or(u64::MAX)
}

/// The notes, as they come.
struct Notes<'a> {
    spool: &'a mut dyn Spool,
    any: bool,
    user: Uuid,
}

impl Notes<'_> {
    /// A note with what is in it behind its text.
    fn put(
        &mut self,
        guid: Uuid,
        name: &str,
        text: &str,
        within: &str,
        of: Option<&Annotation>,
    ) -> io::Result<()> {
        let user = self.user;
        let created = of.map(|of| format!(" creationDateTime=\"{}\"", of.created)).unwrap_or_default();
        let text = xml::text(text);
        self.any = true;
        writeln!(
            self.spool,
            "<Note guid=\"{guid}\" name=\"{name}\" creatingUser=\"{user}\"{created}>\n<PlainTextContent>{text}</PlainTextContent>\n{within}</Note>"
        )
    }

    /// Puts them into the list, if there are any.
    fn finish(self, out: &mut impl Write) -> io::Result<()> {
        if !self.any {
            return Ok(());
        }
        self.spool.seek(SeekFrom::Start(0))?;
        out.write_all(b"<Notes>\n")?;
        io::copy(self.spool, out)?;
        out.write_all(b"</Notes>\n")
    }
}

fn reference(note: Uuid) -> String {
    format!("<NoteRef targetGUID=\"{note}\"/>\n")
}

/// A value of a variable, as XML.
fn valued(name: &str, kind: &str, value: &str) -> String {
    let guid = variable(name);
    format!(
        "<VariableValue>\n<VariableRef targetGUID=\"{guid}\"/>\n<{kind}>{value}</{kind}>\n</VariableValue>\n"
    )
}

fn variable(name: &str) -> Uuid {
    made(name, &[])
}

/// The words of a passage, by which other programs show it; of a long one its beginning.
fn name(words: &str) -> String {
    match words.char_indices().nth(NAME) {
        None => xml::value(words),
        Some((end, _)) => format!("{}…", xml::value(words.get(..end).unwrap_or_default())),
    }
}
