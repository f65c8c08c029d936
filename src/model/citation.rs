//! How an article is named in a text that cites it: author, year, place; and its citation key.

mod bib;
mod key;
mod name;
mod quotation;

pub use bib::bib_entry;
pub use key::CiteKeys;
pub use name::{authors, surname};
pub use quotation::quotation;

use super::article::Metadata;

/// `(Surname, 2017, ¶4)`: the publication where there is no author, else the title; `n.d.` where
/// there is no year; no place where the paragraph is not counted. Plain text, not escaped.
pub fn short(meta: &Metadata, paragraph: Option<u32>) -> String {
    let (who, year) = (who(meta), year(meta).unwrap_or("n.d."));
    match paragraph {
        Some(paragraph) => format!("({who}, {year}, ¶{paragraph})"),
        None => format!("({who}, {year})"),
    }
}

/// `[@key, para. 4]`, as pandoc reads it.
pub fn keyed(key: &str, paragraph: Option<u32>) -> String {
    match paragraph {
        Some(paragraph) => format!("[@{key}, para. {paragraph}]"),
        None => format!("[@{key}]"),
    }
}

/// Who is cited: `Surname`, `Surname and Surname`, `Surname et al.`, else the publication, else the title.
pub fn who(meta: &Metadata) -> String {
    let names: Vec<String> = authors(meta).iter().map(|name| surname(name)).collect();
    match names.as_slice() {
        [] => filled(meta.publication.as_deref()).unwrap_or_else(|| title(meta)).to_owned(),
        [one] => one.clone(),
        [one, two] => format!("{one} and {two}"),
        [one, ..] => format!("{one} et al."),
    }
}

/// The year of publication: four digits.
pub fn year(meta: &Metadata) -> Option<&str> {
    let year = meta.published.as_deref()?.get(..4)?;
    year.bytes().all(|b| b.is_ascii_digit()).then_some(year)
}

/// `2017-07-12` as `12 July 2017`, `2017-07` as `July 2017`; anything else as it is.
pub fn date(published: &str) -> String {
    const MONTHS: [&str; 12] = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
        "November", "December",
    ];
    let mut parts = published.split('-');
    let (year, month, day) = (parts.next().unwrap_or_default(), parts.next(), parts.next());
    let name = month.and_then(|m| m.parse::<usize>().ok()).and_then(|m| MONTHS.get(m.checked_sub(1)?));
    match (name, day.map(str::parse::<u8>), parts.next()) {
        (Some(name), None, None) => format!("{name} {year}"),
        (Some(name), Some(Ok(day)), None) => format!("{day} {name} {year}"),
        _ => published.to_owned(),
    }
}

/// The authors as they are read: `A`, `A and B`, `A, B and C`; nothing where none is known.
pub fn byline(meta: &Metadata) -> Option<String> {
    let names = authors(meta);
    let (last, rest) = names.split_last()?;
    Some(if rest.is_empty() { last.clone() } else { format!("{} and {last}", rest.join(", ")) })
}

/// What the article is called; `untitled` where it has no title.
pub fn title(meta: &Metadata) -> &str {
    filled(Some(&meta.title)).unwrap_or("untitled")
}

fn filled(value: Option<&str>) -> Option<&str> {
    value.map(str::trim).filter(|v| !v.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meta(byline: Option<&str>, published: Option<&str>) -> Metadata {
        Metadata {
            title: "Terms".into(),
            byline: byline.map(Into::into),
            published: published.map(Into::into),
            ..Metadata::default()
        }
    }

    #[test]
    fn cites_authors_else_publication_else_title() {
        let dated = Some("2017-07-12");
        assert_eq!(short(&meta(Some("Ana Osei"), dated), Some(4)), "(Osei, 2017, ¶4)");
        assert_eq!(
            short(&meta(Some("Ana Osei; Jan van der Meer"), dated), None),
            "(Osei and van der Meer, 2017)"
        );
        assert_eq!(short(&meta(Some("A. B; C. D; E. F"), None), Some(1)), "(B et al., n.d., ¶1)");
        let mut none = meta(None, Some("2017"));
        assert_eq!(short(&none, Some(2)), "(Terms, 2017, ¶2)");
        none.publication = Some("Harbour Post".into());
        assert_eq!(short(&none, Some(2)), "(Harbour Post, 2017, ¶2)");
        none.title.clear();
        none.publication = Some(" ".into());
        assert_eq!(who(&none), "untitled");
        assert_eq!(keyed("osei2017", Some(4)), "[@osei2017, para. 4]");
        assert_eq!(keyed("osei2017", None), "[@osei2017]");
    }

    #[test]
    fn writes_dates_out_as_far_as_they_are_known() {
        for (published, read) in [
            ("2017-07-12", "12 July 2017"),
            ("2017-07-02", "2 July 2017"),
            ("2017-12", "December 2017"),
            ("2017", "2017"),
            ("2017-13-01", "2017-13-01"),
            ("spring", "spring"),
        ] {
            assert_eq!(date(published), read);
        }
        assert_eq!(byline(&meta(Some("A B; C D; E F"), None)).unwrap(), "A B, C D and E F");
        assert_eq!(year(&meta(None, Some("次の年"))), None);
    }
}
