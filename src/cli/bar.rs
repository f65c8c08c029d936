//! How far a long piece of work is, on a terminal.

use std::cell::Cell;
use std::io::{self, IsTerminal as _};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use super::context::Context;
use crate::job::import::{Progress, Tally};

/// Between two pictures of what turns.
const TICK: Duration = Duration::from_millis(200);

/// A bar once it is known that there is more than one to do, and something that turns until then. Nothing where
/// nobody would see it.
#[derive(Debug)]
pub(super) struct Bar(Option<(ProgressBar, Cell<Tally>)>);

impl Bar {
    pub(super) fn new(cx: &Context) -> Self {
        if cx.global.quiet || !io::stderr().is_terminal() {
            return Self(None);
        }
        let bar = ProgressBar::new_spinner();
        bar.set_style(style("{spinner} reading"));
        bar.enable_steady_tick(TICK);
        Self(Some((bar, Cell::default())))
    }

    pub(super) fn take(&self, progress: Progress) {
        let Some((bar, tally)) = &self.0 else { return };
        let mut now = tally.get();
        let shows = now.take(progress);
        tally.set(now);
        let Some((done, total)) = now.of().filter(|_| shows) else { return };
        if progress != Progress::Done {
            let what = now.unit.word().unwrap_or("read");
            bar.set_style(style(&format!("{{bar:32}} {{pos}} of {{len}} {what}")));
            bar.set_length(u64::try_from(total).unwrap_or(u64::MAX));
        }
        bar.set_position(u64::try_from(done).unwrap_or(u64::MAX));
    }

    /// Prints beside it.
    pub(super) fn aside<T>(&self, print: impl FnOnce() -> T) -> T {
        match &self.0 {
            Some((bar, _)) => bar.suspend(print),
            None => print(),
        }
    }

    /// Takes it away.
    pub(super) fn end(&self) {
        if let Some((bar, _)) = &self.0 {
            bar.finish_and_clear();
        }
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}
