//! What a query gives back.

use super::source::SourceId;
use super::span::Span;

/// The part of one source that answers a query.
#[derive(Debug, Clone, PartialEq)]
pub struct Match {
    /// The source.
    pub source: SourceId,
    /// `None` when the query asks about the source or its respondent only (`age:15`), so that the
    /// whole source answers; otherwise the passages that answer, in reading order.
    pub hits: Option<Vec<Hit>>,
}

/// One passage that answers a query.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// Number of the passage in its source, from 0.
    pub passage: usize,
    /// The passage.
    pub span: Span,
    /// The words (or codings) that answer, in order; may be empty (`NOT word`).
    pub marks: Vec<Span>,
    /// BM25; 0 when nothing in the query can be ranked.
    pub score: f32,
}
