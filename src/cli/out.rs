//! The one way to standard output. What people read goes through [`visible`], so that no foreign
//! string can drive the terminal; in JSON the same characters are written as escapes. What is taken away,
//! an export or a text, is exactly that where no terminal shows it.

use std::io::{self, BufWriter, IsTerminal as _, Stdout, Write};

use serde::Serialize;

use crate::text::{Span, sign, visible, visible_line};

/// Standard output.
#[derive(Debug)]
pub(super) struct Out {
    sink: BufWriter<Stdout>,
    color: bool,
    is_terminal: bool,
}

impl Out {
    pub(super) fn new(color: bool) -> Self {
        let stdout = io::stdout();
        Self { is_terminal: stdout.is_terminal(), sink: BufWriter::new(stdout), color }
    }

    /// Whether a terminal shows what is printed.
    pub(super) fn is_terminal(&self) -> bool {
        self.is_terminal
    }

    /// A line.
    pub(super) fn line(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.sink, "{}", visible_line(text))
    }

    /// A line that stands out.
    pub(super) fn heading(&mut self, text: &str) -> io::Result<()> {
        let text = visible_line(text);
        if self.color { writeln!(self.sink, "\x1b[1m{text}\x1b[0m") } else { writeln!(self.sink, "{text}") }
    }

    /// A line with a part that stands out.
    pub(super) fn marked(&mut self, before: &str, mark: &str, after: &str) -> io::Result<()> {
        let (before, mark, after) = (visible_line(before), visible_line(mark), visible_line(after));
        if self.color {
            writeln!(self.sink, "{before}\x1b[1m{mark}\x1b[0m{after}")
        } else {
            writeln!(self.sink, "{before}{mark}{after}")
        }
    }

    /// A line of text with parts that stand out, in bytes, in order and apart from each other.
    pub(super) fn marks(&mut self, lead: &str, text: &str, marks: &[Span], tail: &str) -> io::Result<()> {
        write!(self.sink, "{}", visible_line(lead))?;
        let mut at = 0;
        for mark in marks {
            let (before, marked) = (text.get(at..mark.start.0).unwrap_or_default(), mark.of(text));
            write!(self.sink, "{}", visible_line(before))?;
            if self.color {
                write!(self.sink, "\x1b[1m{}\x1b[0m", visible_line(marked))?;
            } else {
                write!(self.sink, "{}", visible_line(marked))?;
            }
            at = mark.end.0;
        }
        writeln!(self.sink, "{}{}", visible_line(text.get(at..).unwrap_or_default()), visible_line(tail))
    }

    /// Text of several lines, as it is but for what has no place on a terminal.
    pub(super) fn text(&mut self, text: &str) -> io::Result<()> {
        self.sink.write_all(visible(text).as_bytes())
    }

    /// The text of an article: on a terminal as [`Out::text`] has it, in a file or a pipe exactly, as whoever
    /// takes a quotation from there wants its very words.
    pub(super) fn words(&mut self, text: &str) -> io::Result<()> {
        if self.is_terminal { self.text(text) } else { self.own(text.as_bytes()) }
    }

    /// Records of CSV, which end with CR LF.
    pub(super) fn records(&mut self, text: &str) -> io::Result<()> {
        for line in text.split_inclusive("\r\n") {
            match line.strip_suffix("\r\n") {
                Some(line) => write!(self.sink, "{}\r\n", visible(line))?,
                None => self.sink.write_all(visible(line).as_bytes())?,
            }
        }
        Ok(())
    }

    /// What postil itself made, or what no terminal shows.
    pub(super) fn own(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.sink.write_all(bytes)
    }

    /// An object of JSON Lines.
    pub(super) fn json(&mut self, value: &impl Serialize) -> io::Result<()> {
        let line = serde_json::to_string(value).map_err(io::Error::from)?;
        writeln!(self.sink, "{}", escaped(&line))
    }

    /// JSON Lines that were made elsewhere.
    pub(super) fn json_text(&mut self, lines: &str) -> io::Result<()> {
        let mut first = true;
        for line in lines.split('\n') {
            if !std::mem::take(&mut first) {
                self.sink.write_all(b"\n")?;
            }
            self.sink.write_all(escaped(line).as_bytes())?;
        }
        Ok(())
    }

    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.sink.flush()
    }
}

/// A line of JSON in which no character can act on a terminal. Such characters are within strings
/// only, where an escape means the same.
fn escaped(json: &str) -> std::borrow::Cow<'_, str> {
    if json.chars().all(|c| sign(c).is_none()) {
        return json.into();
    }
    let mut out = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        if sign(c).is_some() {
            let mut units = [0u16; 2];
            for unit in c.encode_utf16(&mut units) {
                // Writing into a string cannot fail.
                let _ = std::fmt::Write::write_fmt(&mut out, format_args!("\\u{unit:04x}"));
            }
        } else {
            out.push(c);
        }
    }
    out.into()
}

/// Says what could not be done, on standard error: `WHAT: WHY (how to mend it)`. Who cannot be told is not told.
pub fn complain(sentence: &str) {
    let _ = writeln!(io::stderr().lock(), "postil: {}", visible_line(sentence));
}

/// A line on standard error that is no complaint.
pub(super) fn remark(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{}", visible_line(line));
}

/// Prints what the reading of a command line came to: help and version on standard output, a mistake on
/// standard error. The exit code.
pub(super) fn usage(error: &clap::Error) -> u8 {
    let text = error.render().to_string();
    let text = visible(&text);
    if error.use_stderr() {
        let text =
            text.strip_prefix("error: ").map_or_else(|| text.to_string(), |rest| format!("postil: {rest}"));
        let _ = io::stderr().lock().write_all(text.as_bytes());
        return 2;
    }
    match io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_holds_no_character_that_acts_and_says_the_same() {
        let value = "a\u{1b}[31m\u{9b}2J\u{202e}\u{7f}\u{feff}\u{e0001}é\n";
        let json = serde_json::to_string(value).unwrap();
        let safe = escaped(&json);
        assert!(safe.chars().all(|c| sign(c).is_none()), "{safe}");
        assert!(safe.contains("\\u202e") && safe.contains('é'), "{safe}");
        assert_eq!(serde_json::from_str::<String>(&safe).unwrap(), value);
    }
}
