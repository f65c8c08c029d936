//! The objects of JSON Lines, as the command line prints them: absent values are `null`, offsets
//! are Unicode code points.

use std::collections::HashMap;

use serde::Serialize;

use crate::export::Themes;
use crate::model::{
    Anchored, Annotation, Article, ArticleRef, Block, BlockKind, CollectionKind, Document, Inline,
    InlineKind, State, Status, Subscription, Theme,
};
use crate::text::Span;
use crate::text::points::of_bytes;

/// An article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ArticleJson {
    pub id: i64,
    pub uuid: String,
    pub title: String,
    pub byline: Option<String>,
    pub publication: Option<String>,
    pub published: Option<String>,
    pub url: Option<String>,
    pub source: Option<String>,
    pub format: String,
    pub language: Option<String>,
    pub status: Status,
    pub starred: bool,
    pub progress: u8,
    pub words: u64,
    pub annotations: u64,
    pub themes: Vec<String>,
    pub note: Option<String>,
    pub added: String,
    pub sha256: String,
    pub collection: Option<CollectionJson>,
    /// From 1.
    pub position: Option<u32>,
}

impl From<&Article> for ArticleJson {
    fn from(article: &Article) -> Self {
        let meta = article.meta.clone();
        Self {
            id: article.id.0,
            uuid: article.uuid.to_string(),
            title: meta.title,
            byline: meta.byline,
            publication: meta.publication,
            published: meta.published,
            url: meta.url,
            source: meta.source,
            format: meta.format,
            language: meta.language,
            status: article.status,
            starred: article.starred,
            progress: article.progress,
            words: article.words,
            annotations: article.annotations,
            themes: article.themes.clone(),
            note: article.note.clone(),
            added: article.added.clone(),
            sha256: article.sha256.clone(),
            collection: article.collection.as_ref().map(|collection| CollectionJson {
                uuid: collection.uuid.to_string(),
                title: collection.title.clone(),
                kind: collection.kind,
            }),
            position: article.position,
        }
    }
}

/// The collection that an article is a part of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CollectionJson {
    pub uuid: String,
    pub title: String,
    pub kind: CollectionKind,
}

/// A feed that is subscribed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FeedJson {
    pub uuid: String,
    pub title: String,
    pub address: String,
    pub site: Option<String>,
    pub language: Option<String>,
    pub articles: u64,
    pub added: String,
    pub fetched: Option<String>,
    /// Why it could not be fetched last.
    pub failure: Option<String>,
    pub gone: bool,
}

impl From<&Subscription> for FeedJson {
    fn from(feed: &Subscription) -> Self {
        Self {
            uuid: feed.collection.uuid.to_string(),
            title: feed.collection.meta.title.clone(),
            address: feed.address().to_owned(),
            site: feed.state.site.clone(),
            language: feed.collection.meta.language.clone(),
            articles: feed.articles,
            added: feed.collection.added.clone(),
            fetched: feed.state.fetched.clone(),
            failure: feed.state.failure.clone(),
            gone: feed.state.gone,
        }
    }
}

/// An article named inside another object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ArticleRefJson {
    pub id: i64,
    pub uuid: String,
    pub title: String,
}

impl ArticleRefJson {
    pub fn of(article: &Article) -> Self {
        Self { id: article.id.0, uuid: article.uuid.to_string(), title: article.meta.title.clone() }
    }
}

impl From<&ArticleRef> for ArticleRefJson {
    fn from(article: &ArticleRef) -> Self {
        Self { id: article.id.0, uuid: article.uuid.to_string(), title: article.title.clone() }
    }
}

/// What became of an article's annotations when its text changed: the counts, and each of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AnchoredJson {
    pub placed: usize,
    pub moved: usize,
    pub changed: usize,
    pub lost: usize,
    pub annotations: Vec<AnchorJson>,
}

/// An annotation in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AnchorJson {
    pub id: i64,
    pub state: &'static str,
}

impl From<&Anchored> for AnchoredJson {
    fn from(anchored: &Anchored) -> Self {
        Self {
            placed: anchored.count(State::Placed),
            moved: anchored.count(State::Moved),
            changed: anchored.count(State::Changed),
            lost: anchored.count(State::Lost),
            annotations: anchored
                .all
                .iter()
                .map(|(id, state)| AnchorJson { id: id.0, state: state.word() })
                .collect(),
        }
    }
}

/// An annotation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AnnotationJson {
    pub id: i64,
    pub uuid: String,
    pub article: ArticleRefJson,
    pub start: u64,
    pub end: u64,
    pub quote: String,
    pub prefix: String,
    pub suffix: String,
    pub paragraph: Option<u32>,
    /// Like the paragraph `null` of a lost one.
    pub percent: Option<u8>,
    pub themes: Vec<String>,
    pub note: Option<String>,
    pub state: State,
    pub created: String,
    pub updated: String,
    pub page: Option<String>,
    /// The words that stand there now, of a changed one.
    pub now: Option<String>,
}

impl AnnotationJson {
    pub fn new(annotation: &Annotation, themes: &Themes) -> Self {
        Self {
            id: annotation.id.0,
            uuid: annotation.uuid.to_string(),
            article: (&annotation.article).into(),
            start: annotation.points.0,
            end: annotation.points.1,
            quote: annotation.quote.clone(),
            prefix: annotation.prefix.clone(),
            suffix: annotation.suffix.clone(),
            paragraph: annotation.paragraph,
            percent: annotation.share(),
            themes: themes.paths(&annotation.themes),
            note: annotation.note.clone(),
            state: annotation.state,
            created: annotation.created.clone(),
            updated: annotation.updated.clone(),
            page: annotation.page.clone(),
            now: annotation.now.clone(),
        }
    }
}

/// A theme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ThemeJson {
    pub uuid: String,
    pub name: String,
    pub path: String,
    /// The path of the theme above it.
    pub parent: Option<String>,
    pub description: Option<String>,
    pub note: Option<String>,
    pub color: String,
    pub sign: String,
    pub key: Option<u8>,
    pub annotations: u64,
    pub articles: u64,
}

impl ThemeJson {
    pub fn new(theme: &Theme, themes: &Themes) -> Self {
        Self {
            uuid: theme.uuid.to_string(),
            name: theme.name.clone(),
            path: theme.path.clone(),
            parent: theme.parent.and_then(|id| themes.get(id)).map(|parent| parent.path.clone()),
            description: theme.description.clone(),
            note: theme.note.clone(),
            color: theme.color.clone(),
            sign: theme.sign.clone(),
            key: theme.key,
            annotations: theme.annotations,
            articles: theme.articles,
        }
    }
}

/// A hit of a search; the offsets are those of the field.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HitJson {
    pub article: ArticleRefJson,
    pub field: String,
    pub start: u64,
    pub end: u64,
    pub snippet: String,
    pub score: f64,
}

/// An article with its text, for `show --format json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ShowJson {
    #[serde(flatten)]
    pub article: ArticleJson,
    pub text: String,
    pub blocks: Vec<BlockJson>,
    /// Where the pages of the source begin, if it has any.
    pub pages: Vec<PageJson>,
    /// Only where they were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sentences: Option<Vec<SpanJson>>,
}

/// A stretch of the text, code points `[start, end)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct SpanJson {
    pub start: u64,
    pub end: u64,
}

/// A block with its styles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BlockJson {
    pub kind: BlockKind,
    pub level: u8,
    pub start: u64,
    pub end: u64,
    pub furniture: bool,
    pub inlines: Vec<InlineJson>,
}

/// From here on the text stands on that page; no label where its number is not known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PageJson {
    pub start: u64,
    pub label: Option<String>,
}

/// A style over part of a block.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InlineJson {
    pub kind: InlineKind,
    pub start: u64,
    pub end: u64,
    pub target: Option<String>,
}

impl ShowJson {
    /// `sentences` are bytes of the document's text. One pass over the text turns all bytes into points.
    pub fn new(article: &Article, document: &Document, sentences: Option<&[Span]>) -> Self {
        let spans = document.blocks.iter().map(|b| b.span);
        let spans = spans.chain(document.inlines.iter().map(|i| i.span));
        let spans = spans.chain(document.pages.iter().map(|p| Span { start: p.start, end: p.start }));
        let points = Points::new(&document.text, spans.chain(sentences.unwrap_or_default().iter().copied()));
        let mut inlines = document.inlines.iter().peekable();
        let mut blocks = Vec::with_capacity(document.blocks.len());
        for block in &document.blocks {
            let mut own = Vec::new();
            while let Some(inline) = inlines.next_if(|inline| inline.span.start < block.span.end) {
                own.push(points.inline(inline));
            }
            blocks.push(points.block(*block, own));
        }
        let sentences = sentences.map(|list| list.iter().map(|span| points.span(*span)).collect());
        let pages = document.pages.iter().map(|page| PageJson {
            start: points.at(page.start.0),
            label: Some(page.label.clone()).filter(|label| !label.is_empty()),
        });
        let pages = pages.collect();
        Self { article: article.into(), text: document.text.to_string(), blocks, pages, sentences }
    }
}

/// Bytes of a text as code points, for a set of places asked for at once.
#[derive(Debug, Clone)]
pub struct Points(HashMap<usize, u64>);

impl Points {
    /// O(text + places · log places). Places are between characters, as all spans are.
    pub fn new(text: &str, spans: impl Iterator<Item = Span>) -> Self {
        Self(of_bytes(text, spans.flat_map(|span| [span.start.0, span.end.0])))
    }

    /// The code point at which a place asked for lies.
    pub fn at(&self, byte: usize) -> u64 {
        self.0.get(&byte).copied().unwrap_or_default()
    }

    pub fn span(&self, span: Span) -> SpanJson {
        SpanJson { start: self.at(span.start.0), end: self.at(span.end.0) }
    }

    fn inline(&self, inline: &Inline) -> InlineJson {
        let SpanJson { start, end } = self.span(inline.span);
        InlineJson { kind: inline.kind, start, end, target: inline.target.clone() }
    }

    fn block(&self, block: Block, inlines: Vec<InlineJson>) -> BlockJson {
        let SpanJson { start, end } = self.span(block.span);
        BlockJson {
            kind: block.kind,
            level: block.level,
            start,
            end,
            furniture: block.is_furniture(),
            inlines,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::fixture;
    use crate::model::Page;
    use crate::text::Offset;

    fn keys(value: &str) -> String {
        // The order of the keys as they stand in the text, of the outermost object.
        let mut depth = 0;
        let (mut names, mut chars, mut expect) = (Vec::new(), value.chars().peekable(), true);
        while let Some(c) = chars.next() {
            match c {
                '{' | '[' => depth += 1,
                '}' | ']' => depth -= 1,
                ',' if depth == 1 => expect = true,
                '"' => {
                    let mut text = String::new();
                    while let Some(d) = chars.next() {
                        match d {
                            '\\' => text.extend(chars.next()),
                            '"' => break,
                            d => text.push(d),
                        }
                    }
                    if depth == 1 && expect {
                        names.push(text);
                        expect = false;
                    }
                }
                _ => {}
            }
        }
        names.join(", ")
    }

    #[test]
    fn fields_stand_in_the_order_of_the_contract_and_none_is_missing() {
        let themes = fixture::themes();
        let article = fixture::article(1, "Terms");
        let json = |value: serde_json::Result<String>| value.unwrap();
        let text = json(serde_json::to_string(&ArticleJson::from(&article)));
        assert_eq!(
            keys(&text),
            "id, uuid, title, byline, publication, published, url, source, format, language, status, starred, \
             progress, words, annotations, themes, note, added, sha256, collection, position"
        );
        assert!(text.contains("\"note\":null"));
        let annotation = fixture::annotation(1, &article, 0..2, "ab");
        let text = json(serde_json::to_string(&AnnotationJson::new(&annotation, &themes)));
        assert_eq!(
            keys(&text),
            "id, uuid, article, start, end, quote, prefix, suffix, paragraph, percent, themes, note, state, created, updated, page, now"
        );
        let text = json(serde_json::to_string(&ThemeJson::new(&themes.list()[1], &themes)));
        assert_eq!(
            keys(&text),
            "uuid, name, path, parent, description, note, color, sign, key, annotations, articles"
        );
        assert!(text.contains("\"parent\":\"Syria\""));
    }

    #[test]
    fn offsets_are_code_points() {
        let text = "é漢 one\n\nb👍 two";
        let two = text.find("two").unwrap();
        let block = |span: Span| Block {
            kind: BlockKind::ListItem,
            level: 0,
            span,
            furniture: true,
            marked: Some(false),
        };
        let document = Document {
            text: text.to_owned().into(),
            blocks: vec![block(Span::new(0, 9)), block(Span::new(11, text.len()))],
            inlines: vec![Inline { kind: InlineKind::Link, span: Span::new(two, text.len()), target: None }],
            pages: vec![Page { start: Offset(11), label: "4".into() }],
        };
        let article = fixture::article(1, "Terms");
        let sentences = [Span::new(0, 9)];
        let show = ShowJson::new(&article, &document, Some(&sentences));
        assert_eq!((show.blocks[0].start, show.blocks[0].end), (0, 6));
        assert_eq!((show.blocks[1].start, show.blocks[1].end), (8, 14));
        assert!(show.blocks[0].inlines.is_empty());
        assert_eq!(show.blocks[1].inlines[0].start, 11);
        assert_eq!(show.sentences, Some(vec![SpanJson { start: 0, end: 6 }]));
        let text = serde_json::to_string(&ShowJson::new(&article, &document, None)).unwrap();
        assert!(keys(&text).ends_with("sha256, collection, position, text, blocks, pages"));
        assert!(text.contains("\"pages\":[{\"start\":8,\"label\":\"4\"}]"));
        assert!(text.contains(
            "\"kind\":\"list_item\",\"level\":0,\"start\":0,\"end\":6,\"furniture\":false,\"inlines\":[]"
        ));
    }
}
