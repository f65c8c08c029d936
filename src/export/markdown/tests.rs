use proptest::prelude::*;
use pulldown_cmark::{Event, Options as Cmark, Parser, Tag, TagEnd};

use super::*;
use crate::export::{Options, Themes, fixture};
use crate::model::citation::CiteKeys;
use crate::model::{Annotation, Article, State, ThemeId};

/// The text of each block quotation, paragraphs parted by a blank line, and the number of headings.
fn read(markdown: &str) -> (Vec<String>, usize) {
    let (mut quotes, mut headings, mut inside) = (Vec::new(), 0, false);
    let mut text = String::new();
    for event in Parser::new_ext(markdown, Cmark::empty()) {
        match event {
            Event::Start(Tag::BlockQuote(_)) => {
                inside = true;
                text.clear();
            }
            Event::End(TagEnd::BlockQuote(_)) => {
                inside = false;
                quotes.push(text.trim_end_matches("\n\n").to_owned());
            }
            Event::Start(Tag::Heading { .. }) => headings += 1,
            Event::Text(t) if inside => text.push_str(&t),
            Event::HardBreak if inside => text.push('\n'),
            Event::End(TagEnd::Paragraph) if inside => text.push_str("\n\n"),
            Event::Start(Tag::Paragraph) | Event::End(_) => {}
            other if inside => text.extend(["⟪".to_owned(), format!("{other:?}"), "⟫".to_owned()]),
            _ => {}
        }
    }
    (quotes, headings)
}

/// With these words in the present text where an annotation's have changed.
const NOW: &str = "These words stand there now.";

fn of(article: &Article, annotations: &[Annotation]) -> Passages {
    Passages { article: article.clone(), annotations: annotations.to_vec() }
}

fn full() -> (Article, Vec<Annotation>, Themes) {
    let mut article = fixture::article(7, "Allies weigh \"new\" terms: #1");
    article.meta.byline = Some("Ana Osei; Jan van der Meer".into());
    article.meta.publication = Some("Harbour Post".into());
    article.meta.published = Some("2017-07-12".into());
    article.meta.url = Some("https://example.org/a".into());
    article.note = Some("Read **twice**.\n".into());
    let mut one =
        fixture::annotation(1, &article, 10..60, "The two services agreed\n\nto share raw intercepts.");
    one.themes = vec![ThemeId(1), ThemeId(3)];
    one.note = Some("Compare the terms of last year.".into());
    let mut furniture = fixture::annotation(2, &article, 0..7, "Sign up");
    furniture.paragraph = None;
    furniture.percent = 0;
    let mut lost = fixture::annotation(3, &article, 80..90, "gone words");
    lost.state = State::Lost;
    lost.themes = vec![ThemeId(4), ThemeId(2)];
    (article, vec![one, furniture, lost], fixture::themes())
}

#[test]
fn an_article_as_the_format_says() {
    let (article, annotations, themes) = full();
    let text = super::article(&of(&article, &annotations), &themes, &Options::default());
    insta::assert_snapshot!("article", text);
    let mut reversed = annotations;
    reversed.reverse();
    assert_eq!(super::article(&of(&article, &reversed), &themes, &Options::default()), text);
    assert!(text.ends_with("90%\n") || text.ends_with("^p-00000003\n"));
    assert_eq!(read(text.split_once("\n---\n").unwrap().1).1, 2);
}

#[test]
fn what_is_absent_is_left_out() {
    let article = fixture::article(1, "");
    let text = super::article(&of(&article, &[]), &Themes::default(), &Options::default());
    assert_eq!(
        text,
        "---\ntitle: \"untitled\"\npostil: {id: 00000001-0000-0000-0000-000000000001, sha256: 9b1e, annotations: 0}\n---\n\n# untitled\n"
    );
    let stamped = Options { stamp: Some("2026-01-01T00:00:00Z".into()), ..Options::default() };
    assert!(
        super::article(&of(&article, &[]), &Themes::default(), &stamped)
            .contains("exported: \"2026-01-01T00:00:00Z\"\n")
    );
}

#[test]
fn a_theme_with_its_children_and_none_that_merely_starts_alike() {
    let (article, mut annotations, themes) = full();
    annotations[1].themes = vec![ThemeId(4)];
    let mut other = fixture::article(8, "Undated piece");
    other.meta.publication = Some("Reuter's *Weekly*".into());
    let mut also = fixture::annotation(9, &other, 0..9, "of strikes");
    also.themes = vec![ThemeId(2)];
    let passages = [of(&article, &annotations), of(&other, &[also])];
    let file = |i: usize| theme(&themes.list()[i], &themes, &passages, &Options::default());
    insta::assert_snapshot!("theme", file(0));
    assert!(file(2).contains("annotations: 1\n") && !file(2).contains("Sign up"));
    assert!(file(3).contains("annotations: 2\n") && !file(3).contains("The two services"));
}

#[test]
fn a_theme_without_passages_has_no_empty_parts() {
    let themes = fixture::themes();
    let text = theme(&themes.list()[2], &themes, &[], &Options::default());
    assert_eq!(
        text,
        "---\ntheme: \"war\"\nannotations: 0\narticles: 0\npostil: {id: 00000003-0000-0000-0000-000000000003}\n---\n\n# war\n"
    );
}

#[test]
fn the_library_at_a_glance() {
    let (mut article, annotations, themes) = full();
    article.annotations = 3;
    article.themes = vec!["Syria".into(), "war".into()];
    let mut readme = Readme::default();
    readme.add(&article, "allies-weigh-new-terms-1");
    readme.add(&fixture::article(9, "漢字 [x](y)"), "漢字-x-y");
    insta::assert_snapshot!("readme", readme.finish(Some("My own words."), None));
    assert_eq!(annotations.len(), 3);
    insta::assert_snapshot!("themes", super::themes(&themes, |theme| Some(crate::export::slug(&theme.name))));
}

#[test]
fn changed_words_are_told_from_those_of_the_present_text() {
    let (article, mut annotations, themes) = full();
    annotations[0].state = State::Changed;
    annotations[0].now = Some(NOW.to_owned());
    let passages = of(&article, &annotations);
    let file = super::article(&passages, &themes, &Options::default());
    let passage = "The words now:\n\n> These words stand there now.\n\n\
        ¶4 · 18% · **Syria**, **war** · the words have changed · \
        [in the source](https://example.org/a#:~:text=These%20words%20stand%20there%20now.) ^p-00000001\n\n\
        The words when they were marked:\n\n\
        > The two services agreed\n> \n> to share raw intercepts.\n\nCompare the terms of last year.\n";
    assert!(file.contains(passage), "{file}");
    let file = theme(&themes.list()[0], &themes, &[passages], &Options::default());
    assert!(
        file.contains("> These words stand there now.\n\n¶4 · 18% · **war** · the words have changed · "),
        "{file}"
    );
    assert!(file.contains("\nThe words when they were marked:\n\n> The two services"), "{file}");
    // What reads the same after all is no change.
    annotations[0].quote = NOW.into();
    let file = super::article(&of(&article, &annotations), &themes, &Options::default());
    assert!(!file.contains("changed") && !file.contains("The words"), "{file}");
}

#[test]
fn what_is_lost_has_no_place() {
    let (article, mut annotations, themes) = full();
    annotations[2].page = Some("12".into());
    annotations.drain(..2);
    let passages = of(&article, &annotations);
    let file = super::article(&passages, &themes, &Options::default());
    assert!(
        file.contains("\n**warning**, **Syria/air strikes** · not in the present text ^p-00000003\n"),
        "{file}"
    );
    let keys = CiteKeys::new([(article.uuid, &article.meta)]);
    for (keys, cited) in [(None, "(Osei and van der Meer, 2017)"), (Some(keys), "[@osei2017]")] {
        let file = theme(
            &themes.list()[3],
            &themes,
            std::slice::from_ref(&passages),
            &Options { keys, ..Options::default() },
        );
        assert!(file.contains(&format!("\n{cited}\n")), "{file}");
        assert!(!file.contains('¶') && !file.contains('%') && !file.contains("p. 12"), "{file}");
    }
}

#[test]
fn notes_stand_below_the_headings_of_the_file_and_after_the_citation() {
    let (mut article, mut annotations, mut themes) = full();
    article.note = Some("# Annotations\n\nMine.".into());
    annotations.truncate(1);
    annotations[0].note = Some("## Annotations\n\n> words of another\n\nMine\n====".into());
    let passages = of(&article, &annotations);
    let file = super::article(&passages, &themes, &Options::default());
    assert!(file.contains("\n### Annotations\n\nMine.\n\n## Annotations\n\n> The two"), "{file}");
    assert!(file.contains("\n\n#### Annotations\n\n> words of another\n\n### Mine\n"), "{file}");
    let mut list = themes.list().to_vec();
    list[0].note = Some("# Sources".into());
    themes = Themes::new(list);
    let file = theme(&themes.list()[0], &themes, &[passages], &Options::default());
    assert!(file.contains("\n### Sources\n") && file.contains("\n## Sources\n"), "{file}");
    let cited = "^p-00000001\n\n(Osei and van der Meer, 2017, ¶4)\n\n#### Annotations\n\n> words of another\n\n### Mine\n\n## Sources";
    assert!(file.contains(cited), "{file}");
}

#[test]
fn quotes_read_back_as_they_were() {
    for text in [
        "# not a heading",
        "- no item",
        "+ no item",
        "1. no number",
        "12) no",
        "> nested?",
        "```\nno fence",
        "~~~",
        "`code`",
        "<b>bold</b>",
        "<!-- comment",
        "*star* and **two**",
        "_under_ and snake_case",
        "[x](y)",
        "![x](y)",
        "ends in two  ",
        "&amp; &#35; & co",
        "a\\b\\",
        "a\n\nb",
        "    four spaces",
        "\ttab",
        "a  \nb",
        "===",
        "a\n===",
        "a\n---",
        "***",
        "<https://a.b>",
        "| a | b |\n|---|---|",
        "[ref]: /url",
        "#tag here",
        "==mark== %%c%% ~~s~~",
        "$$x$$",
        "a ^block",
        ":::",
        "2017. A year",
        "a\n    b",
        "<?php",
        "</div>",
        "漢字。「引用」",
        "e\u{301} 👨‍👩‍👧",
        "a\n- b\n- c",
        "trailing\ttab\t",
        "\u{a0}nbsp\u{a0}",
        "http://x.y/_z_",
    ] {
        let markdown = format!("# T\n\n{}\n\n¶1\n", quote(text));
        assert_eq!(read(&markdown), (vec![text.to_owned()], 1), "{markdown}");
    }
}

#[test]
fn titles_and_notes_do_not_break_out() {
    let mut article = fixture::article(1, "a\n# b\n---\n<!-- c");
    article.meta.byline = Some("x: [y]\"\\".into());
    article.note = Some("```\nopen".into());
    let mut one = fixture::annotation(1, &article, 0..1, "q");
    one.note = Some("<!-- open\n<!-- postil: yours below -->".into());
    let text = super::article(&of(&article, &[one]), &Themes::default(), &Options::default());
    assert_eq!(text.lines().filter(|l| *l == "---").count(), 2);
    assert!(text.contains("title: \"a\\n# b\\n---\\n<!-- c\"\n"));
    assert!(text.contains("\n# a # b --- \\<!-- c\n") || text.contains("\n# a \\# b --- \\<!-- c\n"));
    assert_eq!(read(text.split_once("\n---\n").unwrap().1), (vec!["q".to_owned()], 2));
    assert!(!text.lines().any(|l| l == "<!-- postil: yours below -->"));
    assert_eq!(note("a\r\n\r\n```rust\nb\n```\n\n", 0), "a\n\n```rust\nb\n```");
    assert_eq!(note("x <!-- y", 0), "x <!-- y\n-->");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Any text of blocks parted by blank lines reads back the same.
    #[test]
    fn any_quote_reads_back(text in "[-#>*_`~=+<>&;!\\[\\]()|:\\\\$%^.0-9a-c \t\"'é]{1,30}(\n{1,2}[-#>*_`~=+<>&!\\[\\]()|:\\\\0-9a-c \t]{1,20}){0,3}") {
        // A line of white space alone is a blank line to every reader.
        prop_assume!(text.split('\n').all(|l| l.is_empty() || !l.trim().is_empty()));
        let markdown = format!("# T\n\n{}\n\n¶1\n", quote(&text));
        prop_assert_eq!(read(&markdown), (vec![text], 1), "{}", markdown);
    }
}

#[test]
fn each_line_of_a_quotation_is_one_in_any_reader() {
    let text = "The river rose\nAnd took \\\n\nthe mill";
    let markdown = quote(text);
    assert_eq!(markdown, "> The river rose\\\n> And took \\\\\n> \n> the mill");
    let hard = Parser::new_ext(&markdown, Cmark::empty()).filter(|event| *event == Event::HardBreak).count();
    assert_eq!((hard, read(&markdown).0), (1, vec![text.to_owned()]));
}
