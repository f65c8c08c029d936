//! What is known of a source: the values of variables that are called as postil calls them.

use super::Project;
use super::odd::Dropped;
use crate::import::clean;
use crate::model::{Metadata, Shape, Status};

#[derive(Debug, Default)]
pub(super) struct About {
    pub meta: Metadata,
    pub status: Status,
    pub starred: bool,
}

impl Project<'_> {
    pub(super) fn about(&mut self, values: &[(String, String)]) -> About {
        let meta = Metadata { format: "qdpx".to_owned(), ..Metadata::default() };
        let mut about = About { meta, ..About::default() };
        let ours = self.is_ours();
        for (variable, value) in values {
            let name =
                self.parsed.variables.get(variable).map(|name| name.to_lowercase()).unwrap_or_default();
            let Some(value) = clean::some_line(value) else { continue };
            // Another program may call something else so.
            let is_meant = ours || !matches!(&*name, "status" | "starred");
            if !is_meant || about.take(&name, value).is_none() {
                self.parsed.odd.drop(Dropped::Value);
            }
        }
        about
    }
}

impl About {
    /// Takes over a value of a variable; nothing where a library has no place for it.
    fn take(&mut self, name: &str, value: String) -> Option<()> {
        let meta = &mut self.meta;
        let (place, shape) = match name {
            "byline" => (&mut meta.byline, None),
            "publication" => (&mut meta.publication, None),
            "published" => (&mut meta.published, Some(Shape::Date)),
            "url" => (&mut meta.url, Some(Shape::Address)),
            "language" => (&mut meta.language, Some(Shape::Language)),
            "status" => {
                self.status = Status::parse(&value.to_lowercase())?;
                return Some(());
            }
            "starred" => {
                self.starred = match value.to_lowercase().as_str() {
                    "true" | "1" => true,
                    "false" | "0" => false,
                    _ => return None,
                };
                return Some(());
            }
            _ => return None,
        };
        if shape.is_some_and(|shape| shape.mistake(&value).is_some()) {
            return None;
        }
        *place = Some(value);
        Some(())
    }
}
