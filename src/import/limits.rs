//! How much of a page is taken in, and how much work may go into it.

/// What a page may have. Every pass over a page takes time in proportion to its bytes and elements, but
/// for the one that finds its article: that is given up where it would be more work than `work`, and the
/// page comes in whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageLimits {
    /// Larger pages are refused.
    pub bytes: usize,
    /// Pages of more elements are refused; four character references weigh as much as one.
    pub elements: usize,
    /// Deeper elements are flattened: their words stay, in the element of this depth.
    pub depth: usize,
    /// Steps, as the scanner counts them.
    pub work: u64,
}

impl Default for PageLimits {
    /// What the defaults of the settings say.
    fn default() -> Self {
        Self { bytes: 64 << 20, elements: 300_000, depth: 160, work: 5_000_000 }
    }
}
