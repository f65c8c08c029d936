//! Drafts are kept apart, and outlive what they are on.

use super::*;
use crate::model::Edit;
use crate::store::fixture::{annotation, filled, tag, theme};

#[test]
fn drafts_are_kept_apart_and_replaced() {
    let mut store = filled();
    let passage = |a, b| DraftOn::Passage { article: ArticleId(1), span: Span::new(a, b) };
    let all = [
        DraftOn::Library,
        DraftOn::Article(ArticleId(1)),
        DraftOn::Theme(ThemeId(1)),
        DraftOn::Annotation(AnnotationId(1)),
        passage(0, 3),
        passage(0, 4),
        DraftOn::Correction { article: ArticleId(1), span: Span::new(0, 4) },
    ];
    let was = |on| matches!(on, DraftOn::Correction { .. }).then(|| "was \"so\"".to_owned());
    for (n, on) in all.into_iter().enumerate() {
        store
            .save_draft(&Draft { on, text: format!("old {n}"), was: was(on), updated: String::new() })
            .unwrap();
        store
            .save_draft(&Draft { on, text: format!("text {n}"), was: was(on), updated: String::new() })
            .unwrap();
    }
    let read: Vec<_> = store.drafts().unwrap().into_iter().map(|d| (d.on, d.was, d.text)).collect();
    let want: Vec<_> =
        all.into_iter().enumerate().rev().map(|(n, on)| (on, was(on), format!("text {n}"))).collect();
    assert_eq!(read, want);
    assert!(store.drop_draft(passage(0, 3)).unwrap() && !store.drop_draft(passage(0, 3)).unwrap());
    assert!(store.draft(passage(0, 3)).unwrap().is_none());
    assert_eq!(store.draft(passage(0, 4)).unwrap().unwrap().text, "text 5");
}

fn draft(on: DraftOn, text: &str) -> Draft {
    Draft { on, text: text.to_owned(), was: None, updated: String::new() }
}

/// What the drafts are on that nothing shows, with their articles.
fn orphans(store: &Store) -> Vec<(DraftOn, Option<ArticleId>, bool)> {
    let mut all: Vec<_> =
        store.orphans().unwrap().into_iter().map(|one| (one.on, one.article, one.trashed)).collect();
    all.sort();
    all
}

#[test]
fn a_draft_outlives_what_it_is_on_and_is_known_as_an_orphan() {
    let mut store = filled();
    store.apply(&[tag(1, (7, 10), &["a"])]).unwrap();
    let on = [DraftOn::Annotation(annotation(1)), DraftOn::Theme(theme(1)), DraftOn::Article(ArticleId(3))];
    for on in on {
        store.save_draft(&draft(on, "mine")).unwrap();
    }
    assert_eq!(orphans(&store), []);
    store.apply(&[Edit::DeleteAnnotation { annotation: annotation(1) }]).unwrap();
    assert_eq!(orphans(&store), [(on[0], Some(ArticleId(1)), false)]);
    let gone = store.gone_annotation(annotation(1)).unwrap().unwrap();
    assert_eq!((gone.article, gone.span, &*gone.quote), (ArticleId(1), Span::new(7, 10), "The"));
    store.undo().unwrap();
    assert_eq!(orphans(&store), []);
    // One that was never made is gone as well.
    store.undo().unwrap();
    let gone = store.gone_annotation(annotation(1)).unwrap().unwrap();
    assert_eq!((gone.span, orphans(&store).len()), (Span::new(7, 10), 2), "the theme came with it");
    store.redo().unwrap();
    store.apply(&[Edit::RemoveTheme { theme: theme(1) }]).unwrap();
    store.apply(&[Edit::TrashArticle { article: ArticleId(3) }]).unwrap();
    assert_eq!(orphans(&store), [(on[2], Some(ArticleId(3)), true), (on[1], None, false)]);
}

#[test]
fn deleting_for_good_keeps_every_draft_with_the_words_that_it_was_on() {
    let mut store = filled();
    let article = ArticleId(1);
    store.apply(&[tag(1, (7, 10), &["a"]), tag(1, (11, 18), &["a"])]).unwrap();
    store.apply(&[Edit::DeleteAnnotation { annotation: annotation(2) }]).unwrap();
    let passage = DraftOn::Passage { article, span: Span::new(7, 18) };
    for on in [
        DraftOn::Annotation(annotation(1)),
        DraftOn::Annotation(annotation(2)),
        DraftOn::Article(article),
        passage,
        DraftOn::Article(ArticleId(2)),
    ] {
        store.save_draft(&draft(on, "mine")).unwrap();
    }
    store.apply(&[Edit::TrashArticle { article }]).unwrap();
    let gone = store.delete_from_trash(&[article]).unwrap();
    assert_eq!((gone.articles, gone.drafts), (1, 4));
    let mut left: Vec<_> = store
        .drafts()
        .unwrap()
        .into_iter()
        .filter(|draft| matches!(draft.on, DraftOn::Gone(_)))
        .map(|draft| (draft.was.unwrap_or_default(), draft.text))
        .collect();
    left.sort();
    let ships = |text: &str| ("Ships".to_owned(), text.to_owned());
    assert_eq!(
        left,
        [ships("> The\n\nmine"), ships("> The harbour\n\nmine"), ships("> harbour\n\nmine"), ships("mine")]
    );
    assert_eq!(orphans(&store).len(), 4);
    // They go on being told apart, and go one at a time.
    let first = store.orphans().unwrap()[0].on;
    assert!(store.drop_draft(first).unwrap());
    assert_eq!(orphans(&store).len(), 3);
}

#[test]
fn a_draft_moves_whole_or_not_at_all() {
    let mut store = filled();
    let (from, to) = (DraftOn::Gone(7), DraftOn::Library);
    store.save_draft(&draft(from, "words")).unwrap();
    store.move_draft(from, &draft(to, "words and more")).unwrap();
    let all: Vec<_> = store.drafts().unwrap().into_iter().map(|draft| (draft.on, draft.text)).collect();
    assert_eq!(all, [(to, "words and more".to_owned())]);
    store.move_draft(to, &draft(to, "again")).unwrap();
    assert_eq!(store.draft(to).unwrap().unwrap().text, "again");
}

#[test]
fn each_program_writes_its_own_draft_and_goes_on_with_one_that_it_takes() {
    let folder = tempfile::tempdir().unwrap();
    let open = || Store::open(&folder.path().join("library.postil"), crate::clock::Clock::machine()).unwrap();
    let (mut one, mut two) = (open(), open());
    let on = DraftOn::Library;
    one.save_draft(&draft(on, "one")).unwrap();
    two.save_draft(&draft(on, "two")).unwrap();
    one.save_draft(&draft(on, "one more")).unwrap();
    let all = |store: &Store| {
        let mut all: Vec<_> = store.drafts().unwrap().into_iter().map(|draft| draft.text).collect();
        all.sort();
        all
    };
    assert_eq!(all(&one), ["one more", "two"]);
    // Written on meanwhile, it is not what was meant to be taken.
    two.hold_draft(&draft(on, "one")).unwrap();
    assert_eq!(two.draft(on).unwrap().unwrap().text, "two");
    two.hold_draft(&draft(on, "one more")).unwrap();
    two.save_draft(&draft(on, "one more and two")).unwrap();
    assert_eq!(all(&one), ["one more and two", "two"]);
    // Who lost it goes on with a new one.
    one.save_draft(&draft(on, "one more!")).unwrap();
    assert_eq!(all(&one), ["one more and two", "one more!", "two"]);
    assert!(two.drop_draft(on).unwrap() && !two.drop_draft(on).unwrap());
    assert_eq!(all(&one), ["one more!", "two"]);
}

#[test]
fn looking_for_what_nothing_shows_costs_the_same_with_any_number_of_annotations() {
    let mut store = filled();
    let drafts = |store: &mut Store| {
        for id in 1..8 {
            store.save_draft(&draft(DraftOn::Theme(theme(id)), "mine")).unwrap();
        }
    };
    drafts(&mut store);
    let edits: Vec<Edit> = (0..400)
        .map(|n| tag(1, (7 + n % 20, 30 + n % 37), &[["a", "b", "c", "d", "e", "f", "g"][n % 7]]))
        .collect();
    store.apply(&edits[..7]).unwrap();
    let (few, none) = store.work(|store| store.orphans().unwrap());
    store.apply(&edits[7..]).unwrap();
    assert!(store.annotations_of(ArticleId(1)).unwrap().len() > 100);
    let (many, still) = store.work(|store| store.orphans().unwrap());
    assert_eq!((none, still), (Vec::new(), Vec::new()));
    assert!(many <= few + 50, "{few} steps, and {many} with many annotations");
}

#[test]
fn drafts_on_a_theme_go_along_with_a_merge_and_come_back_with_undo() {
    let mut store = filled();
    store.apply(&[tag(1, (7, 10), &["a"])]).unwrap();
    store.apply(&[tag(1, (11, 18), &["b"])]).unwrap();
    store.apply(&[tag(1, (11, 18), &["c"])]).unwrap();
    let [a, b, c] = [1, 2, 3].map(theme);
    let line = |theme| DraftOn::Line(DraftLine::Description(theme));
    store.save_draft(&draft(DraftOn::Theme(a), "on a")).unwrap();
    store.save_draft(&draft(line(a), "of a")).unwrap();
    store.save_draft(&draft(DraftOn::Theme(b), "on b")).unwrap();
    let on = |store: &Store| {
        let mut all: Vec<(DraftOn, String)> =
            store.drafts().unwrap().into_iter().map(|draft| (draft.on, draft.text)).collect();
        all.sort();
        all
    };
    let all = |theme: ThemeId, described: ThemeId, other: ThemeId| {
        let mut all = vec![
            (DraftOn::Theme(theme), "on a".to_owned()),
            (DraftOn::Theme(other), "on b".to_owned()),
            (line(described), "of a".to_owned()),
        ];
        all.sort();
        all
    };
    assert_eq!(on(&store), all(a, a, b));
    store.apply(&[Edit::MergeThemes { from: vec![a], into: b }]).unwrap();
    assert_eq!((on(&store), orphans(&store)), (all(b, b, b), vec![]));
    // What it became becomes another.
    store.apply(&[Edit::MergeThemes { from: vec![b], into: c }]).unwrap();
    assert_eq!((on(&store), orphans(&store)), (all(c, c, c), vec![]));
    store.undo().unwrap();
    assert_eq!(on(&store), all(b, b, b));
    store.undo().unwrap();
    assert_eq!(on(&store), all(a, a, b));
    store.redo().unwrap();
    assert_eq!(on(&store), all(b, b, b));
    store.undo().unwrap();
    // One that was removed is no other.
    store.apply(&[Edit::RemoveTheme { theme: a }]).unwrap();
    assert_eq!(on(&store), all(a, a, b));
}

#[test]
fn a_draft_stays_on_a_theme_whose_making_is_undone_after_a_merge_of_it() {
    let mut store = filled();
    store.apply(&[tag(1, (7, 10), &["a"])]).unwrap();
    store.apply(&[tag(1, (11, 18), &["b"])]).unwrap();
    let [a, b] = [1, 2].map(theme);
    store.save_draft(&draft(DraftOn::Theme(b), "on b")).unwrap();
    let on = |store: &Store| store.drafts().unwrap().into_iter().map(|draft| draft.on).collect::<Vec<_>>();
    let is_noted = |store: &Store| store.recall("merged 2").unwrap().is_some();
    store.apply(&[Edit::MergeThemes { from: vec![b], into: a }]).unwrap();
    assert_eq!(on(&store), [DraftOn::Theme(a)]);
    store.undo().unwrap();
    store.undo().unwrap();
    assert!(store.themes().unwrap().iter().all(|theme| theme.id != b));
    assert_eq!((on(&store), orphans(&store).len()), (vec![DraftOn::Theme(b)], 1), "nothing is merged");
    store.redo().unwrap();
    store.redo().unwrap();
    assert_eq!((on(&store), is_noted(&store)), (vec![DraftOn::Theme(a)], true));
    store.undo().unwrap();
    store.undo().unwrap();
    // From now on nothing can bring the merge back.
    store.apply(&[tag(1, (19, 21), &["c"])]).unwrap();
    store.undo().unwrap();
    assert_eq!((on(&store), is_noted(&store)), (vec![DraftOn::Theme(b)], false));
}

#[test]
fn a_draft_beside_which_its_program_has_another_after_a_merge_is_its_own_again_with_undo() {
    let mut store = filled();
    store.apply(&[tag(1, (7, 10), &["a"])]).unwrap();
    store.apply(&[tag(1, (11, 18), &["b"])]).unwrap();
    let [a, b] = [1, 2].map(theme);
    store.save_draft(&draft(DraftOn::Theme(a), "on a")).unwrap();
    store.save_draft(&draft(DraftOn::Theme(b), "on b")).unwrap();
    let own = |store: &Store, on| store.draft(DraftOn::Theme(on)).unwrap().map(|draft| draft.text);
    store.apply(&[Edit::MergeThemes { from: vec![b], into: a }]).unwrap();
    assert_eq!((own(&store, a), store.drafts().unwrap().len()), (Some("on a".to_owned()), 2));
    store.undo().unwrap();
    assert_eq!((own(&store, a), own(&store, b)), (Some("on a".to_owned()), Some("on b".to_owned())));
    // What is typed on meanwhile is that one, and not the other of its program.
    store.redo().unwrap();
    store.save_draft(&draft(DraftOn::Theme(b), "anew")).unwrap();
    assert_eq!((own(&store, a), own(&store, b)), (Some("on a".to_owned()), Some("anew".to_owned())));
    store.undo().unwrap();
    assert_eq!((own(&store, b), store.drafts().unwrap().len()), (Some("anew".to_owned()), 2));
}

#[test]
fn what_is_typed_on_a_theme_after_it_was_merged_goes_to_the_other() {
    let mut store = filled();
    store.apply(&[tag(1, (7, 10), &["a"])]).unwrap();
    store.apply(&[tag(1, (11, 18), &["b"])]).unwrap();
    store.apply(&[tag(1, (11, 18), &["c"])]).unwrap();
    let [a, b, c] = [1, 2, 3].map(theme);
    let line = DraftOn::Line(DraftLine::Description(a));
    let all = |store: &Store| {
        let all = store.drafts().unwrap().into_iter().map(|draft| (draft.on, draft.text));
        all.collect::<std::collections::BTreeSet<_>>()
    };
    let two = |on: ThemeId, note: &str, description: &str| {
        let described = DraftOn::Line(DraftLine::Description(on));
        std::collections::BTreeSet::from([
            (DraftOn::Theme(on), note.to_owned()),
            (described, description.to_owned()),
        ])
    };
    let save = |store: &mut Store, note: &str, description: &str| {
        store.save_draft(&draft(DraftOn::Theme(a), note)).unwrap();
        store.save_draft(&draft(line, description)).unwrap();
    };
    store.apply(&[Edit::MergeThemes { from: vec![a], into: b }]).unwrap();
    save(&mut store, "f", "of");
    assert_eq!((all(&store), orphans(&store)), (two(b, "f", "of"), vec![]));
    save(&mut store, "first", "of it");
    assert_eq!(all(&store), two(b, "first", "of it"));
    // The other becomes a third.
    store.apply(&[Edit::MergeThemes { from: vec![b], into: c }]).unwrap();
    save(&mut store, "second", "of all");
    assert_eq!((all(&store), orphans(&store)), (two(c, "second", "of all"), vec![]));
    assert_eq!(store.draft(DraftOn::Theme(a)).unwrap().map(|draft| draft.text).as_deref(), Some("second"));
    store.undo().unwrap();
    store.undo().unwrap();
    assert_eq!(all(&store), two(a, "second", "of all"));
    store.redo().unwrap();
    assert!(store.drop_draft(DraftOn::Theme(a)).unwrap() && store.drop_draft(line).unwrap());
    assert_eq!(all(&store), std::collections::BTreeSet::new());
    store.undo().unwrap();
    // One that was removed is no other.
    store.apply(&[Edit::RemoveTheme { theme: a }]).unwrap();
    save(&mut store, "left", "alone");
    assert_eq!((all(&store), orphans(&store).len()), (two(a, "left", "alone"), 2));
}

#[test]
fn the_drafts_on_themes_are_read_without_the_others() {
    let mut store = filled();
    let line = |theme| DraftOn::Line(DraftLine::Description(ThemeId(theme)));
    for on in [DraftOn::Theme(ThemeId(1)), line(2), DraftOn::Line(DraftLine::Name(ThemeId(3)))] {
        store.save_draft(&draft(on, "x")).unwrap();
    }
    store.save_draft(&draft(DraftOn::Line(DraftLine::NewTheme), "y")).unwrap();
    let (few, before) = store.work(|store| store.drafts_on_themes().unwrap());
    for id in 1..400 {
        store.save_draft(&draft(DraftOn::Annotation(AnnotationId(id)), "z")).unwrap();
    }
    let (many, all) = store.work(|store| store.drafts_on_themes().unwrap());
    assert_eq!((&all, all.len()), (&before, 3));
    assert!(all.iter().all(|draft| draft.on.theme().is_some()));
    assert!(many <= few + 50, "{few} steps, and {many} with many others");
}
