//! The texts of articles, whole or in part.

use super::blocks::Parts;
use super::{Result, Store, furniture, pieces};
use crate::model::{ArticleId, Block, Document, Lines};
use crate::text::Span;

impl Store {
    /// The document an article has now, with the user's word on furniture; of one in the trash too.
    pub fn document(&self, id: ArticleId) -> Result<Document> {
        furniture::document(&self.conn, id)
    }

    /// Whether the text that an article has is marked up as this document: its blocks with the rule's word on
    /// furniture (not the user's), its links and styles, its pages. Reads no text.
    pub fn has_markup(&self, id: ArticleId, document: &Document) -> Result<bool> {
        self.is_marked_up(furniture::current(&self.conn, id)?, document)
    }

    /// The same of the text of its source, where the present one is one that the user mended.
    pub fn has_source_markup(&self, id: ArticleId, document: &Document) -> Result<bool> {
        let source = self.source_revision(id)?;
        source.map_or(Ok(false), |source| self.is_marked_up(source, document))
    }

    /// Which line ends of an article's text are read as such. Reads no text.
    pub fn lines(&self, id: ArticleId) -> Result<Lines> {
        let parts = pieces::load_parts(&self.conn, furniture::current(&self.conn, id)?)?;
        Ok(Lines::of(&parts.blocks, &parts.inlines))
    }

    fn is_marked_up(&self, revision: i64, document: &Document) -> Result<bool> {
        let Parts { blocks, inlines, pages, .. } = pieces::load_parts(&self.conn, revision)?;
        Ok(blocks == document.blocks && inlines == document.inlines && pages == document.pages)
    }

    /// The text under a span of an article, clamped to the text; empty where the span does not lie on
    /// character boundaries. Reads the pieces it needs.
    pub fn text_of(&self, id: ArticleId, span: Span) -> Result<String> {
        let revision = pieces::revision(&self.conn, furniture::current(&self.conn, id)?)?;
        let span = Span::new(span.start.0.min(revision.bytes), span.end.0.min(revision.bytes));
        furniture::block_text(&self.conn, revision.id, span)
    }

    /// The blocks of an article with the user's word on furniture. Reads no text but that of blocks that
    /// may be meant.
    pub fn blocks(&self, id: ArticleId) -> Result<Vec<Block>> {
        Ok(furniture::parts(self.conn(), id, furniture::current(self.conn(), id)?)?.blocks)
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{ArticleId, Edit};
    use crate::store::fixture::{document, filled};
    use crate::text::Span;

    #[test]
    fn a_document_comes_back_with_the_users_marks() {
        let mut store = filled();
        let mut want = document("Third", &["One.", "Two.", "Three."]);
        assert_eq!(store.document(ArticleId(3)).unwrap(), want);
        let mark =
            Edit::SetFurniture { article: ArticleId(3), span: Span::new(13, 14), furniture: Some(true) };
        store.apply(&[mark]).unwrap();
        want.blocks[2].marked = Some(true);
        assert_eq!(store.document(ArticleId(3)).unwrap(), want);
        assert_eq!(store.text_of(ArticleId(3), Span::new(7, 11)).unwrap(), "One.");
        assert_eq!(store.text_of(ArticleId(3), Span::new(19, 999)).unwrap(), "Three.");
        assert!(store.document(ArticleId(9)).is_err());
    }
}
