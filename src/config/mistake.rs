//! What in a file cannot be used, named by place and with the nearest right name.

use std::fmt;

/// Something in a config or skin file that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    pub file: String,
    /// From 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
    /// A sentence: what, why, how to mend.
    pub message: String,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: {}", self.file, self.line, self.column, self.message)
    }
}

/// Gathers the mistakes of a file.
#[derive(Debug)]
pub(super) struct Mistakes<'a> {
    file: &'a str,
    text: &'a str,
    pub found: Vec<Mistake>,
}

impl<'a> Mistakes<'a> {
    pub fn new(file: &'a str, text: &'a str) -> Self {
        Self { file, text, found: Vec::new() }
    }

    /// A mistake at a byte of the text.
    pub fn add(&mut self, at: usize, message: impl Into<String>) {
        let before = self.text.get(..at).unwrap_or(self.text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        self.found.push(Mistake { file: self.file.to_owned(), line, column, message: message.into() });
    }

    /// A name that means nothing, with the nearest that does.
    pub fn unknown<'n>(
        &mut self,
        at: usize,
        what: &str,
        name: &str,
        names: impl IntoIterator<Item = &'n str>,
    ) {
        self.add(at, format!("there is no {what} “{name}”{}", hint(name, names)));
    }

    /// The file is no TOML.
    pub fn syntax(&mut self, error: &toml::de::Error) {
        let at = error.span().map_or(0, |span| span.start);
        self.add(at, format!("{}; mend the line or take it out.", error.message()));
    }
}

/// The end of a sentence about an unknown name: the nearest known one, if any is near.
pub(super) fn hint<'n>(name: &str, names: impl IntoIterator<Item = &'n str>) -> String {
    let near = names
        .into_iter()
        .map(|known| (distance(name, known), known))
        .min()
        .filter(|(d, known)| *d <= known.chars().count().max(3) / 2);
    near.map_or_else(|| ".".to_owned(), |(_, known)| format!("; did you mean “{known}”?"))
}

/// Edits (insertions, deletions, replacements, swaps of neighbours) between two short names.
fn distance(a: &str, b: &str) -> usize {
    let head = |text: &str| text.chars().take(64).collect::<String>();
    strsim::osa_distance(&head(a), &head(b))
}
