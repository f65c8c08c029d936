//! What postil is about: pure values, one file a thing.

pub mod address;
pub mod anchor;
mod annotation;
mod article;
mod brought;
pub mod citation;
mod collection;
mod document;
mod draft;
mod edit;
mod feed;
mod listing;
mod mark;
pub mod mend;
mod placing;
mod promise;
pub mod query;
pub mod stats;
pub mod suggest;
mod theme;
mod told;
pub mod wording;

pub use annotation::{Annotation, AnnotationId, PassageSort, State};
pub use article::{Article, ArticleId, ArticleRef, Metadata, Shape, Status};
pub use brought::{BroughtAnnotation, BroughtArticle, BroughtPlace, BroughtTheme, stand_in};
pub use collection::{Collection, CollectionId, CollectionKind, CollectionMeta, CollectionRef, Place};
pub use document::{Block, BlockKind, Document, Inline, InlineKind, Page, page_at, percent};
pub use draft::{Draft, DraftOn};
pub use edit::{Applied, Edit, MetadataChange, NoteOn, Placement, Step, ThemeName, Touched};
pub use feed::{FeedState, KnownItem, Subscription, WANTED};
pub use listing::{Listing, Shelf, Sort, SortBy};
pub use mark::Mark;
pub use placing::{Anchored, place_again};
pub use theme::{Theme, ThemeId, fold, is_color, join_path, split_path};
pub use told::{Told, place_told};
