//! How a new theme looks: a colour and a sign that tell it from the others.

use std::collections::HashSet;

use rusqlite::Connection;

use super::Result;
use super::articles::unsigned;
use crate::skin::{Rgb, next_color};

/// The colour that tells a new theme best from those that there are, `#rrggbb`.
pub(super) fn new_color(conn: &Connection) -> Result<String> {
    let mut select = conn.prepare_cached("SELECT color, count(*) FROM themes GROUP BY color")?;
    let used = select.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get(1).map(unsigned)?)))?;
    let used = used.collect::<Result<Vec<_>, _>>()?;
    let used: Vec<(Rgb, u64)> =
        used.into_iter().filter_map(|(color, times)| Some((Rgb::parse(&color)?, times))).collect();
    Ok(next_color(&used).to_string())
}

/// One or two letters from the name that no other theme has, while there are such.
pub(super) fn new_sign(conn: &Connection, name: &str) -> Result<String> {
    let mut select = conn.prepare_cached("SELECT DISTINCT sign FROM themes")?;
    let taken = select
        .query_map([], |row| row.get::<_, String>(0).map(|sign| sign.to_lowercase()))?
        .collect::<Result<HashSet<_>, _>>()?;
    Ok(sign(name, &taken))
}

/// `taken` in lower case.
fn sign(name: &str, taken: &HashSet<String>) -> String {
    let words: Vec<Vec<char>> = name
        .split(|c: char| !c.is_alphanumeric())
        .map(|word| word.chars().collect())
        .filter(|word: &Vec<char>| !word.is_empty())
        .collect();
    let upper = |c: char| c.to_uppercase().next().unwrap_or(c);
    let letters: Vec<char> = words.iter().flatten().copied().collect();
    let first = letters.first().copied().map_or('T', upper);
    let initials: String = words.iter().take(2).filter_map(|word| word.first().copied().map(upper)).collect();
    let single = (words.len() < 2).then(|| first.to_string());
    let own = letters.iter().skip(1).map(|c| format!("{first}{c}"));
    let near = ('a'..='z').chain('0'..='9').map(|c| format!("{first}{c}"));
    let any = ('A'..='Z').flat_map(|a| ('a'..='z').map(move |b| format!("{a}{b}")));
    let fallback = if initials.is_empty() { first.to_string() } else { initials.clone() };
    std::iter::once(initials)
        .filter(|sign| sign.chars().count() == 2)
        .chain(single)
        .chain(own)
        .chain(near)
        .chain(any)
        .find(|sign| !taken.contains(&sign.to_lowercase()))
        .unwrap_or(fallback)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_come_from_the_name_and_are_distinct() {
        let mut taken = HashSet::new();
        let mut next = |name: &str| {
            let sign = sign(name, &taken);
            taken.insert(sign.to_lowercase());
            sign
        };
        assert_eq!(next("Syria"), "S");
        assert_eq!(next("syria"), "Sy");
        assert_eq!(next("Sanctions"), "Sa");
        assert_eq!(next("Intelligence sharing"), "IS");
        assert_eq!(next("Iran Sanctions"), "Ir");
        assert_eq!(next("語彙"), "語");
        assert_eq!(next("!!!"), "T");
        let more: HashSet<String> = (0..300).map(|n| next(&format!("S{n}")).to_lowercase()).collect();
        assert_eq!(more.len(), 300, "distinct while two letters suffice");
    }
}
