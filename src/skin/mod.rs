//! What the interface looks like, as data: roles and their colours, and how passages are tinted.
//! Plain values; [`crate::config`] reads them from TOML, [`crate::view`] draws with them.

mod color;
mod palette;
mod role;
mod sixteen;

pub use color::{Named, Rgb};
pub use palette::{PALETTE, called, difference, meant, next_color};
pub use role::{Ink, Mods, Paint, Role};
pub use sixteen::Sixteen;

/// Contrast of text with its ground, as WCAG 2 reckons it: what a skin keeps to unless it asks for more.
pub const READABLE: f64 = 4.5;

/// The grounds that terminals have, as far as a skin that leaves them alone has to reckon with.
const LIGHTEST_DARK: Rgb = Rgb(0x1e, 0x1e, 0x1e);
const DARKEST_LIGHT: Rgb = Rgb(0xf0, 0xf0, 0xf0);

/// On which ground a skin is at home.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Kind {
    #[default]
    Dark,
    Light,
    /// On any: it names no colours.
    Any,
}

impl Kind {
    pub const ALL: [Self; 3] = [Self::Dark, Self::Light, Self::Any];

    pub fn name(self) -> &'static str {
        match self {
            Self::Dark => "dark",
            Self::Light => "light",
            Self::Any => "any",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The kind of a terminal with that ground.
    pub fn of_ground(ground: Rgb) -> Self {
        // Where black and white letters would be read equally well.
        if ground.luminance() > 0.18 { Self::Light } else { Self::Dark }
    }
}

/// A skin.
#[derive(Debug, Clone, PartialEq)]
pub struct Skin {
    pub name: String,
    pub kind: Kind,
    /// The ground that tints are mixed with; painted where the terminal's own is of the other kind.
    pub ground: Rgb,
    /// Letters on the painted ground and on tinted passages.
    pub ink: Rgb,
    /// Paint the ground in any case.
    pub paint: bool,
    /// How much of a theme's colour is in the ground of its passages, in percent; 0 leaves the
    /// ground alone.
    pub tint: u8,
    /// Whether themes show their colours in signs and names.
    pub hues: bool,
    /// Contrast of text with its ground, at least, where themes give the colour.
    pub contrast: f64,
    roles: [Paint; Role::COUNT],
}

impl Eq for Skin {}

impl Skin {
    /// A skin in which nothing has a colour or a weight.
    pub fn bare(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            kind: Kind::Any,
            ground: Rgb(0x16, 0x18, 0x1f),
            ink: Rgb(0xd2, 0xd6, 0xde),
            paint: false,
            tint: 0,
            hues: false,
            contrast: READABLE,
            roles: [Paint::default(); Role::COUNT],
        }
    }

    pub fn role(&self, role: Role) -> Paint {
        self.roles.get(role as usize).copied().unwrap_or_default()
    }

    pub fn set(&mut self, role: Role, paint: Paint) {
        if let Some(place) = self.roles.get_mut(role as usize) {
            *place = paint;
        }
    }

    /// Whether the ground is painted on a terminal whose own is of a kind.
    pub fn paints_over(&self, terminal: Kind) -> bool {
        self.paint || (self.kind != Kind::Any && self.kind != terminal)
    }

    /// The ground on which letters are hardest to read, whether it is the terminal's or painted.
    pub fn hardest(&self) -> Rgb {
        let bound = match self.kind {
            Kind::Light => DARKEST_LIGHT,
            _ => LIGHTEST_DARK,
        };
        let farther = self.ground.contrast(self.ink) < bound.contrast(self.ink);
        if self.paint || farther { self.ground } else { bound }
    }

    /// The ground of a passage with that colour; `depth` from 1 counts the passages on the spot.
    /// `shown` is what the terminal makes of a colour. Letters in [`Skin::ink`] are readable on it.
    pub fn passage_ground(&self, color: Rgb, depth: usize, shown: &dyn Fn(Rgb) -> Rgb) -> Rgb {
        let wanted = self.tint.saturating_add(if depth > 1 { 12 } else { 0 }).min(100);
        (0..=wanted)
            .rev()
            .map(|percent| color.mix(self.ground, percent))
            .find(|ground| shown(*ground).contrast(shown(self.ink)) >= self.contrast)
            .unwrap_or(self.ground)
    }

    /// Of a dark and a light name for a hue the one that thin lines are better seen in on the ground.
    pub fn seen(&self, name: Named) -> Named {
        if self.kind == Kind::Light { name.dark() } else { name.light() }
    }

    /// A theme's colour as letters: readable on the ground.
    pub fn theme_ink(&self, color: Rgb, shown: &dyn Fn(Rgb) -> Rgb) -> Rgb {
        let ground = self.hardest();
        let end = if ground.luminance() > 0.18 { Rgb(0, 0, 0) } else { Rgb(255, 255, 255) };
        (0..=100)
            .rev()
            .map(|percent| color.mix(end, percent))
            .find(|ink| shown(*ink).contrast(shown(ground)) >= self.contrast)
            .unwrap_or(end)
    }
}
