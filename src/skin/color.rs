//! Colours: of 24 bits, of the 256 and of the sixteen that terminals name.

use std::fmt;
use std::sync::LazyLock;

/// The light of each level of a channel, 0 to 1 (IEC 61966-2-1). Colours are mixed until they can be
/// read, so it is asked for thousands of times a frame.
static LIGHT: LazyLock<[f64; 256]> = LazyLock::new(|| {
    std::array::from_fn(|level| {
        let v = f64::from(u8::try_from(level).unwrap_or(u8::MAX)) / 255.0;
        if v <= 0.040_45 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
    })
});

/// Red, green, blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Rgb(pub u8, pub u8, pub u8);

impl fmt::Display for Rgb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}

impl Rgb {
    /// `#rrggbb`
    pub fn parse(text: &str) -> Option<Self> {
        let hex = text.strip_prefix('#').filter(|hex| hex.len() == 6)?;
        if !hex.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        let [_, r, g, b] = u32::from_str_radix(hex, 16).ok()?.to_be_bytes();
        Some(Self(r, g, b))
    }

    /// `percent` of this, the rest of the other.
    #[must_use]
    pub fn mix(self, other: Self, percent: u8) -> Self {
        let percent = u16::from(percent.min(100));
        let one = |a: u8, b: u8| {
            let sum = u16::from(a) * percent + u16::from(b) * (100 - percent);
            u8::try_from((sum + 50) / 100).unwrap_or(u8::MAX)
        };
        Self(one(self.0, other.0), one(self.1, other.1), one(self.2, other.2))
    }

    /// Red, green and blue as parts of light, 0 to 1 each.
    pub fn linear(self) -> [f64; 3] {
        [self.0, self.1, self.2].map(|level| LIGHT[usize::from(level)])
    }

    /// Relative luminance, 0 to 1.
    pub fn luminance(self) -> f64 {
        let [r, g, b] = self.linear();
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    /// Contrast as WCAG 2 defines it, 1 to 21.
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    fn distance(self, other: Self) -> u32 {
        let one = |a: u8, b: u8| u32::from(a.abs_diff(b)).pow(2);
        one(self.0, other.0) + one(self.1, other.1) + one(self.2, other.2)
    }

    /// The nearest of the 6x6x6 cube and the ramp of greys that 256-colour terminals have.
    pub fn indexed(self) -> u8 {
        let level = |v: u8| -> u8 {
            match v {
                0..=47 => 0,
                48..=114 => 1,
                _ => (v - 35) / 40,
            }
        };
        let cube = 16 + 36 * level(self.0) + 6 * level(self.1) + level(self.2);
        let middle = u16::from(self.0) + u16::from(self.1) + u16::from(self.2);
        let grey = 232 + u8::try_from((middle / 3).saturating_sub(3) / 10).unwrap_or(23).min(23);
        if self.distance(Self::of_index(grey)) < self.distance(Self::of_index(cube)) { grey } else { cube }
    }

    /// The colour of a number from 16 on among the 256.
    pub fn of_index(index: u8) -> Self {
        if index >= 232 {
            let grey = 8 + 10 * (index - 232);
            return Self(grey, grey, grey);
        }
        let level = |n: u8| if n == 0 { 0 } else { 55 + 40 * n };
        let n = index.saturating_sub(16);
        Self(level(n / 36), level(n / 6 % 6), level(n % 6))
    }

    /// The nearest of the named colours, by hue.
    pub fn named(self) -> Named {
        let most = self.0.max(self.1).max(self.2);
        if most < 48 {
            return Named::Black;
        }
        let high = |v: u8| u16::from(v) * 100 >= u16::from(most) * 72;
        match (high(self.0), high(self.1), high(self.2)) {
            (true, true, true) if most > 200 => Named::White,
            (true, true, true) if most > 150 => Named::Gray,
            (true, true, true) => Named::DarkGray,
            (true, true, false) => Named::Yellow,
            (true, false, true) => Named::Magenta,
            (false, true, true) => Named::Cyan,
            (true, false, false) => Named::Red,
            (false, true, false) => Named::Green,
            _ => Named::Blue,
        }
    }
}

/// The sixteen colours that every terminal names, and whose looks are the user's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Named {
    Black,
    Red,
    Green,
    Yellow,
    Blue,
    Magenta,
    Cyan,
    Gray,
    DarkGray,
    LightRed,
    LightGreen,
    LightYellow,
    LightBlue,
    LightMagenta,
    LightCyan,
    White,
}

impl Named {
    pub const ALL: [(&'static str, Self); 16] = [
        ("black", Self::Black),
        ("red", Self::Red),
        ("green", Self::Green),
        ("yellow", Self::Yellow),
        ("blue", Self::Blue),
        ("magenta", Self::Magenta),
        ("cyan", Self::Cyan),
        ("gray", Self::Gray),
        ("dark-gray", Self::DarkGray),
        ("light-red", Self::LightRed),
        ("light-green", Self::LightGreen),
        ("light-yellow", Self::LightYellow),
        ("light-blue", Self::LightBlue),
        ("light-magenta", Self::LightMagenta),
        ("light-cyan", Self::LightCyan),
        ("white", Self::White),
    ];

    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, color)| *color)
    }

    /// The light one of its pair.
    #[must_use]
    pub fn light(self) -> Self {
        match self {
            Self::Red => Self::LightRed,
            Self::Green => Self::LightGreen,
            Self::Yellow => Self::LightYellow,
            Self::Blue => Self::LightBlue,
            Self::Magenta => Self::LightMagenta,
            Self::Cyan => Self::LightCyan,
            other => other,
        }
    }

    /// The dark one of its pair.
    #[must_use]
    pub fn dark(self) -> Self {
        match self {
            Self::LightRed => Self::Red,
            Self::LightGreen => Self::Green,
            Self::LightYellow => Self::Yellow,
            Self::LightBlue => Self::Blue,
            Self::LightMagenta => Self::Magenta,
            Self::LightCyan => Self::Cyan,
            other => other,
        }
    }

    /// Whether dark letters are read better on it than light ones, in the usual palettes.
    pub fn is_light(self) -> bool {
        !matches!(self, Self::Black | Self::Red | Self::Blue | Self::Magenta | Self::DarkGray)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_read_mixed_and_compared() {
        assert_eq!(Rgb::parse("#0a64ff"), Some(Rgb(10, 100, 255)));
        for bad in ["0a64ff", "#0a64f", "#0a64fg", "#+a64ff", "#äöüa"] {
            assert_eq!(Rgb::parse(bad), None, "{bad}");
        }
        assert_eq!(Rgb(10, 100, 255).to_string(), "#0a64ff");
        assert_eq!(Rgb(100, 0, 200).mix(Rgb(0, 100, 0), 25), Rgb(25, 75, 50));
        let (black, white) = (Rgb(0, 0, 0), Rgb(255, 255, 255));
        assert!((black.contrast(white) - 21.0).abs() < 1e-9);
        // The example of the definition: the lightest grey that is readable on white.
        assert!(Rgb(0x76, 0x76, 0x76).contrast(white) >= 4.5 && Rgb(0x77, 0x77, 0x77).contrast(white) < 4.5);
    }

    #[test]
    fn a_colour_of_the_256_is_its_own_nearest() {
        for index in 16..=255 {
            let color = Rgb::of_index(index);
            assert_eq!(Rgb::of_index(color.indexed()), color, "{index}");
        }
    }
}
