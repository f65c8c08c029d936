//! The skin as the screen needs it: roles and themes to styles, for the colours that there are.

use std::cell::RefCell;
use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

use super::paint::Pen;
use crate::app::{App, Colors};
use crate::model::Theme;
use crate::skin::{self, Ink, Mods, Named, Paint, Rgb, Role, Sixteen};

/// Where passages without a theme get their colour from.
const BARE: Rgb = Rgb(140, 132, 90);

pub struct Skin {
    colors: Colors,
    worn: Arc<skin::Skin>,
    /// Whether the ground is the skin's.
    painted: bool,
    /// What the themes' colours are called where there are sixteen.
    names: Sixteen,
    /// What letters are in by themselves, and strong ones: asked for at each of them.
    text: Style,
    strong: Style,
    /// The passages that were asked for: mixing their grounds takes long.
    passages: RefCell<Vec<(Passage, Style)>>,
}

/// A passage by the colour of its theme and its depth.
type Passage = (Option<Rgb>, usize);

impl Skin {
    pub fn new(app: &App) -> Self {
        let (look, colors) = (&app.prefs.look, app.prefs.colors);
        // Without colours a skin of colours says nothing.
        let skin = if colors == Colors::None { look.mono() } else { look.skin() };
        let weight = |role| weight(skin.role(role));
        Self {
            colors,
            text: weight(Role::Text),
            strong: weight(Role::Strong),
            passages: RefCell::default(),
            worn: Arc::clone(skin),
            painted: colors != Colors::None && look.is_painted(),
            names: if colors == Colors::Sixteen { names(&app.themes) } else { Sixteen::default() },
        }
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
        self.text
    }

    /// Weight alone, as with [`Skin::text`].
    pub fn strong(&self) -> Style {
        self.strong
    }

    fn weight(&self, role: Role) -> Style {
        weight(self.worn.role(role))
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

    /// Gives a chosen row its ground. Where the focus is, keys act on it.
    pub fn choose(&self, row: Rect, focused: bool, pen: &mut Pen<'_>) {
        pen.style(row, self.chosen(focused));
        if focused {
            pen.here(row.as_position());
        }
    }

    /// A chosen row where the focus is, and where it is not.
    fn chosen(&self, focused: bool) -> Style {
        self.role(if focused { Role::Chosen } else { Role::ChosenElsewhere })
    }

    pub fn cursor(&self) -> Style {
        self.role(Role::Cursor)
    }

    /// The cursor's cell over what stands there: reversed, or left out of what is.
    pub fn cursor_on(&self, style: Style, is_selected: bool) -> Style {
        let is_reversed = style.add_modifier.contains(Modifier::REVERSED);
        let style = if is_reversed {
            style.remove_modifier(Modifier::REVERSED).add_modifier(Modifier::BOLD)
        } else {
            style.patch(self.cursor())
        };
        // The reverse of a selection may look like the text beside it: with few colours lines tell them
        // apart, with more it is the cursor of plain text.
        match self.colors {
            _ if !is_selected => style,
            Colors::Indexed | Colors::True if !is_reversed => Style { fg: None, bg: None, ..style },
            _ => style.add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
        }
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
        let key = (color.and_then(Rgb::parse), depth);
        let mixed = self.passages.borrow().iter().find(|(known, _)| *known == key).map(|(_, style)| *style);
        mixed.unwrap_or_else(|| {
            let style = self.mix(color, depth);
            self.passages.borrow_mut().push((key, style));
            style
        })
    }

    fn mix(&self, color: Option<&str>, depth: usize) -> Style {
        let style = self.role(Role::Passage);
        let has = |modifier| style.add_modifier.contains(modifier);
        // The lines of what a tag would go on are its alone: only weight and slant are left.
        let style = match depth {
            0 | 1 => style,
            _ if has(Modifier::ITALIC) && depth.is_multiple_of(2) => style.remove_modifier(Modifier::ITALIC),
            2 if !has(Modifier::BOLD) => style.add_modifier(Modifier::BOLD),
            _ => style.add_modifier(Modifier::BOLD | Modifier::ITALIC),
        };
        if self.is_plain() {
            return style;
        }
        let rgb = color.and_then(Rgb::parse).unwrap_or(BARE);
        if self.colors == Colors::Sixteen {
            return style.patch(self.chip(color));
        }
        let ground = self.worn.passage_ground(rgb, depth, &|rgb| self.shown(rgb));
        let color = |rgb: Rgb| self.color(Ink::True(rgb, rgb.named()));
        style.bg(color(ground)).fg(color(self.worn.ink))
    }

    /// Whether passages have no ground of their own, so that only weight and lines show them.
    pub fn is_plain(&self) -> bool {
        self.colors == Colors::None || self.worn.tint == 0
    }

    /// The words of a passage among those around it: with the weight that passages have in the text,
    /// and on a chosen row bold.
    pub fn quote(&self, chosen: bool) -> Style {
        if chosen { self.strong().patch(self.weight(Role::Passage)) } else { self.role(Role::Passage) }
    }

    /// What stands around a passage: dim, or where it is chosen without the weight of its row.
    pub fn around(&self, chosen: bool) -> Style {
        if chosen { Style::new().remove_modifier(Modifier::BOLD) } else { self.dim() }
    }

    /// Of sixteen colours: the one that stands for a theme's as the ground, and letters that are read
    /// on it. A passage without a theme has a grey.
    fn chip(&self, color: Option<&str>) -> Style {
        let name = color.and_then(Rgb::parse).map_or(Named::DarkGray, |rgb| self.names.name(rgb));
        let ink = if name.is_light() { Color::Black } else { Color::White };
        Style::new().bg(named(name)).fg(ink)
    }

    /// A theme's name in its colour, where there are colours enough that it is readable in all of them.
    pub fn theme(&self, color: Option<&str>) -> Style {
        let style = self.role(Role::Theme);
        if matches!(self.colors, Colors::None | Colors::Sixteen) || !self.worn.hues {
            return style;
        }
        let rgb = color.and_then(Rgb::parse).unwrap_or(BARE);
        let rgb = self.worn.theme_ink(rgb, &|rgb| self.shown(rgb));
        style.fg(self.color(Ink::True(rgb, rgb.named())))
    }

    /// A theme's sign: as its name, or on the very ground that its passages have.
    pub fn sign(&self, color: Option<&str>) -> Style {
        if self.colors == Colors::Sixteen && self.worn.hues && color.is_some() {
            self.chip(color)
        } else {
            self.theme(color)
        }
    }

    /// A thin line or a bar that belongs to a theme.
    pub fn tie(&self, color: Option<&str>) -> Style {
        if self.colors == Colors::Sixteen && self.worn.hues {
            let name = color.and_then(Rgb::parse).map_or(Named::DarkGray, |rgb| self.names.name(rgb));
            return Style::new().fg(named(self.worn.seen(name)));
        }
        self.theme(color)
    }

    /// A few cells full of a colour.
    pub fn swatch(&self, color: &str) -> (&'static str, Style) {
        if self.colors == Colors::Sixteen && self.worn.hues {
            ("   ", self.chip(Some(color)))
        } else {
            ("███", self.theme(Some(color)))
        }
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

/// Those with a digit choose first, then the older ones: so what is new changes no colour.
fn names(themes: &[Theme]) -> Sixteen {
    let mut order: Vec<&Theme> = themes.iter().collect();
    order.sort_by_key(|theme| (theme.key.is_none(), theme.key, theme.id));
    Sixteen::of(order.into_iter().filter_map(|theme| Rgb::parse(&theme.color)))
}

fn weight(paint: Paint) -> Style {
    Style::new().add_modifier(modifier(paint.mods))
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
