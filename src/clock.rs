//! Time and new ids: the one place that asks the machine. Tests bring their own.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use jiff::Timestamp;
use uuid::Uuid;

/// Gives the time and new ids.
#[derive(Debug, Clone, Default)]
pub struct Clock(Source);

#[derive(Debug, Clone, Default)]
enum Source {
    #[default]
    Machine,
    /// A second passes at each question; ids are counted.
    Counted(Arc<Counted>),
}

#[derive(Debug)]
struct Counted {
    start: Timestamp,
    asked: AtomicU64,
    ids: AtomicU64,
}

impl Clock {
    /// The machine's time and random ids.
    pub fn machine() -> Self {
        Self(Source::Machine)
    }

    /// A clock for tests: begins at `start`, a second passes at each question, and ids are
    /// version-4 UUIDs counted from 1 in their first eight digits.
    pub fn counted(start: Timestamp) -> Self {
        Self(Source::Counted(Arc::new(Counted { start, asked: AtomicU64::new(0), ids: AtomicU64::new(0) })))
    }

    /// Now.
    pub fn now(&self) -> Timestamp {
        match &self.0 {
            Source::Machine => Timestamp::now(),
            Source::Counted(c) => {
                let seconds = c.asked.fetch_add(1, Ordering::Relaxed);
                let seconds = i64::try_from(seconds).unwrap_or(i64::MAX);
                c.start.checked_add(jiff::SignedDuration::from_secs(seconds)).unwrap_or(c.start)
            }
        }
    }

    /// A point in time that only ever grows, for measuring how long something takes; the machine's
    /// in tests too.
    #[expect(clippy::disallowed_methods, reason = "this is the one place that asks")]
    pub fn monotonic(&self) -> Instant {
        Instant::now()
    }

    /// Now, as RFC 3339 in UTC to the second.
    pub fn stamp(&self) -> String {
        let now = self.now();
        Timestamp::from_second(now.as_second()).unwrap_or(now).to_string()
    }

    /// A new id.
    pub fn id(&self) -> Uuid {
        match &self.0 {
            Source::Machine => Uuid::new_v4(),
            Source::Counted(c) => {
                let n = c.ids.fetch_add(1, Ordering::Relaxed) + 1;
                // The count goes first, so that short starts of ids differ in tests too.
                uuid::Builder::from_random_bytes((u128::from(n) << 96).to_be_bytes()).into_uuid()
            }
        }
    }
}
