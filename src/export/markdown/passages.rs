//! An article with the annotations of it that are exported.

use crate::model::{Annotation, Article, Lines};

/// An article with annotations on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passages {
    pub article: Article,
    pub annotations: Vec<Annotation>,
}

impl Passages {
    /// The same with the words of each as they are read.
    #[must_use]
    pub fn read(&self, lines: &Lines) -> Self {
        let annotations = self.annotations.iter().map(|annotation| lines.read(annotation.clone())).collect();
        Self { article: self.article.clone(), annotations }
    }
}
