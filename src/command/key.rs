//! Keys and chords as the key files write them: `j`, `gg`, `Ctrl-D`, `Shift-Tab`, `]a`.

use std::fmt;

/// A key without its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyCode {
    Char(char),
    Enter,
    Esc,
    Tab,
    Backspace,
    Delete,
    Insert,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
    F(u8),
}

/// A key press. Shift is part of a character (`G`, not Shift-g) and so is set for named keys only;
/// with Ctrl or Alt a letter is the small one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    pub code: KeyCode,
    pub ctrl: bool,
    pub alt: bool,
    pub shift: bool,
}

const NAMES: &[(&str, KeyCode)] = &[
    ("Enter", KeyCode::Enter),
    ("Esc", KeyCode::Esc),
    ("Tab", KeyCode::Tab),
    ("Backspace", KeyCode::Backspace),
    ("Delete", KeyCode::Delete),
    ("Insert", KeyCode::Insert),
    ("Up", KeyCode::Up),
    ("Down", KeyCode::Down),
    ("Left", KeyCode::Left),
    ("Right", KeyCode::Right),
    ("Home", KeyCode::Home),
    ("End", KeyCode::End),
    ("PageUp", KeyCode::PageUp),
    ("PageDown", KeyCode::PageDown),
    ("Space", KeyCode::Char(' ')),
];

impl Key {
    /// A key without modifiers.
    pub const fn plain(code: KeyCode) -> Self {
        Self { code, ctrl: false, alt: false, shift: false }
    }

    /// A character.
    pub const fn char(c: char) -> Self {
        Self::plain(KeyCode::Char(c))
    }

    /// A character with Ctrl held.
    pub const fn ctrl(c: char) -> Self {
        Self { code: KeyCode::Char(c), ctrl: true, alt: false, shift: false }
    }

    /// The character that it types into a text field, if it types one.
    pub fn typed(self) -> Option<char> {
        match self.code {
            KeyCode::Char(c) if !self.ctrl && !self.alt => Some(c),
            _ => None,
        }
    }

    /// One key as written: a character, a name, or either behind `Ctrl-`, `Alt-`, `Shift-`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut key = Self::plain(KeyCode::Esc);
        let mut rest = text;
        loop {
            let (flag, after) = if let Some(after) = held("ctrl-", rest) {
                (&mut key.ctrl, after)
            } else if let Some(after) = held("alt-", rest) {
                (&mut key.alt, after)
            } else if let Some(after) = held("shift-", rest) {
                (&mut key.shift, after)
            } else {
                break;
            };
            *flag = true;
            rest = after;
        }
        let mut chars = rest.chars();
        key.code = match (chars.next(), chars.next()) {
            (Some(c), None) if key.ctrl || key.alt => KeyCode::Char(c.to_ascii_lowercase()),
            (Some(c), None) => KeyCode::Char(c),
            _ => NAMES
                .iter()
                .find(|(name, _)| name.eq_ignore_ascii_case(rest))
                .map(|(_, code)| *code)
                .or_else(|| {
                    let n: u8 = rest.strip_prefix(['F', 'f'])?.parse().ok()?;
                    (1..=24).contains(&n).then_some(KeyCode::F(n))
                })?,
        };
        if key.shift && matches!(key.code, KeyCode::Char(c) if c != ' ') {
            return None;
        }
        Some(key)
    }
}

/// What follows the name of a key that is held, in whatever case it is written.
fn held<'a>(name: &str, text: &'a str) -> Option<&'a str> {
    let (start, after) = text.split_at_checked(name.len())?;
    (start.eq_ignore_ascii_case(name) && !after.is_empty()).then_some(after)
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (held, name) in [(self.ctrl, "Ctrl-"), (self.alt, "Alt-"), (self.shift, "Shift-")] {
            if held {
                f.write_str(name)?;
            }
        }
        match self.code {
            KeyCode::Char(' ') => f.write_str("Space"),
            KeyCode::Char(c) if self.ctrl || self.alt => write!(f, "{}", c.to_ascii_uppercase()),
            KeyCode::Char(c) => write!(f, "{c}"),
            KeyCode::F(n) => write!(f, "F{n}"),
            code => {
                f.write_str(NAMES.iter().find(|(_, c)| *c == code).map(|(name, _)| *name).unwrap_or_default())
            }
        }
    }
}

/// Keys pressed one after another: `gg`, `]a`, `Ctrl-O`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Chord(pub Vec<Key>);

impl Chord {
    /// A chord as written: one key, keys parted by spaces, or a run of characters.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(keys) = Self::of_characters(text.as_bytes()) {
            return Some(keys);
        }
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        if let Some(key) = Key::parse(text) {
            return Some(Self(vec![key]));
        }
        if text.contains(' ') {
            return text.split_whitespace().map(Key::parse).collect::<Option<Vec<_>>>().map(Self);
        }
        if text.contains('-') && text.chars().count() > 3 {
            return None;
        }
        Some(Self(text.chars().map(Key::char).collect()))
    }

    /// A chord of one or two characters of ASCII, as most are: every start reads hundreds.
    fn of_characters(text: &[u8]) -> Option<Self> {
        let is_named = match text {
            [_] => false,
            [b'F' | b'f', second] => second.is_ascii_digit(),
            [_, _] => text.eq_ignore_ascii_case(b"up"),
            _ => return None,
        };
        let is_plain = !is_named && text.iter().all(u8::is_ascii_graphic);
        is_plain.then(|| Self(text.iter().map(|byte| Key::char(char::from(*byte))).collect()))
    }
}

impl fmt::Display for Chord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain = self.0.iter().all(|key| key.typed().is_some_and(|c| c != ' '));
        for (i, key) in self.0.iter().enumerate() {
            if i > 0 && !plain {
                f.write_str(" ")?;
            }
            write!(f, "{key}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_is_parsed_back() {
        for text in ["j", "gg", "]a", "Ctrl-D", "Shift-Tab", "Alt-U", "Space", "F5", "g/", "i\"", "-", "[["] {
            let chord = Chord::parse(text).expect(text);
            assert_eq!(chord.to_string(), text);
            assert_eq!(Chord::parse(&chord.to_string()), Some(chord));
        }
        assert_eq!(Chord::parse("g Enter").map(|c| c.0.len()), Some(2));
        assert_eq!(Chord::parse("Cttrl-D"), None);
        assert_eq!(Key::parse("ctrl-d"), Some(Key::ctrl('d')));
        assert_eq!(Key::parse("Alt-U"), Some(Key { alt: true, ..Key::char('u') }));
        assert_eq!(Key::parse("Shift-g"), None);
        // What is short may be a name all the same.
        let one = |code| Some(Chord(vec![Key::plain(code)]));
        assert_eq!(["uP", "f9"].map(Chord::parse), [one(KeyCode::Up), one(KeyCode::F(9))]);
        assert_eq!(Chord::parse("F0"), Some(Chord(vec![Key::char('F'), Key::char('0')])));
        assert_eq!([" ", "", " j"].map(Chord::parse), [None, None, Some(Chord(vec![Key::char('j')]))]);
    }
}
