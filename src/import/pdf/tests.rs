use std::fmt::Write as _;
use std::slice::from_ref;

use super::super::tests::check;
use super::*;
use crate::model::BlockKind;

/// A page as `pdftotext -bbox-layout` prints it: lines at their places (points), of letters of a size.
#[derive(Default)]
struct Made(String);

impl Made {
    fn page(&mut self) -> &mut Self {
        if !self.0.is_empty() {
            self.0.push_str("</page>\n");
        }
        self.0.push_str("<page width=\"595.0\" height=\"842.0\">\n");
        self
    }

    /// A line whose words are as wide as letters of that size usually are.
    fn line(&mut self, left: f64, top: f64, size: f64, text: &str) -> &mut Self {
        let _ = writeln!(self.0, "<line xMin=\"{left}\">");
        let mut at = left;
        for word in text.split(' ') {
            let width = word.chars().map(wide).sum::<f64>() * size;
            let shown = word.replace('&', "&amp;").replace('<', "&lt;");
            let _ = writeln!(
                self.0,
                "<word xMin=\"{at:.6}\" yMin=\"{top:.6}\" xMax=\"{:.6}\" yMax=\"{:.6}\">{shown}</word>",
                at + width,
                top + size
            );
            at += width + size * 0.3;
        }
        self.0.push_str("</line>\n");
        self
    }

    /// A line of letters that are all equally wide.
    fn mono(&mut self, left: f64, top: f64, size: f64, text: &str) -> &mut Self {
        let _ = writeln!(self.0, "<line xMin=\"{left}\">");
        let (cell, mut at) = (size * 0.6, left);
        for word in text.split(' ') {
            let width = f64::from(u32::try_from(word.chars().count()).unwrap()) * cell;
            if !word.is_empty() {
                let (right, bottom) = (at + width, top + size);
                let _ = writeln!(
                    self.0,
                    "<word xMin=\"{at:.6}\" yMin=\"{top:.6}\" xMax=\"{right:.6}\" yMax=\"{bottom:.6}\">{word}</word>"
                );
            }
            at += width + cell;
        }
        self.0.push_str("</line>\n");
        self
    }

    /// Lines below each other at the left edge of a column.
    fn lines(&mut self, left: f64, top: f64, lines: &[&str]) -> &mut Self {
        for (line, at) in lines.iter().zip(0_u32..) {
            self.line(left, top + 12.0 * f64::from(at), 10.0, line);
        }
        self
    }

    fn read(&self) -> Imported {
        let imported = read(&format!("<doc>\n{}</page>\n</doc>", self.0), None, None).unwrap();
        check(&imported.document);
        imported
    }

    /// Kind, level, furniture and text of each block.
    fn blocks(&self) -> Vec<String> {
        let document = self.read().document;
        let block = |b: &crate::model::Block| {
            let kind = match b.kind {
                BlockKind::Heading => format!("h{}", b.level),
                BlockKind::Paragraph => "p".to_owned(),
                BlockKind::ListItem => format!("li{}", b.level),
                other => format!("{other:?}").to_lowercase(),
            };
            format!("{kind}{} {}", if b.furniture { "*" } else { "" }, document.slice(b.span))
        };
        document.blocks.iter().map(block).collect()
    }
}

fn wide(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | '.' | ',' | ';' | ':' => 0.27,
        't' | 'f' | 'r' | 'I' | '-' => 0.35,
        's' | 'c' | 'z' => 0.45,
        'm' | 'w' => 0.77,
        'A'..='Z' => 0.67,
        _ => 0.52,
    }
}

#[test]
fn paragraphs_run_over_lines_and_pages_and_the_frame_waits_for_their_end() {
    let mut made = Made::default();
    for (page, text) in [
        [
            "It was late when the last of the boats came in, and the",
            "men on the quay had gone home by then, as nobody paid",
            "them to wait. So the crew made her fast as well as they",
            "could, and what they said of it was not fit to be writ-",
        ],
        [
            "ten down. The harbour master came at dawn and asked",
            "for the papers, which were in order, and for the inter-",
            "national licence, which had run out in the year before",
            "and would have to be asked for again.",
        ],
        [
            "The ferry lay there for a year. Nobody knew why it had",
            "been left, and nobody asked, because those who did know",
            "were on the far bank and had no boat to come across with",
            "and tell them.",
        ],
    ]
    .into_iter()
    .enumerate()
    {
        let number = (245 + page).to_string();
        made.page()
            .line(72.0, 30.0, 9.0, "A history of boats")
            .line(500.0, 30.0, 9.0, &number)
            .lines(72.0, 80.0, &text);
        let note = ["See the register.", "So the law has it.", "It is still there."]
            .get(page)
            .copied()
            .unwrap_or_default();
        made.line(72.0, 700.0, 8.0, &format!("{} {note}", page + 1));
    }
    assert_eq!(
        made.blocks(),
        [
            "p* A history of boats",
            "p* 245",
            "p It was late when the last of the boats came in, and the men on the quay had gone home by then, as nobody paid them to wait. So the crew made her fast as well as they could, and what they said of it was not fit to be written down. The harbour master came at dawn and asked for the papers, which were in order, and for the international licence, which had run out in the year before and would have to be asked for again.",
            "p 1 See the register.",
            "p* A history of boats",
            "p* 246",
            "p 2 So the law has it.",
            "p* A history of boats",
            "p* 247",
            "p The ferry lay there for a year. Nobody knew why it had been left, and nobody asked, because those who did know were on the far bank and had no boat to come across with and tell them.",
            "p 3 It is still there.",
        ]
    );
    let document = made.read().document;
    let page = |words: &str| document.page_at(crate::text::Offset(document.text.find(words).unwrap()));
    assert_eq!(page("It was late"), Some("245"));
    assert_eq!(page("down. The harbour"), Some("246"));
    assert_eq!(page("1 See"), Some("245"));
    assert_eq!(page("2 So"), Some("246"));
    assert_eq!(page("The ferry lay"), Some("247"));
}

#[test]
fn columns_headings_lists_and_captions_are_told_by_place_and_size() {
    let mut made = Made::default();
    made.page().line(120.0, 60.0, 20.0, "The Long Way over the Water");
    made.line(72.0, 110.0, 13.0, "1 Where it began");
    made.lines(
        72.0,
        140.0,
        &[
            "The river is wide there, and",
            "has been since the flood came",
            "down from the hills. There are",
            "three ways over it:",
            "• the old bridge, which is shut",
            "• the ferry",
        ],
    );
    made.line(72.0, 240.0, 10.0, "Figure 1: The river in spring");
    made.lines(72.0, 270.0, &["Of these the ferry is the one", "that most of them take."]);
    made.line(320.0, 110.0, 13.0, "2 How it went on");
    made.lines(
        320.0,
        140.0,
        &[
            "It costs little, and it goes as",
            "soon as there are ten to take",
            "over. Those who are in haste",
            "pay for ten.",
        ],
    );
    let imported = made.read();
    assert_eq!(imported.meta.title, "The Long Way over the Water");
    assert_eq!(
        made.blocks(),
        [
            "h1 The Long Way over the Water",
            "h2 1 Where it began",
            "p The river is wide there, and has been since the flood came down from the hills. There are three ways over it:",
            "li0 the old bridge, which is shut",
            "li0 the ferry",
            "caption Figure 1: The river in spring",
            "p Of these the ferry is the one that most of them take.",
            "h2 2 How it went on",
            "p It costs little, and it goes as soon as there are ten to take over. Those who are in haste pay for ten.",
        ]
    );
}

#[test]
fn lines_set_in_begin_paragraphs_and_tables_are_read_by_rows() {
    let mut made = Made::default();
    made.page().lines(
        72.0,
        80.0,
        &[
            "The bank gave them nothing at all for that, which",
            "was what they had been told to look for in the end.",
        ],
    );
    made.line(90.0, 104.0, 10.0, "They built it all the same, with what they had");
    made.lines(
        72.0,
        116.0,
        &[
            "left of the money, and it stood for thirty years or",
            "more before the flood took it down to the sea.",
        ],
    );
    for (top, row) in
        [(160.0, ["Year", "Boats", "Crew"]), (172.0, ["1998", "12", "40"]), (184.0, ["1999", "9", "31"])]
    {
        for (cell, left) in row.iter().zip([72.0, 200.0, 300.0]) {
            made.line(left, top, 10.0, cell);
        }
    }
    assert_eq!(
        made.blocks(),
        [
            "p The bank gave them nothing at all for that, which was what they had been told to look for in the end.",
            "p They built it all the same, with what they had left of the money, and it stood for thirty years or more before the flood took it down to the sea.",
            "table Year  Boats  Crew\n1998  12     40\n1999  9      31",
        ]
    );
}

#[test]
fn a_numbered_heading_in_letters_of_the_text_takes_no_paragraph_with_it() {
    let mut made = Made::default();
    made.page().lines(
        72.0,
        80.0,
        &[
            "The bank gave them nothing at all for that, which",
            "was what they had been told to look for in the end.",
        ],
    );
    made.line(72.0, 122.0, 10.0, "3. What came of it");
    made.line(86.0, 134.0, 10.0, "They built it all the same, with what they had");
    made.lines(
        72.0,
        146.0,
        &[
            "left of the money, and it stood for thirty years or",
            "more before the flood took it down to the sea.",
            "Three things were said of it then, and these are:",
            "1. that it was too low for the boats that pass",
            "   below it in the spring, and too narrow by far.",
            "2. that nobody asked.",
        ],
    );
    assert_eq!(
        made.blocks(),
        [
            "p The bank gave them nothing at all for that, which was what they had been told to look for in the end.",
            "h2 3. What came of it",
            "p They built it all the same, with what they had left of the money, and it stood for thirty years or more before the flood took it down to the sea. Three things were said of it then, and these are:",
            "li0 1. that it was too low for the boats that pass below it in the spring, and too narrow by far.",
            "li0 2. that nobody asked.",
        ]
    );
}

#[test]
fn pages_without_words_are_pictures() {
    let pictures = read("<doc><page width=\"1\" height=\"1\"></page><page></page></doc>", None, None);
    assert_eq!(pictures, Err(ImportError::Pictures { pages: 2 }));
    let says = |pages| ImportError::Pictures { pages }.to_string();
    assert!(says(2).starts_with("its 2 pages are pictures without text"), "{}", says(2));
    assert!(says(1).starts_with("its one page is a picture without text"), "{}", says(1));
    assert!(read("", None, None).is_err());
}

#[test]
fn strange_pages_are_read_all_the_same() {
    let mut made = Made::default();
    made.page();
    for n in 0..900_u32 {
        made.line(f64::from(n % 50) * 12.0, f64::from(n / 50) * 3.0, 2.0, "x");
    }
    made.page().line(10.0, 10.0, 0.0, "flat").line(10.0, 10.0, 900_000.0, "huge \u{1b}[31m&#27;");
    made.read();
    let cut = format!("<doc>{}", made.0);
    for at in (0..cut.len()).step_by(cut.len() / 37) {
        if let Ok(imported) = read(cut.get(..at).unwrap(), None, None) {
            check(&imported.document);
        }
    }
}

const FILLING: [&str; 4] = [
    "It was late when the last of the boats came in, and the",
    "men on the quay had gone home by then, as nobody paid",
    "them to wait. So the crew made her fast as well as they",
    "could, and then they went home as well.",
];

#[test]
fn entries_of_a_table_of_contents_are_no_headings() {
    let mut made = Made::default();
    made.page().line(72.0, 80.0, 20.0, "Contents");
    made.line(72.0, 120.0, 13.0, "1 The boats that were lost 3");
    for (at, entry) in ["1.1 Sail", "1.2 Steam", "1.3 Of neither kind", "1.4 Rafts"].iter().enumerate() {
        let top = 140.0 + 14.0 * f64::from(u32::try_from(at).unwrap());
        made.line(
            82.0,
            top,
            10.0,
            &format!("{entry} . . . . . . . . . . . . . . . . . . . . . . {}", at + 3),
        );
    }
    made.line(72.0, 240.0, 13.0, "1 The boats that were lost").lines(72.0, 270.0, &FILLING);
    let headings: Vec<String> = made.blocks().into_iter().filter(|block| block.starts_with('h')).collect();
    assert_eq!(headings, ["h1 Contents", "h2 1 The boats that were lost"]);
}

#[test]
fn a_chapter_is_called_by_its_number_and_title_and_remarks_are_no_sections() {
    let mut made = Made::default();
    made.page().line(72.0, 80.0, 16.0, "Chapter 2").line(72.0, 120.0, 22.0, "Lost boats");
    made.lines(72.0, 170.0, &FILLING).line(72.0, 230.0, 14.0, "2.1 sail").lines(72.0, 260.0, &FILLING);
    made.line(72.0, 320.0, 14.0, "Warning").lines(72.0, 350.0, &FILLING);
    let blocks = made.blocks();
    let headings: Vec<&str> = blocks.iter().filter(|b| b.starts_with('h')).map(String::as_str).collect();
    assert_eq!(headings, ["h1 Chapter 2. Lost boats", "h3 2.1 sail"], "{blocks:#?}");
    assert!(blocks.iter().any(|block| block == "p Warning"), "{blocks:#?}");
}

#[test]
fn lines_of_scripts_without_capitals_are_no_headings_for_that() {
    let mut made = Made::default();
    made.page().line(72.0, 80.0, 10.0, "港は九日間閉鎖された");
    made.line(72.0, 110.0, 10.0, "嵐の後、船が一隻ずつ港に戻ってきた。乗組員は疲れていた。");
    made.line(72.0, 122.0, 10.0, "船倉は誰も買おうとしない魚でいっぱいだった。人々は黙っていた。");
    made.line(72.0, 134.0, 10.0, "それからまた海に出た。");
    assert!(made.blocks().iter().all(|block| block.starts_with("p ")), "{:#?}", made.blocks());
}

#[test]
fn a_running_head_of_a_short_section_is_told_by_its_height() {
    let mut made = Made::default();
    for page in 0..9 {
        let head = if page == 5 { "A raft, and who built it" } else { "Of boats that were lost" };
        made.page().line(72.0, 40.0, 9.0, head).lines(72.0, 90.0, &FILLING);
        made.line(300.0, 800.0, 9.0, &(page + 1).to_string());
    }
    let shown: Vec<String> = made.blocks().into_iter().filter(|block| !block.contains('*')).collect();
    assert!(!shown.iter().any(|block| block.contains("raft")), "{shown:#?}");
}

#[test]
fn a_listing_goes_on_over_the_page() {
    let code =
        ["if storm and not crew.ashore:", "    stay(inside, until='dawn')", "    tell(crew, 'wait for it')"];
    let mut made = Made::default();
    for (page, lines) in [&code[..2], &code[2..]].into_iter().enumerate() {
        made.page();
        if page == 0 {
            made.lines(72.0, 90.0, &FILLING).lines(72.0, 300.0, &FILLING);
        }
        for (line, at) in lines.iter().zip(0_u32..) {
            let top = if page == 0 { 700.0 } else { 80.0 } + 12.0 * f64::from(at);
            made.mono(72.0, top, 10.0, line);
        }
        if page == 0 {
            made.line(250.0, 760.0, 9.0, "(continues on next page)");
        } else {
            made.lines(72.0, 200.0, &FILLING);
        }
        made.line(300.0, 800.0, 9.0, &(page + 1).to_string());
    }
    let blocks = made.blocks();
    assert!(blocks.contains(&format!("preformatted {}", code.join("\n"))), "{blocks:#?}");
    assert!(blocks.contains(&"p* (continues on next page)".to_owned()), "{blocks:#?}");
}

#[test]
fn a_cell_that_runs_over_two_lines_is_one_cell() {
    let mut made = Made::default();
    made.page().lines(
        72.0,
        80.0,
        &["What the boats of the harbour were made of, and when they", "were built, as far as it is known."],
    );
    let rows = [
        ["Part", "What it is made of", "Year"],
        ["hull", "a frame of timber, planked with inter-", "1911"],
        ["", "leaved boards of oak", ""],
        ["mast", "one tree of the forest", "1912"],
    ];
    for (row, at) in rows.iter().zip(0_u32..) {
        for (cell, left) in row.iter().zip([72.0, 160.0, 400.0]).filter(|(cell, _)| !cell.is_empty()) {
            made.line(left, 120.0 + 12.0 * f64::from(at), 10.0, cell);
        }
    }
    made.lines(
        72.0,
        168.0,
        &["the rest of what they were is not known to anybody, and", "nobody asks for it."],
    );
    let blocks = made.blocks();
    assert_eq!(
        blocks[1],
        "table Part  What it is made of                                Year\nhull  a frame of timber, planked with interleaved boards of oak  1911\nmast  one tree of the forest                            1912",
        "{blocks:#?}"
    );
    assert_eq!(blocks[2], "p the rest of what they were is not known to anybody, and nobody asks for it.");
}

#[test]
fn a_table_between_lines_of_text_is_read_row_by_row() {
    let mut made = Made::default();
    made.page();
    for block in 0..3_u32 {
        let top = 80.0 + 220.0 * f64::from(block);
        made.lines(
            72.0,
            top,
            &["The boats of the harbour and", "what became of each of them", "in the year after the storm:"],
        );
        for (row, at) in [
            ("hull", "A timber frame, planked"),
            ("mast", "One tree, or two of them"),
            ("keel", "Oak of the forest"),
        ]
        .iter()
        .zip(0_u32..)
        {
            made.line(72.0, top + 60.0 + 14.0 * f64::from(at), 10.0, row.0);
            made.line(320.0, top + 60.0 + 14.0 * f64::from(at), 10.0, row.1);
        }
    }
    let tables: Vec<String> = made.blocks().into_iter().filter(|block| block.starts_with("table")).collect();
    assert_eq!(tables.len(), 3, "{:#?}", made.blocks());
    assert!(tables[0].contains("mast  One tree, or two of them"), "{tables:#?}");
}

#[test]
fn a_sentence_goes_on_over_lines_of_uneven_length_whatever_they_begin_with() {
    let mut made = Made::default();
    made.page().lines(
        72.0,
        80.0,
        &[
            "The harbour office told the town that 300 of its boats had",
            "gone out that spring with 4 men in each, and that the sum of",
            "all fees would be £2 million, which the mill within limits",
            "12 of the members of the board denied. In the letter that the",
            "Orlau Herald printed on the first page they asked to be told the",
            "£2 million in parts. The office said it would still bill it all",
            "\u{201c}in time\u{201d} and until then as it had been in all the years",
            "2014 to 2016 by a rule",
            "Where it came from",
            "The rule was made by the old office and it had been there since",
            "the ferry came.",
        ],
    );
    assert_eq!(
        made.blocks(),
        [
            "p The harbour office told the town that 300 of its boats had gone out that spring with 4 men in each, and \
             that the sum of all fees would be £2 million, which the mill within limits 12 of the members of the board \
             denied. In the letter that the Orlau Herald printed on the first page they asked to be told the £2 million \
             in parts. The office said it would still bill it all \u{201c}in time\u{201d} and until then as it had been \
             in all the years 2014 to 2016 by a rule",
            "h2 Where it came from",
            "p The rule was made by the old office and it had been there since the ferry came.",
        ]
    );
}

#[test]
fn a_dash_within_a_sentence_makes_no_list() {
    let mut made = Made::default();
    made.page().lines(
        72.0,
        80.0,
        &[
            "The ferry was to go on as it had gone on in all those years",
            "– or so it was said in the town – and nobody asked",
            "who paid for it.",
            "The town has",
            "– a ferry",
            "– a bridge",
        ],
    );
    assert_eq!(
        made.blocks(),
        [
            "p The ferry was to go on as it had gone on in all those years – or so it was said in the town – and nobody \
             asked who paid for it.",
            "p The town has",
            "li0 a ferry",
            "li0 a bridge",
        ]
    );
}

#[test]
fn a_large_line_above_each_page_is_the_title() {
    let mut made = Made::default();
    for page in ["It rained on the boats.", "It rained on the men.", "It rained on the far bank."] {
        made.page().line(72.0, 20.0, 8.0, "Journal of Boats").line(72.0, 50.0, 18.0, "The Ferry Report");
        made.lines(72.0, 120.0, &[page, "Nobody had a coat."]);
    }
    assert_eq!(made.read().meta.title, "The Ferry Report");
}

#[test]
fn stanzas_keep_their_lines_and_narrow_paragraphs_flow() {
    const PROSE: [&str; 4] = [
        "The boats lay on the shingle that winter with their keels turned up to the rain, and",
        "nobody in the town would say whose they were or who had paid for the tar. It was asked",
        "once, in the chapel, and the answer that was given there was no answer, as the old men",
        "of the town had said.",
    ];
    const ONE: [&str; 4] = [
        "The river rose at Candlemas",
        "And took the lower mill,",
        "The miller and the miller's ass",
        "Are on the water still.",
    ];
    const TWO: [&str; 4] = [
        "So keep your meal and keep your stone",
        "And keep your house of clay,",
        "The river has a wheel its own",
        "And grinds by night and day.",
    ];
    let narrow = [
        "Those who have seen the boats since,",
        "lying on the shingle as they do, know",
        "nothing of it; and nobody asks who",
        "had paid for the tar.",
    ];
    let (prose, one, two) = (PROSE.join(" "), ONE.join("\n"), TWO.join("\n"));
    let mut made = Made::default();
    made.page().lines(72.0, 80.0, &PROSE).lines(72.0, 140.0, &ONE).lines(72.0, 200.0, &TWO);
    made.lines(110.0, 260.0, &ONE).lines(72.0, 320.0, &narrow).lines(72.0, 380.0, &PROSE);
    let read = made.read().document;
    let verse = read.inlines.iter().filter(|inline| inline.kind == crate::model::InlineKind::Lines);
    assert_eq!(verse.map(|inline| read.slice(inline.span)).collect::<Vec<_>>(), [&*one, &*two, &*one]);
    assert_eq!(
        made.blocks(),
        [
            format!("p {prose}"),
            format!("p {one}"),
            format!("p {two}"),
            format!("p {one}"),
            format!("p {}", narrow.join(" ")),
            format!("p {prose}"),
        ]
    );
    // Without prose beside it.
    let mut made = Made::default();
    made.page().line(72.0, 60.0, 18.0, "The Flood").lines(72.0, 120.0, &ONE).lines(72.0, 180.0, &TWO);
    assert_eq!(made.blocks(), ["h1 The Flood".to_owned(), format!("p {one}"), format!("p {two}")]);
}

#[test]
fn no_paragraph_ends_with_an_article_however_short_its_last_line() {
    let mut made = Made::default();
    made.page().lines(
        72.0,
        80.0,
        &[
            "The letter was sent on the second of May by the old mayor of the",
            "town, who was then told of it by the",
            "Orlau Herald and by nobody else, as he said in all the years that",
            "came after that one, and",
            "Ana Osei has it in her book.",
        ],
    );
    assert_eq!(made.blocks().len(), 1, "{:?}", made.blocks());
}

#[test]
fn authors_under_a_title_are_no_headings_and_what_stands_apart_below_them_is() {
    let prose = [
        "It was late when the last of the boats came in, and the men on the",
        "quay had gone home by then, as nobody paid them to wait for it.",
        "So the crew made her fast as well as they could in the dark.",
    ];
    let mut made = Made::default();
    made.page().line(72.0, 40.0, 18.0, "The Ferry Report");
    made.lines(72.0, 80.0, &["Ana Osei", "Ben Orlau", "Cara Quay"]).lines(72.0, 116.0, &prose);
    let (title, text) = ("h1 The Ferry Report".to_owned(), format!("p {}", prose.join(" ")));
    let authors = ["p Ana Osei", "p Ben Orlau", "p Cara Quay"].map(str::to_owned);
    assert_eq!(made.blocks(), [from_ref(&title), &authors, from_ref(&text)].concat());
    let mut made = Made::default();
    made.page().line(72.0, 40.0, 18.0, "The Ferry Report");
    made.lines(72.0, 80.0, &["Ana Osei", "Ben Orlau"]).line(72.0, 130.0, 10.0, "Boats Ashore");
    made.lines(72.0, 142.0, &prose);
    let heading = "h2 Boats Ashore".to_owned();
    assert_eq!(made.blocks(), [&[title], &authors[..2], &[heading, text]].concat());
}

#[test]
fn paragraphs_of_one_sentence_are_no_stanza() {
    let prose = [
        "The boats lay on the shingle that winter with their keels turned up to the rain, and",
        "nobody in the town would say whose they were or who had paid for the tar. It was asked",
        "once, in the chapel, and the answer that was given there was no answer.",
    ];
    let said = ["Nobody spoke.", "The ferry did not come.", "It had not come in March.", "We went home."];
    let mut made = Made::default();
    made.page().lines(72.0, 80.0, &prose).lines(72.0, 140.0, &said).lines(72.0, 210.0, &prose);
    let prose = format!("p {}", prose.join(" "));
    let said = said.map(|one| format!("p {one}"));
    assert_eq!(made.blocks(), [from_ref(&prose), &said, from_ref(&prose)].concat());
}

#[test]
fn a_paragraph_goes_on_with_the_name_that_a_short_line_leads_to() {
    let mut made = Made::default();
    made.page().lines(
        72.0,
        80.0,
        &[
            "The letter was sent on the second of May by the old mayor of the",
            "town, who had written it to",
            "Ana Osei and to nobody else, as he said in all the years that there",
            "were boats, which had been built by",
            "Orlau and Sons.",
        ],
    );
    assert_eq!(made.blocks().len(), 1, "{:?}", made.blocks());
}
