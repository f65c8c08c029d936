//! Text to query, by recursive descent over the characters.

use super::{Date, Expr, Is, Query, QueryError, Term};
use crate::model::split_path;

/// Fields as they are typed.
pub const FIELDS: [&str; 9] = ["theme", "by", "in", "title", "collection", "is", "since", "until", "note"];

/// How deep parentheses and minus signs may nest: more than anyone types, less than a stack.
const DEEPEST: usize = 64;

/// No text has them; they come along with what is copied from elsewhere. Names may have them.
/// Bytes of a word or phrase that is looked for: it is more than a paragraph, and the library does not look for much more.
pub(super) const LONGEST: usize = 4096;
const SOFT_HYPHEN: char = '\u{ad}';

/// Understands a query; an empty one asks for everything.
pub fn parse(text: &str) -> Result<Query, QueryError> {
    let mut parser = Parser { text, at: 0, depth: 0 };
    parser.skip_space();
    if parser.rest().is_empty() {
        return Ok(Query::default());
    }
    let expr = parser.any()?;
    if parser.peek() == Some(')') {
        return parser
            .fail(parser.at, "this parenthesis closes nothing: take it away, or open one before it");
    }
    let words = |(term, _): (&Term, bool)| term.wording(false).map(|wording| wording.words.len());
    if expr.terms().into_iter().filter_map(words).any(|bytes| bytes > LONGEST) {
        let at = text.split_inclusive(ends_word).find(|word| word.len() > LONGEST);
        let at = at.and_then(|word| text.find(word)).unwrap_or_default();
        return parser.fail(
            at,
            format!("one word or phrase is too long to be looked for ({LONGEST} bytes at most): look for a part of it"),
        );
    }
    Ok(expr.into())
}

/// The same of what is still being typed: its last word is a beginning, and a phrase ends where the text does.
pub fn parse_typed(text: &str) -> Result<Query, QueryError> {
    let closed = |error| match parse(&format!("{text}\"")) {
        Ok(query) => Ok(begun(query.expr).into()),
        Err(_) => Err(error),
    };
    parse(text).or_else(closed).map(Query::typing)
}

/// Of a phrase that comes last the last word is a beginning.
fn begun(expr: Expr) -> Expr {
    let in_last = |mut parts: Vec<Expr>| {
        let last = parts.pop().map(begun);
        parts.extend(last);
        parts
    };
    match expr {
        Expr::Term(Term::Phrase(words)) => Expr::Term(Term::Beginning(words)),
        Expr::All(parts) => Expr::All(in_last(parts)),
        Expr::Any(parts) => Expr::Any(in_last(parts)),
        Expr::Not(inner) => Expr::Not(Box::new(begun(*inner))),
        Expr::Term(_) => expr,
    }
}

/// Whether a character opens or closes a phrase.
pub(super) fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟')
}

/// Whether a character ends a word.
pub(super) fn ends_word(c: char) -> bool {
    c.is_whitespace() || is_quote(c) || matches!(c, '(' | ')')
}

/// What would be read as something other than a word.
pub(super) fn is_operator(word: &str) -> bool {
    matches!(word, "OR" | "AND" | "NOT")
}

/// Whether a word is read as a field: letters alone before its first colon, so that 10:30 is a word.
pub(super) fn begins_field(word: &str) -> bool {
    word.split_once(':').is_some_and(|(name, _)| name.chars().all(char::is_alphabetic))
}

/// The query with each byte where it was, and nothing in it that breaks a line.
pub(super) fn one_line(query: &str) -> String {
    query.chars().map(|c| if c == '\n' || c == '\t' || c == '\r' { ' ' } else { c }).collect()
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

impl<'a> Parser<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn skip(&mut self, c: char) {
        self.at += c.len_utf8();
    }

    fn skip_space(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    fn fail<T>(&self, at: usize, message: impl Into<String>) -> Result<T, QueryError> {
        Err(QueryError { at: at.min(self.text.len()), message: message.into() })
    }

    /// The characters up to the next white space, quotation mark or parenthesis.
    fn bare(&self) -> &'a str {
        let rest = self.rest();
        rest.get(..rest.find(ends_word).unwrap_or(rest.len())).unwrap_or_default()
    }

    fn any(&mut self) -> Result<Expr, QueryError> {
        let mut parts = vec![self.all()?];
        while self.bare() == "OR" {
            self.at += "OR".len();
            self.skip_space();
            parts.push(self.all()?);
        }
        Ok(Expr::any(parts))
    }

    /// Operands side by side, up to `OR`, a closing parenthesis or the end.
    fn all(&mut self) -> Result<Expr, QueryError> {
        let mut parts = Vec::new();
        loop {
            let operator = self.bare();
            match self.peek() {
                Some(')') | None => break,
                Some(_) if operator == "OR" => break,
                Some(_) => parts.push(self.operand()?),
            }
            self.skip_space();
        }
        if parts.is_empty() {
            let message = match self.peek() {
                None => "something to search for is missing at the end",
                Some(')') => "something to search for is missing before this parenthesis",
                Some(_) => {
                    "something to search for is missing before this OR (the word itself is written \"OR\")"
                }
            };
            return self.fail(self.at, message);
        }
        Ok(Expr::all(parts))
    }

    fn operand(&mut self) -> Result<Expr, QueryError> {
        let start = self.at;
        match self.peek() {
            Some('-') => {
                self.skip('-');
                match self.peek() {
                    Some('-') => self.fail(
                        self.at,
                        "one - takes away, two say nothing: leave one (text that begins with - goes in quotation marks)",
                    ),
                    None => self.fail(self.at, "something to leave out is missing after this -"),
                    Some(c) if c.is_whitespace() || c == ')' => {
                        self.fail(self.at, "something to leave out is missing after this -: write it without a space")
                    }
                    Some(_) if self.bare() == "OR" => {
                        self.fail(self.at, "something to leave out is missing before this OR")
                    }
                    Some(_) => {
                        let inner = self.deeper(start, Self::operand)?;
                        Ok(Expr::negate(inner))
                    }
                }
            }
            Some('(') => {
                self.skip('(');
                self.skip_space();
                if self.peek() == Some(')') {
                    return self.fail(self.at, "these parentheses hold nothing to search for");
                }
                let inner = self.deeper(start, Self::any)?;
                if self.peek() != Some(')') {
                    return self.fail(start, "this parenthesis is not closed: add a )");
                }
                self.skip(')');
                Ok(inner)
            }
            Some(c) if is_quote(c) => {
                let phrase = self.phrase()?.replace(SOFT_HYPHEN, "");
                self.searchable(&phrase, start)?;
                Ok(Expr::Term(Term::Phrase(phrase)))
            }
            _ => self.word().map(Expr::Term),
        }
    }

    fn deeper(
        &mut self,
        start: usize,
        read: impl FnOnce(&mut Self) -> Result<Expr, QueryError>,
    ) -> Result<Expr, QueryError> {
        if self.depth == DEEPEST {
            return self
                .fail(start, format!("more than {DEEPEST} parentheses within each other are not read"));
        }
        self.depth += 1;
        let expr = read(self);
        self.depth -= 1;
        expr
    }

    /// A phrase with its quotation marks; `\"` is a quotation mark in it and `\\` a backslash.
    fn phrase(&mut self) -> Result<String, QueryError> {
        let start = self.at;
        let mut inner = String::new();
        let mut chars = self.rest().char_indices().peekable();
        chars.next();
        while let Some((i, c)) = chars.next() {
            match (c, chars.peek()) {
                ('\\', Some(&(_, next))) if next == '\\' || is_quote(next) => {
                    inner.push(next);
                    chars.next();
                }
                (c, _) if is_quote(c) => {
                    self.at = start + i + c.len_utf8();
                    return match self.peek() {
                        Some(c) if !c.is_whitespace() && c != ')' => {
                            self.fail(self.at, "a space is missing after the closing quotation mark")
                        }
                        _ => Ok(inner),
                    };
                }
                (c, _) => inner.push(c),
            }
        }
        self.fail(start, "this quotation mark is not closed: add a \" at the end of the phrase")
    }

    /// A word, or a field with its value.
    fn word(&mut self) -> Result<Term, QueryError> {
        let start = self.at;
        let word = self.bare();
        if begins_field(word) {
            return self.field();
        }
        match word {
            "AND" => return self.fail(start, "AND is not needed: terms side by side must all be there (the word itself is written \"AND\")"),
            "NOT" => return self.fail(start, "NOT is written as - without a space, as in -word (the word itself is written \"NOT\")"),
            _ => {}
        }
        self.searchable(word, start)?;
        let beginning = self.beginning(word, start)?;
        self.at += word.len();
        self.no_quote_within()?;
        let in_text = |word: &str| word.replace(SOFT_HYPHEN, "");
        Ok(beginning.map_or_else(|| Term::Word(in_text(word)), |start| Term::Beginning(in_text(start))))
    }

    fn field(&mut self) -> Result<Term, QueryError> {
        let start = self.at;
        let name = self.bare().split(':').next().unwrap_or_default();
        let known = name.to_lowercase();
        if !FIELDS.contains(&known.as_str()) {
            let fields = FIELDS.map(|field| format!("{field}:")).join(" ");
            let message = if name.is_empty() {
                format!("the name of a field is missing before this colon: there are {fields}")
            } else {
                format!(
                    "there is no field {name}: (there are {fields}); text with a colon goes in quotation marks"
                )
            };
            return self.fail(start, message);
        }
        self.at += name.len() + 1;
        let at = self.at;
        let value = match self.peek() {
            Some(c) if is_quote(c) => self.phrase()?,
            Some('(') => {
                return self.fail(
                    at,
                    format!(
                        "parentheses after {known}: are not built yet: write ({known}:one OR {known}:other)"
                    ),
                );
            }
            _ => {
                let value = self.bare();
                self.at += value.len();
                self.no_quote_within()?;
                value.to_owned()
            }
        };
        if value.trim().is_empty() {
            return self.fail(
                at,
                format!(
                    "something is missing after {known}: (write it without a space, as in {})",
                    example(&known)
                ),
            );
        }
        match known.as_str() {
            "theme" if split_path(&value).is_empty() => self.fail(at, "a theme's name is more than slashes"),
            "theme" => Ok(Term::Theme(value)),
            "is" => match Is::EACH.into_iter().find(|is| is.word() == value.to_lowercase()) {
                Some(is) => Ok(Term::Is(is)),
                None => self.fail(at, format!("there is no is:{value}: there are {}", Is::EACH.map(Is::word).join(", "))),
            },
            "since" | "until" => match Date::parse(&value) {
                Some(date) if known == "since" => Ok(Term::Since(date)),
                Some(date) => Ok(Term::Until(date)),
                None => self.fail(at, format!("{value} is not a date: write a year, a month or a day, as in 2017, 2017-07 or 2017-07-12")),
            },
            field => {
                self.searchable(&value, at)?;
                let quoted = self.text.get(at..).is_some_and(|rest| rest.starts_with(is_quote));
                match value.find('*').filter(|_| !quoted) {
                    Some(_) if field == "note" => {
                        let beginning = self.beginning(&value, at)?.unwrap_or(&value);
                        return Ok(Term::NoteBeginning(beginning.to_owned()));
                    }
                    Some(star) => {
                        return self.fail(
                            at + star,
                            format!("{field}: needs no *, since a part is enough (a star itself goes in quotation marks)"),
                        );
                    }
                    None => {}
                }
                Ok(match field {
                    "by" => Term::By(value),
                    "in" => Term::In(value),
                    "collection" => Term::Collection(value),
                    "title" => Term::Title(value),
                    _ => Term::Note(value),
                })
            }
        }
    }

    /// A word runs up to white space or a parenthesis; a quotation mark in it is a slip.
    fn no_quote_within(&self) -> Result<(), QueryError> {
        match self.peek() {
            Some(c) if is_quote(c) => self
                .fail(self.at, "a space is missing before this quotation mark, or it stands inside a word"),
            _ => Ok(()),
        }
    }

    /// Refuses what the index of words could only search as something else.
    fn searchable(&self, words: &str, at: usize) -> Result<(), QueryError> {
        if !words.chars().any(char::is_alphanumeric) {
            return self.fail(at, "there is no letter and no digit here to search for");
        }
        Ok(())
    }

    /// What stands before the `*` of a bare word, if it has one: that is how the words sought begin. The index
    /// knows no other place for it than the end.
    fn beginning<'w>(&self, word: &'w str, at: usize) -> Result<Option<&'w str>, QueryError> {
        match word.split_once('*') {
            None => Ok(None),
            Some((start, "")) if start.ends_with(is_of_word) => Ok(Some(start)),
            Some((start, _)) => self.fail(
                at + start.len(),
                "* stands only at the end of a word and means any ending (a star itself goes in quotation marks)",
            ),
        }
    }
}

/// A letter, a digit, or what is written on one.
fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36f}')
}

fn example(field: &str) -> &'static str {
    match field {
        "theme" => "theme:syria",
        "by" => "by:name",
        "title" => "title:word",
        "in" => "in:publication",
        "collection" => "collection:\"title of a book\"",
        "is" => "is:unread",
        "since" => "since:2017-01",
        "until" => "until:2017-07-12",
        _ => "note:word",
    }
}
