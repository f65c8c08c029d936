//! The skin as the screen needs it: roles and themes to styles, for the colours that there are.

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier, Style};

use crate::app::{Colors, Look};
use crate::skin::{self, Ink, Mods, Named, Paint, Rgb, Role};

/// Where passages without a theme get their colour from.
const BARE: Rgb = Rgb(140, 132, 90);

pub struct Skin {
    colors: Colors,
    worn: Arc<skin::Skin>,
    /// Whether the ground is the skin's.
    painted: bool,
}

impl Skin {
    pub fn new(look: &Look, colors: Colors) -> Self {
        // Without colours a skin of colours says nothing.
        let skin = if colors == Colors::None { look.mono() } else { look.skin() };
        Self { colors, worn: Arc::clone(skin), painted: colors != Colors::None && look.is_painted() }
    }

    fn color(&self, ink: Ink) -> Color {
        match (ink, self.colors) {
            (Ink::True(rgb, _), Colors::True) => Color::Rgb(rgb.0, rgb.1, rgb.2),
            (Ink::True(rgb, _), Colors::Indexed) => Color::Indexed(rgb.indexed()),
            (Ink::True(_, name) | Ink::Named(name), _) => named(name),
        }
    }

    fn paint(&self, Paint { ink, ground, mods }: Paint) -> Style {
        let mut style = Style::new().add_modifier(modifier(mods));
        if self.colors != Colors::None {
            style.fg = ink.map(|ink| self.color(ink));
            style.bg = ground.map(|ink| self.color(ink));
        }
        style
    }

    fn role(&self, role: Role) -> Style {
        self.paint(self.worn.role(role))
    }

    /// Weight alone: where nothing lies below it, [`Skin::lay_ground`] gives the letters their colour,
    /// and on a chosen row they have the row's.
    pub fn text(&self) -> Style {
        self.weight(Role::Text)
    }

    /// Weight alone, as with [`Skin::text`].
    pub fn strong(&self) -> Style {
        self.weight(Role::Strong)
    }

    fn weight(&self, role: Role) -> Style {
        Style::new().add_modifier(modifier(self.worn.role(role).mods))
    }

    pub fn dim(&self) -> Style {
        self.role(Role::Dim)
    }

    pub fn rule(&self) -> Style {
        self.role(Role::Rule)
    }

    pub fn accent(&self) -> Style {
        self.role(Role::Accent)
    }

    pub fn error(&self) -> Style {
        self.role(Role::Error)
    }

    pub fn good(&self) -> Style {
        self.role(Role::Good)
    }

    pub fn heading(&self) -> Style {
        self.role(Role::Heading)
    }

    pub fn link(&self) -> Style {
        self.role(Role::Link)
    }

    pub fn code(&self) -> Style {
        self.role(Role::Code)
    }

    /// A chosen row where the focus is, and where it is not.
    pub fn chosen(&self, focused: bool) -> Style {
        self.role(if focused { Role::Chosen } else { Role::ChosenElsewhere })
    }

    pub fn cursor(&self) -> Style {
        self.role(Role::Cursor)
    }

    pub fn selection(&self) -> Style {
        self.role(Role::Selection)
    }

    pub fn hit(&self) -> Style {
        self.role(Role::Hit)
    }

    /// The letters of a row that were typed to find it.
    pub fn matched(&self) -> Style {
        self.strong().add_modifier(Modifier::UNDERLINED)
    }

    /// What a tag would go on.
    pub fn target(&self) -> Style {
        self.role(Role::Target)
    }

    /// What the terminal makes of a colour.
    fn shown(&self, rgb: Rgb) -> Rgb {
        if self.colors == Colors::Indexed { Rgb::of_index(rgb.indexed()) } else { rgb }
    }

    /// A passage in the colour of its theme; `depth` from 1 counts the passages on the spot, so
    /// that one inside another looks different even where the colour is the same, or none.
    pub fn passage(&self, color: Option<&str>, depth: usize) -> Style {
        let plain = self.is_plain();
        let weight = match depth {
            0 | 1 => Modifier::empty(),
            // Without tints bold alone is what a tag would go on.
            2 if !plain => Modifier::BOLD,
            _ => Modifier::BOLD | Modifier::ITALIC,
        };
        let style = self.role(Role::Passage).add_modifier(weight);
        if plain {
            return style;
        }
        let rgb = color.and_then(Rgb::parse).unwrap_or(BARE);
        if self.colors == Colors::Sixteen {
            let ground = hue(rgb);
            let ink = if ground.is_light() { Color::Black } else { Color::White };
            return style.bg(named(ground)).fg(ink);
        }
        let ground = self.worn.passage_ground(rgb, depth, &|rgb| self.shown(rgb));
        let color = |rgb: Rgb| self.color(Ink::True(rgb, rgb.named()));
        style.bg(color(ground)).fg(color(self.worn.ink))
    }

    /// Whether passages have no ground of their own, so that only weight and lines show them.
    pub fn is_plain(&self) -> bool {
        self.colors == Colors::None || self.worn.tint == 0
    }

    /// The words of a passage among those around it, which are dim.
    pub fn quote(&self, chosen: bool) -> Style {
        let style = if chosen { self.strong() } else { self.text() };
        if self.is_plain() { style.patch(self.role(Role::Passage)) } else { style }
    }

    /// A theme's sign or name in its colour.
    pub fn theme(&self, color: Option<&str>) -> Style {
        let style = self.role(Role::Theme);
        if self.colors == Colors::None || !self.worn.hues {
            return style;
        }
        let rgb = color.and_then(Rgb::parse).unwrap_or(BARE);
        if self.colors == Colors::Sixteen {
            let hue = hue(rgb);
            // The dark ones of the sixteen are hardly seen on a dark ground.
            return style.fg(named(if self.worn.kind == skin::Kind::Light { hue } else { bright(hue) }));
        }
        let rgb = self.worn.theme_ink(rgb, &|rgb| self.shown(rgb));
        style.fg(self.color(Ink::True(rgb, rgb.named())))
    }

    /// Gives cells that were left to the terminal the skin's ground and letters, where it has its own.
    pub fn lay_ground(&self, buffer: &mut Buffer) {
        let color = |rgb: Rgb| self.color(Ink::True(rgb, rgb.named()));
        let own = |rgb| if self.painted { color(rgb) } else { Color::Reset };
        let text = self.role(Role::Text);
        let ground = text.bg.unwrap_or(own(self.worn.ground));
        let ink = text.fg.unwrap_or(own(self.worn.ink));
        if (ground, ink) == (Color::Reset, Color::Reset) {
            return;
        }
        for cell in &mut buffer.content {
            if cell.bg == Color::Reset {
                cell.bg = ground;
            }
            if cell.fg == Color::Reset {
                cell.fg = ink;
            }
        }
    }
}

/// The name that stands for a theme's colour: never one that a ground has.
fn hue(rgb: Rgb) -> Named {
    match rgb.named() {
        Named::Black | Named::DarkGray | Named::White => Named::Gray,
        other => other,
    }
}

/// The bright one of a pair of the sixteen colours.
fn bright(name: Named) -> Named {
    match name {
        Named::Red => Named::LightRed,
        Named::Blue => Named::LightBlue,
        Named::Magenta => Named::LightMagenta,
        other => other,
    }
}

fn modifier(mods: Mods) -> Modifier {
    let known = [
        (Mods::BOLD, Modifier::BOLD),
        (Mods::DIM, Modifier::DIM),
        (Mods::ITALIC, Modifier::ITALIC),
        (Mods::UNDERLINE, Modifier::UNDERLINED),
        (Mods::REVERSE, Modifier::REVERSED),
    ];
    known.into_iter().filter(|(ours, _)| mods.has(*ours)).map(|(_, theirs)| theirs).collect()
}

fn named(name: Named) -> Color {
    match name {
        Named::Black => Color::Black,
        Named::Red => Color::Red,
        Named::Green => Color::Green,
        Named::Yellow => Color::Yellow,
        Named::Blue => Color::Blue,
        Named::Magenta => Color::Magenta,
        Named::Cyan => Color::Cyan,
        Named::Gray => Color::Gray,
        Named::DarkGray => Color::DarkGray,
        Named::LightRed => Color::LightRed,
        Named::LightGreen => Color::LightGreen,
        Named::LightYellow => Color::LightYellow,
        Named::LightBlue => Color::LightBlue,
        Named::LightMagenta => Color::LightMagenta,
        Named::LightCyan => Color::LightCyan,
        Named::White => Color::White,
    }
}
