//! The keys as a reference: the tables that `postil keys`, the README and the man page show.

use std::fmt::Write as _;

use super::{Context, Keymap};

/// The keys of one context.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    pub title: &'static str,
    pub rows: Vec<Row>,
}

/// A command with its keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Chords as they are pressed, the one to show first.
    pub keys: Vec<String>,
    pub command: &'static str,
    pub about: &'static str,
}

/// A section for each context that has keys, in the order of the contexts.
pub fn sections(keymap: &Keymap) -> Vec<Section> {
    Context::ALL
        .into_iter()
        .map(|context| Section {
            title: context.title(),
            rows: keymap
                .bindings(context)
                .into_iter()
                .map(|(command, chords)| Row {
                    keys: chords.iter().map(ToString::to_string).collect(),
                    command: command.name(),
                    about: command.about_in(context),
                })
                .collect(),
        })
        .filter(|section| !section.rows.is_empty())
        .collect()
}

/// The reference as Markdown: a table for each context.
pub fn markdown(keymap: &Keymap) -> String {
    let mut out = String::new();
    for (i, section) in sections(keymap).iter().enumerate() {
        let gap = if i == 0 { "" } else { "\n" };
        // Writing into a string cannot fail.
        let _ = writeln!(out, "{gap}### {}\n\n| keys | what they do |\n|---|---|", section.title);
        for row in &section.rows {
            let keys: Vec<String> = row.keys.iter().map(|keys| code(keys)).collect();
            let _ = writeln!(out, "| {} | {} |", keys.join(" "), row.about.replace('|', "\\|"));
        }
    }
    out
}

/// A key in a table of Markdown.
fn code(keys: &str) -> String {
    let keys = keys.replace('|', "\\|");
    if keys.contains('`') { format!("`` {keys} ``") } else { format!("`{keys}`") }
}

/// The reference as plain text.
pub fn text(keymap: &Keymap) -> String {
    let sections = sections(keymap);
    let keys = |row: &Row| row.keys.join("  ");
    let widest =
        sections.iter().flat_map(|s| &s.rows).map(|row| keys(row).chars().count()).max().unwrap_or(0);
    let mut out = String::new();
    for (i, section) in sections.iter().enumerate() {
        let gap = if i == 0 { "" } else { "\n" };
        let _ = writeln!(out, "{gap}{}", section.title);
        for row in &section.rows {
            let _ = writeln!(out, "  {:widest$}  {}", keys(row), row.about);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::{Chord, Command};

    #[test]
    fn a_table_has_each_binding_of_each_context() {
        let mut keymap = Keymap::default();
        for chord in ["`", "|"] {
            keymap.bind(Context::Reader, Chord::parse(chord).expect("a chord"), Some(Command::Down));
        }
        let want = "### Reader\n\n| keys | what they do |\n|---|---|\n| `` ` `` `\\|` | Down a line |\n";
        assert_eq!(markdown(&keymap), want);
        assert_eq!(text(&keymap), "Reader\n  `  |  Down a line\n");
    }
}
