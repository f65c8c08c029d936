use super::*;
use crate::import::{Hint, read};

const BODY: &str =
    "The body goes on for a while, as bodies do, and in the end it comes to its point, such as it is.";

fn meta(text: &str) -> Metadata {
    read(text.as_bytes(), &Hint::named("page.txt")).unwrap().meta
}

#[test]
fn an_outlet_and_its_country_before_the_title() {
    assert_eq!(title("The Daily (USA): a story"), (Some("The Daily".to_owned()), "a story".to_owned()));
    let long = "they tried that and it was a disaster, which those who had planned it knew before it began. Nobody had asked them";
    for title in [long, "We tried that. It was a disaster"] {
        let found = meta(&format!("The Pier Post (USA): {title}\n\n{BODY}\n"));
        assert_eq!((found.publication.as_deref(), found.title.as_str()), (Some("The Pier Post"), title));
    }
    for text in [
        "The Pier Post: it was a disaster.",
        "The harbour (again): it was a disaster.",
        "He said (USA): it was.",
    ] {
        assert_eq!(meta(&format!("{text}\n\n{BODY}\n")).publication, None, "{text}");
    }
    for line in ["A note (again): a story", "Numbers (2017): a story", "The Daily: a story"] {
        assert_eq!(title(line), (None, line.to_owned()));
    }
}

#[test]
fn lines_that_tell_who_wrote_and_when() {
    for (line, byline, published) in [
        ("By Jane Roe", Some("Jane Roe"), None),
        ("By Easter Sunday", None, None),
        ("By Doris Day", Some("Doris Day"), None),
        ("BY JANE ROE", Some("Jane Roe"), None),
        ("By JANE ROE | Staff Writer", Some("Jane Roe"), None),
        ("Words: Jane Roe", Some("Jane Roe"), None),
        ("Words: a history of the dictionary", None, None),
        ("By Jane Roe and John van der Doe", Some("Jane Roe; John van der Doe"), None),
        ("By Jane Roe, John Doe and Ann Poe", Some("Jane Roe; John Doe; Ann Poe"), None),
        ("By Jane Roe | July 12, 2017", Some("Jane Roe"), Some("2017-07-12")),
        ("By Jane Roe, Staff Writer", Some("Jane Roe"), None),
        ("By JANE ROE and JOHN DOE  MARCH 5, 2019", Some("Jane Roe; John Doe"), Some("2019-03-05")),
        ("By Jane Roe  March 5, 2019", Some("Jane Roe"), Some("2019-03-05")),
        ("By Jane Roe@jroe  Mar 5, 2019", Some("Jane Roe"), Some("2019-03-05")),
        ("By Jane Roe, March 5, 2019", Some("Jane Roe"), Some("2019-03-05")),
        ("Posted on March 5, 2019 by Jane Roe", Some("Jane Roe"), Some("2019-03-05")),
        ("Posted on the wall by Jane Roe", None, None),
        ("05.03.2019", None, Some("2019-03-05")),
        ("05.03.2019, 18:00 Uhr", None, Some("2019-03-05")),
        ("05.03.2019 was the day of it", None, None),
        ("posted by jroe on 5 March 2019 in Ports, 3 comments", None, Some("2019-03-05")),
        (
            "Posted by the gate on 5 March 2019 in rain that nobody had seen before that day",
            None,
            Some("2019-03-05"),
        ),
        ("By the sea in March 2019", None, None),
        ("By nightfall the town was empty", None, None),
        ("By Jane Roe for The Pier Post", Some("Jane Roe"), None),
        ("By Jane Roe @jroe", Some("Jane Roe"), None),
        ("By Jane Roe and agencies", Some("Jane Roe"), None),
        ("By Jane Roe; Editing by John Doe", Some("Jane Roe"), None),
        ("Reporting by Jane Roe in Kiel; Editing by John Doe", Some("Jane Roe"), None),
        ("Reporting by Jane Roe for ten years made her known", None, None),
        ("Exclusive by Jane Roe, Political Editor", Some("Jane Roe"), None),
        ("By Jane Roe for those who asked", None, None),
        ("By Jane Roe in Kiel, and then she left.", None, None),
        ("By Monday Jane was gone", None, None),
        ("Published: 12 July 2017", None, Some("2017-07-12")),
        ("Edit (7/12/2017)", None, None),
    ] {
        let found = meta(&format!("A title of the page\n\n{line}\n\n{BODY}\n"));
        assert_eq!((found.byline.as_deref(), found.published.as_deref()), (byline, published), "{line}");
    }
}

#[test]
fn a_line_in_chinese_names_outlet_and_author() {
    for (line, outlet, author) in [
        ("来源：东海新闻网 作者：李梅", Some("东海新闻网"), Some("李梅")),
        ("2023年05月02日 08:30 来源:东海新闻网", Some("东海新闻网"), None),
        ("作者：李梅 王强", None, Some("李梅")),
        ("来源：作者：李梅", None, Some("李梅")),
        ("他说资料来源：东海新闻网。那是真的。", None, None),
    ] {
        let found = meta(&format!("港口黎明关闭\n\n{line}\n\n夜间水位上升了两米，港务局长下令关闭闸门。\n"));
        assert_eq!((found.publication.as_deref(), found.byline.as_deref()), (outlet, author), "{line}");
    }
}

#[test]
fn lines_about_authors_end_a_page() {
    let found = meta(&format!(
        "{BODY}\n\n{BODY}\n\n— Example News Service\n\nJane Roe is professor of maps at a university.\n\nJohn Doe, a former officer, retired in 2015.\n"
    ));
    assert_eq!(found.byline.as_deref(), Some("Jane Roe; John Doe"));
    assert_eq!(found.publication.as_deref(), Some("Example News Service"));
}

#[test]
fn people_of_whom_the_page_speaks_are_not_its_authors() {
    let last = "Jane Roe is the director of the museum.";
    for earlier in
        ["The plan was made by Jane Roe.", "Nobody asked Roe about the plan, and she said nothing."]
    {
        assert_eq!(meta(&format!("{BODY}\n\n{earlier}\n\n{last}\n")).byline, None, "{earlier}");
    }
    assert_eq!(meta(&format!("{BODY}\n\n{BODY}\n\nThe war is over.\n")).byline, None);
    assert_eq!(meta(last).byline, None);
}

#[test]
fn an_appeal_names_its_outlet() {
    let page = format!(
        "{BODY}\n\n{BODY}\n\nA Message from The Courier:\n\nDear readers,\n\nWe need your help. Please support us.\n\nYour support makes a difference.\n\nRemind me later.\n"
    );
    assert_eq!(meta(&page).publication.as_deref(), Some("The Courier"));
}

#[test]
fn heads_of_scraped_pages_tell_who_wrote_and_when() {
    for (head, byline, published) in [
        (
            "The keepers were told on Monday\n\nJane Roe\n\n@janeroe\n\nThu 12 Jul 2018 10.00 BST\n\nLast modified on Fri 13 Jul 2018 11.00 BST",
            Some("Jane Roe"),
            Some("2018-07-12"),
        ),
        ("Jane Roe\n@janeroe\nThu 12 Jul 2018 10.00 BST", Some("Jane Roe"), Some("2018-07-12")),
        ("First published on Thu 12 Jul 2018 10.00 BST", None, Some("2018-07-12")),
        ("Updated by Jane Roe on March 5, 2019, 9:00 am ET", Some("Jane Roe"), Some("2019-03-05")),
        ("By Jane Roe@janeroe  Mar 5, 2019, 9:00am EST", Some("Jane Roe"), Some("2019-03-05")),
        // What may as well be the name of a section is nobody's.
        ("Climate Change\n\nThu 12 Jul 2018 10.00 BST", None, Some("2018-07-12")),
        ("Jane Roe\n\nWho saw it all", None, None),
        ("Updated by Hand Tools", None, None),
        ("Von Neumann Machines", None, None),
        ("Par Avion Services", None, None),
    ] {
        let found = meta(&format!("A title of the page\n\n{head}\n\n{BODY}\n"));
        assert_eq!((found.byline.as_deref(), found.published.as_deref()), (byline, published), "{head}");
        assert_eq!(found.title, "A title of the page", "{head}");
    }
}

#[test]
fn a_line_within_a_paragraph_that_the_text_wraps_is_no_credit() {
    for line in ["published 12 July 2017", "by Karl Meier, Kiel"] {
        let page = format!(
            "A title here\n\nThe book was finished late that year. It was first\n{line}\nand nobody read it then.\n\nMore words follow here for the body of this page, which goes on.\n"
        );
        let found = meta(&page);
        assert_eq!((found.byline, found.published), (None, None), "{line}");
    }
}

#[test]
fn a_title_that_begins_like_a_byline_stays_one() {
    for title in ["Updated by Popular Demand", "Posted by Hand and Heart"] {
        let found = meta(&format!("{title}\n\n{BODY}\n\n{BODY}\n"));
        assert_eq!((found.title.as_str(), found.byline), (title, None));
    }
}

#[test]
fn a_german_or_french_page_names_its_author_in_its_own_words() {
    let german = "Der Hafen ist zu, und die Lotsen warten auf den Wind, der mit dem Abend kommen soll.";
    let french = "Le port est fermé, et les pilotes qui attendent dans la rade ne disent pas pourquoi.";
    for (body, line, byline, published) in [
        (german, "Von Petra Müller", Some("Petra Müller"), None),
        (german, "Von Petra Müller und Hans Groß, Kiel", Some("Petra Müller; Hans Groß"), None),
        (german, "VON PETRA MÜLLER | 12. Juli 2017", Some("Petra Müller"), Some("2017-07-12")),
        (german, "Veröffentlicht am 12. Juli 2017", None, Some("2017-07-12")),
        (german, "Von Petra Müller, Kiel", Some("Petra Müller"), None),
        (german, "Von Bad Segeberg, Kiel und Rostock", None, None),
        (german, "Von Angela Merkel – eine Bilanz", None, None),
        (german, "Von Kiel nach Rügen", None, None),
        (german, "Von der Küste", None, None),
        (german, "Von Montag an", None, None),
        (french, "Par Jeanne Dupont et Jean Durand", Some("Jeanne Dupont; Jean Durand"), None),
        (french, "Publié le 12 juillet 2017", None, Some("2017-07-12")),
        (french, "Par la mer", None, None),
        (BODY, "Von Petra Müller", None, None),
    ] {
        let found = meta(&format!("Titel der Seite\n\n{line}\n\n{body}\n\n{body}\n"));
        assert_eq!((found.byline.as_deref(), found.published.as_deref()), (byline, published), "{line}");
    }
}

#[test]
fn a_name_alone_tells_an_author_where_what_stands_beside_it_says_so() {
    for (head, byline) in [
        ("Jane Roe\n\nFri 5 May 2021 14.00 BST", Some("Jane Roe")),
        ("A sum of it all that is no title\n\nJane Roe\n\nMay 5, 2021, 5:00 a.m. ET", Some("Jane Roe")),
        ("Jane Roe in Kiel\n\n5 May 2021", Some("Jane Roe")),
        ("Jane Roe and John Doe\n\nKiel - 5 May 2021", Some("Jane Roe; John Doe")),
        ("Jane Roe\n\nEnvironment correspondent, Pier News", Some("Jane Roe")),
        (
            "5 May 2021\n\nJane Roe\n\nPolitical editor\n\nJohn Doe\n\nStaff writer",
            Some("Jane Roe; John Doe"),
        ),
        ("Jane Roe | 5 May 2021", Some("Jane Roe")),
        ("Jane Roe, Staff writer", Some("Jane Roe")),
        ("Jane Roe\n\nProfessor of maps\n\n5 May 2021", Some("Jane Roe")),
        // The name of a place, a part, a thing or a day.
        ("New York\n\n5 May 2021", None),
        ("Bad Segeberg\n\n5 May 2021", None),
        ("World News\n\n5 May 2021", None),
        ("Press Release\n\n5 May 2021", None),
        ("Real Estate | 5 May 2021", None),
        ("Easter Sunday\n\n5 May 2021", None),
        // What the text is about.
        ("Orla Bodies\n\n5 May 2021", None),
        ("Jane Roe", None),
        ("Jane Roe\n\nWho saw it all", None),
        ("Present\n\nJane Roe\n\nChair\n\nJohn Doe\n\nSecretary", None),
        ("Jane Roe says no\n\n5 May 2021", None),
    ] {
        let text = format!("A title of the page\n\n{head}\n\n{BODY} Orla Bodies said so.\n\n{BODY}\n");
        let found = meta(&text);
        assert_eq!(found.byline.as_deref(), byline, "{head}");
        assert_eq!(found.title, "A title of the page", "{head}");
    }
    // Without a title there is nothing that it stands below.
    assert_eq!(meta(&format!("{BODY}\n\nJane Roe\n\n5 May 2021\n\n{BODY}\n")).byline, None);
}

#[test]
fn words_of_other_languages_tell_who_wrote() {
    for (line, byline) in [
        ("文/李梅", Some("李梅")),
        ("文｜李梅", Some("李梅")),
        ("記者陳大文／東港報導", Some("陳大文")),
        ("本报记者 李梅", Some("李梅")),
        ("記者 山田太郎", Some("山田太郎")),
        ("記者会見", None),
        ("记者了解到，渡轮已经停驶", None),
        ("文学", None),
        ("Автор: Иван Петров", Some("Иван Петров")),
        ("Автор неизвестен", None),
    ] {
        let found = meta(&format!("港口黎明关闭\n\n{line}\n\n夜间水位上升了两米，港务局长下令关闭闸门。\n"));
        assert_eq!(found.byline.as_deref(), byline, "{line}");
    }
}

#[test]
fn an_outlet_is_named_by_its_rights_or_its_thanks() {
    for (first, last, outlet) in [
        ("The Pier Post", "© 2021 The Pier Post. All rights reserved.", Some("The Pier Post")),
        ("Sign in", "© 2021 The Pier Post. All rights reserved.", None),
        (
            "Sign in",
            "Thanks for reading Pier Letters! Subscribe for free to receive new posts.",
            Some("Pier Letters"),
        ),
    ] {
        let text = format!(
            "Skip to content\n\n{first}\n\nWhy it sank there\n\nBy Jane Roe\n\n{BODY}\n\n{BODY} So.\n\n{last}\n"
        );
        assert_eq!(meta(&text).publication.as_deref(), outlet, "{first} {last}");
    }
    let own =
        format!("Jane Roe\n\nWhy it sank there\n\nBy Jane Roe\n\n{BODY}\n\n{BODY} So.\n\n© 2021 Jane Roe\n");
    assert_eq!(meta(&own).publication, None);
}
