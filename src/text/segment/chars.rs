//! What a character means for the end of a sentence.

/// What a sign says about ending a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// A full stop, which also marks abbreviations.
    Stop,
    /// An ellipsis, in one character or as several full stops.
    Dots,
    /// Nothing but an end: question and exclamation marks, the stops of other scripts.
    Strong,
    /// An end after which no space is needed: the wide signs of Chinese and Japanese.
    Wide,
}

/// The signs that end sentences outside the Latin script and its neighbours
/// (property `Sentence_Terminal` of the Unicode Character Database, `PropList.txt`).
const STRONG: &[(char, char)] = &[
    ('\u{37e}', '\u{37e}'),
    ('\u{589}', '\u{589}'),
    ('\u{61d}', '\u{61f}'),
    ('\u{6d4}', '\u{6d4}'),
    ('\u{700}', '\u{702}'),
    ('\u{7f9}', '\u{7f9}'),
    ('\u{837}', '\u{837}'),
    ('\u{839}', '\u{839}'),
    ('\u{83d}', '\u{83e}'),
    ('\u{964}', '\u{965}'),
    ('\u{104a}', '\u{104b}'),
    ('\u{1362}', '\u{1362}'),
    ('\u{1367}', '\u{1368}'),
    ('\u{166e}', '\u{166e}'),
    ('\u{1735}', '\u{1736}'),
    ('\u{17d4}', '\u{17d5}'),
    ('\u{1803}', '\u{1803}'),
    ('\u{1809}', '\u{1809}'),
    ('\u{1944}', '\u{1945}'),
    ('\u{1aa8}', '\u{1aab}'),
    ('\u{1b5a}', '\u{1b5b}'),
    ('\u{1b4e}', '\u{1b4f}'),
    ('\u{1b5e}', '\u{1b5f}'),
    ('\u{1b7d}', '\u{1b7f}'),
    ('\u{2cf9}', '\u{2cfb}'),
    ('\u{2e3c}', '\u{2e3c}'),
    ('\u{2e53}', '\u{2e54}'),
    ('\u{fe12}', '\u{fe12}'),
    ('\u{fe15}', '\u{fe16}'),
    ('\u{1c3b}', '\u{1c3c}'),
    ('\u{1c7e}', '\u{1c7f}'),
    ('\u{203c}', '\u{203d}'),
    ('\u{2047}', '\u{2049}'),
    ('\u{2e2e}', '\u{2e2e}'),
    ('\u{a4ff}', '\u{a4ff}'),
    ('\u{a60e}', '\u{a60f}'),
    ('\u{a6f3}', '\u{a6f3}'),
    ('\u{a6f7}', '\u{a6f7}'),
    ('\u{a876}', '\u{a877}'),
    ('\u{a8ce}', '\u{a8cf}'),
    ('\u{a92f}', '\u{a92f}'),
    ('\u{a9c8}', '\u{a9c9}'),
    ('\u{aa5d}', '\u{aa5f}'),
    ('\u{aaf0}', '\u{aaf1}'),
    ('\u{abeb}', '\u{abeb}'),
    ('\u{fe56}', '\u{fe57}'),
];

pub fn end(c: char) -> Option<End> {
    match c {
        '.' | '\u{2024}' | '\u{fe52}' => Some(End::Stop),
        '…' | '‥' => Some(End::Dots),
        '!' | '?' => Some(End::Strong),
        '。' | '．' | '！' | '？' | '｡' => Some(End::Wide),
        c if c < '\u{37e}' => None,
        c => STRONG.iter().any(|&(a, b)| a <= c && c <= b).then_some(End::Strong),
    }
}

/// A letter of Chinese or Japanese, which parts words by no space.
pub fn is_unspaced(c: char) -> bool {
    matches!(c, '々' | '〆' | '\u{3041}'..='\u{309f}' | '\u{30a1}'..='\u{30fa}' | '\u{30fc}'..='\u{30ff}'
        | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// A small letter, for which Georgian has none: its letters begin sentences too.
pub fn is_lower(c: char) -> bool {
    c.is_lowercase() && !('\u{10d0}'..='\u{10ff}').contains(&c)
}

pub fn is_upper(c: char) -> bool {
    c.is_uppercase() || ('\u{1c5}'..='\u{1f2}').contains(&c) && !c.is_lowercase()
}

/// A bracket that closes.
pub fn closes_bracket(c: char) -> bool {
    matches!(c, ')' | ']' | '}' | '）' | '］' | '｝' | '〕' | '】' | '⟩' | '〉' | '》')
}

/// A quotation mark that only closes.
pub fn closes_quote(c: char) -> bool {
    matches!(c, '”' | '’' | '」' | '』' | '｣' | '›' | '»')
}

/// A quotation mark that opens in one language and closes in another.
pub fn may_close_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '‘' | '«' | '‹') || closes_quote(c)
}

/// A sign before the first word of a sentence.
pub fn opens(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '“'
            | '”'
            | '„'
            | '‟'
            | '‘'
            | '’'
            | '‚'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '('
            | '['
            | '{'
            | '<'
            | '¿'
            | '¡'
            | '「'
            | '『'
            | '（'
            | '［'
            | '【'
            | '《'
            | '〈'
            | '〔'
            | '｢'
    )
}

/// A mark that points to a note and stands after the full stop.
pub fn is_note_mark(c: char) -> bool {
    matches!(c, '*' | '†' | '‡' | '¹' | '²' | '³' | '⁰' | '⁴'..='⁹')
}

/// A picture: emoji and dingbats, with what shapes them.
pub fn is_picture(c: char) -> bool {
    matches!(c, '\u{2600}'..='\u{27bf}' | '\u{1f300}'..='\u{1faff}' | '\u{fe0f}' | '\u{200d}')
}
