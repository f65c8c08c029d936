//! Citation keys: surname, year, and a letter where two would be the same. ASCII, deterministic.

use std::collections::{BTreeMap, HashMap};

use uuid::Uuid;

use super::super::article::Metadata;
use super::{authors, surname, title, year};

/// The keys of a library's articles.
#[derive(Debug, Clone, Default)]
pub struct CiteKeys(HashMap<Uuid, String>);

impl CiteKeys {
    /// Gives each article its key. Where several would have the same, date, title and then UUID
    /// order the letters `a`, `b` … `z`, `aa`; so the keys do not depend on the order given.
    pub fn new<'a>(articles: impl IntoIterator<Item = (Uuid, &'a Metadata)>) -> Self {
        let mut same: BTreeMap<String, Vec<(String, String, Uuid)>> = BTreeMap::new();
        for (uuid, meta) in articles {
            let order = (meta.published.clone().unwrap_or_default(), meta.title.clone(), uuid);
            same.entry(base(meta)).or_default().push(order);
        }
        let mut keys = HashMap::new();
        for (base, mut group) in same {
            group.sort();
            let alone = group.len() == 1;
            for (n, (_, _, uuid)) in group.into_iter().enumerate() {
                let key = if alone { base.clone() } else { format!("{base}{}", letters(n)) };
                keys.insert(uuid, key);
            }
        }
        Self(keys)
    }

    pub fn get(&self, article: Uuid) -> Option<&str> {
        self.0.get(&article).map(String::as_str)
    }
}

/// Ends in a digit or in `nd`-dash, so that a letter after it never makes another base.
fn base(meta: &Metadata) -> String {
    let words = authors(meta).first().map(|name| surname(name));
    let named = [words.as_deref(), meta.publication.as_deref(), title(meta).split_whitespace().next()]
        .into_iter()
        .flatten()
        .map(ascii)
        .find(|name| !name.is_empty())
        .unwrap_or_else(|| "article".to_owned());
    match year(meta) {
        Some(year) => format!("{named}{year}"),
        None => format!("{named}-nd-"),
    }
    .trim_end_matches('-')
    .to_owned()
}

fn letters(mut n: usize) -> String {
    let mut out = Vec::new();
    loop {
        out.push(char::from(b'a' + u8::try_from(n % 26).unwrap_or(0)));
        match (n / 26).checked_sub(1) {
            Some(rest) => n = rest,
            None => break,
        }
    }
    out.iter().rev().collect()
}

/// Lower-case ASCII letters and digits; letters with marks lose them, others drop out.
fn ascii(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            'a'..='z' | '0'..='9' => out.push(c),
            'à'..='å' | 'ā' | 'ă' | 'ą' => out.push('a'),
            'æ' => out.push_str("ae"),
            'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => out.push('c'),
            'ď' | 'đ' | 'ð' => out.push('d'),
            'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => out.push('e'),
            'ĝ' | 'ğ' | 'ġ' | 'ģ' => out.push('g'),
            'ĥ' | 'ħ' => out.push('h'),
            'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => out.push('i'),
            'ĵ' => out.push('j'),
            'ķ' => out.push('k'),
            'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' => out.push('l'),
            'ñ' | 'ń' | 'ņ' | 'ň' => out.push('n'),
            'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => out.push('o'),
            'œ' => out.push_str("oe"),
            'ŕ' | 'ŗ' | 'ř' => out.push('r'),
            'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => out.push('s'),
            'ß' => out.push_str("ss"),
            'ţ' | 'ť' | 'ŧ' | 'ț' => out.push('t'),
            'þ' => out.push_str("th"),
            'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => out.push('u'),
            'ŵ' => out.push('w'),
            'ý' | 'ÿ' | 'ŷ' => out.push('y'),
            'ź' | 'ż' | 'ž' => out.push('z'),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meta(byline: &str, published: &str, title: &str) -> Metadata {
        Metadata {
            title: title.into(),
            byline: Some(byline.into()).filter(|b: &String| !b.is_empty()),
            published: Some(published.into()).filter(|b: &String| !b.is_empty()),
            ..Metadata::default()
        }
    }

    #[test]
    fn letters_part_equal_keys_whatever_the_order() {
        let list = [
            (Uuid::from_u128(3), meta("Ana Osei", "2017-07-12", "B")),
            (Uuid::from_u128(1), meta("Ben Osei", "2017-01-02", "A")),
            (Uuid::from_u128(2), meta("Zoë Müller-Łukasz", "2018", "C")),
            (Uuid::from_u128(4), meta("王小明", "", "漢字")),
            (Uuid::from_u128(5), meta("", "", "Terms of trade")),
        ];
        let keys = CiteKeys::new(list.iter().map(|(id, m)| (*id, m)));
        let reversed = CiteKeys::new(list.iter().rev().map(|(id, m)| (*id, m)));
        let read: Vec<&str> = (1..=5).map(|n| keys.get(Uuid::from_u128(n)).unwrap()).collect();
        assert_eq!(read, ["osei2017a", "mullerlukasz2018", "osei2017b", "article-nd", "terms-nd"]);
        assert_eq!(keys.0, reversed.0);
        assert_eq!(letters(25), "z");
        assert_eq!(letters(26), "aa");
    }
}
