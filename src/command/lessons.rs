//! The lessons of the tutor in words: for the screen, with the keys as they are bound, and for those who
//! work on the command line, with commands that do the same.

use super::{Command, Context, Keymap};

/// What a lesson asks for.
#[derive(Debug, Clone, Copy)]
pub struct Lesson {
    pub title: &'static str,
    /// `{name}` stands for the key of that command.
    pub text: &'static str,
    /// The same in a row of a small screen.
    pub brief: &'static str,
    /// Said in place of the text once something was tagged that is not what is asked for.
    pub not_yet: Option<&'static str>,
    /// The same on the command line, on a new library with the starter articles.
    pub commands: &'static [&'static str],
}

pub const LESSONS: [Lesson; 11] = [
    Lesson {
        title: "Read",
        text: "{next-sentence} goes to the next sentence and {previous-sentence} to the one before; {page-down} \
               turns the page. Go on by three sentences.",
        brief: "{next-sentence} three times: to the next sentence.",
        not_yet: None,
        commands: &["postil list", "postil show 'Three resets'"],
    },
    Lesson {
        title: "Tag a sentence",
        text: "A tag goes on what is underlined: the sentence. Press {tag}, then the digit of a theme.",
        brief: "{tag}, then the digit of a theme.",
        not_yet: None,
        commands: &[
            "postil annotate 'Three resets' --quote 'The fault, they argue, lies in neither the method nor the timing.' --theme 'Intelligence sharing'",
        ],
    },
    Lesson {
        title: "And the next one",
        text: "Go to another sentence with {next-sentence} and press {repeat-tag}: the same theme, one key.",
        brief: "{next-sentence}, then {repeat-tag}: the same theme.",
        not_yet: None,
        commands: &[
            "postil annotate 'Three resets' --quote 'The two sides want different things.' --theme 'Intelligence sharing'",
        ],
    },
    Lesson {
        title: "A theme of your own",
        text: "On a further sentence press {tag}, type a name that is not in the list, and press {accept}. A slash \
               makes a child: Trade/Flour.",
        brief: "{next-sentence} {tag}, a new name, {accept}.",
        not_yet: None,
        commands: &["postil annotate 'Three resets' --quote 'their subject is older' --theme Moscow/History"],
    },
    Lesson {
        title: "Write a note",
        text: "{note} opens a note on what is underlined. Write a few words; {save-note} saves it and closes. What is \
               half-written waits as a draft, whatever happens.",
        brief: "{note}, a few words, {save-note} to save.",
        not_yet: None,
        commands: &[
            "postil annotate 'Three resets' --quote 'The fault, they argue, lies in neither the method nor the timing.' --note 'Who else says so?'",
        ],
    },
    Lesson {
        title: "Take it back",
        text: "{undo} takes back the last act and says what it was; {redo} does it again. That works for \
               everything, after a restart too. Take the note back.",
        brief: "{undo} takes the note back.",
        not_yet: None,
        commands: &["postil undo", "postil redo"],
    },
    Lesson {
        title: "Tag more than a sentence",
        text: "{select} begins a selection and every motion extends it; then {inner-paragraph} takes the paragraph. \
               Tag a whole paragraph with {tag}.",
        brief: "{select} {inner-paragraph} {tag}: tag a long paragraph.",
        not_yet: Some(
            "That was one sentence; a heading is a paragraph, too. Go to a longer one with {next-paragraph}, then \
             {select}, {inner-paragraph} and {tag}.",
        ),
        commands: &[
            "postil show 'Three resets' --sentences --json",
            "postil annotate 'Three resets' --span 423..864 --theme Moscow/History",
        ],
    },
    Lesson {
        title: "Search",
        text: "{search} finds words in the text and {next-hit} goes to the next place. Look for ferry.",
        brief: "{search} ferry {accept}, and {next-hit} for the next.",
        not_yet: None,
        commands: &["postil search Taliban"],
    },
    Lesson {
        title: "Find a theme again",
        text: "{themes} shows all themes. Choose one that has passages and press {open}: here stands every passage \
               on it, from all articles.",
        brief: "{themes}, a theme with passages, {open}.",
        not_yet: None,
        commands: &["postil themes", "postil annotations --theme 'Intelligence sharing'"],
    },
    Lesson {
        title: "Go there",
        text: "{jump} goes to the passage that is chosen; {older-place} comes back to where you were.",
        brief: "{jump} goes to the passage.",
        not_yet: Some(
            "That left the passages. {themes} and {open} show them again; {jump} goes to the one that is chosen.",
        ),
        commands: &[
            "postil annotations --theme 'Intelligence sharing' --json",
            "postil show 'Three resets' --span 0..40",
        ],
    },
    Lesson {
        title: "Take it away",
        text: "{export} opens the export menu. Choose Markdown, press {open}, and {accept} where the place is \
               proposed. (Here it is a folder that goes when you leave.)",
        brief: "{export}, Markdown, {open}, and {accept} again.",
        not_yet: None,
        commands: &["postil export --by article"],
    },
];

/// What is said when all are done: title, text, and the text in a row of a small screen.
pub const END: (&str, &str, &str) = (
    "That is all of it",
    "{help} shows all keys and {back} goes back, at last out of here. Your own library is one word away: postil.",
    "{help} shows all keys; {back} leads out of here.",
);

/// Where a key is looked up that a lesson names.
const WHERE: [Context; 7] = [
    Context::Reader,
    Context::Visual,
    Context::Themes,
    Context::Board,
    Context::Chooser,
    Context::Note,
    Context::Prompt,
];

/// A text with the keys of the commands that it names.
pub fn with_keys(keymap: &Keymap, text: &str) -> String {
    let mut out = String::new();
    for (i, part) in text.split(['{', '}']).enumerate() {
        // Every second part stands between braces.
        let command = if i % 2 == 1 { Command::named(part) } else { None };
        let Some(command) = command else {
            out.push_str(part);
            continue;
        };
        if let Some(chord) = WHERE.iter().find_map(|context| keymap.chord(*context, command)) {
            out.push_str(&chord.to_string());
        } else {
            out.push(':');
            out.push_str(command.name());
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_that_a_lesson_names_exists() {
        let texts = LESSONS
            .iter()
            .flat_map(|lesson| [Some(lesson.text), Some(lesson.brief), lesson.not_yet])
            .flatten();
        for text in texts.chain([END.1, END.2]) {
            for name in text.split(['{', '}']).skip(1).step_by(2) {
                assert!(Command::named(name).is_some(), "{name}");
            }
        }
    }
}
