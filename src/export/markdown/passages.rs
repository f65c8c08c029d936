//! An article with the annotations of it that are exported.

use crate::model::{Annotation, Article};

/// An article with annotations on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passages {
    pub article: Article,
    pub annotations: Vec<Annotation>,
}
