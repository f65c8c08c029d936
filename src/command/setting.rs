//! Settings that can be changed while the program runs: their names and limits.

/// A setting with a whole number for its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting {
    /// Its name, in the configuration too.
    pub name: &'static str,
    /// What it is, as the end of a sentence.
    pub about: &'static str,
    pub least: u16,
    pub most: u16,
}

pub const SETTINGS: &[Setting] = &[
    Setting { name: "measure", about: "width of the text in cells", least: 20, most: 200 },
    Setting {
        name: "margin",
        about: "lines kept between the cursor and the edge of the screen",
        least: 0,
        most: 20,
    },
];
