//! What a PDF says of itself, as `pdfinfo -isodates` prints it. Programs write much there that is no
//! title and no name; it is passed over.

use super::super::{clean, dates};
use crate::model::Metadata;

/// Metadata from the lines of `pdfinfo`; `shown` is what the first page has as its title.
pub(super) fn read(about: &str, name: Option<&str>, shown: Option<&str>) -> Metadata {
    let value = |key: &str| {
        let line = about.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(':'));
        line.and_then(clean::some_line)
    };
    let told = value("Title").map(|title| untyped(&title).to_owned()).filter(|title| is_title(title, name));
    let shown = shown.map(clean::line).filter(|title| title.chars().count() <= 300);
    let date = value("CreationDate").and_then(|date| dates::value(date.get(..10).unwrap_or(&date)));
    Metadata {
        title: told.or(shown).unwrap_or_default(),
        byline: value("Author").and_then(|author| byline(&author)),
        published: date,
        ..Metadata::default()
    }
}

/// A title without what word processors put before it.
fn untyped(title: &str) -> &str {
    ["Microsoft Word - ", "Microsoft PowerPoint - ", "PowerPoint Presentation - "]
        .iter()
        .find_map(|start| title.strip_prefix(start))
        .unwrap_or(title)
        .trim()
}

fn is_title(title: &str, name: Option<&str>) -> bool {
    const NONE: &[&str] = &[
        "untitled",
        "title",
        "document",
        "document1",
        "slide 1",
        "powerpoint presentation",
        "unknown",
        "none",
    ];
    const ENDS: &[&str] = &[
        ".doc", ".docx", ".odt", ".rtf", ".pdf", ".dvi", ".tex", ".ps", ".indd", ".qxd", ".qxp", ".fm",
        ".p65", ".pmd", ".txt", ".html", ".htm", ".ppt", ".pptx", ".md", ".wpd", ".pages",
    ];
    let folded = title.to_lowercase();
    let stem = name.and_then(|name| name.rsplit_once('.')).map(|(stem, _)| stem.to_lowercase());
    let letters = title.chars().filter(|c| c.is_alphabetic()).count();
    let one_word = !title.contains(char::is_whitespace);
    // `rpt_2017-final`, `10.1093_abc`
    let coded = one_word && title.contains(|c: char| c.is_ascii_digit() || matches!(c, '_' | '/' | '\\'));
    letters >= 2
        && !NONE.contains(&folded.as_str())
        && !ENDS.iter().any(|end| folded.ends_with(end))
        && stem.as_deref() != Some(folded.as_str())
        && !coded
}

/// Names parted by `; `; nothing where it is an account and not a name.
fn byline(author: &str) -> Option<String> {
    const NONE: &[&str] = &[
        "administrator",
        "admin",
        "user",
        "owner",
        "root",
        "unknown",
        "author",
        "default",
        "microsoft",
        "microsoft office user",
        "windows user",
        "anonymous",
        "none",
    ];
    let folded = author.to_lowercase();
    let account = !author.contains(char::is_whitespace)
        && (author.contains(|c: char| c.is_ascii_digit() || matches!(c, '@' | '\\' | '_'))
            || folded == author);
    if NONE.contains(&folded.as_str()) || account || !author.contains(char::is_alphabetic) {
        return None;
    }
    let pieces: Vec<&str> = author
        .split([';', '&'])
        .flat_map(|part| part.split(" and "))
        .map(str::trim)
        .filter(|p| !p.is_empty())
        .collect();
    // `A. Osei, J. Meer` are two, `Osei, Ana` is one.
    let commas: Vec<&str> = author
        .split([',', '&'])
        .flat_map(|part| part.split(" and "))
        .map(str::trim)
        .filter(|p| !p.is_empty())
        .collect();
    let full = |names: &[&str]| names.iter().all(|name| name.split_whitespace().count() >= 2);
    let names = if !author.contains(';') && full(&commas) { commas } else { pieces };
    Some(names.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(title: &str, author: &str) -> (String, Option<String>) {
        let about = format!(
            "Title:          {title}\nAuthor:         {author}\nCreationDate:    2017-07-12T02:00:54+02\n"
        );
        let meta = read(&about, Some("ferries.pdf"), Some("On  ferries"));
        assert_eq!(meta.published.as_deref(), Some("2017-07-12"));
        (meta.title, meta.byline)
    }

    #[test]
    fn titles_and_names_are_told_from_what_programs_leave() {
        for junk in [
            "",
            "Microsoft Word - ferries.doc",
            "untitled",
            "ferries",
            "a1.dvi",
            "rpt_2017",
            "10/5",
            "Report.indd",
        ] {
            assert_eq!(told(junk, "").0, "On ferries", "{junk}");
        }
        assert_eq!(told("Microsoft Word - The last ferry", "").0, "The last ferry");
        for junk in ["", "Administrator", "jdoe2", "jdoe", "x@example.org"] {
            assert_eq!(told("", junk).1, None, "{junk}");
        }
        for (author, byline) in [
            ("Ana Osei, Jan van der Meer and Li Na", "Ana Osei; Jan van der Meer; Li Na"),
            ("Osei, Ana", "Osei, Ana"),
            ("Osei, Ana; Meer, Jan", "Osei, Ana; Meer, Jan"),
            ("Ministry", "Ministry"),
        ] {
            assert_eq!(told("", author).1.as_deref(), Some(byline));
        }
    }
}
