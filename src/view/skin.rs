//! The colours and signs of the interface. Text keeps the terminal's own colours; everything that
//! a colour says is said by a sign, an underline or weight as well.

use ratatui::style::{Color, Modifier, Style};

use crate::app::Colors;

pub struct Skin {
    colors: Colors,
}

type Rgb = (u8, u8, u8);

/// Where passages without a theme get their colour from.
const BARE: Rgb = (140, 132, 90);
/// Passages are tinted onto this ground, whatever the terminal's is, so that their contrast is known.
const GROUND: Rgb = (28, 30, 38);
const INK: Rgb = (240, 240, 236);

#[expect(
    clippy::unused_self,
    reason = "callers ask the skin, whether or not its answer depends on the colours"
)]
impl Skin {
    pub fn new(colors: Colors) -> Self {
        Self { colors }
    }

    fn plain(&self) -> bool {
        self.colors == Colors::None
    }

    fn color(&self, rgb: Rgb, named: Color) -> Color {
        match self.colors {
            Colors::True => Color::Rgb(rgb.0, rgb.1, rgb.2),
            Colors::Indexed => Color::Indexed(indexed(rgb)),
            Colors::Sixteen | Colors::None => named,
        }
    }

    fn tinted(&self, rgb: Rgb, named: Color) -> Style {
        if self.plain() { Style::new() } else { Style::new().fg(self.color(rgb, named)) }
    }

    pub fn text(&self) -> Style {
        Style::new()
    }

    pub fn strong(&self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    pub fn dim(&self) -> Style {
        if self.plain() {
            return Style::new().add_modifier(Modifier::DIM);
        }
        self.tinted((128, 132, 145), Color::DarkGray)
    }

    pub fn rule(&self) -> Style {
        if self.plain() {
            return Style::new().add_modifier(Modifier::DIM);
        }
        self.tinted((86, 90, 104), Color::DarkGray)
    }

    pub fn accent(&self) -> Style {
        self.tinted((90, 160, 220), Color::Blue).add_modifier(Modifier::BOLD)
    }

    pub fn error(&self) -> Style {
        self.tinted((225, 110, 100), Color::Red).add_modifier(Modifier::BOLD)
    }

    pub fn good(&self) -> Style {
        self.tinted((105, 175, 110), Color::Green)
    }

    pub fn heading(&self) -> Style {
        self.strong()
    }

    pub fn link(&self) -> Style {
        self.tinted((90, 160, 220), Color::Blue).add_modifier(Modifier::UNDERLINED)
    }

    /// A chosen row where the focus is, and where it is not.
    pub fn chosen(&self, focused: bool) -> Style {
        match (focused, self.plain()) {
            (true, true) => Style::new().add_modifier(Modifier::REVERSED),
            (true, false) => {
                Style::new().bg(self.color((48, 66, 92), Color::Blue)).fg(self.color(INK, Color::White))
            }
            (false, true) => Style::new().add_modifier(Modifier::BOLD),
            (false, false) => {
                Style::new().bg(self.color((58, 60, 70), Color::DarkGray)).fg(self.color(INK, Color::White))
            }
        }
    }

    pub fn cursor(&self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }

    pub fn selection(&self) -> Style {
        if self.plain() {
            return Style::new().add_modifier(Modifier::REVERSED);
        }
        Style::new().bg(self.color((62, 84, 122), Color::Blue)).fg(self.color(INK, Color::White))
    }

    pub fn hit(&self) -> Style {
        if self.plain() {
            return Style::new().add_modifier(Modifier::REVERSED | Modifier::BOLD);
        }
        Style::new().bg(self.color((222, 184, 80), Color::Yellow)).fg(self.color((20, 20, 20), Color::Black))
    }

    /// What a tag would go on.
    pub fn target(&self) -> Style {
        Style::new().add_modifier(Modifier::UNDERLINED)
    }

    /// A passage in the colour of its theme; `depth` from 1 counts the passages on the spot, so
    /// that one inside another looks different even where the colour is the same, or none.
    pub fn passage(&self, color: Option<&str>, depth: usize) -> Style {
        let weight = match depth {
            0 | 1 => Modifier::empty(),
            2 => Modifier::BOLD,
            _ => Modifier::BOLD | Modifier::ITALIC,
        };
        if self.plain() {
            return Style::new().add_modifier(Modifier::UNDERLINED | weight);
        }
        let rgb = color.and_then(parse).unwrap_or(BARE);
        let ground = mix(rgb, GROUND, if depth > 1 { 46 } else { 34 });
        let style = match self.colors {
            Colors::True | Colors::Indexed => {
                Style::new().bg(self.color(ground, Color::Black)).fg(self.color(INK, Color::White))
            }
            _ => Style::new().bg(sixteen(rgb)).fg(Color::Black),
        };
        style.add_modifier(weight)
    }

    /// A theme's sign or name in its colour.
    pub fn theme(&self, color: Option<&str>) -> Style {
        if self.plain() {
            return self.strong();
        }
        let rgb = color.and_then(parse).unwrap_or(BARE);
        // Lifted towards the middle, so that it is read on a dark and on a light ground.
        let rgb = mix(rgb, (150, 150, 150), 75);
        Style::new().fg(self.color(rgb, sixteen(rgb))).add_modifier(Modifier::BOLD)
    }
}

/// `#rrggbb`
fn parse(color: &str) -> Option<Rgb> {
    let hex = color.strip_prefix('#').filter(|hex| hex.len() == 6)?;
    let n = u32::from_str_radix(hex, 16).ok()?;
    let [_, r, g, b] = n.to_be_bytes();
    Some((r, g, b))
}

/// `percent` of the first, the rest of the second.
fn mix(a: Rgb, b: Rgb, percent: u16) -> Rgb {
    let one = |a: u8, b: u8| {
        let sum = u16::from(a) * percent + u16::from(b) * (100 - percent);
        u8::try_from(sum / 100).unwrap_or(u8::MAX)
    };
    (one(a.0, b.0), one(a.1, b.1), one(a.2, b.2))
}

/// The nearest colour of the 6x6x6 cube or the grey ramp that 256-colour terminals have.
fn indexed((r, g, b): Rgb) -> u8 {
    let level = |v: u8| -> u8 {
        match v {
            0..=47 => 0,
            48..=114 => 1,
            _ => (v - 35) / 40,
        }
    };
    let spread = r.max(g).max(b) - r.min(g).min(b);
    if spread < 12 {
        return match r {
            0..=7 => 16,
            248..=255 => 231,
            grey => 232 + (grey - 8) / 10,
        };
    }
    16 + 36 * level(r) + 6 * level(g) + level(b)
}

/// The nearest of the named colours, by hue.
fn sixteen((r, g, b): Rgb) -> Color {
    let most = r.max(g).max(b);
    let high = |v: u8| u16::from(v) * 100 >= u16::from(most) * 72;
    match (high(r), high(g), high(b)) {
        (true, true, true) => Color::Gray,
        (true, true, false) => Color::Yellow,
        (true, false, true) => Color::Magenta,
        (false, true, true) => Color::Cyan,
        (true, false, false) => Color::Red,
        (false, true, false) => Color::Green,
        _ => Color::Blue,
    }
}
