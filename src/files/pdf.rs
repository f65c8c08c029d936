//! The text of a PDF through `pdftotext`, and what the file says of itself through `pdfinfo`: both are
//! of Poppler and stay programs of their own, so that what a damaged file does to them is not done to us.

use std::ffi::OsStr;
use std::io::Write as _;
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use thiserror::Error;

use super::error::FileError;
use super::run::{Ran, RunError, run};

/// Bytes that `pdfinfo` may print.
const ABOUT: u64 = 256 << 10;
/// Bytes of what a program complains of that are shown.
const SHOWN: usize = 160;

/// The programs and what they may take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Programs {
    /// `pdftotext`, if there is one.
    pub text: Option<PathBuf>,
    /// `pdfinfo`; without it a PDF has no metadata.
    pub about: Option<PathBuf>,
    /// For each of them.
    pub timeout: Duration,
    /// Bytes that `pdftotext` may print: some twenty times the text, as each word comes with its place.
    pub size: u64,
}

impl Default for Programs {
    /// None of them, with limits as in the defaults of the settings.
    fn default() -> Self {
        Self { text: None, about: None, timeout: Duration::from_secs(60), size: 256 << 20 }
    }
}

/// What they printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    pub text: String,
    pub about: Option<String>,
    /// What `pdftotext` complained of although it printed the text: lines as it wrote them, of very many the
    /// first.
    pub complaints: String,
}

#[derive(Debug, Error)]
pub enum PdfError {
    #[error(
        "the text of a PDF is read by pdftotext, which is not installed here (install poppler-utils with apt or dnf, \
         or poppler with brew; another place of it goes into the settings, under [pdf])"
    )]
    NoProgram,
    #[error(
        "it is locked with a password (save it without one, as `qpdf --decrypt IN.pdf OUT.pdf` does, and import that)"
    )]
    Locked,
    #[error("pdftotext cannot read it: {0} (check that it was saved or downloaded whole)")]
    Damaged(String),
    #[error("{} is not the pdftotext of Poppler, or an old one: it does not know -bbox-layout (install poppler-utils)", .0.display())]
    Unfit(PathBuf),
    #[error("pdftotext took longer than {} seconds (raise timeout under [pdf] in the settings)", .0.as_secs())]
    Slow(Duration),
    #[error("its text is longer than the limit: {} MB with the places of the words (split it, or raise size under [pdf] in the settings)", .0 >> 20)]
    TooLarge(u64),
    #[error("{} could not be started: {source} (mend pdftotext under [pdf] in the settings)", .program.display())]
    NotStarted { program: PathBuf, source: std::io::Error },
    #[error("a copy of it for pdftotext could not be made: {0}")]
    NoCopy(FileError),
    /// Nobody waits for it any more.
    #[error("it was stopped")]
    Stopped,
}

/// Has the programs read a PDF. It is [`PdfError::Stopped`] soon after `cancel` is set.
pub fn read(bytes: &[u8], programs: &Programs, cancel: &AtomicBool) -> Result<Printed, PdfError> {
    let program = programs.text.as_ref().ok_or(PdfError::NoProgram)?;
    // A copy that is ours: it may have come from a pipe or from the web, and only we may read it.
    let mut copy = tempfile::Builder::new().prefix("postil-").suffix(".pdf").tempfile().map_err(no_copy)?;
    copy.write_all(bytes).map_err(no_copy)?;
    let file = copy.path().as_os_str();
    let word = OsStr::new;
    let args = [word("-bbox-layout"), word("-enc"), word("UTF-8"), file, word("-")];
    let ran =
        run(program, &args, (programs.timeout, programs.size), cancel).map_err(|error| match error {
            RunError::NotStarted(source) => PdfError::NotStarted { program: program.clone(), source },
            RunError::Slow => PdfError::Slow(programs.timeout),
            RunError::TooLong => PdfError::TooLarge(programs.size),
            RunError::Stopped => PdfError::Stopped,
        })?;
    if !ran.status.success() {
        return Err(refusal(&ran, program));
    }
    let about = programs.about.as_ref().map(|program| {
        let args = [word("-isodates"), word("-enc"), word("UTF-8"), file];
        run(program, &args, (programs.timeout, ABOUT), cancel)
    });
    let about = match about {
        Some(Err(RunError::Stopped)) => return Err(PdfError::Stopped),
        // A text without its metadata is worth having.
        Some(Ok(ran)) if ran.status.success() => Some(text(ran.output)),
        _ => None,
    };
    Ok(Printed { text: text(ran.output), about, complaints: ran.complaints })
}

fn no_copy(error: std::io::Error) -> PdfError {
    PdfError::NoCopy(FileError::of(error, "written"))
}

/// Why it ended as it did: its exit codes are those of xpdf and Poppler.
fn refusal(ran: &Ran, program: &std::path::Path) -> PdfError {
    let complaints = ran.complaints.to_lowercase();
    if complaints.contains("incorrect password") || ran.status.code() == Some(3) {
        return PdfError::Locked;
    }
    if ran.status.code() == Some(99) && complaints.contains("usage") {
        return PdfError::Unfit(program.to_owned());
    }
    let line = ran.complaints.lines().map(str::trim).find(|line| !line.is_empty());
    let line = line.unwrap_or("it says nothing").chars().filter(|c| !c.is_control()).take(SHOWN).collect();
    PdfError::Damaged(line)
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

#[cfg(test)]
mod tests;
