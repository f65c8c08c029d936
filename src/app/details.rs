//! What is known of an article, as a form: a field a row.

use super::field::Field;
use crate::model::{Article, ArticleId, Edit, MetadataChange, Shape};

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    Title,
    Byline,
    Publication,
    Published,
    Url,
    Language,
}

impl Detail {
    pub const EACH: [Self; 6] =
        [Self::Title, Self::Byline, Self::Publication, Self::Published, Self::Url, Self::Language];

    pub fn label(self) -> &'static str {
        match self {
            Self::Title => "Title",
            Self::Byline => "Byline",
            Self::Publication => "Publication",
            Self::Published => "Date",
            Self::Url => "Address",
            Self::Language => "Language",
        }
    }

    fn of(self, article: &Article) -> &str {
        let meta = &article.meta;
        match self {
            Self::Title => Some(&meta.title),
            Self::Byline => meta.byline.as_ref(),
            Self::Publication => meta.publication.as_ref(),
            Self::Published => meta.published.as_ref(),
            Self::Url => meta.url.as_ref(),
            Self::Language => meta.language.as_ref(),
        }
        .map_or("", |value| value)
    }

    /// What is wrong with a value, in a few words.
    fn mistake(self, value: &str) -> Option<&'static str> {
        match self {
            Self::Title | Self::Byline | Self::Publication => None,
            Self::Published => Shape::Date.mistake(value),
            Self::Url => Shape::Address.mistake(value),
            Self::Language => Shape::Language.mistake(value),
        }
    }
}

/// The form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Details {
    pub article: ArticleId,
    /// A field of [`Detail::EACH`] each: what is typed, what is stored, what is wrong with it.
    pub fields: Vec<DetailField>,
    pub at: usize,
    /// What was typed since is not yet in the drafts.
    pub unsaved: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DetailField {
    pub detail: Detail,
    pub field: Field,
    pub stored: String,
    pub mistake: Option<&'static str>,
}

impl DetailField {
    fn changed(&self) -> Option<&str> {
        let typed = self.field.text().trim();
        (typed != self.stored.trim()).then_some(typed)
    }
}

impl Details {
    pub fn new(article: &Article) -> Self {
        let field = |detail: Detail| {
            let stored = detail.of(article).to_owned();
            DetailField { detail, field: Field::with(stored.as_str()), stored, mistake: None }
        };
        Self { article: article.id, fields: Detail::EACH.map(field).into(), at: 0, unsaved: false }
    }

    /// The title that is stored.
    pub fn title(&self) -> &str {
        let title = self.fields.iter().find(|field| field.detail == Detail::Title);
        title.map_or("", |field| &field.stored)
    }

    /// What is typed and not stored: a line `Label: value` a field; `None` where that is nothing.
    pub fn draft(&self) -> Option<String> {
        let line = |field: &DetailField| {
            field.changed().map(|typed| format!("{}: {typed}", field.detail.label()).trim_end().to_owned())
        };
        let lines: Vec<String> = self.fields.iter().filter_map(line).collect();
        (!lines.is_empty()).then(|| lines.join("\n"))
    }

    /// What such a draft says, over what is stored by now.
    #[must_use]
    pub fn resumed(mut self, draft: &str) -> Self {
        for (label, typed) in draft.lines().filter_map(|line| line.split_once(':')) {
            if let Some(field) = self.fields.iter_mut().find(|field| field.detail.label() == label) {
                field.field = Field::with(typed.trim());
            }
        }
        self
    }

    pub fn current(&mut self) -> Option<&mut DetailField> {
        self.fields.get_mut(self.at)
    }

    /// To the next field, or the one before, round the end.
    pub fn go(&mut self, by: isize) {
        let len = isize::try_from(self.fields.len()).unwrap_or(1).max(1);
        let at = isize::try_from(self.at).unwrap_or(0);
        self.at = usize::try_from((at + by).rem_euclid(len)).unwrap_or(0);
    }

    pub fn is_changed(&self) -> bool {
        self.fields.iter().any(|field| field.changed().is_some())
    }

    /// Marks what is wrong, and goes to the first of it; whether all is right. What was not touched
    /// is left as it is, right or wrong.
    pub fn check(&mut self) -> bool {
        for field in &mut self.fields {
            field.mistake = field.changed().and_then(|typed| field.detail.mistake(typed));
        }
        let wrong = self.fields.iter().position(|field| field.mistake.is_some());
        self.at = wrong.unwrap_or(self.at);
        wrong.is_none()
    }

    /// The change as one edit.
    pub fn edit(&self) -> Edit {
        let mut change = MetadataChange::default();
        for field in &self.fields {
            let Some(typed) = field.changed().map(str::to_owned) else { continue };
            let value = (!typed.is_empty()).then(|| typed.clone());
            match field.detail {
                Detail::Title => change.title = Some(typed),
                Detail::Byline => change.byline = Some(value),
                Detail::Publication => change.publication = Some(value),
                Detail::Published => change.published = Some(value),
                Detail::Url => change.url = Some(value),
                Detail::Language => change.language = Some(value),
            }
        }
        Edit::SetMetadata { article: self.article, change }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mistakes_are_known_by_their_field() {
        let wrong = |detail: Detail, value| detail.mistake(value).is_some();
        for date in ["2017", "2017-07", "2017-07-12", ""] {
            assert!(!wrong(Detail::Published, date), "{date}");
        }
        for date in ["17", "2017-13", "2017-02-30", "July 2017"] {
            assert!(wrong(Detail::Published, date), "{date}");
        }
        assert!(!wrong(Detail::Url, "https://example.org/a") && wrong(Detail::Url, "example.org/a b"));
        assert!(!wrong(Detail::Language, "en-GB") && !wrong(Detail::Language, "zh-Hant"));
        assert!(wrong(Detail::Language, "English") && wrong(Detail::Language, "e"));
    }
}
