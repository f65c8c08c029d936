//! How an article is named in a text that cites it: author, year, place; and its citation key.

mod bib;
mod key;
mod name;
mod quotation;

pub use bib::bib_entry;
pub use key::CiteKeys;
pub use name::{authors, surname};
pub use quotation::quotation;

use super::annotation::Annotation;
use super::article::{Article, Metadata};

/// Where in a text something stands: on a page, where the source has pages, else in a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Locator<'a> {
    pub page: Option<&'a str>,
    /// From 1; `None` in furniture.
    pub paragraph: Option<u32>,
    /// The chapter, where the paragraphs of a book are counted by chapters.
    pub chapter: Option<&'a str>,
}

impl<'a> Locator<'a> {
    /// Where a passage stands.
    pub fn of(annotation: &'a Annotation) -> Self {
        let (page, paragraph) = (annotation.page.as_deref(), annotation.paragraph);
        Self { page, paragraph, ..Self::default() }
    }

    /// The same in an article, which may be a chapter.
    #[must_use]
    pub fn within(self, article: &'a Article) -> Self {
        Self { chapter: article.book().map(|_| article.title()), ..self }
    }

    /// All that is known, as lists of passages show it: `p. 12`, `¶4`.
    pub fn parts(self) -> impl Iterator<Item = String> {
        let page = self.page.map(|page| format!("p. {page}"));
        page.into_iter().chain(self.paragraph.map(|paragraph| format!("¶{paragraph}")))
    }
}

/// `(Surname, 2017, p. 12)`, or `¶4` where there are no pages, in a book `“The Tides”, ¶4`: the
/// publication where there is no author, else the title; `n.d.` where there is no year; no place where
/// none is known. Plain text, not escaped.
pub fn short(meta: &Metadata, at: Locator<'_>) -> String {
    let mut parts = vec![who(meta), year(meta).unwrap_or("n.d.").to_owned()];
    if at.page.is_none() {
        parts.extend(at.chapter.map(|chapter| format!("“{chapter}”")));
    }
    parts.extend(at.parts().next());
    format!("({})", parts.join(", "))
}

/// `[@key, p. 12]` or `[@key, para. 4]`, as pandoc reads it.
pub fn keyed(key: &str, at: Locator<'_>) -> String {
    match (at.page, at.paragraph) {
        (Some(page), _) => format!("[@{key}, p. {page}]"),
        (None, Some(paragraph)) => format!("[@{key}, para. {paragraph}]"),
        (None, None) => format!("[@{key}]"),
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

    fn in_paragraph(n: u32) -> Locator<'static> {
        Locator { paragraph: Some(n), ..Locator::default() }
    }

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
        assert_eq!(short(&meta(Some("Ana Osei"), dated), in_paragraph(4)), "(Osei, 2017, ¶4)");
        assert_eq!(
            short(&meta(Some("Ana Osei; Jan van der Meer"), dated), Locator::default()),
            "(Osei and van der Meer, 2017)"
        );
        assert_eq!(short(&meta(Some("A. B; C. D; E. F"), None), in_paragraph(1)), "(B et al., n.d., ¶1)");
        let mut none = meta(None, Some("2017"));
        assert_eq!(short(&none, in_paragraph(2)), "(Terms, 2017, ¶2)");
        none.publication = Some("Harbour Post".into());
        assert_eq!(short(&none, in_paragraph(2)), "(Harbour Post, 2017, ¶2)");
        none.title.clear();
        none.publication = Some(" ".into());
        assert_eq!(who(&none), "untitled");
        assert_eq!(keyed("osei2017", in_paragraph(4)), "[@osei2017, para. 4]");
        assert_eq!(keyed("osei2017", Locator::default()), "[@osei2017]");
    }

    #[test]
    fn a_page_is_named_before_a_paragraph() {
        let at = Locator { page: Some("iv"), paragraph: Some(4), chapter: Some("The Tides") };
        assert_eq!(short(&meta(Some("Ana Osei"), Some("2017")), at), "(Osei, 2017, p. iv)");
        assert_eq!(keyed("osei2017", at), "[@osei2017, p. iv]");
        assert_eq!(at.parts().collect::<Vec<_>>(), ["p. iv", "¶4"]);
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
