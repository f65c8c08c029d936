//! Page furniture in scraped text: what is not the article.

use super::plain::Placed;

pub(super) fn mark(_pieces: &mut [Placed]) {}
