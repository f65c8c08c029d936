use std::collections::VecDeque;
use std::sync::mpsc;

use super::super::awaited::{answer_first, is_awaited};
use super::*;
use crate::command::{Key, KeyCode};
use crate::model::ArticleId;
use crate::view::Cursor;

/// Notes what it is told; what it wants done in return is scripted.
#[derive(Default)]
struct Noting {
    told: Vec<String>,
    script: VecDeque<Vec<Effect>>,
    dirty: bool,
    prepared: usize,
}

impl Program for Noting {
    fn update(&mut self, msg: Msg) -> Vec<Effect> {
        self.dirty = !matches!(msg, Msg::Woke(_));
        self.told.push(match msg {
            Msg::Key(key) => key.to_string(),
            Msg::Outcome(ticket, _) => format!("outcome {}", ticket.0),
            other => format!("{other:?}"),
        });
        self.script.pop_front().unwrap_or_default()
    }

    fn prepare(&mut self) -> Vec<Effect> {
        self.prepared += 1;
        Vec::new()
    }

    fn take_dirty(&mut self) -> bool {
        std::mem::take(&mut self.dirty)
    }

    fn spot(&self, _: Position) -> Option<Spot> {
        None
    }

    fn is_urgent(&self, key: Key) -> bool {
        [Key::ctrl('x'), Key::char('q')].contains(&key)
    }

    fn draw(&self, area: Rect, _: &mut Buffer) -> Besides {
        let cursor = Cursor { at: area.as_position(), is_seen: true };
        Besides { cursor: Some(cursor), ..Besides::default() }
    }
}

/// Notes what is done.
#[derive(Default)]
struct Bench {
    done: Vec<String>,
    draws: usize,
    looks: usize,
    broken: bool,
    unattended: bool,
    /// What the editor left, and what it leaves when it is called back.
    left: Option<Result<String, String>>,
    leaves: Option<Result<String, String>>,
}

impl Machine for Bench {
    fn ask(&mut self, ticket: Ticket, _: Ask) {
        self.done.push(format!("ask {}", ticket.0));
    }

    fn give_up(&mut self, ticket: Ticket) {
        self.done.push(format!("give up {}", ticket.0));
    }

    fn look(&mut self) {
        self.looks += 1;
    }

    fn size(&self) -> (u16, u16) {
        (7, 3)
    }

    fn show(&mut self, draw: &dyn Fn(Rect, &mut Buffer) -> Besides) -> io::Result<()> {
        if self.broken {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        let area = Rect::new(0, 0, 7, 3);
        draw(area, &mut Buffer::empty(area));
        self.draws += 1;
        Ok(())
    }

    fn resize(&mut self, size: (u16, u16)) {
        self.done.push(format!("resize {size:?}"));
    }

    fn take_mouse(&mut self, yes: bool) {
        self.done.push(format!("mouse {yes}"));
    }

    fn forget(&mut self) {
        self.done.push("forget".to_owned());
    }

    fn lend(&mut self, text: &str) -> Result<(), String> {
        self.done.push(format!("lend {text}"));
        if text.is_empty() { Err("no editor".to_owned()) } else { Ok(()) }
    }

    fn edited(&mut self) -> Option<Result<String, String>> {
        self.left.take()
    }

    fn call_back(&mut self) -> Option<Result<String, String>> {
        self.leaves.take()
    }

    fn copy(&mut self, clip: Clip) -> Option<Result<String, String>> {
        self.done.push(format!("copy {}", clip.text));
        Some(Ok(format!("Copied {}.", clip.what)))
    }

    fn copy_through(&mut self, clip: &Clip, why: &str) -> Result<String, String> {
        self.done.push(format!("copy {} since {why}", clip.text));
        Ok(format!("Copied {}.", clip.what))
    }

    fn set(&mut self, name: &str, value: &str) -> Result<(Prefs, String), String> {
        self.done.push(format!("set {name} {value}"));
        if value.is_empty() { Err("no value".to_owned()) } else { Ok((Prefs::default(), "set".to_owned())) }
    }

    fn open_outside(&mut self, original: Original) -> Result<(), String> {
        self.done.push(format!("open outside {original}"));
        Ok(())
    }

    fn open_library(&mut self, path: &Path) -> Result<(), String> {
        self.done.push(format!("open {}", path.display()));
        if path.as_os_str().is_empty() { Err("no library".to_owned()) } else { Ok(()) }
    }

    fn change_library(&mut self, opened: Opened) -> Result<(), String> {
        self.done.push(format!("change to {}", opened.path.display()));
        Ok(())
    }

    fn take_back(&mut self) -> io::Result<()> {
        self.done.push("take back".to_owned());
        Ok(())
    }

    fn stop(&mut self, all: bool) -> io::Result<bool> {
        self.done.push(format!("stop {all}"));
        Ok(!self.unattended)
    }
}

fn run(program: &mut Noting, first: Vec<Effect>, happenings: Vec<Happening>) -> (Bench, io::Result<u8>) {
    run_on(Bench::default(), program, first, happenings)
}

fn run_on(
    mut bench: Bench,
    program: &mut Noting,
    first: Vec<Effect>,
    happenings: Vec<Happening>,
) -> (Bench, io::Result<u8>) {
    let (send, inbox) = mpsc::channel();
    for happening in happenings {
        send.send(happening).expect("open");
    }
    drop(send);
    let code = Run::new(program, &mut bench, &Clock::machine()).run(first, &inbox);
    (bench, code)
}

fn key(c: char) -> Happening {
    Happening::Input(Input::Key(Key::char(c)))
}

#[test]
fn what_waits_is_taken_before_one_draw() {
    let mut program = Noting::default();
    let keys = "jjjjjjjj".chars().map(key).collect();
    let (bench, code) = run(&mut program, Vec::new(), keys);
    assert_eq!(program.told.len(), 8);
    assert_eq!(
        (bench.draws, program.prepared, bench.looks),
        (2, 2, 1),
        "the first frame, and one for all keys"
    );
    assert_eq!(code.expect("an end"), GONE, "nobody can send any more");
}

#[test]
fn a_flood_of_keys_costs_few_draws_and_never_starves_the_screen() {
    let mut program = Noting::default();
    let (bench, _) = run(&mut program, Vec::new(), (0..15_000).map(|_| key('j')).collect());
    assert_eq!(program.told.len(), 15_000);
    let batches = 15_000_usize.div_ceil(BATCH + 1);
    assert_eq!((bench.draws, bench.looks), (1 + batches, batches), "the first frame, and one for each batch");
}

#[test]
fn a_write_to_the_library_is_a_look_and_no_draw() {
    let mut program = Noting::default();
    let (bench, _) = run(&mut program, Vec::new(), vec![Happening::Written]);
    assert_eq!((bench.looks, bench.draws), (1, 1), "the first frame is the only one");
    assert!(program.told.is_empty());
}

#[test]
fn a_quit_ends_at_once_and_what_was_typed_after_it_is_nobodys() {
    let mut program =
        Noting { script: [vec![], vec![Effect::Quit], vec![Effect::Suspend]].into(), ..Noting::default() };
    let (bench, code) = run(&mut program, Vec::new(), "jqx".chars().map(key).collect());
    assert_eq!(program.told, ["j", "q"]);
    assert_eq!(code.expect("an end"), 0);
    assert_eq!(bench.draws, 1, "nothing is drawn on the way out");
}

#[test]
fn failures_that_come_with_the_end_are_kept_since_no_frame_shows_them() {
    let failed = |n, why: &str| Happening::Msg(Msg::Outcome(Ticket(n), Outcome::Failed(why.to_owned())));
    let mut program = Noting { script: [vec![], vec![Effect::Quit]].into(), ..Noting::default() };
    let (mut bench, (send, inbox)) = (Bench::default(), mpsc::channel());
    for happening in [failed(1, "the disk is full"), key('q'), failed(2, "the disk is gone")] {
        send.send(happening).expect("open");
    }
    let clock = Clock::machine();
    let mut run = Run::new(&mut program, &mut bench, &clock);
    assert_eq!(run.run(Vec::new(), &inbox).expect("an end"), 0);
    assert_eq!(run.failures(), ["the disk is full", "the disk is gone"]);
    assert_eq!(program.told, ["outcome 1", "q"]);
}

#[test]
fn a_failure_that_was_drawn_is_told() {
    let quit = Effect::Wake(Duration::from_millis(1), Ticket(9));
    let mut program = Noting { script: [vec![quit], vec![Effect::Quit]].into(), ..Noting::default() };
    let (mut bench, (send, inbox)) = (Bench::default(), mpsc::channel());
    let failed = Msg::Outcome(Ticket(1), Outcome::Failed("the disk is full".to_owned()));
    send.send(Happening::Msg(failed)).expect("open");
    let clock = Clock::machine();
    let mut run = Run::new(&mut program, &mut bench, &clock);
    assert_eq!(run.run(Vec::new(), &inbox).expect("an end"), 0);
    assert!(run.failures().is_empty());
}

#[test]
fn a_signal_lets_the_program_save_before_the_end() {
    let save = Effect::Ask(Ticket(9), Ask::Redo { open: None, suggesting: Vec::new() });
    let mut program = Noting { script: [vec![save]].into(), ..Noting::default() };
    let (bench, code) = run(&mut program, Vec::new(), vec![Happening::Signal(Signal::End(143)), key('j')]);
    assert_eq!(program.told, ["Closing"]);
    assert_eq!(bench.done, ["ask 9"]);
    assert_eq!(code.expect("an end"), 143);
}

#[test]
fn a_panic_in_another_thread_lets_the_program_save_before_the_end() {
    let mut program = Noting::default();
    let (_, code) = run(&mut program, Vec::new(), vec![Happening::Panicked, key('j')]);
    assert_eq!(program.told, ["Closing"]);
    assert_eq!(code.expect("an end"), 101);
}

#[test]
fn a_terminal_that_is_gone_is_a_hang_up() {
    let mut program = Noting::default();
    let (_, code) = run(&mut program, Vec::new(), vec![Happening::Input(Input::End)]);
    assert_eq!(program.told, ["Closing"]);
    assert_eq!(code.expect("an end"), 129);
}

#[test]
fn stopped_by_key_or_by_signal_it_comes_back_with_every_cell() {
    let mut program = Noting { script: [vec![Effect::Suspend]].into(), ..Noting::default() };
    let happenings = vec![key('z'), Happening::Signal(Signal::Stop), Happening::Signal(Signal::Continued)];
    let (bench, _) = run(&mut program, Vec::new(), happenings);
    let back = ["resize (7, 3)", "forget"];
    assert_eq!(
        bench.done,
        [&["stop true"][..], &back, &["stop false"], &back, &["take back"], &back].concat()
    );
    assert_eq!(program.told.iter().filter(|told| *told == "Resumed").count(), 3);
}

#[test]
fn where_nobody_could_continue_it_a_key_is_told_so_and_a_signal_passed_over() {
    let mut program = Noting { script: [vec![Effect::Suspend]].into(), ..Noting::default() };
    let mut bench = Bench { unattended: true, ..Bench::default() };
    let (send, inbox) = mpsc::channel();
    for happening in [key('z'), Happening::Signal(Signal::Stop)] {
        send.send(happening).expect("open");
    }
    drop(send);
    let _ = Run::new(&mut program, &mut bench, &Clock::machine()).run(Vec::new(), &inbox);
    assert_eq!(bench.done, ["stop true", "stop false"]);
    assert_eq!(program.told, ["z".to_owned(), format!("{:?}", Msg::Told(Err(UNATTENDED.to_owned())))]);
}

#[test]
fn the_editor_has_the_terminal_until_it_ends() {
    let mut program = Noting {
        script: [vec![Effect::EditOutside("half a note".into())], vec![]].into(),
        ..Noting::default()
    };
    let happenings = vec![key('e'), Happening::Edited, Happening::Edited];
    let left = Bench { left: Some(Ok("a note".into())), ..Bench::default() };
    let (bench, _) = run_on(left, &mut program, Vec::new(), happenings);
    assert_eq!(bench.done, ["lend half a note", "take back", "resize (7, 3)"]);
    assert_eq!(program.told, ["e", "Resize(7, 3)", "Edited(Ok(\"a note\"))"]);

    let mut program =
        Noting { script: [vec![Effect::EditOutside(String::new())]].into(), ..Noting::default() };
    let (bench, _) = run(&mut program, Vec::new(), vec![key('e')]);
    assert_eq!(bench.done, ["lend "]);
    assert_eq!(program.told, ["e", "Edited(Err(\"no editor\"))"]);
}

#[test]
fn a_signal_that_ends_it_ends_the_editor_and_saves_what_that_left() {
    for (leaves, told) in [
        (Some(Ok("a note".into())), &["Edited(Ok(\"a note\"))", "Closing"][..]),
        (Some(Err("it gave up".into())), &["Edited(Err(\"it gave up\"))", "Closing"]),
        (None, &["Closing"]),
    ] {
        let mut program = Noting::default();
        let bench = Bench { leaves, ..Bench::default() };
        let signal = vec![Happening::Signal(Signal::End(143)), Happening::Edited];
        let (_, code) = run_on(bench, &mut program, Vec::new(), signal);
        assert_eq!(program.told, told);
        assert_eq!(code.expect("an end"), 143);
    }
}

#[test]
fn a_wake_up_comes_when_it_is_due_and_only_then() {
    let wake = |ms, n| Effect::Wake(Duration::from_millis(ms), Ticket(n));
    let mut program = Noting { script: [vec![], vec![Effect::Quit]].into(), ..Noting::default() };
    let (keep_open, inbox) = mpsc::channel();
    let mut bench = Bench::default();
    let first = vec![wake(2, 2), wake(1, 1), wake(3_600_000, 3)];
    let clock = Clock::machine();
    let code = Run::new(&mut program, &mut bench, &clock).run(first, &inbox);
    drop(keep_open);
    assert_eq!(program.told, ["Woke(Ticket(1))", "Woke(Ticket(2))"]);
    assert_eq!(code.expect("an end"), 0);
    assert_eq!(bench.draws, 1, "a wake-up that changes nothing draws nothing");
}

#[test]
fn the_first_frame_has_the_first_answers() {
    let mut program = Noting::default();
    let ask = |n| Effect::Ask(Ticket(n), Ask::Open { article: ArticleId(1) });
    let outcome = Happening::Msg(Msg::Outcome(Ticket(1), Outcome::Themes(Vec::new())));
    let (bench, _) = run(&mut program, vec![ask(1)], vec![outcome]);
    assert_eq!((bench.draws, program.told), (1, vec!["outcome 1".to_owned()]));

    // What looks at the whole library is not waited for.
    let mut program = Noting::default();
    let count = Effect::Ask(Ticket(1), Ask::Count { listing: Box::default() });
    let key = Happening::Input(Input::Key(Key::plain(KeyCode::Esc)));
    assert_eq!(run(&mut program, vec![count], vec![key]).0.draws, 2);

    let mut program = Noting::default();
    let list = Effect::Ask(Ticket(5), Ask::Themes);
    let left = answer_first(&mut program, vec![ask(1), list, Effect::Redraw], |ask| {
        (!matches!(ask, Ask::Open { .. })).then(|| Outcome::Themes(Vec::new()))
    });
    assert_eq!(program.told, ["outcome 5"]);
    assert!(matches!(left[..], [Effect::Ask(Ticket(1), _), Effect::Redraw]));
}

#[test]
fn a_first_frame_that_is_drawn_already_is_not_drawn_again() {
    let ask = Effect::Ask(Ticket(1), Ask::Themes);
    assert!(is_awaited(&[Effect::Redraw, Effect::Ask(Ticket(1), Ask::Themes)]));
    assert!(!is_awaited(&[Effect::Redraw, Effect::Ask(Ticket(1), Ask::Count { listing: Box::default() })]));
    let (mut program, mut bench) = (Noting::default(), Bench::default());
    let (send, inbox) = mpsc::channel();
    drop(send);
    let code = Run::new(&mut program, &mut bench, &Clock::machine()).drawn().run(vec![ask], &inbox);
    assert_eq!((code.expect("an end"), bench.draws, bench.done), (GONE, 0, vec!["ask 1".to_owned()]));
    // Unless what was asked for first changed it.
    let mut bench = Bench::default();
    let (send, inbox) = mpsc::channel();
    drop(send);
    let refused = Effect::OpenLibrary(std::path::PathBuf::new());
    let _ = Run::new(&mut program, &mut bench, &Clock::machine()).drawn().run(vec![refused], &inbox);
    assert_eq!(bench.draws, 1);
}

#[test]
fn a_glimpse_stands_until_the_first_answers_are_there_and_keys_wait_for_them() {
    let told = |glimpsed, first| {
        let (mut program, mut bench) = (Noting::default(), Bench::default());
        let (send, inbox) = mpsc::channel();
        let outcome = Happening::Msg(Msg::Outcome(Ticket(1), Outcome::Themes(Vec::new())));
        for happening in [first, outcome] {
            send.send(happening).expect("open");
        }
        drop(send);
        let ask = Effect::Ask(Ticket(1), Ask::Themes);
        let clock = Clock::machine();
        let _ = Run::new(&mut program, &mut bench, &clock).glimpsed(glimpsed).run(vec![ask], &inbox);
        (program.told.join(", "), bench.draws)
    };
    assert_eq!(
        (told(false, key('j')), told(true, key('j'))),
        (("j, outcome 1".to_owned(), 1), ("outcome 1, j".to_owned(), 2),),
        "it acts on what was shown"
    );
    for quit in [Key::ctrl('x'), Key::char('q')] {
        let quit = Happening::Input(Input::Key(quit));
        assert!(told(true, quit).0.ends_with("outcome 1"), "whoever quits waits for nothing");
    }
    let resized = || Happening::Signal(Signal::Resized);
    assert_eq!((told(false, resized()).1, told(true, resized()).1), (1, 2));
}

#[test]
fn what_came_before_the_loop_is_taken_first_and_a_character_after_another_key_is_text() {
    let happenings = |keys: &str, last: Key| -> Vec<_> {
        keys.chars().map(key).chain([Happening::Input(Input::Key(last))]).collect()
    };
    let run = |before, glimpsed, first: Vec<Effect>| {
        let (mut program, mut bench) = (Noting::default(), Bench::default());
        let (send, inbox) = mpsc::channel();
        let outcome = Happening::Msg(Msg::Outcome(Ticket(1), Outcome::Themes(Vec::new())));
        for happening in [key('z'), outcome] {
            send.send(happening).expect("open");
        }
        drop(send);
        let clock = Clock::machine();
        let run = Run::new(&mut program, &mut bench, &clock).after(before).glimpsed(glimpsed);
        let _ = if first.is_empty() { run.drawn() } else { run }.run(first, &inbox);
        program.told.join(" ")
    };
    let ask = || vec![Effect::Ask(Ticket(1), Ask::Themes)];
    assert_eq!(run(happenings("/", Key::char('q')), true, ask()), "outcome 1 / q z");
    assert_eq!(run(happenings("/", Key::ctrl('x')), true, ask()), "Ctrl-X outcome 1 / z");
    assert_eq!(run(happenings("/", Key::char('q')), false, ask()), "/ q z outcome 1");
    assert_eq!(run(happenings("/", Key::char('q')), true, Vec::new()), "/ q z outcome 1");
    let resized = || [key('a'), Happening::Signal(Signal::Resized), key('b')].into();
    assert_eq!(
        run(resized(), true, ask()),
        "Resize(7, 3) a b z outcome 1",
        "the frame is due, and then the keys"
    );
}

#[test]
fn nothing_is_drawn_after_a_quit_on_the_sight_of_a_glimpse() {
    let mut program = Noting { script: [vec![Effect::Quit]].into(), ..Noting::default() };
    let (mut bench, (send, inbox)) = (Bench::default(), mpsc::channel());
    send.send(key('q')).expect("open");
    let clock = Clock::machine();
    let mut run = Run::new(&mut program, &mut bench, &clock).glimpsed(true);
    let ask = Effect::Ask(Ticket(1), Ask::Themes);
    assert_eq!((run.run(vec![ask], &inbox).expect("an end"), bench.draws), (0, 0));
}

#[test]
fn a_terminal_that_does_not_tell_its_ground_in_time_is_taken_for_silent() {
    let (mut program, mut bench) = (Noting::default(), Bench::default());
    let (send, inbox) = mpsc::channel();
    drop(send);
    let clock = Clock::machine();
    let _ = Run::new(&mut program, &mut bench, &clock).listening(true).run(Vec::new(), &inbox);
    assert_eq!((program.told, bench.draws), (vec!["Ground(None)".to_owned()], 1));
}

#[test]
fn a_terminal_that_does_not_tell_the_ground_that_was_recalled_is_taken_for_another() {
    let mut program = Noting { script: [vec![Effect::Quit]].into(), ..Noting::default() };
    let mut bench = Bench::default();
    let (_open, inbox) = mpsc::channel();
    let clock = Clock::machine();
    let mut run = Run::new(&mut program, &mut bench, &clock).doubting(Duration::from_millis(1));
    assert_eq!(run.run(Vec::new(), &inbox).expect("an end"), 0);
    assert_eq!((program.told, bench.draws), (vec!["Ground(None)".to_owned()], 1), "no frame waits for it");

    // One that tells is not taken for silent, and wakes nobody later.
    let (mut program, mut bench) = (Noting::default(), Bench::default());
    let (send, inbox) = mpsc::channel();
    let told = Msg::Ground(Some(crate::skin::Rgb(0, 0, 0)));
    let expected = format!("{told:?}");
    send.send(Happening::Msg(told)).expect("open");
    drop(send);
    let mut run = Run::new(&mut program, &mut bench, &clock).drawn().doubting(Duration::ZERO);
    let _ = run.run(Vec::new(), &inbox);
    assert_eq!(program.told, [expected]);
}

#[test]
fn a_terminal_that_cannot_be_written_to_is_an_error() {
    let mut program = Noting::default();
    let mut bench = Bench { broken: true, ..Bench::default() };
    let (_open, inbox) = mpsc::channel();
    let error = Run::new(&mut program, &mut bench, &Clock::machine()).run(Vec::new(), &inbox);
    assert_eq!(error.expect_err("it is broken").kind(), io::ErrorKind::BrokenPipe);
}

#[test]
fn pastes_and_resizes_are_told() {
    let mut program = Noting::default();
    let happenings = vec![
        Happening::Input(Input::Paste("a\nb".into())),
        Happening::Input(Input::Key(Key::plain(KeyCode::Esc))),
        Happening::Signal(Signal::Resized),
    ];
    let (bench, _) = run(&mut program, Vec::new(), happenings);
    assert_eq!(program.told, ["Paste(\"a\\nb\")", "Esc", "Resize(7, 3)"]);
    assert_eq!(bench.done, ["resize (7, 3)"]);
}

#[test]
fn what_came_of_a_copy_is_told() {
    let clip = Clip { text: "a b".into(), what: "2 words".into() };
    let mut program = Noting::default();
    program.script.push_back(vec![Effect::Copy(clip.clone())]);
    let (bench, _) =
        run(&mut program, Vec::new(), vec![key('y'), Happening::Uncopied(clip, "it hung".into())]);
    assert_eq!(bench.done, ["copy a b", "copy a b since it hung"]);
    let told = format!("{:?}", Msg::Told(Ok("Copied 2 words.".into())));
    assert_eq!(program.told, ["y", &told, &told]);
}
