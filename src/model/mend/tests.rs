use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::model::{AnnotationId, ArticleId, ArticleRef};

fn document(blocks: &[&str]) -> Document {
    let text = blocks.join("\n\n");
    let mut at = 0;
    let blocks = blocks
        .iter()
        .map(|b| {
            let span = Span::new(at, at + b.len());
            at += b.len() + 2;
            Block { kind: BlockKind::Paragraph, level: 0, span, furniture: false, marked: None }
        })
        .collect();
    Document { text: Arc::new(text), blocks, ..Document::default() }
}

fn annotation(document: &Document, span: Span) -> Annotation {
    let (prefix, suffix) = context(&document.text, span);
    Annotation {
        id: AnnotationId(1),
        uuid: Uuid::nil(),
        article: ArticleRef { id: ArticleId(1), uuid: Uuid::nil(), title: String::new() },
        span,
        points: (0, 0),
        quote: document.slice(span).to_owned(),
        prefix,
        suffix,
        paragraph: None,
        percent: 0,
        page: None,
        now: None,
        themes: Vec::new(),
        note: None,
        state: State::Placed,
        created: String::new(),
        updated: String::new(),
    }
}

fn on(document: &Document, quote: &str) -> Annotation {
    let at = document.text.find(quote).unwrap();
    annotation(document, Span::new(at, at + quote.len()))
}

fn at(document: &Document, words: &str) -> Offset {
    Offset(document.text.find(words).unwrap())
}

fn blocks(mended: &Mended) -> Vec<&str> {
    mended.document.blocks.iter().map(|b| mended.document.slice(b.span)).collect()
}

/// What an annotation on the quote is after an act: its state and its words.
fn after(document: &Document, act: &Mend, quote: &str) -> (State, String) {
    let mended = mend(document, act).unwrap();
    let placement = carry(&document.text, &mended, &[on(document, quote)])[0];
    (placement.state, placement.span.of(&mended.document.text).to_owned())
}

#[test]
fn paragraphs_are_joined_and_split_and_what_lies_on_them_goes_along() {
    let d = document(&["One here.", "Two there and", "three elsewhere.", "End."]);
    let act = Mend::Join { at: at(&d, "there") };
    let mended = mend(&d, &act).unwrap();
    assert_eq!(blocks(&mended), ["One here.", "Two there and three elsewhere.", "End."]);
    for (quote, state, words) in [
        ("One", State::Placed, "One"),
        ("Two there", State::Placed, "Two there"),
        ("three", State::Placed, "three"),
        ("and\n\nthree", State::Placed, "and three"),
        ("End.", State::Placed, "End."),
    ] {
        assert_eq!(after(&d, &act, quote), (state, words.to_owned()), "{quote}");
    }
    let joined = mended.document;
    let act = Mend::Split { at: at(&joined, "three") };
    assert_eq!(mend(&joined, &act).unwrap().document, d);
    assert_eq!(after(&joined, &act, "and three"), (State::Placed, "and\n\nthree".to_owned()));
    assert!(mend(&d, &Mend::Join { at: at(&d, "End") }).unwrap_err().contains("last paragraph"));
    assert!(mend(&d, &Mend::Split { at: at(&d, "Two") }).unwrap_err().contains("one side"));
    assert!(mend(&Document::default(), &Mend::Join { at: Offset(9) }).is_err());
}

#[test]
fn the_title_line_is_a_heading_of_its_own_and_the_old_one_steps_down() {
    let mut d = document(&["Menu", "Kicker\nThe real title\nBy A. Author", "Text."]);
    d.blocks[0].kind = BlockKind::Heading;
    d.blocks[0].level = 1;
    let mended = mend(&d, &Mend::TitleLine { at: at(&d, "real") }).unwrap();
    assert_eq!(mended.title.as_deref(), Some("The real title"));
    assert_eq!(blocks(&mended), ["Menu", "Kicker", "The real title", "By A. Author", "Text."]);
    let levels: Vec<(BlockKind, u8)> =
        mended.document.blocks.iter().map(|b| (b.kind, b.level)).take(3).collect();
    assert_eq!(levels, [(BlockKind::Heading, 2), (BlockKind::Paragraph, 0), (BlockKind::Heading, 1)]);
}

#[test]
fn corrected_words_change_what_lies_on_them_and_nothing_else() {
    let d = document(&[
        "It began in May.",
        "The boat cost 40 milion crowns and took two years to build.",
        "It sank.",
    ]);
    let word = at(&d, "milion");
    let act = Mend::Replace { span: Span::new(word.0, word.0 + 6), text: "million".into() };
    assert_eq!(
        blocks(&mend(&d, &act).unwrap())[1],
        "The boat cost 40 million crowns and took two years to build."
    );
    for (quote, state, words) in [
        ("It began", State::Placed, "It began"),
        ("The boat", State::Placed, "The boat"),
        ("cost 40 milion crowns", State::Changed, "cost 40 million crowns"),
        ("took two", State::Placed, "took two"),
        ("It sank.", State::Placed, "It sank."),
    ] {
        assert_eq!(after(&d, &act, quote), (state, words.to_owned()), "{quote}");
    }
    let block = d.blocks[1].span;
    let act = Mend::Replace { span: block, text: "First.\r\n\r\n\r\nSecond\u{1b}.\n".into() };
    assert_eq!(blocks(&mend(&d, &act).unwrap()), ["It began in May.", "First.", "Second.", "It sank."]);
    assert_eq!(after(&d, &act, "took two years").0, State::Lost);
    let act = Mend::Replace { span: block, text: " \n".into() };
    let mended = mend(&d, &act).unwrap();
    assert_eq!(&*mended.document.text, "It began in May.\n\nIt sank.");
    assert_eq!(blocks(&mended), ["It began in May.", "It sank."]);
    let all = Mend::Replace { span: Span::new(0, d.text.len()), text: String::new() };
    assert!(mend(&d, &all).unwrap_err().contains("nothing would be left"));
}

#[test]
fn styles_go_along_and_one_that_is_cut_keeps_what_is_left() {
    let mut d = document(&["An old and a new word.", "Last."]);
    let inline = |d: &Document, words: &str| {
        let at = at(d, words).0;
        Inline { kind: crate::model::InlineKind::Strong, span: Span::new(at, at + words.len()), target: None }
    };
    d.inlines = vec![inline(&d, "old and a"), inline(&d, "Last")];
    let act = Mend::Split { at: at(&d, "and") };
    let mended = mend(&d, &act).unwrap();
    let words: Vec<&str> = mended.document.inlines.iter().map(|i| mended.document.slice(i.span)).collect();
    assert_eq!(words, ["old", "and a", "Last"]);
}

proptest! {
    /// Whatever is done: the blocks are in order and parted by a blank line, and an annotation that
    /// is not lost has words; outside the change it has its own.
    #[test]
    fn any_mending_leaves_a_whole_document(
        parts in prop::collection::vec("[a-cé]{1,4}( [a-cé\u{301}]{1,4}){0,4}", 1..6),
        a in 0_usize..80, b in 0_usize..80, from in 0_usize..80, to in 0_usize..80, text in "[ab\n é]{0,12}", kind in 0_u8..4,
    ) {
        let d = document(&parts.iter().map(String::as_str).collect::<Vec<_>>());
        let place = |n: usize| Offset(crate::text::grapheme::floor(&d.text, n % (d.text.len() + 1)).0);
        let span = Span::new(place(a).0, place(b).0);
        let act = match kind {
            0 => Mend::Join { at: place(a) },
            1 => Mend::Split { at: place(a) },
            2 => Mend::TitleLine { at: place(a) },
            _ => Mend::Replace { span, text },
        };
        let Ok(mended) = mend(&d, &act) else { return Ok(()) };
        let new = &mended.document;
        for pair in new.blocks.windows(2) {
            prop_assert_eq!(new.slice(Span { start: pair[0].span.end, end: pair[1].span.start }), "\n\n");
        }
        prop_assert_eq!(new.blocks.first().map(|b| b.span.start.0), Some(0));
        prop_assert_eq!(new.blocks.last().map(|b| b.span.end.0), Some(new.text.len()));
        let marked = Span::new(place(from).0, place(to).0);
        if !marked.is_empty() {
            let note = annotation(&d, marked);
            let placement = carry(&d.text, &mended, std::slice::from_ref(&note))[0];
            let words = new.text.get(placement.span.range());
            prop_assert!(words.is_some());
            if placement.state != State::Lost {
                prop_assert!(!placement.span.is_empty());
            }
            if placement.state == State::Placed {
                // Where paragraphs are joined or parted within it, other white space stands between its words.
                let bare = |text: &str| text.split_whitespace().collect::<String>();
                prop_assert_eq!(words.map(bare), Some(bare(&note.quote)));
            }
        }
    }
}
