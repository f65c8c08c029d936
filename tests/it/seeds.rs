//! The starter articles as a reader gets them: through the importer, sentence by sentence.

use std::collections::BTreeSet;

use postil::clock::Clock;
use postil::import::{self, Hint, Imported};
use postil::job::library;
use postil::model::{BlockKind, InlineKind};
use postil::seeds::{SEEDS, Seed};
use postil::store::Store;
use postil::text::segment::{sentences, word_count};

use crate::session::Session;

fn read(seed: &Seed) -> Imported {
    let name = format!("{}.md", seed.name);
    import::read(seed.text.as_bytes(), &Hint::named(&name)).expect("a starter article is read")
}

#[test]
fn starters_have_their_metadata_and_no_furniture() {
    for seed in &SEEDS {
        let article = read(seed);
        assert_eq!(article.meta.publication.as_deref(), Some("postil starter library"), "{}", seed.name);
        assert_eq!(article.meta.language.as_deref(), Some("en"));
        assert_eq!((&article.meta.byline, &article.meta.published), (&None, &None));
        let document = article.document;
        assert!(document.text.starts_with(&article.meta.title), "{}", seed.name);
        let furniture: Vec<_> =
            document.blocks.iter().filter(|b| b.furniture).map(|b| document.slice(b.span)).collect();
        assert!(furniture.is_empty(), "{}: {furniture:?}", seed.name);
        assert!(word_count(&document.text) > 550, "{}", seed.name);
        assert!(!document.text.contains("**") && !document.text.contains("]("), "{}", seed.name);
    }
}

#[test]
fn samples_show_the_keys_and_one_command_clears_them() {
    let mut store = Store::memory(Clock::counted("2026-01-02T03:04:05Z".parse().unwrap())).unwrap();
    store.add_starters(&library::starters().unwrap()).unwrap();
    let mut s = Session::on(store);
    let screen = s.text();
    assert!(s.ahead(12).starts_with("Three resets"), "the text has the focus\n{screen}");
    assert!(s.status().contains("? shows all keys") && s.status().contains("postil tutor"), "{}", s.status());
    s.keys("u");
    assert_eq!((s.stored().len(), s.articles().len()), (3, 5), "they are no step to take back");
    assert!(s.status().starts_with("There is nothing to undo"), "{}", s.status());
    for told in ["Three resets", "A tagged sentence", "Two themes and a note", "A note alone"] {
        assert!(screen.contains(told), "{told}\n{screen}");
    }
    // All of each is there to be read; on a small screen all of the first, and of each other one once it is gone to.
    let beside = |s: &Session, words: &str| {
        let rows = s.text();
        let rows = rows.lines().filter_map(|row| row.rsplit(['│', '┼', '▌']).next());
        let words = words.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let there: Vec<String> = rows.flat_map(str::split_whitespace).map(str::to_owned).collect();
        assert!(there.windows(words.len()).any(|there| *there == *words), "{words:?}\n{}", s.text());
    };
    let ends = ["u undoes.", "shows all themes.", "takes these three away."];
    for end in ends {
        beside(&s, end);
    }
    s.resize(80, 24);
    beside(&s, ends[0]);
    for quote in ["Their claim is narrow", "Washington has tried", "The two sides want"] {
        assert!(s.text().contains(quote), "{quote}\n{}", s.text());
    }
    for end in ends {
        s.keys("]a");
        beside(&s, end);
    }
    s.keys("gg").resize(120, 40);
    assert_eq!(s.stored().len(), 3);
    s.keys(":clear-samples<enter>");
    assert_eq!(s.stored(), Vec::<String>::new());
    assert!(s.status().contains("clear the sample annotations"), "{}", s.status());
    s.keys("u");
    assert_eq!(s.stored().len(), 3);
}

#[test]
fn starters_show_what_the_reader_can_draw() {
    let mut kinds = BTreeSet::new();
    for seed in &SEEDS {
        let document = read(seed).document;
        kinds.extend(document.blocks.iter().map(|b| format!("{:?}", b.kind)));
        kinds.extend(document.inlines.iter().map(|i| format!("{:?}", i.kind)));
        let has = |kind| document.blocks.iter().any(|b| b.kind == kind);
        assert!(
            has(BlockKind::Heading) && has(BlockKind::Quotation) && has(BlockKind::ListItem),
            "{}",
            seed.name
        );
        assert!(document.inlines.iter().any(|i| i.kind == InlineKind::Emphasis), "{}", seed.name);
    }
    for kind in ["Table", "Strong", "Link"] {
        assert!(kinds.contains(kind), "{kind} is in none of {kinds:?}");
    }
}

#[test]
fn sentences_of_the_starters_end_where_they_end() {
    let wanted = [
        "On June 26, 2020, The New York Times reported that a unit of Russian military intelligence was suspected \
         of paying Taliban-linked fighters to kill American soldiers.",
        "Lt. Gen. Michael Flynn, then head of the Defense Intelligence Agency, called on the GRU in Moscow.",
        "In December 2017 Mr. Putin thanked Mr. Trump for one of them by telephone.",
        "The president's view had been stated plainly on Feb. 5, in a talk with Bill O'Reilly of Fox News: getting \
         along is better than not getting along, and help against terrorism is welcome.",
        "It does not say what share of Russian strikes hit ISIS, although the retaking of Palmyra, in March 2016 and \
         again in March 2017, would have been the obvious counter-example.",
        "Shortly before, on Sept. 24, 2014, the U.S. had put Jaish al-Muhajireen wal-Ansar on its list of terrorist \
         groups.",
        "Was it a refusal, or merely a way to raise the price?",
    ];
    let mut found = BTreeSet::new();
    for seed in &SEEDS {
        let document = read(seed).document;
        for block in &document.blocks {
            for span in sentences(&document.text, block.span) {
                found.insert(document.slice(span).to_owned());
            }
        }
    }
    for sentence in wanted {
        assert!(found.contains(sentence), "not a sentence: {sentence}");
    }
}
