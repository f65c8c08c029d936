//! How the page is wanted: which panes and marks show, how wide and how even the column is. It is
//! remembered in the library as state, and is no step.

/// What the toggles say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct Looks {
    /// Only the pane with the focus shows.
    pub alone: bool,
    /// The sidebar shows beside the text; else only while it has the focus.
    pub sidebar: bool,
    /// Passages and their signs show in the text.
    pub marks: bool,
    /// Rows are stretched to the width of the column.
    pub justify: bool,
    /// Furniture is folded away.
    pub folded: bool,
    /// The width chosen on the screen, in cells, and the one of the settings at the time: it holds
    /// until the settings change.
    pub measure: Option<(u16, u16)>,
}

impl Default for Looks {
    fn default() -> Self {
        Self { alone: false, sidebar: true, marks: true, justify: false, folded: false, measure: None }
    }
}

impl Looks {
    /// The key under which they are remembered.
    pub const KEY: &str = "looks";

    /// As they are remembered: a word for each that is not the default.
    pub fn words(self) -> String {
        let mut words = Vec::new();
        let mut word = |is: bool, word: &str| {
            if is {
                words.push(word.to_owned());
            }
        };
        word(self.alone, "alone");
        word(!self.sidebar, "no-sidebar");
        word(!self.marks, "no-marks");
        word(self.justify, "justified");
        word(self.folded, "folded");
        if let Some((chosen, set)) = self.measure {
            words.push(format!("measure={chosen}/{set}"));
        }
        words.join(" ")
    }

    /// What was remembered; words that mean nothing (of a newer program) are passed over.
    pub fn read(words: &str) -> Self {
        let mut looks = Self::default();
        for word in words.split_whitespace() {
            match word {
                "alone" => looks.alone = true,
                "no-sidebar" => looks.sidebar = false,
                "no-marks" => looks.marks = false,
                "justified" => looks.justify = true,
                "folded" => looks.folded = true,
                _ => {
                    let measure = word.strip_prefix("measure=").and_then(|both| both.split_once('/'));
                    if let Some((chosen, set)) = measure
                        && let (Ok(chosen), Ok(set)) = (chosen.parse::<u16>(), set.parse())
                    {
                        looks.measure = Some((chosen.clamp(LEAST, MOST), set));
                    }
                }
            }
        }
        looks
    }
}

/// The narrowest and the widest column, in cells.
pub const LEAST: u16 = 20;
pub const MOST: u16 = 200;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_remembered_comes_back() {
        let other = Looks {
            alone: true,
            sidebar: false,
            marks: false,
            justify: true,
            folded: true,
            measure: Some((84, 70)),
        };
        for looks in [Looks::default(), other] {
            assert_eq!(Looks::read(&looks.words()), looks);
        }
        assert_eq!(Looks::default().words(), "");
        assert_eq!(Looks::read("wings=2 measure=9000/70 measure=x/y").measure, Some((200, 70)));
    }
}
