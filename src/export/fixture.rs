//! Values for the tests of this room.

use std::ops::Range;

use uuid::Uuid;

use crate::export::Themes;
use crate::model::{
    Annotation, AnnotationId, Article, ArticleId, ArticleRef, Metadata, State, Theme, ThemeId,
};
use crate::text::Span;

fn uuid(n: i64, kind: u128) -> Uuid {
    Uuid::from_u128((u128::try_from(n).unwrap() << 96) | kind)
}

pub fn article(n: i64, title: &str) -> Article {
    let meta = Metadata { title: title.into(), format: "text".into(), ..Metadata::default() };
    Article {
        words: 10,
        added: "2026-01-01T00:00:00Z".into(),
        sha256: "9b1e".into(),
        ..Article::new(ArticleId(n), uuid(n, 1), meta)
    }
}

pub fn annotation(n: i64, article: &Article, span: Range<usize>, quote: &str) -> Annotation {
    Annotation {
        id: AnnotationId(n),
        uuid: uuid(n, 2),
        article: ArticleRef { id: article.id, uuid: article.uuid, title: article.meta.title.clone() },
        points: (span.start as u64, span.end as u64),
        span: Span::new(span.start, span.end),
        quote: quote.into(),
        prefix: String::new(),
        suffix: String::new(),
        paragraph: Some(4),
        percent: 18,
        page: None,
        now: None,
        themes: Vec::new(),
        note: None,
        state: State::Placed,
        created: "2026-01-02T00:00:00Z".into(),
        updated: "2026-01-02T00:00:00Z".into(),
    }
}

pub fn theme(n: i64, name: &str, path: &str, parent: Option<i64>) -> Theme {
    Theme {
        id: ThemeId(n),
        uuid: uuid(n, 3),
        name: name.into(),
        path: path.into(),
        parent: parent.map(ThemeId),
        description: None,
        note: None,
        color: "#aa0000".into(),
        sign: "Sy".into(),
        key: None,
        annotations: 0,
        articles: 0,
        used: None,
    }
}

/// Syria, Syria/air strikes, war, warning.
pub fn themes() -> Themes {
    Themes::new(vec![
        theme(1, "Syria", "Syria", None),
        theme(2, "air strikes", "Syria/air strikes", Some(1)),
        theme(3, "war", "war", None),
        theme(4, "warning", "warning", None),
    ])
}
