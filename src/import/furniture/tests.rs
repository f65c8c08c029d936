use std::fs;
use std::path::Path;

use crate::import::{Hint, read};

/// A page of the fixtures: its text, and its blocks with whether they are furniture. In the file,
/// lines of furniture begin with `~ `.
fn page(marked: &str) -> (String, Vec<(String, bool)>) {
    let lines: Vec<(String, bool)> = marked
        .lines()
        .map(|line| (line.strip_prefix("~ ").unwrap_or(line).to_owned(), line.starts_with("~ ")))
        .collect();
    let text: Vec<&str> = lines.iter().map(|(line, _)| line.as_str()).collect();
    (text.join("\n"), lines)
}

#[test]
fn no_line_of_a_body_is_hidden_and_nearly_all_furniture_is_found() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/pages");
    let (mut pages, mut expected, mut found) = (0, 0, 0);
    let (mut missed, mut alarms) = (Vec::new(), Vec::new());
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let (text, lines) = page(&fs::read_to_string(&path).unwrap());
        let document = read(text.as_bytes(), &Hint::named("page.txt")).unwrap().document;
        let hidden: Vec<&str> = document
            .blocks
            .iter()
            .filter(|b| b.furniture)
            .flat_map(|b| document.slice(b.span).lines())
            .collect();
        pages += 1;
        for (line, furniture) in lines.iter().filter(|(line, _)| !line.is_empty()) {
            let is_hidden = hidden.contains(&line.as_str());
            expected += usize::from(*furniture);
            found += usize::from(*furniture && is_hidden);
            match (furniture, is_hidden) {
                (true, false) => missed.push(format!("{name}: {line}")),
                (false, true) => alarms.push(format!("{name}: {line}")),
                _ => {}
            }
        }
    }
    assert!(pages >= 20);
    assert!(alarms.is_empty(), "body taken for furniture: {alarms:#?}");
    println!("recall {found} of {expected}; missed {missed:#?}");
    assert!(found * 100 >= expected * 95, "{found} of {expected}: {missed:#?}");
}

#[test]
fn no_phrase_is_too_long_to_be_looked_for() {
    use super::{phrases, rules};
    let phrases = phrases::WHOLE.iter().chain(phrases::PERHAPS);
    for phrase in phrases {
        assert_ne!(rules::look(phrase), super::Look::Plain, "{phrase}");
    }
}

#[test]
fn lines_that_only_look_like_furniture_are_left() {
    for text in [
        "Sign up for the draft, he told them, and see the world.",
        "Photo by photo, the record grew.",
        "Related matters were left for another day.",
        "We use cookies in this recipe instead of crumbs.",
        "Copyright law has a long memory.",
        "Copyright lapsed in 1961.",
        "Copyright expired 1961.",
        "Copyright 1911 was the first line of the book, and the last that anyone read.",
        "Follow the money on its way to Twitter and you will find the owner.",
        "Share your bread, she said.",
        "Home, politics and sport were all he spoke of.",
        "Support for the plan has grown in our town today.",
        "“Subscribe now,” the letter said.",
        "Comments on the plan were sharp.",
        "Image is everything.",
        "* is not allowed in the country.",
        "Jane Roe is a fellow of the Institute and writes a newsletter.",
        "Reuters/Ipsos polls put the party at 31 percent.",
        "Menu prices rose by a third.",
        "A message from space would surprise us.",
        "You have 3 free articles of faith, he said, and no more will remain to you.",
        "Support the harbour",
        "Anzeige erstattet hat bisher niemand.",
        "The shed by the quay. Photograph: a thing of the past/future",
        "All rights reserved for the crown were sold by auction in 1604.",
        "All rights reserved to the crown were sold in 1604.",
        "All rights reserved by the crown were sold in 1604.",
        "All rights reserved by the crown lapsed.",
        "All rights reserved, he said, and went home.",
        "In 1604 all rights reserved to the crown were sold.",
        "Support the Guardian of the Gate",
        "Topics of the day were the harbour and the price of fish.",
        "Share full article texts with nobody, he wrote.",
        "Listen to this article of faith, he said.",
        "Thanks for reading! I had to laugh.",
        "A version of this article appears in print on the walls of the town.",
        "Jane Roe is a reporter. More about her is not known.",
        "Click to share on the radio was all that he heard, and he went home.",
        "All rights reserved. The boat left the quay on the next tide.",
        "© 2021 The Pier Post. All rights reserved. Nobody on the quay saw the boat leave.",
        "Copyright 2021 The Pier Post. All rights reserved. The gates were never built.",
        "Sign up for our newsletter. The council had voted by then, and the river rose.",
        "This site uses Akismet to reduce spam. The river rose in the night and took the mill.",
        "By signing up, you agree. The mayor of the town had left before noon on that day.",
        "Support our work: donate today. The river rose in the night and took the old mill.",
        "We use cookies on this site. The baker in the old street had none left on that day.",
    ] {
        let page =
            format!("A title of the page\n\n{text}\n\nThen the body goes on for a while, as bodies do.\n");
        let document = read(page.as_bytes(), &Hint::named("page.txt")).unwrap().document;
        assert!(document.blocks.iter().all(|b| !b.furniture), "{text}");
    }
}

#[test]
fn what_scraped_pages_ask_and_offer_is_furniture() {
    const BODY: &str = "The body goes on for a while, as bodies do, and in the end it comes to its point.";
    for lines in [
        &["You have 2 free articles remaining. Become a member to support our reporting."][..],
        &["You have no articles left this month."],
        &["The bridge at noon. Photograph: Kit Larne/The Marsh Courier"],
        &["Click to share on Twitter (Opens in new window)"],
        &["Like Loading..."],
        &["Leave a Reply Cancel reply"],
        &["All rights reserved"],
        &["All rights reserved."],
        &["All rights reserved © The Pier Post"],
        &["All rights reserved 2019 The Pier Post"],
        &["All rights reserved by The Pier Post."],
        &["© 2019 The Pier Post, all rights reserved"],
        &["All rights reserved. This material may not be published or redistributed."],
        &["Support the Guardian", "News Opinion Sport Culture Lifestyle"],
        &["Share full article", "Listen to this article · 7:12 min Learn more"],
        &["Listen to this article · 17:12 min"],
        &["∙ Paid"],
        &[
            "Thanks for reading Letters from the Pier! Subscribe for free to receive new posts and support my work.",
        ],
        &[
            "A version of this article appears in print on May 5, 2021, Section A, Page 4 of the Kiel edition.",
        ],
        &["Jane Roe is a reporter covering water for The Pier Post. More about Jane Roe"],
        &["Anzeige"],
        &["All rights reserved. No part of this material may be reproduced without permission."],
        &["© 2021 The Pier Post. All rights reserved. (jr)"],
        &["There are 3 comments. Have your say."],
        &["Image source, Getty Images", "Image caption,", "The quay at high water in March"],
        &["The gates in 1904, with the keeper.Credit...Jane Roe for The Pier Post"],
        &["Lesezeit: 4 Minuten"],
        &["12 Kommentare"],
        &["The opinions expressed here are those of the author."],
        &["Since you’re here...", "... we have a small favour to ask.", "Support the Courier"],
        &["Most Read", "- How the horse learned it", "- Eleven people and a dog"],
    ] {
        let page = format!("A title of the page\n\n{BODY}\n\n{}\n\n{BODY} Again.\n", lines.join("\n\n"));
        let document = read(page.as_bytes(), &Hint::named("page.txt")).unwrap().document;
        let hidden = document.blocks.iter().filter(|b| b.furniture);
        let hidden: Vec<&str> = hidden.map(|b| document.slice(b.span)).collect();
        let found = |line: &&str| hidden.iter().any(|text| text.ends_with(line.trim_start_matches("- ")));
        assert!(lines.iter().all(found) && hidden.len() == lines.len(), "{lines:?}: {hidden:?}");
    }
}

#[test]
fn what_asks_and_offers_is_no_title() {
    const BODY: &str = "The body goes on for a while, as bodies do, and in the end it comes to its point.";
    for first in [
        "Support the Guardian",
        "Skip to content",
        "Share full article",
        "Listen to this article · 7:12 min",
        "∙ Paid",
        "Thanks for reading The Pier! Subscribe for free to receive new posts and support my work.",
    ] {
        let page = format!("{first}\n\nWho paid for the gates?\n\nBy Jane Roe\n\n{BODY}\n\n{BODY} Again.\n");
        assert_eq!(
            read(page.as_bytes(), &Hint::named("page.txt")).unwrap().meta.title,
            "Who paid for the gates?",
            "{first}"
        );
    }
    for first in ["Topics", "Related Topics"] {
        let page = format!("{first}\n\n{BODY}\n\n{BODY} Again.\n");
        assert_eq!(read(page.as_bytes(), &Hint::named("page.txt")).unwrap().meta.title, "", "{first}");
        let page = format!("The gates\n\n{BODY}\n\n{first}\n\nFloods\n\nUK news\n");
        let document = read(page.as_bytes(), &Hint::named("page.txt")).unwrap().document;
        let hidden: Vec<&str> =
            document.blocks.iter().filter(|b| b.furniture).map(|b| document.slice(b.span)).collect();
        assert_eq!(hidden, [first]);
    }
    let page = format!("The gates\n\nTopics\n\n{BODY}\n\n{BODY} Again.\n");
    let document = read(page.as_bytes(), &Hint::named("page.txt")).unwrap().document;
    assert!(document.blocks.iter().all(|b| !b.furniture));
}

#[test]
fn a_sentence_of_the_text_within_an_appeal_is_left() {
    const BODY: &str = "The body goes on for a while, as bodies do, and in the end it comes to its point.";
    const OWN: &str =
        "The river rose in the night, and by the morning it had taken the mill and the road to it.";
    let page = format!(
        "A title of the page\n\n{BODY}\n\nBefore you go\n\nWe depend on readers like you: please help us.\n\nYour support makes a difference. Donate today.\n\n{OWN}\n\nRemind me later\n\n{BODY} Again.\n"
    );
    let document = read(page.as_bytes(), &Hint::named("page.txt")).unwrap().document;
    let shown: Vec<&str> =
        document.blocks.iter().filter(|b| !b.furniture).map(|b| document.slice(b.span)).collect();
    assert!(shown.contains(&OWN) && !shown.contains(&"Before you go"), "{shown:#?}");
}

#[test]
fn words_and_numbers_alone_are_of_a_text_that_is_no_page() {
    const BODY: &str =
        "The body goes on for a while, as bodies do, and in the end it comes to its point, such as it is.";
    for text in [
        format!("On lists\n\n{BODY}\n\nMusic\n\nFood\n\nBooks\n\nFilm\n\n{BODY}\n"),
        format!("On lists\n\n{BODY}\n\n{BODY}\n\nComments\n\n3\n\nVotes\n\n2\n"),
        format!("On sharing\n\n1\n\n{BODY}\n\n2\n\n{BODY}\n\n3\n\nShare\n\n4\n\n{BODY}\n"),
        format!("On sharing\n\nShare\n\n{BODY}\n\n{BODY}\n\nTopics\n\nFloods\n"),
    ] {
        let document = read(text.as_bytes(), &Hint::named("page.txt")).unwrap().document;
        let hidden: Vec<&str> =
            document.blocks.iter().filter(|b| b.furniture).map(|b| document.slice(b.span)).collect();
        assert!(hidden.is_empty() || hidden == ["Topics"], "{hidden:?} of {text}");
    }
}
