//! Texts in which paragraphs are alike, so that what became of which of them can be told but in part.

use std::collections::HashMap;

use super::*;

const CHARGE: &str = "The hearing began at nine, and the clerk read the charge.";
const WITNESS: &str = "Then the second witness came in, and was asked about the night.";
const END: &str = "The end came in winter, and everyone knew it by then.";

#[test]
fn corrections_that_cannot_be_told_apart_are_made_all_or_none() {
    let acts = [("She said no.", "She said yes."), ("in winter", "in spring")];
    let base = ["#The hearing", CHARGE, "She said no.", "She said no.", END];
    let more = [&base[..], &["It was over."]].concat();
    let spring = END.replace("winter", "spring");
    // What is above them is another, so that which of the two she said cannot be told.
    let ten = CHARGE.replace("nine", "ten");
    let theirs = ["#The hearing", &ten, "She said no.", "She said no.", END];
    let wanted = ["#The hearing", &ten, "She said no.", "She said no.", &spring];
    assert_eq!(carried(&base, &acts, &theirs), (all(&wanted), 1, 1));
    // The same below them.
    let that = END.replace("it by", "that by");
    let theirs = ["#The hearing", CHARGE, "She said no.", "She said no.", &that, "It was over."];
    assert_eq!(carried(&more, &acts, &theirs), (all(&theirs), 0, 2));
    let theirs = ["#The hearing", CHARGE, "She said no.", "She said no.", END, "It was over."];
    let wanted = ["#The hearing", CHARGE, "She said yes.", "She said no.", &spring, "It was over."];
    assert_eq!(carried(&base, &acts, &theirs), (all(&wanted), 2, 0));
}

#[test]
fn of_paragraphs_that_begin_and_end_alike_none_is_lost_where_one_of_them_went() {
    let (ran, sat) = ("He ran at once, she said.", "He sat down then, she said.");
    let (lay, won) = ("He lay there long, she said.", "He won it all, she said.");
    let base = [CHARGE, ran, sat, lay, won, END];
    let acts = [
        (sat, ""),
        ("ran at once", "RAN at once"),
        ("lay there long", "LAY there LONG"),
        ("won it", "WON it"),
    ];
    let theirs = [CHARGE, ran, "He sat down by then, she said.", lay, won, END];
    assert_eq!(carried(&base, &acts, &theirs), (all(&theirs), 0, 1));
    let wanted = [
        "New.",
        CHARGE,
        "He RAN at once, she said.",
        "He LAY there LONG, she said.",
        "He WON it all, she said.",
        END,
    ];
    assert_eq!(carried(&base, &acts, &["New.", CHARGE, ran, sat, lay, won, END]), (all(&wanted), 1, 0));
}

#[test]
fn what_is_around_a_short_paragraph_is_long_enough_to_be_known_again() {
    let base = [CHARGE, "Yes.", "He left.", "No.", WITNESS, "Yes.", "She wept.", "No.", END];
    let acts = [("He left.", "He left early.")];
    let theirs = [CHARGE, "Yes.", "He stayed.", "No.", WITNESS, "Yes.", "He left.", "No.", END];
    assert_eq!(carried(&base, &acts, &theirs), (all(&theirs), 0, 1));
    let theirs = ["New.", CHARGE, "Yes.", "He left.", "No.", WITNESS, "Yes.", "He left.", "No.", END];
    let mut wanted = theirs;
    wanted[3] = "He left early.";
    assert_eq!(carried(&base, &acts, &theirs), (all(&wanted), 1, 0));
}

#[test]
fn what_stood_elsewhere_all_along_is_not_taken_for_the_correction() {
    let (rose, second) =
        ("The court rose at five, and nobody said a wrod.", "The second day began with the crew.");
    let well = rose.replace("wrod", "word");
    let base = [rose, second, &well, END];
    let acts = [("wrod", "word")];
    let more = rose.replace("wrod.", "wrod to the press.");
    let theirs = [&more, second, &well, END];
    assert_eq!(carried(&base, &acts, &theirs), (all(&theirs), 0, 1));
    // Both are so by now.
    assert_eq!(carried(&base, &acts, &[&well, second, &well, END]).1, 1);
    // What is short.
    let base = [CHARGE, "He lfet.", WITNESS, "He left.", END];
    let acts = [("lfet", "left")];
    let theirs = [CHARGE, "He stayed.", WITNESS, "He left.", END];
    assert_eq!(carried(&base, &acts, &theirs), (all(&theirs), 0, 1));
    assert_eq!(carried(&base, &acts, &[CHARGE, "He left.", WITNESS, "He left.", END]).1, 1);
    // Between others like those that it stands between elsewhere.
    let base = [CHARGE, "Yes.", "He lfet.", "No.", WITNESS, "Yes.", "He left.", "No.", END];
    let theirs = [CHARGE, "Yes.", "He stayed.", "No.", WITNESS, "Yes.", "He left.", "No.", END];
    assert_eq!(carried(&base, &acts, &theirs), (all(&theirs), 0, 1));
}

#[test]
fn a_short_paragraph_that_was_moved_is_not_taken_out_where_it_cannot_be_put_in() {
    let base = [CHARGE, "He left.", WITNESS, END];
    let mine = document(&[CHARGE, WITNESS, "He left.", END]);
    let winter = END.replace("it by", "that by");
    let theirs = document(&[CHARGE, "He left.", WITNESS, &winter]);
    let Carried { document: new, corrections } = carry(&document(&base), &mine, &theirs);
    assert_eq!((new, corrections), (None, Corrections { kept: 0, left_out: 2 }));
}

const MANY: usize = 300;

#[test]
fn that_one_cannot_be_made_holds_for_all_that_hang_on_it() {
    // Each paragraph gives its first words to the one before it.
    let words = |n: usize| format!("The {n} first words are these of it.");
    let rest = |n: usize| format!("What is left of {n} is more than that, and stays {n}.");
    let whole = |n: usize, first: usize| format!("{} {} End {n}.", words(first), rest(n));
    let base: Vec<String> = (0..MANY).map(|n| whole(n, n)).collect();
    let mut mine: Vec<String> = (0..MANY).map(|n| whole(n, (n + 1) % MANY)).collect();
    mine[MANY - 1] = format!("{} End {}.", rest(MANY - 1), MANY - 1);
    let mut theirs = base.clone();
    let made = |blocks: &[String]| document(&blocks.iter().map(String::as_str).collect::<Vec<_>>());
    let (before, after) = (made(&base), made(&mine));
    // The words of the first are nowhere in what the user made.
    let Carried { corrections, .. } = carry(&before, &after, &made(&theirs));
    assert_eq!(corrections.left_out, 0);
    theirs[0] += " And more.";
    let Carried { document: new, corrections } = carry(&before, &after, &made(&theirs));
    assert_eq!((new, corrections.kept), (None, 0));
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Did {
    Nothing,
    Corrected,
    CorrectedWithin,
    Deleted,
}

const ALIKE: [&str; 8] = [
    "Yes indeed.",
    "No.",
    "She said no.",
    "* * *",
    "He ran at once, she said.",
    "He sat down then, she said.",
    "Granite was what they wanted, and granite was what the quarry had not.",
    "The ferry sank in the spring of that year, and nobody had seen it coming.",
];

/// A paragraph that is like others, or stands once.
fn paragraph(of: usize, n: usize) -> String {
    match of {
        8 => format!("He has {n} of them, she said."),
        9 => format!("Paragraph {n} says that it is long enough to be known alone."),
        of => ALIKE[of % ALIKE.len()].to_owned(),
    }
}

fn any_paragraphs() -> impl Strategy<Value = Vec<(usize, Did)>> {
    let did = prop_oneof![
        5 => Just(Did::Nothing), 2 => Just(Did::Corrected), 1 => Just(Did::CorrectedWithin), 1 => Just(Did::Deleted)
    ];
    prop::collection::vec((0..10_usize, did), 3..14)
}

fn counted(blocks: &[String]) -> HashMap<&str, usize> {
    let mut counted = HashMap::new();
    for block in blocks {
        *counted.entry(block.as_str()).or_default() += 1;
    }
    counted
}

proptest! {
    #[test]
    fn with_the_corrections_turned_back_it_is_the_text_of_the_source(
        paragraphs in any_paragraphs(),
        news in prop::collection::vec((0..5_u8, 0..99_usize, 0..99_usize, 0..10_usize), 1..5),
    ) {
        let base: Vec<String> = paragraphs.iter().enumerate().map(|(n, (of, _))| paragraph(*of, n)).collect();
        let mut was: HashMap<String, &str> = HashMap::new();
        let mut deleted: HashMap<&str, usize> = HashMap::new();
        let mut mine = Vec::new();
        for (n, ((_, did), block)) in paragraphs.iter().zip(&base).enumerate() {
            let (first, last) = (block.split(' ').next().unwrap(), block.split(' ').next_back().unwrap());
            let by = match did {
                Did::Nothing => block.clone(),
                Did::Corrected => format!("Corrected {n}"),
                Did::CorrectedWithin => format!("{first} corrected {n} {last}"),
                Did::Deleted => {
                    *deleted.entry(block).or_default() += 1;
                    continue;
                }
            };
            if *did != Did::Nothing {
                was.insert(by.clone(), block);
            }
            mine.push(by);
        }
        prop_assume!(!mine.is_empty());
        let mut theirs = base.clone();
        for (n, (kind, at, to, of)) in news.into_iter().enumerate() {
            let (at, to) = (at % theirs.len(), to % theirs.len());
            match kind {
                0 if theirs.len() > 2 => drop(theirs.remove(at)),
                1 => theirs.insert(at, paragraph(of, 100 + n)),
                2 => theirs.swap(at, to),
                3 => theirs[at] += " Changed.",
                _ => theirs.insert(to, theirs[at].clone()),
            }
        }
        let made = |blocks: &[String]| document(&blocks.iter().map(String::as_str).collect::<Vec<_>>());
        let new = carry(&made(&base), &made(&mine), &made(&theirs)).document;
        let new = new.map_or(theirs.clone(), |new| told(&new));
        let back: Vec<String> =
            new.iter().map(|block| was.get(block).map_or(block.clone(), |was| (*was).to_owned())).collect();
        if deleted.is_empty() {
            prop_assert_eq!(&back, &theirs, "{:?}", new);
        }
        let (is, wanted) = (counted(&back), counted(&theirs));
        for (block, count) in &wanted {
            let is = is.get(block).copied().unwrap_or_default();
            let gone = deleted.get(block).copied().unwrap_or_default();
            prop_assert!(is <= *count && is + gone >= *count, "{} in {:?} of {:?}", block, new, theirs);
        }
        prop_assert!(is.keys().all(|block| wanted.contains_key(block)), "{:?} of {:?}", new, theirs);
    }
}
