//! Undo and redo with a count: steps that are taken back, or done again, one after another.

/// How far it is.
#[derive(Debug, Clone, Copy, Default)]
pub struct Again {
    /// Steps still to come after the one that is asked for.
    left: usize,
    done: usize,
}

impl Again {
    /// So many steps; one without a count.
    pub fn times(count: Option<usize>) -> Self {
        Self { left: count.unwrap_or(1).saturating_sub(1), done: 0 }
    }

    /// Counts a step. Gives what is said of all so far: `Undone`, `Undone 3 steps, the last`.
    pub fn count(&mut self, what: &str) -> String {
        self.done += 1;
        if self.done == 1 { what.to_owned() } else { format!("{what} {} steps, the last", self.done) }
    }

    /// Whether no step came yet.
    pub fn is_first(self) -> bool {
        self.done == 0
    }

    /// Whether another step is to be asked for.
    pub fn more(&mut self) -> bool {
        let more = self.left > 0;
        self.left = self.left.saturating_sub(1);
        more
    }
}
