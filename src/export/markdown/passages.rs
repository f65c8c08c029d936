//! An article with the annotations of it that are exported.

use std::collections::HashMap;

use crate::model::{Annotation, AnnotationId, Article, State};

/// An article with annotations on it, and what the words of those that changed are now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passages {
    pub article: Article,
    pub annotations: Vec<Annotation>,
    now: HashMap<AnnotationId, String>,
}

impl Passages {
    /// `words` gives what stands at an annotation's place in the present text; it is asked only for
    /// those whose words have changed.
    pub fn new<E>(
        article: Article,
        annotations: Vec<Annotation>,
        mut words: impl FnMut(&Annotation) -> Result<String, E>,
    ) -> Result<Self, E> {
        let mut now = HashMap::new();
        for annotation in annotations.iter().filter(|annotation| annotation.state == State::Changed) {
            now.insert(annotation.id, words(annotation)?);
        }
        Ok(Self { article, annotations, now })
    }

    /// The words that stand at the place of an annotation now, if they are others than it quotes.
    pub(super) fn now(&self, annotation: &Annotation) -> Option<&str> {
        let now = self.now.get(&annotation.id)?.as_str();
        (now != annotation.quote).then_some(now)
    }
}
