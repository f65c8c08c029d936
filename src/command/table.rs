//! Everything the user can ask for: name, group and one line on each. Help, hints, `postil keys`,
//! the README's table and the man page are rendered from here.

/// What a command takes on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Argument {
    /// As the help writes it: `NAME`, or `[NAME]` where the command can do without.
    pub name: &'static str,
    /// What it is, as the end of a sentence.
    pub about: &'static str,
    /// A line that has one.
    pub example: &'static str,
}

impl Argument {
    pub fn is_optional(self) -> bool {
        self.name.starts_with('[')
    }
}

/// Builds the enum and its table from one list, so that neither can lack a row.
macro_rules! commands {
    (@argument) => { None };
    (@argument $name:literal $about:literal $example:literal) => {
        Some(Argument { name: $name, about: $about, example: $example })
    };
    ($($group:literal { $($variant:ident $name:literal $about:literal $(takes $arg:literal $what:literal $example:literal)?;)* })*) => {
        /// Something the user can ask for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Command { $($(#[doc = $about] $variant,)*)* }

        impl Command {
            /// All of them, in the order of the table.
            pub const ALL: &'static [Self] = &[$($(Self::$variant,)*)*];

            /// The name by which key files and the help call it.
            pub fn name(self) -> &'static str {
                match self { $($(Self::$variant => $name,)*)* }
            }

            /// The command of that name.
            pub fn named(name: &str) -> Option<Self> {
                match name { $($($name => Some(Self::$variant),)*)* _ => None }
            }

            /// One line on what it does.
            pub fn about(self) -> &'static str {
                match self { $($(Self::$variant => $about,)*)* }
            }

            /// The same where it works in a place: a count means something only where counts are taken.
            pub fn about_in(self, context: super::Context) -> &'static str {
                let about = self.about();
                match self {
                    Self::Top | Self::Bottom if !context.is_reading() => about.split(';').next().unwrap_or(about),
                    _ => about,
                }
            }

            /// What may follow its name on the command line.
            pub fn argument(self) -> Option<Argument> {
                match self { $($(Self::$variant => commands!(@argument $($arg $what $example)?),)*)* }
            }

            /// The heading under which the help lists it.
            pub fn group(self) -> &'static str {
                match self { $($(Self::$variant => $group,)*)* }
            }
        }
    };
}

commands! {
    "Everywhere" {
        Help "help" "Show all keys; type to search them"
            takes "[WORD]" "a word to search the keys for" "help theme";
        NextPane "next-pane" "Go to the next pane";
        PreviousPane "previous-pane" "Go to the previous pane";
        Back "back" "Go back, close, or quit at the top level";
        Undo "undo" "Take back the last act and say what it was";
        Redo "redo" "Do again what was taken back";
        OlderPlace "older-place" "Go to the place before the last jump";
        NewerPlace "newer-place" "Go forward again after going back";
        CommandLine "command-line" "Type a command by name, with what it is to work on";
        Commands "commands" "Find a command by name, with its keys";
        FindArticle "find-article" "Find an article by title, byline or publication"
            takes "[NAME]" "part of a title, a byline or a publication" "find-article ferries";
        Library "library" "Open another library in place of this one"
            takes "PATH" "the file of a library; one that does not exist is made" "library ~/notes/work.postil";
        Set "set" "Change a setting until postil ends, or see it"
            takes "OPTION [VALUE]" "a setting and its new value" "set measure 72";
        Themes "themes" "Open the theme panel";
        SearchLibrary "search-library" "Search all articles, quotes and notes";
        AllAnnotations "all-annotations" "Show all annotations of all articles";
        ArticleAnnotations "article-annotations" "Show the annotations of this article";
        Unplaced "unplaced" "Show annotations that a new text left without a sure place";
        Export "export" "Open the export menu"
            takes "[FORMAT [PATH]]" "a format, and where the whole library is to go" "export markdown ~/notes";
        NextSkin "next-skin" "Change the skin";
        Messages "messages" "Show the last messages whole";
        Drafts "drafts" "Show the drafts that wait";
        LibraryNote "library-note" "Write the note on the library";
        Backup "backup" "Copy the whole library into a new file"
            takes "PATH" "a file that is not there yet" "backup ~/notes/copy.postil";
        Redraw "redraw" "Draw the screen anew";
        Suspend "suspend" "Put postil in the background";
        Quit "quit" "Quit now; what is half written waits as a draft";
    }
    "Tagging" {
        Tag "tag" "Tag the sentence, selection or annotation under the cursor with themes"
            takes "[THEME, …]" "themes to put on, parted by commas; a new name makes one" "tag Syria, War";
        Note "note" "Write a note here"
            takes "[TEXT]" "text to add to the note here" "note Compare the figures";
        RepeatTag "repeat-tag" "Put the last themes on here too";
        StepOutward "step-outward" "Take the next larger annotation here, then the sentence anew";
        Delete "delete" "Delete the annotation";
        KeepNote "keep-note" "Delete the annotation, but keep its note in the article's note";
        Extend "extend" "Extend the annotation by a sentence";
        Shrink "shrink" "Shrink the annotation by a sentence";
        EditThemes "edit-themes" "Change the annotation's themes";
        Pipe "pipe" "Hand the selection or the sentence to a shell command";
        TakeAsNote "take-as-note" "Take the output of the command as the note";
        ArticleNote "article-note" "Write a note on the article";
        Jump "jump" "Go to the passage";
        ByTheme "by-theme" "Show the passages of one theme only";
    }
    "Selecting" {
        Select "select" "Select by character";
        SelectParagraphs "select-paragraphs" "Select by paragraph";
        SelectAgain "select-again" "Change the annotation's range, or select again as last";
        Cancel "cancel" "Take back a count, filter or selection, stop an import, else close";
        OtherEnd "other-end" "Move the other end of the selection";
        InnerWord "inner-word" "Select the word";
        AroundWord "around-word" "Select the word and the space after it";
        InnerSentence "inner-sentence" "Select the sentence";
        AroundSentence "around-sentence" "Select the sentence and the space after it";
        InnerParagraph "inner-paragraph" "Select the paragraph";
        AroundParagraph "around-paragraph" "Select the paragraph and the blank line after it";
        InnerQuotes "inner-quotes" "Select what is between quotation marks";
        AroundQuotes "around-quotes" "Select it with its quotation marks";
        InnerBrackets "inner-brackets" "Select what is between brackets";
        AroundBrackets "around-brackets" "Select it with its brackets";
    }
    "Copying" {
        Copy "copy" "Copy as far as the motion or the object after it; twice: the sentence";
        CopyQuotation "copy-quotation" "Copy the passage as a quotation with its citation";
        CopyNote "copy-note" "Copy the note";
        CopyLink "copy-link" "Copy the article's address";
    }
    "Articles" {
        Open "open" "Open what is under the cursor"
            takes "[NAME]" "part of an article's title, byline or publication" "open ferries";
        OpenOriginal "open-original" "Open the original in its own program: the address or the file";
        OpenLink "open-link" "Open the link under the cursor in its own program";
        Filter "filter" "Filter by a query"
            takes "[QUERY]" "a query over the articles" "filter theme:Syria is:starred";
        ToggleRead "toggle-read" "Mark as read or unread";
        ToggleStar "toggle-star" "Give or take a star";
        Trash "trash" "Move to the trash";
        AddArticles "add-articles" "Import articles from a file, a folder or an address"
            takes "[SOURCE]" "a file, a folder or an address" "add-articles notes/essay.md";
        EditDetails "edit-details" "Change title, byline, date and what else is known";
        Feeds "feeds" "Show the feeds that you follow";
        Subscribe "subscribe" "Subscribe to a feed"
            takes "[ADDRESS]" "a feed, a page that names one, or a file" "subscribe https://example.org/";
        EndFeed "end-feed" "End the subscription to the feed; its articles stay";
        RefreshFeeds "refresh-feeds" "Fetch what is new of the feeds";
        LastImport "last-import" "Show what the last import came to";
        SelectArticle "select-article" "Select for a bulk action, or take out again";
        ShowAll "show-all" "Show all articles";
        ShowUnread "show-unread" "Show the unread articles";
        ShowStarred "show-starred" "Show the articles with a star";
        ShowAnnotated "show-annotated" "Show the articles with annotations";
        ShowBare "show-bare" "Show the articles without annotations";
        ShowTrash "show-trash" "Show what is in the trash";
        Sort "sort" "Choose the order"
            takes "[KEY]" "by what: added, title, published and others" "sort title";
        Restore "restore" "Bring back from the trash";
        DeleteForGood "delete-for-good" "Delete what is in the trash for good; asks first";
        EmptyTrash "empty-trash" "Delete all that is in the trash for good; asks first";
        SharedWording "shared-wording" "Show what other articles have word for word";
        Outline "outline" "Find a heading of the article";
        ClearSamples "clear-samples" "Take the sample annotations of a new library away";
        FoldFurniture "fold-furniture" "Fold or unfold the page's furniture";
        MarkFurniture "mark-furniture" "Mark the paragraph as furniture, or as text again";
    }
    "The page" {
        Alone "read-alone" "Show the text alone, or the other panes again";
        Sidebar "toggle-sidebar" "Show or hide the sidebar";
        Highlights "toggle-marks" "Show or hide annotations in the text";
        Justify "justify" "Stretch rows to the width of the column, or not";
        Narrower "narrower" "Make the column narrower";
        Wider "wider" "Make the column wider";
    }
    "Searching" {
        Search "search" "Search in the text"
            takes "[TEXT]" "what to find in the open article" "search ferry";
        NextHit "next-hit" "To the next hit";
        PreviousHit "previous-hit" "To the previous hit";
        WordForward "word-forward" "Search for the word under the cursor";
        WordBackward "word-backward" "Search backward for the word under the cursor";
    }
    "Moving" {
        NextSentence "next-sentence" "To the next sentence";
        PreviousSentence "previous-sentence" "To the previous sentence";
        NextParagraph "next-paragraph" "To the next paragraph";
        PreviousParagraph "previous-paragraph" "To the previous paragraph";
        Left "left" "Left by a character";
        Down "down" "Down a line";
        Up "up" "Up a line";
        Right "right" "Right by a character";
        NextWord "next-word" "To the next word";
        PreviousWord "previous-word" "To the previous word";
        WordEnd "word-end" "To the end of the word";
        NextBigWord "next-big-word" "To the next word between spaces";
        PreviousBigWord "previous-big-word" "To the previous word between spaces";
        BigWordEnd "big-word-end" "To the end of the word between spaces";
        LineStart "line-start" "To the start of the line";
        LineFirst "line-first" "To the first letter of the line";
        LineEnd "line-end" "To the end of the line";
        FindCharacter "find-character" "To the next CHARACTER typed after it, in the paragraph";
        FindCharacterBack "find-character-back" "To the previous CHARACTER typed after it";
        TillCharacter "till-character" "To before the next CHARACTER typed after it";
        TillCharacterBack "till-character-back" "To after the previous CHARACTER typed after it";
        RepeatFind "repeat-find" "To that character once more";
        RepeatFindBack "repeat-find-back" "To that character once more, the other way";
        SetMark "set-mark" "Mark the place with the letter typed after it";
        GoToMark "go-to-mark" "To the mark of that letter; twice: to the place before the last jump";
        NextHeading "next-heading" "To the next heading";
        PreviousHeading "previous-heading" "To the previous heading";
        NextAnnotation "next-annotation" "To the next annotation";
        PreviousAnnotation "previous-annotation" "To the previous annotation";
        NextSameTheme "next-same-theme" "To the next annotation with the same theme";
        PreviousSameTheme "previous-same-theme" "To the previous annotation with the same theme";
        PageDown "page-down" "Down a page";
        PageUp "page-up" "Up a page";
        HalfDown "half-page-down" "Down half a page";
        HalfUp "half-page-up" "Up half a page";
        Top "top" "To the top; with a count, to that paragraph";
        Bottom "bottom" "To the bottom; with a count, to that paragraph";
        GoTo "goto" "To a percentage of the text or a paragraph of a number"
            takes "PLACE" "a percentage, or the number of a paragraph" "goto 50%";
        Percent "percent" "To the percentage of the count, as in 50%";
        ScreenTop "screen-top" "To the top line of the screen";
        ScreenMiddle "screen-middle" "To the middle line of the screen";
        ScreenBottom "screen-bottom" "To the bottom line of the screen";
        CursorMiddle "cursor-to-middle" "Scroll so that the cursor's line is in the middle";
        CursorTop "cursor-to-top" "Scroll so that the cursor's line is at the top";
        CursorBottom "cursor-to-bottom" "Scroll so that the cursor's line is at the bottom";
    }
    "Themes" {
        AddTheme "add-theme" "Add a theme"
            takes "[NAME]" "its name; a slash makes it a child" "add-theme Syria/Air strikes";
        RenameTheme "rename-theme" "Rename the theme"
            takes "[NAME]" "its new name" "rename-theme War";
        MergeTheme "merge-theme" "Merge the theme into another";
        MoveTheme "move-theme" "Move the theme below another, or to the top";
        DescribeTheme "describe-theme" "Say what the theme is for";
        ColorTheme "color-theme" "Give the theme another colour";
        PinTheme "pin-theme" "Give the theme a digit, or take it away";
        NarrowThemes "narrow-themes" "Show only the themes with these words";
        Suggest "suggest" "Show sentences that look like the theme's passages";
        TagSuggested "tag-suggested" "Tag the sentence that is suggested with the theme";
        DismissSuggested "dismiss-suggested" "Dismiss the sentence that is suggested; it does not come again";
        ThemeCounts "theme-counts" "Count the theme's passages by article, publication and month";
        RemoveTheme "remove-theme" "Remove the theme; its passages stay";
    }
    "Mending" {
        JoinParagraphs "join-paragraphs" "Join the paragraph with the next";
        SplitParagraph "split-paragraph" "Begin a new paragraph at the cursor";
        TitleLine "title-line" "Make this line the title";
        CorrectText "correct-text" "Correct the words of the paragraph or the selection";
        Compare "compare" "Compare the newest text with the former (diff)";
        Attach "attach" "Attach the annotation that is not placed here";
        NextCandidate "next-candidate" "Choose the next place it may belong to";
        PreviousCandidate "previous-candidate" "Choose the place before";
    }
    "Choosing and typing" {
        Accept "accept" "Take what is chosen";
        Complete "complete" "Complete the path that is typed";
        Tick "tick" "Tick or untick, to take several";
        ChooseNext "choose-next" "Choose the next row";
        ChoosePrevious "choose-previous" "Choose the previous row";
        OlderLine "older-line" "Bring back the line before";
        NewerLine "newer-line" "Bring back the line after";
        DeleteBack "delete-back" "Delete the character before the cursor";
        DeleteForward "delete-forward" "Delete the character under the cursor";
        DeleteWord "delete-word" "Delete the word before the cursor";
        DeleteLine "delete-line" "Delete to the start of the line";
        CursorLeft "cursor-left" "Move the cursor left";
        CursorRight "cursor-right" "Move the cursor right";
        CursorStart "cursor-start" "Move the cursor to the start";
        CursorEnd "cursor-end" "Move the cursor to the end";
    }
    "Writing a note" {
        SaveNote "save-note" "Save the note and close";
        NewLine "new-line" "Begin a new line";
        SetAside "set-aside" "Close and keep what is written as a draft";
        ExternalEditor "external-editor" "Write on in $EDITOR";
        CursorUp "cursor-up" "Move the cursor up";
        CursorDown "cursor-down" "Move the cursor down";
        UndoTyping "undo-typing" "Undo typing by a word";
        RedoTyping "redo-typing" "Redo typing";
    }
}

/// What a command needs beside its own key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    Character,
    /// A motion or a text object; its own key once more means the sentence.
    Motion,
}

impl Command {
    /// What has to be typed after its key; nothing for most.
    pub fn takes(self) -> Option<Takes> {
        match self {
            Self::FindCharacter
            | Self::FindCharacterBack
            | Self::TillCharacter
            | Self::TillCharacterBack
            | Self::SetMark
            | Self::GoToMark => Some(Takes::Character),
            Self::Copy => Some(Takes::Motion),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_row_is_whole_and_named_once() {
        let names: HashSet<_> = Command::ALL.iter().map(|c| c.name()).collect();
        assert_eq!(names.len(), Command::ALL.len());
        for command in Command::ALL {
            assert_eq!(Command::named(command.name()), Some(*command));
            assert!(command.name().chars().all(|c| c.is_ascii_lowercase() || c == '-'));
            let about = command.about();
            assert!(about.starts_with(char::is_uppercase) && !about.ends_with('.'), "{about}");
            assert!(about.chars().count() <= 72, "{about}");
            if let Some(takes) = command.argument() {
                assert!(takes.example.starts_with(&format!("{} ", command.name())), "{}", takes.example);
                assert!(!takes.about.ends_with('.') && takes.name.to_uppercase() == takes.name);
            }
        }
    }
}
