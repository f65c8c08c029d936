//! The theme chooser: type to filter, take a theme or several, or make a new one.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashSet};

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use ratatui::layout::Rect;

use super::App;
use super::field::Field;
use super::reader::Target;
use crate::model::{Edit, Parents, Theme, ThemeId, ThemeName, fold, split_path};

/// What the beginning of a word is worth more than letters that only occur.
const BEGUN: u32 = 1 << 24;

/// A row of the chooser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    Theme(ThemeId),
    /// `new: TEXT`
    New(String),
    /// No parent: the top of the tree.
    Top,
}

/// What the chooser is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Purpose {
    /// Themes of a passage.
    Tag(Target),
    /// The theme that another is merged into.
    MergeInto(ThemeId),
    /// The theme that another is moved below.
    MoveBelow(ThemeId),
    /// The theme that a board is narrowed to.
    Narrow,
}

/// The open chooser.
#[derive(Debug, Clone)]
pub struct Chooser {
    pub purpose: Purpose,
    pub field: Field,
    pub rows: Vec<Row>,
    /// What the rows were filtered by.
    filtered: String,
    /// The chosen row, if one is.
    pub chosen: Option<usize>,
    /// Themes that the passage has.
    pub had: Vec<ThemeId>,
    /// Themes whose tick was changed.
    pub flipped: BTreeSet<ThemeId>,
    /// Names of new themes that are ticked, in the order of their ticks.
    pub made: Vec<String>,
}

impl Chooser {
    pub fn new(purpose: Purpose, had: Vec<ThemeId>, themes: &[Theme]) -> Self {
        let mut chooser = Self {
            purpose,
            field: Field::default(),
            rows: Vec::new(),
            filtered: String::new(),
            chosen: None,
            had,
            flipped: BTreeSet::new(),
            made: Vec::new(),
        };
        chooser.filter(themes);
        chooser
    }

    /// Whether the theme shows a tick.
    pub fn ticked(&self, theme: ThemeId) -> bool {
        self.had.contains(&theme) != self.flipped.contains(&theme)
    }

    /// The name that is typed: a leading `#` lets it begin with a digit.
    pub fn typed(&self) -> &str {
        let text = self.field.text().trim();
        text.strip_prefix('#').unwrap_or(text)
    }

    /// After a key in the field: the rows follow if the text changed; a moved cursor changes nothing.
    pub fn retype(&mut self, themes: &[Theme]) {
        if self.filtered != self.typed() {
            self.filter(themes);
        }
    }

    /// Brings the rows in step with what is typed.
    pub fn filter(&mut self, themes: &[Theme]) {
        let typed = self.typed().to_owned();
        self.filtered.clone_from(&typed);
        let parents = Parents::of(themes);
        if typed.is_empty() {
            self.rows = unfiltered(themes.iter().filter(|theme| self.offers(theme, &parents)), &self.had);
            if let Purpose::MoveBelow(_) = self.purpose {
                self.rows.insert(0, Row::Top);
            }
            self.chosen = None;
            return;
        }
        let mut matcher = Matcher::new(Config::DEFAULT);
        let pattern = Pattern::new(&typed, CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy);
        let mut buffer = Vec::new();
        let mut scored: Vec<(u32, &Theme)> = themes
            .iter()
            .filter(|theme| self.offers(theme, &parents))
            .filter_map(|theme| {
                let score = pattern.score(Utf32Str::new(&theme.path, &mut buffer), &mut matcher)?;
                Some((score.min(BEGUN - 1) + BEGUN * begun(&theme.path, &typed), theme))
            })
            .collect();
        // Those that fit as well stay in the order of the tree.
        scored.sort_by_key(|(score, _)| Reverse(*score));
        let begun = scored.first().is_some_and(|(score, _)| *score >= BEGUN);
        let exact = themes.iter().any(|theme| {
            split_path(&theme.path).iter().map(|n| fold(n)).eq(split_path(&typed).iter().map(|n| fold(n)))
        });
        let named: HashSet<ThemeId> = scored.iter().map(|(_, theme)| theme.id).collect();
        let described = themes.iter().filter(|theme| {
            describes(theme, &typed) && self.offers(theme, &parents) && !named.contains(&theme.id)
        });
        let all = scored.iter().map(|(_, theme)| *theme).chain(described);
        self.rows = all.map(|theme| Row::Theme(theme.id)).collect();
        let can_make = matches!(self.purpose, Purpose::Tag(_)) && !exact && !split_path(&typed).is_empty();
        if can_make {
            self.rows.push(Row::New(typed));
        }
        self.chosen = match self.rows.len() {
            0 => None,
            _ if begun || !can_make => Some(0),
            rows => Some(rows - 1),
        };
    }

    /// Other themes are there now: those that are gone go from the rows and ticks too, and what was chosen
    /// stays chosen, if it is there.
    pub fn follow(&mut self, themes: &[Theme]) {
        let there: HashSet<ThemeId> = themes.iter().map(|theme| theme.id).collect();
        let is_gone = |id: &ThemeId| !there.contains(id);
        let row_is_gone = |row: &Row| matches!(row, Row::Theme(id) if is_gone(id));
        if !self.rows.iter().any(row_is_gone) && !self.had.iter().chain(&self.flipped).any(is_gone) {
            return;
        }
        let chosen = self.chosen.and_then(|row| self.rows.get(row)).cloned();
        self.had.retain(|id| !is_gone(id));
        self.flipped.retain(|id| !is_gone(id));
        self.filter(themes);
        if let Some(row) = self.rows.iter().position(|row| Some(row) == chosen.as_ref()) {
            self.chosen = Some(row);
        }
    }

    /// Whether a theme can be chosen: not itself to merge into, and not what lies below it to move it to.
    fn offers(&self, theme: &Theme, parents: &Parents) -> bool {
        match self.purpose {
            Purpose::Tag(_) | Purpose::Narrow => true,
            Purpose::MergeInto(from) => theme.id != from,
            Purpose::MoveBelow(moved) => !parents.is_within(theme.id, moved),
        }
    }

    pub fn choose(&mut self, step: isize) {
        let last = self.rows.len().saturating_sub(1);
        if self.rows.is_empty() {
            return;
        }
        self.chosen = Some(match (self.chosen, step < 0) {
            (None, false) => 0,
            (None, true) => last,
            (Some(row), false) => {
                if row == last {
                    0
                } else {
                    row + 1
                }
            }
            (Some(row), true) => row.checked_sub(1).unwrap_or(last),
        });
    }

    /// Ticks or unticks the chosen row, a new name too. What was typed to find it has done its work
    /// and goes, so that the next can be typed.
    pub fn tick(&mut self, themes: &[Theme]) {
        match self.chosen.and_then(|row| self.rows.get(row)) {
            Some(Row::Theme(theme)) => {
                let theme = *theme;
                if !self.flipped.remove(&theme) {
                    self.flipped.insert(theme);
                }
            }
            Some(Row::New(name)) => {
                let name = name.clone();
                match self.made.iter().position(|made| *made == name) {
                    Some(at) => drop(self.made.remove(at)),
                    None => self.made.push(name),
                }
            }
            Some(Row::Top) | None => return,
        }
        if !self.field.text().is_empty() {
            self.field = Field::default();
            self.filter(themes);
        }
    }

    /// Whether anything is ticked or unticked.
    pub fn is_changed(&self) -> bool {
        !self.flipped.is_empty() || !self.made.is_empty()
    }

    /// The edits that taking the present state makes, and the themes that are put on by them.
    /// Changed ticks win over the chosen row, but a name that is typed and new goes with them: it would
    /// be lost else. With nothing chosen a new passage is marked bare.
    pub fn accept(&self, target: &Target) -> Vec<Edit> {
        let mut put = Vec::new();
        let mut take = Vec::new();
        let mut flip = |theme: ThemeId| {
            if self.had.contains(&theme) {
                take.push(theme);
            } else {
                put.push(ThemeName::Id(theme));
            }
        };
        let chosen = self.chosen.and_then(|row| self.rows.get(row));
        self.flipped.iter().copied().for_each(&mut flip);
        match chosen {
            Some(Row::Theme(theme)) if !self.is_changed() => flip(*theme),
            _ => {}
        }
        put.extend(self.made.iter().cloned().map(ThemeName::Path));
        if let Some(Row::New(name)) = chosen
            && !self.made.contains(name)
        {
            put.push(ThemeName::Path(name.clone()));
        }
        let mut edits = Vec::new();
        match target.annotation {
            Some(annotation) => {
                if !put.is_empty() {
                    edits.push(Edit::PutThemes { annotation, themes: put });
                }
                if !take.is_empty() {
                    edits.push(Edit::TakeThemes { annotation, themes: take });
                }
            }
            None => edits.push(Edit::Annotate {
                article: target.article,
                span: target.span,
                themes: put,
                note: None,
            }),
        }
        edits
    }
}

/// All themes: those that the passage has, since they may be meant to go; then those with a digit by it, then
/// the most recently used, then the tree.
fn unfiltered<'a>(themes: impl Iterator<Item = &'a Theme>, had: &[ThemeId]) -> Vec<Row> {
    let mut order: Vec<&Theme> = themes.collect();
    order.sort_by(|a, b| {
        let key = |t: &Theme| t.key.unwrap_or(u8::MAX);
        let is_had = |t: &Theme| had.contains(&t.id);
        is_had(b).cmp(&is_had(a)).then_with(|| key(a).cmp(&key(b))).then_with(|| b.used.cmp(&a.used))
    });
    order.into_iter().map(|theme| Row::Theme(theme.id)).collect()
}

/// How much a theme of a path is meant by what is typed: its name, before one that begins so, before one below
/// such a name, before one with a later word that begins so, before one that only has the letters.
fn begun(path: &str, typed: &str) -> u32 {
    let names = |path: &str| split_path(path).iter().map(|name| fold(name)).collect::<Vec<_>>();
    let (names, wanted) = (names(path), names(typed));
    let begins = |(at, part): (usize, &[String])| {
        let (last, above) = part.split_last()?;
        let (begun, whole) = wanted.split_last()?;
        (above == whole && last.starts_with(begun)).then_some(match at + part.len() == names.len() {
            true if last == begun => 4,
            true => 3,
            false => 2,
        })
    };
    let best = names.windows(wanted.len().max(1)).enumerate().filter_map(begins).max();
    best.unwrap_or_else(|| u32::from(begins_a_word(&names.join("/"), &fold(typed))))
}

/// Whether the description of a theme has words that begin with each of those that are typed.
fn describes(theme: &Theme, typed: &str) -> bool {
    let about = fold(theme.description.as_deref().unwrap_or_default());
    let typed = fold(typed);
    let mut words = typed.split_whitespace().peekable();
    words.peek().is_some() && words.all(|word| begins_a_word(&about, word))
}

fn begins_a_word(path: &str, typed: &str) -> bool {
    let ends = |before: &str| before.chars().next_back().is_none_or(|c| !c.is_alphanumeric());
    path.match_indices(typed).any(|(at, _)| path.get(..at).is_some_and(ends))
}

impl App {
    pub fn theme(&self, id: ThemeId) -> Option<&Theme> {
        self.themes.iter().find(|theme| theme.id == id)
    }

    /// Where the chooser stands.
    pub fn chooser_rect(&self) -> Rect {
        self.panes.chooser(self.themes.len(), self.overlays.len() > 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ArticleId;
    use crate::text::Span;

    #[test]
    fn names_that_begin_with_what_is_typed_come_before_later_words() {
        let of = |path| begun(path, "s");
        assert_eq!([of("Sanctions"), of("Intelligence sharing"), of("Aid/Sea")], [3, 1, 3]);
        assert_eq!([of("Syria/Air strikes"), of("Costs"), of("S"), of("A s")], [2, 0, 4, 1]);
        assert_eq!(begun("Syria/Air strikes", "syria/air"), 3);
        assert_eq!(begun("Syria/Air strikes/Planes", "syria/air"), 2);
        assert_eq!([begun("Sieges/Air", "syria/air"), begun("Syria/Sea", "/")], [0, 0]);
    }

    #[test]
    fn themes_are_found_by_their_descriptions_after_those_that_are_found_by_name() {
        let theme = |id, path: &str, about: &str| Theme {
            description: Some(about.to_owned()).filter(|about| !about.is_empty()),
            ..Theme::made(id, path)
        };
        let themes = [
            theme(1, "Sanctions", "Economic and diplomatic penalties, and what they cost"),
            theme(2, "Talks", "What diplomats said"),
            theme(3, "Diplomats", ""),
            theme(4, "Undiplomatic", ""),
        ];
        let rows = |typed: &str, purpose: Purpose| {
            let mut chooser = Chooser::new(purpose, Vec::new(), &themes);
            chooser.field = Field::with(typed);
            chooser.retype(&themes);
            (chooser.rows, chooser.chosen)
        };
        let of = |ids: &[i64]| ids.iter().map(|id| Row::Theme(ThemeId(*id))).collect::<Vec<_>>();
        assert_eq!(rows("diplo", Purpose::Narrow), (of(&[3, 4, 1, 2]), Some(0)));
        assert_eq!(rows("cost  Penal", Purpose::Narrow), (of(&[1]), Some(0)));
        assert_eq!(rows("iplom said", Purpose::Narrow), (Vec::new(), None));
        // A new name stays what is chosen where only a description begins so.
        let target = Target { article: ArticleId(1), span: Span::new(0, 1), annotation: None };
        let (found, chosen) = rows("penal", Purpose::Tag(target));
        assert_eq!((found, chosen), ([of(&[1]), vec![Row::New("penal".to_owned())]].concat(), Some(1)));
    }
}
