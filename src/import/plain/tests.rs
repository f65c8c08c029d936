use crate::import::{Hint, Imported, read};
use crate::model::BlockKind::{self, Heading, ListItem, Paragraph, Quotation};

mod pasted;

fn page(text: &str) -> Imported {
    read(text.as_bytes(), &Hint::named("page.txt")).unwrap()
}

fn blocks(imported: &Imported) -> Vec<(BlockKind, &str)> {
    imported.document.blocks.iter().map(|b| (b.kind, imported.document.slice(b.span))).collect()
}

#[test]
fn a_line_is_a_paragraph() {
    let long =
        "This is a line of some length that goes on for rather more than ninety cells, as lines of pages do.";
    let read = page(&format!("{long}\n{long}\n\n\n\n{long}  \n"));
    assert_eq!(blocks(&read), [(Paragraph, long), (Paragraph, long), (Paragraph, long)]);
    assert_eq!(read.meta.title, "");
}

#[test]
fn what_stands_over_who_wrote_is_a_title_however_short_the_rest() {
    for text in [
        "Why it sank\n\nBy Ana Osei\n\nNobody knows.\n",
        "Why it sank\nBy Ana Osei\n12 July 2017\n\nThe ferry sank in spring, and nobody knows why it did.\n",
    ] {
        let read = page(text);
        assert_eq!(blocks(&read)[..2], [(Heading, "Why it sank"), (Paragraph, "By Ana Osei")]);
        assert_eq!((&*read.meta.title, read.meta.byline.as_deref()), ("Why it sank", Some("Ana Osei")));
    }
    let verse = "The river rose\nBy Easter it was gone\n\nNobody knows.\n";
    assert_eq!((&*page(verse).meta.title, page(verse).document.blocks.len()), ("", 2));
    assert_eq!(page("Why it sank\n\nNobody knows.\n").meta.title, "");
}

#[test]
fn lines_of_a_hard_wrapped_text_belong_together() {
    let text = "The Keeping of Hedges\n\n   It was cut in June, which is late for a hedge of that kind, and\nit was sorry in July.\n\nThen came the autumn, and with it the man who\nkept the hedge.\n";
    let read = page(text);
    assert_eq!(
        blocks(&read),
        [
            (Heading, "The Keeping of Hedges"),
            (
                Paragraph,
                "It was cut in June, which is late for a hedge of that kind, and\nit was sorry in July."
            ),
            (Paragraph, "Then came the autumn, and with it the man who\nkept the hedge."),
        ]
    );
}

/// Words set in lines of so many cells at most.
fn wrapped(words: &str, width: usize) -> String {
    let (mut text, mut cells) = (String::new(), 0);
    for word in words.split_whitespace() {
        let room = cells > 0 && cells + 1 + word.len() <= width;
        if cells > 0 {
            text.push(if room { ' ' } else { '\n' });
        }
        cells = if room { cells + 1 + word.len() } else { word.len() };
        text.push_str(word);
    }
    text
}

#[test]
fn a_text_wrapped_at_more_cells_is_wrapped_too() {
    let words = "The boats lay on the shingle that winter with their keels turned up to the rain, and nobody in the town would \
                 say whose they were or who had paid for the tar. It was asked once, in the chapel, and the answer that was \
                 given there was no answer. When spring came they were gone, all but one, and that one was not seaworthy.";
    for width in [70, 88, 90, 92, 95, 100, 110, 120] {
        let text = [words; 3].map(|words| wrapped(words, width)).join("\n\n");
        assert_eq!(page(&text).document.blocks.len(), 3, "{width}");
    }
    // Paragraphs, a line each, and the lines of a log, which are all as long.
    let said: Vec<&str> = words.split_inclusive(". ").collect();
    let paragraphs = [&*said.join("\n"), &*said.join("\n"), &*said.join("\n")].join("\n\n");
    assert_eq!(page(&paragraphs).document.blocks.len(), 9);
    let entry = |n| {
        format!(
            "2017-07-12 10:{n}:00 harbour-office counted {n} boats at the mole, none of them under way to {n} degrees north\n"
        )
    };
    let log = (10..30).map(entry).collect::<Vec<_>>().concat();
    assert_eq!(page(&format!("{log}\n{log}")).document.blocks.len(), 40);
}

#[test]
fn wide_characters_count_by_cells() {
    let line = "これは長い行であり、端末では九十桁を超えるので、折り返された行ではなく段落そのものである。そう数えるべきだ。";
    let read = page(&format!("{line}\n{line}\n\n{line}\n{line}\n"));
    assert_eq!(read.document.blocks.len(), 4);
}

#[test]
fn items_need_a_neighbour() {
    let body =
        "The body goes on for a while, as bodies do, and in the end it comes to its point, such as it is.";
    let read = page(&format!(
        "{body}\n\n- one\n- two\n\n- Hello, he said.\n{body}\n1. first\n2. second\n\n7. alone\n• bullet\n"
    ));
    assert_eq!(
        blocks(&read),
        [
            (Paragraph, body),
            (ListItem, "one"),
            (ListItem, "two"),
            (ListItem, "Hello, he said."),
            (Paragraph, body),
            (ListItem, "1. first"),
            (ListItem, "2. second"),
            (Paragraph, "7. alone"),
            (ListItem, "bullet"),
        ]
    );
    let alone = page(&format!("{body}\n\n- Hello, he said.\n\n{body}\n"));
    assert_eq!(blocks(&alone).get(1), Some(&(Paragraph, "- Hello, he said.")));
}

#[test]
fn marked_lines_are_quotations() {
    let body =
        "The body goes on for a while, as bodies do, and in the end it comes to its point, such as it is.";
    let read = page(&format!("{body}\n\n> quoted\n> twice\n>> deeper\n\n>not a quotation\n{body}\n"));
    assert_eq!(
        blocks(&read),
        [
            (Paragraph, body),
            (Quotation, "quoted\ntwice"),
            (Quotation, "deeper"),
            (Paragraph, ">not a quotation"),
            (Paragraph, body),
        ]
    );
}

#[test]
fn a_title_looks_like_one_and_has_a_body() {
    let body = "The body goes on for a while, as bodies do, and in the end it comes to its point.";
    for (first, title) in [
        ("A bridge too short", "A bridge too short"),
        ("Should the U.S. pay for it?", "Should the U.S. pay for it?"),
        ("What comes after the U.S.", "What comes after the U.S."),
        ("This is a short first sentence.", ""),
        ("and then it went on", ""),
        ("By Jane Roe", ""),
        ("Dear Sir,", ""),
        ("12 July 2017", ""),
    ] {
        assert_eq!(page(&format!("{first}\n\n{body}\n")).meta.title, title, "{first}");
    }
    assert_eq!(page("Only one line").meta.title, "");
    assert_eq!(page("Title\nanother\nshort lines only").meta.title, "");
}

#[test]
fn a_title_that_is_marked_as_one_loses_its_marks() {
    let body =
        "The body goes on for a while, as bodies do, and in the end it comes to its point, such as it is.";
    for text in [
        format!("# Why it sank\n\n{body}\n"),
        format!("# Why it sank #\n{body}\n"),
        format!("Why it sank\n===========\n\n{body}\n"),
        format!("why it sank\n---\n{body}\n").replace("why", "Why"),
    ] {
        let read = page(&text);
        assert_eq!(blocks(&read), [(Heading, "Why it sank"), (Paragraph, body)], "{text}");
        assert_eq!(read.meta.title, "Why it sank");
    }
    let wrapped = "Why it sank\n===========\n\nIt was cut in June, which is late for a hedge, and\nit was sorry in July.\n";
    assert_eq!(blocks(&page(wrapped))[0], (Heading, "Why it sank"));
    for text in
        [format!("#5 of the boats\n\n{body}\n"), format!("-----\n{body}\n"), format!("{body}\n\n# Later\n")]
    {
        assert_eq!(page(&text).meta.title, "", "{text}");
    }
}

#[test]
fn the_name_of_a_paper_above_a_marked_title_is_none() {
    let body =
        "The body goes on for a while, as bodies do, and in the end it comes to its point, such as it is.";
    let wrapped = "It was cut in June, which is late for a hedge, and\nit was sorry in July.";
    for text in [
        format!("The Orlau Herald\n# Why it sank\n\n{body}\n"),
        format!("The Orlau Herald\n\n# Why it sank\n\n{body}\n"),
        format!("The Orlau Herald\n# Why it sank\n\n{wrapped}\n\n{wrapped}\n"),
    ] {
        let read = page(&text);
        assert_eq!(read.meta.title, "Why it sank", "{text}");
        assert_eq!(blocks(&read)[..2], [(Paragraph, "The Orlau Herald"), (Heading, "Why it sank")], "{text}");
    }
    // Not below a sentence, nor further down.
    for text in [
        format!("Nobody knows.\n# Why it sank\n\n{body}\n"),
        format!("The Orlau Herald\n\n{body}\n\n# Why it sank\n"),
    ] {
        assert_ne!(page(&text).meta.title, "Why it sank", "{text}");
    }
}

#[test]
fn a_paragraph_is_no_title_however_it_ends() {
    let body = "The body goes on for a while, as bodies do, and in the end it comes to its point.";
    let long = "It was asked once, in the chapel. The answer that was given there was none, and the harbour master did not say more";
    let longer = format!("{long}, nor did anybody else in the town who had known about it in those years");
    for text in [
        format!("{long}\n\n{body}\n"),
        format!("{longer}\n---\n\n{body}\n"),
        format!("# {longer}\n\n{body}\n"),
    ] {
        assert_eq!(page(&text).meta.title, "", "{text}");
    }
    let two = "The ferry sinks. Nobody knows why";
    assert_eq!(page(&format!("{two}\n\n{body}\n")).meta.title, two);
}

#[test]
fn a_long_headline_that_asks_or_has_an_abbreviation_is_a_title() {
    let body = "The body goes on for a while, as bodies do, and in the end it comes to its point.";
    for title in [
        "What is happening in Orlau? A simple guide to the flood that has kept the whole of the harbour awake",
        "Orlau and the Ferry: Why Prof. Osei thinks that the offices of the harbour should share what they know",
        "Orlau Boats Corp. Wins the Contract of the Century to Build the New Ferries of the Harbour Board",
        "Nobody Asked Them! How the People of the Lower Town Lost the Only Ferry That They Had in One Winter",
    ] {
        assert!(title.chars().count() > 90);
        assert_eq!(page(&format!("{title}\n\n{body}\n")).meta.title, title);
    }
}

#[test]
fn a_sentence_behind_a_mark_below_a_name_is_no_title() {
    let body =
        "The body goes on for a while, as bodies do, and in the end it comes to its point, such as it is.";
    let rule = "# 1 rule of the port is that nobody may land here without asking.";
    let wrapped = "# these are the lines that I put down\nas they came, with no thought of what\nwould be made of them.";
    for text in [
        format!("The Harbour Board\n{rule}\n\n{body}\n"),
        format!("The Harbour Board\n\n{rule}\n\n{body}\n"),
        format!("My Notes\n{wrapped}\n\nIt was cut in June, which is late for a\nhedge.\n"),
        format!("My Notes\n\n{wrapped}\n\nIt was cut in June, which is late for a\nhedge.\n"),
    ] {
        let title = page(&text).meta.title;
        assert!(!title.starts_with("1 rule") && !title.starts_with("these"), "{title} in {text}");
    }
    let asked = page(&format!("The Harbour Board\n# Who may land here without asking?\n\n{body}\n"));
    assert_eq!(asked.meta.title, "Who may land here without asking?");
}

#[test]
fn what_stands_with_the_menu_of_a_page_is_not_its_title() {
    let body =
        "The council voted on Tuesday to close the ferry, which has run since 1887 and is loved by all.";
    let scraped = format!(
        "Skip to content\nHome | World | Sport\nThe Orlau Herald\n\nCouncil closes ferry\nBy Ana Osei\n\n{body}\n"
    );
    let read = page(&scraped);
    assert_eq!((&*read.meta.title, read.meta.byline.as_deref()), ("Council closes ferry", Some("Ana Osei")));
    let menu = format!("Skip to content\nMenu\nHome | News\n\nCouncil closes ferry\n\n{body}\n");
    assert_eq!(page(&menu).meta.title, "Council closes ferry");
    // Without a line that tells who wrote, the first is the title as ever.
    let plain = format!("Skip to content\nCouncil Closes Ferry\n\nA loss for the town\n\n{body}\n");
    assert_eq!(page(&plain).meta.title, "Council Closes Ferry");
}
