//! The worker: one thread for what changes the library, one for what is read from it. Of lists
//! and searches only the newest counts. A panic is an answer, not an end.

use std::collections::VecDeque;
use std::io;
use std::mem::{Discriminant, discriminant};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use super::panics;
use crate::app::{Ask, Msg, Outcome, Ticket};

/// How long the end of the program waits for what is being saved.
const LIMIT: Duration = Duration::from_secs(10);

/// Answers requests: a connection to the library.
pub trait Desk: Send + 'static {
    fn answer(&mut self, ask: &Ask) -> Outcome;
    /// A number that changes when another connection changed the library.
    fn version(&self) -> Option<i64>;
    /// Stops what is being answered, from another thread.
    fn interrupter(&self) -> Box<dyn Fn() + Send>;
    /// Begins anew after a panic.
    fn renew(&mut self) -> Result<(), String>;
}

/// The two threads.
#[derive(Debug)]
pub struct Worker {
    /// `None` once the end has begun.
    edits: Option<Sender<Job>>,
    reads: Arc<Reads>,
    done: Receiver<()>,
}

/// What was asked to be saved is saved, also on the way out of a panic.
impl Drop for Worker {
    fn drop(&mut self) {
        self.finish();
    }
}

#[derive(Debug)]
enum Job {
    Ask(Ticket, Ask),
    Look,
}

impl Worker {
    /// Starts the threads; `send` takes their outcomes.
    pub fn start(
        edits: impl Desk,
        reads: impl Desk,
        send: impl Fn(Msg) + Clone + Send + 'static,
    ) -> io::Result<Self> {
        let (jobs, queue) = mpsc::channel();
        let (finished, done) = mpsc::channel();
        let shared = Arc::new(Reads::default());
        let worker = Self { edits: Some(jobs), reads: Arc::clone(&shared), done };
        let answer = send.clone();
        thread::Builder::new().name("edits".into()).spawn(move || {
            edit(edits, &queue, &answer);
            let _ = finished.send(());
        })?;
        thread::Builder::new().name("reads".into()).spawn(move || shared.serve(reads, &send))?;
        Ok(worker)
    }

    /// Takes a request; its outcome comes as a message, unless a newer one of its kind overtook it.
    pub fn ask(&self, ticket: Ticket, ask: Ask) {
        if is_read(&ask) {
            self.reads.push(ticket, ask);
        } else {
            self.edit(Job::Ask(ticket, ask));
        }
    }

    /// Looks whether another program changed the library; if so, a message says it.
    pub fn look(&self) {
        self.edit(Job::Look);
    }

    fn edit(&self, job: Job) {
        if let Some(edits) = &self.edits {
            // It fails only after the thread's end, which is after ours.
            let _ = edits.send(job);
        }
    }

    /// Waits until what was asked to be saved is saved, 10 seconds at most; whether it is.
    pub fn finish(&mut self) -> bool {
        self.reads.close();
        self.edits.take().is_none() || self.done.recv_timeout(LIMIT).is_ok()
    }
}

/// Whether a request only reads, and so goes past edits that are being made.
fn is_read(ask: &Ask) -> bool {
    match ask {
        Ask::List { .. }
        | Ask::Count { .. }
        | Ask::Open { .. }
        | Ask::Themes
        | Ask::Refresh { .. }
        | Ask::Passages { .. }
        | Ask::Drafts
        | Ask::LastPlace
        | Ask::Find { .. }
        | Ask::Export { .. } => true,
        Ask::Apply { .. }
        | Ask::Undo { .. }
        | Ask::Redo { .. }
        | Ask::SavePlace { .. }
        | Ask::Remember { .. }
        | Ask::SaveDraft(_)
        | Ask::DropDraft(_) => false,
    }
}

/// Whether a newer request of the kind makes an older one pointless.
fn is_overtaken(ask: &Ask) -> bool {
    matches!(ask, Ask::List { .. } | Ask::Count { .. } | Ask::Passages { .. } | Ask::Find { .. })
}

fn edit(mut desk: impl Desk, queue: &Receiver<Job>, send: &dyn Fn(Msg)) {
    let mut version = desk.version();
    for job in queue {
        match job {
            Job::Ask(ticket, ask) => send(Msg::Outcome(ticket, answer(&mut desk, &ask))),
            Job::Look => {
                let now = desk.version();
                if now.is_some() && now != version {
                    version = now;
                    send(Msg::LibraryChanged);
                }
            }
        }
    }
}

/// An answer, whatever happens on the way to it.
fn answer(desk: &mut impl Desk, ask: &Ask) -> Outcome {
    match panics::contain(|| desk.answer(ask)) {
        Ok(outcome) => outcome,
        Err(why) => {
            let mut sentence = format!("this could not be done because of a mistake in the program: {why}");
            if let Err(error) = desk.renew() {
                sentence = format!("{sentence}; the library could not be opened again: {error}");
            }
            Outcome::Failed(sentence)
        }
    }
}

#[derive(Default)]
struct Reads {
    queue: Mutex<Queue>,
    changed: Condvar,
}

#[derive(Default)]
struct Queue {
    waiting: VecDeque<(Ticket, Ask)>,
    /// What is being answered, if a newer one may overtake it.
    running: Option<Discriminant<Ask>>,
    overtaken: bool,
    interrupt: Option<Box<dyn Fn() + Send>>,
    closed: bool,
}

impl std::fmt::Debug for Reads {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reads").finish_non_exhaustive()
    }
}

impl Reads {
    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn push(&self, ticket: Ticket, ask: Ask) {
        let mut queue = self.lock();
        if is_overtaken(&ask) {
            let kind = discriminant(&ask);
            queue.waiting.retain(|(_, old)| discriminant(old) != kind);
            if queue.running == Some(kind) {
                queue.overtaken = true;
                // Under the lock, so that it cannot strike the request after the one it is meant for.
                if let Some(interrupt) = &queue.interrupt {
                    interrupt();
                }
            }
        }
        queue.waiting.push_back((ticket, ask));
        self.changed.notify_all();
    }

    fn close(&self) {
        self.lock().closed = true;
        self.changed.notify_all();
    }

    fn next(&self) -> Option<(Ticket, Ask)> {
        let mut queue = self.lock();
        loop {
            if queue.closed {
                return None;
            }
            if let Some((ticket, ask)) = queue.waiting.pop_front() {
                queue.overtaken = false;
                queue.running = is_overtaken(&ask).then(|| discriminant(&ask));
                return Some((ticket, ask));
            }
            queue = self.changed.wait(queue).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn serve(&self, mut desk: impl Desk, send: &dyn Fn(Msg)) {
        self.lock().interrupt = Some(desk.interrupter());
        while let Some((ticket, ask)) = self.next() {
            let outcome = answer(&mut desk, &ask);
            let mut queue = self.lock();
            queue.running = None;
            let overtaken = queue.overtaken;
            queue.interrupt = Some(desk.interrupter());
            drop(queue);
            if !overtaken {
                send(Msg::Outcome(ticket, outcome));
            }
        }
    }
}

#[cfg(test)]
mod tests;
