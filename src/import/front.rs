//! Front matter: the `key: value` lines between two lines of `---` at the top of a Markdown file.
//! The part of YAML that people and exporters write there is read: scalars with or without
//! quotation marks, and lists in brackets or as `- ` lines. The rest is passed over.

use std::str::Chars;

use super::{clean, dates};
use crate::model::Metadata;

/// Front matter that has not ended by here (bytes) is none.
const LONGEST: usize = 64 << 10;

/// Parts front matter from the body; nothing where there is none.
pub(super) fn split(text: &str) -> Option<(&str, &str)> {
    let body = text.strip_prefix("---")?;
    let body = body.trim_start_matches([' ', '\t']).strip_prefix('\n')?;
    let first = body.lines().find(|line| !line.trim().is_empty())?;
    if !is_key(first) {
        return None;
    }
    let mut at = 0;
    for line in body.split_inclusive('\n') {
        if at > LONGEST {
            return None;
        }
        if matches!(line.trim_end(), "---" | "...") {
            return Some((body.get(..at)?, body.get(at + line.len()..)?));
        }
        at += line.len();
    }
    None
}

fn is_key(line: &str) -> bool {
    line.starts_with('#')
        || line.split_once(':').is_some_and(|(key, rest)| {
            !key.is_empty()
                && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ' '))
                && (rest.is_empty() || rest.starts_with([' ', '\t']))
        })
}

/// What front matter says.
#[derive(Debug, Default)]
pub(super) struct Front {
    pub meta: Metadata,
    /// The themes it names.
    pub themes: Vec<String>,
    /// What could not be taken over, as sentences without a full stop.
    pub remarks: Vec<String>,
}

/// Characters of a value that are told of one that could not be taken over.
const TOLD: usize = 40;

/// Reads front matter, which begins in the second line of its file.
pub(super) fn parse(text: &str) -> Front {
    let Front { mut meta, mut themes, mut remarks } = Front::default();
    for Pair { line, key, values } in pairs(text) {
        let first = || values.first().cloned();
        match key.as_str() {
            "title" => meta.title = first().unwrap_or_default(),
            "author" | "authors" | "byline" | "creator" => {
                let names: Vec<&str> = values.iter().map(|name| unlink(name)).collect();
                meta.byline = Some(names.join("; ")).filter(|names| !names.is_empty());
            }
            "publication" | "outlet" | "publisher" | "site" | "site_name" => meta.publication = first(),
            "published" | "date" | "date_published" | "published_time" => {
                let date = first().and_then(|v| dates::value(&v));
                remarks.extend(first().filter(|_| date.is_none()).map(|value| no_date(line, &key, &value)));
                meta.published = date.or(meta.published);
            }
            "url" | "source" | "link" | "canonical" => meta.url = first().filter(|v| is_web(v)).or(meta.url),
            "language" | "lang" => meta.language = first(),
            "tags" | "themes" => themes.extend(values.iter().map(|v| v.trim_start_matches('#').to_owned())),
            _ => {}
        }
    }
    themes.retain(|theme| !theme.is_empty());
    Front { meta, themes, remarks }
}

fn no_date(line: usize, key: &str, value: &str) -> String {
    let mut told: String = value.chars().take(TOLD).collect();
    if told.len() < value.len() {
        told.push('…');
    }
    format!(
        "line {line}, `{key}`: “{told}” is no date and was left out (write YYYY, YYYY-MM or YYYY-MM-DD there and import \
         the file again, or give it with `postil edit ARTICLE --published`)"
    )
}

fn is_web(address: &str) -> bool {
    (address.starts_with("https://") || address.starts_with("http://"))
        && !address.contains(char::is_whitespace)
}

/// `[[Name]]`, as note programs write a name, is the name.
fn unlink(name: &str) -> &str {
    name.strip_prefix("[[").and_then(|n| n.strip_suffix("]]")).unwrap_or(name)
}

/// A key of the top level in lower case with its values, of which empty ones drop out.
struct Pair {
    /// Its line in the file, from 1.
    line: usize,
    key: String,
    values: Vec<String>,
}

fn pairs(text: &str) -> Vec<Pair> {
    let mut found: Vec<Pair> = Vec::new();
    for (number, line) in (2..).zip(text.lines()) {
        let bare = line.trim();
        if bare.is_empty() || bare.starts_with('#') {
            continue;
        }
        if let Some(item) = bare.strip_prefix("- ").or(bare.strip_prefix('-').filter(|_| bare == "-")) {
            if let Some(pair) = found.last_mut() {
                pair.values.extend(scalar(item));
            }
        } else if line.starts_with([' ', '\t']) {
            // A nested map, or a scalar over several lines, of which the first line is enough.
            if let Some(pair) = found.last_mut().filter(|pair| pair.values.is_empty()) {
                pair.values.extend(scalar(bare).filter(|_| !is_key(bare)));
            }
        } else if let Some((key, value)) = line.split_once(':') {
            let (key, values) = (key.trim().to_lowercase(), values(value.trim()));
            found.push(Pair { line: number, key, values });
        }
    }
    found
}

fn values(value: &str) -> Vec<String> {
    if let Some(list) = value.strip_prefix('[').filter(|v| !v.starts_with('[')) {
        return items(list.trim_end().strip_suffix(']').unwrap_or(list));
    }
    if matches!(value, "|" | ">" | "|-" | ">-" | "null" | "~") {
        return Vec::new();
    }
    scalar(value).into_iter().collect()
}

/// The items of a list in brackets; a comma within quotation marks parts nothing.
fn items(list: &str) -> Vec<String> {
    let mut found = Vec::new();
    let (mut quote, mut from, mut escaped) = (None, 0, false);
    for (at, c) in list.char_indices() {
        match (quote, c) {
            (Some('"'), '\\') if !escaped => {
                escaped = true;
                continue;
            }
            (Some(open), c) if c == open && !escaped => quote = None,
            (None, '"' | '\'') if list.get(from..at).is_some_and(|s| s.trim().is_empty()) => quote = Some(c),
            (None, ',') => {
                found.extend(scalar(list.get(from..at).unwrap_or_default()));
                from = at + 1;
            }
            _ => {}
        }
        escaped = false;
    }
    found.extend(scalar(list.get(from..).unwrap_or_default()));
    found
}

/// One value without its quotation marks or a comment after it.
fn scalar(value: &str) -> Option<String> {
    let value = value.trim();
    if let Some(inner) = value.strip_prefix('"') {
        let mut out = String::new();
        let mut chars = inner.chars();
        while let Some(c) = chars.next() {
            match c {
                '"' => break,
                '\\' => match chars.next() {
                    Some('n' | 't' | 'r') => out.push(' '),
                    Some('x') => out.push_str(&by_number(&mut chars, 2, 'x')),
                    Some('u') => out.push_str(&by_number(&mut chars, 4, 'u')),
                    Some('U') => out.push_str(&by_number(&mut chars, 8, 'U')),
                    Some(c) => out.push(c),
                    None => {}
                },
                c => out.push(c),
            }
        }
        return clean::some_line(&out);
    }
    if let Some(inner) = value.strip_prefix('\'') {
        let inner = inner.rfind('\'').and_then(|end| inner.get(..end)).unwrap_or(inner);
        return clean::some_line(&inner.replace("''", "'"));
    }
    clean::some_line(value.split(" #").next().unwrap_or(value))
}

/// The character whose number follows in so many hexadecimal digits (YAML 1.2, 5.7), or the letter that said
/// so where none does. Two halves of a pair, as programs for JSON write what has a longer number, are one.
fn by_number(chars: &mut Chars<'_>, digits: usize, letter: char) -> String {
    let mut ahead = chars.clone();
    let Some(mut number) = hexadecimal(&mut ahead, digits) else { return letter.to_string() };
    if (0xD800..0xDC00).contains(&number) {
        let mut further = ahead.clone();
        let is_next = further.next() == Some('\\') && further.next() == Some('u');
        let low = hexadecimal(&mut further, 4).filter(|low| is_next && (0xDC00..0xE000).contains(low));
        if let Some(low) = low {
            (number, ahead) = (0x10000 + ((number - 0xD800) << 10) + (low - 0xDC00), further);
        }
    }
    *chars = ahead;
    char::from_u32(number).unwrap_or(char::REPLACEMENT_CHARACTER).to_string()
}

fn hexadecimal(chars: &mut Chars<'_>, digits: usize) -> Option<u32> {
    (0..digits).try_fold(0, |number: u32, _| Some(number << 4 | chars.next()?.to_digit(16)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_by_number_are_read() {
        for (value, read) in [
            (r#""Jos\u00e9 P\U000000e9rez""#, "José Pérez"),
            (r#""\x41\/B \ud83d\ude00.""#, "A/B 😀."),
            (r#""C:\\users \u12 \xq""#, r"C:\users u12 xq"),
            (r#""\ud83d alone""#, "\u{fffd} alone"),
            (r"'\u00e9'", r"\u00e9"),
        ] {
            assert_eq!(scalar(value).as_deref(), Some(read), "{value}");
        }
    }

    #[test]
    fn scalars_and_lists_are_read() {
        let text = "---\ntitle: \"A \\\"true\\\" story: part 2\"\nauthor: [\"Roe, Jane\", 'O''Hara']\n\
            publication: The Outlet # the paper\npublished: 2020-01-02\nsource: https://example.org/a#b\n\
            lang: en\ntags:\n  - syria\n  - \"#air strikes\"\nextra:\n  title: no\n---\nBody\n";
        let (front, body) = split(text).unwrap();
        let Front { meta, themes, remarks } = parse(front);
        assert_eq!(remarks, [""; 0]);
        assert_eq!(body, "Body\n");
        assert_eq!(meta.title, "A \"true\" story: part 2");
        assert_eq!(meta.byline.as_deref(), Some("Roe, Jane; O'Hara"));
        assert_eq!(meta.publication.as_deref(), Some("The Outlet"));
        assert_eq!(meta.published.as_deref(), Some("2020-01-02"));
        assert_eq!(meta.url.as_deref(), Some("https://example.org/a#b"));
        assert_eq!(meta.language.as_deref(), Some("en"));
        assert_eq!(themes, ["syria", "air strikes"]);
    }

    #[test]
    fn what_is_no_front_matter_is_left_alone() {
        for text in [
            "---\n\nWords after a rule.\n\n---\n",
            "---\ntitle: never closed\n",
            "title: x\n---\n",
            "---\nnot a key\n---\n",
        ] {
            assert_eq!(split(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_source_that_is_no_address_is_no_address() {
        let Front { meta, .. } = parse("source: notes from a talk\nurl: javascript:alert(1)\nauthor:\n");
        assert_eq!(meta, Metadata::default());
    }

    #[test]
    fn what_is_no_date_is_told_with_its_line() {
        let long = "so ".repeat(100);
        let text = format!("title: A\n\n# no\nDate: 2024-13-45\ndate:\npublished: 2024-02\nDATE: {long}\n");
        let Front { meta, remarks, .. } = parse(&text);
        assert_eq!(meta.published.as_deref(), Some("2024-02"));
        assert_eq!(remarks.len(), 2, "{remarks:?}");
        assert!(remarks[0].starts_with("line 5, `date`: “2024-13-45” is no date"), "{remarks:?}");
        assert!(remarks[1].starts_with("line 8, `date`: “so so") && remarks[1].len() < 300, "{remarks:?}");
    }
}
