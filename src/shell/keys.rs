//! What terminals send, as one kind of key each, whichever protocol they speak.

use crossterm::event::{
    KeyCode as Sent, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};

use crate::app::MouseAct;
use crate::command::{Key, KeyCode};
use crate::import;

/// The key of an event; nothing for a release, a modifier alone, or a key that postil does not know.
pub fn key(event: KeyEvent) -> Option<Key> {
    if event.kind == KeyEventKind::Release
        || event.modifiers.intersects(KeyModifiers::SUPER | KeyModifiers::HYPER | KeyModifiers::META)
    {
        return None;
    }
    let held = |modifier| event.modifiers.contains(modifier);
    let (ctrl, alt, shift) =
        (held(KeyModifiers::CONTROL), held(KeyModifiers::ALT), held(KeyModifiers::SHIFT));
    let named = |code| Some(Key { code, ctrl, alt, shift });
    match event.code {
        Sent::Char(c) if ctrl => Some(control(c, alt)),
        Sent::Char(c) if alt => Some(Key { alt, ..Key::char(c.to_ascii_lowercase()) }),
        Sent::Char(c) => {
            let c = if shift { upper(c) } else { c };
            Some(Key { code: KeyCode::Char(c), ctrl, alt, shift: false })
        }
        Sent::Enter => named(KeyCode::Enter),
        Sent::Esc => named(KeyCode::Esc),
        Sent::Tab => named(KeyCode::Tab),
        Sent::BackTab => Some(Key { code: KeyCode::Tab, ctrl, alt, shift: true }),
        Sent::Backspace => named(KeyCode::Backspace),
        Sent::Delete => named(KeyCode::Delete),
        Sent::Insert => named(KeyCode::Insert),
        Sent::Up => named(KeyCode::Up),
        Sent::Down => named(KeyCode::Down),
        Sent::Left => named(KeyCode::Left),
        Sent::Right => named(KeyCode::Right),
        Sent::Home => named(KeyCode::Home),
        Sent::End => named(KeyCode::End),
        Sent::PageUp => named(KeyCode::PageUp),
        Sent::PageDown => named(KeyCode::PageDown),
        Sent::F(n) => named(KeyCode::F(n)),
        _ => None,
    }
}

/// A character with Ctrl. Some are the same byte as a named key in terminals without a keyboard
/// protocol, and so are that key everywhere.
fn control(c: char, alt: bool) -> Key {
    let key = match c.to_ascii_lowercase() {
        'h' => Key::plain(KeyCode::Backspace),
        'i' => Key::plain(KeyCode::Tab),
        'j' | 'm' => Key::plain(KeyCode::Enter),
        '[' => Key::plain(KeyCode::Esc),
        // The bytes after Esc are told as digits.
        digit @ '4'..='7' => Key::ctrl(match digit {
            '4' => '\\',
            '5' => ']',
            '6' => '^',
            _ => '_',
        }),
        c => Key::ctrl(c),
    };
    Key { alt, ..key }
}

fn upper(c: char) -> char {
    let mut upper = c.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(one), None) => one,
        _ => c,
    }
}

/// What the mouse did: the first button and the wheel. With Shift it is the terminal's own.
pub fn mouse(event: MouseEvent) -> Option<MouseAct> {
    if event.modifiers.contains(KeyModifiers::SHIFT) {
        return None;
    }
    match event.kind {
        MouseEventKind::Down(MouseButton::Left) => Some(MouseAct::Press),
        MouseEventKind::Drag(MouseButton::Left) => Some(MouseAct::Drag),
        MouseEventKind::Up(MouseButton::Left) => Some(MouseAct::Release),
        MouseEventKind::ScrollUp => Some(MouseAct::WheelUp),
        MouseEventKind::ScrollDown => Some(MouseAct::WheelDown),
        _ => None,
    }
}

/// Pasted text: line ends LF, no control characters but LF and TAB, and no escape sequences. They are taken
/// out here, where they still show: what is left of one would be words of the text.
pub fn paste(text: &str) -> String {
    import::characters(text).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(code: Sent, modifiers: KeyModifiers) -> Option<String> {
        key(KeyEvent::new(code, modifiers)).map(|key| key.to_string())
    }

    #[test]
    fn keys_are_the_same_under_every_protocol() {
        let none = KeyModifiers::NONE;
        let (ctrl, shift, alt) = (KeyModifiers::CONTROL, KeyModifiers::SHIFT, KeyModifiers::ALT);
        for (code, modifiers, name) in [
            (Sent::Char('j'), none, "j"),
            (Sent::Char('G'), none, "G"),
            (Sent::Char('G'), shift, "G"),
            (Sent::Char('g'), shift, "G"),
            (Sent::Char('ß'), shift, "ß"),
            (Sent::Char(' '), shift, "Space"),
            (Sent::Char('D'), ctrl, "Ctrl-D"),
            (Sent::Char('d'), ctrl | shift, "Ctrl-D"),
            (Sent::Char('u'), alt, "Alt-U"),
            (Sent::Char('U'), alt | shift, "Alt-U"),
            (Sent::Char('h'), ctrl, "Backspace"),
            (Sent::Char('i'), ctrl, "Tab"),
            (Sent::Char('m'), ctrl, "Enter"),
            (Sent::Char('j'), ctrl, "Enter"),
            (Sent::Char('['), ctrl, "Esc"),
            (Sent::Char('4'), ctrl, "Ctrl-\\"),
            (Sent::Char('7'), ctrl, "Ctrl-_"),
            (Sent::BackTab, none, "Shift-Tab"),
            (Sent::BackTab, shift, "Shift-Tab"),
            (Sent::Tab, shift, "Shift-Tab"),
            (Sent::F(5), none, "F5"),
        ] {
            assert_eq!(sent(code, modifiers).as_deref(), Some(name), "{code:?} {modifiers:?}");
        }
        assert_eq!(sent(Sent::Char('k'), KeyModifiers::SUPER), None);
        assert_eq!(sent(Sent::CapsLock, none), None);
        let release = KeyEvent::new_with_kind(Sent::Char('j'), none, KeyEventKind::Release);
        assert_eq!(key(release), None);
        let again = KeyEvent::new_with_kind(Sent::Char('j'), none, KeyEventKind::Repeat);
        assert_eq!(key(again), Some(Key::char('j')));
    }

    #[test]
    fn a_paste_has_plain_line_ends_and_no_controls() {
        assert_eq!(paste("a\r\nb\rc\nd\te\u{1b}[31mf\u{9b}2Jg\u{7}\u{0}"), "a\nb\nc\nd\tefg");
        assert_eq!(paste("\u{1b}]0;title\u{7}h\u{1b}[200~i\u{1b}"), "hi");
    }
}
