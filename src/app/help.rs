//! What the help shows: the keys of each place with what they do, cut into rows that fit.

use super::overlay::Help;
use crate::command::{Context, Keymap};
use crate::text::grapheme;

/// A row of the help.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HelpRow {
    /// A place where keys are looked up.
    Place(&'static str),
    /// What a group of the commands of a place is about.
    Group(&'static str),
    /// Air above a place.
    Gap,
    /// A command: its keys and what it does; what has no room goes on in the rows below, keys set in, and
    /// the name stands beside the end of what it does, or below it.
    Key { keys: String, about: String, name: &'static str },
}

/// Cells of the column of keys in a help so many cells wide: as many as the longest needs, a quarter of it
/// or a long key at most. What has no room goes on below.
pub fn keys_width(keymap: &Keymap, width: u16) -> u16 {
    let keys = Context::ALL.into_iter().flat_map(|context| keymap.bindings(context));
    let widest = keys.map(|(_, chords)| grapheme::str_width(&joined(&chords))).max().unwrap_or(0);
    // In a narrow one what a command does, and its name, need the cells more than a third key.
    let most = if width < 100 { 18 } else { 22 };
    u16::try_from(widest).unwrap_or(u16::MAX).min(most).min((width / 4).max(10)).min(width / 3)
}

fn joined(chords: &[crate::command::Chord]) -> String {
    chords.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

impl Help {
    /// The rows for a help so many cells wide: the place it was asked from first, then those outward
    /// from it, then all others; only what has all words that are typed, or the key if it is one character.
    pub fn rows(&self, keymap: &Keymap, width: u16) -> Vec<HelpRow> {
        let raw = self.field.text();
        // One character is a key, or the beginning of keys: as a word it would be in most rows.
        let is_key = raw.chars().count() == 1 && raw != " ";
        let typed = raw.to_lowercase();
        let words: Vec<&str> = typed.split_whitespace().collect();
        let keys_width = keys_width(keymap, width);
        let about_width = usize::from(width.saturating_sub(keys_width + 3)).max(1);
        let chain = self.from.unwrap_or(Context::Everywhere).chain();
        let others = Context::ALL.into_iter().filter(|context| !chain.contains(context));
        let mut rows = Vec::new();
        for context in chain.iter().copied().chain(others) {
            let mut place: Vec<(&str, HelpRow)> = Vec::new();
            for (command, chords) in keymap.bindings(context) {
                if is_key && !chords.iter().any(|chord| chord.to_string().starts_with(raw)) {
                    continue;
                }
                let (keys, about, name) = (joined(&chords), command.about_in(context), command.name());
                let all = format!("{} {} {name}", keys.to_lowercase(), about.to_lowercase());
                if !is_key && !words.iter().all(|word| all.contains(word)) {
                    continue;
                }
                let keys = hung(&keys, usize::from(keys_width).max(1));
                let mut about = wrapped(about, about_width);
                // Where the name has no room beside the end, it stands below it.
                let beside = about.last().map_or(0, |row| grapheme::str_width(row) + 2);
                if beside + grapheme::str_width(name) > about_width {
                    about.push(String::new());
                }
                let height = keys.len().max(about.len());
                let last = about.len();
                let (mut keys, mut about) = (keys.into_iter(), about.into_iter());
                place.extend((0..height).map(|row| {
                    let row = HelpRow::Key {
                        keys: keys.next().unwrap_or_default(),
                        about: about.next().unwrap_or_default(),
                        name: if row + 1 == last { name } else { "" },
                    };
                    (command.group(), row)
                }));
            }
            if place.is_empty() {
                continue;
            }
            if !rows.is_empty() {
                rows.push(HelpRow::Gap);
            }
            rows.push(HelpRow::Place(context.title()));
            rows.extend(grouped(context, place));
        }
        rows
    }
}

/// Rows of a place by what they are about, what is used most there first; each group but that under
/// its name.
fn grouped(context: Context, mut place: Vec<(&'static str, HelpRow)>) -> Vec<HelpRow> {
    let order: &[&str] = match context {
        Context::List | Context::Trash | Context::Feeds => &["Articles", "Moving", "Tagging", "Copying"],
        Context::Visual => &["Tagging", "Selecting", "Copying"],
        Context::Everywhere => &["Everywhere"],
        _ => &["Tagging", "Themes", "Moving", "Searching", "Selecting", "Copying", "Articles", "The page"],
    };
    // "Everywhere" is where commands work that have their key in one place only.
    let last = |group: &str| usize::from(group == "Everywhere");
    let rank =
        |group: &str| order.iter().position(|known| *known == group).unwrap_or(order.len() + last(group));
    place.sort_by_key(|(group, _)| rank(group));
    let mut rows = Vec::new();
    // What comes first goes under the name of the place.
    let mut now = place.first().map_or("", |(group, _)| *group);
    for (group, row) in place {
        if group != now {
            let is_other = group == "Everywhere" && context != Context::Everywhere;
            rows.push(HelpRow::Gap);
            rows.push(HelpRow::Group(if is_other { "Other" } else { group }));
            now = group;
        }
        rows.push(row);
    }
    rows
}

/// Keys cut into rows of so many cells, those below the first set in: they are no command of their own.
fn hung(keys: &str, width: usize) -> Vec<String> {
    let mut rows = wrapped(keys, width);
    for row in rows.iter_mut().skip(1) {
        if grapheme::str_width(row) + 2 <= width {
            row.insert_str(0, "  ");
        }
    }
    rows
}

/// A line cut into rows of so many cells between words; a word that is longer has its row to itself.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut rows: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match rows.last_mut() {
            Some(row) if grapheme::str_width(row) + 1 + grapheme::str_width(word) <= width => {
                row.push(' ');
                row.push_str(word);
            }
            _ => rows.push(word.to_owned()),
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::{Chord, Command};

    #[test]
    fn what_has_no_room_goes_on_below_and_nothing_is_lost() {
        let mut keymap = Keymap::default();
        for chord in ["j", "Down", "Ctrl-N"] {
            keymap.bind(Context::Reader, Chord::parse(chord).expect("a chord"), Some(Command::Tag));
        }
        let help = Help { from: Some(Context::Reader), ..Help::default() };
        for width in [20, 36, 60, 200] {
            let rows = help.rows(&keymap, width);
            assert_eq!(rows.first(), Some(&HelpRow::Place("Reader")));
            let (mut keys, mut about) = (Vec::new(), Vec::new());
            for row in &rows {
                if let HelpRow::Key { keys: k, about: a, .. } = row {
                    assert!(
                        grapheme::str_width(k) <= usize::from(keys_width(&keymap, width)),
                        "{width}: {k}"
                    );
                    keys.extend(k.split_whitespace().map(str::to_owned));
                    about.extend(a.split_whitespace().map(str::to_owned));
                }
            }
            assert_eq!(keys.join(" "), "j Ctrl-N Down");
            assert_eq!(about.join(" "), Command::Tag.about());
        }
    }
}
