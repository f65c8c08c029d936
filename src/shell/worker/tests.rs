use std::sync::mpsc;

use super::*;
use crate::app::{ExportFormat, ExportScope};
use crate::model::ArticleId;
use crate::model::mend::Mend;
use crate::text::Offset;

/// Answers from a script: what a request does is said by the channels it holds.
struct Scripted {
    /// Says that a request is being answered.
    begun: Sender<()>,
    /// Lets it go on.
    go: Receiver<()>,
    version: Arc<Mutex<i64>>,
    broken: bool,
    renewed: usize,
    /// The statement that runs is struck.
    struck: Arc<AtomicBool>,
    /// What changes the library comes to its end.
    ends: Arc<AtomicBool>,
}

struct Stage {
    worker: Worker,
    outcomes: Receiver<Msg>,
    begun: Receiver<()>,
    go: Sender<()>,
    version: Arc<Mutex<i64>>,
    ends: Arc<AtomicBool>,
}

impl Desk for Scripted {
    fn answer(&mut self, ask: &Ask, course: &Course<'_>) -> Outcome {
        match ask {
            Ask::List { first, .. } => {
                self.begun.send(()).expect("the test listens");
                self.go.recv().expect("the test says when");
                Outcome::List {
                    first: *first,
                    total: Some(0),
                    articles: Vec::new(),
                    at: None,
                    selected: (Vec::new(), 0),
                }
            }
            Ask::Export { .. } => {
                self.begun.send(()).expect("the test listens");
                while !course.stop.load(Ordering::SeqCst) {
                    thread::yield_now();
                }
                Outcome::Exported { to: String::new(), files: Vec::new() }
            }
            Ask::Mend { .. } => {
                self.begun.send(()).expect("the test listens");
                while !course.stop.load(Ordering::SeqCst) && !self.ends.load(Ordering::SeqCst) {
                    thread::yield_now();
                }
                Outcome::Failed(format!("told to stop: {}", course.stop.load(Ordering::SeqCst)))
            }
            Ask::Undo { anyway: Some(_), .. } => {
                (course.tell)(Outcome::Surveying(0));
                while !course.stop.load(Ordering::SeqCst) {
                    thread::yield_now();
                }
                Outcome::Failed("told to stop".to_owned())
            }
            Ask::Redo { .. } => {
                self.broken = true;
                panic!("the page is torn");
            }
            _ if self.broken => Outcome::Failed("still broken".to_owned()),
            _ => Outcome::Failed(format!("renewed {}", self.renewed)),
        }
    }

    fn version(&self) -> Option<i64> {
        Some(*self.version.lock().expect("whole"))
    }

    fn interrupter(&self) -> Box<dyn Fn() + Send> {
        let struck = Arc::clone(&self.struck);
        Box::new(move || struck.store(true, Ordering::SeqCst))
    }

    fn renew(&mut self) -> Result<(), String> {
        self.broken = false;
        self.renewed += 1;
        Ok(())
    }
}

fn stage() -> Stage {
    let (send, outcomes) = mpsc::channel();
    let (say, begun) = mpsc::channel();
    let (go, going) = mpsc::channel();
    let version = Arc::new(Mutex::new(1));
    let shared = Arc::clone(&version);
    let ends: Arc<AtomicBool> = Arc::default();
    let end = Arc::clone(&ends);
    let desk = move |begun, go| Scripted {
        version: Arc::clone(&shared),
        ends: Arc::clone(&end),
        ..scripted(begun, go)
    };
    let (edits, reads) = (desk(say.clone(), mpsc::channel().1), desk(say.clone(), going));
    let spare = move |_: &Ask| -> Result<Box<dyn Desk>, String> {
        Ok(Box::new(desk(say.clone(), mpsc::channel().1)))
    };
    let worker = Worker::start(
        edits,
        || Ok(reads),
        spare,
        move |msg| {
            let _ = send.send(msg);
        },
    )
    .expect("threads");
    Stage { worker, outcomes, begun, go, version, ends }
}

fn list(first: u64) -> Ask {
    Ask::List { listing: Box::default(), first, count: 1, around: None, selected: Vec::new() }
}

#[test]
fn of_lists_only_the_newest_is_answered() {
    let Stage { mut worker, outcomes, begun, go, .. } = stage();
    worker.ask(Ticket(1), list(1));
    begun.recv().expect("the first is being answered");
    worker.ask(Ticket(2), list(2));
    worker.ask(Ticket(3), Ask::Open { article: ArticleId(1) });
    worker.ask(Ticket(4), list(4));
    go.send(()).expect("the first goes on");
    go.send(()).expect("and so does the last");
    let answered: Vec<_> = outcomes.iter().take(2).map(|msg| ticket(&msg)).collect();
    assert_eq!(answered, [Ticket(3), Ticket(4)]);
    assert!(worker.finish());
    drop(worker);
    assert!(outcomes.recv().is_err());
}

#[test]
fn what_the_trash_holds_is_counted_beside_what_the_list_holds() {
    let Stage { mut worker, outcomes, begun, go, .. } = stage();
    worker.ask(Ticket(1), list(1));
    begun.recv().expect("the list is being answered");
    for (n, ask) in
        [Ask::Count { listing: Box::default() }, Ask::CountTrash, Ask::CountTrash].into_iter().enumerate()
    {
        worker.ask(Ticket(2 + n as u64), ask);
    }
    go.send(()).expect("it goes on");
    let answered: Vec<_> = outcomes.iter().take(3).map(|msg| ticket(&msg)).collect();
    assert_eq!(answered, [Ticket(1), Ticket(2), Ticket(4)]);
}

#[test]
fn a_panic_is_an_answer_and_the_worker_lives_on() {
    let Stage { mut worker, outcomes, .. } = stage();
    worker.ask(Ticket(1), Ask::Redo { open: None, suggesting: Vec::new() });
    worker.ask(Ticket(2), Ask::Undo { anyway: None, importing: false, open: None, suggesting: Vec::new() });
    let sentences: Vec<_> = outcomes
        .iter()
        .take(2)
        .map(|msg| match msg {
            Msg::Outcome(_, Outcome::Failed(sentence)) => sentence,
            other => panic!("{other:?}"),
        })
        .collect();
    assert!(sentences[0].ends_with("a mistake in the program: the page is torn"), "{sentences:?}");
    assert_eq!(sentences[1], "renewed 1");
    assert!(worker.finish());
    drop(worker);
}

#[test]
fn what_was_asked_is_done_before_the_end_and_a_foreign_change_is_told_once() {
    let Stage { mut worker, outcomes, version, .. } = stage();
    worker.look();
    worker.ask(Ticket(1), Ask::Undo { anyway: None, importing: false, open: None, suggesting: Vec::new() });
    assert!(matches!(outcomes.recv(), Ok(Msg::Outcome(Ticket(1), _))));
    *version.lock().expect("whole") = 2;
    worker.look();
    worker.look();
    for n in 2..100 {
        worker
            .ask(Ticket(n), Ask::Undo { anyway: None, importing: false, open: None, suggesting: Vec::new() });
    }
    assert!(worker.finish());
    drop(worker);
    let all: Vec<_> = outcomes.iter().collect();
    assert!(matches!(all.first(), Some(Msg::LibraryChanged)));
    assert_eq!(all.len(), 1 + 98);
}

#[test]
fn an_export_holds_up_nothing_and_stops_at_the_end() {
    let Stage { mut worker, outcomes, begun, go, .. } = stage();
    worker.ask(
        Ticket(1),
        Ask::Export { scope: ExportScope::Library, format: ExportFormat::Markdown, to: "there".into() },
    );
    begun.recv().expect("the export has begun");
    worker.ask(Ticket(2), list(2));
    worker.ask(Ticket(3), Ask::Undo { anyway: None, importing: false, open: None, suggesting: Vec::new() });
    go.send(()).expect("the list is answered");
    let mut first: Vec<_> = outcomes.iter().take(2).map(|msg| ticket(&msg)).collect();
    first.sort_unstable();
    assert_eq!(first, [Ticket(2), Ticket(3)]);
    assert!(worker.finish());
    assert_eq!(outcomes.recv().map(|msg| ticket(&msg)), Ok(Ticket(1)));
}

#[test]
fn a_text_is_mended_to_the_end_unless_whoever_asked_stops_it() {
    let mend =
        || Ask::Mend { article: ArticleId(1), sha256: String::new(), mend: Mend::Join { at: Offset(0) } };
    let Stage { mut worker, outcomes, begun, .. } = stage();
    worker.ask(Ticket(1), mend());
    begun.recv().expect("it has begun");
    worker.give_up(Ticket(1));
    let Ok(Msg::Outcome(Ticket(1), Outcome::Failed(why))) = outcomes.recv() else { panic!("no answer") };
    assert_eq!(why, "told to stop: true");
    assert!(worker.finish());
    // The end of the program waits for it.
    let Stage { mut worker, begun, ends, outcomes: _outcomes, .. } = stage();
    worker.ask(Ticket(1), mend());
    begun.recv().expect("it has begun");
    ends.store(true, Ordering::SeqCst);
    assert!(worker.finish());
    assert!(!worker.stops[&Ticket(1)].flag.load(Ordering::SeqCst), "it was not told to stop");
}

#[test]
fn an_undo_tells_that_it_takes_long_and_whoever_asked_can_stop_it() {
    let Stage { mut worker, outcomes, .. } = stage();
    worker
        .ask(Ticket(1), Ask::Undo { anyway: Some(1), importing: false, open: None, suggesting: Vec::new() });
    let told = outcomes.recv();
    assert!(matches!(told, Ok(Msg::Outcome(Ticket(1), Outcome::Surveying(0)))), "{told:?}");
    worker.give_up(Ticket(1));
    let Ok(Msg::Outcome(Ticket(1), Outcome::Failed(why))) = outcomes.recv() else { panic!("no answer") };
    assert_eq!(why, "told to stop");
    assert!(worker.finish());
}

fn ticket(msg: &Msg) -> Ticket {
    match msg {
        Msg::Outcome(ticket, _) => *ticket,
        other => panic!("{other:?}"),
    }
}

fn idle() -> Scripted {
    let (begun, go) = (mpsc::channel().0, mpsc::channel().1);
    scripted(begun, go)
}

fn scripted(begun: Sender<()>, go: Receiver<()>) -> Scripted {
    let (version, struck, ends) = (Arc::default(), Arc::default(), Arc::default());
    Scripted { begun, go, version, broken: false, renewed: 0, struck, ends }
}

#[test]
fn where_nothing_can_be_read_each_request_is_told_why() {
    let (send, outcomes) = mpsc::channel();
    let reads = || Err::<Scripted, _>("the file is gone".to_owned());
    let spare = |_: &Ask| -> Result<Box<dyn Desk>, String> { Err("none".to_owned()) };
    let told = move |msg| drop(send.send(msg));
    let mut worker = Worker::start(idle(), reads, spare, told).expect("threads");
    for ticket in [1, 2] {
        worker.ask(Ticket(ticket), Ask::Themes);
        let Ok(Msg::Outcome(Ticket(to), Outcome::Failed(why))) = outcomes.recv() else { panic!("no answer") };
        assert_eq!((to, &*why), (ticket, "the file is gone"));
    }
}

#[test]
fn a_panic_on_the_way_to_a_long_job_is_an_answer() {
    let (send, outcomes) = mpsc::channel();
    let spare = |_: &Ask| -> Result<Box<dyn Desk>, String> { panic!("the desk is broken") };
    let told = move |msg| drop(send.send(msg));
    let mut worker = Worker::start(idle(), || Ok(idle()), spare, told).expect("threads");
    worker.ask(
        Ticket(1),
        Ask::Export { scope: ExportScope::Library, format: ExportFormat::Markdown, to: "there".into() },
    );
    assert!(worker.finish());
    let Ok(Msg::Outcome(Ticket(1), Outcome::Failed(why))) = outcomes.recv() else { panic!("no answer") };
    assert!(why.ends_with("a mistake in the program: the desk is broken"), "{why}");
}
