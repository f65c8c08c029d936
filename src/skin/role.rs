//! What has a look of its own, and what a look is made of.

use super::{Named, Rgb};

/// Builds the enum and its table from one list.
macro_rules! roles {
    ($($variant:ident $name:literal $about:literal;)*) => {
        /// Something on the screen that has a look of its own.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Role { $(#[doc = $about] $variant,)* }

        impl Role {
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];
            pub const COUNT: usize = Self::ALL.len();

            /// Its name in skin files.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }
        }
    };
}

roles! {
    Text "text" "What is read";
    Strong "strong" "What is printed bold in the text, and titles";
    Dim "dim" "What matters less: furniture, facts, explanations";
    Rule "rule" "Thin lines between panes";
    Accent "accent" "Keys, prompts, the pane in focus";
    Heading "heading" "Headings of an article";
    Link "link" "Links in the text";
    Code "code" "Code in the text";
    Error "error" "What went wrong, and what is lost";
    Good "good" "What went well, and what is ticked";
    Chosen "chosen" "The chosen row where the focus is";
    ChosenElsewhere "chosen-elsewhere" "The chosen row where the focus is not";
    Cursor "cursor" "The cursor in the text";
    Selection "selection" "What is selected";
    Hit "hit" "What a search found";
    Target "target" "What a tag would go on";
    Passage "passage" "Passages, over the tint of their theme";
    Theme "theme" "Signs and names of themes, over their colour";
}

/// Weights and lines of letters: a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Mods(u8);

impl Mods {
    pub const BOLD: Self = Self(1);
    pub const DIM: Self = Self(2);
    pub const ITALIC: Self = Self(4);
    pub const UNDERLINE: Self = Self(8);
    pub const REVERSE: Self = Self(16);
    pub const ALL: [(&'static str, Self); 5] = [
        ("bold", Self::BOLD),
        ("dim", Self::DIM),
        ("italic", Self::ITALIC),
        ("underline", Self::UNDERLINE),
        ("reverse", Self::REVERSE),
    ];

    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

/// A colour as a skin names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ink {
    /// One of the sixteen, whatever the terminal can do.
    Named(Named),
    /// 24 bits, and which of the sixteen stands for it where there are no more.
    True(Rgb, Named),
}

/// The look of a role. What is `None` is left as it is below.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Paint {
    pub ink: Option<Ink>,
    pub ground: Option<Ink>,
    pub mods: Mods,
}
