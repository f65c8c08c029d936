use super::*;
use crate::model::Document;

fn read(text: &str) -> Imported {
    super::read(text, &Hint::default()).unwrap()
}

fn blocks(document: &Document) -> Vec<(BlockKind, u8, &str)> {
    document.blocks.iter().map(|b| (b.kind, b.level, document.slice(b.span))).collect()
}

fn styles(document: &Document) -> Vec<(InlineKind, &str, Option<&str>)> {
    document.inlines.iter().map(|i| (i.kind, document.slice(i.span), i.target.as_deref())).collect()
}

#[test]
fn styles_and_links_lie_over_the_words() {
    let read = read("# The *Title*\n\nOne **two** `three` ~~four~~ [five *six*](https://example.org/a).\n");
    assert_eq!(read.meta.title, "The Title");
    assert_eq!(
        blocks(&read.document),
        [(BlockKind::Heading, 1, "The Title"), (BlockKind::Paragraph, 0, "One two three four five six.")]
    );
    assert_eq!(
        styles(&read.document),
        [
            (InlineKind::Emphasis, "Title", None),
            (InlineKind::Strong, "two", None),
            (InlineKind::Code, "three", None),
            (InlineKind::Strikethrough, "four", None),
            (InlineKind::Link, "five six", Some("https://example.org/a")),
            (InlineKind::Emphasis, "six", None),
        ]
    );
}

#[test]
fn who_wrote_stands_right_below_the_title() {
    let said = |text: &str| {
        let meta = read(text).meta;
        (meta.byline, meta.published)
    };
    let (ana, day) = (Some("Ana Osei".to_owned()), Some("2017-07-12".to_owned()));
    assert_eq!(said("# Title\n\n*By Ana Osei*\n\n12 July 2017\n\nIt was so.\n"), (ana.clone(), day.clone()));
    assert_eq!(said("# Title\nBy Ana Osei | 12 July 2017\n\nIt was so.\n"), (ana, day));
    let front = "---\nauthor: B. Roth\n---\n\n# Title\n\nBy Ana Osei\n";
    assert_eq!(said(front).0.as_deref(), Some("B. Roth"));
    for none in [
        "# Title\n\nIt was so.\n\nBy Ana Osei\n",
        "# Title\n\nBy Easter all was well.\n",
        "# Title\n\n> By Ana Osei\n",
        "# Title\n\n12 July 2017\n\nIt was so.\n",
        "By Ana Osei\n\nIt was so.\n",
    ] {
        assert_eq!(said(none), (None, None), "{none}");
    }
}

#[test]
fn addresses_that_could_act_are_dropped_and_their_words_stay() {
    let text = "[a](javascript:x) [b](file:///etc/passwd) [c](https://e.org/&#27;]8) [d](data:x) [e](mailto:a@b.c) [f](HTTP://e.org)";
    let read = read(text);
    assert_eq!(&*read.document.text, "a b c d e f");
    let kept: Vec<&str> = styles(&read.document).iter().map(|s| s.1).collect();
    assert_eq!(kept, ["e", "f"]);
}

#[test]
fn lists_and_quotations_nest() {
    let read = read(
        "3. three\n4. four\n   - inner\n\n     more of it\n- [x] done\n- [ ] open\n\n> said\n>\n> > deeper\n>\n> - listed\n",
    );
    assert_eq!(
        blocks(&read.document),
        [
            (BlockKind::ListItem, 0, "3. three"),
            (BlockKind::ListItem, 0, "4. four"),
            (BlockKind::ListItem, 1, "inner"),
            (BlockKind::Paragraph, 2, "more of it"),
            (BlockKind::ListItem, 0, "[x] done"),
            (BlockKind::ListItem, 0, "[ ] open"),
            (BlockKind::Quotation, 0, "said"),
            (BlockKind::Quotation, 1, "deeper"),
            (BlockKind::ListItem, 0, "listed"),
        ]
    );
}

#[test]
fn a_table_is_text_in_columns() {
    let read = read("| Name | Count |\n|:--|--:|\n| **東京** | 7 |\n| a | 120 |\n");
    let expected = "Name  Count\n東京      7\na       120";
    assert_eq!(blocks(&read.document), [(BlockKind::Table, 0, expected)]);
    assert_eq!(styles(&read.document), [(InlineKind::Strong, "東京", None)]);
}

#[test]
fn code_pictures_and_rules() {
    let read = read(
        "```rust\nfn a() {\n\n    b();\n}\n```\n\n![A *cat*](cat.png)\n\nSee ![](x.png) here.\n\n---\n\nEnd.\n",
    );
    assert_eq!(
        blocks(&read.document),
        [
            (BlockKind::Preformatted, 0, "fn a() {\n\n    b();\n}"),
            (BlockKind::Caption, 0, "[image: A cat]"),
            (BlockKind::Paragraph, 0, "See [image] here."),
            (BlockKind::Paragraph, 0, "End."),
        ]
    );
}

#[test]
fn line_ends_and_html() {
    let read = read(
        "soft\nbreak and hard  \nbreak<br>again <b>bold</b>\n\n<div>\n<p>In a\nblock</p>\n</div>\n\nNote[^1].\n\n[^1]: The note.\n",
    );
    assert_eq!(
        blocks(&read.document),
        [
            (BlockKind::Paragraph, 0, "soft break and hard\nbreak\nagain bold"),
            (BlockKind::Paragraph, 0, "In a\nblock"),
            (BlockKind::Paragraph, 0, "Note[1]."),
            (BlockKind::Paragraph, 0, "[1] The note."),
        ]
    );
    // Lines that are told to end do so; of others only the words are taken.
    assert_eq!(styles(&read.document), [(InlineKind::Lines, "soft break and hard\nbreak\nagain bold", None)]);
}

#[test]
fn a_line_end_between_letters_that_stand_close_is_no_space() {
    let read = read("情報\n機関の\nNATO と **情\n報** が\n**機関**、word\n*word*。\n");
    assert_eq!(
        blocks(&read.document),
        [(BlockKind::Paragraph, 0, "情報機関の NATO と 情報 が機関、word word。")]
    );
    let styled: Vec<&str> = styles(&read.document).into_iter().map(|(_, words, _)| words).collect();
    assert_eq!(styled, ["情報", "機関", "word"]);
}

#[test]
fn a_line_that_html_ends_begins_with_its_words() {
    let read = read("Quay Street<br>\nOrlau\n\n<p>Quay<br>Orlau</p>\n\nsoft\nend\n");
    let lines = ["Quay Street\nOrlau", "Quay\nOrlau"].map(|lines| (InlineKind::Lines, lines, None));
    assert_eq!(styles(&read.document), lines);
}

#[test]
fn front_matter_goes_before_the_heading() {
    let read =
        read("---\ntitle: In front\nauthor: [A Roe, B Doe]\ntags: [syria]\n---\n\n# In the text\n\nWords.\n");
    assert_eq!(read.meta.title, "In front");
    assert_eq!(read.meta.byline.as_deref(), Some("A Roe; B Doe"));
    assert_eq!(read.themes, ["syria"]);
    assert_eq!(&*read.document.text, "In the text\n\nWords.");
}

#[test]
fn nesting_is_bounded() {
    let read = read(&format!("{}deep\n", "> ".repeat(60)));
    assert_eq!(blocks(&read.document), [(BlockKind::Quotation, DEEPEST, "deep")]);
}

#[test]
fn syllables_that_are_parted_are_words_and_their_styles_lie_on_them() {
    let read = read("The *har\u{ad}bour*&shy;**mas&shy;ter** has `a\u{ad}b`.\n");
    assert_eq!(read.document.text.as_ref(), "The harbourmaster has a\u{ad}b.");
    assert_eq!(
        styles(&read.document),
        [
            (InlineKind::Emphasis, "harbour", None),
            (InlineKind::Strong, "master", None),
            (InlineKind::Code, "a\u{ad}b", None)
        ]
    );
}
