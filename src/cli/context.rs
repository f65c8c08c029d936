//! What all commands share: where things are, how to print, and what went wrong so far.

use std::io::{self, IsTerminal as _};
use std::path::PathBuf;

use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

use super::out::{Out, complain, remark};
use super::stop::Stop;
use super::{Color, Global};
use crate::clock::Clock;
use crate::config::{self, Config, Mistake};
use crate::export::Themes;
use crate::export::json::{AnnotationJson, ArticleJson, ThemeJson};
use crate::job::library;
use crate::model::citation::Locator;
use crate::model::{AnnotationId, Article, ArticleId, CollectionRef, State, ThemeId};
use crate::paths::{ColorWish, Environment};
use crate::store::Store;
use crate::text::one_line;

pub(super) struct Context {
    /// The command, for messages.
    name: &'static str,
    pub global: Global,
    pub environment: Environment,
    pub out: Out,
    failed: bool,
}

impl Context {
    pub(super) fn new(name: &'static str, global: Global, environment: Environment) -> Self {
        let color = match global.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => match environment.color {
                ColorWish::Never => false,
                ColorWish::Always => true,
                ColorWish::Unsaid => {
                    io::stdout().is_terminal() && environment.terminal.as_deref() != Some("dumb")
                }
            },
        };
        Self { name, global, environment, out: Out::new(color), failed: false }
    }

    pub(super) fn json(&self) -> bool {
        self.global.json
    }

    /// Refuses `--json` of what prints no objects: `what` it is, and what does.
    pub(super) fn no_objects(&self, what: &str, mend: Option<&str>) -> Result<(), Stop> {
        if !self.json() {
            return Ok(());
        }
        let mend = mend.map_or_else(|| "leave out --json".to_owned(), str::to_owned);
        Err(Stop::Usage(format!("{what}: it has no objects to print as JSON Lines ({mend})")))
    }

    /// A bar that goes to 100, on a terminal.
    pub(super) fn percent(&self) -> Option<ProgressBar> {
        if self.global.quiet || !io::stderr().is_terminal() {
            return None;
        }
        let bar = ProgressBar::new(100);
        bar.set_style(ProgressStyle::with_template("{bar:32} {pos}%").ok()?);
        Some(bar)
    }

    /// The library that is meant; a new one gets the starters.
    pub(super) fn store(&self) -> Result<Store, Stop> {
        let path = self.library()?;
        let store = Store::open_or_make(&path, Clock::machine(), &library::furnish)?;
        if store.is_new() {
            self.remark(&format!(
                "the library {} was not there: it is made, with the starter articles",
                path.display()
            ));
        }
        if let Some(why) = store.locked().filter(|_| store.lacks_room()) {
            self.remark(&format!("nothing can be saved until there is room: {why}"));
        }
        Ok(store)
    }

    pub(super) fn library(&self) -> Result<PathBuf, Stop> {
        Ok(self.environment.library(self.global.library.as_deref())?)
    }

    /// The settings in force, with the mistakes in the user's file. A file that was named and cannot be
    /// read is an error.
    pub(super) fn config(&self) -> Result<(Config, Vec<Mistake>), Stop> {
        let named = self.environment.config_is_named(self.global.config.as_deref());
        let path = self.environment.config(self.global.config.as_deref());
        config::load(path.as_deref(), named).map_err(|error| {
            Stop::failed(
                &path.unwrap_or_default().to_string_lossy(),
                format!("{error} (name another with --config)"),
            )
        })
    }

    /// Settings that were named have to be there, also for what asks nothing of them.
    pub(super) fn check_config(&self) -> Result<(), Stop> {
        if self.environment.config_is_named(self.global.config.as_deref()) {
            self.config()?;
        }
        Ok(())
    }

    /// Something asked for could not be done; the others go on.
    pub(super) fn fail(&mut self, what: &str, why: impl std::fmt::Display) {
        self.failed = true;
        complain(&format!("{what}: {why}"));
    }

    pub(super) fn has_failed(&self) -> bool {
        self.failed
    }

    /// Something worth knowing, on standard error; not with `--quiet`.
    pub(super) fn remark(&self, line: &str) {
        if !self.global.quiet {
            remark(line);
        }
    }

    /// An object or, for people, a line.
    pub(super) fn put(&mut self, value: &impl Serialize, line: &str) -> Result<(), Stop> {
        if self.json() {
            self.out.json(value)?;
        } else {
            self.out.line(line)?;
        }
        Ok(())
    }

    /// An article as it is now.
    pub(super) fn put_article(&mut self, store: &Store, id: ArticleId) -> Result<(), Stop> {
        if let Some(article) = store.article(id)? {
            self.put(&ArticleJson::from(&article), &article_line(&article))?;
        }
        Ok(())
    }

    /// Annotations as they are now.
    pub(super) fn put_annotations(&mut self, store: &Store, ids: &[AnnotationId]) -> Result<(), Stop> {
        let themes = Themes::new(store.themes()?);
        for id in ids {
            if let Some(annotation) = store.annotation(*id)? {
                let json = AnnotationJson::new(&annotation, &themes);
                self.put_annotation(&json)?;
            }
        }
        Ok(())
    }

    pub(super) fn put_annotation(&mut self, annotation: &AnnotationJson) -> Result<(), Stop> {
        if self.json() {
            self.out.json(annotation)?;
            return Ok(());
        }
        let mut head = vec![format!("{}  {}", annotation.id, titled(&annotation.article.title))];
        head.extend(facts(annotation));
        self.out.heading(&head.join(" · "))?;
        match &annotation.now {
            Some(now) => {
                self.out.line(&format!("    {}", quoted(now)))?;
                self.out.line(&format!("    was {}", quoted(&annotation.quote)))?;
            }
            None => self.out.line(&format!("    {}", quoted(&annotation.quote)))?,
        }
        self.put_note(annotation)
    }

    /// The note on an annotation, for people.
    pub(super) fn put_note(&mut self, annotation: &AnnotationJson) -> Result<(), Stop> {
        for line in annotation.note.iter().flat_map(|note| note.lines()) {
            self.out.line(&format!("    | {line}"))?;
        }
        Ok(())
    }

    /// A theme as it is now.
    pub(super) fn put_theme(&mut self, store: &Store, id: ThemeId) -> Result<(), Stop> {
        let themes = Themes::new(store.themes()?);
        if let Some(theme) = themes.get(id) {
            let line = match (theme.annotations, theme.articles) {
                (0, _) => format!("{}  (no passage yet)", theme.path),
                (1, _) => format!("{}  (1 passage)", theme.path),
                (n, 1) => format!("{}  ({n} passages in 1 article)", theme.path),
                (n, articles) => format!("{}  ({n} passages in {articles} articles)", theme.path),
            };
            self.put(&ThemeJson::new(theme, &themes), &line)?;
        }
        Ok(())
    }

    /// The exit code of what a command came to.
    pub(super) fn end(&mut self, ended: Result<(), Stop>) -> u8 {
        let ended = match (ended, self.out.flush()) {
            (Ok(()), Err(error)) => Err(Stop::from(error)),
            (ended, _) => ended,
        };
        match ended {
            Ok(()) | Err(Stop::Closed) => u8::from(self.failed),
            Err(Stop::Interrupted) => 130,
            Err(Stop::Usage(why)) => {
                complain(&why);
                2
            }
            Err(Stop::Failed(why)) => {
                complain(&why);
                1
            }
            Err(Stop::Refused(why)) => {
                complain(&format!("{}: {why}", self.name));
                1
            }
        }
    }
}

/// What to call an article that may have no title.
pub(super) fn titled(title: &str) -> &str {
    if title.is_empty() { "untitled" } else { title }
}

/// Words on one line in quotation marks, unless they stand in such already.
pub(super) fn quoted(words: &str) -> String {
    let words = one_line(words);
    let has_marks = [("“", "”"), ("\"", "\""), ("„", "“"), ("«", "»"), ("»", "«"), ("「", "」")]
        .into_iter()
        .any(|(opens, closes)| {
            words.len() > opens.len() && words.starts_with(opens) && words.ends_with(closes)
        });
    if has_marks { words } else { format!("“{words}”") }
}

/// Where an annotation is, how it stands to the text, and its themes.
pub(super) fn facts(annotation: &AnnotationJson) -> Vec<String> {
    let (page, paragraph) = (annotation.page.as_deref(), annotation.paragraph);
    let mut facts: Vec<String> = Locator { page, paragraph, ..Locator::default() }.parts().collect();
    facts.extend(annotation.percent.map(|percent| format!("{percent}%")));
    if annotation.state != State::Placed {
        facts.push(annotation.state.word().to_owned());
    }
    if !annotation.themes.is_empty() {
        facts.push(annotation.themes.join(", "));
    }
    facts
}

/// An article on a line.
pub(super) fn article_line(article: &Article) -> String {
    let star = if article.starred { "*" } else { " " };
    let (id, status, progress) = (article.id.0, article.status.word(), article.progress);
    let part = article.collection.as_ref().map(|collection| match article.position {
        Some(position) => format!("{position} in {}", collection.title()),
        None => format!("in {}", collection.title()),
    });
    // A feed is the publication of its items; once is enough.
    let title = article.collection.as_ref().map(CollectionRef::title);
    let publication = &article.meta.publication.clone().filter(|name| Some(name.as_str()) != title);
    let about: Vec<&str> = [&part, &article.meta.byline, publication, &article.meta.published]
        .into_iter()
        .filter_map(|value| value.as_deref())
        .collect();
    let about = if about.is_empty() { String::new() } else { format!(" — {}", about.join(", ")) };
    let count = match article.annotations {
        0 => String::new(),
        1 => " · 1 annotation".to_owned(),
        n => format!(" · {n} annotations"),
    };
    format!("{id:>4} {star} {status:<7} {progress:>3}%  {}{about}{count}", article.title())
}
