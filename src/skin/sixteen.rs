//! Which of the sixteen colours stands for which theme, where a terminal has no more.

use super::{Named, Rgb};

/// What themes may have, with its hue in degrees and its lightness in percent. The yellows are kept
/// for what a search found; black, white and the greys are grounds, letters, selections and passages
/// without a theme.
const POOL: [(Named, u16, u16); 10] = [
    (Named::Red, 0, 35),
    (Named::Green, 120, 35),
    (Named::Cyan, 180, 35),
    (Named::Blue, 240, 35),
    (Named::Magenta, 300, 35),
    (Named::LightRed, 0, 65),
    (Named::LightGreen, 120, 65),
    (Named::LightCyan, 180, 65),
    (Named::LightBlue, 240, 65),
    (Named::LightMagenta, 300, 65),
];

/// Names for the colours of themes: each its own, as long as there are names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sixteen {
    given: Vec<(Rgb, Named)>,
}

impl Sixteen {
    /// As many colours as can have a name of their own.
    pub const MOST: usize = POOL.len();

    /// Gives each colour the nearest name that is left; the first of them choose first.
    pub fn of(colors: impl IntoIterator<Item = Rgb>) -> Self {
        let mut given: Vec<(Rgb, Named)> = Vec::new();
        for color in colors {
            if given.len() == Self::MOST {
                break;
            }
            if given.iter().any(|(known, _)| *known == color) {
                continue;
            }
            let name = nearest(color, |name| given.iter().all(|(_, taken)| *taken != name));
            given.push((color, name));
        }
        Self { given }
    }

    /// The name that stands for a colour: its own, or the nearest of all.
    pub fn name(&self, color: Rgb) -> Named {
        let own = self.given.iter().find(|(known, _)| *known == color);
        own.map_or_else(|| nearest(color, |_| true), |(_, name)| *name)
    }
}

fn nearest(color: Rgb, is_free: impl Fn(Named) -> bool) -> Named {
    let (hue, lightness) = hue_and_lightness(color);
    let distance = |(_, its_hue, its_lightness): &(Named, u16, u16)| {
        let apart = hue.abs_diff(*its_hue);
        // Between a dark and a light one of the same hue the lightness decides, and hardly elsewhere.
        2 * apart.min(360 - apart) + lightness.abs_diff(*its_lightness)
    };
    let free = POOL.iter().filter(|(name, ..)| is_free(*name));
    free.min_by_key(|entry| distance(entry)).map_or(Named::Magenta, |(name, ..)| *name)
}

/// Degrees and percent, as HSL has them; greys have the hue of red.
fn hue_and_lightness(Rgb(r, g, b): Rgb) -> (u16, u16) {
    let [r, g, b] = [r, g, b].map(i32::from);
    let (most, least) = (r.max(g).max(b), r.min(g).min(b));
    let spread = (most - least).max(1);
    let hue = match most {
        _ if most == least => 0,
        _ if most == r => 60 * (g - b) / spread,
        _ if most == g => 120 + 60 * (b - r) / spread,
        _ => 240 + 60 * (r - g) / spread,
    };
    let lightness = (most + least) * 100 / 510;
    (u16::try_from(hue.rem_euclid(360)).unwrap_or(0), u16::try_from(lightness).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::super::PALETTE;
    use super::*;

    fn names(sixteen: &Sixteen, colors: &[Rgb]) -> Vec<Named> {
        let mut names = Vec::new();
        for name in colors.iter().map(|color| sixteen.name(*color)) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    #[test]
    fn colours_differ_as_long_as_there_are_names() {
        let starters: Vec<Rgb> =
            crate::seeds::themes().unwrap().iter().filter_map(|theme| Rgb::parse(&theme.color)).collect();
        let reds: Vec<Rgb> = (0..10).map(|n| Rgb(255, n, 0)).collect();
        for colors in [&starters[..], &PALETTE[..10], &PALETTE[6..], &reds] {
            let sixteen = Sixteen::of(colors.iter().copied());
            assert_eq!(names(&sixteen, colors).len(), colors.len(), "{sixteen:?}");
        }
    }

    #[test]
    fn the_first_choose_first_and_what_comes_later_takes_nothing_away() {
        let few = Sixteen::of(PALETTE.into_iter().take(4));
        let all = Sixteen::of(PALETTE.into_iter().chain(PALETTE));
        for color in &PALETTE[..4] {
            assert_eq!(few.name(*color), all.name(*color));
        }
        // Those that come too late have the nearest name, whoever else has it.
        assert_eq!(all.name(Rgb(250, 10, 10)), Named::Red);
    }

    #[test]
    fn a_colour_that_has_a_name_gets_it() {
        let plain = [
            (Rgb(190, 0, 0), Named::Red),
            (Rgb(0, 0, 170), Named::Blue),
            (Rgb(90, 255, 90), Named::LightGreen),
            (Rgb(255, 85, 255), Named::LightMagenta),
            (Rgb(0, 0x77, 0xbb), Named::Cyan),
        ];
        for (color, name) in plain {
            assert_eq!(Sixteen::default().name(color), name, "{color}");
        }
    }
}
