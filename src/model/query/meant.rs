//! What was perhaps meant by a query that found nothing.

/// By a word that no text has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meant {
    /// One that differs in few letters.
    Word(String),
    /// One that begins with it: words are found whole unless a `*` stands behind them.
    Longer { typed: String, word: String },
}

impl Meant {
    /// As a sentence.
    pub fn sentence(&self) -> String {
        match self {
            Self::Word(word) => format!("Did you mean “{word}”?"),
            Self::Longer { typed, word } => format!(
                "Words are found whole: write “{typed}*” to find “{word}” and whatever else begins so."
            ),
        }
    }
}
