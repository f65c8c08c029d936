//! Just enough reading of Rust to see which paths a source names. Text in comments and literals is
//! passed over, and so are items under `#[cfg(test)]`.

/// A source as tokens: names, `::`, and other signs one by one.
pub struct Source {
    tokens: Vec<Token>,
    lines: usize,
    /// Lines that items under `#[cfg(test)]` take.
    test_lines: usize,
}

#[derive(Clone)]
struct Token {
    text: String,
    /// From 1.
    line: usize,
}

/// A path that a source names.
pub struct NamedPath {
    pub target: Target,
    /// From 1.
    pub line: usize,
}

pub enum Target {
    /// From the top of the crate; empty for the crate itself.
    Ours(Vec<String>),
    /// Of another crate, or of something brought in by an import.
    Outside(Vec<String>),
}

impl Source {
    pub fn read(text: &str) -> Self {
        let mut tokens = tokens(&code(text));
        let test_lines = drop_tests(&mut tokens);
        Self { tokens, lines: text.lines().count(), test_lines }
    }

    pub fn lines_outside_tests(&self) -> usize {
        self.lines - self.test_lines
    }

    /// The paths of two names or more, and those of all imports, in a source that is the module `here`.
    pub fn paths(&self, here: &[String]) -> Vec<NamedPath> {
        let mut found = Vec::new();
        let mut module = here.to_vec();
        let mut inner = Vec::new();
        let mut depth = 0;
        let mut at = 0;
        while let Some(token) = self.tokens.get(at) {
            let line = token.line;
            match token.text.as_str() {
                "{" => depth += 1,
                "}" => {
                    depth -= 1;
                    if inner.last() == Some(&depth) {
                        inner.pop();
                        module.pop();
                    }
                }
                "mod" if self.is(at + 2, "{") => {
                    module.push(self.text(at + 1).to_owned());
                    inner.push(depth);
                    depth += 1;
                    at += 2;
                }
                "use" if !self.is(at + 1, "<") => {
                    at += 1;
                    let mut leaves = Vec::new();
                    self.tree(&mut at, &[], &mut leaves);
                    found.extend(
                        leaves
                            .into_iter()
                            .map(|(path, line)| NamedPath { target: resolve(&path, &module), line }),
                    );
                    continue;
                }
                text if is_name(text) && !self.follows_a_path(at) => {
                    let mut path = vec![text.to_owned()];
                    while self.is(at + 1, "::") && is_name(self.text(at + 2)) {
                        path.push(self.text(at + 2).to_owned());
                        at += 2;
                    }
                    if path.len() > 1 {
                        found.push(NamedPath { target: resolve(&path, &module), line });
                    }
                }
                _ => {}
            }
            at += 1;
        }
        found
    }

    /// Reads a tree of imports from `at` and adds its leaves; stops behind it.
    fn tree(&self, at: &mut usize, above: &[String], leaves: &mut Vec<(Vec<String>, usize)>) {
        let mut path = above.to_vec();
        let mut line = self.tokens.get(*at).map_or(0, |t| t.line);
        loop {
            match self.text(*at) {
                "{" => {
                    *at += 1;
                    while !matches!(self.text(*at), "}" | "") {
                        self.tree(at, &path, leaves);
                    }
                    *at += 1;
                    self.pass(at);
                    return;
                }
                "self" if !path.is_empty() => *at += 1,
                "::" | "*" => *at += 1,
                "as" => *at += 2,
                name if is_name(name) => {
                    line = self.tokens.get(*at).map_or(line, |t| t.line);
                    path.push(name.to_owned());
                    *at += 1;
                }
                _ => {
                    leaves.push((path, line));
                    self.pass(at);
                    return;
                }
            }
        }
    }

    /// Steps over what parts the trees of a group or ends an import; any other sign but a closing
    /// bracket too, so that reading always goes on.
    fn pass(&self, at: &mut usize) {
        if !matches!(self.text(*at), "}" | "") {
            *at += 1;
        }
    }

    /// Whether the name at `at` goes on a path that began before it, or is a field or method.
    fn follows_a_path(&self, at: usize) -> bool {
        let before = |n: usize| at.checked_sub(n).map_or("", |i| self.text(i));
        match before(1) {
            "." => before(2) != ".",
            "::" => is_name(before(2)) || (before(2) == ">" && !["-", "="].contains(&before(3))),
            _ => false,
        }
    }

    fn text(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |t| &t.text)
    }

    fn is(&self, at: usize, text: &str) -> bool {
        self.text(at) == text
    }
}

fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

fn resolve(path: &[String], module: &[String]) -> Target {
    let mut place = module.to_vec();
    let mut rest = path;
    match path.first().map(String::as_str) {
        Some("crate" | "postil") => return Target::Ours(path[1..].to_vec()),
        Some("self") => rest = &path[1..],
        Some("super") => {}
        _ => return Target::Outside(path.to_vec()),
    }
    while rest.first().is_some_and(|name| name == "super") {
        place.pop();
        rest = &rest[1..];
    }
    place.extend_from_slice(rest);
    Target::Ours(place)
}

/// The text with comments and the insides of literals as spaces; line ends stay.
fn code(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let get = |i: usize| chars.get(i).copied().unwrap_or('\0');
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        let after_name = at > 0 && (get(at - 1).is_alphanumeric() || get(at - 1) == '_');
        let end = match get(at) {
            '/' if get(at + 1) == '/' => (at..chars.len()).find(|&i| get(i) == '\n').unwrap_or(chars.len()),
            '/' if get(at + 1) == '*' => comment_end(&chars, at),
            '"' => string_end(&chars, at),
            'r' if !after_name || get(at - 1) == 'b' || get(at - 1) == 'c' => raw_string_end(&chars, at),
            '\'' if get(at + 1) == '\\' => {
                (at + 3..chars.len()).find(|&i| get(i) == '\'').map_or(chars.len(), |i| i + 1)
            }
            '\'' if get(at + 2) == '\'' => at + 3,
            _ => at,
        };
        if end == at {
            out.push(get(at));
            at += 1;
        } else {
            out.extend((at..end).map(|i| if get(i) == '\n' { '\n' } else { ' ' }));
            at = end;
        }
    }
    out
}

fn comment_end(chars: &[char], start: usize) -> usize {
    let mut depth = 0;
    let mut at = start;
    while at < chars.len() {
        match (chars[at], chars.get(at + 1)) {
            ('/', Some('*')) => (depth, at) = (depth + 1, at + 2),
            ('*', Some('/')) => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            break;
        }
    }
    at
}

fn string_end(chars: &[char], start: usize) -> usize {
    let mut at = start + 1;
    while at < chars.len() {
        match chars[at] {
            '\\' => at += 2,
            '"' => return at + 1,
            _ => at += 1,
        }
    }
    chars.len()
}

/// Behind a raw string that begins at `start`, or `start` if none does.
fn raw_string_end(chars: &[char], start: usize) -> usize {
    let hashes = chars[start + 1..].iter().take_while(|c| **c == '#').count();
    let open = start + 1 + hashes;
    if chars.get(open) != Some(&'"') {
        return start;
    }
    (open + 1..chars.len())
        .find(|&i| {
            chars[i] == '"' && chars[i + 1..].iter().take(hashes).filter(|c| **c == '#').count() == hashes
        })
        .map_or(chars.len(), |i| i + 1 + hashes)
}

fn tokens(code: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    for (number, text) in code.lines().enumerate() {
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            let mut token = c.to_string();
            if c.is_alphanumeric() || c == '_' {
                while let Some(next) = chars.next_if(|n| n.is_alphanumeric() || *n == '_') {
                    token.push(next);
                }
            } else if c == ':' && chars.next_if_eq(&':').is_some() {
                token.push(':');
            } else if c.is_whitespace() {
                continue;
            }
            tokens.push(Token { text: token, line: number + 1 });
        }
    }
    tokens
}

/// Takes out the items under `#[cfg(test)]` and says how many lines they took.
fn drop_tests(tokens: &mut Vec<Token>) -> usize {
    const MARK: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    let mut lines = 0;
    let mut at = 0;
    while at < tokens.len() {
        let marked = MARK.iter().enumerate().all(|(i, m)| tokens.get(at + i).is_some_and(|t| t.text == *m));
        if !marked {
            at += 1;
            continue;
        }
        let end = item_end(tokens, at + MARK.len());
        lines += tokens[end - 1].line - tokens[at].line + 1;
        tokens.drain(at..end);
    }
    lines
}

/// Behind the item at `start`: behind its closing brace, or its semicolon (of a
/// field: its comma) outside of brackets.
fn item_end(tokens: &[Token], start: usize) -> usize {
    const ITEMS: [&str; 8] = ["fn", "impl", "struct", "enum", "trait", "type", "mod", "use"];
    let mut depth = 0;
    let mut is_field = true;
    for (at, token) in tokens.iter().enumerate().skip(start) {
        is_field &= !ITEMS.contains(&token.text.as_str());
        match token.text.as_str() {
            "{" | "(" | "[" => depth += 1,
            "}" | ")" | "]" if depth == 0 => return at,
            "}" | ")" | "]" => {
                depth -= 1;
                // A `use` tree or an array in braces goes on to its semicolon.
                if depth == 0 && token.text == "}" && tokens.get(at + 1).is_none_or(|t| t.text != ";") {
                    return at + 1;
                }
            }
            ";" if depth == 0 => return at + 1,
            "," if depth == 0 && is_field => return at + 1,
            _ => {}
        }
    }
    tokens.len()
}
