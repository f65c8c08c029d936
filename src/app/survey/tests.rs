use super::*;
use crate::model::ArticleRef;

fn sentence(at: usize) -> Suggestion {
    Suggestion {
        article: ArticleRef { id: ArticleId(1), uuid: uuid::Uuid::nil(), title: String::new() },
        span: Span::new(at, at + 5),
        points: (0, 5),
        paragraph: Some(1),
        quote: "words".to_owned(),
        score: 1.0,
        marks: Vec::new(),
    }
}

fn likes(at: &[usize]) -> Likes {
    let mut likes = Likes::new(ThemeId(1), Ticket(1));
    let all = at.iter().map(|at| sentence(*at)).collect();
    likes.take_in(Suggestions { passages: 2, words: Vec::new(), all }, BTreeMap::new());
    likes
}

fn shown(likes: &Likes) -> Vec<usize> {
    likes.shown().map(|(_, one)| one.span.start.0).collect()
}

#[test]
fn a_sentence_that_is_settled_goes_and_comes_back_with_its_undo() {
    let mut likes = likes(&[10, 20, 30]);
    likes.cursor = 2;
    likes.settling = Some((Ticket(2), 2));
    likes.settled(Some(7));
    assert_eq!((shown(&likes), likes.cursor), (vec![10, 20], 1));
    likes.travelled(8, true);
    assert_eq!(shown(&likes), [10, 20], "another step");
    likes.cursor = 0;
    likes.travelled(7, true);
    assert_eq!((shown(&likes), likes.cursor), (vec![10, 20, 30], 2));
    likes.travelled(7, false);
    assert_eq!((shown(&likes), likes.cursor), (vec![10, 20], 1));
}

#[test]
fn the_cursor_stays_on_its_sentence_when_it_is_read_again() {
    let mut likes = likes(&[10, 20, 30]);
    likes.cursor = 2;
    let all = [30, 10].map(sentence).to_vec();
    likes.take_in(Suggestions { passages: 3, words: Vec::new(), all }, BTreeMap::new());
    assert_eq!(likes.cursor, 0);
}
