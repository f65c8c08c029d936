//! What was perhaps meant by a query that found nothing.

/// By a word that no text has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meant {
    /// One that differs in few letters.
    Word { typed: String, word: String },
    /// One that begins with it: words are found whole unless a `*` stands behind them.
    Longer { typed: String, word: String },
}

impl Meant {
    /// As a sentence.
    pub fn sentence(&self) -> String {
        match self {
            Self::Word { word, .. } => format!("Did you mean “{word}”?"),
            Self::Longer { typed, word } => format!(
                "Words are found whole: write “{typed}*” to find “{word}” and whatever else begins so."
            ),
        }
    }

    /// What was typed, in small letters, and what to write in its place.
    pub fn instead(&self) -> (String, String) {
        match self {
            Self::Word { typed, word } => (typed.clone(), word.clone()),
            Self::Longer { typed, .. } => (typed.clone(), format!("{typed}*")),
        }
    }
}
