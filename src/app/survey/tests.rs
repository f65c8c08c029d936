use super::*;
use crate::model::stats::Counted;
use crate::model::suggest::Suggestion;
use crate::model::{ArticleRef, Touched};
use crate::text::Span;

const THEME: Survey = Survey::Suggestions { theme: ThemeId(1) };

fn sentence(at: usize) -> Suggestion {
    Suggestion {
        article: ArticleRef { id: ArticleId(1), uuid: uuid::Uuid::nil(), title: String::new() },
        span: place(at).1,
        points: (0, 5),
        paragraph: Some(1),
        quote: "words".to_owned(),
        score: 100.0 - f64::from(u32::try_from(at).unwrap()),
        marks: Vec::new(),
    }
}

fn place(at: usize) -> (ArticleId, Span) {
    (ArticleId(1), Span::new(at, at + 5))
}

fn found(at: &[usize]) -> Surveyed {
    let all = at.iter().map(|at| sentence(*at)).collect();
    Surveyed::Suggestions { found: Found { passages: 2, words: Vec::new(), all }, headings: BTreeMap::new() }
}

fn suggestions(at: &[usize]) -> Sheet {
    let mut sheet = Sheet::new(THEME, "Late");
    sheet.take_in(found(at));
    sheet
}

fn rows(sheet: &mut Sheet) -> &mut Suggestions {
    match &mut sheet.rows {
        Rows::Suggestions(rows) => rows,
        other => panic!("{other:?}"),
    }
}

fn shown(sheet: &mut Sheet) -> Vec<usize> {
    rows(sheet).shown().map(|one| one.span.start.0).collect()
}

#[test]
fn a_sentence_that_is_settled_goes_and_comes_back_with_its_undo() {
    let mut sheet = suggestions(&[10, 20, 30]);
    let all = rows(&mut sheet);
    (all.cursor, all.settling) = (2, Some((Ticket(2), place(30))));
    all.settled(Some(7), false);
    assert!(all.know(Some(7)) && !all.know(Some(8)) && !all.know(None));
    assert_eq!((all.cursor, shown(&mut sheet)), (1, vec![10, 20]));
    rows(&mut sheet).travelled(8, true, false);
    assert_eq!(shown(&mut sheet), [10, 20], "another step");
    rows(&mut sheet).cursor = 0;
    rows(&mut sheet).travelled(7, true, false);
    assert_eq!((sheet.cursor(), shown(&mut sheet)), (2, vec![10, 20, 30]));
    rows(&mut sheet).travelled(7, false, false);
    assert_eq!((sheet.cursor(), shown(&mut sheet)), (1, vec![10, 20]));
    // It is kept when it is read anew, and comes back to its place.
    sheet.begin(Ticket(3));
    sheet.take_in(found(&[5, 10, 40]));
    assert_eq!(shown(&mut sheet), [5, 10, 40]);
    rows(&mut sheet).travelled(7, true, false);
    assert_eq!(shown(&mut sheet), [5, 10, 30, 40]);
}

#[test]
fn what_is_done_while_it_is_read_anew_is_newer_than_what_was_found() {
    let mut sheet = suggestions(&[10, 20]);
    sheet.begin(Ticket(3));
    rows(&mut sheet).settling = Some((Ticket(4), place(10)));
    // Found while the tagging is saved: before it, or after it.
    for all in [&[10, 20][..], &[20]] {
        sheet.take_in(found(all));
        assert_eq!(shown(&mut sheet), [10, 20]);
    }
    sheet.begin(Ticket(5));
    rows(&mut sheet).settled(Some(7), true);
    sheet.take_in(found(&[10, 20]));
    assert_eq!(shown(&mut sheet), [20]);
    sheet.begin(Ticket(6));
    rows(&mut sheet).travelled(7, true, true);
    sheet.take_in(found(&[20]));
    assert_eq!(shown(&mut sheet), [10, 20]);
    // What is asked for afterwards knows.
    rows(&mut sheet).travelled(7, false, false);
    sheet.begin(Ticket(7));
    sheet.take_in(found(&[10, 20]));
    assert_eq!(shown(&mut sheet), [10, 20]);
}

#[test]
fn the_cursor_stays_on_its_row_when_it_is_read_again() {
    let mut sheet = suggestions(&[10, 20, 30]);
    *sheet.cursor_mut() = 2;
    sheet.take_in(found(&[30, 10]));
    assert_eq!(sheet.cursor(), 0);
    let mut sheet = Sheet::new(Survey::Counts { theme: ThemeId(1) }, "Late");
    let counts = |ids: &[i64]| {
        let row =
            |id: &i64| CountRow { of: Counted::Article(ArticleId(*id)), name: String::new(), passages: 1 };
        Surveyed::Counts { rows: ids.iter().map(row).collect(), left: [0; 3] }
    };
    sheet.take_in(counts(&[1, 2, 3]));
    *sheet.cursor_mut() = 1;
    sheet.take_in(counts(&[2, 1]));
    assert_eq!(sheet.cursor(), 0);
    sheet.take_in(counts(&[]));
    assert!(sheet.is_empty() && sheet.cursor() == 0);
}

#[test]
fn trouble_shows_above_rows_that_were_there_and_ends_with_the_next() {
    let mut sheet = Sheet::new(THEME, "Late");
    sheet.begin(Ticket(1));
    assert_eq!(sheet.waiting.sentence().as_deref(), Some("Reading…"));
    sheet.waiting.percent = 4;
    assert_eq!(sheet.waiting.sentence().as_deref(), Some("Reading… 4%"));
    sheet.take_in(found(&[10]));
    assert_eq!(sheet.waiting.sentence(), None);
    sheet.begin(Ticket(2));
    sheet.waiting.fail("It is gone.");
    assert_eq!((sheet.waiting.sentence().as_deref(), sheet.len()), (Some("It is gone."), 1));
    sheet.begin(Ticket(3));
    sheet.take_in(found(&[10]));
    assert_eq!(sheet.waiting.sentence(), None);
}

#[test]
fn only_what_a_step_may_have_changed_is_read_anew() {
    let step = |step, touched| Applied { step, label: String::new(), touched };
    let mark = Touched { annotations: vec![crate::model::AnnotationId(1)], ..Touched::default() };
    let text = Touched { texts: vec![ArticleId(1)], ..Touched::default() };
    let wording = Sheet::new(Survey::SharedWording { article: ArticleId(1) }, "A");
    let counts = Sheet::new(Survey::Counts { theme: ThemeId(1) }, "Late");
    let touched =
        |applied: &Applied| [&suggestions(&[10]), &wording, &counts].map(|sheet| sheet.is_touched(applied));
    assert_eq!(touched(&step(None, text.clone())), [false; 3]);
    assert_eq!(touched(&step(Some(1), text)), [true; 3]);
    assert_eq!(touched(&step(Some(1), mark)), [true, false, true]);
}
