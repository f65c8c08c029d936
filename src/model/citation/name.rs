//! The authors in a byline and their surnames.

use super::super::article::Metadata;

const PARTICLES: [&str; 28] = [
    "van", "von", "de", "der", "den", "het", "la", "le", "les", "di", "da", "del", "della", "dello", "dos",
    "das", "do", "du", "des", "ter", "ten", "zu", "zur", "af", "av", "bin", "ibn", "al",
];
const AFTER: [&str; 9] = ["jr", "sr", "ii", "iii", "iv", "phd", "md", "esq", "mp"];
/// Words that end the name of an office, which has no surname.
const OFFICES: [&str; 14] = [
    "press", "staff", "agency", "desk", "team", "board", "editors", "ministry", "department", "office",
    "institute", "group", "news", "service",
];

/// The names in a byline, in order: parted by `;`, or by `and` and `&` between full names.
pub fn authors(meta: &Metadata) -> Vec<String> {
    let byline = meta.byline.as_deref().unwrap_or_default().trim();
    let byline = ["By ", "by ", "BY "].iter().find_map(|by| byline.strip_prefix(by)).unwrap_or(byline);
    let mut names = Vec::new();
    for part in byline.split(';') {
        let words: Vec<&str> = part.split_whitespace().collect();
        let pieces: Vec<&[&str]> = words.split(|word| matches!(*word, "and" | "&")).collect();
        // "Ministry of Fish and Boats" is one author: only between what look like full names is it a joint.
        if pieces.len() > 1 && pieces.iter().all(|p| p.len() >= 2 && !p.contains(&"of")) {
            names.extend(pieces.iter().map(|piece| piece.join(" ").trim_end_matches(',').to_owned()));
        } else {
            names.push(words.join(" "));
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

/// The surname with its particles (`van der Meer`); names in Chinese, Japanese or Korean script,
/// and of offices, whole.
pub fn surname(name: &str) -> String {
    let name = name.trim();
    let mut words: Vec<&str> = name.split_whitespace().collect();
    if name.chars().any(is_east_asian) {
        return name.to_owned();
    }
    if let Some((before, after)) = name.split_once(',') {
        let family: Vec<&str> = before.split_whitespace().collect();
        let given = after.trim();
        let leading = family.iter().take_while(|w| is_particle(w)).count();
        if !is_after(given) && !given.is_empty() && family.len() == leading + 1 {
            return family.join(" ");
        }
        words = family;
    }
    while words.len() > 1 && words.last().is_some_and(|w| is_after(w)) {
        words.pop();
    }
    let Some((last, before)) = words.split_last() else { return name.to_owned() };
    let folded = last.to_lowercase();
    if words.first().is_some_and(|w| w.eq_ignore_ascii_case("the"))
        || OFFICES.contains(&folded.as_str())
        || words.contains(&"of")
    {
        return words.join(" ");
    }
    let from = before.iter().rposition(|w| !is_particle(w)).map_or(0, |i| i + 1);
    let mut surname: Vec<&str> = before.get(from..).unwrap_or_default().to_vec();
    surname.push(last);
    surname.join(" ")
}

/// In lower case only: `Van` is a surname of its own, `De` may be a given name.
fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word) || word == "d'"
}

fn is_after(word: &str) -> bool {
    AFTER.contains(&word.trim_end_matches('.').replace('.', "").to_lowercase().as_str())
}

pub(super) fn is_east_asian(c: char) -> bool {
    matches!(u32::from(c), 0x3040..=0x30ff | 0x3400..=0x9fff | 0xac00..=0xd7af | 0xf900..=0xfaff | 0x20000..=0x3ffff)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_the_surname_with_its_particles() {
        for (name, wanted) in [
            ("Ana Osei", "Osei"),
            ("R. Osei", "Osei"),
            ("Jan van der Meer", "van der Meer"),
            ("Ludwig von Berg", "von Berg"),
            ("Maria de la Cruz", "de la Cruz"),
            ("Vincent Van Dorn", "Dorn"),
            ("van Dyk", "van Dyk"),
            ("Osei, Ana", "Osei"),
            ("van der Meer, Jan", "van der Meer"),
            ("Tom Hill, Jr.", "Hill"),
            ("Tom Hill III", "Hill"),
            ("Tom Hill, Harbour Post", "Hill"),
            ("王小明", "王小明"),
            ("김 민수", "김 민수"),
            ("Plato", "Plato"),
            ("Harbour Press", "Harbour Press"),
            ("The Editors", "The Editors"),
            ("Ministry of Boats", "Ministry of Boats"),
            ("Anne-Marie Smith-Jones", "Smith-Jones"),
            ("", ""),
        ] {
            assert_eq!(surname(name), wanted, "{name}");
        }
    }

    #[test]
    fn parts_a_byline() {
        let of = |byline: &str| authors(&Metadata { byline: Some(byline.into()), ..Metadata::default() });
        assert_eq!(of("By Ana Osei; Jan de Wit"), ["Ana Osei", "Jan de Wit"]);
        assert_eq!(of("Ana Osei and Jan de Wit"), ["Ana Osei", "Jan de Wit"]);
        assert_eq!(of("Ministry of Fish and Boats"), ["Ministry of Fish and Boats"]);
        assert_eq!(of(" ; "), Vec::<String>::new());
    }
}
