//! The terminal's ground: asked for once, at the start, and only where a skin goes by it. The answer
//! comes as keys among the user's, late or never: it is picked out of them, so that none of it is
//! taken for typing and nothing waits for it but the first frame, a little.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use super::input::Input;
use crate::command::Key;
use crate::skin::Rgb;

/// OSC 11 with a question mark: what is the ground's colour?
pub const QUESTION: &[u8] = b"\x1b]11;?\x1b\\";

/// How long the first frame waits for the answer.
pub const PATIENCE: Duration = Duration::from_millis(150);

/// How long a ground that was recalled stands without an answer. Nothing waits for that, so it is long
/// enough for a slow line, on which the skin would otherwise change twice at each start.
pub const DOUBT: Duration = Duration::from_secs(1);

/// What it means that the terminal does not tell its ground.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Silence {
    /// Nothing new: the ground is known without, or it was silent before.
    Nothing,
    /// The first frame waits for it, a little: nothing tells what it will be.
    HoldsFrame,
    /// What was recalled was another terminal's.
    TakesBack,
}

/// An answer is no longer than that in characters.
const LONGEST: usize = 40;

/// What came in.
#[derive(Debug, PartialEq, Eq)]
pub enum Heard {
    /// The terminal's ground.
    Ground(Rgb),
    /// What the user did; nothing while an answer may be coming in.
    Inputs(Vec<Input>),
}

/// Tells the terminal's answer from keys.
#[derive(Debug, Default)]
pub struct Ear {
    listening: Arc<AtomicBool>,
    held: Vec<Key>,
}

impl Ear {
    /// `listening`: whether the question was asked, and no answer came.
    pub fn new(listening: Arc<AtomicBool>) -> Self {
        Self { listening, held: Vec::new() }
    }

    pub fn hear(&mut self, input: Input) -> Heard {
        let Input::Key(key) = input else { return self.let_go(input) };
        let alt = |c| Key { alt: true, ..Key::char(c) };
        // ESC and a character are the same bytes as the character with Alt.
        if self.held.is_empty() {
            if self.listening.load(Ordering::SeqCst) && key == alt(']') {
                self.held.push(key);
                return Heard::Inputs(Vec::new());
            }
            return Heard::Inputs(vec![input]);
        }
        if key == alt('\\') || key == Key::ctrl('g') {
            let answer: String = self.held.iter().filter_map(|key| key.typed()).collect();
            if let Some(ground) = answer.strip_prefix("11;").and_then(color) {
                self.listening.store(false, Ordering::SeqCst);
                self.held.clear();
                return Heard::Ground(ground);
            }
        }
        let fits = key.typed().is_some_and(|c| c.is_ascii_hexdigit() || ";:/#rgba".contains(c));
        if fits && self.held.len() < LONGEST {
            self.held.push(key);
            return Heard::Inputs(Vec::new());
        }
        self.let_go(input)
    }

    /// It was no answer: the keys were the user's.
    fn let_go(&mut self, last: Input) -> Heard {
        let held = std::mem::take(&mut self.held).into_iter().map(Input::Key);
        Heard::Inputs(held.chain([last]).collect())
    }
}

/// `rgb:RRRR/GGGG/BBBB` with one to four digits each, `rgba:` with one more, or `#rrggbb`.
fn color(text: &str) -> Option<Rgb> {
    if text.starts_with('#') {
        return Rgb::parse(text);
    }
    let parts = text.strip_prefix("rgb:").or_else(|| text.strip_prefix("rgba:"))?;
    let mut levels = parts.split('/').map(|digits| {
        let most = 16_u32.checked_pow(u32::try_from(digits.len()).ok()?)?.checked_sub(1)?;
        let level = u32::from_str_radix(digits, 16).ok().filter(|_| (1..=4).contains(&digits.len()))?;
        u8::try_from(level * 255 / most).ok()
    });
    let mut next = || levels.next().flatten();
    Some(Rgb(next()?, next()?, next()?))
}

/// What `COLORFGBG` tells of the ground: its last field is the number of one of the sixteen colours.
pub fn of_variable(value: &str) -> Option<Rgb> {
    match value.rsplit(';').next()?.parse::<u8>().ok()? {
        7 | 9..=15 => Some(Rgb(255, 255, 255)),
        0..=6 | 8 => Some(Rgb(0, 0, 0)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::KeyCode;

    fn ear(listening: bool) -> Ear {
        Ear::new(Arc::new(listening.into()))
    }

    /// The keys that crossterm makes of an answer.
    fn answer(text: &str) -> Vec<Key> {
        let mut keys = vec![Key { alt: true, ..Key::char(']') }];
        keys.extend(text.chars().map(Key::char));
        keys
    }

    fn end() -> Key {
        Key { alt: true, ..Key { code: KeyCode::Char('\\'), ..Key::char(' ') } }
    }

    /// What is heard of keys: the user's, and the ground.
    fn heard(ear: &mut Ear, keys: impl IntoIterator<Item = Key>) -> (Vec<Key>, Option<Rgb>) {
        let (mut typed, mut ground) = (Vec::new(), None);
        for key in keys {
            match ear.hear(Input::Key(key)) {
                Heard::Ground(rgb) => ground = Some(rgb),
                Heard::Inputs(inputs) => typed.extend(inputs.into_iter().map(|input| match input {
                    Input::Key(key) => key,
                    other => panic!("{other:?}"),
                })),
            }
        }
        (typed, ground)
    }

    #[test]
    fn an_answer_is_no_typing_and_typing_no_answer() {
        for (text, ground) in [
            ("11;rgb:ffff/ffff/ffff", Rgb(255, 255, 255)),
            ("11;rgb:16/18/1f", Rgb(0x16, 0x18, 0x1f)),
            ("11;rgba:0000/8080/ffff/ffff", Rgb(0, 0x80, 255)),
            ("11;#16181f", Rgb(0x16, 0x18, 0x1f)),
        ] {
            for end in [end(), Key::ctrl('g')] {
                let mut ear = ear(true);
                let typed = [Key::char('j'), Key::plain(KeyCode::Enter)];
                let keys = typed.into_iter().chain(answer(text)).chain([end]).chain(typed);
                assert_eq!(heard(&mut ear, keys), ([typed, typed].concat(), Some(ground)), "{text}");
                let more = answer("x");
                assert_eq!(heard(&mut ear, more.clone()), (more, None), "there is one answer only");
            }
        }
        for text in
            ["q", "11;rgb:q", "11;rgb:ff/ff", "11;rgb:fffff/f/f", "12;rgb:f/f/f", "11;rgb:///", "11;#é"]
        {
            let keys: Vec<Key> = answer(text).into_iter().chain([end(), Key::char('q')]).collect();
            assert_eq!(heard(&mut ear(true), keys.clone()), (keys, None), "{text}");
        }
        let keys: Vec<Key> = answer(&"f".repeat(100)).into_iter().chain([Key::char('j')]).collect();
        assert_eq!(heard(&mut ear(true), keys.clone()), (keys, None));
        let keys: Vec<Key> = answer("11;rgb:f/f/f").into_iter().chain([end()]).collect();
        assert_eq!(heard(&mut ear(false), keys.clone()), (keys, None), "nothing was asked");
    }

    #[test]
    fn a_paste_after_an_alt_key_is_not_lost() {
        let mut ear = ear(true);
        let key = answer("")[0];
        assert_eq!(ear.hear(Input::Key(key)), Heard::Inputs(Vec::new()));
        let paste = Input::Paste("x".into());
        assert_eq!(ear.hear(paste.clone()), Heard::Inputs(vec![Input::Key(key), paste]));
    }

    #[test]
    fn the_variable_tells_light_from_dark() {
        let is_light = |value: &str| of_variable(value).map(|rgb| rgb == Rgb(255, 255, 255));
        assert_eq!(is_light("0;15"), Some(true));
        assert_eq!(is_light("15;default;0"), Some(false));
        assert_eq!(is_light("15;default"), None);
        assert_eq!(is_light(""), None);
    }
}
