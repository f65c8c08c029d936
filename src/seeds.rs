//! What a new library begins with: five briefings and a few themes, embedded in the program.
//!
//! They are ordinary Markdown with front matter and an ordinary list of themes; whoever adds them
//! reads the briefings through the importer, like any article. This room knows nothing of the store.

use serde::Deserialize;

use crate::model::join_path;

/// A starter article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seed {
    /// Its name among the starters, as in the source `seed:NAME`; never changes.
    pub name: &'static str,
    /// Markdown with front matter.
    pub text: &'static str,
}

/// The starter articles in the order in which a new library lists them.
pub const SEEDS: [Seed; 5] = [
    Seed { name: "three-resets", text: include_str!("../seeds/1-three-resets.md") },
    Seed { name: "a-bargain-weighed", text: include_str!("../seeds/2-a-bargain-weighed.md") },
    Seed { name: "scalpel-and-chainsaw", text: include_str!("../seeds/3-scalpel-and-chainsaw.md") },
    Seed { name: "whose-ally", text: include_str!("../seeds/4-whose-ally.md") },
    Seed { name: "reluctant-allies", text: include_str!("../seeds/5-reluctant-allies.md") },
];

/// A theme that a new library has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StarterTheme {
    /// Names from the top, parted by `/`, as [`crate::model::split_path`] reads them.
    pub path: String,
    /// One line.
    pub description: String,
    /// `#rrggbb`
    pub color: String,
}

/// The starter themes, each parent before its children. The file is a part of the program, so an error is a mistake
/// in that.
pub fn themes() -> Result<Vec<StarterTheme>, toml::de::Error> {
    parse(include_str!("../seeds/themes.toml"))
}

/// An annotation that a new library has.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sample {
    /// The name of a [`Seed`].
    pub article: String,
    /// Words that occur in it once.
    pub quote: String,
    /// Paths of starter themes.
    pub themes: Vec<String>,
    /// Markdown.
    pub note: String,
}

/// The sample annotations; an error as that of [`themes`].
pub fn samples() -> Result<Vec<Sample>, toml::de::Error> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct File {
        sample: Vec<Sample>,
    }
    let file: File = toml::from_str(include_str!("../seeds/samples.toml"))?;
    Ok(file.sample)
}

/// A file of themes; unknown keys are errors.
fn parse(text: &str) -> Result<Vec<StarterTheme>, toml::de::Error> {
    let file: File = toml::from_str(text)?;
    let mut all = Vec::new();
    flatten(&file.theme, &mut Vec::new(), &mut all);
    Ok(all)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    theme: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    color: String,
    description: String,
    #[serde(default)]
    theme: Vec<Entry>,
}

fn flatten<'a>(entries: &'a [Entry], above: &mut Vec<&'a str>, all: &mut Vec<StarterTheme>) {
    for entry in entries {
        above.push(&entry.name);
        all.push(StarterTheme {
            path: join_path(above.iter().copied()),
            description: entry.description.clone(),
            color: entry.color.clone(),
        });
        flatten(&entry.theme, above, all);
        above.pop();
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::model::{fold, split_path};

    /// Front matter and the rest of a briefing.
    fn parts(seed: &Seed) -> (&'static str, &'static str) {
        seed.text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")).expect(seed.name)
    }

    #[test]
    fn each_briefing_has_five_hundred_words_outside_headings_and_front_matter() {
        for seed in &SEEDS {
            let body = parts(seed).1;
            let words: usize =
                body.lines().filter(|l| !l.starts_with('#')).map(|l| l.split_whitespace().count()).sum();
            assert!(words >= 500, "{} has {words} words", seed.name);
        }
    }

    #[test]
    fn each_briefing_names_its_source_and_has_a_title_like_its_heading() {
        for seed in &SEEDS {
            let (front, body) = parts(seed);
            let title = front
                .lines()
                .find_map(|l| l.strip_prefix("title: \"")?.strip_suffix('"'))
                .expect("a title in quotation marks");
            let mut lines = body.lines().filter(|l| !l.is_empty());
            assert_eq!(lines.next(), Some(format!("# {title}").as_str()), "{}", seed.name);
            assert!(lines.next().is_some_and(|l| l.starts_with("*Source:* ")), "{}", seed.name);
        }
    }

    #[test]
    fn names_and_texts_are_unique() {
        let names: BTreeSet<_> = SEEDS.iter().map(|s| s.name).collect();
        let texts: BTreeSet<_> = SEEDS.iter().map(|s| s.text).collect();
        assert_eq!((names.len(), texts.len()), (SEEDS.len(), SEEDS.len()));
    }

    #[test]
    fn a_new_library_has_these_themes() {
        let themes = themes().unwrap();
        let paths: Vec<_> = themes.iter().map(|t| t.path.as_str()).collect();
        assert_eq!(
            paths,
            [
                "Intelligence sharing",
                "Syria",
                "Syria/Air strikes",
                "Syria/Assad's survival",
                "Counter-terrorism",
                "Sanctions",
                "Cold War habits",
                "North Caucasus",
                "Civilian harm",
            ]
        );
        let folded: BTreeSet<_> = paths.iter().map(|p| fold(p)).collect();
        let colors: BTreeSet<_> = themes.iter().map(|t| &t.color).collect();
        assert_eq!((folded.len(), colors.len()), (themes.len(), themes.len()));
        for theme in &themes {
            let hex = theme.color.strip_prefix('#').expect(&theme.path);
            assert!(hex.len() == 6 && hex.bytes().all(|b| b.is_ascii_hexdigit()), "{theme:?}");
            assert!(!theme.description.is_empty() && !theme.description.contains('\n'), "{theme:?}");
        }
    }

    #[test]
    fn a_slash_in_a_name_makes_no_child() {
        let themes = parse("[[theme]]\nname = 'a/b'\ncolor = '#000000'\ndescription = 'x'").expect("reads");
        assert_eq!(split_path(&themes[0].path), ["a/b"]);
    }

    #[test]
    fn a_misspelt_key_is_an_error() {
        assert!(parse("[[theme]]\nname = 'a'\ncolour = '#000000'\ndescription = 'x'").is_err());
    }
}
