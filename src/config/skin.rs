//! Skins from TOML: those of the program and the user's, read by the same code.

use toml::de::{DeTable, DeValue};

use super::defaults::{line, unquoted};
use super::mistake::{Mistake, Mistakes};
use crate::skin::{Ink, Kind, Mods, Named, Paint, Rgb, Role, Skin};

/// The program's own skins.
const BUILT_IN: [(&str, &str); 4] = [
    ("dark", include_str!("../../assets/skins/dark.toml")),
    ("light", include_str!("../../assets/skins/light.toml")),
    ("mono", include_str!("../../assets/skins/mono.toml")),
    ("high-contrast", include_str!("../../assets/skins/high-contrast.toml")),
];

const SETTINGS: [&str; 9] =
    ["inherit", "kind", "ground", "ink", "paint", "tint", "hues", "contrast", "roles"];

/// A skin's file: its name without `.toml`, what to call it in a mistake, and its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SkinFile {
    pub name: String,
    pub path: String,
    pub text: String,
}

/// The program's skins. A test holds them to be without mistake.
pub fn built_in() -> Vec<Skin> {
    let mut skins = Vec::new();
    for (name, text) in BUILT_IN {
        let skin = plainly(name, text, &skins);
        skins.push(skin);
    }
    skins
}

/// A skin of the program's own. A test holds it to be what [`read`] makes of its file.
fn plainly(name: &str, text: &str, known: &[Skin]) -> Skin {
    let mut mistakes = Mistakes::new(name, text);
    let mut reading = Reading { text, mistakes: &mut mistakes, known };
    let mut skin = reading.base(name);
    for (setting, value) in text.lines().filter_map(line) {
        let word = unquoted(value);
        match setting {
            "kind" => skin.kind = Kind::named(word).unwrap_or(skin.kind),
            "ground" => skin.ground = Rgb::parse(word).unwrap_or(skin.ground),
            "ink" => skin.ink = Rgb::parse(word).unwrap_or(skin.ink),
            "paint" => skin.paint = value == "true",
            "hues" => skin.hues = value == "true",
            "tint" => skin.tint = value.parse().unwrap_or(skin.tint),
            "contrast" => skin.contrast = value.parse().unwrap_or(skin.contrast),
            role => {
                let role = Role::ALL.iter().find(|known| known.name() == role);
                if let Some((role, paint)) = role.zip(reading.paint(0, word)) {
                    skin.set(*role, paint);
                }
            }
        }
    }
    name.clone_into(&mut skin.name);
    skin
}

/// The program's skins and the user's, one of a name that exists in its place, and what could not be
/// used. A skin may build on any that is not built on it.
pub fn all(files: &[SkinFile]) -> (Vec<Skin>, Vec<Mistake>) {
    let mut skins = built_in();
    let mut mistakes = Vec::new();
    let mut waiting: Vec<&SkinFile> = files.iter().collect();
    // Those that build on another one of the user's wait for it.
    while !waiting.is_empty() {
        let names: Vec<&str> = waiting.iter().map(|file| file.name.as_str()).collect();
        let ready = waiting.iter().position(|file| {
            parent(&file.text).is_none_or(|parent| parent == file.name || !names.contains(&parent.as_str()))
        });
        let file = waiting.remove(ready.unwrap_or(0));
        let (skin, found) = read(&file.name, &file.path, &file.text, &skins);
        mistakes.extend(found);
        match skins.iter_mut().find(|known| known.name == skin.name) {
            Some(known) => *known = skin,
            None => skins.push(skin),
        }
    }
    (skins, mistakes)
}

fn parent(text: &str) -> Option<String> {
    let table = DeTable::parse(text).ok()?.into_inner();
    match table.get("inherit")?.get_ref() {
        DeValue::String(name) => Some(name.to_string()),
        _ => None,
    }
}

/// A skin, and what in its file could not be used. What a file does not say is as in the skin that it
/// inherits, or as in `dark`.
fn read(name: &str, file: &str, text: &str, known: &[Skin]) -> (Skin, Vec<Mistake>) {
    let mut mistakes = Mistakes::new(file, text);
    let mut reading = Reading { text, mistakes: &mut mistakes, known };
    let mut skin = reading.base(name);
    match DeTable::parse(text) {
        Err(error) => reading.mistakes.syntax(&error),
        Ok(table) => reading.read(table.get_ref(), &mut skin),
    }
    name.clone_into(&mut skin.name);
    mistakes.found.sort_by_key(|m| (m.line, m.column));
    (skin, mistakes.found)
}

struct Reading<'a, 'm> {
    text: &'a str,
    mistakes: &'a mut Mistakes<'m>,
    known: &'a [Skin],
}

impl Reading<'_, '_> {
    /// What a skin is where its file does not say.
    fn base(&self, name: &str) -> Skin {
        self.known.iter().find(|skin| skin.name == "dark").cloned().unwrap_or(Skin::bare(name))
    }

    fn read(&mut self, table: &DeTable<'_>, skin: &mut Skin) {
        if let Some(value) = table.get("inherit") {
            let at = value.span().start;
            match value.get_ref() {
                DeValue::String(name) => {
                    if let Some(parent) = self.known.iter().find(|skin| skin.name == *name) {
                        *skin = parent.clone();
                    } else {
                        let names: Vec<&str> = self.known.iter().map(|skin| skin.name.as_str()).collect();
                        self.mistakes.unknown(at, "skin", name, names);
                    }
                }
                _ => self.mistakes.add(at, "this wants the name of a skin in quotation marks."),
            }
        }
        for (name, value) in table {
            let at = value.span().start;
            match (name.get_ref().as_ref(), value.get_ref()) {
                ("inherit", _) => {}
                ("kind", DeValue::String(word)) => match Kind::named(word) {
                    Some(kind) => skin.kind = kind,
                    None => self.mistakes.unknown(at, "kind of skin", word, Kind::ALL.map(Kind::name)),
                },
                ("ground", value) => self.color(at, value, &mut skin.ground),
                ("ink", value) => self.color(at, value, &mut skin.ink),
                ("paint", DeValue::Boolean(on)) => skin.paint = *on,
                ("hues", DeValue::Boolean(on)) => skin.hues = *on,
                ("tint", DeValue::Integer(n)) => match n.as_str().parse::<u8>() {
                    Ok(n) if n <= 100 => skin.tint = n,
                    _ => self.mistakes.add(at, "this wants a whole number from 0 to 100."),
                },
                ("contrast", DeValue::Integer(n)) => self.contrast(at, n.as_str(), skin),
                ("contrast", DeValue::Float(n)) => self.contrast(at, n.as_str(), skin),
                ("roles", DeValue::Table(roles)) => self.roles(roles, skin),
                ("kind", _) => self.mistakes.add(at, "this wants \"dark\", \"light\" or \"any\"."),
                ("paint" | "hues", _) => self.mistakes.add(at, "this wants true or false."),
                ("tint", _) => self.mistakes.add(at, "this wants a whole number from 0 to 100."),
                ("contrast", _) => self.mistakes.add(at, "this wants a number from 1 to 21."),
                ("roles", _) => self.mistakes.add(at, "this is a section; write it as [roles]."),
                (other, _) => self.mistakes.unknown(name.span().start, "setting of a skin", other, SETTINGS),
            }
        }
    }

    fn contrast(&mut self, at: usize, number: &str, skin: &mut Skin) {
        match number.parse::<f64>() {
            Ok(n) if (1.0..=21.0).contains(&n) => skin.contrast = n,
            _ => self.mistakes.add(at, "this wants a number from 1 to 21."),
        }
    }

    fn color(&mut self, at: usize, value: &DeValue<'_>, place: &mut Rgb) {
        match value {
            DeValue::String(text) if Rgb::parse(text).is_some() => {
                *place = Rgb::parse(text).unwrap_or(*place);
            }
            _ => self.mistakes.add(at, "this wants a colour such as \"#16181f\"."),
        }
    }

    fn roles(&mut self, roles: &DeTable<'_>, skin: &mut Skin) {
        for (name, value) in roles {
            let Some(role) = Role::ALL.iter().find(|role| role.name() == name.get_ref().as_ref()) else {
                let names = Role::ALL.iter().map(|role| role.name());
                self.mistakes.unknown(name.span().start, "role", name.get_ref(), names);
                continue;
            };
            match value.get_ref() {
                DeValue::String(words) => {
                    if let Some(paint) = self.paint(value.span().start, words) {
                        skin.set(*role, paint);
                    }
                }
                _ => self.mistakes.add(
                    value.span().start,
                    "this wants colours and weights in quotation marks, such as \"#5aa0dc on #16181f bold\".",
                ),
            }
        }
    }

    /// `INK on GROUND bold …`; `None` where a word of it means nothing.
    fn paint(&mut self, at: usize, words: &str) -> Option<Paint> {
        let mut paint = Paint::default();
        let mut on = false;
        let before = self.mistakes.found.len();
        // Past the quotation mark a character of the value is one of the file, unless it was escaped.
        let is_plain = self.text.get(at + 1..).is_some_and(|rest| rest.starts_with(words));
        let mut from = 0;
        for word in words.split_whitespace() {
            let start = words.get(from..).and_then(|rest| rest.find(word)).map_or(from, |n| from + n);
            from = start + word.len();
            let at = if is_plain { at + 1 + start } else { at };
            let mods = Mods::ALL.iter().find(|(name, _)| *name == word);
            match (word, mods, ink(word)) {
                ("on", _, _) => on = true,
                (_, Some((_, mods)), _) => paint.mods = paint.mods.with(*mods),
                (_, _, Some(ink)) if on && paint.ground.is_none() => paint.ground = Some(ink),
                (_, _, Some(ink)) if !on && paint.ink.is_none() => paint.ink = Some(ink),
                (_, _, Some(_)) => {
                    let what = if on { "ground" } else { "letters" };
                    self.mistakes
                        .add(at, format!("a role has one colour for its {what}; “{word}” is one too many."));
                }
                _ => {
                    let names = Mods::ALL.iter().map(|(name, _)| *name);
                    let names = names.chain(Named::ALL.iter().map(|(name, _)| *name)).chain(["on"]);
                    let (at, name) =
                        word.split_once('/').map_or((at, word), |(rgb, name)| (at + rgb.len() + 1, name));
                    self.mistakes.unknown(at, "colour or weight", name, names);
                }
            }
        }
        (self.mistakes.found.len() == before).then_some(paint)
    }
}

/// `#rrggbb`, `#rrggbb/NAME` or `NAME`.
fn ink(word: &str) -> Option<Ink> {
    if let Some(name) = Named::parse(word) {
        return Some(Ink::Named(name));
    }
    match word.split_once('/') {
        None => Rgb::parse(word).map(|rgb| Ink::True(rgb, rgb.named())),
        Some((rgb, name)) => Some(Ink::True(Rgb::parse(rgb)?, Named::parse(name)?)),
    }
}

#[cfg(test)]
mod tests;
