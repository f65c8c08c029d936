//! What a page does not show at once, and what its readers press to see it.

use super::{ATTRIBUTES, Scanned, Scanner, text};

/// What is hidden right below what may open it is written so.
pub(in crate::import::html) const OPENED: &str = "opened";
/// And so what takes its place and is not seen.
pub(in crate::import::html) const UNSEEN: &str = "unseen";

/// Bytes of a heading or button, with its markup; of the name of what one opens; and how many such names are kept.
const LONGEST: usize = 1000;
const LONGEST_NAME: usize = 200;
const MOST_NAMES: usize = 10_000;

/// Parts of the class of what opens something.
const CLASSES: &[&str] = &[
    "accordion", "collaps", "toggle", "expand", "read-more", "readmore", "show-more", "showmore",
    "disclosure", "spoiler",
];

impl Scanned {
    fn opens(&mut self, name: &str) {
        let name = name.trim().trim_start_matches('#');
        if !name.is_empty() && name.len() <= LONGEST_NAME && self.opened.len() < MOST_NAMES {
            self.opened.insert(name.to_owned());
        }
    }
}

impl Scanner<'_> {
    /// Whether an element that begins with this tag may be what its readers press to see something; what it opens by name
    /// is kept. O(bytes of the tag).
    pub(super) fn opens(&mut self, name: &str, tag: &text::Tag<'_>) -> bool {
        let mut opens = matches!(name, "h2" | "h3" | "h4" | "h5" | "h6" | "dt" | "summary" | super::BUTTON);
        let (mut target, mut switches) = (None, false);
        for (key, value) in tag.attributes.iter().take(ATTRIBUTES) {
            match key.to_ascii_lowercase().as_str() {
                "aria-controls" => value.split_whitespace().take(8).for_each(|name| self.out.opens(name)),
                "data-target" | "data-bs-target" => self.out.opens(value),
                "aria-expanded" => {}
                "href" if value.starts_with('#') => {
                    target = Some(*value);
                    continue;
                }
                "data-toggle" | "data-bs-toggle" => {
                    switches = matches!(*value, "collapse" | "tab" | "pill");
                    opens |= switches;
                    continue;
                }
                "role" if matches!(*value, "tab" | "button") => switches = true,
                "class" if is_named(value) => {}
                _ => continue,
            }
            opens = true;
        }
        if let Some(target) = target.filter(|_| switches) {
            self.out.opens(target);
        }
        opens
    }

    /// Notes the end of what may open something and began at this byte.
    pub(super) fn end_opener(&mut self, from: usize) {
        self.is_below_opener |= self.at.saturating_sub(from) <= LONGEST;
    }

    /// As what the attribute is written of an element that is not shown at once. What a search in the page finds is a part
    /// of it.
    pub(super) fn hidden(&self, name: &str, tag: &text::Tag<'_>) -> Option<&'static str> {
        let mut hidden = None;
        for (key, value) in tag.attributes.iter().take(ATTRIBUTES) {
            let is_away = match key.to_ascii_lowercase().as_str() {
                "style" if text::is_away(value) => true,
                "style" if text::hides(value) => {
                    hidden = hidden.or(Some(UNSEEN));
                    false
                }
                "aria-hidden" => value.eq_ignore_ascii_case("true") && name != "img",
                "hidden" => !value.trim().eq_ignore_ascii_case("until-found"),
                _ => false,
            };
            if is_away {
                hidden = Some(if self.is_below_opener { OPENED } else { "" });
            }
        }
        hidden
    }
}

/// Whether the class of an element says that it opens something, or is opened.
pub(in crate::import::html) fn is_named(class: &str) -> bool {
    let class: String = class.chars().take(400).flat_map(char::to_lowercase).collect();
    CLASSES.iter().any(|part| class.contains(part))
}
