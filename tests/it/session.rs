//! The harness: the real program on a library in memory, keys in, screen and stored data out.

use std::collections::VecDeque;
use std::fmt::Write as _;
use std::time::Duration;

use jiff::Timestamp;
use postil::app::{App, Ask, Colors, Effect, Mouse, MouseAct, Msg, SKIN, Ticket};
use postil::clock::Clock;
use postil::command::{Chord, Key};
use postil::config::Config;
use postil::import::{self, Hint};
use postil::model::query::Query;
use postil::model::{Annotation, ArticleId, Edit};
use postil::shell::answer::answer;
use postil::shell::{Settings, prefs};
use postil::store::{Sort, Store};
use postil::view;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier};

/// A running program without a terminal. Jobs run at once; wake-ups wait for [`Session::wait`].
pub struct Session {
    pub store: Store,
    pub app: App,
    pub buffer: Buffer,
    wakes: Vec<(Duration, Ticket)>,
    /// Effects that a test may look at: what the shell would have been asked to do.
    pub effects: Vec<String>,
    /// Requests of the worker, counted.
    pub asked: usize,
    size: (u16, u16),
    colors: Colors,
    /// Requests whose outcomes come when the test says so, if it does.
    late: Option<VecDeque<(Ticket, Ask)>>,
    /// What was set since the start.
    settings: Settings,
}

/// A text in the manner of a saved page, in our own words.
pub const BRIDGE: &str = "The Bridge at Orlau\n\n\
The old bridge was closed on Oct. 15. Lt. Col. Anna Weiss said the U.S. engineers had \u{201c}done what they could.\u{201d} \
Nobody believed her.\n\n\
Was there another way across? The ferry (a flat boat with one engine) had sunk in spring. \
Trade with the far bank stopped within a week.\n\n\
Officials met twice. They agreed on nothing, and the town waited.\n";

impl Session {
    /// An empty library on a screen of 120x40.
    pub fn empty() -> Self {
        let start: Timestamp = "2026-01-02T03:04:05Z".parse().unwrap();
        Self::on(Store::memory(Clock::counted(start)).unwrap())
    }

    /// A library with one article: [`BRIDGE`], opened, the cursor at its top.
    pub fn bridge() -> Self {
        let mut session = Self::with(&[("bridge.txt", BRIDGE)]);
        session.keys("<enter>");
        session
    }

    /// A library with the articles of some files, the list in focus.
    pub fn with(files: &[(&str, &str)]) -> Self {
        let start: Timestamp = "2026-01-02T03:04:05Z".parse().unwrap();
        let mut store = Store::memory(Clock::counted(start)).unwrap();
        for (name, text) in files {
            add(&mut store, name, text);
        }
        Self::on(store)
    }

    /// The program on a library, on a screen of 120x40 in full colour.
    pub fn on(store: Store) -> Self {
        Self::begin(store, (120, 40), Colors::True)
    }

    fn begin(store: Store, size: (u16, u16), colors: Colors) -> Self {
        let mut prefs = prefs(Config::default(), colors);
        if let Some(chosen) = store.recall(SKIN).unwrap() {
            prefs.look.recall(&chosen);
        }
        let mut session = Self {
            store,
            app: App::new(prefs, size),
            buffer: Buffer::empty(Rect::new(0, 0, size.0, size.1)),
            wakes: Vec::new(),
            effects: Vec::new(),
            asked: 0,
            size,
            colors,
            late: None,
            settings: Settings::default(),
        };
        let first = session.app.start();
        session.perform(first);
        session.draw();
        session
    }

    /// The program ended and started anew on the same library.
    pub fn reopen(self) -> Self {
        Self::begin(self.store, self.size, self.colors)
    }

    /// The same on a terminal with other colours.
    pub fn colors(self, colors: Colors) -> Self {
        Self::begin(self.store, self.size, colors)
    }

    /// Types keys: characters, and names in angle brackets such as `<enter>`, `<esc>`, `<ctrl-o>`, `<lt>`.
    pub fn keys(&mut self, keys: &str) -> &mut Self {
        for key in parse(keys) {
            self.press(key);
        }
        self
    }

    pub fn press(&mut self, key: Key) {
        let effects = self.app.update(Msg::Key(key));
        self.perform(effects);
        self.draw();
    }

    pub fn send(&mut self, msg: Msg) -> &mut Self {
        let effects = self.app.update(msg);
        self.perform(effects);
        self.draw();
        self
    }

    /// The mouse at a cell, so many milliseconds after some moment.
    pub fn mouse(&mut self, act: MouseAct, (x, y): (u16, u16), millis: u64) -> &mut Self {
        let cell = Position::new(x, y);
        let spot = view::spot(&self.app, self.buffer.area, cell).filter(|_| act == MouseAct::Press);
        self.send(Msg::Mouse(Mouse { act, cell, spot, at: Duration::from_millis(millis) }))
    }

    pub fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        self.size = (columns, rows);
        self.send(Msg::Resize(columns, rows))
    }

    /// From now on outcomes come only with [`Session::settle`], after whatever is typed meanwhile.
    pub fn slow(&mut self) -> &mut Self {
        self.late = Some(VecDeque::new());
        self
    }

    /// What waits for its outcome, which the test gives itself.
    pub fn take_late(&mut self) -> Vec<(Ticket, Ask)> {
        self.late.as_mut().map(std::mem::take).into_iter().flatten().collect()
    }

    /// Lets the outcomes come, in order, until none is on its way.
    pub fn settle(&mut self) -> &mut Self {
        while let Some((ticket, ask)) = self.late.as_mut().and_then(VecDeque::pop_front) {
            let outcome = answer(&mut self.store, &ask);
            self.send(Msg::Outcome(ticket, outcome));
        }
        self
    }

    /// Lets all wake-ups that were asked for come, and those that they ask for.
    pub fn wait(&mut self) -> &mut Self {
        // A pause in typing is waited for by looking twice.
        self.wait_once().wait_once()
    }

    /// Lets all wake-ups that were asked for come.
    pub fn wait_once(&mut self) -> &mut Self {
        for (_, ticket) in std::mem::take(&mut self.wakes) {
            self.send(Msg::Woke(ticket));
        }
        self
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Ask(ticket, ask) => {
                    self.asked += 1;
                    if let Some(late) = &mut self.late {
                        late.push_back((ticket, ask));
                        continue;
                    }
                    let outcome = answer(&mut self.store, &ask);
                    let next = self.app.update(Msg::Outcome(ticket, outcome));
                    self.perform(next);
                }
                Effect::Wake(after, ticket) => self.wakes.push((after, ticket)),
                Effect::Set { name, value } => {
                    let msg = match self.settings.set(&name, &value) {
                        Ok((prefs, said)) => Msg::Set(Box::new(prefs), name, said),
                        Err(why) => Msg::Told(Err(why)),
                    };
                    let next = self.app.update(msg);
                    self.perform(next);
                }
                other => self.effects.push(format!("{other:?}")),
            }
        }
    }

    fn draw(&mut self) {
        let effects = self.app.prepare();
        if !effects.is_empty() {
            self.perform(effects);
            let more = self.app.prepare();
            self.perform(more);
        }
        let area = Rect::new(0, 0, self.size.0, self.size.1);
        self.buffer = Buffer::empty(area);
        view::draw(&self.app, area, &mut self.buffer);
    }

    /// The characters of the screen, without spaces at the ends of rows.
    pub fn text(&self) -> String {
        (0..self.size.1).map(|y| self.row(y) + "\n").collect()
    }

    fn row(&self, y: u16) -> String {
        let row: String = (0..self.size.0).map(|x| self.buffer[(x, y)].symbol()).collect();
        row.trim_end().to_owned()
    }

    /// The screen with a line of marks under each row that has a style: `#` reversed, `=` underlined
    /// on a ground of its own, `a b c` grounds in the order in which they appear, `_` underlined, `'` bold.
    pub fn screen(&self) -> String {
        let mut grounds: Vec<Color> = Vec::new();
        let mut out = String::new();
        for y in 0..self.size.1 {
            let _ = writeln!(out, "{}", self.row(y));
            let mut marks = String::new();
            for x in 0..self.size.0 {
                let cell = &self.buffer[(x, y)];
                let underlined = cell.modifier.contains(Modifier::UNDERLINED);
                marks.push(if cell.modifier.contains(Modifier::REVERSED) {
                    '#'
                } else if cell.bg != Color::Reset {
                    let i = grounds.iter().position(|c| *c == cell.bg).unwrap_or_else(|| {
                        grounds.push(cell.bg);
                        grounds.len() - 1
                    });
                    if underlined { '=' } else { char::from(b'a' + u8::try_from(i % 26).unwrap()) }
                } else if underlined {
                    '_'
                } else if cell.modifier.contains(Modifier::BOLD) && cell.symbol() != " " {
                    '\''
                } else {
                    ' '
                });
            }
            let marks = marks.trim_end();
            if !marks.is_empty() {
                let _ = writeln!(out, "{marks}");
            }
        }
        out
    }

    /// The bottom two lines.
    pub fn status(&self) -> String {
        self.row(self.size.1 - 2).trim().to_owned()
    }

    pub fn hints(&self) -> String {
        self.row(self.size.1 - 1).trim().to_owned()
    }

    /// All annotations as they are stored: `quote | theme, theme | note`, in order.
    pub fn stored(&self) -> Vec<String> {
        let themes = self.store.themes().unwrap();
        let path = |id| themes.iter().find(|t| t.id == id).map(|t| t.path.clone()).unwrap();
        self.annotations()
            .into_iter()
            .map(|a| {
                let paths: Vec<String> = a.themes.iter().map(|id| path(*id)).collect();
                format!("{} | {} | {}", a.quote, paths.join(", "), a.note.unwrap_or_default())
            })
            .collect()
    }

    pub fn annotations(&self) -> Vec<Annotation> {
        self.articles().into_iter().flat_map(|id| self.store.annotations_of(id).unwrap()).collect()
    }

    pub fn articles(&self) -> Vec<ArticleId> {
        let all = self.store.articles(&Query::default(), Sort::default(), 0..1000).unwrap();
        let mut ids: Vec<ArticleId> = all.into_iter().map(|a| a.id).collect();
        ids.sort();
        ids
    }

    /// Everything a user could see: screen, data, and what the shell was asked for.
    pub fn fingerprint(&self) -> String {
        format!("{}\n{:?}\n{:?}", self.screen(), self.stored(), self.effects)
    }

    /// The text from the cursor on, at most so many characters.
    pub fn ahead(&self, most: usize) -> String {
        let reader = self.app.reader.as_ref().unwrap();
        reader.text()[reader.cursor.0..].chars().take(most).collect()
    }
}

/// Imports a file into a store.
pub fn add(store: &mut Store, name: &str, text: &str) -> ArticleId {
    let imported = import::read(text.as_bytes(), &Hint::named(name)).unwrap();
    let edit = Edit::AddArticle {
        meta: imported.meta,
        document: imported.document,
        themes: imported.themes,
        place: None,
    };
    store.apply(&[edit]).unwrap().touched.articles[0]
}

/// Keys as a string: see [`Session::keys`].
pub fn parse(keys: &str) -> Vec<Key> {
    let mut found = Vec::new();
    let mut rest = keys;
    while let Some(c) = rest.chars().next() {
        let named = rest.strip_prefix('<').and_then(|tail| {
            let (name, after) = tail.split_once('>')?;
            let name = if name == "lt" { "<" } else { name };
            Key::parse(name).map(|key| (key, after))
        });
        let (key, after) = named.unwrap_or((Key::char(c), &rest[c.len_utf8()..]));
        found.push(key);
        rest = after;
    }
    found
}

/// A chord as the keys that a user presses.
pub fn chord(text: &str) -> Vec<Key> {
    Chord::parse(text).unwrap().0
}
