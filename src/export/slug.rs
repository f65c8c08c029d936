//! File names made of titles.

use std::collections::HashSet;

use uuid::Uuid;

/// Characters of a slug.
const LONGEST: usize = 60;

/// Zero width joiner, by which some scripts say how letters hang together.
const JOINER: char = '\u{200d}';

/// Lower-case letters and digits of any script, a `-` for each run of anything else, 60
/// characters at most; `untitled` where nothing is left.
pub fn slug(title: &str) -> String {
    let mut out = String::new();
    let mut count = 0;
    let (mut gap, mut joined) = (false, false);
    for c in title.chars().flat_map(char::to_lowercase) {
        // What joins letters is one of them where it stands between two.
        if c == JOINER {
            joined = count > 0 && !gap;
            continue;
        }
        // A mark belongs to its letter: without it NFD text would fall into pieces.
        if !c.is_alphanumeric() && !is_mark(c) {
            (gap, joined) = (count > 0, false);
            continue;
        }
        let needed = if gap || joined { 2 } else { 1 };
        if count + needed > LONGEST {
            break;
        }
        if gap {
            out.push('-');
        } else if joined {
            out.push(JOINER);
        }
        out.push(c);
        count += needed;
        (gap, joined) = (false, false);
    }
    if out.is_empty() { "untitled".to_owned() } else { out }
}

fn is_mark(c: char) -> bool {
    matches!(u32::from(c), 0x300..=0x36f | 0x93c | 0x94d | 0x9bc | 0x9cd)
}

/// The slugs of one folder, each given once, ignoring case.
#[derive(Debug, Clone, Default)]
pub struct Slugs(HashSet<String>);

impl Slugs {
    /// The slug of a title; where it is taken, with `-` and the first 8 digits of the UUID.
    pub fn take(&mut self, title: &str, uuid: Uuid) -> String {
        let plain = slug(title);
        // Names that Windows keeps for devices.
        let device = matches!(plain.as_str(), "con" | "prn" | "aux" | "nul")
            || (plain.len() == 4 && (plain.starts_with("com") || plain.starts_with("lpt")));
        if !device && self.0.insert(plain.clone()) {
            return plain;
        }
        let hex = uuid.simple().to_string();
        for digits in [8, 12, 32] {
            let longer = format!("{plain}-{}", hex.get(..digits).unwrap_or(&hex));
            if self.0.insert(longer.clone()) {
                return longer;
            }
        }
        hex
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_letters_and_digits_of_any_script() {
        for (title, wanted) in [
            ("Fish & Boats, 2017!", "fish-boats-2017"),
            ("  ", "untitled"),
            ("../../etc/passwd", "etc-passwd"),
            ("漢字の本", "漢字の本"),
            ("Ärger ÜBER", "ärger-über"),
            ("cafe\u{301} noir", "cafe\u{301}-noir"),
            ("", "untitled"),
            ("wide \u{200d} - \u{200d}title\u{200d}", "wide-title"),
            ("क्\u{200d}ष", "क्\u{200d}ष"),
        ] {
            assert_eq!(slug(title), wanted);
        }
        assert_eq!(slug(&"word ".repeat(40)).chars().count(), 59);
        assert_eq!(slug(&"漢".repeat(90)).chars().count(), 60);
    }

    #[test]
    fn a_taken_slug_gets_the_start_of_the_id() {
        let mut slugs = Slugs::default();
        let id = Uuid::from_u128(0x7f3c_01aa << 96);
        assert_eq!(slugs.take("War", id), "war");
        assert_eq!(slugs.take("WAR!", id), "war-7f3c01aa");
        assert_eq!(slugs.take("war", id), "war-7f3c01aa0000");
        assert_eq!(slugs.take("Warning", id), "warning");
        assert_eq!(slugs.take("CON", id), "con-7f3c01aa");
    }
}
