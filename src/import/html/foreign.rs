//! In which language the words are that a page shows: what it hides in another is a second version of them.

use std::collections::HashMap;

use dom_query::NodeRef;

use super::node;

/// Letters of words in one language, or script, that tell what a page is in.
const TELLS: usize = 200;
/// The same of what is hidden.
const TELLS_HIDDEN: usize = 30;

/// Scripts that no two of which are of one language. Chinese and Japanese count as one, as do what mixes Latin with them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Script {
    Latin,
    Greek,
    Cyrillic,
    Hebrew,
    Arabic,
    Indic,
    Eastern,
    Hangul,
}

impl Script {
    fn of(c: char) -> Option<Self> {
        Some(match c {
            'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => Self::Latin,
            '\u{370}'..='\u{3ff}' => Self::Greek,
            '\u{400}'..='\u{52f}' => Self::Cyrillic,
            '\u{590}'..='\u{5ff}' => Self::Hebrew,
            '\u{600}'..='\u{77f}' => Self::Arabic,
            '\u{900}'..='\u{dff}' => Self::Indic,
            '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' => Self::Eastern,
            '\u{ac00}'..='\u{d7af}' => Self::Hangul,
            _ => return None,
        })
    }
}

/// Letters by language and by script.
#[derive(Debug, Default)]
struct Count {
    languages: HashMap<String, usize>,
    scripts: HashMap<Script, usize>,
}

impl Count {
    /// Adds the words below a node that is in a language. O(nodes + bytes).
    fn add(&mut self, node: &NodeRef<'_>, language: &str, with_hidden: bool) {
        for child in node.children_it(false) {
            if child.is_text() {
                let mut letters = 0;
                node::look_at_text(&child, |text| {
                    for script in text.chars().filter_map(Script::of) {
                        *self.scripts.entry(script).or_default() += 1;
                        letters += 1;
                    }
                });
                if let Some(all) = self.languages.get_mut(language) {
                    *all += letters;
                } else if letters > 0 {
                    self.languages.insert(language.to_owned(), letters);
                }
            } else if child.is_element() && (with_hidden || !child.has_attr("hidden")) {
                let own = said(&child);
                self.add(&child, own.as_deref().unwrap_or(language), with_hidden);
            }
        }
    }

    /// What nearly all letters are in, of so many at least.
    fn language(&self, least: usize) -> Option<&str> {
        most(&self.languages, least).map(String::as_str).filter(|language| !language.is_empty())
    }

    fn script(&self, least: usize) -> Option<Script> {
        most(&self.scripts, least).copied()
    }
}

fn most<T>(counts: &HashMap<T, usize>, least: usize) -> Option<&T> {
    let all: usize = counts.values().sum();
    let (of, count) = counts.iter().max_by_key(|(_, count)| **count)?;
    (*count >= least && count * 5 >= all * 4).then_some(of)
}

/// The language that an element says it is in, without its region.
fn said(node: &NodeRef<'_>) -> Option<String> {
    let said = node.attr("lang")?;
    let language = said.split(['-', '_']).next().unwrap_or_default().trim().to_ascii_lowercase();
    (!language.is_empty()).then_some(language)
}

/// What the words that a page shows are in.
#[derive(Debug, Default)]
pub(super) struct Shown(Count);

impl Shown {
    /// `language` is what the page as a whole says.
    pub(super) fn of(body: &NodeRef<'_>, language: Option<&str>) -> Self {
        let mut count = Count::default();
        let whole = language.unwrap_or_default().split(['-', '_']).next().unwrap_or_default();
        count.add(body, &said(body).unwrap_or_else(|| whole.trim().to_ascii_lowercase()), false);
        Self(count)
    }

    /// Whether hidden words are in another language than those. A page that shows next to nothing tells nothing.
    pub(super) fn is_other(&self, hidden: &NodeRef<'_>) -> bool {
        let own = std::iter::successors(Some(*hidden), NodeRef::parent).find_map(|node| said(&node));
        let mut count = Count::default();
        count.add(hidden, own.as_deref().unwrap_or_default(), true);
        let languages = (self.0.language(TELLS), count.language(TELLS_HIDDEN));
        let scripts = (self.0.script(TELLS), count.script(TELLS_HIDDEN));
        let differ = matches!(languages, (Some(shown), Some(hidden)) if shown != hidden);
        differ || matches!(scripts, (Some(shown), Some(hidden)) if shown != hidden)
    }
}
