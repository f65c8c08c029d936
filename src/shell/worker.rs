//! The worker: one thread for what changes the library, one for what is read from it, and one for
//! each export while it lasts. Of lists and searches only the newest counts. A panic is an answer,
//! not an end.

use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::io;
use std::mem::{Discriminant, discriminant};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use super::unkept::{Unkept, Unstored};
use crate::app::{Ask, Msg, Outcome, Survey, Ticket};
use crate::contain::contain;
use crate::model::Draft;

/// How long the end of the program waits for what is being saved.
const LIMIT: Duration = Duration::from_secs(10);
/// And for what only reads.
const SOON: Duration = Duration::from_millis(100);

/// Answers requests: a connection to the library.
pub trait Desk: Send + 'static {
    /// What takes long ends early once it is to stop.
    fn answer(&mut self, ask: &Ask, course: &Course<'_>) -> Outcome;
    /// A number that changes when another connection changed the library.
    fn version(&self) -> Option<i64>;
    /// Stops what is being answered, from another thread.
    fn interrupter(&self) -> Box<dyn Fn() + Send>;
    /// Begins anew after a panic.
    fn renew(&mut self) -> Result<(), String>;
    /// What a draft is on, in words, where that can be told.
    fn named(&self, _: &Draft) -> Option<String> {
        None
    }
}

/// How what takes long stays in touch with who asked for it.
pub struct Course<'a> {
    /// Once it is set, what takes long is to end early.
    pub stop: &'a Arc<AtomicBool>,
    /// Takes word of how far it is.
    pub tell: &'a dyn Fn(Outcome),
}

impl fmt::Debug for Course<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Course").field("stop", &self.stop).finish_non_exhaustive()
    }
}

/// Makes a desk for a long job: one that can do what is asked.
type Spare = dyn Fn(&Ask) -> Result<Box<dyn Desk>, String> + Send + Sync;

/// The threads.
pub struct Worker {
    /// `None` once the end has begun.
    edits: Option<Sender<Job>>,
    reads: Arc<Reads>,
    spare: Arc<Spare>,
    send: Arc<dyn Fn(Msg) + Send + Sync>,
    /// What stops a job, by its ticket; jobs that have ended are let go with the next one.
    stops: BTreeMap<Ticket, Stop>,
    /// Held by the job that runs, if it writes: two exports into one folder would cross each other.
    turn: Arc<Mutex<()>>,
    /// Told by each thread whose end is waited for.
    finished: Sender<()>,
    done: Receiver<()>,
    /// How many of those there are.
    running: usize,
    /// Told by the end of the thread that reads.
    read: Receiver<()>,
    unkept: Unkept,
}

impl fmt::Debug for Worker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Worker").field("running", &self.running).finish_non_exhaustive()
    }
}

/// What was asked to be saved is saved, also on the way out of a panic.
impl Drop for Worker {
    fn drop(&mut self) {
        self.finish();
    }
}

/// What stops a job.
#[derive(Clone, Default)]
struct Stop {
    flag: Arc<AtomicBool>,
    /// What changes the library is one transaction: it is done or not, and the end of the program waits for it.
    is_edit: bool,
}

impl Stop {
    fn pull(&self) {
        self.flag.store(true, Ordering::SeqCst);
    }
}

#[derive(Debug)]
enum Job {
    Ask(Ticket, Ask, Arc<AtomicBool>),
    Look,
}

impl Worker {
    /// Starts the threads; `send` takes their outcomes. `reads` makes the desk that reads, on its
    /// thread, and `spare` one for a long job.
    pub fn start<D: Desk>(
        mut edits: impl Desk,
        reads: impl FnOnce() -> Result<D, String> + Send + 'static,
        spare: impl Fn(&Ask) -> Result<Box<dyn Desk>, String> + Send + Sync + 'static,
        send: impl Fn(Msg) + Send + Sync + 'static,
    ) -> io::Result<Self> {
        let (jobs, queue) = mpsc::channel();
        let (finished, done) = mpsc::channel();
        let (reading, read) = mpsc::channel::<()>();
        let shared = Arc::new(Reads::default());
        let mut worker = Self {
            edits: Some(jobs),
            reads: Arc::clone(&shared),
            spare: Arc::new(spare),
            send: Arc::new(send),
            stops: BTreeMap::new(),
            turn: Arc::default(),
            finished,
            done,
            running: 0,
            read,
            unkept: Unkept::default(),
        };
        let (send, unkept) = (Arc::clone(&worker.send), worker.unkept.clone());
        worker.spawn("edits", move || edit(&mut edits, &queue, &unkept, &*send))?;
        let send = Arc::clone(&worker.send);
        thread::Builder::new().name("reads".into()).spawn(move || {
            match contain(reads) {
                Ok(Ok(desk)) => shared.serve(desk, &*send),
                Ok(Err(why)) | Err(why) => shared.refuse(&why, &*send),
            }
            drop(reading);
        })?;
        Ok(worker)
    }

    /// A thread whose end is waited for.
    fn spawn(&mut self, name: &str, work: impl FnOnce() + Send + 'static) -> io::Result<()> {
        let finished = self.finished.clone();
        thread::Builder::new().name(name.into()).spawn(move || {
            work();
            let _ = finished.send(());
        })?;
        self.running += 1;
        Ok(())
    }

    /// Takes a request; its outcome comes as a message, unless a newer one of its kind overtook it.
    pub fn ask(&mut self, ticket: Ticket, ask: Ask) {
        self.unkept.asked(ticket, &ask);
        match kind(&ask) {
            Kind::Read => self.reads.push(ticket, ask),
            Kind::Edit => {
                let may_stop = matches!(ask, Ask::Undo { .. } | Ask::Redo { .. } | Ask::Apply { .. });
                let stop = if may_stop { self.stop(ticket, true) } else { Stop::default() };
                self.edit(Job::Ask(ticket, ask, stop.flag));
            }
            Kind::Job => self.job(ticket, ask),
        }
    }

    fn job(&mut self, ticket: Ticket, ask: Ask) {
        let (spare, send) = (Arc::clone(&self.spare), Arc::clone(&self.send));
        let stop = self.stop(ticket, matches!(ask, Ask::Mend { .. }));
        let turn = Arc::clone(&self.turn);
        let started = self.spawn("job", move || {
            // What only reads, or is one act, need not wait until all that is imported is there.
            let waits = !matches!(ask, Ask::Survey(_) | Ask::Compare { .. } | Ask::Mend { .. });
            let _turn = waits.then(|| turn.lock().unwrap_or_else(PoisonError::into_inner));
            let tell = |outcome| send(Msg::Outcome(ticket, outcome));
            let desk = contain(|| spare(&ask)).unwrap_or_else(|why| Err(mistake(&why)));
            let outcome = match desk {
                Ok(mut desk) => answer(&mut *desk, &ask, &Course { stop: &stop.flag, tell: &tell }),
                Err(why) => Outcome::Failed(why),
            };
            send(Msg::Outcome(ticket, outcome));
        });
        if let Err(error) = started {
            let why = format!("no thread could be started for it: {error} (try again)");
            (self.send)(Msg::Outcome(ticket, Outcome::Failed(why)));
        }
    }

    /// What stops the job of a ticket from now on.
    fn stop(&mut self, ticket: Ticket, is_edit: bool) -> Stop {
        self.stops.retain(|_, stop| Arc::strong_count(&stop.flag) > 1);
        let stop = Stop { is_edit, ..Stop::default() };
        self.stops.insert(ticket, stop.clone());
        stop
    }

    /// Tells a job to stop, if it has not ended.
    pub fn give_up(&self, ticket: Ticket) {
        if let Some(stop) = self.stops.get(&ticket) {
            stop.pull();
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

    /// The drafts that were asked to be stored and are not, or not yet.
    pub fn unkept(&self) -> Vec<Unstored> {
        self.unkept.left()
    }

    /// Waits until what was asked to be saved is saved and other long jobs have stopped, 10 seconds at
    /// most; whether they are.
    pub fn finish(&mut self) -> bool {
        self.reads.close();
        self.stops.values().filter(|stop| !stop.is_edit).for_each(Stop::pull);
        // Whoever closes the library last takes up what its log holds, and one that only reads cannot.
        let _ = self.read.recv_timeout(SOON);
        self.edits = None;
        while self.running > 0 {
            if self.done.recv_timeout(LIMIT).is_err() {
                return false;
            }
            self.running -= 1;
        }
        true
    }
}

/// Which thread a request is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// It goes past edits that are being made.
    Read,
    Edit,
    /// It may take long.
    Job,
}

fn kind(ask: &Ask) -> Kind {
    match ask {
        Ask::List { .. }
        | Ask::Count { .. }
        | Ask::CountTrash
        | Ask::LastSort
        | Ask::Named { .. }
        | Ask::Recall { .. }
        | Ask::Open { .. }
        | Ask::Themes
        | Ask::Refresh { .. }
        | Ask::Passages { .. }
        | Ask::CountPassages { .. }
        | Ask::Narrowed { .. }
        | Ask::Unplaced { .. }
        | Ask::SearchLibrary { .. }
        | Ask::LibraryNote
        | Ask::Drafts
        | Ask::WaitingDrafts { .. }
        | Ask::Marks
        | Ask::LastPlace
        | Ask::LastImport
        | Ask::Feeds
        | Ask::Survey(Survey::Counts { .. })
        | Ask::Complete { .. }
        | Ask::Find { .. } => Kind::Read,
        Ask::Apply { .. }
        | Ask::Bulk { .. }
        | Ask::Purge { .. }
        | Ask::SaveNote { .. }
        | Ask::SettleSentence { .. }
        | Ask::Undo { .. }
        | Ask::Redo { .. }
        | Ask::ClearSamples { .. }
        | Ask::SavePlace { .. }
        | Ask::Remember { .. }
        | Ask::AddLine { .. }
        | Ask::SaveDraft(_)
        | Ask::SetMark(_)
        | Ask::DropDraft(_)
        | Ask::HoldDraft(_)
        | Ask::MoveDraft { .. }
        // By that connection, since only an open one reads a library whose file is gone.
        | Ask::Backup { .. } => Kind::Edit,
        Ask::Export { .. }
        | Ask::Import { .. }
        | Ask::Survey(_)
        | Ask::Compare { .. }
        | Ask::Mend { .. }
        | Ask::Pipe(_)
        | Ask::EndPipe => Kind::Job,
    }
}

/// Whether a newer request of the kind makes an older one pointless.
fn is_overtaken(ask: &Ask) -> bool {
    matches!(
        ask,
        Ask::List { .. }
            | Ask::Count { .. }
            | Ask::CountTrash
            | Ask::Passages { .. }
            | Ask::CountPassages { .. }
            | Ask::Narrowed { .. }
            | Ask::SearchLibrary { .. }
            | Ask::Find { .. }
            | Ask::Named { .. }
    )
}

fn edit(desk: &mut dyn Desk, queue: &Receiver<Job>, unkept: &Unkept, send: &dyn Fn(Msg)) {
    let mut version = desk.version();
    for job in queue {
        match job {
            Job::Ask(ticket, ask, stop) => {
                let tell = |outcome| send(Msg::Outcome(ticket, outcome));
                let outcome = answer(desk, &ask, &Course { stop: &stop, tell: &tell });
                let named = |draft: &Draft| contain(|| desk.named(draft)).ok().flatten();
                unkept.ended(ticket, &ask, &outcome, named);
                send(Msg::Outcome(ticket, outcome));
            }
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
fn answer(desk: &mut dyn Desk, ask: &Ask, course: &Course<'_>) -> Outcome {
    match contain(|| desk.answer(ask, course)) {
        Ok(outcome) => outcome,
        Err(why) => {
            let mut sentence = mistake(&why);
            if let Err(error) = desk.renew() {
                sentence = format!("{sentence}; the library could not be opened again: {error}");
            }
            Outcome::Failed(sentence)
        }
    }
}

/// What is said of a panic.
fn mistake(why: &str) -> String {
    format!("this could not be done because of a mistake in the program: {why}")
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

impl fmt::Debug for Reads {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
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

    /// Nothing can be read: each request is told so.
    fn refuse(&self, why: &str, send: &dyn Fn(Msg)) {
        while let Some((ticket, _)) = self.next() {
            send(Msg::Outcome(ticket, Outcome::Failed(why.to_owned())));
        }
    }

    fn serve(&self, mut desk: impl Desk, send: &dyn Fn(Msg)) {
        let never = Arc::default();
        let course = Course { stop: &never, tell: &|_| () };
        self.lock().interrupt = Some(desk.interrupter());
        while let Some((ticket, ask)) = self.next() {
            let outcome = answer(&mut desk, &ask, &course);
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
