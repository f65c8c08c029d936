//! Which keys mean which command, where. The map is data: the defaults are a file in the user's
//! own syntax (`assets/config.toml`) and are read by the code that reads the user's.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use super::{Chord, Command, Key, KeyCode};

/// Where keys are looked up. Text fields take printable keys themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Context {
    Everywhere,
    List,
    Trash,
    Reader,
    Visual,
    Sidebar,
    Themes,
    Board,
    Finding,
    Menu,
    Feeds,
    Tray,
    Compare,
    Places,
    Output,
    Help,
    Prompt,
    Form,
    Chooser,
    Finder,
    Line,
    Note,
}

impl Context {
    pub const ALL: [Self; 22] = [
        Self::Everywhere,
        Self::List,
        Self::Trash,
        Self::Reader,
        Self::Visual,
        Self::Sidebar,
        Self::Themes,
        Self::Board,
        Self::Finding,
        Self::Menu,
        Self::Feeds,
        Self::Tray,
        Self::Compare,
        Self::Places,
        Self::Output,
        Self::Help,
        Self::Prompt,
        Self::Form,
        Self::Chooser,
        Self::Finder,
        Self::Line,
        Self::Note,
    ];

    /// Its name in key files: `[keys.reader]`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Everywhere => "everywhere",
            Self::List => "list",
            Self::Trash => "trash",
            Self::Reader => "reader",
            Self::Visual => "visual",
            Self::Sidebar => "sidebar",
            Self::Themes => "themes",
            Self::Board => "board",
            Self::Finding => "finding",
            Self::Menu => "menu",
            Self::Feeds => "feeds",
            Self::Tray => "tray",
            Self::Compare => "compare",
            Self::Places => "places",
            Self::Output => "output",
            Self::Help => "help",
            Self::Prompt => "prompt",
            Self::Form => "form",
            Self::Chooser => "chooser",
            Self::Finder => "finder",
            Self::Line => "command-line",
            Self::Note => "note",
        }
    }

    /// Its name in the help.
    pub fn title(self) -> &'static str {
        match self {
            Self::Everywhere => "Everywhere",
            Self::List => "Article list",
            Self::Trash => "Article list, in the trash",
            Self::Reader => "Reader",
            Self::Visual => "Reader, selecting",
            Self::Sidebar => "Sidebar",
            Self::Themes => "Theme panel",
            Self::Board => "Board of passages",
            Self::Finding => "Search of all articles",
            Self::Menu => "Menu",
            Self::Feeds => "Feeds",
            Self::Tray => "Annotations not placed",
            Self::Compare => "What changed",
            Self::Places => "Suggestions and shared wording",
            Self::Output => "Output of a command",
            Self::Help => "Help",
            Self::Prompt => "Line of input",
            Self::Form => "Form",
            Self::Chooser => "Theme chooser",
            Self::Finder => "Finder",
            Self::Line => "Command line",
            Self::Note => "Note editor",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|context| context.name() == name)
    }

    /// Whether printable keys go into a text field there.
    pub fn is_text(self) -> bool {
        matches!(
            self,
            Self::Finding
                | Self::Help
                | Self::Prompt
                | Self::Form
                | Self::Chooser
                | Self::Finder
                | Self::Line
                | Self::Note
        )
    }

    /// Where keys are looked up from here, nearest first.
    pub fn chain(self) -> &'static [Self] {
        match self {
            Self::Everywhere => &[Self::Everywhere],
            Self::List => &[Self::List, Self::Everywhere],
            Self::Trash => &[Self::Trash, Self::List, Self::Everywhere],
            Self::Reader => &[Self::Reader, Self::Everywhere],
            Self::Visual => &[Self::Visual, Self::Reader, Self::Everywhere],
            Self::Sidebar => &[Self::Sidebar, Self::Everywhere],
            Self::Themes => &[Self::Themes, Self::Everywhere],
            Self::Board => &[Self::Board, Self::Everywhere],
            Self::Menu => &[Self::Menu, Self::Everywhere],
            Self::Feeds => &[Self::Feeds, Self::Everywhere],
            Self::Tray => &[Self::Tray, Self::Everywhere],
            Self::Compare => &[Self::Compare, Self::Everywhere],
            Self::Places => &[Self::Places, Self::Everywhere],
            Self::Output => &[Self::Output, Self::Everywhere],
            Self::Finding => &[Self::Finding],
            Self::Help => &[Self::Help],
            Self::Prompt => &[Self::Prompt],
            Self::Form => &[Self::Form],
            Self::Chooser => &[Self::Chooser],
            Self::Finder => &[Self::Finder],
            Self::Line => &[Self::Line],
            Self::Note => &[Self::Note],
        }
    }

    /// Whether digits before a command are a count there: not where they are typed, and not in the panes beside
    /// the text.
    pub fn counts(self) -> bool {
        let is_beside = matches!(self, Self::Everywhere | Self::List | Self::Trash | Self::Sidebar);
        !self.is_text() && !is_beside
    }

    /// Whether the cursor is in the text of an article.
    pub fn is_reading(self) -> bool {
        matches!(self, Self::Reader | Self::Visual)
    }
}

/// What the keys pressed so far come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    Command(Command),
    /// The beginning of at least one chord.
    Prefix,
    Nothing,
}

/// The chords of a context and what they mean.
pub type Bindings = BTreeMap<Vec<Key>, Command>;

/// Chords to commands, per context. A copy is cheap until it is bound anew.
#[derive(Debug, Clone)]
pub struct Keymap {
    /// Those of each context, read when they are first asked for: a start asks for few.
    map: Arc<[OnceLock<Bindings>; Context::ALL.len()]>,
    /// Reads them.
    read: fn(Context) -> Bindings,
}

impl Default for Keymap {
    /// Without a key.
    fn default() -> Self {
        Self::of(|_| Bindings::new())
    }
}

impl PartialEq for Keymap {
    fn eq(&self, other: &Self) -> bool {
        Context::ALL.into_iter().all(|context| self.of_context(context) == other.of_context(context))
    }
}

impl Eq for Keymap {}

/// Two chords of which one begins the other, so that the longer could never be typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clash {
    /// Where the shorter and the longer are bound.
    pub context: Context,
    pub long_in: Context,
    pub short: (Chord, Command),
    pub long: (Chord, Command),
}

impl Keymap {
    /// A map of what `read` reads.
    pub fn of(read: fn(Context) -> Bindings) -> Self {
        Self { map: Arc::default(), read }
    }

    fn of_context(&self, context: Context) -> &Bindings {
        let empty = const { &Bindings::new() };
        self.map.get(context as usize).map_or(empty, |bindings| bindings.get_or_init(|| (self.read)(context)))
    }

    /// Binds a chord, in place of what it meant before; `None` unbinds it.
    pub fn bind(&mut self, context: Context, chord: Chord, command: Option<Command>) {
        self.of_context(context);
        let Some(map) = Arc::make_mut(&mut self.map).get_mut(context as usize).and_then(OnceLock::get_mut)
        else {
            return;
        };
        match command {
            Some(command) => {
                map.insert(chord.0, command);
            }
            None => {
                map.remove(&chord.0);
            }
        }
    }

    /// What a chord is bound to in a context itself.
    pub fn bound(&self, context: Context, chord: &Chord) -> Option<Command> {
        self.of_context(context).get(&chord.0).copied()
    }

    /// What the keys mean from a context outwards.
    pub fn find(&self, from: Context, keys: &[Key]) -> Found {
        let maps = || from.chain().iter().map(|context| self.of_context(*context));
        if let Some(command) = maps().find_map(|map| map.get(keys)) {
            return Found::Command(*command);
        }
        if maps().any(|map| map.keys().any(|chord| chord.len() > keys.len() && chord.starts_with(keys))) {
            return Found::Prefix;
        }
        Found::Nothing
    }

    /// What may follow a prefix, nearest context first, each chord once.
    pub fn continuations(&self, from: Context, prefix: &[Key]) -> Vec<(Chord, Command)> {
        let mut seen: Vec<(Chord, Command)> = Vec::new();
        for context in from.chain() {
            for (chord, command) in self.of_context(*context) {
                let rest = chord.get(prefix.len()..).unwrap_or_default();
                if chord.starts_with(prefix)
                    && !rest.is_empty()
                    && !seen.iter().any(|(c, _)| c.0.as_slice() == rest)
                {
                    seen.push((Chord(rest.to_vec()), *command));
                }
            }
        }
        seen
    }

    /// All chords of a context with their commands, in the order of the command table.
    pub fn bindings(&self, context: Context) -> Vec<(Command, Vec<Chord>)> {
        let mut by_command: BTreeMap<Command, Vec<Chord>> = BTreeMap::new();
        for (chord, command) in self.of_context(context) {
            by_command.entry(*command).or_default().push(Chord(chord.clone()));
        }
        for chords in by_command.values_mut() {
            chords.sort_by(|one, other| telling(&one.0).cmp(&telling(&other.0)));
        }
        by_command.into_iter().collect()
    }

    /// The first chord of a command in a context itself.
    fn first(&self, context: Context, command: Command) -> Option<Chord> {
        let of_command = self.of_context(context).iter().filter(|(_, other)| **other == command);
        of_command.map(|(keys, _)| keys).min_by_key(|keys| telling(keys.as_slice())).cloned().map(Chord)
    }

    /// The chord to show for a command from a context outwards.
    pub fn chord(&self, from: Context, command: Command) -> Option<Chord> {
        from.chain().iter().find_map(|context| self.first(*context, command))
    }

    /// The chord to show for a command that is bound elsewhere only: the first context that has one.
    pub fn anywhere(&self, command: Command) -> Option<Chord> {
        Context::ALL.into_iter().find_map(|context| self.first(context, command))
    }

    /// Chords that begin others which are looked up from the same place, so that the longer could
    /// never be typed. While selecting, a key may act that begins a chord of the reader.
    pub fn clashes(&self) -> Vec<Clash> {
        let mut found: Vec<Clash> = Vec::new();
        for from in Context::ALL {
            for (short_in, short, command) in self.chain_bindings(from) {
                for (long_in, long, other) in self.beginning_with(from, short) {
                    let meant = short_in == Context::Visual && long_in != Context::Visual;
                    if long.len() <= short.len() || meant {
                        continue;
                    }
                    let clash = Clash {
                        context: short_in,
                        long_in,
                        short: (Chord(short.clone()), command),
                        long: (Chord(long.clone()), other),
                    };
                    if !found.contains(&clash) {
                        found.push(clash);
                    }
                }
            }
        }
        found
    }

    /// Of the bindings that are looked up from a context those that begin with some keys, or are these.
    fn beginning_with<'a>(
        &'a self,
        from: Context,
        short: &'a Vec<Key>,
    ) -> impl Iterator<Item = (Context, &'a Vec<Key>, Command)> {
        from.chain().iter().flat_map(move |context| {
            let after = self.of_context(*context).range::<Vec<Key>, _>(short..);
            after
                .take_while(|(keys, _)| keys.starts_with(short))
                .map(|(keys, command)| (*context, keys, *command))
        })
    }

    /// All bindings that are looked up from a context, nearest first.
    fn chain_bindings(&self, from: Context) -> impl Iterator<Item = (Context, &Vec<Key>, Command)> {
        from.chain().iter().flat_map(|context| {
            self.of_context(*context).iter().map(|(keys, command)| (*context, keys, *command))
        })
    }
}

/// By what hints and help order the chords of a command: Esc and Enter say most, then short and plain ones.
fn telling(keys: &[Key]) -> (u8, usize, &[Key]) {
    let rank = match keys.first().map(|key| key.code) {
        Some(KeyCode::Esc) => 0,
        Some(KeyCode::Enter) => 1,
        _ if keys.iter().all(|key| key.typed().is_some()) => 2,
        _ => 3,
    };
    (rank, keys.len(), keys)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<Key> {
        Chord::parse(text).expect("a chord").0
    }

    #[test]
    fn nearer_contexts_win_and_prefixes_are_known() {
        let mut map = Keymap::default();
        let mut bind = |context, chord: &str, command| {
            map.bind(context, Chord::parse(chord).expect("a chord"), Some(command));
        };
        bind(Context::Everywhere, "gt", Command::Themes);
        bind(Context::Reader, "gs", Command::StepOutward);
        bind(Context::Reader, "v", Command::Select);
        bind(Context::Visual, "v", Command::Cancel);
        assert_eq!(map.find(Context::Reader, &keys("g")), Found::Prefix);
        assert_eq!(map.find(Context::Reader, &keys("gt")), Found::Command(Command::Themes));
        assert_eq!(map.find(Context::Visual, &keys("gs")), Found::Command(Command::StepOutward));
        assert_eq!(map.find(Context::Visual, &keys("v")), Found::Command(Command::Cancel));
        assert_eq!(map.find(Context::Prompt, &keys("g")), Found::Nothing);
        assert_eq!(map.continuations(Context::Reader, &keys("g")).len(), 2);
        assert!(map.clashes().is_empty());
        map.bind(Context::Reader, Chord(keys("g")), Some(Command::Top));
        let clashes = map.clashes();
        let hidden: Vec<String> = clashes.iter().map(|clash| clash.long.0.to_string()).collect();
        assert_eq!(hidden, ["gs", "gt"], "its own and that of everywhere");
    }
}
