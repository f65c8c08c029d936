//! What is passed over with all that is in it, and what is kept of it beside the page. An end that is not there is looked
//! for once, and within what has its end none is looked for.

use super::super::super::ImportError;
use super::{FRAME, LONGEST_TITLE, MOST_DATA, OBJECT, Scanner, embedded, text};

impl Scanner<'_> {
    /// An element whose content is no markup: titles are kept, and data about the page.
    pub(super) fn raw(&mut self, name: &str, tag: &text::Tag<'_>) -> Result<(), ImportError> {
        let rest = self.page.get(self.at..).unwrap_or_default();
        let end = if self.is_lost(name) { None } else { text::end_of(rest, name) };
        let Some((content, length)) = end else {
            self.lost.insert(name.to_owned());
            return Ok(());
        };
        self.at += length;
        let is_data = tag.attributes.iter().any(|(key, value)| {
            key.eq_ignore_ascii_case("type") && value.to_ascii_lowercase().contains("ld+json")
        });
        if name == "script" && is_data && !content.trim().is_empty() {
            self.keep_data(content);
        } else if name == "title" && content.len() <= LONGEST_TITLE {
            self.count()?;
            self.out.html.push_str("<title>");
            self.out.html.push_str(&content.replace('<', "&lt;"));
            self.out.html.push_str("</title>");
        } else if name == FRAME
            && let Some((address, title)) = embedded::of(tag)
        {
            self.count()?;
            self.references += embedded::write(&mut self.out.html, &address, &title);
        }
        Ok(())
    }

    /// Passes over an element with all that is in it; one that is never closed is passed over alone.
    pub(super) fn skip(&mut self, name: &str) {
        if self.is_lost(name) {
            return;
        }
        let rest = self.page.get(self.at..).unwrap_or_default();
        match text::end_of_nested(rest, name) {
            Some(length) => self.at += length,
            None => {
                self.lost.insert(name.to_owned());
            }
        }
    }

    /// Keeps data about the page, as much as is kept of any.
    fn keep_data(&mut self, data: &str) {
        if self.out.data.len() < MOST_DATA
            && let Some(left) = self.data_left.checked_sub(data.len())
        {
            self.data_left = left;
            self.out.data.push(data.to_owned());
        }
    }

    /// Whether what begins is an object that is never ended, with all of the page in it.
    pub(super) fn is_open_object(&mut self, name: &str) -> bool {
        if name != OBJECT || self.at < self.object_to {
            return false;
        }
        if self.is_lost(OBJECT) {
            return true;
        }
        let rest = self.page.get(self.at..).unwrap_or_default();
        let length = text::end_of_nested(rest, OBJECT);
        self.object_to = length.map_or(self.object_to, |length| self.at + length);
        if length.is_none() {
            self.lost.insert(OBJECT.to_owned());
        }
        length.is_none()
    }

    pub(super) fn is_lost(&self, end: &str) -> bool {
        self.lost.contains(end)
    }
}
